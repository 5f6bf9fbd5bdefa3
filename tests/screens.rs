//! What the screen shows after a line of keys, in both languages and at several sizes.
//!
//! After a change that is wanted: `INSTA_UPDATE=always cargo test --test screens`, then look at the difference.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "common/desk.rs"]
mod desk;

use changebook::app::request::{Entry, Reply};
use changebook::app::{App, Choices, Screen};
use changebook::assess::portfolio::Member;
use changebook::sheet::Id;
use changebook::text::{Lang, text};
use desk::Desk;

/// The sizes that people have: a terminal as it opens, a good part of a screen, a corner of one.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (60, 20)];

/// What the program begins with.
#[derive(Clone, Copy)]
enum Begun {
    Demo,
    Fresh,
    First,
    ReadOnly,
}

fn desk(begun: Begun, lang: Lang, size: (u16, u16)) -> Desk {
    match begun {
        Begun::Demo => Desk::demo(lang, size),
        Begun::Fresh => Desk::fresh(lang, size),
        Begun::First => Desk::with(Choices { lang, ..Choices::default() }, size, App::welcome),
        Begun::ReadOnly => Desk::locked(
            lang,
            size,
            text("由更新的版本写成，只能查看", "Written by a newer version: to be read only").into(),
        ),
    }
}

/// How much of a screen is compared.
#[derive(Clone, Copy)]
enum Part {
    /// All but the list of tools: a tool more or less changes no other tool's screen.
    Middle,
    /// The same without the contents of the handbook, where the text of a page is looked at: a page more or less
    /// changes no other page.
    Page,
    /// All of it.
    Whole,
}

/// Compares the screens of both languages, each with the sizes below each other.
fn look(name: &str, begun: Begun, keys: &str, sizes: &[(u16, u16)], part: Part, then: fn(&mut Desk)) {
    for lang in [Lang::Zh, Lang::En] {
        let mut screens = Vec::new();
        for (columns, rows) in sizes {
            let mut desk = desk(begun, lang, (*columns, *rows));
            desk.press(keys);
            then(&mut desk);
            let picture = match part {
                Part::Middle => desk.picture_beside_tools(),
                Part::Page => desk.picture_of_page(),
                Part::Whole => desk.picture(),
            };
            screens.push(format!("{columns}x{rows}\n{picture}"));
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("screens");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(format!("keys: {keys}"));
        settings.bind(|| insta::assert_snapshot!(format!("{name}.{}", lang.tag()), screens.join("\n\n")));
    }
}

/// A test for each: its name, what it begins with, the keys; `[Whole]` compares the list of tools as well,
/// `[Page]` only the text of a page of the handbook, `and` does what no key does.
macro_rules! screens {
    ($( $name:ident: $begun:ident $keys:literal $([$part:ident])? $(at $sizes:expr)? $(, and $then:expr)? ; )*) => {
        $( #[test] fn $name() {
            #[allow(unused_mut, unused_assignments, reason = "most have none of them")]
            let (mut sizes, mut part, mut then): (&[(u16, u16)], Part, fn(&mut Desk)) =
                (&SIZES, Part::Middle, |_| {});
            $( sizes = &$sizes; )?
            $( part = Part::$part; )?
            $( then = $then; )?
            look(stringify!($name), Begun::$begun, $keys, sizes, part, then);
        } )*
    };
}

screens! {
    home: Demo "" [Whole];
    home_of_a_new_project: Fresh "";
    home_large: Demo "" at [(160, 50)];
    list_of_tools: Demo "<tab><down>" [Whole];
    processes: Demo "<esc>p";
    process_steps: Demo "<esc>p]";
    process_map: Demo "<esc>p]]" at [(80, 24), (120, 36), (60, 20), (160, 50)];
    process_people: Demo "<esc>p]]]";
    processes_new: Fresh "<esc>p";
    portfolio: Demo "<f12>";
    portfolio_sorted: Demo "<f12><down><left><a-s>";
    portfolio_large: Demo "<f12><down>" at [(160, 50)];
    portfolio_alone: Fresh "<f12>";
    portfolio_of_many: Demo "<f12>", and |desk| {
        let known = desk.app().overview.members().to_vec();
        let more = (1..=20).map(|n| Member {
            id: Some(Id::new(n)),
            name: format!("P{n}"),
            path: format!("/nowhere/{n}.json").into(),
            archived: n % 7 == 0,
            state: match n % 5 {
                0 => Err(text("读不懂这个文件", "cannot be read").into()),
                _ => known[n as usize % 3].state.clone(),
            },
        });
        desk.answer(Reply::Gathered(known.iter().cloned().chain(more).collect())).press("<end>");
    };
    portfolio_empty: First "", and |desk| {
        desk.app_mut().layers.clear();
        desk.app_mut().show_portfolio();
        desk.answer(Reply::Gathered(Vec::new()));
    };

    meeting_promises: Demo "<f6>" [Whole];
    meeting_promises_judged: Demo "<f6>nNo parts<enter><enter>yx<esc>" [Whole];
    meeting_leading: Demo "<f6>2" [Whole];
    meeting_lagging: Demo "<f6>3" [Whole];
    meeting_exception: Demo "<f6>3<right>" [Whole];
    meeting_exception_typed: Demo "<f6>3<right><enter>Night orders wait<enter>" [Whole];
    meeting_checklist: Demo "<f6>4" [Whole];
    meeting_talk: Demo "<f6>5" [Whole];
    meeting_finding: Demo "<f6>6" [Whole];
    meeting_finding_accepted: Demo "<f6>6a<enter>Trainer<enter>" [Whole];
    meeting_decisions: Demo "<f6>dTwo more centres<enter>Director<enter>7" [Whole];
    meeting_promised: Demo "<f6>3<right>u<enter><a-8>" [Whole];
    meeting_close: Demo "<f6>8<right><space>8" [Whole];
    meeting_over: Demo "<f6>8<right><space>8<down><down><down><down><down><down><down><down><enter>";
    meeting_new: Fresh "<f6>" [Whole];
    meetings_held: Demo "m";
    meetings_decisions: Demo "m]";
    meetings_parked: Demo "m]]";
    meetings_verdicts: Demo "m]]]";
    meetings_answers: Demo "<f6>6sLater<enter><enter>qm]]]]";
    replay_home: Demo ":replay 2026-02-15<enter>" [Whole];
    replay_home_large: Demo ":replay 2026-02-15<enter>]<down>" [Whole] at [(160, 50)];
    replay_changed_since: Demo ":replay week 6<enter>]<down><down><down>" [Whole] at [(60, 20), (80, 24)];
    replay_kpis: Demo "9:replay 2-15<enter><lt>" [Whole];
    replay_refused: Demo "<a-r>week 40<enter>";

    readiness_form: Demo "1";
    readiness_form_new: Fresh "15<enter>4<enter>3<enter>2<enter>";
    readiness_rounds: Demo "1]";
    adkar_cards: Demo "2";
    adkar_cards_new: Fresh "2";
    adkar_cards_large: Demo "2" at [(160, 50)];
    adkar_cards_scrolled: Demo "2<end><down><down>";
    adkar_cards_selected: Demo "2<right><right><right><right><s-down><s-down><s-right>";
    adkar_card: Demo "2]<pgdn><pgdn>";
    adkar_heat: Demo "2]]";
    adkar_history: Demo "2]]]";
    checklist_items: Demo "3";
    checklist_items_new: Fresh "3<right><space>";
    checklist_burnup: Demo "3]";
    roadmap_items: Demo "4";
    roadmap_items_new: Fresh "4";
    roadmap_timeline_large: Demo "4]" at [(160, 50)];
    roadmap_milestones: Demo "4]]";
    roadmap_centres: Demo "4]]]";
    roadmap_budget: Demo "4]]]]";
    kotter_steps: Demo "5";
    kotter_steps_new: Fresh "5";
    kotter_steps_large: Demo "5<down><down>" at [(160, 50)];
    kotter_urgency: Demo "5]";
    kotter_coalition: Demo "5]]";
    kotter_obstacles: Demo "5]]]";
    kotter_authority: Demo "5]]]]";
    kotter_trainings: Demo "5]]]]]";
    communication_board: Demo "6";
    communication_board_new: Fresh "6";
    communication_audiences: Demo "6]";
    communication_messages: Demo "6]]";
    communication_message: Demo "6]]]";
    communication_sends: Demo "6]]]]";
    communication_feedback: Demo "6]]]]]";
    resistance_log: Demo "7";
    resistance_log_new: Fresh "7";
    resistance_entry: Demo "7]";
    resistance_types: Demo "7]]";
    wins: Demo "8";
    wins_new: Fresh "8";
    event_logs: Demo "<esc>i<down>";
    event_logs_map: Demo "<esc>i]" at [(80, 24), (120, 36), (160, 50)];
    event_logs_compared: Demo "<esc>i]]";
    event_logs_new: Fresh "<esc>i";
    journey_touchpoints: Demo "t<down><down>";
    journey_touchpoints_new: Fresh "t";
    journey_curve: Demo "t]";
    journey_curve_large: Demo "t]" at [(160, 50)];
    journey_promises: Demo "t]]";
    journey_history: Demo "t]]]";
    safeguards: Demo "s<down><down><down>";
    safeguards_new: Fresh "s";
    safeguards_risks: Demo "s]";
    safeguards_map: Demo "s]]";
    safeguards_technology: Demo "s]]]";
    safeguards_segments: Demo "s]]]]";
    methods: Demo "r";
    methods_new: Fresh "r";
    methods_large: Demo "r<down><down>" at [(160, 50)];
    cases: Demo "r]";
    cases_filtered: Demo "r]<a-f>outcome=failed<enter>";
    actions_by_due_date: Demo "a]";
    actions_own: Demo "a]]";
    closing: Demo "b";
    closing_new: Fresh "b";
    premortem_mistakes: Demo "c";
    premortem_advices: Demo "c]";
    premortem_contradictions: Demo "c]]";
    homework: Demo "d";
    homework_new: Fresh "d";
    kpi_dashboard: Demo "9";
    kpi_dashboard_new: Fresh "9";
    kpi_dashboard_large: Demo "9<c-end><up><up>" at [(160, 50)];
    kpi_chart: Demo "9<down><down><down><down><a-v>";
    kpi_readings: Demo "9]";
    kpi_review: Demo "9]]";
    kpi_events: Demo "9]]]";
    kpi_setup: Demo "9]]]]";
    kpi_week: Demo "9]]]]]";
    project_charter: Demo "e";
    project_pauses: Demo "e]";

    actions_by_owner: Demo "a<down><down>";
    roadmap_timeline: Demo "4]";
    handbook: Demo "f<down><down>";
    handbook_page: Demo "2<c-g>" [Page];
    handbook_large: Demo "2<c-g>" [Page] at [(160, 50)];
    handbook_found: Demo "f/kotter" [Page];

    layer_help: Demo "2?";
    layer_palette: Demo "2:column";
    layer_palette_narrowed: Demo "2:tu";
    layer_search: Demo "1/";
    layer_search_found: Demo "1/3";
    layer_details: Demo "2<down><down><f4>";
    layer_cell: Demo "2<enter>";
    layer_cell_refused: Demo "e<home><down><down><c-u>2-30<enter>";
    layer_prose: Demo "e<down><enter>";
    layer_choice: Demo "2<right><right><enter>";
    layer_paste: Fresh "2<paste:name\\tcentre\\tawareness\\tdesire\\nT1\\tC1\\t3\\t4\\nT2\\tC2\\t５\\t2\\nT3\\tC3\\t4\\t1>";
    layer_paste_refused: Fresh "2<paste:name\\tcentre\\tawareness\\tdesire\\nT1\\tC1\\t3\\t4\\nT2\\tC2\\t7\\tx\\nT3\\tC3\\t4\\t1>";
    layer_question: Demo "9<f5>0.86<enter>";
    layer_quit: Fresh "15", and |desk| {
        desk.answer(Reply::NotSaved(text("磁盘已满", "the disk is full").into())).press("<c-q>");
    };
    layer_new_project: Demo "1", and |desk| {
        desk.app_mut().create_form();
        desk.press("<enter>");
    };
    layer_projects: Demo "1", and |desk| {
        let entry = |n: u64, name: &str, archived| Entry {
            id: Id::new(n),
            path: format!("/nowhere/{n}.json").into(),
            name: name.into(),
            archived,
            remark: None,
            lost: false,
        };
        let mut open = entry(1, "售后数字化转型", false);
        open.id = desk.project().id;
        desk.answer(Reply::Listed(vec![open, entry(2, "Spare parts", false), entry(3, "2024", true)]));
    };
    welcome_1: First "";
    welcome_2: First "<enter>";

    said_after_undo: Demo "2Team A<enter><c-z>";
    said_read_only: ReadOnly "2x";
    not_saved: Fresh "15", and |desk| {
        desk.answer(Reply::NotSaved(text("磁盘已满", "the disk is full").into()));
    };
    theme_dark: Demo "9<f11>" at [(120, 36)];
    theme_light: Demo "9<f11><f11>" at [(120, 36)];
    theme_plain: Demo "9<f11><f11><f11>" at [(120, 36)];
    too_small: Demo "2" at [(59, 20), (60, 19), (20, 5)];
}

/// Where the list of tools is longer than the screen, it scrolls to its last line and back. An assertion and no
/// picture, for every tool would change it.
#[test]
fn the_list_of_tools_scrolls_with_its_cursor() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut desk = desk(Begun::Demo, lang, size);
            let ends = |desk: &Desk| {
                [("▸", Screen::Home), (" ", Screen::Portfolio)].map(|(sign, screen)| {
                    desk.shows(&format!("│{sign}{} {}", screen.mark(), screen.title().get(lang)))
                })
            };
            // The title, the frame and the footer take five lines.
            let is_short = usize::from(size.1) < Screen::lines() + 5;
            desk.press("<tab><end>");
            assert_eq!(ends(&desk), [!is_short, true], "{size:?}\n{}", desk.screen());
            desk.press("<home>");
            assert_eq!(ends(&desk), [true, !is_short], "{size:?}\n{}", desk.screen());
        }
    }
}
