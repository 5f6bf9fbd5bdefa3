//! Readings of the network and of its centres, which are not each other's.

use super::*;
use crate::project::Edit;
use crate::sheet::Link;
use crate::tools::kpi::Kpi;
use crate::tools::roadmap::Centre;

/// A project with the centres C1 and C2 and a reading of the network.
fn read_once() -> Project {
    let mut project = empty();
    for (n, name) in (7_001..).zip(["C1", "C2"]) {
        let centre = Centre { name: name.into(), ..Centre::with_id(Id::new(n)) };
        project.apply(Edit::append(centre)).unwrap();
    }
    let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "ftfr").unwrap().id;
    let date = today().pred_opt();
    let network = Reading { kpi: Link::to(kpi), date, value: Some(81.0), ..Reading::with_id(Id::new(7_010)) };
    project.apply(Edit::append(network)).unwrap();
    project
}

fn values(project: &Project) -> Vec<(Option<Id>, f64)> {
    project.rows::<Reading>().iter().map(|row| (row.centre.0, row.value.unwrap())).collect()
}

#[test]
fn a_reading_of_a_centre_leaves_that_of_the_network() {
    let (one, two) = (Some(Id::new(7_001)), Some(Id::new(7_002)));
    for (block, wanted) in [
        ("Indicator\tDate\tValue\tCentre\nFTFR\t2026-03-03\t83%\tC1\n", vec![(None, 81.0), (one, 83.0)]),
        (
            "Value\tIndicator\tCentre\tDate\n83%\tFTFR\tC1\t2026-03-03\n79%\tFTFR\tC2\t2026-03-03\n",
            vec![(None, 81.0), (one, 83.0), (two, 79.0)],
        ),
        (
            "Indicator\tDate\tValue\tCentre\nFTFR\t2026-03-03\t82%\t\nFTFR\t2026-03-03\t83%\tC1\n",
            vec![(None, 82.0), (one, 83.0)],
        ),
        (
            "Indicator\tDate\tValue\tCentre\nFTFR\t2026-03-03\t83%\tC1\nFTFR\t2026-03-03\t82%\t\n",
            vec![(None, 82.0), (one, 83.0)],
        ),
    ] {
        let mut project = read_once();
        put(&mut project, Reading::DEF, block);
        assert_eq!(values(&project), wanted, "{block}");
        let again = plan(&intake(Reading::DEF, block), &project);
        assert_eq!((again.new_rows, again.changes), (0, 0), "{block}");
    }
}
