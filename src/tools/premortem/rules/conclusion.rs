//! What all tests conclude together: how many mistakes, what is not followed, what contradicts itself.

use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, Text, count, list, quoted, text};
use crate::tool::Assessment;
use crate::tools::premortem::facts::{Checked, Checks};
use crate::tools::premortem::items::{ADVICES, MISTAKES};

/// The headline, the lines below the mistakes, and the worst of what the rules found.
pub fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let checks = facts.get::<Checks>();
    let (made, undecided) = (hits(&checks.mistakes), checks.undecided());
    let worst = if findings.is_empty() { Level::Blank } else { Assessment::worst(&findings) };
    Assessment {
        headline: match (made, undecided, checks.launched) {
            (0, 0, _) => text("未出现", "not seen").into(),
            (0, n, _) => Phrase { zh: format!("待判断{n}/8").into(), en: "no data".into() },
            (n, _, false) => {
                Phrase { zh: format!("风险{n}/8").into(), en: count(n, "", "risk", "risks").en }
            }
            (n, _, true) => say!("出现{n}/8", "{n} of 8", n),
        },
        level: match (made, undecided) {
            (0, 0) => worst.max(Level::Good),
            // What cannot be judged is not good.
            (0, _) => worst,
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

fn conclusion(checks: &Checks) -> Vec<Line> {
    let mut lines = vec![mistakes(checks)];
    let advices = hits(&checks.advices);
    if advices > 0 {
        let titles = titles(&checks.advices, ADVICES.iter().map(|item| (item.code, item.title)));
        lines.push(Line::plain(say!(
            "10 条建议里有 {advices} 条没做到：{titles}",
            "{advices} of the 10 pieces of advice not followed: {titles}",
            advices,
            titles
        )));
    }
    let against = hits(&checks.contradictions);
    if against > 0 {
        lines.push(Line::new(
            Level::Watch,
            say!(
                "有 {places}工具之间互相矛盾，见“矛盾”页",
                "Tools contradict each other in {places}; see the Contradictions tab",
                places = count(against as u64, "处", "place", "places")
            ),
        ));
    }
    lines
}

/// The titles of the tests that found something.
fn titles(checks: &[Checked], items: impl Iterator<Item = (&'static str, Text)>) -> Phrase {
    let hit = |code: &str| checks.iter().any(|c| c.id == code && c.result.found().is_some());
    let titles: Vec<Phrase> =
        items.filter(|(code, _)| hit(code)).map(|(_, title)| quoted(&title.into())).collect();
    list(&titles)
}

fn mistakes(checks: &Checks) -> Line {
    let (made, undecided) = (hits(&checks.mistakes), checks.undecided());
    let all = checks.mistakes.len();
    let titles = || titles(&checks.mistakes, MISTAKES.iter().map(|item| (item.code, item.title)));
    let judged = all - undecided;
    let needs = match undecided {
        0 => text("", "").into(),
        1 => text("；1 个还缺资料", "; 1 needs data").into(),
        n => say!("；{n} 个还缺资料", "; {n} need data"),
    };
    match (made, undecided, checks.launched) {
        (0, n, _) if n == all => Line::plain(say!(
            "待判断 {n}/{all}：其他工具里还没有可以判断的资料；逐条想一想，在我们这里会怎样发生",
            "Needs data {n} of {all}: the other tools hold nothing to judge by yet; ask of each how it would happen here"
        )),
        (0, 0, _) => Line::new(
            Level::Good,
            say!("{all} 个常见错误都未出现", "None of the {all} common mistakes is seen"),
        ),
        (0, n, _) => Line::plain(say!(
            "待判断 {n}/{all}：能判断的 {judged} 个未出现，{n} 个还缺资料",
            "Needs data {n} of {all}: the {judged} that can be judged are not seen"
        )),
        (_, _, true) => Line::new(
            Level::Act,
            say!(
                "{state}：{titles}{needs}",
                "{state}: {titles}{needs}",
                state = state(made, all, text("正在出现", "happening")),
                titles = titles(),
                needs
            ),
        ),
        (_, _, false) => Line::new(
            Level::Watch,
            say!(
                "{state}：{titles}{needs}",
                "{state}: {titles}{needs}",
                state = state(made, all, text("有风险", "likely")),
                titles = titles(),
                needs
            ),
        ),
    }
}

/// "1 of 8 common mistakes is happening", "3 of 8 common mistakes are likely".
fn state(n: usize, all: usize, word: Text) -> Phrase {
    let be = if n == 1 { "is" } else { "are" };
    (format!("{} {n}/{all}", word.zh), format!("{n} of {all} common mistakes {be} {}", word.en)).into()
}
