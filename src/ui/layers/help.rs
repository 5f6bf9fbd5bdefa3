//! The help: every key that works here, narrowed by what is typed.

use super::{draw_editor, window};
use crate::app::App;
use crate::app::layer::{About, Help};
use crate::command::{Command, Context, ENTRIES};
use crate::say;
use crate::search::Query;
use crate::text::{Lang, Phrase, text, width, wrapped};
use crate::ui::kind_help;
use crate::ui::pen::Pen;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// A line of the help.
struct Line {
    keys: String,
    said: String,
    role: Role,
    /// Whether it is shown whatever is looked for: only a heading of lines that are.
    heading: bool,
    /// What it can be found by.
    words: Phrase,
    /// Other words by which people look for it.
    other: &'static [&'static str],
}

impl Line {
    /// The same with other words shown, such as a part of a wrapped line.
    fn saying(self, said: &str) -> Line {
        Line { said: said.to_owned(), ..self }
    }
}

/// A part of the help: its heading and its lines.
fn entry(keys: String, words: Phrase, lang: Lang) -> Line {
    Line { keys, said: words.get(lang).to_owned(), role: Role::Plain, heading: false, words, other: &[] }
}

pub(super) fn draw_help(pen: &mut Pen<'_>, app: &App, room: Rect, help: &mut Help) {
    let lang = pen.lang;
    let area = Rect { x: room.x + 2, width: room.width - 4, ..room };
    let inner = window(pen, area, text("帮助", "Help").get(lang));
    let field = Rect { x: inner.x + 3, width: inner.width.saturating_sub(5), height: 1, ..inner };
    let query = Query::new(help.query.text());
    let lines =
        narrowed(lines(app, (help.about.clone(), help.place), usize::from(inner.width - 4), lang), &query);
    if query.is_empty() {
        let hint = text("输入即可查找：按键或作用", "Type to look for a key or for what it does");
        pen.put(field.x, field.y, field.width, hint.get(lang), Role::Dim);
    }
    pen.put(inner.x + 1, inner.y, 1, "›", Role::Key);
    draw_editor(pen, &mut help.query, field, false, true);
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let rows = usize::from(list.height);
    pen.drawn.rows = rows;
    pen.drawn.beyond = lines.len().saturating_sub(rows);
    let top = help.top.min(pen.drawn.beyond);
    for (n, Line { keys, said, role, .. }) in lines.iter().skip(top).take(rows).enumerate() {
        let y = list.y + n as u16;
        if keys.is_empty() {
            pen.put(list.x + 2, y, list.width - 4, said, *role);
        } else {
            let keyed = 26.min(list.width / 2);
            pen.put(list.x + 2, y, keyed, keys, Role::Key);
            pen.put(list.x + 3 + keyed, y, list.width.saturating_sub(keyed + 5), said, *role);
        }
    }
    if lines.is_empty() {
        pen.put(list.x + 2, list.y, list.width - 4, crate::app::NOTHING.get(lang), Role::Dim);
    }
    if pen.drawn.beyond > top {
        let more = text("▾ 下面还有", "▾ more").get(lang);
        let cells = width(more) as u16;
        pen.put(area.right() - cells - 2, area.bottom() - 1, cells, more, Role::Dim);
    }
}

/// The lines that hold what is looked for, with the headings above them.
fn narrowed(lines: Vec<Line>, query: &Query) -> Vec<Line> {
    if query.is_empty() {
        return lines;
    }
    let holds = |line: &Line| {
        let said = [&line.keys, &*line.words.zh, &*line.words.en];
        said.iter().chain(line.other).any(|words| query.stands_in(words))
    };
    let mut shown: Vec<Line> = Vec::new();
    for line in lines {
        if line.heading {
            // One without a line below it gives way to the next.
            if shown.last().is_some_and(|last| last.heading) {
                shown.pop();
            }
            shown.push(line);
        } else if holds(&line) {
            shown.push(line);
        }
    }
    if shown.last().is_some_and(|last| last.heading) {
        shown.pop();
    }
    shown
}

/// All lines of the help, in the order of the places.
fn lines(app: &App, (about, place): (Option<About>, Option<Context>), cells: usize, lang: Lang) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let blank = Phrase::same("");
    let habits = text(
        "评分：按一个数字就评好，右边还有评分就移过去；回车到下一行，回到开始的那一列，用 Tab 走过几格以后也一样。选中几格评分，按一个数字一起评；别的内容写进第一格，Ctrl-回车填满。回车、Tab 在选区里走。",
        "Scores: one digit scores the cell and goes on to the right while there are scores; Enter goes to the next row, to where you began, and so it does after Tab. In a selection a digit scores all its scores; other words go into its first cell, with Ctrl-Enter into all. Enter and Tab walk within it.",
    );
    let gap = || Line { said: String::new(), ..entry(String::new(), Phrase::same(""), lang) };
    let say = |lines: &mut Vec<Line>, said: Phrase, role: Role| {
        for (n, line) in wrapped(said.get(lang), cells).into_iter().enumerate() {
            let words = if n == 0 && role != Role::Group { said.clone() } else { blank.clone() };
            let heading = role == Role::Group;
            lines.push(Line { role, heading, ..entry(String::new(), words, lang) }.saying(line));
        }
    };
    let first = about.as_ref().map(|_| Context::Typing).or(place);
    if let Some(About { title, help, kind }) = about {
        say(&mut lines, title.into(), Role::Group);
        if !help.zh.is_empty() {
            say(&mut lines, help, Role::Plain);
        }
        say(&mut lines, kind_help(kind).into(), Role::Plain);
        lines.push(gap());
    }
    if let Some((_, tool)) = app.tool() {
        say(&mut lines, tool.title.into(), Role::Group);
        say(&mut lines, tool.about.into(), Role::Plain);
        for (command, action) in
            [Command::Action1, Command::Action2, Command::Action3, Command::Action4].iter().zip(tool.actions)
        {
            lines.push(entry(app.choices.bindings.label(*command, lang), action.title.into(), lang));
        }
    } else {
        say(&mut lines, text("变革工作簿", "Changebook").into(), Role::Group);
        let (open, undo) = (app.how(Command::Open), app.how(Command::Undo));
        let said = say!(
            "每个工具就是一张表：像在 Excel 里一样移动、输入、复制。首页按轻重列出结论，{open}跳到对应的单元格。一切自动保存，{undo}撤销。",
            "Every tool is a sheet: move, type and copy as in Excel. Home lists the findings, most serious first; {open} jumps to the cell behind one. Everything is saved automatically, {undo} undoes.",
            open,
            undo
        );
        say(&mut lines, said, Role::Plain);
    }
    lines.push(gap());
    // While something is typed or lies over the screen, what the keys do there comes first.
    let rest = Context::ALL.into_iter().filter(|context| Some(*context) != first);
    for context in first.into_iter().chain(rest) {
        say(&mut lines, context.title().into(), Role::Group);
        if context == Context::Sheet {
            say(&mut lines, habits.into(), Role::Plain);
        }
        let of_context = ENTRIES.iter().filter(|e| e.context == context);
        // Only what does something where one stands.
        let shown = of_context.filter(|e| {
            !matches!(e.command, Command::Action1 | Command::Action2 | Command::Action3 | Command::Action4)
                && !app.is_of_grids(e.command)
        });
        for of_place in shown {
            let bindings = &app.choices.bindings;
            let keys: Vec<String> = match of_place.command {
                Command::MeetStep => bindings.labels(of_place.command, lang),
                command => {
                    let keys = bindings.keys(command).filter(|key| !app.is_typed_in(*key, context));
                    keys.take(3).map(|key| key.label(lang)).collect()
                }
            };
            let keys = if keys.is_empty() {
                text("（命令面板）", "(palette)").get(lang).to_owned()
            } else {
                keys.join("  ")
            };
            let title = of_place.title;
            let title = match of_place.command {
                // Where words are typed the letter is a word of its own.
                Command::MeetUnknown | Command::MeetFine => say!(
                    "{title}（在写字的行上：{key}，再按 {enter}）",
                    "{title} (on a line for words: {key}, then {enter})",
                    title,
                    key = bindings.label(of_place.command, lang),
                    enter = bindings.label(Command::Commit, lang)
                ),
                _ => title.into(),
            };
            lines.push(Line { other: of_place.words, ..entry(keys, title, lang) });
        }
        lines.push(gap());
    }
    lines
}
