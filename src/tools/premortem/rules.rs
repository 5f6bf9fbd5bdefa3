//! What comes of a test, and what the tool concludes from all of them.

use super::world::World;
use super::{Mistake, advices, contradictions, items, mistakes, row_of};
use crate::facts::{Fact, Facts};
use crate::finding::{Finding, Level, Line, Place};
use crate::project::Project;
use crate::say;
use crate::sheet::Row;
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use serde_json::{Value, json};

pub(super) const MISTAKES: Text = text("8个常见错误", "The eight common mistakes");
pub(super) const ADVICES: Text = text("10条建议", "Ten pieces of advice");
pub(super) const OWN: Text = text("变革工作簿", "Changebook");

/// From this day on the plan should stand, so that the pre-mortem speaks up before the launch.
const PLAN_READY: i64 = 15;

/// What comes of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Nothing to judge yet, with what it waits for.
    NotYet(Phrase),
    /// Tested and found in order, with the figures.
    Clear(Phrase),
    /// It is happening.
    Hit(Box<Hit>),
    /// Another tool's finding says it, so it is shown and not said twice.
    Elsewhere(Box<Hit>),
}

/// What a test found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// How bad it is.
    pub level: Level,
    /// The entered values.
    pub evidence: Phrase,
    /// What to do.
    pub advice: Phrase,
    /// The cell that causes it.
    pub place: Place,
}

impl Test {
    pub(super) fn hit(level: Level, evidence: Phrase, advice: impl Into<Phrase>, place: Place) -> Test {
        Test::Hit(Box::new(Hit { level, evidence, advice: advice.into(), place }))
    }

    pub(super) fn not_yet(why: impl Into<Phrase>) -> Test {
        Test::NotYet(why.into())
    }

    pub(super) fn clear(why: impl Into<Phrase>) -> Test {
        Test::Clear(why.into())
    }

    /// The same, said by another tool.
    pub(super) fn elsewhere(self) -> Test {
        match self {
            Test::Hit(hit) => Test::Elsewhere(hit),
            other => other,
        }
    }

    /// What was found, by whomever it is said.
    pub fn found(&self) -> Option<&Hit> {
        match self {
            Test::Hit(hit) | Test::Elsewhere(hit) => Some(hit),
            _ => None,
        }
    }

    /// Good when in order, blank when undecided.
    pub fn level(&self) -> Level {
        match self {
            Test::NotYet(_) => Level::Blank,
            Test::Clear(_) => Level::Good,
            Test::Hit(hit) | Test::Elsewhere(hit) => hit.level,
        }
    }
}

/// A test with its result.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The rule's id.
    pub id: &'static str,
    /// What came of it.
    pub result: Test,
}

/// All tests of a project on a day.
pub struct Checks {
    /// Whether the change is launched, so that facts are tested and not the plan.
    pub launched: bool,
    /// MI1 to MI8.
    pub mistakes: Vec<Checked>,
    /// AD1 to AD10.
    pub advices: Vec<Checked>,
    /// XC1 to XC6.
    pub contradictions: Vec<Checked>,
}

impl Fact for Checks {
    fn compute(facts: &Facts) -> Checks {
        let world = World::of(facts);
        Checks {
            launched: world.launch.is_some(),
            mistakes: mistakes::check(&world),
            advices: advices::check(&world),
            contradictions: contradictions::check(&world),
        }
    }
}

impl Checks {
    /// The result of a rule.
    pub fn get(&self, id: &str) -> Option<&Checked> {
        self.mistakes.iter().chain(&self.advices).chain(&self.contradictions).find(|c| c.id == id)
    }
}

pub(super) fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (project, today) = (scene.project(), scene.today());
    let checks = scene.get::<Checks>();
    let day = super::super::charter::calendar(project).day(today);
    let findings = findings(project, checks, day);
    let hits = |list: &[Checked]| list.iter().filter(|c| c.result.found().is_some()).count();
    let made = hits(&checks.mistakes);
    let tested = checks.mistakes.iter().filter(|c| !matches!(c.result, Test::NotYet(_))).count();
    let level = match (tested, made) {
        (0, _) => Level::Blank,
        (_, 0) => Assessment::worst(&findings),
        // A plan with mistakes is not good, even while nothing has to be said of it yet.
        _ => Assessment::worst(&findings).max(Level::Watch),
    };
    Assessment {
        headline: match (made, tested) {
            (_, 0) => text("未检验", "untested").into(),
            (0, _) => text("无错误", "none").into(),
            (n, _) => say!("犯 {n}/8", "{n} of 8"),
        },
        level,
        conclusion: conclusion(checks, made, hits(&checks.advices), hits(&checks.contradictions)),
        findings,
    }
}

fn findings(project: &Project, checks: &Checks, day: Option<i64>) -> Vec<Finding> {
    let of = |list: &[Checked], source: Text| {
        let said = |c: &Checked| match &c.result {
            Test::Hit(hit) => Some(Finding {
                id: c.id,
                level: hit.level,
                evidence: hit.evidence.clone(),
                advice: hit.advice.clone(),
                source,
                place: hit.place,
            }),
            _ => None,
        };
        list.iter().filter_map(said).collect::<Vec<_>>()
    };
    let mut all = if checks.launched {
        of(&checks.mistakes, MISTAKES)
    } else {
        plan(project, checks, day).into_iter().collect()
    };
    all.extend(of(&checks.advices, ADVICES));
    all.extend(of(&checks.contradictions, OWN));
    all
}

/// Before the launch the mistakes are still a plan's, so they are said in one finding, and not before the plan
/// should stand.
fn plan(project: &Project, checks: &Checks, day: Option<i64>) -> Option<Finding> {
    day.filter(|day| *day >= PLAN_READY)?;
    let hit: Vec<_> = checks.mistakes.iter().filter(|c| c.result.found().is_some()).collect();
    let first = hit.first()?;
    let names = |lang: fn(&Text) -> &'static str, comma: &str| {
        let name = |c: &&Checked| items::mistake(c.id).map_or("", |m| lang(&m.title));
        hit.iter().map(name).collect::<Vec<_>>().join(comma)
    };
    let (zh, en, n) = (names(|t| t.zh, "、"), names(|t| t.en, "; "), hit.len());
    Some(Finding {
        id: "PM1",
        level: Level::Watch,
        evidence: say!(
            "按现在的计划，8 个常见错误会犯 {n} 个：{zh}",
            "By the present plan, {n} of the eight common mistakes would be made: {en}"
        ),
        advice: text(
            "启动之前逐条补上；每一行右边写着还缺什么",
            "Mend them before the launch; each row says what is missing",
        )
        .into(),
        source: MISTAKES,
        place: Place { sheet: Mistake::SHEET, row: row_of(project, first.id), column: "guard" },
    })
}

fn conclusion(checks: &Checks, made: usize, advices: usize, against: usize) -> Vec<Line> {
    let named = |list: &[Checked], name: fn(&str) -> Option<Text>| {
        let hit = |c: &Checked| c.result.found().and_then(|_| name(c.id));
        let all: Vec<Text> = list.iter().filter_map(hit).collect();
        let zh: Vec<_> = all.iter().map(|t| t.zh).collect();
        let en: Vec<_> = all.iter().map(|t| t.en).collect();
        (zh.join("、"), en.join("; "))
    };
    let undecided = checks.mistakes.iter().filter(|c| matches!(c.result, Test::NotYet(_))).count();
    let mut lines = Vec::new();
    let (zh, en) = named(&checks.mistakes, |id| items::mistake(id).map(|m| m.title));
    let level = if checks.launched { Level::Act } else { Level::Watch };
    lines.push(match (made, checks.launched) {
        (0, _) if undecided == checks.mistakes.len() => Line {
            level: Level::Blank,
            text: text(
                "其他工具里还没有可以检验的内容；逐条想一想：在我们这里会怎样发生。",
                "The other tools hold nothing to test yet; ask of each: how would it happen here?",
            )
            .into(),
        },
        (0, true) => Line {
            level: Level::Good,
            text: say!(
                "没有犯 8 个常见错误（{undecided} 个还无法判断）",
                "None of the eight mistakes is being made ({undecided} undecided)"
            ),
        },
        (0, false) => Line {
            level: Level::Good,
            text: say!(
                "计划里没有 8 个常见错误（{undecided} 个还无法判断）",
                "The plan holds none of the eight mistakes ({undecided} undecided)"
            ),
        },
        (_, true) => {
            Line { level, text: say!("正在犯 {made}/8：{zh}", "Mistakes being made, {made} of 8: {en}") }
        }
        (_, false) => Line {
            level,
            text: say!("计划里会犯 {made}/8：{zh}", "Mistakes in the plan, {made} of 8: {en}"),
        },
    });
    if advices > 0 {
        let (zh, en) = named(&checks.advices, |id| items::advice(id).map(|a| a.title));
        lines.push(Line {
            level: Level::Blank,
            text: say!("没做到的建议 {advices}/10：{zh}", "Advice not followed, {advices} of 10: {en}"),
        });
    }
    if against > 0 {
        lines.push(Line {
            level: Level::Watch,
            text: say!(
                "有 {against} 处两个工具说法相反，见“矛盾”页",
                "Tools contradict each other in {against} places; see the Contradictions tab"
            ),
        });
    }
    lines
}

pub(super) fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let checks = scene.get::<Checks>();
    let state = |c: &Checked| match &c.result {
        Test::NotYet(_) => "undecided",
        Test::Clear(_) => "clear",
        Test::Hit(_) | Test::Elsewhere(_) => "hit",
    };
    let list = |list: &[Checked]| -> Value {
        list.iter()
            .map(|c| json!({ "id": c.id, "state": state(c), "level": c.result.level().key() }))
            .collect()
    };
    vec![
        ("launched", json!(checks.launched)),
        ("mistakes", list(&checks.mistakes)),
        ("advices", list(&checks.advices)),
        ("contradictions", list(&checks.contradictions)),
    ]
}
