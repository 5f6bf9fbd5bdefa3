//! All promises of the project gathered from the sheets that they were made in. It must not know what is advised
//! or how anything is shown.

use super::Promise;
use crate::facts::{Fact, Facts};
use crate::finding::Place;
use crate::project::Project;
use crate::sheet::{Id, Row};
use crate::text::{Text, text};
use crate::tools::adkar::Person;
use crate::tools::charter;
use crate::tools::kotter::Obstacle;
use crate::tools::kpi::Review;
use crate::tools::resistance::Entry;
use chrono::{Datelike, Days, NaiveDate};
use ecow::EcoString;
use foldhash::{HashMap, HashMapExt as _};

/// What was done within so many days is shown as done this week.
pub const RECENT_DAYS: i64 = 7;

/// The sheet that a promise was made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The weekly review of the indicators.
    Review,
    /// The ADKAR cards.
    Card,
    /// The resistance log.
    Resistance,
    /// The obstacles of Kotter's fifth step.
    Obstacle,
    /// The tool's own sheet.
    Own,
}

impl Source {
    /// All of them.
    pub const ALL: [Source; 5] =
        [Source::Review, Source::Card, Source::Resistance, Source::Obstacle, Source::Own];

    /// What people call it.
    pub const fn title(self) -> Text {
        match self {
            Source::Review => text("每周回顾", "KPI review"),
            Source::Card => text("ADKAR", "ADKAR"),
            Source::Resistance => text("阻力", "Resistance"),
            Source::Obstacle => text("障碍", "Obstacle"),
            Source::Own => text("其他", "Other"),
        }
    }

    /// Its name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Source::Review => "kpi",
            Source::Card => "adkar",
            Source::Resistance => "resistance",
            Source::Obstacle => "kotter",
            Source::Own => "actions",
        }
    }

    /// The sheet, with the column that says what is to be done and the one that ticks it.
    const fn cells(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Source::Review => (Review::SHEET, "action", "done"),
            Source::Card => (Person::SHEET, "action", "done"),
            Source::Resistance => (Entry::SHEET, "response", "solved"),
            Source::Obstacle => (Obstacle::SHEET, "action", "removed"),
            Source::Own => (Promise::SHEET, "action", "done"),
        }
    }
}

/// A promise, wherever it was made. There are thousands where every card has one, so it holds no more than it must.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// What is to be done.
    pub what: EcoString,
    /// Who answers for it; empty if nobody does.
    pub owner: EcoString,
    /// The row that it was made in.
    pub row: Id,
    /// For how many people, if it stands on ADKAR cards.
    pub people: Option<u64>,
    /// Where it was made.
    pub source: Source,
    /// Whether it stands in several rows, so that one tick would not do it.
    pub several: bool,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
    /// The day on which it was made, if known.
    pub made: Option<NaiveDate>,
    /// The day on which it was done.
    pub done: Option<NaiveDate>,
    /// The week it is in: 1 until it has been carried over.
    pub week: i64,
}

impl Commitment {
    /// The cell that says it.
    pub fn place(&self) -> Place {
        let (sheet, column, _) = self.source.cells();
        Place { sheet, row: Some(self.row), column }
    }

    /// The cell that ticks it; none where one tick would not do it.
    pub fn tick(&self) -> Option<Place> {
        let (sheet, _, column) = self.source.cells();
        (!self.several).then_some(Place { sheet, row: Some(self.row), column })
    }

    /// By how many days it is late; 0 when it is not.
    pub fn late(&self, today: NaiveDate) -> i64 {
        self.due.map_or(0, |due| today.signed_duration_since(due).num_days().max(0))
    }

    /// The cell that says who or when, if one of them is missing.
    pub fn lacks(&self) -> Option<&'static str> {
        match () {
            () if self.owner.is_empty() => Some("owner"),
            () if self.due.is_none() => Some("due"),
            () => None,
        }
    }
}

/// The week that a promise is in. With a due date it is the first until that day has gone by, and a new one begins
/// every seven days after; without one it is counted from the day on which it was made, as the weekly review does.
pub fn week(due: Option<NaiveDate>, made: Option<NaiveDate>, today: NaiveDate) -> i64 {
    let since = |day: NaiveDate| today.signed_duration_since(day).num_days();
    match (due.map(since), made.map(since)) {
        (Some(late), _) if late > 0 => late / RECENT_DAYS + 2,
        (None, Some(age)) if age > 0 => age / RECENT_DAYS + 1,
        _ => 1,
    }
}

/// What is counted of one owner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnerFigures {
    /// The owner; empty for promises of nobody.
    pub name: EcoString,
    /// Open promises.
    pub open: usize,
    /// Those past their day.
    pub overdue: usize,
    /// Those in their second week or later.
    pub carried: usize,
    /// The earliest day.
    pub earliest: Option<NaiveDate>,
}

/// All promises on a day.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Open ones, by owner and due date.
    pub open: Vec<Commitment>,
    /// Those done within the last seven days, the latest first.
    pub done: Vec<Commitment>,
    /// How many were ever done.
    pub ever_done: usize,
    /// The owners of open ones, who is late with most first, nobody last.
    pub owners: Vec<OwnerFigures>,
    /// Places in `open` by due date, those without one last.
    pub by_due: Vec<usize>,
    /// The day on which the next project week begins, and the one after.
    pub weeks: Option<(NaiveDate, NaiveDate)>,
    /// Whether the project rests today, and nobody is pressed.
    pub paused: bool,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures::of(facts.project(), facts.today())
    }
}

impl Figures {
    /// Gathers a project's promises.
    pub fn of(project: &Project, today: NaiveDate) -> Figures {
        let calendar = charter::calendar(project);
        let mut figures = Figures {
            weeks: weeks(calendar.start(), today),
            paused: calendar.is_paused(today),
            ..Figures::default()
        };
        let cards = cards(project, today);
        figures.open.reserve_exact(cards.len());
        let all = reviews(project, today)
            .chain(cards)
            .chain(entries(project, today))
            .chain(obstacles(project, today))
            .chain(own(project, today));
        for promise in all.filter(|p| !p.what.trim().is_empty()) {
            match promise.done {
                None => figures.open.push(promise),
                Some(done) => {
                    figures.ever_done += 1;
                    // A tick of tomorrow is a slip of the calendar, and still done.
                    if today.signed_duration_since(done).num_days() < RECENT_DAYS {
                        figures.done.push(promise);
                    }
                }
            }
        }
        figures.done.sort_by_key(|p| std::cmp::Reverse(p.done));
        figures.sort(today);
        figures
    }

    fn sort(&mut self, today: NaiveDate) {
        let mut places: HashMap<EcoString, usize> = HashMap::new();
        for promise in &self.open {
            let at = *places.entry(promise.owner.clone()).or_insert(self.owners.len());
            if at == self.owners.len() {
                self.owners.push(OwnerFigures { name: promise.owner.clone(), ..OwnerFigures::default() });
            }
            let Some(owner) = self.owners.get_mut(at) else { continue };
            owner.open += 1;
            owner.overdue += usize::from(promise.late(today) > 0);
            owner.carried += usize::from(promise.week > 1);
            owner.earliest = owner.earliest.into_iter().chain(promise.due).min();
        }
        let urgency = |o: &OwnerFigures| {
            (o.name.is_empty(), std::cmp::Reverse(o.overdue), o.earliest.is_none(), o.earliest)
        };
        self.owners.sort_by(|a, b| urgency(a).cmp(&urgency(b)).then_with(|| a.name.cmp(&b.name)));
        for (rank, owner) in self.owners.iter().enumerate() {
            places.insert(owner.name.clone(), rank);
        }
        let due = |p: &Commitment| (p.due.is_none(), p.due);
        self.open.sort_by_cached_key(|p| (places.get(&p.owner).copied(), due(p)));
        let mut by_due: Vec<_> = self.open.iter().enumerate().map(|(at, p)| (due(p), at)).collect();
        by_due.sort_unstable();
        self.by_due = by_due.into_iter().map(|(_, at)| at).collect();
    }

    /// How many are past their day.
    pub fn overdue(&self) -> usize {
        self.owners.iter().map(|o| o.overdue).sum()
    }

    /// How many are in their second week or later.
    pub fn carried(&self) -> usize {
        self.owners.iter().map(|o| o.carried).sum()
    }

    /// The latest week that an open one is in.
    pub fn worst_week(&self) -> i64 {
        self.open.iter().map(|p| p.week).max().unwrap_or(1)
    }
}

/// The first days of the next two weeks; weeks begin on the weekday of the start date, or on Mondays.
fn weeks(start: Option<NaiveDate>, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = start.map_or(0, |s| i64::from(s.weekday().num_days_from_monday()));
    let gone = (i64::from(today.weekday().num_days_from_monday()) - first).rem_euclid(RECENT_DAYS);
    let next = today.checked_add_days(Days::new((RECENT_DAYS - gone).unsigned_abs()))?;
    Some((next, next.checked_add_days(Days::new(RECENT_DAYS.unsigned_abs()))?))
}

fn trimmed(text: &EcoString) -> EcoString {
    let inner = text.trim();
    if inner.len() == text.len() { text.clone() } else { inner.into() }
}

fn reviews(project: &Project, today: NaiveDate) -> impl Iterator<Item = Commitment> {
    project.rows::<Review>().iter().map(move |row| Commitment {
        what: row.action.0.as_str().into(),
        owner: trimmed(&row.owner),
        row: row.id,
        people: None,
        source: Source::Review,
        several: false,
        due: row.due,
        made: row.date,
        done: row.done.0,
        // The review has a count of its own, and both have to agree.
        week: row.week(today).unwrap_or_else(|| week(row.due, None, today)),
    })
}

/// What makes cards one promise: action, owner, due and done.
type Same<'a> = (&'a str, &'a str, Option<NaiveDate>, Option<NaiveDate>);

/// One promise for all cards with the same action, owner and days: a manager who coaches twelve people promised
/// it once.
fn cards(project: &Project, today: NaiveDate) -> impl ExactSizeIterator<Item = Commitment> {
    let mut known: HashMap<Same<'_>, usize> = HashMap::new();
    let mut groups: Vec<Commitment> = Vec::new();
    for card in project.rows::<Person>() {
        if card.action.is_empty() {
            continue;
        }
        let key = (card.action.trim(), card.owner.trim(), card.due, card.done.0);
        let at = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => {
                group.people = group.people.map(|n| n + card.people());
                group.several = true;
            }
            None => groups.push(Commitment {
                what: card.action.clone(),
                owner: trimmed(&card.owner),
                row: card.id,
                people: Some(card.people()),
                source: Source::Card,
                several: false,
                due: card.due,
                made: None,
                done: card.done.0,
                week: week(card.due, None, today),
            }),
        }
    }
    groups.into_iter()
}

fn entries(project: &Project, today: NaiveDate) -> impl Iterator<Item = Commitment> {
    project.rows::<Entry>().iter().map(move |row| Commitment {
        what: row.response.0.as_str().into(),
        owner: trimmed(&row.owner),
        row: row.id,
        people: None,
        source: Source::Resistance,
        several: false,
        due: row.due,
        made: row.opened,
        done: row.solved.0,
        week: week(row.due, row.opened, today),
    })
}

fn obstacles(project: &Project, today: NaiveDate) -> impl Iterator<Item = Commitment> {
    project.rows::<Obstacle>().iter().map(move |row| Commitment {
        what: row.action.0.as_str().into(),
        owner: trimmed(&row.owner),
        row: row.id,
        people: None,
        source: Source::Obstacle,
        several: false,
        due: row.due,
        made: row.opened,
        done: row.removed.0,
        week: week(row.due, row.opened, today),
    })
}

fn own(project: &Project, today: NaiveDate) -> impl Iterator<Item = Commitment> {
    project.rows::<Promise>().iter().map(move |row| Commitment {
        what: row.action.0.as_str().into(),
        owner: trimmed(&row.owner),
        row: row.id,
        people: None,
        source: Source::Own,
        several: false,
        due: row.due,
        made: row.made,
        done: row.done.0,
        week: week(row.due, row.made, today),
    })
}
