//! Reports from the list of commands: which one, where to, and whether to open it. A page for the chat is copied at once;
//! what goes into a file is made and written outside.

use super::App;
use super::editor::Editor;
use super::layer::{Ask, Asked, Chooser, Does, Form, FormField, Item, Layer, Purpose};
use super::request::{ReportOrder, Request};
use crate::event::{COPY_LIMIT, Effect};
use crate::exchange::PageFormat;
use crate::finding::Level;
use crate::report::{self, Scope};
use crate::say;
use crate::sheet::{Cell, Kind};
use crate::text::{Phrase, Text, text};
use std::path::{Path, PathBuf};

/// A report that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What it is about.
    pub scope: Scope,
    /// Its format.
    pub format: PageFormat,
}

/// Where reports go until another place is named: the home folder.
const HOME: &str = "~/";

/// What the form for a report needs to know.
#[derive(Debug)]
pub(super) struct Reports {
    wanted: Wanted,
    /// The place that was named last.
    place: String,
}

impl Default for Reports {
    fn default() -> Reports {
        let wanted = Wanted { scope: Scope::Week, format: PageFormat::Html };
        Reports { wanted, place: HOME.to_owned() }
    }
}

impl App {
    /// The reports to choose from.
    pub(super) fn report_list(&mut self) {
        let page = text("网页，可打印", "a page for browser and paper");
        let chat = text("文字文件，Markdown", "a text file, Markdown");
        let file = |scope: Scope, format, detail: Text| {
            Item::new(scope.title(), detail, Does::Report(Wanted { scope, format }))
        };
        let copy = text("复制文字，贴到微信、钉钉、飞书", "copied, to paste into a chat or mail");
        let mut items = vec![
            file(Scope::Week, PageFormat::Html, page),
            Item::new(Scope::Week.title(), copy, Does::CopyReport),
        ];
        for scope in [Scope::Project, Scope::Portfolio] {
            items.push(file(scope, PageFormat::Html, page));
        }
        items.extend(Scope::ALL.map(|scope| file(scope, PageFormat::Markdown, chat)));
        let mut chooser = Chooser::short(text("写哪一份报告？", "Which report?"), items);
        chooser.about = Some(
            text(
                "给没用过这个程序的人看：出了什么问题，正在做什么，请他决定什么。",
                "For readers who never saw this program: what is wrong, what is being done, what they are asked to decide.",
            )
            .into(),
        );
        self.layers.push(Layer::Choose(chooser));
    }

    /// Asks where a report goes.
    pub(super) fn report_form(&mut self, wanted: Wanted) {
        self.form_texts.reports.wanted = wanted;
        let field = |title, help: Text, kind, start: &str| {
            let mut editor = Editor::line(start);
            editor.select_all();
            FormField { title, help: help.into(), kind, editor, error: None }
        };
        let no = text("否", "no").get(self.lang());
        self.push_form(Form {
            title: wanted.scope.title(),
            purpose: Purpose::Report,
            fields: vec![
                field(
                    text("文件夹或文件", "Folder or file"),
                    text(
                        "只写文件夹，就取名“项目-week-日期”；已有的文件不会覆盖",
                        "In a folder it is named project-week-date; a file that is there is not written over",
                    ),
                    Kind::Text,
                    &self.form_texts.reports.place.clone(),
                ),
                field(
                    text("人名换成代号", "Codes for people"),
                    text("是：人名换成 P1、P2……", "yes: P1, P2 … in place of names"),
                    Kind::Check,
                    no,
                ),
            ],
            at: 0,
            reason: None,
        });
    }

    /// Has the report of the form made and written.
    pub(super) fn order_report(&mut self, cells: &[Cell]) {
        let (Some(Cell::Text(place)), Some(opened)) = (cells.first(), &self.opened) else { return };
        let Wanted { scope, format } = self.form_texts.reports.wanted;
        let now = self.replay.as_ref().map_or(opened, |replay| &replay.now);
        let order = ReportOrder {
            project: now.project.clone(),
            today: self.today,
            is_replay: self.replay.is_some(),
            scope,
            format,
            lang: self.lang(),
            anonymous: matches!(cells.get(1), Some(Cell::Check(true))),
            place: place.to_string(),
            force: false,
        };
        self.form_texts.reports.place = place.to_string();
        self.form_texts.forget(Purpose::Report);
        self.ask(Request::WriteReport(Box::new(order)));
    }

    /// Copies the weekly page as text for chats; offers a file where it is too long for that.
    pub(super) fn copy_report(&mut self) {
        let Some(opened) = &self.opened else { return };
        let made = report::of(&opened.assessed, Scope::Week, None);
        let made = if self.replay.is_some() { made.as_known_then() } else { made };
        let page = PageFormat::Markdown.page(&made, self.lang());
        if page.len() > COPY_LIMIT {
            self.report_form(Wanted { scope: Scope::Week, format: PageFormat::Markdown });
            let too_long =
                text("太长，复制不了：写成文件吧", "It is too long to be copied: write it to a file instead");
            return self.say(Level::Watch, too_long);
        }
        self.effect(Effect::Copy(page));
        self.say(
            Level::Good,
            text(
                "本周一页已复制，到聊天或邮件里粘贴",
                "The week on a page is copied; paste it into a chat or mail",
            ),
        );
    }

    /// Says where a report is, and offers to open it; who is typing goes on undisturbed.
    pub(super) fn report_written(&mut self, path: PathBuf) {
        let shown = path.display().to_string();
        if !self.layers.is_empty() {
            return self.say(Level::Good, say!("报告写在 {shown}", "The report is in {shown}"));
        }
        self.layers.push(Layer::Ask(Ask {
            question: say!("报告写在 {shown}。现在打开吗？", "The report is in {shown}. Open it now?"),
            yes: text("打开", "Open it").into(),
            no: Some(Phrase::from(text("不用", "No"))),
            about: Asked::OpenFile(path),
        }));
    }

    /// Asks whether a report may take the place of a file; who is typing goes on undisturbed, and the file stays.
    pub(super) fn ask_overwrite(&mut self, mut order: Box<ReportOrder>, path: &Path) {
        let shown = path.display().to_string();
        if !self.layers.is_empty() {
            return self.say(
                Level::Watch,
                say!(
                    "{shown} 已经在了，报告没有写：再写一次，换一个名称",
                    "{shown} is there already and the report was not written: write it again, under another name"
                ),
            );
        }
        order.force = true;
        self.layers.push(Layer::Ask(Ask {
            question: say!("{shown} 已经在了。覆盖它吗？", "{shown} is there already. Write over it?"),
            yes: text("覆盖", "Write over it").into(),
            no: None,
            about: Asked::Overwrite(order),
        }));
    }
}
