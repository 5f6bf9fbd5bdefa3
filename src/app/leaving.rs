//! Leaving: the demo is asked about before its changes are gone with it, and what goes to the archive before it goes.

use super::App;
use super::files::file_name;
use super::layer::{Ask, Asked, Chooser, Does, Item, Layer};
use super::request::{Beside, Request};
use crate::command::Command;
use crate::finding::Level;
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, Text, text};

/// Why the demo has no place in the archive.
pub(crate) const NO_ARCHIVE: Text =
    text("示例只供练习，不能归档", "The demo is for practice and cannot be archived");

/// What waits until it can be done.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    /// Whether the program ends once everything is saved.
    pub once_saved: bool,
    /// What is asked for and would leave a changed demo.
    pub then: Option<Request>,
}

impl App {
    /// Whether leaving what is open loses changes of the demo.
    pub(super) fn would_lose_demo(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| opened.file.is_demo && !opened.undo.is_empty())
    }

    /// Asks for something that leaves the open project; of a demo that was changed, only after a question.
    pub(super) fn leave_for(&mut self, request: Request) {
        if self.end_replay().is_some() {
            self.settle();
        }
        if !self.would_lose_demo() {
            return self.ask(request);
        }
        self.leaving.then = Some(request);
        let items = vec![
            Item::new(
                Command::KeepDemo.entry().title,
                text("起个名字，存进项目文件夹", "under a name, among your projects"),
                Does::KeepDemo,
            ),
            Item {
                level: Level::Stop,
                ..Item::new(
                    text("不保存，离开", "Leave without keeping it"),
                    text("在示例里的修改会丢掉", "your changes to the demo are lost"),
                    Does::LeaveDemo,
                )
            },
            Item::new(text("留在示例里", "Stay in the demo"), Phrase::same(""), Does::Stay),
        ];
        let mut chooser = Chooser::short(text("示例不会自动保存", "The demo is not kept by itself"), items);
        chooser.about = Some(
            text("示例里有您的修改，要保存为项目吗？", "You have changed the demo. Keep it as a project?")
                .into(),
        );
        self.layers.push(Layer::Choose(chooser));
    }

    /// Asks for the name of the project that the demo becomes; what was asked for before follows.
    pub(super) fn keep_then_leave(&mut self) {
        let then = self.leaving.then.take();
        self.save_as_form();
        self.leaving.then = then;
    }

    /// Leaves the demo as it is.
    pub(super) fn leave_now(&mut self) {
        if let Some(request) = self.leaving.then.take() {
            self.ask(request);
        }
    }

    /// The demo is a project now, and may be left.
    pub(super) fn kept(&mut self, id: Id) {
        if let Some(opened) = self.opened.as_mut() {
            let demo = std::mem::replace(&mut opened.project.id, id);
            self.keep_columns(demo, id);
        }
        self.leave_now();
    }

    /// Whether the open project can go to the archive.
    pub(super) fn can_archive(&self) -> Result<(), Phrase> {
        match &self.opened {
            None => Err(text("还没有打开项目", "No project is open").into()),
            Some(opened) if opened.file.is_demo => Err(NO_ARCHIVE.into()),
            Some(_) => Ok(()),
        }
    }

    /// Asks whether the open project is to go to the archive.
    pub(super) fn ask_archive(&mut self) {
        let Some(opened) = &self.opened else { return };
        let (name, file) = (self.name(), file_name(&opened.file.path));
        let (file_zh, file_en) = if file.is_empty() {
            Default::default()
        } else {
            (format!("（{file}）"), format!(" ({file})"))
        };
        let copies: Vec<String> = self.copies().map(Beside::file).collect();
        let (more_zh, more_en) = if copies.is_empty() {
            Default::default()
        } else {
            let copies = copies.join(", ");
            (
                format!("冲突副本 {copies} 还没有合并，会留在列表里。"),
                format!(" The conflicting copy {copies} is not merged and stays in the list."),
            )
        };
        self.layers.push(Layer::Ask(Ask {
            question: say!(
                "把“{name}”{file_zh}归档？以后可以从项目列表取出。{more_zh}",
                "Archive '{name}'{file_en}? You can restore it from the list of projects.{more_en}"
            ),
            yes: text("归档", "Archive").into(),
            no: None,
            about: Asked::Archive,
        }));
    }
}
