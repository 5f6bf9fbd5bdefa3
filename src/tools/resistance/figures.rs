//! What is counted of the log: steps, people, the rate, and what the rules look at. Numbers only, no advice.

use super::types::{Suggestion, TIRED_FROM, suggest};
use super::{Entry, Type, words};
use crate::facts::{Fact, Facts};
use crate::project::Project;
use crate::project::row_name;
use crate::sheet::Id;
use crate::text::{Lang, Phrase};
use crate::tools::adkar::{Person, Role};
use crate::tools::charter;
use crate::tools::communication::Audience;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// An open entry may be without a complete answer for so many days.
pub const ANSWER_DAYS: i64 = 14;

/// From this rate on it takes action, in percent: the project in source B that stranded.
pub const HIGH_RATE: u64 = 40;
/// Below this rate it is well, in percent: what a bank in source B got down to.
pub const LOW_RATE: u64 = 15;

/// How far an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The worry behind it is not written down.
    Listen,
    /// What is reasonable about it is not.
    Empathise,
    /// Heard, not solved.
    Solve,
    /// Solved.
    Solved,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How far it is.
    pub step: Step,
    /// How many people think so.
    pub people: u64,
    /// What kind it may be.
    pub suggestion: Suggestion,
}

/// An entry without a complete answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The entry.
    pub row: Id,
    /// How many days it has been open; paused days do not count.
    pub days: i64,
    /// The first cell that is missing.
    pub column: &'static str,
}

/// The figures of the log on a day.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many people the change affects.
    pub affected: u64,
    /// How many of them have a worry that is not solved.
    pub open: u64,
    /// The same by type, in the order of [`Type::ALL`]; who has two worries is counted in both.
    pub by_type: [u64; 6],
    /// People whose open worry has no type.
    pub untyped: u64,
    /// Entries by step, in the order of [`Step`].
    pub steps: [usize; 4],
    /// Entries without a type for which there is a suggestion.
    pub to_take: Vec<(Id, Type)>,
    /// Entries solved without a word on the real worry.
    pub forced: Vec<Id>,
    /// Entries with a label on people: the cell and the word.
    pub labelled: Vec<(Id, &'static str, &'static str)>,
    /// Open entries whose answer is only an order, with its words.
    pub ordered: Vec<(Id, &'static str)>,
    /// Open entries that have waited too long for an answer, the longest first.
    pub waiting: Vec<Waiting>,
    /// Audiences with too many changes at once, the most first.
    pub tired: Vec<(Id, Phrase, u32)>,
    standings: HashMap<Id, Standing>,
}

/// The live changes that an entry's people have.
struct Changes {
    by_audience: HashMap<Id, u32>,
    by_role: HashMap<Role, u32>,
}

impl Changes {
    fn of(audiences: &[std::sync::Arc<Audience>]) -> Changes {
        let mut changes = Changes { by_audience: HashMap::new(), by_role: HashMap::new() };
        for audience in audiences {
            let Some(n) = audience.live_changes else { continue };
            changes.by_audience.insert(audience.id, n);
            if let Some(role) = audience.role {
                let most = changes.by_role.entry(role).or_insert(n);
                *most = n.max(*most);
            }
        }
        changes
    }

    /// Those of the audience chosen, else of the role on the card.
    fn on(&self, entry: &Entry, card: Option<&Person>) -> Option<u32> {
        match entry.audience.0 {
            Some(audience) => self.by_audience.get(&audience).copied(),
            None => card.and_then(|card| self.by_role.get(&card.role?).copied()),
        }
    }
}

/// People by card, so that nobody counts twice, and those without a card.
#[derive(Default)]
struct Heads {
    by_card: HashMap<Id, u64>,
    others: u64,
}

impl Heads {
    fn add(&mut self, card: Option<&Person>, people: u64) {
        match card {
            Some(card) => {
                let most = self.by_card.entry(card.id).or_default();
                *most = people.max(*most);
            }
            None => self.others += people,
        }
    }

    fn count(&self) -> u64 {
        self.by_card.values().sum::<u64>() + self.others
    }
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures::of(facts.project(), facts.today())
    }
}

impl Figures {
    /// Counts a project's log.
    pub fn of(project: &Project, today: NaiveDate) -> Figures {
        let entries = project.rows::<Entry>();
        let audiences = project.rows::<Audience>();
        let named: HashSet<Id> = entries.iter().filter_map(|e| e.person.0).collect();
        let mut cards: HashMap<Id, &Person> = HashMap::with_capacity(named.len());
        let mut headcount = 0;
        for card in project.rows::<Person>() {
            headcount += card.people();
            if named.contains(&card.id) {
                cards.insert(card.id, card);
            }
        }
        let changes = Changes::of(audiences);
        let mut figures = Figures { affected: affected(audiences, headcount), ..Figures::default() };
        let (mut all, mut typed, mut untyped) = (Heads::default(), <[Heads; 6]>::default(), Heads::default());
        for entry in entries.iter().filter(|e| e.is_said()) {
            let card = entry.person.0.and_then(|id| cards.get(&id).copied());
            let suggestion = suggest(card, changes.on(entry, card));
            let (step, people) = (entry.step(), entry.heads(card));
            figures.standings.insert(entry.id, Standing { step, people, suggestion });
            figures.steps[step as usize] += 1;
            if let (None, Some(kind)) = (entry.kind, suggestion.kind()) {
                figures.to_take.push((entry.id, kind));
            }
            figures.note(entry);
            if step == Step::Solved {
                continue;
            }
            all.add(card, people);
            entry.kind.map_or(&mut untyped, |kind| &mut typed[kind as usize]).add(card, people);
        }
        figures.waiting = waiting(project, today);
        figures.open = match figures.affected {
            0 => all.count(),
            affected => all.count().min(affected),
        };
        figures.by_type = typed.map(|heads| heads.count());
        figures.untyped = untyped.count();
        figures.tired = tired(audiences);
        figures
    }

    /// Looks for the three don'ts in an entry.
    fn note(&mut self, entry: &Entry) {
        if entry.step() == Step::Solved && blank(&entry.listen.0) {
            self.forced.push(entry.id);
        }
        let found = entry.own_words().into_iter().find_map(|(key, said)| Some((key, words::label(said)?)));
        self.labelled.extend(found.map(|(key, word)| (entry.id, key, word)));
        if entry.step() != Step::Solved {
            self.ordered.extend(words::only_an_order(&entry.response.0).map(|order| (entry.id, order)));
        }
    }

    /// Where an entry stands; none while nothing is said in it.
    pub fn standing(&self, entry: Id) -> Option<Standing> {
        self.standings.get(&entry).copied()
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.steps.iter().sum()
    }

    /// How many of them are open.
    pub fn open_entries(&self) -> usize {
        self.steps.iter().take(3).sum()
    }

    /// The share of the people affected who have open resistance; none while nobody is affected.
    pub fn rate(&self) -> Option<f64> {
        (self.affected > 0).then(|| self.open as f64 / self.affected as f64)
    }

    /// Whether the rate is at a line given in percent, or above it.
    pub fn is_at(&self, percent: u64) -> bool {
        self.affected > 0 && self.open.saturating_mul(100) >= self.affected.saturating_mul(percent)
    }

    /// Whether more people are without a type than of any one type.
    pub fn is_untyped(&self) -> bool {
        self.untyped > self.largest().map_or(0, |(_, people)| people)
    }

    /// The type that most people are of, the first of equals.
    pub fn largest(&self) -> Option<(Type, u64)> {
        let counts = Type::ALL.iter().copied().zip(self.by_type).rev();
        counts.max_by_key(|(_, people)| *people).filter(|(_, people)| *people > 0)
    }
}

/// Entries that have waited too long for an answer, the longest first; none while the project rests.
pub fn waiting(project: &Project, today: NaiveDate) -> Vec<Waiting> {
    let calendar = charter::calendar(project);
    if calendar.is_paused(today) {
        return Vec::new();
    }
    let now = calendar.day(today);
    let open = project.rows::<Entry>().iter().filter(|e| e.is_said() && e.step() != Step::Solved);
    let mut waiting: Vec<Waiting> = open
        .filter_map(|entry| {
            let opened = entry.opened?;
            let days = match (now, calendar.day(opened)) {
                (Some(now), Some(then)) => now - then,
                _ => today.signed_duration_since(opened).num_days(),
            };
            (days > ANSWER_DAYS).then_some(())?;
            Some(Waiting { row: entry.id, days, column: entry.lacks()? })
        })
        .collect();
    waiting.sort_by_key(|w| -w.days);
    waiting
}

/// The staff that the plan for communication names; where it leaves a size out, the people on the cards.
fn affected(audiences: &[std::sync::Arc<Audience>], headcount: u64) -> u64 {
    let staff = || audiences.iter().filter(|a| a.is_staff());
    let sum: u64 = staff().filter_map(|a| a.size).map(u64::from).sum();
    let whole = staff().all(|a| a.size.is_some());
    if headcount == 0 || (whole && sum > 0) { sum } else { headcount }
}

fn tired(audiences: &[std::sync::Arc<Audience>]) -> Vec<(Id, Phrase, u32)> {
    let name = |a: &Audience| Phrase { zh: row_name(a, Lang::Zh).into(), en: row_name(a, Lang::En).into() };
    let many = audiences.iter().filter_map(|a| Some((a, a.live_changes.filter(|n| *n >= TIRED_FROM)?)));
    let mut tired: Vec<_> = many.map(|(a, n)| (a.id, name(a), n)).collect();
    tired.sort_by_key(|(.., n)| std::cmp::Reverse(*n));
    tired
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

impl Entry {
    /// Whether it says anything. A row just added does not, and is not counted.
    pub fn is_said(&self) -> bool {
        let written = [&*self.who, &self.quote.0, &self.listen.0, &self.response.0];
        !written.into_iter().all(blank) || self.person.0.is_some() || self.kind.is_some()
    }

    /// Whether the worry is still there.
    pub fn is_open(&self) -> bool {
        self.solved.0.is_none()
    }

    /// How far it is: the first step that nothing is written for.
    pub fn step(&self) -> Step {
        match () {
            () if !self.is_open() => Step::Solved,
            () if blank(&self.listen.0) => Step::Listen,
            () if blank(&self.empathise.0) => Step::Empathise,
            () => Step::Solve,
        }
    }

    /// How many people think so: the number entered, else all on the card, else one; never more than on the card.
    fn heads(&self, card: Option<&Person>) -> u64 {
        let said = self.people.map(u64::from);
        match card {
            Some(card) if card.headcount.is_some() => said.unwrap_or(u64::MAX).min(card.people()),
            _ => said.unwrap_or(1),
        }
    }

    /// The first cell of an answer that is missing.
    pub fn lacks(&self) -> Option<&'static str> {
        match () {
            () if blank(&self.response.0) => Some("response"),
            () if blank(&self.owner) => Some("owner"),
            () if self.due.is_none() => Some("due"),
            () => None,
        }
    }

    /// What we wrote ourselves, by column. What they say stands in the quote and is theirs.
    pub(super) fn own_words(&self) -> [(&'static str, &str); 5] {
        [
            ("who", &self.who),
            ("listen", &self.listen.0),
            ("empathise", &self.empathise.0),
            ("response", &self.response.0),
            ("note", &self.note.0),
        ]
    }
}
