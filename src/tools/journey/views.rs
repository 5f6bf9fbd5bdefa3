//! The touchpoints as rows, as a curve and by gap; the promises with where they are kept.

use super::facts::{Figures, Point, after};
use super::rules::level;
use super::{BrandPromise, Scoring, Touchpoint};
use crate::facts::Facts;
use crate::finding::{Level, Line, Place};
use crate::say;
use crate::sheet::{AnyRow, Row as _, Score, Unit};
use crate::text::{Phrase, count, text};
use crate::tool::{Bar, Field, Journey, Layout, Lead, Panel, Shown, Stop, View};

pub(super) const TOUCHPOINTS: View = View {
    heading,
    panels: beside_touchpoints,
    empty: text(
        "还没有触点。从客户第一次找我们写起，一行一个，按先后排。",
        "No touchpoint yet. Begin where customers first turn to us, one a row, in their order.",
    ),
    ..View::of(
        "touchpoints",
        text("触点", "Touchpoints"),
        Touchpoint::DEF,
        Layout::Grid(&[
            Field::column(Touchpoint::COL.touchpoint, 12),
            Field::short(Touchpoint::COL.promised, 4, text("承诺", "Prom.")),
            Field::short(Touchpoint::COL.experience, 4, text("体验", "Exp.")),
            Field::computed("gap", text("差距", "Gap"), 4, gap),
            Field::computed("rise", text("变化", "Moved"), 5, moved),
            Field::column(Touchpoint::COL.time, 8),
            Field::column(Touchpoint::COL.pain, 16),
            Field::column(Touchpoint::COL.cause, 12),
            Field::column(Touchpoint::COL.keeps, 14),
            Field::column(Touchpoint::COL.channel, 9),
            Field::column(Touchpoint::COL.stage, 8),
            Field::column(Touchpoint::COL.scored, 10),
            Field::column(Touchpoint::COL.note, 12),
        ]),
    )
};

pub(super) const CURVE: View = View {
    panels: curve_and_gaps,
    leads: Some(behind_gaps),
    ..View::of("curve", text("旅程图", "Curve"), Touchpoint::DEF, Layout::Panels)
};

pub(super) const PROMISES: View = View {
    panels: beside_promises,
    empty: text(
        "还没有品牌承诺。写一句对客户说的话，再写怎么衡量。",
        "No brand promise yet. Write one sentence that is said to customers, and how it is measured.",
    ),
    ..View::of(
        "promises",
        text("品牌承诺", "Promises"),
        BrandPromise::DEF,
        Layout::Grid(&[
            Field::column(BrandPromise::COL.promise, 24),
            Field::computed("kept_at", text("触点数", "Kept at"), 7, kept_at),
            Field::computed("widest_gap", text("最大差距", "Widest gap"), 8, widest),
            Field::column(BrandPromise::COL.measured, 18),
            Field::column(BrandPromise::COL.kpi, 14),
            Field::column(BrandPromise::COL.note, 12),
        ]),
    )
};

pub(super) const HISTORY: View = View {
    empty: text(
        "还没有以前的评分。在触点上“重新评分”，旧的分会存到这里。",
        "There are no earlier scores. Score a touchpoint again, and the old scores are kept here.",
    ),
    ..View::of(
        "history",
        text("评分历史", "History"),
        Scoring::DEF,
        Layout::Grid(&[
            Field::column(Scoring::COL.touchpoint, 14),
            Field::column(Scoring::COL.date, 10),
            Field::short(Scoring::COL.promised, 4, text("承诺", "Prom.")),
            Field::short(Scoring::COL.experience, 4, text("体验", "Exp.")),
            Field::computed("gap", text("差距", "Gap"), 4, |_, row| {
                shown(row.typed::<Scoring>().and_then(Scoring::gap))
            }),
            Field::computed("rise", text("之后变化", "Moved since"), 8, moved_since),
            Field::computed("gap_after", text("之后差距", "Gap after"), 8, |facts, row| {
                shown(row.typed::<Scoring>().and_then(|past| after(facts, past).1))
            }),
        ]),
    )
};

fn point<'a>(facts: &'a Facts, row: &dyn AnyRow) -> Option<&'a Point> {
    facts.get::<Figures>().get(row.id())
}

fn heading(facts: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let stage = point(facts, row).map(|point| point.stage.as_str()).filter(|stage| !stage.is_empty());
    stage.map(Phrase::same)
}

/// A gap in its colour.
fn shown(gap: Option<i16>) -> Shown {
    gap.map_or_else(Shown::dash, |gap| Shown::new(level(gap), Phrase::same(gap.to_string())))
}

fn gap(facts: &Facts, row: &dyn AnyRow) -> Shown {
    shown(point(facts, row).and_then(|point| point.gap))
}

/// By how much the experience rose.
fn risen(rise: Option<i16>) -> Shown {
    let level = |rise: i16| match rise {
        1.. => Level::Good,
        0 => Level::Blank,
        _ => Level::Watch,
    };
    rise.map_or_else(Shown::dash, |rise| Shown::new(level(rise), Phrase::same(format!("{rise:+}"))))
}

fn moved(facts: &Facts, row: &dyn AnyRow) -> Shown {
    risen(point(facts, row).and_then(Point::rise))
}

fn moved_since(facts: &Facts, row: &dyn AnyRow) -> Shown {
    risen(row.typed::<Scoring>().and_then(|past| after(facts, past).0))
}

fn kept_at(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let figures = facts.get::<Figures>();
    match figures.promise(row.id()).map(|kept| kept.touchpoints) {
        None => Shown::dash(),
        Some(0) if !figures.points.is_empty() => Shown::new(Level::Watch, Phrase::same("0")),
        Some(n) => Shown::plain(Phrase::same(n.to_string())),
    }
}

fn widest(facts: &Facts, row: &dyn AnyRow) -> Shown {
    shown(facts.get::<Figures>().promise(row.id()).and_then(|kept| kept.gap))
}

/// The journey as a drawing below a heading.
fn curve(facts: &Facts, title: Phrase) -> Option<Panel> {
    let figures = facts.get::<Figures>();
    (!figures.points.is_empty()).then(|| {
        let stop = |point: &Point| Stop {
            title: point.name.clone(),
            promised: point.row.promised.map(Score::get),
            experience: point.row.experience.map(Score::get),
            time: point.row.time.map_or_else(Phrase::default, time),
            level: if point.is_wide() { Level::Act } else { Level::Blank },
        };
        Panel::Journey(Journey { title, stops: figures.points.iter().map(stop).collect() })
    })
}

/// A time as short as a drawing needs it.
fn time(minutes: f64) -> Phrase {
    let figure = Unit::Duration.short(minutes);
    (figure.zh.into_owned(), figure.en.replace(' ', "")).into()
}

/// The drawing takes all the room; what the scores of the touchpoint under the cursor mean stands in its heading.
fn beside_touchpoints(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let title = row.and_then(|row| point(facts, row)).map_or_else(Phrase::default, meaning);
    curve(facts, title).into_iter().collect()
}

/// What a touchpoint's scores mean, and what helps.
fn meaning(point: &Point) -> Phrase {
    let name = &point.name;
    let said = match point.gap {
        None => text("还没有打两个分", "not scored yet").into(),
        Some(gap @ 1..) => say!("承诺比体验高 {gap} 分", "the promise is {gap} above the experience"),
        Some(0) => text("体验和承诺一致", "as promised").into(),
        Some(_) => text("体验好过承诺", "better than promised").into(),
    };
    let said = match point.before.as_ref().and_then(|past| Some((past.experience?, past.date?))) {
        Some((was, on)) => say!(
            "{said}（{on} 体验 {was} 分）",
            "{said} (experience {was} on {on})",
            said,
            on,
            was = was.get()
        ),
        None => said,
    };
    match point.row.cause.filter(|_| point.gap > Some(0)) {
        Some(cause) => say!(
            "{name}：{said}；{cause} → {method}",
            "{name}: {said}; {cause} → {method}",
            name,
            said,
            cause = cause.label(),
            method = cause.method().name
        ),
        None => say!("{name}：{said}", "{name}: {said}", name, said),
    }
}

fn curve_and_gaps(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let Some(curve) = curve(facts, text("承诺与体验", "Promise and experience").into()) else {
        let line = text(
            "还没有触点：先在“触点”页写下客户走过的每一步，打两个分。",
            "No touchpoint yet: write down each step of the customer under Touchpoints, with two scores.",
        );
        return vec![Panel::Lines {
            title: text("承诺与体验", "Promise and experience").into(),
            lines: vec![Line::plain(line)],
        }];
    };
    let bar = |point: &Point| {
        let gap = point.gap.unwrap_or_default();
        let said = match point.before.as_ref().and_then(|past| past.gap()) {
            Some(was) if was != gap => say!("{gap}（原 {was}）", "{gap} (was {was})"),
            _ => Phrase::same(gap.to_string()),
        };
        let cause = point.row.cause.map(super::sheets::Cause::label);
        let label = match cause {
            Some(cause) => say!("{said}  {cause}", "{said}  {cause}", said, cause),
            None => said,
        };
        Bar { title: point.name.clone(), share: f64::from(gap.max(0)) / 4.0, label, level: level(gap) }
    };
    let bars: Vec<Bar> = figures.by_gap().filter(|point| point.gap > Some(0)).map(bar).collect();
    let ranked = (!bars.is_empty())
        .then(|| Panel::Bars { title: text("差距，从大到小", "Gaps, the widest first").into(), bars });
    std::iter::once(curve).chain(ranked).collect()
}

/// The touchpoints of the curve, the widest gap first.
fn behind_gaps(facts: &Facts) -> Vec<Lead> {
    let lead = |point: &Point| {
        let gap = point.gap.unwrap_or_default();
        Lead {
            title: point.name.clone(),
            detail: say!("差距 {gap}", "gap {gap}"),
            level: if gap > 0 { level(gap) } else { Level::Blank },
            place: Place::of(point.row.id, Touchpoint::COL.experience),
            among: Vec::new(),
        }
    };
    facts.get::<Figures>().by_gap().map(lead).collect()
}

fn beside_promises(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let position = if figures.position.zh.is_empty() {
        Line::new(
            Level::Watch,
            text(
                "还是空的：在“项目”页用一句话写下对哪些客户、承诺什么、靠什么做到",
                "Still blank: under Project, say in one sentence for whom, what you promise, and how you keep it",
            ),
        )
    } else {
        Line::plain(figures.position.clone())
    };
    let kept = row.and_then(|row| figures.promise(row.id())).map(|kept| {
        let mut lines: Vec<Line> = figures
            .points
            .iter()
            .filter(|point| point.row.keeps.0 == Some(kept.row.id))
            .map(|point| {
                let level = point.gap.filter(|gap| *gap > 0).map_or(Level::Blank, level);
                let gap = point.gap.map_or_else(
                    || text("未打分", "not scored").into(),
                    |gap| say!("差距 {gap}", "gap {gap}"),
                );
                Line::new(level, say!("{name}，{gap}", "{name}, {gap}", name = point.name, gap))
            })
            .collect();
        if lines.is_empty() {
            lines.push(Line::plain(text("还没有触点兑现它", "No touchpoint keeps it yet")));
        }
        let title = say!(
            "{points}兑现这条承诺",
            "Kept at {points}",
            points = count(kept.touchpoints, "个触点", "touchpoint", "touchpoints")
        );
        Panel::Lines { title, lines }
    });
    let position =
        Panel::Lines { title: text("品牌定位", "Brand position").into(), lines: vec![position] };
    kept.into_iter().chain([position]).collect()
}
