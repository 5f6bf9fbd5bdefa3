//! What is concluded from the figures of the log.

use super::facts::{ANSWER_DAYS, Figures, HIGH_RATE, LOW_RATE, TIRED_FROM};
use super::{Entry, Type};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place, Rule};
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, Text, join, list, text};
use crate::tool::Assessment;
use crate::tools::adkar::Person;
use crate::tools::communication::Audience;
use std::sync::Arc;

const DONTS: Text = text("工具5 阻力应对手册：三个切忌", "Tool 5, resistance handbook: the three don'ts");

/// What is looked for, in the order in which it is said: the three don'ts first.
pub static RULES: &[Rule] = &[
    Rule::one(
        "RS1",
        DONTS,
        text("有记录勾了“已解决”，“倾听”却是空的", "An entry is marked solved with nothing under 'Listen'"),
        forced,
    ),
    Rule::one(
        "RS2",
        DONTS,
        text("记录里用了给人贴标签的词", "An entry uses a word that puts a label on people"),
        labelled,
    ),
    Rule::one(
        "RS3",
        DONTS,
        text("没解决的记录里，“解决”一栏只有命令", "An open entry is answered by an order alone"),
        ordered,
    ),
    Rule::one(
        "RS4",
        text("变革工作簿", "Changebook"),
        text(
            "没解决的记录超过 14 天还没有完整的答复（做什么、谁、何时）",
            "An entry has been open for more than 14 days without a full answer (what, who, when)",
        ),
        waiting,
    )
    .after_closing(),
    Rule::one(
        "RS5",
        text(
            "服务流程再造的两个案例，只作示意；界线为本工具所定",
            "Two cases on service process reengineering, as illustrations; the limits are our own",
        ),
        text(
            "阻力率到了 15%；到 40% 就要行动",
            "The resistance rate has come to 15%; from 40% on it takes action",
        ),
        rate,
    ),
    Rule::one(
        "RS6",
        text("工具5 阻力应对手册", "Tool 5, resistance handbook"),
        text("有受众同时经历 3 项以上的变革", "An audience has 3 or more live changes at once"),
        tired,
    ),
];

/// So many entries are named in one finding.
const NAMED: usize = 2;

/// Whom an entry is about, for a sentence: as written, else as on the card.
fn who(facts: &Facts, id: Id) -> Phrase {
    let Some(entry) = facts.find::<Entry>(id) else { return Phrase::same("") };
    let card = entry.person.0.filter(|_| entry.who.trim().is_empty());
    let named = card.and_then(|id| facts.find::<Person>(id)).map_or(&entry.who, |card| &card.name);
    match named.trim() {
        "" => text("没写是谁的一条", "an entry without a name").into(),
        name => Phrase::same(name),
    }
}

/// The first few, with something about each.
fn some<T>(items: &[T], about: impl Fn(&T) -> Phrase) -> Phrase {
    let named: Vec<Phrase> = items.iter().take(NAMED).map(about).collect();
    let named = list(&named);
    if items.len() > NAMED { join(named, text("等", ", …")) } else { named }
}

/// Solved without having listened.
fn forced(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let forced = &facts.get::<Figures>().forced;
    let first = *forced.first()?;
    Some(rule.found(
        Level::Watch,
        Place::of(first, Entry::COL.listen),
        say!(
            "{n} 条勾了“已解决”，“倾听”却是空的：{names}",
            "Solved with nothing under 'Listen' ({n}): {names}",
            n = forced.len(),
            names = some(forced, |id| who(facts, *id))
        ),
        text(
            "回去问一句“您真正担心的是什么”，把答案写进“倾听”；没听就解决，多半是硬推过去的",
            "Go back and ask what the worry really was, and note it; solved unheard is mostly pushed through",
        ),
    ))
}

/// A label on people.
fn labelled(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let labelled = &facts.get::<Figures>().labelled;
    let (first, column, _) = *labelled.first()?;
    let names =
        some(labelled, |(id, _, word)| say!("{who}“{word}”", "{who} '{word}'", who = who(facts, *id), word));
    Some(rule.found(
        Level::Watch,
        Place::of(first, column),
        say!(
            "{n} 条记录给人贴了标签：{names}",
            "Entries that put a label on people ({n}): {names}",
            n = labelled.len(),
            names
        ),
        text(
            "改写成他们说了什么、担心什么；标签一贴，就听不进去了",
            "Write what they said and what worries them instead; a label ends the listening",
        ),
    ))
}

/// An answer that is only an order.
fn ordered(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let ordered = &facts.get::<Figures>().ordered;
    let (first, _) = *ordered.first()?;
    let names =
        some(ordered, |(id, order)| say!("{who}“{order}”", "{who} '{order}'", who = who(facts, *id), order));
    Some(rule.found(
        Level::Act,
        Place::of(first, Entry::COL.response),
        say!(
            "{n} 条的“解决”只有命令：{names}",
            "Answered by an order alone ({n}): {names}",
            n = ordered.len(),
            names
        ),
        text(
            "换成一件针对原因的事：对着类型看有用的做法，再定负责人和期限",
            "Answer the cause instead: see what helps with this type, then name an owner and a day",
        ),
    ))
}

/// Open for long without a complete answer.
fn waiting(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let waiting = &facts.get::<Figures>().waiting;
    let first = waiting.first()?;
    let names = some(waiting, |w| {
        say!("{who}（{days} 天）", "{who} ({days} d)", who = who(facts, w.row), days = w.days)
    });
    Some(rule.found(
        Level::Act,
        Place::of(first.row, first.column),
        say!(
            "{n} 条超过 {ANSWER_DAYS} 天还没有完整的答复（做什么、谁、何时）：{names}",
            "Open for more than {ANSWER_DAYS} days without a full answer (what, who, when) ({n}): {names}",
            n = waiting.len(),
            names
        ),
        text(
            "本周给个准话：做什么、谁负责、哪天前；做不到的也当面说明",
            "Give an answer this week: what, who, by when; if it cannot be done, say so in person",
        ),
    ))
}

/// The rate against the two reference lines.
fn rate(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let level = rate_level(figures);
    let rate = figures.rate().filter(|_| level >= Level::Watch).map(percent)?;
    let (open, affected) = (figures.open, figures.affected);
    let kind = figures.largest().filter(|_| !figures.is_untyped()).map(|(kind, _)| kind);
    let advice = match kind {
        Some(kind) => say!(
            "先处理人最多的{what}：{helps}",
            "Begin with the largest type, {what}: {helps}",
            what = kind.label(),
            helps = kind.helps()
        ),
        None => text("先给每条选定类型，再对着类型答复", "Choose a type for each entry, then answer by type")
            .into(),
    };
    let of_kind = |e: &&Arc<Entry>| e.is_said() && e.is_open() && e.kind == kind;
    let row = facts.rows::<Entry>().iter().find(of_kind).map(|e| e.id);
    Some(rule.found(
        level,
        Place::of(row, Entry::COL.kind),
        say!(
            "阻力率 {rate}（{open}/{affected} 人）；参考线 {HIGH_RATE}% 和 {LOW_RATE}%",
            "Resistance {rate} ({open} of {affected} people); reference lines {HIGH_RATE}% and {LOW_RATE}%"
        ),
        advice,
    ))
}

/// Too many changes at once for the same people.
fn tired(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let tired = &facts.get::<Figures>().tired;
    let (first, ..) = tired.first()?;
    let names = some(tired, |(_, name, n)| say!("{name} {n} 项", "{name} {n}", name, n));
    Some(rule.found(
        Level::Act,
        Place::of(*first, Audience::COL.live_changes),
        say!(
            "同时有 {TIRED_FROM} 项以上变革的受众：{names}",
            "Audiences with {TIRED_FROM} live changes or more: {names}",
            names
        ),
        text(
            "和发起人商定：停掉或推后一项，或把这一项的时间放长",
            "Agree with the sponsor to stop or postpone one of them, or give this one more time",
        ),
    ))
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let blank = figures.entries() == 0 && findings.is_empty();
    Assessment {
        headline: headline(figures),
        level: if blank { Level::Blank } else { Assessment::worst(&findings) },
        conclusion: conclusion(figures),
        findings,
    }
}

/// A share in whole percent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", (share * 100.0).round())
}

fn headline(figures: &Figures) -> Phrase {
    let open = figures.open;
    match figures.rate() {
        _ if figures.entries() == 0 => text("未填", "blank").into(),
        _ if figures.open_entries() == 0 => text("都已解决", "all solved").into(),
        Some(rate) => Phrase::same(percent(rate)),
        None if open > 999 => say!(">999人", ">999 open"),
        None => say!("{open} 人", "{open} open"),
    }
}

/// How bad the rate is.
pub(super) fn rate_level(figures: &Figures) -> Level {
    match () {
        () if figures.affected == 0 => Level::Blank,
        () if figures.is_at(HIGH_RATE) => Level::Act,
        () if figures.is_at(LOW_RATE) => Level::Watch,
        () => Level::Good,
    }
}

fn conclusion(figures: &Figures) -> Vec<Line> {
    if figures.entries() == 0 {
        return vec![Line::plain(text(
            "记下之后，这里会写有多少人、是哪一类、下一步做什么。",
            "Once something is noted, how many people, which type and what comes next stand here.",
        ))];
    }
    let [listen, empathise, solve, solved] = figures.steps;
    let mut lines = vec![
        standing(figures),
        Line::plain(say!(
            "待倾听 {listen}，待共情 {empathise}，待解决 {solve}，已解决 {solved}",
            "To listen to: {listen}; to empathise with: {empathise}; to solve: {solve}; solved: {solved}"
        )),
    ];
    let n = figures.to_take.len();
    if n > 0 {
        lines.push(Line::plain(say!(
            "{n} 条可以采用建议的类型；由您确认",
            "A type is suggested where none is chosen yet ({n}); you confirm it"
        )));
    }
    lines
}

fn standing(figures: &Figures) -> Line {
    if figures.open_entries() == 0 {
        let text = text("记下的阻力都已解决：继续听", "All resistance noted is solved: keep listening");
        return Line::new(Level::Good, text);
    }
    let (open, affected, most) = (figures.open, figures.affected, largest(figures));
    let text = match figures.rate().map(percent) {
        Some(rate) => say!(
            "阻力率 {rate}：受影响的 {affected} 人中，{open} 人的心结还没解开{most}",
            "Resistance {rate}: open worries from {open} of {affected} people affected{most}",
            rate,
            affected,
            open,
            most
        ),
        None => say!(
            "{open} 人的心结还没解开{most}；填上受众人数或 ADKAR 卡，才算得出阻力率",
            "Open worries: {open} people{most}; enter the size of the audiences or ADKAR cards for a rate",
            open,
            most
        ),
    };
    Line::new(rate_level(figures), text)
}

/// The type that most people are of, as the rest of a sentence; nothing while there is none.
fn largest(figures: &Figures) -> Phrase {
    let untyped = figures.untyped;
    if figures.is_untyped() {
        return say!("，其中 {untyped} 人还没分清类型", "; no type chosen yet for {untyped}");
    }
    let said = |(kind, people): (Type, u64)| {
        let (zh, en) = (kind.label().zh, kind.brief().en.to_lowercase());
        say!("，最多的是{zh}（{people} 人）", "; largest type: {en} ({people})")
    };
    figures.largest().map_or_else(|| Phrase::same(""), said)
}
