//! The law of drawing: what the terminal shows after many small updates is what a full redraw of the
//! last frame shows. Checked on two models of a terminal that were written by others.
#![allow(clippy::unwrap_used, reason = "a test may end at once when a model is not as it should be")]

use changebook::runtime::frame::{Frame, Painter};
use proptest::{collection::vec, prelude::*, sample::select};
use ratatui::{
    layout::Rect,
    style::{Color, Modifier, Style},
    widgets::{Block, Clear, Widget},
};

const COLUMNS: u16 = 24;
const ROWS: u16 = 6;

const PLAIN: &[&str] = &[
    "战略",
    "评审",
    "a",
    "bc ",
    "目标",
    "，",
    "（2026）",
    "…",
    "OK ",
    "客户满意度",
    "█",
    "■",
    "— ",
    "│",
    "   ",
];
const JOINED: &[&str] = &["✔\u{fe0f}", "👍🏽", "🇨🇳", "👨‍👩‍👧‍👦", "❤\u{fe0f}", "e\u{301}", "ｶﾞ", "👍"];

/// What one frame of the test shows.
#[derive(Clone, Debug)]
struct Scene {
    rows: Vec<Vec<(&'static str, Style)>>,
    selected: u16,
    popup: Option<(u16, u16, String, bool)>,
    cursor: Option<(u16, u16)>,
}

fn word(joined: bool) -> impl Strategy<Value = &'static str> {
    let plain = select(PLAIN);
    if joined { prop_oneof![6 => plain, 1 => select(JOINED)].boxed() } else { plain.boxed() }
}

fn style() -> impl Strategy<Value = Style> {
    select(vec![
        Style::new(),
        Style::new(),
        Style::new().fg(Color::Red),
        Style::new().fg(Color::Rgb(1, 200, 30)).add_modifier(Modifier::BOLD),
        Style::new().bg(Color::Indexed(99)).add_modifier(Modifier::DIM | Modifier::UNDERLINED),
    ])
}

fn scene(joined: bool) -> impl Strategy<Value = Scene> {
    (
        vec(vec((word(joined), style()), 0..9), usize::from(ROWS)),
        0..ROWS,
        proptest::option::of((0..14u16, 0..4u16, vec(word(joined), 0..6), any::<bool>())),
        proptest::option::of((0..COLUMNS, 0..ROWS)),
    )
        .prop_map(|(rows, selected, popup, cursor)| Scene {
            rows,
            selected,
            popup: popup.map(|(x, y, words, border)| (x, y, words.concat(), border)),
            cursor,
        })
}

/// Frames that follow one another: rows mostly stay, as they do on a real screen.
fn scenes(joined: bool) -> impl Strategy<Value = Vec<Scene>> {
    vec((scene(joined), 0..=ROWS), 2..6).prop_map(|drawn| {
        let mut scenes: Vec<Scene> = Vec::new();
        for (mut scene, kept) in drawn {
            if let Some(before) = scenes.last() {
                let kept = usize::from(kept);
                scene.rows[..kept].clone_from_slice(&before.rows[..kept]);
            }
            scenes.push(scene);
        }
        scenes
    })
}

impl Scene {
    fn draw(&self, frame: &mut Frame<'_>) {
        let buffer = frame.buffer_mut();
        for (y, row) in (0..).zip(&self.rows) {
            let mut x = 0;
            for (word, style) in row {
                x = buffer.set_stringn(x, y, word, usize::from(COLUMNS.saturating_sub(x)), *style).0;
                if x >= COLUMNS {
                    break;
                }
            }
        }
        let selection = Style::new().bg(Color::Blue).add_modifier(Modifier::REVERSED);
        buffer.set_style(Rect::new(0, self.selected, COLUMNS, 1), selection);
        if let Some((x, y, text, border)) = &self.popup {
            let area = Rect::new(*x, *y, 12, 3).intersection(buffer.area);
            Clear.render(area, buffer);
            buffer.set_style(area, Style::new().bg(Color::Red));
            if *border {
                Block::bordered().render(area, buffer);
            }
            if area.height > 1 && area.width > 2 {
                buffer.set_stringn(x + 1, y + 1, text, usize::from(area.width - 2), Style::new());
            }
        }
        if let Some(place) = self.cursor {
            frame.set_cursor_position(place);
        }
    }
}

/// One terminal of each model, fed the same bytes.
struct Models {
    vt100: vt100::Parser,
    avt: avt::Terminal,
}

impl Models {
    fn new() -> Self {
        let mut models = Self {
            vt100: vt100::Parser::new(ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap(), 0),
            avt: avt::Terminal::new(usize::from(COLUMNS), usize::from(ROWS)).unwrap(),
        };
        // As on the real screen: no line wraps by itself.
        models.feed(b"\x1b[?7l");
        models
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.vt100.process(bytes);
        self.avt.feed([std::str::from_utf8(bytes).unwrap()]);
    }

    fn vt100_cells(&self) -> Vec<String> {
        let screen = self.vt100.screen();
        (0..ROWS)
            .map(|y| (0..COLUMNS).map(|x| cell(screen.cell(y, x).unwrap())).collect())
            .chain([format!("{:?}", (!screen.hide_cursor()).then(|| screen.cursor_position()))])
            .collect()
    }

    fn avt_cells(&self) -> Vec<String> {
        let lines = self.avt.screen();
        lines.visible_lines().map(|line| format!("{:?}", line.cells())).collect()
    }
}

fn cell(cell: &vt100::Cell) -> String {
    let glyph = if cell.has_contents() || cell.is_wide_continuation() { cell.contents() } else { " " };
    format!(
        "{glyph}{:?}{:?}{}{}{};",
        cell.fgcolor(),
        cell.bgcolor(),
        u8::from(cell.bold()),
        u8::from(cell.inverse()),
        u8::from(cell.underline())
    )
}

fn check(scenes: &[Scene]) -> Result<(), TestCaseError> {
    let mut painter = Painter::new(COLUMNS, ROWS, true);
    let mut updated = Models::new();
    for scene in scenes {
        updated.feed(painter.paint(|frame| scene.draw(frame)));
        let mut redrawn = Models::new();
        redrawn.feed(Painter::new(COLUMNS, ROWS, true).paint(|frame| scene.draw(frame)));
        prop_assert_eq!(updated.vt100_cells(), redrawn.vt100_cells());
        prop_assert_eq!(updated.avt_cells(), redrawn.avt_cells());
        prop_assert_eq!(painter.paint(|frame| scene.draw(frame)), b"");
    }
    Ok(())
}

/// On text whose width nobody disputes the terminal shows exactly the buffer.
fn check_text(scene: &Scene) -> Result<(), TestCaseError> {
    let mut painter = Painter::new(COLUMNS, ROWS, true);
    let mut models = Models::new();
    models.feed(painter.paint(|frame| scene.draw(frame)));
    let lines = changebook::runtime::headless::lines(painter.shown());
    let shown: Vec<String> =
        models.vt100.screen().rows(0, COLUMNS).map(|row| row.trim_end().to_owned()).collect();
    prop_assert_eq!(lines, shown);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn updates_show_what_a_redraw_shows(scenes in scenes(false)) {
        check(&scenes)?;
    }

    #[test]
    fn even_with_glyphs_of_disputed_width(scenes in scenes(true)) {
        check(&scenes)?;
    }

    #[test]
    fn the_terminal_shows_the_buffer(scene in scene(false)) {
        check_text(&scene)?;
    }
}
