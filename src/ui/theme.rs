//! The colours: a role of the screen and a theme give a style. Colour never stands alone.

use crate::advice::Level;
use crate::app::Theme;
use ratatui::style::{Color, Modifier, Style};

/// What a text or an area is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text.
    Plain,
    /// Text that matters more.
    Bold,
    /// Text that matters less.
    Dim,
    /// The line on top of the screen.
    Header,
    /// The program's name in it.
    HeaderTitle,
    /// The project's name in it.
    HeaderBold,
    /// The state of saving in it.
    HeaderLevel(Level),
    /// The title of a frame.
    Title,
    /// The heads of columns.
    Head,
    /// A heading between rows.
    Group,
    /// Lines around things.
    Border,
    /// Lines around what has the keys.
    BorderFocus,
    /// The tab that is open.
    TabOpen,
    /// Another tab.
    Tab,
    /// The cell under the cursor.
    Cursor,
    /// The row under the cursor.
    Row,
    /// A selected block.
    Block,
    /// A key in a hint.
    Key,
    /// The letters that matched a search.
    Match,
    /// A level.
    Level(Level),
    /// The line of the values in a chart.
    Line,
    /// The line of the target in a chart.
    Path,
    /// Limits in a chart.
    Limit,
}

/// The few colours of a theme.
struct Palette {
    paper: Color,
    ink: Color,
    dim: Color,
    border: Color,
    accent: Color,
    good: Color,
    watch: Color,
    act: Color,
    stop: Color,
    row: Color,
    block: Color,
    cursor: (Color, Color),
    header: (Color, Color),
}

const fn rgb(hex: u32) -> Color {
    Color::Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const DARK: Palette = Palette {
    paper: rgb(0x1b1e23),
    ink: rgb(0xd5d9df),
    dim: rgb(0x848b96),
    border: rgb(0x474d57),
    accent: rgb(0x6cc5bd),
    good: rgb(0x92c47d),
    watch: rgb(0x7fb0ea),
    act: rgb(0xe6a860),
    stop: rgb(0xee7b7b),
    row: rgb(0x262b33),
    block: rgb(0x2e4257),
    cursor: (rgb(0xffffff), rgb(0x2f6f8f)),
    header: (rgb(0xd5d9df), rgb(0x2a3038)),
};

const LIGHT: Palette = Palette {
    paper: rgb(0xffffff),
    ink: rgb(0x24292f),
    dim: rgb(0x68707a),
    border: rgb(0xc3c9d0),
    accent: rgb(0x006b75),
    good: rgb(0x2c7a34),
    watch: rgb(0x1f5fbf),
    act: rgb(0x9a5b00),
    stop: rgb(0xb3261e),
    row: rgb(0xf2f5f8),
    block: rgb(0xd9e8f8),
    cursor: (rgb(0xffffff), rgb(0x00697a)),
    header: (rgb(0x24292f), rgb(0xe8edf2)),
};

/// The terminal's own sixteen colours on its own paper: readable wherever its owner made them so.
const SIXTEEN: Palette = Palette {
    paper: Color::Reset,
    ink: Color::Reset,
    dim: Color::DarkGray,
    border: Color::DarkGray,
    accent: Color::Cyan,
    good: Color::Green,
    watch: Color::Blue,
    act: Color::Yellow,
    stop: Color::Red,
    row: Color::Reset,
    block: Color::Reset,
    cursor: (Color::Reset, Color::Reset),
    header: (Color::Reset, Color::Reset),
};

/// The style of a role in a theme.
pub fn style(theme: Theme, role: Role) -> Style {
    let palette = match theme {
        Theme::Dark => &DARK,
        Theme::Light => &LIGHT,
        Theme::Sixteen | Theme::Plain => &SIXTEEN,
    };
    let own = matches!(theme, Theme::Dark | Theme::Light);
    let ink = Style::new().fg(palette.ink);
    let bold = |style: Style| style.add_modifier(Modifier::BOLD);
    let header = Style::new().fg(palette.header.0).bg(palette.header.1);
    let style = match role {
        Role::Plain => Style::new().fg(palette.ink).bg(palette.paper),
        Role::Bold => bold(ink),
        Role::Dim | Role::Tab => ink.fg(palette.dim),
        Role::Limit => ink.fg(palette.border),
        Role::Header => {
            if own {
                header
            } else {
                ink
            }
        }
        Role::HeaderTitle => bold(if own { header } else { ink }.fg(palette.accent)),
        Role::HeaderBold => bold(if own { header } else { ink }),
        Role::HeaderLevel(level) => if own { header } else { ink }.patch(level_style(palette, level)),
        Role::Title => bold(ink.fg(palette.accent)),
        Role::Head => bold(ink.fg(palette.dim)).add_modifier(Modifier::UNDERLINED),
        Role::Group => bold(ink.fg(palette.accent)),
        Role::Border => ink.fg(palette.border),
        Role::BorderFocus | Role::Line | Role::Key => ink.fg(palette.accent),
        Role::TabOpen => bold(ink).add_modifier(Modifier::REVERSED),
        Role::Cursor if own => bold(Style::new().fg(palette.cursor.0).bg(palette.cursor.1)),
        // Reversed in every theme without colours of its own, so that it shows on any paper.
        Role::Cursor => bold(ink).add_modifier(Modifier::REVERSED),
        Role::Row if own => Style::new().bg(palette.row),
        Role::Row => bold(Style::new()),
        Role::Block if own => Style::new().bg(palette.block),
        Role::Block => Style::new().add_modifier(Modifier::REVERSED),
        Role::Match => bold(ink.fg(palette.accent)).add_modifier(Modifier::UNDERLINED),
        Role::Level(level) => ink.patch(level_style(palette, level)),
        Role::Path => ink.fg(palette.good),
    };
    if theme == Theme::Plain { Style { fg: None, bg: None, ..style } } else { style }
}

fn level_style(palette: &Palette, level: Level) -> Style {
    match level {
        Level::Blank => Style::new(),
        Level::Good => Style::new().fg(palette.good),
        Level::Watch => Style::new().fg(palette.watch),
        Level::Act => Style::new().fg(palette.act),
        Level::Stop => Style::new().fg(palette.stop).add_modifier(Modifier::BOLD),
    }
}
