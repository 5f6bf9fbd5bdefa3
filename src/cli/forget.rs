//! A person forgotten for good: shown first what goes, and done only where that was asked for.

use super::print::Table;
use super::project::none;
use super::{Answer, Call, Failure};
use crate::project::Project;
use crate::registry;
use crate::runtime::signals::uninterrupted;
use crate::say;
use crate::sheet::{Id, Row as _};
use crate::store::forget::{Forgetting, Forgotten, Part, forget as forget_in};
use crate::store::{Environment, Workspace};
use crate::text::{Phrase, count, text};
use crate::tools::adkar::Person;
use std::path::Path;
use std::sync::Arc;

/// Takes a person out of all files of the workspace, or says what would go.
pub(super) fn forget(call: &Call<'_>, name: &str, yes: bool) -> Result<Answer, Failure> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Failure::Usage(text("请写出姓名", "name the person").into()));
    }
    let only = call.cli.project.as_deref().map(|named| call.wanted(Some(named))).transpose()?;
    let folder = super::workspace_folder(call.cli)?;
    if !folder.exists() {
        return Err(none().into());
    }
    let refused = |error: crate::store::WorkspaceError| {
        let Phrase { zh, en } = error.phrase();
        Failure::Refused(say!(
            "没有做完：{zh}。再运行一次会做完剩下的",
            "not finished: {en}. Run it again to do the rest"
        ))
    };
    let workspace = Workspace::at(&folder).map_err(|error| refused(error.into()))?;
    let person = Forgotten {
        name,
        instead: text("（已删除）", "(removed)").get(call.lang),
        rows: &|project| take_out(project, name),
        others: &|project| others(project, name),
    };
    let only = only.as_ref().map(|listed| listed.path.as_path());
    let done = uninterrupted(|| {
        forget_in(&Environment::default(), &workspace, only, &registry::sheets(), &person, yes)
    })
    .map_err(refused)?;
    if done.found.is_empty() && done.left.is_empty() {
        return Err(Failure::Refused(say!(
            "没有文件提到“{name}”：请按卡片上的写法输入",
            "no file mentions '{name}': write it as it stands on the card"
        )));
    }
    let mut notes = left(&done, workspace.folder());
    notes.extend((!done.found.is_empty()).then(|| summary(&done, name, yes)));
    notes.extend(done.caveats.iter().map(|caveat| caveat.phrase()));
    Ok(Answer { out: listed(call, &done, workspace.folder()), notes })
}

/// Takes the cards of a name out, with what belongs to them and what waits under Conflicts about them.
fn take_out(project: &mut Project, name: &str) -> usize {
    // As any save of this version would, or a sheet that the file lacks would count as emptied.
    registry::complete(project);
    let cards: Vec<Id> =
        project.rows::<Person>().iter().filter(|card| card.name.trim() == name).map(|card| card.id).collect();
    if cards.is_empty() {
        return 0;
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
    before - count(project)
}

/// Names the people whose names contain this one and are longer.
fn others(project: &Project, name: &str) -> Vec<String> {
    let cards = project.rows::<Person>().iter().map(|card| card.name.trim());
    cards.filter(|other| other.len() > name.len() && other.contains(name)).map(str::to_owned).collect()
}

fn listed(call: &Call<'_>, done: &Forgetting, folder: &Path) -> String {
    if done.found.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    for (title, number) in [
        (text("内容", "What"), false),
        (text("整行删除", "Rows removed"), true),
        (text("文字里的名字", "Name in texts"), true),
    ] {
        table.column(title.get(call.lang), number);
    }
    table.whole(text("文件", "File").get(call.lang));
    for found in &done.found {
        let what = match found.part {
            Part::Project => text("项目", "Project"),
            Part::Backup => text("备份", "Backup"),
            Part::Damaged => text("损坏的副本", "Damaged copy"),
            Part::Draft => text("草稿", "Draft"),
        };
        table.row([
            what.get(call.lang).to_owned(),
            found.rows.to_string(),
            found.mentions.to_string(),
            found.path.strip_prefix(folder).unwrap_or(&found.path).display().to_string(),
        ]);
    }
    table.lines()
}

/// Says of each file that stays as it is why it does.
fn left(done: &Forgetting, folder: &Path) -> Vec<Phrase> {
    let said = |(path, why): &(std::path::PathBuf, Phrase)| {
        let path = path.strip_prefix(folder).unwrap_or(path).display().to_string();
        say!("没有改动 {path}：{why}", "left as it is: {path}: {why}", path, why)
    };
    done.left.iter().map(said).collect()
}

fn summary(done: &Forgetting, name: &str, yes: bool) -> Phrase {
    let files = count(done.found.len() as u64, "个文件", "file", "files");
    let backups = done.found.iter().filter(|found| found.part == Part::Backup).count();
    let backups = count(backups as u64, "份备份", "backup", "backups");
    if yes {
        return say!(
            "“{name}”已从 {files}里删除，其中 {backups}",
            "'{name}' was removed from {files}, {backups} among them",
            name,
            files,
            backups
        );
    }
    say!(
        "以上是“{name}”的卡片、评分历史和提到的地方：{files}，其中 {backups}。现在什么都没有改；加 --yes 就永久删除，不能撤销",
        "these are the cards of '{name}' with their history, and where the name is mentioned: {files}, {backups} among them. Nothing was changed yet; --yes removes all of it for good, without undo",
        name,
        files,
        backups
    )
}
