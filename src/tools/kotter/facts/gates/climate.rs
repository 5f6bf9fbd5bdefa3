//! Steps 1 to 3, which create a climate for change: urgency, coalition, vision.

use super::{Condition, Test};
use crate::facts::Facts;
use crate::finding::Place;
use crate::say;
use crate::text::{Text, count, text};
use crate::tools::charter::{Charter, vision_check};
use crate::tools::kotter::facts::{COALITION_SIZE, Coalition, FUNCTIONS};
use crate::tools::kotter::{Fact, Member};
use crate::tools::readiness::{Form, Rounds, score};
use crate::tools::wins::has_number;

/// The least urgency that carries a change.
const URGENCY: f64 = 3.0;

pub(super) fn urgency(facts: &Facts) -> Test {
    let rounds = facts.get::<Rounds>();
    let scored = rounds.rounds.last().zip(rounds.median(Form::COL.urgency));
    let felt = match scored {
        None => Condition::missing(text(
            "准备度里还没有紧迫感的得分：请填评估表",
            "There is no score for urgency yet: fill in the readiness form",
        )),
        Some((round, median)) => Condition::is(
            median >= URGENCY,
            say!(
                "准备度第 {round} 轮紧迫感 {figure} 分（不低于 {URGENCY} 分）",
                "Urgency scores {figure} in readiness round {round} (at least {URGENCY} needed)",
                round = round.number,
                figure = score::figure(median)
            ),
        ),
    };
    let said: Vec<_> = facts.rows::<Fact>().iter().filter(|fact| fact.is_said()).collect();
    let counting = said.iter().filter(|fact| fact.counts(facts.today())).count();
    let shown = match (said.len(), counting) {
        (0, _) => Condition::missing(text(
            "还没有事实：请添加一条，写明数字和公布日期",
            "There is no fact yet: add one with its number and the day it was published",
        )),
        (n, 0) => Condition::is(
            false,
            match n {
                1 => text("这条事实缺数字或公布日期", "The fact lacks its number or its date").into(),
                _ => {
                    say!("{n} 条事实都缺数字或公布日期", "None of the {n} facts has both a number and a date")
                }
            },
        ),
        (_, n) => {
            let facts = count(n as u64, "条", "fact", "facts");
            Condition::is(
                true,
                say!("有数字、有日期的事实 {facts}", "{facts} with a number and a date", facts),
            )
        }
    };
    let place = if felt.met == Some(true) || shown.met != Some(true) {
        match said.iter().find(|fact| !fact.counts(facts.today())) {
            Some(fact) if has_number(&fact.fact.0) => Place::of(fact.id, Fact::COL.date),
            fact => Place::of(fact.map(|fact| fact.id), Fact::COL.fact),
        }
    } else {
        // An earlier round is history.
        let form = rounds.rounds.last().and_then(|round| round.forms.first());
        Place::of(form.map(|form| form.id), Form::COL.urgency)
    };
    Test::of(vec![felt, shown], place)
}

pub(super) fn coalition(facts: &Facts) -> Test {
    let coalition = facts.get::<Coalition>();
    let Coalition { members, executives, .. } = *coalition;
    let place = Place::of(None, Member::COL.name);
    if members == 0 {
        let none = text("还没有成员：请填 3–7 人", "There is no member yet: name three to seven");
        return Test::of(vec![Condition::missing(none)], place);
    }
    let (least, most) = COALITION_SIZE;
    let size = Condition::is(
        coalition.right_size(),
        say!(
            "成员 {members}（应为 {least}–{most} 人）",
            "{members} ({least} to {most} needed)",
            members = count(members as u64, "人", "member", "members"),
            least,
            most
        ),
    );
    let led = Condition::is(
        executives > 0,
        say!(
            "其中高管 {executives}（至少 1 人）",
            "{executives} among them (at least 1 needed)",
            executives = count(executives as u64, "人", "executive", "executives")
        ),
    );
    let n = FUNCTIONS.len();
    let covered = coalition.uncovered().map_or_else(
        || Condition::is(true, say!("{n} 个职能都有人", "All {n} functions are covered")),
        |uncovered| Condition::is(false, uncovered),
    );
    Test::of(vec![size, led, covered], place)
}

pub(super) fn vision(facts: &Facts) -> Test {
    let charter = facts.rows::<Charter>().first();
    let place = Place::of(charter.map(|charter| charter.id), Charter::COL.vision);
    let Some(vision) = charter.map(|c| c.vision.0.as_str()).filter(|vision| !vision.trim().is_empty()) else {
        let none =
            text("项目章程里还没有愿景：请写一句", "The charter has no vision yet: write one sentence");
        return Test::of(vec![Condition::missing(none)], place);
    };
    let check = vision_check(vision);
    let says = |holds: bool, yes: Text, no: Text| Condition::is(holds, if holds { yes } else { no });
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
