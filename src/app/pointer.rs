//! The mouse: a click goes there, a second one opens it, a drag selects, the wheel scrolls.

use super::layer::Layer;
use super::{App, Focus, Screen, Spot};
use crate::command::Command;
use crate::sheet::Kind;
use crate::tool::Layout;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;
use std::time::{Duration, Instant};

impl App {
    pub(super) fn mouse(&mut self, mouse: MouseEvent) {
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(mouse.column, mouse.row),
            MouseEventKind::Drag(MouseButton::Left) => self.drag(mouse.column, mouse.row),
            MouseEventKind::ScrollDown => self.wheel(3),
            MouseEventKind::ScrollUp => self.wheel(-3),
            _ => {}
        }
    }

    /// What lies at a place of the screen; the last drawn is on top.
    fn spot(&self, column: u16, row: u16) -> Option<Spot> {
        let at = Position { x: column, y: row };
        self.drawn.spots.iter().rev().find(|(area, _)| area.contains(at)).map(|(_, spot)| *spot)
    }

    /// Where the spot at a place begins.
    fn drawn_start(&self, row: u16, column: u16) -> u16 {
        let at = Position { x: column, y: row };
        self.drawn.spots.iter().rev().find(|(area, _)| area.contains(at)).map_or(column, |(area, _)| area.x)
    }

    fn click(&mut self, column: u16, row: u16) {
        self.message = None;
        let twice = self
            .last_click
            .is_some_and(|(x, y, at)| (x, y) == (column, row) && at.elapsed() < Duration::from_millis(500));
        self.last_click = (!twice).then(|| (column, row, Instant::now()));
        let clicked = self.spot(column, row);
        let shown = self.view_shown();
        if self.leaves_field(clicked) && (!self.confirm_and_leave() || self.view_shown() != shown) {
            return;
        }
        if let Some(layer) = self.layers.last() {
            let keys = layer.keys();
            match clicked {
                Some(Spot::Item(at)) => (keys.click)(self, at),
                Some(Spot::Hint(command)) => self.run(command),
                Some(Spot::Inside) => {}
                // Beside a list or a text: it closes. What is being typed stays.
                _ if (keys.closes)(layer) => _ = self.layers.pop(),
                _ => {}
            }
            return;
        }
        match clicked {
            Some(Spot::Tool(line)) => self.show_line(line),
            Some(Spot::View(at)) => self.show_view(at),
            Some(Spot::Finding(at)) => {
                self.focus = Focus::Middle;
                let again = self.home_line == at;
                self.home_line = at;
                if again {
                    self.run(Command::Open);
                }
            }
            Some(Spot::Member(at, column)) => {
                self.focus = Focus::Middle;
                (self.overview.at, self.overview.column) = (at, column);
                if twice {
                    self.open_member(false);
                }
            }
            Some(Spot::Cell(at, slot)) => {
                self.end_tabs();
                self.focus = Focus::Middle;
                if let Some(view_state) = self.view_state_mut() {
                    view_state.move_to((at, slot), false);
                }
                self.note_row();
                // The box of a tick is small and means what it shows: one click on it ticks.
                let on_box = column < self.drawn_start(row, column) + 2;
                let here = self.here();
                let kind = here.and_then(|here| here.kind());
                if on_box && matches!(kind, Some(Kind::Tick | Kind::Check)) {
                    self.toggle(here);
                } else if twice {
                    self.start_edit(here);
                }
            }
            Some(Spot::Head(slot)) => {
                self.focus = Focus::Middle;
                self.sort_by(slot);
            }
            Some(Spot::Line(at) | Spot::Tick(at)) => {
                self.focus = Focus::Middle;
                if let Some(view_state) = self.view_state_mut() {
                    view_state.row = at;
                }
                if let Some(Spot::Tick(_)) = clicked {
                    self.run(Command::Toggle);
                } else if twice {
                    self.run(Command::Edit);
                }
            }
            Some(Spot::Page(page)) => {
                self.focus = Focus::Middle;
                self.reading = super::reading::Reading { page, ..Default::default() };
            }
            Some(Spot::ToolOfPage) => self.go_to_tool(),
            Some(Spot::MeetingLine(at)) => self.choose_meeting_line(at),
            Some(Spot::Hint(command)) => self.run(command),
            Some(Spot::Item(_) | Spot::Inside) | None => {}
        }
    }

    /// The view that is shown, by its places.
    fn view_shown(&self) -> Option<(usize, usize)> {
        self.view().map(|(tool, at, _)| (tool, at))
    }

    /// Whether a click leads away from the field that is typed into, or from the list that stands for one.
    fn leaves_field(&self, clicked: Option<Spot>) -> bool {
        match self.layers.last() {
            Some(Layer::Cell(_)) => self.is_elsewhere(clicked),
            Some(Layer::Choose(chooser)) => {
                let within = matches!(clicked, Some(Spot::Inside | Spot::Hint(_) | Spot::Item(_)));
                chooser.target.is_some() && !within
            }
            _ => false,
        }
    }

    /// Whether a click is neither on the field being typed into nor on a key of the footer.
    fn is_elsewhere(&self, clicked: Option<Spot>) -> bool {
        let here = self.view_state().map(|state| (state.row, state.slot));
        match clicked {
            Some(Spot::Inside | Spot::Hint(_) | Spot::Item(_)) => false,
            Some(Spot::Cell(row, slot)) => here != Some((row, slot)),
            _ => true,
        }
    }

    fn drag(&mut self, column: u16, row: u16) {
        if let (Some(Spot::Cell(at, slot)), true) = (self.spot(column, row), self.layers.is_empty())
            // In a form nothing is selected, by keys either.
            && self.view().is_some_and(|(.., view)| matches!(view.layout, Layout::Grid(_)))
            && let Some(view_state) = self.view_state_mut()
            // A hand that trembles within one cell selects nothing.
            && (view_state.selection.is_some() || (view_state.row, view_state.slot) != (at, slot))
        {
            view_state.move_to((at, slot), true);
        }
    }

    fn wheel(&mut self, by: isize) {
        match self.layers.last() {
            Some(layer) => (layer.keys().scroll)(self, by),
            None if self.screen == Screen::Home => {
                let count = self.opened.as_ref().map_or(0, |b| b.assessed.findings_count());
                self.home_line =
                    self.home_line.saturating_add_signed(by.signum()).min(count.saturating_sub(1));
            }
            None if self.screen == Screen::Handbook => self.scroll_page(by),
            None if self.screen == Screen::Portfolio => self.list_walk(by.signum()),
            None => self.walk(by, 0, false),
        }
    }
}
