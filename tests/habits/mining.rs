//! Event logs from the screen: the file is named, how it was read is confirmed or changed, and the map shows more or less.

use super::*;
use changebook::tools::eventlogs::EventLog;
use std::fmt::Write as _;
use std::fs;
use tempfile::TempDir;

/// Twenty-four cases of two centres, one a day.
fn log() -> String {
    let mut text = String::from("单号,步骤,完成时间,人员,门店\n");
    for case in 1..=24 {
        let (out, centre) = if case % 2 == 0 { ("10:00", "浦东") } else { ("17:00", "虹桥") };
        for (step, time, who) in [("接车", "09:00", "甲"), ("交车", out, "乙")] {
            writeln!(text, "W{case},{step},2026-02-{case:02} {time},{who},{centre}").unwrap();
        }
    }
    text
}

const OPEN: &str = "case,activity,timestamp\n1,a,03/04/2026\n1,b,05/04/2026\n";

fn file(text: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// Names the file in the form.
fn read(desk: &mut Desk, path: &str) {
    desk.press("<esc>i<a-i>").paste(path).press("<enter>");
}

/// The form that lies on top.
fn texts(desk: &Desk) -> Vec<String> {
    let Some(Layer::Form(form)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    form.fields.iter().map(|field| field.editor.text().to_owned()).collect()
}

/// Goes to the field with a title, from the first on.
fn to_field(desk: &mut Desk, title: &str) {
    for _ in 0..20 {
        let Some(Layer::Form(form)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        if [form.fields[form.at].title.zh, form.fields[form.at].title.en].contains(&title) {
            return;
        }
        desk.press("<down>");
    }
    panic!("no field {title}: {}", desk.screen());
}

/// Confirms the form from its last field.
fn submit(desk: &mut Desk) {
    for _ in 0..20 {
        if !matches!(desk.app().layers.last(), Some(Layer::Form(form)) if form.at + 1 < form.fields.len()) {
            break;
        }
        desk.press("<down>");
    }
    desk.press("<enter>");
}

#[test]
fn what_the_form_asks_for_is_a_field_of_it() {
    let (_folder, path) = file(OPEN);
    for (lang, field, right) in [(Lang::Zh, "日期写法", "日/月/年"), (Lang::En, "Date order", "day first")]
    {
        let mut desk = Desk::fresh(lang, (80, 24));
        read(&mut desk, &path);
        desk.must_show(field);
        desk.must_show("2026-04-03");
        assert!(!desk.screen().contains("--"), "{}", desk.screen());
        to_field(&mut desk, field);
        desk.paste(right);
        submit(&mut desk);
        desk.must_show("2026-04-05");
        // In the words of the language in which it was typed.
        desk.press("n");
        assert_eq!(texts(&desk)[6], right);
    }
}

#[test]
fn the_form_is_whole_on_a_small_screen() {
    let (_folder, path) = file(OPEN);
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, (80, 24));
        read(&mut desk, &path);
        let Some(Layer::Form(form)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        let titles: Vec<&str> = form.fields.iter().map(|field| field.title.get(lang)).collect();
        assert_eq!(titles.len(), 13);
        for title in &titles {
            desk.must_show(title);
        }
        // On one that is smaller still the field under the cursor is in view, and a sign says that there is more.
        let mut desk = Desk::fresh(lang, (60, 20));
        read(&mut desk, &path);
        desk.must_show("▾");
        for title in titles {
            to_field(&mut desk, title);
            desk.must_show(&format!("▸ {title}"));
        }
        desk.must_show("▴");
    }
}

#[test]
fn a_promise_says_its_unit_and_is_confirmed() {
    let (_folder, path) = file(&log());
    for (lang, field, wrong, right) in [
        (Lang::Zh, "承诺周期", "48h", "承诺周期：2 天"),
        (Lang::En, "Promised time", "48d", "Promised time: 2 d"),
    ] {
        let mut desk = Desk::fresh(lang, (80, 24));
        read(&mut desk, &path);
        desk.press("n");
        to_field(&mut desk, field);
        desk.paste("48");
        submit(&mut desk);
        desk.must_show(wrong);
        desk.paste("48h");
        submit(&mut desk);
        desk.must_show(right);
        assert!(desk.rows::<EventLog>().is_empty());
    }
}

#[test]
fn a_pipe_is_not_waited_for() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    read(&mut desk, "-");
    desk.must_show("enter the path of a file");
}

#[test]
fn a_log_is_chosen_from_its_folder() {
    let (folder, _) = file(&log());
    fs::write(folder.path().join("notes.md"), "no log").unwrap();
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        read(&mut desk, folder.path().to_str().unwrap());
        desk.must_show("log.csv");
        assert!(!desk.shows("notes.md"), "{}", desk.screen());
        desk.press("log.csv<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))), "{}", desk.screen());
        desk.press("<enter>");
        assert_eq!(desk.rows::<EventLog>().len(), 1);
    }
}

#[test]
fn what_was_said_of_a_log_is_there_when_its_form_is_opened_again() {
    let (_folder, path) = file(&log());
    let mut desk = Desk::fresh(Lang::Zh, (80, 24));
    read(&mut desk, &path);
    desk.press("n");
    to_field(&mut desk, "分组列");
    desk.paste("门店");
    to_field(&mut desk, "承诺周期");
    desk.paste("5h");
    let typed = texts(&desk);
    desk.press("<esc><a-i>");
    assert_eq!(texts(&desk), typed);
    // Nor is it lost where the question is left.
    submit(&mut desk);
    desk.must_show("承诺周期：5 小时");
    desk.press("<esc><a-i>");
    assert_eq!(texts(&desk), typed);
    submit(&mut desk);
    desk.press("<enter>");
    assert_eq!(desk.rows::<EventLog>().len(), 1);
}

#[test]
fn the_first_log_is_named_by_the_screen_itself() {
    let (_folder, path) = file(&log());
    for (lang, step, key, keep) in [
        (Lang::Zh, "第一步：“读取事件日志”", "Alt-I 读取事件日志", "▸ y    保留这些数据"),
        (Lang::En, "First 'Read an event log'", "Alt-I Read an event log", "▸ y    Keep these figures"),
    ] {
        let mut desk = Desk::fresh(lang, (80, 24));
        desk.press("<esc>i");
        desk.must_show(step);
        assert!(desk.footer().contains(key), "{}", desk.footer());
        desk.press("]");
        assert!(desk.footer().contains(key), "{}", desk.footer());
        read(&mut desk, &path);
        desk.must_show(keep);
        for said in ["单号", "步骤", "完成时间", "人员"] {
            desk.must_show(said);
        }
        desk.press("<enter>");
        assert_eq!(desk.rows::<EventLog>().len(), 1);
    }
}

#[test]
fn plus_and_minus_show_more_and_less_of_the_map() {
    let mut desk = Desk::demo(Lang::En, WIDE);
    desk.press("<esc>i]");
    let level = |desk: &Desk| desk.rows::<EventLog>()[0].level();
    assert!(
        desk.footer().contains("+ More on the map") && desk.footer().contains("- Less on the map"),
        "{}",
        desk.footer()
    );
    desk.press("+");
    assert_eq!(level(&desk), 1);
    desk.press("=-＋－-");
    assert_eq!(level(&desk), 0, "a key of a Chinese keyboard means the same");
    // Where a cell takes text they are text, and elsewhere they say why nothing is typed.
    desk.press("[+");
    assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{}", desk.screen());
    desk.press("<esc>");
    assert_eq!(level(&desk), 0);
    let mut desk = Desk::demo(Lang::En, WIDE);
    desk.press("<esc>p]<right><right>-");
    assert!(desk.rows::<EventLog>().iter().all(|log| log.level() == 0));
}

#[test]
fn what_is_no_event_says_first_what_to_do_and_what_was_left_out_is_confirmed() {
    let mut bad = log();
    for n in 1..=7 {
        writeln!(bad, "W{n},,2026-02-03 09:00,甲,浦东").unwrap();
    }
    let (_folder, path) = file(&bad);
    for (lang, advice, left) in
        [(Lang::Zh, "填“是”，略过它们", "略过 7 行"), (Lang::En, "'yes' under", "7 rows left out")]
    {
        let mut desk = Desk::fresh(lang, (80, 24));
        read(&mut desk, &path);
        desk.must_show(advice);
        to_field(&mut desk, if lang == Lang::Zh { "略过坏行" } else { "Leave out bad rows" });
        desk.press("y");
        submit(&mut desk);
        desk.must_show(left);
        desk.must_show(if lang == Lang::Zh { "这样读对吗？" } else { "Is this right?" });
        desk.must_show(if lang == Lang::Zh { "改读法" } else { "Read it otherwise" });
    }
}

#[test]
fn a_process_taken_over_shows_what_the_log_measured() {
    use changebook::tools::process::Process;
    let (_folder, path) = file(&log());
    for (lang, measured, sum) in [
        (Lang::Zh, "日志实测", "各步相加不等于全部单的中位周期"),
        (Lang::En, "Measured by the log", "Their sum is not the median of all cases"),
    ] {
        let mut desk = Desk::fresh(lang, (160, 50));
        read(&mut desk, &path);
        desk.press("<enter><f5>");
        desk.must_say(sum);
        desk.must_show(measured);
        assert!(!desk.rows::<Process>()[0].note.0.is_empty(), "where the steps come from is noted");
    }
}

#[test]
fn a_german_log_is_read_without_a_question() {
    let mut text = String::from("Vorgang;Aktivität;Zeitpunkt;Bearbeiter\n");
    for case in 1..=5 {
        writeln!(text, "A{case};Annahme;0{case}.02.2026 08:00;Meier").unwrap();
        writeln!(text, "A{case};Übergabe;1{case}.02.2026 16:00;Schulz").unwrap();
    }
    let (_folder, path) = file(&text);
    let mut desk = Desk::fresh(Lang::En, (120, 36));
    read(&mut desk, &path);
    desk.must_show("Is this right?");
    desk.press("<enter>");
    let log = desk.rows::<EventLog>()[0].clone();
    assert!(log.figures.0.contains("\"from\":\"2026-02-01\""), "{}", log.figures.0);
}
