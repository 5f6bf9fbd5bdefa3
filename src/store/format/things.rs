//! Two small sheets for the tests of the format.

use crate::sheet;
use crate::sheet::{Prose, Row, SheetDef};

sheet! {
    /// A thing.
    Thing in "things" = "东西" / "Things";
    name: ecow::EcoString = "名称" / "Name",
    count: Option<u32> = "数量" / "Count",
}

sheet! {
    /// A word on things.
    Word in "words" = "话" / "Words";
    text: Prose = "文字" / "Text",
}

/// Both of them.
pub const REGISTRY: &[&SheetDef] = &[Thing::DEF, Word::DEF];
