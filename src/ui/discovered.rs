//! The way that cases really take, as an event log shows it. What is drawn where is decided by the map of the miner.

use super::pen::Pen;
use super::theme::Role;
use crate::finding::Level;
use crate::mining::{counted, map};
use crate::say;
use crate::tool::Discovered;
use ratatui::layout::Rect;

/// Below this width nothing is drawn.
const NARROWEST: u16 = 40;

/// Draws a map; gives how many rows that took.
pub fn draw(pen: &mut Pen<'_>, shown: &Discovered, area: Rect) -> u16 {
    let style = pen.style(Role::Group);
    let mut y = pen.put_wrapped(area, shown.title.get(pen.lang), style);
    if area.width < NARROWEST {
        return y;
    }
    let drawing = shown.map.draw(usize::from(area.width), None, pen.lang);
    for row in &drawing.rows {
        if y >= area.height {
            return area.height;
        }
        let mut x = area.x;
        for piece in row {
            let role = match piece.role {
                map::Role::Activity => Role::Bold,
                map::Role::Bottleneck => Role::Level(Level::Act),
                map::Role::Letter => Role::Key,
                map::Role::Arc => Role::Line,
                map::Role::Room | map::Role::Count | map::Role::Flow | map::Role::Legend => Role::Plain,
            };
            x += pen.put(x, area.y + y, area.right().saturating_sub(x), &piece.text, role);
        }
        y += 1;
    }
    if y < area.height {
        let activities = counted(drawing.hidden_activities as u64, "个步骤", "activity", "activities");
        let edges = counted(drawing.hidden_edges as u64, "条线", "edge", "edges");
        let left = say!(
            "时间为中位数  ▲ 等待最多  ↺ 重复  未画：{activities}，{edges}",
            "Median times  ▲ most waiting  ↺ repeated  not drawn: {activities}, {edges}",
            activities,
            edges
        );
        let style = pen.style(Role::Plain);
        let room = Rect { y: area.y + y, height: area.height - y, ..area };
        y += pen.put_wrapped(room, left.get(pen.lang), style);
    }
    y
}
