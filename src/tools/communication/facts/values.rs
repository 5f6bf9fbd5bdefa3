//! The figures of the plan for programs, by name.

use super::{AudienceFigures, Coverage, Figures, Heard, MessageFigures};
use crate::facts::Facts;
use serde_json::{Value, json};

/// The figures of the plan, its audiences and its messages. Shares are 0 to 1, days are ISO dates.
pub fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let coverage = figures.coverage();
    let (full, all) = figures.heard_in_full();
    vec![
        ("coverage", json!(coverage.and_then(Coverage::share))),
        ("reached", json!(coverage.map(|c| c.reached))),
        ("size", json!(coverage.map(|c| c.size))),
        ("sends", json!(figures.sends)),
        ("incomplete_sends", json!(figures.incomplete.len())),
        ("first_send", json!(figures.first_send)),
        ("last_executive_send", json!(figures.last_executive)),
        ("days_without_executive", json!(figures.days_without_executive())),
        ("channels", json!(figures.channels)),
        ("news", json!(figures.news)),
        ("repeats_full", json!(full)),
        ("repeats_wanted", json!(all)),
        ("feedback", json!(figures.feedback)),
        ("feedback_open", json!(figures.open_feedback.len())),
        ("feedback_oldest_days", json!(figures.open_feedback.first().map(|(days, _)| days))),
        ("last_feedback", json!(figures.last_feedback)),
        ("audiences", figures.audiences.iter().map(|a| of_audience(figures, a)).collect()),
        ("messages", figures.messages.iter().map(|m| of_message(figures, m)).collect()),
    ]
}

fn of_audience(figures: &Figures, them: &AudienceFigures) -> Value {
    json!({
        "id": them.audience.id,
        "code": them.audience.code,
        "name": them.audience.called(),
        "size": them.size,
        "reached": them.coverage.map(|c| c.reached),
        "coverage": them.coverage.and_then(Coverage::share),
        "sends": them.sends,
        "last_send": them.last_send,
        "days_since_send": them.last_send.map(|last| figures.days_since(last)),
        "cadence_days": them.audience.cadence(),
        "overdue_days": them.overdue,
        "channels": them.channels,
        "last_bad_news": them.last_bad_news,
        "last_feedback": them.last_feedback,
    })
}

fn of_message(figures: &Figures, message: &MessageFigures) -> Value {
    let heard = |(n, (them, heard)): (usize, (&AudienceFigures, &Heard))| {
        let mut value = json!({
            "audience": them.audience.id,
            "repeats": heard.repeats(),
            "sends": heard.sends,
            "days": heard.days,
            "channels": heard.channels,
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
        "message": &*message.message.message.0,
        "key": message.message.key,
        "news": message.message.news,
        "first_send": message.first,
        "heard": figures.audiences.iter().zip(&message.heard).enumerate().map(heard).collect::<Vec<_>>(),
    })
}
