//! What the program copies with titles, pasted back where it came from.

use super::*;
use changebook::intake::{CellPlan, Goes};
use changebook::registry::TOOLS;
use changebook::tool::Layout;

/// What a copy of a view with titles comes to, pasted back; none where nothing of it is amiss.
fn amiss(desk: &mut Desk, keys: &str, looked_at: &mut usize) -> Option<String> {
    let before = whole(desk.project());
    desk.press(keys).press("<c-home><c-a><a-y>");
    let copied = desk.copied()?;
    desk.press("<esc>").paste(&copied);
    let said = match desk.app().layers.last() {
        Some(Layer::Preview(preview)) => {
            *looked_at += 1;
            let asks = |cell: &CellPlan| cell.asks().is_some();
            let is_open = |goes: &Goes| matches!(goes, Goes::Ask(_) | Goes::New);
            let plan = &preview.plan;
            let notes: Vec<_> = plan.notes.iter().map(|note| note.en.to_string()).collect();
            let same =
                notes.iter().find(|note| note.contains("mean the same") || note.contains("looks like"));
            let lines =
                || plan.lines.iter().filter(|line| is_open(&line.goes) || line.cells.iter().any(asks));
            let changes = plan.changes > 0 || !plan.is_ready();
            (changes || same.is_some() || lines().next().is_some())
                .then(|| format!("{changes} {same:?} {:?} {notes:?}", lines().next()))
        }
        _ => None,
    };
    desk.press("<enter>");
    for _ in 0..3 {
        desk.press("<esc>");
    }
    let changed = whole(desk.project()) != before;
    said.or(changed.then(|| "it changes the project".to_owned()))
        .map(|why| format!("{keys}: {why}\n{copied}"))
}

#[test]
fn every_view_that_is_copied_with_titles_comes_back_without_a_change_or_a_question() {
    for lang in [Lang::Zh, Lang::En] {
        let (mut found, mut looked_at) = (Vec::new(), 0);
        for tool in TOOLS {
            for (n, view) in tool.views.iter().enumerate() {
                if !matches!(view.layout, Layout::Grid(_)) {
                    continue;
                }
                let mut desk = Desk::demo(lang, (200, 60));
                found.extend(amiss(&mut desk, &format!("{}{}", tool.mark, "]".repeat(n)), &mut looked_at));
            }
        }
        assert!(found.is_empty(), "{lang:?}: {}", found.join("\n\n"));
        assert!(looked_at > 15, "{looked_at}");
    }
}
