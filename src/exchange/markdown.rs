//! A report as Markdown for chats and mail: short lines, no tables, no HTML. It reads as well where the marks are not
//! drawn, as in most chats.

use super::form_of_days;
use crate::calendar::short_day;
use crate::finding::{Level, Line};
use crate::report::{
    Ask, Bar, Chart, Dated, Event, Exception, Figure, Kept, NO_ACTION, NO_CAUSE, Part, Report, Standing, Step,
};
use crate::text::{Lang, Phrase, text};
use crate::tool::Shown;
use chrono::NaiveDate;

/// The report in a language.
pub fn page(report: &Report, lang: Lang) -> String {
    let mut out = Out { lang, text: String::new() };
    out.push(&format!("# {}", escaped(report.headline.text.get(lang))));
    let about = report.about.iter().map(|about| about.get(lang));
    let day = report.day.to_string();
    let head: Vec<&str> =
        [report.name.get(lang), report.scope.title().get(lang), &day].into_iter().chain(about).collect();
    out.blank();
    out.push(&escaped(&head.join(" · ")));
    for answer in &report.glance {
        out.heading(answer.question.get(lang));
        answer.lines.iter().for_each(|line| out.line(line));
    }
    if !report.figures.is_empty() {
        out.heading(text("几个数", "In figures").get(lang));
        report.figures.iter().for_each(|figure| out.figure(figure));
    }
    for section in report.sections.iter().filter(|section| !section.parts.is_empty()) {
        out.heading(section.title.get(lang));
        section.parts.iter().for_each(|part| out.part(part));
    }
    out.blank();
    for note in &report.notes {
        out.push(&format!("> {}", escaped(note.get(lang))));
    }
    out.text
}

/// What has been written so far.
struct Out {
    lang: Lang,
    text: String,
}

/// A text in which no character is taken for a mark or a tag.
fn escaped(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut letters = plain.chars().peekable();
    while let Some(letter) = letters.next() {
        let opens = || letters.clone().next().is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c));
        if matches!(letter, '*' | '`' | '[' | '\\') || letter == '<' && opens() {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// A word with its sign.
fn signed(shown: &Shown, lang: Lang) -> String {
    let word = escaped(shown.text.get(lang));
    match shown.level {
        Level::Blank => word,
        level => format!("{} {word}", level.sign()),
    }
}

impl Out {
    fn push(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.push("");
    }

    fn heading(&mut self, title: &str) {
        self.blank();
        self.push(&format!("## {}", escaped(title)));
        self.blank();
    }

    fn item(&mut self, text: &str) {
        self.push(&format!("- {text}"));
    }

    fn below(&mut self, title: &str, text: &str) {
        if !text.is_empty() {
            let colon = crate::text::text("：", ": ").get(self.lang);
            self.push(&format!("  - {title}{colon}{text}"));
        }
    }

    fn line(&mut self, line: &Line) {
        let said = Shown::new(line.level, line.text.clone());
        let said = signed(&said, self.lang);
        self.item(&said);
    }

    fn figure(&mut self, figure: &Figure) {
        let lang = self.lang;
        let (title, beside) = (figure.title.get(lang), escaped(figure.beside.get(lang)));
        let value = signed(&Shown::new(figure.level, figure.value.clone()), lang);
        let colon = text("：", ": ").get(lang);
        let beside = if beside.is_empty() { beside } else { within(&beside, lang) };
        self.item(&format!("{}{colon}{value}{beside}", escaped(title)));
    }

    fn part(&mut self, part: &Part) {
        let lang = self.lang;
        match part {
            Part::Missing(what) => self.push(&escaped(what.get(lang))),
            Part::Lines(lines) => lines.iter().for_each(|line| self.line(line)),
            Part::Kept(weeks) => self.kept(weeks),
            Part::Exceptions(all) => all.iter().for_each(|it| self.exception(it)),
            Part::Charts(charts, events) => {
                for chart in charts {
                    self.chart(chart);
                }
                self.events(events);
            }
            Part::Bars(bars) => {
                let colon = text("：", ": ").get(lang);
                for Bar { title, label, .. } in bars {
                    self.item(&format!("{}{colon}{}", escaped(title.get(lang)), escaped(label.get(lang))));
                }
            }
            Part::Dated(all) => all.iter().for_each(|it| self.dated(it, form_of_days(all))),
            Part::Asks(asks) => {
                for (n, Ask { what, why, level }) in asks.iter().enumerate() {
                    let sign =
                        if *level >= Level::Act { format!("{} ", level.sign()) } else { String::new() };
                    self.push(&format!("{}. {sign}{}", n + 1, escaped(what.get(lang))));
                    self.push(&format!("   {}", escaped(why.get(lang))));
                }
            }
            Part::Steps(steps) => {
                let colon = text("：", ": ").get(lang);
                for Step { title, done, beside, .. } in steps {
                    let beside = escaped(beside.get(lang));
                    let beside = if beside.is_empty() { beside } else { within(&beside, lang) };
                    self.item(&format!(
                        "{}{colon}{}{beside}",
                        escaped(title.get(lang)),
                        escaped(done.get(lang))
                    ));
                }
            }
            Part::Projects(all) => all.iter().for_each(|it| self.project(it)),
        }
    }

    fn kept(&mut self, weeks: &[Kept]) {
        let colon = text("：", ": ").get(self.lang);
        for week in weeks {
            let Kept { title, until, kept, due, .. } = week;
            let (title, until) = (escaped(title.get(self.lang)), short_day(*until));
            let until = until.get(self.lang);
            let share = if *due == 0 { "–".to_owned() } else { format!("{kept}/{due}") };
            let until = within(&format!("{}{until}", text("至 ", "to ").get(self.lang)), self.lang);
            let dropped = week.dropped();
            self.item(&format!("{title}{colon}{share}{}{until}", dropped.get(self.lang)));
        }
    }

    fn exception(&mut self, exception: &Exception) {
        let lang = self.lang;
        let Exception { name, status, now, expected, target, proof, cause, actions, waived } = exception;
        self.item(&format!("{} {}", escaped(name.get(lang)), signed(status, lang)));
        self.below(text("现在", "Now").get(lang), &escaped(now.get(lang)));
        self.below(text("按计划应为", "Should be").get(lang), &escaped(expected.get(lang)));
        self.below(text("目标", "Target").get(lang), &escaped(target.get(lang)));
        self.below(text("信号还是波动", "Signal or noise").get(lang), &escaped(proof.text.get(lang)));
        let cause = cause.as_ref().map_or(NO_CAUSE.get(lang), |cause| cause.get(lang));
        self.below(text("原因", "Cause").get(lang), &escaped(cause));
        let title = text("纠偏行动", "Action").get(lang);
        match waived {
            Some(waived) => self.below(title, &escaped(waived.get(lang))),
            None if actions.is_empty() => self.below(title, NO_ACTION.get(lang)),
            None => {}
        }
        for deed in actions {
            let comma = text("，", ", ").get(lang);
            let (action, owner) = (escaped(deed.action.get(lang)), escaped(deed.owner.get(lang)));
            self.below(title, &format!("{action}{comma}{owner}{comma}{}", signed(&deed.when, lang)));
        }
    }

    fn events(&mut self, events: &[Event]) {
        for Event { day, name } in events {
            let (name, title) = (escaped(name.get(self.lang)), text("事件", "Event").get(self.lang));
            let colon = text("：", ": ").get(self.lang);
            self.item(&format!("{} {title}{colon}{name}", short_day(*day).get(self.lang)));
        }
    }

    fn chart(&mut self, chart: &Chart) {
        let lang = self.lang;
        let colon = text("：", ": ").get(lang);
        let now = match chart.now.get(lang) {
            "" => text("还没有数据", "no reading yet").get(lang),
            now => now,
        };
        let planned = match chart.planned.get(lang) {
            "" => String::new(),
            planned => {
                let (name, comma) = (text("计划 ", "plan ").get(lang), text("，", ", ").get(lang));
                format!("{name}{}{comma}", escaped(planned))
            }
        };
        let target = match chart.target.get(lang) {
            "" => String::new(),
            target => format!(" → {}{}{}", planned, text("目标 ", "target ").get(lang), escaped(target)),
        };
        let status = signed(&chart.status, lang);
        self.item(&format!("{}{colon}{}{target}", escaped(chart.name.get(lang)), escaped(now)));
        let proof = if chart.plot.is_some() {
            format!(" · {}", escaped(chart.proof.text.get(lang)))
        } else {
            String::new()
        };
        self.push(&format!("  {status}{proof}"));
    }

    fn dated(&mut self, dated: &Dated, form: fn(NaiveDate) -> Phrase) {
        let lang = self.lang;
        let Dated { day, kind, what, who, state } = dated;
        let who = escaped(who.get(lang));
        let who = if who.is_empty() { who } else { within(&who, lang) };
        let state = match state.text.get(lang) {
            "" => String::new(),
            // A sign parts what has one from the text before it.
            _ if state.level == Level::Blank => format!(" · {}", signed(state, lang)),
            _ => format!(" {}", signed(state, lang)),
        };
        let (kind, what) = (escaped(kind.get(lang)), escaped(what.get(lang)));
        let colon = if kind.is_empty() { "" } else { text("：", ": ").get(lang) };
        self.item(&format!("{} {kind}{colon}{what}{who}{state}", form(*day).get(lang)));
    }

    fn project(&mut self, standing: &Standing) {
        let lang = self.lang;
        let Standing { name, level, when, cells, worst } = standing;
        let level = signed(&Shown::new(*level, level.word()), lang);
        self.item(&format!("{} {level}", escaped(name.get(lang))));
        self.push(&format!("  {}", escaped(when.get(lang))));
        for (title, cell) in cells {
            let cell = escaped(cell.text.get(lang));
            self.below(&escaped(title.get(lang)), &cell);
        }
        for line in worst {
            self.push(&format!("  - {} {}", line.level.sign(), escaped(line.text.get(lang))));
        }
    }
}

/// A remark in brackets.
fn within(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("（{text}）"),
        Lang::En => format!(" ({text})"),
    }
}
