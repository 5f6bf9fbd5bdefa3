//! Parts of people's names that stand alone in a text.

use super::is_spelt;

/// The words by which people are called who have two or three names in Latin letters, each with a capital: the first name and
/// the last. What is made of words for a post, such as Regional Director, has none.
pub(super) fn parts_of(name: &str) -> impl Iterator<Item = &str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|first| first.is_uppercase() && is_spelt(first))
            && letters.all(|c| is_spelt(c) || matches!(c, '-' | '\'' | '’'))
            && word.chars().count() > 2
            && word.chars().any(char::is_lowercase)
            && !POSTS.contains(&word.to_lowercase().as_str())
    };
    let are_names = (2..=3).contains(&words.len()) && words.iter().all(is_name);
    let parts = if are_names { vec![words[0], words[words.len() - 1]] } else { Vec::new() };
    parts.into_iter()
}

/// Whether a name is a word of English as well, as the will in *will go live*.
pub(super) fn is_word(name: &str) -> bool {
    WORDS.contains(&name.trim().to_lowercase().as_str())
}

/// Words of English that are names of people, too.
const WORDS: &[&str] = &[
    "angel", "art", "bill", "black", "brown", "carter", "chance", "chase", "chip", "church", "cook", "day",
    "dean", "dawn", "drew", "faith", "fine", "fisher", "ford", "frank", "free", "gene", "gold", "good",
    "grace", "grant", "gray", "green", "guy", "hand", "hill", "hope", "house", "hunter", "iris", "jack",
    "joy", "keen", "king", "lane", "law", "little", "long", "love", "major", "marks", "mark", "march",
    "mason", "max", "may", "miles", "miller", "moss", "nick", "norm", "page", "pat", "pearl", "penny",
    "pitt", "price", "ray", "rich", "ring", "rob", "rock", "rose", "rush", "sharp", "short", "skip", "small",
    "smart", "stone", "strong", "sue", "summer", "swift", "tanner", "taylor", "trip", "victor", "wade",
    "walker", "ward", "waters", "white", "will", "wise", "wood", "woods", "young",
];

/// Words in the names of posts, departments and places.
const POSTS: &[&str] = &[
    "accounting",
    "admin",
    "administrator",
    "advisor",
    "adviser",
    "after-sales",
    "aftersales",
    "agent",
    "analyst",
    "area",
    "assistant",
    "board",
    "branch",
    "business",
    "buyer",
    "central",
    "centre",
    "center",
    "chair",
    "change",
    "chief",
    "city",
    "claims",
    "clerk",
    "commercial",
    "committee",
    "consultant",
    "controller",
    "coordinator",
    "customer",
    "dealer",
    "deputy",
    "desk",
    "department",
    "director",
    "dispatcher",
    "district",
    "east",
    "engineer",
    "engineering",
    "executive",
    "expert",
    "field",
    "finance",
    "financial",
    "foreman",
    "general",
    "group",
    "head",
    "human",
    "inspector",
    "junior",
    "lead",
    "leader",
    "legal",
    "logistics",
    "manager",
    "managing",
    "marketing",
    "master",
    "mechanic",
    "national",
    "north",
    "office",
    "officer",
    "operations",
    "operator",
    "owner",
    "parts",
    "people",
    "person",
    "pilot",
    "planner",
    "plant",
    "president",
    "product",
    "project",
    "purchasing",
    "quality",
    "region",
    "regional",
    "repair",
    "resources",
    "sales",
    "secretary",
    "senior",
    "service",
    "shift",
    "shop",
    "site",
    "south",
    "specialist",
    "sponsor",
    "staff",
    "store",
    "supervisor",
    "supplier",
    "support",
    "team",
    "technical",
    "technician",
    "trainer",
    "training",
    "vendor",
    "vice",
    "warehouse",
    "warranty",
    "west",
    "workshop",
];
