//! Lines of the meeting that are filled in one after the other: what is typed goes into them, in whatever letters it
//! begins, and nothing typed there is a key.

use super::*;
use changebook::app::Mode;
use changebook::project::Edit;
use changebook::tools::actions::Promise;
use changebook::tools::kpi::{Kpi, Reading, Review};
use changebook::tools::meetings::{Answer, Meeting, Outcome, Parked, Verdict};
use chrono::Days;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn later(days: u64) -> chrono::NaiveDate {
    today().checked_add_days(Days::new(days)).unwrap()
}

/// The page of the indicator that is off track, with or without an owner of its own.
fn exception(lang: Lang, owner: &str) -> Desk {
    let mut project = changebook::demo::project(lang, today());
    let owner = if owner.is_empty() { Cell::Empty } else { words(owner) };
    let kpis: Vec<Id> = project.rows::<Kpi>().iter().map(|kpi| kpi.id).collect();
    let edits = kpis.into_iter().map(|id| Edit::put(id, Kpi::COL.owner, owner.clone()));
    project.apply(Edit::Many(edits.collect())).unwrap();
    let mut desk = Desk::open(lang, (80, 24), project);
    desk.press("<f6>3<right>");
    desk
}

fn review(desk: &Desk) -> Review {
    desk.rows::<Review>().pop().unwrap()
}

#[track_caller]
fn must_be_at(desk: &Desk, title: &str) {
    let line = desk.screen().lines().find(|line| line.contains('▸')).unwrap_or_default().to_owned();
    assert!(line.contains(title), "{title}: {line}\n{}", desk.screen());
}

#[test]
fn a_run_of_lines_ends_with_the_day_whoever_answers_for_the_indicator() {
    for lang in LANGS {
        for owner in ["", "Ben Li"] {
            let mut desk = exception(lang, owner);
            let page = desk.screen().lines().nth(2).unwrap_or_default().to_owned();
            desk.press("Too few sent<enter>Send to techs<enter>Ana Costa<enter>");
            must_be_at(&desk, if lang == Lang::Zh { "哪天" } else { "By when" });
            assert_eq!(desk.app().meeting_mode(), Mode::Words);
            desk.press("Fri<enter>");
            let noted = review(&desk);
            assert_eq!((&*noted.root_cause.0, &*noted.action.0), ("Too few sent", "Send to techs"));
            assert_eq!(
                (noted.owner.as_str(), noted.due),
                ("Ana Costa", Some(day("2026-03-06"))),
                "{}",
                desk.screen()
            );
            assert_eq!(desk.screen().lines().nth(2), Some(page.as_str()), "nothing has jumped");
        }
        // What is proposed is kept with Enter, and Enter goes on behind it.
        let mut desk = exception(lang, "Ben Li");
        let page = desk.screen().lines().nth(2).unwrap_or_default().to_owned();
        desk.press("Too few sent<enter>Send to techs<enter><enter><enter>");
        let noted = review(&desk);
        assert_eq!((noted.owner.as_str(), noted.due), ("Ben Li", Some(later(7))));
        assert_ne!(desk.screen().lines().nth(2), Some(page.as_str()));
    }
}

#[test]
fn the_day_of_an_action_that_was_a_parked_issue_is_asked_for() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>pThe lift is broken<enter>7");
        let page = desk.screen().lines().next().unwrap_or_default().to_owned();
        desk.press("<down>a<enter>IT manager<enter>5 April<enter>");
        let made = desk.rows::<Promise>().pop().unwrap();
        assert_eq!((made.owner.as_str(), made.due), ("IT manager", Some(day("2026-04-05"))));
        assert_eq!(desk.screen().lines().next(), Some(page.as_str()), "{}", desk.screen());
        assert!(desk.rows::<Parked>().iter().any(|issue| issue.outcome == Some(Outcome::Action)));
    }
}

#[test]
fn a_finding_that_became_an_action_is_given_its_day() {
    let mut desk = Desk::demo(Lang::En, (80, 24));
    desk.press("<f6>6aCall them<enter>Ana Costa<enter>5 April<enter>");
    let made = desk.rows::<Promise>().pop().unwrap();
    assert_eq!((&*made.action.0, made.owner.as_str()), ("Call them", "Ana Costa"));
    assert_eq!(made.due, Some(day("2026-04-05")), "{}", desk.screen());
}

#[test]
fn digits_on_an_indicator_are_always_its_value() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>3");
        let page = desk.screen().lines().next().unwrap_or_default().to_owned();
        let readings = desk.rows::<Reading>();
        desk.press("<down><up>");
        let (view, at, _) = desk.app().meeting_page().unwrap();
        assert!(view.lines[at].settled, "it has a value of this week");
        desk.press("83.4<enter>");
        let now = desk.rows::<Reading>();
        let changed: Vec<_> = now.iter().zip(&readings).filter(|(a, b)| a.value != b.value).collect();
        assert_eq!(now.len(), readings.len(), "it is corrected, and not read twice");
        let [(new, old)] = changed[..] else { panic!("{changed:?}\n{}", desk.screen()) };
        assert_eq!((new.value, new.date), (Some(83.4), old.date), "the day stays that of the reading");
        assert_eq!(desk.screen().lines().next(), Some(page.as_str()));
        // The steps are reached with Alt all the same, there and from a line for words.
        desk.press("<a-7>");
        desk.must_show(if lang == Lang::Zh { "决定与停车场" } else { "Decisions and parked issues" });
        desk.must_say(if lang == Lang::Zh { "跳到第 7 步" } else { "Jumped to step 7" });
        // What is said does not hide that the next letter is text.
        desk.must_say(if lang == Lang::Zh { "输入" } else { "TYPING" });
    }
}

#[test]
fn words_may_begin_with_any_letter() {
    for lang in LANGS {
        for typed in
            ["parts came late", "kiosk is down", "unit was lost", "dispatch sleeps", "PC broken", "d", "p"]
        {
            let mut desk = exception(lang, "");
            desk.press(typed).press("<enter>");
            let noted = review(&desk);
            assert_eq!(&*noted.root_cause.0, typed, "{}", desk.screen());
            desk.press(typed).press("<enter>").press(typed).press("<enter>");
            let noted = review(&desk);
            assert_eq!((&*noted.action.0, noted.owner.as_str()), (typed, typed), "{}", desk.screen());
            assert!(desk.rows::<Answer>().is_empty());
        }
        // Decisions, and who was there where no coalition is entered.
        let mut desk = Desk::fresh(lang, (80, 24));
        desk.press("<f6><a-7>dispatch gets a phone<enter>paul<enter>");
        let decided = desk.rows::<changebook::tools::meetings::Decision>().pop().unwrap();
        assert_eq!((&*decided.decision.0, decided.by.as_str()), ("dispatch gets a phone", "paul"));
        desk.press("<a-8><right>paul, kim<enter>");
        assert_eq!(&*desk.rows::<Meeting>().pop().unwrap().attendees.0, "paul, kim", "{}", desk.screen());
    }
}

#[test]
fn a_letter_alone_with_enter_is_the_short_answer() {
    for lang in LANGS {
        for (size, keys) in [((80, 24), "u<enter>"), ((60, 20), "<enter>u<enter>"), ((80, 24), "ｕ<enter>")]
        {
            let mut desk = exception(lang, "");
            desk.send(changebook::event::Event::Resize(size.0, size.1)).press(keys);
            let cause = if lang == Lang::Zh { "还不知道" } else { "Not known yet" };
            assert_eq!(&*review(&desk).root_cause.0, cause, "{}", desk.screen());
            desk.press("Ana Costa<enter>12 March<enter>");
            let noted = review(&desk);
            assert_eq!((noted.owner.as_str(), noted.due), ("Ana Costa", Some(day("2026-03-12"))));
        }
        let mut desk = exception(lang, "");
        desk.must_show(if lang == Lang::Zh { "k 回车：本周不行动" } else { "k Enter: no action" });
        let before = desk.rows::<Review>().len();
        desk.press("k<enter>kits arrive on Friday<enter>");
        let answer = desk.rows::<Answer>().pop().unwrap();
        assert_eq!(&*answer.reason.0, "kits arrive on Friday");
        assert_eq!(desk.rows::<Review>().len(), before, "nothing is left of the line");
        // Said in help as well.
        desk.press("<f1>").press(if lang == Lang::Zh { "再按" } else { "line for words" });
        desk.must_show(if lang == Lang::Zh {
            "本周不行动（在写字的行上：k，再按"
        } else {
            "No action (on a line for words: k,"
        });
        desk.press("<esc>");
        // An issue is parked and a decision noted from the line, and it waits for words again.
        for keys in
            ["<a-p>The vendor<enter>", "<enter><a-p>The vendor<enter>", "Half a cause<a-p>The vendor<enter>"]
        {
            let mut desk = exception(lang, "");
            let rows = (desk.rows::<Review>().len(), desk.rows::<Parked>().len());
            desk.press(keys);
            let typed = usize::from(keys.starts_with("Half"));
            assert_eq!(
                (desk.rows::<Review>().len(), desk.rows::<Parked>().len()),
                (rows.0 + typed, rows.1 + 1),
                "{keys}\n{}",
                desk.screen()
            );
            assert_eq!(&*desk.rows::<Parked>().pop().unwrap().issue.0, "The vendor");
            desk.press("<a-d>Two vans<enter>Director<enter>");
            assert_eq!(desk.rows::<changebook::tools::meetings::Decision>().pop().unwrap().by, "Director");
        }
    }
}

#[test]
fn an_action_takes_back_that_none_is_needed_and_so_does_del() {
    for lang in LANGS {
        let none = if lang == Lang::Zh { "本周不行动" } else { "no action this week" };
        let mut desk = exception(lang, "");
        desk.press("k<enter>The parts arrive<enter>");
        desk.must_show(none);
        desk.press("<down>Too few sent<enter>Send to techs<enter>Ana Costa<enter><enter>");
        assert!(desk.rows::<Answer>().is_empty(), "{}", desk.screen());
        let noted = review(&desk);
        assert_eq!((&*noted.action.0, noted.owner.as_str()), ("Send to techs", "Ana Costa"));
        desk.press("<a-8><right><space>7").press(&"<down>".repeat(12)).press("<enter>");
        let minutes = desk.copied().unwrap();
        assert!(minutes.contains("Send to techs · Ana Costa"), "{minutes}");
        let not_acted = if lang == Lang::Zh { "本周不行动的" } else { "Not acted on" };
        assert!(!minutes.contains(not_acted), "{minutes}");
        // Del on the line, and the other way round: with an action there is none to say.
        let mut desk = exception(lang, "");
        desk.press("k<enter>The parts arrive<enter><up><up><up><up><del>");
        assert!(desk.rows::<Answer>().is_empty(), "{}", desk.screen());
        desk.press("Too few sent<enter>Send to techs<enter>Ana Costa<enter><enter><left>k");
        assert!(desk.rows::<Answer>().is_empty(), "{}", desk.screen());
        // Verdicts on promises and answers to findings are taken back too.
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>");
        let (verdicts, promises) = (desk.rows::<Verdict>().len(), desk.rows::<Promise>());
        let line = desk.app().meeting_page().unwrap().1;
        desk.press("nNo room<enter><enter>")
            .press(&"<up>".repeat(20))
            .press(&"<down>".repeat(line))
            .press("<del>");
        assert_eq!(desk.rows::<Verdict>().len(), verdicts, "{}", desk.screen());
        assert_eq!(desk.rows::<Promise>(), promises);
        desk.press("6gNot so<enter>").press("<del>");
        assert!(desk.rows::<Answer>().is_empty(), "{}", desk.screen());
    }
}

#[test]
fn a_week_that_is_judged_is_told_from_the_week_under_way() {
    for lang in LANGS {
        for (last, now, of_last, of_now) in [(1.0, "0", "1", "0"), (0.0, "1", "0", "1")] {
            let mut project = changebook::demo::project(lang, today());
            let walks = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "walks").unwrap().id;
            let old: Vec<Edit> = project
                .rows::<Reading>()
                .iter()
                .filter(|reading| reading.kpi.0 == Some(walks) && reading.date > Some(day("2026-02-22")))
                .map(|reading| Edit::Remove { sheet: Reading::SHEET, row: reading.id })
                .collect();
            project.apply(Edit::Many(old)).unwrap();
            project
                .apply(Edit::append(Reading {
                    kpi: changebook::sheet::Link::to(walks),
                    date: Some(day("2026-02-26")),
                    value: Some(last),
                    ..Reading::with_id(Id::new(77))
                }))
                .unwrap();
            let mut desk = Desk::open(lang, (80, 24), project);
            desk.press("<f6>2");
            to_meeting_line(&mut desk, |line| line.about == changebook::agenda::About::Reading(walks));
            desk.press(now).press("<enter>");
            let said = match lang {
                Lang::Zh => format!("上整周 {of_last} 次 → 1 次，本周到现在 {of_now} 次"),
                Lang::En => format!("last week {of_last}x → 1x, this week {of_now}x"),
            };
            desk.must_show(&said);
            desk.press("q<esc>9");
            let said = if lang == Lang::Zh {
                format!("上整周 {of_last}次")
            } else {
                format!("{of_last}x last week")
            };
            desk.must_show(&said);
        }
    }
}

#[test]
fn a_day_that_is_promised_has_not_passed() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>nNo room<enter>last Friday<enter>");
        desk.must_show(if lang == Lang::Zh { "2026-02-27 已经过了" } else { "2026-02-27 has passed" });
        desk.must_show("2026-03-06");
        assert!(desk.rows::<Verdict>().pop().unwrap().new_due > Some(today()));
        desk.press("next Monday<enter>");
        assert_eq!(
            desk.rows::<Verdict>().pop().unwrap().new_due,
            Some(day("2026-03-09")),
            "{}",
            desk.screen()
        );
        // An action, and the next meeting.
        let mut desk = exception(lang, "");
        desk.press("Too few sent<enter>Send to techs<enter>Ana Costa<enter>2025-03-20<enter>");
        desk.must_show("2026-03-20");
        assert_eq!(review(&desk).due, Some(later(7)));
        desk.press("<esc><a-8><right>").press(&"<down>".repeat(12)).press("<up>yesterday<enter>");
        desk.must_show(if lang == Lang::Zh { "2026-03-03 已经过了" } else { "2026-03-03 has passed" });
        assert_eq!(desk.rows::<Meeting>().pop().unwrap().next, Some(later(7)));
    }
}
