//! Two small sheets and projects of them.

use changebook::project::{Edit, Project};
use changebook::sheet;
use changebook::sheet::{Cell, Id, Link, Prose, Score, SheetDef};
use ecow::EcoString;

sheet! {
    /// A role and how ready it is.
    Person in "people" = "人员" / "People";
    name: EcoString = "姓名" / "Name",
    awareness: Option<Score> = "认知" / "Awareness",
    weight: Option<f64> = "权重" / "Weight",
    headcount: Option<u32> = "人数" / "Headcount",
    since: Option<chrono::NaiveDate> = "开始" / "Since",
    sponsor: bool = "发起人" / "Sponsor",
    note: Prose = "备注" / "Note",
}

sheet! {
    /// A note on a role.
    Note in "notes" = "笔记" / "Notes";
    body: EcoString = "内容" / "Body",
    about: Link<Person> = "关于" / "About",
}

pub const REGISTRY: &[&SheetDef] =
    &[<Person as changebook::sheet::Row>::DEF, <Note as changebook::sheet::Row>::DEF];

pub const PROJECT: Id = Id::new(0x00ab_cdef_0123_4567);

pub fn id(n: u64) -> Id {
    // Spread out, as random ids are.
    Id::new(n.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

pub fn person(n: u64, name: &str) -> Person {
    Person { id: id(n), name: name.into(), ..Person::default() }
}

/// Some roles with all kinds of cells, and a note.
pub fn project() -> Project {
    let mut project = Project::empty(PROJECT, REGISTRY);
    let full = Person {
        awareness: Score::new(3),
        weight: Some(0.1),
        headcount: Some(12),
        since: chrono::NaiveDate::from_ymd_opt(2026, 3, 2),
        sponsor: true,
        note: Prose("第一行\n\"第二行\"".into()),
        ..person(1, "区域经理 A1")
    };
    put(&mut project, full);
    put(&mut project, person(2, "technician B2"));
    put(&mut project, person(3, ""));
    put(
        &mut project,
        Note { id: id(9), body: "\u{202e}x\u{1b}[31m".into(), about: Link::to(id(1)), ..Note::default() },
    );
    project
}

pub fn put(project: &mut Project, row: impl changebook::sheet::Row) {
    project.apply(Edit::append(row)).unwrap();
}

pub fn set(project: &mut Project, row: Id, key: &str, cell: Cell) {
    project.apply(Edit::set::<Person>(row, key, cell)).unwrap();
}

pub fn name(project: &mut Project, n: u64, name: &str) {
    set(project, id(n), "name", Cell::Text(name.into()));
}

/// All that a project holds, as the text of its file.
pub fn text(project: &Project) -> String {
    String::from_utf8(changebook::store::format::write(project, 0).unwrap()).unwrap()
}
