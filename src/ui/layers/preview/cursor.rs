//! What the cursor of the preview is on, in full.

use super::{goes, head};
use crate::app::paste::Preview;
use crate::finding::Level;
use crate::intake::{CellPlan, Goes, LinePlan};
use crate::say;
use crate::text::{Lang, Phrase, text, wrapped};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// What the cursor is on, in full.
pub(super) fn draw_cursor(pen: &mut Pen<'_>, preview: &Preview, area: Rect) {
    let lang = pen.lang;
    let (said, level) = under_cursor(preview, lang);
    let role = level.map_or(Role::Plain, Role::Level);
    for (n, line) in
        wrapped(said.get(lang), usize::from(area.width)).iter().take(usize::from(area.height)).enumerate()
    {
        pen.put(area.x, area.y + n as u16, area.width, line, role);
    }
}

/// Where a whole line goes, in full.
fn line_in_full(line: &LinePlan) -> (Phrase, Option<Level>) {
    let (said, role) = goes(line);
    let level = if let Role::Level(level) = role { Some(level) } else { None };
    let said = match &line.goes {
        Goes::Ask(rows) if rows.is_empty() => text(
            "导出之后项目里删除了这一行，文件里又改过：可以放回来，或不要",
            "Removed from the project since the export, and changed in the file: bring it back, or leave it out",
        )
        .into(),
        Goes::Ask(rows) if rows.len() == 1 => {
            say!("可能是 {row}，也可能是新的一行", "It may be {row}, or a new row", row = rows[0].1)
        }
        Goes::Ask(rows) => {
            let names: Vec<Phrase> = rows.iter().map(|(_, name)| name.clone()).collect();
            let rows = crate::text::few(&names, 3);
            say!("可能是 {rows}，也可能是新的一行", "It may be one of {rows}, or a new row", rows)
        }
        Goes::New if !line.name.zh.is_empty() => {
            say!("新增一行 {name}", "a new row, {name}", name = line.name)
        }
        Goes::Row(_, name) => say!("放进现有的一行 {name}", "into the row {name}", name),
        _ => said,
    };
    (said, level)
}

fn under_cursor(preview: &Preview, lang: Lang) -> (Phrase, Option<Level>) {
    let Some(line) = preview.line() else {
        let Some(at) = preview.column() else { return (Phrase::same(""), None) };
        let n = at + 1;
        let (goes, _) = head(preview, at);
        let title = preview.intake.title(at);
        return (say!("第 {n} 列“{title}” → {goes}", "Column {n} '{title}' → {goes}", n, title, goes), None);
    };
    let n = preview.intake.name_of_line(line.line);
    let called = if preview.intake.is_reshaped() {
        say!("{n} 格", "Cell {n}")
    } else {
        say!("第 {n} 行", "Line {n}")
    };
    let called = match (&line.goes, line.name.zh.is_empty(), preview.column()) {
        (Goes::Row(..) | Goes::New | Goes::Ask(_), false, Some(at)) if !preview.is_name(at) => {
            say!("{called} {name}", "{called}, {name}", called, name = line.name)
        }
        _ => called,
    };
    let Some(at) = preview.column() else {
        let (said, level) = line_in_full(line);
        return (say!("{called}：{said}", "{called}: {said}", called, said), level);
    };
    let (head, _) = head(preview, at);
    let typed = preview.typed().unwrap_or_default().trim().replace('\n', " ");
    let place = say!("{called} · {head}", "{called} · {head}", called, head);
    cell_in_full(preview, &place, &typed, lang)
}

/// The earlier file of the same import that speaks of the cell under the cursor.
fn earlier_file(preview: &Preview) -> Option<&str> {
    let Goes::Row(row, _) = &preview.line()?.goes else { return None };
    preview.intake.speaker(*row, preview.target()?).map(String::as_str)
}

/// That a cell stays, which this file says nothing of, and who has changed it.
fn stays(preview: &Preview, place: &Phrase, now: &Phrase) -> Phrase {
    match earlier_file(preview) {
        Some(file) => say!(
            "{place}：{file} 改成了 {now}，这个文件没动，保持不变",
            "{place}: changed to {now} by {file}, not by this file, and left so",
            place,
            now
        ),
        None => say!(
            "{place}：导出之后项目里改成了 {now}，保持不变",
            "{place}: changed to {now} in the project since the export, and left so",
            place,
            now
        ),
    }
}

/// Whether the line under the cursor is left out.
fn is_out(preview: &Preview) -> bool {
    preview.line().is_some_and(|line| matches!(line.goes, Goes::Out(_)))
}

/// What becomes of a cell, in full.
fn cell_in_full(preview: &Preview, place: &Phrase, typed: &str, lang: Lang) -> (Phrase, Option<Level>) {
    match preview.cell() {
        Some(cell @ (CellPlan::Wrong(_) | CellPlan::Differs(_))) => {
            let reason = cell.asks().unwrap_or_default();
            (say!("{place}：{reason}", "{place}: {reason}", place, reason), Some(Level::Act))
        }
        Some(CellPlan::Stays(now)) => (stays(preview, place, now), None),
        Some(CellPlan::Over(old, new)) => (
            say!(
                "{place}：写的是“{typed}”；原来 {old}，改为 {new}",
                "{place}: you wrote '{typed}'; {old} becomes {new}",
                place,
                typed,
                old,
                new
            ),
            None,
        ),
        Some(CellPlan::Empty(old)) => (
            say!("{place}：原来 {old}，将清空", "{place}: {old} now, will be emptied", place, old),
            Some(Level::Watch),
        ),
        Some(CellPlan::Fill(new)) if crate::sheet::Id::parse(typed).is_some() => {
            (say!("{place}：{new}", "{place}: {new}", place, new), None)
        }
        Some(CellPlan::Fill(new) | CellPlan::Same(new)) if new.get(lang) != typed => (
            say!(
                "{place}：写的是“{typed}”，存为 {new}",
                "{place}: '{typed}' is written, {new} is stored",
                place,
                typed,
                new
            ),
            None,
        ),
        Some(CellPlan::Same(_)) => {
            (say!("{place}：已经是 {typed}", "{place}: {typed} is there already", place, typed), None)
        }
        Some(CellPlan::Left(reason)) if is_out(preview) => (
            say!(
                "{place}：写的是“{typed}”，这一行不要。{reason}",
                "{place}: you wrote '{typed}'; its line is left out. {reason}",
                place,
                typed,
                reason
            ),
            None,
        ),
        Some(CellPlan::Left(reason)) => (
            say!(
                "{place}：写的是“{typed}”，留空。{reason}",
                "{place}: you wrote '{typed}'; left blank. {reason}",
                place,
                typed,
                reason
            ),
            None,
        ),
        Some(CellPlan::Keeps(now, reason)) => (
            say!(
                "{place}：写的是“{typed}”，不存，原值 {now} 不动。{reason}",
                "{place}: '{typed}' is written and not stored; {now} stays. {reason}",
                place,
                typed,
                now,
                reason
            ),
            None,
        ),
        Some(CellPlan::Nothing) => (
            say!("{place}：写的是“{typed}”，留空", "{place}: you wrote '{typed}'; left blank", place, typed),
            None,
        ),
        Some(CellPlan::Blank) | None => {
            (say!("{place}：空，不动原值", "{place}: blank, changes nothing", place), None)
        }
        Some(CellPlan::Waits) => (
            say!(
                "{place}：{typed}，等这一行标 ■ 的格定了再读",
                "{place}: {typed}, read when the cell of this line with ■ is decided",
                place,
                typed
            ),
            None,
        ),
        Some(CellPlan::Fill(_) | CellPlan::Out) => {
            (say!("{place}：{typed}", "{place}: {typed}", place, typed), None)
        }
    }
}
