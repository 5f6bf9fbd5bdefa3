//! Whether a command is possible now, and why not. Every place that shows commands asks here.

use super::meeting::Wanted;
use super::view_state::Slot;
use super::{App, Focus, Here};
use crate::command::{Command, Context};
use crate::registry;
use crate::say;
use crate::sheet::Kind;
use crate::text::{Phrase, Text, text};
use crate::tool::{Field, Layout};
use crate::tools::meetings::Figures;

impl App {
    /// Whether a command is possible now; `Err` says why not. The footer, the help and the palette ask here.
    pub fn enabled(&self, command: Command) -> Result<(), Phrase> {
        self.enabled_here(command, self.here())
    }

    /// The same for a place of the cursor that is resolved already.
    #[expect(clippy::too_many_lines, reason = "a line or two for each command, in one place")]
    pub fn enabled_here(&self, command: Command, here: Option<Here>) -> Result<(), Phrase> {
        use Command as C;
        let need =
            |ok: bool, zh: &'static str, en: &'static str| if ok { Ok(()) } else { Err(text(zh, en).into()) };
        let in_grid = here.is_some_and(|here| matches!(here.view.layout, Layout::Grid(_)));
        let has_row = here.is_some_and(|here| here.row.is_some());
        let row = || need(has_row, "先把光标移到一行上", "Move the cursor to a row first");
        if self.replay.is_some() && command.is_of_today() {
            self.locked()?;
        }
        match command {
            C::ReplayBack | C::ReplayOn | C::LeaveReplay => {
                need(self.replay.is_some(), "现在显示的就是今天", "Today is what is shown")
            }
            C::NextView | C::PreviousView if self.replay.is_some() && self.screen == super::Screen::Home => {
                Ok(())
            }
            C::Edit if self.list().is_some() => match (self.line().is_some(), self.lines().is_empty()) {
                (true, _) => Ok(()),
                (false, true) => Err(self.nothing_listed()),
                (false, false) => Err(text("先把光标移到一条上", "Move the cursor to a line first").into()),
            },
            C::Edit if self.leads().is_some() => {
                let some = self.view_state().is_some_and(super::ViewState::has_leads);
                need(some, "这里没有要去看的行", "There are no rows to go to here")
            }
            C::Toggle if self.list().is_some() => self.can_tick(),
            C::Back => need(self.can_go_back(), "没有可以返回的地方", "There is no place to go back to"),
            C::Edit | C::Toggle | C::Clear | C::Cut | C::Paste | C::FillDown => {
                self.locked()?;
                need(here.is_some() && self.focus == Focus::Middle, "先打开一个工具", "Open a tool first")?;
                let some = has_row || self.grows();
                need(some, "这里没有可以填的格子", "There is no cell to fill in here")?;
                if command == C::Edit {
                    let typed = here.is_some_and(|here| here.column().is_some());
                    if !typed && super::entries::entry_at(here).is_none() {
                        return Err(self.is_computed(here));
                    }
                }
                if command == C::Toggle {
                    here.map_or(Ok(()), |here| self.toggle_slot(here).map(drop))?;
                }
                Ok(())
            }
            C::Undo => self.locked().and_then(|()| self.can_step(false)),
            C::Redo => self.locked().and_then(|()| self.can_step(true)),
            C::NewRow => {
                self.locked()?;
                let grows = here.is_some_and(|here| here.view.grows && has_rows(&here.view.layout));
                need(grows, "这里的行是固定的", "The rows here are fixed")
            }
            C::RemoveRow => {
                self.locked()?;
                let grows = here.is_some_and(|here| here.view.grows && has_rows(&here.view.layout));
                need(grows, "这里的行不能删除", "The rows here cannot be removed")?;
                row()
            }
            C::MoveRowUp | C::MoveRowDown => {
                self.locked()?;
                row()?;
                let moves = here.is_some_and(|here| here.view.moves);
                let free = self.view_state().is_some_and(|s| s.sort.is_none() && s.filter.is_none())
                    && (moves || self.rows_as_they_stand());
                need(
                    free,
                    "排序或筛选后的表不能移动行",
                    "Rows of a sorted or filtered view cannot be moved",
                )?;
                let by = if command == C::MoveRowUp { -1 } else { 1 };
                let (zh, en) = if by < 0 {
                    ("已经在这一组的最前面", "It is the first one here already")
                } else {
                    ("已经在这一组的最后面", "It is the last one here already")
                };
                need(self.place_of_move(by).is_some(), zh, en)
            }
            C::MeetLead => need(!self.leads_meeting(), "例会就在这里主持", "The meeting is led here"),
            C::MeetLeave => Ok(()),
            _ if command.entry().context == Context::Meeting && self.is_following() => {
                let how = self.how(C::MeetLead);
                Err(say!("这里只跟着看：{how}接手", "This window only follows: {how} takes over", how))
            }
            C::MeetDrop | C::MeetResolve | C::MeetAccept if self.is_action_already() => {
                let how = self.how(C::MeetTakeBack);
                let taken_back = self.meeting_can(Wanted::TakeBack);
                Err(if taken_back {
                    say!(
                        "已经列为行动了；{how}收回",
                        "It became an action already; {how} takes that back",
                        how
                    )
                } else {
                    text("已经列为行动了", "It became an action already").into()
                })
            }
            C::MeetKept | C::MeetNot => can_meet(self.meeting_can(Wanted::Promise)),
            C::MeetDrop => can_meet(self.meeting_can(Wanted::Drop)),
            C::MeetUnknown | C::MeetFine => can_meet(self.meeting_can(Wanted::Exception)),
            C::MeetResolve => can_meet(self.meeting_can(Wanted::Parked)),
            C::MeetAccept => can_meet(self.meeting_can(Wanted::Accept)),
            C::MeetSnooze | C::MeetDisagree => can_meet(self.meeting_can(Wanted::Finding)),
            C::MeetTick => can_meet(self.meeting_can(Wanted::Tick)),
            C::MeetTakeBack => can_meet(self.meeting_can(Wanted::TakeBack)),
            C::MeetEdit => can_meet(self.meeting_can(Wanted::Edit)),
            C::MeetLook => can_meet(self.meeting_can(Wanted::Look)),
            C::Minutes => {
                let held = self.facts().is_some_and(|facts| !facts.get::<Figures>().held.is_empty());
                need(held, "还没有开过例会", "No meeting was held yet")
            }
            C::Meet => {
                need(self.screen != super::Screen::Meeting, "例会正开着", "The meeting is open")?;
                self.locked()?;
                need(self.opened.is_some(), "还没有打开项目", "No project is open")
            }
            _ if command.is_on_view() => self.can_look(command, here),
            C::Sort | C::SelectAll | C::SelectColumn | C::SelectRow => {
                need(in_grid, "这一页不是表格，用不了", "This tab has no rows and columns to do that to")
            }
            C::Copy | C::CopyTitled => row(),
            C::Details => need(here.is_some(), "先打开一个工具", "Open a tool first"),
            C::Chart => need(!self.charts().is_empty(), "这里没有图表", "There is no chart here"),
            C::NextFinding => {
                let any = self.opened.as_ref().is_some_and(|b| b.assessed.findings_count() > 0);
                need(any, "目前没有需要处理的结论", "There is no finding at present")
            }
            C::GoToTool if !self.reading.contents => {
                need(self.tool_of_page().is_some(), "这一页没有对应的工具", "No tool belongs to this page")
            }
            C::NextView | C::PreviousView if self.screen == super::Screen::Handbook => Ok(()),
            C::NextView | C::PreviousView => {
                let several = self.tool().is_some_and(|(_, t)| t.views.len() > 1);
                need(several, "这里只有一个页签", "There is only one tab here")
            }
            C::Action1 | C::Action2 | C::Action3 | C::Action4 | C::More | C::Less => {
                self.try_action(command, here).map(|_| ())
            }
            C::Conflicts => {
                let some = self.opened.as_ref().is_some_and(|b| !b.project.conflicts.is_empty());
                need(some, "没有冲突", "There are no conflicts")
            }
            C::SortProjects | C::WorstFinding | C::ShowArchived | C::ColumnLeft | C::ColumnRight => {
                self.can_overview(command)
            }
            C::Open if self.context() == Context::Portfolio => self.can_overview(command),
            C::RenameProject => self.locked(),
            C::ReadLog | C::ImportFile => {
                self.locked()?;
                need(self.opened.is_some(), "没有打开的项目", "No project is open")
            }
            C::ExportFile => need(self.opened.is_some(), "没有打开的项目", "No project is open"),
            C::FillInFile => {
                need(self.opened.is_some(), "没有打开的项目", "No project is open")?;
                need(
                    self.replay.is_none(),
                    "正在回看以前：填报表要从今天的内容写",
                    "This is an earlier day: a form is written from what stands there today",
                )
            }
            C::ForgetPerson => self.can_forget(),
            _ if command.is_on_file() => self.can_on_file(command),
            C::ArchiveProject => self.can_archive(),
            C::OutOfRange
            | C::Replay
            | C::Report
            | C::Switch
            | C::Number
            | C::Search
            | C::Home
            | C::Handbook
            | C::NextTool
            | C::PreviousTool
            | C::Tool => need(self.opened.is_some(), "还没有打开项目", "No project is open"),
            C::Suspend => need(cfg!(unix), "这个系统不支持挂起", "This system cannot suspend programs"),
            _ => Ok(()),
        }
    }

    /// Whether the view shows a line for a new row below the rows.
    pub fn grows(&self) -> bool {
        let locked = self.opened.as_ref().is_none_or(|b| b.read_only.is_some());
        self.view().is_some_and(|(.., v)| v.grows && matches!(v.layout, Layout::Grid(_))) && !locked
    }

    pub(super) fn rows_as_they_stand(&self) -> bool {
        let Some((_tool, _, view)) = self.view() else { return false };
        self.facts().is_some_and(|facts| (view.rows)(facts).is_none())
    }

    /// What is said of a computed cell: its name, and what adds to it, or a cell of the same row that takes a value.
    fn is_computed(&self, here: Option<Here>) -> Phrase {
        let named = here.and_then(|here| match (here.slot?, &here.view.layout) {
            (Slot::Computed(n), Layout::Grid(fields)) => Some((fields.get(n)?, *fields, here.view.sheet)),
            _ => None,
        });
        let Some((Field::Computed { title, .. }, fields, sheet)) = named else {
            return text(
                "这一格是算出来的：请改它依据的格子",
                "This cell is computed: change the cells it is computed from",
            )
            .into();
        };
        if let Some((action, how)) = here.and_then(|here| self.adds_to(here)) {
            return say!(
                "“{title}”是数出来的：{how}“{action}”",
                "'{title}' is counted: {how}, '{action}'",
                title,
                how,
                action
            );
        }
        let columns: Vec<_> = fields
            .iter()
            .filter_map(|field| match field {
                Field::Column(key, _) | Field::Short(key, ..) => sheet.columns.iter().find(|c| c.key == *key),
                Field::Computed { .. } => None,
            })
            .collect();
        let counts = |kind| matches!(kind, Kind::Number | Kind::Count | Kind::Date);
        let scored = columns.iter().find(|column| column.kind == Kind::Score);
        match scored.or(columns.iter().find(|column| counts(column.kind))).or(columns.first()) {
            Some(column) => say!(
                "“{title}”是算出来的，不在这里输入：请填这一行里的格子，如“{column}”",
                "'{title}' is computed; type into cells of this row instead, such as '{column}'",
                title,
                column = column.title
            ),
            None => say!(
                "“{title}”是算出来的：请改它依据的表",
                "'{title}' is computed: change the sheets it is computed from",
                title
            ),
        }
    }

    /// That a list is empty, and the tool's own action, which puts something into it.
    fn nothing_listed(&self) -> Phrase {
        let first = self.tool().and_then(|(_, tool)| tool.actions.first());
        match first.filter(|_| self.action(Command::Action1).is_some()) {
            Some(action) => say!(
                "这里还没有内容：{how}{title}",
                "There is nothing here yet: {how} is '{title}'",
                how = self.how(Command::Action1),
                title = action.title
            ),
            None => text("这里还没有内容", "There is nothing here yet").into(),
        }
    }

    /// The action that adds to what the computed fields of a view count, and how to run it.
    fn adds_to(&self, here: Here) -> Option<(Text, Phrase)> {
        let (_, tool) = registry::owner(here.view.sheet.key)?;
        let at = tool.actions.iter().position(|action| Some(action.key) == here.view.counts)?;
        let key = [Command::Action1, Command::Action2, Command::Action3, Command::Action4].get(at)?;
        Some((tool.actions[at].title, self.how(*key)))
    }
}

/// Says why a command of the meeting does nothing here, if so.
fn can_meet(can: bool) -> Result<(), Phrase> {
    let said = text("这一页用不到这个键", "This key has nothing to do on this page");
    if can { Ok(()) } else { Err(said.into()) }
}

/// Whether a layout shows rows of one sheet.
pub(super) fn has_rows(layout: &Layout) -> bool {
    matches!(layout, Layout::Grid(_) | Layout::Card(_))
}
