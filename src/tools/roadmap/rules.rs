//! The rules of the roadmap.

mod conclusion;

pub(super) use conclusion::assess;

use super::facts::{CentreFigures, Figures, Goals, ItemFigures, MilestoneFigures};
use super::items;
use super::sheets::{Centre, Item, Milestone, Resource, title};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Place, Rule};
use crate::say;
use crate::sheet::{AnyRow, Unit, number};
use crate::text::{
    Lang, Phrase, Text, count, days, first_few, join, joined, list, percent, quoted, spoken, text,
};
use crate::tools::charter::Charter;

/// Overdue by more days than this, an item or a milestone asks for action.
pub(super) const GRACE: i64 = 14;
/// The number of late items and milestones that are named.
const NAMED: usize = 3;

const SOURCE: Text = text("变革路线图", "Change roadmap");
const OWN: Text = text("变革工作簿", "Changebook");

pub(super) static RULES: &[Rule] = &[
    Rule::one(
        "RM1",
        OWN,
        text(
            "有的事项排在后一阶段的事项之后才开始，或之后才结束",
            "An item begins after an item of a later phase begins, or ends after one ends",
        ),
        out_of_order,
    ).weighs(Consequence::Time),
    Rule::one(
        "RM2",
        SOURCE,
        text(
            "过了最后一天还有没完成的事项；逾期超过 14 天要行动",
            "Items are not done by their last day; overdue by more than 14 days they call for action",
        ),
        overdue,
    ).weighs(Consequence::Time),
    Rule::one(
        "RM3",
        SOURCE,
        text(
            "里程碑的日子已过，还没有达成；逾期超过 14 天要行动",
            "The day of a milestone has gone by and it is not reached; after more than 14 days it calls for action",
        ),
        missed,
    ).weighs(Consequence::Entry),
    Rule::one(
        "RM4",
        SOURCE,
        text(
            "到“50% 完成转换”的日子，转换的服务中心不到一半；到“100% 完成转换”的日子，没有全部转换",
            "Fewer than half of the centres are converted on the day of that milestone, or not all on the day of the last one",
        ),
        behind,
    ),
    Rule::one("RM5", OWN, text("已用的钱超过已批准的钱", "More money is spent than was approved"), overspent).weighs(Consequence::Entry),
    Rule::one(
        "RM6",
        OWN,
        text(
            "清单或服务中心已记为完成的，路线图上还没有勾选",
            "Something recorded as done in the checklist or for a centre is not ticked on the roadmap",
        ),
        proposed,
    ).weighs(Consequence::Entry),
    Rule::one(
        "RM7",
        OWN,
        text(
            "有服务中心过了计划转换的日子还没有转换；逾期超过 14 天要行动",
            "A centre is not converted by its planned day; overdue by more than 14 days it calls for action",
        ),
        centres_late,
    ).weighs(Consequence::Time),
];

/// The level of being overdue by a number of days.
pub(super) const fn overdue_level(days: i64) -> Level {
    match days {
        ..=0 => Level::Blank,
        1..=GRACE => Level::Watch,
        _ => Level::Act,
    }
}

/// An amount of money, in whatever unit people count it.
pub(super) fn money(amount: f64) -> String {
    number(amount, Unit::None, Lang::Zh)
}

/// The same in the unit that the charter names, for a sentence; as it is where none is named.
pub fn money_in(facts: &Facts, amount: f64) -> Phrase {
    let (amount, unit) = (money(amount), facts.get::<Charter>().money.trim());
    match unit {
        "" => Phrase::same(amount),
        // Signs such as € stand before the figure.
        sign if sign.chars().all(|c| !c.is_alphanumeric()) => Phrase::same(format!("{sign}{amount}")),
        unit => Phrase::same(format!("{amount} {unit}")),
    }
}

/// The source of the number of centres.
pub(super) fn counted_by(figures: &Figures) -> Text {
    match figures.in_charter {
        Some(n) if n as usize >= figures.centres.len() => {
            text("按项目章程的家数", "counted as in the charter")
        }
        _ => text("按列出的家数", "counted as listed"),
    }
}

/// The figures of a roadmap in use. Of one that nobody uses RM2 says so, whatever else it might lack.
fn in_use(facts: &Facts) -> Option<&Figures> {
    Some(facts.get::<Figures>()).filter(|figures| figures.in_use)
}

/// The rule that speaks of a row which is late, among others.
pub(super) fn concerns(facts: &Facts, row: &dyn AnyRow) -> Option<&'static str> {
    let (figures, id) = (facts.get::<Figures>(), row.id());
    if figures.item(id).is_some_and(|item| item.state.overdue() > 0) {
        return Some("RM2");
    }
    if figures.milestones.iter().any(|milestone| milestone.id == id && milestone.missed > 0) {
        return Some("RM3");
    }
    let is_late = figures.centres.iter().any(|centre| centre.id == id && centre.state.overdue() > 0);
    is_late.then_some("RM7")
}

/// The first names of a list, and whether there are more.
fn first_names<'a>(names: impl ExactSizeIterator<Item = &'a Phrase>) -> Phrase {
    let more = if names.len() > NAMED { text(" 等", " and more") } else { text("", "") };
    join(joined(names.take(NAMED), text("；", "; ")), more)
}

fn out_of_order(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = in_use(facts)?;
    let (first, later) = figures.out_of_order.pair?;
    let (first, later) = figures.item(first).zip(figures.item(later))?;
    let n = figures.out_of_order.rows.len();
    let evidence = say!(
        "有 {n} 行的日期与阶段先后不符：{phase}的“{item}”（{from} 至 {until}）晚于{other_phase}的“{other}”（{other_from} 至 {other_until}）",
        "{n} rows are dated against the order of the phases: '{item}' of {phase} ({from} to {until}) comes after '{other}' of {other_phase} ({other_from} to {other_until})",
        n,
        phase = title(first.stage),
        item = first.name,
        from = day(first.days.0),
        until = day(first.days.1),
        other_phase = title(later.stage),
        other = later.name,
        other_from = day(later.days.0),
        other_until = day(later.days.1)
    );
    let advice = text(
        "日期已照样保留；如果不是有意的，改其中一行",
        "The dates are kept; unless this is intended, change one of the two rows",
    );
    let which = spoken(&[quoted(&first.name), quoted(&later.name)], NAMED);
    let action = say!(
        "核对{which}的日期，不是有意的就改过来",
        "Check the dates of {which}, and change one unless they are meant so",
        which
    );
    Some(rule.found(Level::Watch, Place::of(first.id, Item::COL.from), evidence, advice).becomes(action))
}

/// A day of an item, which may have none.
fn day(date: Option<chrono::NaiveDate>) -> String {
    date.map_or_else(|| "…".to_owned(), |date| date.to_string())
}

fn overdue(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let first = figures.overdue().next()?;
    let place = Place::of(first.id, Item::COL.done);
    if !figures.in_use {
        return Some(
            rule.found(
                Level::Watch,
                place,
                say!(
                    "路线图还没有用起来：{items}已逾期，没有一项填过负责人或完成日期",
                    "The roadmap is not in use: {items} overdue, and none has an owner or a tick",
                    items = count(figures.overdue().count(), "项", "item is", "items are")
                ),
                text(
                    "做完的勾上，其余定下负责人；排期不同就改开始和结束日期",
                    "Tick what is done and give the rest an owner; where your plan differs, enter its dates",
                ),
            )
            .becomes(text(
                "给路线图上逾期的每一项定下负责人和日期",
                "Settle an owner and a day for each overdue item of the roadmap",
            )),
        );
    }
    let longest = figures.longest_overdue()?;
    let by_phase: Vec<Phrase> = figures
        .phases
        .iter()
        .filter_map(|phase| {
            let late: Vec<&ItemFigures> = figures.overdue().filter(|i| i.stage == phase.stage).collect();
            (!late.is_empty()).then(|| {
                say!(
                    "{phase} {n} 项（{names}）",
                    "{phase} {n} ({names})",
                    phase = title(phase.stage),
                    n = late.len(),
                    names = first_names(late.iter().map(|item| &item.name))
                )
            })
        })
        .collect();
    Some(
        rule.found(
            overdue_level(longest),
            place,
            say!(
                "{n}逾期，最久 {longest}：{items}",
                "{n} overdue, by up to {longest}: {items}",
                n = count(figures.overdue().count(), "项", "item", "items"),
                longest = days(longest),
                items = list(&by_phase)
            ),
            text(
                "给每一项定下谁在哪天做完；计划变了，就改“结束”日期",
                "Agree who finishes each by when; where the plan has changed, enter a new end date",
            ),
        )
        .becomes(say!(
            "定下谁在哪天做完{items}",
            "Agree who finishes {items}, and by when",
            items = spoken(&figures.overdue().map(|item| quoted(&item.name)).collect::<Vec<_>>(), NAMED)
        )),
    )
}

fn missed(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = in_use(facts)?;
    // What the centres' figures say already is not said twice.
    let said = |m: &MilestoneFigures| {
        figures.is_behind() && [items::HALF_CONVERTED, items::ALL_CONVERTED].contains(&m.code)
    };
    let late: Vec<_> = figures.milestones.iter().filter(|m| m.missed > 0 && !said(m)).collect();
    let first = late.first()?;
    let longest = late.iter().map(|m| m.missed).max()?;
    let named = |m: &&MilestoneFigures| {
        let date = m.date.map_or(String::new(), |date| date.to_string());
        say!("{name}（{date}）", "{name} ({date})", name = quoted(&m.name), date)
    };
    let named: Vec<Phrase> = late.iter().map(named).collect();
    Some(rule.found(
        overdue_level(longest),
        Place::of(first.id, Milestone::COL.reached),
        say!(
            "{n}里程碑到期未达成：{named}",
            "{n} missed: {named}",
            n = count(late.len(), "个", "milestone", "milestones"),
            named = first_few(&named, NAMED)
        ),
        text(
            "达成了就填日期和数字；没有达成，就告诉相关的人新日期和原因",
            "If it was reached, enter the date and the figure; if not, tell people the new date and the reason",
        ),
    )
.becomes(say!("给{named}定下新日期，并告诉相关的人原因", "Agree on a new date for {named}, and tell people the reason", named = spoken(&late.iter().map(|m| quoted(&m.name)).collect::<Vec<_>>(), NAMED))))
}

fn behind(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = in_use(facts).filter(|figures| figures.is_behind())?;
    let share = figures.converted_share()?;
    let (wanted, due) = facts.get::<Goals>().wanted(facts.get(), facts.today())?;
    let (n, all) = (figures.converted(), figures.to_convert);
    if figures.centres.is_empty() {
        return Some(
            rule.found(
                Level::Watch,
                Place::of(None, Centre::COL.name),
                say!(
                    "还没有列出服务中心，不知道 {all} 家里转换了几家",
                    "No centre is listed, so nobody can tell how many of {all} are converted"
                ),
                text(
                    "用“按项目章程列出服务中心”列出来，填上转换日期",
                    "Use 'Create centres from the charter' and enter the dates on which they were converted",
                ),
            )
            .becomes(text(
                "和各区域核对哪些服务中心已转换、其余哪天转换",
                "Check with the regions which centres are converted, and when the others will be",
            )),
        );
    }
    let open = figures.centres.iter().find(|centre| !centre.state.is_done());
    Some(rule.found(
        Level::Act,
        Place::of(open.map(|centre| centre.id), Centre::COL.planned),
        say!(
            "已转换 {n}/{all} 家中心（{percent}，{counted}），{due} 应到 {goal}",
            "{n} of {all} centres converted ({percent}, {counted}); target {goal} by {due}",
            n,
            all,
            percent = percent(share),
            counted = counted_by(figures),
            due,
            goal = percent(wanted)
        ),
        text(
            "给每一家还没转换的中心定下日期和负责人，先解决卡住最多中心的那件事",
            "Give every centre still to be converted a date and an owner, and first solve what holds most of them back",
        ),
    )
.becomes(text("和每家还没转换的中心定下日期，先解决卡住最多中心的那件事", "Agree on a date with each centre still to be converted, and first solve what holds most of them back")))
}

/// RM7: the centres that are late by their own plan, the longest first.
fn centres_late(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let late = in_use(facts)?.late_centres();
    let first = late.first()?;
    let named = |centre: &&CentreFigures| {
        let (name, by) = (&centre.name, days(centre.state.overdue()));
        say!("{name}（晚 {by}）", "{name} ({by} late)", name, by)
    };
    let named: Vec<Phrase> = late.iter().map(named).collect();
    let found = rule.found(
        overdue_level(first.state.overdue()),
        Place::of(first.id, Centre::COL.planned),
        say!(
            "{n}过了计划转换的日子，还没有转换：{named}",
            "{n} not converted by the planned day: {named}",
            n = count(late.len(), "家服务中心", "centre is", "centres are"),
            named = first_few(&named, NAMED)
        ),
        text(
            "已经转换的填上日期；没有的，问清卡在哪里，定一个做得到的日子",
            "Enter the day if it has converted; if not, find out what is in the way and set a day that can be kept",
        ),
    );
    let which: Vec<Phrase> = late.iter().map(|centre| centre.name.clone()).collect();
    Some(found.becomes(say!(
        "问清{which}的转换卡在哪里，定一个做得到的日子",
        "Find out what holds up the conversion of {which}, and set a day that can be kept",
        which = spoken(&which, NAMED)
    )))
}

fn overspent(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let budget = in_use(facts)?.budget;
    budget.is_over().then(|| {
        rule.found(
            Level::Act,
            Place::of(budget.worst, Resource::COL.approved),
            say!(
                "已用 {spent}，已批准 {approved}，超出 {over}",
                "{spent} spent, {approved} approved: {over} over budget",
                spent = money_in(facts, budget.spent),
                approved = money_in(facts, budget.approved),
                over = money_in(facts, budget.spent - budget.approved)
            ),
            text(
                "补批超出的部分，或者停下还没有批准的支出",
                "Get the excess approved, or stop the spending that was not",
            ),
        )
        .becomes(text(
            "请发起人补批超出的部分，或者停下还没有批准的支出",
            "Have the sponsor approve the excess, or stop the spending that was not approved",
        ))
    })
}

/// One hint for all that the checklist, or a centre of the pilot, has noted as done and the roadmap has not.
fn proposed(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let items = figures.proposed().map(|(item, why)| (Place::of(item.id, Item::COL.done), &item.name, why));
    let milestones = figures.proposed_milestones();
    let milestones = milestones.map(|(m, why)| (Place::of(m.id, Milestone::COL.reached), &m.name, why));
    let all: Vec<_> = items.chain(milestones).collect();
    let (first, ..) = all.first()?;
    let by = if all.iter().all(|(.., why)| why.listed) {
        text("清单已勾选", "ticked in the checklist")
    } else {
        text("清单或服务中心已记为完成", "recorded as done in the checklist or for a centre")
    };
    Some(
        rule.found(
            Level::Good,
            *first,
            say!(
                "有 {n}{by}、路线图还没勾：{names}",
                "{n} {by} but not on the roadmap yet: {names}",
                by,
                n = count(all.len(), "项", "item is", "items are"),
                names = first_names(all.iter().map(|(_, name, _)| *name))
            ),
            text(
                "确认属实，用“同步清单上的勾选”连同日期和证据一次带过来",
                "If that is right, 'Copy ticks from the checklist' brings them over with dates and evidence",
            ),
        )
        .becomes(say!(
            "核实{names}是不是真做完了",
            "Check whether {names} really is done",
            names = spoken(&all.iter().map(|(_, name, _)| quoted(name)).collect::<Vec<_>>(), NAMED)
        )),
    )
}
