//! Which key does what, and what is wrong with the keys that people choose.

use super::{Chord, Command, Context, ENTRIES, Entry};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Lang, Phrase};

/// Which key does what: the table's keys, or those of the config file.
#[derive(Clone, Debug)]
pub struct Bindings {
    rows: Vec<(Context, Chord, Command)>,
}

impl Default for Bindings {
    fn default() -> Self {
        Bindings::read(&[]).0
    }
}

impl Bindings {
    /// The table's keys, with some commands rebound; the error names the first entry that is wrong.
    pub fn with(rebound: &[(String, Vec<String>)]) -> Result<Bindings, Phrase> {
        let (bindings, wrong) = Bindings::read(rebound);
        wrong.into_iter().next().map_or(Ok(bindings), Err)
    }

    /// The table's keys, with some commands rebound as far as that can be, and what cannot. A wrong key is left out
    /// and everything else holds; a command that is left with none of the keys chosen for it keeps those of the table.
    pub fn read(rebound: &[(String, Vec<String>)]) -> (Bindings, Vec<Phrase>) {
        let mut wrong: Vec<Phrase> = Vec::new();
        for (name, _) in rebound.iter().filter(|(name, _)| !ENTRIES.iter().any(|e| e.key == name)) {
            wrong.push(say!("keys.{name}：没有这个命令", "keys.{name}: there is no such command"));
        }
        let chosen = |entry: &Entry| rebound.iter().find(|(name, _)| name == entry.key).map(|(_, keys)| keys);
        let mut bindings = Bindings { rows: Vec::new() };
        let table = |entry: &Entry| -> Vec<Chord> {
            entry.keys().iter().filter_map(|key| Chord::parse(key)).collect()
        };
        for entry in ENTRIES.iter().filter(|entry| chosen(entry).is_none()) {
            bindings.add(entry, &table(entry));
        }
        let mut bare = Vec::new();
        for (entry, keys) in ENTRIES.iter().filter_map(|entry| Some((entry, chosen(entry)?))) {
            let mut taken = Vec::new();
            for key in keys {
                let (name, command) = (entry.key, entry.command);
                let Some(chord) = Chord::parse(key) else {
                    wrong.push(say!(
                        "keys.{name}：“{key}”不是按键；请写成 ctrl-z、alt-1、f2、? 这样",
                        "keys.{name}: '{key}' is not a key; write one like ctrl-z, alt-1, f2, ?"
                    ));
                    continue;
                };
                match bindings.holder(entry.context, chord).filter(|holder| *holder != command) {
                    Some(holder) => {
                        let (other, title) = (holder.entry().key, entry.title);
                        let held = holder.entry().title;
                        wrong.push(say!(
                            "keys.{name}：“{key}”已经是 {other}（{held}）的键，{name}（{title}）没有用上它",
                            "keys.{name}: '{key}' is the key of {other} ({held}) already, so {name} ({title}) does not get it",
                            held,
                            title
                        ));
                    }
                    None if taken.contains(&chord) => {}
                    None => taken.push(chord),
                }
            }
            if taken.is_empty() && !keys.is_empty() {
                bare.push(entry);
            }
            bindings.add(entry, &taken);
        }
        for entry in bare {
            let free: Vec<Chord> = table(entry)
                .into_iter()
                .filter(|chord| bindings.holder(entry.context, *chord).is_none())
                .collect();
            bindings.add(entry, &free);
        }
        let place = |command: Command| ENTRIES.iter().position(|entry| entry.command == command);
        // Stable: the keys of a command keep their order, the first is the one shown.
        bindings.rows.stable_sort_by_key(|(.., command)| place(*command));
        (bindings, wrong)
    }

    fn add(&mut self, entry: &Entry, chords: &[Chord]) {
        self.rows.extend(chords.iter().map(|chord| (entry.context, *chord, entry.command)));
    }

    /// The command that has a key where it would mean two things.
    fn holder(&self, context: Context, chord: Chord) -> Option<Command> {
        let holds = |(other, key, _): &&(Context, Chord, Command)| *key == chord && meet(context, *other);
        self.rows.iter().find(holds).map(|(.., command)| *command)
    }

    /// The command that a key means in a context.
    pub fn resolve(&self, context: Context, chord: Chord) -> Option<Command> {
        self.rows.iter().find(|(c, k, _)| *c == context && *k == chord).map(|(.., command)| *command)
    }

    /// The keys of a command, the one to show first.
    pub fn keys(&self, command: Command) -> impl Iterator<Item = Chord> + '_ {
        self.rows.iter().filter(move |(.., c)| *c == command).map(|(_, chord, _)| *chord)
    }

    /// The label of the key to show for a command; empty if it has none.
    pub fn label(&self, command: Command, lang: Lang) -> String {
        self.keys(command).next().map_or(String::new(), |chord| chord.label(lang))
    }

    /// The labels of the keys of a command that has one for each of several things: the first and the last of those that
    /// type something, then of the others.
    pub fn labels(&self, command: Command, lang: Lang) -> Vec<String> {
        let range = |types: bool| {
            let mut keys = self.keys(command).filter(|chord| chord.typed().is_some() == types);
            let first = keys.next()?.label(lang);
            Some(match keys.last() {
                Some(last) => {
                    let last = last.label(lang);
                    let short = last.rsplit_once('-').map_or(last.as_str(), |(_, mark)| mark);
                    format!("{first}–{short}")
                }
                None => first,
            })
        };
        [true, false].into_iter().filter_map(range).collect()
    }
}

/// Whether a key cannot mean one thing in the one and another in the other. What a place has below it gives way.
fn meet(one: Context, other: Context) -> bool {
    let plain =
        |context| matches!(context, Context::Sheet | Context::List | Context::Portfolio | Context::Handbook);
    one == other || (one == Context::Anywhere && plain(other)) || (other == Context::Anywhere && plain(one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::marks;

    #[test]
    fn every_key_of_the_table_can_be_read_and_written() {
        for entry in ENTRIES {
            for key in entry.keys() {
                let chord = Chord::parse(&key).unwrap_or_else(|| panic!("{key}"));
                assert_eq!(chord.to_string(), key);
            }
            assert_eq!(entry.command.entry().key, entry.key);
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let bindings = Bindings::default();
        for (n, (context, chord, command)) in bindings.rows.iter().enumerate() {
            for (other_context, other_chord, other) in &bindings.rows[n + 1..] {
                let overlap = meet(*context, *other_context);
                assert!(!(overlap && chord == other_chord), "{chord} is {command:?} and {other:?}");
            }
        }
    }

    #[test]
    fn every_line_of_the_list_of_tools_has_a_mark_of_its_own_that_is_no_other_key() {
        let all: Vec<char> = marks().collect();
        for (n, mark) in all.iter().enumerate() {
            assert!(mark.is_ascii_digit() || mark.is_ascii_lowercase(), "{mark:?}");
            assert!(!all[..n].contains(mark), "two lines have the mark {mark}");
            let chord = Chord::parse(&mark.to_string()).unwrap();
            let bindings = Bindings::default();
            // The keys of the list work in the portfolio and in the handbook as well.
            for context in [Context::List, Context::Portfolio, Context::Handbook, Context::Anywhere] {
                let other = bindings
                    .rows
                    .iter()
                    .find(|(c, k, command)| (*c, *k) == (context, chord) && *command != Command::Number);
                assert!(other.is_none(), "{mark} is a key of {other:?}");
            }
        }
    }

    #[test]
    fn a_command_can_be_rebound_and_a_wrong_name_is_told() {
        let own = [("undo".to_owned(), vec!["ctrl-u".to_owned()])];
        let bindings = Bindings::with(&own).unwrap();
        let chord = Chord::parse("ctrl-u").unwrap();
        assert_eq!(bindings.resolve(Context::Anywhere, chord), Some(Command::Undo));
        assert_eq!(bindings.resolve(Context::Anywhere, Chord::parse("u").unwrap()), None);
        let wrong =
            |name: &str, key: &str| Bindings::with(&[(name.to_owned(), vec![key.to_owned()])]).unwrap_err();
        assert!(wrong("undu", "u").en.contains("keys.undu"));
        assert!(wrong("undo", "crtl-z").en.contains("crtl-z"));
    }

    #[test]
    fn a_wrong_key_costs_nothing_but_itself_and_a_clash_names_both_commands() {
        let own = |list: &[(&str, &[&str])]| -> Vec<(String, Vec<String>)> {
            let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
            list.iter().map(|(name, of)| ((*name).to_owned(), keys(of))).collect()
        };
        let command =
            |bindings: &Bindings, context, key: &str| bindings.resolve(context, Chord::parse(key).unwrap());
        // A key of the table that was not given away stays with its command, in every place where both would work.
        for (name, key, context, holder) in [
            ("sort", "ctrl-z", Context::Anywhere, Command::Undo),
            ("undo", "enter", Context::Sheet, Command::Edit),
            ("undo", "2", Context::List, Command::Number),
            ("help", "alt-3", Context::Anywhere, Command::Tool),
            ("commit", "tab", Context::Typing, Command::CommitNext),
            ("worst-finding", "ctrl-o", Context::Anywhere, Command::Projects),
        ] {
            let (bindings, wrong) = Bindings::read(&own(&[(name, &[key, "f20"]), ("theme", &["f19"])]));
            assert_eq!(command(&bindings, context, key), Some(holder), "{name} {key}");
            let [said] = &wrong[..] else { panic!("{name}: {wrong:?}") };
            for said in [&said.zh, &said.en] {
                assert!(
                    said.contains(name) && said.contains(key) && said.contains(holder.entry().key),
                    "{said}"
                );
            }
            let entry = ENTRIES.iter().find(|entry| entry.key == name).unwrap();
            assert_eq!(command(&bindings, entry.context, "f20"), Some(entry.command), "the other key holds");
            assert_eq!(
                command(&bindings, Context::Anywhere, "f19"),
                Some(Command::Theme),
                "the other entry holds"
            );
        }
        // Both chosen: the first in the table has it, and the other keeps its own.
        let (bindings, wrong) = Bindings::read(&own(&[("redo", &["f20"]), ("undo", &["f20"])]));
        assert_eq!(command(&bindings, Context::Anywhere, "f20"), Some(Command::Undo));
        assert_eq!(command(&bindings, Context::Anywhere, "ctrl-y"), Some(Command::Redo));
        assert_eq!(wrong.len(), 1);
        // Two commands may change their keys with each other, and one may have a key twice.
        let (bindings, wrong) =
            Bindings::read(&own(&[("redo", &["ctrl-z"]), ("undo", &["ctrl-y", "ctrl-y"])]));
        assert_eq!(command(&bindings, Context::Anywhere, "ctrl-z"), Some(Command::Redo));
        assert!(wrong.is_empty(), "{wrong:?}");
        // A place may have a key for something of its own that the list below it has as well.
        assert!(Bindings::with(&own(&[("show-archived", &["pageup"])])).is_ok());
    }
}
