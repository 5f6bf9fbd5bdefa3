//! What follows a score: the key that confirms it, the digit of the next one, and what was meant as part of it.

use super::{Rhythm, Scored};
use crate::app::layer::Layer;
use crate::app::view_state::{self, Slot, card_lines};
use crate::app::{App, Here};
use crate::command::{Chord, Command, Context};
use crate::finding::Level;
use crate::say;
use crate::sheet::{AnyRow, Cell, Kind};
use crate::text::{Lang, Phrase};
use crate::tool::Layout;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Signs that stand behind the digits of a text and never behind a score that is meant for the line below.
const BEHIND_DIGITS: &[char] =
    &[' ', '.', ',', '%', '/', ':', '\u{3000}', '。', '，', '、', '％', '／', '：', '．'];

/// A digit behind a score of a form.
#[derive(Clone, Debug)]
pub(in crate::app) struct Below {
    /// The score that it stands behind.
    of: Scored,
    /// The digits as typed.
    digits: String,
    /// Whether a step was made of it: it has scored the line below.
    stepped: bool,
    /// Whether it stands for a score of the line below; else it was refused.
    scored: bool,
}

impl App {
    /// Begins the evidence beside a score with the digit behind it, once a sign says that it is one of a text: the score
    /// that it gave to the line below is taken back. False if the key is no such sign.
    fn begins_evidence(&mut self, before: &Rhythm, key: KeyEvent) -> bool {
        let (Some(below), KeyCode::Char(sign)) = (&before.below, key.code) else { return false };
        let command = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if command || !BEHIND_DIGITS.contains(&sign) || !self.layers.is_empty() {
            return false;
        }
        let title_here = |app: &App| {
            let ((.., view), state) = app.view().zip(app.view_state())?;
            Some(view_state::title_of(view, *view_state::slots(view).get(state.slot)?))
        };
        if below.stepped {
            self.forget_last();
        }
        if let Some(id) = below.of.2 {
            self.go_to_row(id);
        }
        if let Some(state) = self.view_state_mut() {
            state.slot = below.of.3;
        }
        let score_of = title_here(self);
        if let Some(state) = self.view_state_mut() {
            state.slot = below.of.3 + 1;
        }
        self.start_edit(self.here());
        let Some(Layer::Cell(edit)) = self.layers.last_mut() else { return true };
        edit.editor.replace_all("");
        for typed in below.digits.chars().chain([sign]) {
            edit.editor.insert(typed);
        }
        self.touch_draft();
        if let (true, Some(title)) = (below.scored, score_of) {
            let digits = &below.digits;
            self.say(
                Level::Watch,
                say!(
                    "“{digits}”是“{title}”的证据，没有评下一项",
                    "{digits} begins the evidence of {title}; the next line is not scored",
                    digits,
                    title
                ),
            );
        }
        true
    }

    /// Takes a key that confirms the score just given, or leads on from it; false if it does neither.
    pub(in crate::app) fn confirms_score(&mut self, before: &Rhythm, key: KeyEvent) -> bool {
        let (Some(scored), Context::Sheet) = (before.scored, self.context()) else { return false };
        if self.view().map(|(tool, view, _)| (tool, view)) != Some((scored.0, scored.1)) {
            return false;
        }
        if self.begins_evidence(before, key) {
            return true;
        }
        if self.is_more_of_score(before, scored, key) || self.is_digit_too_many(scored, key) {
            // The key behind it still counts from the score.
            self.rhythm.scored = Some(scored);
            return true;
        }
        if self.scores_below(before, scored, key) {
            return true;
        }
        let (bindings, chord) = (&self.choices.bindings, Chord::of(key));
        let typed = bindings.resolve(Context::Typing, chord);
        let plain = bindings.resolve(Context::Sheet, chord);
        let command = match (typed, plain) {
            (Some(Command::Commit), Some(Command::Edit)) => Command::Commit,
            (_, Some(command @ (Command::Down | Command::Right | Command::Next))) => command,
            _ => return false,
        };
        if let Some(id) = scored.2 {
            self.go_to_row(id);
        }
        if let Some(view_state) = self.view_state_mut() {
            view_state.slot = scored.3;
        }
        if matches!(command, Command::Down | Command::Right) {
            self.end_tabs();
        }
        match command {
            Command::Commit => self.step_on(),
            Command::Down => self.go_down(),
            Command::Right => self.walk(0, 1, false),
            _ => self.tab(1),
        }
        true
    }

    /// Refuses what goes on behind a score as if it were part of it: a sign as in "3/5", "3.5" or "3-4", and the digit
    /// behind that sign. The sign pressed once more is the key that it is elsewhere. False if the key is neither.
    fn is_more_of_score(&mut self, before: &Rhythm, scored: Scored, key: KeyEvent) -> bool {
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return false;
        }
        let KeyCode::Char(sign) = crate::app::keys::plain(key).code else { return false };
        // In a form words stand behind a score, and these may begin with a dash.
        let in_form = self.view().is_some_and(|(.., view)| matches!(view.layout, Layout::Card(_)));
        let is_part = matches!(sign, '/' | '.' | ',') || (!in_form && matches!(sign, '-' | '~'));
        let is_sign = !before.after_sign && is_part;
        if !(is_sign || before.after_sign && sign.is_ascii_digit()) {
            return false;
        }
        self.rhythm.after_sign = is_sign;
        let project = self.opened.as_ref().map(|opened| &opened.project);
        let row = scored.2.and_then(|id| {
            let rows = project?.sheet(self.view()?.2.sheet.key)?;
            rows.row(rows.position(id)?)
        });
        let column = self.view().and_then(|(.., view)| match view_state::slots(view).get(scored.3) {
            Some(Slot::Column(column)) => Some(*column),
            _ => None,
        });
        let Some(Cell::Score(score)) = row.zip(column).map(|(row, column)| row.get(column)) else {
            return false;
        };
        let score = score.get();
        self.say(
            Level::Watch,
            say!(
                "评分是 1 到 5 的一个数字：已评 {score} 分，后面的“{sign}”没有写入",
                "A score is one digit, 1 to 5: {score} is entered, '{sign}' behind it is not",
                score,
                sign
            ),
        );
        true
    }

    /// Refuses a digit behind the last score of a row, where the cursor has stayed: whether it is meant for this cell or
    /// for the next row nobody can tell. False if the key is none.
    fn is_digit_too_many(&mut self, scored: Scored, key: KeyEvent) -> bool {
        let KeyCode::Char(c) = key.code else { return false };
        let here = self.here();
        let stayed = self.view_state().map(|state| state.slot) == Some(scored.3)
            && here.is_some_and(|here| here.row == scored.2 && here.kind() == Some(Kind::Score));
        if !stayed || key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return false;
        }
        let Some(digit) = crate::sheet::narrow_digit(c) else { return false };
        let how = self.how(Command::Clear);
        self.say(
            Level::Watch,
            say!(
                "这一格刚评过，{digit} 没有写入：回车到下一行；要改，先{how}清空",
                "This cell was just scored, and {digit} was not entered: Enter goes to the next row; to change it, clear it with {how} first",
                how
            ),
        );
        true
    }

    /// Takes a digit behind a score of a form, where the cursor stands on the evidence beside it: it scores the line
    /// below, as digits go on in a grid, and is never a text that nobody meant. False if the key is none.
    fn scores_below(&mut self, before: &Rhythm, scored: Scored, key: KeyEvent) -> bool {
        let KeyCode::Char(c) = key.code else { return false };
        let Some((.., view)) = self.view() else { return false };
        let Layout::Card(plan) = view.layout else { return false };
        let beside = self.view_state().is_some_and(|state| state.slot == scored.3 + 1);
        let here = self.here().filter(|here| here.row == scored.2);
        let words = matches!(here.and_then(|here| here.kind()), Some(Kind::Text | Kind::Prose));
        let command = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let Some(digit) =
            crate::sheet::narrow_digit(c).filter(|_| here.is_some() && words && beside && !command)
        else {
            return false;
        };
        let slots = view_state::slots(view);
        let is_score = |slot: &usize| matches!(slots.get(*slot), Some(Slot::Column(column)) if view.sheet.columns[*column].kind == Kind::Score);
        let lines = card_lines(view, plan, self.abreast());
        let at = lines.iter().position(|line| line.contains(&scored.3));
        let below =
            at.and_then(|at| lines.get(at + 1)).and_then(|line| line.first()).copied().filter(is_score);
        let title = |slot: usize| view_state::title_of(view, slots[slot]);
        let how = self.how_to_edit();
        // Behind one that was refused it may be more of the same number.
        let refused = before.below.as_ref().filter(|below| !below.scored && below.of == scored);
        let mut typed = refused.map_or_else(String::new, |below| below.digits.clone());
        typed.push(c);
        let is_below = Below { of: scored, digits: typed, stepped: false, scored: false };
        match below {
            Some(below) if (1..=5).contains(&digit) => {
                let had = self.opened.as_ref().map(|opened| opened.project.clone());
                if let Some(state) = self.view_state_mut() {
                    state.slot = below;
                }
                self.note_row();
                self.plain_key(key);
                if self.layers.is_empty() {
                    let has = self.opened.as_ref().map(|opened| &opened.project);
                    let stepped = had.as_ref().zip(has).is_some_and(|(had, has)| !had.same(has));
                    self.rhythm.below = Some(Below { stepped, scored: true, ..is_below });
                }
            }
            Some(below) => {
                self.rhythm.scored = Some(scored);
                self.rhythm.below = Some(is_below);
                self.say(
                    Level::Watch,
                    say!(
                        "{digit} 没有写入：1–5 评“{below}”；写以数字开头的证据，先{how}",
                        "{digit} was not entered: 1–5 scores {below}; to begin the evidence with a digit, press {how} first",
                        below = title(below),
                        how
                    ),
                );
            }
            None => {
                self.rhythm.scored = Some(scored);
                self.rhythm.below = Some(is_below);
                self.say(
                    Level::Watch,
                    say!(
                        "“{title}”刚评过，{digit} 没有写入；写以数字开头的证据，先{how}",
                        "{title} was just scored, and {digit} was not entered; to begin the evidence with a digit, press {how} first",
                        title = title(scored.3),
                        how
                    ),
                );
            }
        }
        true
    }

    /// How to edit the text of a cell as it stands: by the function key where there is one.
    fn how_to_edit(&self) -> Phrase {
        let labels = self.choices.bindings.keys(Command::Edit).map(|chord| chord.label(Lang::En));
        let mut keys = labels.filter(|key| key.strip_prefix('F').is_some_and(|n| n.parse::<u8>().is_ok()));
        keys.next().map_or_else(|| self.how(Command::Edit), |key| say!("按 {key}", "{key}"))
    }

    /// After a score: on to what stands beside it, and the place is remembered for the key that confirms it.
    pub(in crate::app) fn after_score(&mut self, here: Here, score: u8, old: &Cell) {
        let Some((tool, at, view)) = self.view() else { return };
        let row = self.row().map(AnyRow::id);
        let Some((shown, slot)) = self.view_state().map(|state| (state.row, state.slot)) else { return };
        self.rhythm.scored = Some((tool, at, row, slot));
        let slots = view_state::slots(view);
        let kind = |slot: Option<&Slot>| match slot {
            Some(Slot::Column(column)) => view.sheet.columns.get(*column).map(|column| column.kind),
            _ => None,
        };
        if let Layout::Card(plan) = here.view.layout {
            // Its evidence stands beside it and comes first.
            let lines = card_lines(view, plan, self.abreast());
            let beside = lines.iter().any(|line| line.contains(&slot) && line.contains(&(slot + 1)))
                && matches!(kind(slots.get(slot + 1)), Some(Kind::Text | Kind::Prose));
            if beside {
                self.walk(0, 1, false);
            } else {
                self.walk(1, 0, false);
            }
            let said = say!(
                "{title} {score} 分",
                "{title}: {score}",
                title = view_state::title_of(view, slots[slot])
            );
            if self.message.is_none() && self.layers.is_empty() && beside {
                self.say(
                    Level::Blank,
                    say!(
                        "{said}；写下证据，或直接按数字评下一项",
                        "{said}; write the evidence, or score the next with a digit",
                        said
                    ),
                );
            }
            return;
        }
        let Some(view_state) = self.view_state_mut() else { return };
        // What is hidden is passed over, and what is no score ends the run.
        let next = (slot + 1..slots.len()).find(|slot| !view_state.is_hidden(*slot));
        let next = next.filter(|next| kind(slots.get(*next)) == Some(Kind::Score));
        let title = |slot: usize| view_state::title_of(view, slots[slot]);
        let scored = match *old {
            Cell::Score(old) if old.get() != score => {
                let old = old.get();
                say!("{title}：{old} 改为 {score}", "{title}: {score}, was {old}", title = title(slot))
            }
            _ => say!("{title} {score} 分", "{title}: {score}", title = title(slot)),
        };
        let said = if let Some(next) = next {
            view_state.slot = next;
            say!(
                "{scored}；再按数字评“{next}”，回车到下一行",
                "{scored}; the next digit scores {next}, Enter goes to the next row",
                scored,
                next = title(next)
            )
        } else {
            say!("{scored}；回车到下一行", "{scored}; Enter goes to the next row", scored)
        };
        let began = self.rhythm.tabbed.filter(|run| (run.0, run.1, run.2) == (tool, at, shown));
        self.rhythm.tabbed = Some(began.unwrap_or((tool, at, shown, slot)));
        self.note_row();
        if self.message.is_none() && self.layers.is_empty() {
            self.say(Level::Blank, said);
        }
    }
}
