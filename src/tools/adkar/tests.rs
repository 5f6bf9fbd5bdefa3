use super::score::{COUNT, Element, Tally, Treat, Weakest, ties, treat_first, weakest};
use super::*;
use crate::facts::Facts;
use crate::finding::Level;
use crate::project::{Edit, Project};
use crate::registry::{self, edit_of};
use crate::sheet::{Cell, Id, Link, Score, Tick};
use crate::text::{Phrase, width};
use crate::tool::{Assessment, Change, Field, Panel, Verdict};
use crate::tools;
use crate::tools::charter::{Charter, Rest};
use crate::tools::tests::book::{self, Concluded, after_monday as day, find, ids, values};
use proptest::prelude::*;
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
    assert_eq!((with(10_000).zh, with(10_000).en), ("认知 >9999".into(), "Awaren. >9999".into()));
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

#[test]
fn after_its_action_a_group_is_scored_again_first() {
    let on = |cards: Vec<Person>| {
        let assessment = assess(cards);
        let finding = find(&assessment, "AK2-D").clone();
        (finding.level, finding.place.row, finding.place.column)
    };
    let seven = Some(Id::new(7));
    // Fourteen days are left for it.
    assert_eq!(on(vec![acted(7, Some(3), TODAY)]), (Level::Watch, seven, "desire"));
    assert_eq!(on(vec![acted(7, Some(3), TODAY - 14)]), (Level::Watch, seven, "desire"));
    assert_eq!(on(vec![acted(7, Some(3), TODAY - 15)]), (Level::Act, seven, "desire"));
    assert_eq!(on(vec![acted(7, None, TODAY)]), (Level::Watch, seven, "desire"));
    // Scored the day before it was done is before, on the same day is since.
    assert_eq!(on(vec![acted(7, Some(9), 10)]).2, "desire");
    assert_eq!(on(vec![acted(7, Some(10), 10)]), (Level::Act, seven, "action"));
    // One card of the group that was scored since says that they are still stuck.
    let late = Person { scored: Some(day(29)), ..card(8, [5, 1, 5, 5, 5]) };
    assert_eq!(on(vec![acted(7, Some(3), 28), late]).0, Level::Act);
    // The action that was finished last counts; another one that is open is waited for.
    assert_eq!(on(vec![acted(7, Some(3), 10), acted(8, Some(3), 29)]).1, Some(Id::new(8)));
    let open = planned(9, [5, 2, 5, 5, 5], TODAY);
    assert!(ids(&assess([acted(7, Some(3), 10), open])).is_empty());

    let assessment = assess([acted(7, Some(3), 28)]);
    let finding = find(&assessment, "AK2-D");
    assert_eq!(
        finding.evidence.zh,
        "1 人上次评分卡在渴望；行动“一对一沟通”已在 2026-03-30 完成，之后没有再评分"
    );
    assert_eq!(
        assessment.conclusion[0].text.zh,
        "先解决渴望：1 人里有 1 人卡在这里。行动已经做完，先重新评分"
    );
    assert!(assessment.conclusion.iter().all(|line| line.level != Level::Act));
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

#[test]
fn a_group_needs_one_open_action_with_an_owner_and_a_due_date() {
    let stuck = [5, 2, 5, 5, 5];
    let plan = planned(7, stuck, TODAY);
    assert!(ids(&assess([plan.clone(), card(8, stuck)])).is_empty());
    let broken = [
        (Person { action: "".into(), ..plan.clone() }, "action"),
        (Person { owner: "".into(), ..plan.clone() }, "owner"),
        (Person { due: None, ..plan.clone() }, "due"),
        (Person { done: Tick(Some(day(1))), scored: Some(day(1)), ..plan.clone() }, "action"),
        (Person { done: Tick(Some(day(1))), action: "".into(), ..plan.clone() }, "action"),
    ];
    for (person, column) in broken {
        let assessment = assess([person]);
        let finding = find(&assessment, "AK2-D");
        assert_eq!((finding.level, finding.place.column), (Level::Act, column));
        assert_eq!(finding.evidence.zh, "1 人卡在渴望，没有写明负责人和期限的行动：未填角色 1 人");
    }
}

#[test]
fn every_group_has_its_own_finding() {
    let one = |n: usize| {
        let mut scores = [5; COUNT];
        scores[n] = 3;
        card(n as u64 + 7, scores)
    };
    let assessment = assess((0..COUNT).map(one));
    assert_eq!(ids(&assessment), ["AK2-A", "AK2-D", "AK2-K", "AK2-AB", "AK2-R"]);
}

#[test]
fn the_conclusion_names_the_groups_without_an_action_in_one_line() {
    let team = Person { headcount: Some(7), ..card(7, [5, 5, 3, 5, 5]) };
    let acted = planned(8, [5, 2, 5, 5, 5], TODAY);
    let said = |cards: Vec<Person>| {
        let lines = assess(cards).conclusion.into_iter().filter(|l| l.level == Level::Act);
        lines.map(|l| (l.text.zh.into_owned(), l.text.en.into_owned())).collect::<Vec<_>>()
    };
    assert!(said(vec![acted.clone(), card(9, [5; 5])]).is_empty());
    let line = said(vec![team.clone(), acted.clone()]).remove(0);
    assert_eq!(line.0, "卡在知识的 7 人还没有优先行动（要写明负责人和期限）");
    assert_eq!(line.1, "No action with an owner and a due date yet for people stuck at Knowledge (7)");
    let both = said(vec![team, acted, card(9, [3, 5, 5, 5, 5])]);
    assert_eq!((both.len(), both[0].0.contains("卡在认知的 1 人、知识的 7 人还没有")), (1, true));
}

#[test]
fn an_action_is_overdue_from_the_day_after_it_was_due() {
    let due = |n| ids(&assess([planned(7, [1; 5], n)]));
    assert!(due(TODAY).is_empty());
    assert_eq!(due(TODAY - 1), ["AK3"]);
    let done = Person { done: Tick(Some(day(3))), ..planned(7, [5; 5], 2) };
    assert!(ids(&assess([done])).is_empty());
    let assessment = assess([planned(7, [1; 5], 20), planned(8, [1; 5], 10)]);
    let finding = find(&assessment, "AK3");
    assert_eq!(finding.place.row, Some(Id::new(8)));
    assert_eq!(
        finding.evidence.en,
        "2 priority actions are overdue; the oldest is '一对一沟通' (T8), due on 2026-03-12, 20 days ago"
    );
}

#[test]
fn an_action_on_many_cards_is_one_and_a_day_without_an_action_is_none() {
    let count = |cards: Vec<Person>| value(cards, "overdue_actions");
    let late = |id| planned(id, [1; 5], 10);
    assert_eq!(count(vec![late(7), late(8), late(9)]), Some(json!(1)), "one owner promised it once");
    let other = Person { owner: "技术主管".into(), ..late(8) };
    assert_eq!(count(vec![late(7), other]), Some(json!(2)));
    let bare = Person { action: " ".into(), ..late(7) };
    assert_eq!(count(vec![bare]), Some(json!(0)));
    let one = assess([late(7), late(8)]);
    assert_eq!(
        find(&one, "AK3").evidence.en,
        "The priority action '一对一沟通' (T7) is 20 days overdue: it was due on 2026-03-12"
    );
}

#[test]
fn during_a_pause_nothing_becomes_overdue() {
    let late = |due: i64, from: i64, until: Option<i64>| {
        let mut project = Project::empty(Id::new(1), &registry::sheets());
        project.apply(Edit::append(Charter { start: Some(day(0)), ..Charter::with_id(Id::new(2)) })).unwrap();
        let rest = Rest { from: Some(day(from)), until: until.map(day), ..Rest::with_id(Id::new(3)) };
        project.apply(Edit::append(rest)).unwrap();
        project.apply(Edit::append(planned(7, [1; 5], due))).unwrap();
        ids(&conclude(&project)).contains(&"AK3")
    };
    assert!(!late(25, 24, None), "due in the pause");
    assert!(late(23, 25, None), "late before the pause began");
    assert!(late(28, 27, Some(29)), "the first day after the pause is a day late");
    assert!(!late(TODAY, 27, Some(29)));
}

#[test]
fn an_action_covers_its_own_role_and_no_other() {
    let stuck = [2, 5, 5, 5, 5];
    let role = |role, person: Person| Person { role, ..person };
    let technicians = Person { headcount: Some(100), ..card(7, stuck) };
    let technicians = role(Some(Role::Technician), technicians);
    let manager = role(Some(Role::CentreManager), planned(8, stuck, TODAY));
    let both = assess([technicians.clone(), manager.clone()]);
    let finding = find(&both, "AK2-A");
    assert_eq!((finding.level, finding.place.row), (Level::Act, Some(Id::new(7))));
    assert_eq!(
        (finding.evidence.zh.as_ref(), finding.evidence.en.as_ref()),
        (
            "100 人卡在认知，没有写明负责人和期限的行动：技师 100 人",
            "100 people are stuck at Awareness and no action has both an owner and a due date: technicians 100"
        )
    );
    // An action for one technician is one for technicians, at whatever barrier it is for.
    let coached = role(Some(Role::Technician), planned(9, stuck, TODAY));
    assert!(ids(&assess([technicians.clone(), manager.clone(), coached.clone()])).is_empty());
    let elsewhere = Person { awareness: Score::new(5), desire: Score::new(1), ..coached };
    assert_eq!(ids(&assess([technicians.clone(), elsewhere])), ["AK2-A"]);
    // Without a role the centre says whom it is for.
    let of = |centre: &str, person: Person| Person { centre: centre.into(), ..person };
    let planned_in = |centre| of(centre, planned(8, stuck, TODAY));
    assert!(ids(&assess([of("C1", card(7, stuck)), planned_in("C1")])).is_empty());
    assert_eq!(ids(&assess([of("C1", card(7, stuck)), planned_in("C2")])), ["AK2-A"]);
    // The largest part comes first; what is done and not scored since presses less than what nobody plans.
    let parts = assess([manager, technicians, of("C3", card(10, stuck)), of("C4", acted_at(11, stuck))]);
    let evidence = &find(&parts, "AK2-A").evidence.zh;
    assert!(evidence.starts_with("101 人") && evidence.ends_with("：技师 100 人、C3 1 人"), "{evidence}");
}

/// A card whose action was finished after it was scored.
fn acted_at(id: u64, scores: [u8; COUNT]) -> Person {
    Person { scored: Some(day(3)), done: Tick(Some(day(10))), ..planned(id, scores, 10) }
}

#[test]
fn a_fall_of_two_points_since_the_last_scoring_is_a_finding() {
    let fall = |to| {
        let history = [before(20, 7, 1, [1; 5]), before(21, 7, 5, [5; 5])];
        conclude(&project([card(7, [5, 5, to, 5, 5]), card(8, [5; 5])], history))
    };
    assert!(!ids(&fall(4)).contains(&"AK4"));
    let assessment = fall(3);
    let finding = find(&assessment, "AK4");
    assert_eq!(finding.evidence.zh, "1 张卡有要素比上次低了 2 分以上，如T7的知识 -2");
    assert_eq!((finding.place.row, finding.place.column), (Some(Id::new(7)), "knowledge"));
}

#[test]
fn a_history_without_its_card_is_no_matter() {
    let orphans = [before(20, 99, 1, [1; 5]), Scoring::with_id(Id::new(21))];
    let project = project([card(7, [5; 5])], orphans);
    let concluded = conclude(&project);
    for row in project.rows::<Scoring>() {
        assert_eq!(views::moved(&concluded.facts, &**row).text.zh, "");
    }
    assert_eq!(concluded.level, Level::Good);
}

#[test]
fn each_scoring_shows_how_the_next_one_moved() {
    let history = [before(21, 7, 5, [2, 3, 3, 3, 3]), before(20, 7, 1, [1, 3, 0, 3, 3])];
    let project = project([card(7, [2, 2, 4, 3, 3])], history);
    let facts = Facts::new(&project, day(TODAY));
    let moved = |n: usize| views::moved(&facts, &*project.rows::<Scoring>()[n]);
    assert_eq!((moved(1).text.zh.as_ref(), moved(1).level), ("认知 +1", Level::Good));
    assert_eq!((moved(0).text.en.as_ref(), moved(0).level), ("Desire -1  Knowledge +1", Level::Watch));
}

fn score_again_on(person: &Person) -> Result<Project, Phrase> {
    let project = project([person.clone()], []);
    let facts = Facts::new(&project, day(TODAY));
    let outcome = actions::score_again(&facts, Some(person), &mut || Id::new(99))?;
    let mut after = project.clone();
    after.apply(outcome.edit).unwrap();
    Ok(after)
}

#[test]
fn scoring_again_keeps_the_old_scores_with_their_date() {
    let person = Person { scored: Some(day(3)), ..card(7, [1, 2, 3, 4, 0]) };
    let after = score_again_on(&person).unwrap();
    assert_eq!(*after.rows::<Scoring>()[0], before(99, 7, 3, [1, 2, 3, 4, 0]));
    let now = Person { scored: Some(day(TODAY)), ..person };
    assert_eq!(*after.rows::<Person>()[0], now);
}

#[test]
fn scoring_again_says_why_it_cannot() {
    let refused = |person: &Person| score_again_on(person).unwrap_err().zh.into_owned();
    assert_eq!(refused(&card(7, [0; 5])), "这张卡还没有得分，直接打分即可");
    assert_eq!(refused(&card(7, [1; 5])), "先填上现有得分的评分日期");
    let today = Person { scored: Some(day(TODAY)), ..card(7, [1; 5]) };
    assert_eq!(refused(&today), "今天已经评过分，直接改得分即可");
    let yesterday = Person { scored: Some(day(TODAY - 1)), ..card(7, [1; 5]) };
    assert!(score_again_on(&yesterday).is_ok());
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
    let keys: Vec<_> = Role::ALL.iter().map(|r| r.option().key).collect();
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
        assert_eq!(read(typed), Ok(Cell::Choice(role.option())), "{typed}");
    }
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
fn overwriting_old_scores_says_how_to_keep_them() {
    let three = Cell::Score(Score::new(3).unwrap());
    let verdict = |ago, scores| {
        let person = Person { scored: Some(day(TODAY - ago)), ..card(7, scores) };
        change_of(&person, "desire", &three).0
    };
    assert!(matches!(verdict(7, [1; 5]), Verdict::Note(_)));
    assert_eq!(verdict(6, [1; 5]), Verdict::Fine);
    assert_eq!(verdict(7, [1, 0, 0, 0, 0]), Verdict::Fine, "nothing is lost");
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

#[test]
fn the_card_under_the_cursor_gets_its_answer() {
    let stuck =
        Person { incentive: Some(Incentive::NotAligned), scored: Some(day(9)), ..card(7, [4, 3, 1, 1, 4]) };
    let project = project([stuck.clone()], [before(20, 7, 2, [3, 3, 1, 1, 4])]);
    let facts = Facts::new(&project, day(TODAY));
    let panels = (TOOL.views[1].panels)(&facts, Some(&stuck));
    let [Panel::Lines { lines, .. }] = &panels[..] else { panic!("{panels:?}") };
    let said: Vec<_> = lines.iter().map(|l| l.text.zh.as_ref()).collect();
    assert_eq!(
        said,
        [
            "最弱环：知识 1（同分：能力）",
            "先解决：渴望 3",
            "典型表现：“没兴趣”“不想变”",
            "做法：把激励和新做法挂钩，讲清对个人的好处",
            "激励未对齐：先调整考核和收入，培训解决不了意愿。",
            "自 2026-03-04 以来：认知 +1",
            "还缺优先行动、负责人或期限。",
        ]
    );
}

#[test]
fn the_heat_map_counts_people_at_three_or_less() {
    let at = |id, centre: &str, headcount, scores| Person {
        centre: centre.into(),
        headcount: Some(headcount),
        ..card(id, scores)
    };
    let cards =
        [at(7, "北区", 2, [5; 5]), at(8, "北区", 1, [4, 3, 2, 5, 5]), at(9, "南区", 4, [1, 5, 5, 5, 0])];
    let project = project(cards, []);
    let facts = Facts::new(&project, day(TODAY));
    let panels = views::heat(&facts, None);
    let [Panel::Heat { title, heads, rows }, Panel::Bars { bars, .. }, Panel::Lines { lines, .. }] =
        &panels[..]
    else {
        panic!("{panels:?}")
    };
    assert_eq!(title.zh, "3 分及以下的人数 / 已评人数");
    assert_eq!(heads.last().unwrap().zh, "先解决");
    assert_eq!(rows[0].1.last().unwrap().text.en, "Awaren.");
    assert!(rows.iter().all(|(_, cells)| cells.len() + 1 == heads.len()));
    let row = |n: usize| {
        let cells: Vec<_> = rows[n].1.iter().map(|s| s.text.zh.as_ref()).collect();
        (rows[n].0.zh.as_ref(), cells)
    };
    assert_eq!(row(0), ("合计", vec!["7", "4/7", "1/7", "1/7", "0/7", "0/3", "认知 4 人"]));
    assert_eq!(row(1), ("南区", vec!["4", "4/4", "0/4", "0/4", "0/4", "–", "认知 4 人"]));
    assert_eq!(row(2), ("北区", vec!["3", "0/3", "1/3", "1/3", "0/3", "0/3", "渴望 1 人"]));
    let levels: Vec<_> = rows[2].1[1..4].iter().map(|s| s.level).collect();
    assert_eq!(levels, [Level::Good, Level::Act, Level::Act], "a third has to be acted on");
    assert_eq!(rows[0].1[2].level, Level::Watch);
    assert_eq!((bars[0].label.zh.as_ref(), bars.len()), ("4 人 57%", 6));
    assert_eq!(lines[0].text.zh, "认知 4 人：没有写明负责人和期限的行动");
}

#[test]
fn half_a_percent_of_the_people_is_rounded_up() {
    let of = |id, headcount, scores| Person { headcount: Some(headcount), ..card(id, scores) };
    let project = project([of(7, 29, [1, 5, 5, 5, 5]), of(8, 171, [5; 5])], []);
    let panels = views::heat(&Facts::new(&project, day(TODAY)), None);
    let bars = panels.iter().find_map(|p| if let Panel::Bars { bars, .. } = p { Some(bars) } else { None });
    assert_eq!(bars.unwrap()[0].label.en, "29 (15%)");
}

#[test]
fn the_cells_of_the_heat_map_tell_where_it_is_worst() {
    use Level::{Act, Good, Stop, Watch};
    let level = |low: u32| {
        let at = |id, headcount, scores| Person { headcount: Some(headcount), ..card(id, scores) };
        let cards = [at(7, low, [5, 3, 5, 5, 5]), at(8, 9 - low, [5; 5])];
        let project = project(cards.into_iter().filter(|c| c.headcount != Some(0)), []);
        let facts = Facts::new(&project, day(TODAY));
        let panels = views::heat(&facts, None);
        let Panel::Heat { rows, .. } = &panels[0] else { panic!("{panels:?}") };
        let cells = &rows[0].1;
        assert_eq!(cells[2].text.zh, format!("{low}/9"));
        let last = cells.last().unwrap().level;
        assert_eq!(last, if low == 0 { Level::Blank } else { cells[2].level });
        cells[2].level
    };
    let levels: Vec<_> = (0..=9).map(level).collect();
    assert_eq!(levels, [Good, Watch, Watch, Act, Act, Act, Stop, Stop, Stop, Stop]);
}

#[test]
fn views_name_columns_that_exist() {
    for view in TOOL.views.iter().chain(tools::readiness::TOOL.views) {
        let has = |key: &str| assert!(view.sheet.column(key).is_some(), "{} has no {key}", view.key);
        match &view.layout {
            Layout::Grid(fields) => fields.iter().for_each(|f| match f {
                Field::Column(key, _) | Field::Short(key, ..) => has(key),
                Field::Computed { .. } => {}
            }),
            Layout::Card(plan) => {
                plan.header.iter().chain(plan.footer).for_each(|key| has(key));
                for line in plan.lines {
                    assert_eq!(line.cells.len() + 2, plan.heads.len(), "title and question come first");
                    line.cells.iter().for_each(|key| has(key));
                }
            }
            Layout::Panels | Layout::List(_) => {}
        }
    }
}

#[test]
fn each_card_is_listed_up_to_two_hundred() {
    let list = |n: u64| value((0..n).map(|id| card(id + 7, [4, 4, 2, 2, 5])), "list");
    assert_eq!(
        list(200).unwrap()[0],
        json!({"id": Id::new(7).to_string(), "name": "T7", "people": 1, "weakest": "knowledge",
               "ties": ["ability"], "treat_first": "knowledge", "score_first": null})
    );
    assert_eq!(list(201), None);
}

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
