//! Event logs in XES, the XML that process-mining tools exchange. A trace is a case, whatever its name, which may stand
//! behind its events.

use super::meter::{self, Endless, Gauge};
use super::places::{Answered, Part};
use super::table::at;
use super::time::{Form, Moment, Order};
use super::{Choice, Problem, Reading, failed, too_many};
use crate::mining::{self, Log, Reason, Source};
use crate::say;
use crate::text::{Phrase, text};
use quick_xml::errors::SyntaxError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use std::borrow::Cow;
use std::io::BufRead;

/// The keys of the parts of an event.
struct Keys {
    case: String,
    activity: String,
    time: String,
    start: Option<String>,
    resource: String,
    group: Option<String>,
}

const LIFECYCLE: &str = "lifecycle:transition";

impl Keys {
    fn of(choice: &Choice) -> Keys {
        let or = |chosen: &Option<String>, usual: &str| chosen.clone().unwrap_or_else(|| usual.to_owned());
        Keys {
            case: or(&choice.case, "concept:name"),
            activity: or(&choice.activity, "concept:name"),
            time: or(&choice.time, "time:timestamp"),
            start: choice.start.clone(),
            resource: or(&choice.resource, "org:resource"),
            group: choice.group.clone(),
        }
    }
}

/// Reads a log to its end: without `</log>` it is an error.
pub(super) fn read(
    text: impl BufRead,
    choice: &Choice,
    gauge: &Gauge,
    compressed: bool,
) -> Result<Reading, Problem> {
    let mut reader = Reader::from_reader(text);
    let mut taker = Taker::new(Keys::of(choice), choice.answered);
    let mut buffer = Vec::with_capacity(4096);
    loop {
        buffer.clear();
        let part = match reader.read_event_into(&mut buffer) {
            Ok(part) => part,
            Err(error) => return Err(taker.broken(&error, reader.error_position(), (gauge, compressed))),
        };
        match part {
            Event::Start(tag) => taker.open(&tag, false),
            Event::Empty(tag) => taker.open(&tag, true),
            Event::End(tag) => {
                if taker.close(tag.name().as_ref())? {
                    gauge.ended(taker.log.len());
                }
                Ok(())
            }
            Event::Eof => break,
            _ => Ok(()),
        }
        .map_err(|reason| taker.wrong(&reason, reader.buffer_position()))?;
    }
    taker.finish(gauge)
}

/// Where in the log the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Nothing,
    Log,
    Trace,
    Event,
    /// Behind `</log>`.
    Behind,
}

/// Takes the parts of a log in.
struct Taker {
    keys: Keys,
    log: Log,
    within: Within,
    /// How many elements inside of the trace or the event are open.
    depth: u32,
    /// The case of the open trace, and its name as far as it is known.
    case: u32,
    name: String,
    traces: u64,
    /// How many events there were.
    seen: u32,
    /// The open event; blank texts are missing.
    activity: String,
    resource: String,
    lifecycle: String,
    group: String,
    time: String,
    start: String,
    found: Found,
    answered: Answered,
}

/// Which keys the log has.
#[expect(clippy::struct_excessive_bools, reason = "each is one of the keys")]
#[derive(Default)]
struct Found {
    start: bool,
    resource: bool,
    lifecycle: bool,
    group: bool,
}

impl Taker {
    fn new(keys: Keys, answered: Answered) -> Taker {
        Taker {
            keys,
            log: Log::default(),
            within: Within::Nothing,
            depth: 0,
            case: 0,
            name: String::new(),
            traces: 0,
            seen: 0,
            activity: String::new(),
            resource: String::new(),
            lifecycle: String::new(),
            group: String::new(),
            time: String::new(),
            start: String::new(),
            found: Found::default(),
            answered,
        }
    }

    /// An element begins. The error says what is wrong with it.
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<(), Phrase> {
        let name = tag.name();
        match (self.within, name.as_ref()) {
            (Within::Nothing, "log") => {
                self.within = if is_empty { Within::Behind } else { Within::Log };
            }
            (Within::Nothing, _) => {
                let name = name.as_ref();
                return Err(say!(
                    "不是 XES：最外层是 <{name}>，不是 <log>",
                    "this is no XES: it begins with <{name}>, not with <log>"
                ));
            }
            (Within::Behind, _) => {
                return Err(text("</log> 后面还有内容", "something stands behind </log>").into());
            }
            // What stands in global and other elements of the log says nothing of an event.
            (Within::Log, _) if self.depth > 0 => self.depth += u32::from(!is_empty),
            (Within::Log, "trace") => {
                self.case = self.log.new_case();
                self.name.clear();
                self.traces += 1;
                self.within = Within::Trace;
                if is_empty {
                    self.end_trace();
                }
            }
            (Within::Trace, "event") if self.depth == 0 => {
                for field in [
                    &mut self.activity,
                    &mut self.resource,
                    &mut self.lifecycle,
                    &mut self.group,
                    &mut self.time,
                    &mut self.start,
                ] {
                    field.clear();
                }
                self.seen += 1;
                if is_empty {
                    self.log.bad.add(self.seen, Reason::NoActivity, "");
                } else {
                    self.within = Within::Event;
                }
            }
            (Within::Log, _) => self.depth += u32::from(!is_empty),
            (Within::Trace | Within::Event, _) => {
                // Attributes of attributes say nothing of the event.
                if self.depth == 0 {
                    self.attribute(tag)?;
                }
                self.depth += u32::from(!is_empty);
            }
        }
        Ok(())
    }

    /// Takes an attribute of the open trace or event.
    fn attribute(&mut self, tag: &BytesStart<'_>) -> Result<(), Phrase> {
        let (mut key, mut value) = (None, None);
        for attribute in tag.attributes().with_checks(false) {
            let attribute =
                attribute.map_err(|_| text("属性写得不对", "an attribute is not written rightly"))?;
            match attribute.key.as_ref() {
                "key" => key = Some(plain(&attribute)?),
                "value" => value = Some(attribute),
                _ => {}
            }
        }
        let (Some(key), Some(value)) = (key, value) else { return Ok(()) };
        let keys = &self.keys;
        let is = |wanted: &Option<String>| wanted.as_deref() == Some(&*key);
        if self.within == Within::Trace {
            if key == keys.case {
                self.name = plain(&value)?.into_owned();
            }
            if is(&keys.group) {
                self.found.group = true;
                self.log.group_case(self.case, plain(&value)?.trim());
            }
            return Ok(());
        }
        let set = |field: &mut String, found: Option<&mut bool>| -> Result<(), Phrase> {
            field.clear();
            field.push_str(plain(&value)?.trim());
            if let Some(found) = found {
                *found = true;
            }
            Ok(())
        };
        if key == keys.activity {
            set(&mut self.activity, None)?;
        }
        if key == keys.time {
            set(&mut self.time, None)?;
        }
        if key == keys.resource {
            set(&mut self.resource, Some(&mut self.found.resource))?;
        }
        if key == LIFECYCLE {
            set(&mut self.lifecycle, Some(&mut self.found.lifecycle))?;
        }
        if is(&keys.group) {
            set(&mut self.group, Some(&mut self.found.group))?;
        }
        if is(&keys.start) {
            set(&mut self.start, Some(&mut self.found.start))?;
        }
        Ok(())
    }

    /// An element ends; `true` if an event does.
    fn close(&mut self, name: &str) -> Result<bool, Problem> {
        match (self.within, name) {
            _ if self.depth > 0 => self.depth -= 1,
            (Within::Event, "event") => {
                self.within = Within::Trace;
                self.end_event()?;
                return Ok(true);
            }
            (Within::Trace, "trace") => self.end_trace(),
            (Within::Log, "log") => self.within = Within::Behind,
            _ => {}
        }
        Ok(false)
    }

    fn end_trace(&mut self) {
        self.within = Within::Log;
        let name = std::mem::take(&mut self.name);
        self.log.name_case(self.case, name.trim());
    }

    fn end_event(&mut self) -> Result<(), Problem> {
        let form = Form::Written(Order::YearFirst);
        if self.activity.is_empty() {
            self.log.bad.add(self.seen, Reason::NoActivity, "");
            return Ok(());
        }
        let times = at(&self.time, form).and_then(|time| Ok((time, at(&self.start, form)?)));
        match times {
            Ok((Some(time), start)) => self.push(time, start),
            Ok((None, _)) => {
                self.log.bad.add(self.seen, Reason::NoTime, "");
                Ok(())
            }
            Err((reason, text)) => {
                self.log.bad.add(self.seen, reason, &text);
                Ok(())
            }
        }
    }

    fn push(&mut self, time: Moment, start: Option<Moment>) -> Result<(), Problem> {
        self.log.dateless += u64::from(!time.timed);
        let taken = self.log.push(&mining::Event {
            case: self.case,
            activity: &self.activity,
            resource: &self.resource,
            lifecycle: &self.lifecycle,
            group: &self.group,
            time: time.ms,
            start: start.map(|start| start.ms),
            zone: time.zone,
            row: self.seen,
        });
        if taken { Ok(()) } else { Err(too_many()) }
    }

    /// What is said of a stream or an XML that breaks off or is none.
    fn broken(&self, error: &Error, position: u64, (gauge, compressed): (&Gauge, bool)) -> Problem {
        match error {
            Error::Io(error) if meter::is::<Endless>(error) => {
                let place = self.place();
                say!(
                    "{place}之后超过 4 MiB 没有结束，不像 XES 日志",
                    "{place} more than 4 MiB follow without an end: this looks like no XES log",
                    place
                )
                .into()
            }
            Error::Io(error) => match failed(error, compressed, gauge.text()) {
                Problem::Refused(reason) => {
                    say!("{reason}（{place}）", "{reason} ({place})", reason, place = self.place()).into()
                }
                Problem::Stopped => Problem::Stopped,
            },
            // All others say that something is open where the file ends.
            Error::Syntax(syntax) if !matches!(syntax, SyntaxError::InvalidBangMarkup) => self.cut(gauge),
            error => {
                let said = error.to_string();
                let said: String = said.chars().take(80).collect();
                self.wrong(&Phrase::same(said), position)
            }
        }
    }

    /// What is said of a part that is no XES.
    fn wrong(&self, reason: &Phrase, position: u64) -> Problem {
        say!(
            "XES 第 {position} 字节（{place}）有错：{reason}",
            "the XES is wrong at byte {position} ({place}): {reason}",
            place = self.place(),
            reason
        )
        .into()
    }

    /// What is said where the file ends too early.
    fn cut(&self, gauge: &Gauge) -> Problem {
        let (bytes, place) = (gauge.text(), self.place());
        say!(
            "XES 不完整：到第 {bytes} 字节（{place}）就断了，没有 </log>。请重新导出或重新下载",
            "the XES is cut: it ends at byte {bytes} ({place}) without </log>. Export or download it again",
            bytes,
            place
        )
        .into()
    }

    /// Where the reading is, by the events and the traces before.
    fn place(&self) -> Phrase {
        let (events, traces) = (self.seen, self.traces);
        match self.within {
            Within::Nothing => text("在 <log> 之前", "before <log>").into(),
            _ => say!("第 {traces} 单、第 {events} 个事件", "in trace {traces}, event {events}"),
        }
    }

    fn finish(self, gauge: &Gauge) -> Result<Reading, Problem> {
        if self.within != Within::Behind {
            return Err(self.cut(gauge));
        }
        let Keys { case, activity, time, start, resource, group } = self.keys;
        let found = self.found;
        if let Some(group) = group.as_ref().filter(|_| !found.group) {
            return Err(missing(group, Part::Group, self.answered).into());
        }
        if let Some(start) = start.as_ref().filter(|_| !found.start) {
            return Err(missing(start, Part::Start, self.answered).into());
        }
        let source = Source {
            format: "xes".to_owned(),
            case,
            activity,
            time,
            start,
            resource: found.resource.then_some(resource),
            lifecycle: found.lifecycle.then(|| LIFECYCLE.to_owned()),
            group,
            dates: Order::YearFirst.key().to_owned(),
            ..Source::default()
        };
        Ok(Reading { log: self.log, source, notes: Vec::new() })
    }
}

fn missing(key: &str, part: Part, answered: Answered) -> Phrase {
    let called = answered.called(part);
    say!(
        "日志里没有键“{key}”：请检查{called}",
        "no trace or event has the key '{key}': check {called}",
        key,
        called
    )
}

/// The value of an XML attribute without its escapes.
fn plain<'a>(attribute: &quick_xml::events::attributes::Attribute<'a>) -> Result<Cow<'a, str>, Phrase> {
    attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(|_| text("有不认识的实体（&…;）", "an entity (&…;) is not known").into())
}
