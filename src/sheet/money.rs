//! Amounts of money in the unit that a project or an indicator counts in, such as 万元 or kEUR: `12000元` is 1.2 of the one, and dollars are
//! none of either.

use super::numeral::{not_a_number, number};
use super::quantity::{TIMES, has_three_decimals, is_between, more_than_one, other_kind, two_ways};
use super::range::short;
use super::{Invalid, Label, Unit};
use crate::say;
use unicode_normalization::UnicodeNormalization as _;

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
const MILLIONS: &[(&str, f64)] =
    &[("billion", 1e9), ("bn", 1e9), ("mio.", 1e6), ("mio", 1e6), ("mln", 1e6), ("mn", 1e6), ("m", 1e6)];

/// Words that stand in the names of units only, before those of every quantity that they begin with or end on.
const SCALES: &[(&str, f64)] =
    &[("十万", 1e5), ("十亿", 1e9), ("thousands", 1e3), ("millions", 1e6), ("billions", 1e9)];

/// What `千` makes a unit of its own of: a kilometre is nobody's thousand.
const KILO: &[&str] = &[
    "米",
    "克",
    "瓦",
    "瓦时",
    "瓦小时",
    "卡",
    "赫",
    "赫兹",
    "帕",
    "伏",
    "伏安",
    "焦",
    "牛",
    "欧",
    "安",
    "字节",
    "比特",
];

/// A currency: one of ours by its place, or a word of people's own for whatever they count.
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

fn known(name: &str) -> Option<Currency> {
    CURRENCIES.iter().position(|names| names.contains(&name)).map(Currency::Known)
}

/// What a word says of an amount; none if it is neither a currency, that of `own` included, nor a multiple. Short words for
/// millions are multiples of money only.
fn beside(word: &str, own: Option<&Beside>, is_money: bool) -> Option<Beside> {
    let word = word.replace(' ', "");
    let named = own.and_then(|own| own.currency.as_ref());
    let of = |name: &str| match named {
        _ if name.is_empty() => Some(None),
        Some(Currency::Own(own)) if own == name => Some(named.cloned()),
        _ => known(name).map(Some),
    };
    if let Some(currency) = of(&word) {
        return Some(Beside { times: 1.0, currency });
    }
    let scales = SCALES.iter().filter(|_| own.is_none());
    scales.chain(TIMES).chain(MILLIONS.iter().filter(|_| is_money)).find_map(|(name, times)| {
        let rest = word.strip_prefix(name).and_then(of);
        let currency = rest.or_else(|| word.strip_suffix(name).and_then(of))?;
        Some(Beside { times: *times, currency })
    })
}

/// The unit that amounts are counted in, which may name an amount of it, as in `EUR 1,000`.
fn unit(label: &str) -> Beside {
    let (unit, _) = unit_and_multiple(label);
    unit
}

/// The same, and whether its name is that of a currency or begins with a multiple of something that is counted.
fn unit_and_multiple(label: &str) -> (Beside, bool) {
    let lower: String =
        label.nfkc().flat_map(char::to_lowercase).filter(|c| !matches!(c, '(' | ')')).collect();
    let has_figure = lower.contains(|c: char| c.is_ascii_digit());
    let is_figure = |c: char| has_figure && (c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '’'));
    let digits: String =
        lower.chars().filter(|c| c.is_ascii_digit() || (is_figure(*c) && *c == '.')).collect();
    let word: String = lower.chars().filter(|c| !is_figure(*c) && !matches!(c, '×' | '*')).collect();
    let amount = match digits.len() {
        0 => Some(1.0),
        // `'000 EUR` is a thousand of them.
        zeros if digits.bytes().all(|b| b == b'0') && zeros % 3 == 0 => {
            Some(1e3_f64.powi(i32::try_from(zeros / 3).unwrap_or(1)))
        }
        _ => number(&digits).ok().filter(|amount| *amount > 0.0),
    };
    let plain = Beside { times: 1.0, currency: Some(Currency::Own(lower.replace(' ', ""))) };
    let Some(amount) = amount else { return (plain, false) };
    let read = match beside(word.trim(), None, true) {
        // A multiple without a currency counts whatever there is.
        Some(read) => Some(read),
        None => counted(word.trim()),
    };
    // A letter alone may be any unit, such as metres, and a figure in a name is only then an amount when it is a round one.
    let is_letter = word.trim().is_ascii() && read.as_ref().is_some_and(|read| read.currency.is_none());
    let is_round = digits.strip_prefix('1').unwrap_or(&digits).bytes().all(|digit| digit == b'0');
    match read {
        Some(read) => (Beside { times: read.times * amount, ..read }, is_round && !is_letter),
        None if amount > 1.0 => {
            let currency = Some(Currency::Own(word.replace(char::is_whitespace, "")));
            (Beside { times: amount, currency }, false)
        }
        None => (plain, false),
    }
}

/// Ten thousands of orders, thousands of euros a month: a multiple and what people count by it, which is no currency alone.
fn counted(word: &str) -> Option<Beside> {
    SCALES.iter().chain(&[("百万", 1e6), ("百", 1e2)]).chain(TIMES).chain(MILLIONS).find_map(
        |(name, times)| {
            let rest = word.strip_prefix(name)?;
            let of = rest.trim_start();
            let of = of.strip_prefix("of ").unwrap_or(of).trim_start();
            let whole = of.split(['/', '每']).next().unwrap_or_default().trim_end();
            let is_scale = match name.is_ascii() {
                _ if of.is_empty() => false,
                // A letter more and it is another word: km, kg, MW.
                true => {
                    known(whole).is_some()
                        || (name.len() > 2 || *name == "k")
                            && !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
                }
                // 百分比 and 千分点 are shares.
                false => !(of.starts_with('分') || *name == "千" && KILO.contains(&whole)),
            };
            is_scale.then(|| Beside {
                times: *times,
                currency: Some(Currency::Own(of.replace(char::is_whitespace, ""))),
            })
        },
    )
}

/// Whether the name of a unit is that of a currency, or counts by the hundred, thousand and so on: what stands beside a
/// number of it then multiplies what is counted, never the unit itself.
pub(super) fn is_amount(label: Label) -> bool {
    let (own, is_multiple) = unit_and_multiple(label.name());
    is_multiple
        && (own.times.to_bits() != 1.0_f64.to_bits() || matches!(own.currency, Some(Currency::Known(_))))
}

/// An amount, in lower case and without its sign, in the unit that is called so, of a project or of an indicator. A bare number
/// is of that unit.
pub(super) fn amount(lower: &str, (label, of): (Label, Unit), plain: &str) -> Result<f64, Invalid> {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ');
    let from = lower.find(|c: char| c.is_ascii_digit()).unwrap_or(lower.len());
    let (before, rest) = lower.split_at(from);
    let (digits, behind) = rest.split_at(rest.find(|c| !is_figure(c)).unwrap_or(rest.len()));
    let value =
        number(digits.trim()).map_err(|why| if digits.is_empty() { not_a_number(plain) } else { why })?;
    let name = label.name();
    let own = unit(name);
    let is_own = |word: &str| word.replace(' ', "") == name.to_lowercase().replace(' ', "");
    let is_bare = |word: &str| word.trim().is_empty();
    if (is_bare(before) && (behind.is_empty() || is_own(behind))) || (is_own(before) && is_bare(behind)) {
        return Ok(value);
    }
    if !lower.contains(|c: char| c.is_alphabetic() || matches!(c, '%' | '¥' | '$' | '€' | '£')) {
        return Err(not_a_number(plain));
    }
    let said = (before, behind);
    let is_money = matches!(of, Unit::Counted(_)) || !matches!(own.currency, Some(Currency::Own(_)));
    let (Some(before), Some(behind)) =
        (beside(before, Some(&own), is_money), beside(behind, Some(&own), is_money))
    else {
        let is_range = said.1.contains(|c: char| c.is_ascii_digit()) && is_between(said.1);
        return Err(if is_range { more_than_one(plain, said.1) } else { no_money(plain, (name, of)) });
    };
    let named: Vec<&Currency> = before.currency.iter().chain(&behind.currency).collect();
    if named.iter().any(|named| own.currency.as_ref().is_some_and(|own| own != *named)) {
        return Err(other_currency(plain, (name, of)));
    }
    if !named.is_empty() && before.times.max(behind.times) <= 1.0 && has_three_decimals(digits.trim()) {
        return Err(two_ways(plain, digits.trim()));
    }
    if named.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(no_money(plain, (name, of)));
    }
    Ok(value * before.times * behind.times / own.times)
}

fn other_currency(plain: &str, (name, of): (&str, Unit)) -> Invalid {
    if let Unit::Named(label) = of {
        return match unit(label.name()).currency {
            Some(Currency::Known(_)) => {
                let plain = short(plain);
                Invalid(say!(
                    "“{plain}”是别的货币：这里的单位是“{name}”，请换算后再填",
                    "'{plain}' is in another currency: the unit here is {name}. Convert it first"
                ))
            }
            _ => Invalid(other_kind(plain, of)),
        };
    }
    let plain = short(plain);
    Invalid(say!(
        "“{plain}”是别的货币：这个项目的金额单位是“{name}”，请换算后再填，或先改项目的金额单位",
        "'{plain}' is in another currency: this project counts in {name}. Convert it first, or change the project's unit of money"
    ))
}

fn no_money(plain: &str, (name, of): (&str, Unit)) -> Invalid {
    if let Unit::Named(_) = of {
        return Invalid(other_kind(plain, of));
    }
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
    fn an_indicator_counted_by_the_thousand_takes_multiples_of_what_it_counts() {
        for (label, typed, value) in [
            ("千元", "1.2万", 12.0),
            ("千元", "1.2 million", 1200.0),
            ("千元", "12000元", 12.0),
            ("千元", "¥12,000", 12.0),
            ("千元", "12千元", 12.0),
            ("千元", "12", 12.0),
            ("千元", "12,000", 12_000.0),
            ("亿元", "1.2万", 0.000_12),
            ("亿元", "3000万", 0.3),
            ("百万元", "1.2亿", 120.0),
            ("十万元", "1.2万", 0.12),
            ("k€", "1.2万", 12.0),
            ("k€", "€12,000", 12.0),
            ("k€", "k€ 12", 12.0),
            ("K USD", "12k", 12.0),
            ("USD '000", "12k", 12.0),
            ("EUR 1,000", "12k", 12.0),
            ("thousand EUR", "1.2 million", 1200.0),
            ("EUR thousands", "12k", 12.0),
            ("€m", "1200k", 1.2),
            ("€bn", "300 million", 0.3),
            ("RMB（万）", "12000元", 1.2),
            ("千元/台", "1.2万", 12.0),
            ("k€/month", "12k", 12.0),
            ("万单", "1.2万", 1.2),
            ("万单", "12000单", 1.2),
            ("万单", "3千单", 0.3),
            ("千人次", "1.2万人次", 12.0),
            ("thousand orders", "1.2万", 12.0),
            ("k orders", "12k", 12.0),
            ("万", "1.2万", 1.2),
            ("万", "3千", 0.3),
            ("港元", "1.2万", 12_000.0),
            ("港元", "HK$145", 145.0),
            // What only begins like a multiple is a unit as it is.
            ("千米", "1.2万", 12_000.0),
            ("km", "1.2万", 12_000.0),
            ("kg", "1.2万", 12_000.0),
            ("百分点", "1.2千", 1200.0),
            ("单", "1.2万", 12_000.0),
            ("元/台", "1.2万", 12_000.0),
            ("m", "12k", 12_000.0),
            ("m²", "1.2万", 12_000.0),
            ("m³", "1.2万", 12_000.0),
            ("kg CO2", "1.2万", 12_000.0),
            ("PP100", "1.2k", 1200.0),
            ("次/100台", "1.2万", 12_000.0),
            ("次/24h", "1.2万", 12_000.0),
        ] {
            let unit = Unit::Named(Label::new(label));
            assert_eq!(quantity(typed, unit).ok(), Some(value), "{typed} in {label}");
        }
        for (label, typed, says) in [
            ("千元", "$500", "another currency: the unit here is 千元"),
            ("k€", "12000元", "another currency"),
            ("千元", "24h", "does not fit: write it like 8千元"),
            ("万单", "1.2M", "does not fit"),
            ("万单", "5元", "does not fit"),
            ("千元", "1.2万-1.5万", "more than one number"),
            ("km", "40 k", "does not fit"),
        ] {
            let why = quantity(typed, Unit::Named(Label::new(label))).unwrap_err();
            assert!(why.0.en.contains(says), "{typed} in {label}: {}", why.0.en);
        }
    }

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
            ("THB", "1.2m", 1_200_000.0),
            ("SGD", "1.2mio", 1_200_000.0),
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
