//! What a meeting answers and takes back, value after value, and what comes of it afterwards.

use super::*;
use changebook::agenda::{About, PageLine};
use changebook::project::{Edit, Project};
use changebook::tools::actions::Promise;
use changebook::tools::kpi::{Kpi, Reading, Review};
use changebook::tools::meetings::{Answer, Decision, Judged, Meeting, Parked, Verdict};
use chrono::Days;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// The page of the indicator that is off track, with nobody answering for any.
fn off_track(lang: Lang) -> Desk {
    let mut project = changebook::demo::project(lang, today());
    let kpis: Vec<Id> = project.rows::<Kpi>().iter().map(|kpi| kpi.id).collect();
    let edits = kpis.into_iter().map(|id| Edit::put(id, Kpi::COL.owner, Cell::Empty));
    project.apply(Edit::Many(edits.collect())).unwrap();
    let mut desk = Desk::open(lang, (80, 24), project);
    desk.press("<f6>3<right>");
    desk
}

fn later(days: u64) -> chrono::NaiveDate {
    today().checked_add_days(Days::new(days)).unwrap()
}

/// Value after value goes down the list in every week, also where the first days of a week would do with the last one's.
#[test]
fn values_of_a_second_week_go_down_the_list() {
    for (lang, word) in [(Lang::Zh, "待补数据"), (Lang::En, "values to enter")] {
        let mut desk = Desk::demo(lang, (100, 40));
        let read = |desk: &Desk, on: chrono::NaiveDate| {
            let of_day = desk.rows::<Reading>().into_iter().filter(|row| row.date == Some(on));
            of_day.filter_map(|row| row.value).collect::<Vec<_>>()
        };
        for week in [7, 14, 21] {
            desk.app_mut().set_today(later(week));
            desk.press("<f6><a-3>");
            // What the last meeting has looked at is no value of the time since.
            desk.must_show(word);
            desk.press("81<enter>77<enter>50<enter>");
            assert_eq!(read(&desk, later(week)), [81.0, 77.0, 50.0], "{week}: {}", desk.screen());
            desk.press("<a-8><right>7").press(&"<down>".repeat(12)).press("<enter>n");
        }
    }
}

/// Esc in the field that asks for more of an answer takes the answer back, and Enter leaves it.
#[test]
fn esc_behind_an_answer_takes_it_back() {
    for lang in LANGS {
        for (step, keys, kept) in [
            ("<a-5>", "a<esc>", false),
            ("<a-5>", "s<esc>", false),
            ("<a-5>", "g<esc>", false),
            ("<a-6>", "a<esc>", false),
            ("<a-6>", "s<esc>", false),
            ("<a-6>", "sNot now<enter>", true),
            ("<a-6>", "a<enter><esc>", true),
            ("<a-5>", "a<enter><esc>", true),
            ("<a-5>", "a<a-p>", true),
        ] {
            let mut desk = Desk::demo(lang, (100, 30));
            desk.press("<f6>");
            let answers = desk.rows::<Answer>().len();
            let promises = desk.rows::<Promise>().len();
            desk.press(step).press(keys);
            let more = usize::from(kept);
            assert_eq!(desk.rows::<Answer>().len(), answers + more, "{step}{keys}: {}", desk.screen());
            let acts = usize::from(kept && keys.starts_with('a'));
            assert_eq!(desk.rows::<Promise>().len(), promises + acts, "{step}{keys}");
        }
        // What became an action is taken back with Del, where it is talked about and on its own page.
        for step in ["<a-5>", "<a-6>"] {
            let mut desk = Desk::demo(lang, (100, 30));
            desk.press("<f6>");
            let before = (desk.rows::<Answer>().len(), desk.rows::<Promise>().len());
            desk.press(step).press("a<enter>Ana<enter>5 April<enter>");
            assert_eq!(
                (desk.rows::<Answer>().len(), desk.rows::<Promise>().len()),
                (before.0 + 1, before.1 + 1)
            );
            if step == "<a-5>" {
                desk.press("<up>");
            }
            desk.press("<del>");
            assert_eq!(
                (desk.rows::<Answer>().len(), desk.rows::<Promise>().len()),
                before,
                "{}",
                desk.screen()
            );
        }
    }
}

/// Who mends a line goes on with its words, and words that a row is known by are never emptied by the way.
#[test]
fn a_promise_is_not_lost_by_emptying_its_words() {
    for (lang, word) in [(Lang::Zh, "没有内容"), (Lang::En, "Without words")] {
        let mut desk = Desk::demo(lang, (100, 30));
        desk.press("<f6><a-6>aCall them<enter>Ana<enter>5 April<enter><a-8>");
        let place = |line: &PageLine| line.said.en.contains("Call them");
        to_meeting_line(&mut desk, place);
        desk.press("e<bs>s<enter><enter><enter>");
        assert!(desk.rows::<Promise>().iter().any(|row| &*row.action.0 == "Call thes"), "{}", desk.screen());
        to_meeting_line(&mut desk, |line| line.said.en.contains("Call thes"));
        desk.press("e<c-a><bs><enter>");
        desk.must_show(word);
        desk.press("<esc>");
        assert!(desk.rows::<Promise>().iter().any(|row| &*row.action.0 == "Call thes"), "{}", desk.screen());
    }
}

/// An undo leads back to the line that it changed.
#[test]
fn undo_leads_to_the_line_that_it_changed() {
    let mut desk = Desk::demo(Lang::En, (100, 30));
    desk.press("<f6>");
    let at = |desk: &Desk| desk.app().meeting_page().unwrap().1;
    let first = at(&desk);
    desk.press("y");
    assert_ne!(at(&desk), first);
    desk.press("<c-z>");
    assert_eq!(at(&desk), first, "{}", desk.screen());
}

/// Who looks in and notes nothing has held no meeting, and is back where he was.
#[test]
fn a_glance_at_the_meeting_is_none() {
    for lang in LANGS {
        let mut desk = Desk::fresh(lang, (80, 24));
        desk.press("1");
        let before = desk.app().screen;
        desk.press("<f6>q");
        assert!(desk.rows::<Meeting>().is_empty(), "{}", desk.screen());
        assert_eq!(desk.app().screen, before);
        // Once something is noted it stays, and goes on where it was left.
        desk.press("<f6>pThe lift is broken<enter>q");
        assert_eq!(desk.rows::<Meeting>().len(), 1);
        assert_eq!(desk.app().screen, before);
    }
}

/// From two minutes on whoever has looked at a meeting has held it.
#[test]
fn a_meeting_looked_at_for_two_minutes_is_one() {
    fn at(seconds: i64) -> chrono::NaiveDateTime {
        today().and_hms_opt(9, 0, 0).unwrap() + chrono::Duration::seconds(seconds)
    }
    let held = |later: fn() -> chrono::NaiveDateTime| {
        let mut desk = Desk::fresh(Lang::En, (80, 24));
        desk.app_mut().clock = || at(0);
        desk.press("<f6>");
        desk.app_mut().clock = later;
        desk.press("q");
        desk.rows::<Meeting>().len()
    };
    assert_eq!((held(|| at(119)), held(|| at(120))), (0, 1));
}

/// What is put off comes back in a week, unless somebody says when.
#[test]
fn what_is_put_off_is_given_its_day() {
    for (keys, until) in [("<enter>", later(7)), ("6 April<enter>", day("2026-04-06"))] {
        let mut desk = Desk::demo(Lang::En, (100, 30));
        desk.press("<f6><a-6>sNot before the move<enter>").press(keys);
        let answer = desk.rows::<Answer>().pop().unwrap();
        assert_eq!(
            (&*answer.reason.0, answer.until),
            ("Not before the move", Some(until)),
            "{}",
            desk.screen()
        );
    }
}

/// What is promised in a meeting is none of last week's promises, whatever its day.
#[test]
fn what_is_promised_today_is_judged_by_the_next_meeting() {
    for lang in LANGS {
        let mut desk = Desk::fresh(lang, (100, 30));
        desk.press("<f6>");
        let steps = |desk: &Desk| {
            let steps = desk.app().meeting_page().unwrap().2.steps;
            steps.iter().map(|(step, _)| *step).collect::<Vec<_>>()
        };
        let before = steps(&desk);
        desk.press("pThe lift is broken<enter>");
        let parked = |line: &PageLine| matches!(line.about, About::Parked(_));
        for _ in 0..12 {
            if !desk.app().meeting_page().unwrap().0.lines.iter().any(parked) {
                desk.press("<right>");
            }
        }
        to_meeting_line(&mut desk, parked);
        desk.press("a<enter>Ana<enter>")
            .press(if lang == Lang::Zh { "今天" } else { "today" })
            .press("<enter>");
        let made = desk.rows::<Promise>().pop().unwrap();
        assert_eq!(made.due, Some(today()), "{}", desk.screen());
        assert_eq!(steps(&desk), before, "no step of last week's promises");
    }
}

/// Where a meeting wants no action the indicator rests, until the day for which it said so.
#[test]
fn an_indicator_left_without_an_action_rests() {
    for (lang, asks, rests) in [
        (Lang::Zh, "用“开始本周回顾”", "本周不行动"),
        (Lang::En, "Use 'Start this week's review'", "no action this week"),
    ] {
        let mut desk = off_track(lang);
        desk.press("<esc>");
        let mut project = desk.project().clone();
        for review in project.rows::<Review>().iter().map(|row| row.id).collect::<Vec<_>>() {
            project.apply(Edit::Remove { sheet: Review::SHEET, row: review }).unwrap();
        }
        let said = |project: &changebook::project::Project, on| {
            let assessed = changebook::assess::Assessed::of(project, on, None);
            let all: Vec<String> = assessed
                .findings()
                .iter()
                .map(|(_, f)| format!("{} {:?}", f.advice.get(lang), f.level))
                .collect();
            all.join("\n")
        };
        assert!(said(&project, today()).contains(asks));
        let mut desk = Desk::open(lang, (100, 40), project);
        desk.press("<f6><a-3><right>Orders wait<enter>k<enter>Payroll decides in April<enter>");
        let page = desk.app().meeting_page().unwrap().0.title.clone();
        // One Enter goes on.
        desk.press("<enter>");
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        assert_ne!(desk.app().meeting_page().unwrap().0.title, page);
        let project = desk.project().clone();
        assert!(!said(&project, today()).contains(asks), "{}", said(&project, today()));
        assert!(said(&project, today()).contains(rests));
        assert!(said(&project, later(7)).contains(asks));
    }
}

/// Read aloud, a promise is mended whole: its words, who and when, where Enter leaves what stands there.
#[test]
fn a_promise_read_aloud_is_mended_whole() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (100, 30));
        desk.press("<f6><a-6>aCall them<enter>Ana<enter>5 April<enter><a-8>");
        to_meeting_line(&mut desk, |line| line.said.en.contains("Call them"));
        desk.press("e<enter><c-a>Bob<enter><enter>");
        let made = desk.rows::<Promise>().pop().unwrap();
        assert_eq!(
            (&*made.action.0, made.owner.as_str(), made.due),
            ("Call them", "Bob", Some(day("2026-04-05")))
        );
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
    }
}

/// Minutes end no sentence twice, and name what still waits in the parking lot.
#[test]
fn minutes_read_well_behind_any_sign() {
    for (lang, until, lot) in [
        (Lang::Zh, "：没有人手，新期限", "车库的灯谁修？ 下次再议"),
        (Lang::En, ": 没有人手, new date", "车库的灯谁修？ to be taken up next time"),
    ] {
        let mut desk = Desk::demo(lang, (100, 30));
        desk.press("<f6>n没有人手。<enter><enter>p车库的灯谁修？<enter>");
        desk.press("<a-8><right><space>7").press(&"<down>".repeat(12)).press("<enter>");
        let minutes = desk.copied().unwrap();
        assert!(minutes.contains(until), "{minutes}");
        assert!(minutes.contains(lot), "{minutes}");
        desk.press("n");
        desk.app_mut().set_today(later(7));
        desk.press("<f6><a-8><right><space>7").press(&"<down>".repeat(12)).press("<enter>");
        desk.press("y");
        let minutes = desk.copied().unwrap();
        assert!(minutes.contains("车库的灯谁修？"), "{minutes}");
    }
}

/// Decision after decision is typed one below the other, whatever it begins with and whatever is parked.
#[test]
fn one_decision_is_typed_behind_the_other() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (100, 30));
        desk.press("<f6><a-7>5月15日南京店上线<enter>总监<enter>维持4月2日试点<enter>总监<enter>7 more vans<enter>CEO<enter>");
        let said: Vec<String> =
            desk.rows::<Decision>().iter().map(|row| row.decision.0.to_string()).collect();
        for words in ["5月15日南京店上线", "维持4月2日试点", "7 more vans"] {
            assert!(said.iter().any(|said| said == words), "{said:?}");
        }
        // Enter asks for another one, and left blank goes on: to what is parked and then to the next page.
        let page = desk.app().meeting_page().unwrap().0.title.clone();
        desk.press("<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{}", desk.screen());
        desk.press("<enter>");
        assert_eq!(desk.rows::<Decision>().len(), said.len(), "{lang:?}");
        assert!(matches!(desk.app().meeting_page().unwrap(), (view, at, _)
            if matches!(view.lines[at].about, About::Parked(_))));
        desk.press("<enter>");
        assert_ne!(desk.app().meeting_page().unwrap().0.title, page, "{}", desk.screen());
    }
}

/// An action that nobody has an owner for is no dead end when it is read aloud.
#[test]
fn enter_leads_past_an_action_without_an_owner() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (112, 40));
        let due = Some(later(5));
        let promise = Promise {
            action: changebook::sheet::Prose("Nobody's".into()),
            due,
            ..Promise::with_id(Id::new(77_777))
        };
        desk.app_mut().opened.as_mut().unwrap().project.apply(Edit::append(promise)).unwrap();
        desk.press("<f6><a-8>");
        let title = desk.app().meeting_page().unwrap().0.title.clone();
        let passed = (0..60).any(|_| {
            desk.press("<enter>");
            desk.app().meeting_page().unwrap().0.title != title
        });
        assert!(passed, "{}", desk.screen());
    }
}

/// Esc in the field behind a verdict takes the verdict back, on a promise as on a parked issue.
#[test]
fn esc_behind_a_verdict_takes_it_back() {
    for lang in LANGS {
        for (keys, kept) in
            [("x<esc>", false), ("n<esc>", false), ("x<enter>", true), ("n<enter><enter>", true)]
        {
            let mut desk = Desk::demo(lang, (100, 40));
            desk.press("<f6>");
            let before = whole(desk.project());
            desk.press(keys);
            assert_eq!(whole(desk.project()) == before, !kept, "{keys}: {}", desk.screen());
        }
        // The same verdict once more asks for the reason that was left out.
        let mut desk = Desk::demo(lang, (100, 40));
        desk.press("<f6>n<enter><enter>").press(&"<up>".repeat(12)).press("nNo parts<enter>");
        let verdicts = desk.rows::<changebook::tools::meetings::Verdict>();
        assert!(verdicts.iter().any(|row| &*row.reason.0 == "No parts"), "{}", desk.screen());
        for (keys, kept) in [("x<esc>", false), ("r<esc>", false), ("x<enter>", true)] {
            let mut desk = Desk::demo(lang, (100, 40));
            desk.press("<f6><a-7>");
            while !matches!(
                desk.app().meeting_page().map(|(view, at, _)| view.lines[at].about.clone()),
                Some(About::Parked(_))
            ) {
                desk.press("<down>");
            }
            let parked =
                |desk: &Desk| desk.rows::<Parked>().iter().filter(|row| row.outcome.is_some()).count();
            let before = parked(&desk);
            desk.press(keys);
            assert_eq!(parked(&desk) > before, kept, "{keys}: {}", desk.screen());
        }
    }
}

/// The same answer once more is for its reason: Esc there leaves it as it was.
#[test]
fn the_same_answer_again_asks_for_its_reason() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (100, 40));
        desk.press("<f6><a-6>sNot now<enter><enter><a-6>s<esc>");
        let answers = desk.rows::<Answer>();
        assert_eq!((answers.len(), &*answers[0].reason.0), (1, "Not now"), "{}", desk.screen());
        assert!(!desk.said().contains(if lang == Lang::Zh { "已收回" } else { "Taken back" }));
        // What was kept needs no reason.
        let mut desk = Desk::demo(lang, (100, 40));
        desk.press("<f6>y").press(&"<up>".repeat(12)).press("e");
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
    }
}

/// Another answer takes the place of the one before, and of the action that came of it.
#[test]
fn an_action_goes_when_the_finding_is_put_off_instead() {
    for lang in LANGS {
        for other in ["s", "g"] {
            let mut desk = Desk::demo(lang, (100, 40));
            let promises = desk.rows::<Promise>().len();
            desk.press("<f6><a-6>a<enter>Trainer<enter><enter>");
            assert_eq!(desk.rows::<Promise>().len(), promises + 1, "{}", desk.screen());
            desk.press("<a-6>").press(other).press("Not now<enter><esc>");
            assert_eq!(desk.rows::<Promise>().len(), promises, "{other}: {}", desk.screen());
            assert_eq!(desk.rows::<Answer>().len(), 1, "{other}: {}", desk.screen());
        }
    }
}

/// What no meeting has looked at is named in the minutes.
#[test]
fn promises_not_looked_at_are_named_in_the_minutes() {
    for (lang, said) in [(Lang::Zh, "- 没有核对："), (Lang::En, "- Not looked at: ")] {
        let mut desk = Desk::demo(lang, (100, 40));
        desk.press("<f6>y<a-8><right>7");
        let id = desk.rows::<Meeting>().iter().find(|row| row.date == Some(today())).unwrap().id;
        let minutes = changebook::agenda::minutes(desk.project(), id, today(), lang).unwrap();
        assert!(minutes.contains(said), "{minutes}");
    }
}

/// A meeting whose window was closed before its end was held all the same, with what is filled in on a later day.
#[test]
fn a_meeting_that_nobody_has_ended_counts_from_the_next_day() {
    for (lang, note) in [(Lang::Zh, "没有按“结束”"), (Lang::En, "was not ended")] {
        let mut desk = Desk::demo(lang, (100, 40));
        let held = |desk: &Desk| {
            desk.app().facts().unwrap().get::<changebook::tools::meetings::Figures>().held.len()
        };
        let before = held(&desk);
        desk.press("<f6>y<a-8><right>7");
        let id = desk.rows::<Meeting>().iter().find(|row| row.date == Some(today())).unwrap().id;
        assert_eq!(held(&desk), before, "it is under way");
        desk.press("<enter>q");
        desk.app_mut().set_today(later(1));
        assert_eq!(held(&desk), before + 1, "{}", desk.screen());
        for (column, typed) in [(Meeting::COL.attendees, "Trainer"), (Meeting::COL.minutes, "20")] {
            assert!(desk.app_mut().go(changebook::finding::Place::of(id, column)));
            desk.press("<enter><c-u>").press(typed).press("<enter>");
        }
        let minutes = changebook::agenda::minutes(desk.project(), id, later(1), lang).unwrap();
        assert!(minutes.contains("Trainer"), "{minutes}");
        // The next one says what became of it, and leaves the minutes that were entered.
        desk.app_mut().set_today(later(7));
        desk.press("<f6>");
        desk.must_say(note);
        let first = desk.rows::<Meeting>().into_iter().find(|row| row.id == id).unwrap();
        assert_eq!((first.minutes, first.place.as_str()), (Some(20), ""));
        // One in which nothing was noted goes.
        let mut desk = Desk::demo(lang, (100, 40));
        let meetings = desk.rows::<Meeting>().len();
        desk.press("<f6>");
        desk.app_mut().set_today(later(7));
        assert_eq!(held(&desk), before);
        // As after a window that was lost.
        desk.app_mut().screen = changebook::app::Screen::Home;
        desk.press("<f6>");
        assert_eq!(desk.rows::<Meeting>().len(), meetings + 1, "{}", desk.screen());
    }
}

/// Who counts in a meeting at the beginning of a week counts the week that is over.
#[test]
fn executive_walks_told_on_the_first_days_are_those_of_last_week() {
    let project = |lang| {
        let mut project = changebook::demo::project(lang, today());
        let walks = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "walks").unwrap().id;
        let old: Vec<Edit> = project
            .rows::<Reading>()
            .iter()
            .filter(|row| row.kpi.0 == Some(walks) && row.date >= today().checked_sub_days(Days::new(3)))
            .map(|row| Edit::Remove { sheet: Reading::SHEET, row: row.id })
            .collect();
        project.apply(Edit::Many(old)).unwrap();
        (project, walks)
    };
    for lang in LANGS {
        for (day, dated) in [(4, 4), (5, 4), (6, 4), (7, 7)] {
            let (project, walks) = project(lang);
            let mut desk = Desk::open(lang, (100, 40), project);
            desk.app_mut().set_today(later(day));
            desk.press("<f6><a-2>");
            while !matches!(desk.app().meeting_page().map(|(view, at, _)| view.lines[at].about.clone()), Some(About::Reading(id)) if id == walks)
            {
                desk.press("<down>");
            }
            let said = if lang == Lang::Zh { "输入上周的值" } else { "Type last week's value" };
            assert_eq!(desk.shows(said), dated < day, "{day}: {}", desk.screen());
            desk.press("3<enter>");
            let row = desk.rows::<Reading>().into_iter().rfind(|row| row.kpi.0 == Some(walks)).unwrap();
            assert_eq!((row.date, row.value), (Some(later(dated)), Some(3.0)), "{day}: {}", desk.screen());
        }
    }
}

/// Esc where a new day is proposed leaves the promise with the one it had.
#[test]
fn a_promise_not_kept_may_stay_without_a_new_day() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>");
        let (view, at, _) = desk.app().meeting_page().unwrap();
        let About::Promise(item) = &view.lines[at].about else { panic!("{}", desk.screen()) };
        let (row, due) = (item.row, item.due);
        desk.press("nNobody was there<enter>");
        assert!(desk.screen().contains(if lang == Lang::Zh {
            "Esc 不定新日子"
        } else {
            "Esc sets no new day"
        }));
        desk.press("<esc>");
        let verdict = desk.rows::<Verdict>().pop().unwrap();
        assert_eq!((verdict.verdict, verdict.new_due, verdict.due), (Some(Judged::NotYet), None, due));
        let facts = desk.app().facts().unwrap();
        let open = &facts.get::<changebook::tools::actions::Figures>().open;
        let still = open.iter().find(|item| Some(item.row) == row).and_then(|item| item.due);
        assert_eq!(still, due, "{}", desk.screen());
    }
}

/// What only looking in has noted counts nowhere, and the next meeting looks at it again.
#[test]
fn a_meeting_that_was_only_opened_judges_nothing() {
    let mut desk = Desk::demo(Lang::En, (100, 40));
    let kept = |desk: &Desk| desk.app().facts().unwrap().get::<changebook::tools::meetings::Figures>().kept;
    let (before, verdicts) = (kept(&desk), desk.rows::<Verdict>().len());
    desk.press("<f6>");
    let begun = desk.rows::<Verdict>().len() - verdicts;
    assert!(begun > 0, "the demo has something that was ticked");
    // As after a window that was lost.
    desk.app_mut().screen = changebook::app::Screen::Home;
    assert_eq!(kept(&desk), before);
    desk.app_mut().set_today(later(1));
    desk.press("<f6>");
    assert_eq!(desk.rows::<Verdict>().len() - verdicts, begun, "{}", desk.screen());
}

/// That a cause is not known is said in the language of the reader, and only until one is.
#[test]
fn a_cause_not_known_speaks_both_languages() {
    let mut desk = Desk::demo(Lang::Zh, (80, 24));
    desk.press("<f6>3<right>u<enter>");
    let row = desk.rows::<Review>().pop().unwrap();
    assert!(row.is_cause_unknown(), "{:?}", row.root_cause);
    assert_eq!(row.cause().unwrap().en, "Not known yet");
}

/// Behind the last value of a page a digit takes the place of none that was just typed.
#[test]
fn behind_the_last_value_the_next_digit_is_not_taken() {
    for (lang, said, gone) in [
        (Lang::Zh, "这是这一页最后一个数", "这个数据去掉了"),
        (Lang::En, "This is the last value of the page", "That reading is taken out"),
    ] {
        let mut desk = Desk::demo(lang, (100, 40));
        desk.app_mut().set_today(later(7));
        desk.press("<f6><a-3>81<enter>77<enter>50<enter>9<enter>");
        let read = |desk: &Desk| -> Vec<f64> {
            let of_day = desk.rows::<Reading>().into_iter().filter(|row| row.date == Some(later(7)));
            of_day.filter_map(|row| row.value).collect()
        };
        desk.press("9");
        desk.must_say(said);
        assert_eq!(read(&desk), [81.0, 77.0, 50.0, 9.0], "{}", desk.screen());
        // Who goes back to it, or asks for it, changes it.
        desk.press("e<c-a>9.5<enter>");
        assert_eq!(read(&desk), [81.0, 77.0, 50.0, 9.5], "{}", desk.screen());
        // A value that is cleared is a reading no more, in one step.
        let before = desk.rows::<Reading>().len();
        desk.press("e<c-a><bs><enter>");
        desk.must_say(gone);
        assert_eq!((desk.rows::<Reading>().len(), read(&desk).len()), (before - 1, 3), "{}", desk.screen());
        desk.press("<c-z>");
        assert_eq!(read(&desk), [81.0, 77.0, 50.0, 9.5], "{}", desk.screen());
        // Where the last value was taken back, another one may be typed.
        desk.press("<c-z><c-z>7<enter>");
        assert_eq!(read(&desk), [81.0, 77.0, 50.0, 7.0], "{}", desk.screen());
    }
}

/// What an answer proposes is typed over, wherever the arrows have been.
#[test]
fn an_arrow_before_an_answer_changes_nothing_of_what_is_proposed() {
    for lang in LANGS {
        for keys in ["", "<down>", "<up>", "<down><up>"] {
            for (step, typed) in [("<a-5>", "aTell the story<enter>"), ("<a-6>", "aTell the story<enter>")] {
                let mut desk = Desk::demo(lang, (100, 40));
                desk.press("<f6>").press(step).press(keys).press(typed);
                let action = desk.rows::<Promise>().pop().unwrap().action.0;
                assert_eq!(&*action, "Tell the story", "{step} {keys}: {}", desk.screen());
            }
        }
    }
}

/// The clock of a meeting is in the file before its window is closed.
#[test]
fn the_clock_is_written_down_while_nobody_presses_a_key() {
    use changebook::event::{Event, Signal};
    fn at(seconds: i64) -> chrono::NaiveDateTime {
        today().and_hms_opt(9, 0, 0).unwrap() + chrono::Duration::seconds(seconds)
    }
    let noted = |desk: &Desk| desk.rows::<Meeting>().last().unwrap().seconds().sum::<u32>();
    let mut desk = Desk::demo(Lang::En, (80, 24));
    desk.app_mut().clock = || at(0);
    desk.press("<f6>");
    desk.app_mut().clock = || at(9);
    desk.app_mut().update(Event::Timer);
    assert_eq!(noted(&desk), 0);
    desk.app_mut().clock = || at(10);
    desk.app_mut().update(Event::Timer);
    assert_eq!(noted(&desk), 10);
    desk.app_mut().clock = || at(14);
    desk.app_mut().update(Event::Signal(Signal::Hangup));
    assert_eq!(noted(&desk), 14);
}

/// A window that only follows takes nothing back.
#[test]
fn a_window_that_follows_undoes_nothing() {
    for (lang, said) in [(Lang::Zh, "这里只跟着看"), (Lang::En, "This window only follows")] {
        let mut led = Desk::demo(lang, (80, 24));
        led.press("<f6>y");
        let mut desk = Desk::open(lang, (80, 24), led.project().clone());
        desk.press("2<enter>").press("<f6>n");
        let before = whole(desk.project());
        for keys in ["<c-z>", "<c-y>"] {
            desk.press(keys);
            desk.must_say(said);
            assert_eq!(whole(desk.project()), before, "{keys}");
        }
    }
}

/// What a meeting under way has judged counts once it is over.
#[test]
fn a_meeting_under_way_counts_no_promise() {
    use changebook::facts::Facts;
    use changebook::tools::meetings::Figures;
    let kept = |desk: &Desk| Facts::new(desk.project(), today()).get::<Figures>().kept;
    for keys in ["yy", "yyp issue<enter>", "yydWe do<enter>CEO<enter>", "x no<enter>"] {
        let mut desk = Desk::demo(Lang::En, (80, 24));
        let before = kept(&desk);
        desk.press("<f6>").press(keys).press("q");
        assert_eq!(kept(&desk), before, "{keys}: {}", desk.screen());
    }
}

/// A tick from before the meeting is not taken back in it.
#[test]
fn del_takes_back_no_tick_from_before_the_meeting() {
    let mut desk = Desk::demo(Lang::En, (100, 40));
    let is_earlier = |row: &Verdict| row.verdict == Some(Judged::Kept);
    desk.press("<f6>");
    let before = desk.rows::<Verdict>().iter().filter(|row| is_earlier(row)).count();
    assert!(before > 0, "{}", desk.screen());
    for _ in 0..20 {
        desk.press("<del><down>");
    }
    assert_eq!(desk.rows::<Verdict>().iter().filter(|row| is_earlier(row)).count(), before);
}

/// Who is not of the coalition is there too: a name typed goes behind those who are ticked.
#[test]
fn a_name_is_added_to_those_who_are_ticked() {
    use changebook::tools::kotter::Member;
    for (lang, there) in [(Lang::Zh, "CEO、HR"), (Lang::En, "CEO, HR")] {
        let mut project = changebook::demo::project(lang, today());
        let members: Vec<Id> = project.rows::<Member>().iter().map(|member| member.id).collect();
        let remove = |row| Edit::Remove { sheet: "coalition", row };
        project.apply(Edit::Many(members.into_iter().map(remove).collect())).unwrap();
        let ceo = Member { name: "CEO".into(), executive: true, ..Member::with_id(Id::new(70_001)) };
        project.apply(Edit::append(ceo)).unwrap();
        let mut desk = Desk::open(lang, (80, 24), project);
        desk.press("<f6><a-8><right><space><down>HR<enter>");
        let present = |desk: &Desk| desk.rows::<Meeting>().last().unwrap().attendees.0.to_string();
        assert_eq!(present(&desk), there, "{}", desk.screen());
        // Whoever is ticked off goes, and the other stays.
        desk.press("<up><up><up><space>");
        assert_eq!(present(&desk), "HR", "{}", desk.screen());
    }
}

/// That no action is wanted this week stands with the indicator in the minutes, and what was ticked in them too.
#[test]
fn the_minutes_tell_what_needs_no_action_and_what_was_ticked() {
    for (lang, rests, ticked) in [
        (Lang::Zh, "  - 本周不行动（Closed）", "90 天清单，当天勾掉的"),
        (Lang::En, "  - No action this week (Closed)", "90-day checklist, ticked on the day"),
    ] {
        let mut desk = off_track(lang);
        desk.press("k<enter>Closed<enter><a-4><space>");
        let id = desk.rows::<Meeting>().last().unwrap().id;
        let minutes = changebook::agenda::minutes(desk.project(), id, today(), lang).unwrap();
        assert!(minutes.contains(rests) && minutes.contains(ticked), "{minutes}");
        assert_eq!(minutes.matches("Closed").count(), 1, "{minutes}");
    }
}

/// A meeting that was only looked into, and whose window was closed, is gone the next day.
#[test]
fn a_meeting_only_looked_into_is_none_the_next_day() {
    let mut led = Desk::fresh(Lang::En, (80, 24));
    led.press("<f6>");
    assert_eq!(led.rows::<Meeting>().len(), 1);
    let mut desk = Desk::fresh(Lang::En, (80, 24));
    desk.app_mut().set_today(later(1));
    desk.app_mut().update_opened(led.project().clone(), None, None);
    assert_eq!(desk.rows::<Meeting>().len(), 0, "{}", desk.screen());
    // What was noted in it stays.
    led.press("pThe lift is broken<enter>");
    desk.app_mut().update_opened(led.project().clone(), None, None);
    assert_eq!(desk.rows::<Meeting>().len(), 1, "{}", desk.screen());
}

/// A 0 behind a 1 makes the rating 10.
#[test]
fn ten_is_rated_by_its_two_digits() {
    let rating = |keys: &str| {
        let mut desk = Desk::demo(Lang::En, (80, 24));
        desk.press("<f6><a-8><right><space>").press(keys);
        let last = desk.rows::<Meeting>().pop().unwrap();
        (last.rating, last.next)
    };
    let next = Some(later(7));
    assert_eq!(
        (rating("10"), rating("0"), rating("1")),
        ((Some(10), next), (Some(10), next), (Some(1), next))
    );
    assert_eq!(rating("8"), (Some(8), next));
    // A day behind it that begins with 0 is none of its digits.
    let april = chrono::NaiveDate::from_ymd_opt(2026, 4, 1);
    assert_eq!(rating("1<enter>04-01<enter>"), (Some(1), april));
    assert_eq!(rating("8<enter>"), rating("8"));
    // On the line of somebody who was there, too.
    assert_eq!(rating("<home>10"), (Some(10), next));
}

/// Enter on somebody who was there goes to the next one.
#[test]
fn enter_goes_through_those_who_were_there() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6><a-8><right>");
        let at = |desk: &Desk| desk.app().meeting_page().unwrap().1;
        assert_eq!(at(&desk), 0);
        desk.press("<enter>");
        assert_eq!(at(&desk), 1, "{}", desk.screen());
        desk.press("<space><enter>");
        assert_eq!(at(&desk), 2, "{}", desk.screen());
    }
}

/// Del takes back what this meeting has said, and not what an earlier one had.
#[test]
fn del_leaves_alone_what_an_earlier_meeting_noted() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        let parked = desk.rows::<Parked>().len();
        desk.press("<f6><a-7>").press("<down><down><down>").press("<del><up><del><up><del>");
        assert_eq!(desk.rows::<Parked>().len(), parked, "{}", desk.screen());
        desk.press("<a-p>A new one<enter>");
        assert_eq!(desk.rows::<Parked>().len(), parked + 1);
        to_meeting_line(&mut desk, |line| line.said.en.contains("A new one"));
        desk.press("<del>");
        assert_eq!(desk.rows::<Parked>().len(), parked, "{}", desk.screen());
    }
}

/// An issue that becomes an action is asked what is to be done first.
#[test]
fn an_issue_that_becomes_an_action_is_worded_first() {
    let mut desk = Desk::demo(Lang::En, (80, 24));
    desk.press("<f6><a-7><a-p>Who pays for vans<enter>");
    to_meeting_line(&mut desk, |line| line.said.en.contains("Who pays for vans"));
    desk.press("aAsk finance<enter>Director<enter><enter>");
    let promise = desk.rows::<Promise>().pop().unwrap();
    assert_eq!(
        (&*promise.action.0, promise.owner.as_str()),
        ("Ask finance", "Director"),
        "{}",
        desk.screen()
    );
    assert_eq!(promise.due, Some(later(7)));
}

/// Figures are typed down the page as they stand on a list, a line for each, whether a line has its value or not.
#[test]
fn figures_go_down_the_page_line_by_line() {
    for lang in LANGS {
        let mut project = changebook::demo::project(lang, today());
        let kpis: Vec<Id> =
            project.rows::<Kpi>().iter().filter(|kpi| !kpi.is_leading()).map(|kpi| kpi.id).collect();
        // All but the second lack the value of this week.
        let of_week = |row: &Reading| row.date.is_some_and(|date| date > later(0) - Days::new(14));
        let gone = project.rows::<Reading>().iter().filter(|row| of_week(row)).map(|row| row.id);
        let gone: Vec<Edit> = gone.map(|row| Edit::Remove { sheet: Reading::SHEET, row }).collect();
        project.apply(Edit::Many(gone)).unwrap();
        let mut desk = Desk::open(lang, (100, 40), project);
        desk.press("<f6>3");
        let at = |desk: &Desk| {
            let (view, at, _) = desk.app().meeting_page().unwrap();
            match view.lines[at].about {
                About::Reading(id) => kpis.iter().position(|kpi| *kpi == id).unwrap(),
                ref other => panic!("{other:?}"),
            }
        };
        assert_eq!(at(&desk), 0, "{}", desk.screen());
        desk.press("<down>");
        let value = desk.project().find::<Kpi>(kpis[1]).unwrap().baseline.unwrap();
        desk.press(&format!("{value}<enter>"));
        desk.press("<up><up>");
        assert_eq!(at(&desk), 0, "{}", desk.screen());
        let first = desk.project().find::<Kpi>(kpis[0]).unwrap().baseline.unwrap();
        desk.press(&format!("{first}<enter>"));
        assert_eq!(at(&desk), 1, "the next line has its value: {}", desk.screen());
        desk.press("<enter>");
        assert_eq!(at(&desk), 2, "{}", desk.screen());
    }
}

/// A cause that was typed by mistake and cleared leaves no review behind, nor does one that Del takes back.
#[test]
fn a_cause_that_is_cleared_leaves_no_review_behind() {
    for lang in LANGS {
        for clear in ["<up><f2><c-a><bs><enter>", "<up><del>"] {
            let mut project = changebook::demo::project(lang, today());
            let reviews: Vec<Id> = project.rows::<Review>().iter().map(|row| row.id).collect();
            let edits = reviews.into_iter().map(|row| Edit::Remove { sheet: Review::SHEET, row });
            project.apply(Edit::Many(edits.collect())).unwrap();
            let mut desk = Desk::open(lang, (80, 24), project);
            desk.press("<f6>3<right>").press("Only once<enter><esc>");
            assert_eq!(desk.rows::<Review>().len(), 1, "{}", desk.screen());
            desk.press(clear);
            assert_eq!(desk.rows::<Review>().len(), 0, "{clear}: {}", desk.screen());
            desk.press("<c-z>");
            assert_eq!(desk.rows::<Review>()[0].root_cause.0, "Only once", "one step: {}", desk.screen());
        }
    }
}

/// Where no line is below, Down gives Enter and the letters no other meaning.
#[test]
fn a_key_that_goes_nowhere_changes_nothing() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6><a-8>");
        let means = |desk: &Desk| (desk.app().meeting_mode(), desk.app().enter_here());
        let before = means(&desk);
        desk.press("<up>");
        assert_eq!(means(&desk), before, "{}", desk.screen());
    }
}

/// A corrective action that a meeting drops stays in the weekly review, with the day; taken back it is open again.
#[test]
fn a_corrective_action_that_is_dropped_stays_in_its_review() {
    for lang in LANGS {
        let mut desk = Desk::demo(lang, (80, 24));
        let open = |desk: &Desk| {
            let rows = desk.rows::<Review>();
            let mut open = rows.into_iter().filter(Review::is_open);
            open.find(|row| row.due.is_some_and(|due| due < today()))
                .map(|row| (row.id, row.action, row.owner, row.due))
        };
        let late = open(&desk).expect("a late action of the demo");
        desk.press("<f6>");
        to_meeting_line(
            &mut desk,
            |line| matches!(&line.about, About::Promise(item) if item.row == Some(late.0)),
        );
        desk.press("xNot needed any more<enter>");
        let row = desk.rows::<Review>().into_iter().find(|row| row.id == late.0).unwrap();
        assert_eq!(
            (row.action, row.owner, row.due),
            (late.1.clone(), late.2.clone(), late.3),
            "{}",
            desk.screen()
        );
        assert_eq!((row.dropped.0, row.done.0), (Some(today()), None));
        assert!(!desk.rows::<Review>().iter().any(|row| row.id == late.0 && row.is_open()));
        to_meeting_line(
            &mut desk,
            |line| matches!(&line.about, About::Promise(item) if item.row == Some(late.0)),
        );
        desk.press("<del>");
        assert_eq!(open(&desk), Some(late), "{}", desk.screen());
    }
}

/// A finding of several rows holds as long as its rule fires, also when the row that it names first is settled.
#[test]
fn a_finding_of_several_rows_holds_until_all_are_settled() {
    use changebook::agenda::{Agenda, Page};
    use changebook::assess::Assessed;
    use changebook::tools::roadmap::{Centre, Item};
    let mut project = changebook::demo::project(Lang::En, today());
    let centres: Vec<Id> = project.rows::<Centre>().iter().map(|centre| centre.id).take(2).collect();
    let late = |id: &Id| {
        let planned = Edit::put(*id, Centre::COL.planned, Cell::Date(day("2026-02-20")));
        Edit::Many(vec![planned, Edit::put(*id, Centre::COL.converted, Cell::Empty)])
    };
    project.apply(Edit::Many(centres.iter().map(late).collect())).unwrap();
    let meeting = Meeting::with_id(Id::new(77));
    let found = |project: &Project, rule: &str| {
        let assessed = Assessed::of(project, today(), None);
        let all = assessed.findings();
        all.iter().find(|(_, f)| f.id == rule).map(|(_, f)| f.key().code())
    };
    let holds = |project: &Project, code: &str| {
        let assessed = Assessed::of(project, today(), None);
        let agenda = Agenda { facts: &assessed.facts, assessed: &assessed, meeting: &meeting, before: None };
        let page = agenda.view(&Page::Finding(code.into()));
        let gone = page.lead.iter().any(|line| line.text.en.contains("no longer holds"));
        (agenda.finding(code).is_some(), gone)
    };
    for (rule, tick) in [("RM7", Centre::COL.converted), ("RM2", Item::COL.done)] {
        let mut project = project.clone();
        let mut code = found(&project, rule).unwrap_or_else(|| panic!("{rule} is not found"));
        let first = code.clone();
        for _ in 0..30 {
            let row = code.split('/').nth(2).and_then(Id::parse).unwrap();
            project.apply(Edit::put(row, tick, Cell::Date(today()))).unwrap();
            let Some(next) = found(&project, rule) else { break };
            assert_ne!(next, code, "another row is named first now");
            assert_eq!(holds(&project, &first), (true, false), "{rule}: its rule still fires");
            code = next;
        }
        assert_eq!(found(&project, rule), None);
        assert_eq!(holds(&project, &first), (false, true), "{rule}: all are settled");
    }
}

/// An action that nobody answers for is no answer: the finding stays among what is to be done, and says so.
#[test]
fn a_finding_whose_action_has_nobody_stays_to_be_done() {
    for (lang, says) in [(Lang::Zh, "已列为行动，还没有负责人"), (Lang::En, "an action, but no owner yet")]
    {
        let mut desk = Desk::demo(lang, (120, 40));
        let tally = |desk: &Desk| desk.app().opened.as_ref().unwrap().assessed.tally();
        let before = tally(&desk);
        desk.press("<f6><a-6>a<enter><esc>");
        assert_eq!(desk.rows::<Promise>().last().unwrap().owner, "", "{}", desk.screen());
        assert_eq!(tally(&desk), before, "nobody answers for it");
        desk.press("<esc>0");
        desk.must_show(says);
        let mut desk = Desk::demo(lang, (120, 40));
        desk.press("<f6><a-6>a<enter>Ana<enter>5 April<enter>");
        assert_ne!(tally(&desk), before, "Ana does");
        desk.press("<esc>0");
        assert!(!desk.shows(says), "{}", desk.screen());
    }
}
