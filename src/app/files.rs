//! The file of the open project: what can be done where it cannot be saved or read, its backups, and its copies.

use super::editor::Editor;
use super::layer::{Ask, Asked, Chooser, Does, Form, FormField, Item, Layer, Purpose};
use super::request::{Backup, Beside, BesideKind, FileState, Reply, Request, Saving};
use super::{App, OpenProject};
use crate::command::Command;
use crate::finding::Level;
use crate::project::{Edit, Project, Remedy, merge, name_source};
use crate::registry;
use crate::say;
use crate::sheet::{Cell, Kind};
use crate::text::{Phrase, count, joined, text};
use crate::tools::charter;
use std::path::{Path, PathBuf};

/// The command that each remedy is.
pub const fn command_of(remedy: Remedy) -> Command {
    match remedy {
        Remedy::TryAgain => Command::SaveNow,
        Remedy::WriteAnew => Command::WriteAnew,
        Remedy::SaveAs => Command::SaveAs,
        Remedy::Restore => Command::Restore,
        Remedy::Repair => Command::Repair,
    }
}

/// The name of a file without its folder.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl App {
    /// Takes in where the open project lies; for the start of the program.
    pub fn know_file(&mut self, file: FileState) {
        self.answered_on_file(Reply::File(file));
    }

    fn remedies(&self) -> &[Remedy] {
        self.opened.as_ref().map_or(&[], |opened| &opened.file.remedies)
    }

    pub(super) fn copies(&self) -> impl Iterator<Item = &Beside> {
        let beside = self.opened.iter().flat_map(|opened| &opened.beside);
        beside.filter(|b| b.kind == BesideKind::Copy)
    }

    /// Whether a command on the file is possible now.
    pub(super) fn can_on_file(&self, command: Command) -> Result<(), Phrase> {
        let Some(opened) = &self.opened else {
            return Err(text("还没有打开项目", "No project is open").into());
        };
        let has = |remedy| self.remedies().contains(&remedy);
        let (ok, why) = match command {
            Command::SaveNow => {
                let waits = matches!(opened.saving, Saving::NotSaved(_));
                (waits, text("已经保存了", "Everything is saved"))
            }
            Command::WriteAnew => (
                has(Remedy::WriteAnew),
                text("文件在原处，不用重新写出", "The file is in its place and need not be written anew"),
            ),
            Command::Repair => {
                (has(Remedy::Repair), text("文件不用修复", "There is nothing to repair in the file"))
            }
            Command::Restore => (
                has(Remedy::Restore),
                text(
                    "现在看的不是备份；要恢复备份，请用“查看和恢复备份”",
                    "This is no backup; 'List and restore backups' shows them",
                ),
            ),
            Command::KeepDemo => (
                opened.file.is_demo,
                text("打开的不是示例，已经是项目了", "This is a project already, not the demo"),
            ),
            Command::MergeCopy => {
                (self.copies().next().is_some(), text("旁边没有冲突副本", "There is no conflicting copy"))
            }
            _ => return Ok(()),
        };
        if ok { Ok(()) } else { Err(why.into()) }
    }

    /// Gives a command on the file.
    pub(super) fn run_on_file(&mut self, command: Command) {
        match command {
            Command::File => self.file_list(),
            Command::SaveNow => self.send(),
            Command::WriteAnew => self.write_anew(),
            Command::SaveAs | Command::KeepDemo => self.save_as_form(),
            Command::Repair => {
                if let Some(snapshot) = self.opened.as_ref().map(OpenProject::snapshot) {
                    self.ask(Request::Repair(snapshot));
                }
            }
            Command::Restore => self.ask_restore_shown(),
            Command::Backups => self.ask(Request::ListBackups),
            Command::MergeCopy => {
                match self.copies().map(|b| b.path.clone()).collect::<Vec<_>>().as_slice() {
                    [one] => self.ask_merge(one.clone()),
                    _ => self.file_list(),
                }
            }
            _ => {}
        }
    }

    pub(super) fn write_anew(&mut self) {
        if let Some(snapshot) = self.opened.as_ref().map(OpenProject::snapshot) {
            self.ask(Request::WriteAnew(snapshot));
        }
    }

    pub(super) fn name(&self) -> String {
        self.opened
            .as_ref()
            .map_or(String::new(), |opened| charter::charter(&opened.project).name.to_string())
    }

    /// What can be done with the file now, the most urgent first.
    fn file_list(&mut self) {
        let Some(opened) = &self.opened else { return };
        let run = |command: Command| Item::new(command.entry().title, Phrase::same(""), Does::Run(command));
        let mut items: Vec<Item> = self.remedies().iter().map(|remedy| run(command_of(*remedy))).collect();
        for item in &mut items {
            item.level = Level::Act;
        }
        for beside in &opened.beside {
            let (file, name, written, n) = (beside.file(), &beside.name, &beside.written, beside.backups);
            let item = match beside.kind {
                BesideKind::Copy => Item::new(
                    say!("合并副本 {file}", "Merge the copy {file}"),
                    Phrase::same(written.clone()),
                    Does::Merge(beside.path.clone()),
                ),
                BesideKind::Original => Item::new(
                    say!("打开原件 {file}", "Open the original {file}"),
                    Phrase::same(written.clone()),
                    Does::Open(beside.path.clone()),
                ),
                BesideKind::Lost => Item::new(
                    say!("查看“{name}”的最新备份", "Show the newest backup of '{name}'"),
                    say!("文件不见了或读不了，{n} 份备份", "file lost or damaged, backups: {n}"),
                    Does::OpenBackup(beside.path.clone()),
                ),
            };
            items.push(Item { level: Level::Watch, ..item });
        }
        items.extend(self.out_of_range_item());
        if opened.file.is_demo {
            items.push(run(Command::KeepDemo));
        }
        items.push(run(Command::Backups));
        if !opened.file.is_demo && !self.remedies().contains(&Remedy::SaveAs) {
            items.push(run(Command::SaveAs));
        }
        if self.remedies().is_empty() && self.can_archive().is_ok() {
            items.push(run(Command::ArchiveProject));
        }
        let mut chooser = Chooser::short(text("文件与备份", "File and backups"), items);
        let reason = match (&opened.read_only, &opened.saving) {
            (Some(reason), _) => Some(reason.clone()),
            (None, Saving::NotSaved(reason)) => {
                Some(say!("没有保存：{reason}", "Not saved: {reason}", reason))
            }
            _ if opened.file.is_demo => Some(
                text("示例供练习用，离开后不保留", "The demo is for practice and is gone once you leave it")
                    .into(),
            ),
            _ => None,
        };
        let file = opened.file.path.display().to_string();
        let mut about = vec![reason.unwrap_or_else(|| Phrase::same(file))];
        about.extend(opened.file.caveats.iter().cloned());
        chooser.about = Some(joined(&about, text("\n", "\n")));
        self.layers.push(Layer::Choose(chooser));
    }

    /// Asks before the program ends although something is not saved; what loses nothing stands first.
    pub(super) fn ask_quit(&mut self, reason: &Phrase) {
        let run = |command: Command| Item::new(command.entry().title, Phrase::same(""), Does::Run(command));
        let mut items = vec![Item::new(
            text("留下，再保存一次", "Stay, and save again"),
            Phrase::same(""),
            Does::Run(Command::SaveNow),
        )];
        let others = self.remedies().iter().filter(|r| !matches!(r, Remedy::TryAgain | Remedy::SaveAs));
        items.extend(others.map(|remedy| run(command_of(*remedy))));
        items.push(run(Command::SaveAs));
        let lost = text("没有保存的修改会丢掉", "what is not saved is lost");
        items.push(Item {
            level: Level::Stop,
            ..Item::new(text("不保存，退出", "Quit without saving"), lost, Does::Quit)
        });
        let mut chooser = Chooser::short(text("还没有保存", "Not saved"), items);
        chooser.about = Some(say!("还没有保存：{reason}", "Not saved: {reason}", reason));
        self.layers.push(Layer::Choose(chooser));
    }

    pub(super) fn save_as_form(&mut self) {
        self.leaving.then = None;
        let demo = self.opened.as_ref().is_some_and(|opened| opened.file.is_demo);
        let mut editor = Editor::line(&self.name());
        editor.select_all();
        self.push_form(Form {
            title: if demo {
                Command::KeepDemo.entry().title
            } else {
                text("另存为", "Save under another name")
            },
            purpose: if demo { Purpose::KeepDemo } else { Purpose::SaveAs },
            fields: vec![FormField {
                title: text("名称或路径", "Name or path"),
                help: text(
                    "只写名称，就存在项目文件夹里；写路径，可以存到别的磁盘",
                    "A name is saved beside the projects; a path can lead to another disk",
                )
                .into(),
                kind: Kind::Text,
                editor,
                error: None,
            }],
            at: 0,
            reason: None,
        });
    }

    pub(super) fn save_as(&mut self, cells: &[Cell]) {
        let Some(Cell::Text(name)) = cells.first() else { return };
        // The project that the demo becomes is found in the list under the name that it was given.
        if self.opened.as_ref().is_some_and(|opened| opened.file.is_demo)
            && !name.contains(['/', '\\'])
            && *name != self.name()
            && let Err(reason) = self.rename(Cell::Text(name.clone()))
        {
            return self.say(Level::Act, reason);
        }
        if let Some(snapshot) = self.opened.as_ref().map(OpenProject::snapshot) {
            self.ask(Request::SaveAs(snapshot, name.to_string()));
        }
    }

    fn ask_restore_shown(&mut self) {
        let name = self.name();
        self.layers.push(Layer::Ask(Ask {
            question: say!(
                "把这份备份恢复成“{name}”的文件？原处若还有文件，先留在旁边。",
                "Restore this backup as the file of '{name}'? What lies in its place is kept aside first."
            ),
            yes: text("恢复", "Restore").into(),
            no: None,
            about: Asked::RestoreShown,
        }));
    }

    pub(super) fn ask_restore(&mut self, number: u64, written: &str) {
        let name = self.name();
        self.layers.push(Layer::Ask(Ask {
            question: say!(
                "把“{name}”恢复成 {written} 的备份？现在的文件先留作备份，之后可以一步撤销。",
                "Restore '{name}' from the backup of {written}? The file as it is now is kept as a backup first, and one undo takes it back."
            ),
            yes: text("恢复", "Restore").into(),
            no: None,
            about: Asked::Restore(number),
        }));
    }

    pub(super) fn ask_merge(&mut self, path: PathBuf) {
        let file = file_name(&path);
        self.layers.push(Layer::Ask(Ask {
            question: say!(
                "把 {file} 合并到打开的项目？两边不同的格子列入“冲突”，副本随后移到归档，可以一步撤销。",
                "Merge {file} into the open project? Cells that differ wait under Conflicts, the copy goes to the archive, and one undo takes it back."
            ),
            yes: text("合并", "Merge").into(),
            no: None,
            about: Asked::Merge(path),
        }));
    }

    /// Says which key leads to what can be done about the file.
    pub(super) fn say_remedies(&mut self) {
        let how = self.how(Command::File);
        let Some(opened) = &self.opened else { return };
        let remedies = &opened.file.remedies;
        let said = match &opened.read_only {
            Some(reason) if remedies.contains(&Remedy::Restore) => {
                say!("{how}可以恢复：{reason}", "{how} offers to restore it: {reason}", how, reason)
            }
            Some(reason) if remedies.contains(&Remedy::Repair) => {
                say!("{how}可以修复：{reason}", "{how} offers to repair it: {reason}", how, reason)
            }
            Some(_) => return,
            None => match &opened.saving {
                Saving::NotSaved(reason) if remedies.is_empty() => {
                    say!("没有保存：{reason}", "Not saved: {reason}", reason)
                }
                Saving::NotSaved(reason) => say!(
                    "没有保存：{reason}（{how}看可以怎么办）",
                    "Not saved: {reason} ({how} shows what can be done)",
                    how,
                    reason
                ),
                _ => return,
            },
        };
        self.say(if opened.read_only.is_some() { Level::Act } else { Level::Stop }, said);
    }

    /// Takes in what became of work on the file.
    pub(super) fn answered_on_file(&mut self, answer: Reply) {
        match answer {
            Reply::File(file) => {
                let Some(opened) = self.opened.as_mut() else { return };
                let moved = opened.file.path != file.path;
                opened.file = file;
                if opened.read_only.is_some() {
                    self.say_remedies();
                }
                if moved {
                    self.ask(Request::LookBeside);
                }
            }
            Reply::Backups(backups) => self.list_backups(&backups),
            Reply::Restored { project, written } => {
                let said = say!("恢复 {written} 的备份", "Backup of {written} restored");
                self.become_whole(*project, &said);
            }
            Reply::Copy { project, path } => self.merge_copy(&project, path),
            Reply::Beside(beside) => {
                if let Some(opened) = self.opened.as_mut() {
                    opened.beside = beside;
                }
            }
            _ => {}
        }
    }

    fn list_backups(&mut self, backups: &[Backup]) {
        if backups.is_empty() {
            return self.say(Level::Watch, text("还没有备份", "There is no backup yet"));
        }
        let item = |backup: &Backup| {
            let pinned = if backup.pinned { text(" · 长期保留", " · pinned") } else { text("", "") };
            let kib = backup.size.div_ceil(1024);
            let detail = match backup.rows {
                Some((rows, differ)) => say!(
                    "{rows}，{differ}与现在不同 · {kib} KiB{pinned}",
                    "{rows}, {differ} from now · {kib} KiB{pinned}",
                    rows = count(rows as u64, "行", "row", "rows"),
                    differ = count(differ as u64, "行", "differs", "differ"),
                    pinned
                ),
                None => text("无法读取", "cannot be read").into(),
            };
            let mut item = Item::new(
                Phrase::same(backup.written.clone()),
                detail,
                Does::Restore(backup.number, backup.written.clone()),
            );
            if backup.rows.is_none() {
                item.why_not = Some(text("这份备份无法读取", "This backup cannot be read").into());
            }
            item
        };
        let mut chooser = Chooser::new(
            text("备份：选定要恢复的一份", "Backups: choose the one to restore"),
            backups.iter().map(item).collect(),
        );
        chooser.about = Some(text("最新的在最前面", "The newest comes first").into());
        self.layers.push(Layer::Choose(chooser));
    }

    /// Turns the project into another state of it, as one step.
    fn become_whole(&mut self, to: Project, said: &Phrase) {
        let Some(opened) = &self.opened else { return };
        if opened.project.id != to.id {
            return;
        }
        let edit = Edit::Whole { from: Box::new(opened.project.clone()), to: Box::new(to) };
        if self.apply(edit, said.clone()) {
            let how = self.how(Command::Undo);
            self.say(
                Level::Good,
                say!("已{said}，{how}一步撤销", "{said}; {how} takes it back in one step", said, how),
            );
        }
    }

    /// Merges a copy. What both started from is not known, so whatever differs is a conflict, and a row that either has
    /// stays.
    fn merge_copy(&mut self, copy: &Project, path: PathBuf) {
        let Some(opened) = &self.opened else { return };
        if let Err(reason) = self.locked() {
            return self.say(Level::Act, reason);
        }
        if opened.project.id != copy.id {
            return;
        }
        let nothing = Project::empty(copy.id, &registry::sheets());
        let mut merged = merge(&nothing, &opened.project, copy);
        let file = file_name(&path);
        name_source(&mut merged, &opened.project, copy, &file);
        let waiting = merged.conflicts.len().saturating_sub(opened.project.conflicts.len());
        self.become_whole(merged, &say!("合并 {file}", "{file} merged"));
        if waiting > 0 {
            let how = self.how(Command::Undo);
            self.say(
                Level::Act,
                say!(
                    "已合并 {file}：{differ}，显示的是这里的，另一个留在“冲突”里；{how}撤销",
                    "{file} merged: {differ}, what stands here is shown, the rest waits under Conflicts; {how} takes it back",
                    differ = count(waiting as u64, "处不同", "field differs", "fields differ"),
                    how
                ),
            );
        }
        self.ask(Request::SetAside(path));
    }
}
