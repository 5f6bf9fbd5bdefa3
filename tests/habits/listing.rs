//! What is shown of a list: filters, titles, the way to a row.

use super::*;
use changebook::sheet::Unit;

/// The names of the rows shown.
fn shown(desk: &Desk) -> Vec<String> {
    let (state, sheet) = (desk.app().view_state().unwrap(), desk.app().sheet().unwrap());
    let rows = (0..state.len()).filter_map(|n| sheet.row(state.place(n)?));
    rows.map(|row| changebook::project::row_name(row, desk.app().lang())).collect()
}

/// Filters the cards by what is typed.
fn filter(desk: &mut Desk, typed: &str) {
    desk.press("<a-f>").press(typed).press("<enter>");
}

fn names(desk: &Desk, is: impl Fn(&Person) -> bool) -> Vec<String> {
    desk.rows::<Person>().iter().filter(|p| is(p)).map(|p| p.name.to_string()).collect()
}

fn at_most(score: Option<Score>, most: u8) -> bool {
    score.is_some_and(|score| score.get() <= most)
}

#[test]
fn a_typed_condition_leaves_the_rows_that_meet_it_and_says_how_many() {
    for (lang, typed) in [
        (Lang::Zh, "认知<=3"),
        (Lang::En, "awareness<=3"),
        (Lang::Zh, "认知 ≤ ３"),
        (Lang::En, "Aware. <= 3"),
    ] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2");
        let (all, low) = (desk.rows::<Person>().len(), names(&desk, |p| at_most(p.awareness, 3)));
        assert!(!low.is_empty() && low.len() < all);
        filter(&mut desk, typed);
        assert_eq!(shown(&desk), low, "{typed}");
        let count = match lang {
            Lang::Zh => format!("{}/{all} 行", low.len()),
            Lang::En => format!("{} of {all} rows", low.len()),
        };
        desk.must_show(&count);
        // Always there: among the tools, on another tool and back.
        desk.press("<esc>");
        desk.must_show(&count);
        desk.press("3<esc>2");
        desk.must_show(&count);
        // However long the conditions are, and on a small screen.
        let mut small = Desk::demo(lang, (60, 20));
        small.press("2");
        filter(&mut small, &[typed; 6].join(";"));
        small.must_show(&count);
        desk.press("<a-a>");
        assert_eq!(shown(&desk).len(), all);
        assert!(!desk.shows(&count));
    }
}

#[test]
fn conditions_know_computed_fields_words_choices_blanks_and_several_at_once() {
    for (lang, typed) in
        [(Lang::Zh, "先解决=渴望"), (Lang::En, "barrier=Desire"), (Lang::En, "barrier point = desire")]
    {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2");
        let all = shown(&desk).len();
        filter(&mut desk, typed);
        let some = shown(&desk).len();
        assert!(some > 0 && some < all, "{typed}: {some} of {all}\n{}", desk.screen());
    }
    let mut desk = en();
    desk.press("2");
    let all = desk.rows::<Person>().len();
    for (typed, is) in [
        (
            "desire<=2; knowledge<=2",
            (|p| at_most(p.desire, 2) && at_most(p.knowledge, 2)) as fn(&Person) -> bool,
        ),
        ("desire<=2,knowledge<=2", |p| at_most(p.desire, 2) && at_most(p.knowledge, 2)),
        ("headcount>=5", |p| p.headcount.is_some_and(|n| n >= 5)),
        ("owner=", |p| p.owner.is_empty()),
        ("owner!=", |p| !p.owner.is_empty()),
        ("name~centre 1", |p| p.name.to_lowercase().replace(" ", "").contains("centre1")),
        ("scored=blank", |p| p.scored.is_none()),
    ] {
        let wanted = names(&desk, is);
        filter(&mut desk, typed);
        if wanted.is_empty() {
            desk.must_show("No row meets these conditions");
            desk.press("<esc>");
        } else {
            assert_eq!(shown(&desk), wanted, "{typed}");
        }
        desk.press("<a-f><c-u><enter>");
        assert_eq!(shown(&desk).len(), all);
    }
    filter(&mut desk, "technicians");
    let some = shown(&desk);
    assert!(!some.is_empty() && some.len() < all, "{some:?}");
}

#[test]
fn a_condition_that_cannot_be_read_is_told_and_can_be_mended() {
    let mut desk = en();
    desk.press("2");
    let all = shown(&desk).len();
    filter(&mut desk, "mood<=2");
    desk.must_show("There is no column 'mood'");
    desk.press("<c-u>").press("desire<=low<enter>");
    desk.must_show("Desire:");
    desk.press("<c-u>").press("desire<=<enter>");
    desk.must_show("write a value behind the sign");
    desk.press("<c-u>").press("desire>9<enter>");
    desk.must_show("No row meets");
    desk.press("<c-u>").press("desire<=2<enter>");
    assert!(desk.app().layers.is_empty());
    assert!(shown(&desk).len() < all);
    let mut desk = zh();
    desk.press("2");
    filter(&mut desk, "心情<=2");
    desk.must_show("没有叫“心情”的列");
}

#[test]
fn only_this_value_narrows_by_the_cell_under_the_cursor_again_and_again() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2");
        let (column, cell) = (Person::COL.desire.key, desk.rows::<Person>()[0].desire);
        to(&mut desk, column, "<right>");
        let wanted = names(&desk, |p| p.desire == cell);
        desk.press("<a-o>");
        assert_eq!(shown(&desk), wanted);
        to(&mut desk, "knowledge", "<right>");
        let second = desk.rows::<Person>()[0].knowledge;
        desk.press("<a-o>");
        assert_eq!(shown(&desk), names(&desk, |p| p.desire == cell && p.knowledge == second));
        // What stands in the field is read as the same.
        let before = shown(&desk);
        desk.press("<a-f><enter>");
        assert_eq!(shown(&desk), before);
    }
}

#[test]
fn conditions_may_be_written_in_chinese_words() {
    let mut desk = zh();
    desk.press("2");
    for (typed, is) in [
        ("人数大于5", (|p| p.headcount.is_some_and(|n| n > 5)) as fn(&Person) -> bool),
        ("人数大于等于5", |p| p.headcount.is_some_and(|n| n >= 5)),
        ("人数 不超过 5", |p| p.headcount.is_some_and(|n| n <= 5)),
        ("人数小于12；人数高于5", |p| p.headcount.is_some_and(|n| n < 12 && n > 5)),
        ("认知等于3", |p| p.awareness.is_some_and(|score| score.get() == 3)),
        ("姓名包含技师", |p| p.name.contains("技师")),
        ("角色是技师", |p| p.role == Some(Role::Technician)),
        ("角色不是技师", |p| p.role != Some(Role::Technician)),
        ("完成日期为空", |p| p.done.0.is_none()),
        ("完成日期不为空", |p| p.done.0.is_some()),
        ("期限早于今天", |p| p.due.is_some_and(|due| due < today())),
    ] {
        let wanted = names(&desk, is);
        assert!(!wanted.is_empty(), "{typed}");
        filter(&mut desk, typed);
        assert_eq!(shown(&desk), wanted, "{typed}");
        desk.press("<a-f><c-u><enter>");
    }
    // Where no column is named before it, it is a word like any other.
    for typed in ["高于一切", "姓名为空闲"] {
        filter(&mut desk, typed);
        desk.must_show("没有一行符合这些条件");
        desk.press("<a-f><c-u><enter>");
    }
    // With a number behind it, it is about the column of the cursor, and means the same read again elsewhere.
    to(&mut desk, "headcount", "<right>");
    let wanted = names(&desk, |p| p.headcount.is_some_and(|n| n > 5));
    filter(&mut desk, "大于5");
    assert_eq!(shown(&desk), wanted);
    to(&mut desk, "awareness", "<right>");
    desk.press("<a-f><enter>");
    assert_eq!(shown(&desk), wanted);
}

/// A sign of comparison may be a value as well: yes in Chinese, where the cursor stands in a column of ticks.
#[test]
fn a_value_that_is_a_sign_as_well_is_a_value_of_the_column_of_the_cursor() {
    let mut desk = zh();
    desk.press("2");
    let wanted = names(&desk, |p| p.live);
    assert!(!wanted.is_empty());
    to(&mut desk, "live", "<right>");
    filter(&mut desk, "是");
    assert_eq!(shown(&desk), wanted, "{}", desk.screen());
}

#[test]
fn a_row_that_no_longer_fits_stays_until_the_conditions_are_set_anew() {
    let mut desk = en();
    desk.press("2");
    filter(&mut desk, "awareness<=3");
    to(&mut desk, "awareness", "<right>");
    let (before, name) = (shown(&desk), desk.row_name());
    desk.press("5");
    assert_eq!((shown(&desk), desk.row_name()), (before.clone(), name.clone()));
    let next = before[1].clone();
    desk.press("<down>");
    assert_eq!((shown(&desk), desk.row_name()), (before.clone(), next.clone()), "as in a spreadsheet");
    // The same conditions once more, and another look at the view, show what meets them now.
    desk.press("<a-f><enter>");
    assert_eq!((shown(&desk), desk.row_name()), (before[1..].to_vec(), next));
    desk.press("<c-z>");
    assert_eq!((desk.row_name(), shown(&desk)), (name, before.clone()));
    desk.press("5<f3>2");
    assert_eq!(shown(&desk), before[1..]);
}

#[test]
fn sorted_rows_stay_where_they_are_while_their_values_change() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2");
        to(&mut desk, "headcount", "<right>");
        desk.press("<a-s>");
        let before = shown(&desk);
        // Filled down over three rows, typed, and taken back: nobody moves.
        desk.press("<c-home><end><home>");
        to(&mut desk, "headcount", "<right>");
        desk.press("<s-down><s-down><s-down><c-d>");
        assert_eq!(shown(&desk), before, "{}", desk.screen());
        desk.press("<esc>99<enter>");
        assert_eq!(shown(&desk), before);
        desk.press("<c-z>");
        assert_eq!(shown(&desk), before);
        // A new row stands behind them.
        desk.press("<c-end><down><home>Somebody<enter>");
        assert_eq!(shown(&desk)[..before.len()], before);
        assert_eq!(shown(&desk).last().map(String::as_str), Some("Somebody"));
        // Sorted anew all go where they belong.
        desk.press("<c-home>");
        to(&mut desk, "headcount", "<right>");
        desk.press("99<enter><c-home>");
        to(&mut desk, "headcount", "<right>");
        desk.press("<a-s>");
        assert_eq!(shown(&desk)[0], before[0], "{}", desk.screen());
    }
}

/// Whatever moved the cursor, what is typed next goes on from the row under it.
#[test]
fn what_is_typed_behind_a_sort_goes_down_the_rows_as_they_are_shown() {
    for lang in BOTH {
        for (sort, size) in [("<a-s>", WIDE), ("<a-s><a-s>", (80, 24)), ("<a-s><a-s><a-s>", (120, 36))] {
            let sorted = || {
                let mut desk = Desk::demo(lang, size);
                desk.press("2<down><down>");
                to(&mut desk, "headcount", "<right>");
                desk.press(sort);
                desk
            };
            let sizes = |desk: &Desk| -> Vec<Option<u32>> {
                let all = desk.rows::<Person>();
                let of = |name: &String| all.iter().find(|p| p.name == *name).unwrap().headcount;
                shown(desk).iter().map(of).collect()
            };
            for keys in [
                "91<enter>92<enter>93<enter>",
                "91<down>92<down>93<down>",
                "<f2><c-a>91<enter>92<enter>93<enter>",
            ] {
                let mut desk = sorted();
                let rows = desk.rows::<Person>().len();
                desk.press(keys);
                assert_eq!(
                    sizes(&desk)[..3],
                    [Some(91), Some(92), Some(93)],
                    "{sort} {keys}: {}",
                    desk.screen()
                );
                assert_eq!(desk.rows::<Person>().len(), rows);
            }
            let mut desk = sorted();
            desk.press("<right>5<enter>4<enter>");
            let first: Vec<_> = shown(&desk).into_iter().take(2).collect();
            let all = desk.rows::<Person>();
            let scores = first.iter().map(|name| all.iter().find(|p| p.name == *name).unwrap().awareness);
            assert_eq!(scores.map(|score| score.map(Score::get)).collect::<Vec<_>>(), [Some(5), Some(4)]);
            let mut desk = sorted();
            let left = shown(&desk).split_off(2);
            for rows in [left.len() + 1, left.len()] {
                desk.press("<c-k>");
                // It is asked where scores of before go with the card.
                if shown(&desk).len() > rows {
                    desk.press("y");
                }
            }
            assert_eq!(shown(&desk), left, "{sort}: {}", desk.screen());
        }
    }
}

#[test]
fn a_new_row_in_a_filtered_view_stays_while_it_is_filled_in() {
    let mut desk = en();
    desk.press("2");
    filter(&mut desk, "awareness<=3");
    let before = shown(&desk).len();
    desk.press("<c-n>");
    assert_eq!(shown(&desk).len(), before + 1);
    desk.press("<enter>Somebody<enter>");
    assert!(desk.rows::<Person>().iter().any(|p| p.name == "Somebody"));
}

#[test]
fn what_a_finding_or_a_search_leads_to_is_shown_whatever_the_filter() {
    let mut desk = en();
    desk.press("2");
    let hidden = names(&desk, |p| !at_most(p.awareness, 3))[0].clone();
    filter(&mut desk, "awareness<=3");
    desk.press("/").press(&hidden).press("<enter>");
    assert_eq!(desk.row_name(), hidden, "{}", desk.screen());
}

#[test]
fn a_block_in_a_filtered_view_is_what_is_shown() {
    let mut desk = en();
    desk.press("2");
    filter(&mut desk, "awareness<=3");
    let few = shown(&desk);
    let before = desk.rows::<Person>();
    desk.press("<c-a><del>");
    for (was, is) in before.iter().zip(desk.rows::<Person>()) {
        if !few.contains(&was.name.to_string()) {
            assert_eq!(*was, is);
        }
    }
}

#[test]
fn a_row_is_gone_to_by_its_number_or_a_part_of_its_name() {
    for (lang, part) in [(Lang::Zh, "3号中心"), (Lang::En, "Centre 3")] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<a-g>12<enter>");
        assert_eq!(desk.app().view_state().unwrap().row, 11);
        desk.press("<a-g>").press(part).press("<enter>");
        assert!(desk.row_name().contains(part), "{}", desk.row_name());
        // What is edited next is edited there.
        let name = desk.row_name();
        to(&mut desk, "desire", "<right>");
        desk.press("1");
        assert_eq!(desk.row_name(), name);
        desk.press("<a-g>999<enter>");
        desk.must_show(if lang == Lang::Zh { "请写 1 到" } else { "write 1 to" });
        desk.press("<c-u>qqqq<enter>");
        desk.must_show(if lang == Lang::Zh { "没有名称里有" } else { "No row has 'qqqq'" });
    }
}

#[test]
fn a_click_on_a_title_sorts_by_it_the_other_way_round_and_not_at_all() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<down>");
        let before = shown(&desk);
        let click = |desk: &mut Desk, slot: usize| {
            let spots = &desk.app().drawn.spots;
            let (area, _) = *spots.iter().find(|(_, spot)| *spot == Spot::Head(slot)).unwrap();
            desk.press(&format!("<click:{},{}>", area.x + 1, area.y + area.height));
        };
        let score = |desk: &Desk| -> Vec<Option<u8>> {
            let all = desk.rows::<Person>();
            let of = |name: &String| all.iter().find(|p| p.name == *name).unwrap().awareness.map(Score::get);
            shown(desk).iter().map(of).collect()
        };
        for (mark, down) in [("▴", false), ("▾", true)] {
            click(&mut desk, 4);
            desk.must_show(mark);
            let mut sorted: Vec<u8> = score(&desk).into_iter().flatten().collect();
            let as_shown = sorted.clone();
            sorted.sort_unstable();
            if down {
                sorted.reverse();
            }
            assert_eq!(as_shown, sorted);
            // What a list is sorted for stands at its top, and so does the cursor.
            assert_eq!(Some(desk.row_name()), shown(&desk).first().cloned());
        }
        click(&mut desk, 4);
        assert_eq!(shown(&desk), before);
        // Each title has room for its arrow, the computed ones and those in two lines too.
        let heads: Vec<usize> = {
            let spots = desk.app().drawn.spots.iter();
            spots
                .filter_map(|(_, spot)| if let Spot::Head(slot) = spot { Some(*slot) } else { None })
                .collect()
        };
        assert!(heads.len() > 8);
        for slot in heads {
            click(&mut desk, slot);
            desk.must_show("▴");
        }
    }
}

#[test]
fn a_block_is_copied_with_the_titles_of_its_columns() {
    for (lang, titles) in [(Lang::Zh, "认知\t渴望"), (Lang::En, "Awareness\tDesire")] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2");
        to(&mut desk, "awareness", "<right>");
        desk.press("<s-right><s-down><a-y>");
        let people = desk.rows::<Person>();
        let line = |p: &Person| {
            let [a, d] = [p.awareness, p.desire].map(|s| s.map_or(String::new(), |s| s.get().to_string()));
            format!("{a}\t{d}")
        };
        let wanted = format!("{titles}\n{}\n{}", line(&people[0]), line(&people[1]));
        assert_eq!(desk.copied().map(|text| text.replace('\r', "").trim_end().to_owned()), Some(wanted));
        // A single cell has its title too; without titles it is as it is.
        desk.press("<down><a-y>");
        assert_eq!(desk.copied().map(|text| text.lines().count()), Some(2));
        desk.press("<c-c>");
        assert_eq!(desk.copied().map(|text| text.lines().count()), Some(1));
    }
}

/// The readings of today.
fn read_today(desk: &Desk) -> Vec<(Option<Id>, Option<f64>)> {
    let readings = desk.rows::<Reading>().into_iter().filter(|r| r.date == Some(today()));
    readings.map(|r| (r.kpi.0, r.value)).collect()
}

#[test]
fn this_weeks_readings_are_typed_one_below_the_other() {
    for lang in BOTH {
        let mut desk = Desk::open(lang, WIDE, new_project("A"));
        let (week, before) = match lang {
            Lang::Zh => ("本周", "上周"),
            // Over narrow columns titles stand in two lines.
            Lang::En => ("This week", "Last"),
        };
        desk.press("9]]]]]");
        desk.must_show(week);
        desk.must_show(before);
        let all = shown(&desk).len();
        assert!(all > 4);
        let mut typed = Vec::new();
        for n in 0..all {
            assert_eq!(desk.app().view_state().unwrap().row, n, "{}", desk.screen());
            let percent = desk.app().row().and_then(|r| r.typed::<Kpi>()).unwrap().unit() == Unit::Percent;
            let value = if percent { 40 + n } else { n % 4 + 1 };
            typed.push(value as f64);
            desk.press(&format!("{value}<enter>"));
            assert!(desk.app().layers.is_empty(), "{}", desk.screen());
            assert_eq!(desk.app().view().unwrap().2.key, "week");
        }
        let read = read_today(&desk);
        assert_eq!(read.len(), all);
        // Each of its own indicator, in the order of the screen.
        let (state, sheet) = (desk.app().view_state().unwrap(), desk.app().sheet().unwrap());
        for (n, (kpi, value)) in read.iter().enumerate() {
            assert_eq!(*kpi, sheet.row(state.place(n).unwrap()).map(AnyRow::id));
            assert_eq!(*value, Some(typed[n]));
        }
        // Typed again it is the same reading; what was there can be seen and taken back.
        desk.press("<up>").press("4<enter>");
        assert_eq!(read_today(&desk).len(), all);
        desk.press("<c-z>");
        assert_eq!(read_today(&desk), read);
    }
}

#[test]
fn a_reading_of_this_week_that_is_given_up_leaves_no_row_and_tab_stays_in_the_week() {
    let mut desk = Desk::open(Lang::En, WIDE, new_project("A"));
    desk.press("9]]]]]7<esc>");
    assert!(read_today(&desk).is_empty() && desk.rows::<Reading>().is_empty());
    assert_eq!(desk.app().view().unwrap().2.key, "week");
    desk.press("2<tab>");
    assert_eq!(desk.app().view().unwrap().2.key, "week");
    assert_eq!(read_today(&desk).len(), 1);
    // A value that cannot be read keeps the field open.
    desk.press("<left><left><down>abc");
    assert_eq!(read_today(&desk).len(), 1, "no row before its value");
    desk.press("<enter>");
    assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{}", desk.screen());
    desk.press("<esc>");
    assert_eq!(desk.rows::<Reading>().len(), 1);
}

#[test]
fn last_weeks_value_stands_beside_this_weeks() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("9]]]]]");
        let kpi = desk.app().row().unwrap().id();
        let readings = desk.rows::<Reading>();
        let before = readings.iter().filter(|r| r.kpi.0 == Some(kpi) && r.centre.0.is_none());
        let latest = before.filter(|r| r.date.is_some_and(|d| d < day("2026-03-02"))).max_by_key(|r| r.date);
        let value = latest.unwrap().value.unwrap();
        let row = desk
            .screen()
            .lines()
            .find(|l| l.contains('▸') && l.contains(&format!("{value}")))
            .map(str::to_owned);
        assert!(row.is_some(), "{value}:\n{}", desk.screen());
    }
}

/// The columns whose titles stand on the screen, with their widths.
fn heads(desk: &Desk) -> Vec<(usize, u16)> {
    let spots = desk.app().drawn.spots.iter();
    spots
        .filter_map(|(area, spot)| match spot {
            changebook::app::Spot::Head(slot) => Some((*slot, area.width)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_column_is_widened_narrowed_and_hidden_until_all_are_shown_again() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<right>");
        let width = |desk: &Desk, slot| heads(desk).iter().find(|(s, _)| *s == slot).map(|(_, cells)| *cells);
        let before = heads(&desk);
        let own = width(&desk, 1).unwrap();
        desk.press("<a-.><a-.>");
        assert_eq!(width(&desk, 1), Some(own + 4));
        desk.press("<a-,>");
        assert_eq!(width(&desk, 1), Some(own + 2));
        desk.press("<a-,>".repeat(40).as_str());
        assert_eq!(width(&desk, 1), Some(3));
        // Hidden: the cursor goes on, and walks, tabs and jumps pass by.
        desk.press("<right><a-h>");
        assert_eq!(width(&desk, 2), None);
        assert_eq!(desk.app().view_state().unwrap().slot, 3);
        desk.press("<left>");
        assert_eq!(desk.app().view_state().unwrap().slot, 1);
        desk.press("<right><s-tab>");
        assert_eq!(desk.app().view_state().unwrap().slot, 1);
        desk.press("<tab>");
        assert_eq!(desk.app().view_state().unwrap().slot, 3);
        // The first names the row, and stays.
        desk.press("<home><a-h>");
        desk.must_say(if lang == Lang::Zh { "不能隐藏" } else { "names the rows" });
        // It holds for this view alone, and for this one again after another.
        desk.press("<esc>9<esc>2");
        assert_eq!(width(&desk, 2), None);
        desk.press("<a-u><right>");
        desk.press("<home>");
        assert_eq!(heads(&desk), before);
    }
}

#[test]
fn a_hidden_column_is_neither_copied_nor_cleared_and_shown_when_a_jump_leads_there() {
    let mut desk = en();
    desk.press("2");
    to(&mut desk, "desire", "<right>");
    desk.press("<a-h><left>");
    assert_eq!(desk.column(), "awareness");
    let before: Vec<_> = desk.rows::<Person>().iter().map(|p| p.desire).collect();
    desk.press("<s-right><c-c>");
    assert_eq!(desk.copied().map(|text| text.trim_end().split('\t').count()), Some(2));
    desk.press("<c-a><del>");
    assert_eq!(desk.rows::<Person>().iter().map(|p| p.desire).collect::<Vec<_>>(), before);
    desk.press("<c-z><esc>");
    // Undo of a change in a hidden column leads there, and it is shown.
    let mut desk = en();
    desk.press("2");
    to(&mut desk, "desire", "<right>");
    desk.press("1");
    to(&mut desk, "desire", "<left>");
    desk.press("<a-h>").press("<c-z>");
    assert_eq!(desk.column(), "desire");
    desk.must_show("Desire");
    assert!(!desk.app().view_state().unwrap().is_hidden(desk.app().view_state().unwrap().slot));
}

#[test]
fn a_reading_typed_for_this_week_is_one_step_back() {
    for lang in BOTH {
        let mut desk = Desk::open(lang, WIDE, new_project("A"));
        desk.press("9]]]]]<home><right><right>");
        let (before, screen) = (whole(desk.project()), desk.app().screen);
        desk.press("45<enter>");
        assert_ne!(whole(desk.project()), before, "{}", desk.screen());
        let after = whole(desk.project());
        desk.press("<c-z>");
        assert_eq!(whole(desk.project()), before, "the row has gone with its value");
        assert_eq!(desk.app().screen, screen);
        desk.must_show(if lang == Lang::Zh { "上周" } else { "Last" });
        desk.press("<c-y>");
        assert_eq!(whole(desk.project()), after);
    }
}

/// Words of a condition belong together, a number is a whole one, and what is not on the screen is not looked through.
#[test]
fn the_words_of_a_filter_stand_in_one_cell() {
    let rows = |typed: &str, at: &str| {
        let mut desk = Desk::demo(Lang::En, WIDE);
        desk.press("2<home>");
        to(&mut desk, at, "<right>");
        desk.press("<a-f>").press(typed).press("<enter>");
        assert!(desk.app().layers.is_empty(), "{typed}: {}", desk.screen());
        let ids: Vec<Id> = {
            let (state, sheet) = (desk.app().view_state().unwrap(), desk.app().sheet().unwrap());
            (0..state.len()).filter_map(|n| Some(sheet.row(state.place(n)?)?.id())).collect()
        };
        let all = desk.rows::<Person>();
        ids.into_iter().map(|id| all.iter().find(|p| p.id == id).unwrap().clone()).collect::<Vec<_>>()
    };
    for at in ["name", "desire"] {
        let of_three = rows("Centre 3", at);
        assert!(!of_three.is_empty());
        for card in of_three {
            let told = format!("{} {} {} {}", card.name, card.centre, card.action, card.owner);
            assert!(told.to_lowercase().contains("centre 3"), "{told}");
        }
    }
    // A sign alone is about the column under the cursor, and a unit may stand behind the number.
    assert!(rows("<=2", "desire").iter().all(|card| card.desire.is_some_and(|score| score.get() <= 2)));
    assert!(rows(">=10", "headcount").iter().all(|card| card.headcount.is_some_and(|n| n >= 10)));
    let mut desk = Desk::demo(Lang::En, WIDE);
    desk.press("9<a-f>target>90%<enter>");
    assert!(desk.app().layers.is_empty(), "{}", desk.screen());
}

#[test]
fn headings_stand_above_groups_and_not_above_single_rows_of_another_order() {
    for (lang, heading) in [(Lang::Zh, "滞后指标：结果"), (Lang::En, "Lagging: the result")] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("9").must_show(heading);
        // By name the two kinds are mixed; by their kind they are not.
        desk.press("<a-s>");
        assert!(!desk.shows(heading), "{}", desk.screen());
        desk.press("<a-s><a-s>").must_show(heading);
    }
}

#[test]
fn what_is_late_has_less_than_nothing_left() {
    for (lang, title) in [(Lang::Zh, "还剩"), (Lang::En, "left")] {
        let mut desk = Desk::fresh(lang, WIDE);
        let due = |days: i64| (today() + chrono::TimeDelta::days(days)).to_string();
        let rows: Vec<String> =
            [30, -5, 4, 0, -10, -200].into_iter().map(|days| format!("A{days}\t{}", due(days))).collect();
        let titles = if lang == Lang::Zh { "行动\t期限" } else { "Action\tDue" };
        desk.press("a]]").paste(&format!("{titles}\n{}\n", rows.join("\n"))).press("<enter>");
        let named = |desk: &Desk| {
            let state = desk.app().view_state().unwrap();
            let rows = desk.rows::<changebook::tools::actions::Promise>();
            let name = |n: usize| rows[state.place(n).unwrap()].action.0.to_string();
            (0..state.len()).map(name).collect::<Vec<_>>()
        };
        assert_eq!(named(&desk).len(), 6, "{}", desk.screen());
        for (typed, wanted) in [
            (format!("{title}>10"), vec!["A30"]),
            (format!("{title}<0"), vec!["A-5", "A-10", "A-200"]),
            (format!("{title}<1"), vec!["A-5", "A0", "A-10", "A-200"]),
            (format!("{title}<=-10"), vec!["A-10", "A-200"]),
        ] {
            filter(&mut desk, &typed.replace('<', "<lt>"));
            assert_eq!(named(&desk), wanted, "{typed}\n{}", desk.screen());
            desk.press("<a-f><c-u><enter>");
        }
        desk.press("<c-home><right><right><right><a-s>");
        assert_eq!(named(&desk), ["A-200", "A-10", "A-5", "A0", "A4", "A30"], "{}", desk.screen());
        desk.press("<a-s>");
        assert_eq!(named(&desk), ["A30", "A4", "A0", "A-5", "A-10", "A-200"]);
    }
}

#[test]
fn hidden_columns_leave_a_mark_and_stay_with_their_project() {
    for (lang, mark) in
        [(Lang::Zh, "隐藏 2 列 · 按 Alt-U 恢复"), (Lang::En, "2 columns hidden · Alt-U shows all")]
    {
        let mut desk = Desk::fresh(lang, (80, 24));
        desk.press("2<c-home><right><a-h><a-h>").must_show(mark);
        // Beside the conditions of a filter too.
        desk.press("<c-home>").paste("A\nB\n").press("<enter><a-f>A<enter>").must_show(mark);
        desk.must_show(if lang == Lang::Zh { "筛选：1/2" } else { "Filter: 1 of 2" });
        // Another project has its own, and this one has them again at the next start.
        let chosen = desk.app().choices.clone();
        let own = desk.project().clone();
        let mut elsewhere = new_project("Other");
        elsewhere.id = Id::new(77_777);
        let mut other = Desk::with(chosen.clone(), WIDE, |app| app.open(elsewhere, None));
        other.press("2");
        assert!(!other.shows(mark), "{}", other.screen());
        let mut again = Desk::with(chosen, WIDE, |app| app.open(own, None));
        again.press("2").must_show(mark);
        again.press("<right><a-u>");
        assert!(!again.shows(mark), "{}", again.screen());
    }
}

#[test]
fn columns_hidden_in_the_demo_are_not_remembered_unless_it_is_kept() {
    let mut desk = en();
    desk.press("2<c-home><right><a-h>");
    assert!(desk.app().hidden_columns().is_some());
    desk.press("<right><a-h>");
    let columns = &desk.app().choices.columns;
    assert!(columns.keys().all(|key| key.starts_with("demo/")), "{columns:?}");
}

/// Down in a form of one line goes nowhere, and asks for nothing: blank shows all rows.
#[test]
fn down_in_the_filter_asks_for_nothing() {
    for lang in [Lang::Zh, Lang::En] {
        for key in ["<down>", "<tab>"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("2");
            let all = shown(&desk);
            desk.press("<a-f>").press(key);
            for said in ["请填", "Please enter"] {
                assert!(!desk.shows(said), "{}", desk.screen());
            }
            desk.press("<enter>");
            assert_eq!(shown(&desk), all, "{}", desk.screen());
        }
    }
}
