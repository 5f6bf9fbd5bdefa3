//! Random keys, pastes and sizes on such files.

use crate::chance::Chance;
use crate::child::{Length, Report};
use crate::mutants::{self, SIZES};
use changebook::app::request::Request;
use changebook::event::{Effect, Event};
use changebook::runtime::keys;
use changebook::text::Lang;

/// Keys that lead far, `Ins` among them.
const KEYS: &str = "1 2 3 4 5 6 7 8 9 a b c d e g 0 ] [ } { <enter> <esc> <esc> <tab> <s-tab> <up> <down> <left> \
    <right> <s-down> <s-right> <home> <end> <c-home> <c-end> <pgup> <pgdn> <space> <del> <bs> <ins> <ins> <f1> <f2> <f3> \
    <f4> <f5> <f6> <f7> <f8> <f9> <s-f5> <f10> <f11> <f12> <a-l> <a-s> <c-up> <c-down> <c-left> <c-right> <c-s-down> <c-s-right> <s-home> <s-end> <c-space> <s-space> <c-enter> <c-z> <c-y> <c-a> <c-c> <c-x> <c-v> <c-d> <c-n> <c-k> <c-s> <c-o> \
    <c-f> <a-up> <a-down> / : y v 5 -3 1e15<enter> 1e300<enter> 2199-12-31<enter> 1900-1-1<enter> 1000000<enter> +99999 变 👍🏽";

const PASTES: &[&str] = &[
    "",
    "x",
    "1e15\t-1e15\n999999999999999\t1e300",
    "姓名/团队\t人数\t认知\nA\t1000000\t5\nB\t1000001\t1",
    "Person or team\tHeadcount\nT1\t4294967295\nT2\t1",
    "2199-12-31\t1900-01-01\n2200-01-01\t今天",
    "\u{1b}[2J\u{202e}\t\u{7}",
    "\"a\nb\"\t\"c\"\"d\"\n",
];

/// One walk of a hundred steps.
pub fn run(round: u64, length: Length, report: &mut Report) {
    let mut chance = Chance::new(!round);
    let lang = if round.is_multiple_of(2) { Lang::En } else { Lang::Zh };
    let all: Vec<&str> = KEYS.split_whitespace().collect();
    let file = mutants::file(&mut chance, lang);
    let Some(project) = mutants::opened(&file, report) else { return };
    let mut app = mutants::app(project, lang);
    let mut size = chance.one(&SIZES);
    for _ in 0..if length == Length::Short { 40 } else { 100 } {
        let events = match chance.below(20) {
            0 => vec![Event::Paste(chance.one(PASTES).to_owned())],
            1 => {
                size = chance.one(&SIZES);
                vec![Event::Resize(size.0, size.1)]
            }
            2 => vec![Event::Timer],
            _ => keys::parse(chance.one(&all)).unwrap(),
        };
        for event in events {
            let what = format!("{event:?}");
            let requests = report.answer(|| what, || app.update(event));
            report.count("events");
            if requests.iter().any(|request| matches!(request, Request::Terminal(Effect::Quit))) {
                return;
            }
        }
        mutants::draw(&mut app, size, report);
    }
}
