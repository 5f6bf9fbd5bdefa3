//! Each gate at its thresholds.

use super::*;
use GateState::{Failed, NotDue, Open, Passed};

#[test]
fn urgency_of_three_and_a_dated_number() {
    let mut book = Book::new();
    assert_eq!(book.state(1, day(10)), Open);
    book.fact("投诉 1,240 件", Some(day(10)));
    assert_eq!(book.state(1, day(10)), Open, "no score yet");
    book.urgency(1, &[2]);
    assert_eq!(book.state(1, day(10)), Failed);
    book.urgency(2, &[2, 3]);
    assert_eq!(book.state(1, day(10)), Failed, "a median of 2.5");
    book.urgency(3, &[3]);
    assert_eq!(book.state(1, day(10)), Passed, "the last round counts");
    assert_eq!(book.state(1, day(9)), Failed, "published tomorrow");
    let mut book = Book::new();
    book.urgency(1, &[5]);
    book.fact("投诉很多", Some(day(1)));
    book.fact("投诉 1,240 件", None);
    assert_eq!(book.state(1, day(10)), Failed, "neither has both");
}

#[test]
fn three_to_seven_members_with_an_executive_and_five_functions() {
    let mut book = Book::new();
    assert_eq!(book.state(2, day(20)), Open);
    assert!(book.ids(day(20)).is_empty(), "nobody yet is no misfit");
    book.member(Function::GeneralManagement, true);
    book.member(Function::AfterSales, false);
    let size = |book: &Book| book.gate(2, day(20)).conditions[0].met;
    assert_eq!(size(&book), Some(false), "two");
    book.member(Function::It, false);
    assert_eq!(size(&book), Some(true), "three");
    assert_eq!(book.state(2, day(20)), Failed, "finance and operations are missing");
    assert!(book.ids(day(14)).is_empty(), "week 2");
    assert_eq!(book.ids(day(15)), ["K2"]);
    let finding = book.finding("K2", day(15));
    assert_eq!(finding.level, Level::Watch);
    assert!(finding.evidence.en.contains("Finance, Operations"), "{}", finding.evidence.en);
    book.member(Function::Finance, false);
    book.member(Function::Operations, false);
    assert_eq!(book.state(2, day(15)), Passed);
    book.member(Function::Hr, false);
    let seventh = book.member(Function::Other, false);
    assert_eq!(book.state(2, day(15)), Passed, "seven");
    let eighth = book.member(Function::Centre, false);
    assert_eq!(book.state(2, day(15)), Failed, "eight");
    // One who is still to join does not count.
    book.set::<Member>(eighth, "joined", Cell::Date(day(16)));
    assert_eq!([book.state(2, day(15)), book.state(2, day(16))], [Passed, Failed]);
    book.remove::<Member>(seventh);
    let boss = book.project.rows::<Member>()[0].id;
    book.set::<Member>(boss, "executive", Cell::Empty);
    assert_eq!(book.state(2, day(20)), Failed, "no executive");
}

#[test]
fn one_sentence_with_a_number_and_a_date() {
    let mut book = Book::new();
    assert_eq!(book.state(3, day(10)), Open);
    book.charter("vision", Cell::Text("成为最好的售后".into()));
    assert_eq!(book.state(3, day(10)), Failed);
    book.charter("vision", Cell::Text("到 2026-12-31，首次修复率从 80% 升到 92%".into()));
    assert_eq!(book.state(3, day(10)), Passed);
}

#[test]
fn four_channels_and_seven_times() {
    let mut book = Book::new();
    let message =
        Message {
            message: Prose("48 小时减到 24 小时".into()), key: true, ..Message::with_id(book.id())
        };
    let message = book.add(message);
    let staff: Vec<Id> =
        book.project.rows::<Audience>().iter().filter(|a| a.role.is_some()).map(|a| a.id).collect();
    assert_eq!((staff.len(), book.state(4, day(60))), (4, Open));
    // Executives are told once a month; the gate does not wait for them.
    let staff = &staff[1..];
    let send = |book: &mut Book, n: u64, channel: Channel, to: &[Id]| {
        for audience in to {
            let row = Send {
                message: Link::to(message),
                audience: Link::to(*audience),
                date: Some(day(n)),
                channel: Some(channel),
                ..Send::with_id(book.id())
            };
            book.add(row);
        }
    };
    let ways = [Channel::Meeting, Channel::Email, Channel::Poster];
    for n in 0..6 {
        send(&mut book, n + 1, ways[n as usize % 3], staff);
    }
    let met = |book: &Book| book.gate(4, day(60)).conditions.iter().map(|c| c.met).collect::<Vec<_>>();
    assert_eq!(met(&book), [Some(false), Some(false)], "three channels, six times");
    send(&mut book, 7, Channel::Video, &staff[1..]);
    assert_eq!(met(&book), [Some(true), Some(false)], "one audience heard it six times");
    // The same day again is no repeat.
    send(&mut book, 6, Channel::Video, &staff[..1]);
    assert_eq!(book.state(4, day(60)), Failed);
    send(&mut book, 7, Channel::Video, &staff[..1]);
    assert_eq!(book.state(4, day(60)), Passed);
    assert_eq!(book.state(4, day(6)), Failed, "what is still to come does not count");
}

#[test]
fn an_obstacle_may_stand_fourteen_days() {
    let mut book = Book::new();
    assert_eq!(book.state(5, day(15)), Open);
    book.claim(&[5]);
    assert!(!book.ids(day(15)).contains(&"K5"), "no obstacle noted is none in the way");
    let mut book = Book::new();
    let row = book.obstacle(Some(day(1)));
    assert_eq!(book.state(5, day(15)), Passed, "14 days");
    assert!(book.ids(day(15)).is_empty());
    assert_eq!(book.state(5, day(16)), Failed, "15 days");
    assert_eq!(book.ids(day(16)), ["K5"]);
    let finding = book.finding("K5", day(16));
    assert_eq!((finding.level, finding.place.row), (Level::Act, Some(row)));
    assert!(finding.evidence.zh.contains("15 天") && finding.evidence.zh.contains("技术主管"));
    book.obstacle(Some(day(1)));
    assert_eq!(book.ids(day(16)), ["K5"], "one finding for all");
    book.claim(&[6]);
    assert_eq!(book.ids(day(16)).iter().filter(|id| **id == "K5").count(), 1);
    // Days of a pause do not count.
    let mut paused = Book::new();
    paused.obstacle(Some(day(1)));
    let rest = Rest { from: Some(day(5)), until: Some(day(9)), ..Rest::with_id(paused.id()) };
    paused.add(rest);
    assert!(paused.ids(day(20)).is_empty());
    assert_eq!(paused.ids(day(21)), ["K5"]);
    let mut gone = Book::new();
    let row = gone.obstacle(Some(day(1)));
    gone.set::<Obstacle>(row, "removed", Cell::Date(day(30)));
    assert_eq!([gone.state(5, day(29)), gone.state(5, day(30))], [Failed, Passed]);
    let mut undated = Book::new();
    undated.obstacle(None);
    assert_eq!(undated.state(5, day(99)), Open, "the day is to be entered");
    assert!(undated.ids(day(99)).is_empty());
}

#[test]
fn a_win_by_day_183() {
    let mut book = Book::new();
    assert_eq!([book.state(6, day(183)), book.state(6, day(184))], [NotDue, Failed]);
    assert_eq!(Book::starting(None).state(6, day(400)), NotDue);
    let win = Win { achieved: Tick(Some(day(183))), ..Win::with_id(book.id()) };
    let row = book.add(win);
    assert_eq!([book.state(6, day(183)), book.state(6, day(184))], [NotDue, Failed], "without a figure");
    assert_eq!(book.gate(6, day(184)).place.column, "result");
    book.set::<Win>(row, "result", Cell::Text("投诉减少三成".into()));
    assert_eq!([book.state(6, day(182)), book.state(6, day(184))], [NotDue, Passed]);
    book.set::<Win>(row, "achieved", Cell::Date(day(184)));
    assert_eq!(book.state(6, day(190)), Failed);
    // Late is late, and there is nothing more to do about it.
    book.claim(&[6]);
    assert!(!book.ids(day(190)).contains(&"K6"));
}

#[test]
fn half_of_the_centres_by_month_six() {
    let month_six = date("2026-07-05");
    let mut book = Book::new();
    book.centres(49, 100, day(50));
    assert_eq!([book.state(7, month_six - Days::new(1)), book.state(7, month_six)], [NotDue, Failed]);
    let mut book = Book::new();
    book.centres(50, 100, day(50));
    assert_eq!(book.state(7, month_six), Passed);
    assert_eq!(book.state(7, day(60)), Passed, "sooner is as good");
    // The charter may know of more than the roadmap lists.
    book.charter("centres", Cell::Count(101));
    assert_eq!(book.state(7, month_six), Failed);
    assert_eq!(Book::new().state(7, month_six), Open, "nobody said how many there are");
}

#[test]
fn three_items_make_it_the_rule() {
    let mut book = Book::new();
    for code in ["p4-1", "p4-2", "p4-3"] {
        if !book.project.rows::<roadmap::Item>().iter().any(|s| s.code == code) {
            let step = roadmap::Item { code: code.into(), ..roadmap::Item::with_id(book.id()) };
            book.add(step);
        }
    }
    let year = date("2027-01-05");
    assert_eq!([book.state(8, year - Days::new(1)), book.state(8, year)], [NotDue, Failed]);
    for code in ["p4-1", "p4-2", "p4-3"] {
        assert_ne!(book.state(8, year), Passed);
        let row = book.project.rows::<roadmap::Item>().iter().find(|s| s.code == code).unwrap().id;
        book.set::<roadmap::Item>(row, "done", Cell::Date(day(300)));
    }
    assert_eq!([book.state(8, day(299)), book.state(8, day(300))], [NotDue, Passed]);
}

#[test]
fn a_gate_leads_to_the_cell_where_it_is_mended() {
    let mut book = Book::new();
    let place = |book: &Book, step| {
        let place = book.gate(step, day(200)).place;
        (place.sheet, place.row, place.column)
    };
    assert_eq!(place(&book, 1), (Fact::SHEET, None, "fact"));
    book.fact("投诉很多", Some(day(2)));
    let vague = book.project.rows::<Fact>()[0].id;
    assert_eq!(place(&book, 1), (Fact::SHEET, Some(vague), "fact"), "it lacks the number");
    book.set::<Fact>(vague, "fact", Cell::Text("投诉 1,240 件".into()));
    book.set::<Fact>(vague, "date", Cell::Empty);
    assert_eq!(place(&book, 1), (Fact::SHEET, Some(vague), "date"), "it lacks the day");
    book.set::<Fact>(vague, "date", Cell::Date(day(2)));
    book.urgency(1, &[2]);
    book.urgency(2, &[2]);
    let (sheet, form, column) = place(&book, 1);
    let latest = book.project.rows::<Form>().iter().find(|f| f.round == Some(2));
    assert_eq!((sheet, form, column), ("readiness", latest.map(|f| f.id), "urgency"));

    assert_eq!(place(&book, 6), (Win::SHEET, None, "win"), "no win is planned");
    let win = |book: &mut Book, name: &str, target_date| {
        let id = book.id();
        book.add(Win { win: Prose(name.into()), target_date, ..Win::with_id(id) })
    };
    win(&mut book, "以后再定", None);
    win(&mut book, "满意度", Some(day(170)));
    let first = win(&mut book, "修复率", Some(day(100)));
    assert_eq!(place(&book, 6), (Win::SHEET, Some(first), "achieved"), "the next one planned");

    assert_eq!(place(&book, 7), (Centre::SHEET, None, "name"), "no centre is listed");
    book.centres(1, 3, day(90));
    let open = book.project.rows::<Centre>().iter().find(|c| c.converted.0.is_none()).unwrap().id;
    assert_eq!(place(&book, 7), (Centre::SHEET, Some(open), "converted"));
}

#[test]
fn a_failed_gate_is_not_good() {
    let mut book = Book::new();
    book.member(Function::It, false);
    assert_eq!(book.state(2, day(3)), Failed);
    let assessment = book.assess(day(3));
    assert_eq!((assessment.findings.len(), assessment.level), (0, Level::Blank), "still being formed");
    book.five();
    assert_eq!(book.assess(day(3)).level, Level::Good);
}

#[test]
fn a_long_standing_obstacle_is_a_sentence() {
    let mut book = Book::new();
    book.obstacle(Some(day(1)));
    assert!(book.finding("K5", day(20)).evidence.en.starts_with("An obstacle"));
    book.claim(&[5]);
    assert!(book.finding("K5", day(20)).evidence.en.starts_with("Step 5 is marked done, but an obstacle"));
}
