//! Words by which a line says that it adds up or averages others.

use super::comparable;
use unicode_normalization::UnicodeNormalization as _;

/// What a line of totals says.
const TOTALS: &[&str] = &[
    "合计",
    "小计",
    "总计",
    "总和",
    "共计",
    "总数",
    "汇总",
    "合計",
    "小計",
    "總計",
    "總和",
    "共計",
    "總數",
    "匯總",
    "total",
    "totals",
    "subtotal",
    "subtotals",
    "sum",
    "grandtotal",
    "overall",
];

/// What a line of averages says.
const AVERAGES: &[&str] = &[
    "平均",
    "平均值",
    "平均数",
    "平均分",
    "均值",
    "均分",
    "中位数",
    "average",
    "averages",
    "avg",
    "avg.",
    "mean",
    "median",
    "durchschnitt",
    "mittelwert",
];

/// Words of Chinese that stand behind what is added up without a blank; `平均` and others are parts of names there.
const ATTACHED: &[&str] = &["合计", "小计", "总计", "汇总", "合計", "小計", "總計", "匯總"];

/// Words for all that there is.
const ALL: &[&str] = &[
    "全国",
    "全國",
    "全部",
    "全体",
    "所有",
    "全公司",
    "公司",
    "全网",
    "全网络",
    "全店",
    "各店",
    "本页",
    "本表",
    "grand",
    "overall",
    "all",
    "sub",
    "network",
    "company",
    "page",
    "report",
];

/// What may stand behind the number of a total.
const COUNTED: &[&str] = &["人", "名", "个", "位", "家", "people", "persons", "staff", "fte"];

/// What a line adds up or averages, as one of its cells says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TotalOf {
    /// All lines, or those above.
    All,
    /// Those with this name, in the form in which names are compared; who has seen such a name knows that it is one.
    Named(String),
}

/// What a cell says that its line adds up or averages: `合计`, `Total: 20`, `总计/Total`, `一店 小计`, `Centre 1 Total`.
pub fn total_of(typed: &str) -> Option<TotalOf> {
    let narrow: String = typed.nfkc().collect();
    let plain = without_number(without_bracket(narrow.trim()));
    let parts = || plain.split(['/', '\n']).map(str::trim).filter(|part| !part.is_empty());
    if is_word(plain)
        || (parts().count() > 1 && parts().all(is_word))
        || (plain.contains(' ') && plain.split_whitespace().all(is_word))
    {
        return Some(TotalOf::All);
    }
    let (before, behind) = (plain.rsplit_once(char::is_whitespace), plain.split_once(char::is_whitespace));
    let rest = before
        .filter(|(_, word)| is_word(word))
        .map(|(rest, _)| rest)
        .or_else(|| behind.filter(|(word, _)| is_word(word)).map(|(_, rest)| rest))
        .or_else(|| ATTACHED.iter().find_map(|word| plain.strip_suffix(word)))?;
    let rest = comparable(rest);
    match rest.as_str() {
        "" => None,
        all if ALL.contains(&all) => Some(TotalOf::All),
        _ => Some(TotalOf::Named(rest)),
    }
}

/// What may stand behind a word for all, where centres are meant.
const PLACES: &[&str] = &[
    "中心",
    "服务中心",
    "门店",
    "店",
    "网点",
    "站",
    "服务站",
    "分店",
    "单位",
    "地区",
    "区域",
    "centre",
    "centres",
    "center",
    "centers",
    "servicecentres",
    "servicecenters",
    "branches",
    "sites",
    "locations",
    "stores",
    "shops",
    "workshops",
    "stations",
    "depots",
    "offices",
    "network",
    "company",
    "regions",
];

/// Words for all of a kind, before the word for the kind.
const ALL_OF: &[&str] = &[
    "全部",
    "全体",
    "所有",
    "各个",
    "各",
    "全",
    "allthe",
    "all",
    "thewhole",
    "whole",
    "theentire",
    "entire",
];

/// Whether a cell for the name of a centre says that all are meant, so that it names none: `全部`, `各门店`, `All branches`.
pub fn is_everywhere(typed: &str) -> bool {
    let said = comparable(typed);
    let is_all = |word: &str| {
        ALL.contains(&word) && !matches!(word, "grand" | "sub" | "page" | "report" | "本页" | "本表")
            || matches!(word, "thenetwork" | "thecompany")
    };
    let all_of = || ALL_OF.iter().filter_map(|word| said.strip_prefix(word));
    is_all(&said) || all_of().any(|rest| PLACES.contains(&rest) || is_all(rest))
}

/// Whether a cell says that its line adds up or averages others.
pub fn is_total_word(typed: &str) -> bool {
    total_of(typed) == Some(TotalOf::All)
}

fn is_word(typed: &str) -> bool {
    let word = comparable(typed);
    TOTALS.contains(&word.as_str()) || AVERAGES.contains(&word.as_str())
}

/// The text without a bracket at its end, as units stand in.
fn without_bracket(plain: &str) -> &str {
    let before = plain.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(before, _)| before);
    before.map(str::trim_end).filter(|before| !before.is_empty()).unwrap_or(plain)
}

/// The text without a number at its end and what is counted by it: `合计 20人`, `Total: 20`.
fn without_number(plain: &str) -> &str {
    let counted = COUNTED.iter().find_map(|word| plain.strip_suffix(word)).unwrap_or(plain).trim_end();
    let word = counted.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let is_number = word.len() < counted.len();
    let word = word.trim_end().trim_end_matches([':', '=']).trim_end();
    if is_number && is_word(word) { word } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_all_centres_name_none() {
        for typed in [
            "全部",
            "全体",
            "所有中心",
            "各中心",
            "各门店",
            "全网",
            "全网络",
            "全公司",
            "全国",
            "全部门店",
            "All",
            "All branches",
            "all centres",
            "All Centers",
            "Network",
            "Whole network",
            "entire company",
            "All the sites",
            "the network",
        ] {
            assert!(is_everywhere(typed), "{typed}");
        }
        for typed in [
            "",
            "全州",
            "全州中心",
            "各",
            "Allerton",
            "All Saints",
            "Network House",
            "总部",
            "一店",
            "The Centre Cork",
            "中心",
        ] {
            assert!(!is_everywhere(typed), "{typed}");
        }
    }

    #[test]
    fn words_of_totals_are_whole_words() {
        let named = |name: &str| Some(TotalOf::Named(name.to_owned()));
        for (typed, says) in [
            ("合计", Some(TotalOf::All)),
            ("小計：", Some(TotalOf::All)),
            ("合计（人）", Some(TotalOf::All)),
            ("总计/Total", Some(TotalOf::All)),
            ("合计 Total", Some(TotalOf::All)),
            ("合计 20人", Some(TotalOf::All)),
            ("合计：20", Some(TotalOf::All)),
            ("Total: 20", Some(TotalOf::All)),
            ("Total 1,250", Some(TotalOf::All)),
            ("全国总计", Some(TotalOf::All)),
            ("Grand Total", Some(TotalOf::All)),
            ("一店 汇总", named("一店")),
            ("一店小计", named("一店")),
            ("Centre 1 Total", named("centre1")),
            ("C1 Average", named("c1")),
            ("Total orders", named("orders")),
            ("平均响应时间", None),
            ("单店平均", None),
            ("Totalenergies", None),
            ("合计员", None),
            ("Team 20", None),
            ("甲", None),
        ] {
            assert_eq!(total_of(typed), says, "{typed}");
        }
    }
}
