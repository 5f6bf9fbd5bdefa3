mod laws;

use super::actions::accept;
use super::entry::check;
use super::*;
use crate::calendar::{Block, Calendar};
use crate::facts::{Fact as _, Facts};
use crate::finding::{Finding, Level};
use crate::project::{Edit, Project};
use crate::registry::new_project;
use crate::sheet::{Cell, Id, Tick};
use crate::text::{Lang, Phrase};
use crate::tool::{Assessment, Change, Panel, Verdict};
use crate::tools::tests::book::{self, Concluded};
use crate::tools::tests::book::{counter, date, day_from};
use crate::tools::{charter::Charter, charter::Rest};
use chrono::Days;
use chrono::NaiveDate;

const START: &str = "2026-03-02";

/// The date of a project day of a change that starts on [`START`].
fn on_day(day: u64) -> NaiveDate {
    day_from(START, day)
}

fn project(start: Option<&str>) -> Project {
    let start = start.map(date);
    new_project(Charter { start, ..Charter::with_id(Id::new(999)) }, &mut counter(0))
}

fn row(project: &Project, code: &str) -> Id {
    project.rows::<Item>().iter().find(|item| item.code == code).unwrap().id
}

fn set(project: &mut Project, code: &str, key: &str, cell: Cell) {
    let id = row(project, code);
    project.apply(Edit::set::<Item>(id, key, cell)).unwrap();
}

/// Ticks the first so many items on a day, with evidence.
fn tick(project: &mut Project, count: usize, on: NaiveDate) {
    for item in ITEMS.iter().take(count) {
        set(project, item.code, "done", Cell::Date(on));
        set(project, item.code, "evidence", Cell::Text("纪要".into()));
    }
}

/// A figure for programs.
fn value(concluded: &Concluded, key: &str) -> serde_json::Value {
    let values = (TOOL.values)(&concluded.facts);
    values.into_iter().find(|(k, _)| *k == key).unwrap().1
}

fn of<'a>(assessment: &'a Assessment, id: &str) -> Vec<&'a Finding> {
    assessment.findings.iter().filter(|f| f.id == id).collect()
}

fn assess(project: &Project, today: NaiveDate) -> Concluded {
    book::conclude(&TOOL, project, today)
}

fn counted(project: &Project, today: NaiveDate) -> Figures {
    Figures::compute(&Facts::new(project, today))
}

#[test]
fn a_new_project_has_27_items_in_eight_blocks() {
    let project = project(Some(START));
    let figures = counted(&project, on_day(1));
    assert_eq!((figures.total, figures.done, figures.blocks.len()), (27, 0, 8));
    let sizes: Vec<usize> = figures.blocks.iter().map(|b| b.total).collect();
    assert_eq!(sizes, [3, 3, 3, 3, 3, 4, 4, 4]);
    for item in ITEMS {
        assert!(item.code.starts_with(item.when.option().key), "{}", item.code);
        assert!(Block::from_key(item.when.option().key).is_some());
        assert!(!item.text.zh.is_empty() && !item.text.en.is_empty());
    }
    for (n, item) in ITEMS.iter().enumerate() {
        assert!(ITEMS.iter().skip(n + 1).all(|other| other.code != item.code));
    }
}

#[test]
fn a_block_is_due_at_its_end() {
    let project = project(Some(START));
    let overdue = |day| counted(&project, on_day(day)).overdue();
    for (block, before) in [(When::W1, 0), (When::W5To6, 12), (When::W11To12, 23)] {
        let (_, last) = block.days();
        let last = u64::try_from(last).unwrap();
        assert_eq!(overdue(last), before, "{block:?} is not overdue on its last day");
        assert!(overdue(last + 1) > before, "{block:?} is overdue the day after");
    }
    assert_eq!([overdue(85), overdue(90), overdue(400)], [27, 27, 27], "open items stay overdue");
    assert_eq!(When::W5To6.days().1, 42);
    assert_eq!(When::WrapUp.days(), (85, 90));
}

#[test]
fn nothing_is_overdue_without_a_start_date() {
    let assessment = assess(&project(None), on_day(300));
    assert_eq!(value(&assessment, "overdue"), 0);
    assert_eq!(value(&assessment, "planned"), serde_json::Value::Null);
    assert!(assessment.findings.is_empty());
    assert!(assessment.conclusion[0].text.zh.contains("填上启动日期"));
}

#[test]
fn a_pause_moves_the_due_dates() {
    let mut project = project(Some(START));
    let rest = Rest { from: Some(on_day(5)), until: Some(on_day(14)), ..Rest::with_id(Id::new(500)) };
    project.apply(Edit::append(rest)).unwrap();
    let facts = Facts::new(&project, on_day(17));
    assert_eq!(facts.get::<Figures>().overdue(), 0);
    assert_eq!(When::W1.dates(facts.get::<Calendar>()), Some((on_day(1), on_day(17))));
    assert_eq!(counted(&project, on_day(18)).overdue(), 3);
}

#[test]
fn moving_the_start_keeps_the_ticks() {
    let mut project = project(Some(START));
    tick(&mut project, 2, on_day(3));
    let before = assess(&project, on_day(20));
    project.apply(Edit::set::<Charter>(Id::new(999), "start", Cell::Date(on_day(20)))).unwrap();
    let after = assess(&project, on_day(20));
    assert_eq!(value(&before, "done"), value(&after, "done"));
    assert_eq!((value(&before, "overdue"), value(&after, "overdue")), (4.into(), 0.into()));
}

#[test]
fn the_demo_sentence() {
    let mut project = project(Some(START));
    tick(&mut project, 11, on_day(3));
    let assessment = assess(&project, on_day(59));
    assert_eq!(assessment.headline, Phrase::same("41%"));
    assert_eq!(
        assessment.conclusion[0].text.get(Lang::Zh),
        "完成 41% · 计划应完成 19 项，已完成 11 项 · 当前：第9–10周"
    );
    assert_eq!(
        assessment.conclusion[0].text.get(Lang::En),
        "41% done · 11 done, 19 planned by now · now: Weeks 9–10"
    );
}

#[test]
fn what_does_not_apply_is_not_counted() {
    let mut project = project(Some(START));
    for item in &ITEMS[..7] {
        set(&mut project, item.code, "not_applicable", Cell::Text("已有".into()));
    }
    set(&mut project, ITEMS[7].code, "done", Cell::Date(on_day(2)));
    let assessment = assess(&project, on_day(15));
    assert_eq!([value(&assessment, "total"), value(&assessment, "percent")], [20, 5]);
    assert!(of(&assessment, "CL1").is_empty(), "weeks 1 and 2 do not apply");
    for item in ITEMS {
        set(&mut project, item.code, "not_applicable", Cell::Text("已有".into()));
    }
    let assessment = assess(&project, on_day(90));
    assert_eq!(assessment.headline.en, "no items");
    assert_eq!((value(&assessment, "percent"), assessment.level), (serde_json::Value::Null, Level::Blank));
    set(&mut project, "w1-1", "not_applicable", Cell::Text("  ".into()));
    assert_eq!(value(&assess(&project, on_day(90)), "total"), 1, "blanks are no reason");
}

#[test]
fn own_items_count_once_they_say_what_to_do() {
    let mut project = project(Some(START));
    let own = Item { block: Some(When::WrapUp), ..Item::with_id(Id::new(700)) };
    project.apply(Edit::append(own)).unwrap();
    assert_eq!(counted(&project, on_day(91)).total, 27);
    project.apply(Edit::set::<Item>(Id::new(700), "item", Cell::Text("向董事会汇报".into()))).unwrap();
    assert_eq!(counted(&project, on_day(90)).total, 28);
    assert_eq!(counted(&project, on_day(90)).overdue(), 27, "the wrap-up ends with day 90");
    assert_eq!(counted(&project, on_day(91)).overdue(), 28);
    project.apply(Edit::set::<Item>(Id::new(700), "block", Cell::Empty)).unwrap();
    assert_eq!(counted(&project, on_day(91)).overdue(), 27, "no block, no due date");
    assert_eq!(
        views::order(&Facts::new(&project, on_day(91))),
        None,
        "without a block it stands last, as it was added"
    );
    project.apply(Edit::set::<Item>(Id::new(700), "block", Cell::Choice(When::W1.option()))).unwrap();
    assert_eq!(views::order(&Facts::new(&project, on_day(91))).unwrap()[..5], [0, 1, 2, 27, 3]);
}

#[test]
fn one_finding_for_a_late_block_act_after_a_week() {
    let mut project = project(Some(START));
    set(&mut project, "w1-1", "done", Cell::Date(on_day(4)));
    assert!(of(&assess(&project, on_day(7)), "CL1").is_empty());
    for (day, level) in [(8, Level::Watch), (14, Level::Watch), (15, Level::Act)] {
        let assessment = assess(&project, on_day(day));
        let late = of(&assessment, "CL1");
        assert_eq!(late[0].level, level, "day {day}");
        assert_eq!(late[0].place.row, Some(row(&project, "w1-2")));
    }
    let assessment = assess(&project, on_day(15));
    let late = of(&assessment, "CL1");
    assert_eq!(late.len(), 1, "all that is overdue is one finding");
    assert_eq!(
        late[0].evidence.zh,
        "第1周 2 项逾期 8 天（收集数据，营造紧迫感；填写变革准备度评估）；第2周 3 项也已逾期"
    );
    assert_eq!(
        late[0].evidence.en,
        "Week 1: 2 items are 8 days overdue (Collect data and build urgency; \
         Fill in the readiness assessment); also overdue: Week 2 (3)"
    );
    assert_eq!(late[0].level, Level::Act);
    assert_eq!(assessment.level, Level::Act);
}

/// Only what is missing is asked for: an owner where there is none, never a day for which there is no column.
#[test]
fn overdue_items_ask_for_an_owner_only_where_there_is_none() {
    let mut project = project(Some(START));
    let advice = |project: &Project| of(&assess(project, on_day(8)), "CL1")[0].clone();
    let owner = Cell::Text("售后总监".into());
    let week: Vec<&str> = ITEMS.iter().filter(|item| item.when == When::W1).map(|item| item.code).collect();
    let (first, others) = week.split_first().unwrap();
    let said = advice(&project).advice;
    assert!(
        said.zh.starts_with("写上负责人，") && said.en.starts_with("Name an owner for each"),
        "{}",
        said.en
    );
    for code in others {
        set(&mut project, code, "owner", owner.clone());
    }
    let said = advice(&project).advice;
    assert!(
        said.zh.starts_with("1 项没有负责人") && said.en.contains("where there is none (1)"),
        "{}",
        said.en
    );
    set(&mut project, first, "owner", owner);
    let finding = advice(&project);
    assert_eq!(finding.advice.zh, "本周做完，打勾并写一句证据；不适用的，写明不适用的原因");
    assert!(
        !finding.advice.en.contains("owner") && !finding.advice.en.contains("date"),
        "{}",
        finding.advice.en
    );
    assert!(finding.action.zh.starts_with("本周做完清单上逾期的“"), "{}", finding.action.zh);
}

#[test]
fn missing_evidence_is_one_finding_when_more_than_half_lack_it() {
    let mut project = project(Some(START));
    let bare = |project: &Project| of(&assess(project, on_day(2)), "CL3").len();
    for (n, item) in ITEMS[..6].iter().enumerate() {
        set(&mut project, item.code, "done", Cell::Date(on_day(2)));
        assert_eq!(bare(&project), usize::from(n + 1 >= rules::ENOUGH_TICKS), "{} ticks", n + 1);
    }
    for (item, found) in ITEMS[..3].iter().zip([1, 1, 0]) {
        set(&mut project, item.code, "evidence", Cell::Text("纪要".into()));
        assert_eq!(bare(&project), found, "exactly half is not more than half");
    }
}

#[test]
fn a_vision_suggests_its_item_and_never_ticks_it() {
    let mut project = project(Some(START));
    assert!(of(&assess(&project, on_day(3)), "CL2").is_empty());
    let vision = Cell::Text("到年底首次修复率 92%".into());
    project.apply(Edit::set::<Charter>(Id::new(999), "vision", vision)).unwrap();
    let assessment = assess(&project, on_day(3));
    let id = row(&project, "w2-3");
    assert_eq!(value(&assessment, "done"), 0);
    let found = of(&assessment, "CL2");
    let found = found.iter().find(|f| f.place.row == Some(id)).unwrap();
    assert_eq!((found.level, found.place.column), (Level::Good, "done"));
    assert!(found.evidence.zh.contains("92%"));
    let late = assess(&project, on_day(15));
    assert!(of(&late, "CL2").iter().any(|f| f.place.row == Some(id) && f.level == Level::Watch));
    let facts = Facts::new(&project, on_day(3));
    let item = project.find::<Item>(id).unwrap();
    assert_eq!(views::suggested(&facts, item).text.zh, "可勾选");
    assert!(matches!(&views::panels(&facts, Some(item))[0], Panel::Lines { .. }));
    let outcome = accept(&facts, None, &mut || Id::new(1)).unwrap();
    let mut ticked = project.clone();
    ticked.apply(outcome.edit).unwrap();
    assert_eq!(ticked.find::<Item>(id).unwrap().done, Tick(Some(on_day(3))));
    let after = assess(&ticked, on_day(3));
    assert!(of(&after, "CL2").is_empty());
    assert!(accept(&Facts::new(&ticked, on_day(3)), None, &mut || Id::new(1)).is_err());
}

#[test]
fn what_is_said_before_a_tick() {
    let mut project = project(Some(START));
    let column = Item::DEF.columns.iter().find(|c| c.key == "done").unwrap();
    let ask = |project: &Project, on: NaiveDate| {
        let row = project.find::<Item>(row(project, "w1-1")).unwrap();
        check(&Change { project, row, column, cell: &Cell::Date(on), today: on_day(5) })
    };
    assert_eq!(ask(&project, on_day(5)), Verdict::Fine);
    assert_eq!(ask(&project, on_day(1)), Verdict::Fine);
    assert!(matches!(ask(&project, on_day(6)), Verdict::Refuse(_)));
    assert!(
        matches!(ask(&project, date("2026-03-01")), Verdict::Note(said) if said.en.starts_with("Saved as typed"))
    );
    set(&mut project, "w1-1", "not_applicable", Cell::Text("已有".into()));
    assert!(matches!(ask(&project, on_day(5)), Verdict::Note(_)));
}

#[test]
fn the_due_field_says_where_an_item_stands() {
    let mut project = project(Some(START));
    let ticks =
        [("w1-1", date("2026-03-01")), ("w1-2", on_day(7)), ("w1-3", on_day(9)), ("w5-6-1", on_day(9))];
    for (code, on) in ticks {
        set(&mut project, code, "done", Cell::Date(on));
    }
    set(&mut project, "w4-1", "not_applicable", Cell::Text("已有".into()));
    let facts = Facts::new(&project, on_day(22));
    let shown = |code: &str| {
        let shown = views::due(&facts, project.find::<Item>(row(&project, code)).unwrap());
        (shown.text.zh.into_owned(), shown.level)
    };
    assert_eq!(shown("w1-1"), ("启动前".into(), Level::Good));
    assert_eq!(shown("w1-2"), ("按期".into(), Level::Good));
    assert_eq!(shown("w1-3"), ("晚2天".into(), Level::Blank));
    assert_eq!(shown("w5-6-1"), ("提前".into(), Level::Good));
    assert_eq!(shown("w2-1"), ("逾期8天".into(), Level::Act));
    assert_eq!(shown("w3-1"), ("逾期1天".into(), Level::Watch));
    assert_eq!(shown("w4-2"), ("03-29".into(), Level::Blank));
    assert_eq!(shown("w4-1"), ("不适用".into(), Level::Blank));
    let heading = |code: &str| {
        views::heading(&facts, project.find::<Item>(row(&project, code)).unwrap()).unwrap().zh.into_owned()
    };
    assert_eq!(heading("w1-1"), "第1周 · 2026-03-02 至 03-08 · 完成 3/3");
    assert_eq!(heading("w4-2"), "第4周 · 2026-03-23 至 03-29 · 完成 0/2 ◀ 现在");
}

#[test]
fn the_computed_fields_fit_their_cells() {
    let mut project = project(Some(START));
    let ticks = [("w1-1", date("2026-03-01")), ("w1-2", on_day(120)), ("w5-6-1", on_day(9))];
    for (code, on) in ticks {
        set(&mut project, code, "done", Cell::Date(on));
    }
    set(&mut project, "w4-1", "not_applicable", Cell::Text("已有".into()));
    let vision = Cell::Text("到年底首次修复率 92%".into());
    project.apply(Edit::set::<Charter>(Id::new(999), "vision", vision)).unwrap();
    for today in [on_day(1), on_day(9), on_day(120), on_day(999)] {
        let facts = Facts::new(&project, today);
        for field in FIELDS {
            let Field::Computed { key, cells, show, .. } = field else { continue };
            for item in project.rows::<Item>() {
                let shown = show(&facts, &**item);
                let sign = if shown.level >= Level::Watch { 2 } else { 0 };
                for said in [&shown.text.zh, &shown.text.en] {
                    let wide = crate::text::width(said) + sign;
                    assert!(wide <= usize::from(*cells), "{key}: {said} in {cells}");
                }
            }
        }
    }
}

#[test]
fn nothing_done_and_nothing_late_is_no_success() {
    let level = |ticked: usize, today| {
        let mut project = project(Some(START));
        tick(&mut project, ticked, on_day(1));
        assess(&project, today).level
    };
    assert_eq!([level(0, on_day(1)), level(0, on_day(7))], [Level::Blank; 2]);
    assert_eq!(level(0, on_day(8)), Level::Watch, "the first week is late");
    assert_eq!(level(1, on_day(1)), Level::Good);
    assert_eq!(assess(&project(None), on_day(30)).level, Level::Blank);
}

#[test]
fn the_chart_sums_up_ticks_and_plan() {
    let mut project = project(Some(START));
    tick(&mut project, 3, on_day(3));
    set(&mut project, "w2-1", "done", Cell::Date(on_day(6)));
    let panels = views::burnup(&Facts::new(&project, on_day(20)));
    let [Panel::Chart(chart)] = &panels[..] else { panic!("one chart") };
    let done: Vec<f64> = chart.values.iter().filter_map(|v| v.1).collect();
    assert_eq!(done, [0.0, 3.0, 4.0, 4.0]);
    let planned: Vec<f64> = chart.path.iter().map(|p| p.1).collect();
    assert_eq!(planned, [0.0, 3.0, 6.0, 9.0, 12.0, 15.0, 19.0, 23.0, 27.0]);
    let Layout::Panels = TOOL.views[1].layout else { panic!("the second view has no rows") };
    let blank = crate::registry::new_project(Charter::with_id(Id::new(999)), &mut || Id::new(1));
    assert!(views::burnup(&Facts::new(&blank, on_day(1))).is_empty());
}

#[test]
fn all_done_and_only_then_a_hundred() {
    let mut project = project(Some(START));
    tick(&mut project, 27, on_day(3));
    for n in 0..200 {
        let own =
            Item {
                item: "自己的".into(), done: Tick(Some(on_day(3))), ..Item::with_id(Id::new(2000 + n))
            };
        project.apply(Edit::append(own)).unwrap();
    }
    assert_eq!(counted(&project, on_day(90)).percent(), Some(100));
    set(&mut project, "w1-1", "done", Cell::Empty);
    assert_eq!(counted(&project, on_day(90)).percent(), Some(99));
}
