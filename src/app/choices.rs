//! What a person has chosen for the program as a whole.

use crate::calendar::DayOrder;
use crate::command::Bindings;
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The colours to draw with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The sixteen colours of the terminal itself, on its own paper.
    #[default]
    Sixteen,
    /// Our own colours for a dark paper.
    Dark,
    /// Our own colours for a light paper.
    Light,
    /// No colours; only bold, dim, underlined and reversed.
    Plain,
}

impl Theme {
    /// All, in the order of the switch, with their names in the config file.
    pub const ALL: [(Theme, &'static str); 4] = [
        (Theme::Sixteen, "terminal"),
        (Theme::Dark, "dark"),
        (Theme::Light, "light"),
        (Theme::Plain, "plain"),
    ];
}

/// What a person has chosen for the columns of a view, by the keys of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Columns {
    /// How wide they stand, in cells.
    pub widths: BTreeMap<String, u16>,
    /// Those that are hidden.
    pub hidden: BTreeSet<String>,
}

/// What a person has chosen for the program as a whole.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "settings that have nothing to do with each other")]
pub struct Choices {
    /// The language of the screen.
    pub lang: Lang,
    /// The colours.
    pub theme: Theme,
    /// Whether nobody has chosen the colours, so that they follow the paper of the terminal.
    pub theme_follows: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether letters are text on every cell of a sheet, even those that are keys elsewhere; where a cell takes none, it
    /// is said.
    pub letters_type: bool,
    /// Whether the terminal shows characters of ambiguous width two cells wide.
    pub ambiguous_wide: bool,
    /// In which order days are written as two small numbers, once an answer has shown it.
    pub day_order: Option<DayOrder>,
    /// Which key does what.
    pub bindings: Bindings,
    /// How the columns of views stand, by project, tool and view.
    pub columns: BTreeMap<String, Columns>,
}

impl Default for Choices {
    fn default() -> Choices {
        Choices {
            lang: Lang::Zh,
            theme: Theme::default(),
            theme_follows: true,
            mouse: true,
            letters_type: true,
            ambiguous_wide: false,
            day_order: None,
            bindings: Bindings::default(),
            columns: BTreeMap::new(),
        }
    }
}

impl super::App {
    /// Takes in whether the terminal's paper is light: its own colours are made for a dark one, and several of them are
    /// hardly read on a light one.
    pub(super) fn take_paper(&mut self, light: bool) {
        if self.choices.theme_follows && self.choices.theme == Theme::Sixteen && light {
            self.choices.theme = Theme::Light;
        }
    }
}
