//! People affected, and the share of them who resist.

use super::*;

#[test]
fn a_person_counts_once() {
    let team = Person { headcount: Some(10), ..card(10, [2; 5]) };
    let book = Book::new()
        .with(team)
        .with(card(11, [4; 5]))
        .with(Person { headcount: Some(9), ..card(12, [4; 5]) })
        .with(Entry { person: Link::to(id(10)), people: Some(4), kind: Some(Type::Ability), ..entry(20) })
        .with(Entry { person: Link::to(id(10)), people: Some(6), kind: Some(Type::Interest), ..entry(21) })
        .with(Entry { person: Link::to(id(11)), ..entry(22) })
        .with(entry(23))
        .with(Entry { people: Some(2), ..entry(24) })
        .with(Entry { person: Link::to(id(12)), solved: Tick(Some(day(TODAY))), ..answered(25) })
        .with(Entry::with_id(id(26)));
    let figures = book.figures();
    assert_eq!((figures.open, figures.affected.people), (6 + 1 + 1 + 2, 20));
    assert_eq!(figures.by_type[Type::Ability as usize], 4);
    assert_eq!(figures.by_type[Type::Interest as usize], 6);
    assert_eq!((figures.untyped, figures.entries()), (4, 6), "an empty row is no entry");
    assert_eq!(book.assess().headline, Phrase::same("50%"));
}

#[test]
fn the_number_entered_goes_before_the_card() {
    let with = |headcount, people| {
        Book::new()
            .with(Person { headcount, ..card(10, [2; 5]) })
            .with(Person { headcount: Some(50), ..card(11, [2; 5]) })
            .with(Entry { person: Link::to(id(10)), people, ..entry(20) })
            .figures()
            .open
    };
    assert_eq!([with(Some(7), None), with(Some(7), Some(3)), with(Some(7), Some(9))], [7, 3, 9]);
    assert_eq!([with(None, None), with(None, Some(4))], [1, 4]);
}

fn of_role(n: u64, role: Role, size: Option<u32>) -> Audience {
    Audience { role: Some(role), ..staff(n, size) }
}

fn team(n: u64, role: Option<Role>, headcount: u32) -> Person {
    Person { role, headcount: Some(headcount), ..card(n, [4; 5]) }
}

#[test]
fn each_audience_is_counted_by_its_size_else_by_the_cards_of_its_role() {
    use Role::{CentreManager, Executive, ServiceAdvisor, Technician};
    let customers = Audience { code: "customers".into(), size: Some(5_000), ..Audience::with_id(id(90)) };
    let affected = |book: Book| {
        let affected = book.with(customers.clone()).figures().affected;
        (affected.people, affected.unsized_audiences.len())
    };
    let sizes = || {
        Book::new()
            .with(of_role(91, Technician, Some(100)))
            .with(of_role(92, ServiceAdvisor, Some(50)))
            .with(of_role(93, Executive, None))
    };
    assert_eq!(affected(sizes()), (150, 1));
    assert_eq!(affected(sizes().with(team(10, Some(CentreManager), 1))), (150, 1), "no audience of theirs");
    assert_eq!(affected(sizes().with(team(10, Some(Executive), 6))), (156, 0));
    assert_eq!(
        affected(sizes().with(team(10, Some(Technician), 40))),
        (150, 1),
        "the size goes before the cards"
    );
    assert_eq!(
        affected(sizes().with(team(10, None, 40))),
        (150, 1),
        "whose audience they are in is not known"
    );
    assert_eq!(affected(Book::new().with(of_role(91, Technician, Some(0)))), (0, 0), "nobody is an answer");
    // Two audiences of a role: the cards are counted once, and never beside a size.
    let two = |size| Book::new().with(of_role(91, Technician, size)).with(of_role(92, Technician, None));
    assert_eq!(affected(two(None).with(team(10, Some(Technician), 40))), (40, 1));
    assert_eq!(affected(two(Some(30)).with(team(10, Some(Technician), 40))), (30, 1));
    // Without any audience of staff there are only the cards.
    assert_eq!(affected(Book::new()), (0, 0));
    assert_eq!(affected(Book::new().with(team(10, None, 40))), (40, 0));
}

#[test]
fn half_a_percent_is_rounded_up() {
    let book = Book::new()
        .with(of_role(91, Role::Technician, Some(200)))
        .with(Entry { people: Some(29), ..entry(20) });
    assert_eq!(book.assess().headline, Phrase::same("15%"));
}

#[test]
fn a_card_more_leaves_the_rate_as_it_was() {
    let sizes = Book::new()
        .with(of_role(91, Role::Technician, Some(100)))
        .with(of_role(92, Role::ServiceAdvisor, Some(50)))
        .with(of_role(93, Role::Executive, None))
        .with(of_role(94, Role::CentreManager, None))
        .with(Entry { people: Some(20), audience: Link::to(id(91)), ..entry(20) });
    assert_eq!(sizes.assess().headline, Phrase::same("13%"));
    let line = sizes.assess().conclusion[0].text.clone();
    assert!(line.zh.ends_with("；没算进A93、A94（缺人数）"), "{}", line.zh);
    let managers = sizes.with(team(10, Some(Role::CentreManager), 1));
    assert_eq!(managers.assess().headline, Phrase::same("13%"), "20 of 151");
    assert!(managers.assess().conclusion[0].text.en.ends_with("; not counted, as the size is missing: A93"));
}

/// Who is of an audience without a size is in no number below, so in none above either: he is named apart.
#[test]
fn only_people_of_audiences_that_are_counted_are_divided_by_them() {
    use Role::{Executive, Technician};
    let sizes = || Book::new().with(of_role(91, Executive, Some(6))).with(of_role(92, Technician, None));
    let rate = |book: Book| {
        let figures = book.figures();
        (figures.counted, figures.open, figures.rate().map(|rate| (rate * 100.0).round()))
    };
    let line = |book: Book| book.assess().conclusion[0].text.clone();
    let executive = || Entry { audience: Link::to(id(91)), ..entry(21) };
    let technician = || Entry { people: Some(2), audience: Link::to(id(92)), ..entry(20) };
    // Nothing is left above: no rate, and not one of 0%.
    let alone = || sizes().with(technician());
    assert_eq!(rate(alone()), (0, 2, None));
    assert_eq!(alone().assess().headline.get(Lang::Zh), "2 人");
    let said = line(alone());
    assert!(said.zh.contains("算不出阻力率") && said.zh.ends_with("没算进A92（缺人数）"), "{}", said.zh);
    assert!(said.en.contains("no rate"), "{}", said.en);
    // One is left, the others are named.
    let both = || alone().with(executive());
    assert_eq!(rate(both()), (1, 3, Some(17.0)));
    let said = line(both());
    assert!(said.zh.contains("受影响 6 人，其中 1 人的顾虑未解决；不在其中的另有A92 2 人"), "{}", said.zh);
    assert!(
        said.en.contains("1 of 6 people has unresolved concerns; besides, not among them: A92 2"),
        "{}",
        said.en
    );
    // The role on the card says so too; who has neither is not taken for one of the audience that
    // is left out.
    let on_card = |role| {
        sizes()
            .with(Person { headcount: Some(2), ..team(10, role, 2) })
            .with(Entry { person: Link::to(id(10)), ..entry(22) })
    };
    assert_eq!(rate(on_card(Some(Executive))), (2, 2, Some(33.0)));
    assert_eq!(rate(on_card(Some(Role::Parts))), (0, 2, None), "an audience of theirs is not in the plan");
    assert_eq!(rate(on_card(None)), (2, 2, Some(33.0)));
    assert_eq!(rate(sizes().with(entry(22)).with(executive())), (2, 2, Some(33.0)));
    let said = line(sizes().with(entry(22)).with(executive()));
    assert!(said.zh.ends_with("没算进A92（缺人数）"), "one own audience takes no rate away: {}", said.zh);
    // Where nobody is counted there is no rate.
    let unsized_only = Book::new().with(of_role(92, Technician, None)).with(entry(22));
    assert_eq!(rate(unsized_only), (0, 1, None));
    // Where every audience has a size, he is of one of them.
    let known = Book::new().with(of_role(91, Executive, Some(6))).with(entry(22));
    assert_eq!(rate(known), (1, 1, Some(17.0)));
}

#[test]
fn nobody_affected_gives_no_rate() {
    let book = Book::new().with(Entry { people: Some(5), ..entry(20) });
    assert_eq!(book.figures().rate(), None);
    assert_eq!(book.assess().headline.get(Lang::Zh), "5 人");
    assert_eq!(book.level("RS5"), None);
    assert_eq!(book.value("rate"), serde_json::Value::Null);
}

#[test]
fn a_rate_has_no_level_of_its_own_and_more_than_all_means_sizes_too_small() {
    let with = |open| Book::new().with(staff(90, Some(100))).with(Entry { people: Some(open), ..entry(20) });
    for (open, found, headline) in
        [(1, None, "1%"), (40, None, "40%"), (100, None, "100%"), (101, Some(Level::Watch), "101%")]
    {
        let book = with(open);
        assert_eq!(book.figures().open, u64::from(open), "never capped");
        assert_eq!(book.level("RS5"), found, "{open}");
        let said = book.assess();
        assert_eq!((said.headline, said.level), (Phrase::same(headline), Level::Watch));
    }
    let above = Book::new().with(staff(90, Some(100))).with(Entry {
        people: Some(250),
        audience: Link::to(id(90)),
        ..entry(20)
    });
    let finding = above.with(of_role(91, Role::Executive, None)).found("RS5").unwrap();
    assert_eq!((finding.place.row, finding.place.column), (Some(id(91)), "size"), "where a size is missing");
}

#[test]
fn an_entry_of_more_people_than_its_audience_is_asked_about() {
    let with = |people, solved: bool| {
        let solved = Tick(solved.then(|| day(3)));
        Book::new()
            .with(staff(90, Some(100)))
            .with(of_role(91, Role::ServiceAdvisor, Some(50)))
            .with(Entry { people: Some(people), audience: Link::to(id(91)), solved, ..entry(20) })
            .found("RS5")
    };
    assert_eq!((with(50, false), with(51, true)), (None, None));
    let finding = with(51, false).unwrap();
    assert_eq!(
        (finding.level, finding.place.row, finding.place.column),
        (Level::Watch, Some(id(20)), "people")
    );
    assert!(finding.evidence.en.contains("51 people, but A91 has a size of 50"), "{}", finding.evidence.en);
}
