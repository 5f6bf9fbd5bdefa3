//! A message of the file says what to do, and is never cut before it does, on any screen.

use super::*;
use changebook::app::request::FileState;
use changebook::project::Remedy;
use changebook::sheet::{Kind, SheetDef};
use changebook::store::damage::{Damage, Flaw, Place as At};
use changebook::store::format::Unwritable;
use changebook::store::{Caveat, NotSaved, OpenError, ReadOnly, SaveStep, WorkspaceError};
use changebook::text::Phrase;
use std::io;

const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), WIDE];

fn sheet() -> &'static SheetDef {
    changebook::registry::sheets()[0]
}

/// Every error of the system that has words of its own, and one that has none.
fn errors() -> Vec<io::Error> {
    let kinds = [
        io::ErrorKind::StorageFull,
        io::ErrorKind::QuotaExceeded,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::ReadOnlyFilesystem,
        io::ErrorKind::NotFound,
    ];
    let codes = [5, 37, 38, 95].map(io::Error::from_raw_os_error);
    kinds.into_iter().map(io::Error::from).chain(codes).collect()
}

fn damages() -> Vec<Damage> {
    let flaws = [
        Flaw::Empty,
        Flaw::Zeros,
        Flaw::Cut,
        Flaw::Syntax,
        Flaw::Utf8,
        Flaw::Utf16,
        Flaw::GitConflict,
        Flaw::Foreign,
        Flaw::Shape,
        Flaw::Version,
        Flaw::ProjectId,
        Flaw::Newer,
        Flaw::Twice,
        Flaw::Deep,
        Flaw::RowId,
        Flaw::Field(Kind::Score),
        Flaw::LongText,
        Flaw::TooLarge,
    ];
    let place = At { line: Some(12_345), sheet: Some(sheet()), row: Some(678), column: Some(1) };
    flaws.into_iter().flat_map(|flaw| [Damage { flaw, place }, flaw.into()]).collect()
}

fn read_only() -> [ReadOnly; 4] {
    [
        ReadOnly::Newer,
        ReadOnly::DuplicateId { sheet: sheet(), row: 12_345 },
        ReadOnly::Backup,
        ReadOnly::Folder,
    ]
}

fn not_saved() -> Vec<NotSaved> {
    let place = At { line: None, sheet: Some(sheet()), row: Some(678), column: Some(1) };
    let mut all = vec![
        NotSaved::Busy,
        NotSaved::Gone,
        NotSaved::Replaced,
        NotSaved::Unwritable(Unwritable::NotANumber(place)),
        NotSaved::Unwritable(Unwritable::LongText(place)),
        NotSaved::Unwritable(Unwritable::TooLarge),
    ];
    all.extend(read_only().map(NotSaved::ReadOnly));
    all.extend(damages().into_iter().map(NotSaved::Outside));
    all.extend(errors().into_iter().map(|error| NotSaved::Io { step: SaveStep::Write, error }));
    all
}

fn not_opened() -> Vec<OpenError> {
    let mut all = vec![
        OpenError::Absent,
        OpenError::Gone,
        OpenError::NotAFile,
        OpenError::NoBackup,
        OpenError::Replaced,
        OpenError::Exists,
    ];
    all.extend(errors().into_iter().map(OpenError::Io));
    all.extend(read_only().map(OpenError::ReadOnly));
    for backups in [true, false] {
        all.extend(damages().into_iter().map(|damage| OpenError::Damaged { damage, backups }));
    }
    all.extend(not_saved().into_iter().map(OpenError::NotCreated));
    all
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Takes the rest of a sentence that a part of a line goes on with; at its beginning other words may stand before it.
fn go_on<'a>(rest: &'a str, begun: bool, part: &str) -> Option<&'a str> {
    let starts =
        part.char_indices().filter_map(|(at, _)| part.get(at..)).take(if begun { 1 } else { usize::MAX });
    starts
        .filter(|part| part.chars().count() >= 3 || *part == rest)
        .find_map(|part| if part.starts_with(rest) { Some("") } else { rest.strip_prefix(part) })
}

/// Fails with the screen if it does not hold a sentence whole, on one line or several.
#[track_caller]
fn must_hold(desk: &Desk, said: &Phrase, lang: Lang) {
    let (screen, whole) = (desk.screen(), letters(said.get(lang)));
    // The header has the short form only.
    let parts: Vec<String> = screen.lines().skip(1).flat_map(|line| line.split('│')).map(letters).collect();
    // It may begin on any line: what stands above can end like its beginning.
    let left = |from: usize| {
        let mut rest = whole.as_str();
        for part in parts[from..].iter().filter(|part| !part.is_empty()) {
            if !rest.is_empty() {
                rest = go_on(rest, rest != whole, part).unwrap_or(rest);
            }
        }
        rest
    };
    let rest = (0..parts.len()).map(left).min_by_key(|rest| rest.len()).unwrap_or(&whole);
    assert!(rest.is_empty(), "{said:?} is cut before {rest:?}:\n{screen}");
}

#[test]
fn why_it_is_not_saved_is_said_whole_with_what_to_do() {
    for lang in BOTH {
        for size in SIZES {
            let mut desk = Desk::fresh(lang, size);
            for error in not_saved() {
                let reason = error.phrase();
                let remedies = error.remedies().to_vec();
                let path = "/projects/plan.json".into();
                desk.answer(Reply::File(FileState { path, remedies, ..FileState::default() }));
                desk.answer(Reply::NotSaved(reason.clone()));
                must_hold(&desk, &reason, lang);
                if !error.remedies().is_empty() {
                    desk.must_show("Ctrl-E");
                }
                // The header keeps a short form of it, whole, until it is saved.
                desk.press("<down>");
                let head = if lang == Lang::Zh { "没有保存：" } else { "NOT SAVED: " };
                let header = desk.screen().lines().next().unwrap_or_default().to_owned();
                let short = header.split_once(head).map(|(_, short)| short.trim().to_owned());
                let short = short.unwrap_or_else(|| panic!("{header}"));
                assert!(!short.is_empty() && reason.get(lang).starts_with(&short), "{header}: {reason:?}");
                // And the list of what can be done has it all.
                desk.press("<c-e>");
                must_hold(&desk, &reason, lang);
                desk.press("<esc><c-q>");
                must_hold(&desk, &reason, lang);
                desk.press("<esc>");
                let project = desk.project().clone();
                desk.answer(Reply::Saved { sent: project, news: Vec::new() });
            }
        }
    }
}

#[test]
fn why_it_is_not_opened_is_said_whole_with_what_to_do() {
    let mut all: Vec<Phrase> = not_opened().iter().map(OpenError::phrase).collect();
    all.extend(not_opened().iter().map(OpenError::instead));
    all.extend(
        [WorkspaceError::NotFound, WorkspaceError::Ambiguous(12), WorkspaceError::Exists("plan.json".into())]
            .map(|e| e.phrase()),
    );
    for lang in BOTH {
        for size in SIZES {
            let mut desk = Desk::fresh(lang, size);
            for reason in &all {
                desk.answer(Reply::Failed(reason.clone()));
                must_hold(&desk, reason, lang);
            }
        }
        for reason in read_only().map(|why| why.phrase()) {
            for size in SIZES {
                let mut desk = Desk::locked(lang, size, reason.clone());
                must_hold(&desk, &reason, lang);
                desk.press("<down><c-e>");
                must_hold(&desk, &reason, lang);
            }
        }
    }
}

#[test]
fn what_does_not_hold_in_a_place_is_said_whole_and_stays_in_the_list() {
    let caveats: Vec<Phrase> = Caveat::ALL.map(Caveat::phrase).to_vec();
    for lang in BOTH {
        for size in SIZES {
            let mut desk = Desk::fresh(lang, size);
            for caveat in &caveats {
                desk.answer(Reply::Warned(caveat.clone()));
                must_hold(&desk, caveat, lang);
                let path = "/projects/plan.json".into();
                let file = FileState {
                    path,
                    remedies: vec![Remedy::SaveAs],
                    caveats: vec![caveat.clone()],
                    is_demo: false,
                };
                desk.answer(Reply::File(file)).press("<down><c-e>");
                must_hold(&desk, caveat, lang);
                desk.must_show("/projects/plan.json");
                desk.press("<esc>");
            }
        }
    }
}

#[test]
fn every_reason_of_the_system_says_what_to_do() {
    for error in errors() {
        let said = OpenError::Io(error).phrase();
        assert!(said.zh.contains("请") && said.en.split(": ").count() > 2, "{said:?}");
    }
}

#[cfg(unix)]
#[test]
fn that_a_file_stays_open_to_its_group_is_said_once_per_opening() {
    use std::os::unix::fs::PermissionsExt as _;
    for (lang, said) in [(Lang::Zh, "文件夹是共享的"), (Lang::En, "the folder is shared")] {
        let mut desk = Desk::fresh(lang, (80, 24));
        let file = desk.files().pop().expect("a file");
        let set = |path: &std::path::Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        set(file.parent().unwrap(), 0o750);
        set(&file, 0o640);
        desk.press("15");
        desk.must_show(said);
        desk.press("<down>4");
        assert!(!desk.shows(said), "it is said once");
        desk.press("<c-e>");
        desk.must_show(said);
    }
}
