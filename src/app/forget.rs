//! Forgetting a person: the name is asked for, what would go is shown, and only then is it done.

use super::App;
use super::editor::Editor;
use super::layer::{Chooser, Does, Form, FormField, Item, Layer, Purpose};
use super::request::{Mentioned, Request};
use crate::finding::Level;
use crate::say;
use crate::sheet::{Cell, Kind};
use crate::text::{Phrase, count, joined, list, text};

impl App {
    /// Why nobody can be forgotten here, if so.
    pub(super) fn can_forget(&self) -> Result<(), Phrase> {
        if self.opened.as_ref().is_some_and(|opened| opened.file.is_demo) {
            return Err(text(
                "示例里没有真人：请先打开自己的项目",
                "Nobody in the demo is real: open a project of yours first",
            )
            .into());
        }
        Ok(())
    }

    /// The form for the name of the person to forget.
    pub(super) fn forget_form(&mut self) {
        self.push_form(Form {
            title: text("删除某人的全部痕迹", "Forget a person"),
            purpose: Purpose::Forget,
            fields: vec![FormField {
                title: text("姓名", "Name"),
                help: text(
                    "按卡片上的写法；先列出会改动的文件，再由您确认",
                    "As it stands on the card; what would change is shown first",
                )
                .into(),
                kind: Kind::Text,
                editor: Editor::line(""),
                error: None,
            }],
            at: 0,
            reason: None,
        });
    }

    /// Has the files looked for that name a person.
    pub(super) fn find_person(&mut self, cells: &[Cell]) {
        let Some(Cell::Text(name)) = cells.first() else { return };
        self.ask(Request::FindPerson(name.trim().to_owned()));
        self.say(Level::Blank, text("正在查找…", "Looking…"));
    }

    /// Shows which files name the person, and asks whether the name is to go. Nothing is what Enter does.
    pub(super) fn ask_forget(
        &mut self,
        name: &str,
        files: &[Mentioned],
        (number, backups): &(Phrase, Phrase),
        left: &[Phrase],
    ) {
        self.form_texts.forget(Purpose::Forget);
        self.message = None;
        if files.is_empty() {
            return self.say(Level::Act, joined(left, text("；", "; ")));
        }
        let stay = Item::new(text("不删除", "Leave all as it is"), Phrase::same(""), Does::Stay);
        let all = Item {
            level: Level::Stop,
            ..Item::new(
                say!("从 {number}里永久删除", "Remove it from {number} for good", number),
                say!("其中 {backups}；不能撤销", "{backups} among them; no undo", backups),
                Does::Forget(name.to_owned()),
            )
        };
        let file = |file: &Mentioned| {
            let rows = count(file.rows as u64, "行", "row", "rows");
            let places = count(file.mentions as u64, "处文字", "place in texts", "places in texts");
            let parts = [file.part.into(), rows, places];
            Item::new(Phrase::same(file.file.clone()), list(&parts), Does::Stay)
        };
        let kept = |reason: &Phrase| Item {
            level: Level::Act,
            ..Item::new(reason.clone(), Phrase::same(""), Does::Stay)
        };
        let items =
            [stay, all].into_iter().chain(left.iter().map(kept)).chain(files.iter().map(file)).collect();
        let mut chooser = Chooser::short(say!("删除“{name}”的全部痕迹", "Forget '{name}'"), items);
        chooser.about = Some(
            text(
                "卡片和评分历史整行删除，别处文字里的名字换成“（已删除）”；所有项目、备份和草稿都算在内",
                "Cards go with their history, and the name in other texts becomes '(removed)', in all projects, backups and drafts",
            )
            .into(),
        );
        self.layers.push(Layer::Choose(chooser));
    }
}
