//! Where every method stands on a day, and what the other tools say for and against it. Figures only, no advice.

use super::items::{By, MethodDef, Moved};
use super::sheets::{Case, Method};
use crate::facts::{Fact, Facts};
use crate::finding::Place;
use crate::sheet::{Col, Id, Unit};
use crate::text::{Phrase, Text, text};
use crate::tool::{Speaks, Suggestion, Suggestions};
use crate::tools::kpi::{self, Kpi};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Where a method stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has chosen it.
    Open,
    /// It is chosen and not introduced yet.
    Chosen,
    /// It is introduced.
    Done,
}

impl State {
    /// The name for programs.
    const fn key(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Chosen => "chosen",
            State::Done => "done",
        }
    }
}

/// What a chosen method is without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// What is done.
    Action,
    /// Who does it.
    Owner,
    /// By when.
    Due,
    /// An indicator.
    Kpi,
    /// The value of the indicator before.
    Baseline,
    /// The value that the indicator is to reach.
    Target,
}

impl Lack {
    /// What makes it something to do, in the order of the columns.
    pub const TO_DO: [Lack; 3] = [Lack::Action, Lack::Owner, Lack::Due];
    /// What makes it something to prove.
    pub const TO_PROVE: [Lack; 3] = [Lack::Kpi, Lack::Baseline, Lack::Target];

    /// Its name in a list of what is missing.
    pub const fn label(self) -> Text {
        match self {
            Lack::Action => text("做什么", "what is done"),
            Lack::Owner => text("负责人", "an owner"),
            Lack::Due => text("期限", "a due date"),
            Lack::Kpi => text("指标", "an indicator"),
            Lack::Baseline => text("指标的基线", "the baseline of its indicator"),
            Lack::Target => text("指标的目标", "the target of its indicator"),
        }
    }

    /// The cell where it is entered: what an indicator is without is entered in its own row.
    pub fn place(self, method: &MethodFigures) -> Place {
        let of_kpi = |column: Col| match &method.measured {
            Some(measured) => Place::of(measured.row, column),
            None => Place::of(method.row, Method::COL.kpi),
        };
        match self {
            Lack::Action => Place::of(method.row, Method::COL.action),
            Lack::Owner => Place::of(method.row, Method::COL.owner),
            Lack::Due => Place::of(method.row, Method::COL.due),
            Lack::Kpi => Place::of(method.row, Method::COL.kpi),
            Lack::Baseline => of_kpi(Kpi::COL.baseline),
            Lack::Target => of_kpi(Kpi::COL.target),
        }
    }
}

/// The indicator of a method: what it was, where it is, where it is to go.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Its row.
    pub row: Id,
    /// What it is called.
    pub title: Phrase,
    /// The unit of its values.
    pub unit: Unit,
    /// The value before.
    pub baseline: Option<f64>,
    /// The value to reach.
    pub target: Option<f64>,
    /// The value by which it is judged now.
    pub now: Option<f64>,
}

impl Measured {
    /// How far it has moved since the baseline: points where it is a share or a score.
    pub fn moved(&self) -> Option<Moved> {
        let by = match self.unit {
            Unit::Percent => By::PercentagePoints,
            Unit::Points | Unit::OfFive => By::Points,
            _ => By::Share,
        };
        Moved::between(self.baseline?, self.now?, by)
    }
}

/// The figures of a method.
#[derive(Clone, Debug)]
pub struct MethodFigures {
    /// Its row.
    pub row: Id,
    /// The method; none for one of people's own.
    pub item: Option<&'static MethodDef>,
    /// What it is called.
    pub name: Phrase,
    /// Where it stands.
    pub state: State,
    /// What it is without while it is chosen, in the order of `Lack`.
    pub lacks: Vec<Lack>,
    /// The day by which it is to be introduced.
    pub due: Option<NaiveDate>,
    /// Its indicator.
    pub measured: Option<Measured>,
    /// What other tools say for it.
    pub speaks_for: Vec<Suggestion>,
    /// What other tools say against it.
    pub speaks_against: Vec<Suggestion>,
}

/// The figures of all methods on a day.
pub struct Figures {
    /// One for each row, in their order.
    pub methods: Vec<MethodFigures>,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures { methods: facts.rows::<Method>().iter().map(|row| MethodFigures::of(facts, row)).collect() }
    }
}

impl MethodFigures {
    fn of(facts: &Facts, row: &Method) -> MethodFigures {
        let today = facts.today();
        let state = match (row.done_by(today), row.chosen_by(today)) {
            (Some(_), _) => State::Done,
            (None, Some(_)) => State::Chosen,
            (None, None) => State::Open,
        };
        let kpi = row.kpi.0.and_then(|id| facts.get::<kpi::Indicators>().get(id));
        let measured = kpi.map(|kpi| Measured {
            row: kpi.kpi.id,
            title: kpi.kpi.title(),
            unit: kpi.kpi.unit(),
            baseline: kpi.kpi.baseline,
            target: kpi.kpi.target,
            now: kpi.judged.map(|(_, value)| value),
        });
        let lacks = |lack: &Lack| match lack {
            Lack::Action => row.action.0.trim().is_empty(),
            Lack::Owner => row.owner.trim().is_empty(),
            Lack::Due => row.due.is_none(),
            Lack::Kpi => measured.is_none(),
            Lack::Baseline => measured.as_ref().is_some_and(|m| m.baseline.is_none()),
            Lack::Target => measured.as_ref().is_some_and(|m| m.target.is_none()),
        };
        let all = Lack::TO_DO.into_iter().chain(Lack::TO_PROVE);
        let lacks = all.filter(|lack| state == State::Chosen && lacks(lack)).collect();
        let suggestions = facts.get::<Suggestions>();
        let said = |speaks: Speaks| {
            let of_kind = |s: &&Suggestion| s.speaks == speaks;
            suggestions.of(&row.code).filter(of_kind).cloned().collect()
        };
        MethodFigures {
            row: row.id,
            item: row.item(),
            name: name(row),
            state,
            lacks,
            due: row.due,
            measured,
            speaks_for: said(Speaks::For),
            speaks_against: said(Speaks::Against),
        }
    }

    /// What has to come before it, where nothing speaks for it.
    pub fn too_early(&self) -> Option<&Suggestion> {
        self.speaks_against.first().filter(|_| self.speaks_for.is_empty())
    }

    /// Its code; blank for a method of people's own.
    pub fn code(&self) -> &'static str {
        self.item.map_or("", |item| item.code)
    }
}

impl Figures {
    /// The figures of a row.
    pub fn get(&self, row: Id) -> Option<&MethodFigures> {
        self.methods.iter().find(|method| method.row == row)
    }

    /// The methods that are chosen and not introduced yet.
    pub fn open(&self) -> impl Iterator<Item = &MethodFigures> {
        self.methods.iter().filter(|method| method.state == State::Chosen)
    }

    /// The methods that are introduced.
    pub fn done(&self) -> impl Iterator<Item = &MethodFigures> {
        self.methods.iter().filter(|method| method.state == State::Done)
    }

    /// The methods that something speaks for and nobody has chosen.
    pub fn proposed(&self) -> impl Iterator<Item = &MethodFigures> {
        self.methods.iter().filter(|m| m.state == State::Open && !m.speaks_for.is_empty())
    }
}

/// What a method is called: as people call it, else as we do.
fn name(row: &Method) -> Phrase {
    match (row.method.trim(), row.item()) {
        ("", Some(item)) => item.title.into(),
        ("", None) => text("未命名的方法", "Unnamed method").into(),
        (own, _) => Phrase::same(own),
    }
}

/// The figures, by name.
pub(super) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let evidence = |all: &[Suggestion]| all.iter().map(|s| json!(s.evidence)).collect::<Vec<_>>();
    let method = |m: &MethodFigures| {
        json!({
            "id": m.row,
            "code": m.code(),
            "name": m.name,
            "state": m.state.key(),
            "due": m.due,
            "baseline": m.measured.as_ref().and_then(|k| k.baseline),
            "target": m.measured.as_ref().and_then(|k| k.target),
            "current": m.measured.as_ref().and_then(|k| k.now),
            "for": evidence(&m.speaks_for),
            "against": evidence(&m.speaks_against),
        })
    };
    let told = |m: &&MethodFigures| m.state != State::Open || !m.speaks_for.is_empty();
    let cases = facts.rows::<Case>();
    vec![
        ("chosen", json!(figures.open().count())),
        ("done", json!(figures.done().count())),
        ("proposed", json!(figures.proposed().count())),
        ("relevant_cases", json!(cases.iter().filter(|case| case.relevant).count())),
        ("methods", figures.methods.iter().filter(told).map(method).collect()),
    ]
}
