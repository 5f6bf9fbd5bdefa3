//! The line above the footer: what was said, or what that wants which has the keys. What lies over the screen says itself
//! what it wants; the help of a cell behind it would be taken for it.

use super::pen::Pen;
use super::theme::Role;
use super::{MESSAGE_ROWS, meeting, portfolio};
use crate::app::layer::{CellEdit, Layer};
use crate::app::{App, Focus, Screen};
use crate::command::Command;
use crate::finding::Level;
use crate::say;
use crate::sheet::{Cell, Kind};
use crate::text::{Lang, Phrase, joined, text, visible_lines, wrapped};
use ratatui::layout::Rect;

/// The line above the footer: what was said, or what the cell wants. A message too long for it takes the lines above
/// as well until the next key, since what to do stands at its end.
pub(super) fn draw(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let lang = app.lang();
    let left = area.x + 1;
    let position = if behind(app) { String::new() } else { position(app) };
    let cells = crate::text::width(&position) as u16;
    let end = area.right().saturating_sub(cells + 1);
    pen.put(end, area.y, cells, &position, Role::Dim);
    let room = end.saturating_sub(left + 1);
    if let Some(message) = &app.message {
        let said = visible_lines(message.text.get(lang));
        let sign = if message.level > Level::Blank { 2 } else { 0 };
        // What is said must not hide whether the next letter is text or a key.
        let (left, room) = if app.screen == Screen::Meeting {
            let said = crate::text::width(&said) as u16 + sign + 2;
            let taken = meeting::draw_mode_before(pen, app, Rect { width: room, ..area }, said);
            (left + taken, room - taken)
        } else {
            (left, room)
        };
        let mut place = Rect { x: left + sign, width: room.saturating_sub(2), ..area };
        let mut lines = wrapped(&said, usize::from(place.width));
        if lines.len() > 1 {
            place.width = area.right().saturating_sub(place.x + 1);
            lines = wrapped(&said, usize::from(place.width));
            place.height = (lines.len() as u16).min(MESSAGE_ROWS);
            place.y = area.bottom() - place.height;
            pen.clear(Rect { y: place.y, height: place.height, ..area });
        }
        let style = pen.style(Role::Level(message.level));
        pen.put(left, place.y, sign, message.level.sign(), Role::Level(message.level));
        pen.put_wrapped(place, &said, style);
        return;
    }
    if app.screen == Screen::Meeting {
        return meeting::draw_mode(pen, app, Rect { width: room, ..area });
    }
    if let Some(help) = help(app) {
        pen.put(left, area.y, room, &help, Role::Dim);
    }
}

/// Whether the rows lie behind something else that has the keys.
fn behind(app: &App) -> bool {
    app.focus == Focus::Tools || app.layers.last().is_some_and(|layer| !matches!(layer, Layer::Cell(_)))
}

/// What that wants which has the keys.
fn help(app: &App) -> Option<String> {
    let lang = app.lang();
    match app.layers.last() {
        Some(Layer::Cell(edit)) if app.view().is_some() => return Some(typing_help(edit, lang)),
        Some(_) => return None,
        None => {}
    }
    if app.focus == Focus::Tools {
        return match Screen::of_line(app.tool_line)? {
            Screen::Tool(tool) => {
                let tool = crate::registry::TOOLS.get(tool)?;
                Some(titled(tool.short.get(lang), tool.about.get(lang), lang))
            }
            _ => None,
        };
    }
    if app.screen == Screen::Portfolio { portfolio::help(app) } else { cell_help(app) }
}

/// The title and the help of the cell that is typed into.
fn typing_help(edit: &CellEdit, lang: Lang) -> String {
    let sheet = crate::registry::sheets().into_iter().find(|def| def.key == edit.sheet);
    let Some(column) = sheet.and_then(|def| def.columns.get(edit.column)) else { return String::new() };
    let help = if column.help.zh.is_empty() { typed_help(edit.kind) } else { column.help };
    titled(column.title.get(lang), help.get(lang), lang)
}

/// What is typed into a cell of a kind, once its field is open or its row is still to be made.
pub(super) fn typed_help(kind: Kind) -> crate::text::Text {
    match kind {
        // There a blank is a blank and ticks nothing.
        Kind::Date | Kind::Tick => text("如 3月2日、今天、+7", "such as 2 Mar, today, +7"),
        Kind::Choice(_) | Kind::OpenChoice(_) => text("回车从列表选择", "Enter chooses from the list"),
        kind => kind_help(kind),
    }
}

/// The title and the help of the cell under the cursor.
fn cell_help(app: &App) -> Option<String> {
    let (.., view) = app.view()?;
    let lang = app.lang();
    if let Some(line) = app.line() {
        return source_of(line.place, lang);
    }
    match app.slot()? {
        crate::app::view_state::Slot::Column(column) => {
            let kept = app.row().is_some_and(|row| matches!(row.get(column), Cell::Outside(_)));
            let column = view.sheet.columns.get(column)?;
            if kept {
                let said = text(
                    "超出范围，原样保留，不参与计算；请改成范围内的值",
                    "out of range: kept as it is, nothing is computed from it; please correct it",
                );
                return Some(titled(column.title.get(lang), said.get(lang), lang));
            }
            if let Some(reason) = why_not(app) {
                return Some(titled(column.title.get(lang), reason.get(lang), lang));
            }
            if let Some(asked) = question_of(view, column.key) {
                // Beside the longest question the whole of it still fits into 80 columns.
                let kind = if column.kind == Kind::Score {
                    text("评 1–5 分", "score 1–5")
                } else {
                    kind_help(column.kind)
                };
                return Some(format!("{} · {}", asked.get(lang), kind.get(lang)));
            }
            // Space does nothing on the line for a new row.
            let of_kind = if app.row().is_some() { kind_help } else { typed_help };
            let help = if column.help.zh.is_empty() { of_kind(column.kind) } else { column.help };
            Some(titled(column.title.get(lang), help.get(lang), lang))
        }
        crate::app::view_state::Slot::Computed(n) => match view.layout {
            crate::tool::Layout::Grid(fields) => match fields.get(n)? {
                crate::tool::Field::Computed { title, key, .. } => {
                    let entry =
                        view.entry.as_ref().filter(|entry| entry.field == *key && app.row().is_some());
                    if let (Some(reason), Some(_)) = (why_not(app), entry) {
                        return Some(titled(title.get(lang), reason.get(lang), lang));
                    }
                    if let Some((entry, (facts, row))) = entry.zip(app.facts().zip(app.row())) {
                        return Some(titled(title.get(lang), (entry.help)(facts, row).get(lang), lang));
                    }
                    Some(format!("{} · {}", title.get(lang), text("自动计算", "computed").get(lang)))
                }
                _ => None,
            },
            _ => None,
        },
    }
}

/// Why nothing can be entered where the cursor is: the project is only read, or there is no row.
fn why_not(app: &App) -> Option<Phrase> {
    app.enabled(Command::Edit).err()
}

/// A title and what is said of it: 事件，如新派单系统上线; 日期：空格填今天.
fn titled(title: &str, said: &str, lang: Lang) -> String {
    match (lang, said.strip_prefix("如：").or(said.strip_prefix('如'))) {
        (Lang::Zh, Some(example)) => format!("{title}，如{example}"),
        (Lang::Zh, None) => format!("{title}：{said}"),
        (Lang::En, _) => format!("{title}: {said}"),
    }
}

/// The sheet and the column that a line of a list comes from.
fn source_of(place: crate::finding::Place, lang: crate::text::Lang) -> Option<String> {
    let (_, tool) = crate::registry::owner(place.sheet)?;
    let def = tool.sheets.iter().find(|def| def.key == place.sheet)?;
    let column = &def.columns[def.column(place.column)?];
    let from = [tool.short, def.title, column.title].map(Phrase::from);
    let from = joined(&from, text(" · ", " · "));
    Some(say!("来自：{from}", "From: {from}", from).get(lang).to_owned())
}

/// The question that a line of a form asks, for the first cell that answers it.
fn question_of(view: &crate::tool::View, key: &str) -> Option<crate::text::Text> {
    let crate::tool::Layout::Card(plan) = view.layout else { return None };
    plan.lines.iter().find(|line| line.cells.first() == Some(&key)).map(|line| line.question)
}

/// What a cell of a kind wants.
pub(crate) fn kind_help(kind: Kind) -> crate::text::Text {
    match kind {
        Kind::Text => text("输入一行文字", "type one line of text"),
        Kind::Prose => text("输入文字，可以多行", "type text, on several lines if needed"),
        Kind::Score => text("按 1–5 打分，0 清空", "press 1–5 to score, 0 clears"),
        Kind::Number => text("输入数字，可以带单位", "type a number, with its unit if you like"),
        Kind::Count => text("输入整数", "type a whole number"),
        Kind::Date => text("如 3月2日、今天、+7；空格填今天", "such as 2 Mar, today, +7; Space enters today"),
        Kind::Tick => {
            text("空格勾选（记今天），再按取消", "Space ticks with today's date; press again to untick")
        }
        Kind::Check => text("空格切换", "Space switches"),
        Kind::Choice(_) | Kind::OpenChoice(_) => {
            text("回车选择，空格换下一项", "Enter chooses, Space takes the next")
        }
        Kind::Link(_) => text("回车从列表选择", "Enter chooses from the list"),
    }
}

fn position(app: &App) -> String {
    let lang = app.lang();
    if let Some(view_state) =
        app.list().and_then(|_| app.view_state()).filter(|view_state| !view_state.is_empty())
    {
        let (line, len) = (view_state.row + 1, view_state.len());
        return say!("第{line}条/共{len}条", "line {line} of {len}").get(lang).to_owned();
    }
    if app.screen == Screen::Handbook {
        let (page, len) = (app.reading.page + 1, crate::handbook::pages().len());
        return say!("第{page}页/共{len}页", "page {page} of {len}").get(lang).to_owned();
    }
    match (app.screen, app.view_state()) {
        (Screen::Portfolio, _) => portfolio::position(app),
        (Screen::Tool(_), Some(view_state)) if !view_state.is_empty() && app.slot().is_some() => {
            let (row, len) = ((view_state.row + 1).min(view_state.len()), view_state.len());
            if view_state.selection.is_some() {
                let ((a, b), (c, d)) = view_state.block();
                // The line for a new row is no row yet.
                let columns = (c..=d).filter(|slot| !view_state.is_hidden(*slot)).count();
                let rows = b.min(len - 1).saturating_sub(a) + 1;
                return say!("已选 {rows} 行 × {columns} 列", "{rows} x {columns} selected")
                    .get(lang)
                    .to_owned();
            }
            if app.view().is_some_and(|(.., v)| matches!(v.layout, crate::tool::Layout::Card(_))) {
                return say!("第{row}份/共{len}份", "form {row} of {len}").get(lang).to_owned();
            }
            say!("第{row}行/共{len}行", "row {row} of {len}").get(lang).to_owned()
        }
        _ => String::new(),
    }
}
