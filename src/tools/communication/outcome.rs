//! The plan's assessment: headline, conclusion, the figures for programs, and what it suggests to tick in the
//! checklist. It must not judge single messages.

use super::figures::{AudienceFigures, Figures, Heard, MessageFigures, REPEATS};
use super::next::Next;
use super::sheets::{Audience, Message, Send};
use super::{rules, words};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;

/// The checklist's item "draw up the communication plan".
const DRAW_UP_PLAN: &str = "w3-2";
/// The checklist's item "announce the start to everybody".
const ANNOUNCE_START: &str = "w4-3";

/// What the tool concludes.
pub(super) fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (_project, _today) = (scene.project(), scene.today());
    let figures = scene.get::<Figures>();
    let findings = rules::findings(figures);
    let blank = figures.messages.is_empty() && figures.sends == 0 && findings.is_empty();
    Assessment {
        headline: headline(figures),
        level: if blank { Level::Blank } else { Assessment::worst(&findings) },
        conclusion: conclusion(figures),
        findings,
    }
}

fn headline(figures: &Figures) -> Phrase {
    match figures.coverage().filter(|_| figures.sends > 0).and_then(words::percent) {
        Some(percent) => say!("覆盖{percent}%", "{percent}% told"),
        None if figures.sends > 0 => {
            let n = figures.sends;
            say!("已发{n}次", "{n} sent")
        }
        None => text("未开始", "not begun").into(),
    }
}

/// How many pairs of a key message and a staff audience are at seven, of how many.
pub(super) fn full(figures: &Figures) -> (usize, usize) {
    let staff: Vec<usize> = figures.staff().map(|(n, _)| n).collect();
    let heard = |m: &MessageFigures| {
        let full = |n: &&usize| m.heard.get(**n).is_some_and(|heard| heard.repeats() >= REPEATS);
        staff.iter().filter(full).count()
    };
    (figures.key_messages().map(heard).sum(), figures.key_messages().count() * staff.len())
}

fn conclusion(figures: &Figures) -> Vec<Line> {
    let plain = |text| Line { level: Level::Blank, text };
    if figures.messages.is_empty() {
        return vec![plain(
            text(
                "还没有信息。先写一句为什么变，勾选为关键信息，再写对每群人意味着什么。",
                "No message yet. Write one sentence on why we change, tick it as a key message, and say what changes for each audience.",
            )
            .into(),
        )];
    }
    let mut lines = vec![Line { level: Level::Blank, text: summary(figures) }];
    lines.extend(figures.next().map(|next| plain(next_line(figures, &next))));
    let overdue: Vec<Phrase> =
        figures.audiences.iter().filter(|a| a.overdue > 0).map(|a| a.audience.called()).collect();
    if !overdue.is_empty() && !figures.calendar.is_paused(figures.today) {
        let Phrase { zh, en } = words::list(&overdue);
        lines.push(Line {
            level: Level::Watch,
            text: say!("超过约定的频率没有沟通：{zh}", "Not told as often as agreed: {en}"),
        });
    }
    lines.extend(feedback(figures));
    lines
}

fn summary(figures: &Figures) -> Phrase {
    let covered = figures.coverage().and_then(|c| {
        let percent = words::percent(c)?;
        let (reached, size) = (c.reached, c.size);
        Some(say!(
            "员工覆盖 {percent}%（{reached}/{size} 人）",
            "{percent}% of staff reached ({reached} of {size})"
        ))
    });
    let covered = covered.unwrap_or_else(|| {
        text(
            "填上各群人数和触达人数，才有覆盖率",
            "Coverage needs the audiences' sizes and the people reached",
        )
        .into()
    });
    let (full, all) = full(figures);
    let counted = if all == 0 {
        text("还没有关键信息", "no key message yet").into()
    } else {
        say!(
            "关键信息讲满 {REPEATS} 次的受众 {full}/{all}",
            "key messages heard {REPEATS} times: {full} of {all} on the board"
        )
    };
    words::joined(&[covered, counted], text(" · ", " · "))
}

/// What to say next, in a sentence.
pub(super) fn next_line(figures: &Figures, next: &Next) -> Phrase {
    let called = figures.messages.get(next.message).map(|m| words::quoted(&m.message.called()));
    let them = figures.audiences.get(next.audience);
    let (Some(said), Some(them)) = (called, them) else { return text("", "").into() };
    let name = them.audience.called();
    let count = count(figures, next);
    let Text { zh: way_zh, en: way_en } = next.channel.map_or(text("", ""), super::Channel::label);
    let (by_zh, by_en) = if way_zh.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("，用{way_zh}"), format!("; channel: {}", lower(way_en)))
    };
    let (zh, en, to_zh, to_en) = (said.zh, said.en, name.zh, name.en);
    let (count_zh, count_en) = (count.zh, count.en);
    say!("下一步：把{zh}讲给{to_zh}{count_zh}{by_zh}", "Next: tell {to_en} {en}{count_en}{by_en}")
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

fn count(figures: &Figures, next: &Next) -> Phrase {
    let counts = figures.messages.get(next.message).is_some_and(|m| m.message.key)
        && figures.audiences.get(next.audience).is_some_and(|a| a.audience.is_staff());
    let n = next.repeats;
    if counts { say!("（{n}/{REPEATS}）", " ({n}/{REPEATS})") } else { text("", "").into() }
}

fn feedback(figures: &Figures) -> Option<Line> {
    let open = figures.open_feedback.len();
    if let Some((days, _)) = figures.open_feedback.first() {
        let level = if *days > rules::ANSWER_WITHIN { Level::Watch } else { Level::Blank };
        return Some(Line {
            level,
            text: say!(
                "{open} 条反馈等着答复，最久 {days} 天",
                "Feedback waiting for an answer: {open}, the oldest {days} days"
            ),
        });
    }
    let last = figures.last_feedback?;
    let Phrase { zh, en } = words::ago(figures.days_since(last));
    let n = figures.feedback;
    Some(Line {
        level: Level::Blank,
        text: say!(
            "{n} 条反馈都已答复，最近一条{zh}",
            "All feedback is answered ({n}), the latest from {en}"
        ),
    })
}

fn date(day: Option<NaiveDate>) -> Value {
    json!(day.map(|d| d.to_string()))
}

pub(super) fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let figures = scene.get::<Figures>();
    let coverage = figures.coverage();
    let (full, all) = full(figures);
    vec![
        ("coverage", json!(coverage.and_then(super::Coverage::share))),
        ("reached", json!(coverage.map(|c| c.reached))),
        ("size", json!(coverage.map(|c| c.size))),
        ("sends", json!(figures.sends)),
        ("incomplete_sends", json!(figures.incomplete.len())),
        ("first_send", date(figures.first_send)),
        ("last_executive_send", date(figures.last_executive)),
        ("days_without_executive", json!(figures.days_without_executive())),
        ("channels", json!(figures.channels.iter().map(|c| c.option().key).collect::<Vec<_>>())),
        (
            "news",
            json!({
                "good": figures.news.good,
                "bad": figures.news.bad,
                "mixed": figures.news.mixed,
            }),
        ),
        ("repeats_full", json!(full)),
        ("repeats_wanted", json!(all)),
        ("feedback", json!(figures.feedback)),
        ("feedback_open", json!(figures.open_feedback.len())),
        ("feedback_oldest_days", json!(figures.open_feedback.first().map(|(days, _)| days))),
        ("last_feedback", date(figures.last_feedback)),
        ("audiences", figures.audiences.iter().map(|a| of_audience(figures, a)).collect()),
        ("messages", figures.messages.iter().map(|m| of_message(figures, m)).collect()),
    ]
}

fn of_audience(figures: &Figures, them: &AudienceFigures) -> Value {
    let Phrase { zh, en } = them.audience.called();
    json!({
        "id": them.audience.id,
        "code": them.audience.code.as_str(),
        "name": { "zh": zh, "en": en },
        "size": them.audience.size,
        "reached": them.coverage.map(|c| c.reached),
        "coverage": them.coverage.and_then(super::Coverage::share),
        "sends": them.sends,
        "last_send": date(them.last_send),
        "days_since_send": them.last_send.map(|last| figures.days_since(last)),
        "cadence_days": them.audience.cadence(),
        "overdue_days": them.overdue,
        "channels": them.channels.iter().map(|c| c.option().key).collect::<Vec<_>>(),
        "last_bad_news": date(them.last_bad_news),
        "last_feedback": date(them.last_feedback),
    })
}

fn of_message(figures: &Figures, message: &MessageFigures) -> Value {
    let heard = |(n, (them, heard)): (usize, (&AudienceFigures, &Heard))| {
        let mut value = json!({
            "audience": them.audience.id,
            "repeats": heard.repeats(),
            "sends": heard.sends,
            "days": heard.days.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "channels": heard.channels.iter().map(|c| c.option().key).collect::<Vec<_>>(),
            "expected": Value::Null,
            "behind": false,
        });
        if them.audience.is_staff() && message.message.key {
            value["expected"] = json!(figures.expected(message, &them.audience));
            value["behind"] = json!(figures.is_behind(message, n));
        } else if !them.audience.is_staff() {
            let (start, end) = figures.start_and_end(heard);
            value["start"] = json!(start);
            value["end"] = json!(end);
        }
        value
    };
    json!({
        "id": message.message.id,
        "message": message.message.message.0.as_str(),
        "key": message.message.key,
        "news": message.message.news.map(|n| n.option().key),
        "first_send": date(message.first),
        "heard": figures.audiences.iter().zip(&message.heard).enumerate().map(heard).collect::<Vec<_>>(),
    })
}

/// What the plan suggests to tick: it is drawn up, and everybody has heard of the start.
pub(super) fn proposes(scene: &Facts) -> Vec<(&'static str, Phrase)> {
    let project = scene.project();
    let named = || project.rows::<Audience>().iter().filter(|a| a.is_named());
    let staff = || named().filter(|a| a.is_staff());
    let keys: Vec<&Arc<Message>> =
        project.rows::<Message>().iter().filter(|m| m.key && m.is_said()).collect();
    if keys.is_empty() || staff().next().is_none() {
        return Vec::new();
    }
    let mut proposed = Vec::new();
    let addressed = |a: &Arc<Audience>| {
        let says =
            |m: &&Arc<Message>| m.what_changes(&a.code).is_none_or(|(_, said)| !said.0.trim().is_empty());
        keys.iter().any(says)
    };
    if named().all(|a| a.size.is_some_and(|size| size > 0)) && staff().all(addressed) {
        let (n, k) = (named().count(), keys.len());
        proposed.push((
            DRAW_UP_PLAN,
            say!(
                "{n} 类受众都有人数，{k} 条关键信息写明了对员工意味着什么",
                "Audiences with a size: {n}; key messages that say what changes for staff: {k}"
            ),
        ));
    }
    let keys: HashSet<Id> = keys.iter().map(|m| m.id).collect();
    let told: HashSet<Id> = project
        .rows::<Send>()
        .iter()
        .filter(|s| {
            s.date.is_some() && s.reached != Some(0) && s.message.0.is_some_and(|id| keys.contains(&id))
        })
        .filter_map(|s| s.audience.0)
        .collect();
    if staff().all(|a| told.contains(&a.id)) {
        let n = staff().count();
        proposed.push((
            ANNOUNCE_START,
            say!(
                "关键信息已讲给全部 {n} 类员工受众",
                "A key message has gone out to every staff audience ({n})"
            ),
        ));
    }
    proposed
}
