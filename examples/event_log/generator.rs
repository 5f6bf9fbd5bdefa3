//! Cases of a workshop: most go straight, some wait for parts, some fail the final check and are repaired again.

use std::fmt::Write as _;
use std::io::{self, Write};

const CENTRES: [&str; 6] = ["浦东店", "虹桥店", "Centre 3", "Centre 4", "Centre 5", "Centre 6"];

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn percent(&mut self, of: u64) -> bool {
        self.below(100) < of
    }
}

struct Event {
    activity: &'static str,
    /// Seconds since 2025-01-01 00:00.
    time: u64,
    person: u64,
}

/// The events of one case.
fn case(dice: &mut Dice, begin: u64) -> Vec<Event> {
    let mut events = Vec::new();
    let mut now = begin;
    let advisor = dice.below(40);
    let mut step = |activity, minutes: u64, person, dice: &mut Dice| {
        now += (minutes / 2 + dice.below(minutes.max(1))) * 60;
        events.push(Event { activity, time: now, person });
    };
    if dice.percent(70) {
        step("预约登记", 10, advisor, dice);
        step("接车检查", 1440, advisor, dice);
    } else {
        step("接车检查", 10, advisor, dice);
    }
    step("派工", 40, advisor, dice);
    let technician = 40 + dice.below(120);
    step("诊断", 120, technician, dice);
    if dice.percent(20) {
        step("备件订货", 60, 160 + dice.below(8), dice);
        step("备件到货", 5600, 160 + dice.below(8), dice);
    }
    if dice.percent(30) {
        step("客户确认报价", 700, advisor, dice);
    }
    step("维修", 200, technician, dice);
    step("质检", 30, 170 + dice.below(10), dice);
    while dice.percent(14) {
        step("返工", 110, technician, dice);
        step("质检", 30, 170 + dice.below(10), dice);
    }
    step("结算", 15, advisor, dice);
    step("交车", 35, advisor, dice);
    if dice.percent(60) {
        step("回访", 3100, 180 + dice.below(5), dice);
    }
    events
}

/// All events in the order of time within a case: the number of the case, its centre, and the event.
fn each(events: usize, mut take: impl FnMut(u64, &str, &Event) -> io::Result<()>) -> io::Result<()> {
    let mut dice = Dice(1);
    let (mut left, mut number) = (events, 0);
    while left > 0 {
        number += 1;
        let centre = CENTRES[dice.below(CENTRES.len() as u64) as usize];
        let begin = number * 290 % (420 * 86_400);
        for event in case(&mut dice, begin).iter().take(left) {
            take(number, centre, event)?;
            left -= 1;
        }
    }
    Ok(())
}

/// `2025-03-04 09:05:00`, by the calendar.
fn written(time: u64, between: char) -> String {
    let (mut day, second) = (time / 86_400, time % 86_400);
    let (mut year, mut month) = (2025, 0);
    loop {
        let leap = u64::from(year % 4 == 0);
        let lengths = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        if day < lengths[month] {
            break;
        }
        day -= lengths[month];
        month += 1;
        if month == 12 {
            (year, month) = (year + 1, 0);
        }
    }
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let mut text = String::new();
    let (month, day) = (month + 1, day + 1);
    let _ok = write!(text, "{year}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}");
    text
}

/// Writes so many events as CSV.
pub fn csv(events: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "工单号,环节,完成时间,处理人,门店")?;
    each(events, |number, centre, event| {
        writeln!(
            out,
            "WO{number:07},{},{},P{:03},{centre}",
            event.activity,
            written(event.time, ' '),
            event.person
        )
    })
}

/// Writes so many events as XES.
pub fn xes(events: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\" xmlns=\"http://www.xes-standard.org/\">"
    )?;
    let mut open = 0;
    each(events, |number, centre, event| {
        if open != number {
            if open > 0 {
                writeln!(out, "\t</trace>")?;
            }
            open = number;
            writeln!(out, "\t<trace>\n\t\t<string key=\"concept:name\" value=\"WO{number:07}\"/>")?;
            writeln!(out, "\t\t<string key=\"centre\" value=\"{centre}\"/>")?;
        }
        writeln!(
            out,
            "\t\t<event>\n\t\t\t<string key=\"concept:name\" value=\"{}\"/>\n\t\t\t<string key=\"org:resource\" value=\"P{:03}\"/>\n\
             \t\t\t<string key=\"lifecycle:transition\" value=\"complete\"/>\n\t\t\t<date key=\"time:timestamp\" value=\"{}+08:00\"/>\n\t\t</event>",
            event.activity,
            event.person,
            written(event.time, 'T')
        )
    })?;
    if open > 0 {
        writeln!(out, "\t</trace>")?;
    }
    writeln!(out, "</log>")
}
