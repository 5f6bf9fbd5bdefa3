//! Where is each person or team stuck? ADKAR cards, re-scored by date.

mod panels;
pub mod rollup;
mod rules;
pub mod score;
#[cfg(test)]
mod tests;

use crate::facts::Facts;
use crate::finding::Place;
use crate::project::Edit;
use crate::sheet::{AnyRow, Cell, Id, Link, Prose, Row, Score, Tick};
use crate::text::{Phrase, text};
use crate::tool::{Action, CardLine, CardPlan, Change, Field, Group, Layout, Outcome, Tool, Verdict, View};
use crate::{choice, say, sheet};
use chrono::NaiveDate;
use ecow::EcoString;
use score::Element;

choice! {
    /// Whom a card is about.
    Subject { Person "person" = "个人" / "Person", Team "team" = "团队" / "Team" }
}

choice! {
    /// What people do in after-sales service.
    Role {
        Executive "executive" = "高管" / "Executive",
        CentreManager "centre_manager" = "服务中心经理" / "Centre manager",
        ServiceAdvisor "service_advisor" = "服务顾问" / "Service advisor",
        Technician "technician" = "技师" / "Technician",
        Reception "reception" = "前台" / "Reception",
        Parts "parts" = "备件" / "Parts",
        Warranty "warranty" = "索赔" / "Warranty claims",
        OtherStaff "other_staff" = "其他员工" / "Other staff",
    }
}

choice! {
    /// Whether pay and recognition reward the new way of working.
    Incentive { Aligned "aligned" = "对齐" / "Aligned", NotAligned "not_aligned" = "未对齐" / "Not aligned" }
}

sheet! {
    /// One person or team on an ADKAR card.
    Person in "people" = "ADKAR 诊断卡" / "ADKAR cards";
    name: EcoString = "姓名/团队" / "Person or team",
    centre: EcoString = "服务中心" / "Centre" ? "所在的服务中心或团队" / "The service centre or team they belong to",
    role: Option<Role> = "角色" / "Role",
    headcount: Option<u32> = "人数" / "Headcount" ? "团队有几个人；留空算 1 人" / "How many people; blank counts as 1",
    awareness: Option<Score> = "认知" / "Awareness" ? "是否理解为什么要变" / "Do they understand why we change?",
    desire: Option<Score> = "渴望" / "Desire" ? "是否愿意支持变革" / "Are they willing to support it?",
    knowledge: Option<Score> = "知识" / "Knowledge" ? "是否知道怎么做" / "Do they know how?",
    ability: Option<Score> = "能力" / "Ability" ? "是否真正做得到" / "Are they able to do it?",
    reinforcement: Option<Score> = "强化" / "Reinforcement"
        ? "是否坚持新做法；上线后才评" / "Do they keep to the new practice? Scored after go-live",
    scored: Option<NaiveDate> = "评分日期" / "Scored on",
    kind: Option<Subject> = "类型" / "Kind",
    incentive: Option<Incentive> = "激励" / "Incentive"
        ? "考核和收入是否支持新做法" / "Do pay and appraisal favour the new practice?",
    live: bool = "已上线" / "Live" ? "新做法已经开始用" / "The new practice is in use here",
    awareness_behaviour: Prose = "认知：具体表现" / "Awareness: behaviour",
    awareness_measure: Prose = "认知：改进措施" / "Awareness: measure",
    desire_behaviour: Prose = "渴望：具体表现" / "Desire: behaviour",
    desire_measure: Prose = "渴望：改进措施" / "Desire: measure",
    knowledge_behaviour: Prose = "知识：具体表现" / "Knowledge: behaviour",
    knowledge_measure: Prose = "知识：改进措施" / "Knowledge: measure",
    ability_behaviour: Prose = "能力：具体表现" / "Ability: behaviour",
    ability_measure: Prose = "能力：改进措施" / "Ability: measure",
    reinforcement_behaviour: Prose = "强化：具体表现" / "Reinforcement: behaviour",
    reinforcement_measure: Prose = "强化：改进措施" / "Reinforcement: measure",
    action: EcoString = "优先行动" / "Priority action",
    owner: EcoString = "负责人" / "Owner" ? "角色" / "A role",
    due: Option<NaiveDate> = "期限" / "Due",
    done: Tick = "完成" / "Done",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// The scores of a card at an earlier date.
    Scoring in "adkar_history" = "ADKAR 评分历史" / "ADKAR history";
    person: Link<Person> = "姓名/团队" / "Person or team",
    date: Option<NaiveDate> = "评分日期" / "Scored on",
    awareness: Option<Score> = "认知" / "Awareness",
    desire: Option<Score> = "渴望" / "Desire",
    knowledge: Option<Score> = "知识" / "Knowledge",
    ability: Option<Score> = "能力" / "Ability",
    reinforcement: Option<Score> = "强化" / "Reinforcement",
}

/// A line of the card: an element, its question, its score, what is seen, and what is done.
macro_rules! line {
    ($score:literal, $behaviour:literal, $measure:literal, $element:ident, $question:expr) => {
        CardLine {
            title: Element::$element.title(),
            question: $question,
            cells: &[$score, $behaviour, $measure],
        }
    };
}

static CARD: CardPlan = CardPlan {
    header: &["name", "kind", "centre", "role", "headcount", "incentive", "live", "scored"],
    heads: &[
        text("要素", "Element"),
        text("自问", "Question"),
        text("得分", "Score"),
        text("具体表现", "Behaviour"),
        text("改进措施", "Measure"),
    ],
    lines: &[
        line!(
            "awareness",
            "awareness_behaviour",
            "awareness_measure",
            Awareness,
            text("是否理解为什么要变？", "Do they understand why we change?")
        ),
        line!(
            "desire",
            "desire_behaviour",
            "desire_measure",
            Desire,
            text("是否愿意支持变革？", "Are they willing to support it?")
        ),
        line!(
            "knowledge",
            "knowledge_behaviour",
            "knowledge_measure",
            Knowledge,
            text("是否知道怎么做？", "Do they know how?")
        ),
        line!(
            "ability",
            "ability_behaviour",
            "ability_measure",
            Ability,
            text("是否真正做得到？", "Are they able to do it?")
        ),
        line!(
            "reinforcement",
            "reinforcement_behaviour",
            "reinforcement_measure",
            Reinforcement,
            text("是否坚持新做法？", "Do they keep to the new practice?")
        ),
    ],
    footer: &["action", "owner", "due", "done", "note"],
};

/// A score among the five that stand side by side.
const fn score(element: Element) -> Field {
    Field::Short(element.key(), 4, element.brief())
}

static CARDS: &[Field] = &[
    Field::Column("name", 15),
    Field::Column("centre", 9),
    Field::Column("role", 8),
    Field::Short("headcount", 4, text("人数", "Size")),
    score(Element::Awareness),
    score(Element::Desire),
    score(Element::Knowledge),
    score(Element::Ability),
    score(Element::Reinforcement),
    Field::Computed {
        key: "weakest",
        title: text("最弱环", "Weakest link"),
        cells: 10,
        show: panels::weakest,
    },
    Field::Computed {
        key: "treat_first",
        title: text("先解决", "Treat first"),
        cells: 8,
        show: panels::treat_first,
    },
    Field::Column("incentive", 6),
    Field::Column("live", 6),
    Field::Column("scored", 10),
    Field::Column("action", 16),
    Field::Column("owner", 8),
    Field::Column("due", 10),
    Field::Column("done", 10),
];

static HISTORY: &[Field] = &[
    Field::Column("person", 14),
    Field::Column("date", 10),
    score(Element::Awareness),
    score(Element::Desire),
    score(Element::Knowledge),
    score(Element::Ability),
    score(Element::Reinforcement),
    Field::Computed {
        key: "moved",
        title: text("之后的变化", "Moved since"),
        cells: 24,
        show: panels::moved,
    },
];

/// The tool: cards as a list and as a form, the heat map, and the scorings before.
pub static TOOL: Tool = Tool {
    key: "adkar",
    mark: '2',
    title: text("ADKAR 个人诊断", "ADKAR diagnosis"),
    short: text("ADKAR", "ADKAR"),
    about: text(
        "每个人卡在不同的地方：五个要素依次达成，从最前面的卡点做起。",
        "People are stuck in different places: the five elements are achieved in order, so begin with the earliest barrier.",
    ),
    group: Group::Diagnose,
    sheets: &[Person::DEF, Scoring::DEF],
    views: &[
        View {
            panels: panels::beside,
            empty: text(
                "还没有诊断卡。直接输入姓名，或从 Excel 复制名单后粘贴。",
                "There are no cards yet. Type a name, or paste a list from Excel.",
            ),
            ..View::of("cards", text("诊断卡", "Cards"), Person::DEF, Layout::Grid(CARDS))
        },
        View {
            panels: panels::beside_card,
            empty: text(
                "还没有诊断卡。到“诊断卡”页新建。",
                "There are no cards yet. Make one on the Cards tab.",
            ),
            ..View::of("card", text("单张", "One card"), Person::DEF, Layout::Card(&CARD))
        },
        View {
            panels: panels::heat,
            grows: false,
            ..View::of("heat", text("热力图", "Heat map"), Person::DEF, Layout::Panels)
        },
        View {
            empty: text(
                "还没有以前的评分。在诊断卡上重新评分，旧的得分会存到这里。",
                "There are no earlier scores. Score a card again, and the old scores are kept here.",
            ),
            ..View::of("history", text("评分历史", "History"), Scoring::DEF, Layout::Grid(HISTORY))
        },
    ],
    actions: &[Action {
        key: "score_again",
        title: text("重新评分", "Score again"),
        views: &["cards", "card"],
        run: score_again,
    }],
    check,
    follow,
    proposes,
    assess: rules::assess,
    values: rules::values,
    ..Tool::BLANK
};

fn score_again(
    scene: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let Some(person) = row.and_then(|r| r.typed::<Person>()) else {
        return Err(text("先选一张诊断卡", "Choose a card first").into());
    };
    if person.scores().iter().all(Option::is_none) {
        return Err(
            text("这张卡还没有得分，直接打分即可", "This card has no scores yet; just enter them").into()
        );
    }
    let Some(scored) = person.scored else {
        return Err(
            text("先填上现有得分的评分日期", "Enter first on which day these scores were given").into()
        );
    };
    if scored >= scene.today() {
        return Err(
            text("今天已经评过分，直接改得分即可", "It was scored today; just change the scores").into()
        );
    }
    let [awareness, desire, knowledge, ability, reinforcement] = person.scores();
    let past = Scoring {
        person: Link::to(person.id),
        date: Some(scored),
        awareness,
        desire,
        knowledge,
        ability,
        reinforcement,
        ..Scoring::with_id(new_id())
    };
    let today = Edit::set::<Person>(person.id, "scored", Cell::Date(scene.today()));
    Ok(Outcome {
        edit: Edit::Many(vec![Edit::append(past), today]),
        said: say!(
            "{scored} 的得分已存入历史：现在改成今天的得分",
            "The scores of {scored} are kept in the history: now change them to today's"
        ),
        go: Some((
            Place { sheet: Person::SHEET, row: Some(person.id), column: Element::Awareness.key() },
            false,
        )),
    })
}

fn check(change: &Change<'_>) -> Verdict {
    let person = change.row.typed::<Person>();
    let live = person.is_none_or(|p| p.live);
    match (change.column.key, change.cell) {
        ("headcount", Cell::Count(0)) => Verdict::Refuse(
            text("人数至少是 1；留空也算 1 人", "The headcount is at least 1; blank counts as 1").into(),
        ),
        ("scored" | "date", Cell::Date(date)) if *date > change.today => {
            let today = change.today;
            Verdict::Refuse(say!(
                "{date} 还没有到：评分日期最晚是今天 {today}",
                "{date} has not come yet: the scores are of today, {today}, at the latest"
            ))
        }
        ("reinforcement", Cell::Score(_)) if !live => Verdict::Note(
            text(
                "还没上线：强化暂不计入；上线后请勾选“已上线”",
                "Not live yet, so Reinforcement does not count; tick \"Live\" after go-live",
            )
            .into(),
        ),
        ("scored", Cell::Empty) if person.is_some_and(|p| p.scores().iter().any(Option::is_some)) => {
            Verdict::Note(
                text(
                    "这些得分没有评分日期：补上日期，才能再次评分和比较",
                    "These scores have no date: enter it, so that they can be kept and compared later",
                )
                .into(),
            )
        }
        (_, Cell::Score(_)) => person.map_or(Verdict::Fine, |p| overwrites(p, change)),
        _ => Verdict::Fine,
    }
}

/// A card scored so many days ago or earlier is rather scored again than corrected.
const CORRECTED_WITHIN: i64 = 7;

/// Says how to keep the old scores when they are about to be lost.
fn overwrites(person: &Person, change: &Change<'_>) -> Verdict {
    let old = person.scored.filter(|scored| (change.today - *scored).num_days() >= CORRECTED_WITHIN);
    match old {
        Some(scored) if change.row.cell(change.column.key) != Cell::Empty => Verdict::Note(say!(
            "这是 {scored} 的得分：要保留旧的得分，先撤销，再用“重新评分”",
            "These are the scores of {scored}: to keep them, undo this and use 'Score again' first"
        )),
        _ => Verdict::Fine,
    }
}

/// A first score dates the card.
fn follow(change: &Change<'_>) -> Vec<Edit> {
    match (change.row.typed::<Person>(), change.cell) {
        (Some(person), Cell::Score(_)) if person.scored.is_none() => {
            vec![Edit::set::<Person>(person.id, "scored", Cell::Date(change.today))]
        }
        _ => Vec::new(),
    }
}

fn proposes(scene: &Facts) -> Vec<(&'static str, Phrase)> {
    let project = scene.project();
    let cards = project.rows::<Person>();
    if cards.is_empty() || !cards.iter().all(|p| p.is_complete()) {
        return Vec::new();
    }
    let n = cards.len();
    vec![("w5-6-2", say!("{n} 张 ADKAR 诊断卡都已评完", "All ADKAR cards are scored ({n})"))]
}
