//! Rows of the meeting: every field of one is reached, it goes again with one key, none stays that was begun and never
//! filled, and the cursor stays where the eye is.

use super::*;
use changebook::project::Edit;
use changebook::sheet::Link;
use changebook::tools::actions::Promise;
use changebook::tools::kpi::{Kpi, Reading, Review};
use changebook::tools::meetings::{Answer, Decision, Meeting, Parked, Verdict};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn line(desk: &Desk) -> usize {
    desk.app().meeting_page().unwrap().1
}

fn title(desk: &Desk) -> String {
    desk.screen().lines().nth(2).unwrap_or_default().trim().to_owned()
}

#[test]
fn tab_goes_through_the_lines_whatever_stands_in_them() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>3<right>Too few sent<tab>Send to techs<tab>Chen Jing<tab>12 March<tab>");
        let noted = desk.rows::<Review>().pop().unwrap();
        assert_eq!((&*noted.action.0, noted.owner.as_str()), ("Send to techs", "Chen Jing"));
        assert_eq!(noted.due, Some(day("2026-03-12")), "{}", desk.screen());
        // Back, over what is there.
        desk.press("<esc>");
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>3<right>Too few sent<enter>Send to techs<enter><up><up>All of them<tab>To all<s-tab>Far too few<enter>");
        let noted = desk.rows::<Review>().pop().unwrap();
        assert_eq!((&*noted.root_cause.0, &*noted.action.0), ("Far too few", "To all"), "{}", desk.screen());
    }
}

#[test]
fn all_of_a_promise_and_of_a_decision_is_reached_and_del_removes_the_row() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>6aCall them<enter>Ana<enter><a-8>");
        let of_call = |line: &PageLine| line.said.en.contains("Call them");
        to_meeting_line(&mut desk, of_call);
        desk.press("<f2><end> all<tab>Ben<tab>20 March<enter>");
        let promise = desk.rows::<Promise>().pop().unwrap();
        assert_eq!((&*promise.action.0, promise.owner.as_str()), ("Call them all", "Ben"));
        assert_eq!(promise.due, Some(day("2026-03-20")), "{}", desk.screen());
        let (promises, answers) = (desk.rows::<Promise>().len(), desk.rows::<Answer>().len());
        to_meeting_line(&mut desk, of_call);
        desk.press("<del>");
        assert_eq!((desk.rows::<Promise>().len(), desk.rows::<Answer>().len()), (promises - 1, answers - 1));
        desk.press("<c-z>");
        assert_eq!((desk.rows::<Promise>().len(), desk.rows::<Answer>().len()), (promises, answers));
        // A decision without a name: the sentence is mended, then the name said.
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>dTwo vans<enter><enter>7<f2><end> more<enter>Director<enter>");
        let decided = desk.rows::<Decision>().pop().unwrap();
        assert_eq!((&*decided.decision.0, decided.by.as_str()), ("Two vans more", "Director"));
        let (decisions, parked) = (desk.rows::<Decision>().len(), desk.rows::<Parked>().len());
        desk.press(&"<up>".repeat(12)).press("<del>");
        assert_eq!(desk.rows::<Decision>().len(), decisions - 1);
        // What an earlier meeting has parked is dropped with `x`, and is not as if it had never been.
        desk.press("<down><del>");
        assert_eq!(desk.rows::<Parked>().len(), parked, "{}", desk.screen());
        desk.press("<c-z>");
        assert_eq!((desk.rows::<Decision>().len(), desk.rows::<Parked>().len()), (decisions, parked));
    }
}

#[test]
fn a_row_begun_when_the_window_was_lost_does_not_stay() {
    for lang in LANGS {
        for keys in ["d", "p"] {
            let mut desk = Desk::demo(lang, (80, 24));
            let rows = (desk.rows::<Decision>().len(), desk.rows::<Parked>().len());
            desk.press("<f6>").press(keys);
            let project = desk.project().clone();
            let mut again = Desk::open(lang, (80, 24), project);
            again.press("<f6>y");
            assert_eq!((again.rows::<Decision>().len(), again.rows::<Parked>().len()), rows, "{keys}");
        }
        let mut desk = Desk::demo(lang, (80, 24));
        desk.app_mut().set_today(today().checked_add_days(Days::new(7)).unwrap());
        let rows = desk.rows::<Reading>().len();
        desk.press("<f6>3<enter>");
        assert_eq!(desk.rows::<Reading>().len(), rows + 1);
        let project = desk.project().clone();
        let mut again = Desk::open(lang, (80, 24), project);
        again.app_mut().set_today(today().checked_add_days(Days::new(7)).unwrap());
        again.press("<f6>y");
        assert_eq!(again.rows::<Reading>().len(), rows, "{}", again.screen());
    }
}

#[test]
fn promises_above_are_not_passed_over_and_what_was_put_off_is_counted() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>").press(&"<down>".repeat(20)).press("<up>".repeat(4).as_str()).press("y");
        let (view, at, _) = desk.app().meeting_page().unwrap();
        assert!(!view.lines[at].settled, "the cursor is where one is still to be looked at");
        let not_all = if lang == Lang::Zh { "承诺都核对过了" } else { "Every promise was looked at" };
        assert!(!desk.shows(not_all), "{}", desk.screen());
        // Put off now, it says so in the next meeting, and no other promise does.
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>nNo room<enter><enter>")
            .press("<a-8><right>")
            .press(&"<down>".repeat(12))
            .press("<enter>yn");
        desk.app_mut().set_today(today().checked_add_days(Days::new(7)).unwrap());
        let put_off = desk.rows::<Verdict>().pop().unwrap();
        desk.press("<f6>");
        let said = desk.app().meeting_page().unwrap().0;
        let times =
            if lang == Lang::Zh { "推迟过 1 次" } else { "Put off by meetings before this one: 1" };
        for line in &said.lines {
            let moved = line.said.get(lang).contains(put_off.promise.0.as_str());
            let counts = line.more.iter().any(|more| more.get(lang).contains(times));
            assert!(counts == moved || line.settled, "{line:?}");
        }
        assert!(said.lines.iter().any(|line| line.more.iter().any(|more| more.get(lang).contains(times))));
    }
}

#[test]
fn space_and_answers_leave_the_cursor_and_an_action_of_talk_says_who() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>4");
        let before = line(&desk);
        desk.press("<space>");
        assert_eq!(line(&desk), before, "{}", desk.screen());
        desk.press("<space><a-8><right><space>");
        assert_eq!(line(&desk), 0, "{}", desk.screen());
        // Every finding of the talk is passed once.
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>5");
        let said = |desk: &Desk| -> Vec<String> {
            let view = desk.app().meeting_page().unwrap().0;
            view.lines.iter().map(|line| line.said.en.to_string()).collect()
        };
        let (lines, at) = (said(&desk), line(&desk));
        assert!(lines.len() > 1, "{lines:?}");
        desk.press("gNot so<enter>");
        assert_eq!(said(&desk), lines, "each stays where it stood");
        assert_eq!(line(&desk), at + 1);
        desk.press("aTalk to them<enter>Ana<enter>20 March<enter>");
        let made = desk.rows::<Promise>().pop().unwrap();
        let told = (made.owner.as_str(), made.due);
        assert_eq!(told, ("Ana", Some(day("2026-03-20"))), "{}", desk.screen());
    }
}

#[test]
fn a_step_keeps_its_number_and_enter_says_what_it_does() {
    for lang in LANGS {
        let mut desk = Desk::fresh(lang, (80, 24));
        desk.press("<f6>");
        for n in ["4", "2", "8"] {
            desk.press(&format!("<a-{n}>"));
            let top = desk.screen().lines().next().unwrap_or_default().to_owned();
            assert!(top.contains(&format!(" {n}  ")), "{n}: {top}");
        }
        desk.press("<a-1>");
        desk.must_say(if lang == Lang::Zh {
            "今天没有第 1 步“上周承诺”"
        } else {
            "Step 1, Last week's promises, has nothing today"
        });
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>3<right>");
        desk.must_show(if lang == Lang::Zh { "回车 填这一行" } else { "Enter Fill in" });
    }
}

#[test]
fn no_action_is_gone_on_from_with_one_enter() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>3<right>");
        let page = title(&desk);
        desk.press("k<enter>The parts arrive<enter>");
        assert_eq!(title(&desk), page);
        desk.press("<enter>");
        assert_ne!(title(&desk), page, "{}", desk.screen());
    }
}

#[test]
fn a_week_that_has_only_begun_looks_at_the_one_before() {
    for lang in LANGS {
        for (after, missing) in [(5, false), (6, false), (7, true)] {
            let mut desk = Desk::demo(lang, (80, 24));
            desk.app_mut().set_today(today().checked_add_days(Days::new(after)).unwrap());
            desk.press("<f6><a-3>");
            let complains = desk.shows(if lang == Lang::Zh { "待补数据" } else { "values to enter" });
            assert_eq!(complains, missing, "{after}\n{}", desk.screen());
            let of_last = desk.shows(if lang == Lang::Zh { "（上周）" } else { "(of last week)" });
            assert_eq!(of_last, !missing, "{after}\n{}", desk.screen());
        }
    }
}

#[test]
fn a_column_pasted_says_where_it_belongs_and_a_line_goes_into_its_line() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>3<right>").paste("a\nb\nc");
        desk.must_say("F6");
        desk.paste("Night orders wait");
        desk.press("<enter>");
        assert_eq!(&*desk.rows::<Review>().pop().unwrap().root_cause.0, "Night orders wait");
    }
}

#[test]
fn a_finding_that_is_an_open_action_is_not_asked_about_again() {
    let mut desk = Desk::demo(Lang::En, (160, 50));
    desk.press("<f6>6");
    let first = title(&desk);
    desk.press("aCall them<enter>Ana<enter><a-8><right><space>7")
        .press(&"<down>".repeat(12))
        .press("<enter>n");
    desk.app_mut().set_today(today().checked_add_days(Days::new(7)).unwrap());
    desk.press("<f6><a-6>");
    for _ in 0..3 {
        assert_ne!(title(&desk), first);
        desk.press("<right>");
    }
    assert_eq!(desk.rows::<Meeting>().iter().filter(|meeting| meeting.ended.is_empty()).count(), 1);
}

#[test]
fn the_new_day_of_a_review_is_counted_from_the_meeting() {
    for lang in LANGS {
        let mut project = changebook::demo::project(lang, today());
        let kpi = project.rows::<Kpi>()[0].id;
        let review = Review {
            kpi: changebook::sheet::Link::to(kpi),
            date: Some(day("2026-02-24")),
            due: Some(day("2026-02-25")),
            action: changebook::sheet::Prose("Send to techs".into()),
            owner: "Ana".into(),
            ..Review::with_id(Id::new(77))
        };
        project.apply(Edit::append(review)).unwrap();
        let mut desk = Desk::open(lang, (80, 24), project);
        desk.press("<f6>");
        to_meeting_line(&mut desk, |line| line.said.en.contains("Send to techs"));
        desk.press("nNo room<enter>9 March<enter>");
        let moved = desk.rows::<Review>().into_iter().find(|row| row.id == Id::new(77)).unwrap();
        assert_eq!(moved.due, Some(day("2026-03-09")));
        assert!(desk.app().message.is_none(), "{}", desk.screen());
    }
}

#[test]
fn a_finding_that_became_an_action_is_not_asked_about_again_even_while_nobody_answers_for_it() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (100, 30));
        desk.press("<f6>6");
        let asked = title(&desk);
        desk.press("aDo it<enter><esc><esc>");
        let made = desk.rows::<Promise>().pop().unwrap();
        assert!(made.owner.is_empty(), "{made:?}");
        desk.app_mut().set_today(today().checked_add_days(Days::new(7)).unwrap());
        desk.press("<f6>6");
        for _ in 0..3 {
            assert_ne!(title(&desk), asked, "{}", desk.screen());
            desk.press("<right>");
        }
    }
}

#[test]
fn what_was_answered_on_the_page_of_talk_rests_there_in_the_next_meeting() {
    use changebook::agenda::About;
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>5");
        let asked = |desk: &Desk| -> Vec<About> {
            let view = desk.app().meeting_page().unwrap().0;
            let abouts = view.lines.iter().map(|line| line.about.clone());
            abouts.filter(|about| matches!(about, About::Finding(_))).collect()
        };
        let before = asked(&desk);
        assert!(before.len() > 1, "{before:?}");
        desk.press("gNot so<enter>aTalk to them<enter>Ana<enter>20 March<enter>");
        assert_eq!(asked(&desk), before, "each stays where it stood");
        desk.press("<a-8><right><space>7").press(&"<down>".repeat(12)).press("<enter>n");
        desk.app_mut().set_today(today().checked_add_days(Days::new(7)).unwrap());
        desk.press("<f6><a-5>");
        let after = asked(&desk);
        assert!(before[..2].iter().all(|about| !after.contains(about)), "{}", desk.screen());
    }
}

#[test]
fn a_value_outside_its_limits_is_asked_about_where_the_level_is_in_order() {
    for lang in LANGS {
        let mut project = changebook::demo::project(lang, today());
        let calm = [80.0, 80.6, 79.6, 80.2, 79.8, 80.4];
        let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "ftfr").unwrap().id;
        let old: Vec<Id> = project
            .rows::<Reading>()
            .iter()
            .filter(|reading| reading.kpi.0 == Some(kpi))
            .map(|reading| reading.id)
            .collect();
        let gone = old.into_iter().map(|row| Edit::Remove { sheet: Reading::SHEET, row });
        project.apply(Edit::Many(gone.collect())).unwrap();
        let mut read = |weeks: u64, value: f64| {
            let date = today().checked_sub_days(chrono::Days::new(weeks * 7));
            let row = Reading {
                kpi: Link::to(kpi),
                date,
                value: Some(value),
                ..Reading::with_id(Id::new(90_000 + weeks))
            };
            project.apply(Edit::append(row)).unwrap();
        };
        for (n, value) in (0..).zip(calm) {
            read(8 - n, value);
        }
        for weeks in [2, 1] {
            read(weeks, 80.1);
        }
        let words = |lang| match lang {
            Lang::Zh => ("问问发生了什么", "这次偏得远"),
            Lang::En => ("ask what happened", "off this once"),
        };
        let shown = |latest: Option<f64>| {
            let mut project = project.clone();
            let row = Reading {
                kpi: Link::to(kpi),
                date: Some(today()),
                value: latest,
                ..Reading::with_id(Id::new(90_100))
            };
            project.apply(Edit::append(row)).unwrap();
            let mut desk = Desk::open(lang, (80, 24), project);
            desk.press("<f6>3");
            let asked = desk.screen().contains(words(lang).0);
            // The page of its own comes behind those that are off track.
            let pages: String = (0..4)
                .map(|_| {
                    desk.press("<right>");
                    desk.screen().lines().nth(2).unwrap_or_default().to_owned()
                })
                .collect();
            (asked, pages.contains(words(lang).1))
        };
        assert_eq!(shown(None), (false, false));
        // The good side is worth a question, the bad one a page.
        assert_eq!(shown(Some(90.0)), (true, false));
        assert_eq!(shown(Some(70.0)), (false, true));
    }
}
