//! The files of projects on the command line: backups listed and restored, rows repaired. Each keeps what it replaces and
//! says how to take it back.

use super::print::{Table, json};
use super::project::{caveats, with_verbs};
use super::{Answer, Call, Failure};
use crate::project::Project;
use crate::project::merge::Snapshot;
use crate::registry;
use crate::runtime::signals::uninterrupted;
use crate::say;
use crate::session::{gather, place_named, sound};
use crate::store::backup::Backup;
use crate::store::{Listed, Mode, NotSaved, OpenError, ReadOnly, Store, Workspace, backups_of};
use crate::text::{Phrase, text};
use crate::tools::charter;
use serde_json::json;
use std::io;

pub(super) fn io(error: io::Error) -> Failure {
    Failure::Refused(OpenError::Io(error).phrase())
}

pub(super) fn not_written(error: &NotSaved, name: &str) -> Failure {
    Failure::Refused(with_verbs(error.phrase(), error.remedies(), name))
}

/// The project in a file, or in its newest backup where the file cannot be read.
fn now(listed: &Listed) -> Option<(Store, Project)> {
    let registry = registry::sheets();
    let opened = if listed.lost { None } else { Store::open(&listed.path, &registry).ok() };
    let (store, mut project) = opened.or_else(|| Store::open_backup(&listed.path, &registry).ok())?;
    registry::complete(&mut project);
    Some((store, project))
}

/// Lists the backups of a project.
pub(super) fn backups(call: &Call<'_>, named: Option<&str>, as_json: bool) -> Result<Answer, Failure> {
    let listed = call.wanted(named)?;
    let kept = match now(&listed) {
        Some((_, project)) => gather::backups(&listed.path, &project).map_err(io)?,
        None => Vec::new(),
    };
    if as_json {
        let rows = kept.iter().map(|k| {
            json!({
                "number": k.backup.number,
                "written": k.written,
                "day": k.backup.day.to_string(),
                "rows": k.rows.map(|(rows, _)| rows),
                "differ": k.rows.map(|(_, differ)| differ),
                "bytes": k.size,
                "pinned": k.backup.pinned,
                "path": k.backup.path.display().to_string(),
            })
        });
        return Ok(Answer::of(json(&rows.collect())));
    }
    if kept.is_empty() {
        return Ok(Answer {
            notes: vec![text("还没有备份", "there is no backup yet").into()],
            ..Answer::default()
        });
    }
    let mut table = Table::new();
    for (title, number) in [
        (text("编号", "Number"), true),
        (text("写入时间", "Written"), false),
        (text("行数", "Rows"), true),
        (text("与现在不同", "Differ from now"), true),
        (text("字节", "Bytes"), true),
        (text("说明", "Remark"), false),
    ] {
        table.column(title.get(call.lang), number);
    }
    for k in &kept {
        let remark = match (k.rows, k.backup.pinned) {
            (None, _) => text("无法读取", "unreadable"),
            (_, true) => text("长期保留", "pinned"),
            _ => text("", ""),
        };
        let number = |n: Option<usize>| n.map_or_else(String::new, |n| n.to_string());
        table.row([
            k.backup.number.to_string(),
            k.written.clone(),
            number(k.rows.map(|(rows, _)| rows)),
            number(k.rows.map(|(_, differ)| differ)),
            k.size.to_string(),
            remark.get(call.lang).to_owned(),
        ]);
    }
    Ok(Answer::of(table.lines()))
}

/// The backup of a number, or the newest that can be read.
fn chosen(listed: &Listed, number: Option<u64>) -> Result<(Backup, Project), Failure> {
    let all = backups_of(&listed.path).map_err(io)?;
    let ours = |project: &Project| listed.id.is_none_or(|id| id == project.id);
    if let Some(number) = number {
        let found = all.into_iter().find(|b| b.number == number);
        let backup = found.ok_or_else(|| {
            say!(
                "没有编号为 {number} 的备份，请用 changebook backups 查看",
                "there is no backup number {number}: changebook backups lists them"
            )
        })?;
        let project = sound(&backup.path)?;
        if !ours(&project) {
            return Err(Failure::Refused(
                text("这是另一个项目的备份", "this is a backup of another project").into(),
            ));
        }
        return Ok((backup, project));
    }
    let newest = all.into_iter().find_map(|b| Some((sound(&b.path).ok().filter(ours)?, b)));
    newest.map(|(project, backup)| (backup, project)).ok_or_else(|| {
        Failure::Refused(if listed.backups == 0 {
            text("还没有备份", "there is no backup yet").into()
        } else {
            OpenError::NoBackup.phrase()
        })
    })
}

/// Puts a backup in the place of a project's file.
pub(super) fn restore(
    call: &Call<'_>,
    name: &str,
    number: Option<u64>,
    other: Option<&str>,
) -> Result<Answer, Failure> {
    let listed = call.wanted(Some(name))?;
    let (backup, project) = chosen(&listed, number)?;
    let (n, written) = (backup.number, gather::written(&backup.path));
    let name = charter::charter(&project).name.to_string();
    let Some((mut store, _)) = now(&listed) else {
        return Err(Failure::Refused(OpenError::NoBackup.phrase()));
    };
    let snapshot = Snapshot { project, change_number: u64::MAX };
    if let Some(other) = other {
        let workspace = Workspace::at(&super::workspace_folder(call.cli)?).map_err(io)?;
        let path = place_named(&workspace, other, &listed.path)?;
        uninterrupted(|| store.save_as(&snapshot, &path)).map_err(|e| e.phrase())?;
        let path = store.path().display().to_string();
        let note = say!("备份 {n}（{written}）已另存为 {path}", "backup {n} ({written}) was saved as {path}");
        let notes = std::iter::once(note).chain(caveats(&store)).collect();
        return Ok(Answer { notes, ..Answer::default() });
    }
    if store.mode() == Mode::ReadOnly(ReadOnly::Newer) {
        return Err(not_written(&NotSaved::ReadOnly(ReadOnly::Newer), &name));
    }
    let before = store.backups().map_err(io)?.first().map_or(0, |b| b.number);
    uninterrupted(|| store.restore(&snapshot)).map_err(|e| not_written(&e, &name))?;
    let mut notes = vec![say!("已恢复备份 {n}（{written}）", "backup {n} ({written}) was restored")];
    notes.extend(caveats(&store));
    notes.extend(kept(&store, before, &name)?);
    Ok(Answer { notes, ..Answer::default() })
}

/// Says where the file lies now that a step has replaced.
pub(super) fn kept(store: &Store, before: u64, name: &str) -> Result<Option<Phrase>, Failure> {
    let newest = store.backups().map_err(io)?.into_iter().next().filter(|b| b.number > before);
    Ok(newest.map(|backup| {
        let (n, back) = (
            backup.number,
            format!(
                "{} {}",
                super::project::verbs(&[crate::project::Remedy::Restore], name).join(""),
                backup.number
            ),
        );
        say!("原来的文件是备份 {n}；{back} 可以换回去", "the file before is backup {n}; {back} takes it back")
    }))
}

/// Gives every row that has another's id one of its own.
pub(super) fn repair(call: &Call<'_>, named: Option<&str>) -> Result<Answer, Failure> {
    let listed = call.wanted(named)?;
    let (mut store, project) = Store::open(&listed.path, &registry::sheets())
        .map_err(|e| Failure::Refused(with_verbs(e.phrase(), e.remedies(), &listed.name)))?;
    if !matches!(store.mode(), Mode::ReadOnly(ReadOnly::DuplicateId { .. })) {
        return Err(Failure::Refused(text("文件不用修复", "there is nothing to repair in the file").into()));
    }
    let before = store.backups().map_err(io)?.first().map_or(0, |b| b.number);
    uninterrupted(|| store.repair(&Snapshot::of(project))).map_err(|e| not_written(&e, &listed.name))?;
    let mut notes = vec![text("已修复", "repaired").into()];
    notes.extend(caveats(&store));
    notes.extend(kept(&store, before, &listed.name)?);
    Ok(Answer { notes, ..Answer::default() })
}
