//! A replay: the whole screen as it was known on an earlier day. The project as it is waits underneath, where saving and
//! the changes of other windows go on; nothing of the replay can be changed, saved or undone.

use super::layer::{Does, Item, Purpose};
use super::meeting::MeetingState;
use super::request::{Reply, Request, Saving};
use super::{App, Focus, Message, OpenProject, Screen, jumps};
use crate::assess::replay;
use crate::assess::since::{Line, since};
use crate::command::Command;
use crate::finding::{FindingKey, Level};
use crate::say;
use crate::text::{Phrase, text};
use chrono::{Days, NaiveDate};

/// What is shown is an earlier day.
pub struct Replay {
    /// The day.
    pub day: NaiveDate,
    /// What changed since.
    pub since: Vec<Line>,
    /// The project as it is.
    pub(super) now: OpenProject,
    today: NaiveDate,
    back: Back,
    /// What was to be said of the project as it is.
    later: Option<Message>,
}

/// A replay that was ended.
pub(super) struct Ended {
    /// What is to be said of the project as it is.
    later: Option<Message>,
}

/// Where somebody was before the replay.
struct Back {
    screen: Screen,
    focus: Focus,
    tool_line: usize,
    home_line: usize,
    panel_top: usize,
    jumps: Vec<jumps::Location>,
    followed: Option<FindingKey>,
    /// A meeting that goes on underneath.
    meeting: Option<MeetingState>,
}

impl Replay {
    /// The day that is today.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Why the project as it is is not on disk, if it is not.
    pub fn not_saved(&self) -> Option<&Phrase> {
        match &self.now.saving {
            Saving::NotSaved(reason) => Some(reason),
            _ => None,
        }
    }
}

impl App {
    /// The form for the day to replay.
    pub(super) fn replay_form(&mut self) {
        self.line_form(
            Purpose::Replay,
            text("回看某一天", "Replay a day"),
            text("哪一天", "Day"),
            text(
                "如 2026-03-02、3-2、上周五、第4周（到周末为止）",
                "Such as 2026-03-02, 2 Mar, last Friday, week 4 (at its end)",
            ),
            "",
        );
    }

    /// Reads the day to replay as it was typed.
    pub(super) fn day_to_replay(&self, typed: &str) -> Result<NaiveDate, Phrase> {
        let (project, today) = match (&self.replay, &self.opened) {
            (Some(replay), _) => (&replay.now.project, replay.today),
            (None, Some(opened)) => (&opened.project, self.today),
            (None, None) => return Err(text("还没有打开项目", "No project is open").into()),
        };
        if self.screen == Screen::Meeting {
            let how = self.how(Command::MeetLeave);
            return Err(say!(
                "正在开例会：{how}先离开，再回看",
                "A meeting is on the screen: {how} leaves it first",
                how
            ));
        }
        let day = replay::read_day(typed, project, today, (self.lang(), self.choices.day_order))?;
        if day == today {
            return Err(text(
                "这就是今天，屏幕上就是今天的样子：请选更早的一天",
                "That is today, and the screen shows it: choose an earlier day",
            )
            .into());
        }
        Ok(day)
    }

    /// Shows the day that was typed.
    pub fn replay_typed(&mut self, typed: &str) -> Result<(), Phrase> {
        self.day_to_replay(typed).map(|day| self.start_replay(day))
    }

    /// Shows an earlier day, from where one is.
    pub(super) fn start_replay(&mut self, day: NaiveDate) {
        let (now, today, back, later) = if let Some(replay) = self.replay.take() {
            (replay.now, replay.today, replay.back, replay.later)
        } else {
            let Some(now) = self.opened.take() else { return };
            let back = Back {
                screen: self.screen,
                focus: self.focus,
                tool_line: self.tool_line,
                home_line: std::mem::take(&mut self.home_line),
                panel_top: self.panel_top,
                jumps: std::mem::take(&mut self.jumps),
                followed: self.followed.take(),
                meeting: self.meeting.take(),
            };
            (now, self.today, back, None)
        };
        let (project, first) = (replay::known_on(&now.project, day), self.opened.is_none());
        let looked = self.opened.as_ref().unwrap_or(&now);
        let mut then = OpenProject::new(project, None, day);
        // The same rows stay under the cursor from week to week.
        (then.view_states, then.view_of) = (looked.view_states.clone(), looked.view_of.clone());
        for state in then.view_states.values_mut() {
            state.selection = None;
        }
        then.file = now.file.clone();
        then.assessed.look_back(std::sync::Arc::new(replay::earlier(&now.project, day)));
        let since = since(&then.assessed, &now.assessed);
        self.today = day;
        self.opened = Some(then);
        self.replay = Some(Box::new(Replay { day, since, now, today, back, later }));
        let reason = self.replay_reason(day);
        if let Some(opened) = self.opened.as_mut() {
            opened.read_only = Some(reason);
        }
        let lines = self.home_lines();
        self.home_line = self.home_line.min(lines.saturating_sub(1));
        self.overview.forget();
        if self.screen == Screen::Portfolio {
            self.gather();
        }
        self.settle();
        if first {
            let (back, on, out) =
                (self.how(Command::ReplayBack), self.how(Command::ReplayOn), self.how(Command::LeaveReplay));
            self.say(
                Level::Watch,
                say!(
                    "现在看到的是 {day} 当天所知，不能修改。{back}看前一周，{on}看后一周，{out}回到今天",
                    "This is what was known on {day}; nothing can be changed. {back} the week before, {on} the week after, {out} back to today",
                    back,
                    on,
                    out
                ),
            );
        }
    }

    fn replay_reason(&self, day: NaiveDate) -> Phrase {
        let how = self.how(Command::LeaveReplay);
        say!(
            "正在回看 {day}，过去的内容不能改：{how}回到今天再改",
            "This is a replay of {day}, and the past cannot be changed: {how} leads back to today",
            how
        )
    }

    /// Goes on by a week, or back.
    pub(super) fn replay_week(&mut self, on: bool) {
        let Some(replay) = &self.replay else { return };
        let week = Days::new(7);
        let day = if on { replay.day.checked_add_days(week) } else { replay.day.checked_sub_days(week) };
        let Some(day) = day else { return };
        if day >= replay.today {
            let how = self.how(Command::LeaveReplay);
            return self.say(
                Level::Watch,
                say!(
                    "再往后一周就到今天了：{how}回到今天",
                    "A week on is today or later: {how} leads back to today",
                    how
                ),
            );
        }
        match replay::replayable(&replay.now.project, day, replay.today) {
            Ok(()) => self.start_replay(day),
            Err(reason) => self.say(Level::Watch, reason),
        }
    }

    /// Shows today again, where one was.
    pub(super) fn leave_replay(&mut self) {
        let Some(Ended { later }) = self.end_replay() else { return };
        let message = later.unwrap_or_else(|| Message {
            level: Level::Blank,
            text: text("回到今天", "Back to today").into(),
        });
        self.message = Some(message);
        self.settle();
        if self.screen == Screen::Portfolio {
            self.gather();
        }
    }

    /// Ends the replay, if there is one, and gives what was to be said of the project as it is.
    pub(super) fn end_replay(&mut self) -> Option<Ended> {
        let Replay { now, today, back, later, .. } = *self.replay.take()?;
        // Another day may have come meanwhile.
        if now.assessed.facts.today() != today {
            self.ask(Request::LookBack(today));
        }
        self.opened = Some(now);
        self.today = today;
        (self.screen, self.focus, self.tool_line) = (back.screen, back.focus, back.tool_line);
        (self.home_line, self.panel_top) = (back.home_line, back.panel_top);
        (self.jumps, self.followed, self.meeting) = (back.jumps, back.followed, back.meeting);
        self.overview.forget();
        Some(Ended { later })
    }

    /// Takes in an answer about the project as it is, while an earlier day may be shown.
    pub(super) fn answered(&mut self, answer: Reply) {
        match answer {
            // It was asked for the day that is shown.
            Reply::Gathered(_) => self.answered_now(answer),
            _ => self.underneath(|app| app.answered_now(answer), false),
        }
    }

    /// Does something with the project as it is. What is said of it waits until the replay is left, unless it is
    /// asked for or a matter of losing work.
    pub(super) fn underneath(&mut self, does: impl FnOnce(&mut App), tell: bool) {
        let Some(mut replay) = self.replay.take() else { return does(self) };
        let id = replay.now.project.id;
        let (said, layers) = (self.message.take(), self.layers.len());
        let shown = self.opened.replace(replay.now);
        let day = std::mem::replace(&mut self.today, replay.today);
        std::mem::swap(&mut self.meeting, &mut replay.back.meeting);
        does(self);
        let new = self.message.take();
        // Another project is open, or none.
        let Some(now) = self.opened.take_if(|opened| opened.project.id == id) else {
            self.message = new;
            return;
        };
        std::mem::swap(&mut self.meeting, &mut replay.back.meeting);
        (replay.now, self.opened, self.today) = (now, shown, day);
        let urgent = tell || self.layers.len() > layers;
        match new {
            Some(new) if urgent || new.level == Level::Stop => self.message = Some(new),
            new => {
                replay.later = new.or(replay.later);
                self.message = said;
            }
        }
        self.replay = Some(replay);
        self.settle();
    }

    /// Another day has come; an earlier one that is shown stays.
    pub fn set_today(&mut self, today: NaiveDate) {
        if let Some(replay) = self.replay.as_mut() {
            replay.today = today;
        } else if self.today != today {
            self.today = today;
            self.settle();
            if self.opened.is_some() {
                self.ask(Request::LookBack(today));
            }
            if self.screen == Screen::Portfolio {
                self.gather();
            }
        }
    }

    /// The lines of Home that the cursor goes through: the findings, and in a replay what changed since.
    pub(super) fn home_lines(&self) -> usize {
        let findings = self.opened.as_ref().map_or(0, |opened| opened.assessed.findings_count());
        findings + self.replay.as_ref().map_or(0, |replay| replay.since.len())
    }

    /// The line under the cursor of what changed since, if the cursor of Home is there, counted from 0.
    pub fn since_line(&self) -> Option<usize> {
        let replay = self.replay.as_ref()?;
        let findings = self.opened.as_ref().map_or(0, |opened| opened.assessed.findings_count());
        self.home_line.checked_sub(findings).filter(|at| *at < replay.since.len())
    }

    /// Goes from the findings of Home to what changed since, or back.
    pub(super) fn turn_home(&mut self) {
        let findings = self.opened.as_ref().map_or(0, |opened| opened.assessed.findings_count());
        self.home_line = if self.since_line().is_some() { 0 } else { findings };
        self.home_line = self.home_line.min(self.home_lines().saturating_sub(1));
    }

    /// Goes to what a line of what changed since is about. A row that was not there yet is shown as it is today.
    pub(super) fn open_since(&mut self, at: usize) {
        let Some(line) = self.replay.as_ref().and_then(|replay| replay.since.get(at)).cloned() else {
            return;
        };
        let Some(place) = line.place else {
            self.note_change();
            return self.show(line.tool, None);
        };
        if line.was_known {
            self.note_location();
            if self.go(place) {
                return self.say(Level::Blank, line.text);
            }
        }
        let day = self.today;
        if let Some(Ended { later }) = self.end_replay() {
            self.settle();
            self.note_location();
            self.go(place);
            let said = say!(
                "这一行是 {day} 以后才填的，已回到今天",
                "This row was entered after {day}, so this is today again"
            );
            self.message = later.or(Some(Message { level: Level::Watch, text: said }));
        }
    }

    /// What the list of commands offers for `replay 3-2` and the like: the day, or why it cannot be shown.
    pub(super) fn replay_offered(&self, typed: &str) -> Option<Item> {
        let typed = replay_argument(typed)?;
        Some(match self.day_to_replay(typed) {
            Ok(day) => {
                let label = say!("回看 {day}", "Replay {day}");
                Item::new(label, text("当天所知", "as known then"), Does::Replay(day))
            }
            Err(reason) => {
                let label = say!("回看“{typed}”", "Replay '{typed}'");
                Item { why_not: Some(reason.clone()), ..Item::new(label, reason, Does::Stay) }
            }
        })
    }
}

/// What stands behind the word that asks for a replay, where both are typed.
pub(super) fn replay_argument(typed: &str) -> Option<&str> {
    let typed = typed.trim().trim_start_matches([':', '：']).trim_start();
    let words = ["replay", "as-of", "as of", "回看", "回放"];
    let rest = words.iter().find_map(|word| {
        let (head, rest) = typed.split_at_checked(word.len())?;
        head.eq_ignore_ascii_case(word).then_some(rest)
    })?;
    let rest = rest.trim();
    (!rest.is_empty()).then_some(rest)
}
