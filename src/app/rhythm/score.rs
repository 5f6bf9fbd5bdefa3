//! What follows a score: the key that confirms it, the digit of the next one, and what was meant as part of it.

use super::{Rhythm, Scored};
use crate::app::fill::Filling;
use crate::app::layer::{Ask, Asked, BesideScore, Layer};
use crate::app::view_state::{self, Slot, card_lines};
use crate::app::{App, Here};
use crate::command::{Chord, Command, Context};
use crate::finding::Level;
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Kind, Score};
use crate::text::{Phrase, count, in_line, joined, text};
use crate::tool::Layout;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::sync::Arc;

/// Words and signs that stand behind a number in a text, measure words above all.
const BEHIND_DIGITS: &[char] = &[
    '个', '台', '辆', '单', '天', '人', '次', '件', '名', '家', '位', '年', '月', '周', '日', '号', '小',
    '分', '秒', '万', '千', '百', '亿', '元', '块', '条', '份', '倍', '成', '点', '部', '间', '组', '班',
    '项', '种', '层', '级', '季', '多', '余', '%', '％', ':', '：', '-', '–', '~', '+',
];

/// What digits alone mean that were typed beside a score just given.
enum Digits {
    /// A score for each of so many lines below.
    Scores(Vec<Filling>, usize),
    /// Nothing: one of them is no score.
    NoScore,
    /// Nothing: there are only so many lines below.
    Beyond(usize),
}

impl App {
    /// Takes a key that confirms the score just given, or leads on from it; false if it does neither.
    pub(in crate::app) fn confirms_score(&mut self, before: &Rhythm, key: KeyEvent) -> bool {
        let (Some(scored), Context::Sheet) = (before.scored, self.context()) else { return false };
        if self.view().map(|(tool, view, _)| (tool, view)) != Some((scored.0, scored.1)) {
            return false;
        }
        if self.is_more_of_score(before, scored, key) || self.is_digit_too_many(scored, key) {
            // The key behind it still counts from the score.
            self.rhythm.scored = Some(scored);
            self.rhythm.scored_over.clone_from(&before.scored_over);
            return true;
        }
        if key.code == KeyCode::Char(' ') && key.modifiers.is_empty() && self.is_beside(scored) {
            self.rhythm.scored = Some(scored);
            self.rhythm.scored_over.clone_from(&before.scored_over);
            self.rhythm.after_blank = true;
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

    /// Whether the cursor stands on the words beside a score just given in a form.
    fn is_beside(&self, scored: Scored) -> bool {
        let here = self.here().filter(|here| here.row == scored.2);
        let words = matches!(here.and_then(|here| here.kind()), Some(Kind::Text | Kind::Prose));
        words
            && self.view().is_some_and(|(.., view)| matches!(view.layout, Layout::Card(_)))
            && self.view_state().is_some_and(|state| state.slot == scored.3 + 1)
    }

    /// Notes on a field just opened that it stands beside the score of the key before. If digits are all that it holds when
    /// it is confirmed, they score the lines below.
    pub(in crate::app) fn note_beside_score(&mut self, before: &Rhythm) {
        let Some(scored) = before.scored.filter(|scored| self.is_beside(*scored)) else { return };
        let Some(Layer::Cell(edit)) = self.layers.last_mut() else { return };
        // One that is opened to be edited holds what was there.
        if edit.editor.text().chars().count() == 1 {
            let was = before.scored_over.clone().unwrap_or(Cell::Empty);
            edit.beside_score = Some(BesideScore { slot: scored.3, was, blank: before.after_blank });
            self.say_digits();
        }
    }

    /// What is asked of a text that begins as if the digit of the score before it were its own, as in "3 vans": whether it
    /// is. The likelier answer comes first: where there was another score already, somebody means the evidence.
    pub(in crate::app) fn asks_whose_digit(&self) -> Option<Ask> {
        let Some(Layer::Cell(edit)) = self.layers.last() else { return None };
        let BesideScore { slot, was, blank } = edit.beside_score.as_ref()?;
        let typed = edit.editor.text().trim();
        let begins = typed.chars().next()?;
        let counts = crate::sheet::narrow_digit(begins).is_some() || BEHIND_DIGITS.contains(&begins);
        let (row, (.., view)) = (self.row_at(self.here())?, self.view()?);
        let Slot::Column(scored) = *view_state::slots(view).get(*slot)? else { return None };
        let Cell::Score(score) = row.get(scored) else { return None };
        if !counts && !blank {
            return None;
        }
        let (id, sheet, score) = (row.id(), view.sheet.key, score.get());
        let set = |column: usize, cell: Cell| Edit::Set { sheet, row: id, column, cell };
        let whole = format!("{score}{}{typed}", if *blank { " " } else { "" });
        let evidence = |text: &str| set(edit.column, Cell::Text(text.into()));
        let title = view.sheet.columns[scored].title;
        let short = in_line(&whole, 24);
        let all = (
            text("整句都是证据", "All of it is the evidence").into(),
            Edit::Many(vec![set(scored, was.clone()), evidence(&whole)]),
        );
        let apart = (say!("评 {score} 分，后面是证据", "{score} is the score"), evidence(typed));
        let is_other = *was != Cell::Empty && *was != row.get(scored);
        let (first, second) = if is_other { (all, apart) } else { (apart, all) };
        Some(Ask {
            question: say!(
                "“{short}”：{title}评 {score} 分，还是整句都是证据？",
                "'{short}': is {score} the score of {title}, or is all of it the evidence?",
                title
            ),
            yes: first.0,
            no: Some(second.0),
            about: Asked::Edit { yes: first.1, no: second.1, said: title.into(), typed: None },
        })
    }

    /// The digits in the field, where nothing else was typed into it beside a score just given, and what they mean.
    fn digits_beside_score(&self) -> Option<(String, Digits)> {
        let Some(Layer::Cell(edit)) = self.layers.last() else { return None };
        let (scored, digits) = (edit.beside_score.as_ref()?.slot, edit.digits_beside_score()?);
        let typed = edit.editor.text().trim();
        let (.., view) = self.view()?;
        let Layout::Card(plan) = view.layout else { return None };
        let slots = view_state::slots(view);
        let score_of = |slot: usize| match slots.get(slot) {
            Some(Slot::Column(column)) if view.sheet.columns[*column].kind == Kind::Score => {
                Some((slot, *column))
            }
            _ => None,
        };
        let lines = card_lines(view, plan, self.abreast());
        let at = lines.iter().position(|line| line.contains(&scored))?;
        let below: Vec<(usize, usize)> =
            lines[at + 1..].iter().map_while(|line| score_of(*line.first()?)).collect();
        let row = self.row_at(self.here())?.copy();
        let last = digits.len().checked_sub(1)?;
        let what = if digits.iter().any(|digit| !(1..=5).contains(digit)) {
            Digits::NoScore
        } else if let Some((last, _)) = below.get(last) {
            let cells = below.iter().zip(digits).filter_map(|((_, column), digit)| {
                Some((Arc::clone(&row), *column, Cell::Score(Score::new(digit)?)))
            });
            Digits::Scores(cells.collect(), *last)
        } else {
            Digits::Beyond(below.len())
        };
        Some((typed.to_owned(), what))
    }

    /// Says what becomes of digits in the field beside a score just given.
    pub(in crate::app) fn say_digits(&mut self) {
        let Some((typed, what)) = self.digits_beside_score() else { return };
        let enter = self.choices.bindings.label(Command::Commit, self.lang());
        let said = match what {
            Digits::Scores(cells, _) => {
                let scores = scores_of(&cells);
                say!(
                    "{enter}：{scores}；接着写文字，就是证据",
                    "{enter}: {scores}; go on with words to make it the evidence",
                    scores
                )
            }
            Digits::NoScore | Digits::Beyond(_) => say!(
                "“{typed}”后面接着写文字，就是证据",
                "'{typed}': go on with words to make it the evidence"
            ),
        };
        self.say(Level::Blank, said);
    }

    /// Scores the lines below with the digits in the field, if it holds nothing else and stands beside a score just given; the
    /// evidence stays as it was. Whether it did; `Err` says why digits alone are neither.
    pub(in crate::app) fn score_by_digits(&mut self) -> Result<bool, Phrase> {
        let Some((typed, what)) = self.digits_beside_score() else { return Ok(false) };
        let (cells, last) = match what {
            Digits::Scores(cells, last) => (cells, last),
            Digits::NoScore => {
                return Err(say!(
                    "评分是 1 到 5；“{typed}”要作证据，请写明是什么的数",
                    "A score is 1 to 5; to keep '{typed}' as the evidence, say what it counts"
                ));
            }
            Digits::Beyond(0) => {
                return Err(say!(
                    "下面没有要评分的了；“{typed}”要作证据，请写明是什么的数",
                    "Nothing below is left to score; to keep '{typed}' as the evidence, say what it counts"
                ));
            }
            Digits::Beyond(lines) => {
                return Err(say!(
                    "下面只有 {below}；“{typed}”要作证据，请写明是什么的数",
                    "{below} below; to keep '{typed}' as the evidence, say what it counts",
                    below = count(lines, "项", "line is", "lines are")
                ));
            }
        };
        self.put_all(&cells, scores_of(&cells))?;
        self.drop_draft();
        self.layers.pop();
        if let Some(state) = self.view_state_mut() {
            state.slot = last;
        }
        self.note_row();
        Ok(true)
    }

    /// After a score: on to what stands beside it, and the place is remembered for the key that confirms it.
    pub(in crate::app) fn after_score(&mut self, here: Here, score: u8, old: &Cell) {
        let Some((tool, at, view)) = self.view() else { return };
        let row = self.row().map(AnyRow::id);
        let Some((shown, slot)) = self.view_state().map(|state| (state.row, state.slot)) else { return };
        self.rhythm.scored = Some((tool, at, row, slot));
        self.rhythm.scored_over = Some(old.clone());
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
            let title = view_state::title_of(view, slots[slot]);
            let said = match *old {
                Cell::Score(old) if old.get() != score => {
                    let old = old.get();
                    say!("{title}：{old} 改为 {score}", "{title}: {score}, was {old}", title)
                }
                _ => say!("{title} {score} 分", "{title}: {score}", title),
            };
            if self.message.is_none() && self.layers.is_empty() && beside {
                self.say(
                    Level::Blank,
                    say!(
                        "{said}；写下证据，或按回车评下一项",
                        "{said}; write the evidence, or press Enter to score the next",
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

/// Names the cells with the scores that they are given.
fn scores_of(cells: &[Filling]) -> Phrase {
    let one = |(row, column, cell): &Filling| {
        let Cell::Score(score) = cell else { return None };
        let (title, score) = (row.def().columns[*column].title, score.get());
        Some(say!("{title} {score} 分", "{title} {score}", title))
    };
    joined(&cells.iter().filter_map(one).collect::<Vec<_>>(), text("、", ", "))
}
