//! Numbers with units, as people write them and as they must not be taken.

use super::super::Label;
use super::*;

fn value(typed: &str, unit: Unit) -> Option<f64> {
    quantity(typed, unit).ok()
}

#[test]
fn durations_are_converted() {
    for (typed, hours) in [
        ("24h", 24.0),
        ("24 小时", 24.0),
        ("36:30", 36.5),
        ("36:30:00", 36.5),
        ("0:00:36", 0.01),
        ("0:45", 0.75),
        ("1天12小时", 36.0),
        ("1d12h", 36.0),
        ("90分钟", 1.5),
        ("90 min", 1.5),
        ("1h30", 1.5),
        ("1小时30", 1.5),
        ("30分36", 0.51),
        ("1d2h30", 26.5),
        ("1.5天", 36.0),
        ("2小时15分", 2.25),
        ("1 day", 24.0),
        ("7200秒", 2.0),
        ("1w", 168.0),
        ("2周3天", 408.0),
        ("1,200 h", 1200.0),
        ("1.5E+05", 150_000.0),
    ] {
        assert_eq!(value(typed, Unit::Hours), Some(hours), "{typed}");
        assert_eq!(
            value(typed, Unit::Minutes).map(|n| n / 60.0),
            Some(if typed.contains('E') { 2500.0 } else { hours }),
            "{typed}"
        );
    }
    assert_eq!(value("36小时", Unit::Days), Some(1.5));
    for typed in [
        "92%",
        "8单/天",
        "36:75",
        "1:2:3",
        "12小时1天",
        "1天1天",
        "1天4",
        "1w2",
        "1h75",
        "1h1.5",
        "30s5",
        "5元",
        "hour",
        "30'",
        "30\"",
        "3x",
        "",
    ] {
        assert_eq!(value(typed, Unit::Hours), None, "{typed}");
    }
}

#[test]
fn money_and_counts_take_their_words() {
    for (typed, unit, number) in [
        ("1.2万", Unit::Yuan, 12_000.0),
        ("1.2万元", Unit::Yuan, 12_000.0),
        ("3千", Unit::Vehicles, 3000.0),
        ("3千台次", Unit::Vehicles, 3000.0),
        ("1.2万元", Unit::WanYuan, 1.2),
        ("1.2万", Unit::WanYuan, 1.2),
        ("12000元", Unit::WanYuan, 1.2),
        ("2亿", Unit::WanYuan, 20_000.0),
        ("2", Unit::WanYuan, 2.0),
        ("8单/天", Unit::PerDay, 8.0),
        ("8.5 orders a day", Unit::PerDay, 8.5),
        ("2次", Unit::Times, 2.0),
        ("92%", Unit::Percent, 92.0),
        ("3.6/5", Unit::OfFive, 3.6),
        ("85分", Unit::Points, 85.0),
        ("40 km", Unit::Named(Label::new("km")), 40.0),
        ("1.2万公里", Unit::Named(Label::new("公里")), 12_000.0),
        ("1.2万", Unit::None, 12_000.0),
        ("3千", Unit::None, 3000.0),
        ("¥1,234", Unit::Money, 1234.0),
        ("$1,234", Unit::Money, 1234.0),
        ("1234元", Unit::Money, 1234.0),
        ("¥1,234.50", Unit::Yuan, 1234.5),
        ("-¥5", Unit::Yuan, -5.0),
        ("(¥5)", Unit::Yuan, -5.0),
        ("¥1.2万", Unit::Yuan, 12_000.0),
        ("¥12000", Unit::WanYuan, 1.2),
        ("1 200 元", Unit::Yuan, 1200.0),
        ("1 200", Unit::Yuan, 1200.0),
        ("-5%", Unit::Percent, -5.0),
        ("(5%)", Unit::Percent, -5.0),
        ("0.8%", Unit::Percent, 0.8),
        ("1,5%", Unit::Percent, 1.5),
        ("1,5元", Unit::Yuan, 1.5),
        ("1,5万", Unit::Yuan, 15_000.0),
        ("€1.234,50", Unit::Money, 1234.5),
    ] {
        assert_eq!(value(typed, unit), Some(number), "{typed}");
    }
    for (typed, unit) in [
        ("24h", Unit::Percent),
        ("1.2万", Unit::Percent),
        ("3千", Unit::Points),
        ("90分钟", Unit::Points),
        ("8单/天x", Unit::PerDay),
        ("8台", Unit::Times),
        ("92%", Unit::Yuan),
        ("€1.234", Unit::Money),
        ("1.2万", Unit::Money),
        ("12万元", Unit::Money),
        ("$5", Unit::Yuan),
        ("¥5", Unit::Hours),
        ("¥5", Unit::None),
        ("12 34", Unit::Yuan),
        ("12 34元", Unit::Yuan),
        ("1,2,3元", Unit::Yuan),
        ("1.23,4%", Unit::Percent),
        ("40 k", Unit::Named(Label::new("km"))),
        ("nan", Unit::Hours),
        ("inf", Unit::None),
        ("1e999", Unit::None),
    ] {
        assert_eq!(value(typed, unit), None, "{typed}");
    }
}

#[test]
fn a_refusal_offers_no_number_of_another_kind() {
    let Err(Invalid(why)) = quantity("24h", Unit::Percent) else { panic!("another kind") };
    assert_eq!(why.zh, "“24h”的单位不对：这里的写法如 92%");
    assert!(!why.en.contains("type 24"), "{}", why.en);
    for (typed, unit, says) in [
        ("1.2万", Unit::Money, &["Type 12000", "1.2 if it is ten thousands"][..]),
        ("12万元", Unit::Money, &["Type 120000", "12 if it is ten thousands"]),
        ("€1.234", Unit::Money, &["write 1.234 or 1234"]),
        ("36:30", Unit::None, &["a number like 8 or 3.5"]),
        ("1.23,4%", Unit::Percent, &["write 123.4 or 1.234"]),
        ("92%", Unit::Money, &["write it like 12000"]),
    ] {
        let Err(Invalid(why)) = quantity(typed, unit) else { panic!("{typed} is refused") };
        assert!(says.iter().all(|said| why.en.contains(said)), "{typed}: {}", why.en);
    }
}

#[test]
fn a_duration_is_asked_for_in_its_own_words_and_never_beyond_ten_years() {
    for typed in ["half a moon", "1h90", "soon", "2 moons"] {
        let Err(Invalid(why)) = quantity(typed, Unit::Duration) else { panic!("{typed}") };
        assert!(why.en.contains("write 30min, 4h, 2d or 1h30"), "{typed}: {}", why.en);
    }
    for typed in ["99999999999h", "1000000d", "5300000", "3661d"] {
        let Err(Invalid(why)) = quantity(typed, Unit::Duration) else { panic!("{typed}") };
        assert!(why.zh.contains("超过 10 年"), "{typed}: {}", why.zh);
    }
    assert_eq!(value("10w", Unit::Duration), Some(100_800.0));
    assert_eq!(value("3660d", Unit::Duration), Some(LONGEST));
}

#[test]
fn a_label_holds_what_fits() {
    assert_eq!(Label::new(" 公里 ").name(), "公里");
    assert_eq!(Label::new("一二三四五六").name(), "一二三四五");
    assert_eq!(Unit::Named(Label::new("km")).figure(4.0).zh, "4 km");
    assert_eq!(Unit::Named(Label::new("公里")).short(4.0).zh, "4公里");
}

#[test]
fn what_is_proposed_for_an_amount_is_what_may_be_meant() {
    for (typed, said) in [
        ("1.2万-1.5万", "holds more than one number"),
        ("5k to 6k", "holds more than one number"),
        ("2M", "if millions are meant, write 2000000"),
        ("2 mio", "if millions are meant, write 2000000"),
        ("0x10", "is not a number"),
        ("5 元/月", "an amount for each of something"),
        ("1.2万", "Type 12000 if that is yuan"),
    ] {
        let Err(Invalid(reason)) = quantity(typed, Unit::Money) else { panic!("{typed}") };
        assert!(reason.en.contains(said), "{typed}: {}", reason.en);
    }
    for (unit, zh) in [
        (Unit::WanYuan, "如果是百万，请填 120（万元）"),
        (Unit::Yuan, "如果是百万，请填 1200000"),
        (Unit::Money, "以元计就填 1200000，以万元计就填 120"),
    ] {
        let Err(Invalid(reason)) = quantity("1.2M", unit) else { panic!("{unit:?}") };
        assert!(reason.zh.ends_with(zh), "{}", reason.zh);
    }
}

#[test]
fn a_year_and_its_half_are_durations() {
    for (typed, days) in [
        ("半年", 182.5),
        ("一年", 365.0),
        ("一年半", 547.5),
        ("1.5年", 547.5),
        ("half a year", 182.5),
        ("Half a year", 182.5),
        ("half year", 182.5),
        ("1 year", 365.0),
        ("2 yrs", 730.0),
        ("1y", 365.0),
        ("half a day", 0.5),
        ("1天12小时", 1.5),
    ] {
        assert_eq!(value(typed, Unit::Days), Some(days), "{typed}");
    }
    for typed in ["1天12", "half", "半", "half of it", "half and", "half am", "halfway", "a year"] {
        assert_eq!(value(typed, Unit::Days), None, "{typed}");
    }
}
