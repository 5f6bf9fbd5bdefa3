//! Names of things as names of files.

use unicode_segmentation::UnicodeSegmentation as _;

/// The longest name of a file, in bytes, with room for what is added to it.
const NAME_LIMIT: usize = 120;

/// Makes a name that is a plain file name on every system: no folders, no devices, nothing that a shell or a
/// file system reads its own way, and not too long.
pub fn safe_name(name: &str) -> String {
    let unsafe_char = |c: char| {
        c.is_control()
            || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let plain: String = name.chars().map(|c| if unsafe_char(c) { '-' } else { c }).collect();
    let mut safe = String::new();
    for grapheme in plain.trim_start_matches(['.', ' ', '-', '~']).graphemes(true) {
        if safe.len() + grapheme.len() > NAME_LIMIT {
            break;
        }
        safe.push_str(grapheme);
    }
    let end = safe.trim_end_matches(['.', ' ', '-']).len();
    safe.truncate(end);
    let base = safe.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        let number = base.strip_prefix(device);
        number.is_some_and(|n| matches!(n.as_bytes(), [b'0'..=b'9']) || matches!(n, "¹" | "²" | "³"))
    };
    let device = matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$");
    if safe.is_empty() {
        "project".to_owned()
    } else if device || numbered("COM") || numbered("LPT") {
        format!("_{safe}")
    } else {
        safe
    }
}
