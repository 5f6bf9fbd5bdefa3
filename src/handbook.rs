//! The handbook: what a director wants to read while leading a change, page by page, in both languages.
//!
//! The texts are assets, one file a chapter, with both languages of a block side by side; they are read once. A page
//! names its tool and its rules by their keys: this module must not know the tools, and `tests/rooms.rs` holds that
//! whatever a page names exists, and that every rule has its page.

mod find;
#[cfg(test)]
mod tests;

pub use find::{Hit, find};

use crate::text::{Phrase, Text, text};
use serde::Deserialize;
use std::sync::OnceLock;

/// A part of the book, in the order of reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chapter {
    /// How the workbook hangs together, and why there is a change at all.
    #[default]
    Start,
    /// Is the house ready?
    Readiness,
    /// The eight steps of the organisation.
    Kotter,
    /// The five elements of a person.
    Adkar,
    /// The ninety days and the year.
    Plan,
    /// What is said to whom.
    Communication,
    /// Where people hold back, and why.
    Resistance,
    /// Wins, actions and the weekly review.
    Wins,
    /// How the work runs, and how it should.
    Process,
    /// What customers go through, and what the brand has promised them.
    Journey,
    /// What protects a redesign, and what may spoil it.
    Safeguards,
    /// Indicators and what they prove.
    Measure,
    /// The ten pieces of advice.
    Advice,
    /// The eight mistakes, and where tools contradict each other.
    Mistakes,
    /// What others did.
    Lessons,
    /// Books, cases, courses and homework.
    Learning,
}

impl Chapter {
    /// All chapters, in the order of reading.
    pub const ALL: [Chapter; 16] = [
        Chapter::Start,
        Chapter::Readiness,
        Chapter::Kotter,
        Chapter::Adkar,
        Chapter::Plan,
        Chapter::Communication,
        Chapter::Resistance,
        Chapter::Wins,
        Chapter::Process,
        Chapter::Journey,
        Chapter::Safeguards,
        Chapter::Measure,
        Chapter::Advice,
        Chapter::Mistakes,
        Chapter::Lessons,
        Chapter::Learning,
    ];

    /// The heading.
    pub const fn title(self) -> Text {
        match self {
            Chapter::Start => text("从这里开始", "Start here"),
            Chapter::Readiness => text("变革准备度", "Readiness"),
            Chapter::Kotter => text("科特8步", "Kotter's 8 steps"),
            Chapter::Adkar => text("ADKAR", "ADKAR"),
            Chapter::Plan => text("90天与路线图", "90 days and the roadmap"),
            Chapter::Communication => text("沟通", "Communication"),
            Chapter::Resistance => text("阻力", "Resistance"),
            Chapter::Wins => text("短期胜利与行动", "Wins and actions"),
            Chapter::Process => text("流程再造", "Process redesign"),
            Chapter::Journey => text("客户旅程", "Customer journey"),
            Chapter::Safeguards => text("保障与风险", "Safeguards and risks"),
            Chapter::Measure => text("指标", "Indicators"),
            Chapter::Advice => text("10条建议", "Ten pieces of advice"),
            Chapter::Mistakes => text("8个常见错误", "Eight common mistakes"),
            Chapter::Lessons => text("案例启示", "Case lessons"),
            Chapter::Learning => text("延伸学习与作业", "Reading and homework"),
        }
    }

    /// The pages as they are written, file by file.
    const fn assets(self) -> &'static [&'static str] {
        match self {
            Chapter::Start => &[include_str!("../assets/handbook/start.json")],
            Chapter::Readiness => &[include_str!("../assets/handbook/readiness.json")],
            Chapter::Kotter => &[include_str!("../assets/handbook/kotter.json")],
            Chapter::Adkar => &[include_str!("../assets/handbook/adkar.json")],
            Chapter::Plan => &[include_str!("../assets/handbook/plan.json")],
            Chapter::Communication => &[include_str!("../assets/handbook/communication.json")],
            Chapter::Resistance => &[include_str!("../assets/handbook/resistance.json")],
            Chapter::Wins => &[include_str!("../assets/handbook/wins.json")],
            Chapter::Process => &[
                include_str!("../assets/handbook/process.json"),
                include_str!("../assets/handbook/methods.json"),
            ],
            Chapter::Journey => &[include_str!("../assets/handbook/journey.json")],
            Chapter::Safeguards => &[include_str!("../assets/handbook/safeguards.json")],
            Chapter::Measure => &[include_str!("../assets/handbook/measure.json")],
            Chapter::Advice => &[include_str!("../assets/handbook/advice.json")],
            Chapter::Mistakes => &[include_str!("../assets/handbook/mistakes.json")],
            Chapter::Lessons => &[include_str!("../assets/handbook/lessons.json")],
            Chapter::Learning => &[include_str!("../assets/handbook/learning.json")],
        }
    }

    /// Its pages, read anew; the tests hold that all assets can be read.
    fn read(self) -> serde_json::Result<Vec<Page>> {
        let mut pages = Vec::new();
        for asset in self.assets() {
            pages.append(&mut serde_json::from_str::<Vec<Page>>(asset)?);
        }
        for page in &mut pages {
            page.chapter = self;
        }
        Ok(pages)
    }
}

/// A page of the book.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its name, which stays when the page is written anew.
    pub key: Box<str>,
    /// The chapter it stands in.
    #[serde(skip)]
    pub chapter: Chapter,
    /// What it is called.
    pub title: Phrase,
    /// The key of the tool that does what the page speaks of.
    #[serde(default)]
    pub tool: Option<Box<str>>,
    /// The key of the tool's view, if it is not the first.
    #[serde(default)]
    pub view: Option<Box<str>>,
    /// The rules that the page explains: an id such as `RD1`, or its beginning, such as `RD`.
    #[serde(default)]
    pub rules: Vec<Box<str>>,
    /// What it says.
    pub body: Vec<Block>,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A heading within the page.
    Heading(Phrase),
    /// A paragraph.
    Para(Phrase),
    /// Points in no order.
    List(Vec<Phrase>),
    /// Points in their order, to be numbered.
    Steps(Vec<Phrase>),
    /// Rows of cells; each has as many as there are heads.
    Table {
        /// What stands above the columns.
        heads: Vec<Phrase>,
        /// The rows.
        rows: Vec<Vec<Phrase>>,
    },
}

impl Block {
    /// All that the block says, in the order of reading.
    pub fn texts(&self) -> impl Iterator<Item = &Phrase> {
        let (one, many, rows): (Option<&Phrase>, &[Phrase], &[Vec<Phrase>]) = match self {
            Block::Heading(text) | Block::Para(text) => (Some(text), &[], &[]),
            Block::List(texts) | Block::Steps(texts) => (None, texts, &[]),
            Block::Table { heads, rows } => (None, heads, rows),
        };
        one.into_iter().chain(many).chain(rows.iter().flatten())
    }
}

/// All pages, chapter after chapter.
pub fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    // An asset that cannot be read leaves out its chapter; no such asset passes the tests.
    PAGES.get_or_init(|| Chapter::ALL.into_iter().flat_map(|c| c.read().unwrap_or_default()).collect())
}

/// The page of a key.
pub fn page(key: &str) -> Option<&'static Page> {
    pages().iter().find(|page| &*page.key == key)
}

/// The page that explains a rule: the one that names its id, else the one that names most of its beginning.
pub fn page_of_rule(id: &str) -> Option<&'static Page> {
    let named = pages().iter().flat_map(|page| page.rules.iter().map(move |rule| (rule, page)));
    // Of equally long names the first page wins.
    named.filter(|(rule, _)| begins(id, rule)).rev().max_by_key(|(rule, _)| rule.len()).map(|(_, page)| page)
}

/// Whether a rule's id begins with the name: `AK2-A` begins with `AK2` and with `AK`, but `AD10` not with `AD1`, and
/// `KP1` not with `K`.
fn begins(id: &str, name: &str) -> bool {
    let Some(rest) = id.strip_prefix(name) else { return false };
    let (last, next) = (name.chars().next_back(), rest.chars().next());
    last.zip(next).is_some_and(|(last, next)| {
        !(last.is_ascii_digit() && next.is_ascii_digit() || last.is_alphabetic() && next.is_alphabetic())
    }) || rest.is_empty()
}
