//! What keys are meant for: the tick that is seen, the text that one has written, the row that Tab goes along, the value
//! that nobody would expect.

use super::*;
use changebook::tools::actions::Promise;
use changebook::tools::kotter::KotterStep;

/// A promise outside the other tools, with its columns too wide for a narrow screen.
fn promises(size: (u16, u16)) -> Desk {
    let mut desk = Desk::fresh(Lang::En, size);
    desk.press("a]]").press("Order the racks<enter><up>");
    assert_eq!(desk.rows::<Promise>().len(), 1, "{}", desk.screen());
    desk
}

fn ticks(desk: &Desk) -> (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>) {
    let row = &desk.rows::<Promise>()[0];
    (row.done.0, row.dropped.0)
}

#[test]
fn space_ticks_what_is_seen_and_nothing_else() {
    // Beside the text the row's own tick, and which it was is said.
    let mut desk = promises((160, 40));
    desk.press("<space>");
    assert_eq!(ticks(&desk), (Some(today()), None));
    desk.must_say("Ticked 'Done on', dated 2026-03-04");
    desk.press("<space>");
    assert_eq!(ticks(&desk), (None, None));
    desk.must_say("of 2026-03-04 taken back");
    // Hidden or beyond the edge it is left alone, and so is the next one.
    to(&mut desk, "done", "<right>");
    desk.app_mut().run(Command::HideColumn);
    desk.press("<home><space>");
    assert_eq!(ticks(&desk), (None, None), "{}", desk.screen());
    desk.must_say("The column 'Done on' is hidden, and nothing was ticked");
    // On the cell itself it ticks that one.
    to(&mut desk, "dropped", "<right>");
    desk.press("<space>");
    assert_eq!(ticks(&desk), (None, Some(today())));
    // Whole rows: the tick of each row, never the one beside it.
    let mut desk = promises((160, 40));
    desk.press("<s-space><space>");
    assert_eq!(ticks(&desk), (Some(today()), None), "{}", desk.screen());
}

#[test]
fn typing_never_adds_to_a_text_that_one_has_not_written() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        // The name of an indicator of ours: a letter is refused, Enter opens it, and what is typed takes its place.
        desk.press("9]]]]");
        assert_eq!(desk.column(), "name", "{}", desk.screen());
        desk.press("x<enter>Own name<enter>");
        assert_eq!(desk.rows::<Kpi>()[0].name, "Own name");
        // A function key edits what stands there.
        desk.press("<f2> of it<enter>");
        assert!(desk.rows::<Kpi>()[1].name.contains("of it"));
        assert!(desk.rows::<Kpi>()[1].name.len() > 8, "{}", desk.rows::<Kpi>()[1].name);
        // A number is replaced, with or without a refusal before.
        desk.press("<home>");
        to(&mut desk, "target", "<right>");
        desk.press("<up><up><enter>80<enter>");
        assert_eq!(desk.rows::<Kpi>()[0].target, Some(80.0), "{}", desk.screen());
        desk.press("<up><enter>abc<enter>85<enter>");
        assert_eq!(desk.rows::<Kpi>()[0].target, Some(85.0), "{}", desk.screen());
        desk.press("<up><f2>.5<enter>");
        assert_eq!(desk.rows::<Kpi>()[0].target, Some(85.5), "{}", desk.screen());
        // What one has written is added to.
        desk.press("<home><up><enter>!<enter>");
        assert_eq!(desk.rows::<Kpi>()[0].name, "Own name!");
    }
    // A line that was refused is replaced too.
    let mut desk = en();
    desk.press("2<a-f>mood=1<enter>desire=2<enter>");
    assert!(desk.app().layers.is_empty(), "{}", desk.screen());
}

#[test]
fn digits_score_a_form_one_line_after_the_other() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("1").press("432");
        // What Enter will do is said before; as long as digits are typed it may still become the evidence.
        desk.must_say(if lang == Lang::Zh {
            "紧迫感 3 分、资源到位 2 分"
        } else {
            "Urgency 3, Resources 2"
        });
        assert_eq!(scores(&desk.rows::<Form>()[0]), [4, 0, 0, 0, 0, 0], "{}", desk.screen());
        desk.press("<enter>");
        assert_eq!(scores(&desk.rows::<Form>()[0]), [4, 3, 2, 0, 0, 0], "{}", desk.screen());
        assert_eq!(desk.column(), "past_success");
        // One step, and the evidence that was there stays.
        desk.press("<c-z>");
        assert_eq!(scores(&desk.rows::<Form>()[0]), [4, 0, 0, 0, 0, 0]);
        desk.press("<c-y>");
        desk.press("<c-home>");
        to(&mut desk, "senior_support", "<down>");
        desk.press("4Asked<enter>");
        to(&mut desk, "senior_support", "<up>");
        desk.press("52134<down>");
        let form = &desk.rows::<Form>()[0];
        assert_eq!((scores(form), &*form.senior_support_evidence.0), (vec![5, 2, 1, 3, 4, 0], "Asked"));
        assert_eq!(desk.column(), "staff_capability");
        // Nothing of digits that are no scores, or more than there are lines.
        desk.press("14<enter>");
        desk.must_show(if lang == Lang::Zh {
            "下面没有要评分的了"
        } else {
            "Nothing below is left"
        });
        desk.press("<esc>");
        desk.press("<c-home>");
        to(&mut desk, "open_culture", "<down>");
        for (digits, said) in
            [("222", ["下面只有 1 项", "1 line is below"]), ("26", ["评分是 1 到 5", "A score is 1 to 5"])]
        {
            desk.press("4").press(digits).press("<enter>");
            desk.must_show(said[usize::from(lang == Lang::En)]);
            desk.press("<esc>");
            to(&mut desk, "open_culture", "<left>");
        }
        let form = &desk.rows::<Form>()[0];
        assert_eq!((scores(form), &*form.open_culture_evidence.0), (vec![5, 2, 1, 3, 4, 1], ""));
        // Digits that were meant as a text are typed with the key that edits.
        desk.press("4<f2>26<enter>");
        assert_eq!(&*desk.rows::<Form>()[0].open_culture_evidence.0, "26");
    }
}

#[test]
fn an_empty_form_reads_like_no_verdict() {
    let mut desk = Desk::fresh(Lang::Zh, (160, 50));
    desk.press("1");
    desk.must_show("每个维度：1 = 非常欠缺");
    desk.must_show("如果高层支持不到 4 分");
    assert!(!desk.shows("高层支持低于 4 分") && !desk.shows("风险极高"));
    let screen = desk.screen();
    let (scores, advice) = (screen.find("评分标准").unwrap(), screen.find("分数低了怎么办").unwrap());
    assert!(scores < advice, "{screen}");
}

#[test]
fn enter_after_tab_goes_to_the_next_row_where_tab_began() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<tab><tab>");
        assert!(
            desk.footer().contains(if lang == Lang::Zh { "下一行" } else { "Next row" }),
            "{}",
            desk.footer()
        );
        desk.press("<enter>");
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        assert_eq!((desk.column(), desk.app().view_state().unwrap().row), ("name", 1));
        // An arrow ends it, and a function key edits all the same.
        desk.press("<tab><left><enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{}", desk.screen());
        desk.press("<esc><tab><f2>");
        assert!(!desk.app().layers.is_empty(), "{}", desk.screen());
    }
    // In a form Enter edits, and Tab is told as the next item.
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("e<tab><enter>");
    assert!(desk.footer().contains("Tab 下一项"), "{}", desk.footer());
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2T<enter><up><f2>");
    assert!(desk.footer().contains("Tab 确认并右移"), "{}", desk.footer());
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.app_mut().create_form();
    desk.press("<right>");
    assert!(desk.footer().contains("Tab Next item"), "{}", desk.footer());
}

#[test]
fn the_line_below_belongs_to_what_has_the_keys() {
    let mut desk = en();
    desk.press("2<right><right>");
    let help = desk.said();
    assert!(help.contains("Role"), "{help}");
    for keys in ["<c-e>", "?", "<a-f>", "<f4>"] {
        desk.press(keys);
        assert!(!desk.app().layers.is_empty(), "{keys}");
        assert!(
            !desk.said().contains("Role") && !desk.said().contains("row 1 of"),
            "{keys}: {}",
            desk.said()
        );
        desk.press("<esc>");
    }
    desk.paste("A\t5\nB\t4");
    assert!(matches!(desk.app().layers.last(), Some(Layer::Preview(_))));
    assert!(!desk.said().contains("Role"), "{}", desk.said());
    desk.press("<esc><esc>");
    assert_eq!(desk.app().focus, Focus::Tools);
    assert!(!desk.said().contains("Role"), "{}", desk.said());
}

/// The reading of an indicator this week.
fn this_week(desk: &Desk, code: &str) -> Vec<f64> {
    let kpi = desk.rows::<Kpi>().iter().find(|kpi| kpi.code == code).unwrap().id;
    let read = desk.rows::<Reading>();
    read.iter().filter(|r| r.kpi.0 == Some(kpi) && r.date == Some(today())).filter_map(|r| r.value).collect()
}

/// A project with a first reading of FTFR and of the training, a week ago.
fn read_last_week() -> Desk {
    let mut project = new_project("A");
    let charter = charter::charter(&project).id;
    let start = Cell::Date(today() - Days::new(30));
    project.apply(changebook::project::Edit::set::<charter::Charter>(charter, "start", start)).unwrap();
    for (n, code, value) in [(1, "ftfr", 70.0), (2, "training", 40.0)] {
        let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.code == code).unwrap().id;
        let row = Reading {
            kpi: changebook::sheet::Link::to(kpi),
            date: Some(today() - Days::new(7)),
            value: Some(value),
            ..Reading::with_id(Id::new(9_000 + n))
        };
        project.apply(changebook::project::Edit::append(row)).unwrap();
    }
    Desk::open(Lang::En, WIDE, project)
}

#[test]
fn a_reading_that_nobody_expects_is_asked_about() {
    // A slip of the point: Enter takes what is meant.
    let mut desk = read_last_week();
    desk.press("9]]]]]");
    for _ in 0..4 {
        desk.press("<down>");
    }
    desk.press("7<enter>");
    desk.must_show("Is it 70%?");
    assert_eq!(this_week(&desk, "ftfr"), [0.0; 0]);
    desk.press("y");
    assert_eq!(this_week(&desk, "ftfr"), [70.0]);
    // Who writes its sign means it.
    let mut desk = read_last_week();
    desk.press("9]]]]]<down><down><down><down>7%<enter>");
    assert_eq!(this_week(&desk, "ftfr"), [7.0], "{}", desk.screen());
    // Far from everything, with nothing better to offer.
    let mut desk = read_last_week();
    desk.press("9]]]]]<down><down><down><down>").press("20<enter>");
    desk.must_show("is it really 20%?");
    desk.press("n");
    assert_eq!(this_week(&desk, "ftfr"), [0.0; 0]);
    desk.press("<up>");
    to_row(&mut desk, "ftfr");
    desk.press("20<enter>y");
    assert_eq!(this_week(&desk, "ftfr"), [20.0]);
    // What only grows does not fall without a question.
    to_row(&mut desk, "training");
    desk.press("35<enter>");
    desk.must_show("A cumulative value only grows");
    desk.press("n");
    assert_eq!(this_week(&desk, "training"), [0.0; 0]);
    to_row(&mut desk, "training");
    desk.press("45<enter>");
    assert_eq!(this_week(&desk, "training"), [45.0], "{}", desk.screen());
    // A pasted one is a question of the preview.
    let mut desk = read_last_week();
    desk.press("9]");
    desk.paste("Indicator\tDate\tValue\nFirst-time fix rate (FTFR)\t2026-03-04\t7\nTraining completion\t2026-03-04\t30");
    let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    assert_eq!(preview.plan.open().count(), 2, "{}", desk.screen());
}

/// Goes to an indicator in the view of this week.
fn to_row(desk: &mut Desk, code: &str) {
    let id = desk.rows::<Kpi>().iter().find(|kpi| kpi.code == code).unwrap().id;
    // Up in the column that is typed into.
    for _ in 0..20 {
        desk.press("<up>");
    }
    for _ in 0..10 {
        if desk.app().row().map(AnyRow::id) == Some(id) {
            return;
        }
        desk.press("<down>");
    }
    panic!("no row {code}\n{}", desk.screen());
}

#[test]
fn a_list_is_filtered_by_the_owner_that_its_headings_name() {
    for (lang, title) in [(Lang::Zh, "负责人"), (Lang::En, "owner")] {
        for view in ["", "]"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("a").press(view);
            let all = desk.app().lines().len();
            let plan = desk.app().list().unwrap();
            let owner =
                |desk: &Desk, n: usize| desk.app().lines()[n].cells[plan.only].text.get(lang).to_owned();
            let first = owner(&desk, 0);
            desk.press("<a-o>");
            let some = desk.app().lines().len();
            assert!((1..all).contains(&some), "{some} of {all}\n{}", desk.screen());
            assert!((0..some).all(|n| owner(&desk, n) == first));
            desk.press("<a-f><c-u>").paste(&format!("{title}={first}")).press("<enter>");
            assert_eq!(desk.app().lines().len(), some, "{}", desk.screen());
        }
    }
}

#[test]
fn a_step_of_ones_own_name_keeps_its_number() {
    for (typed, stored) in [
        ("Feel the heat", "1 Feel the heat"),
        ("1. Heat", "1 Heat"),
        ("1 Urgency", ""),
        ("Urgency", ""),
        ("10 facts", "1 10 facts"),
    ] {
        let mut desk = fresh();
        desk.press("5<enter>").paste("x").press("<c-u>").paste(typed).press("<enter>");
        assert_eq!(desk.rows::<KotterStep>()[0].step, stored, "{typed}\n{}", desk.screen());
    }
}

#[test]
fn what_was_done_names_what_it_was_done_to() {
    let mut desk = fresh();
    desk.press("8Fewer returns<enter><up><c-k>");
    assert!(desk.rows::<Win>().is_empty());
    desk.must_say("'Fewer returns' removed");
    let mut desk = en();
    desk.press("a");
    while desk.app().line().is_some_and(|line| line.tick.is_none()) {
        desk.press("<down>");
    }
    let name = desk.app().line().unwrap().cells[0].text.en.chars().take(8).collect::<String>();
    desk.press("<space>");
    assert!(desk.said().contains(&name), "{} in {}", name, desk.said());
}

#[test]
fn a_value_from_a_copy_is_called_by_its_file() {
    let mut project = changebook::demo::project(Lang::Zh, today());
    let row = project.rows::<Person>()[0].id;
    let conflict = |field: &str, source: Option<&str>, theirs: &str| Conflict {
        sheet: "people".into(),
        row,
        field: field.into(),
        base: "a".into(),
        mine: "b".into(),
        theirs: theirs.into(),
        source: source.map(str::to_owned),
    };
    project.conflicts = Arc::new(vec![
        conflict("owner", Some("7号中心.json"), "c"),
        conflict("owner", Some("8号中心.json"), "d"),
        conflict("owner", None, "c"),
        conflict("centre", Some("8号中心.json"), "e"),
    ]);
    let mut desk = Desk::open(Lang::Zh, WIDE, project);
    desk.press("<a-c>");
    let owner = project_owner(&desk);
    // One cell is one question, with what it shows now and each other value once, whoever says it.
    desk.must_show(&format!("保留“{owner}”"));
    assert_eq!(desk.screen().matches("保留“").count(), 2, "{}", desk.screen());
    desk.press("<down>").must_show("7号中心.json 里的、另一个窗口的 · ");
    desk.must_show("8号中心.json 里的 · ");
    desk.must_show("全部换成另一个窗口的");
    // All of one file is taken where it says something; what others say of these cells is settled with it.
    desk.paste("全部换成 8号中心").press("<enter>");
    desk.must_say("处理了 2 处：换成 8号中心.json 里的");
    let person = &desk.rows::<Person>()[0];
    assert_eq!((person.owner.as_str(), person.centre.as_str()), ("d", "e"));
    assert!(desk.project().conflicts.is_empty());
    // What is kept is what is shown now, and not what was shown when the conflict arose.
    desk.press("<c-z><a-c>").paste("换成“c”").press("<enter>");
    assert_eq!(project_owner(&desk), "c", "{}", desk.screen());
    assert_eq!(desk.project().conflicts.len(), 1, "one question about one cell");
}

fn project_owner(desk: &Desk) -> String {
    desk.rows::<Person>()[0].owner.to_string()
}
