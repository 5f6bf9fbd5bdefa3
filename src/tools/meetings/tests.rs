//! Rules of the meetings at their thresholds.
