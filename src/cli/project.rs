//! Projects on the command line: made, listed, and the one found that a verb is about.

use super::print::{Table, json};
use super::{Answer, Call, Failure, edit, workspace_folder};
use crate::assess::{Assessed, Earlier, replay};
use crate::project::{Project, Remedy};
use crate::registry;
use crate::runtime::signals::uninterrupted;
use crate::say;
use crate::session::gather::earlier;
use crate::sheet::{Entered, Row as _};
use crate::store::{Caveat, Listed, OpenError, Store, Workspace, fresh_id, why_lost};
use crate::text::{Phrase, text};
use crate::tools::{self, charter::Charter};
use chrono::{DateTime, Local, NaiveDate, SecondsFormat, Utc};
use serde_json::json;
use std::io;
use std::sync::Arc;

/// What is to be said of the place that a file was saved in.
pub(super) fn caveats(store: &Store) -> impl Iterator<Item = Phrase> {
    store.untold_caveats().into_iter().map(Caveat::phrase)
}

/// A project that a verb is about.
pub(super) struct Open {
    pub(super) store: Store,
    pub(super) project: Project,
}

/// A project as a verb that only reads shows it: as it is, or as it was known on the day of `--as-of`.
pub(super) struct Seen {
    pub(super) store: Store,
    pub(super) project: Project,
    /// The day that everything is computed for.
    pub(super) day: NaiveDate,
    /// The day that is replayed, if one is.
    pub(super) as_of: Option<NaiveDate>,
    /// The project as it is.
    pub(super) now: Project,
}

impl Seen {
    /// The project assessed for its day, with what was found in the weeks before.
    pub(super) fn assessed(&self) -> Assessed {
        let mut assessed = Assessed::of(&self.project, self.day, None);
        assessed.look_back(Arc::new(self.earlier()));
        assessed
    }

    /// What was found in the weeks before its day.
    pub(super) fn earlier(&self) -> Earlier {
        match self.as_of {
            Some(day) => replay::earlier(&self.now, day),
            None => earlier(self.store.path(), self.day),
        }
    }
}

impl Call<'_> {
    /// The project that is named, else the only one, for a verb that only reads: as it was known on the day that
    /// `--as-of` names. Such a verb computes for [`Seen::day`] and never for [`Call::today`], and is listed in
    /// `check_as_of`.
    pub(super) fn seen(&self) -> Result<Seen, Failure> {
        self.seen_of(&self.listed()?)
    }

    /// The same of a list that was read already.
    pub(super) fn seen_of(&self, listed: &[Listed]) -> Result<Seen, Failure> {
        let Open { store, project } = self.open_of(listed)?;
        let Some(typed) = &self.cli.as_of else {
            return Ok(Seen { store, now: project.clone(), project, day: self.today, as_of: None });
        };
        let day =
            replay::read_day(typed, &project, self.today, (self.lang, self.cli.dates)).map_err(not_a_day)?;
        let then = replay::known_on(&project, day);
        Ok(Seen { store, project: then, day, as_of: Some(day), now: project })
    }

    /// The day of `--as-of` where several projects are shown, each with weeks of its own.
    pub(super) fn as_of_for_all(&self) -> Result<Option<NaiveDate>, Failure> {
        let read = |typed: &String| {
            replay::read_date(typed, self.today, (self.lang, self.cli.dates)).map_err(not_a_day)
        };
        self.cli.as_of.as_ref().map(read).transpose()
    }

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

    /// The file of the project that is named, else of the only one.
    pub(super) fn wanted(&self, named: Option<&str>) -> Result<Listed, Failure> {
        self.wanted_of(&self.listed()?, named)
    }

    /// The same of a list that was read already.
    pub(super) fn wanted_of(&self, listed: &[Listed], named: Option<&str>) -> Result<Listed, Failure> {
        match named.or(self.cli.project.as_deref()) {
            Some(_) if listed.is_empty() => Err(self.none_here().into()),
            Some(name) => Ok(Workspace::find_in(listed, name).map_err(|trouble| {
                let Phrase { zh, en } = trouble.phrase();
                say!("“{name}”：{zh}", "'{name}': {en}")
            })?),
            None => only(listed, self),
        }
    }

    /// Says that there is no project in the folder that was looked into, and how to begin.
    fn none_here(&self) -> Phrase {
        let Ok(folder) = super::workspace_folder(self.cli) else { return none() };
        let (none, shown) = (none(), folder.display());
        say!(
            "{none}；{shown} 里没有，项目放在别处就加 --workspace 文件夹",
            "{none}; there is none in {shown}: if they lie elsewhere add --workspace FOLDER",
            none
        )
    }

    /// The project that is named, else the only one.
    pub(super) fn open(&self) -> Result<Open, Failure> {
        self.open_of(&self.listed()?)
    }

    /// The same of a list that was read already.
    pub(super) fn open_of(&self, listed: &[Listed]) -> Result<Open, Failure> {
        let listed = self.wanted_of(listed, None)?;
        let not_opened = |error: &OpenError| {
            let Phrase { zh, en } = with_verbs(error.phrase(), error.remedies(), &listed.name);
            let name = &listed.name;
            say!("打不开项目“{name}”：{zh}", "the project '{name}' was not opened: {en}")
        };
        if listed.lost {
            return Err(not_opened(&why_lost(&listed.path, &registry::sheets())).into());
        }
        let opened = Store::open(&listed.path, &registry::sheets());
        let (store, mut project) = opened.map_err(|error| not_opened(&error))?;
        registry::complete(&mut project);
        Ok(Open { store, project })
    }
}

fn not_a_day(Phrase { zh, en }: Phrase) -> Failure {
    Failure::Refused(say!("--as-of：{zh}", "--as-of: {en}"))
}

/// What is to be said of projects whose files are lost, so that none of them looks as if it had never been.
pub(super) fn lost(listed: &[Listed]) -> Vec<Phrase> {
    let said = |l: &Listed| {
        let (name, n, quoted) = (&l.name, l.backups, quoted(&l.name));
        say!(
            "“{name}”的文件不见了或读不了，有 {n} 份备份：\n  changebook backups {quoted} · changebook restore {quoted}",
            "the file of '{name}' is lost or damaged, backups: {n}\n  changebook backups {quoted} · changebook restore {quoted}"
        )
    };
    listed.iter().filter(|l| l.needs_backup() && !l.archived).map(said).collect()
}

/// A name as a shell takes it for one word.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !name.is_empty() && name.chars().all(plain) && !name.starts_with('-') {
        return name.to_owned();
    }
    format!("'{}'", name.replace('\'', "'\\''"))
}

/// The verbs that do what can be done about a file, as they are typed.
pub fn verbs(remedies: &[Remedy], name: &str) -> Vec<String> {
    let name = quoted(name);
    let verb = |remedy: &Remedy| match remedy {
        Remedy::Restore | Remedy::WriteAnew => Some(format!("changebook restore {name}")),
        Remedy::SaveAs => Some(format!("changebook restore {name} --as NAME")),
        Remedy::Repair => Some(format!("changebook repair {name}")),
        Remedy::TryAgain => None,
    };
    remedies.iter().filter_map(verb).collect()
}

/// A reason with the verbs that help.
pub(super) fn with_verbs(reason: Phrase, remedies: &[Remedy], name: &str) -> Phrase {
    let verbs = verbs(remedies, name).join(" · ");
    if verbs.is_empty() {
        return reason;
    }
    let Phrase { zh, en } = reason;
    say!("{zh}\n  {verbs}", "{en}\n  {verbs}")
}

pub(super) fn none() -> Phrase {
    text(
        "还没有项目：用 changebook new 名称 --start 日期 新建一个",
        "there is no project yet: make one with changebook new NAME --start DATE",
    )
    .into()
}

fn only(listed: &[Listed], call: &Call<'_>) -> Result<Listed, Failure> {
    let mut current: Vec<&Listed> = listed.iter().filter(|l| !l.archived && l.copy_of.is_none()).collect();
    // Where only lost ones are left, the one lost is what is meant.
    if current.iter().any(|l| !l.lost) {
        current.retain(|l| !l.lost);
    }
    match current[..] {
        [one] => Ok(one.clone()),
        [] => Err(call.none_here().into()),
        ref several => {
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
    let notes = edit::fill(call.today, &mut project, Charter::DEF, id, &edit::Typed::plain(call, &pairs))?;
    let charter = tools::charter::charter(&project);
    if charter.name.trim().is_empty() {
        return Err(Failure::Refused(say!("项目名称不能为空", "the project's name is empty")));
    }
    if charter.start.is_none() {
        return Err(Failure::Refused(say!("启动日期不能为空", "the start date is empty")));
    }
    // As the form on the screen makes it: what a project begins with was there from the beginning.
    let first = Charter { entered: Entered::default(), ..Charter::clone(&charter) };
    let project = registry::new_project(first, &mut fresh_id);
    let name = charter.name.to_string();
    if let Some(there) = call.listed()?.iter().find(|l| l.name.to_lowercase() == name.to_lowercase()) {
        let id = there.id.map_or_else(String::new, |id| id.to_string());
        return Err(Failure::Refused(say!(
            "已有叫“{name}”的项目（{id}），请换一个名称",
            "a project called '{name}' is there already ({id}): choose another name"
        )));
    }
    let Some(workspace) = call.workspace(true)? else { return Err(none().into()) };
    let (store, project) = uninterrupted(|| workspace.create(&name, &registry::sheets(), &project))
        .map_err(|trouble| trouble.phrase())?;
    let path = store.path().display().to_string();
    let mut answer = Answer { out: format!("{}\n", project.id), notes, ..Answer::default() };
    answer.notes.push(say!("已新建“{name}”：{path}", "'{name}' was created: {path}"));
    answer.notes.extend(caveats(&store));
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
                "lost": l.lost,
                "backups": l.backups,
            })
        });
        return Ok(Answer::of(json(&rows.collect())));
    }
    if listed.is_empty() {
        return Ok(Answer { notes: vec![none()], ..Answer::default() });
    }
    let mut table = Table::new();
    for title in [text("名称", "Name"), text("id", "Id"), text("修改时间", "Changed"), text("说明", "Remark")]
    {
        table.column(title.get(call.lang), false);
    }
    table.whole(text("文件", "File").get(call.lang));
    for l in &listed {
        let remark = match l {
            Listed { lost: true, .. } => text("文件不见了", "lost"),
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
    Ok(Answer { out: table.lines(), notes: lost(&listed), ..Answer::default() })
}
