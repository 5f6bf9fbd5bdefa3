//! All projects of the workspace side by side, as the screen's portfolio says it.
//!
//! In JSON the names and the structure stay the same; texts are in the language that `lang` names:
//! `{"lang","today","as_of","projects":[{"id","name","path","archived","unreadable","live","day","week","phase","paused","closed",
//! "readiness":{"total","gate"},"adkar":{"people","barriers":{…}},"kpi":{"on_track","behind","off_track"},
//! "checklist":{"percent"},"level","urgent","worst":{…}}],"findings":[…],"roles":[{"role","title","projects":
//! [{"id","name","people"}]}]}`. A project that cannot be read has its reason in `unreadable` and no figures.

use super::print::{Table, json};
use super::status::phase_key;
use super::{Answer, Call, Failure, project};
use crate::assess::{
    portfolio::Burden, portfolio::Column, portfolio::Member, portfolio::State, portfolio::about,
    portfolio::burdens, portfolio::findings, portfolio::sort,
};
use crate::finding::{Finding, Level};
use crate::say;
use crate::session::gather::gather;
use crate::text::{Lang, text, visible};
use crate::tools::adkar::score::Element;
use crate::tools::charter;
use crate::tools::kpi::Tally;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Prints where all projects stand.
pub(super) fn portfolio(
    call: &Call<'_>,
    as_json: bool,
    column: Option<Column>,
    archived: bool,
) -> Result<Answer, Failure> {
    let as_of = call.as_of_for_all()?;
    let mut members = gather(call.listed()?, archived, call.today, as_of, |_| {});
    sort(&mut members, column.unwrap_or(Column::Worst), false);
    if as_json {
        return Ok(Answer::of(json(&object(&members, call, as_of))));
    }
    let mut answer = Answer::default();
    if members.is_empty() {
        answer.notes.push(project::none());
        return Ok(answer);
    }
    answer.out = lines(&members, call.lang);
    if let Some(day) = as_of {
        answer.notes.push(say!("回看：各项目在 {day} 当天所知", "replay: the projects as known on {day}"));
    }
    if members.len() == 1 {
        answer.notes.push(about());
    }
    Ok(answer)
}

fn object(members: &[Member], call: &Call<'_>, as_of: Option<NaiveDate>) -> Value {
    json!({
        "lang": call.lang.tag(),
        "today": as_of.unwrap_or(call.today).to_string(),
        "as_of": as_of.map(|day| day.to_string()),
        "projects": members.iter().map(|m| member_object(m, call.lang)).collect::<Vec<_>>(),
        "findings": findings(members).iter().map(|f| finding_object(f, call.lang)).collect::<Vec<_>>(),
        "roles": burdens(members).iter().map(|b| burden_object(b, members, call.lang)).collect::<Vec<_>>(),
    })
}

fn member_object(member: &Member, lang: Lang) -> Value {
    let head = json!({
        "id": member.id.map(|id| id.to_string()),
        "name": member.name,
        "path": member.path.display().to_string(),
        "archived": member.archived,
        "unreadable": member.state.as_ref().err().map(|reason| reason.get(lang)),
        "live": member.is_live(),
    });
    let Some(state) = member.known() else { return head };
    let (Value::Object(mut head), Value::Object(figures)) = (head, state_object(state, lang)) else {
        return Value::Null;
    };
    head.extend(figures);
    Value::Object(head)
}

fn state_object(state: &State, lang: Lang) -> Value {
    let barriers = Element::ALL.iter().zip(state.barriers).map(|(e, n)| (e.key().to_owned(), json!(n)));
    let Tally { good, behind, off, .. } = state.tally;
    let gate = state.gate.map(|gate| if gate == Level::Good { "open" } else { gate.key() });
    let worst = state.worst.as_ref().map(|worst| {
        let mut object = finding_object(&worst.finding, lang);
        object["tool"] = json!(worst.tool);
        object
    });
    json!({
        "day": state.day,
        "week": state.week,
        "phase": state.phase.map(phase_key),
        "paused": state.paused,
        "closed": state.closed.map(|day| day.to_string()),
        "readiness": { "total": state.total, "gate": gate },
        "adkar": { "people": state.people, "barriers": barriers.collect::<Map<_, _>>() },
        "kpi": { "on_track": good, "behind": behind, "off_track": off },
        "checklist": { "percent": state.percent },
        "level": state.level.key(),
        "urgent": state.urgent,
        "worst": worst,
    })
}

fn finding_object(finding: &Finding, lang: Lang) -> Value {
    json!({
        "id": finding.id,
        "level": finding.level.key(),
        "evidence": finding.evidence.get(lang),
        "advice": finding.advice.get(lang),
        "source": finding.source.get(lang),
        "cell": {
            "sheet": finding.place.sheet,
            "row": finding.place.row.map(|id| id.to_string()),
            "column": finding.place.column,
        },
    })
}

fn burden_object(burden: &Burden, members: &[Member], lang: Lang) -> Value {
    let project = |(at, name, people): &(usize, String, u64)| {
        let id = members.get(*at).and_then(|m| m.id).map(|id| id.to_string());
        json!({ "id": id, "name": name, "people": people })
    };
    json!({
        "role": burden.role.key(),
        "title": burden.role.label().get(lang),
        "projects": burden.changes.iter().map(project).collect::<Vec<_>>(),
    })
}

fn lines(members: &[Member], lang: Lang) -> String {
    let mut table = Table::new();
    for column in Column::ALL {
        let title = column.title().get(lang);
        if column == Column::Worst { table.whole(title) } else { table.column(title, false) }
    }
    for member in members {
        table.row(cells(member, lang));
    }
    let mut out = table.lines();
    for finding in findings(members) {
        let (sign, word) = (finding.level.sign(), finding.word().get(lang));
        // Writing into a string does not fail.
        let _ok = writeln!(
            out,
            "\n{sign} {word}  {}\n    {}\n    → {}\n    {}",
            finding.id,
            visible(finding.evidence.get(lang)),
            finding.advice.get(lang),
            finding.source.get(lang),
        );
    }
    out
}

/// The cells of a project, in the order of [`Column::ALL`].
fn cells(member: &Member, lang: Lang) -> Vec<String> {
    let archived = if member.archived { text("（已归档）", " (archived)").get(lang) } else { "" };
    let name = format!("{}{archived}", member.name);
    let state = match &member.state {
        Ok(state) => state,
        Err(reason) => {
            let mut cells = vec![name];
            cells.resize(Column::ALL.len() - 1, String::new());
            cells.push(format!("{} {}", Level::Watch.sign(), reason.get(lang)));
            return cells;
        }
    };
    let when = state.when.get(lang);
    let phase =
        state.phase.map_or(String::new(), |phase| format!(" {}", charter::phase_name(phase).get(lang)));
    let signed = |shown: &crate::tool::Shown| match shown.level {
        Level::Blank => shown.text.get(lang).to_owned(),
        level => format!("{} {}", level.sign(), shown.text.get(lang)),
    };
    let Tally { good, behind, off, .. } = state.tally;
    let kpi = if good + behind + off == 0 {
        state.kpi.text.get(lang).to_owned()
    } else {
        format!("✔{good} ◆{behind} ▲{off}")
    };
    let worst = state.worst.as_ref().map_or_else(
        || text("✔ 无", "✔ none").get(lang).to_owned(),
        |worst| {
            let (sign, tool) = (worst.finding.level.sign(), worst.short.get(lang));
            format!("{sign} {} {tool}  {}", worst.finding.id, worst.finding.evidence.get(lang))
        },
    );
    vec![
        name,
        format!("{when}{phase}"),
        signed(&state.readiness),
        signed(&state.barrier),
        kpi,
        signed(&state.checklist),
        worst,
    ]
}
