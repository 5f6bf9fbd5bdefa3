//! What is concluded of the steps: a finding for each gate that a step marked done needs and has not passed,
//! and the two that ask for help unasked.

use super::figures::{Coaching, Coalition, OBSTACLE_DAYS, Obstacles, RoleGap, coaching, roles_without_limit};
use super::gates::{Gate, GateState, Gates};
use super::items::COUNT;
use super::{Fact, KotterStep, Training, items, views};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::project::Project;
use crate::say;
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use crate::tools::charter;
use crate::tools::wins::has_number;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::sync::Arc;

/// Before this day a coalition is still being formed.
const COALITION_DAY: i64 = 15;

const SOURCE: Text = text("科特8步", "Kotter's 8 steps");
const OWN: Text =
    text("科特8步；14 天的界线为本工具所定", "Kotter's 8 steps; the limit of 14 days is our own");

/// All that the tool knows on a day.
pub struct Figures {
    /// The gates.
    pub gates: Gates,
    /// The coalition.
    pub coalition: Coalition,
    /// The obstacles.
    pub obstacles: Obstacles,
    /// The front-line roles without a limit.
    pub without_limit: Vec<RoleGap>,
    /// What followed the trainings.
    pub coaching: Coaching,
    /// The project day.
    pub day: Option<i64>,
}

impl crate::facts::Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures::of(facts.project(), facts.today())
    }
}

impl Figures {
    fn of(project: &Project, today: NaiveDate) -> Figures {
        let calendar = charter::calendar(project);
        Figures {
            gates: Gates::of(project, today),
            coalition: Coalition::of(project, Some(today)),
            obstacles: Obstacles::of(project, &calendar, today),
            without_limit: roles_without_limit(project),
            coaching: coaching(project, today),
            day: calendar.day(today),
        }
    }
}

/// What to do about a gate that is not passed.
const fn advice(step: usize) -> Text {
    match step {
        1 => text(
            "公布一条带数字和日期的事实，再问一轮大家的紧迫感",
            "Publish a fact with its number and day, then ask again how urgent people feel it is",
        ),
        2 => text(
            "补齐联盟：3–7 人，有高管，五个职能都有人",
            "Complete the coalition: three to seven people, an executive, all five functions",
        ),
        3 => text(
            "把愿景改成一句话：到哪一天，哪个数字变成多少",
            "Make the vision one sentence that says which number will be what by when",
        ),
        4 => text(
            "换着渠道，把关键信息继续说给听得最少的那群人",
            "Keep telling the key messages, by other channels, to those who have heard them least",
        ),
        5 => text(
            "和负责人约定本周清除，或请发起人出面",
            "Agree with the owner to remove it this week, or ask the sponsor to step in",
        ),
        6 => text(
            "选一个最快看得见的成果，集中力量做成",
            "Choose the result that people can see soonest, and put all strength into it",
        ),
        7 => text(
            "定下下一批服务中心和转换日期，再谈巩固",
            "Settle the next centres and the days of their conversion before you consolidate",
        ),
        _ => text(
            "把新做法写进考核、培训和手册，再算完成",
            "Write the new way into appraisals, training and manuals before you call it done",
        ),
    }
}

fn finding(gate: &Gate, level: Level, evidence: Phrase) -> Finding {
    Finding {
        id: gate.id(),
        level,
        evidence,
        advice: advice(gate.step).into(),
        source: if gate.step == 5 { OWN } else { SOURCE },
        place: gate.place,
    }
}

/// A step is marked done that needs this gate, and it is not passed.
fn claimed(gate: &Gate) -> Option<Finding> {
    let lack = gate.lacks().next().filter(|_| !gate.claimed.is_empty() && !gate.settled)?;
    let (steps, title) = (views::steps_named(&gate.claimed), gate.title());
    let (steps_zh, steps_en, zh, en) = (steps.zh, steps.en, title.zh, title.en);
    let (why_zh, why_en) = (&lack.text.zh, &lack.text.en);
    let level = if gate.is_contradicted() { Level::Act } else { Level::Watch };
    Some(finding(
        gate,
        level,
        say!(
            "{steps_zh}已标为完成，但“{zh}”没有通过检验：{why_zh}",
            "Marked done: {steps_en}; but '{en}' has not passed its gate: {why_en}"
        ),
    ))
}

/// K5 unasked: an obstacle that has stood too long.
fn standing(facts: &Figures, gate: &Gate) -> Option<Finding> {
    let (days, row) = facts.obstacles.overdue.first()?;
    let (what, n) = (row.obstacle.0.trim(), facts.obstacles.overdue.len());
    let owner = match row.owner.trim() {
        "" => text("还没有负责人", "it has no owner").into(),
        name => say!("负责人 {name}", "owner: {name}"),
    };
    let (own_zh, own_en) = (owner.zh, owner.en);
    let more =
        if n > 1 { say!("；这样的共 {n} 条", "; such obstacles: {n}") } else { Phrase::same("") };
    let (more_zh, more_en) = (more.zh, more.en);
    let done = if gate.claimed.is_empty() {
        Phrase::same("")
    } else {
        let Phrase { zh, en } = views::steps_named(&gate.claimed);
        say!("{zh}已标为完成，但", "Marked done: {en}; but ")
    };
    let obstacle = if gate.claimed.is_empty() { "An obstacle" } else { "an obstacle" };
    let (done_zh, done_en) = (done.zh, done.en);
    Some(finding(
        gate,
        Level::Act,
        say!(
            "{done_zh}障碍 {days} 天没有清除，超过 {OBSTACLE_DAYS} 天：{what}（{own_zh}）{more_zh}",
            "{done_en}{obstacle} has been open for {days} days, more than {OBSTACLE_DAYS}: {what} ({own_en}){more_en}"
        ),
    ))
}

/// K2 unasked: there is a coalition, and it cannot lead yet.
fn unfit(facts: &Figures, gate: &Gate) -> Option<Finding> {
    let late = facts.day.is_some_and(|day| day >= COALITION_DAY);
    let lacks: Vec<Phrase> = gate.lacks().map(|c| c.text.clone()).collect();
    if !late || facts.coalition.members == 0 || lacks.is_empty() {
        return None;
    }
    let all = crate::tools::kpi::words::joined(&lacks, text("；", "; "));
    Some(finding(gate, Level::Watch, all))
}

fn findings(facts: &Figures) -> Vec<Finding> {
    let of = |gate: &Gate| match gate.step {
        5 => standing(facts, gate).or_else(|| claimed(gate)),
        2 => claimed(gate).or_else(|| unfit(facts, gate)),
        _ => claimed(gate),
    };
    facts.gates.gates.iter().filter_map(of).collect()
}

/// Whether anything was entered on the tool's own sheets.
fn is_begun(project: &Project, facts: &Figures) -> bool {
    let states = project.rows::<KotterStep>().iter().any(|row| row.state.is_some());
    states
        || facts.coalition.members > 0
        || facts.obstacles.noted > 0
        || facts.coaching.held > 0
        || facts.without_limit.len() < items::FRONT_LINE.len()
        || project.rows::<Fact>().iter().any(|fact| fact.is_said())
}

pub(super) fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (project, _today) = (scene.project(), scene.today());
    let facts = scene.get::<Figures>();
    let findings = findings(facts);
    let begun = is_begun(project, facts);
    let passed = facts.gates.passed();
    Assessment {
        headline: if begun {
            Phrase::same(format!("{passed}/{COUNT}"))
        } else {
            text("未填", "blank").into()
        },
        level: match Assessment::worst(&findings) {
            _ if !begun => Level::Blank,
            // That nothing has to be said of it is not good while a gate whose time has come is failed.
            Level::Good if facts.gates.gates.iter().any(|g| g.outcome == GateState::Failed) => Level::Blank,
            worst => worst,
        },
        conclusion: conclusion(facts),
        findings,
    }
}

fn conclusion(facts: &Figures) -> Vec<Line> {
    let line = |level, text| Line { level, text };
    let passed = facts.gates.passed();
    let Some(next) = facts.gates.next() else {
        let level = if passed == 0 { Level::Blank } else { Level::Good };
        return vec![line(
            level,
            say!("{COUNT} 步中 {passed} 步通过检验", "{passed} of {COUNT} gates passed"),
        )];
    };
    let (Text { zh, en }, lack) = (next.title(), next.lacks().next());
    let (why_zh, why_en) = lack.map_or(("", ""), |c| (&c.text.zh, &c.text.en));
    let mut lines = vec![line(
        if next.outcome == GateState::Failed { Level::Watch } else { Level::Blank },
        say!(
            "{COUNT} 步中 {passed} 步通过检验；先看“{zh}”：{why_zh}",
            "{passed} of {COUNT} gates passed; next is '{en}': {why_en}"
        ),
    )];
    let claims: Vec<&Gate> =
        facts.gates.gates.iter().filter(|g| !g.claimed.is_empty() && !g.settled).collect();
    if !claims.is_empty() {
        let mut steps: Vec<usize> = claims.iter().flat_map(|g| g.claimed.iter().copied()).collect();
        steps.sort_unstable();
        steps.dedup();
        let Phrase { zh, en } = views::steps_named(&steps);
        let level = if claims.iter().any(|g| g.is_contradicted()) { Level::Act } else { Level::Watch };
        lines.push(line(
            level,
            say!("{zh}标为完成，前面的检验却没有全过", "Marked done without all gates passed: {en}"),
        ));
    }
    let overdue = facts.obstacles.overdue.len();
    if overdue > 0 {
        lines.push(line(
            Level::Act,
            say!(
                "超过 {OBSTACLE_DAYS} 天没清除的障碍：{overdue} 条",
                "Obstacles open for more than {OBSTACLE_DAYS} days: {overdue}"
            ),
        ));
    }
    lines
}

pub(super) fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let facts = scene.get::<Figures>();
    let gate = |gate: &Gate| {
        json!({
            "id": gate.id(),
            "state": gate.outcome.key(),
            "conditions": gate.conditions.iter().map(|c| json!({
                "met": c.met,
                "text": { "zh": c.text.zh, "en": c.text.en },
            })).collect::<Vec<_>>(),
            "claimed_by": gate.claimed,
        })
    };
    let Figures { gates, coalition, obstacles, without_limit, coaching, .. } = facts;
    vec![
        ("passed", json!(gates.passed())),
        ("done", json!(gates.done)),
        ("next", json!(gates.next().map(Gate::id))),
        ("gates", gates.gates.iter().map(gate).collect()),
        ("coalition_members", json!(coalition.members)),
        ("coalition_executives", json!(coalition.executives)),
        ("coalition_missing", json!(coalition.missing.iter().map(|f| f.option().key).collect::<Vec<_>>())),
        ("obstacles_open", json!(obstacles.open)),
        ("obstacles_overdue", json!(obstacles.overdue.len())),
        ("obstacle_longest_days", json!(obstacles.longest)),
        ("roles_without_limit", json!(without_limit.iter().map(|g| g.role.option().key).collect::<Vec<_>>())),
        ("trainings_held", json!(coaching.held)),
        ("days_since_training", json!(coaching.since_last)),
        ("trainings_uncoached", json!(coaching.uncoached.len())),
        ("days_uncoached", json!(coaching.uncoached.first().map(|(days, _)| days))),
        ("trainings_without_channel", json!(coaching.without_channel.len())),
    ]
}

/// A coalition that can lead, a fact with a number, a training that coaching followed.
pub(super) fn proposes(scene: &Facts) -> Vec<(&'static str, Phrase)> {
    let project = scene.project();
    let mut proposed = Vec::new();
    let facts = project.rows::<Fact>().iter().filter(|f| f.date.is_some() && has_number(&f.fact.0)).count();
    if facts > 0 {
        proposed.push((
            "w1-2",
            say!("已记下 {facts} 条带数字的紧迫感事实", "Facts with numbers that show the urgency: {facts}"),
        ));
    }
    let coalition = Coalition::of(project, None);
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
    if let Some(training) = project.rows::<Training>().iter().find(coached) {
        let topic = training.topic.trim();
        proposed.push(("w5-6-1", say!("“{topic}”已培训并辅导", "'{topic}' was trained and coached")));
    }
    proposed
}
