//! Which type of resistance the scores of an ADKAR card speak for. It must not know the log.

use crate::tools::adkar::score::{Element, Scores, Treat, treat_first};
use crate::tools::adkar::{Incentive, Person};
use crate::tools::resistance::Type;

/// From so many changes at once on, people are tired of changing.
pub const TIRED_FROM: u32 = 3;

/// What a card says about the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Main {
    /// There is no card to ask.
    NoCard,
    /// This element has to be scored before there is an answer.
    Score(Element),
    /// Desire is the barrier; whether the incentive is aligned tells interest from emotion.
    Incentive,
    /// The scores speak for this type.
    Type(Type),
    /// No barrier and not too many changes.
    Nothing,
}

/// A suggestion; a person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The one type suggested, or why there is none.
    pub main: Main,
    /// How many changes run at once, if so many tire people.
    pub tired: Option<u32>,
}

impl Suggestion {
    /// The type suggested, if there is one.
    pub fn kind(self) -> Option<Type> {
        match self.main {
            Main::Type(kind) => Some(kind),
            _ => None,
        }
    }
}

/// The type that the first barrier in A-D-K-A-R order speaks for. Too many changes at once are said beside it, and
/// are the answer where no barrier is known.
pub fn suggest(card: Option<&Person>, live_changes: Option<u32>) -> Suggestion {
    let tired = live_changes.filter(|n| *n >= TIRED_FROM);
    let main = card.map_or(Main::NoCard, |card| of_scores(card.scores(), card.live, card.incentive));
    let main = match main {
        Main::NoCard | Main::Nothing if tired.is_some() => Main::Type(Type::Fatigue),
        main => main,
    };
    Suggestion { main, tired }
}

/// The type that the scores of a card speak for.
pub fn of_scores(scores: Scores, live: bool, incentive: Option<Incentive>) -> Main {
    match treat_first(scores, live) {
        Treat::Blank => Main::Score(Element::Awareness),
        Treat::Score(element) => Main::Score(element),
        Treat::Hold => Main::Nothing,
        Treat::Barrier(Element::Awareness, _) => Main::Type(Type::Cognitive),
        Treat::Barrier(Element::Desire, _) => match incentive {
            None => Main::Incentive,
            Some(Incentive::NotAligned) => Main::Type(Type::Interest),
            Some(Incentive::Aligned) => Main::Type(Type::Emotional),
        },
        Treat::Barrier(Element::Knowledge | Element::Ability, _) => Main::Type(Type::Ability),
        Treat::Barrier(Element::Reinforcement, _) => Main::Type(Type::Culture),
    }
}
