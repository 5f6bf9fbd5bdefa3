//! What a cell looks like as text.

use super::{Cell, Id, MOST_NUMBER, Score, Unit, outside};
use crate::say;
use crate::text::{Lang, Phrase, text};

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
    match unit {
        Unit::Named(label) => {
            let name = label.name();
            let space = if name.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
            format!("{shown}{space}{name}")
        }
        unit => format!("{shown}{}", unit.sign().get(lang)),
    }
}

impl Unit {
    /// A value with the unit behind it: `92%`, `24小时` and `24 h`.
    pub fn figure(self, value: f64) -> Phrase {
        let figure = |lang| number(value, self, lang);
        Phrase { zh: figure(Lang::Zh).into(), en: figure(Lang::En).into() }
    }

    /// A difference of two values with its sign and unit: `+2 h`; percentages differ by points, `-1.5 pp`.
    pub fn change(self, value: f64) -> Phrase {
        let sign = if value > 0.0 { "+" } else { "" };
        match self {
            Unit::Percent => {
                let points = number(value, Unit::None, Lang::En);
                say!("{sign}{points}个百分点", "{sign}{points} pp")
            }
            unit => {
                let figure = unit.figure(value);
                say!("{sign}{figure}", "{sign}{figure}", sign, figure)
            }
        }
    }
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
    fn figures_and_changes_bring_their_unit() {
        let both = |phrase: Phrase| (phrase.zh.to_string(), phrase.en.to_string());
        let pair = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        assert_eq!(both(Unit::Hours.figure(24.0)), pair("24小时", "24 h"));
        assert_eq!(both(Unit::Percent.figure(91.996)), pair("92%", "92%"));
        assert_eq!(both(Unit::Hours.change(-0.5)), pair("-0.5小时", "-0.5 h"));
        assert_eq!(both(Unit::PerDay.change(2.0)), pair("+2单/天", "+2/day"));
        assert_eq!(both(Unit::Percent.change(1.5)), pair("+1.5个百分点", "+1.5 pp"));
        assert_eq!(both(Unit::None.change(0.0)), pair("0", "0"));
    }
}
