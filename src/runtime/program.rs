//! Where the running program lies, to start it again for a part of its work.

use std::io;
use std::path::{Path, PathBuf};

/// Where the program that runs can be started again. Where the system keeps a link to it, an update that has put another
/// file in its place makes no difference.
pub fn own() -> io::Result<PathBuf> {
    let link = Path::new("/proc/self/exe");
    if link.exists() { Ok(link.to_owned()) } else { std::env::current_exe() }
}
