//! What the workbook says beside its rows.

use super::*;
use crate::demo;
use crate::exchange::xlsx;
use crate::intake::FOR_EYES;
use crate::project::Edit;
use crate::sheet::{Id, Row as _};
use crate::tools::meetings::{Answer, Reply};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
}

fn options(lang: Lang) -> Options<'static> {
    Options { lang, today: today(), is_replay: false, form: None, centre: None, earlier: None }
}

/// The first two cells of each line of the cover from the findings on, and the evidence in the third.
fn cover(project: &Project, lang: Lang) -> Vec<[String; 3]> {
    let bytes = workbook(project, options(lang), &|_, _| true).unwrap();
    let tables = xlsx::read(&bytes).unwrap();
    let cover = tables.iter().find(|table| table.name == FOR_EYES[0].get(lang)).unwrap();
    let cell = |line: &[String], at: usize| line.get(at).cloned().unwrap_or_default();
    let lines = cover.lines.iter().map(|line| [cell(line, 0), cell(line, 1), cell(line, 2)]);
    let head = text("级别", "Level").get(lang);
    lines.skip_while(|line| line[0] != head).skip(1).collect()
}

#[test]
fn the_cover_marks_what_a_meeting_has_answered_and_has_the_parts_of_home() {
    for (lang, disagreed, put_off, part) in [
        (Lang::Zh, "不同意", "搁置到 2026-03-11", "已搁置 1 件，不同意 1 件"),
        (Lang::En, "disagreed", "put off until 2026-03-11", "Put off: 1; Disagreed with: 1"),
    ] {
        let mut project = demo::project(lang, today());
        let assessed = Assessed::of(&project, today(), None);
        let asked = assessed.findings().into_iter().map(|(_, finding)| finding);
        let open: Vec<_> =
            asked.filter(|f| f.level == crate::finding::Level::Act && !assessed.is_aside(f)).collect();
        let said = [Reply::Disagreed, Reply::PutOff];
        let answered: Vec<(String, Answer)> = (open.iter().zip(said).enumerate())
            .map(|(n, (finding, reply))| {
                let answer = Answer {
                    key: finding.key().code(),
                    reply: Some(reply),
                    until: (reply == Reply::PutOff).then(|| "2026-03-11".parse().unwrap()),
                    date: Some(today()),
                    ..Answer::with_id(Id::new(700_000 + n as u64))
                };
                (finding.evidence.get(lang).to_owned(), answer)
            })
            .collect();
        assert_eq!(answered.len(), 2);
        for (_, answer) in &answered {
            project.apply(Edit::append(answer.clone())).unwrap();
        }
        let lines = cover(&project, lang);
        let level = |evidence: &str| lines.iter().find(|line| line[2] == evidence).unwrap()[0].clone();
        let word = crate::finding::Level::Act.word().get(lang);
        assert_eq!(level(&answered[0].0), format!("{word}\n{disagreed}"));
        assert_eq!(level(&answered[1].0), format!("{word}\n{put_off}"));
        let at = |wanted: &dyn Fn(&[String; 3]) -> bool| lines.iter().position(wanted).unwrap();
        let (title, first) = (at(&|line| line[0] == part), at(&|line| line[2] == answered[0].0));
        assert!(title < first && lines[title][2].is_empty(), "{lines:#?}");
        assert!(lines[..title].iter().all(|line| !line[0].contains('\n')), "{lines:#?}");
        assert!(lines[0][1].is_empty() && !lines[0][0].is_empty(), "the first part has a title: {lines:#?}");
    }
}

/// The lists that cells are chosen from, each with its values.
fn lists_of(bytes: &[u8]) -> Vec<Vec<String>> {
    use calamine::Reader as _;
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("_lists").unwrap();
    let width = range.width();
    let column =
        |x: usize| range.rows().map(|row| row[x].to_string()).filter(|cell| !cell.is_empty()).collect();
    (0..width).map(column).collect()
}

/// A project with a role, a channel, a unit and a centre of people's own.
fn with_own_values() -> Project {
    use crate::tools::adkar::Person;
    use crate::tools::communication::Audience;
    use crate::tools::journey::Touchpoint;
    use crate::tools::kpi::Kpi;
    let mut project = demo::project(Lang::En, today());
    let mut put = |sheet: &str, column: &str, text: &str| {
        let def = registry::sheets().into_iter().find(|def| def.key == sheet).unwrap();
        let row = project.sheet(sheet).unwrap().row(0).unwrap().id();
        let column = def.column(column).unwrap();
        let cell = crate::sheet::Cell::Text(text.into());
        project.apply(Edit::Set { sheet: def.key, row, column, cell }).unwrap();
    };
    put(Audience::SHEET, "role", "Dispatcher");
    put(Touchpoint::SHEET, "channel", "Roadside");
    put(Kpi::SHEET, "unit_name", "bay-hours");
    put(Person::SHEET, "centre", "Centre of its own");
    project
}

#[test]
fn lists_offer_what_is_in_use_in_the_project_beside_their_options() {
    let project = with_own_values();
    for lang in [Lang::Zh, Lang::En] {
        let bytes = workbook(&project, options(lang), &|_, _| true).unwrap();
        let lists = lists_of(&bytes);
        for (option, own) in [
            (text("技师", "Technician"), "Dispatcher"),
            (text("服务中心", "Service centre"), "Roadside"),
            (text("小时", "hours"), "bay-hours"),
        ] {
            let with_own = lists.iter().find(|list| list.iter().any(|value| value == own));
            let with_own = with_own.unwrap_or_else(|| panic!("{own}: {lists:#?}"));
            assert!(with_own.iter().any(|value| value == option.get(lang)), "{own}: {with_own:?}");
        }
        assert!(lists.iter().any(|list| list.iter().any(|value| value == "Centre of its own")), "{lists:#?}");
        let channels = lists.iter().find(|list| list.iter().any(|value| value == "Roadside")).unwrap();
        assert!(!channels.iter().any(|value| value == "Dispatcher"), "a role is no channel: {channels:?}");
        // A form of one sheet knows the roles of the others.
        let form = Options { form: Some(crate::tools::adkar::Person::DEF), ..options(lang) };
        let lists = lists_of(&workbook(&project, form, &|_, _| true).unwrap());
        assert!(lists.iter().any(|list| list.iter().any(|value| value == "Dispatcher")), "{lists:#?}");
    }
}

#[test]
fn each_level_of_the_cover_has_a_colour_of_its_own() {
    use super::worksheet::{ACT, GOOD, STOP, WATCH};
    let papers: std::collections::HashSet<u32> = [STOP, ACT, WATCH, GOOD].map(|(paper, _)| paper).into();
    assert_eq!(papers.len(), 4);
    // Ink on its paper reads well: 4.5 to 1 at least.
    let light = |colour: u32| {
        let part = |shift: u32| {
            let part = f64::from(colour >> shift & 255) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    };
    for (paper, ink) in [STOP, ACT, WATCH, GOOD] {
        assert!((light(paper) + 0.05) / (light(ink) + 0.05) >= 4.5, "{paper:06x} {ink:06x}");
    }
}
