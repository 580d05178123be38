//! Who joins a cartel, and how large a cartel wants to be (Prieto-Curiel 2025, participation model).
//!
//! A person whom recruiters reach joins with probability p:
//!
//! ```text
//! s = α + B (r − w − v) − δ kP − e kK,     p = π_f + π_v / (1 + exp(−s))
//! ```
//!
//! r the cartel's wage, w the legal wage, v the value of a social programme (USD a year), kP and kK
//! the weekly risks of arrest and death. The group, 25,000 at the start, takes weekly steps in this
//! order: E = round(ρ A) are reached and Bin(E, p) join; Bin(A, kP) are arrested; Bin(A, kK) are
//! killed; round(50/25000² A²) leave. B, δ, e and the baseline p = 0.8 are assumed by the author, not
//! estimated.
//!
//! The cartel as a firm earns a N^b and pays 1.2 r + v − v0 for each of N members; a is such that
//! 25,000 is the best size at v0.

use crate::prieto_curiel_2023::network::Network;
use crate::{
    PublishedError, PublishedModel, Quantities, RunRequest, RunRow, Symbol, Target, Tolerance,
    checked_values,
};
use engine::describe::{Better, Measure, Outcome, Parameter, Places};
use engine::{Block, Draws, Ensemble, Member, Observer, ObserverError, Series, Streams, TimeGrid};
use numerics::elementary::{exp, ln, pow};
use numerics::sample::binomial;
use std::sync::atomic::AtomicBool;

/// The model.
#[derive(Clone, Copy, Debug)]
pub struct Model;

const START: f64 = 25_000.0;
const WEEKS: u32 = 500;
const RHO: f64 = 150.0 / 25_000.0;
const SATURATION: f64 = 50.0 / (25_000.0 * 25_000.0);
const LEGAL_WAGE_USD: f64 = 14.7 * 300.0;
const CARTEL_WAGE_USD: f64 = 13_000.0;
const PROGRAMME_USD: f64 = 832.0;
const B: f64 = 1e-3;
const DELTA: f64 = 5000.0;
const E: f64 = 10_000.0;
const ARREST_RISK_PER_WEEK: f64 = 800.0 / (52.0 * 25_000.0);
const DEATH_RISK_PER_WEEK: f64 = 700.0 / (52.0 * 25_000.0);
const VOLUNTARY: f64 = 0.8;
const FORCED: f64 = 0.1;
const BASELINE_PROBABILITY: f64 = 0.8;

/// What a person who is reached takes into account.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Prospects {
    cartel_wage_usd: f64,
    programme_usd: f64,
    arrest_risk_per_week: f64,
    death_risk_per_week: f64,
}

const BASELINE: Prospects = Prospects {
    cartel_wage_usd: CARTEL_WAGE_USD,
    programme_usd: PROGRAMME_USD,
    arrest_risk_per_week: ARREST_RISK_PER_WEEK,
    death_risk_per_week: DEATH_RISK_PER_WEEK,
};

impl Prospects {
    /// s − α.
    fn gain(&self) -> f64 {
        B * (self.cartel_wage_usd - LEGAL_WAGE_USD - self.programme_usd)
            - DELTA * self.arrest_risk_per_week
            - E * self.death_risk_per_week
    }

    /// p, the probability of joining.
    fn probability(&self) -> f64 {
        FORCED + VOLUNTARY / (1.0 + exp(-(alpha() + self.gain())))
    }
}

/// α, set so that p = 0.8 at the baseline.
fn alpha() -> f64 {
    -ln(VOLUNTARY / (BASELINE_PROBABILITY - FORCED) - 1.0) - BASELINE.gain()
}

/// What has happened since the start, people.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    active: f64,
    exposed: f64,
    recruited: f64,
    incapacitated: f64,
    killed: f64,
    saturated: f64,
}

impl Tally {
    /// One week; `count(purpose, n, p)` says how many of n people an event of probability p strikes,
    /// `whole` whether head counts are rounded.
    fn step(
        &mut self,
        prospects: &Prospects,
        whole: bool,
        mut count: impl FnMut(Stream, f64, f64) -> f64,
    ) {
        let rounded = |x: f64| if whole { x.round_ties_even() } else { x };
        let exposed = rounded(RHO * self.active);
        self.exposed += exposed;
        let recruits = count(Stream::Recruitment, exposed, prospects.probability());
        self.recruited += recruits;
        self.active += recruits;
        let arrests = count(Stream::Arrest, self.active, ARREST_RISK_PER_WEEK);
        self.incapacitated += arrests;
        self.active -= arrests;
        let deaths = count(Stream::Death, self.active, DEATH_RISK_PER_WEEK);
        self.killed += deaths;
        self.active -= deaths;
        let leavers = rounded(SATURATION * self.active * self.active).min(self.active);
        self.saturated += leavers;
        self.active -= leavers;
    }

    fn values(&self) -> [f64; 6] {
        [
            self.active,
            self.exposed,
            self.recruited,
            self.incapacitated,
            self.killed,
            self.saturated,
        ]
    }
}

/// Purposes of random numbers.
#[derive(Clone, Copy, Debug)]
enum Stream {
    Recruitment = 1,
    Arrest = 2,
    Death = 3,
}

fn mean_field(prospects: &Prospects, weeks: u32) -> Vec<Tally> {
    let mut tally = Tally {
        active: START,
        ..Tally::default()
    };
    std::iter::once(tally)
        .chain((0..weeks).map(|_| {
            tally.step(prospects, false, |_, n, p| n * p);
            tally
        }))
        .collect()
}

/// The stochastic group as a model of the engine; the scenario is what people expect.
struct Group {
    weeks: u32,
}

const fn outcome(id: &'static str, title: &'static str) -> Outcome {
    Outcome {
        id,
        title,
        unit: "people",
        better: Better::Lower,
        measure: Measure::Level,
        places: Places::First,
    }
}

static OUTCOMES: [Outcome; 6] = [
    outcome("members_total", "Members"),
    outcome(
        "exposed_cumulative",
        "Reached by recruiters since the start",
    ),
    outcome("recruited_cumulative", "Recruited since the start"),
    outcome("incapacitated_cumulative", "Arrested since the start"),
    outcome("killed_cumulative", "Killed since the start"),
    outcome("saturated_cumulative", "Left since the start"),
];

impl engine::Model for Group {
    type Scenario = Prospects;
    fn parameters(&self) -> &'static [Parameter] {
        &[]
    }
    fn outcomes(&self) -> &'static [Outcome] {
        &OUTCOMES
    }
    fn places(&self) -> &'static [&'static str] {
        &["group"]
    }
    fn grid(&self) -> TimeGrid {
        TimeGrid {
            step_weeks: 1.0,
            steps: self.weeks as usize,
        }
    }
    fn simulate<const L: usize>(
        &self,
        block: &Block<L>,
        scenario: &Prospects,
        series: &mut Series<L>,
    ) {
        let mut tallies = [Tally {
            active: START,
            ..Tally::default()
        }; L];
        for week in 0..=self.weeks {
            if week > 0 {
                for (tally, streams) in tallies.iter_mut().zip(&block.streams) {
                    tally.step(scenario, true, |stream, n, p| {
                        binomial(&mut streams.cell(stream as u32, week, 0), n as u64, p) as f64
                    });
                }
            }
            for outcome in 0..OUTCOMES.len() {
                series.set(
                    outcome,
                    0,
                    week as usize,
                    tallies.map(|t| t.values()[outcome]),
                );
            }
        }
    }
}

struct NoParameters;
impl Draws for NoParameters {
    fn fill<const L: usize>(&self, _seed: u64, _draws: [u32; L], _parameters: &mut [[f64; L]]) {}
}

/// Sums of the last values over members.
#[derive(Default)]
struct FinalMeans {
    sums: [f64; 6],
    members: f64,
}

impl Observer for FinalMeans {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        for (outcome, sum) in self.sums.iter_mut().enumerate() {
            *sum += member.value(0, outcome, 0, member.grid().steps);
        }
        self.members += 1.0;
        Ok(())
    }
}

/// The size that pays best and the profit at it (million USD a year), for returns to scale b.
fn firm(b: f64, programme_usd: f64) -> (f64, f64) {
    let a = 1.2 * CARTEL_WAGE_USD / (b * pow(START, b - 1.0));
    let cost = 1.2 * CARTEL_WAGE_USD + programme_usd - PROGRAMME_USD;
    let size = pow(cost / (a * b), 1.0 / (b - 1.0));
    (size, (a * pow(size, b) - cost * size) / 1e6)
}

const fn symbol(
    symbol: &'static str,
    unit: &'static str,
    value: f64,
    max: f64,
    meaning: &'static str,
) -> Symbol {
    Symbol {
        symbol,
        unit,
        value,
        min: 0.0,
        max,
        meaning,
    }
}

static SYMBOLS: [Symbol; 4] = [
    symbol(
        "v",
        "USD/year",
        PROGRAMME_USD,
        100_000.0,
        "value of a social programme to a person who does not join",
    ),
    symbol(
        "r",
        "USD/year",
        CARTEL_WAGE_USD,
        1_000_000.0,
        "the cartel's wage",
    ),
    symbol(
        "arrest_risk",
        "times",
        1.0,
        100.0,
        "the risk of arrest that people expect, times the actual one",
    ),
    symbol(
        "death_risk",
        "times",
        1.0,
        100.0,
        "the risk of death that people expect, times the actual one",
    ),
];

impl PublishedModel for Model {
    fn id(&self) -> &'static str {
        "participation-2025"
    }
    fn title(&self) -> &'static str {
        "Who joins: individual choice and the cartel as a firm"
    }
    fn citation(&self) -> &'static str {
        "Prieto-Curiel, R. (2025), participation model, authors' stored code 8558516917; reference \
         values from a port of that code"
    }
    fn purpose(&self) -> &'static str {
        "How would legal income, wages and risk change who joins a cartel?"
    }
    fn uses_network(&self) -> bool {
        false
    }
    fn symbols(&self) -> &'static [Symbol] {
        &SYMBOLS
    }
    fn run(&self, request: &RunRequest, _network: &Network) -> Result<Vec<RunRow>, PublishedError> {
        if request.from != crate::From::Start {
            return Err(PublishedError::NoCalendar { id: self.id() });
        }
        let set = checked_values(&SYMBOLS, request)?;
        let prospects = Prospects {
            programme_usd: set[0],
            cartel_wage_usd: set[1],
            arrest_risk_per_week: set[2] * ARREST_RISK_PER_WEEK,
            death_risk_per_week: set[3] * DEATH_RISK_PER_WEEK,
        };
        let weeks = request.weeks.unwrap_or(WEEKS);
        let group = Group { weeks };
        let mut series = Series::<1>::new(&group);
        let streams = Streams {
            seed: request.seed,
            draw: 0,
            replicate: 0,
        };
        let block = Block::new([streams], Vec::new());
        engine::Model::simulate(&group, &block, &prospects, &mut series);
        let expected = mean_field(&prospects, weeks);
        let row = |week, quantity: &str, unit, value| RunRow {
            week,
            quantity: quantity.to_owned(),
            unit,
            value,
        };
        Ok((0..=weeks)
            .flat_map(|week| {
                let at = week as usize;
                let one_run = OUTCOMES
                    .iter()
                    .enumerate()
                    .map(|(k, o)| row(week, o.id, o.unit, series.get(k, 0, at)[0]))
                    .collect::<Vec<_>>();
                one_run.into_iter().chain([
                    row(
                        week,
                        "members_total_mean_field",
                        "people",
                        expected[at].active,
                    ),
                    row(week, "recruit_probability", "1", prospects.probability()),
                ])
            })
            .collect())
    }
    fn targets(&self) -> &'static [Target] {
        &TARGETS
    }
    fn quantities<'a>(&self, _network: &'a Network) -> Box<dyn Quantities + 'a> {
        Box::new(Participation)
    }
}

struct Participation;

/// Replicates behind the means of the stochastic model.
const REPLICATES: u32 = 2400;

/// The prospects of a setting such as `v=4000 USD/yr`, `kill risk x2` or `cartel wage r=0, v=832`.
fn prospects_of(setting: &str) -> Option<Prospects> {
    let number = |text: &str| text.parse::<f64>().ok();
    let base = BASELINE;
    if setting == "baseline" {
        return Some(base);
    }
    if let Some(v) = setting.strip_prefix("v=") {
        let programme_usd = number(v.trim_end_matches(" USD/yr"))?;
        return Some(Prospects {
            programme_usd,
            ..base
        });
    }
    if let Some(r) = setting
        .strip_prefix("cartel wage r=")
        .and_then(|s| s.strip_suffix(", v=832"))
    {
        return Some(Prospects {
            cartel_wage_usd: number(r)?,
            ..base
        });
    }
    if let Some(times) = setting.strip_prefix("kill risk x") {
        return Some(Prospects {
            death_risk_per_week: number(times)? * DEATH_RISK_PER_WEEK,
            ..base
        });
    }
    let times = number(setting.strip_prefix("arrest risk x")?)?;
    Some(Prospects {
        arrest_risk_per_week: times * ARREST_RISK_PER_WEEK,
        ..base
    })
}

/// The firm of a setting such as `beta=2/3, v=4000`.
fn firm_of(setting: &str) -> Option<(f64, f64)> {
    let (b, v) = setting.strip_prefix("beta=")?.split_once(", v=")?;
    let (over, under) = b.split_once('/')?;
    Some(firm(
        over.parse::<f64>().ok()? / under.parse::<f64>().ok()?,
        v.parse().ok()?,
    ))
}

/// Where a tally is named: `active` stands for members in the reference tables.
fn tally_index(name: &str) -> Option<usize> {
    [
        "active",
        "exposed",
        "recruited",
        "incapacitated",
        "killed",
        "saturated",
    ]
    .iter()
    .position(|n| *n == name)
}

impl Quantities for Participation {
    fn value(&self, quantity: &str, setting: &str) -> Result<Option<f64>, PublishedError> {
        let firm_value = |take: fn((f64, f64)) -> f64| firm_of(setting).map(take);
        let prospects = prospects_of(setting);
        Ok(match quantity {
            "alpha" => Some(alpha()),
            "recruit_probability" => prospects.map(|p| p.probability()),
            "optimal_size" => firm_value(|f| f.0),
            "profit_musd_per_year" => firm_value(|f| f.1),
            _ => {
                let mean_of = |name: &str| tally_index(name).zip(prospects);
                if let Some((at, p)) = quantity.strip_prefix("meanfield500_").and_then(mean_of) {
                    mean_field(&p, WEEKS).last().map(|t| t.values()[at])
                } else if let Some((at, p)) = quantity
                    .strip_prefix("stochastic500_mean_")
                    .and_then(mean_of)
                {
                    let means = stochastic_means(p);
                    Some(means[at])
                } else {
                    None
                }
            }
        })
    }
}

fn stochastic_means(prospects: Prospects) -> [f64; 6] {
    let mut means = FinalMeans::default();
    let ensemble = Ensemble {
        model: &Group { weeks: WEEKS },
        draws: &NoParameters,
        scenarios: &[prospects],
        seed: 1,
        range: 0..REPLICATES,
        replicates: 1,
    };
    match ensemble.run(&AtomicBool::new(false), &mut [&mut means]) {
        Ok(()) => means.sums.map(|s| s / means.members),
        // Nothing cancels it and head counts are finite; NaN would fail every comparison.
        Err(_) => [f64::NAN; 6],
    }
}

const P: Tolerance = Tolerance::Absolute(1e-8);
const TIGHT: Tolerance = Tolerance::Relative(1e-6);
/// Four standard errors of the reference (300 runs) plus four of ours.
const fn stochastic(standard_error_of_reference: f64) -> Tolerance {
    // 2,400 runs here: a standard error √8 times smaller.
    Tolerance::Absolute(4.0 * standard_error_of_reference * (1.0 + 0.353_553))
}

/// Reference values: a port of the authors' code.
static TARGETS: [Target; 26] = [
    Target::reference("alpha", "baseline", 2.649_448_611, P),
    Target::reference("recruit_probability", "v=0 USD/yr", 0.853_176_313, P),
    Target::reference("recruit_probability", "v=832 USD/yr", 0.8, P),
    Target::reference("recruit_probability", "v=2000 USD/yr", 0.648_183_623, P),
    Target::reference("recruit_probability", "v=4000 USD/yr", 0.282_055_108, P),
    Target::reference("recruit_probability", "v=8000 USD/yr", 0.104_293_664, P),
    Target::reference(
        "recruit_probability",
        "cartel wage r=10000, v=832",
        0.306_752_409,
        P,
    ),
    Target::reference(
        "recruit_probability",
        "cartel wage r=17000, v=832",
        0.897_912_247,
        P,
    ),
    Target::reference("recruit_probability", "kill risk x0", 0.899_476_160, P),
    Target::reference("recruit_probability", "kill risk x2", 0.124_885_988, P),
    Target::reference("recruit_probability", "arrest risk x2", 0.295_179_374, P),
    Target::reference("meanfield500_active", "v=0", 43_344.36, TIGHT),
    Target::reference("meanfield500_active", "v=832", 39_965.56, TIGHT),
    Target::reference("meanfield500_active", "v=4000", 15_213.7, TIGHT),
    Target::reference("meanfield500_active", "v=8000", 10_211.13, TIGHT),
    Target::reference("meanfield500_recruited", "v=832", 80_477.74, TIGHT),
    Target::reference("meanfield500_killed", "v=832", 9_065.7, TIGHT),
    Target::reference(
        "stochastic500_mean_active",
        "v=832",
        39_971.8,
        stochastic(6.951),
    ),
    Target::reference(
        "stochastic500_mean_active",
        "v=4000",
        15_216.7,
        stochastic(5.554),
    ),
    Target::reference(
        "stochastic500_mean_active",
        "v=8000",
        10_208.7,
        stochastic(3.447),
    ),
    Target::reference(
        "stochastic500_mean_killed",
        "v=832",
        9_069.6,
        stochastic(5.133),
    ),
    Target::reference("optimal_size", "beta=2/3, v=4000", 14_356.87, TIGHT),
    Target::reference("optimal_size", "beta=17/24, v=4000", 13_263.2, TIGHT),
    Target::reference("optimal_size", "beta=3/4, v=4000", 11_933.46, TIGHT),
    Target::reference("profit_musd_per_year", "beta=2/3, v=832", 195.0, TIGHT),
    Target::reference("profit_musd_per_year", "beta=17/24, v=832", 160.5882, TIGHT),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_conserved_in_every_week() {
        for t in mean_field(&BASELINE, 500) {
            let balance = START + t.recruited - t.incapacitated - t.killed - t.saturated;
            assert!((balance - t.active).abs() < 1e-7);
        }
    }

    #[test]
    fn the_firm_wants_its_published_size_at_the_baseline() {
        for b in [2.0 / 3.0, 17.0 / 24.0, 0.75] {
            assert!((firm(b, PROGRAMME_USD).0 - 25_000.0).abs() < 1e-6);
        }
    }

    #[test]
    fn joining_stays_between_the_forced_and_all() {
        for v in [0.0, 1e3, 1e6] {
            let p = Prospects {
                programme_usd: v,
                ..BASELINE
            }
            .probability();
            assert!((FORCED..=FORCED + VOLUNTARY).contains(&p));
        }
    }

    #[test]
    fn a_run_is_whole_people_and_repeats_with_its_seed() {
        let network = crate::prieto_curiel_2023::synthetic::network();
        let run = |seed| {
            Model
                .run(
                    &RunRequest {
                        seed,
                        weeks: Some(30),
                        ..RunRequest::default()
                    },
                    &network,
                )
                .unwrap()
        };
        assert_eq!(run(5), run(5));
        assert_ne!(run(5), run(6));
        assert!(
            run(5)
                .iter()
                .filter(|r| r.quantity == "members_total")
                .all(|r| r.value.fract() == 0.0)
        );
    }
}
