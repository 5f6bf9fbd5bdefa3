//! Rows added, changed and removed, by the way that typed values go on the screen: the tool reads and checks
//! each cell, and its edits go together as one, all or none.

use super::project::{Open, caveats, with_verbs};
use super::{Answer, Call, Failure, Values, names};
use crate::calendar::DayOrder;
use crate::intake::{own_unit, own_unit_of};
use crate::project::{Edit, Project, Refused};
use crate::registry;
use crate::registry::TOOLS;
use crate::runtime::signals::uninterrupted;
use crate::say;
use crate::sheet::{AnyRow, Cell, Col, EitherDay, Id, Invalid, SheetDef, day_of_numbers, plain};
use crate::sort::StableSort;
use crate::store::{Mode, NotSaved, Snapshot, fresh_id};
use crate::text::{Lang, Phrase};
use crate::tool::{Change, Verdict};
use crate::tools::kpi::Kpi;
use chrono::NaiveDate;

/// What was typed, and what to do where a value is asked about.
pub(super) struct Typed<'a> {
    pairs: &'a [(String, String)],
    answer: Option<bool>,
    /// The language of the one who typed, and in which order they write days as two small numbers, where it is known.
    days: (Lang, Option<DayOrder>),
}

impl<'a> Typed<'a> {
    /// Values without an answer given in advance.
    pub(super) fn plain(call: &Call<'_>, pairs: &'a [(String, String)]) -> Typed<'a> {
        Typed { pairs, answer: None, days: (call.lang, call.cli.dates) }
    }

    fn of(call: &Call<'_>, values: &'a Values) -> Typed<'a> {
        let answer = if values.yes { Some(true) } else { values.as_typed.then_some(false) };
        Typed { answer, ..Typed::plain(call, &values.pairs) }
    }
}

/// Adds a row.
pub(super) fn add(call: &Call<'_>, sheet: &str, values: &Values) -> Result<Answer, Failure> {
    let def = names::sheet(sheet)?;
    let mut open = for_writing(call)?;
    grows(def)?;
    let id = fresh_id();
    let row = def.new_row(id);
    enter(&mut open.project, Edit::Insert { at: usize::MAX, row }, call.today)?;
    let notes = fill(call.today, &mut open.project, def, id, &Typed::of(call, values))?;
    save(open, Answer { out: format!("{id}\n"), notes, ..Answer::default() }, false)
}

/// Changes cells of a row.
pub(super) fn set(call: &Call<'_>, sheet: &str, row: &str, values: &Values) -> Result<Answer, Failure> {
    let def = names::sheet(sheet)?;
    let mut open = for_writing(call)?;
    let id = names::row(&open.project, def, row)?;
    let notes = fill(call.today, &mut open.project, def, id, &Typed::of(call, values))?;
    save(open, Answer { notes, ..Answer::default() }, false)
}

/// Removes a row.
pub(super) fn remove(call: &Call<'_>, sheet: &str, row: &str) -> Result<Answer, Failure> {
    let def = names::sheet(sheet)?;
    let mut open = for_writing(call)?;
    grows(def)?;
    let id = names::row(&open.project, def, row)?;
    let removal = registry::removal(&open.project, def.key, &[id]);
    let notes = removal.said().into_iter().collect();
    enter(&mut open.project, removal.edit, call.today)?;
    save(open, Answer { notes, ..Answer::default() }, false)
}

pub(super) fn for_writing(call: &Call<'_>) -> Result<Open, Failure> {
    let open = call.open()?;
    match open.store.mode() {
        Mode::ReadWrite => Ok(open),
        Mode::ReadOnly(why) => {
            let name = &crate::tools::charter::charter(&open.project).name;
            Err(with_verbs(why.phrase(), why.remedies(), name).into())
        }
    }
}

/// Whether people may add and remove rows: where no view lets them, the command line does not either.
fn grows(def: &SheetDef) -> Result<(), Failure> {
    if TOOLS.iter().flat_map(|tool| tool.views).any(|view| view.sheet == def && view.grows) {
        return Ok(());
    }
    Err(Failure::Refused(say!("“{title}”的行是固定的", "the rows of '{title}' are fixed", title = def.title)))
}

/// A cell about to be filled.
struct Filling {
    column: usize,
    cell: Cell,
    /// Whether it was typed so that no question about it is open.
    meant: bool,
    /// What was typed.
    typed: String,
    /// What is said of how it was read.
    note: Option<Phrase>,
    /// Another cell that is filled together with it, as was answered.
    also: Option<(usize, Cell)>,
    /// Cells of other rows too, as was answered.
    together: Vec<(Id, Col, Cell)>,
}

/// Puts typed values into a row, all or none, and gives what is to be said about them.
pub(super) fn fill(
    today: NaiveDate,
    project: &mut Project,
    def: &'static SheetDef,
    id: Id,
    typed: &Typed<'_>,
) -> Result<Vec<Phrase>, Failure> {
    let mut fillings = read(today, project, def, id, typed)?;
    let mut notes: Vec<Phrase> = fillings.iter().filter_map(|filling| filling.note.clone()).collect();
    let row = names::share(project, def, id).ok_or_else(|| refusal(Refused::NoRow))?;
    let cells: Vec<(usize, Cell)> =
        fillings.iter().map(|filling| (filling.column, filling.cell.clone())).collect();
    let kept = registry::kept_by(project, &*row, &cells, today, &mut fresh_id);
    notes.extend(check(today, project, def, id, &mut fillings, typed.answer)?);
    if !kept.is_empty() {
        notes.push(registry::said_kept());
        enter(project, Edit::Many(kept), today)?;
    }
    // What tells a row from others comes first: until it does, the row is still another one.
    fillings.stable_sort_by_key(|filling| !def.key_columns.contains(&filling.column));
    for Filling { column, cell, also, together, .. } in &fillings {
        let row = names::share(project, def, id).ok_or_else(|| refusal(Refused::NoRow))?;
        // What is there already is no change, and nothing follows from it.
        if row.get(*column) != *cell {
            let column = &def.columns[*column];
            let edit = registry::edit_of(&Change { project, row: &*row, column, cell, today });
            enter(project, edit, today)?;
        }
        if let Some((column, cell)) = also {
            enter(
                project,
                Edit::Set { sheet: def.key, row: id, column: *column, cell: cell.clone() },
                today,
            )?;
        }
        for (row, column, cell) in together {
            enter(project, Edit::put(*row, *column, cell.clone()), today)?;
        }
    }
    Ok(notes)
}

/// Reads the values in the order of the columns, each with those before it in place: the unit of a number comes
/// from the indicator in a column before.
fn read(
    today: NaiveDate,
    project: &Project,
    def: &'static SheetDef,
    id: Id,
    typed: &Typed<'_>,
) -> Result<Vec<Filling>, Failure> {
    let (pairs, (lang, order), answer) = (typed.pairs, typed.days, typed.answer);
    let mut typed = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        let column = names::column(def, key)?;
        if typed.iter().any(|(there, _)| *there == column) {
            return Err(Failure::Refused(say!("“{key}”写了两次", "'{key}' was given twice")));
        }
        typed.push((column, value));
    }
    typed.stable_sort_by_key(|(column, _)| *column);
    let mut after = project.clone();
    let mut fillings = Vec::with_capacity(typed.len());
    for (column, value) in typed {
        let row = names::share(&after, def, id).ok_or_else(|| refusal(Refused::NoRow))?;
        let cross = registry::tick_or_cross(&def.columns[column], value).filter(|_| answer != Some(false));
        if let Some(asked) = cross {
            return Err(in_column(def, column, &asked));
        }
        let day = day_of_numbers(&def.columns[column], value, today, lang, order)
            .transpose()
            .map_err(|open| in_column(def, column, &either_day(def.columns[column].key, value, open)))?
            .map(|day| day.to_string());
        let read = day.as_ref().unwrap_or(value);
        let mut cell = match registry::read_cell(&after, &*row, column, read, today) {
            Ok(cell) => cell,
            Err(invalid) => {
                let filling = unit_of_their_own(&*row, column, value, (invalid, answer == Some(false)))
                    .map_err(|unfit| *unfit)?;
                for (column, cell) in
                    filling.also.iter().cloned().chain([(filling.column, filling.cell.clone())])
                {
                    apply(&mut after, Edit::Set { sheet: def.key, row: id, column, cell })?;
                }
                fillings.push(filling);
                continue;
            }
        };
        let is_word = def.columns[column].kind == crate::sheet::Kind::Text && !value.trim().is_empty();
        if cell == Cell::Empty && is_word && answer == Some(false) {
            cell = Cell::Text(value.trim().into());
        }
        let mut spelt = None;
        if let Some((there, said)) = registry::spelt_as_there(&after, &*row, column, &cell) {
            (cell, spelt) = (there, Some(said));
        }
        let note = registry::taken_for_nothing(value, &cell)
            .or(spelt)
            .or_else(|| registry::asked_of_centre(&after, &*row, column, &cell))
            .or_else(|| crate::sheet::how_read(&def.columns[column], value, &cell, today, Lang::En));
        apply(&mut after, Edit::Set { sheet: def.key, row: id, column, cell: cell.clone() })?;
        fillings.push(Filling {
            column,
            cell,
            meant: registry::is_meant(value),
            typed: value.clone(),
            note: note.map(|note| titled(def, column, &note)),
            also: None,
            together: Vec::new(),
        });
    }
    Ok(fillings)
}

/// A unit that is in no list as one of people's own, where they keep it as typed; else why it does not fit.
fn unit_of_their_own(
    row: &dyn AnyRow,
    column: usize,
    typed: &str,
    (Invalid(reason), kept): (Invalid, bool),
) -> Result<Filling, Box<Failure>> {
    let def = row.def();
    let Some((own, label)) = own_unit(def, &def.columns[column], typed) else {
        return Err(Box::new(in_column(def, column, &reason)));
    };
    let there = own_unit_of(row, own, &label);
    if !kept && there.is_none() {
        let said = say!(
            "{reason}，或加 --as-typed 照写的留作自己的单位",
            "{reason}, or add --as-typed to keep it as a unit of your own",
            reason
        );
        return Err(Box::new(in_column(def, column, &said)));
    }
    Ok(Filling {
        column: own,
        cell: Cell::Text(there.unwrap_or_else(|| label.name().into())),
        meant: true,
        typed: typed.to_owned(),
        note: None,
        also: Some((column, Cell::Empty)),
        together: Vec::new(),
    })
}

/// Lets the tool say what it thinks of each value beside the others, so that their order does not matter.
fn check(
    today: NaiveDate,
    project: &Project,
    def: &'static SheetDef,
    id: Id,
    fillings: &mut [Filling],
    answer: Option<bool>,
) -> Result<Vec<Phrase>, Failure> {
    let (mut notes, mut said) = (Vec::new(), Vec::new());
    let named: Vec<&str> = fillings.iter().map(|filling| def.columns[filling.column].key).collect();
    // What a clock shows comes first: until it is settled it says nothing about the others, and never about another of its
    // kind.
    let is_clock =
        |filling: &Filling| matches!(filling.cell, Cell::Number(_)) && registry::is_clock(&filling.typed);
    let clocks: Vec<bool> = fillings.iter().map(is_clock).collect();
    let mut order: Vec<usize> = (0..fillings.len()).collect();
    order.stable_sort_by_key(|at| !clocks[*at]);
    for at in order {
        let mut beside = project.clone();
        // A unit is asked about the numbers that stay as they are; those named with it are in it already.
        let is_unit = [Kpi::COL.unit, Kpi::COL.unit_name]
            .iter()
            .any(|unit| (def.key, def.columns[fillings[at].column].key) == (unit.sheet, unit.key));
        let tells = |n: usize| n != at && !(clocks[at] && clocks[n]);
        for other in fillings.iter().enumerate().filter(|(n, _)| tells(*n)).map(|(_, filling)| filling) {
            let column = other.column;
            let cell = match &other.cell {
                Cell::Number(_) if is_unit => Cell::Empty,
                cell => cell.clone(),
            };
            apply(&mut beside, Edit::Set { sheet: def.key, row: id, column, cell })?;
        }
        let row = names::share(&beside, def, id).ok_or_else(|| refusal(Refused::NoRow))?;
        let filling = &mut fillings[at];
        if row.get(filling.column) == filling.cell {
            continue;
        }
        let column = &def.columns[filling.column];
        let change = Change { project: &beside, row: &*row, column, cell: &filling.cell, today };
        let verdict = registry::as_written(registry::check_entered(&change), &change, &filling.typed);
        match verdict {
            Verdict::Fine => {}
            // What is said of a row as a whole is said once.
            Verdict::Note(note) => {
                if !said.contains(&note) {
                    notes.push(titled(def, filling.column, &note));
                    said.push(note);
                }
            }
            Verdict::Refuse(reason) => return Err(in_column(def, filling.column, &reason)),
            Verdict::Ask { instead, .. } if answer == Some(true) => filling.cell = instead,
            Verdict::Ask { .. } if answer == Some(false) || filling.meant => {}
            Verdict::Sure(_) if answer.is_some() || filling.meant => {}
            Verdict::Sure(question) => {
                let said = say!(
                    "{question} 没错，就加 --as-typed",
                    "{question} If it is, add --as-typed",
                    question = ended(&question)
                );
                return Err(in_column(def, filling.column, &said));
            }
            Verdict::Ask { question, instead } => {
                return Err(asked(def, filling, &question, &instead));
            }
            Verdict::Together { cells, .. } if answer == Some(true) => {
                // What was named on the command line is in the new unit.
                let is_named = |row, column: Col| row == id && named.contains(&column.key);
                filling.together =
                    cells.into_iter().filter(|(row, column, _)| !is_named(*row, *column)).collect();
            }
            Verdict::Together { otherwise, .. } if answer == Some(false) => {
                notes.push(titled(def, filling.column, &otherwise));
            }
            Verdict::Together { question, answers: (yes, no), .. } => {
                let said = say!(
                    "{question}。{yes}就加 --yes，{no}就加 --as-typed",
                    "{question}. Add --yes for '{yes}', --as-typed for '{no}'",
                    question,
                    yes,
                    no
                );
                return Err(in_column(def, filling.column, &said));
            }
            // What was named on the command line stands as it was named.
            Verdict::Offer { also: (key, _), .. } if answer == Some(false) || named.contains(&key) => {}
            Verdict::Offer { question, also: (key, cell) } => match (answer, def.column(key)) {
                (_, None) => {}
                (Some(_), Some(column)) => filling.also = Some((column, cell)),
                (None, Some(column)) => return Err(offered(def, filling, &question, (column, &cell))),
            },
        }
    }
    Ok(notes)
}

/// Says that a day can be read in two ways, and how to write each of them.
fn either_day(key: &str, typed: &str, EitherDay { day_first, month_first }: EitherDay) -> Phrase {
    say!(
        "“{typed}”有两种读法：请写 {key}={day_first} 或 {key}={month_first}；一直按同一次序写，就在配置文件里写 dates = \"day-first\" 或 \"month-first\"",
        "'{typed}' can be read in two ways: write {key}={day_first} or {key}={month_first}; to write days in one order always, set dates = \"day-first\" or \"month-first\" in the config file"
    )
}

fn offered(def: &SheetDef, filling: &Filling, question: &Phrase, (column, also): (usize, &Cell)) -> Failure {
    let key = def.columns[column].key;
    let meant = plain(also, crate::text::Lang::En, &|id| id.to_string());
    let said = say!(
        "{question} 如果是，请再写上 {key}={meant}（或加 --yes）；不要，就加 --as-typed",
        "{question} If so add {key}={meant}, or --yes; if not add --as-typed",
        question
    );
    in_column(def, filling.column, &said)
}

/// A question as a sentence of its own.
fn ended(question: &Phrase) -> Phrase {
    let ended = |said: &str| said.ends_with(['？', '?', '。', '.']);
    match (ended(&question.zh), ended(&question.en)) {
        (true, true) => question.clone(),
        _ => say!("{question}。", "{question}.", question),
    }
}

fn asked(def: &SheetDef, filling: &Filling, question: &Phrase, instead: &Cell) -> Failure {
    let key = def.columns[filling.column].key;
    let written = |cell: &Cell| plain(cell, crate::text::Lang::En, &|id| id.to_string());
    let (meant, typed) = (written(instead), written(&filling.cell));
    let said = say!(
        "{question} 如果是，请写 {key}={meant}（或加 --yes）；确实是 {typed}，就加 --as-typed",
        "{question} If so write {key}={meant}, or add --yes; if {typed} is right add --as-typed",
        question = ended(question)
    );
    in_column(def, filling.column, &said)
}

fn titled(def: &SheetDef, column: usize, said: &Phrase) -> Phrase {
    let title = def.columns[column].title;
    let (title_zh, title_en, zh, en) = (title.zh, title.en, &said.zh, &said.en);
    say!("{title_zh}：{zh}", "{title_en}: {en}")
}

fn in_column(def: &SheetDef, column: usize, reason: &Phrase) -> Failure {
    Failure::Refused(titled(def, column, reason))
}

/// Applies an edit as entered on this day.
pub(super) fn enter(project: &mut Project, edit: Edit, today: NaiveDate) -> Result<(), Failure> {
    // There is no undo here: the inverse is of no use.
    project.enter(edit, today).map(drop).map_err(refusal)
}

/// Applies an edit to a copy that values are tried on.
fn apply(project: &mut Project, edit: Edit) -> Result<(), Failure> {
    project.apply(edit).map(drop).map_err(refusal)
}

fn refusal(refused: Refused) -> Failure {
    Failure::Refused(refused.text().into())
}

/// Saves what was changed; with a backup of what was there before, if the change is a large one, or else as often as
/// the screen makes one.
pub(super) fn save(mut open: Open, mut answer: Answer, backup: bool) -> Result<Answer, Failure> {
    let before = open.project.conflicts.len();
    if !backup {
        // Where this fails the save makes a backup more than it needs to.
        let _more_backups = open.store.count_earlier_backups();
    }
    let mut shown = Snapshot::of(open.project);
    let name = crate::tools::charter::charter(&shown.project).name.clone();
    let saved = uninterrupted(|| open.store.save(&shown)).map_err(|error| not_saved(&error, &name))?;
    saved.remote_changes.iter().for_each(|change| shown.absorb(change));
    let waiting = shown.project.conflicts.len().saturating_sub(before);
    if waiting > 0 {
        answer.notes.push(say!(
            "另一个窗口也改了其中 {waiting} 处：保留的是这里的，另一个留在“冲突”里",
            "another window changed {waiting} of the same fields: this value is kept, the other waits under Conflicts"
        ));
    }
    answer.notes.extend(caveats(&open.store));
    if let Some(Phrase { zh, en }) = saved.backup_failed {
        answer.notes.push(say!("已保存，但没有备份：{zh}", "saved, but without a backup: {en}"));
    }
    Ok(answer)
}

fn not_saved(error: &NotSaved, name: &str) -> Failure {
    let Phrase { zh, en } = with_verbs(error.phrase(), error.remedies(), name);
    Failure::Refused(say!("没有保存：{zh}", "NOT SAVED: {en}"))
}
