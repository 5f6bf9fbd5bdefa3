//! How wide the fields of a grid stand, by what is in them, and which are shown where not all fit.

use crate::app::drawn::{Measure, Measured};
use crate::app::view_state::{Slot, ViewState, slots};
use crate::facts::Facts;
use crate::sheet::{AnySheet, Cell, Kind};
use crate::text::{Lang, text, widest_piece, width, wrapped};
use crate::tool::{Field, View};
use std::sync::Arc;

/// Between two fields.
pub const GAP: u16 = 2;
/// Before the first field, for the mark of the row.
pub const GUTTER: u16 = 2;
/// So many rows are measured at most, spread over all.
const SAMPLE: usize = 300;
/// No word makes a field wider than this.
const WORD: u16 = 20;
/// The name takes this part of the room at most so that it stands in two lines.
const NAME: u16 = 4;

/// A field on the screen.
pub struct Placed {
    /// Which of the view's fields.
    pub slot: usize,
    /// Where it begins, from the left edge of the rows.
    pub x: u16,
    /// How wide it is.
    pub cells: u16,
}

/// How wide a field may be.
struct Want {
    /// At least so wide, where room is short.
    least: u16,
    /// So wide that it reads well.
    fair: u16,
    /// So wide that nearly all its cells stand in one line.
    ideal: u16,
    /// Nothing in it is wider.
    most: u16,
    /// What an empty field may take of the room that nothing else needs.
    spare: u16,
}

/// How wide the rows are with all their fields, so that they read well.
pub fn whole_width(view: &View, fields: &[Field], measured: &Measured, lang: Lang) -> u16 {
    let wants = wants(view, fields, measured, lang);
    GUTTER + 1 + wants.iter().zip(fields).map(|(want, field)| want.fair + gap(view, field)).sum::<u16>()
}

/// Measures what stands in the fields, or takes what was measured for the same rows.
pub fn measure(
    known: Option<Arc<Measured>>,
    facts: &Facts,
    sheet: &dyn AnySheet,
    (view, fields): (&'static View, &[Field]),
    view_state: &ViewState,
    lang: Lang,
) -> Arc<Measured> {
    if let Some(known) = known.filter(|m| m.holds(view, lang, view_state.len(), facts)) {
        return known;
    }
    let slots = slots(view);
    let mut measures = vec![Measure::default(); fields.len()];
    let step = view_state.len().div_ceil(SAMPLE).max(1);
    let rows = (0..view_state.len()).step_by(step).filter_map(|n| sheet.row(view_state.place(n)?));
    for row in rows {
        for (n, (field, measure)) in fields.iter().zip(&mut measures).enumerate() {
            let (said, filled) = match (slots.get(n), field) {
                (Some(Slot::Column(column)), _) => {
                    let said = super::grid::look(facts, row, *column, u16::MAX, lang).0;
                    // What the method says in a cell counts, the sign of one that waits for a tick does not.
                    let waits =
                        matches!(view.sheet.columns[*column].kind, Kind::Tick | Kind::Check | Kind::Score);
                    let filled = !(said.is_empty() || waits && row.get(*column) == Cell::Empty);
                    if n == 0 {
                        measure.in_two = measure.in_two.max(two_lines(&said));
                    }
                    (said, filled)
                }
                (_, Field::Computed { show, .. }) => {
                    let said = super::grid::shown_text(&show(facts, row), lang);
                    let filled = !said.is_empty();
                    measure.in_two = measure.in_two.max(two_lines(&said));
                    (said, filled)
                }
                _ => continue,
            };
            let cells = said.split('\n').map(width).max().unwrap_or(0);
            measure.most = measure.most.max(u16::try_from(cells).unwrap_or(u16::MAX));
            measure.piece = measure.piece.max(u16::try_from(widest_piece(&said)).unwrap_or(u16::MAX));
            measure.filled |= filled;
        }
    }
    Arc::new(Measured::of(view, lang, view_state.len(), facts, step == 1, measures))
}

fn wants(view: &View, fields: &[Field], measured: &Measured, lang: Lang) -> Vec<Want> {
    // A sheet that nobody has filled in shows how it will look.
    let any = measured.fields.iter().any(|m| m.filled);
    let want = |(n, field): (usize, &Field)| {
        let measure = measured.fields.get(n).copied().unwrap_or_default();
        wanted(view, field, n == 0, measure, (any, measured.whole), lang)
    };
    fields.iter().enumerate().map(want).collect()
}

/// How wide a field may be, by its kind and what stands in it.
fn wanted(
    view: &View,
    field: &Field,
    first: bool,
    measure: Measure,
    (any, whole): (bool, bool),
    lang: Lang,
) -> Want {
    let (declared, kind) = match field {
        Field::Column(key, cells) | Field::Short(key, cells, _) => {
            (*cells, view.sheet.column(key).map(|c| view.sheet.columns[c].kind))
        }
        Field::Computed { cells, .. } => (*cells, None),
    };
    let title = unbroken(title_of(view, field).get(lang), TITLE);
    // Of many rows some have not been measured: figures and states are never cut, so they keep their room.
    let options = match kind {
        Some(Kind::Choice(options) | Kind::OpenChoice(options)) => {
            options.iter().map(|o| two_lines(o.label.get(lang))).max()
        }
        Some(Kind::Tick) => Some(12),
        Some(Kind::Date) => Some(10),
        _ => None,
    };
    let usual = declared.max(options.unwrap_or(0)).max(title);
    if kind == Some(Kind::Score) {
        let cells = declared.max(title);
        return Want { least: cells, fair: cells, ideal: cells, most: cells, spare: cells };
    }
    if !measure.filled {
        let least = if any && whole { title.max(4) } else { usual };
        return Want { least, fair: least, ideal: least, most: least, spare: usual };
    }
    let most = if whole { measure.most } else { measure.most.max(usual) }.max(title);
    let words = matches!(kind, Some(Kind::Text | Kind::Prose | Kind::Link(_)) | None);
    if !words {
        // Options are words of ours, so they may stand in two lines.
        let ideal = match kind {
            Some(Kind::Choice(_) | Kind::OpenChoice(_)) if !whole => usual,
            _ => most,
        };
        let least = if matches!(kind, Some(Kind::Choice(_) | Kind::OpenChoice(_))) {
            ideal.min(usual)
        } else {
            ideal
        };
        let whole_words = match kind {
            Some(Kind::Choice(options) | Kind::OpenChoice(options)) => {
                options.iter().map(|o| unbroken(o.label.get(lang), OPTION)).max().unwrap_or_default()
            }
            _ => 0,
        };
        let fair = whole_words.min(most).max(least);
        return Want { least, fair, ideal: ideal.max(fair), most: most.max(fair), spare: most.max(fair) };
    }
    let cap = match kind {
        Some(Kind::Prose) => 60,
        Some(_) if first => 44,
        _ => 40,
    };
    let ideal = most.min(cap).max(title);
    let piece = measure.piece.min(WORD);
    let narrow = match kind {
        None | Some(Kind::Prose) if !first => declared,
        _ if first => (declared * 2 / 3).max(declared.min(13)),
        _ => (declared * 2 / 3).max(declared.min(8)),
    };
    // A state in our own words is not cut for a few cells, as no row is higher than two lines.
    let is_short = kind.is_none() && measure.in_two <= declared + NEARLY;
    let in_two = if is_short { measure.in_two } else { 0 };
    let least = ideal.min(narrow.max(piece).max(in_two)).max(title);
    // The name says which row it is, so it is the last to be cut.
    let fair = ideal.min(if first { declared.max(20) } else { declared * 3 / 2 }).max(least);
    Want { least, fair, ideal, most, spare: most }
}

/// What a field is called.
pub fn title_of(view: &View, field: &Field) -> crate::text::Text {
    match field {
        Field::Column(key, _) => view.sheet.column(key).map_or(text("", ""), |c| view.sheet.columns[c].title),
        Field::Short(.., title) | Field::Computed { title, .. } => *title,
    }
}

/// So many cells more than declared are given to a computed field whose words then stand in two lines.
const NEARLY: u16 = 7;

/// A word without blanks, as in Chinese, is not broken up to so many cells: 已上线 as a title, 服务中心经理 as an option.
const TITLE: u16 = 6;
const OPTION: u16 = 12;

/// The least width at which words stand in two lines, or in one where that takes no more than `short` cells and there is no
/// blank to break at.
fn unbroken(said: &str, short: u16) -> u16 {
    let whole = width(said) as u16;
    if whole <= short && !said.is_ascii() && !said.contains(' ') { whole } else { two_lines(said) }
}

/// The least width at which a title stands in two lines without a cut word. What no line may break, such as a bracket and
/// the sign behind it, is known to whoever wraps it.
fn two_lines(said: &str) -> u16 {
    let least = widest_piece(said).max(width(said).div_ceil(2)).max(width(said).min(4));
    let fits = |cells: &usize| wrapped(said, *cells).len() <= 2;
    (least..width(said)).find(fits).unwrap_or(width(said)) as u16
}

/// A title in as few lines as it needs and each of them as short as that allows, so that of four signs two and two stand
/// together.
pub fn balanced(title: &str, cells: usize) -> Vec<String> {
    let lines = wrapped(title, cells).len();
    // No word is broken for it.
    let least = (widest_piece(title)..cells).find(|fewer| {
        let lines_then = wrapped(title, *fewer);
        lines_then.len() <= lines && lines_then.iter().all(|line| width(line) <= *fewer)
    });
    wrapped(title, least.unwrap_or(cells)).into_iter().map(str::to_owned).collect()
}

fn is_score(view: &View, field: &Field) -> bool {
    let (Field::Column(key, _) | Field::Short(key, ..)) = field else { return false };
    view.sheet.column(key).is_some_and(|column| view.sheet.columns[column].kind == Kind::Score)
}

/// Between a field and the next; scores stand close together.
fn gap(view: &View, field: &Field) -> u16 {
    if matches!(field, Field::Short(..)) && is_score(view, field) { 1 } else { GAP }
}

/// Where the fields stand in so many columns and lines: all if they fit, else the first and those around the cursor.
pub fn place(
    view: &View,
    fields: &[Field],
    measured: &Measured,
    view_state: &mut ViewState,
    (room, lines): (u16, u16),
    lang: Lang,
) -> Vec<Placed> {
    let mut wants = wants(view, fields, measured, lang);
    let gaps: Vec<u16> = fields.iter().map(|f| gap(view, f)).collect();
    // However wide a field was made, on another screen perhaps, the name and the field under the cursor stand side by side.
    let (_, under_cursor) = view_state.in_view();
    let beside = |n: usize| match (n, wants.get(under_cursor)) {
        (0, Some(cursor)) if under_cursor > 0 => gaps[0] + cursor.least.min(room / 2),
        (0, _) => 0,
        _ => gaps[0] + wants[0].least.min(room / 3),
    };
    let most: Vec<u16> = (0..fields.len()).map(|n| room.saturating_sub(beside(n)).max(4)).collect();
    for (n, want) in wants.iter_mut().enumerate() {
        if let Some(cells) = view_state.chosen_width(n) {
            let cells = cells.min(most[n]);
            *want = Want { least: cells, fair: cells, ideal: cells, most: cells, spare: cells };
        }
    }
    // Where there are so many rows that none has more than two lines, the name, which says which row it is, is not cut for
    // the sake of fields in which nothing stands.
    let is_crowded = view_state.len() * 2 > usize::from(lines);
    if is_crowded && view_state.chosen_width(0).is_none() {
        // Scores are read side by side, whether or not there are any of one.
        let filled = |n: usize| measured.fields.get(n).is_some_and(|field| field.filled);
        let of = |n: usize| (wants[n].least + gaps[n], filled(n) || is_score(view, &fields[n]));
        let shown = || (0..fields.len()).filter(|n| !view_state.is_hidden(*n)).map(of);
        let slack = room.saturating_sub(shown().map(|(cells, _)| cells).sum());
        let blank: u16 = shown().filter(|(_, stays)| !stays).map(|(cells, _)| cells).sum();
        let in_two = measured.fields.first().map_or(0, |name| name.in_two).min(room / NAME);
        if let Some(name) = wants.first_mut() {
            name.least = name.least.max(in_two.min(name.least + slack + blank).min(name.most));
            name.fair = name.fair.max(name.least);
            name.ideal = name.ideal.max(name.fair);
        }
    }
    let wants = wants;
    let cost = |slots: &[usize]| {
        let all = slots.iter().map(|s| wants[*s].least + gaps[*s]).sum::<u16>();
        all.saturating_sub(slots.last().map_or(0, |s| gaps[*s]))
    };
    let mut shown: Vec<usize> = (0..fields.len()).filter(|slot| !view_state.is_hidden(*slot)).collect();
    if cost(&shown) > room && fields.len() > 1 {
        let hidden: Vec<usize> = (0..fields.len()).filter(|slot| view_state.is_hidden(*slot)).collect();
        let from_left = |left: usize| -> Vec<usize> {
            let mut shown = vec![0];
            for slot in (left.max(1)..fields.len()).filter(|slot| !hidden.contains(slot)) {
                shown.push(slot);
                // Where some have to be scrolled to, those in view read well.
                let fair = shown.iter().map(|s| wants[*s].fair + gaps[*s]).sum::<u16>();
                let crowded = fair.saturating_sub(gaps[slot]) > room;
                if (crowded || cost(&shown) > room) && shown.len() > 2 {
                    shown.pop();
                    break;
                }
            }
            shown
        };
        view_state.left = view_state.left.clamp(1, fields.len() - 1);
        let (_, wanted) = view_state.in_view();
        if wanted > 0 && wanted < view_state.left {
            view_state.left = wanted;
        }
        if wanted == 0 {
            view_state.left = 1;
        }
        shown = from_left(view_state.left);
        while wanted > 0 && !shown.contains(&wanted) && view_state.left < wanted {
            view_state.left += 1;
            shown = from_left(view_state.left);
        }
    } else {
        view_state.left = 1;
    }
    let mut cells: Vec<u16> = shown.iter().map(|s| wants[*s].least).collect();
    let mut left = room.saturating_sub(cost(&shown));
    // First so that fields read well, then what is cut or wraps, then what is longer still, then empty fields.
    for wanted in [|w: &Want| w.fair, |w: &Want| w.ideal, |w: &Want| w.most, |w: &Want| w.spare] {
        while left > 0 {
            // The field whose cells take most lines gains most.
            let share = |n: &usize| u32::from(wants[shown[*n]].most) * 1_000 / u32::from(cells[*n].max(1));
            let neediest = (0..shown.len())
                .filter(|n| cells[*n] < wanted(&wants[shown[*n]]))
                .max_by_key(|n| (share(n), std::cmp::Reverse(*n)));
            let Some(n) = neediest else { break };
            cells[n] += 1;
            left -= 1;
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

#[cfg(test)]
mod tests;
