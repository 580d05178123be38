//! One estimator of what follows an event in the states where it happens and next door, run unchanged on the record and
//! on simulated records.
//!
//! ```text
//! ln(1 + y_st) = α_s + γ_t + Σ_k β_k E_st(k) + Σ_k δ_k N_st(k) + ε_st
//! ```
//!
//! y monthly homicides, E(k) the events of state s that lie in window k of months before or after t, N(k) those of its
//! neighbours (mean over neighbours), α and γ effects of states and months. On a whole panel both effects are taken out
//! by double demeaning; errors are clustered by state. It describes; it does not identify: events go where violence
//! is. What matters is that the model, run over the same events, gives the same numbers.
//! Source: Cameron & Miller, *Journal of Human Resources* 50:317 (2015) on clustered errors; Frisch-Waugh-Lovell.

use crate::course::{N, States};
use crate::inputs::FIRST_YEAR;
use crate::panel::Panel;
use numerics::cholesky::{Cholesky, dot};
use numerics::elementary::ln;
use rayon::prelude::*;
use record::history::{Period, Rank, deployments, removals, weight};
use record::states::{STATES, neighbours};
use serde::{Deserialize, Serialize};

/// Windows in months after the event, ends included; negative is before it.
pub const WINDOWS: [(i32, i32); 4] = [(-6, -1), (0, 5), (6, 11), (12, 23)];
/// Presence of a bloc in a state from which the loss of its leader is an event there: the highest grade.
const HOME: u8 = 3;
/// First year in which the maps of presence of about 2020 are used.
const LATER: u16 = 2010;

/// An event in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Month, counted from the panel's first.
    pub month: usize,
    /// State (INEGI code − 1).
    pub state: usize,
}

/// A coefficient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// Whether of neighbours of the states with the event.
    pub next_door: bool,
    /// Window, months after the event.
    pub window: (i32, i32),
    /// Change of ln(1 + homicides).
    pub value: f64,
    /// Standard error, clustered by state.
    pub error: f64,
}

/// Top leaders removed, as events in the home states of their bloc.
pub fn leaders_removed() -> Vec<Event> {
    let mut events = Vec::new();
    for r in removals() {
        if r.rank != Rank::Top || r.year < FIRST_YEAR || r.month == 0 {
            continue;
        }
        let period = if r.year < LATER {
            Period::Around2000
        } else {
            Period::Around2020
        };
        let month = 12 * usize::from(r.year - FIRST_YEAR) + usize::from(r.month) - 1;
        for (state, s) in STATES.iter().enumerate() {
            if weight(period, r.bloc, s.code) >= HOME {
                events.extend((0..r.count).map(|_| Event { month, state }));
            }
        }
    }
    events
}

/// Starts of joint operations and large deployments.
pub fn operations() -> Vec<Event> {
    deployments()
        .iter()
        .filter(|d| d.year >= FIRST_YEAR && d.month > 0)
        .flat_map(|d| {
            let month = 12 * usize::from(d.year - FIRST_YEAR) + usize::from(d.month) - 1;
            d.states.iter().map(move |s| Event {
                month,
                state: usize::from(*s) - 1,
            })
        })
        .collect()
}

/// A coefficient of the record beside those of simulated records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Kind of event.
    pub event: String,
    /// Of the record.
    pub observed: Coefficient,
    /// 5, 50 and 95 % of the coefficients of records simulated with other chance: what mechanisms alone bring about.
    pub simulated: [f64; 3],
    /// The same of records simulated with what the mechanisms leave out as fitted, year by year.
    pub given_course: [f64; 3],
    /// Whether the observed one lies between the outer two of `simulated`.
    pub is_inside: bool,
}

/// The estimator on a record and, unchanged, on records simulated with other chance and given the course.
pub fn compare(record: &Panel, simulated: &[Panel], given_course: &[Panel]) -> Vec<Comparison> {
    let mut rows = Vec::new();
    for (name, events) in [
        ("leader removed", leaders_removed()),
        ("joint operation begun", operations()),
    ] {
        let Some(observed) = estimate(record, &events) else {
            continue;
        };
        let [of_simulated, of_given] = [simulated, given_course].map(|panels| {
            let estimates = panels
                .par_iter()
                .filter_map(|panel| estimate(panel, &events));
            estimates.collect::<Vec<_>>()
        });
        let interval = |of: &[Vec<Coefficient>], k: usize| {
            let mut values: Vec<f64> = of.iter().map(|c| c[k].value).collect();
            values.sort_by(f64::total_cmp);
            [0.05, 0.5, 0.95].map(|p| crate::scores::quantile(&values, p))
        };
        for (k, observed) in observed.into_iter().enumerate() {
            let simulated = interval(&of_simulated, k);
            rows.push(Comparison {
                event: name.to_owned(),
                is_inside: (simulated[0]..=simulated[2]).contains(&observed.value),
                observed,
                simulated,
                given_course: interval(&of_given, k),
            });
        }
    }
    rows
}

/// Takes state and month effects out of a balanced panel.
fn demean(x: &mut [States]) {
    let months = x.len() as f64;
    let all: f64 = x.iter().flatten().sum::<f64>() / (months * N as f64);
    let by_state: States = std::array::from_fn(|s| x.iter().map(|m| m[s]).sum::<f64>() / months);
    for month in x.iter_mut() {
        let mean = month.iter().sum::<f64>() / N as f64;
        for (value, of_state) in month.iter_mut().zip(by_state) {
            *value += all - of_state - mean;
        }
    }
}

/// Estimates the coefficients; `None` where events leave one undetermined.
pub fn estimate(panel: &Panel, events: &[Event]) -> Option<Vec<Coefficient>> {
    let months = panel.months.len();
    let next_to: Vec<Vec<usize>> = STATES
        .iter()
        .map(|s| {
            neighbours(s.code)
                .iter()
                .map(|n| usize::from(*n) - 1)
                .collect()
        })
        .collect();
    let mut columns: Vec<Vec<States>> = Vec::new();
    for next_door in [false, true] {
        for (first, last) in WINDOWS {
            let mut own = vec![[0.0; N]; months];
            for event in events {
                for lag in first..=last {
                    let at = event.month as i32 + lag;
                    if let Some(month) = usize::try_from(at).ok().and_then(|m| own.get_mut(m)) {
                        month[event.state] += 1.0;
                    }
                }
            }
            if next_door {
                own = own
                    .iter()
                    .map(|month| {
                        std::array::from_fn(|s| {
                            let n = next_to[s].len().max(1) as f64;
                            next_to[s].iter().map(|k| month[*k]).sum::<f64>() / n
                        })
                    })
                    .collect();
            }
            demean(&mut own);
            columns.push(own);
        }
    }
    let mut y: Vec<States> = panel
        .months
        .iter()
        .map(|m| m.map(|v| ln(1.0 + v)))
        .collect();
    demean(&mut y);
    let flat = |of: &[States]| -> Vec<f64> { of.iter().flatten().copied().collect() };
    let x: Vec<Vec<f64>> = columns.iter().map(|c| flat(c)).collect();
    let y = flat(&y);
    let k = x.len();
    let gram: Vec<f64> = (0..k * k).map(|i| dot(&x[i / k], &x[i % k])).collect();
    let gram = Cholesky::new(k, gram)?;
    let mut beta: Vec<f64> = x.iter().map(|column| dot(column, &y)).collect();
    gram.solve(&mut beta);
    // Clustered by state: V = G⁻¹ (Σ_s u_s u_sᵀ) G⁻¹ with u_s = X_sᵀ e_s, times N/(N − 1).
    let mut scores = vec![vec![0.0; k]; N];
    for (row, y) in y.iter().enumerate() {
        let fitted: f64 = x.iter().zip(&beta).map(|(c, b)| c[row] * b).sum();
        for (score, column) in scores[row % N].iter_mut().zip(&x) {
            *score += column[row] * (y - fitted);
        }
    }
    let mut variance = vec![0.0; k];
    for score in &mut scores {
        gram.solve(score);
        for (v, s) in variance.iter_mut().zip(score.iter()) {
            *v += s * s * N as f64 / (N as f64 - 1.0);
        }
    }
    let kinds = [false, true]
        .into_iter()
        .flat_map(|n| WINDOWS.map(|w| (n, w)));
    Some(
        kinds
            .zip(beta.iter().zip(variance))
            .map(|((next_door, window), (value, variance))| Coefficient {
                next_door,
                window,
                value: *value,
                error: variance.sqrt(),
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Levels by state and month, and a planted change in months 0-5 after an event in its state and half next door.
    fn panel(own: f64, next_door: f64, events: &[Event]) -> Panel {
        let months = (0..120)
            .map(|t| {
                std::array::from_fn(|s| {
                    let mut log = 3.0 + 0.05 * s as f64 + 0.3 * (t as f64 / 9.0).sin();
                    for e in events {
                        let after = (e.month..e.month + 6).contains(&t);
                        let near = neighbours(STATES[s].code);
                        if after && e.state == s {
                            log += own;
                        } else if after && near.contains(&(e.state as u8 + 1)) {
                            log += next_door / near.len() as f64;
                        }
                    }
                    numerics::elementary::exp(log) - 1.0
                })
            })
            .collect();
        Panel {
            first_year: 2000,
            months,
        }
    }

    fn events() -> Vec<Event> {
        [(20, 3), (40, 7), (55, 24), (70, 15), (90, 10)]
            .map(|(month, state)| Event { month, state })
            .to_vec()
    }

    #[test]
    fn a_planted_effect_is_found_where_and_when_it_was_planted() {
        let c = estimate(&panel(0.4, 0.2, &events()), &events()).unwrap();
        assert!((c[1].value - 0.4).abs() < 1e-9 && !c[1].next_door);
        assert!((c[5].value - 0.2).abs() < 1e-9 && c[5].next_door);
        assert!(c[0].value.abs() < 1e-9 && c[2].value.abs() < 1e-9);
        assert!(c.iter().all(|c| c.error < 1e-6));
    }

    #[test]
    fn without_an_effect_nothing_is_found() {
        let c = estimate(&panel(0.0, 0.0, &events()), &events()).unwrap();
        assert!(c.iter().all(|c| c.value.abs() < 1e-9));
    }

    #[test]
    fn the_record_has_events_of_both_kinds() {
        assert!(leaders_removed().len() > 30);
        assert!(operations().len() > 10);
        assert_eq!(estimate(&panel(0.0, 0.0, &[]), &[]), None);
    }
}
