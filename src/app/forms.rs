//! Forms of a few fields: a new project, a new name.

use super::App;
use super::editor::Editor;
use super::layer::{Form, FormField, Keys, Layer, Purpose};
use super::request::Request;
use super::typing::TOO_LONG;
use crate::command::{Command, Context};
use crate::finding::Level;
use crate::project::Edit;
use crate::registry;
use crate::sheet::{AnyRow, Cell, Kind, Reading, Row, Toward, no_such_row, parse};
use crate::text::{Phrase, Text, text};
use crate::tools;
use crate::tools::charter::Charter;
use crossterm::event::KeyEvent;

/// The keys of a form.
pub(super) static KEYS: Keys = Keys {
    context: Context::Typing,
    hint: |layer, entry| match entry.command {
        Command::NewLine | Command::CommitAll => None,
        // The fields stand below each other.
        Command::CommitNext => matches!(layer, Layer::Form(form) if form.at + 1 < form.fields.len())
            .then(|| text("下一项", "Next item")),
        _ => entry.title_in(Context::Typing),
    },
    run: App::run_in_form,
    key: App::form_key,
    paste: App::paste_into_form,
    click: App::go_to_field,
    ..Keys::BLANK
};

impl App {
    /// The form for a new project.
    pub fn create_form(&mut self) {
        let field = |title, help: Text, kind, start: String| {
            let mut editor = Editor::line(&start);
            // Typing replaces what is proposed.
            editor.select_all();
            FormField { title, help: help.into(), kind, editor, error: None }
        };
        self.push_form(Form {
            title: text("新建变革项目", "New change project"),
            purpose: Purpose::Create,
            fields: vec![
                field(
                    text("项目名称", "Project name"),
                    text("如 售后数字化转型", "Such as Digital after-sales"),
                    Kind::Text,
                    String::new(),
                ),
                field(
                    text("愿景（一句话）", "Vision (one sentence)"),
                    text(
                        "写上一个数字和一个期限，如：12 个月内首次修复率（FTFR）从 80% 提升到 92%",
                        "Name a number and a date, such as: first-time fix rate from 80% to 92% in 12 months",
                    ),
                    Kind::Text,
                    String::new(),
                ),
                field(
                    text("启动日期", "Start date"),
                    text("如 2026-03-02、3月2日、今天、+7", "Such as 2026-03-02, 2 Mar, today, +7"),
                    Kind::Date,
                    self.today.to_string(),
                ),
                field(
                    text("服务中心数", "Service centres"),
                    text("整数，可以先空着", "A whole number; may stay blank"),
                    Kind::Count,
                    String::new(),
                ),
            ],
            at: 0,
            reason: None,
        });
    }

    pub(super) fn rename_form(&mut self) {
        let Some(opened) = &self.opened else { return };
        let name = tools::charter::charter(&opened.project).name.to_string();
        self.push_form(Form {
            title: text("给项目改名", "Rename the project"),
            purpose: Purpose::Rename,
            fields: vec![FormField {
                title: text("项目名称", "Project name"),
                help: text("文件名不变", "The file keeps its name").into(),
                kind: Kind::Text,
                editor: Editor::line(&name),
                error: None,
            }],
            at: 0,
            reason: None,
        });
    }

    /// Types into the field under the cursor.
    fn form_key(&mut self, key: KeyEvent) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        let field = &mut form.fields[form.at];
        field.error = None;
        field.editor.handle(key);
        self.touch_draft();
    }

    fn paste_into_form(&mut self, pasted: &str) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        let field = &mut form.fields[form.at];
        field.error = None;
        field.editor.paste(pasted);
        if field.editor.was_refused() {
            field.error = Some(TOO_LONG.into());
        }
        self.touch_draft();
    }

    fn go_to_field(&mut self, at: usize) {
        if let Some(Layer::Form(form)) = self.layers.last_mut() {
            form.at = at.min(form.fields.len() - 1);
        }
    }

    /// Gives a command of a form.
    fn run_in_form(&mut self, command: Command) {
        let today = self.today;
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        let last = form.fields.len() - 1;
        match command {
            Command::Cancel => {
                self.leave_form();
                if self.opened.is_none() && self.layers.is_empty() {
                    self.welcome_second();
                }
            }
            Command::CommitUp | Command::CommitPrevious => form.arrive(form.at.saturating_sub(1)),
            Command::Commit if form.at == last => self.submit(),
            // A line is read by Enter alone, where blank may mean something.
            Command::CommitDown | Command::CommitNext if form.purpose.is_line() => {
                form.fields[0].editor.select_all();
            }
            Command::CommitDown | Command::CommitNext | Command::Commit => {
                // What is wrong is said where it was typed, not after the last field.
                let field = &mut form.fields[form.at];
                match field.read(form.purpose, form.at == 0, today) {
                    Ok(_) if form.at < last => form.arrive(form.at + 1),
                    // It is confirmed, so that what is typed next is another value and no more of this one.
                    Ok(_) => field.editor.select_all(),
                    Err(reason) => field.refuse(reason),
                }
            }
            _ => {}
        }
    }

    /// Gives the open project another name.
    pub(super) fn rename(&mut self, name: Cell) -> Result<(), Phrase> {
        let Some(opened) = &self.opened else { return Ok(()) };
        let id = tools::charter::charter(&opened.project).id;
        self.try_apply(Edit::set::<Charter>(id, "name", name), text("项目改名", "Project renamed"))
    }

    /// Reads the fields of the form; the first that is wrong is shown.
    pub(super) fn submit(&mut self) {
        let today = self.today;
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        if form.purpose.is_line() {
            let (purpose, typed) = (form.purpose, form.fields[0].editor.text().to_owned());
            return self.submit_line(purpose, &typed);
        }
        let mut cells = Vec::new();
        for (n, field) in form.fields.iter_mut().enumerate() {
            match field.read(form.purpose, n == 0, today) {
                Ok(cell) => cells.push(cell),
                Err(reason) => {
                    field.refuse(reason);
                    form.at = n;
                    return;
                }
            }
        }
        let Some(Layer::Form(mut form)) = self.layers.pop() else { return };
        let purpose = form.purpose;
        if purpose == Purpose::Rename
            && let Err(reason) = self.rename(cells.first().cloned().unwrap_or_default())
        {
            form.fields[0].refuse(reason);
            return self.layers.push(Layer::Form(form));
        }
        if purpose == Purpose::FillIn
            && let Err(reason) = self.fill_in(&cells)
        {
            form.fields[1].refuse(reason);
            form.at = 1;
            return self.layers.push(Layer::Form(form));
        }
        self.keep_submitted(&form);
        self.drop_form_draft();
        match purpose {
            Purpose::Create => {
                let mut charter = Charter::with_id(self.id());
                for (key, cell) in ["name", "vision", "start", "centres"].iter().zip(cells) {
                    if let Some(column) = Charter::DEF.column(key) {
                        charter.set(column, cell);
                    }
                }
                let project = registry::new_project(charter, &mut *self.new_id);
                self.form_texts.made = Some(project.id);
                self.leave_for(Request::Create(Box::new(project)));
            }
            Purpose::SaveAs | Purpose::KeepDemo => self.save_as(&cells),
            Purpose::Forget => self.find_person(&cells),
            Purpose::Import => self.read_file(&cells),
            Purpose::ReadLog => self.read_log(&cells),
            Purpose::Export => self.export(&cells),
            Purpose::Report => self.order_report(&cells),
            // The form to fill in is ordered above, where what is wrong with it is said in its field.
            Purpose::FillIn | Purpose::Filter | Purpose::GoTo | Purpose::Replay => {}
            Purpose::Rename => {
                self.form_texts.forget(purpose);
                // That another window's name waits is the weightier news.
                if self.message.is_none() {
                    self.say(Level::Good, text("已改名", "Renamed"));
                }
            }
        }
    }
}

impl Form {
    /// Goes to a field, whose text is selected as in any dialog: what is typed takes its place.
    fn arrive(&mut self, at: usize) {
        self.at = at;
        self.fields[at].editor.select_all();
    }
}

impl FormField {
    /// Says why its text is refused, and selects it so that typing replaces it.
    pub(super) fn refuse(&mut self, reason: Phrase) {
        self.error = Some(reason);
        self.editor.select_all();
    }

    /// The value typed; the first field of a form is needed, the others may stay blank.
    fn read(&self, purpose: Purpose, needed: bool, today: chrono::NaiveDate) -> Result<Cell, Phrase> {
        // Only the centres are counted here.
        let counts = Charter::DEF.columns[Charter::COL.centres.at].counts.clone();
        let reading =
            Reading { counts, today, toward: Toward::Near, link: &|_, name| Err(no_such_row(name)) };
        let typed = self.editor.text();
        let typed = if self.kind == Kind::Count {
            registry::without_counted(Charter::COL.centres.key, typed)
        } else {
            typed
        };
        match parse(self.kind, typed, &reading) {
            // Without a path one looks around at home.
            Ok(Cell::Empty) if needed && matches!(purpose, Purpose::ReadLog | Purpose::Import) => {
                Ok(Cell::Text("~".into()))
            }
            Ok(Cell::Empty) if needed => Err(text("请填上名称", "Please enter a name").into()),
            read => read.map_err(|e| e.0),
        }
    }
}

#[cfg(test)]
mod tests;
