//! Geography and history of the flagship model, from the record.

use record::history::{Bloc, How, Period, Rank, deployments, regime_at, removals, troops, weight};
use record::states::{STATES, mean_homicides, neighbours, population};
use system::forms::Forms;
use system::inputs::{Inputs, Removal};
use system::model::SystemModel;
use system::world::Clock;

/// First year of the run.
pub const FIRST_YEAR: u16 = 2000;
/// First month after the run, counted from its first month.
pub const MONTHS: usize = 12 * 36;
/// First month without a record of what was done: July 2024.
pub const RECORD_END: usize = 12 * 24 + 6;
/// Army personnel against drugs before the deployments of December 2006, mostly on eradication; only what exceeds it
/// counts as deployed against cartels. Source: about 30,000 year-round in 2004 (El Siglo de Torreón).
const ERADICATION_TROOPS: f64 = 30_000.0;
/// Month of the first large joint operation: December 2006.
const FIRST_OPERATION: usize = 12 * 6 + 11;
/// What a bloc's presence about 2020 adds to its weight of 2000: blocs that rose later start small where they were
/// to be. No source: a choice of the model.
const LATER_PRESENCE: f64 = 0.25;
/// Share of deployed troops that is spread over all states by population, not sent to joint operations: a choice
/// of the model.
const SPREAD_TROOPS: f64 = 0.3;
/// Years of the homicides that shape the background: before the large deployments.
const BACKGROUND_YEARS: (u16, u16) = (2000, 2003);
/// Blocs whose presence decides where laboratories are, as the DEA's National Drug Threat Assessments name Sinaloa
/// and Jalisco the main makers of fentanyl.
const LABORATORY_BLOCS: [Bloc; 2] = [Bloc::Sinaloa, Bloc::Jalisco];

/// The nation and the states.
pub static PLACES: [&str; 33] = places();

const fn places() -> [&'static str; 33] {
    let mut places = ["national"; 33];
    let mut k = 0;
    while k < 32 {
        places[k + 1] = STATES[k].name;
        k += 1;
    }
    places
}

/// The model with the record behind it, recording from a month on and ending at another.
pub fn model(forms: Forms, from: usize, to: usize) -> SystemModel {
    SystemModel {
        inputs: inputs(),
        places: &PLACES,
        forms,
        clock: Clock::WEEKLY,
        from,
        to,
    }
}

/// Geography and history from 2000 to 2035.
pub fn inputs() -> Inputs {
    let year = |month: usize| f64::from(FIRST_YEAR) + (month as f64 + 0.5) / 12.0;
    Inputs {
        first_year: f64::from(FIRST_YEAR),
        blocs: Bloc::ALL.len(),
        states: STATES.len(),
        neighbours: STATES
            .iter()
            .map(|s| {
                neighbours(s.code)
                    .iter()
                    .map(|n| usize::from(*n) - 1)
                    .collect()
            })
            .collect(),
        population: (0..MONTHS)
            .map(|m| (0..STATES.len()).map(|s| population(s, year(m))).collect())
            .collect(),
        background_shape: background_shape(),
        members_share: members_share(),
        laboratory_share: laboratory_share(),
        removals: recorded_removals(),
        removals_end: RECORD_END,
        lieutenants_per_leader: lieutenants_per_leader(2019, 2023),
        troops: (0..RECORD_END)
            .map(|m| troops_by_state(m, year(m)))
            .collect(),
        reference_troops: reference_troops(),
        cooperation: cooperation(),
        overdose_deaths: overdose_deaths(),
        registered: Vec::new(),
    }
}

/// Homicide rate of each state before the large deployments over that of the nation, drawn half-way to one: part of
/// the differences was organised crime even then.
fn background_shape() -> Vec<f64> {
    let (first, last) = BACKGROUND_YEARS;
    let year = f64::from(first + last) / 2.0;
    let people: Vec<f64> = (0..STATES.len()).map(|s| population(s, year)).collect();
    let dead: Vec<f64> = (0..STATES.len())
        .map(|s| mean_homicides(s, first, last).unwrap_or(0.0))
        .collect();
    let nation = dead.iter().sum::<f64>() / people.iter().sum::<f64>();
    dead.iter()
        .zip(&people)
        .map(|(d, n)| 0.5 + 0.5 * d / n / nation)
        .collect()
}

/// Shares of all members by `[state][bloc]`: by presence and the square root of population.
fn members_share() -> Vec<Vec<f64>> {
    let raw: Vec<Vec<f64>> = STATES
        .iter()
        .enumerate()
        .map(|(s, state)| {
            let size = population(s, f64::from(FIRST_YEAR)).sqrt();
            Bloc::ALL
                .iter()
                .map(|b| {
                    let then = f64::from(weight(Period::Around2000, *b, state.code));
                    let later = f64::from(weight(Period::Around2020, *b, state.code));
                    size * (then + LATER_PRESENCE * later)
                })
                .collect()
        })
        .collect();
    let all: f64 = raw.iter().flatten().sum();
    raw.into_iter()
        .map(|s| s.into_iter().map(|w| w / all).collect())
        .collect()
}

fn laboratory_share() -> Vec<f64> {
    let weights: Vec<f64> = STATES
        .iter()
        .map(|s| {
            let of = |b: &Bloc| f64::from(weight(Period::Around2020, *b, s.code));
            // Where a maker is at home there are far more than where it merely trades.
            LABORATORY_BLOCS.iter().map(|b| of(b).powi(3)).sum()
        })
        .collect();
    let all: f64 = weights.iter().sum();
    weights.iter().map(|w| w / all).collect()
}

fn recorded_removals() -> Vec<Removal> {
    removals()
        .iter()
        .filter(|r| r.year >= FIRST_YEAR)
        .map(|r| Removal {
            // Where only the year is known, its middle.
            month: 12 * usize::from(r.year - FIRST_YEAR)
                + usize::from(r.month.checked_sub(1).unwrap_or(6)),
            bloc: r.bloc.index(),
            top: r.rank == Rank::Top,
            killed: r.how == How::Killed,
            count: u32::from(r.count),
        })
        .collect()
}

/// Lieutenants removed for each leader in the years whose pace holds on.
pub fn lieutenants_per_leader(first: u16, last: u16) -> f64 {
    let of = |rank| -> f64 {
        (first..=last)
            .map(|y| f64::from(record::history::removed_in(y, rank)))
            .sum()
    };
    of(Rank::Lieutenant) / of(Rank::Top).max(1.0)
}

/// Troops against cartels in a month by state, tens of thousands: part by population, part in equal shares to
/// the states of the joint operations that had begun by then.
fn troops_by_state(month: usize, year: f64) -> Vec<f64> {
    let none = vec![0.0; STATES.len()];
    if month < FIRST_OPERATION {
        return none;
    }
    let all = against_cartels(month, year);
    let mut sent = none;
    for d in deployments() {
        let begun = 12 * usize::from(d.year.saturating_sub(FIRST_YEAR)) + usize::from(d.month) - 1;
        if d.year >= FIRST_YEAR && begun <= month {
            for state in d.states {
                sent[usize::from(*state) - 1] = 1.0;
            }
        }
    }
    let operations: f64 = sent.iter().sum::<f64>().max(1.0);
    let people: Vec<f64> = (0..STATES.len()).map(|s| population(s, year)).collect();
    let nation: f64 = people.iter().sum();
    sent.iter()
        .zip(&people)
        .map(|(s, n)| all * ((1.0 - SPREAD_TROOPS) * s / operations + SPREAD_TROOPS * n / nation))
        .collect()
}

/// Troops against cartels in the nation, tens of thousands: those beyond eradication, times the intensity of the
/// crackdown, 0 to 3, over 3. The intensities are the compilers' judgement of the regimes.
fn against_cartels(month: usize, year: f64) -> f64 {
    let (of_year, of_month) = (FIRST_YEAR + (month / 12) as u16, (month % 12) as u8 + 1);
    let crackdown =
        regime_at(of_year, of_month).map_or(0.0, |r| f64::from(r.crackdown.level) / 3.0);
    (troops(year) - ERADICATION_TROOPS).max(0.0) / 1e4 * crackdown
}

/// Troops against cartels in 2012-2018, tens of thousands: the years whose arrests a week are the parameter η.
fn reference_troops() -> f64 {
    let months = 12 * 12..12 * 19;
    let n = months.len() as f64;
    months
        .map(|m| against_cartels(m, 2000.0 + (m as f64 + 0.5) / 12.0))
        .sum::<f64>()
        / n
}

/// Channels relative to 2023 by month, from the cooperation code of the regimes, 0 to 3: (1 + code)/(1 + code of
/// 2023). The codes are the compilers' judgement; all channels move alike.
fn cooperation() -> Vec<[f64; 4]> {
    let code = |month: usize| {
        let (year, of_year) = (FIRST_YEAR + (month / 12) as u16, (month % 12) as u8 + 1);
        regime_at(year, of_year).map_or(1.0, |r| 1.0 + f64::from(r.cooperation.level))
    };
    let today = code(12 * 23);
    (0..RECORD_END).map(|m| [code(m) / today; 4]).collect()
}

/// Overdose deaths from synthetic opioids a month, from the yearly record; where a year is missing, the logarithm
/// is taken between its neighbours.
fn overdose_deaths() -> Vec<f64> {
    let Ok(series) = record::find("us_overdose_deaths_synthetic_opioids") else {
        return Vec::new();
    };
    let points = series.points;
    let Some((last, _)) = points.last() else {
        return Vec::new();
    };
    let of_year = |year: u16| {
        let after = points.iter().position(|p| p.0 >= year)?;
        let (y1, v1) = points[after];
        let Some((y0, v0)) = after
            .checked_sub(1)
            .map(|k| points[k])
            .filter(|_| y1 != year)
        else {
            return Some(v1);
        };
        let share = f64::from(year - y0) / f64::from(y1 - y0);
        Some((v0.ln() + share * (v1.ln() - v0.ln())).exp())
    };
    (FIRST_YEAR..=*last)
        .flat_map(|year| [of_year(year).unwrap_or(0.0) / 12.0; 12])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_one_and_every_state_has_somebody() {
        let i = inputs();
        let members: f64 = i.members_share.iter().flatten().sum();
        assert!((members - 1.0).abs() < 1e-12);
        assert!(i.members_share.iter().all(|s| s.iter().sum::<f64>() > 0.0));
        assert!((i.laboratory_share.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let sinaloa = i.laboratory_share[24];
        assert!(
            sinaloa > 2.0 / 32.0,
            "twice the mean of the states: {sinaloa}"
        );
    }

    #[test]
    fn troops_rise_as_the_record_says() {
        let i = inputs();
        let all = |year: usize| i.troops[12 * (year - 2000) + 6].iter().sum::<f64>();
        assert_eq!(all(2005), 0.0);
        // Army on this duty: 52,690 in 2011, 34,529 in 2013, 62,954 in 2019, less 30,000; crackdown 3, 2, 1 of 3.
        for (year, expected) in [(2011, 2.27), (2013, 0.45 * 2.0 / 3.0), (2019, 3.3 / 3.0)] {
            assert!((all(year) - expected).abs() < 0.15, "{year}: {}", all(year));
        }
    }

    #[test]
    fn overdose_deaths_add_up_to_the_record() {
        let deaths = overdose_deaths();
        let series = record::find("us_overdose_deaths_synthetic_opioids").unwrap();
        for (year, value) in series.points.iter().filter(|p| p.0 >= FIRST_YEAR) {
            let first = 12 * usize::from(year - FIRST_YEAR);
            let sum: f64 = deaths[first..first + 12].iter().sum();
            assert!((sum / value - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_run_is_2000_to_2035_and_removals_lie_in_it() {
        let i = inputs();
        assert_eq!(i.population.len(), MONTHS);
        assert!(i.removals.len() > 100 && i.removals.iter().all(|r| r.month < RECORD_END));
        assert!(
            i.cooperation
                .iter()
                .flatten()
                .all(|c| (0.2..=4.0).contains(c))
        );
    }
}
