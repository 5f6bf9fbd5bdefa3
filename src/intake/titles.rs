//! What the titles over a block mean: whole names only, never a part of a word.

use super::title_line::Searched;
use super::{Field, Intake, Out, Sure};
use crate::calendar::{Toward, parse_date_toward};
use crate::sheet::{Column, Gloss, Kind, SheetDef, aliases, comparable, gloss, gloss_of, is_nothing_word};
use crate::tool::{Field as Shown, Layout, View};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

/// Titles of columns that only number the lines.
const NUMBERS: &[&str] = &[
    "序号", "序", "行号", "项次", "编号", "no", "nr", "№", "#", "sn", "s/n", "number", "row", "line", "index",
];

/// What stands behind a title that is that of a score, as many write it.
const SCORES: &[&str] =
    &["得分", "评分", "打分", "分数", "分值", "分", "score", "scores", "rating", "points"];

/// Words in the titles of days that are those of no scores.
const OTHER_DAYS: &[&str] = &[
    "入职", "入厂", "进厂", "到岗", "转正", "离职", "出生", "生日", "体检", "合同", "到期", "培训", "hire",
    "join", "birth", "start", "employ", "contract", "expir", "train", "due",
];

/// Whether a title stands over a column that only numbers the lines.
pub(super) fn is_number_title(title: &str) -> bool {
    NUMBERS.contains(&comparable(title).as_str())
}

/// A title without the marks at its end that say that it is asked for, or has to be filled.
fn without_marks(title: &str) -> &str {
    title.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '?' | '？' | '*' | '＊' | '!' | '！'))
}

/// The columns of a sheet that a title is a name of, in their order; if it is the name of none, those that it resembles.
/// `short` holds further titles with their columns.
pub fn fields_called(def: &SheetDef, short: &[(usize, &str)], title: &str) -> (Vec<usize>, Sure) {
    let title = without_marks(title);
    let wanted = comparable(title);
    if wanted.is_empty() {
        return (Vec::new(), Sure::Named);
    }
    let mut named = exactly(def, short, title);
    if named.is_empty() {
        named = glossed(def, short, title);
    }
    if !named.is_empty() {
        return (named, Sure::Named);
    }
    // A target or last year's value is never the value itself.
    if gloss_of(title) == Some(Gloss::Other) {
        return (Vec::new(), Sure::Named);
    }
    let nfkc: String = title.nfkc().collect();
    let bare = nfkc.split_once('(').map(|(before, _)| comparable(before)).filter(|bare| !bare.is_empty());
    let near = |name: &str| {
        let name = comparable(name);
        let long = name.is_ascii() && name.len() >= 5 && wanted.len() >= 5;
        bare.as_ref() == Some(&name)
            || name.split_once('(').is_some_and(|(before, _)| before == wanted)
            || (long && strsim::osa_distance(&name, &wanted) <= 1)
    };
    let near = called(def, short, near);
    if !near.is_empty() {
        return (near, Sure::Guessed);
    }
    if let Some(names) = likely(title) {
        return (
            (0..def.columns.len()).filter(|at| def.columns[*at].aliases == names).collect(),
            Sure::Guessed,
        );
    }
    let scored = SCORES.iter().find_map(|word| wanted.strip_suffix(word)).unwrap_or_default();
    let of = if scored.is_empty() { Vec::new() } else { exactly(def, short, scored) };
    (of.into_iter().filter(|at| def.columns[*at].kind == Kind::Score).collect(), Sure::Guessed)
}

/// The names of the column over which a title may stand.
fn likely(title: &str) -> Option<&'static [&'static str]> {
    let wanted = comparable(title);
    let is = |titles: &[&str]| titles.iter().any(|title| comparable(title) == wanted);
    aliases::LIKELY.iter().find(|(titles, _)| is(titles)).map(|(_, names)| *names)
}

/// The columns with exactly this name.
fn exactly(def: &SheetDef, short: &[(usize, &str)], title: &str) -> Vec<usize> {
    let wanted = comparable(title);
    if wanted.is_empty() {
        return Vec::new();
    }
    // A title of ours may end with a mark, too.
    let is = |name: &str| comparable(without_marks(name)) == wanted;
    let found = called(def, short, is);
    // A key is the title of our own files, written just so; in those of others it is a word like any other, which may be a
    // name of another column.
    let by_key = |at: &usize| {
        let column = &def.columns[*at];
        is(column.key) && !is(column.title.zh) && !is(column.title.en) && column.key != title.trim()
    };
    if !found.is_empty() && found.iter().all(by_key) {
        let mut also = called_also(def, is);
        also.extend(found.iter().filter(|at| !also.contains(at)).copied().collect::<Vec<_>>());
        return also;
    }
    found
}

/// The columns that a title names once a bracket at its end is taken off in which a unit, a scale or another name of the
/// column stands, or that all its parts name which a slash or a line break sets apart.
fn glossed(def: &SheetDef, short: &[(usize, &str)], title: &str) -> Vec<usize> {
    let plain: String = title.nfkc().collect();
    let parts: Vec<&str> =
        plain.split(['/', '|', '\n', '\r']).filter(|part| !part.trim().is_empty()).collect();
    if parts.len() > 1 {
        let mut named = parts.iter().map(|part| match exactly(def, short, part) {
            none if none.is_empty() => unbracketed(def, short, part),
            named => named,
        });
        let first = named.next().unwrap_or_default();
        let all = named.fold(first, |all, next| all.into_iter().filter(|at| next.contains(at)).collect());
        if !all.is_empty() {
            return all;
        }
    }
    unbracketed(def, short, &plain)
}

fn unbracketed(def: &SheetDef, short: &[(usize, &str)], title: &str) -> Vec<usize> {
    const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];
    let title = title.trim();
    let split = BRACKETS.iter().find_map(|(open, close)| title.strip_suffix(*close)?.rsplit_once(*open));
    let Some((before, within)) = split else { return Vec::new() };
    // Where the name itself is in brackets, nothing is before them: `能力` on one line, `(Ability)` on the next.
    let (named, also) = match (exactly(def, short, before), exactly(def, short, within)) {
        (none, also) if none.is_empty() && before.trim().is_empty() => return also,
        both => both,
    };
    match also.is_empty() {
        true if gloss(within) == Gloss::Plain => named,
        true => Vec::new(),
        false => named.into_iter().filter(|at| also.contains(at)).collect(),
    }
}

/// The columns with a name of this kind; those whose own title it is come before those that are only also called so.
fn called(def: &SheetDef, short: &[(usize, &str)], is: impl Fn(&str) -> bool) -> Vec<usize> {
    let own = |at: usize| {
        let column = &def.columns[at];
        let shorter = short.iter().any(|(of, title)| *of == at && is(title));
        is(column.key) || is(column.title.zh) || is(column.title.en) || shorter
    };
    let titled: Vec<usize> = (0..def.columns.len()).filter(|at| own(*at)).collect();
    if !titled.is_empty() {
        return titled;
    }
    called_also(def, is)
}

/// The columns that are also called so.
fn called_also(def: &SheetDef, is: impl Fn(&str) -> bool) -> Vec<usize> {
    let also: Vec<usize> =
        (0..def.columns.len()).filter(|at| def.columns[*at].aliases.iter().any(|alias| is(alias))).collect();
    if also.is_empty() && aliases::STATUS.iter().any(|title| is(title)) {
        return (0..def.columns.len()).filter(|at| ticks_status(&def.columns[*at])).collect();
    }
    also
}

/// Whether a word for how far something has come is the tick of a column.
pub(super) fn ticks_status(column: &Column) -> bool {
    column.kind == Kind::Tick && column.aliases == aliases::DONE
}

impl Intake {
    /// Whether a title stands over what the sheet calculates, and over no column of it: a name that people give a column
    /// comes after that.
    pub(super) fn is_computed(&self, title: &str) -> bool {
        let wanted = comparable(title);
        let is = |name: &str| comparable(name) == wanted;
        let is_stored = |column: &crate::sheet::Column| {
            is(column.title.zh) || is(column.title.en) || column.key == title.trim()
        };
        if self.def.columns.iter().any(is_stored) || self.short.iter().any(|(_, short)| is(short)) {
            return false;
        }
        let own = self.views.iter().filter(|view| view.sheet == self.def);
        let fields = own.flat_map(|view| if let Layout::Grid(fields) = view.layout { fields } else { &[] });
        fields.into_iter().any(|field| match field {
            Shown::Computed { key, title: of, .. } => is(of.zh) || is(of.en) || *key == title.trim(),
            _ => false,
        })
    }

    /// Whether the title of a column of the block is a name of a column of the sheet as it stands, and that of another is not.
    pub fn is_plainer(&self, at: usize, other: usize) -> bool {
        let is_plain = |at: usize| !exactly(self.def, &self.short, self.title(at)).is_empty();
        is_plain(at) && !is_plain(other)
    }

    /// The line of the block that holds titles.
    pub(super) fn find_titles(&self) -> Option<usize> {
        // A file has its own first column, wherever the cursor stands.
        let in_file = self.from.file.is_some();
        let first = self.from.columns.first().copied().flatten().filter(|_| !in_file);
        Searched { def: self.def, short: &self.short, lines: &self.lines, first, in_file }.find()
    }

    /// Finds where each column of the block goes: by its title, or from the cursor on.
    pub(super) fn map_columns(&mut self) {
        let width = self.width();
        if let Some(line) = self.titles {
            self.fields = self.by_titles(line, width);
            return;
        }
        let placed = |at: usize| self.from.columns.get(at).copied().flatten();
        let field = |at| placed(at).map_or(Field::Out(Out::Beyond), |c| Field::Column(c, Sure::Placed));
        self.fields = (0..width).map(field).collect();
    }

    fn by_titles(&self, line: usize, width: usize) -> Vec<Field> {
        let title = |at: usize| self.lines[line].get(at).map_or("", |cell| cell.as_str());
        let called = |at: usize| match title(at) {
            computed if self.is_computed(computed) => (Vec::new(), Sure::Named),
            title => fields_called(self.def, &self.short, title),
        };
        let found: Vec<(Vec<usize>, Sure)> = (0..width).map(called).collect();
        let mut fields = vec![Field::Out(Out::Unknown); width];
        let mut taken: Vec<Option<usize>> = vec![None; self.def.columns.len()];
        // What is named in full comes before what has more in its title, and this before what only resembles a name.
        // What tells only by a word that it is done comes last: a day says more.
        let rank = |at: usize| match found[at].1 {
            Sure::Named if self.is_status_at(line, at, &found[at].0) => 3,
            Sure::Named => usize::from(exactly(self.def, &self.short, title(at)).is_empty()),
            _ => 2,
        };
        let ranks: Vec<usize> = (0..width).map(rank).collect();
        // A title of several columns takes one that no other title means.
        let several = |at: &usize| found[*at].0.len() > 1;
        for now in 0..=3 {
            let of_rank = (0..width).filter(|at| ranks[*at] == now);
            let (open, one): (Vec<usize>, Vec<usize>) = of_rank.partition(several);
            for at in one.into_iter().chain(open) {
                let (columns, sure) = &found[at];
                fields[at] = if now == 3 && !self.tells_status(line, at) {
                    Field::Out(Out::Unknown)
                } else if let Some(column) = columns.iter().find(|column| taken[**column].is_none()) {
                    taken[*column] = Some(at);
                    Field::Column(*column, *sure)
                } else if let Some(by) = columns
                    .first()
                    .and_then(|column| taken[*column])
                    .filter(|_| now < 3 && likely(title(at)).is_none())
                {
                    Field::Out(Out::Twice(by))
                } else {
                    self.without_column(title(at), at)
                };
            }
        }
        self.guess_day(line, &mut fields);
        fields
    }

    /// Guesses that the one column of days that no title explains holds the day of the scores, which
    /// would be set to today otherwise.
    fn guess_day(&self, line: usize, fields: &mut [Field]) {
        let Some(day) = self.def.scores_dated else { return };
        if fields.iter().any(|field| field.column() == Some(day)) {
            return;
        }
        // Whatever day today is: a day with its month is told from a number, and words from both.
        let is_day = |cell: &str| {
            let parts = cell.split(|c: char| !c.is_alphanumeric() && !matches!(c, '月' | '年'));
            let named = cell.contains(['月', '年']) || parts.filter(|part| !part.is_empty()).count() > 1;
            named && parse_date_toward(cell, NaiveDate::default(), Toward::Near).is_ok()
        };
        let holds_days = |at: usize| {
            let cells = || self.lines.iter().skip(line + 1).filter_map(|cells| cells.get(at));
            let mut filled =
                cells().filter(|cell| !cell.trim().is_empty() && !is_nothing_word(cell)).peekable();
            filled.peek().is_some() && filled.all(|cell| is_day(cell))
        };
        let is_of_else = |at: usize| {
            let title = comparable(self.title(at));
            OTHER_DAYS.iter().any(|word| title.contains(word))
        };
        let unknown =
            |at: &usize| fields[*at] == Field::Out(Out::Unknown) && !is_of_else(*at) && holds_days(*at);
        let mut found = (0..fields.len()).filter(unknown);
        if let (Some(at), None) = (found.next(), found.next()) {
            fields[at] = Field::Column(day, Sure::Guessed);
        }
    }

    /// What becomes of a column whose title is the name of none.
    fn without_column(&self, title: &str, at: usize) -> Field {
        let wanted = comparable(title);
        let blank = || self.lines.iter().all(|line| line.get(at).is_none_or(|cell| cell.trim().is_empty()));
        match wanted.as_str() {
            "id" => Field::Ids,
            _ if is_number_title(title) => Field::Out(Out::Number),
            "" if blank() => Field::Out(Out::Number),
            _ => Field::Out(Out::Unknown),
        }
    }
}

/// The shorter titles of a view, each with the column it stands over.
pub(super) fn short_titles(def: &'static SheetDef, view: &'static View) -> Vec<(usize, &'static str)> {
    let Layout::Grid(fields) = view.layout else { return Vec::new() };
    let short = |field: &Shown| match field {
        Shown::Short(key, _, title) => Some((def.column(key)?, *title)),
        _ => None,
    };
    fields
        .iter()
        .filter_map(short)
        .flat_map(|(column, title)| [(column, title.zh), (column, title.en)])
        .collect()
}
