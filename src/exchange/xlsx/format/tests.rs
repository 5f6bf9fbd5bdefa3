//! What is shown of numbers and moments by the formats that directors choose.

use super::*;

#[test]
fn a_number_keeps_its_digits_and_takes_what_is_shown_with_it() {
    for (code, value, shown) in [
        ("0.0\"天\"", 1.5, "1.5天"),
        ("0.0天", 1.5, "1.5天"),
        ("0\"分钟\"", 45.0, "45分钟"),
        ("0 \"min\"", 90.0, "90 min"),
        ("0\"单/周\"", 40.0, "40单/周"),
        ("0\\h", 3.0, "3h"),
        ("0 h", 3.0, "3 h"),
        ("00000", 123.0, "00123"),
        ("00000", 123_456.0, "123456"),
        ("\"Centre \"0", 5.0, "Centre 5"),
        ("\"第\"0\"中心\"", 5.0, "第5中心"),
        ("\"W\"00", 5.0, "W05"),
        ("General\"天\"", 1.5, "1.5天"),
        ("G/通用格式\"天\"", 1.5, "1.5天"),
        ("0%", 0.8234, "82.34%"),
        ("0.00%", 0.28, "28.00%"),
        ("0.00%", 75_999_300.142_857_14 / 100.0, "75999300.1428571%"),
        ("0\"%\"", 82.0, "82%"),
        ("\"100\"0", 5.0, "1005"),
        ("0", 82.456, "82.456"),
        ("0.00", 1.1, "1.10"),
        ("0.000", 1.25, "1.25"),
        ("#,##0", 1234.5, "1234.5"),
        ("#,##0,", 1_234_567.0, "1234.567"),
        ("0.0,\"k\"", 12_345.0, "12.3450k"),
        ("0,,\"M\"", 2_500_000.0, "2.5 million"),
        ("0.0,,\"百万\"", 2_500_000.0, "2.5百万"),
        ("0\"M\"", 2.0, "2M"),
        ("0.0\"万\"", 1.5, "1.5万"),
        ("0\\.0,\"万\"", 12_345.0, "1.2345万"),
        ("0!.0,\"万\"", 12_345.0, "1.2345万"),
        ("0!.0000\"万元\"", 12_345.0, "1.2345万元"),
        ("¥#,##0", 1234.5, "¥1234.5"),
        ("[$¥-804]#,##0.00", 1234.5, "¥1234.50"),
        ("[$€-407] #,##0.00", 1.234, "€ 1.2340"),
        ("#,##0.00 [$€-407]", 1234.5, "1234.50 €"),
        ("0.00E+00", 0.000_123, "0.000123"),
        ("# ?/?", 2.5, "2.5"),
        ("# ??/100", 2.25, "2.25"),
        ("0\"单\"/\"周\"", 40.0, "40单/周"),
        ("#\\ ##0", 1234.0, "1234"),
        ("000-0000", 1_234_567.0, "123-4567"),
        ("000-0000", 67.0, "000-0067"),
        ("0\"小时\"00\"分\"", 1230.0, "12小时30分"),
        ("_(* #,##0.0_);_(* (#,##0.0);_(* \"-\"??_);_(@_)", -1234.5, "-1234.5"),
        ("_(* #,##0.0_);_(* (#,##0.0);_(* \"-\"??_);_(@_)", 0.0, "0"),
        ("0.0_);(0.0)", -2.5, "-2.5"),
        ("0.0_);[Red](0.0\"天\")", -2.5, "-2.5天"),
        ("+0;-0;0", 3.0, "+3"),
        ("+0;-0;0", -3.0, "-3"),
        ("\"-¥\"0;\"-¥\"0", -3.0, "-¥3"),
        ("0;0", -3.0, "-3"),
        ("[>=1000]0.0,\"k\";0\"x\"", 2500.0, "2.5k"),
        ("[>=1000]0.0,\"k\";0\"x\"", 25.0, "25x"),
        ("[=1]\"一店\";[=2]\"二店\"", 2.0, "二店"),
        ("\"Yes\";;\"No\"", 0.0, "No"),
    ] {
        assert_eq!(Format::read(code).number(value).as_deref(), Some(shown), "{code} {value}");
    }
    // Where a format shows no digit and no word, the number stands.
    for code in ["_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", ";;;", "0.0\"h\"00.0", ""] {
        let shown = Format::read(code).number(if code.contains('h') { 1.5 } else { 0.0 });
        assert_eq!(shown, None, "{code}");
    }
}

#[test]
fn a_text_takes_what_stands_around_it() {
    assert_eq!(Format::read("\"Centre \"@").text("5").as_deref(), Some("Centre 5"));
    assert_eq!(Format::read("0;0;0;@\"店\"").text("一").as_deref(), Some("一店"));
    assert_eq!(Format::read("@").text("-1").as_deref(), Some("-1"));
    assert_eq!(Format::read("0.0").text("n/a"), None);
}

#[test]
fn moments_are_told_from_each_other_and_from_numbers() {
    for (code, shown) in [
        ("yyyy-mm-dd", Some(Shown::Day)),
        ("m/d/yy h:mm", Some(Shown::Day)),
        ("m\"月\"d\"日\"", Some(Shown::Day)),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Some(Shown::Day)),
        ("aaaa", Some(Shown::Day)),
        ("mmm-yy", Some(Shown::Month)),
        ("[$-409]mmm\\-yy;@", Some(Shown::Month)),
        ("yyyy\"年\"m\"月\";@", Some(Shown::Month)),
        ("yyyy-mm", Some(Shown::Month)),
        ("e\"年\"m\"月\"", Some(Shown::Month)),
        ("mmmm", Some(Shown::Month)),
        ("m\"月\"", Some(Shown::Month)),
        ("yyyy", Some(Shown::Year)),
        ("h:mm", Some(Shown::Time)),
        ("hh:mm:ss", Some(Shown::Time)),
        ("mm:ss", Some(Shown::Time)),
        ("mmss.0", Some(Shown::Time)),
        ("h\"时\"mm\"分\"", Some(Shown::Time)),
        ("[h]:mm", Some(Shown::Elapsed)),
        ("[mm]:ss", Some(Shown::Elapsed)),
        ("h:mm AM/PM", Some(Shown::Clock)),
        ("上午/下午h\"时\"mm\"分\"", Some(Shown::Clock)),
        ("0.0d", None),
        ("0.0\"d\"", None),
        ("General", None),
        ("[Red]0", None),
    ] {
        assert_eq!(Format::read(code).shown(1.0), shown, "{code}");
    }
}

#[test]
fn no_code_is_too_odd_to_be_read() {
    let parts = [
        "]", "General", "é", "[", "\"", "\\", "_", "*", "e+", "[$", "[h", "[>=x]", ";", "m", "/", "?", "0",
        ".", ",",
    ];
    for a in parts {
        for b in parts {
            for c in parts {
                let format = Format::read(&format!("{a}{b}{c}"));
                for value in [0.0, -1.5, 1e300, f64::NAN] {
                    _ = (format.number(value), format.shown(value), format.text("x"));
                }
            }
        }
    }
}
