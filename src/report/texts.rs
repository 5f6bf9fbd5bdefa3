//! Goes through every text of a report, so that what holds for all of them is done in one place.

use super::week::{NOISE, PROVEN};
use super::{
    Answer, Ask, Bar, Chart, Dated, Deed, Event, Exception, Figure, Part, Plot, Report, Section, Standing,
    Step,
};
use crate::finding::Line;
use crate::text::{Phrase, in_line, visible};
use crate::tool::Shown;

/// No text of a report is wider, in cells; what people write into a cell may be as long as a book.
const WIDEST: usize = 400;

/// What is done to a text.
type Each<'a> = &'a mut dyn FnMut(&mut Phrase);

impl Report {
    /// Does something to every text.
    pub(super) fn each(&mut self, each: Each<'_>) {
        each(&mut self.name);
        self.about.iter_mut().for_each(&mut *each);
        line(&mut self.headline, each);
        for Answer { question, lines } in &mut self.glance {
            each(question);
            for it in lines {
                line(it, each);
            }
        }
        for Figure { title, value, beside, level: _ } in &mut self.figures {
            [title, value, beside].into_iter().for_each(&mut *each);
        }
        for Section { title, about, parts, key: _, narrow: _ } in &mut self.sections {
            each(title);
            each(about);
            for it in parts {
                part(it, each);
            }
        }
        self.notes.iter_mut().for_each(each);
    }

    /// Leaves out what explains a word that nothing on the page says.
    pub(super) fn explain_only_what_is_said(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        let mut all = String::new();
        self.each(&mut |phrase| all.push_str(&phrase.zh));
        let is_said = |note: &Phrase| match note {
            note if *note == NOISE.into() => all.contains("波动"),
            note if *note == PROVEN.into() => all.contains("已证实"),
            _ => true,
        };
        self.notes = notes.into_iter().filter(is_said).collect();
    }

    /// Makes every text one line in which nothing is hidden, so that no data can steer whatever shows it or lie about its
    /// order.
    pub(super) fn make_visible(&mut self) {
        let seen = |text: &str| {
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            visible(&in_line(&lines.join(" "), WIDEST)).into_owned()
        };
        self.each(&mut |phrase| {
            *phrase = (seen(&phrase.zh), seen(&phrase.en)).into();
        });
    }
}

fn line(line: &mut Line, each: Each<'_>) {
    each(&mut line.text);
}

fn shown(shown: &mut Shown, each: Each<'_>) {
    each(&mut shown.text);
}

fn part(part: &mut Part, each: Each<'_>) {
    match part {
        Part::Missing(what) => each(what),
        Part::Lines(lines) => lines.iter_mut().for_each(|it| line(it, each)),
        Part::Kept(weeks) => weeks.iter_mut().for_each(|week| each(&mut week.title)),
        Part::Exceptions(all) => all.iter_mut().for_each(|it| exception(it, each)),
        Part::Charts(charts, events) => {
            for it in charts {
                chart(it, each);
            }
            for Event { day: _, name } in events {
                each(name);
            }
        }
        Part::Bars(bars) => {
            for Bar { title, label, share: _, level: _ } in bars {
                each(title);
                each(label);
            }
        }
        Part::Dated(all) => {
            for Dated { kind, what, who, state, day: _ } in all {
                [kind, what, who].into_iter().for_each(&mut *each);
                shown(state, each);
            }
        }
        Part::Asks(asks) => {
            for Ask { what, why, level: _ } in asks {
                each(what);
                each(why);
            }
        }
        Part::Steps(steps) => {
            for Step { title, done, beside, share: _, level: _ } in steps {
                [title, done, beside].into_iter().for_each(&mut *each);
            }
        }
        Part::Projects(projects) => projects.iter_mut().for_each(|it| standing(it, each)),
    }
}

fn exception(exception: &mut Exception, each: Each<'_>) {
    let Exception { name, status, now, expected, target, proof, cause, actions, waived } = exception;
    [name, now, expected, target].into_iter().for_each(&mut *each);
    shown(status, each);
    line(proof, each);
    cause.iter_mut().for_each(&mut *each);
    waived.iter_mut().for_each(&mut *each);
    for Deed { action, owner, when } in actions {
        each(action);
        each(owner);
        shown(when, each);
    }
}

fn chart(chart: &mut Chart, each: Each<'_>) {
    let Chart { name, leading: _, status, now, target, planned, proof, goal: _, plot, events: _ } = chart;
    [name, now, target, planned].into_iter().for_each(&mut *each);
    shown(status, each);
    shown(proof, each);
    let Some(Plot { title, marks, span, legend, .. }) = plot else { return };
    title.iter_mut().for_each(&mut *each);
    for (_, name) in marks {
        each(name);
    }
    legend.iter_mut().for_each(&mut *each);
    if let Some(((_, from), (_, to))) = span {
        each(from);
        each(to);
    }
}

fn standing(standing: &mut Standing, each: Each<'_>) {
    let Standing { name, when, cells, worst, level: _ } = standing;
    each(name);
    each(when);
    for (title, cell) in cells {
        each(title);
        shown(cell, each);
    }
    for it in worst {
        line(it, each);
    }
}
