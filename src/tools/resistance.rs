//! What people say against the change, what lies behind it, and how it is answered: listen, empathise, solve.

mod entry;
mod figures;
mod panels;
mod rules;
#[cfg(test)]
mod tests;
mod types;
mod words;

pub use figures::{Figures, Standing, Step, waiting};
pub use types::{Main, Suggestion, suggest};

use super::adkar::Person;
use super::communication::Audience;
use crate::sheet::{Link, Prose, Row, Tick};
use crate::text::text;
use crate::tool::{Action, CardLine, CardPlan, Field, Group, Layout, Tool, View};
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// What kind of resistance it is.
    Type {
        Cognitive "cognitive" = "认知阻力" / "Cognitive",
        Emotional "emotional" = "情感阻力" / "Emotional",
        Ability "ability" = "能力阻力" / "Ability",
        Interest "interest" = "利益阻力" / "Interest",
        Fatigue "fatigue" = "疲劳阻力" / "Fatigue",
        Culture "culture" = "文化阻力" / "Culture",
    }
}

sheet! {
    /// One worry or objection, and how it is answered.
    Entry in "resistance" = "阻力记录" / "Resistance log";
    who: EcoString = "谁" / "Who" ? "角色或代号" / "A role or a code",
    quote: Prose = "原话" / "Their words" ? "照原话记，不加评价" / "As they said it, without judging",
    person: Link<Person> = "ADKAR 卡" / "ADKAR card" ? "选了卡就能建议类型" / "With a card the type can be suggested",
    audience: Link<Audience> = "受众" / "Audience",
    people: Option<u32> = "人数" / "People" ? "有同样想法的人数；留空按卡上的人数或 1 人算" / "How many think so; blank: as on the card, or 1",
    opened: Option<NaiveDate> = "记录日期" / "Noted on",
    kind: Option<Type> = "类型" / "Type",
    listen: Prose = "倾听" / "Listen" ? "真正担心的是什么" / "What the real worry is",
    listened: Option<NaiveDate> = "倾听日期" / "Listened on",
    empathise: Prose = "共情" / "Empathise" ? "哪些担心是合理的，怎么对他们说的" / "What is reasonable about it, and how you said so",
    empathised: Option<NaiveDate> = "共情日期" / "Empathised on",
    response: Prose = "解决" / "Solve" ? "针对这个原因做什么" / "What you do about this very cause",
    owner: EcoString = "负责人" / "Owner" ? "角色，如技术主管" / "A role, such as the technical supervisor",
    due: Option<NaiveDate> = "期限" / "Due",
    solved: Tick = "解决日期" / "Solved on",
    note: Prose = "备注" / "Notes",
}

static CARD: CardPlan = CardPlan {
    header: &["who", "quote", "person", "audience", "people", "opened", "kind"],
    heads: &[text("步骤", "Step"), text("自问", "Question"), text("记录", "Notes"), text("日期", "Date")],
    lines: &[
        CardLine {
            title: text("倾听", "Listen"),
            question: text("真正担心的是什么？", "What is the real worry?"),
            cells: &["listen", "listened"],
        },
        CardLine {
            title: text("共情", "Empathise"),
            question: text("哪些担心是合理的？", "What is reasonable about it?"),
            cells: &["empathise", "empathised"],
        },
        CardLine {
            title: text("解决", "Solve"),
            question: text("针对这个原因做什么？", "What answers this cause?"),
            cells: &["response", "solved"],
        },
    ],
    footer: &["owner", "due", "note"],
};

/// The tool: the log and one entry as a form.
pub static TOOL: Tool = Tool {
    key: "resistance",
    mark: '7',
    title: text("阻力管理", "Resistance log"),
    short: text("阻力管理", "Resistance"),
    about: text(
        "记下原话，分清类型，先倾听、再共情、后解决；不压、不贴标签、不拿权威说事。",
        "Note their words, tell the type, then listen, empathise and solve; no forcing, no labels, no rank.",
    ),
    group: Group::Drive,
    sheets: &[Entry::DEF],
    views: &[
        View {
            rows: panels::open_first,
            heading: panels::heading,
            panels: panels::beside,
            empty: text(
                "还没有记录。听到一句反对，就照原话记一条。",
                "Nothing noted yet. When you hear an objection, note it in their own words.",
            ),
            ..View::of("log", text("记录", "Log"), Entry::DEF, Layout::Grid(LOG))
        },
        View {
            panels: panels::beside_entry,
            empty: text("还没有记录。到“记录”页新建。", "Nothing noted yet. Make an entry on the Log tab."),
            ..View::of("entry", text("单条", "One entry"), Entry::DEF, Layout::Card(&CARD))
        },
        View {
            panels: panels::types,
            grows: false,
            ..View::of("types", text("类型", "Types"), Entry::DEF, Layout::Panels)
        },
    ],
    actions: &[
        Action {
            key: "note-resistance",
            title: text("记录一条阻力", "Note resistance"),
            views: &[],
            run: entry::note,
        },
        Action {
            key: "take-types",
            title: text("采用建议的类型", "Take the suggested types"),
            views: &[],
            run: entry::take_types,
        },
    ],
    check: entry::check,
    follow: entry::follow,
    assess: rules::assess,
    values: rules::values,
    ..Tool::BLANK
};

static LOG: &[Field] = &[
    Field::Column("who", 12),
    Field::Column("quote", 22),
    Field::Column("kind", 9),
    Field::Computed {
        key: "suggested",
        title: text("建议类型", "Suggested"),
        cells: 10,
        show: panels::suggested,
    },
    Field::Computed { key: "next_step", title: text("下一步", "Next"), cells: 9, show: panels::next_step },
    Field::Column("people", 6),
    Field::Column("opened", 10),
    Field::Column("response", 16),
    Field::Column("owner", 8),
    Field::Column("due", 10),
    Field::Column("solved", 10),
];
