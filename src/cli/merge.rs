//! Copies of a project that were filled in separately, made one: into a project of the workspace, into a file of their
//! own, or for git. Fields are merged one by one; where two sides differ both values are kept for a person to choose,
//! which is no failure: only git is told of it by a code.

mod git;

use super::files::{io, kept, not_written};
use super::progress::Progress;
use super::project::{caveats, with_verbs};
use super::{Answer, Call, Failure, names, or_force};
use crate::export::{check_place, write_private};
use crate::project::merge::Snapshot;
use crate::project::{
    Project, Twin, conflict_values, join, merge as merge_projects, name_source, returned, title_phrase, twins,
};
use crate::registry;
use crate::runtime::signals::uninterrupted;
use crate::say;
use crate::session::sound_with_rev;
use crate::sheet::Id;
use crate::store::{Mode, NotSaved, Store, Workspace, format};
use crate::text::{Phrase, count, text};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What stands on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct Merge {
    /// A project of the workspace and the copies to take in, none where one lies beside it; or two files or more, which stay as they are / 工作区里的项目和要并入的副本，旁边只有一份时可以不写；或两个以上的文件，它们保持原样
    #[arg(value_name = "PROJECT|FILE", required_unless_present_any = ["install_git_driver", "git_driver"])]
    pub what: Vec<PathBuf>,
    /// The file that all of them began from, so that only what two sides have changed differs / 大家开始时的那份文件：只有两边都改过的才算不同
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
    /// File to write what comes of several files; - writes to standard output. Fields that differ are listed and wait in it under Conflicts, which is code 0 / 几个文件合并后写到哪个文件；- 写到标准输出。不同的格会列出来，留在“冲突”里，退出代码仍是 0
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that is there / 文件已经在了也覆盖
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Join a row with the one that it is likely the same as, by its id as it was proposed; all joins every one / 把提议的那一行并入可能相同的一行，写它的编号；all 全部并入
    #[arg(long, value_name = "ID")]
    pub join: Vec<String>,
    /// Have git merge project files in this repository; where fields differ git is told so by code 1, and waits for you / 让 git 在这个仓库里逐格合并项目文件；有不同的格就以代码 1 告诉 git，等您来选
    #[arg(long, conflicts_with_all = ["what", "base", "output", "join"])]
    pub install_git_driver: bool,
    /// Called by git with base, ours, theirs and the path / 由 git 调用：共同的起点、这边的、那边的、路径
    #[arg(long, hide = true, conflicts_with_all = ["what", "base", "output", "join"], num_args = 4, value_names = ["BASE", "OURS", "THEIRS", "PATH"])]
    pub git_driver: Option<Vec<PathBuf>>,
}

/// So many rows and fields are named.
const NAMED: usize = 20;

/// Merges what the command line names.
pub(super) fn merge(call: &Call<'_>, args: &Merge) -> Result<Answer, Failure> {
    if args.install_git_driver {
        return git::install();
    }
    if let Some(paths) = &args.git_driver {
        return Ok(git::drive(paths));
    }
    let is_file = |path: &PathBuf| path.is_file();
    let files = args.what.iter().all(is_file) && (args.what.len() > 1 || args.output.is_some());
    if files || (args.output.is_some() && args.what.len() > 1) {
        return several(call, args);
    }
    if args.output.is_some() {
        return Err(Failure::Usage(
            text("-o 用于合并几个文件：请写出两个或更多文件", "-o goes with several files: name two or more")
                .into(),
        ));
    }
    into_project(call, args)
}

/// Projects merged into one, with what is to be said about it.
struct Merging {
    merged: Project,
    /// How many fields waited in the first one already.
    before: usize,
    /// What is likely the same, each with the name of the file that the second row is from.
    twins: Vec<(Twin, String)>,
    /// Rows that one side has removed and that are there all the same, in words.
    returned: Vec<Phrase>,
}

impl Merging {
    /// Begins with a project.
    fn new(first: Project) -> Merging {
        Merging { before: first.conflicts.len(), merged: first, twins: Vec::new(), returned: Vec::new() }
    }

    /// Merges another one in.
    fn take(&mut self, base: &Project, theirs: &Project, name: &str) -> Result<(), Failure> {
        if theirs.id != self.merged.id {
            return Err(Failure::Refused(say!(
                "{name} 是另一个项目的文件，没有合并",
                "{name} belongs to another project; nothing was merged"
            )));
        }
        let mut merged = merge_projects(base, &self.merged, theirs);
        name_source(&mut merged, &self.merged, theirs, name);
        for row in returned(base, &self.merged, theirs, &merged) {
            let (sheet, called) = (row.row.def().title, title_phrase(&merged, &*row.row));
            self.returned.push(match (row.in_theirs, row.changed) {
                (true, true) => say!(
                    "{sheet} · {called}：{name} 删除了，别处又改过，所以还在",
                    "{sheet} · {called}: removed in {name}, but changed elsewhere, so still there",
                    sheet,
                    called,
                    name
                ),
                (true, false) => say!(
                    "{sheet} · {called}：{name} 删除了，别处的副本里还有，所以保留",
                    "{sheet} · {called}: removed in {name}, but other copies still have it, so it stays",
                    sheet,
                    called,
                    name
                ),
                (false, true) => say!(
                    "{sheet} · {called}：别处删除了，{name} 又改过，所以还在",
                    "{sheet} · {called}: removed elsewhere, but changed in {name}, so still there",
                    sheet,
                    called,
                    name
                ),
                (false, false) => say!(
                    "{sheet} · {called}：别处的副本删除了，{name} 里还有，所以保留",
                    "{sheet} · {called}: removed in other copies, but {name} still has it, so it stays",
                    sheet,
                    called,
                    name
                ),
            });
        }
        for twin in twins(&merged, &self.merged, theirs) {
            if self.twins.iter().all(|(there, _)| there.second != twin.second) {
                self.twins.push((twin, name.to_owned()));
            }
        }
        self.merged = merged;
        Ok(())
    }

    /// Joins the rows that were named.
    fn join(&mut self, named: &[String]) -> Result<(), Failure> {
        let all = named.iter().any(|name| name == "all");
        for name in named.iter().filter(|name| *name != "all") {
            let id = Id::parse(name.trim());
            if !self.twins.iter().any(|(twin, _)| Some(twin.second) == id) {
                return Err(Failure::Refused(say!(
                    "没有提议合并 {name}：请从列出的编号里选，或写 --join all",
                    "{name} was not proposed: choose one of the ids listed, or write --join all"
                )));
            }
        }
        let is_named =
            |twin: &Twin| all || named.iter().any(|name| Id::parse(name.trim()) == Some(twin.second));
        // A row that has gone with an earlier one needs no joining.
        let (wanted, left) =
            std::mem::take(&mut self.twins).into_iter().partition(|(twin, _)| is_named(twin));
        self.twins = left;
        for (twin, file) in &wanted {
            let _joined = join(&mut self.merged, twin, Some(file));
        }
        Ok(())
    }

    /// How many fields wait for a choice since.
    fn waiting(&self) -> usize {
        self.merged.conflicts.len().saturating_sub(self.before)
    }

    /// The fields that differ and the rows that are likely the same, each in a line.
    fn notes(&self) -> Vec<Phrase> {
        let mut notes = Vec::new();
        let waiting = self.waiting();
        if waiting > 0 {
            let differ = count(waiting as u64, "处不同", "field differs", "fields differ");
            let mut said = say!(
                "{differ}，保留的是先写的那一份的，另一个留在“冲突”里，在工作簿里选",
                "{differ}: what the first one has is kept, the rest waits under Conflicts in the workbook",
                differ
            );
            for conflict in self.merged.conflicts.iter().skip(self.before).take(NAMED) {
                let (sheet, row) = match self.merged.sheet(&conflict.sheet) {
                    Some(sheet) => (
                        Phrase::from(sheet.def().title),
                        sheet.position(conflict.row).and_then(|at| sheet.row(at)),
                    ),
                    None => (Phrase::same(conflict.sheet.clone()), None),
                };
                let name = row.map_or_else(|| Phrase::same(conflict.row.to_string()), |row| self.name(row));
                let def = row.map(crate::sheet::AnyRow::def);
                let title = def.and_then(|def| Some(def.columns[def.column(&conflict.field)?].title));
                let field = title.map_or_else(|| Phrase::same(conflict.field.clone()), Phrase::from);
                let (mine, theirs) = conflict_values(&self.merged, conflict);
                said = say!(
                    "{said}\n  {sheet} · {name} · {field}：{mine} ↔ {theirs}",
                    "{said}\n  {sheet} · {name} · {field}: {mine} ↔ {theirs}",
                    said,
                    sheet,
                    name,
                    field,
                    mine,
                    theirs
                );
            }
            notes.push(more(said, waiting));
        }
        if !self.returned.is_empty() {
            let mut said: Phrase = text("删除了却还在的行", "Removed on one side and still there").into();
            for row in self.returned.iter().take(NAMED) {
                said = say!("{said}\n  {row}", "{said}\n  {row}", said, row);
            }
            notes.push(more(said, self.returned.len()));
        }
        if !self.twins.is_empty() {
            let mut said: Phrase = text(
                "可能是同一行，没有合并；要合并就加 --join 编号，或 --join all",
                "likely the same row, and not joined: join with --join ID, or --join all",
            )
            .into();
            for (twin, file) in self.twins.iter().take(NAMED) {
                let rows = self.merged.sheet(twin.sheet.key);
                let row = |id| rows.and_then(|rows| rows.row(rows.position(id)?));
                let (Some(first), Some(second)) = (row(twin.first), row(twin.second)) else { continue };
                said = say!(
                    "{said}\n  {sheet}：{first} = {second}（{file}，{id}）",
                    "{said}\n  {sheet}: {first} = {second} ({file}, {id})",
                    said,
                    sheet = twin.sheet.title,
                    first = self.name(first),
                    second = self.name(second),
                    id = twin.second
                );
            }
            notes.push(more(said, self.twins.len()));
        }
        notes
    }

    fn name(&self, row: &dyn crate::sheet::AnyRow) -> Phrase {
        title_phrase(&self.merged, row)
    }
}

/// A list that may be longer than what is named of it.
fn more(said: Phrase, all: usize) -> Phrase {
    let more = all.saturating_sub(NAMED);
    if more == 0 {
        said
    } else {
        say!("{said}\n  ……另有 {more} 处", "{said}\n  … {more} more", said)
    }
}

/// A project read from a file, which is named where it cannot be, and how often it had been saved: what is written of it
/// counts on.
fn read(path: &Path) -> Result<(Project, u64), Failure> {
    sound_with_rev(path).map_err(|reason| {
        let shown = path.display();
        Failure::Refused(say!("{shown}：{reason}", "{shown}: {reason}", shown, reason))
    })
}

/// The file that all began from; without one whatever differs is a conflict.
fn base(args: &Merge, id: Id) -> Result<Project, Failure> {
    match &args.base {
        Some(path) => Ok(read(path)?.0),
        None => Ok(Project::empty(id, &registry::sheets())),
    }
}

/// Merges files into one more.
fn several(call: &Call<'_>, args: &Merge) -> Result<Answer, Failure> {
    if let Some(output) = args.output.as_deref().filter(|path| path.as_os_str() != "-") {
        check_place(output, args.force).map_err(|reason| or_force(reason, output, args.force))?;
    }
    let (first, others) = args.what.split_first().unwrap_or_else(|| unreachable!("clap asks for one"));
    let progress = Progress::new(call.lang);
    let (first, mut rev) = read(first)?;
    let mut merging = Merging::new(first);
    let base = base(args, merging.merged.id)?;
    let names = names::of_files(&args.what);
    for (n, other) in others.iter().enumerate() {
        let name = names[n + 1].clone();
        let (n, all) = (n + 2, args.what.len());
        progress.at(|| say!("正在合并：第 {n} 份，共 {all} 份", "Merging: file {n} of {all}"));
        let (theirs, saved) = read(other)?;
        merging.take(&base, &theirs, &name)?;
        rev = rev.max(saved);
    }
    drop(progress);
    merging.join(&args.join)?;
    let mut notes = merging.notes();
    let bytes = format::write(&merging.merged, rev + 1).map_err(|e| Failure::Refused(e.phrase()))?;
    match args.output.as_deref() {
        None => notes.push(
            text(
                "只是看看，什么都没有写：加 -o 文件 写出来",
                "a look only, nothing was written: add -o FILE to write it",
            )
            .into(),
        ),
        Some(path) if path.as_os_str() == "-" => {
            let text = String::from_utf8_lossy(&bytes);
            let written = std::io::stdout().lock().write_all(super::print::unhidden(&text).as_bytes());
            written.map_err(io)?;
        }
        Some(path) => {
            uninterrupted(|| write_private(path, &bytes, args.force))
                .map_err(|reason| or_force(reason, path, args.force))?;
            let shown = path.display();
            notes.insert(0, say!("已合并，写在 {shown}", "merged into {shown}"));
        }
    }
    Ok(Answer { notes, ..Answer::default() })
}

/// Merges copies into a project of the workspace: those that lie beside it go to the archive, others stay.
fn into_project(call: &Call<'_>, args: &Merge) -> Result<Answer, Failure> {
    let (project, files) = args.what.split_first().unwrap_or_else(|| unreachable!("clap asks for one"));
    let all = call.listed()?;
    let listed = call.wanted_of(&all, Some(&project.to_string_lossy()))?;
    let beside: Vec<PathBuf> = all
        .into_iter()
        .filter(|l| l.copy_of.as_ref() == Some(&listed.path) && !l.archived)
        .map(|l| l.path)
        .collect();
    let copies = if files.is_empty() { only_copy(&beside)? } else { named_copies(files, &beside)? };
    if copies.contains(&listed.path) {
        return Err(Failure::Refused(
            text("这就是项目自己的文件", "that is the file of the project itself").into(),
        ));
    }
    let (mut store, mut project) = Store::open(&listed.path, &registry::sheets())
        .map_err(|e| Failure::Refused(with_verbs(e.phrase(), e.remedies(), &listed.name)))?;
    if let Mode::ReadOnly(why) = store.mode() {
        return Err(not_written(&NotSaved::ReadOnly(why), &listed.name));
    }
    registry::complete(&mut project);
    let base = base(args, project.id)?;
    let mut merging = Merging::new(project);
    let own: Vec<PathBuf> = copies.iter().chain([&listed.path]).cloned().collect();
    for (copy, name) in copies.iter().zip(names::of_files(&own)) {
        merging.take(&base, &read(copy)?.0, &name)?;
    }
    merging.join(&args.join)?;
    let waiting = merging.notes();
    let before = store.backups().map_err(io)?.first().map_or(0, |b| b.number);
    let workspace = Workspace::at(&super::workspace_folder(call.cli)?).map_err(io)?;
    let merged = Snapshot::of(merging.merged);
    let aside = uninterrupted(|| {
        store.pin().and_then(|()| store.save(&merged))?;
        let own = copies.iter().filter(|copy| beside.contains(copy));
        Ok(own.map(|copy| workspace.set_aside(copy)).collect::<Result<Vec<_>, _>>())
    });
    let aside = aside.map_err(|e| not_written(&e, &listed.name))?.map_err(|error| {
        let Phrase { zh, en } = error.phrase();
        Failure::Refused(say!(
            "已合并，但副本没能移走：{zh}",
            "merged, but the copy was not moved away: {en}"
        ))
    })?;
    let mut notes: Vec<Phrase> = aside
        .iter()
        .map(|aside| {
            let aside = aside.display();
            say!("已合并，副本移到 {aside}", "merged; the copy lies in {aside} now")
        })
        .collect();
    if notes.is_empty() {
        notes.push(text("已合并", "merged").into());
    }
    notes.extend(waiting);
    notes.extend(caveats(&store));
    notes.extend(kept(&store, before, &listed.name)?);
    Ok(Answer { notes, ..Answer::default() })
}

/// The one copy that lies beside a project.
fn only_copy(beside: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    match beside {
        [one] => Ok(vec![one.clone()]),
        [] => Err(Failure::Refused(text("旁边没有冲突副本", "there is no conflicting copy").into())),
        several => {
            let names: Vec<String> = several.iter().map(|path| format!("  {}", path.display())).collect();
            let names = names.join("\n");
            Err(Failure::Refused(say!(
                "有几份副本，请写出文件：\n{names}",
                "there are several copies, name the file:\n{names}"
            )))
        }
    }
}

/// The copies that were named: those beside the project by the ends of their paths, others by their paths.
fn named_copies(files: &[PathBuf], beside: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut copies: Vec<PathBuf> = Vec::new();
    for file in files {
        let real = file.canonicalize().ok();
        let own = beside.iter().find(|path| path.ends_with(file) || real.as_ref() == Some(path));
        let copy = match (own, real) {
            (Some(own), _) => own.clone(),
            (None, Some(real)) => real,
            (None, None) => {
                let shown = file.display();
                return Err(Failure::Refused(say!(
                    "没有 {shown} 这个文件，旁边也没有叫这个名称的副本",
                    "there is no file {shown}, and no copy of that name beside the project"
                )));
            }
        };
        if !copies.contains(&copy) {
            copies.push(copy);
        }
    }
    Ok(copies)
}
