//! The figures against examples computed by hand, what changes make of them, and every rule at its threshold.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]
#![allow(clippy::float_cmp, reason = "figures are exact against those computed by hand")]

mod beside;
mod work;

use super::facts::is_planned;
use super::*;
use crate::facts::Facts;
use crate::sheet::{Cell, Id, Link, Row as _};
use crate::tool::Verdict;
use crate::tools::adkar::{Person, Role};
use crate::tools::tests::book::{self, Of, date, find, ids};

struct Processes;

impl Of for Processes {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = "2026-01-05";
}

type Book = book::Book<Processes>;

const H: f64 = 60.0;
const D: f64 = 24.0 * H;

impl Book {
    fn process(&mut self, name: &str) -> Id {
        let id = self.id();
        self.add(Process { name: name.into(), ..Process::with_id(id) });
        id
    }

    /// A step with its wait and work in minutes.
    fn step(&mut self, process: Id, name: &str, wait: f64, work: f64, change: impl FnOnce(&mut Step)) -> Id {
        let id = self.id();
        let mut step = Step {
            name: name.into(),
            process: Link::to(process),
            wait: Some(wait),
            work: Some(work),
            value: Some(Value::Necessary),
            ..Step::with_id(id)
        };
        change(&mut step);
        self.add(step);
        id
    }

    fn map(&self) -> Map {
        Facts::new(&self.project, date("2026-02-02")).get::<Maps>().0.first().unwrap().clone()
    }
}

fn role(name: &str) -> Option<Role> {
    Option::<Role>::of(name)
}

/// A role of one's own.
trait Named {
    fn of(name: &str) -> Self;
}

impl Named for Option<Role> {
    fn of(name: &str) -> Self {
        use crate::sheet::CellType as _;
        Self::from_cell(Cell::Text(name.into())).unwrap()
    }
}

/// The returns of a retailer: five steps, seven days.
fn returns() -> (Book, Vec<Id>) {
    let mut book = Book::new();
    let p = book.process("退货");
    let steps = vec![
        book.step(p, "门店登记", 0.0, 15.0, |s| {
            (s.role, s.customer, s.department) = (role("门店"), true, "门店".into());
        }),
        book.step(p, "总部审核", 2.0 * D, 30.0, |s| {
            (s.role, s.value, s.approval) = (role("总部"), Some(Value::Waste), true);
            s.department = "总部".into();
        }),
        book.step(p, "快递回仓", 1.5 * D, 4.0 * H, |s| (s.role, s.customer) = (role("物流"), true)),
        book.step(p, "仓库清点", D, H, |s| s.role = role("仓库")),
        book.step(p, "财务核销", 2.0 * D + 4.0 * H, 18.0, |s| {
            (s.role, s.value) = (role("财务"), Some(Value::Adding));
        }),
    ];
    (book, steps)
}

#[test]
fn an_as_is_is_added_up() {
    let (book, steps) = returns();
    let map = book.map();
    let flow = &map.as_is;
    assert_eq!((flow.work, flow.wait, flow.lead), (363.0, 9600.0, 9963.0), "6 days 22 h 3 min");
    assert_eq!((flow.handoffs, flow.touchpoints, flow.departments.len()), (4, 2, 2));
    assert_eq!(flow.efficiency().unwrap(), 18.0 / 9963.0);
    assert_eq!(flow.activity().unwrap(), 363.0 / 9963.0);
    assert_eq!(flow.stages[flow.bottleneck.unwrap()].row, steps[4]);
    assert_eq!(flow.stages[2].from, 15.0 + 2.0 * D + 30.0);
    assert!((flow.under_way(10.0) - 69.1875).abs() < 1e-9, "Little: 10 a day for 6.91875 days");
    assert!(!map.is_changed && map.change().is_none());
    assert_eq!(map.to_be.lead, map.as_is.lead);
}

#[test]
fn every_change_is_counted_at_once() {
    let (mut book, steps) = returns();
    let mut mark =
        |at: usize, mark: Mark| book.set::<Step>(steps[at], Step::COL.mark.key, Cell::Choice(mark.option()));
    mark(1, Mark::Eliminate);
    mark(3, Mark::Combine);
    mark(4, Mark::Rearrange);
    let map = book.map();
    // E: 2 days and 30 min go; C: the wait of a day goes; R: the longer of (courier + count) and write-off counts.
    let courier = 1.5 * D + 4.0 * H + H;
    let write_off = 2.0 * D + 4.0 * H + 18.0;
    assert_eq!(map.to_be.lead, 15.0 + f64::max(courier, write_off));
    assert_eq!(map.to_be.stages.len(), 3);
    assert_eq!(map.to_be.stages[1].name.zh, "快递回仓＋仓库清点");
    assert_eq!(map.to_be.effort, 15.0 + 300.0 + 18.0);
    assert_eq!(map.to_be.handoffs, 2);
    assert_eq!(map.as_is.lead, 9963.0, "the as-is stays");
    book.set::<Step>(steps[4], Step::COL.to_wait.key, Cell::Number(0.0));
    assert_eq!(book.map().to_be.lead, 15.0 + courier, "now the courier is the longer line");
    // S and A: the time entered, until then that of today.
    book.set::<Step>(steps[0], Step::COL.mark.key, Cell::Choice(Mark::Automate.option()));
    assert_eq!(book.map().to_be.lead, 15.0 + courier);
    book.set::<Step>(steps[0], Step::COL.to_work.key, Cell::Number(1.0));
    let map = book.map();
    assert_eq!(map.to_be.lead, 1.0 + courier);
    assert_eq!(map.to_be.handoffs, 1, "what a program does changes no hands");
    assert_eq!(map.as_is.handoffs, 4, "today people do it");
    assert_eq!(map.change().unwrap(), (1.0 + courier) / 9963.0 - 1.0);
}

#[test]
fn new_steps_are_in_the_to_be_alone() {
    let (mut book, steps) = returns();
    for step in &steps {
        book.set::<Step>(*step, Step::COL.mark.key, Cell::Choice(Mark::Eliminate.option()));
    }
    let p = book.map().process.unwrap();
    for (name, wait, work) in
        [("门店扫码", 0.0, 6.0), ("自动同步", 0.0, 1.0), ("上门取件", 44.0 * H, 3.0 * H)]
    {
        book.step(p, name, wait, work, |s| s.mark = Some(Mark::New));
    }
    let map = book.map();
    assert_eq!((map.as_is.stages.len(), map.to_be.stages.len()), (5, 3));
    assert_eq!(map.to_be.lead, 2827.0, "1 day 23 h 7 min");
    assert_eq!((map.change().unwrap() * 100.0).round(), -72.0);
}

#[test]
fn of_parallel_lines_the_longest_counts() {
    let mut book = Book::new();
    let p = book.process("年检");
    book.step(p, "接车", 0.0, 10.0, |_| {});
    book.step(p, "检测", 5.0, 30.0, |s| (s.branch, s.value) = ("a".into(), Some(Value::Adding)));
    book.step(p, "出报告", 0.0, 10.0, |s| s.branch = " A ".into());
    book.step(p, "洗车", 0.0, 20.0, |s| s.branch = "B".into());
    book.step(p, "交车", 0.0, 5.0, |_| {});
    let flow = book.map().as_is;
    assert_eq!((flow.lead, flow.work, flow.wait, flow.adding), (60.0, 55.0, 5.0, 30.0));
    assert_eq!(flow.effort, 75.0, "the work on the shorter line is work all the same");
    assert_eq!(flow.activity(), Some(55.0 / 60.0), "never above one");
    assert_eq!([1, 2, 3, 4].map(|n| flow.stages[n].from), [10.0, 45.0, 10.0, 55.0]);
}

#[test]
fn blanks_are_told_and_never_guessed() {
    let mut book = Book::new();
    let p = book.process("空");
    assert_eq!(book.map().as_is.lead, 0.0);
    assert!(book.map().as_is.activity().is_none() && book.map().as_is.rolled.is_none());
    let a = book.step(p, "甲", 0.0, 10.0, |s| s.accurate = Some(90.0));
    let b = book.step(p, "乙", 0.0, 10.0, |s| s.accurate = Some(80.0));
    assert!((book.map().as_is.rolled.unwrap() - 0.72).abs() < 1e-12);
    book.set::<Step>(b, Step::COL.accurate.key, Cell::Empty);
    assert_eq!(book.map().as_is.rolled, None, "one blank: incomplete");
    book.set::<Step>(a, Step::COL.value.key, Cell::Empty);
    assert_eq!(book.map().as_is.efficiency(), None);
    book.set::<Step>(a, Step::COL.work.key, Cell::Empty);
    let flow = book.map().as_is;
    assert_eq!((flow.untimed, flow.unvalued, flow.lead), (1, 1, 10.0));
    assert_eq!(ids(&book.assess(date("2026-02-02"))), ["FL11"]);
    book.set::<Step>(b, Step::COL.work.key, Cell::Empty);
    assert!(ids(&book.assess(date("2026-02-02"))).is_empty(), "a map without any time is only being written");
}

#[test]
fn the_parts_of_a_step_count_instead_of_it() {
    let (mut book, steps) = returns();
    let row = book.project.find::<Step>(steps[1]).unwrap().clone();
    book.run("take-apart", Some(&row), date("2026-02-02")).unwrap();
    let parts: Vec<Id> =
        book.project.rows::<Step>().iter().filter(|s| s.part_of.0 == Some(steps[1])).map(|s| s.id).collect();
    assert_eq!(parts.len(), 2);
    book.set::<Step>(parts[0], Step::COL.name.key, Cell::Text("初审".into()));
    assert_eq!(book.map().as_is.lead, 9963.0, "the first part begins with the figures of the whole");
    book.set::<Step>(parts[1], Step::COL.name.key, Cell::Text("复审".into()));
    book.set::<Step>(parts[1], Step::COL.work.key, Cell::Number(7.0));
    let map = book.map();
    assert_eq!(map.as_is.lead, 9970.0);
    assert_eq!(map.as_is.stages[2].row, parts[1], "the parts stand where the whole stood");
    // What becomes of the whole becomes of its parts.
    book.set::<Step>(steps[1], Step::COL.mark.key, Cell::Choice(Mark::Eliminate.option()));
    assert_eq!(book.map().to_be.stages.len(), 4);
    // A circle in a file from elsewhere counts as none.
    book.set::<Step>(steps[1], Step::COL.part_of.key, Cell::Link(parts[0]));
    book.set::<Step>(parts[0], Step::COL.part_of.key, Cell::Link(steps[1]));
    assert_eq!(book.map().as_is.stages.len(), 7);
}

#[test]
fn what_cannot_be_is_refused() {
    let (mut book, steps) = returns();
    let p = book.process("别的");
    let other = book.step(p, "别的", 0.0, 1.0, |_| {});
    let said = |book: &Book, step: Id, column: crate::sheet::Col, cell: Cell| {
        let row = book.project.find::<Step>(step).unwrap().clone();
        book::check(&book.project, &row, column.key, &cell, date("2026-02-02"))
    };
    let refused = |verdict: Verdict| matches!(verdict, Verdict::Refuse(_));
    assert!(refused(said(&book, steps[0], Step::COL.work, Cell::Number(-1.0))));
    assert!(!refused(said(&book, steps[0], Step::COL.work, Cell::Number(0.0))));
    assert!(refused(said(&book, steps[0], Step::COL.standard, Cell::Number(0.0))));
    for (share, is_refused) in [(-0.1, true), (0.0, false), (100.0, false), (100.1, true)] {
        assert_eq!(
            refused(said(&book, steps[0], Step::COL.accurate, Cell::Number(share))),
            is_refused,
            "{share}"
        );
    }
    let noisy = said(&book, steps[0], Step::COL.accurate, Cell::Number(0.28));
    assert!(matches!(noisy, Verdict::Ask { instead: Cell::Number(28.0), .. }), "{noisy:?}");
    let Verdict::Ask { instead, .. } = said(&book, steps[0], Step::COL.accurate, Cell::Number(0.95)) else {
        panic!("95% is meant")
    };
    assert_eq!(instead, Cell::Number(95.0));
    assert!(refused(said(&book, steps[0], Step::COL.part_of, Cell::Link(steps[0]))));
    assert!(refused(said(&book, steps[0], Step::COL.part_of, Cell::Link(other))), "of another process");
    assert!(!refused(said(&book, steps[0], Step::COL.part_of, Cell::Link(steps[1]))));
    book.set::<Step>(steps[1], Step::COL.part_of.key, Cell::Link(steps[0]));
    assert!(refused(said(&book, steps[0], Step::COL.part_of, Cell::Link(steps[1]))), "a circle");
    let combine = |step| refused(said(&book, step, Step::COL.mark, Cell::Choice(Mark::Combine.option())));
    assert!(combine(steps[0]) && !combine(steps[2]), "nothing stands before the first");
    let automate = said(&book, steps[3], Step::COL.mark, Cell::Choice(Mark::Automate.option()));
    assert!(matches!(automate, Verdict::Note(_)), "waste first");
}

#[test]
fn a_step_belongs_to_the_process_of_the_one_above() {
    let mut book = Book::new();
    let p = book.process("退货");
    let loose = book.id();
    book.add(Step::with_id(loose));
    let row = book.project.find::<Step>(loose).unwrap().clone();
    book::enter(&mut book.project, &row, "name", &Cell::Text("登记".into()), date("2026-02-02"));
    assert_eq!(book.project.find::<Step>(loose).unwrap().process.0, Some(p), "the only process");
    let q = book.process("保养");
    book.step(q, "预约", 0.0, 5.0, |_| {});
    let next = book.id();
    book.add(Step::with_id(next));
    let row = book.project.find::<Step>(next).unwrap().clone();
    book::enter(&mut book.project, &row, "name", &Cell::Text("接车".into()), date("2026-02-02"));
    assert_eq!(book.project.find::<Step>(next).unwrap().process.0, Some(q), "that of the step above");
    let r = book.process("理赔");
    let last = book.id();
    book.add(Step::with_id(last));
    let row = book.project.find::<Step>(last).unwrap().clone();
    book::enter(&mut book.project, &row, "name", &Cell::Text("报案".into()), date("2026-02-02"));
    assert_eq!(
        book.project.find::<Step>(last).unwrap().process.0,
        Some(r),
        "the process that waits for steps"
    );
}

#[test]
fn the_longest_wait_is_named_from_a_quarter_on() {
    for (wait, found) in [(99.0, false), (100.0, true)] {
        let mut book = Book::new();
        let p = book.process("甲");
        book.step(p, "一", 0.0, 300.0, |_| {});
        let step = book.step(p, "二", wait, 400.0 - 100.0 - wait, |_| {});
        // 100 of 400 minutes are a quarter.
        book.set::<Step>(step, Step::COL.work.key, Cell::Number(100.0 - wait));
        assert_eq!(ids(&book.assess(date("2026-02-02"))).contains(&"FL1"), found, "{wait}");
        book.set::<Step>(step, Step::COL.to_wait.key, Cell::Number(10.0));
        assert!(!ids(&book.assess(date("2026-02-02"))).contains(&"FL1"), "something is planned");
    }
}

#[test]
fn approvals_departments_standards_and_touchpoints_are_named() {
    let today = date("2026-02-02");
    let mut book = Book::new();
    let p = book.process("甲");
    let approve = book.step(p, "批", 0.0, 5.0, |s| s.approval = true);
    assert!(!ids(&book.assess(today)).contains(&"FL2"), "no customer waits behind it");
    let give = book.step(p, "赔", 0.0, 5.0, |s| s.customer = true);
    assert_eq!(find(&book.assess(today), "FL2").place.row, Some(approve));
    book.set::<Step>(approve, Step::COL.mark.key, Cell::Choice(Mark::Eliminate.option()));
    assert!(!ids(&book.assess(today)).contains(&"FL2"));
    for (n, department) in ["客服", "维修", "备件"].into_iter().enumerate() {
        assert!(!ids(&book.assess(today)).contains(&"FL3"), "{n}");
        book.step(p, department, 0.0, 5.0, |s| s.department = department.into());
    }
    assert!(ids(&book.assess(today)).contains(&"FL3"), "three departments");
    book.set::<Step>(give, Step::COL.standard.key, Cell::Number(5.0));
    assert!(!ids(&book.assess(today)).contains(&"FL4"), "just the standard");
    book.set::<Step>(give, Step::COL.standard.key, Cell::Number(4.9));
    assert!(ids(&book.assess(today)).contains(&"FL4"));
    for n in 1..=4 {
        assert!(!ids(&book.assess(today)).contains(&"FL5"), "{n}");
        book.step(p, "来", 0.0, 5.0, |s| s.customer = true);
    }
    assert!(ids(&book.assess(today)).contains(&"FL5"), "the fifth time");
}

#[test]
fn waste_goes_before_automation() {
    let today = date("2026-02-02");
    let mut book = Book::new();
    let p = book.process("甲");
    let waste = book.step(p, "抄", 0.0, 5.0, |s| s.value = Some(Value::Waste));
    let rule = book.step(p, "算", 0.0, 5.0, |s| s.rule_based = true);
    assert!(!ids(&book.assess(today)).contains(&"FL7"), "waste is left");
    book.set::<Step>(rule, Step::COL.mark.key, Cell::Choice(Mark::Automate.option()));
    let said = book.assess(today);
    assert_eq!(find(&said, "FL6").place.row, Some(waste));
    assert_eq!(find(&said, "FL8").place.row, Some(rule), "no time for it yet");
    book.set::<Step>(rule, Step::COL.to_work.key, Cell::Number(0.0));
    book.set::<Step>(waste, Step::COL.mark.key, Cell::Choice(Mark::Eliminate.option()));
    let after = ids(&book.assess(today)).join(" ");
    assert!(!after.contains("FL6") && !after.contains("FL8"), "{after}");
    book.set::<Step>(rule, Step::COL.mark.key, Cell::Empty);
    book.set::<Step>(rule, Step::COL.to_work.key, Cell::Empty);
    assert!(ids(&book.assess(today)).contains(&"FL7"), "now is the time to automate");
}

#[test]
fn a_to_be_beyond_the_promise_or_no_shorter_is_named() {
    let today = date("2026-02-02");
    let mut book = Book::new();
    let p = book.process("甲");
    let step = book.step(p, "一", 0.0, 100.0, |s| s.mark = Some(Mark::Simplify));
    book.set::<Step>(step, Step::COL.to_work.key, Cell::Number(100.0));
    assert_eq!(find(&book.assess(today), "FL9").place.column, "name", "no shorter");
    book.set::<Step>(step, Step::COL.to_work.key, Cell::Number(90.0));
    assert!(!ids(&book.assess(today)).contains(&"FL9"));
    book.set::<Process>(p, Process::COL.promise.key, Cell::Number(90.0));
    assert!(!ids(&book.assess(today)).contains(&"FL9"), "just the promise");
    book.set::<Process>(p, Process::COL.promise.key, Cell::Number(89.0));
    assert_eq!(find(&book.assess(today), "FL9").place.column, "promise");
}

#[test]
fn the_people_touched_get_cards_at_a_stroke() {
    let today = date("2026-02-02");
    let mut book = Book::new();
    let p = book.process("甲");
    book.step(p, "批", 0.0, 10.0, |s| (s.role, s.mark) = (Some(Role::CentreManager), Some(Mark::Eliminate)));
    book.step(p, "修", 0.0, 30.0, |s| {
        (s.role, s.to_role) = (Some(Role::Technician), Some(Role::ServiceAdvisor));
        s.skill = "远程诊断".into();
    });
    book.step(p, "收", 0.0, 5.0, |s| s.role = Some(Role::Reception));
    let facts = Facts::new(&book.project, today);
    let touched = &facts.get::<Impact>().0;
    let said: Vec<_> = touched.iter().map(|t| (t.role, t.loses, t.differs, t.gains, t.work)).collect();
    assert_eq!(
        said,
        [
            (Role::CentreManager, 1, 0, 0, (10.0, 0.0)),
            (Role::Technician, 1, 0, 0, (30.0, 0.0)),
            (Role::ServiceAdvisor, 0, 0, 1, (0.0, 30.0)),
        ],
        "reception stays as it is"
    );
    assert!(touched[0].resistance().zh.starts_with("利益") && touched[2].resistance().zh.starts_with("能力"));
    assert_eq!(touched[2].skills, ["远程诊断"]);
    assert!(ids(&book.assess(today)).contains(&"FL10"));
    let id = book.id();
    book.add(Person {
        name: "T".into(),
        role: Some(Role::Technician),
        headcount: Some(4),
        ..Person::with_id(id)
    });
    book.run("make-cards", None, today).unwrap();
    let made: Vec<_> = book.project.rows::<Person>().iter().map(|row| row.role.unwrap()).collect();
    assert_eq!(made, [Role::Technician, Role::CentreManager, Role::ServiceAdvisor], "each once, none twice");
    assert!(book.run("make-cards", None, today).is_err(), "there is nothing left to make");
    assert!(!ids(&book.assess(today)).contains(&"FL10"));
}

#[test]
fn a_change_somebody_answers_for_is_a_promise() {
    let mut book = Book::new();
    let p = book.process("甲");
    let step = book.step(p, "批", 0.0, 10.0, |s| s.mark = Some(Mark::Eliminate));
    let items = |book: &Book| (TOOL.promises[0].items)(&Facts::new(&book.project, date("2026-02-02")));
    assert!(items(&book).is_empty(), "nobody has taken it on");
    book.set::<Step>(step, Step::COL.owner.key, Cell::Text("运营经理".into()));
    assert_eq!(items(&book)[0].row, step);
    book.set::<Step>(step, Step::COL.mark.key, Cell::Empty);
    assert!(items(&book).is_empty() && !is_planned(book.project.find::<Step>(step).unwrap()));
}
