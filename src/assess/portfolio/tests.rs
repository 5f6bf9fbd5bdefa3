use super::*;
use crate::project::{Edit, Project};
use crate::registry;
use crate::say;
use crate::sheet::{Cell, Row as _, Score};
use crate::text::Lang;
use crate::tools::adkar::Person;
use crate::tools::charter::Charter;
use crate::tools::closing::Closing;
use crate::tools::readiness::Form;
use chrono::TimeDelta;

fn today() -> NaiveDate {
    "2026-03-04".parse().unwrap()
}

/// A project on a day of its own, with a card of so many people for each role.
fn project(name: &str, day: Option<i64>, roles: &[(Role, u32)]) -> Project {
    let mut next = 0;
    let mut new_id = || {
        next += 1;
        Id::new(next)
    };
    let start = day.map(|day| today() - TimeDelta::days(day - 1));
    let charter = Charter { name: name.into(), start, ..Charter::with_id(new_id()) };
    let mut project = registry::new_project(charter, &mut new_id);
    for (role, people) in roles {
        let card = Person { role: Some(*role), headcount: Some(*people), ..Person::with_id(new_id()) };
        project.apply(Edit::append(card)).unwrap();
    }
    project
}

fn member_of(project: &Project) -> Member {
    let name = charter::charter(project).name.to_string();
    let state = State::of(&Assessed::of(project, today(), None));
    let path = PathBuf::from(format!("{name}.json"));
    Member { id: Some(project.id), name, path, archived: false, state: Ok(state) }
}

fn member(name: &str, day: i64, roles: &[(Role, u32)]) -> Member {
    member_of(&project(name, Some(day), roles))
}

const ADVISORS: &[(Role, u32)] = &[(Role::ServiceAdvisor, 6)];

fn names(members: &[Member]) -> Vec<&str> {
    members.iter().map(|m| m.name.as_str()).collect()
}

#[test]
fn two_live_changes_on_a_role_are_borne_and_three_are_too_many() {
    let mut members = vec![member("A", 59, ADVISORS), member("B", 18, ADVISORS)];
    assert_eq!(findings(&members), []);
    members.push(member("C", 1, ADVISORS));
    let found = findings(&members);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id, found[0].level), ("PF1", Level::Act));
    assert_eq!(found[0].evidence.get(Lang::Zh), "服务顾问同时承担 3 项变革：A（6 人）、B（6 人）、C（6 人）");
    assert_eq!(
        found[0].evidence.get(Lang::En),
        "Service advisor, 3 live changes at once: A (6), B (6), C (6)"
    );
    assert!(found[0].source.en.contains("fatigue") && found[0].source.zh.contains("疲劳"));
    let place = found[0].place;
    assert!(Person::DEF.key == place.sheet && Person::DEF.column(place.column).is_some());
}

#[test]
fn what_has_not_begun_and_what_is_put_away_asks_nothing_of_anybody() {
    let two = || vec![member("A", 59, ADVISORS), member("B", 18, ADVISORS)];
    let tomorrow = member("C", 0, ADVISORS);
    let undated = member_of(&project("C", None, ADVISORS));
    let archived = Member { archived: true, ..member("C", 30, ADVISORS) };
    let unknown = Member { state: Err(say!("坏", "broken")), ..member("C", 30, ADVISORS) };
    let mut done = project("C", Some(400), ADVISORS);
    let closing = |date: &str, reopened: Option<&str>| Closing {
        date: date.parse().ok(),
        reopened: reopened.and_then(|day| day.parse().ok()),
        ..Closing::with_id(Id::new(950))
    };
    done.apply(Edit::append(closing("2026-03-04", None))).unwrap();
    let closed = member_of(&done);
    assert_eq!(closed.known().unwrap().closed, Some(today()));
    for (date, reopened) in [("2026-03-05", None), ("2026-02-01", Some("2026-03-04"))] {
        let mut open = project("C", Some(400), ADVISORS);
        open.apply(Edit::append(closing(date, reopened))).unwrap();
        let members: Vec<Member> = two().into_iter().chain([member_of(&open)]).collect();
        assert_eq!(findings(&members).len(), 1, "not closed yet, or open again: {date} {reopened:?}");
    }
    for third in [tomorrow, undated, archived, unknown, closed] {
        assert!(!third.is_live());
        let members: Vec<Member> = two().into_iter().chain([third]).collect();
        assert_eq!(findings(&members), []);
    }
}

#[test]
fn cards_of_other_roles_or_of_none_are_not_of_this_role() {
    let other = &[(Role::Technician, 4)][..];
    assert_eq!(findings(&[member("A", 9, ADVISORS), member("B", 9, ADVISORS), member("C", 9, other)]), []);
    let bare = project("C", Some(9), &[]);
    assert_eq!(findings(&[member("A", 9, ADVISORS), member("B", 9, ADVISORS), member_of(&bare)]), []);
    // "Other staff" are other people in every project.
    let staff = &[(Role::OtherStaff, 4)][..];
    assert_eq!(findings(&["A", "B", "C"].map(|name| member(name, 9, staff))), []);
}

#[test]
fn roles_with_the_same_changes_are_named_together_and_the_most_burdened_first() {
    let both = &[(Role::ServiceAdvisor, 6), (Role::Reception, 2)][..];
    let members = [
        member("A", 40, both),
        member("B", 30, both),
        member("C", 20, both),
        member("D", 10, &[(Role::Technician, 5)]),
        member("E", 9, &[(Role::Technician, 5)]),
        member("F", 8, &[(Role::Technician, 5)]),
        member("G", 7, &[(Role::Technician, 5)]),
    ];
    let burdens = burdens(&members);
    assert_eq!(burdens.iter().map(|b| b.changes.len()).collect::<Vec<_>>(), [3, 4, 3]);
    let found = findings(&members);
    assert_eq!(found.len(), 1, "one finding a rule");
    assert_eq!(
        found[0].evidence.get(Lang::En),
        "Technician, 4 live changes at once: D (5), E (5), F (5), G (5); \
         Service advisor, Reception, 3 live changes at once: A (8), B (8), C (8)"
    );
    // However they stand on the screen, they are named in the order in which they began.
    let mut turned = members.to_vec();
    turned.reverse();
    assert_eq!(findings(&turned), found);
}

#[test]
fn many_changes_are_counted_rather_than_named() {
    let evidence = |n: i64| {
        let members: Vec<Member> = (0..n).map(|at| member(&format!("P{at}"), 60 - at, ADVISORS)).collect();
        findings(&members)[0].evidence.get(Lang::En).to_owned()
    };
    assert!(evidence(5).ends_with("P3 (6), P4 (6)"), "{}", evidence(5));
    assert!(evidence(6).ends_with("6 live changes at once: P0 (6), P1 (6), P2 (6), P3 (6) and 2 more"));
}

#[test]
fn figures_are_those_of_the_tools() {
    let mut project = project("A", Some(59), &[]);
    let form = project.rows::<Form>()[0].id;
    for (key, score) in
        ["senior_support", "urgency", "resources", "past_success", "open_culture", "staff_capability"]
            .into_iter()
            .zip([3, 5, 5, 5, 5, 5])
    {
        project.apply(Edit::set::<Form>(form, key, Cell::Score(Score::new(score).unwrap()))).unwrap();
    }
    let card = Person {
        role: Some(Role::Technician),
        headcount: Some(7),
        awareness: Score::new(5),
        desire: Score::new(2),
        knowledge: Score::new(2),
        ability: Score::new(2),
        ..Person::with_id(Id::new(900))
    };
    project.apply(Edit::append(card)).unwrap();
    let assessed = Assessed::of(&project, today(), None);
    let state = State::of(&assessed);
    assert_eq!((state.day, state.week, state.phase), (Some(59), Some(9), Some(Phase::Pilot)));
    assert_eq!((state.total, state.gate), (Some(28.0), Some(Level::Stop)), "the gate beats the band");
    assert_eq!((state.barriers, state.people), ([0, 7, 0, 0, 0], 7));
    assert_eq!(state.percent, Some(0));
    assert_eq!((state.tally.good, state.tally.behind, state.tally.off), (0, 0, 0));
    assert_eq!(state.readiness.text, assessed.of_tool("readiness").unwrap().headline);
    assert_eq!(state.roles, BTreeMap::from([(Role::Technician, 7)]));
    let worst = state.worst.unwrap();
    assert_eq!((worst.tool, worst.finding.level, state.level), ("readiness", Level::Stop, Level::Stop));
    assert_eq!(&worst.finding, assessed.findings()[0].1);
}

#[test]
fn a_project_without_anything_has_no_figures_and_no_panic() {
    let empty = Project::empty(Id::new(1), &registry::sheets());
    for today in [NaiveDate::MIN, today(), NaiveDate::MAX] {
        let state = State::of(&Assessed::of(&empty, today, None));
        assert_eq!((state.day, state.total, state.gate), (None, None, None));
        assert!(!state.has_started() && state.roles.is_empty());
    }
}

#[test]
fn every_column_puts_what_needs_attention_first() {
    let mut members: Vec<Member> = ["C", "A", "B"].map(|name| member(name, 9, &[])).to_vec();
    let with = |m: &mut Member, n: usize| {
        let Ok(state) = &mut m.state else { return };
        state.day = Some([30, 10, 20][n]);
        state.total = [Some(24.0), Some(12.0), None][n];
        state.barriers = [[3, 0, 0, 0, 0], [0, 9, 0, 0, 0], [0; 5]][n];
        let (good, behind, off) = [(8, 0, 0), (2, 3, 1), (2, 1, 2)][n];
        state.tally = kpi::Tally { good, behind, off, ..kpi::Tally::default() };
        state.percent = [Some(80), None, Some(40)][n];
        (state.level, state.urgent) = [(Level::Act, 5), (Level::Stop, 1), (Level::Act, 6)][n];
    };
    members.iter_mut().enumerate().for_each(|(n, m)| with(m, n));
    members.push(Member { state: Err(say!("坏", "broken")), ..member("0", 9, &[]) });
    members.push(Member { archived: true, ..member("1", 9, &[]) });
    for (column, order) in [
        (Column::Name, ["A", "B", "C"]),
        (Column::Day, ["A", "B", "C"]),
        (Column::Readiness, ["A", "C", "B"]),
        (Column::Barrier, ["A", "C", "B"]),
        (Column::Kpi, ["B", "A", "C"]),
        (Column::Checklist, ["B", "C", "A"]),
        (Column::Worst, ["A", "B", "C"]),
    ] {
        sort(&mut members, column, false);
        assert_eq!(names(&members), [&order[..], &["0", "1"]].concat(), "{column:?}");
        sort(&mut members, column, true);
        let turned: Vec<&str> = order.iter().rev().copied().collect();
        assert_eq!(names(&members), [&turned[..], &["0", "1"]].concat(), "{column:?}");
        assert_eq!(Column::parse(column.key()), Some(column));
    }
    assert_eq!(Column::parse("nothing"), None);
}

#[test]
fn people_of_audiences_count_without_cards_and_a_resting_project_asks_nothing() {
    let mut next = 100;
    let mut audience = |role, size| {
        next += 1;
        Edit::append(Audience { role: Some(role), size: Some(size), ..Audience::with_id(Id::new(next)) })
    };
    let mut project = project("甲", Some(20), &[(Role::Technician, 7), (Role::ServiceAdvisor, 2)]);
    let told = [
        audience(Role::Technician, 60),
        audience(Role::Technician, 40),
        audience(Role::ServiceAdvisor, 1),
        audience(Role::Executive, 3),
    ];
    project.apply(Edit::Many(told.into())).unwrap();
    let roles = member_of(&project).state.unwrap().roles;
    let heads: Vec<u64> = [Role::Technician, Role::ServiceAdvisor, Role::Executive].map(|r| roles[&r]).into();
    assert_eq!(heads, [100, 2, 3], "the larger of cards and audiences");

    let mut members: Vec<Member> =
        ["甲", "乙", "丙"].map(|name| member(name, 20, &[(Role::Technician, 5)])).into();
    assert_eq!(findings(&members).len(), 1);
    members[1].state.as_mut().unwrap().paused = true;
    assert_eq!(findings(&members), []);
}
