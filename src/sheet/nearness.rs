//! How near a text is to a name, for what is offered and never taken by itself.

use super::comparable;

/// Words that turn what follows into its contrary, or into less.
const NEGATED: &[&str] =
    &["不", "未", "没", "非", "无", "部分", "半", "not", "non", "un", "no", "partly", "partially", "half"];

/// Texts that are less alike are not offered.
const LEAST: f64 = 0.6;

/// How near a text is to a name, up to 1; none if one is the contrary of the other or nobody would take it for the other.
pub fn nearness(name: &str, typed: &str) -> Option<f64> {
    let (name, wanted) = (comparable(name), comparable(typed));
    let is_negated = |text: &str| NEGATED.iter().any(|word| text.starts_with(word));
    if name.is_empty() || wanted.is_empty() || is_negated(&wanted) && !is_negated(&name) {
        return None;
    }
    // "Not aligned" holds "aligned" and is its contrary.
    let within = |whole: &str, part: &str| {
        let (before, _) = whole.split_once(part)?;
        let share = part.chars().count() as f64 / whole.chars().count() as f64;
        (!NEGATED.iter().any(|word| before.ends_with(word))).then_some(LEAST + (1.0 - LEAST) * share)
    };
    let alike = strsim::normalized_damerau_levenshtein(&name, &wanted);
    let all = [within(&name, &wanted), within(&wanted, &name), Some(alike).filter(|alike| *alike >= LEAST)];
    all.into_iter().flatten().reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::nearness;

    #[test]
    fn a_part_of_a_name_is_near_and_its_contrary_is_not() {
        let near = |name, typed| nearness(name, typed).unwrap_or(0.0);
        assert!(near("Ann Lee", "Ann") > near("Ann Lee of the north", "Ann"));
        assert!(near("Ann", "Anne") > near("Ann Lee", "Anne"));
        assert!(near("首次修复率（FTFR）", "修复率") > 0.0);
        for (name, typed) in [("aligned", "not aligned"), ("Ann", "Bob"), ("Ann", "")] {
            assert_eq!(nearness(name, typed), None, "{typed} for {name}");
        }
    }
}
