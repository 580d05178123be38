//! From a probability to a verdict, or to the number of draws that one needs.

use crate::comparison::Probability;
use crate::weighted::Share;

/// The verdicts.
pub const VERDICTS: [&str; 8] = [
    SUPPORTED,
    LIKELIER,
    OPEN,
    UNLIKELIER,
    CONTRADICTED,
    UNTESTED,
    TOO_SMALL,
    TOO_CLOSE,
];
pub(super) const SUPPORTED: &str = "supported";
const LIKELIER: &str = "more likely than not";
pub(super) const OPEN: &str = "open";
const UNLIKELIER: &str = "less likely than not";
pub(super) const CONTRADICTED: &str = "contradicted";
pub(super) const UNTESTED: &str = "cannot be tested here";
/// No verdict yet: the probability may lie on either side of a bound, and more draws can tell.
pub const TOO_SMALL: &str = "ensemble too small";
/// No verdict: the probability may lie on either side of a bound, and more draws cannot tell.
pub const TOO_CLOSE: &str = "too close to call";

/// Least probabilities of the first four verdicts.
const BOUNDS: [(f64, &str); 4] = [
    (0.9, SUPPORTED),
    (0.6, LIKELIER),
    (0.4, OPEN),
    (0.1, UNLIKELIER),
];
/// Two Monte Carlo errors may be at most this much for a verdict.
const SHARP: f64 = 0.05;
/// Members below which there is no verdict, however they agree.
const FEWEST: usize = 20;
/// More draws than this are no advice.
pub(crate) const MOST_ADVISED: f64 = 1e6;

/// A verdict, or what is missing for one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    /// One of [`VERDICTS`].
    pub verdict: &'static str,
    /// The verdicts that the interval of two Monte Carlo errors reaches, where there are several.
    pub between: Vec<&'static str>,
    /// Draws that a verdict needs, where more draws can give one.
    pub needs_draws: Option<u32>,
}

/// The verdict of a probability without error.
pub(crate) fn at(p: f64) -> &'static str {
    BOUNDS
        .iter()
        .find(|(least, _)| p >= *least)
        .map_or(CONTRADICTED, |(_, verdict)| *verdict)
}

/// The verdict of a share of the members of an ensemble with a number of draws: only if two Monte Carlo errors reach no
/// bound, and are small or cannot be made so.
pub(super) fn judge(share: &Share, draws: u32) -> Judged {
    if share.counted < FEWEST {
        let needed = f64::from(draws) * FEWEST as f64 / (share.counted as f64).max(1.0);
        return Judged {
            verdict: TOO_SMALL,
            between: Vec::new(),
            needs_draws: Some(rounded_up(needed) as u32),
        };
    }
    let Probability {
        value: p,
        monte_carlo_error: error,
    } = share.probability;
    let (low, high) = (p - 2.0 * error, p + 2.0 * error);
    let between: Vec<&str> = BOUNDS
        .iter()
        .map(|b| b.1)
        .chain([CONTRADICTED])
        .skip_while(|v| *v != at(high))
        .collect();
    let end = between.iter().position(|v| *v == at(low)).unwrap_or(0);
    let between = between[..=end].to_vec();
    // On a bound itself no number of draws decides, but a sharper look may show that it is not on it.
    let to_bound = BOUNDS
        .iter()
        .map(|(bound, _)| (p - bound).abs())
        .filter(|distance| *distance > 0.0)
        .fold(SHARP, f64::min);
    let is_on_bound = BOUNDS.iter().any(|(bound, _)| *bound == p) && 2.0 * error <= SHARP;
    let aim = 0.5 * to_bound;
    let (now, floor, aimed) = (error * error, share.floor.powi(2), aim * aim);
    let factor = (now - floor).max(0.0) / (aimed - floor);
    let needed = ((f64::from(draws) + 4.0) * factor).ceil();
    let is_possible = aimed > floor && needed <= MOST_ADVISED && !is_on_bound;
    if between.len() == 1 && (2.0 * error <= SHARP || !is_possible) {
        return Judged {
            verdict: at(p),
            between: Vec::new(),
            needs_draws: None,
        };
    }
    Judged {
        verdict: if is_possible { TOO_SMALL } else { TOO_CLOSE },
        between: if between.len() > 1 {
            between
        } else {
            Vec::new()
        },
        needs_draws: is_possible.then(|| rounded_up(needed.max(f64::from(draws) + 1.0)) as u32),
    }
}

/// Two digits are known of a number of draws.
pub(crate) fn rounded_up(n: f64) -> f64 {
    let step = 10f64.powf((n.log10().floor() - 1.0).max(0.0));
    (n / step).ceil() * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paired::probability;

    fn share(p: f64, n: u64, floor: f64) -> Share {
        Share {
            probability: probability(p, n),
            floor,
            counted: n as usize,
        }
    }

    #[test]
    fn verdicts_follow_the_probability_and_need_enough_runs() {
        let of = |p: f64, n: u32| judge(&share(p, n.into(), 0.0), n);
        assert_eq!(of(0.95, 1000).verdict, SUPPORTED);
        assert_eq!(of(0.7, 2000).verdict, LIKELIER);
        assert_eq!(of(0.5, 2000).verdict, OPEN);
        assert_eq!(of(0.2, 2000).verdict, UNLIKELIER);
        assert_eq!(of(0.02, 2000).verdict, CONTRADICTED);
        let small = of(0.5, 100);
        assert_eq!(small.verdict, TOO_SMALL);
        assert_ne!(of(0.5, small.needs_draws.unwrap()).verdict, TOO_SMALL);
    }

    #[test]
    fn a_verdict_is_not_given_across_a_bound_and_the_advice_suffices() {
        for p in [0.11, 0.39, 0.585, 0.62, 0.89, 0.92] {
            let before = judge(&share(p, 500, 0.0), 500);
            assert_eq!(before.verdict, TOO_SMALL, "{p}");
            assert_eq!(before.between.len(), 2, "{p}");
            let needed = before.needs_draws.unwrap();
            let after = judge(&share(p, needed.into(), 0.0), needed);
            assert_eq!(after.verdict, at(p), "{p} with {needed}");
            // The advice is not much more than is needed.
            let less = judge(&share(p, u64::from(needed) * 8 / 10, 0.0), needed * 8 / 10);
            assert_eq!(less.verdict, TOO_SMALL, "{p} with {needed}");
        }
        assert_eq!(judge(&share(0.61, 500, 0.0), 500).between, [LIKELIER, OPEN]);
    }

    #[test]
    fn where_more_draws_cannot_decide_none_are_asked_for() {
        for (p, floor) in [(0.6, 0.0), (0.61, 0.02), (0.60001, 0.0)] {
            let judged = judge(&share(p, 500, floor), 500);
            assert_eq!(
                (judged.verdict, judged.needs_draws),
                (TOO_CLOSE, None),
                "{p}"
            );
            assert_eq!(judged.between, [LIKELIER, OPEN], "{p}");
        }
        // Where the error cannot be made small, but reaches no bound, there is a verdict.
        assert_eq!(judge(&share(0.75, 200, 0.03), 200).verdict, LIKELIER);
        // However few agree: they are too few.
        let few = Share {
            counted: 4,
            ..share(1.0, 1000, 0.0)
        };
        assert_eq!(
            (judge(&few, 1000).verdict, judge(&few, 1000).needs_draws),
            (TOO_SMALL, Some(5000))
        );
        // With few draws even a probability on a bound is worth a second look.
        assert!(judge(&share(0.6, 40, 0.0), 40).needs_draws.is_some());
    }
}
