//! What is found, where, and how well.

use proptest::prelude::*;

use super::*;

fn at(query: &str, text: &str) -> Option<Vec<usize>> {
    Query::new(query).matches(text).map(|found| found.at)
}

fn score(query: &str, text: &str) -> i32 {
    Query::new(query).matches(text).map_or(i32::MIN, |found| found.score)
}

#[test]
fn chinese_is_found_by_sound() {
    for (query, text) in [
        ("zw", "张伟"),
        ("zhangwei", "张伟"),
        ("zhangw", "张伟"),
        ("zhw", "张伟"),
        ("zwei", "张伟"),
        ("zhanwe", "展望"),
        ("cq", "重庆"),
        ("chongqing", "重庆"),
        ("zhongqing", "重庆"),
        ("zq", "重庆"),
        ("fwzx", "服务中心"),
        ("fuwuzhongxin", "服务中心"),
        ("fuwuzhongx", "服务中心"),
        ("服w中x", "服务中心"),
        ("ADKARkp", "adkar 卡片"),
        ("adkarkp", "ADKAR 卡片"),
        ("ａｄｋａｒ", "adkar"),
        ("kpi", "ＫＰＩ"),
        ("xian", "西安"),
    ] {
        let all = (0..text.chars().count()).filter(|n| text.chars().nth(*n) != Some(' ')).collect();
        let expected = if query == "zhanwe" { None } else { Some(all) };
        assert_eq!(at(query, text), expected, "{query} {text}");
    }
    assert_eq!(at("zhang", "张伟"), Some(vec![0]));
    for query in ["lv", "lu", "lü", "LÜ", "l"] {
        assert_eq!(at(query, "吕"), Some(vec![0]), "{query}");
    }
    for query in ["lve", "lue", "lüe"] {
        assert_eq!(at(query, "战略"), Some(vec![1]), "{query}");
    }
}

#[test]
fn running_text_holds_words_unbroken() {
    let place = |query: &str, text: &str| Query::new(query).places(text).into_iter().next().flatten();
    for (query, text, at) in [
        ("紧迫", "先营造紧迫感", 3..5),
        ("jinpo", "先营造紧迫感", 3..5),
        ("jpg", "先营造紧迫感", 3..6),
        ("jinpog", "先营造紧迫感", 3..6),
        ("win", "following a Win", 12..15),
        ("adkar", "用ADKAR卡", 1..6),
        ("adkark", "用ADKAR卡", 1..7),
    ] {
        assert_eq!(place(query, text), Some(at), "{query} {text}");
    }
    for (query, text) in
        [("紧感", "紧迫感"), ("jg", "紧迫感"), ("ins", "wins"), ("winx", "win"), ("win", ""), ("py", "happy")]
    {
        assert_eq!(place(query, text), None, "{query} {text}");
    }
    let both = Query::new("zd 紧").places("紧迫感");
    assert_eq!(both, [None, Some(0..1)]);
}

#[test]
fn what_is_not_there_is_not_found() {
    for (query, text) in
        [("wz", "张伟"), ("zhangweix", "张伟"), ("hang", "张"), ("zx", ""), ("中", "张"), ("li", "吕")]
    {
        assert_eq!(at(query, text), None, "{query} {text}");
    }
}

/// Whatever is typed begins at a word and stands together: letters scattered in a text are no match, however short it is.
#[test]
fn scattered_letters_find_nothing() {
    for (query, text) in [
        ("wq", "Workshop queue times"),
        ("wq", "网点的周期"),
        ("wq", "new equipment"),
        ("kps", "keep it simple"),
        ("jg", "紧迫感"),
        ("fx", "服务中心"),
        ("port", "export"),
        ("cst", "customer satisfaction"),
    ] {
        assert_eq!(at(query, text), None, "{query} {text}");
        assert_eq!(Scorer::new(&Query::new(query)).score(text), None, "{query} {text}");
    }
    for (query, text, places) in [
        ("wq", "网点维权周期", 2..4),
        ("cust", "Customer satisfaction", 0..4),
        ("sat", "Customer satisfaction", 9..12),
        ("2026", "KPI2026", 3..7),
        ("aftersales", "After-sales", 0..11),
    ] {
        let places: Vec<usize> = places.filter(|n| text.chars().nth(*n) != Some('-')).collect();
        assert_eq!(at(query, text), Some(places), "{query} {text}");
    }
}

#[test]
fn an_empty_query_finds_all() {
    for query in ["", "  ", "\u{3000}"] {
        assert_eq!(Query::new(query).matches("张伟"), Some(Match { score: 0, at: vec![] }));
        assert!(Query::new(query).is_empty());
    }
}

#[test]
fn every_word_must_be_somewhere() {
    assert_eq!(at("zx fw", "服务中心"), Some(vec![0, 1, 2, 3]));
    assert_eq!(at("sales after", "After-Sales"), Some(vec![0, 1, 2, 3, 4, 6, 7, 8, 9, 10]));
    assert_eq!(at("fw bj", "服务中心"), None);
}

#[test]
fn the_better_match_scores_higher() {
    for (query, better, worse) in [
        ("zhong", "中心", "仔红心"),
        ("kpi", "KPI dashboard", "keep it simple, please"),
        ("kpi", "a KPI", "xkpix"),
        ("fw", "服务", "服装任务"),
        ("zx", "中心", "中的心态"),
        ("zhang", "张", "这行案内感"),
        ("中", "中", "重中"),
        ("plan", "Plan", "Planning"),
    ] {
        assert!(score(query, better) > score(query, worse), "{query}: {better} before {worse}");
    }
    assert_eq!(at("wei", "wxexi wei"), Some(vec![6, 7, 8]), "the best of several places");
}

#[test]
fn long_texts_are_searched_in_pieces() {
    let text = format!("{}服务中心{}", "空".repeat(5_000), "，".repeat(5_000));
    assert_eq!(at("fwzx", &text), Some(vec![5_000, 5_001, 5_002, 5_003]));
    assert_eq!(at("fwzx", &format!("服{0}务{0}中{0}心", "，".repeat(SPAN))), None);
    let long = "x".repeat(200);
    assert!(Query::new(&long).matches(&long).is_some());
    assert!(Query::new(&long).matches("xxx").is_none());
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[张伟重庆吕服务中心战略a-eA-E Ü，]{0,10}", 1 => any::<String>()]
}

/// Of the length of a name, of a sentence, and beyond what is searched in one piece.
fn any_text() -> impl Strategy<Value = String> {
    let sentence = "[张伟重庆吕服务中心战略的中心是欸嗯〇㐀𠀀a-eA-E Ü，。ａ-]{0,90}";
    let long = (sentence, 1_usize..8).prop_map(|(text, times)| text.repeat(times));
    prop_oneof![3 => any_name(), 3 => sentence, 1 => long]
}

proptest! {
    #[test]
    fn a_match_names_characters_of_the_text(query in any_name(), text in any_name()) {
        let found = Query::new(&query).matches(&text);
        if let Some(found) = found {
            prop_assert!(found.at.is_sorted_by(|a, b| a < b));
            prop_assert!(found.at.iter().all(|at| *at < text.chars().count()));
        }
    }

    #[test]
    fn a_score_is_that_of_the_match(query in any_name(), texts in proptest::collection::vec(any_text(), 1..4)) {
        let query = Query::new(&query);
        let mut scorer = Scorer::new(&query);
        for text in texts {
            prop_assert_eq!(scorer.score(&text), query.matches(&text).map(|found| found.score), "{}", text);
            prop_assert_eq!(query.stands_in(&text), !query.places(&text).contains(&None), "{}", text);
        }
    }

    #[test]
    fn a_running_text_is_found_by_any_piece_of_it(text in "[张伟重庆吕，a-cA-C1 ]{1,12}", from in 0_usize..12, length in 1_usize..12) {
        let characters: Vec<char> = text.chars().collect();
        let latin = |at: usize| characters.get(at).is_some_and(char::is_ascii_alphanumeric);
        let from = from % characters.len();
        prop_assume!(!(latin(from) && from.checked_sub(1).is_some_and(latin)));
        let piece: String = characters[from..].iter().take(length).take_while(|c| **c != ' ').collect();
        for found in Query::new(&piece).places(&text) {
            let found = found.unwrap();
            prop_assert!(found.start <= from && found.start < found.end && found.end <= characters.len());
        }
    }

    #[test]
    fn places_lie_in_the_text(query in any_name(), text in any_name()) {
        let length = text.chars().count();
        let query = Query::new(&query);
        let places = query.places(&text);
        prop_assert_eq!(places.is_empty(), query.is_empty());
        prop_assert!(places.into_iter().flatten().all(|place| place.start < place.end && place.end <= length));
    }

    #[test]
    fn a_text_is_found_by_any_piece_of_it(text in any_name(), from in 0_usize..10, length in 1_usize..10) {
        let characters: Vec<char> = text.chars().collect();
        prop_assume!(!characters.is_empty());
        let from = from % characters.len();
        prop_assume!(!is_inside(from.checked_sub(1).map(|at| fold(characters[at])), fold(characters[from])));
        let piece: String = characters[from..].iter().take(length).collect();
        let first = piece.split_whitespace().next().unwrap_or_default();
        prop_assume!(piece.starts_with(first));
        prop_assert!(Query::new(first).matches(&text).is_some());
    }

    #[test]
    fn a_name_is_found_by_any_of_its_readings(
        name in "[张伟重庆吕服务中心战略行长]{1,8}", picks in prop::collection::vec((any::<u8>(), any::<bool>()), 8),
    ) {
        let mut query = String::new();
        for (c, (pick, initial)) in name.chars().zip(picks) {
            let all: Vec<_> = readings(c).collect();
            let reading = all[usize::from(pick) % all.len()].plain().replace('ü', "v");
            query.push_str(if initial { reading.get(..1).unwrap() } else { &reading });
        }
        let found = Query::new(&query).matches(&name).unwrap();
        prop_assert!(found.score > 0);
    }

    #[test]
    fn the_quick_look_is_sure_about_no(query in "[a-z张伟重]{1,5}", text in "[张伟重庆吕服务中心a-z ]{0,8}") {
        let word = Word::new(&query.chars().collect::<Vec<_>>());
        let characters: Vec<char> = text.chars().collect();
        prop_assert!(word.may_be_in(&text) || word.best_in(&characters).is_none());
    }
}
