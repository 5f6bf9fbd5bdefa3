//! Before and after: the figures of two periods of one process, side by side.

use super::{Figures, Unit, judged, rounded, share};
use crate::say;
use crate::text::{Phrase, Text, signed_percent, text};
use serde::Serialize;

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A number.
    Number,
    /// A share, of which 1 is all.
    Share,
    /// Seconds.
    Seconds,
    /// Seconds of working time, whose days nobody knows the length of.
    WorkingSeconds,
}

/// A figure before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Its key, the same in both languages.
    pub key: &'static str,
    /// Its name.
    #[serde(skip)]
    pub title: Phrase,
    /// How it is written.
    pub kind: Kind,
    /// Its value in the earlier period; `None` where that has none.
    pub before: Option<f64>,
    /// Its value in the later one.
    pub after: Option<f64>,
    /// After less before.
    pub difference: Option<f64>,
    /// The difference as a share of before; `None` if that was 0.
    pub change: Option<f64>,
    /// Whether less of it is better; `None` where neither is.
    pub less_is_better: Option<bool>,
}

impl Change {
    /// Whether it has become better; `None` where the change that is shown is nought, or where neither way is better.
    pub fn is_better(&self) -> Option<bool> {
        let difference = self.difference?;
        let shown = if self.kind == Kind::Share { difference } else { self.change.unwrap_or(difference) };
        let moves = (shown * 100.0).round() != 0.0;
        self.less_is_better.filter(|_| moves).map(|less| (difference < 0.0) == less)
    }

    /// A value of it as text.
    pub fn shown(&self, value: f64, unit: Option<Unit>) -> Phrase {
        match self.kind {
            Kind::Number if value.fract() == 0.0 => Phrase::same(rounded(value)),
            Kind::Number => Phrase::same(format!("{}", (value * 100.0).round() / 100.0 + 0.0)),
            Kind::Share => Phrase::same(share(value)),
            Kind::Seconds => judged(value, unit, false),
            Kind::WorkingSeconds => judged(value, unit, true),
        }
    }

    /// How much it has changed: as a share of before, a share in points; `None` where nobody can say.
    pub fn moved(&self) -> Option<Phrase> {
        if self.kind == Kind::Share {
            let points = (self.difference? * 100.0).round() as i64;
            if points == 0 {
                return Some(text("0 个百分点", "0 points").into());
            }
            let units = if points.abs() == 1 { "point" } else { "points" };
            return Some(say!("{points:+} 个百分点", "{points:+} {units}"));
        }
        self.change.map(|by| Phrase::same(signed_percent(by)))
    }
}

/// The figures of two periods, in the order in which a service director asks.
pub fn changes(before: &Figures, after: &Figures) -> Vec<Change> {
    let mut all = Vec::new();
    let mut add = |key, title: Text, kind, less: Option<bool>, of: fn(&Figures) -> Option<f64>| {
        let (old, new) = (of(before), of(after));
        if old.is_none() && new.is_none() {
            return;
        }
        let difference = old.zip(new).map(|(old, new)| new - old);
        let change = difference.zip(old).filter(|(_, old)| *old != 0.0).map(|(by, old)| by / old);
        all.push(Change {
            key,
            title: title.into(),
            kind,
            before: old,
            after: new,
            difference,
            change,
            less_is_better: less,
        });
    };
    let less = Some(true);
    add("within_promise", text("承诺内办完", "Within the promise"), Kind::Share, Some(false), |f| {
        f.within_promise
    });
    add("median", text("周期中位数", "Median duration"), Kind::Seconds, less, |f| {
        Some(f.duration.calendar.median)
    });
    add("p95", text("周期，95% 的单在内", "95% within"), Kind::Seconds, less, |f| {
        Some(f.duration.calendar.p95)
    });
    add("mean", text("周期均值", "Mean duration"), Kind::Seconds, less, |f| {
        Some(f.duration.calendar.mean)
    });
    add(
        "working_median",
        text("工作时间中位数", "Median working time"),
        Kind::WorkingSeconds,
        less,
        |f| f.duration.working.map(|of| of.median),
    );
    add(
        "working_p95",
        text("工作时间，95% 的单在内", "95% within, working time"),
        Kind::WorkingSeconds,
        less,
        |f| f.duration.working.map(|of| of.p95),
    );
    add("rework", text("有返工的单", "Cases with rework"), Kind::Share, less, |f| Some(f.rework.share));
    add("returns", text("每单返回", "Returns per case"), Kind::Number, less, |f| {
        Some(f.rework.returns as f64 / f.cases as f64)
    });
    add("handoffs", text("每单交接", "Handoffs per case"), Kind::Number, less, |f| {
        f.handoffs.map(|n| n as f64 / f.cases as f64)
    });
    add(
        "pingpong",
        text("每单来回交接", "Back-and-forth handoffs per case"),
        Kind::Number,
        less,
        |f| f.pingpong.map(|n| n as f64 / f.cases as f64),
    );
    add("events", text("每单事件", "Events per case"), Kind::Number, None, |f| {
        Some(f.events as f64 / f.cases as f64)
    });
    add("variants_for_80", text("覆盖 80% 的路径", "Variants for 80%"), Kind::Number, less, |f| {
        Some(f.variants_for_80 as f64)
    });
    add("cases", text("单数", "Cases"), Kind::Number, None, |f| Some(f.cases as f64));
    all
}
