//! In which order the days and months of a column are written, and what is said of values that might be read otherwise.

use super::draft::Draft;
use super::plan::{CellPlan, Goes, Wrong};
use super::points::Points;
use super::{Intake, Mend, Planner};
use crate::calendar::{DayOrder, Numbers};
use crate::say;
use crate::sheet::{Kind, day_alone, day_in_words, point_thousands};
use crate::text::count;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::HashMap;

/// The order of a column of the block.
#[derive(Clone)]
pub(super) struct Order {
    pub order: DayOrder,
    known: Known,
}

/// How the order of a column is known.
#[derive(Clone)]
enum Known {
    /// A person has decided it.
    Decided,
    /// This cell is a day in one order alone.
    By(String),
    /// In the other order the days of a table would not follow each other.
    ByStep,
}

/// The cells of a column that might be read otherwise: how many there are, and the first of them.
type Cells = (usize, String);

impl Intake {
    /// Whether a column of the block goes where days stand.
    pub(super) fn holds_days(&self, at: usize) -> bool {
        let column = self.fields.get(at).and_then(|field| field.column());
        column.is_some_and(|column| matches!(self.def.columns[column].kind, Kind::Date | Kind::Tick))
    }

    /// Whether days of a column of the block might be read in either order.
    pub fn has_open_days(&self, at: usize, today: NaiveDate) -> bool {
        self.days_in(at, today).into_iter().any(|(_, numbers)| numbers.is_open())
            || self.has_open_short_years(at, today)
    }

    /// The cells of a column of days, each as its day is written, without words beside it.
    pub(super) fn days_alone(&self, at: usize, today: NaiveDate) -> impl Iterator<Item = Cow<'_, str>> {
        let column = self.fields.get(at).and_then(|field| field.column()).map(|at| &self.def.columns[at]);
        let column = column.filter(|_| self.holds_days(at));
        let cells = self.lines.iter().skip(self.first()).filter_map(move |line| line.get(at));
        cells.filter_map(move |cell| Some(day_alone(column?, cell, today)))
    }

    /// Those of its cells that hold two small numbers.
    fn days_in(&self, at: usize, today: NaiveDate) -> Vec<(Cow<'_, str>, Numbers)> {
        self.days_alone(at, today).filter_map(|day| Numbers::of(&day).map(|numbers| (day, numbers))).collect()
    }

    /// The order of each column of the block, where it is decided or its other cells show one.
    pub(super) fn orders(&self, today: NaiveDate) -> Vec<Option<Order>> {
        let decided = |at: Option<usize>| {
            self.orders.get(&at).map(|order| Order { order: *order, known: Known::Decided })
        };
        let order = |at: usize| {
            if !self.holds_days(at) {
                return None;
            }
            decided(Some(at))
                .or_else(|| self.shown_order(at, today))
                .or_else(|| self.order_by_points(at, today))
                .or_else(|| decided(None))
                .or_else(|| self.stepped_order(at, today))
        };
        (0..self.width()).map(order).collect()
    }

    /// The order that the cells of a column show which are a day in one alone.
    pub(super) fn shown_order(&self, at: usize, today: NaiveDate) -> Option<Order> {
        let mut shown: Option<Order> = None;
        for (cell, numbers) in self.days_in(at, today) {
            let Some(order) = numbers.order() else { continue };
            match &shown {
                Some(other) if other.order != order => return None,
                Some(_) => {}
                None => shown = Some(Order { order, known: Known::By(cell.trim().to_owned()) }),
            }
        }
        shown
    }

    /// The order of a column in which a day stands before points, where no day of it can be one in the other order alone.
    fn order_by_points(&self, at: usize, today: NaiveDate) -> Option<Order> {
        let days = self.days_in(at, today);
        if days.iter().any(|(_, numbers)| numbers.order() == Some(DayOrder::MonthFirst)) {
            return None;
        }
        days.iter().find_map(|(cell, numbers)| {
            let order = Some(*numbers).filter(|numbers| numbers.has_year())?.by_points()?;
            Some(Order { order, known: Known::By(cell.trim().to_owned()) })
        })
    }

    /// The order in which the days of a table with days across or down follow each other.
    fn stepped_order(&self, at: usize, today: NaiveDate) -> Option<Order> {
        let column = self.fields.get(at).and_then(|field| field.column())?;
        let mut days: Vec<Numbers> = Vec::new();
        for (_, numbers) in self.days_in(at, today) {
            if !days.contains(&numbers) {
                days.push(numbers);
            }
        }
        let toward = self.def.columns[column].toward;
        let order = DayOrder::of_steps(&days, today, toward).filter(|_| self.is_reshaped())?;
        Some(Order { order, known: Known::ByStep })
    }
}

impl Planner {
    /// What a cell means where only its column tells the day from the month, or the point from a comma.
    pub(super) fn as_meant<'a>(&self, column: usize, at: usize, typed: &'a str) -> Cow<'a, str> {
        if let Some(meant) = self.status_meant(at, typed) {
            return meant;
        }
        if let Some(Some(Points::Thousands(_))) = self.points.get(at)
            && let Some((whole, _)) = point_thousands(typed)
        {
            return Cow::Owned(whole);
        }
        if let Some(point) = self.with_decimal_comma(at, typed) {
            return Cow::Owned(point);
        }
        if let Some(day) = self.last_day_meant(at, typed) {
            return Cow::Owned(day.to_string());
        }
        self.day_as_meant(column, at, typed)
    }

    /// The same of a day alone, also of one that a person types in the place of a cell: it is read as its column is.
    pub(super) fn day_as_meant<'a>(&self, column: usize, at: usize, typed: &'a str) -> Cow<'a, str> {
        if let Some(week) = self.week_meant(at, typed) {
            return Cow::Owned(week);
        }
        if let Some(day) = self.with_short_year(column, at, typed) {
            return Cow::Owned(day.to_string());
        }
        if let Some(day) = self.day_of_its_week(at, typed) {
            return Cow::Owned(day.to_string());
        }
        let col = &self.def.columns[column];
        let alone = &*day_alone(col, typed, self.today);
        let Some(order) = self.order_at(at, alone) else { return Cow::Borrowed(typed) };
        let day = Numbers::of(alone)
            .filter(|numbers| matches!(col.kind, Kind::Date | Kind::Tick) && numbers.is_either())
            .and_then(|numbers| numbers.day(order, self.today, col.toward));
        day.map_or(Cow::Borrowed(typed), |day| Cow::Owned(day.to_string()))
    }

    /// The order of a day: that of its column, the one that points say, or the one that a person is known to write.
    fn order_at(&self, at: usize, typed: &str) -> Option<DayOrder> {
        let of_column = self.orders.get(at).and_then(Option::as_ref).map(|known| known.order);
        let by_points = || Numbers::of(typed).and_then(Numbers::by_points);
        match of_column {
            Some(order) => Some(order),
            None if self.is_month_first(typed) => by_points().map(DayOrder::other),
            None => by_points().or(self.custom.0),
        }
    }

    /// Whether the month stands first in a day without a year: in Chinese, and with a dash, as the screen shows days.
    fn is_month_first(&self, typed: &str) -> bool {
        let dash = !typed.contains(['/', '.', '／', '．', '。']);
        Numbers::of(typed).is_some_and(|numbers| !numbers.has_year() && (self.custom.1 || dash))
    }

    /// What is asked about a day without a year of which either number may be the month, where nothing tells which.
    pub(super) fn ask_day(&self, column: usize, at: usize, typed: &str) -> Option<CellPlan> {
        let col = &self.def.columns[column];
        let alone = &*day_alone(col, typed, self.today);
        let numbers = Numbers::of(alone).filter(|numbers| numbers.is_open() && !numbers.has_year())?;
        let is_day = matches!(col.kind, Kind::Date | Kind::Tick);
        if !is_day || self.is_month_first(alone) || self.order_at(at, alone).is_some() {
            return None;
        }
        let day = |order| numbers.day(order, self.today, col.toward);
        let (one, other) = (day(DayOrder::MonthFirst)?, day(DayOrder::DayFirst)?);
        let reason = say!(
            "“{typed}”有两种读法：请写成 {one} 或 {other}",
            "'{typed}' can be read in two ways: write {one} or {other}",
            typed = typed.trim()
        );
        Some(CellPlan::Wrong(Box::new(Wrong { reason, proposals: super::proposals::either_day(one, other) })))
    }

    /// What becomes of a cell in whose place this was typed: a day is read in one way throughout a column.
    pub(super) fn read_typed(
        &mut self,
        intake: &Intake,
        draft: &mut Draft,
        (column, at): (usize, usize),
        text: &str,
    ) -> CellPlan {
        self.ask_day(column, at, text).unwrap_or_else(|| {
            let text = self.day_as_meant(column, at, text).into_owned();
            self.read_cell(draft, column, &text, intake.blanks, true)
        })
    }

    /// Says how days were read that might be other days.
    pub(super) fn note_readings(&mut self, intake: &Intake) {
        // A dash may be read otherwise than a slash in the same column.
        let mut days = HashMap::<(usize, bool), Cells>::new();
        for line in &self.plan.lines {
            if matches!(line.goes, Goes::Blank | Goes::Out(_)) {
                continue;
            }
            for (at, cell) in line.cells.iter().enumerate() {
                let (CellPlan::Fill(_) | CellPlan::Over(..)) = cell else { continue };
                let Some(column) = intake.column_at(line.line, at) else { continue };
                let Some(typed) = intake.lines[line.line].get(at) else { continue };
                // What was typed in its place is read, too, and may be another day.
                let typed = match intake.mend(at, typed) {
                    Some(Mend::Typed(text)) => text,
                    Some(_) => continue,
                    None => typed,
                };
                let typed = &*day_alone(&self.def.columns[column], typed, self.today);
                let other = self.orders.get(at).and_then(Option::as_ref).map(|known| known.order.other());
                let may_differ = |numbers: Numbers| {
                    numbers.is_open() || (numbers.is_either() && numbers.by_points() == other)
                };
                let is_day = matches!(self.def.columns[column].kind, Kind::Date | Kind::Tick)
                    && Numbers::of(typed).is_some_and(may_differ);
                if is_day {
                    let order = self.order_at(at, typed).unwrap_or(DayOrder::MonthFirst);
                    days.entry((at, order == DayOrder::DayFirst))
                        .or_insert_with(|| (0, typed.trim().to_owned()))
                        .0 += 1;
                }
            }
        }
        for (at, field) in intake.fields.iter().enumerate() {
            let Some(column) = field.column() else { continue };
            for order in [DayOrder::MonthFirst, DayOrder::DayFirst] {
                if let Some(of) = days.get(&(at, order == DayOrder::DayFirst)) {
                    self.note_days(column, (at, order), of);
                }
            }
        }
    }

    fn note_days(&mut self, column: usize, (at, order): (usize, DayOrder), (n, typed): &Cells) {
        let toward = self.def.columns[column].toward;
        let Some(numbers) = Numbers::of(typed) else { return };
        let known = self.orders.get(at).cloned().flatten();
        let day = |order| numbers.day(order, self.today, toward);
        let (Some(read), Some(other)) = (day(order), day(order.other())) else { return };
        let (title, cells) = (self.column_title(column), count(*n, "格", "cell", "cells"));
        let (read, other) = (day_in_words(read), day_in_words(other));
        let (first, second) = (order.title(), order.other().title());
        let note = match known.map(|known| known.known) {
            Some(Known::Decided) => return,
            Some(Known::By(by)) => say!(
                "“{title}”有“{by}”，所以都按{first}读：“{typed}”是 {read}",
                "{title} is read {first}, as in '{by}': '{typed}' is {read}",
                title,
                first,
                read
            ),
            Some(Known::ByStep) => say!(
                "“{title}”按{first}读，前后日期才连得上：“{typed}”是 {read}",
                "{title} is read {first}, so that the days follow each other: '{typed}' is {read}",
                title,
                first,
                read
            ),
            None => say!(
                "“{title}”有 {cells}看不出日月先后，按{first}读：“{typed}”读作 {read}；{second}就是 {other}，请确认",
                "{title}, {cells}: read {first}, '{typed}' as {read}; {second} it would be {other}, please check",
                title,
                cells,
                first,
                read,
                second,
                other
            ),
        };
        self.note(note);
    }
}
