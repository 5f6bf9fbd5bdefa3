//! The beginning of a meeting: a new one, the one under way, or following another window's.

use super::{MeetingState, spent, week_after};
use crate::agenda::Page;
use crate::app::layer::{Ask, Asked, Layer};
use crate::app::{App, Screen};
use crate::facts::Facts;
use crate::finding::Level;
use crate::project::Edit;
use crate::say;
use crate::sheet::{Cell, Id, Link, Row as _};
use crate::text::text;
use crate::tool::{PromiseKinds, Promised};
use crate::tools::meetings::{Figures, Judged, Meeting, Verdict, judged};
use chrono::NaiveDate;
use ecow::EcoString;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

impl App {
    /// Opens the meeting: goes on with the one under way, or begins one.
    pub(in crate::app) fn meet(&mut self) {
        if self.screen == Screen::Meeting {
            return;
        }
        if let Err(reason) = self.locked() {
            return self.say(Level::Act, reason);
        }
        self.drop_blank_rows();
        let Some(opened) = &self.opened else { return };
        let meetings = opened.project.rows::<Meeting>();
        let under_way = meetings.iter().rev().find(|meeting| meeting.is_under_way(self.today)).cloned();
        if let Some(meeting) = under_way {
            let mine = self.window.as_ref().is_some_and(|window| *window == meeting.window);
            return if mine { self.resume(meeting.id, true) } else { self.ask_who_leads(&meeting) };
        }
        let ended_today = meetings.iter().any(|meeting| meeting.date == Some(self.today));
        if ended_today {
            let question =
                text("今天已经开过例会。再开一次？", "There was a meeting today. Hold another one?").into();
            let (yes, no) = (text("再开一次", "Hold another").into(), Some(text("不开", "No").into()));
            return self.layers.push(Layer::Ask(Ask { question, yes, no, about: Asked::MeetAgain }));
        }
        self.begin_meeting();
    }

    /// The same when the program begins with it; what has to be saved goes out with the first event.
    pub fn meet_at_start(&mut self) {
        if self.opened.is_some() {
            self.meet();
        }
    }

    fn ask_who_leads(&mut self, meeting: &Meeting) {
        let at = meeting.started.clone();
        let question = say!(
            "今天 {at} 开始的例会还没有结束。在这里接着开，还是只跟着看？",
            "The meeting begun today at {at} is not over. Go on with it here, or only follow it?"
        );
        let (yes, no) = (text("接着开", "Go on").into(), Some(text("跟着看", "Follow").into()));
        self.layers.push(Layer::Ask(Ask { question, yes, no, about: Asked::Lead(meeting.id) }));
    }

    /// The name by which a meeting knows this window.
    fn window(&mut self) -> EcoString {
        if self.window.is_none() {
            self.window = Some(self.id().to_string().into());
        }
        self.window.clone().unwrap_or_default()
    }

    /// Begins a meeting of today: its row, and the verdict on what was ticked since the one before.
    pub(in crate::app) fn begin_meeting(&mut self) {
        let (id, window) = (self.id(), self.window());
        let Some(opened) = &self.opened else { return };
        let facts = &opened.assessed.facts;
        let last = facts.get::<Figures>().held.last().and_then(|meeting| meeting.date);
        let since = last.or_else(|| self.today.checked_sub_days(chrono::Days::new(7)));
        let kept = judged(facts).filter(|verdict| verdict.verdict == Some(Judged::Kept));
        let judged: HashSet<Id> = kept.flat_map(Verdict::rows).collect();
        let PromiseKinds(kinds) = facts.get();
        let ticked = |item: &Promised| {
            let in_time = |done| done <= self.today && since.is_none_or(|since| done >= since);
            item.done.is_some_and(in_time) && !judged.contains(&item.row)
        };
        let done: Vec<Promised> = kinds.iter().flat_map(|kind| (kind.items)(facts)).filter(ticked).collect();
        let started = (self.clock)().format("%H:%M").to_string();
        let (mut edits, ended) = self.end_left_open();
        let meeting = Meeting {
            date: Some(self.today),
            started: started.into(),
            place: "begin 0".into(),
            window,
            next: week_after(self.today),
            ..Meeting::with_id(id)
        };
        edits.push(Edit::append(meeting));
        for item in done {
            edits.push(Edit::append(Verdict {
                meeting: Link::to(id),
                date: Some(self.today),
                promise: crate::sheet::Prose(item.action.as_str().into()),
                owner: item.owner.clone(),
                due: item.due,
                done: item.done,
                verdict: Some(Judged::Kept),
                row: item.row.to_string().into(),
                ..Verdict::with_id(self.id())
            }));
        }
        if self.apply(Edit::Many(edits), super::BEGUN) {
            self.resume(id, true);
            if let Some(day) = ended {
                self.say(
                    Level::Watch,
                    say!(
                        "{day} 的例会没有按“结束”，按当时记下的算开过；到场、评分可以在工具“例会”里补",
                        "The meeting of {day} was not ended and counts as held with what was noted; add attendance and rating in the tool Meetings"
                    ),
                );
            }
        }
    }

    /// Ends the meetings of earlier days that nobody has ended, with the time that their clocks show where nobody has entered
    /// another, and takes out those in which nothing was noted. The last of those ended is returned with the edits.
    fn end_left_open(&self) -> (Vec<Edit>, Option<NaiveDate>) {
        let Some(facts) = self.facts() else { return (Vec::new(), None) };
        let (mut edits, mut ended) = (self.only_looked_into(), None);
        for meeting in self.left_open().filter(|meeting| meeting.has_noted(facts)) {
            ended = ended.max(meeting.date);
            edits.push(Edit::put(meeting.id, Meeting::COL.place, Cell::Empty));
            if meeting.minutes.is_none() {
                let minutes = meeting.seconds().sum::<u32>().div_ceil(60).clamp(1, 1_000);
                edits.push(Edit::put(meeting.id, Meeting::COL.minutes, Cell::Count(minutes)));
            }
        }
        (edits, ended)
    }

    /// The meetings of earlier days that nobody has ended.
    fn left_open(&self) -> impl Iterator<Item = &Arc<Meeting>> {
        let meetings = self.facts().map_or(&[][..], |facts| facts.rows::<Meeting>());
        meetings.iter().filter(|meeting| !meeting.place.is_empty() && meeting.date < Some(self.today))
    }

    /// The edits that take out those of them in which nothing was noted.
    fn only_looked_into(&self) -> Vec<Edit> {
        let Some(facts) = self.facts() else { return Vec::new() };
        let mut edits = Vec::new();
        for meeting in self.left_open().filter(|meeting| !meeting.has_noted(facts)) {
            let verdicts = Meeting::verdicts(meeting.id, facts);
            edits.extend(verdicts.map(|row| Edit::Remove { sheet: Verdict::SHEET, row: row.id }));
            edits.push(Edit::Remove { sheet: Meeting::SHEET, row: meeting.id });
        }
        edits
    }

    /// Takes out meetings of earlier days that somebody has only looked into, as when the window was closed: none was held.
    pub(in crate::app) fn drop_only_looked_into(&mut self) {
        let edits = self.only_looked_into();
        if !edits.is_empty() {
            self.note_silently(edits);
        }
    }

    /// Shows a meeting where it stands, to lead it or to follow it.
    pub(in crate::app) fn resume(&mut self, id: Id, leads: bool) {
        let window = self.window();
        let Some(opened) = &self.opened else { return };
        let Some(meeting) = opened.project.find::<Meeting>(id) else { return };
        let spent = spent(meeting);
        let day = opened
            .project
            .rows::<Meeting>()
            .iter()
            .filter(|other| other.id != id)
            .filter_map(|other| other.date)
            .filter(|day| *day < self.today)
            .max();
        let before = day.map(|day| Facts::new(&opened.project.as_of(day), day));
        let takes_over = leads && meeting.window != window;
        let (since, page) = (leads.then(|| (self.clock)()), Page::Promises);
        if self.screen != Screen::Meeting {
            self.note_change();
        }
        self.screen = Screen::Meeting;
        self.meeting = Some(MeetingState {
            id,
            page,
            line: 0,
            chosen: false,
            full: false,
            fills: false,
            proposed: Vec::new(),
            leads,
            since,
            spent,
            before,
            made: RefCell::default(),
        });
        self.follow_place();
        if takes_over {
            self.note_silently(vec![Edit::put(id, Meeting::COL.window, Cell::Text(window))]);
        }
        self.message = None;
    }
}
