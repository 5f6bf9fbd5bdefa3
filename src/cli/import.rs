//! Files into sheets, by the way that a paste goes on the screen: titles, rows and values are read, compared and shown, and
//! go in as one step or not at all. Several files are read each against the project as it is and then brought together.

mod believed;
mod files;
mod maps;
mod open;
mod report;
mod switches;
mod together;

use super::edit::{enter, for_writing, save};
use super::progress::Progress;
use super::{Answer, Call, Failure, names};
use crate::exchange::Table;
use crate::intake::{
    CellPlan, Decision, Field, From, Intake, Mend, Out, Plan, Planner, Rest, Said, Side, Sure,
};
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sheet::{Id, Kind, SheetDef};
use crate::sort::StableSort;
use crate::store::fresh_id;
use crate::text::Phrase;
use believed::Believed;
use chrono::NaiveDate;
use files::{book, one_table};
use open::Asked;
use report::Report;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
pub use switches::Import;
use together::{Beaten, Together};

/// The lines of a file that go into a sheet, with the name of their worksheet, if they have one.
type Lines = (&'static SheetDef, Table);

/// What a file that is believed says of the cells of a sheet.
type SaidOf = (&'static str, HashMap<(Id, usize), Said>);

/// What comes of one file.
struct Taken {
    /// Its name.
    file: String,
    reports: Vec<(Intake, Plan, String)>,
    /// The project with it, as far as it is ready.
    after: Project,
    /// Whether it changes nothing.
    is_idle: bool,
}

impl Taken {
    fn is_ready(&self) -> bool {
        self.reports.iter().all(|(_, plan, _)| plan.is_ready())
    }
}

/// Reads all files: their tables by the place of the file, what is left out of them, and those that cannot be read.
fn read_all(
    (sheet, files): (Option<&'static SheetDef>, &[PathBuf]),
    tables: &mut Vec<(usize, Vec<Lines>)>,
    notes: &mut Vec<Phrase>,
    unread: &mut Vec<Phrase>,
) -> Result<(), Failure> {
    for (n, file) in files.iter().enumerate() {
        let read = match sheet {
            Some(def) => one_table(file, def).map(|table| (vec![table], Vec::new())),
            None => book(file),
        };
        match read {
            Ok((read, left)) => {
                tables.push((n, read));
                if !left.is_empty() {
                    notes.push(not_read(&name_of(file), &left));
                }
            }
            Err(Failure::Refused(reason)) => unread.push(reason),
            Err(usage) => return Err(usage),
        }
    }
    Ok(())
}

/// The reports as JSON: a list where there may be several.
fn json_of(all: Vec<Value>, several: bool) -> String {
    super::print::json(&if several { all.into() } else { all.into_iter().next().unwrap_or_default() })
}

/// Takes files in, or prints what would come of them.
pub(super) fn import(call: &Call<'_>, args: &Import) -> Result<Answer, Failure> {
    let (sheet, files) = sheet_and_files(args)?;
    let believed = Believed::of(args, files)?;
    // The files first: those that cannot be read are told whatever the project.
    let (mut tables, mut notes, mut unread) = (Vec::new(), Vec::<Phrase>::new(), Vec::new());
    read_all((sheet, files), &mut tables, &mut notes, &mut unread)?;
    let open = if args.dry_run { call.open() } else { for_writing(call) };
    let mut open = match open {
        Err(Failure::Refused(_)) if !unread.is_empty() => {
            return Err(Failure::Refused(open::all(unread)));
        }
        open => open?,
    };
    let taken = take_all((call, args), (files, tables), &believed, (&open.project, &mut unread))?;
    let back = together::brought_back(&taken);
    for (intake, plan, _) in taken.iter().flat_map(|taken| &taken.reports) {
        for note in plan.notes_but_for(intake.def.title, &back) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    let ready = taken.iter().all(Taken::is_ready);
    let several = files.len() > 1;
    let together = several.then(|| Together::of(&open.project, &taken, switches::same_name(args)));
    let prefer = believed.file;
    let book = sheet.is_none();
    let decides = prefer.is_some() || args.keep;
    let beaten: Vec<Vec<Beaten>> = (0..taken.len())
        .map(|n| together.as_ref().filter(|_| decides).map_or_else(Vec::new, |it| it.beaten(n, prefer)))
        .collect();
    let reports: Vec<Report<'_>> = taken
        .iter()
        .zip(&beaten)
        .flat_map(|(taken, beaten)| taken.reports.iter().map(move |report| (taken, beaten, report)))
        .map(|(taken, beaten, (intake, plan, worksheet))| Report {
            beaten,
            intake,
            plan,
            lang: call.lang,
            file: several.then_some(taken.file.as_str()),
            worksheet,
            named: book,
        })
        .collect();
    let undecided = match &together {
        Some(together) if prefer.is_none() && !args.keep => together.differences(),
        _ => Vec::new(),
    };
    let namesakes = together.as_ref().map_or(&[][..], Together::namesakes);
    let asked = Asked { unread, reports: &reports, namesakes, undecided };
    let stored = !args.dry_run && ready && asked.is_settled();
    let out = if args.json {
        let mut all: Vec<Value> = reports.iter().map(|report| report.json(stored)).collect();
        all.extend(together.as_ref().map(|together| together.json(call.lang)));
        json_of(all, book || several)
    } else {
        let mut out = report::text_of(&reports, book, stored);
        if let Some(together) = &together {
            out.push_str(&together.text(call.lang));
        }
        if let Some(together) = together.as_ref().filter(|_| asked.is_settled()) {
            let after = together.decided(&open.project, prefer, &mut Vec::new());
            let said = together::said_stored((&open.project, &after), &taken, stored);
            out.extend([said.get(call.lang), "\n"]);
        }
        out
    };
    if args.dry_run && asked.unread.is_empty() {
        // A look tells whether the files would be taken.
        notes.extend(asked.told());
        return Ok(Answer { out, notes, code: u8::from(!asked.is_settled()) });
    }
    if !asked.is_settled() {
        return Err(Failure::Refused(asked.refusal()));
    }
    if taken.iter().all(|taken| taken.is_idle) {
        return Ok(Answer { out, notes, ..Answer::default() });
    }
    let before = open.project.clone();
    open.project = match together {
        Some(together) => together.decided(&open.project, prefer, &mut notes),
        None => taken.into_iter().next().map_or(open.project, |taken| taken.after),
    };
    if together::is_same(&before, &open.project) {
        return Ok(Answer { out, notes, ..Answer::default() });
    }
    save(open, Answer { out, notes, ..Answer::default() }, true)
}

/// Reads all files against the project, first the one that is believed, so that the others know what it says.
fn take_all(
    (call, args): (&Call<'_>, &Import),
    (files, mut tables): (&[PathBuf], Vec<(usize, Vec<Lines>)>),
    believed: &Believed,
    (project, unread): (&Project, &mut Vec<Phrase>),
) -> Result<Vec<Taken>, Failure> {
    let progress = Progress::new(call.lang);
    tables.stable_sort_by_key(|(n, _)| (Some(*n) != believed.file, *n));
    let mut said = Vec::new();
    let mut taken = Vec::new();
    for (n, tables) in tables {
        let from = (args, believed.side(n), said.as_slice());
        match take(call, from, &files[n], tables, (project, &progress)) {
            Ok(read) => {
                if believed.file == Some(n) {
                    let of = |(intake, plan, _): &(Intake, Plan, String)| (intake.def.key, plan.said(intake));
                    said = read.reports.iter().map(of).collect();
                }
                taken.push((n, read));
            }
            Err(Failure::Refused(reason)) if files.len() > 1 => {
                let file = name_of(&files[n]);
                unread.push(say!("{file}：{reason}", "{file}: {reason}", reason));
            }
            Err(failure) => return Err(failure),
        }
    }
    taken.stable_sort_by_key(|(n, _)| *n);
    Ok(taken.into_iter().map(|(_, read)| read).collect())
}

/// What is said of the worksheets of a file that belong to no sheet.
fn not_read(file: &str, left: &[String]) -> Phrase {
    say!(
        "{file}：没有读这些工作表，它们不叫项目里任何一张表的名称：{left}",
        "{file}: worksheets that were not read, as they are called as no sheet of the project is: {left}",
        left = crate::text::names(left)
    )
}

/// What a file is called.
fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// The sheet that is named, and the files.
fn sheet_and_files(args: &Import) -> Result<(Option<&'static SheetDef>, &[PathBuf]), Failure> {
    let (first, others) = args.what.split_first().unwrap_or_else(|| unreachable!("clap asks for one"));
    let is_file = |path: &Path| path.is_file() || crate::export::Form::of(path).is_some();
    let named = names::sheet(&first.to_string_lossy());
    match (named, others) {
        (Ok(def), [_, ..]) => Ok((Some(def), others)),
        // A file that is not there is told as such.
        (Err(unknown), [_, ..]) if !is_file(first) => Err(Failure::Refused(unknown)),
        _ => Ok((None, &args.what)),
    }
}

/// Reads one file against the project, each worksheet against what those before it have changed.
fn take(
    call: &Call<'_>,
    (args, side, said): (&Import, Option<Side>, &[SaidOf]),
    file: &Path,
    tables: Vec<Lines>,
    (project, progress): (&Project, &Progress),
) -> Result<Taken, Failure> {
    let file = name_of(file);
    let mut taken = Taken { file, reports: Vec::new(), after: project.clone(), is_idle: true };
    for (def, table) in tables {
        let note = table.said_read_as();
        let Table { name: worksheet, lines, .. } = table;
        let mut intake = decided((def, lines), &taken.file, args, (&taken.after, call.today))?;
        if let Some(note) = note {
            intake.say_first(note);
        }
        intake.read_days_as_in(call.lang, call.cli.dates);
        intake.begin_with(project);
        intake.side = side;
        if let Some((_, said)) = said.iter().find(|(key, _)| *key == def.key) {
            intake.believe(said.clone());
        }
        if args.own || args.create || args.as_typed {
            keep_own(&mut intake, args, &taken.after, call.today);
        }
        let mut planner = Planner::new(&intake, &taken.after, call.today);
        while planner.next(&intake, &mut fresh_id) {
            let (done, all, file) = (planner.read(), intake.lines.len(), &taken.file);
            progress.at(|| {
                say!("正在读 {file}：第 {done} 行，共 {all} 行", "Reading {file}: line {done} of {all}", file)
            });
        }
        let plan = planner.finish(&intake);
        taken.is_idle &= plan.is_idle();
        if plan.is_ready() {
            enter(&mut taken.after, plan.edit.clone(), call.today)?;
        } else {
            // What fits is there for what comes behind it, so that all that is open is told at once; nothing of it is stored.
            let mut tried = taken.after.clone();
            if enter(&mut tried, plan.edit.clone(), call.today).is_ok() {
                taken.after = tried;
            }
        }
        taken.reports.push((intake, plan, worksheet));
    }
    Ok(taken)
}

/// Decides that words in no list are names of people's own, and that what links name and is not there yet is new, where that
/// is asked for.
fn keep_own(intake: &mut Intake, args: &Import, project: &Project, today: NaiveDate) {
    // What is skipped is what is left then.
    let rest = std::mem::replace(&mut intake.rest, Rest::Ask);
    while keep_some(intake, args, project, today) {}
    intake.rest = rest;
}

/// Decides what can be decided at once; whether more may be asked about then, which has waited for it.
fn keep_some(intake: &mut Intake, args: &Import, project: &Project, today: NaiveDate) -> bool {
    let plan = Planner::plan(intake, project, today, &mut fresh_id);
    let mut decided = false;
    for (line, at) in plan.open().filter_map(|(line, at)| Some((&plan.lines[line], at?))).collect::<Vec<_>>()
    {
        let CellPlan::Wrong(wrong) = &line.cells[at] else { continue };
        let column = intake.column_at(line.line, at).map(|column| intake.def.columns[column].kind);
        let wanted = match column {
            Some(Kind::OpenChoice(_) | Kind::Choice(_)) if args.own => Mend::Meant,
            Some(Kind::OpenChoice(_) | Kind::Choice(_)) => continue,
            Some(Kind::Link(_)) if args.create => Mend::New,
            Some(_) if args.as_typed => Mend::Meant,
            _ => continue,
        };
        if wrong.proposals.iter().any(|(_, mend)| *mend == wanted) {
            let typed = intake.lines[line.line][at].clone();
            intake.decide(Decision::Cells(at, typed, wanted));
            decided = true;
        }
    }
    decided && plan.lines.iter().flat_map(|line| &line.cells).any(|cell| *cell == CellPlan::Waits)
}

/// The file with what the command line decides about it.
fn decided(
    (def, lines): (&'static SheetDef, Vec<Vec<String>>),
    file: &str,
    args: &Import,
    (project, today): (&Project, NaiveDate),
) -> Result<Intake, Failure> {
    let views = registry::owner(def.key).map_or(&[][..], |(_, tool)| tool.views);
    // Whoever names columns means the lines as they stand.
    let reshaped =
        if args.maps.is_empty() { registry::reshape(project, def.key, &lines, today) } else { None };
    // A table of readings is one whatever sheet it was given to.
    if let Some(reshaped) = reshaped {
        let mut intake = Intake::reshaped(reshaped, lines, Some(file.to_owned()), views);
        switches::decide_rest(&mut intake, args);
        return Ok(intake);
    }
    let mut intake = Intake::new(def, lines, From { file: Some(file.to_owned()), ..From::default() }, views);
    // Columns that are named by number say that no titles stand over them.
    let by_number = |title: &String| title.strip_prefix('#').is_some_and(|n| n.parse::<usize>().is_ok());
    let untitled = !args.maps.is_empty() && args.maps.iter().all(|(title, _)| by_number(title));
    if intake.titles.is_none() && !args.maps.is_empty() && !untitled {
        intake.decide(Decision::Titles(true));
    }
    if intake.titles.is_none() && !untitled {
        let keys: Vec<&str> = def.columns.iter().filter(|c| !c.internal).map(|column| column.key).collect();
        return Err(Failure::Refused(say!(
            "第一行没有这张表的标题：请写上标题；标题不同就用 --map 标题=列，没有标题就按第几列写 --map \"#1=列\"；列有 {columns}",
            "the first line holds no titles of this sheet: add them, name other titles with --map TITLE=COLUMN, or where there are none the columns by number with --map '#1=COLUMN'; the columns are {columns}",
            columns = crate::text::names(&keys)
        )));
    }
    maps::map(&mut intake, &args.maps)?;
    check_columns(&mut intake)?;
    switches::decide_rest(&mut intake, args);
    Ok(intake)
}

/// Nobody looks at a preview here: two columns for one field are refused, and a guess is not taken.
fn check_columns(intake: &mut Intake) -> Result<(), Failure> {
    let def = intake.def;
    let is_score = |field: &Field| field.column().is_some_and(|at| def.columns[at].kind == Kind::Score);
    for at in 0..intake.width() {
        let title = intake.title(at).to_owned();
        match intake.fields[at] {
            // The plain title comes before the one with more in it, and nobody is asked.
            Field::Out(Out::Twice(by)) if intake.is_plainer(by, at) => {}
            Field::Out(Out::Twice(by)) => {
                let (first, second) = (by + 1, at + 1);
                return Err(Failure::Refused(say!(
                    "第 {first} 列和第 {second} 列“{title}”是同一栏：不要的那一列写 --map \"#{second}=\" 或 --map \"#{first}=\"",
                    "columns {first} and {second} ('{title}') mean the same: leave one out with --map '#{second}=' or --map '#{first}='"
                )));
            }
            // Without their day the scores would be of today, and nobody would see it.
            Field::Column(column, Sure::Guessed)
                if intake.def.scores_dated == Some(column) && intake.fields.iter().any(is_score) =>
            {
                let column = &intake.def.columns[column];
                return Err(Failure::Refused(say!(
                    "“{title}”一列看着像“{name}”：是就写 --map \"{title}={key}\"；不是就写 --map \"{title}=\"，分数算今天评的",
                    "'{title}' may be {name}: if it is, write --map '{title}={key}'; if not --map '{title}=', and the scores are of today",
                    title,
                    name = Phrase::from(column.title),
                    key = column.key
                )));
            }
            Field::Column(column, Sure::Guessed) => intake.fields[at] = Field::Out(Out::Near(column)),
            _ => {}
        }
    }
    Ok(())
}
