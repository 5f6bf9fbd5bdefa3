//! What stands in brackets beside a title: a unit or a scale says nothing new of its column, a target or last year's value
//! makes another one of it.

use unicode_normalization::UnicodeNormalization as _;

/// What a bracket says of the title that it stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gloss {
    /// How the values are written: a unit, a scale, that they may be left out.
    Plain,
    /// That the values are others than those of the title alone: planned ones, those of last year.
    Other,
    /// Something else.
    Unknown,
}

/// Units, and words for how a cell is filled in.
const PLAIN: &[&str] = &[
    "人",
    "个",
    "位",
    "名",
    "次",
    "件",
    "项",
    "家",
    "台",
    "辆",
    "单",
    "条",
    "笔",
    "级",
    "档",
    "步",
    "天",
    "日",
    "工作日",
    "小时",
    "时",
    "分钟",
    "分",
    "秒",
    "周",
    "月",
    "个月",
    "年",
    "元",
    "千元",
    "万元",
    "百万元",
    "亿元",
    "人民币",
    "美元",
    "欧元",
    "港元",
    "百分比",
    "百分数",
    "仅一人",
    "只填一人",
    "必填",
    "选填",
    "可选",
    "可不填",
    "是/否",
    "是否",
    "打勾",
    "年月日",
    "年-月-日",
    "年/月/日",
    "一句话",
    "rmb",
    "cny",
    "usd",
    "eur",
    "gbp",
    "hkd",
    "¥",
    "$",
    "€",
    "£",
    "k",
    "'000",
    "000",
    "%",
    "‰",
    "percent",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "min",
    "mins",
    "minute",
    "minutes",
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "d",
    "day",
    "days",
    "workingday",
    "workingdays",
    "businessdays",
    "wk",
    "wks",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "yuan",
    "person",
    "persons",
    "people",
    "heads",
    "fte",
    "ftes",
    "times",
    "pcs",
    "units",
    "vehicles",
    "points",
    "pts",
    "onesentence",
    "required",
    "mandatory",
    "optional",
    "y/n",
    "yes/no",
    "tick",
    "√",
    "✓",
    "x",
    "yyyy-mm-dd",
    "yyyy/mm/dd",
    "dd/mm/yyyy",
    "mm/dd/yyyy",
    "dd.mm.yyyy",
    "d/m/y",
    "m/d/y",
    "dd/mm",
    "mm/dd",
];

/// Chinese words for values that are others.
const OTHER_ZH: &[&str] = &[
    "目标",
    "计划",
    "规划",
    "预测",
    "预计",
    "预期",
    "预算",
    "估计",
    "估算",
    "预估",
    "去年",
    "上年",
    "前年",
    "往年",
    "明年",
    "次年",
    "上期",
    "下期",
    "前期",
    "上月",
    "下月",
    "上周",
    "上季",
    "上次",
    "上一",
    "同期",
    "同比",
    "环比",
    "历史",
    "以前",
    "之前",
    "此前",
    "变革前",
    "改前",
    "改革前",
    "原来",
    "原值",
    "旧",
    "前任",
    "曾任",
    "离任",
    "已离职",
    "基线",
    "基准",
    "标准",
    "增减",
    "变化",
    "差异",
    "差距",
    "偏差",
    "增幅",
];

/// English words for them, each whole.
const OTHER_EN: &[&str] = &[
    "target",
    "targets",
    "targeted",
    "goal",
    "goals",
    "plan",
    "plans",
    "planned",
    "planning",
    "forecast",
    "forecasts",
    "forecasted",
    "projected",
    "projection",
    "expected",
    "budget",
    "budgeted",
    "estimate",
    "estimated",
    "est",
    "old",
    "former",
    "formerly",
    "previous",
    "previously",
    "prior",
    "past",
    "last",
    "before",
    "earlier",
    "next",
    "history",
    "historic",
    "historical",
    "baseline",
    "base",
    "original",
    "ly",
    "py",
    "yoy",
    "change",
    "delta",
    "variance",
    "gap",
    "difference",
    "diff",
    "standard",
    "benchmark",
];

/// What a bracket says, by what stands in it.
pub fn gloss(within: &str) -> Gloss {
    let plain: String = within.nfkc().flat_map(char::to_lowercase).collect();
    let is_other = OTHER_ZH.iter().any(|word| plain.contains(word))
        || plain.split(|c: char| !c.is_ascii_alphabetic()).any(|word| OTHER_EN.contains(&word));
    if is_other {
        return Gloss::Other;
    }
    let tight: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    if is_plain(&tight) || is_scale(&tight) { Gloss::Plain } else { Gloss::Unknown }
}

/// What the brackets of a title say, all together; none where it has none.
pub fn gloss_of(title: &str) -> Option<Gloss> {
    bracketed(title).map(|within| gloss(&within))
}

/// The text in the brackets of a title, with half-width characters; none where it has none.
pub fn bracketed(title: &str) -> Option<String> {
    const OPEN: [char; 4] = ['(', '[', '【', '〔'];
    let plain: String = title.nfkc().collect();
    let (_, behind) = plain.split_once(OPEN)?;
    Some(behind.trim_end().trim_end_matches([')', ']', '】', '〕']).to_owned())
}

fn is_plain(tight: &str) -> bool {
    let bare = ["单位:", "单位", "unit:", "units:", "unit", "in"];
    let bare = bare.iter().find_map(|word| tight.strip_prefix(word)).unwrap_or(tight);
    let one = tight.strip_prefix(['1', '一', '每']).unwrap_or(tight);
    [tight, bare, one].iter().any(|text| PLAIN.contains(text))
}

/// Whether a text is a scale: `1-5`, `1–5分`, `0 to 100`, `5分制`, `满分5分`, `1=low, 5=high`.
fn is_scale(tight: &str) -> bool {
    const BETWEEN: [&str; 11] = ["-", "‐", "‑", "–", "—", "−", "~", "to", "至", "到", ".."];
    let is_number =
        |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let out = ["分制", "分", "级", "points", "pts", "%"];
    let bare = out.iter().find_map(|word| tight.strip_suffix(word)).unwrap_or(tight);
    let bare = bare.strip_prefix("满分").or_else(|| bare.strip_prefix("scale")).unwrap_or(bare);
    let is_range = |text: &str| {
        BETWEEN.iter().any(|word| text.split_once(word).is_some_and(|(a, b)| is_number(a) && is_number(b)))
    };
    let out_of = bare.strip_prefix("outof").or_else(|| bare.strip_prefix('/')).unwrap_or_default();
    is_range(bare) || is_number(out_of) || (is_number(bare) && bare.len() < tight.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_scales_are_plain_and_other_values_are_told() {
        for within in [
            "1-5",
            "1–5分",
            "1 ~ 5",
            "1 to 5",
            "0-100",
            "5分制",
            "满分5分",
            "out of 5",
            "%",
            "人",
            "一人",
            "h",
            "小时",
            "单位：万元",
            "in hours",
            "FTE",
            "必填",
            "Y/N",
            "YYYY-MM-DD",
            "1至5分",
        ] {
            assert_eq!(gloss(within), Gloss::Plain, "{within}");
        }
        for within in [
            "目标",
            "计划值",
            "预测",
            "去年",
            "上期",
            "同期",
            "2026年目标",
            "target",
            "Plan 2027",
            "planned",
            "forecast",
            "budget",
            "old",
            "former",
            "previous",
            "last year",
            "baseline",
            "1-5, target",
        ] {
            assert_eq!(gloss(within), Gloss::Other, "{within}");
        }
        // A word is never taken by a part of it.
        for within in ["Q3", "C1", "一店", "planet", "golden", "basement", "3"] {
            assert_eq!(gloss(within), Gloss::Unknown, "{within}");
        }
        assert_eq!(gloss_of("Awareness (target) score"), Some(Gloss::Other));
        assert_eq!(gloss_of("Awareness"), None);
    }
}
