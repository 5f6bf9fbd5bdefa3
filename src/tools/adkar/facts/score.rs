//! The arithmetic of a card: the weakest link, what to treat first, and how many people are stuck where.
//! It knows no sentence and no screen, and never averages scores.

use super::super::sheets::{Person, Scoring};
use crate::say;
use crate::sheet::{Col, Score};
use crate::text::{Phrase, Text, text};

/// One of the five things that a person needs, in the order in which they are achieved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Element {
    /// Knows why.
    Awareness,
    /// Is willing.
    Desire,
    /// Knows how.
    Knowledge,
    /// Does it.
    Ability,
    /// Keeps doing it.
    Reinforcement,
}

/// The number of elements.
pub const COUNT: usize = 5;

/// A score up to this one is a barrier (Prosci's barrier point).
pub const BARRIER: u8 = 3;

/// The scores of a card in the order of [`Element::ALL`].
pub type Scores = [Option<Score>; COUNT];

impl Element {
    /// All, in the order in which they are achieved.
    pub const ALL: [Element; COUNT] =
        [Element::Awareness, Element::Desire, Element::Knowledge, Element::Ability, Element::Reinforcement];

    /// Its column on the cards.
    pub const fn column(self) -> Col {
        match self {
            Element::Awareness => Person::COL.awareness,
            Element::Desire => Person::COL.desire,
            Element::Knowledge => Person::COL.knowledge,
            Element::Ability => Person::COL.ability,
            Element::Reinforcement => Person::COL.reinforcement,
        }
    }

    /// Its name in JSON.
    pub const fn key(self) -> &'static str {
        self.column().key
    }

    /// Its name.
    pub const fn title(self) -> Text {
        match self {
            Element::Awareness => text("认知", "Awareness"),
            Element::Desire => text("渴望", "Desire"),
            Element::Knowledge => text("知识", "Knowledge"),
            Element::Ability => text("能力", "Ability"),
            Element::Reinforcement => text("强化", "Reinforcement"),
        }
    }

    /// Its name in six cells at most, for the head of a narrow column.
    pub const fn brief(self) -> Text {
        match self {
            Element::Awareness => text("认知", "Aware."),
            Element::Desire => text("渴望", "Desire"),
            Element::Knowledge => text("知识", "Knowl."),
            Element::Ability => text("能力", "Abil."),
            Element::Reinforcement => text("强化", "Reinf."),
        }
    }

    /// The question that a score of it answers.
    pub const fn question(self) -> Text {
        match self {
            Element::Awareness => text("是否理解为什么要变？", "Do they understand why we change?"),
            Element::Desire => text("是否愿意支持变革？", "Are they willing to support it?"),
            Element::Knowledge => text("是否知道怎么做？", "Do they know how?"),
            Element::Ability => text("是否真正做得到？", "Are they able to do it?"),
            Element::Reinforcement => text("是否坚持新做法？", "Do they keep to the new practice?"),
        }
    }

    /// Advice for those whom it stops.
    pub const fn advice(self) -> Text {
        match self {
            Element::Awareness => {
                text("用数据和真实案例讲清为什么要变", "Explain why with data and real cases")
            }
            Element::Desire => text(
                "把激励和新做法挂钩，讲清对个人的好处",
                "Link incentives to the new practice and show the personal benefit",
            ),
            Element::Knowledge => {
                text("安排培训，配上手册和视频", "Train them, with a manual and videos to come back to")
            }
            Element::Ability => text(
                "多练习，派人现场辅导，把工具配好",
                "Give them practice, coaching on the job and the right tools",
            ),
            Element::Reinforcement => text(
                "及时奖励和表扬，把新做法写进制度",
                "Reward and recognise it promptly, and write the new practice into the rules",
            ),
        }
    }

    /// The same said of somebody, as people say it to each other.
    pub fn advice_for(self, who: &Phrase) -> Phrase {
        match self {
            Element::Awareness => say!(
                "用数据和真实案例跟{who}讲清为什么要变",
                "Explain to {who} with data and real cases why we change",
                who
            ),
            Element::Desire => say!(
                "跟{who}讲清新做法对个人的好处，把激励挂上钩",
                "Show {who} what they gain from the new practice, and link incentives to it",
                who
            ),
            Element::Knowledge => say!(
                "给{who}安排培训，配上手册和视频",
                "Train {who}, with a manual and videos to come back to",
                who
            ),
            Element::Ability => say!(
                "让{who}多练习，派人现场辅导，把工具配好",
                "Give {who} practice, coaching on the job and the right tools",
                who
            ),
            Element::Reinforcement => say!(
                "及时奖励和表扬{who}，把新做法写进制度",
                "Reward and recognise {who} promptly, and write the new practice into the rules",
                who
            ),
        }
    }

    /// Words often heard where it is missing.
    pub const fn symptom(self) -> Text {
        match self {
            Element::Awareness => text("“不知道为什么要变”", "\"I don't know why we change\""),
            Element::Desire => text("“没兴趣”“不想变”", "\"Not interested\", \"I don't want to\""),
            Element::Knowledge => text("“新系统不会用”", "\"I can't use the new system\""),
            Element::Ability => text("知道怎么做，但做不到", "They know how, but cannot do it"),
            Element::Reinforcement => text("慢慢又回到老做法", "They slip back to the old way"),
        }
    }
}

/// The lowest of the elements that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakest {
    /// Nothing is scored.
    Blank,
    /// A score is missing.
    Undecided,
    /// Everything is at 5.
    None,
    /// All are equal, below 5.
    Equal(u8),
    /// The earliest of the lowest.
    Link(Element, u8),
}

/// The element to treat first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treat {
    /// Nothing is scored.
    Blank,
    /// This element has to be scored before there is an answer.
    Score(Element),
    /// The first element, in order, that is a barrier.
    Barrier(Element, u8),
    /// No barrier: hold and reinforce.
    Hold,
}

/// The elements that count, with their scores. Reinforcement counts from go-live on.
fn counting(scores: Scores, live: bool) -> impl Iterator<Item = (Element, Option<u8>)> {
    let all = Element::ALL.into_iter().zip(scores.map(|s| s.map(Score::get)));
    all.filter(move |(element, _)| live || *element != Element::Reinforcement)
}

/// The scores that count: all from go-live on, before it all but the last, which is Reinforcement.
fn counted(scores: &Scores, live: bool) -> &[Option<Score>] {
    if live { scores } else { &scores[..COUNT - 1] }
}

/// The weakest link; ties go to the earliest.
pub fn weakest(scores: Scores, live: bool) -> Weakest {
    let scores = counted(&scores, live);
    if scores.iter().all(Option::is_none) {
        return Weakest::Blank;
    }
    let (mut first, mut low, mut high) = (0, u8::MAX, 0);
    for (at, score) in scores.iter().enumerate() {
        let Some(score) = score.map(Score::get) else { return Weakest::Undecided };
        high = high.max(score);
        if score < low {
            (first, low) = (at, score);
        }
    }
    match low {
        5 => Weakest::None,
        _ if low == high => Weakest::Equal(low),
        _ => Weakest::Link(Element::ALL[first], low),
    }
}

/// The other elements that are as low as the weakest link.
pub fn ties(scores: Scores, live: bool) -> impl Iterator<Item = Element> {
    let link = match weakest(scores, live) {
        Weakest::Link(element, score) => Some((element, score)),
        _ => None,
    };
    counting(scores, live)
        .filter(move |(e, s)| link.is_some_and(|(first, low)| *e != first && *s == Some(low)))
        .map(|(e, _)| e)
}

/// The element to treat first: the earliest barrier in the order A, D, K, A, R.
pub fn treat_first(scores: Scores, live: bool) -> Treat {
    let scores = counted(&scores, live);
    if scores.iter().all(Option::is_none) {
        return Treat::Blank;
    }
    let first = scores.iter().position(|score| score.is_none_or(|score| score.get() <= BARRIER));
    let Some(at) = first else { return Treat::Hold };
    match scores[at] {
        Some(score) => Treat::Barrier(Element::ALL[at], score.get()),
        None => Treat::Score(Element::ALL[at]),
    }
}

impl Person {
    /// The five scores.
    pub fn scores(&self) -> Scores {
        [self.awareness, self.desire, self.knowledge, self.ability, self.reinforcement]
    }

    /// The people whom the card stands for.
    pub fn people(&self) -> u64 {
        u64::from(self.headcount.unwrap_or(1))
    }

    /// The weakest link.
    pub fn weakest(&self) -> Weakest {
        weakest(self.scores(), self.live)
    }

    /// The element to treat first.
    pub fn treat_first(&self) -> Treat {
        treat_first(self.scores(), self.live)
    }

    /// The score that an element counts with.
    pub fn counted(&self, element: Element) -> Option<u8> {
        counting(self.scores(), self.live).find(|(e, _)| *e == element).and_then(|(_, s)| s)
    }

    /// Whether every element that counts is scored.
    pub fn is_complete(&self) -> bool {
        counted(&self.scores(), self.live).iter().all(Option::is_some)
    }

    /// Whether an action is under way that somebody answers for by a day.
    pub fn has_plan(&self) -> bool {
        let named = |text: &str| !text.trim().is_empty();
        named(&self.action) && named(&self.owner) && self.due.is_some() && self.done.0.is_none()
    }

    /// Whether the weakest link and the element to treat first are different.
    pub fn differs(&self) -> bool {
        match self.treat_first() {
            Treat::Barrier(first, _) => {
                matches!(self.weakest(), Weakest::Link(weakest, _) if weakest != first)
            }
            _ => false,
        }
    }
}

impl Scoring {
    /// The five scores.
    pub fn scores(&self) -> Scores {
        [self.awareness, self.desire, self.knowledge, self.ability, self.reinforcement]
    }
}

/// The points by which each element moved; only elements scored both times, and only those that moved.
pub fn movement(from: Scores, to: Scores) -> impl Iterator<Item = (Element, i8)> {
    let points = |s: Score| s.get().cast_signed();
    Element::ALL.into_iter().zip(from.into_iter().zip(to)).filter_map(move |(element, (from, to))| {
        let by = points(to?) - points(from?);
        (by != 0).then_some((element, by))
    })
}

/// Counts of people, by headcount.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Cards.
    pub cards: u64,
    /// People.
    pub people: u64,
    /// People by the element that stops them first.
    pub barrier: [u64; COUNT],
    /// People without a barrier.
    pub holding: u64,
    /// People whose barrier is not known, because a score is missing.
    pub unscored: u64,
    /// People whose score of an element is a barrier, first or not.
    pub low: [u64; COUNT],
    /// People whose element is scored and counts.
    pub scored: [u64; COUNT],
}

impl Tally {
    /// Counts a card in, with the element to treat first on it.
    pub fn add(&mut self, person: &Person, treat: Treat) {
        let (scores, people) = (person.scores(), person.people());
        self.cards += 1;
        self.people += people;
        match treat {
            Treat::Barrier(element, _) => self.barrier[element as usize] += people,
            Treat::Hold => self.holding += people,
            Treat::Blank | Treat::Score(_) => self.unscored += people,
        }
        for (at, score) in counted(&scores, person.live).iter().enumerate() {
            let Some(score) = score else { continue };
            self.scored[at] += people;
            if score.get() <= BARRIER {
                self.low[at] += people;
            }
        }
    }

    /// Counts another tally in.
    pub fn merge(&mut self, other: &Tally) {
        self.cards += other.cards;
        self.people += other.people;
        self.holding += other.holding;
        self.unscored += other.unscored;
        for n in 0..COUNT {
            self.barrier[n] += other.barrier[n];
            self.low[n] += other.low[n];
            self.scored[n] += other.scored[n];
        }
    }

    /// The element that stops most people, the earliest of equals, and how many.
    pub fn largest(&self) -> Option<(Element, u64)> {
        let stuck = Element::ALL.into_iter().zip(self.barrier).rev().max_by_key(|(_, people)| *people);
        stuck.filter(|(_, people)| *people > 0)
    }
}
