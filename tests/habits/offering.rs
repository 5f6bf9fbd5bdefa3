//! Values that a tool offers for a second cell, and for many.

use super::*;
use changebook::finding::Place;
use changebook::tools::communication::{Message, Send};
use changebook::tools::kpi::{Kpi, KpiUnit, Reading};

/// The cursor on the words of the first message that was said before.
fn at_message(lang: Lang) -> (Desk, Message) {
    let mut desk = Desk::demo(lang, WIDE);
    let said: Vec<_> = desk.rows::<Send>().into_iter().filter_map(|send| send.message.0).collect();
    let message = desk.rows::<Message>().into_iter().find(|m| said.contains(&m.id)).unwrap();
    assert!(desk.app_mut().go(Place { sheet: "messages", row: Some(message.id), column: "message" }));
    desk.press("<esc><esc><enter><esc>");
    (desk, message)
}

fn now(desk: &Desk, id: Id) -> Message {
    desk.rows::<Message>().into_iter().find(|m| m.id == id).unwrap()
}

#[test]
fn yes_fills_the_other_cell_too_no_only_the_one_and_escape_none() {
    for lang in BOTH {
        for (key, words, counted) in [("y", true, true), ("n", true, false), ("<esc>", false, false)] {
            let (mut desk, old) = at_message(lang);
            let before = whole(desk.project());
            desk.press("<enter><c-u>New words<enter>");
            assert!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))), "{}", desk.screen());
            desk.press(key).press("<esc>");
            let new = now(&desk, old.id);
            assert_eq!(new.message.0 == "New words", words, "{key}");
            let count = if counted { Some(today()) } else { old.count_from };
            assert_eq!(new.count_from, count, "{key}");
            if words {
                desk.press("<c-z>");
            }
            assert_eq!(whole(desk.project()), before, "{key} is one step");
        }
    }
}

#[test]
fn a_paste_and_filling_down_change_the_cells_alone_and_say_the_question() {
    for (lang, said) in [(Lang::Zh, "重新数吗"), (Lang::En, "count start again")] {
        let (mut desk, old) = at_message(lang);
        desk.paste("One\nTwo\n");
        desk.must_show(said);
        desk.press("<enter>");
        let new = now(&desk, old.id);
        assert_eq!((&*new.message.0, new.count_from), ("One", old.count_from));
        let (mut desk, _) = at_message(lang);
        let before = desk.rows::<Message>();
        desk.press("<s-down><c-d>");
        desk.must_say(said);
        let after = desk.rows::<Message>();
        let changed = before.iter().zip(&after).filter(|(a, b)| a.message != b.message);
        assert!(changed.clone().count() == 1 && changed.clone().all(|(a, b)| a.count_from == b.count_from));
    }
}

#[test]
fn another_unit_converts_all_that_was_entered_in_one_step_or_nothing() {
    for lang in BOTH {
        for (key, unit, factor) in
            [("y", KpiUnit::Minutes, 60.0), ("n", KpiUnit::Minutes, 1.0), ("<esc>", KpiUnit::Hours, 1.0)]
        {
            let mut desk = Desk::demo(lang, WIDE);
            let response = desk.rows::<Kpi>().into_iter().find(|kpi| kpi.code == "response").unwrap();
            assert!(desk.app_mut().go(Place { sheet: "kpis", row: Some(response.id), column: "unit" }));
            let values = |desk: &Desk| -> Vec<Option<f64>> {
                let of_it = |reading: &Reading| reading.kpi.0 == Some(response.id);
                desk.rows::<Reading>().into_iter().filter(of_it).map(|reading| reading.value).collect()
            };
            let (before, read) = (whole(desk.project()), values(&desk));
            desk.press("<esc><esc><enter><esc>");
            desk.press("分钟<enter>");
            desk.must_show(if lang == Lang::Zh { "一起换算吗" } else { "convert these too" });
            let Some(Layer::Ask(ask)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            let answers = (ask.yes.get(lang), ask.no.as_ref().map(|no| no.get(lang)));
            let (convert, keep) =
                if lang == Lang::Zh { ("换算", "不换算") } else { ("Convert", "Keep the numbers") };
            assert_eq!(answers, (convert, Some(keep)));
            desk.press(key);
            let kpi = desk.rows::<Kpi>().into_iter().find(|kpi| kpi.id == response.id).unwrap();
            assert_eq!(kpi.unit, Some(unit), "{key}");
            assert_eq!((kpi.baseline, kpi.target), (Some(48.0 * factor), Some(24.0 * factor)), "{key}");
            let expected: Vec<_> = read.iter().map(|value| value.map(|value| value * factor)).collect();
            assert_eq!(values(&desk), expected, "{key}");
            if key != "<esc>" {
                desk.press("<c-z>");
            }
            assert_eq!(whole(desk.project()), before, "{key} is one step");
        }
    }
}
