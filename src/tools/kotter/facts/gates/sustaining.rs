//! Steps 7 and 8, which sustain the change: consolidation and culture.

use super::{Condition, Test};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::Place;
use crate::say;
use crate::sheet::Tick;
use crate::text::{Phrase, Text, text};
use crate::tools::roadmap::{self, Centre};
use chrono::NaiveDate;

/// The roadmap's items by which the new way becomes the rule.
const ANCHORS: [(&str, Text); 3] = [
    (roadmap::items::APPRAISAL, text("KPI 和绩效考核", "KPIs and appraisals")),
    (roadmap::items::NEW_HIRES, text("新员工培训", "New-hire training")),
    (roadmap::items::MANUALS, text("手册和流程文件", "Manuals and process documents")),
];

/// Whether a day of the plan has come.
fn is_due(facts: &Facts, day: Option<NaiveDate>) -> bool {
    day.is_some_and(|day| facts.get::<Calendar>().has_come(day, facts.today()))
}

/// A day by which something is to be, in the middle of a sentence.
fn by(day: Option<NaiveDate>) -> Phrase {
    day.map_or_else(|| text("按计划", "by the plan").into(), |day| say!("到 {day} ", "by {day}"))
}

pub(super) fn converted(facts: &Facts) -> Test {
    let place = match facts.rows::<Centre>().iter().find(|centre| centre.converted.0.is_none()) {
        Some(centre) => Place::of(centre.id, Centre::COL.converted),
        None => Place::of(None, Centre::COL.name),
    };
    let (road, goals) = (facts.get::<roadmap::Figures>(), facts.get::<roadmap::Goals>());
    let (done, all) = (road.converted(), road.to_convert);
    let condition = match (done * 100).checked_div(all) {
        None => Condition::missing(text(
            "还不知道有几家服务中心：请在路线图里列出",
            "It is not known how many centres there are: list them on the roadmap",
        )),
        Some(percent) => Condition::is(
            done * 2 >= all,
            say!(
                "已转换 {done}/{all} 家服务中心（{percent}%），{when}应到 50%",
                "{done} of {all} centres converted ({percent}%); 50% needed {when}",
                done,
                all,
                percent,
                when = by(goals.half)
            ),
        ),
    };
    Test { due: is_due(facts, goals.half), ..Test::of(vec![condition], place) }
}

pub(super) fn anchored(facts: &Facts) -> Test {
    let steps = facts.rows::<roadmap::Item>();
    let mut first_open = None;
    let conditions = ANCHORS.map(|(code, what)| {
        match steps.iter().find(|step| step.code == code).map(|row| (row.id, row.done)) {
            Some((_, Tick(Some(on)))) if on <= facts.today() => {
                Condition::is(true, say!("{what}：{on} 完成", "{what}: done on {on}", what, on))
            }
            Some((id, _)) => {
                first_open = first_open.or(Some(id));
                let said = say!("{what}：路线图里还没有完成", "{what}: not done on the roadmap yet", what);
                Condition::is(false, said)
            }
            None => Condition::missing(say!(
                "{what}：路线图里没有这一项",
                "{what}: the roadmap has no such item",
                what
            )),
        }
    });
    let column = if first_open.is_some() { roadmap::Item::COL.done } else { roadmap::Item::COL.item };
    Test {
        due: is_due(facts, facts.get::<Calendar>().end()),
        ..Test::of(conditions.into(), Place::of(first_open, column))
    }
}
