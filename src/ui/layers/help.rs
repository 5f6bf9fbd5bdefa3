//! The help: every key that works here.

use super::window;
use crate::app::App;
use crate::command::{Command, Context, ENTRIES};
use crate::say;
use crate::text::{text, width, wrapped};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

pub(super) fn draw_help(pen: &mut Pen<'_>, app: &App, room: Rect, top: usize) {
    let lang = pen.lang;
    let area = Rect { x: room.x + 2, width: room.width - 4, ..room };
    let inner = window(pen, area, text("帮助", "Help").get(lang));
    let mut lines: Vec<(String, String, Role)> = Vec::new();
    let cells = usize::from(inner.width - 4);
    let mut say = |said: &str, role: Role| {
        for line in wrapped(said, cells) {
            lines.push((String::new(), line.to_owned(), role));
        }
    };
    if let Some((_, tool)) = app.tool() {
        say(tool.title.get(lang), Role::Group);
        say(tool.about.get(lang), Role::Plain);
        for (command, action) in
            [Command::Action1, Command::Action2, Command::Action3, Command::Action4].iter().zip(tool.actions)
        {
            let key = app.choices.bindings.label(*command, lang);
            lines.push((key, action.title.get(lang).to_owned(), Role::Plain));
        }
        lines.push((String::new(), String::new(), Role::Plain));
    } else {
        say(text("变革工作簿", "Changebook").get(lang), Role::Group);
        let (open, undo) = (app.how(Command::Open), app.how(Command::Undo));
        say(
            say!(
                "每个工具就是一张表：像在 Excel 里一样移动、输入、复制。首页按轻重列出结论，{open}跳到对应的单元格。一切自动保存，{undo}撤销。",
                "Every tool is a sheet: move, type and copy as in Excel. Home lists the findings, most serious first; {open} jumps to the cell behind one. Everything is saved automatically, {undo} undoes.",
                open,
                undo
            )
            .get(lang),
            Role::Plain,
        );
        lines.push((String::new(), String::new(), Role::Plain));
    }
    for context in Context::ALL {
        lines.push((String::new(), context.title().get(lang).to_owned(), Role::Group));
        let of_context = ENTRIES.iter().filter(|e| e.context == context);
        let shown = of_context.filter(|e| {
            !matches!(e.command, Command::Action1 | Command::Action2 | Command::Action3 | Command::Action4)
        });
        for entry in shown {
            let keys: Vec<String> =
                app.choices.bindings.keys(entry.command).take(3).map(|k| k.label(lang)).collect();
            let keys = if keys.is_empty() {
                text("（命令面板）", "(palette)").get(lang).to_owned()
            } else {
                keys.join("  ")
            };
            lines.push((keys, entry.title.get(lang).to_owned(), Role::Plain));
        }
        lines.push((String::new(), String::new(), Role::Plain));
    }
    let rows = usize::from(inner.height);
    pen.drawn.rows = rows;
    pen.drawn.beyond = lines.len().saturating_sub(rows);
    for (n, (keys, said, role)) in lines.iter().skip(top).take(rows).enumerate() {
        let y = inner.y + n as u16;
        if keys.is_empty() {
            pen.put(inner.x + 2, y, inner.width - 4, said, *role);
        } else {
            let keyed = 26.min(inner.width / 2);
            pen.put(inner.x + 2, y, keyed, keys, Role::Key);
            pen.put(inner.x + 3 + keyed, y, inner.width.saturating_sub(keyed + 5), said, *role);
        }
    }
    if pen.drawn.beyond > top {
        let more = text("▾ 下面还有", "▾ more").get(lang);
        let cells = width(more) as u16;
        pen.put(area.right() - cells - 2, area.bottom() - 1, cells, more, Role::Dim);
    }
}
