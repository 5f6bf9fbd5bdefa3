//! Indicators in the meeting: a line each while they are in order, a page of its own for each that is not.

use super::{About, Agenda, PageLine, PageView};
use crate::calendar::{Calendar, short_day};
use crate::finding::{Level, Line, Place};
use crate::say;
use crate::sheet::Id;
use crate::stats::KpiStatus;
use crate::text::{Phrase, count, days, list, parted, text};
use crate::tools::kpi::{self, Alone, Figures as Kpi, Indicators, Movement, Review, Tally};
use crate::tools::meetings;

/// So many exceptions are named in a title.
const MOST_NAMED: usize = 2;

impl Agenda<'_> {
    pub(super) fn indicators_page(&self, leading: bool) -> PageView {
        let indicators = self.facts.get::<Indicators>();
        let of_kind: Vec<&Kpi> =
            indicators.kpis.iter().filter(|kpi| kpi.kpi.is_leading() == leading).collect();
        // The lines keep their order whatever is entered, so the title says which are talked about.
        let open: Vec<Phrase> =
            of_kind.iter().filter(|kpi| self.is_exception(kpi)).map(|kpi| kpi.kpi.title()).collect();
        let named = if open.len() <= MOST_NAMED { list(open.iter()) } else { count_of(open.len()) };
        let open = open.len();
        let missing: Vec<&&Kpi> = of_kind.iter().filter(|kpi| self.lacks_reading(kpi)).collect();
        let title = match (open, missing.len()) {
            (0, 0) => {
                let tally = Tally::of(of_kind.iter().copied());
                if tally.good == of_kind.len() {
                    text("都在轨，没有例外", "All on track, no exception").into()
                } else {
                    say!("没有例外；{judged}", "No exception; {judged}", judged = tally.said())
                }
            }
            (0, n) => say!("没有例外；{n} 个待补数据", "No exception; values to enter: {n}"),
            (_, 0) => say!("例外，逐个看：{named}", "To look at one by one: {named}", named),
            (_, m) => {
                say!("例外：{named}；{m} 个待补数据", "Exceptions: {named}; values to enter: {m}", named)
            }
        };
        let mut lead = Vec::new();
        let owners: Vec<Phrase> = missing
            .iter()
            .map(|kpi| kpi.kpi.owner.trim())
            .filter(|owner| !owner.is_empty())
            .map(Phrase::same)
            .collect();
        if !missing.is_empty() {
            lead.push(Line::new(
                Level::Watch,
                if owners.is_empty() {
                    text("直接敲数字，补上缺的值", "Type what is missing there and then").into()
                } else {
                    let mut asked: Vec<Phrase> = Vec::new();
                    for owner in owners {
                        if !asked.contains(&owner) {
                            asked.push(owner);
                        }
                    }
                    say!(
                        "直接敲数字补上缺的值；问：{who}",
                        "Type what is missing there and then; ask {who}",
                        who = list(asked.iter())
                    )
                },
            ));
        }
        lead.extend(asked(&of_kind));
        let lines = of_kind.into_iter().map(|kpi| self.indicator_line(kpi)).collect();
        PageView { title, lead, lines, ..PageView::default() }
    }

    /// Whether an indicator has no value of its present period although it is read and not new.
    fn lacks_reading(&self, kpi: &Kpi) -> bool {
        let weekly = kpi.kpi.cadence() == kpi::Cadence::Weekly;
        let due = if weekly {
            self.is_without_this_week(&kpi.kpi) && !self.is_read_since_last_time(kpi)
        } else {
            kpi.is_stale()
        };
        due && (kpi.kpi.target.is_some() || kpi.current.is_some())
    }

    /// Whether the reading to look at is that of last week, as this one has only begun.
    fn is_of_last_week(&self, kpi: &Kpi) -> bool {
        kpi.kpi.cadence() == kpi::Cadence::Weekly
            && self.is_without_this_week(&kpi.kpi)
            && self.is_read_since_last_time(kpi)
    }

    /// Whether an indicator has no value of this week.
    pub fn is_without_this_week(&self, kpi: &kpi::Kpi) -> bool {
        kpi::read_this_week(self.facts, kpi).is_none()
    }

    /// Whether the week has only begun and there is a reading of the one before that no meeting has looked at: where a
    /// meeting takes place on the first day of each week, that of the last meeting is none.
    fn is_read_since_last_time(&self, kpi: &Kpi) -> bool {
        let held = &self.facts.get::<meetings::Figures>().held;
        let met = held.iter().rev().find(|meeting| meeting.id != self.meeting.id).and_then(|last| last.date);
        kpi::read_last_week(self.facts, &kpi.kpi).is_some_and(|day| met.is_none_or(|met| day > met))
    }

    fn indicator_line(&self, kpi: &Kpi) -> PageLine {
        let shown = kpi.status_shown();
        let unit = kpi.kpi.unit();
        let name = kpi.kpi.title();
        let mut said = match (kpi.current, kpi.kpi.target) {
            _ if kpi.full_week().is_some() => self.weeks_said(kpi),
            (Some((_, now)), Some(target)) => say!(
                "{name}  {now} → {target}",
                "{name}  {now} → {target}",
                name,
                now = unit.figure(now),
                target = unit.figure(target)
            ),
            (Some((_, now)), None) => say!("{name}  {now}", "{name}  {now}", name, now = unit.figure(now)),
            (None, Some(target)) => {
                say!("{name}  – → {target}", "{name}  – → {target}", name, target = unit.figure(target))
            }
            (None, None) => name,
        };
        if let Some(judged) = kpi.judged_apart() {
            let judged = parted(&unit.figure(judged));
            said = say!("{said}  （按 {judged}判断）", "{said}  (judged by {judged})", said, judged);
        }
        let missing = self.lacks_reading(kpi);
        if kpi::last_week_to_read(self.facts, &kpi.kpi).is_some() {
            said = say!("{said}  （缺上周）", "{said}  (last week missing)", said);
        } else if missing {
            said = say!("{said}  （缺本周）", "{said}  (this week missing)", said);
        } else if self.is_of_last_week(kpi) && kpi.full_week().is_none() {
            said = say!("{said}  （上周）", "{said}  (of last week)", said);
        }
        let waits = kpi.stands_alone().map(|alone| alone.said(kpi));
        let more = waits.or_else(|| self.judged_by_week(kpi)).or_else(|| kpi.said()).into_iter().collect();
        PageLine {
            level: shown.level,
            state: shown.text,
            more,
            settled: !missing,
            ..PageLine::new(About::Reading(kpi.kpi.id), said)
        }
    }

    /// What is judged by whole weeks: the last one, which is judged, and what there is of this one.
    fn weeks_said(&self, kpi: &Kpi) -> Phrase {
        let (unit, name) = (kpi.kpi.unit(), kpi.kpi.title());
        let last = kpi.full_week().map_or_else(|| Phrase::same("–"), |last| unit.figure(last));
        let said = match kpi.kpi.target {
            Some(target) => say!(
                "{name}  上整周 {last} → {target}",
                "{name}  last week {last} → {target}",
                name,
                last,
                target = unit.figure(target)
            ),
            None => say!("{name}  上整周 {last}", "{name}  last week {last}", name, last),
        };
        match kpi::read_this_week(self.facts, &kpi.kpi) {
            Some(now) => {
                say!("{said}，本周到现在 {now}", "{said}, this week {now}", said, now = unit.figure(now))
            }
            None => said,
        }
    }

    /// What is judged, where that is the last full week.
    fn judged_by_week(&self, kpi: &Kpi) -> Option<Phrase> {
        let last = kpi.unit().figure(kpi.full_week()?);
        Some(match kpi::read_this_week(self.facts, &kpi.kpi) {
            Some(now) => say!(
                "按上一个整周（{last}）判断；本周到现在 {now}",
                "Judged by the last full week ({last}); this week so far {now}",
                last,
                now = kpi.unit().figure(now)
            ),
            None => say!(
                "按上一个整周（{last}）判断；本周还没有数据",
                "Judged by the last full week ({last}); nothing yet of this week",
                last
            ),
        })
    }

    pub(super) fn exception_page(&self, id: Id) -> PageView {
        let Some(kpi) = self.facts.get::<Indicators>().get(id) else { return PageView::default() };
        let (unit, shown) = (kpi.kpi.unit(), kpi.status_shown());
        let name = kpi.kpi.title();
        let mut lead = Vec::new();
        let mut aims: Vec<Phrase> = Vec::new();
        if let Some(target) = kpi.kpi.target {
            aims.push(say!("目标 {target}", "Target {target}", target = unit.figure(target)));
        }
        if let Some(expected) = kpi.planned_shown() {
            aims.push(say!("按计划应为 {expected}", "expected by now {expected}", expected));
        }
        if let [.., (_, before), _] = kpi.readings.as_slice() {
            aims.push(say!("上一次 {before}", "last time {before}", before = unit.figure(*before)));
        }
        lead.push(Line::plain(list(aims.iter())));
        // The status rests on another value than the large one.
        let judged = kpi
            .judged_shown()
            .map(|judged| say!("按{judged}判断", "Judged by {judged}", judged = parted(&judged)));
        lead.extend(self.judged_by_week(kpi).or(judged).map(Line::plain));
        // What rests on the threshold is no question of signal and noise.
        lead.push(kpi.below_threshold().map_or_else(|| signal(kpi), Line::plain));
        lead.extend(self.agreed(id));
        lead.extend(kpi::outlook(kpi));
        let shown_large = kpi.full_week().or(kpi.current.map(|(_, now)| now));
        let figure = shown_large.map(|now| {
            let number = crate::sheet::Unit::None.figure(now);
            let whole = unit.figure(now);
            let beside = |whole: &str, number: &str| whole.replacen(number, "", 1).trim().to_owned();
            let unit =
                Phrase { zh: beside(&whole.zh, &number.zh).into(), en: beside(&whole.en, &number.en).into() };
            (number.en.to_string(), unit)
        });
        let chart = (!kpi.readings.is_empty()).then(|| kpi::chart(self.facts, kpi));
        let mut lines = self.review_lines(kpi);
        if let Some(answer) = self.no_action(id) {
            let reason = Phrase::same(answer.reason.0.as_str());
            lines.insert(
                0,
                PageLine {
                    state: text("本周不行动", "no action this week").into(),
                    settled: true,
                    ..PageLine::new(
                        About::Cell(Place::of(answer.id, crate::tools::meetings::Answer::COL.reason)),
                        say!("为什么：{reason}", "Why: {reason}", reason),
                    )
                },
            );
        }
        PageView {
            title: say!("{name}  {status}", "{name}  {status}", name, status = shown.text),
            level: shown.level,
            figure,
            lead,
            chart,
            lines,
        }
    }

    /// The action that was agreed for an indicator before this meeting and is still open, the latest one.
    fn agreed(&self, kpi: Id) -> Option<Line> {
        let here = self.review(kpi).filter(|row| row.date == self.meeting.date).map(|row| row.id);
        let open = self
            .facts
            .rows::<Review>()
            .iter()
            .filter(|row| row.kpi.0 == Some(kpi) && Some(row.id) != here && row.is_open());
        let row = open.max_by_key(|row| row.date)?;
        let action = Phrase::same(row.action.0.trim()).in_line(60);
        let who_and_when: Vec<Phrase> = [
            (!row.owner.trim().is_empty()).then(|| Phrase::same(row.owner.trim())),
            row.due.map(|due| say!("{due} 前", "by {due}", due = short_day(due))),
        ]
        .into_iter()
        .flatten()
        .collect();
        let by = list(who_and_when.iter());
        let late = row.due.map_or(0, |due| self.facts.get::<Calendar>().late(due, self.facts.today()));
        if late > 0 {
            let late = days(late);
            return Some(Line::new(
                Level::Watch,
                say!(
                    "答应了没做完：{action}（{by}，逾期 {late}）",
                    "Promised, not done: {action} ({by}, {late} late)",
                    action,
                    by,
                    late
                ),
            ));
        }
        Some(Line::plain(say!("已经在做：{action}（{by}）", "Under way: {action} ({by})", action, by)))
    }

    /// Cause, one action, who and when: the cells of this week's entry in the weekly review.
    fn review_lines(&self, kpi: &Kpi) -> Vec<PageLine> {
        let review = self.review(kpi.kpi.id);
        let columns = [Review::COL.root_cause, Review::COL.action, Review::COL.owner, Review::COL.due];
        // Where no action is wanted nothing is asked for, until somebody begins to say more.
        let rests = self.no_action(kpi.kpi.id).is_some();
        let line = |column: crate::sheet::Col| {
            let title = match column.key {
                "root_cause" => text("原因", "Cause"),
                "action" => text("纠偏（一条，7 天内）", "One action, within 7 days"),
                "owner" => text("谁", "Who"),
                _ => text("哪天", "By when"),
            };
            let entered = review.and_then(|row| match column.key {
                "root_cause" => row.cause(),
                "action" => Some(Phrase::same(row.action.0.trim())),
                "owner" => Some(Phrase::same(row.owner.trim())),
                _ => row.due.map(|day| Phrase::same(day.to_string())),
            });
            let words = entered.map_or(Phrase::same(""), |entered| entered.in_line(200));
            let is_blank = words.zh.trim().is_empty();
            let about =
                review.map_or(About::NewReview(column.key), |row| About::Cell(Place::of(row.id, column)));
            PageLine {
                settled: rests || !is_blank,
                ..PageLine::new(about, say!("{title}：{words}", "{title}: {words}", title, words))
            }
        };
        columns.into_iter().map(line).collect()
    }
}

/// Those of which the latest value is outside their limits although they stand well, and those that are worse than before
/// the change within their noise: no exceptions, and worth a question.
fn asked(kpis: &[&Kpi]) -> Vec<Line> {
    let named = |wanted: Alone| {
        let found = kpis.iter().filter(|kpi| kpi.stands_alone() == Some(wanted) && !kpi.is_far_off());
        let names: Vec<Phrase> = found.map(|kpi| kpi.kpi.title()).collect();
        (!names.is_empty()).then(|| list(names.iter()))
    };
    let outside = named(Alone::Outside).map(|names| {
        say!(
            "这一次超出正常波动，问问发生了什么：{names}",
            "Outside the usual ups and downs this once, ask what happened: {names}",
            names
        )
    });
    let lost = named(Alone::Lost).map(|names| {
        say!(
            "比变革之前还差，不过在正常波动之内：{names}",
            "Worse than before the change, within the usual ups and downs: {names}",
            names
        )
    });
    outside.into_iter().chain(lost).map(|said| Line::new(Level::Watch, said)).collect()
}

/// Whether its movement is a signal or noise, in words.
fn signal(kpi: &Kpi) -> Line {
    if let Some(alone) = kpi.far_off() {
        return Line::new(Level::Watch, alone.said(kpi));
    }
    if let Some(few) = kpi.few() {
        return Line::new(
            Level::Watch,
            say!(
                "比基线差，不过只有 {readings}：先核对数字，没错再问原因",
                "Worse than the baseline, with {readings} so far: check the figure first, then ask for the cause",
                readings = count(few as u64, "次数据", "reading", "readings")
            ),
        );
    }
    let (level, said) = match kpi.movement {
        Movement::Better => (Level::Good, text("信号：已证实变好", "Signal: proven better")),
        Movement::Worse => (Level::Act, text("信号：已证实变差", "Signal: proven worse")),
        Movement::Noise if kpi.is_latest_outside() => (
            Level::Watch,
            text(
                "信号：这一次在控制限之外，先弄清那时发生了什么",
                "Signal: outside the limits this once; find out what happened then",
            ),
        ),
        Movement::Noise => (
            Level::Blank,
            text("波动在正常范围：不追问单次，问流程", "Noise: ask about the process, not about one value"),
        ),
        Movement::Still => {
            (Level::Watch, text("数值一直不变：查数据来源", "It never changes: check the source"))
        }
        Movement::TooFew { .. } => {
            (Level::Blank, text("数据还少，分不清信号和波动", "Too few readings to tell signal from noise"))
        }
        Movement::Rare => (Level::Blank, text("次数太少，算不出波动范围", "Too rare for limits")),
        Movement::Cumulative => {
            (Level::Blank, text("累计值：只看进度", "Cumulative: only the progress counts"))
        }
        Movement::SeasonUnknown => (
            Level::Blank,
            text("可能是季节性，缺同期数据", "It may be the season, whose readings are missing"),
        ),
        Movement::Moved => {
            (Level::Watch, text("有变化，但没说哪边好", "It moved; which way is better is not said"))
        }
    };
    let stale = matches!(kpi.status, KpiStatus::Stale { .. });
    let said = if stale {
        text("数据太旧，先补数据", "Its readings are old: enter one first")
    } else {
        said
    };
    Line::new(level, said)
}

fn count_of(exceptions: usize) -> Phrase {
    say!("{exceptions} 个", "{exceptions}")
}
