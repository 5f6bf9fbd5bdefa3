//! All promises of the project as one list of action items. It must not know what is advised or how anything is
//! shown.

mod kept;
mod values;

pub use kept::{KEPT_WEEKS, KeptPromises, KeptWeek};
pub use values::values;

use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::finding::Place;
use crate::sheet::{Col, Id, is_nothing_word};
use crate::sort::StableSort;
use crate::tool::{Asked, PromiseKinds, Promised, Promises};
use crate::tools::kpi::CarriedOver;
use chrono::NaiveDate;
use ecow::EcoString;
use foldhash::{HashMap, HashMapExt as _, HashSet};
use serde::Serialize;
use std::cmp::Reverse;
use std::mem;

/// Items done within so many days are shown as done lately.
pub const RECENT_DAYS: i64 = 7;

/// A promise, wherever it was made. There are thousands where every card has one, so it holds no more than it must.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionItem {
    /// The action promised.
    pub action: EcoString,
    /// The one who answers for it; empty if nobody does.
    pub owner: EcoString,
    /// The row that it was made in.
    pub row: Id,
    /// The people it is for, if it stands on ADKAR cards.
    pub people: Option<u64>,
    /// The kind of row that it was made in.
    pub source: &'static Promises,
    /// Whether it stands in several rows, so that one tick would not do it.
    pub several: bool,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
    /// The day on which it was made, if known.
    pub made: Option<NaiveDate>,
    /// The day on which it was done.
    pub done: Option<NaiveDate>,
    /// How often it has been carried over, by the rule of the weekly review.
    pub carried: i64,
    /// The days by which it is late, those of a pause left out; 0 when it is not.
    pub late: i64,
}

impl ActionItem {
    /// The item as it stands today.
    fn of(
        source: &'static Promises,
        promised: Promised,
        over: &CarriedOver,
        late: impl Fn(NaiveDate) -> i64,
    ) -> ActionItem {
        let Promised { row, action, owner, people, several, due, made, done } = promised;
        let inner = owner.trim();
        let owner = if inner.len() == owner.len() { owner } else { inner.into() };
        let (carried, late) = (over.of(row, due, made), due.map_or(0, late));
        ActionItem { action, owner, row, people, source, several, due, made, done, carried, late }
    }

    /// The cell that says it.
    pub fn place(&self) -> Place {
        Place::of(self.row, self.source.columns.action)
    }

    /// The cell of its due date.
    pub fn due_place(&self) -> Place {
        Place::of(self.row, self.source.columns.due)
    }

    /// The cell that ticks it; none where one tick would not do it.
    pub fn tick(&self) -> Option<Place> {
        (!self.several).then(|| Place::of(self.row, self.source.columns.done))
    }

    /// The column that says who or when, if one of them is missing.
    pub fn lacks(&self) -> Option<Col> {
        match () {
            () if self.owner.is_empty() => Some(self.source.columns.owner),
            () if self.due.is_none() => Some(self.source.columns.due),
            () => None,
        }
    }
}

/// The counts of one owner.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OwnerFigures {
    /// The owner; empty for promises of nobody.
    #[serde(rename = "owner")]
    pub name: EcoString,
    /// Open promises.
    pub open: usize,
    /// Those past their day.
    pub overdue: usize,
    /// Those that have been carried over.
    #[serde(rename = "carried_over")]
    pub carried: usize,
    /// The earliest day.
    #[serde(rename = "earliest_due")]
    pub earliest: Option<NaiveDate>,
}

/// All promises on a day.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Open ones, by owner and due date.
    pub open: Vec<ActionItem>,
    /// Those done within the last seven days, the latest first.
    pub done: Vec<ActionItem>,
    /// All that were ever done.
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
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let mut figures = Figures {
            weeks: weeks(calendar, today),
            paused: calendar.is_paused(today),
            ..Figures::default()
        };
        let (PromiseKinds(kinds), over) = (facts.get(), facts.get::<CarriedOver>());
        // Who says that it is not known yet who does it, has said nobody. Owners are few, their promises may be many.
        let mut known: HashMap<EcoString, bool> = HashMap::new();
        for kind in kinds {
            let mut promised = (kind.items)(facts);
            for one in &mut promised {
                if *known.entry(one.owner.clone()).or_insert_with_key(|owner| is_nothing_word(owner)) {
                    one.owner = EcoString::new();
                }
            }
            figures.open.reserve_exact(promised.len());
            let items = promised
                .into_iter()
                .map(|promised| ActionItem::of(kind, promised, over, |due| calendar.late(due, today)));
            for item in items.filter(|item| !item.action.chars().all(char::is_whitespace)) {
                match item.done {
                    None => figures.open.push(item),
                    Some(done) => {
                        figures.ever_done += 1;
                        // A tick of tomorrow is a slip of the calendar, and still done.
                        if today.signed_duration_since(done).num_days() < RECENT_DAYS {
                            figures.done.push(item);
                        }
                    }
                }
            }
        }
        figures.done.stable_sort_by_key(|item| Reverse(item.done));
        figures.sort();
        figures
    }
}

impl Figures {
    fn sort(&mut self) {
        let mut places: HashMap<EcoString, usize> = HashMap::new();
        let mut owners: Vec<OwnerFigures> = Vec::new();
        let open = mem::take(&mut self.open).into_iter().map(|item| {
            let at = *places.entry(item.owner.clone()).or_insert(owners.len());
            if at == owners.len() {
                owners.push(OwnerFigures { name: item.owner.clone(), ..OwnerFigures::default() });
            }
            let owner = &mut owners[at];
            owner.open += 1;
            owner.overdue += usize::from(item.late > 0);
            owner.carried += usize::from(item.carried > 0);
            owner.earliest = owner.earliest.into_iter().chain(item.due).min();
            (item, at)
        });
        let mut open: Vec<(ActionItem, usize)> = open.collect();
        let urgency =
            |o: &OwnerFigures| (o.name.is_empty(), Reverse(o.overdue), o.earliest.is_none(), o.earliest);
        let mut ranked: Vec<(usize, OwnerFigures)> = owners.into_iter().enumerate().collect();
        ranked.stable_sort_by(|(_, a), (_, b)| urgency(a).cmp(&urgency(b)).then_with(|| a.name.cmp(&b.name)));
        let mut ranks = vec![0; ranked.len()];
        for (rank, (at, _)) in ranked.iter().enumerate() {
            ranks[*at] = rank;
        }
        self.owners = ranked.into_iter().map(|(_, owner)| owner).collect();
        let due = |item: &ActionItem| (item.due.is_none(), item.due);
        open.stable_sort_by_cached_key(|(item, owner)| (ranks[*owner], due(item)));
        self.open = open.into_iter().map(|(item, _)| item).collect();
        let mut by_due: Vec<_> = self.open.iter().enumerate().map(|(at, item)| (due(item), at)).collect();
        by_due.sort_unstable();
        self.by_due = by_due.into_iter().map(|(_, at)| at).collect();
    }

    /// The number of those past their day.
    pub fn overdue(&self) -> usize {
        self.owners.iter().map(|o| o.overdue).sum()
    }

    /// The number of those that have been carried over.
    pub fn carried(&self) -> usize {
        self.owners.iter().map(|o| o.carried).sum()
    }

    /// How often the worst of them has been carried over.
    pub fn most_carried(&self) -> i64 {
        self.open.iter().map(|item| item.carried).max().unwrap_or_default()
    }
}

/// The first days of the next two weeks; none while a pause goes on that has no end.
fn weeks(calendar: &Calendar, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let this = calendar.week_number(today);
    calendar.first_of_week(this + 1).zip(calendar.first_of_week(this + 2))
}

/// Items that their own tool already asks about: all of a kind, and those of some rows.
pub struct AskedElsewhere {
    kinds: Vec<&'static Promises>,
    rows: HashSet<Id>,
}

impl Fact for AskedElsewhere {
    fn compute(facts: &Facts) -> AskedElsewhere {
        let mut elsewhere = AskedElsewhere { kinds: Vec::new(), rows: HashSet::default() };
        let PromiseKinds(kinds) = facts.get();
        for kind in kinds {
            match (kind.asked)(facts) {
                Asked::Nothing => {}
                Asked::Everything => elsewhere.kinds.push(kind),
                Asked::Rows(rows) => elsewhere.rows.extend(rows),
            }
        }
        elsewhere
    }
}

/// Open items that no other tool speaks of; none while the project rests.
pub fn unasked(facts: &Facts) -> impl Iterator<Item = &ActionItem> {
    let (figures, asked) = (facts.get::<Figures>(), facts.get::<AskedElsewhere>());
    let open = figures.open.iter().filter(move |_| !figures.paused);
    open.filter(move |item| !asked.kinds.contains(&item.source) && !asked.rows.contains(&item.row))
}
