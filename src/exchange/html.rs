//! A report as one HTML page that needs nothing beside it: no script, no network, the charts drawn in it. It reads on a
//! light and on a dark screen and prints on A4.

mod chart;

use super::form_of_days;
use crate::calendar::short_day;
use crate::finding::{Level, Line};
use crate::report::{
    Ask, Bar, Chart, Dated, Event, Exception, Figure, Kept, NO_ACTION, NO_CAUSE, Part, Report, Section,
    Standing, Step,
};
use crate::text::{Lang, Text, text};
use crate::tool::Shown;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::fmt::Write as _;

/// What may be loaded and run: nothing but the style that stands in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE: &str = include_str!("html/style.css");
/// More charts than these stand three beside each other.
const MANY: usize = 6;

/// The page in a language.
pub fn page(report: &Report, lang: Lang) -> String {
    let (name, headline) = (report.name.get(lang), report.headline.text.get(lang));
    let page = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (name) " · " (report.scope.title().get(lang)) " · " (report.day) }
                style { (PreEscaped(STYLE)) (PreEscaped(running_head(report, lang))) }
            }
            body {
                header {
                    p.kicker {
                        b { (name) } " · " (report.scope.title().get(lang)) " · "
                        time { (report.day) }
                        @for about in &report.about { " · " (about.get(lang)) }
                    }
                    h1 { (headline) }
                }
                main {
                    dl.glance {
                        @for answer in &report.glance {
                            dt { (answer.question.get(lang)) }
                            dd { (lines(&answer.lines, lang)) }
                        }
                    }
                    (figures(&report.figures, lang))
                    (sections(&report.sections, lang))
                }
                // One paragraph: lines of their own would take a third sheet.
                footer { p { @for note in &report.notes { (note.get(lang)) (text("", " ").get(lang)) } } }
            }
        }
    };
    page.into_string()
}

/// What stands above every sheet of paper but the first, which has it as its title.
fn running_head(report: &Report, lang: Lang) -> String {
    let said = [report.name.get(lang), report.scope.title().get(lang), &report.day.to_string()].join(" · ");
    // In CSS a sign that may end the text, or the style, is written as its number.
    let mut safe = String::new();
    for letter in said.chars() {
        if letter.is_alphanumeric() || letter == ' ' {
            safe.push(letter);
        } else {
            // Writing into a string does not fail.
            let _ok = write!(safe, "\\{:x} ", u32::from(letter));
        }
    }
    format!("@page{{@top-left{{content:\"{safe}\"}}}}@page:first{{@top-left{{content:\"\"}}}}")
}

/// The class of a level.
const fn class(level: Level) -> &'static str {
    match level {
        Level::Blank => "",
        level => level.key(),
    }
}

/// A word with its sign, in the colour of its level.
fn chip(shown: &Shown, lang: Lang) -> Markup {
    let sign = if shown.level == Level::Blank { "" } else { shown.level.sign() };
    html! {
        @if !shown.text.get(lang).is_empty() {
            span.chip.(class(shown.level)) { (sign) @if !sign.is_empty() { " " } (shown.text.get(lang)) }
        }
    }
}

/// Sentences below each other, each with the sign of its level; the sign has its word for those who hear the page.
fn lines(lines: &[Line], lang: Lang) -> Markup {
    html! {
        ul.lines {
            @for line in lines {
                li {
                    @match line.level {
                        Level::Blank => span.sign.soft aria-hidden="true" { "–" },
                        level => span.sign.(class(level)) title=(level.word().get(lang)) { (level.sign()) },
                    }
                    span { (line.text.get(lang)) }
                }
            }
        }
    }
}

fn figures(figures: &[Figure], lang: Lang) -> Markup {
    html! {
        ul.figures {
            @for Figure { title, value, beside, level } in figures {
                li {
                    span { (title.get(lang)) }
                    b { (value.get(lang)) }
                    // The colour is that of what is wrong, not of the figure: 7 of 8 is no bad number.
                    span.(class(*level)) {
                        @if *level != Level::Blank && !beside.get(lang).is_empty() { (level.sign()) " " }
                        (beside.get(lang))
                    }
                }
            }
        }
    }
}

/// The sections, two short ones that follow each other side by side.
fn sections(sections: &[Section], lang: Lang) -> Markup {
    let mut rest = sections;
    html! {
        @while let Some((first, after)) = rest.split_first() {
            @match after.split_first().filter(|(second, _)| first.narrow && second.narrow) {
                Some((second, after)) => {
                    div.pair { (section(first, lang)) (section(second, lang)) }
                    @let () = rest = after;
                }
                None => {
                    (section(first, lang))
                    @let () = rest = after;
                }
            }
        }
    }
}

fn section(section: &Section, lang: Lang) -> Markup {
    html! {
        @if !section.parts.is_empty() {
            section.(section.key) {
                @if section.about.get(lang).is_empty() {
                    h2 { (section.title.get(lang)) }
                } @else {
                    // On paper they share a line.
                    div.head { h2 { (section.title.get(lang)) } p.about { (section.about.get(lang)) } }
                }
                @for it in &section.parts { (part(it, lang)) }
            }
        }
    }
}

fn part(part: &Part, lang: Lang) -> Markup {
    match part {
        Part::Missing(what) => html! { p.missing { (what.get(lang)) } },
        Part::Lines(all) => lines(all, lang),
        Part::Kept(weeks) => kept(weeks, lang),
        Part::Exceptions(all) => html! { @for it in all { (exception(it, lang)) } },
        Part::Charts(all, events) => charts(all, events, lang),
        Part::Bars(all) => bars(all, lang),
        Part::Dated(all) => dated(all, lang),
        Part::Asks(all) => asks(all, lang),
        Part::Steps(all) => steps(all, lang),
        Part::Projects(all) => projects(all, lang),
    }
}

/// A bar of a share, 0 to 1.
fn bar(share: f64, level: Level) -> Markup {
    let percent = (share.clamp(0.0, 1.0) * 100.0).round();
    html! { span.bar { i.(class(level)) style=(format!("width:{percent}%")) {} } }
}

fn kept(weeks: &[Kept], lang: Lang) -> Markup {
    html! {
        ul.kept {
            @for week @ Kept { title, until, kept, due, .. } in weeks {
                li {
                    (title.get(lang)) " "
                    b { @if *due == 0 { "–" } @else { (kept) "/" (due) } }
                    (bar(*kept as f64 / (*due).max(1) as f64, Level::Blank))
                    small { (text("至 ", "to ").get(lang)) (short_day(*until).get(lang)) (week.dropped().get(lang)) }
                }
            }
        }
    }
}

fn row(title: Text, value: &str, lang: Lang) -> Markup {
    html! { @if !value.is_empty() { div { dt { (title.get(lang)) } dd { (value) } } } }
}

fn exception(exception: &Exception, lang: Lang) -> Markup {
    let Exception { name, status, now, expected, target, proof, cause, actions, waived } = exception;
    html! {
        article.exception {
            h3 { (name.get(lang)) } " " (chip(status, lang))
            dl.facts {
                (row(text("现在", "Now"), now.get(lang), lang))
                (row(text("按计划应为", "Should be"), expected.get(lang), lang))
                (row(text("目标", "Target"), target.get(lang), lang))
            }
            dl {
                dt { (text("信号还是波动", "Signal or noise").get(lang)) }
                dd.(class(proof.level)) { (proof.text.get(lang)) }
                dt { (text("原因", "Cause").get(lang)) }
                @match cause {
                    Some(cause) => dd { (cause.get(lang)) },
                    None => dd.watch { (NO_CAUSE.get(lang)) },
                }
                dt { (text("纠偏行动", "Action").get(lang)) }
                @match waived {
                    Some(waived) => dd { (waived.get(lang)) },
                    None => @if actions.is_empty() { dd.act { (NO_ACTION.get(lang)) } },
                }
                @for deed in actions {
                    dd { (deed.action.get(lang)) " · " (deed.owner.get(lang)) " · " (chip(&deed.when, lang)) }
                }
            }
        }
    }
}

fn charts(charts: &[Chart], events: &[Event], lang: Lang) -> Markup {
    html! {
        (chart::key(events, lang))
        @let many = charts.len() > MANY;
        div.charts.many[many] {
            @for (n, it) in charts.iter().enumerate() { (chart::figure(it, n, many, lang)) }
        }
    }
}

fn bars(bars: &[Bar], lang: Lang) -> Markup {
    html! {
        ul.bars {
            @for Bar { title, share, label, level } in bars {
                li { span { (title.get(lang)) } (bar(*share, *level)) span.num { (label.get(lang)) } }
            }
        }
    }
}

fn steps(steps: &[Step], lang: Lang) -> Markup {
    html! {
        ul.steps {
            @for Step { title, share, done, beside, level } in steps {
                li {
                    span { (title.get(lang)) } (bar(*share, Level::Blank)) span.num { (done.get(lang)) }
                    small.(class(*level)) { (beside.get(lang)) }
                }
            }
        }
    }
}

fn dated(dated: &[Dated], lang: Lang) -> Markup {
    let (form, kinds) = (form_of_days(dated), dated.iter().any(|it| !it.kind.get(lang).is_empty()));
    let states = dated.iter().any(|it| !it.state.text.get(lang).is_empty());
    html! {
        table {
            tbody {
                @for Dated { day, kind, what, who, state } in dated {
                    tr {
                        th scope="row" { (form(*day).get(lang)) }
                        @if kinds { td.soft { (kind.get(lang)) } }
                        td { (what.get(lang)) }
                        td { (who.get(lang)) }
                        @if states { td { (chip(state, lang)) } }
                    }
                }
            }
        }
    }
}

fn asks(asks: &[Ask], lang: Lang) -> Markup {
    html! {
        ol.asks {
            @for Ask { what, why, level } in asks {
                li {
                    b { (what.get(lang)) }
                    @if *level >= Level::Stop { " " (chip(&Shown::new(*level, level.word()), lang)) }
                    p { (why.get(lang)) }
                }
            }
        }
    }
}

/// A table, the worst of each project below its figures.
fn projects(all: &[Standing], lang: Lang) -> Markup {
    let heads = all.iter().map(|it| it.cells.as_slice()).find(|cells| !cells.is_empty()).unwrap_or_default();
    let wide = heads.len() + 1;
    html! {
        table.projects {
            thead { tr {
                th scope="col" { (text("项目", "Project").get(lang)) }
                @for (title, _) in heads { th scope="col" { (title.get(lang)) } }
            } }
            @for Standing { name, level, when, cells, worst } in all {
                tbody {
                    tr {
                        th scope="row" {
                            b { (name.get(lang)) } " " (chip(&Shown::new(*level, level.word()), lang))
                            p.soft { (when.get(lang)) }
                        }
                        @for (_, cell) in cells { td.(class(cell.level)) { (cell.text.get(lang)) } }
                    }
                    @if !worst.is_empty() { tr { td colspan=(wide) { (lines(worst, lang)) } } }
                }
            }
        }
    }
}
