//! The tools' own actions.

use super::*;
use changebook::project::Edit;
use changebook::sheet::{Link, Prose};

#[test]
fn a_new_round_and_another_assessor() {
    let mut desk = fresh();
    desk.press("1<f5>");
    desk.must_say("Round 1 has no score yet");
    desk.press("543215<f5>");
    assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "the assessor is typed at once");
    desk.press("Director<enter>");
    let forms = desk.rows::<Form>();
    assert_eq!((forms.len(), forms[1].round, forms[1].date), (2, Some(2), Some(today())));
    assert_eq!(forms[1].assessor, "Director");
    desk.press("<f7>Manager<enter>");
    assert_eq!(desk.rows::<Form>()[2].round, Some(2));
}

#[test]
fn a_card_is_scored_again_and_the_old_scores_are_kept() {
    let mut desk = en();
    let old = elements(&desk.rows::<Person>()[0]);
    desk.press("2<f5>");
    assert_eq!(desk.column(), "awareness");
    desk.press("11111");
    let person = &desk.rows::<Person>()[0];
    assert_eq!((elements(person), person.scored), (vec![1; 5], Some(today())));
    let kept = desk.rows::<changebook::tools::adkar::Scoring>();
    let kept = kept.last().unwrap();
    let kept_scores = [kept.awareness, kept.desire, kept.knowledge, kept.ability, kept.reinforcement]
        .map(|s| s.map_or(0, Score::get));
    assert_eq!((kept.person.0, kept_scores.to_vec()), (Some(person.id), old));
}

#[test]
fn an_own_item_stands_in_its_weeks_and_counts() {
    let mut desk = fresh();
    let before = desk.rows::<Item>().len();
    desk.press("3<c-n>Visit the pilot<enter>");
    let items = desk.rows::<Item>();
    assert_eq!(items.len(), before + 1);
    assert_eq!(items[before].item, "Visit the pilot");
    let total = |desk: &Desk| {
        let values = desk.app().opened.as_ref().unwrap().assessed.values(&checklist::TOOL);
        values.into_iter().find(|(key, _)| *key == "total").map(|(_, n)| n)
    };
    assert_eq!(total(&desk), Some(28.into()));
    desk.press("<c-z><c-z>");
    assert_eq!(total(&desk), Some(27.into()));
}

#[test]
fn suggested_items_are_ticked_only_when_asked() {
    let mut desk = fresh();
    desk.press("15<enter>4<enter>3<enter>2<enter>1<enter>5");
    let done = |desk: &Desk| desk.rows::<Item>().iter().filter(|i| i.done.0.is_some()).count();
    assert_eq!(done(&desk), 0);
    desk.press("<f3>3<f5>");
    assert_eq!(done(&desk), 1);
    desk.press("<f5>");
    desk.must_say("No item is suggested now");
}

#[test]
fn a_pause_stops_the_days_and_moves_the_dates() {
    for (lang, paused, header) in [(Lang::Zh, "暂停中", "第59天"), (Lang::En, "paused", "Day 59")] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("3<c-end>");
        desk.must_show("03-29");
        desk.press("<f3>e<f5>Stock<enter>");
        desk.must_show(paused);
        assert_eq!(desk.rows::<Rest>().last().unwrap().from, Some(today()));
        let resumed = today() + Days::new(7);
        desk.app_mut().set_today(resumed);
        desk.press("<f7>");
        let rest = desk.rows::<Rest>().last().unwrap().clone();
        assert_eq!(rest.until, Some(resumed - Days::new(1)));
        assert_eq!(rest.reason.0, "Stock");
        desk.must_show(header);
        assert!(!desk.shows(paused));
        desk.press("<f3>3<c-end>");
        desk.must_show("04-05");
    }
}

/// The dashboard with the cursor on the indicator of a code.
fn at_kpi(lang: Lang, view: &str, code: &str) -> Desk {
    let mut desk = Desk::demo(lang, WIDE);
    desk.press(view);
    for _ in 0..8 {
        if desk.app().row().unwrap().typed::<Kpi>().unwrap().code == code {
            return desk;
        }
        desk.press("<down>");
    }
    panic!("no {code}:\n{}", desk.screen());
}

fn latest(desk: &Desk, code: &str) -> Option<f64> {
    let kpi = desk.rows::<Kpi>().into_iter().find(|k| k.code == code).unwrap().id;
    let mine = desk.rows::<Reading>().into_iter().filter(|r| r.kpi.0 == Some(kpi));
    mine.max_by_key(|r| r.date).and_then(|r| r.value)
}

#[test]
fn a_reading_is_typed_with_its_unit_and_in_full_width() {
    for (code, typed, value) in [
        ("response", "24h", 24.0),
        ("response", "２４．５小时", 24.5),
        ("training", "９２％", 92.0),
        ("efficiency", "8.5单/天", 8.5),
        ("csat", "81 分", 81.0),
    ] {
        let mut desk = at_kpi(Lang::Zh, "9", code);
        desk.press("<f5>").press(typed).press("<enter>");
        assert_eq!(latest(&desk, code), Some(value), "{typed}:\n{}", desk.screen());
        let last = desk.rows::<Reading>().pop().unwrap();
        assert_eq!(last.date, Some(today()));
    }
}

#[test]
fn a_reading_of_another_unit_is_refused_in_the_field() {
    for (lang, said) in [(Lang::Zh, "单位不对"), (Lang::En, "does not fit")] {
        let mut desk = at_kpi(lang, "9", "response");
        let before = whole(desk.project());
        desk.press("<f5>24%<enter>");
        desk.must_show(said);
        desk.press("<esc>");
        assert_eq!(whole(desk.project()), before, "a reading without a value is not kept");
    }
}

#[test]
fn a_fraction_beside_percents_is_asked_about() {
    for (keys, value) in [("y", Some(86.0)), ("n", Some(0.86)), ("<enter>", Some(86.0)), ("<esc>", None)] {
        let mut desk = at_kpi(Lang::En, "9", "training");
        desk.press("<f5>86<enter>");
        desk.press("4<f5>").press("<esc><c-z>");
        let mut desk = at_kpi(Lang::En, "9", "training");
        desk.press("<f5>0.86<enter>");
        desk.must_show("Is it 86%?");
        assert_eq!(latest(&desk, "training"), None, "nothing is kept before the answer");
        desk.press(keys);
        assert_eq!(latest(&desk, "training"), value, "{keys}");
        assert!(desk.app().layers.is_empty());
    }
}

#[test]
fn a_direction_against_the_target_is_refused() {
    for (lang, said, in_field) in
        [(Lang::Zh, "矛盾", "与方向"), (Lang::En, "against the direction", "is below the")]
    {
        let mut desk = at_kpi(lang, "9]]]]", "ftfr");
        to(&mut desk, "direction", "<right>");
        desk.press("<space>");
        let before = whole(desk.project());
        desk.press("<space>");
        desk.must_say(said);
        assert_eq!(whole(desk.project()), before);
        to(&mut desk, "target", "<left>");
        desk.press("70<enter>");
        desk.must_show(in_field);
        assert_eq!(whole(desk.project()), before);
    }
}

#[test]
fn the_weekly_review_is_started_filled_in_and_opens_the_next() {
    for (lang, promises) in [(Lang::Zh, "之前的承诺"), (Lang::En, "Open from earlier weeks")] {
        let mut desk = Desk::demo(lang, WIDE);
        let before = desk.rows::<Review>().len();
        desk.press("9<f7>");
        assert_eq!(desk.app().view().unwrap().2.key, "review");
        let added = desk.rows::<Review>().len() - before;
        assert!(added > 0);
        assert_eq!(desk.column(), "root_cause");
        desk.press("Parts wait<tab>").press("Order ahead<tab>").press("Lead<tab>");
        let row = desk.app().row().unwrap().typed::<Review>().unwrap().clone();
        assert_eq!((&*row.root_cause.0, &*row.action.0, &*row.owner), ("Parts wait", "Order ahead", "Lead"));
        assert_eq!(row.due, Some(today() + Days::new(7)));
        desk.press("<esc><f7>");
        assert_eq!(desk.rows::<Review>().len(), before + added, "a second start adds nothing");
        desk.app_mut().set_today(today() + Days::new(7));
        desk.press("<f3>9<c-home>");
        desk.must_show(promises);
        let first = desk.app().row().unwrap().typed::<Review>().unwrap();
        assert!(first.done.0.is_none() && first.date < Some(today() + Days::new(7)));
        let open: Vec<_> = desk.rows::<Review>().into_iter().filter(|r| r.id == row.id).collect();
        assert!(open[0].done.0.is_none());
    }
}

#[test]
fn an_event_is_noted_for_today() {
    let mut desk = en();
    desk.press("9<f9>New dispatch<enter>");
    let event = desk.rows::<KpiEvent>().pop().unwrap();
    assert_eq!((&*event.name, event.date), ("New dispatch", Some(today())));
}

#[test]
fn every_action_does_something_or_says_why_not() {
    for lang in BOTH {
        for tool in TOOLS {
            for (key, action) in ["<f5>", "<f7>", "<f9>", "<s-f5>"].iter().zip(tool.actions) {
                let mut desk = Desk::demo(lang, WIDE);
                let before = whole(desk.project());
                desk.press(&tool.mark.to_string()).press(key);
                let changed = whole(desk.project()) != before;
                let name = format!("{} {}", tool.key, action.key);
                assert!(changed || !desk.said().is_empty() || !desk.app().layers.is_empty(), "{name}");
                desk.press("<esc>");
                if changed {
                    desk.press("<c-z>");
                    assert_eq!(whole(desk.project()), before, "{name} is one step");
                }
            }
        }
    }
}

#[test]
fn a_review_action_stands_on_home_as_late_from_the_day_after_it_is_due() {
    for (lang, open, late) in [(Lang::Zh, "1项", "1逾期"), (Lang::En, "1 open", "1 late")] {
        for (ago, said) in [(0, open), (1, late)] {
            let mut project = new_project("T");
            let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "response").unwrap().id;
            let due = today() - Days::new(ago);
            let row = Review {
                kpi: Link::to(kpi),
                date: Some(due - Days::new(7)),
                action: Prose("加班表".into()),
                owner: "调度主管".into(),
                due: Some(due),
                ..Review::with_id(Id::new(9_999))
            };
            project.apply(Edit::append(row)).unwrap();
            let mut desk = Desk::open(lang, (80, 24), project);
            desk.press("<f3>");
            let screen = desk.screen();
            let line = screen.lines().find(|line| line.contains(said));
            assert!(
                line.is_some_and(|line| line.contains(if lang == Lang::Zh {
                    "行动清单"
                } else {
                    "Actions"
                })),
                "{screen}"
            );
            assert_eq!(screen.contains(late), ago == 1, "{screen}");
        }
    }
}

#[test]
fn a_method_is_chosen_given_an_owner_and_a_day_and_stands_among_the_actions() {
    let mut desk = fresh();
    desk.press("r<f5>Returns without the audit<tab>Operations<tab>12-30<enter>");
    let method = desk.rows::<changebook::tools::methods::Method>()[0].clone();
    assert_eq!((method.chosen.0, &*method.action.0), (Some(today()), "Returns without the audit"));
    assert_eq!((&*method.owner, method.due.is_some()), ("Operations", true));
    desk.press("<esc>a");
    desk.must_show("Returns without the audit");
}

#[test]
fn the_case_of_a_method_is_one_key_away_and_back() {
    let mut desk = en();
    desk.press("r<f7>");
    desk.must_show("Motor insurance claims");
    assert_eq!(desk.app().view().unwrap().2.key, "cases");
    desk.press("<f7>");
    assert_eq!(desk.app().view().unwrap().2.key, "methods");
    desk.must_show("Streamline");
}

#[test]
fn cases_are_found_and_filtered_by_method_sector_and_figure() {
    let shown = |typed: &str| {
        let mut desk = en();
        desk.press("r]<a-f>").press(typed).press("<enter>");
        let wanted = ["Opening an account", "Motor insurance", "Credit card", "Returns at a"];
        let screen = desk.screen();
        wanted.map(|case| screen.contains(case))
    };
    assert_eq!(shown("sector=Banking"), [true, false, true, false]);
    assert_eq!(shown("streamline"), [false, true, false, false]);
    assert_eq!(shown("moved by<-75%"), [true, true, true, false]);
}

#[test]
fn what_is_refused_has_not_the_sign_of_what_is_done() {
    use changebook::finding::Level;
    for (lang, said) in [(Lang::Zh, "先填好已有的空行"), (Lang::En, "Fill in the blank row first")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("8<f5><f5>");
        let message = desk.app().message.clone().unwrap_or_else(|| panic!("{}", desk.screen()));
        assert!(message.text.get(lang).contains(said), "{}", desk.screen());
        assert_eq!(message.level, Level::Watch);
        assert!(!desk.said().contains('✔'));
    }
}

/// An action that is logged is asked for its owner and its day, one field after the other, and leads back to the list.
#[test]
fn an_action_is_logged_with_its_owner_and_day_by_enter_alone() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(80, 24), (160, 50)] {
            let mut desk = Desk::demo(lang, size);
            desk.press("a");
            let (tool, view) = desk.app().view().map(|(tool, view, _)| (tool, view)).unwrap();
            desk.press("<f5>Call the supplier<enter>Parts manager<enter>+5<enter>");
            let row = desk.rows::<changebook::tools::actions::Promise>().pop().unwrap();
            assert_eq!(row.action.0, "Call the supplier");
            assert_eq!(
                (&*row.owner, row.due),
                ("Parts manager", Some(today() + chrono::Days::new(5))),
                "{}",
                desk.screen()
            );
            assert_eq!(desk.app().view().map(|(tool, view, _)| (tool, view)).unwrap(), (tool, view));
            assert!(desk.app().layers.is_empty(), "{}", desk.screen());
            // Whoever does not know yet leaves them blank with Enter, or leaves with Esc.
            desk.press("<f5>Ask the plant<enter><enter><enter>");
            let row = desk.rows::<changebook::tools::actions::Promise>().pop().unwrap();
            assert_eq!((&*row.action.0, &*row.owner), ("Ask the plant", ""), "{}", desk.screen());
            assert_eq!(desk.app().view().map(|(tool, view, _)| (tool, view)).unwrap(), (tool, view));
            desk.press("<f5>Third<enter><esc>");
            let row = desk.rows::<changebook::tools::actions::Promise>().pop().unwrap();
            assert_eq!(&*row.action.0, "Third", "{}", desk.screen());
            // Nothing typed makes no row.
            let before = desk.rows::<changebook::tools::actions::Promise>().len();
            desk.press("<f5><enter>");
            assert_eq!(desk.rows::<changebook::tools::actions::Promise>().len(), before, "{}", desk.screen());
        }
    }
}

/// Where a list has no line yet, typing and Enter say how to get one.
#[test]
fn an_empty_list_says_how_it_is_filled() {
    for (lang, said) in [
        (Lang::Zh, "这里还没有内容：按 F5 记录行动"),
        (Lang::En, "There is nothing here yet: F5 is 'Log an action'"),
    ] {
        for keys in ["x", "<enter>"] {
            let mut desk = Desk::open(lang, (80, 24), new_project("Bare"));
            desk.press("a").press(keys).must_say(said);
        }
    }
}

/// A thing that is done with something against it is said with the sign of a warning, not as well done.
#[test]
fn what_is_done_against_the_figures_is_said_with_a_warning() {
    use changebook::finding::Level;
    for lang in [Lang::Zh, Lang::En] {
        let level = |keys: &str| {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press(keys);
            desk.app().message.as_ref().map(|message| message.level)
        };
        // The value of the win is not reached, a centre of its own has no reading that says so.
        assert_eq!(level("8<down><f7>"), Some(Level::Watch));
        assert_eq!(level("8<down><down><f7>"), Some(Level::Good));
    }
}
