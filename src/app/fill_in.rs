//! The form of one sheet for others to fill in: which file, and for which centre.

use super::App;
use super::editor::Editor;
use super::layer::{Form, FormField, Purpose};
use super::request::{Export, Request};
use crate::registry;
use crate::say;
use crate::sheet::{Cell, Kind, Row as _, SheetDef, comparable, is_comparable};
use crate::text::{Phrase, Text, names, safe_name, text};
use crate::tools::adkar::Person;
use ecow::EcoString;

/// Whose rows stand in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormOf {
    /// Those of all centres.
    All,
    /// Those of one centre.
    One(EcoString),
    /// Those of one centre in each of several files, in a folder.
    Each,
}

/// The words for a form for each centre.
const EACH: [&str; 7] = ["each", "every", "各", "每个", "各中心", "每个中心", "每个服务中心"];

impl App {
    /// The sheet that the form is of: that on the screen, or the cards.
    fn sheet_to_fill_in(&self) -> &'static SheetDef {
        self.view().map_or(Person::DEF, |(.., view)| view.sheet)
    }

    /// The form for the form to write.
    pub(super) fn fill_in_form(&mut self) {
        let (name, sheet) = (self.name(), self.sheet_to_fill_in().title.get(self.lang()));
        let file = safe_name(&format!("{name} {sheet} {}", self.today));
        let title = self.sheet_to_fill_in().title;
        let said = say!(
            "“{title}”的 Excel，发给别人填，填好再导入；要别的表，先打开那张表。已有的文件不会被覆盖",
            "'{title}' for Excel, to be filled in by others and imported again; for another sheet open it first. No file is written over",
            title
        );
        let field = |title: Text, help: Phrase, start: &str| {
            let mut editor = Editor::line(start);
            editor.select_all();
            FormField { title, help, kind: Kind::Text, editor, error: None }
        };
        self.push_form(Form {
            title: text("填报表", "Form to fill in"),
            purpose: Purpose::FillIn,
            fields: vec![
                field(
                    text("文件", "File"),
                    said,
                    &format!("~/{file}.xlsx"),
                ),
                field(
                    text("服务中心", "Centre"),
                    text(
                        "留空：全部写在一起；写一个中心：只有它的行；写“每个”：每个中心一个文件，放进同名的文件夹",
                        "Blank: all in one file. A centre: only its rows. 'each': a file for each centre, in a folder of that name",
                    )
                    .into(),
                    "",
                ),
            ],
            at: 0,
            reason: None,
        });
    }

    /// For whom the form is, by what was typed; why that is nobody, otherwise.
    fn form_of(&self, def: &'static SheetDef, typed: &Cell) -> Result<FormOf, Phrase> {
        let Cell::Text(typed) = typed else { return Ok(FormOf::All) };
        registry::check_has_centres(def)?;
        let centres = self.opened.as_ref().map_or_else(Vec::new, |opened| registry::centres(&opened.project));
        let wanted = comparable(typed);
        if let Some(centre) = centres.iter().find(|centre| is_comparable(centre, &wanted)) {
            return Ok(FormOf::One(centre.clone()));
        }
        if EACH.iter().any(|each| is_comparable(each, &wanted)) {
            return Ok(FormOf::Each);
        }
        Err(match centres.as_slice() {
            [] => say!(
                "项目里还没有服务中心：先在诊断卡或路线图上填写",
                "There are no centres in the project yet: enter them on the cards or on the roadmap"
            ),
            _ => say!(
                "没有“{typed}”这个服务中心，现有：{all}",
                "There is no centre '{typed}'. There are: {all}",
                all = names(&centres)
            ),
        })
    }

    /// Has the form written; gives why the centre does not do.
    pub(super) fn fill_in(&mut self, cells: &[Cell]) -> Result<(), Phrase> {
        let [Cell::Text(path), centre] = cells else { return Ok(()) };
        let def = self.sheet_to_fill_in();
        let of = self.form_of(def, centre)?;
        let Some(project) = self.project_now() else { return Ok(()) };
        let stop = self.wait_for(text("写填报表", "Writing the form"));
        let (today, lang) = (self.today, self.lang());
        // A folder has a file for each; a file that is named without an ending is one of Excel.
        let bare = of != FormOf::Each && std::path::Path::new(path.as_str()).extension().is_none();
        let path = if bare { format!("{path}.xlsx") } else { path.to_string() };
        let form = Some((def, of));
        let export = Export { project, path, sheet: Some(def), form, today, is_replay: false, lang, stop };
        self.ask(Request::Export(Box::new(export)));
        Ok(())
    }
}
