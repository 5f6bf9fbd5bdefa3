//! XC8: one figure that is kept in two places, and differs.

use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::{AnyRow as _, Id};
use crate::text::{Lang, Phrase, Text, count, joined, quoted, spoken, text};
use crate::tool::Test;
use crate::tools::adkar::{Heads, Role};
use crate::tools::charter::Charter;
use crate::tools::communication::{Audience, AudienceFigures, Coverage, Figures};
use crate::tools::kpi::{self, Indicators, Kpi, code};
use crate::tools::premortem::facts::shared::reading;
use crate::tools::roadmap::{self, Centre};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Shares that are no further apart are the same, in percentage points.
const ROUNDED: f64 = 2.0;

/// A figure that is kept in two places, and differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Twice {
    /// What it is of.
    pub of: Of,
    /// Both values and where they stand.
    pub said: Phrase,
    /// Where one of them is mended.
    pub place: Place,
    /// The indicators among the places.
    pub kpis: Vec<Id>,
}

/// What a figure that is kept twice is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The share of people who have heard of the change.
    Coverage,
    /// The people of a role.
    Headcount,
    /// The service centres.
    Centres,
    /// One indicator under two names.
    Indicator,
}

impl Of {
    /// What it is called in a sentence.
    const fn label(self) -> Text {
        match self {
            Of::Coverage => text("沟通覆盖率", "the coverage"),
            Of::Headcount => text("各类人员的人数", "the headcount"),
            Of::Centres => text("服务中心的家数", "the number of centres"),
            Of::Indicator => text("记了两遍的指标", "the indicator noted twice"),
        }
    }
}

/// All that are kept twice and differ.
pub fn kept_twice(facts: &Facts) -> Vec<Twice> {
    let mut found: Vec<Twice> = coverage(facts).into_iter().collect();
    found.extend(headcounts(facts));
    found.extend(centres(facts));
    found.extend(indicators(facts));
    found
}

/// XC8.
pub(super) fn two_figures(facts: &Facts) -> Test {
    let found = kept_twice(facts);
    let Some(Twice { place, .. }) = found.first() else {
        return Test::clear(text(
            "没有发现同一个数字记成两样",
            "No figure was found that is kept twice and differs",
        ));
    };
    let place = *place;
    let mut of: Vec<Phrase> = found.iter().map(|twice| twice.of.label().into()).collect();
    of.dedup();
    let said: Vec<Phrase> = found.into_iter().map(|twice| twice.said).collect();
    Test::hit(
        Level::Watch,
        place,
        joined(&said, text("；", "; ")),
        text("查清哪一个对，改掉另一个", "Find out which one is right, and correct the other"),
    )
    .becomes(say!(
        "查清{which}到底是多少，把错的那一处改过来",
        "Find out what {which} really comes to, and correct the place that is wrong",
        which = spoken(&of, of.len())
    ))
}

/// The coverage of the plan and the reading of the indicator. What was sent since explains a higher one in the plan.
fn coverage(facts: &Facts) -> Option<Twice> {
    let (on, read) = reading(facts, code::COVERAGE)?;
    let figures = facts.get::<Figures>();
    let plan = f64::from(figures.coverage().and_then(Coverage::percent)?);
    let sent_since = figures.audiences.iter().any(|them| them.last_send.is_some_and(|last| last > on));
    let differs = if sent_since { read - plan > ROUNDED } else { (read - plan).abs() > ROUNDED };
    let kpi = facts.get::<Indicators>().by_code(code::COVERAGE)?.kpi.id;
    let place = Place::of(kpi, Kpi::COL.name);
    differs.then(|| Twice {
        of: Of::Coverage,
        said: say!(
            "沟通覆盖率在指标里是 {read}%（{on}），按沟通记录是 {plan}%",
            "coverage reads {read}% as a KPI ({on}), and {plan}% by the messages sent"
        ),
        place,
        kpis: vec![kpi],
    })
}

/// Cards that stand for more people than their audience has. Fewer are no contradiction: cards may still be missing.
fn headcounts(facts: &Facts) -> Vec<Twice> {
    let mut sizes: BTreeMap<Role, (u64, &AudienceFigures)> = BTreeMap::new();
    for them in &facts.get::<Figures>().audiences {
        if let Some((role, size)) = them.audience.role.zip(them.audience.size) {
            sizes.entry(role).or_insert((0, them)).0 += u64::from(size);
        }
    }
    let heads = &facts.get_stable::<Heads>().by_role;
    let more = sizes.into_iter().filter_map(|(role, (size, them))| {
        let on_cards = *heads.get(&role)?;
        (on_cards > size).then(|| {
            let said = say!(
                "{role}在沟通计划里是 {size} 人，在 ADKAR 卡上有 {on_cards} 人",
                "the communication plan counts {size} for {role}, the ADKAR cards {on_cards}",
                role = role.label(),
                size,
                on_cards
            );
            let place = Place::of(them.audience.id, Audience::COL.size);
            Twice { of: Of::Headcount, said, place, kpis: Vec::new() }
        })
    });
    more.collect()
}

/// More centres on the roadmap than the charter knows of.
fn centres(facts: &Facts) -> Option<Twice> {
    let road = facts.get::<roadmap::Figures>();
    let (listed, charter) = (road.centres.len(), road.in_charter? as usize);
    let said = say!(
        "项目里写的是 {charter_centres}服务中心，路线图列了 {listed} 家",
        "the charter counts {charter_centres}, the roadmap lists {listed}",
        listed,
        charter_centres = count(charter as u64, "家", "centre", "centres")
    );
    let place = Place::of(facts.get::<Charter>().id, Charter::COL.centres);
    let differs = listed > charter && !facts.rows::<Centre>().is_empty();
    differs.then_some(Twice { of: Of::Centres, said, place, kpis: Vec::new() })
}

/// Two indicators of one name whose latest readings differ.
fn indicators(facts: &Facts) -> Option<Twice> {
    let kpis = &facts.get::<Indicators>().kpis;
    let read = kpis.iter().filter(|kpi| kpi.current.is_some());
    let mut known: BTreeMap<String, &kpi::Figures> = BTreeMap::new();
    for kpi in read {
        let names = names(&kpi.kpi);
        let other = names.iter().find_map(|name| known.get(name)).copied();
        let values = other.and_then(|other| Some((other, other.current?.1, kpi.current?.1)));
        if let Some((other, a, b)) = values.filter(|(_, a, b)| (a - b).abs() > 1e-9) {
            let said = say!(
                "{one}是 {a}，{two}是 {b}，说的是同一个指标",
                "{one} is {a} and {two} is {b}, though both are one KPI",
                one = quoted(&other.kpi.title()),
                two = quoted(&kpi.kpi.title()),
                a = other.kpi.unit().figure(a),
                b = kpi.kpi.unit().figure(b)
            );
            let (place, kpis) = (Place::of(kpi.kpi.id, Kpi::COL.name), vec![other.kpi.id, kpi.kpi.id]);
            return Some(Twice { of: Of::Indicator, said, place, kpis });
        }
        for name in names {
            known.entry(name).or_insert(kpi);
        }
    }
    None
}

/// The names by which an indicator goes, without blanks and marks: as it is called, with and without what stands in
/// brackets; of those that every project begins with, their abbreviation too.
fn names(kpi: &Kpi) -> Vec<String> {
    let plain = |text: &str| -> String {
        text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
    };
    let parted = |name: &str| -> (String, String) {
        let flat: String = name.nfkc().collect();
        let (outer, inner) = flat.split_once('(').unwrap_or((&flat, ""));
        (plain(outer), plain(inner.trim_end_matches(')')))
    };
    let title = kpi.title();
    let mut names: Vec<String> = Vec::new();
    for name in [title.get(Lang::Zh), title.get(Lang::En)] {
        names.extend([plain(name), parted(name).0]);
    }
    for name in kpi.builtin(Kpi::COL.name.at).into_iter().flat_map(|name| [name.zh, name.en]) {
        let (outer, inner) = parted(name);
        let short = Some(inner).filter(|inner| inner.is_ascii());
        names.extend([plain(name), outer].into_iter().chain(short));
    }
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    names
}
