//! What people enter beside the eight common mistakes and the ten pieces of advice.

use super::items;
use crate::sheet;
use crate::sheet::Prose;
use ecow::EcoString;

sheet! {
    /// One of the eight common mistakes, and what is done against it.
    Mistake in "mistakes" = "8个常见错误" / "Eight common mistakes", prefilled items::MISTAKES: items::CommonMistake;
    mistake: EcoString = "错误" / "Mistake" ? "判断依据见下方或“详情”" / "What the judgement rests on stands below and in the details",
    code: EcoString = "编号" / "Code" ? "错误的固定编号" / "The fixed code of the mistake",
    could_happen: Prose = "在我们这里会怎样发生" / "How it would happen here"
        ? "假设一年后变革失败了：这个错误是怎么犯下的" / "Suppose that the change has failed in a year: how was this mistake made?",
    guard: Prose = "怎么防" / "What we do against it" aka ACTION ? "一条做得到、看得见的办法" / "One thing that can be done and seen",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "谁盯着这一条" / "Who watches this one",
}

sheet! {
    /// One of the ten pieces of advice, and how it is followed.
    Advice in "advices" = "10条建议" / "Ten pieces of advice", prefilled items::ADVICES: items::PieceOfAdvice;
    advice: EcoString = "建议" / "Advice" ? "判断依据见下方或“详情”" / "What the judgement rests on stands below and in the details",
    code: EcoString = "编号" / "Code" ? "建议的固定编号" / "The fixed code of the advice",
    how: Prose = "我们怎么做" / "How we follow it" ? "在我们这里具体指什么" / "What it means with us",
}
