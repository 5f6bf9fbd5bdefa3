//! The lists that the program offers: values of a cell, commands, projects, conflicts, and where to begin.

use super::editor::Editor;
use super::layer::{Chooser, Does, Item, Layer, Searches, TypedCommand};
use super::request::Entry;
use super::{App, Here};
use crate::command::{Command, Context, ENTRIES};
use crate::finding::Level;
use crate::project;
use crate::registry;
use crate::registry::TOOLS;
use crate::say;
use crate::sheet::{Cell, CellType, Kind};
use crate::text::{Lang, Phrase, text};
use crate::tools::adkar::Role;

impl App {
    /// A list of the values that a cell can take.
    pub(super) fn choose_value(&mut self, here: Here, kind: Kind, column: usize) {
        let title = here.view.sheet.columns[column].title;
        let old = self.row_at(Some(here)).map_or(Cell::Empty, |r| r.get(column));
        let none = Item::new(text("（空）", "(blank)"), Phrase::same(""), Does::Put(Cell::Empty));
        let items: Vec<(Item, Cell)> = match kind {
            Kind::Choice(options) | Kind::OpenChoice(options) => {
                let item = |o: &'static crate::sheet::Opt| {
                    let item = Item::new(o.label, Phrase::same(""), Does::Put(Cell::Choice(o)));
                    (Item { words: o.aka.to_vec(), ..item }, Cell::Choice(o))
                };
                let own = || {
                    let own = self.opened.as_ref().map(|o| registry::own_values(&o.project, options));
                    let item = |name: ecow::EcoString| {
                        let (label, cell) = (Phrase::same(name.as_str()), Cell::Text(name));
                        (Item::new(label, Phrase::same(""), Does::Put(cell.clone())), cell)
                    };
                    own.unwrap_or_default().into_iter().map(item).collect::<Vec<_>>()
                };
                let own = if matches!(kind, Kind::OpenChoice(_)) { own() } else { Vec::new() };
                options.iter().map(item).chain(own).collect()
            }
            Kind::Link(sheet) => {
                let rows = self.opened.as_ref().and_then(|b| b.project.sheet(sheet));
                let rows = rows.into_iter().flat_map(|s| (0..s.len()).filter_map(move |n| s.row(n)));
                // No row is linked to itself.
                rows.filter(|r| sheet != here.view.sheet.key || Some(r.id()) != here.row)
                    .map(|r| {
                        let label = Phrase {
                            zh: project::row_name(r, Lang::Zh).into(),
                            en: project::row_name(r, Lang::En).into(),
                        };
                        (
                            Item::new(label, Phrase::same(""), Does::Put(Cell::Link(r.id()))),
                            Cell::Link(r.id()),
                        )
                    })
                    .collect()
            }
            _ => return,
        };
        let at = items.iter().position(|(_, cell)| *cell == old);
        let mut chooser =
            Chooser::new(title, items.into_iter().map(|(item, _)| item).chain([none]).collect());
        if matches!(kind, Kind::OpenChoice(_)) {
            let is_role = kind == <Option<Role> as CellType>::KIND;
            let own = if is_role {
                text("自己的角色", "a role of your own")
            } else {
                text("自己写一个", "one of your own")
            };
            chooser.own = Some(chooser.items.len());
            chooser.items.push(Item::new(Phrase::same(""), own, Does::Put(Cell::Empty)));
            chooser.narrow(self.choices.lang);
        }
        if let Kind::Link(sheet) = kind
            && registry::names_rows(sheet)
            && let Some(def) = registry::sheets().into_iter().find(|def| def.key == sheet)
        {
            let project = self.opened.as_ref().map(|opened| &opened.project);
            let elsewhere = project.map_or(Vec::new(), |project| registry::known_elsewhere(project, sheet));
            chooser.items.extend(elsewhere.into_iter().map(|name| {
                let detail = text("诊断卡上有，选了就新增", "on a card; choosing adds it");
                Item::new(Phrase::same(name.as_str()), detail, Does::PutNew(sheet, name.into()))
            }));
            chooser.own = Some(chooser.items.len());
            chooser.items.push(Item::new(Phrase::same(""), def.title, Does::PutNew(sheet, String::new())));
            chooser.narrow(self.choices.lang);
        }
        chooser.at = at.unwrap_or(0);
        chooser.target = Some((here.row, column));
        let columns = here.view.sheet.columns;
        let named = columns.iter().find(|other| other.key.strip_suffix("_name") == Some(columns[column].key));
        chooser.elsewhere = named.map(|column| column.title);
        if let Some(beside) = named.and_then(|named| here.view.sheet.column(named.key)) {
            chooser.own = Some(chooser.items.len());
            let blank = Phrase::same("");
            chooser.items.push(Item::new(blank.clone(), blank, Does::PutBeside(beside, String::new())));
            chooser.narrow(self.choices.lang);
        }
        let selected = self.block_cells().0.len();
        if selected > 1 {
            let (all, one) = (self.how(Command::Choose), self.how(Command::CommitNext));
            chooser.for_selected = true;
            chooser.about = Some(say!(
                "选中了 {cells}：{all}全部填入，{one}只填这一格",
                "{cells} are selected: {all} fills all of them, {one} this one alone",
                cells = super::fill::of_cells(selected),
                all,
                one
            ));
        }
        self.layers.push(Layer::Choose(chooser));
    }

    /// All commands, actions and places, to find by typing.
    pub(super) fn palette(&mut self) {
        let (lang, here) = (self.lang(), self.here());
        let mut items = Vec::new();
        for command in [Command::Action1, Command::Action2, Command::Action3, Command::Action4] {
            if let Some(action) = self.action(command) {
                let mut item = Item::new(
                    action.title,
                    Phrase::same(self.choices.bindings.label(command, lang)),
                    Does::Run(command),
                );
                item.why_not = self.enabled_here(command, here).err();
                items.push(item);
            }
        }
        let screens = (0..crate::app::Screen::lines()).filter_map(crate::app::Screen::of_line);
        for screen in screens.filter(|screen| !matches!(screen, crate::app::Screen::Tool(_))) {
            let key = Phrase::same(screen.mark().to_string());
            items.push(Item::new(screen.title(), key, Does::Line(screen.line())));
        }
        for (n, tool) in TOOLS.iter().enumerate() {
            for (at, view) in tool.views.iter().enumerate() {
                let label = Phrase {
                    zh: format!("{} · {}", tool.title.zh, view.title.zh).into(),
                    en: format!("{} · {}", tool.title.en, view.title.en).into(),
                };
                let item = Item::new(label, text("打开", "open"), Does::Show(n, at));
                // The list of tools calls it by its short name.
                items.push(Item { words: vec![tool.short.zh, tool.short.en, tool.key], ..item });
            }
        }
        let context = self.context();
        let listed = ENTRIES.iter().filter(|e| match e.context {
            Context::Anywhere => true,
            Context::Replay => self.replay.is_some(),
            Context::Sheet => !matches!(context, Context::Portfolio | Context::Handbook),
            other => matches!(other, Context::Portfolio | Context::Handbook) && context == other,
        });
        let plain = listed.filter(|e| {
            use Command as C;
            !matches!(
                e.command,
                C::Palette
                    | C::Action1
                    | C::Action2
                    | C::Action3
                    | C::Action4
                    | C::Tool
                    | C::Up
                    | C::Down
                    | C::Left
                    | C::Right
                    | C::ColumnLeft
                    | C::ColumnRight
                    | C::SelectUp
                    | C::SelectDown
                    | C::SelectLeft
                    | C::SelectRight
                    | C::Home
            )
        });
        for entry in plain {
            let key = self.choices.bindings.label(entry.command, lang);
            let mut item = Item::new(entry.title, Phrase::same(key), Does::Run(entry.command));
            item.words = entry.words.to_vec();
            item.why_not = self.enabled_here(entry.command, here).err();
            items.push(item);
        }
        let commands =
            Chooser { commands: Some(TypedCommand::None), ..Chooser::new(text("命令", "Commands"), items) };
        self.layers.push(Layer::Choose(commands));
    }

    /// Looks through the whole project for what is typed.
    pub(super) fn search_again(&mut self) {
        let lang = self.lang();
        let Some(Layer::Choose(chooser)) = self.layers.last() else { return };
        let Some(searches) = chooser.searches else {
            let typed = chooser.query.as_ref().filter(|_| chooser.commands.is_some()).map(Editor::text);
            let offered = typed.and_then(|typed| self.replay_offered(typed));
            if let Some(Layer::Choose(chooser)) = self.layers.last_mut() {
                chooser.narrow_commands(lang, offered);
            }
            return;
        };
        let typed = chooser.query.as_ref().map_or(String::new(), |q| q.text().to_owned());
        let items = match searches {
            Searches::Project => self.found(&typed),
            Searches::Handbook => self.found_pages(&typed),
        };
        if let Some(Layer::Choose(chooser)) = self.layers.last_mut() {
            chooser.items = items;
            chooser.narrow(lang);
        }
    }

    /// The first start: the language, then where to begin.
    pub fn welcome(&mut self) {
        let items = vec![
            Item::new(Phrase::same("中文"), Phrase::same("zh-CN"), Does::Speak(Lang::Zh)),
            Item::new(Phrase::same("English"), Phrase::same("en"), Does::Speak(Lang::En)),
        ];
        let mut chooser = Chooser::short(text("语言 / Language", "Language / 语言"), items);
        chooser.at = usize::from(self.lang() == Lang::En);
        chooser.closes = false;
        let how = self.how(Command::Language);
        chooser.about = Some(say!(
            "欢迎使用变革工作簿。请选择语言，之后{how}随时切换。",
            "Welcome to Changebook. Choose your language; {how} switches it at any time.",
            how
        ));
        self.layers.push(Layer::Choose(chooser));
    }

    /// The first start, second question: where to begin.
    pub fn welcome_second(&mut self) {
        let items = vec![
            Item::new(
                text("新建我的变革项目", "Create my change project"),
                text("名称、愿景、启动日期", "name, vision, start date"),
                Does::Create,
            ),
            Item::new(
                text("打开示例", "Open the demo"),
                text(
                    "12 家服务中心，第 9 周；练习用，离开时可以保存",
                    "12 centres, week 9; for practice, may be kept",
                ),
                Does::Demo,
            ),
            Item::new(text("退出", "Quit"), Phrase::same(""), Does::Quit),
        ];
        let mut chooser = Chooser::short(text("从哪里开始？", "Where would you like to start?"), items);
        chooser.closes = false;
        self.layers.push(Layer::Choose(chooser));
    }

    pub(super) fn listed(&mut self, entries: &[Entry]) {
        let open = self.opened.as_ref().map(|b| b.project.id);
        let item = |entry: &Entry| {
            let remark =
                entry.remark.clone().unwrap_or_else(|| match (entry.archived, Some(entry.id) == open) {
                    (true, _) => text("已归档：回车取出", "archived: Enter restores it").into(),
                    (_, true) => text("正在使用", "open now").into(),
                    _ => Phrase::same(""),
                });
            let does = if entry.lost {
                Does::OpenBackup(entry.path.clone())
            } else if entry.archived {
                Does::Unarchive(entry.path.clone())
            } else {
                Does::Open(entry.path.clone())
            };
            let name = if entry.name.is_empty() {
                entry.path.file_stem().map_or(String::new(), |s| s.to_string_lossy().into_owned())
            } else {
                entry.name.clone()
            };
            Item {
                level: if entry.remark.is_some() { Level::Watch } else { Level::Blank },
                ..Item::new(Phrase::same(name), remark, does)
            }
        };
        let mut items: Vec<Item> = entries.iter().map(item).collect();
        items.push(Item::new(text("＋ 新建项目", "+ New project"), Phrase::same(""), Does::Create));
        items.push(Item::new(text("打开示例", "Open the demo"), Phrase::same(""), Does::Demo));
        items.push(Item::new(
            text("项目组合：全部项目并排看", "Portfolio: all projects side by side"),
            Phrase::same(self.choices.bindings.label(Command::Portfolio, self.lang())),
            Does::Run(Command::Portfolio),
        ));
        if self.opened.is_some() {
            items.push(Item::new(
                text("给当前项目改名", "Rename the open project"),
                Phrase::same(""),
                Does::Run(Command::RenameProject),
            ));
        }
        if self.can_archive().is_ok() {
            items.push(Item::new(
                text("归档当前项目", "Archive the open project"),
                Phrase::same(""),
                Does::Run(Command::ArchiveProject),
            ));
        }
        let chooser = Chooser::new(text("项目", "Projects"), items);
        self.layers.push(Layer::Choose(chooser));
    }
}
