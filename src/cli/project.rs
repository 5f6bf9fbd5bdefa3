//! Projects on the command line: made, listed, and the one found that a verb is about.

use super::print::{Table, json};
use super::{Answer, Call, Failure, edit, workspace_folder};
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sheet::Row as _;
use crate::store::{Listed, OpenError, Store, Workspace, fresh_id};
use crate::text::{Phrase, text};
use crate::tools::{self, charter::Charter};
use chrono::{DateTime, Local, SecondsFormat, Utc};
use serde_json::json;
use std::io;

/// A project that a verb is about.
pub(super) struct Open {
    pub(super) store: Store,
    pub(super) project: Project,
}

impl Call<'_> {
    /// The folder of the projects. One that is not there yet is made only where something goes into it.
    fn workspace(&self, make: bool) -> Result<Option<Workspace>, Failure> {
        let folder = workspace_folder(self.cli)?;
        if !make && !folder.exists() {
            return Ok(None);
        }
        Workspace::at(&folder).map(Some).map_err(|error| at_folder(&error))
    }

    pub(super) fn listed(&self) -> Result<Vec<Listed>, Failure> {
        match self.workspace(false)? {
            Some(workspace) => workspace.list().map_err(|error| at_folder(&error)),
            None => Ok(Vec::new()),
        }
    }

    /// The project that is named, else the only one.
    pub(super) fn open(&self) -> Result<Open, Failure> {
        let listed = match &self.cli.project {
            Some(name) => match self.workspace(false)? {
                Some(workspace) => workspace.find(name).map_err(|trouble| {
                    let Phrase { zh, en } = trouble.phrase();
                    say!("“{name}”：{zh}", "'{name}': {en}")
                })?,
                None => return Err(none().into()),
            },
            None => only(self.listed()?)?,
        };
        let (store, mut project) = Store::open(&listed.path, &registry::sheets()).map_err(|error| {
            let Phrase { zh, en } = error.phrase();
            let name = &listed.name;
            say!("打不开项目“{name}”：{zh}", "the project '{name}' was not opened: {en}")
        })?;
        registry::complete(&mut project);
        Ok(Open { store, project })
    }
}

pub(super) fn none() -> Phrase {
    text(
        "还没有项目：用 changebook new 名称 --start 日期 新建一个",
        "there is no project yet: make one with changebook new NAME --start DATE",
    )
    .into()
}

fn only(listed: Vec<Listed>) -> Result<Listed, Failure> {
    let current: Vec<Listed> = listed.into_iter().filter(|l| !l.archived && l.copy_of.is_none()).collect();
    match <[Listed; 1]>::try_from(current) {
        Ok([one]) => Ok(one),
        Err(none_at_all) if none_at_all.is_empty() => Err(none().into()),
        Err(several) => {
            let names: Vec<String> = several
                .iter()
                .map(|l| format!("  {}  {}", l.id.map_or_else(String::new, |id| id.to_string()), l.name))
                .collect();
            let (count, names) = (several.len(), names.join("\n"));
            Err(Failure::Refused(say!(
                "有 {count} 个项目，请用 --project 指定名称或 id：\n{names}",
                "there are {count} projects, choose one with --project, by name or id:\n{names}"
            )))
        }
    }
}

fn at_folder(error: &io::Error) -> Failure {
    let Phrase { zh, en } = match error.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            text("那里不是文件夹", "it is not a folder").into()
        }
        // The store's own words for what the system says.
        kind => OpenError::Io(error.raw_os_error().map_or_else(|| kind.into(), io::Error::from_raw_os_error))
            .phrase(),
    };
    Failure::Refused(say!("项目文件夹：{zh}", "the folder of the projects: {en}"))
}

/// Makes a project.
pub(super) fn make(
    call: &Call<'_>,
    name: &str,
    start: &str,
    vision: Option<&str>,
    centres: Option<&str>,
) -> Result<Answer, Failure> {
    let typed = [("name", Some(name)), ("start", Some(start)), ("vision", vision), ("centres", centres)];
    let typed = typed.iter().filter_map(|(key, value)| Some(((*key).to_owned(), (*value)?.to_owned())));
    let pairs: Vec<(String, String)> = typed.collect();
    let charter = Charter::with_id(fresh_id());
    let id = charter.id;
    let mut project = registry::new_project(charter, &mut fresh_id);
    let notes = edit::fill(call.today, &mut project, Charter::DEF, id, &edit::Typed::plain(&pairs))?;
    let charter = tools::charter::charter(&project);
    if charter.name.trim().is_empty() {
        return Err(Failure::Refused(say!("项目名称不能为空", "the project's name is empty")));
    }
    if charter.start.is_none() {
        return Err(Failure::Refused(say!("启动日期不能为空", "the start date is empty")));
    }
    let name = charter.name.to_string();
    if let Some(there) = call.listed()?.iter().find(|l| l.name.to_lowercase() == name.to_lowercase()) {
        let id = there.id.map_or_else(String::new, |id| id.to_string());
        return Err(Failure::Refused(say!(
            "已有叫“{name}”的项目（{id}），请换一个名称",
            "a project called '{name}' is there already ({id}): choose another name"
        )));
    }
    let Some(workspace) = call.workspace(true)? else { return Err(none().into()) };
    let (store, project) =
        workspace.create(&name, &registry::sheets(), &project).map_err(|trouble| trouble.phrase())?;
    let path = store.path().display().to_string();
    let mut answer = Answer { out: format!("{}\n", project.id), notes };
    answer.notes.push(say!("已新建“{name}”：{path}", "'{name}' was created: {path}"));
    Ok(answer)
}

/// Lists the projects.
pub(super) fn list(call: &Call<'_>, as_json: bool) -> Result<Answer, Failure> {
    let listed = call.listed()?;
    if as_json {
        let rows = listed.iter().map(|l| {
            json!({
                "name": l.name,
                "id": l.id.map(|id| id.to_string()),
                "path": l.path.display().to_string(),
                "archived": l.archived,
                "modified": l.modified.map(|t| DateTime::<Utc>::from(t).to_rfc3339_opts(SecondsFormat::Secs, true)),
                "copy_of": l.copy_of.as_ref().map(|path| path.display().to_string()),
            })
        });
        return Ok(Answer::of(json(&rows.collect())));
    }
    if listed.is_empty() {
        return Ok(Answer { out: String::new(), notes: vec![none()] });
    }
    let mut table = Table::new();
    for title in [text("名称", "Name"), text("id", "Id"), text("修改时间", "Changed"), text("说明", "Remark")]
    {
        table.column(title.get(call.lang), false);
    }
    table.whole(text("文件", "File").get(call.lang));
    for l in &listed {
        let remark = match l {
            Listed { copy_of: Some(_), .. } => text("副本", "copy"),
            Listed { id: None, .. } => text("无法读取", "unreadable"),
            Listed { archived: true, .. } => text("已归档", "archived"),
            _ => text("", ""),
        };
        let modified = l.modified.map(|t| DateTime::<Local>::from(t).format("%Y-%m-%d %H:%M").to_string());
        table.row([
            l.name.clone(),
            l.id.map_or_else(String::new, |id| id.to_string()),
            modified.unwrap_or_default(),
            remark.get(call.lang).to_owned(),
            l.path.display().to_string(),
        ]);
    }
    Ok(Answer::of(table.lines()))
}
