//! What would each option change? Put to the flagship model.

use super::catalogue::{FIRST, policy};
use super::width::Differences;
use super::words;
use crate::comparison::{
    Assumption, Comparison, DeathsByKind, Durability, Dyad, Dyads, Estimate, Fan, Layer,
    LayerEstimate, LeverUse, MarketChain, ModelCard, Observed, Part, PolicyOption, ReportedOutcome,
    Source, Stage, StateMap, StateTile, StructureShare, Summary,
};
use crate::paired::{Bands, PairedDifferences, ParameterValues, Reading};
use crate::question::{CompareError, Question, months};
use assumptions::{Belief, Ledger};
use engine::describe::Measure;
use engine::{Ensemble, Observer};
use inference::inputs::{FIRST_YEAR, MONTHS, PLACES, model};
use inference::posterior::{BeliefDraws, Posterior};
use inference::structures::Structures;
use record::history::Bloc;
use record::states::{STATES, population};
use scenario::{Month, Scenario};
use std::ops::Range;
use std::sync::atomic::AtomicBool;
use system::model::SystemModel;
use system::outcomes::{DYADS, Id, OUTCOMES};
use system::policy::Policy;

/// Outcomes in the answer, most important first; the first six are those of the table of all options.
pub(super) const REPORTED: [Id; 16] = [
    Id::Homicides,
    Id::Flow,
    Id::OverdoseDeaths,
    Id::Cooperation,
    Id::CiviliansKilledByForce,
    Id::Presence,
    Id::HomicidesOfCivilians,
    Id::SecurityDeaths,
    Id::AttacksOnState,
    Id::Members,
    Id::Fragments,
    Id::CapacityForViolence,
    Id::Laboratories,
    Id::Price,
    Id::UsPersonsHarmed,
    Id::Displaced,
];
/// How many of them stand in the table of all options.
pub(super) const KEY: usize = 6;
/// Drawn over time: the key outcomes and the channels.
const DRAWN: [Id; 10] = [
    Id::Homicides,
    Id::Flow,
    Id::OverdoseDeaths,
    Id::Cooperation,
    Id::CiviliansKilledByForce,
    Id::Presence,
    Id::ChannelIntelligence,
    Id::ChannelExtradition,
    Id::ChannelJointOperations,
    Id::ChannelBorder,
];
/// Kinds of death, with their names for people.
const KINDS: [(Id, &str); 6] = [
    (Id::DeathsBetweenBlocs, "between blocs"),
    (Id::DeathsWithinBlocs, "within blocs"),
    (Id::HomicidesWithState, "with the state"),
    (Id::HomicidesOfCivilians, "civilians, by predation"),
    (Id::HomicidesBackground, "background"),
    (
        Id::CiviliansKilledByForce,
        "civilians, by force (also in “with the state”)",
    ),
];
/// Stages of the market.
const STAGES: [Id; 9] = [
    Id::Laboratories,
    Id::Production,
    Id::Seized,
    Id::ForeignSupply,
    Id::Flow,
    Id::Price,
    Id::Purity,
    Id::Consumption,
    Id::OverdoseDeaths,
];
/// Horizons in years after the start, where the run is long enough.
const HORIZONS_YEARS: [u16; 4] = [1, 3, 5, 10];
/// The horizon of maps, kinds of death and beliefs side by side.
pub(super) const DETAIL_YEARS: u16 = 3;
/// The horizon of the market: the first, while the options of the built-in question are in force.
const MARKET: usize = 0;
/// Months between points of a fan.
const FAN_STEP_MONTHS: usize = 12;
/// Months shown before the start, after a year that flows need to add up.
const SHOWN_BEFORE: usize = 36;

/// What to believe of the parameters and forms.
#[derive(Clone, Debug)]
pub struct Assumed<'a> {
    /// The ledger, with overlays.
    pub ledger: &'a Ledger,
    /// The belief of the answer.
    pub belief: Belief,
    /// Beliefs to show beside it.
    pub beside: &'a [Belief],
    /// Forms that are asked for, mechanism and form, beside what the structures say.
    pub asked: &'a [(String, String)],
}

impl Assumed<'_> {
    /// The structures that take part under a belief.
    pub fn structures(&self, belief: Belief) -> Result<Structures, CompareError> {
        Structures::new(belief, self.asked).map_err(CompareError::Form)
    }
}

/// What is read of an outcome: a level, or the sum of twelve months.
pub(super) fn reading(id: Id, place: usize) -> Reading {
    reading_of(id as usize, place)
}

/// The same by the number of the outcome.
pub(crate) fn reading_of(number: usize, place: usize) -> Reading {
    let outcome = &OUTCOMES[number];
    Reading {
        outcome: number,
        place,
        better: outcome.better,
        sum_of: if outcome.measure == Measure::Flow {
            12
        } else {
            1
        },
    }
}

/// A year of deaths of every pair of blocs.
fn dyad_readings() -> Vec<Reading> {
    let of = |place| reading(Id::DeathsByDyad, place);
    (0..DYADS).map(of).collect()
}

/// The unit of an outcome as answers tell it: monthly flows are yearly sums.
pub(crate) fn yearly_unit(unit: &str) -> String {
    unit.replace(" a month", " a year")
}

/// An outcome as read, by number.
pub(super) fn as_read(number: usize, is_key: bool) -> ReportedOutcome {
    let o = &OUTCOMES[number];
    ReportedOutcome {
        id: o.id.to_owned(),
        title: o.title.to_owned(),
        unit: yearly_unit(o.unit),
        better: o.better,
        is_key,
    }
}

impl Question {
    /// Answers the question with the flagship model on the current thread pool.
    ///
    /// `observers` see every member of the main belief too (progress, files on disk); setting `cancel` stops it.
    pub fn answer_with_flagship(
        &self,
        assumed: &Assumed<'_>,
        cancel: &AtomicBool,
        observers: &mut [&mut dyn Observer],
    ) -> Result<Comparison, CompareError> {
        self.check()?;
        let baseline = &self.scenarios[0];
        let start = months(FIRST, baseline.start);
        let end = months(FIRST, baseline.end).min(MONTHS);
        let from = self.recorded_from();
        let policies = self.policies();
        let structures = assumed.structures(assumed.belief)?;
        let horizons: Vec<u16> = HORIZONS_YEARS
            .into_iter()
            .filter(|years| start + 12 * usize::from(*years) <= end)
            .collect();
        let points: Vec<usize> = horizons
            .iter()
            .map(|y| start + 12 * usize::from(*y) - from)
            .collect();
        let detail = horizons
            .iter()
            .position(|y| *y == DETAIL_YEARS)
            .unwrap_or(0);
        let fan_points: Vec<usize> = (12..=end - from)
            .step_by(FAN_STEP_MONTHS)
            .chain([end - from])
            .collect();
        let mut fan_points = fan_points;
        fan_points.dedup();
        let count = self.scenarios.len();
        let national = |ids: &[Id]| ids.iter().map(|id| reading(*id, 0)).collect::<Vec<_>>();
        let mut reported =
            PairedDifferences::new(count, national(&REPORTED), points.clone(), self.margin)
                .coarse();
        let kinds = KINDS.map(|k| k.0);
        let detail_point = vec![points[detail]];
        let mut detailed =
            PairedDifferences::new(count, national(&kinds), detail_point.clone(), self.margin)
                .coarse();
        let mut market =
            PairedDifferences::new(count, national(&STAGES), vec![points[MARKET]], self.margin)
                .coarse();
        let by_state: Vec<Reading> = (1..PLACES.len())
            .map(|place| reading(Id::Homicides, place))
            .collect();
        let mut mapped =
            PairedDifferences::new(count, by_state, detail_point, self.margin).coarse();
        let mut fought =
            PairedDifferences::new(count, dyad_readings(), vec![points[detail]], self.margin)
                .coarse();
        let mut bands = Bands::new(count, national(&DRAWN), fan_points.clone());
        let lasting_points: Vec<usize> = (start - from..=end - from).step_by(3).skip(1).collect();
        let mut lasting = Bands::of_differences(count, national(&REPORTED), lasting_points.clone());
        let mut differences = Differences::new(points[detail]);
        let mut parameters = ParameterValues::new(system::parameters::PARAMETERS.len());
        {
            let mut all: Vec<&mut dyn Observer> = vec![
                &mut reported,
                &mut detailed,
                &mut market,
                &mut mapped,
                &mut fought,
                &mut bands,
                &mut lasting,
                &mut parameters,
                &mut differences,
            ];
            for observer in observers.iter_mut() {
                all.push(&mut **observer);
            }
            for (part, range) in structures.shares(self.draws) {
                let draws = BeliefDraws::new(assumed.ledger, assumed.belief, part.number)?;
                self.ensemble(&model(part.forms, from, end), &draws, &policies, range)
                    .run(cancel, &mut all)?;
            }
        }
        let horizon = f64::from(horizons[detail]);
        let mut comparison = Comparison {
            question: words::question(baseline.start).to_owned(),
            findings: Vec::new(),
            warnings: words::warnings(assumed, baseline.start, self.draws),
            model: model_card(&structures),
            start_year: year(baseline.start),
            margin: self.margin,
            draws: u64::from(self.draws),
            replicates: u64::from(self.replicates),
            seed: self.seed,
            options: self
                .scenarios
                .iter()
                .enumerate()
                .map(|(k, s)| policy_option(s, k == 0))
                .collect(),
            outcomes: REPORTED
                .iter()
                .enumerate()
                .map(|(k, id)| as_read(*id as usize, k < KEY))
                .chain(
                    DRAWN
                        .iter()
                        .filter(|id| !REPORTED.contains(id))
                        .map(|id| as_read(*id as usize, false)),
                )
                .collect(),
            headline_years: f64::from(horizons[detail]),
            horizons_years: horizons.iter().map(|y| f64::from(*y)).collect(),
            estimates: self.estimates(&reported, &horizons),
            fans: self.fans(&bands, &fan_points, from),
            observed: observed(year(baseline.start)),
            assumptions: assumptions_of(assumed, &structures, &parameters),
            structures: structures_of(&structures, self.draws),
            sources: sources(),
            maps: self.maps(&mapped, horizon, year(baseline.start)),
            deaths_by_kind: self.deaths_by_kind(&detailed, horizon),
            dyads: (count > 1).then(|| self.dyads(&fought, horizon)),
            chains: self.chains(&market, f64::from(horizons[MARKET])),
            durability: self.durability(&lasting, &lasting_points, start - from),
            layers: Vec::new(),
            splits: Vec::new(),
            facts: Vec::new(),
            record: None,
        };
        // The split is told at three years, and not of shorter runs.
        if horizons[detail] == DETAIL_YEARS {
            comparison.splits = self.splits(assumed, &differences, cancel)?;
        }
        comparison.layers = self.layers(assumed, &comparison, cancel)?;
        comparison.findings = words::findings(&comparison);
        Ok(comparison)
    }

    /// First month of the recorded series.
    pub fn recorded_from(&self) -> usize {
        let start = self.scenarios.first().map_or(0, |s| months(FIRST, s.start));
        start.saturating_sub(SHOWN_BEFORE + 12)
    }

    /// The scenarios as the model takes them.
    pub(super) fn policies(&self) -> Vec<Policy> {
        self.scenarios.iter().map(policy).collect()
    }

    pub(super) fn ensemble<'a>(
        &self,
        model: &'a SystemModel,
        draws: &'a BeliefDraws<'a>,
        policies: &'a [Policy],
        range: Range<u32>,
    ) -> Ensemble<'a, SystemModel, BeliefDraws<'a>> {
        Ensemble {
            model,
            draws,
            scenarios: policies,
            seed: self.seed,
            range,
            replicates: self.replicates,
        }
    }

    fn options(&self) -> impl Iterator<Item = (usize, &Scenario)> {
        self.scenarios.iter().enumerate().skip(1)
    }

    fn estimates(&self, reported: &PairedDifferences, horizons: &[u16]) -> Vec<Estimate> {
        let mut estimates = Vec::new();
        for (option, scenario) in self.options() {
            for (o, id) in REPORTED.iter().enumerate() {
                for (h, years) in horizons.iter().enumerate() {
                    let pair = reported.pair(option, o, h);
                    let outcome = OUTCOMES[*id as usize].id;
                    estimates.push(pair.estimate(&scenario.id, outcome, *years, self.draws));
                }
            }
        }
        estimates
    }

    fn fans(&self, bands: &Bands, points: &[usize], from: usize) -> Vec<Fan> {
        let years: Vec<f64> = points
            .iter()
            .map(|p| f64::from(FIRST_YEAR) + (p + from) as f64 / 12.0)
            .collect();
        let mut fans = Vec::new();
        for (s, scenario) in self.scenarios.iter().enumerate() {
            for (o, id) in DRAWN.iter().enumerate() {
                fans.push(Fan {
                    option: scenario.id.clone(),
                    outcome: OUTCOMES[*id as usize].id.to_owned(),
                    years: years.clone(),
                    bands: bands.bands(s, o),
                });
            }
        }
        fans
    }

    fn maps(&self, mapped: &PairedDifferences, horizon_years: f64, start: f64) -> Vec<StateMap> {
        let tiles = |option: usize| {
            STATES.iter().enumerate().map(move |(s, state)| {
                let per_100k = 1e5 / population(s, start + horizon_years);
                let pair = mapped.pair(option, s, 0);
                let [_, _, worse] = pair.probabilities(u64::from(self.draws));
                StateTile {
                    code: state.code,
                    abbreviation: state.abbreviation.to_owned(),
                    name: state.name.to_owned(),
                    baseline_per_100k: pair.baseline.summary().q50 * per_100k,
                    difference_per_100k: scaled(pair.difference.summary(), per_100k),
                    worse,
                }
            })
        };
        self.options()
            .map(|(option, scenario)| StateMap {
                option: scenario.id.clone(),
                outcome: OUTCOMES[Id::Homicides as usize].id.to_owned(),
                horizon_years,
                tiles: tiles(option).collect(),
            })
            .collect()
    }

    fn deaths_by_kind(
        &self,
        detailed: &PairedDifferences,
        horizon_years: f64,
    ) -> Vec<DeathsByKind> {
        self.options()
            .map(|(option, scenario)| DeathsByKind {
                option: scenario.id.clone(),
                horizon_years,
                parts: KINDS
                    .iter()
                    .enumerate()
                    .map(|(k, (_, label))| {
                        let pair = detailed.pair(option, k, 0);
                        Part {
                            label: (*label).to_owned(),
                            baseline: pair.baseline.summary(),
                            difference: pair.difference.summary(),
                        }
                    })
                    .collect(),
            })
            .collect()
    }

    fn dyads(&self, fought: &PairedDifferences, horizon_years: f64) -> Dyads {
        let blocs = 0..Bloc::ALL.len();
        let pairs = blocs
            .clone()
            .flat_map(|second| (0..=second).map(move |first| (first, second)));
        Dyads {
            horizon_years,
            blocs: Bloc::ALL.iter().map(|b| b.name().to_owned()).collect(),
            pairs: pairs
                .enumerate()
                .map(|(k, (first, second))| Dyad {
                    first,
                    second,
                    baseline: fought.pair(1, k, 0).baseline.summary(),
                    differences: self
                        .options()
                        .map(|(option, _)| fought.pair(option, k, 0).difference.summary())
                        .collect(),
                })
                .collect(),
        }
    }

    fn chains(&self, market: &PairedDifferences, horizon_years: f64) -> Vec<MarketChain> {
        self.options()
            .map(|(option, scenario)| MarketChain {
                option: scenario.id.clone(),
                horizon_years,
                stages: STAGES
                    .iter()
                    .enumerate()
                    .map(|(k, id)| {
                        let pair = market.pair(option, k, 0);
                        let o = &OUTCOMES[*id as usize];
                        Stage {
                            id: o.id.to_owned(),
                            title: o.title.to_owned(),
                            // Supply from elsewhere is a share of the flow of 2023 already.
                            relative_difference: if *id == Id::ForeignSupply {
                                pair.difference.summary()
                            } else {
                                pair.relative_difference.summary()
                            },
                        }
                    })
                    .collect(),
            })
            .collect()
    }

    fn durability(&self, lasting: &Bands, points: &[usize], start: usize) -> Vec<Durability> {
        let mut all = Vec::new();
        for (option, scenario) in self.options() {
            for (o, id) in REPORTED.iter().enumerate() {
                let medians: Vec<f64> = lasting.bands(option, o).iter().map(|b| b.q50).collect();
                let years: Vec<f64> = points.iter().map(|p| (p - start) as f64 / 12.0).collect();
                let (peak_years, peak_relative, half_gone_years) =
                    durability(&years, &medians, NO_EFFECT);
                // Where there is no effect there is nothing to last; the table of all options says it for key outcomes.
                if peak_years.is_none() && o >= KEY {
                    continue;
                }
                all.push(Durability {
                    option: scenario.id.clone(),
                    outcome: OUTCOMES[*id as usize].id.to_owned(),
                    peak_years,
                    peak_relative,
                    half_gone_years,
                    lasts_to_end: peak_years.is_some() && half_gone_years.is_none(),
                });
            }
        }
        all
    }

    /// The answer under the beliefs side by side, key outcomes only.
    fn layers(
        &self,
        assumed: &Assumed<'_>,
        main: &Comparison,
        cancel: &AtomicBool,
    ) -> Result<Vec<Layer>, CompareError> {
        if assumed.beside.is_empty() {
            return Ok(Vec::new());
        }
        let key = |estimates: &[Estimate]| -> Vec<LayerEstimate> {
            estimates
                .iter()
                .filter(|e| {
                    REPORTED[..KEY]
                        .iter()
                        .any(|id| OUTCOMES[*id as usize].id == e.outcome)
                        && e.horizon_years == f64::from(DETAIL_YEARS)
                })
                .map(|e| LayerEstimate {
                    option: e.option.clone(),
                    outcome: e.outcome.clone(),
                    horizon_years: e.horizon_years,
                    baseline: e.baseline,
                    difference: e.difference,
                    relative_difference: e.relative_difference,
                    better: e.better,
                    no_real_change: e.no_real_change,
                    worse: e.worse,
                })
                .collect()
        };
        let baseline = &self.scenarios[0];
        let start = months(FIRST, baseline.start);
        let end = (start + 12 * usize::from(DETAIL_YEARS)).min(months(FIRST, baseline.end));
        let from = self.recorded_from();
        let mut layers = Vec::new();
        for belief in assumed.beside {
            let policies = self.policies();
            let readings: Vec<Reading> = REPORTED.iter().map(|id| reading(*id, 0)).collect();
            let mut reported = PairedDifferences::new(
                self.scenarios.len(),
                readings,
                vec![end - from],
                self.margin,
            );
            for (part, range) in assumed.structures(*belief)?.shares(self.draws) {
                let draws = BeliefDraws::new(assumed.ledger, *belief, part.number)?;
                self.ensemble(&model(part.forms, from, end), &draws, &policies, range)
                    .run(cancel, &mut [&mut reported])?;
            }
            layers.push(Layer {
                belief: belief.to_string(),
                note: words::belief(*belief).to_owned(),
                estimates: key(&self.estimates(&reported, &[DETAIL_YEARS])),
            });
        }
        layers.push(Layer {
            belief: assumed.belief.to_string(),
            note: words::belief(assumed.belief).to_owned(),
            estimates: key(&main.estimates),
        });
        Ok(layers)
    }
}

/// Median effects below this share of the baseline are none.
const NO_EFFECT: f64 = 0.005;

/// Time to the largest median effect, its size, and time from there until half of it is gone.
fn durability(years: &[f64], medians: &[f64], none: f64) -> (Option<f64>, f64, Option<f64>) {
    let size = |k: &usize| medians[*k].abs();
    let peak = (0..medians.len()).max_by(|a, b| size(a).total_cmp(&size(b)));
    let Some(peak) = peak.filter(|k| size(k) > none) else {
        return (None, 0.0, None);
    };
    let gone = (peak + 1..medians.len())
        .find(|k| medians[*k] * medians[peak].signum() < 0.5 * medians[peak].abs());
    (
        Some(years[peak]),
        medians[peak],
        gone.map(|k| years[k] - years[peak]),
    )
}

fn scaled(s: Summary, by: f64) -> Summary {
    Summary {
        mean: s.mean * by,
        q05: s.q05 * by,
        q25: s.q25 * by,
        q50: s.q50 * by,
        q75: s.q75 * by,
        q95: s.q95 * by,
    }
}

/// Calendar year of the first day of a month.
fn year(month: Month) -> f64 {
    f64::from(FIRST_YEAR) + months(FIRST, month) as f64 / 12.0
}

/// An option as it is told.
pub(super) fn policy_option(scenario: &Scenario, is_baseline: bool) -> PolicyOption {
    PolicyOption {
        validity: words::validity(scenario),
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        description: scenario.description.clone(),
        dose: scenario.dose.clone().unwrap_or_default(),
        cost: scenario.cost.clone().unwrap_or_default(),
        group: scenario.group.clone().unwrap_or_default(),
        is_baseline,
        levers: scenario
            .levers
            .iter()
            .map(|lever| LeverUse {
                lever: lever.lever.to_owned(),
                dose: words::dose(lever),
                start: lever.start.to_string(),
                end: lever.end.to_string(),
            })
            .collect(),
    }
}

fn model_card(structures: &Structures) -> ModelCard {
    ModelCard {
        id: "aftermath".to_owned(),
        title: "The causal system of force against drug cartels".to_owned(),
        citation: words::citation(structures),
        leaves_out: words::LEAVES_OUT.iter().map(|s| (*s).to_owned()).collect(),
        network: String::new(),
        network_is_synthetic: false,
    }
}

/// The record beside the fans: homicides as INEGI registers them.
fn observed(start: f64) -> Vec<Observed> {
    let Ok(series) = record::find("homicides_inegi") else {
        return Vec::new();
    };
    vec![Observed {
        outcome: OUTCOMES[Id::Homicides as usize].id.to_owned(),
        label: "registered by INEGI, a year; fewer than happen".to_owned(),
        series: vec![series.id.to_owned()],
        points: series
            .points
            .iter()
            // A year's sum stands at its end, as the model's does.
            .map(|(year, value)| (f64::from(*year) + 1.0, *value))
            .filter(|p| p.0 >= start - SHOWN_BEFORE as f64 / 12.0)
            .collect(),
    }]
}

/// The structures that take part, heaviest first.
fn structures_of(structures: &Structures, draws: u32) -> Vec<StructureShare> {
    let mut shares: Vec<StructureShare> = structures
        .shares(draws)
        .into_iter()
        .map(|(part, range)| StructureShare {
            id: part.structure().id.to_owned(),
            conflict: part.forms.conflict.name().to_owned(),
            removal: part.forms.removal.name().to_owned(),
            weight: part.weight,
            first_draw: range.start,
            draws: range.end - range.start,
        })
        .collect();
    shares.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    shares
}

fn assumptions_of(
    assumed: &Assumed<'_>,
    structures: &Structures,
    values: &ParameterValues,
) -> Vec<Assumption> {
    let informed = match assumed.belief {
        // What the record says of a parameter is told of the structure that fits it best.
        Belief::Posterior => structures
            .by_weight()
            .first()
            .and_then(|part| Posterior::shipped(part.number, assumed.ledger).ok())
            .map(|p| p.manifest.diagnostics.parameters)
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let from = |k: usize, id: &str| {
        let prior = assumed.ledger.prior(assumed.belief, k).words();
        if assumed.belief != Belief::Posterior {
            return prior;
        }
        match informed.iter().find(|i| i.parameter == id) {
            Some(i) => words::informed(&prior, i.overlap),
            None => words::not_informed(&prior),
        }
    };
    assumed
        .ledger
        .entries()
        .iter()
        .enumerate()
        .map(|(k, entry)| Assumption {
            symbol: entry.id.clone(),
            meaning: format!("{} ({}): {}", entry.name, entry.symbol, entry.statement),
            unit: entry.unit.clone(),
            prior: from(k, &entry.id),
            sampled: Some(values.summary(k)),
            sources: entry
                .sources
                .iter()
                .map(|s| {
                    let row = if s.row.is_empty() {
                        String::new()
                    } else {
                        format!("[{}] ", s.row)
                    };
                    format!("{row}{}: {}", s.citation, s.says)
                })
                .collect(),
            dissent: entry.dissent.clone(),
        })
        .collect()
}

fn sources() -> Vec<Source> {
    [
        "homicides_inegi",
        "us_overdose_deaths_synthetic_opioids",
        "fentanyl_seizures_cbp",
    ]
    .into_iter()
    .filter_map(|id| record::find(id).ok())
    .map(|series| Source {
        id: series.id.to_owned(),
        title: series.title.to_owned(),
        publisher: series.publisher.to_owned(),
        definition: series.definition.to_owned(),
        vintage: series.vintage.to_owned(),
        source: series.source.to_owned(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durability_is_the_time_to_half_of_an_effect() {
        let years = [0.25, 0.5, 0.75, 1.0, 1.25];
        let half = durability(&years, &[0.0, -0.2, -0.15, -0.09, 0.0], 0.005);
        assert_eq!(half, (Some(0.5), -0.2, Some(0.5)));
        assert_eq!(
            durability(&years, &[0.0, 0.001, 0.0, 0.0, 0.0], 0.005),
            (None, 0.0, None)
        );
        let lasting = durability(&years, &[0.1, 0.2, 0.3, 0.3, 0.2], 0.005);
        assert_eq!((lasting.1, lasting.2), (0.3, None));
        // An effect that turns into its opposite is gone.
        assert_eq!(
            durability(&years, &[0.3, 0.2, -0.2, -0.2, -0.2], 0.005).2,
            Some(0.5)
        );
    }
}
