//! Roles that people have named themselves.

use crate::project::Project;
use crate::say;
use crate::sheet::{Cell, CellType};
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
    let other = Role::OtherStaff;
    let instead = Some(other).to_cell();
    let other = other.label();
    Some(Verdict::Ask {
        question: say!(
            "“{name}”不在选项里：是“{other}”吗？不是，就保留为自定义角色",
            "'{name}' is not one of the options: is it {other}? If not, it is kept as a role of your own",
            name,
            other
        ),
        instead,
    })
}
