//! The rounds: what the assessors of one round say together.

use super::super::sheets::Form;
use super::score::{Band, COUNT, DIMENSIONS, Dimension, Gate, Total};
use crate::finding::{Level, Place};
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::stats::median_score;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The scores that the assessors of a round gave one dimension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The median of their scores.
    pub median: f64,
    /// The lowest score.
    pub low: u8,
    /// The highest score.
    pub high: u8,
    /// The form that gave the lowest.
    pub lowest: Id,
}

impl View {
    fn of(scores: &[(u8, Id)]) -> Option<View> {
        let (low, lowest) = *scores.iter().min_by_key(|(score, _)| *score)?;
        let scores: Vec<u8> = scores.iter().map(|(score, _)| *score).collect();
        let high = *scores.iter().max()?;
        median_score(&scores).map(|median| View { median, low, high, lowest })
    }

    /// The points by which the assessors are apart.
    pub fn spread(self) -> u8 {
        self.high - self.low
    }
}

/// One round in which at least one score was given.
#[derive(Clone, Debug)]
pub struct Round {
    /// Its number.
    pub number: u32,
    /// The latest date of its forms.
    pub date: Option<NaiveDate>,
    /// The forms with a score.
    pub forms: Vec<Arc<Form>>,
    /// The number of people who scored. Somebody with two forms is one, and the later score counts.
    pub assessors: usize,
    /// The scores of each dimension; `None` where nobody gave one.
    pub views: [Option<View>; COUNT],
    complete: bool,
}

/// Who filled in a form: the name in whatever writing; without a name, the form itself.
fn assessor(form: &Form) -> String {
    let name: String =
        form.assessor.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if name.is_empty() { format!("#{}", form.id) } else { name }
}

impl Round {
    /// The rounds that have scores, the first first.
    pub fn all(forms: &[Arc<Form>]) -> Vec<Round> {
        let mut by_number: BTreeMap<u32, Vec<Arc<Form>>> = BTreeMap::new();
        for form in forms.iter().filter(|form| form.scores().iter().any(Option::is_some)) {
            by_number.entry(form.round_number()).or_default().push(Arc::clone(form));
        }
        by_number.into_iter().map(|(number, forms)| Round::of(number, forms)).collect()
    }

    fn of(number: u32, forms: Vec<Arc<Form>>) -> Round {
        let mut in_time: Vec<&Arc<Form>> = forms.iter().collect();
        in_time.stable_sort_by_key(|form| form.date);
        let assessors: BTreeSet<String> = in_time.iter().map(|form| assessor(form)).collect();
        let scores: [BTreeMap<String, (u8, Id)>; COUNT] = std::array::from_fn(|n| {
            let given = in_time.iter().filter_map(|form| Some((form, form.scores()[n]?.get())));
            given.map(|(form, score)| (assessor(form), (score, form.id))).collect()
        });
        Round {
            number,
            date: forms.iter().filter_map(|form| form.date).max(),
            complete: scores.iter().all(|given| given.len() == assessors.len()),
            assessors: assessors.len(),
            views: scores.map(|given| {
                // In the order of the forms, so that of equals the first is shown.
                let mut given: Vec<(u8, Id)> = given.into_values().collect();
                given.stable_sort_by_key(|(_, id)| forms.iter().position(|form| form.id == *id));
                View::of(&given)
            }),
            forms,
        }
    }

    /// The sum of the medians.
    pub fn total(&self) -> Total {
        // A round has at least one score, so there is a total.
        Total::of(&self.views.map(|v| v.map(|v| v.median))).unwrap_or(Total { low: 6.0, high: 30.0 })
    }

    /// The dimensions whose trigger fires, with the median.
    pub fn fired(&self) -> impl Iterator<Item = (usize, &'static Dimension, f64)> {
        let judged = self.views.iter().zip(&DIMENSIONS).enumerate();
        judged.filter_map(|(n, (view, d))| {
            view.map(|v| v.median).filter(|m| d.fires(*m)).map(|median| (n, d, median))
        })
    }

    /// The gate that stands before its band.
    pub fn gate(&self) -> Option<Gate> {
        Gate::of(self.fired().map(|(_, d, _)| d), self.total().band())
    }

    /// The worst trigger that fires, a total that says "do not start" among them.
    pub fn trigger(&self) -> Option<Level> {
        let fired = self.fired().map(|(_, d, _)| d.level()).max();
        if self.is_high_risk() { Some(Level::Stop) } else { fired }
    }

    /// Whether its total says not to start, whatever is still missing.
    pub fn is_high_risk(&self) -> bool {
        self.total().band() == Some(Band::Risk)
    }

    /// Whether nothing may begin: no sponsor, or a total that says so.
    pub fn is_stop(&self) -> bool {
        self.trigger() == Some(Level::Stop)
    }

    /// The worst of band and gate; an open band is to be watched.
    pub fn level(&self) -> Level {
        let band = self.total().band().map_or(Level::Watch, Band::level);
        self.trigger().unwrap_or(band).max(band)
    }

    /// The change of a dimension's median since an earlier round; `None` unless both have one.
    pub fn change(&self, dimension: usize, before: &Round) -> Option<f64> {
        Some(self.views[dimension]?.median - before.views[dimension]?.median)
    }

    /// The place of a dimension's score: the form that gave the lowest, so that one sees why.
    pub fn lowest(&self, dimension: usize) -> Place {
        Place::of(self.views[dimension].map(|view| view.lowest), DIMENSIONS[dimension].column)
    }

    /// The place where a dimension's score is missing: the first form.
    pub fn missing(&self, dimension: usize) -> Place {
        Place::of(self.forms.first().map(|form| form.id), DIMENSIONS[dimension].column)
    }

    /// Whether everybody who has begun has given all six scores.
    pub fn is_complete(&self) -> bool {
        self.complete
    }
}
