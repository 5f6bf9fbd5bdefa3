//! How wide the fields of a grid stand, and which of them are shown where not all fit.

use crate::app::view_state::ViewState;
use crate::sheet::Kind;
use crate::text::{Lang, text, width};
use crate::tool::{Field, Layout, View};

/// Between two fields.
pub const GAP: u16 = 2;
/// Before the first field, for the mark of the row.
pub const GUTTER: u16 = 2;

/// A field on the screen.
pub struct Placed {
    /// Which of the view's fields.
    pub slot: usize,
    /// Where it begins, from the left edge of the rows.
    pub x: u16,
    /// How wide it is.
    pub cells: u16,
}

/// How wide the rows are with all their fields.
pub fn whole_width(view: &View, lang: Lang) -> u16 {
    let Layout::Grid(fields) = &view.layout else { return 0 };
    let cells = |(n, field): (usize, &Field)| wanted(view, field, n == 0, lang).0 + gap(view, field);
    GUTTER + 1 + fields.iter().enumerate().map(cells).sum::<u16>()
}

/// The least width of a field, and whether it takes what is left.
fn wanted(view: &View, field: &Field, first: bool, lang: Lang) -> (u16, u16) {
    let (cells, kind) = match field {
        Field::Column(key, cells) | Field::Short(key, cells, _) => {
            (*cells, view.sheet.column(key).map(|c| view.sheet.columns[c].kind))
        }
        Field::Computed { cells, .. } => (*cells, None),
    };
    let cells = cells.max(two_lines(title_of(view, field).get(lang)));
    let cells = match kind {
        // Options are words of ours, so they stand whole in two lines.
        Some(Kind::Choice(options) | Kind::OpenChoice(options)) => {
            options.iter().map(|o| two_lines(o.label.get(lang))).max().unwrap_or(0).max(cells)
        }
        // A tick and its date, or a date alone, is never cut.
        Some(Kind::Tick) => cells.max(12),
        Some(Kind::Date) => cells.max(10),
        _ => cells,
    };
    let most = match kind {
        Some(Kind::Prose) => 60,
        Some(Kind::Text | Kind::Link(_)) if first => 44,
        Some(Kind::Text | Kind::Link(_)) => 30,
        None if cells >= 14 => cells + 16,
        _ => cells,
    };
    (cells, most.max(cells))
}

/// What a field of words can be cut down to where room is short.
fn floor(view: &View, field: &Field, first: bool) -> u16 {
    match field {
        Field::Column(key, cells) | Field::Short(key, cells, _) => {
            match view.sheet.column(key).map(|c| view.sheet.columns[c].kind) {
                Some(Kind::Text | Kind::Prose | Kind::Link(_)) if first => {
                    (*cells * 2 / 3).max((*cells).min(13))
                }
                Some(Kind::Text | Kind::Link(_)) => (*cells * 2 / 3).max((*cells).min(8)),
                _ => u16::MAX,
            }
        }
        Field::Computed { .. } => u16::MAX,
    }
}

/// What a field is called.
pub fn title_of(view: &View, field: &Field) -> crate::text::Text {
    match field {
        Field::Column(key, _) => view.sheet.column(key).map_or(text("", ""), |c| view.sheet.columns[c].title),
        Field::Short(.., title) | Field::Computed { title, .. } => *title,
    }
}

/// The least width at which a title stands in two lines without a cut word.
fn two_lines(said: &str) -> u16 {
    let words =
        said.split(' ').map(|word| if word.is_ascii() { width(word) } else { width(word).div_ceil(4) * 2 });
    words.max().unwrap_or(0).max(width(said).div_ceil(4) * 2) as u16
}

/// Between a field and the next; scores stand close together.
fn gap(view: &View, field: &Field) -> u16 {
    match field {
        Field::Short(key, ..)
            if view.sheet.column(key).is_some_and(|c| view.sheet.columns[c].kind == Kind::Score) =>
        {
            1
        }
        _ => GAP,
    }
}

/// Where the fields stand: all if they fit, else the first and those around the cursor.
pub fn place(
    view: &View,
    fields: &[Field],
    view_state: &mut ViewState,
    room: u16,
    lang: Lang,
) -> Vec<Placed> {
    let mut wants: Vec<(u16, u16)> =
        fields.iter().enumerate().map(|(n, f)| wanted(view, f, n == 0, lang)).collect();
    let gaps: Vec<u16> = fields.iter().map(|f| gap(view, f)).collect();
    let natural: Vec<u16> = wants.iter().zip(&gaps).map(|((cells, _), gap)| cells + gap).collect();
    if natural.iter().sum::<u16>() > room {
        // Words give way first: they wrap, figures and states do not.
        for (n, field) in fields.iter().enumerate() {
            wants[n].0 =
                wants[n].0.min(floor(view, field, n == 0)).max(two_lines(title_of(view, field).get(lang)));
        }
    }
    let wants = wants;
    let cost = |slots: &[usize]| {
        let all = slots.iter().map(|s| wants[*s].0 + gaps[*s]).sum::<u16>();
        all.saturating_sub(slots.last().map_or(0, |s| gaps[*s]))
    };
    let mut shown: Vec<usize> = (0..fields.len()).collect();
    if cost(&shown) > room && fields.len() > 1 {
        let from_left = |left: usize| -> Vec<usize> {
            let mut shown = vec![0];
            for slot in left.max(1)..fields.len() {
                shown.push(slot);
                // Giving way brings a field or two more into view, but no crowd.
                let crowded = shown.iter().map(|s| natural[*s]).sum::<u16>() > room + room / 6;
                if (crowded || cost(&shown) > room) && shown.len() > 2 {
                    shown.pop();
                    break;
                }
            }
            shown
        };
        view_state.left = view_state.left.clamp(1, fields.len() - 1);
        if view_state.slot > 0 && view_state.slot < view_state.left {
            view_state.left = view_state.slot;
        }
        if view_state.slot == 0 {
            view_state.left = 1;
        }
        shown = from_left(view_state.left);
        while view_state.slot > 0 && !shown.contains(&view_state.slot) && view_state.left < view_state.slot {
            view_state.left += 1;
            shown = from_left(view_state.left);
        }
    } else {
        view_state.left = 1;
    }
    let mut cells: Vec<u16> = shown.iter().map(|s| wants[*s].0).collect();
    let mut left = room.saturating_sub(cost(&shown));
    // What is left goes one by one to the fields that can use it.
    while left > 0 {
        let mut given = false;
        for (n, slot) in shown.iter().enumerate() {
            if left > 0 && cells[n] < wants[*slot].1 {
                cells[n] += 1;
                left -= 1;
                given = true;
            }
        }
        if !given {
            break;
        }
    }
    let mut x = GUTTER;
    let placed = shown.into_iter().zip(cells).map(|(slot, cells)| {
        let placed = Placed { slot, x, cells };
        x += cells + gaps[slot];
        placed
    });
    placed.collect()
}
