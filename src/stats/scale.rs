//! The scale beside a chart: round values that hold all of it.

/// The ends of a scale and the values that it names, from the highest down.
#[derive(Debug, PartialEq)]
pub struct Scale {
    /// The lowest value.
    pub low: f64,
    /// The highest value.
    pub high: f64,
    /// The values named, both ends among them.
    pub ticks: Vec<f64>,
}

impl Scale {
    /// A scale from round value to round value, of at most so many parts; `whole` asks for
    /// whole numbers.
    pub fn of((low, high): (f64, f64), parts: u16, whole: bool) -> Scale {
        let high = if high > low { high } else { low + (low.abs() * 0.1).max(1.0) };
        let parts = f64::from(parts.max(1));
        let raw = (high - low) / parts;
        let power = 10_f64.powf(raw.log10().floor());
        let steps = if whole { &[1.0, 2.0, 5.0, 10.0][..] } else { &[1.0, 2.0, 2.5, 5.0, 10.0][..] };
        let step = steps.iter().map(|step| step * power).find(|step| *step >= raw * 0.999);
        let step = step.unwrap_or(10.0 * power).max(if whole { 1.0 } else { f64::MIN_POSITIVE });
        // A hair beyond a round value needs no step of its own.
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        let steps = (last - first).clamp(1.0, 12.0) as u32;
        let value = |n: u32| ((first + f64::from(n)) * step * 1e6).round() / 1e6;
        let ticks = (0..=steps).rev().map(value).collect();
        Scale { low: first * step, high: (first + f64::from(steps)) * step, ticks }
    }
}

impl Scale {
    /// The same ending at a value that cannot be passed, such as the number of all items: it is named in place of the round
    /// ones beside or beyond it.
    #[must_use]
    pub fn ending_at(mut self, most: f64) -> Scale {
        let step = self.ticks.first().zip(self.ticks.get(1)).map_or(0.0, |(above, below)| above - below);
        self.ticks.retain(|tick| *tick <= most - step / 2.0);
        self.ticks.insert(0, most);
        Scale { high: most, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_may_end_at_a_value_that_is_not_round() {
        let ticks = |high: f64, parts| Scale::of((0.0, high), parts, true).ending_at(high).ticks;
        assert_eq!(ticks(27.0, 3), [27.0, 20.0, 10.0, 0.0]);
        assert_eq!(ticks(27.0, 1), [27.0, 0.0]);
        assert_eq!(ticks(24.0, 3), [24.0, 10.0, 0.0]);
        assert_eq!(ticks(30.0, 3), [30.0, 20.0, 10.0, 0.0]);
        assert_eq!(ticks(1.0, 4), [1.0, 0.0]);
    }

    #[test]
    fn ticks_are_round_and_hold_every_value() {
        for (low, high, parts, whole, ticks) in [
            (71.3, 85.8, 4, false, vec![90.0, 85.0, 80.0, 75.0, 70.0]),
            (0.0, 27.0, 3, true, vec![30.0, 20.0, 10.0, 0.0]),
            (0.0, 1.0, 4, true, vec![1.0, 0.0]),
            (3.0, 3.0, 2, true, vec![4.0, 3.0]),
            (48.0, 48.0, 1, false, vec![55.0, 50.0, 45.0]),
            (-0.3, 0.4, 3, false, vec![0.5, 0.25, 0.0, -0.25, -0.5]),
            (80.0, 92.0, 1, false, vec![100.0, 80.0]),
            (12_345.0, 98_765.0, 4, false, vec![100_000.0, 75_000.0, 50_000.0, 25_000.0, 0.0]),
        ] {
            let scale = Scale::of((low, high), parts, whole);
            assert!(scale.low <= low && scale.high >= high, "{low} {high}: {scale:?}");
            assert_eq!(scale.ticks, ticks, "{low} {high} in {parts}");
        }
    }
}
