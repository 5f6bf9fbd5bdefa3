//! The names of centres, which are written in more than one place.

use super::in_use::centre_column;
use crate::project::Project;
use crate::say;
use crate::sheet::{AnyRow, Cell, Row as _, comparable, is_comparable};
use crate::text::Phrase;
use crate::tools::adkar::Person;
use crate::tools::roadmap::Centre;
use ecow::EcoString;
use std::collections::BTreeSet;

/// A centre that is typed in other case or width, or with other blanks, than it is written already: that spelling, and
/// what is said of it. What is written so anywhere is taken as it is.
pub fn spelt_as_there(
    project: &Project,
    row: &dyn AnyRow,
    column: usize,
    cell: &Cell,
) -> Option<(Cell, Phrase)> {
    let Cell::Text(typed) = cell else { return None };
    let def = row.def();
    let key = def.columns.get(column)?.key;
    let on_card = def.key == Person::SHEET && key == Person::COL.centre.key;
    // Two rows of one name on the roadmap are told apart elsewhere.
    let on_roadmap = def.key == Centre::SHEET && key == Centre::COL.name.key;
    let wanted = comparable(typed);
    if !(on_card || on_roadmap) || wanted.is_empty() {
        return None;
    }
    let listed = project.rows::<Centre>().iter().filter(|_| on_card).map(|centre| &centre.name);
    let cards = project.rows::<Person>().iter().filter(|card| card.id != row.id());
    let mut there: Option<&EcoString> = None;
    for name in listed.chain(cards.map(|card| &card.centre)) {
        if name == typed {
            return None;
        }
        if there.is_none() && is_comparable(name, &wanted) {
            there = Some(name);
        }
    }
    let there = there?.trim();
    let said =
        say!("“{typed}”写作“{there}”，和已有的一样", "'{typed}' is written '{there}', as it stands already");
    Some((Cell::Text(there.into()), said))
}

/// Words behind the name of a place that many leave out.
const PLACES: &[&str] = &[
    "售后服务中心",
    "服务中心",
    "售后中心",
    "维修中心",
    "服务站",
    "维修站",
    "4s店",
    "门店",
    "分店",
    "中心",
    "网点",
    "店",
    "市",
    "servicecentre",
    "servicecenter",
    "centre",
    "center",
    "branch",
    "shop",
];

/// Whether a name in the form in which names are compared is that of a place: `一店`, `centre1`.
pub fn is_place(name: &str) -> bool {
    let is_rest = |rest: &str| !rest.is_empty() && rest.chars().count() <= 6;
    PLACES.iter().any(|word| {
        let number = name.strip_prefix(word).filter(|rest| rest.chars().all(|c| c.is_ascii_digit()));
        number.or_else(|| name.strip_suffix(word)).is_some_and(is_rest)
    })
}

/// Whether two names of a place differ only in a word that many leave out: `苏州`, `苏州店`.
pub fn is_same_place(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let name = comparable(name);
        let rest = PLACES.iter().find_map(|word| name.strip_suffix(word)).filter(|rest| !rest.is_empty());
        rest.map_or(name.clone(), str::to_owned)
    };
    let (one, other) = (bare(one), bare(other));
    !one.is_empty() && one == other
}

/// Whether one name of a centre may be the other, as in `宁波` and `宁波中心`, `Dub` and `Dublin`, `Dublin` and `Dubiln`.
fn may_be_same_place(one: &str, other: &str) -> bool {
    if is_same_place(one, other) {
        return true;
    }
    let (one, other) = (one.trim().to_lowercase(), other.trim().to_lowercase());
    let is_word = |name: &str| name.chars().all(|c| c.is_alphabetic() && (c.is_ascii() || c < '\u{2e80}'));
    let begins = |short: &str, long: &str| {
        let rest = long.strip_prefix(short);
        short.chars().count() >= 3
            && is_word(short)
            && rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    };
    let is_slip = is_word(&one)
        && is_word(&other)
        && one.chars().count().min(other.chars().count()) >= 5
        && strsim::osa_distance(&one, &other) == 1;
    begins(&one, &other) || begins(&other, &one) || is_slip
}

/// What is asked of a name of a centre that is not in use and may be one of these; none for any other.
pub fn asked_of_new_centre<'a>(typed: &str, in_use: impl IntoIterator<Item = &'a str>) -> Option<Phrase> {
    let typed = typed.trim();
    let wanted = comparable(typed);
    let mut like = None;
    for name in in_use {
        if typed.is_empty() || is_comparable(name, &wanted) {
            return None;
        }
        if like.is_none() && may_be_same_place(typed, name) {
            like = Some(name);
        }
    }
    let like = like?;
    Some(say!(
        "新的服务中心“{typed}”：是不是“{like}”？是就写成一样",
        "New centre '{typed}': is it '{like}'? If so, write it that way"
    ))
}

/// The same of a centre that is typed into a row.
pub fn asked_of_centre(project: &Project, row: &dyn AnyRow, column: usize, cell: &Cell) -> Option<Phrase> {
    let Cell::Text(typed) = cell else { return None };
    let def = row.def();
    if centre_column(def) != Some(column) {
        return None;
    }
    let listed = project.rows::<Centre>().iter().filter(|centre| centre.id != row.id());
    let cards = project.rows::<Person>().iter().filter(|card| card.id != row.id());
    let names: BTreeSet<&str> =
        listed.map(|centre| centre.name.trim()).chain(cards.map(|card| card.centre.trim())).collect();
    asked_of_new_centre(typed, names.into_iter().filter(|name| !name.is_empty()))
}

/// Names that rows of a sheet may be made of, since they stand elsewhere already: the centres of cards that are on no
/// roadmap, each once.
pub fn known_elsewhere(project: &Project, sheet: &str) -> Vec<EcoString> {
    if sheet != Centre::SHEET {
        return Vec::new();
    }
    let is_listed = |name: &str| {
        project.rows::<Centre>().iter().any(|centre| is_comparable(&centre.name, &comparable(name)))
    };
    let mut names: Vec<EcoString> = Vec::new();
    for card in project.rows::<Person>() {
        let name = card.centre.trim();
        if !name.is_empty() && !names.iter().any(|there| there == name) && !is_listed(name) {
            names.push(name.into());
        }
    }
    names
}
