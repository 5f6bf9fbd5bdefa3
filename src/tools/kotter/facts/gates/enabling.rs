//! Steps 4 to 6, which engage and enable people: communication, empowerment, short-term wins.

use super::{Condition, Test};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::Place;
use crate::say;
use crate::text::{days, text};
use crate::tools::adkar::Role;
use crate::tools::communication::{self, Heard, Message, REPEATS, Send};
use crate::tools::kotter::Obstacle;
use crate::tools::kotter::facts::{OBSTACLE_DAYS, Obstacles};
use crate::tools::wins::{self, Win};

/// So many channels have to be used.
const CHANNELS: usize = 4;
/// The first win has to be achieved by this day.
const WIN_DAY: i64 = 183;

pub(super) fn communicated(facts: &Facts) -> Test {
    let figures = facts.get::<communication::Figures>();
    let sends = Place::of(None, Send::COL.message);
    if figures.sends == 0 {
        let none = text(
            "还没有发送记录：请在沟通计划里记下",
            "Nothing was sent yet: note it in the communication plan",
        );
        return Test::of(vec![Condition::missing(none)], sends);
    }
    let used = figures.channels.len();
    let channels = Condition::is(
        used >= CHANNELS,
        say!(
            "用过 {used} 种渠道，要 {CHANNELS} 种以上",
            "Channels used: {used}; at least {CHANNELS} are wanted"
        ),
    );
    let (repeated, place) = match told_least(figures) {
        None => (
            Condition::missing(text(
                "还没有标出关键信息，或没有员工受众：请在沟通计划里填上",
                "No key message is marked, or there is no staff audience: complete the communication plan",
            )),
            match figures.messages.first() {
                Some(first) => Place::of(first.message.id, Message::COL.key),
                None => Place::of(None, Message::COL.message),
            },
        ),
        Some((.., repeats)) if repeats >= REPEATS => (
            Condition::is(
                true,
                say!(
                    "除高管外，每群员工都听到每条关键信息 {REPEATS} 次以上",
                    "Every staff audience but the executives has heard each key message at least {REPEATS} times"
                ),
            ),
            sends,
        ),
        Some((message, them, repeats)) => (
            Condition::is(
                false,
                say!(
                    "听得最少的是{them}，关键信息“{said}”：{repeats}/{REPEATS} 次",
                    "{them} heard '{said}' {repeats} of {REPEATS} times",
                    them = them.audience.called(),
                    said = message.message.called(),
                    repeats
                ),
            ),
            sends,
        ),
    };
    Test::of(vec![channels, repeated], place)
}

/// The key message and the staff audience that has heard it least, and how often. Executives are told once a month,
/// and would hold the gate shut for half a year.
fn told_least(
    figures: &communication::Figures,
) -> Option<(&communication::MessageFigures, &communication::AudienceFigures, usize)> {
    let told = figures.key_messages().flat_map(|message| {
        let staff = figures.staff().filter(|(_, them)| them.audience.role != Some(Role::Executive));
        staff.map(move |(n, them)| (message, them, message.heard.get(n).map_or(0, Heard::repeats)))
    });
    told.min_by_key(|(.., repeats)| *repeats)
}

pub(super) fn empowered(facts: &Facts) -> Test {
    let Obstacles { noted, open, undated, overdue, longest } = facts.get::<Obstacles>();
    if *noted == 0 {
        let none = text(
            "还没有记录障碍：听到什么挡住了大家，就记下来",
            "No obstacle is noted: note what you hear stands in people's way",
        );
        return Test::of(vec![Condition::missing(none)], Place::of(None, Obstacle::COL.obstacle));
    }
    let worst = overdue.first();
    let standing = match (worst, longest) {
        (Some((days, row)), _) => {
            let (n, what) = (overdue.len(), row.obstacle.0.trim());
            Condition::is(
                false,
                say!(
                    "超过 {OBSTACLE_DAYS} 天没清除的障碍 {n} 条，最久 {days} 天：{what}",
                    "Obstacles open for more than {OBSTACLE_DAYS} days: {n}; the oldest, {days} days: {what}"
                ),
            )
        }
        (None, Some(longest)) => Condition::is(
            true,
            say!(
                "未清除的障碍 {open} 条，最久 {longest}，没有超过 {OBSTACLE_DAYS} 天的",
                "Obstacles open: {open}, the oldest for {longest}; none for more than {OBSTACLE_DAYS}",
                open,
                longest = days(*longest)
            ),
        ),
        (None, None) => {
            Condition::is(true, say!("{noted} 条障碍中没有久拖不决的", "Of {noted} obstacles none drags on"))
        }
    };
    let mut conditions = vec![standing];
    if undated.is_some() {
        conditions.push(Condition::missing(text(
            "有障碍没写发现日期：请补上",
            "Some obstacle has no day on which it was found: enter it",
        )));
    }
    let place = match worst {
        Some((_, row)) => Place::of(row.id, Obstacle::COL.removed),
        None => Place::of(*undated, Obstacle::COL.opened),
    };
    Test::of(conditions, place)
}

pub(super) fn won(facts: &Facts) -> Test {
    let calendar = facts.get::<Calendar>();
    // The next one planned is the nearest to being achieved.
    let planned = facts
        .rows::<Win>()
        .iter()
        .filter(|win| win.achieved.0.is_none() && !win.win.0.trim().is_empty())
        .min_by_key(|win| (win.target_date.is_none(), win.target_date));
    let place = match planned {
        Some(win) => Place::of(win.id, Win::COL.achieved),
        None => Place::of(None, Win::COL.win),
    };
    if let Some(on) = facts.get::<wins::Figures>().achieved().min() {
        let day = calendar.day(on);
        let in_time = day.is_none_or(|day| day <= WIN_DAY);
        let said = match day {
            None => say!("第一个短期胜利在 {on} 达成", "The first win was achieved on {on}"),
            Some(day) => say!(
                "第一个短期胜利在第 {day} 天达成，期限是第 {WIN_DAY} 天",
                "The first win was achieved on day {day}; the limit is day {WIN_DAY}"
            ),
        };
        return Test { settled: !in_time, ..Test::of(vec![Condition::is(in_time, said)], place) };
    }
    let due = calendar.day(facts.today()).is_some_and(|day| day > WIN_DAY);
    let said = match calendar.date_of_day(WIN_DAY) {
        Some(date) => say!(
            "还没有达成短期胜利，期限是第 {WIN_DAY} 天（{date}）",
            "No win is achieved yet; the limit is day {WIN_DAY} ({date})"
        ),
        None => say!(
            "还没有达成短期胜利，期限是第 {WIN_DAY} 天",
            "No win is achieved yet; the limit is day {WIN_DAY}"
        ),
    };
    Test { due, ..Test::of(vec![Condition::is(false, said)], place) }
}
