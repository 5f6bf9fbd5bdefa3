//! The risk register.

use super::*;
use crate::tool::Panel;
use crate::tools::safeguards::views;

fn risk(book: &mut Book, words: &str, likelihood: u8, impact: u8) -> Id {
    book.put(|r: Risk| Risk {
        risk: Prose(words.into()),
        trigger: Prose("缺件率超过 10%".into()),
        owner: "备件主管".into(),
        likelihood: Score::new(likelihood),
        impact: Score::new(impact),
        state: Some(RiskState::Watched),
        noted: Some(day(1)),
        ..r
    })
}

#[test]
fn a_risk_has_a_trigger_and_an_owner() {
    let mut book = Book::new();
    let row = risk(&mut book, "缺件", 2, 2);
    assert!(book.is_clear("SF13", PILOT));
    book.set::<Risk>(row, "owner", Cell::Text(" ".into()));
    assert_eq!(book.finding("SF13", day(1)).place, Place::of(row, Risk::COL.owner));
    book.set::<Risk>(row, "trigger", Cell::Empty);
    let finding = book.finding("SF13", day(1));
    assert_eq!((finding.level, finding.place.column), (Level::Watch, "trigger"));
    assert_eq!(finding.evidence.zh, "“缺件”没有触发信号、负责人");
    // What one lacks is not said of another.
    let other = risk(&mut book, "离职", 2, 2);
    book.set::<Risk>(other, "trigger", Cell::Empty);
    let third = risk(&mut book, "断网", 2, 2);
    book.set::<Risk>(third, "trigger", Cell::Empty);
    assert_eq!(
        book.finding("SF13", day(1)).evidence.zh,
        "“缺件”没有触发信号、负责人；“离职”、“断网”没有触发信号"
    );
    // A closed one needs neither; that all are closed is no watch over what may come.
    for row in [row, other, third] {
        book.set::<Risk>(row, "state", Cell::Choice(RiskState::Closed.option()));
    }
    assert_eq!(book.said("SF13", PILOT), None);
    assert!(matches!(book.test("SF13", PILOT), Test::NotYet(why) if why.zh.contains("都已关闭（3 个）")));
}

#[test]
fn an_empty_register_is_said_once_the_pilot_is_under_way() {
    let mut book = Book::new();
    book.state("SF2", State::InPlace, "两名技师");
    assert_eq!((book.said("SF13", PILOT - 1), book.said("SF13", PILOT)), (None, Some(Level::Watch)));
}

#[test]
fn a_risk_of_fifteen_points_needs_a_measure() {
    let mut book = Book::new();
    let row = risk(&mut book, "缺件", 3, 5);
    assert_eq!(book.said("RI1", 1), Some(Level::Act), "15");
    assert_eq!(book.finding("RI1", day(1)).place, Place::of(row, Risk::COL.measure));
    book.set::<Risk>(row, "impact", Cell::Score(Score::new(4).unwrap()));
    assert_eq!(book.said("RI1", 1), None, "12");
    book.set::<Risk>(row, "likelihood", Cell::Score(Score::new(4).unwrap()));
    assert_eq!(book.said("RI1", 1), Some(Level::Act), "16");
    book.set::<Risk>(row, "measure", Cell::Text("前置备件".into()));
    assert_eq!(book.said("RI1", 1), None);
}

#[test]
fn what_has_happened_is_dealt_with_today() {
    let mut book = Book::new();
    let row = risk(&mut book, "缺件", 1, 1);
    book.set::<Risk>(row, "state", Cell::Choice(RiskState::Happened.option()));
    assert_eq!(book.finding("RI2", day(1)).place, Place::of(row, Risk::COL.measure));
    book.set::<Risk>(row, "measure", Cell::Text("借件".into()));
    assert_eq!(book.finding("RI2", day(1)).place, Place::of(row, Risk::COL.done));
    book.set::<Risk>(row, "done", Tick(Some(day(1))).to_cell());
    assert_eq!(book.said("RI2", 1), None);
}

#[test]
fn a_risk_is_scored_twice() {
    let mut book = Book::new();
    let row = risk(&mut book, "缺件", 0, 5);
    assert_eq!(book.finding("RI3", day(1)).place, Place::of(row, Risk::COL.likelihood));
    book.set::<Risk>(row, "likelihood", Cell::Score(Score::new(1).unwrap()));
    assert_eq!(book.said("RI3", 1), None);
}

#[test]
fn scores_have_three_levels() {
    use crate::tools::safeguards::facts::level;
    let levels = [1, 7, 8, 14, 15, 25].map(level);
    assert_eq!(levels, [Level::Good, Level::Good, Level::Watch, Level::Watch, Level::Act, Level::Act]);
}

#[test]
fn the_map_numbers_the_risks_and_leads_to_them() {
    let mut book = Book::new();
    let (low, high) = (risk(&mut book, "低", 1, 2), risk(&mut book, "高", 5, 4));
    let same = risk(&mut book, "也高", 5, 4);
    let blank = risk(&mut book, "没打分", 0, 0);
    let closed = risk(&mut book, "关了", 5, 5);
    book.set::<Risk>(closed, "state", Cell::Choice(RiskState::Closed.option()));
    let facts = Facts::new(&book.project, day(1));
    let panels = (views::MAP.panels)(&facts, None);
    let [Panel::Heat { heads, rows, .. }, Panel::Lines { lines, .. }] = &panels[..] else {
        panic!("map and list")
    };
    assert_eq!((heads.len(), rows.len(), lines.len()), (6, 5, 4));
    let text = |likelihood: usize, impact: usize| &*rows[5 - likelihood].1[impact - 1].text.zh;
    assert_eq!((text(5, 4), text(1, 2), text(5, 5)), ("1 2", "3", "·"));
    assert_eq!(rows[0].1[3].level, Level::Act);
    let leads: Vec<_> = (views::MAP.leads.unwrap())(&facts).into_iter().map(|lead| lead.place.row).collect();
    assert_eq!(leads, [Some(high), Some(same), Some(low), Some(blank)]);
}

#[test]
fn the_first_words_date_a_risk_and_have_it_watched() {
    let mut book = Book::new();
    let id = book.put(|r: Risk| r);
    book.enter::<Risk>(id, "risk", &Cell::Text("缺件".into()), day(7));
    let row = book.project.find::<Risk>(id).unwrap();
    assert_eq!((row.noted, row.state), (Some(day(7)), Some(RiskState::Watched)));
    let refused = book.ask::<Risk>(id, "noted", &Cell::Date(day(9)), day(8));
    assert!(matches!(refused, Verdict::Refuse(_)));
    // The action opens a row of today, once.
    let first = book.run("note-risk", None, day(8)).unwrap();
    let again = book.run("note-risk", None, day(8)).unwrap();
    assert_eq!(first.go, again.go);
    assert_eq!(book.project.rows::<Risk>().len(), 2);
}
