//! The sheet of the items, and the blocks of weeks that they stand in.

use super::items::{ITEMS, ItemDef};
use crate::calendar::{Block, Calendar, LAST_DAY};
use crate::sheet::{Prose, Tick};
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// The weeks in which an item is to be done.
    When {
        W1 "w1" = "第1周" / "Week 1",
        W2 "w2" = "第2周" / "Week 2",
        W3 "w3" = "第3周" / "Week 3",
        W4 "w4" = "第4周" / "Week 4",
        W5To6 "w5-6" = "第5–6周" / "Weeks 5–6",
        W7To8 "w7-8" = "第7–8周" / "Weeks 7–8",
        W9To10 "w9-10" = "第9–10周" / "Weeks 9–10",
        W11To12 "w11-12" = "第11–12周" / "Weeks 11–12",
        WrapUp "wrap-up" = "收尾" / "Wrap-up",
    }
}

impl When {
    /// The first and the last project day; items are due at the end of the last.
    ///
    /// The wrap-up holds own items only, so that nothing of the sources falls due on days 85 to 90.
    pub fn days(self) -> (i64, i64) {
        let wrap_up = (Block::W11To12.last_day() + 1, LAST_DAY);
        Block::from_key(self.option().key).map_or(wrap_up, |b| (b.first_day(), b.due_day()))
    }

    /// The first and the last date; none without a start date or while a pause holds the block open.
    pub fn dates(self, calendar: &Calendar) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = self.days();
        calendar.date_of_day(first).zip(calendar.date_of_day(last))
    }

    /// The weeks under way on a project day.
    pub fn of_day(day: i64) -> Option<When> {
        When::ALL.iter().copied().find(|when| (when.days().0..=when.days().1).contains(&day))
    }
}

sheet! {
    /// One thing to do in the first 90 days.
    Item in "checklist" = "90天清单" / "90-day checklist", prefilled ITEMS: ItemDef;
    item: EcoString = "事项" / "Item" aka ITEM,
    code: EcoString = "编号" / "Code" ? "预置事项的固定编号，自己的事项留空" / "The fixed code of a prefilled item; blank for your own",
    block: Option<When> = "周次" / "Weeks",
    done: Tick = "完成日期" / "Done on" aka DONE ? "哪一天完成的；不能是将来" / "The day it was done; not in the future",
    evidence: EcoString = "证据" / "Evidence" aka EVIDENCE ? "一句话：凭什么说完成了" / "One line: what shows that it is done",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如售后运营经理" / "A role, such as the after-sales operations manager",
    not_applicable: EcoString = "不适用的原因" / "Does not apply because"
        ? "写了原因，这一项就不计入" / "With a reason here the item is not counted",
    note: Prose = "备注" / "Notes" aka NOTE,
}

impl Item {
    /// The block it belongs to: the one chosen, or that of its code.
    pub fn when(&self) -> Option<When> {
        self.block.or_else(|| self.item().map(|item| item.when))
    }

    /// Whether it says what to do. A row just added does not, and is not counted.
    pub fn is_named(&self) -> bool {
        !self.item.trim().is_empty() || self.item().is_some()
    }

    /// Whether somebody wrote why it does not apply.
    pub fn is_not_applicable(&self) -> bool {
        !self.not_applicable.trim().is_empty()
    }
}
