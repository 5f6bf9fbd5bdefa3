//! What is called work, for whom, and what is said of it.

use super::*;

#[test]
fn work_is_the_same_idea_before_and_after_and_for_the_people() {
    let (mut book, steps) = returns();
    let all = 363.0;
    assert_eq!(book.map().as_is.effort, all);
    // A step beside another one is work all the same, and a target for it counts.
    book.set::<Step>(steps[1], Step::COL.mark.key, Cell::Choice(Mark::Rearrange.option()));
    assert_eq!(book.map().to_be.effort, all);
    book.set::<Step>(steps[1], Step::COL.to_work.key, Cell::Number(20.0));
    assert_eq!(book.map().to_be.effort, all - 10.0);
    // What a program does is nobody's work, and what is combined with it goes over to it too.
    book.set::<Step>(steps[3], Step::COL.mark.key, Cell::Choice(Mark::Automate.option()));
    book.set::<Step>(steps[4], Step::COL.mark.key, Cell::Choice(Mark::Combine.option()));
    let map = book.map();
    assert_eq!((map.to_be.effort, map.to_be.automated), (all - 10.0, 78.0));
    let facts = Facts::new(&book.project, date("2026-02-02"));
    let after = |name: &str| {
        let touched = facts.get::<Impact>().0.iter().find(|touched| Some(touched.role) == role(name));
        touched.map(|touched| (touched.loses, touched.gains, touched.work.1)).unwrap()
    };
    assert_eq!((after("仓库"), after("财务")), ((1, 0, 0.0), (1, 0, 0.0)));
    let panels = (views::MAP.panels)(&facts, None);
    let Some(crate::tool::Panel::Flows(drawn)) = panels.first() else { panic!("a drawing") };
    let lane = |at: usize| drawn.flows[1].steps[at].lane.clone().unwrap().zh;
    assert_eq!(lane(3), "系统", "as the map draws it");
    assert_eq!(map.to_be.handoffs, 2, "shop, head office, courier; a system changes no hands");
    // With a role that operates it people do it again.
    book.set::<Step>(steps[4], Step::COL.to_role.key, Cell::Text("仓库".into()));
    let map = book.map();
    assert_eq!((map.to_be.automated, map.to_be.handoffs), (0.0, 3));
    let facts = Facts::new(&book.project, date("2026-02-02"));
    let store = facts.get::<Impact>().0.iter().find(|touched| Some(touched.role) == role("仓库")).unwrap();
    assert_eq!((store.gains, store.work), (1, (60.0, 78.0)));
}

#[test]
fn an_efficiency_below_one_percent_has_a_decimal_and_customers_get_no_card() {
    let (mut book, steps) = returns();
    let facts = Facts::new(&book.project, date("2026-02-02"));
    let row = book.project.rows::<Process>()[0].clone();
    let crate::tool::Layout::Grid(fields) = views::PROCESSES.layout else { panic!("a grid") };
    let shown = fields.iter().find_map(|field| match field {
        crate::tool::Field::Computed { key: "efficiency", show, .. } => Some(show(&facts, &*row).text.zh),
        _ => None,
    });
    assert_eq!(shown.unwrap(), "0.2%");
    book.set::<Step>(steps[0], Step::COL.role.key, Cell::Text("客户".into()));
    book.set::<Step>(steps[0], Step::COL.mark.key, Cell::Choice(Mark::Simplify.option()));
    let today = date("2026-02-02");
    assert_eq!(Facts::new(&book.project, today).get::<Impact>().0.len(), 1, "touched all the same");
    let said = book.run("make-cards", None, today).unwrap_err();
    assert!(said.en.contains("customers have none"), "{}", said.en);
    assert!(!ids(&book.assess(today)).contains(&"FL10"));
}

#[test]
fn a_badge_for_several_processes_says_that_it_is_of_several() {
    let mut book = Book::new();
    let p = book.process("甲");
    let q = book.process("乙");
    for (process, to) in [(p, 50.0), (q, 90.0)] {
        book.step(process, "做", 0.0, 100.0, |s| (s.mark, s.to_work) = (Some(Mark::Simplify), Some(to)));
    }
    assert_eq!(book.assess(date("2026-02-02")).headline.zh, "-10…-50%");
    book.remove::<Process>(q);
    let rest: Vec<Id> = book
        .project
        .rows::<Step>()
        .iter()
        .filter(|step| step.process.0 == Some(q))
        .map(|step| step.id)
        .collect();
    for step in rest {
        book.remove::<Step>(step);
    }
    assert_eq!(book.assess(date("2026-02-02")).headline.zh, "-50%");
}

#[test]
fn a_new_step_may_be_combined_with_one_of_the_same_paste() {
    let mut book = Book::new();
    let p = book.process("甲");
    let row = Step { name: "二".into(), process: Link::to(p), ..Step::with_id(Id::new(77)) };
    for mark in [Mark::Combine, Mark::Rearrange] {
        let said = book::check(
            &book.project,
            &row,
            Step::COL.mark.key,
            &Cell::Choice(mark.option()),
            date("2026-02-02"),
        );
        assert_eq!(said, Verdict::Fine, "{mark:?}");
    }
    // The first step of all that are there has none before it.
    let first = book.step(p, "一", 0.0, 1.0, |_| {});
    let said = book.ask::<Step>(
        first,
        Step::COL.mark.key,
        &Cell::Choice(Mark::Combine.option()),
        date("2026-02-02"),
    );
    assert!(matches!(said, Verdict::Refuse(_)));
}

#[test]
fn two_steps_do_not_choose_each_other_and_what_is_not_waited_for_is_named() {
    let mut book = Book::new();
    let p = book.process("理赔");
    let adjust = book.step(p, "理算", 0.0, 60.0, |_| {});
    let approve = book.step(p, "审批", 0.0, 10.0, |_| {});
    let pay = book.step(p, "付款", 0.0, 5.0, |_| {});
    let today = date("2026-02-02");
    assert_eq!(book.ask::<Step>(approve, "beside", &Cell::Link(adjust), today), Verdict::Fine);
    book.enter::<Step>(approve, "beside", &Cell::Link(adjust), today);
    let said = book.ask::<Step>(adjust, "beside", &Cell::Link(approve), today);
    assert!(matches!(said, Verdict::Refuse(said) if said.en.contains("beside this step already")));
    let said = book.ask::<Step>(pay, "beside", &Cell::Link(adjust), today);
    assert!(
        matches!(said, Verdict::Note(said) if said.zh.contains("不再等“理算”、“审批”") || said.zh.contains("不再等理算、审批"))
    );
    // Whether the chosen step goes matters to a rearranged one alone.
    book.set::<Step>(adjust, "mark", Cell::Choice(Mark::Eliminate.option()));
    book.set::<Step>(pay, "mark", Cell::Choice(Mark::Combine.option()));
    let said = book.ask::<Step>(pay, "beside", &Cell::Link(adjust), today);
    assert!(matches!(said, Verdict::Note(said) if said.en.contains("counts once the change is R")));
}
