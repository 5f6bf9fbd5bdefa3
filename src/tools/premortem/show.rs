//! The tests beside their rows: a word in the grid, the figures and the right way for the row under the cursor.

use super::rules::{Checked, Checks, Test};
use super::{Advice, Mistake, items};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, text};
use crate::tool::{Panel, Shown};

fn word(checks: &Checks, id: &str) -> Shown {
    let result = checks.get(id).map(|c| &c.result);
    let launched = checks.launched;
    let (text, level) = match result {
        None | Some(Test::NotYet(_)) => (text("待判断", "undecided"), Level::Blank),
        Some(Test::Clear(_)) => (text("没有", "clear"), Level::Good),
        Some(found) if launched => (text("正在发生", "ongoing"), found.level()),
        Some(found) => (text("会发生", "at risk"), found.level()),
    };
    Shown { text: text.into(), level }
}

pub(super) fn mistake(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let code = row.typed::<Mistake>().map_or("", |m| m.code.as_str());
    word(scene.get::<Checks>(), code)
}

pub(super) fn advice(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let code = row.typed::<Advice>().map_or("", |a| a.code.as_str());
    let result = scene.get::<Checks>().get(code).map(|c| &c.result);
    let (text, level) = match result {
        None | Some(Test::NotYet(_)) => (text("待判断", "undecided"), Level::Blank),
        Some(Test::Clear(_)) => (text("做到了", "followed"), Level::Good),
        Some(found) => (text("没做到", "not yet"), found.level()),
    };
    Shown { text: text.into(), level }
}

fn plain(text: impl Into<Phrase>) -> Line {
    Line { level: Level::Blank, text: text.into() }
}

/// What the test found, and what to do.
fn found(checked: Option<&Checked>) -> Vec<Line> {
    match checked.map(|c| &c.result) {
        None => Vec::new(),
        Some(Test::NotYet(why)) => vec![plain(join(text("待判断：", "Undecided: "), why))],
        Some(Test::Clear(why)) => vec![Line { level: Level::Good, text: why.clone() }],
        Some(Test::Hit(hit) | Test::Elsewhere(hit)) => vec![
            Line { level: hit.level, text: hit.evidence.clone() },
            plain(join(text("→ ", "→ "), &hit.advice)),
        ],
    }
}

fn join(before: Text, after: &Phrase) -> Phrase {
    Phrase {
        zh: format!("{}{}", before.zh, after.zh).into(),
        en: format!("{}{}", before.en, after.en).into(),
    }
}

pub(super) fn beside_mistake(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(row) = row.and_then(|r| r.typed::<Mistake>()) else { return Vec::new() };
    let Some(mistake) = items::mistake(&row.code) else { return Vec::new() };
    let checks = scene.get::<Checks>();
    let mut lines = found(checks.get(mistake.code));
    lines.push(plain(join(text("后果：", "Leads to: "), &mistake.result.into())));
    lines.push(plain(join(text("正确做法：", "Do instead: "), &mistake.right.into())));
    vec![Panel::Lines { title: mistake.title.into(), lines }]
}

pub(super) fn beside_advice(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(row) = row.and_then(|r| r.typed::<Advice>()) else { return Vec::new() };
    let Some(rule) = items::advice(&row.code) else { return Vec::new() };
    let checks = scene.get::<Checks>();
    let mut lines = found(checks.get(rule.code));
    lines.push(plain(rule.why));
    vec![Panel::Lines { title: rule.title.into(), lines }]
}

/// What each contradiction is about.
const PAIRS: [(&str, Text); 6] = [
    ("XC1", text("高层支持满分 × 高管不到现场", "Full senior support × no executive on site")),
    ("XC2", text("人人都通知到 × 不少人不知道为什么变", "Everybody reached × many do not know why")),
    ("XC3", text("培训做完 × 不少人还不会", "Training done × many do not know how")),
    ("XC4", text("资源满分 × 预算表是空的", "Full resources × an empty budget")),
    ("XC5", text("整块事项一天勾完 × 没有证据", "A whole block ticked in a day × no evidence")),
    ("XC6", text("宣布了胜利 × 指标没有信号", "A win claimed × no signal in its indicator")),
];

/// Each contradiction with what was found, those that hold first.
pub(super) fn contradictions(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let checks = scene.get::<Checks>();
    let mut pairs: Vec<_> = PAIRS.iter().map(|(id, title)| (checks.get(id), *title)).collect();
    pairs.sort_by_key(|(checked, _)| std::cmp::Reverse(checked.map(|c| c.result.level())));
    let panel = |(checked, title): (Option<&Checked>, Text)| Panel::Lines {
        title: title.into(),
        lines: found(checked),
    };
    pairs.into_iter().map(panel).collect()
}
