//! What is said of a baseline and a target that cannot both be right.

use super::{Beside, Kpi, KpiUnit, ask, impossible, may_be_part, shifted};
use crate::say;
use crate::stats::Direction;
use crate::tool::Verdict;

/// A target is far off if it is more than so many times the baseline, or less than that part of it.
const FAR: f64 = 10.0;

/// A number that is meant lies within so many times the other one.
const NEAR: f64 = 3.0;

/// What is said of a baseline or a target (`is_target`) that was typed beside the other one: a slip of the decimal point
/// is asked about; a direction that nobody expects of the indicator is said, and so is a distance.
pub(super) fn unlikely(kpi: &Kpi, value: f64, known: Option<(f64, Beside)>, is_target: bool) -> Verdict {
    let Some((other, beside)) = known else { return Verdict::Fine };
    // What people say of the direction themselves is checked elsewhere.
    let usual = kpi.usual_way().filter(|_| kpi.direction.is_none());
    let way = |value: f64| if is_target { Direction::of(other, value) } else { Direction::of(value, other) };
    let is_wrong_way = |value: f64| usual.is_some() && way(value).is_some_and(|way| usual != Some(way));
    let times = |value: f64| (value / other).max(other / value);
    // A share may grow from nearly nothing to nearly all.
    let is_share = matches!(kpi.unit, Some(KpiUnit::Percent | KpiUnit::Points | KpiUnit::OfFive));
    let is_far = !is_share && value > 0.0 && other > 0.0 && times(value) > FAR;
    if !is_far && !is_wrong_way(value) {
        return Verdict::Fine;
    }
    let fits = |meant: &f64| {
        *meant > 0.0
            && other > 0.0
            && times(*meant) <= NEAR
            && way(*meant).is_some()
            && !is_wrong_way(*meant)
            && impossible(kpi, *meant).is_none()
    };
    let factors = may_be_part(kpi, value).then_some(100.0).into_iter().chain([10.0, 0.1, 0.01]);
    if let Some(meant) = factors.map(|factor| shifted(value, factor)).find(fits) {
        return ask(kpi, value, meant, beside);
    }
    let (name, unit) = (kpi.title(), kpi.unit());
    let (baseline, target) = if is_target { (other, value) } else { (value, other) };
    let [baseline, target] = [baseline, target].map(|value| unit.figure(value));
    Verdict::Note(match usual.filter(|_| is_wrong_way(value)) {
        Some(Direction::Up) => say!(
            "已保留：{name}通常越高越好，目标 {target} 却低于基线 {baseline}；确实如此就把“方向”选上",
            "Saved as typed: {name} is usually to rise, and the target {target} is below the baseline {baseline}; if it is meant, choose the direction",
            name,
            target,
            baseline
        ),
        Some(Direction::Down) => say!(
            "已保留：{name}通常越低越好，目标 {target} 却高于基线 {baseline}；确实如此就把“方向”选上",
            "Saved as typed: {name} is usually to fall, and the target {target} is above the baseline {baseline}; if it is meant, choose the direction",
            name,
            target,
            baseline
        ),
        None => say!(
            "已保留：目标 {target} 和基线 {baseline} 相差很远，请核对",
            "Saved as typed: the target {target} is far from the baseline {baseline}; please check both",
            target,
            baseline
        ),
    })
}
