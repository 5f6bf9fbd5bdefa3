//! Findings on Home, search, the command palette and help.

use super::*;

#[test]
fn every_finding_on_home_leads_to_its_cell() {
    for lang in BOTH {
        let places: Vec<_> = {
            let desk = Desk::demo(lang, WIDE);
            let all = desk.app().opened.as_ref().unwrap().assessed.findings();
            all.into_iter().map(|(_, finding)| (finding.id, finding.place)).collect()
        };
        assert!(places.len() > 5);
        for (n, (id, place)) in places.into_iter().enumerate() {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press(&"<down>".repeat(n)).press("<enter>");
            assert_ne!(desk.app().screen, Screen::Home, "{id}");
            if let Some(row) = place.row {
                assert_eq!(desk.app().row().map(AnyRow::id), Some(row), "{id} is at its row");
            }
            let shown = desk.app().view().unwrap().2;
            let could = changebook::app::view_state::slots(shown).iter().any(|slot| {
                matches!(slot, changebook::app::view_state::Slot::Column(c) if shown.sheet.columns[*c].key == place.column)
            });
            assert!(!could || desk.column() == place.column, "{id} is at {}", place.column);
            assert!(!desk.said().is_empty(), "{id} says what to do");
        }
    }
}

#[test]
fn the_key_for_the_next_finding_walks_through_those_of_the_tool() {
    let mut desk = en();
    desk.press("2<f8>");
    let first = desk.app().place();
    desk.press("<f8>");
    assert!(first.is_some() && desk.app().place().is_some());
    assert_eq!(desk.app().screen, tool("adkar"));
}

#[test]
fn people_and_items_are_found_by_characters_pinyin_and_initials() {
    for typed in ["3号中心 技师", "zhongxin", "jsz", "JSZ"] {
        let mut desk = zh();
        desk.press("/").press(typed);
        desk.must_show("技师组");
        desk.press("<enter>");
        assert_ne!(desk.app().screen, Screen::Home, "{typed}");
    }
    let mut desk = zh();
    desk.press("/qvxvzv");
    desk.must_show("没有找到");
    let mut desk = en();
    desk.press("/readiness assess<enter>");
    assert_eq!((desk.app().screen, desk.column()), (tool("checklist"), "item"));
}

#[test]
fn the_palette_runs_commands_shows_places_and_says_why_not() {
    let mut desk = en();
    desk.press(":heat<enter>");
    assert_eq!(desk.app().view().unwrap().2.key, "heat");
    desk.press(":undo<enter>");
    desk.must_say("nothing to undo");
    let mut desk = zh();
    desk.press(":relitu<enter>");
    assert_eq!(desk.app().view().unwrap().2.key, "heat");
    desk.press("<f3>1:xylhpg").press("<c-u>kaishixinyilun<enter>");
    assert_eq!(desk.rows::<Form>().len(), Desk::demo(Lang::Zh, WIDE).rows::<Form>().len() + 1);
}

#[test]
fn help_lists_the_keys_of_the_place_in_both_languages() {
    for (lang, word) in [(Lang::Zh, "新增行"), (Lang::En, "New row")] {
        let mut desk = Desk::demo(lang, (160, 60));
        desk.press("2?");
        desk.must_show(word);
        desk.must_show("Ctrl-N");
        desk.press("?");
        assert!(desk.app().layers.is_empty());
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of words")]
fn the_palette_knows_the_words_that_people_look_for() {
    use Command as C;
    let words: [(Lang, &[(&str, Command)]); 2] = [
        (
            Lang::Zh,
            &[
                ("打印", C::Report),
                ("设置", C::Language),
                ("语言", C::Language),
                ("英文", C::Language),
                ("导出", C::ExportFile),
                ("日历", C::ExportFile),
                ("填报", C::FillInFile),
                ("表单", C::FillInFile),
                ("备份", C::Backups),
                ("还原", C::Backups),
                ("报告", C::Report),
                ("周报", C::Report),
                ("撤销", C::Undo),
                ("撤回", C::Undo),
                ("冲突", C::Conflicts),
                ("合并", C::MergeCopy),
                ("搜索", C::Search),
                ("颜色", C::Theme),
                ("深色", C::Theme),
                ("保存", C::Save),
                ("另存为", C::SaveAs),
                ("导入", C::ImportFile),
                ("纪要", C::Minutes),
                ("开会", C::Meet),
                ("历史", C::Replay),
                ("打开项目", C::Projects),
                ("新建", C::NewProject),
                ("重命名", C::RenameProject),
                ("教程", C::Handbook),
                ("快捷键", C::Help),
                ("退出", C::Quit),
                ("插入行", C::NewRow),
                ("列宽", C::WidenColumn),
                ("归档", C::ArchiveProject),
                ("隐私", C::ForgetPerson),
                ("daochu", C::ExportFile),
                ("dayin", C::Report),
            ],
        ),
        (
            Lang::En,
            &[
                ("print", C::Report),
                ("pdf", C::Report),
                ("settings", C::Language),
                ("language", C::Language),
                ("chinese", C::Language),
                ("export", C::ExportFile),
                ("calendar", C::ExportFile),
                ("form", C::FillInFile),
                ("fill in", C::FillInFile),
                ("backup", C::Backups),
                ("restore", C::Backups),
                ("report", C::Report),
                ("undo", C::Undo),
                ("redo", C::Redo),
                ("conflicts", C::Conflicts),
                ("merge", C::MergeCopy),
                ("find", C::Search),
                ("colors", C::Theme),
                ("dark mode", C::Theme),
                ("save", C::Save),
                ("save as", C::SaveAs),
                ("import", C::ImportFile),
                ("minutes", C::Minutes),
                ("meeting", C::Meet),
                ("history", C::Replay),
                ("open project", C::Projects),
                ("new project", C::NewProject),
                ("rename", C::RenameProject),
                ("manual", C::Handbook),
                ("shortcuts", C::Help),
                ("quit", C::Quit),
                ("insert row", C::NewRow),
                ("column width", C::WidenColumn),
                ("archive", C::ArchiveProject),
                ("privacy", C::ForgetPerson),
                ("Print", C::Report),
                ("EXPORT", C::ExportFile),
            ],
        ),
    ];
    for (lang, words) in words {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2");
        for (word, command) in words {
            desk.press(":").paste(word);
            let Some(Layer::Choose(palette)) = desk.app().layers.last() else { panic!("{word}") };
            let first = palette.current().map(|item| item.label.get(lang).to_owned());
            let title = command.entry().title.get(lang);
            assert_eq!(first.as_deref(), Some(title), "{word}:\n{}", desk.screen());
            desk.press("<esc><esc>");
            if !desk.app().layers.is_empty() {
                desk.press("<esc>");
            }
        }
    }
}

/// The conditions that the form of a filter shows as examples.
fn examples(desk: &Desk, lang: Lang) -> Vec<String> {
    let Some(Layer::Form(form)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    let help = form.fields[0].help.get(lang).to_owned();
    let (from, to, between) = match lang {
        Lang::Zh => ("，如 ", "，或直接", "、"),
        Lang::En => ("such as ", ", or plain", ", "),
    };
    let Some((_, such)) = help.split_once(from) else { return Vec::new() };
    such.split(to).next().unwrap().split(between).map(str::to_owned).collect()
}

#[test]
fn the_examples_of_a_filter_find_something_on_every_sheet() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        for place in ["2", "3", "4", "6", "7", "8", "9", "9]", "9]]", "a", "p", "s", "m]", "c"] {
            desk.press("<esc><esc><f3>").press(place).press("<a-f>");
            if desk.app().layers.is_empty() {
                continue;
            }
            let such = examples(&desk, lang);
            assert!(!such.is_empty(), "{place}: {}", desk.screen());
            desk.press("<esc>");
            for typed in such {
                desk.press("<a-f><c-u>").paste(&typed).press("<enter>");
                assert!(desk.app().layers.is_empty(), "{place} {typed}: {}", desk.screen());
                desk.press("<a-a>");
            }
        }
    }
}

#[test]
fn a_filter_that_finds_nothing_names_what_is_there() {
    for (lang, typed, said) in [
        (Lang::En, "owner=HR", "Owner is never 'HR'; there are: HR manager, "),
        (Lang::En, "centre=3", "Centre is never '3'; there are: Centre 3, "),
        (Lang::Zh, "负责人=人力", "“负责人”没有一行是“人力”；有：人力资源经理、"),
    ] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<a-f>").press(typed).press("<enter>");
        let Some(Layer::Form(form)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        let error = form.fields[0].error.as_ref().unwrap().get(lang).to_owned();
        assert!(error.starts_with(said), "{error}");
        let separator = if lang == Lang::Zh { "、" } else { ", " };
        assert!(error.matches(separator).count() <= 3, "{error}");
    }
    // Each is met by some row, and both by none.
    let mut desk = en();
    desk.press("2<a-f>role=Executive; centre=Centre 3<enter>");
    desk.must_show("No row meets these conditions");
}

/// What stands below a sheet is of all its rows, and says so while a filter hides some.
#[test]
fn what_stands_below_a_filtered_sheet_is_of_all_rows() {
    for (lang, conclusion, all) in
        [(Lang::Zh, "结论（全部 24 行）", "（全部）"), (Lang::En, "Conclusion (all 24 rows)", "(all)")]
    {
        let mut desk = Desk::demo(lang, (140, 60));
        desk.app_mut().show(TOOLS.iter().position(|tool| tool.key == "adkar").unwrap(), Some(0));
        desk.press("<home>");
        let rows = desk.rows::<Person>().len();
        let all = all.replace("24", &rows.to_string());
        assert!(!desk.shows(&all), "{}", desk.screen());
        desk.press("<a-f>3<enter>");
        assert!(desk.app().view_state().unwrap().filter.is_some(), "{}", desk.screen());
        desk.must_show(&conclusion.replace("24", &rows.to_string()));
        desk.must_show(&all);
    }
}
