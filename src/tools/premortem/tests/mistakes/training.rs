//! Training alone, and training once.

use super::*;

#[test]
fn mi2_fires_when_training_is_done_and_incentives_are_not() {
    let mut story = Story::new();
    story.launch(29);
    assert_eq!(story.level("MI2", 60), UNDECIDED, "no cards");
    let card = story.card([4, 4, 4, 4]);
    assert_eq!(story.level("MI2", 60), Level::Good);
    story.set::<Person>(card, "incentive", Cell::Empty);
    story.read(code::TRAINING, 50, 89.9);
    assert_eq!(story.level("MI2", 60), UNDECIDED, "89.9 %");
    story.read(code::TRAINING, 57, 90.0);
    assert_eq!(story.level("MI2", 60), Level::Act, "90 %");
    story.set::<Person>(card, "incentive", Cell::Choice(Incentive::Aligned.option()));
    assert_eq!(story.level("MI2", 60), Level::Good);
    // They can and will not: one of four is less than a third, one of three is a third.
    let unwilling = story.card([4, 3, 4, 4]);
    story.card([4, 4, 4, 4]);
    story.card([4, 4, 3, 3]);
    assert_eq!(story.level("MI2", 60), Level::Good);
    story.remove::<Person>(card);
    assert_eq!(story.level("MI2", 60), Level::Act);
    // Once their action is done after that scoring, it is for ADKAR to ask for a new one.
    story.set::<Person>(unwilling, "scored", Cell::Date(day(40)));
    story.set::<Person>(unwilling, "done", Cell::Date(day(40)));
    assert_eq!(story.level("MI2", 60), Level::Act, "scored on the day");
    story.set::<Person>(unwilling, "done", Cell::Date(day(41)));
    assert_eq!(story.level("MI2", 60), Level::Good);
}

#[test]
fn mi3_asks_for_coaching_within_two_weeks_and_a_place_for_questions() {
    let mut story = Story::new();
    story.launch(29);
    assert_eq!(story.level("MI3", 60), UNDECIDED);
    let held = story.put(|t: Training| Training {
        topic: "平板工单".into(),
        date: Some(day(40)),
        questions: "工作群".into(),
        ..t
    });
    assert_eq!(story.level("MI3", 54), Level::Good, "14 days");
    assert_eq!(story.level("MI3", 55), Level::Act, "15 days");
    story.set::<Training>(held, "coached", Cell::Date(day(39)));
    assert_eq!(story.level("MI3", 55), Level::Act, "coached before the training");
    story.set::<Training>(held, "coached", Cell::Date(day(50)));
    assert_eq!(story.level("MI3", 55), Level::Good);
    story.set::<Training>(held, "questions", Cell::Empty);
    assert_eq!(story.level("MI3", 55), Level::Watch);
    story.set::<Training>(held, "questions", Cell::Text("工作群".into()));
    // They know and cannot: a third of the cards, once the training has had two weeks to sink in.
    story.card([4, 4, 4, 3]);
    story.card([4, 4, 4, 4]);
    assert_eq!(story.level("MI3", 54), Level::Good, "14 days");
    assert_eq!(story.level("MI3", 55), Level::Act);
    story.card([4, 4, 4, 4]);
    story.card([4, 4, 4, 4]);
    assert_eq!(story.level("MI3", 55), Level::Good, "one of four");
}

#[test]
fn a_third_is_one_of_people_and_not_of_cards() {
    let mut story = Story::new();
    story.launch(29);
    story.read(code::COVERAGE, 40, 100.0);
    story.read(code::TRAINING, 40, 95.0);
    let lacking = story.card([3, 4, 3, 4]);
    let fine = story.card([4, 4, 4, 4]);
    let size = |story: &mut Story, card, n| story.set::<Person>(card, "headcount", Cell::Count(n));
    for (of_lacking, of_fine, level) in [
        (1, 100, Level::Good),
        (1, 2, Level::Watch),
        (50, 100, Level::Watch),
        (49, 99, Level::Good),
        (100, 1, Level::Watch),
    ] {
        size(&mut story, lacking, of_lacking);
        size(&mut story, fine, of_fine);
        let seen = (story.level("XC2", 60), story.level("XC3", 60));
        assert_eq!(seen, (level, level), "{of_lacking} beside {of_fine}");
    }
    // The same of those who know and will not, and of those who know and cannot.
    size(&mut story, fine, 100);
    for (scores, rule) in [(["4", "3", "4", "4"], "MI2"), (["4", "4", "4", "3"], "MI3")] {
        for (column, score) in ["awareness", "desire", "knowledge", "ability"].into_iter().zip(scores) {
            let score = Score::new(score.parse().unwrap()).unwrap();
            story.set::<Person>(lacking, column, Cell::Score(score));
        }
        size(&mut story, lacking, 49);
        assert_ne!(story.level(rule, 60), Level::Act, "{rule}");
        size(&mut story, lacking, 50);
        assert_eq!(story.level(rule, 60), Level::Act, "{rule}");
    }
}

#[test]
fn cards_scored_before_the_training_are_to_be_scored_again_first() {
    let mut story = Story::new();
    story.launch(29);
    story.read(code::TRAINING, 40, 89.0);
    story.read(code::TRAINING, 47, 95.0);
    story.read(code::TRAINING, 54, 96.0);
    let card = story.card([4, 4, 2, 2]);
    let at = |story: &Story| story.at("XC3", 60);
    assert!(matches!(at(&story), Test::NotYet(why) if why.zh.contains("1 人的卡")), "scored on day 45");
    story.set::<Person>(card, "scored", Cell::Date(day(47)));
    assert_eq!(story.level("XC3", 60), Level::Watch, "scored on the day");
    story.set::<Person>(card, "scored", Cell::Empty);
    assert_eq!(story.level("XC3", 60), UNDECIDED, "nobody knows when");
    // Too few to make it a third, whatever they score.
    for _ in 0..3 {
        let fine = story.card([4, 4, 4, 4]);
        story.set::<Person>(fine, "scored", Cell::Date(day(50)));
    }
    assert_eq!(story.level("XC3", 60), Level::Good);
    // What people can do shows after the launch.
    let story = |scored| {
        let mut story = Story::new();
        story.launch(29);
        let card = story.card([4, 4, 4, 3]);
        story.set::<Person>(card, "scored", Cell::Date(day(scored)));
        story.level("MI3", 60)
    };
    assert_eq!((story(28), story(29)), (UNDECIDED, Level::Act));
}
