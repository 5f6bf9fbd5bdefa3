//! Everything that the tests ask for, gathered in one pass over each sheet.

use crate::calendar::Calendar;
use crate::facts::{Fact as _, Facts};
use crate::finding::Place;
use crate::project::Project;
use crate::sheet::{Id, Row};
use crate::stats::{KpiStatus, Standing};
use crate::text::Text;
use crate::tools::adkar::{Incentive, Person, Role};
use crate::tools::charter;
use crate::tools::checklist;
use crate::tools::communication::{self, Message, News};
use crate::tools::kotter::{Coalition, Fact};
use crate::tools::kpi::{self, Kpi, code};
use crate::tools::readiness;
use crate::tools::roadmap::Centre;
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::BTreeMap;

/// How many cards show something, of those that can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) hit: usize,
    pub(super) of: usize,
    /// The first card that shows it.
    pub(super) first: Option<Id>,
}

impl Share {
    fn add(&mut self, hit: bool, card: Id) {
        self.of += 1;
        if hit {
            self.hit += 1;
            self.first = self.first.or(Some(card));
        }
    }

    /// Whether it is a third of the cards or more.
    pub(super) fn is_third(self) -> bool {
        self.hit > 0 && self.hit * 3 >= self.of
    }
}

/// How many people of a role have their incentives aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Aligned {
    pub(super) against: u64,
    pub(super) blank: u64,
    /// The first card on which they are not.
    pub(super) first: Option<Id>,
}

/// What the cards say together.
#[derive(Default)]
pub(super) struct Cards {
    pub(super) low_awareness: Share,
    pub(super) low_knowledge: Share,
    /// They can, and will not.
    pub(super) unwilling: Share,
    /// They know, and cannot.
    pub(super) unable: Share,
    pub(super) by_role: BTreeMap<Option<Role>, Aligned>,
    /// The pilot's centres: whether a card names it, and the first of its cards that is not complete.
    pub(super) pilots: Vec<(EcoString, bool, Option<Id>)>,
    pub(super) count: usize,
}

impl Cards {
    fn of(project: &Project) -> Cards {
        let pilots = project.rows::<Centre>().iter().filter(|c| c.batch == Some(1));
        let named = pilots.filter(|c| !c.name.trim().is_empty()).map(|c| (c.name.clone(), false, None));
        let mut cards = Cards { pilots: named.collect(), ..Cards::default() };
        for person in project.rows::<Person>() {
            cards.add(person);
        }
        cards
    }

    fn add(&mut self, person: &Person) {
        self.count += 1;
        let score = |score: Option<crate::sheet::Score>| score.map(crate::sheet::Score::get);
        let (awareness, desire) = (score(person.awareness), score(person.desire));
        let (knowledge, ability) = (score(person.knowledge), score(person.ability));
        if let Some(a) = awareness {
            self.low_awareness.add(a <= 3, person.id);
        }
        if let Some(k) = knowledge {
            self.low_knowledge.add(k <= 3, person.id);
        }
        // Something was done about it since: the old score says nothing, and ADKAR asks for a new one.
        let done = person.done.0.is_some_and(|done| person.scored.is_none_or(|scored| scored < done));
        if let Some((k, d)) = knowledge.zip(desire).filter(|_| !done) {
            self.unwilling.add(k >= 4 && d <= 3, person.id);
        }
        if let Some((k, a)) = knowledge.zip(ability) {
            self.unable.add(k >= 4 && a <= 3, person.id);
        }
        let people = u64::from(person.headcount.unwrap_or(1));
        let role = self.by_role.entry(person.role).or_default();
        let aligned = match person.incentive {
            Some(Incentive::Aligned) => true,
            Some(Incentive::NotAligned) => {
                role.against += people;
                false
            }
            None => {
                role.blank += people;
                false
            }
        };
        if !aligned {
            role.first = role.first.or(Some(person.id));
        }
        if let Some((_, named, open)) = self.pilots.iter_mut().find(|(name, ..)| *name == person.centre) {
            *named = true;
            if [awareness, desire, knowledge, ability].iter().any(Option::is_none) {
                *open = open.or(Some(person.id));
            }
        }
    }
}

/// What is known of a project on a day.
pub(super) struct World<'a> {
    pub(super) project: &'a Project,
    pub(super) today: NaiveDate,
    pub(super) calendar: Calendar,
    pub(super) day: Option<i64>,
    /// When the change was launched: the pilot began, or something of week 5 or later was done.
    pub(super) launch: Option<NaiveDate>,
    pub(super) kpi: kpi::Indicators,
    pub(super) cards: Cards,
    pub(super) talk: communication::Figures,
    /// A form of the latest round of readiness.
    pub(super) form: Option<Id>,
    /// Medians of the latest round of readiness.
    pub(super) support: Option<f64>,
    pub(super) urgency: Option<f64>,
    pub(super) resources: Option<f64>,
}

/// The first project day of the pilot's weeks.
pub(super) const PILOT_DAY: i64 = 29;

impl<'a> World<'a> {
    pub(super) fn of(project: &'a Project, today: NaiveDate) -> World<'a> {
        let calendar = charter::calendar(project);
        let rounds = readiness::score::rounds(project);
        let median = |key: &str| {
            let at = readiness::score::DIMENSIONS.iter().position(|d| d.key == key)?;
            rounds.last()?.views[at].map(|v| v.median)
        };
        World {
            project,
            today,
            day: calendar.day(today),
            launch: launch(project, today),
            kpi: kpi::Indicators::of(project, today),
            cards: Cards::of(project),
            talk: communication::Figures::compute(&Facts::new(project, today)),
            form: rounds.last().and_then(|round| round.forms.first()).map(|form| form.id),
            support: median("senior_support"),
            urgency: median("urgency"),
            resources: median("resources"),
            calendar,
        }
    }

    /// The value of a seeded indicator by its latest reading.
    pub(super) fn reading(&self, code: &str) -> Option<(NaiveDate, f64)> {
        self.kpi.by_code(code)?.current
    }

    pub(super) fn kpi_place(&self, code: &str) -> Place {
        let row = self.kpi.by_code(code).map(|k| k.kpi.id);
        Place { sheet: Kpi::SHEET, row, column: "name" }
    }

    /// Whether training is as complete as it should be.
    pub(super) fn trained(&self) -> Option<f64> {
        self.reading(code::TRAINING).map(|(_, value)| value).filter(|v| *v >= TRAINED)
    }

    /// Whether all lagging indicators that can be judged are on track, and there is one. Before a tenth of the way
    /// is expected, being on track says nothing.
    pub(super) fn results_are_good(&self) -> bool {
        let mut judged = self
            .kpi
            .kpis
            .iter()
            .filter(|k| !k.kpi.is_leading() && k.expected.is_none_or(|e| e >= JUDGED_FROM))
            .filter_map(kpi::Figures::standing);
        let mut any = false;
        let good = judged.all(|standing| {
            any = true;
            matches!(standing, Standing::Met | Standing::OnTrack)
        });
        any && good
    }

    /// Indicators that are off track or past their day, those too that were so when last read.
    pub(super) fn off_track(&self) -> Vec<&kpi::Figures> {
        let off = |standing: Standing| matches!(standing, Standing::OffTrack | Standing::Missed);
        let is = |k: &&kpi::Figures| match k.status {
            KpiStatus::Fresh(standing) => off(standing),
            KpiStatus::Stale { last } => last.is_some_and(off),
            _ => false,
        };
        self.kpi.kpis.iter().filter(is).collect()
    }

    /// The last day on which staff heard bad or mixed news.
    pub(super) fn last_bad_news(&self) -> Option<NaiveDate> {
        self.talk.staff().filter_map(|(_, audience)| audience.last_bad_news).max()
    }

    /// The messages that say something.
    pub(super) fn messages(&self) -> impl Iterator<Item = &Message> {
        let said = |m: &&std::sync::Arc<Message>| !m.message.0.trim().is_empty();
        self.project.rows::<Message>().iter().filter(said).map(|m| &**m)
    }

    /// A message that tells what goes badly.
    pub(super) fn bad_message(&self) -> Option<&Message> {
        self.messages().find(|m| matches!(m.news, Some(News::Bad | News::Mixed)))
    }

    /// The facts that were published on a day, the first first.
    pub(super) fn dated_facts(&self) -> Vec<NaiveDate> {
        let facts = self.project.rows::<Fact>().iter().filter(|f| f.is_said());
        let mut dates: Vec<_> = facts.filter_map(|f| f.date).filter(|d| *d <= self.today).collect();
        dates.sort_unstable();
        dates
    }

    /// The coalition's members and the executives among them, counted as its gate counts them.
    pub(super) fn members(&self) -> (usize, usize) {
        let coalition = Coalition::of(self.project, Some(self.today));
        (coalition.members, coalition.executives)
    }

    /// The pilot's centres: those of batch 1.
    pub(super) fn pilots(&self) -> Vec<&Centre> {
        self.project.rows::<Centre>().iter().filter(|c| c.batch == Some(1)).map(|c| &**c).collect()
    }

    pub(super) fn days_since(&self, date: NaiveDate) -> i64 {
        (self.today - date).num_days()
    }
}

/// From this share of the way on, standing on it says something.
const JUDGED_FROM: f64 = 0.10;

/// From so many percent on, training counts as done.
pub(super) const TRAINED: f64 = 90.0;

/// The earliest sign that the pilot runs: a centre of batch 1 begun, or an item of week 5 or later ticked.
fn launch(project: &Project, today: NaiveDate) -> Option<NaiveDate> {
    let centres = project.rows::<Centre>().iter().filter(|c| c.batch == Some(1)).filter_map(|c| c.started);
    let late =
        |item: &&std::sync::Arc<checklist::Item>| item.when().is_some_and(|when| when.days().0 >= PILOT_DAY);
    let ticks = project.rows::<checklist::Item>().iter().filter(late).filter_map(|item| item.done.0);
    centres.chain(ticks).filter(|date| *date <= today).min()
}

/// The name of a role, for a sentence.
pub(super) fn role_name(role: Option<Role>) -> Text {
    role.map_or(crate::text::text("未填角色的人", "people without a role"), Role::label)
}
