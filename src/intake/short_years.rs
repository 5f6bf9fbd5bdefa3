//! Days with a year of two digits: a column in which they can be read in one order alone is read in it.

use super::plan::{CellPlan, Goes};
use super::{Intake, Planner};
use crate::calendar::{DayOrder, ShortOrder, ShortYear};
use crate::say;
use crate::sheet::{day_alone, day_in_words};
use chrono::NaiveDate;

/// The order of such days in a column of the block.
#[derive(Clone)]
pub(super) struct ShortYears {
    order: ShortOrder,
    /// Whether a person has decided it.
    is_decided: bool,
}

impl Intake {
    /// The order of each column of the block that holds such days, where it is decided or only one is possible.
    pub(super) fn short_years(&self, today: NaiveDate) -> Vec<Option<ShortYears>> {
        (0..self.width()).map(|at| self.short_years_of(at, today)).collect()
    }

    /// Whether such days of a column of the block can be read in several orders, as they stand.
    pub(super) fn has_open_short_years(&self, at: usize, today: NaiveDate) -> bool {
        let written = self.short_years_in(at, today);
        ShortOrder::ALL.into_iter().filter(|order| order.fits(&written, today)).count() > 1
    }

    fn short_years_of(&self, at: usize, today: NaiveDate) -> Option<ShortYears> {
        let written = self.short_years_in(at, today);
        let of = |order: Option<DayOrder>, is_decided| {
            let order = order.map(ShortOrder::from).filter(|order| order.fits(&written, today))?;
            Some(ShortYears { order, is_decided })
        };
        // What another cell shows with its year in full is told, as nobody has decided it.
        of(self.orders.get(&Some(at)).copied(), true)
            .or_else(|| of(self.shown_order(at, today).map(|shown| shown.order), false))
            .or_else(|| of(self.orders.get(&None).copied(), true))
            .or_else(|| {
                let order = ShortOrder::of_all(&written, today)?;
                Some(ShortYears { order, is_decided: false })
            })
    }

    /// Such days of a column of the block.
    fn short_years_in(&self, at: usize, today: NaiveDate) -> Vec<ShortYear> {
        self.days_alone(at, today).filter_map(|cell| ShortYear::of(&cell)).collect()
    }
}

impl Planner {
    /// The day that a text with a year of two digits means.
    pub(super) fn with_short_year(&self, column: usize, at: usize, typed: &str) -> Option<NaiveDate> {
        let ShortYears { order, .. } = self.short_years.get(at)?.as_ref()?;
        ShortYear::of(&day_alone(&self.def.columns[column], typed, self.today))?.day(*order)
    }

    /// Says how such days were read.
    pub(super) fn note_short_years(&mut self, intake: &Intake) {
        for at in 0..intake.width() {
            let Some(column) = intake.fields[at].column() else { continue };
            let known = self.short_years.get(at).cloned().flatten();
            let Some(ShortYears { order, is_decided: false }) = known else {
                continue;
            };
            let stored = |line: &&super::LinePlan| {
                !matches!(line.goes, Goes::Blank | Goes::Out(_))
                    && matches!(line.cells.get(at), Some(CellPlan::Fill(_) | CellPlan::Over(..)))
            };
            let first = self.plan.lines.iter().filter(stored).find_map(|line| {
                let typed = intake.lines[line.line].get(at)?;
                Some((typed.trim().to_owned(), self.with_short_year(column, at, typed)?))
            });
            let Some((typed, day)) = first else { continue };
            let (title, order, day) = (self.column_title(column), order.title(), day_in_words(day));
            self.note(say!(
                "“{title}”的年份只写两位，按{order}读：“{typed}”是 {day}",
                "{title} has years of two digits, read as {order}: '{typed}' is {day}",
                title,
                order,
                day
            ));
        }
    }
}
