//! The eight common mistakes: fired, not fired, and at the threshold.

mod leadership;
mod results;
mod training;

use super::*;
