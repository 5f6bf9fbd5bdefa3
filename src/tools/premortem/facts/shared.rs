//! What several tests ask for.

use crate::calendar::{Calendar, PILOT_DAY, Phase};
use crate::facts::Facts;
use crate::finding::Place;
use crate::say;
use crate::sheet::{Col, Id};
use crate::text::{Phrase, count, text};
use crate::tool::Test;
use crate::tools::adkar::Role;
use crate::tools::charter::Charter;
use crate::tools::checklist;
use crate::tools::kotter;
use crate::tools::kpi::{self, Indicators, Kpi, Movement, code};
use crate::tools::readiness::Rounds;
use crate::tools::roadmap::{self, Centre, PilotLive, Stage};
use crate::tools::wins::{self, Win, has_number};
use chrono::NaiveDate;
use std::sync::Arc;

/// From so many percent on, training counts as done.
const TRAINED: f64 = 90.0;

/// The project day; none without a start date.
pub fn project_day(facts: &Facts) -> Option<i64> {
    facts.get::<Calendar>().day(facts.today())
}

/// The day on which the pilot went live; none before it.
pub fn launch(facts: &Facts) -> Option<NaiveDate> {
    facts.get::<PilotLive>().0
}

/// What only prepares the pilot, though it stands in its weeks: nobody meets the change by it.
const PREPARING: [&str; 2] = ["w5-6-2", "w5-6-3"];

/// The day on which the pilot's own work began: it went live, an item of week 5 or later was ticked, or one of the
/// roadmap's pilot. What prepares it is no beginning: cards, tools, the choice of the centres. None before it.
pub fn first_move(facts: &Facts) -> Option<NaiveDate> {
    let (start, today) = (facts.get::<Calendar>().start(), facts.today());
    let late = |item: &&Arc<checklist::Item>| {
        let begins = item.when().is_some_and(|when| when.days().0 >= PILOT_DAY);
        begins && !item.is_not_applicable() && !PREPARING.contains(&item.code.as_str())
    };
    let ticks = facts.rows::<checklist::Item>().iter().filter(late).filter_map(|item| item.done.0);
    let of_pilot = |item: &&Arc<roadmap::Item>| {
        item.stage() == Some(Stage::Pilot) && item.code != roadmap::items::PILOT_CHOSEN
    };
    let planned = facts.rows::<roadmap::Item>().iter().filter(of_pilot).filter_map(|item| item.done.0);
    let ticks = ticks.chain(planned).map(|date| start.map_or(date, |start| date.max(start)));
    ticks.chain(launch(facts)).filter(|date| *date <= today).min()
}

/// The day on which the pilot is to begin: that of its first centre on the roadmap, else of its phase in the charter,
/// else of the plan of the first ninety days.
pub fn planned_start(facts: &Facts) -> Option<NaiveDate> {
    let calendar = facts.get::<Calendar>();
    let centres = pilots(facts).filter_map(|centre| centre.started).min();
    let phase = facts.get::<Charter>().pilot_from.and_then(|_| calendar.phase_days(Phase::Pilot).0);
    centres.or(phase).or_else(|| calendar.date_of_day(PILOT_DAY))
}

/// The days gone by since a day, without those of a pause.
pub fn days_since(facts: &Facts, date: NaiveDate) -> i64 {
    facts.get::<Calendar>().days_between(date, facts.today())
}

/// Whether the project rests today.
pub fn is_paused(facts: &Facts) -> bool {
    facts.get::<Calendar>().is_paused(facts.today())
}

/// The latest reading of a prefilled indicator, with its day.
pub fn reading(facts: &Facts, code: &str) -> Option<(NaiveDate, f64)> {
    facts.get::<Indicators>().by_code(code)?.current
}

/// Where a prefilled indicator stands.
pub fn kpi_place(facts: &Facts, code: &str) -> Place {
    Place::of(facts.get::<Indicators>().by_code(code).map(|figures| figures.kpi.id), Kpi::COL.name)
}

/// The indicators of results that are proven to have got worse.
pub fn proven_worse(indicators: &Indicators) -> impl Iterator<Item = &kpi::Figures> {
    indicators.kpis.iter().filter(|kpi| !kpi.kpi.is_leading() && kpi.movement == Movement::Worse)
}

/// How complete the training is in percent, once that is enough to count as done.
pub fn trained(facts: &Facts) -> Option<f64> {
    reading(facts, code::TRAINING).map(|(_, value)| value).filter(|value| *value >= TRAINED)
}

/// The day of the first reading by which the training counted as done.
pub fn trained_on(facts: &Facts) -> Option<NaiveDate> {
    let figures = facts.get::<Indicators>().by_code(code::TRAINING)?;
    figures.readings.iter().find(|(_, value)| *value >= TRAINED).map(|(date, _)| *date)
}

/// The verdict on people whose scores are older than what they are to prove: they are to be scored again.
pub fn score_again(people: u64, since: NaiveDate) -> Test {
    Test::not_yet(say!(
        "{people}的卡是 {since} 之前评的，还没有再评：重新评分之后再判断",
        "{people} last scored before {since}: judged once they are scored again",
        people = count(people, "人", "person was", "people were"),
        since
    ))
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

/// The wins said to be achieved by today.
pub fn achieved(facts: &Facts) -> impl Iterator<Item = &Arc<Win>> {
    facts.rows::<Win>().iter().filter(|win| win.achieved_by(facts.today()).is_some())
}

/// The wins achieved by today whose result names a figure, as their indicators do not deny; without one nothing is won yet.
pub fn won(facts: &Facts) -> impl Iterator<Item = &Arc<Win>> {
    let figures = facts.get::<wins::Figures>();
    let is_short = |win: &Win| figures.get(win.id).is_some_and(|figures| figures.state.is_short());
    achieved(facts).filter(move |win| has_number(&win.result.0) && !is_short(win))
}

/// The name of a role, for a sentence.
pub fn role_name(role: Option<Role>) -> Phrase {
    role.map_or_else(|| text("未填角色的人", "people without a role").into(), Role::label)
}
