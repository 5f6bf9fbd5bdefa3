//! Reports: made and written on a thread of their own, so that no save waits.

use super::Saver;
use crate::app::request::{Reply, ReportOrder};
use crate::assess::{Assessed, replay};
use crate::report::{self, Codes, Report, Scope};
use crate::session::gather;
use crate::session::outgoing::{self, NotWritten, report_name};
use crate::session::rows::path_typed;
use crate::store::Listed;
use crate::text::Phrase;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Saver {
    /// Writes a report.
    pub(super) fn write_report(&mut self, order: Box<ReportOrder>) -> Result<(), Phrase> {
        let store = self.store.as_ref().filter(|_| self.demo_folder.is_none());
        let file = store.map(|store| store.path().to_owned());
        let listed = if order.scope == Scope::Portfolio { self.members()? } else { Vec::new() };
        self.aside(move || {
            let made = make(&order, file.as_deref(), listed);
            let page = order.format.page(&made, order.lang);
            match place(&order, &made)
                .map(|path| (outgoing::write(&path, page.as_bytes(), order.force), path))
            {
                Ok((Ok(()), path)) => Reply::ReportWritten(path),
                Ok((Err(NotWritten::IsThere(path)), _)) => Reply::ReportThere(order, path),
                Ok((Err(NotWritten::Failed(reason)), _)) | Err(reason) => Reply::Failed(reason),
            }
        })
    }
}

fn make(order: &ReportOrder, file: Option<&Path>, listed: Vec<Listed>) -> Report {
    let (project, day) = (&order.project, order.today);
    let as_of = order.is_replay.then_some(day);
    let made = if order.scope == Scope::Portfolio {
        let mut codes = Codes::default();
        let members = gather::gather(listed, false, day, as_of, |project| codes.add(project));
        report::group(&members, day, order.anonymous.then_some(&mut codes))
    } else {
        let assessed = if order.is_replay {
            replay::assessed(project, day)
        } else {
            let mut assessed = Assessed::of(project, day, None);
            if let Some(file) = file {
                assessed.look_back(Arc::new(gather::earlier(file, day)));
            }
            assessed
        };
        // Names of today may stand in texts of an earlier day, and the other way round.
        let mut codes = order.anonymous.then(|| Codes::of([project, assessed.facts.project()]));
        report::of(&assessed, order.scope, codes.as_mut())
    };
    if order.is_replay { made.as_known_then() } else { made }
}

/// The file to write: the one named, or one with a name that says what it is in the folder named.
fn place(order: &ReportOrder, made: &Report) -> Result<PathBuf, Phrase> {
    let path = path_typed(&order.place);
    if path.is_dir() {
        let name = report_name(made.name.get(order.lang), made.scope, made.day, order.format);
        return Ok(path.join(name));
    }
    crate::export::check_folder(&path)?;
    Ok(path)
}
