//! Files into sheets, by the way that a paste goes on the screen: titles, rows and values are read, compared and shown, and
//! go in as one step or not at all. Several files are read each against the project as it is and then brought together.

mod report;
mod together;

use super::edit::{enter, for_writing, save};
use super::progress::Progress;
use super::{Answer, Call, Failure, names};
use crate::exchange::Table;
use crate::export::sheet_name;
use crate::intake::{CellPlan, Decision, Field, From, Intake, Mend, Out, Plan, Planner, Rest, Sure};
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::session::rows;
use crate::sheet::{Kind, SheetDef, comparable};
use crate::store::fresh_id;
use crate::text::{Lang, Phrase};
use chrono::NaiveDate;
use report::Report;
use serde_json::Value;
use std::path::{Path, PathBuf};
use together::Together;

/// What stands on the command line.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
#[derive(Clone, Debug, clap::Args)]
pub struct Import {
    /// A sheet, such as people, and the CSV or Excel files that go into it, where - reads standard input; or workbooks written by export, of which every worksheet goes where it came from / 表，如 people，后面写要导入的 CSV 或 Excel 文件，- 读标准输入；或直接写 export 写出的工作簿，各张工作表回到原来的表
    #[arg(required = true, value_name = "SHEET|FILE")]
    pub what: Vec<PathBuf>,
    /// Print what would be stored, and store nothing / 只输出会存入什么，不存
    #[arg(long)]
    pub dry_run: bool,
    /// A title of the file and the column it goes into, such as 'Store=centre'; nothing behind '=' leaves it out / 文件里的标题和对应的列，如 '门店=centre'；“=”后面空着就不导入这一列
    #[arg(long = "map", value_name = "TITLE=COLUMN", value_parser = super::args::mapping)]
    pub maps: Vec<(String, String)>,
    /// What to do where cells do not fit: leave the cells empty or the rows out; otherwise nothing is stored / 格子填不进去时怎么办：cells 留空这些格子，rows 略过这些行；不写就什么都不存
    #[arg(long, value_name = "WHAT", value_parser = ["cells", "rows"])]
    pub skip: Option<String>,
    /// Of several files that say different things of a cell, the one to believe; otherwise nothing is stored / 几个文件说法不同时以哪个为准；不写就什么都不存
    #[arg(long, value_name = "FILE", conflicts_with = "keep")]
    pub prefer: Option<PathBuf>,
    /// Where several files differ, store what the first says and keep the rest under Conflicts, to choose in the workbook / 几个文件说法不同时先存第一个的，其余留在“冲突”里，到工作簿里选
    #[arg(long)]
    pub keep: bool,
    /// Keep roles that are in no list as roles of your own; otherwise they do not fit / 选项里没有的角色当作自定义角色；不写就算填不进去
    #[arg(long)]
    pub own: bool,
    /// Blank cells empty what is there / 空白的格子清空现有内容
    #[arg(long)]
    pub blanks: bool,
    /// Take rows of totals in as well / 合计行也导入
    #[arg(long)]
    pub totals: bool,
    /// As JSON / 输出 JSON
    #[arg(long)]
    pub json: bool,
}

/// The lines of a file that go into a sheet, with the name of their worksheet, if they have one.
type Lines = (&'static SheetDef, Table);

/// What comes of one file.
struct Taken {
    /// Its name.
    file: String,
    reports: Vec<(Intake, Plan, String)>,
    /// The project with it, as far as it is ready.
    after: Project,
    /// How many cells and rows it changes.
    changes: usize,
}

impl Taken {
    fn is_ready(&self) -> bool {
        self.reports.iter().all(|(_, plan, _)| plan.is_ready())
    }
}

/// Takes files in, or prints what would come of them.
pub(super) fn import(call: &Call<'_>, args: &Import) -> Result<Answer, Failure> {
    let (sheet, files) = sheet_and_files(args)?;
    // The files first: one that cannot be read is told whatever the project.
    let tables = files
        .iter()
        .map(|file| match sheet {
            Some(def) => Ok(vec![one_table(file, def)?]),
            None => book(file),
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let mut open = if args.dry_run { call.open()? } else { for_writing(call)? };
    let progress = Progress::new(call.lang);
    let mut taken = Vec::new();
    for (file, tables) in files.iter().zip(tables) {
        taken.push(take(call, args, file, tables, (&open.project, &progress))?);
    }
    drop(progress);
    let mut notes = Vec::<Phrase>::new();
    for note in taken.iter().flat_map(|taken| &taken.reports).flat_map(|(_, plan, _)| &plan.notes) {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    let ready = taken.iter().all(Taken::is_ready);
    let several = taken.len() > 1;
    let together = if ready && several { Some(Together::of(&open.project, &taken)) } else { None };
    let prefer = args.prefer.as_deref().map(|file| preferred(file, files)).transpose()?;
    let undecided = match &together {
        Some(together) if prefer.is_none() && !args.keep => together.differences(),
        _ => Vec::new(),
    };
    let stored = !args.dry_run && ready && undecided.is_empty();
    let book = sheet.is_none();
    let reports: Vec<Report<'_>> = taken
        .iter()
        .flat_map(|taken| taken.reports.iter().map(move |report| (taken, report)))
        .map(|(taken, (intake, plan, worksheet))| Report {
            intake,
            plan,
            lang: call.lang,
            file: several.then_some(taken.file.as_str()),
            worksheet,
            named: book,
        })
        .collect();
    let out = if args.json {
        let mut all: Vec<Value> = reports.iter().map(|report| report.json(stored)).collect();
        if let Some(together) = &together {
            all.push(together.json(call.lang));
        }
        super::print::json(&if book || several {
            all.into()
        } else {
            all.into_iter().next().unwrap_or_default()
        })
    } else {
        let mut out: String = reports.iter().map(|report| report.text(stored)).collect();
        if let Some(together) = &together {
            out.push_str(&together.text(call.lang));
        }
        out
    };
    if args.dry_run {
        // A look tells whether the files would be taken.
        let open = reports.iter().map(|report| report.plan.open().count()).sum::<usize>() + undecided.len();
        if open > 0 {
            notes.push(say!(
                "有 {open} 处要先决定，现在什么都不会存",
                "{open} to decide first: as it is, nothing would be stored"
            ));
        }
        return Ok(Answer { out, notes, code: u8::from(open > 0) });
    }
    if let Some(report) = reports.iter().find(|report| !report.plan.is_ready()) {
        return Err(Failure::Refused(report.refusal()));
    }
    if !undecided.is_empty() {
        return Err(Failure::Refused(together::refusal(&undecided)));
    }
    if taken.iter().all(|taken| taken.changes == 0) {
        return Ok(Answer { out, notes, ..Answer::default() });
    }
    open.project = match together {
        Some(together) => together.decided(prefer, &mut notes),
        None => taken.into_iter().next().map_or(open.project, |taken| taken.after),
    };
    save(open, Answer { out, notes, ..Answer::default() }, true)
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

/// The place of the file that is to be believed.
fn preferred(file: &Path, files: &[PathBuf]) -> Result<usize, Failure> {
    let place = files.iter().position(|there| there == file || there.file_name() == Some(file.as_os_str()));
    place.ok_or_else(|| {
        let shown = file.display();
        Failure::Usage(say!(
            "--prefer 要写一起导入的一个文件，没有 {shown}",
            "--prefer names one of the files that are taken in, and {shown} is none of them"
        ))
    })
}

/// Reads one file against the project, each worksheet against what those before it have changed.
fn take(
    call: &Call<'_>,
    args: &Import,
    file: &Path,
    tables: Vec<Lines>,
    (project, progress): (&Project, &Progress),
) -> Result<Taken, Failure> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let mut taken = Taken { file: name, reports: Vec::new(), after: project.clone(), changes: 0 };
    for (def, Table { name: worksheet, lines }) in tables {
        let mut intake = decided(def, lines, args, (&taken.after, call.today))?;
        if args.own {
            keep_own(&mut intake, &taken.after, call.today);
        }
        let mut planner = Planner::new(&intake, &taken.after, call.today);
        while planner.next(&intake, &mut fresh_id) {
            let (done, all, file) = (planner.read(), intake.lines.len(), &taken.file);
            progress.at(|| {
                say!("正在读 {file}：第 {done} 行，共 {all} 行", "Reading {file}: line {done} of {all}", file)
            });
        }
        let plan = planner.finish(&intake);
        taken.changes += plan.changes + plan.new_rows;
        if plan.is_ready() {
            enter(&mut taken.after, plan.edit.clone(), call.today)?;
        }
        taken.reports.push((intake, plan, worksheet));
    }
    Ok(taken)
}

/// Decides that words in no list are names of people's own, where a column takes such.
fn keep_own(intake: &mut Intake, project: &Project, today: NaiveDate) {
    let plan = Planner::plan(intake, project, today, &mut fresh_id);
    for (line, at) in plan.open().filter_map(|(line, at)| Some((&plan.lines[line], at?))).collect::<Vec<_>>()
    {
        let CellPlan::Wrong(wrong) = &line.cells[at] else { continue };
        let column = intake.column_at(line.line, at).map(|column| intake.def.columns[column].kind);
        let is_own = matches!(column, Some(Kind::OpenChoice(_)));
        if is_own && wrong.proposals.iter().any(|(_, mend)| *mend == Mend::Meant) {
            let typed = intake.lines[line.line][at].clone();
            intake.decide(Decision::Cells(at, typed, Mend::Meant));
        }
    }
}

/// The table of a file that goes into a sheet: of several worksheets the one with its title, or the only one.
fn one_table(file: &Path, def: &'static SheetDef) -> Result<Lines, Failure> {
    let mut tables = rows::read(file)?;
    let named = tables.iter().position(|table| is_called(def, &table.name));
    match (named, tables.len()) {
        (Some(at), _) => Ok((def, tables.swap_remove(at))),
        (None, 1) => Ok((def, tables.swap_remove(0))),
        _ => {
            let shown = file.display();
            let sheets: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
            Err(Failure::Refused(say!(
                "{shown} 里没有叫“{title}”的工作表，有 {sheets}：请改名，或只留一张",
                "{shown} has no worksheet '{title}' but {sheets}: rename one, or leave it alone in the file",
                shown,
                title = def.title,
                sheets = crate::text::names(&sheets)
            )))
        }
    }
}

/// The worksheets of a workbook that have the title of a sheet, in the order in which sheets refer to each other.
fn book(file: &Path) -> Result<Vec<Lines>, Failure> {
    let mut tables = rows::read(file)?;
    let mut found = Vec::new();
    for def in registry::sheets() {
        if let Some(at) = tables.iter().position(|table| is_called(def, &table.name)) {
            let table = tables.swap_remove(at);
            // An empty worksheet is nothing to bring back.
            if table.lines.iter().skip(1).flatten().any(|cell| !cell.trim().is_empty()) {
                found.push((def, table));
            }
        }
    }
    if found.is_empty() {
        let shown = file.display();
        return Err(Failure::Refused(say!(
            "{shown} 里没有工作簿的表：要放进哪张表，请写 changebook import 表 {shown}",
            "{shown} has no worksheet with the title of a sheet: say where it goes with changebook import SHEET {shown}"
        )));
    }
    // People and centres before what refers to them by name.
    found.sort_by_key(|(def, _)| def.columns.iter().filter(|c| matches!(c.kind, Kind::Link(_))).count());
    Ok(found)
}

/// Whether a worksheet has the title of a sheet, in either language.
fn is_called(def: &SheetDef, name: &str) -> bool {
    [Lang::Zh, Lang::En].iter().any(|lang| comparable(&sheet_name(def, *lang)) == comparable(name))
}

/// The file with what the command line decides about it.
fn decided(
    def: &'static SheetDef,
    lines: Vec<Vec<String>>,
    args: &Import,
    (project, today): (&Project, NaiveDate),
) -> Result<Intake, Failure> {
    let views = registry::owner(def.key).map_or(&[][..], |(_, tool)| tool.views);
    // Whoever names columns means the lines as they stand.
    let reshaped =
        if args.maps.is_empty() { registry::reshape(project, def.key, &lines, today) } else { None };
    if let Some(reshaped) = reshaped.filter(|reshaped| reshaped.def == def) {
        let mut intake = Intake::reshaped(reshaped, lines, views);
        decide_rest(&mut intake, args);
        return Ok(intake);
    }
    let mut intake = Intake::new(def, lines, From::default(), views);
    if intake.titles.is_none() && !args.maps.is_empty() {
        intake.decide(Decision::Titles(true));
    }
    if intake.titles.is_none() {
        let keys: Vec<&str> = def.columns.iter().map(|column| column.key).collect();
        return Err(Failure::Refused(say!(
            "第一行没有这张表的标题：请写上标题，或用 --map 标题=列；列有 {columns}",
            "the first line holds no titles of this sheet: add them, or name them with --map TITLE=COLUMN; the columns are {columns}",
            columns = crate::text::names(&keys)
        )));
    }
    let mut mapped = Vec::new();
    for (title, column) in &args.maps {
        let at = (0..intake.width()).find(|at| comparable(intake.title(*at)) == comparable(title));
        let Some(at) = at else {
            let titles: Vec<&str> =
                (0..intake.width()).map(|at| intake.title(at)).filter(|t| !t.is_empty()).collect();
            return Err(Failure::Refused(say!(
                "文件里没有标题“{title}”；有 {titles}",
                "the file has no title '{title}'; it has {titles}",
                title,
                titles = crate::text::names(&titles)
            )));
        };
        let column = if column.trim().is_empty() { None } else { Some(names::column(def, column)?) };
        if column.is_some() && mapped.contains(&column) {
            return Err(Failure::Refused(say!(
                "--map 把两列放进了同一栏“{column}”",
                "--map puts two columns into {column}",
                column = def.columns[column.unwrap_or_default()].title
            )));
        }
        mapped.push(column);
        intake.decide(Decision::Column(at, column));
    }
    check_columns(&mut intake)?;
    decide_rest(&mut intake, args);
    Ok(intake)
}

/// What the command line decides of blanks, totals and cells that do not fit.
fn decide_rest(intake: &mut Intake, args: &Import) {
    intake.decide(Decision::Blanks(args.blanks));
    intake.decide(Decision::Totals(args.totals));
    intake.decide(Decision::Rest(match args.skip.as_deref() {
        Some("cells") => Rest::Empty,
        Some(_) => Rest::Out,
        None => Rest::Ask,
    }));
}

/// Nobody looks at a preview here: two columns for one field are refused, and a guess is not taken.
fn check_columns(intake: &mut Intake) -> Result<(), Failure> {
    for at in 0..intake.width() {
        let title = intake.title(at).to_owned();
        match intake.fields[at] {
            Field::Out(Out::Twice(by)) => {
                let (first, second) = (by + 1, at + 1);
                return Err(Failure::Refused(say!(
                    "第 {first} 列和第 {second} 列“{title}”是同一栏：用 --map 说明取哪一列，不要的写 --map \"{title}=\"",
                    "columns {first} and {second} ('{title}') mean the same: say with --map which to take; --map '{title}=' leaves one out"
                )));
            }
            Field::Column(_, Sure::Guessed) => intake.fields[at] = Field::Out(Out::Unknown),
            _ => {}
        }
    }
    Ok(())
}
