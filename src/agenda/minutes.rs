//! The minutes of a meeting as Markdown that reads well in a chat and in a mail: short lines, no tables.

mod since;

use super::Agenda;
use crate::assess::Assessed;
use crate::project::{Project, row_phrase};
use crate::say;
use crate::sheet::Id;
use crate::text::{Lang, Phrase, Text, count, list, text, visible_lines};
use crate::tools::charter;
use crate::tools::checklist::Item;
use crate::tools::kpi::{Indicators, Review};
use crate::tools::meetings::{
    Answer, Decision, Judged, KPI_CODE, Kept, Meeting, Outcome, Parked, Reply, Verdict, names,
};
use chrono::NaiveDate;
use std::sync::Arc;

/// The minutes of a meeting of a project, in one language; none where there is no such meeting. Those of an earlier day
/// say what was known at its end, and what was corrected or added since in the record of the meeting itself.
pub fn minutes(project: &Project, meeting: Id, today: NaiveDate, lang: Lang) -> Option<String> {
    let row = project.find::<Meeting>(meeting)?;
    // One that was noted later was known from then on.
    let day = row.date.unwrap_or(today).max(row.entered.day().unwrap_or(NaiveDate::MIN)).min(today);
    let known = if day < today { project.as_of(day) } else { project.clone() };
    let assessed = Assessed::of(&known, day, None);
    let facts = &assessed.facts;
    facts.find::<Meeting>(meeting)?;
    // Who was there and the rating belong to the meeting, whenever they were filled in.
    let agenda = Agenda { facts, assessed: &assessed, meeting: row, before: None };
    Some(of(&Minutes { agenda, now: project, today }, lang))
}

/// What minutes are made of.
struct Minutes<'a> {
    /// The meeting with what was known at its end.
    agenda: Agenda<'a>,
    /// The project as it stands.
    now: &'a Project,
    /// The day on which they are read.
    today: NaiveDate,
}

impl<'a> std::ops::Deref for Minutes<'a> {
    type Target = Agenda<'a>;

    fn deref(&self) -> &Agenda<'a> {
        &self.agenda
    }
}

/// The minutes of the meeting of an agenda.
fn of(agenda: &Minutes<'_>, lang: Lang) -> String {
    let meeting = agenda.meeting;
    let mut day = meeting.date.map(|day| day.to_string()).unwrap_or_default();
    // Of several on one day each says when it began.
    let twin = |other: &&Arc<Meeting>| other.id != meeting.id && other.date == meeting.date;
    if agenda.now.rows::<Meeting>().iter().any(|other| twin(&other)) && !meeting.started.trim().is_empty() {
        day = format!("{day} {}", meeting.started.trim());
    }
    let name = Phrase::same(charter::charter(agenda.facts.project()).name.as_str());
    let mut said = vec![
        say!("# 例会纪要 {day} · {name}", "# Minutes of {day} · {name}", name),
        text("", "").into(),
        attendance(agenda),
    ];
    said.extend(promises(agenda));
    said.extend(exceptions(agenda));
    said.extend(ticked(agenda));
    said.extend(decisions(agenda));
    said.extend(answers(agenda));
    said.extend(promised(agenda));
    said.extend(parked(agenda));
    if let Some(next) = meeting.next {
        said.push(say!("\n下次例会：{next}", "\nNext meeting: {next}"));
    }
    let mut out = String::new();
    for line in said {
        out.push_str(line.get(lang).trim_end());
        out.push('\n');
    }
    visible_lines(&out).into_owned()
}

fn section(title: impl Into<Phrase>) -> Phrase {
    say!("\n## {title}", "\n## {title}", title = title.into())
}

/// What was said of last week's promises.
fn promises(agenda: &Minutes<'_>) -> Vec<Phrase> {
    let verdicts: Vec<_> = Meeting::verdicts(agenda.meeting.id, agenda.facts).collect();
    let current = |verdict: &Arc<Verdict>| agenda.now.find::<Verdict>(verdict.id).cloned();
    let current: Vec<Verdict> = verdicts.iter().filter_map(|verdict| current(verdict)).collect();
    let kept = Kept::of(&current);
    let promises = agenda.promises();
    let unjudged: Vec<_> = promises.iter().filter(|item| item.verdict.is_none()).collect();
    let (open, unjudged) = (unjudged.as_slice(), unjudged.len());
    let title = match kept.looked_at() {
        1.. if unjudged > 0 => say!(
            "上周承诺：{kept}，另有 {unjudged} 项没有核对",
            "Last week's promises: {kept}, {unjudged} not looked at",
            kept = kept.said(),
            unjudged
        ),
        1.. => {
            say!("上周承诺：{kept}", "Last week's promises: {kept}", kept = kept.said())
        }
        0 if unjudged > 0 => text("上周承诺：没有核对", "Last week's promises: not looked at").into(),
        0 => text("上周承诺：没有到期的", "Last week's promises: none was due").into(),
    };
    let mut said = vec![section(title)];
    said.extend(agenda.record(&verdicts, |row| row.meeting.0, |row| Some(judged(row))));
    said.extend(open.iter().map(|item| {
        let (promise, owner) = (line(&item.action), owner(&item.owner));
        say!("- 没有核对：{promise}（{owner}）", "- Not looked at: {promise} ({owner})", promise, owner)
    }));
    said
}

/// A promise with what was said of it.
fn judged(verdict: &Verdict) -> Phrase {
    let (promise, owner) = (line(&verdict.promise.0), owner(&verdict.owner));
    let mark = match verdict.verdict {
        Some(Judged::Kept) => text("✔ ", "✔"),
        Some(Judged::NotYet) => text("✘ 没做到：", "✘ not yet:"),
        _ => text("– 放弃：", "– dropped:"),
    };
    let mut said = say!("- {mark}{promise}（{owner}）", "- {mark} {promise} ({owner})", mark, promise, owner);
    if !verdict.reason.0.trim().is_empty() {
        said = behind(&said, &line(&verdict.reason.0));
    }
    match verdict.new_due.filter(|_| verdict.verdict == Some(Judged::NotYet)) {
        Some(due) => say!("{said}，新期限 {due}", "{said}, new date {due}", said, due),
        None => said,
    }
}

/// The indicators that were not in order, with cause and action.
fn exceptions(agenda: &Agenda<'_>) -> Vec<Phrase> {
    let mut said = vec![section(text("例外", "Exceptions"))];
    let indicators = agenda.facts.get::<Indicators>();
    for kpi in indicators.kpis.iter().filter(|kpi| agenda.is_exception(kpi)) {
        let (name, status, unit) = (kpi.kpi.title(), kpi.status_shown().text, kpi.kpi.unit());
        let now = kpi.said().unwrap_or_else(|| Phrase::same("–"));
        let target = kpi.kpi.target.map_or_else(|| Phrase::same("–"), |target| unit.figure(target));
        let expected = kpi.planned_shown().map_or_else(
            || text("", "").into(),
            |expected| say!("，按计划应为 {expected}", ", expected {expected}", expected),
        );
        said.push(say!(
            "- **{name}** {status}：{now}{expected}，目标 {target}",
            "- **{name}** {status}: {now}{expected}, target {target}",
            name,
            status,
            now,
            expected,
            target
        ));
        said.extend(agenda.review(kpi.kpi.id).into_iter().flat_map(|review| review_lines(review)));
        said.extend(agenda.no_action(kpi.kpi.id).map(|answer| {
            say!("  - {rests}{why}", "  - {rests}{why}", rests = NO_ACTION, why = reason(answer))
        }));
    }
    if said.len() == 1 {
        let judged = indicators.tally().said();
        said.push(say!("- 没有例外；{judged}", "- None; {judged}", judged));
    }
    said
}

/// The items of the checklist that were ticked on the day of the meeting; nothing where none was.
fn ticked(agenda: &Agenda<'_>) -> Vec<Phrase> {
    let day = agenda.meeting.date;
    let items = agenda.facts.rows::<Item>().iter().filter(|item| day.is_some() && item.done.0 == day);
    let said: Vec<Phrase> =
        items.map(|item| row_phrase(&**item)).map(|name| say!("- {name}", "- {name}", name)).collect();
    if said.is_empty() {
        said
    } else {
        std::iter::once(section(text("90 天清单，当天勾掉的", "90-day checklist, ticked on the day")))
            .chain(said)
            .collect()
    }
}

/// What was decided; nothing where nothing was.
fn decisions(agenda: &Minutes<'_>) -> Vec<Phrase> {
    let then: Vec<&Arc<Decision>> = agenda.decisions().collect();
    let decision = |row: &Decision| {
        let words = line(&row.decision.0);
        let said = say!("- {words}（{by}）", "- {words} ({by})", words, by = decider(&row.by));
        (!row.decision.0.trim().is_empty()).then_some(said)
    };
    let said = agenda.record(&then, |row| row.meeting.0, decision);
    if said.is_empty() {
        said
    } else {
        std::iter::once(section(text("决定", "Decisions"))).chain(said).collect()
    }
}

/// The findings that were put off or disagreed with, with the reasons; nothing where there are none.
fn answers(agenda: &Agenda<'_>) -> Vec<Phrase> {
    let rest = agenda
        .answers()
        .filter(|answer| matches!(answer.reply, Some(Reply::PutOff | Reply::Disagreed)))
        .filter(|answer| agenda.holds(answer))
        // Those of indicators that are exceptions stand with them.
        .filter(|answer| !of_exception(agenda, answer));
    let said: Vec<Phrase> = rest
        .map(|answer| {
            let (words, why) = (line(&answer.finding.0), reason(answer));
            let rests = answer.key.starts_with(KPI_CODE);
            let reply = if rests { NO_ACTION } else { answer.reply.map_or(text("", ""), Reply::label) };
            match answer.until.filter(|_| !rests) {
                Some(until) => say!(
                    "- {reply}到 {until}：{words}{why}",
                    "- {reply} until {until}: {words}{why}",
                    reply,
                    until,
                    words,
                    why
                ),
                None => say!("- {reply}：{words}{why}", "- {reply}: {words}{why}", reply, words, why),
            }
        })
        .collect();
    if said.is_empty() {
        said
    } else {
        std::iter::once(section(text(
            "推后的、不同意的、本周不行动的",
            "Put off, disagreed with, or no action this week",
        )))
        .chain(said)
        .collect()
    }
}

/// What is said of an exception that needs no action this time.
const NO_ACTION: Text = text("本周不行动", "No action this week");

/// Whether an answer is about an indicator that is listed as an exception.
fn of_exception(agenda: &Agenda<'_>, answer: &Answer) -> bool {
    let kpi = answer.key.strip_prefix(KPI_CODE).and_then(Id::parse);
    let figures = kpi.and_then(|kpi| agenda.facts.get::<Indicators>().get(kpi));
    figures.is_some_and(|kpi| agenda.is_exception(kpi))
}

/// Why something was answered so, in brackets; where no reason was given, that.
fn reason(answer: &Answer) -> Phrase {
    match answer.reason.0.trim() {
        "" => text("（没写理由）", " (no reason noted)").into(),
        why => say!("（{why}）", " ({why})", why = line(why)),
    }
}

/// What was promised in the meeting.
fn promised(agenda: &Minutes<'_>) -> Vec<Phrase> {
    let mut said = vec![section(text("我们答应了", "We promised"))];
    said.extend(agenda.promises_made());
    if said.len() == 1 {
        said.push(text("- 没有新的承诺", "- Nothing new").into());
    }
    said
}

/// Something promised, by whom and by when.
fn promise(action: &str, who: &str, due: Option<NaiveDate>) -> Phrase {
    let when = match due {
        Some(due) => Phrase::same(due.to_string()),
        None => text("没有期限", "no date").into(),
    };
    let (words, who) = (line(action), owner(who));
    say!("- {words} · {who} · {when}", "- {words} · {who} · {when}", words, who, when)
}

/// The issues that were parked in this meeting or settled on its day, and those that still wait from earlier ones; nothing
/// where there are none.
fn parked(agenda: &Minutes<'_>) -> Vec<Phrase> {
    let meeting = agenda.meeting;
    let of_meeting = |issue: &&Arc<Parked>| {
        let settled = issue.settled.0.is_some() && issue.settled.0 == meeting.date;
        let waits = issue.settled.0.is_none() && issue.outcome.is_none() && issue.date <= meeting.date;
        (issue.meeting.0 == Some(meeting.id) || settled || waits) && !issue.issue.0.trim().is_empty()
    };
    let then: Vec<&Arc<Parked>> = agenda.facts.rows::<Parked>().iter().filter(of_meeting).collect();
    // What became of it since is no correction.
    let is_open = |issue: &Parked| {
        let settled_then = agenda.facts.find::<Parked>(issue.id).is_some_and(|issue| issue.outcome.is_some());
        issue.settled.0.map_or(!settled_then, |day| Some(day) > meeting.date)
    };
    let issue_line = |issue: &Parked| {
        let outcome = issue.outcome.filter(|_| !is_open(issue));
        let words = line(&issue.issue.0);
        let how = match issue.how.0.trim() {
            how if !how.is_empty() && outcome.is_some() => say!("（{how}）", " ({how})", how = line(how)),
            _ => Phrase::same(""),
        };
        let outcome = outcome.map_or(text("下次再议", "to be taken up next time"), Outcome::label);
        let said = behind(
            &say!("- {words}", "- {words}", words),
            &say!("{outcome}{how}", "{outcome}{how}", outcome, how),
        );
        (!issue.issue.0.trim().is_empty()).then_some(said)
    };
    let said = agenda.record(&then, |issue| issue.meeting.0, issue_line);
    if said.is_empty() {
        said
    } else {
        std::iter::once(section(text("停车场（会上先不展开的事）", "Parked (not discussed there and then)")))
            .chain(said)
            .collect()
    }
}

/// What is said where nobody has noted who was there.
const NOT_NOTED: Text = text("没有记", "not noted");

/// Who was there, how long it took and what it was worth.
fn attendance(agenda: &Minutes<'_>) -> Phrase {
    let now = agenda.meeting;
    let then = agenda.facts.find::<Meeting>(now.id).unwrap_or(now);
    let who = since::marked(present(then), present(now)).unwrap_or_else(|| NOT_NOTED.into());
    let mut said = say!("出席：{who}", "Present: {who}", who);
    if let Some(minutes) = now.minutes {
        said = say!(
            "{said}；用时 {took}",
            "{said}; {took}",
            said,
            took = count(minutes, "分钟", "minute", "minutes")
        );
    }
    let rated =
        |meeting: &Meeting| meeting.rating.map(|rating| say!("评分 {rating}/10", "rated {rating} of 10"));
    match since::marked(rated(then), rated(now)) {
        Some(rated) => say!("{said}；{rated}", "{said}; {rated}", said, rated),
        None => said,
    }
}

/// Who was there and who was not; none where nothing was noted.
fn present(meeting: &Meeting) -> Option<Phrase> {
    // What was typed otherwise than as a list of names says more than a list would.
    let people = |noted: &str| {
        if noted.contains(['；', ';', '。', '：', ':']) {
            return Phrase::same(noted.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        list(&names(noted).map(Phrase::same).collect::<Vec<_>>())
    };
    let (there, absent) = (people(&meeting.attendees.0), people(&meeting.absent.0));
    let who = match there.zh.is_empty() {
        true if absent.zh.is_empty() => return None,
        true => NOT_NOTED.into(),
        false => there,
    };
    Some(if absent.zh.is_empty() {
        who
    } else {
        say!("{who}；缺席：{absent}", "{who}; absent: {absent}", who, absent)
    })
}

fn review_lines(review: &Review) -> Vec<Phrase> {
    let mut said = Vec::new();
    if let Some(cause) = review.cause() {
        let cause = Phrase { zh: line(&cause.zh).zh, en: line(&cause.en).en };
        said.push(say!("  - 原因：{cause}", "  - Cause: {cause}", cause));
    }
    if !review.action.0.trim().is_empty() {
        let when = review.due.map(|due| due.to_string()).unwrap_or_default();
        said.push(say!(
            "  - 行动：{action} · {who} · {when}",
            "  - Action: {action} · {who} · {when}",
            action = line(&review.action.0),
            who = owner(&review.owner)
        ));
    }
    said
}

/// A text on one line, without the sign that ends it, as more is said behind it; a question keeps its mark.
fn line(text: &str) -> Phrase {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Phrase::same(line.trim_end_matches(['。', '．', '.', '；', ';', '，', ',', '、', '：', ':']))
}

/// What becomes of something, behind its words.
fn behind(words: &Phrase, said: &Phrase) -> Phrase {
    let asks = |words: &str| words.ends_with(['？', '?', '！', '!']);
    let zh = if asks(&words.zh) { " " } else { "：" };
    let en = if asks(&words.en) { " " } else { ": " };
    Phrase::from((format!("{}{zh}{}", words.zh, said.zh), format!("{}{en}{}", words.en, said.en)))
}

/// Who decided.
fn decider(name: &str) -> Phrase {
    match name.trim() {
        "" => text("没写谁定的", "by nobody named").into(),
        name => Phrase::same(name),
    }
}

fn owner(name: &str) -> Phrase {
    match name.trim() {
        "" => text("还没有负责人", "no owner yet").into(),
        name => Phrase::same(name),
    }
}
