//! Event logs from files: the file is chosen, how it was read is confirmed or changed, and its figures go into the project.
//! The file stays where it is.

use super::App;
use super::editor::Editor;
use super::layer::{Ask, Asked, Form, FormField, Layer, Purpose};
use super::request::{LogOrder, MinedLog, Request};
use crate::command::Command;
use crate::exchange::logs::{Answered, Choice, Order, Part, promise};
use crate::finding::{Level, Place};
use crate::mining::{Hours, Options, Source, counted, judged};
use crate::project::Edit;
use crate::registry::TOOLS;
use crate::say;
use crate::sheet::{Cell, Kind, Opt, Prose, Row as _};
use crate::text::{Phrase, Text, joined, text};
use crate::tools::eventlogs::{self, EventLog, Logs, kept};

/// In which order day, month and year stand.
static ORDERS: &[Opt] = &[
    Opt { key: "year-first", label: Order::YearFirst.title(), aka: &["年月日", "ymd"] },
    Opt { key: "day-first", label: Order::DayFirst.title(), aka: &["日月年", "dmy"] },
    Opt { key: "month-first", label: Order::MonthFirst.title(), aka: &["月日年", "mdy"] },
];

/// So many notes stand in the confirmation, those that change the figures most: more would not stand on a small screen.
const MOST_NOTES: usize = 4;

/// A field of the form, with what it holds.
type Asking = (Text, Text, Kind);

/// The places of the fields.
mod at {
    pub(super) const FILE: usize = 0;
    pub(super) const CASE: usize = 1;
    pub(super) const ACTIVITY: usize = 2;
    pub(super) const TIME: usize = 3;
    pub(super) const RESOURCE: usize = 4;
    pub(super) const GROUP: usize = 5;
    pub(super) const DATES: usize = 6;
    pub(super) const UNPIVOT: usize = 7;
    pub(super) const FROM: usize = 8;
    pub(super) const TO: usize = 9;
    pub(super) const PROMISE: usize = 10;
    pub(super) const HOURS: usize = 11;
    pub(super) const SKIP_BAD: usize = 12;
}

/// All that can be said of a log, the file first.
const FIELDS: [Asking; 13] = [
    (
        text("文件", "File"),
        text(
            "路径，如 ~/Downloads/工单日志.csv；写文件夹或留空，就从列表里选",
            "Its path, such as ~/Downloads/orders.csv; a folder or blank lists files to choose from",
        ),
        Kind::Text,
    ),
    (
        Part::Case.title(),
        text(
            "哪一列是单号；写标题，或 #3 表示第三列；留空就由内容判断",
            "Which column names the case: its title, or #3 for the third; blank: told by its content",
        ),
        Kind::Text,
    ),
    (
        Part::Activity.title(),
        text(
            "哪一列是做了什么；留空就由内容判断",
            "Which column says what was done; blank: told by its content",
        ),
        Kind::Text,
    ),
    (
        Part::Time.title(),
        text("哪一列是什么时候；留空就由内容判断", "Which column says when; blank: told by its content"),
        Kind::Text,
    ),
    (
        Part::Resource.title(),
        text("哪一列是谁做的；留空就由标题判断", "Which column says who did it; blank: told by its title"),
        Kind::Text,
    ),
    (
        Part::Group.title(),
        text(
            "按哪一列比较快慢，如门店；没有就留空",
            "By which column slow cases are told apart, such as the centre; blank for none",
        ),
        Kind::Text,
    ),
    (
        Part::Dates.title(),
        text(
            "03/04/2026 看不出先后时说明：年/月/日、日/月/年、月/日/年",
            "Where 03/04/2026 leaves it open: year first, day first or month first",
        ),
        Kind::Choice(ORDERS),
    ),
    (
        Part::Unpivot.title(),
        text(
            "一行是一单、每个步骤的时间各占一列时，填“是”",
            "'yes' where a row is a case and each activity has a column for its time",
        ),
        Kind::Check,
    ),
    (
        text("从哪一步起", "From activity"),
        text(
            "从一单里第一次做这一步算起；留空就从头算",
            "Counts from the first time of this activity in a case; blank: from its beginning",
        ),
        Kind::Text,
    ),
    (
        text("到哪一步止", "To activity"),
        text(
            "算到一单里最后一次做这一步，如不算系统自动关单；留空就算到底",
            "Counts to the last time of this activity, for instance without the automatic closing; blank: to the end",
        ),
        Kind::Text,
    ),
    (
        text("承诺周期", "Promised time"),
        text(
            "对客户承诺多久办完，带单位，如 48h、5天；用来算按时的比例",
            "How long the customer is told it takes, with its unit, such as 48h or 5d; tells the share in time",
        ),
        Kind::Text,
    ),
    (
        text("工作时间", "Working hours"),
        text(
            "如 周一至周五 8-17；等待和承诺就按它算；留空就按日历算",
            "Such as Mon-Fri 8-17; waiting and the promise are judged by them; blank: by the calendar",
        ),
        Kind::Text,
    ),
    (
        Part::SkipBad.title(),
        text(
            "缺单号、步骤或时间的行：填“是”就略过；否则有这样的行就不读",
            "Rows without a case, an activity or a time: 'yes' leaves them out; otherwise nothing is read",
        ),
        Kind::Check,
    ),
];

impl App {
    /// The form for the log to read: its file alone, as the rest is told by what it holds; or all of it where something was
    /// said of the log before.
    pub(super) fn log_form(&mut self) {
        let left = self.form_texts.of(Purpose::ReadLog);
        let said = left.iter().skip(1).any(|text| !text.trim().is_empty());
        self.push_log_form(&[], if said { FIELDS.len() } else { 1 });
    }

    /// The same with texts that it was left with.
    pub(super) fn log_form_with(&mut self, texts: &[String]) {
        self.push_log_form(texts, if texts.len() > 1 { FIELDS.len() } else { 1 });
    }

    fn push_log_form(&mut self, texts: &[String], fields: usize) {
        let field = |(n, (title, help, kind)): (usize, &Asking)| FormField {
            title: *title,
            help: (*help).into(),
            kind: *kind,
            editor: Editor::line(texts.get(n).map_or("", String::as_str)),
            error: None,
        };
        self.push_form(Form {
            title: Command::ReadLog.entry().title,
            purpose: Purpose::ReadLog,
            fields: FIELDS.iter().enumerate().take(fields).map(field).collect(),
            at: 0,
            reason: None,
        });
    }

    /// Has a log read.
    pub(super) fn read_log(&mut self, cells: &[Cell]) {
        let texts = self.form_texts.of(Purpose::ReadLog);
        let said = |n: usize| match cells.get(n) {
            Some(Cell::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => None,
        };
        let Some(path) = said(at::FILE) else { return };
        if path == "-" {
            let reason = text(
                "屏幕上读不了管道：请填文件的路径，如 ~/Downloads/工单日志.csv",
                "The screen reads no pipe: enter the path of a file, such as ~/Downloads/orders.csv",
            );
            return self.change_log_form(&texts, reason.into(), Some(at::FILE));
        }
        let dates = match cells.get(at::DATES) {
            Some(Cell::Choice(opt)) => Order::ALL.into_iter().find(|order| order.key() == opt.key),
            _ => None,
        };
        let hours = match said(at::HOURS).map(|typed| Hours::parse(&typed)).transpose() {
            Ok(hours) => hours,
            Err(reason) => return self.change_log_form(&texts, reason, Some(at::HOURS)),
        };
        let promise = match said(at::PROMISE).map(|typed| promise(&typed, hours.as_ref())).transpose() {
            Ok(promise) => promise,
            Err(reason) => return self.change_log_form(&texts, reason, Some(at::PROMISE)),
        };
        let yes = |n: usize| cells.get(n) == Some(&Cell::Check(true));
        let order = LogOrder {
            path,
            choice: Choice {
                case: said(at::CASE),
                activity: said(at::ACTIVITY),
                time: said(at::TIME),
                resource: said(at::RESOURCE),
                group: said(at::GROUP),
                dates,
                unpivot: yes(at::UNPIVOT),
                answered: Answered::Form,
                ..Choice::default()
            },
            options: Options { from: said(at::FROM), to: said(at::TO), promise, hours, ..Options::default() },
            skip_bad: yes(at::SKIP_BAD),
            texts,
        };
        let stop = self.wait_for(text("读取事件日志", "Reading the event log"));
        self.ask(Request::ReadLog(Box::new(order), stop));
    }

    /// Opens the form with all fields, with what was said and why that does not do; the cursor in the field to change, where
    /// that is known.
    fn change_log_form(&mut self, texts: &[String], reason: Phrase, wrong: Option<usize>) {
        self.form_texts.forget(Purpose::ReadLog);
        self.push_log_form(texts, FIELDS.len());
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        match wrong.and_then(|at| form.fields.get_mut(at).map(|field| (at, field))) {
            Some((at, field)) => {
                field.refuse(reason);
                form.at = at;
            }
            None => form.reason = Some(reason),
        }
    }

    /// Takes in what was read, to be confirmed; or says why it was not, with the form to say it otherwise.
    pub(super) fn take_log(&mut self, order: &LogOrder, read: Result<MinedLog, Phrase>) {
        match read {
            Err(reason) => self.change_log_form(&order.texts, reason, None),
            Ok(log) => {
                let question = confirmation(order, &log);
                self.layers.push(Layer::Ask(Ask {
                    question,
                    yes: text("保留这些数据", "Keep these figures").into(),
                    no: Some(text("改读法", "Read it otherwise").into()),
                    about: Asked::KeepLog(Box::new((order.clone(), log))),
                }));
            }
        }
    }

    /// Keeps the figures of a log that was confirmed, or opens the form to have it read otherwise.
    pub(super) fn keep_log(&mut self, order: &LogOrder, log: MinedLog, yes: bool) {
        if !yes {
            return self.change_log_form(
                &guessed(order, &log.mined.source),
                text("改好后从头再读一遍", "Change what is wrong; the file is read again").into(),
                None,
            );
        }
        let Some(opened) = &self.opened else { return };
        let logs = &opened.assessed.facts.get::<Logs>().logs;
        let fingerprint = &log.mined.source.fingerprint;
        let known = logs.iter().find(|known| known.mined.source.fingerprint == *fingerprint);
        let (name, today) = (log.mined.source.name.clone(), self.today);
        let json = match kept(log.mined) {
            Ok(json) => json,
            Err(reason) => return self.change_log_form(&order.texts, reason, None),
        };
        let (edit, row) = if let Some(row) = known.map(|known| known.row) {
            // The same file again takes the place of what was computed from it before.
            let figures = Edit::put(row, EventLog::COL.figures, Cell::Text(json.as_str().into()));
            (Edit::Many(vec![figures, Edit::put(row, EventLog::COL.read_on, Cell::Date(today))]), row)
        } else {
            let id = self.id();
            let row = EventLog {
                name: name.as_str().into(),
                read_on: Some(today),
                figures: Prose(json.as_str().into()),
                ..EventLog::with_id(id)
            };
            (Edit::append(row), id)
        };
        match self.try_apply(
            edit,
            say!(
                "日志 {name} 的数据已存入项目：在“流程”一栏选它是哪个流程的",
                "The figures of {name} are in the project: say under Process which one it is of"
            ),
        ) {
            Ok(()) => {
                self.form_texts.forget(Purpose::ReadLog);
                if let Some(at) = TOOLS.iter().position(|tool| tool.key == eventlogs::TOOL.key) {
                    self.note_location();
                    self.show(at, Some(0));
                    self.go(Place::of(row, EventLog::COL.name));
                }
            }
            Err(reason) => self.say(Level::Act, reason),
        }
    }
}

/// The texts of the form with what was told by the content of the file.
fn guessed(order: &LogOrder, source: &Source) -> Vec<String> {
    let mut texts = order.texts.clone();
    texts.resize(FIELDS.len(), String::new());
    let told = [
        Some(source.case.clone()),
        Some(source.activity.clone()),
        Some(source.time.clone()),
        source.resource.clone(),
        source.group.clone(),
    ];
    // The keys of an XES file are what they are.
    if source.format == "csv" {
        for (text, told) in texts.iter_mut().skip(1).zip(told) {
            if text.is_empty() {
                *text = told.unwrap_or_default();
            }
        }
    }
    texts
}

/// How a log was read, for people to confirm: a line for each thing.
fn confirmation(order: &LogOrder, log: &MinedLog) -> Phrase {
    let (figures, source) = (&log.mined.figures, &log.mined.source);
    let cases = counted(figures.cases, "单", "case", "cases");
    let events = counted(figures.events, "个事件", "event", "events");
    let activities = counted(figures.activities, "个步骤", "activity", "activities");
    let (name, from, to) = (&source.name, &figures.period.from, &figures.period.to);
    let mut lines = vec![
        Phrase::same(name.clone()),
        say!("{cases}，{events}，{activities}", "{cases}, {events}, {activities}", cases, events, activities),
        say!("时间段：{from} 至 {to}", "Period: {from} to {to}"),
    ];
    // Case and activity have one name there.
    let of_trace = source.format == "xes" && source.case == source.activity;
    let mut column = |part: Part, title: &str, of: Text| {
        let what = part.title();
        lines.push(say!("{what}：{title}{of}", "{what}: {title}{of}", what, title, of));
    };
    let (of_case, of_event) = if of_trace {
        (text("（整单的）", " (of the case)"), text("（每个事件的）", " (of each event)"))
    } else {
        (text("", ""), text("", ""))
    };
    column(Part::Case, &source.case, of_case);
    column(Part::Activity, &source.activity, of_event);
    column(Part::Time, &source.time, text("", ""));
    match &source.resource {
        Some(resource) => column(Part::Resource, resource, text("", "")),
        None => column(Part::Resource, "–", text("（没有，不算交接）", " (none: handoffs are not counted)")),
    }
    if let Some(group) = &source.group {
        column(Part::Group, group, text("", ""));
    }
    if let Some((promise, within)) = order.options.promise.zip(figures.within_promise) {
        let (promise, share) =
            (judged(promise, None, order.options.hours.is_some()), crate::mining::share(within));
        lines.push(say!(
            "承诺周期：{promise}，{share} 的单在内",
            "Promised time: {promise}; {share} of the cases are within it",
            promise,
            share
        ));
    }
    lines.extend(log.notes.iter().take(MOST_NOTES).cloned());
    lines.push(text("这样读对吗？", "Is this right?").into());
    joined(&lines, text("\n", "\n"))
}
