//! What is concluded of the steps: a finding for each gate that a step marked done needs and has not passed,
//! and the two that ask for help unasked.

use super::facts::{
    Coaching, Coalition, Gate, GateState, Gates, OBSTACLE_DAYS, Obstacles, RolesWithoutLimit, Untaught,
};
use super::items::{COUNT, FRONT_LINE};
use super::views::marked_done;
use super::{Fact, KotterStep, Training};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::text::{Lang, Phrase, Text, count, first_few, quoted, spoken, text};
use crate::tool::Assessment;
use crate::tools::process::Step;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Before this day a coalition is still being formed.
const COALITION_DAY: i64 = 15;

const SOURCE: Text = text("科特8步", "Kotter's 8 steps");

/// What is looked for: a rule for each gate, in the order of the steps.
pub static RULES: &[Rule] = &[
    Rule::one(
        "K1",
        SOURCE,
        text(
            "有步骤已标为完成，但紧迫感不到 3 分，或没有已公布的带数字的事实",
            "A step is marked done while urgency is below 3 or no fact with a number is published",
        ),
        claimed,
    ).weighs(Consequence::Gate),
    Rule::one(
        "K2",
        SOURCE,
        text(
            "第 2 步或后面的步骤已标为完成，或到了第 15 天，而联盟不是 3–7 人、没有高管或五个职能不齐",
            "Step 2 or a later one is marked done, or it is day 15, and the coalition has not 3 to 7 members with an executive and all five functions",
        ),
        |rule, facts| claimed(rule, facts).or_else(|| unfit(rule, facts)),
    ),
    Rule::one(
        "K3",
        SOURCE,
        text(
            "第 3 步或后面的步骤已标为完成，但愿景不是有数字、有期限的一句话",
            "Step 3 or a later one is marked done, but the vision is not one sentence with a number and a date",
        ),
        claimed,
    ),
    Rule::one(
        "K4",
        SOURCE,
        text(
            "第 4 步或后面的步骤已标为完成，但渠道不到 4 种，或有员工听到关键信息不到 7 次",
            "Step 4 or a later one is marked done, but fewer than 4 channels were used or staff heard a key message fewer than 7 times",
        ),
        claimed,
    ),
    Rule::one(
        "K5",
        text("科特8步；14 天的界线为本工具所定", "Kotter's 8 steps; the limit of 14 days is our own"),
        text(
            "有障碍超过 14 天没有清除；或第 5 步或后面的步骤已标为完成，而有障碍没写发现日期",
            "An obstacle has been open for more than 14 days; or step 5 or a later one is marked done and an obstacle has no date",
        ),
        |rule, facts| standing(rule, facts).or_else(|| claimed(rule, facts)),
    ).weighs(Consequence::Time),
    Rule::one(
        "K6",
        SOURCE,
        text(
            "第 6 步或后面的步骤已标为完成，但还没有达成一个带数字的短期胜利",
            "Step 6 or a later one is marked done, but no win with a figure is achieved yet",
        ),
        claimed,
    ),
    Rule::one(
        "K7",
        SOURCE,
        text(
            "第 7 步或第 8 步已标为完成，但转换的服务中心不到 50%",
            "Step 7 or 8 is marked done, but fewer than 50% of the centres are converted",
        ),
        claimed,
    ),
    Rule::one(
        "K8",
        SOURCE,
        text(
            "第 8 步已标为完成，但考核、新员工培训、手册三项还没有全部完成",
            "Step 8 is marked done, but appraisals, new-hire training and manuals are not all done on the roadmap",
        ),
        claimed,
    ),
    Rule::one(
        "K9",
        text("培训分层赋能", "Training by layer"),
        text(
            "改后的流程步骤需要新技能，没有培训教它",
            "A changed step of a process needs a new skill that no training teaches",
        ),
        untaught,
    )
    .weighs(Consequence::People),
];

fn gate<'a>(rule: &Rule, facts: &'a Facts) -> Option<&'a Gate> {
    facts.get::<Gates>().by_id(rule.id)
}

fn level(gate: &Gate) -> Level {
    if gate.is_contradicted() { Level::Act } else { Level::Watch }
}

/// A step is marked done that needs this gate, and it is not passed.
fn claimed(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let gate = gate(rule, facts).filter(|gate| gate.is_claimed())?;
    let (number, lack) = (gate.step.number, gate.lacks().next()?);
    let steps = marked_done(&gate.claimed);
    let evidence = if gate.claimed == [number] {
        say!(
            "{steps}，但“{title}”还没有过关：{lack}",
            "{steps}, but '{title}' has not passed its gate: {lack}",
            steps,
            title = gate.title(),
            lack
        )
    } else {
        say!(
            "{steps}，但第 {number} 步“{title}”还没有过关：{lack}",
            "{steps}, but step {number}, '{title}', has not passed its gate: {lack}",
            steps,
            number,
            title = gate.title(),
            lack
        )
    };
    Some(rule.found(level(gate), gate.place, evidence, gate.step.advice).becomes(gate.step.action()))
}

/// An obstacle has stood too long, whatever is marked done.
fn standing(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let gate = gate(rule, facts)?;
    let overdue = &facts.get::<Obstacles>().overdue;
    let (days, row) = overdue.first()?;
    let owner = match row.owner.trim() {
        "" => text("还没有负责人", "it has no owner").into(),
        name => say!("负责人 {name}", "owner: {name}"),
    };
    let (done, obstacle) = if gate.claimed.is_empty() {
        (Phrase::same(""), text("障碍", "An obstacle"))
    } else {
        let done = say!("{steps}，但", "{steps}, but ", steps = marked_done(&gate.claimed));
        (done, text("障碍", "an obstacle"))
    };
    let more = match overdue.len() {
        0 | 1 => Phrase::same(""),
        n => say!("；这样的共 {n} 条", "; {n} such obstacles in all"),
    };
    let evidence = say!(
        "{done}{obstacle}已 {days} 天没有清除（应在 {OBSTACLE_DAYS} 天内）：{what}（{owner}）{more}",
        "{done}{obstacle} has been open for {days} days (at most {OBSTACLE_DAYS} allowed): {what} ({owner}){more}",
        done,
        obstacle,
        days,
        what = row.obstacle.0.trim(),
        owner,
        more
    );
    Some(rule.found(Level::Act, gate.place, evidence, gate.step.advice).becomes(say!(
        "本周清除障碍“{what}”，做不到就请发起人出面",
        "Remove the obstacle '{what}' this week, or have the sponsor step in",
        what = row.obstacle.0.trim()
    )))
}

/// There is a coalition, and it cannot lead yet.
fn unfit(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let late = facts.get::<Calendar>().day(facts.today()).is_some_and(|day| day >= COALITION_DAY);
    let gate = gate(rule, facts).filter(|_| late && facts.get::<Coalition>().members > 0)?;
    gate.lacks().next()?;
    let all = |lang, between| gate.lacks().map(|lack| lack.get(lang)).collect::<Vec<_>>().join(between);
    let evidence = (all(Lang::Zh, "；"), all(Lang::En, "; "));
    Some(rule.found(Level::Watch, gate.place, evidence, gate.step.advice).becomes(gate.step.action()))
}

/// Whether anything was entered on the tool's own sheets.
fn is_begun(facts: &Facts) -> bool {
    facts.rows::<KotterStep>().iter().any(|row| row.state.is_some())
        || facts.get::<Coalition>().members > 0
        || facts.get::<Obstacles>().noted > 0
        || facts.get::<Coaching>().held > 0
        || facts.get::<RolesWithoutLimit>().0.len() < FRONT_LINE.len()
        || facts.rows::<Fact>().iter().any(|fact| fact.is_said())
}

fn untaught(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let untaught = &facts.get::<Untaught>().0;
    let first = untaught.first()?;
    let skills: Vec<Phrase> = untaught
        .iter()
        .map(|skill| {
            let (topic, who) = (quoted(&Phrase::same(skill.topic.as_str())), skill.role.label());
            say!("{topic}（{who}）", "{topic} ({who})", topic, who)
        })
        .collect();
    let skills = first_few(&skills, 3);
    let topics: Vec<Phrase> =
        untaught.iter().map(|skill| quoted(&Phrase::same(skill.topic.as_str()))).collect();
    let named = spoken(&topics, 3);
    Some(rule.found(
        Level::Watch,
        Place::of(first.step, Step::COL.skill),
        say!(
            "改后的流程需要新技能：{skills}，还没有安排培训",
            "The changed process needs new skills, and no training session is planned: {skills}",
            skills
        ),
        text(
            "到“科特8步”的“培训”页按“记录培训”，再填日期；主题和技能写成一样",
            "On the Training tab of Kotter's 8 steps use 'Log a training session' and enter the date; topic and skill are written alike",
        ),
    ).becomes(say!("安排{named}的培训", "Plan training in {named}", named)))
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let begun = is_begun(facts);
    let gates = facts.get::<Gates>();
    let passed = gates.passed();
    Assessment {
        headline: if begun {
            Phrase::same(format!("{passed}/{COUNT}"))
        } else {
            text("未填", "blank").into()
        },
        level: match Assessment::worst(&findings) {
            _ if !begun => Level::Blank,
            // That nothing has to be said of it is not good while a gate whose time has come is failed.
            Level::Good if gates.gates.iter().any(|g| g.state == GateState::Failed) => Level::Blank,
            worst => worst,
        },
        conclusion: conclusion(gates, facts.get::<Obstacles>()),
        findings,
    }
}

fn conclusion(gates: &Gates, obstacles: &Obstacles) -> Vec<Line> {
    let passed = gates.passed();
    let Some((next, lack)) = gates.next().and_then(|gate| Some((gate, gate.lacks().next()?))) else {
        let level = if passed == 0 { Level::Blank } else { Level::Good };
        return vec![Line::new(
            level,
            say!("{COUNT} 个关口已过 {passed} 个", "{passed} of {COUNT} gates passed"),
        )];
    };
    let mut lines = vec![Line::new(
        if next.state == GateState::Failed { Level::Watch } else { Level::Blank },
        say!(
            "{COUNT} 个关口已过 {passed} 个；先看“{title}”：{lack}",
            "{passed} of {COUNT} gates passed; next is '{title}': {lack}",
            passed,
            title = next.title(),
            lack
        ),
    )];
    let claimed: Vec<&Gate> = gates.gates.iter().filter(|gate| gate.is_claimed()).collect();
    if let Some(worst) = claimed.iter().map(|gate| level(gate)).max() {
        let steps: BTreeSet<usize> = claimed.iter().flat_map(|gate| gate.claimed.iter().copied()).collect();
        let steps = marked_done(&steps);
        lines.push(Line::new(
            worst,
            say!("{steps}，前面的关口却没有全过", "{steps} without all gates before being passed", steps),
        ));
    }
    let overdue = obstacles.overdue.len();
    if overdue > 0 {
        lines.push(Line::new(
            Level::Act,
            say!(
                "{obstacles}超过 {OBSTACLE_DAYS} 天没清除",
                "{obstacles} open for more than {OBSTACLE_DAYS} days",
                obstacles = count(overdue as u64, "条障碍", "obstacle", "obstacles")
            ),
        ));
    }
    lines
}

/// A coalition that can lead, a fact with a number, a training that coaching followed.
pub(super) fn proposes(facts: &Facts) -> Vec<(&'static str, Phrase)> {
    let mut proposed = Vec::new();
    let dated = facts.rows::<Fact>().iter().filter(|f| f.counts(facts.today())).count();
    if dated > 0 {
        proposed.push((
            "w1-2",
            say!(
                "已有 {facts}，带数字和公布日期",
                "{facts} with a number and a date",
                facts = count(dated as u64, "条事实", "fact", "facts")
            ),
        ));
    }
    let coalition = facts.get::<Coalition>();
    if coalition.is_fit() {
        let Coalition { members, .. } = coalition;
        proposed.push((
            "w2-1",
            say!(
                "联盟有 {members} 人，职能齐全",
                "The coalition has {members} members and covers all functions"
            ),
        ));
    }
    // A day of training may lie ahead; coaching that followed it cannot.
    let coached = |t: &&Arc<Training>| {
        !t.topic.trim().is_empty() && t.date.is_some_and(|date| t.coached.0.is_some_and(|on| on >= date))
    };
    if let Some(training) = facts.rows::<Training>().iter().find(coached) {
        let topic = training.topic.trim();
        proposed.push(("w5-6-1", say!("“{topic}”已培训并辅导", "'{topic}' was trained and coached")));
    }
    proposed
}
