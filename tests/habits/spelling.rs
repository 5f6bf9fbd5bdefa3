//! What people call things: a name that is there already, a word of the trade, a day by its name, a value of the column.

use super::*;
use changebook::tools::actions::Promise;
use changebook::tools::kotter::{Function, Member};

/// A centre that is there takes its spelling, wherever it was written first.
#[test]
fn a_centre_takes_the_spelling_that_is_there() {
    for (typed, kept) in [("leeds", "Leeds"), ("LEEDS ", "Leeds"), ("Ｌｅｅｄｓ", "Leeds"), ("York", "York")]
    {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press("2A<tab>Leeds<enter>B<tab>").press(typed).press("<enter>");
        assert_eq!(desk.rows::<Person>()[1].centre, kept, "{typed}");
        if typed.trim() != kept {
            desk.must_say("as it stands already");
        }
        // The roadmap's list as well.
        desk.press("<f3>4");
        let views = desk.app().tool().unwrap().1.views;
        let at = views.iter().position(|view| view.key == "centres").unwrap();
        for _ in 0..at {
            desk.press("]");
        }
        desk.press("<c-n>").press(typed).press("<enter>");
        let centres = desk.rows::<changebook::tools::roadmap::Centre>();
        assert_eq!(centres.last().unwrap().name, kept, "{typed}");
    }
    // Whoever corrects the only spelling there is corrects it.
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2A<tab>leeds<enter><up><right><f2><c-a>Leeds<enter>");
    assert_eq!(desk.rows::<Person>()[0].centre, "Leeds");
}

#[test]
fn a_head_count_far_above_all_others_is_asked_about() {
    for (lang, asked) in [(Lang::Zh, "其他卡最多 25 人"), (Lang::En, "at most 25 on any other")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2A<tab><tab><tab>25<enter>B<tab><tab><tab>22231<enter>");
        desk.must_show(asked);
        desk.press("<esc>");
        assert_eq!(desk.rows::<Person>()[1].headcount, None);
        // A large team beside a small one is none of it.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2A<tab><tab><tab>30<enter>B<tab><tab><tab>600<enter>");
        assert_eq!(desk.rows::<Person>()[1].headcount, Some(600), "{}", desk.screen());
    }
}

/// The name of this very day is that of the coming week where something is due, and this is said.
#[test]
fn todays_name_as_a_due_date_means_next_week() {
    for (lang, typed, said) in [(Lang::Zh, "周三", "今天就是"), (Lang::En, "wed", "today's name")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("a]]").press("Order the racks<tab>");
        to(&mut desk, "due", "<tab>");
        desk.press(typed).press("<enter>");
        assert_eq!(desk.rows::<Promise>()[0].due, Some(day("2026-03-11")), "{}", desk.screen());
        desk.must_say(said);
    }
}

#[test]
fn the_function_of_a_member_is_found_by_the_words_of_the_trade() {
    let member = |typed: &str| {
        let mut desk = Desk::fresh(Lang::Zh, WIDE);
        desk.press("5");
        let views = desk.app().tool().unwrap().1.views;
        let at = views.iter().position(|view| view.key == "coalition").unwrap();
        for _ in 0..at {
            desk.press("]");
        }
        desk.press("<c-n>甲<tab>").press(typed).press("<tab>");
        desk
    };
    for (typed, function) in [
        ("售后总监", Function::AfterSales),
        ("站长", Function::Centre),
        ("老板", Function::GeneralManagement),
        ("总经理", Function::GeneralManagement),
        ("service director", Function::AfterSales),
        ("CFO", Function::Finance),
    ] {
        let desk = member(typed);
        assert_eq!(desk.rows::<Member>()[0].function, Some(function), "{typed}: {}", desk.screen());
    }
    // What is not found is said, and the next cell gets what is typed for it.
    let mut desk = member("堆高机");
    assert!(desk.app().layers.is_empty(), "{}", desk.screen());
    assert_eq!((desk.rows::<Member>()[0].function, desk.column()), (None, "executive"));
    desk.must_say("“堆高机”没有填进“职能”");
    desk.press("<left><enter>堆高机");
    desk.must_show("列出全部选项");
}

/// A unit that is not in the list has a column of its own, into which it goes.
#[test]
fn an_unknown_unit_goes_into_its_column() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("9]]]]<c-n>Visits<tab>");
    to(&mut desk, "unit", "<tab>");
    desk.press("visits<tab>");
    desk.must_say("Kept as Other unit: visits");
    assert_eq!(desk.rows::<Kpi>().last().unwrap().unit_name, "visits");
    assert!(desk.app().layers.is_empty());
    assert_ne!(desk.column(), "unit");
}

/// A value of the column under the cursor is looked for there, and not in what other columns say.
#[test]
fn plain_words_of_a_filter_mean_the_column_where_they_are_a_value() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2A<tab>Leeds<enter>B<tab>Carlisle<enter>");
    desk.press("<c-home><down>");
    to(&mut desk, "action", "<right>");
    desk.press("Visit Leeds<enter>");
    let shown = |desk: &Desk| {
        let state = desk.app().view_state().unwrap();
        (state.len(), state.filter.as_ref().map(|filter| filter.typed.clone()))
    };
    desk.press("<c-home>");
    desk.press("<a-f>leeds<enter>");
    assert_eq!(shown(&desk).0, 2, "on the names both rows hold the word");
    desk.press("<a-a>");
    to(&mut desk, "centre", "<right>");
    desk.press("<a-f>leeds<enter>");
    assert_eq!(shown(&desk), (1, Some("Centre=leeds".into())), "{}", desk.screen());
    // A row that is begun below is hidden once it is left, which is said.
    desk.press("<c-n>C<enter>");
    desk.must_say("does not meet the filter and");
    assert_eq!(desk.rows::<Person>().len(), 3);
}
