//! What all tests conclude together: how many mistakes, what is not followed, what contradicts itself.

use super::BETWEEN;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, Text, joined, text};
use crate::tool::Assessment;
use crate::tools::premortem::facts::{Checked, Checks, Test};
use crate::tools::premortem::items::{ADVICES, MISTAKES};

/// The headline, the lines below the mistakes, and the worst of what the rules found.
pub fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let checks = facts.get::<Checks>();
    let made = hits(&checks.mistakes);
    let tested = checks.mistakes.len() - undecided(checks);
    let worst = Assessment::worst(&findings);
    Assessment {
        headline: match (made, tested) {
            (_, 0) => text("未检验", "untested").into(),
            (0, _) => text("无错误", "none").into(),
            (n, _) => say!("犯 {n}/8", "{n} of 8"),
        },
        level: match (tested, made) {
            (0, _) => Level::Blank,
            (_, 0) => worst,
            // A plan with mistakes is not good, even while nothing has to be said of it yet.
            _ => worst.max(Level::Watch),
        },
        conclusion: conclusion(checks),
        findings,
    }
}

fn hits(checks: &[Checked]) -> usize {
    checks.iter().filter(|checked| checked.result.found().is_some()).count()
}

fn undecided(checks: &Checks) -> usize {
    checks.mistakes.iter().filter(|checked| matches!(checked.result, Test::NotYet(_))).count()
}

fn conclusion(checks: &Checks) -> Vec<Line> {
    let mut lines = vec![mistakes(checks)];
    let advices = hits(&checks.advices);
    if advices > 0 {
        let titles = titles(&checks.advices, ADVICES.iter().map(|item| (item.code, item.title)));
        lines.push(Line::plain(say!(
            "没做到的建议 {advices}/10：{titles}",
            "Advice not followed, {advices} of 10: {titles}",
            advices,
            titles
        )));
    }
    let against = hits(&checks.contradictions);
    if against > 0 {
        lines.push(Line::new(
            Level::Watch,
            say!(
                "有 {against} 处两个工具说法相反，见“矛盾”页",
                "Tools contradict each other in {against} places; see the Contradictions tab"
            ),
        ));
    }
    lines
}

/// The titles of the tests that found something.
fn titles(checks: &[Checked], items: impl Iterator<Item = (&'static str, Text)>) -> Phrase {
    let hit = |code: &str| checks.iter().any(|c| c.id == code && c.result.found().is_some());
    let titles: Vec<Phrase> = items.filter(|(code, _)| hit(code)).map(|(_, title)| title.into()).collect();
    joined(&titles, BETWEEN)
}

fn mistakes(checks: &Checks) -> Line {
    let (made, undecided) = (hits(&checks.mistakes), undecided(checks));
    let titles = || titles(&checks.mistakes, MISTAKES.iter().map(|item| (item.code, item.title)));
    match (made, checks.launched) {
        (0, _) if undecided == checks.mistakes.len() => Line::plain(text(
            "其他工具里还没有可以检验的内容；逐条想一想：在我们这里会怎样发生。",
            "The other tools hold nothing to test yet; ask of each: how would it happen here?",
        )),
        (0, true) => Line::new(
            Level::Good,
            say!(
                "没有犯 8 个常见错误（{undecided} 个还无法判断）",
                "None of the eight mistakes is being made ({undecided} undecided)"
            ),
        ),
        (0, false) => Line::new(
            Level::Good,
            say!(
                "计划里没有 8 个常见错误（{undecided} 个还无法判断）",
                "The plan holds none of the eight mistakes ({undecided} undecided)"
            ),
        ),
        (_, true) => Line::new(
            Level::Act,
            say!(
                "正在犯 {made}/8：{titles}",
                "Mistakes being made, {made} of 8: {titles}",
                made,
                titles = titles()
            ),
        ),
        (_, false) => Line::new(
            Level::Watch,
            say!(
                "计划里会犯 {made}/8：{titles}",
                "Mistakes in the plan, {made} of 8: {titles}",
                made,
                titles = titles()
            ),
        ),
    }
}
