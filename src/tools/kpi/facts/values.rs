//! The figures by name, for programs.

use super::{Figures, Forecast, Indicators, Movement, Reviewed, Season, standing_key, status_key};
use crate::facts::Facts;
use crate::stats::{KpiStatus, Side};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The numbers of indicators by where they stand, and the figures of each.
pub(in crate::tools::kpi) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let indicators = facts.get::<Indicators>();
    let tally = indicators.tally();
    let proven = indicators.kpis.iter().filter(|k| k.movement == Movement::Better).count();
    vec![
        ("on_track", json!(tally.good)),
        ("behind", json!(tally.behind)),
        ("off_track", json!(tally.off)),
        ("stale", json!(tally.stale)),
        ("proven", json!(proven)),
        ("carried_over", json!(facts.get::<Reviewed>().carried.len())),
        ("kpis", indicators.kpis.iter().map(|kpi| of_kpi(kpi, facts.today())).collect()),
    ]
}

fn of_kpi(kpi: &Figures, today: NaiveDate) -> Value {
    json!({
        "id": kpi.kpi.id,
        "code": kpi.kpi.code,
        "name": kpi.kpi.title(),
        "kind": kpi.kpi.kind,
        "unit": kpi.kpi.unit,
        "cadence": kpi.kpi.cadence(),
        "type": kpi.kpi.measure(),
        "current": kpi.current.map(|(_, value)| value),
        "date": kpi.current.map(|(date, _)| date),
        "age_days": kpi.current.map(|(d, _)| today.signed_duration_since(d).num_days()),
        "baseline": kpi.kpi.baseline,
        "target": kpi.kpi.target,
        "judged": kpi.judged.map(|(_, value)| value),
        "judged_on": kpi.judged.map(|(date, _)| date),
        "level": kpi.level(),
        "noise": kpi.noise,
        "centres": kpi.mean_of,
        "progress": kpi.progress,
        "expected": kpi.expected,
        "status": status_key(kpi.status),
        "last_status": match kpi.status {
            KpiStatus::Stale { last } => last.map(standing_key),
            _ => None,
        },
        "forecast": match kpi.forecast {
            Forecast::Met => json!("met"),
            Forecast::Between(from, to) => json!({ "from": from, "to": to }),
            Forecast::Near => json!("near"),
            Forecast::NoTrend => json!("no_trend"),
            Forecast::Never => json!("never"),
            Forecast::TooFew { .. } | Forecast::Undefined => Value::Null,
        },
        "pace_per_week": kpi.pace,
        "required_per_week": kpi.required,
        "season": match kpi.season {
            Season::None => Value::Null,
            Season::TakenOut { then, before } => json!({ "date": then, "value": before }),
            Season::Unknown => json!("unknown"),
        },
        "movement": kpi.movement.key(),
        "shift": kpi.shift.map(|shift| json!({
            "side": if shift.side == Side::Above { "above" } else { "below" },
            "since_event": shift.since_event,
        })),
        "out_of_reach": kpi.is_out_of_reach(),
        "xmr": kpi.xmr.as_ref().map(|x| json!({
            "mean": x.limits.mean,
            "lower": kpi.lines().map(|(lower, ..)| lower),
            "upper": kpi.lines().map(|(.., upper)| upper),
            "url": x.limits.url,
            "points": x.n,
            "from_points": x.baseline,
            "before_start": x.before_start,
            "provisional": x.provisional,
            "signals": x
                .signals
                .iter()
                .filter_map(|s| kpi.periodic.get(s.point))
                .map(|w| w.date)
                .collect::<Vec<_>>(),
        })),
    })
}
