//! Files that come from elsewhere and go there, each on a thread of its own, so that no save waits for them. Whoever asked
//! can stop one, and so does the end of the program: a file is written as a whole or not at all.

use super::Saver;
use crate::app::layer::Purpose;
use crate::app::request::{Export, FormOf, LogOrder, MinedLog, Reply, Stop};
use crate::assess::{Earlier, replay};
use crate::exchange::logs::{Problem, remarks};
use crate::export::{
    Form, Heads, Options as Looks, calendar, forms, lines, make_folder, said_of_forms, workbook, write,
};
use crate::mining::Mined;
use crate::runtime::Mailbox;
use crate::say;
use crate::session::logs::{self, Asked};
use crate::session::{folder, gather, rows};
use crate::sheet::SheetDef;
use crate::text::{Phrase, joined, text};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

/// The endings of files with rows, and of event logs.
const ROWS: &[&str] = &[".csv", ".tsv", ".txt", ".xlsx", ".xlsm"];
const LOGS: &[&str] = &[".csv", ".tsv", ".txt", ".xes", ".xes.gz", ".csv.gz"];
/// So many rows of a log that are no events are listed in its form.
const BAD_ROWS: usize = 3;

/// What is done with a file.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Read,
    Write,
}

impl Kind {
    /// Says that it was not even begun.
    fn not_done(self, error: &std::io::Error) -> Phrase {
        let reason = crate::store::reason_of(error);
        match self {
            Kind::Read => say!("读取失败：{reason}", "This cannot be read: {reason}", reason),
            Kind::Write => say!("没有写出：{reason}", "Nothing was written: {reason}", reason),
        }
    }
}

impl Saver {
    /// Answers with the tables of a file.
    pub(super) fn read_rows(&mut self, path: String, stop: Stop) -> Result<(), Phrase> {
        let own = stop.clone();
        self.transfer(stop, Kind::Read, move |_| {
            let typed = path;
            let path = rows::path_typed(&typed);
            if path.is_dir() {
                return Reply::Folder(own, Purpose::Import, folder::list(&path, ROWS));
            }
            if let Some(several) = rows::several_typed(&typed).filter(|_| !path.exists()) {
                return Reply::Files(own, several);
            }
            let read = rows::read_until(&path, &|| own.is_stopped());
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            Reply::Rows(own, name, read)
        })
    }

    /// Answers with the figures of an event log.
    pub(super) fn read_log(&mut self, order: Box<LogOrder>, stop: Stop) -> Result<(), Phrase> {
        let own = stop.clone();
        self.transfer(stop, Kind::Read, move |mailbox| {
            let path = rows::path_typed(&order.path);
            if path.is_dir() {
                return Reply::Folder(own, Purpose::ReadLog, folder::list(&path, LOGS));
            }
            let read = mined(&order, &own, mailbox).map(Box::new);
            Reply::Log(own, order, read)
        })
    }

    /// Writes a file for others to read, and answers whether it is there.
    pub(super) fn export(&mut self, export: Export) -> Result<(), Phrase> {
        let rev = self.store.as_ref().map_or(0, crate::store::Store::rev);
        let file = self.store.as_ref().map(|store| store.path().to_owned());
        self.transfer(export.stop.clone(), Kind::Write, move |mailbox| {
            let done = written(&export, (rev, file.as_deref()), mailbox);
            Reply::Exported(export.stop, done)
        })
    }

    fn transfer(
        &mut self,
        stop: Stop,
        kind: Kind,
        work: impl FnOnce(&Mailbox<Reply>) -> Reply + Send + 'static,
    ) -> Result<(), Phrase> {
        let (mailbox, waiting) = (self.mailbox.clone(), Arc::clone(&self.waiting));
        // One at a time: the one before has ended, or was stopped.
        let before = self.transfer.take().map(|(thread, _)| thread);
        waiting.fetch_add(1, Ordering::SeqCst);
        let answer = move || {
            let _ended = before.map(thread::JoinHandle::join);
            let answer = work(&mailbox);
            mailbox.send(answer);
            waiting.fetch_sub(1, Ordering::SeqCst);
        };
        let thread = thread::Builder::new().name("transfer".into()).spawn(answer);
        let thread = thread.map_err(|error| {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            kind.not_done(&error)
        })?;
        self.transfer = Some((thread, stop));
        Ok(())
    }

    /// Stops what is under way, so that nothing half-written is left behind.
    pub(super) fn end_transfers(&mut self) {
        if let Some((thread, stop)) = self.transfer.take() {
            stop.stop();
            let _ended = thread.join();
        }
    }
}

/// Writes the file of an export; gives what is to be said.
fn written(
    export: &Export,
    (rev, file): (u64, Option<&Path>),
    mailbox: &Mailbox<Reply>,
) -> Result<Phrase, Phrase> {
    let path = rows::path_typed(&export.path);
    if let Some((def, of)) = &export.form {
        return form_written(export, (def, of), &path, mailbox);
    }
    let form = Form::of(&path).ok_or_else(|| {
        text(
            "文件名请以 .xlsx、.csv、.tsv 或 .ics 结尾",
            "the name of the file has to end in .xlsx, .csv, .tsv or .ics",
        )
    })?;
    // Told before the work is done, and looked at again when it is written.
    crate::export::check_place(&path, false)?;
    let Export { project, today, lang, .. } = export;
    let bytes = match form {
        Form::Workbook => {
            let earlier = Arc::new(match file {
                _ if export.is_replay => replay::earlier(project, *today),
                Some(file) => gather::earlier(file, *today),
                None => Earlier::default(),
            });
            let options = Looks {
                lang: *lang,
                today: *today,
                is_replay: export.is_replay,
                form: None,
                centre: None,
                earlier: Some(&earlier),
            };
            workbook(project, options, &|done, all| {
                mailbox.send(Reply::Progress(export.stop.clone(), (done, all)));
                !export.stop.is_stopped()
            })?
        }
        Form::Calendar => calendar(project, *today, *lang, rev).into_bytes(),
        Form::Lines(delimiter) => {
            let def = export.sheet.ok_or_else(|| {
                text("CSV 只放一张表：先打开要导出的表", "CSV holds one sheet: open the one to write first")
            })?;
            format!("\u{feff}{}", lines(project, def, Heads::Titles, delimiter, *lang)).into_bytes()
        }
    };
    if export.stop.is_stopped() {
        return Err(text("已停止", "it was stopped").into());
    }
    write(&path, &bytes, false)?;
    let shown = path.display();
    Ok(say!("已写出 {shown}", "{shown} was written"))
}

/// Writes a form for others to fill in, or one for each centre; gives what is to be said.
fn form_written(
    export: &Export,
    (def, of): (&'static SheetDef, &FormOf),
    path: &Path,
    mailbox: &Mailbox<Reply>,
) -> Result<Phrase, Phrase> {
    let is_workbook = Form::of(path) == Some(Form::Workbook);
    let Export { project, today, lang, .. } = export;
    let one = if let FormOf::One(centre) = of { Some(centre.as_str()) } else { None };
    let options =
        Looks { lang: *lang, today: *today, is_replay: false, form: Some(def), centre: one, earlier: None };
    let watch = |done, all| {
        mailbox.send(Reply::Progress(export.stop.clone(), (done, all)));
        !export.stop.is_stopped()
    };
    if *of == FormOf::Each {
        // The folder is called as the file would have been.
        let folder = if is_workbook { path.with_extension("") } else { path.to_owned() };
        let files = forms(project, options, (&folder, false), &watch).map_err(|(reason, _)| reason)?;
        make_folder(&folder)?;
        files.iter().try_for_each(|(file, bytes)| write(file, bytes, false))?;
        return Ok(joined(&said_of_forms(project, def, files.len(), &folder), text("；", "; ")));
    }
    if !is_workbook {
        return Err(text("文件名请以 .xlsx 结尾", "the name of the file has to end in .xlsx").into());
    }
    crate::export::check_place(path, false)?;
    write(path, &workbook(project, options, &watch)?, false)?;
    let shown = path.display();
    Ok(say!("已写出 {shown}", "{shown} was written"))
}

/// Reads a log and computes its figures; rows that are no events are an error unless they are to be left out.
fn mined(order: &LogOrder, stop: &Stop, mailbox: &Mailbox<Reply>) -> Result<MinedLog, Phrase> {
    let path = rows::path_typed(&order.path);
    let mut go_on = |progress: crate::exchange::logs::Progress, all: Option<u64>| {
        if let Some(all) = all {
            let part = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
            mailbox.send(Reply::Progress(stop.clone(), (part(progress.bytes), part(all))));
        }
        !stop.is_stopped()
    };
    let asked =
        Asked { choice: &order.choice, options: &order.options, skip_bad: order.skip_bad, listed: BAD_ROWS };
    let (reading, figures) = logs::mined(&path, asked, &mut go_on).map_err(|problem| match problem {
        Problem::Refused(reason) => reason,
        Problem::Stopped => text("已停止", "stopped").into(),
    })?;
    let mut notes = remarks(&reading, &figures, &order.options, order.choice.answered);
    notes.extend(reading.notes);
    Ok(MinedLog { mined: Mined { source: reading.source, figures }, notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_begin_is_named_for_what_it_is() {
        let error = std::io::Error::from_raw_os_error(11);
        assert!(Kind::Write.not_done(&error).en.starts_with("Nothing was written"));
        assert!(Kind::Read.not_done(&error).en.starts_with("This cannot be read"));
    }
}
