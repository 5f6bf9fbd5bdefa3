//! What is advised about the methods: few at a time, each with somebody who does it and a figure that proves it,
//! none too early, and none as the failed cases had it.

use super::facts::{Figures, Lack, MethodFigures};
use super::lessons::{self, AHEAD_DAYS, Whom};
use super::sheets::Method;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::text::{Phrase, Text, count, few, grouped, joined, list, text};
use crate::tool::Assessment;

/// So many methods may be under way at once.
pub(super) const AT_ONCE: usize = 3;
/// So many are named.
const NAMED: usize = 2;

const OWN: Text = text("变革工作簿", "Changebook");
const REDESIGN: Text = text("服务流程再造", "Service process reengineering");

/// What is looked for, in the order in which it is said.
pub static RULES: &[Rule] = &[
    Rule::one(
        "MD2",
        REDESIGN,
        text(
            "选用了一个方法，诊断说还有别的要先做，如没有取消、合并、重排或简化就自动化",
            "A method is chosen although the diagnosis says that something else comes first, such as automating before anything is eliminated, combined, rearranged or simplified",
        ),
        too_early,
    )
    .weighs(Consequence::Results),
    Rule::one(
        "MD5-S",
        text("案例 C36 国企流程再造", "Case C36, redesign in a state enterprise"),
        text(
            "选用的内部方法 30 天内要上线或已过期，还没有一张打过分的 ADKAR 卡，也没有一条阻力",
            "A chosen method that changes the work of staff is due within 30 days or late, with no ADKAR card scored and no resistance logged",
        ),
        |rule, facts| lesson(rule, facts, Whom::Staff),
    )
    .weighs(Consequence::People),
    Rule::one(
        "MD5-C",
        text("案例 C44 无卡取款", "Case C44, cash without a card"),
        text(
            "选用的方法要客户换一种办法，30 天内要上线或已过期，还没有一条信息讲给客户",
            "A chosen method that asks customers to do something another way is due within 30 days or late, and no message has gone to them",
        ),
        |rule, facts| lesson(rule, facts, Whom::Customers),
    )
    .weighs(Consequence::People),
    Rule::one(
        "MD1",
        OWN,
        text(
            "选用的方法没有写做什么、负责人或期限",
            "A chosen method does not say what is done, who does it or by when",
        ),
        |rule, facts| {
            lacking(
                rule,
                facts,
                (Level::Act, &Lack::TO_DO),
                text(
                    "补齐做什么、谁负责、哪天前，它就进入行动清单；定不下来就先清空选用日期",
                    "Say what, who and by when, and it stands in the list of actions; if that cannot be said, clear the day on which it was chosen",
                ),
            )
        },
    ),
    Rule::one(
        "MD3",
        OWN,
        text("同时选用的方法超过 3 个，都还没有完成", "More than 3 methods are chosen and not introduced yet"),
        too_many,
    ),
    Rule::one(
        "MD4",
        text("10条建议 第2条 数据说话", "Ten pieces of advice, no. 2, let data speak"),
        text(
            "选用的方法没有指标，或指标没有基线或目标",
            "A chosen method has no indicator, or its indicator no baseline or target",
        ),
        |rule, facts| {
            lacking(
                rule,
                facts,
                (Level::Watch, &Lack::TO_PROVE),
                text(
                    "上线前选好指标，记下现在的值：没有“之前”，就证明不了“之后”",
                    "Choose the indicator and note its present value before the start: without a 'before' no 'after' is proved",
                ),
            )
        },
    )
    .weighs(Consequence::Entry),
];

fn names<'a>(methods: impl IntoIterator<Item = &'a MethodFigures>) -> Phrase {
    let names: Vec<&Phrase> = methods.into_iter().map(|method| &method.name).collect();
    few(names, NAMED)
}

/// Something else comes before what was chosen.
fn too_early(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (method, against) = facts.get::<Figures>().open().find_map(|m| Some((m, m.too_early()?)))?;
    Some(rule.found(
        Level::Act,
        Place::of(method.row, Method::COL.chosen),
        say!(
            "选用了“{name}”，但{evidence}",
            "'{name}' is chosen, but {evidence}",
            name = method.name,
            evidence = against.evidence
        ),
        text(
            "先问能不能取消、合并、重排、简化，改完再选用；做过了就在流程里标出来",
            "First ask what can be eliminated, combined, rearranged or simplified, then choose it again; if that is done, mark it in the process",
        ),
    ))
}

fn lesson(rule: &Rule, facts: &Facts, whom: Whom) -> Option<Finding> {
    let mut lessons = facts.get::<Figures>().open().flat_map(|method| lessons::applying(facts, method));
    let lesson = lessons.find(|lesson| lesson.whom == whom)?;
    let advice = match whom {
        Whom::Staff => text(
            "上线前和受影响的人谈一遍：给每张卡打分，把听到的担心记进阻力",
            "Talk to those concerned before the start: score their cards, and log what worries them",
        ),
        Whom::Customers => text(
            "先告诉客户新办法是什么、找谁帮忙；不习惯的客户留一条老路",
            "Tell customers what will be new and who helps; keep the old way open for those who need it",
        ),
    };
    Some(rule.found(Level::Act, lesson.place, lesson.evidence, advice))
}

fn lacking(rule: &Rule, facts: &Facts, (level, wanted): (Level, &[Lack]), advice: Text) -> Option<Finding> {
    let lacks = |method: &&MethodFigures| method.lacks.iter().any(|lack| wanted.contains(lack));
    let lacking: Vec<&MethodFigures> = facts.get::<Figures>().open().filter(lacks).collect();
    let first = lacking.first()?;
    let place = first.lacks.iter().find(|lack| wanted.contains(lack))?.place(first);
    // Each method is named with what it lacks itself.
    let of_each = lacking.iter().map(|method| {
        let missing = wanted.iter().filter(|lack| method.lacks.contains(lack));
        (method.name.clone(), missing.map(|lack| lack.label().into()).collect::<Vec<Phrase>>())
    });
    let said = grouped(of_each).into_iter().map(|(names, missing)| {
        say!(
            "{names}缺{missing}",
            "{names} without {missing}",
            names = few(&names, NAMED),
            missing = list(&missing)
        )
    });
    let said = joined(&said.collect::<Vec<_>>(), text("；", "; "));
    Some(rule.found(level, place, say!("选用的方法：{said}", "Chosen: {said}", said), advice))
}

fn too_many(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let open: Vec<&MethodFigures> = facts.get::<Figures>().open().collect();
    // The one that comes too much is the last that was chosen; of equals the last in the list.
    let chosen = |method: &MethodFigures| facts.find::<Method>(method.row).and_then(|row| row.chosen.0);
    let latest = open.iter().max_by_key(|method| chosen(method))?;
    (open.len() > AT_ONCE).then(|| {
        rule.found(
            Level::Watch,
            Place::of(latest.row, Method::COL.chosen),
            say!(
                "同时选用了 {n} 个方法，都还没有完成：{names}",
                "{n} methods are chosen at once, none introduced yet: {names}",
                n = open.len(),
                names = names(open.iter().copied())
            ),
            text(
                "先做一到三个：留下依据最强的，其余清空选用日期，做成了再选",
                "Start with one to three: keep those with the strongest evidence, clear the others, and choose again when these are done",
            ),
        )
    })
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let (open, done) = (figures.open().count(), figures.done().count());
    Assessment {
        headline: match (open, done) {
            (0, 0) => text("未选", "none yet").into(),
            (0, done) => say!("完成{done}个", "{done} done"),
            (open, _) => say!("选用{open}个", "{open} chosen"),
        },
        level: match Assessment::worst(&findings) {
            // That a method is chosen is no success yet.
            Level::Good if done == 0 => Level::Blank,
            level => level,
        },
        conclusion: conclusion(figures, open, done),
        findings,
    }
}

fn conclusion(figures: &Figures, open: usize, done: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let proposed: Vec<&MethodFigures> = figures.proposed().collect();
    lines.push(match (open, done) {
        (0, 0) if proposed.is_empty() => Line::plain(text(
            "还没有选用方法：先看慢在哪里，再从一到三个做起。",
            "No method is chosen: find out where the time goes, then start with one to three.",
        )),
        (0, 0) => Line::plain(text("还没有选用方法。", "No method is chosen yet.")),
        (open, done) => Line::plain(say!(
            "选用中 {open} 个，已完成 {done} 个",
            "{open} under way, {done} introduced",
            open,
            done
        )),
    });
    if !proposed.is_empty() {
        lines.push(Line::plain(say!(
            "诊断建议：{names}",
            "The diagnosis speaks for: {names}",
            names = names(proposed.iter().copied())
        )));
    }
    let due = figures.open().filter_map(|method| Some((method.due?, method))).min_by_key(|(due, _)| *due);
    if let Some((due, method)) = due {
        lines.push(Line::plain(say!(
            "最近一个期限：“{name}”，{due}",
            "Next due: '{name}', {due}",
            name = method.name,
            due
        )));
    }
    lines
}

/// What a director should know before another method is chosen.
pub(super) fn crowded(open: usize) -> Phrase {
    say!(
        "已选用{methods}还没完成：先做一到三个，做成了再加",
        "{methods} chosen and not introduced: start with one to three, then add",
        methods = count(open as u64, "个方法", "method is", "methods are")
    )
}

/// How early the lessons speak, for the texts of the rules.
const _: () = assert!(AHEAD_DAYS == 30, "the texts of MD5 say 30 days");
