//! Signs and words of a block that stand for no value: dashes, bare ticks over a day, short ways of the keyboard.

use super::draft::Draft;
use super::plan::{CellPlan, Wrong};
use super::{Intake, Mend, Planner};
use crate::calendar::{is_shorthand, parse_date_toward};
use crate::registry;
use crate::say;
use crate::sheet::{
    Cell, Kind, comparable, is_bare_tick, is_cross, is_dashes, is_everywhere, is_nothing_word,
};
use crate::text::{Phrase, text};
use std::borrow::Cow;

/// Signs of yes beside which a cross is one of no.
const TICKS: &[char] = &['✓', '✔', '√', '☑', '✅'];
/// Words of no beside which a cross is one of yes.
const NOES: &[&str] = &["否", "no", "n", "false", "0", "不", "不是", "☐", "未", "未完成", "notdone", "open"];
/// Words before what is said not to be so.
const NOT: &[&str] = &["未", "没有", "没", "尚未", "还没", "不是", "不", "非", "not", "non", "no"];

/// What a cross in a column of ticks means, by what else stands there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cross {
    /// Yes, as in a form.
    Yes,
    /// No, beside ticks.
    No,
    /// Either.
    Open,
}

impl Intake {
    /// What crosses mean, by the columns of the sheet that they stand in.
    pub(super) fn crosses(&self) -> Vec<(usize, Cross)> {
        let mut found = Vec::new();
        for (at, field) in self.fields.iter().enumerate() {
            let is_asked =
                |column: &usize| matches!(self.def.columns[*column].kind, Kind::Tick | Kind::Check);
            let Some(column) = field.column().filter(is_asked) else { continue };
            let cells = || self.lines.iter().skip(self.first()).filter_map(|line| line.get(at));
            if !cells().any(|cell| is_cross(cell)) {
                continue;
            }
            let meant = if cells().any(|cell| cell.contains(TICKS)) {
                Cross::No
            } else if cells().any(|cell| NOES.contains(&comparable(cell).as_str())) {
                Cross::Yes
            } else {
                Cross::Open
            };
            found.push((column, meant));
        }
        found
    }
}

impl Planner {
    /// Whether a cell says that there is nothing, and so leaves what is there: dashes anywhere, words where no sentence
    /// stands, and all centres where one would be named. What a row is called already is its name all the same.
    pub(super) fn says_nothing(&self, draft: &Draft, column: usize, typed: &str) -> bool {
        let is_word = || self.def.columns[column].kind != Kind::Prose && is_nothing_word(typed);
        let is_everywhere = || registry::names_centre(self.def, column) && is_everywhere(typed);
        (is_dashes(typed) || is_word() || is_everywhere())
            && !(column == 0 && self.is_there(&*draft.before, column, typed))
    }

    /// What becomes of a cell with a sign that means something else in a block than at the keyboard; `meant` are those that
    /// were typed there. None for any other text.
    pub(super) fn by_sign(&self, draft: &Draft, column: usize, typed: &str, meant: bool) -> Option<CellPlan> {
        let col = &self.def.columns[column];
        // Whoever ticks what is done already says no other day.
        if col.kind == Kind::Tick && is_bare_tick(typed) && matches!(draft.row.get(column), Cell::Date(_)) {
            return Some(CellPlan::Same(self.shown(&*draft.row, column)));
        }
        if meant || !matches!(col.kind, Kind::Date | Kind::Tick) || !is_shorthand(typed) {
            return None;
        }
        let is_point = typed.trim().chars().all(|c| !c.is_alphanumeric());
        let day = parse_date_toward(typed, self.today, col.toward).ok().filter(|_| !is_point);
        let proposals = day.map(|day| (Phrase::same(day.to_string()), Mend::Typed(day.to_string())));
        Some(CellPlan::Wrong(Box::new(Wrong {
            reason: say!(
                "“{typed}”是键盘输入时的简写，表格里看不出是哪一天：请写出日期",
                "'{typed}' is short for a day at the keyboard only: write the day itself",
                typed = typed.trim()
            ),
            proposals: proposals.into_iter().collect(),
        })))
    }

    /// Asks what a cross means where nothing else in its column tells, or where it would empty what is ticked.
    pub(super) fn ask_cross(&self, draft: &Draft, column: usize, typed: &str) -> Option<CellPlan> {
        let ticked = !matches!(draft.before.get(column), Cell::Empty | Cell::Check(false));
        let either = self.crosses.contains(&(column, Cross::Open));
        let is_open = either || self.crosses.contains(&(column, Cross::No)) && ticked;
        (is_open && is_cross(typed)).then(|| {
            CellPlan::Wrong(Box::new(Wrong {
                reason: say!(
                    "“{typed}”可能是打勾（是），也可能是打叉（否）：请选",
                    "'{typed}' may be a tick (yes) or a cross (no): choose one",
                    typed = typed.trim()
                ),
                proposals: vec![
                    (text("是", "Yes").into(), if either { Mend::Meant } else { Mend::Typed("是".into()) }),
                    (text("否", "No").into(), Mend::Typed("否".into())),
                ],
            }))
        })
    }

    /// What a cell of yes or no means by its column: a cross beside ticks is no, and the title of the column, as in
    /// `已上线` and `未上线`, is yes or no.
    pub(super) fn as_yes_or_no<'a>(&self, column: usize, typed: Cow<'a, str>) -> Cow<'a, str> {
        let col = &self.def.columns[column];
        if !matches!(col.kind, Kind::Tick | Kind::Check) {
            return typed;
        }
        if self.crosses.contains(&(column, Cross::No)) && is_cross(&typed) {
            return Cow::Borrowed("否");
        }
        let wanted = comparable(&typed);
        let names =
            || [col.title.zh, col.title.en].into_iter().chain(col.aliases.iter().copied()).map(comparable);
        if names().any(|name| name == wanted) {
            return Cow::Borrowed("是");
        }
        let rest = NOT.iter().filter_map(|word| wanted.strip_prefix(word));
        let is_name = |rest: &str| names().any(|name| name == rest || name.strip_prefix('已') == Some(rest));
        if rest.into_iter().any(is_name) { Cow::Borrowed("否") } else { typed }
    }
}
