//! Copies of a project that were filled in separately, made one; by git too.

use crate::desk::Desk;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A project with two cards, and copies of its file for three people.
struct Copies {
    desk: Desk,
    folder: PathBuf,
}

impl Copies {
    fn new(cards: &[&str]) -> Copies {
        let desk = Desk::with_project();
        for name in cards {
            desk.done(&["add", "people", &format!("name={name}"), "centre=C1"]);
        }
        let folder = desk.workspace().parent().unwrap().join("copies");
        fs::create_dir(&folder).unwrap();
        fs::copy(desk.file(), folder.join("base.json")).unwrap();
        Copies { desk, folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// A copy in which somebody has done this, in a workspace of his own.
    fn with(&self, name: &str, done: &[&[&str]]) -> String {
        let workspace = self.folder.join(format!("{name}-workspace"));
        fs::create_dir(&workspace).unwrap();
        let file = workspace.join("copy.json");
        fs::copy(self.folder.join("base.json"), &file).unwrap();
        for args in done {
            let mut command = Command::new(env!("CARGO_BIN_EXE_changebook"));
            command.env("HOME", &self.folder).arg("--workspace").arg(&workspace);
            command.args(["--lang", "en", "--today", crate::desk::TODAY]).args(*args);
            let said = command.output().unwrap();
            assert!(said.status.success(), "{said:?}");
        }
        let copy = self.path(name);
        fs::copy(file, &copy).unwrap();
        copy
    }
}

fn read(path: &str) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn names(file: &Value) -> Vec<&str> {
    file["sheets"]["people"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn three_copies_become_one_field_by_field() {
    let copies = Copies::new(&["Team 1", "Team 2"]);
    let a = copies.with("a.json", &[&["set", "people", "Team 1", "awareness=3"]]);
    let b =
        copies.with("b.json", &[&["set", "people", "Team 1", "desire=2"], &["add", "people", "name=Team 3"]]);
    let c = copies.with("c.json", &[&["set", "people", "Team 2", "awareness=4"]]);
    let (base, out) = (copies.path("base.json"), copies.path("out.json"));
    let said = copies.desk.en(&["merge", &a, &b, &c, "--base", &base, "-o", &out]);
    assert_eq!(said.code, 0, "{said:?}");
    let merged = read(&out);
    assert_eq!(names(&merged), ["Team 1", "Team 2", "Team 3"]);
    let people = &merged["sheets"]["people"];
    assert_eq!((&people[0]["awareness"], &people[0]["desire"]), (&3.into(), &2.into()));
    assert_eq!(people[1]["awareness"], 4);
    assert!(merged.get("conflicts").is_none());
    let rev = |path: &str| read(path)["rev"].as_u64().unwrap();
    assert!(rev(&out) > rev(&a).max(rev(&b)).max(rev(&c)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // It opens as a project does.
    fs::remove_file(copies.desk.file()).unwrap();
    fs::remove_dir_all(copies.desk.workspace().join("backups")).ok();
    fs::copy(&out, copies.desk.file()).unwrap();
    assert_eq!(copies.desk.json(&["show", "people"]).as_array().unwrap().len(), 3);
}

#[test]
fn what_two_have_changed_waits_for_a_choice() {
    let copies = Copies::new(&["Team 1"]);
    let a = copies.with("a.json", &[&["set", "people", "Team 1", "awareness=3"]]);
    let b = copies.with("b.json", &[&["set", "people", "Team 1", "awareness=5"]]);
    let (base, out) = (copies.path("base.json"), copies.path("out.json"));
    // Looking writes nothing.
    let before = fs::read_dir(&copies.folder).unwrap().count();
    let said = copies.desk.en(&["merge", &a, &b, "--base", &base]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("ADKAR cards · Team 1 · Awareness: 3 ↔ 5"), "{said:?}");
    assert!(said.err.contains("nothing was written"), "{said:?}");
    assert_eq!(fs::read_dir(&copies.folder).unwrap().count(), before);
    let said = copies.desk.run(&["merge", &a, &b, "--base", &base, "-o", &out]);
    assert_eq!(said.code, 0, "it was written, and the differences are told: {said:?}");
    assert!(said.err.contains("认知：3 ↔ 5"), "{said:?}");
    let merged = read(&out);
    assert_eq!(merged["sheets"]["people"][0]["awareness"], 3);
    assert_eq!(merged["conflicts"][0]["theirs"], 5);
    // Nothing is written over unasked, and the copies stay as they were.
    let (zh, en) = copies.desk.refused(1, &["merge", &b, &a, "--base", &base, "-o", &out]);
    assert!(zh.contains("没有覆盖") && en.contains("not written over"), "{zh}{en}");
    assert_eq!(read(&out), merged);
    let written = copies.desk.en(&["merge", &b, &a, "--base", &base, "-o", "-"]);
    let written: Value = serde_json::from_str(&written.out).unwrap();
    assert_eq!(written["sheets"]["people"][0]["awareness"], 5);
}

#[test]
fn copies_from_elsewhere_go_into_the_project_and_stay_where_they_are() {
    let copies = Copies::new(&["Team 1"]);
    let a = copies.with("a.json", &[&["set", "people", "Team 1", "awareness=3"]]);
    let b = copies.with("b.json", &[&["add", "people", "name=Team 9"]]);
    copies.desk.done(&["set", "people", "Team 1", "note=from the director"]);
    let base = copies.path("base.json");
    let said = copies.desk.en(&["merge", "Service Cloud", &a, &b, "--base", &base]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("takes it back"), "{said:?}");
    let people = copies.desk.json(&["show", "people"]);
    assert_eq!((&people[0]["awareness"], &people[0]["note"]), (&3.into(), &"from the director".into()));
    assert_eq!(people[1]["name"], "Team 9");
    assert!(Path::new(&a).exists() && Path::new(&b).exists());
}

#[test]
fn likely_twins_are_proposed_and_joined_only_when_asked() {
    let copies = Copies::new(&["Team 1"]);
    let a = copies.with("a.json", &[&["add", "people", "name=Night shift", "centre=C2", "awareness=2"]]);
    let b = copies.with(
        "b.json",
        &[&["add", "people", "name=ＮＩＧＨＴ shift", "centre=c2", "awareness=4", "desire=1"]],
    );
    let (base, out) = (copies.path("base.json"), copies.path("out.json"));
    let said = copies.desk.en(&["merge", &a, &b, "--base", &base, "-o", &out]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("likely the same row, and not joined"), "{said:?}");
    assert_eq!(names(&read(&out)).len(), 3);
    let id = read(&b)["sheets"]["people"][1]["id"].as_str().unwrap().to_owned();
    assert!(said.err.contains(&id) && said.err.contains("b.json"), "{said:?}");
    let (_, en) = copies.desk.refused(1, &["merge", &a, &b, "--base", &base, "--join", "0123456789ab"]);
    assert!(en.contains("was not proposed"), "{en}");
    for join in ["all", &id] {
        let said = copies.desk.en(&["merge", &a, &b, "--base", &base, "-o", &out, "--force", "--join", join]);
        assert_eq!(said.code, 0, "{said:?}");
        assert!(said.err.contains("1 field differs"), "both have scored it: {said:?}");
        let merged = read(&out);
        assert_eq!(names(&merged), ["Team 1", "Night shift"]);
        assert_eq!(merged["sheets"]["people"][1]["desire"], 1);
        assert_eq!(merged["conflicts"][0]["theirs"], 4);
    }
}

#[test]
fn what_does_not_belong_together_is_refused_and_nothing_is_written() {
    let copies = Copies::new(&["Team 1"]);
    let a = copies.with("a.json", &[]);
    let other = Desk::with_project();
    let other = other.file().display().to_string();
    let out = copies.path("out.json");
    let (zh, en) = copies.desk.refused(1, &["merge", &a, &other, "-o", &out]);
    assert!(zh.contains("另一个项目") && en.contains("another project"), "{zh}{en}");
    let broken = copies.path("broken.json");
    fs::write(&broken, &fs::read(&a).unwrap()[..900]).unwrap();
    let (_, en) = copies.desk.refused(1, &["merge", &a, &broken, "-o", &out]);
    assert!(en.contains("broken.json"), "{en}");
    let before = copies.desk.bytes();
    copies.desk.refused(1, &["merge", "Service Cloud", &broken]);
    let (_, en) = copies.desk.refused(1, &["merge", "Service Cloud", "nowhere.json"]);
    assert!(en.contains("there is no file nowhere.json"), "{en}");
    assert!(!Path::new(&out).exists());
    assert_eq!(copies.desk.bytes(), before);
    let (_, en) = copies.desk.refused(2, &["merge", "Service Cloud", "-o", &out]);
    assert!(en.contains("several files"), "{en}");
}

/// A repository of git with the copies in it.
struct Repository {
    folder: PathBuf,
    home: PathBuf,
}

impl Repository {
    fn new(copies: &Copies) -> Repository {
        let (folder, home) = (copies.folder.join("repository"), copies.folder.join("home"));
        fs::create_dir(&folder).unwrap();
        fs::create_dir(&home).unwrap();
        let repository = Repository { folder, home };
        repository.done(&["init", "-q", "-b", "main"]);
        repository.done(&["config", "user.name", "Tester"]);
        repository.done(&["config", "user.email", "tester@example.org"]);
        repository
    }

    fn git(&self, args: &[&str]) -> Output {
        let mut git = Command::new("git");
        // Nothing of whoever runs the tests.
        git.env("HOME", &self.home).env("GIT_CONFIG_NOSYSTEM", "1").env_remove("GIT_DIR").env("LC_ALL", "C");
        git.current_dir(&self.folder).args(args).output().unwrap()
    }

    fn done(&self, args: &[&str]) -> Output {
        let output = self.git(args);
        assert!(output.status.success(), "git {args:?}: {output:?}");
        output
    }

    fn commit(&self, name: &str, content: &[u8]) {
        fs::write(self.folder.join(name), content).unwrap();
        self.done(&["add", "-A"]);
        self.done(&["commit", "-q", "-m", name]);
    }

    /// Commits one content on a branch and another on main, and merges the branch.
    fn merge(&self, name: &str, mine: &[u8], theirs: &[u8]) -> Output {
        self.done(&["checkout", "-q", "-b", "branch"]);
        self.commit(name, theirs);
        self.done(&["checkout", "-q", "main"]);
        self.commit(name, mine);
        let merged = self.git(&["merge", "-q", "branch", "-m", "merge"]);
        self.done(&["branch", "-q", "-D", "branch"]);
        merged
    }

    fn install(&self, copies: &Copies) -> String {
        let mut command = copies.desk.command(&["merge", "--install-git-driver", "--lang", "en"]);
        let output = command.current_dir(&self.folder).env("HOME", &self.home).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn git_merges_projects_by_the_driver() {
    let copies = Copies::new(&["Team 1", "Team 2"]);
    let base = fs::read(copies.path("base.json")).unwrap();
    let bytes = |copy: String| fs::read(copy).unwrap();
    let a = bytes(copies.with("a.json", &[&["set", "people", "Team 1", "awareness=3"]]));
    let b = bytes(copies.with("b.json", &[&["set", "people", "Team 1", "desire=2"]]));
    let c = bytes(copies.with("c.json", &[&["set", "people", "Team 1", "awareness=5"]]));
    let repository = Repository::new(&copies);
    fs::write(repository.folder.join(".gitattributes"), "*.png binary").unwrap();
    let said = repository.install(&copies);
    assert!(said.contains("field by field"), "{said}");
    repository.install(&copies);
    let attributes = fs::read_to_string(repository.folder.join(".gitattributes")).unwrap();
    assert_eq!(attributes, "*.png binary\n*.json merge=changebook\n", "the line is there once");
    repository.commit("plan.json", &base);
    // The lines of both are the same row: git alone would give up.
    let merged = repository.merge("plan.json", &a, &b);
    assert!(merged.status.success(), "{merged:?}");
    let file = || read(repository.folder.join("plan.json").to_str().unwrap());
    let people = &file()["sheets"]["people"];
    assert_eq!((&people[0]["awareness"], &people[0]["desire"]), (&3.into(), &2.into()));
    // Where both have changed one field, git says so, and both values are in the file.
    repository.commit("plan.json", &base);
    let merged = repository.merge("plan.json", &a, &c);
    assert_eq!(merged.status.code(), Some(1), "{merged:?}");
    assert!(String::from_utf8_lossy(&merged.stdout).contains("CONFLICT"), "{merged:?}");
    let conflicts = file()["conflicts"].clone();
    assert_eq!((&conflicts[0]["mine"], &conflicts[0]["theirs"]), (&3.into(), &5.into()));
    let status = repository.done(&["status", "--porcelain"]);
    assert!(String::from_utf8_lossy(&status.stdout).contains("UU plan.json"), "{status:?}");
    repository.done(&["add", "plan.json"]);
    repository.done(&["commit", "-q", "-m", "settled"]);
    // Another file of that ending is merged as git does.
    repository.commit("other.json", b"{\n1\n2\n3\n4\n5\n}\n");
    let merged = repository.merge("other.json", b"{\n0\n2\n3\n4\n5\n}\n", b"{\n1\n2\n3\n4\n6\n}\n");
    assert!(merged.status.success(), "{merged:?}");
    assert_eq!(fs::read(repository.folder.join("other.json")).unwrap(), b"{\n0\n2\n3\n4\n6\n}\n");
    let merged = repository.merge("other.json", b"{\n7\n}\n", b"{\n8\n}\n");
    assert_eq!(merged.status.code(), Some(1), "{merged:?}");
    assert!(fs::read_to_string(repository.folder.join("other.json")).unwrap().contains("<<<<<<<"));
}

#[test]
fn git_keeps_its_file_where_one_cannot_be_read() {
    let copies = Copies::new(&["Team 1"]);
    let base = fs::read(copies.path("base.json")).unwrap();
    let a = fs::read(copies.with("a.json", &[&["set", "people", "Team 1", "awareness=3"]])).unwrap();
    let repository = Repository::new(&copies);
    repository.install(&copies);
    repository.commit("plan.json", &base);
    let merged = repository.merge("plan.json", &a, &base[..base.len() - 40]);
    assert!(!merged.status.success(), "{merged:?}");
    assert_eq!(fs::read(repository.folder.join("plan.json")).unwrap(), a, "ours stays as it was");
}

#[test]
fn git_takes_no_failure_of_the_driver_for_a_conflict() {
    let copies = Copies::new(&[]);
    for name in ["base", "ours", "theirs"] {
        fs::write(copies.folder.join(name), format!("{{\n{name}\n}}\n")).unwrap();
    }
    let run = |args: &[&str]| {
        let mut command = copies.desk.command(&["merge", "--git-driver"]);
        // Without git it cannot merge lines.
        command.args(args).current_dir(&copies.folder).env("PATH", "").output().unwrap()
    };
    let output = run(&["base", "ours", "theirs", "plan.json"]);
    assert_eq!(output.status.code(), Some(129), "{output:?}");
    assert_eq!(fs::read(copies.folder.join("ours")).unwrap(), b"{\nours\n}\n");
}

#[test]
fn what_both_have_had_all_along_is_joined_with_nothing() {
    let copies = Copies::new(&["Team 1"]);
    let a = copies.with("a.json", &[&["add", "people", "name=TEAM 1", "centre=C1"]]);
    let out = copies.path("out.json");
    let base = copies.path("base.json");
    let said = copies.desk.en(&["merge", &a, &base, "--join", "all", "-o", &out]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(names(&read(&out)), ["Team 1", "TEAM 1"]);
}

#[test]
fn the_driver_is_installed_in_a_repository_only() {
    let copies = Copies::new(&[]);
    let outside = copies.folder.join("outside");
    fs::create_dir(&outside).unwrap();
    let mut command = copies.desk.command(&["merge", "--install-git-driver", "--lang", "en"]);
    command.current_dir(&outside).env("GIT_CEILING_DIRECTORIES", &copies.folder);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no git repository"), "{output:?}");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn a_row_that_one_has_removed_does_not_come_back_without_a_word() {
    let copies = Copies::new(&["Team 1", "Team 2", "Team 3"]);
    let remove = |name: &'static str| -> [&'static str; 3] { ["remove", "people", name] };
    let a = copies.with("a.json", &[&remove("Team 1"), &remove("Team 2")]);
    let b = copies.with("b.json", &[&["set", "people", "Team 1", "awareness=3"], &remove("Team 3")]);
    let (base, out) = (copies.path("base.json"), copies.path("out.json"));
    for (one, other, en, zh) in [
        (
            &a,
            &b,
            "Team 1: removed elsewhere, but changed in b.json, so still there",
            "Team 1：别处删除了，b.json 又改过，所以还在",
        ),
        (
            &b,
            &a,
            "Team 1: removed in a.json, but changed elsewhere, so still there",
            "Team 1：a.json 删除了，别处又改过，所以还在",
        ),
    ] {
        let args = ["merge", one, other, "--base", &base, "-o", &out, "--force"];
        let said = copies.desk.en(&args);
        assert!(said.code == 0 && said.err.contains(en), "{said:?}");
        // What nobody has changed is removed, and that is what was wanted.
        assert!(!said.err.contains("Team 2") && !said.err.contains("Team 3"), "{said:?}");
        assert_eq!(names(&read(&out)), ["Team 1"]);
        let said = copies.desk.run(&args);
        assert!(said.err.contains(zh), "{said:?}");
    }
}

#[test]
fn what_waits_after_a_merge_names_the_file() {
    let copies = Copies::new(&["Team 1"]);
    let a = copies.with("a.json", &[&["set", "people", "Team 1", "awareness=3"]]);
    let b = copies.with("b.json", &[&["set", "people", "Team 1", "awareness=5"]]);
    let (base, out) = (copies.path("base.json"), copies.path("out.json"));
    copies.desk.run(&["merge", &a, &b, "--base", &base, "-o", &out]);
    assert_eq!(read(&out)["conflicts"][0]["source"], "b.json");
}

#[test]
fn what_waits_after_rows_were_joined_names_the_file_by_its_folder() {
    let copies = Copies::new(&[]);
    let card = |score: &'static str| [["add", "people", "name=Team 9", "centre=C1", score]];
    let [one, two] = [("one.json", card("awareness=2")), ("two.json", card("awareness=4"))]
        .map(|(name, add)| copies.with(name, &[&add[0]]));
    let folders = ["north", "south"].map(|folder| {
        fs::create_dir(copies.folder.join(folder)).unwrap();
        copies.path(&format!("{folder}/p.json"))
    });
    fs::copy(one, &folders[0]).unwrap();
    fs::copy(two, &folders[1]).unwrap();
    let (base, out) = (copies.path("base.json"), copies.path("out.json"));
    copies.desk.run(&["merge", &folders[0], &folders[1], "--base", &base, "-o", &out, "--join", "all"]);
    let waits = &read(&out)["conflicts"][0];
    assert_eq!((&waits["field"], &waits["source"]), (&"awareness".into(), &"south/p.json".into()), "{waits}");
}
