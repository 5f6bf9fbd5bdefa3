//! The minutes of a meeting, to be read.

use super::window;
use crate::finding::Line;
use crate::text::Phrase;
use crate::tool::Panel;
use crate::ui::panel;
use crate::ui::pen::Pen;
use ratatui::layout::Rect;

/// Minutes on the whole screen, section by section.
pub(super) fn draw_minutes(pen: &mut Pen<'_>, minutes: &Phrase, room: Rect, top: usize) {
    let area = Rect { x: room.x + 1, width: room.width - 2, ..room };
    let mut lines = minutes.get(pen.lang).lines();
    let title = lines.next().unwrap_or_default().trim_start_matches("# ").to_owned();
    let inner = window(pen, area, &title);
    let inner = Rect { x: inner.x + 1, width: inner.width - 2, ..inner };
    pen.drawn.rows = usize::from(inner.height);
    let mut panels: Vec<(Phrase, Vec<Line>)> = Vec::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("## ") {
            panels.push((Phrase::same(title), Vec::new()));
            continue;
        }
        let said = line.strip_prefix("- ").unwrap_or(line).replace("**", "");
        let line = Line::plain(Phrase::same(said));
        match panels.last_mut() {
            Some((_, lines)) => lines.push(line),
            None => panels.push((Phrase::same(""), vec![line])),
        }
    }
    let panels: Vec<_> = panels.into_iter().map(|(title, lines)| Panel::Lines { title, lines }).collect();
    pen.drawn.beyond = panel::show(pen, &panels, inner, Some(top));
}
