//! Forms of one sheet for each centre, each with the people of that centre alone, as files of a folder.

use super::{Options, Watch, check_folder, check_place, workbook};
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sheet::SheetDef;
use crate::store::OpenError;
use crate::text::{Lang, Phrase, count, safe_name};
use ecow::EcoString;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A form to be written: its file and what stands in it.
pub type FormFile = (PathBuf, Vec<u8>);

/// The files of the forms of these centres, in their order: named by the centre, each once.
fn files(folder: &Path, centres: &[EcoString]) -> Vec<PathBuf> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut file = |centre: &EcoString| {
        let name = safe_name(centre);
        let numbered = (2..).map(|n| format!("{name} {n}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| taken.insert(name.to_lowercase()));
        folder.join(format!("{}.xlsx", free.unwrap_or(name)))
    };
    centres.iter().map(&mut file).collect()
}

/// Makes the forms of a sheet, one for each centre of the project; none of their places may be taken, unless they are to be
/// written over. A refusal comes with the place that it is about.
pub fn forms(
    project: &Project,
    options: Options<'_>,
    (folder, force): (&Path, bool),
    watch: Watch<'_>,
) -> Result<Vec<FormFile>, (Phrase, PathBuf)> {
    let at_folder = |reason: Phrase| (reason, folder.to_owned());
    let centres = registry::centres(project);
    if centres.is_empty() {
        return Err(at_folder(say!(
            "项目里还没有服务中心：先在诊断卡或路线图上填写",
            "there are no centres in the project yet: enter them on the cards or on the roadmap"
        )));
    }
    if folder.exists() && !folder.is_dir() {
        let shown = folder.display();
        return Err(at_folder(say!(
            "{shown} 不是文件夹：每个中心一个文件，请写文件夹",
            "{shown} is no folder: there is a file for each centre, so name a folder"
        )));
    }
    let files = files(folder, &centres);
    if folder.is_dir() {
        for file in &files {
            check_place(file, force).map_err(|reason| (reason, file.clone()))?;
        }
    } else {
        check_folder(folder).map_err(at_folder)?;
    }
    let form = |(file, centre): (PathBuf, &EcoString)| {
        let options = Options { centre: Some(centre.as_str()), ..options };
        Ok((file, workbook(project, options, watch).map_err(at_folder)?))
    };
    files.into_iter().zip(&centres).map(form).collect()
}

/// Makes the folder of forms where it is not there yet.
pub fn make_folder(folder: &Path) -> Result<(), Phrase> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir(folder).map_err(|error| {
        let (shown, reason) = (folder.display(), OpenError::Io(error).phrase());
        say!("{shown}：{reason}", "{shown}: {reason}", shown, reason)
    })
}

/// Says how many forms stand in the folder, and how many rows are in none of them as they name no centre.
pub fn said_of_forms(project: &Project, def: &SheetDef, forms: usize, folder: &Path) -> Vec<Phrase> {
    let forms = count(forms as u64, "份填报表", "form was", "forms were");
    let shown = folder.display();
    let mut said = vec![say!(
        "{forms}写在 {shown}，每个服务中心一份",
        "{forms} written into {shown}, one for each centre",
        forms,
        shown
    )];
    let without = registry::centre_column(def).map_or(0, |column| {
        let rows = project.sheet(def.key);
        let rows = rows.iter().flat_map(|rows| (0..rows.len()).filter_map(|at| rows.row(at)));
        let named = |row: &dyn crate::sheet::AnyRow| {
            !crate::project::cell_text(project, row, column, Lang::En).trim().is_empty()
        };
        rows.filter(|row| !named(*row)).count()
    });
    if without > 0 {
        let rows = count(without as u64, "行", "row", "rows");
        said.push(say!(
            "{rows}没有写服务中心，不在任何一份里",
            "{rows} without a centre: in none of the forms",
            rows
        ));
    }
    said
}
