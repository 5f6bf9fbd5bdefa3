//! The program `changebook`.

use changebook::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse() {
        Ok(cli) => cli::run(cli, |_| ExitCode::FAILURE),
        Err(code) => code,
    }
}
