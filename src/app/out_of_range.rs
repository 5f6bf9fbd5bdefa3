//! The cells whose values in the file are out of range: listed, so that they can be gone to and corrected.

use super::App;
use super::layer::{Chooser, Does, Item, Layer};
use crate::command::Command;
use crate::finding::{Level, Place};
use crate::project::{OutOfRange, out_of_range, row_title};
use crate::sheet::plain;
use crate::text::{Lang, Phrase, count, text};

impl App {
    fn out_of_range(&self) -> Vec<OutOfRange> {
        self.opened.as_ref().map_or_else(Vec::new, |opened| out_of_range(&opened.project))
    }

    /// The line of the list of the file that leads to them, if there are any.
    pub(super) fn out_of_range_item(&self) -> Option<Item> {
        let cells = self.out_of_range().len();
        let title = Command::OutOfRange.entry().title;
        (cells > 0).then(|| Item {
            level: Level::Watch,
            ..Item::new(title, count(cells as u64, "格", "cell", "cells"), Does::Run(Command::OutOfRange))
        })
    }

    /// Lists them, each with its place; one that is chosen is gone to.
    pub(super) fn list_out_of_range(&mut self) {
        let cells = self.out_of_range();
        let Some(opened) = self.opened.as_ref().filter(|_| !cells.is_empty()) else {
            return self.say(Level::Good, text("没有超出范围的格", "No cell is out of range"));
        };
        let project = &opened.project;
        let item = |cell: &OutOfRange| {
            let column = &cell.sheet.columns[cell.column];
            let row = project.sheet(cell.sheet.key).and_then(|sheet| sheet.share(sheet.position(cell.row)?));
            let place = |lang: Lang| {
                let row = row.as_ref().map_or_else(String::new, |row| row_title(project, &**row, lang));
                let parts = [cell.sheet.title.get(lang), &row, column.title.get(lang)];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            };
            let place_of = Place { sheet: cell.sheet.key, row: Some(cell.row), column: column.key };
            Item::new(
                Phrase::from((place(Lang::Zh), place(Lang::En))),
                Phrase::same(plain(&cell.cell, Lang::En, &|_| String::new())),
                Does::Go(place_of),
            )
        };
        let mut chooser = Chooser::new(Command::OutOfRange.entry().title, cells.iter().map(item).collect());
        chooser.about = Some(
            text(
                "原样保留在文件里，不参与计算；选一格过去改正",
                "Kept in the file as they are, and nothing is computed from them; choose one to correct it",
            )
            .into(),
        );
        self.layers.push(Layer::Choose(chooser));
    }
}
