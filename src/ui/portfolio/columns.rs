//! Which columns the portfolio shows in a width, how wide they stand, and what stands in them.

use super::super::theme::Role;
use crate::advice::Level;
use crate::advice::portfolio::{Column, Member, State};
use crate::calendar::Phase;
use crate::text::{Lang, Text, text, width};
use crate::tools::adkar::score::Element;
use crate::tools::{Shown, charter};

/// Between two columns.
pub const GAP: u16 = 2;
/// No name takes more than this.
const NAME: u16 = 36;
/// A finding's evidence beside the other columns needs at least this.
const EVIDENCE: u16 = 24;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// One of the columns that the projects are compared by.
    Of(Column),
    /// People whom an element stops, in figures.
    People(Element),
}

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
    pub field: Field,
    /// Where it begins.
    pub x: u16,
    /// How wide it is.
    pub cells: u16,
    /// How much it says.
    pub form: Form,
}

impl Field {
    /// The column that it belongs to.
    pub fn column(self) -> Column {
        match self {
            Field::Of(column) => column,
            Field::People(_) => Column::Barrier,
        }
    }

    /// Whether it is the first of its column, where cursor and mark stand.
    pub fn leads(self) -> bool {
        matches!(self, Field::Of(_))
    }

    /// Whether it stands on the right.
    pub fn is_number(self) -> bool {
        matches!(self, Field::People(_))
    }

    /// Whether it is the name.
    pub fn is_name(self) -> bool {
        self == Field::Of(Column::Name)
    }

    /// Whether it is the day, behind which there is room where nothing else is known.
    pub fn is_day(self) -> bool {
        self == Field::Of(Column::Day)
    }

    /// What it shows of a project, part by part.
    pub fn pieces(self, member: &Member, state: &State, lang: Lang, form: Form) -> Vec<(String, Role)> {
        match self {
            Field::Of(Column::Name) => {
                let mut pieces = vec![(member.name.clone(), Role::Bold)];
                if member.archived {
                    pieces.push((text("（已归档）", " (archived)").get(lang).to_owned(), Role::Dim));
                }
                pieces
            }
            Field::Of(Column::Day) => day(state, lang, form),
            Field::Of(Column::Readiness) => vec![signed(&state.readiness, lang)],
            Field::Of(Column::Barrier) => vec![signed(&state.barrier, lang)],
            Field::Of(Column::Checklist) => vec![signed(&state.checklist, lang)],
            Field::Of(Column::Kpi) => tally(state, lang),
            Field::Of(Column::Worst) => worst(state, lang, form),
            Field::People(element) => {
                let people = state.barriers[element as usize];
                let role = if people > 0 { Role::Plain } else { Role::Dim };
                vec![(if people > 0 { people.to_string() } else { "–".to_owned() }, role)]
            }
        }
    }

    /// How wide all of it is.
    fn wants(self, members: &[Member], lang: Lang, form: Form) -> u16 {
        let cells = |member: &Member| {
            let pieces = match (&member.state, self.is_name()) {
                (Ok(state), _) => self.pieces(member, state, lang, form),
                (Err(_), true) => vec![(member.name.clone(), Role::Plain)],
                (Err(_), false) => Vec::new(),
            };
            pieces.iter().map(|(text, _)| width(text)).sum::<usize>()
        };
        // The mark of the order stands behind the title.
        let title = width(heading(self, lang)) + usize::from(self.leads());
        members.iter().map(cells).fold(title, usize::max).min(400) as u16
    }
}

/// What a column is called.
pub fn heading(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Of(column) => column.title().get(lang),
        Field::People(element) => element.brief().get(lang),
    }
}

fn signed(shown: &Shown, lang: Lang) -> (String, Role) {
    let said = shown.text.get(lang);
    match shown.level {
        Level::Blank => (said.to_owned(), Role::Dim),
        level => (format!("{} {said}", level.sign()), Role::Level(level)),
    }
}

/// Indicators on track, lagging and off track, each with its sign; the dashboard's own words where there are none.
fn tally(state: &State, lang: Lang) -> Vec<(String, Role)> {
    let levels = [Level::Good, Level::Watch, Level::Act];
    let counted: Vec<_> = levels.into_iter().zip(state.tally).filter(|(_, n)| *n > 0).collect();
    if counted.is_empty() {
        return vec![(state.kpi.text.get(lang).to_owned(), Role::Dim)];
    }
    let piece = |(at, (level, n)): (usize, (Level, u64))| {
        let space = if at > 0 { " " } else { "" };
        (format!("{space}{}{n}", level.sign()), Role::Level(level))
    };
    counted.into_iter().enumerate().map(piece).collect()
}

/// The day and the phase.
fn day(state: &State, lang: Lang, form: Form) -> Vec<(String, Role)> {
    let (when, Some(phase)) = (state.when.get(lang), state.phase.filter(|_| form != Form::Bare)) else {
        return vec![(state.when.get(lang).to_owned(), Role::Plain)];
    };
    let (when, phase) = match (form, lang, state.day) {
        // The heading says that it is a day.
        (Form::Brief, Lang::En, Some(day)) => (day.to_string(), phase_brief(phase).en),
        (Form::Brief, ..) => (when.to_owned(), phase_brief(phase).get(lang)),
        _ => (when.to_owned(), charter::phase_name(phase).get(lang)),
    };
    let mut pieces = vec![(when, Role::Plain), (format!(" {phase}"), Role::Dim)];
    if state.paused {
        let said = text(" 暂停", " paused").get(lang);
        pieces.push((said.to_owned(), Role::Level(Level::Watch)));
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

fn worst(state: &State, lang: Lang, form: Form) -> Vec<(String, Role)> {
    let Some(worst) = &state.worst else {
        return vec![(text("✔ 无", "✔ none").get(lang).to_owned(), Role::Level(Level::Good))];
    };
    let level = worst.finding.level;
    let (sign, tool) = (level.sign(), worst.short.get(lang));
    let mut pieces = vec![(format!("{sign} {tool}"), Role::Level(level))];
    if form == Form::Full {
        pieces.push((format!("  {}", worst.finding.evidence.get(lang)), Role::Plain));
    }
    pieces
}

/// How much a screen shows: the fullest that fits is taken.
struct Plan {
    people: bool,
    checklist: bool,
    evidence: bool,
    day: Form,
    name: u16,
}

const PLANS: [Plan; 8] = [
    Plan { people: true, checklist: true, evidence: true, day: Form::Full, name: NAME },
    Plan { people: false, checklist: true, evidence: true, day: Form::Full, name: NAME },
    Plan { people: false, checklist: true, evidence: false, day: Form::Full, name: NAME },
    Plan { people: false, checklist: true, evidence: false, day: Form::Full, name: 20 },
    Plan { people: false, checklist: false, evidence: false, day: Form::Full, name: 20 },
    Plan { people: false, checklist: false, evidence: false, day: Form::Brief, name: 18 },
    Plan { people: false, checklist: false, evidence: false, day: Form::Bare, name: 20 },
    Plan { people: false, checklist: false, evidence: false, day: Form::Bare, name: 10 },
];

/// Where the columns stand in so many cells. The name and the finding give way and take what is left.
pub fn place(members: &[Member], room: u16, lang: Lang) -> Vec<Placed> {
    let planned = |plan: &Plan| {
        let mut fields = vec![Field::Of(Column::Name), Field::Of(Column::Day), Field::Of(Column::Readiness)];
        fields.push(Field::Of(Column::Barrier));
        if plan.people {
            fields.extend(Element::ALL.map(Field::People));
        }
        fields.push(Field::Of(Column::Kpi));
        if plan.checklist {
            fields.push(Field::Of(Column::Checklist));
        }
        fields.push(Field::Of(Column::Worst));
        let column = |field: Field| {
            let form = match field {
                Field::Of(Column::Day) => plan.day,
                Field::Of(Column::Worst) if !plan.evidence => Form::Brief,
                _ => Form::Full,
            };
            let wants = field.wants(members, lang, form);
            let cells = match field {
                Field::Of(Column::Name) => wants.min(plan.name),
                Field::Of(Column::Worst) if plan.evidence => wants.min(EVIDENCE),
                _ => wants,
            };
            (field, form, cells)
        };
        fields.into_iter().map(column).collect::<Vec<_>>()
    };
    let cost = |columns: &[(Field, Form, u16)]| {
        columns.iter().map(|(_, _, cells)| cells + GAP).sum::<u16>().saturating_sub(GAP)
    };
    let mut plans = PLANS.iter().map(planned);
    let mut columns = plans.find(|columns| cost(columns) <= room).or_else(|| PLANS.last().map(planned));
    let columns = columns.as_mut().map_or(&mut [][..], |columns| &mut columns[..]);
    let left = room.saturating_sub(cost(columns));
    if let Some((_, _, cells)) = columns.last_mut() {
        *cells += left;
    }
    let mut x = 0;
    let mut placed = Vec::with_capacity(columns.len());
    for (field, form, cells) in columns.iter().copied() {
        let cells = cells.min(room.saturating_sub(x));
        placed.push(Placed { field, x, cells, form });
        x = (x + cells + GAP).min(room);
    }
    placed
}
