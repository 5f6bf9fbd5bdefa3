//! What was changed in a text field, kept as edits and not as copies of the text.

use std::collections::VecDeque;

/// The steps and the bytes of replaced text that are remembered; the oldest are forgotten beyond.
const MOST_STEPS: usize = 1000;
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// One replacement in the text.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
    /// Where the cursor was before.
    pub cursor: usize,
}

impl Change {
    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }
}

/// Whether a change may continue the one before it as one step of undo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Burst {
    Typing,
    Erasing,
    #[default]
    Single,
}

/// What an undo or redo did: where the text changed first, and where the cursor belongs.
pub(super) struct Step {
    pub at: usize,
    pub cursor: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: VecDeque<Change>,
    undone: Vec<Change>,
    bytes: usize,
    open: Burst,
}

impl History {
    /// Remembers a change, as part of the last one if the burst goes on.
    pub fn record(&mut self, change: Change, burst: Burst) {
        self.undone.clear();
        self.bytes += change.bytes();
        let goes_on = burst != Burst::Single && burst == self.open;
        self.open = burst;
        let left_over = match self.done.back_mut() {
            Some(last) if goes_on => join(last, change),
            _ => Some(change),
        };
        self.done.extend(left_over);
        while self.done.len() > MOST_STEPS || (self.bytes > MOST_BYTES && self.done.len() > 1) {
            self.bytes -= self.done.pop_front().map_or(0, |oldest| oldest.bytes());
        }
    }

    /// Ends the burst: what follows is a step of its own.
    pub fn close(&mut self) {
        self.open = Burst::Single;
    }

    pub fn undo(&mut self, text: &mut String) -> Option<Step> {
        self.close();
        let change = self.done.pop_back()?;
        self.bytes -= change.bytes();
        text.replace_range(change.at..change.at + change.inserted.len(), &change.removed);
        let step = Step { at: change.at, cursor: change.cursor };
        self.undone.push(change);
        Some(step)
    }

    pub fn redo(&mut self, text: &mut String) -> Option<Step> {
        self.close();
        let change = self.undone.pop()?;
        self.bytes += change.bytes();
        text.replace_range(change.at..change.at + change.removed.len(), &change.inserted);
        let step = Step { at: change.at, cursor: change.at + change.inserted.len() };
        self.done.push_back(change);
        Some(step)
    }
}

/// Lets `last` take in `next`, or gives `next` back if it is elsewhere or begins a new word.
fn join(last: &mut Change, next: Change) -> Option<Change> {
    let types_on = next.removed.is_empty() && next.at == last.at + last.inserted.len();
    let erases_on = next.inserted.is_empty() && last.inserted.is_empty();
    if types_on && !next.inserted.is_empty() && !begins_word(&last.inserted, &next.inserted) {
        last.inserted.push_str(&next.inserted);
    } else if erases_on && next.at == last.at {
        last.removed.push_str(&next.removed);
    } else if erases_on && next.at + next.removed.len() == last.at {
        last.removed.insert_str(0, &next.removed);
        last.at = next.at;
    } else {
        return Some(next);
    }
    None
}

/// A burst ends with a word or a clause, so that undo does not take back a whole paragraph.
fn begins_word(before: &str, next: &str) -> bool {
    before.ends_with([' ', '，', '。', '；', '：', '？', '！']) && next.starts_with(char::is_alphanumeric)
}
