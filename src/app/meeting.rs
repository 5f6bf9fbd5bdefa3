//! The weekly meeting on the whole screen: its page and line, its clock, and the keys. What stands on a page the agenda
//! says; what is typed goes into the sheets at once, and so does the place, so that a closed terminal goes on there and
//! a second window follows.

mod answers;
mod close;
mod fields;
mod mode;
mod noting;
mod place;
mod readings;
mod short;
mod start;
mod take_back;
mod taking_up;
mod verdicts;

pub(super) use answers::Wanted;
pub use mode::Mode;

use super::{App, Screen};
use crate::agenda::{About, Agenda, Page, PageView, Step, WHOLE};
use crate::command::Command;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Project;
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, Text, text};
use crate::tools::meetings::{Figures, GLANCE, Judged, Meeting, Verdict};
use chrono::{NaiveDate, NaiveDateTime};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// A meeting that is shown.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a state of its own: of the line, the page, the field, the window"
)]
pub struct MeetingState {
    /// Its row.
    id: Id,
    page: Page,
    line: usize,
    /// Whether the arrows brought the cursor to its line, so that Enter edits what is filled in already.
    chosen: bool,
    /// Whether the last value of its page was typed where the cursor still stands: the next digit would take its place.
    full: bool,
    /// Whether the cell that is typed into was empty before.
    fills: bool,
    /// The cells of a run of lines that are filled in already, as somebody may say otherwise: the cursor stops there and
    /// what is typed takes their place.
    proposed: Vec<Place>,
    /// Whether this window leads it; otherwise it follows another one.
    leads: bool,
    /// Since when the clock of the step runs; none while it is stopped.
    since: Option<NaiveDateTime>,
    /// The seconds spent on each step before that.
    spent: [u32; Step::ALL.len()],
    /// What was known at the meeting before.
    before: Option<Facts>,
    /// The agenda as last made: a frame and a key ask for it many times.
    made: RefCell<Option<Made>>,
}

/// The pages of a meeting and what stands on the one that is shown, with what they were made from.
#[derive(Clone)]
struct Made {
    from: (Project, NaiveDate, usize),
    page: Page,
    pages: Rc<Vec<Page>>,
    view: Rc<PageView>,
}

/// How far a meeting is, for the line on top of its screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The steps it has, and whether each lies behind, is shown or is still to come.
    pub steps: Vec<(Step, std::cmp::Ordering)>,
    /// The page among those of its step, from 1, and how many there are.
    pub of_step: (usize, usize),
    /// The seconds spent on the step, and its share.
    pub step: (u32, u32),
    /// The seconds spent on the whole meeting, and its share.
    pub whole: (u32, u32),
    /// Whether the clock is stopped.
    pub stopped: bool,
    /// Whether another window leads.
    pub follows: bool,
}

/// What the step that begins a meeting says.
const BEGUN: Text = text("开始例会", "Meeting begun");

impl App {
    /// Whether this window leads the meeting that is shown.
    pub fn leads_meeting(&self) -> bool {
        self.meeting.as_ref().is_some_and(|meeting| meeting.leads)
    }

    /// Whether this window shows a meeting that another one leads.
    pub fn is_following(&self) -> bool {
        self.screen == Screen::Meeting && self.meeting.as_ref().is_some_and(|meeting| !meeting.leads)
    }

    /// Looks into the agenda of the meeting that is shown.
    pub(super) fn with_agenda<T>(&self, look: impl FnOnce(&Agenda<'_>, &MeetingState) -> T) -> Option<T> {
        let state = self.meeting.as_ref()?;
        let opened = self.opened.as_ref()?;
        let assessed = &opened.assessed;
        let meeting = assessed.facts.find::<Meeting>(state.id)?;
        let agenda = Agenda { facts: &assessed.facts, assessed, meeting, before: state.before.as_ref() };
        Some(look(&agenda, state))
    }

    /// The pages, and what stands on the one that is shown, made anew only when the project, the day, the findings or the
    /// page is another one.
    fn made(&self) -> Option<Made> {
        self.with_agenda(|agenda, state| {
            let project = agenda.facts.project();
            let findings = agenda.assessed.findings_count();
            let current = |made: &&Made| {
                let (from, day, found) = &made.from;
                made.page == state.page && (*day, *found) == (self.today, findings) && from.same(project)
            };
            if let Some(made) = state.made.borrow().as_ref().filter(current) {
                return made.clone();
            }
            let made = Made {
                from: (project.clone(), self.today, findings),
                page: state.page.clone(),
                pages: Rc::new(agenda.pages()),
                view: Rc::new(agenda.view(&state.page)),
            };
            state.made.replace(Some(made.clone()));
            made
        })
    }

    /// What stands on the page that is shown, with the place of the cursor and how far the meeting is.
    pub fn meeting_page(&self) -> Option<(Rc<PageView>, usize, Progress)> {
        let now = (self.clock)();
        let Made { pages, view, .. } = self.made()?;
        self.with_agenda(|_, state| {
            let step = state.page.step();
            let mut steps: Vec<Step> = pages.iter().map(Page::step).collect();
            steps.dedup();
            let of_step: Vec<&Page> = pages.iter().filter(|page| page.step() == step).collect();
            let at = of_step.iter().position(|page| **page == state.page).unwrap_or(0);
            let spent = state.clock(now);
            let progress = Progress {
                steps: steps.into_iter().map(|other| (other, other.cmp(&step))).collect(),
                of_step: (at + 1, of_step.len().max(1)),
                step: (spent[step as usize], step.share()),
                whole: (spent.iter().sum(), WHOLE),
                stopped: state.since.is_none(),
                follows: !state.leads,
            };
            let line = state.line.min(view.lines.len().saturating_sub(1));
            (view, line, progress)
        })
    }

    /// The issues that are parked, for the line at the foot of a page.
    pub fn parked_issues(&self) -> Vec<Phrase> {
        let parked = self.with_agenda(|agenda, _| agenda.facts.get::<Figures>().parked.clone());
        parked.into_iter().flatten().map(|issue| Phrase::same(issue.issue.0.as_str()).in_line(40)).collect()
    }

    /// What the line under the cursor is about.
    pub(super) fn meeting_about(&self) -> Option<About> {
        let (view, line, _) = self.meeting_page()?;
        view.lines.get(line).map(|line| line.about.clone())
    }

    /// When the clock of a meeting is to be drawn again.
    pub(super) fn clock_due(&self) -> Option<std::time::Instant> {
        let runs = self.meeting.as_ref().is_some_and(|state| state.since.is_some());
        (runs && self.screen == Screen::Meeting)
            .then(|| std::time::Instant::now() + std::time::Duration::from_secs(1))
    }

    /// Gives a command of the meeting.
    pub(super) fn run_in_meeting(&mut self, command: Command) {
        use Command as C;
        if self.with_agenda(|_, _| ()).is_none() {
            return self.meeting_gone();
        }
        match command {
            C::MeetLeave => self.leave_meeting(),
            C::MeetLead => {
                if let Some(id) = self.meeting.as_ref().map(|state| state.id) {
                    self.resume(id, true);
                }
            }
            C::MeetGoOn => self.go_on_in_meeting(),
            C::MeetUp => self.move_line(-1),
            C::MeetDown => self.move_line(1),
            C::MeetNext => self.turn_pages(1),
            C::MeetBack => self.turn_pages(-1),
            C::MeetEdit => self.mend_line(),
            C::MeetKept => self.judge(Judged::Kept),
            C::MeetNot => self.judge(Judged::NotYet),
            C::MeetDrop => self.drop_line(),
            C::MeetTick => self.tick_line(),
            C::MeetTakeBack => self.take_back(),
            C::MeetStop => self.stop_clock(),
            C::MeetUnknown => self.cause_unknown(),
            C::MeetFine => self.no_action(),
            C::MeetAccept => self.accept(),
            C::MeetResolve => self.resolve_parked(),
            C::MeetSnooze => self.put_off(),
            C::MeetDisagree => self.disagree(),
            C::MeetPark => self.park(),
            C::MeetDecide => self.decide(),
            C::MeetLook => self.look_at_line(),
            _ => {}
        }
    }

    /// A key that is no command here, on a line that takes no text.
    pub(super) fn meeting_key(&mut self, key: KeyEvent) {
        let KeyCode::Char(typed) = key.code else { return };
        if !self.leads_meeting() {
            return self.run(Command::MeetGoOn);
        }
        if typed.is_whitespace() || key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return;
        }
        let (park, decide) = (self.how(Command::MeetPark), self.how(Command::MeetDecide));
        if matches!(
            self.meeting_about(),
            Some(About::Cell(_) | About::NewReview(_) | About::Decision(Some(_)))
        ) {
            let mend = self.how(Command::MeetEdit);
            return self.say(
                Level::Watch,
                say!(
                    "这一行已经填好，“{typed}”没有记下：{mend}改这一行",
                    "This line is filled in, and '{typed}' was not noted: {mend} changes it",
                    typed,
                    mend
                ),
            );
        }
        self.say(
            Level::Watch,
            say!(
                "这一行不输入文字，“{typed}”没有记下；{park}放进停车场，{decide}记决定",
                "This line takes no text, and '{typed}' was not noted; {park} parks an issue, {decide} notes a decision",
                typed,
                park,
                decide
            ),
        );
    }

    /// A click on a line.
    pub(super) fn choose_meeting_line(&mut self, at: usize) {
        let here = self.meeting.as_ref().is_some_and(|state| state.line == at);
        if let Some(state) = self.meeting.as_mut().filter(|state| state.leads) {
            (state.line, state.chosen, state.full) = (at, true, false);
        }
        self.note_place();
        if here && self.leads_meeting() {
            self.go_on_in_meeting();
        }
    }

    pub(super) fn move_line(&mut self, by: isize) {
        let Some((view, at, _)) = self.meeting_page() else { return };
        let next = at.saturating_add_signed(by).min(view.lines.len().saturating_sub(1));
        // Where there is nothing to go to, no key gets another meaning.
        if next == at {
            return;
        }
        if let Some(state) = self.meeting.as_mut() {
            (state.line, state.chosen, state.full) = (next, true, false);
        }
        self.note_place();
    }

    fn stop_clock(&mut self) {
        let now = (self.clock)();
        let Some(state) = self.meeting.as_mut() else { return };
        state.spent = state.clock(now);
        state.since = if state.since.is_some() { None } else { Some(now) };
        let stopped = state.since.is_none();
        self.note_place();
        self.say(
            Level::Blank,
            if stopped {
                text("停表了；再按一次继续", "The clock is stopped; the same key starts it")
            } else {
                text("继续计时", "The clock runs again")
            },
        );
    }

    /// Whether the meeting was begun by the last step, so that nothing is noted in it.
    fn has_only_begun(&self) -> bool {
        let last = self.opened.as_ref().and_then(|opened| opened.undo.last());
        last.is_some_and(|step| step.said == BEGUN.into())
    }

    /// Leaves the screen; the meeting goes on when it is opened again.
    fn leave_meeting(&mut self) {
        let now = (self.clock)();
        self.drop_blank_rows();
        if let Some(state) = self.meeting.as_mut() {
            state.spent = state.clock(now);
            state.since = None;
        }
        self.note_place();
        let led = self.leads_meeting();
        let looked = self.meeting.as_ref().map_or(0, |state| state.spent.iter().sum::<u32>());
        self.meeting = None;
        // Back to where somebody called it.
        self.go_back();
        if self.screen == Screen::Meeting {
            self.show_home();
        }
        if led && looked < GLANCE && self.has_only_begun() {
            self.forget_last();
            self.say(
                Level::Blank,
                text("没有记下什么，不算开过例会", "Nothing was noted, so that no meeting was held"),
            );
        } else if led {
            let how = self.how(Command::Meet);
            self.say(
                Level::Blank,
                say!("例会先停在这里：{how}接着开", "The meeting waits here: {how} goes on with it", how),
            );
        }
    }
}

impl MeetingState {
    /// The seconds spent on each step until now.
    fn clock(&self, now: NaiveDateTime) -> [u32; Step::ALL.len()] {
        let mut spent = self.spent;
        if let Some(since) = self.since {
            let running = now.signed_duration_since(since).num_seconds().clamp(0, 86_400);
            let at = &mut spent[self.page.step() as usize];
            *at = at.saturating_add(u32::try_from(running).unwrap_or(0));
        }
        spent
    }
}

/// The seconds by step, as far as the meeting has noted them.
fn spent(meeting: &Meeting) -> [u32; Step::ALL.len()] {
    let mut spent = [0; Step::ALL.len()];
    for (at, seconds) in spent.iter_mut().zip(meeting.seconds()) {
        *at = seconds;
    }
    spent
}

#[cfg(test)]
mod tests;

/// A week from a day.
fn week_after(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(chrono::Days::new(7))
}

/// The row of a meeting in a project.
fn row_of(app: &App, id: Id) -> Option<Arc<Meeting>> {
    app.opened.as_ref()?.project.rows::<Meeting>().iter().find(|meeting| meeting.id == id).cloned()
}
