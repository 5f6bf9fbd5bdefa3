//! What was read and how, and what was decided about it.

use super::Shown;
use crate::exchange::logs::{Answered, remarks};
use crate::mining::counted;
use crate::say;
use crate::text::{Phrase, Text, joined, text};

impl Shown<'_> {
    /// What was read, and how: for the director to confirm.
    pub(super) fn head(&self) -> String {
        let (figures, source) = (self.figures, &self.reading.source);
        let (name, from, to) = (&source.name, &figures.period.from, &figures.period.to);
        let cases = counted(figures.cases, "单", "case", "cases");
        let events = counted(figures.events, "个事件", "event", "events");
        let activities = counted(figures.activities, "个步骤", "activity", "activities");
        let mut lines = vec![say!(
            "{name}：{from} 至 {to}，{cases}，{events}，{activities}",
            "{name}: {from} to {to}, {cases}, {events}, {activities}",
            name,
            from,
            to,
            cases,
            events,
            activities
        )];
        let mut columns: Vec<Phrase> = Vec::new();
        let mut column = |what: Text, title: Option<&String>| {
            if let Some(title) = title {
                columns.push(say!("{what}取“{title}”列", "{what} = {title}", what, title));
            }
        };
        column(text("单号", "case"), Some(&source.case));
        column(text("步骤", "activity"), Some(&source.activity));
        column(text("时间", "time"), Some(&source.time));
        column(text("开始", "begins"), source.start.as_ref());
        column(text("人员", "person"), source.resource.as_ref());
        column(text("生命周期", "life cycle"), source.lifecycle.as_ref());
        column(text("分组", "group"), source.group.as_ref());
        let columns = joined(&columns, text("，", ", "));
        let dates = dates(&source.dates);
        lines.push(say!(
            "读法：{columns}；{dates}；{encoding}",
            "read as: {columns}; {dates}; {encoding}",
            columns,
            dates,
            encoding = source.encoding
        ));
        lines.extend(self.reading.notes.iter().cloned());
        lines.extend(remarks(self.reading, figures, self.options, Answered::Options));
        let mut out = String::new();
        for line in &lines {
            out.extend([line.get(self.lang), "\n"]);
        }
        out
    }
}

/// How dates were read.
fn dates(key: &str) -> Phrase {
    match key {
        "day-first" => text("日期日在前（31/12/2026）", "dates with the day first (31/12/2026)"),
        "month-first" => text("日期月在前（12/31/2026）", "dates with the month first (12/31/2026)"),
        "month-name" => text("月份写成英文（7-Jan-26）", "the month as a word (7-Jan-26)"),
        "digits" => text("日期是连写的数字（20261231）", "dates as digits (20261231)"),
        "unix-seconds" => text("时间是 1970 年起的秒数", "times in seconds since 1970"),
        "unix-milliseconds" => text("时间是 1970 年起的毫秒数", "times in milliseconds since 1970"),
        "excel-days" => text("时间是 Excel 的天数", "times in days as Excel counts"),
        _ => text("日期年在前（2026-12-31）", "dates with the year first (2026-12-31)"),
    }
    .into()
}
