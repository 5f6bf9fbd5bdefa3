//! What a key costs from the event to the bytes for the terminal, by the very loop that runs there.
//!
//! Data must play no part in a cursor move: the three sizes are to be level.

#[path = "../examples/large/generator.rs"]
mod generator;

use changebook::app::{App, Choices};
use changebook::demo;
use changebook::event::Event;
use changebook::facts::Facts;
use changebook::project::Project;
use changebook::runtime::{self, Headless};
use changebook::session::{Folders, Saver, Session};
use changebook::sheet::Id;
use changebook::text::Lang;
use changebook::tool::Layout;
use changebook::tools::actions;
use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use std::path::Path;

/// People in the project; none is the demo. So many as the last have one round only, or the project would be
/// larger than a file may be.
const SIZES: [usize; 3] = [0, 10_000, 100_000];

fn main() {
    divan::main();
}

fn project(people: usize, today: NaiveDate) -> Project {
    if people == 0 {
        demo::project(Lang::Zh, today)
    } else {
        generator::large(people, if people > 10_000 { 1 } else { 4 }, 5, today)
    }
}

/// The workbook after some keys, on a screen of a usual size.
fn shown(people: usize, keys: &str) -> Headless<Session> {
    let today = NaiveDate::from_ymd_opt(2026, 3, 4).expect("a day");
    let (mailbox, inbox) = runtime::mailbox();
    let mut last = 0;
    let next_id = move || {
        last += 1;
        Id::new(last)
    };
    let mut app = App::new(Choices::default(), today, Box::new(next_id));
    app.open(project(people, today), None);
    // Nothing is edited, so no folder is made.
    let folders = Folders::within(Path::new("no-such-folder"));
    let saver = Saver::new(folders, mailbox, today, Lang::Zh);
    let session = Session::start(app, saver, true).expect("a thread");
    let mut shown = Headless::new(session, inbox, 120, 40);
    shown.press(keys).expect("keys");
    shown
}

fn key(code: KeyCode) -> Event<changebook::app::request::Reply> {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// Down and up again in a tool that is opened by its number.
fn moves(bencher: Bencher, people: usize, keys: &str) {
    let mut shown = shown(people, keys);
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        shown.send(key(if down { KeyCode::Down } else { KeyCode::Up }));
    });
}

#[divan::bench(args = SIZES, max_time = 1)]
fn move_on_home(bencher: Bencher, people: usize) {
    moves(bencher, people, "0");
}

#[divan::bench(args = SIZES, max_time = 1)]
fn move_in_the_list_of_actions(bencher: Bencher, people: usize) {
    moves(bencher, people, "a");
}

/// What a key would pay if the lines were not kept.
#[divan::bench(args = SIZES, max_time = 1)]
fn gather_the_list_of_actions(bencher: Bencher, people: usize) {
    let today = NaiveDate::from_ymd_opt(2026, 3, 4).expect("a day");
    let project = project(people, today);
    let facts = Facts::new(&project, today);
    let Some(Layout::List(plan)) = actions::TOOL.views.first().map(|view| &view.layout) else { return };
    bencher.bench_local(|| (plan.lines)(&facts).len());
}

#[divan::bench(args = SIZES, max_time = 1)]
fn move_in_each_tool(bencher: Bencher, people: usize) {
    let mut all: Vec<_> = (1..=4).map(|n| shown(people, &n.to_string())).collect();
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        for shown in &mut all {
            shown.send(key(if down { KeyCode::Down } else { KeyCode::Up }));
        }
    });
}
