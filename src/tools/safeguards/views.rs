//! The safeguards with what the facts say; the risks as rows and as a map; technology and customers as rows.

use super::facts::{Checks, RiskFigures, Risks, level};
use super::sheets::{Risk, Safeguard, Segment, Technology};
use crate::facts::Facts;
use crate::finding::{Level, Line, Place};
use crate::say;
use crate::sheet::{AnyRow, Row as _, Score};
use crate::text::{Phrase, Text, join, text};
use crate::tool::Test;
use crate::tool::{Field, Layout, Lead, Panel, Shown, View};

pub(super) const SAFEGUARDS: View = View {
    grows: false,
    heading,
    panels: beside_safeguard,
    opens_on: Some(Safeguard::COL.state),
    ..View::of(
        "safeguards",
        text("保障", "Safeguards"),
        Safeguard::DEF,
        Layout::Grid(&[
            Field::column(Safeguard::COL.safeguard, 12),
            Field::computed("test", text("判断", "Verdict"), 8, verdict),
            Field::column(Safeguard::COL.state, 9),
            Field::column(Safeguard::COL.evidence, 18),
            Field::column(Safeguard::COL.figure, 6),
            Field::column(Safeguard::COL.action, 16),
            Field::column(Safeguard::COL.owner, 10),
            Field::column(Safeguard::COL.due, 10),
            Field::column(Safeguard::COL.done, 10),
            Field::column(Safeguard::COL.note, 12),
        ]),
    )
};

pub(super) const RISKS: View = View {
    panels: beside_risk,
    empty: text(
        "还没有风险。写下最可能毁掉试点的三件事，再写看到什么就动手、谁盯着。",
        "No risk yet. Write down the three things most likely to spoil the pilot, then the sign and who watches it.",
    ),
    ..View::of(
        "risks",
        text("风险登记册", "Risk register"),
        Risk::DEF,
        Layout::Grid(&[
            Field::column(Risk::COL.risk, 18),
            Field::short(Risk::COL.likelihood, 4, text("可能", "Lik.")),
            Field::short(Risk::COL.impact, 4, text("影响", "Imp.")),
            Field::computed("score", text("得分", "Score"), 5, score),
            Field::column(Risk::COL.trigger, 14),
            Field::column(Risk::COL.owner, 9),
            Field::column(Risk::COL.measure, 16),
            Field::column(Risk::COL.due, 10),
            Field::column(Risk::COL.done, 10),
            Field::column(Risk::COL.state, 8),
            Field::column(Risk::COL.noted, 10),
            Field::column(Risk::COL.note, 12),
        ]),
    )
};

pub(super) const MAP: View = View {
    panels: risk_map,
    leads: Some(behind_map),
    ..View::of("map", text("风险图", "Risk map"), Risk::DEF, Layout::Panels)
};

pub(super) const TECHNOLOGY: View = View {
    panels: |facts, _| beside_area(facts, &["SF5", "SF6", "SF7"]),
    empty: text(
        "还没有技术选型。先写需求和它解决的流程问题，再一行一个候选方案。",
        "No technology yet. Write the need and the problem it solves first; then a candidate a row.",
    ),
    ..View::of(
        "technology",
        text("技术选型", "Technology"),
        Technology::DEF,
        Layout::Grid(&[
            Field::column(Technology::COL.need, 16),
            Field::column(Technology::COL.candidate, 10),
            Field::column(Technology::COL.problem, 14),
            Field::column(Technology::COL.step, 10),
            Field::short(Technology::COL.fit, 4, text("匹配", "Fit")),
            Field::short(Technology::COL.ease, 4, text("好用", "Ease")),
            Field::short(Technology::COL.cost, 4, text("成本", "Cost")),
            Field::computed("total", text("合计", "Sum"), 5, total),
            Field::column(Technology::COL.chosen, 5),
            Field::column(Technology::COL.vendor, 9),
            Field::column(Technology::COL.experience, 8),
            Field::column(Technology::COL.faults, 8),
            Field::column(Technology::COL.solved, 8),
            Field::column(Technology::COL.response, 8),
            Field::column(Technology::COL.note, 12),
        ]),
    )
};

pub(super) const SEGMENTS: View = View {
    panels: |facts, _| beside_area(facts, &["SF8", "SF9", "SF10"]),
    empty: text(
        "还没有客户群。按年龄、习惯和接受度分三四群，每群写怎么引导。",
        "No group of customers yet. Part them by age, habit and acceptance, and say how each is guided.",
    ),
    ..View::of(
        "segments",
        text("客户分层", "Segments"),
        Segment::DEF,
        Layout::Grid(&[
            Field::column(Segment::COL.segment, 14),
            Field::column(Segment::COL.acceptance, 6),
            Field::column(Segment::COL.online, 14),
            Field::column(Segment::COL.offline, 14),
            Field::column(Segment::COL.new_use, 8),
            Field::column(Segment::COL.new_from, 10),
            Field::column(Segment::COL.old_until, 10),
            Field::column(Segment::COL.answered, 8),
            Field::column(Segment::COL.note, 12),
        ]),
    )
};

fn heading(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    Some(row.typed::<Safeguard>()?.item()?.area.title().into())
}

fn test<'a>(facts: &'a Facts, row: &dyn AnyRow) -> Option<&'a Test> {
    facts.get::<Checks>().get(&row.typed::<Safeguard>()?.code)
}

/// What the facts say, in a word.
fn verdict(facts: &Facts, row: &dyn AnyRow) -> Shown {
    match test(facts, row) {
        None => Shown::dash(),
        Some(Test::NotYet(_)) => Shown::plain(text("待判断", "no data")),
        Some(Test::Clear(_)) => Shown::new(Level::Good, text("✔ 有", "✔ there")),
        Some(Test::NotNeeded(_)) => Shown::plain(text("不需要", "not needed")),
        Some(Test::Hit(hit) | Test::Elsewhere(hit)) => Shown::new(hit.level, text("缺", "missing")),
    }
}

/// Beside a safeguard: what was found, what it is, why, and the case.
fn beside_safeguard(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let item = row.and_then(|row| row.typed::<Safeguard>()?.item());
    let panel = item.map(|item| {
        let mut lines = facts.get::<Checks>().get(item.code).map(Test::lines).unwrap_or_default();
        lines.push(Line::plain(join(text("做什么：", "What: "), item.what)));
        lines.push(Line::plain(join(text("为什么：", "Why: "), item.why)));
        lines.push(Line::plain(item.case.map_or_else(
            || {
                text(
                    "来源到此中断，没有案例；这一条是工作簿自己补的。",
                    "The source ends here without a case; this one is the workbook's own.",
                )
                .into()
            },
            |case| join(text("案例，只作示意：", "A case, as an illustration: "), case),
        )));
        Panel::Lines { title: item.title.into(), lines }
    });
    panel.into_iter().collect()
}

/// Beside the rows of an area: what was found of its safeguards.
fn beside_area(facts: &Facts, codes: &[&str]) -> Vec<Panel> {
    let checks = facts.get::<Checks>();
    let panel = |item: &super::items::PrefilledSafeguard| {
        let lines = checks.get(item.code).map(Test::lines)?;
        Some(Panel::Lines { title: item.title.into(), lines })
    };
    let items = super::items::SAFEGUARDS.iter().filter(|item| codes.contains(&item.code));
    items.filter_map(panel).collect()
}

fn total(_: &Facts, row: &dyn AnyRow) -> Shown {
    let total = row.typed::<Technology>().and_then(Technology::total);
    total.map_or_else(Shown::dash, |total| Shown::plain(Phrase::same(format!("{total}/15"))))
}

fn score(_: &Facts, row: &dyn AnyRow) -> Shown {
    let risk = row.typed::<Risk>().filter(|risk| risk.is_open());
    risk.and_then(Risk::score)
        .map_or_else(Shown::dash, |score| Shown::new(level(score), Phrase::same(score.to_string())))
}

/// The name of a level of risk.
fn level_name(level: Level) -> Text {
    match level {
        Level::Act => text("高", "high"),
        Level::Watch => text("中", "medium"),
        _ => text("低", "low"),
    }
}

/// "20 points, high".
fn said(score: Option<u8>) -> Phrase {
    score.map_or_else(
        || text("未打分", "not scored").into(),
        |score| say!("{score} 分，{name}", "{score} points, {name}", score, name = level_name(level(score))),
    )
}

fn beside_risk(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let risk = row.and_then(|row| facts.get::<Risks>().get(row.id()));
    let beside = risk.map(|risk| {
        let mut lines = vec![Line::new(risk.score.map_or(Level::Blank, level), said(risk.score))];
        if risk.row.trigger.0.trim().is_empty() {
            lines.push(Line::new(
                Level::Watch,
                text(
                    "还没有触发信号：看到什么数就动手",
                    "No trigger yet: at which figure does somebody act?",
                ),
            ));
        }
        if !risk.row.has_measure() {
            lines.push(Line::plain(text(
                "还没有措施；写上就进行动清单",
                "No measure yet; once written it stands in the list of actions",
            )));
        }
        Panel::Lines { title: risk.name.clone(), lines }
    });
    beside.into_iter().chain(risk_map(facts, None)).collect()
}

/// The number of a risk in the map: its place among those that are open, the highest first.
fn numbers(risks: &[RiskFigures], likelihood: u8, impact: u8) -> String {
    let here = |risk: &RiskFigures| {
        risk.row.likelihood.map(Score::get) == Some(likelihood)
            && risk.row.impact.map(Score::get) == Some(impact)
    };
    let numbers = risks.iter().enumerate().filter(|(_, risk)| here(risk)).map(|(n, _)| (n + 1).to_string());
    numbers.collect::<Vec<_>>().join(" ")
}

/// Impact across, likelihood down, the numbers of the risks in their cells.
fn map(facts: &Facts) -> Panel {
    let Risks(risks) = facts.get::<Risks>();
    // All cells are as wide as the widest, with room for the sign of its level.
    let wide = (1..=5).flat_map(|likelihood| (1..=5).map(move |impact| (likelihood, impact)));
    let wide = wide.map(|(l, i)| numbers(risks, l, i).len()).max().unwrap_or(0).max(1) + 2;
    let mut heads: Vec<Phrase> = vec![text("可能性＼影响", "Likelihood \\ impact").into()];
    heads.extend((1..=5).map(|impact| Phrase::same(format!("{impact:^wide$}"))));
    let cell = |likelihood: u8, impact: u8| {
        let numbers = numbers(risks, likelihood, impact);
        if numbers.is_empty() {
            Shown::plain(Phrase::same("·"))
        } else {
            Shown::new(level(likelihood * impact), Phrase::same(numbers))
        }
    };
    let row = |likelihood: u8| {
        (Phrase::same(likelihood.to_string()), (1..=5).map(|impact| cell(likelihood, impact)).collect())
    };
    Panel::Heat {
        title: text("风险图：数字是下面的编号", "Risk map: the numbers are those of the list").into(),
        heads,
        rows: (1..=5).rev().map(row).collect(),
    }
}

fn risk_map(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Risks(risks) = facts.get::<Risks>();
    let line = |(n, risk): (usize, &RiskFigures)| {
        Line::new(
            risk.score.map_or(Level::Blank, level),
            say!(
                "{n} {name}：{said}",
                "{n} {name}: {said}",
                n = n + 1,
                name = risk.name,
                said = said(risk.score)
            ),
        )
    };
    let mut lines: Vec<Line> = risks.iter().enumerate().map(line).collect();
    if lines.is_empty() {
        lines.push(Line::plain(text(
            "还没有风险：先在“风险登记册”页写下来",
            "No risk yet: write them down under Risk register",
        )));
    }
    vec![map(facts), Panel::Lines { title: text("从高到低", "The highest first").into(), lines }]
}

/// The rows of the risks in the map, the highest first.
fn behind_map(facts: &Facts) -> Vec<Lead> {
    let lead = |risk: &RiskFigures| Lead {
        title: risk.name.clone(),
        detail: said(risk.score),
        level: risk.score.map_or(Level::Blank, level),
        place: Place::of(risk.row.id, Risk::COL.risk),
        among: Vec::new(),
    };
    facts.get::<Risks>().0.iter().map(lead).collect()
}
