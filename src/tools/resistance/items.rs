//! The six types of resistance as the sources have them: how each sounds, where it comes from, what helps.

use super::Type;
use crate::text::{Text, text};

impl Type {
    /// Its name in four to thirteen cells.
    pub const fn brief(self) -> Text {
        match self {
            Type::Cognitive => text("认知", "Cognitive"),
            Type::Emotional => text("情感", "Emotional"),
            Type::Ability => text("能力", "Ability"),
            Type::Interest => text("利益", "Self-interest"),
            Type::Fatigue => text("疲劳", "Fatigue"),
            Type::Culture => text("文化", "Culture"),
        }
    }

    /// Its typical behaviour: what one hears.
    pub const fn heard(self) -> Text {
        match self {
            Type::Cognitive => text("“好好的，为什么要变？”", "\"It works as it is. Why change?\""),
            Type::Emotional => text(
                "“万一做砸了呢？”“以后没人听我的了”",
                "\"What if I fail?\", \"Nobody will come to me any more\"",
            ),
            Type::Ability => text("“新系统我弄不来”", "\"I can't cope with the new system\""),
            Type::Interest => text(
                "“提成少了谁补？”“以后我说了还算吗？”",
                "\"Who makes up for my commission?\", \"Do I still decide?\"",
            ),
            Type::Fatigue => text("“又要变，烦不烦？”", "\"Not another change!\""),
            Type::Culture => text("“我们一直这么干”", "\"This is how we have always done it\""),
        }
    }

    /// Its root cause.
    pub const fn root(self) -> Text {
        match self {
            Type::Cognitive => {
                text("沟通不够，没讲清，他们没见过数据", "Too little was said, and no figures were shown")
            }
            Type::Emotional => text(
                "缺乏安全感，怕出错、怕失去地位",
                "They do not feel safe: they fear mistakes and the loss of their standing",
            ),
            Type::Ability => text("技能不足", "The skills are not there yet"),
            Type::Interest => text("新做法动了他们的收入或权力", "The new way costs them income or power"),
            Type::Fatigue => text(
                "变革太频繁，一项没落稳又来一项",
                "The next change comes before the last one has settled",
            ),
            Type::Culture => text("路径依赖", "Habit: the old way is the easy way"),
        }
    }

    /// The response to it.
    pub const fn helps(self) -> Text {
        match self {
            Type::Cognitive => text(
                "用本中心的数据和真实案例讲清楚，安排一次对标参观",
                "Explain with their own figures and a real case, and visit a place where it works",
            ),
            Type::Emotional => text(
                "提供支持，讲明允许犯错，保障现有待遇",
                "Support them, allow mistakes, and protect what they have earned",
            ),
            Type::Ability => text(
                "培训之外派人现场带，能简化的工具先简化",
                "Train them, coach them on the job, and simplify the tools",
            ),
            Type::Interest => text(
                "重新设计激励，真有损失的给补偿",
                "Redesign the incentive, and compensate for what they really lose",
            ),
            Type::Fatigue => {
                text("同时少推几件事，把时间放长", "Run fewer changes at a time, and give this one more time")
            }
            Type::Culture => text(
                "请他们看外面怎么做成的，再从一小步试起",
                "Show how others made it work, and begin with one small trial",
            ),
        }
    }
}
