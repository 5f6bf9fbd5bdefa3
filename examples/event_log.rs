//! Writes an event log of any size, for the benches and for trying `changebook mine`: a workshop from booking to callback.
//!
//! ```console
//! cargo run --release --example event_log -- 1000000 /tmp/log.csv
//! cargo run --release --example event_log -- 1000000 /tmp/log.xes.gz
//! ```
#![allow(clippy::unwrap_used, reason = "a generator that meets an error fails")]

#[path = "event_log/generator.rs"]
mod generator;

use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(events), Some(path)) = (args.next().and_then(|n| n.parse().ok()), args.next()) else {
        eprintln!("write: event_log EVENTS FILE.csv|FILE.xes|FILE.xes.gz");
        std::process::exit(2);
    };
    let file = BufWriter::new(File::create(&path).unwrap());
    let mut out: Box<dyn Write> = if Path::new(&path).extension().is_some_and(|end| end == "gz") {
        Box::new(GzEncoder::new(file, Compression::default()))
    } else {
        Box::new(file)
    };
    if path.contains(".xes") {
        generator::xes(events, &mut out).unwrap();
    } else {
        generator::csv(events, &mut out).unwrap();
    }
    out.flush().unwrap();
}
