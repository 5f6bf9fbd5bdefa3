//! Steps that run beside another one.

use super::*;

#[test]
fn a_rearranged_step_runs_beside_the_one_that_is_chosen() {
    let mut book = Book::new();
    let p = book.process("维修");
    let first = book.step(p, "接车", 0.0, 10.0, |_| {});
    let repair = book.step(p, "维修", 0.0, 60.0, |_| {});
    let wash = book.step(p, "洗车", 0.0, 20.0, |s| s.mark = Some(Mark::Rearrange));
    let bill = book.step(p, "开票", 0.0, 15.0, |s| s.mark = Some(Mark::Rearrange));
    // Beside the step before, whatever that runs beside: three at once.
    assert_eq!(book.map().to_be.lead, 70.0);
    let names = |book: &Book| -> Vec<String> {
        book.map().to_be.stages.iter().map(|stage| stage.name.zh.to_string()).collect()
    };
    let beside = |book: &Book, name: &str| -> Vec<String> {
        let flow = book.map().to_be;
        let at = flow.stages.iter().position(|stage| stage.name.zh == name).unwrap();
        flow.beside(at).iter().map(|stage| stage.name.zh.to_string()).collect()
    };
    assert_eq!(beside(&book, "开票"), ["维修", "洗车"]);
    // The bill is written while the car is received.
    book.set::<Step>(bill, "beside", Cell::Link(first));
    assert_eq!(names(&book), ["接车", "开票", "维修", "洗车"]);
    assert_eq!(
        (beside(&book, "开票"), beside(&book, "洗车")),
        (vec!["接车".to_owned()], vec!["维修".to_owned()])
    );
    assert_eq!(book.map().to_be.lead, 15.0 + 60.0, "two parts that follow each other");
    // What goes, and what is chosen in a circle, counts as the step before.
    book.set::<Step>(first, "mark", Cell::Choice(Mark::Eliminate.option()));
    assert_eq!(beside(&book, "开票"), ["维修", "洗车"]);
    book.set::<Step>(first, "mark", Cell::Empty);
    book.set::<Step>(wash, "beside", Cell::Link(bill));
    book.set::<Step>(bill, "beside", Cell::Link(wash));
    assert_eq!(names(&book), ["接车", "维修", "洗车", "开票"], "the first of a circle stays");
    assert_eq!(beside(&book, "开票"), ["洗车"]);
    assert_eq!(book.map().to_be.lead, 10.0 + 60.0 + 20.0);
    // A later one can be chosen as well.
    book.set::<Step>(wash, "beside", Cell::Empty);
    book.set::<Step>(wash, "mark", Cell::Empty);
    book.set::<Step>(bill, "mark", Cell::Empty);
    book.set::<Step>(repair, "mark", Cell::Choice(Mark::Rearrange.option()));
    book.set::<Step>(repair, "beside", Cell::Link(bill));
    assert_eq!(names(&book), ["接车", "洗车", "开票", "维修"]);
}

#[test]
fn to_choose_a_step_beside_is_to_rearrange() {
    let mut book = Book::new();
    let (p, q) = (book.process("维修"), book.process("退货"));
    let one = book.step(p, "维修", 0.0, 60.0, |_| {});
    let other = book.step(p, "洗车", 0.0, 20.0, |_| {});
    let far = book.step(q, "清点", 0.0, 20.0, |_| {});
    let today = date("2026-02-02");
    for wrong in [other, far] {
        assert!(matches!(book.ask::<Step>(other, "beside", &Cell::Link(wrong), today), Verdict::Refuse(_)));
    }
    book.enter::<Step>(other, "beside", &Cell::Link(one), today);
    assert_eq!(book.project.find::<Step>(other).unwrap().mark, Some(Mark::Rearrange));
    assert_eq!(book.map().to_be.lead, 60.0);
}

#[test]
fn a_step_runs_beside_all_parts_of_one_that_was_taken_apart_and_its_own_parts_follow_each_other() {
    let mut book = Book::new();
    let p = book.process("维修");
    book.step(p, "接车", 0.0, 5.0, |_| {});
    let fix = book.step(p, "维修", 0.0, 60.0, |_| {});
    for part in ["拆", "装"] {
        book.step(p, part, 0.0, 30.0, |s| s.part_of = Link::to(fix));
    }
    let bill = book.step(p, "开票", 0.0, 60.0, |s| {
        s.mark = Some(Mark::Rearrange);
        s.beside = Link::to(fix);
    });
    assert_eq!(book.map().to_be.lead, 5.0 + 60.0, "beside both");
    for part in ["算", "印"] {
        book.step(p, part, 0.0, 40.0, |s| s.part_of = Link::to(bill));
    }
    assert_eq!(book.map().to_be.lead, 5.0 + 80.0, "one behind the other");
}

#[test]
fn a_step_beside_which_another_change_runs_counts_once_it_is_rearranged() {
    let mut book = Book::new();
    let p = book.process("维修");
    let first = book.step(p, "维修", 0.0, 60.0, |_| {});
    let wash = book.step(p, "洗车", 0.0, 20.0, |s| s.mark = Some(Mark::Simplify));
    let said = book.ask::<Step>(wash, "beside", &Cell::Link(first), date("2026-02-02"));
    assert!(matches!(said, Verdict::Note(said) if said.en.contains("rearrange")));
}
