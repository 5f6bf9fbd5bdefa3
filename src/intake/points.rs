//! Whether the point of a column's numbers parts thousands: one way of reading for a column, as its cells show it.

use super::{CellPlan, Goes, Intake, Mend, Planner};
use crate::say;
use crate::sheet::{Kind, decimal_comma, is_decimal_point, point_thousands};
use crate::text::count;

/// What the cells of a column show of the point in its numbers.
#[derive(Clone)]
pub(super) enum Points {
    /// It parts thousands, as this cell shows.
    Thousands(String),
    /// Nothing: it may part thousands or stand before a fraction.
    Open,
    /// It stands before a fraction.
    Decimal,
}

impl Intake {
    /// What each column of the block shows; none where no numbers go, or none has a point that may part thousands.
    pub(super) fn points(&self) -> Vec<Option<Points>> {
        let column = |at: usize| {
            if let Some(points) = self.points_of_counts(at) {
                return Some(Some(points));
            }
            if !self.numbers_of(at)?.any(|cell| point_thousands(cell).is_some()) {
                return None;
            }
            Some(self.shown_by_numbers(at, |cells| {
                let shows = |cell: &&str| {
                    decimal_comma(cell).is_some() || point_thousands(cell).is_some_and(|(_, is_sure)| is_sure)
                };
                match cells.iter().find(|cell| shows(cell)) {
                    _ if cells.iter().any(|cell| is_decimal_point(cell)) => Some(Points::Decimal),
                    Some(cell) => Some(Points::Thousands(cell.trim().to_owned())),
                    None => None,
                }
            }))
        };
        (0..self.width()).map(|at| column(at).map(|shown| shown.unwrap_or(Points::Open))).collect()
    }

    /// The same for a column that goes where counts stand: these have no fractions.
    fn points_of_counts(&self, at: usize) -> Option<Points> {
        let column = self.fields.get(at).and_then(|field| field.column())?;
        if self.def.columns[column].kind != Kind::Count {
            return None;
        }
        let cells = self.lines.iter().skip(self.first()).filter_map(|line| line.get(at));
        let pointed = |cell: &&String| point_thousands(cell).is_some();
        let cells: Vec<&String> = cells.filter(pointed).collect();
        let is_sure = |cell: &&&String| {
            let (_, is_sure) = point_thousands(cell).unwrap_or_default();
            is_sure || !cell.trim().ends_with("000")
        };
        let shown = cells.iter().find(is_sure).map(|cell| Points::Thousands(cell.trim().to_owned()));
        let is_any = !cells.is_empty();
        shown.or_else(|| is_any.then_some(Points::Open))
    }

    /// The cells of a column of the block that goes where numbers stand; none for any other.
    pub(super) fn numbers_of(&self, at: usize) -> Option<impl Iterator<Item = &str>> {
        let column = self.fields.get(at).and_then(|field| field.column())?;
        let cells = self.lines.iter().skip(self.first());
        (self.def.columns[column].kind == Kind::Number)
            .then(|| cells.filter_map(move |line| line.get(at)).map(String::as_str))
    }

    /// What the numbers of a column show, and where they show nothing what those beside it do: one hand has written them.
    pub(super) fn shown_by_numbers<T>(&self, at: usize, shown: impl Fn(&[&str]) -> Option<T>) -> Option<T> {
        let own: Vec<&str> = self.numbers_of(at)?.collect();
        shown(&own).or_else(|| {
            let all: Vec<&str> = (0..self.width()).filter_map(|at| self.numbers_of(at)).flatten().collect();
            shown(&all)
        })
    }
}

impl Planner {
    /// Says how numbers were read whose point may part thousands.
    pub(super) fn note_points(&mut self, intake: &Intake) {
        for (at, points) in self.points.clone().into_iter().enumerate() {
            let Some(points) = points else { continue };
            let (mut n, mut first) = (0, None);
            for line in self.plan.lines.iter().filter(|line| !matches!(line.goes, Goes::Blank | Goes::Out(_)))
            {
                let stored = matches!(line.cells.get(at), Some(CellPlan::Fill(_) | CellPlan::Over(..)));
                let typed = intake.lines[line.line].get(at).filter(|_| stored);
                let Some((typed, (whole, _))) =
                    typed.and_then(|typed| Some((typed, point_thousands(typed)?)))
                else {
                    continue;
                };
                if intake.mend(at, typed).is_none_or(|mend| *mend == Mend::Meant) {
                    n += 1;
                    first.get_or_insert((typed.trim().to_owned(), whole.trim().to_owned()));
                }
            }
            let (Some((typed, whole)), Some(column)) = (first, intake.fields[at].column()) else { continue };
            let title = self.column_title(column);
            match points {
                Points::Thousands(by) => self.note(say!(
                    "“{title}”有“{by}”，所以点都当作千位分隔：“{typed}”是 {whole}",
                    "{title}: the point parts thousands, as in '{by}': '{typed}' is {whole}",
                    title
                )),
                Points::Open => {
                    let cells = count(n, "格", "cell", "cells");
                    self.note(say!(
                        "“{title}”有 {cells}的点当作小数点，“{typed}”不是 {whole}，请确认",
                        "{title}, {cells}: the point is a decimal point, '{typed}' is not {whole}, please check",
                        title,
                        cells
                    ));
                }
                Points::Decimal => {}
            }
        }
    }
}
