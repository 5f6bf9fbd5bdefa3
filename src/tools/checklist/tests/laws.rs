//! What holds of any checklist.

use super::*;
use ecow::EcoString;
use proptest::prelude::*;

/// An item's place among the prefilled, day of its tick, whether it is skipped and named, and its block.
type AnyItem = (usize, Option<u16>, bool, bool, Option<usize>);

fn rows() -> impl Strategy<Value = Vec<AnyItem>> {
    let row =
        (0..30_usize, any::<Option<u16>>(), any::<bool>(), any::<bool>(), proptest::option::of(0..9_usize));
    proptest::collection::vec(row, 0..40)
}

proptest! {
    #[test]
    fn any_checklist_adds_up(rows in rows(), start in any::<Option<u16>>(), today in any::<u16>()) {
        let day = |n: u16| date("2020-01-01") + Days::new(n.into());
        let mut project = Project::empty(Id::new(1), &crate::registry::sheets());
        let charter = Charter { start: start.map(day), ..Charter::with_id(Id::new(2)) };
        project.apply(Edit::append(charter)).unwrap();
        for (n, (code, done, skipped, named, block)) in rows.into_iter().enumerate() {
            let item = Item {
                item: if named { "事项".into() } else { EcoString::new() },
                code: ITEMS.get(code).map_or(EcoString::new(), |i| i.code.into()),
                block: block.map(|b| When::ALL[b]),
                done: Tick(done.map(day)),
                not_applicable: if skipped { "原因".into() } else { EcoString::new() },
                ..Item::with_id(Id::new(10 + n as u64))
            };
            project.apply(Edit::append(item)).unwrap();
        }
        let assessment = assess(&project, day(today));
        let figures = assessment.facts.get::<Figures>();
        let open = figures.total - figures.done;
        prop_assert!(figures.overdue() <= open);
        prop_assert_eq!(figures.ticks.len(), figures.done);
        prop_assert_eq!(figures.blocks.iter().map(|b| b.total).sum::<usize>(), figures.total);
        prop_assert!(figures.percent().is_none_or(|p| p <= 100 && (p == 100) == (open == 0)));
        prop_assert!(of(&assessment, "CL1").len() <= 1);
        let facts = Facts::new(&project, day(today));
        for item in project.rows::<Item>() {
            let _ = (views::due(&facts, &**item), views::heading(&facts, &**item), views::panels(&facts, Some(&**item)));
        }
        // One tick more never adds a late item.
        if let Some((id, _)) = figures.blocks.iter().find_map(|b| b.overdue.first()) {
            let late = figures.overdue();
            project.apply(Edit::set::<Item>(*id, "done", Cell::Date(day(today)))).unwrap();
            prop_assert_eq!(counted(&project, day(today)).overdue(), late - 1);
        }
    }
}
