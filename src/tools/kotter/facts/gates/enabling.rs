//! Steps 4 to 6, which engage and enable people: communication, empowerment, short-term wins.

use super::{Condition, Test};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::Place;
use crate::say;
use crate::text::{count, days, quoted, text};
use crate::tools::communication::{self, Heard, Message, REPEATS, Send};
use crate::tools::kotter::Obstacle;
use crate::tools::kotter::facts::{OBSTACLE_DAYS, Obstacles};
use crate::tools::wins::{self, FIRST_WIN_BY, Win};

/// So many channels have to be used.
const CHANNELS: usize = 4;

pub(super) fn communicated(facts: &Facts) -> Test {
    let figures = facts.get::<communication::Figures>();
    let sends = Place::of(None, Send::COL.message);
    if figures.sends == 0 {
        let none = text(
            "还没有沟通记录：请在沟通计划里记录",
            "Nothing was sent yet: log it in the communication plan",
        );
        return Test::of(vec![Condition::missing(none)], sends);
    }
    let used = figures.channels.len();
    let channels = Condition::is(
        used >= CHANNELS,
        say!(
            "用过 {used}（至少 {CHANNELS} 种）",
            "{used} used (at least {CHANNELS} needed)",
            used = count(used as u64, "种渠道", "channel", "channels")
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
                    "员工里{them}听得最少：“{said}”{repeats}/{REPEATS} 次",
                    "{them} have heard least of all staff: '{said}' {repeats} of {REPEATS} times",
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

/// The key message and the audience of the workforce that has heard it least, and how often. Executives would hold the
/// gate shut for half a year.
fn told_least(
    figures: &communication::Figures,
) -> Option<(&communication::MessageFigures, &communication::AudienceFigures, usize)> {
    let told = figures.key_messages().flat_map(|message| {
        figures
            .workforce()
            .map(move |(n, them)| (message, them, message.heard.get(n).map_or(0, Heard::repeats)))
    });
    told.min_by_key(|(.., repeats)| *repeats)
}

pub(super) fn empowered(facts: &Facts) -> Test {
    let Obstacles { noted, open, undated, overdue, longest } = facts.get::<Obstacles>();
    if *noted == 0 {
        let none = text(
            "还没有记录障碍：听到什么挡住了大家，就记录下来",
            "No obstacle is logged: log what you hear stands in people's way",
        );
        return Test::of(vec![Condition::missing(none)], Place::of(None, Obstacle::COL.obstacle));
    }
    let worst = overdue.first();
    let standing = match (worst, longest) {
        (Some((days, row)), _) => {
            let n = count(overdue.len() as u64, "条障碍", "obstacle", "obstacles");
            Condition::is(
                false,
                say!(
                    "{n}超过 {OBSTACLE_DAYS} 天没清除，最久 {days} 天：{what}",
                    "{n} open for more than {OBSTACLE_DAYS} days, the oldest for {days}: {what}",
                    n,
                    days,
                    what = row.obstacle.0.trim()
                ),
            )
        }
        (None, Some(longest)) => Condition::is(
            true,
            say!(
                "未清除的障碍 {open}，最久 {longest}，没有超过 {OBSTACLE_DAYS} 天的",
                "{open} open, the oldest for {longest}; none for more than {OBSTACLE_DAYS}",
                open = count(*open as u64, "条", "obstacle", "obstacles"),
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
            "An obstacle has no date on which it was found: enter it",
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
    let wins = facts.get::<wins::Figures>();
    let won = wins.wins.iter().filter_map(|win| match win.state {
        wins::State::Achieved { on, number, reached: true } => Some((on, number, win)),
        _ => None,
    });
    if let Some(on) = won.clone().filter(|(_, number, _)| *number).map(|(on, ..)| on).min() {
        let day = calendar.day(on);
        let in_time = day.is_none_or(|day| day <= FIRST_WIN_BY);
        let said = match day {
            None => say!("第一个短期胜利在 {on} 达成", "The first win was achieved on {on}"),
            Some(day) => say!(
                "第一个短期胜利在第 {day} 天达成，期限是第 {FIRST_WIN_BY} 天",
                "The first win was achieved on day {day}; the limit is day {FIRST_WIN_BY}"
            ),
        };
        return Test { settled: !in_time, ..Test::of(vec![Condition::is(in_time, said)], place) };
    }
    let due = calendar.day(facts.today()).is_some_and(|day| day > FIRST_WIN_BY);
    // Nothing is proved by a win that names no figure.
    if let Some((.., bare)) = won.min_by_key(|(on, ..)| *on) {
        let said = say!(
            "胜利{name}已达成，但结果里没有数字",
            "The win {name} is achieved, but its result names no figure",
            name = quoted(&bare.name)
        );
        let place = Place::of(bare.row, Win::COL.result);
        return Test { due, ..Test::of(vec![Condition::is(false, said)], place) };
    }
    let said = match calendar.date_of_day(FIRST_WIN_BY) {
        Some(date) => say!(
            "还没有达成短期胜利，期限是第 {FIRST_WIN_BY} 天（{date}）",
            "No win is achieved yet; the limit is day {FIRST_WIN_BY} ({date})"
        ),
        None => say!(
            "还没有达成短期胜利，期限是第 {FIRST_WIN_BY} 天",
            "No win is achieved yet; the limit is day {FIRST_WIN_BY}"
        ),
    };
    Test { due, ..Test::of(vec![Condition::is(false, said)], place) }
}
