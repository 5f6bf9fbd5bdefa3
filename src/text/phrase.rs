//! Phrases made of phrases: what can stand in a sentence, lists of names, counts with their plurals.

use super::{Lang, Phrase, Text, text};
use crate::say;
use std::fmt::Display;

/// What can stand in a sentence of [`say!`](crate::say): a text in two languages reads in the sentence's own, anything
/// else the same in both.
pub trait Say {
    /// How it reads.
    type Said<'a>: Display
    where
        Self: 'a;
    /// Its reading in one language.
    fn say(&self, lang: Lang) -> Self::Said<'_>;
}

impl<T: Display + ?Sized> Say for T {
    type Said<'a>
        = &'a T
    where
        T: 'a;
    fn say(&self, _: Lang) -> &T {
        self
    }
}

impl Say for Phrase {
    type Said<'a> = &'a str;
    fn say(&self, lang: Lang) -> &str {
        self.get(lang)
    }
}

impl Say for Text {
    type Said<'a> = &'static str;
    fn say(&self, lang: Lang) -> &'static str {
        self.get(lang)
    }
}

/// Both texts, one behind the other.
pub fn join(before: impl Into<Phrase>, after: impl Into<Phrase>) -> Phrase {
    let (before, after) = (before.into(), after.into());
    say!("{before}{after}", "{before}{after}", before, after)
}

/// The same with single quotation marks for what is quoted within a quotation, as Chinese has it: “他说‘慢’”. A text
/// whose marks are not in pairs stays as it is.
pub fn nested(phrase: Phrase) -> Phrase {
    let (mut depth, mut paired) = (0_usize, true);
    let single = |c| {
        let inner = depth > usize::from(c == '”');
        match c {
            '“' => depth += 1,
            '”' if depth > 0 => depth -= 1,
            '”' => paired = false,
            _ => {}
        }
        match c {
            '“' if inner => '‘',
            '”' if inner => '’',
            c => c,
        }
    };
    let zh: String = phrase.zh.chars().map(single).collect();
    if paired && depth == 0 { Phrase { zh: zh.into(), ..phrase } } else { phrase }
}

/// A number of things: `count(3, "项", "item", "items")` is 3 项, 3 items.
pub fn count<N: Copy + Display + PartialEq + From<u8>>(n: N, unit: &str, one: &str, many: &str) -> Phrase {
    let units = if n == N::from(1) { one } else { many };
    Phrase { zh: format!("{n} {unit}").into(), en: format!("{n} {units}").into() }
}

/// A number of rows of a sheet, by its title: `数据 16 行`, `16 rows of Readings`.
pub fn rows_of(title: Text, n: usize) -> Phrase {
    let rows = if n == 1 { "row" } else { "rows" };
    Phrase { zh: format!("{} {n} 行", title.zh).into(), en: format!("{n} {rows} of {}", title.en).into() }
}

/// A number of days.
pub fn days(n: i64) -> Phrase {
    count(n, "天", "day", "days")
}

/// Phrases parted by commas.
pub fn list<'a>(items: impl IntoIterator<Item = &'a Phrase>) -> Phrase {
    joined(items, text("、", ", "))
}

/// Names that read the same in both languages, parted by commas.
pub fn names<N: AsRef<str>>(names: &[N]) -> Phrase {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    (names.join("、"), names.join(", ")).into()
}

/// Phrases with a mark of each language between them: `joined(&clauses, text("；", "; "))`.
pub fn joined<'a>(items: impl IntoIterator<Item = &'a Phrase>, mark: Text) -> Phrase {
    let items: Vec<&Phrase> = items.into_iter().collect();
    let in_one =
        |lang: Lang| items.iter().map(|item| item.get(lang)).collect::<Vec<_>>().join(mark.get(lang));
    (in_one(Lang::Zh), in_one(Lang::En)).into()
}

/// A share as whole percent, halves away from zero: 1.166 is `117%`, -0.25 is `-25%`.
pub fn percent(share: f64) -> String {
    // 8.7 on the way from 8 to 12 is 17.5 %, which floating point has a little below.
    let exact = (share * 1e9).round() / 1e7;
    format!("{}%", exact.round() + 0.0)
}

/// A relative change as whole percent with its sign: `-72%`, `+5%`, `0%`.
pub fn signed_percent(change: f64) -> String {
    let shown = percent(change);
    if change > 0.0 && shown != "0%" { format!("+{shown}") } else { shown }
}

/// A name between quotation marks.
pub fn quoted(name: &Phrase) -> Phrase {
    say!("“{name}”", "'{name}'", name)
}

/// The first `most` of several names and how many there are beyond: `first_few(&roles, 3)`.
pub fn first_few<'a>(names: impl IntoIterator<Item = &'a Phrase>, most: usize) -> Phrase {
    let names: Vec<&Phrase> = names.into_iter().collect();
    let (n, more) = (names.len(), names.len().saturating_sub(most));
    let some = list(names.into_iter().take(most));
    if more > 0 { say!("{some}等 {n} 项", "{some} and {more} more", some) } else { some }
}

/// A figure with the blank that parts it from a Chinese word behind it; behind a Chinese unit there is none.
pub fn parted(figure: &Phrase) -> Phrase {
    let blank = if figure.zh.ends_with(|c: char| c.is_ascii()) { " " } else { "" };
    Phrase::from((format!("{}{blank}", figure.zh), figure.en.to_string()))
}

/// Names as they are said aloud in a sentence: two with a word between them, and of many the first `most`.
pub fn spoken<'a>(names: impl IntoIterator<Item = &'a Phrase>, most: usize) -> Phrase {
    let names: Vec<&Phrase> = names.into_iter().collect();
    match names.as_slice() {
        [] => Phrase::same(""),
        [one] => (*one).clone(),
        all if all.len() > most => {
            let some = list(all.iter().take(most).copied());
            say!("{some}等", "{some} and others", some)
        }
        [all @ .., last] => {
            let some = list(all.iter().copied());
            say!("{some}和{last}", "{some} and {last}", some, last)
        }
    }
}

/// Names by what is said of them, in order of appearance, so that nothing is said of a name that holds for another one:
/// `grouped([("A", 1), ("B", 2), ("C", 1)])` is A and C with 1, B with 2.
pub fn grouped<T: PartialEq>(named: impl IntoIterator<Item = (Phrase, T)>) -> Vec<(Vec<Phrase>, T)> {
    let mut groups: Vec<(Vec<Phrase>, T)> = Vec::new();
    for (name, said) in named {
        match groups.iter_mut().find(|(_, known)| *known == said) {
            Some((group, _)) => group.push(name),
            None => groups.push((vec![name], said)),
        }
    }
    groups
}

/// Names between quotation marks, the first `most` of them and how many there are beyond.
pub fn few<'a>(names: impl IntoIterator<Item = &'a Phrase>, most: usize) -> Phrase {
    let names: Vec<Phrase> = names.into_iter().map(quoted).collect();
    first_few(&names, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(phrase: &Phrase) -> (&str, &str) {
        (phrase.get(Lang::Zh), phrase.get(Lang::En))
    }

    #[test]
    fn a_phrase_in_a_sentence_reads_in_its_language() {
        let what = text("认知", "Awareness");
        let who = Phrase::same("A1");
        let phrase = say!("{who}的{what}：{n}", "{what} of {who}: {n}", what, who, n = 3);
        assert_eq!(both(&phrase), ("A1的认知：3", "Awareness of A1: 3"));
        assert_eq!(both(&join(text("→ ", "-> "), who)), ("→ A1", "-> A1"));
    }

    #[test]
    fn a_chinese_unit_needs_no_blank_behind_it() {
        let said = |zh: &str| parted(&Phrase::from((zh.to_owned(), "x".to_owned()))).zh.into_owned();
        assert_eq!([said("36 分"), said("36"), said("45%")], ["36 分", "36 ", "45% "]);
    }

    #[test]
    fn names_are_said_aloud_as_people_say_them() {
        let names = ["A", "B", "C"].map(Phrase::same);
        let said = |n: usize, most| spoken(&names[..n], most);
        assert_eq!(both(&said(0, 2)), ("", ""));
        assert_eq!(both(&said(1, 2)), ("A", "A"));
        assert_eq!(both(&said(2, 2)), ("A和B", "A and B"));
        assert_eq!(both(&said(3, 3)), ("A、B和C", "A, B and C"));
        assert_eq!(both(&said(3, 2)), ("A、B等", "A, B and others"));
    }

    #[test]
    fn what_is_not_named_is_counted() {
        let names = ["A", "B", "C", "D", "E"].map(Phrase::same);
        assert_eq!(both(&first_few(&names, 5)), ("A、B、C、D、E", "A, B, C, D, E"));
        assert_eq!(both(&first_few(&names, 3)), ("A、B、C等 5 项", "A, B, C and 2 more"));
    }

    #[test]
    fn names_stand_with_what_is_said_of_them() {
        let groups = grouped([("A", 1), ("B", 2), ("C", 1)].map(|(name, said)| (Phrase::same(name), said)));
        let said: Vec<(String, i32)> =
            groups.iter().map(|(group, said)| (list(group).en.into_owned(), *said)).collect();
        assert_eq!(said, [("A, C".to_owned(), 1), ("B".to_owned(), 2)]);
    }

    #[test]
    fn counts_know_their_plural() {
        assert_eq!(both(&days(1)), ("1 天", "1 day"));
        assert_eq!(both(&days(0)), ("0 天", "0 days"));
        assert_eq!(both(&days(2)), ("2 天", "2 days"));
        assert_eq!(both(&days(-1)), ("-1 天", "-1 days"));
    }

    #[test]
    fn a_quotation_within_a_quotation_has_single_marks() {
        let nested = |zh: &'static str| nested(text(zh, "x").into()).zh.into_owned();
        assert_eq!(nested("“客户说“修得慢””没有数字，“甲”有"), "“客户说‘修得慢’”没有数字，“甲”有");
        for same in ["“甲”、“乙”", "“甲“乙”", "甲”“乙", ""] {
            assert_eq!(nested(same), same);
        }
    }

    #[test]
    fn lists_name_some_and_count_the_rest() {
        let names: Vec<Phrase> = ["A", "B", "C"].into_iter().map(Phrase::same).collect();
        assert_eq!(both(&list(&names)), ("A、B、C", "A, B, C"));
        assert_eq!(both(&joined(&names[..2], text("；", "; "))), ("A；B", "A; B"));
        assert_eq!(both(&few(&names[..2], 2)), ("“A”、“B”", "'A', 'B'"));
        assert_eq!(both(&few(&names, 2)), ("“A”、“B”等 3 项", "'A', 'B' and 1 more"));
        assert_eq!(both(&few(&[], 2)), ("", ""));
    }

    #[test]
    fn halves_of_a_percent_are_rounded_away_from_zero() {
        let on_the_way = |value: f64| (value - 8.0) / 4.0;
        let shares = [8.7, 8.3, 8.699, 8.298, 8.0, 6.98, 12.664].map(on_the_way);
        assert_eq!(shares.map(percent), ["18%", "8%", "17%", "7%", "0%", "-26%", "117%"]);
    }
}
