//! The figures of a log in words and tables, in the order in which a service director asks.

mod head;

use super::super::print::Table;
use crate::exchange::logs::Reading;
use crate::mining::{
    Figures, Options, Slowest, Unit, changes, counted, judged, long, map, rounded, share, thousands,
};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, Text, text};

/// So many rows of a table are shown; all are in the JSON.
const ROWS: usize = 8;

/// What is shown, and how.
pub(super) struct Shown<'a> {
    pub(super) figures: &'a Figures,
    pub(super) reading: &'a Reading,
    pub(super) options: &'a Options,
    pub(super) unit: Option<Unit>,
    pub(super) lang: Lang,
}

impl Shown<'_> {
    /// All but the map.
    pub(super) fn text(&self) -> String {
        let mut out = self.head();
        out.push_str(&self.durations());
        out.push_str(&self.waiting());
        out.push_str(&self.work());
        out.push_str(&self.rework());
        out.push_str(&self.handoffs());
        out.push_str(&self.variants());
        out.push_str(&self.slowest());
        out
    }

    fn say(&self, phrase: impl Into<Phrase>) -> String {
        phrase.into().get(self.lang).to_owned()
    }

    fn heading(&self, title: impl Into<Phrase>) -> String {
        format!("\n{}\n", self.say(title))
    }

    fn time(&self, seconds: f64) -> String {
        self.say(long(seconds, self.unit))
    }

    /// A time in working hours, where they are known.
    fn judged(&self, seconds: f64) -> String {
        self.say(judged(seconds, self.unit, self.figures.is_work()))
    }

    fn each_case(&self, n: u64) -> String {
        rounded(n as f64 / self.figures.cases as f64)
    }

    /// The share within the promise, and how long cases take.
    fn durations(&self) -> String {
        let figures = self.figures;
        let mut out = String::from("\n");
        if let (Some(within), Some(promise)) = (figures.within_promise, self.options.promise) {
            let (of_all, promise) = (share(within), judged(promise, self.unit, figures.is_work()));
            let basis = match self.options.hours {
                Some(_) => text("（按工作时间）", " of working time"),
                None => text("", ""),
            };
            let kept = thousands((within * figures.cases as f64).round() as u64);
            out.push_str(&self.say(say!(
                "承诺 {promise}内办完{basis}：{of_all}（{all}里有 {kept} 单）",
                "Within the promise of {promise}{basis}: {of_all} ({kept} of {all})",
                promise,
                basis,
                of_all,
                kept,
                all = counted(figures.cases, "单", "case", "cases")
            )));
            out.push('\n');
        }
        let mut line = |title: Text, of: crate::mining::Span, shown: fn(&Self, f64) -> String| {
            let (median, mean, p95) = (shown(self, of.median), shown(self, of.mean), shown(self, of.p95));
            out.push_str(&self.say(say!(
                "{title}：中位 {median}，平均 {mean}，95% 的单在 {p95}内",
                "{title}: median {median}, mean {mean}, 95% within {p95}",
                title,
                median,
                mean,
                p95
            )));
            out.push('\n');
        };
        line(text("周期", "Throughput"), figures.duration.calendar, Self::time);
        if let Some(working) = figures.duration.working {
            line(text("其中工作时间", "Of that, working time"), working, Self::judged);
        }
        out
    }

    /// Where cases wait: how often times how long, the bottleneck first.
    fn waiting(&self) -> String {
        let edges = self.figures.waits();
        if edges.is_empty() {
            return String::new();
        }
        let all = self.figures.all_waiting();
        let mut table = Table::new();
        for (title, number) in [
            (text("从", "From"), false),
            (text("到", "To"), false),
            (text("次数", "Times"), true),
            (text("平均", "Mean"), true),
            (text("中位", "Median"), true),
            (text("合计", "In all"), true),
            (text("占比", "Share"), true),
        ] {
            table.column(title.get(self.lang), number);
        }
        for edge in edges.iter().take(ROWS) {
            let wait = edge.waiting();
            table.row([
                edge.from.clone(),
                edge.to.clone(),
                thousands(edge.count),
                self.judged(wait.mean),
                self.judged(wait.median),
                self.judged(wait.total),
                share(wait.total / all),
            ]);
        }
        let title = match (self.options.hours.is_some(), self.reading.log.has_starts()) {
            (true, _) => text(
                "等待（工作时间，次数×平均，瓶颈在前）",
                "Waiting in working time (times x mean, the bottleneck first)",
            ),
            (_, true) => text(
                "等待（上一步完成到下一步开始，次数×平均，瓶颈在前）",
                "Waiting from the end of a step to the beginning of the next (times x mean, the bottleneck first)",
            ),
            _ => text("等待（次数×平均，瓶颈在前）", "Waiting (times x mean, the bottleneck first)"),
        };
        format!("{}{}", self.heading(title), table.lines())
    }

    fn work(&self) -> String {
        if self.figures.work.is_empty() {
            return String::new();
        }
        let mut table = self.table(&[
            (text("步骤", "Activity"), false),
            (text("次数", "Times"), true),
            (text("平均", "Mean"), true),
            (text("中位", "Median"), true),
            (text("合计", "In all"), true),
        ]);
        for of in self.figures.work.iter().take(ROWS) {
            table.row([
                of.activity.clone(),
                thousands(of.count),
                self.time(of.span.mean),
                self.time(of.span.median),
                self.time(of.total),
            ]);
        }
        format!("{}{}", self.heading(text("处理时间", "Work")), table.lines())
    }

    fn table(&self, columns: &[(Text, bool)]) -> Table {
        let mut table = Table::new();
        for (title, number) in columns {
            table.column(title.get(self.lang), *number);
        }
        table
    }

    /// What is done again.
    fn rework(&self) -> String {
        let rework = &self.figures.rework;
        let of_cases = share(rework.share);
        let returns = counted(rework.returns, "次", "return", "returns");
        let loops = counted(rework.self_loops, "次", "repeat", "repeats");
        let mut out = self.heading(say!(
            "返工：{of_cases} 的单；返回 {returns}，连做 {loops}",
            "Rework: {of_cases} of the cases; {returns}, {loops} at once",
            of_cases,
            returns,
            loops
        ));
        if rework.activities.is_empty() {
            return out;
        }
        let mut table = self.table(&[
            (text("步骤", "Activity"), false),
            (text("返回", "Returns"), true),
            (text("连做", "At once"), true),
            (text("涉及单数", "Cases"), true),
        ]);
        let mut ranked: Vec<_> = rework.activities.iter().collect();
        ranked.stable_sort_by_key(|of| std::cmp::Reverse((of.returns, of.self_loops)));
        for of in ranked.into_iter().take(ROWS) {
            table.row([
                of.activity.clone(),
                thousands(of.returns),
                thousands(of.self_loops),
                thousands(of.cases),
            ]);
        }
        out.push_str(&table.lines());
        out
    }

    fn handoffs(&self) -> String {
        let (Some(direct), Some(back)) = (self.figures.handoffs, self.figures.pingpong) else {
            return self.heading(text("交接：日志里没有人员", "Handoffs: the log does not say who did it"));
        };
        if direct == 0 {
            return self.heading(text("交接：没有", "Handoffs: none"));
        }
        let (each, all, back) = (self.each_case(direct), thousands(direct), thousands(back));
        let people = counted(self.figures.resources, "个人或班组", "person or team", "people or teams");
        self.heading(say!(
            "交接：每单 {each} 次；全部 {all} 次里有 {back} 次交回给上一个人；{people}",
            "Handoffs: {each} per case; {back} of all {all} go straight back; {people}",
            each,
            all,
            back,
            people
        ))
    }

    fn variants(&self) -> String {
        let figures = self.figures;
        let (all, most) = (thousands(figures.variants), thousands(figures.variants_for_80));
        let mut out = self.heading(say!(
            "路径：{all} 种，{most} 种覆盖 80% 的单",
            "Variants: {all}; 80% of the cases take {most} of them"
        ));
        let mut table = Table::new();
        table.column("", true);
        table.column("", true);
        table.whole("");
        for variant in figures.variant_list.iter().take(5) {
            let mut path = folded(&variant.activities);
            if path.len() > 12 {
                let more = path.len() - 11;
                path.truncate(11);
                path.push(format!("… +{more}"));
            }
            let of_all = share(variant.cases as f64 / figures.cases as f64);
            table.row([thousands(variant.cases), of_all, path.join(" → ")]);
        }
        out.push_str(&table.lines());
        out
    }

    /// The slowest tenth against the rest.
    fn slowest(&self) -> String {
        let Some(slowest) = &self.figures.slowest else { return String::new() };
        let (cases, least) = (counted(slowest.cases, "单", "case", "cases"), self.judged(slowest.least));
        let mut out = self.heading(say!(
            "最慢的十分之一：{cases}，{least}起",
            "The slowest tenth: {cases}, from {least} on",
            cases,
            least
        ));
        let mut table = self.table(&[
            (text("", ""), false),
            (text("最慢的", "Slowest"), true),
            (text("其他", "Others"), true),
        ]);
        let mut row = |title: Phrase, slow: String, rest: String| {
            table.row([title.get(self.lang).to_owned(), slow, rest]);
        };
        let median = slowest.median;
        row(text("周期中位数", "Median").into(), self.judged(median.slowest), self.judged(median.rest));
        row(
            text("每单事件", "Events per case").into(),
            rounded(slowest.events.slowest),
            rounded(slowest.events.rest),
        );
        row(text("有返工", "With rework").into(), share(slowest.rework.slowest), share(slowest.rework.rest));
        if self.figures.handoffs.is_some() {
            row(
                text("每单交接", "Handoffs per case").into(),
                rounded(slowest.handoffs.slowest),
                rounded(slowest.handoffs.rest),
            );
        }
        for wait in slowest.waits.iter().take(3) {
            let title =
                say!("每单等待 {from} → {to}", "Wait per case {from} → {to}", from = wait.from, to = wait.to);
            row(title, self.judged(wait.of.slowest), self.judged(wait.of.rest));
        }
        out.push_str(&table.lines());
        if slowest.groups.is_empty() {
            return out;
        }
        let by = self.reading.source.group.clone().unwrap_or_default();
        out.push_str(&self.heading(say!("最慢的十分之一，按{by}", "The slowest tenth by {by}")));
        let mut table = self.table(&[
            (text("", ""), false),
            (text("单数", "Cases"), true),
            (text("最慢的", "Slowest"), true),
            (text("占该组", "Share"), true),
            (text("周期中位数", "Median"), true),
        ]);
        for group in slowest.groups.iter().take(ROWS * 2) {
            let name = self.say(group.title());
            let of_group = share(group.slow as f64 / group.cases as f64);
            table.row([
                name,
                thousands(group.cases),
                thousands(group.slow),
                of_group,
                self.judged(group.median),
            ]);
        }
        out.push_str(&table.lines());
        out.push_str(&self.group_waits(slowest));
        out
    }

    /// How long the steps take by group, where it takes longest first.
    fn group_waits(&self, slowest: &Slowest) -> String {
        let mut table = self.table(&[
            (text("", ""), false),
            (text("从", "From"), false),
            (text("到", "To"), false),
            (text("次数", "Times"), true),
            (text("平均", "Mean"), true),
            (text("全部平均", "Mean of all"), true),
        ]);
        let mut rows = 0;
        for edge in self.figures.waits() {
            let waits =
                slowest.groups.iter().flat_map(|group| group.waits.iter().map(move |wait| (group, wait)));
            let of_edge = waits.filter(|(_, wait)| (&wait.from, &wait.to) == (&edge.from, &edge.to));
            let Some((group, wait)) = of_edge.max_by(|(_, a), (_, b)| a.mean.total_cmp(&b.mean)) else {
                continue;
            };
            // One group alone, or one that waits as all do, stands out nowhere.
            if wait.mean <= edge.waiting().mean {
                continue;
            }
            rows += 1;
            table.row([
                self.say(group.title()),
                wait.from.clone(),
                wait.to.clone(),
                thousands(wait.count),
                self.judged(wait.mean),
                self.judged(edge.waiting().mean),
            ]);
        }
        if rows == 0 {
            return String::new();
        }
        let by = self.reading.source.group.clone().unwrap_or_default();
        format!(
            "{}{}",
            self.heading(say!("每处等待最久的{by}", "Which {by} waits longest at each place")),
            table.lines()
        )
    }

    /// An earlier log beside this one.
    pub(super) fn changes(&self, old: &Reading, earlier: &Figures) -> String {
        let (from, to) = (&earlier.period.from, &earlier.period.to);
        let (name, cases) = (&old.source.name, counted(earlier.cases, "单", "case", "cases"));
        let mut out = self.heading(say!(
            "前后对比：之前 {name}，{from} 至 {to}，{cases}",
            "Before and after; before: {name}, {from} to {to}, {cases}",
            name,
            from,
            to,
            cases
        ));
        let mut table = self.table(&[
            (text("", ""), false),
            (text("之前", "Before"), true),
            (text("现在", "After"), true),
            (text("变化", "Change"), true),
            (text("", ""), false),
        ]);
        for change in changes(earlier, self.figures) {
            let value = |value: Option<f64>| {
                value.map_or_else(|| "-".to_owned(), |value| self.say(change.shown(value, self.unit)))
            };
            let verdict = match change.is_better() {
                Some(true) => text("变好", "better"),
                Some(false) => text("变差", "worse"),
                None => text("", ""),
            };
            table.row([
                change.title.get(self.lang).to_owned(),
                value(change.before),
                value(change.after),
                change.moved().map_or_else(|| "-".to_owned(), |moved| self.say(moved)),
                self.say(verdict),
            ]);
        }
        out.push_str(&table.lines());
        out
    }

    /// The map of the process.
    pub(super) fn map(&self, detail: map::Detail, cells: usize) -> String {
        let drawing = map::Map::of(self.figures, detail).draw(cells, self.unit, self.lang);
        let mut out = self.heading(text("流程图", "Map"));
        for line in drawing.lines() {
            out.push_str(&line);
            out.push('\n');
        }
        let activities = counted(drawing.hidden_activities as u64, "个步骤", "activity", "activities");
        let edges = counted(drawing.hidden_edges as u64, "条线", "edge", "edges");
        out.push_str(&self.heading(say!(
            "▲ 等待最多；百分数是经过的单，时间是中位数。未画：{activities}，{edges}（--detail 3 全画）",
            "▲ most waiting; percent of the cases that go there, median time. Not drawn: {activities}, {edges} (--detail 3 draws all)",
            activities,
            edges
        )));
        out
    }
}

/// A path in which what comes several times at once stands once with its number.
fn folded(activities: &[String]) -> Vec<String> {
    let runs = activities.chunk_by(|a, b| a == b);
    runs.map(|run| if run.len() > 1 { format!("{} ×{}", run[0], run.len()) } else { run[0].clone() })
        .collect()
}
