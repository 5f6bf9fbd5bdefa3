//! Roles that people have named themselves.

use crate::project::Project;
use crate::say;
use crate::sheet::{Cell, CellType, Opt, comparable, nearness};
use crate::text::{Phrase, list};
use crate::tool::{Change, Verdict};
use crate::tools::adkar::{Person, Role};
use crate::tools::communication::Audience;
use crate::tools::kotter::{Authority, Training};
use crate::tools::process::Step;

/// The roles of people's own in a project: on cards, and in the sheets that speak of roles.
fn roles(project: &Project) -> impl Iterator<Item = Role> + '_ {
    // The latest first: of a long list that is taken in they are known soonest.
    let cards = project.rows::<Person>().iter().rev().filter_map(|row| row.role);
    let audiences = project.rows::<Audience>().iter().filter_map(|row| row.role);
    let limits = project.rows::<Authority>().iter().filter_map(|row| row.role);
    let trainings = project.rows::<Training>().iter().filter_map(|row| row.role);
    let steps = project.rows::<Step>().iter().flat_map(|row| [row.role, row.to_role]).flatten();
    cards
        .chain(audiences)
        .chain(limits)
        .chain(trainings)
        .chain(steps)
        .filter(|role| matches!(role, Role::Own(_)))
}

/// What somebody is called elsewhere who may have one of our roles.
const TITLES: &[(&str, &str)] = &[
    ("站长", "centre_manager"),
    ("站经理", "centre_manager"),
    ("店总", "centre_manager"),
    ("station manager", "centre_manager"),
];

/// The options that may be meant by a text that is none of them: what they are called is near it, or they are called so
/// elsewhere.
pub fn near_options<'a>(options: &'static [Opt], typed: &'a str) -> impl Iterator<Item = &'static Opt> + 'a {
    let titled = TITLES.iter().find(|(title, _)| comparable(title) == comparable(typed)).map(|(_, key)| *key);
    let is_near = |name: &str| nearness(name, typed).is_some();
    options.iter().filter(move |option| {
        is_near(option.label.zh) || is_near(option.label.en) || titled == Some(option.key)
    })
}

/// Asks about a role that is neither ours nor anybody's yet: it may be a slip.
pub(super) fn new_role(change: &Change<'_>) -> Option<Verdict> {
    if change.column.kind != <Option<Role> as CellType>::KIND {
        return None;
    }
    let Cell::Text(name) = change.cell else { return None };
    let role = Option::<Role>::from_cell(change.cell.clone()).flatten()?;
    if roles(change.project).any(|known| known == role) {
        return None;
    }
    // What is left over is nobody's guess while another is near.
    let other = Role::OtherStaff;
    let mut near = near_options(Role::OPTIONS, name).filter(|near| near.key != other.key()).take(NEAR);
    let Some(first) = near.next() else { return Some(ask(name, &other.label(), Some(other).to_cell())) };
    let others: Vec<Phrase> = near.map(|near| near.label.into()).collect();
    if others.is_empty() {
        return Some(ask(name, &first.label.into(), Cell::Choice(first)));
    }
    Some(Verdict::Ask {
        question: say!(
            "“{name}”不在选项里：是“{first}”吗？也可能是“{others}”，那就写全名；都不是，就保留为自定义角色",
            "'{name}' is not one of the options: is it {first}? It may be {others} as well; write that in full. If it is none of them, it is kept as a role of your own",
            first = first.label,
            others = list(&others)
        ),
        instead: Cell::Choice(first),
    })
}

/// So many roles are asked about at most.
const NEAR: usize = 3;

fn ask(name: &str, meant: &Phrase, instead: Cell) -> Verdict {
    Verdict::Ask {
        question: say!(
            "“{name}”不在选项里：是“{meant}”吗？不是，就保留为自定义角色",
            "'{name}' is not one of the options: is it {meant}? If not, it is kept as a role of your own",
            name,
            meant
        ),
        instead,
    }
}
