//! How the plan is shown: the order of rows, computed fields, and what stands beside them. It must not decide
//! anything that the rules do not know.

use super::figures::{AudienceFigures, Figures, Heard, MessageFigures, REPEATS};
use super::sheets::{Feedback, Message, Send};
use super::{items, outcome, rules, words};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, text};
use crate::tool::{Bar, Panel, Shown};
use std::cmp::Reverse;

fn plain(text: Phrase) -> Shown {
    Shown { text, level: Level::Blank }
}

fn nothing() -> Shown {
    plain(Phrase::same(String::new()))
}

fn line(text: Phrase) -> Line {
    Line { level: Level::Blank, text }
}

/// The latest day first; a send that counts nowhere stands on top, where it is completed.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
pub(super) fn newest_first(scene: &Facts) -> Option<Vec<usize>> {
    let sends = scene.project().rows::<Send>();
    let mut order: Vec<usize> = (0..sends.len()).collect();
    order.sort_by_key(|at| {
        let date = sends.get(*at).and_then(|s| s.date);
        (date.is_some(), Reverse((date, *at)))
    });
    Some(order)
}

/// What waits for an answer first, the oldest on top; then what was answered, the latest on top.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
pub(super) fn open_first(scene: &Facts) -> Option<Vec<usize>> {
    let entries = scene.project().rows::<Feedback>();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| {
        let entry = entries.get(*at);
        let answered = entry.and_then(|e| e.answered.0);
        let asked = entry.and_then(|e| e.asked).filter(|_| answered.is_none());
        (answered.is_some(), asked, Reverse(answered), *at)
    });
    Some(order)
}

/// Whether it waits or is done.
pub(super) fn open_or_answered(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    Some(match row.typed::<Feedback>()?.answered.0 {
        None => text("等着答复", "Waiting for an answer").into(),
        Some(_) => text("已答复", "Answered").into(),
    })
}

/// How many days a question has waited, or took.
pub(super) fn days_open(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let figures = scene.get::<Figures>();
    let Some(entry) = row.typed::<Feedback>() else { return nothing() };
    match (entry.asked, entry.answered.0) {
        (Some(asked), None) => {
            let days = figures.days_since(asked).max(0);
            let level = if days > rules::ANSWER_WITHIN { Level::Watch } else { Level::Blank };
            Shown { text: say!("已等{days}天", "{days} d open"), level }
        }
        (Some(asked), Some(answered)) => {
            let days = answered.signed_duration_since(asked).num_days();
            plain(say!("{days}天答复", "took {days} d"))
        }
        _ => nothing(),
    }
}

/// What a prefilled audience heard of the message of a row.
pub(super) fn heard(scene: &Facts, row: &dyn AnyRow, code: &str) -> Shown {
    let figures = scene.get::<Figures>();
    let at = figures.audiences.iter().position(|a| a.audience.code == code);
    figures.message(row.id()).zip(at).map_or_else(nothing, |(message, at)| cell(figures, message, at))
}

/// A cell of the board: repeats of seven; of customers, start and end; of other messages, how often.
fn cell(figures: &Figures, message: &MessageFigures, at: usize) -> Shown {
    let Some((heard, them)) = message.heard.get(at).zip(figures.audiences.get(at)) else { return nothing() };
    let n = heard.repeats();
    if !them.audience.is_staff() {
        return match figures.start_and_end(heard) {
            (true, true) => Shown { text: text("始+终", "both").into(), level: Level::Good },
            (false, true) => Shown { text: text("结束", "end").into(), level: Level::Watch },
            (true, false) => Shown { text: text("启动", "start").into(), level: Level::Good },
            (false, false) if message.concerns(&them.audience) => {
                Shown { text: text("未讲", "none").into(), level: Level::Watch }
            }
            (false, false) => nothing(),
        };
    }
    if !message.message.key {
        return if n == 0 { nothing() } else { plain(say!("{n}次", "{n}x")) };
    }
    let level = match n {
        0 => Level::Act,
        REPEATS.. => Level::Good,
        _ => Level::Watch,
    };
    Shown { text: Phrase::same(format!("{}/{REPEATS}", n.min(99))), level }
}

/// How many people of an audience were reached.
pub(super) fn covered(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let them = scene.get::<Figures>().audience(row.id());
    let share = them.and_then(|a| a.coverage).and_then(words::percent);
    plain(Phrase::same(share.map_or("–".to_owned(), |p| format!("{p}%"))))
}

/// When an audience last heard from us.
pub(super) fn last(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let figures = scene.get::<Figures>();
    let Some(them) = figures.audience(row.id()) else { return nothing() };
    let Some(last) = them.last_send else { return plain(Phrase::same("–")) };
    let days = figures.days_since(last);
    let level = if them.overdue > 0 { Level::Watch } else { Level::Blank };
    Shown { text: if days <= 1 { words::ago(days) } else { say!("{days}天前", "{days} d ago") }, level }
}

/// Beside a message: what comes next, what each audience heard, and the whole plan.
pub(super) fn beside_message(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = scene.get::<Figures>();
    let id = row.and_then(|row| match row.typed::<Send>() {
        Some(send) => send.message.0,
        None => row.typed::<Message>().map(|m| m.id),
    });
    let at = figures.messages.iter().position(|m| Some(m.message.id) == id);
    let message = at.and_then(|at| Some((at, figures.messages.get(at)?)));
    let message = message.map(|(at, message)| of_message(figures, at, message));
    message.into_iter().chain([coverage(figures), mix(figures)].into_iter().flatten()).collect()
}

fn of_message(figures: &Figures, at: usize, message: &MessageFigures) -> Panel {
    let mut lines: Vec<Line> =
        figures.next_of(at).map(|next| line(outcome::next_line(figures, &next))).into_iter().collect();
    lines.extend(
        message
            .message
            .count_from
            .map(|from| line(say!("改写过：次数从 {from} 数起", "Reworded: counted from {from}"))),
    );
    let heard = figures.audiences.iter().zip(&message.heard).enumerate();
    // Whoever is told of start and end only is not missed in other messages.
    let meant = |them: &AudienceFigures| them.audience.is_staff() || message.concerns(&them.audience);
    let heard = heard.filter(|(_, (them, heard))| meant(them) || !heard.days.is_empty());
    lines.extend(heard.map(|(n, (them, heard))| of_pair(figures, message, n, them, heard)));
    Panel::Lines { title: words::quoted(&message.message.called()), lines }
}

/// The days, the ways and the speakers of one message to one audience.
fn of_pair(
    figures: &Figures,
    message: &MessageFigures,
    at: usize,
    them: &AudienceFigures,
    heard: &Heard,
) -> Line {
    let Shown { text: shown, level } = cell(figures, message, at);
    let name = them.audience.called();
    let (name_zh, name_en, shown_zh, shown_en) = (name.zh, name.en, shown.zh, shown.en);
    if heard.days.is_empty() {
        let none = say!("{name_zh} {shown_zh}", "{name_en} {shown_en}");
        let never = say!("{name_zh} 还没讲过", "{name_en}: not told yet");
        return Line { level, text: if shown_en.is_empty() { never } else { none } };
    }
    let days: Vec<String> = heard.days.iter().rev().take(REPEATS).rev().map(|d| words::day(*d)).collect();
    let days = days.join(" ");
    let ways: Vec<Phrase> = heard.channels.iter().map(|c| c.label().into()).collect();
    let mut parts = vec![words::list(&ways)];
    let senders: Vec<Phrase> = heard.senders.iter().map(|s| Phrase::same(s.as_str())).collect();
    parts.push(words::list(&senders));
    parts.retain(|part| !part.zh.is_empty());
    let Phrase { zh: how_zh, en: how_en } = words::joined(&parts, text("；", "; "));
    let behind = message.message.key && figures.is_behind(message, at);
    let expected = figures.expected(message, &them.audience);
    let (late_zh, late_en) = if behind {
        (format!("，应有 {expected} 次"), format!(" ({expected} due)"))
    } else {
        (String::new(), String::new())
    };
    Line {
        level,
        text: say!(
            "{name_zh} {shown_zh}{late_zh}：{days}；{how_zh}",
            "{name_en} {shown_en}{late_en}, on {days}; {how_en}"
        ),
    }
}

/// The people reached, audience by audience.
fn coverage(figures: &Figures) -> Option<Panel> {
    let bars: Vec<Bar> = figures
        .audiences
        .iter()
        .map(|them| {
            let (share, label) = match them.coverage.and_then(|c| Some((c, words::percent(c)?))) {
                Some((c, percent)) => {
                    let (reached, size) = (c.reached, c.size);
                    (c.share().unwrap_or(0.0), Phrase::same(format!("{percent}% {reached}/{size}")))
                }
                None if them.audience.size.is_none_or(|size| size == 0) => {
                    (0.0, text("先填人数", "enter the size").into())
                }
                None => (0.0, text("先填触达人数", "enter people reached").into()),
            };
            Bar { title: them.audience.called(), share, label, level: Level::Blank }
        })
        .collect();
    (!bars.is_empty()).then(|| Panel::Bars {
        title: text("覆盖率：按触达最多的一次算", "Coverage, by the send that reached most").into(),
        bars,
    })
}

/// The news told, the ways used, and the last time an executive spoke.
fn mix(figures: &Figures) -> Option<Panel> {
    if figures.sends == 0 {
        return None;
    }
    let (good, bad, mixed) = (figures.news.good, figures.news.bad, figures.news.mixed);
    let mut lines = vec![line(say!(
        "好消息 {good} 次，坏消息 {bad} 次，有好有坏 {mixed} 次",
        "Good news {good}, bad news {bad}, mixed {mixed}"
    ))];
    if good >= ONLY_GOOD && bad + mixed == 0 {
        lines.push(Line {
            level: Level::Watch,
            text: text(
                "只说过好消息：不顺的时候也要说，否则传言会替你说",
                "Only good news so far: say also what goes badly, or rumours will",
            )
            .into(),
        });
    }
    let ways: Vec<Phrase> = figures.channels.iter().map(|c| c.label().into()).collect();
    let (n, Phrase { zh, en }) = (ways.len(), words::list(&ways));
    lines.push(line(say!("用过 {n} 个渠道：{zh}", "Channels used ({n}): {en}")));
    lines.push(executive(figures));
    let incomplete = figures.incomplete.len();
    if incomplete > 0 {
        lines.push(Line {
            level: Level::Watch,
            text: say!(
                "{incomplete} 次发送缺日期、信息或受众，没有计入",
                "Not counted for want of a date, message or audience: {incomplete}"
            ),
        });
    }
    Some(Panel::Lines { title: text("怎么说的", "How it was said").into(), lines })
}

/// So many sends of good news alone are worth a word.
const ONLY_GOOD: usize = 6;

fn executive(figures: &Figures) -> Line {
    let Some((last, days)) = figures.last_executive.zip(figures.days_without_executive()) else {
        return line(text("还没有高管亲自讲过", "No executive has spoken in person yet").into());
    };
    let level = if days > rules::EXECUTIVE_WITHIN { Level::Watch } else { Level::Blank };
    let Phrase { zh, en } = words::ago(days);
    let last = words::day(last);
    Line {
        level, text: say!("高管最近一次出面：{last}（{zh}）", "An executive last spoke on {last} ({en})")
    }
}

/// Beside an audience: what it has heard, and what it should hear next.
pub(super) fn beside_audience(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = scene.get::<Figures>();
    let at = row.and_then(|row| figures.audiences.iter().position(|a| a.audience.id == row.id()));
    let them = at.and_then(|at| Some((at, figures.audiences.get(at)?)));
    let them = them.filter(|_| !figures.messages.is_empty());
    let them = them.map(|(at, them)| of_audience(figures, at, them));
    them.into_iter().chain(coverage(figures)).collect()
}

fn of_audience(figures: &Figures, at: usize, them: &AudienceFigures) -> Panel {
    let mut lines: Vec<Line> =
        figures.next_to(at).map(|next| line(outcome::next_line(figures, &next))).into_iter().collect();
    if let (Some(last), Some(every)) = (them.last_send, them.audience.cadence()) {
        let Phrase { zh, en } = words::ago(figures.days_since(last));
        let level = if them.overdue > 0 { Level::Watch } else { Level::Blank };
        lines.push(Line {
            level,
            text: say!("上次沟通：{zh}；应在 {every} 天内", "Last told {en}; at most {every} days apart"),
        });
    }
    for message in &figures.messages {
        let Shown { text: shown, level } = cell(figures, message, at);
        if shown.en.is_empty() {
            continue;
        }
        let Phrase { zh, en } = words::quoted(&message.message.called());
        let (n_zh, n_en) = (shown.zh, shown.en);
        lines.push(Line { level, text: say!("{n_zh} {zh}", "{n_en} {en}") });
    }
    if let Some(last) = them.last_bad_news {
        let last = words::day(last);
        lines.push(line(say!("最近一次说坏消息：{last}", "Last told bad news on {last}")));
    }
    Panel::Lines { title: them.audience.called(), lines }
}

/// Beside feedback: how much came in, and from whom nothing did.
pub(super) fn beside_feedback(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = scene.get::<Figures>();
    if figures.sends == 0 && figures.feedback == 0 {
        return Vec::new();
    }
    let (all, open) = (figures.feedback, figures.open_feedback.len());
    let mut lines = vec![line(say!("共 {all} 条，{open} 条等着答复", "{all} in all, {open} waiting"))];
    let silent = figures.audiences.iter().filter(|a| a.sends > 0 && a.last_feedback.is_none());
    let silent: Vec<Phrase> = silent.map(|a| a.audience.called()).collect();
    if !silent.is_empty() {
        let Phrase { zh, en } = words::list(&silent);
        lines.push(line(say!("讲过、还没听到回音：{zh}", "Told, but nothing came back from: {en}")));
    }
    vec![Panel::Lines { title: text("听到什么", "What came back").into(), lines }]
}

/// The heading of a prefilled audience's column on the board.
pub(super) const fn head(at: usize) -> Text {
    items::AUDIENCES[at].brief
}
