//! Characters that some terminals show two cells wide: East Asian Width calls them ambiguous. Fonts for Chinese draw
//! them wide, and some terminals follow the font.
//!
//! Where a person says that theirs does, they are measured as two cells. Lines, bars and signs of our own, whose place
//! depends on one cell, are then shown by a stand-in of ASCII.

use std::cell::Cell;
use unicode_width::UnicodeWidthChar;

thread_local! {
    // The screen is drawn and measured by one thread.
    static WIDE: Cell<bool> = const { Cell::new(false) };
}

/// Says whether the terminal shows ambiguous characters two cells wide, for this thread.
pub fn set_ambiguous_wide(wide: bool) {
    WIDE.set(wide);
}

/// Whether the terminal shows this character two cells wide though its width is ambiguous.
pub(super) fn is_wide(c: char) -> bool {
    // Most of what is drawn is no such character, and is passed over before the thread is asked.
    c >= '\u{a1}' && WIDE.get() && is_ambiguous(c) && stand_in(c).is_none()
}

/// Whether terminals disagree on how wide a character is.
pub fn is_ambiguous(c: char) -> bool {
    c.width() == Some(1) && c.width_cjk() == Some(2)
}

/// What is shown in place of a sign of our own where ambiguous characters are wide; none for any other character.
fn stand_in(c: char) -> Option<&'static str> {
    Some(match c {
        '─' | '━' | '▍' | '▎' | '▏' => "-",
        '│' => "|",
        '╭' | '╮' | '╰' | '╯' => "+",
        '█' | '▉' | '▊' | '▋' | '▌' | '▆' | '▇' => "#",
        '▁' | '▂' => "_",
        '▃' | '▄' | '▅' => "=",
        '■' => "X",
        '▲' => "!",
        '◆' => "*",
        '●' => "@",
        '○' => "o",
        '→' => ">",
        '·' => ".",
        _ => return None,
    })
}

/// The stand-in of a glyph, if it is to be shown by one on this thread.
pub fn shown_instead(glyph: &str) -> Option<&'static str> {
    let c = glyph.chars().next().filter(|c| *c >= '\u{a1}')?;
    if WIDE.get() { stand_in(c) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{fit, glyphs, width, wrapped};

    #[test]
    fn ambiguous_signs_take_two_cells_only_where_a_person_says_so() {
        let text = "①“…”—→■";
        assert_eq!(width(text), 7);
        set_ambiguous_wide(true);
        let wide = (width(text), width("服务abc─│╭"), width("✔ 2026"));
        let glyphs: usize = glyphs("①a中…").map(|(_, _, cells)| cells).sum();
        let (cut, lines) = (fit("①②③④", 5).into_owned(), wrapped("①②③", 4).len());
        let shown = (shown_instead("│"), shown_instead("①"), shown_instead("a"));
        set_ambiguous_wide(false);
        // The signs of our own have a stand-in of one cell.
        assert_eq!(wide, (5 * 2 + 2, 10, 6));
        assert_eq!((glyphs, cut.as_str(), lines), (7, "①…", 2));
        assert_eq!(shown, (Some("|"), None, None));
        assert_eq!(shown_instead("│"), None);
    }

    #[test]
    fn every_stand_in_takes_one_cell_everywhere() {
        for c in ('\u{a1}'..='\u{ffff}').filter(|c| stand_in(*c).is_some()) {
            let shown = stand_in(c).unwrap_or_default();
            assert!(shown.is_ascii() && shown.len() == 1, "{c}");
        }
        // Every ambiguous line and block that is drawn has one; the fine dots of charts are not ambiguous.
        for c in "─│╭╮╰╯█▉▊▋▌▍▎▏▁▂▃▄▅▆▇■▲◆●○→·".chars()
        {
            assert!(stand_in(c).is_some(), "{c}");
        }
        assert!(!is_ambiguous('⠒') && !is_ambiguous('✔') && !is_ambiguous('▸') && !is_ambiguous('▾'));
    }
}
