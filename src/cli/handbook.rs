//! The handbook, printed: its contents, a page, or the pages that hold some words.

use super::{Answer, Call, Failure};
use crate::handbook::{Block, Chapter, Hit, Page, find, pages};
use crate::say;
use crate::text::{Lang, Phrase, pad, visible_lines, width, wrap, wrapped};
use std::fmt::Write as _;
use std::ops::Range;

/// Longer lines are tiring to read.
const LONGEST: usize = 76;

/// Prints the contents, the page of that name, or the pages that hold the words.
pub(super) fn handbook(call: &Call<'_>, words: &[String]) -> Result<Answer, Failure> {
    let wanted = words.join(" ");
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return Ok(Answer::of(contents(call.lang)));
    }
    let named = |page: &&Page| {
        [&*page.key, &*page.title.zh, &*page.title.en].iter().any(|name| name.eq_ignore_ascii_case(wanted))
    };
    if let Some(page) = pages().iter().find(named) {
        return Ok(Answer::of(whole(page, call.lang)));
    }
    let hits = find(wanted, call.lang);
    if hits.is_empty() {
        return Err(say!("手册里没有“{wanted}”", "the handbook has nothing on '{wanted}'").into());
    }
    let lines = hits.iter().map(|hit| found(hit, call.lang));
    Ok(Answer::of(lines.collect::<Vec<_>>().join("\n")))
}

fn contents(lang: Lang) -> String {
    let keys = pages().iter().map(|page| width(&page.key)).max().unwrap_or(0);
    let mut out = String::new();
    for chapter in Chapter::ALL {
        // Writing into a string does not fail.
        let _ok = writeln!(out, "{}", chapter.title().get(lang));
        for page in pages().iter().filter(|page| page.chapter == chapter) {
            let _ok = writeln!(out, "  {}  {}", pad(&page.key, keys), page.title.get(lang));
        }
    }
    out
}

/// A page that was found, with the line that holds the words.
fn found(hit: &Hit, lang: Lang) -> String {
    let (key, title) = (&hit.page.key, hit.page.title.get(lang));
    let passage = hit.phrase().get(lang).replace('\n', " ");
    let first = hit.at.first().map_or(0, |range| range.start);
    let lines = wrap(&passage, LONGEST - 8);
    let line = lines
        .iter()
        .rev()
        .find(|line| passage.get(..line.start).is_some_and(|before| before.chars().count() <= first));
    let said = line.or(lines.first()).map_or_else(String::new, |line| excerpt(&passage, line.clone()));
    // The title stands there already.
    let said = if hit.block.is_some() { format!("    {said}\n") } else { String::new() };
    format!("{key}  {title}\n{said}")
}

/// A part of a passage, with a sign where something is left out before or behind it.
fn excerpt(passage: &str, part: Range<usize>) -> String {
    let before = if part.start > 0 { "…" } else { "" };
    let after = if passage.get(part.end..).is_some_and(|rest| !rest.trim().is_empty()) { "…" } else { "" };
    format!("{before}{}{after}", passage.get(part).unwrap_or_default().trim())
}

fn whole(page: &Page, lang: Lang) -> String {
    let mut out = format!("# {}\n", page.title.get(lang));
    for block in &page.body {
        out.push('\n');
        match block {
            Block::Heading(said) => {
                let _ok = writeln!(out, "## {}", said.get(lang));
            }
            Block::Para(said) => out.push_str(&broken("", said, lang)),
            Block::List(points) => points.iter().for_each(|point| out.push_str(&broken("- ", point, lang))),
            Block::Steps(points) => {
                for (n, point) in points.iter().enumerate() {
                    out.push_str(&broken(&format!("{}. ", n + 1), point, lang));
                }
            }
            Block::Table { heads, rows } => {
                let line = |cells: &[Phrase]| {
                    let cells: Vec<String> =
                        cells.iter().map(|cell| cell.get(lang).replace('|', "\\|")).collect();
                    format!("| {} |\n", cells.join(" | "))
                };
                out.push_str(&line(heads));
                out.push('|');
                out.push_str(&"---|".repeat(heads.len()));
                out.push('\n');
                out.extend(rows.iter().map(|row| line(row)));
            }
        }
    }
    out
}

/// A text behind its sign, broken into lines that stand below each other.
fn broken(sign: &str, said: &Phrase, lang: Lang) -> String {
    let shown = visible_lines(said.get(lang)).into_owned();
    let mut out = String::new();
    for (n, line) in wrapped(&shown, LONGEST - sign.len()).into_iter().enumerate() {
        let before = if n == 0 { sign.to_owned() } else { " ".repeat(sign.len()) };
        let _ok = writeln!(out, "{before}{line}");
    }
    out
}
