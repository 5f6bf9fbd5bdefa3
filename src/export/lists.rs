//! The lists that cells are chosen from. They stand on a hidden worksheet, as Excel takes no more than 255 characters in
//! the rule of a cell.

use super::Options;
use super::worksheet::is_wanted;
use crate::project::{self, Project};
use crate::registry;
use crate::sheet::{AnyRow, Column, Kind, SheetDef, comparable, is_comparable};
use crate::text::{Lang, text};
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};
use std::collections::HashMap;

/// The name of the worksheet.
const NAME: &str = "_lists";

/// All lists that are used, each a column of the hidden worksheet.
pub struct Lists<'a> {
    project: &'a Project,
    lang: Lang,
    /// The only centre that the workbook is about, if it is that of one.
    centre: Option<&'a str>,
    columns: Vec<Vec<String>>,
    known: HashMap<String, usize>,
}

impl<'a> Lists<'a> {
    pub fn new(project: &'a Project, options: Options<'a>) -> Lists<'a> {
        let Options { lang, centre, .. } = options;
        Lists { project, lang, centre, columns: Vec::new(), known: HashMap::new() }
    }

    /// The formula for the values that a cell of this column may hold, with those of people's own that are in use; none where
    /// they are not listed.
    pub fn of(&mut self, def: &SheetDef, column: &Column) -> Option<Formula> {
        let in_use = || registry::in_use(self.project, def, column).into_iter().map(String::from);
        let (key, values): (String, Vec<String>) = match column.kind {
            Kind::Choice(options) | Kind::OpenChoice(options) => {
                let labels = options.iter().map(|o| o.label.get(self.lang).to_owned());
                let values: Vec<String> = labels.chain(in_use()).collect();
                (values.join("\u{1f}"), values)
            }
            Kind::Text => {
                let is_own =
                    |name: &String| self.centre.is_none_or(|centre| is_comparable(name, &comparable(centre)));
                let values: Vec<String> = in_use().filter(is_own).collect();
                (values.join("\u{1f}"), values)
            }
            Kind::Link(sheet) => {
                let rows = self.project.sheet(sheet)?;
                let name = |row: &dyn AnyRow| project::row_name(row, self.lang);
                let names = (0..rows.len()).filter_map(|at| rows.row(at));
                let names = names.filter(|row| is_wanted(self.project, *row, self.centre)).map(name);
                (format!("\u{1e}{sheet}"), names.filter(|name| !name.trim().is_empty()).collect())
            }
            Kind::Check => {
                let yes = [text("是", "yes"), text("否", "no")];
                ("\u{1d}".to_owned(), yes.iter().map(|t| t.get(self.lang).to_owned()).collect())
            }
            _ => return None,
        };
        if values.is_empty() {
            return None;
        }
        let count = values.len();
        let at = *self.known.entry(key).or_insert_with(|| {
            self.columns.push(values);
            self.columns.len() - 1
        });
        let column = rust_xlsxwriter::utility::column_number_to_name(at as u16);
        Some(Formula::new(format!("={NAME}!${column}$1:${column}${count}")))
    }

    /// Writes the hidden worksheet.
    pub fn write(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(NAME)?.set_hidden(true);
        for (at, values) in self.columns.iter().enumerate() {
            for (row, value) in values.iter().enumerate() {
                sheet.write_string(row as u32, at as u16, value)?;
            }
        }
        Ok(())
    }
}
