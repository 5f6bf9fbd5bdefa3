//! What is asked about a number that was written with its unit: no decimal point has slipped there.

use super::unit_of;
use crate::say;
use crate::sheet::{Cell, Unit};
use crate::text::parted;
use crate::tool::{Change, Verdict};
use unicode_normalization::UnicodeNormalization as _;

/// From so many times on a value is asked about whatever stands behind it.
const THOUSANDS: f64 = 999.0;

/// Whether a unit, a percent sign or a word such as 万 stands beside a number, or it is written as a clock shows it.
pub fn has_unit(typed: &str) -> bool {
    let plain: String = typed.nfkc().collect();
    let plain = plain.trim();
    let beside = |c: char| c.is_alphabetic() || matches!(c, '%' | ':' | '¥' | '$' | '€' | '£');
    plain.contains(|c: char| c.is_ascii_digit()) && plain.contains(beside) && plain.parse::<f64>().is_err()
}

/// Whether a number is written as a clock shows it, with one colon: in minutes that may be hours and minutes or minutes and
/// seconds.
pub fn is_clock(typed: &str) -> bool {
    typed.nfkc().filter(|c| *c == ':').count() == 1
}

/// What is left of a verdict on a cell that was typed so: with a unit beside it only a number that is thousands of times off
/// is asked about, and never with another decimal point as an answer. What a clock shows is asked about where it may be
/// minutes and seconds.
pub fn as_written(verdict: Verdict, change: &Change<'_>, typed: &str) -> Verdict {
    let Cell::Number(value) = change.cell else { return verdict };
    let meant = match &verdict {
        Verdict::Ask { instead: Cell::Number(meant), .. } => Some(*meant),
        Verdict::Fine | Verdict::Note(_) => None,
        _ => return verdict,
    };
    if !has_unit(typed) {
        return verdict;
    }
    let unit = unit_of(change.project, change.row, change.column);
    if unit == Unit::Minutes && is_clock(typed) {
        let short = (value / 60.0 * 1e8).round() / 1e8;
        let as_short = Change { cell: &Cell::Number(short), ..*change };
        // As hours and minutes it is like what is known, and as minutes and seconds it is not.
        let is_like = |verdict| matches!(verdict, Verdict::Fine | Verdict::Note(_));
        if meant.is_none() && !is_like(super::check(&as_short)) {
            return verdict;
        }
        let (typed, [short_said, long]) = (typed.trim(), [short, *value].map(|value| unit.figure(value)));
        return Verdict::Ask {
            question: say!(
                "是 {short_said}吗？“{typed}”读作几分几秒是这么多，读作几时几分是 {long}",
                "Is it {short_said}? That is '{typed}' as minutes and seconds; as hours and minutes it is {long}",
                short_said = parted(&short_said),
                long
            ),
            instead: Cell::Number(short),
        };
    }
    let Some(meant) = meant else { return verdict };
    if (meant / value).max(value / meant) < THOUSANDS {
        return Verdict::Fine;
    }
    let figure = unit.figure(*value);
    Verdict::Sure(say!(
        "{figure} 和已知的数相差上千倍：确实是 {sure}吗？",
        "{figure} is thousands of times off all that is known: is it really {sure}?",
        figure,
        sure = parted(&figure)
    ))
}

#[cfg(test)]
mod tests {
    use super::has_unit;

    #[test]
    fn what_stands_beside_a_number_is_a_unit() {
        for (typed, has) in [
            ("1周", true),
            ("90分钟", true),
            ("1.3亿", true),
            ("80:30", true),
            ("0.5%", true),
            ("¥5", true),
            ("168", false),
            ("１６８", false),
            ("1.5e5", false),
            ("1,200", false),
            ("(5)", false),
            ("周", false),
        ] {
            assert_eq!(has_unit(typed), has, "{typed}");
        }
    }
}
