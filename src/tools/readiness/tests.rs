mod launch;
mod rounds;

use super::score::{Band, DIMENSIONS, Dimension, Total, figure};
use super::*;
use crate::assess::Assessed;
use crate::facts::Facts;
use crate::finding::Level;
use crate::project::{Edit, Project};
use crate::registry::{self, edit_of};
use crate::sheet::{AnyRow, Cell, Id, Score};
use crate::text::{Lang, Phrase};
use crate::tool::{Assessment, Change, Panel, Verdict};
use crate::tools;
use crate::tools::charter::Charter;
use crate::tools::checklist;
use crate::tools::roadmap::{Centre, Milestone};
use crate::tools::tests::book::{self, Concluded, after_monday as day, find, ids};
use proptest::prelude::*;
use serde_json::json;

/// A form of a round; 0 is no score.
fn form(id: u64, round: u32, scores: [u8; 6]) -> Form {
    let scores = scores.map(Score::new);
    Form {
        round: Some(round),
        date: Some(day(i64::from(round))),
        senior_support: scores[0],
        urgency: scores[1],
        resources: scores[2],
        past_success: scores[3],
        open_culture: scores[4],
        staff_capability: scores[5],
        ..Form::with_id(Id::new(id))
    }
}

fn project(forms: impl IntoIterator<Item = Form>) -> Project {
    let mut project = Project::empty(Id::new(1), &[Form::DEF]);
    for form in forms {
        project.apply(Edit::append(form)).unwrap();
    }
    project
}

fn assess(forms: impl IntoIterator<Item = Form>) -> Concluded {
    book::conclude(&TOOL, &project(forms), day(30))
}

fn one(scores: [u8; 6]) -> Concluded {
    assess([form(7, 1, scores)])
}

/// A figure for programs.
fn value(concluded: &Concluded, key: &str) -> serde_json::Value {
    (TOOL.values)(&concluded.facts).into_iter().find(|(k, _)| *k == key).unwrap().1
}

#[test]
fn the_limits_stand_in_the_conclusion_before_anything_fires() {
    let has = |scores, zh: &str, en: &str| {
        let concluded = assess([form(7, 1, scores)]);
        let said = concluded.conclusion.iter().any(|line| line.text.zh == zh && line.text.en == en);
        assert!(said, "{en}: {:?}", concluded.conclusion);
    };
    has([0; 6], "警戒线：高层支持 4 分，其余 3 分。", "Limits: senior support 4, the others 3.");
    has(
        [4, 3, 3, 3, 3, 3],
        "六个维度都没有低于警戒线（高层支持 4 分，其余 3 分）。",
        "No dimension is below its limit (senior support 4, the others 3).",
    );
    has(
        [3, 5, 5, 5, 5, 5],
        "28/30 · 停：先解决高层支持（3 分，不到 4 分）",
        "28/30 · STOP: senior support first (3, below 4)",
    );
}

#[test]
fn bands_begin_where_the_source_prints_them() {
    let bands =
        [(6, "high_risk"), (11, "high_risk"), (12, "under_prepared"), (17, "under_prepared"), (18, "pilot")];
    let more = [(23, "pilot"), (24, "ready"), (30, "ready")];
    for (total, key) in bands.into_iter().chain(more) {
        assert_eq!(Band::of(f64::from(total)).key(), key, "{total}");
    }
    assert_eq!(Band::of(23.5), Band::Pilot);
}

#[test]
fn every_trigger_fires_below_its_limit_and_not_at_it() {
    for ((n, dimension), rule) in DIMENSIONS.iter().enumerate().zip(rules::RULES) {
        for score in 1..=5 {
            let mut scores = [5; 6];
            scores[n] = score;
            let fired = ids(&one(scores)).contains(&rule.id);
            assert_eq!(fired, score < dimension.limit, "{} at {score}", dimension.column.key);
        }
    }
    let limits: Vec<_> = DIMENSIONS.iter().map(|d| d.limit).collect();
    assert_eq!(limits, [4, 3, 3, 3, 3, 3]);
    let levels: Vec<_> = DIMENSIONS.iter().map(Dimension::level).collect();
    assert_eq!(levels[0], Level::Stop);
    assert!(levels[1..].iter().all(|l| *l == Level::Act));
}

#[test]
fn a_band_alone_would_hide_the_gate() {
    let (mut high, mut gated, mut no_sponsor) = (0, 0, 0);
    for code in 0..5_u32.pow(6) {
        let scores: [u8; 6] = std::array::from_fn(|n| (code / 5_u32.pow(n as u32) % 5) as u8 + 1);
        if scores.iter().sum::<u8>() < 24 {
            continue;
        }
        let round = Round::all(project([form(7, 1, scores)]).rows()).remove(0);
        high += 1;
        gated += u32::from(round.fired().next().is_some());
        no_sponsor += u32::from(round.fired().any(|(n, ..)| n == 0));
        assert_eq!(round.total().band(), Some(Band::Ready));
    }
    assert_eq!((high, gated, no_sponsor), (882, 543, 203));
}

#[test]
fn a_stop_gate_beats_the_band() {
    let assessment = one([1, 5, 5, 5, 5, 5]);
    assert_eq!(assessment.headline.zh, "26/30");
    assert_eq!(assessment.level, Level::Stop);
    assert_eq!(value(&assessment, "band"), "ready");
    assert_eq!(value(&assessment, "gate"), "stop");
    let said = |assessment: &Assessment| -> Vec<_> {
        assessment.conclusion.iter().map(|l| (l.level, l.text.zh.clone().into_owned())).collect()
    };
    assert_eq!(
        said(&assessment),
        [
            (Level::Stop, "26/30 · 停：先解决高层支持（1 分，不到 4 分）".to_owned()),
            (Level::Blank, "第 1 轮只看总分：准备充分，可以启动".to_owned()),
        ]
    );
    assert_eq!(assessment.conclusion[0].text.en, "26/30 · STOP: senior support first (1, below 4)");
    assert_eq!(assessment.conclusion[1].text.en, "Round 1 by its total alone: well prepared, ready to start");
    let also = one([3, 5, 5, 2, 5, 2]);
    assert_eq!(also.conclusion[2].text.zh, "低于 3 分，先补上：过往成功 2、员工能力 2");
    let open = one([3, 5, 0, 0, 0, 0]);
    assert_eq!(said(&open)[0], (Level::Stop, "12–28/30 · 停：先解决高层支持（3 分，不到 4 分）".to_owned()));
    assert_eq!(said(&open)[1].1, "第 1 轮还没填完，总分暂不定级");
    // At 4 the sponsor does not stop it, and the band speaks.
    let may = one([4, 4, 4, 4, 3, 3]);
    assert_eq!(said(&may)[0], (Level::Watch, "第 1 轮 22/30：需要准备，但可以试点".to_owned()));
}

#[test]
fn bars_and_grid_say_the_gate_where_it_beats_the_band() {
    let cases = [
        ([1, 5, 4, 4, 4, 4], "停：先解决高层支持", "22 停：高层支持", Level::Stop),
        ([4, 2, 4, 4, 4, 4], "先补紧迫感", "22 先补 1 项", Level::Act),
        ([4, 2, 2, 4, 5, 5], "先补 2 项", "22 先补 2 项", Level::Act),
        ([4, 4, 4, 4, 3, 3], "需要准备，但可以试点", "22 可以试点", Level::Watch),
        // The band is as bad as the gate, or worse, and says more.
        ([4, 2, 2, 2, 2, 2], "准备不足，建议先做准备工作", "14 先做准备", Level::Act),
        ([1, 1, 1, 1, 1, 1], "停：先解决高层支持", "6 停：高层支持", Level::Stop),
        ([1, 5, 0, 0, 0, 0], "停：先解决高层支持", "10–26 停：高层支持", Level::Stop),
        ([4, 2, 0, 0, 0, 0], "未填完", "10–26 未填完", Level::Act),
    ];
    for (scores, verdict, label, level) in cases {
        let row = form(7, 1, scores);
        let project = project([row.clone()]);
        let facts = Facts::new(&project, day(30));
        let shown = views::verdict(&facts, &row);
        assert_eq!((shown.text.zh.as_ref(), shown.level), (verdict, level), "{scores:?}");
        let panels = views::beside_form(&facts, Some(&row));
        let Panel::Bars { bars, .. } = &panels[0] else { panic!("{panels:?}") };
        assert_eq!((bars[0].label.zh.as_ref(), bars[0].level), (label, level), "{scores:?}");
        assert!(crate::text::width(&bars[0].label.en) <= 20, "half a panel has no more room");
    }
}

#[test]
fn the_sponsor_comes_first() {
    assert_eq!(ids(&one([3, 2, 2, 2, 2, 2])), ["RD1", "RD2", "RD3", "RD4", "RD5", "RD6"]);
}

#[test]
fn all_is_well_without_findings() {
    let assessment = one([4, 4, 4, 4, 4, 4]);
    assert_eq!((assessment.level, ids(&assessment).len()), (Level::Good, 0));
    assert_eq!(one([4, 3, 3, 3, 3, 3]).level, Level::Watch);
}

#[test]
fn what_is_missing_gives_a_range_and_a_band_only_if_both_ends_agree() {
    let open = one([4, 4, 3, 0, 0, 0]);
    assert_eq!(open.headline.zh, "14–26");
    assert_eq!(value(&open, "band"), json!(null));
    assert_eq!(ids(&open), ["RD9"]);
    assert_eq!(open.level, Level::Watch);
    assert_eq!(find(&open, "RD9").evidence.zh, "第 1 轮还没打分：过往成功、文化开放、员工能力");
    assert_eq!(find(&open, "RD9").place.column, "past_success");

    let closed = one([5, 5, 5, 5, 5, 0]);
    assert_eq!((closed.headline.en.as_ref(), value(&closed, "band")), ("26–30", json!("ready")));
    // 19 to 23: both ends may pilot.
    assert_eq!(value(&one([4, 4, 4, 3, 3, 0]), "band"), json!("pilot"));
    // 20 to 24: they do not agree.
    assert_eq!(value(&one([4, 4, 4, 4, 3, 0]), "band"), json!(null));
}

#[test]
fn a_low_score_fires_before_the_form_is_complete() {
    assert_eq!(ids(&one([3, 0, 0, 0, 0, 0])), ["RD1", "RD9"]);
}

#[test]
fn nothing_scored_is_blank() {
    for forms in [vec![], vec![form(7, 1, [0; 6])]] {
        let assessment = assess(forms);
        assert_eq!((assessment.level, assessment.headline.zh.as_ref()), (Level::Blank, "未填"));
        assert!(assessment.findings.is_empty());
    }
}

#[test]
fn a_complete_round_proposes_the_checklist_item() {
    assert!((TOOL.proposes)(&Facts::new(&project([form(7, 1, [4, 4, 4, 4, 4, 0])]), day(30))).is_empty());
    assert!((TOOL.proposes)(&Facts::new(&project([]), day(30))).is_empty());
    let proposed = (TOOL.proposes)(&Facts::new(&project([form(7, 1, [4; 6])]), day(30)));
    assert_eq!(proposed[0].0, "w1-3");
    let one_open = [form(7, 1, [4; 6]), form(8, 1, [4, 0, 0, 0, 0, 0])];
    assert!((TOOL.proposes)(&Facts::new(&project(one_open), day(30))).is_empty());
}

#[test]
fn a_first_score_dates_the_form_in_the_same_step() {
    let empty = Form::with_id(Id::new(7));
    let mut project = project([empty.clone()]);
    let column = Form::DEF.column("urgency").unwrap();
    let change = |project: &Project, row: &Form, cell: &Cell| {
        edit_of(&Change { project, row, column: &Form::DEF.columns[column], cell, today: day(3) })
    };
    let cell = Cell::Score(Score::new(3).unwrap());
    let edit = change(&project, &empty, &cell);
    let back = project.apply(edit).unwrap();
    let row = project.find::<Form>(empty.id).unwrap().clone();
    assert_eq!((row.date, row.round, row.urgency), (Some(day(3)), Some(1), Score::new(3)));
    assert!(matches!(change(&project, &row, &cell), Edit::Set { .. }), "it is dated already");
    project.apply(back).unwrap();
    assert_eq!(*project.find::<Form>(empty.id).unwrap(), empty);
}

#[test]
fn the_date_is_not_in_the_future_and_rounds_begin_at_one() {
    let project = project([form(7, 1, [0; 6])]);
    let verdict = |key, cell: Cell| {
        let column = &Form::DEF.columns[Form::DEF.column(key).unwrap()];
        registry::check(&Change {
            project: &project,
            row: &form(7, 1, [0; 6]),
            column,
            cell: &cell,
            today: day(5),
        })
    };
    assert_eq!(verdict("date", Cell::Date(day(5))), Verdict::Fine);
    assert!(matches!(verdict("date", Cell::Date(day(6))), Verdict::Refuse(_)));
    assert_eq!(verdict("round", Cell::Count(1)), Verdict::Fine);
    assert!(matches!(verdict("round", Cell::Count(0)), Verdict::Refuse(_)));
}

#[test]
fn the_panels_show_rounds_medians_and_anchors() {
    let forms = [form(7, 1, [4; 6]), form(8, 2, [3, 4, 4, 4, 4, 4]), form(9, 2, [5; 6])];
    let project = project(forms.clone());
    let facts = Facts::new(&project, day(30));
    let panels = (TOOL.views[0].panels)(&facts, Some(&forms[2]));
    let [Panel::Heat { rows, .. }, Panel::Bars { bars, .. }, Panel::Lines { .. }, Panel::Lines { lines, .. }] =
        &panels[..]
    else {
        panic!("{panels:?}")
    };
    let cells: Vec<_> = rows[0].1.iter().map(|s| s.text.en.as_ref()).collect();
    assert_eq!(cells, ["4", "3–5", "0"]);
    assert_eq!(bars.len(), 2);
    assert_eq!((bars[1].title.zh.as_ref(), bars[1].label.zh.as_ref()), ("第2轮 2026-03", "26.5 可以启动"));
    assert_eq!(lines[0].text.zh, "每个维度：1 = 非常欠缺，3 = 一般，5 = 非常到位");
    assert_eq!((TOOL.views[1].panels)(&facts, Some(&forms[0])).len(), 1);
}

#[test]
fn the_grid_shows_each_form_with_its_own_gate() {
    let project = project([form(7, 1, [1, 5, 5, 5, 5, 5])]);
    let facts = Facts::new(&project, day(30));
    let row = form(7, 1, [1, 5, 5, 5, 5, 5]);
    assert_eq!(views::total(&facts, &row).text.zh, "26");
    let verdict = views::verdict(&facts, &row);
    assert_eq!((verdict.text.en.as_ref(), verdict.level), ("STOP: senior support first", Level::Stop));
    assert_eq!(views::verdict(&facts, &form(8, 1, [0; 6])).text.get(Lang::En), "");
}

#[test]
fn a_new_project_begins_with_one_empty_form() {
    let mut n = 0;
    let seeded = (TOOL.seed)(&mut || {
        n += 1;
        Id::new(n)
    });
    let form = seeded[0].typed::<Form>().unwrap();
    assert_eq!((seeded.len(), form.round, form.date), (1, Some(1), None));
    let fresh = registry::new_project(tools::charter::Charter::default(), &mut || {
        n += 1;
        Id::new(n)
    });
    assert!(Assessed::of(&fresh, day(0), None).tools().len() >= 3);
}

#[test]
fn half_points_are_written_with_a_point() {
    assert_eq!((figure(23.5), figure(24.0)), ("23.5".into(), "24".into()));
    assert_eq!(Total { low: 6.5, high: 10.0 }.figure(), "6.5–10");
}

fn any_forms() -> impl Strategy<Value = Vec<Form>> {
    let one = (1..4_u32, prop::array::uniform6(0..=5_u8));
    prop::collection::vec(one, 0..8).prop_map(|forms| {
        forms.into_iter().enumerate().map(|(n, (round, scores))| form(n as u64 + 1, round, scores)).collect()
    })
}

proptest! {
    #[test]
    fn raising_a_score_never_worsens_its_own_trigger(
        forms in any_forms(), at in any::<prop::sample::Index>(), n in 0..6_usize,
    ) {
        prop_assume!(!forms.is_empty());
        let row = at.get(&forms).clone();
        let score = row.scores()[n].map_or(0, Score::get);
        prop_assume!((1..5).contains(&score));
        let fires = |forms: &[Form]| {
            Round::all(project(forms.iter().cloned()).rows())
                .iter().find(|r| r.number == row.round_number())
                .is_some_and(|r| r.fired().any(|(d, ..)| d == n))
        };
        let mut raised = forms.clone();
        let column = DIMENSIONS[n].column.at;
        let target = raised.iter_mut().find(|f| f.id == row.id).unwrap();
        prop_assert!(target.set(column, Cell::Score(Score::new(score + 1).unwrap())));
        prop_assert!(fires(&forms) || !fires(&raised));
    }

    #[test]
    fn assessing_never_panics_and_a_range_holds_the_total(forms in any_forms()) {
        let project = project(forms);
        let assessment = book::conclude(&TOOL, &project, day(30));
        for round in Round::all(project.rows()) {
            let total = round.total();
            prop_assert!(6.0 <= total.low && total.low <= total.high && total.high <= 30.0);
        }
        prop_assert!(crate::text::width(&assessment.headline.zh) <= 10);
        prop_assert!(assessment.conclusion.len() <= 4);
        for row in project.rows::<Form>() {
            for view in TOOL.views {
                let _panels = (view.panels)(&assessment.facts, Some(&**row));
            }
        }
    }
}

#[test]
fn the_form_shows_limit_and_advice_before_anything_fires() {
    let row = form(7, 1, [0; 6]);
    let project = project([row.clone()]);
    let panels = views::beside_form(&Facts::new(&project, day(1)), Some(&row));
    let lines = panels.iter().find_map(|panel| match panel {
        Panel::Lines { title, lines } if title.en == "What to do about a low score" => Some(lines),
        _ => None,
    });
    let lines = lines.unwrap();
    assert_eq!(lines.len(), 6);
    assert!(lines[0].text.en.starts_with("If senior support is below 4: Win senior support first"));
    assert!(lines[1].text.zh.starts_with("如果紧迫感不到 3 分：先营造紧迫感"));
}
