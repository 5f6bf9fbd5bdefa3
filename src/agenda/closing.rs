//! The end of the meeting: what was promised, read aloud; who was there, and when the next one is.

use super::promises::coming_day;
use super::{About, Agenda, PageLine, PageView, Step};
use crate::finding::{Level, Line, Place};
use crate::say;
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::text::{Phrase, first_few, text};
use crate::tools::actions;
use crate::tools::kotter::Member;
use crate::tools::meetings::{Meeting, is_in};
use chrono::NaiveDate;

/// So many actions due by the next meeting are read aloud.
const MOST_DUE: usize = 8;
/// So many promises that nobody has looked at are named, each within so many cells.
const MOST_NAMED: usize = 3;
const NAMED: usize = 36;

impl Agenda<'_> {
    /// The actions promised today, with those of the reviews and those that have got a new day.
    pub(super) fn promised(&self) -> Vec<&actions::ActionItem> {
        let today = self.meeting.date;
        let own = Meeting::verdicts(self.meeting.id, self.facts);
        let moved: Vec<Id> = own.filter(|row| row.new_due.is_some()).flat_map(|row| row.rows()).collect();
        let is_moved = |item: &actions::ActionItem| moved.contains(&item.row);
        let open = self.facts.get::<actions::Figures>().open.iter();
        open.filter(|item| today.is_some() && (item.made == today || is_moved(item))).collect()
    }

    pub(super) fn promised_page(&self) -> PageView {
        let items = self.promised();
        let mut view =
            if items.is_empty() { self.still_open_page() } else { read_aloud(&items, self.facts.today()) };
        view.lead.splice(0..0, self.unjudged());
        view
    }

    /// How many of last week's promises this meeting has said nothing of.
    pub fn unjudged_count(&self) -> usize {
        self.promises().iter().filter(|item| item.verdict.is_none()).count()
    }

    /// Which of last week's promises this meeting has said nothing of; blank where none.
    fn unjudged(&self) -> Option<Line> {
        let promises = self.promises();
        let open: Vec<_> = promises.iter().filter(|item| item.verdict.is_none()).collect();
        let called = |item: &&super::PromiseItem| {
            let words = Phrase::same(item.action.as_str()).in_line(NAMED);
            match item.owner.as_str() {
                "" => say!("“{words}”", "'{words}'", words),
                owner => say!("“{words}”（{owner}）", "'{words}' ({owner})", words),
            }
        };
        let names: Vec<Phrase> = open.iter().map(called).collect();
        let (n, step) = (open.len(), Step::Promises.number());
        let names = first_few(&names, MOST_NAMED);
        (n > 0).then(|| {
            Line::new(
                Level::Watch,
                say!(
                    "第 {step} 步还有 {n} 项承诺没有核对：{names}",
                    "Promises of step {step} not looked at yet, {n}: {names}",
                    names
                ),
            )
        })
    }

    /// Where nothing was promised today: what is due by the next meeting all the same.
    fn still_open_page(&self) -> PageView {
        let today = self.facts.today();
        let due = |item: &&actions::ActionItem| {
            item.due.zip(self.meeting.next).is_some_and(|(due, next)| due <= next)
        };
        let mut due: Vec<_> = self.facts.get::<actions::Figures>().open.iter().filter(due).collect();
        due.stable_sort_by_key(|item| item.due);
        let line = |item: &&actions::ActionItem| PageLine {
            state: who_and_when(item, today),
            settled: true,
            ..PageLine::new(About::Cell(item.place()), Phrase::same(item.action.as_str()).in_line(200))
        };
        PageView {
            title: match due.len() {
                0 => text("这次没有新的承诺", "Nothing was promised this time").into(),
                n => say!(
                    "这次没有新的承诺；下次例会前该做完的还有 {n} 件",
                    "Nothing new was promised; still due before the next meeting: {n}"
                ),
            },
            lead: match due.len().saturating_sub(MOST_DUE) {
                0 => Vec::new(),
                n => vec![Line::plain(say!("另有 {n} 件没列在这里", "{n} more, not listed here"))],
            },
            lines: due.iter().take(MOST_DUE).map(line).collect(),
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
        let has_members = !lines.is_empty();
        let who = Phrase::same(present.as_str()).in_line(200);
        let about = About::Cell(Place::of(self.meeting.id, Meeting::COL.attendees));
        if has_members {
            // Who owns a promise need not be of the coalition.
            let said = match present.trim() {
                "" => text("还有谁到了：直接写名字", "Somebody else: type the name").into(),
                _ => say!("出席：{who}", "Present: {who}", who),
            };
            lines.push(PageLine { settled: true, ..PageLine::new(about, said) });
        } else {
            lines.push(PageLine::new(about, say!("谁到了：{who}", "Present: {who}", who)));
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
            lead: vec![Line::plain(if has_members {
                text("空格勾出席，数字打分", "Space ticks who was there, a digit rates")
            } else {
                text("写上谁到了，再给例会打分", "Write down who was there, then rate the meeting")
            })],
            lines,
            ..PageView::default()
        }
    }
}

/// What was promised today, to be read aloud.
fn read_aloud(items: &[&actions::ActionItem], today: NaiveDate) -> PageView {
    let bare = items.iter().filter(|item| item.lacks().is_some()).count();
    let line = |item: &&actions::ActionItem| {
        let words = Phrase::same(item.action.as_str()).in_line(200);
        let place = match item.lacks() {
            Some(column) => Place::of(item.row, column),
            None => item.place(),
        };
        PageLine {
            level: if item.lacks().is_some() { Level::Watch } else { Level::Blank },
            state: who_and_when(item, today),
            settled: item.lacks().is_none(),
            ..PageLine::new(About::Cell(place), words)
        }
    };
    PageView {
        title: match (items.len(), bare) {
            (_, 0) => text("念一遍：我们答应了", "Read it aloud: we promised").into(),
            (_, n) => {
                say!("念一遍，还有 {n} 项缺人或缺日子", "Read it aloud; without owner or date: {n}")
            }
        },
        lines: items.iter().map(line).collect(),
        ..PageView::default()
    }
}

/// Who promised something, and by when.
fn who_and_when(item: &actions::ActionItem, today: NaiveDate) -> Phrase {
    let who: Phrase = match item.owner.as_str() {
        "" => text("谁？", "who?").into(),
        owner => Phrase::same(owner),
    };
    let when: Phrase = item.due.map_or_else(|| text("哪天？", "when?").into(), |due| coming_day(due, today));
    say!("{who} · {when}", "{who} · {when}", who, when)
}
