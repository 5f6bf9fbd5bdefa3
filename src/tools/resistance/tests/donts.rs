//! The three don'ts, and answers that are waited for.

use super::*;

#[test]
fn an_answer_in_hand_is_only_to_be_done() {
    let first = |due: i64| {
        let book =
            Book::new().with(Entry { kind: Some(Type::Interest), due: Some(day(due)), ..answered(20) });
        let facts = book.facts();
        match &(TOOL.views[1].panels)(&facts, Some(book.entry(20)))[0] {
            Panel::Lines { lines, .. } => lines[0].level,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!([first(TODAY), first(TODAY - 1)], [Level::Blank, Level::Act]);
}

#[test]
fn solved_unheard_is_the_first_dont() {
    let solved =
        |listen: &str| Entry { listen: said(listen), solved: Tick(Some(day(TODAY))), ..answered(20) };
    assert_eq!(Book::new().with(solved("怕加班")).level("RS1"), None);
    let finding = Book::new().with(solved("  ")).found("RS1").unwrap();
    assert_eq!((finding.level, finding.place.column), (Level::Watch, "listen"));
    assert_eq!(
        Book::new().with(Entry { listen: said(""), ..answered(20) }).level("RS1"),
        None,
        "it is open yet"
    );
    let tick = Cell::Date(day(TODAY));
    let note = Book::new().check(&Entry { listen: said(""), ..answered(20) }, "solved", &tick);
    assert!(matches!(note, Verdict::Note(p) if p.zh.contains("强行推进")));
    assert_eq!(Book::new().check(&answered(20), "solved", &tick), Verdict::Fine);
    let note = Book::new().check(&Entry { empathise: said(""), ..answered(20) }, "solved", &tick);
    assert!(matches!(note, Verdict::Note(p) if p.zh.contains("合理")));
}

#[test]
fn labels_are_the_second_dont_but_not_in_their_own_words() {
    let with = |key: &str, text: &str| {
        let mut row = answered(20);
        assert!(row.set(Entry::DEF.column(key).unwrap(), Cell::Text(text.into())));
        Book::new().with(row).found("RS2").map(|f| f.place.column)
    };
    for key in ["who", "listen", "empathise", "response", "note"] {
        for label in ["这人是刺头", "太保守", "An old DINOSAUR", "a trouble-maker", "他很stubborn，不听"]
        {
            assert_eq!(with(key, label), Some(key), "{label}");
        }
    }
    for fine in [
        "保守估计要两周",
        "a conservative estimate",
        "stubbornly high repair rate",
        "dinosaurian",
        "顽固故障码",
    ] {
        assert_eq!(with("note", fine), None, "{fine}");
    }
    assert_eq!(with("quote", "你们都说我是刺头"), None, "the quote is theirs");
    let book = Book::new();
    let cell = Cell::Text("就是个老顽固".into());
    assert!(matches!(book.check(&answered(20), "note", &cell), Verdict::Note(p) if p.zh.contains("老顽固")));
    assert_eq!(book.check(&answered(20), "quote", &cell), Verdict::Fine);
}

#[test]
fn an_order_alone_is_the_third_dont() {
    let with = |text: &str| Book::new().with(Entry { response: said(text), ..answered(20) }).level("RS3");
    for order in [
        "按老板要求执行",
        "领导说了算",
        "必须执行",
        "必须执行，没有例外！",
        "The boss said so",
        "Just do it.",
        "It's an order",
        "Management decided",
    ] {
        assert_eq!(with(order), Some(Level::Act), "{order}");
    }
    for answer in [
        "公布试点前后的收入对比，月底必须执行新的计件办法",
        "Just do it together with a coach for the first week",
        "Management decided to make up for the lost commission until June",
        "",
    ] {
        assert_eq!(with(answer), None, "{answer}");
    }
    let solved = Entry { solved: Tick(Some(day(TODAY))), response: said("必须执行"), ..answered(20) };
    assert_eq!(Book::new().with(solved).level("RS3"), None, "what is solved is past");
    let cell = Cell::Text("领导说了算".into());
    assert!(
        matches!(Book::new().check(&answered(20), "response", &cell), Verdict::Note(p) if p.zh.contains("命令"))
    );
    let good = Cell::Text("公布收入对比".into());
    assert_eq!(Book::new().check(&answered(20), "response", &good), Verdict::Fine);
    let unheard = Entry { listen: said(""), ..answered(20) };
    assert!(
        matches!(Book::new().check(&unheard, "response", &good), Verdict::Note(p) if p.zh.contains("开方子"))
    );
}

#[test]
fn an_answer_is_waited_for_fourteen_days() {
    let at = |age: i64, row: Entry| {
        Book::new().with(Entry { opened: Some(day(TODAY - age)), ..row }).found("RS4").map(|f| f.place.column)
    };
    assert_eq!(at(ANSWER_DAYS, entry(20)), None);
    assert_eq!(at(ANSWER_DAYS + 1, entry(20)), Some("response"));
    assert_eq!(at(30, answered(20)), None);
    assert_eq!(at(30, Entry { owner: " ".into(), ..answered(20) }), Some("owner"));
    assert_eq!(at(30, Entry { due: None, ..answered(20) }), Some("due"));
    assert_eq!(at(30, Entry { solved: Tick(Some(day(TODAY))), ..entry(20) }), None);
    // Paused days do not count, and nothing is asked during a pause.
    let paused = |from: i64, until: Option<i64>| {
        Book::new()
            .with(Charter { start: Some(day(0)), ..Charter::with_id(id(2)) })
            .with(Rest { from: Some(day(from)), until: until.map(day), ..Rest::with_id(id(3)) })
            .with(Entry { opened: Some(day(TODAY - 20)), ..entry(20) })
            .level("RS4")
    };
    assert_eq!(paused(TODAY - 10, Some(TODAY - 6)), Some(Level::Act), "15 days are left");
    assert_eq!(paused(TODAY - 10, Some(TODAY - 5)), None, "14 days are left");
    assert_eq!(paused(TODAY, None), None);
}
