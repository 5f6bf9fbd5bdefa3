//! A CSV file into a sheet, by the way that a paste goes on the screen: titles, rows and values are read, compared and
//! shown, and go in as one step or not at all.

mod report;

use super::edit::{enter, for_writing, save};
use super::{Answer, Call, Failure, names};
use crate::export::sheet_name;
use crate::intake::{CellPlan, Decision, Field, From, Intake, Mend, Out, Planner, Rest, Sure};
use crate::project::{Edit, Project};
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

/// What stands on the command line.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
#[derive(Clone, Debug, clap::Args)]
pub struct Import {
    /// Sheet, such as people; or a whole workbook written by export, without a file behind it / 表，如 people；或 export 写出的整本工作簿，后面不再写文件
    pub sheet: String,
    /// CSV or Excel file; - reads standard input / CSV 或 Excel 文件；- 读标准输入
    pub file: Option<PathBuf>,
    /// Print what would be stored, and store nothing / 只输出会存入什么，不存
    #[arg(long)]
    pub dry_run: bool,
    /// A title of the file and the column it goes into, such as 'Store=centre'; nothing behind '=' leaves it out / 文件里的标题和对应的列，如 '门店=centre'；“=”后面空着就不导入这一列
    #[arg(long = "map", value_name = "TITLE=COLUMN", value_parser = super::args::mapping)]
    pub maps: Vec<(String, String)>,
    /// What to do where cells do not fit: leave the cells empty or the rows out; otherwise nothing is stored / 格子填不进去时怎么办：cells 留空这些格子，rows 略过这些行；不写就什么都不存
    #[arg(long, value_name = "WHAT", value_parser = ["cells", "rows"])]
    pub skip: Option<String>,
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

/// The lines of a file that go into a sheet.
type Lines = (&'static SheetDef, Vec<Vec<String>>);

/// Takes a file in, or prints what would come of it.
pub(super) fn import(call: &Call<'_>, args: &Import) -> Result<Answer, Failure> {
    let (tables, book) = match &args.file {
        Some(file) => (vec![one_table(file, names::sheet(&args.sheet)?)?], false),
        None => (book(Path::new(&args.sheet))?, true),
    };
    let mut open = if args.dry_run { call.open()? } else { for_writing(call)? };
    // Each worksheet is read against what those before it have changed.
    let mut after = open.project.clone();
    let (mut edits, mut reports, mut notes) = (Vec::new(), Vec::new(), Vec::<Phrase>::new());
    let (mut ready, mut changes) = (true, 0);
    for (def, lines) in tables {
        let mut intake = decided(def, lines, args, (&after, call.today))?;
        if args.own {
            keep_own(&mut intake, &after, call.today);
        }
        let plan = Planner::plan(&intake, &after, call.today, &mut fresh_id);
        ready &= plan.is_ready();
        changes += plan.changes + plan.new_rows;
        for note in &plan.notes {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
        edits.push(plan.edit.clone());
        if plan.is_ready() {
            enter(&mut after, plan.edit.clone(), call.today)?;
        }
        reports.push((intake, plan));
    }
    let stored = !args.dry_run && ready;
    let report = |(intake, plan)| Report { intake, plan, lang: call.lang };
    let reports: Vec<Report<'_>> = reports.iter().map(|(intake, plan)| report((intake, plan))).collect();
    let out = if args.json {
        let all: Vec<Value> = reports.iter().map(|report| report.json(stored)).collect();
        super::print::json(&if book { Value::from(all) } else { all.into_iter().next().unwrap_or_default() })
    } else {
        reports.iter().map(|report| report.text(stored, book)).collect()
    };
    if args.dry_run {
        // A look tells whether the file would be taken.
        if let Some(report) = reports.iter().find(|report| !report.plan.is_ready()) {
            let open = report.plan.open().count();
            notes.push(say!(
                "有 {open} 处要先决定，现在什么都不会存",
                "{open} to decide first: as it is, nothing would be stored"
            ));
        }
        let code = u8::from(!ready);
        return Ok(Answer { out, notes, code });
    }
    if let Some(report) = reports.iter().find(|report| !report.plan.is_ready()) {
        return Err(Failure::Refused(report.refusal(book)));
    }
    if changes == 0 {
        return Ok(Answer { out, notes, ..Answer::default() });
    }
    enter(&mut open.project, Edit::Many(edits), call.today)?;
    save(open, Answer { out, notes, ..Answer::default() }, true)
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
        (Some(at), _) => Ok((def, tables.swap_remove(at).lines)),
        (None, 1) => Ok((def, tables.swap_remove(0).lines)),
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
            let lines = tables.swap_remove(at).lines;
            // An empty worksheet is nothing to bring back.
            if lines.iter().skip(1).flatten().any(|cell| !cell.trim().is_empty()) {
                found.push((def, lines));
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
