//! The portfolio.

use super::*;
use changebook::app::Spot;
use changebook::assess::{portfolio::Column, portfolio::Member};
use changebook::event::Event;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

fn names(desk: &Desk) -> Vec<String> {
    desk.app().overview.members().iter().map(|m| m.name.clone()).collect()
}

fn under(desk: &Desk) -> String {
    desk.app().overview.member().map_or(String::new(), |m| m.name.clone())
}

#[test]
fn the_portfolio_is_a_key_away_in_the_palette_and_in_the_list_of_projects() {
    let mut desk = en();
    desk.press("2<f12>");
    assert_eq!(desk.app().screen, Screen::Portfolio);
    assert_eq!(names(&desk), ["Subscription pilot", "Digital after-sales", "Booking and reception"]);
    desk.press("<f3>:portf<enter>");
    assert_eq!(desk.app().screen, Screen::Portfolio);
    let mut desk = zh();
    desk.press("<c-o>xiangmuzuhe<enter>");
    assert_eq!(desk.app().screen, Screen::Portfolio);
    desk.press("<esc><home><enter>");
    assert_eq!(desk.app().screen, Screen::Home);
    desk.press("<f12>2");
    assert_eq!(desk.app().screen, tool("adkar"), "digits lead to the tools as from Home");
}

#[test]
fn the_grids_key_sorts_by_the_column_and_turns_the_order() {
    let mut desk = en();
    desk.press("<f12>");
    assert_eq!(desk.app().overview.column, Column::Worst);
    desk.press("<left><left><left><left><left><left><left>");
    assert_eq!(desk.app().overview.column, Column::Name);
    desk.press("<down>");
    assert_eq!(under(&desk), "Digital after-sales");
    desk.press("<a-s>");
    assert_eq!(names(&desk), ["Booking and reception", "Digital after-sales", "Subscription pilot"]);
    desk.must_say("By Project, ascending");
    desk.press("<a-s>");
    assert_eq!(names(&desk), ["Subscription pilot", "Digital after-sales", "Booking and reception"]);
    desk.press("<right><right><a-s>");
    assert_eq!(desk.app().overview.sort, (Column::Readiness, false));
    assert_eq!(names(&desk), ["Subscription pilot", "Digital after-sales", "Booking and reception"]);
    desk.must_say("what needs attention first");
    assert_eq!(under(&desk), "Digital after-sales", "the cursor stays on its project");
}

#[test]
fn the_cursor_skips_columns_that_are_not_shown() {
    let mut desk = Desk::demo(Lang::En, (80, 24));
    desk.press("<f12><left>");
    assert_eq!(desk.app().overview.column, Column::Kpi, "the 90-day list has no room");
    desk.press("<right><right>");
    assert_eq!(desk.app().overview.column, Column::Worst);
}

#[test]
fn enter_opens_a_project_and_the_other_key_its_worst_finding() {
    let mut desk = en();
    desk.press("<f12><enter>");
    assert_eq!(desk.app().screen, Screen::Home);
    assert_eq!(desk.rows::<charter::Charter>()[0].name, "Subscription pilot");
    desk.press("<f12>");
    let worst = desk.app().overview.member().and_then(|m| m.known()?.worst.clone()).unwrap();
    desk.press("<f8>");
    assert_eq!(desk.app().place(), Some(worst.finding.place), "the open project is gone to at once");
    desk.must_say(worst.finding.advice.get(Lang::En));
    desk.press("<f12><down><down>");
    assert_eq!(under(&desk), "Booking and reception");
    let worst = desk.app().overview.member().and_then(|m| m.known()?.worst.clone()).unwrap();
    desk.press("<f8>");
    assert_eq!(desk.rows::<charter::Charter>()[0].name, "Booking and reception");
    assert_eq!(desk.app().place(), Some(worst.finding.place));
}

#[test]
fn the_open_project_stands_as_it_is_on_the_screen() {
    let mut desk = en();
    desk.press(":charter<enter><home><enter><c-u>Renamed<enter><f12>");
    assert!(names(&desk).contains(&"Renamed".to_owned()), "{:?}", names(&desk));
    desk.press("<c-z>");
    assert!(names(&desk).contains(&"Digital after-sales".to_owned()), "undone here as well");
}

#[test]
fn what_cannot_be_read_is_shown_with_its_reason_and_still_opens() {
    let mut desk = en();
    desk.press("<f12>");
    let mut members = desk.app().overview.members().to_vec();
    let lost = |name: &str, archived| Member {
        id: None,
        name: name.into(),
        path: format!("/nowhere/{name}.json").into(),
        archived,
        state: Err(text("第 3 行坏了", "line 3 is broken").into()),
    };
    members.extend([lost("Lost", false), lost("Old", true)]);
    desk.answer(Reply::Gathered(members)).press("<down><down>");
    assert_eq!(names(&desk)[3..], ["Lost", "Old"]);
    desk.must_show("◆ line 3 is broken");
    desk.press("<down>");
    assert_eq!(under(&desk), "Lost");
    desk.press("<f8>");
    desk.must_say("no finding to go to");
    desk.press("<down><enter>");
    desk.must_say("archived");
    assert_eq!(desk.app().screen, Screen::Portfolio);
}

#[test]
fn one_project_alone_is_told_what_a_portfolio_is_for() {
    for (lang, how) in [(Lang::Zh, "新建项目"), (Lang::En, "New project")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("<f12>");
        assert_eq!(desk.app().overview.members().len(), 1);
        desk.must_show(how);
    }
}

#[test]
fn a_click_goes_there_and_a_second_one_opens() {
    let mut desk = en();
    desk.press("<f12>");
    let spot = desk.app().drawn.spots.iter().find(|(_, s)| *s == Spot::Member(2, Column::Day)).unwrap().0;
    let click = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: spot.x,
        row: spot.y,
        modifiers: KeyModifiers::NONE,
    };
    desk.send(Event::Mouse(click));
    assert_eq!((desk.app().overview.at, desk.app().overview.column), (2, Column::Day));
    desk.send(Event::Mouse(click));
    assert_eq!(desk.rows::<charter::Charter>()[0].name, "Booking and reception");
}

#[test]
fn the_open_project_goes_to_the_archive_and_comes_back() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press(":archive this<enter>y");
    desk.must_show("Where would you like to start?");
    desk.press("1Other<enter><enter><enter><enter><c-o>");
    desk.must_show("open now");
    desk.must_show("archived: Enter");
    desk.press("Digital<enter>");
    assert_eq!(desk.rows::<charter::Charter>()[0].name, "Digital after-sales");
    desk.press("<c-o>");
    assert!(!desk.shows("archived: Enter"));
    desk.must_show("Other");
}

#[test]
fn the_demo_is_not_archived() {
    for (mut desk, why) in
        [(zh(), "示例只供练习，不能归档"), (en(), "The demo is for practice and cannot be archived")]
    {
        let archive =
            if desk.app().lang() == Lang::Zh { ":归档项目<enter>" } else { ":archive this<enter>" };
        desk.press(archive);
        desk.must_say(why);
        assert!(desk.app().opened.is_some());
    }
}
