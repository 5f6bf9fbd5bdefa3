//! Scores before: falls, and scoring again.

use super::*;

#[test]
fn a_fall_of_two_points_since_the_last_scoring_is_a_finding() {
    let fall = |to| {
        let history = [before(20, 7, 1, [1; 5]), before(21, 7, 5, [5; 5])];
        conclude(&project([card(7, [5, 5, to, 5, 5]), card(8, [5; 5])], history))
    };
    assert!(!ids(&fall(4)).contains(&"AK4"));
    let assessment = fall(3);
    let finding = find(&assessment, "AK4");
    assert_eq!(finding.evidence.zh, "1 张卡有要素比上次低了 2 分以上，如T7的知识 -2");
    assert_eq!((finding.place.row, finding.place.column), (Some(Id::new(7)), "knowledge"));
}

#[test]
fn a_history_without_its_card_is_no_matter() {
    let orphans = [before(20, 99, 1, [1; 5]), Scoring::with_id(Id::new(21))];
    let project = project([card(7, [5; 5])], orphans);
    let concluded = conclude(&project);
    for row in project.rows::<Scoring>() {
        assert_eq!(views::moved(&concluded.facts, &**row).text.zh, "");
    }
    assert_eq!(concluded.level, Level::Good);
}

#[test]
fn each_scoring_shows_how_the_next_one_moved() {
    let history = [before(21, 7, 5, [2, 3, 3, 3, 3]), before(20, 7, 1, [1, 3, 0, 3, 3])];
    let project = project([card(7, [2, 2, 4, 3, 3])], history);
    let facts = Facts::new(&project, day(TODAY));
    let moved = |n: usize| views::moved(&facts, &*project.rows::<Scoring>()[n]);
    assert_eq!((moved(1).text.zh.as_ref(), moved(1).level), ("认知 +1", Level::Good));
    assert_eq!((moved(0).text.en.as_ref(), moved(0).level), ("Desire -1  Knowledge +1", Level::Watch));
}

fn score_again_on(person: &Person) -> Result<Project, Phrase> {
    let project = project([person.clone()], []);
    let facts = Facts::new(&project, day(TODAY));
    let outcome = actions::score_again(&facts, Some(person), &mut || Id::new(99))?;
    let mut after = project.clone();
    after.apply(outcome.edit).unwrap();
    Ok(after)
}

#[test]
fn scoring_again_keeps_the_old_scores_with_their_date() {
    let person = Person { scored: Some(day(3)), ..card(7, [1, 2, 3, 4, 0]) };
    let after = score_again_on(&person).unwrap();
    assert_eq!(*after.rows::<Scoring>()[0], before(99, 7, 3, [1, 2, 3, 4, 0]));
    let now = Person { scored: Some(day(TODAY)), ..person };
    assert_eq!(*after.rows::<Person>()[0], now);
}

#[test]
fn scoring_again_says_why_it_cannot() {
    let refused = |person: &Person| score_again_on(person).unwrap_err().zh.into_owned();
    assert_eq!(refused(&card(7, [0; 5])), "这张卡还没有得分，直接打分即可");
    assert_eq!(refused(&card(7, [1; 5])), "先填上现有得分的评分日期");
    let today = Person { scored: Some(day(TODAY)), ..card(7, [1; 5]) };
    assert_eq!(refused(&today), "今天已经评过分，直接改得分即可");
    let yesterday = Person { scored: Some(day(TODAY - 1)), ..card(7, [1; 5]) };
    assert!(score_again_on(&yesterday).is_ok());
}
