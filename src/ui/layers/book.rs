//! The worksheets of a file before they are put in: what each would change, one to a line.

use super::window;
use crate::app::Spot;
use crate::app::paste::book::{said_left, said_unchanged};
use crate::app::paste::{Book, Part};
use crate::finding::Level;
use crate::say;
use crate::text::{Phrase, count, fit, text, width, wrapped};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

pub(super) fn draw_book(pen: &mut Pen<'_>, book: &Book, room: Rect) {
    let lang = pen.lang;
    let area = Rect { x: room.x + 1, width: room.width.saturating_sub(2), ..room };
    let title = match (book.of_files, &book.file) {
        (Some((n, all)), file) => say!("第 {n} 个文件，共 {all} 个：{file}", "File {n} of {all}, {file}"),
        (None, file) => Phrase::same(file.clone()),
    };
    let inner = window(pen, area, title.get(lang));
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let cells = usize::from(inner.width);
    let shown = book.shown();
    let sheets = count(shown.len(), "张表", "sheet", "sheets");
    let first =
        say!("{sheets}有内容要看；还什么都没有存。", "{sheets} to look at; nothing is stored yet.", sheets);
    let style = pen.style(Role::Plain);
    let used = pen.put_wrapped(Rect { height: 2, ..inner }, first.get(lang), style);
    let mut below: Vec<Phrase> = Vec::new();
    let unchanged = book.unchanged();
    if !unchanged.is_empty() {
        below.push(said_unchanged(&unchanged));
    }
    if !book.left.is_empty() {
        below.push(said_left(&book.left));
    }
    let below: Vec<&str> = below.iter().flat_map(|said| wrapped(said.get(lang), cells)).collect();
    let mut lines = vec![all(book)];
    lines.extend(shown.iter().map(|at| of_part(&book.parts[*at])));
    let most = usize::from(inner.height.saturating_sub(used + 3));
    let rows = lines.len().min(most.saturating_sub(below.len()).max(3));
    let top = (book.at + 1).saturating_sub(rows);
    let names = lines.iter().map(|(name, ..)| width(name.get(lang))).max().unwrap_or(0).min(cells / 2);
    let mut y = inner.y + used + 1;
    for (n, (name, detail, level)) in lines.iter().enumerate().skip(top).take(rows) {
        let spot = Rect { y, height: 1, ..inner };
        let role = if n == 0 { Role::Key } else { Role::Plain };
        pen.put(inner.x, y, names as u16, fit(name.get(lang), names).as_ref(), role);
        let rest = cells.saturating_sub(names + 2);
        let role = level.map_or(Role::Dim, Role::Level);
        pen.put(inner.x + names as u16 + 2, y, rest as u16, fit(detail.get(lang), rest).as_ref(), role);
        if n == book.at {
            let style = pen.style(Role::Cursor);
            pen.buffer.set_style(spot, style);
        }
        pen.drawn.spots.push((spot, Spot::Item(n)));
        y += 1;
    }
    y += 1;
    for line in below {
        if y >= inner.bottom() {
            break;
        }
        pen.put(inner.x, y, inner.width, line, Role::Dim);
        y += 1;
    }
}

/// The line that stores all.
fn all(book: &Book) -> (Phrase, Phrase, Option<Level>) {
    let (cells, rows) = book.counts();
    let open = book.open();
    let said = said_counts(cells, rows);
    if open > 0 {
        let first = say!("有 {open} 处要您决定，之后才能存入", "{open} for you to decide first");
        return (text("全部存入", "Store all").into(), first, Some(Level::Act));
    }
    (text("全部存入", "Store all").into(), said, Some(Level::Good))
}

fn said_counts(cells: usize, rows: usize) -> Phrase {
    let cells = count(cells, "格", "cell", "cells");
    let rows = count(rows, "行", "row", "rows");
    say!("填写 {cells}，新增 {rows}", "{cells} to fill, {rows} new", cells, rows)
}

/// A worksheet with what it would change.
fn of_part(part: &Part) -> (Phrase, Phrase, Option<Level>) {
    let title = part.def.title.into();
    let Some(plan) = &part.plan else { return (title, Phrase::same(""), None) };
    if part.is_out {
        return (title, text("不要", "left out").into(), None);
    }
    let mut said = said_counts(plan.changes, plan.new_rows);
    if plan.missing > 0 {
        let rows = count(plan.missing, "行", "row", "rows");
        said = say!("{said}；{rows}不在文件里，保留", "{said}; {rows} not in the file, kept", said, rows);
    }
    if plan.left_out > 0 {
        let lines = count(plan.left_out, "行", "line", "lines");
        said = say!("{said}；不要 {lines}", "{said}; {lines} left out", said, lines);
    }
    match part.open() {
        0 => (title, said, None),
        open => {
            (title, say!("■ 待定 {open} 处；{said}", "■ {open} to decide; {said}", said), Some(Level::Act))
        }
    }
}
