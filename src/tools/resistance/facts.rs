//! What is counted of the log: steps, people, the rate, and what the rules look at. Numbers only, no advice.

mod affected;
mod donts;
mod suggestion;

use crate::sort::StableSort;
pub use affected::Affected;
use affected::Among;
pub(super) use donts::{label, only_an_order};
pub(super) use suggestion::TIRED_FROM;
#[cfg(test)]
pub(super) use suggestion::of_scores;
pub use suggestion::{Main, Suggestion, suggest};

use super::{Entry, Step, Type};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sheet::{Col, Id};
use crate::text::{Phrase, text};
use crate::tools::adkar::{Person, Role, Rollup};
use crate::tools::communication::Audience;
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// An open entry may be without a complete answer for so many days.
pub const ANSWER_DAYS: i64 = 14;

/// Up to this many entries, each is listed for programs.
const LISTED: usize = 200;

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
    /// The column of the first cell that is missing.
    pub column: Col,
}

/// The figures of the log on a day.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Whom the change affects.
    pub affected: Affected,
    /// How many people have a worry that is not solved.
    pub open: u64,
    /// Those of them who are among the people affected; more than these when the sizes are too small.
    pub counted: u64,
    /// The others, by what they are of: an audience or a role that is left out, or one that is not known.
    pub apart: Vec<(Phrase, u64)>,
    /// The same by type, in the order of [`Type::ALL`]; who has two worries is counted in both.
    pub by_type: [u64; 6],
    /// People whose open worry has no type.
    pub untyped: u64,
    /// The number of entries without a type, solved ones too.
    pub entries_untyped: usize,
    /// Open entries of more people than their audience has, with the audience.
    pub oversized: Vec<(Id, Id)>,
    /// Entries by step, in the order of [`Step`].
    pub steps: [usize; 4],
    /// Entries without a type for which there is a suggestion.
    pub to_take: Vec<(Id, Type)>,
    /// Entries solved without a word on the real worry.
    pub forced: Vec<Id>,
    /// Entries with a label on people: the column and the word.
    pub labelled: Vec<(Id, Col, &'static str)>,
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
    fn of(audiences: &[Arc<Audience>]) -> Changes {
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
        let (entries, audiences) = (facts.rows::<Entry>(), facts.rows::<Audience>());
        let cards = facts.get::<Rollup>();
        let changes = Changes::of(audiences);
        let mut figures = Figures { affected: Affected::of(audiences, cards), ..Figures::default() };
        let (mut all, mut typed, mut untyped) = (Heads::default(), <[Heads; 6]>::default(), Heads::default());
        let (mut counted, mut apart) = (Heads::default(), Vec::new());
        for entry in entries.iter().filter(|e| e.is_said()) {
            let card = entry.person.0.and_then(|id| cards.person(facts, id));
            let suggestion = suggest(card, changes.on(entry, card));
            let (step, people) = (entry.step(), entry.heads(card));
            figures.standings.insert(entry.id, Standing { step, people, suggestion });
            figures.steps[step as usize] += 1;
            if entry.kind.is_none() {
                figures.entries_untyped += 1;
                figures.to_take.extend(suggestion.kind().map(|kind| (entry.id, kind)));
            }
            figures.note(entry);
            if step == Step::Solved {
                continue;
            }
            all.add(card, people);
            match figures.affected.among(entry.audience.0, card) {
                Among::Counted => counted.add(card, people),
                among => apart_of(&mut apart, &left_out(among, audiences)).add(card, people),
            }
            let audience = entry.audience.0.and_then(|id| audiences.iter().find(|a| a.id == id));
            if let Some(audience) = audience.filter(|a| a.size.is_some_and(|size| people > u64::from(size))) {
                figures.oversized.push((entry.id, audience.id));
            }
            entry.kind.map_or(&mut untyped, |kind| &mut typed[kind as usize]).add(card, people);
        }
        figures.waiting = waiting(facts);
        figures.open = all.count();
        figures.counted = counted.count();
        figures.apart = apart.into_iter().map(|(of, heads)| (of, heads.count())).collect();
        figures.by_type = typed.map(|heads| heads.count());
        figures.untyped = untyped.count();
        figures.tired = tired(audiences);
        figures
    }
}

/// What people are of who are not counted.
fn left_out(among: Among, audiences: &[Arc<Audience>]) -> Phrase {
    let audience = |id| audiences.iter().find(|audience| audience.id == id).map(|them| them.called());
    match among {
        Among::OfAudience(id) => audience(id),
        Among::OfRole(role) => Some(role.people()),
        Among::Counted | Among::Unknown => None,
    }
    .unwrap_or_else(|| text("受众不明", "audience not known").into())
}

/// The heads of those who are of something that is not counted.
fn apart_of<'a>(apart: &'a mut Vec<(Phrase, Heads)>, of: &Phrase) -> &'a mut Heads {
    let at = apart.iter().position(|(known, _)| known == of).unwrap_or_else(|| {
        apart.push((of.clone(), Heads::default()));
        apart.len() - 1
    });
    &mut apart[at].1
}

impl Figures {
    /// Looks for the three don'ts in an entry.
    fn note(&mut self, entry: &Entry) {
        if entry.step() == Step::Solved && entry.listen.0.trim().is_empty() {
            self.forced.push(entry.id);
        }
        let found = entry.own_words().into_iter().find_map(|(column, said)| Some((column, label(said)?)));
        self.labelled.extend(found.map(|(column, word)| (entry.id, column, word)));
        if entry.step() != Step::Solved {
            self.ordered.extend(only_an_order(&entry.response.0).map(|order| (entry.id, order)));
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

    /// The share of the people affected who have open resistance; none while nobody is known to be affected, or all who
    /// resist are of audiences that are left out. Above 1 the sizes of the audiences are too small.
    pub fn rate(&self) -> Option<f64> {
        let is_known = self.affected.people > 0 && (self.counted > 0 || self.open == 0);
        is_known.then(|| self.counted as f64 / self.affected.people as f64)
    }

    /// Whether more people resist than are affected, as far as anybody is known to be.
    pub fn is_too_small(&self) -> bool {
        self.affected.people > 0 && self.counted > self.affected.people
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
fn waiting(facts: &Facts) -> Vec<Waiting> {
    let (calendar, today) = (facts.get::<Calendar>(), facts.today());
    if calendar.is_paused(today) {
        return Vec::new();
    }
    let waits = |entry: &Arc<Entry>| {
        let days = calendar.days_between(entry.opened?, today);
        (days > ANSWER_DAYS).then_some(Waiting { row: entry.id, days, column: entry.lacks()? })
    };
    let open = facts.rows::<Entry>().iter().filter(|e| e.is_said() && e.is_open());
    let mut waiting: Vec<Waiting> = open.filter_map(waits).collect();
    waiting.stable_sort_by_key(|w| Reverse(w.days));
    waiting
}

fn tired(audiences: &[Arc<Audience>]) -> Vec<(Id, Phrase, u32)> {
    let many = audiences.iter().filter_map(|a| Some((a, a.live_changes.filter(|n| *n >= TIRED_FROM)?)));
    let mut tired: Vec<_> = many.map(|(a, n)| (a.id, a.called(), n)).collect();
    tired.stable_sort_by_key(|(.., n)| Reverse(*n));
    tired
}

/// The figures, by name.
pub(super) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let by_type =
        Type::ALL.iter().zip(figures.by_type).map(|(kind, n)| (kind.option().key.to_owned(), json!(n)));
    let [listen, empathise, solve, solved] = figures.steps;
    let mut values = vec![
        ("entries", json!(figures.entries())),
        ("open_entries", json!(figures.open_entries())),
        ("people_open", json!(figures.open)),
        ("people_counted", json!(figures.counted)),
        ("people_affected", json!(figures.affected.people)),
        ("sizes_missing", json!(figures.affected.unsized_audiences.len())),
        ("rate", json!(figures.rate())),
        ("by_type", Value::Object(by_type.collect::<Map<_, _>>())),
        ("without_type", json!(figures.untyped)),
        ("to_listen", json!(listen)),
        ("to_empathise", json!(empathise)),
        ("to_solve", json!(solve)),
        ("solved", json!(solved)),
        ("suggested", json!(figures.to_take.len())),
        ("unanswered", json!(figures.waiting.len())),
        ("tired_audiences", json!(figures.tired.len())),
    ];
    let rows = facts.rows::<Entry>();
    if rows.len() <= LISTED {
        let said = rows.iter().filter_map(|e| Some((e, figures.standing(e.id)?)));
        let one = |(entry, standing): (&Arc<Entry>, Standing)| {
            json!({
                "id": entry.id,
                "who": entry.who,
                "type": entry.kind,
                "suggested_type": standing.suggestion.kind(),
                "live_changes": standing.suggestion.tired,
                "people": standing.people,
                "step": standing.step.key(),
                "age_days": entry.opened.map(|d| facts.today().signed_duration_since(d).num_days()),
            })
        };
        values.push(("list", said.map(one).collect()));
    }
    values
}
