//! What the redesign of the service rests on besides the maps: methods in use, the widest gap of the journey, the
//! largest risks.

use super::exceptions::{said, when};
use super::promises::owner;
use super::{Ask, Part, Section};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::text::{Phrase, count, list, text};
use crate::tools::journey;
use crate::tools::methods::{self, MethodFigures};
use crate::tools::safeguards::{RiskFigures, Risks};

/// So many methods and so many risks are named.
const NAMED: usize = 3;

/// The section; none where no method is chosen, no gap is wide and no risk is high.
pub(super) fn section(facts: &Facts) -> Option<Section> {
    let lines: Vec<Line> = methods_line(facts).into_iter().chain(gap(facts)).chain(risks(facts)).collect();
    if lines.is_empty() {
        return None;
    }
    let title = text("方法、旅程和风险", "Methods, journey and risks");
    Some(Section::of("redesign", title, vec![Part::Lines(lines)]).narrow())
}

/// The methods being introduced, and how many are.
fn methods_line(facts: &Facts) -> Option<Line> {
    let figures = facts.get::<methods::Figures>();
    let open: Vec<&MethodFigures> = figures.open().collect();
    let done = figures.done().count();
    let introduced = count(done, "个", "method", "methods");
    if open.is_empty() {
        return (done > 0).then(|| {
            Line::new(Level::Good, say!("已用上 {introduced}方法", "{introduced} introduced", introduced))
        });
    }
    let names: Vec<Phrase> = open.iter().take(NAMED).map(|method| method.name.clone()).collect();
    let late = open.iter().filter(|method| method.due.is_some_and(|due| due < facts.today())).count();
    let more = match (done, late) {
        (0, 0) => Phrase::same(""),
        (0, late) => say!("；逾期 {late} 个", "; overdue: {late}"),
        (done, 0) => say!("；已用上 {done} 个", "; in use already: {done}"),
        (done, late) => {
            say!("；已用上 {done} 个，逾期 {late} 个", "; in use already: {done}, overdue: {late}")
        }
    };
    Some(Line::new(
        if late > 0 { Level::Act } else { Level::Blank },
        say!(
            "正在推行的方法：{names}{more}",
            "Methods being introduced: {names}{more}",
            names = list(names.iter()),
            more
        ),
    ))
}

/// The touchpoint at which customers get least of what they are promised.
fn gap(facts: &Facts) -> Option<Line> {
    let figures = facts.get::<journey::Figures>();
    let wide = figures.wide().count();
    let point = figures.wide().next()?;
    let (name, gap) = (point.name.clone(), point.gap?);
    let others = match wide {
        1 => Phrase::same(""),
        n => {
            say!("；另有 {more} 处差 2 分以上", "; touchpoints 2 or more short besides: {more}", more = n - 1)
        }
    };
    Some(Line::new(
        Level::Watch,
        say!(
            "客户旅程差距最大的是“{name}”：体验比承诺低 {gap} 分{others}",
            "The widest gap of the customer journey is at '{name}': {gap} below what is promised{others}",
            name,
            gap,
            others
        ),
    ))
}

/// The largest risks with what is done about them.
fn risks(facts: &Facts) -> Vec<Line> {
    let line = |risk: &RiskFigures| {
        let (name, score) = (said(&risk.row.risk.0)?, risk.score?);
        let deed = said(&risk.row.measure.0);
        let Some(deed) = deed else {
            return Some(Line::new(
                Level::Act,
                say!(
                    "风险（{score}/25）：{name}；还没有措施",
                    "Risk ({score} of 25): {name}; no measure yet",
                    score,
                    name
                ),
            ));
        };
        let when = when(facts.get(), risk.row.due, risk.row.done.0, facts.today());
        Some(Line::new(
            if when.level == Level::Good { Level::Blank } else { when.level },
            say!(
                "风险（{score}/25）：{name}；{deed}（{owner}，{when}）",
                "Risk ({score} of 25): {name}; {deed} ({owner}, {when})",
                score,
                name,
                deed,
                owner = owner(&risk.row.owner),
                when = when.text
            ),
        ))
    };
    facts.get::<Risks>().high().filter_map(line).take(NAMED).collect()
}

/// High risks that nobody watches or does anything about: who does is for the sponsor to say.
pub(super) fn asks(facts: &Facts) -> Vec<Ask> {
    let bare = |risk: &&RiskFigures| said(&risk.row.measure.0).is_none() || said(&risk.row.owner).is_none();
    let ask = |risk: &RiskFigures| {
        let (name, score) = (said(&risk.row.risk.0)?, risk.score?);
        Some(Ask {
            what: say!(
                "请定下谁来管这个风险、做什么：{name}",
                "Settle who deals with this risk, and how: {name}",
                name
            ),
            why: say!("{score}/25，还没有负责人或措施", "{score} of 25, without an owner or a measure"),
            level: Level::Act,
        })
    };
    facts.get::<Risks>().high().filter(bare).filter_map(ask).take(1).collect()
}
