use super::*;
use crate::app::view_state::ViewState;
use crate::demo;
use crate::project::{Edit, Project};
use crate::registry::{self, TOOLS};
use crate::sheet::{Cell, Id, Row};
use crate::tool::Layout;
use crate::tools::adkar::Person;
use chrono::NaiveDate;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
}

/// Every grid of a project with what was measured of it.
fn grids(facts: &Facts, lang: Lang) -> Vec<(&'static View, &'static [Field], ViewState, Arc<Measured>)> {
    let grid = |view: &'static View| match view.layout {
        Layout::Grid(fields) => {
            let view_state = ViewState::first(view, facts);
            let sheet = facts.project().sheet(view.sheet.key)?;
            let measured = measure(None, facts, sheet, (view, fields), &view_state, lang);
            Some((view, fields, view_state, measured))
        }
        _ => None,
    };
    TOOLS.iter().flat_map(|tool| tool.views.iter()).filter_map(grid).collect()
}

#[test]
fn no_word_is_broken_at_any_width_and_the_name_is_always_there() {
    for lang in LANGS {
        let facts = Facts::new(&demo::project(lang, today()), today());
        for (view, fields, first, measured) in grids(&facts, lang) {
            for room in [55, 75, 92, 115, 132] {
                for slot in 0..fields.len() {
                    let mut view_state = first.clone();
                    view_state.slot = slot;
                    let placed = place(view, fields, &measured, &mut view_state, (room, 20), lang);
                    assert_eq!(placed[0].slot, 0, "{} at {room}", view.key);
                    assert!(placed.iter().any(|p| p.slot == slot), "{} at {room}", view.key);
                    let end = placed.last().map_or(0, |p| p.x - GUTTER + p.cells);
                    assert!(end <= room || placed.len() <= 2, "{} at {room}: {end}", view.key);
                    for p in &placed {
                        let measure = measured.fields[p.slot];
                        let score = matches!(
                            slots(view)[p.slot],
                            Slot::Column(c) if view.sheet.columns[c].kind == Kind::Score
                        );
                        assert!(
                            p.cells >= measure.piece.min(WORD) || score,
                            "{} field {} at {room}: {} for {measure:?}",
                            view.key,
                            p.slot,
                            p.cells
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn no_title_is_cut_at_any_width() {
    for lang in LANGS {
        let facts = Facts::new(&demo::project(lang, today()), today());
        for (view, fields, first, measured) in grids(&facts, lang) {
            for room in [57, 75, 77, 92, 115, 137, 157] {
                for slot in 0..fields.len() {
                    let mut view_state = first.clone();
                    view_state.slot = slot;
                    for p in place(view, fields, &measured, &mut view_state, (room, 20), lang) {
                        let title = title_of(view, &fields[p.slot]).get(lang);
                        let lines = wrapped(title, usize::from(p.cells));
                        assert!(lines.len() <= 2, "{} at {room}: {title} as {lines:?}", view.key);
                        assert!(
                            usize::from(p.cells) >= widest_piece(title),
                            "{} at {room}: {title}",
                            view.key
                        );
                        // What stands in brackets reads as one; a title that breaks there gets a short one.
                        let opened =
                            lines.first().is_some_and(|line| line.contains('（') && !line.contains('）'));
                        assert!(!opened, "{} at {room}: {lines:?}", view.key);
                    }
                }
            }
        }
    }
}

#[test]
fn a_field_is_as_wide_as_what_stands_in_it_and_an_empty_one_as_its_title() {
    let facts = Facts::new(&demo::project(Lang::Zh, today()), today());
    for (view, fields, mut view_state, measured) in grids(&facts, Lang::Zh) {
        // Room for everything: nothing is cut, and no field takes more than it needs.
        let placed = place(view, fields, &measured, &mut view_state, (1_000, 50), Lang::Zh);
        for p in placed.iter().filter(|p| measured.fields[p.slot].filled) {
            let title = two_lines(title_of(view, &fields[p.slot]).get(Lang::Zh));
            let most = measured.fields[p.slot].most.max(title);
            assert!(p.cells == most || p.cells < 12, "{} field {}: {} for {most}", view.key, p.slot, p.cells);
        }
    }
    let mut project = Project::empty(Id::new(1), &registry::sheets());
    let person = Id::new(2);
    project.apply(Edit::Insert { at: 0, row: Person::DEF.new_row(person) }).unwrap();
    project.apply(Edit::put(person, Person::COL.name, Cell::Text("3号中心 技师组".into()))).unwrap();
    let facts = Facts::new(&project, today());
    let grids = grids(&facts, Lang::Zh);
    let (view, fields, first, measured) = &grids[grids.iter().position(|g| g.0.key == "cards").unwrap()];
    let placed = place(view, fields, measured, &mut first.clone(), (73, 20), Lang::Zh);
    let cells = |column: &str| {
        let at = |p: &&Placed| matches!(fields[p.slot], Field::Column(key, _) if key == column);
        placed.iter().find(at).map(|p| p.cells)
    };
    assert_eq!(cells("name"), Some(14));
    // 服务中心 and 角色 are titles of eight and four cells.
    assert_eq!((cells("centre"), cells("role")), (Some(4), Some(4)));
}

/// In a list of so many rows that none has more than two lines, the name stands in two before blank fields are shown.
#[test]
fn in_a_crowded_list_the_name_comes_before_blank_fields() {
    let facts = Facts::new(&demo::project(Lang::En, today()), today());
    let grids = grids(&facts, Lang::En);
    let (view, fields, first, measured) = grids.iter().find(|g| g.0.sheet.key == "checklist").unwrap();
    let rows = u16::try_from(first.len()).unwrap();
    let name = |room: u16, lines: u16| {
        place(view, fields, measured, &mut first.clone(), (room, lines), Lang::En)[0].cells
    };
    let in_two = measured.fields[0].in_two;
    for room in [100, 115, 133] {
        assert!(name(room, 2 * rows - 1) >= in_two.min(room / NAME), "{room}: {}", name(room, 2 * rows - 1));
    }
    assert!(name(133, 2 * rows) < in_two.min(133 / NAME), "rows that may grow show all fields");
}

#[test]
fn what_was_measured_holds_until_the_project_changes() {
    let mut project = demo::project(Lang::Zh, today());
    let facts = Facts::new(&project, today());
    let (view, fields, view_state, measured) = grids(&facts, Lang::Zh).swap_remove(0);
    let sheet = |facts: &Facts| facts.project().sheet(view.sheet.key).map(AnySheet::len);
    assert!(sheet(&facts).is_some());
    let again = |facts: &Facts, view_state: &ViewState, lang| {
        let sheet = facts.project().sheet(view.sheet.key).unwrap();
        measure(Some(Arc::clone(&measured)), facts, sheet, (view, fields), view_state, lang)
    };
    let mut moved = view_state.clone();
    (moved.row, moved.slot) = (1, 2);
    assert!(Arc::ptr_eq(&measured, &again(&facts, &moved, Lang::Zh)));
    assert!(!Arc::ptr_eq(&measured, &again(&facts, &moved, Lang::En)));
    let person = project.rows::<Person>()[0].id;
    project.apply(Edit::put(person, Person::COL.name, Cell::Text("换了名字".into()))).unwrap();
    let facts = Facts::new(&project, today());
    assert!(!Arc::ptr_eq(&measured, &again(&facts, &moved, Lang::Zh)));
}

#[test]
fn a_title_is_broken_into_lines_of_one_length_and_never_within_a_word() {
    for (title, cells, lines) in [
        ("Moved by", 7, &["Moved", "by"][..]),
        ("之前等待", 6, &["之前", "等待"]),
        ("Does not apply because", 14, &["Does not", "apply because"]),
        ("Status", 11, &["Status"]),
        ("Responsibility", 5, &["Respo", "nsibi", "lity"]),
    ] {
        assert_eq!(balanced(title, cells), lines, "{title}");
    }
}
