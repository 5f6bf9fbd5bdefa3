//! The least program for the loop: it shows what it is told. The tests of the terminal drive it.
//!
//! `q` quits, `t` suspends, `p` panics, `P` panics in another thread, `r` redraws, `y` copies, `T` sets a title that
//! means harm, `S` gets stuck, `M` asks for more memory than there is, `O` overflows its stack, `L` changes the language,
//! and a paste is shown with its length. With a file named as argument, it notes there how
//! it ended, or that it is stuck.

use std::{
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use changebook::runtime::{self, Effect, Event, Exit, Frame, Mailbox, Options, Program};
use changebook::text::Lang;
use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::style::Style;

struct Echo {
    mailbox: Mailbox<String>,
    keys: u32,
    arrows: u32,
    ticks: u32,
    last: String,
    text: String,
    log: Option<std::path::PathBuf>,
    lang: Lang,
}

impl Program for Echo {
    type Message = String;

    fn update(&mut self, event: Event<String>) -> Vec<Effect> {
        self.last = match &event {
            Event::Key(key) => format!("{:?} {:?}", key.code, key.modifiers),
            Event::Paste(text) => format!("paste of {}", text.len()),
            other => format!("{other:?}"),
        };
        match event {
            Event::Key(key) => {
                self.keys += 1;
                self.key(key.code, key.modifiers)
            }
            Event::Paste(text) => {
                self.text.push_str(&text);
                Vec::new()
            }
            Event::FileChanged => {
                self.ticks += 1;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let tail: String = self.text.chars().rev().take(10).collect();
        let tail: String =
            tail.chars().rev().map(|char| if char.is_control() { '·' } else { char }).collect();
        let lines = [
            format!("回声 {}x{}", area.width, area.height),
            format!("keys {} arrows {} ticks {}", self.keys, self.arrows, self.ticks),
            format!("last {}", self.last),
            format!("text {} {tail}", self.text.chars().count()),
        ];
        for (y, line) in (area.y..area.bottom()).zip(lines) {
            let style = if y == 0 { Style::new().reversed() } else { Style::new() };
            frame.buffer_mut().set_stringn(0, y, line, usize::from(area.width), style);
        }
        frame.set_cursor_position((5, 3));
    }

    fn lang(&self) -> Lang {
        self.lang
    }

    fn finish(&mut self, exit: Exit) {
        if let Some(log) = &self.log {
            // The tests look for the file and fail without it.
            let _ = std::fs::write(log, format!("{exit:?}"));
        }
    }
}

impl Echo {
    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) -> Vec<Effect> {
        match code {
            KeyCode::Char('q') => return vec![Effect::Quit],
            KeyCode::Char('t') => return vec![Effect::Suspend],
            KeyCode::Char('r') => return vec![Effect::Redraw],
            KeyCode::Char('y') => return vec![Effect::Copy(self.text.clone()), Effect::Title("回声".into())],
            KeyCode::Char('T') => {
                let title = "回\u{1b}]0;a\u{7}声\u{9b}b\u{202e}c\u{2066}\u{200b}\u{7f}\n";
                return vec![Effect::Title(title.into())];
            }
            KeyCode::Char('S') => {
                if let Some(log) = &self.log {
                    let _ = std::fs::write(log, "stuck");
                }
                // Longer than any test waits, and not for ever: one that fails leaves nothing running.
                thread::sleep(Duration::from_secs(60));
            }
            KeyCode::Char('M') => {
                let all: Vec<u8> = Vec::with_capacity(isize::MAX.unsigned_abs());
                self.text.push_str(&all.capacity().to_string());
            }
            KeyCode::Char('O') => self.keys += deep(self.keys),
            KeyCode::Char('L') => self.lang = Lang::En,
            KeyCode::Char('m') => return vec![Effect::Mouse(false)],
            KeyCode::Char('p') => panic!("asked to panic"),
            KeyCode::Char('D') => panic!("asked to panic about {}", self.text),
            KeyCode::Char('P') => {
                thread::spawn(|| panic!("asked to panic elsewhere"));
            }
            KeyCode::Char('w') => {
                let mailbox = self.mailbox.clone();
                thread::spawn(move || mailbox.send("from a thread".into()));
            }
            KeyCode::Up | KeyCode::Down => self.arrows += 1,
            KeyCode::Char(char) if modifiers.is_empty() => self.text.push(char),
            _ => {}
        }
        Vec::new()
    }
}

/// Calls itself until the stack is full.
#[expect(unconditional_recursion, reason = "that is what it is for")]
fn deep(n: u32) -> u32 {
    let room = std::hint::black_box([n; 1024]);
    deep(n.wrapping_add(1)).wrapping_add(room[usize::from(n as u8)])
}

fn main() -> ExitCode {
    if let Some(code) = runtime::screen::stand_guard() {
        return code;
    }
    let (mailbox, inbox) = runtime::mailbox();
    let log = std::env::args_os().nth(1).map(Into::into);
    let (last, text) = (String::new(), String::new());
    let mut echo = Echo { mailbox, keys: 0, arrows: 0, ticks: 0, last, text, log, lang: Lang::Zh };
    // The first look at a file always finds it changed.
    let fresh = AtomicBool::new(true);
    let options = Options { guard: true, ..Options::default() };
    match runtime::run(&mut echo, &inbox, &options, move || fresh.swap(false, Ordering::Relaxed)) {
        Ok(exit) => exit.code().into(),
        Err(error) => {
            eprintln!("echo: {error}");
            ExitCode::FAILURE
        }
    }
}
