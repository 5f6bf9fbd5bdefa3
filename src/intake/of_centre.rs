//! Forms that were written for one centre.

use super::Intake;
use super::reading::NoRows;
use crate::registry;
use crate::say;
use crate::text::count;

impl Intake {
    /// Lets new lines of a form for one centre that name none belong to that centre.
    pub(super) fn place_centre(&mut self) {
        let Some(exported) = &self.exported else { return };
        let (Some(centre), Some(column)) = (&exported.centre, registry::centre_column(self.def)) else {
            return;
        };
        let Some(at) = self.fields.iter().position(|field| field.column() == Some(column)) else { return };
        let no_rows = NoRows::of(self, None);
        let is_filled = |cell: &String| !cell.trim().is_empty();
        let lacks = |(n, cells): &(usize, &Vec<String>)| {
            !exported.has(*n)
                && self.id_of(cells).is_none()
                && cells.iter().any(is_filled)
                && !cells.get(at).is_some_and(is_filled)
                && !no_rows.is_total(self, cells)
        };
        let lines: Vec<usize> =
            self.lines.iter().enumerate().skip(self.first()).filter(lacks).map(|(n, _)| n).collect();
        if lines.is_empty() {
            return;
        }
        let added = count(lines.len() as u64, "行", "new line", "new lines");
        self.from.notes.push(say!(
            "新增的 {added}没有写服务中心，按填报表算作“{centre}”的",
            "{added} without a centre: taken as of {centre}, whose form this is",
            added
        ));
        let centre = centre.clone();
        for n in lines {
            let line = &mut self.lines[n];
            line.resize(line.len().max(at + 1), String::new());
            line[at].clone_from(&centre);
        }
    }
}
