//! The rules about all promises. What the weekly review (KP9, KP10), the cards (AK2, AK3), the resistance log (RS4)
//! and Kotter's fifth gate (K5) already say of theirs is not said again.

mod conclusion;

pub use conclusion::assess;

use super::facts::{ActionItem, Figures, unasked};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Place, Rule};
use crate::say;
use crate::text::{Phrase, Text, days, joined, text};
use crate::tools::kpi::carried_level;
use std::cmp::Reverse;
use std::collections::HashMap;

/// So many cells of an action are shown in a finding.
const NAMED: usize = 30;
const OWN: Text = text("变革工作簿", "Changebook");
const REVIEW: Text = text("每周回顾；推广到所有承诺", "Weekly review; applied to every action");

/// The rules, in the order of their findings.
pub static RULES: &[Rule] = &[
    Rule::one(
        "AC1",
        REVIEW,
        text(
            "有承诺过了期限还没完成（每周回顾和 ADKAR 卡另有提醒）",
            "An action is past its due date and not done (the weekly review and the cards speak of their own)",
        ),
        overdue,
    ).weighs(Consequence::Time)
    .after_closing(),
    Rule::one(
        "AC2",
        OWN,
        text(
            "有今天以前的承诺没有负责人，或没有期限",
            "An action agreed before today has no owner or no due date",
        ),
        incomplete,
    ).weighs(Consequence::Time),
];

fn overdue(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let late: Vec<&ActionItem> = unasked(facts).filter(|item| item.late > 0).collect();
    let worst = late.iter().map(|item| item.carried).max()?;
    let mut owners: HashMap<&str, (usize, &ActionItem)> = HashMap::new();
    for item in late.iter().copied() {
        let (count, oldest) = owners.entry(&item.owner).or_insert((0, item));
        *count += 1;
        if item.late > oldest.late {
            *oldest = item;
        }
    }
    // Somebody can be spoken with; of equals the one who is late by more, then by name.
    let rank = |owner: &str, count: usize, oldest: &ActionItem| {
        (!owner.is_empty(), count, oldest.late, Reverse(owner.to_owned()))
    };
    let (most, (own, oldest)) = owners.into_iter().max_by_key(|(o, (n, item))| rank(o, *n, item))?;
    let who: Phrase = match most {
        "" => text("没有负责人的", "without an owner").into(),
        name => Phrase::same(name),
    };
    let due = oldest.due.map_or_else(String::new, |d| d.to_string());
    let what = Phrase::same(oldest.action.trim()).in_line(NAMED);
    let said = match late.len() {
        1 => say!(
            "1 项承诺逾期 {by}：“{what}”，{who}（{due} 到期）",
            "1 action is overdue by {by}: '{what}', {who} (due {due})",
            by = days(oldest.late),
            what,
            who,
            due
        ),
        n => say!(
            "{n} 项承诺逾期：{who} {own} 项，最早的是“{what}”，{due} 到期，已过 {by}",
            "{n} actions are overdue: {who} {own}, the oldest '{what}', due {due}, {by} late",
            n,
            what,
            who,
            own,
            due,
            by = days(oldest.late)
        ),
    };
    // Others speak of theirs, so that this is fewer than the list of actions says.
    let all = facts.get::<Figures>().overdue();
    let said = if all > late.len() {
        say!(
            "{said}；连同别处提醒的，一共逾期 {all} 项",
            "{said}; {all} in all, with those that other tools speak of",
            said
        )
    } else {
        said
    };
    Some(rule.found(
        carried_level(worst).max(Level::Watch),
        oldest.due_place(),
        said,
        text(
            "当面问清卡在哪里：今天做完，或换一个做得到的日期，或换人",
            "Ask in person what is in the way: finish it today, agree on a day that can be kept, or hand it over",
        ),
    ).becomes(text("当面问清逾期的事卡在哪里，定一个做得到的日子或换人", "Ask in person what holds up the overdue actions, and agree on a day that can be kept or on another owner")))
}

fn incomplete(rule: &Rule, facts: &Facts) -> Option<Finding> {
    // A promise of today is still being written.
    let settled = |item: &&ActionItem| item.made.is_none_or(|made| made < facts.today());
    let bare: Vec<&ActionItem> =
        unasked(facts).filter(|item| item.lacks().is_some()).filter(settled).collect();
    let first = bare.first()?;
    Some(
        rule.found(
            Level::Watch,
            Place::of(first.row, first.lacks()?),
            lacking(&bare, &first.action),
            text(
                "每件事写一个人、一个日子；没人认领的，当场划掉",
                "One person and one day for each; strike out what nobody will own",
            ),
        )
        .becomes(text(
            "给没有负责人或期限的每件事定一个人、一个日子",
            "Settle one person and one day for each action that lacks them",
        )),
    )
}

/// What they lack, with one of them.
fn lacking(bare: &[&ActionItem], example: &str) -> Phrase {
    let n = bare.len();
    let nobody = bare.iter().filter(|item| item.owner.is_empty()).count();
    let never = bare.iter().filter(|item| item.due.is_none()).count();
    let parts: Vec<Phrase> = [
        (nobody > 0).then(|| say!("{nobody} 项没有负责人", "{nobody} without an owner")),
        (never > 0).then(|| say!("{never} 项没有期限", "{never} without a due date")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let parts = joined(&parts, text("，", ", "));
    match n {
        1 if nobody > 0 && never > 0 => say!(
            "1 项承诺没有负责人，也没有期限：{example}",
            "1 action has neither an owner nor a due date: {example}"
        ),
        1 if nobody > 0 => say!("1 项承诺没有负责人：{example}", "1 action has no owner: {example}"),
        1 => say!("1 项承诺没有期限：{example}", "1 action has no due date: {example}"),
        _ => say!(
            "{n} 项承诺不完整：{parts}，如：{example}",
            "{n} actions are incomplete: {parts}, such as: {example}",
            n,
            parts,
            example
        ),
    }
}
