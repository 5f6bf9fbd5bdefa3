//! Writes a project of any size, the same for the same numbers: for benchmarks and size tests.
//!
//! ```text
//! cargo run --release --example large -- 10000 4 5 /tmp/large/plan.json
//! ```

#[path = "large/generator.rs"]
mod generator;

use changebook::registry;
use changebook::store::Store;
use chrono::NaiveDate;
use std::path::Path;
use std::process::ExitCode;

/// The day that the readings end on, so that the file is the same whenever it is made.
const TODAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 3, 4) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args.get(at).and_then(|n| n.parse::<usize>().ok());
    let (Some(people), Some(rounds), Some(years), Some(path)) =
        (number(0), number(1), number(2), args.get(3))
    else {
        eprintln!("large PEOPLE ROUNDS YEARS FILE");
        return ExitCode::from(2);
    };
    let project = generator::large(people, rounds, years, TODAY);
    match Store::create(Path::new(path), &registry::sheets(), &project) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", error.phrase().en);
            ExitCode::FAILURE
        }
    }
}
