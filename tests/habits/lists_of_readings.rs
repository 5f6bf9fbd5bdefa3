//! Lists of readings that are pasted on the dashboard under titles of people's own.

use super::*;
use changebook::intake::Field;
use changebook::tools::kpi::Reading;

#[test]
fn a_list_with_an_unknown_title_over_its_values_is_a_list_and_can_be_mapped() {
    for (lang, block) in [
        (Lang::En, "Indicator\tDate\tFigure\nFTFR\t2026-02-23\t81\nFTFR\t2026-03-02\t82\n"),
        (Lang::Zh, "指标\t日期\t得数\n首次修复率\t2026-02-23\t81\n首次修复率\t2026-03-02\t82\n"),
        (Lang::En, "Indicator\tMeasured\tFigure\nFTFR\t2026-02-23\t81\nFTFR\t2026-03-02\t82\n"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9").paste(block);
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!((preview.intake.def.key, preview.intake.titles), ("readings", Some(0)), "{block}");
        assert_eq!(preview.intake.fields[2].column(), None, "{block}");
        assert!(preview.plan.is_idle(), "nothing is made up: {block}");
        // The titles say what goes where, or a person does.
        let value = if lang == Lang::Zh { "数值" } else { "Value" };
        desk.press("<up><right><right><enter>").press(value).press("<enter>");
        if block.contains("Measured") {
            desk.press("<left><enter>Date<enter>");
        }
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert!(matches!(preview.intake.fields[2], Field::Column(..)), "{block}: {}", desk.screen());
        desk.press("<c-s>");
        let values: Vec<_> =
            desk.rows::<Reading>().iter().map(|row| (row.date.unwrap().to_string(), row.value)).collect();
        let wanted = [("2026-02-23".to_owned(), Some(81.0)), ("2026-03-02".to_owned(), Some(82.0))];
        assert_eq!(values, wanted, "{block}: {}", desk.screen());
    }
}

#[test]
fn values_without_any_day_take_one_decision_for_all() {
    for (lang, block) in [
        (Lang::En, "Indicator\tValue\tNote\nFTFR\t71%\tok\nCSAT\t80\t\nAverage response time\t47\tlate\n"),
        (Lang::Zh, "指标\t数值\t备注\nFTFR\t71%\tok\nCSAT\t80\t\n平均响应时间\t47\t晚\n"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9]").paste(block);
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert!(!preview.plan.is_ready(), "a day is asked for: {}", desk.screen());
        desk.press("<enter>").must_show(&today().to_string());
        desk.press("<enter>");
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert!(preview.plan.is_ready(), "of all lines at once: {}", desk.screen());
        desk.press("<enter>");
        let days: Vec<_> = desk.rows::<Reading>().iter().map(|row| row.date).collect();
        assert_eq!(days, [Some(today()); 3], "{}", desk.screen());
        // Or all lines are left out.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9]").paste(block).press("<enter><down><down><down><enter>");
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!((preview.plan.new_rows, preview.plan.changes), (0, 0), "{}", desk.screen());
    }
}

/// What a division leaves behind the point is shown as the sheet shows it; what was typed is shown whole.
#[test]
fn a_converted_value_is_shown_as_in_the_sheet() {
    for (typed, shown) in [("4m50", "0.08 h"), ("100min", "1.67 h"), ("1.234567", "1.234567 h")] {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press("9]")
            .paste(&format!("Indicator\tDate\tValue\nAverage response time\t2026-03-02\t{typed}\n"));
        desk.must_show(&format!("{shown} "));
    }
}
