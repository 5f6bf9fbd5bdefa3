//! Actions for groups of people with one barrier.

use super::*;
use crate::finding::Consequence;

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
    // An open action on another card says nothing of these people.
    let open = planned(9, [5, 2, 5, 5, 5], TODAY);
    assert_eq!(on(vec![acted(7, Some(3), 28), open]), (Level::Watch, seven, "desire"));

    let assessment = assess([acted(7, Some(3), 28)]);
    let finding = find(&assessment, "AK2-D");
    assert_eq!(
        finding.evidence.zh,
        "1 人上次评分卡在渴望；为他们定的行动已在 2026-03-30 做完，之后没有再评分"
    );
    assert_eq!(
        assessment.conclusion[0].text.zh,
        "先解决渴望：1 人里有 1 人卡在这里。行动已经做完，先重新评分"
    );
    assert!(assessment.conclusion.iter().all(|line| line.level != Level::Act));
}

#[test]
fn a_card_needs_one_open_action_with_an_owner_and_a_due_date() {
    let stuck = [5, 2, 5, 5, 5];
    let plan = planned(7, stuck, TODAY);
    assert!(ids(&assess([plan.clone()])).is_empty());
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
fn one_of_a_hundred_does_not_go_before_what_is_late() {
    let weight = |stuck: u32, others: u32| {
        let of = |id, headcount, scores| Person { headcount: Some(headcount), ..card(id, scores) };
        let cards = [of(7, stuck, [5, 5, 5, 2, 5]), of(8, others, [5, 5, 5, 5, 5])];
        find(&assess(cards), "AK2-AB").consequence
    };
    assert_eq!(weight(1, 93), Consequence::Plan);
    assert_eq!(weight(9, 90), Consequence::Plan, "9 of 99");
    assert_eq!(weight(10, 90), Consequence::People, "a tenth");
    assert_eq!(weight(1, 4), Consequence::People, "one of five");
}

/// Every card of the group is spoken of, not only the one that the finding points to.
#[test]
fn a_finding_is_about_all_cards_of_its_group() {
    let cards = [card(7, [5, 2, 5, 5, 5]), card(8, [5, 2, 5, 5, 5]), planned(9, [5, 2, 5, 5, 5], TODAY)];
    let project = project(cards, []);
    let facts = Facts::new(&project, day(TODAY));
    let about = |row: &Person| (TOOL.concerns)(&facts, row);
    let all: Vec<_> = project.rows::<Person>().iter().map(|row| about(row)).collect();
    assert_eq!(all, [Some("AK2-D"), Some("AK2-D"), None], "the third has its action");
}
