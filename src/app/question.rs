//! Questions with two answers.

use super::drafts::is_long;
use super::layer::{Ask, Asked, Keys, Layer};
use super::request::Request;
use super::{App, Screen};
use crate::command::{Command, Context};
use crate::finding::Level;
use crate::project::Edit;
use crate::text::text;
use crossterm::event::KeyCode;

/// The keys of a question.
pub(super) static KEYS: Keys = Keys {
    hint: |_, entry| match entry.command {
        Command::Choose => Some(text("是", "Yes")),
        Command::Close => Some(text("取消", "Cancel")),
        _ => entry.title_in(Context::Choosing),
    },
    run: |app, command| match command {
        Command::Choose if app.forgets_typed() => {
            app.typed_at_question = false;
            app.say_answer_first();
        }
        Command::Choose => app.reply(Answer::Yes),
        Command::Close => app.reply(Answer::Neither),
        _ => {}
    },
    key: |app, key| match key.code {
        KeyCode::Char('y' | 'Y') if !app.typed_at_question || app.yes_loses_nothing() => {
            app.reply(Answer::Yes);
        }
        KeyCode::Char('n' | 'N') if !app.typed_at_question => app.reply(Answer::No),
        // Whoever types on has not seen the question: neither a y in his words nor the Enter behind them is an answer.
        KeyCode::Char(_) => {
            app.typed_at_question = true;
            app.say_answer_first();
        }
        _ => app.typed_at_question = false,
    },
    click: |app, item| app.reply(if item == 0 { Answer::Yes } else { Answer::No }),
    ..Keys::BLANK
};

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    /// The question is taken back.
    Neither,
}

impl App {
    /// Whether something was typed at the question on top, so that the next Enter only forgets it.
    pub fn forgets_typed(&self) -> bool {
        self.typed_at_question && !self.yes_loses_nothing()
    }

    /// Whether a yes to the question on top only brings back what was typed: one that nobody meant does no harm.
    fn yes_loses_nothing(&self) -> bool {
        matches!(self.layers.last(), Some(Layer::Ask(ask)) if matches!(ask.about, Asked::Draft(_) | Asked::LostText(_)))
    }

    fn say_answer_first(&mut self) {
        if self.yes_loses_nothing() {
            return self.say(
                Level::Watch,
                text(
                    "刚才输入的没有写入。请先回答：回车或 y 放回文字，Esc 取消",
                    "Not entered. Please answer first: Enter or y brings the text back, Esc cancels",
                ),
            );
        }
        self.say(
            Level::Watch,
            text(
                "刚才输入的没有写入。请先回答：先按回车，再按 y（是）或 n（否）",
                "What you typed was not entered. Please answer first: press Enter, then y or n",
            ),
        );
    }

    /// Answers the question on top.
    fn reply(&mut self, answer: Answer) {
        self.typed_at_question = false;
        let Some(Layer::Ask(ask)) = self.layers.last() else { return };
        let yes = answer == Answer::Yes;
        if answer == Answer::Neither || (!yes && ask.no.is_none()) {
            if let Some(Layer::Ask(Ask { about: Asked::Edit { typed, .. }, .. })) = self.layers.pop() {
                self.drop_draft();
                if let Some(draft) = typed.filter(|draft| is_long(&draft.text)) {
                    self.can_take_up(draft.into());
                }
            }
            return;
        }
        let Some(Layer::Ask(ask)) = self.layers.pop() else { return };
        match ask.about {
            Asked::Edit { yes: a, no: b, said, typed } => {
                self.drop_draft();
                let edit = if yes { a } else { b };
                let stored = !matches!(&edit, Edit::Many(edits) if edits.is_empty());
                match (self.try_apply(edit, said), typed) {
                    // In a meeting the next that is missing comes, as behind a value that nobody asks about.
                    (Ok(()), Some(draft)) if stored && self.screen == Screen::Meeting => {
                        self.after_answer(&draft);
                    }
                    (Ok(()), _) => {}
                    // What could not be entered is in its field again.
                    (Err(reason), Some(draft)) => self.reopen(draft, reason),
                    (Err(reason), None) => self.say(Level::Act, reason),
                }
            }
            Asked::Archive => self.ask(Request::Archive),
            Asked::MeetAgain if yes => self.begin_meeting(),
            Asked::Lead(meeting) => self.resume(meeting, yes),
            Asked::Minutes(meeting) if yes => self.write_minutes(meeting),
            Asked::OpenFile(path) if yes => self.ask(Request::OpenFile(path)),
            Asked::EndMeeting(_) if yes => self.end_meeting(),
            Asked::MeetAgain | Asked::EndMeeting(_) | Asked::Minutes(_) | Asked::OpenFile(_) => {}
            Asked::Restore(number) => self.ask(Request::Restore(number)),
            Asked::RestoreShown => self.write_anew(),
            Asked::Merge(path) => self.ask(Request::MergeCopy(path)),
            Asked::KeepLog(read) => {
                let (order, log) = *read;
                self.keep_log(&order, log, yes);
            }
            Asked::Overwrite(order) => self.ask(Request::WriteReport(order)),
            Asked::Remove(sheet, rows) => self.remove(sheet, &rows),
            Asked::Draft(draft) if yes => self.put_draft_back(draft),
            Asked::LostText(lost) if yes => self.copy_lost(lost),
            Asked::Draft(left) => {
                self.drop_left(&left);
                self.drop_row_of(&left);
            }
            Asked::LostText(left) => self.drop_left(&left),
        }
    }
}
