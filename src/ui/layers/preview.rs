//! The preview of a paste.

use super::window;
use crate::app::paste::Preview;
use crate::finding::Level;
use crate::say;
use crate::text::{Lang, text, width};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// How wide the columns of a pasted block stand, as many as there is room for.
fn preview_cells(preview: &Preview, lang: Lang, room: u16) -> Vec<u16> {
    let mut left = room;
    let wanted = |n: usize| {
        let title = preview.columns.get(n).copied().flatten().unwrap_or(text("（略过）", "(skipped)"));
        let cells = preview.rows.iter().take(50).filter_map(|row| row.get(n));
        let widest = cells.map(|c| width(c.text.get(lang)) + if c.fits { 0 } else { 2 }).max().unwrap_or(0);
        widest.max(width(title.get(lang))).clamp(4, 28) as u16 + 2
    };
    let fits = |n: usize| {
        let cells = wanted(n).min(left);
        left -= cells;
        (cells > 4).then_some(cells)
    };
    (0..preview.columns.len()).map_while(fits).collect()
}

pub(super) fn draw_preview(pen: &mut Pen<'_>, preview: &Preview, room: Rect) {
    let lang = pen.lang;
    let area = Rect { x: room.x + 1, width: room.width - 2, ..room };
    let inner = window(pen, area, text("粘贴预览", "Paste preview").get(lang));
    let inner = Rect { x: inner.x + 1, width: inner.width - 2, ..inner };
    let (cells, rows, errors) = (preview.changes, preview.new_rows, preview.errors.len());
    let said = if errors == 0 && cells == 0 && rows == 0 {
        say!(
            "内容都已经在表里，没有要改的。",
            "All of this is in the sheet already; there is nothing to change."
        )
    } else if errors > 0 {
        say!(
            "有 {errors} 处不符合要求，什么都没有改：请在原表改好再粘贴",
            "Nothing was changed, because {errors} of the values do not fit. Correct them in the spreadsheet and paste again"
        )
    } else {
        say!(
            "将填写 {cells} 格，其中新增 {rows} 行（行号后带 +）。回车确认粘贴，Esc 取消。",
            "{cells} cells will be filled in; {rows} rows are new (marked +). Enter pastes them, Esc cancels."
        )
    };
    let role = if errors > 0 { Role::Level(Level::Stop) } else { Role::Level(Level::Good) };
    let style = pen.style(role);
    let mut y = inner.y + pen.put_wrapped(Rect { height: 2, ..inner }, said.get(lang), style);
    let listed: Vec<&str> = preview.errors.iter().chain(&preview.notes).map(|e| e.get(lang)).collect();
    for line in listed.iter().take(4) {
        let style = pen.style(if errors > 0 { Role::Level(Level::Act) } else { Role::Dim });
        y += pen.put_wrapped(Rect { y, height: 2, ..inner }, line, style);
    }
    y += 1;
    let cells = preview_cells(preview, pen.lang, inner.width.saturating_sub(5));
    let shown = cells.len();
    let mut x = inner.x + 5;
    for (title, each) in preview.columns.iter().zip(&cells) {
        let said = title.map_or(text("（略过）", "(skipped)"), |t| t);
        pen.put(x, y, each - 1, said.get(lang), Role::Head);
        x += each;
    }
    y += 1;
    for (n, row) in preview.rows.iter().enumerate().skip(preview.top) {
        if y >= inner.bottom() {
            break;
        }
        let fresh = preview.fresh.get(n).copied().unwrap_or(false);
        let line = n + 1 + usize::from(preview.titled);
        let sign = if fresh { "+" } else { " " };
        pen.put(inner.x, y, 4, &format!("{line}{sign}"), if fresh { Role::Key } else { Role::Dim });
        let mut x = inner.x + 5;
        for ((cell, title), each) in row.iter().zip(&preview.columns).take(shown).zip(&cells) {
            let role = match (cell.fits, title) {
                (false, _) => Role::Level(Level::Stop),
                (true, None) => Role::Dim,
                (true, Some(_)) => Role::Plain,
            };
            let sign = if cell.fits { "" } else { "■ " };
            pen.put(x, y, each - 1, &format!("{sign}{}", cell.text.get(lang).replace('\n', " ")), role);
            x += each;
        }
        y += 1;
    }
}
