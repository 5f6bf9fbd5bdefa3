//! Undo and redo.

use super::*;

#[test]
fn a_thousand_steps_can_be_taken_back() {
    let mut desk = fresh();
    desk.press("3<right>").press(&"<space>".repeat(5));
    let five = whole(desk.project());
    desk.press("<down>").press(&"<space>".repeat(999)).press("<right><right><right>X<enter>");
    let last = whole(desk.project());
    assert_ne!(five, last);
    desk.press(&"<c-z>".repeat(1_000));
    assert_eq!(whole(desk.project()), five);
    desk.press("<c-z>");
    desk.must_say("nothing to undo");
    desk.press(&"<c-y>".repeat(1_000));
    assert_eq!(whole(desk.project()), last);
}

#[test]
fn undo_says_what_and_goes_where_it_happened() {
    for (lang, undone, redone) in [(Lang::Zh, "已撤销", "已重做"), (Lang::En, "Undone: ", "Redone: ")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("1<down>5<f3>u");
        desk.must_say(undone);
        assert_eq!((desk.app().screen, desk.column()), (tool("readiness"), "urgency"));
        assert_eq!(desk.cell(), Cell::Empty);
        desk.press("<f3><c-r>");
        desk.must_say(redone);
        assert_eq!(desk.cell(), score(5));
    }
}

#[test]
fn a_new_edit_ends_the_way_forward() {
    let mut desk = fresh();
    desk.press("15<c-z>4<c-y>");
    desk.must_say("nothing to redo");
    assert_eq!(scores(&desk.rows::<Form>()[0])[0], 4);
}

const PLACES: &[&str] = &["1", "1]", "2", "2]", "2]]]", "3", "9", "9]", "9]]", "9]]]", "9]]]]", "e", "e]"];
const MOVES: &[&str] =
    &["<down>", "<right>", "<up>", "<left>", "<tab>", "<end>", "<c-end>", "<s-down>", "<s-right>"];
const EDITS: &[&str] = &[
    "5",
    "3",
    "<space>",
    "<del>",
    "x<enter>",
    "7<enter>",
    "<enter>9<enter>",
    "<enter><down><enter>",
    "<c-n>",
    "<c-k>",
    "<a-down>",
    "<a-up>",
    "<c-x>",
    "<c-c><down><c-v><enter>",
    "<c-d>",
    "<f5>1<enter>",
    "<f7>",
    "<f9>e<enter>",
    "<paste:1\\t2\\n3\\t4><enter>",
    "<paste:x\\ny\\nz><enter>",
    "0.5<enter>y",
    "3-2<enter>",
    "今天<enter>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_edit_can_be_taken_back_exactly(
        demo in any::<bool>(),
        lang in select(BOTH.to_vec()),
        steps in vec((select(PLACES), vec(select(MOVES), 0..5), select(EDITS)), 1..14),
    ) {
        let mut desk = if demo { Desk::demo(lang, WIDE) } else { Desk::fresh(lang, WIDE) };
        let before = whole(desk.project());
        for (place, moves, edit) in steps {
            desk.press("<f3>").press(place).press(&moves.concat()).press(edit).press("<esc><esc><esc>");
        }
        let after = whole(desk.project());
        let mut back = 0;
        while desk.app().enabled(Command::Undo).is_ok() {
            desk.press("<c-z>");
            back += 1;
            prop_assert!(back < 500);
        }
        prop_assert_eq!(whole(desk.project()), before);
        while desk.app().enabled(Command::Redo).is_ok() {
            desk.press("<c-y>");
        }
        prop_assert_eq!(whole(desk.project()), after);
    }
}

#[test]
fn a_block_and_a_score_in_the_same_row_can_be_taken_back_exactly() {
    // A block over scores and their evidence, then another value in one of them: each leaves a mark of its day.
    let after_it = [("2", "3"), ("1", "5"), ("9", "<space>")];
    for (lang, place, put) in
        [(Lang::Zh, "2]", "<enter>"), (Lang::En, "1", "<c-s>"), (Lang::Zh, "3", "<c-s>")]
    {
        for (next, edit) in after_it.into_iter().chain([(place, "3")]) {
            let mut desk = Desk::demo(lang, WIDE);
            let before = whole(desk.project());
            desk.press(&format!("<f3>{place}<paste:1\\t2\\n3\\t4>{put}<esc><esc><esc>"));
            desk.press(&format!("<f3>{next}{edit}<esc><esc><esc>"));
            let after = whole(desk.project());
            let what = format!("{lang:?} {place} {put} {next} {edit}");
            let mut back = 0;
            while desk.app().enabled(Command::Undo).is_ok() {
                desk.press("<c-z>");
                back += 1;
                assert!(back < 50, "{what}");
            }
            assert_eq!(whole(desk.project()), before, "{what}");
            desk.press(&"<c-y>".repeat(back));
            assert_eq!(whole(desk.project()), after, "{what}");
        }
    }
}

#[test]
fn what_is_typed_carries_the_day_and_undo_takes_it_back() {
    let mut desk = fresh();
    let before = whole(desk.project());
    desk.press("2A1<enter>").press("<right><right><right><right>3");
    let card = desk.project().rows::<Person>()[0].clone();
    assert_eq!(card.entered, changebook::sheet::Entered::on(today()), "{card:?}");
    // A row that the project began with is ticked: before that day it was not.
    desk.press("<f3>3<right><space>");
    let ticked = whole(desk.project()).concat();
    assert!(ticked.contains("\"was\":{\"2026-03-04\":{\"done\":null"), "{ticked}");
    let then = desk.project().as_of(today().pred_opt().unwrap());
    assert_eq!(then.rows::<Person>().len(), 0);
    assert!(then.rows::<Item>().iter().all(|item| item.done.0.is_none()));
    desk.press(&"<c-z>".repeat(9));
    assert_eq!(whole(desk.project()), before);
}

#[test]
fn undo_and_redo_select_again_what_was_selected() {
    for lang in BOTH {
        for change in ["2", "<del>", "<c-x>"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("2<c-home>");
            to(&mut desk, "desire", "<right>");
            desk.press("<down><down>");
            let before = whole(desk.project());
            desk.press("<s-down><s-down><s-right>");
            let block = desk.app().view_state().unwrap().block();
            assert_eq!(block, ((2, 4), (5, 6)), "{}", desk.screen());
            desk.press(change);
            let after = whole(desk.project());
            assert!(after != before, "{change}: {}", desk.screen());
            // Wherever the cursor went meanwhile.
            desk.press("<c-home><c-z>");
            assert!(whole(desk.project()) == before, "{change}");
            assert_eq!(desk.app().view_state().unwrap().block(), block, "{change}: {}", desk.screen());
            desk.press("<esc><c-y>");
            assert_eq!(whole(desk.project()), after);
            assert_eq!(desk.app().view_state().unwrap().block(), block, "{change}: {}", desk.screen());
        }
        // What is done next is done to all of it.
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<c-home>");
        to(&mut desk, "desire", "<right>");
        desk.press("<s-down><s-right>2<c-z><del>");
        let cleared = desk.rows::<Person>()[..2].iter().all(|p| p.desire.is_none() && p.knowledge.is_none());
        assert!(cleared, "{}", desk.screen());
    }
}
