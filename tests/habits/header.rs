//! The line on top: the project, the day, whether all is saved.

use super::*;

fn top(desk: &Desk) -> String {
    desk.screen().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_line_on_top_keeps_the_name_and_no_two_parts_touch() {
    for lang in BOTH {
        let kept = ["示例 · 不保存", "Demo, not kept"][usize::from(lang == Lang::En)];
        let name = ["售后数字化转型", "Digital after-sales"][usize::from(lang == Lang::En)];
        let week = ["第9周", "week 9"][usize::from(lang == Lang::En)];
        let phase = ["试点期", "Pilot"][usize::from(lang == Lang::En)];
        for columns in 60..=120 {
            let desk = Desk::demo(lang, (columns, 24));
            let top = top(&desk);
            assert!(top.contains(name) && top.contains(kept), "{columns}: {top}");
            assert!(top.contains(&format!("  ○ {kept}")), "{columns}: {top}");
            // The phase gives way first, then the week, and none of them is cut.
            assert!(!top.contains(phase) || top.contains(week), "{columns}: {top}");
            assert!(!top.contains('…'), "{columns}: {top}");
            let said = top.split(&format!("○ {kept}")).next().unwrap().trim_end();
            let ends = [phase, week, "59", "第59天", name];
            assert!(ends.iter().any(|end| said.ends_with(end)), "{columns}: {top}");
        }
    }
}

#[test]
fn a_long_name_is_cut_with_a_sign_and_a_short_one_stands_whole() {
    for lang in BOTH {
        let desk = Desk::open(lang, (60, 20), new_project("Empty one"));
        assert!(top(&desk).contains("  Empty one  "), "{}", desk.screen());
        let long = "The digital change of all after-sales centres in three years";
        let desk = Desk::open(lang, (60, 20), new_project(long));
        assert!(top(&desk).contains("The digital change") && top(&desk).contains("… "), "{}", desk.screen());
    }
}
