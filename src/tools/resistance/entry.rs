//! Entering resistance: what is said before a cell changes, what is dated along with it, and the two actions.

use super::figures::Figures;
use super::{Entry, words};
use crate::facts::Facts;
use crate::finding::Place;
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Row};
use crate::text::{Phrase, Text, text};
use crate::tool::{Change, Outcome, Verdict};
use chrono::NaiveDate;

/// The dates of an entry in the order in which they come, with what they are called.
fn dates(entry: &Entry) -> [(&'static str, Text, Option<NaiveDate>); 4] {
    [
        ("opened", text("记录", "noted"), entry.opened),
        ("listened", text("倾听", "listened to"), entry.listened),
        ("empathised", text("共情", "empathised with"), entry.empathised),
        ("solved", text("解决", "solved"), entry.solved.0),
    ]
}

/// The check of the log.
pub fn check(change: &Change<'_>) -> Verdict {
    let Some(entry) = change.row.typed::<Entry>() else { return Verdict::Fine };
    match (change.column.key, change.cell) {
        ("people", Cell::Count(0)) => Verdict::Refuse(
            text(
                "人数至少是 1；留空按卡上的人数或 1 人算",
                "At least 1; blank counts those on the card, or 1",
            )
            .into(),
        ),
        ("due", Cell::Date(due)) => match entry.opened {
            Some(opened) if *due < opened => Verdict::Note(say!(
                "已保留：期限 {due} 早于记录日期 {opened}",
                "Kept: due on {due}, before it was noted on {opened}"
            )),
            _ => Verdict::Fine,
        },
        (key, Cell::Date(date)) => dated(entry, key, *date, change.today),
        (key, Cell::Text(said)) => written(entry, key, said),
        _ => Verdict::Fine,
    }
}

fn dated(entry: &Entry, key: &str, date: NaiveDate, today: NaiveDate) -> Verdict {
    if date > today {
        return Verdict::Refuse(say!(
            "{date} 还没有到：最晚填今天 {today}",
            "{date} has not come yet: enter today, {today}, at the latest"
        ));
    }
    if key == "solved" && entry.listen.0.trim().is_empty() {
        return Verdict::Note(
            text(
                "已记为解决；但“倾听”还是空的：没听就解决，多半是硬推。请补上真正担心的是什么",
                "Noted as solved; but 'Listen' is blank, and solved unheard is mostly pushed through. Please add the real worry",
            )
            .into(),
        );
    }
    if key == "solved" && entry.empathise.0.trim().is_empty() {
        return Verdict::Note(
            text(
                "已记为解决；“共情”还是空的：担心里合理的部分，跟他们说了吗？",
                "Noted as solved; 'Empathise' is blank: did you tell them what is reasonable about the worry?",
            )
            .into(),
        );
    }
    let all = dates(entry);
    let Some(at) = all.iter().position(|(k, ..)| *k == key) else { return Verdict::Fine };
    let (before, after) = all.split_at(at);
    let late = before.iter().find(|(.., other)| other.is_some_and(|d| d > date));
    let early = after.iter().skip(1).find(|(.., other)| other.is_some_and(|d| d < date));
    match late.or(early) {
        Some((_, Text { zh, en }, Some(other))) => {
            let Text { zh: own_zh, en: own_en } = all[at].1;
            say_order((own_zh, own_en), date, (zh, en), *other)
        }
        _ => Verdict::Fine,
    }
}

fn say_order(own: (&str, &str), date: NaiveDate, other: (&str, &str), on: NaiveDate) -> Verdict {
    let ((zh, en), (other_zh, other_en)) = (own, other);
    Verdict::Note(say!(
        "已保留；顺序是先倾听、再共情、后解决，而{zh}在 {date}，{other_zh}在 {on}",
        "Kept; the order is listen, empathise, solve, but it was {en} on {date} and {other_en} on {on}"
    ))
}

fn written(entry: &Entry, key: &str, said: &str) -> Verdict {
    let own = entry.own_words().iter().any(|(k, _)| *k == key);
    if let Some(word) = words::label(said).filter(|_| own) {
        return Verdict::Note(say!(
            "“{word}”是在给人贴标签：写他们说了什么、担心什么",
            "'{word}' puts a label on people: write what they said and what worries them"
        ));
    }
    if key != "response" {
        return Verdict::Fine;
    }
    if let Some(order) = words::only_an_order(said) {
        return Verdict::Note(say!(
            "“{order}”是命令，不是答复：写下针对原因做什么",
            "'{order}' is an order, no answer: write what is done about the cause"
        ));
    }
    if entry.listen.0.trim().is_empty() {
        return Verdict::Note(
            text(
                "已记下；“倾听”还是空的：先问清真正担心的是什么，再开方子",
                "Noted; 'Listen' is still blank: find out what the worry really is before you prescribe",
            )
            .into(),
        );
    }
    Verdict::Fine
}

/// The first words dates the entry, the first words of a step date the step.
pub fn follow(change: &Change<'_>) -> Vec<Edit> {
    let Some(entry) = change.row.typed::<Entry>().filter(|_| *change.cell != Cell::Empty) else {
        return Vec::new();
    };
    let today = |key: &str| Edit::set::<Entry>(entry.id, key, Cell::Date(change.today));
    let mut edits = Vec::new();
    let key = change.column.key;
    if entry.opened.is_none() && ["who", "quote", "person"].contains(&key) {
        edits.push(today("opened"));
    }
    match key {
        "listen" if entry.listened.is_none() => edits.push(today("listened")),
        "empathise" if entry.empathised.is_none() => edits.push(today("empathised")),
        _ => {}
    }
    edits
}

/// Opens an entry of today for what somebody said.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
pub fn note(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let waiting =
        scene.project().rows::<Entry>().iter().find(|e| !e.is_said() && e.opened == Some(scene.today()));
    let (edit, id) = if let Some(entry) = waiting {
        (Edit::Many(Vec::new()), entry.id)
    } else {
        let id = new_id();
        (Edit::append(Entry { opened: Some(scene.today()), ..Entry::with_id(id) }), id)
    };
    Ok(Outcome {
        edit,
        said: text(
            "照原话记下，不加评价；再写是谁、有几个人这样想",
            "Note it as they said it, without judging; then who, and how many think so",
        )
        .into(),
        go: Some((Place { sheet: Entry::SHEET, row: Some(id), column: "quote" }, true)),
    })
}

/// Takes the suggested type where none is chosen, because a person asked for it.
pub fn take_types(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    _: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let to_take = &scene.get::<Figures>().to_take;
    let Some((first, _)) = to_take.first() else {
        let open = scene.project().rows::<Entry>().iter().any(|e| e.is_said() && e.kind.is_none());
        return Err(if open {
            text(
                "没有能建议的类型：先选 ADKAR 卡，并在卡上打分",
                "No type can be suggested: choose an ADKAR card and score it first",
            )
        } else {
            text("每一条都有类型了", "Every entry has a type")
        }
        .into());
    };
    let set = |(id, kind): &(Id, super::Type)| Edit::set::<Entry>(*id, "kind", Cell::Choice(kind.option()));
    let n = to_take.len();
    Ok(Outcome {
        edit: Edit::Many(to_take.iter().map(set).collect()),
        said: say!(
            "{n} 条采用了建议的类型：请逐条确认，不对就改",
            "Suggested types taken: {n}. Please confirm each, and change what is wrong"
        ),
        go: Some((Place { sheet: Entry::SHEET, row: Some(*first), column: "kind" }, false)),
    })
}
