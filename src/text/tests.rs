use proptest::prelude::*;

use super::*;
use crate::say;

/// Texts made of what breaks terminals: wide, joined, combining, prepended, hidden and plain characters.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "bc",
        "Word",
        "don’t",
        " ",
        "  ",
        "\u{3000}",
        "中",
        "文字",
        "，",
        "。",
        "（",
        "）",
        "“",
        "”",
        "…",
        "%",
        ",",
        "(",
        "35%",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{85}",
        "\u{202e}",
        "\u{2067}",
        "\u{200b}",
        "\u{feff}",
        "\u{2028}",
        "e\u{301}",
        "\u{301}",
        "ｶﾞ",
        "ﾞ",
        "👩‍👩‍👧",
        "👍🏽",
        "\u{200d}",
        "\u{fe0f}",
        "❤\u{fe0f}",
        "🇨🇳",
        "🇨",
        "\u{600}",
        "각",
        "ᄀ",
        "์",
        "ไทย",
    ]);
    prop_oneof![
        4 => prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

#[test]
fn languages_are_read_from_tags_and_locales() {
    for tag in ["zh", "zh-CN", "zh_CN.UTF-8", "ZH", "zh-Hans-CN", " zh@x"] {
        assert_eq!(Lang::parse(tag), Some(Lang::Zh), "{tag}");
    }
    for tag in ["en", "en_US", "en-GB", "EN_us.utf8"] {
        assert_eq!(Lang::parse(tag), Some(Lang::En), "{tag}");
    }
    for tag in ["", "C", "POSIX", "de_DE", "english", "中文"] {
        assert_eq!(Lang::parse(tag), None, "{tag}");
    }
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(Lang::parse(lang.tag()), Some(lang));
        assert_ne!(lang.other(), lang);
        assert_eq!(lang.other().other(), lang);
    }
}

#[test]
fn a_phrase_speaks_both_languages() {
    let n = 3;
    let phrase = say!("还差 {n} 分", "{n} points to go");
    assert_eq!((phrase.get(Lang::Zh), phrase.get(Lang::En)), ("还差 3 分", "3 points to go"));
    let mut calls = 0;
    let mut next = || {
        calls += 1;
        format!("R{calls}")
    };
    let phrase = say!("{role}：{share:.1}%", "{role}: {share:.1}%", role = next(), share = 12.34);
    assert_eq!((phrase.get(Lang::Zh), phrase.get(Lang::En)), ("R1：12.3%", "R1: 12.3%"));
    let phrase = Phrase::from(text("认知", "Awareness"));
    assert_eq!((phrase.get(Lang::Zh), phrase.get(Lang::En)), ("认知", "Awareness"));
}

#[test]
fn widths_are_those_of_the_screen() {
    for (text, cells) in
        [("", 0), ("abc", 3), ("中文", 4), ("a中", 3), ("e\u{301}", 1), ("\u{1b}", 0), ("a\nb", 2)]
    {
        assert_eq!(width(text), cells, "{text:?}");
    }
}

#[test]
fn a_cut_never_splits_a_glyph() {
    assert_eq!(fit("服务中心", 8), "服务中心");
    assert_eq!(fit("服务中心", 7), "服务中…");
    assert_eq!(fit("服务中心", 6), "服务…");
    assert_eq!(fit("服务中心", 1), "…");
    assert_eq!(fit("Technicians of centre 3", 16), "Technicians of…");
    assert_eq!(fit("Technicians of centre 3", 14), "Technicians…");
    assert_eq!(fit("ab internationalisation", 14), "ab internatio…", "most of the room is not given away");
    assert_eq!(fit("先看ADKAR卡片", 8), "先看…");
    assert_eq!(fit("服务中心", 0), "");
    assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    assert!(matches!(fit("abc", 3), Cow::Borrowed(_)));
}

#[test]
fn padding_fills_the_side_it_names() {
    assert_eq!(pad("中", 5), "中   ");
    assert_eq!(pad_left("中", 5), "   中");
    assert_eq!(centre("中", 5), " 中  ");
    assert_eq!(pad("服务中心", 6), "服务… ");
    assert_eq!(centre("abc", 2), "a…");
    // More than a width of the format may be.
    for padded in [pad("a", 70_000), pad_left("a", 70_000), centre("a", 140_000)] {
        assert!(padded.len() >= 70_000);
    }
}

#[test]
fn controls_become_signs() {
    assert!(matches!(visible("变革 change"), Cow::Borrowed(_)));
    assert_eq!(visible("a\u{1b}[2Jb\t\u{7f}\u{9b}\u{202e}c"), "a␛[2Jb␉␡\u{fffd}\u{fffd}c");
    assert_eq!(visible("a\nb"), "a␊b");
    assert_eq!(visible_lines("a\r\nb\0"), "a␍\nb␀");
    assert_eq!(visible("👩‍👩‍👧"), "👩‍👩‍👧", "joiners inside an emoji are no control");
}

#[test]
fn what_stands_alone_is_as_wide_as_the_screen_draws_it_and_joins_with_nothing_of_its_kind() {
    let all: Vec<char> = ('\0'..=char::MAX).filter(|c| alone(*c).is_some()).collect();
    let mut before = 'a';
    for c in all {
        let mut place = [0; 4];
        assert_eq!(alone(c), Some(glyph_width(c.encode_utf8(&mut place))), "{c:?}");
        for pair in [[c, c], [before, c], ['a', c], [c, '中']] {
            assert_eq!(String::from_iter(pair).graphemes(true).count(), 2, "{pair:?}");
        }
        before = c;
    }
}

proptest! {
    #[test]
    fn glyphs_are_what_the_screen_draws(text in any_text()) {
        let found: Vec<_> = glyphs(&text).collect();
        let wanted: Vec<_> = text.grapheme_indices(true).map(|(at, g)| (at, g, glyph_width(g))).collect();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn the_short_way_measures_like_the_long_one(text in any_text(), cells in 0_usize..40) {
        let widths: Vec<usize> = text.graphemes(true).map(glyph_width).collect();
        prop_assert_eq!(width(&text), widths.iter().sum::<usize>());
        let mut used = 0;
        let fitting = widths.iter().take_while(|wide| { used += *wide; used <= cells }).count();
        prop_assert_eq!(head(&text, cells), text.graphemes(true).take(fitting).collect::<String>());
    }

    #[test]
    fn nothing_hidden_stays_hidden(text in any_text()) {
        let shown = visible(&text);
        prop_assert!(!shown.chars().any(|c| c.is_control() || is_hidden(c)));
        prop_assert_eq!(shown.chars().count(), text.chars().count());
        prop_assert_eq!(visible(&shown), shown.clone());
        prop_assert!(!visible_lines(&text).chars().any(|c| is_hidden(c) && c != '\n'));
    }

    #[test]
    fn a_fitted_text_is_never_wider(text in any_text(), cells in 0_usize..20) {
        let fitted = fit(&text, cells);
        prop_assert!(width(&fitted) <= cells, "{fitted:?}");
        if width(&text) <= cells {
            prop_assert_eq!(fitted, text.as_str());
        } else {
            let kept = fitted.strip_suffix('…').unwrap_or(&fitted);
            prop_assert!(text.starts_with(kept));
        }
    }

    #[test]
    fn a_padded_text_fills_its_cells(text in any_text(), cells in 0_usize..20) {
        for padded in [pad(&text, cells), pad_left(&text, cells), centre(&text, cells)] {
            prop_assert_eq!(width(&padded), cells, "{:?}", padded);
        }
    }
}

#[test]
fn a_text_of_several_lines_is_shown_in_one_and_cut_by_cells() {
    assert_eq!(in_line("one\ntwo", 40), "one two");
    assert_eq!(in_line("变革\n工作簿", 8), "变革 工…");
    let phrase = Phrase { zh: "一\n二".into(), en: "one\ntwo".into() };
    assert_eq!(phrase.in_line(5), Phrase { zh: "一 二".into(), en: "one…".into() });
}

#[test]
fn words_tell_their_language() {
    for (words, lang) in [
        (&["Returns", "退货"][..], Lang::Zh),
        (&["Returns", "2026"], Lang::En),
        (&["", "2026-03-02"], Lang::Zh),
        (&[], Lang::Zh),
    ] {
        assert_eq!(Lang::written(words.iter().copied()), lang, "{words:?}");
    }
}

#[test]
fn a_change_in_percent_has_its_sign() {
    for (change, shown) in
        [(-0.717, "-72%"), (0.05, "+5%"), (0.0, "0%"), (0.004, "0%"), (-0.004, "0%"), (1.2, "+120%")]
    {
        assert_eq!(signed_percent(change), shown, "{change}");
    }
}
