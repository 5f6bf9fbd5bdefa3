//! How long was promised, as people write it.

use crate::mining::Hours;
use crate::say;
use crate::sheet::{Unit, parse_quantity};
use crate::text::{Phrase, text};
use unicode_normalization::UnicodeNormalization as _;

/// Ten years in seconds: nobody promises anything for later.
const LONGEST: f64 = 10.0 * 366.0 * 86_400.0;

/// Reads a promise such as `48h`, `2天` or `1天12小时` as seconds. Beside working hours its days are working days. The error
/// says what would be right; a number alone is refused, for it could be hours as well as days.
pub fn promise(typed: &str, hours: Option<&Hours>) -> Result<f64, Phrase> {
    let shown: String = typed.trim().chars().take(30).collect();
    let plain = typed.trim().nfkc().collect::<String>().to_lowercase();
    let number = |text: &str| parse_quantity(text, Unit::None).ok();
    if !plain.contains(|c: char| c.is_alphabetic() || c == ':')
        && plain.contains(|c: char| c.is_ascii_digit())
    {
        return Err(say!(
            "“{shown}”没有写单位：是小时就写 {shown}h，是天就写 {shown}天",
            "'{shown}' has no unit: write {shown}h for hours or {shown}d for days"
        ));
    }
    let of_days = ["个工作日", "工作日", "天", "日", "days", "day", "d"]
        .into_iter()
        .find_map(|word| plain.strip_suffix(word));
    let read = match (hours, of_days.and_then(number)) {
        (Some(hours), Some(days)) => {
            let day = hours.day().ok_or_else(|| {
                text(
                    "各天的工作时间不一样长：请用小时写，如 40h",
                    "working days are not equally long: write it in hours, such as 40h",
                )
            })?;
            days * day
        }
        (hours, _) => {
            let read = parse_quantity(&plain, Unit::Hours).map_err(|_| {
                say!(
                    "“{shown}”不是时长：写成 48h、2天、1周 或 1天12小时",
                    "'{shown}' is not a duration: write it like 48h, 2d, 1w or 1d12h"
                )
            })?;
            if hours.is_some() && plain.contains(['天', '日', 'd', '周', '期', '拜', 'w']) {
                return Err(text(
                    "按工作时间算时，请只用天或只用小时，如 3天、27h",
                    "beside working hours, write it in days or in hours alone, such as 3d or 27h",
                )
                .into());
            }
            read * 3600.0
        }
    };
    if read > LONGEST {
        return Err(say!(
            "“{shown}”超过 10 年：请核对数字和单位",
            "'{shown}' is more than 10 years: check the number and its unit"
        ));
    }
    if read > 0.0 {
        return Ok(read);
    }
    Err(text("要大于 0，如 48h", "it has to be more than 0, such as 48h").into())
}
