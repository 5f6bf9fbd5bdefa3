//! What people promised to do, as each tool offers it to the list of all action items.

use crate::facts::Facts;
use crate::say;
use crate::sheet::{Col, Id};
use crate::text::{Phrase, Text};
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::BTreeMap;

/// A kind of row in which people promise to do something.
#[derive(Debug)]
pub struct Promises {
    /// Its name in JSON, no other kind's.
    pub key: &'static str,
    /// What it is, in at most ten cells.
    pub title: Text,
    /// Where its rows say what, who and when.
    pub columns: Columns,
    /// Where its items stand among those of the same owner and day: the lowest first, of equals that of the tool
    /// that is listed first.
    pub order: u8,
    /// What is promised, done or not, in the order of the rows. Asked after every edit of a sheet that it reads.
    pub items: fn(&Facts) -> Vec<Promised>,
    /// Which of its items its own tool asks about, so that nobody is reminded of one thing twice.
    pub asked: fn(&Facts) -> Asked,
}

/// The columns of a sheet that make up an action item.
#[derive(Debug)]
pub struct Columns {
    /// What is to be done.
    pub action: Col,
    /// Who answers for it.
    pub owner: Col,
    /// The day by which it is to be done.
    pub due: Col,
    /// The tick.
    pub done: Col,
    /// The day on which it was dropped, in sheets whose rows are one promise each; elsewhere a promise that is dropped leaves its
    /// place to another one.
    pub dropped: Option<Col>,
}

impl Promises {
    /// A kind whose items its own tool never asks about, to be declared with `..Promises::of(…)`.
    pub const fn of(
        key: &'static str,
        title: Text,
        columns: Columns,
        items: fn(&Facts) -> Vec<Promised>,
    ) -> Promises {
        Promises { key, title, columns, order: 100, items, asked: |_| Asked::Nothing }
    }
}

impl PartialEq for Promises {
    fn eq(&self, other: &Promises) -> bool {
        self.key == other.key
    }
}

/// Items that the rules of their own tool speak of when they are late or incomplete.
pub enum Asked {
    /// None.
    Nothing,
    /// All.
    Everything,
    /// Those of these rows.
    Rows(Vec<Id>),
}

/// Something promised in a row; blank words promise nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promised {
    /// The row that it was made in, the first where it stands in several.
    pub row: Id,
    /// The action.
    pub action: EcoString,
    /// The one who answers for it; blank if nobody does.
    pub owner: EcoString,
    /// The people it is for, if they are counted.
    pub people: Option<u64>,
    /// Whether it stands in several rows, so that one tick would not do it.
    pub several: bool,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
    /// The day on which it was made, if known.
    pub made: Option<NaiveDate>,
    /// The day on which it was done.
    pub done: Option<NaiveDate>,
}

/// The kinds of rows in which people promise something, of all tools, in their order.
///
/// A phase of its own: whoever gathers the items asks each kind, and no tool keeps a list of the others.
pub struct PromiseKinds(pub Vec<&'static Promises>);

/// An action, with an owner and a due date, that a meeting or a tool made of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The code of the finding.
    pub finding: EcoString,
    /// The day on which that was done; none where it is not known.
    pub on: Option<NaiveDate>,
    /// What is to be done.
    pub action: EcoString,
    /// The one who answers for it.
    pub owner: EcoString,
    /// The day by which it is to be done.
    pub due: NaiveDate,
}

/// All such actions: what they are of is answered while they are open. Hardly any edit changes them, so ask for them by
/// [`Facts::get_stable`].
#[derive(Debug, Default, PartialEq, Eq)]
pub struct AcceptedFindings {
    /// The open ones, the one due next first.
    pub open: Vec<Accepted>,
    /// Those that are done, the latest first, each with the day on which it was done.
    pub done: Vec<(NaiveDate, Accepted)>,
    /// The codes of the findings whose action is open and has no owner: nobody has answered them.
    pub nobody: Vec<EcoString>,
}

/// The indicators of which a meeting has said that they need no action for now. Ask for it by [`Facts::get_stable`] as
/// well.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct NoAction(pub BTreeMap<Id, Waived>);

/// How often meetings have found the promise in a row not kept, on its day or after it. Ask for it by
/// [`Facts::get_stable`] as well.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PutOffs(pub BTreeMap<Id, PutOff>);

/// How often a promise was not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PutOff {
    /// In all.
    pub times: i64,
    /// Those times at which it was given a new day.
    pub to_new_day: i64,
}

/// That a meeting wants no action for an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The day until which that holds.
    pub until: NaiveDate,
    /// Why; blank where nobody said.
    pub reason: EcoString,
}

impl NoAction {
    /// What a meeting has said of an indicator that needs no action; none where nobody has said so.
    pub fn of(&self, kpi: Id) -> Option<&Waived> {
        self.0.get(&kpi)
    }
}

impl Waived {
    /// What was decided and why, as a sentence without its end.
    pub fn said(&self) -> Phrase {
        let (reason, until) = (self.reason.trim(), self.until);
        if reason.is_empty() {
            return say!(
                "例会定了本周不行动；{until} 的例会再看",
                "The meeting decided on no action this week; look again on {until}"
            );
        }
        say!(
            "例会定了本周不行动：{reason}；{until} 的例会再看",
            "The meeting decided on no action this week: {reason}; look again on {until}"
        )
    }
}

impl AcceptedFindings {
    /// Whether the action that was made of the finding of this code has no owner yet, and no other is open.
    pub fn lacks_owner(&self, code: &str) -> bool {
        self.nobody.iter().any(|lacking| lacking == code) && !self.answer(code)
    }

    /// Whether an action that was made of the finding of this code is open.
    pub fn answer(&self, code: &str) -> bool {
        self.open.iter().any(|accepted| accepted.finding == code)
    }

    /// The last action that was made of the finding of this code and is done, with that day, where none is open.
    pub fn done(&self, code: &str) -> Option<&(NaiveDate, Accepted)> {
        self.done.iter().find(|(_, accepted)| accepted.finding == code).filter(|_| !self.answer(code))
    }
}
