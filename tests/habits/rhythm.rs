//! The rhythm of entering: digits with Enter, arrows and Tab, in grids and in forms.

use super::*;

/// Three people in a new project, the cursor on the first one's first score.
fn people(lang: Lang) -> Desk {
    let mut desk = Desk::fresh(lang, WIDE);
    desk.press("2A<enter>B<enter>C<enter><c-home><right><right><right><right>");
    assert_eq!((desk.column(), desk.row_name()), ("awareness", "A".into()));
    desk
}

fn all(desk: &Desk) -> Vec<Vec<u8>> {
    desk.rows::<Person>().iter().map(elements).collect()
}

#[test]
fn a_column_of_scores_is_filled_by_digits_and_enter_or_down() {
    for lang in BOTH {
        for keys in
            ["3<enter>4<enter>5", "3<down>4<down>5", "3j4j5", "3<down>4<enter>5", "３<enter>４<down>５"]
        {
            let mut desk = people(lang);
            desk.press(keys);
            assert_eq!(all(&desk), [[3, 0, 0, 0, 0], [4, 0, 0, 0, 0], [5, 0, 0, 0, 0]], "{keys}");
            assert!(desk.app().layers.is_empty(), "{keys}");
        }
        // Over scores that are there the digit is never put behind the old one.
        let mut desk = people(lang);
        desk.press("1<enter>1<enter>1<enter><c-home><right><right><right><right>3<enter>4<enter>5");
        assert_eq!(all(&desk), [[3, 0, 0, 0, 0], [4, 0, 0, 0, 0], [5, 0, 0, 0, 0]]);
        // In the last column, behind which there is no other.
        let mut desk = people(lang);
        to(&mut desk, "reinforcement", "<right>");
        desk.press("3<enter>4<down>5<enter>");
        assert_eq!(all(&desk), [[0, 0, 0, 0, 3], [0, 0, 0, 0, 4], [0, 0, 0, 0, 5]]);
        assert!(desk.app().row().is_none(), "on the line for a new one");
    }
}

#[test]
fn a_row_of_scores_is_filled_by_digits_with_or_without_tab_and_right() {
    for lang in BOTH {
        for keys in
            ["12345", "1<tab>2<tab>3<tab>4<tab>5", "1<right>2<right>3<right>4<right>5", "1l2<tab>34l5"]
        {
            let mut desk = people(lang);
            desk.press(keys);
            assert_eq!(all(&desk)[0], [1, 2, 3, 4, 5], "{keys}");
            assert_eq!(all(&desk)[1], [0; 5], "{keys}");
        }
        // Whoever goes back to mend a slip is where the cursor shows it.
        let mut desk = people(lang);
        desk.press("1<left>2");
        assert_eq!(all(&desk)[0], [2, 0, 0, 0, 0]);
        // Enter opens a cell again once the score is confirmed.
        desk.press("<enter><enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{}", desk.screen());
    }
}

/// Digits after one another score a row, as a keypad is used, and no digit ever lands in another row or on top of the one
/// before.
#[test]
fn digits_stay_within_their_row_and_enter_goes_back_to_where_they_began() {
    for (lang, too_many) in [(Lang::Zh, "4 没有写入"), (Lang::En, "4 was not entered")] {
        let mut desk = people(lang);
        desk.press("12345<enter>23451<enter>34512<enter>");
        assert_eq!(all(&desk), [[1, 2, 3, 4, 5], [2, 3, 4, 5, 1], [3, 4, 5, 1, 2]], "{}", desk.screen());
        assert!(desk.app().row().is_none());
        // Each says what it scored and what comes next.
        let mut desk = people(lang);
        desk.press("3");
        let said = desk.said();
        let (scored, next) = match lang {
            Lang::Zh => ("认知 3 分", "渴望"),
            Lang::En => ("Awareness: 3", "Desire"),
        };
        assert!(said.contains(scored) && said.contains(next), "{said}");
        // Begun in the middle.
        desk.press("<right>34<enter>5");
        assert_eq!(all(&desk), [[3, 3, 4, 0, 0], [0, 5, 0, 0, 0], [0; 5]]);
        // Down counts from the last digit, and arrows begin anew.
        let mut desk = people(lang);
        desk.press("12<down>3<enter>4");
        assert_eq!(all(&desk), [[1, 2, 0, 0, 0], [0, 3, 0, 0, 0], [0, 4, 0, 0, 0]]);
        let mut desk = people(lang);
        desk.press("1<right>2<right>3<enter>4");
        assert_eq!(all(&desk), [[1, 2, 3, 0, 0], [0, 0, 4, 0, 0], [0; 5]]);
        // Behind the last score of a row a digit is refused, however many follow, and what confirms counts from the score.
        for (keys, column) in [("3434", 3), ("34<enter>5", 3), ("34<down>5", 3), ("３４", 3), ("3<bs>4", 4)]
        {
            let mut desk = people(lang);
            to(&mut desk, "reinforcement", "<right>");
            desk.press(keys);
            assert_eq!(all(&desk)[0], [0, 0, 0, 0, column], "{keys}");
            assert_eq!(all(&desk)[1][4], if keys.ends_with('5') { 5 } else { 0 }, "{keys}");
        }
        let mut desk = people(lang);
        to(&mut desk, "reinforcement", "<right>");
        desk.press("34");
        desk.must_say(too_many);
        // A hidden column is passed over.
        let mut desk = people(lang);
        to(&mut desk, "desire", "<right>");
        desk.app_mut().run(Command::HideColumn);
        to(&mut desk, "awareness", "<left>");
        desk.press("12<enter>3");
        assert_eq!(all(&desk), [[1, 0, 2, 0, 0], [3, 0, 0, 0, 0], [0; 5]]);
    }
}

#[test]
fn a_form_goes_from_a_score_to_its_evidence_and_on_to_the_next_score() {
    for (lang, evidence) in [(Lang::Zh, "管理层每周都问"), (Lang::En, "Asked about every week")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("15");
        assert_eq!(desk.column(), "senior_support_evidence");
        desk.press(evidence).press("<enter>");
        assert_eq!(desk.column(), "urgency");
        // An evidence may begin with a digit.
        desk.press("44 calls<enter><enter>");
        assert_eq!(desk.column(), "resources");
        // And without any evidence.
        desk.press("3<enter>2<down>1<enter>");
        let form = &desk.rows::<Form>()[0];
        assert_eq!(scores(form), [5, 4, 3, 2, 1, 0]);
        assert_eq!((&*form.senior_support_evidence.0, &*form.urgency_evidence.0), (evidence, "4 calls"));
        assert_eq!(desk.column(), "staff_capability");
        // The last one, and again over what is there.
        desk.press("5<enter>");
        assert_eq!(scores(&desk.rows::<Form>()[0]), [5, 4, 3, 2, 1, 5]);
        desk.press("<home>");
        to(&mut desk, "senior_support", "<down>");
        desk.press("1<enter>2<enter>3<enter>4<enter>5<enter>1<enter>");
        assert_eq!(scores(&desk.rows::<Form>()[0]), [1, 2, 3, 4, 5, 1]);
        assert_eq!(&*desk.rows::<Form>()[0].senior_support_evidence.0, evidence);
    }
    // The card of a person has two texts beside each score.
    let mut desk = en();
    desk.press("2]");
    to(&mut desk, "awareness", "<down>");
    desk.press("3");
    assert_eq!(desk.column(), "awareness_behaviour");
    desk.press("<enter>");
    assert_eq!(desk.column(), "desire");
    desk.press("2Doubts it<tab>Talk to them<enter>");
    assert_eq!(desk.column(), "knowledge");
}

/// A number that begins the evidence is no score of the next line, as soon as it shows to be one.
#[test]
fn a_digit_behind_a_score_of_a_form_begins_the_evidence_once_a_text_follows() {
    for lang in BOTH {
        for evidence in [
            "3 service vans ordered",
            "2 of 3",
            "1,240 calls",
            "5% less",
            "3/5 agree",
            "2.5 h saved",
            "1: the board",
            "3　辆服务车",
            "2，还有别的",
            "7 vans",
            "60 calls",
            "65 vans",
            "24 vans",
            "24台服务车",
            "4个店没有备件",
            "３辆",
            "1250 calls a week",
            "2x as many",
        ] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("14").press(evidence).press("<enter><enter>");
            let form = &desk.rows::<Form>()[0];
            assert_eq!((scores(form), &*form.senior_support_evidence.0), (vec![4, 0, 0, 0, 0, 0], evidence));
            assert_eq!(&*form.urgency_evidence.0, "", "{evidence}");
            assert_eq!(desk.column(), "urgency");
            // The score taken back is what it was before.
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("14<enter>5<enter><up><up>");
            to(&mut desk, "senior_support", "<up>");
            desk.press("4").press(evidence).press("<enter><enter>");
            let form = &desk.rows::<Form>()[0];
            assert_eq!((scores(form), &*form.senior_support_evidence.0), (vec![4, 5, 0, 0, 0, 0], evidence));
        }
        // Digits alone are scores; and what goes on behind the very score is refused.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("1432<enter>5");
        assert_eq!(scores(&desk.rows::<Form>()[0]), [4, 3, 2, 5, 0, 0]);
        for part in ["2.5", "2,5", "2/5", "2。5"] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("1").press(part);
            desk.must_say(if lang == Lang::Zh { "评分是 1 到 5" } else { "A score is one digit" });
            desk.press("<enter>");
            let form = &desk.rows::<Form>()[0];
            assert_eq!(
                (scores(form), &*form.senior_support_evidence.0),
                (vec![2, 0, 0, 0, 0, 0], ""),
                "{part}"
            );
        }
    }
}

/// A text that is typed on a score goes into its evidence; where the digit may be that of the text, one answer says so.
#[test]
fn a_text_that_begins_with_the_digit_of_a_score_is_asked_about() {
    for lang in BOTH {
        for (typed, rest) in [
            ("3个店没有备件", "个店没有备件"),
            ("24辆车", "4辆车"),
            ("24 vans ordered", "4 vans ordered"),
            ("3 vans ordered", "vans ordered"),
            ("120名技师", "20名技师"),
            ("5%没有", "%没有"),
        ] {
            let digit = typed.chars().next().unwrap().to_digit(10).unwrap() as u8;
            for (answer, score, evidence) in [("<enter>", 4, typed), ("n", digit, rest)] {
                let mut desk = Desk::fresh(lang, WIDE);
                desk.press("14Old<enter>");
                to(&mut desk, "senior_support", "<up>");
                desk.press(typed).press("<enter>");
                assert!(
                    matches!(desk.app().layers.last(), Some(Layer::Ask(_))),
                    "{typed}: {}",
                    desk.screen()
                );
                desk.must_show(typed);
                desk.press(answer);
                let form = &desk.rows::<Form>()[0];
                assert_eq!(
                    (scores(form)[0], &*form.senior_support_evidence.0),
                    (score, evidence),
                    "{typed} {answer}: {}",
                    desk.screen()
                );
                assert!(desk.app().layers.is_empty());
            }
            // On a line without a score the score comes first.
            for (answer, score, evidence) in [("<enter>", digit, rest), ("n", 0, typed)] {
                let mut desk = Desk::fresh(lang, WIDE);
                desk.press("1").press(typed).press("<enter>").press(answer);
                let form = &desk.rows::<Form>()[0];
                let got = (scores(form)[0], &*form.senior_support_evidence.0);
                assert_eq!(got, (score, evidence), "{answer}: {}", desk.screen());
            }
        }
        // Words behind a score are its evidence without a question, and a score that changes says so.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("14Old<enter>");
        to(&mut desk, "senior_support", "<up>");
        desk.press("3");
        desk.must_say(if lang == Lang::Zh { "4 改为 3" } else { "3, was 4" });
        desk.press("They ask every week<enter>");
        let form = &desk.rows::<Form>()[0];
        assert_eq!((scores(form)[0], &*form.senior_support_evidence.0), (3, "They ask every week"));
    }
}

/// A sentence that lands on a cell which takes none changes nothing, whatever stands between its words.
#[test]
fn a_refused_sentence_changes_nothing() {
    for sentence in ["because 2 visits cost us a lot", "why not? see: 3/5 = 60%", "因为 2 次上门 太贵"]
    {
        for lang in BOTH {
            // A yes or a no.
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("6Why<tab>");
            assert_eq!(desk.column(), "key");
            let before = whole(desk.project());
            desk.press(sentence);
            assert_eq!(whole(desk.project()), before, "{sentence}: {}", desk.screen());
            assert!(desk.app().layers.is_empty());
            // Once another key was pressed, Space does what it does.
            desk.press("<right><left><space>");
            assert_ne!(whole(desk.project()), before);
            // A standard text, beside which Space ticks.
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("3<home>");
            let before = whole(desk.project());
            desk.press(sentence);
            assert_eq!(whole(desk.project()), before, "{sentence}: {}", desk.screen());
            // A score, and a cell that is computed.
            let mut desk = people(lang);
            let before = whole(desk.project());
            desk.press(sentence);
            assert_eq!(whole(desk.project()), before, "{sentence}: {}", desk.screen());
        }
    }
    // One slip of a letter, and the score behind it counts.
    let mut desk = people(Lang::En);
    desk.press("x3");
    assert_eq!(all(&desk)[0][0], 3);
}

#[test]
fn enter_after_tab_goes_to_where_tab_began_in_the_next_row() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2A<tab><tab><tab>12<enter>");
        assert_eq!((desk.column(), desk.app().row().is_none()), ("name", true), "{}", desk.screen());
        desk.press("B<tab><tab><tab>7<tab>3<enter>");
        assert_eq!((desk.column(), desk.app().row().is_none()), ("name", true), "{}", desk.screen());
        let people = desk.rows::<Person>();
        assert_eq!((people[0].headcount, people[1].headcount), (Some(12), Some(7)));
        assert_eq!(elements(&people[1])[0], 3);
        // An option in between is chosen by Tab as well.
        desk.press("<c-home><tab><tab><f2><down><tab>");
        assert_eq!((desk.column(), desk.rows::<Person>()[0].role.is_some()), ("headcount", true));
        desk.press("8<enter>");
        assert_eq!((desk.column(), desk.row_name()), ("name", "B".into()));
        // Begun in a column of its own.
        desk.press("<c-home><right><right><right>1<tab>4<enter>");
        assert_eq!((desk.column(), desk.row_name()), ("headcount", "B".into()));
        // An arrow in between begins anew.
        desk.press("<up><tab><down><right>9<enter>");
        assert_eq!(desk.column(), "desire", "{}", desk.screen());
    }
}

#[test]
fn tab_from_the_last_column_takes_the_typed_value_and_goes_to_the_next_row() {
    let mut desk = fresh();
    desk.press("e]<c-n>3-9<tab>");
    to(&mut desk, "reason", "<tab>");
    desk.press("B<tab>");
    assert!(desk.app().row().is_none(), "{}", desk.screen());
}

#[test]
fn the_last_row_says_that_it_is_the_last() {
    for (lang, said) in [(Lang::Zh, "这是最后一行"), (Lang::En, "This is the last row")] {
        let mut desk = Desk::demo(lang, WIDE);
        // The steps of Kotter are fixed.
        desk.press("5<c-end>");
        let column = desk.app().view_state().unwrap().row;
        desk.press("<home><right>");
        for _ in 0..12 {
            if matches!(
                desk.app().kind(),
                Some(changebook::sheet::Kind::Text | changebook::sheet::Kind::Prose)
            ) {
                break;
            }
            desk.press("<right>");
        }
        desk.press("<f2>x<enter>");
        desk.must_say(said);
        assert_eq!(desk.app().view_state().unwrap().row, column);
    }
}

#[test]
fn a_refused_value_is_selected_so_that_typing_replaces_it() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2A<tab><tab><tab>lots<enter>");
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!((edit.editor.selected_text(), edit.error.is_some()), ("lots", true));
        // What is pasted takes its place as well, and the reason goes with what it was about.
        desk.paste("many");
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!((edit.editor.text(), edit.error.is_some()), ("many", false));
        desk.press("<enter>12<enter>");
        assert_eq!(desk.rows::<Person>()[0].headcount, Some(12));
        // In a form too, by Enter on the field and by the key that submits it.
        let mut desk = Desk::closed(lang, WIDE);
        desk.app_mut().create_form();
        desk.press("P<enter>Vision<enter>2-30<enter>2026-3-2<enter>many<c-s>");
        let Some(Layer::Form(form)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!(
            (form.at, form.fields[2].editor.text(), form.fields[3].editor.selected_text()),
            (3, "2026-3-2", "many")
        );
        // Down on the last field confirms it as well, and the next digit is another value.
        desk.press("3<down>4<down>5<tab>7<c-s>");
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        assert_eq!(charter::charter(desk.project()).centres, Some(7));
    }
}

#[test]
fn ctrl_a_in_a_field_selects_all_of_it() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team A<enter><up><f2><c-a>Team B<enter>");
        assert_eq!(desk.rows::<Person>()[0].name, "Team B");
        desk.press("e<down>").press("<f3>e<down><enter>One<a-enter>two<c-a>x<enter>");
        assert_eq!(charter::charter(desk.project()).vision.0, "x");
        desk.press("<f3>/team<c-a>zzzz");
        let Some(Layer::Choose(chooser)) = desk.app().layers.last() else { panic!() };
        assert_eq!(chooser.query.as_ref().unwrap().text(), "zzzz");
    }
}

#[test]
fn scores_typed_over_those_of_another_week_are_kept_in_the_history() {
    for (lang, kept) in [(Lang::Zh, "已存入历史"), (Lang::En, "kept in the history")] {
        let mut desk = people(lang);
        desk.press("123455");
        let later = today().checked_add_days(chrono::Days::new(7)).unwrap();
        desk.app_mut().set_today(later);
        desk.press("<c-home><right><right><right><right>3");
        desk.must_say(kept);
        let past = desk.rows::<Scoring>();
        assert_eq!(past.len(), 1, "{}", desk.screen());
        assert_eq!((past[0].date, past[0].awareness.map(Score::get)), (Some(today()), Some(1)));
        let card = desk.rows::<Person>()[0].clone();
        assert_eq!((card.scored, elements(&card)), (Some(later), vec![3, 2, 3, 4, 5]));
        // The next one is of the same day, and one undo takes both back.
        desk.press("4");
        assert_eq!(desk.rows::<Scoring>().len(), 1);
        desk.press("<c-z><c-z>");
        assert_eq!((desk.rows::<Scoring>().len(), desk.rows::<Person>()[0].scored), (0, Some(today())));
        // Several at once: cleared, scored together, filled down over a card scored then.
        let first = "<c-home><right><right><right><right>";
        desk.app_mut().set_today(today());
        desk.press(first).press("<down>4");
        desk.app_mut().set_today(later);
        for (keys, cards) in [("<s-down><del>", 2), ("<s-down>2", 2), ("<s-down><c-d>", 1)] {
            desk.press(first).press(keys);
            assert_eq!(desk.rows::<Scoring>().len(), cards, "{keys}: {}", desk.screen());
            desk.must_say(kept);
            desk.press("<c-z>");
            assert_eq!(desk.rows::<Scoring>().len(), 0, "{keys}");
        }
        // Within a week a score is mended.
        desk.app_mut().set_today(today().checked_add_days(chrono::Days::new(6)).unwrap());
        desk.press("<c-home><right><right><right><right>5");
        assert_eq!((desk.rows::<Scoring>().len(), desk.rows::<Person>()[0].scored), (0, Some(today())));
    }
}

#[test]
fn behind_a_row_that_was_begun_the_next_one_is_begun_wherever_it_is_sorted_to() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9]")
            .paste("Indicator\tDate\tValue\nFTFR\t2026-03-02\t81%\nFTFR\t2026-02-23\t80%\n")
            .press("<enter>");
        desk.press("<c-down><down><home>");
        assert!(desk.app().row().is_none(), "{}", desk.screen());
        // The latest stand first, so the new row goes to the top; Enter leads to a new one all the same.
        desk.press("Customer sat<tab>2026-03-04<tab>82<enter>");
        assert_eq!((desk.app().row().is_none(), desk.column()), (true, "kpi"), "{}", desk.screen());
        desk.press("Avg<esc>Average<tab>2026-03-03<tab>40<down>");
        assert_eq!((desk.app().row().is_none(), desk.column()), (true, "value"), "{}", desk.screen());
        let values: Vec<_> = desk.rows::<Reading>().iter().map(|row| row.value).collect();
        assert_eq!(values, [Some(81.0), Some(80.0), Some(82.0), Some(40.0)]);
        // A row that was there leads to the row below it.
        desk.press("<c-home><right><right>83%<enter>");
        assert!(desk.app().row().is_some());
    }
}

#[test]
fn the_cell_above_is_filled_into_one_alone_and_blank_cells_are_not_cleared() {
    for (lang, said) in [(Lang::Zh, "本来就是空的"), (Lang::En, "blank already")] {
        let mut desk = people(lang);
        desk.press("2<c-home><right><right><right><right><down><c-d>");
        let first = |desk: &Desk| all(desk).iter().map(|scores| scores[0]).collect::<Vec<_>>();
        assert_eq!(first(&desk), [2, 2, 0]);
        desk.press("<right><right><s-down><del>").must_say(said);
        desk.press("<c-z>");
        assert_eq!(first(&desk), [2, 0, 0], "the step before was taken back");
    }
}

/// "3/5" and "3.5" are no scores of two cells, nor a search: what stands behind the digit is refused and said. The sign
/// pressed once more is the key that it is elsewhere.
#[test]
fn a_score_written_as_a_fraction_scores_one_cell() {
    for (lang, said) in [(Lang::Zh, "已评 3 分"), (Lang::En, "3 is entered")] {
        for keys in ["3/5", "3.5", "3-4", "3，5", "3、5", "３／５", "3~4"] {
            for more in ["", "<enter>4"] {
                let mut desk = people(lang);
                desk.press(keys);
                assert!(desk.said().contains(said), "{keys}: {}", desk.said());
                assert!(desk.app().layers.is_empty(), "{keys}: {}", desk.screen());
                desk.press(more);
                let second = if more.is_empty() { [0; 5] } else { [4, 0, 0, 0, 0] };
                assert_eq!(all(&desk), [[3, 0, 0, 0, 0], second, [0; 5]], "{keys}{more}");
            }
        }
        let mut desk = people(lang);
        desk.press("3//");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Choose(_))), "{}", desk.screen());
    }
}

#[test]
fn a_new_round_goes_from_the_assessor_to_the_first_score() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("1<paste:4\\n4\\n4\\n4\\n4\\n4><enter><f5>");
        desk.press("HR<enter>");
        assert_eq!(desk.column(), "senior_support", "{}", desk.screen());
        desk.press("4");
        let forms = desk.rows::<Form>();
        assert_eq!((forms.len(), forms[1].round, scores(&forms[1])[0]), (2, Some(2), 4), "{}", desk.screen());
        // A round that leaves some out is asked about.
        desk.press("<c-home><down>");
        assert_eq!(desk.column(), "round", "{}", desk.screen());
        let before = whole(desk.project());
        desk.press("<enter><c-u>4<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))), "{}", desk.screen());
        assert!(whole(desk.project()) == before);
        desk.press("<esc><esc>");
        assert_eq!(desk.rows::<Form>()[1].round, Some(2));
    }
}
