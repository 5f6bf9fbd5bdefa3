//! What is advised about processes: few findings, each with the figures that it was concluded from.

mod called;

use super::actions::without_cards;
use super::facts::{Called, Map, Maps, Need};
use super::said::{as_is, lead_in_words};
use super::{Mark, Process, Step, Value};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::sheet::Unit;
use crate::text::{Phrase, Text, few, first_few, quoted, signed_percent, text};
use crate::tool::Assessment;

const METHODS: Text = text("流程再造 方法", "Process redesign, methods");
const ORDER: Text = text("流程再造 提问顺序", "Process redesign, order of the questions");
const CHANGEBOOK: Text = text("变革工作簿", "Changebook");

/// What is looked for, in the order in which it is said.
pub static RULES: &[Rule] = &[
    Rule::many(
        "FL1",
        METHODS,
        text(
            "最长的等待占周期四分之一以上，还没有改法",
            "The longest wait takes a quarter of the lead time or more and nothing is planned for it",
        ),
        |rule, facts| called::all(rule, facts, Need::LessWaiting),
    )
    .weighs(Consequence::Time),
    Rule::many(
        "FL2",
        METHODS,
        text(
            "客户要等一次审批，还没有改法",
            "The customer waits for an approval and nothing is planned for it",
        ),
        |rule, facts| called::all(rule, facts, Need::AuthorityLimit),
    )
    .weighs(Consequence::Time),
    Rule::many(
        "FL3",
        METHODS,
        text(
            "流程经过三个以上部门，交接没有减少",
            "A process passes three departments or more and its handoffs do not become fewer",
        ),
        |rule, facts| called::all(rule, facts, Need::CrossDepartmentFlow),
    ),
    Rule::many(
        "FL4",
        METHODS,
        text(
            "有步骤超过标准时间，还没有改法",
            "A step takes longer than its standard and nothing is planned for it",
        ),
        |rule, facts| called::all(rule, facts, Need::TwoCauses),
    )
    .weighs(Consequence::Time),
    Rule::many(
        "FL5",
        METHODS,
        text(
            "客户要出面五次以上，触点没有减少",
            "The customer has to take part five times or more and it does not become less",
        ),
        |rule, facts| called::all(rule, facts, Need::FewerTouchpoints),
    ),
    Rule::many(
        "FL6",
        ORDER,
        text(
            "浪费的步骤没有改法，却有步骤标了自动化",
            "A wasteful step has no change while another is marked to be automated",
        ),
        automated_first,
    ),
    Rule::many(
        "FL7",
        METHODS,
        text(
            "按规则重复的步骤还没有改法，浪费都已处理",
            "A step repeated by fixed rules has no change, and no waste is left",
        ),
        automate,
    ),
    Rule::many(
        "FL8",
        CHANGEBOOK,
        text("简化或自动化的步骤没有填目标时间", "A step to be simplified or automated has no to-be time"),
        unestimated,
    )
    .weighs(Consequence::Entry),
    Rule::many(
        "FL9",
        CHANGEBOOK,
        text(
            "目标周期超过对客户的承诺，或不比现状短",
            "The to-be takes longer than promised, or no less than the as-is",
        ),
        too_long,
    )
    .weighs(Consequence::Results),
    Rule::one(
        "FL10",
        text("ADKAR 个人诊断", "ADKAR diagnosis"),
        text("流程改动涉及的角色没有诊断卡", "A role that a change touches has no card"),
        no_cards,
    )
    .weighs(Consequence::People),
    Rule::many("FL11", CHANGEBOOK, text("有步骤没有填处理时间", "A step has no work time"), untimed)
        .weighs(Consequence::Entry),
];

/// Steps that cost time and are worth nothing, with nothing planned for them.
fn waste_left(map: &Map) -> Vec<&Step> {
    let is_left = |row: &&Step| row.value == Some(Value::Waste) && row.mark.is_none() && row.is_as_is();
    map.rows.iter().map(|row| &**row).filter(is_left).collect()
}

fn names(rows: &[&Step]) -> Phrase {
    let names: Vec<Phrase> = rows.iter().map(|row| Phrase::same(row.name.trim())).collect();
    few(&names, 2)
}

fn automated_first(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let of_map = |map: &Map| {
        let left = waste_left(map);
        let first = *left.first()?;
        let automated: Vec<&Step> =
            map.rows.iter().map(|row| &**row).filter(|row| row.mark == Some(Mark::Automate)).collect();
        if automated.is_empty() {
            return None;
        }
        let (waste, automated) = (names(&left), names(&automated));
        Some(rule.found(
            Level::Act,
            Place::of(first.id, Step::COL.mark),
            say!(
                "浪费的{waste}还没有改法，{automated}已标自动化",
                "{waste}: waste with no change, while {automated} is to be automated",
                waste,
                automated
            ),
            text(
                "先取消、合并、重排、简化，再自动化，免得把浪费也自动化了",
                "Eliminate, combine, rearrange and simplify first, so that no waste is automated",
            ),
        ))
    };
    facts.get::<Maps>().0.iter().filter_map(of_map).collect()
}

/// Only once no waste is left: until then the other questions come first.
fn automate(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let maps = facts.get::<Maps>();
    let is_time = |called: &Called| maps.of(called.process).is_some_and(|map| waste_left(map).is_empty());
    called::found(rule, facts, Need::Automation, is_time)
}

fn unestimated(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let of_map = |map: &Map| {
        let is_open = |row: &&Step| {
            matches!(row.mark, Some(Mark::Simplify | Mark::Automate))
                && row.to_work.is_none()
                && row.to_wait.is_none()
        };
        let open: Vec<&Step> = map.rows.iter().map(|row| &**row).filter(is_open).collect();
        let first = *open.first()?;
        let steps = names(&open);
        Some(
            rule.found(
                Level::Watch,
                Place::of(first.id, Step::COL.to_work),
                say!(
                    "{steps}没有目标时间，目标流程里仍按现状算",
                    "{steps}: no to-be time, so the to-be counts it as today",
                    steps
                ),
                text(
                    "填上改后的处理时间；说不准就先填估计，试点后再改",
                    "Enter the time afterwards; an estimate will do until the pilot shows it",
                ),
            )
            .becomes(say!(
                "估出{steps}改后的时间",
                "Estimate the time of {steps} afterwards",
                steps = names(&open)
            )),
        )
    };
    facts.get::<Maps>().0.iter().filter_map(of_map).collect()
}

fn too_long(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    facts.get::<Maps>().0.iter().filter_map(|map| is_too_long(rule, map)).collect()
}

fn is_too_long(rule: &Rule, map: &Map) -> Option<Finding> {
    let process = map.process?;
    if !map.is_changed || map.as_is.lead <= 0.0 || map.to_be.stages.is_empty() {
        return None;
    }
    let (name, to) = (quoted(&map.name), Unit::Duration.figure(map.to_be.lead));
    if let Some(promise) = map.promise.filter(|promise| map.to_be.lead > *promise) {
        let promise = Unit::Duration.figure(promise);
        return Some(rule.found(
            Level::Act,
            Place::of(process, Process::COL.promise),
            say!(
                "{name}改后要 {to}，对客户承诺的是 {promise}",
                "{name} takes {to} afterwards, {promise} are promised",
                name,
                to,
                promise
            ),
            text("继续改最长的一步，或者改承诺", "Go on with the longest step, or change the promise"),
        ));
    }
    (map.to_be.lead >= map.as_is.lead).then(|| {
        let from = Unit::Duration.figure(map.as_is.lead);
        rule.found(
            Level::Watch,
            Place::of(process, Process::COL.name),
            say!(
                "{name}改前 {from}，改后 {to}，没有变短",
                "{name}: {from} before, {to} afterwards, no less",
                name,
                from,
                to
            ),
            text(
                "看改法有没有填时间，或先改等待最长的一步",
                "See whether the changes have their times, or begin with the longest wait",
            ),
        )
    })
}

fn no_cards(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let roles = without_cards(facts);
    let first = *roles.first()?;
    let names: Vec<Phrase> = roles.iter().map(|role| role.role.label()).collect();
    let names = first_few(&names, 4);
    Some(
        rule.found(
            Level::Act,
            Place::of(first.first, Step::COL.role),
            say!(
                "流程改动涉及{names}，还没有他们的诊断卡",
                "The change touches {names}, for whom there is no card",
                names
            ),
            text(
                "按“建诊断卡”，再去 ADKAR 打分",
                "Make their cards with 'Make cards', then score them in ADKAR",
            ),
        )
        .becomes(text(
            "给流程改动涉及的角色打 ADKAR 分",
            "Score the roles that the change of the process touches in ADKAR",
        )),
    )
}

fn untimed(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let of_map = |map: &Map| {
        let timed = map.as_is.stages.len() - map.as_is.untimed;
        // A map without any time is only being written down.
        if timed == 0 || map.as_is.untimed == 0 {
            return None;
        }
        let open: Vec<&Step> =
            map.rows.iter().map(|row| &**row).filter(|row| row.work.is_none() && row.is_as_is()).collect();
        let first = *open.first()?;
        let steps = names(&open);
        Some(
            rule.found(
                Level::Watch,
                Place::of(first.id, Step::COL.work),
                say!(
                    "{steps}没有处理时间，周期少算了",
                    "{steps}: no work time, so the lead time is too short",
                    steps
                ),
                text("问做这一步的人，填一个平常的时间", "Ask those who do it and enter the usual time"),
            )
            .becomes(say!(
                "问清{steps}平常要多久",
                "Find out how long {steps} usually takes",
                steps = names(&open)
            )),
        )
    };
    facts.get::<Maps>().0.iter().filter_map(of_map).collect()
}

/// What the tool concludes.
pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let maps = &facts.get::<Maps>().0;
    let has_steps = maps.iter().any(|map| !map.rows.is_empty());
    Assessment {
        headline: headline(maps),
        level: if has_steps { Assessment::worst(&findings) } else { Level::Blank },
        conclusion: if has_steps {
            maps.iter().filter(|map| !map.rows.is_empty()).map(|map| line(facts, map)).collect()
        } else {
            vec![Line::plain(text(
                "先写下一个流程和它的步骤：谁做、做多久、之前等多久；周期和瓶颈当场算出来。",
                "Write down a process and its steps: who, how long, how long it waits before. Lead time and bottleneck follow at once.",
            ))]
        },
        findings,
    }
}

/// The change of the only process that has one, of several the least and the largest; else how many steps there are.
fn headline(maps: &[Map]) -> Phrase {
    let changes: Vec<f64> = maps.iter().filter_map(Map::change).collect();
    let steps = maps.iter().map(|map| map.rows.len()).sum::<usize>();
    let (least, most) =
        (changes.iter().copied().fold(f64::MIN, f64::max), changes.iter().copied().fold(f64::MAX, f64::min));
    match changes.len() {
        _ if steps == 0 => text("未填", "blank").into(),
        0 => say!("{steps} 步", "{steps} steps"),
        _ if signed_percent(least) == signed_percent(most) => Phrase::same(signed_percent(most)),
        // One badge for several processes says that it is not of one alone.
        _ => {
            let (least, most) = (signed_percent(least), signed_percent(most));
            let least = least.trim_end_matches('%');
            Phrase::same(format!("{least}…{most}"))
        }
    }
}

/// A process in one line.
fn line(facts: &Facts, map: &Map) -> Line {
    let (name, lead) = (map.name.clone(), as_is(facts, map));
    let Some(change) = map.change() else {
        return Line::plain(say!("{name}：现状 {lead}", "{name}: as-is {lead}", name, lead));
    };
    let (to, change) = (lead_in_words(&map.to_be), signed_percent(change));
    Line::plain(say!(
        "{name}：现状 {lead} → 目标 {to}（{change}）",
        "{name}: as-is {lead} → to-be {to} ({change})",
        name,
        lead,
        to,
        change
    ))
}
