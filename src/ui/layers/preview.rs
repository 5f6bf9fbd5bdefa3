//! The preview of a block that is about to be put in: a table of what will be stored, and below it what the cursor is on.

mod cursor;

use super::{draw_editor, window};
use crate::app::Spot;
use crate::app::paste::{MendEdit, Preview};
use crate::finding::Level;
use crate::intake::{CellPlan, Field, Goes, Left, LinePlan, Out, Rest, Sure};
use crate::say;
use crate::text::{Lang, Phrase, count, fit, text, width, wrapped};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;
use cursor::draw_cursor;
use ratatui::layout::Rect;

/// So many cells a column of the table is wide at least and at most.
const WIDTHS: (usize, usize) = (6, 26);
/// The widest that the names of the rows may stand.
const NAMES: usize = 22;
/// The widest that the column of the names stands where the others would not be in sight, as the names stand before it.
const NARROW: usize = 10;

pub(super) fn draw_preview(pen: &mut Pen<'_>, preview: &mut Preview, room: Rect) {
    let lang = pen.lang;
    let area = Rect { x: room.x + 1, width: room.width.saturating_sub(2), ..room };
    let title = match preview.part {
        Some((n, all)) => say!(
            "放进“{sheet}”（第 {n} 张，共 {all} 张）",
            "Into {sheet} ({n} of {all})",
            sheet = preview.intake.def.title
        ),
        None => say!("放进“{sheet}”", "Into {sheet}", sheet = preview.intake.def.title),
    };
    let title = match preview.of_files {
        Some((n, all)) => {
            let file = preview.intake.file().unwrap_or_default();
            say!("第 {n} 个文件，共 {all} 个：{file} {title}", "File {n} of {all}, {file}: {title}", title)
        }
        None => title,
    };
    let inner = window(pen, area, title.get(lang));
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut y = inner.y + draw_summary(pen, preview, inner);
    // What the cursor is on stands below the table, and what is worth knowing above it as long as there is room.
    let below = if inner.height > 14 { 3 } else { 2 };
    let room = usize::from(inner.width);
    let notes = preview.plan.notes.clone();
    let notes: Vec<&str> = notes.iter().flat_map(|note| wrapped(note.get(lang), room)).collect();
    if let Some(top) = &mut preview.notes {
        let rows = usize::from(inner.bottom().saturating_sub(y + 1));
        pen.drawn.rows = rows.max(1);
        *top = (*top).min(notes.len().saturating_sub(rows));
        for (n, line) in notes.iter().skip(*top).take(rows).enumerate() {
            pen.put(inner.x, y + 1 + n as u16, inner.width, line, Role::Plain);
        }
        return;
    }
    // Rows that the table leaves free are theirs, too.
    let needed = preview.plan.lines.len() + if preview.intake.titles.is_some() { 2 } else { 1 };
    let above = usize::from(inner.bottom().saturating_sub(y + below + 1));
    let least = usize::from(inner.height.saturating_sub(12) / 2).clamp(1, 6);
    let most = above.saturating_sub(needed).max(least);
    let shown = if notes.len() > most { most - 1 } else { notes.len() };
    preview.hidden = notes.len() - shown;
    for line in notes.iter().take(shown) {
        pen.put(inner.x, y, inner.width, line, Role::Plain);
        y += 1;
    }
    if preview.hidden > 0 {
        let more = count(preview.hidden, "行", "more line", "more lines");
        let tail = say!("……另有 {more}，按 F4 看全部", "… {more}: F4 shows all", more);
        pen.put(inner.x, y, inner.width, tail.get(lang), Role::Key);
        y += 1;
    }
    let table = Rect { y, height: inner.bottom().saturating_sub(y + below + 1), ..inner };
    let beside = draw_table(pen, preview, table);
    pen.rule(Rect { y: table.bottom(), height: 1, ..inner }, beside.get(pen.lang));
    draw_cursor(pen, preview, Rect { y: table.bottom() + 1, height: below, ..inner });
}

/// What the whole comes to, in two lines.
fn draw_summary(pen: &mut Pen<'_>, preview: &Preview, inner: Rect) -> u16 {
    let plan = &preview.plan;
    let (cells, rows, open) = (plan.changes, plan.new_rows, plan.open().count());
    let is_empty = plan.holds_nothing();
    let mut said = if is_empty && preview.intake.titles.is_some() {
        say!(
            "只有标题，下面没有内容，什么都不会存。",
            "There are titles and nothing below them: nothing would be stored."
        )
    } else if open == 0 && plan.is_idle() && (plan.left_out > 0 || is_empty) {
        say!("什么都不会存。", "Nothing would be stored.")
    } else if open == 0 && plan.is_idle() && plan.stays > 0 {
        say!("文件里没有要改的。", "The file changes nothing.")
    } else if open == 0 && plan.is_idle() {
        say!(
            "内容都已经在表里，没有要改的。",
            "All of this is in the sheet already; there is nothing to change."
        )
    } else {
        let cells = count(cells, "格", "cell", "cells");
        let rows = count(rows, "行", "row", "rows");
        say!("填写 {cells}，新增 {rows}。", "{cells} to fill, {rows} new.", cells, rows)
    };
    if plan.emptied > 0 {
        let emptied = count(plan.emptied, "格", "cell", "cells");
        said = say!("{said}其中清空 {emptied}。", "{said} {emptied} emptied.", said, emptied);
    }
    if plan.left_out > 0 {
        let out = count(plan.left_out, "行", "line", "lines");
        said = say!("{said}不要 {out}。", "{said} {out} left out.", said, out);
    }
    let nothing = plan.is_idle() && (plan.left_out > 0 || is_empty);
    let level = if open > 0 || nothing { Level::Act } else { Level::Good };
    let first = if open > 0 {
        say!(
            "有 {open} 处要您决定，之后才能存入。{said}",
            "{open} for you to decide before it can be stored. {said}",
            open,
            said
        )
    } else {
        said
    };
    let style = pen.style(Role::Level(level));
    let used = pen.put_wrapped(Rect { height: 2, ..inner }, first.get(pen.lang), style);
    let intake = &preview.intake;
    let titles = match intake.titles {
        Some(line) => say!("标题在第 {n} 行", "titles in line {n}", n = line + 1),
        None if intake.is_reshaped() => {
            text("表里一格成一行", "each cell of the table becomes a line").into()
        }
        None => text("没有标题行，从光标处放起", "no titles, from the cursor on").into(),
    };
    let blanks = if intake.blanks {
        text("空格清空原值", "blanks empty what is there")
    } else {
        text("空格不动原值", "blanks change nothing")
    };
    let totals = if intake.totals {
        text("合计行要", "totals taken in")
    } else {
        text("合计行不要", "totals left out")
    };
    let mut switches = vec![
        say!("t {titles}", "t {titles}", titles),
        say!("b {blanks}", "b {blanks}", blanks),
        say!("s {totals}", "s {totals}", totals),
    ];
    match intake.rest {
        Rest::Ask => {}
        Rest::Empty => switches.push(text("e 不合的格留空", "e the rest left empty").into()),
        Rest::Out => switches.push(text("x 有不合的行不要", "x the rest left out").into()),
    }
    let lines = in_lines(&switches, pen.lang, usize::from(inner.width));
    for (n, line) in lines.iter().enumerate() {
        pen.put(inner.x, inner.y + used + n as u16, inner.width, line, Role::Dim);
    }
    used + lines.len() as u16
}

/// The switches in as many lines as they need: none is cut.
fn in_lines(switches: &[Phrase], lang: Lang, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for switch in switches {
        let said = switch.get(lang);
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(said) <= cells => *line = format!("{line} · {said}"),
            _ => lines.push(said.to_owned()),
        }
    }
    lines
}

/// What a cell shows in the table, and how.
fn shown(preview: &Preview, line: &LinePlan, at: usize) -> (Phrase, Role) {
    let typed = || {
        Phrase::same(
            preview.intake.lines[line.line].get(at).map_or("", |cell| cell.trim()).replace('\n', " "),
        )
    };
    match line.cells.get(at) {
        // Of a line that is left out nothing is stored: it shows what was typed.
        Some(_) if matches!(line.goes, Goes::Out(_)) => (typed(), Role::Dim),
        None | Some(CellPlan::Blank) => (Phrase::same(""), Role::Dim),
        Some(CellPlan::Out | CellPlan::Waits) => (typed(), Role::Dim),
        Some(CellPlan::Nothing | CellPlan::Left(_)) => (say!("（留空）", "(blank)"), Role::Dim),
        Some(CellPlan::Same(now) | CellPlan::Stays(now) | CellPlan::Keeps(now, _)) => {
            (now.clone(), Role::Dim)
        }
        Some(CellPlan::Fill(new)) => (new.clone(), Role::Plain),
        Some(CellPlan::Over(old, new)) => {
            (say!("{old} → {new}", "{old} → {new}", old, new), Role::Level(Level::Watch))
        }
        Some(CellPlan::Empty(old)) => {
            (say!("{old} → （清空）", "{old} → (emptied)", old), Role::Level(Level::Watch))
        }
        Some(CellPlan::Wrong(_)) => {
            (say!("■ {typed}", "■ {typed}", typed = typed()), Role::Level(Level::Stop))
        }
        Some(CellPlan::Differs(differs)) => (
            say!(
                "■ {project} ↔ {file}",
                "■ {project} ↔ {file}",
                project = differs.project,
                file = differs.file
            ),
            Role::Level(Level::Stop),
        ),
    }
}

/// Where a line goes, in few words.
fn goes(line: &LinePlan) -> (Phrase, Role) {
    match &line.goes {
        Goes::Blank => (text("（空行）", "(blank)").into(), Role::Dim),
        Goes::Out(left) => {
            let why = match left {
                Left::Total => text("不要：合计", "out: totals"),
                Left::Titles => text("不要：又是标题", "out: titles again"),
                Left::Unmeasured => text("不要：没有数值", "out: no value"),
                Left::Undecided => text("不要：同名未定", "out: undecided"),
                Left::Chosen => text("不要", "left out"),
                Left::Unfit => text("不要：有不合的格", "out: does not fit"),
                Left::Nameless => text("不要：没有名称", "out: no name"),
                Left::Undated => text("不要：没有日期", "out: no day"),
                Left::Removed => text("不要：项目里已删除", "out: removed since"),
                Left::Fixed => text("不要：没有这一行", "out: no such row"),
                Left::Beyond => text("不要：超出末行", "out: below the end"),
            };
            (why.into(), Role::Dim)
        }
        Goes::Row(_, name) => (name.clone(), Role::Plain),
        Goes::New if line.name.zh.is_empty() => (text("＋ 新增", "+ new row").into(), Role::Key),
        Goes::New => (say!("＋ {name}", "+ {name}", name = line.name), Role::Key),
        Goes::Ask(rows) if rows.is_empty() => {
            (text("■ 项目里已删除", "■ removed since").into(), Role::Level(Level::Stop))
        }
        Goes::Ask(_) if line.name.zh.is_empty() => {
            (text("■ 哪一行？", "■ which row?").into(), Role::Level(Level::Stop))
        }
        Goes::Ask(_) => (say!("■ {name}？", "■ {name}?", name = line.name), Role::Level(Level::Stop)),
    }
}

/// What a column of the block is called over the table, and how.
fn head(preview: &Preview, at: usize) -> (Phrase, Role) {
    let name = |column: usize| preview.intake.def.columns[column].title;
    match preview.intake.fields.get(at) {
        Some(Field::Column(column, Sure::Guessed)) => {
            (say!("{name}？", "{name}?", name = name(*column)), Role::Level(Level::Watch))
        }
        Some(Field::Column(column, _)) => (name(*column).into(), Role::Head),
        Some(Field::Ids) => (text("（行的编号）", "(row ids)").into(), Role::Head),
        Some(Field::Out(Out::Twice(_))) => {
            (text("（重复，不要）", "(twice, left out)").into(), Role::Level(Level::Watch))
        }
        _ => (text("（不要）", "(left out)").into(), Role::Dim),
    }
}

/// How wide the names of the rows and the columns of the block would stand if nothing of them were cut.
fn widths(preview: &Preview, lang: Lang) -> (usize, Vec<usize>) {
    let sample = || preview.plan.lines.iter().skip(preview.top).take(60);
    let names = sample().map(|line| width(goes(line).0.get(lang))).max().unwrap_or(0).max(8);
    let column = |at: usize| {
        let cells = sample().map(|line| width(shown(preview, line, at).0.get(lang))).max().unwrap_or(0);
        let title = width(preview.intake.title(at)).max(width(head(preview, at).0.get(lang)));
        cells.max(title).max(WIDTHS.0)
    };
    (names, (0..preview.intake.width()).map(column).collect())
}

/// Says how many columns lie to the left and to the right of those that are shown.
fn said_beside(left: usize, right: usize) -> Phrase {
    let columns = |n: usize| count(n, "列", "column", "columns");
    match (left, right) {
        (0, 0) => Phrase::same(""),
        (0, right) => say!("右边还有 {right}", "{right} more to the right", right = columns(right)),
        (left, 0) => say!("左边还有 {left}", "{left} more to the left", left = columns(left)),
        (left, right) => say!(
            "左边还有 {left}，右边还有 {right}",
            "{left} more to the left, {right} to the right",
            left = columns(left),
            right = columns(right)
        ),
    }
}

/// Gives what is left of the room to what is cut, the name of the row first; what is then left is returned.
fn widen(preview: &Preview, shown: &[usize], columns: &mut [usize], whole: &[usize], room: usize) -> usize {
    let used = shown.iter().map(|at| columns[*at] + 2).sum::<usize>().saturating_sub(2);
    let mut spare = room.saturating_sub(used);
    let (name, others): (Vec<usize>, Vec<usize>) = shown.iter().partition(|at| preview.is_name(**at));
    for at in name.into_iter().chain(others) {
        let more = whole[at].saturating_sub(columns[at]).min(spare);
        columns[at] += more;
        spare -= more;
    }
    spare
}

/// Draws the table; what is returned says which columns have no room.
fn draw_table(pen: &mut Pen<'_>, preview: &mut Preview, table: Rect) -> Phrase {
    let lang = pen.lang;
    let across = preview.intake.width() + 1;
    let letters = if preview.intake.is_reshaped() { 2 } else { 0 };
    let numbers = preview.intake.lines.len().to_string().len().max(2) as u16 + 1 + letters;
    let (whole_names, whole) = widths(preview, lang);
    let mut names = whole_names.min(NAMES);
    let mut columns: Vec<usize> = whole.iter().map(|cells| (*cells).min(WIDTHS.1)).collect();
    let titled = preview.intake.titles.is_some();
    let heads = if titled { 2 } else { 1 };
    let rows = usize::from(table.height.saturating_sub(heads));
    // A page is what the table shows.
    pen.drawn.rows = rows.max(1);
    // The cursor stays in view.
    let line = preview.at.line.saturating_sub(1);
    if line < preview.top {
        preview.top = line;
    } else if rows > 0 && line >= preview.top + rows {
        preview.top = line + 1 - rows;
    }
    let first = table.x + numbers + names as u16 + 2;
    if columns.iter().map(|cells| cells + 2).sum::<usize>()
        > usize::from(table.right().saturating_sub(first)) + 2
    {
        for (at, cells) in columns.iter_mut().enumerate().filter(|(at, _)| preview.is_name(*at)) {
            let is_here = preview.at.column == at + 1;
            *cells = if is_here { *cells } else { (*cells).min(NARROW) };
        }
    }
    let fits = |left: usize| {
        let mut room = usize::from(table.right().saturating_sub(first));
        columns[left.min(columns.len())..]
            .iter()
            .take_while(|cells| {
                let fits = room >= **cells;
                room = room.saturating_sub(**cells + 2);
                fits
            })
            .count()
            .max(1)
    };
    if let Some(at) = preview.column() {
        preview.left = preview.left.min(at);
        while at >= preview.left + fits(preview.left) {
            preview.left += 1;
        }
    } else {
        preview.left = 0;
    }
    let shown_columns: Vec<usize> =
        (preview.left..(preview.left + fits(preview.left)).min(columns.len())).collect();
    let room = usize::from(table.right().saturating_sub(first));
    names += widen(preview, &shown_columns, &mut columns, &whole, room).min(whole_names - names);
    let first = table.x + numbers + names as u16 + 2;
    let put =
        |pen: &mut Pen<'_>, y: u16, place: (usize, usize), x: u16, cells: usize, said: &str, role: Role| {
            let cells = (cells as u16).min(table.right().saturating_sub(x));
            let here = place == (preview.at.line, preview.at.column);
            let spot = Rect { x, y, width: cells, height: 1 };
            pen.put(x, y, cells, fit(said, usize::from(cells)).as_ref(), role);
            if here {
                let style = pen.style(Role::Cursor);
                pen.buffer.set_style(spot, style);
            }
            pen.drawn.spots.push((spot, Spot::Item(place.0 * across + place.1)));
        };
    let x_of =
        |at: usize| first + columns[preview.left..at].iter().map(|cells| *cells as u16 + 2).sum::<u16>();
    let mut y = table.y;
    if titled {
        for at in &shown_columns {
            let cells = (columns[*at] as u16).min(table.right().saturating_sub(x_of(*at)));
            pen.put(
                x_of(*at),
                y,
                cells,
                fit(preview.intake.title(*at), usize::from(cells)).as_ref(),
                Role::Dim,
            );
        }
        pen.put(table.x, y, numbers + names as u16, text("来自", "from").get(lang), Role::Dim);
        y += 1;
    }
    let to = text("放到", "into");
    pen.put(table.x, y, numbers + names as u16, to.get(lang), Role::Dim);
    for at in &shown_columns {
        let (said, role) = head(preview, *at);
        put(pen, y, (0, at + 1), x_of(*at), columns[*at], said.get(lang), role);
    }
    y += 1;
    for (n, line) in preview.plan.lines.iter().enumerate().skip(preview.top).take(rows) {
        let number = preview.intake.name_of_line(line.line);
        pen.put(table.x, y, numbers, &number, Role::Dim);
        let (said, role) = goes(line);
        put(pen, y, (n + 1, 0), table.x + numbers, names, said.get(lang), role);
        for at in &shown_columns {
            let (said, role) = shown(preview, line, *at);
            put(pen, y, (n + 1, at + 1), x_of(*at), columns[*at], said.get(lang), role);
        }
        y += 1;
    }
    let last = preview.left + shown_columns.len();
    said_beside(preview.left, columns.len().saturating_sub(last))
}

/// The line in which is typed what stands for cells that do not fit.
pub(super) fn draw_mend(pen: &mut Pen<'_>, mend: &mut MendEdit, room: Rect) {
    let lang = pen.lang;
    let cells = 60.min(room.width.saturating_sub(2));
    let below = wrapped(mend.reason.get(lang), usize::from(cells.saturating_sub(4)));
    let area = super::centred(room, cells, 3 + below.len() as u16);
    let inner = window(pen, area, mend.title.get(lang));
    let field = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), height: 1, ..inner };
    draw_editor(pen, &mut mend.editor, field, false, true);
    for (n, line) in below.iter().enumerate() {
        pen.put(field.x, field.y + 1 + n as u16, field.width, line, Role::Level(Level::Act));
    }
}
