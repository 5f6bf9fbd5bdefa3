//! The log: one entry for each worry or objection.

use crate::sheet::{Col, Link, Prose, Tick};
use crate::tools::adkar::Person;
use crate::tools::communication::Audience;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// What kind of resistance it is.
    Type {
        Cognitive "cognitive" = "认知阻力" / "Cognitive" aka ["认知"],
        Emotional "emotional" = "情感阻力" / "Emotional" aka ["情感", "情绪", "emotion"],
        Ability "ability" = "能力阻力" / "Ability" aka ["能力", "skills"],
        Interest "interest" = "利益阻力" / "Self-interest" aka ["利益"],
        Fatigue "fatigue" = "疲劳阻力" / "Fatigue" aka ["疲劳", "change fatigue"],
        Culture "culture" = "文化阻力" / "Culture" aka ["文化", "cultural"],
    }
}

sheet! {
    /// One worry or objection, and how it is answered.
    Entry in "resistance" = "阻力记录" / "Resistance log", dated opened, keyed who + quote;
    who: EcoString = "谁" / "Who" aka PERSON ? "角色或代号" / "A role or a code",
    quote: Prose = "原话" / "Their words" aka QUOTE ? "照原话记，不加评价" / "As they said it, without judging",
    person: Link<Person> = "ADKAR 卡" / "ADKAR card" ? "选了卡就能建议类型" / "With a card the type can be suggested",
    audience: Link<Audience> = "受众" / "Audience" aka AUDIENCE,
    people: Option<u32> = "人数" / "People" aka HEADCOUNT ? "有同样顾虑的人数；留空按卡上的人数或 1 人算" / "How many share the concern; blank: as on the card, or 1",
    opened: Option<NaiveDate> = "记录日期" / "Logged on" aka LOGGED toward Past,
    kind: Option<Type> = "类型" / "Type" aka KIND,
    listen: Prose = "倾听" / "Listen" aka WORRY ? "真正担心的是什么" / "What the real concern is",
    listened: Option<NaiveDate> = "倾听日期" / "Listened on" toward Past,
    empathise: Prose = "共情" / "Empathise" ? "哪些担心是合理的，怎么对他们说的" / "What is reasonable about it, and how you said so",
    empathised: Option<NaiveDate> = "共情日期" / "Empathised on" toward Past,
    response: Prose = "解决" / "Solve" aka ACTION ? "针对这个原因做什么" / "What you do about this cause",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming,
    solved: Tick = "解决日期" / "Resolved on" aka DONE,
    note: Prose = "备注" / "Notes" aka NOTE,
}

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

impl Step {
    /// The name for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Step::Listen => "listen",
            Step::Empathise => "empathise",
            Step::Solve => "solve",
            Step::Solved => "solved",
        }
    }
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

    /// How many people think so: the number entered, else all on the card, else one.
    pub(super) fn heads(&self, card: Option<&Person>) -> u64 {
        self.people.map(u64::from).or(card.map(Person::people)).unwrap_or(1)
    }

    /// The first cell of an answer that is missing.
    pub fn lacks(&self) -> Option<Col> {
        match () {
            () if blank(&self.response.0) => Some(Entry::COL.response),
            () if blank(&self.owner) => Some(Entry::COL.owner),
            () if self.due.is_none() => Some(Entry::COL.due),
            () => None,
        }
    }

    /// What we wrote ourselves, by column. What they say stands in the quote and is theirs.
    pub(super) fn own_words(&self) -> [(Col, &str); 5] {
        [
            (Entry::COL.who, &self.who),
            (Entry::COL.listen, &self.listen.0),
            (Entry::COL.empathise, &self.empathise.0),
            (Entry::COL.response, &self.response.0),
            (Entry::COL.note, &self.note.0),
        ]
    }
}
