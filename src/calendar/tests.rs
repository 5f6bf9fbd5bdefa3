//! Days, weeks, phases and pauses.

mod entry;
mod written;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

fn pause(from: &str, until: &str) -> Pause {
    Pause { from: date(from), until: Some(date(until)) }
}

fn from_2_march(pauses: &[Pause]) -> Calendar {
    Calendar::new(Some(date("2026-03-02")), pauses.iter().copied())
}

#[test]
fn days_count_from_one_on_the_start_date() {
    let calendar = from_2_march(&[]);
    assert_eq!(calendar.day(date("2026-03-01")), Some(0));
    assert_eq!(calendar.day(date("2026-02-28")), Some(-1));
    assert_eq!(calendar.day(date("2026-03-02")), Some(1));
    assert_eq!(calendar.day(date("2026-05-30")), Some(90));
    assert_eq!(Calendar::default().day(date("2026-03-02")), None);
}

#[test]
fn weeks_turn_every_seven_days() {
    let calendar = from_2_march(&[]);
    assert_eq!(calendar.week(date("2026-03-01")), None);
    assert_eq!(calendar.week(date("2026-03-02")), Some(1));
    assert_eq!(calendar.week(date("2026-03-08")), Some(1));
    assert_eq!(calendar.week(date("2026-03-09")), Some(2));
    assert_eq!(calendar.countdown(date("2026-03-01")), Some(1));
    assert_eq!(calendar.countdown(date("2026-03-02")), None);
}

#[test]
fn a_pause_holds_the_count() {
    let calendar = from_2_march(&[pause("2026-03-04", "2026-03-06")]);
    let days: Vec<_> = (3..=8).map(|d| calendar.day(date(&format!("2026-03-0{d}")))).collect();
    assert_eq!(days, [2, 2, 2, 2, 3, 4].map(Some));
    assert!(!calendar.is_paused(date("2026-03-03")));
    assert!(calendar.is_paused(date("2026-03-04")));
    assert!(calendar.is_paused(date("2026-03-06")));
    assert!(!calendar.is_paused(date("2026-03-07")));
    assert_eq!(calendar.date_of_day(2), Some(date("2026-03-03")));
    assert_eq!(calendar.date_of_day(3), Some(date("2026-03-07")));
    assert_eq!(calendar.due_date(Block::W1), Some(date("2026-03-11")));
}

#[test]
fn days_between_leave_out_a_pause() {
    let paused = from_2_march(&[pause("2026-03-04", "2026-03-06")]);
    let between = |calendar: &Calendar, a, b| calendar.days_between(date(a), date(b));
    assert_eq!(between(&paused, "2026-03-03", "2026-03-08"), 2);
    assert_eq!(between(&paused, "2026-03-08", "2026-03-03"), -2);
    assert_eq!(between(&Calendar::default(), "2026-03-03", "2026-03-08"), 5);
}

#[test]
fn overlapping_pauses_count_once() {
    let pauses = [
        pause("2026-03-10", "2026-03-12"),
        pause("2026-03-04", "2026-03-11"),
        pause("2026-03-05", "2026-03-06"),
    ];
    let calendar = from_2_march(&pauses);
    assert_eq!(calendar.pauses(), [pause("2026-03-04", "2026-03-12")]);
    assert_eq!(calendar.day(date("2026-03-13")), Some(3));
}

#[test]
fn pauses_that_cannot_count_are_ignored() {
    let calendar = from_2_march(&[pause("2026-02-01", "2026-02-10"), pause("2026-03-09", "2026-03-05")]);
    assert_eq!(calendar.pauses(), []);
    let calendar = from_2_march(&[pause("2026-02-20", "2026-03-02")]);
    assert_eq!(calendar.pauses(), [pause("2026-03-02", "2026-03-02")]);
    let calendar = from_2_march(&[pause("2026-02-20", "2026-03-03")]);
    assert_eq!(calendar.day(date("2026-03-03")), Some(0));
    assert_eq!(calendar.day(date("2026-03-04")), Some(1));
    assert_eq!(calendar.date_of_day(1), Some(date("2026-03-04")));
}

#[test]
fn an_open_pause_leaves_later_days_without_a_date() {
    let open = Pause { from: date("2026-03-09"), until: None };
    let calendar = from_2_march(&[open, pause("2026-03-20", "2026-03-21")]);
    assert_eq!(calendar.pauses(), [open]);
    assert_eq!(calendar.day(date("2030-01-01")), Some(7));
    assert!(calendar.is_paused(date("2030-01-01")));
    assert_eq!(calendar.due_date(Block::W1), Some(date("2026-03-08")));
    assert_eq!(calendar.date_of_day(8), None);
}

#[test]
fn the_ends_of_the_range_saturate() {
    for start in [NaiveDate::MIN, NaiveDate::MAX] {
        let pauses = [Pause { from: NaiveDate::MIN, until: Some(NaiveDate::MAX) }];
        for pauses in [&[][..], &pauses] {
            let calendar = Calendar::new(Some(start), pauses.iter().copied());
            for day in [i64::MIN, -1, 0, 1, 90, i64::MAX] {
                assert!(calendar.date_of_day(day).is_some());
            }
            for today in [NaiveDate::MIN, NaiveDate::MAX] {
                assert!(calendar.day(today).is_some());
                assert!(calendar.months(today).is_some_and(f64::is_finite));
                let _ = (calendar.phase(today), calendar.week(today), calendar.countdown(today));
            }
        }
    }
    assert_eq!(from_2_march(&[]).date_of_day(i64::MAX), Some(NaiveDate::MAX));
    assert_eq!(from_2_march(&[]).date_of_day(i64::MIN), Some(NaiveDate::MIN));
}

#[test]
fn phases_turn_on_the_day_of_the_month() {
    let calendar = Calendar::new(Some(date("2026-03-15")), []);
    let phase = |text| calendar.phase(date(text));
    assert_eq!(phase("2026-03-14"), None);
    assert_eq!(phase("2026-03-15"), Some(Phase::Preparation));
    assert_eq!(phase("2026-04-14"), Some(Phase::Preparation));
    assert_eq!(phase("2026-04-15"), Some(Phase::Pilot));
    assert_eq!(phase("2026-07-14"), Some(Phase::Pilot));
    assert_eq!(phase("2026-07-15"), Some(Phase::RollOut));
    assert_eq!(phase("2026-11-14"), Some(Phase::RollOut));
    assert_eq!(phase("2026-11-15"), Some(Phase::Institutionalise));
    assert_eq!(phase("2027-03-14"), Some(Phase::Institutionalise));
    assert_eq!(phase("2027-03-15"), None);
}

#[test]
fn months_carry_a_fraction() {
    let calendar = Calendar::new(Some(date("2026-01-31")), []);
    let months = |text| calendar.months(date(text)).expect("a start");
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    near(months("2025-12-01"), 0.0);
    near(months("2026-01-31"), 0.0);
    near(months("2026-02-14"), 0.5);
    near(months("2026-02-28"), 1.0);
    near(months("2026-03-30"), 1.0 + 30.0 / 31.0);
    near(months("2026-03-31"), 2.0);
    near(months("2027-01-31"), 12.0);
}

fn month_dates(calendar: &Calendar, months: &[u32]) -> Vec<String> {
    let date = |month: &u32| calendar.plan_date(*month).map_or_else(|| "-".to_owned(), |day| day.to_string());
    months.iter().map(date).collect()
}

#[test]
fn a_pause_moves_phases_and_months() {
    // Twenty-eight days from 2 to 29 March.
    let calendar = Calendar::new(Some(date("2026-01-05")), [pause("2026-03-02", "2026-03-29")]);
    assert_eq!(
        month_dates(&calendar, &[1, 3, 6, 12]),
        ["2026-02-05", "2026-05-03", "2026-08-02", "2027-02-02"]
    );
    assert_eq!(calendar.month_date(6), Some(date("2026-08-02")));
    let pilot = calendar.phase_dates(Phase::Pilot);
    assert_eq!(pilot, Some((date("2026-02-05"), date("2026-06-01"))));
    for day in ["2026-03-01", "2026-03-15", "2026-03-30", "2026-06-01"] {
        assert_eq!(calendar.phase(date(day)), Some(Phase::Pilot), "{day}");
    }
    assert_eq!(calendar.phase(date("2026-06-02")), Some(Phase::RollOut));
    assert_eq!(calendar.months(date("2026-03-01")), calendar.months(date("2026-03-29")));
    assert!((calendar.months(date("2026-08-02")).unwrap() - 6.0).abs() < 1e-12);
    // A phase that ends with the day before the pause ends there, and the next begins behind it.
    let calendar = Calendar::new(Some(date("2026-01-05")), [pause("2026-02-05", "2026-02-14")]);
    assert_eq!(calendar.phase_dates(Phase::Preparation), Some((date("2026-01-05"), date("2026-02-04"))));
    assert_eq!(calendar.plan_date(1), Some(date("2026-02-15")));
    assert_eq!(calendar.phase(date("2026-02-10")), Some(Phase::Preparation));
}

#[test]
fn while_a_pause_goes_on_what_lies_behind_it_has_no_date() {
    let open = Pause { from: date("2026-03-02"), until: None };
    let calendar = Calendar::new(Some(date("2026-01-05")), [open]);
    assert_eq!(month_dates(&calendar, &[1, 3]), ["2026-02-05", "-"]);
    assert_eq!(calendar.phase_days(Phase::Pilot), (Some(date("2026-02-05")), None));
    assert_eq!(calendar.phase(date("2027-06-01")), Some(Phase::Pilot));
    assert_eq!(calendar.end(), None);
}

#[test]
fn another_length_stretches_the_plan() {
    let of = |months| {
        let plan = Plan { months: Some(months), ..Plan::default() };
        Calendar::new(Some(date("2026-01-05")), []).with_plan(plan)
    };
    assert_eq!(
        month_dates(&of(12), &[1, 4, 6, 8, 12]),
        month_dates(&of(12).with_plan(Plan::default()), &[1, 4, 6, 8, 12])
    );
    assert_eq!(
        month_dates(&of(6), &[0, 1, 4, 6, 8, 12]),
        ["2026-01-05", "2026-01-20", "2026-03-05", "2026-04-05", "2026-05-05", "2026-07-05"]
    );
    assert_eq!(month_dates(&of(24), &[1, 6, 12]), ["2026-03-05", "2027-01-05", "2028-01-05"]);
    assert_eq!(of(6).month_date(6), Some(date("2026-07-05")), "a month of one's own is a month");
    assert_eq!(of(6).phase(date("2026-07-04")), Some(Phase::Institutionalise));
    assert_eq!(of(6).phase(date("2026-07-05")), None);
    assert_eq!(of(6).end(), Some(date("2026-07-05")));
    assert_eq!(of(0).end(), of(1).end(), "none is shorter than a month");
    let elapsed = of(6).elapsed(date("2026-04-05")).unwrap();
    assert!((elapsed - 90.0 / 181.0).abs() < 1e-12, "{elapsed}");
}

#[test]
fn a_phase_that_is_moved_takes_along_what_follows() {
    let of = |begins: [Option<&str>; 3]| {
        let plan = Plan { begins: begins.map(|day| day.map(date)), ..Plan::default() };
        Calendar::new(Some(date("2026-01-05")), []).with_plan(plan)
    };
    // The pilot begins three weeks later.
    let later = of([Some("2026-02-26"), None, None]);
    assert_eq!(
        month_dates(&later, &[0, 1, 3, 4, 6, 8, 12]),
        ["2026-01-05", "2026-02-26", "2026-04-26", "2026-05-26", "2026-07-26", "2026-09-26", "2027-01-26"]
    );
    assert_eq!(later.phase_dates(Phase::Preparation), Some((date("2026-01-05"), date("2026-02-25"))));
    assert_eq!(later.phase(date("2026-02-25")), Some(Phase::Preparation));
    // A roll-out that is fixed ends what comes before it.
    let fixed = of([Some("2026-02-26"), Some("2026-05-05"), None]);
    assert_eq!(month_dates(&fixed, &[1, 3, 4, 6]), ["2026-02-26", "2026-04-26", "2026-05-05", "2026-07-05"]);
    let squeezed = of([Some("2026-02-26"), Some("2026-04-01"), None]);
    assert_eq!(month_dates(&squeezed, &[3, 4]), ["2026-04-01", "2026-04-01"]);
    // Never before the start, and never out of order.
    assert_eq!(month_dates(&of([Some("2025-12-01"), None, None]), &[0, 1]), ["2026-01-05", "2026-01-05"]);
    // A day of its own stands, whatever pause comes before it.
    let plan = Plan { begins: [Some(date("2026-02-26")), None, None], ..Plan::default() };
    let paused = Calendar::new(Some(date("2026-01-05")), [pause("2026-01-12", "2026-01-18")]).with_plan(plan);
    assert_eq!(paused.plan_date(1), Some(date("2026-02-26")));
    let inside = Calendar::new(Some(date("2026-01-05")), [pause("2026-02-20", "2026-03-01")]).with_plan(plan);
    assert_eq!(inside.plan_date(1), Some(date("2026-03-02")), "with the day on which the project goes on");
}

#[test]
fn nothing_becomes_late_during_a_pause() {
    let calendar = from_2_march(&[pause("2026-03-10", "2026-03-19")]);
    let late = |due, today| calendar.late(date(due), date(today));
    assert_eq!([late("2026-03-09", "2026-03-09"), late("2026-03-09", "2026-03-15")], [0, 0]);
    assert_eq!([late("2026-03-08", "2026-03-09"), late("2026-03-08", "2026-03-19")], [1, 1]);
    assert_eq!([late("2026-03-12", "2026-03-19"), late("2026-03-12", "2026-03-20")], [0, 1]);
    assert_eq!(late("2026-03-20", "2026-03-12"), 0);
    let come = |day, today| calendar.has_come(date(day), date(today));
    assert!(come("2026-03-09", "2026-03-09") && come("2026-03-09", "2026-03-15"));
    assert!(!come("2026-03-12", "2026-03-12") && !come("2026-03-12", "2026-03-19"));
    assert!(come("2026-03-12", "2026-03-20") && !come("2026-03-21", "2026-03-20"));
}

#[test]
fn a_date_that_was_planned_before_a_pause_moves_with_it() {
    let calendar = from_2_march(&[pause("2026-03-10", "2026-03-19"), pause("2026-04-01", "2026-04-05")]);
    let moved = |from, day| calendar.moved(date(from), date(day)).map(|day| day.to_string()).unwrap();
    assert_eq!(moved("2026-03-02", "2026-03-09"), "2026-03-09");
    assert_eq!(moved("2026-03-02", "2026-03-10"), "2026-03-20");
    assert_eq!(moved("2026-03-02", "2026-03-25"), "2026-04-09", "by both");
    assert_eq!(moved("2026-03-20", "2026-03-25"), "2026-03-25", "planned behind the first");
    assert_eq!(moved("2026-03-15", "2026-03-18"), "2026-03-23", "planned within it: five days are left");
    let open = Pause { from: date("2026-03-10"), until: None };
    let calendar = Calendar::new(Some(date("2026-03-02")), [open]);
    assert_eq!(calendar.moved(date("2026-03-02"), date("2026-03-25")), None);
    assert_eq!(calendar.moved(date("2026-03-02"), date("2026-03-09")), Some(date("2026-03-09")));
}

#[test]
fn blocks_have_the_printed_days() {
    let days: Vec<_> =
        Block::ALL.iter().map(|block| (block.key(), block.first_day(), block.due_day())).collect();
    let printed = [
        ("w1", 1, 7),
        ("w2", 8, 14),
        ("w3", 15, 21),
        ("w4", 22, 28),
        ("w5-6", 29, 42),
        ("w7-8", 43, 56),
        ("w9-10", 57, 70),
        ("w11-12", 71, 84),
    ];
    assert_eq!(days, printed);
    for block in Block::ALL {
        assert_eq!(Block::from_key(block.key()), Some(block));
        assert_eq!(Block::of_day(block.first_day()), Some(block));
        assert_eq!(Block::of_day(block.last_day()), Some(block));
    }
    assert_eq!(Block::of_day(0), None);
    assert_eq!(Block::of_day(85), None);
    assert_eq!(Block::of_day(LAST_DAY), None);
    assert_eq!(Block::from_key("w13"), None);
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..80_000).prop_map(|days| date("1990-01-01") + Days::new(days))
}

fn any_pause() -> impl Strategy<Value = Pause> {
    (0_u64..400, prop::option::of(-5_i64..60)).prop_map(|(from, length)| {
        let from = date("2025-11-01") + Days::new(from);
        Pause { from, until: length.map(|length| shift(from, length)) }
    })
}

proptest! {
    #[test]
    fn a_day_falls_on_a_date_that_has_this_day(
        pauses in prop::collection::vec(any_pause(), 0..6), day in -400_i64..400,
    ) {
        let calendar = from_2_march(&pauses);
        if let Some(found) = calendar.date_of_day(day) {
            prop_assert_eq!(calendar.day(found), Some(day));
            prop_assert!(!calendar.is_paused(found));
        } else {
            prop_assert!(calendar.pauses().last().is_some_and(|pause| pause.until.is_none()));
        }
    }

    #[test]
    fn each_date_advances_by_one_unless_paused(
        pauses in prop::collection::vec(any_pause(), 0..6), offset in -400_i64..800,
    ) {
        let calendar = from_2_march(&pauses);
        let today = shift(date("2026-03-02"), offset);
        let step = calendar.day(today).unwrap() - calendar.day(shift(today, -1)).unwrap();
        prop_assert_eq!(step, i64::from(!calendar.is_paused(today)));
    }

    #[test]
    fn the_order_of_pauses_does_not_matter(pauses in prop::collection::vec(any_pause(), 0..6)) {
        let backwards: Vec<Pause> = pauses.iter().rev().copied().collect();
        prop_assert_eq!(from_2_march(&pauses), from_2_march(&backwards));
    }

    #[test]
    fn months_never_run_backwards(start in any_date(), offset in 0_i64..2000) {
        let calendar = Calendar::new(Some(start), []);
        let (a, b) = (shift(start, offset), shift(start, offset + 1));
        prop_assert!(calendar.months(a).unwrap() < calendar.months(b).unwrap());
        let by_months = calendar.months(a).unwrap();
        let phase = Phase::ALL.into_iter().find(|phase| by_months < f64::from(phase.months().1));
        prop_assert_eq!(calendar.phase(a), phase);
    }

    #[test]
    fn the_plan_never_runs_backwards(
        pauses in prop::collection::vec(any_pause(), 0..4),
        months in prop::option::of(0_u32..200),
        begins in prop::array::uniform3(prop::option::of(-60_i64..500)),
        offset in -40_i64..900,
    ) {
        let start = date("2026-03-02");
        let plan = Plan { months, begins: begins.map(|days| days.map(|days| shift(start, days))) };
        let calendar = from_2_march(&pauses).with_plan(plan);
        let dates: Vec<Option<NaiveDate>> = (0..=12).map(|month| calendar.plan_date(month)).collect();
        let known: Vec<NaiveDate> = dates.iter().copied().map_while(|day| day).collect();
        prop_assert!(known.is_sorted(), "{:?}", dates);
        prop_assert!(dates.iter().skip(known.len()).all(Option::is_none), "once unknown, all later are");
        prop_assert!(dates.iter().flatten().all(|day| !calendar.is_paused(*day)));
        let today = shift(start, offset);
        if let Some(phase) = calendar.phase(today) {
            let (first, last) = calendar.phase_days(phase);
            prop_assert!(first.is_some_and(|first| first <= today) || calendar.is_paused(today));
            prop_assert!(last.is_none_or(|last| today <= last) || calendar.is_paused(today));
        }
        prop_assert!(calendar.elapsed(today).is_none_or(|share| (0.0..=1.0).contains(&share)));
    }
}

#[test]
fn a_month_is_known_in_every_way_it_is_written_and_has_a_last_day() {
    let today = date("2026-04-29");
    let last = |typed: &str, toward| Month::of(typed, today)?.last_day(today, toward);
    for (typed, wanted) in [
        ("1月", "2026-01-31"),
        ("一月份", "2026-01-31"),
        ("２月", "2026-02-28"),
        ("十二月", "2025-12-31"),
        ("2025年2月", "2025-02-28"),
        ("2024年2月", "2024-02-29"),
        ("26年3月", "2026-03-31"),
        ("2026-01", "2026-01-31"),
        ("2026/1", "2026-01-31"),
        ("2026.01", "2026-01-31"),
        ("01/2026", "2026-01-31"),
        ("202601", "2026-01-31"),
        ("Jan", "2026-01-31"),
        ("Sept", "2025-09-30"),
        ("Jan.", "2026-01-31"),
        ("Jan-26", "2026-01-31"),
        ("Feb '25", "2025-02-28"),
        ("Jan '26", "2026-01-31"),
        ("January 2026", "2026-01-31"),
        ("2026 Jan", "2026-01-31"),
        ("Q1", "2026-03-31"),
        ("2025 Q4", "2025-12-31"),
        ("Q4/2025", "2025-12-31"),
        ("一季度", "2026-03-31"),
        ("2025年第四季度", "2025-12-31"),
        ("上个月", "2026-03-31"),
        ("this month", "2026-04-30"),
        ("4月", "2026-04-30"),
    ] {
        assert_eq!(last(typed, Toward::Past), Some(date(wanted)), "{typed}");
    }
    for typed in [
        "", "13月", "2026-13", "26-Jan", "3/4", "2026", "2026年", "Mars", "Q5", "W4", "20260105", "3月5日",
        "1", "月",
    ] {
        assert_eq!(Month::of(typed, today), None, "{typed}");
    }
    // What is due is still to come.
    assert_eq!(last("1月", Toward::Coming), Some(date("2027-01-31")));
    assert_eq!(last("4月", Toward::Coming), Some(date("2026-04-30")));
}

#[test]
fn months_in_a_row_have_the_year_of_their_latest() {
    let today = date("2026-04-29");
    for (typed, wanted) in [
        (&["1月", "2月", "3月"][..], &["2026-01-31", "2026-02-28", "2026-03-31"][..]),
        (&["Oct", "Nov", "Dec", "Jan"], &["2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31"]),
        (&["3月", "2月", "1月", "12月"], &["2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"]),
        (&["Q1", "Q2", "Q3", "Q4"], &["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]),
        (&["Mar"], &["2026-03-31"]),
        (&["2025-12", "1月"], &["2025-12-31", "2026-01-31"]),
    ] {
        let months: Vec<Month> = typed.iter().map(|typed| Month::of(typed, today).unwrap()).collect();
        let days = Month::last_days(&months, today, Toward::Past);
        let days: Vec<String> = days.into_iter().map(|day| day.unwrap().to_string()).collect();
        assert_eq!(days, wanted, "{typed:?}");
    }
    // A whole year is one year, although half of it would be nearer.
    let year: Vec<Month> = (1..=12).map(|n| Month::of(&format!("{n}月"), today).unwrap()).collect();
    let days = Month::last_days(&year, today, Toward::Past);
    assert!(days.iter().all(|day| day.unwrap().to_string().starts_with("2025-")), "{days:?}");
}
