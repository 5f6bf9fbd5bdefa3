//! A latest value that stands alone: short of the plan or outside the limits, and not judged by yet. It must not decide
//! where an indicator stands.

use crate::say;
use crate::stats::xmr::LIMITS_NEED;
use crate::stats::{CLEARLY_WORSE, Direction, EPSILON, KpiStatus, Rule, Signal, Standing, progress};
use crate::text::{Phrase, count, text};
use crate::tools::kpi::facts::{Basis, Figures, Movement};

/// Why a value stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// There are too few readings to say that it is short of the plan.
    Early,
    /// It is outside the limits, and the level is not.
    Outside,
    /// There are no limits yet, and it is short of the plan where the level is not.
    Short,
    /// The level itself is clearly worse than the baseline, which its usual ups and downs may explain.
    Lost,
}

impl Alone {
    /// Why the value of this indicator is not judged by yet, and what is to be done until it is.
    pub fn said(self, kpi: &Figures) -> Phrase {
        match self {
            Alone::Early => too_early(kpi),
            Alone::Outside => text(
                "在正常波动之外，只有这一次，先弄清发生了什么",
                "outside the usual ups and downs, this once: find out what happened",
            )
            .into(),
            Alone::Short => text(
                "最近三期合起来不差，只是这一次比计划差：先核对数字，再看下一次",
                "the last three together are in order, only this one is worse than planned: check the figure, then see the next one",
            )
            .into(),
            Alone::Lost => {
                let why = text(
                    "比变革之前还差，不过在正常波动之内：还没有好转，也不算变差",
                    "worse than before the change, within the usual ups and downs: no gain yet, and no proven loss",
                );
                // The latest value beside it may be better than before.
                match kpi.judged_figure().filter(|_| kpi.judged.map(|(_, value)| value) != kpi.current.map(|(_, value)| value)) {
                    Some(figure) => say!("{figure}，{why}", "{figure}, is {why}", figure, why),
                    None => why.into(),
                }
            }
        }
    }
}

/// What is missing before a value that is short of the plan can be judged.
fn too_early(kpi: &Figures) -> Phrase {
    let have = kpi.in_section();
    if have >= LIMITS_NEED {
        return text(
            "比计划差；数据没有相邻的，分不清是偏离还是正常波动",
            "worse than planned; without readings of neighbouring weeks nobody can tell a signal from noise",
        )
        .into();
    }
    say!(
        "比计划差；{readings}，满 {LIMITS_NEED} 次才分得清是偏离还是正常波动",
        "worse than planned; {readings} so far, {LIMITS_NEED} are needed to tell a signal from noise",
        readings = count(have as u64, "次数据", "reading", "readings")
    )
}

impl Figures {
    /// Whether the latest value alone is far off, as [`Figures::far_off`] tells.
    pub fn is_far_off(&self) -> bool {
        self.far_off().is_some()
    }

    /// Why the latest value alone is so bad that it is asked about although the indicator stands well: outside the
    /// limits on the bad side, or while there are none clearly worse than the baseline.
    pub fn far_off(&self) -> Option<Alone> {
        let (_, now) = self.current?;
        self.stands_alone().filter(|alone| match alone {
            Alone::Outside => {
                let mean = self.lines().map(|(_, mean, _)| mean);
                match self.way.zip(mean) {
                    Some((Direction::Up, mean)) => now < mean,
                    Some((Direction::Down, mean)) => now > mean,
                    None => true,
                }
            }
            // What happened this once is far off; what the level says is judged.
            Alone::Lost => false,
            Alone::Short | Alone::Early => {
                let gone = self.ends().and_then(|(from, to)| progress(from, to, now));
                gone.is_some_and(|gone| gone < -CLEARLY_WORSE - EPSILON)
            }
        })
    }

    /// Whether the latest value lies outside the limits of the chart: by itself it is a signal, whatever the others are.
    pub fn is_latest_outside(&self) -> bool {
        let last = self.periodic.len().checked_sub(1);
        let outside = |signal: &Signal| signal.rule == Rule::Outside && Some(signal.point) == last;
        self.noise.is_some() && self.xmr.as_ref().is_some_and(|xmr| xmr.signals.iter().any(outside))
    }

    /// Whether it is behind, off track or missed, or proven worse though still on target.
    pub fn is_off(&self) -> bool {
        self.needs_review() || self.movement == Movement::Worse && !self.is_stale()
    }

    /// Why the latest value of an indicator that is not off stands alone and waits to be judged; none where it does not.
    pub fn stands_alone(&self) -> Option<Alone> {
        // The week under way is not over, and the last one is judged as it is.
        if self.is_stale() || self.is_off() || self.basis == Basis::FullWeek {
            return None;
        }
        if self.status == KpiStatus::Fresh(Standing::TooEarly) {
            return Some(Alone::Early);
        }
        if let Some(alone) = self.stands_apart() {
            return Some(alone);
        }
        let lost = self.progress.is_some_and(|gone| gone < -CLEARLY_WORSE - EPSILON);
        (lost && self.status == KpiStatus::Fresh(Standing::OnTrack)).then_some(Alone::Lost)
    }

    /// Whether it is worse than its baseline although it is on track, as its noise may explain that or it is not much.
    pub fn is_below_baseline(&self) -> bool {
        self.status == KpiStatus::Fresh(Standing::OnTrack)
            && self.progress.is_some_and(|gone| gone < -EPSILON)
            && !self.is_far_off()
    }

    /// Why the latest value is another than the level says; none where it is not.
    fn stands_apart(&self) -> Option<Alone> {
        let (_, now) = self.current?;
        let (_, level) = self.judged.filter(|(_, judged)| (judged - now).abs() > f64::EPSILON)?;
        // What is proven is said as such.
        if matches!(self.movement, Movement::Better | Movement::Moved) {
            return None;
        }
        if self.xmr.is_some() && self.noise.is_some() {
            return self.is_latest_outside().then_some(Alone::Outside);
        }
        let (way, plan) = self.way.zip(self.planned_value().or(self.kpi.target))?;
        let worse = |than: f64| match way {
            Direction::Up => now < than,
            Direction::Down => now > than,
        };
        (worse(plan) && worse(level)).then_some(Alone::Short)
    }
}
