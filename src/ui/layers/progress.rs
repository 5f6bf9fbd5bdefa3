//! How far work is that takes a while, in a line and a bar.

use super::{centred, window};
use crate::app::layer::Waiting;
use crate::app::paste::PasteJob;
use crate::say;
use crate::text::{Phrase, Text, text};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws a block that is being read.
pub fn draw_pasting(pen: &mut Pen<'_>, job: &PasteJob, room: Rect) {
    let (read, all) = job.progress();
    let said = say!("正在读取第 {read} 行，共 {all} 行", "Reading line {read} of {all}");
    draw(pen, text("粘贴", "Paste"), &said, (read, all), room);
}

/// Draws work outside that is waited for, once it has taken a moment.
pub fn draw_waiting(pen: &mut Pen<'_>, waiting: &Waiting, room: Rect) {
    if !waiting.is_shown() {
        return;
    }
    let (said, progress) = match waiting.progress {
        Some((done, all)) => (say!("第 {done} 行，共 {all} 行", "Row {done} of {all}"), (done, all)),
        None => (text("请稍候……", "One moment …").into(), (0, 1)),
    };
    draw(pen, waiting.title, &said, progress, room);
}

fn draw(pen: &mut Pen<'_>, title: Text, said: &Phrase, (read, all): (usize, usize), room: Rect) {
    let area = centred(room, 48, 4);
    let inner = window(pen, area, title.get(pen.lang));
    let cells = inner.width.saturating_sub(2);
    pen.put(inner.x + 1, inner.y, cells, said.get(pen.lang), Role::Plain);
    let done = (u64::from(cells) * read as u64 / all.max(1) as u64) as usize;
    pen.put(inner.x + 1, inner.y + 1, cells, &"█".repeat(done), Role::Title);
}
