//! The colours: a role of the screen and a theme give a style. Colour never stands alone.

use crate::app::Theme;
use crate::finding::Level;
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
    /// The line on top of the screen while an earlier day is shown.
    Replay,
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
    /// The cell under the cursor in a selection.
    Active,
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
    /// A cell of a heat map, filled by its level.
    Heat(Level),
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

const fn rgb(red: u8, green: u8, blue: u8) -> Color {
    Color::Rgb(red, green, blue)
}

const DARK: Palette = Palette {
    paper: rgb(27, 30, 35),
    ink: rgb(213, 217, 223),
    dim: rgb(132, 139, 150),
    border: rgb(71, 77, 87),
    accent: rgb(108, 197, 189),
    good: rgb(146, 196, 125),
    watch: rgb(127, 176, 234),
    act: rgb(230, 168, 96),
    stop: rgb(238, 123, 123),
    row: rgb(38, 43, 51),
    block: rgb(46, 66, 87),
    cursor: (rgb(255, 255, 255), rgb(47, 111, 143)),
    header: (rgb(213, 217, 223), rgb(42, 48, 56)),
};

const LIGHT: Palette = Palette {
    paper: rgb(255, 255, 255),
    ink: rgb(36, 41, 47),
    dim: rgb(104, 112, 122),
    border: rgb(195, 201, 208),
    accent: rgb(0, 107, 117),
    good: rgb(44, 122, 52),
    watch: rgb(31, 95, 191),
    act: rgb(154, 91, 0),
    stop: rgb(179, 38, 30),
    row: rgb(242, 245, 248),
    block: rgb(217, 232, 248),
    cursor: (rgb(255, 255, 255), rgb(0, 105, 122)),
    header: (rgb(36, 41, 47), rgb(232, 237, 242)),
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
        // The whole line stands out, on any paper and without colours too.
        Role::Replay => match heat(theme, Level::Act) {
            Some(style) if theme != Theme::Plain => bold(style),
            _ => bold(Style::new()).add_modifier(Modifier::REVERSED),
        },
        Role::Head => bold(ink.fg(palette.dim)).add_modifier(Modifier::UNDERLINED),
        Role::Title | Role::Group => bold(ink.fg(palette.accent)),
        Role::Border | Role::Limit => ink.fg(palette.border),
        Role::BorderFocus | Role::Line | Role::Key => ink.fg(palette.accent),
        Role::Cursor | Role::Active if own => bold(Style::new().fg(palette.cursor.0).bg(palette.cursor.1)),
        // Reversed in every theme without colours of its own, so that it shows on any paper.
        Role::Cursor | Role::TabOpen => bold(ink).add_modifier(Modifier::REVERSED),
        // Within a selection that is reversed the active cell is the one that is not.
        Role::Active => bold(ink).add_modifier(Modifier::UNDERLINED),
        Role::Row if own => Style::new().bg(palette.row),
        Role::Row => bold(Style::new()),
        Role::Block if own => Style::new().bg(palette.block),
        Role::Block => Style::new().add_modifier(Modifier::REVERSED),
        Role::Match => bold(ink.fg(palette.accent)).add_modifier(Modifier::UNDERLINED),
        Role::Level(level) => ink.patch(level_style(palette, level)),
        Role::Heat(level) => heat(theme, level).unwrap_or(ink),
        Role::Path => ink.fg(palette.good),
    };
    if theme == Theme::Plain { Style { fg: None, bg: None, ..style } } else { style }
}

/// The filling of a level with ink that is read on it: the terminal's colours for the two themes that use them are of
/// middle brightness, so black or white is written on them, never its own ink.
fn heat(theme: Theme, level: Level) -> Option<Style> {
    let filled = |ink: Color, paper: Color| Some(Style::new().fg(ink).bg(paper));
    match (theme, level) {
        (_, Level::Blank) => None,
        (Theme::Dark, Level::Good) => filled(rgb(214, 238, 203), rgb(44, 77, 45)),
        (Theme::Dark, Level::Watch) => filled(rgb(211, 228, 250), rgb(40, 68, 107)),
        (Theme::Dark, Level::Act) => filled(rgb(255, 229, 194), rgb(104, 69, 23)),
        (Theme::Dark, Level::Stop) => filled(rgb(255, 221, 221), rgb(122, 42, 42)),
        (Theme::Light, Level::Good) => filled(rgb(22, 70, 28), rgb(205, 235, 205)),
        (Theme::Light, Level::Watch) => filled(rgb(16, 56, 118), rgb(207, 225, 250)),
        (Theme::Light, Level::Act) => filled(rgb(92, 52, 0), rgb(255, 225, 178)),
        (Theme::Light, Level::Stop) => filled(rgb(125, 16, 12), rgb(250, 205, 202)),
        (_, Level::Good) => filled(Color::Black, Color::Green),
        (_, Level::Watch) => filled(Color::Black, Color::Cyan),
        (_, Level::Act) => filled(Color::Black, Color::Yellow),
        (_, Level::Stop) => filled(Color::White, Color::Red),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// How bright a colour is, by the rule of WCAG.
    fn brightness(color: Color) -> f64 {
        let Color::Rgb(red, green, blue) = color else { panic!("{color}") };
        let part = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    #[test]
    fn figures_are_read_on_the_blocks_of_a_heat_map() {
        let levels = [Level::Good, Level::Watch, Level::Act, Level::Stop];
        for theme in [Theme::Dark, Theme::Light] {
            for level in levels {
                let style = style(theme, Role::Heat(level));
                let (ink, paper) = (brightness(style.fg.unwrap()), brightness(style.bg.unwrap()));
                let contrast = (ink.max(paper) + 0.05) / (ink.min(paper) + 0.05);
                assert!(contrast >= 4.5, "{theme:?} {level:?}: {contrast:.1}");
            }
        }
        for level in levels {
            let plain = style(Theme::Plain, Role::Heat(level));
            assert_eq!((plain.fg, plain.bg), (None, None));
            let sixteen = style(Theme::Sixteen, Role::Heat(level));
            assert!(sixteen.fg.is_some_and(|fg| fg != Color::Reset) && sixteen.bg != sixteen.fg);
        }
    }
}
