//! Links the program for release on Linux without what it never uses, a tenth of its size: the tables by which a panic
//! unwinds, since there a panic ends the program, and the list of addresses by which it may lie anywhere in memory.
//!
//! Only with the GNU C library, where it was tried; everywhere else the program is linked as ever.

use std::path::Path;
use std::{env, fs};

/// Leaves out the tables of unwinding, those included that the standard library brings along.
const LINKER_SCRIPT: &str =
    "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) *(.gcc_except_table*) } } INSERT AFTER .text;\n";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let wanted =
        is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    let Ok(folder) = env::var("OUT_DIR") else { return };
    let script = Path::new(&folder).join("release.ld");
    if wanted && fs::write(&script, LINKER_SCRIPT).is_ok() {
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
