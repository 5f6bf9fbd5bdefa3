//! What the file costs: read, write, open, save. The disk is that of the temporary folder.

#[path = "../examples/large/generator.rs"]
mod generator;

use changebook::demo;
use changebook::project::merge::Snapshot;
use changebook::project::{Edit, Project};
use changebook::registry;
use changebook::sheet::Cell;
use changebook::store::{Store, format};
use changebook::text::Lang;
use chrono::NaiveDate;
use divan::{Bencher, black_box, counter::BytesCount};

/// People in the project; none is the demo. So many as the last have one round only, or the project would be
/// larger than a file may be.
const SIZES: [usize; 3] = [0, 10_000, 100_000];

fn main() {
    divan::main();
}

fn project(people: usize) -> Project {
    let today = NaiveDate::from_ymd_opt(2026, 3, 4).expect("a day");
    if people == 0 {
        demo::project(Lang::Zh, today)
    } else {
        generator::large(people, if people > 10_000 { 1 } else { 4 }, 5, today)
    }
}

#[divan::bench(args = SIZES, max_time = 3)]
fn read(bencher: Bencher, people: usize) {
    let bytes = format::write(&project(people), 1).expect("bytes");
    let registry = registry::sheets();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| format::read(black_box(&bytes), &registry).expect("a project"));
}

#[divan::bench(args = SIZES, max_time = 3)]
fn write(bencher: Bencher, people: usize) {
    let project = project(people);
    let bytes = format::write(&project, 1).expect("bytes").len();
    bencher.counter(BytesCount::new(bytes)).bench(|| format::write(black_box(&project), 1).expect("bytes"));
}

#[divan::bench(args = SIZES, max_time = 3)]
fn open(bencher: Bencher, people: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.json");
    let registry = registry::sheets();
    Store::create(&path, &registry, &project(people)).expect("a file");
    bencher.bench(|| Store::open(&path, &registry).expect("a project"));
}

/// One edit until it is on the disk.
#[divan::bench(args = SIZES, max_time = 3)]
fn save(bencher: Bencher, people: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.json");
    let (mut store, mut project) =
        Store::create(&path, &registry::sheets(), &project(people)).expect("a file");
    let sheet = project.sheet("people").expect("the cards");
    let column = sheet.def().column("name").expect("the name");
    let row = sheet.row(0).expect("a card").id();
    let mut count = 0;
    bencher.bench_local(|| {
        count += 1;
        let cell = Cell::Text(format!("A-{count}").into());
        project.apply(Edit::Set { sheet: "people", row, column, cell }).expect("an edit");
        store.save(&Snapshot { project: project.clone(), change_number: 0 }).expect("saved")
    });
}
