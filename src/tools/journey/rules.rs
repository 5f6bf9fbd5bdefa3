//! What is advised about the journey: gaps first, then what is missing to see them.

use super::actions::{GAP_RULE, aloud};
use super::facts::{Figures, LASTS, Point, WIDE};
use super::{BrandPromise, Touchpoint};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::text::{Text, count, days, few, text};
use crate::tool::Assessment;
use crate::tools::charter::Charter;

const MAPPING: Text = text("品牌策略 客户旅程映射", "Brand strategy, customer-journey mapping");
const THREAD: Text = text("品牌承诺，服务兑现", "What the brand promises, the service delivers");
const ANCHOR: Text = text("品牌策略 品牌定位锚定", "Brand strategy, anchor to the brand position");
const OWN: Text = text("变革工作簿", "Changebook");

/// So many are named.
const NAMED: usize = 3;

/// What is looked for, in the order in which it is said.
pub static RULES: &[Rule] = &[
    Rule::many(
        GAP_RULE,
        MAPPING,
        text(
            "触点的承诺水平比体验高 2 分以上",
            "At a touchpoint the promised level is at least 2 points above the experience",
        ),
        gaps,
    )
    .weighs(Consequence::Results),
    Rule::one(
        "JO4",
        MAPPING,
        text("有触点，却没有一个打了两个分", "There are touchpoints, and none has both scores"),
        none_scored,
    )
    .weighs(Consequence::Entry),
    Rule::one(
        "JO2",
        THREAD,
        text("有触点了，却有品牌承诺不在任何触点兑现", "A brand promise is kept at none of the touchpoints"),
        nowhere,
    ),
    Rule::one(
        "JO3",
        THREAD,
        text("有触点没有写兑现哪条品牌承诺", "A touchpoint names no brand promise that it keeps"),
        without_promise,
    ),
    Rule::one(
        "JO7",
        THREAD,
        text("品牌承诺没有写怎么衡量，也没有指标", "A brand promise has neither a measure nor an indicator"),
        unmeasured,
    )
    .weighs(Consequence::Entry),
    Rule::one(
        "JO6",
        ANCHOR,
        text(
            "有触点或品牌承诺，品牌定位却是空的",
            "There are touchpoints or brand promises, and the brand position is blank",
        ),
        no_position,
    ),
    Rule::one(
        "JO5",
        OWN,
        text("触点的评分已超过 91 天", "The scores of a touchpoint are more than 91 days old"),
        stale,
    )
    .weighs(Consequence::Entry),
];

fn gaps(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    facts.get::<Figures>().wide().map(|point| gap(rule, point)).collect()
}

fn gap(rule: &Rule, point: &Point) -> Finding {
    let level = |score: Option<crate::sheet::Score>| score.map_or(0, crate::sheet::Score::get);
    let name = &point.name;
    let (promised, experience) = (level(point.row.promised), level(point.row.experience));
    let evidence = say!(
        "“{name}”承诺 {promised} 分，体验 {experience} 分，差距 {gap}",
        "'{name}': promised {promised}, experienced {experience}, a gap of {gap}",
        name,
        promised,
        experience,
        gap = point.gap.unwrap_or_default()
    );
    let advice = match point.row.cause {
        Some(cause) => say!(
            "{cause}：用{method}，{does}",
            "{cause}: {method}; {does}",
            cause = cause.label(),
            method = cause.method().tried,
            does = cause.method().does
        ),
        None => text(
            "先问几位客户差在哪里，选上差距原因，再定方法；或者少承诺一点",
            "Ask a few customers what is missing, choose the cause and then a method; or promise less",
        )
        .into(),
    };
    let column = if point.row.cause.is_none() { Touchpoint::COL.cause } else { Touchpoint::COL.experience };
    let found = rule.found(Level::Act, Place::of(point.row.id, column), evidence, advice);
    match point.row.cause {
        Some(cause) => found.becomes(aloud(point, cause)),
        None => found.becomes(say!(
            "问几位客户“{name}”差在哪里，选上差距原因",
            "Ask a few customers what is missing at '{name}', and choose the cause of the gap",
            name
        )),
    }
}

fn none_scored(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let first = figures.points.first().filter(|_| figures.ranked.is_empty())?;
    let half = figures.points.iter().find(|p| p.row.promised.is_some() || p.row.experience.is_some());
    let (row, column) = match half {
        Some(point) if point.row.promised.is_none() => (point.row.id, Touchpoint::COL.promised),
        Some(point) => (point.row.id, Touchpoint::COL.experience),
        None => (first.row.id, Touchpoint::COL.promised),
    };
    Some(rule.found(
        Level::Watch,
        Place::of(row, column),
        say!(
            "{points}触点都还没有同时打承诺水平和体验两个分",
            "None of {points} has both scores, promised level and experience",
            points = count(figures.points.len(), "个", "touchpoint", "touchpoints")
        ),
        text(
            "请三位客户走一遍，逐个触点打 1 到 5 分，差距才看得出来",
            "Have three customers go through it and score each touchpoint from 1 to 5; the gaps show then",
        ),
    ))
}

fn nowhere(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    // Before there is a touchpoint nothing can be kept.
    figures.points.first()?;
    let lost: Vec<_> = figures.nowhere().collect();
    let first = lost.first()?;
    Some(rule.found(
        Level::Watch,
        Place::of(first.row.id, BrandPromise::COL.promise),
        say!(
            "没有一个触点兑现{names}",
            "No touchpoint keeps {names}",
            names = few(lost.iter().map(|kept| &kept.name), NAMED)
        ),
        text(
            "写明客户在哪个触点看得到；哪里都看不到，就别这样承诺",
            "Say at which touchpoint customers see it; if there is none, do not promise it",
        ),
    ))
}

fn without_promise(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let lost: Vec<_> = figures.without_promise().collect();
    let first = lost.first()?;
    let (place, advice) = if figures.promises.is_empty() {
        (
            Place::of(None, BrandPromise::COL.promise),
            text(
                "先写两三条品牌承诺，再给每个触点选一条",
                "Write two or three brand promises first; then choose one for each touchpoint",
            ),
        )
    } else {
        (
            Place::of(first.row.id, Touchpoint::COL.keeps),
            text(
                "选上它兑现的承诺；一条也不兑现的触点，想想能不能取消",
                "Choose the promise that it keeps; a touchpoint that keeps none may not be needed",
            ),
        )
    };
    Some(rule.found(
        Level::Watch,
        place,
        say!(
            "{names}没有写兑现哪条品牌承诺",
            "No brand promise is named for {names}",
            names = few(lost.iter().map(|point| &point.name), NAMED)
        ),
        advice,
    ))
}

fn unmeasured(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let vague: Vec<_> = figures.promises.iter().filter(|kept| !kept.row.is_measured()).collect();
    let first = vague.first()?;
    Some(rule.found(
        Level::Watch,
        Place::of(first.row.id, BrandPromise::COL.measured),
        say!(
            "{names}没有写怎么衡量",
            "Nothing says how {names} is measured",
            names = few(vague.iter().map(|kept| &kept.name), NAMED)
        ),
        text(
            "写一个客户自己看得到的数，如小时数、次数",
            "Name a figure that customers see themselves, such as hours or visits",
        ),
    ))
}

fn no_position(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let used = !figures.points.is_empty() || !figures.promises.is_empty();
    (used && figures.position.zh.is_empty()).then(|| {
        let row = facts.rows::<Charter>().first().map(|charter| charter.id);
        rule.found(
            Level::Watch,
            Place::of(row, Charter::COL.position),
            say!(
                "写了 {points}触点、{promises}品牌承诺，品牌定位还是空的",
                "{points} and {promises} are written down, and the brand position is blank",
                points = count(figures.points.len(), "个", "touchpoint", "touchpoints"),
                promises = count(figures.promises.len(), "条", "promise", "promises")
            ),
            text(
                "用一句话写：对哪些客户，承诺什么，靠什么做到",
                "Say in one sentence for which customers, what you promise, and how you keep it",
            ),
        )
    })
}

fn stale(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let stale = facts.get::<Figures>().stale();
    let (oldest, first) = stale.first()?;
    Some(rule.found(
        Level::Watch,
        Place::of(first.row.id, Touchpoint::COL.scored),
        say!(
            "{points}的评分已超过 {LASTS} 天，最久的“{name}”是 {ago}前评的",
            "{points} scored more than {LASTS} days ago; '{name}', the oldest, {ago} ago",
            points = count(stale.len(), "个触点", "touchpoint was", "touchpoints were"),
            name = first.name,
            ago = days(*oldest)
        ),
        text(
            "请客户重新打一次分，看看改了之后差距小了没有",
            "Have customers score them again, and see whether the gap is smaller since the change",
        ),
    ))
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let (all, scored, wide) = (figures.points.len(), figures.ranked.len(), figures.wide().count());
    Assessment {
        headline: match (all, wide) {
            (0, _) => text("未填", "blank").into(),
            (_, 0) => say!("已评{scored}/{all}", "{scored}/{all} done"),
            (_, 1) => text("差距1处", "1 gap").into(),
            (_, wide) => say!("差距{wide}处", "{wide} gaps"),
        },
        level: match Assessment::worst(&findings) {
            Level::Good if scored == 0 => Level::Blank,
            level => level,
        },
        conclusion: conclusion(figures),
        findings,
    }
}

fn conclusion(figures: &Figures) -> Vec<Line> {
    let (all, scored) = (figures.points.len(), figures.ranked.len());
    if all == 0 {
        return vec![Line::plain(text(
            "还没有触点：从客户第一次找我们写起，一行一个，按先后排。",
            "No touchpoint yet: begin where customers first turn to us, one a row, in their order.",
        ))];
    }
    let mut lines = vec![Line::plain(say!(
        "{points}触点，评了 {scored} 个；{promises}品牌承诺",
        "{points}, {scored} scored; {promises}",
        points = count(all, "个", "touchpoint", "touchpoints"),
        scored,
        promises = count(figures.promises.len(), "条", "brand promise", "brand promises")
    ))];
    let rises: Vec<i16> = figures.points.iter().filter_map(Point::rise).collect();
    if !rises.is_empty() {
        let (up, down) =
            (rises.iter().filter(|by| **by > 0).count(), rises.iter().filter(|by| **by < 0).count());
        lines.push(Line::new(
            if down > up { Level::Watch } else { Level::Blank },
            say!(
                "重评过 {again}，体验变好 {up} 个，变差 {down} 个",
                "{again} scored again: {up} better, {down} worse",
                again = count(rises.len(), "个触点", "touchpoint", "touchpoints"),
                up,
                down
            ),
        ));
    }
    let wide: Vec<&Point> = figures.wide().collect();
    if !wide.is_empty() {
        lines.push(Line::new(
            Level::Act,
            say!(
                "差距 {WIDE} 分以上：{names}；“把差距列为行动”派给一个人",
                "Gaps of {WIDE} or more: {names}; 'Act on the gap' assigns them",
                names = few(wide.iter().map(|point| &point.name), NAMED)
            ),
        ));
    } else if scored == all {
        lines.push(Line::new(
            Level::Good,
            text("每个触点的体验都接近承诺", "At every touchpoint the experience is close to the promise"),
        ));
    }
    lines
}

/// How bad a gap is.
pub(super) const fn level(gap: i16) -> Level {
    match gap {
        WIDE.. => Level::Act,
        1 => Level::Watch,
        _ => Level::Good,
    }
}
