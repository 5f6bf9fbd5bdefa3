//! What the core costs without files and screen: concluding, editing, searching.
//!
//! A score typed renews the conclusions of the tool it is in and of those that read its sheet; all
//! others are taken over, so `after_a_score` is what a key pays, and `everything` what opening pays.

#[path = "../examples/large/generator.rs"]
mod generator;

use changebook::app::{App, Choices};
use changebook::assess::Assessed;
use changebook::demo;
use changebook::event::Event;
use changebook::exchange::PageFormat;
use changebook::project::{Edit, Project};
use changebook::report::{self, Codes, Scope};
use changebook::search::Query;
use changebook::sheet::{Cell, Id, Score};
use changebook::text::Lang;
use chrono::NaiveDate;
use divan::{Bencher, black_box};

/// People in the project; none is the demo. So many as the last have one round only, or the project would be
/// larger than a file may be.
const SIZES: [usize; 3] = [0, 10_000, 100_000];

fn main() {
    divan::main();
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).expect("a day")
}

fn project(people: usize) -> Project {
    if people == 0 { demo::project(Lang::Zh, today()) } else { generator::large(people, 4, 5, today()) }
}

/// Puts a score on the first card.
fn score(project: &mut Project, score: u8) {
    let sheet = project.sheet("people").expect("the cards");
    let column = sheet.def().column("awareness").expect("the first score");
    let row = sheet.row(0).expect("a card").id();
    let cell = Score::new(score).map_or(Cell::Empty, Cell::Score);
    project.apply(Edit::Set { sheet: "people", row, column, cell }).expect("an edit");
}

#[divan::bench(args = SIZES, max_time = 3)]
fn everything(bencher: Bencher, people: usize) {
    let project = project(people);
    bencher.bench(|| Assessed::of(black_box(&project), today(), None).tools().len());
}

#[divan::bench(args = SIZES, max_time = 3)]
fn after_a_score(bencher: Bencher, people: usize) {
    let mut project = project(people);
    let mut before = Assessed::of(&project, today(), None);
    let mut next = 0;
    bencher.bench_local(|| {
        next = next % 5 + 1;
        score(&mut project, next);
        before = Assessed::of(&project, today(), Some(&before));
        black_box(before.tools().len());
    });
}

#[divan::bench(args = SIZES, max_time = 1)]
fn all_findings_in_order(bencher: Bencher, people: usize) {
    let assessed = Assessed::of(&project(people), today(), None);
    bencher.bench_local(|| black_box(&assessed).findings().len());
}

#[divan::bench(args = SIZES, max_time = 3)]
fn weekly_report(bencher: Bencher, people: usize) {
    let project = project(people);
    bencher.bench(|| {
        let assessed = Assessed::of(black_box(&project), today(), None);
        let mut codes = Codes::of([&project]);
        PageFormat::Html.page(&report::of(&assessed, Scope::Week, Some(&mut codes)), Lang::Zh).len()
    });
}

#[divan::bench(args = ["A-09999", "ganzhi", "zz"])]
fn search_names(bencher: Bencher, query: &str) {
    let project = project(10_000);
    let sheet = project.sheet("people").expect("the cards");
    let names: Vec<String> = (0..sheet.len())
        .filter_map(|at| sheet.row(at))
        .map(|row| match row.cell("name") {
            Cell::Text(name) => name.to_string(),
            _ => String::new(),
        })
        .collect();
    bencher.bench(|| {
        let query = Query::new(query);
        names.iter().filter(|name| query.matches(name).is_some()).count()
    });
}

/// The program with a project open and some keys pressed.
fn opened(people: usize, keys: &str) -> App {
    let mut last = 0;
    let next_id = move || {
        last += 1;
        Id::new(last)
    };
    let mut app = App::new(Choices::default(), today(), Box::new(next_id));
    app.open(project(people), None);
    press(&mut app, keys);
    app
}

fn press(app: &mut App, keys: &str) {
    for event in changebook::runtime::keys::parse(keys).expect("keys") {
        // Nobody saves here.
        let _requests = app.update(event);
    }
}

/// All cells of all cards cleared, and taken back again.
#[divan::bench(args = SIZES, max_time = 3)]
fn clear_and_undo(bencher: Bencher, people: usize) {
    let mut app = opened(people, "2<c-a>");
    bencher.bench_local(|| press(&mut app, "<c-a><del><c-z>"));
}

/// All cards removed, and taken back again.
#[divan::bench(args = SIZES, max_time = 3)]
fn remove_and_undo(bencher: Bencher, people: usize) {
    let mut app = opened(people, "2<c-a>");
    bencher.bench_local(|| press(&mut app, "<c-a><c-k><c-z>"));
}

/// A jump to an earlier day, with what changed since and what was found in the weeks before.
#[divan::bench(args = SIZES, max_time = 3)]
fn replay_a_day(bencher: Bencher, people: usize) {
    let mut app = opened(people, "");
    let mut weeks = ["2026-01-14", "2026-01-21"].into_iter().cycle();
    bencher.bench_local(|| {
        let shown = app.replay_typed(weeks.next().unwrap_or_default());
        app.opened.as_ref().map(|opened| opened.assessed.findings_count()).filter(|_| shown.is_ok())
    });
}

/// Five thousand new cards from the clipboard: read, put in, and taken back again.
#[divan::bench(args = SIZES, max_time = 3)]
fn paste_and_undo(bencher: Bencher, people: usize) {
    let mut app = opened(people, "2");
    let cards = (0..5_000).map(|n| format!("新人 {n}\t{}\t{}\n", n % 5 + 1, (n + 1) % 5 + 1));
    let pasted: String = std::iter::once("姓名/团队\t认知\t渴望\n".to_owned()).chain(cards).collect();
    bencher.bench_local(|| {
        let _requests = app.update(Event::Paste(pasted.clone()));
        press(&mut app, "<enter><c-z>");
    });
}

/// One letter of a search typed and taken back, which is two searches.
#[divan::bench(args = SIZES, max_time = 3)]
fn two_keys_of_a_search(bencher: Bencher, people: usize) {
    let mut app = opened(people, "/z");
    bencher.bench_local(|| press(&mut app, "w<bs>"));
}

/// The same of a number, which is looked for in figures and days as well.
#[divan::bench(args = SIZES, max_time = 3)]
fn two_keys_of_a_search_for_a_number(bencher: Bencher, people: usize) {
    let mut app = opened(people, "/1");
    bencher.bench_local(|| press(&mut app, "2<bs>"));
}
