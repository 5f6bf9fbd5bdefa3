//! What was typed into a form that was left: it is there when the form is opened again, and after a crash as well.

use super::App;
use super::drafts::SHOWN;
use super::layer::{Ask, Asked, Form, Layer, Purpose};
use super::reports::Reports;
use super::request::{Draft, Request};
use crate::command::Command;
use crate::finding::Level;
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, in_line, text};

/// The texts of forms that were left, or whose work is not done yet.
#[derive(Default)]
pub(super) struct FormTexts {
    left: Vec<(Purpose, Vec<String>)>,
    /// The project that the form for a new one has made, until it is open.
    pub made: Option<Id>,
    /// What the form for a report is about, and where the last one went.
    pub reports: Reports,
}

impl FormTexts {
    fn keep(&mut self, purpose: Purpose, texts: Vec<String>) {
        self.forget(purpose);
        self.left.push((purpose, texts));
    }

    /// What was typed into a form when it was left or submitted; nothing if nothing was.
    pub fn of(&self, purpose: Purpose) -> Vec<String> {
        let found = self.left.iter().find(|(known, _)| *known == purpose);
        found.map_or_else(Vec::new, |(_, texts)| texts.clone())
    }

    /// Forgets what was typed into a form: it is done, or was taken out again.
    pub fn forget(&mut self, purpose: Purpose) {
        self.left.retain(|(known, _)| *known != purpose);
    }

    /// A project is open: what was typed about another is of no use, nor is what has become of this one.
    pub fn opened(&mut self, id: Id) {
        let made = self.made.take() == Some(id);
        self.left.retain(|(purpose, _)| *purpose == Purpose::Create && !made);
    }
}

impl Purpose {
    /// Those whose texts are kept on disk. A name that is to go from there is not, nor is what is soon typed anew.
    const ALL: [Purpose; 8] = [
        Purpose::Create,
        Purpose::Rename,
        Purpose::SaveAs,
        Purpose::KeepDemo,
        Purpose::Import,
        Purpose::ReadLog,
        Purpose::Export,
        Purpose::FillIn,
    ];

    /// Whether its form is one line that is read when it is confirmed, and not kept when it is left.
    pub(super) fn is_line(self) -> bool {
        matches!(self, Purpose::Filter | Purpose::GoTo | Purpose::Replay)
    }

    /// What a draft calls it.
    const fn key(self) -> &'static str {
        match self {
            Purpose::Create => "create",
            Purpose::Rename => "rename",
            Purpose::SaveAs => "save-as",
            Purpose::KeepDemo => "keep-demo",
            Purpose::Forget => "forget",
            Purpose::Import => "import",
            Purpose::ReadLog => "read-log",
            Purpose::Export => "export",
            Purpose::FillIn => "fill-in",
            Purpose::Filter => "filter",
            Purpose::GoTo => "go-to",
            Purpose::Replay => "replay",
            Purpose::Report => "report",
        }
    }

    /// The command that opens its form.
    const fn command(self) -> Command {
        match self {
            Purpose::Create => Command::NewProject,
            Purpose::Rename => Command::RenameProject,
            Purpose::SaveAs => Command::SaveAs,
            Purpose::KeepDemo => Command::KeepDemo,
            Purpose::Forget => Command::ForgetPerson,
            Purpose::Import => Command::ImportFile,
            Purpose::ReadLog => Command::ReadLog,
            Purpose::Export => Command::ExportFile,
            Purpose::FillIn => Command::FillInFile,
            Purpose::Filter => Command::Filter,
            Purpose::GoTo => Command::GoToRow,
            Purpose::Replay => Command::Replay,
            Purpose::Report => Command::Report,
        }
    }
}

impl Form {
    fn texts(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.editor.text().to_owned()).collect()
    }

    fn is_changed(&self) -> bool {
        self.fields.iter().any(|field| field.editor.is_changed_since_start())
    }

    /// What is kept on disk while it is filled in: the texts of its fields, as a list; nothing of a name that is to go.
    pub(super) fn draft(&self, project: Option<Id>) -> Option<Draft> {
        draft(self.purpose, &self.texts(), project)
    }
}

fn draft(purpose: Purpose, texts: &[String], project: Option<Id>) -> Option<Draft> {
    Purpose::ALL.contains(&purpose).then(|| Draft {
        sheet: String::new(),
        row: project.filter(|_| purpose != Purpose::Create),
        column: purpose.key().to_owned(),
        text: serde_json::Value::from(texts).to_string(),
    })
}

impl App {
    /// Opens a form, with what was typed into it when it was left.
    pub(super) fn push_form(&mut self, mut form: Form) {
        let left = self.form_texts.left.iter().find(|(purpose, _)| *purpose == form.purpose);
        if let Some((_, texts)) = left {
            fill(&mut form, texts);
            // Whoever types another path means another file.
            if form.purpose == Purpose::Import
                && let Some(field) = form.fields.first_mut()
            {
                field.editor.select_all();
            }
            self.say(Level::Blank, text("上次输入的文字还在", "What you typed last time is still there"));
        }
        self.layers.push(Layer::Form(form));
    }

    /// Leaves the form on top; what was typed is there when it is opened again.
    pub(super) fn leave_form(&mut self) {
        let Some(Layer::Form(form)) = self.layers.pop() else { return };
        if form.purpose.is_line() {
            return self.keep_form_left();
        }
        if !form.is_changed() {
            self.form_texts.forget(form.purpose);
            return self.keep_form_left();
        }
        self.form_texts.keep(form.purpose, form.texts());
        self.keep_form_left();
        self.say(
            Level::Watch,
            text(
                "没有完成；再打开时，输入的文字还在",
                "Not done; what you typed is there when you open it again",
            ),
        );
    }

    /// Has the form that was left last kept on disk, to be offered at the next start as if it had not been left.
    fn keep_form_left(&mut self) {
        let project = self.opened.as_ref().map(|opened| opened.project.id);
        let mut left = self.form_texts.left.iter().rev();
        match left.find_map(|(purpose, texts)| draft(*purpose, texts, project)) {
            Some(draft) => {
                self.typed_at = None;
                self.ask(Request::KeepDraft(draft));
            }
            None => self.drop_form_draft(),
        }
    }

    /// Remembers what a form was filled in with, until its work is done.
    pub(super) fn keep_submitted(&mut self, form: &Form) {
        self.form_texts.keep(form.purpose, form.texts());
    }

    /// Asks what to do with a form that was being filled in when the program last ended.
    pub(super) fn offer_form(&mut self, draft: Draft) {
        let texts = texts_of(&draft);
        let Some(first) = texts.iter().find(|text| !text.trim().is_empty()) else { return };
        let typed = in_line(first, SHOWN);
        let open = self.opened.as_ref().map(|opened| opened.project.id);
        let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.key() == draft.column);
        let usable = purpose
            .filter(|p| draft.row.is_none_or(|id| Some(id) == open) && self.enabled(p.command()).is_ok());
        let (question, yes, about) = match usable {
            Some(purpose) => (
                say!(
                    "{title}：上次退出时“{typed}”还没有确认。放回输入框吗？",
                    "{title}: '{typed}' was not confirmed when the program last ended. Restore it?",
                    title = purpose.command().entry().title
                ),
                text("放回", "Restore it"),
                Asked::Draft(draft),
            ),
            None => (
                say!(
                    "上次退出时“{typed}”还没有确认，它属于另一个项目。复制下来吗？",
                    "'{typed}' was not confirmed when the program last ended, and is about another project. Copy it?"
                ),
                text("复制", "Copy it"),
                Asked::LostText(Draft { text: first.clone(), ..draft }),
            ),
        };
        let no = Some(Phrase::from(text("丢弃", "Discard it")));
        self.layers.push(Layer::Ask(Ask { question, yes: yes.into(), no, about }));
    }

    /// Opens the form of a draft again, with its texts in it.
    pub(super) fn put_form_back(&mut self, draft: &Draft) {
        let Some(purpose) = Purpose::ALL.into_iter().find(|purpose| purpose.key() == draft.column) else {
            return;
        };
        match purpose {
            Purpose::Create => self.create_form(),
            Purpose::Rename => self.rename_form(),
            Purpose::SaveAs | Purpose::KeepDemo => self.save_as_form(),
            Purpose::Forget => self.forget_form(),
            Purpose::Import => self.import_form(),
            Purpose::ReadLog => self.log_form_with(&texts_of(draft)),
            Purpose::Export => self.export_form(),
            Purpose::FillIn => self.fill_in_form(),
            Purpose::Filter => self.filter_form(),
            Purpose::GoTo => self.go_to_form(),
            Purpose::Replay => self.replay_form(),
            Purpose::Report => self.report_list(),
        }
        if let Some(Layer::Form(form)) = self.layers.last_mut() {
            fill(form, &texts_of(draft));
            self.touch_draft();
        }
    }
}

fn texts_of(draft: &Draft) -> Vec<String> {
    serde_json::from_str(&draft.text).unwrap_or_default()
}

fn fill(form: &mut Form, texts: &[String]) {
    for (field, text) in form.fields.iter_mut().zip(texts) {
        if field.editor.text() != text {
            field.editor.replace_all(text);
        }
    }
}
