//! Sentences as people write them on cards and in reviews, about as long as theirs. `#` is a number.

/// What is seen where an element is the barrier, by element.
pub const SEEN: [&[&str]; 5] = [
    &[
        "晨会上说“以前那样也干了#年”，不清楚为什么要改预约流程",
        "以为只是换一套系统，没听过客户投诉的数据",
        "问到目标时答不上来，觉得是总部的事",
        "Thinks the new process is head office's idea; has not seen the # complaints",
    ],
    &[
        "担心提成变少，派单宁可按老办法，上周只用了#次新流程",
        "嘴上答应，交车时还是用纸质单，说“等等再看”",
        "觉得多填#个字段是额外工作，没有好处",
        "Afraid of losing bonus; steers around the new booking slots",
    ],
    &[
        "不会在系统里查备件在途，#单里有一半要问别人",
        "分不清预检和接车两步谁来做",
        "培训那天休班，手册没看过",
        "Has not been shown how to enter the diagnosis; asks a colleague each time",
    ],
    &[
        "流程会讲，忙的时候跳过预检，#单漏了照片",
        "会用新工单，但一单要花#分钟，排队时就放弃",
        "诊断仪只有一台，要等#分钟才轮到",
        "Knows the steps but falls back to the old job card at peak times",
    ],
    &[
        "上线第#周起又用回微信群派单",
        "没人检查之后，回访率从高处慢慢掉下来",
        "做得好的没有表扬，觉得做不做一个样",
        "Kept to it for # weeks, then went back to calling parts by phone",
    ],
];

/// What is done about it, by element.
pub const TREATED: [&[&str]; 5] = [
    &[
        "站长用本店近#天的投诉和返修数据开一次班前会",
        "请#位老客户到店讲等待的感受，讲完当场讨论",
        "把变革的三个理由贴到工位，周会抽问",
        "Show the centre's own rework figures in the Monday meeting, # minutes",
    ],
    &[
        "从本月起提成加一项一次修复率，先试#周",
        "一对一谈一次，讲清新流程下个人能少跑几趟",
        "请已经用起来的班组长带#天",
        "Agree with HR that booked jobs count double for # weeks",
    ],
    &[
        "补#小时实操课，课后用三张旧工单练一遍",
        "做一页图解放在接待台，扫码看#分钟视频",
        "安排跟班#天，由内训师签字",
        "Two hours with the trainer, then # job cards under supervision",
    ],
    &[
        "督导每天现场陪#单，当场纠正",
        "增加一台诊断仪，错峰排班",
        "把工单模板减到必填#项，先保证每单都用",
        "Coach on the floor for # days at peak hours",
    ],
    &[
        "每周公布前#名，店长当面表扬",
        "把预检照片写进验收清单，缺照片不放行",
        "每月抽查#单，结果进绩效面谈",
        "Put it on the monthly audit, # job cards a centre",
    ],
];

/// The priority action of a card.
pub const ACTIONS: &[&str] = &[
    "#日前完成一次现场辅导",
    "本周谈一次话并记下顾虑",
    "补训并跟#单",
    "店长班前会讲数据",
    "调整提成试行#周",
    "Coach # jobs on the floor",
];

/// Who answers for something: roles, with the number of a centre.
pub const OWNERS: &[&str] =
    &["服务经理 C-#", "车间主管 C-#", "内训师", "区域督导 #", "售后总监", "Service manager C-#"];

/// The sentence at a place of the list, counted round and round, with its number.
pub fn sentence(list: &[&str], at: usize) -> String {
    let number = at / list.len().max(1) % 28 + 2;
    list.get(at % list.len().max(1)).map_or(String::new(), |text| text.replace('#', &number.to_string()))
}
