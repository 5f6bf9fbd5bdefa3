//! Several files that were dropped at once: the next is opened by itself when one is taken in or cancelled.

use crate::app::App;
use crate::app::layer::{Chooser, Does, Item, Layer};
use crate::app::request::Request;
use crate::finding::Level;
use crate::intake::{Intake, Plan, Spoken};
use crate::say;
use crate::text::{Phrase, count, joined, text};
use std::collections::VecDeque;
use std::path::PathBuf;

/// Files that are opened one after the other.
pub(in crate::app) struct Incoming {
    /// Those to come.
    rest: VecDeque<PathBuf>,
    /// How many there are in all.
    all: usize,
    /// Which were not taken in, and why.
    unread: Vec<Phrase>,
    /// The cells that those taken in speak of.
    spoken: Spoken,
}

impl App {
    /// Takes in files that were named at once.
    pub(in crate::app) fn take_files(&mut self, paths: Vec<PathBuf>) {
        self.incoming = Some(Incoming {
            all: paths.len(),
            rest: paths.into(),
            unread: Vec::new(),
            spoken: Spoken::new(),
        });
    }

    /// Opens the next of several files where nothing is looked at any more; says at the end which were not taken in.
    pub(in crate::app) fn next_file(&mut self) {
        if !self.layers.is_empty() {
            return;
        }
        let Some(incoming) = &mut self.incoming else { return };
        if let Some(path) = incoming.rest.pop_front() {
            let stop = self.wait_for(text("读取文件", "Reading the file"));
            return self.ask(Request::ReadRows(path.display().to_string(), stop));
        }
        let unread = std::mem::take(&mut incoming.unread);
        self.incoming = None;
        if !unread.is_empty() {
            let unread = joined(&unread, text("；", "; "));
            self.say(Level::Act, say!("没有导入：{unread}", "Not taken in: {unread}", unread));
        }
    }

    /// The cells that files before the one that is looked at speak of.
    pub(super) fn spoken(&self) -> Spoken {
        self.incoming.as_ref().map_or_else(Spoken::new, |incoming| incoming.spoken.clone())
    }

    /// Notes of which cells a file speaks that is taken in, for those behind it.
    pub(super) fn note_spoken<'a>(&mut self, parts: impl Iterator<Item = (&'a Intake, &'a Plan)>) {
        let Some(incoming) = &mut self.incoming else { return };
        for (intake, plan) in parts {
            let Some(file) = intake.file() else { continue };
            let cells = plan.said(intake).into_keys();
            incoming
                .spoken
                .extend(cells.map(|(row, column)| ((intake.def.key, row, column), file.to_owned())));
        }
    }

    /// Which of several files is looked at, and of how many.
    pub(in crate::app) fn file_of_several(&self) -> Option<(usize, usize)> {
        self.incoming.as_ref().map(|incoming| (incoming.all - incoming.rest.len(), incoming.all))
    }

    /// Says why a file is not taken in: at once where it is one, with the others at the end of several.
    pub(in crate::app) fn not_taken_in(&mut self, level: Level, file: &str, reason: impl Into<Phrase>) {
        let reason = reason.into();
        match &mut self.incoming {
            // A reason that names the file already does not name it twice.
            Some(incoming) if reason.en.contains(file) => incoming.unread.push(reason),
            Some(incoming) => incoming.unread.push(say!("{file}：{reason}", "{file}: {reason}", reason)),
            None => self.say(level, reason),
        }
    }

    /// Gives up what is looked at; of several files it is asked whether those behind it are given up, too.
    pub(super) fn cancel_intake(&mut self) {
        let behind = self.incoming.as_ref().map_or(0, |incoming| incoming.rest.len());
        let Some((n, all)) = self.file_of_several().filter(|_| behind > 0) else {
            return self.cancel_one();
        };
        let files = count(behind, "个文件", "file", "files");
        let items = vec![
            Item::new(
                text("不要这个文件，看下一个", "Leave this file out, and open the next"),
                Phrase::same(""),
                Does::GiveUp { rest: false },
            ),
            Item::new(
                say!("这个和后面的 {files}都不要", "Leave this one and the {files} behind it out", files),
                Phrase::same(""),
                Does::GiveUp { rest: true },
            ),
            Item::new(text("接着看这个文件", "Go on with this file"), Phrase::same(""), Does::Stay),
        ];
        let title = say!("第 {n} 个文件，共 {all} 个", "File {n} of {all}");
        self.layers.push(Layer::Choose(Chooser::short(title, items)));
    }

    /// Gives up what is looked at; where something was decided it is asked first.
    fn cancel_one(&mut self) {
        let decided = match self.layers.last() {
            Some(Layer::Preview(preview)) => preview.intake.decisions(),
            _ => 0,
        };
        if decided == 0 {
            self.layers.pop();
            return self.say(Level::Watch, text("已取消，一格也没有存入", "Cancelled; nothing was stored"));
        }
        let places = count(decided, "处", "place", "places");
        let title =
            say!("已经决定了 {places}，取消就都没有了", "{places} decided, which cancelling loses", places);
        let item = |title, does| Item::new(title, Phrase::same(""), does);
        let items = vec![
            item(text("接着看", "Go on"), Does::Stay),
            item(text("取消，一格也不存", "Cancel and store nothing"), Does::GiveUp { rest: false }),
        ];
        self.layers.push(Layer::Choose(Chooser::short(title, items)));
    }

    /// Gives up the file that is looked at, and with `rest` those behind it.
    pub(in crate::app) fn give_up_file(&mut self, rest: bool) {
        while self.is_taking_in() {
            self.layers.pop();
        }
        if rest {
            self.incoming = None;
        }
        self.say(Level::Watch, text("已取消，一格也没有存入", "Cancelled; nothing was stored"));
    }
}
