//! What stands beside a method and a case. Cases are illustrations, and every panel says so.

use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, join, joined, quoted, text};
use crate::tool::{Panel, Suggestion};
use crate::tools::methods::facts::{Figures, MethodFigures, State};
use crate::tools::methods::items::{self, By, CaseStudy, MethodDef, Moved};
use crate::tools::methods::lessons;
use crate::tools::methods::sheets::{Case, Method, Outcome};
use crate::tools::process::{Map, as_is, changed_by, lead_in_words, planned};

/// What every list of cases is headed by.
const ILLUSTRATION: Text = text("案例（举例，不是标准）", "Cases (illustrations, not benchmarks)");

/// A change of one's own that is set beside those of the cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// What was measured.
    pub title: Phrase,
    /// The values before and now, with their units.
    pub figures: Phrase,
    /// How much it changed.
    pub moved: Option<Moved>,
}

/// Beside a method: what speaks for it and against it, what it does, its risk, and what others did with it.
pub fn method(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(row) = row.and_then(|row| row.typed::<Method>()) else { return Vec::new() };
    let Some(figures) = facts.get::<Figures>().get(row.id) else { return Vec::new() };
    let mut lines = said(figures);
    let planned = planned(facts, &row.code).filter(|_| figures.too_early().is_none());
    lines.extend(
        planned
            .filter(|_| figures.state == State::Open)
            .map(|planned| Line::plain(join(text("选用后：", "Once chosen: "), planned.said()))),
    );
    lines.extend(lessons::applying(facts, figures).into_iter().map(|lesson| lesson.line()));
    let Some(item) = figures.item else {
        let lines = Panel::Lines { title: figures.name.clone(), lines };
        return vec![lines];
    };
    lines.extend(about(item));
    let mut panels = vec![Panel::Lines { title: item.title.into(), lines }];
    let own = figures.measured.as_ref().and_then(|measured| {
        let (was, now) = (measured.unit.figure(measured.baseline?), measured.unit.figure(measured.now?));
        let title = measured.title.clone();
        Some(Own {
            title,
            figures: say!("{was} → {now}", "{was} → {now}", was, now),
            moved: measured.moved(),
        })
    });
    let own = match own {
        Some(own) => vec![own],
        None if item.code.starts_with('M') => of_processes(facts, item.code),
        None => Vec::new(),
    };
    panels.push(beside_own(item.code, &own));
    panels
}

/// So many processes stand beside the cases.
const OWN: usize = 3;

/// The processes that a method has changed, where no indicator of it says how much was gained.
fn of_processes(facts: &Facts, method: &str) -> Vec<Own> {
    changed_by(facts, method).into_iter().take(OWN).map(|map| of_process(facts, map)).collect()
}

fn of_process(facts: &Facts, map: &Map) -> Own {
    let (from, to) = (as_is(facts, map), lead_in_words(&map.to_be));
    let name = quoted(&map.name);
    Own {
        title: say!("{name}的周期（算出的目标）", "lead time of {name} (to-be as computed)", name),
        figures: say!("{from} → {to}", "{from} → {to}", from, to),
        moved: Moved::between(map.as_is.lead, map.to_be.lead, By::Share),
    }
}

/// What the diagnosis says, what is against it first.
fn said(figures: &MethodFigures) -> Vec<Line> {
    let against = |s: &Suggestion| {
        let level = if figures.state == State::Chosen { Level::Act } else { Level::Watch };
        Line::new(level, join(text("还太早：", "Too early: "), s.evidence.clone()))
    };
    let for_it = |s: &Suggestion| {
        let level = if figures.state == State::Open { Level::Watch } else { Level::Blank };
        Line::new(level, join(text("诊断：", "Diagnosis: "), s.evidence.clone()))
    };
    figures.speaks_against.iter().map(against).chain(figures.speaks_for.iter().map(for_it)).collect()
}

fn about(item: &MethodDef) -> [Line; 3] {
    [
        Line::plain(item.does),
        Line::plain(join(text("何时合适：", "It fits: "), item.fits)),
        Line::plain(join(text("风险：", "Risk: "), item.risk)),
    ]
}

/// The cases of a method below changes of one's own, if there are any: to be read beside each other, not against.
pub fn beside_own(method: &str, own: &[Own]) -> Panel {
    let mut lines: Vec<Line> = own.iter().map(own_line).collect();
    let cases: Vec<_> = items::cases_of(method).collect();
    lines.extend(cases.iter().map(|case| Line::plain(told(case))));
    if cases.is_empty() {
        lines.push(Line::plain(text(
            "资料没有给这个方法举案例。",
            "The source tells no case of this method.",
        )));
    }
    Panel::Lines { title: ILLUSTRATION.into(), lines }
}

fn own_line(own: &Own) -> Line {
    let (title, figures) = (&own.title, &own.figures);
    Line::plain(match own.moved {
        Some(moved) => say!(
            "我们：{title} {figures}（{moved}）",
            "Ours: {title} {figures} ({moved})",
            title,
            figures,
            moved = moved.shown()
        ),
        None => say!("我们：{title} {figures}", "Ours: {title} {figures}", title, figures),
    })
}

/// A case in a sentence: before, after, what changed.
fn told(case: &CaseStudy) -> Phrase {
    let head = say!("{title}（{sector}）", "{title} ({sector})", title = case.title, sector = case.sector);
    let facts = figures(case);
    if facts.zh.is_empty() { head } else { say!("{head}：{facts}", "{head}: {facts}", head, facts) }
}

/// What a case tells in figures, as far as it tells any.
fn figures(case: &CaseStudy) -> Phrase {
    let moved = case.moved.filter(|_| case.before.is_some() && case.after.is_some()).map(Moved::shown);
    let way = match (case.before, case.after, moved) {
        (Some(before), Some(after), Some(moved)) => {
            Some(say!("{before} → {after}（{moved}）", "{before} → {after} ({moved})", before, after, moved))
        }
        (Some(before), Some(after), None) => {
            Some(say!("{before} → {after}", "{before} → {after}", before, after))
        }
        (before, after, _) => before.or(after).map(Phrase::from),
    };
    let parts: Vec<Phrase> = way.into_iter().chain(case.change.map(Phrase::from)).collect();
    joined(&parts, text("；", "; "))
}

/// Beside a case: its figures, what has to be known to read them, its steps before and after.
pub fn case(_: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(case) = row.and_then(|row| row.typed::<Case>()?.item()) else { return Vec::new() };
    let mut lines = vec![ending(case)];
    let facts = figures(case);
    if !facts.zh.is_empty() {
        lines.push(Line::plain(facts));
    }
    lines.extend(case.note.map(Line::plain));
    let mut panels = vec![Panel::Lines {
        title: say!(
            "{title}（举例，不是标准）",
            "{title} (an illustration, not a benchmark)",
            title = case.title
        ),
        lines,
    }];
    if case.has_chain() {
        let chain = |steps: &[Text], before: Text| {
            let steps: Vec<Phrase> = steps.iter().map(|step| (*step).into()).collect();
            (!steps.is_empty()).then(|| Line::plain(join(before, joined(&steps, text(" → ", " → ")))))
        };
        let as_is = chain(&case.as_is, text("现状：", "As-is: "));
        let to_be = chain(&case.to_be, text("目标：", "To-be: "));
        panels.push(Panel::Lines {
            title: text("流程步骤", "Steps").into(),
            lines: as_is.into_iter().chain(to_be).collect(),
        });
    }
    panels
}

/// What the case shows and how it ended.
fn ending(case: &CaseStudy) -> Line {
    let level = match case.outcome {
        Outcome::Worked => Level::Blank,
        Outcome::Failed => Level::Act,
        Outcome::TooSlow | Outcome::CutOff => Level::Watch,
    };
    let about = case.about;
    Line::new(
        level,
        say!(
            "{about}；{sector}，{outcome}",
            "{about}; {sector}, {outcome}",
            about,
            sector = case.sector,
            outcome = case.outcome.label()
        ),
    )
}
