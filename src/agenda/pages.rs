//! The other pages: checklist and people, communication and resistance, findings, decisions, the close.

use super::{About, Agenda, PageLine, PageView};
use crate::assess::rule_of;
use crate::calendar::{Calendar, short_day};
use crate::finding::{Finding, Level, Line, Place};
use crate::project::row_phrase;
use crate::say;
use crate::sheet::{Id, Tick};
use crate::sort::StableSort;
use crate::text::{Phrase, days, list, text};
use crate::tool::AcceptedFindings;
use crate::tools::actions;
use crate::tools::adkar::Rollup;
use crate::tools::adkar::score::{COUNT, Element};
use crate::tools::checklist::{Item, State, When};
use crate::tools::communication::{Message, Send};
use crate::tools::meetings::{Answered, Decision, Figures, Outcome, Parked, Reply};
use crate::tools::resistance::Entry as Resistance;
use std::cmp::Reverse;
use std::sync::Arc;

/// No more items of the checklist than these.
const MOST_ITEMS: usize = 8;
/// No more findings about communication and resistance.
const MOST_SAID: usize = 7;

impl Agenda<'_> {
    pub(super) fn checklist_page(&self) -> PageView {
        let (facts, today) = (self.facts, self.facts.today());
        let calendar = facts.get::<Calendar>();
        let now = calendar.day(today).and_then(When::of_day);
        let mut lines: Vec<(i64, PageLine)> = Vec::new();
        let mut waiting = 0;
        for item in facts.rows::<Item>().iter().filter(|item| item.is_named()) {
            let tick = Place::of(item.id, Item::COL.done);
            let said = row_phrase(&**item);
            match State::of(item, calendar, today) {
                State::Open { overdue, due } if overdue > 0 || item.when() == now => {
                    waiting += 1;
                    let (level, state) = match overdue {
                        0 => (
                            Level::Blank,
                            due.map_or_else(
                                || text("本阶段", "this stage").into(),
                                |due| say!("{due} 前", "by {due}", due = short_day(due)),
                            ),
                        ),
                        n => (Level::Watch, say!("逾期 {n}", "{n} late", n = days(n))),
                    };
                    lines.push((
                        -overdue,
                        PageLine { level, state, ..PageLine::new(About::Tick(tick, false), said) },
                    ));
                }
                State::Done { on, .. } if on == today => {
                    let state = text("今天完成", "done today").into();
                    let line = PageLine {
                        level: Level::Good,
                        state,
                        settled: true,
                        ..PageLine::new(About::Tick(tick, true), said)
                    };
                    // What is ticked today stays where it stood.
                    let open = Item { done: Tick::default(), ..Item::clone(item) };
                    let late = match State::of(&open, calendar, today) {
                        State::Open { overdue, .. } => overdue,
                        _ => 0,
                    };
                    lines.push((-late, line));
                }
                _ => {}
            }
        }
        lines.stable_sort_by_key(|(late, _)| *late);
        let left = lines.len().saturating_sub(MOST_ITEMS);
        let mut lead = self.movement();
        if left > 0 {
            lead.push(Line::plain(say!("另有 {left} 项没列在这里", "{left} more, not listed here")));
        }
        PageView {
            title: match waiting {
                0 => text("本阶段的清单都勾了", "Nothing is left to do on the checklist now").into(),
                n => say!(
                    "清单上逾期和本阶段的，还有 {n} 项没勾",
                    "Open on the checklist, late or of this stage: {n}"
                ),
            },
            lead,
            lines: lines.into_iter().take(MOST_ITEMS).map(|(_, line)| line).collect(),
            ..PageView::default()
        }
    }

    /// The people by what stops them, and how that changed since the meeting before.
    fn movement(&self) -> Vec<Line> {
        let now = &self.facts.get::<Rollup>().all;
        if now.people == 0 {
            return vec![Line::plain(text("还没有 ADKAR 卡", "There are no ADKAR cards yet"))];
        }
        let before = self.before.map(|facts| &facts.get::<Rollup>().all);
        let part = |at: usize| {
            let (people, element) = (now.barrier[at], Element::ALL[at].title());
            let change = before.map_or(0, |before| i128::from(people) - i128::from(before.barrier[at]));
            (people > 0 || change != 0).then(|| match change {
                0 => say!("{element} {people}", "{element} {people}", element),
                1.. => say!("{element} {people}（+{change}）", "{element} {people} (+{change})", element),
                _ => say!("{element} {people}（{change}）", "{element} {people} ({change})", element),
            })
        };
        let parts: Vec<Phrase> = (0..COUNT).filter_map(part).collect();
        let stuck: u64 = now.barrier.iter().sum();
        let mut lines = vec![if parts.is_empty() {
            Line::new(Level::Good, text("没有人卡在哪一步", "Nobody is held back"))
        } else {
            let of_all = match (stuck, now.people) {
                (1, 1) => text("1 人", "1 person").into(),
                (stuck, people) if stuck == people => say!("全部 {people} 人", "all {people} people"),
                (stuck, people) => say!("{people} 人中 {stuck} 人", "{stuck} of {people} people"),
            };
            Line::plain(say!(
                "卡在哪一步（{of_all}）：{parts}",
                "Held back ({of_all}): {parts}",
                of_all,
                parts = list(parts.iter())
            ))
        }];
        if let Some(before) = before {
            let moved = i128::from(now.holding) - i128::from(before.holding);
            match moved {
                0 => {}
                1.. => lines.push(Line::new(
                    Level::Good,
                    say!(
                        "上次例会以来又有 {moved} 人过关",
                        "{moved} more people without a barrier since last time"
                    ),
                )),
                _ => lines.push(Line::new(
                    Level::Watch,
                    say!(
                        "上次例会以来退回 {n} 人",
                        "{n} people have a barrier again since last time",
                        n = -moved
                    ),
                )),
            }
        }
        lines
    }

    pub(super) fn talk_page(&self) -> PageView {
        let all = self.assessed.findings();
        let of_talk = |key: &str| key == "communication" || key == "resistance";
        let mut found: Vec<&Finding> =
            all.iter().filter(|(tool, _)| of_talk(tool.key)).map(|(_, finding)| *finding).collect();
        // What an earlier meeting has answered rests here as among the findings.
        let rests = self.facts.get::<Answered>();
        found.retain(|finding| {
            let code = finding.key().code();
            self.answer(&code).is_some() || !(rests.rests(&code) || self.is_acted_on(&code))
        });
        // What is answered stays where it stood.
        found.stable_sort_by_cached_key(|f| (Reverse((f.level, f.consequence, f.people)), f.key().code()));
        found.truncate(MOST_SAID);
        let line = |finding: &&Finding| {
            let reply = self.answer(&finding.key().code()).and_then(|answer| answer.reply);
            PageLine {
                level: finding.level,
                state: reply.map_or(finding.level.word(), Reply::label).into(),
                settled: reply.is_some(),
                more: vec![finding.advice.clone()],
                ..PageLine::new(About::Finding(finding.key()), finding.evidence.clone())
            }
        };
        PageView {
            title: match found.len() {
                0 if self.facts.rows::<Send>().is_empty() && self.facts.rows::<Resistance>().is_empty() => {
                    text("还没有登记沟通和阻力", "No message sent and no resistance logged yet").into()
                }
                0 => self.nothing_to_ask_of_talk(),
                n => say!("沟通与阻力：{n} 件", "Communication and resistance: {n}"),
            },
            lines: found.iter().map(line).collect(),
            ..PageView::default()
        }
    }

    /// How it stands with communication and resistance where nothing has to be spoken of.
    fn nothing_to_ask_of_talk(&self) -> Phrase {
        let sends = self.facts.rows::<Send>();
        let unsent = |message: &&Arc<Message>| {
            message.key && !sends.iter().any(|send| send.message.0 == Some(message.id))
        };
        let unsent = self.facts.rows::<Message>().iter().filter(unsent).count();
        let open = self.facts.rows::<Resistance>().iter().filter(|entry| entry.is_open()).count();
        match (unsent, open) {
            (0, 0) => {
                text("关键信息都讲过，没有未解决的阻力", "Every key message was sent; no resistance is open")
                    .into()
            }
            (unsent, 0) => say!(
                "没有逾期要追的；还没讲过的关键信息 {unsent} 条",
                "Nothing is late; key messages not sent yet: {unsent}"
            ),
            (0, open) => {
                say!("没有逾期要追的；未解决的阻力 {open} 条", "Nothing is late; resistance open: {open}")
            }
            (unsent, open) => say!(
                "没有逾期要追的；还没讲过的关键信息 {unsent} 条，未解决的阻力 {open} 条",
                "Nothing is late; key messages not sent yet: {unsent}, resistance open: {open}"
            ),
        }
    }

    pub(super) fn finding_page(&self, of: &str) -> PageView {
        let answer = self.answer(of);
        let mut view = PageView::default();
        if let Some(finding) = self.finding(of) {
            view.title = finding.evidence.clone();
            view.level = finding.level;
            view.lead = vec![
                Line::plain(say!("建议：{advice}", "Advice: {advice}", advice = finding.advice)),
                Line::plain(say!("依据：{source}", "Source: {source}", source = finding.source)),
            ];
            if let Some((day, made)) =
                self.facts.get::<AcceptedFindings>().done(of).filter(|_| answer.is_none())
            {
                view.lead.push(Line::new(
                    Level::Watch,
                    say!(
                        "{day} 已做完“{action}”，这一条还在：重新评估，或者再定一条",
                        "'{action}' was done on {day}, and this still holds: assess it anew, or promise more",
                        day,
                        action = made.action
                    ),
                ));
            }
            if answer.is_none() {
                view.lines.push(PageLine::new(
                    About::Finding(finding.key()),
                    text("还没有答复", "Not answered yet"),
                ));
            }
        } else {
            // It has gone while the meeting lasted, and its number stays; the action may be what answers it.
            view.title = match answer {
                Some(answer) => Phrase::same(answer.finding.0.as_str()),
                None => rule_of(of).map_or_else(|| Phrase::same(of), |rule| rule.fires.into()),
            };
            if !self.facts.get::<AcceptedFindings>().answer(of) {
                view.lead = vec![Line::new(Level::Good, text("这一条已经不成立了", "This no longer holds"))];
            }
        }
        if let Some(answer) = answer {
            let reason = Phrase::same(answer.reason.0.as_str());
            let (level, said): (_, Phrase) = match (answer.reply, answer.until) {
                (Some(Reply::Accepted), _) => (Level::Good, text("已列为行动", "It became an action").into()),
                (Some(Reply::PutOff), Some(until)) => {
                    (Level::Watch, say!("搁置到 {until}", "Put off until {until}"))
                }
                (Some(Reply::PutOff), None) => (Level::Watch, text("已搁置", "Put off").into()),
                _ => (
                    Level::Blank,
                    text("不同意，四周后再问", "Disagreed with, asked again in 4 weeks").into(),
                ),
            };
            view.lead.push(Line::new(level, said));
            if answer.reply == Some(Reply::Accepted) {
                view.lines.extend(self.action_lines(&answer.row));
            } else {
                view.lines.push(PageLine {
                    settled: !answer.reason.0.trim().is_empty(),
                    ..PageLine::new(
                        About::Cell(Place::of(answer.id, crate::tools::meetings::Answer::COL.reason)),
                        say!("理由：{reason}", "Reason: {reason}", reason),
                    )
                });
            }
        }
        view
    }

    /// The cells of the action that a finding became, by the row that its answer names.
    fn action_lines(&self, row: &str) -> Vec<PageLine> {
        let Some(row) = Id::parse(row).and_then(|id| self.facts.find::<actions::Promise>(id)) else {
            return Vec::new();
        };
        let cell = |column: crate::sheet::Col, title: crate::text::Text, entered: String| {
            let words = Phrase::same(entered.trim()).in_line(200);
            PageLine {
                settled: !entered.trim().is_empty(),
                ..PageLine::new(
                    About::Cell(Place::of(row.id, column)),
                    say!("{title}：{words}", "{title}: {words}", title, words),
                )
            }
        };
        vec![
            cell(actions::Promise::COL.action, text("做什么", "What"), row.action.0.to_string()),
            cell(actions::Promise::COL.owner, text("谁", "Who"), row.owner.to_string()),
            cell(
                actions::Promise::COL.due,
                text("哪天", "By when"),
                row.due.map(|day| day.to_string()).unwrap_or_default(),
            ),
        ]
    }

    /// The decisions of this meeting.
    pub(super) fn decisions(&self) -> impl Iterator<Item = &Arc<Decision>> {
        self.facts.rows::<Decision>().iter().filter(|row| row.meeting.0 == Some(self.meeting.id))
    }

    pub(super) fn decisions_page(&self) -> PageView {
        let mut lines: Vec<PageLine> = self
            .decisions()
            .filter(|row| !row.decision.0.trim().is_empty() || !row.by.trim().is_empty())
            .map(|row| {
                let words = Phrase::same(row.decision.0.as_str()).in_line(200);
                let by = row.by.trim();
                PageLine {
                    state: match by {
                        "" => text("谁决定的？", "by whom?").into(),
                        by => Phrase::same(by),
                    },
                    settled: !by.is_empty(),
                    ..PageLine::new(
                        About::Decision(Some(row.id)),
                        say!("决定：{words}", "Decided: {words}", words),
                    )
                }
            })
            .collect();
        lines.push(PageLine {
            settled: true,
            ..PageLine::new(About::Decision(None), text("＋ 记一项决定", "+ Log a decision"))
        });
        let parked = &self.facts.get::<Figures>().parked;
        lines.extend(self.parked().into_iter().map(|issue| self.parked_line(issue)));
        PageView {
            title: match parked.len() {
                0 => text("今天定了什么？", "What was decided?").into(),
                n => say!("今天定了什么？停车场 {n} 件", "What was decided? Parked issues: {n}"),
            },
            lines,
            ..PageView::default()
        }
    }

    /// The issues that wait, and those that were settled today, each where it stood: by the day on which it was raised.
    fn parked(&self) -> Vec<&Arc<Parked>> {
        let today = self.facts.today();
        let shown = |issue: &&Arc<Parked>| {
            let waits = issue.settled.0.is_none() && issue.outcome.is_none();
            (waits || issue.settled.0 == Some(today)) && !issue.issue.0.trim().is_empty()
        };
        let mut issues: Vec<&Arc<Parked>> = self.facts.rows::<Parked>().iter().filter(shown).collect();
        issues.stable_sort_by_key(|issue| (issue.date.is_none(), issue.date));
        issues
    }

    fn parked_line(&self, issue: &Parked) -> PageLine {
        let words = Phrase::same(issue.issue.0.as_str()).in_line(200);
        let since = |day| self.facts.get::<Calendar>().days_between(day, self.facts.today());
        let how = issue.how.0.trim();
        // Resolved is resolved once it is said how.
        let unsaid = issue.outcome == Some(Outcome::Resolved) && how.is_empty();
        let more = if how.is_empty() { Vec::new() } else { vec![Phrase::same(how)] };
        PageLine {
            level: if issue.outcome.is_some() && !unsaid { Level::Good } else { Level::Blank },
            state: match (issue.outcome, issue.date.map(since)) {
                (Some(_), _) if unsaid => text("怎么办结的？", "resolved how?").into(),
                (Some(outcome), _) => outcome.label().into(),
                (None, None) => text("", "").into(),
                (None, Some(..=0)) => text("今天停的", "today").into(),
                (None, Some(n)) => say!("停了 {n}", "for {n}", n = days(n)),
            },
            more,
            settled: issue.outcome.is_some() && !unsaid,
            ..PageLine::new(About::Parked(issue.id), say!("停车场：{words}", "Parked: {words}", words))
        }
    }
}
