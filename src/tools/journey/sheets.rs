//! Touchpoints of customers with what is promised and what is experienced there, and the promises of the brand.

use crate::sheet::{Id, Link, Prose, Row as _, Score};
use crate::tools::kpi::Kpi;
use crate::{choice, open_choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

open_choice! {
    /// The way on which a customer meets us.
    Channel {
        Centre "centre" = "服务中心" / "Service centre" aka ["门店", "到店", "store", "on site"],
        Phone "phone" = "电话" / "Phone" aka ["热线", "hotline", "call"],
        App "app" = "App" / "App" aka ["小程序", "mini program"],
        Web "web" = "官网" / "Website" aka ["网站", "网页", "web"],
        Chat "chat" = "微信" / "Chat" aka ["WeChat", "企业微信", "微信群"],
        Message "message" = "短信或邮件" / "SMS or e-mail" aka ["短信", "邮件", "SMS", "email", "e-mail"],
        Visit "visit" = "上门" / "At the customer's" aka ["上门服务", "home visit"],
    }
}

choice! {
    /// What makes the experience worse than the promise.
    Cause {
        Waiting "waiting" = "等待太久" / "Waiting too long" aka ["等待", "慢", "waiting"],
        Repeats "repeats" = "手工重复" / "The same work by hand" aka ["重复劳动", "手工", "repetition"],
        Departments "departments" = "部门之间推来推去" / "Passed between departments" aka ["跨部门", "推诿", "departments"],
        Unknown "unknown" = "不知道卡在哪里" / "Nobody knows where it stops" aka ["原因不明", "unknown"],
        Steps "steps" = "要跑的环节太多" / "Too many steps" aka ["环节多", "手续多", "steps"],
        Impersonal "impersonal" = "千篇一律" / "The same for everybody" aka ["不贴合需求", "impersonal"],
        Fault "fault" = "出了错没人补救" / "Mistakes that nobody makes up for" aka ["出错", "投诉", "faults"],
        Channels "channels" = "线上线下接不上" / "Channels that do not join" aka ["渠道脱节", "channels"],
        Approvals "approvals" = "一线要层层请示" / "The front line has to ask" aka ["审批", "approvals"],
        Knowledge "knowledge" = "各人说法不一" / "Answers depend on whom you ask" aka ["经验不足", "knowledge"],
        Judgement "judgement" = "全靠人逐条判断" / "Every case checked by hand" aka ["人工判断", "judgement"],
        Uneven "uneven" = "各店做法不一" / "Every centre does it differently" aka ["标准不一", "uneven"],
        Opaque "opaque" = "看不见进度和费用" / "Progress and price are unclear" aka ["不透明", "opaque"],
        Broken "broken" = "说到没做到" / "Said and not done" aka ["承诺未兑现", "broken promise"],
        Cold "cold" = "缺少关怀" / "No care for the person" aka ["冷淡", "cold"],
    }
}

sheet! {
    /// Something that the brand promises to customers.
    BrandPromise in "brand_promises" = "品牌承诺" / "Brand promises";
    promise: Prose = "承诺" / "Promise" aka PROMISE ? "对客户说的一句话，如：24小时内修好" / "One sentence said to customers, such as: repaired within 24 hours",
    measured: Prose = "怎么衡量" / "Measured by" ? "客户看哪一点就知道做到了，如：接车到交车的小时数" / "What shows customers that it is kept, such as the hours from reception to hand-over",
    kpi: Link<Kpi> = "指标" / "Indicator" aka INDICATOR ? "有现成的指标就选上" / "Choose the indicator if there is one",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// A moment at which a customer meets us. The rows stand in the order of the journey.
    Touchpoint in "touchpoints" = "触点" / "Touchpoints", scores dated scored, keyed touchpoint + stage;
    touchpoint: EcoString = "触点" / "Touchpoint" aka TOUCHPOINT ? "客户在这里遇到什么，如：接车" / "What customers meet there, such as: reception",
    stage: EcoString = "阶段" / "Stage" ? "如购车、使用、置换；留空就和上一行相同" / "Such as buy, use, replace; blank means that of the row above",
    promised: Option<Score> = "承诺水平" / "Promised level" as Neutral ? "品牌在这里承诺的水平：1 很低，5 很高" / "The level that the brand promises here: 1 very low, 5 very high",
    experience: Option<Score> = "体验评分" / "Experience" ? "客户实际的体验：1 很差，5 很好；问客户，不要自己猜" / "What customers experience: 1 very bad, 5 very good; ask them, do not guess",
    time: Option<f64> = "时间" / "Time" ? "客户在这里花多久，如 15min、4h、2.5天" / "How long it takes the customer, such as 15min, 4h, 2.5d",
    pain: Prose = "痛点" / "Pain" aka PAIN ? "客户的原话" / "In the customers' own words",
    cause: Option<Cause> = "差距原因" / "Cause of the gap" ? "选了原因，才知道用哪种方法" / "The cause decides which method helps",
    channel: Option<Channel> = "渠道" / "Channel" aka CHANNEL,
    keeps: Link<BrandPromise> = "兑现哪条承诺" / "Promise kept here" ? "这个触点兑现品牌的哪一条承诺" / "The promise of the brand that is kept at this touchpoint",
    scored: Option<NaiveDate> = "评分日期" / "Scored on" aka SCORED toward Past ? "第一次打分时自动填上；以后重评，用“重新评分”留住旧分" / "Filled in with the first score; later 'Score again' keeps the old ones",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// The scores of a touchpoint at an earlier date.
    Scoring in "journey_history" = "触点评分历史" / "Touchpoint history", dated date, keyed touchpoint + date;
    touchpoint: Link<Touchpoint> = "触点" / "Touchpoint",
    date: Option<NaiveDate> = "评分日期" / "Scored on" aka SCORED toward Past,
    promised: Option<Score> = "承诺水平" / "Promised level" as Neutral,
    experience: Option<Score> = "体验评分" / "Experience",
}

/// What is promised less what is experienced.
fn gap(promised: Option<Score>, experience: Option<Score>) -> Option<i16> {
    Some(i16::from(promised?.get()) - i16::from(experience?.get()))
}

impl Scoring {
    /// The scores that a touchpoint had on a day.
    pub fn of(point: &Touchpoint, date: NaiveDate, id: Id) -> Scoring {
        Scoring {
            touchpoint: Link::to(point.id),
            date: Some(date),
            promised: point.promised,
            experience: point.experience,
            ..Scoring::with_id(id)
        }
    }

    /// What was promised less what was experienced; none where one of both was not scored.
    pub fn gap(&self) -> Option<i16> {
        gap(self.promised, self.experience)
    }
}

impl BrandPromise {
    /// Whether it says what is promised. A row just added does not, and is not counted.
    pub fn is_said(&self) -> bool {
        !self.promise.0.trim().is_empty()
    }

    /// Whether it says how it is measured.
    pub fn is_measured(&self) -> bool {
        self.kpi.0.is_some() || !self.measured.0.trim().is_empty()
    }
}

impl Touchpoint {
    /// Whether it is known which one it is. A row just added does not say so, and is not counted.
    pub fn is_named(&self) -> bool {
        !self.touchpoint.trim().is_empty()
    }

    /// What is promised less what is experienced, -4 to 4; none while one of both is not scored.
    pub fn gap(&self) -> Option<i16> {
        gap(self.promised, self.experience)
    }

    /// Both scores.
    pub fn scores(&self) -> [Option<Score>; 2] {
        [self.promised, self.experience]
    }
}
