//! The weekly review: its rows, its action, and promises that are carried over.

use super::*;

/// A promise made on a day.
fn promise(book: &mut Book, code: &str, made: NaiveDate) -> Id {
    let (id, kpi) = (book.id(), Link::to(book.kpi(code)));
    book.add(Review {
        kpi,
        date: Some(made),
        root_cause: crate::sheet::Prose("缺备件".into()),
        action: crate::sheet::Prose("前置备件".into()),
        owner: "主管".into(),
        due: Some(made + Days::new(7)),
        ..Review::with_id(id)
    });
    id
}

#[test]
fn the_review_takes_what_deviates_and_nothing_twice() {
    let mut book = Book::new();
    assert!(book.act("weekly-review", None, day(147)).unwrap_err().contains("no readings"));
    book.stands("csat", day(147), 85.0);
    assert!(book.act("weekly-review", None, day(147)).unwrap_err().contains("Nothing to review"));
    book.stands("ftfr", day(147), 80.0);
    book.stands("response", day(147), 40.5);
    let said = book.act("weekly-review", None, day(147)).expect("two deviate");
    assert!(said.starts_with("2 indicators"), "{said}");
    let rows = book.project.rows::<Review>();
    let kpis: Vec<_> = rows.iter().map(|r| r.kpi.0).collect();
    assert_eq!(kpis, [Some(book.kpi("ftfr")), Some(book.kpi("response"))]);
    assert!(rows.iter().all(|r| r.date == Some(day(147)) && r.due == Some(day(154))));
    // Asked again, it leads to a row that is still incomplete.
    book.act("weekly-review", None, day(147)).expect("something is incomplete");
    assert_eq!(book.project.rows::<Review>().len(), 2);
    // Day 148 begins the next week.
    assert!(book.act("weekly-review", None, day(148)).is_ok());
}

#[test]
fn a_complete_entry_within_the_week_is_asked_for() {
    let mut book = Book::new();
    book.stands("ftfr", day(147), 80.0);
    let level = |book: &Book, n| {
        let found = book.found("KP1", day(n));
        assert_eq!(found.len(), 1);
        (found[0].level, found[0].advice.en.contains("Start this week's review"))
    };
    // Where there is no entry, KP1 asks for it.
    assert_eq!((level(&book, 147), book.found("KP9", day(147))), ((Level::Act, true), Vec::new()));
    let id = promise(&mut book, "ftfr", day(147));
    for n in [147, 153] {
        assert_eq!((level(&book, n), book.found("KP9", day(n))), ((Level::Watch, false), Vec::new()));
    }
    assert_eq!((level(&book, 154), book.found("KP9", day(154))), ((Level::Act, true), Vec::new()));
    for (column, cell) in [
        ("root_cause", Cell::Empty),
        ("action", Cell::Empty),
        ("owner", Cell::Empty),
        ("due", Cell::Empty),
        ("due", Cell::Date(day(155))),
    ] {
        let back = book.project.apply(Edit::set::<Review>(id, column, cell)).expect("a column");
        let found = book.found("KP9", day(147));
        assert_eq!((found.len(), found[0].place.row, found[0].place.column), (1, Some(id), column));
        assert_eq!(level(&book, 147), (Level::Act, false), "{column}: it is begun already");
        let gaps = book.project.find::<Review>(id).and_then(Review::gaps).expect("something is missing");
        let advice = &book.found("KP1", day(147))[0].advice;
        assert_eq!(advice.en, format!("This week's review is begun; it {}", gaps.en));
        assert_eq!(advice.zh, format!("本周的回顾已经写了：{}", gaps.zh));
        book.project.apply(back).expect("back");
    }
}

/// What a meeting dropped is no action any more: the indicator wants another one, and nothing of it is late.
#[test]
fn a_dropped_entry_leaves_its_indicator_without_an_action() {
    let mut book = Book::new();
    book.stands("ftfr", day(147), 80.0);
    let id = promise(&mut book, "ftfr", day(147));
    assert_eq!(book.found("KP1", day(147))[0].level, Level::Watch);
    book.set::<Review>(id, "dropped", Cell::Date(day(147)));
    let found = book.found("KP1", day(147)).remove(0);
    assert_eq!((found.level, found.advice.en.contains("Start this week's review")), (Level::Act, true));
    assert_eq!((book.found("KP9", day(147)), book.found("KP10", day(175))), (Vec::new(), Vec::new()));
}

#[test]
fn once_all_is_agreed_the_promise_is_asked_about() {
    let mut book = Book::new();
    book.stands("ftfr", day(147), 80.0);
    book.stands("csat", day(147), 74.0);
    let id = promise(&mut book, "csat", day(147));
    assert_eq!(book.found("KP1", day(147))[0].level, Level::Act, "the other one has no entry");
    promise(&mut book, "ftfr", day(147));
    let said = |book: &Book| {
        let found = book.found("KP1", day(147)).remove(0);
        let assessment = book.assess(day(147));
        assert_eq!((found.level, assessment.conclusion[0].level), (Level::Watch, Level::Watch));
        (found.advice.zh, found.advice.en)
    };
    let (zh, en) = said(&book);
    assert_eq!(zh, "问进展、看效果：“前置备件”（主管，2026-08-02 到期）；其余几项也一样");
    assert_eq!(
        en,
        "Ask how it goes and whether it helps: '前置备件' (主管, due 2026-08-02); then for the others"
    );
    book.set::<Review>(id, "done", Cell::Date(day(147)));
    assert!(said(&book).0.starts_with("“前置备件”（主管）已在 2026-07-26 完成：看下一个数据有没有起色"));
}

#[test]
fn what_lags_is_asked_about_until_the_review_has_spoken_of_it() {
    let mut book = Book::new();
    book.stands("csat", day(147), 78.3);
    let level = |book: &Book, n| (book.found("KP3", day(n)).len(), book.assess(day(n)).level);
    assert_eq!(level(&book, 147), (1, Level::Watch));
    let id = promise(&mut book, "csat", day(147));
    assert_eq!(level(&book, 153), (0, Level::Watch));
    book.set::<Review>(id, "owner", Cell::Empty);
    assert_eq!((level(&book, 153).0, book.found("KP9", day(153)).len()), (0, 1));
    assert_eq!((level(&book, 154).0, book.found("KP9", day(154)).len()), (1, 0));
}

#[test]
fn an_action_is_watched_when_carried_over_twice_and_acted_on_the_third_time() {
    let mut book = Book::new();
    // Promised on day 10, due on day 17.
    let id = promise(&mut book, "ftfr", day(10));
    let level = |book: &Book, n| book.found("KP10", day(n)).first().map(|f| f.level);
    let times = |book: &Book, n| {
        let facts = Facts::new(&book.project, day(n));
        facts.get::<CarriedOver>().of(Id::new(0), Some(day(17)), Some(day(10)))
    };
    // Nothing is carried over before it is due; a week without a review counts as one.
    assert_eq!([10, 17, 23, 24, 30, 31, 38].map(|n| times(&book, n)), [0, 0, 0, 1, 1, 2, 3]);
    assert_eq!(
        [30, 31, 37, 38].map(|n| level(&book, n)),
        [None, Some(Level::Watch), Some(Level::Watch), Some(Level::Act)]
    );
    // A review on the due date itself does not carry it over, those after it do, two in a week once.
    for n in [17, 20, 21, 24] {
        promise(&mut book, "csat", day(n));
    }
    assert_eq!([17, 19, 20, 21, 23, 24].map(|n| times(&book, n)), [0, 0, 1, 1, 1, 2]);
    let found = book.found("KP10", day(26)).remove(0);
    assert!(
        found.evidence.en.contains("First-time fix rate (FTFR) (主管, carried over twice)"),
        "{}",
        found.evidence.en
    );
    book.set::<Review>(id, "done", Cell::Date(day(12)));
    assert_eq!(level(&book, 26), None);
    // Days of a pause do not count.
    let mut book = Book::new();
    promise(&mut book, "ftfr", day(10));
    let rest = crate::tools::charter::Rest {
        from: Some(day(18)),
        until: Some(day(31)),
        ..crate::tools::charter::Rest::with_id(book.id())
    };
    book.add(rest);
    assert_eq!([24, 31, 37, 38, 45].map(|n| times(&book, n)), [0, 0, 0, 1, 2]);
}

#[test]
fn a_review_with_nothing_off_track_opens_at_what_was_promised() {
    let mut book = Book::new();
    book.stands("csat", day(147), 85.0);
    let open = promise(&mut book, "ftfr", day(130));
    let row = book.run("weekly-review", None, day(147)).expect("an action is open").go.expect("a place").0;
    assert_eq!((row.row, row.column), (Some(open), "done"));
    book.set::<Review>(open, "done", Cell::Date(day(140)));
    assert!(book.act("weekly-review", None, day(147)).unwrap_err().contains("no action is open"));
}

#[test]
fn open_promises_of_earlier_weeks_stand_first() {
    let mut book = Book::new();
    let done = promise(&mut book, "csat", day(1));
    book.set::<Review>(done, "done", Cell::Date(day(2)));
    let this = promise(&mut book, "ftfr", day(15));
    let last = promise(&mut book, "ftfr", day(8));
    let before = promise(&mut book, "response", day(2));
    let facts = Facts::new(&book.project, day(16));
    let rows = book.project.rows::<Review>();
    let order: Vec<_> =
        views::review::rows(&facts).expect("an order").into_iter().map(|n| rows[n].id).collect();
    assert_eq!(order, [before, last, this, done]);
    let headings: Vec<_> = order
        .iter()
        .map(|id| {
            let row = book.project.find::<Review>(*id).expect("a row");
            views::review::heading(&facts, row).expect("a heading").get(Lang::Zh).to_owned()
        })
        .collect();
    assert_eq!(headings, ["之前的承诺", "之前的承诺", "本周", "更早"]);
}

/// While somebody looks for the cause of an indicator, a later entry that says no more than that it is not known yet lacks
/// nothing.
#[test]
fn a_cause_that_is_looked_for_is_not_asked_for_again() {
    let mut book = Book::new();
    book.stands("ftfr", day(150), 80.0);
    let search = promise(&mut book, "ftfr", day(147));
    let put = |book: &mut Book, row, column: crate::sheet::Col, cell| {
        book.project.apply(Edit::put(row, column, cell)).unwrap();
    };
    let unknown = Cell::Text(Review::unknown_cause().zh.into());
    put(&mut book, search, Review::COL.root_cause, unknown.clone());
    put(&mut book, search, Review::COL.due, Cell::Date(day(160)));
    let again = promise(&mut book, "ftfr", day(154));
    put(&mut book, again, Review::COL.root_cause, unknown);
    for column in [Review::COL.action, Review::COL.owner, Review::COL.due] {
        put(&mut book, again, column, Cell::Empty);
    }
    let advice = |book: &Book, n| book.found("KP1", day(n))[0].advice.en.to_string();
    assert_eq!(book.found("KP9", day(154)), Vec::new());
    assert!(advice(&book, 154).contains("'前置备件' (主管, due"), "{}", advice(&book, 154));
    // It does so for nobody who is late, for none whose owner is blank, for what is done, and for another cause.
    for (column, cell, n) in [
        (Review::COL.due, Cell::Date(day(153)), 154),
        (Review::COL.owner, Cell::Empty, 154),
        (Review::COL.done, Cell::Date(day(153)), 154),
        (Review::COL.root_cause, Cell::Text("缺备件".into()), 154),
    ] {
        let mut other = book.project.clone();
        std::mem::swap(&mut other, &mut book.project);
        put(&mut book, search, column, cell);
        assert_eq!(book.found("KP9", day(n)).len(), 1, "{}", column.key);
        book.project = other;
    }
}

#[test]
fn a_late_due_date_is_a_clause_of_its_own() {
    let said = |review: &Review| review.gaps().map(|p| (p.zh.to_string(), p.en.to_string()));
    let late = Review {
        date: Some(day(1)),
        root_cause: crate::sheet::Prose("缺备件".into()),
        action: crate::sheet::Prose("前置备件".into()),
        owner: "主管".into(),
        due: Some(day(20)),
        ..Review::default()
    };
    let both = |zh: &str, en: &str| Some((zh.to_owned(), en.to_owned()));
    assert_eq!(said(&late), both("期限要在 7 天之内", "needs a due date within 7 days"));
    let blank = Review { owner: "".into(), due: None, ..late.clone() };
    assert_eq!(
        said(&blank),
        both("还缺负责人，期限要在 7 天之内", "needs an owner, a due date within 7 days")
    );
    assert_eq!(said(&Review { due: Some(day(8)), ..late }), None);
}

/// Of several that are off track each is asked for what its own review lacks, and for nothing that is written.
#[test]
fn each_of_several_reviews_is_asked_for_what_it_lacks() {
    let mut book = Book::new();
    book.stands("ftfr", day(147), 80.0);
    book.stands("csat", day(147), 3.0);
    let advice = |book: &Book| {
        let found = book.found("KP1", day(147));
        assert_eq!((found.len(), found[0].level), (1, Level::Act));
        (found[0].advice.clone(), found[0].action.clone())
    };
    let (none, _) = advice(&book);
    assert!(none.en.contains("for each, note the root cause"), "{}", none.en);
    let first = promise(&mut book, "ftfr", day(147));
    book.set::<Review>(first, "owner", Cell::Empty);
    // One is begun, the other is not.
    let (mixed, _) = advice(&book);
    assert!(mixed.en.contains("already begun: ") && mixed.en.ends_with("needs an owner"), "{}", mixed.en);
    assert!(mixed.zh.ends_with("还缺负责人"), "{}", mixed.zh);
    let second = promise(&mut book, "csat", day(147));
    // The other is complete.
    let (one, action) = advice(&book);
    assert!(
        one.en.starts_with("This week's review is begun: ") && one.en.ends_with("needs an owner"),
        "{}",
        one.en
    );
    assert!(one.zh.starts_with("本周的回顾已经写了：") && !one.zh.contains("根本原因"), "{}", one.zh);
    assert!(
        action.en.starts_with("Complete this week's review of ") && !action.zh.contains("查清"),
        "{}",
        action.en
    );
    // Both are begun and lack something.
    book.set::<Review>(second, "action", Cell::Empty);
    let (both, _) = advice(&book);
    assert!(
        both.en.starts_with("This week's reviews are begun: ")
            && both.en.contains("needs a corrective action"),
        "{}",
        both.en
    );
    assert!(!both.en.contains("note the root cause"), "{}", both.en);
}
