use super::*;
use crate::search::Query;
use crate::text::Lang;
use std::collections::BTreeSet;

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// All texts of a page, its title among them.
fn texts(page: &Page) -> impl Iterator<Item = &Phrase> {
    std::iter::once(&page.title).chain(page.body.iter().flat_map(Block::texts))
}

fn each_text(mut look: impl FnMut(&Page, &Phrase)) {
    assert!(!pages().is_empty());
    for page in pages() {
        for text in texts(page) {
            look(page, text);
        }
    }
}

#[test]
fn every_chapter_can_be_read() {
    for chapter in Chapter::ALL {
        let pages = chapter.read().unwrap_or_else(|error| panic!("{chapter:?}: {error}"));
        assert!(!pages.is_empty(), "{chapter:?} has no page");
    }
    assert!(pages().is_sorted_by_key(|page| page.chapter));
    let keys: BTreeSet<&str> = pages().iter().map(|page| &*page.key).collect();
    assert_eq!(keys.len(), pages().len(), "two pages share a key");
    assert!(keys.into_iter().all(|key| page(key).is_some_and(|page| &*page.key == key)));
}

#[test]
fn both_languages_speak_for_themselves() {
    each_text(|page, text| {
        let (key, zh, en) = (&page.key, &text.zh, &text.en);
        assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{key}: '{zh}' / '{en}'");
        assert!(!en.contains(is_chinese), "{key}: {en}");
        // Names and figures may read the same.
        let plain = zh.chars().filter(|c| c.is_alphabetic()).count() < 12 || zh.contains(is_chinese);
        assert!(plain, "{key}: '{zh}' is no Chinese");
        for text in [zh, en] {
            assert_eq!(text.trim(), text, "{key}");
            assert!(!text.contains("  ") && !text.contains(crate::text::is_hidden), "{key}: {text}");
        }
    });
}

#[test]
fn chinese_has_chinese_punctuation() {
    each_text(|page, text| {
        let characters: Vec<char> = text.zh.chars().collect();
        for pair in characters.windows(2) {
            let half =
                matches!(pair[1], ',' | ';' | ':' | '?' | '!' | '(' | ')' | '.') && is_chinese(pair[0]);
            assert!(!half, "{}: half-width {:?} in {}", page.key, pair[1], text.zh);
        }
        assert!(!text.zh.contains(['\'', '"']), "{}: {}", page.key, text.zh);
        let full = |c: char| "，。；：？！、（）“”".contains(c);
        assert!(!text.en.contains(full), "{}: {}", page.key, text.en);
    });
}

#[test]
fn blocks_are_whole() {
    for page in pages() {
        let key = &page.key;
        let (zh, en) = page.body.iter().flat_map(Block::texts).fold((0, 0), |(zh, en), text| {
            (zh + text.zh.chars().count(), en + text.en.split_whitespace().count())
        });
        assert!((100..=900).contains(&zh), "{key}: {zh} Chinese characters");
        assert!((70..=520).contains(&en), "{key}: {en} English words");
        assert!(!matches!(page.body.last(), None | Some(Block::Heading(_))), "{key} ends with a heading");
        for block in &page.body {
            assert!(block.texts().next().is_some(), "{key}: an empty block");
            if let Block::Table { heads, rows } = block {
                assert!(
                    !rows.is_empty() && rows.iter().all(|row| row.len() == heads.len()),
                    "{key}: {heads:?}"
                );
            }
        }
    }
}

#[test]
fn no_sentence_stands_twice() {
    for lang in [Lang::Zh, Lang::En] {
        let mut seen = BTreeSet::new();
        for page in pages() {
            for text in page.body.iter().filter(|b| !matches!(b, Block::Table { .. })).flat_map(Block::texts)
            {
                let long = text.get(lang).chars().count() > if lang == Lang::Zh { 14 } else { 40 };
                assert!(!long || seen.insert(text.get(lang)), "{}: {}", page.key, text.get(lang));
            }
        }
    }
}

#[test]
fn a_rule_opens_the_page_that_names_most_of_it() {
    let key = |id: &str| page_of_rule(id).map(|page| &*page.key);
    assert_eq!(key("PR1"), Some("start"));
    assert_eq!(key("PR2"), Some("kotter-3"));
    assert_eq!(key("AK2-AB"), Some("adkar-ability"));
    assert_eq!(key("AK2-X"), Some("adkar-cards"), "the longest beginning wins");
    assert_eq!(key("AK9"), Some("adkar"));
    assert_eq!(key("AD1"), Some("advice-1"));
    assert_eq!(key("AD10"), Some("advice-10"));
    assert_eq!(key("K9"), Some("kotter"));
    assert_eq!(key("KP10"), Some("weekly-review"));
    for none in ["", "P", "ZZ9", "PRX", "p1"] {
        assert_eq!(key(none), None, "{none}");
    }
}

#[test]
fn the_beginning_of_an_id_ends_where_its_word_or_number_ends() {
    for (id, name) in
        [("AK2-A", "AK2"), ("AK2-A", "AK"), ("AD10", "AD10"), ("AD10", "AD"), ("AK2-AB", "AK2-AB")]
    {
        assert!(begins(id, name), "{id} {name}");
    }
    for (id, name) in [("AD10", "AD1"), ("KP1", "K"), ("AK2-AB", "AK2-A"), ("K1", "K12"), ("K1", "")] {
        assert!(!begins(id, name), "{id} {name}");
    }
}

fn found(query: &str, lang: Lang) -> Vec<&'static str> {
    find(query, lang).into_iter().map(|hit| &*hit.page.key).collect()
}

#[test]
fn a_page_is_found_by_its_words_in_any_writing() {
    for query in ["值得关注", "zhide guanzhu", "zdgz", "ＺＤＧＺ", "怎样读 zdgz", "how finding", "FIND read"]
    {
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(found(query, lang).first(), Some(&"findings"), "{query}");
        }
    }
    assert!(found("", Lang::Zh).is_empty() && found("  ", Lang::En).is_empty());
    assert!(found("怎样读 xylophone", Lang::Zh).is_empty(), "every word has to be there");
    assert!(found("indings", Lang::En).is_empty(), "a word is found by its beginning");
}

#[test]
fn a_hit_shows_where_it_stands() {
    for (query, lang) in [("备件主管", Lang::Zh), ("bjzg", Lang::Zh), ("parts supervisor", Lang::En)] {
        let hits = find(query, lang);
        let hit = hits.iter().find(|hit| &*hit.page.key == "occasions").unwrap();
        let text: Vec<char> = hit.phrase().get(lang).chars().collect();
        let marked: String = hit.at.iter().flat_map(|at| &text[at.clone()]).collect();
        assert!(["备件主管", "partssupervisor"].contains(&marked.as_str()), "{marked}");
    }
    let title = find("findings", Lang::En).into_iter().find(|hit| hit.block.is_none());
    assert!(title.is_none_or(|hit| hit.phrase() == &hit.page.title));
    // What only the other language says is found, and shown without a mark.
    let hit = find("备件主管", Lang::En).into_iter().find(|hit| &*hit.page.key == "occasions").unwrap();
    assert!(hit.at.is_empty() && hit.phrase().zh.contains("备件主管"));
}

#[test]
fn titles_come_first() {
    for (query, lang) in
        [("愿景", Lang::Zh), ("yuanjing", Lang::Zh), ("vision", Lang::En), ("指标", Lang::Zh)]
    {
        let hits = find(query, lang);
        let in_title: Vec<bool> = hits.iter().map(|hit| hit.block.is_none()).collect();
        assert!(in_title.is_sorted_by(|a, b| a >= b), "{query}: {in_title:?}");
        assert!(in_title.first() == Some(&true) && in_title.last() == Some(&false), "{query}: {in_title:?}");
        // A page that stands earlier in the book and only mentions it.
        let mentions = hits.iter().find(|hit| hit.block.is_some()).unwrap();
        assert!(mentions.page.chapter < hits[0].page.chapter, "{query}");
    }
}

#[test]
fn every_page_is_found_by_its_own_title() {
    for page in pages() {
        for lang in [Lang::Zh, Lang::En] {
            let title = page.title.get(lang);
            let (_, hit) = find::look_at(page, &Query::new(title), lang).unwrap();
            assert_eq!(hit.block, None, "{title}");
        }
    }
}
