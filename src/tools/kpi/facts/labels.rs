//! Names of what the figures say, in both languages and in JSON. It must not know rules or panels.

use super::{Basis, Figures, Lack, Movement, Season, Tally};
use crate::finding::Level;
use crate::say;
use crate::stats::{KpiStatus, Standing};
use crate::text::{Phrase, Text, text};
use crate::tool::Shown;
use crate::tools::kpi::Alone;

/// What a standing is called, its key in JSON, and how bad it is.
const fn standing(standing: Standing) -> (Text, &'static str, Level) {
    match standing {
        Standing::Met => (text("达成", "met"), "met", Level::Good),
        Standing::OnTrack => (text("在轨", "on track"), "on_track", Level::Good),
        Standing::TooEarly => (text("尚早", "too early"), "too_early", Level::Blank),
        Standing::Behind => (text("落后", "behind"), "behind", Level::Watch),
        Standing::OffTrack => (text("偏离", "off track"), "off_track", Level::Act),
        Standing::Missed => (text("逾期未达", "missed"), "missed", Level::Act),
    }
}

/// The name of a status and how bad it is; a stale one keeps its last standing behind.
pub(in crate::tools::kpi) fn status(status: KpiStatus) -> Shown {
    match status {
        KpiStatus::Fresh(fresh) => {
            let (word, _, level) = standing(fresh);
            Shown::new(level, word)
        }
        KpiStatus::Stale { last: None } => Shown::plain(text("待更新", "stale")),
        KpiStatus::Stale { last: Some(last) } => {
            Shown::plain(say!("待更新·{last}", "stale·{last}", last = standing(last).0))
        }
        KpiStatus::Undefined => Shown::plain(text("待定", "undecided")),
        KpiStatus::NoReading => Shown::plain(text("暂无数据", "no reading")),
    }
}

/// A standing in JSON.
pub(in crate::tools::kpi) const fn standing_key(of: Standing) -> &'static str {
    standing(of).1
}

/// A status in JSON.
pub(in crate::tools::kpi) const fn status_key(status: KpiStatus) -> &'static str {
    match status {
        KpiStatus::Fresh(standing) => standing_key(standing),
        KpiStatus::Stale { .. } => "stale",
        KpiStatus::Undefined => "undefined",
        KpiStatus::NoReading => "no_reading",
    }
}

/// Number of readings that are missing to a forecast.
pub(in crate::tools::kpi) const fn needed(have: usize) -> usize {
    crate::stats::trend::TREND_NEEDS.saturating_sub(have)
}

impl Lack {
    /// What has to be entered.
    pub const fn label(self) -> Text {
        match self {
            Lack::Target => text("目标", "a target"),
            Lack::Baseline => text("基线", "a baseline"),
            Lack::Start => text("启动日期或基线日期", "the start date or a baseline date"),
            Lack::Direction => text("方向（基线等于目标）", "a direction (baseline and target are equal)"),
            Lack::Contrary => {
                text("方向（与基线、目标矛盾）", "the direction (it contradicts baseline and target)")
            }
            Lack::Season => {
                text("变革之前那一年的同期数据", "readings of the same time in the year before the change")
            }
        }
    }
}

impl Figures {
    /// The value that is judged, with how it came about where it is not the latest reading.
    pub(in crate::tools::kpi) fn judged_figure(&self) -> Option<Phrase> {
        let figure = self.kpi.unit().figure(self.judged?.1);
        Some(match self.basis {
            Basis::Latest => figure,
            Basis::Level => {
                say!("最近三期的中位数 {figure}", "{figure}, the median of the last three", figure)
            }
            Basis::Seasonless => {
                say!("剔除季节因素后 {figure}", "{figure} without the season", figure)
            }
            Basis::FullWeek => say!("上一个整周 {figure}", "{figure} in the last full week", figure),
        })
    }

    /// What is judged, with its day, and the latest reading where that is another value; that comes first where it is the one
    /// that is spoken of.
    pub fn said(&self) -> Option<Phrase> {
        let ((date, _), (_, latest), unit) = (self.judged?, self.current?, self.kpi.unit());
        let (figure, latest) = (self.judged_figure()?, unit.figure(latest));
        Some(match (self.basis, self.season) {
            (Basis::FullWeek, _) => figure,
            (Basis::Seasonless, Season::TakenOut { before, .. }) => {
                let before = unit.figure(before);
                say!(
                    "{figure}（{date} 为 {latest}，变革之前同期 {before}）",
                    "{figure} ({latest} on {date}, {before} at that time of year before the change)",
                    figure,
                    date,
                    latest,
                    before
                )
            }
            (Basis::Level | Basis::Seasonless, _) if self.is_far_off() => {
                say!("{date} 为 {latest}（{figure}）", "{latest} on {date} ({figure})", figure, date, latest)
            }
            (Basis::Level | Basis::Seasonless, _) => {
                say!("{figure}，{date} 为 {latest}", "{figure} ({latest} on {date})", figure, date, latest)
            }
            (Basis::Latest, _) => say!("{date} 为 {figure}", "{figure} on {date}", date, figure),
        })
    }
}

impl Figures {
    /// Where it stands, in a word with its level; what the latest value alone makes of it comes first.
    pub fn status_shown(&self) -> Shown {
        match self.far_off() {
            None => {}
            Some(Alone::Outside) => return Shown::new(Level::Watch, text("这次偏得远", "off this once")),
            // Nobody knows yet how far the values usually go up and down.
            Some(_) => return Shown::new(Level::Watch, text("这次不如起点", "worse this once")),
        }
        status(self.status)
    }

    /// The value that should be reached by the day of the latest reading; none where nothing is planned.
    pub fn expected_value(&self) -> Option<f64> {
        self.expected.zip(self.ends()).map(|(share, (from, to))| from + (to - from) * share)
    }
}

impl Tally {
    /// How many are on track or met of those that are judged, and how many are not.
    pub fn said(&self) -> Phrase {
        let (good, judged, rest) = (self.good, self.judged(), self.unjudged());
        match (judged, rest) {
            (0, rest) => say!("{rest} 项还不能判断", "{rest} not judged yet"),
            (_, 0) => say!("达成或在轨 {good}/{judged}", "met or on track {good} of {judged}"),
            (_, rest) => say!(
                "能判断的 {judged} 项中 {good} 项达成或在轨，{rest} 项还不能判断",
                "met or on track {good} of {judged} judged, {rest} not judged yet"
            ),
        }
    }
}

impl Movement {
    /// The name in JSON.
    pub(in crate::tools::kpi) const fn key(self) -> &'static str {
        match self {
            Movement::TooFew { .. } => "too_few",
            Movement::Still => "no_variation",
            Movement::Noise => "noise",
            Movement::Better => "improved",
            Movement::Worse => "worsened",
            Movement::Moved => "moved",
            Movement::Cumulative => "cumulative",
            Movement::Rare => "too_rare",
            Movement::SeasonUnknown => "season_unknown",
        }
    }
}
