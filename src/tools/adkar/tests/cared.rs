//! Who is cared for, card by card, and that every place says the same of it.

use super::*;
use crate::sheet::Prose;
use crate::tools::actions::Promise;
use crate::tools::meetings::{Answer, Reply};

const AWARE: [u8; COUNT] = [2, 5, 5, 5, 5];
const WILLING: [u8; COUNT] = [5, 2, 5, 5, 5];

fn of(headcount: u32, role: Option<Role>, person: Person) -> Person {
    Person { headcount: Some(headcount), role, ..person }
}

/// The people without an action at an element, as every place counts them: the finding, the conclusion, the heat map and
/// the cards themselves. `None` where places differ.
fn bare(project: &Project, element: Element) -> Option<u64> {
    let assessment = conclude(project);
    let facts = &assessment.facts;
    let by_cards = facts.rows::<Person>().iter().filter(|person| {
        matches!(person.treat_first(), Treat::Barrier(first, _) if first == element)
            && (TOOL.views[1].panels)(facts, Some(&***person)).iter().any(|panel| {
                matches!(panel, Panel::Lines { lines, .. }
                if lines.iter().any(|line| {
                    let asks = ["its due date is still missing", "enter the next one"];
                    asks.iter().any(|asked| line.text.en.contains(asked))
                }))
            })
    });
    let by_cards: u64 = by_cards.map(|person| person.people()).sum();
    let said = facts.get::<Rollup>().groups[element as usize].bare_people();
    let by_finding = assessment.findings.iter().find(|f| f.id == facts::rule_about(element));
    let by_finding = by_finding.map_or(0, |finding| finding.people);
    let named = format!("{} ({said})", element.title().en);
    let concluded = assessment.conclusion.iter().find(|line| line.text.en.starts_with("No action"));
    let is_said = concluded.is_some_and(|line| line.text.en.contains(&named)) == (said > 0);
    let panels = views::heat(facts, None);
    let Some(Panel::Lines { lines, .. }) = panels.last() else { panic!("{panels:?}") };
    let line = lines.iter().find(|line| line.text.en.starts_with(element.title().en));
    let mapped = line.is_some_and(|line| {
        let text = &line.text.en;
        text.ends_with(&format!("none yet for {said} of them"))
            || text.ends_with(&format!("{said}: no action with an owner and a due date"))
    });
    (by_cards == said && by_finding == said && is_said && mapped == (said > 0)).then_some(said)
}

#[test]
fn the_action_of_one_card_covers_its_own_people_and_no_others() {
    let technician = Some(Role::Technician);
    let cards = [
        of(32, technician, card(7, AWARE)),
        of(6, technician, planned(8, AWARE, TODAY)),
        of(12, technician, planned(9, AWARE, TODAY)),
    ];
    let project = project(cards, []);
    assert_eq!(bare(&project, Element::Awareness), Some(32));
    let assessment = conclude(&project);
    let finding = find(&assessment, "AK2-A");
    assert_eq!((finding.level, finding.place.row), (Level::Act, Some(Id::new(7))));
    assert_eq!(
        (finding.evidence.zh.as_ref(), finding.evidence.en.as_ref()),
        (
            "32 人卡在认知，没有写明负责人和期限的行动：技师 32 人",
            "32 people are stuck at Awareness and no action has both an owner and a due date: technicians 32"
        )
    );
}

#[test]
fn a_finished_action_was_for_the_barrier_before() {
    let done = |id, people| {
        let card = Person { scored: Some(day(10)), done: Tick(Some(day(12))), ..planned(id, WILLING, 12) };
        of(people, Some(Role::Technician), card)
    };
    // Scored as unaware before: the action that was finished was for that.
    let project = |history: Vec<Scoring>| {
        super::project([done(7, 51), of(9, Some(Role::Technician), card(8, WILLING))], history)
    };
    assert_eq!(bare(&project(vec![before(20, 7, 2, AWARE)]), Element::Desire), Some(60));
    // Where nothing says so it may have been for this one: they are scored again first, and told apart.
    for history in [vec![], vec![before(20, 7, 2, WILLING)]] {
        let project = project(history);
        assert_eq!(bare(&project, Element::Desire), Some(9));
        let assessment = conclude(&project);
        let waiting = assessment.conclusion.iter().find(|line| line.text.zh.contains("等重新评分"));
        assert_eq!(waiting.expect("a line").text.zh, "卡在渴望的 51 人行动已做完，等重新评分");
    }
}

/// A project with an action that a meeting made of the finding about awareness on a day.
fn accepted(cards: Vec<Person>, history: Vec<Scoring>, on: i64, change: impl Fn(&mut Promise)) -> Project {
    let mut project = Project::empty(Id::new(1), &registry::sheets());
    for card in cards {
        project.apply(Edit::append(card)).unwrap();
    }
    for scoring in history {
        project.apply(Edit::append(scoring)).unwrap();
    }
    let mut action = Promise {
        action: Prose("讲清为什么要变".into()),
        owner: "总监".into(),
        due: Some(day(on + 7)),
        ..Promise::with_id(Id::new(500))
    };
    change(&mut action);
    let answer = Answer {
        key: "AK2-A/people/0000000000000007/action".into(),
        reply: Some(Reply::Accepted),
        date: Some(day(on)),
        row: action.id.to_string().into(),
        ..Answer::with_id(Id::new(501))
    };
    project.apply(Edit::append(action)).unwrap();
    project.apply(Edit::append(answer)).unwrap();
    project
}

#[test]
fn an_action_that_a_meeting_made_of_the_finding_answers_it_while_it_is_open() {
    let cards = || {
        let scored = |person| Person { scored: Some(day(10)), ..person };
        vec![of(10, None, scored(card(7, AWARE))), of(3, None, scored(card(8, WILLING)))]
    };
    let with = |change: &dyn Fn(&mut Promise)| accepted(cards(), vec![], 15, change);
    let open = with(&|_| {});
    assert_eq!((bare(&open, Element::Awareness), bare(&open, Element::Desire)), (Some(0), Some(3)));
    assert_eq!(ids(&conclude(&open)), ["AK2-D"]);
    let facts = Facts::new(&open, day(TODAY));
    let panels = (TOOL.views[1].panels)(&facts, facts.rows::<Person>().first().map(|row| &**row as _));
    let [Panel::Lines { lines, .. }] = &panels[..] else { panic!("{panels:?}") };
    assert_eq!(lines.last().unwrap().text.zh, "例会列的行动：讲清为什么要变（总监，2026-03-24）");
    let panels = views::heat(&facts, None);
    let Some(Panel::Lines { lines, .. }) = panels.last() else { panic!("{panels:?}") };
    assert_eq!(lines[0].text.zh, "认知 10 人：讲清为什么要变（总监，2026-03-24）");
    // Once it is done nobody knows whether they are still stuck, until they are scored again.
    let done = |scored: i64| {
        let person = of(10, None, Person { scored: Some(day(scored)), ..card(7, AWARE) });
        let history = vec![before(20, 7, 10, AWARE)];
        let project = accepted(vec![person], history, 15, |action| action.done = Tick(Some(day(20))));
        let facts = Facts::new(&project, day(TODAY));
        match facts.rows::<Person>()[0].care(Element::Awareness, &facts) {
            Care::Finished(done) => Some(done),
            _ => None,
        }
    };
    // The heat map names what was done for them.
    let finished = accepted(cards(), vec![], 15, |action| action.done = Tick(Some(day(20))));
    let facts = Facts::new(&finished, day(TODAY));
    let panels = views::heat(&facts, None);
    let Some(Panel::Lines { lines, .. }) = panels.last() else { panic!("{panels:?}") };
    let said = format!("认知 10 人：讲清为什么要变，{} 已完成，等重新评分", day(20));
    assert_eq!(lines[0].text.zh, said);
    assert_eq!((done(10), done(19)), (Some(day(20)), Some(day(20))));
    assert_eq!((done(20), done(21)), (None, None));
    // Dropped, without an owner or a day it answers nothing.
    for change in [
        |action: &mut Promise| action.dropped = Tick(Some(day(20))),
        |action: &mut Promise| action.owner = " ".into(),
        |action: &mut Promise| action.due = None,
    ] {
        assert_eq!(bare(&with(&change), Element::Awareness), Some(10));
    }
}

#[test]
fn what_a_meeting_promised_is_for_those_who_were_stuck_on_its_day() {
    let since = |scored: i64, history: Vec<Scoring>| {
        let person = Person { scored: Some(day(scored)), ..card(7, AWARE) };
        bare(&accepted(vec![person], history, 15, |_| {}), Element::Awareness)
    };
    assert_eq!(since(15, vec![]), Some(0));
    assert_eq!(since(16, vec![]), Some(1), "they came to it later");
    assert_eq!(since(20, vec![before(20, 7, 15, AWARE)]), Some(0), "scored again, and still there");
    assert_eq!(since(20, vec![before(20, 7, 16, AWARE)]), Some(1));
    assert_eq!(since(20, vec![before(20, 7, 9, AWARE), before(21, 7, 12, WILLING)]), Some(1));
}

#[test]
fn roles_are_named_and_those_beyond_three_are_counted() {
    let in_centre = |centre: &str, person: Person| Person { centre: centre.into(), ..person };
    let evidence = |cards: Vec<Person>| find(&assess(cards), "AK2-A").evidence.clone();
    let first = || {
        vec![
            of(10, Some(Role::Technician), card(7, AWARE)),
            of(3, Some(Role::ServiceAdvisor), card(8, AWARE)),
            of(1, None, in_centre("北区", card(9, AWARE))),
        ]
    };
    let said = evidence(first());
    assert!(said.zh.ends_with("：技师 10 人、服务顾问 3 人、未填角色 1 人"), "{said:?}");
    assert!(said.en.ends_with(": technicians 10, service advisors 3, no role given 1"), "{said:?}");
    // Without a role two centres are not two roles.
    let mut more = first();
    more.push(of(1, None, in_centre("南区", card(10, AWARE))));
    more.push(of(1, Some(Role::Parts), card(11, AWARE)));
    more.push(of(1, Some(Role::Reception), card(12, AWARE)));
    let said = evidence(more);
    assert!(said.zh.ends_with("：技师 10 人、服务顾问 3 人、未填角色 2 人、其他角色 2 人"), "{said:?}");
    assert!(said.en.ends_with("no role given 2, other roles 2"), "{said:?}");
}
