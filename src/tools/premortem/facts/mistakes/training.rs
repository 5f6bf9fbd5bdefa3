//! Whether training is all that is done: MI2, incentives beside it; MI3, coaching after it.

use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, count, joined, text};
use crate::tool::Test;
use crate::tools::adkar::{Person, Role, Rollup};
use crate::tools::kotter::{self, Training};
use crate::tools::premortem::facts::cards::{Cards, Incentives, Share};
use crate::tools::premortem::facts::shared::{launch, role_name, score_again, trained};
use chrono::NaiveDate;

/// MI2.
pub fn training_only(facts: &Facts) -> Test {
    let advice = text(
        "和人力资源定下新做法的考核和奖励，再逐张卡改“激励”",
        "Agree with HR how the new way is appraised and rewarded, then update the cards",
    );
    let cards = facts.get::<Cards>();
    let Share { hit, of, first } = cards.unwilling;
    if cards.unwilling.is_third() {
        return Test::hit(
            Level::Act,
            Place::of(first, Person::COL.desire),
            say!(
                "评过分的 {of} 人里有 {hit} 人会做（知识 4 分以上）却不愿做（渴望 3 分以下）",
                "{hit} of {of} people scored know how (4 or more) but are not willing (3 or less)"
            ),
            advice,
        )
        .becomes(text(
            "和人力资源定下：新做法怎么考核、怎么奖励",
            "Agree with HR how the new way is appraised and rewarded",
        ));
    }
    if facts.get::<Rollup>().all.cards == 0 {
        return Test::not_yet(text(
            "还没有 ADKAR 卡，看不出激励是否对齐",
            "No ADKAR cards yet to tell whether incentives are aligned",
        ));
    }
    let Some((roles, card)) = unaligned(cards) else {
        return Test::clear(text("每张卡的激励都已对齐", "Incentives are aligned on every card"));
    };
    let here = Place::of(card, Person::COL.incentive);
    match (trained(facts), launch(facts)) {
        (Some(done), _) => Test::hit(
            Level::Act,
            here,
            say!(
                "培训已完成 {done}%，激励却没跟上：{roles}",
                "Training is {done}% complete, but incentives have not followed: {roles}",
                done,
                roles
            ),
            advice,
        )
        .becomes(text(
            "和人力资源定下：新做法怎么考核、怎么奖励",
            "Agree with HR how the new way is appraised and rewarded",
        )),
        (None, None) => Test::hit(
            Level::Watch,
            here,
            say!(
                "培训之前激励还没对齐：{roles}",
                "Incentives are not aligned before the training: {roles}",
                roles
            ),
            advice,
        )
        .becomes(text(
            "和人力资源定下：新做法怎么考核、怎么奖励",
            "Agree with HR how the new way is appraised and rewarded",
        )),
        (None, Some(_)) => Test::not_yet(say!(
            "培训完成率到 90% 时再判断；激励：{roles}",
            "Judged when training reaches 90%; incentives: {roles}",
            roles
        )),
    }
}

/// The roles whose incentives are not aligned, or blank, with how many people each, and the first of their cards.
fn unaligned(cards: &Cards) -> Option<(Phrase, Id)> {
    let roles = cards.by_role.iter().filter(|(_, incentives)| incentives.against + incentives.blank > 0);
    let first = roles.clone().find_map(|(_, incentives)| incentives.first)?;
    let named: Vec<Phrase> = roles.map(|(role, incentives)| of_role(*role, *incentives)).collect();
    Some((joined(&named, text("；", "; ")), first))
}

fn of_role(role: Option<Role>, Incentives { against, blank, .. }: Incentives) -> Phrase {
    let role = role_name(role);
    match (against, blank) {
        (0, _) => say!("{role} {blank} 人没填", "{role} {blank} blank", role, blank),
        (_, 0) => say!("{role} {against} 人未对齐", "{role} {against} not aligned", role, against),
        _ => say!(
            "{role} {against} 人未对齐、{blank} 人没填",
            "{role} {against} not aligned, {blank} blank",
            role,
            against,
            blank
        ),
    }
}

/// MI3.
pub fn trained_once(facts: &Facts) -> Test {
    let coaching = facts.get::<kotter::Coaching>();
    // What people can do shows only in practice, after the launch and the training.
    let began =
        launch(facts).map(|launch| trained_first(facts).map_or(launch, |trained| trained.max(launch)));
    let (unable, unsure) = began.map(|began| facts.get::<Cards>().unable.since(began)).unwrap_or_default();
    let Share { hit, of, first } = unable;
    if !coaching.is_practising() && unable.is_third() {
        return Test::hit(
            Level::Act,
            Place::of(first, Person::COL.ability_measure),
            say!(
                "评过分的 {of} 人里有 {hit} 人懂（知识 4 分以上）却做不到（能力 3 分以下）",
                "{hit} of {of} people scored know how (4 or more) but cannot do it yet (3 or less)"
            ),
            text(
                "安排师傅到工位上带着做，先从这些人开始",
                "Have somebody coach them at their own bay or desk, these people first",
            ),
        );
    }
    let late = coaching.uncoached.iter().filter(|(days, _)| *days > kotter::COACHING_DAYS).count();
    let oldest = coaching.uncoached.first().filter(|_| late > 0);
    if let Some((days, training)) = oldest.and_then(|(days, id)| Some((days, facts.find::<Training>(*id)?))) {
        let topic = &training.topic;
        return Test::hit(
            Level::Act,
            Place::of(training.id, Training::COL.coached),
            say!(
                "{sessions}之后没有现场辅导，最早的是“{topic}”（{days} 天前）",
                "No coaching after {sessions}; the oldest is '{topic}', {days} days ago",
                sessions = count(late, "场培训", "training session", "training sessions"),
                topic,
                days
            ),
            text("两周内到现场辅导一次，记下日期", "Coach on the job within two weeks and note the day"),
        )
        .becomes(say!("两周内到现场辅导一次“{topic}”", "Coach '{topic}' on the job within two weeks"));
    }
    let all = facts.rows::<Training>();
    if let Some(silent) = all.iter().find(|t| t.questions.trim().is_empty() && !t.topic.trim().is_empty()) {
        let topic = &silent.topic;
        return Test::hit(
            Level::Watch,
            Place::of(silent.id, Training::COL.questions),
            say!("培训“{topic}”没有答疑渠道", "The training session '{topic}' names no place for questions"),
            text(
                "定一个随时能问、当天有人答的渠道",
                "Name a place where questions are answered the same day",
            ),
        );
    }
    match all.len() {
        0 => Test::not_yet(text("“培训”页还没有内容", "The Training tab is still empty")),
        n => match began.filter(|_| !unable.is_third() && unable.is_third_with(unsure)) {
            Some(began) => score_again(unsure, began),
            None => Test::clear(say!(
                "{n} 场培训都有辅导和答疑",
                "All {n} training sessions have coaching and a place for questions"
            )),
        },
    }
}

/// The day of the first training that was held.
fn trained_first(facts: &Facts) -> Option<NaiveDate> {
    let held = facts.rows::<Training>().iter().filter_map(|training| training.date);
    held.filter(|date| *date <= facts.today()).min()
}
