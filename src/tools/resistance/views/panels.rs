//! What stands beside and instead of the log: the type of one entry with what helps, people by type, the rate
//! beside two illustrations, and the handbook in short.

use super::standing;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::sort::StableSort;
use crate::text::{Phrase, Text, join, percent, text};
use crate::tool::{Bar, Panel};
use crate::tools::adkar::Person;
use crate::tools::adkar::score::{BARRIER, Element};
use crate::tools::resistance::facts::{Figures, Main, Standing};
use crate::tools::resistance::rules::not_counted;
use crate::tools::resistance::{Entry, Step, Type};
use chrono::NaiveDate;
use std::cmp::Reverse;

/// The case in source B whose project was stranded for a time, in percent. An illustration, from which nothing follows.
const STRANDED: u64 = 40;
/// What a bank in source B got down to by letting staff design with it, in percent. An illustration as well.
const CO_DESIGNED: u64 = 15;

/// What stands beside the log: the entry under the cursor, then everybody.
pub(super) fn beside(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let all = (figures.open_entries() > 0).then(|| by_type(figures));
    beside_entry(facts, row).into_iter().chain(all).collect()
}

/// What stands beside one entry. The first lines are all that a small screen has room for.
pub(super) fn beside_entry(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(entry) = row.and_then(|r| r.typed::<Entry>()) else { return Vec::new() };
    let Some(standing) = standing(facts, entry) else {
        return vec![Panel::Lines {
            title: text("这一条", "This entry").into(),
            lines: vec![Line::plain(text(
                "先照原话记下他们说了什么。",
                "First write down what they said, in their own words.",
            ))],
        }];
    };
    let kind = entry.kind.or(standing.suggestion.kind());
    let mut lines = vec![next(facts, standing.step, kind, entry)];
    lines.extend(suggestion(facts, entry, standing));
    if let Some(kind) = kind {
        lines.push(Line::plain(say!("应对策略：{helps}", "What helps: {helps}", helps = kind.helps())));
        lines.push(Line::plain(say!("典型表现：{heard}", "Typical signs: {heard}", heard = kind.heard())));
        lines.push(Line::plain(say!("根本原因：{root}", "Root cause: {root}", root = kind.root())));
    }
    let title = kind.map_or(text("类型未定", "No type yet"), Type::label);
    vec![Panel::Lines { title: title.into(), lines }]
}

fn next(facts: &Facts, step: Step, kind: Option<Type>, entry: &Entry) -> Line {
    match (step, kind) {
        (Step::Solve, Some(_)) if entry.lacks().is_none() => promised(entry, facts.get(), facts.today()),
        (Step::Listen, _) => Line::new(
            Level::Watch,
            text(
                "下一步 倾听：先不讲道理，问清真正担心的是什么。",
                "Next, listen: no arguments yet; find out what the real concern is.",
            ),
        ),
        (Step::Empathise, _) => Line::new(
            Level::Watch,
            text(
                "下一步 共情：承认担心里合理的部分，当面说出来。",
                "Next, empathise: acknowledge what is reasonable about it, and say so in person.",
            ),
        ),
        (Step::Solve, None) => Line::new(
            Level::Watch,
            text(
                "下一步 解决：先定类型，再针对原因做。",
                "Next, solve: decide on the type, then address its cause.",
            ),
        ),
        (Step::Solve, Some(_)) => Line::new(
            Level::Watch,
            text(
                "下一步 解决：针对原因做一件事，写明谁、哪天前。",
                "Next, solve: one action that addresses this cause, with an owner and a due date.",
            ),
        ),
        (Step::Solved, _) => Line::new(
            Level::Good,
            text(
                "已解决：过两周回头问一次，是不是真的好了。",
                "Resolved: ask again in two weeks whether it really is.",
            ),
        ),
    }
}

/// The answer is complete: it only has to be done.
fn promised(entry: &Entry, calendar: &Calendar, today: NaiveDate) -> Line {
    let (owner, due) = (&entry.owner, entry.due.map_or_else(String::new, |d| d.to_string()));
    if entry.due.is_some_and(|due| calendar.late(due, today) > 0) {
        let said = say!(
            "答复已逾期：{owner} 答应 {due} 前做完。当面问清卡在哪里。",
            "The answer is overdue: {owner} was to have it done by {due}. Ask in person what is in the way."
        );
        return Line::new(Level::Act, said);
    }
    Line::plain(say!(
        "下一步 解决：{owner} 在 {due} 前做到，做到了就勾上。",
        "Next, solve: {owner} will have it done by {due}; tick it then."
    ))
}

/// What the card suggests and why, beside what was chosen.
fn suggestion(facts: &Facts, entry: &Entry, Standing { suggestion, .. }: Standing) -> Vec<Line> {
    let card = entry.person.0.and_then(|id| facts.find::<Person>(id));
    let said: Option<Phrase> = match suggestion.main {
        Main::NoCard if entry.kind.is_some() => None,
        Main::NoCard => Some(
            text("选一张 ADKAR 卡，就能建议类型。", "Choose an ADKAR card, and a type will be suggested.").into(),
        ),
        Main::Score(element) => Some(say!(
            "先在卡上给{what}打分，才能建议类型。",
            "Score {what} on the card first; then a type will be suggested.",
            what = element.title()
        )),
        Main::Incentive => Some(
            text(
                "卡在渴望：先在卡上填激励是否对齐，才分得清利益和情感。",
                "Stuck at Desire: enter on the card whether the incentive is aligned; that tells self-interest from emotion.",
            )
            .into(),
        ),
        Main::Nothing => Some(
            text("卡上没有卡点：以当面听到的为准。", "No barrier on the card: go by what you hear in person.")
                .into(),
        ),
        Main::Type(kind) => Some(suggested(kind, entry.kind, &why(kind, card, suggestion.tired))),
    };
    let tired = suggestion.tired.filter(|_| suggestion.kind() != Some(Type::Fatigue)).map(|n| {
        Line::new(
            Level::Watch,
            say!(
                "另外：他们身上同时有 {n} 项变革，也会疲劳。",
                "Also: {n} changes affect them at once, and people get tired."
            ),
        )
    });
    said.map(Line::plain).into_iter().chain(tired).collect()
}

/// The type that the card speaks for, beside the one chosen.
fn suggested(kind: Type, chosen: Option<Type>, why: &Phrase) -> Phrase {
    match chosen {
        Some(chosen) if chosen != kind => say!(
            "卡上更像{kind}（{why}）；以当面听到的为准。",
            "The card looks more like {kind} ({why}); go by what you hear in person.",
            kind = kind.label(),
            why
        ),
        Some(_) => say!("与卡上相符（{why}）。", "The card agrees ({why}).", why),
        None => {
            say!("建议类型：{kind}（{why}）。", "Suggested: {kind} ({why}).", kind = kind.label(), why)
        }
    }
}

/// The scores that speak for a type.
fn why(kind: Type, card: Option<&Person>, tired: Option<u32>) -> Phrase {
    let scored = |element: Element| {
        let score = card.and_then(|c| c.counted(element)).map_or_else(|| "–".to_owned(), |s| s.to_string());
        say!("{element} {score}", "{element} {score}", element = element.title(), score)
    };
    let with = |element: Element, also: Text| {
        say!("{score}，{also}", "{score}, {also}", score = scored(element), also)
    };
    match kind {
        Type::Cognitive => scored(Element::Awareness),
        Type::Interest => with(Element::Desire, text("激励未对齐", "incentive not aligned")),
        Type::Emotional => with(Element::Desire, text("激励已对齐", "incentive aligned")),
        Type::Ability => {
            let low = |e: &Element| card.and_then(|c| c.counted(*e)).is_some_and(|s| s <= BARRIER);
            let first = [Element::Knowledge, Element::Ability].into_iter().find(low);
            scored(first.unwrap_or(Element::Ability))
        }
        Type::Culture => with(Element::Reinforcement, text("已上线", "live")),
        Type::Fatigue => {
            let n = tired.unwrap_or_default();
            say!("同时 {n} 项变革", "{n} changes at once")
        }
    }
}

/// The overview by type.
pub(super) fn types(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let mut panels = Vec::new();
    if figures.entries() > 0 {
        panels.push(by_type(figures));
        panels.push(rates(figures));
    }
    panels.push(handbook());
    panels.push(donts());
    panels
}

fn by_type(figures: &Figures) -> Panel {
    let whole = figures.by_type.iter().sum::<u64>() + figures.untyped;
    let bar = |title: Text, people: u64| Bar {
        title: title.into(),
        share: if whole == 0 { 0.0 } else { people as f64 / whole as f64 },
        label: say!("{people} 人", "{people}"),
        level: if people == 0 { Level::Blank } else { Level::Watch },
    };
    // A type that nobody shows says nothing; while there is none at all, the six types say what there can be.
    let named = Type::ALL.iter().zip(figures.by_type).filter(|(_, people)| whole == 0 || *people > 0);
    let mut named: Vec<(Text, u64)> = named.map(|(kind, people)| (kind.label(), people)).collect();
    if figures.untyped > 0 {
        named.push((text("类型未定", "No type yet"), figures.untyped));
    }
    // The largest first; of equals in the order of the types.
    named.stable_sort_by_key(|(_, people)| Reverse(*people));
    let bars = named.into_iter().map(|(title, people)| bar(title, people)).collect();
    Panel::Bars {
        title: text("未解决的顾虑（人数）", "Unresolved concerns by type (people)").into(), bars
    }
}

fn rates(figures: &Figures) -> Panel {
    let (open, affected) = (figures.counted, figures.affected.people);
    let (share, label) = match figures.rate() {
        Some(rate) => {
            let shown = percent(rate);
            let label = say!("{shown}（{open}/{affected} 人）", "{shown} ({open} of {affected})");
            (rate.min(1.0), join(label, not_counted(figures)))
        }
        None => (0.0, Phrase::same("–")),
    };
    let case = |title: Text, percent: u64| Bar {
        title: title.into(),
        share: percent as f64 / 100.0,
        label: Phrase::same(format!("{percent}%")),
        level: Level::Blank,
    };
    Panel::Bars {
        title: text(
            "阻力率；两条参考线是个案示意，不是标杆",
            "Resistance rate; the two reference lines illustrate single cases and are no benchmarks",
        )
        .into(),
        bars: vec![
            Bar { title: text("本项目", "This project").into(), share, label, level: Level::Blank },
            case(text("示意：一度搁浅的项目", "Case: stranded for a time"), STRANDED),
            case(text("示意：员工参与设计", "Case: co-designed"), CO_DESIGNED),
        ],
    }
}

fn handbook() -> Panel {
    let line = |kind: &Type| {
        Line::plain(say!(
            "{name}  {heard} → {helps}",
            "{name}: {heard} → {helps}",
            name = kind.brief(),
            heard = kind.heard(),
            helps = kind.helps()
        ))
    };
    Panel::Lines {
        title: text("六类：典型表现 → 应对策略", "Six types: typical signs → what helps").into(),
        lines: Type::ALL.iter().map(line).collect(),
    }
}

fn donts() -> Panel {
    let donts = [
        text("1 强行推进：不理会反对意见", "1 Forcing it through: ignoring every objection"),
        text(
            "2 贴标签：把提意见的人叫成“刺头”",
            "2 Labelling people: calling whoever objects a troublemaker",
        ),
        text(
            "3 用权威压制：一句“老板说了”代替理由",
            "3 Pulling rank: 'the boss said so' in place of a reason",
        ),
    ];
    Panel::Lines {
        title: text("三个切忌", "Three don'ts").into(),
        lines: donts.into_iter().map(Line::plain).collect(),
    }
}
