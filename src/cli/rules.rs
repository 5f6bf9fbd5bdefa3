//! The rules of all tools, printed: what makes each fire, its source, and the page that explains it.

use super::{Answer, Call};
use crate::finding::Rule;
use crate::handbook::page_of_rule;
use crate::registry;
use crate::text::{Lang, Text, pad, width};
use crate::tool::Tool;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Prints the rules by tool, or as JSON in both languages.
pub(super) fn rules(call: &Call<'_>, json: bool) -> Answer {
    if json {
        let rules: Vec<Value> = registry::rules().map(|(tool, rule)| object(tool, rule)).collect();
        return Answer::of(format!("{:#}\n", Value::Array(rules)));
    }
    Answer::of(lines(call.lang))
}

fn object(tool: &Tool, rule: &Rule) -> Value {
    let both = |text: Text| json!({ "zh": text.zh, "en": text.en });
    json!({
        "id": rule.id,
        "tool": tool.key,
        "fires": both(rule.fires),
        "source": both(rule.source),
        "page": page_of_rule(rule.id).map(|page| &*page.key),
        "after_closing": rule.after_closing,
    })
}

fn lines(lang: Lang) -> String {
    let ids = registry::rules().map(|(_, rule)| width(rule.id)).max().unwrap_or(0);
    let mut out = String::new();
    let mut before = None;
    for (tool, rule) in registry::rules() {
        // Writing into a string does not fail.
        if before != Some(tool.key) {
            let gap = if before.is_some() { "\n" } else { "" };
            let _ok = writeln!(out, "{gap}{}", tool.title.get(lang));
        }
        before = Some(tool.key);
        let _ok = writeln!(out, "  {}  {}", pad(rule.id, ids), rule.fires.get(lang));
        let page = page_of_rule(rule.id).map_or(String::new(), |page| format!(" · {}", page.key));
        let _ok = writeln!(out, "  {:ids$}  {}{page}", "", rule.source.get(lang));
    }
    out
}
