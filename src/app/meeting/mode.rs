//! What the keys of letters and digits do on the line under the cursor: type into it, or give commands. The screen says
//! which, and no key does the one where the other is shown.

use super::MeetingState;
use super::noting::RATED;
use crate::agenda::{About, Page, PageLine, Step};
use crate::app::App;
use crate::app::layer::{Layer, Opening};
use crate::calendar::short_day;
use crate::command::{Chord, Command, Context};
use crate::finding::Level;
use crate::say;
use crate::sheet::narrow_digit;
use crate::text::{Lang, Phrase, Text, text};
use crate::tools::kpi::{Kpi, last_week_to_read, read_this_week};
use crate::tools::meetings::Meeting;

/// What letters and digits do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They are commands.
    Keys,
    /// They are typed into the line.
    Words,
    /// Digits begin the value of this week, letters are commands.
    Value,
    /// Digits rate, letters are commands.
    Rating,
}

/// Signs that stay commands where words are typed.
const ASIDE: [Command; 3] = [Command::Help, Command::Palette, Command::Search];

impl App {
    /// What letters and digits do in the meeting that is shown.
    pub fn meeting_mode(&self) -> Mode {
        if !self.leads_meeting() {
            return Mode::Keys;
        }
        let mode = self.with_line(|line, state| match &line.about {
            About::Reading(_) => Mode::Value,
            About::Decision(None) => Mode::Words,
            About::Decision(Some(_)) if !line.settled => Mode::Words,
            About::NewReview(_) if state.chosen || !line.settled => Mode::Words,
            // Who has gone to a line types over what stands there, as in a sheet.
            About::Cell(_) if state.chosen || state.waits(line) => Mode::Words,
            // Where the end is a slip would rate anew.
            About::Cell(_) | About::Finish => Mode::Keys,
            _ if state.page == Page::Close => Mode::Rating,
            _ => Mode::Keys,
        });
        mode.unwrap_or(Mode::Keys)
    }

    /// Looks at the line under the cursor.
    pub(super) fn with_line<T>(&self, look: impl FnOnce(&PageLine, &MeetingState) -> T) -> Option<T> {
        let (view, at, _) = self.meeting_page()?;
        Some(look(view.lines.get(at)?, self.meeting.as_ref()?))
    }

    /// Types what is text on the line under the cursor, or rates; false where the key is a command.
    pub(in crate::app) fn type_in_meeting(&mut self, chord: Chord, typed: char) -> bool {
        if narrow_digit(typed) == Some(0) && self.has_rated_one() {
            self.rate(10);
            return true;
        }
        let mode = self.meeting_mode();
        if !self.is_typed(mode, chord, typed) {
            return false;
        }
        match mode {
            Mode::Keys => return false,
            Mode::Words => self.type_on_line(typed),
            Mode::Value => {
                if let Some(About::Reading(kpi)) = self.meeting_about() {
                    self.type_reading(kpi, typed);
                }
            }
            Mode::Rating => match narrow_digit(typed) {
                Some(0) => self.rate(10),
                Some(digit) => self.rate(u32::from(digit)),
                None => {}
            },
        }
        true
    }

    /// Whether the last key rated the meeting with 1, behind which a 0 makes it 10.
    fn has_rated_one(&self) -> bool {
        let stays = self.with_line(|line, state| matches!(line.about, About::Rating) && !state.chosen);
        let last = self.opened.as_ref().and_then(|opened| opened.undo.last());
        stays == Some(true)
            && last.is_some_and(|step| step.said == RATED.into())
            && self.with_agenda(|agenda, _| agenda.meeting.rating) == Some(Some(1))
    }

    /// Whether a character goes into the line.
    fn is_typed(&self, mode: Mode, chord: Chord, typed: char) -> bool {
        let digit = narrow_digit(typed).is_some();
        match mode {
            Mode::Keys => false,
            Mode::Rating => digit,
            Mode::Value => digit || matches!(typed, '-' | '.'),
            Mode::Words => {
                let bindings = &self.choices.bindings;
                let command =
                    bindings.resolve(Context::Meeting, chord).or(bindings.resolve(Context::Anywhere, chord));
                let is_key = command.is_some_and(|command| {
                    let letters = !self.choices.letters_type && typed.is_alphabetic();
                    letters || ASIDE.contains(&command)
                });
                !typed.is_whitespace() && !is_key
            }
        }
    }

    /// The label of the key that gives a command here; blank where none does. Letters that are typed on the line are
    /// none, but for those that are an answer of their own with Enter behind them.
    pub fn label_here(&self, command: Command, lang: Lang) -> String {
        let bindings = &self.choices.bindings;
        if self.context() != Context::Meeting {
            return bindings.label(command, lang);
        }
        let mode = self.meeting_mode();
        let works = |chord: &Chord| chord.typed().is_none_or(|typed| !self.is_typed(mode, *chord, typed));
        if command == Command::MeetStep {
            let mut labels = bindings.labels(command, lang).into_iter();
            let shown = if mode == Mode::Keys { labels.next() } else { labels.next_back() };
            return shown.unwrap_or_default();
        }
        if let Some(chord) = bindings.keys(command).find(works) {
            return chord.label(lang);
        }
        let short = self.short_answers().contains(&command);
        let answer =
            || format!("{} {}", bindings.label(command, lang), bindings.label(Command::Commit, lang));
        if short { answer() } else { String::new() }
    }

    /// Says what letters and digits do on the line under the cursor, for the line above the keys.
    pub fn meeting_hint(&self) -> Option<(Phrase, Phrase)> {
        let typing = || Phrase::from(text("输入", "TYPING"));
        let keys = || Phrase::from(text("按键", "KEYS"));
        if self.is_following() {
            return None;
        }
        if let Some(Layer::Cell(edit)) = self.layers.last() {
            let answers = Some(self.said_answers()).filter(|said| !said.en.is_empty());
            let fills = self.meeting.as_ref().is_some_and(|state| state.fills);
            let escape = match edit.begun.map(|begun| begun.opening) {
                Some(Opening::Answered) => text("Esc 收回", "Esc takes it back"),
                Some(Opening::NewDay) => text("Esc 不定新日子", "Esc sets no new day"),
                _ if fills => text("Esc 不要", "Esc leaves it out"),
                _ => text("Esc 不改", "Esc changes nothing"),
            };
            let said = match answers.filter(|_| edit.editor.text().trim().chars().count() < 2) {
                Some(answers) => say!("{answers}；{escape}", "{answers}; {escape}", answers, escape),
                None => say!(
                    "回车确认，{escape}；{park} 停车场，{decide} 记决定",
                    "Enter confirms, {escape}; {park} parks, {decide} decides",
                    escape,
                    park = self.label_while_typing(Command::MeetPark),
                    decide = self.label_while_typing(Command::MeetDecide)
                ),
            };
            return Some((typing(), said));
        }
        if !self.layers.is_empty() {
            return None;
        }
        let settled = self.with_line(|line, _| line.settled).unwrap_or(false);
        let chosen = self.meeting.as_ref().is_some_and(|state| state.chosen);
        let corrected = match self.meeting_about() {
            Some(About::Reading(kpi)) => self.reading_of_today(kpi),
            _ => None,
        };
        Some(match self.meeting_mode() {
            Mode::Words if !self.choices.letters_type => (
                keys(),
                text("回车输入这一行；字母是按键", "Enter types into this line; letters are keys").into(),
            ),
            Mode::Words => (typing(), {
                let answers = self.said_answers();
                match (settled && !self.is_new_line(), chosen) {
                    (true, true) if self.adds_a_name() => {
                        text("直接写，加一个人；回车修改名单", "type to add a name; Enter edits the list")
                            .into()
                    }
                    (true, true) => {
                        text("直接写，换掉这一行；回车修改", "type over this line; Enter edits it").into()
                    }
                    (true, false) => {
                        text("直接写，换掉建议的；回车照建议", "type over what is proposed; Enter keeps it")
                            .into()
                    }
                    _ if answers.en.is_empty() => {
                        text("直接写进这一行", "whatever you type goes into this line").into()
                    }
                    _ => say!("直接写；{answers}", "type; {answers}", answers),
                }
            }),
            Mode::Value => (
                keys(),
                match self.last_week_here() {
                    _ if corrected.is_some() => say!(
                        "数字改刚才记在 {day} 的值；字母是按键",
                        "digits correct the value of {day}; letters are keys",
                        day = corrected.map(short_day).unwrap_or_default()
                    ),
                    _ if settled && self.is_read_this_week() => text(
                        "数字改本周的值；字母是按键",
                        "digits correct this week's value; letters are keys",
                    )
                    .into(),
                    Some(day) => say!(
                        "数字就是上周的值，记在 {day}；字母是按键",
                        "digits: last week's value, {day}; letters: keys",
                        day = short_day(day)
                    ),
                    None => say!(
                        "数字就是本周的值，记在 {day}；字母是按键",
                        "digits: this week's value, {day}; letters: keys",
                        day = short_day(self.today)
                    ),
                },
            ),
            Mode::Rating => (
                keys(),
                text("数字打分（0 是 10）；字母是按键", "a digit rates (0 is 10); letters are keys").into(),
            ),
            Mode::Keys => (
                keys(),
                text("字母和数字是按键；? 列出全部", "letters and digits are keys; ? lists them all").into(),
            ),
        })
    }

    /// What Enter does on the line under the cursor, where that is more than to go on.
    pub fn enter_here(&self) -> Option<Text> {
        let fills = text("填这一行", "Fill in");
        let last_week = self.last_week_here().is_some();
        let next = || self.next_open().map(|_| text("下一行", "Next line"));
        self.with_line(|line, state| match &line.about {
            About::Finish => Some(text("结束例会", "End the meeting")),
            About::Reading(_) if !line.settled && last_week => {
                Some(text("输入上周的值", "Type last week's value"))
            }
            About::Reading(_) if !line.settled => Some(text("输入本周的值", "Type the value")),
            About::Cell(_) | About::NewReview(_) | About::Decision(_) if !line.settled => Some(fills),
            About::Decision(None) => Some(text("记一项决定", "Log a decision")),
            About::NewReview(_) if state.chosen => Some(fills),
            About::Cell(_) | About::Reading(_) | About::Decision(_) if state.chosen => {
                Some(text("修改", "Edit"))
            }
            _ => next(),
        })?
    }

    /// Whether the indicator of the line under the cursor has a value of this week.
    fn is_read_this_week(&self) -> bool {
        let Some(About::Reading(kpi)) = self.meeting_about() else { return false };
        let is_read =
            |facts: &crate::facts::Facts| Some(read_this_week(facts, facts.find::<Kpi>(kpi)?).is_some());
        self.facts().and_then(is_read) == Some(true)
    }

    /// Whether the line under the cursor is that of those who were there, to whom a name is added.
    fn adds_a_name(&self) -> bool {
        matches!(self.meeting_about(), Some(About::Cell(place)) if place.column == Meeting::COL.attendees.key)
    }

    /// The day of last week that a value typed on the line under the cursor is of, where it is none of this week.
    fn last_week_here(&self) -> Option<chrono::NaiveDate> {
        let Some(About::Reading(kpi)) = self.meeting_about() else { return None };
        let facts = self.facts()?;
        last_week_to_read(facts, facts.find::<Kpi>(kpi)?)
    }

    /// Whether nothing stands in the line under the cursor that could be typed over.
    fn is_new_line(&self) -> bool {
        matches!(self.meeting_about(), Some(About::Decision(None) | About::NewReview(_)))
    }

    /// The label of a key that works while something is typed.
    fn label_while_typing(&self, command: Command) -> Phrase {
        let keys = self.choices.bindings.keys(command).find(|chord| chord.typed().is_none());
        let label = |lang| keys.map_or(String::new(), |chord| chord.label(lang));
        Phrase::from((label(Lang::Zh), label(Lang::En)))
    }

    /// The answers of one letter that the line under the cursor takes, with their keys; blank where it takes none.
    fn said_answers(&self) -> Phrase {
        let enter = |lang| self.choices.bindings.label(Command::Commit, lang);
        let said = |command: Command| {
            let (word_zh, word_en) = match command {
                Command::MeetUnknown => ("还不知道原因", "not known"),
                _ => ("本周不行动", "no action"),
            };
            let key = |lang| self.choices.bindings.label(command, lang);
            (
                format!("{} {}：{word_zh}", key(Lang::Zh), enter(Lang::Zh)),
                format!("{} {}: {word_en}", key(Lang::En), enter(Lang::En)),
            )
        };
        let (zh, en): (Vec<String>, Vec<String>) = self.short_answers().into_iter().map(said).unzip();
        Phrase::from((zh.join("，"), en.join(", ")))
    }

    /// The key that jumps to a step from the line under the cursor: where digits are typed it is another one.
    pub(super) fn key_to_step(&self, step: Step) -> Option<Phrase> {
        let (mode, steps) = (self.meeting_mode(), Step::ALL.len());
        let works = |chord: &Chord| chord.typed().is_none_or(|typed| !self.is_typed(mode, *chord, typed));
        let of_step = self.choices.bindings.keys(Command::MeetStep).enumerate();
        let mut keys = of_step.filter(|(at, _)| at % steps + 1 == step.number()).map(|(_, chord)| chord);
        keys.find(works).map(|chord| Phrase::same(chord.label(Lang::En)))
    }

    /// Jumps to the step of a digit, and says so and how to get back.
    pub(in crate::app) fn jump_to_step(&mut self, chord: Chord) {
        if !self.leads_meeting() {
            return self.run(Command::MeetGoOn);
        }
        let steps = Step::ALL.len();
        let at = self.choices.bindings.keys(Command::MeetStep).position(|key| key == chord);
        let Some(n) = at.map(|at| at % steps) else { return };
        let from = self.meeting.as_ref().map(|state| state.page.clone());
        let pages = self.with_agenda(|agenda, _| agenda.pages()).unwrap_or_default();
        // A step has the same number every week, whether or not the others have content.
        let Some(step) = Step::ALL.get(n).copied() else { return };
        let Some(page) = pages.into_iter().find(|page| page.step() == step) else {
            return self.say(
                Level::Watch,
                say!(
                    "今天没有第 {n} 步“{title}”",
                    "Step {n}, {title}, has nothing today",
                    n = step.number(),
                    title = step.title()
                ),
            );
        };
        if from.as_ref() == Some(&page) {
            return;
        }
        self.turn_to(page);
        if self.remind_of_promises() {
            return;
        }
        let Some(from) = from.map(|page| page.step()).filter(|from| *from != step) else { return };
        let Some(key) = self.key_to_step(from) else { return };
        self.say(
            Level::Blank,
            say!(
                "跳到第 {to} 步；{key} 回到第 {back} 步",
                "Jumped to step {to}; {key} goes back to step {back}",
                to = step.number(),
                key,
                back = from.number()
            ),
        );
    }
}

impl MeetingState {
    /// Whether a line is still to be filled in, or what is proposed there to be looked at.
    pub(super) fn waits(&self, line: &PageLine) -> bool {
        !line.settled || matches!(&line.about, About::Cell(place) if self.proposed.contains(place))
    }
}
