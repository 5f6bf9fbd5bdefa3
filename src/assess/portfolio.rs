//! All projects of a workspace side by side: where each stands, and what no single project can see, which is
//! how many changes land on the same people. It takes its figures from the tools' facts and computes none of them
//! anew; it knows no file and no screen.

mod fatigue;
mod order;
#[cfg(test)]
mod tests;

pub use fatigue::{Burden, burdens};
pub use order::{Column, sort};

use super::Assessed;
use crate::calendar::{Calendar, Phase};
use crate::facts::Facts;
use crate::finding::{Finding, Level};
use crate::sheet::Id;
use crate::text::{Phrase, Text, text};
use crate::tool::{Shown, Tool};
use crate::tools::adkar::Role;
use crate::tools::adkar::score::COUNT;
use crate::tools::communication::Audience;
use crate::tools::{adkar, charter, checklist, closing, kpi, readiness};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// From so many live changes on a role is tired of change.
pub const FATIGUE: usize = 3;

/// A project of the workspace.
#[derive(Clone, Debug)]
pub struct Member {
    /// The project's own id; none if the file could not be read.
    pub id: Option<Id>,
    /// Its name.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// Whether it lies in the archive.
    pub archived: bool,
    /// Where it stands, or why that is not known.
    pub state: Result<State, Phrase>,
}

/// Where a project stands on a day.
#[derive(Clone, Debug)]
pub struct State {
    /// The project day; before the start 0 and less, and none without a start date.
    pub day: Option<i64>,
    /// The week, from 1.
    pub week: Option<i64>,
    /// The phase of the roadmap.
    pub phase: Option<Phase>,
    /// Whether it rests today.
    pub paused: bool,
    /// Since when it is closed, if it is.
    pub closed: Option<NaiveDate>,
    /// The day in words, as the charter says it.
    pub when: Phrase,
    /// The readiness assessment: its headline, and its figures below.
    pub readiness: Shown,
    /// The total of the six dimensions, or the least it can become while scores are missing.
    pub total: Option<f64>,
    /// What the gate says; none before the first score.
    pub gate: Option<Level>,
    /// The largest barrier.
    pub barrier: Shown,
    /// People by the element that stops them, in the order A, D, K, A, R.
    pub barriers: [u64; COUNT],
    /// People on cards.
    pub people: u64,
    /// The dashboard's headline.
    pub kpi: Shown,
    /// The indicators, by where they stand.
    pub tally: kpi::Tally,
    /// The 90-day list's headline.
    pub checklist: Shown,
    /// The share of the 90-day list that is done, in whole percent; none when no item applies.
    pub percent: Option<usize>,
    /// The level of the worst finding.
    pub level: Level,
    /// The number of findings that ask for action or stop.
    pub urgent: usize,
    /// The worst finding.
    pub worst: Option<Worst>,
    /// The next few that ask for action as well.
    pub also: Vec<Worst>,
    /// The roles that the change concerns, with the people on cards or in audiences.
    pub roles: BTreeMap<Role, u64>,
}

/// So many findings are kept beside the worst.
const ALSO: usize = 5;

/// One of the worst findings of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Worst {
    /// The key of the tool it is of.
    pub tool: &'static str,
    /// That tool's short name.
    pub short: Text,
    /// The finding.
    pub finding: Finding,
}

impl Worst {
    fn of((tool, finding): &(&'static Tool, &Finding)) -> Worst {
        Worst { tool: tool.key, short: tool.short, finding: (*finding).clone() }
    }
}

impl State {
    /// The state of an assessed project on its day.
    pub fn of(assessed: &Assessed) -> State {
        let (facts, today) = (&assessed.facts, assessed.facts.today());
        let calendar = facts.get::<Calendar>();
        let round = facts.get::<readiness::Rounds>().latest().map(|(round, _)| round);
        let cards = &facts.get::<adkar::Rollup>().all;
        let findings = assessed.findings();
        State {
            day: calendar.day(today),
            week: calendar.week(today),
            phase: calendar.phase(today),
            paused: calendar.is_paused(today),
            closed: closing::closed(facts.project()).filter(|on| *on <= today),
            when: headline(assessed, &charter::TOOL).text,
            readiness: headline(assessed, &readiness::TOOL),
            total: round.map(|round| round.total().low),
            gate: round.map(|round| round.trigger().unwrap_or(Level::Good)),
            barrier: headline(assessed, &adkar::TOOL),
            barriers: cards.barrier,
            people: cards.people,
            kpi: headline(assessed, &kpi::TOOL),
            tally: facts.get::<kpi::Indicators>().tally(),
            checklist: headline(assessed, &checklist::TOOL),
            percent: facts.get::<checklist::Figures>().percent(),
            level: assessed.level(),
            urgent: assessed.tally().0,
            worst: findings.first().map(Worst::of),
            also: findings
                .iter()
                .skip(1)
                .take(ALSO)
                .filter(|(_, f)| f.level >= Level::Act && !assessed.is_answered(f))
                .map(Worst::of)
                .collect(),
            roles: roles(facts),
        }
    }

    /// Whether the change has begun.
    pub fn has_started(&self) -> bool {
        self.day.is_some_and(|day| day >= 1)
    }
}

impl Member {
    /// Where it stands, if that is known.
    pub fn known(&self) -> Option<&State> {
        self.state.as_ref().ok()
    }

    /// Whether it asks something of people today: it has begun, does not rest, was not closed and not put away.
    pub fn is_live(&self) -> bool {
        let live = |state: &State| state.has_started() && state.closed.is_none() && !state.paused;
        !self.archived && self.known().is_some_and(live)
    }
}

/// The people whom the change concerns, by role: those on cards, or of the audiences where these are more.
fn roles(facts: &Facts) -> BTreeMap<Role, u64> {
    let mut roles: BTreeMap<Role, u64> = BTreeMap::new();
    for audience in facts.rows::<Audience>() {
        if let (Some(role), Some(size)) = (audience.role, audience.size) {
            *roles.entry(role).or_default() += u64::from(size);
        }
    }
    for (role, people) in &facts.get_stable::<adkar::Heads>().by_role {
        let all = roles.entry(*role).or_default();
        *all = (*all).max(*people);
    }
    roles.retain(|_, people| *people > 0);
    roles
}

/// What the projects say together, worst first; what one of them says is in its own [`State`].
pub fn findings(members: &[Member]) -> Vec<Finding> {
    fatigue::finding(&fatigue::burdens(members)).into_iter().collect()
}

/// The headline of a tool.
fn headline(assessed: &Assessed, tool: &Tool) -> Shown {
    let assessment = assessed.of_tool(tool.key);
    assessment.map_or_else(Shown::blank, |a| Shown::new(a.level, a.headline.clone()))
}

/// The purpose of a portfolio, for those who have one project or none.
pub fn about() -> Phrase {
    text(
        "项目组合把所有变革项目并排放在一起：谁走到哪一步、卡在哪里、哪一项最要紧，一眼看清；同一批人身上压了几项变革，也只有在这里看得出来。",
        "The portfolio puts all change projects side by side: how far each has come, where it is stuck and what is most serious. How many changes land on the same people shows only here.",
    )
    .into()
}
