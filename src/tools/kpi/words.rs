//! What the dashboard's figures are called, in both languages. It must not know rules or panels.

use super::Kpi;
use super::facts::{Figures, Lack, Movement};
use crate::finding::Level;
use crate::say;
use crate::sheet::{AnyRow, Unit, number};
use crate::stats::{Forecast, KpiStatus, Standing};
use crate::text::{Lang, Phrase, Text, text};
use chrono::NaiveDate;
use std::borrow::Cow;

/// A phrase made for each language by the same recipe.
pub(in crate::tools) fn both(make: impl Fn(Lang) -> String) -> Phrase {
    Phrase { zh: Cow::Owned(make(Lang::Zh)), en: Cow::Owned(make(Lang::En)) }
}

/// Phrases one after the other, with the comma of the language.
pub(in crate::tools) fn list(items: &[Phrase]) -> Phrase {
    joined(items, text("、", ", "))
}

/// Phrases one after the other, with something between them.
pub(in crate::tools) fn joined(items: &[Phrase], between: Text) -> Phrase {
    both(|lang| items.iter().map(|p| p.get(lang)).collect::<Vec<_>>().join(between.get(lang)))
}

/// A value with its unit.
pub(in crate::tools) fn figure(value: f64, unit: Unit) -> Phrase {
    both(|lang| number(value, unit, lang))
}

/// A change of a value with its sign and unit; percentages differ by points.
pub(in crate::tools) fn change(value: f64, unit: Unit) -> Phrase {
    both(|lang| {
        let sign = if value > 0.0 { "+" } else { "" };
        let figure = number(value, if unit == Unit::Percent { Unit::None } else { unit }, lang);
        let points = if unit == Unit::Percent { text("个百分点", " pp").get(lang) } else { "" };
        format!("{sign}{figure}{points}")
    })
}

/// A share as whole percent, halves away from zero: `117%`, `-25%`.
pub(in crate::tools) fn percent(share: f64) -> String {
    // 8.7 on the way from 8 to 12 is 17.5 %, which floating point has a little below.
    let exact = (share * 1e9).round() / 1e7;
    format!("{}%", exact.round() + 0.0)
}

/// What an indicator is called.
pub(in crate::tools) fn name(kpi: &Kpi) -> Phrase {
    match (kpi.name.trim(), kpi.builtin(0)) {
        ("", Some(name)) => name.into(),
        ("", None) => text("未命名指标", "Unnamed indicator").into(),
        (name, _) => Phrase::same(name),
    }
}

/// What a standing is called, its key in JSON, and how bad it is.
pub(super) const fn standing(standing: Standing) -> (Text, &'static str, Level) {
    match standing {
        Standing::Met => (text("达成", "met"), "met", Level::Good),
        Standing::OnTrack => (text("在轨", "on track"), "on_track", Level::Good),
        Standing::Lagging => (text("滞后", "lagging"), "lagging", Level::Watch),
        Standing::OffTrack => (text("偏离", "off track"), "off_track", Level::Act),
        Standing::Missed => (text("逾期未达", "missed"), "missed", Level::Act),
    }
}

/// What a status is called and how bad it is; a stale one keeps its last word behind.
pub(super) fn status(status: KpiStatus) -> (Phrase, Level) {
    match status {
        KpiStatus::Fresh(s) => {
            let (word, _, level) = standing(s);
            (word.into(), level)
        }
        KpiStatus::Stale { last: None } => (text("待更新", "stale").into(), Level::Blank),
        KpiStatus::Stale { last: Some(last) } => {
            let (Text { zh, en }, ..) = standing(last);
            (say!("待更新·{zh}", "stale·{en}"), Level::Blank)
        }
        KpiStatus::Undefined => (text("待定", "undecided").into(), Level::Blank),
        KpiStatus::NoReading => (text("无读数", "no reading").into(), Level::Blank),
    }
}

/// The status in JSON.
pub(super) const fn status_key(status: KpiStatus) -> &'static str {
    match status {
        KpiStatus::Fresh(s) => standing(s).1,
        KpiStatus::Stale { .. } => "stale",
        KpiStatus::Undefined => "undefined",
        KpiStatus::NoReading => "no_reading",
    }
}

/// What has to be entered.
pub(super) const fn lack(lack: Lack) -> Text {
    match lack {
        Lack::Target => text("目标", "a target"),
        Lack::Baseline => text("基线", "a baseline"),
        Lack::Start => text("启动日期或基线日期", "the start date or a baseline date"),
        Lack::Direction => text("方向（基线等于目标）", "a direction (baseline and target are equal)"),
        Lack::Contrary => {
            text("方向（与基线、目标矛盾）", "the direction (it contradicts baseline and target)")
        }
    }
}

/// When the target will be met, short.
pub(super) fn forecast(kpi: &Figures) -> Phrase {
    match kpi.forecast {
        Forecast::Met => text("已达成", "met").into(),
        Forecast::Date(date) => Phrase::same(date.to_string()),
        Forecast::Never => text("达不到", "never").into(),
        Forecast::TooFew { have } if have > 0 => say!("还差 {n} 个", "{n} more", n = needed(have)),
        Forecast::TooFew { .. } | Forecast::Undefined => Phrase::same("–"),
    }
}

/// How many readings are missing to a forecast.
pub(super) const fn needed(have: usize) -> usize {
    crate::stats::trend::TREND_NEEDS.saturating_sub(have)
}

/// Whether it moved.
pub(super) const fn movement(movement: Movement) -> Text {
    match movement {
        Movement::TooFew { .. } => text("读数太少", "too few readings"),
        Movement::None => text("没有波动", "no variation"),
        Movement::Noise => text("正常波动", "noise"),
        Movement::Better => text("确认在改善", "Confirmed better"),
        Movement::Worse => text("确认在变差", "Confirmed worse"),
        Movement::Moved => text("有信号", "signal"),
    }
}

/// The movement in JSON.
pub(super) const fn movement_key(movement: Movement) -> &'static str {
    match movement {
        Movement::TooFew { .. } => "too_few",
        Movement::None => "no_variation",
        Movement::Noise => "noise",
        Movement::Better => "improved",
        Movement::Worse => "worsened",
        Movement::Moved => "moved",
    }
}

/// The latest value with the day it is of, or its age once it is stale.
pub(super) fn current(kpi: &Figures, today: NaiveDate) -> Phrase {
    let Some((date, value)) = kpi.current else { return Phrase::same("–") };
    let Phrase { zh, en } = figure(value, kpi.kpi.unit());
    let age = today.signed_duration_since(date).num_days();
    // A reading of these days is not old; it only waits for its week to be full.
    if matches!(kpi.status, KpiStatus::Stale { .. }) && age >= 7 {
        say!("{zh} · {age}天前", "{en} · {age} d ago")
    } else {
        let day = date.format("%m-%d");
        say!("{zh} · {day}", "{en} · {day}")
    }
}
