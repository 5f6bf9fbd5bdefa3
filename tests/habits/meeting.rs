//! The weekly meeting: its pages and keys, what is left in the sheets, going on after it was left.

use super::*;
use changebook::project::Edit;
use changebook::tools::actions::Promise;
use changebook::tools::checklist::Item;
use changebook::tools::kpi::{Reading, Review};
use changebook::tools::meetings::{
    Answer, Decision, Judged, Meeting, Outcome, Parked, Reply as Said, Verdict,
};
use chrono::{Days, NaiveDateTime};
use ratatui::style::Color;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 36), (160, 50)];

fn demo(lang: Lang) -> Desk {
    Desk::demo(lang, (80, 24))
}

/// The meeting that was begun last.
fn last(desk: &Desk) -> Meeting {
    desk.rows::<Meeting>().pop().unwrap()
}

/// The verdicts of this meeting.
fn verdicts(desk: &Desk) -> Vec<Verdict> {
    let meeting = last(desk).id;
    desk.rows::<Verdict>().into_iter().filter(|verdict| verdict.meeting.0 == Some(meeting)).collect()
}

#[test]
fn it_begins_anywhere_and_ends_with_minutes() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            for from in ["", "9", "<esc>f", "2"] {
                let mut desk = Desk::demo(lang, size);
                desk.press(from).press("<f6>");
                assert_eq!(desk.app().screen, Screen::Meeting, "{from}");
            }
            let mut desk = Desk::demo(lang, size);
            let held = desk.rows::<Meeting>().len();
            desk.press("<f6>");
            assert_eq!(desk.rows::<Meeting>().len(), held + 1);
            // The last page of all, then its last line.
            desk.press("8<right><space>7<down><down><down><down><down><down><down><down><down><enter>");
            let meeting = last(&desk);
            assert_eq!(meeting.rating, Some(7), "{}", desk.screen());
            assert_eq!(meeting.minutes, Some(1));
            assert!(!meeting.ended.is_empty() && meeting.place.is_empty());
            assert_eq!(
                &*meeting.attendees.0,
                if lang == Lang::Zh { "集团总经理" } else { "Group managing director" }
            );
            assert!(!meeting.absent.0.is_empty());
            let minutes = desk.copied().unwrap();
            let title =
                if lang == Lang::Zh { "# 例会纪要 2026-03-04" } else { "# Minutes of 2026-03-04" };
            assert!(minutes.starts_with(title), "{minutes}");
            assert_eq!(desk.app().screen, Screen::Home);
            desk.press("n");
            assert!(desk.app().layers.is_empty());
        }
    }
}

#[test]
fn every_page_is_whole_and_nothing_on_it_is_dim() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::demo(lang, size);
            desk.press("<f6>");
            let mut seen = Vec::new();
            for _ in 0..20 {
                let screen = desk.screen();
                if seen.last() == Some(&screen) {
                    break;
                }
                // The line of the cursor is always there, where the page has lines.
                let (page, ..) = desk.app().meeting_page().unwrap();
                assert!(page.lines.is_empty() || screen.contains('▸'), "{screen}");
                let dim = desk.texts_of(Color::DarkGray);
                assert!(dim.iter().all(|text| !text.contains(char::is_alphanumeric)), "{dim:?}");
                seen.push(screen);
                desk.press("<right>");
            }
            assert!(seen.len() >= 10, "{size:?}: {} pages", seen.len());
        }
    }
}

#[test]
fn a_promise_is_kept_put_off_or_dropped_and_the_verdict_can_change() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = demo(lang);
        desk.press("<f6>");
        let before = verdicts(&desk).len();
        let open = |desk: &Desk| desk.rows::<Promise>().into_iter().find(|row| row.id == own()).unwrap();
        // The own promise of the demo that is late stands second.
        desk.press("<down>n");
        let Some(Layer::Cell(_)) = desk.app().layers.last() else { panic!("the reason is asked for") };
        desk.press("no room<enter>");
        // The new day is proposed in a week, and can be another one.
        desk.press("<c-a>2026-03-18<enter>");
        let verdict = verdicts(&desk).pop().unwrap();
        assert_eq!((verdict.verdict, &*verdict.reason.0), (Some(Judged::NotYet), "no room"));
        assert_eq!((verdict.due, verdict.new_due), (Some(day("2026-02-27")), Some(day("2026-03-18"))));
        assert_eq!(open(&desk).due, Some(day("2026-03-18")));
        assert_eq!(verdicts(&desk).len(), before + 1);
        // Kept after all: the day of before is back, and it is ticked.
        let at = screen_line(&desk);
        desk.press(&"<up>".repeat(12)).press("<down>y");
        assert_eq!(open(&desk).done.0, Some(today()), "{at}\n{}", desk.screen());
        assert_eq!(open(&desk).due, Some(day("2026-02-27")));
        assert_eq!(verdicts(&desk).len(), before + 1, "one verdict a promise");
        assert_eq!(&*verdicts(&desk).pop().unwrap().reason.0, "", "why it was not is no reason any more");
        desk.press(&"<up>".repeat(12)).press("<down>x<enter>");
        assert_eq!((open(&desk).done.0, open(&desk).dropped.0), (None, Some(today())));
        assert_eq!(verdicts(&desk).pop().unwrap().verdict, Some(Judged::Dropped));
        // One step takes a verdict back.
        desk.press("<c-z>");
        assert_eq!((open(&desk).done.0, open(&desk).dropped.0), (Some(today()), None));
    }
}

/// The promise of the demo that is late and stands in the list of other actions.
fn own() -> Id {
    Id::parse("ac0000000001").unwrap()
}

fn screen_line(desk: &Desk) -> String {
    desk.screen().lines().find(|line| line.contains('▸')).unwrap_or_default().to_owned()
}

#[test]
fn what_was_ticked_since_the_last_meeting_counts_as_kept_once() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>");
    let kept = verdicts(&desk);
    assert!(kept.len() > 2 && kept.iter().all(|verdict| verdict.verdict == Some(Judged::Kept)));
    assert!(kept.iter().any(|verdict| verdict.row == "ac0000000003"));
    desk.press("8<right><space><down><down><down><down><down><down><down><down><down><enter>n<f6>y");
    // A second meeting on one day is asked about, and does not count the same again.
    assert!(verdicts(&desk).is_empty(), "{}", desk.screen());
}

#[test]
fn an_exception_takes_cause_action_owner_and_day_in_one_go() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = demo(lang);
        let before = desk.rows::<Review>().len();
        // The pages of the lagging indicators, then the exception.
        desk.press("<f6>3<right>");
        desk.press("<enter>Night orders wait<enter>Try automatic dispatch<enter>");
        let review = desk.rows::<Review>().pop().unwrap();
        assert_eq!(desk.rows::<Review>().len(), before + 1);
        assert_eq!(
            (&*review.root_cause.0, &*review.action.0),
            ("Night orders wait", "Try automatic dispatch")
        );
        assert_eq!(review.due, today().checked_add_days(Days::new(7)));
        if review.owner.is_empty() {
            desk.press("Head of dispatch<enter>");
        }
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        assert!(!desk.rows::<Review>().pop().unwrap().owner.is_empty());
        let page = desk.screen();
        desk.press("<enter>");
        assert_ne!(desk.screen(), page, "all is filled in: Enter goes on");
    }
}

#[test]
fn a_cause_that_nobody_knows_becomes_an_action_to_find_it() {
    for (lang, cause, action) in
        [(Lang::Zh, "还不知道", "查明原因："), (Lang::En, "Not known yet", "Find the cause: ")]
    {
        let mut desk = demo(lang);
        desk.press("<f6>3<right>u<enter>");
        let review = desk.rows::<Review>().pop().unwrap();
        assert_eq!(&*review.root_cause.0, cause);
        assert!(review.action.0.starts_with(action), "{}", &*review.action.0);
        // Twice makes no second row.
        let rows = desk.rows::<Review>().len();
        desk.press("u");
        assert_eq!(desk.rows::<Review>().len(), rows);
    }
}

#[test]
fn no_action_needs_a_reason_and_stands_on_the_page() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>3<right>k<enter>The parts arrive on Friday<enter>");
    let answer = desk.rows::<Answer>().pop().unwrap();
    assert_eq!((answer.reply, &*answer.reason.0), (Some(Said::PutOff), "The parts arrive on Friday"));
    assert_eq!(answer.until, today().checked_add_days(Days::new(7)));
    desk.must_show("The parts arrive on Friday");
}

#[test]
fn a_missing_reading_is_typed_there_and_then() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = demo(lang);
        let next_week = today().checked_add_days(Days::new(7)).unwrap();
        desk.app_mut().set_today(next_week);
        desk.press("<f6>3");
        desk.must_show(if lang == Lang::Zh { "待补数据" } else { "values to enter" });
        let before = desk.rows::<Reading>().len();
        desk.press("86.5<enter>");
        let reading = desk.rows::<Reading>().pop().unwrap();
        assert_eq!((reading.value, reading.date), (Some(86.5), Some(next_week)), "{}", desk.screen());
        // Esc leaves nothing behind.
        desk.press("7<esc>");
        assert_eq!(desk.rows::<Reading>().len(), before + 1);
    }
}

#[test]
fn the_answer_to_a_question_about_a_value_goes_on_to_the_next() {
    let mut desk = demo(Lang::En);
    desk.app_mut().set_today(today().checked_add_days(Days::new(7)).unwrap());
    desk.press("<f6>38.65<enter>");
    desk.must_show("Is it 86.5%?");
    desk.press("y79<enter>");
    let read: Vec<_> = desk.rows::<Reading>().into_iter().rev().take(2).collect();
    assert_eq!((read[0].value, read[1].value), (Some(79.0), Some(86.5)), "{}", desk.screen());
    assert_ne!(read[0].kpi, read[1].kpi);
}

#[test]
fn enter_goes_on_where_nothing_is_said() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>3<right>");
    let page = screen_title(&desk);
    for _ in 0..8 {
        desk.press("<enter>");
    }
    assert_ne!(screen_title(&desk), page, "{}", desk.screen());
}

#[test]
fn findings_become_actions_or_rest_with_a_reason() {
    let mut desk = Desk::demo(Lang::En, (160, 50));
    desk.press("<f6>6");
    let first = screen_title(&desk);
    desk.press("a<enter>Trainer T-1<enter>");
    let promise = desk.rows::<Promise>().pop().unwrap();
    assert_eq!((promise.meeting.0, promise.made), (Some(last(&desk).id), Some(today())));
    assert_eq!((&*promise.owner, promise.due), ("Trainer T-1", today().checked_add_days(Days::new(7))));
    desk.press("<right>");
    let second = screen_title(&desk);
    assert_ne!(first, second);
    desk.press("sWait for the pilot<enter><enter>");
    desk.press("<right>gIt is not so<enter>");
    let replies: Vec<_> = desk.rows::<Answer>().into_iter().map(|answer| answer.reply).collect();
    assert_eq!(replies, [Some(Said::Accepted), Some(Said::PutOff), Some(Said::Disagreed)]);
    // They stay on the agenda of this meeting; the next one speaks of others.
    desk.press("6");
    assert_eq!(screen_title(&desk), first);
    let tomorrow = today().succ_opt().unwrap();
    desk.press("q<end>");
    desk.must_show("Became actions: 1; Put off: 1; Disagreed with: 1");
    desk.app_mut().set_today(tomorrow);
    desk.press("<f6>6");
    let titles: Vec<String> = (0..3)
        .map(|_| {
            let title = screen_title(&desk);
            desk.press("<right>");
            title
        })
        .collect();
    assert!(!titles.contains(&second), "{titles:?}");
}

fn screen_title(desk: &Desk) -> String {
    desk.screen().lines().nth(2).unwrap_or_default().trim().to_owned()
}

#[test]
fn parked_issues_and_decisions_are_noted_from_any_page() {
    for (lang, issue) in [(Lang::Zh, "要不要换供应商"), (Lang::En, "Change the vendor?")] {
        let mut desk = demo(lang);
        desk.press("<f6>").press("p").paste(issue);
        desk.press("<enter>");
        assert_eq!(desk.rows::<Parked>().pop().unwrap().issue.0.as_str(), issue);
        desk.must_show(issue);
        desk.press("dTwo more centres<enter>Director<enter>");
        let decision = desk.rows::<Decision>().pop().unwrap();
        assert_eq!((decision.decision.0.as_str(), decision.by.as_str()), ("Two more centres", "Director"));
        assert_eq!(decision.meeting.0, Some(last(&desk).id));
        // Nothing typed leaves no row.
        let rows = (desk.rows::<Parked>().len(), desk.rows::<Decision>().len());
        desk.press("p<esc>d<esc>p<enter>d<enter>");
        assert_eq!((desk.rows::<Parked>().len(), desk.rows::<Decision>().len()), rows, "{}", desk.screen());
        // A parked issue becomes an action, or is dropped.
        desk.press("7<down><down><down>");
        desk.press("aIT manager<enter>");
        let settled = desk.rows::<Parked>().iter().filter(|row| row.outcome == Some(Outcome::Action)).count();
        assert_eq!(settled, 1, "{}", desk.screen());
    }
}

#[test]
fn it_goes_on_where_it_was_left_with_its_clock() {
    fn at(minutes: i64) -> NaiveDateTime {
        day("2026-03-04").and_hms_opt(9, 0, 0).unwrap() + chrono::Duration::minutes(minutes)
    }
    let mut desk = demo(Lang::En);
    desk.app_mut().clock = || at(0);
    desk.press("<f6>4");
    desk.app_mut().clock = || at(2);
    desk.press("<down><down>q");
    assert_eq!(desk.app().screen, Screen::Home);
    // An hour later the clock has stood still.
    desk.app_mut().clock = || at(62);
    desk.press("2<f6>");
    assert_eq!(desk.app().screen, Screen::Meeting);
    desk.must_show("Checklist and people");
    desk.must_show("meeting 2:00/15:00");
    assert_eq!(last(&desk).started, "09:00");
    let line = screen_line(&desk);
    desk.app_mut().clock = || at(66);
    desk.press("t");
    desk.must_show("stopped meeting 6:00/15:00");
    desk.app_mut().clock = || at(90);
    desk.press("t");
    desk.must_show("meeting 6:00/15:00");
    assert_eq!(screen_line(&desk), line, "the cursor is where it was");
    assert_eq!(desk.rows::<Meeting>().iter().filter(|m| m.date == Some(today())).count(), 1);
}

#[test]
fn the_checklist_is_ticked_and_unticked() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>4");
    let done = |desk: &Desk| desk.rows::<Item>().iter().filter(|item| item.done.0 == Some(today())).count();
    let before = done(&desk);
    desk.press("<space>");
    assert_eq!(done(&desk), before + 1);
    desk.press("<c-z>");
    assert_eq!(done(&desk), before);
    assert_eq!(desk.app().screen, Screen::Meeting, "an undo stays in the meeting");
}

#[test]
fn a_meeting_undone_leads_back_and_a_locked_project_has_none() {
    let mut desk = demo(Lang::En);
    let held = desk.rows::<Meeting>().len();
    desk.press("<f6><c-z>");
    assert_eq!(desk.rows::<Meeting>().len(), held);
    desk.press("<enter>");
    assert_eq!(desk.app().screen, Screen::Home);
    let mut desk = Desk::locked(Lang::En, (80, 24), text("只读", "only to be read").into());
    desk.press("<f6>");
    assert_eq!(desk.app().screen, Screen::Home);
    desk.must_say("only to be read");
}

#[test]
fn a_new_project_has_a_meeting_too() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::fresh(lang, size);
            desk.press("<f6>");
            for _ in 0..12 {
                desk.press("<enter><esc>");
            }
            let screen = desk.app().screen;
            assert!(matches!(screen, Screen::Meeting | Screen::Home), "{}", desk.screen());
        }
    }
}

/// The cards of a promise that stands on several of them, as (action, owner, due, done).
fn cards(desk: &Desk) -> Vec<(String, String, Option<chrono::NaiveDate>, Option<chrono::NaiveDate>)> {
    let cards = desk.rows::<Person>();
    cards.iter().map(|c| (c.action.to_string(), c.owner.to_string(), c.due, c.done.0)).collect()
}

#[test]
fn a_verdict_on_several_cards_is_taken_back_on_all_of_them_and_on_no_others() {
    let mut project = changebook::demo::project(Lang::En, today());
    let ids: Vec<Id> = project.rows::<Person>().iter().map(|card| card.id).collect();
    let put = |id: Id, column, cell| Edit::put(id, column, cell);
    // Three cards of one promise, one of the same words done long ago, and many without any.
    let mut edits = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        let words = if n < 4 { words("Coach them twice a week") } else { Cell::Empty };
        edits.push(put(*id, Person::COL.action, words));
        edits.push(put(*id, Person::COL.owner, if n < 4 { self::words("Coach") } else { Cell::Empty }));
        edits.push(put(
            *id,
            Person::COL.due,
            if n < 4 { Cell::Date(day("2026-02-20")) } else { Cell::Empty },
        ));
        edits.push(put(
            *id,
            Person::COL.done,
            if n == 3 { Cell::Date(day("2026-01-20")) } else { Cell::Empty },
        ));
    }
    project.apply(Edit::Many(edits)).unwrap();
    let mut desk = Desk::open(Lang::En, (120, 36), project);
    let before = cards(&desk);
    desk.press("<f6>");
    desk.must_show("Coach them twice a week");
    let (page, at, _) = desk.app().meeting_page().unwrap();
    let line = page.lines.iter().position(|line| line.said.en.contains("Coach them")).unwrap();
    assert!(line >= at);
    let go = "<up>".repeat(40) + &"<down>".repeat(line);
    desk.press(&go).press("x<enter>");
    let dropped = cards(&desk);
    assert!(dropped[..3].iter().all(|card| card.0.is_empty()), "{dropped:?}");
    assert_eq!(dropped[3..], before[3..]);
    desk.press(&go).press("y");
    let kept = cards(&desk);
    assert!(kept[..3].iter().all(|card| card.3 == Some(today()) && !card.0.is_empty()), "{kept:?}");
    assert_eq!(kept[3..], before[3..], "cards without an action stay as they were");
    desk.press(&go).press("n<enter><enter>");
    let later = today().checked_add_days(Days::new(7));
    assert!(cards(&desk)[..3].iter().all(|card| (card.2, card.3) == (later, None)), "{:?}", cards(&desk));
    // The new day holds on all of them.
    desk.press(&go).press("x<enter>").press(&go).press("nno time<enter>2026-03-20<enter>");
    assert!(cards(&desk)[..3].iter().all(|card| card.2 == Some(day("2026-03-20"))), "{:?}", cards(&desk));
    assert_eq!(cards(&desk)[3..], before[3..]);
}

#[test]
fn what_is_written_is_not_written_over_by_a_verdict() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>3<right><enter>Night orders wait<enter>Try it<enter><up>u<enter>");
    let review = desk.rows::<Review>().pop().unwrap();
    assert_eq!((&*review.root_cause.0, &*review.action.0), ("Night orders wait", "Try it"));
    desk.must_say("noted already");
    // Nor is there no action where one is noted.
    desk.press("k");
    desk.must_say("noted already");
    assert!(desk.rows::<Answer>().is_empty());
    // A finding becomes one action.
    desk.press("<a-6>a<enter>Trainer<enter><right><left>a");
    desk.must_say("became an action already");
    let made = |desk: &Desk| desk.rows::<Promise>().iter().filter(|row| row.meeting.0.is_some()).count();
    assert_eq!(made(&desk), 1);
}

#[test]
fn words_typed_on_an_empty_line_go_into_it() {
    for (lang, typed) in [(Lang::Zh, "夜班没人派单"), (Lang::En, "Rumours about job cuts")] {
        let mut desk = demo(lang);
        desk.press("<f6>3<right>").press(typed).press("<enter>");
        assert_eq!(&*desk.rows::<Review>().pop().unwrap().root_cause.0, typed);
    }
    // Enter with nothing to say goes on, and leaves no row.
    let mut desk = demo(Lang::En);
    let rows = desk.rows::<Review>().len();
    desk.press("<f6>3<right>");
    let page = screen_title(&desk);
    desk.press(&"<enter>".repeat(8));
    assert_ne!(screen_title(&desk), page);
    assert_eq!(desk.rows::<Review>().len(), rows);
}

#[test]
fn a_meeting_that_settled_nothing_asks_before_it_ends() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>8<right>0").press(&"<down>".repeat(12)).press("<enter>");
    assert!(last(&desk).ended.is_empty(), "{}", desk.screen());
    desk.must_show("Promises not looked at: 6");
    desk.press("n");
    assert_eq!(desk.app().screen, Screen::Meeting);
}

#[test]
fn each_finding_shows_the_action_that_it_became() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>6aFirst action<enter>A-1<enter>").press("<right>aSecond action<enter>B-1<enter>");
    desk.must_show("Second action");
    desk.press("<a-6>");
    desk.must_show("First action");
    assert!(!desk.shows("Second action"), "{}", desk.screen());
    // What is mended there is mended in its own row.
    desk.press("<up><up><f2><end> today<enter>");
    let mine: Vec<Promise> =
        desk.rows::<Promise>().into_iter().filter(|row| row.meeting.0.is_some()).collect();
    let words: Vec<&str> = mine.iter().map(|row| &*row.action.0).collect();
    assert_eq!(words, ["First action today", "Second action"]);
}

#[test]
fn what_is_parked_or_decided_leaves_the_cursor_on_its_line() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>");
    let before = screen_line(&desk);
    for keys in
        ["pThe vendor<enter>", "dTwo centres more<enter>Director<enter>", "p<enter>", "d<enter>", "p<esc>"]
    {
        desk.press(keys);
        assert_eq!(screen_line(&desk), before, "{keys}");
    }
    assert_eq!(desk.rows::<Decision>().pop().unwrap().by, "Director");
}

#[test]
fn a_cause_not_known_is_one_step_to_undo() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>");
    let begun = desk.rows::<Review>().len();
    desk.press("3<right>u<enter>").press("<esc><c-z>");
    assert_eq!(desk.rows::<Review>().len(), begun, "no empty row is left");
}

#[test]
fn a_finding_keeps_its_number_while_the_meeting_lasts() {
    let mut desk = demo(Lang::En);
    desk.press("<f6>6");
    let titles = |desk: &mut Desk| -> Vec<String> {
        desk.press("<a-6>");
        (0..3)
            .map(|_| {
                let title = screen_title(desk);
                desk.press("<right>");
                title
            })
            .collect()
    };
    let before = titles(&mut desk);
    // The second is answered first, then the third, then the first.
    for at in [1, 2, 0] {
        desk.press("<a-6>").press(&"<right>".repeat(at)).press("gNot so<enter>");
        assert_eq!(titles(&mut desk), before, "after number {}", at + 1);
    }
    // Left and opened again, and after the cause of one has gone, too.
    desk.press("<a-6>q<f6>");
    assert_eq!(titles(&mut desk), before);
    assert_eq!(last(&desk).findings.split_whitespace().count(), 3);
}

#[test]
fn a_parked_issue_is_resolved_with_a_word_how_and_stays_on_its_page() {
    for (lang, word) in [(Lang::Zh, "已办结"), (Lang::En, "resolved")] {
        let mut desk = demo(lang);
        desk.press("<f6>pThe lift is broken<enter>7");
        // What was decided is asked first: whatever is typed is text.
        assert_eq!(desk.app().meeting_mode(), changebook::app::Mode::Words, "{}", desk.screen());
        desk.press("<down>r");
        let Some(Layer::Cell(_)) = desk.app().layers.last() else { panic!("how is asked for") };
        // Without a word it stays open on the page.
        desk.press("<enter>");
        desk.must_show(if lang == Lang::Zh { "怎么办结的？" } else { "resolved how?" });
        desk.press("<up>eRepaired on Monday<enter>");
        let settled = desk.rows::<Parked>().into_iter().find(|row| row.outcome == Some(Outcome::Resolved));
        let settled = settled.unwrap();
        assert_eq!((&*settled.how.0, settled.settled.0), ("Repaired on Monday", Some(today())));
        desk.must_show(word);
        // Not among the parked any more, nor asked of the boss.
        desk.press("<a-8><right>5").press(&"<down>".repeat(12)).press("<enter>y");
        let minutes = desk.copied().unwrap();
        assert!(minutes.contains("Repaired on Monday") && minutes.contains(word), "{minutes}");
    }
}

#[test]
fn digits_jump_aloud_and_are_text_where_words_are_wanted() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = demo(lang);
        desk.press("<f6>4");
        desk.must_say(if lang == Lang::Zh { "跳到第 4 步" } else { "Jumped to step 4" });
        // The cause waits for words: whatever is typed goes into it, digits and small letters too.
        for typed in
            ["3 technicians were ill", "two vans broke down", "night orders wait", "engines, engines"]
        {
            let mut desk = demo(lang);
            desk.press("<f6>3<right>").press(typed).press("<enter>");
            let review = desk.rows::<Review>().pop().unwrap();
            assert_eq!(&*review.root_cause.0, typed, "{}", desk.screen());
        }
        // The short answers are named, and that it types.
        let mut desk = demo(lang);
        desk.press("<f6>3<right>");
        desk.must_show(if lang == Lang::Zh { "u 回车：还不知道原因" } else { "u Enter: not known" });
        desk.must_show(if lang == Lang::Zh { " 输入 " } else { " TYPING " });
        // A sign on a line without text is not lost without a word.
        let mut desk = demo(lang);
        desk.press("<f6>").press("缺");
        desk.must_say("缺");
    }
    // A date that was chosen takes digits, and does not rate.
    let mut desk = demo(Lang::En);
    desk.press("<f6>8<right>").press(&"<down>".repeat(12)).press("<up>2026-03-13<enter>");
    assert_eq!((last(&desk).next, last(&desk).rating), (Some(day("2026-03-13")), None), "{}", desk.screen());
    // A decision is typed on its line.
    desk.press("<left><left><up>").press("Two vans more<enter>Director<enter>");
    assert_eq!(&*desk.rows::<Decision>().pop().unwrap().decision.0, "Two vans more", "{}", desk.screen());
}

#[test]
fn the_keys_of_the_footer_are_those_that_work() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::demo(lang, size);
            desk.press("<f6>3<right>");
            let foot = desk.screen().lines().last().unwrap_or_default().to_owned();
            // Letters that are typed here are not named as keys.
            assert!(!foot.contains(" q ") && !foot.contains(" b "), "{foot}");
            // The help lists every key of the meeting.
            desk.press("?");
            let mut seen = String::new();
            for _ in 0..12 {
                seen.push_str(&desk.screen());
                desk.press("<pgdn>");
            }
            for entry in changebook::command::ENTRIES {
                if entry.context == changebook::command::Context::Meeting {
                    assert!(seen.contains(entry.title.get(lang)), "{} {size:?}\n{seen}", entry.key);
                }
            }
            assert!(seen.contains("1–8"));
        }
    }
}

#[test]
fn what_was_typed_comes_back_in_the_meeting_at_its_step() {
    for (keys, typed) in [
        ("3<right>", "Night orders wait for somebody"),
        ("p", "Whether to change the vendor"),
        ("7", "Two more centres in April"),
        ("n", "There was no room on that day"),
        ("3<right>Cause<enter>", "Try automatic dispatch for a week"),
    ] {
        let mut desk = demo(Lang::En);
        desk.press("<f6>").press(keys).press(typed);
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{keys}") };
        let draft = edit.draft();
        let page = screen_title(&desk);
        let project = desk.project().clone();
        let mut again = Desk::open(Lang::En, (80, 24), project);
        again.app_mut().offer_draft(draft);
        again.press("y");
        assert_eq!(again.app().screen, Screen::Meeting, "{keys}");
        assert_eq!(screen_title(&again), page, "{keys}");
        let Some(Layer::Cell(edit)) = again.app().layers.last() else { panic!("{}", again.screen()) };
        assert_eq!(edit.editor.text(), typed);
        again.press("<enter>");
        assert_eq!(again.app().screen, Screen::Meeting);
    }
    // Given up by Esc and taken up again, it is in the meeting too.
    let mut desk = demo(Lang::En);
    desk.press("<f6>3<right>Night orders wait for somebody<esc><c-z>");
    assert_eq!(desk.app().screen, Screen::Meeting);
    let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    assert_eq!(edit.editor.text(), "Night orders wait for somebody");
}

#[test]
fn an_action_made_of_a_finding_is_no_instruction_about_a_form() {
    let spoken_of_elsewhere = ["kpi", "actions", "checklist", "meetings"];
    let of_forms = [
        "写下",
        "写上",
        "填上",
        "填好",
        "勾选",
        "勾上",
        "录入",
        "记下日期",
        "用“",
        "打开“",
        "取消勾选",
        "nter ",
        "rite down",
        " tick",
        "Tick",
        "Budget",
    ];
    for project in [changebook::demo::project(Lang::En, today()), desk::new_project("X")] {
        for after in [0, 20, 45, 90, 200, 330] {
            let day = today().checked_add_days(Days::new(after)).unwrap();
            let assessed = changebook::assess::Assessed::of(&project, day, None);
            for (tool, finding) in assessed.findings() {
                if spoken_of_elsewhere.contains(&tool.key) {
                    continue;
                }
                for said in [&finding.action.zh, &finding.action.en] {
                    assert!(!said.trim().is_empty());
                    let form = of_forms.iter().find(|form| said.contains(**form));
                    assert!(form.is_none(), "{}: {said}", finding.id);
                }
            }
        }
    }
}
