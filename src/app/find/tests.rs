//! The search finds what looking at every text in turn finds.

#[path = "../../../examples/large/generator.rs"]
mod generator;

use super::*;
use crate::app::Choices;
use crate::demo;
use crate::project::{Edit, Project};
use crate::sheet::{Cell, CellType as _, Id};
use crate::tools::adkar::{Person, Role};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Detail and place of an item.
type Shown = (Phrase, Place);

/// Every text of every row, matched with all that a match tells, all put in order.
fn plain(project: &Project, typed: &str, lang: Lang) -> Vec<Shown> {
    let query = Query::new(typed);
    let mut found: Vec<(i32, Shown)> = Vec::new();
    for sheet in project.sheets() {
        let def = sheet.def();
        for row in (0..sheet.len()).filter_map(|n| sheet.row(n)) {
            let columns = def.columns.iter().enumerate();
            let texts =
                columns.filter(|(_, c)| matches!(c.kind, Kind::Text | Kind::Prose | Kind::OpenChoice(_)));
            let texts = texts.filter(|(_, c)| c.is_shown());
            let best = texts.filter_map(|(column, _)| {
                let typed = match row.get(column) {
                    Cell::Text(text) => text,
                    Cell::Choice(option) => option.label.get(lang).into(),
                    _ => row.builtin(column)?.get(lang).into(),
                };
                if typed.chars().count() > LONG_TEXT && query.places(&typed).contains(&None) {
                    return None;
                }
                query.matches(&typed).map(|m| (m.score - i32::from(column > 0) * 4, column))
            });
            let Some((score, column)) = best.max_by_key(|(score, _)| *score) else { continue };
            let place = Place { sheet: def.key, row: Some(row.id()), column: def.columns[column].key };
            let (sheet, title) = (def.title, def.columns[column].title);
            let detail = Phrase {
                zh: format!("{} · {}", sheet.zh, title.zh).into(),
                en: format!("{} · {}", sheet.en, title.en).into(),
            };
            found.push((score, (detail, place)));
        }
    }
    found.sort_by_key(|(score, _)| Reverse(*score));
    found.into_iter().take(100).map(|(_, shown)| shown).collect()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
}

/// The demo in both languages, and enough rows for several threads.
static PROJECTS: LazyLock<[Project; 3]> = LazyLock::new(|| {
    [
        demo::project(Lang::Zh, today()),
        demo::project(Lang::En, today()),
        generator::large(2 * THREAD + 1, 1, 1, today()),
    ]
});

fn compare(project: &Project, typed: &str, lang: Lang) {
    let choices = Choices { lang, ..Choices::default() };
    let mut app = App::new(choices, today(), Box::new(|| Id::new(1)));
    app.open(project.clone(), None);
    let found: Vec<Shown> = app
        .found(typed)
        .into_iter()
        .map(|item| match item.does {
            Does::Go(place) => (item.detail, place),
            _ => panic!("a search leads to cells"),
        })
        .collect();
    assert_eq!(found, plain(project, typed, lang), "{typed}");
}

#[test]
fn a_search_of_many_rows_finds_what_a_plain_one_finds() {
    for typed in ["z", "zz", "A-0", "jiaohuan", "服务", "mx 1", "v", "qqq"] {
        compare(&PROJECTS[2], typed, Lang::Zh);
    }
}

#[test]
fn a_card_is_found_by_its_role_its_centre_and_its_owner() {
    let mut project = PROJECTS[1].clone();
    let (id, old) = {
        let person = &project.rows::<Person>()[0];
        (person.id, person.role)
    };
    assert_ne!(old, Some(Role::Warranty));
    let cells = [
        ("role", Some(Role::Warranty).to_cell()),
        ("centre", Cell::Text("Zwickau".into())),
        ("owner", Cell::Text("Quartermaster".into())),
    ];
    for (key, cell) in cells {
        project.apply(Edit::set::<Person>(id, key, cell)).unwrap();
    }
    let choices = Choices { lang: Lang::En, ..Choices::default() };
    let mut app = App::new(choices, today(), Box::new(|| Id::new(1)));
    app.open(project, None);
    for (typed, column) in [("warranty", "role"), ("zwick", "centre"), ("quarterm", "owner")] {
        let found = app.found(typed);
        let card = |item: &Item| match item.does {
            Does::Go(place) => place.row == Some(id) && place.column == column,
            _ => false,
        };
        assert!(found.iter().any(card), "{typed}");
    }
}

#[test]
fn letters_typed_one_after_the_other_find_what_they_find_at_once() {
    for (project, lang) in [(&PROJECTS[0], Lang::Zh), (&PROJECTS[1], Lang::En), (&PROJECTS[2], Lang::Zh)] {
        let opened = |lang| {
            let mut app = App::new(Choices { lang, ..Choices::default() }, today(), Box::new(|| Id::new(1)));
            app.open(project.clone(), None);
            app
        };
        let labels = |items: Vec<Item>| items.into_iter().map(|i| (i.label, i.detail)).collect::<Vec<_>>();
        let mut app = opened(lang);
        let typed = [
            "z",
            "zh",
            "zha",
            "zhan",
            "zhang",
            "zhang ",
            "zhang c",
            "zhang",
            "z",
            "zx",
            "服",
            "服务",
            "服务 jing",
            "te",
            "tec",
            "tech c",
        ];
        for typed in typed {
            let found = labels(app.found(typed));
            assert_eq!(found, labels(opened(lang).found(typed)), "{typed}");
        }
        // What was edited since is searched anew.
        let person = project.rows::<Person>()[0].id;
        let edit = Edit::set::<Person>(person, "name", Cell::Text("tech cxyz".into()));
        app.apply(edit, Phrase::same(""));
        assert!(labels(app.found("tech cxyz")).len() == 1);
    }
}

#[test]
fn a_result_shows_the_words_that_were_found() {
    let long = "a".repeat(80);
    for (typed, text, shown) in [
        ("tablet", "Six tablets are missing", "Six tablets are missing"),
        (
            "tablet",
            "The whole pilot team is still waiting for the six tablets of centre 7",
            "…the six tablets of centre 7",
        ),
        ("平板", "两家试点中心的技师都说还差六台诊断平板，下周才到", "…六台诊断平板，下周才到"),
        (
            "tablet",
            "tablets first, then the long way that a text may go on to its end, and on",
            "tablets first, then the long way that a text may go on to…",
        ),
        ("zzz", long.as_str(), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"),
    ] {
        assert_eq!(around(text, &Query::new(typed)), shown);
    }
}

#[test]
fn numbers_and_days_are_found_as_they_are_shown() {
    let found = |typed: &str, lang: Lang| {
        let at = usize::from(lang == Lang::En);
        let mut app = App::new(Choices { lang, ..Choices::default() }, today(), Box::new(|| Id::new(1)));
        app.open(PROJECTS[at].clone(), None);
        let of = |item: &Item| match item.does {
            Does::Go(place) => (place.sheet, place.column),
            _ => ("", ""),
        };
        app.found(typed).iter().map(of).collect::<Vec<_>>()
    };
    let kpi_target = ("kpis", "target");
    for (typed, lang, wanted) in [
        ("92%", Lang::Zh, kpi_target),
        ("92", Lang::En, kpi_target),
        ("９２％", Lang::Zh, kpi_target),
        ("24 h", Lang::En, kpi_target),
        ("24小时", Lang::Zh, kpi_target),
        ("16", Lang::En, ("people", "headcount")),
    ] {
        let all = found(typed, lang);
        assert!(all.contains(&wanted), "{typed}: {all:?}");
    }
    // A day in every way in which it may be typed.
    let due = PROJECTS[1].rows::<Person>().iter().find_map(|person| person.due).unwrap();
    for typed in [due.format("%Y-%m-%d"), due.format("%-m月%-d日"), due.format("%-d %b"), due.format("%Y-%m")]
    {
        let all = found(&typed.to_string(), Lang::En);
        assert!(all.contains(&("people", "due")), "{typed}: {all:?}");
    }
    // Digits in the middle of a number are not what is meant, nor is a score.
    assert!(!found("2%", Lang::En).contains(&kpi_target));
    assert!(found("3", Lang::En).iter().all(|(_, column)| *column != "awareness"));
    assert_eq!(found("987654", Lang::En), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_search_finds_what_a_plain_one_finds(typed in "[a-z服务技师一线变革 -]{1,4}|[a-z]{1,2} [a-z]{1,2}", chinese in any::<bool>()) {
        let (at, lang) = if chinese { (0, Lang::Zh) } else { (1, Lang::En) };
        prop_assume!(!typed.trim().is_empty());
        compare(&PROJECTS[at], &typed, lang);
    }
}
