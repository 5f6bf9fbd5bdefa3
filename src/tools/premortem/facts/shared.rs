//! What several tests ask for.

use super::launch::Launch;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::Place;
use crate::sheet::{Col, Id};
use crate::text::{Text, text};
use crate::tools::adkar::Role;
use crate::tools::kotter;
use crate::tools::kpi::{Indicators, Kpi, code};
use crate::tools::readiness::Rounds;
use crate::tools::roadmap::Centre;
use crate::tools::wins::Win;
use chrono::NaiveDate;
use std::sync::Arc;

/// From so many percent on, training counts as done.
const TRAINED: f64 = 90.0;

/// The project day; none without a start date.
pub fn project_day(facts: &Facts) -> Option<i64> {
    facts.get::<Calendar>().day(facts.today())
}

/// The day of the launch; none before it.
pub fn launch(facts: &Facts) -> Option<NaiveDate> {
    facts.get::<Launch>().0
}

/// The days gone by since a day, with those of a pause.
pub fn days_since(facts: &Facts, date: NaiveDate) -> i64 {
    (facts.today() - date).num_days()
}

/// The latest reading of a prefilled indicator, with its day.
pub fn reading(facts: &Facts, code: &str) -> Option<(NaiveDate, f64)> {
    facts.get::<Indicators>().by_code(code)?.current
}

/// Where a prefilled indicator stands.
pub fn kpi_place(facts: &Facts, code: &str) -> Place {
    Place::of(facts.get::<Indicators>().by_code(code).map(|figures| figures.kpi.id), Kpi::COL.name)
}

/// How complete the training is in percent, once that is enough to count as done.
pub fn trained(facts: &Facts) -> Option<f64> {
    reading(facts, code::TRAINING).map(|(_, value)| value).filter(|value| *value >= TRAINED)
}

/// The median of a dimension in the latest round of readiness.
pub fn median(facts: &Facts, dimension: Col) -> Option<f64> {
    facts.get::<Rounds>().median(dimension)
}

/// A form of the latest round of readiness.
pub fn latest_form(facts: &Facts) -> Option<Id> {
    facts.get::<Rounds>().rounds.last()?.forms.first().map(|form| form.id)
}

/// The days on which facts for the urgency were published, the first first.
pub fn published(facts: &Facts) -> Vec<NaiveDate> {
    let said = facts.rows::<kotter::Fact>().iter().filter(|fact| fact.is_said());
    let mut dates: Vec<_> = said.filter_map(|fact| fact.date).filter(|date| *date <= facts.today()).collect();
    dates.sort_unstable();
    dates
}

/// The pilot's centres: those of batch 1.
pub fn pilots(facts: &Facts) -> impl Iterator<Item = &Arc<Centre>> {
    facts.rows::<Centre>().iter().filter(|centre| centre.batch == Some(1))
}

/// The members of the coalition and the executives among them, counted as its gate counts them.
pub fn coalition(facts: &Facts) -> (usize, usize) {
    let coalition = facts.get::<kotter::Coalition>();
    (coalition.members, coalition.executives)
}

/// The wins achieved by today.
pub fn achieved(facts: &Facts) -> impl Iterator<Item = &Arc<Win>> {
    facts.rows::<Win>().iter().filter(|win| win.achieved_by(facts.today()).is_some())
}

/// The name of a role, for a sentence.
pub fn role_name(role: Option<Role>) -> Text {
    role.map_or(text("未填角色的人", "people without a role"), Role::label)
}
