//! Where the project stands, as the screen's Home says it: the day, each tool's state, and the findings.
//!
//! In JSON the names and the structure stay the same; texts are in the language that `lang` names:
//! `{"lang","project":{"id","name","path"},"today","as_of","day","week","phase","level","tools":{KEY:{"key","title",
//! "level","headline","values":{…},"conclusion":[…]}},"findings":[{"id","level","tool","evidence","advice",
//! "source","cell":{"sheet","row","column","name"}}],"out_of_range":[{"sheet","row","column","name","value"}]}`. `day`, `week` and
//! `phase` are null where there is none, and so is `as_of` where no earlier day is replayed; of one that is, `today` is the day.

use super::print::json;
use super::project::{Seen, lost, with_verbs};
use super::{Answer, Call, Failure, names};
use crate::assess::{Aside, Assessed};
use crate::calendar::Phase;
use crate::finding::{Finding, Level, Place};
use crate::project;
use crate::project::{OutOfRange, Project, out_of_range};
use crate::registry;
use crate::registry::TOOLS;
use crate::say;
use crate::sheet::plain;
use crate::store::Mode;
use crate::text::{Lang, Phrase, count, days, pad, text, visible, width};
use crate::tool::Assessment;
use crate::tool::Tool;
use crate::tools::charter;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The code of a project at the level that was asked about, or worse.
const NEEDS_ATTENTION: u8 = 3;

/// Prints where the project stands.
pub(super) fn status(call: &Call<'_>, as_json: bool, fail_on: Option<Level>) -> Result<Answer, Failure> {
    let listed = call.listed()?;
    let open = call.seen_of(&listed)?;
    let assessed = open.assessed();
    let mut answer = Answer { notes: lost(&listed), ..Answer::default() };
    if fail_on.is_some_and(|level| assessed.open_level() >= level) {
        answer.code = NEEDS_ATTENTION;
    }
    if let Mode::ReadOnly(why) = open.store.mode() {
        let name = &charter::charter(&open.project).name;
        answer.notes.push(with_verbs(why.phrase(), why.remedies(), name));
    }
    let kept = out_of_range(&open.project);
    answer.notes.extend(kept_note(&open.project, &kept));
    if as_json {
        let path = open.store.path().display().to_string();
        let mut status = object(&open, &assessed, call, &path);
        status["out_of_range"] =
            kept.iter().map(|kept| kept_object(&open.project, kept, call.lang)).collect();
        answer.out = json(&status);
    } else {
        answer.out = lines(&open, &assessed, call.lang);
    }
    Ok(answer)
}

/// So many cells out of range are named.
const NAMED: usize = 5;

/// The cells whose values are out of range, which nothing else names as nothing is computed from them.
fn kept_note(project: &Project, kept: &[OutOfRange]) -> Option<Phrase> {
    let rest = kept.len().saturating_sub(NAMED);
    let place = |kept: &OutOfRange, lang: Lang| {
        let parts = [kept.sheet.key.to_owned(), kept_row(project, kept, lang), column_key(kept).to_owned()];
        let place: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("\n  {} = {}", place.join(" · "), plain(&kept.cell, lang, &|_| String::new()))
    };
    let places = |lang| kept.iter().take(NAMED).map(|kept| place(kept, lang)).collect::<String>();
    let places: Phrase = (places(Lang::Zh), places(Lang::En)).into();
    let more = if rest > 0 { say!("\n  另有 {rest} 格", "\n  and {rest} more") } else { Phrase::same("") };
    let cells = count(kept.len() as u64, "格", "cell", "cells");
    (!kept.is_empty()).then(|| {
        say!(
            "{cells}超出范围，原样保留、不参与计算，请用 changebook set 改正：{places}{more}",
            "{cells} out of range, kept as they came and not computed with; correct them with changebook set:{places}{more}",
            cells,
            places,
            more
        )
    })
}

fn column_key(kept: &OutOfRange) -> &'static str {
    kept.sheet.columns[kept.column].key
}

fn kept_row(project: &Project, kept: &OutOfRange, lang: Lang) -> String {
    names::share(project, kept.sheet, kept.row)
        .map_or_else(String::new, |row| project::cell_text(project, &*row, 0, lang))
}

fn kept_object(project: &Project, kept: &OutOfRange, lang: Lang) -> Value {
    json!({
        "sheet": kept.sheet.key,
        "row": kept.row.to_string(),
        "column": column_key(kept),
        "name": kept_row(project, kept, lang),
        "value": plain(&kept.cell, lang, &|_| String::new()),
    })
}

pub(super) const fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Preparation => "preparation",
        Phase::Pilot => "pilot",
        Phase::RollOut => "roll_out",
        Phase::Institutionalise => "institutionalise",
    }
}

fn object(seen: &Seen, assessed: &Assessed, call: &Call<'_>, path: &str) -> Value {
    let (lang, today, project) = (call.lang, seen.day, &seen.project);
    let calendar = charter::calendar(project);
    let findings = assessed.findings();
    let level = assessed.level().key();
    let tools: Map<String, Value> = TOOLS
        .iter()
        .zip(assessed.tools())
        .map(|(tool, a)| (tool.key.to_owned(), tool_object(tool, a, &assessed.values(tool), lang)))
        .collect();
    json!({
        "lang": lang.tag(),
        "project": {
            "id": project.id.to_string(),
            "name": charter::charter(project).name.as_str(),
            "path": path,
        },
        "today": today.to_string(),
        "as_of": seen.as_of.map(|day| day.to_string()),
        "day": calendar.day(today),
        "week": calendar.week(today),
        "phase": calendar.phase(today).map(phase_key),
        "level": level,
        "tools": tools,
        "findings": findings.iter().map(|(tool, f)| finding_object(project, assessed, tool, f, lang)).collect::<Vec<_>>(),
    })
}

fn tool_object(tool: &Tool, assessment: &Assessment, values: &[(&'static str, Value)], lang: Lang) -> Value {
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), in_one(value, lang)));
    let conclusion = assessment.conclusion.iter();
    json!({
        "key": tool.key,
        "title": tool.title.get(lang),
        "level": assessment.level.key(),
        "headline": assessment.headline.get(lang),
        "values": values.collect::<Map<String, Value>>(),
        "conclusion": conclusion
            .map(|line| json!({ "level": line.level.key(), "text": line.text.get(lang) }))
            .collect::<Vec<_>>(),
    })
}

/// A value with the text of one language in place of each pair of both.
fn in_one(value: &Value, lang: Lang) -> Value {
    match value {
        Value::Object(map) => match (map.get("zh"), map.get("en")) {
            (Some(zh @ Value::String(_)), Some(en @ Value::String(_))) if map.len() == 2 => match lang {
                Lang::Zh => zh.clone(),
                Lang::En => en.clone(),
            },
            _ => map.iter().map(|(key, value)| (key.clone(), in_one(value, lang))).collect(),
        },
        Value::Array(list) => list.iter().map(|value| in_one(value, lang)).collect(),
        plain => plain.clone(),
    }
}

fn finding_object(
    project: &Project,
    assessed: &Assessed,
    tool: &Tool,
    finding: &Finding,
    lang: Lang,
) -> Value {
    let Place { sheet, row, column } = finding.place;
    json!({
        "id": finding.id,
        "level": finding.level.key(),
        "tool": tool.key,
        "evidence": finding.evidence.get(lang),
        "advice": finding.advice.get(lang),
        "source": finding.source.get(lang),
        "new": assessed.is_new(finding),
        "unchanged": assessed.is_unchanged(finding),
        "answered": match assessed.aside(finding) {
            Some(Aside::Answered(reply)) => Some(reply.option().key),
            _ => None,
        },
        "cell": {
            "sheet": sheet,
            "row": row.map(|id| id.to_string()),
            "column": column,
            "name": row_name(project, &finding.place, lang),
        },
    })
}

fn row_name(project: &Project, place: &Place, lang: Lang) -> Option<String> {
    let (_, tool) = registry::owner(place.sheet)?;
    let def = tool.sheets.iter().find(|def| def.key == place.sheet)?;
    let row = names::share(project, def, place.row?)?;
    Some(project::cell_text(project, &*row, 0, lang))
}

fn lines(seen: &Seen, assessed: &Assessed, lang: Lang) -> String {
    let project = &seen.project;
    let mut out = format!("{}\n\n", visible(&head(seen, lang)));
    let titles = TOOLS.iter().map(|tool| width(tool.title.get(lang))).max().unwrap_or(0);
    let headlines = assessed.tools().iter().map(|a| width(&visible(a.headline.get(lang)))).max().unwrap_or(0);
    // Where nothing is judged it is not known whether nothing was entered: the headline says how far it is.
    let word = |level: Level| if level == Level::Blank { "" } else { level.word().get(lang) };
    let words = assessed.tools().iter().map(|a| width(word(a.level))).max().unwrap_or(0);
    for (tool, assessment) in TOOLS.iter().zip(assessed.tools()) {
        let level = assessment.level;
        let conclusion = assessment.conclusion.first().map_or("", |line| line.text.get(lang)).trim();
        let line = format!(
            "{} {}  {}  {}  {}",
            level.sign(),
            pad(word(level), words),
            pad(tool.title.get(lang), titles),
            pad(&visible(assessment.headline.get(lang)), headlines),
            visible(conclusion),
        );
        // Writing into a string does not fail.
        let _ok = writeln!(out, "{}", line.trim_end());
    }
    for (tool, finding) in assessed.findings() {
        out.push('\n');
        finding_lines(&mut out, (project, assessed), tool, finding, lang);
    }
    out
}

/// The project's name, the day, the week and the phase.
fn head(seen: &Seen, lang: Lang) -> String {
    let today = seen.day;
    let charter = charter::charter(&seen.project);
    let calendar = charter::calendar(&seen.project);
    let when = match (calendar.day(today), calendar.week(today)) {
        _ if calendar.paused_at_start(today).is_some() => text("还没有过完第 1 天", "before day 1").into(),
        (Some(day), _) if day < 1 => say!("还有 {n}启动", "starts in {n}", n = days(1 - day)),
        (Some(day), Some(week)) => say!("第{day}天 · 第{week}周", "day {day} · week {week}"),
        _ => text("没有启动日期", "no start date").into(),
    };
    let mut parts = vec![charter.name.to_string(), today.to_string(), when.get(lang).to_owned()];
    if let Some(phase) = calendar.phase(today) {
        parts.push(charter::phase_name(phase).get(lang).to_owned());
    }
    if calendar.is_paused(today) {
        parts.push(text("暂停中", "paused").get(lang).to_owned());
    }
    if seen.as_of.is_some() {
        parts.push(text("回看：当天所知", "replay: as known on that day").get(lang).to_owned());
    }
    parts.join(" · ")
}

fn finding_lines(
    out: &mut String,
    (project, assessed): (&Project, &Assessed),
    tool: &Tool,
    finding: &Finding,
    lang: Lang,
) {
    let (sign, word) = (finding.level.sign(), finding.word().get(lang));
    let answered = match assessed.aside(finding) {
        _ if assessed.lacks_owner(finding) => {
            assessed.mark(finding).map(|mark| format!("  ({})", mark.get(lang)))
        }
        Some(Aside::Answered(_)) => assessed.mark(finding).map(|mark| format!("  ({})", mark.get(lang))),
        _ => None,
    };
    let answered = answered.unwrap_or_default();
    let mut place = finding.place.sheet.to_owned();
    if let Some(name) = row_name(project, &finding.place, lang).filter(|name| !name.is_empty()) {
        let _ok = write!(place, " · {name}");
    }
    let _ok = write!(place, " · {}", finding.place.column);
    let _ok = writeln!(
        out,
        "{sign} {word}  {}  {}{answered}\n    {}\n    → {}\n    {}  [{}]",
        finding.id,
        tool.short.get(lang),
        visible(finding.evidence.get(lang)),
        visible(finding.advice.get(lang)),
        finding.source.get(lang),
        visible(&place),
    );
}
