//! What a cell looks like as text.

use super::{Cell, Id, MOST_NUMBER, Score, Unit, outside};
use crate::say;
use crate::text::{Lang, Phrase, Text, text};

/// A number as people write it: at most two decimals, no trailing zeros, no minus zero.
pub fn number(value: f64, unit: Unit, lang: Lang) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // What is computed may be larger than anything entered; all its digits would fill the screen.
    let shown = if !value.is_finite() {
        "–".to_owned()
    } else if rounded.abs() <= MOST_NUMBER {
        (rounded + 0.0).to_string()
    } else {
        format!("{value:.2e}")
    };
    with_unit(&shown, value, unit, lang)
}

/// The digits of a number with its unit.
fn with_unit(shown: &str, value: f64, unit: Unit, lang: Lang) -> String {
    match unit {
        Unit::Named(label) => {
            let name = label.name();
            // The sign of a currency stands before its amount.
            if name.ends_with(super::is_money_sign) {
                let (minus, amount) = shown.strip_prefix('-').map_or(("", shown), |rest| ("-", rest));
                return format!("{minus}{name}{amount}");
            }
            let space = if name.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
            format!("{shown}{space}{name}")
        }
        Unit::Duration => duration(value, lang),
        unit => format!("{shown}{}", unit.sign().get(lang)),
    }
}

/// Minutes in the two largest units that they have: `2天4小时`, `1 h 30 min`, `45 s`.
fn duration(minutes: f64, lang: Lang) -> String {
    const UNITS: [(u64, Text); 4] = [
        (86_400, text("天", " d")),
        (3600, text("小时", " h")),
        (60, text("分钟", " min")),
        (1, text("秒", " s")),
    ];
    let seconds = (minutes.abs() * 60.0).round();
    if !seconds.is_finite() || seconds > MOST_NUMBER {
        return number(minutes, Unit::Minutes, lang);
    }
    let sign = if minutes < 0.0 && seconds > 0.0 { "-" } else { "" };
    let whole = seconds as u64;
    let first = UNITS.iter().position(|(unit, _)| whole >= *unit).unwrap_or(2);
    let (large, small) = (&UNITS[first], UNITS.get(first + 1));
    let least = small.map_or(1, |unit| unit.0);
    // Rounded to the smaller of the two, which may fill the larger: 59 min 59.8 s are an hour.
    let rounded = (whole + least / 2) / least * least;
    if rounded > whole && UNITS.iter().position(|(unit, _)| rounded >= *unit) < Some(first) {
        return format!("{sign}{}", duration(rounded as f64 / 60.0, lang));
    }
    let part = |count: u64, unit: Text| format!("{count}{}", unit.get(lang));
    let mut said = part(rounded / large.0, large.1);
    if let Some(unit) = small.filter(|unit| rounded % large.0 >= unit.0) {
        // 1小时30分, but 30分钟.
        let name = if lang == Lang::Zh && unit.0 == 60 { text("分", "") } else { unit.1 };
        said.push_str(if lang == Lang::En { " " } else { "" });
        said.push_str(&part(rounded % large.0 / unit.0, name));
    }
    format!("{sign}{said}")
}

/// A figure with a blank between its digits and the Chinese words beside them: `2 天 4 小时`.
fn spaced(figure: &str) -> String {
    let is_word = |c: char| !c.is_ascii() && c.is_alphabetic();
    let mut said = String::with_capacity(figure.len() + 2);
    let mut last = ' ';
    for c in figure.chars() {
        if (last.is_ascii_digit() && is_word(c)) || (is_word(last) && c.is_ascii_digit()) {
            said.push(' ');
        }
        said.push(c);
        last = c;
    }
    said
}

impl Unit {
    /// A value with the unit behind it, as it stands in a cell or a drawing: `92%`, `24小时` and `24 h`.
    pub fn short(self, value: f64) -> Phrase {
        let short = |lang| number(value, self, lang);
        Phrase { zh: short(Lang::Zh).into(), en: short(Lang::En).into() }
    }

    /// A value with all its digits, as many as a spreadsheet keeps, and the unit behind it.
    pub fn exact(self, value: f64) -> Phrase {
        let digits = format!("{value:.14e}").parse().unwrap_or(value).to_string();
        // A duration is shown in units that may leave some of it out.
        let minutes = if self == Unit::Duration { Unit::Minutes } else { self };
        let exact = |lang| with_unit(&digits, value, minutes, lang);
        Phrase { zh: exact(Lang::Zh).into(), en: exact(Lang::En).into() }
    }

    /// A value with the unit behind it, as it stands in a sentence: `92%`, `24 小时` and `24 h`.
    pub fn figure(self, value: f64) -> Phrase {
        let figure = |lang| number(value, self, lang);
        Phrase { zh: spaced(&figure(Lang::Zh)).into(), en: figure(Lang::En).into() }
    }

    /// How far two values lie apart, with the unit: `2 h`; percentages by points, `1.5 pp`.
    pub fn size(self, value: f64) -> Phrase {
        match self {
            Unit::Percent => {
                say!("{n} 个百分点", "{n} pp", n = points(value.abs()))
            }
            unit => unit.figure(value.abs()),
        }
    }

    /// A difference of two values with its sign and unit: `+2 h`; percentages differ by points, `-1.5 pp`.
    pub fn change(self, value: f64) -> Phrase {
        match self {
            Unit::Percent => signed(value, &say!("{n} 个百分点", "{n} pp", n = points(value))),
            unit => signed(value, &unit.figure(value)),
        }
    }

    /// The same as it stands in a cell.
    pub fn short_change(self, value: f64) -> Phrase {
        match self {
            Unit::Percent => signed(value, &say!("{n}个百分点", "{n} pp", n = points(value))),
            unit => signed(value, &unit.short(value)),
        }
    }
}

fn points(value: f64) -> String {
    number(value, Unit::None, Lang::En)
}

/// A figure with a plus where it is above nought.
fn signed(value: f64, figure: &Phrase) -> Phrase {
    let sign = if value > 0.0 { "+" } else { "" };
    say!("{sign}{figure}", "{sign}{figure}", sign, figure)
}

/// A cell as plain text, as it stands in a CSV file or on the clipboard and can be read back in.
/// `name` gives the name of the row that a link means.
pub fn plain(cell: &Cell, lang: Lang, name: &dyn Fn(Id) -> String) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.to_string(),
        Cell::Score(score) => score.get().to_string(),
        Cell::Number(value) if value.abs() <= MOST_NUMBER => value.to_string(),
        Cell::Number(value) => format!("{value:e}"),
        Cell::Count(count) => count.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Check(yes) => {
            text(if *yes { "是" } else { "否" }, if *yes { "yes" } else { "no" }).get(lang).into()
        }
        Cell::Choice(option) => option.label.get(lang).into(),
        Cell::Link(id) => name(*id),
        Cell::Outside(kept) => outside(kept).to_owned(),
    }
}

/// Five dots and the figure: `●●●○○ 3`.
pub fn score_dots(score: Score) -> String {
    let n = usize::from(score.get());
    format!("{}{} {n}", "●".repeat(n), "○".repeat(5 - n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_never_long() {
        for (value, shown) in [
            (1e15, "1000000000000000"),
            (-1e15, "-1000000000000000"),
            (1.234e300, "1.23e300"),
            (-f64::MAX, "-1.80e308"),
            (5e-324, "0"),
            (f64::INFINITY, "–"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(number(value, Unit::None, Lang::En), shown, "{value}");
        }
        let plain = |value| plain(&Cell::Number(value), Lang::En, &|_| String::new());
        assert_eq!((plain(1.5e300), plain(0.25)), ("1.5e300".to_owned(), "0.25".to_owned()));
    }

    #[test]
    fn an_exact_value_keeps_all_its_digits() {
        for (value, unit, zh, en) in [
            (82.456, Unit::Percent, "82.456%", "82.456%"),
            (1.234, Unit::Money, "1.234", "1.234"),
            (0.1 + 0.2, Unit::Hours, "0.3小时", "0.3 h"),
            (52.5, Unit::Duration, "52.5分钟", "52.5 min"),
            (-1.239, Unit::Named(super::super::Label::new("$")), "-$1.239", "-$1.239"),
        ] {
            let both = unit.exact(value);
            assert_eq!((&*both.zh, &*both.en), (zh, en), "{value}");
        }
    }

    #[test]
    fn a_duration_is_shown_in_its_two_largest_units() {
        for (minutes, zh, en) in [
            (0.0, "0分钟", "0 min"),
            (0.5, "30秒", "30 s"),
            (1.5, "1分钟30秒", "1 min 30 s"),
            (15.0, "15分钟", "15 min"),
            (59.999, "1小时", "1 h"),
            (90.0, "1小时30分", "1 h 30 min"),
            (240.0, "4小时", "4 h"),
            (1439.9, "1天", "1 d"),
            (3120.0, "2天4小时", "2 d 4 h"),
            (10_080.0, "7天", "7 d"),
            (-90.0, "-1小时30分", "-1 h 30 min"),
            (-0.001, "0分钟", "0 min"),
        ] {
            let both = Unit::Duration.short(minutes);
            assert_eq!((&*both.zh, &*both.en), (zh, en), "{minutes}");
        }
        assert_eq!(Unit::Duration.change(-60.0).en, "-1 h");
        assert!(number(f64::INFINITY, Unit::Duration, Lang::En).starts_with('–'));
    }

    #[test]
    fn figures_and_changes_bring_their_unit() {
        let both = |phrase: Phrase| (phrase.zh.to_string(), phrase.en.to_string());
        let pair = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        assert_eq!(both(Unit::Hours.figure(24.0)), pair("24 小时", "24 h"));
        assert_eq!(both(Unit::Percent.figure(91.996)), pair("92%", "92%"));
        assert_eq!(both(Unit::Hours.change(-0.5)), pair("-0.5 小时", "-0.5 h"));
        assert_eq!(both(Unit::PerDay.change(2.0)), pair("+2 单/天", "+2/day"));
        assert_eq!(both(Unit::Percent.change(1.5)), pair("+1.5 个百分点", "+1.5 pp"));
        assert_eq!(both(Unit::None.change(0.0)), pair("0", "0"));
        assert_eq!(both(Unit::Percent.size(-0.5)), pair("0.5 个百分点", "0.5 pp"));
        let kilometres = Unit::Named(super::super::Label::new("km"));
        assert_eq!(both(kilometres.short_change(4.0)), pair("+4 km", "+4 km"));
        let dollars = Unit::Named(super::super::Label::new("$"));
        assert_eq!(both(dollars.figure(120.0)), pair("$120", "$120"));
        assert_eq!(both(dollars.short(-1.5)), pair("-$1.5", "-$1.5"));
        assert_eq!(both(dollars.short_change(4.0)), pair("+$4", "+$4"));
        assert_eq!(both(Unit::Percent.short_change(1.5)), pair("+1.5个百分点", "+1.5 pp"));
        assert_eq!(both(Unit::Duration.figure(3120.0)), pair("2 天 4 小时", "2 d 4 h"));
        assert_eq!(both(Unit::Hours.size(-0.5)), pair("0.5 小时", "0.5 h"));
    }
}
