//! What stands beside and instead of the log: the type of one entry with what helps, people by type, the rate
//! beside two illustrations, and the handbook in short.

use super::figures::{Figures, HIGH_RATE, LOW_RATE, Standing, Step};
use super::rules::{percent, rate_level};
use super::types::Main;
use super::{Entry, Type};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, text};
use crate::tool::{Bar, Panel, Shown};
use crate::tools::adkar::Person;
use crate::tools::adkar::score::{BARRIER, Element};
use chrono::NaiveDate;

fn plain(text: impl Into<Phrase>) -> Shown {
    Shown { text: text.into(), level: Level::Blank }
}

fn line(level: Level, text: impl Into<Phrase>) -> Line {
    Line { level, text: text.into() }
}

fn figures<'a>(scene: &'a Facts) -> Option<&'a Figures> {
    Some(scene.get::<Figures>())
}

fn standing(scene: &Facts, row: &dyn AnyRow) -> Option<Standing> {
    figures(scene)?.standing(row.id())
}

/// The type that the card suggests.
pub fn suggested(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(Standing { suggestion, .. }) = standing(scene, row) else { return plain(Phrase::same("")) };
    match suggestion.main {
        Main::NoCard | Main::Nothing => plain(Phrase::same("–")),
        Main::Score(element) => {
            let (zh, en) = (element.title().zh, element.brief().en);
            plain(say!("先评{zh}", "score {en}"))
        }
        Main::Incentive => plain(text("先填激励", "incentive?")),
        Main::Type(kind) => {
            let Text { zh, en } = kind.brief();
            match suggestion.tired {
                Some(_) if kind != Type::Fatigue => plain(say!("{zh}＋疲劳", "{en} + fatigue")),
                _ => plain(kind.brief()),
            }
        }
    }
}

/// The step that comes next.
pub fn next_step(scene: &Facts, row: &dyn AnyRow) -> Shown {
    standing(scene, row).map_or(plain(Phrase::same("")), |s| match s.step {
        Step::Listen => plain(text("倾听", "listen")),
        Step::Empathise => plain(text("共情", "empathise")),
        Step::Solve => plain(text("解决", "solve")),
        Step::Solved => Shown { text: text("已解决", "solved").into(), level: Level::Good },
    })
}

/// What stands beside the log: the entry under the cursor, then everybody.
pub fn beside(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut panels = beside_entry(scene, row);
    if let Some(figures) = figures(scene).filter(|f| f.open_entries() > 0) {
        panels.push(by_type(figures));
    }
    panels
}

/// What stands beside one entry. The first lines are all that a small screen has room for.
pub fn beside_entry(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(entry) = row.and_then(|r| r.typed::<Entry>()) else { return Vec::new() };
    let Some(standing) = standing(scene, entry) else {
        return vec![Panel::Lines {
            title: text("这一条", "This entry").into(),
            lines: vec![line(
                Level::Blank,
                text("先照原话记下他们说了什么。", "First note what they said, in their own words."),
            )],
        }];
    };
    let kind = entry.kind.or(standing.suggestion.kind());
    let mut lines = vec![next(standing.step, kind, entry, scene.today())];
    lines.extend(suggestion(scene, entry, standing));
    if let Some(kind) = kind {
        let (helps, heard, root) = (kind.helps(), kind.heard(), kind.root());
        let (zh, en) = (helps.zh, helps.en);
        lines.push(line(Level::Blank, say!("有用的：{zh}", "What helps: {en}")));
        let (zh, en) = (heard.zh, heard.en);
        lines.push(line(Level::Blank, say!("常听到：{zh}", "Often heard: {en}")));
        let (zh, en) = (root.zh, root.en);
        lines.push(line(Level::Blank, say!("根子：{zh}", "Root: {en}")));
    }
    let title = kind.map_or(text("类型未定", "No type yet"), Type::label);
    vec![Panel::Lines { title: title.into(), lines }]
}

fn next(step: Step, kind: Option<Type>, entry: &Entry, today: NaiveDate) -> Line {
    match (step, kind) {
        (Step::Solve, Some(_)) if entry.lacks().is_none() => promised(entry, today),
        (Step::Listen, _) => line(
            Level::Watch,
            text(
                "下一步 倾听：先不讲道理，问清真正担心的是什么。",
                "Next, listen: no arguments yet, find out what the worry really is.",
            ),
        ),
        (Step::Empathise, _) => line(
            Level::Watch,
            text(
                "下一步 共情：承认担心里合理的部分，当面说出来。",
                "Next, empathise: admit what is reasonable about it, and say so in person.",
            ),
        ),
        (Step::Solve, None) => line(
            Level::Watch,
            text(
                "下一步 解决：先定类型，再对着原因做。",
                "Next, solve: settle the type, then answer its cause.",
            ),
        ),
        (Step::Solve, Some(_)) => line(
            Level::Watch,
            text(
                "下一步 解决：对着原因做一件事，写明谁、哪天前。",
                "Next, solve: one answer to this cause, with an owner and a day.",
            ),
        ),
        (Step::Solved, _) => line(
            Level::Good,
            text(
                "已解决：过两周回头问一次，是不是真的好了。",
                "Solved: ask again in two weeks whether it really is.",
            ),
        ),
    }
}

/// The answer is complete: it only has to be done.
fn promised(entry: &Entry, today: NaiveDate) -> Line {
    let (owner, due) = (&entry.owner, entry.due.map_or_else(String::new, |d| d.to_string()));
    if entry.due.is_some_and(|due| due < today) {
        let said = say!(
            "答复已逾期：{owner} 答应 {due} 前做完。当面问清卡在哪里。",
            "The answer is late: {owner} promised it by {due}. Ask in person what is in the way."
        );
        return line(Level::Act, said);
    }
    line(
        Level::Blank,
        say!(
            "下一步 解决：{owner} 在 {due} 前做到，做到了就勾上。",
            "Next, solve: {owner} does it by {due}; tick it once it is done."
        ),
    )
}

/// What the card suggests and why, beside what was chosen.
fn suggestion(scene: &Facts, entry: &Entry, standing: Standing) -> Vec<Line> {
    let card = entry.person.0.and_then(|id| scene.project().find::<Person>(id));
    let mut lines = Vec::new();
    let said = match standing.suggestion.main {
        Main::NoCard if entry.kind.is_some() => None,
        Main::NoCard => Some(text("选一张 ADKAR 卡，就能建议类型。", "Choose an ADKAR card, and a type can be suggested.").into()),
        Main::Score(element) => {
            let Text { zh, en } = element.title();
            Some(say!("先在卡上给{zh}打分，才能建议类型。", "Score {en} on the card first; then a type can be suggested."))
        }
        Main::Incentive => Some(
            text(
                "卡在渴望：先在卡上填激励是否对齐，才分得清利益和情感。",
                "Stuck at Desire: enter on the card whether the incentive is aligned; that tells interest from emotion.",
            )
            .into(),
        ),
        Main::Nothing => Some(text("卡上没有卡点：以当面听到的为准。", "No barrier on the card: go by what you hear in person.").into()),
        Main::Type(kind) => {
            let (why, Text { zh, en }) = (why(kind, card, standing.suggestion.tired), kind.label());
            let Phrase { zh: why_zh, en: why_en } = why;
            Some(match entry.kind {
                Some(chosen) if chosen != kind => say!(
                    "卡上更像{zh}（{why_zh}）；以当面听到的为准。",
                    "The card looks more like {en} ({why_en}); go by what you hear in person."
                ),
                Some(_) => say!("与卡上相符（{why_zh}）。", "The card agrees ({why_en})."),
                None => say!("建议类型：{zh}（{why_zh}）。", "Suggested: {en} ({why_en})."),
            })
        }
    };
    lines.extend(said.map(|text| line(Level::Blank, text)));
    if let Some(n) = standing.suggestion.tired.filter(|_| standing.suggestion.kind() != Some(Type::Fatigue)) {
        lines.push(line(
            Level::Watch,
            say!(
                "另外：他们身上同时有 {n} 项变革，也会疲劳。",
                "Also: {n} changes run for them at once, which tires people."
            ),
        ));
    }
    lines
}

/// The scores that speak for a type.
fn why(kind: Type, card: Option<&Person>, tired: Option<u32>) -> Phrase {
    let scored = |element: Element| {
        let score = card.and_then(|c| c.counted(element)).map_or_else(|| "–".to_owned(), |s| s.to_string());
        let Text { zh, en } = element.title();
        say!("{zh} {score}", "{en} {score}")
    };
    let with = |element: Element, zh: &str, en: &str| {
        let score = scored(element);
        let (a, b) = (score.zh, score.en);
        say!("{a}，{zh}", "{b}, {en}")
    };
    match kind {
        Type::Cognitive => scored(Element::Awareness),
        Type::Interest => with(Element::Desire, "激励未对齐", "incentive not aligned"),
        Type::Emotional => with(Element::Desire, "激励已对齐", "incentive aligned"),
        Type::Ability => {
            let low = |e: &Element| card.and_then(|c| c.counted(*e)).is_some_and(|s| s <= BARRIER);
            let first = [Element::Knowledge, Element::Ability].into_iter().find(low);
            scored(first.unwrap_or(Element::Ability))
        }
        Type::Culture => with(Element::Reinforcement, "已上线", "live"),
        Type::Fatigue => {
            let n = tired.unwrap_or_default();
            say!("同时 {n} 项变革", "{n} changes at once")
        }
    }
}

/// The overview by type.
pub fn types(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(figures) = figures(scene) else { return Vec::new() };
    let mut panels = Vec::new();
    if figures.entries() > 0 {
        panels.push(by_type(figures));
        panels.push(rates(figures));
    }
    panels.push(handbook());
    panels.push(donts());
    panels
}

fn by_type(figures: &Figures) -> Panel {
    let whole = figures.by_type.iter().sum::<u64>() + figures.untyped;
    let bar = |title: Phrase, people: u64| {
        let share = if whole == 0 { 0.0 } else { people as f64 / whole as f64 };
        let level = if people == 0 { Level::Blank } else { Level::Watch };
        Bar { title, share, label: say!("{people} 人", "{people}"), level }
    };
    // A type that nobody shows says nothing; while there is none at all, the six types say what there can be.
    let named = Type::ALL.iter().zip(figures.by_type).filter(|(_, people)| whole == 0 || *people > 0);
    let mut bars: Vec<Bar> = named.map(|(kind, people)| bar(kind.label().into(), people)).collect();
    if figures.untyped > 0 {
        bars.push(bar(text("类型未定", "No type yet").into(), figures.untyped));
    }
    Panel::Bars {
        title: text("还没解开的心结（人数）", "Open worries by type (people)").into(), bars
    }
}

fn rates(figures: &Figures) -> Panel {
    let (open, affected) = (figures.open, figures.affected);
    let own = match figures.rate() {
        Some(rate) => {
            let shown = percent(rate);
            Bar {
                title: text("本项目", "This project").into(),
                share: rate,
                label: say!("{shown}（{open}/{affected} 人）", "{shown} ({open} of {affected})"),
                level: rate_level(figures),
            }
        }
        None => Bar {
            title: text("本项目", "This project").into(),
            share: 0.0,
            label: Phrase::same("–"),
            level: Level::Blank,
        },
    };
    let line = |title: Text, percent: u64| Bar {
        title: title.into(),
        share: percent as f64 / 100.0,
        label: Phrase::same(format!("{percent}%")),
        level: Level::Blank,
    };
    Panel::Bars {
        title: text(
            "阻力率；两条参考线是个案示意，不是标杆",
            "Resistance rate; the two cases are illustrations, no benchmarks",
        )
        .into(),
        bars: vec![
            own,
            line(text("个案：搁浅的项目", "Case: stranded"), HIGH_RATE),
            line(text("个案：员工参与设计", "Case: co-designed"), LOW_RATE),
        ],
    }
}

fn handbook() -> Panel {
    let one = |kind: &Type| {
        let (name, heard, helps) = (kind.brief(), kind.heard(), kind.helps());
        let (zh, en, heard_zh, heard_en, do_zh, do_en) =
            (name.zh, name.en, heard.zh, heard.en, helps.zh, helps.en);
        line(Level::Blank, say!("{zh}  {heard_zh} → {do_zh}", "{en}: {heard_en} → {do_en}"))
    };
    Panel::Lines {
        title: text("六类：常听到 → 有用的", "Six types: often heard → what helps").into(),
        lines: Type::ALL.iter().map(one).collect(),
    }
}

fn donts() -> Panel {
    Panel::Lines {
        title: text("三个切忌", "Three don'ts").into(),
        lines: vec![
            line(
                Level::Blank,
                text("1 不听就推：有人反对，照样压过去", "1 Push on: go ahead over every objection"),
            ),
            line(
                Level::Blank,
                text(
                    "2 贴标签：把提意见的人叫成“刺头”",
                    "2 Label people: call whoever objects a troublemaker",
                ),
            ),
            line(
                Level::Blank,
                text(
                    "3 以权压人：一句“老板说了”代替理由",
                    "3 Pull rank: 'the boss said so' in place of a reason",
                ),
            ),
        ],
    }
}

/// The heading of an entry in the log.
pub fn heading(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    Some(if row.typed::<Entry>()?.is_open() {
        text("未解决", "Open").into()
    } else {
        text("已解决", "Solved").into()
    })
}

/// Open entries first, each part as it stands.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
pub fn open_first(scene: &Facts) -> Option<Vec<usize>> {
    let entries = scene.project().rows::<Entry>();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| entries.get(*at).is_none_or(|e| !e.is_open()));
    Some(order)
}
