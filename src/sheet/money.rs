//! Amounts of money in the unit that a project counts in, such as 万元 or kEUR: `12000元` is 1.2 of the one, and dollars are
//! none of either.

use super::numeral::{not_a_number, number};
use super::quantity::{TIMES, has_three_decimals, two_ways};
use super::range::short;
use super::{Invalid, Label};
use crate::say;

/// The names of each currency, in lower case.
const CURRENCIES: &[&[&str]] = &[
    &["元", "圆", "块", "块钱", "yuan", "cny", "rmb", "¥", "人民币", "人民币元", "元人民币"],
    &["$", "usd", "us$", "美元", "美金", "dollar", "dollars"],
    &["€", "eur", "euro", "euros", "欧元"],
    &["£", "gbp", "英镑", "pound", "pounds"],
    &["hkd", "hk$", "港元", "港币"],
    &["jpy", "日元", "yen"],
    &["chf", "瑞郎", "瑞士法郎"],
    &["twd", "nt$", "新台币"],
];

/// Whether this is the sign of a currency.
pub fn is_money_sign(c: char) -> bool {
    matches!(
        c,
        '$' | '€'
            | '£'
            | '¥'
            | '￥'
            | '₹'
            | '₩'
            | '₽'
            | '฿'
            | '₫'
            | '₺'
            | '₪'
            | '₴'
            | '₱'
            | '₦'
            | '＄'
            | '￡'
    )
}

/// Words that multiply an amount of money only, after those of every quantity: `m` begins some of them.
const MILLIONS: &[(&str, f64)] = &[("mio", 1e6), ("mn", 1e6), ("m", 1e6)];

/// A currency: one of ours by its place, or a word of people's own.
#[derive(Clone, Debug, PartialEq)]
enum Currency {
    Known(usize),
    Own(String),
}

/// What stands beside a number: what it multiplies by, and the currency if one is named.
#[derive(Clone, Debug, PartialEq)]
struct Beside {
    times: f64,
    currency: Option<Currency>,
}

/// What a word says of an amount; none if it is neither a currency nor a multiple.
fn beside(word: &str) -> Option<Beside> {
    let word = word.replace(' ', "");
    let currency = |name: &str| {
        let at = CURRENCIES.iter().position(|names| names.contains(&name))?;
        Some(Some(Currency::Known(at)))
    };
    let of = |name: &str| if name.is_empty() { Some(None) } else { currency(name) };
    if let Some(currency) = of(&word) {
        return Some(Beside { times: 1.0, currency });
    }
    TIMES.iter().chain(MILLIONS).find_map(|(name, times)| {
        let rest = word.strip_prefix(name).and_then(of);
        let currency = rest.or_else(|| word.strip_suffix(name).and_then(of))?;
        Some(Beside { times: *times, currency })
    })
}

/// The unit that amounts are counted in, which may name an amount of it, as in `EUR 1,000`.
fn unit(label: &str) -> Beside {
    let lower = label.to_lowercase();
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'');
    let digits: String = lower.chars().filter(|c| is_figure(*c)).collect();
    let word: String = lower.chars().filter(|c| !is_figure(*c) && !matches!(c, '×' | '*')).collect();
    let known = beside(word.trim());
    match (known, number(&digits)) {
        (Some(known), Ok(amount)) if amount > 0.0 => Beside { times: known.times * amount, ..known },
        (Some(known), _) if digits.is_empty() => known,
        _ => Beside { times: 1.0, currency: Some(Currency::Own(lower.replace(' ', ""))) },
    }
}

/// An amount, in lower case and without its sign, in the unit that is called so. A bare number is of that unit.
pub(super) fn amount(lower: &str, label: Label, plain: &str) -> Result<f64, Invalid> {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ');
    let from = lower.find(|c: char| c.is_ascii_digit()).unwrap_or(lower.len());
    let (before, rest) = lower.split_at(from);
    let (digits, behind) = rest.split_at(rest.find(|c| !is_figure(c)).unwrap_or(rest.len()));
    let value = number(digits.trim())?;
    let name = label.name();
    let own = unit(name);
    let is_own = |word: &str| word.replace(' ', "") == name.to_lowercase().replace(' ', "");
    if before.trim().is_empty() && (behind.is_empty() || is_own(behind)) {
        return Ok(value);
    }
    if !lower.contains(|c: char| c.is_alphabetic() || matches!(c, '%' | '¥' | '$' | '€' | '£')) {
        return Err(not_a_number(plain));
    }
    let (Some(before), Some(behind)) = (beside(before), beside(behind)) else {
        return Err(no_money(plain, name));
    };
    let named: Vec<&Currency> = before.currency.iter().chain(&behind.currency).collect();
    if named.iter().any(|named| own.currency.as_ref().is_some_and(|own| own != *named)) {
        return Err(other_currency(plain, name));
    }
    if !named.is_empty() && before.times.max(behind.times) <= 1.0 && has_three_decimals(digits.trim()) {
        return Err(two_ways(plain, digits.trim()));
    }
    if named.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(no_money(plain, name));
    }
    Ok(value * before.times * behind.times / own.times)
}

fn other_currency(plain: &str, name: &str) -> Invalid {
    let plain = short(plain);
    Invalid(say!(
        "“{plain}”是别的货币：这个项目的金额单位是“{name}”，请换算后再填，或先改项目的金额单位",
        "'{plain}' is in another currency: this project counts in {name}. Convert it first, or change the project's unit of money"
    ))
}

fn no_money(plain: &str, name: &str) -> Invalid {
    let plain = short(plain);
    Invalid(say!(
        "“{plain}”不是金额：这个项目的金额单位是“{name}”，请填数字，或带上货币单位",
        "'{plain}' is no amount: this project counts in {name}. Enter a number, or one with its currency"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::{Label, Unit, quantity::quantity};

    #[test]
    fn amounts_are_converted_to_the_unit_of_the_project() {
        for (label, typed, value) in [
            ("万元", "12000元", 1.2),
            ("万元", "1.2万元", 1.2),
            ("万元", "1.2万", 1.2),
            ("万元", "¥12,000", 1.2),
            ("万元", "￥１２，０００", 1.2),
            ("万元", "3千元", 0.3),
            ("万元", "12k", 1.2),
            ("万元", "RMB 12000", 1.2),
            ("万元", "1亿元", 10_000.0),
            ("万元", "1.2", 1.2),
            ("万元", "-12000元", -1.2),
            ("元", "1.2万元", 12_000.0),
            ("元", "1.2万", 12_000.0),
            ("元", "12,000", 12_000.0),
            ("kEUR", "12000 EUR", 12.0),
            ("kEUR", "€12k", 12.0),
            ("kEUR", "12 kEUR", 12.0),
            ("kEUR", "0.5m", 500.0),
            ("EUR 1,000", "12000 €", 12.0),
            ("×1000 EUR", "12000 €", 12.0),
            ("EUR", "12k", 12_000.0),
            ("EUR", "1.5 million EUR", 1_500_000.0),
            ("积分", "5 积分", 5.0),
            ("万美元", "$50,000", 5.0),
        ] {
            let unit = Unit::Counted(Label::new(label));
            let narrow: String = unicode_normalization::UnicodeNormalization::nfkc(typed).collect();
            assert_eq!(quantity(&narrow, unit).ok(), Some(value), "{typed} in {label}");
        }
        for (label, typed, says) in [
            ("万元", "$500", "another currency"),
            ("元", "€500", "another currency"),
            ("kEUR", "5000元", "another currency"),
            ("EUR", "$5k", "another currency"),
            ("积分", "5元", "another currency"),
            ("万元", "24h", "no amount"),
            ("万元", "5%", "no amount"),
            ("元", "¥5$", "another currency"),
        ] {
            let why = quantity(typed, Unit::Counted(Label::new(label))).unwrap_err();
            assert!(why.0.en.contains(says), "{typed} in {label}: {}", why.0.en);
        }
    }
}
