//! What is concluded from the figures of the log.

use super::figures::{ANSWER_DAYS, Figures, HIGH_RATE, LOW_RATE, Step};
use super::types::TIRED_FROM;
use super::{Entry, Type};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place};
use crate::project::Project;
use crate::say;
use crate::sheet::{Id, Row};
use crate::text::{Lang, Phrase, Text, text};
use crate::tool::Assessment;
use crate::tools::adkar::Person;
use crate::tools::communication::Audience;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::sync::Arc;

const HANDBOOK: Text = text("工具5 阻力应对手册", "Tool 5, resistance handbook");
const DONTS: Text = text("工具5 阻力应对手册：三个切忌", "Tool 5, resistance handbook: the three don'ts");
const OWN: Text = text("变革工作簿", "Changebook");
const CASES: Text = text(
    "服务流程再造的两个案例，只作示意；界线为本工具所定",
    "Two cases on service process reengineering, as illustrations; the limits are our own",
);

/// So many entries are named in one finding.
const NAMED: usize = 2;
/// Up to this many entries, each is listed for programs.
const LISTED: usize = 200;

/// Assesses the log.
pub fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (project, _today) = (scene.project(), scene.today());
    let figures = scene.get::<Figures>();
    let findings = findings(project, figures);
    let blank = figures.entries() == 0 && findings.is_empty();
    Assessment {
        headline: headline(figures),
        level: if blank { Level::Blank } else { Assessment::worst(&findings) },
        conclusion: conclusion(figures),
        findings,
    }
}

/// A share in whole percent.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", (share * 100.0).round())
}

fn headline(figures: &Figures) -> Phrase {
    let open = figures.open;
    match figures.rate() {
        _ if figures.entries() == 0 => text("未填", "blank").into(),
        _ if figures.open_entries() == 0 => text("都已解决", "all solved").into(),
        Some(rate) => Phrase::same(percent(rate)),
        None if open > 999 => say!(">999人", ">999 open"),
        None => say!("{open} 人", "{open} open"),
    }
}

/// How bad the rate is.
pub fn rate_level(figures: &Figures) -> Level {
    match () {
        () if figures.affected == 0 => Level::Blank,
        () if figures.is_at(HIGH_RATE) => Level::Act,
        () if figures.is_at(LOW_RATE) => Level::Watch,
        () => Level::Good,
    }
}

fn conclusion(figures: &Figures) -> Vec<Line> {
    let plain = |text| Line { level: Level::Blank, text };
    if figures.entries() == 0 {
        return vec![plain(
            text(
                "记下之后，这里会写有多少人、是哪一类、下一步做什么。",
                "Once something is noted, how many people, which type and what comes next stand here.",
            )
            .into(),
        )];
    }
    let mut lines = vec![standing(figures)];
    let [listen, empathise, solve, solved] = figures.steps;
    lines.push(plain(say!(
        "待倾听 {listen}，待共情 {empathise}，待解决 {solve}，已解决 {solved}",
        "To listen to: {listen}; to empathise with: {empathise}; to solve: {solve}; solved: {solved}"
    )));
    let n = figures.to_take.len();
    if n > 0 {
        lines.push(plain(say!(
            "{n} 条可以采用建议的类型；由您确认",
            "A type is suggested where none is chosen yet ({n}); you confirm it"
        )));
    }
    lines
}

fn standing(figures: &Figures) -> Line {
    let (open, affected) = (figures.open, figures.affected);
    if figures.open_entries() == 0 {
        let text = text("记下的阻力都已解决：继续听", "All resistance noted is solved: keep listening");
        return Line { level: Level::Good, text: text.into() };
    }
    let most = figures.largest().map(|(kind, people)| {
        let (zh, en) = (kind.label().zh, kind.brief().en.to_lowercase());
        say!("，最多的是{zh}（{people} 人）", "; largest type: {en} ({people})")
    });
    let untyped = figures.untyped;
    let most = if figures.is_untyped() {
        Some(say!("，其中 {untyped} 人还没分清类型", "; no type chosen yet for {untyped}"))
    } else {
        most
    };
    let Phrase { zh: most_zh, en: most_en } = most.unwrap_or(Phrase::same(""));
    let text = match figures.rate().map(percent) {
        Some(rate) => say!(
            "阻力率 {rate}：受影响的 {affected} 人中，{open} 人的心结还没解开{most_zh}",
            "Resistance {rate}: open worries from {open} of {affected} people affected{most_en}"
        ),
        None => say!(
            "{open} 人的心结还没解开{most_zh}；填上受众人数或 ADKAR 卡，才算得出阻力率",
            "Open worries: {open} people{most_en}; enter the size of the audiences or ADKAR cards for a rate"
        ),
    };
    Line { level: rate_level(figures), text }
}

fn findings(project: &Project, figures: &Figures) -> Vec<Finding> {
    let name = |id: Id| project.find::<Entry>(id).map_or(Phrase::same(""), |entry| who(project, entry));
    let all = [
        forced(figures, &name),
        labelled(figures, &name),
        ordered(figures, &name),
        waiting(figures, &name),
        rate(project, figures),
        tired(figures),
    ];
    all.into_iter().flatten().collect()
}

/// Whom an entry is about, for a sentence: as written, else as on the card.
fn who(project: &Project, entry: &Entry) -> Phrase {
    let card = entry.person.0.filter(|_| entry.who.trim().is_empty());
    let named = card.and_then(|id| project.find::<Person>(id)).map_or(&entry.who, |card| &card.name);
    match named.trim() {
        "" => text("没写是谁的一条", "an entry without a name").into(),
        name => Phrase::same(name),
    }
}

/// The first few names, with something about each.
fn list<T>(items: &[T], about: impl Fn(&T) -> Phrase) -> Phrase {
    let all: Vec<Phrase> = items.iter().take(NAMED).map(about).collect();
    let more = items.len() > NAMED;
    let join = |lang: Lang| {
        let parts: Vec<&str> = all.iter().map(|p| p.get(lang)).collect();
        let and_more = text("等", ", …").get(lang);
        format!("{}{}", parts.join(text("、", ", ").get(lang)), if more { and_more } else { "" })
    };
    Phrase { zh: Cow::Owned(join(Lang::Zh)), en: Cow::Owned(join(Lang::En)) }
}

fn place(row: Id, column: &'static str) -> Place {
    Place { sheet: Entry::SHEET, row: Some(row), column }
}

/// RS1, the first don't: solved without having listened.
fn forced(figures: &Figures, name: &impl Fn(Id) -> Phrase) -> Option<Finding> {
    let first = *figures.forced.first()?;
    let n = figures.forced.len();
    let Phrase { zh, en } = list(&figures.forced, |id| name(*id));
    Some(Finding {
        id: "RS1",
        level: Level::Watch,
        evidence: say!(
            "{n} 条勾了“已解决”，“倾听”却是空的：{zh}",
            "Solved with nothing under 'Listen' ({n}): {en}"
        ),
        advice: text(
            "回去问一句“您真正担心的是什么”，把答案写进“倾听”；没听就解决，多半是硬推过去的",
            "Go back and ask what the worry really was, and note it; solved unheard is mostly pushed through",
        )
        .into(),
        source: DONTS,
        place: place(first, "listen"),
    })
}

/// RS2, the second don't: a label on people.
fn labelled(figures: &Figures, name: &impl Fn(Id) -> Phrase) -> Option<Finding> {
    let (first, column, _) = *figures.labelled.first()?;
    let n = figures.labelled.len();
    let Phrase { zh, en } = list(&figures.labelled, |(id, _, word)| {
        let Phrase { zh, en } = name(*id);
        say!("{zh}“{word}”", "{en} '{word}'")
    });
    Some(Finding {
        id: "RS2",
        level: Level::Watch,
        evidence: say!("{n} 条记录给人贴了标签：{zh}", "Entries that put a label on people ({n}): {en}"),
        advice: text(
            "改写成他们说了什么、担心什么；标签一贴，就听不进去了",
            "Write what they said and what worries them instead; a label ends the listening",
        )
        .into(),
        source: DONTS,
        place: place(first, column),
    })
}

/// RS3, the third don't: an answer that is only an order.
fn ordered(figures: &Figures, name: &impl Fn(Id) -> Phrase) -> Option<Finding> {
    let (first, _) = *figures.ordered.first()?;
    let n = figures.ordered.len();
    let Phrase { zh, en } = list(&figures.ordered, |(id, order)| {
        let Phrase { zh, en } = name(*id);
        say!("{zh}“{order}”", "{en} '{order}'")
    });
    Some(Finding {
        id: "RS3",
        level: Level::Act,
        evidence: say!("{n} 条的“解决”只有命令：{zh}", "Answered by an order alone ({n}): {en}"),
        advice: text(
            "换成一件针对原因的事：对着类型看有用的做法，再定负责人和期限",
            "Answer the cause instead: see what helps with this type, then name an owner and a day",
        )
        .into(),
        source: DONTS,
        place: place(first, "response"),
    })
}

/// RS4: open for long without a complete answer.
fn waiting(figures: &Figures, name: &impl Fn(Id) -> Phrase) -> Option<Finding> {
    let first = figures.waiting.first()?;
    let n = figures.waiting.len();
    let Phrase { zh, en } = list(&figures.waiting, |w| {
        let Phrase { zh, en } = name(w.row);
        let days = w.days;
        say!("{zh}（{days} 天）", "{en} ({days} d)")
    });
    Some(Finding {
        id: "RS4",
        level: Level::Act,
        evidence: say!(
            "{n} 条超过 {ANSWER_DAYS} 天还没有完整的答复（做什么、谁、何时）：{zh}",
            "Open for more than {ANSWER_DAYS} days without a full answer (what, who, when) ({n}): {en}"
        ),
        advice: text(
            "本周给个准话：做什么、谁负责、哪天前；做不到的也当面说明",
            "Give an answer this week: what, who, by when; if it cannot be done, say so in person",
        )
        .into(),
        source: OWN,
        place: place(first.row, first.column),
    })
}

/// RS5: the rate against the two reference lines.
fn rate(project: &Project, figures: &Figures) -> Option<Finding> {
    let level = rate_level(figures);
    if level < Level::Watch {
        return None;
    }
    let rate = figures.rate().map(percent)?;
    let (open, affected) = (figures.open, figures.affected);
    let most = figures.largest().filter(|_| !figures.is_untyped());
    let (advice, kind) = match most {
        Some((kind, _)) => {
            let (what, helps) = (kind.label(), kind.helps());
            let (zh, en, do_zh, do_en) = (what.zh, what.en, helps.zh, helps.en);
            (say!("先处理人最多的{zh}：{do_zh}", "Begin with the largest type, {en}: {do_en}"), Some(kind))
        }
        None => (
            text("先给每条选定类型，再对着类型答复", "Choose a type for each entry, then answer by type")
                .into(),
            None,
        ),
    };
    let open_of = |e: &&Arc<Entry>| e.is_said() && e.is_open() && e.kind == kind;
    let row = project.rows::<Entry>().iter().find(open_of).map(|e| e.id);
    Some(Finding {
        id: "RS5",
        level,
        evidence: say!(
            "阻力率 {rate}（{open}/{affected} 人）；参考线 {HIGH_RATE}% 和 {LOW_RATE}%",
            "Resistance {rate} ({open} of {affected} people); reference lines {HIGH_RATE}% and {LOW_RATE}%"
        ),
        advice,
        source: CASES,
        place: Place { sheet: Entry::SHEET, row, column: "kind" },
    })
}

/// RS6: too many changes at once for the same people.
fn tired(figures: &Figures) -> Option<Finding> {
    let (first, ..) = figures.tired.first()?;
    let Phrase { zh, en } = list(&figures.tired, |(_, name, n)| {
        let Phrase { zh, en } = name;
        say!("{zh} {n} 项", "{en} {n}")
    });
    Some(Finding {
        id: "RS6",
        level: Level::Act,
        evidence: say!(
            "同时有 {TIRED_FROM} 项以上变革的受众：{zh}",
            "Audiences with {TIRED_FROM} live changes or more: {en}"
        ),
        advice: text(
            "和发起人商定：停掉或推后一项，或把这一项的时间放长",
            "Agree with the sponsor to stop or postpone one of them, or give this one more time",
        )
        .into(),
        source: HANDBOOK,
        place: Place { sheet: Audience::SHEET, row: Some(*first), column: "live_changes" },
    })
}

/// The figures, by name.
pub fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let figures = scene.get::<Figures>();
    let by_type =
        Type::ALL.iter().zip(figures.by_type).map(|(kind, n)| (kind.option().key.to_owned(), json!(n)));
    let [listen, empathise, solve, solved] = figures.steps;
    let mut values = vec![
        ("entries", json!(figures.entries())),
        ("open_entries", json!(figures.open_entries())),
        ("people_open", json!(figures.open)),
        ("people_affected", json!(figures.affected)),
        ("rate", json!(figures.rate())),
        ("by_type", Value::Object(by_type.collect::<Map<_, _>>())),
        ("without_type", json!(figures.untyped)),
        ("to_listen", json!(listen)),
        ("to_empathise", json!(empathise)),
        ("to_solve", json!(solve)),
        ("solved", json!(solved)),
        ("suggested", json!(figures.to_take.len())),
        ("unanswered", json!(figures.waiting.len())),
        ("tired_audiences", json!(figures.tired.len())),
    ];
    let rows = scene.project().rows::<Entry>();
    if rows.len() <= LISTED {
        let said = rows.iter().filter_map(|e| Some((e, figures.standing(e.id)?)));
        let one = |(entry, standing): (&Arc<Entry>, super::Standing)| {
            json!({
                "id": entry.id,
                "who": entry.who.as_str(),
                "type": entry.kind.map(|k| k.option().key),
                "suggested_type": standing.suggestion.kind().map(|k| k.option().key),
                "live_changes": standing.suggestion.tired,
                "people": standing.people,
                "step": match standing.step {
                    Step::Listen => "listen",
                    Step::Empathise => "empathise",
                    Step::Solve => "solve",
                    Step::Solved => "solved",
                },
                "age_days": entry.opened.map(|d| scene.today().signed_duration_since(d).num_days()),
            })
        };
        values.push(("list", said.map(one).collect()));
    }
    values
}
