//! What a meeting answers: to a finding, and to an indicator that is off track.

use super::week_after;
use crate::agenda::{About, Page};
use crate::app::App;
use crate::calendar::short_day;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::sheet::{Cell, Id, Link, Row as _};
use crate::text::{Phrase, text};
use crate::tools::actions::{ActionItem, Figures, Promise};
use crate::tools::kpi::{Kpi, Review};
use crate::tools::meetings::{Answer, KPI_CODE, Outcome, Parked, Reply};
use chrono::NaiveDate;
use std::sync::Arc;

impl App {
    /// Writes an action "find the cause" instead of a false cause.
    pub(super) fn cause_unknown(&mut self) {
        let Some(kpi) = self.exception() else { return };
        let Some(name) = self.opened.as_ref().and_then(|b| b.project.find::<Kpi>(kpi)).map(Kpi::title) else {
            return;
        };
        let known = self.with_agenda(|agenda, _| agenda.review(kpi).cloned()).flatten();
        let blank = |text: &crate::sheet::Prose| text.0.trim().is_empty();
        if known.as_ref().is_some_and(|row| !blank(&row.root_cause) || !blank(&row.action)) {
            let how = self.how(crate::command::Command::MeetEdit);
            return self.say(
                Level::Watch,
                crate::say!(
                    "原因或行动已经写了：{how}修改",
                    "A cause or an action is noted already: {how} changes it",
                    how
                ),
            );
        }
        let (row, mut edits) = match known {
            Some(row) => (row.id, Vec::new()),
            None => match self.new_review() {
                Some(row) => (row.id, vec![Edit::append(row)]),
                None => return,
            },
        };
        let lang = self.lang();
        let cause = Review::unknown_cause().get(lang);
        let action = crate::say!("查明原因：{name}", "Find the cause: {name}", name);
        edits.push(Edit::put(row, Review::COL.root_cause, Cell::Text(cause.into())));
        // Whoever is looking for it already is not asked a second time.
        let looked_for = self.promised_already(&action);
        if looked_for.is_none() {
            edits.push(Edit::put(row, Review::COL.action, Cell::Text(action.get(lang).into())));
        }
        edits.extend(self.without_no_action(kpi));
        if let Some(said) = looked_for {
            if self.apply(Edit::Many(edits), text("原因还不知道", "Cause not known yet")) {
                self.go_to_first_open();
                self.say(Level::Watch, said);
            }
            return;
        }
        if self.apply(Edit::Many(edits), text("原因还不知道", "Cause not known yet")) {
            self.go_to_first_open();
            let owner = self
                .opened
                .as_ref()
                .and_then(|b| b.project.find::<Review>(row))
                .is_some_and(|r| r.owner.trim().is_empty());
            if owner {
                self.propose([Place::of(row, Review::COL.due)]);
                self.open_field(Place::of(row, Review::COL.owner), false);
            } else {
                self.say(
                    Level::Good,
                    text(
                        "记为行动：查明原因；回车下一步",
                        "Noted as an action: find the cause; Enter goes on",
                    ),
                );
            }
        }
    }

    /// That an open promise has these words already, with who answers for it and by when; none where none has.
    fn promised_already(&self, words: &Phrase) -> Option<Phrase> {
        let Figures { open, .. } = self.facts()?.get();
        let same =
            |item: &&ActionItem| [&words.zh, &words.en].into_iter().any(|words| item.action == **words);
        let item = open.iter().find(same)?;
        let who: Phrase = match item.owner.as_str() {
            "" => text("还没有负责人", "no owner yet").into(),
            owner => Phrase::same(owner),
        };
        let when = item.due.map_or_else(|| text("没有期限", "no date").into(), short_day);
        Some(crate::say!(
            "“{words}”已经列过（{who}，{when}），没有再列一项",
            "'{words}' is listed already ({who}, {when}), so that it is not listed again",
            words,
            who,
            when
        ))
    }

    /// Notes that an indicator needs no action this week, with the reason.
    pub(super) fn no_action(&mut self) {
        let Some(kpi) = self.exception() else { return };
        let code = format!("{KPI_CODE}{kpi}");
        let noted = self.with_agenda(|agenda, _| {
            let acts = agenda.review(kpi).is_some_and(|row| !row.action.0.trim().is_empty());
            (acts, agenda.no_action(kpi).is_some())
        });
        match noted {
            Some((true, _)) => {
                return self.say(
                    Level::Watch,
                    text(
                        "行动已经写了；要记“本周不行动”，先把行动清空",
                        "An action is noted already; to say that none is needed, empty its line first",
                    ),
                );
            }
            Some((_, true)) => return self.turn_pages(1),
            _ => {}
        }
        let said = self.opened.as_ref().and_then(|b| b.project.find::<Kpi>(kpi)).map(Kpi::title);
        self.answer_finding(&code, &said.unwrap_or_default(), Reply::PutOff, week_after(self.today));
    }

    /// The finding that the page or the line is about, by the code that it has by now: of a rule that finds one thing, the
    /// row named first may be another than when it was noted.
    fn finding_at(&self) -> Option<(String, Phrase, Phrase)> {
        let of_page = self.with_agenda(|agenda, state| match &state.page {
            Page::Finding(code) => agenda
                .finding(code)
                .map(|f| (f.key().code().to_string(), f.evidence.clone(), f.action.clone())),
            _ => None,
        });
        of_page.flatten().or_else(|| match self.meeting_about()? {
            About::Finding(key) => {
                let code = key.code();
                let found = self.with_agenda(|agenda, _| {
                    agenda
                        .finding(&code)
                        .map(|f| (f.key().code().to_string(), f.evidence.clone(), f.action.clone()))
                });
                found.flatten()
            }
            _ => None,
        })
    }

    /// Makes a finding, or a parked issue, an action.
    pub(super) fn accept(&mut self) {
        if let Some(About::Parked(row)) = self.meeting_about() {
            let Some(issue) = self.parked_issue(row) else { return };
            let (id, edit) = self.new_action(&issue.issue.0);
            let edits = vec![
                edit,
                Edit::put(row, Parked::COL.settled, Cell::Date(self.today)),
                Edit::put(row, Parked::COL.outcome, Cell::Choice(Outcome::Action.option())),
                Edit::put(row, Parked::COL.row, Cell::Text(id.to_string().into())),
            ];
            if self.apply(Edit::Many(edits), Outcome::Action.label()) {
                self.propose([Promise::COL.owner, Promise::COL.due].map(|column| Place::of(id, column)));
                self.open_field_of_answer(Place::of(id, Promise::COL.action));
            }
            return;
        }
        let Some((code, evidence, action)) = self.finding_at() else {
            return self.say(
                Level::Watch,
                text("这里没有可以列为行动的", "There is nothing here to make an action of"),
            );
        };
        let known =
            self.with_agenda(|agenda, _| agenda.answer(&code).map(|known| (known.id, known.reply))).flatten();
        if let Some((_, Some(Reply::Accepted))) = known {
            return self.say(Level::Watch, text("已经列为行动了", "It became an action already"));
        }
        let lang = self.lang();
        let (id, made) = self.new_action(action.get(lang));
        let answer = self.answer_row(&code, &evidence, Reply::Accepted, None);
        let answer = Answer { row: id.to_string().into(), ..answer };
        let replaced = known.map(|(id, _)| Edit::Remove { sheet: Answer::SHEET, row: id });
        let edits = replaced.into_iter().chain([made, Edit::append(answer)]).collect();
        if self.apply(Edit::Many(edits), Reply::Accepted.label()) {
            // What, then who and when, from the first line of the three.
            if let Some(state) = self.meeting.as_mut().filter(|state| state.page != Page::Talk) {
                state.line = 0;
            }
            self.propose([Place::of(id, Promise::COL.due)]);
            self.open_field_of_answer(Place::of(id, Promise::COL.action));
        }
    }

    /// A parked issue that can be settled; none where it has become an action already.
    pub(super) fn parked_issue(&self, row: Id) -> Option<Arc<Parked>> {
        let parked = self.opened.as_ref()?.project.rows::<Parked>();
        parked.iter().find(|issue| issue.id == row && issue.outcome != Some(Outcome::Action)).cloned()
    }

    /// Whether the line under the cursor is a parked issue that has become an action.
    pub(in crate::app) fn is_action_already(&self) -> bool {
        matches!(self.meeting_about(), Some(About::Parked(row)) if self.parked_issue(row).is_none())
    }

    /// Notes that a parked issue is resolved, and asks how.
    pub(super) fn resolve_parked(&mut self) {
        match self.meeting_about() {
            Some(About::Parked(row)) => self.settle_parked(row, Outcome::Resolved),
            _ => self.say(
                Level::Watch,
                text("先把光标移到停车场的一件事上", "Move the cursor to a parked issue first"),
            ),
        }
    }

    pub(super) fn put_off(&mut self) {
        let Some((code, evidence, _)) = self.finding_at() else {
            return self
                .say(Level::Watch, text("这里没有可以搁置的结论", "There is no finding here to put off"));
        };
        self.answer_finding(&code, &evidence, Reply::PutOff, week_after(self.today));
    }

    pub(super) fn disagree(&mut self) {
        let Some((code, evidence, _)) = self.finding_at() else {
            return self.say(
                Level::Watch,
                text("这里没有可以不同意的结论", "There is no finding here to disagree with"),
            );
        };
        self.answer_finding(&code, &evidence, Reply::Disagreed, None);
    }

    /// Notes an answer and asks for its reason.
    fn answer_finding(&mut self, code: &str, said: &Phrase, reply: Reply, until: Option<NaiveDate>) {
        let answer = self.answer_row(code, said, reply, until);
        let place = Place::of(answer.id, Answer::COL.reason);
        let known = self.with_agenda(|agenda, _| agenda.answer(code).cloned()).flatten();
        // The same answer once more is for its reason.
        if let Some(same) = known.as_ref().filter(|known| known.reply == Some(reply)) {
            return self.open_field(Place::of(same.id, Answer::COL.reason), false);
        }
        // Another answer takes the place of the one before, and of the action that came of it.
        let before = known.map(|known| {
            let made = Id::parse(&known.row).and_then(|row| self.without_action(row));
            made.unwrap_or(Edit::Remove { sheet: Answer::SHEET, row: known.id })
        });
        let edit = Edit::Many(before.into_iter().chain([Edit::append(answer)]).collect());
        if self.apply(edit, reply.label()) {
            self.open_field_of_answer(place);
        }
    }

    fn answer_row(&mut self, code: &str, said: &Phrase, reply: Reply, until: Option<NaiveDate>) -> Answer {
        let (id, lang) = (self.id(), self.lang());
        let meeting = self.meeting.as_ref().map(|state| state.id);
        Answer {
            finding: crate::sheet::Prose(said.get(lang).into()),
            reply: Some(reply),
            until,
            date: Some(self.today),
            meeting: meeting.map(Link::to).unwrap_or_default(),
            key: code.into(),
            ..Answer::with_id(id)
        }
    }

    /// An action promised in this meeting, due in a week.
    fn new_action(&mut self, words: &str) -> (Id, Edit) {
        let id = self.id();
        let meeting = self.meeting.as_ref().map(|state| state.id);
        let row = Promise {
            action: crate::sheet::Prose(words.into()),
            made: Some(self.today),
            due: week_after(self.today),
            meeting: meeting.map(Link::to).unwrap_or_default(),
            ..Promise::with_id(id)
        };
        (id, Edit::append(row))
    }

    /// Leaves the screen for the cell that a line is about; the meeting goes on when it is opened again.
    pub(super) fn look_at_line(&mut self) {
        let place = match self.meeting_about() {
            Some(About::Finding(key)) => Some(key.place),
            Some(About::Cell(place) | About::Tick(place, _)) => Some(place),
            Some(About::Promise(item)) => {
                item.row.zip(item.source).map(|(row, kind)| Place::of(row, kind.columns.action))
            }
            Some(About::Reading(kpi)) => Some(Place::of(kpi, Kpi::COL.name)),
            _ => None,
        };
        let Some(place) = place else {
            return self.say(Level::Watch, text("这一行没有对应的格子", "No cell belongs to this line"));
        };
        self.note_place();
        self.note_location();
        self.go(place);
        let how = self.how(crate::command::Command::Meet);
        self.say(Level::Blank, crate::say!("{how}回到例会", "{how} goes back to the meeting", how));
    }

    /// Whether a verdict can be given on the line under the cursor.
    pub(in crate::app) fn meeting_can(&self, wanted: Wanted) -> bool {
        let about = self.meeting_about();
        let page = self.meeting.as_ref().map(|state| &state.page);
        match wanted {
            Wanted::Promise => matches!(about, Some(About::Promise(_))),
            Wanted::Drop => matches!(about, Some(About::Promise(_) | About::Parked(_))),
            Wanted::Parked => matches!(about, Some(About::Parked(_))),
            Wanted::Exception => matches!(page, Some(Page::Exception { .. })),
            Wanted::Finding => {
                matches!(page, Some(Page::Finding(_) | Page::Talk)) && self.finding_at().is_some()
            }
            Wanted::Accept => matches!(about, Some(About::Parked(_))) || self.meeting_can(Wanted::Finding),
            Wanted::TakeBack => self.can_take_back(),
            Wanted::Tick => matches!(about, Some(About::Tick(..) | About::Member(..))),
            Wanted::Edit => match about {
                // What was said of a promise has a reason that can be mended.
                Some(About::Promise(item)) => item.verdict.is_some(),
                Some(
                    About::Cell(_)
                    | About::NewReview(_)
                    | About::Reading(_)
                    | About::Decision(_)
                    | About::Parked(_),
                ) => true,
                _ => false,
            },
            Wanted::Look => {
                // Beside a value that is typed there and then, no letter may lead away.
                matches!(about, Some(About::Finding(_) | About::Tick(..) | About::Promise(_)))
            }
        }
    }
}

/// What a command of the meeting needs under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Wanted {
    /// A promise.
    Promise,
    /// A promise or a parked issue.
    Drop,
    /// A parked issue.
    Parked,
    /// The page of an indicator that is off track.
    Exception,
    /// A finding.
    Finding,
    /// A finding or a parked issue.
    Accept,
    /// Something to tick.
    Tick,
    /// Something that was said and can be taken back.
    TakeBack,
    /// Something to type.
    Edit,
    /// A cell to go to.
    Look,
}
