//! Forms for others to fill in, from the list of commands: for all centres, for one, for each.

use super::*;
use changebook::exchange::xlsx;
use changebook::registry;
use std::fs;
use std::path::Path;

/// Opens the form, with this path and this centre.
fn order(desk: &mut Desk, path: &Path, centre: &str) {
    let command = [":填报表<enter>", ":form to fill<enter>"][usize::from(desk.app().lang() == Lang::En)];
    desk.press(command).press(&format!("<c-u>{}<tab>{centre}<enter>", path.display()));
}

/// The names of the rows in a form.
fn names(path: &Path) -> Vec<String> {
    let tables = xlsx::read(&fs::read(path).unwrap()).unwrap();
    tables[0].lines.iter().skip(1).map(|line| line[0].clone()).collect()
}

#[test]
fn a_form_is_written_for_all_centres_for_one_and_for_each() {
    for (lang, each) in [(Lang::Zh, "每个"), (Lang::En, "each")] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut desk = Desk::demo(lang, (80, 24));
        let people: Vec<(String, String)> = desk
            .rows::<Person>()
            .iter()
            .map(|person| (person.name.trim().to_owned(), person.centre.trim().to_owned()))
            .collect();
        let centres = registry::centres(desk.project());
        // From Home it is the form of the cards.
        order(&mut desk, &at("all.xlsx"), "");
        desk.must_show(["已写出", "was written"][usize::from(lang == Lang::En)]);
        assert_eq!(names(&at("all.xlsx")).len(), people.len());
        let centre = &people.iter().find(|(_, centre)| !centre.is_empty()).unwrap().1;
        order(&mut desk, &at("one.xlsx"), centre);
        let own: Vec<String> =
            people.iter().filter(|(_, of)| of == centre).map(|(name, _)| name.clone()).collect();
        assert_eq!(names(&at("one.xlsx")), own);
        order(&mut desk, &at("forms.xlsx"), each);
        assert_eq!(fs::read_dir(at("forms")).unwrap().count(), centres.len(), "{}", desk.screen());
        assert!(!at("forms.xlsx").exists());
    }
}

#[test]
fn a_centre_that_is_not_there_is_said_in_its_field_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.xlsx");
    let mut desk = Desk::demo(Lang::En, (80, 24));
    order(&mut desk, &path, "Nowhere");
    desk.must_show("There is no centre 'Nowhere'");
    assert!(!path.exists());
    // What was typed is still there, to be put right.
    desk.press("<c-u><enter>").must_show("was written");
    let before = fs::read(&path).unwrap();
    order(&mut desk, &path, "");
    desk.must_show("not written over");
    assert_eq!(fs::read(&path).unwrap(), before);
    // A sheet that knows no centres has a form all the same.
    desk.press("<esc><esc>");
    let mut desk = Desk::demo(Lang::En, (80, 24));
    desk.press("3");
    order(&mut desk, &folder.path().join("checklist.xlsx"), "each");
    desk.must_show("does not say to which centre");
    desk.press("<c-u><enter>").must_show("was written");
}

/// The form says of which sheet it is: of the cards on Home, of the sheet that is open elsewhere.
#[test]
fn a_form_says_of_which_sheet_it_is() {
    for (lang, command, cards, items) in [
        (Lang::Zh, ":填报表<enter>", "“ADKAR 诊断卡”的 Excel", "“90天清单”的 Excel"),
        (Lang::En, ":form to fill<enter>", "'ADKAR cards' for Excel", "'90-day checklist' for Excel"),
    ] {
        let mut desk = Desk::demo(lang, (120, 36));
        desk.press(command).must_show(cards);
        desk.press("<esc>3").press(command).must_show(items);
    }
}
