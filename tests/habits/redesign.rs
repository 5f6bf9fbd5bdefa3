//! The customer journey, the safeguards and the risks, typed as a director does.

use super::*;
use changebook::tools::actions::Promise;
use changebook::tools::journey::{BrandPromise, Touchpoint};
use changebook::tools::process::{Process, Step};
use changebook::tools::safeguards::{Risk, RiskState, Safeguard, State};

/// Goes right to a column.
fn to(desk: &mut Desk, column: &str) {
    let found = (0..30).any(|_| desk.column() == column || desk.press("<right>").column() == column);
    assert!(found, "{column}:\n{}", desk.screen());
}

#[test]
fn a_touchpoint_is_scored_and_its_gap_becomes_an_action() {
    let mut desk = fresh();
    desk.press("tQuotation<tab>");
    assert_eq!(desk.column(), "promised");
    desk.press("52");
    let point = |desk: &Desk| desk.rows::<Touchpoint>()[0].clone();
    assert_eq!((point(&desk).gap(), point(&desk).scored), (Some(3), Some(today())));
    to(&mut desk, "time");
    desk.press("1h30<enter><up>");
    assert_eq!(point(&desk).time, Some(90.0));
    desk.must_show("1 h 30 min");
    // Without its cause no method is proposed: the key of the footer asks for it.
    assert!(desk.footer().contains("Act on the gap"), "{}", desk.footer());
    desk.press("<f5>");
    desk.must_say("Choose the cause of the gap first");
    assert!(matches!(desk.app().layers.last(), Some(Layer::Choose(_))), "{}", desk.screen());
    desk.press("Waiting<enter>");
    if desk.row_name() != "Quotation" {
        desk.press("<up>");
    }
    desk.press("<f5>Workshop manager<enter>");
    let promise = &desk.rows::<Promise>()[0];
    assert!(promise.action.0.contains("streamline the process"), "{}", promise.action.0);
    assert_eq!((promise.owner.as_str(), promise.due), ("Workshop manager", Some(today() + Days::new(7))));
    // One step takes the owner back, the next the action.
    desk.press("<c-z><c-z>");
    assert!(desk.rows::<Promise>().is_empty());
}

#[test]
fn a_list_of_touchpoints_is_pasted_with_its_times_and_promises() {
    let mut desk = fresh();
    desk.press("t]]Repaired within a day<enter>");
    assert_eq!(desk.rows::<BrandPromise>().len(), 1);
    desk.press("[[");
    desk.paste("触点\t阶段\t承诺水平\t体验评分\t时间\t兑现哪条承诺\n接车\t使用\t4\t4\t15min\tRepaired within a day\n维修\t使用\t５\t2\t2.5天\tRepaired within a day\n");
    desk.press("<enter>");
    let points = desk.rows::<Touchpoint>();
    let times: Vec<_> = points.iter().map(|point| point.time).collect();
    assert_eq!(times, [Some(15.0), Some(3600.0)], "{}", desk.screen());
    assert_eq!(points.iter().map(Touchpoint::gap).collect::<Vec<_>>(), [Some(0), Some(3)]);
    assert!(points.iter().all(|point| point.keeps.0.is_some()));
}

#[test]
fn enter_goes_from_the_curve_to_the_touchpoint_with_the_widest_gap() {
    let mut desk = en();
    desk.press("t]").must_show("Gaps, the widest first");
    desk.press("<enter>").must_show("Waiting for dispatch");
    desk.press("<enter>");
    assert_eq!((desk.column(), desk.row_name().as_str()), ("experience", "Waiting for dispatch"));
}

#[test]
fn a_step_is_moved_among_those_of_its_process() {
    let mut desk = fresh();
    desk.press("pReturns<enter>]");
    desk.press("Register<enter>Examine<enter>Refund<enter>");
    let names = |desk: &Desk| -> Vec<String> {
        desk.rows::<Step>().iter().map(|step| step.name.to_string()).collect()
    };
    let before = names(&desk);
    assert_eq!(before.len(), 3, "{}", desk.screen());
    desk.press("<up>");
    assert_eq!(desk.row_name(), "Refund");
    desk.press("<a-up>");
    assert_eq!(names(&desk), ["Register", "Refund", "Examine"]);
    assert_eq!(desk.row_name(), "Refund", "the cursor goes along");
    desk.press("<a-up><a-up>").must_say("It is the first one here already");
    assert_eq!(names(&desk), ["Refund", "Register", "Examine"]);
    // One undo for each move.
    desk.press("<c-z><c-z>");
    assert_eq!(names(&desk), before);
    // A step of another process is not passed.
    desk.press("[<c-home><down>Repair<enter>]<c-home>");
    to(&mut desk, "process");
    desk.press("<enter>Repair<enter>");
    let repair = desk.rows::<Process>().iter().find(|process| process.name == "Repair").unwrap().id;
    assert_eq!(desk.rows::<Step>()[0].process.0, Some(repair), "{}", desk.screen());
    desk.press("<c-home><down>");
    assert_eq!(desk.row_name(), "Refund");
    desk.press("<a-down>").must_say("It is the last one here already");
    assert_eq!(names(&desk), before);
}

#[test]
fn the_details_show_times_as_the_sheet_does() {
    let mut desk = en();
    desk.press("p]<down><down><f4>").must_show("Wait before: 16 h");
    desk.must_show("C&A %: 82%");
}

#[test]
fn a_touchpoint_scored_again_keeps_its_scores() {
    let mut desk = fresh();
    desk.press("tQuotation<tab>52");
    to(&mut desk, "scored");
    desk.press("2026-01-07<enter><up>");
    desk.press("<f7>").must_say("kept in the history");
    assert_eq!(desk.column(), "experience");
    desk.press("4");
    let past = desk.rows::<changebook::tools::journey::Scoring>();
    assert_eq!((past.len(), past[0].gap()), (1, Some(3)));
    let point = desk.rows::<Touchpoint>()[0].clone();
    assert_eq!((point.gap(), point.scored), (Some(1), Some(today())));
    desk.press("]]]").must_show("2026-01-07  5     2");
    desk.must_show("+2");
}

#[test]
fn a_safeguard_is_marked_with_its_evidence() {
    let mut desk = fresh();
    desk.press("s<down>");
    assert_eq!(desk.row_name(), "Participatory design");
    to(&mut desk, "state");
    desk.press("<space>");
    let row = |desk: &Desk| desk.rows::<Safeguard>()[1].clone();
    assert_eq!(row(&desk).state, Some(State::InPlace));
    desk.must_say("Please say what shows that it is in place");
    desk.press("<right>Two technicians, one advisor<enter><up>");
    desk.must_show("✔ there");
}

#[test]
fn a_risk_is_logged_scored_and_shown_in_the_map() {
    let mut desk = fresh();
    desk.press("s<f5>Parts are late<enter>");
    let risk = |desk: &Desk| desk.rows::<Risk>()[0].clone();
    assert_eq!((risk(&desk).noted, risk(&desk).state), (Some(today()), Some(RiskState::Watched)));
    // The cursor is back where the risk was logged from, or on the next risk; its own tab shows it.
    desk.press("<f3>s]<c-home><right>45");
    assert_eq!(risk(&desk).score(), Some(20));
    desk.press("<f3>s]").must_show("20 points, high");
    desk.press("<enter>");
    assert_eq!(desk.row_name(), "Parts are late");
}

#[test]
fn durations_are_typed_and_edited_as_people_say_them() {
    for (lang, shown) in [(Lang::Zh, "1小时30分"), (Lang::En, "1 h 30 min")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("pReturns<enter>]Register<tab>");
        assert_eq!(desk.rows::<Step>()[0].process.0, Some(desk.rows::<Process>()[0].id));
        to(&mut desk, "work");
        desk.press("1h30<enter>");
        assert_eq!(desk.rows::<Step>()[0].work, Some(90.0));
        desk.press("<up>");
        to(&mut desk, "work");
        desk.press("<f2>");
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!(edit.editor.text(), shown);
        desk.press("<enter>");
        assert_eq!(desk.rows::<Step>()[0].work, Some(90.0), "what is only looked at stays");
    }
}

#[test]
fn space_makes_no_row() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("pReturns<enter>]Register<enter>");
    to(&mut desk, "mark");
    let before = desk.rows::<Step>().len();
    desk.press("<space>");
    assert_eq!(desk.rows::<Step>().len(), before, "{}", desk.screen());
    assert!(!desk.app().layers.iter().any(|layer| matches!(layer, Layer::Choose(_))));
}

#[test]
fn safeguards_open_on_what_is_filled_in() {
    let mut desk = Desk::fresh(Lang::En, (80, 24));
    desk.press("s");
    assert_eq!((desk.column(), desk.row_name().is_empty()), ("state", false), "{}", desk.screen());
    desk.must_show("Verdict");
}

#[test]
fn escape_at_the_owner_keeps_the_action_that_was_announced() {
    for (lang, cause, kept) in [(Lang::Zh, "等待太久", "负责人"), (Lang::En, "Waiting", "Owner")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("tQuotation<tab>52");
        to(&mut desk, "cause");
        desk.press(&format!("<enter>{cause}<enter><up><f5><esc>"));
        let promises = desk.rows::<Promise>();
        assert_eq!((promises.len(), promises[0].owner.as_str()), (1, ""), "{}", desk.screen());
        desk.must_say(kept);
        assert_eq!(desk.row_name(), "Quotation");
        // One undo takes it back.
        desk.press("<c-z>");
        assert!(desk.rows::<Promise>().is_empty());
    }
}

#[test]
fn escape_keeps_what_was_announced_and_says_what_it_takes_back() {
    use changebook::tools::charter::Rest;
    use changebook::tools::methods::Method;
    // A pause moves every date, so a slip goes with Esc; with Enter it holds without a reason too.
    let pauses = |desk: &Desk| desk.rows::<Rest>().iter().filter(|rest| rest.from.is_some()).count();
    for (typed, left) in [("<f5><esc>", 0), ("<f5><enter>", 1), ("<f5>Flood<enter>", 1), ("<f5>Flo<esc>", 0)]
    {
        let mut desk = fresh();
        desk.press("e").press(typed);
        assert_eq!(pauses(&desk), left, "{typed}: {}", desk.screen());
        assert_eq!(desk.shows("paused"), left == 1, "{typed}: {}", desk.screen());
    }
    // A method that adds a step to the to-be stays chosen with it.
    let mut desk = fresh();
    desk.press("pReturns<enter>]Register<enter><esc>r");
    for _ in 0..24 {
        if desk.row_name().contains("Transparent") {
            break;
        }
        desk.press("<down>");
    }
    desk.press("<f5>");
    assert!(desk.rows::<Step>().len() > 1, "{}", desk.screen());
    desk.press("<esc>");
    assert!(desk.rows::<Method>().iter().any(|method| method.chosen.0.is_some()), "{}", desk.screen());
    // A row without content goes, and that is said.
    let mut desk = fresh();
    desk.press("a<f5><esc>");
    assert!(desk.rows::<Promise>().is_empty());
    desk.must_say("taken back");
    let mut desk = en();
    let sends = desk.rows::<changebook::tools::communication::Send>().len();
    desk.press("6<f5><esc>");
    assert_eq!(desk.rows::<changebook::tools::communication::Send>().len(), sends);
    desk.must_say("taken back");
}

#[test]
fn a_letter_chooses_nothing_by_a_word_that_nobody_sees() {
    use changebook::tools::process::Value;
    for (typed, chosen) in [("s", None), ("bi", Some(Value::Necessary)), ("VA", Some(Value::Adding))] {
        let mut desk = Desk::fresh(Lang::Zh, WIDE);
        desk.press("pReturns<enter>]Register<enter><up>");
        to(&mut desk, "value");
        desk.press(&format!("<enter>{typed}<enter>"));
        assert_eq!(desk.rows::<Step>()[0].value, chosen, "{typed}: {}", desk.screen());
    }
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("t接车<tab>52");
    to(&mut desk, "cause");
    // Waiting, in the other language, and its pinyin.
    desk.press("<enter>w");
    assert!(!desk.shows("等待太久"), "{}", desk.screen());
    desk.press("<bs>dengd").must_show("等待太久");
}

#[test]
fn a_step_is_not_offered_to_itself() {
    let mut desk = fresh();
    desk.press("pReturns<enter>]Register<enter>Examine<enter><up>");
    to(&mut desk, "beside");
    desk.press("<enter>");
    let Some(Layer::Choose(chooser)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    let names: Vec<_> = chooser.items.iter().map(|item| &*item.label.en).collect();
    assert!(names.contains(&"Register") && !names.contains(&"Examine"), "{names:?}");
}

#[test]
fn steps_are_pasted_with_what_becomes_of_them() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("pReturns<enter>]");
        desk.paste("Step\tWait before\tWork time\tChange\nRegister\t0\t15min\t\nExamine\t1d\t30min\tR\nRefund\t2d\t10min\tC\n");
        desk.press("<enter>");
        let marks: Vec<_> = desk
            .rows::<Step>()
            .iter()
            .map(|step| step.mark.map(changebook::tools::process::Mark::letter))
            .collect();
        assert_eq!(marks, [None, Some('R'), Some('C')], "{}", desk.screen());
    }
}

#[test]
fn a_gap_that_somebody_closes_rests_on_home() {
    use changebook::assess::Assessed;
    let mut desk = fresh();
    desk.press("tQuotation<tab>52");
    to(&mut desk, "cause");
    desk.press("<enter>Waiting<enter>");
    let first = |desk: &Desk| {
        let assessed = Assessed::of(desk.project(), today(), None);
        let rests = |id: &str| {
            let all = assessed.findings();
            let found =
                all.iter().find(|(_, finding)| finding.id == id).map(|(_, finding)| assessed.aside(finding));
            found.unwrap()
        };
        rests("JO1")
    };
    assert_eq!(first(&desk), None, "nobody closes it");
    if desk.row_name() != "Quotation" {
        desk.press("<up>");
    }
    desk.press("<f5><esc>");
    assert_eq!(first(&desk), None, "an action of nobody");
    desk.press("<f5>Workshop manager<enter>");
    if desk.rows::<Promise>()[0].owner.is_empty() {
        desk.press("<enter>Workshop manager<enter>");
    }
    assert!(first(&desk).is_some(), "{}", desk.screen());
    desk.press("<f3>").must_show("Became actions");
}

#[test]
fn an_indicator_for_a_method_is_proposed_by_the_process() {
    let mut desk = fresh();
    desk.press("pReturns<enter>]");
    desk.paste(
        "Step\tWait before\tWork time\tChange\tTo-be wait\nRegister\t0\t1h\t\t\nExamine\t4d\t23h\tS\t1d\n",
    );
    desk.press("<enter><esc>r<f9>");
    let kpi = desk.rows::<Kpi>().last().unwrap().clone();
    assert_eq!(
        (kpi.name.as_str(), kpi.baseline, kpi.target),
        ("Returns, lead time", Some(5.0), Some(2.0)),
        "{}",
        desk.screen()
    );
    desk.must_say("baseline 5 d, target 2 d");
    // A second method takes the same one.
    let all = desk.rows::<Kpi>().len();
    desk.press("<esc>r<down><f9>");
    assert_eq!(desk.rows::<Kpi>().len(), all);
    desk.must_say("it is chosen");
}
