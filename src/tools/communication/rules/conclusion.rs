//! What the plan concludes in a few lines: how far it is, what to say next, who waits. It must not judge single
//! messages.

use super::ANSWER_WITHIN;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, count, days, list, quoted, text};
use crate::tool::Assessment;
use crate::tools::communication::facts::{Coverage, Figures, Next, REPEATS};

/// The headline, the lines below the plan, and the worst of what the rules found.
pub fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let blank = figures.messages.is_empty() && figures.sends == 0 && findings.is_empty();
    Assessment {
        headline: headline(figures),
        level: match Assessment::worst(&findings) {
            _ if blank => Level::Blank,
            // A message that nobody has been told is not good yet.
            Level::Good if figures.sends == 0 => Level::Blank,
            worst => worst,
        },
        conclusion: conclusion(figures),
        findings,
    }
}

fn headline(figures: &Figures) -> Phrase {
    match figures.coverage().filter(|_| figures.sends > 0).and_then(Coverage::percent) {
        Some(percent) => say!("覆盖{percent}%", "{percent}% reached"),
        None if figures.sends > 0 => say!("已讲{n}次", "{n} sent", n = figures.sends),
        None => text("未开始", "not begun").into(),
    }
}

fn conclusion(figures: &Figures) -> Vec<Line> {
    if figures.messages.is_empty() {
        return vec![Line::plain(text(
            "还没有信息。先写一句为什么变，勾选为关键信息，再写对每类受众意味着什么。",
            "No message yet. Write one sentence on why we change, tick it as a key message, and say what changes for each audience.",
        ))];
    }
    let mut lines = vec![Line::plain(summary(figures))];
    lines.extend(figures.next().map(|next| Line::plain(next_send(figures, &next))));
    let overdue: Vec<Phrase> =
        figures.audiences.iter().filter(|a| a.overdue > 0).map(|a| a.audience.called()).collect();
    if !overdue.is_empty() && !figures.calendar.is_paused(figures.today) {
        let who = list(&overdue);
        lines.push(Line::new(
            Level::Watch,
            say!("超过约定的频率没有沟通：{who}", "Contacted less often than agreed: {who}", who),
        ));
    }
    lines.extend(feedback(figures));
    lines
}

fn summary(figures: &Figures) -> Phrase {
    let covered = figures.coverage().and_then(|coverage| {
        let Coverage { reached, size } = coverage;
        let percent = coverage.percent()?;
        Some(say!(
            "员工覆盖 {percent}%（{reached}/{size} 人）",
            "{percent}% of staff reached ({reached} of {size})"
        ))
    });
    let covered = covered.or_else(|| lacks_headcount(figures)).unwrap_or_else(|| {
        text(
            "填上各类受众的人数和触达人数，才有覆盖率",
            "Coverage needs the sizes of the audiences and the people reached",
        )
        .into()
    });
    let (full, all) = figures.heard_in_full();
    let counted = if all == 0 {
        text("还没有关键信息", "no key message yet").into()
    } else {
        say!(
            "关键信息对受众共 {all} 组，讲满 {REPEATS} 次的 {full} 组",
            "{full} of {all} pairs of key message and audience at {REPEATS} times"
        )
    };
    say!("{covered} · {counted}", "{covered} · {counted}", covered, counted)
}

/// That the share of those reached cannot be told, with the audiences whose headcount is missing; none where it can.
pub fn lacks_headcount(figures: &Figures) -> Option<Phrase> {
    let names: Vec<Phrase> = figures.uncounted().map(|them| them.audience.called()).collect();
    (!names.is_empty()).then(|| {
        say!(
            "{names}讲过了，但没有填人数，算不出覆盖率",
            "No coverage: {names} reached, but the headcount is missing",
            names = list(&names)
        )
    })
}

/// What to say next, in a sentence.
pub fn next_send(figures: &Figures, next: &Next) -> Phrase {
    let message = figures.messages.get(next.message);
    let audience = figures.audiences.get(next.audience);
    let Some((message, them)) = message.zip(audience) else { return text("", "").into() };
    let count = if message.message.key && them.audience.is_staff() {
        say!("（{REPEATS} 次里讲了 {n} 次）", " ({n} of {REPEATS} times)", n = next.repeats)
    } else {
        text("", "").into()
    };
    let channel = next.channel.map(|channel| {
        let label = channel.label();
        let way = Phrase { zh: label.zh.into(), en: lower(label.en).into() };
        say!("，渠道：{way}", "; channel: {way}", way)
    });
    say!(
        "下一步：把{what}讲给{who}{count}{channel}",
        "Next: {what} to {who}{count}{channel}",
        what = quoted(&message.message.called()),
        who = them.audience.called(),
        count,
        channel = channel.unwrap_or_else(|| text("", "").into())
    )
}

/// A label within a sentence; a name such as App or SMS stays as it is.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() && label != "App" => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// How long ago something was.
pub fn ago(days: i64) -> Phrase {
    match days {
        ..=0 => text("今天", "today").into(),
        1 => text("昨天", "yesterday").into(),
        _ => say!("{days} 天前", "{days} days ago"),
    }
}

fn feedback(figures: &Figures) -> Option<Line> {
    if let Some((waited, _)) = figures.open_feedback.first() {
        let level = if *waited > ANSWER_WITHIN { Level::Watch } else { Level::Blank };
        return Some(Line::new(
            level,
            say!(
                "{open}反馈等着答复，最久 {oldest}",
                "{open} waiting for an answer, the oldest for {oldest}",
                open = count(figures.open_feedback.len(), "条", "piece of feedback", "pieces of feedback"),
                oldest = days(*waited)
            ),
        ));
    }
    let last = figures.last_feedback?;
    Some(Line::plain(say!(
        "{n} 条反馈都已答复，最近一条{when}",
        "All feedback has been answered ({n}); the latest came {when}",
        n = figures.feedback,
        when = ago(figures.days_since(last))
    )))
}
