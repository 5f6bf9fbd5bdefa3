//! What on the command line decides what is open in a file.

use super::Report;
use crate::intake::{CellPlan, Goes, Mend};
use crate::say;
use crate::text::{Phrase, text};

/// What is open in a file or in several, counted, with what can be done about it.
pub(in crate::cli::import) struct Ways {
    /// How much both the file and the project have changed.
    differ: usize,
    /// How much else is open.
    unfit: usize,
    /// Whether cells are among that, and not only lines that may be rows that are there.
    has_cells: bool,
    /// What decides some of it, each once.
    hints: Vec<Phrase>,
}

impl Ways {
    /// The ways of several reports as those of one.
    pub(in crate::cli::import) fn of(reports: &[Report<'_>]) -> Ways {
        let mut all = Ways { differ: 0, unfit: 0, has_cells: false, hints: Vec::new() };
        for Ways { differ, unfit, has_cells, hints } in reports.iter().map(Report::ways) {
            all.differ += differ;
            all.unfit += unfit;
            all.has_cells |= has_cells;
            for hint in hints {
                if !all.hints.contains(&hint) {
                    all.hints.push(hint);
                }
            }
        }
        all
    }

    /// What is open and what can be done about it, a line each.
    pub(in crate::cli::import) fn said(self) -> Vec<Phrase> {
        let Ways { differ, unfit, has_cells, hints } = self;
        let mut ways = Vec::new();
        if differ > 0 {
            ways.push(say!(
                "导出之后文件和项目都改过 {differ} 处，什么都没有存：加 --prefer file 用文件里的，--prefer project 用项目里的，或加 --keep 都留下，在工作簿的“冲突”里逐个选",
                "{differ} changed both in the file and in the project since the export, and nothing was stored: add --prefer file or --prefer project, or --keep to choose one by one under Conflicts in the workbook"
            ));
        }
        if unfit > 0 {
            let said = if has_cells {
                say!(
                    "有 {unfit} 处不合，什么都没有存：请在文件里改好；或加 --skip cells 把这些格留空，--skip rows 不要这些行",
                    "{unfit} to decide and nothing was stored: correct them in the file, or add --skip cells to leave these cells empty, --skip rows to leave these rows out"
                )
            } else {
                say!(
                    "有 {unfit} 行可能是已有的行，什么都没有存：请在文件里写清楚；或加 --skip rows 不要这些行",
                    "{unfit} to decide and nothing was stored: tell them apart in the file, or add --skip rows to leave these rows out"
                )
            };
            let add = |said: Phrase, hint: Phrase| say!("{said}；{hint}", "{said}; {hint}", said, hint);
            ways.push(hints.into_iter().fold(said, add));
        }
        ways
    }

    /// How much is open alone, as what can be done about it is told once for all files.
    pub(super) fn counted(&self) -> Phrase {
        let Ways { differ, unfit, .. } = self;
        match (differ, unfit) {
            (0, _) => say!("有 {unfit} 处不合", "{unfit} to decide"),
            (_, 0) => {
                say!("文件和项目都改过 {differ} 处", "{differ} changed in both the file and the project")
            }
            _ => say!(
                "有 {unfit} 处不合，文件和项目都改过 {differ} 处",
                "{unfit} to decide, {differ} changed in both the file and the project"
            ),
        }
    }
}

impl Report<'_> {
    /// What is open, counted, with what can be done about it.
    pub(in crate::cli::import) fn ways(&self) -> Ways {
        let open = self.plan.open_with_cells();
        // Somebody else has changed it: neither side is wrong.
        let both = |(line, at, _): &(usize, Option<usize>, usize)| match (&self.plan.lines[*line], at) {
            (line, Some(at)) => matches!(line.cells[*at], CellPlan::Differs(_)),
            (line, None) => matches!(&line.goes, Goes::Ask(rows) if rows.is_empty()),
        };
        let differ = open.iter().filter(|open| both(open)).count();
        let unfit = open.len() - differ;
        let is_cell = |(line, at, _): &(usize, Option<usize>, usize)| {
            at.is_some_and(|at| matches!(self.plan.lines[*line].cells[at], CellPlan::Wrong(_)))
        };
        let has_cells = open.iter().any(is_cell);
        Ways { differ, unfit, has_cells, hints: if unfit > 0 { self.hints() } else { Vec::new() } }
    }

    /// What else on the command line decides what is open.
    fn hints(&self) -> Vec<Phrase> {
        let open = self.plan.open().filter_map(|(line, at)| self.plan.lines[line].cells.get(at?));
        let offered: Vec<&Mend> = open
            .filter_map(|cell| if let CellPlan::Wrong(wrong) = cell { Some(wrong) } else { None })
            .flat_map(|wrong| wrong.proposals.iter().map(|(_, mend)| mend))
            .collect();
        let mut hints = Vec::new();
        if self.plan.namesakes > 0 {
            hints.push(text(
                "同名、可能是同一行的，加 --same-name one 合成一行，--same-name apart 各自一行",
                "for rows called the same add --same-name one to make them one, --same-name apart to keep them apart",
            ));
        }
        if offered.contains(&&Mend::Meant) {
            hints.push(text(
                "有疑问但没写错的，加 --as-typed 照写的存；自己的角色、单位，加 --own 保留",
                "to keep what is right as it stands add --as-typed, for roles and units of your own --own",
            ));
        }
        if offered.iter().any(|mend| matches!(mend, Mend::Dates(_))) {
            hints.push(text(
                "日期看不出日月先后的，加 --dates day-first（先日后月）或 --dates month-first（先月后日）",
                "for days that can be read in two ways add --dates day-first or --dates month-first",
            ));
        }
        if offered.contains(&&Mend::Months) {
            hints.push(text(
                "只写了月份的，加 --month-end 取当月最后一天",
                "for months without a day add --month-end to take their last days",
            ));
        }
        if offered.iter().any(|mend| matches!(mend, Mend::Weeks(_))) {
            hints.push(text(
                "只写第几周的，加 --weeks calendar 按日历上的周，--weeks project 按项目的周",
                "for weeks by their numbers alone add --weeks calendar or --weeks project",
            ));
        }
        if offered.contains(&&Mend::Down) {
            hints.push(text(
                "服务中心等只写在每一段第一行的，加 --fill-down yes 照上面填，--fill-down no 留空",
                "for blank lines below the first of a block add --fill-down yes to fill them with what stands above, or --fill-down no",
            ));
        }
        if offered.contains(&&Mend::New) {
            hints.push(text("还没有的指标等加 --create 新增", "to add what is not there yet add --create"));
        }
        hints.into_iter().map(Phrase::from).collect()
    }
}
