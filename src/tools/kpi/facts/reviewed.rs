//! What the entries of the weekly review say on a day: which indicators they cover, and which promises are still open.

use super::{Figures, Indicators};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sheet::{AnyRow as _, Cell, Col, Id};
use crate::sort::StableSort;
use crate::text::{Phrase, Text, list, text};
use crate::tool::{PutOff, PutOffs};
use crate::tools::kpi::Review;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Days for which an entry of the weekly review covers its indicator, and within which its action is due.
pub(in crate::tools::kpi) const REVIEW_DAYS: i64 = 7;

/// What the weekly reviews say of the days just gone by.
#[derive(Default)]
pub(in crate::tools::kpi) struct Reviewed {
    /// Indicators with a row in the present week.
    this_week: HashSet<Id>,
    /// The latest row of each indicator that is less than a week old.
    recent: HashMap<Id, Arc<Review>>,
    /// Open actions that look for the cause of an indicator, by an owner and by a day that is still to come.
    searches: HashMap<Id, Arc<Review>>,
    /// Open actions that have been carried over, with how often, the most often first.
    pub(in crate::tools::kpi) carried: Vec<(i64, Arc<Review>)>,
    /// The first row not done and less than a week old that is not filled in, with its first blank column.
    pub(in crate::tools::kpi) incomplete: Option<(Id, Col)>,
}

impl Fact for Reviewed {
    fn compute(facts: &Facts) -> Reviewed {
        let (indicators, today) = (facts.get::<Indicators>(), facts.today());
        let (calendar, over) = (facts.get::<Calendar>(), facts.get::<CarriedOver>());
        let this_week = calendar.week_number(today);
        let mut reviewed = Reviewed::default();
        // What was dropped leaves its indicator without an action.
        let held = || facts.rows::<Review>().iter().filter(|row| row.dropped.0.is_none());
        let is_search = |row: &&Arc<Review>| row.is_open() && row.is_cause_unknown() && row.is_in_hand(today);
        reviewed.searches =
            held().filter(is_search).filter_map(|row| Some((row.kpi.0?, Arc::clone(row)))).collect();
        for row in held() {
            let to_fill_in = || row.to_fill_in(today).filter(|_| reviewed.search_for(row).is_none());
            reviewed.incomplete = reviewed.incomplete.or_else(to_fill_in);
            let (Some(date), Some(kpi)) = (row.date, row.kpi.0) else { continue };
            let Some(week) = row.week(today).filter(|_| indicators.get(kpi).is_some()) else { continue };
            let carried = if row.is_open() { over.of(row.id, row.due, row.date) } else { 0 };
            if carried > 0 {
                reviewed.carried.push((carried, Arc::clone(row)));
            }
            if calendar.week_number(date) == this_week {
                reviewed.this_week.insert(kpi);
            }
            if week == 1 {
                let kept = reviewed.recent.entry(kpi).or_insert_with(|| Arc::clone(row));
                if kept.date <= row.date {
                    *kept = Arc::clone(row);
                }
            }
        }
        reviewed.carried.stable_sort_by_key(|(times, row)| (std::cmp::Reverse(*times), row.due));
        reviewed
    }
}

/// Counts how often something promised has been carried over.
///
/// It is so by every review that is held after its due date without it being done; a week of working time that went by
/// without a review counts as one, and so does a meeting that has put it off to a new day.
pub struct CarriedOver {
    /// The latest day of each week with a review.
    held: Vec<(i64, NaiveDate)>,
    put_off: BTreeMap<Id, PutOff>,
    calendar: Calendar,
    today: NaiveDate,
}

impl Fact for CarriedOver {
    fn compute(facts: &Facts) -> CarriedOver {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let dates = facts.rows::<Review>().iter().filter_map(|row| row.date).filter(|date| *date <= today);
        let mut held: Vec<_> = dates.map(|date| (calendar.week_number(date), date)).collect();
        // The latest day of each week: a review that began on the due date may go on after it.
        held.sort_unstable_by_key(|(week, date)| (*week, std::cmp::Reverse(*date)));
        held.dedup_by_key(|(week, _)| *week);
        let PutOffs(put_off) = facts.get_stable();
        CarriedOver { held, put_off: put_off.clone(), calendar: calendar.clone(), today }
    }
}

impl CarriedOver {
    /// The times that what was promised in a row has been carried over by today; without a due date it is due a week after
    /// it was made.
    pub fn of(&self, row: Id, due: Option<NaiveDate>, made: Option<NaiveDate>) -> i64 {
        let put_off = self.put_off.get(&row).copied().unwrap_or_default();
        let week = Days::new(REVIEW_DAYS.unsigned_abs());
        let Some(due) = due.or_else(|| made?.checked_add_days(week)) else { return put_off.times };
        // What was only written down today has been put off by nobody yet.
        let due = made.filter(|made| *made == self.today).map_or(due, |made| due.max(made));
        let late = self.calendar.days_between(due, self.today);
        if late <= 0 {
            return put_off.times;
        }
        let held = self.held.iter().filter(|(_, date)| *date > due).count();
        // Where the day was left as it was the weeks that it is late count the same meetings.
        let since = i64::try_from(held).unwrap_or(i64::MAX).max(late / REVIEW_DAYS);
        put_off.times.max(put_off.to_new_day + since)
    }
}

impl Reviewed {
    /// The entry that covers an indicator now.
    pub(in crate::tools::kpi) fn of(&self, kpi: &Figures) -> Option<&Review> {
        self.recent.get(&kpi.kpi.id).map(|row| &**row)
    }

    /// The entry with what is promised for an indicator now: where the latest says that the cause is still looked for, the
    /// one that the search was noted in.
    pub(in crate::tools::kpi) fn promise_of(&self, kpi: &Figures) -> Option<&Review> {
        let latest = self.of(kpi)?;
        Some(self.search_for(latest).unwrap_or(latest))
    }

    /// Whether the entry of an indicator has all that the weekly review asks for.
    pub(in crate::tools::kpi) fn is_complete(&self, kpi: &Figures) -> bool {
        self.of(kpi).is_some_and(|row| row.is_complete() || self.search_for(row).is_some())
    }

    /// What the entry of an indicator still lacks, as a clause; `None` if nothing, or if there is none.
    pub(in crate::tools::kpi) fn gaps(&self, kpi: &Figures) -> Option<Phrase> {
        self.of(kpi).filter(|row| self.search_for(row).is_none())?.gaps()
    }

    /// The open search that an entry which says only that the cause is not known yet relies on.
    fn search_for(&self, row: &Review) -> Option<&Review> {
        let relies = row.is_cause_unknown() && row.action.0.trim().is_empty();
        let search = self.searches.get(&row.kpi.0?).filter(|_| relies)?;
        (search.date <= row.date).then_some(&**search)
    }

    /// The indicators that need a review and have no row in this week.
    pub(in crate::tools::kpi) fn missing<'a>(
        &'a self,
        indicators: &'a Indicators,
    ) -> impl Iterator<Item = &'a Figures> {
        indicators.to_review().filter(|k| !self.this_week.contains(&k.kpi.id))
    }
}

/// What stands for a cause that nobody knows yet.
const UNKNOWN: Text = text("还不知道", "Not known yet");

impl Review {
    /// What is noted while nobody knows the cause.
    pub const fn unknown_cause() -> Text {
        UNKNOWN
    }

    /// Whether it says that nobody knows the cause yet, in either language.
    pub fn is_cause_unknown(&self) -> bool {
        [UNKNOWN.zh, UNKNOWN.en].contains(&self.root_cause.0.trim())
    }

    /// The cause, in one line; none while nothing is noted.
    pub fn cause(&self) -> Option<Phrase> {
        let cause = self.root_cause.0.trim();
        match () {
            () if cause.is_empty() => None,
            () if self.is_cause_unknown() => Some(UNKNOWN.into()),
            () => Some(Phrase::same(cause)),
        }
    }

    /// Whether it says nothing of its indicator, as one whose cause was typed and cleared again. Who and by when, which are
    /// proposed with a new one, say nothing by themselves.
    pub fn is_blank(&self) -> bool {
        let written = [self.root_cause.0.as_str(), &self.action.0];
        written.iter().all(|text| text.trim().is_empty()) && self.done.0.is_none()
    }

    /// Whether it promises an action that is not done.
    pub fn is_open(&self) -> bool {
        self.done.0.is_none() && self.dropped.0.is_none() && !self.action.0.trim().is_empty()
    }

    /// The week it is in, counted from its own day: 1 until it is seven days old, then 2, …; `None` before its day.
    pub fn week(&self, today: NaiveDate) -> Option<i64> {
        let age = today.signed_duration_since(self.date?).num_days();
        (age >= 0).then_some(age / REVIEW_DAYS + 1)
    }

    /// Whether somebody does it, by a day that is still to come.
    fn is_in_hand(&self, today: NaiveDate) -> bool {
        !self.owner.trim().is_empty() && self.due.is_some_and(|due| due >= today)
    }

    /// Whether it has all that the weekly review asks for.
    fn is_complete(&self) -> bool {
        let due_in_time = self.date.zip(self.due).is_some_and(|(date, due)| {
            (0..=REVIEW_DAYS).contains(&due.signed_duration_since(date).num_days())
        });
        let written = [self.root_cause.0.as_str(), &self.action.0, &self.owner];
        due_in_time && written.iter().all(|text| !text.trim().is_empty())
    }

    /// The first column that still has to be filled.
    pub(in crate::tools::kpi) fn first_blank(&self) -> Option<Col> {
        let asked = [Review::COL.root_cause, Review::COL.action, Review::COL.owner, Review::COL.due];
        asked.into_iter().find(|column| self.get(column.at) == Cell::Empty)
    }

    /// The cell to fill in next, if it is not done and less than a week old.
    fn to_fill_in(&self, today: NaiveDate) -> Option<(Id, Col)> {
        let week = today.checked_sub_days(Days::new(REVIEW_DAYS.unsigned_abs()))?;
        let recent = self.done.0.is_none() && self.date.is_some_and(|date| date > week);
        self.first_blank().filter(|_| recent).map(|column| (self.id, column))
    }

    /// What it still lacks, as a clause; `None` if nothing.
    pub(in crate::tools::kpi) fn gaps(&self) -> Option<Phrase> {
        if self.is_complete() {
            return None;
        }
        let asked = [
            (self.root_cause.0.as_str(), text("根本原因", "a root cause")),
            (&self.action.0, text("纠偏行动", "a corrective action")),
            (&self.owner, text("负责人", "an owner")),
        ];
        let blank = asked.into_iter().filter(|(entered, _)| entered.trim().is_empty());
        let mut gaps: Vec<Phrase> = blank.map(|(_, what)| what.into()).collect();
        // In Chinese the due date is a clause of its own.
        let lacking = (!gaps.is_empty()).then(|| format!("还缺{}", list(&gaps).zh));
        let undated = (gaps.is_empty() || self.due.is_none()).then_some("期限要在 7 天之内".to_owned());
        if undated.is_some() {
            gaps.push(Phrase::same("a due date within 7 days"));
        }
        let clauses: Vec<String> = lacking.into_iter().chain(undated).collect();
        Some(Phrase { zh: clauses.join("，").into(), en: format!("needs {}", list(&gaps).en).into() })
    }
}
