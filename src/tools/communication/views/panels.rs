//! What stands beside the rows: what each audience heard, what to say next, and the plan as a whole.

use super::cell;
use crate::calendar::short_day;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, joined, list, quoted, text};
use crate::tool::{Bar, Panel, Shown};
use crate::tools::communication::facts::{AudienceFigures, Figures, Heard, MessageFigures, REPEATS};
use crate::tools::communication::rules::{EXECUTIVE_WITHIN, ago, next_send};
use crate::tools::communication::sheets::{Message, Send};

/// So many sends of good news alone are worth a word.
const ONLY_GOOD: usize = 6;

/// Beside a message or a send of it: what comes next, what each audience heard, and the whole plan.
pub fn beside_message(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
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
    let next = figures.next_of(at).map(|next| Line::plain(next_send(figures, &next)));
    let mut lines: Vec<Line> = next.into_iter().collect();
    lines.extend(
        message
            .message
            .count_from
            .map(|from| Line::plain(say!("改写过：次数从 {from} 数起", "Reworded: counted from {from}"))),
    );
    let heard = figures.audiences.iter().zip(&message.heard).enumerate();
    // Whoever is told of start and end only is not missed in other messages.
    let meant = |them: &AudienceFigures| them.audience.is_staff() || message.concerns(&them.audience);
    let heard = heard.filter(|(_, (them, heard))| meant(them) || !heard.days.is_empty());
    lines.extend(heard.map(|(n, (them, heard))| of_pair(figures, message, n, them, heard)));
    Panel::Lines { title: quoted(&message.message.called()), lines }
}

/// The days, the ways and the speakers of one message to one audience.
fn of_pair(
    figures: &Figures,
    message: &MessageFigures,
    at: usize,
    them: &AudienceFigures,
    heard: &Heard,
) -> Line {
    let Shown { text: shown, level, .. } = cell(figures, message, at);
    let who = them.audience.called();
    if heard.days.is_empty() {
        let never = shown.en.is_empty();
        return Line::new(
            level,
            if never {
                say!("{who} 还没听到", "{who}: not reached yet", who)
            } else {
                say!("{who} {shown}", "{who} {shown}", who, shown)
            },
        );
    }
    let latest = heard.days.iter().rev().take(REPEATS).rev();
    let days: Vec<Phrase> = latest.map(|date| short_day(*date)).collect();
    let ways: Vec<Phrase> = heard.channels.iter().map(|c| c.label().into()).collect();
    let speakers: Vec<Phrase> = heard.senders.iter().map(|s| Phrase::same(s.as_str())).collect();
    let mut how = vec![list(&ways), list(&speakers)];
    how.retain(|part| !part.zh.is_empty());
    let behind = message.message.key && figures.is_behind(message, at);
    let late = if behind {
        let expected = figures.expected(message, &them.audience);
        say!("，应有 {expected} 次", " ({expected} expected)")
    } else {
        text("", "").into()
    };
    // Neither channel nor sender has to be written down.
    let how = if how.is_empty() {
        Phrase::same("")
    } else {
        say!("；{how}", "; {how}", how = joined(&how, text("；", "; ")))
    };
    Line::new(
        level,
        say!(
            "{who} {shown}{late}：{days}{how}",
            "{who} {shown}{late}, on {days}{how}",
            who,
            shown,
            late,
            days = joined(&days, text(" ", ", ")),
            how
        ),
    )
}

/// The people reached, audience by audience.
fn coverage(figures: &Figures) -> Option<Panel> {
    let bar = |them: &AudienceFigures| {
        let (share, label) = match them.coverage.and_then(|c| Some((c, c.percent()?))) {
            Some((c, percent)) => {
                let (reached, size) = (c.reached, c.size);
                (c.share().unwrap_or(0.0), Phrase::same(format!("{percent}% {reached}/{size}")))
            }
            None if them.size.is_none_or(|size| size == 0) => {
                (0.0, text("先填人数", "enter the size").into())
            }
            None => (0.0, text("先填触达人数", "enter people reached").into()),
        };
        Bar { title: them.audience.called(), share, label, level: Level::Blank }
    };
    (!figures.audiences.is_empty()).then(|| Panel::Bars {
        title: text("覆盖率：按触达最多的一次算", "Coverage, by the message that reached most").into(),
        bars: figures.audiences.iter().map(bar).collect(),
    })
}

/// The news told, the ways used, and the last time an executive spoke.
fn mix(figures: &Figures) -> Option<Panel> {
    if figures.sends == 0 {
        return None;
    }
    let (good, bad, mixed) = (figures.news.good, figures.news.bad, figures.news.mixed);
    let mut lines = vec![Line::plain(say!(
        "好消息 {good} 次，坏消息 {bad} 次，好坏都有 {mixed} 次",
        "Good news {good}, bad news {bad}, mixed {mixed}"
    ))];
    if good >= ONLY_GOOD && bad + mixed == 0 {
        lines.push(Line::new(
            Level::Watch,
            text(
                "只说过好消息：不顺的时候也要说，否则传言会替您说",
                "Only good news so far: also say what goes badly, or rumours will",
            ),
        ));
    }
    let ways: Vec<Phrase> = figures.channels.iter().map(|c| c.label().into()).collect();
    lines.push(Line::plain(if ways.is_empty() {
        text("还没有记下用的是哪个渠道", "No channel is noted yet").into()
    } else {
        say!("用过 {n} 个渠道：{ways}", "Channels used ({n}): {ways}", n = ways.len(), ways = list(&ways))
    }));
    lines.push(executive(figures));
    let incomplete = figures.incomplete.len();
    if incomplete > 0 {
        lines.push(Line::new(
            Level::Watch,
            say!(
                "{incomplete} 次沟通缺日期、信息或受众，没有计入",
                "Not counted, as the date, message or audience is missing: {incomplete}"
            ),
        ));
    }
    Some(Panel::Lines { title: text("怎么说的", "How it was said").into(), lines })
}

fn executive(figures: &Figures) -> Line {
    let Some((last, days)) = figures.last_executive.zip(figures.days_without_executive()) else {
        return Line::plain(text("还没有高管亲自讲过", "No executive has spoken in person yet"));
    };
    Line::new(
        if days > EXECUTIVE_WITHIN { Level::Watch } else { Level::Blank },
        say!(
            "高管最近一次出面：{last}（{when}）",
            "An executive last spoke on {last} ({when})",
            last = short_day(last),
            when = ago(days)
        ),
    )
}

/// Beside an audience: what it has heard, and what it should hear next.
pub fn beside_audience(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let at = row.and_then(|row| figures.audiences.iter().position(|a| a.audience.id == row.id()));
    let them = at.and_then(|at| Some((at, figures.audiences.get(at)?)));
    let them = them.filter(|_| !figures.messages.is_empty());
    let them = them.map(|(at, them)| of_audience(figures, at, them));
    them.into_iter().chain(coverage(figures)).collect()
}

fn of_audience(figures: &Figures, at: usize, them: &AudienceFigures) -> Panel {
    let next = figures.next_to(at).map(|next| Line::plain(next_send(figures, &next)));
    let mut lines: Vec<Line> = next.into_iter().collect();
    if let (Some(last), Some(every)) = (them.last_send, them.audience.cadence()) {
        lines.push(Line::new(
            if them.overdue > 0 { Level::Watch } else { Level::Blank },
            say!(
                "上次沟通：{when}；应在 {every} 天内",
                "Last contact {when}; at most {every} days apart",
                when = ago(figures.days_since(last)),
                every
            ),
        ));
    }
    for message in &figures.messages {
        let Shown { text: shown, level, .. } = cell(figures, message, at);
        if !shown.en.is_empty() {
            let what = quoted(&message.message.called());
            lines.push(Line::new(level, say!("{shown} {what}", "{shown} {what}", shown, what)));
        }
    }
    lines.extend(them.last_bad_news.map(|last| {
        let last = short_day(last);
        Line::plain(say!("最近一次说坏消息：{last}", "Bad news last shared on {last}", last))
    }));
    Panel::Lines { title: them.audience.called(), lines }
}

/// Beside feedback: how much came in, and from whom nothing did.
pub fn beside_feedback(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    if figures.sends == 0 && figures.feedback == 0 {
        return Vec::new();
    }
    let (all, open) = (figures.feedback, figures.open_feedback.len());
    let mut lines = vec![Line::plain(say!(
        "共 {all} 条，{open} 条等着答复",
        "{all} in total, {open} waiting for an answer"
    ))];
    let silent = figures.audiences.iter().filter(|a| a.sends > 0 && a.last_feedback.is_none());
    let silent: Vec<Phrase> = silent.map(|a| a.audience.called()).collect();
    if !silent.is_empty() {
        lines.push(Line::plain(say!(
            "已沟通、尚无反馈：{who}",
            "Reached, no feedback yet: {who}",
            who = list(&silent)
        )));
    }
    vec![Panel::Lines { title: text("听到什么", "What came back").into(), lines }]
}
