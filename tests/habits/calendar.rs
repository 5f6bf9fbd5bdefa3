//! One week everywhere: the number in the header, the column of this week, the list of what is due.

use super::*;
use changebook::sheet::Link;

/// A project that began 30 days ago and rested for ten of them.
fn rested() -> changebook::project::Project {
    let mut project = new_project("A");
    let id = charter::charter(&project).id;
    let start = today() - Days::new(30);
    let edit = changebook::project::Edit::set::<charter::Charter>(id, "start", Cell::Date(start));
    project.apply(edit).unwrap();
    let rest = Rest {
        from: Some(start + Days::new(10)),
        until: Some(start + Days::new(19)),
        ..Rest::with_id(Id::new(8_001))
    };
    project.apply(changebook::project::Edit::append(rest)).unwrap();
    project
}

#[test]
fn this_week_begins_where_the_week_of_the_header_does() {
    let mut project = rested();
    let calendar = charter::calendar(&project);
    let week = calendar.week(today()).unwrap();
    let first = calendar.first_of_week(week).unwrap();
    let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "ftfr").unwrap().id;
    for (n, day, value) in [(1, first, 71.0), (2, first - Days::new(1), 62.0)] {
        let row = Reading {
            kpi: Link::to(kpi),
            date: Some(day),
            value: Some(value),
            ..Reading::with_id(Id::new(9_000 + n))
        };
        project.apply(changebook::project::Edit::append(row)).unwrap();
    }
    let mut desk = Desk::open(Lang::En, WIDE, project);
    desk.must_show(&format!("week {week}"));
    desk.press("9]]]]]");
    let line = desk.screen().lines().find(|line| line.contains("First-time fix")).unwrap().to_owned();
    let (this, last) = (line.find("71%").expect("this week"), line.find("62%").expect("last week"));
    assert!(last < this, "this week stands right of the last: {line}");
    // The first day of the week is the first of the week in the list of what is due, and the day before is none of it.
    assert_eq!(calendar.week_number(first), week);
    assert_eq!(calendar.week_number(first - Days::new(1)), week - 1);
}
