//! What an indicator says to readers elsewhere, in the words and figures of the dashboard.

use super::{latest, proof};
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::Unit;
use crate::stats::xmr::LIMITS_NEED;
use crate::stats::{Direction, Standing};
use crate::text::{Phrase, count, text};
use crate::tool::Shown;
use crate::tools::kpi::facts::{Against, Basis, Figures, Movement};
use chrono::NaiveDate;

/// A value is far from another from so much of the way on.
const APART: f64 = 0.1;

/// So few readings are told beside a standing that is good: the level takes three.
const FEW: usize = 2;

impl Figures {
    /// The latest value with the day it is of, or its age once it is stale; none without a reading.
    pub fn current_shown(&self, today: NaiveDate) -> Option<Phrase> {
        latest(self, today, Unit::figure)
    }

    /// The value that it should have had on the day of the latest reading; none where it follows no path.
    pub fn planned_value(&self) -> Option<f64> {
        self.expected_value().filter(|_| self.has_path())
    }

    /// The value that should have been reached, to as many digits as say something: one decimal from 10 on, else two.
    pub fn planned_shown(&self) -> Option<Phrase> {
        let value = self.planned_value()?;
        let scale = if value.abs() < 10.0 { 100.0 } else { 10.0 };
        Some(self.unit().figure((value * scale).round() / scale))
    }

    /// What the status rests on, where that is another value than the latest.
    pub fn judged_shown(&self) -> Option<Phrase> {
        let differs = self.judged.map(|(_, judged)| judged) != self.current.map(|(_, now)| now);
        self.judged_figure().filter(|_| differs)
    }

    /// What the status rests on, where that is so far from the latest value that both must be said where they stand side
    /// by side: by more than a tenth of the way to the target, or where there is none of the value itself.
    pub fn judged_apart(&self) -> Option<f64> {
        let ((_, judged), (_, now)) = self.judged.zip(self.current)?;
        let way = self.ends().map(|(from, to)| (to - from).abs()).filter(|way| *way > 0.0);
        let apart = (judged - now).abs() > APART * way.unwrap_or(judged.abs());
        (apart && self.basis != Basis::FullWeek).then_some(judged)
    }

    /// That a status which is not good rests on the threshold alone, where there are too few readings to tell a trend.
    pub fn below_threshold(&self) -> Option<Phrase> {
        let few = matches!(self.movement, Movement::TooFew { have } if have < LIMITS_NEED);
        let (way, target) = self.way.zip(self.kpi.target)?;
        if self.against != Against::Target || !self.needs_review() || !few {
            return None;
        }
        let target = self.unit().figure(target);
        Some(match way {
            Direction::Up => say!(
                "低于门槛 {target}；数据还少，分不清是不是波动",
                "below the threshold of {target}; too few readings to tell a signal from noise",
                target
            ),
            Direction::Down => say!(
                "高于门槛 {target}；数据还少，分不清是不是波动",
                "above the threshold of {target}; too few readings to tell a signal from noise",
                target
            ),
        })
    }

    /// Where it stands, as it is said beside the latest value: that it is worse than its baseline where that does not make it
    /// behind, and the value that is judged, where that is far from the latest.
    pub fn status_beside(&self) -> Shown {
        let Shown { mut text, .. } = self.status_shown();
        if self.is_below_baseline() {
            text = say!("{text} · 比基线差", "{text} · worse than baseline", text);
        }
        let status = Shown { text, ..self.status_shown() };
        match self.judged_apart().filter(|_| self.standing().is_some() && !self.is_far_off()) {
            Some(judged) => {
                let (word, judged) = (status.text, self.unit().short(judged));
                let said = if self.basis == Basis::Seasonless {
                    say!("{word} · 去季节 {judged}", "{word} · deseasoned {judged}", word, judged)
                } else {
                    say!("{word} · 中位数 {judged}", "{word} · median {judged}", word, judged)
                };
                Shown::new(status.level, said)
            }
            None => self.with_few_readings(status),
        }
    }

    /// A standing that is good with the number of its readings, while they are so few that it may be chance.
    fn with_few_readings(&self, status: Shown) -> Shown {
        let is_good =
            matches!(self.standing(), Some(Standing::OnTrack | Standing::Met)) && status.level == Level::Good;
        match self.readings.len() {
            n @ 1..=FEW if is_good => {
                let n = count(n as u64, "个数据", "reading", "readings");
                Shown::new(status.level, say!("{word} · 才 {n}", "{word} · {n}", word = status.text, n))
            }
            _ => status,
        }
    }

    /// The value of the last full week, where that is what is judged and not the week under way.
    pub fn full_week(&self) -> Option<f64> {
        self.judged.filter(|_| self.basis == Basis::FullWeek).map(|(_, value)| value)
    }

    /// The unit of its values.
    pub fn unit(&self) -> Unit {
        self.kpi.unit()
    }

    /// Whether what moved is a signal or noise, with the reason.
    pub fn proof(&self) -> Line {
        proof::proof(self)
    }

    /// The same in a few words.
    pub fn movement_shown(&self) -> Shown {
        let (level, words) = match self.movement {
            Movement::Better => (Level::Good, text("已证实改善", "proven better")),
            Movement::Worse => (Level::Act, text("已证实变差", "proven worse")),
            Movement::Moved => (Level::Blank, text("已证实有变化", "a proven shift")),
            Movement::Noise if self.is_latest_outside() => {
                (Level::Watch, text("这次超出控制限", "outside its limits this once"))
            }
            Movement::Noise => (Level::Blank, text("正常波动", "noise so far")),
            Movement::Still => (Level::Watch, text("没有波动，查来源", "no variation: check the source")),
            Movement::TooFew { .. } => (Level::Blank, text("还分不清是不是波动", "too few readings to tell")),
            Movement::Cumulative => {
                (Level::Blank, text("累计值，只和计划比", "cumulative, judged by its plan"))
            }
            Movement::Rare => {
                (Level::Blank, text("次数太少，不看波动", "too rare to tell shifts from noise"))
            }
            Movement::SeasonUnknown => (Level::Watch, text("缺同期数据", "season unknown")),
        };
        Shown::new(level, words)
    }
}
