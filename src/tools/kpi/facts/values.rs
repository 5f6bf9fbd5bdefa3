//! The figures by name, for programs.

use super::{Figures, Indicators, Movement, Reviewed, standing_key, status_key};
use crate::facts::Facts;
use crate::stats::{Forecast, KpiStatus};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The numbers of indicators by where they stand, and the figures of each.
pub(in crate::tools::kpi) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let indicators = facts.get::<Indicators>();
    let tally = indicators.tally();
    let proven = indicators.kpis.iter().filter(|k| k.movement == Movement::Better).count();
    vec![
        ("on_track", json!(tally.good)),
        ("lagging", json!(tally.lagging)),
        ("off_track", json!(tally.off)),
        ("stale", json!(tally.stale)),
        ("proven", json!(proven)),
        ("carried_over", json!(facts.get::<Reviewed>().carried.len())),
        ("kpis", indicators.kpis.iter().map(|kpi| of_kpi(kpi, facts.today())).collect()),
    ]
}

fn of_kpi(kpi: &Figures, today: NaiveDate) -> Value {
    let name = kpi.kpi.title();
    let date = |date: NaiveDate| date.to_string();
    json!({
        "id": kpi.kpi.id,
        "code": kpi.kpi.code.as_str(),
        "name": { "zh": name.zh, "en": name.en },
        "kind": kpi.kpi.kind.map(|k| k.option().key),
        "unit": kpi.kpi.unit.map(|u| u.option().key),
        "current": kpi.current.map(|(_, value)| value),
        "date": kpi.current.map(|(d, _)| date(d)),
        "age_days": kpi.current.map(|(d, _)| today.signed_duration_since(d).num_days()),
        "baseline": kpi.kpi.baseline,
        "target": kpi.kpi.target,
        "progress": kpi.progress,
        "expected": kpi.expected,
        "status": status_key(kpi.status),
        "last_status": match kpi.status {
            KpiStatus::Stale { last } => last.map(standing_key),
            _ => None,
        },
        "forecast": match kpi.forecast {
            Forecast::Met => json!("met"),
            Forecast::Date(d) => json!(date(d)),
            Forecast::Never => json!("never"),
            Forecast::TooFew { .. } | Forecast::Undefined => Value::Null,
        },
        "pace_per_week": kpi.pace,
        "required_per_week": kpi.required,
        "movement": kpi.movement.key(),
        "xmr": kpi.xmr.as_ref().map(|x| json!({
            "mean": x.limits.mean,
            "lower": x.limits.lower,
            "upper": x.limits.upper,
            "url": x.limits.url,
            "points": x.n,
            "provisional": x.provisional,
            "signals": x
                .signals
                .iter()
                .filter_map(|s| kpi.weekly.get(s.point))
                .map(|w| date(w.date))
                .collect::<Vec<_>>(),
        })),
    })
}
