//! How many promises were kept by their day.

use super::*;

fn kept(book: &Book) -> Vec<(usize, usize)> {
    let facts = Facts::new(&book.project, day(TODAY));
    let KeptPromises(weeks) = facts.get();
    weeks.iter().map(|week| (week.kept, week.due)).collect()
}

#[test]
fn a_promise_is_kept_when_it_is_done_by_its_day() {
    let of = |due: i64, done: Option<i64>| {
        let row = Promise { done: Tick(done.map(day)), ..promise(10, "A", Some(due)) };
        kept(&Book::new().with(row))
    };
    let none = vec![(0, 0); KEPT_WEEKS];
    let in_week = |week: usize, counts: (usize, usize)| {
        let mut weeks = none.clone();
        weeks[week] = counts;
        weeks
    };
    for (due, done, weeks) in [
        (TODAY - 2, Some(TODAY - 2), in_week(0, (1, 1))),
        (TODAY - 2, Some(TODAY - 20), in_week(0, (1, 1))),
        (TODAY - 2, Some(TODAY - 1), in_week(0, (0, 1))),
        (TODAY - 2, None, in_week(0, (0, 1))),
        // What is due today and open may yet be kept.
        (TODAY, None, none.clone()),
        (TODAY, Some(TODAY), in_week(0, (1, 1))),
        (TODAY - 6, None, in_week(0, (0, 1))),
        (TODAY - 7, None, in_week(1, (0, 1))),
        (TODAY - 27, Some(TODAY - 27), in_week(3, (1, 1))),
        (TODAY - 28, None, none.clone()),
        (TODAY + 1, Some(TODAY), none.clone()),
    ] {
        assert_eq!(of(due, done), weeks, "due {due}, done {done:?}");
    }
    assert_eq!(
        kept(&Book::new().with(Promise { action: Prose("  ".into()), ..promise(10, "A", Some(TODAY - 1)) })),
        none
    );
}

#[test]
fn a_pause_moves_the_day_of_a_promise() {
    let rest = |from, until| Rest { from: Some(day(from)), until: Some(day(until)), ..Rest::with_id(id(4)) };
    let done = Promise { done: Tick(Some(day(TODAY - 8))), ..promise(10, "A", Some(TODAY - 12)) };
    let book = Book::new().with(done.clone()).with(rest(TODAY - 20, TODAY - 9));
    // It was due within the pause, whose last day is that of the end.
    assert_eq!(kept(&book).iter().map(|(kept, _)| kept).sum::<usize>(), 0);
    let paused = Promise { done: Tick(Some(day(TODAY - 9))), ..done };
    let book = Book::new().with(paused).with(rest(TODAY - 20, TODAY - 9));
    assert_eq!(kept(&book).iter().map(|(kept, _)| kept).sum::<usize>(), 1);
}

proptest! {
    #[test]
    fn no_promise_is_lost_and_none_said_twice(
        rows in prop::collection::vec((0_u64..4, prop::option::of(0_i64..120), prop::option::of(0_i64..120), 0_u8..3), 0..30),
    ) {
        let mut book = Book::new();
        let (mut open, mut recent) = (0, 0);
        for (n, (owner, due, done, kind)) in rows.iter().enumerate() {
            let (n, owner) = (100 + n as u64, if *owner == 0 { String::new() } else { format!("A{owner}") });
            match done {
                None => open += 1,
                Some(done) => recent += usize::from(TODAY - done < 7),
            }
            let tick = Tick(done.map(day));
            book = match kind {
                0 => book.with(Promise { done: tick, ..promise(n, &owner, *due) }),
                1 => book.with(Obstacle {
                    action: Prose("清".into()),
                    owner: owner.as_str().into(),
                    due: due.map(day),
                    removed: tick,
                    ..Obstacle::with_id(id(n))
                }),
                _ => book.with(Entry {
                    response: Prose("答".into()),
                    owner: owner.as_str().into(),
                    due: due.map(day),
                    solved: tick,
                    ..Entry::with_id(id(n))
                }),
            };
        }
        let figures = book.figures();
        prop_assert_eq!((figures.open.len(), figures.done.len()), (open, recent));
        prop_assert_eq!(figures.owners.iter().map(|o| o.open).sum::<usize>(), open);
        for view in ["all", "due"] {
            let lines = book.lines(view);
            prop_assert_eq!(lines.len(), open + recent);
            let rows: std::collections::HashSet<_> = lines.iter().map(|l| l.place.row).collect();
            prop_assert_eq!(rows.len(), lines.len());
            // Each heading stands in one piece.
            let mut headings: Vec<_> = lines.iter().map(|l| l.heading.as_ref().unwrap().zh.to_string()).collect();
            headings.dedup();
            let unique: std::collections::HashSet<_> = headings.iter().collect();
            prop_assert_eq!(unique.len(), headings.len());
        }
        let assessment = book.assess();
        let headline = assessment.headline;
        prop_assert!(width(headline.get(Lang::Zh)) <= 10 && width(headline.get(Lang::En)) <= 10);
        prop_assert!(assessment.findings.iter().all(|f| f.level >= Level::Watch));
    }
}
