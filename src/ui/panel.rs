//! What a tool computed, shown beside or below the rows, or on its own: lines, bars, heat, charts.
//! Panels are drawn into a page of their own first, so that a page longer than the screen scrolls.

use super::chart;
use super::discovered;
use super::flow;
use super::journey;
use super::pen::Pen;
use super::theme::Role;
use super::timeline;
use crate::app::App;
use crate::finding::Level;
use crate::say;
use crate::text::{Phrase, fit, width};
use crate::tool::{Bar, Panel, Shown, View};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// From this width on panels below the rows stand in two columns.
const TWO_ABREAST: u16 = 86;
/// No page of panels is longer.
const LONGEST: u16 = 400;
/// Room behind what the screen shows, in which the highest panel comes out whole.
const SPARE: u16 = 24;

/// The panels of the row under the cursor, and of all rows: bars and heat, which say so while a filter hides some.
pub fn panels(app: &App, view: &View) -> Vec<Panel> {
    let mut panels = app.facts().map_or(Vec::new(), |facts| (view.panels)(facts, app.row()));
    if app.view_state().is_some_and(|state| state.filter.is_some()) {
        for panel in &mut panels {
            if let Panel::Bars { title, .. } | Panel::Heat { title, .. } = panel {
                *title = say!("{title}（全部）", "{title} (all)", title);
            }
        }
    }
    panels
}

/// Where panels below rows stand, within the line that parts them: the first, which matters most, on the left where there is
/// room, the others beside it.
fn abreast(panels: &[Panel], inner: Rect) -> (Rect, Option<Rect>) {
    if inner.width < TWO_ABREAST || panels.len() < 2 {
        return (inner, None);
    }
    let chart = matches!(panels.first(), Some(Panel::Chart(_)));
    let left = Rect { width: if chart { inner.width * 3 / 5 } else { inner.width / 2 } - 1, ..inner };
    (left, Some(Rect { x: left.right() + 2, width: inner.width - left.width - 2, ..inner }))
}

fn below(area: Rect) -> Rect {
    Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 1 }
}

/// How many lines panels below rows fill, with the line that parts them; none where what they draw takes all the room there is.
pub fn height_below(pen: &Pen<'_>, panels: &[Panel], area: Rect) -> Option<u16> {
    let is_fixed =
        |panel: &Panel| matches!(panel, Panel::Lines { .. } | Panel::Bars { .. } | Panel::Heat { .. });
    if !panels.iter().all(is_fixed) {
        return None;
    }
    let lines = |panels: &[Panel], room: Rect| page(pen, panels, room, area.height + SPARE, false).1;
    Some(
        1 + match abreast(panels, below(area)) {
            (all, None) => lines(panels, all),
            (left, Some(right)) => lines(&panels[..1], left).max(lines(&panels[1..], right)),
        },
    )
}

/// Draws panels beside or below rows, with a line that parts them.
pub fn beside(pen: &mut Pen<'_>, panels: &[Panel], area: Rect, is_below: bool) {
    if !is_below {
        let style = pen.style(Role::Border);
        for y in area.top()..area.bottom() {
            pen.buffer[(area.x, y)].set_symbol("│").set_style(style);
        }
        show(pen, panels, Rect { x: area.x + 2, width: area.width - 3, ..area }, None);
        return;
    }
    pen.rule(Rect { height: 1, ..area }, "");
    match abreast(panels, below(area)) {
        (all, None) => show(pen, panels, all, None),
        (left, Some(right)) => {
            show(pen, &panels[..1], left, None);
            show(pen, &panels[1..], right, None)
        }
    };
}

/// Draws the panels of a view without rows.
pub fn fill(pen: &mut Pen<'_>, app: &App, view: &View, area: Rect) {
    let inner = Rect { x: area.x + 1, y: area.y, width: area.width - 2, height: area.height };
    let beyond = show(pen, &panels(app, view), inner, Some(app.panel_top));
    pen.drawn.beyond = beyond;
}

/// Draws panels from a line on, or what matters most of them where they do not scroll; gives how many lines do not
/// fit.
pub fn show(pen: &mut Pen<'_>, panels: &[Panel], area: Rect, top: Option<usize>) -> usize {
    if area.width < 8 || area.height == 0 {
        return 0;
    }
    let scrolls = top.is_some();
    let top = top.unwrap_or(0);
    // Most pages end on the screen; only a longer one pays for its length.
    let seen = area.height.saturating_add(u16::try_from(top).unwrap_or(u16::MAX));
    let longest = LONGEST.min(area.height.max(60) * 4);
    let short = page(pen, panels, area, seen.saturating_add(SPARE).min(longest), scrolls);
    let (page, y) = if short.1 <= seen { short } else { page(pen, panels, area, longest, scrolls) };
    let whole = page.area;
    let beyond = usize::from(y.saturating_sub(area.height));
    let top = top.min(beyond) as u16;
    for line in 0..area.height.min(whole.height.saturating_sub(top)) {
        for x in 0..area.width {
            pen.buffer[(area.x + x, area.y + line)] = page[(x, top + line)].clone();
        }
    }
    if beyond > usize::from(top) {
        let more = crate::text::text("▾ 下面还有", "▾ more").get(pen.lang);
        let cells = width(more) as u16;
        // On the line below, which is that of a frame or of a heading: nothing that is shown is covered.
        pen.put(area.right().saturating_sub(cells), area.bottom(), cells, more, Role::Dim);
    }
    beyond
}

/// Panels on a page of their own, and how many lines they take.
fn page(pen: &Pen<'_>, panels: &[Panel], area: Rect, height: u16, scrolls: bool) -> (Buffer, u16) {
    let whole = Rect { x: 0, y: 0, width: area.width, height };
    let mut page = Buffer::empty(whole);
    let mut draft = Pen::new(&mut page, pen.theme, pen.lang);
    draft.paper(whole);
    let mut y = 0;
    for (n, panel) in panels.iter().enumerate() {
        if y >= whole.height {
            break;
        }
        y += u16::from(n > 0);
        let room = Rect { y, height: whole.height.saturating_sub(y), ..whole };
        // Where more follows, a chart leaves the last line to the sign that says so.
        let screen = area.height.saturating_sub(u16::from(n + 1 < panels.len()));
        y += match panel {
            Panel::Timeline(timeline) => {
                let most = screen.saturating_sub(y).max(screen / 2);
                timeline::draw(&mut draft, timeline, room, (!scrolls).then_some(most))
            }
            // A chart takes the room there is; where something stands below it, some is left for that.
            Panel::Chart(_) | Panel::Journey(_) if panels.len() > 1 => {
                draw(&mut draft, panel, room, (area.height * 3 / 5).max(16).min(screen))
            }
            panel => draw(&mut draft, panel, room, screen),
        };
    }
    (page, y)
}

fn draw(pen: &mut Pen<'_>, panel: &Panel, area: Rect, screen: u16) -> u16 {
    match panel {
        Panel::Lines { title, lines } => {
            let mut y = heading(pen, title, area);
            for line in lines {
                let role = if line.level == Level::Blank { Role::Plain } else { Role::Level(line.level) };
                let sign = if line.level > Level::Blank { line.level.sign() } else { "" };
                let indent = if sign.is_empty() { 0 } else { 2 };
                pen.put(area.x, area.y + y, 2, sign, role);
                let style = pen.style(role);
                let room = Rect {
                    x: area.x + indent,
                    y: area.y + y,
                    width: area.width - indent,
                    height: area.height.saturating_sub(y),
                };
                y += pen.put_wrapped(room, line.text.get(pen.lang), style).max(1);
            }
            y
        }
        Panel::Bars { title, bars } => draw_bars(pen, title, bars, area),
        Panel::Heat { title, heads, rows } => draw_heat(pen, title, heads, rows, area),
        Panel::Timeline(timeline) => timeline::draw(pen, timeline, area, None),
        Panel::Flows(flows) => flow::draw(pen, flows, area),
        Panel::Journey(curve) => journey::draw(pen, curve, area, screen),
        Panel::Discovered(map) => discovered::draw(pen, map, area),
        Panel::Chart(chart) => {
            chart::draw(pen, chart, Rect { height: area.height.min(screen.max(8)), ..area })
        }
    }
}

fn heading(pen: &mut Pen<'_>, title: &Phrase, area: Rect) -> u16 {
    let said = title.get(pen.lang).to_owned();
    if said.is_empty() {
        return 0;
    }
    let style = pen.style(Role::Group);
    pen.put_wrapped(area, &said, style)
}

/// The cells that a bar keeps beside a long name.
const SHORT_BAR: u16 = 6;

fn draw_bars(pen: &mut Pen<'_>, title: &Phrase, bars: &[Bar], area: Rect) -> u16 {
    let mut y = heading(pen, title, area);
    let lang = pen.lang;
    let labels =
        bars.iter().map(|b| width(b.label.get(lang))).max().unwrap_or(0).min(usize::from(area.width) / 2)
            as u16;
    // A name is worth more than a long bar.
    let names = bars.iter().map(|b| width(b.title.get(lang))).max().unwrap_or(0) as u16;
    let names = names.min((area.width / 3).max(area.width.saturating_sub(labels + 3 + SHORT_BAR)));
    let room = area.width.saturating_sub(names + labels + 3).min(40);
    for bar in bars {
        if y >= area.height {
            break;
        }
        let role = if bar.level == Level::Blank { Role::Line } else { Role::Level(bar.level) };
        pen.put(area.x, area.y + y, names, bar.title.get(lang), Role::Plain);
        // Eighths of a cell, so that small shares are seen.
        let eighths = (bar.share.clamp(0.0, 1.0) * f64::from(room) * 8.0).round() as usize;
        let mut drawn = "█".repeat(eighths / 8);
        if !eighths.is_multiple_of(8) {
            drawn.push_str(["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]);
        }
        pen.put(area.x + names + 1, area.y + y, room, &drawn, role);
        pen.put(area.x + names + room + 2, area.y + y, labels, bar.label.get(lang), Role::Plain);
        y += 1;
    }
    y
}

fn draw_heat(
    pen: &mut Pen<'_>,
    title: &Phrase,
    heads: &[Phrase],
    rows: &[(Phrase, Vec<Shown>)],
    area: Rect,
) -> u16 {
    let mut y = heading(pen, title, area);
    let lang = pen.lang;
    let count = heads.len().saturating_sub(1).max(1) as u16;
    let names = rows
        .iter()
        .map(|(name, _)| width(name.get(lang)))
        .chain(heads.first().map(|h| width(h.get(lang))))
        .max()
        .unwrap_or(0) as u16;
    let names = names.min(area.width / 3);
    // Each column as wide as its head and cells need, less where all together are too wide.
    let wants: Vec<u16> = (0..usize::from(count))
        .map(|n| {
            let head = heads.get(n + 1).map_or(0, |h| width(h.get(lang)));
            let cells = rows
                .iter()
                .filter_map(|(_, cells)| cells.get(n))
                .map(|c| width(c.text.get(lang)) + if c.level >= Level::Watch { 2 } else { 0 });
            cells.max().unwrap_or(0).max(head) as u16 + 2
        })
        .collect();
    let room = area.width.saturating_sub(names + 1);
    let total: u16 = wants.iter().sum();
    // Where there is room the blocks are wider, all by the same.
    let wider = (room.saturating_sub(total) / count).min(6);
    let mut cells: Vec<u16> = wants.iter().map(|w| if total > room { *w - 1 } else { *w + wider }).collect();
    // Where they are still too wide the widest gives way: words are cut before figures.
    while cells.iter().sum::<u16>() > room {
        match cells.iter_mut().max().filter(|widest| **widest > 4) {
            Some(widest) => *widest -= 1,
            None => break,
        }
    }
    let indent = u16::from(total <= room);
    let style = pen.style(Role::Head);
    let plain = style.remove_modifier(ratatui::style::Modifier::UNDERLINED);
    pen.put_styled(area.x, area.y + y, names, heads.first().map_or("", |h| h.get(lang)), plain);
    let mut x = area.x + names + 1;
    for (n, cells) in cells.iter().enumerate() {
        let head = heads.get(n + 1).map_or("", |h| h.get(lang));
        let head =
            if width(head) >= usize::from(*cells) { fit(head, usize::from(*cells) - 1) } else { head.into() };
        pen.put_styled(x + indent, area.y + y, cells - indent, &head, plain);
        x += cells;
    }
    y += 1;
    for (name, row) in rows {
        if y >= area.height {
            break;
        }
        pen.put(area.x, area.y + y, names, name.get(lang), Role::Plain);
        let mut x = area.x + names + 1;
        for (shown, cells) in row.iter().zip(&cells) {
            let role = if shown.level == Level::Blank { Role::Plain } else { Role::Heat(shown.level) };
            let sign =
                if shown.level >= Level::Watch { format!("{} ", shown.level.sign()) } else { String::new() };
            let said = format!("{sign}{}", shown.text.get(lang));
            // The block is filled, and the figure stands in it: neither colour nor sign is alone.
            let block = cells.saturating_sub(1);
            let style = pen.style(role);
            if shown.level > Level::Blank {
                pen.put_styled(x, area.y + y, block, &" ".repeat(usize::from(block)), style);
            }
            pen.put_styled(x + indent, area.y + y, block - indent, &said, style);
            x += cells;
        }
        y += 1;
    }
    y
}
