//! Last week's promises: what came due by today, and what this meeting has said of them.

use super::{About, Agenda, PageLine, PageView};
use crate::calendar::short_day;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::text::{Phrase, days, text};
use crate::tool::{PromiseKinds, Promises};
use crate::tools::actions;
use crate::tools::kpi::carried_level;
use crate::tools::meetings::{self, Judged, Kept, Verdict};
use chrono::{Datelike as _, NaiveDate};
use ecow::EcoString;
use std::collections::HashMap;
use std::sync::Arc;

/// A promise that the meeting looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseItem {
    /// The words.
    pub action: EcoString,
    /// Who answers for it.
    pub owner: EcoString,
    /// The day by which it was due.
    pub due: Option<NaiveDate>,
    /// The row that it was made in, the first of several; none where a file does not tell.
    pub row: Option<Id>,
    /// Whether it stands in several rows.
    pub several: bool,
    /// The kind of row; none once it is not open any more.
    pub source: Option<&'static Promises>,
    /// The days by which it is late.
    pub late: i64,
    /// How often a meeting before has put it off.
    pub carried: i64,
    /// What this meeting said of it.
    pub verdict: Option<Arc<Verdict>>,
}

impl Agenda<'_> {
    /// The promises of this meeting, by the day they were due, those without one last.
    pub fn promises(&self) -> Vec<PromiseItem> {
        let (facts, today) = (self.facts, self.facts.today());
        let PromiseKinds(kinds) = facts.get();
        let verdicts: Vec<_> = meetings::Meeting::verdicts(self.meeting.id, facts).collect();
        let judged: foldhash::HashSet<Id> = verdicts.iter().flat_map(|verdict| verdict.rows()).collect();
        let due = |item: &&actions::ActionItem| match item.due {
            Some(due) => due <= today,
            None => item.made.is_none_or(|made| made < today),
        };
        let put_off = |row: Id| {
            let earlier = facts.rows::<Verdict>().iter().filter(|verdict| {
                verdict.meeting.0 != Some(self.meeting.id) && verdict.verdict == Some(Judged::NotYet)
            });
            i64::try_from(earlier.filter(|verdict| verdict.rows().any(|id| id == row)).count()).unwrap_or(0)
        };
        // What is promised today is read aloud at the end, and judged by the next meeting.
        let earlier = |item: &&actions::ActionItem| item.made.is_none() || item.made != self.meeting.date;
        let open = facts.get::<actions::Figures>().open.iter().filter(due).filter(earlier);
        let mut items: Vec<PromiseItem> = open
            .filter(|item| !judged.contains(&item.row))
            .map(|item| PromiseItem {
                action: item.action.clone(),
                owner: item.owner.clone(),
                due: item.due,
                row: Some(item.row),
                several: item.several,
                source: Some(item.source),
                late: item.late,
                carried: put_off(item.row),
                verdict: None,
            })
            .collect();
        items.extend(verdicts.into_iter().map(|verdict| {
            let row = verdict.rows().next();
            let source = row.and_then(|row| {
                kinds.iter().copied().find(|kind| {
                    facts.sheet(kind.columns.action.sheet).is_some_and(|sheet| sheet.position(row).is_some())
                })
            });
            PromiseItem {
                action: verdict.promise.0.as_str().into(),
                owner: verdict.owner.clone(),
                due: verdict.due,
                row,
                several: verdict.rows().nth(1).is_some(),
                source,
                late: 0,
                carried: row.map_or(0, put_off),
                verdict: Some(Arc::clone(verdict)),
            }
        }));
        items.stable_sort_by(|a, b| {
            let key = |item: &PromiseItem| (item.due.is_none(), item.due);
            key(a).cmp(&key(b)).then_with(|| a.owner.cmp(&b.owner)).then_with(|| a.action.cmp(&b.action))
        });
        items
    }

    pub(super) fn promises_page(&self) -> PageView {
        let items = self.promises();
        let kept = Kept::of(items.iter().filter_map(|item| item.verdict.as_deref()));
        let open = items.iter().filter(|item| item.verdict.is_none()).count();
        let undated = items.iter().filter(|item| item.due.is_none()).count();
        // What was done ahead of its day is looked at as well, and was not due.
        let today = self.facts.today();
        let is_kept = |item: &&PromiseItem| {
            item.verdict.as_ref().is_none_or(|given| given.verdict == Some(Judged::Kept))
        };
        let ahead = |item: &&PromiseItem| item.due.is_some_and(|due| due > today);
        let early = items.iter().filter(ahead).filter(is_kept).count();
        let mut said = match (items.len() - undated - early, undated) {
            (0, 0) if early > 0 => say!("{early} 项提前做完", "{early} done early"),
            (due, 0) => say!("{due} 项到期", "{due} due"),
            (0, undated) => say!("{undated} 项没有期限", "{undated} without a date"),
            (due, undated) => {
                say!("{due} 项到期，{undated} 项没有期限", "{due} due, {undated} without a date")
            }
        };
        if early > 0 && items.len() > early {
            said = say!("{said}，{early} 项提前做完", "{said}, {early} done early", said);
        }
        if kept.looked_at() > 0 {
            said = say!(
                "{said}；已核对 {all} 项：{kept}",
                "{said}; {all} looked at: {kept}",
                said,
                all = kept.looked_at(),
                kept = kept.said()
            );
        }
        let mut lead = vec![Line::plain(said)];
        lead.extend(self.since_last().map(Line::plain));
        PageView {
            title: if open == 0 {
                text("承诺都核对过了", "Every promise was looked at").into()
            } else {
                say!("做到了没有？还有 {open} 项", "Was it kept? {open} to go")
            },
            lead,
            lines: lines(items, today),
            ..PageView::default()
        }
    }

    /// What the meeting before came to.
    fn since_last(&self) -> Option<Phrase> {
        let figures = self.facts.get::<meetings::Figures>();
        let last = figures.held.iter().rev().find(|held| held.id != self.meeting.id)?;
        let day = short_day(last.date?);
        let decided = self.facts.rows::<meetings::Decision>();
        let decisions = decided.iter().filter(|decision| decision.meeting.0 == Some(last.id)).count();
        // What this meeting says of promises is no matter of the last one.
        let (today, here) = (self.facts.today(), self.meeting.id);
        let recent = |verdict: &&Verdict| {
            let ago = verdict.date.map(|day| today.signed_duration_since(day).num_days());
            verdict.meeting.0 != Some(here)
                && ago.is_some_and(|ago| (0..meetings::KEPT_DAYS.cast_signed()).contains(&ago))
        };
        let before = Kept::of(meetings::judged(self.facts).filter(recent));
        let kept = (before.looked_at() > 0)
            .then(|| say!("；近四周{kept}", "; in four weeks {kept}", kept = before.said()));
        let rated = last.rating.map(|rating| say!("，评分 {rating}", ", rated {rating}"));
        let blank = || Phrase::same("");
        Some(say!(
            "上次 {day}：决定 {decisions} 项{rated}{kept}",
            "Last time, {day}: decisions {decisions}{rated}{kept}",
            day,
            rated = rated.unwrap_or_else(blank),
            kept = kept.unwrap_or_else(blank)
        ))
    }
}

/// A line for each; of several with the same words by the same person each says where it was promised.
fn lines(items: Vec<PromiseItem>, today: NaiveDate) -> Vec<PageLine> {
    let called = |item: &PromiseItem| (item.action.clone(), item.owner.clone());
    let mut times: HashMap<_, usize> = HashMap::new();
    for item in &items {
        *times.entry(called(item)).or_default() += 1;
    }
    items
        .into_iter()
        .map(|item| {
            let is_twin = times.get(&called(&item)).is_some_and(|times| *times > 1);
            line(item, is_twin, today)
        })
        .collect()
}

fn line(item: PromiseItem, is_twin: bool, today: NaiveDate) -> PageLine {
    let who: Phrase = match item.owner.as_str() {
        "" => text("还没有负责人", "no owner yet").into(),
        owner => Phrase::same(owner),
    };
    let words = Phrase::same(item.action.as_str()).in_line(200);
    let (level, state) = match item.verdict.as_deref().and_then(|verdict| verdict.verdict) {
        Some(Judged::Kept) => (Level::Good, text("做到了", "kept").into()),
        Some(Judged::NotYet) => {
            let new_due = item.verdict.as_deref().and_then(|verdict| verdict.new_due);
            let new_due = new_due.map(|day| coming_day(day, today));
            let said = new_due.map(|day| say!("没做到，{day}", "not yet, {day}", day));
            (Level::Watch, said.unwrap_or_else(|| text("没做到", "not yet").into()))
        }
        Some(Judged::Dropped) => (Level::Blank, text("放弃", "dropped").into()),
        None if item.late > 0 => (
            carried_level(item.carried).max(Level::Watch),
            say!("逾期 {late}", "{late} late", late = days(item.late)),
        ),
        None if item.due.is_none() => (Level::Watch, text("没有期限", "no date").into()),
        None => (Level::Blank, text("今天到期", "due today").into()),
    };
    let mut more = Vec::new();
    if item.carried > 0 {
        more.push(say!(
            "以前的例会上推迟过 {n} 次",
            "Put off by meetings before this one: {n}",
            n = item.carried
        ));
    }
    if let Some(verdict) = &item.verdict {
        let reason = verdict.reason.0.trim();
        if !reason.is_empty() {
            more.push(say!("原因：{reason}", "Why: {reason}"));
        }
        if let Some(day) = verdict.new_due {
            more.push(say!("新期限 {day}", "New date {day}"));
        }
    }
    let said = match item.source.filter(|_| is_twin) {
        Some(kind) => {
            say!("{words} · {who}（{kind}）", "{words} · {who} ({kind})", words, who, kind = kind.title)
        }
        None => say!("{words} · {who}", "{words} · {who}", words, who),
    };
    PageLine {
        level,
        state,
        more,
        settled: item.verdict.is_some(),
        ..PageLine::new(About::Promise(Box::new(item)), said)
    }
}

/// A day to come: with its year where that is another one.
pub(super) fn coming_day(day: NaiveDate, today: NaiveDate) -> Phrase {
    if day.year() == today.year() { short_day(day) } else { Phrase::same(day.to_string()) }
}
