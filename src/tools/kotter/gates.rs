//! The gate of each step: its conditions, computed from the facts of all tools. It marks nothing as done and
//! advises nothing.

use super::figures::{Coalition, FUNCTIONS, OBSTACLE_DAYS, Obstacles, SIZE};
use super::items::{COUNT, STEPS};
use super::{Fact, KotterStep, Member, Obstacle, State, items};
use crate::calendar::Calendar;
use crate::finding::Place;
use crate::project::Project;
use crate::project::row_name;
use crate::say;
use crate::sheet::{Id, Row, Tick};
use crate::text::{Lang, Phrase, Text, text};
use crate::tools::adkar::Role;
use crate::tools::charter::{self, Charter};
use crate::tools::communication::{self, Message, REPEATS, Send};
use crate::tools::kpi::words;
use crate::tools::readiness::{self, score};
use crate::tools::roadmap::{self, Centre, Step};
use crate::tools::wins;
use crate::tools::wins::has_number;
use chrono::NaiveDate;

/// The least urgency that carries a change.
const URGENCY: f64 = 3.0;
/// So many channels have to be used.
const CHANNELS: usize = 4;
/// The first win has to be achieved by this day.
const WIN_DAY: i64 = 183;
/// Half of the centres are to be converted by the end of this month.
const HALF_MONTH: u32 = 6;
/// The new way is to be the rule by the end of this month.
const LAST_MONTH: u32 = 12;
/// The roadmap's items by which the new way becomes the rule.
const ANCHORS: [(&str, Text); 3] = [
    (roadmap::items::APPRAISAL, text("KPI 和绩效考核", "KPIs and appraisals")),
    (roadmap::items::NEW_HIRES, text("新员工培训", "New-hire training")),
    (roadmap::items::MANUALS, text("手册和流程文件", "Manuals and process documents")),
];

/// One thing that a gate asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Whether it is met; none while nothing is entered that would tell.
    pub met: Option<bool>,
    /// What it is, with its figures; where nothing is entered, what to enter.
    pub text: Phrase,
}

/// How a gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateState {
    /// Something has to be entered before it can be judged.
    Open,
    /// Its time has not come yet.
    NotDue,
    /// All conditions are met.
    Passed,
    /// A condition is not met.
    Failed,
}

impl GateState {
    /// The name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            GateState::Open => "open",
            GateState::NotDue => "not_due",
            GateState::Passed => "passed",
            GateState::Failed => "failed",
        }
    }
}

/// The gate of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// The number of the step, from 1.
    pub step: usize,
    /// How it stands.
    pub outcome: GateState,
    /// What it asks for.
    pub conditions: Vec<Condition>,
    /// Where what is missing is entered.
    pub place: Place,
    /// The steps marked done that need it passed, and it is not; in order.
    pub claimed: Vec<usize>,
    /// Whether nothing can be done about it any more, so that it is shown and not advised on.
    pub settled: bool,
}

impl Gate {
    /// The id of the gate.
    pub fn id(&self) -> &'static str {
        STEPS.get(self.step - 1).map_or("", |step| step.gate)
    }

    /// What its step is called.
    pub fn title(&self) -> Text {
        STEPS.get(self.step - 1).map_or(text("", ""), |step| step.title)
    }

    /// What is not met, else what has to be entered.
    pub fn lacks(&self) -> impl Iterator<Item = &Condition> {
        let false_first = self.conditions.iter().filter(|c| c.met == Some(false));
        false_first.chain(self.conditions.iter().filter(|c| c.met.is_none()))
    }

    /// Whether what is entered speaks against it.
    pub fn is_contradicted(&self) -> bool {
        self.conditions.iter().any(|c| c.met == Some(false))
    }
}

/// All gates on a day.
pub struct Gates {
    /// One for each step, in order.
    pub gates: Vec<Gate>,
    /// The steps marked done, in order.
    pub done: Vec<usize>,
}

/// What a gate is made of, before it is known which steps claim it.
struct Test {
    conditions: Vec<Condition>,
    due: bool,
    place: Place,
    settled: bool,
}

impl Test {
    fn of(conditions: Vec<Condition>, place: Place) -> Test {
        Test { conditions, due: true, place, settled: false }
    }
}

const fn place<R: Row>(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row, column }
}

fn met(met: bool, text: Phrase) -> Condition {
    Condition { met: Some(met), text }
}

fn missing(text: Text) -> Condition {
    Condition { met: None, text: text.into() }
}

impl Gates {
    /// Tests all eight.
    pub fn of(project: &Project, today: NaiveDate) -> Gates {
        let calendar = charter::calendar(project);
        let tests: [Test; COUNT] = [
            urgency(project, today),
            coalition(project, today),
            vision(project),
            communicated(project, today),
            empowered(project, &calendar, today),
            won(project, &calendar, today),
            converted(project, &calendar, today),
            anchored(project, &calendar, today),
        ];
        let is_done = |row: &&std::sync::Arc<KotterStep>| row.state == Some(State::Done);
        let rows = project.rows::<KotterStep>().iter().filter(is_done);
        let mut done: Vec<usize> = rows.filter_map(|row| items::place(&row.code)).map(|at| at + 1).collect();
        done.sort_unstable();
        done.dedup();
        let gate = |(n, test): (usize, Test)| {
            let step = n + 1;
            let outcome = outcome(&test);
            // Where no obstacle was ever noted, none stands in the way.
            let holds = outcome == GateState::Passed
                || (step == 5 && outcome == GateState::Open && !any_obstacle(project));
            let claimed = done.iter().copied().filter(|claim| !holds && *claim >= step).collect();
            let Test { conditions, place, settled, .. } = test;
            Gate { step, outcome, conditions, place, claimed, settled }
        };
        Gates { gates: tests.into_iter().enumerate().map(gate).collect(), done }
    }

    /// The gate of a step.
    pub fn gate(&self, step: usize) -> Option<&Gate> {
        self.gates.get(step.checked_sub(1)?)
    }

    /// How many are passed.
    pub fn passed(&self) -> usize {
        self.gates.iter().filter(|g| g.outcome == GateState::Passed).count()
    }

    /// The first that is not passed and whose time has come.
    pub fn next(&self) -> Option<&Gate> {
        self.gates.iter().find(|g| matches!(g.outcome, GateState::Failed | GateState::Open))
    }
}

fn outcome(test: &Test) -> GateState {
    let all = |wanted| test.conditions.iter().all(|c| c.met == Some(wanted));
    if all(true) {
        GateState::Passed
    } else if !test.due {
        GateState::NotDue
    } else if test.conditions.iter().any(|c| c.met == Some(false)) {
        GateState::Failed
    } else {
        GateState::Open
    }
}

fn any_obstacle(project: &Project) -> bool {
    project.rows::<Obstacle>().iter().any(|o| !o.obstacle.0.trim().is_empty())
}

fn urgency(project: &Project, today: NaiveDate) -> Test {
    let rounds = score::rounds(project);
    let at = score::DIMENSIONS.iter().position(|d| d.key == "urgency").unwrap_or_default();
    let scored =
        rounds.last().and_then(|round| Some((round.number, round.views.get(at).copied().flatten()?.median)));
    let felt = match scored {
        None => missing(text(
            "准备度里还没有紧迫感的得分：请填评估表",
            "There is no score for urgency yet: fill in the readiness form",
        )),
        Some((round, median)) => {
            let figure = score::figure(median);
            met(
                median >= URGENCY,
                say!(
                    "准备度第{round}轮，紧迫感 {figure} 分，要 {URGENCY} 分以上",
                    "Readiness round {round}: urgency {figure}, at least {URGENCY} is wanted"
                ),
            )
        }
    };
    let said: Vec<_> = project.rows::<Fact>().iter().filter(|fact| fact.is_said()).collect();
    let counting = said.iter().filter(|fact| fact.counts(today)).count();
    let facts = match (said.len(), counting) {
        (0, _) => missing(text(
            "还没有事实：请记下一条，写明数字和公布日期",
            "There is no fact yet: note one with its number and the day it was published",
        )),
        (n, 0) => {
            met(false, say!("{n} 条事实都缺数字或公布日期", "Facts: {n}, none with both a number and a day"))
        }
        (_, n) => met(true, say!("有数字、有日期的事实 {n} 条", "Facts with a number and a day: {n}")),
    };
    let place = if felt.met == Some(true) || facts.met != Some(true) {
        match said.iter().find(|fact| !fact.counts(today)) {
            Some(fact) if has_number(&fact.fact.0) => place::<Fact>(Some(fact.id), "date"),
            fact => place::<Fact>(fact.map(|fact| fact.id), "fact"),
        }
    } else {
        // An earlier round is history.
        let form = rounds.last().and_then(|round| round.forms.first());
        place::<readiness::Form>(form.map(|form| form.id), "urgency")
    };
    Test::of(vec![felt, facts], place)
}

fn coalition(project: &Project, today: NaiveDate) -> Test {
    let Coalition { members, executives, missing: lacking } = Coalition::of(project, Some(today));
    let place = place::<Member>(None, "name");
    if members == 0 {
        let none = text("还没有成员：请填 3–7 人", "There is no member yet: name three to seven");
        return Test::of(vec![missing(none)], place);
    }
    let (least, most) = SIZE;
    let size = met(
        (least..=most).contains(&members),
        say!("成员 {members} 人，要 {least}–{most} 人", "Members: {members}; {least} to {most} are wanted"),
    );
    let led = met(
        executives > 0,
        say!(
            "其中高管 {executives} 人，至少要 1 人",
            "Executives among them: {executives}; at least 1 is wanted"
        ),
    );
    let covered = if lacking.is_empty() {
        let n = FUNCTIONS.len();
        met(true, say!("{n} 个职能都有人", "All {n} functions are covered"))
    } else {
        let names: Vec<Phrase> = lacking.iter().map(|f| f.label().into()).collect();
        let Phrase { zh, en } = words::list(&names);
        met(false, say!("还没有人的职能：{zh}", "Functions that nobody covers: {en}"))
    };
    Test::of(vec![size, led, covered], place)
}

fn vision(project: &Project) -> Test {
    let charter = charter::charter(project);
    let place = place::<Charter>(Some(charter.id), "vision");
    if charter.vision.0.trim().is_empty() {
        let none = text("项目书里还没有愿景：请写一句", "The charter has no vision yet: write one sentence");
        return Test::of(vec![missing(none)], place);
    }
    let check = charter::vision_check(&charter.vision.0);
    let says = |holds: bool, yes: Text, no: Text| met(holds, if holds { yes } else { no }.into());
    Test::of(
        vec![
            says(
                check.one_sentence,
                text("愿景是一句话", "The vision is one sentence"),
                text("愿景不是一句话", "The vision is not one sentence"),
            ),
            says(
                check.number,
                text("愿景里有数字", "It names a number"),
                text("愿景里没有数字", "It names no number"),
            ),
            says(
                check.dated,
                text("愿景里有期限", "It says by when"),
                text("愿景里没有期限", "It does not say by when"),
            ),
        ],
        place,
    )
}

fn communicated(project: &Project, today: NaiveDate) -> Test {
    let figures = communication::figures(project, today);
    if figures.sends == 0 {
        let none = text(
            "还没有发送记录：请在沟通计划里记下",
            "Nothing was sent yet: note it in the communication plan",
        );
        return Test::of(vec![missing(none)], place::<Send>(None, "message"));
    }
    let used = figures.channels.len();
    let channels = met(
        used >= CHANNELS,
        say!(
            "用过 {used} 种渠道，要 {CHANNELS} 种以上",
            "Channels used: {used}; at least {CHANNELS} are wanted"
        ),
    );
    let least = figures
        .key_messages()
        .flat_map(|m| {
            // Executives are told once a month, and would hold the gate shut for half a year.
            figures
                .staff()
                .filter(|(_, them)| them.audience.role != Some(Role::Executive))
                .map(move |(n, them)| (m, them, m.heard.get(n).map_or(0, communication::Heard::repeats)))
        })
        .min_by_key(|(.., repeats)| *repeats);
    let (repeated, place) = match least {
        None => (
            missing(text(
                "还没有标出关键信息，或没有员工受众：请在沟通计划里填上",
                "No key message is marked, or there is no staff audience: complete the communication plan",
            )),
            match figures.messages.first() {
                Some(first) => place::<Message>(Some(first.message.id), "key"),
                None => place::<Message>(None, "message"),
            },
        ),
        Some((message, them, repeats)) => {
            let name = |lang| row_name(&*them.audience, lang);
            let (zh, en) = (name(Lang::Zh), name(Lang::En));
            let Phrase { zh: said_zh, en: said_en } = message.message.called();
            let said = if repeats >= REPEATS {
                say!(
                    "除高管外，每群员工都听到每条关键信息 {REPEATS} 次以上",
                    "Every staff audience but the executives has heard each key message at least {REPEATS} times"
                )
            } else {
                say!(
                    "听得最少的是{zh}，关键信息“{said_zh}”：{repeats}/{REPEATS} 次",
                    "{en} heard '{said_en}' {repeats} of {REPEATS} times"
                )
            };
            (met(repeats >= REPEATS, said), place::<Send>(None, "message"))
        }
    };
    Test::of(vec![channels, repeated], place)
}

fn empowered(project: &Project, calendar: &Calendar, today: NaiveDate) -> Test {
    let Obstacles { noted, open, undated, overdue, longest } = Obstacles::of(project, calendar, today);
    if noted == 0 {
        let none = text(
            "还没有记录障碍：听到什么挡住了大家，就记下来",
            "No obstacle is noted: note what you hear stands in people's way",
        );
        return Test::of(vec![missing(none)], place::<Obstacle>(None, "obstacle"));
    }
    let worst = overdue.first();
    let standing = match (worst, longest) {
        (Some((days, row)), _) => {
            let (n, what) = (overdue.len(), row.obstacle.0.trim());
            met(
                false,
                say!(
                    "超过 {OBSTACLE_DAYS} 天没清除的障碍 {n} 条，最久 {days} 天：{what}",
                    "Obstacles open for more than {OBSTACLE_DAYS} days: {n}; the oldest, {days} days: {what}"
                ),
            )
        }
        (None, Some(days)) => met(
            true,
            say!(
                "未清除的障碍 {open} 条，最久 {days} 天，没有超过 {OBSTACLE_DAYS} 天的",
                "Obstacles open: {open}, the oldest for {days} days; none for more than {OBSTACLE_DAYS}"
            ),
        ),
        (None, None) => {
            met(true, say!("{noted} 条障碍中没有久拖不决的", "Of {noted} obstacles none drags on"))
        }
    };
    let mut conditions = vec![standing];
    if undated.is_some() {
        conditions.push(missing(text(
            "有障碍没写发现日期：请补上",
            "Some obstacle has no day on which it was found: enter it",
        )));
    }
    let place = match (worst, undated) {
        (Some((_, row)), _) => place::<Obstacle>(Some(row.id), "removed"),
        (None, undated) => place::<Obstacle>(undated, "opened"),
    };
    Test::of(conditions, place)
}

fn won(project: &Project, calendar: &Calendar, today: NaiveDate) -> Test {
    // The next one planned is the nearest to being achieved.
    let planned = project
        .rows::<wins::Win>()
        .iter()
        .filter(|win| win.achieved.0.is_none() && !win.win.0.trim().is_empty())
        .min_by_key(|win| (win.target_date.is_none(), win.target_date));
    let place = match planned {
        Some(win) => place::<wins::Win>(Some(win.id), "achieved"),
        None => place::<wins::Win>(None, "win"),
    };
    let achieved = project.rows::<wins::Win>().iter().filter_map(|win| win.achieved_by(today));
    if let Some(on) = achieved.min() {
        let day = calendar.day(on);
        let in_time = day.is_none_or(|day| day <= WIN_DAY);
        let said = match day {
            None => say!("第一个短期胜利在 {on} 达成", "The first win was achieved on {on}"),
            Some(day) => say!(
                "第一个短期胜利在第 {day} 天达成，期限是第 {WIN_DAY} 天",
                "The first win was achieved on day {day}; the limit is day {WIN_DAY}"
            ),
        };
        return Test { settled: !in_time, ..Test::of(vec![met(in_time, said)], place) };
    }
    let day = calendar.day(today);
    let said = match calendar.date_of_day(WIN_DAY) {
        Some(date) => say!(
            "还没有达成短期胜利，期限是第 {WIN_DAY} 天（{date}）",
            "No win is achieved yet; the limit is day {WIN_DAY} ({date})"
        ),
        None => say!(
            "还没有达成短期胜利，期限是第 {WIN_DAY} 天",
            "No win is achieved yet; the limit is day {WIN_DAY}"
        ),
    };
    Test { due: day.is_some_and(|day| day > WIN_DAY), ..Test::of(vec![met(false, said)], place) }
}

fn converted(project: &Project, calendar: &Calendar, today: NaiveDate) -> Test {
    let place = match project.rows::<Centre>().iter().find(|centre| centre.converted.0.is_none()) {
        Some(centre) => place::<Centre>(Some(centre.id), "converted"),
        None => place::<Centre>(None, "name"),
    };
    let road = roadmap::Figures::of(project, today);
    let (done, all) = (road.converted(), road.to_convert);
    let due = calendar.month_date(HALF_MONTH);
    let condition = match (done * 100).checked_div(all) {
        None => missing(text(
            "还不知道有几家服务中心：请在路线图里列出",
            "Nobody says how many centres there are: list them on the roadmap",
        )),
        Some(percent) => met(
            done * 2 >= all,
            say!(
                "已转换 {done}/{all} 家服务中心（{percent}%），第 {HALF_MONTH} 个月末要到 50%",
                "Centres converted: {done} of {all} ({percent}%); 50% are wanted by the end of month {HALF_MONTH}"
            ),
        ),
    };
    Test { due: due.is_some_and(|date| date <= today), ..Test::of(vec![condition], place) }
}

fn anchored(project: &Project, calendar: &Calendar, today: NaiveDate) -> Test {
    let steps = project.rows::<Step>();
    let mut first_open = None;
    let conditions = ANCHORS.map(|(code, what)| {
        let row = steps.iter().find(|step| step.code == code);
        let Text { zh, en } = what;
        match row.map(|row| (row.id, row.done)) {
            Some((_, Tick(Some(on)))) if on <= today => {
                met(true, say!("{zh}：{on} 完成", "{en}: done on {on}"))
            }
            Some((id, _)) => {
                first_open = first_open.or(Some(id));
                met(false, say!("{zh}：路线图里还没有完成", "{en}: not done on the roadmap yet"))
            }
            None => Condition {
                met: None,
                text: say!("{zh}：路线图里没有这一项", "{en}: the roadmap has no such item"),
            },
        }
    });
    let due = calendar.month_date(LAST_MONTH).is_some_and(|date| date <= today);
    let place = place::<Step>(first_open, if first_open.is_some() { "done" } else { "item" });
    Test { due, ..Test::of(conditions.into(), place) }
}
