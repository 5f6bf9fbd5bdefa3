//! The command line in a second process between edits on the screen: add, set, remove and import. What either was told
//! is stored is there afterwards, or waits as a conflict where both changed one cell; the file can be read at any moment.

use crate::chance::Chance;
use crate::desk::{Desk, WIDE, whole};
use changebook::event::Event;
use changebook::finding::Place;
use changebook::project::Project;
use changebook::registry;
use changebook::sheet::{AnyRow, Cell, Id, plain};
use changebook::store::load_unlocked;
use changebook::text::Lang;
use changebook::tools::adkar::Person;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_changebook");
const COLUMNS: [&str; 3] = ["centre", "action", "headcount"];

/// What the walks did.
#[derive(Debug, Default)]
pub struct Counts {
    pub typed: usize,
    pub added: usize,
    pub set: usize,
    pub removed: usize,
    pub imported: usize,
    /// Commands that ran while a key was pressed.
    pub beside: usize,
    /// Values that wait beside another.
    pub conflicts: usize,
}

/// A cell by its row and column.
type Spot = (Id, &'static str);

/// What stands in a cell; none where its row is not.
fn shown(project: &Project, spot: Spot) -> Option<String> {
    let row: &dyn AnyRow = project.find::<Person>(spot.0)?;
    let cell: Cell = row.cell(spot.1);
    Some(plain(&cell, Lang::En, &|_| String::new()))
}

struct Walk {
    desk: Desk,
    file: PathBuf,
    chance: Chance,
    /// What was acknowledged last for each cell.
    known: BTreeMap<Spot, String>,
    /// The rows that must be there.
    rows: Vec<Id>,
    /// The rows that a command removed.
    removed: Vec<Id>,
    n: usize,
    what: String,
}

/// Walks of so many steps each.
pub fn run(walks: u64, steps: usize) -> Counts {
    let mut counts = Counts::default();
    for seed in 0..walks {
        let lang = if seed % 2 == 0 { Lang::En } else { Lang::Zh };
        let desk = Desk::fresh(lang, WIDE);
        let file = desk.files().swap_remove(0);
        let (known, rows, removed) = (BTreeMap::new(), Vec::new(), Vec::new());
        let what = String::new();
        let mut walk = Walk { desk, file, chance: Chance::new(seed), known, rows, removed, n: 0, what };
        for step in 0..steps {
            walk.what = format!("seed {seed}, step {step}");
            walk.step(&mut counts);
            walk.check();
        }
        // The window takes in what is left, and shows what the file holds.
        walk.look();
        let there = walk.there();
        assert_eq!(whole(walk.desk.project()), whole(&there), "{}", walk.what);
        counts.conflicts += there.conflicts.len();
    }
    counts
}

impl Walk {
    fn step(&mut self, counts: &mut Counts) {
        self.n += 1;
        match self.chance.below(10) {
            0 => {
                self.type_row();
                counts.typed += 1;
            }
            1 | 2 => {
                // Also into a row that a command has removed, as long as the screen does not know it.
                let removed = self.removed.iter().copied().rfind(|row| self.shows(*row));
                let spot = removed.map(|row| (row, "action")).or_else(|| self.any_spot());
                if let Some(spot) = spot {
                    self.type_into(spot);
                    counts.typed += 1;
                }
            }
            3 => {
                let name = format!("C{}", self.n);
                let added = self.command(&["add", "people", &format!("name={name}")]);
                self.done(added);
                let there = self.there();
                let row = there.rows::<Person>().iter().find(|row| row.name == name).unwrap().id;
                self.rows.push(row);
                counts.added += 1;
            }
            4 | 5 => {
                if let Some(spot) = self.any_spot() {
                    let (set, value) = self.set(spot);
                    // Now and then the screen saves another cell meanwhile.
                    let other =
                        self.any_spot().filter(|other| other.0 != spot.0 && self.chance.below(2) == 0);
                    if let Some(other) = other.filter(|other| self.shows(other.0)) {
                        self.type_into(other);
                        counts.beside += 1;
                    }
                    self.done(set);
                    self.known.insert(spot, value);
                    counts.set += 1;
                }
            }
            6 => {
                if self.rows.len() > 3 {
                    let row = self.rows.swap_remove(self.chance.below(self.rows.len()));
                    let removed = self.command(&["remove", "people", &row.to_string()]);
                    self.done(removed);
                    self.known.retain(|spot, _| spot.0 != row);
                    self.removed.push(row);
                    counts.removed += 1;
                }
            }
            7 => {
                if let Some(spot) = self.any_spot() {
                    self.type_across(spot);
                    counts.typed += 1;
                    counts.set += 1;
                }
            }
            8 => {
                self.import();
                counts.imported += 1;
            }
            _ => self.look(),
        }
    }

    /// Types a new row on the screen.
    fn type_row(&mut self) {
        let name = format!("S{}", self.n);
        assert!(self.desk.app_mut().go(Place { sheet: "people", row: None, column: "name" }));
        self.desk.press(&format!("{name}<enter><esc><esc>"));
        let row = self.desk.rows::<Person>().into_iter().find(|row| row.name == name);
        self.rows.push(row.unwrap_or_else(|| panic!("{}\n{}", self.what, self.desk.screen())).id);
    }

    /// Types into a cell that the screen shows; where the file holds another value that the screen has not seen, both
    /// are kept.
    fn type_into(&mut self, spot: Spot) {
        if !self.shows(spot.0) {
            return;
        }
        let value = self.value(spot.1, 's');
        assert!(self.desk.app_mut().go(Place { sheet: "people", row: Some(spot.0), column: spot.1 }));
        let unseen = (shown(self.desk.project(), spot), shown(&self.there(), spot));
        self.desk.press(&format!("{value}<enter><esc><esc>"));
        if self.removed.contains(&spot.0) {
            // Changed here and removed there: it stays, and that is said.
            self.removed.retain(|row| *row != spot.0);
            self.rows.push(spot.0);
        }
        if let (Some(seen), Some(there)) = unseen
            && seen != there
        {
            assert!(self.holds(spot, &there), "{}: {there} of another window at {spot:?}", self.what);
        }
        self.known.insert(spot, value);
    }

    /// Opens a cell, lets a command set it and the window take that in, and only then confirms what was typed: both
    /// values are kept.
    fn type_across(&mut self, spot: Spot) {
        if !self.shows(spot.0) {
            return;
        }
        self.look();
        let typed = self.value(spot.1, 's');
        assert!(self.desk.app_mut().go(Place { sheet: "people", row: Some(spot.0), column: spot.1 }));
        self.desk.press("<enter><c-u>").press(&typed);
        self.n += 1;
        let (set, value) = self.set(spot);
        self.done(set);
        self.look();
        self.desk.press("<enter><esc><esc>");
        assert!(self.holds(spot, &value), "{}: {value} of a command at {spot:?}", self.what);
        self.known.insert(spot, typed);
    }

    /// Begins to set a cell from the command line.
    fn set(&mut self, spot: Spot) -> (Child, String) {
        let value = self.value(spot.1, 'c');
        let child = self.command(&["set", "people", &spot.0.to_string(), &format!("{}={value}", spot.1)]);
        (child, value)
    }

    /// Takes a file in that changes one row and brings a new one.
    fn import(&mut self) {
        let (action, fresh) = (format!("i{}", self.n), format!("I{}", self.n));
        let there = self.there();
        let all = there.rows::<Person>();
        let old = all.get(self.chance.below(all.len())).filter(|row| self.rows.contains(&row.id));
        let line = old.map_or_else(String::new, |row| format!("{},{action}\n", row.name));
        let path = self.folder().join("people.csv");
        fs::write(&path, format!("name,action\n{line}{fresh},{action}\n")).unwrap();
        let imported = self.command(&["import", "people", path.to_str().unwrap()]);
        self.done(imported);
        let row = self.there().rows::<Person>().iter().find(|row| row.name == fresh).unwrap().id;
        self.rows.push(row);
        for id in old.map(|row| row.id).into_iter().chain([row]) {
            self.known.insert((id, "action"), action.clone());
        }
    }

    /// The window notices what has become of the file.
    fn look(&mut self) {
        self.desk.send(Event::FileChanged);
    }

    /// The folder in which the folder of projects lies.
    fn folder(&self) -> &Path {
        self.file.parent().and_then(Path::parent).unwrap()
    }

    fn value(&self, column: &str, by: char) -> String {
        if column == "headcount" { self.n.to_string() } else { format!("{by}{}", self.n) }
    }

    fn any_spot(&mut self) -> Option<Spot> {
        let row = *self.rows.get(self.chance.below(self.rows.len()))?;
        Some((row, self.chance.one(&COLUMNS)))
    }

    fn shows(&self, row: Id) -> bool {
        self.desk.rows::<Person>().iter().any(|shown| shown.id == row)
    }

    fn command(&self, arguments: &[&str]) -> Child {
        let workspace = self.file.parent().unwrap();
        let mut command = Command::new(PROGRAM);
        command
            .arg("--workspace")
            .arg(workspace)
            .args(["--today", "2026-03-04", "--lang", "en"])
            .args(arguments);
        command.env("HOME", self.folder()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    fn done(&self, child: Child) {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}: {}", self.what, String::from_utf8_lossy(&output.stderr));
    }

    /// The project in the file, which can be read at any moment.
    fn there(&self) -> Project {
        load_unlocked(&self.file, &registry::sheets())
            .unwrap_or_else(|error| panic!("{}: {error:?}", self.what))
    }

    /// Whether a cell holds a value, or a conflict keeps it.
    fn holds(&self, spot: Spot, value: &str) -> bool {
        let there = self.there();
        let kept = |kept: &Value| kept.as_str().map_or_else(|| kept.to_string(), str::to_owned) == value;
        shown(&there, spot).as_deref() == Some(value)
            || there.conflicts.iter().any(|conflict| {
                (conflict.row, conflict.field.as_str()) == spot
                    && (kept(&conflict.mine) || kept(&conflict.theirs))
            })
    }

    fn check(&self) {
        let there = self.there();
        let rows: Vec<Id> = there.rows::<Person>().iter().map(|row| row.id).collect();
        for row in &self.rows {
            assert!(rows.contains(row), "{}: row {row} is gone", self.what);
        }
        for row in &self.removed {
            assert!(!rows.contains(row), "{}: row {row} came back", self.what);
        }
        for (spot, value) in &self.known {
            assert!(self.holds(*spot, value), "{}: {value} at {spot:?} is lost", self.what);
        }
    }
}
