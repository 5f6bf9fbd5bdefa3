//! Who is believed where the files that are taken in say different things, or a file and the project.

use super::Import;
use crate::cli::Failure;
use crate::intake::Side;
use crate::say;
use std::path::PathBuf;

/// Who is believed where files differ, or a file and the project.
pub(super) struct Believed {
    /// The place of a file.
    pub(super) file: Option<usize>,
    /// Whose value counts in cells that a file and the project have changed.
    side: Option<Side>,
}

impl Believed {
    pub(super) fn of(args: &Import, files: &[PathBuf]) -> Result<Believed, Failure> {
        let mut believed = Believed { file: None, side: None };
        for named in &args.prefer {
            let before = (believed.file, believed.side);
            let is_it = |there: &PathBuf| there == named || there.file_name() == Some(named.as_os_str());
            match (files.iter().position(is_it), named.to_str()) {
                (Some(file), _) => believed.file = Some(file),
                (None, Some("file")) => believed.side = Some(Side::File),
                (None, Some("project")) => believed.side = Some(Side::Project),
                _ => {
                    let shown = named.display();
                    return Err(Failure::Usage(say!(
                        "--prefer 要写一起导入的一个文件，或 file、project，没有 {shown}",
                        "--prefer names one of the files that are taken in, or is file or project; {shown} is none of them"
                    )));
                }
            }
            let is_other = |was: Option<usize>, is: Option<usize>| was.is_some() && was != is;
            let sides = before.1.zip(believed.side);
            if is_other(before.0, believed.file) || sides.is_some_and(|(was, is)| was != is) {
                return Err(Failure::Usage(say!(
                    "--prefer 前后不一：几个文件之间只能以一个为准，文件和项目之间也只能以一边为准",
                    "--prefer contradicts itself: of several files one can be believed, and of file and project one"
                )));
            }
        }
        // What nobody is named for is kept.
        believed.side = believed.side.or(args.keep.then_some(Side::Both));
        Ok(believed)
    }

    /// Whose value counts in the cells of a file that it and the project have changed: as it is said, and where it is not,
    /// a file that is named is believed against the project, too.
    pub(super) fn side(&self, file: usize) -> Option<Side> {
        self.side.or((self.file == Some(file)).then_some(Side::File))
    }
}
