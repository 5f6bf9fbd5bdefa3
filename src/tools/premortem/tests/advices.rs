//! The ten pieces of advice: fired, not fired, and at the threshold.

use super::*;

#[test]
fn ad1_keeps_the_pilot_small_and_the_second_batch_behind_a_win() {
    let mut story = Story::new();
    story.launch(29);
    story.launch(29);
    assert_eq!(story.level("AD1", 40), Level::Good, "two pilots");
    story.launch(29);
    assert_eq!(story.level("AD1", 40), Level::Watch, "three");
    story.clear::<Centre>();
    story.launch(29);
    story.put(|c: Centre| Centre { batch: Some(2), started: Some(day(70)), ..c });
    assert_eq!(story.level("AD1", 69), Level::Good, "only planned");
    assert_eq!(story.level("AD1", 70), Level::Act);
    // A pilot too large is the milder case and hides nothing.
    story.launch(29);
    story.launch(29);
    assert_eq!(story.level("AD1", 69), Level::Watch, "three pilots");
    assert_eq!(story.level("AD1", 70), Level::Act, "and a second batch");
    assert!(story.at("AD1", 70).found().unwrap().evidence.zh.contains("试点中心也多达 3 家"));
    let win = story.put(|w: Win| Win { achieved: Tick(Some(day(66))), ..w });
    assert_eq!(story.level("AD1", 70), Level::Act, "a win without a figure is none");
    story.set::<Win>(win, "result", Cell::Text("80% → 88%".into()));
    assert_eq!(story.level("AD1", 70), Level::Watch, "only the three pilots are left");
}

#[test]
fn widening_while_results_are_proven_worse_is_a_stop() {
    let mut story = Story::new();
    story.launch(29);
    story.put(|w: Win| Win { achieved: Tick(Some(day(60))), result: Prose("80% → 88%".into()), ..w });
    for (week, value) in [80.0, 81.0, 79.5, 80.5, 81.5, 80.0].into_iter().enumerate() {
        story.read(code::FTFR, 1 + 7 * i64::try_from(week).unwrap(), value);
    }
    for (on, value) in [(43, 74.0), (50, 73.0), (57, 74.5), (64, 73.5)] {
        story.read(code::FTFR, on, value);
    }
    let second =
        story.put(|c: Centre| Centre { name: "C2".into(), batch: Some(2), started: Some(day(70)), ..c });
    assert_eq!(story.level("AD1", 69), Level::Good, "only planned");
    assert_eq!(story.level("AD1", 70), Level::Stop);
    assert!(story.at("AD1", 70).found().unwrap().evidence.en.starts_with("C2 (batch 2) began on"));
    // What began before it got worse was not widened against it.
    story.set::<Centre>(second, "started", Cell::Date(day(36)));
    assert_eq!(story.level("AD1", 70), Level::Good);
}

#[test]
fn ad2_wants_figures() {
    let mut story = Story::new();
    assert_eq!(story.level("AD2", 40), UNDECIDED);
    let quote = story.put(|f: Fact| Fact { fact: Prose("客户说我们修得慢".into()), ..f });
    assert_eq!(story.level("AD2", 40), Level::Watch, "no fact with a figure at all");
    story.set::<Fact>(quote, "fact", Cell::Text("三成客户说我们修得慢".into()));
    assert_eq!(story.level("AD2", 40), Level::Good, "in words");
    story.set::<Fact>(quote, "fact", Cell::Text("Q3 was bad".into()));
    assert_eq!(story.level("AD2", 40), Level::Watch, "a quarter is no figure");
    story.fact(10);
    assert_eq!(story.level("AD2", 40), Level::Good, "a quote beside a figure is fine");
    let win = story.put(|w: Win| Win { achieved: Tick(Some(day(60))), ..w });
    assert_eq!(story.level("AD2", 61), Level::Watch);
    story.set::<Win>(win, "result", Cell::Text("80% → 88%".into()));
    assert_eq!(story.level("AD2", 61), Level::Good);
    story.put(|c: Closing| Closing { date: Some(day(90)), ..c });
    assert_eq!(story.level("AD2", 89), Level::Good, "it is closed tomorrow");
    assert_eq!(story.level("AD2", 90), Level::Watch, "closed without a figure for its results");
    story.read(code::FTFR, 88, 90.0);
    assert_eq!(story.level("AD2", 90), Level::Good);
}

#[test]
fn ad3_wants_an_executive_in_the_coalition() {
    let mut story = Story::new();
    assert_eq!(story.level("AD3", 14), UNDECIDED);
    assert_eq!(story.level("AD3", 15), Level::Act, "week 3 without a coalition");
    story.form(|f| Form { senior_support: Score::new(4), ..f });
    story.put(|m: Member| Member { name: "G-02".into(), executive: true, ..m });
    assert_eq!(story.level("AD3", 15), Level::Good);
    story.form(|f| Form { senior_support: Score::new(3), ..f });
    assert!(matches!(story.at("AD3", 15), Test::Elsewhere(hit) if hit.level == Level::Stop));
}

#[test]
fn ad4_wants_cards_for_the_pilot_after_week_6() {
    let mut story = Story::new();
    assert_eq!(story.level("AD4", 50), UNDECIDED);
    story.launch(29);
    assert_eq!(story.level("AD4", 42), UNDECIDED, "week 6");
    assert_eq!(story.level("AD4", 43), Level::Act, "after it, no card");
    let card = story.card([4, 4, 4, 4]);
    story.set::<Person>(card, "centre", Cell::Text(" C1 ".into()));
    assert_eq!(story.level("AD4", 43), Level::Good);
    story.set::<Person>(card, "ability", Cell::Empty);
    assert_eq!(story.level("AD4", 43), Level::Watch);
}

#[test]
fn ad5_follows_the_board_of_the_communication_plan() {
    let mut story = Story::new();
    assert_eq!(story.level("AD5", 1), UNDECIDED, "nothing was sent");
    let key = story.put(|m: Message| Message { message: Prose("为什么变".into()), key: true, ..m });
    for audience in story.project.rows::<Audience>().iter().map(|a| a.id).collect::<Vec<_>>() {
        story.put(|s: Send| Send {
            message: Link::to(key),
            audience: Link::to(audience),
            date: Some(day(1)),
            ..s
        });
    }
    assert_eq!(story.level("AD5", 1), Level::Good, "everybody heard it on the first day");
    assert!(matches!(story.at("AD5", 60), Test::Elsewhere(_)), "and never again");
}

#[test]
fn ad6_wants_a_win_planned_after_a_month_and_achieved_by_day_183() {
    let mut story = Story::new();
    assert_eq!(story.level("AD6", 28), UNDECIDED);
    assert_eq!(story.level("AD6", 29), Level::Act);
    let win = story.put(|w: Win| Win { win: Prose("首次修复率".into()), ..w });
    assert_eq!(story.level("AD6", 183), Level::Good, "planned");
    assert_eq!(story.level("AD6", 184), Level::Stop);
    let place = story.at("AD6", 184).found().unwrap().place;
    assert!(place.row.is_some() && place.column == "achieved", "at the win that is planned");
    story.set::<Win>(win, "achieved", Cell::Date(day(180)));
    assert_eq!(story.level("AD6", 183), Level::Good, "there is time to enter the figure");
    assert_eq!(story.level("AD6", 184), Level::Stop, "a win without a figure is none");
    assert_eq!(story.at("AD6", 184).found().unwrap().place.column, "result");
    story.set::<Win>(win, "result", Cell::Text("返修率减半".into()));
    assert_eq!(story.level("AD6", 184), Level::Good);
}

#[test]
fn ad7_and_ad8_ask_for_incentives_and_authority_once_the_pilot_runs() {
    let mut story = Story::new();
    let card = story.card([4, 4, 4, 4]);
    story.clear::<Authority>();
    story.set::<Person>(card, "incentive", Cell::Choice(Incentive::NotAligned.option()));
    assert_eq!((story.level("AD7", 20), story.level("AD8", 20)), (UNDECIDED, UNDECIDED));
    story.launch(29);
    assert_eq!((story.level("AD7", 30), story.level("AD8", 30)), (Level::Watch, Level::Watch));
    story.set::<Person>(card, "incentive", Cell::Empty);
    assert_eq!(story.level("AD7", 30), UNDECIDED, "nobody has said it");
    story.set::<Person>(card, "incentive", Cell::Choice(Incentive::Aligned.option()));
    story.put(|a: Authority| Authority { role: Some(Role::Technician), limit: Some(500.0), ..a });
    assert_eq!((story.level("AD7", 30), story.level("AD8", 30)), (Level::Good, Level::Good));
    story.card([4, 4, 4, 4]);
    let advisor = story.card([4, 4, 4, 4]);
    story.set::<Person>(advisor, "role", Some(Role::ServiceAdvisor).to_cell());
    assert_eq!(story.level("AD8", 30), Level::Watch, "advisors have none");
}

#[test]
fn ad9_counts_seven_days_to_the_commendation() {
    let mut story = Story::new();
    let win = story.put(|w: Win| Win { achieved: Tick(Some(day(60))), ..w });
    assert_eq!(story.level("AD9", 67), Level::Good, "7 days");
    assert!(matches!(story.at("AD9", 68), Test::Elsewhere(_)), "8 days");
    story.set::<Win>(win, "commended", Cell::Date(day(68)));
    assert_eq!(story.level("AD9", 68), Level::Good);
}

#[test]
fn ad10_asks_for_the_time_after_month_12_from_month_9_on() {
    let mut story = Story::new();
    let nine: NaiveDate = "2026-10-05".parse().unwrap();
    let on = (nine - day(1)).num_days() + 1;
    assert_eq!(story.level("AD10", on - 1), UNDECIDED);
    assert_eq!(story.level("AD10", on), Level::Watch);
    let row = story.put(|s: roadmap::Item| roadmap::Item { stage: Some(Stage::Beyond), ..s });
    story.put(|m: Milestone| Milestone { date: Some("2027-03-01".parse().unwrap()), ..m });
    assert_eq!(story.level("AD10", on), Level::Watch, "rows that say nothing are no plan");
    story.set::<roadmap::Item>(row, "item", Cell::Text("守住返修率".into()));
    assert_eq!(story.level("AD10", on), Level::Good);
}

#[test]
fn ad5_follows_what_the_communication_plan_says() {
    let mut story = Story::new();
    assert_eq!(story.level("AD5", 40), Level::Watch, "week 6 without a key message");
    let key = story.put(|m: Message| Message { message: Prose("48 小时".into()), key: true, ..m });
    assert_eq!(story.level("AD5", 28), UNDECIDED, "nothing was sent");
    story.send(key, 27);
    assert_eq!(story.level("AD5", 28), Level::Good, "the first week of it");
    assert!(
        matches!(story.at("AD5", 29), Test::Elsewhere(hit) if hit.level == Level::Act),
        "others heard nothing"
    );
    assert!(!assess(&story.project, day(29)).findings.iter().any(|f| f.id == "AD5"), "it is said there");
}
