//! The vocabulary of advice: levels, rules, findings, and the cells they point to. The rules themselves live with
//! their tools.

use crate::facts::Facts;
use crate::sheet::{Col, Id};
use crate::text::{Phrase, Text, nested, text};
use ecow::EcoString;

/// How bad it is; the order is from best to worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing to judge yet.
    #[default]
    Blank,
    /// As it should be.
    Good,
    /// Keep an eye on it.
    Watch,
    /// Do something.
    Act,
    /// Do not go on before this is solved.
    Stop,
}

impl Level {
    /// The sign that stands beside the colour.
    pub const fn sign(self) -> &'static str {
        match self {
            Level::Blank => "·",
            Level::Good => "✔",
            Level::Watch => "◆",
            Level::Act => "▲",
            Level::Stop => "■",
        }
    }

    /// The word that stands beside the colour.
    pub const fn word(self) -> Text {
        match self {
            Level::Blank => text("未填", "blank"),
            Level::Good => text("良好", "good"),
            Level::Watch => text("留意", "watch"),
            Level::Act => text("行动", "act"),
            Level::Stop => text("停", "stop"),
        }
    }

    /// The name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Level::Blank => "blank",
            Level::Good => "good",
            Level::Watch => "watch",
            Level::Act => "act",
            Level::Stop => "stop",
        }
    }
}

/// What comes of it if nothing is done, the gravest last: of two findings of one level the graver stands first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consequence {
    /// A figure, a name or a date is missing or doubtful, and something cannot be judged.
    Entry,
    /// A part of the plan is missing or thin.
    #[default]
    Plan,
    /// Time is lost: something is late.
    Time,
    /// Results are lost, or gained by luck.
    Results,
    /// People cannot or do not want to go along.
    People,
    /// The change goes on although it must not.
    Gate,
}

/// A cell that a finding points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The sheet's key.
    pub sheet: &'static str,
    /// The row; none means the sheet as a whole, say because it has no rows yet.
    pub row: Option<Id>,
    /// The column's key.
    pub column: &'static str,
}

impl Place {
    /// A cell of a row, or a column of the sheet as a whole.
    pub fn of(row: impl Into<Option<Id>>, column: Col) -> Place {
        Place { sheet: column.sheet, row: row.into(), column: column.key }
    }
}

/// A rule: its name for life, where it comes from, and what it finds.
pub struct Rule {
    /// Its name for life, such as `KP1`.
    pub id: &'static str,
    /// Where it comes from.
    pub source: Text,
    /// What makes it fire, in one sentence without values.
    pub fires: Text,
    /// The rules that have nothing to add once this one has found something.
    pub silences: &'static [Silence],
    /// Whether it still speaks when the project is closed.
    pub after_closing: bool,
    /// What comes of it if nothing is done.
    pub consequence: Consequence,
    find: Find,
}

/// A rule that another one silences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Wherever it points.
    Everywhere(&'static str),
    /// Only where it points to the same cell.
    SameCell(&'static str),
}

/// How a rule looks for what it finds.
enum Find {
    One(fn(&Rule, &Facts) -> Option<Finding>),
    Many(fn(&Rule, &Facts) -> Vec<Finding>),
}

impl Rule {
    /// A rule that finds one thing at most.
    pub const fn one(
        id: &'static str,
        source: Text,
        fires: Text,
        find: fn(&Rule, &Facts) -> Option<Finding>,
    ) -> Rule {
        Rule::of(id, source, fires, Find::One(find))
    }

    /// A rule that may find several things.
    pub const fn many(
        id: &'static str,
        source: Text,
        fires: Text,
        find: fn(&Rule, &Facts) -> Vec<Finding>,
    ) -> Rule {
        Rule::of(id, source, fires, Find::Many(find))
    }

    const fn of(id: &'static str, source: Text, fires: Text, find: Find) -> Rule {
        Rule { id, source, fires, silences: &[], after_closing: false, consequence: Consequence::Plan, find }
    }

    /// The same, and these rules have nothing to add to what it finds.
    #[must_use]
    pub const fn silences(self, silences: &'static [Silence]) -> Rule {
        Rule { silences, ..self }
    }

    /// The same, and it speaks of a closed project too.
    #[must_use]
    pub const fn after_closing(self) -> Rule {
        Rule { after_closing: true, ..self }
    }

    /// The same, with what comes of it if nothing is done.
    #[must_use]
    pub const fn weighs(self, consequence: Consequence) -> Rule {
        Rule { consequence, ..self }
    }

    /// Whether it finds one thing at most, wherever that points to: its finding stays the same when the row that it names
    /// first is settled and others are left.
    pub const fn is_single(&self) -> bool {
        matches!(self.find, Find::One(_))
    }

    /// What it finds in a project on a day.
    pub fn find(&self, facts: &Facts) -> Vec<Finding> {
        match self.find {
            Find::One(find) => find(self, facts).into_iter().collect(),
            Find::Many(find) => find(self, facts),
        }
    }

    /// A finding of this rule.
    pub fn found(
        &self,
        level: Level,
        place: Place,
        evidence: impl Into<Phrase>,
        advice: impl Into<Phrase>,
    ) -> Finding {
        let advice = nested(advice.into());
        Finding {
            id: self.id,
            level,
            evidence: nested(evidence.into()),
            action: advice.clone(),
            advice,
            source: self.source,
            place,
            consequence: self.consequence,
            people: 0,
        }
    }
}

/// One thing worth knowing, with what it was concluded from.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub id: &'static str,
    /// How bad it is.
    pub level: Level,
    /// The entered values that fired the rule.
    pub evidence: Phrase,
    /// What to do.
    pub advice: Phrase,
    /// What it comes to as somebody's action, in the words of a list of actions.
    pub action: Phrase,
    /// Where the rule comes from.
    pub source: Text,
    /// The cell that causes it.
    pub place: Place,
    /// What comes of it if nothing is done.
    pub consequence: Consequence,
    /// The number of people whom it concerns, where that is known; else 0.
    pub people: u64,
}

/// Which finding it is, from one edit to the next: no two findings of a project have the same. A cell is not enough, as
/// several rules may point to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FindingKey {
    /// The rule's id.
    pub rule: &'static str,
    /// The cell that causes it.
    pub place: Place,
}

impl FindingKey {
    /// Its name in files: the rule and the cell.
    pub fn code(&self) -> EcoString {
        let Place { sheet, row, column } = self.place;
        let row = row.map(|row| row.to_string()).unwrap_or_default();
        ecow::eco_format!("{}/{sheet}/{row}/{column}", self.rule)
    }
}

impl Finding {
    /// The same, with what it comes to as somebody's action, where the advice speaks of a form or names nothing.
    #[must_use]
    pub fn becomes(self, action: impl Into<Phrase>) -> Finding {
        Finding { action: nested(action.into()), ..self }
    }

    /// The same, and it concerns so many people.
    #[must_use]
    pub fn affecting(self, people: u64) -> Finding {
        Finding { people, ..self }
    }

    /// The word that stands beside its sign: that of its level, and where it judges nothing it is something to do.
    pub const fn word(&self) -> Text {
        match self.level {
            Level::Blank => text("待办", "to do"),
            level => level.word(),
        }
    }

    /// Which finding this is.
    pub fn key(&self) -> FindingKey {
        FindingKey { rule: self.id, place: self.place }
    }
}

/// A conclusion in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How bad it is; blank is plain text.
    pub level: Level,
    /// The sentence.
    pub text: Phrase,
}

impl Line {
    /// A line of a level.
    pub fn new(level: Level, text: impl Into<Phrase>) -> Line {
        Line { level, text: nested(text.into()) }
    }

    /// Plain text.
    pub fn plain(text: impl Into<Phrase>) -> Line {
        Line::new(Level::Blank, text)
    }
}
