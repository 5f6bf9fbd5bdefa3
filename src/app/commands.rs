//! What each command does where it is given: in a sheet, in a list, anywhere.

use super::layer::{Does, Layer, Searches};
use super::request::{Request, Saving};
use super::{App, Choices, Focus, Here, Theme};
use crate::calendar::DayOrder;
use crate::command::{Command, Context};
use crate::event::Effect;
use crate::finding::Level;
use crate::say;
use crate::text::text;

impl App {
    /// Gives a command, whichever key, click or line of a list asks for it. What a key of the list of tools opens is
    /// told by the key itself: see `open_by_key`.
    pub fn run(&mut self, command: Command) {
        self.run_here(command, self.here());
    }

    /// The same for a place of the cursor that is resolved already.
    pub(super) fn run_here(&mut self, command: Command, here: Option<Here>) {
        if let Err(reason) = self.enabled_here(command, here) {
            self.say(Level::Watch, reason);
            return;
        }
        match command.entry().context {
            Context::Sheet => self.run_in_sheet(command, here),
            Context::List => self.run_in_list(command),
            Context::Portfolio => {
                self.run_in_portfolio(command);
            }
            Context::Handbook => {
                self.run_in_handbook(command);
            }
            Context::Meeting => self.run_in_meeting(command),
            Context::Replay => match command {
                Command::ReplayBack => self.replay_week(false),
                Command::ReplayOn => self.replay_week(true),
                _ => self.leave_replay(),
            },
            Context::Anywhere => self.run_anywhere(command, here),
            Context::Typing | Context::Choosing | Context::Intake => self.run_in_layer(command),
        }
    }

    fn run_in_sheet(&mut self, command: Command, here: Option<Here>) {
        use Command as C;
        if !matches!(command, C::Next | C::Previous | C::Edit | C::Toggle | C::Clear | C::Copy | C::Paste) {
            self.end_tabs();
        }
        match command {
            C::Up => self.walk(-1, 0, false),
            C::Down => self.walk(1, 0, false),
            C::Left => self.walk(0, -1, false),
            C::Right => self.walk(0, 1, false),
            C::SelectUp => self.walk(-1, 0, true),
            C::SelectDown => self.walk(1, 0, true),
            C::SelectLeft => self.walk(0, -1, true),
            C::SelectRight => self.walk(0, 1, true),
            C::PageUp => self.page(-1),
            C::PageDown => self.page(1),
            C::Next => self.tab(1),
            C::Previous => self.tab(-1),
            C::RowStart | C::RowEnd | C::First | C::Last | C::FirstCell | C::LastCell => self.jump(command),
            C::EdgeUp | C::SelectEdgeUp => self.walk_to_edge(-1, 0, command.selects()),
            C::EdgeDown | C::SelectEdgeDown => self.walk_to_edge(1, 0, command.selects()),
            C::EdgeLeft | C::SelectEdgeLeft => self.walk_to_edge(0, -1, command.selects()),
            C::EdgeRight | C::SelectEdgeRight => self.walk_to_edge(0, 1, command.selects()),
            _ if command.selects() => self.jump(command),
            C::Edit if self.list().is_some() => self.open_gathered(),
            C::Edit if self.leads().is_some() => self.follow_drawing(),
            C::Edit => self.start_edit(here),
            C::Toggle if self.list().is_some() => self.tick_gathered(),
            C::Toggle => self.toggle(here),
            C::Clear => self.clear_block(),
            C::Copy => self.copy_block(false),
            C::CopyTitled => self.copy_block(true),
            C::Cut => {
                self.copy_block(false);
                let Some(before) = self.project_now() else { return };
                self.message = None;
                self.clear_block();
                // What is said of what was cleared is the weightier news.
                if self.has_changed(&before) && self.message.is_none() {
                    self.say(
                        Level::Good,
                        text(
                            "已剪切：可粘贴到别处，也可撤销放回",
                            "Cut: paste it elsewhere, or undo to put it back",
                        ),
                    );
                }
            }
            C::Paste => {
                let clip = self.clip.clone();
                if clip.is_empty() {
                    self.say_nothing_copied();
                } else {
                    self.pasted(&clip);
                }
            }
            C::FillDown => self.fill_down(),
            C::NewRow => self.new_row(),
            C::RemoveRow => self.remove_rows(),
            C::MoveRowUp => self.move_row(-1),
            C::MoveRowDown => self.move_row(1),
            C::Sort => self.sort(),
            C::Filter => self.filter_form(),
            C::FilterOnly => self.filter_only(),
            C::FilterOff => self.filter_off(),
            C::WidenColumn => self.resize_column(2),
            C::NarrowColumn => self.resize_column(-2),
            C::HideColumn => self.hide_column(),
            C::ShowColumns => self.show_columns(),
            C::GoToRow => self.go_to_form(),
            C::More | C::Less => self.run_action(command, here),
            C::Details => self.layers.push(Layer::Details { top: 0 }),
            C::Chart => self.layers.push(Layer::Chart { at: 0 }),
            C::NextFinding => self.next_finding(),
            C::Leave => self.leave(),
            _ => {}
        }
    }

    fn run_in_list(&mut self, command: Command) {
        use Command as C;
        match command {
            C::Open => self.open_line(),
            C::ListUp => self.list_walk(-1),
            C::ListDown => self.list_walk(1),
            C::ListPageUp if self.context() == Context::Handbook => self.page_handbook(-1),
            C::ListPageDown if self.context() == Context::Handbook => self.page_handbook(1),
            C::ListPageUp => self.list_walk(-8),
            C::ListPageDown => self.list_walk(8),
            C::ListFirst => self.list_walk(isize::MIN / 2),
            C::ListLast => self.list_walk(isize::MAX / 2),
            C::Switch => {
                self.focus = if self.focus == Focus::Tools { Focus::Middle } else { Focus::Tools };
            }
            C::QuitList => self.quit(),
            _ => {}
        }
    }

    fn run_anywhere(&mut self, command: Command, here: Option<Here>) {
        use Command as C;
        match command {
            C::Undo => self.step_back(false),
            C::Redo => self.step_back(true),
            C::Search if self.screen == super::Screen::Handbook => self.search_handbook(),
            C::Search => self.search(),
            C::Palette => self.palette(),
            C::Help => self.open_help(),
            C::Language => {
                self.choices.lang = self.choices.lang.other();
                self.remember();
                // What an open list holds is looked for anew in the other language.
                self.search_again();
            }
            C::Save => self.underneath(App::tell_saved, true),
            C::Home => {
                self.note_change();
                self.show_home();
            }
            C::Back => self.go_back(),
            C::Meet => self.meet(),
            C::Minutes => self.some_minutes(),
            C::Handbook => self.look_up(),
            C::Portfolio => {
                self.note_change();
                self.show_portfolio();
            }
            C::NextView | C::PreviousView if self.replay.is_some() && self.screen == super::Screen::Home => {
                self.turn_home();
            }
            C::NextView => self.turn_view(1),
            C::PreviousView => self.turn_view(-1),
            C::NextTool => self.turn_tool(1),
            C::PreviousTool => self.turn_tool(-1),
            C::Action1 | C::Action2 | C::Action3 | C::Action4 => self.run_action(command, here),
            C::Replay => self.replay_form(),
            C::Projects => self.ask(Request::List),
            C::NewProject => self.create_form(),
            C::RenameProject => self.rename_form(),
            C::ImportFile => self.import_form(),
            C::ReadLog => self.log_form(),
            C::ExportFile => self.export_form(),
            C::FillInFile => self.fill_in_form(),
            C::Report => self.report_list(),
            C::ForgetPerson => self.forget_form(),
            C::ArchiveProject => self.ask_archive(),
            _ if command.is_on_file() => self.run_on_file(command),
            C::OutOfRange => self.list_out_of_range(),
            C::Conflicts => self.conflicts(),
            C::Theme => self.turn_theme(),
            C::Mouse => {
                self.choices.mouse = !self.choices.mouse;
                self.remember();
                let on = self.choices.mouse;
                self.say(
                    Level::Blank,
                    if on {
                        text("鼠标已启用", "The mouse is on")
                    } else {
                        text("鼠标已停用", "The mouse is off")
                    },
                );
                self.effect(Effect::Mouse(on));
            }
            C::Redraw => self.effect(Effect::Redraw),
            C::Suspend => self.effect(Effect::Suspend),
            C::Quit => self.quit(),
            _ => {}
        }
    }

    fn turn_theme(&mut self) {
        let at = Theme::ALL.iter().position(|(t, _)| *t == self.choices.theme).unwrap_or(0);
        self.choices.theme_follows = false;
        self.choices.theme = Theme::ALL[(at + 1) % Theme::ALL.len()].0;
        let name = match self.choices.theme {
            Theme::Sixteen => text("终端自己的颜色", "the terminal's own colours"),
            Theme::Dark => text("深色", "dark"),
            Theme::Light => text("浅色", "light"),
            Theme::Plain => text("无颜色", "no colours"),
        };
        self.say(Level::Blank, say!("配色：{name}", "Colours: {name}", name));
        self.remember();
    }

    pub(super) fn remember(&mut self) {
        // Colours that only follow the paper of this terminal are not kept for the next one.
        let chosen = if self.choices.theme_follows { Theme::Sixteen } else { self.choices.theme };
        let theme = Theme::ALL.iter().find(|(t, _)| *t == chosen).map_or("", |(_, name)| name);
        let Choices { lang, mouse, day_order, .. } = self.choices;
        let (dates, columns) = (day_order.map(DayOrder::key), self.columns_to_remember());
        self.ask(Request::Remember { language: lang.tag(), theme, mouse, dates, columns });
    }

    /// Ends the program, unless something would be lost.
    pub(super) fn quit(&mut self) {
        // What is asked, and what would be lost, is a matter of the project as it is.
        if self.end_replay().is_some() {
            self.settle();
        }
        let reason = match self.opened.as_ref().map(|b| &b.saving) {
            _ if self.would_lose_demo() => return self.leave_for(Request::Terminal(Effect::Quit)),
            Some(Saving::NotSaved(reason)) => reason.clone(),
            Some(Saving::Saving) => {
                self.leaving.once_saved = true;
                self.say(
                    Level::Blank,
                    text("正在保存，保存好就退出", "Saving; the program ends when it is done"),
                );
                return;
            }
            _ => return self.effect(Effect::Quit),
        };
        self.ask_quit(&reason);
    }

    fn search(&mut self) {
        let mut chooser = super::layer::Chooser::new(text("查找", "Search"), Vec::new());
        chooser.searches = Some(Searches::Project);
        chooser.about = Some(
            text(
                "输入名称、内容的一部分，或数字、日期；中文、拼音、首字母都可以",
                "Type part of a name or of what was noted, a number or a day",
            )
            .into(),
        );
        self.layers.push(Layer::Choose(chooser));
        self.search_again();
    }

    /// What an item of a list does when it is chosen.
    pub(super) fn does(&mut self, does: Does, target: Option<(Option<crate::sheet::Id>, usize)>) {
        match does {
            Does::Put(cell) => {
                let Some(((row, column), (.., view))) = target.zip(self.view()) else { return };
                let put = match &cell {
                    // What was typed into the list and is kept as it stands.
                    crate::sheet::Cell::Text(typed) => {
                        self.commit_text(super::put::Target::new(row, view.sheet, column), typed, true)
                    }
                    cell => self.put(row, view.sheet, column, cell),
                };
                if let Err(reason) = put {
                    self.say(Level::Act, reason);
                }
            }
            Does::PutNew(sheet, name) => self.put_new(target, sheet, &name),
            Does::PutBeside(beside, typed) => self.put_beside(target, beside, &typed),
            Does::Run(command) => self.run(command),
            Does::Go(place) => {
                self.note_location();
                self.go(place);
            }
            Does::GoAmong(place, common) => {
                self.note_location();
                self.go_among(place, &common);
            }
            Does::Show(tool, view) => {
                self.note_change();
                self.show(tool, Some(view));
            }
            Does::Line(line) => self.show_line(line),
            Does::Page { page, block, wanted } => {
                self.note_location();
                self.open_page(page, block, &wanted);
            }
            Does::Open(path) => self.leave_for(Request::Open(path)),
            Does::Unarchive(path) => self.leave_for(Request::Unarchive(path)),
            Does::OpenBackup(path) => self.leave_for(Request::OpenBackup(path)),
            Does::Restore(number, written) => self.ask_restore(number, &written),
            Does::Merge(path) => self.ask_merge(path),
            Does::Speak(lang) => {
                self.choices.lang = lang;
                self.remember();
                self.welcome_second();
            }
            Does::Create => self.create_form(),
            Does::Demo => self.leave_for(Request::Demo),
            Does::Resolve { settle, take } => self.resolve(settle, &take),
            Does::KeepDemo => self.keep_then_leave(),
            Does::LeaveDemo => self.leave_now(),
            Does::Forget(name) => self.ask(Request::ForgetPerson(name)),
            Does::Decide(decision) => self.decide_intake(decision),
            Does::GiveUp { rest } => self.give_up_file(rest),
            Does::Mend(column, text) => self.open_mend(column, text),
            Does::File(purpose, path) => self.send_path(purpose, &path),
            Does::Replay(day) => self.start_replay(day),
            Does::Report(wanted) => self.report_form(wanted),
            Does::CopyReport => self.copy_report(),
            Does::Stay => {}
            Does::Quit => self.effect(Effect::Quit),
        }
    }
}
