//! Words that give a don't away: labels on people, and answers that are no more than an order. It must not know
//! where they were found.

use crate::text::width;

/// Chinese labels. Whatever is not said of people is left out by [`HARMLESS`].
static LABELS: &[&str] = &[
    "保守",
    "刺头",
    "捣乱",
    "老顽固",
    "顽固分子",
    "死脑筋",
    "老古董",
    "老油条",
    "落后分子",
    "钉子户",
    "唱反调",
    "害群之马",
];

/// Where a Chinese label means something else.
static HARMLESS: &[&str] = &["保守估计", "保守地估计", "保守测算", "保守秘密"];

/// English labels, as whole words.
static EN_LABELS: &[&str] = &[
    "conservative",
    "conservatives",
    "troublemaker",
    "troublemakers",
    "trouble maker",
    "trouble makers",
    "dinosaur",
    "dinosaurs",
    "stubborn",
    "luddite",
    "luddites",
    "naysayer",
    "naysayers",
    "laggard",
    "laggards",
    "pig headed",
];

/// Where an English label means something else.
static EN_HARMLESS: &[&str] = &["conservative estimate", "conservative estimates", "conservative figure"];

/// Answers that only point upwards, whatever else is said.
static RANK: &[&str] = &["老板说了", "领导说了算", "没得商量", "不容讨论", "这是命令"];

/// English answers that only point upwards.
static EN_RANK: &[&str] = &[
    "the boss said so",
    "the boss says so",
    "because i say so",
    "because i said so",
    "it is an order",
    "it s an order",
    "this is an order",
    "that is an order",
    "orders from above",
    "not up for discussion",
    "do as they are told",
    "do as you are told",
];

/// Orders that stand well beside a real answer, but not alone.
static ORDERS: &[&str] = &[
    "老板要求",
    "领导要求",
    "上面要求",
    "总部要求",
    "老板定的",
    "领导定的",
    "上面定的",
    "必须执行",
    "必须服从",
    "必须配合",
    "坚决执行",
    "强制执行",
    "按要求执行",
    "照做就行",
    "照办",
];

/// English orders that stand well beside a real answer, but not alone.
static EN_ORDERS: &[&str] = &[
    "just do it",
    "management decided",
    "head office decided",
    "must comply",
    "has to comply",
    "have to comply",
    "must obey",
    "no excuses",
];

/// So many cells beside an order say nothing: eight Chinese characters, three English words.
const NOTHING_ELSE: usize = 16;

/// The English words of a text in lower case, with one space before, between and behind.
fn words(text: &str) -> String {
    let mut out = String::from(" ");
    for word in text.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()) {
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        out.push(' ');
    }
    out
}

fn without(text: &str, harmless: &[&str]) -> String {
    harmless.iter().fold(text.to_owned(), |text, phrase| text.replace(phrase, "，"))
}

/// The first of some phrases that a text holds; English ones as whole words.
fn first(text: &str, chinese: &[&'static str], english: &[&'static str]) -> Option<&'static str> {
    chinese
        .iter()
        .find(|word| text.contains(**word))
        .or_else(|| {
            let words = words(text);
            english.iter().find(|phrase| words.contains(&format!(" {phrase} ")))
        })
        .copied()
}

/// A label that a text puts on people.
pub fn label(text: &str) -> Option<&'static str> {
    let text = without(text, HARMLESS);
    if let Some(word) = first(&text, LABELS, &[]) {
        return Some(word);
    }
    let words = without(&words(&text), EN_HARMLESS);
    EN_LABELS.iter().find(|label| words.contains(&format!(" {label} "))).copied()
}

/// The order that is all that an answer says.
pub fn only_an_order(answer: &str) -> Option<&'static str> {
    if let Some(rank) = first(answer, RANK, EN_RANK) {
        return Some(rank);
    }
    let order = first(answer, ORDERS, EN_ORDERS)?;
    let said: String = answer.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    (width(said.trim()) <= width(order) + NOTHING_ELSE).then_some(order)
}
