//! The six types of resistance: how each sounds, where it comes from, what helps, and which of them the scores
//! of an ADKAR card speak for. It must not know the log.

use super::Type;
use crate::text::{Text, text};
use crate::tools::adkar::score::{Element, Scores, Treat, treat_first};
use crate::tools::adkar::{Incentive, Person};

/// From so many changes at once on, people are tired of changing.
pub const TIRED_FROM: u32 = 3;

impl Type {
    /// Its name in four to nine cells.
    pub const fn brief(self) -> Text {
        match self {
            Type::Cognitive => text("认知", "Cognitive"),
            Type::Emotional => text("情感", "Emotional"),
            Type::Ability => text("能力", "Ability"),
            Type::Interest => text("利益", "Interest"),
            Type::Fatigue => text("疲劳", "Fatigue"),
            Type::Culture => text("文化", "Culture"),
        }
    }

    /// What one hears.
    pub const fn heard(self) -> Text {
        match self {
            Type::Cognitive => text("“好好的，为什么要变？”", "\"It works as it is. Why change?\""),
            Type::Emotional => text(
                "“万一做砸了呢？”“以后没人听我的了”",
                "\"What if I fail?\", \"Nobody will come to me any more\"",
            ),
            Type::Ability => text("“新系统我弄不来”", "\"I cannot cope with the new system\""),
            Type::Interest => text(
                "“提成少了谁补？”“以后我说了还算吗？”",
                "\"Who makes up for my commission?\", \"Do I still decide?\"",
            ),
            Type::Fatigue => text("“又要变，烦不烦？”", "\"Not another change!\""),
            Type::Culture => text("“我们一直这么干”", "\"This is how we have always done it\""),
        }
    }

    /// Where it comes from.
    pub const fn root(self) -> Text {
        match self {
            Type::Cognitive => {
                text("没讲够、没讲清，他们没见过数据", "Too little was said, and no figures were shown")
            }
            Type::Emotional => text(
                "心里不踏实，怕出错、怕没了位置",
                "They do not feel safe: mistakes and standing worry them",
            ),
            Type::Ability => text("技能还没跟上", "The skills are not there yet"),
            Type::Interest => text("新做法动了他们的收入或权力", "The new way costs them income or power"),
            Type::Fatigue => {
                text("变得太勤，一件没落稳又来一件", "One change has not settled when the next one comes")
            }
            Type::Culture => text("老路走惯了", "The old path is the easy one"),
        }
    }

    /// What helps against it.
    pub const fn helps(self) -> Text {
        match self {
            Type::Cognitive => text(
                "拿本中心的数据和真实案例讲，带他们去做得好的地方看一次",
                "Show their own figures and a real case, and take them to a place where it works",
            ),
            Type::Emotional => text(
                "陪一程，讲明可以犯错，该有的待遇先保住",
                "Stay at their side, allow mistakes, and protect what they have earned",
            ),
            Type::Ability => text(
                "培训之外派人现场带，能简化的工具先简化",
                "Train them, coach them on the job, and make the tools simpler",
            ),
            Type::Interest => text(
                "重新设计激励，真有损失的给补偿",
                "Redesign the incentive, and make up for what they really lose",
            ),
            Type::Fatigue => {
                text("同时少推几件事，把时间放长", "Run fewer changes at a time, and give this one longer")
            }
            Type::Culture => text(
                "请他们看外面怎么做成的，再从一小步试起",
                "Show how others made it, and begin with one small trial",
            ),
        }
    }
}

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
