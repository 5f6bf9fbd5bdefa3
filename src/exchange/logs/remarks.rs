//! What was decided about the events of a log, and what is odd about them: for the director to confirm.

use super::{Answered, Reading};
use crate::mining::{Figures, Lifecycle, Options, counted, share, thousands};
use crate::say;
use crate::text::{Phrase, joined, text};

/// What was decided and what is odd, what changes the figures most first. How to have it otherwise is said in the words of
/// whoever was asked.
pub fn remarks(reading: &Reading, figures: &Figures, options: &Options, answered: Answered) -> Vec<Phrase> {
    let log = &reading.log;
    let events = |n: u64| counted(n, "个事件", "event has", "events have");
    let mut said = Vec::new();
    if log.bad.count > 0 {
        let rows = counted(log.bad.count, "行", "row", "rows");
        said.push(say!("略过 {rows}，不是事件", "{rows} left out, as they are not events", rows));
    }
    let out = &figures.left_out;
    if out.outside > 0 || out.cases_without > 0 {
        let events = counted(out.outside, "个事件", "event", "events");
        let cases = counted(out.cases_without, "单", "case lacks", "cases lack");
        said.push(say!(
            "只看所选的起止之间：略过 {events}",
            "only what lies between the chosen activities counts: {events} left out",
            events
        ));
        if out.cases_without > 0 {
            said.push(say!(
                "{cases}没有起点或终点，不算",
                "{cases} the beginning or the end, and do not count",
                cases
            ));
        }
    }
    if out.empty_cases > 0 {
        let cases = counted(out.empty_cases, "单", "case has", "cases have");
        said.push(say!("{cases}没有可用的事件，不算", "{cases} no usable event and do not count", cases));
    }
    said.extend(halves(log, figures));
    said.extend(life_cycle(reading, figures, options, answered));
    said.extend(options.hours.as_ref().map(crate::mining::Hours::said));
    if figures.ties > 0 {
        let of_all = share(figures.ties as f64 / figures.steps.max(1) as f64);
        said.push(say!(
            "{events}（{of_all}）与上一个时间相同，按文件里的先后",
            "{events} ({of_all}) at the same time as the one before, in the order of the file",
            events = counted(figures.ties, "个事件", "event", "events"),
            of_all
        ));
    }
    let all = log.len() as u64;
    if log.zoned > 0 && log.zoned < all {
        said.push(say!(
            "{events}的时间没有时区，按 UTC 算",
            "{events} a time without a zone, taken for UTC",
            events = events(all - log.zoned)
        ));
    }
    if log.dateless > 0 {
        said.push(say!(
            "{events}只有日期没有时刻，算作 0 点",
            "{events} a date without a time, taken for midnight",
            events = events(log.dateless)
        ));
    }
    if log.reversed > 0 {
        said.push(say!(
            "{events}的开始晚于完成，开始时间不采用",
            "{events} a start later than the end; that start is not used",
            events = events(log.reversed)
        ));
    }
    if log.namesakes > 0 {
        let cases = counted(log.namesakes, "单", "case has", "cases have");
        said.push(say!(
            "{cases}与别的单同名，各算一单",
            "{cases} the same name as another; each is counted on its own",
            cases
        ));
    }
    said
}

/// Cases with one event take no time at all: where rows were left out they may be halves of longer ones.
fn halves(log: &crate::mining::Log, figures: &Figures) -> Option<Phrase> {
    let single = figures.single;
    if single == 0 || figures.activities < 2 {
        return None;
    }
    let (cases, of_all) =
        (counted(single, "单", "case", "cases"), share(single as f64 / figures.cases.max(1) as f64));
    Some(if log.bad.count > 0 {
        say!(
            "{cases}（{of_all}）只剩一个事件，周期算作 0：略过的行可能是另一半，请补齐再看中位数",
            "{cases} ({of_all}) with one event left, counted as done in no time: the rows left out may be their other half, so complete them before you trust the median",
            cases,
            of_all
        )
    } else {
        say!(
            "{cases}（{of_all}）只有一个事件，周期算作 0",
            "{cases} ({of_all}) with one event only, counted as done in no time",
            cases,
            of_all
        )
    })
}

/// Which steps of the life cycle count; none where the log has none.
fn life_cycle(reading: &Reading, figures: &Figures, options: &Options, answered: Answered) -> Option<Phrase> {
    let out = &figures.left_out.lifecycle;
    let Some(step) = figures.lifecycle.as_ref().filter(|_| out.values().sum::<u64>() > 0) else {
        let all = reading.source.lifecycle.is_some()
            && options.lifecycle == Lifecycle::Usual
            && figures.lifecycle.is_none();
        return all.then(|| text("生命周期的每一步都算", "every step of the life cycle counts").into());
    };
    let others: Vec<Phrase> =
        out.iter().map(|(step, n)| Phrase::same(format!("{step} {}", thousands(*n)))).collect();
    let others = joined(&others, text("、", ", "));
    let otherwise = match answered {
        Answered::Options => text("；--lifecycle all 全算", ". --lifecycle all counts all"),
        Answered::Form => text("", ""),
    };
    Some(say!(
        "生命周期只算 {step}，略过 {others}{otherwise}",
        "of the life cycle only {step} counts; left out: {others}{otherwise}",
        step,
        others,
        otherwise
    ))
}
