//! Numbers as Chinese spells them: 三, 一百二十, 两个半小时, 八成五, 百分之八十七. What is none of these stays as it is.

use std::borrow::Cow;

/// Units of time behind which a half may stand, `一天半`, and before which it may, `半天`.
const UNITS: &[&str] =
    &["分钟", "小时", "钟头", "星期", "礼拜", "天", "日", "周", "时", "分", "秒", "年", "万", "亿"];

/// A text with its numbers in digits: `两个半小时` as `2.5小时`, `八成五` as `85%`, `一百二十` as `120`.
pub(super) fn in_digits(plain: &str) -> Cow<'_, str> {
    let text: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let spelled = || share(&text).or_else(|| time(&text)).or_else(|| whole(&text)).or_else(|| half(plain));
    spelled().map_or(Cow::Borrowed(plain), Cow::Owned)
}

/// `百分之八十七`, `八成`, `八成五`, `八成半`.
fn share(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix("百分之") {
        let value = number(rest)
            .map(|n| n.to_string())
            .or_else(|| rest.parse::<f64>().ok().map(|n| n.to_string()))?;
        return Some(format!("{value}%"));
    }
    let (tens, ones) = text.split_once('成')?;
    let tens = number(tens).or_else(|| tens.parse().ok()).filter(|n| (1..=10).contains(n))?;
    let ones = match ones {
        "" => 0,
        "半" => 5,
        ones => number(ones).filter(|n| (1..=9).contains(n))?,
    };
    Some(format!("{}%", tens * 10 + ones))
}

/// `半天`, `两天`, `一天半`, `两个半小时`, `2小时半`.
fn time(text: &str) -> Option<String> {
    let (text, behind) = match text.strip_suffix('半') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let unit = UNITS.iter().find(|unit| text.ends_with(**unit))?;
    let before = text.strip_suffix(unit)?;
    let (before, half) = match before.strip_suffix('半') {
        Some(before) => (before, true),
        None => (before, false),
    };
    let before = before.strip_suffix('个').unwrap_or(before);
    let (spelled, whole) = match before {
        "" if half && !behind => (true, 0.0),
        before => match number(before) {
            Some(n) => (true, f64::from(n)),
            None => (false, before.parse::<f64>().ok().filter(|n| n.fract() == 0.0)?),
        },
    };
    // Digits with their unit are read as they are.
    if !spelled && !half && !behind || half && behind {
        return None;
    }
    let value = whole + if half || behind { 0.5 } else { 0.0 };
    Some(format!("{value}{unit}"))
}

/// `half a year`, `half an hour`, `half day`.
fn half(plain: &str) -> Option<String> {
    let lower = plain.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let (["half", "a" | "an", unit] | ["half", unit]) = words[..] else { return None };
    matches!(unit, "year" | "week" | "day" | "hour" | "minute").then(|| format!("0.5{unit}"))
}

fn whole(text: &str) -> Option<String> {
    number(text).map(|n| n.to_string())
}

/// A whole number up to 99,999,999; `十二`, `一百零五`, `一百二` is 120, `两万三` is 23,000; or its digits one by one.
pub(super) fn number(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '〇' | '零' | '○' => Some(0),
        '两' => Some(2),
        c => "一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32 + 1),
    };
    let place = |c: char| match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        _ => None,
    };
    if text.is_empty() || !text.chars().all(|c| digit(c).is_some() || place(c).is_some() || c == '万') {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        // 三四 is three or four; a year has its nought or four digits.
        let one_by_one = text.chars().any(|c| digit(c) == Some(0)) || matches!(text.chars().count(), 1 | 4..);
        return if one_by_one {
            text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
        } else {
            None
        };
    }
    let (mut sum, mut part, mut last, mut unit) = (0_u32, 0_u32, None, 1_u32);
    for c in text.chars() {
        if let Some(of) = place(c) {
            // Only ten stands without its one.
            let times = last.take().or((of == 10).then_some(1_u32))?;
            part = part.checked_add(times.checked_mul(of)?)?;
            unit = of;
        } else if c == '万' {
            sum = part.checked_add(last.take().unwrap_or(0))?.checked_mul(10_000)?;
            (part, unit) = (0, 10_000);
        } else if digit(c) == Some(0) {
            unit = 10;
        } else {
            if last.is_some() {
                return None;
            }
            last = digit(c);
        }
    }
    // `一百二` leaves out the tens.
    let last = last.unwrap_or(0).checked_mul(if unit > 10 { unit / 10 } else { 1 })?;
    sum.checked_add(part)?.checked_add(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_is_read_and_nothing_else() {
        for (spelled, digits) in [
            ("三", "3"),
            ("十", "10"),
            ("十二", "12"),
            ("二十", "20"),
            ("一百", "100"),
            ("一百零五", "105"),
            ("一百二", "120"),
            ("一百二十", "120"),
            ("一千二百三十四", "1234"),
            ("两万三", "23000"),
            ("二〇二六", "2026"),
            ("半天", "0.5天"),
            ("两天", "2天"),
            ("一天半", "1.5天"),
            ("两个半小时", "2.5小时"),
            ("2小时半", "2.5小时"),
            ("2 个半小时", "2.5小时"),
            ("十五分钟", "15分钟"),
            ("八成", "80%"),
            ("八成五", "85%"),
            ("八成半", "85%"),
            ("十成", "100%"),
            ("百分之八十七", "87%"),
            ("百分之87.5", "87.5%"),
        ] {
            assert_eq!(in_digits(spelled), digits, "{spelled}");
        }
        for other in
            ["", "3", "1.2万", "2小时", "1天12小时", "八折", "半", "三四", "成", "三个", "天", "周三", "千"]
        {
            let read = in_digits(other);
            assert_eq!(read, other);
        }
    }
}
