//! The styles of a screen in words, so that a difference of colour can be read like one of text.
#![allow(dead_code, reason = "every test that includes this uses another part of it")]

use changebook::text::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use std::ops::RangeInclusive;

/// The terminal's own colours by the names that the snapshots write.
const COLOURS: [(Color, &str); 16] = [
    (Color::Black, "black"),
    (Color::Red, "red"),
    (Color::Green, "green"),
    (Color::Yellow, "yellow"),
    (Color::Blue, "blue"),
    (Color::Magenta, "magenta"),
    (Color::Cyan, "cyan"),
    (Color::Gray, "gray"),
    (Color::DarkGray, "dark-gray"),
    (Color::LightRed, "light-red"),
    (Color::LightGreen, "light-green"),
    (Color::LightYellow, "light-yellow"),
    (Color::LightBlue, "light-blue"),
    (Color::LightMagenta, "light-magenta"),
    (Color::LightCyan, "light-cyan"),
    (Color::White, "white"),
];

const MODIFIERS: [(Modifier, &str); 9] = [
    (Modifier::BOLD, "bold"),
    (Modifier::DIM, "dim"),
    (Modifier::ITALIC, "italic"),
    (Modifier::UNDERLINED, "underlined"),
    (Modifier::SLOW_BLINK, "blink"),
    (Modifier::RAPID_BLINK, "fast-blink"),
    (Modifier::REVERSED, "reversed"),
    (Modifier::HIDDEN, "hidden"),
    (Modifier::CROSSED_OUT, "crossed-out"),
];

/// The styles of a screen, line by line: `3: 2-9,12 cyan bold; 80 dark-gray` says which columns of the third line
/// are cyan and bold. Lines and columns are counted from 1. Equal lines below each other are written as one, what
/// has the paper's own style is left out, and a blank whose style does not show belongs to what stands around it.
pub fn styles(buffer: &Buffer) -> String {
    let paper = Paper::of(buffer);
    let rows = buffer.content.chunks(usize::from(buffer.area.width).max(1));
    let mut lines: Vec<(RangeInclusive<usize>, String)> = Vec::new();
    for (n, row) in rows.enumerate() {
        let here = paper.styles_of_row(row);
        match lines.last_mut() {
            Some((range, above)) if *above == here => *range = *range.start()..=n,
            _ => lines.push((n..=n, here)),
        }
    }
    lines.retain(|(_, styles)| !styles.is_empty());
    let lines = lines.iter().map(|(range, styles)| format!("{}: {styles}", range_of(range)));
    paper.title().into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

/// What most of a screen looks like: the terminal's own paper, or that of a theme which brings its own.
#[derive(Clone, Copy, PartialEq)]
struct Paper {
    ink: Color,
    paper: Color,
}

impl Paper {
    fn of(buffer: &Buffer) -> Paper {
        let paper = most(buffer.content.iter().map(|cell| cell.bg));
        let on_it = buffer.content.iter().filter(|cell| cell.bg == paper);
        let ink = if paper == Color::Reset { paper } else { most(on_it.map(|cell| cell.fg)) };
        Paper { ink, paper }
    }

    /// What is said of a paper that is not the terminal's own.
    fn title(self) -> Option<String> {
        let own = self.paper == Color::Reset;
        (!own).then(|| format!("elsewhere: {} on {}", colour(self.ink), colour(self.paper)))
    }

    fn styles_of_row(self, row: &[Cell]) -> String {
        let mut runs: Vec<(RangeInclusive<usize>, String)> = Vec::new();
        let mut x = 0;
        while x < row.len() {
            let (cell, first) = (&row[x], x);
            x += width(cell.symbol()).max(1);
            if !self.shows(cell) {
                continue;
            }
            let style = self.words_of(cell);
            match runs.last_mut() {
                // Only blanks lie between: a cell that shows another style would have begun a run.
                Some((range, before)) if *before == style => *range = *range.start()..=x - 1,
                _ => runs.push((first..=x - 1, style)),
            }
        }
        let mut by_style: Vec<(String, Vec<String>)> = Vec::new();
        for (range, style) in runs.into_iter().filter(|(_, style)| !style.is_empty()) {
            match by_style.iter_mut().find(|(known, _)| *known == style) {
                Some((_, ranges)) => ranges.push(range_of(&range)),
                None => by_style.push((style, vec![range_of(&range)])),
            }
        }
        let parts = by_style.iter().map(|(style, ranges)| format!("{} {style}", ranges.join(",")));
        parts.collect::<Vec<_>>().join("; ")
    }

    /// Whether anything of a cell's style can be seen.
    fn shows(self, cell: &Cell) -> bool {
        let on_blanks = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        cell.symbol() != " " || cell.bg != self.paper || cell.modifier.intersects(on_blanks)
    }

    /// A style in words; empty for the paper's own.
    fn words_of(self, cell: &Cell) -> String {
        let mut words = Vec::new();
        if cell.fg != self.ink {
            words.push(colour(cell.fg));
        }
        if cell.bg != self.paper {
            words.push(format!("on {}", colour(cell.bg)));
        }
        if cell.underline_color != Color::Reset {
            words.push(format!("line {}", colour(cell.underline_color)));
        }
        let modifiers = MODIFIERS.iter().filter(|(modifier, _)| cell.modifier.contains(*modifier));
        words.extend(modifiers.map(|(_, word)| (*word).to_owned()));
        words.join(" ")
    }
}

/// The colour that occurs most often.
fn most(colours: impl Iterator<Item = Color>) -> Color {
    let mut counts: Vec<(Color, usize)> = Vec::new();
    for colour in colours {
        match counts.iter_mut().find(|(known, _)| *known == colour) {
            Some((_, count)) => *count += 1,
            None => counts.push((colour, 1)),
        }
    }
    counts.iter().max_by_key(|(_, count)| *count).map_or(Color::Reset, |(colour, _)| *colour)
}

fn range_of(range: &RangeInclusive<usize>) -> String {
    let (first, last) = (range.start() + 1, range.end() + 1);
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

fn colour(colour: Color) -> String {
    let mut written = String::new();
    match (colour, COLOURS.iter().find(|(known, _)| *known == colour)) {
        (_, Some((_, name))) => written.push_str(name),
        (Color::Rgb(red, green, blue), _) => write!(written, "#{red:02x}{green:02x}{blue:02x}").unwrap(),
        (Color::Indexed(n), _) => write!(written, "colour-{n}").unwrap(),
        _ => written.push_str("reset"),
    }
    written
}
