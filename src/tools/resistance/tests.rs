mod affected;
mod donts;

use super::facts::{ANSWER_DAYS, label, of_scores, only_an_order};
use super::*;
use crate::facts::Facts;
use crate::finding::Level;
use crate::project::Edit;
use crate::registry::new_project;
use crate::sheet::{AnyRow, Cell, Id, Link, Prose, Score, Tick};
use crate::text::{Lang, Phrase, width};
use crate::tool::{Field, Layout, Panel, Verdict};
use crate::tools::adkar::score::Element;
use crate::tools::adkar::{Incentive, Person, Role};
use crate::tools::charter::{Charter, Rest};
use crate::tools::communication::Audience;
use crate::tools::tests::book::{Leaf, On, after_monday as day, counter};
use proptest::prelude::*;

const TODAY: i64 = 60;

fn id(n: u64) -> Id {
    Id::new(n)
}

fn entry(n: u64) -> Entry {
    Entry { who: format!("R-{n}").into(), opened: Some(day(TODAY)), ..Entry::with_id(id(n)) }
}

fn said(text: &str) -> Prose {
    Prose(text.into())
}

/// An entry with everything written.
fn answered(n: u64) -> Entry {
    Entry {
        listen: said("怕收入变少"),
        empathise: said("换了我也会算"),
        response: said("公布收入对比"),
        owner: "人力资源经理".into(),
        due: Some(day(TODAY + 5)),
        ..entry(n)
    }
}

fn card(n: u64, scores: [u8; 5]) -> Person {
    let [awareness, desire, knowledge, ability, reinforcement] = scores.map(Score::new);
    Person {
        name: format!("T{n}").into(),
        awareness,
        desire,
        knowledge,
        ability,
        reinforcement,
        live: true,
        ..Person::with_id(id(n))
    }
}

fn staff(n: u64, size: Option<u32>) -> Audience {
    Audience { name: format!("A{n}").into(), role: Some(Role::Technician), size, ..Audience::with_id(id(n)) }
}

struct Log;

impl On for Log {
    const TOOL: &'static Tool = &TOOL;
    const TODAY: i64 = TODAY;
}

type Book = Leaf<Log>;

impl Book {
    fn new() -> Book {
        Book::blank()
    }

    fn facts(&self) -> Facts {
        Facts::new(&self.project, day(TODAY))
    }

    fn figures(&self) -> Figures {
        self.facts().get::<Figures>().clone()
    }

    fn typed(self, row: u64, key: &str, cell: &Cell) -> Book {
        self.entered::<Entry>(id(row), key, cell)
    }

    fn entry(&self, row: u64) -> &Entry {
        self.project.find::<Entry>(id(row)).unwrap()
    }
}

/// Which rule of the six holds for a card, said anew from the scores.
fn holds(kind: Type, [a, d, k, ab, r]: [u8; 5], live: bool, incentive: Option<Incentive>) -> bool {
    match kind {
        Type::Cognitive => a <= 3,
        Type::Interest => d <= 3 && incentive == Some(Incentive::NotAligned),
        Type::Emotional => a >= 4 && d <= 3 && incentive == Some(Incentive::Aligned),
        Type::Ability => (k <= 3 || ab <= 3) && a >= 4 && d >= 4,
        Type::Culture => r <= 3 && live,
        Type::Fatigue => false,
    }
}

fn all_scores() -> impl Iterator<Item = [u8; 5]> {
    (0..3_125_u16).map(|n| {
        let mut rest = n;
        std::array::from_fn(|_| {
            let score = (rest % 5) as u8 + 1;
            rest /= 5;
            score
        })
    })
}

#[test]
fn every_score_set_has_one_type_by_the_order_of_adkar() {
    use Type::{Ability, Cognitive, Culture, Emotional, Interest};
    for live in [true, false] {
        for incentive in [None, Some(Incentive::Aligned), Some(Incentive::NotAligned)] {
            let mut counts = [0; 7];
            for scores in all_scores() {
                let main = of_scores(scores.map(Score::new), live, incentive);
                // Awareness before Desire before Knowledge and Ability before Reinforcement.
                let first = [Cognitive, Interest, Emotional, Ability, Culture]
                    .into_iter()
                    .find(|kind| holds(*kind, scores, live, incentive));
                let undecided = incentive.is_none() && scores[0] >= 4 && scores[1] <= 3;
                let expected = match first {
                    _ if undecided => Main::Incentive,
                    Some(kind) => Main::Type(kind),
                    None => Main::Nothing,
                };
                assert_eq!(main, expected, "{scores:?} {live} {incentive:?}");
                match main {
                    Main::Type(kind) => counts[kind as usize] += 1,
                    _ => counts[6] += 1,
                }
            }
            let culture = if live { 48 } else { 0 };
            let (emotional, interest) = match incentive {
                Some(Incentive::Aligned) => (750, 0),
                Some(Incentive::NotAligned) => (0, 750),
                None => (0, 0),
            };
            let rest = 3_125 - 1_875 - 420 - emotional - interest - culture;
            assert_eq!(counts, [1_875, emotional, 420, interest, 0, culture, rest]);
        }
    }
}

#[test]
fn what_is_not_scored_comes_first() {
    let of = |scores: [u8; 5]| of_scores(scores.map(Score::new), true, Some(Incentive::Aligned));
    assert_eq!(of([0, 2, 4, 4, 4]), Main::Score(Element::Awareness));
    assert_eq!(of([4, 0, 1, 1, 1]), Main::Score(Element::Desire));
    assert_eq!(of([3, 0, 0, 0, 0]), Main::Type(Type::Cognitive), "an earlier barrier decides");
    assert_eq!(of([0, 0, 0, 0, 0]), Main::Score(Element::Awareness));
}

#[test]
fn too_many_changes_are_said_beside_the_type() {
    let low = card(10, [2, 2, 2, 2, 2]);
    let hold = card(10, [5, 5, 5, 5, 5]);
    for (card, n, main, tired) in [
        (Some(&low), Some(3), Main::Type(Type::Cognitive), Some(3)),
        (Some(&low), Some(2), Main::Type(Type::Cognitive), None),
        (Some(&hold), Some(3), Main::Type(Type::Fatigue), Some(3)),
        (Some(&hold), Some(2), Main::Nothing, None),
        (None, Some(4), Main::Type(Type::Fatigue), Some(4)),
        (None, Some(2), Main::NoCard, None),
        (None, None, Main::NoCard, None),
    ] {
        assert_eq!(suggest(card, n), Suggestion { main, tired });
    }
    // The audience of the entry decides, else that of the role on the card.
    let entry = |audience| Entry { audience, person: Link::to(id(10)), ..entry(20) };
    let book = |audience| {
        Book::new()
            .with(Person { role: Some(Role::Technician), ..hold.clone() })
            .with(Audience { live_changes: Some(3), ..staff(30, None) })
            .with(Audience { live_changes: Some(1), ..staff(31, None) })
            .with(entry(audience))
    };
    let main = |audience| book(audience).figures().standing(id(20)).unwrap().suggestion.main;
    assert_eq!(main(Link::default()), Main::Type(Type::Fatigue));
    assert_eq!(main(Link::to(id(30))), Main::Type(Type::Fatigue));
    assert_eq!(main(Link::to(id(31))), Main::Nothing);
}

#[test]
fn suggested_types_are_taken_only_where_none_is_chosen() {
    let book = Book::new()
        .with(card(10, [2, 2, 2, 2, 2]))
        .with(Person { incentive: Some(Incentive::NotAligned), ..card(11, [4, 2, 2, 2, 2]) })
        .with(card(12, [4, 2, 2, 2, 2]))
        .with(Entry { person: Link::to(id(10)), ..entry(20) })
        .with(Entry { person: Link::to(id(11)), ..entry(21) })
        .with(Entry { person: Link::to(id(12)), ..entry(22) })
        .with(Entry { person: Link::to(id(10)), kind: Some(Type::Culture), ..entry(23) });
    assert_eq!(book.entry(20).kind, None, "nothing is set by itself");
    let outcome = book.run("take-types").unwrap();
    assert!(outcome.said.zh.starts_with("2 条"), "{}", outcome.said.zh);
    let mut after = book;
    after.project.apply(outcome.edit).unwrap();
    let kinds = [20, 21, 22, 23].map(|n| after.entry(n).kind);
    assert_eq!(kinds, [Some(Type::Cognitive), Some(Type::Interest), None, Some(Type::Culture)]);
    let refused = |book: &Book| book.run("take-types").unwrap_err().zh;
    assert!(refused(&after).contains("没有能建议"), "one waits for the incentive");
    assert!(
        refused(&Book::new().with(Entry { kind: Some(Type::Ability), ..entry(20) })).contains("都有类型")
    );
}

#[test]
fn the_largest_type_is_named_once_most_have_one() {
    let with = |untyped| {
        Book::new()
            .with(staff(90, Some(20)))
            .with(Entry { people: Some(5), kind: Some(Type::Interest), ..entry(20) })
            .with(Entry { people: Some(untyped), ..entry(21) })
    };
    let first = |book: &Book| book.assess().conclusion[0].text.zh.to_string();
    assert!(first(&with(5)).ends_with("最多的是利益阻力（5 人）"), "{}", first(&with(5)));
    assert!(first(&with(6)).ends_with("（6 人尚未分类）"), "{}", first(&with(6)));
    let begin = |book: &Book| book.assess().conclusion[2].text.zh.to_string();
    assert!(begin(&with(5)).starts_with("先处理人最多的利益阻力："), "{}", begin(&with(5)));
    assert!(begin(&with(6)).starts_with("先给每条选定类型"), "{}", begin(&with(6)));
}

#[test]
fn three_changes_at_once_are_too_many() {
    let with = |n| Book::new().with(Audience { live_changes: n, ..staff(90, Some(10)) });
    assert_eq!([with(None).level("RS6"), with(Some(2)).level("RS6")], [None, None]);
    let finding = with(Some(3)).found("RS6").unwrap();
    assert_eq!((finding.level, finding.place.sheet), (Level::Act, "audiences"));
    assert!(finding.evidence.zh.contains("A90 3 项"), "{}", finding.evidence.zh);
}

#[test]
fn one_finding_a_rule_names_two_and_counts_all() {
    let book = (20..25).fold(Book::new(), |b, n| b.with(Entry { opened: Some(day(0)), ..entry(n) }));
    let found: Vec<_> = book.assess().findings.into_iter().filter(|f| f.id == "RS4").collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].evidence.zh.contains("5 条"), "{}", found[0].evidence.zh);
    assert!(found[0].evidence.en.ends_with("R-20 (60 days), R-21 (60 days), …"), "{}", found[0].evidence.en);
}

#[test]
fn dates_come_in_order_and_not_from_the_future() {
    let book = Book::new();
    let row = Entry { listened: Some(day(50)), ..answered(20) };
    let row = Entry { opened: Some(day(40)), empathised: Some(day(52)), ..row };
    let at = |key: &str, n: i64| book.check(&row, key, &Cell::Date(day(n)));
    for key in ["opened", "listened", "empathised", "solved"] {
        assert!(matches!(at(key, TODAY + 1), Verdict::Refuse(_)), "{key}");
        assert!(!matches!(at(key, TODAY), Verdict::Refuse(_)), "{key}");
    }
    assert_eq!([at("listened", 40), at("listened", 52), at("solved", 52)], [(); 3].map(|()| Verdict::Fine));
    for (key, n) in [("listened", 39), ("listened", 53), ("opened", 51), ("solved", 51), ("empathised", 49)] {
        assert!(matches!(at(key, n), Verdict::Note(_)), "{key} on day {n}");
    }
    assert!(matches!(at("due", 39), Verdict::Note(_)));
    assert_eq!(at("due", 400), Verdict::Fine);
    assert!(matches!(book.check(&row, "people", &Cell::Count(0)), Verdict::Refuse(_)));
}

#[test]
fn the_first_words_are_dated() {
    let cell = |t: &str| Cell::Text(t.into());
    let book = Book::new()
        .with(Entry::with_id(id(20)))
        .typed(20, "quote", &cell("又要变"))
        .typed(20, "listen", &cell("怕加班"))
        .typed(20, "empathise", &cell("确实加过班"));
    let row = book.entry(20);
    assert_eq!([row.opened, row.listened, row.empathised], [Some(day(TODAY)); 3]);
    let earlier = Entry { listened: Some(day(3)), opened: Some(day(2)), ..Entry::with_id(id(21)) };
    let book = book.with(earlier).typed(21, "listen", &cell("怕加班")).typed(21, "who", &cell("R-3"));
    assert_eq!([book.entry(21).opened, book.entry(21).listened], [Some(day(2)), Some(day(3))]);
    let book = book.with(Entry::with_id(id(22))).typed(22, "listen", &Cell::Empty);
    assert_eq!(book.entry(22).listened, None, "clearing a cell is no listening");
}

#[test]
fn noting_opens_one_entry_of_today() {
    let outcome = Book::new().run("note-resistance").unwrap();
    assert_eq!(outcome.go.unwrap().0.column, "quote");
    let mut book = Book::new();
    book.project.apply(outcome.edit).unwrap();
    assert_eq!(book.entry(7777).opened, Some(day(TODAY)));
    let again = book.run("note-resistance").unwrap();
    assert!(matches!(again.edit, Edit::Many(e) if e.is_empty()), "the empty one waits");
}

#[test]
fn a_new_project_is_blank_and_silent() {
    let mut new_id = counter(0);
    for start in [None, Some(day(TODAY))] {
        let project = new_project(Charter { start, ..Charter::with_id(id(999)) }, &mut new_id);
        let assessment = TOOL.conclude(&Facts::new(&project, day(TODAY)));
        assert_eq!(assessment.level, Level::Blank);
        assert!(assessment.findings.is_empty());
        assert_eq!(assessment.headline.zh, "未填");
    }
}

#[test]
fn steps_follow_what_is_written() {
    let step = |row: Entry| row.step();
    assert_eq!(step(entry(20)), Step::Listen);
    assert_eq!(step(Entry { listen: said("怕加班"), ..entry(20) }), Step::Empathise);
    assert_eq!(step(Entry { empathise: said("懂"), ..entry(20) }), Step::Listen, "listening comes first");
    assert_eq!(step(answered(20)), Step::Solve);
    assert_eq!(step(Entry { solved: Tick(Some(day(3))), ..entry(20) }), Step::Solved);
}

#[test]
fn the_overview_marks_the_lines_as_illustrations() {
    let book = Book::new().with(staff(90, Some(20))).with(Entry {
        people: Some(3),
        kind: Some(Type::Interest),
        ..entry(20)
    });
    let facts = book.facts();
    let panels = (TOOL.views[2].panels)(&facts, None);
    let bars = |n: usize| match &panels[n] {
        Panel::Bars { title, bars } => (title.zh.clone(), bars.clone()),
        other => panic!("{other:?}"),
    };
    let (_, types) = bars(0);
    let types: Vec<_> = types.iter().map(|b| (b.title.zh.as_ref(), b.label.zh.as_ref())).collect();
    assert_eq!(types, [("利益阻力", "3 人")], "a type that nobody shows is left out");
    let (title, rates) = bars(1);
    assert!(title.contains("示意"));
    let shares: Vec<f64> = rates.iter().map(|b| b.share).collect();
    assert_eq!(shares, [0.15, 0.4, 0.15]);
    let beside = (TOOL.views[1].panels)(&facts, Some(book.entry(20)));
    assert!(
        matches!(&beside[0], Panel::Lines { title, lines } if title.zh == "利益阻力" && lines.len() == 4)
    );
}

#[test]
fn while_nobody_objects_the_six_types_say_what_there_can_be() {
    let book = Book::new().with(Entry { solved: Tick(Some(day(25))), ..entry(20) });
    let facts = book.facts();
    let panels = (TOOL.views[2].panels)(&facts, None);
    assert!(matches!(&panels[0], Panel::Bars { bars, .. } if bars.len() == 6));
}

#[test]
fn views_name_columns_that_exist() {
    for view in TOOL.views {
        match &view.layout {
            Layout::Grid(fields) => {
                for field in *fields {
                    if let Field::Column(key, _) = field {
                        assert!(Entry::DEF.column(key).is_some(), "{key}");
                    }
                }
            }
            Layout::Card(plan) => {
                let cells = plan.lines.iter().flat_map(|l| l.cells);
                for key in plan.header.iter().chain(plan.footer).chain(cells) {
                    assert!(Entry::DEF.column(key).is_some(), "{key}");
                }
            }
            Layout::Panels | Layout::List(_) => {}
        }
    }
}

proptest! {
    #[test]
    fn the_rate_is_never_negative_and_the_headline_fits(
        people in prop::collection::vec((0_u32..2_000_000, 0_u64..4, any::<bool>()), 0..12),
        size in prop::option::of(0_u32..500),
        heads in prop::option::of(0_u32..9),
    ) {
        let mut book = Book::new().with(staff(90, size));
        for n in 0..3 {
            book = book.with(Person { headcount: heads, ..card(100 + n, [2; 5]) });
        }
        for (n, (people, of, open)) in people.iter().enumerate() {
            let solved = Tick((!open).then(|| day(1)));
            let person = if *of == 3 { Link::default() } else { Link::to(id(100 + of)) };
            book = book.with(Entry { people: Some(*people), person, solved, ..entry(200 + n as u64) });
        }
        let figures = book.figures();
        prop_assert!(figures.rate().is_none_or(|r| r >= 0.0));
        let shares = (TOOL.views[2].panels)(&book.facts(), None).into_iter().filter_map(|panel| match panel {
            Panel::Bars { bars, .. } => Some(bars),
            _ => None,
        });
        prop_assert!(shares.flatten().all(|bar| (0.0..=1.0).contains(&bar.share)));
        prop_assert_eq!(figures.entries(), people.len());
        let headline = book.assess().headline;
        prop_assert!(width(headline.get(Lang::Zh)) <= 10 && width(headline.get(Lang::En)) <= 10);
    }

    #[test]
    fn no_text_breaks_the_words(text in crate::text::tests::any_text()) {
        let _label = label(&text);
        let _order = only_an_order(&text);
    }
}
