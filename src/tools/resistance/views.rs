//! How the log is shown: as a grid, one entry as a form, and the types.

mod panels;

use super::facts::{Figures, Main, Standing};
use super::{Entry, Step, Type};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::{AnyRow, Row};
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use crate::tool::{CardLine, CardPlan, Field, Layout, Shown, View};

pub(super) const LOG: View = View {
    rows: open_first,
    heading,
    panels: panels::beside,
    empty: text(
        "还没有记录。听到一句反对，就照原话记一条。",
        "Nothing logged yet. When you hear an objection, write it down in their own words.",
    ),
    ..View::of("log", text("记录", "Log"), Entry::DEF, Layout::Grid(FIELDS))
};

pub(super) const ENTRY: View = View {
    panels: panels::beside_entry,
    empty: text("还没有记录。到“记录”页新建。", "Nothing logged yet. Make an entry on the Log tab."),
    ..View::of("entry", text("单条", "One entry"), Entry::DEF, Layout::Card(&CARD))
};

pub(super) const TYPES: View = View {
    panels: panels::types,
    grows: false,
    ..View::of("types", text("类型", "Types"), Entry::DEF, Layout::Panels)
};

static FIELDS: &[Field] = &[
    Field::column(Entry::COL.who, 12),
    Field::column(Entry::COL.quote, 22),
    Field::column(Entry::COL.kind, 9),
    Field::computed("suggested", text("建议类型", "Suggested"), 13, suggested),
    Field::computed("next_step", text("下一步", "Next"), 9, next_step),
    Field::column(Entry::COL.people, 6),
    Field::column(Entry::COL.opened, 10),
    Field::column(Entry::COL.response, 16),
    Field::column(Entry::COL.owner, 8),
    Field::column(Entry::COL.due, 10),
    Field::column(Entry::COL.solved, 10),
];

static CARD: CardPlan = CardPlan {
    header: &[
        Entry::COL.who.key,
        Entry::COL.quote.key,
        Entry::COL.person.key,
        Entry::COL.audience.key,
        Entry::COL.people.key,
        Entry::COL.opened.key,
        Entry::COL.kind.key,
    ],
    heads: &[text("步骤", "Step"), text("诊断问题", "Question"), text("记录", "Notes"), text("日期", "Date")],
    lines: &[
        CardLine {
            title: text("倾听", "Listen"),
            question: text("真正担心的是什么？", "What is the real concern?"),
            cells: &[Entry::COL.listen.key, Entry::COL.listened.key],
        },
        CardLine {
            title: text("共情", "Empathise"),
            question: text("哪些担心是合理的？", "What is reasonable about it?"),
            cells: &[Entry::COL.empathise.key, Entry::COL.empathised.key],
        },
        CardLine {
            title: text("解决", "Solve"),
            question: text("针对这个原因做什么？", "What addresses this cause?"),
            cells: &[Entry::COL.response.key, Entry::COL.solved.key],
        },
    ],
    footer: &[Entry::COL.owner.key, Entry::COL.due.key, Entry::COL.note.key],
};

fn standing(facts: &Facts, row: &dyn AnyRow) -> Option<Standing> {
    facts.get::<Figures>().standing(row.id())
}

/// The type that the card suggests.
fn suggested(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(Standing { suggestion, .. }) = standing(facts, row) else { return Shown::blank() };
    match suggestion.main {
        Main::NoCard | Main::Nothing => Shown::plain(Phrase::same("–")),
        Main::Score(element) => Shown::plain(say!("先评{what}", "score {what}", what = element.title())),
        Main::Incentive => Shown::plain(text("先填激励", "incentive?")),
        Main::Type(kind) if suggestion.tired.is_some() && kind != Type::Fatigue => {
            Shown::plain(say!("{kind}＋疲劳", "{kind} + fatigue", kind = kind.brief()))
        }
        Main::Type(kind) => Shown::plain(kind.brief()),
    }
}

/// The step that comes next.
fn next_step(facts: &Facts, row: &dyn AnyRow) -> Shown {
    standing(facts, row).map_or_else(Shown::blank, |s| match s.step {
        Step::Listen => Shown::plain(text("倾听", "listen")),
        Step::Empathise => Shown::plain(text("共情", "empathise")),
        Step::Solve => Shown::plain(text("解决", "solve")),
        Step::Solved => Shown::new(Level::Good, text("已解决", "resolved")),
    })
}

/// The heading of an entry in the log.
fn heading(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let open = row.typed::<Entry>()?.is_open();
    Some(if open { text("未解决", "Open") } else { text("已解决", "Resolved") }.into())
}

/// Open entries first, each part as it stands.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
fn open_first(facts: &Facts) -> Option<Vec<usize>> {
    let entries = facts.rows::<Entry>();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.stable_sort_by_key(|at| entries.get(*at).is_none_or(|e| !e.is_open()));
    Some(order)
}
