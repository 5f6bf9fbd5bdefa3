//! The program `changebook`.

use changebook::session::{self, Picture, Start};
use std::process::ExitCode;

fn main() -> ExitCode {
    // A stand-in until the commands land.
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| args.iter().any(|a| a == name);
    let value = |name: &str| args.iter().position(|a| a == name).and_then(|n| args.get(n + 1)).cloned();
    let start = Start {
        workspace: value("--workspace").map_or_else(|| "/tmp/cb-ws".into(), Into::into),
        today: value("--today").and_then(|d| d.parse().ok()),
        lang: value("--lang").and_then(|l| changebook::text::Lang::parse(&l)),
        theme: value("--theme").and_then(|t| changebook::config::theme(&t).ok()),
        demo: has("demo"),
        ..Start::default()
    };
    if let Some(size) = value("--print") {
        let (c, r) = size.split_once('x').unwrap_or(("120", "36"));
        let size = (c.parse().unwrap_or(120), r.parse().unwrap_or(36));
        let kind = if has("--svg") {
            Picture::Svg
        } else if has("--ansi") {
            Picture::Ansi
        } else {
            Picture::Text
        };
        return match session::print(&start, size, &value("--keys").unwrap_or_default(), kind) {
            Ok(text) => {
                print!("{text}");
                ExitCode::SUCCESS
            }
            Err(e) => {
                eprintln!("{}", e.en);
                ExitCode::from(1)
            }
        };
    }
    session::run(&start)
}
