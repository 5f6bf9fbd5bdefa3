//! The end of a meeting: who was there, the minutes, what is written into its row.

use super::{Meeting, row_of};
use crate::agenda::minutes;
use crate::app::App;
use crate::app::layer::{Ask, Asked, Layer};
use crate::app::request::Request;
use crate::event::{COPY_LIMIT, Effect};
use crate::finding::Level;
use crate::project::Edit;
use crate::registry;
use crate::say;
use crate::sheet::{Cell, Id, Row as _};
use crate::text::{Lang, Phrase, text};
use crate::tool::Change;
use crate::tools::charter;
use crate::tools::kotter::Member;
use crate::tools::meetings::{Figures, is_in, joined, others};

impl App {
    /// Notes that somebody is there, or is not.
    pub(super) fn tick_member(&mut self, name: &str, there: bool) {
        let Some(meeting) = self.meeting.as_ref().and_then(|state| row_of(self, state.id)) else { return };
        let noted = &meeting.attendees.0;
        let Some(opened) = self.opened.as_ref() else { return };
        // Those of the coalition by their names, whatever stands in them, and whoever else was noted.
        let members = opened.project.rows::<Member>().iter();
        let known: Vec<&str> = members.map(|member| member.name.trim()).filter(|n| !n.is_empty()).collect();
        let mut present: Vec<&str> = known.iter().copied().filter(|other| is_in(noted, other)).collect();
        present.extend(others(noted, &known));
        present.retain(|other| *other != name);
        if !there {
            present.push(name);
        }
        let comma = text("、", ", ").get(self.lang());
        let cell = match joined(&present, comma) {
            none if none.is_empty() => Cell::Empty,
            some => Cell::Text(some.into()),
        };
        let column = &Meeting::DEF.columns[Meeting::COL.attendees.at];
        let (project, today) = (&opened.project, self.today);
        let change = Change { project, row: &*meeting, column, cell: &cell, today };
        let edit = registry::edit_of(&change);
        self.apply(edit, text("出席", "Attendance"));
    }

    /// Ends the meeting, after a question where it has settled next to nothing: a slip of the keys must not end it.
    pub(super) fn finish_meeting(&mut self) {
        let open = self.with_agenda(|agenda, _| {
            let unjudged = agenda.promises().iter().filter(|item| item.verdict.is_none()).count();
            (unjudged, agenda.meeting.attendees.0.trim().is_empty(), agenda.meeting.id)
        });
        let Some((unjudged, alone, id)) = open else { return };
        if unjudged == 0 || !alone {
            return self.end_meeting();
        }
        let question = say!(
            "还有 {unjudged} 项承诺没有核对，也没有勾出席。现在就结束例会吗？",
            "Promises not looked at: {unjudged}, and nobody was ticked as present. End the meeting all the same?"
        );
        let (yes, no) = (text("结束", "End it").into(), Some(text("接着开", "Go on").into()));
        self.layers.push(Layer::Ask(Ask { question, yes, no, about: Asked::EndMeeting(id) }));
    }

    /// Ends the meeting: notes the time, makes the minutes, and asks whether they are to be a file.
    pub(in crate::app) fn end_meeting(&mut self) {
        let now = (self.clock)();
        self.drop_blank_rows();
        let Some(state) = self.meeting.as_ref() else { return };
        let (id, spent) = (state.id, state.clock(now));
        let minutes_spent = spent.iter().sum::<u32>().div_ceil(60).clamp(1, 1_000);
        let clock: Vec<String> = spent.iter().map(ToString::to_string).collect();
        let edits = vec![
            Edit::put(id, Meeting::COL.ended, Cell::Text(now.format("%H:%M").to_string().into())),
            Edit::put(id, Meeting::COL.minutes, Cell::Count(minutes_spent)),
            Edit::put(id, Meeting::COL.clock, Cell::Text(clock.join(" ").into())),
            Edit::put(id, Meeting::COL.place, Cell::Empty),
        ];
        if !self.apply(Edit::Many(edits), text("例会结束", "Meeting ended")) {
            return;
        }
        let copied = self.copy_minutes(id);
        self.meeting = None;
        self.show_home();
        let question = if copied {
            say!(
                "例会结束，用时 {minutes_spent} 分钟。纪要已复制，可以直接粘贴到微信、钉钉或邮件。也写成文件吗？",
                "The meeting is over after {minutes_spent} min. The minutes are on the clipboard, to be pasted into a chat or a mail. Write them to a file as well?"
            )
        } else {
            say!(
                "例会结束，用时 {minutes_spent} 分钟。纪要太长，放不进剪贴板。写成文件吗？",
                "The meeting is over after {minutes_spent} min. The minutes are too long for the clipboard. Write them to a file?"
            )
        };
        let (yes, no) = (text("写成文件", "Write a file").into(), Some(text("不用", "No").into()));
        self.layers.push(Layer::Ask(Ask { question, yes, no, about: Asked::Minutes(id) }));
    }

    /// The minutes of a meeting in the language of the screen.
    fn minutes_of(&self, id: Id) -> Option<String> {
        minutes(&self.opened.as_ref()?.project, id, self.today, self.lang())
    }

    /// Copies the minutes of a meeting; false where they are too long.
    fn copy_minutes(&mut self, id: Id) -> bool {
        let Some(minutes) = self.minutes_of(id).filter(|minutes| minutes.len() <= COPY_LIMIT) else {
            return false;
        };
        self.effect(Effect::Copy(minutes));
        true
    }

    /// Shows the minutes of the meeting under the cursor.
    pub(in crate::app) fn read_minutes(&mut self) {
        let Some((of, opened)) = self.meeting_under_cursor().zip(self.opened.as_ref()) else { return };
        let of_lang = |lang| minutes(&opened.project, of, self.today, lang);
        if let Some((zh, en)) = of_lang(Lang::Zh).zip(of_lang(Lang::En)) {
            self.layers.push(Layer::Minutes { of, text: Phrase::from((zh, en)), top: 0 });
        }
    }

    /// Copies the minutes that are read.
    pub(in crate::app) fn copy_read_minutes(&mut self) {
        let Some(Layer::Minutes { of, .. }) = self.layers.pop() else { return };
        self.offer_minutes(of);
    }

    /// The row of the meeting under the cursor, if it is one that was held.
    fn meeting_under_cursor(&self) -> Option<Id> {
        self.row()?.typed::<Meeting>().filter(|meeting| meeting.date.is_some()).map(|meeting| meeting.id)
    }

    /// Copies the minutes of the meeting under the cursor once more, elsewhere those of the latest.
    pub(in crate::app) fn some_minutes(&mut self) {
        let last = || self.facts()?.get::<Figures>().held.last().map(|meeting| meeting.id);
        if let Some(id) = self.meeting_under_cursor().or_else(last) {
            self.offer_minutes(id);
        }
    }

    /// Copies the minutes of a meeting, and asks whether they are to be a file.
    fn offer_minutes(&mut self, id: Id) {
        if self.copy_minutes(id) {
            let question = text(
                "纪要已复制。也写成文件吗？",
                "The minutes are on the clipboard. Write them to a file as well?",
            );
            let (yes, no) = (text("写成文件", "Write a file").into(), Some(text("不用", "No").into()));
            self.layers.push(Layer::Ask(Ask {
                question: question.into(),
                yes,
                no,
                about: Asked::Minutes(id),
            }));
        } else {
            self.write_minutes(id);
        }
    }

    /// Has the minutes of a meeting written beside the projects.
    pub(in crate::app) fn write_minutes(&mut self, id: Id) {
        let Some(minutes) = self.minutes_of(id) else { return };
        let Some(opened) = self.opened.as_ref() else { return };
        let name = Phrase::same(charter::charter(&opened.project).name.as_str());
        let day = opened.project.find::<Meeting>(id).and_then(|meeting| meeting.date).unwrap_or(self.today);
        let title = say!("{name} 例会纪要 {day}", "{name} minutes {day}", name);
        let title = title.get(self.lang()).to_owned();
        self.ask(Request::WriteMinutes { title, minutes });
        self.say(Level::Blank, text("正在写纪要…", "Writing the minutes…"));
    }
}
