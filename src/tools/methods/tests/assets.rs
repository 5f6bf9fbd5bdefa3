//! The methods and cases as they are written: complete, in both languages, their arithmetic right.

use crate::text::{Lang, Text};
use crate::tools::methods::items::{By, CASES, METHODS, Moved, Part, cases_of, read_cases, read_methods};
use crate::tools::methods::{Outcome, case, method};

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn both_assets_can_be_read() {
    let methods = read_methods().unwrap_or_else(|error| panic!("methods: {error}"));
    let cases = read_cases().unwrap_or_else(|error| panic!("cases: {error}"));
    let codes = |kind: char, n: usize| (1..=n).map(move |n| format!("{kind}{n}"));
    let wanted: Vec<String> = codes('M', 11).chain(codes('B', 9)).chain(codes('P', 4)).collect();
    assert_eq!(methods.iter().map(|m| m.code.to_owned()).collect::<Vec<_>>(), wanted);
    let wanted: Vec<String> = codes('C', 49).collect();
    assert_eq!(cases.iter().map(|c| c.code.to_owned()).collect::<Vec<_>>(), wanted);
    assert!(methods.is_sorted_by_key(|m| m.part as usize), "the parts are headings");
    assert!(cases.is_sorted_by_key(|c| c.part as usize), "the parts are headings");
}

#[test]
fn every_text_speaks_both_languages() {
    let of_methods = METHODS.iter().flat_map(|m| [m.title, m.does, m.fits, m.risk].map(|t| (m.code, t)));
    let of_cases = CASES.iter().flat_map(|c| {
        let maybe = [c.before, c.after, c.change, c.note].into_iter().flatten();
        let steps = c.as_is.iter().chain(&c.to_be).copied();
        [c.title, c.sector, c.about]
            .into_iter()
            .chain(maybe)
            .chain(steps)
            .map(|t| (c.code, t))
            .collect::<Vec<_>>()
    });
    let mut seen = 0;
    for (code, Text { zh, en }) in of_methods.chain(of_cases) {
        seen += 1;
        assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{code}: '{zh}' / '{en}'");
        assert!(!is_chinese(en), "{code}: {en}");
        assert!(!en.contains(|c| "，。；：？！、（）“”".contains(c)), "{code}: {en}");
        let figures = zh.chars().filter(|c| c.is_alphabetic()).count() < 2;
        assert!(figures || is_chinese(zh), "{code}: {zh}");
        assert!(!zh.contains(['\'', '"']), "{code}: {zh}");
    }
    assert!(seen > 400, "{seen}");
}

#[test]
fn failures_and_breaks_are_named() {
    let of = |outcome| CASES.iter().filter(|c| c.outcome == outcome).map(|c| c.code).collect::<Vec<_>>();
    assert_eq!(of(Outcome::Failed), ["C36", "C44"]);
    assert_eq!(of(Outcome::TooSlow), ["C8"]);
    assert_eq!(of(Outcome::CutOff), ["C49"]);
    assert_eq!(of(Outcome::Worked).len(), 45);
}

#[test]
fn every_method_but_one_has_its_case() {
    let without: Vec<_> =
        METHODS.iter().filter(|m| cases_of(m.code).next().is_none()).map(|m| m.code).collect();
    assert_eq!(without, ["P1"]);
    for case in CASES.iter() {
        assert!(case.method.is_none_or(|code| method(code).is_some()), "{}", case.code);
        assert!(!case.about.zh.is_empty(), "{}", case.code);
    }
    assert_eq!(CASES.iter().filter(|c| c.has_chain()).count(), 42);
    assert!(METHODS.iter().all(|m| !matches!(m.part, Part::Meaning | Part::Safeguards)));
}

#[test]
fn the_arithmetic_is_that_of_the_figures() {
    let shown = |code: &str| case(code).unwrap().moved.unwrap().shown().get(Lang::En).to_owned();
    for (code, change) in [
        ("C1", "-71%"),
        ("C2", "-80%"),
        ("C4", "-75%"),
        ("C5", "-83%"),
        ("C6", "-20 pp"),
        ("C8", "-13 pp"),
        ("C10", "+42 pts"),
        ("C11", "+27 pp"),
        ("C12", "-86%"),
        ("C13", "-97%"),
        ("C14", "-63%"),
        ("C16", "-73%"),
        ("C18", "-70%"),
        ("C20", "-88%"),
        ("C26", "+13 pp"),
        ("C31", "+45%?"),
        ("C42", "-17 pp"),
        ("C44", "+80%"),
    ] {
        assert_eq!(shown(code), change, "{code}");
    }
    assert_eq!(Moved::between(0.0, 5.0, By::Share), None);
    assert_eq!(case("C24").unwrap().moved, None);
    assert_eq!(case("C37").unwrap().moved, None, "what was promised is no result");
}

#[test]
fn what_is_ambiguous_says_so() {
    // Rates and scores told as "+n%" without their base.
    for code in [
        "C1", "C6", "C7", "C11", "C17", "C20", "C22", "C23", "C25", "C26", "C30", "C31", "C32", "C33", "C34",
        "C40",
    ] {
        let change = case(code).unwrap().change.unwrap();
        assert!(
            change.zh.contains("资料没有说") && change.en.contains("is not said"),
            "{code}: {}",
            change.en
        );
    }
    for code in ["C28", "C32"] {
        assert!(case(code).unwrap().change.unwrap().en.contains("three times or three times more"), "{code}");
    }
    for code in ["C1", "C12", "C13", "C14", "C16", "C23", "C39", "C40"] {
        assert!(case(code).unwrap().note.is_some(), "{code} has an arithmetic note");
    }
}
