//! What the views show.

use super::*;

#[test]
fn the_card_under_the_cursor_gets_its_answer() {
    let stuck =
        Person { incentive: Some(Incentive::NotAligned), scored: Some(day(9)), ..card(7, [4, 3, 1, 1, 4]) };
    let project = project([stuck.clone()], [before(20, 7, 2, [3, 3, 1, 1, 4])]);
    let facts = Facts::new(&project, day(TODAY));
    let panels = (TOOL.views[1].panels)(&facts, Some(&stuck));
    let [Panel::Lines { lines, .. }] = &panels[..] else { panic!("{panels:?}") };
    let said: Vec<_> = lines.iter().map(|l| l.text.zh.as_ref()).collect();
    assert_eq!(
        said,
        [
            "最弱环：知识 1（同分：能力）",
            "先解决：渴望 3",
            "典型表现：“没兴趣”“不想变”",
            "做法：把激励和新做法挂钩，讲清对个人的好处",
            "激励未对齐：先调整考核和收入，培训解决不了意愿。",
            "自 2026-03-04 以来：认知 +1",
            "还缺优先行动、负责人或期限。",
        ]
    );
}

/// A card that is still stuck once its action was done and it was scored anew wants the next one.
#[test]
fn a_card_scored_again_after_its_action_asks_for_the_next_one() {
    let stuck = Person {
        scored: Some(day(16)),
        action: "Explain why".into(),
        owner: "T-01".into(),
        due: Some(day(14)),
        done: Tick(Some(day(12))),
        ..card(7, [2, 4, 4, 4, 4])
    };
    let project = project([stuck.clone()], []);
    let facts = Facts::new(&project, day(TODAY));
    let panels = (TOOL.views[1].panels)(&facts, Some(&stuck));
    let [Panel::Lines { lines, .. }] = &panels[..] else { panic!("{panels:?}") };
    let asks = |words: &str| lines.iter().any(|line| line.text.en.contains(words));
    assert!(asks("enter the next one") && !asks("still missing"), "{lines:?}");
}

#[test]
fn the_heat_map_counts_people_at_three_or_less() {
    let at = |id, centre: &str, headcount, scores| Person {
        centre: centre.into(),
        headcount: Some(headcount),
        ..card(id, scores)
    };
    let cards =
        [at(7, "北区", 2, [5; 5]), at(8, "北区", 1, [4, 3, 2, 5, 5]), at(9, "南区", 4, [1, 5, 5, 5, 0])];
    let project = project(cards, []);
    let facts = Facts::new(&project, day(TODAY));
    let panels = views::heat(&facts, None);
    let [Panel::Heat { title, heads, rows }, Panel::Bars { bars, .. }, Panel::Lines { lines, .. }] =
        &panels[..]
    else {
        panic!("{panels:?}")
    };
    assert_eq!(title.zh, "3 分及以下的人数 / 已评人数");
    assert_eq!(heads.last().unwrap().zh, "先解决");
    assert_eq!(rows[0].1.last().unwrap().text.en, "Aware.");
    assert!(rows.iter().all(|(_, cells)| cells.len() + 1 == heads.len()));
    let row = |n: usize| {
        let cells: Vec<_> = rows[n].1.iter().map(|s| s.text.zh.as_ref()).collect();
        (rows[n].0.zh.as_ref(), cells)
    };
    assert_eq!(row(0), ("合计", vec!["7", "4/7", "1/7", "1/7", "0/7", "0/3", "认知 4 人"]));
    assert_eq!(row(1), ("南区", vec!["4", "4/4", "0/4", "0/4", "0/4", "–", "认知 4 人"]));
    assert_eq!(row(2), ("北区", vec!["3", "0/3", "1/3", "1/3", "0/3", "0/3", "渴望 1 人"]));
    let levels: Vec<_> = rows[2].1[1..4].iter().map(|s| s.level).collect();
    assert_eq!(levels, [Level::Good, Level::Act, Level::Act], "a third has to be acted on");
    assert_eq!(rows[0].1[2].level, Level::Watch);
    assert_eq!((bars[0].label.zh.as_ref(), bars.len()), ("4 人 57%", 6));
    assert_eq!(lines[0].text.zh, "认知 4 人：没有写明负责人和期限的行动");
}

#[test]
fn half_a_percent_of_the_people_is_rounded_up() {
    let of = |id, headcount, scores| Person { headcount: Some(headcount), ..card(id, scores) };
    let project = project([of(7, 29, [1, 5, 5, 5, 5]), of(8, 171, [5; 5])], []);
    let panels = views::heat(&Facts::new(&project, day(TODAY)), None);
    let bars = panels.iter().find_map(|p| if let Panel::Bars { bars, .. } = p { Some(bars) } else { None });
    assert_eq!(bars.unwrap()[0].label.en, "29 (15%)");
}

#[test]
fn the_cells_of_the_heat_map_tell_where_it_is_worst() {
    use Level::{Act, Good, Stop, Watch};
    let level = |low: u32| {
        let at = |id, headcount, scores| Person { headcount: Some(headcount), ..card(id, scores) };
        let cards = [at(7, low, [5, 3, 5, 5, 5]), at(8, 9 - low, [5; 5])];
        let project = project(cards.into_iter().filter(|c| c.headcount != Some(0)), []);
        let facts = Facts::new(&project, day(TODAY));
        let panels = views::heat(&facts, None);
        let Panel::Heat { rows, .. } = &panels[0] else { panic!("{panels:?}") };
        let cells = &rows[0].1;
        assert_eq!(cells[2].text.zh, format!("{low}/9"));
        let last = cells.last().unwrap().level;
        assert_eq!(last, if low == 0 { Level::Blank } else { cells[2].level });
        cells[2].level
    };
    let levels: Vec<_> = (0..=9).map(level).collect();
    assert_eq!(levels, [Good, Watch, Watch, Act, Act, Act, Stop, Stop, Stop, Stop]);
}

#[test]
fn views_name_columns_that_exist() {
    for view in TOOL.views.iter().chain(tools::readiness::TOOL.views) {
        let has = |key: &str| assert!(view.sheet.column(key).is_some(), "{} has no {key}", view.key);
        match &view.layout {
            Layout::Grid(fields) => fields.iter().for_each(|f| match f {
                Field::Column(key, _) | Field::Short(key, ..) => has(key),
                Field::Computed { .. } => {}
            }),
            Layout::Card(plan) => {
                plan.header.iter().chain(plan.footer).for_each(|key| has(key));
                for line in plan.lines {
                    assert_eq!(line.cells.len() + 2, plan.heads.len(), "title and question come first");
                    line.cells.iter().for_each(|key| has(key));
                }
            }
            Layout::Panels | Layout::List(_) => {}
        }
    }
}

#[test]
fn each_card_is_listed_up_to_two_hundred() {
    let list = |n: u64| value((0..n).map(|id| card(id + 7, [4, 4, 2, 2, 5])), "list");
    assert_eq!(
        list(200).unwrap()[0],
        json!({"id": Id::new(7).to_string(), "name": "T7", "people": 1, "weakest": "knowledge",
               "ties": ["ability"], "treat_first": "knowledge", "score_first": null})
    );
    assert_eq!(list(201), None);
}
