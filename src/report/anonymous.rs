//! Codes in place of people: P1, P2 … in the order in which they are met, the same one for the same person all through a
//! report.
//!
//! Names are what stands in the columns for people of all sheets. They are found in free text as well: in Latin letters
//! as whole words whatever their case, in Chinese, which has no blanks between words, wherever they stand. A role such as
//! 技师 is nobody's name and stays.

mod parts;

use super::Report;
use crate::project::Project;
use crate::sheet::{AnyRow, Cell, Column, Kind, Opt, Row as _, aliases, comparable};
use crate::text::{Phrase, text};
use crate::tools::adkar::Person;
use crate::tools::kotter::Member;
use chrono::NaiveDate;
use parts::{is_word, parts_of};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation as _;

/// The keys of columns that hold people and have none of the names that such columns mostly have.
const KEYS: &[&str] = &["sender", "sponsor", "commended_who", "assessor", "by", "attendees", "absent"];

/// What stands between several people in one cell.
const MARKS: [char; 12] = ['、', '，', ',', '；', ';', '/', '／', '&', '+', '|', '\n', '\r'];

/// The words of English that join several people.
const JOINING: [&str; 2] = ["and", "or"];

/// The people of one or more projects, and the codes given so far.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// The names by their letters in lower case.
    names: HashMap<Vec<char>, Name>,
    /// By the first letter, how long such names are.
    lengths: HashMap<char, BTreeSet<usize>>,
    /// By the place of the person: the number of the code, once it is given.
    numbers: Vec<Option<usize>>,
    given: usize,
}

/// Whose a name is.
#[derive(Clone, Copy, Debug)]
struct Name {
    /// The place of the person, or one of its own where several people have a name of this part.
    person: usize,
    /// Whether it is only a part of somebody's name.
    is_part: bool,
    /// Whether it is a word of English as well, so that it is a name only with a capital.
    is_word: bool,
}

/// Whether a column holds people.
pub(super) fn holds_people(column: &Column) -> bool {
    matches!(column.kind, Kind::Text | Kind::Prose)
        && (column.aliases == aliases::OWNER
            || column.aliases == aliases::PERSON
            || KEYS.contains(&column.key))
}

impl Codes {
    /// The people of some projects.
    pub fn of<'a>(projects: impl IntoIterator<Item = &'a Project>) -> Codes {
        let mut codes = Codes::default();
        projects.into_iter().for_each(|project| codes.add(project));
        codes
    }

    /// Takes in the people of a project.
    pub fn add(&mut self, project: &Project) {
        for sheet in project.sheets() {
            let columns = sheet.def().columns.iter().enumerate();
            let columns: Vec<usize> =
                columns.filter(|(_, column)| holds_people(column)).map(|(at, _)| at).collect();
            if columns.is_empty() {
                continue;
            }
            for row in (0..sheet.len()).filter_map(|at| sheet.row(at)) {
                self.add_row(row, &columns);
            }
            // A text may name somebody whose card or promise has gone since.
            for removed in project.removed.iter().filter(|removed| removed.sheet == sheet.def().key) {
                let object = serde_json::from_str(&removed.json).ok();
                if let Some(row) = object.and_then(|object| sheet.def().row_of(object)) {
                    self.add_row(&*row, &columns);
                }
            }
        }
    }

    /// Takes in whom a row names in these columns, and whom it named there before it was corrected.
    fn add_row(&mut self, row: &dyn AnyRow, columns: &[usize]) {
        for at in columns {
            if let Cell::Text(people) = row.get(*at) {
                self.add_people(&people);
            }
        }
        let is_ours = |key: &str| columns.iter().any(|at| row.def().columns[*at].key == key);
        for (key, value) in row.entered().corrected_after(NaiveDate::MIN) {
            if let Some(people) = value.as_str().filter(|_| is_ours(key)) {
                self.add_people(people);
            }
        }
    }

    /// Takes in the people of a cell.
    fn add_people(&mut self, cell: &str) {
        for part in cell.split(MARKS).flat_map(parted_by_words) {
            for name in parted_by_characters(part) {
                self.add_name(name);
            }
        }
    }

    fn add_name(&mut self, name: &str) {
        let name = name.trim();
        // Figures alone are nobody's name, and would be taken out of every sum.
        if !name.chars().any(char::is_alphabetic) || is_role(name) {
            return;
        }
        let next = self.numbers.len();
        let person = self.call(name, next);
        if person == next {
            self.numbers.push(None);
        }
        for part in parts_of(name) {
            self.call_in_part(part, person);
        }
    }

    /// Notes the name of a person, unless it is somebody's already; whose it is then.
    fn call(&mut self, name: &str, person: usize) -> usize {
        let noted = self.note(name, Name { person, is_part: false, is_word: is_word(name) });
        noted.is_part = false;
        noted.person
    }

    /// Notes a part of the name of a person; one that is a part of other people's names, too, is none of theirs.
    fn call_in_part(&mut self, part: &str, person: usize) {
        let next = self.numbers.len();
        let noted = self.note(part, Name { person, is_part: true, is_word: is_word(part) });
        if noted.is_part && noted.person != person {
            noted.person = next;
            self.numbers.push(None);
        }
    }

    /// A name as it is noted, which it is now if it was not.
    fn note(&mut self, name: &str, new: Name) -> &mut Name {
        let letters: Vec<char> = name.chars().map(lower).collect();
        if let Some(first) = letters.first() {
            self.lengths.entry(*first).or_default().insert(letters.len());
        }
        self.names.entry(letters).or_insert(new)
    }

    /// The text with codes in place of people.
    pub(super) fn replaced(&mut self, text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let small: Vec<char> = letters.iter().copied().map(lower).collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            if let Some((len, person)) = self.name_at(&small, at, letter.is_uppercase()) {
                let code = self.code(person);
                // Writing into a string does not fail.
                let _ok = write!(out, "P{code}");
                at += len;
            } else {
                out.push(*letter);
                at += 1;
            }
        }
        out
    }

    /// The length of the longest name that begins at a place of a text in small letters, and whose it is.
    fn name_at(&self, text: &[char], at: usize, is_capital: bool) -> Option<(usize, usize)> {
        let lengths = self.lengths.get(text.get(at)?)?;
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        lengths.iter().rev().find_map(|len| {
            let name = text.get(at..at + len)?;
            let known = self.names.get(name).filter(|known| is_capital || !known.is_word)?;
            is_whole(name, before, text.get(at + len)).then_some((*len, known.person))
        })
    }

    fn code(&mut self, person: usize) -> usize {
        let Some(code) = self.numbers.get_mut(person) else { return 0 };
        *code.get_or_insert_with(|| {
            self.given += 1;
            self.given
        })
    }
}

/// The parts of a text between the English words that join names.
fn parted_by_words(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, word) in text.split_word_bound_indices() {
        let stands_alone = text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
        if stands_alone && JOINING.iter().any(|joining| word.eq_ignore_ascii_case(joining)) {
            parts.extend(text.get(from..at));
            from = at + word.len();
        }
    }
    parts.extend(text.get(from..));
    parts
}

/// The parts of a text between the Chinese characters that join names. They stand in names too, as in 李和平: a part of one
/// character alone is no name, so that nothing is parted there.
fn parted_by_characters(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['和', '与', '及']) {
        let behind = text.get(at + '和'.len_utf8()..).unwrap_or_default();
        let before = text.get(from..at).unwrap_or_default();
        let next = behind.split(['和', '与', '及']).next().unwrap_or_default();
        if is_long_enough(before) && (is_long_enough(next) || is_long_enough(behind) && !next.is_empty()) {
            parts.push(before);
            from = at + '和'.len_utf8();
        }
    }
    parts.extend(text.get(from..));
    parts
}

/// Whether a text may be a name by its length.
fn is_long_enough(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).take(2).count() == 2
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Whether a letter belongs to a word that is parted from others by blanks.
fn is_spelt(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2e80}'
}

/// Whether a name stands for itself between its neighbours: a Latin word is no part of a longer one, and one Chinese
/// character alone is no part of a word.
fn is_whole(name: &[char], before: Option<&char>, after: Option<&char>) -> bool {
    let parted = |edge: Option<&char>, beside: Option<&char>| match (edge, beside) {
        (Some(edge), Some(beside)) if is_spelt(*edge) => !is_spelt(*beside),
        (Some(_), Some(beside)) if name.len() == 1 => !beside.is_alphanumeric(),
        _ => true,
    };
    parted(name.first(), before) && parted(name.last(), after)
}

/// Whether a name is that of a role or a function, of which there are many people.
fn is_role(name: &str) -> bool {
    static ROLES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let role = &Person::DEF.columns[Person::COL.role.at];
        let function = &Member::DEF.columns[Member::COL.function.at];
        // By other names a function is called after the one who leads it, such as the HR manager.
        let functions = options(function).iter().flat_map(|option| called(labels(option)));
        let roles = options(role).iter();
        roles
            .flat_map(|option| called(labels(option).chain(option.aka.iter().copied())))
            .chain(functions)
            .collect()
    });
    ROLES.contains(&comparable(name))
}

fn options(column: &Column) -> &'static [Opt] {
    match column.kind {
        Kind::Choice(options) | Kind::OpenChoice(options) => options,
        _ => &[],
    }
}

/// What an option is called on the screen and in files.
fn labels(option: &'static Opt) -> impl Iterator<Item = &'static str> {
    [option.key, option.label.zh, option.label.en].into_iter()
}

/// Names of one and of several.
fn called(names: impl Iterator<Item = &'static str>) -> impl Iterator<Item = String> {
    names.flat_map(|name| [comparable(name), comparable(&format!("{name}s"))])
}

impl Report {
    /// Puts codes in the place of people, and says so.
    pub(super) fn anonymise(&mut self, codes: &mut Codes) {
        self.each(&mut |phrase| {
            let zh = codes.replaced(&phrase.zh);
            // What reads the same in both languages is looked through once.
            let en = if phrase.zh == phrase.en { zh.clone() } else { codes.replaced(&phrase.en) };
            *phrase = Phrase::from((zh, en));
        });
        self.about.push(text("人名用代号", "people by codes").into());
        self.notes.push(
            text(
                "人名都换成了代号（P1、P2……），同一个代号在这份报告里是同一个人。",
                "People are named by codes (P1, P2 …); one code is the same person all through this report.",
            )
            .into(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(names: &[&str]) -> Codes {
        let mut codes = Codes::default();
        for name in names {
            codes.add_people(name);
        }
        codes
    }

    #[test]
    fn names_are_found_as_whole_words() {
        for (names, text, coded) in [
            (&["王敏", "王敏华"][..], "请王敏华和王敏今天做完", "请P1和P2今天做完"),
            (&["Ann", "Ann Lee"], "ann lee asked Ann; Annual plan", "P1 asked P2; Annual plan"),
            (&["张"], "张：主张先试点（张）", "P1：主张先试点（P1）"),
            (
                &["Jane Smith"],
                "Smith waits; Jane Smith says: ask jane, not Smithers",
                "P1 waits; P1 says: ask P1, not Smithers",
            ),
            (&["Jane Smith", "Smith"], "Smith, Jane Smith", "P1, P1"),
            // Words of English are names only with a capital.
            (
                &["Will Smith", "Grace"],
                "the pilot will go live, Will; by grace of Grace",
                "the pilot will go live, P1; by grace of P2",
            ),
            // What several people are called is none of them.
            (&["Jane Smith", "Jane Doe"], "Jane Doe, Jane, Jane Smith, Doe", "P1, P2, P3, P1"),
            (
                &["Regional Director", "Bo Li", "Ann O'Neil-Roy"],
                "the regional office, Li; O'Neil-Roy",
                "the regional office, Li; P1",
            ),
            (&["M-07 中心经理"], "逾期：M-07 中心经理（5 天）", "逾期：P1（5 天）"),
            (
                &["技师", "technicians", "IT", "12", "–"],
                "12 technicians, 技师, IT – 12",
                "12 technicians, 技师, IT – 12",
            ),
            (&["王敏和李强"], "请李强问王敏", "请P1问P2"),
            (&["王敏 与 张三丰及李强"], "王敏、张三丰、李强", "P1、P2、P3"),
            // 和 is a part of names as well.
            (&["李和平"], "李和平说：和李总一起", "P1说：和李总一起"),
            (&["李和平和王敏"], "王敏问李和平", "P1问P2"),
            (
                &["Ann and Bob AND Cy"],
                "bob asks Ann, Cy answers; an android",
                "P1 asks P2, P3 answers; an android",
            ),
            (&["Andy Sander"], "Andy Sander, Andy", "P1, P1"),
            (&["甲一、乙二；丙三/丁四 & 戊五"], "戊五丁四丙三乙二甲一", "P1P2P3P4P5"),
            (&["O'Neil"], "O'Neil's, ONeil", "P1's, ONeil"),
        ] {
            assert_eq!(codes(names).replaced(text), coded, "{names:?}");
        }
    }

    #[test]
    fn a_person_keeps_the_code_and_codes_follow_the_text() {
        let mut codes = codes(&["b", "a"]);
        assert_eq!(codes.replaced("a b a"), "P1 P2 P1");
        assert_eq!(codes.replaced("B A"), "P2 P1");
    }
}
