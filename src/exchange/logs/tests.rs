#![allow(
    clippy::float_cmp,
    clippy::format_push_string,
    reason = "figures of small whole numbers are exact; small texts are built as they read"
)]

use super::*;
use crate::mining::{Figures, Options, Reason, figures};
use encoding_rs::GB18030;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

fn taken(bytes: &[u8], choice: &Choice) -> Result<Reading, Problem> {
    read(bytes, "log", choice, &mut |_| true)
}

fn reading(text: &str) -> Reading {
    taken(text.as_bytes(), &Choice::default()).unwrap()
}

fn refused(bytes: &[u8], choice: &Choice) -> Phrase {
    match taken(bytes, choice) {
        Err(Problem::Refused(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

fn of(reading: &Reading) -> Figures {
    figures(&reading.log, &Options::default()).unwrap()
}

fn packed(parts: &[&[u8]]) -> Vec<u8> {
    let mut all = Vec::new();
    for part in parts {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(part).unwrap();
        all.extend(packer.finish().unwrap());
    }
    all
}

const XES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/">
<global scope="event"><date key="time:timestamp" value="1970-01-01T00:00:00.000+01:00"/></global>
<trace>
<event><string key="concept:name" value="接车 &amp; 检查"><string key="concept:name" value="nested"/></string>
<string key="org:resource" value="A"/><date key="time:timestamp" value="2026-03-04T09:00:00.000+08:00"/></event>
<event><string key="concept:name" value="交车"/><string key="org:resource" value="B"/><date key="time:timestamp" value="2026-03-05T09:00:00.000+08:00"/></event>
<string key="concept:name" value="案件1"/><string key="centre" value="浦东"/>
</trace>
<trace><string key="concept:name" value="案件1"/><event><string key="concept:name" value="交车"/><date key="time:timestamp" value="2026-03-06T09:00:00.000+08:00"/></event></trace>
<trace/>
</log>
"#;

#[test]
fn columns_are_found_by_their_titles_in_every_form_of_file() {
    let text = "工单号,环节,完成时间,处理人\nA1,接车,2026/3/4 9:05,甲\nA1,交车,2026/3/5 17:30,乙\n";
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let forms: [(&str, Vec<u8>); 7] = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("with a mark of byte order", format!("\u{feff}{text}").into_bytes()),
        ("GB 18030", GB18030.encode(text).0.into_owned()),
        ("UTF-16", utf16),
        ("semicolons", text.replace(',', ";").into_bytes()),
        ("tabs and Windows", text.replace(',', "\t").replace('\n', "\r\n").into_bytes()),
        ("compressed", packed(&[text.as_bytes()])),
    ];
    for (what, bytes) in forms {
        let reading = taken(&bytes, &Choice::default()).unwrap();
        let source = &reading.source;
        let columns = (source.case.as_str(), source.activity.as_str(), source.time.as_str());
        assert_eq!(columns, ("工单号", "环节", "完成时间"), "{what}");
        assert_eq!(source.resource.as_deref(), Some("处理人"), "{what}");
        assert_eq!((source.bytes, source.fingerprint.len()), (bytes.len() as u64, 32), "{what}");
        let figures = of(&reading);
        assert_eq!((figures.cases, figures.events, figures.handoffs), (1, 2, Some(1)), "{what}");
        assert_eq!(figures.duration.calendar.median, 116_700.0, "{what}");
    }
}

#[test]
fn the_time_is_found_by_what_its_cells_hold() {
    let text = "Case ID;Activity;dd-MM-yyyy:HH.mm;Resource\n1;register;30-12-2010:11.02;Pete\n1;examine;31-12-2010:10.06;Sue\n";
    let reading = reading(text);
    assert_eq!(
        (reading.source.time.as_str(), reading.source.dates.as_str()),
        ("dd-MM-yyyy:HH.mm", "day-first")
    );
    assert_eq!(of(&reading).duration.calendar.mean, 83_040.0);
    // A number is a time only where its title says so.
    for (title, is_time) in [("timestamp", true), ("costs", false)] {
        let text = format!("case,activity,{title}\n1,a,46085.5\n1,b,46086.25\n");
        assert_eq!(taken(text.as_bytes(), &Choice::default()).is_ok(), is_time, "{title}");
    }
    let chosen = Choice { time: Some("costs".into()), ..Choice::default() };
    assert_eq!(taken(b"case,activity,costs\n1,a,46085.5\n", &chosen).unwrap().source.dates, "excel-days");
    let two = "case,activity,opened,closed\n1,a,2026-03-04,2026-03-05\n1,b,2026-03-04,2026-03-06\n";
    let reason = refused(two.as_bytes(), &Choice::default());
    assert!(reason.en.contains("opened, closed") && reason.en.contains("--time"), "{}", reason.en);
}

#[test]
fn dates_that_can_be_read_in_two_ways_are_asked_about() {
    let text = b"case,activity,timestamp\n1,a,03/04/2026 10:00\n1,b,05/04/2026 11:00\n";
    let reason = refused(text, &Choice::default());
    for said in ["03/04/2026 10:00", "2026-04-03", "2026-03-04", "--dates day-first", "month-first"] {
        assert!(reason.en.contains(said) && reason.zh.contains(said), "{reason:?}");
    }
    let days = [(Order::DayFirst, 176_400.0), (Order::MonthFirst, 5_274_000.0)];
    for (order, seconds) in days {
        let reading = taken(text, &Choice { dates: Some(order), ..Choice::default() }).unwrap();
        assert_eq!(of(&reading).duration.calendar.mean, seconds, "{order:?}");
    }
    // One row beyond the twelfth decides for all.
    let more = [&text[..], b"1,c,14/04/2026 10:00\n"].concat();
    assert_eq!(taken(&more, &Choice::default()).unwrap().source.dates, "day-first");
}

#[test]
fn rows_that_are_no_events_are_counted_with_their_lines() {
    let text = "case,activity,timestamp\n1,a,2026-03-04\n1,,2026-03-05\n\n\n,b,2026-03-05\n1,c,\n1,d,not a time\n1,e,2026-02-30\n\
                1,f\n1,g,0000-00-00\n1,h,9999-12-31\n1,i,1970-01-01\n1,\"j\nk\",2026-03-06\n1,,2026-03-07";
    let reading = reading(text);
    let bad: Vec<(u32, Reason)> = reading.log.bad.first.iter().map(|bad| (bad.row, bad.reason)).collect();
    let expected = [
        (3, Reason::NoActivity),
        (6, Reason::NoCase),
        (7, Reason::NoTime),
        (8, Reason::WrongTime),
        (9, Reason::WrongTime),
        (10, Reason::Short),
        (11, Reason::FillerTime),
        (12, Reason::FillerTime),
        (13, Reason::FillerTime),
        (16, Reason::NoActivity),
    ];
    assert_eq!(bad, expected);
    assert_eq!(reading.log.bad.count, 10);
    assert_eq!(of(&reading).events, 2);
    // Where all of a log is of January 1970, as simulations write it, that is its time.
    let simulated =
        "case,activity,timestamp\n1,a,1970-01-01 00:05\n1,b,1970-01-02 10:00\n1,c,1970-01-03 10:00\n";
    assert_eq!(super::tests::reading(simulated).log.bad.count, 0);
}

#[test]
fn zones_are_put_on_one_clock() {
    let text = "case,activity,timestamp\n1,a,2026-03-04T09:00:00+08:00\n1,b,2026-03-04T02:00:00Z\n1,c,2026-03-04T03:30:00\n";
    let reading = reading(text);
    assert_eq!((reading.log.zoned, of(&reading).duration.calendar.mean), (2, 9000.0));
}

#[test]
fn times_that_begin_and_end_a_step_are_told_apart() {
    let text = "case,activity,start,end\n1,a,2026-03-04 09:00,2026-03-04 10:00\n1,b,,2026-03-04 12:00\n1,c,2026-03-04 15:00,2026-03-04 14:00\n";
    let reading = reading(text);
    assert_eq!((reading.source.time.as_str(), reading.source.start.as_deref()), ("end", Some("start")));
    let figures = of(&reading);
    // A missing beginning is the end, and so is one behind the end.
    assert_eq!(reading.log.reversed, 1);
    let work: f64 = figures.work.iter().map(|work| work.total).sum();
    assert_eq!((work, figures.duration.calendar.mean), (3600.0, 18_000.0));
    // Waiting is from the end of a step to the beginning of the next.
    assert_eq!(figures.edge_list.iter().map(|edge| edge.total).sum::<f64>(), 14_400.0);
}

#[test]
fn a_row_a_case_is_asked_about_and_unpivoted() {
    let text = "单号,门店,接车,维修,交车\n1,浦东,2026-03-04 9:00,2026-03-05 9:00,2026-03-06 9:00\n2,虹桥,2026-03-04 9:00,,2026-03-05 9:00\n";
    let reason = refused(text.as_bytes(), &Choice::default());
    assert!(reason.zh.contains("--unpivot") && reason.zh.contains("接车、维修、交车"), "{}", reason.zh);
    let choice = Choice { unpivot: true, group: Some("门店".into()), ..Choice::default() };
    let reading = taken(text.as_bytes(), &choice).unwrap();
    let figures = of(&reading);
    assert_eq!((figures.cases, figures.events, figures.activities, figures.variants), (2, 5, 3, 2));
}

#[test]
fn columns_are_chosen_by_title_or_number() {
    let text = b"x,x,y,z\n1,a,2026-03-04,p\n1,b,2026-03-05,q\n";
    let twice = Choice { case: Some("x".into()), ..Choice::default() };
    assert!(refused(text, &twice).en.contains("'#1' or '#2'"));
    let missing = Choice { case: Some("order".into()), ..Choice::default() };
    assert!(refused(text, &missing).en.contains("there are x, x, y, z"));
    let chosen = Choice {
        case: Some("#1".into()),
        activity: Some("#2".into()),
        resource: Some("Z".into()),
        ..Choice::default()
    };
    let reading = taken(text, &chosen).unwrap();
    assert_eq!((reading.source.time.as_str(), reading.source.resource.as_deref()), ("y", Some("z")));
    let word = Choice { time: Some("z".into()), ..chosen };
    assert!(refused(text, &word).en.contains("'p'"));
    // Two rows are not enough to tell what nobody named.
    assert!(refused(b"x,y,z\n1,a,2026-03-04\n", &Choice::default()).en.contains("--case"));
}

#[test]
fn columns_without_known_titles_are_told_by_what_they_hold() {
    let mut text = String::from("id,centre,what,n,on\n");
    for case in 0..8 {
        for (step, what) in ["in", "repair", "out"].iter().enumerate() {
            text +=
                &format!("K{case},C{},{what},{},2026-03-{:02} 10:00\n", case % 2, case * 3 + step, step + 1);
        }
    }
    let reading = reading(&text);
    let source = &reading.source;
    assert_eq!((source.case.as_str(), source.activity.as_str(), source.time.as_str()), ("id", "what", "on"));
    assert_eq!(reading.notes.len(), 2, "what was guessed is said");
    // The same without titles.
    let reading = super::tests::reading(text.split_once('\n').unwrap().1);
    assert_eq!((reading.source.case.as_str(), of(&reading).events), ("#1", 24));
}

#[test]
fn a_trace_is_a_case_and_its_name_may_stand_behind_its_events() {
    let choice = Choice { group: Some("centre".into()), ..Choice::default() };
    let reading = taken(XES.as_bytes(), &choice).unwrap();
    let figures = of(&reading);
    assert_eq!((figures.cases, figures.events, figures.handoffs), (2, 3, Some(1)));
    assert_eq!(figures.start.keys().collect::<Vec<_>>(), ["交车", "接车 & 检查"]);
    assert_eq!((reading.log.namesakes, figures.left_out.empty_cases), (1, 1));
    let missing = Choice { group: Some("center".into()), ..Choice::default() };
    assert!(refused(XES.as_bytes(), &missing).en.contains("'center'"));
}

#[test]
fn a_xes_is_read_in_every_encoding_and_in_several_parts() {
    let gbk = GB18030.encode(&XES.replace("UTF-8", "GBK")).0.into_owned();
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(XES.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes));
    let (first, second) = XES.as_bytes().split_at(400);
    let plain = of(&reading(XES));
    for (what, bytes) in [("GBK", gbk), ("UTF-16", utf16), ("two members", packed(&[first, second]))] {
        assert_eq!(of(&taken(&bytes, &Choice::default()).unwrap()), plain, "{what}");
    }
}

#[test]
fn a_xes_that_is_cut_anywhere_is_an_error_that_names_the_place() {
    let end = XES.find("</log>").unwrap();
    for cut in 1..end + 6 {
        match taken(&XES.as_bytes()[..cut], &Choice::default()) {
            Err(Problem::Refused(reason)) => assert!(!reason.en.is_empty()),
            other => panic!("cut at {cut}: {other:?}"),
        }
    }
    let reason = refused(&XES.as_bytes()[..end - 100], &Choice::default());
    assert!(reason.en.contains("trace 2, event 3") && reason.en.contains("without </log>"), "{}", reason.en);
    let whole = packed(&[XES.as_bytes()]);
    for cut in 3..whole.len() {
        assert!(taken(&whole[..cut], &Choice::default()).is_err(), "cut at {cut} of {}", whole.len());
    }
    let reason = refused(&whole[..whole.len() - 4], &Choice::default());
    assert!(reason.en.contains("compressed file is cut"), "{}", reason.en);
}

#[test]
fn what_is_no_log_is_refused() {
    let said = |bytes: &[u8]| refused(bytes, &Choice::default()).en.into_owned();
    assert!(said(b"").contains("empty") && said(b"\n \n").contains("empty"));
    assert!(said(b"case,activity,time\n").contains("nothing below them"));
    assert!(said(b"PK\x03\x04rest").contains("Excel"));
    assert!(said(b"a\0b,c").contains("not a text file"));
    assert!(said(b"<html><body/></html>").contains("<html>"));
    assert!(said(b"<log></log><log></log>").contains("behind </log>"));
    assert!(said(b"<log></log>").contains("no events"));
    assert!(said(b"<log><trace></event></trace></log>").contains("wrong at byte"));
    assert!(
        said(
            "<log><trace><event><string key=\"concept:name\" value=\"&x;\"/></event></trace></log>"
                .as_bytes()
        )
        .contains("entity")
    );
    assert!(said(b"case,activity,time\n1,\"a,2026-03-04\n1,b,2026-03-05\n").contains("never closed"));
    let endless = [b"case,activity,time\n1,\"".to_vec(), b"x,y\n".repeat(2 << 20)].concat();
    assert!(said(&endless).contains("line 2"), "{}", said(&endless));
    let damaged = {
        let mut all = packed(&[XES.repeat(3).as_bytes()]);
        let at = all.len() / 2;
        all[at] ^= 0xff;
        all
    };
    assert!(taken(&damaged, &Choice::default()).is_err());
}

#[test]
fn a_reading_can_be_stopped() {
    let text = format!("case,activity,time\n{}", "1,a,2026-03-04\n".repeat(100_000));
    let mut told = 0;
    let stopped = read(text.as_bytes(), "log", &Choice::default(), &mut |progress| {
        told += 1;
        progress.bytes < 200_000
    });
    assert_eq!(stopped.unwrap_err(), Problem::Stopped);
    assert!(told > 1);
}

#[test]
fn bytes_that_are_no_text_are_bad_rows() {
    let text = [
        &b"case,activity,time\n1,a,2026-03-04\n"[..],
        &b"1,b,2026-03-05\n".repeat(80_000),
        b"1,\xff\xfe,2026-03-05\n",
    ]
    .concat();
    let reading = taken(&text, &Choice::default()).unwrap();
    assert_eq!(reading.log.bad.first.first().map(|bad| bad.reason), Some(Reason::Unreadable));
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _read = taken(&bytes, &Choice::default());
        let _read = taken(&[b"<log><trace><event>", &bytes[..]].concat(), &Choice::default());
        let _read = taken(&[b"case,activity,time\n1,a,2026-03-04\n", &bytes[..]].concat(), &Choice::default());
    }
}

#[test]
fn what_is_asked_is_asked_in_the_words_of_the_form() {
    let form = |choice: Choice| Choice { answered: Answered::Form, ..choice };
    let wide = "单号,接车,维修,交车\n1,2026-03-04 9:00,2026-03-05 9:00,2026-03-06 9:00\n2,2026-03-04 9:00,,2026-03-05 9:00\n";
    let two = "case,activity,opened,closed\n1,a,2026-03-04,2026-03-05\n1,b,2026-03-04,2026-03-06\n";
    let group = Choice { group: Some("centre".into()), ..Choice::default() };
    let start = Choice { start: Some("began".into()), ..Choice::default() };
    let lone = "<log><trace><string key=\"concept:name\" value=\"1\"/></trace></log>";
    for (text, choice, en, zh) in [
        (
            "case,activity,timestamp\n1,a,03/04/2026\n1,b,05/04/2026\n",
            Choice::default(),
            "day first (2026-04-03)",
            "“日期写法”填 日/月/年",
        ),
        (wide, Choice::default(), "'yes' under 'A row is a case'", "在“一行一单”填“是”"),
        (two, Choice::default(), "under 'Time column'", "填在“时间列”"),
        ("x,y,z\n1,a,2026-03-04\n", Choice::default(), "under 'Case column'", "填在“单号列”"),
        (
            "case,when\n1,2026-03-04\n1,2026-03-05\n",
            Choice::default(),
            "under 'Activity column'",
            "填在“步骤列”",
        ),
        ("case,activity,x\n1,a,p\n1,b,q\n", Choice::default(), "under 'Time column'", "填在“时间列”"),
        (lone, group, "check 'Group column'", "请检查“分组列”"),
        (lone, start, "check 'Start column'", "请检查“开始时间列”"),
    ] {
        let reason = refused(text.as_bytes(), &form(choice));
        assert!(reason.en.contains(en) && reason.zh.contains(zh), "{reason:?}");
        assert!(!reason.en.contains("--") && !reason.zh.contains("--"), "{reason:?}");
    }
    // What was told by its content says where to say it otherwise.
    let mut text = "nr,what,when\n".to_owned();
    for case in 1..=10 {
        for (day, what) in ["open", "work", "close"].iter().enumerate() {
            text += &format!("W{case},{what},2026-03-{:02}\n", case + day);
        }
    }
    let notes = taken(text.as_bytes(), &form(Choice::default())).unwrap().notes;
    assert!(notes.iter().any(|note| note.en.contains("under 'Case column'")), "{notes:?}");
    assert!(notes.iter().all(|note| !note.en.contains("--") && !note.zh.contains("--")), "{notes:?}");
}

#[test]
fn a_chosen_order_of_dates_leaves_a_year_in_front_where_it_is() {
    for order in Order::ALL {
        let choice = Choice { dates: Some(order), ..Choice::default() };
        let reading =
            taken(b"case,activity,timestamp\n1,a,2026-03-04 10:00\n1,b,2026-03-05 10:00\n", &choice).unwrap();
        assert_eq!((reading.log.bad.count, reading.source.dates.as_str()), (0, "year-first"), "{order:?}");
        assert_eq!(of(&reading).duration.calendar.mean, 86_400.0);
    }
    // Beside others, each is read as what it is.
    let choice = Choice { dates: Some(Order::DayFirst), ..Choice::default() };
    let reading = taken(b"case,activity,timestamp\n1,a,2026-03-04\n1,b,05/03/2026\n", &choice).unwrap();
    assert_eq!((reading.log.bad.count, reading.source.dates.as_str()), (0, "day-first"));
    assert_eq!(of(&reading).duration.calendar.mean, 86_400.0);
}

#[test]
fn who_did_it_is_found_by_what_people_call_it() {
    for title in ["Person", "处理人员", "人员", "Staff", "维修技师", "班组"] {
        let text = format!("case,activity,time,{title}\n1,a,2026-03-04,P\n1,b,2026-03-05,Q\n");
        assert_eq!(reading(&text).source.resource.as_deref(), Some(title));
    }
}

#[test]
fn a_promise_says_its_unit() {
    use crate::mining::Hours;
    let hours = Hours::parse("Mon-Fri 8-17").unwrap();
    for (typed, seconds) in [
        ("48h", 172_800.0),
        ("2天", 172_800.0),
        ("2d", 172_800.0),
        ("1天12小时", 129_600.0),
        ("36:30", 131_400.0),
        ("４８小时", 172_800.0),
    ] {
        assert_eq!(promise(typed, None), Ok(seconds), "{typed}");
    }
    for typed in ["2天", "2 d", "2个工作日", "2,0 d", "２天"] {
        assert_eq!(promise(typed, Some(&hours)), Ok(64_800.0), "{typed}: days of nine hours");
    }
    assert!(promise("1e308d", Some(&hours)).is_err());
    for (typed, right) in [
        ("48", "48h"),
        (" 48 ", "48d"),
        ("４８", "４８h"),
        ("1.5", "1.5h"),
        ("soon", "48h"),
        ("0h", "48h"),
        ("-3d", "48h"),
    ] {
        let reason = promise(typed, None).unwrap_err();
        assert!(reason.en.contains(right), "{typed}: {reason:?}");
    }
}
