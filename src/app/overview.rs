//! The portfolio on the screen: which projects stand there and in which order, where the cursor is, and where a
//! jump leads.

use super::request::Request;
use super::{App, Focus, Screen, Spot};
use crate::assess::{
    portfolio::Column, portfolio::Member, portfolio::State, portfolio::findings, portfolio::sort,
};
use crate::command::Command;
use crate::finding::{Finding, FindingKey, Level};
use crate::say;
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use crate::tools::charter;
use std::path::PathBuf;

/// How a person looks at the portfolio.
pub struct Overview {
    /// The projects in the order of the screen; none before they were read.
    pub members: Option<Vec<Member>>,
    /// What the projects say together.
    pub findings: Vec<Finding>,
    /// The project under the cursor.
    pub at: usize,
    /// The column under the cursor.
    pub column: Column,
    /// The column that the projects are sorted by, and whether what needs attention comes last.
    pub sort: (Column, bool),
    /// Whether those of the archive are shown.
    pub archived: bool,
    /// The finding to go to once its project is open.
    landing: Option<(Id, FindingKey)>,
}

impl Default for Overview {
    fn default() -> Overview {
        Overview {
            members: None,
            findings: Vec::new(),
            at: 0,
            column: Column::Worst,
            sort: (Column::Worst, false),
            archived: false,
            landing: None,
        }
    }
}

impl Overview {
    /// The projects shown.
    pub fn members(&self) -> &[Member] {
        self.members.as_deref().unwrap_or_default()
    }

    /// The project under the cursor.
    pub fn member(&self) -> Option<&Member> {
        self.members().get(self.at)
    }

    /// Forgets where the projects stand, which was on another day.
    pub(super) fn forget(&mut self) {
        self.members = None;
    }

    /// Puts the projects in order; the cursor stays on its project.
    fn settle(&mut self) {
        let here = self.member().map(|m| m.path.clone());
        let (column, down) = self.sort;
        let Some(members) = self.members.as_mut() else { return };
        sort(members, column, down);
        self.findings = findings(members);
        let moved = here.and_then(|path: PathBuf| members.iter().position(|m| m.path == path));
        self.at = moved.unwrap_or(self.at).min(members.len().saturating_sub(1));
    }
}

impl App {
    /// Shows all projects side by side, as they are on disk now.
    pub fn show_portfolio(&mut self) {
        self.screen = Screen::Portfolio;
        self.focus = Focus::Middle;
        self.tool_line = Screen::Portfolio.line();
        self.gather();
    }

    /// Asks for the projects anew.
    pub(super) fn gather(&mut self) {
        self.ask(Request::Gather {
            archived: self.overview.archived,
            today: self.today,
            as_of: self.replay.as_ref().map(|r| r.day),
        });
    }

    /// Takes in where the projects stand.
    pub(super) fn gathered(&mut self, members: Vec<Member>) {
        let first = self.overview.members.is_none();
        let before = self.overview.member().map(|m| m.path.clone());
        self.overview.members = Some(members);
        self.settle_overview();
        let all = self.overview.members();
        let kept = before.and_then(|path| all.iter().position(|m| m.path == path));
        self.overview.at = kept.unwrap_or(if first { 0 } else { self.overview.at });
        self.overview.settle();
    }

    /// The project that is open stands there as it is on the screen, saved or not.
    pub(super) fn settle_overview(&mut self) {
        let (Some(opened), Some(members)) = (self.opened.as_ref(), self.overview.members.as_mut()) else {
            return self.overview.settle();
        };
        let state = State::of(&opened.assessed);
        let id = opened.project.id;
        // A second file of the same project is not the one that is open.
        let mut same: Vec<&mut Member> = members.iter_mut().filter(|m| m.id == Some(id)).collect();
        same.stable_sort_by_key(|m| m.known().is_none());
        let name = &charter::charter(&opened.project).name;
        if let Some(member) = same.into_iter().next() {
            member.state = Ok(state);
            if !name.trim().is_empty() {
                member.name = name.to_string();
            }
        } else {
            let name = name.to_string();
            members.push(Member {
                id: Some(id),
                name,
                path: PathBuf::new(),
                archived: false,
                state: Ok(state),
            });
        }
        self.overview.settle();
    }

    /// Whether the project under the cursor is the one that is open.
    pub fn is_open(&self, member: &Member) -> bool {
        let open = self.opened.as_ref().map(|b| b.project.id);
        open.is_some() && member.id == open && member.known().is_some()
    }

    /// Whether a command of the portfolio is possible.
    pub(super) fn can_overview(&self, command: Command) -> Result<(), Phrase> {
        let no = |zh: &'static str, en: &'static str| Err(text(zh, en).into());
        if self.screen != Screen::Portfolio {
            return no("先打开项目组合", "Open the portfolio first");
        }
        let member = self.overview.member();
        match (command, member) {
            (Command::ShowArchived, _) => Ok(()),
            (_, None) => no("这里还没有项目", "There is no project here yet"),
            (Command::Open | Command::WorstFinding, Some(member)) if member.archived => no(
                "这个项目已归档：先从项目列表里取出",
                "It is archived: take it out from the list of projects first",
            ),
            (Command::WorstFinding, Some(member)) if member.known().is_none_or(|s| s.worst.is_none()) => {
                no("这个项目没有可以跳到的结论", "This project has no finding to go to")
            }
            _ => Ok(()),
        }
    }

    pub(super) fn run_in_portfolio(&mut self, command: Command) {
        match command {
            Command::ColumnLeft => self.walk_columns(-1),
            Command::ColumnRight => self.walk_columns(1),
            Command::SortProjects => self.sort_projects(),
            Command::WorstFinding => self.open_member(true),
            Command::ShowArchived => {
                self.overview.archived = !self.overview.archived;
                self.gather();
                let said = if self.overview.archived {
                    text("已显示归档的项目，排在最后", "Archived projects are listed last")
                } else {
                    text("已隐藏归档的项目", "Archived projects are hidden")
                };
                self.say(Level::Blank, said);
            }
            _ => {}
        }
    }

    fn walk_columns(&mut self, by: isize) {
        // A narrow screen does not show every column.
        let drawn = |column: &Column| {
            self.drawn.spots.iter().any(|(_, spot)| matches!(spot, Spot::Member(_, shown) if shown == column))
        };
        let shown: Vec<Column> = Column::ALL.into_iter().filter(drawn).collect();
        let at = shown.iter().position(|c| *c == self.overview.column).unwrap_or(shown.len());
        let to = at.saturating_add_signed(by).min(shown.len().saturating_sub(1));
        self.overview.column = shown.get(to).copied().unwrap_or(self.overview.column);
    }

    fn sort_projects(&mut self) {
        let (column, down) = self.overview.sort;
        let here = self.overview.column;
        self.overview.sort = (here, here == column && !down);
        let Phrase { zh, en } = here.title().into();
        let said = match (here, self.overview.sort.1) {
            (Column::Name | Column::Day, false) => {
                say!("按“{zh}”从小到大（再按一次反过来）", "By {en}, ascending (press again to reverse)")
            }
            (Column::Name | Column::Day, true) => say!("按“{zh}”从大到小", "By {en}, descending"),
            (_, false) => say!(
                "按“{zh}”，最需要关注的在前（再按一次反过来）",
                "By {en}, what needs attention first (press again to reverse)"
            ),
            (_, true) => say!("按“{zh}”，最需要关注的在后", "By {en}, what needs attention last"),
        };
        self.overview.settle();
        self.say(Level::Blank, said);
    }

    /// Opens the project under the cursor, at its worst finding if asked for.
    pub(super) fn open_member(&mut self, worst: bool) {
        let command = if worst { Command::WorstFinding } else { Command::Open };
        if let Err(reason) = self.can_overview(command) {
            return self.say(Level::Watch, reason);
        }
        let Some(member) = self.overview.member() else { return };
        let finding =
            member.known().and_then(|s| s.worst.as_ref()).map(|w| w.finding.key()).filter(|_| worst);
        if self.is_open(member) {
            return match finding {
                Some(finding) => self.follow_finding(finding),
                None => self.show_home(),
            };
        }
        let (landing, path) = (member.id.zip(finding), member.path.clone());
        self.leave_for(Request::Open(path));
        self.overview.landing = landing;
    }

    /// Goes where a jump from the portfolio leads, now that a project is open.
    pub(super) fn land(&mut self) {
        let Some((id, finding)) = self.overview.landing.take() else { return };
        let Some(opened) = self.opened.as_ref().filter(|b| b.project.id == id) else { return };
        // Why it cannot be changed matters more than what to change.
        let locked = opened.read_only.clone();
        self.follow_finding(finding);
        if let Some(reason) = locked {
            self.say(Level::Act, reason);
        }
    }

    /// A project that did not open is not landed in later.
    pub(super) fn forget_landing(&mut self) {
        self.overview.landing = None;
    }
}
