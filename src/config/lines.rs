//! The settings of a config file of which some lines are no TOML: those lines are left out and named.

use crate::say;
use crate::text::Phrase;
use toml::Table;

/// No more lines of one file are left out than these; a file with more is no config file.
const LIMIT: usize = 100;

/// Reads a config file line by line where it cannot be read as a whole. Gives its settings without the lines that are no
/// TOML, and what is wrong in each of those; `None` where it is no config file at all.
pub(super) fn read(text: &str) -> Option<(Table, Vec<Phrase>)> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines: Vec<&str> = text.lines().collect();
    let mut left_out: Vec<usize> = Vec::new();
    loop {
        let error = match lines.join("\n").parse::<Table>() {
            Ok(table) => {
                left_out.sort_unstable();
                let said = |at: usize| said(at, text.lines().nth(at).unwrap_or_default());
                return Some((table, left_out.into_iter().map(said).collect()));
            }
            Err(error) if left_out.len() < LIMIT => error,
            Err(_) => return None,
        };
        let at = line_of(&lines, error.span().map_or(0, |span| span.start));
        let wrong = culprit(&lines, at);
        // A line that was emptied before is never found again, so this comes to an end.
        *lines.get_mut(wrong).filter(|line| !line.is_empty())? = "";
        left_out.push(wrong);
    }
}

/// The line without which the file can be read as far as the one where it failed: that one, or an earlier one that opens
/// something and does not close it.
fn culprit(lines: &[&str], at: usize) -> usize {
    let reads_without = |wrong: &usize| {
        let before = lines.iter().take(at + 1).enumerate().filter(|(n, _)| n != wrong);
        before.map(|(_, line)| *line).collect::<Vec<_>>().join("\n").parse::<Table>().is_ok()
    };
    let filled = (0..=at).rev().filter(|n| lines.get(*n).is_some_and(|line| !line.is_empty()));
    filled.take(LIMIT).find(reads_without).unwrap_or(at)
}

/// The line of a byte of the text that lines make, the last one with something in it where it lies behind an end.
fn line_of(lines: &[&str], byte: usize) -> usize {
    let mut begins = 0;
    let mut at = 0;
    for (n, line) in lines.iter().enumerate() {
        if begins > byte {
            break;
        }
        if !line.is_empty() {
            at = n;
        }
        begins += line.len() + 1;
    }
    at
}

fn said(at: usize, line: &str) -> Phrase {
    let (number, line) = (at + 1, line.trim());
    say!(
        "第 {number} 行不合 TOML 的格式，已略过这一行：{line}（看看引号、括号、等号是不是成对、齐全）",
        "line {number} is not valid TOML and is left out: {line} (see that its quotation marks, brackets and equals sign are all there)"
    )
}
