//! What is read from what is typed, kind by kind.

use super::*;
use crate::sheet::COUNTS;
use crate::text::text;

static OPTIONS: &[Opt] = &[Opt { key: "a-b", label: text("甲/乙", "A/B"), aka: &[] }];

fn read(kind: Kind, typed: &str) -> Result<Cell, Invalid> {
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    parse(kind, typed, &Reading { counts: COUNTS, today, toward: Toward::Near, link: &|_, _| Ok(Id::new(7)) })
}

#[test]
fn a_number_written_plainly_is_read_as_it_stands() {
    assert!(matches!(crate::sheet::numeral::joined("1234.5"), Some(Cow::Borrowed(_))));
    assert!(matches!(narrow("1,234.5"), Cow::Borrowed(_)));
    for (typed, value) in [
        ("92", 92.0),
        ("+3.5", 3.5),
        ("-3", -3.0),
        ("1,234.5", 1234.5),
        ("- 3", -3.0),
        ("1 234", 1234.0),
        ("９２．５", 92.5),
        ("12,34", 12.34),
    ] {
        assert_eq!(read(Kind::Number, typed), Ok(Cell::Number(value)), "{typed}");
    }
    for typed in ["1E5", "e", "1.2,3", "1-2", "++3", "NaN", "inf", "."] {
        assert!(read(Kind::Number, typed).is_err(), "{typed}");
    }
    assert_eq!(read(Kind::Count, "1,234"), Ok(Cell::Count(1234)));
    for typed in ["5人", "5 people", "5 staff", "5 FTE", "5 FTEs", "5名员工", "5 Heads", "５名"] {
        assert_eq!(read(Kind::Count, typed), Ok(Cell::Count(5)), "{typed}");
    }
    for typed in ["2.5 FTE", "5 days", "staff", "5 of staff"] {
        assert!(read(Kind::Count, typed).is_err(), "{typed}");
    }
}

#[test]
fn a_dash_or_a_slash_is_nothing_except_in_words() {
    let kinds = [
        Kind::Score,
        Kind::Number,
        Kind::Count,
        Kind::Date,
        Kind::Tick,
        Kind::Check,
        Kind::Choice(OPTIONS),
        Kind::Link("people"),
    ];
    for typed in ["-", "–", "—", "/", " - ", "－", "／", "——"] {
        for kind in kinds {
            assert_eq!(read(kind, typed), Ok(Cell::Empty), "{typed:?} as {kind:?}");
        }
        for kind in [Kind::Text, Kind::Prose] {
            assert_eq!(read(kind, typed), Ok(Cell::Text(typed.trim().into())), "{typed:?} as {kind:?}");
        }
    }
    assert_eq!(read(Kind::Number, "-3"), Ok(Cell::Number(-3.0)));
    assert_eq!(read(Kind::Choice(OPTIONS), "A/B"), Ok(Cell::Choice(&OPTIONS[0])));
    assert!(read(Kind::Score, "-1").is_err() && read(Kind::Date, "3/").is_err());
}
