//! Number formats of a spreadsheet, as far as they tell what a cell is meant as: the unit, sign or scale that is shown with a
//! number, and whether a moment is shown as a day, a month or a duration. The number itself stays exact: what the format
//! rounds away counts.

/// The names of the format of plain numbers; the one of WPS and of old files among them.
const GENERAL: [&str; 4] = ["general", "g/通用格式", "g/标准", "g/標準"];
/// Signs of the half of the day.
const HALVES: [&str; 3] = ["am/pm", "上午/下午", "a/p"];
/// No word has more letters.
const LONGEST: usize = 7;
/// Units of a million, as people write them behind a number that is scaled down to them.
const MILLIONS: [&str; 5] = ["m", "mm", "mn", "mio", "mio."];

/// A number format.
#[derive(Debug)]
pub(super) struct Format {
    sections: Vec<Section>,
}

/// What holds for some numbers: those above nought, those below, or those of a condition.
#[derive(Debug, Default)]
struct Section {
    condition: Option<(String, f64)>,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    /// What is shown as it stands.
    Text(String),
    /// A digit; whether a nought is shown where there is none.
    Digit(bool),
    Point,
    Comma,
    Percent,
    /// The `E+` of a power of ten.
    Power,
    /// The number as it is.
    General,
    /// The text of a cell that holds one.
    Cell,
    /// The letter of a part of a moment, with what stands there.
    Moment(char, String),
    /// `[h]`, the hours of a whole duration.
    Elapsed,
    /// Morning or afternoon.
    Half,
}

/// What a moment is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A day, with or without its time.
    Day,
    /// A month, with or without its year.
    Month,
    /// A year.
    Year,
    /// Hours, minutes or seconds alone.
    Time,
    /// The time of a day, in the morning or the afternoon.
    Clock,
    /// Hours, minutes or seconds that may be more than a day.
    Elapsed,
}

impl Format {
    /// Reads the code of a format.
    pub fn read(code: &str) -> Format {
        let mut reader = Reader { rest: code, sections: vec![Section::default()] };
        while reader.take() {}
        let mut sections = reader.sections;
        for section in &mut sections {
            section.tell_minutes();
        }
        Format { sections }
    }

    /// A text as it is shown, with what the format puts around it.
    pub fn text(&self, typed: &str) -> Option<String> {
        let section = self.sections.iter().rev().find(|section| section.parts.contains(&Part::Cell))?;
        Some(section.parts.iter().map(|part| if *part == Part::Cell { typed } else { part.text() }).collect())
    }

    /// A number as it is meant: all its digits, with the unit or the sign that is shown.
    pub fn number(&self, value: f64) -> Option<String> {
        self.section(value)?.number(value)
    }

    /// What a moment is shown as.
    pub fn shown(&self, value: f64) -> Option<Shown> {
        self.section(value)?.shown()
    }

    fn section(&self, value: f64) -> Option<&Section> {
        if self.sections.iter().any(|section| section.condition.is_some()) {
            return self.sections.iter().find(|section| section.holds(value));
        }
        let numbers = self.sections.len().min(3);
        let at = match numbers {
            3 if value == 0.0 => 2,
            2.. if value < 0.0 => 1,
            _ => 0,
        };
        self.sections.get(at)
    }
}

impl Part {
    fn text(&self) -> &str {
        match self {
            Part::Text(text) | Part::Moment(_, text) => text,
            Part::Percent => "%",
            _ => "",
        }
    }

    fn is_digits(&self) -> bool {
        matches!(self, Part::Digit(_) | Part::General)
    }
}

impl Section {
    fn holds(&self, value: f64) -> bool {
        let Some((sign, than)) = &self.condition else { return true };
        match sign.as_str() {
            "<" => value < *than,
            ">" => value > *than,
            "<=" => value <= *than,
            ">=" => value >= *than,
            "<>" => (value - than).abs() > f64::EPSILON,
            _ => (value - than).abs() <= f64::EPSILON,
        }
    }

    /// Tells minutes from months: they stand behind hours or before seconds.
    fn tell_minutes(&mut self) {
        let at: Vec<usize> = (0..self.parts.len())
            .filter(|at| matches!(self.parts[*at], Part::Moment(..) | Part::Elapsed))
            .collect();
        let letter = |parts: &[Part], nth: Option<usize>| match nth.and_then(|nth| parts.get(*at.get(nth)?)) {
            Some(Part::Moment(letter, _)) => *letter,
            Some(Part::Elapsed) => 'h',
            _ => ' ',
        };
        for (nth, place) in at.iter().enumerate() {
            let before = letter(&self.parts, nth.checked_sub(1));
            let behind = letter(&self.parts, Some(nth + 1));
            if let Part::Moment(letter @ 'm', text) = &mut self.parts[*place]
                && text.len() < 3
                && (before == 'h' || behind == 's')
            {
                *letter = 'n';
            }
        }
    }

    fn begins_with_digits(&self) -> bool {
        let mut parts = self.parts.iter().filter(|part| part.is_digits() || matches!(part, Part::Moment(..)));
        parts.next().is_some_and(Part::is_digits)
    }

    fn shown(&self) -> Option<Shown> {
        let has = |letters: &str| {
            self.parts.iter().any(|part| matches!(part, Part::Moment(letter, _) if letters.contains(*letter)))
        };
        let (day, month, year, time) = (has("da"), has("m"), has("yeb"), has("hns"));
        Some(match (day, month, year) {
            _ if self.parts.contains(&Part::Elapsed) => Shown::Elapsed,
            // Digits before any part of a moment: a number, whatever letters stand behind it.
            _ if self.begins_with_digits() => return None,
            (true, ..) => Shown::Day,
            (_, true, _) if !time => Shown::Month,
            (false, false, true) if !time => Shown::Year,
            (false, false, false) if time && self.parts.contains(&Part::Half) => Shown::Clock,
            (false, false, false) if time => Shown::Time,
            (false, false, false) => return None,
            _ => Shown::Day,
        })
    }

    fn number(&self, value: f64) -> Option<String> {
        let Some(first) = self.parts.iter().position(Part::is_digits) else {
            let text = joined(&self.parts);
            return text.contains(char::is_alphanumeric).then(|| text.trim().to_owned());
        };
        let last = self.parts.iter().rposition(Part::is_digits)?;
        let between = joined(&self.parts[first..last]);
        let mut power = self.power_of_ten();
        match between.trim() {
            "" | "'" | "’" => {}
            // A point that was put between the digits: `0\.0,` shows ten thousands.
            "." if !self.parts.contains(&Part::Point) => {
                let behind = self.parts.iter().skip_while(|part| part.text() != ".");
                let digits = behind.filter(|part| part.is_digits()).count();
                power -= i32::try_from(digits).unwrap_or_default();
            }
            _ => return self.masked(super::rounded(value), first),
        }
        // Rounded once, when it is as large as it is shown.
        let scaled = super::rounded(if power == 0 { value } else { value * 10_f64.powi(power) });
        let (before, behind) = (joined(&self.parts[..first]), joined(&self.parts[last + 1..]));
        let (before, behind) = (before.trim_start(), behind.trim_end());
        // The dash that stands for nought in accounts.
        let before = if value == 0.0 { before.trim_start_matches(['-', '−', '–']) } else { before };
        // A name of a unit that begins with a digit would run into the number.
        if behind.starts_with(char::is_numeric) {
            return None;
        }
        let mut digits =
            if between.is_empty() { self.padded(scaled.abs()) } else { scaled.abs().to_string() };
        // Of three digits behind a point and a sign nobody could say whether they are thousands.
        let is_three = digits.split_once('.').is_some_and(|(_, fraction)| fraction.len() == 3);
        if is_three && !(before.is_empty() && behind.is_empty()) {
            digits.push('0');
        }
        if value < 0.0 {
            let bare = before.trim_start_matches(['-', '−', '(', '+']);
            let behind = if bare.len() < before.len() { behind.trim_end_matches(')') } else { behind };
            return Some(format!("-{bare}{digits}{behind}"));
        }
        let is_million = power == -6 && MILLIONS.contains(&behind.trim().to_lowercase().as_str());
        Some(format!("{before}{digits}{}", if is_million { " million" } else { behind }))
    }

    /// By which power of ten a number is shown larger: two for each sign of per cent, less three for each comma behind its
    /// digits.
    fn power_of_ten(&self) -> i32 {
        let (mut power, mut commas, mut is_begun) = (0, 0, false);
        for part in &self.parts {
            match part {
                Part::Percent => power += 2,
                Part::Comma if is_begun => commas += 1,
                Part::Digit(_) => (is_begun, commas) = (true, 0),
                Part::Point | Part::Power => power -= 3 * std::mem::take(&mut commas),
                _ => {}
            }
        }
        power - 3 * commas
    }

    /// The digits of a number with the noughts that are shown before and behind.
    fn padded(&self, value: f64) -> String {
        let digits = value.to_string();
        if !value.is_finite() || self.parts.iter().any(|part| matches!(part, Part::Power | Part::General)) {
            return digits;
        }
        let noughts = |parts: &[Part]| parts.iter().filter(|part| **part == Part::Digit(true)).count();
        let point = self.parts.iter().position(|part| *part == Part::Point).unwrap_or(self.parts.len());
        let (before, behind) = (noughts(&self.parts[..point]), noughts(&self.parts[point..]));
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        // Three digits behind a point may be taken for thousands.
        let behind = if behind == 3 { 0 } else { behind };
        let fraction = format!("{fraction:0<behind$}");
        format!("{whole:0>before$}{}{fraction}", if fraction.is_empty() { "" } else { "." })
    }

    /// A whole number that other signs stand between the digits of: `123-4567`.
    fn masked(&self, value: f64, first: usize) -> Option<String> {
        let is_whole = value.fract() == 0.0 && value.abs() < 1e15 && !self.parts.contains(&Part::Point);
        let mut digits = is_whole.then(|| value.abs().to_string())?;
        let mut shown = String::new();
        for (at, part) in self.parts.iter().enumerate().rev() {
            let text = match part {
                Part::Digit(_) if at == first && !digits.is_empty() => std::mem::take(&mut digits),
                Part::Digit(nought) => {
                    digits.pop().or(nought.then_some('0')).map_or(String::new(), String::from)
                }
                other => other.text().to_owned(),
            };
            shown.insert_str(0, &text);
        }
        Some(format!("{}{}", if value < 0.0 { "-" } else { "" }, shown.trim()))
    }
}

/// What of these parts is shown as it stands.
fn joined(parts: &[Part]) -> String {
    parts.iter().map(Part::text).collect()
}

/// Reads the code of a format part by part.
struct Reader<'a> {
    rest: &'a str,
    sections: Vec<Section>,
}

impl<'a> Reader<'a> {
    /// Takes the next part; false at the end.
    fn take(&mut self) -> bool {
        let rest = self.rest;
        let Some(c) = rest.chars().next() else { return false };
        self.rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let part = match c {
            '"' => Part::Text(self.until('"')),
            '[' => {
                let within = self.until(']');
                self.within_brackets(&within);
                return true;
            }
            // What stands behind is shown as it is.
            '\\' | '!' => Part::Text(self.one().into_iter().collect()),
            // A blank as wide as the next sign, or as many of it as there is room for.
            '_' | '*' => {
                self.one();
                return true;
            }
            ';' => {
                self.sections.push(Section::default());
                return true;
            }
            '0' => Part::Digit(true),
            '#' | '?' => Part::Digit(false),
            '.' => Part::Point,
            ',' => Part::Comma,
            '%' => Part::Percent,
            '@' => Part::Cell,
            '/' if self.is_fraction() => {
                self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || "#? ".contains(c));
                return true;
            }
            _ => self.word(rest, c),
        };
        if let Some(section) = self.sections.last_mut() {
            section.parts.push(part);
        }
        true
    }

    /// The sign that comes next.
    fn one(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
        Some(c)
    }

    /// What stands before the sign that ends it.
    fn until(&mut self, end: char) -> String {
        let (text, rest) = self.rest.split_once(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        text.to_owned()
    }

    /// Whether a slash stands between digits.
    fn is_fraction(&self) -> bool {
        let behind = self.rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || "#?".contains(c));
        let parts = self.sections.last().map_or(&[][..], |section| &section.parts);
        behind && parts.iter().rev().find(|part| part.text() != " ").is_some_and(Part::is_digits)
    }

    /// A sign of money, a condition or a whole duration; colours and languages are passed over.
    fn within_brackets(&mut self, within: &str) {
        let Some(section) = self.sections.last_mut() else { return };
        let sign = within.find(|c| !matches!(c, '<' | '>' | '=')).unwrap_or(within.len());
        let (sign, than) = within.split_at(sign);
        let is_one =
            |letter: &str| !within.is_empty() && within.to_lowercase().replace(letter, "").is_empty();
        if let Some(money) = within.strip_prefix('$') {
            let money = money.split('-').next().unwrap_or_default();
            section.parts.push(Part::Text(money.to_owned()));
        } else if let (false, Ok(than)) = (sign.is_empty(), than.trim().parse()) {
            section.condition = Some((sign.to_owned(), than));
        } else if ["h", "m", "s"].into_iter().any(is_one) {
            section.parts.push(Part::Elapsed);
        }
    }

    /// A word of the format, the letters of a part of a moment, or a sign that is shown as it stands.
    fn word(&mut self, rest: &'a str, c: char) -> Part {
        let lower = rest.chars().take(LONGEST).collect::<String>().to_lowercase();
        // Words have as many bytes in either case.
        let mut is = |words: &[&str]| {
            let word = words.iter().find(|word| lower.starts_with(**word));
            word.and_then(|word| rest.get(word.len()..)).map(|behind| self.rest = behind).is_some()
        };
        if is(&GENERAL) {
            return Part::General;
        }
        if is(&HALVES) {
            return Part::Half;
        }
        let letter = c.to_ascii_lowercase();
        let end = rest.find(|other: char| !other.eq_ignore_ascii_case(&c)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        let is_power = letter == 'e' && behind.starts_with(['+', '-']);
        match letter {
            'e' if is_power => {
                self.rest = behind.get(1..).unwrap_or_default();
                Part::Power
            }
            'a' if run.len() < 3 => Part::Text(c.to_string()),
            'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'b' | 'a' => {
                self.rest = behind;
                Part::Moment(letter, run.to_owned())
            }
            _ => Part::Text(c.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
