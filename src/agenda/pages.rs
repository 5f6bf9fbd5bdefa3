//! The other pages: checklist and people, communication and resistance, findings, decisions, the close.

use super::{About, Agenda, PageLine, PageView};
use crate::calendar::Calendar;
use crate::finding::{Finding, Level, Line, Place};
use crate::project::row_phrase;
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, days, list, text};
use crate::tools::actions;
use crate::tools::adkar::Rollup;
use crate::tools::adkar::score::{COUNT, Element};
use crate::tools::checklist::{Item, State, When};
use crate::tools::communication::Send;
use crate::tools::kotter::Member;
use crate::tools::meetings::{Decision, Figures, Meeting, Reply, is_in};
use crate::tools::resistance::Entry as Resistance;
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
                State::Open { overdue, .. } if overdue > 0 || item.when() == now => {
                    waiting += 1;
                    let (level, state) = match overdue {
                        0 => (Level::Blank, text("本阶段", "this block").into()),
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
                    // Those of today stay at their place as far as that is known: behind what is late.
                    lines.push((0, line));
                }
                _ => {}
            }
        }
        lines.sort_by_key(|(late, _)| *late);
        let left = lines.len().saturating_sub(MOST_ITEMS);
        let mut lead = self.movement();
        if left > 0 {
            lead.push(Line::plain(say!("清单上还有 {left} 项", "{left} more on the checklist")));
        }
        PageView {
            title: match waiting {
                0 => text("本阶段的清单都勾了", "The checklist of this block is done").into(),
                n => say!("清单还有 {n} 项没勾", "Open on the checklist: {n}"),
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
            Line::plain(say!(
                "卡在哪一步（{people} 人中 {stuck} 人）：{parts}",
                "Held back ({stuck} of {people} people): {parts}",
                people = now.people,
                stuck,
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
        let found: Vec<&Finding> = all
            .iter()
            .filter(|(tool, _)| of_talk(tool.key))
            .map(|(_, finding)| *finding)
            .take(MOST_SAID)
            .collect();
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
                0 => {
                    text("该讲的讲了，没有新的阻力", "What was to be said was said; no new resistance").into()
                }
                n => say!("沟通与阻力：{n} 件", "Communication and resistance: {n}"),
            },
            lines: found.iter().map(line).collect(),
            ..PageView::default()
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
            if answer.is_none() {
                view.lines.push(PageLine::new(
                    About::Finding(finding.key()),
                    text("去看这一格", "Go and look at the cell"),
                ));
            }
        } else if let Some(answer) = answer {
            view.title = Phrase::same(answer.finding.0.as_str());
            view.lead = vec![Line::new(Level::Good, text("这一条已经不成立了", "This no longer holds"))];
        }
        if let Some(answer) = answer {
            let reason = Phrase::same(answer.reason.0.as_str());
            let (level, said) = match answer.reply {
                Some(Reply::Accepted) => (Level::Good, text("已列为行动", "It became an action")),
                Some(Reply::PutOff) => (Level::Watch, text("搁置一周", "Put off for a week")),
                _ => (Level::Blank, text("不同意", "Disagreed with")),
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
            ..PageLine::new(About::Decision(None), text("＋ 记一项决定", "+ Note a decision"))
        });
        let parked = &self.facts.get::<Figures>().parked;
        lines.extend(parked.iter().map(|issue| {
            let words = Phrase::same(issue.issue.0.as_str()).in_line(200);
            let since = |day| self.facts.get::<Calendar>().days_between(day, self.facts.today());
            PageLine {
                state: match issue.date.map(since) {
                    None => text("", "").into(),
                    Some(..=0) => text("今天停的", "today").into(),
                    Some(n) => say!("停了 {n}", "for {n}", n = days(n)),
                },
                ..PageLine::new(About::Parked(issue.id), say!("停车场：{words}", "Parked: {words}", words))
            }
        }));
        PageView {
            title: match parked.len() {
                0 => text("今天定了什么？", "What was decided?").into(),
                n => say!("今天定了什么？停车场 {n} 件", "What was decided? Parked issues: {n}"),
            },
            lines,
            ..PageView::default()
        }
    }

    /// The actions promised today, with those of the reviews.
    pub(super) fn promised(&self) -> Vec<&actions::ActionItem> {
        let today = self.meeting.date;
        let open = self.facts.get::<actions::Figures>().open.iter();
        open.filter(|item| item.made == today && today.is_some()).collect()
    }

    pub(super) fn promised_page(&self) -> PageView {
        let items = self.promised();
        let bare = items.iter().filter(|item| item.lacks().is_some()).count();
        let line = |item: &&actions::ActionItem| {
            let words = Phrase::same(item.action.as_str()).in_line(200);
            let who: Phrase = match item.owner.as_str() {
                "" => text("谁？", "who?").into(),
                owner => Phrase::same(owner),
            };
            let when: Phrase = item.due.map_or_else(
                || text("哪天？", "when?").into(),
                |due| Phrase::same(due.format("%m-%d").to_string()),
            );
            let place = match item.lacks() {
                Some(column) => Place::of(item.row, column),
                None => item.place(),
            };
            PageLine {
                level: if item.lacks().is_some() { Level::Watch } else { Level::Blank },
                state: say!("{who} · {when}", "{who} · {when}", who, when),
                settled: item.lacks().is_none(),
                ..PageLine::new(About::Cell(place), words)
            }
        };
        PageView {
            title: match (items.len(), bare) {
                (0, _) => text("这次没有新的承诺", "Nothing was promised this time").into(),
                (_, 0) => text("念一遍：我们答应了", "Read it aloud: we promised").into(),
                (_, n) => {
                    say!("念一遍，还有 {n} 项缺人或缺日子", "Read it aloud; without owner or date: {n}")
                }
            },
            lines: items.iter().map(line).collect(),
            ..PageView::default()
        }
    }

    pub(super) fn close_page(&self) -> PageView {
        let present = &self.meeting.attendees.0;
        let members = self.facts.rows::<Member>().iter().filter(|member| !member.name.trim().is_empty());
        let mut lines: Vec<PageLine> = members
            .enumerate()
            .map(|(at, member)| {
                let name = member.name.trim();
                let there = is_in(present, name);
                PageLine {
                    level: if there { Level::Good } else { Level::Blank },
                    state: match (there, member.executive) {
                        // Before anybody is ticked nobody is absent.
                        _ if present.trim().is_empty() => text("", "").into(),
                        (true, _) => text("到了", "present").into(),
                        (false, true) => text("没到（高管）", "absent (executive)").into(),
                        (false, false) => text("没到", "absent").into(),
                    },
                    // Until somebody is ticked the cursor stands here.
                    settled: !present.trim().is_empty() || at > 0,
                    ..PageLine::new(About::Member(name.into(), there), Phrase::same(name))
                }
            })
            .collect();
        if lines.is_empty() {
            let who = Phrase::same(self.meeting.attendees.0.as_str()).in_line(200);
            lines.push(PageLine::new(
                About::Cell(Place::of(self.meeting.id, Meeting::COL.attendees)),
                say!("谁到了：{who}", "Present: {who}", who),
            ));
        }
        let rating = self.meeting.rating.map_or_else(|| "–".to_owned(), |rating| rating.to_string());
        lines.push(PageLine {
            settled: self.meeting.rating.is_some(),
            ..PageLine::new(
                About::Rating,
                say!(
                    "这次例会值几分（1–9，0 是 10）：{rating}",
                    "Was it worth the time (1 to 9, 0 for 10): {rating}"
                ),
            )
        });
        let next = self.meeting.next.map(|day| day.to_string()).unwrap_or_default();
        lines.push(PageLine {
            settled: true,
            ..PageLine::new(
                About::Cell(Place::of(self.meeting.id, Meeting::COL.next)),
                say!("下次例会：{next}", "Next meeting: {next}"),
            )
        });
        lines.push(PageLine {
            settled: true,
            ..PageLine::new(About::Finish, text("结束例会，生成纪要", "End the meeting and make the minutes"))
        });
        PageView {
            title: text("收尾：谁到了，值几分，下次哪天", "Who was there, was it worth it, when is the next")
                .into(),
            lead: vec![Line::plain(text("空格勾出席，数字打分", "Space ticks who was there, a digit rates"))],
            lines,
            ..PageView::default()
        }
    }
}
