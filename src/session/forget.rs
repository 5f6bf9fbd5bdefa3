//! Forgetting a person: what is the person's own in a project, and what is said of it before and after.

use crate::project::{Project, Removed};
use crate::registry;
use crate::say;
use crate::sheet::{Id, Row as _};
use crate::store::forget::{Forgetting, Forgotten, Part, forget as forget_in};
use crate::store::{Environment, Workspace, WorkspaceError};
use crate::text::{Lang, Phrase, Text, count, text};
use crate::tools::adkar::Person;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// Finds a person in all files of a workspace, or in those of one project, and takes the person out if `doing`. What
/// stands in place of the name is in this language.
pub fn forget(
    workspace: &Workspace,
    only: Option<&Path>,
    name: &str,
    lang: Lang,
    doing: bool,
) -> Result<Forgetting, WorkspaceError> {
    let person = Forgotten {
        name,
        instead: text("（已删除）", "(removed)").get(lang),
        rows: &|project| take_out(project, name),
        others: &|project| others(project, name),
    };
    forget_in(&Environment::default(), workspace, only, &registry::sheets(), &person, doing)
}

/// Takes the cards of a name out, with what belongs to them and what waits under Conflicts about them.
fn take_out(project: &mut Project, name: &str) -> usize {
    // As any save of this version would, or a sheet that the file lacks would count as emptied.
    registry::complete(project);
    let cards: Vec<Id> =
        project.rows::<Person>().iter().filter(|card| card.name.trim() == name).map(|card| card.id).collect();
    let gone = take_out_removed(project, &cards, name);
    if cards.is_empty() {
        return gone;
    }
    let count = |project: &Project| project.sheets().map(|sheet| sheet.len()).sum::<usize>();
    let before = count(project);
    let removal = registry::removal(project, Person::SHEET, &cards);
    // The rows were found just now, so nothing is refused.
    let _inverse = project.apply(removal.edit);
    let about = |row: &Id, sheet: &str| sheet == Person::SHEET && cards.contains(row);
    if project.conflicts.iter().any(|c| about(&c.row, &c.sheet)) {
        Arc::make_mut(&mut project.conflicts).retain(|c| !about(&c.row, &c.sheet));
    }
    before - count(project) + gone
}

/// Takes out what is kept of rows removed earlier: cards of the name, and rows that refer to one or to one of these.
fn take_out_removed(project: &mut Project, cards: &[Id], name: &str) -> usize {
    let read = |removed: &Removed| serde_json::from_str::<Value>(&removed.json).unwrap_or_default();
    let is_card = |removed: &Removed| {
        let called = |row: &Value| row["name"].as_str().is_some_and(|called| called.trim() == name);
        removed.sheet == Person::SHEET && called(&read(removed))
    };
    let mut own: Vec<String> = cards.iter().map(Id::to_string).collect();
    own.extend(project.removed.iter().filter(|r| is_card(r)).map(|r| r.row.to_string()));
    let refers = |removed: &Removed| {
        let row = read(removed);
        let texts = row.as_object().into_iter().flat_map(|row| row.values()).filter_map(Value::as_str);
        texts.into_iter().any(|text| own.iter().any(|id| id == text))
    };
    let before = project.removed.len();
    if project.removed.iter().any(|removed| refers(removed)) {
        Arc::make_mut(&mut project.removed).retain(|removed| !refers(removed));
    }
    before - project.removed.len()
}

/// Names the people whose names contain this one and are longer.
fn others(project: &Project, name: &str) -> Vec<String> {
    let cards = project.rows::<Person>().iter().map(|card| card.name.trim());
    cards.filter(|other| other.len() > name.len() && other.contains(name)).map(str::to_owned).collect()
}

/// Names what a person was found in.
pub fn part(part: Part) -> Text {
    match part {
        Part::Project => text("项目", "Project"),
        Part::Backup => text("备份", "Backup"),
        Part::Damaged => text("损坏的副本", "Damaged copy"),
        Part::Draft => text("草稿", "Draft"),
        Part::Minutes => text("例会纪要", "Minutes"),
    }
}

/// Says of each file that stays as it is why it does.
pub fn left(done: &Forgetting, folder: &Path) -> Vec<Phrase> {
    let said = |(path, why): &(std::path::PathBuf, Phrase)| {
        let path = path.strip_prefix(folder).unwrap_or(path).display().to_string();
        say!("没有改动 {path}：{why}", "left as it is: {path}: {why}", path, why)
    };
    done.left.iter().map(said).collect()
}

/// Counts the files in which a person was found, and the backups among them.
pub fn counts(done: &Forgetting) -> (Phrase, Phrase) {
    let backups = done.found.iter().filter(|found| found.part == Part::Backup).count();
    (
        count(done.found.len() as u64, "个文件", "file", "files"),
        count(backups as u64, "份备份", "backup", "backups"),
    )
}

/// Says that a person is removed.
pub fn removed(done: &Forgetting, name: &str) -> Phrase {
    let (files, backups) = counts(done);
    say!(
        "“{name}”已从 {files}里删除，其中 {backups}",
        "'{name}' was removed from {files}, {backups} among them",
        name,
        files,
        backups
    )
}

/// Says that nothing holds a name.
pub fn not_found(name: &str) -> Phrase {
    say!(
        "没有文件提到“{name}”：请按卡片上的写法输入",
        "no file mentions '{name}': write it as it stands on the card"
    )
}

/// Says why a person is not forgotten, or not everywhere.
pub fn unfinished(error: &WorkspaceError) -> Phrase {
    let Phrase { zh, en } = error.phrase();
    say!("没有做完：{zh}。再运行一次会做完剩下的", "not finished: {en}. Run it again to do the rest")
}
