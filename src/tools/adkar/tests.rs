mod cared;
mod history;
mod laws;
mod shown;
mod treated;

use super::score::{COUNT, Element, Tally, Treat, Weakest, ties, treat_first, weakest};
use super::*;
use crate::facts::Facts;
use crate::finding::Level;
use crate::project::{Edit, Project};
use crate::registry::{self, edit_of};
use crate::sheet::{Cell, CellType as _, Id, Link, OwnName, Score, Tick};
use crate::text::{Phrase, width};
use crate::tool::{Assessment, Change, Field, Panel, Verdict};
use crate::tools;
use crate::tools::charter::{Charter, Rest};
use crate::tools::tests::book::{self, Concluded, after_monday as day, find, ids, values};
use serde_json::json;

const TODAY: i64 = 30;

/// A live card; 0 is no score.
fn card(id: u64, scores: [u8; COUNT]) -> Person {
    let [awareness, desire, knowledge, ability, reinforcement] = scores.map(Score::new);
    Person {
        name: format!("T{id}").into(),
        awareness,
        desire,
        knowledge,
        ability,
        reinforcement,
        live: true,
        ..Person::with_id(Id::new(id))
    }
}

fn before(id: u64, person: u64, date: i64, scores: [u8; COUNT]) -> Scoring {
    let [awareness, desire, knowledge, ability, reinforcement] = scores.map(Score::new);
    Scoring {
        person: Link::to(Id::new(person)),
        date: Some(day(date)),
        awareness,
        desire,
        knowledge,
        ability,
        reinforcement,
        ..Scoring::with_id(Id::new(id))
    }
}

fn project(cards: impl IntoIterator<Item = Person>, history: impl IntoIterator<Item = Scoring>) -> Project {
    let mut project = Project::empty(Id::new(1), TOOL.sheets);
    for card in cards {
        project.apply(Edit::append(card)).unwrap();
    }
    for scoring in history {
        project.apply(Edit::append(scoring)).unwrap();
    }
    project
}

fn conclude(project: &Project) -> Concluded {
    book::conclude(&TOOL, project, day(TODAY))
}

fn assess(cards: impl IntoIterator<Item = Person>) -> Assessment {
    TOOL.conclude(&Facts::new(&project(cards, []), day(TODAY)))
}

fn value(cards: impl IntoIterator<Item = Person>, key: &str) -> Option<serde_json::Value> {
    values(&TOOL, &project(cards, []), day(TODAY)).remove(key)
}

fn judged(scores: [u8; COUNT]) -> (Weakest, Treat) {
    let scores = scores.map(Score::new);
    (weakest(scores, true), treat_first(scores, true))
}

#[test]
fn weakest_link_and_treat_first_by_the_vectors() {
    use Element::{Awareness, Desire, Knowledge};
    assert_eq!(judged([3, 1, 4, 4, 4]), (Weakest::Link(Desire, 1), Treat::Barrier(Awareness, 3)));
    assert_eq!(judged([4, 4, 2, 2, 5]), (Weakest::Link(Knowledge, 2), Treat::Barrier(Knowledge, 2)));
    assert_eq!(judged([5; 5]), (Weakest::None, Treat::Hold));
    assert_eq!(judged([4; 5]), (Weakest::Equal(4), Treat::Hold));
    assert_eq!(judged([0, 2, 4, 4, 4]), (Weakest::Undecided, Treat::Score(Awareness)));
    assert_eq!(judged([0; 5]), (Weakest::Blank, Treat::Blank));
    assert_eq!(judged([2; 5]), (Weakest::Equal(2), Treat::Barrier(Awareness, 2)));
    assert_eq!(judged([4, 5, 5, 5, 5]), (Weakest::Link(Awareness, 4), Treat::Hold));
    let tied: Vec<_> = ties([4, 4, 2, 2, 5].map(Score::new), true).collect();
    assert_eq!(tied, [Element::Ability]);
}

#[test]
fn a_low_score_before_the_first_gap_is_a_barrier_all_the_same() {
    assert_eq!(judged([2, 0, 0, 0, 0]).1, Treat::Barrier(Element::Awareness, 2));
    assert_eq!(judged([4, 4, 0, 0, 0]).1, Treat::Score(Element::Knowledge));
}

#[test]
fn three_is_a_barrier_and_four_is_not() {
    for (n, element) in Element::ALL.into_iter().enumerate() {
        let mut scores = [5; COUNT];
        scores[n] = 3;
        assert_eq!(judged(scores).1, Treat::Barrier(element, 3));
        scores[n] = 4;
        assert_eq!(judged(scores).1, Treat::Hold);
    }
}

#[test]
fn reinforcement_counts_from_go_live_on() {
    let scores = [4, 4, 4, 5, 1].map(Score::new);
    assert_eq!(weakest(scores, false), Weakest::Link(Element::Awareness, 4));
    assert_eq!(treat_first(scores, false), Treat::Hold);
    assert_eq!(weakest(scores, true), Weakest::Link(Element::Reinforcement, 1));
    let only = [0, 0, 0, 0, 1].map(Score::new);
    assert_eq!((weakest(only, false), treat_first(only, false)), (Weakest::Blank, Treat::Blank));
    let mut card = card(7, [4, 4, 4, 4, 0]);
    assert!(!card.is_complete());
    card.live = false;
    assert!(card.is_complete());
}

#[test]
fn both_answers_differ_in_1355_of_3125_score_sets() {
    let (mut different, mut tied) = (0, 0);
    for code in 0..5_u32.pow(5) {
        let scores: [u8; COUNT] = std::array::from_fn(|n| (code / 5_u32.pow(n as u32) % 5) as u8 + 1);
        let card = card(7, scores);
        different += u32::from(card.differs());
        let low = scores.into_iter().min().unwrap();
        let lowest = scores.into_iter().filter(|s| *s == low).count();
        let all_equal = lowest == COUNT;
        tied += u32::from(lowest > 1);
        assert_eq!(ties(card.scores(), true).count(), if all_equal { 0 } else { lowest - 1 });
    }
    assert_eq!((different, tied), (1355, 1355));
}

#[test]
fn people_are_counted_by_headcount_and_never_averaged() {
    let team = Person { headcount: Some(9), ..card(7, [3, 5, 5, 5, 5]) };
    let cards = [team, card(8, [5, 1, 1, 1, 1]), card(9, [5; 5]), card(10, [0; 5])];
    let value = |key| value(cards.clone(), key).unwrap();
    let assessment = assess(cards.clone());
    assert_eq!(value("people"), json!(12));
    assert_eq!(
        value("barriers"),
        json!({"awareness": 9, "desire": 1, "knowledge": 0, "ability": 0, "reinforcement": 0})
    );
    assert_eq!((value("no_barrier"), value("unscored")), (json!(1), json!(1)));
    assert_eq!((assessment.headline.zh.as_ref(), assessment.headline.en.as_ref()), ("认知 9", "Awareness 9"));
    assert_eq!(
        assessment.conclusion[0].text.zh,
        "先解决认知：12 人里有 9 人卡在这里。用数据和真实案例讲清为什么要变"
    );
    assert_eq!(
        assessment.conclusion[2].text.en,
        "People: stuck at Awareness 9, stuck at Desire 1, no barrier 1, to score 1"
    );
    assert_eq!(assess([card(7, [5; 5])]).conclusion[1].text.zh, "人数：没有卡点 1");
}

#[test]
fn equal_barriers_go_to_the_earliest() {
    let assessment = assess([card(7, [5, 5, 1, 5, 5]), card(8, [5, 1, 5, 5, 5])]);
    assert_eq!(assessment.headline.en, "Desire 1");
}

#[test]
fn headlines_fit_the_list_of_tools() {
    let with = |people| assess([Person { headcount: Some(people), ..card(7, [1; 5]) }]).headline;
    for people in [1, 9_999, 10_000, u32::MAX] {
        let headline = with(people);
        assert!(width(&headline.zh) <= 10 && width(&headline.en) <= 14, "{headline:?}");
    }
    assert_eq!((with(9_999).zh, with(9_999).en), ("认知 9999".into(), "Awareness 9999".into()));
    assert_eq!((with(10_000).zh, with(10_000).en), ("认知 >9999".into(), "Aware. >9999".into()));
    assert_eq!(assess([]).headline.zh, "未填");
    assert_eq!(assess([card(7, [5; 5])]).headline.zh, "无卡点");
    assert_eq!(assess([card(7, [5, 0, 0, 0, 0])]).headline.zh, "待评分");
}

#[test]
fn without_cards_nothing_is_judged() {
    let assessment = assess([]);
    assert_eq!((assessment.level, assessment.findings.len()), (Level::Blank, 0));
    assert_eq!(assess([card(7, [5; 5])]).level, Level::Good);
}

#[test]
fn a_missing_score_is_asked_for_in_order() {
    let assessment = assess([card(7, [5, 4, 0, 4, 4]), card(8, [5; 5])]);
    let finding = find(&assessment, "AK1");
    assert_eq!(finding.evidence.zh, "1 张卡（1 人）评分不全，还不知道卡在哪里");
    assert_eq!(finding.advice.en, "Score them in order, starting with Knowledge of T7");
    assert_eq!((finding.place.row, finding.place.column), (Some(Id::new(7)), "knowledge"));
    assert_eq!(finding.level, Level::Watch);
    assert!(!ids(&assess([card(7, [5; 5])])).contains(&"AK1"));
}

#[test]
fn reinforcement_after_go_live_may_be_scored_and_does_not_press() {
    let assessment = assess([card(7, [5, 4, 4, 4, 0]), card(8, [5; 5])]);
    let finding = find(&assessment, "AK1");
    assert_eq!((finding.level, assessment.level), (Level::Good, Level::Good));
    assert_eq!(finding.evidence.zh, "T7的前四项都在 4 分以上，上线后的“强化”还没评");
    assert_eq!((finding.place.row, finding.place.column), (Some(Id::new(7)), "reinforcement"));
    // Another card whose barrier is unknown presses.
    let both = assess([card(7, [5, 4, 4, 4, 0]), card(8, [5, 0, 0, 0, 0])]);
    assert_eq!(find(&both, "AK1").level, Level::Watch);
}

/// A card that is stuck at Desire, scored and finished with its action on these days.
fn acted(id: u64, scored: Option<i64>, done: i64) -> Person {
    let stuck = planned(id, [5, 2, 5, 5, 5], done);
    Person { scored: scored.map(day), done: Tick(Some(day(done))), ..stuck }
}

/// A card with an action that somebody answers for by a day.
fn planned(id: u64, scores: [u8; COUNT], due: i64) -> Person {
    Person {
        action: "一对一沟通".into(),
        owner: "服务中心经理".into(),
        due: Some(day(due)),
        ..card(id, scores)
    }
}

fn change_of(person: &Person, key: &str, cell: &Cell) -> (Verdict, Edit) {
    let project = project([person.clone()], []);
    let column = &Person::DEF.columns[Person::DEF.column(key).unwrap()];
    let change = Change { project: &project, row: person, column, cell, today: day(TODAY) };
    (registry::check(&change), edit_of(&change))
}

#[test]
fn a_first_score_dates_the_card_and_later_ones_leave_the_date() {
    let three = Cell::Score(Score::new(3).unwrap());
    let blank = card(7, [0; 5]);
    let mut project = project([blank.clone()], []);
    project.apply(change_of(&blank, "desire", &three).1).unwrap();
    let scored = project.rows::<Person>()[0].clone();
    let Edit::Many(edits) = change_of(&blank, "desire", &three).1 else { panic!("two edits") };
    let typed = Edit::set::<Person>(blank.id, "desire", three.clone());
    assert_eq!(format!("{:?}", edits.last().unwrap()), format!("{typed:?}"), "what was typed comes last");
    assert_eq!((scored.scored, scored.desire), (Some(day(TODAY)), Score::new(3)));
    assert!(matches!(change_of(&scored, "ability", &three).1, Edit::Set { .. }));
    assert!(matches!(change_of(&blank, "desire", &Cell::Empty).1, Edit::Set { .. }));
    // Scores that came without a date are dated with the next one.
    let undated = card(7, [4, 0, 0, 0, 0]);
    let mut project = self::project([undated.clone()], []);
    project.apply(change_of(&undated, "desire", &three).1).unwrap();
    assert_eq!(project.rows::<Person>()[0].scored, Some(day(TODAY)));
    // A date taken away from scores is missed; without scores it is not.
    let cleared = change_of(&scored, "scored", &Cell::Empty).0;
    assert!(matches!(cleared, Verdict::Note(said) if said.zh.contains("没有评分日期")));
    assert_eq!(change_of(&blank, "scored", &Cell::Empty).0, Verdict::Fine);
}

#[test]
fn the_roles_of_after_sales_can_be_chosen() {
    let keys: Vec<_> = Role::ALL.iter().map(Role::key).collect();
    let wanted = ["reception", "parts", "warranty", "other_staff"];
    assert_eq!(keys[keys.len() - 4..], wanted);
    let (project, row) = (project([], []), card(7, [0; 5]));
    let column = Person::DEF.column("role").unwrap();
    let read = |typed: &str| registry::read_cell(&project, &row, column, typed, day(TODAY));
    for (typed, role) in [
        ("前台", Role::Reception),
        ("备件", Role::Parts),
        ("索赔", Role::Warranty),
        ("Reception", Role::Reception),
        ("parts", Role::Parts),
        ("warranty", Role::Warranty),
        ("技师", Role::Technician),
    ] {
        assert_eq!(read(typed), Ok(Some(role).to_cell()), "{typed}");
    }
}

#[test]
fn a_role_of_peoples_own_is_a_group_of_its_own() {
    let own = Role::Own(OwnName::new("站长").unwrap());
    let of = |id, role| Person { role: Some(role), headcount: Some(3), ..card(id, [2, 0, 0, 0, 0]) };
    let project = project([of(7, own), of(8, Role::Technician), of(9, own)], []);
    let facts = Facts::new(&project, day(TODAY));
    let heads = facts.get::<Heads>();
    assert_eq!(
        heads.by_role.iter().map(|(role, n)| (*role, *n)).collect::<Vec<_>>(),
        [(Role::Technician, 3), (own, 6)]
    );
    let (zh, en) = (own.label().zh, own.people().en);
    assert_eq!((&*zh, &*en), ("站长", "站长"));
    // In the file it is a text in the place of a key.
    let mut json = String::new();
    Some(own).write(&mut json);
    assert_eq!(json, "\"站长\"");
    let read =
        |json: &str| Option::<Role>::read(&serde_json::from_str::<serde_json::Value>(json).unwrap()).ok();
    assert_eq!(read(&json), Some(Some(own)));
    assert_eq!(read("\"technician\""), Some(Some(Role::Technician)));
    assert_eq!(read("\"\""), None);
    assert_eq!(read("7"), None);
}

#[test]
fn what_cannot_be_is_refused() {
    let person = card(7, [0; 5]);
    let verdict = |key, cell: Cell| change_of(&person, key, &cell).0;
    assert!(matches!(verdict("headcount", Cell::Count(0)), Verdict::Refuse(_)));
    assert_eq!(verdict("headcount", Cell::Count(1)), Verdict::Fine);
    assert!(matches!(verdict("scored", Cell::Date(day(TODAY + 1))), Verdict::Refuse(_)));
    assert_eq!(verdict("scored", Cell::Date(day(TODAY))), Verdict::Fine);
    let three = Cell::Score(Score::new(3).unwrap());
    assert_eq!(verdict("reinforcement", three.clone()), Verdict::Fine);
    let early = Person { live: false, ..person.clone() };
    assert!(matches!(change_of(&early, "reinforcement", &three).0, Verdict::Note(_)));
}

#[test]
fn scores_of_an_earlier_day_are_asked_about_where_newer_ones_stand() {
    let stored = Person { scored: Some(day(TODAY - 3)), ..card(7, [3; 5]) };
    let project = project([stored.clone()], []);
    let of_day = |row: &Person, n| {
        let cell = Cell::Date(day(n));
        book::check(&project, row, "scored", &cell, day(TODAY))
    };
    let other = Person { awareness: Score::new(1), ..stored.clone() };
    assert!(matches!(of_day(&other, TODAY - 4), Verdict::Sure(_)));
    assert_eq!((of_day(&other, TODAY - 3), of_day(&other, TODAY)), (Verdict::Fine, Verdict::Fine));
    // The day alone is corrected, and a new card has no newer scores.
    assert_eq!(of_day(&stored, TODAY - 4), Verdict::Fine);
    assert_eq!(of_day(&Person { id: Id::new(8), ..other }, TODAY - 4), Verdict::Fine);
}

#[test]
fn scores_of_a_week_ago_are_kept_where_they_are_typed_over() {
    let three = Score::new(3);
    let kept = |ago, scores, cells: &[(usize, Cell)]| {
        let person = Person { scored: Some(day(TODAY - ago)), ..card(7, scores) };
        let project = project([person.clone()], []);
        registry::kept_by(&project, &person, cells, day(TODAY), &mut || Id::new(99)).len()
    };
    let desire = || (Person::COL.desire.at, three.map_or(Cell::Empty, Cell::Score));
    let scored = |n| (Person::COL.scored.at, Cell::Date(day(n)));
    assert_eq!(kept(7, [1; 5], &[desire()]), 2, "the old ones, and the day of the new ones");
    assert_eq!(kept(6, [1; 5], &[desire()]), 0, "they are corrected");
    assert_eq!(kept(7, [1, 0, 0, 0, 0], &[desire()]), 0, "nothing is lost");
    assert_eq!(kept(7, [3; 5], &[desire()]), 0, "nothing changes");
    // With a day that is named the old ones are kept if it is a later one.
    assert_eq!(kept(2, [1; 5], &[desire(), scored(TODAY - 1)]), 1);
    assert_eq!(kept(2, [1; 5], &[desire(), scored(TODAY - 2)]), 0);
}

#[test]
fn all_cards_scored_propose_the_checklist_item() {
    let proposed = |cards: Vec<Person>| book::proposed(&TOOL, &project(cards, []), day(TODAY)).len();
    assert_eq!(proposed(vec![]), 0);
    assert_eq!(proposed(vec![card(7, [1; 5])]), 1);
    assert_eq!(proposed(vec![card(7, [1; 5]), card(8, [1, 1, 0, 1, 1])]), 0);
    let early = Person { live: false, ..card(8, [1, 1, 1, 1, 0]) };
    assert_eq!(proposed(vec![card(7, [1; 5]), early]), 1);
}
