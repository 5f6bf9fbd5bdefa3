//! A person forgotten for good: shown first what goes, and done only where that was asked for.

use super::print::Table;
use super::project::none;
use super::{Answer, Call, Failure};
use crate::runtime::signals::uninterrupted;
use crate::say;
use crate::session::forget as forgetting;
use crate::store::forget::Forgetting;
use crate::store::{Workspace, WorkspaceError};
use crate::text::{Phrase, text};
use std::path::Path;

/// Takes a person out of all files of the workspace, or says what would go.
pub(super) fn forget(call: &Call<'_>, name: &str, yes: bool) -> Result<Answer, Failure> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Failure::Usage(text("请写出姓名", "name the person").into()));
    }
    // All projects, unless the command itself names one.
    let named = call.cli.project.as_deref().filter(|_| !call.cli.project_of_environment);
    let only = named.map(|named| call.wanted(Some(named))).transpose()?;
    let folder = super::workspace_folder(call.cli)?;
    if !folder.exists() {
        return Err(none().into());
    }
    let refused = |error: WorkspaceError| Failure::Refused(forgetting::unfinished(&error));
    let workspace = Workspace::at(&folder).map_err(|error| refused(error.into()))?;
    let only = only.as_ref().map(|listed| listed.path.as_path());
    let done =
        uninterrupted(|| forgetting::forget(&workspace, only, name, call.lang, yes)).map_err(refused)?;
    if done.found.is_empty() && done.left.is_empty() {
        return Err(Failure::Refused(forgetting::not_found(name)));
    }
    let mut notes = forgetting::left(&done, workspace.folder());
    notes.extend((!done.found.is_empty()).then(|| summary(&done, name, yes)));
    notes.extend(done.caveats.iter().map(|caveat| caveat.phrase()));
    Ok(Answer { out: listed(call, &done, workspace.folder()), notes, ..Answer::default() })
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
        table.row([
            forgetting::part(found.part).get(call.lang).to_owned(),
            found.rows.to_string(),
            found.mentions.to_string(),
            found.path.strip_prefix(folder).unwrap_or(&found.path).display().to_string(),
        ]);
    }
    table.lines()
}

fn summary(done: &Forgetting, name: &str, yes: bool) -> Phrase {
    if yes {
        return forgetting::removed(done, name);
    }
    let (files, backups) = forgetting::counts(done);
    say!(
        "以上是“{name}”的卡片、评分历史和提到的地方：{files}，其中 {backups}。现在什么都没有改；加 --yes 就永久删除，不能撤销",
        "these are the cards of '{name}' with their history, and where the name is mentioned: {files}, {backups} among them. Nothing was changed yet; --yes removes all of it for good, without undo",
        name,
        files,
        backups
    )
}
