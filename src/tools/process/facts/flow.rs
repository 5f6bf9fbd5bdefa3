//! What steps in a row come to: lead time, efficiency, handoffs and the rest, as RULES "Process" defines them.

use crate::sheet::Id;
use crate::text::Phrase;
use crate::tools::adkar::Role;
use crate::tools::process::Mark;
use ecow::EcoString;

/// One step of a flow, as it is or as it will be.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The row that it comes from.
    pub row: Id,
    /// The rows that are done together with it, in a to-be flow.
    pub with: Vec<Id>,
    /// What it is called.
    pub name: Phrase,
    /// Who does it.
    pub role: Option<Role>,
    /// The department of the role.
    pub department: EcoString,
    /// Minutes of waiting before it; none is not entered.
    pub wait: Option<f64>,
    /// Minutes of work; none is not entered.
    pub work: Option<f64>,
    /// Minutes of that work that the customer would pay for.
    pub adding: f64,
    /// Whether it is told what the step is worth to the customer.
    pub is_valued: bool,
    /// Whether the customer takes part.
    pub customer: bool,
    /// The share that is passed on complete and accurate, 0 to 1.
    pub accurate: Option<f64>,
    /// The line of a parallel part that it stands in; blank in the single line.
    pub branch: EcoString,
    /// What becomes of it, in an as-is flow; what has become of it, in a to-be flow.
    pub mark: Option<Mark>,
    /// Whether a program does it: its time is work of the process, of no role and through no hands.
    pub automated: bool,
    /// Minutes from the beginning of the flow until its wait begins.
    pub from: f64,
}

impl Stage {
    /// Minutes of waiting and work together; what is not entered counts as none.
    pub fn time(&self) -> f64 {
        self.wait.unwrap_or(0.0) + self.work.unwrap_or(0.0)
    }
}

/// What separates the names of lines that the changes of a process make; nobody enters it.
pub const SIGN: char = '\u{0}';

/// The parallel part that a line belongs to: lines that people enter belong together wherever they meet.
pub fn part(branch: &str) -> &str {
    branch.strip_prefix(SIGN).and_then(|rest| rest.split(SIGN).next()).unwrap_or_default()
}

/// Where the parallel part that begins with a step ends; a step of the single line ends behind itself.
fn end_of_part(stages: &[Stage], at: usize) -> usize {
    let Some(first) = stages.get(at).filter(|stage| !stage.branch.is_empty()) else { return at + 1 };
    let beside = |stage: &&Stage| !stage.branch.is_empty() && part(&stage.branch) == part(&first.branch);
    at + stages[at..].iter().take_while(beside).count()
}

/// The steps of a process in order, with what they come to. Times are minutes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// The steps.
    pub stages: Vec<Stage>,
    /// From the first to the last: the sum of work and wait, of parallel lines the longest.
    pub lead: f64,
    /// The work on that way, which the shares of the lead time are taken from.
    pub work: f64,
    /// The waiting on that way.
    pub wait: f64,
    /// The value-adding work on that way.
    pub adding: f64,
    /// All work, that of shorter parallel lines too: what is called work wherever it is shown.
    pub effort: f64,
    /// The part of it that a program does.
    pub automated: f64,
    /// Whether some steps run side by side, so that not all of them lie on that way.
    pub is_parallel: bool,
    /// How often the work passes from one role to another.
    pub handoffs: usize,
    /// The steps in which the customer takes part.
    pub touchpoints: usize,
    /// The departments, in order of appearance.
    pub departments: Vec<EcoString>,
    /// The product of the shares passed on complete and accurate; none while one is blank.
    pub rolled: Option<f64>,
    /// The steps whose work time is not entered.
    pub untimed: usize,
    /// The steps of which it is not told what they are worth.
    pub unvalued: usize,
    /// The place of the step with the longest work and wait; none without any time.
    pub bottleneck: Option<usize>,
}

impl Flow {
    /// Computes what steps come to, and when each of them begins.
    pub fn of(mut stages: Vec<Stage>) -> Flow {
        let mut flow = Flow::default();
        let mut at = 0;
        while at < stages.len() {
            let end = end_of_part(&stages, at);
            flow.add(&mut stages[at..end]);
            at = end;
        }
        flow.effort = stages.iter().filter_map(|stage| stage.work).sum();
        let by_program = stages.iter().filter(|stage| stage.automated);
        flow.automated = by_program.filter_map(|stage| stage.work).sum();
        flow.is_parallel = stages.iter().any(|stage| !stage.branch.is_empty());
        flow.handoffs = handoffs(&stages);
        flow.touchpoints = stages.iter().filter(|stage| stage.customer).count();
        for stage in stages.iter().filter(|stage| !stage.department.is_empty()) {
            if !flow.departments.contains(&stage.department) {
                flow.departments.push(stage.department.clone());
            }
        }
        let shares = stages.iter().map(|stage| stage.accurate);
        flow.rolled = if stages.is_empty() { None } else { shares.product() };
        flow.untimed = stages.iter().filter(|stage| stage.work.is_none()).count();
        flow.unvalued = stages.iter().filter(|stage| !stage.is_valued).count();
        let longest = stages.iter().map(Stage::time).fold(0.0, f64::max);
        flow.bottleneck =
            if longest > 0.0 { stages.iter().position(|stage| stage.time() >= longest) } else { None };
        flow.stages = stages;
        flow
    }

    /// Adds a step of the single line, or the steps of a parallel part, of which the longest line counts.
    fn add(&mut self, part: &mut [Stage]) {
        let begin = self.lead;
        let mut lines: Vec<(EcoString, [f64; 3])> = Vec::new();
        for stage in part.iter_mut() {
            let found = lines.iter().position(|(branch, _)| *branch == stage.branch);
            let line = found.unwrap_or_else(|| {
                lines.push((stage.branch.clone(), [0.0; 3]));
                lines.len() - 1
            });
            let [wait, work, adding] = &mut lines[line].1;
            stage.from = begin + *wait + *work;
            *wait += stage.wait.unwrap_or(0.0);
            *work += stage.work.unwrap_or(0.0);
            *adding += stage.adding;
        }
        let time = |sums: &[f64; 3]| sums[0] + sums[1];
        let longest =
            lines.iter().map(|(_, sums)| *sums).reduce(|a, b| if time(&b) > time(&a) { b } else { a });
        let [wait, work, adding] = longest.unwrap_or_default();
        self.wait += wait;
        self.work += work;
        self.adding += adding;
        self.lead += wait + work;
    }

    /// The steps of other lines that run beside a step.
    pub fn beside(&self, at: usize) -> Vec<&Stage> {
        let mut begin = 0;
        while begin < self.stages.len() {
            let end = end_of_part(&self.stages, begin);
            if (begin..end).contains(&at) {
                let other = |stage: &&Stage| stage.branch != self.stages[at].branch;
                return self.stages[begin..end].iter().filter(other).collect();
            }
            begin = end;
        }
        Vec::new()
    }

    /// The process cycle efficiency: value-adding time by lead time, 0 to 1; none without a lead time or where
    /// it is not told of every step what it is worth.
    pub fn efficiency(&self) -> Option<f64> {
        (self.lead > 0.0 && self.unvalued == 0 && !self.stages.is_empty()).then(|| self.adding / self.lead)
    }

    /// The activity ratio: work by lead time, 0 to 1; none without a lead time.
    pub fn activity(&self) -> Option<f64> {
        (self.lead > 0.0).then(|| self.work / self.lead)
    }

    /// The step that a row has become, alone or together with others; none where it goes.
    pub fn of_row(&self, row: Id) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.row == row || stage.with.contains(&row))
    }

    /// How many orders are under way when so many come in a day: throughput times lead time (Little's law).
    pub fn under_way(&self, per_day: f64) -> f64 {
        per_day * self.lead / (24.0 * 60.0)
    }
}

/// Changes of the role from one step to the next. Steps that nobody does and steps of an unknown role change no hands.
fn handoffs(stages: &[Stage]) -> usize {
    let roles: Vec<Role> =
        stages.iter().filter(|stage| !stage.automated).filter_map(|stage| stage.role).collect();
    roles.windows(2).filter(|pair| pair[0] != pair[1]).count()
}
