//! In which order the projects stand: by a column, what needs attention first.

use super::{Member, State};
use crate::sort::StableSort;
use crate::text::{Text, text};
use crate::tools::kpi::Tally;
use std::cmp::{Ordering, Reverse};

/// What the projects are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name.
    Name,
    /// The project day.
    Day,
    /// The readiness total and its gate.
    Readiness,
    /// The largest barrier of ADKAR.
    Barrier,
    /// The dashboard's tally.
    Kpi,
    /// The 90-day list.
    Checklist,
    /// The worst finding.
    Worst,
}

impl Column {
    /// All, in the order of the screen.
    pub const ALL: [Column; 7] = [
        Column::Name,
        Column::Day,
        Column::Readiness,
        Column::Barrier,
        Column::Kpi,
        Column::Checklist,
        Column::Worst,
    ];

    /// Its name on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Column::Name => "name",
            Column::Day => "day",
            Column::Readiness => "readiness",
            Column::Barrier => "barrier",
            Column::Kpi => "kpi",
            Column::Checklist => "checklist",
            Column::Worst => "worst",
        }
    }

    /// Its heading.
    pub const fn title(self) -> Text {
        match self {
            Column::Name => text("项目", "Project"),
            Column::Day => text("进度", "Day"),
            Column::Readiness => text("准备度", "Ready"),
            Column::Barrier => text("最大卡点", "Barrier"),
            Column::Kpi => text("指标", "KPIs"),
            Column::Checklist => text("90天", "90 days"),
            Column::Worst => text("最要紧", "Worst"),
        }
    }

    /// What it tells.
    pub const fn help(self) -> Text {
        match self {
            Column::Name => text("项目名称", "The project's name"),
            Column::Day => text("走到第几天、哪个阶段", "The day of the project, and its phase"),
            Column::Readiness => {
                text("最近一轮准备度的总分", "The readiness total of the latest round, of 30")
            }
            Column::Barrier => text("卡住人数最多的要素", "The barrier point of most people, and how many"),
            Column::Kpi => {
                text("✔ 在轨、◆ 落后、▲ 偏离的指标各几项", "Indicators ✔ on track, ◆ behind, ▲ off track")
            }
            Column::Checklist => text("90天清单完成了多少", "How much of the 90-day list is done"),
            Column::Worst => text("最要紧的一条结论", "The most serious finding"),
        }
    }

    /// The column of a name.
    pub fn parse(key: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.key() == key)
    }

    /// Which of two known projects comes first.
    fn compare(self, a: &State, b: &State) -> Ordering {
        match self {
            Column::Name => Ordering::Equal,
            Column::Day => missing_last(a.day.as_ref(), b.day.as_ref(), i64::cmp),
            Column::Readiness => missing_last(a.total.as_ref(), b.total.as_ref(), f64::total_cmp),
            Column::Barrier => most(b).cmp(&most(a)),
            Column::Kpi => {
                let key = |state: &State| {
                    let Tally { good, behind, off, .. } = state.tally;
                    (good + behind + off == 0, Reverse((off, behind)))
                };
                key(a).cmp(&key(b))
            }
            Column::Checklist => missing_last(a.percent.as_ref(), b.percent.as_ref(), usize::cmp),
            Column::Worst => (b.level, b.urgent).cmp(&(a.level, a.urgent)),
        }
    }
}

/// How many people the largest barrier stops.
fn most(state: &State) -> u64 {
    state.barriers.iter().copied().max().unwrap_or(0)
}

fn missing_last<T>(a: Option<&T>, b: Option<&T>, compare: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        _ => a.is_none().cmp(&b.is_none()),
    }
}

/// Puts the projects in order: what needs attention first, or last if `down`. Projects that cannot be read and those
/// of the archive stay at the end either way.
pub fn sort(members: &mut [Member], column: Column, down: bool) {
    members.stable_sort_by(|a, b| {
        let name = || a.name.cmp(&b.name);
        let order = match (column, a.known(), b.known()) {
            (Column::Name, ..) => name(),
            (_, Some(a), Some(b)) => column.compare(a, b),
            _ => Ordering::Equal,
        };
        let order = if down { order.reverse() } else { order };
        let place = |m: &Member| (m.archived, m.known().is_none());
        place(a).cmp(&place(b)).then(order).then_with(name).then_with(|| a.path.cmp(&b.path))
    });
}
