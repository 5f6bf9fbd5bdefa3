//! AD1 to AD10: whether the ten pieces of advice are followed.

mod widening;

use super::Check;
use super::cards::Cards;
use super::mistakes::no_executive;
use super::shared::{achieved, coalition, latest_form, launch, median, project_day, role_name, won};
use crate::calendar::{Calendar, PILOT_DAY};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::text::{Phrase, count, list, spoken, text};
use crate::tool::Test;
use crate::tools::adkar::{Person, Role, Rollup};
use crate::tools::closing::Closing;
use crate::tools::communication;
use crate::tools::kotter::{self, Authority, Member};
use crate::tools::kpi::Indicators;
use crate::tools::readiness::Form;
use crate::tools::roadmap::{Item, Milestone, Stage};
use crate::tools::wins::{self, FIRST_WIN_BY, Win, has_number};

/// Cards of the pilot are due by the end of week 6.
const CARDS_DUE: i64 = 42;
/// From month nine on, the time after month 12 wants a plan.
const AFTERWARDS_FROM: u32 = 9;
/// The coalition is formed in week 2.
const COALITION_DUE: i64 = 15;

/// All ten, in order.
pub const CHECKS: &[Check] = &[
    ("AD1", widening::small_first),
    ("AD2", with_figures),
    ("AD3", senior_support),
    ("AD4", pilot_cards),
    ("AD5", repeated),
    ("AD6", early_win),
    ("AD7", incentives),
    ("AD8", authority),
    ("AD9", celebrated),
    ("AD10", long_term),
];

/// AD2. Wins and a closing need a figure; of the facts one will do, and a quote beside it is fine.
fn with_figures(facts: &Facts) -> Test {
    if let Some(win) = achieved(facts).find(|w| !has_number(&w.result.0)) {
        let name = win.win.0.trim();
        return Test::hit(
            Level::Watch,
            Place::of(win.id, Win::COL.result),
            say!("胜利“{name}”的结果里没有数字", "The result of the win '{name}' names no figure"),
            text("写上变化前后的数字", "Enter the figures before and after"),
        )
        .becomes(say!(
            "查出胜利“{name}”变化前后的数字",
            "Find the figures before and after the win '{name}'"
        ));
    }
    let closed = facts.rows::<Closing>().iter().find(|c| c.date.is_some_and(|on| on <= facts.today()));
    let measured =
        || facts.get::<Indicators>().kpis.iter().any(|kpi| !kpi.kpi.is_leading() && kpi.current.is_some());
    if let Some(closing) = closed.filter(|closing| closing.reopened.is_none() && !measured()) {
        return Test::hit(
            Level::Watch,
            Place::of(closing.id, Closing::COL.date),
            text(
                "项目已收尾，却没有一个结果指标的数据",
                "The project is closed without a single figure for its results",
            ),
            text("补上结果指标的最新数据", "Enter the latest readings of the results"),
        )
        .becomes(text(
            "定下由谁报结果指标的最新数字",
            "Settle who reports the latest figures of the results",
        ));
    }
    let said: Vec<_> = facts.rows::<kotter::Fact>().iter().filter(|fact| fact.is_said()).collect();
    let with_figure = said.iter().filter(|fact| has_number(&fact.fact.0)).count();
    if let Some(first) = said.first().filter(|_| with_figure == 0) {
        let words = first.fact.0.trim().lines().next().unwrap_or_default();
        return Test::hit(
            Level::Watch,
            Place::of(first.id, kotter::Fact::COL.fact),
            match said.len() {
                1 => say!("唯一的证据“{words}”没有数字", "The only fact, '{words}', names no figure"),
                n => say!("{n} 条证据都没有数字", "None of the {n} facts names a figure"),
            },
            text(
                "在后面补一个数字，如多少位客户这样说、占几成",
                "Add a figure, such as how many customers say so",
            ),
        )
        .becomes(text(
            "查出一个数字佐证：多少位客户这样说、占几成",
            "Find a figure that proves it: how many customers say so, and what share",
        ));
    }
    let wins = won(facts).count();
    if with_figure + wins == 0 {
        return Test::not_yet(text("还没有证据，也没有达成的胜利", "No facts and no wins so far"));
    }
    Test::clear(say!(
        "{facts}证据、{wins_said}胜利有数字",
        "{facts} and {wins_said} with figures",
        facts = count(with_figure as u64, "条", "fact", "facts"),
        wins_said = count(wins as u64, "个", "win", "wins")
    ))
}

/// AD3.
fn senior_support(facts: &Facts) -> Test {
    let support = median(facts, Form::COL.senior_support);
    if let Some(support) = support.filter(|support| *support < 4.0) {
        return Test::hit(
            Level::Stop,
            Place::of(latest_form(facts), Form::COL.senior_support),
            say!("高层支持只有 {support} 分", "Senior support scores only {support}"),
            text("先争取高层支持", "Win senior support first"),
        )
        .elsewhere();
    }
    let due = project_day(facts).is_some_and(|day| day >= COALITION_DUE);
    let (members, executives) = coalition(facts);
    match (members, executives) {
        (0, _) if !due => Test::not_yet(text("联盟还没有成员", "The coalition has no members yet")),
        (_, 0) if due => Test::hit(
            Level::Act,
            Place::of(None, Member::COL.name),
            no_executive(members),
            text("请一位高管加入联盟，并公开宣布", "Ask an executive to join it, and announce it"),
        ),
        (_, 0) => Test::not_yet(text("联盟里还没有高管", "No executive in the coalition yet")),
        (_, n) => match support {
            Some(support) => Test::clear(say!(
                "高层支持 {support} 分，联盟里有 {executives}",
                "Senior support scores {support}; {executives} in the coalition",
                support,
                executives = count(n as u64, "位高管", "executive", "executives")
            )),
            None => Test::not_yet(text("准备度里还没给高层支持打分", "Senior support has no score yet")),
        },
    }
}

/// AD4.
fn pilot_cards(facts: &Facts) -> Test {
    let pilots = &facts.get::<Cards>().pilots;
    let lacking = pilots.iter().find(|pilot| !pilot.has_cards || pilot.incomplete.is_some());
    match lacking.map(|pilot| (&pilot.name, pilot.incomplete)) {
        _ if pilots.is_empty() => Test::not_yet(text("还没有选定试点中心", "No pilot centre is chosen yet")),
        None => Test::clear(text("试点中心的卡都评完了", "All cards of the pilot centres are scored")),
        Some(_) if project_day(facts).is_none_or(|day| day <= CARDS_DUE) => Test::not_yet(text(
            "第 6 周结束前给试点的每个人评完",
            "Score everybody in the pilot by the end of week 6",
        )),
        Some((name, None)) => Test::hit(
            Level::Act,
            Place::of(None, Person::COL.name),
            say!("试点中心 {name} 还没有 ADKAR 卡", "{name} is a pilot centre and has no ADKAR cards"),
            text("这周和中心经理一起逐人评一遍", "Score them one by one with the centre manager this week"),
        )
        .becomes(say!(
            "和 {name} 的经理一起，这周逐人评一遍卡点",
            "Score everybody of {name} with its manager this week",
            name
        )),
        Some((name, Some(card))) => Test::hit(
            Level::Watch,
            Place::of(card, Person::COL.awareness),
            say!(
                "试点中心 {name} 还有没评完的卡",
                "{name} is a pilot centre, and some of its ADKAR cards are not complete"
            ),
            text("补上缺的分，才知道先帮谁", "Complete the scores to see whom to help first"),
        )
        .becomes(say!(
            "和 {name} 的经理一起，把还没评的人评完",
            "Finish scoring the people of {name} with its manager",
            name
        )),
    }
}

/// AD5 is the first principle of communication, and said there.
fn repeated(facts: &Facts) -> Test {
    if let Some(said) = communication::said_too_seldom(facts) {
        return Test::hit(said.level, said.place, said.evidence, said.advice).elsewhere();
    }
    let figures = facts.get::<communication::Figures>();
    match (figures.sends, figures.key_messages().count()) {
        (0, _) => Test::not_yet(text("还没有沟通记录", "No message was sent so far")),
        (_, 0) => Test::not_yet(text("还没有关键信息", "No message is ticked as a key message yet")),
        (_, n) => Test::clear(say!(
            "{messages}关键信息都没有少于约定的次数",
            "{messages} heard as often as due by now",
            messages = count(n as u64, "条", "key message", "key messages")
        )),
    }
}

/// AD6.
fn early_win(facts: &Facts) -> Test {
    let planned = facts.rows::<Win>().iter().filter(|win| !win.win.0.trim().is_empty());
    let won = won(facts).count();
    let bare = achieved(facts).find(|win| !has_number(&win.result.0));
    // Where wins are planned, the nearest of them is to be won.
    let here = match planned.clone().min_by_key(|win| (win.target_date.is_none(), win.target_date)) {
        Some(nearest) => Place::of(nearest.id, Win::COL.achieved),
        None => Place::of(None, Win::COL.win),
    };
    match (project_day(facts), planned.count(), won) {
        (_, _, 1..) => Test::clear(say!(
            "已达成 {wins}有数字的胜利",
            "{wins} with a figure achieved",
            wins = count(won as u64, "个", "win", "wins")
        )),
        (Some(day), ..) if day > FIRST_WIN_BY && bare.is_some() => Test::hit(
            Level::Stop,
            Place::of(bare.map(|win| win.id), Win::COL.result),
            say!(
                "第 {day} 天，达成的胜利都没有数字，等于还没有一个胜利",
                "Day {day}, and no win achieved so far names a figure: nothing is proved"
            ),
            text(
                "写上变化前后的数字；写不出，就先做成一个",
                "Enter the figures before and after; if there are none, achieve a win that has",
            ),
        )
        .becomes(text(
            "查出胜利变化前后的数字；查不出，就集中人手先做成一个",
            "Find the figures before and after the win; if there are none, put people on one that has",
        )),
        (Some(day), ..) if day > FIRST_WIN_BY => Test::hit(
            Level::Stop,
            here,
            say!("第 {day} 天，还没有一个胜利", "Day {day}, and there is no win yet"),
            text(
                "停下扩大，先集中人手把一个试点目标做成",
                "Stop widening; put people on one pilot goal until it is reached",
            ),
        ),
        (Some(day), 0, _) if day >= PILOT_DAY => Test::hit(
            Level::Act,
            here,
            say!("第 {day} 天，还没有计划任何短期胜利", "Day {day}, and no short-term win is planned"),
            text(
                "定三个第 3 到 6 个月能看见的目标，写上数字和日期",
                "Plan three results for months 3 to 6, with a figure and a date",
            ),
        )
        .becomes(text(
            "定下三个第 3 到 6 个月看得见的目标，各有数字和日期",
            "Plan three results for months 3 to 6, each with a figure and a date",
        )),
        (_, 0, _) => Test::not_yet(text("还没有计划短期胜利", "No short-term win is planned yet")),
        (_, n, _) => Test::clear(say!(
            "计划了 {wins}胜利",
            "{wins} planned",
            wins = count(n as u64, "个", "win", "wins")
        )),
    }
}

/// AD7.
fn incentives(facts: &Facts) -> Test {
    let cards = facts.get::<Cards>();
    let roles: Vec<_> = cards.by_role.iter().filter(|(_, a)| a.against > 0).collect();
    let people: u64 = roles.iter().map(|(_, a)| a.against).sum();
    let blank = cards.blank_incentives();
    match roles.first() {
        _ if facts.get::<Rollup>().all.cards == 0 => {
            Test::not_yet(text("还没有 ADKAR 卡", "No ADKAR cards yet"))
        }
        None if blank > 0 => Test::not_yet(say!(
            "{people}的激励还没填：对齐还是未对齐",
            "Say whether incentives are aligned; blank for {people}",
            people = count(blank, "人", "person", "people")
        )),
        None => Test::clear(text("每个人的激励都已对齐", "Everybody's incentives are aligned")),
        Some(_) if launch(facts).is_none() => Test::not_yet(text(
            "试点上线前和人力资源谈好激励",
            "Settle the incentives with HR before the pilot goes live",
        )),
        Some((_, first)) => {
            let named: Vec<Phrase> = roles.iter().map(|(role, _)| role_name(**role)).collect();
            Test::hit(
                Level::Watch,
                Place::of(first.first, Person::COL.incentive),
                say!(
                    "{who}的激励和新做法不一致：{roles}",
                    "Incentives still reward the old way for {who}: {roles}",
                    who = count(people, "人", "person", "people"),
                    roles = list(&named)
                ),
                text(
                    "和人力资源商定一项只奖励新做法的激励",
                    "Agree with HR on one incentive that rewards only the new way",
                ),
            )
        }
    }
}

/// AD8.
fn authority(facts: &Facts) -> Test {
    // Only roles that the project has people in are asked for.
    let here = |role: Role| facts.get::<Cards>().by_role.contains_key(&Some(role));
    let mut without = facts.get::<kotter::RolesWithoutLimit>().0.clone();
    without.retain(|gap| here(gap.role));
    let Some(first) = without.first() else {
        return match kotter::FRONT_LINE.into_iter().filter(|role| here(*role)).count() {
            0 => Test::not_yet(text("还没有一线角色的 ADKAR 卡", "No cards of front-line roles yet")),
            n => Test::clear(say!(
                "{roles}一线角色都有授权",
                "{roles} with an authority limit",
                roles = count(n as u64, "个", "front-line role", "front-line roles")
            )),
        };
    };
    if launch(facts).is_none() {
        return Test::not_yet(text(
            "试点上线前定好一线授权",
            "Settle what the front line may decide before the pilot goes live",
        ));
    }
    let named: Vec<Phrase> = without.iter().map(|gap| gap.role.label()).collect();
    Test::hit(
        Level::Watch,
        Place::of(first.row, Authority::COL.limit),
        say!(
            "没有授权额度的一线角色：{roles}",
            "Front-line roles without an authority limit: {roles}",
            roles = list(&named)
        ),
        text("写下他们不用审批就能做的事和金额", "Write down what they may do and spend without approval"),
    )
    .becomes(say!(
        "定下{roles}不用审批就能做的事和金额",
        "Settle what {roles} may do and spend without approval",
        roles = spoken(&without.iter().map(|gap| gap.role.people()).collect::<Vec<_>>(), without.len())
    ))
}

/// AD9 is the seventh principle of communication; the wins say it.
fn celebrated(facts: &Facts) -> Test {
    match facts.get::<wins::Figures>().uncommended().first() {
        Some((_, late)) => Test::hit(
            Level::Watch,
            Place::of(late.row, Win::COL.commended),
            say!("胜利“{name}”还没有表彰", "The win '{name}' has not been recognised yet", name = late.name),
            text("本周当众表彰", "Recognise it in public this week"),
        )
        .elsewhere(),
        None if achieved(facts).next().is_none() => {
            Test::not_yet(text("还没有达成的胜利", "No win achieved yet"))
        }
        None => Test::clear(text("达成的胜利都已表彰", "All wins achieved were recognised")),
    }
}

/// AD10.
fn long_term(facts: &Facts) -> Test {
    let calendar = facts.get::<Calendar>();
    let Some((year, nine)) = calendar.end().zip(calendar.plan_date(AFTERWARDS_FROM)) else {
        return Test::not_yet(text("先填启动日期", "Enter the start date first"));
    };
    let steps = facts.rows::<Item>().iter().filter(|s| s.is_named());
    let items =
        steps.filter(|s| s.stage() == Some(Stage::Beyond) || s.until.is_some_and(|d| d > year)).count();
    let milestones = facts.rows::<Milestone>().iter().filter(|m| m.is_named());
    let later = items + milestones.filter(|m| m.date(calendar).is_some_and(|d| d > year)).count();
    match later {
        0 if facts.today() < nine => Test::not_yet(say!(
            "{nine} 之前定好 {year} 项目结束以后做什么",
            "Plan by {nine} what comes after {year}, when the project ends"
        )),
        0 => Test::hit(
            Level::Watch,
            Place::of(None, Item::COL.item),
            say!("{year} 项目结束以后没有任何安排", "Nothing is planned after {year}, when the project ends"),
            text(
                "在路线图里加上第 2 年要守住和改进的事",
                "Add to the roadmap what is to be held and improved in year 2",
            ),
        )
        .becomes(text("定下第 2 年要守住什么、改进什么", "Decide what is to be held and improved in year 2")),
        n => Test::clear(say!("项目结束以后有 {n} 件事", "Planned after the end of the project: {n}")),
    }
}
