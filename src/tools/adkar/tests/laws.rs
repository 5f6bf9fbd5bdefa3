//! What holds of any cards and any history.

use super::*;
use proptest::prelude::*;

prop_compose! {
    fn any_card()(
        scores in prop::array::uniform5(0..=5_u8),
        live in any::<bool>(),
        headcount in prop::option::of(0..4_u32),
        due in prop::option::of(0..60_i64),
        word in prop::sample::select(vec!["", "甲", "A"]),
    ) -> Person {
        Person {
            live,
            headcount,
            centre: word.into(),
            action: word.into(),
            owner: word.into(),
            due: due.map(day),
            ..card(7, scores)
        }
    }
}

fn any_cards() -> impl Strategy<Value = Vec<Person>> {
    prop::collection::vec(any_card(), 0..12).prop_map(|cards| {
        let with_id = |(n, card)| Person { id: Id::new(n as u64 + 7), ..card };
        cards.into_iter().enumerate().map(with_id).collect()
    })
}

fn any_history() -> impl Strategy<Value = Vec<Scoring>> {
    let one = (5..22_u64, prop::option::of(0..30_i64), prop::array::uniform5(0..=5_u8));
    prop::collection::vec(one, 0..20).prop_map(|rows| {
        let row = |(n, (person, date, scores)): (usize, (u64, Option<i64>, [u8; 5]))| Scoring {
            date: date.map(day),
            ..before(n as u64 + 100, person, 0, scores)
        };
        rows.into_iter().enumerate().map(row).collect()
    })
}

proptest! {
    #[test]
    fn everybody_is_counted_once(cards in any_cards()) {
        let facts = Facts::new(&project(cards.clone(), []), day(TODAY));
        let rollup = facts.get::<Rollup>();
        let people: u64 = cards.iter().map(Person::people).sum();
        let parts = rollup.all.barrier.iter().sum::<u64>() + rollup.all.holding + rollup.all.unscored;
        prop_assert_eq!((rollup.all.people, parts), (people, people));
        let centres: u64 = rollup.centres.iter().map(|(_, t)| t.people).sum();
        prop_assert_eq!(centres, people);
        let mut plain = Tally::default();
        for card in &cards {
            plain.add(card, card.treat_first());
        }
        prop_assert_eq!(&plain, &rollup.all);
    }

    #[test]
    fn raising_a_score_never_makes_it_the_barrier_and_never_moves_the_barrier_forward(
        scores in prop::array::uniform5(1..=5_u8), live in any::<bool>(), n in 0..COUNT,
    ) {
        prop_assume!(scores[n] < 5);
        let mut raised = scores;
        raised[n] += 1;
        let place = |scores: [u8; COUNT]| match treat_first(scores.map(Score::new), live) {
            Treat::Barrier(element, _) => element as usize,
            _ => COUNT,
        };
        prop_assert!(place(raised) >= place(scores));
        prop_assert!(place(raised) != n || place(scores) == n);
    }

    #[test]
    fn assessing_and_showing_never_panics(cards in any_cards(), history in any_history()) {
        let project = project(cards, history);
        let assessment = conclude(&project);
        prop_assert!(width(&assessment.headline.zh) <= 10 && width(&assessment.headline.en) <= 14);
        prop_assert!(assessment.conclusion.len() <= 4);
        let facts = &assessment.facts;
        for row in project.rows::<Person>() {
            for view in TOOL.views {
                let _panels = (view.panels)(facts, Some(&**row));
            }
            let _shown = (views::weakest(facts, &**row), views::treat_first(facts, &**row));
        }
        for row in project.rows::<Scoring>() {
            let _shown = views::moved(facts, &**row);
        }
    }

    #[test]
    fn the_roll_up_finds_what_a_plain_search_finds(cards in any_cards(), history in any_history()) {
        let project = project(cards, history);
        let facts = Facts::new(&project, day(TODAY));
        let rollup = facts.get::<Rollup>();
        let rows = project.rows::<Scoring>();
        for person in project.rows::<Person>() {
            let of_card = rows.iter().enumerate().filter(|(_, r)| r.person.0 == Some(person.id));
            let last = of_card.max_by_key(|(n, r)| (r.date, *n)).map(|(_, r)| r.id);
            prop_assert_eq!(rollup.before(&facts, person.id).map(|r| r.id), last);
            prop_assert_eq!(rollup.person(&facts, person.id).map(|p| p.id), Some(person.id));
        }
    }
}
