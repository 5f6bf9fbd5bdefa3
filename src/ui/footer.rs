//! The keys that work here and now, the most useful first. The same question that a command is
//! asked before it runs decides whether it is shown.

use super::pen::Pen;
use super::theme::Role;
use crate::app::layer::Layer;
use crate::app::{App, Here, Screen, Spot};
use crate::command::{Command, Context, ENTRIES};
use crate::sheet::Kind;
use crate::sort::StableSort;
use crate::text::{Text, text, width};
use crate::tool::{Layout, Step};
use crate::tools::eventlogs;
use ratatui::layout::Rect;

/// How early the way back stands where no jump led.
const BACK_ASIDE: u8 = 19;

/// Draws as many hints as fit whole.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let lang = app.lang();
    let context = app.context();
    let at = app.here();
    let plain = app.layers.is_empty();
    let bindings = &app.choices.bindings;
    // A key that the place has for something of its own does not do what it does below.
    let free = |command: Command| {
        bindings.keys(command).next().is_some_and(|key| bindings.resolve(context, key).is_none())
    };
    let mut hints: Vec<(u8, Command, Text)> = Vec::new();
    for command in [Command::Action1, Command::Action2, Command::Action3, Command::Action4] {
        if let Some(action) = app.action(command).filter(|_| plain && app.enabled_here(command, at).is_ok()) {
            // What has a key of its own is called by that.
            let key = match action.step {
                Some(Step::More) if !app.takes_signs(at) => Command::More,
                Some(Step::Less) if !app.takes_signs(at) => Command::Less,
                _ => command,
            };
            hints.push((85, key, action.title));
        }
    }
    for entry in ENTRIES.iter().filter(|e| e.footer > 0) {
        let hint = if let Some(layer) = app.layers.last() {
            let below = entry.command == Command::CommitNext && is_below(app, layer);
            layer.hint(entry).map(|title| match entry.command {
                _ if below => text("下一项", "Next item"),
                Command::Choose if app.forgets_typed() => text("不要刚才输入的", "Forget what was typed"),
                _ => title,
            })
        } else {
            let here = entry.context == context
                || (context.below() == Some(entry.context) && free(entry.command))
                || entry.context == Context::Anywhere
                || (entry.context == Context::Replay && app.replay.is_some());
            (here && fits(app, entry.command, at)).then(|| title(app, entry.command, entry.title, at))
        };
        if let Some(title) = hint.filter(|_| app.enabled_here(entry.command, at).is_ok()) {
            // The way back counts most after a jump.
            let aside = entry.command == Command::Back && !app.came_by_jump();
            hints.push((if aside { BACK_ASIDE } else { entry.footer }, entry.command, title));
        }
    }
    hints.stable_sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
    let mut x = area.x + 1;
    for (_, command, title) in hints {
        let key = app.label_here(command, lang);
        let cells = (width(&key) + 1 + width(title.get(lang))) as u16;
        if key.is_empty() || x + cells >= area.right() {
            continue;
        }
        pen.put(x, area.y, cells, &key, Role::Key);
        pen.put(x + width(&key) as u16 + 1, area.y, cells, title.get(lang), Role::Dim);
        pen.drawn.spots.push((Rect { x, y: area.y, width: cells, height: 1 }, Spot::Hint(command)));
        x += cells + 2;
    }
}

/// Whether the next cell stands below the one that is typed into, or beside it, as in a form.
fn is_below(app: &App, layer: &Layer) -> bool {
    let card = || app.view().is_some_and(|(.., view)| matches!(view.layout, Layout::Card(_)));
    matches!(layer, Layer::Cell(_)) && (app.screen == Screen::Meeting || card())
}

/// What a key does in the very place, where that is more than its title says.
fn title(app: &App, command: Command, title: Text, at: Option<Here>) -> Text {
    if app.list().is_some() {
        match command {
            Command::Edit => return text("前往", "Go there"),
            Command::Toggle => return text("勾选", "Tick"),
            _ => {}
        }
    }
    if command == Command::NextView && app.screen == Screen::Home {
        let back = app.since_line().is_some();
        return if back { text("结论", "Findings") } else { text("之后的变化", "Changed since") };
    }
    if command == Command::Leave && app.view_state().is_some_and(|state| state.selection.is_some()) {
        return text("取消选择", "Deselect");
    }
    if command == Command::Edit && app.leads().is_some() {
        return text("去看这些行", "Go to the rows");
    }
    if command == Command::MeetGoOn {
        return app.enter_here().unwrap_or(title);
    }
    if app.screen == Screen::Handbook {
        match command {
            Command::GoToTool if app.reading.contents => return text("阅读", "Read"),
            Command::Contents if app.reading.contents => return text("工具", "Tools"),
            Command::LeaveHandbook if !app.came_by_jump() => return text("工具", "Tools"),
            Command::NextView => return text("下一页", "Next page"),
            Command::Handbook => return text("合上手册", "Close the handbook"),
            _ => {}
        }
    }
    match (command, at.and_then(|at| at.kind())) {
        (Command::Edit, _) if app.enter_ends_tabs() => text("下一行", "Next row"),
        (Command::Edit, Some(Kind::Choice(_) | Kind::OpenChoice(_) | Kind::Link(_))) => {
            text("选择", "Choose")
        }
        (Command::Toggle, Some(Kind::Check)) => text("切换", "Switch"),
        (Command::Toggle, Some(Kind::Choice(_) | Kind::OpenChoice(_))) => text("下一项", "Next option"),
        (Command::Toggle, Some(Kind::Date)) => text("今天", "Today"),
        (Command::Toggle, _) => text("勾选", "Tick"),
        _ => title,
    }
}

fn fits(app: &App, command: Command, at: Option<Here>) -> bool {
    match command {
        // Its key counts where logs are; elsewhere it is among the commands.
        Command::ReadLog => app.tool().is_some_and(|(_, tool)| tool.key == eventlogs::TOOL.key),
        // Escape leads back there.
        Command::Back => app.screen != Screen::Handbook,
        Command::Edit => {
            let leads = app.list().is_some() || app.leads().is_some();
            leads || at.is_some_and(|at| at.kind() != Some(Kind::Check))
        }
        _ => app.is_worth_showing(command),
    }
}
