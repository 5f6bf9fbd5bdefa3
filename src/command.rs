//! The only table of commands: their names, keys and titles. The resolver, the footer, the help,
//! the palette, the config file and the README's key table are all derived from it.

mod bindings;
mod chord;

pub use bindings::Bindings;
pub use chord::Chord;

use crate::registry::TOOLS;
use crate::text::{Text, text};

/// Where a command can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere except while typing.
    Anywhere,
    /// In the rows or the form of a tool.
    Sheet,
    /// In the list of tools and on Home.
    List,
    /// On the portfolio, where the keys of lists work as well.
    Portfolio,
    /// In the handbook, where the keys of lists work as well.
    Handbook,
    /// While an earlier day is shown, before the keys of the place.
    Replay,
    /// While typing into a cell.
    Typing,
    /// In a list to choose from.
    Choosing,
    /// In the preview of a block, where the keys of lists to choose from work as well.
    Intake,
    /// On the screen of the meeting.
    Meeting,
}

impl Context {
    /// The heading in help.
    pub const fn title(self) -> Text {
        match self {
            Context::Anywhere => text("随处可用", "Everywhere"),
            Context::Sheet => text("表格与表单", "Sheets and forms"),
            Context::List => text("首页与工具列表", "Home and list of tools"),
            Context::Portfolio => text("项目组合", "Portfolio"),
            Context::Handbook => text("手册", "Handbook"),
            Context::Replay => text("回看某一天时", "While replaying a day"),
            Context::Typing => text("输入时", "While typing"),
            Context::Choosing => text("选择时", "While choosing"),
            Context::Intake => text("粘贴预览", "Preview of a paste"),
            Context::Meeting => text("例会", "Weekly meeting"),
        }
    }

    /// The context whose keys work as well where this one has none of its own for them.
    pub const fn below(self) -> Option<Context> {
        match self {
            Context::Portfolio | Context::Handbook => Some(Context::List),
            Context::Intake => Some(Context::Choosing),
            _ => None,
        }
    }

    /// All, in the order of the help.
    pub const ALL: [Context; 10] = [
        Context::Sheet,
        Context::List,
        Context::Portfolio,
        Context::Handbook,
        Context::Meeting,
        Context::Replay,
        Context::Anywhere,
        Context::Typing,
        Context::Choosing,
        Context::Intake,
    ];
}

/// A command as the table declares it.
#[derive(Debug)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in the config file.
    pub key: &'static str,
    /// Where it can be given.
    pub context: Context,
    /// Its keys as the table writes them.
    keys: &'static [&'static str],
    /// What it does.
    pub title: Text,
    /// How early it stands in the footer; 0 is never.
    pub footer: u8,
    /// Other words in either language by which people look for it in the palette.
    pub words: &'static [&'static str],
}

impl Entry {
    /// Its title, if it can be given in this context.
    pub fn title_in(&self, context: Context) -> Option<Text> {
        (self.context == context).then_some(self.title)
    }

    /// Its keys unless the config file says otherwise; the first is the one shown. Those that open a line of the
    /// list of tools are the marks of the lines.
    pub fn keys(&self) -> Vec<String> {
        match self.command {
            Command::Number => marks().map(String::from).collect(),
            // With Alt letters mean other things.
            Command::Tool => TOOLS
                .iter()
                .filter(|tool| tool.mark.is_ascii_digit())
                .map(|tool| format!("alt-{}", tool.mark))
                .collect(),
            _ => self.keys.iter().map(|key| (*key).to_owned()).collect(),
        }
    }
}

/// The mark of Home in the list of tools.
pub const HOME_MARK: char = '0';

/// The mark of the handbook in the list of tools.
pub const HANDBOOK_MARK: char = 'f';

/// The mark of the portfolio in the list of tools.
pub const PORTFOLIO_MARK: char = 'g';

/// The marks of all lines of the list of tools, in its order.
fn marks() -> impl Iterator<Item = char> {
    let tools = TOOLS.iter().map(|tool| tool.mark);
    std::iter::once(HOME_MARK).chain(tools).chain([HANDBOOK_MARK, PORTFOLIO_MARK])
}

macro_rules! commands {
    ($( $context:ident { $( $name:ident $key:literal [$($press:literal),*] $zh:literal / $en:literal $(@ $footer:literal)? $(aka [$($word:literal),*])? ; )* } )*) => {
        /// Something that people can ask the program to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command { $($( #[doc = $en] $name, )*)* }

        /// All commands, in the order of the help.
        pub static ENTRIES: &[Entry] = &[ $($( Entry {
            command: Command::$name,
            key: $key,
            context: Context::$context,
            keys: &[$($press),*],
            title: text($zh, $en),
            footer: 0 $(+ $footer)?,
            words: &[$($($word),*)?],
        }, )*)* ];
    };
}

commands! {
    Sheet {
        Edit "edit" ["enter", "f2"] "编辑" / "Edit" @ 90 aka ["修改", "改", "编辑单元格", "change", "modify", "edit cell"];
        Toggle "tick" ["space"] "勾选 / 下一项 / 今天" / "Tick, next option, today" @ 80 aka ["打勾", "完成", "今天", "日期", "插入日期", "tick", "check", "checkbox", "done", "today", "date", "insert date"];
        Clear "clear" ["delete", "backspace"] "清空" / "Clear" @ 30 aka ["清除", "清空", "删除内容", "删内容", "erase", "empty", "delete", "delete contents"];
        Up "up" ["up", "k"] "上" / "Up";
        Down "down" ["down", "j"] "下" / "Down";
        Left "left" ["left", "h"] "左" / "Left";
        Right "right" ["right", "l"] "右" / "Right";
        Next "next-cell" ["tab"] "下一格" / "Next cell";
        Previous "previous-cell" ["backtab"] "上一格" / "Previous cell";
        SelectUp "select-up" ["shift-up"] "向上选" / "Select upwards";
        SelectDown "select-down" ["shift-down"] "向下选" / "Select downwards";
        SelectLeft "select-left" ["shift-left"] "向左选" / "Select to the left";
        SelectRight "select-right" ["shift-right"] "向右选" / "Select to the right";
        SelectAll "select-all" ["ctrl-a"] "全选" / "Select all" aka ["全选", "select all"];
        SelectColumn "select-column" ["ctrl-space"] "选中整列" / "Select the column";
        SelectRow "select-row" ["shift-space"] "选中整行" / "Select the row";
        SelectRowStart "select-row-start" ["shift-home"] "选到行首" / "Select to the first column";
        SelectRowEnd "select-row-end" ["shift-end"] "选到行尾" / "Select to the last column";
        SelectFirst "select-first" ["ctrl-shift-home"] "选到第一格" / "Select to the first cell";
        SelectLast "select-last" ["ctrl-shift-end"] "选到最后一格" / "Select to the last cell";
        EdgeUp "edge-up" ["ctrl-up"] "跳到上面的边缘" / "Up to the edge of what is filled in";
        EdgeDown "edge-down" ["ctrl-down"] "跳到下面的边缘" / "Down to the edge of what is filled in";
        EdgeLeft "edge-left" ["ctrl-left"] "跳到左面的边缘" / "Left to the edge of what is filled in";
        EdgeRight "edge-right" ["ctrl-right"] "跳到右面的边缘" / "Right to the edge of what is filled in";
        SelectEdgeUp "select-edge-up" ["ctrl-shift-up"] "向上选到边缘" / "Select up to the edge";
        SelectEdgeDown "select-edge-down" ["ctrl-shift-down"] "向下选到边缘" / "Select down to the edge";
        SelectEdgeLeft "select-edge-left" ["ctrl-shift-left"] "向左选到边缘" / "Select left to the edge";
        SelectEdgeRight "select-edge-right" ["ctrl-shift-right"] "向右选到边缘" / "Select right to the edge";
        RowStart "row-start" ["home"] "行首" / "First column";
        RowEnd "row-end" ["end"] "行尾" / "Last column";
        FirstCell "first-cell" ["ctrl-home"] "第一格（左上角）" / "First cell (top left)";
        LastCell "last-cell" ["ctrl-end"] "最后一格（右下角）" / "Last cell (bottom right)";
        First "first-row" ["<"] "第一行" / "First row";
        Last "last-row" [">"] "最后一行" / "Last row";
        PageUp "page-up" ["pageup"] "上一页 / 上一张" / "Page up, previous card";
        PageDown "page-down" ["pagedown"] "下一页 / 下一张" / "Page down, next card";
        Copy "copy" ["ctrl-c", "y"] "复制" / "Copy" @ 28 aka ["复制", "拷贝", "copy", "clipboard", "duplicate"];
        CopyTitled "copy-with-titles" ["alt-y"] "连标题复制" / "Copy with titles" aka ["复制标题", "带标题复制", "copy titles", "copy headers", "headers"];
        Cut "cut" ["ctrl-x"] "剪切" / "Cut" aka ["剪切", "cut"];
        Paste "paste" ["ctrl-v", "p"] "粘贴" / "Paste" @ 26 aka ["粘贴", "贴上", "paste"];
        FillDown "fill-down" ["ctrl-d"] "向下填充" / "Fill down" aka ["填充", "下拉", "重复", "fill", "drag down", "autofill", "duplicate"];
        NewRow "new-row" ["ctrl-n", "insert"] "新增行" / "New row" @ 50 aka ["新增", "添加", "加一行", "插入", "插入行", "新行", "add", "insert", "insert row", "add row", "new line"];
        RemoveRow "remove-row" ["ctrl-delete", "ctrl-k"] "删除行" / "Remove row" @ 24 aka ["删除", "删行", "删除这一行", "delete", "delete row", "remove"];
        MoveRowUp "move-row-up" ["alt-up"] "行上移" / "Move row up" aka ["上移", "move up"];
        MoveRowDown "move-row-down" ["alt-down"] "行下移" / "Move row down" aka ["下移", "move down"];
        Sort "sort" ["alt-s", "s"] "按此列排序（仅显示）" / "Sort by this column (view only)" aka ["排序", "升序", "降序", "sort", "order", "ascending", "descending"];
        Filter "filter" ["alt-f", "f"] "筛选" / "Filter" aka ["筛选", "过滤", "filter"];
        FilterOnly "filter-only" ["alt-o", "o"] "只看这个值" / "Only this value";
        FilterOff "filter-off" ["alt-a"] "显示全部行" / "Show all rows" aka ["取消筛选", "全部显示", "清除筛选", "clear filter", "unfilter", "show all"];
        WidenColumn "widen-column" ["alt-."] "加宽这一列" / "Widen the column" aka ["列宽", "加宽", "column width", "width", "wider"];
        NarrowColumn "narrow-column" ["alt-,"] "收窄这一列" / "Narrow the column" aka ["变窄", "narrower"];
        HideColumn "hide-column" ["alt-h"] "隐藏这一列" / "Hide the column" aka ["隐藏", "隐藏列", "hide"];
        ShowColumns "show-columns" ["alt-u"] "恢复全部列" / "Show all columns as they were" aka ["取消隐藏", "显示列", "unhide"];
        GoToRow "go-to-row" ["alt-g", "g"] "转到行" / "Go to row" aka ["定位", "跳转", "转到", "go to", "jump"];
        Details "details" ["f4"] "详情" / "Details" @ 70 aka ["详情", "全文", "details", "full text"];
        More "show-more" ["+", "="] "画细些" / "Show more" aka ["画细", "更细", "放大", "more", "detail", "zoom in"];
        Less "show-less" ["-"] "画粗些" / "Show less" aka ["画粗", "更粗", "缩小", "less", "zoom out"];
        Chart "chart" ["alt-v"] "图表" / "Chart" @ 69 aka ["图表", "图形", "趋势图", "控制图", "chart", "graph", "diagram", "plot"];
        NextFinding "next-finding" ["f8"] "下一条结论" / "Next finding" @ 40 aka ["结论", "问题", "下一个问题", "finding", "findings", "issues", "problems", "advice"];
        Leave "leave" ["esc"] "工具" / "Tools" @ 88;
    }
    List {
        Open "open" ["enter", "right", "l"] "打开" / "Open" @ 90;
        ListUp "list-up" ["up", "k"] "上" / "Up";
        ListDown "list-down" ["down", "j"] "下" / "Down";
        ListPageUp "list-page-up" ["pageup"] "上一页" / "Page up";
        ListPageDown "list-page-down" ["pagedown"] "下一页" / "Page down";
        ListFirst "list-first" ["home", "<"] "第一条" / "First";
        ListLast "list-last" ["end", ">"] "最后一条" / "Last";
        Switch "switch-focus" ["tab", "esc", "left", "h"] "工具" / "Tools" @ 20;
        Number "tool-number" [] "按编号打开" / "Open by number";
        QuitList "quit-list" ["q"] "退出" / "Quit";
    }
    Portfolio {
        ColumnLeft "column-left" ["left", "h"] "左一列" / "Column to the left";
        ColumnRight "column-right" ["right", "l"] "右一列" / "Column to the right";
        WorstFinding "worst-finding" ["f8"] "去最要紧的一处" / "Go to its worst finding" @ 80;
        SortProjects "sort-projects" ["alt-s"] "按此列排序" / "Sort by this column" @ 75;
        ShowArchived "show-archived" ["v"] "显示或隐藏归档" / "Show or hide the archive" @ 30;
    }
    Handbook {
        GoToTool "go-to-tool" ["enter"] "去做" / "Go to the tool" @ 90;
        IntoText "into-text" ["right", "l"] "正文" / "Text";
        Contents "contents" ["left", "h", "tab"] "目录" / "Contents" @ 58;
        ReadOn "read-on" ["space"] "往下读" / "Read on" @ 75;
        LeaveHandbook "leave-handbook" ["esc", "q"] "返回" / "Back" @ 80;
    }
    Meeting {
        MeetGoOn "meeting-go-on" ["enter"] "下一步" / "Go on" @ 90;
        MeetKept "promise-kept" ["y"] "做到了" / "Kept" @ 89;
        MeetNot "promise-not-yet" ["n"] "没做到" / "Not yet" @ 88;
        MeetDrop "drop" ["x"] "放弃" / "Drop" @ 87;
        MeetUnknown "cause-unknown" ["u"] "还不知道原因" / "Cause not known" @ 86;
        MeetFine "no-action" ["k"] "本周不行动" / "No action" @ 85;
        MeetAccept "make-action" ["a"] "列为行动" / "Action" @ 84;
        MeetResolve "resolve" ["r"] "已办结" / "Resolved" @ 84;
        MeetSnooze "put-off" ["s"] "搁置" / "Put off" @ 83;
        MeetDisagree "disagree" ["g"] "不同意" / "Disagree" @ 82;
        MeetTick "meeting-tick" ["space"] "勾选" / "Tick" @ 81;
        MeetTakeBack "take-back" ["delete"] "收回" / "Take it back" @ 71;
        MeetEdit "meeting-edit" ["e", "f2"] "修改" / "Edit" @ 70;
        MeetPark "park" ["p", "alt-p"] "放进停车场" / "Park" @ 66;
        MeetDecide "decide" ["d", "alt-d"] "记决定" / "Decision" @ 65;
        MeetBack "meeting-back" ["b", "left", "pageup", "backspace"] "上一页" / "Back" @ 64;
        MeetStep "go-to-step" ["1", "2", "3", "4", "5", "6", "7", "8", "alt-1", "alt-2", "alt-3", "alt-4", "alt-5", "alt-6", "alt-7", "alt-8"] "跳到第几步" / "Go to step" @ 41;
        MeetNext "meeting-next" ["right", "pagedown", "tab"] "下一页" / "Next page" @ 40;
        MeetLook "meeting-look" ["o"] "去看" / "Look" @ 39;
        MeetStop "stop-clock" ["t"] "停表" / "Stop the clock" @ 38;
        MeetLead "lead-meeting" ["w"] "接手" / "Lead it here" @ 60;
        MeetUp "meeting-up" ["up"] "上" / "Up";
        MeetDown "meeting-down" ["down"] "下" / "Down";
        MeetLeave "leave-meeting" ["q", "esc"] "离开" / "Leave" @ 63;
    }
    Replay {
        ReplayBack "replay-week-back" ["<"] "前一周" / "Week before" @ 93;
        ReplayOn "replay-week-on" [">"] "后一周" / "Week after" @ 92;
        LeaveReplay "leave-replay" ["backspace"] "回到今天" / "Back to today" @ 94;
    }
    Anywhere {
        Meet "meeting" ["f6", "alt-m"] "例会" / "Meeting" @ 46 aka ["开会", "会议", "例会", "周会", "每周例会", "meeting", "weekly meeting", "review"];
        Minutes "minutes" [] "复制例会纪要" / "Copy the minutes of a meeting" aka ["纪要", "会议纪要", "minutes"];
        Undo "undo" ["ctrl-z", "u"] "撤销" / "Undo" @ 60 aka ["撤销", "撤回", "恢复上一步", "后悔", "undo", "revert", "take back"];
        Redo "redo" ["ctrl-y", "ctrl-r"] "重做" / "Redo" aka ["重做", "恢复撤销", "redo", "repeat"];
        Search "search" ["/", "ctrl-f"] "查找" / "Search" @ 45 aka ["搜索", "查找", "搜", "找", "find", "find and replace", "search", "look for"];
        Palette "commands" [":", "f10", "ctrl-p"] "命令" / "Commands" @ 44;
        Help "help" ["f1", "?"] "帮助" / "Help" @ 95 aka ["帮助", "快捷键", "按键", "键盘", "help", "keys", "shortcuts", "keyboard"];
        Language "language" ["alt-l"] "English" / "中文" @ 43 aka ["语言", "中文", "英文", "英语", "切换语言", "设置", "选项", "偏好", "language", "english", "chinese", "settings", "setup", "preferences", "options"];
        Home "home" ["f3"] "首页" / "Home" @ 42;
        Portfolio "portfolio" ["f12", "alt-0"] "项目组合" / "Portfolio" @ 21 aka ["组合", "全部项目", "所有项目", "多个项目", "portfolio", "all projects", "programme", "program"];
        Handbook "handbook" ["ctrl-g"] "打开手册页" / "Handbook page" @ 47 aka ["手册", "说明书", "教程", "方法", "handbook", "manual", "guide", "tutorial", "method"];
        Back "back" ["alt-left", "alt-b"] "返回" / "Back" @ 62 aka ["返回", "后退", "back"];
        NextView "next-view" ["]"] "下一页签" / "Next tab" @ 46;
        PreviousView "previous-view" ["["] "上一页签" / "Previous tab";
        NextTool "next-tool" ["ctrl-pagedown", "}"] "下一个工具" / "Next tool";
        PreviousTool "previous-tool" ["ctrl-pageup", "{"] "上一个工具" / "Previous tool";
        Tool "tool" [] "第 N 个工具" / "Tool number N";
        Action1 "action-1" ["f5"] "本工具的第一个动作" / "The tool's first action";
        Action2 "action-2" ["f7"] "本工具的第二个动作" / "The tool's second action";
        Action3 "action-3" ["f9"] "本工具的第三个动作" / "The tool's third action";
        Action4 "action-4" ["shift-f5"] "本工具的第四个动作" / "The tool's fourth action";
        Replay "replay" ["alt-r"] "回看某一天…" / "Replay a day…" aka ["历史", "回看", "回放", "以前", "过去", "history", "replay", "as of", "past", "time travel"];
        Projects "projects" ["ctrl-o"] "项目" / "Projects" @ 22 aka ["打开", "打开项目", "切换项目", "项目列表", "open", "open project", "switch project", "projects"];
        NewProject "new-project" [] "新建项目" / "New project" aka ["新建", "新建项目", "新项目", "创建", "new", "new project", "create"];
        RenameProject "rename-project" [] "给项目改名" / "Rename this project" aka ["改名", "重命名", "项目名称", "rename"];
        ImportFile "import-file" [] "导入 CSV 或 Excel 文件" / "Import a CSV or Excel file" aka ["导入", "上传", "读取文件", "import", "upload", "load", "csv", "excel import"];
        ReadLog "read-log" ["alt-i"] "读取事件日志" / "Read an event log" @ 71 aka ["日志", "事件日志", "流程挖掘", "工单日志", "event log", "xes", "process mining", "mine", "mining"];
        ExportFile "export-file" [] "导出 Excel、CSV 或日历文件" / "Export to Excel, CSV or a calendar file" aka ["导出", "输出", "下载", "表格", "日历", "日程", "export", "excel", "csv", "xlsx", "download", "calendar", "ics", "outlook"];
        FillInFile "form-file" [] "填报表…" / "Form to fill in…" aka ["填报", "填报表", "表单", "发给别人填", "收集", "form", "fill in", "form to fill in", "questionnaire"];
        Report "report" [] "写报告" / "Write a report" aka ["报告", "打印", "周报", "汇报", "月报", "一页纸", "网页", "report", "print", "pdf", "html", "one-pager", "one page", "weekly report", "share"];
        ForgetPerson "forget-person" [] "删除某人的全部痕迹" / "Forget a person" aka ["隐私", "删除个人信息", "删除人员", "离职", "个人信息", "forget", "privacy", "gdpr", "erase person", "delete person"];
        ArchiveProject "archive-project" [] "归档项目" / "Archive this project" aka ["归档", "存档", "结束项目", "关闭项目", "archive", "close project"];
        Save "save" ["ctrl-s"] "保存了没有" / "Is it saved?" aka ["保存", "存盘", "储存", "save", "saved"];
        File "file" ["ctrl-e"] "文件与备份" / "File and backups" aka ["文件", "文件位置", "存在哪里", "file", "where is my file", "location", "folder"];
        SaveNow "save-now" [] "立即再保存一次" / "Save again now";
        WriteAnew "write-anew" [] "重新写出文件" / "Write the file anew";
        SaveAs "save-as" [] "另存为…" / "Save under another name" aka ["另存为", "复制项目", "副本", "save as", "copy project", "duplicate"];
        KeepDemo "keep-demo" [] "把示例保存为项目" / "Keep the demo as a project";
        Repair "repair" [] "修复文件" / "Repair the file";
        Restore "restore" [] "恢复这份备份" / "Restore this backup";
        Backups "backups" [] "查看和恢复备份" / "List and restore backups" aka ["备份", "还原", "恢复", "恢复备份", "以前的版本", "版本", "backup", "backups", "restore", "versions", "previous version", "recover"];
        MergeCopy "merge-copy" [] "合并冲突副本" / "Merge a conflicting copy" aka ["合并", "合并副本", "汇总", "merge", "combine", "conflicted copy"];
        OutOfRange "out-of-range" [] "超出范围的格" / "Cells out of range" aka ["超出范围", "out of range"];
        Conflicts "conflicts" ["alt-c"] "处理冲突" / "Resolve conflicts" aka ["冲突", "不一致", "两个窗口", "conflict", "conflicts", "clash"];
        Theme "theme" ["f11"] "切换配色" / "Change the colours" aka ["配色", "颜色", "主题", "深色", "浅色", "夜间", "外观", "设置", "colour", "colours", "color", "colors", "theme", "dark mode", "light mode", "appearance", "settings"];
        Mouse "mouse" [] "启用或停用鼠标" / "Mouse on or off" aka ["鼠标", "设置", "mouse", "settings"];
        Redraw "redraw" ["ctrl-l"] "刷新屏幕" / "Redraw the screen" aka ["刷新", "花屏", "refresh", "redraw"];
        Suspend "suspend" [] "挂起到命令行" / "Suspend to the shell";
        Quit "quit" ["ctrl-q"] "退出" / "Quit" @ 5 aka ["退出", "关闭", "离开", "quit", "exit", "close", "leave"];
    }
    Typing {
        Commit "commit" ["enter"] "确认" / "Confirm" @ 90;
        CommitNext "commit-next" ["tab"] "确认并右移" / "Confirm and go right" @ 80;
        CommitPrevious "commit-previous" ["backtab"] "确认并左移" / "Confirm and go left";
        CommitUp "commit-up" ["up"] "确认并上移（单行）" / "Confirm and go up (one line)";
        CommitDown "commit-down" ["down"] "确认并下移（单行）" / "Confirm and go down (one line)";
        CommitAll "commit-all" ["ctrl-enter"] "填入选中的每一格" / "Enter into all selected cells" @ 65;
        NewLine "new-line" ["alt-enter", "ctrl-j"] "换行（多行文字）" / "New line (in long text)" @ 60;
        Cancel "cancel" ["esc"] "取消" / "Cancel" @ 70;
    }
    Choosing {
        Choose "choose" ["enter"] "选择" / "Choose" @ 90;
        ChooseUp "choose-up" ["up", "ctrl-p"] "上" / "Up" @ 40;
        ChooseDown "choose-down" ["down", "ctrl-n"] "下" / "Down" @ 40;
        ChoosePageUp "choose-page-up" ["pageup"] "上一页" / "Page up";
        ChoosePageDown "choose-page-down" ["pagedown"] "下一页" / "Page down";
        Close "close" ["esc"] "关闭" / "Close" @ 70;
    }
    Intake {
        IntakeLeft "preview-left" ["left", "h", "backtab"] "左一列" / "Column to the left";
        IntakeRight "preview-right" ["right", "l", "tab"] "右一列" / "Column to the right";
        IntakeStart "preview-start" ["home"] "第一列" / "First column";
        IntakeEnd "preview-end" ["end"] "最后一列" / "Last column";
        IntakeFirst "preview-first" ["ctrl-home"] "第一行" / "First line";
        IntakeLast "preview-last" ["ctrl-end"] "最后一行" / "Last line";
        IntakePut "put-in" ["ctrl-s"] "确认存入" / "Store it" @ 85;
        IntakeNext "next-to-decide" ["n", "f8"] "下一处待定" / "Next to decide" @ 80;
        IntakeChange "decide-anew" ["f2"] "改这处决定" / "Decide it anew" @ 79;
        IntakeNotes "all-notes" ["f4"] "看全部说明" / "Read all notes" @ 76;
        IntakeDrop "leave-out" ["delete", "backspace", "d"] "不要这行或这列" / "Leave this line or column out" @ 50;
        IntakeEmpty "leave-empty" ["e"] "不合的格都留空" / "Leave what does not fit empty" @ 78;
        IntakeSkip "skip-lines" ["x"] "不合的行都不要" / "Leave those lines out" @ 77;
        IntakeTitles "first-line-titles" ["t"] "首行是不是标题" / "First line: titles or not" @ 45;
        IntakeBlanks "blanks-empty" ["b"] "空格要不要清空" / "Blanks: keep or empty" @ 44;
        IntakeTotals "totals" ["s"] "合计行要不要" / "Totals: out or in" @ 43;
    }
}

impl Command {
    /// The command's row in the table.
    pub fn entry(self) -> &'static Entry {
        // The table and the enum come from one declaration, in one order.
        &ENTRIES[self as usize]
    }

    /// Whether it stretches the selection or makes one; such a command is named so.
    pub fn selects(self) -> bool {
        self.entry().key.starts_with("select-")
    }

    /// Whether it is about which rows and columns a view shows.
    pub const fn is_on_view(self) -> bool {
        use Command as C;
        matches!(
            self,
            C::Filter
                | C::FilterOnly
                | C::FilterOff
                | C::GoToRow
                | C::WidenColumn
                | C::NarrowColumn
                | C::HideColumn
                | C::ShowColumns
        )
    }

    /// Whether it is about the project as it is, and not possible while an earlier day is shown.
    pub const fn is_of_today(self) -> bool {
        use Command as C;
        self.is_on_file()
            || matches!(self, C::Meet | C::Conflicts | C::ArchiveProject | C::ForgetPerson | C::NewProject)
    }

    /// Whether it is about the file of the open project, its backups or its copies.
    pub const fn is_on_file(self) -> bool {
        use Command as C;
        matches!(
            self,
            C::File
                | C::SaveNow
                | C::WriteAnew
                | C::SaveAs
                | C::KeepDemo
                | C::Repair
                | C::Restore
                | C::Backups
                | C::MergeCopy
        )
    }
}
