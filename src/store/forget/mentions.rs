//! Finds a name in texts, in JSON and in damaged bytes, and puts something else in its place.

mod wide;

use memchr::memmem;

/// A name on its way out of texts.
pub(super) struct Mentions<'a> {
    name: &'a str,
    instead: &'a str,
    /// Longer names of others that contain this one.
    others: Vec<String>,
    /// The number of places found so far.
    pub(super) count: usize,
}

/// Tells whether bytes hold a name as part of a text, in UTF-8.
pub(super) fn holds(bytes: &[u8], name: &str) -> bool {
    let mut mentions = Mentions::of(name, "", Vec::new());
    memmem::find(bytes, name.as_bytes()).is_some() && {
        mentions.out_of_damage(bytes);
        mentions.count > 0
    }
}

impl<'a> Mentions<'a> {
    pub(super) fn of(name: &'a str, instead: &'a str, others: Vec<String>) -> Mentions<'a> {
        Mentions { name, instead, others, count: 0 }
    }

    /// Replaces the name in a text.
    fn out_of_text(&mut self, text: &str, name: &str, instead: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (at, _) in text.match_indices(name) {
            let end = at + name.len();
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(end..).unwrap_or_default();
            if is_part_of_a_word(before, name, after) || self.is_another(text, at) {
                continue;
            }
            out.push_str(text.get(from..at).unwrap_or_default());
            out.push_str(instead);
            (from, self.count) = (end, self.count + 1);
        }
        out.push_str(text.get(from..).unwrap_or_default());
        out
    }

    /// Tells whether the name that begins here is a part of somebody else's.
    fn is_another(&self, text: &str, at: usize) -> bool {
        self.others.iter().any(|other| {
            let within = other.match_indices(self.name).map(|(within, _)| within);
            within.into_iter().any(|within| {
                let from = at.checked_sub(within);
                from.and_then(|from| text.get(from..)).is_some_and(|rest| rest.starts_with(other.as_str()))
            })
        })
    }

    /// Replaces the name in the texts of JSON that is sound, but in no key and in no value of a key of these.
    pub(super) fn out_of_json(&mut self, json: &str, fixed: &[&str]) -> String {
        let mut out = String::with_capacity(json.len());
        let (mut rest, mut key) = (json, String::new());
        while let Some(start) = memchr::memchr(b'"', rest.as_bytes()) {
            let len = literal(rest.as_bytes().get(start..).unwrap_or_default());
            let (before, from) = rest.split_at(start);
            let (written, after) = from.split_at_checked(len).unwrap_or((from, ""));
            out.push_str(before);
            rest = after;
            let is_key = rest.trim_start().starts_with(':');
            let value = || serde_json::from_str::<String>(written).ok();
            if is_key {
                key = value().unwrap_or_default();
            }
            let count = self.count;
            let cleaned = if is_key || fixed.contains(&key.as_str()) {
                None
            } else {
                value().map(|text| self.out_of_text(&text, self.name, self.instead))
            };
            match cleaned.filter(|_| self.count > count) {
                Some(cleaned) => out.push_str(&serde_json::Value::from(cleaned).to_string()),
                None => out.push_str(written),
            }
        }
        out.push_str(rest);
        out
    }

    /// Replaces the name in a text that was being typed. That of a form is a list of texts, JSON within JSON.
    pub(super) fn out_of_draft(&mut self, bytes: &[u8]) -> Vec<u8> {
        let draft = serde_json::from_slice::<serde_json::Map<_, _>>(bytes).ok();
        if let Some(mut draft) = draft
            && let Some(serde_json::Value::String(text)) = draft.get_mut("text")
            && serde_json::from_str::<Vec<String>>(text).is_ok()
        {
            *text = self.out_of_json(text, &[]);
            return serde_json::Value::from(draft).to_string().into_bytes();
        }
        self.out_of_bytes(bytes, &["sheet", "row", "column"])
    }

    /// The same for bytes; what is no UTF-8 is taken as damaged.
    fn out_of_bytes(&mut self, bytes: &[u8], fixed: &[&str]) -> Vec<u8> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.out_of_json(text, fixed).into_bytes(),
            Err(_) => self.out_of_damage(bytes),
        }
    }

    /// Replaces the name wherever it stands in bytes that nothing is known of: as it is, as JSON writes it, and in UTF-16.
    pub(super) fn out_of_damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let written = |text: &str| {
            let json = serde_json::Value::from(text).to_string();
            json.get(1..json.len() - 1).unwrap_or_default().to_owned()
        };
        let mut names = vec![(self.name.to_owned(), self.instead.to_owned())];
        if written(self.name) != self.name {
            names.push((written(self.name), written(self.instead)));
        }
        let mut out = Vec::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            let text = names.iter().fold(chunk.valid().to_owned(), |text, (name, instead)| {
                self.out_of_text(&text, name, instead)
            });
            out.extend_from_slice(text.as_bytes());
            out.extend_from_slice(chunk.invalid());
        }
        for wide in wide::ORDERS {
            let (name, instead) = (wide.bytes(self.name), wide.bytes(self.instead));
            let places: Vec<usize> = memmem::find_iter(&out, &name)
                .filter(|at| self.is_wide(&wide, &out, *at, name.len()))
                .collect();
            for at in places.iter().rev() {
                out.splice(*at..at + name.len(), instead.iter().copied());
            }
            self.count += places.len();
        }
        out
    }

    /// Tells whether bytes that spell the name in UTF-16 do stand in a text written so, and are a name of their own.
    fn is_wide(&self, wide: &wide::Order, bytes: &[u8], at: usize, len: usize) -> bool {
        let (before, after) = wide.around(bytes, at, len);
        wide.is_text(bytes, at, len)
            && !is_part_of_a_word(&before, self.name, &after)
            && !self.is_another(&format!("{before}{}{after}", self.name), before.len())
    }
}

/// The length of a text in quotes, from its first quote to behind its last.
fn literal(bytes: &[u8]) -> usize {
    let mut escaped = false;
    let end = bytes.iter().skip(1).position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    end.map_or(bytes.len(), |end| end + 2)
}

/// Tells whether a name only stands in the middle of another word, as Ann does in Anna. Scripts that are written
/// without spaces have no such words.
fn is_part_of_a_word(before: &str, name: &str, after: &str) -> bool {
    const UNSPACED: char = '\u{2e80}';
    let spaced = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < UNSPACED);
    let joined = |a: Option<char>, b: Option<char>| spaced(a) && spaced(b);
    joined(before.chars().next_back(), name.chars().next())
        || joined(name.chars().next_back(), after.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(name: &str, others: &[&str], json: &str) -> (String, usize) {
        let mut mentions = Mentions::of(name, "×", others.iter().map(|o| (*o).to_owned()).collect());
        let out = mentions.out_of_json(json, &["kind", "id"]);
        (out, mentions.count)
    }

    #[test]
    fn a_name_goes_out_of_values_only_and_whole_words_only() {
        for (name, before, after) in [
            ("Ann", r#"{"a":"Ann, Anna, Joann and Ann."}"#, r#"{"a":"×, Anna, Joann and ×."}"#),
            (
                "team",
                r#"{"team":"team","kind":"team","id" : "team"}"#,
                r#"{"team":"×","kind":"team","id" : "team"}"#,
            ),
            ("王芳", r#"{"a":["请王芳看","x"],"b":"王芳"}"#, r#"{"a":["请×看","x"],"b":"×"}"#),
            ("A \"B\"", r#"{"a":"says A \"B\"\\"}"#, r#"{"a":"says ×\\"}"#),
            ("李", r#"{"a":"\u674e"}"#, r#"{"a":"×"}"#),
            ("Nobody", r#"{"a":"\u674e \\\" ","b":1.50}"#, r#"{"a":"\u674e \\\" ","b":1.50}"#),
        ] {
            assert_eq!(json(name, &[], before).0, after, "{name}");
        }
        let kept = json("王芳", &["王芳芳", "小王芳"], r#"{"a":"王芳芳、小王芳、王芳"}"#);
        assert_eq!(kept, (r#"{"a":"王芳芳、小王芳、×"}"#.to_owned(), 1));
    }

    #[test]
    fn a_name_goes_out_of_forms_that_are_json_within_json() {
        for (name, before, after) in [
            ("A \"B\"", r#"["Pilot","for A \"B\""]"#, r#"["Pilot","for ×"]"#),
            ("王芳", r#"["王芳","王\n芳"]"#, r#"["×","王\n芳"]"#),
            ("Ann", "Ann [and", "× [and"),
        ] {
            let draft =
                |text: &str| serde_json::json!({"sheet":"","row":"Ann","column":"create","text":text});
            let mut mentions = Mentions::of(name, "×", Vec::new());
            let out = mentions.out_of_draft(draft(before).to_string().as_bytes());
            assert_eq!(String::from_utf8(out).unwrap(), draft(after).to_string(), "{name}");
            assert_eq!(mentions.count, 1);
        }
    }

    #[test]
    fn plain_text_is_not_taken_for_utf_16() {
        // The two bytes of each of these names spell letters, and those of 以 the middle of a text.
        for (name, text) in [
            ("慢", "{\"note\":\"a ba ab abba, cut o"),
            ("慢慢", "baba abab baba"),
            ("以", "\"N国\" nN"),
            ("牡", "ar ra 车, \"ra"),
        ] {
            for end in [&b""[..], b"\xff", b"\0", b"\0\0\0\0\0\0", b"x\0\r\0\n\0"] {
                let long = format!("{text}{}{text}. That was all of it", "x".repeat(20));
                let bytes = [long.as_bytes(), end].concat();
                let mut mentions = Mentions::of(name, "×", Vec::new());
                assert_eq!(mentions.out_of_damage(&bytes), bytes, "{name} {end:?}");
                assert_eq!(mentions.count, 0);
            }
        }
    }

    #[test]
    fn names_go_out_of_utf_16_whole_words_only_and_not_out_of_those_of_others() {
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let wide = |text: &str| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
            for (name, before, after) in [
                ("Ann", "{\"a\":\"Ann, Anna, Joann\"", "{\"a\":\"×, Anna, Joann\""),
                ("慢", "{\"note\":\"慢\",\"b\":\"请慢请慢走\"", "{\"note\":\"×\",\"b\":\"请×请×走\""),
                ("王芳", "\"王芳芳、王芳", "\"王芳芳、×"),
            ] {
                for start in [&b""[..], b"\xff\xfe", b"\xff", b"{\"plain\":\"text\"}\n"] {
                    let mut mentions = Mentions::of(name, "×", vec!["王芳芳".to_owned()]);
                    let out = mentions.out_of_damage(&[start, &wide(before)].concat());
                    assert_eq!(out, [start, &wide(after)].concat(), "{name} {start:?}");
                }
            }
        }
    }

    #[test]
    fn a_name_goes_out_of_bytes_that_nothing_is_known_of() {
        let mut mentions = Mentions::of("李 \"x\"", "×", Vec::new());
        let mut bytes = b"\xff{\"name\":\"".to_vec();
        bytes.extend("李 \\\"x\\\" 李 \"x\"".as_bytes());
        bytes.extend("李 \"x\"".encode_utf16().flat_map(u16::to_le_bytes));
        let out = mentions.out_of_damage(&bytes);
        assert_eq!(mentions.count, 3);
        assert!(out.starts_with("\u{0}".as_bytes()) || out.starts_with(b"\xff{\"name\":\"\xc3\x97 \xc3\x97"));
        assert!(out.ends_with(&0xd7_u16.to_le_bytes()), "{out:?}");
    }
}
