//! A column that says in a word how far something has come: done is the tick of its row, anything before that is none.

use super::titles::ticks_status;
use super::{CellPlan, Intake, Mend, Planner};
use crate::say;
use crate::sheet::{aliases, comparable, is_bare_tick};
use crate::text::text;
use std::borrow::Cow;

/// Words for what is done, besides those that tick it anywhere.
const ENDED: &[&str] = &[
    "closed",
    "close",
    "resolved",
    "已关闭",
    "关闭",
    "已办结",
    "办结",
    "完结",
    "已完结",
    "已解决",
    "已结束",
    "结束",
    "已落实",
    "100%",
];
/// Words for what is not.
const UNDER_WAY: &[&str] = &[
    "no",
    "n",
    "false",
    "否",
    "未",
    "☐",
    "open",
    "notdone",
    "notstarted",
    "notyet",
    "notyetstarted",
    "incomplete",
    "inprogress",
    "ongoing",
    "underway",
    "started",
    "pending",
    "planned",
    "todo",
    "wip",
    "new",
    "delayed",
    "late",
    "overdue",
    "onhold",
    "waiting",
    "ontrack",
    "atrisk",
    "进行中",
    "未完成",
    "没完成",
    "未开始",
    "未启动",
    "未关闭",
    "待办",
    "待处理",
    "待开始",
    "待启动",
    "处理中",
    "推进中",
    "执行中",
    "实施中",
    "办理中",
    "正在进行",
    "正常推进",
    "正常",
    "计划中",
    "部分完成",
    "延期",
    "已延期",
    "延误",
    "滞后",
    "逾期",
    "已逾期",
    "超期",
    "暂停",
    "新建",
    "0%",
];

/// Whether a word says that something is done; none for any other word.
pub(super) fn is_done(typed: &str) -> Option<bool> {
    let word = comparable(typed);
    let is = |words: &[&str]| words.contains(&word.as_str());
    if is_bare_tick(typed) || is(ENDED) { Some(true) } else { is(UNDER_WAY).then_some(false) }
}

impl Intake {
    /// Whether a title says no more of these columns than how far something has come.
    pub(super) fn is_status(&self, title: &str, columns: &[usize]) -> bool {
        let wanted = comparable(title);
        !columns.is_empty()
            && columns.iter().all(|column| ticks_status(&self.def.columns[*column]))
            && aliases::STATUS.iter().any(|name| comparable(name) == wanted)
    }

    /// The same of a column of the block, which has to hold nothing but such words where its title may mean the day as well.
    pub(super) fn is_status_at(&self, titles: usize, at: usize, columns: &[usize]) -> bool {
        let ticks = |column: &usize| ticks_status(&self.def.columns[*column]);
        let is_word = |cell: &&String| is_done(cell).is_some();
        let cells = || self.lines.iter().skip(titles + 1).filter_map(|line| line.get(at));
        let mut filled = cells().filter(|cell| !cell.trim().is_empty()).peekable();
        self.is_status(self.lines[titles].get(at).map_or("", |title| title), columns)
            || (!columns.is_empty()
                && columns.iter().all(ticks)
                && filled.peek().is_some()
                && filled.all(|cell| is_word(&cell)))
    }

    /// Whether a column of the block has words for that; colours and the like tell nobody what is done.
    pub(super) fn tells_status(&self, titles: usize, at: usize) -> bool {
        let mut cells = self.lines.iter().skip(titles + 1).filter_map(|line| line.get(at));
        cells.any(|cell| is_done(cell).is_some())
    }

    /// The columns of the block that say in a word how far something has come.
    pub(super) fn statuses(&self) -> Vec<bool> {
        let is = |at: usize| {
            let column = self.fields.get(at).and_then(|field| field.column());
            column.is_some_and(|column| self.is_status(self.title(at), &[column])) || self.is_told_at(at)
        };
        (0..self.width()).map(is).collect()
    }
}

impl Planner {
    /// What such a word means: a tick, or nothing, as what is under way says nothing of a day that is there already.
    pub(super) fn status_meant(&self, at: usize, typed: &str) -> Option<Cow<'static, str>> {
        if !self.statuses.get(at).copied().unwrap_or_default() {
            return None;
        }
        is_done(typed).map(|done| Cow::Borrowed(if done { "是" } else { "" }))
    }

    /// Asks of any other word there whether it is done: it is no day that does not fit.
    pub(super) fn offer_status(
        &self,
        intake: &Intake,
        (n, at): (usize, usize),
        typed: &str,
        read: &mut CellPlan,
    ) {
        if intake.is_told_at(at) && !intake.is_told(n, at) {
            return;
        }
        if let (CellPlan::Wrong(wrong), Some(true)) = (read, self.statuses.get(at)) {
            let typed = typed.trim();
            wrong.reason = say!(
                "“{typed}”看不出完成了没有：请选，或填完成的日期",
                "'{typed}' does not say whether it is done: choose, or enter the day on which it was"
            );
            wrong.proposals = vec![
                (text("没有完成", "Not done").into(), Mend::Empty),
                (text("完成了", "Done").into(), Mend::Typed("是".into())),
            ];
        }
    }
}
