//! What a tool's state says for or against the methods of process redesign.

use crate::finding::Place;
use crate::text::Phrase;

/// Whether something speaks for a method or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// The method fits what was found.
    For,
    /// Something else comes before the method.
    Against,
}

/// What speaks for a method of process redesign, or against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The code of the method, such as `M1`.
    pub method: &'static str,
    /// For or against.
    pub speaks: Speaks,
    /// The entered values that it was concluded from.
    pub evidence: Phrase,
    /// The cell that causes it.
    pub place: Place,
}

/// What the tools say for and against methods, in the order of the tools.
///
/// A phase of its own: a tool says what its state speaks for without knowing who shows it, so that whoever shows it may
/// be used by that tool.
pub struct Suggestions(pub Vec<Suggestion>);

impl Suggestions {
    /// What is said of a method.
    pub fn of<'a>(&'a self, method: &'a str) -> impl Iterator<Item = &'a Suggestion> {
        self.0.iter().filter(move |suggestion| suggestion.method == method)
    }
}
