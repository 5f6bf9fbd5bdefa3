//! Which columns the portfolio shows in a width, how wide they stand, and what stands in them.

use super::super::theme::Role;
use crate::assess::{portfolio::Column, portfolio::Member, portfolio::State};
use crate::calendar::Phase;
use crate::finding::Level;
use crate::text::{Lang, Text, pad_left, text, width};
use crate::tool::Shown;
use crate::tools::adkar::score::Element;
use crate::tools::charter;
use crate::tools::kpi::Tally;

/// No name takes more than this.
const NAME: u16 = 36;
/// A tool and the beginning of its finding's evidence need at least this.
const EVIDENCE: u16 = 26;

/// How much a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// All it can.
    Full,
    /// The same in fewer words.
    Brief,
    /// The least.
    Bare,
}

/// A column on the screen.
pub struct Placed {
    /// What stands in it.
    pub column: Column,
    /// Where it begins.
    pub x: u16,
    /// How wide it is.
    pub cells: u16,
    /// How much it says.
    pub form: Form,
}

/// Part of a cell, with its colour.
pub type Piece = (String, Role);

/// What a column shows of a project.
pub fn pieces(member: &Member, state: &State, column: Column, form: Form, lang: Lang) -> Vec<Piece> {
    match column {
        Column::Name => name(member, lang),
        Column::Day => day(state, lang, form),
        Column::Readiness => vec![signed(&state.readiness, lang)],
        Column::Barrier if form == Form::Full => people(state, lang),
        Column::Barrier => vec![signed(&state.barrier, lang)],
        Column::Kpi => tally(state, lang),
        Column::Checklist => vec![signed(&state.checklist, lang)],
        Column::Worst => worst(state, lang, form),
    }
}

/// What a project is called, and whether it was put away.
pub fn name(member: &Member, lang: Lang) -> Vec<Piece> {
    let said = match member.name.trim() {
        "" => text("（未命名）", "(no name)").get(lang),
        said => said,
    };
    let mut pieces = vec![(said.to_owned(), Role::Plain)];
    if member.archived {
        pieces.push((text("（已归档）", " (archived)").get(lang).to_owned(), Role::Dim));
    }
    pieces
}

/// What a column is called.
pub fn heading(column: Column, form: Form, lang: Lang) -> String {
    match (column, form) {
        (Column::Barrier, Form::Full) => Element::ALL
            .iter()
            .map(|element| pad_left(element.brief().get(lang), count_cells(lang)))
            .collect(),
        _ => column.title().get(lang).to_owned(),
    }
}

/// The cells of a count of people and the space before it: as many as the widest name above it needs.
fn count_cells(lang: Lang) -> usize {
    Element::ALL.iter().map(|element| width(element.brief().get(lang)) + 1).fold(5, usize::max)
}

/// People by the element that stops them; the most have a sign.
fn people(state: &State, lang: Lang) -> Vec<Piece> {
    let cells = count_cells(lang);
    let most = state.barriers.iter().copied().max().filter(|most| *most > 0);
    let first = state.barriers.iter().position(|n| Some(*n) == most);
    let piece = |(at, n): (usize, &u64)| match n {
        0 => (pad_left("–", cells), Role::Dim),
        n if Some(at) == first => {
            // The level is that of the cards as a whole, which is blank only where there are none.
            let level = state.barrier.level;
            (pad_left(&format!("{}{n}", level.sign()), cells), Role::Level(level))
        }
        n => (pad_left(&n.to_string(), cells), Role::Plain),
    };
    state.barriers.iter().enumerate().map(piece).collect()
}

fn signed(shown: &Shown, lang: Lang) -> Piece {
    let said = shown.text.get(lang);
    match shown.level {
        Level::Blank => (said.to_owned(), Role::Dim),
        level => (format!("{} {said}", level.sign()), Role::Level(level)),
    }
}

/// The day and the phase.
fn day(state: &State, lang: Lang, form: Form) -> Vec<Piece> {
    let when = state.when.get(lang).to_owned();
    let Some(phase) = state.phase.filter(|_| form != Form::Bare) else { return vec![(when, Role::Plain)] };
    let phase = if form == Form::Brief { phase_brief(phase) } else { charter::phase_name(phase) }.get(lang);
    let mut pieces = vec![(when, Role::Plain), (format!(" · {phase}"), Role::Dim)];
    if state.closed.is_some() {
        pieces.push((text(" 已收尾", " closed").get(lang).to_owned(), Role::Level(Level::Good)));
    } else if state.paused {
        pieces.push((text(" 暂停", " paused").get(lang).to_owned(), Role::Level(Level::Watch)));
    }
    pieces
}

/// A phase in one short word.
const fn phase_brief(phase: Phase) -> Text {
    match phase {
        Phase::Preparation => text("准备", "Prep"),
        Phase::Pilot => text("试点", "Pilot"),
        Phase::RollOut => text("推广", "Roll-out"),
        Phase::Institutionalise => text("制度化", "Instit."),
    }
}

/// Indicators on track, behind and off track, each with its sign; the dashboard's own words where there are none.
fn tally(state: &State, lang: Lang) -> Vec<Piece> {
    let Tally { good, behind, off, .. } = state.tally;
    let levels = [(Level::Good, good), (Level::Watch, behind), (Level::Act, off)];
    let counted: Vec<_> = levels.into_iter().filter(|(_, n)| *n > 0).collect();
    if counted.is_empty() {
        return vec![(state.kpi.text.get(lang).to_owned(), Role::Dim)];
    }
    let piece = |(at, (level, n)): (usize, (Level, usize))| {
        let space = if at > 0 { " " } else { "" };
        (format!("{space}{}{n}", level.sign()), Role::Level(level))
    };
    counted.into_iter().enumerate().map(piece).collect()
}

fn worst(state: &State, lang: Lang, form: Form) -> Vec<Piece> {
    let Some(worst) = &state.worst else {
        return vec![(text("✔ 无", "✔ none").get(lang).to_owned(), Role::Level(Level::Good))];
    };
    let level = worst.finding.level;
    let what = if form == Form::Bare { level.word() } else { worst.short };
    let mut pieces = vec![(format!("{} {}", level.sign(), what.get(lang)), Role::Level(level))];
    if form == Form::Full {
        pieces.push((format!("  {}", worst.finding.evidence.get(lang)), Role::Plain));
    }
    pieces
}

/// How much a screen shows.
struct Plan {
    barrier: Form,
    checklist: bool,
    worst: Form,
    day: Form,
    name: u16,
    gap: u16,
}

const FULL: Plan =
    Plan { barrier: Form::Full, checklist: true, worst: Form::Full, day: Form::Full, name: NAME, gap: 2 };

/// From the fullest to the least; the first that fits is taken.
const PLANS: [Plan; 8] = [
    FULL,
    Plan { worst: Form::Brief, ..FULL },
    Plan { worst: Form::Brief, checklist: false, name: 24, ..FULL },
    Plan { worst: Form::Brief, checklist: false, day: Form::Brief, name: 20, ..FULL },
    Plan { worst: Form::Brief, checklist: false, barrier: Form::Brief, name: 20, ..FULL },
    Plan { worst: Form::Brief, checklist: false, barrier: Form::Brief, day: Form::Brief, name: 18, ..FULL },
    Plan { worst: Form::Brief, checklist: false, barrier: Form::Brief, day: Form::Bare, name: 16, ..FULL },
    Plan { worst: Form::Bare, checklist: false, barrier: Form::Brief, day: Form::Bare, name: 10, gap: 1 },
];

impl Plan {
    fn form(&self, column: Column) -> Form {
        match column {
            Column::Day => self.day,
            Column::Barrier => self.barrier,
            Column::Worst => self.worst,
            _ => Form::Full,
        }
    }

    /// The columns with what they want and what they get.
    fn columns(&self, members: &[Member], lang: Lang) -> Vec<(Column, u16, u16)> {
        let shown = Column::ALL.into_iter().filter(|c| self.checklist || *c != Column::Checklist);
        let cells = |column: Column| {
            let wants = wants(members, column, self.form(column), lang);
            let gets = match column {
                Column::Name => wants.min(self.name),
                Column::Worst if self.worst == Form::Full => wants.min(EVIDENCE),
                _ => wants,
            };
            (column, wants, gets)
        };
        shown.map(cells).collect()
    }

    fn cost(&self, columns: &[(Column, u16, u16)]) -> u16 {
        columns.iter().map(|(.., gets)| gets + self.gap).sum::<u16>().saturating_sub(self.gap)
    }
}

/// How wide a column is with all that it says.
fn wants(members: &[Member], column: Column, form: Form, lang: Lang) -> u16 {
    let cells = |member: &Member| {
        let pieces = match (&member.state, column) {
            (_, Column::Name) => name(member, lang),
            (Ok(state), _) => pieces(member, state, column, form, lang),
            (Err(_), _) => Vec::new(),
        };
        pieces.iter().map(|(text, _)| width(text)).sum::<usize>()
    };
    // The mark of the order stands behind the title.
    let title = width(&heading(column, form, lang)) + 1;
    members.iter().map(cells).fold(title, usize::max).min(400) as u16
}

/// Where the columns stand in so many cells. What is left goes to the name, then to the finding.
pub fn place(members: &[Member], room: u16, lang: Lang) -> Vec<Placed> {
    let mut plans = PLANS.iter().map(|plan| (plan, plan.columns(members, lang)));
    let fits = plans.by_ref().find(|(plan, columns)| plan.cost(columns) <= room);
    let least = || PLANS.last().map(|plan| (plan, plan.columns(members, lang)));
    let Some((plan, columns)) = fits.or_else(least) else { return Vec::new() };
    let mut left = room.saturating_sub(plan.cost(&columns));
    let mut x = 0;
    let mut placed = Vec::with_capacity(columns.len());
    for (column, wants, gets) in columns {
        let more = match column {
            Column::Name => left.min(wants.saturating_sub(gets).min(NAME.saturating_sub(gets))),
            Column::Worst => left,
            _ => 0,
        };
        left -= more;
        let cells = (gets + more).min(room.saturating_sub(x));
        placed.push(Placed { column, x, cells, form: plan.form(column) });
        x = (x + cells + plan.gap).min(room);
    }
    placed
}
