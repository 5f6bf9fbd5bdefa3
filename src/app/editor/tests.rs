use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::text::{tests::any_text, width, wrap};

fn press(field: &mut Editor, keys: &str) {
    for key in keys.split_whitespace() {
        let mut modifiers = KeyModifiers::NONE;
        let mut name = key;
        while let Some((modifier, rest)) = name.split_once('-') {
            modifiers |= match modifier {
                "c" => KeyModifiers::CONTROL,
                "a" => KeyModifiers::ALT,
                _ => KeyModifiers::SHIFT,
            };
            name = rest;
        }
        let code = match name {
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "enter" => KeyCode::Enter,
            "back" => KeyCode::Backspace,
            "del" => KeyCode::Delete,
            "space" => KeyCode::Char(' '),
            other => KeyCode::Char(other.chars().next().unwrap()),
        };
        assert!(field.handle(KeyEvent::new(code, modifiers)), "{key}");
    }
}

/// The text with the cursor as `|`.
fn shown(field: &Editor) -> String {
    format!("{}|{}", &field.text()[..field.cursor()], &field.text()[field.cursor()..])
}

#[test]
fn keys_edit_by_graphemes_words_and_lines() {
    for (text, keys, expected) in [
        ("", "a s-B 中", "aB中|"),
        ("👩‍👩‍👧e\u{301}", "back", "👩‍👩‍👧|"),
        ("👩‍👩‍👧e\u{301}", "back back", "|"),
        ("服务中心 after sales", "c-w", "服务中心 after |"),
        ("服务中心 after sales", "a-b a-b a-b", "|服务中心 after sales"),
        ("服务after", "c-left", "服务|after"),
        ("ab cd", "home a-f x", "abx| cd"),
        ("ab cd", "home c-d a-d", "| cd"),
        ("ab cd", "c-b c-b c-k", "ab |"),
        ("ab cd", "left c-u", "|d"),
        ("ab cd", "home right c-h c-e", "b cd|"),
        ("ab cd", "c-a x", "x|"),
        ("ab cd", "left c-a left", "|ab cd"),
        ("ab cd", "s-left s-left x", "ab x|"),
        ("ab cd", "s-home left", "|ab cd"),
        ("ab cd", "s-home right", "ab cd|"),
        ("ab cd", "c-back del", "ab |"),
        ("ab", "c-back c-z", "ab|"),
        ("ab", "c-back c-z c-y", "|"),
        ("", "ca-@", "@|"),
    ] {
        let mut field = Editor::line(text);
        let keys = keys.replace("ca-", "c-a-");
        press(&mut field, &keys);
        assert_eq!(shown(&field), expected, "{text:?} {keys}");
    }
}

#[test]
fn a_page_takes_new_lines_and_leaves_enter_to_the_form() {
    let mut field = Editor::page("ab");
    press(&mut field, "a-enter c c-j d s-enter");
    assert_eq!(shown(&field), "ab\nc\nd\n|");
    assert!(!field.handle(KeyEvent::from(KeyCode::Enter)));
    press(&mut field, "c-u");
    assert_eq!(shown(&field), "ab\nc\nd|", "an empty line goes with its line end");
    let mut line = Editor::line("ab");
    for code in [KeyCode::Enter, KeyCode::Tab, KeyCode::Esc, KeyCode::Up, KeyCode::Down, KeyCode::F(2)] {
        assert!(!line.handle(KeyEvent::from(code)), "{code:?}");
    }
    assert!(!line.handle(KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL)));
    assert!(!line.newline());
    assert_eq!(line.text(), "ab");
}

#[test]
fn up_and_down_follow_the_wrapped_rows_and_keep_the_column() {
    let mut field = Editor::page("服务中心的经理\nab\n推进变革");
    field.page_view(9, 5);
    press(&mut field, "left up");
    assert_eq!(shown(&field), "服务中心的经理\nab|\n推进变革");
    press(&mut field, "up");
    assert_eq!(shown(&field), "服务中心的经理|\nab\n推进变革");
    press(&mut field, "up");
    assert_eq!(shown(&field), "服务中|心的经理\nab\n推进变革");
    press(&mut field, "up");
    assert_eq!(field.cursor(), 0);
    press(&mut field, "down down down down s-up");
    assert_eq!(field.selected_text(), "\n推进变革");
}

#[test]
fn a_paste_is_cleaned() {
    let dirty = "a\tb\r\nc\u{1b}[31m\u{202e}\u{200b}d\n\n";
    let mut line = Editor::line("");
    assert!(line.paste(dirty));
    assert_eq!(line.text(), "a b c[31md");
    let mut page = Editor::page("");
    assert!(page.paste(dirty));
    assert_eq!(page.text(), "a b\nc[31md\n\n");
    assert!(!page.insert('\u{1b}'));
}

#[test]
fn the_limit_refuses_growth_and_says_so() {
    let mut field = Editor::page("");
    assert!(field.paste(&"x".repeat(LIMIT)));
    assert!(!field.paste("y"));
    assert!(field.was_refused());
    assert!(!field.insert('y'));
    assert!(field.was_refused());
    field.backspace();
    assert!(!field.was_refused());
    assert!(!field.insert('中'));
    assert!(field.insert('y'));
    field.select_all();
    assert!(!field.paste(&"中".repeat(40_000)));
    assert_eq!(field.text().len(), LIMIT);
    assert!(field.paste("short"));
    assert!(!field.replace_all(&"x".repeat(LIMIT + 1)));
    assert_eq!(field.text(), "short");
}

#[test]
fn a_burst_of_typing_is_one_undo_and_ends_with_a_word() {
    let mut field = Editor::line("");
    press(&mut field, "a b space c d back");
    press(&mut field, "c-z");
    assert_eq!(field.text(), "ab cd");
    press(&mut field, "c-z");
    assert_eq!(field.text(), "ab ");
    press(&mut field, "c-z");
    assert_eq!(field.text(), "");
    assert!(!field.undo());
    press(&mut field, "c-y c-y c-y");
    assert_eq!(field.text(), "ab c");
    assert!(!field.redo());
    press(&mut field, "left x right y c-z");
    assert_eq!(field.text(), "ab xc", "a movement ends a burst");
}

#[test]
fn the_whole_text_can_be_replaced_and_taken() {
    let mut field = Editor::line("old");
    assert!(!field.is_changed_since_start());
    assert!(field.replace_all("新的"));
    assert!(field.is_changed_since_start());
    assert!(field.undo());
    assert!(!field.is_changed_since_start());
    assert!(field.redo());
    assert_eq!(field.take(), "新的");
    assert!(!field.undo());
    assert_eq!((field.text(), field.cursor()), ("", 0));
}

#[test]
fn a_line_scrolls_by_whole_glyphs() {
    let mut field = Editor::line("售后服务数字化");
    assert_eq!(field.line_view(8), LineView { text: "数字化".into(), cursor: 6, selected: None });
    press(&mut field, "home");
    assert_eq!(field.line_view(7).text, "售后服");
    press(&mut field, "s-right s-right");
    assert_eq!(field.line_view(7), LineView { text: "售后服".into(), cursor: 4, selected: Some(0..4) });
    field.select_all();
    assert_eq!(field.line_view(5), LineView { text: "字化".into(), cursor: 4, selected: Some(0..4) });
    assert_eq!(field.line_view(0), LineView { text: String::new(), cursor: 0, selected: None });
    field.replace_all("短");
    assert_eq!(field.line_view(8).text, "短", "room that became free is used");
}

#[test]
fn a_page_scrolls_to_its_cursor() {
    let mut field = Editor::page("一二三四五六\nab");
    let view = field.page_view(5, 2);
    assert_eq!((view.lines, view.cursor), (vec!["五六".to_owned(), "ab".to_owned()], (2, 1)));
    field.go(Motion::Top, true);
    let view = field.page_view(5, 2);
    assert_eq!((view.lines, view.cursor), (vec!["一二".to_owned(), "三四".to_owned()], (0, 0)));
    assert_eq!(view.selected, [Some(0..4), Some(0..4)]);
}

#[derive(Clone, Debug)]
enum Step {
    Insert(char),
    Paste(String),
    Newline,
    Backspace,
    Delete,
    KillToStart,
    KillToEnd,
    WordBack,
    Go(Motion, bool),
    SelectAll,
    Undo,
    Redo,
    View(u16, u16),
}

fn any_step() -> impl Strategy<Value = Step> {
    let motion = prop::sample::select(vec![
        Motion::Left,
        Motion::Right,
        Motion::WordLeft,
        Motion::WordRight,
        Motion::Home,
        Motion::End,
        Motion::Top,
        Motion::Bottom,
        Motion::Rows(-1),
        Motion::Rows(1),
        Motion::Rows(7),
    ]);
    let letters = vec![
        'a', ' ', '中', '，', '（', '\u{301}', '\u{200d}', '👩', '🇨', '\u{600}', '\u{1b}', '\u{fe0f}', '❤',
    ];
    prop_oneof![
        6 => prop::sample::select(letters).prop_map(Step::Insert),
        2 => any_text().prop_map(Step::Paste),
        1 => Just(Step::Newline),
        2 => Just(Step::Backspace),
        1 => Just(Step::Delete),
        1 => Just(Step::KillToStart),
        1 => Just(Step::KillToEnd),
        1 => Just(Step::WordBack),
        6 => (motion, any::<bool>()).prop_map(|(motion, extend)| Step::Go(motion, extend)),
        1 => Just(Step::SelectAll),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        4 => (0_u16..12, 0_u16..5).prop_map(|(cells, rows)| Step::View(cells, rows)),
    ]
}

fn take_step(field: &mut Editor, step: &Step) {
    match step {
        Step::Insert(c) => drop(field.insert(*c)),
        Step::Paste(text) => drop(field.paste(text)),
        Step::Newline => drop(field.newline()),
        Step::Backspace => field.backspace(),
        Step::Delete => field.delete(),
        Step::KillToStart => field.kill_to_start(),
        Step::KillToEnd => field.kill_to_end(),
        Step::WordBack => field.delete_word_back(),
        Step::Go(motion, extend) => field.go(*motion, *extend),
        Step::SelectAll => field.select_all(),
        Step::Undo => drop(field.undo()),
        Step::Redo => drop(field.redo()),
        Step::View(cells, rows) => {
            let _ = (field.line_view(*cells), field.page_view(*cells, *rows));
        }
    }
}

/// A field as simple as can be: a list of graphemes and two numbers.
struct Model {
    glyphs: Vec<String>,
    cursor: usize,
    anchor: usize,
}

impl Model {
    fn put(&mut self, with: &str) {
        let (from, to) = (self.anchor.min(self.cursor), self.anchor.max(self.cursor));
        let front = self.glyphs[..from].concat() + with;
        let text = front.clone() + &self.glyphs[to..].concat();
        self.glyphs = text.graphemes(true).map(str::to_owned).collect();
        let mut bytes = 0;
        self.cursor = self
            .glyphs
            .iter()
            .take_while(|glyph| {
                let inside = bytes < front.len();
                bytes += glyph.len();
                inside
            })
            .count();
        self.anchor = self.cursor;
    }

    fn erase(&mut self, forward: bool) {
        if self.anchor == self.cursor {
            self.anchor = if forward {
                (self.cursor + 1).min(self.glyphs.len())
            } else {
                self.cursor.saturating_sub(1)
            };
        }
        self.put("");
    }

    fn go(&mut self, forward: bool, extend: bool) {
        let (from, to) = (self.anchor.min(self.cursor), self.anchor.max(self.cursor));
        self.cursor = match (forward, extend || from == to) {
            (false, false) => from,
            (true, false) => to,
            (false, true) => self.cursor.saturating_sub(1),
            (true, true) => (self.cursor + 1).min(self.glyphs.len()),
        };
        if !extend {
            self.anchor = self.cursor;
        }
    }
}

proptest! {
    #[test]
    fn it_edits_like_a_list_of_graphemes(start in any_text(), steps in prop::collection::vec(any_step(), 0..40)) {
        let mut field = Editor::page(&start);
        let glyphs: Vec<String> = field.text().graphemes(true).map(str::to_owned).collect();
        let mut model = Model { cursor: glyphs.len(), anchor: glyphs.len(), glyphs };
        for step in &steps {
            match step {
                Step::Insert(c) if !is_hidden(*c) => model.put(&c.to_string()),
                Step::Paste(text) => model.put(&clean(text, Shape::Page)),
                Step::Newline => model.put("\n"),
                Step::Backspace => model.erase(false),
                Step::Delete => model.erase(true),
                Step::Go(Motion::Left, extend) => model.go(false, *extend),
                Step::Go(Motion::Right, extend) => model.go(true, *extend),
                Step::SelectAll => (model.anchor, model.cursor) = (0, model.glyphs.len()),
                Step::View(..) => {}
                _ => continue,
            }
            take_step(&mut field, step);
            prop_assert_eq!(field.text(), model.glyphs.concat());
            prop_assert_eq!(field.cursor(), model.glyphs[..model.cursor].concat().len());
            let (from, to) = (model.anchor.min(model.cursor), model.anchor.max(model.cursor));
            prop_assert_eq!(field.selected_text(), model.glyphs[from..to].concat());
        }
    }

    #[test]
    fn undoing_all_restores_the_start_and_redoing_all_the_end(
        start in any_text(), steps in prop::collection::vec(any_step(), 0..40), page in any::<bool>(),
    ) {
        let mut field = Editor::new(&start, if page { Shape::Page } else { Shape::Line });
        let before = field.text().to_owned();
        for step in &steps {
            take_step(&mut field, step);
        }
        while field.redo() {}
        let after = field.text().to_owned();
        while field.undo() {}
        prop_assert_eq!(field.text(), before);
        prop_assert!(!field.is_changed_since_start());
        while field.redo() {}
        prop_assert_eq!(field.text(), after);
    }

    #[test]
    fn the_cursor_stays_between_graphemes_and_in_view(
        start in any_text(), steps in prop::collection::vec(any_step(), 0..40), page in any::<bool>(),
        cells in 0_u16..12, rows in 0_u16..5,
    ) {
        let mut field = Editor::new(&start, if page { Shape::Page } else { Shape::Line });
        for step in &steps {
            take_step(&mut field, step);
            let at = field.cursor();
            prop_assert!(at == field.text().len() || field.text().grapheme_indices(true).any(|(start, _)| start == at));
            prop_assert!(!field.text().chars().any(|c| is_hidden(c) && (c != '\n' || !page)));
            let room = usize::from(cells);
            if page {
                let view = field.page_view(cells, rows);
                prop_assert!(view.lines.len() <= usize::from(rows));
                prop_assert!(view.lines.iter().all(|line| width(line) <= room));
                prop_assert!(view.cursor.0 < cells.max(1) && view.cursor.1 < rows.max(1));
                prop_assert_eq!(view.selected.len(), view.lines.len());
                prop_assert!(view.selected.iter().flatten().all(|cells| usize::from(cells.end) <= room));
            } else {
                let view = field.line_view(cells);
                prop_assert!(width(&view.text) <= room);
                prop_assert!(view.cursor < cells.max(1));
                prop_assert!(view.selected.is_none_or(|cells| usize::from(cells.end) <= room));
            }
        }
    }

    #[test]
    fn rows_wrapped_again_in_part_are_those_wrapped_anew(
        start in any_text(), steps in prop::collection::vec(any_step(), 0..40), cells in 1_u16..12,
    ) {
        let mut field = Editor::page(&start);
        for step in steps.iter().filter(|step| !matches!(step, Step::View(..))) {
            take_step(&mut field, step);
            let height = u16::MAX;
            let lines = field.page_view(cells, height).lines;
            let anew = Editor::page(field.text()).page_view(cells, height).lines;
            prop_assert_eq!(&lines, &anew);
            prop_assert_eq!(lines.len(), wrap(field.text(), usize::from(cells).saturating_sub(1).max(1)).len());
        }
    }
}
