//! Where a meeting is: its page and line, written into its row, and followed by a window that does not lead.

use super::spent;
use crate::agenda::{About, Page, PageLine, PageView, Step};
use crate::app::{App, Screen};
use crate::finding::Level;
use crate::project::Edit;
use crate::say;
use crate::sheet::Cell;
use crate::text::text;
use crate::tools::meetings::Meeting;
use std::rc::Rc;

impl App {
    /// Goes to a page and notes the place in the file.
    pub(super) fn turn_to(&mut self, page: Page) {
        let now = (self.clock)();
        let Some(state) = self.meeting.as_mut() else { return };
        state.spent = state.clock(now);
        state.since = state.since.map(|_| now);
        (state.page, state.chosen, state.full, state.line) = (page, false, false, 0);
        state.proposed.clear();
        self.note_findings();
        self.go_to_first_open();
        self.note_place();
        _ = self.remind_of_promises();
    }

    /// Before the end, says by which key the promises are reached that nobody has looked at; the page names them. False where
    /// there is nothing to say.
    pub(super) fn remind_of_promises(&mut self) -> bool {
        let open = self.with_agenda(|agenda, state| match state.page {
            Page::Promised => agenda.unjudged_count(),
            _ => 0,
        });
        let (Some(n @ 1..), Some(key)) = (open, self.key_to_step(Step::Promises)) else { return false };
        self.say(
            Level::Watch,
            say!(
                "还有 {n} 项承诺没有核对：{key} 回到第 {step} 步",
                "Promises not looked at yet: {n}; {key} goes back to step {step}",
                key,
                step = Step::Promises.number()
            ),
        );
        true
    }

    /// Notes the findings of the meeting once it comes to them: each keeps its number from then on.
    fn note_findings(&mut self) {
        let noted = self.with_agenda(|agenda, state| {
            let fresh = state.page.step() == Step::Findings && agenda.meeting.findings.is_empty();
            (state.id, fresh.then(|| agenda.findings().join(" ")))
        });
        if let Some((id, Some(findings))) = noted {
            self.note_silently(vec![Edit::put(id, Meeting::COL.findings, Cell::Text(findings.into()))]);
        }
    }

    /// Puts the cursor on the first line that is not settled.
    pub(super) fn go_to_first_open(&mut self) {
        let first = self.meeting_page().and_then(|(view, ..)| {
            let state = self.meeting.as_ref()?;
            // What was decided is asked first, and parked issues below it wait for nobody.
            let asks = |line: &PageLine| matches!(line.about, About::Decision(None));
            let of_page = |line: &PageLine| {
                (state.waits(line) && !matches!(line.about, About::Parked(_))) || asks(line)
            };
            let decides = view.lines.iter().any(asks);
            view.lines.iter().position(|line| if decides { of_page(line) } else { state.waits(line) })
        });
        if let Some(state) = self.meeting.as_mut() {
            state.line = first.unwrap_or(0);
        }
    }

    /// Puts the cursor on the next line that is not settled, or that is only proposed; false where there is none behind
    /// it.
    pub(super) fn go_to_next_open(&mut self) -> bool {
        let Some(next) = self.next_open() else { return false };
        if let Some(state) = self.meeting.as_mut() {
            (state.line, state.chosen) = (next, false);
        }
        self.note_place();
        true
    }

    /// The next line that is not settled, or that is only proposed.
    pub(super) fn next_open(&self) -> Option<usize> {
        let ((view, at, _), state) = self.meeting_page().zip(self.meeting.as_ref())?;
        view.lines.iter().enumerate().skip(at + 1).find(|(_, line)| state.waits(line)).map(|(next, _)| next)
    }

    /// Puts the cursor on the line of a new decision.
    pub(super) fn go_to_new_decision(&mut self) {
        self.go_to_line_about(|about| matches!(about, About::Decision(None)));
    }

    /// Puts the cursor on the line of the rating.
    pub(super) fn go_to_rating(&mut self) {
        self.go_to_line_about(|about| matches!(about, About::Rating));
    }

    fn go_to_line_about(&mut self, wanted: impl Fn(&About) -> bool) {
        let line =
            self.meeting_page().and_then(|(view, ..)| view.lines.iter().position(|line| wanted(&line.about)));
        if let (Some(line), Some(state)) = (line, self.meeting.as_mut()) {
            (state.line, state.chosen) = (line, false);
            self.note_place();
        }
    }

    /// Puts the cursor on the indicator below, whether it has its value or not: figures are read from a list that has a line for
    /// each, as they are typed down a column. False behind the last.
    pub(super) fn go_to_next_reading(&mut self) -> bool {
        let Some((view, at, _)) = self.meeting_page() else { return false };
        let is_reading = |line: &PageLine| matches!(line.about, About::Reading(_));
        let below = view.lines.iter().enumerate().skip(at + 1);
        let Some((next, _)) = below.into_iter().find(|(_, line)| is_reading(line)) else { return false };
        if let Some(state) = self.meeting.as_mut() {
            (state.line, state.chosen) = (next, false);
        }
        self.note_place();
        true
    }

    /// Puts the cursor on the first line that is another one than before, as after an undo.
    pub(in crate::app) fn go_to_changed_line(&mut self, before: &PageView) {
        let changed = self.meeting_page().and_then(|(view, ..)| {
            let differs = |(at, line): (usize, &PageLine)| before.lines.get(at) != Some(line);
            let at = view.lines.iter().enumerate().position(differs);
            at.or_else(|| (view.lines.len() < before.lines.len()).then(|| view.lines.len().saturating_sub(1)))
        });
        if let (Some(line), Some(state)) = (changed, self.meeting.as_mut()) {
            (state.line, state.chosen, state.full) = (line, false, false);
            self.note_place();
        }
    }

    /// Puts the cursor on the next line that is not settled, from the first on where there is none behind it.
    pub(super) fn go_to_any_open(&mut self) -> bool {
        if self.go_to_next_open() {
            return true;
        }
        let open = self.meeting_page().is_some_and(|(view, ..)| {
            self.meeting.as_ref().is_some_and(|state| view.lines.iter().any(|line| state.waits(line)))
        });
        if open {
            self.go_to_first_open();
            self.note_place();
        }
        open
    }

    /// Goes so many pages on or back.
    pub(super) fn turn_pages(&mut self, by: isize) {
        let Some((pages, at)) = self.pages_here() else { return };
        let next = at.saturating_add_signed(by).min(pages.len().saturating_sub(1));
        if let Some(page) = pages.get(next).filter(|_| next != at) {
            self.turn_to(page.clone());
        }
    }

    /// The pages, and the place of the one that is shown; one that has gone stands where its step is.
    fn pages_here(&self) -> Option<(Rc<Vec<Page>>, usize)> {
        let pages = self.made()?.pages;
        self.with_agenda(|_, state| {
            let exact = pages.iter().position(|page| *page == state.page);
            let near = || pages.iter().position(|page| page.step() >= state.page.step());
            let at = exact.or_else(near).unwrap_or(0);
            (Rc::clone(&pages), at)
        })
    }

    /// Writes page, line and clock into the row of the meeting; no step to be undone.
    pub(super) fn note_place(&mut self) {
        let now = (self.clock)();
        let Some(state) = self.meeting.as_ref().filter(|state| state.leads) else { return };
        let place = format!("{} {}", state.page.key(), state.line);
        let clock: Vec<String> = state.clock(now).iter().map(ToString::to_string).collect();
        let put = |column, text: String| Edit::put(state.id, column, Cell::Text(text.into()));
        let edits = vec![put(Meeting::COL.place, place), put(Meeting::COL.clock, clock.join(" "))];
        self.note_silently(edits);
    }

    /// Writes the clock of a meeting that is led here into its row, where that is so many seconds behind: a window that is
    /// closed goes on with it.
    pub(in crate::app) fn note_clock(&mut self, behind: u32) {
        let now = (self.clock)();
        let is_due = self.with_agenda(|agenda, state| {
            let sum = |spent: [u32; Step::ALL.len()]| spent.iter().sum::<u32>();
            state.leads && sum(state.clock(now)) >= sum(spent(agenda.meeting)).saturating_add(behind)
        });
        if is_due == Some(true) {
            self.note_place();
        }
    }

    /// Makes an edit that is no step to be undone.
    pub(super) fn note_silently(&mut self, edits: Vec<Edit>) {
        let today = self.today;
        let Some(opened) = self.opened.as_mut() else { return };
        // The row may have gone in another window; then there is nothing to note.
        if opened.project.enter(Edit::Many(edits), today).is_ok() {
            self.send();
            self.settle();
        }
    }

    /// Goes where the row of the meeting says it is: at the start, and whenever another window leads.
    pub(super) fn follow_place(&mut self) {
        let found = self.with_agenda(|agenda, _| {
            let (page, line) = agenda.meeting.place.rsplit_once(' ').unwrap_or(("", "0"));
            let pages = agenda.pages();
            let at = pages.iter().find(|known| known.key() == page).or(pages.first()).cloned();
            (at, line.parse::<usize>().unwrap_or(0), page == "begin")
        });
        let Some((Some(page), line, fresh)) = found else { return };
        if let Some(state) = self.meeting.as_mut() {
            (state.page, state.line) = (page, line);
        }
        if fresh {
            self.go_to_first_open();
            self.note_place();
        }
    }

    /// After what another window wrote was taken in: follows it, or hands over to it.
    pub(in crate::app) fn follow_meeting(&mut self) {
        if self.screen != Screen::Meeting {
            return;
        }
        let window = self.window.clone();
        let row = self.with_agenda(|agenda, _| {
            (agenda.meeting.window.clone(), spent(agenda.meeting), agenda.meeting.ended.clone())
        });
        let Some((leader, spent, ended)) = row else { return self.meeting_gone() };
        let Some(state) = self.meeting.as_mut() else { return };
        if state.leads && window.as_ref() != Some(&leader) {
            (state.leads, state.since) = (false, None);
            self.layers.clear();
            self.say(
                Level::Watch,
                text(
                    "另一个窗口接手了例会；这里跟着看",
                    "Another window leads the meeting now; this one follows",
                ),
            );
        }
        if self.leads_meeting() {
            return;
        }
        if !ended.is_empty() {
            self.meeting = None;
            self.show_home();
            return self.say(Level::Good, text("例会结束了", "The meeting is over"));
        }
        if let Some(state) = self.meeting.as_mut() {
            state.spent = spent;
        }
        self.follow_place();
    }

    /// The row of the meeting has gone, by an undo or by another window.
    pub(super) fn meeting_gone(&mut self) {
        self.meeting = None;
        self.show_home();
        self.say(Level::Watch, text("例会的记录不在了", "The record of the meeting has gone"));
    }
}
