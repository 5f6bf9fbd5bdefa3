//! What is concluded from the figures of the log.

use super::facts::{ANSWER_DAYS, Figures, TIRED_FROM};
use super::{Entry, Type};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, Text, count, days, join, list, percent, spoken, text};
use crate::tool::Assessment;
use crate::tools::adkar::Person;
use crate::tools::communication::Audience;

const DONTS: Text = text("阻力应对手册：三个切忌", "Resistance handbook: the three don'ts");

/// What is looked for, in the order in which it is said: the three don'ts first.
pub static RULES: &[Rule] = &[
    Rule::one(
        "RS1",
        DONTS,
        text("有记录勾了“已解决”，“倾听”却是空的", "An entry is marked solved, and 'Listen' is blank"),
        forced,
    ).weighs(Consequence::People),
    Rule::one(
        "RS2",
        DONTS,
        text("记录里用了给人贴标签的词", "An entry uses a word that puts a label on people"),
        labelled,
    ).weighs(Consequence::People),
    Rule::one(
        "RS3",
        DONTS,
        text("没解决的记录里，“解决”一栏只有命令", "An open entry is answered by an order alone"),
        ordered,
    ).weighs(Consequence::People),
    Rule::one(
        "RS4",
        text("变革工作簿", "Changebook"),
        text(
            "没解决的记录超过 14 天还没有完整的答复（做什么、谁、何时）",
            "An entry has been open for more than 14 days without a full answer (what, who, when)",
        ),
        waiting,
    ).weighs(Consequence::People)
    .after_closing(),
    Rule::one(
        "RS5",
        text("变革工作簿", "Changebook"),
        text(
            "有阻力的人比受影响的人还多，或一条记录的人数超过它的受众",
            "More people have open resistance than the change is said to affect, or an entry has more people than its audience",
        ),
        too_small,
    ).weighs(Consequence::People),
    Rule::one(
        "RS6",
        text("阻力应对手册", "Resistance handbook"),
        text("有受众同时经历 3 项以上的变革", "An audience has 3 or more live changes at once"),
        tired,
    ).weighs(Consequence::People),
];

/// So many entries are named in one finding.
const NAMED: usize = 2;

/// A number of entries.
fn entries(n: usize) -> Phrase {
    count(n, "条", "entry", "entries")
}

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

/// Those whom some entries are about, each once, as they are said aloud.
fn aloud(facts: &Facts, entries: impl Iterator<Item = Id>) -> Phrase {
    let mut named: Vec<Phrase> = entries.map(|id| who(facts, id)).collect();
    let mut known = Vec::new();
    named.retain(|name| {
        let is_new = !known.contains(name);
        known.push(name.clone());
        is_new
    });
    spoken(&named, NAMED)
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
            "{entries}勾了“已解决”，“倾听”却是空的：{names}",
            "{entries} marked solved without listening: {names}",
            entries = entries(forced.len()),
            names = some(forced, |id| who(facts, *id))
        ),
        text(
            "回去问一句“您真正担心的是什么”，把答案写进“倾听”；没听就解决，多半是强行推进",
            "Go back, ask what the real concern was and write it down; what was not heard was probably forced through",
        ),
    )
.becomes(say!("再去问{who}真正担心的是什么", "Go back and ask {who} what the real concern was", who = aloud(facts, forced.iter().copied()))))
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
            "{entries}记录给人贴了标签：{names}",
            "{entries} with a label on people: {names}",
            entries = entries(labelled.len()),
            names
        ),
        text(
            "改写成他们说了什么、担心什么；标签一贴，就听不进去了",
            "Write what they said and what concerns them instead; once you label people you stop listening",
        ),
    )
.becomes(say!("去问{who}说了什么、担心什么", "Ask {who} what they said and what concerns them", who = who(facts, first))))
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
            "{entries}的“解决”只有命令：{names}",
            "{entries} answered by an order alone: {names}",
            entries = entries(ordered.len()),
            names
        ),
        text(
            "改为针对原因的一项措施：按类型选应对策略，再定负责人和期限",
            "Respond to the cause instead: choose what helps with this type, then name an owner and a due date",
        ),
    )
.becomes(say!("给{who}一项针对原因的措施，代替命令", "Respond to the cause of the concern of {who} instead of an order", who = who(facts, first))))
}

/// Open for long without a complete answer.
fn waiting(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let waiting = &facts.get::<Figures>().waiting;
    let first = waiting.first()?;
    let names = some(waiting, |w| {
        say!("{who}（{days}）", "{who} ({days})", who = who(facts, w.row), days = days(w.days))
    });
    Some(rule.found(
        Level::Act,
        Place::of(first.row, first.column),
        say!(
            "{entries}超过 {ANSWER_DAYS} 天还没有完整的答复（做什么、谁、何时）：{names}",
            "{entries} open for more than {ANSWER_DAYS} days without a full answer (what, who, by when): {names}",
            entries = entries(waiting.len()),
            names
        ),
        text(
            "本周给出明确答复：做什么、谁负责、哪天前；做不到的也当面说明",
            "Give a clear answer this week: what, who and by when; if it cannot be done, say so in person",
        ),
    )
.becomes(say!("本周当面告诉{who}他们的顾虑打算怎么办，做不到的也说明原因", "Tell {who} in person this week what will be done about their concern, and what cannot be and why", who = aloud(facts, waiting.iter().map(|w| w.row)))))
}

/// More people who resist than people affected: the sizes of the audiences cannot be right.
fn too_small(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    if !figures.is_too_small() {
        return oversized(rule, facts);
    }
    let (open, affected) = (figures.counted, &figures.affected);
    let unsized_first = affected.unsized_audiences.first().map(|(id, _)| *id);
    Some(rule.found(
        Level::Watch,
        Place::of(unsized_first.or(affected.first), Audience::COL.size),
        say!(
            "{open} 人有阻力，受影响的却只有 {affected} 人{missing}",
            "People who resist: {open}; counted as affected: only {affected}{missing}",
            affected = affected.people,
            missing = not_counted(figures)
        ),
        text(
            "在沟通计划里把各受众的人数填全；一条记录写多了人，就改那一条",
            "Complete the sizes of the audiences in the communication plan; if an entry names too many people, correct it",
        ),
    )
.becomes(text("和人力资源核对各类受众的人数", "Check the size of each audience with HR")))
}

/// An entry of more people than there are in its audience.
fn oversized(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let (entry, audience) = *figures.oversized.first()?;
    let (standing, audience) = (figures.standing(entry)?, facts.find::<Audience>(audience)?);
    Some(
        rule.found(
            Level::Watch,
            Place::of(entry, Entry::COL.people),
            say!(
                "{who}这一条有 {people} 人，{audience}一共只有 {size} 人",
                "The entry of {who} is for {people} people, but {audience} has a size of {size}",
                who = who(facts, entry),
                people = standing.people,
                audience = audience.called(),
                size = audience.size?
            ),
            text(
                "改正这一条的人数，或受众的人数",
                "Correct the people of this entry, or the size of the audience",
            ),
        )
        .becomes(say!(
            "核对{audience}到底有多少人",
            "Check how many people {audience} really has",
            audience = audience.called()
        )),
    )
}

/// The audiences that are left out of the people affected, as the rest of a sentence; nothing when there are none.
pub fn not_counted(figures: &Figures) -> Phrase {
    let names: Vec<&Phrase> = figures.affected.unsized_audiences.iter().map(|(_, name)| name).collect();
    if names.is_empty() {
        return Phrase::same("");
    }
    say!("；没算进{names}（缺人数）", "; not counted, as the size is missing: {names}", names = list(names))
}

/// Those who resist and are not among the people affected that are counted, as the rest of a sentence; nothing when
/// there are none.
pub fn besides(figures: &Figures) -> Phrase {
    let one = |(of, people): &(Phrase, u64)| say!("{of} {people} 人", "{of} {people}", of);
    let all: Vec<Phrase> = figures.apart.iter().map(one).collect();
    if all.is_empty() {
        return Phrase::same("");
    }
    say!("；不在其中的另有{all}", "; besides, not among them: {all}", all = list(&all))
}

/// Too many changes at once for the same people.
fn tired(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let tired = &facts.get::<Figures>().tired;
    let (first, ..) = tired.first()?;
    let names = some(tired, |(_, name, n)| say!("{name} {n} 项", "{name} ({n})", name, n));
    Some(
        rule.found(
            Level::Act,
            Place::of(*first, Audience::COL.live_changes),
            say!(
                "{audiences}同时有 {TIRED_FROM} 项以上的变革：{names}",
                "{audiences} with {TIRED_FROM} or more changes at once: {names}",
                audiences = count(tired.len(), "个受众", "audience", "audiences"),
                names
            ),
            text(
                "和发起人商定：停掉或推后一项，或把这一项的时间放长",
                "Agree with the sponsor to stop or postpone one of them, or to give this one more time",
            ),
        )
        .becomes(say!(
            "和发起人商定停掉或推后{names}身上的一项变革",
            "Agree with the sponsor to stop or postpone a change for {names}",
            names = spoken(tired.iter().map(|(_, name, _)| name), NAMED)
        )),
    )
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let blank = figures.entries() == 0 && findings.is_empty();
    let level = match () {
        () if blank => Level::Blank,
        // Open resistance is to be watched, whatever its rate.
        () if figures.open_entries() > 0 => Assessment::worst(&findings).max(Level::Watch),
        () => Assessment::worst(&findings),
    };
    Assessment { headline: headline(figures), level, conclusion: conclusion(figures), findings }
}

fn headline(figures: &Figures) -> Phrase {
    let open = figures.open;
    match figures.rate() {
        _ if figures.entries() == 0 => text("未填", "blank").into(),
        _ if figures.open_entries() == 0 => text("都已解决", "all solved").into(),
        Some(rate) if rate > 9.99 => Phrase::same(">999%"),
        Some(rate) => Phrase::same(percent(rate)),
        None if open > 999 => say!(">999人", ">999 open"),
        None => say!("{open} 人", "{open} open"),
    }
}

fn conclusion(figures: &Figures) -> Vec<Line> {
    if figures.entries() == 0 {
        return vec![Line::plain(text(
            "记下之后，这里会写有多少人、是哪一类、下一步做什么。",
            "Once resistance is logged, you see here how many people it concerns, which type it is and what to do next.",
        ))];
    }
    let [listen, empathise, solve, solved] = figures.steps;
    let mut lines = vec![
        standing(figures),
        Line::plain(say!(
            "待倾听 {listen} 条，待共情 {empathise} 条，待解决 {solve} 条，已解决 {solved} 条",
            "Next step: listen {listen}, empathise {empathise}, solve {solve}; resolved {solved}"
        )),
    ];
    lines.extend(begin_with(figures));
    let n = figures.to_take.len();
    if n > 0 {
        lines.push(Line::plain(say!(
            "{entries}可以采用建议的类型，由您确认。",
            "{entries} without a type, for which one can be suggested; you confirm it.",
            entries = count(n, "条", "entry", "entries")
        )));
    }
    lines
}

fn standing(figures: &Figures) -> Line {
    if figures.open_entries() == 0 {
        let text = text("记下的阻力都已解决：继续听", "All logged resistance is resolved; keep listening");
        return Line::new(Level::Good, text);
    }
    let (open, affected, most) = (figures.open, figures.affected.people, largest(figures));
    let (counted, missing) = (figures.counted, not_counted(figures));
    let verb = |people| if people == 1 { "has" } else { "have" };
    let (have, has) = (verb(open), verb(counted));
    let text = match figures.rate().map(percent) {
        Some(rate) if !figures.apart.is_empty() => say!(
            "阻力率 {rate}：受影响 {affected} 人，其中 {counted} 人的顾虑未解决{apart}{most}{missing}",
            "Resistance {rate}: {counted} of {affected} people {has} unresolved concerns{apart}{most}{missing}",
            rate,
            apart = besides(figures),
            most,
            missing
        ),
        Some(rate) => say!(
            "阻力率 {rate}：受影响 {affected} 人，{open} 人的顾虑未解决{most}{missing}",
            "Resistance {rate}: {open} of {affected} people {have} unresolved concerns{most}{missing}",
            rate,
            affected,
            open,
            most,
            missing
        ),
        None if affected > 0 => say!(
            "{people}的顾虑未解决{most}；他们所属的受众没有填或没有人数，算不出阻力率{missing}",
            "{people} {have} unresolved concerns{most}; no rate, as the number of people affected is missing{missing}",
            people = count(open, "人", "person", "people"),
            most,
            missing
        ),
        None => say!(
            "{people}的顾虑未解决{most}；填上受众人数，或在 ADKAR 卡上填角色，才算得出阻力率",
            "{people} {have} unresolved concerns{most}; a rate needs the sizes of the audiences, or ADKAR cards with roles",
            people = count(open, "人", "person", "people"),
            most
        ),
    };
    Line::new(Level::Watch, text)
}

/// The type that most people are of, as the rest of a sentence; nothing while there is none.
fn largest(figures: &Figures) -> Phrase {
    let untyped = figures.untyped;
    if figures.is_untyped() {
        return say!("（{untyped} 人尚未分类）", " ({untyped} without a type)");
    }
    let said = |(kind, people): (Type, u64)| {
        let (zh, en) = (kind.label().zh, kind.brief().en.to_lowercase());
        say!("，最多的是{zh}（{people} 人）", ", most of them {en} ({people})")
    };
    figures.largest().map_or_else(|| Phrase::same(""), said)
}

/// What to begin with: the largest type, or choosing the types.
fn begin_with(figures: &Figures) -> Option<Line> {
    if figures.is_untyped() {
        return (figures.to_take.is_empty() && figures.open_entries() > 0).then(|| {
            Line::plain(text(
                "先给每条选定类型，再按类型应对。",
                "Choose a type for each entry first, then respond by type.",
            ))
        });
    }
    let (kind, _) = figures.largest()?;
    Some(Line::plain(say!(
        "先处理人最多的{what}：{helps}。",
        "Start with the largest type ({what}). {helps}.",
        what = kind.label(),
        helps = kind.helps()
    )))
}
