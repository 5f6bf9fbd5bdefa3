//! Pictures of a screen: as text with colours, and as SVG.
//!
//! They show any buffer and know nothing of the program that drew it.

use std::fmt::Write;

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};

use super::{
    encode::{Ansi, Encoder, ansi},
    headless::glyphs,
    wide::width,
};

/// The screen as text with colours, one line a row, blanks at the ends left out.
pub fn to_ansi(buffer: &Buffer) -> String {
    let mut text = Encoder::new(true);
    for row in rows(buffer) {
        let blank = row.iter().rev().take_while(|cell| **cell == Cell::EMPTY).count();
        for (_, cell) in glyphs(&row[..row.len() - blank]) {
            text.glyph(cell, width(cell));
        }
        text.plain();
        text.raw(b"\n");
    }
    String::from_utf8_lossy(text.bytes()).into_owned()
}

/// Size of a cell, in which lines drawn by a font of 16.6 meet, and of the room around the screen, in the units of the picture.
const CELL: (u32, u32) = (10, 19);
const MARGIN: u32 = 12;
const BAR: u32 = 30;
/// From the top of a row to the line that glyphs stand on.
const BASELINE: u32 = 15;

/// The colours of a picture.
struct Palette {
    window: u32,
    edge: u32,
    text: u32,
    quiet: u32,
    basic: [u32; 8],
    bright: [u32; 8],
}

const LIGHT: Palette = Palette {
    window: 0xfb_faf7,
    edge: 0xd6_d3cb,
    text: 0x2b_2f36,
    quiet: 0x8a_8d93,
    basic: [0x2b_2f36, 0xb3_3a3a, 0x3d_7a45, 0x9a_6b00, 0x2f_62a3, 0x87_4a94, 0x1f_7a82, 0xb9_bbbf],
    bright: [0x75_797f, 0xcc_4f4f, 0x4f_9157, 0xb5_8110, 0x45_7cc2, 0xa0_62ad, 0x2f_939c, 0xf2_f1ed],
};

const DARK: Palette = Palette {
    window: 0x1d_2026,
    edge: 0x3a_3e47,
    text: 0xd5_d8de,
    quiet: 0x85_8a94,
    basic: [0x2a_2e36, 0xe0_7a7a, 0x8f_c48f, 0xd9_b66a, 0x7f_abe0, 0xc4_95d1, 0x76_c0c6, 0xc3_c7ce],
    bright: [0x7b_808a, 0xee_9595, 0xa8_d8a6, 0xea_cb88, 0x9d_c2ef, 0xd6_afe0, 0x95_d5da, 0xff_ffff],
};

impl Palette {
    /// The colour as red, green and blue; None is the default of text or window.
    fn rgb(&self, colour: Color) -> Option<u32> {
        Some(match ansi(colour) {
            Ansi::Default => return None,
            Ansi::Basic(index) | Ansi::Indexed(index @ 0..8) => self.basic[usize::from(index)],
            Ansi::Bright(index) => self.bright[usize::from(index)],
            Ansi::Indexed(index @ 8..16) => self.bright[usize::from(index - 8)],
            Ansi::Indexed(index @ 16..232) => {
                let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * u32::from(step) };
                let cube = index - 16;
                level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6)
            }
            Ansi::Indexed(index) => (8 + 10 * u32::from(index - 232)) * 0x01_0101,
            Ansi::Rgb(r, g, b) => u32::from(r) << 16 | u32::from(g) << 8 | u32::from(b),
        })
    }

    /// What is seen of a cell: the colour of its text, and of its ground where it has one.
    fn seen(&self, cell: &Cell) -> (u32, Option<u32>) {
        let (text, ground) = (self.rgb(cell.fg).unwrap_or(self.text), self.rgb(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            (ground.unwrap_or(self.window), Some(text))
        } else {
            (text, ground)
        }
    }
}

/// Cells of one row that look alike.
struct Run {
    first: usize,
    columns: usize,
    text: String,
    colour: u32,
    ground: Option<u32>,
    modifier: Modifier,
    /// All its glyphs have the same width, so that the spacing of the grid fits each of them.
    wide: bool,
}

/// The screen as a picture: a window with a title. `lang` is the language of its text as in HTML, and
/// decides which Han glyphs a viewer chooses.
pub fn to_svg(buffer: &Buffer, title: &str, lang: &str, dark: bool) -> String {
    let palette = if dark { &DARK } else { &LIGHT };
    let (columns, lines) = (u32::from(buffer.area.width), u32::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, lines * CELL.1 + BAR + MARGIN);
    let (title, lang) = (escape(title), escape(lang));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" xml:lang=\"{lang}\" lang=\"{lang}\">\n\
         <title>{title}</title>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"9\" fill=\"#{:06x}\" stroke=\"#{:06x}\"/>\n",
        width.saturating_sub(1),
        height.saturating_sub(1),
        palette.window,
        palette.edge
    );
    for (place, light) in [0xe0_6c66_u32, 0xe0_b44f, 0x6f_b56b].into_iter().enumerate() {
        let x = 18 + 17 * place as u32;
        push(&mut svg, format_args!("<circle cx=\"{x}\" cy=\"16\" r=\"5\" fill=\"#{light:06x}\"/>"));
    }
    push(
        &mut svg,
        format_args!(
            "\n<g font-family=\"{FONTS}\" font-size=\"16.6\" xml:space=\"preserve\">\n\
             <text x=\"{}\" y=\"21\" text-anchor=\"middle\" font-size=\"12\" fill=\"#{:06x}\">{title}</text>\n",
            width / 2,
            palette.quiet
        ),
    );
    for (y, row) in (0..).zip(rows(buffer)) {
        let top = BAR + y * CELL.1;
        let runs = runs(row, palette);
        for run in &runs {
            push_ground(&mut svg, run, top);
        }
        for run in &runs {
            push_text(&mut svg, run, top);
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Fonts with cells of one width; behind them those that have Han glyphs.
const FONTS: &str = "'JetBrains Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',\
                     'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',monospace";

fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks(usize::from(buffer.area.width).max(1))
}

fn runs(row: &[Cell], palette: &Palette) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, cell) in glyphs(row) {
        let (colour, ground) = palette.seen(cell);
        let columns = usize::from(width(cell));
        let modifier = cell.modifier - Modifier::REVERSED;
        let text = if modifier.contains(Modifier::HIDDEN) { " " } else { cell.symbol() };
        // A wide blank ends a run: not every viewer spreads a text, and what follows is then placed anew.
        if let Some(run) = runs.last_mut()
            && (text == " " || !run.text.ends_with("  "))
            && (run.colour, run.ground, run.modifier, run.wide) == (colour, ground, modifier, columns > 1)
        {
            run.columns += columns;
            run.text.push_str(text);
        } else {
            let (text, wide) = (text.to_owned(), columns > 1);
            runs.push(Run { first: x, columns, text, colour, ground, modifier, wide });
        }
    }
    runs
}

fn push_ground(svg: &mut String, run: &Run, top: u32) {
    if let Some(ground) = run.ground {
        let (x, width) = extent(run);
        let height = CELL.1;
        push(
            svg,
            format_args!(
                "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"#{ground:06x}\"/>\n"
            ),
        );
    }
}

fn push_text(svg: &mut String, run: &Run, top: u32) {
    let line = run.modifier.intersects(Modifier::UNDERLINED | Modifier::CROSSED_OUT);
    if run.text.trim().is_empty() && !line {
        return;
    }
    // Han glyphs keep their shape and are spread; lines and blocks are stretched, so that they meet.
    let (size, adjust) = if run.wide { (" font-size=\"18\"", "spacing") } else { ("", "spacingAndGlyphs") };
    let (mut x, mut width) = extent(run);
    let mut text = run.text.as_str();
    if !line {
        // Blanks at the edges say nothing; viewers differ in how they count them.
        let trimmed = text.trim_start_matches(' ');
        x += CELL.0 * (text.len() - trimmed.len()) as u32;
        width -= CELL.0 * (text.len() - trimmed.len()) as u32;
        text = trimmed.trim_end_matches(' ');
        width -= CELL.0 * (trimmed.len() - text.len()) as u32;
    }
    push(
        svg,
        format_args!(
            "<text x=\"{x}\" y=\"{}\" textLength=\"{width}\" lengthAdjust=\"{adjust}\"{size} fill=\"#{:06x}\"",
            top + BASELINE,
            run.colour
        ),
    );
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::DIM, " opacity=\"0.65\""),
    ] {
        if run.modifier.contains(modifier) {
            svg.push_str(attribute);
        }
    }
    match (run.modifier.contains(Modifier::UNDERLINED), run.modifier.contains(Modifier::CROSSED_OUT)) {
        (true, true) => svg.push_str(" text-decoration=\"underline line-through\""),
        (true, false) => svg.push_str(" text-decoration=\"underline\""),
        (false, true) => svg.push_str(" text-decoration=\"line-through\""),
        (false, false) => {}
    }
    push(svg, format_args!(">{}</text>\n", escape(text)));
}

/// Where a run begins and how wide it is.
fn extent(run: &Run) -> (u32, u32) {
    (MARGIN + run.first as u32 * CELL.0, run.columns as u32 * CELL.0)
}

fn push(svg: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = svg.write_fmt(text);
}

/// Text for XML: marks escaped, and what XML cannot hold replaced.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            char if char.is_control() => escaped.push('\u{fffd}'),
            char => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use ratatui::{layout::Rect, style::Style};

    use super::*;

    fn screen() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 2));
        buffer.set_string(0, 0, "变革 <a&b>", Style::new());
        buffer.set_string(0, 1, "红", Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
        buffer.set_style(Rect::new(0, 1, 12, 1), Style::new().add_modifier(Modifier::REVERSED));
        buffer
    }

    #[test]
    fn text_keeps_colours_and_skips_hidden_cells() {
        let plain = Style::new();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 2));
        buffer.set_string(0, 0, "变革", plain.fg(Color::Red));
        assert_eq!(to_ansi(&buffer), "\x1b[31m变\x1b[m\n\n".replace("变\x1b[m", "变革\x1b[m"));
    }

    #[test]
    fn a_picture_places_runs_on_the_grid() {
        let svg = to_svg(&screen(), "变革 & co", "zh-CN", false);
        assert!(svg.contains("<title>变革 &amp; co</title>"), "{svg}");
        assert!(svg.contains("x=\"12\" y=\"45\" textLength=\"40\""), "{svg}");
        assert!(svg.contains(">&lt;a&amp;b&gt;</text>"), "{svg}");
        assert!(svg.contains("font-weight=\"bold\""), "{svg}");
        // Reversed red: the ground is red and the text has the colour of the window.
        assert!(svg.contains("fill=\"#b33a3a\"/>") && svg.contains("fill=\"#fbfaf7\" font-weight"), "{svg}");
    }

    #[test]
    fn a_picture_is_well_formed() {
        let mut buffer = screen();
        buffer[(11, 0)].set_symbol("\x07");
        let svg = to_svg(&buffer, "\"<\u{1}", "en", true);
        let mut open: Vec<&str> = Vec::new();
        for tag in svg.split('<').skip(1) {
            let (tag, rest) = tag.split_once('>').expect("every tag is closed");
            assert!(!rest.contains('>'), "{rest}");
            let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name));
            } else if !tag.ends_with('/') {
                open.push(name);
            }
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        }
        assert!(open.is_empty());
        assert!(!svg.contains(|char: char| char.is_control() && char != '\n'));
    }

    #[test]
    fn an_empty_screen_has_a_picture_too() {
        assert!(to_svg(&Buffer::empty(Rect::ZERO), "", "en", true).starts_with("<svg"));
        assert_eq!(to_ansi(&Buffer::empty(Rect::ZERO)), "");
    }
}
