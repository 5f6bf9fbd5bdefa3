//! Communication, exam, incentives, organisation, resources.

use super::*;

#[test]
fn the_why_has_a_figure_before_and_one_after() {
    let mut book = Book::used();
    // Without a key message nothing can be told from it.
    assert_eq!(book.said("SF1", PILOT), Some(Level::Watch));
    let message =
        book.put(|m: Message| Message { message: Prose("客户等 48 小时".into()), key: true, ..m });
    assert_eq!(book.said("SF1", PILOT - 1), None);
    assert_eq!(book.said("SF1", PILOT), Some(Level::Watch));
    assert_eq!(book.finding("SF1", day(PILOT)).place, Place::of(message, Message::COL.message));
    // A date and the name of a centre are no figures.
    book.set::<Message>(message, "message", Cell::Text("3号中心客户等 48 小时，2026-12-31 以前改".into()));
    assert_eq!(book.said("SF1", PILOT), Some(Level::Watch));
    for words in
        ["从 48 小时降到 24 小时", "from 48 to 24 hours", "返工 15%，降到 3%", "投诉一千二百件，减到三成"]
    {
        book.set::<Message>(message, "message", Cell::Text(words.into()));
        assert!(book.is_clear("SF1", PILOT), "{words}");
    }
    // One that is no key message is no why.
    book.set::<Message>(message, "key", Cell::Empty);
    assert_eq!(book.said("SF1", PILOT), Some(Level::Watch));
    // People may say it in words of their own.
    book.set::<Message>(message, "key", Cell::Check(true));
    book.set::<Message>(message, "message", Cell::Text("快一倍".into()));
    book.state("SF1", State::InPlace, "启动会上讲了前后对比");
    assert!(book.is_clear("SF1", PILOT));
}

#[test]
fn the_exam_is_passed_by_ninety_five_percent() {
    let mut book = Book::used();
    assert_eq!(book.said("SF3", PILOT - 1), None);
    assert_eq!(book.said("SF3", PILOT), Some(Level::Watch), "no exam");
    let row = book.row("SF3");
    book.set::<Safeguard>(row, "figure", Cell::Number(95.0));
    assert!(book.is_clear("SF3", PILOT));
    book.set::<Safeguard>(row, "figure", Cell::Number(94.9));
    assert_eq!(book.said("SF3", 1), Some(Level::Watch), "before go-live");
    book.live(40);
    assert_eq!(book.said("SF3", 40), Some(Level::Act));
    // A mark does not outdo the figure.
    book.state("SF3", State::InPlace, "考过了");
    assert_eq!(book.said("SF3", 40), Some(Level::Act));
}

#[test]
fn a_rule_that_shares_the_gain_has_a_figure() {
    let mut book = Book::used();
    assert_eq!((book.said("SF4", PILOT - 1), book.said("SF4", PILOT)), (None, Some(Level::Watch)));
    book.state("SF4", State::InPlace, "效率提高了就发奖金");
    assert_eq!(book.said("SF4", 1), Some(Level::Watch));
    book.state("SF4", State::InPlace, "效率提高 10%，奖金加 5%");
    assert!(book.is_clear("SF4", PILOT));
}

#[test]
fn a_share_told_by_two_numbers_is_one_figure() {
    let mut book = Book::used();
    let message =
        book.put(|m: Message| Message { message: Prose("Nine in ten wait".into()), key: true, ..m });
    for (words, is_pair) in [
        ("Nine in ten customers wait", false),
        ("3 out of 10 orders come back", false),
        ("每 10 个客户里有 9 个要等", false),
        ("from nine in ten to five in ten", true),
        ("10 个客户里有 9 个要等，改后只有 2 个", true),
    ] {
        book.set::<Message>(message, "message", Cell::Text(words.into()));
        assert_eq!(book.is_clear("SF1", PILOT), is_pair, "{words}");
    }
}

#[test]
fn the_coalition_and_the_processes_tell_who_takes_part_in_the_design() {
    let mut book = Book::used();
    let process = book.put(|p: Process| Process { name: "退货".into(), ..p });
    book.put(|s: Step| Step {
        name: "登记".into(),
        process: Link::to(process),
        role: Some(Role::Technician),
        mark: Some(Mark::Simplify),
        ..s
    });
    assert!(matches!(book.test("SF2", PILOT - 1), Test::NotYet(why) if why.zh.contains("技师")));
    assert_eq!(book.finding("SF2", day(PILOT)).evidence.zh, "流程改动涉及技师，没有写他们中谁参与了设计");
    let member = book.put(|m: Member| Member {
        name: "3号中心班组长".into(),
        function: Some(Function::Centre),
        joined: Some(day(1)),
        ..m
    });
    assert!(matches!(book.test("SF2", PILOT), Test::Clear(why) if why.zh.contains("3号中心班组长")));
    // People's own word counts before it.
    book.state("SF2", State::NotYet, "");
    assert_eq!(book.said("SF2", PILOT), Some(Level::Watch));
    book.state("SF2", State::InPlace, "两名技师");
    assert!(book.is_clear("SF2", PILOT));
    // An executive does not do the work.
    let row = book.row("SF2");
    book.set::<Safeguard>(row, "state", Cell::Empty);
    book.set::<Member>(member, "executive", Cell::Check(true));
    assert_eq!(book.said("SF2", PILOT), Some(Level::Watch));
}

#[test]
fn the_cards_tell_whether_incentives_follow_the_gain() {
    let mut book = Book::used();
    let card = book.put(|p: Person| Person {
        name: "1号中心".into(),
        headcount: Some(12),
        incentive: Some(Incentive::Aligned),
        ..p
    });
    assert!(book.is_clear("SF4", PILOT), "all are aligned");
    book.set::<Person>(card, "incentive", Cell::Empty);
    assert_eq!(book.said("SF4", PILOT), Some(Level::Watch), "nobody knows");
    book.set::<Person>(card, "incentive", Cell::Choice(Incentive::NotAligned.option()));
    assert_eq!(book.said("SF4", PILOT - 1), None);
    let finding = book.finding("SF4", day(PILOT));
    assert_eq!(finding.place, Place::of(card, Person::COL.incentive));
    assert!(finding.evidence.zh.contains("12 人"), "{}", finding.evidence.zh);
    // A rule on paper does not outdo the cards.
    book.state("SF4", State::InPlace, "效率提高 10%，奖金加 5%");
    assert!(book.finding("SF4", day(PILOT)).evidence.zh.starts_with("分享收益的规则写了"));
    // Once the pilot is live, AD7 says it.
    book.live(40);
    assert!(matches!(book.test("SF4", 40), Test::Elsewhere(_)));
}

fn member(book: &mut Book, name: &str, executive: bool) {
    book.put(|m: Member| Member { name: name.into(), executive, joined: Some(day(1)), ..m });
}

#[test]
fn an_executive_leads_and_the_group_meets() {
    let mut book = Book::used();
    assert!(matches!(book.test("SF11", 1), Test::NotYet(_)));
    assert!(matches!(book.test("SF11", PILOT), Test::Elsewhere(_)));
    member(&mut book, "总监", false);
    member(&mut book, "IT 经理", false);
    member(&mut book, "总经理", true);
    assert!(matches!(book.test("SF11", 35), Test::NotYet(_)), "nobody need have met yet");
    book.live(36);
    assert_eq!(book.said("SF11", 36), Some(Level::Watch));
    book.put(|m: Meeting| Meeting { date: Some(day(36)), ended: "09:15".into(), ..m });
    assert!(book.is_clear("SF11", 45), "9 days later");
    assert!(matches!(book.test("SF11", 46), Test::Elsewhere(_)), "ME1 says it");
    assert_eq!(book.said("SF11", 46), None);
}

#[test]
fn resources_are_listed_approved_and_in_somebodys_hands() {
    let mut book = Book::used();
    assert_eq!((book.said("SF12", PILOT - 1), book.said("SF12", PILOT)), (None, Some(Level::Watch)));
    let row = book.put(|r: Resource| Resource { item: "平板".into(), amount: Some(24.0), ..r });
    // What is neither approved nor in anybody's hands is not in order, however early it is.
    let early = book.test("SF12", PILOT - 1);
    assert!(
        matches!(&early, Test::NotYet(why) if why.zh.contains("没有一行批下来、没有一行写了负责人")),
        "{early:?}"
    );
    assert_eq!(book.finding("SF12", day(PILOT)).place.column, "approved");
    book.set::<Resource>(row, "approved", Tick(Some(day(2))).to_cell());
    assert_eq!(book.finding("SF12", day(PILOT)).place.column, "owner");
    book.set::<Resource>(row, "owner", Cell::Text("财务经理".into()));
    assert!(book.is_clear("SF12", PILOT));
}
