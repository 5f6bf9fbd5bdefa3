//! People: where they are stuck, by headcount, and what is being done for them.

use super::exceptions::{near, said, when};
use super::promises::owner;
use super::{Deed, Figure, Part, Section, twice};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::text::{Phrase, Text, count, join, joined, percent, text};
use crate::tools::adkar::score::Element;
use crate::tools::adkar::{Rollup, Stopped, barrier_bars, rule_about};
use crate::tools::meetings::{Answer, Answered, Reply};
use crate::tools::premortem::Of;
use crate::tools::{communication, resistance};

/// What stops so many people, in words that need no model of change.
pub(super) fn plainly(element: Element, people: u64) -> Text {
    let one = people == 1;
    let (zh, one_does, more_do) = match element {
        Element::Awareness => (
            "还不明白为什么要变",
            "does not see yet why there is a change",
            "do not see yet why there is a change",
        ),
        Element::Desire => ("还不愿意变", "does not want to go along yet", "do not want to go along yet"),
        Element::Knowledge => {
            ("还不知道该怎么做", "does not know yet how to do it", "do not know yet how to do it")
        }
        Element::Ability => {
            ("知道怎么做，还做不到", "knows how, but cannot do it yet", "know how, but cannot do it yet")
        }
        Element::Reinforcement => {
            ("做得到，还守不住", "can do it, but may fall back", "can do it, but may fall back")
        }
    };
    text(zh, if one { one_does } else { more_do })
}

/// The section.
pub(super) fn section(facts: &Facts) -> Section {
    let all = &facts.get::<Rollup>().all;
    let title = text("卡点（按人数）", "Barriers (by headcount)");
    if all.cards == 0 {
        let missing = text(
            "还没有 ADKAR 诊断卡：给每个人或团队的五个要素打分，这里就看得出多少人卡在哪里。",
            "There are no ADKAR cards yet: score the five elements for each person or team, and this shows how many people are stuck where.",
        );
        return Section::of("people", title, vec![Part::Missing(missing.into())]).narrow();
    }
    let mut lines: Vec<Line> = next(facts).into_iter().collect();
    lines.extend(resistance_line(facts));
    lines.extend(coverage_line(facts));
    lines.extend(twice::lines(facts, &[Of::Coverage, Of::Headcount]));
    let mut parts = vec![Part::Bars(barrier_bars(all))];
    if !lines.is_empty() {
        parts.push(Part::Lines(lines));
    }
    let people = all.people;
    Section::of("people", title, parts)
        .about(say!(
            "诊断卡上 {people} 人各自最先卡在哪一环：认知（明白为什么变）、渴望（愿意变）、知识（知道怎么做）、能力（做得到）、强化（守得住）",
            "What stops each of the {people} people on cards first: awareness (why), desire (wanting it), knowledge (how), ability (doing it), reinforcement (keeping it)"
        ))
        .narrow()
}

/// The next action for those whom the largest barrier stops.
fn next(facts: &Facts) -> Option<Line> {
    let (element, people) = facts.get::<Rollup>().all.largest()?;
    let what = element.title();
    let group = facts.get::<Rollup>().groups.get(element as usize)?;
    let (bare, waiting) = (group.bare_people(), group.awaiting);
    let mut level = Level::Blank;
    let mut parts: Vec<Phrase> = Vec::new();
    if let Some(Deed { action, owner, when }) = deed(facts, group) {
        level = if when.level == Level::Good { Level::Blank } else { when.level };
        parts.push(say!(
            "{action}（{owner}，{when}）",
            "{action} ({owner}, {when})",
            action,
            owner,
            when = when.text
        ));
    }
    if waiting > 0 {
        level = level.max(Level::Watch);
        parts
            .push(say!("{waiting} 人的行动已完成，等重新评分", "done, to be scored again: {waiting} people"));
    }
    if bare == people {
        // What a meeting has decided on it is known to whoever reads its page.
        if let Some(said) = put_off(facts, element) {
            return Some(Line::new(
                Level::Watch,
                say!(
                    "{what}：{people} 人卡在这里，{said}",
                    "{what}: {people} stuck; {said}",
                    what,
                    people,
                    said
                ),
            ));
        }
        return Some(Line::new(
            Level::Act,
            say!(
                "{what}：{people} 人卡在这里，还没有负责人和期限都写明的行动",
                "{what}: {people} stuck, and no action has an owner and a date",
                what,
                people
            ),
        ));
    }
    if bare > 0 {
        level = Level::Act;
        parts.push(say!("另有 {bare} 人还没有行动", "without an action: {bare} people"));
    }
    let said = joined(&parts, text("；", "; "));
    Some(Line::new(level, say!("{what}：{said}", "{what}: {said}", what, said)))
}

/// That a meeting has put off what to do for those whom an element stops, or does not see it so.
fn put_off(facts: &Facts, element: Element) -> Option<Phrase> {
    let of_element = format!("{}/", rule_about(element));
    let rests = facts.get::<Answered>();
    let mut answers = facts.rows::<Answer>().iter().rev();
    let answer = answers.find(|row| row.key.starts_with(&of_element) && rests.rests(&row.key))?;
    let why = match answer.reason.0.trim() {
        "" => Phrase::same(""),
        why => say!("（{why}）", " ({why})"),
    };
    match (answer.reply?, answer.until) {
        (Reply::PutOff, Some(until)) => Some(say!(
            "例会推到 {until} 再定{why}",
            "the meeting put it off until {until}{why}",
            until = near(until, facts.today()),
            why
        )),
        (Reply::Disagreed, _) => Some(say!("例会不这么看{why}", "the meeting does not see it so{why}", why)),
        _ => None,
    }
}

/// The action that is due next for those whom an element stops.
fn deed(facts: &Facts, group: &Stopped) -> Option<Deed> {
    let next = group.next.as_ref()?;
    let when = when(facts.get(), Some(next.due), None, facts.today());
    Some(Deed { action: said(&next.action)?, owner: owner(&next.owner), when })
}

/// The largest barrier, in one line; none where nobody is known to be stuck.
pub(super) fn in_one_line(facts: &Facts) -> Option<Line> {
    let all = &facts.get::<Rollup>().all;
    let (element, people) = all.largest()?;
    let (what, whole) = (element.title(), all.people);
    let share = percent(people as f64 / whole.max(1) as f64);
    Some(Line::new(
        Level::Watch,
        say!(
            "诊断卡上 {whole} 人中 {people} 人（{share}）{plainly}（卡在“{what}”）",
            "{people} of {whole} people on cards ({share}) {plainly} (stuck at {what})",
            whole,
            people,
            share,
            what,
            plainly = plainly(element, people)
        ),
    ))
}

/// What is done next about the largest barrier, in one line.
pub(super) fn deed_in_one_line(facts: &Facts) -> Option<Line> {
    next(facts)
}

/// Who resists, of those affected.
pub(super) fn resistance_line(facts: &Facts) -> Option<Line> {
    let figures = facts.get::<resistance::Figures>();
    let (open, affected) = (figures.counted, figures.affected.people);
    if figures.open == 0 {
        return None;
    }
    let waiting = figures.waiting.len();
    let level = if waiting > 0 { Level::Act } else { Level::Blank };
    let late = match waiting {
        0 => Phrase::same(""),
        n => say!("，其中 {n} 条两周没有答复", "; concerns unanswered for two weeks: {n}"),
    };
    let said = match figures.rate() {
        Some(rate) => say!(
            "阻力：{base} {affected} 人中 {open} 人有顾虑（{rate}）{besides}{late}",
            "Resistance: {open} of {affected} people {base} have concerns ({rate}){besides}{late}",
            base = match figures.affected.first {
                Some(_) => text("受众共", "of all audiences"),
                None => text("诊断卡上", "on cards"),
            },
            affected,
            open,
            rate = percent(rate),
            besides = left_out(figures),
            late
        ),
        None => say!(
            "阻力：{people}有顾虑；没有受众人数，算不出比例{missing}{late}",
            "Resistance: {people} with concerns; no rate, as the number of people affected is missing{missing}{late}",
            people = count(figures.open, "人", "person", "people"),
            missing = resistance::not_counted(figures),
            late
        ),
    };
    Some(Line::new(level, said))
}

/// What is not in the rate: people of audiences that are left out, and these audiences.
fn left_out(figures: &resistance::Figures) -> Phrase {
    join(resistance::besides(figures), resistance::not_counted(figures))
}

/// Who has been reached, and of whom: the audiences with a headcount are others than the people on cards.
pub(super) fn coverage_line(facts: &Facts) -> Option<Line> {
    let figures = facts.get::<communication::Figures>();
    if let Some(said) = communication::lacks_headcount(figures) {
        return Some(Line::new(Level::Watch, say!("沟通：{said}", "Communication: {said}", said)));
    }
    let coverage = figures.coverage()?;
    let (reached, size, share) = (coverage.reached, coverage.size, coverage.percent()?);
    let (counted, all) = figures.counted();
    let audiences = count(counted as u64, "类", "audience", "audiences");
    Some(Line::plain(if counted < all {
        say!(
            "沟通：有人数的 {audiences}员工受众共 {size} 人，其中 {reached} 人听到过（{share}%）",
            "Communication: {reached} of the {size} people of {audiences} with a headcount have heard of it ({share}%)",
            audiences,
            size,
            reached,
            share
        )
    } else {
        say!(
            "沟通：{audiences}员工受众共 {size} 人，其中 {reached} 人听到过（{share}%）",
            "Communication: {reached} of the {size} people of {audiences} have heard of it ({share}%)",
            audiences,
            size,
            reached,
            share
        )
    }))
}

/// The figure that stands out.
pub(super) fn figure(facts: &Facts) -> Figure {
    let all = &facts.get::<Rollup>().all;
    let (whole, largest) = (all.people, all.largest());
    let (value, beside, level) = match largest {
        Some((element, people)) => (
            format!("{people}/{whole}"),
            say!("卡在“{what}”的人数", "people stuck at {what}", what = element.title()),
            // A third of the people is more than some of them.
            if people * 3 >= whole { Level::Act } else { Level::Watch },
        ),
        None if whole == 0 => ("–".to_owned(), text("还没有诊断卡", "no cards yet").into(), Level::Blank),
        // Who is not scored may be stuck all the same.
        None if all.unscored == whole => {
            ("–".to_owned(), text("都还没有评分", "nobody is scored yet").into(), Level::Blank)
        }
        None if all.unscored > 0 => (
            format!("0/{}", whole - all.unscored),
            say!(
                "评过分的没有人卡住，{n} 人还没有评分",
                "of those scored; {n} not scored yet",
                n = all.unscored
            ),
            Level::Blank,
        ),
        None => (format!("0/{whole}"), text("没有人卡住", "nobody is stuck").into(), Level::Good),
    };
    Figure {
        title: text("最大的卡点", "Largest barrier").into(), value: Phrase::same(value), beside, level
    }
}
