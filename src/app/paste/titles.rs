//! What the titles above a pasted block mean.

use crate::sheet::{Column, SheetDef};

/// The column that a title of a spreadsheet means: by its key or title in either language, or by the
/// only title that holds it, as "name" or "姓名" stand for "姓名/团队".
pub(super) fn column_called(def: &SheetDef, title: &str) -> Option<usize> {
    let wanted = title.trim().to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let names = |c: &Column| [c.title.zh.to_lowercase(), c.title.en.to_lowercase(), c.key.to_owned()];
    let near = |c: &Column| {
        c.title.zh.contains(&wanted)
            || c.title.en.to_lowercase().contains(&wanted)
            || wanted.contains(c.title.zh)
    };
    let exact = def.columns.iter().position(|c| names(c).contains(&wanted));
    let mut alike =
        def.columns.iter().enumerate().filter(|(_, c)| c.key != "code" && near(c)).map(|(n, _)| n);
    // Of several the first, which is the more general: "认知" before "认知：具体表现".
    exact.or_else(|| alike.next().filter(|_| wanted.chars().count() > 1))
}
