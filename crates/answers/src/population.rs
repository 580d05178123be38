//! The question "what does each option change?", put to the cartel population model of 2023.

use crate::comparison::{
    Assumption, Comparison, Fan, LeverUse, ModelCard, Observed, PolicyOption, ReportedOutcome,
    Source,
};
use crate::paired::{Bands, PairedDifferences, ParameterValues, Reading};
use crate::question::{CompareError, Question, months};
use crate::words;
use engine::{Ensemble, Model, Observer};
use published::PublishedModel;
use published::prieto_curiel_2023::CALIBRATION;
use published::prieto_curiel_2023::command;
use published::prieto_curiel_2023::equations::Dose;
use published::prieto_curiel_2023::fit::Target;
use published::prieto_curiel_2023::network::Network;
use published::prieto_curiel_2023::policy::{
    FIRST_YEAR, FittedDraws, LEVERS, OUTCOMES, PRIORS, Policy, PopulationModel,
};
use scenario::{Catalogue, Month, POPULATION_BUILT_IN, Scenario};
use std::sync::atomic::AtomicBool;

const FIRST: Month = Month::new(FIRST_YEAR, 1);

/// What scenarios for this model may contain.
pub static CATALOGUE: Catalogue = Catalogue {
    levers: &LEVERS,
    places: &["national"],
    first: FIRST,
    start: Month::new(2022, 1),
    end: Month::new(2032, 1),
    latest_end: Month::new(2042, 1),
    levers_with_mode: &[],
    observed: &[],
    built_in: POPULATION_BUILT_IN,
};

/// The scenarios of the built-in question, baseline first.
pub const BUILT_IN_QUESTION: [&str; 7] = [
    "no-change",
    "double-arrests",
    "halve-recruitment",
    "both-published",
    "arrests-110",
    "recruitment-110",
    "both-110",
];

/// Outcomes of [`OUTCOMES`] in the answer, most important first.
const REPORTED: [usize; 3] = [0, 1, 2];
/// Horizons in years after the start, where the run is long enough.
const HORIZONS_YEARS: [u16; 4] = [1, 3, 5, 10];
/// The horizon that findings are about, or the longest below it.
const HEADLINE_YEARS: u16 = 5;
/// Months between points of a fan.
const FAN_STEP_MONTHS: usize = 3;

impl Question {
    /// Answers the question with the population model on the current thread pool.
    ///
    /// `observers` see every member too (progress, files on disk); setting `cancel` stops it.
    pub fn answer_with_population(
        &self,
        network: &Network,
        cancel: &AtomicBool,
        observers: &mut [&mut dyn Observer],
    ) -> Result<Comparison, CompareError> {
        self.check()?;
        let baseline = &self.scenarios[0];
        let start = months(FIRST, baseline.start);
        let end = months(FIRST, baseline.end);
        let model = PopulationModel {
            network,
            start_month: start,
            months: end,
        };
        let policies: Vec<Policy> = self.scenarios.iter().map(|s| policy(s, end)).collect();

        let horizons: Vec<u16> = HORIZONS_YEARS
            .into_iter()
            .filter(|years| start + 12 * usize::from(*years) <= end)
            .collect();
        let points = horizons
            .iter()
            .map(|y| start + 12 * usize::from(*y))
            .collect();
        let fan_points: Vec<usize> = (0..=end).step_by(FAN_STEP_MONTHS).collect();
        let outcomes = REPORTED.map(|outcome| Reading {
            outcome,
            place: 0,
            better: OUTCOMES[outcome].better,
            sum_of: 1,
        });
        let count = self.scenarios.len();
        let mut paired = PairedDifferences::new(count, outcomes.to_vec(), points, self.margin);
        let mut bands = Bands::new(count, outcomes.to_vec(), fan_points.clone());
        let mut parameters = ParameterValues::new(model.parameters().len());
        {
            let mut all: Vec<&mut dyn Observer> = vec![&mut paired, &mut bands, &mut parameters];
            for observer in observers.iter_mut() {
                all.push(&mut **observer);
            }
            let ensemble = Ensemble {
                model: &model,
                draws: &FittedDraws::new(network),
                scenarios: &policies,
                seed: self.seed,
                range: 0..self.draws,
                replicates: self.replicates,
            };
            ensemble.run(cancel, &mut all)?;
        }

        let mut estimates = Vec::new();
        for (option, scenario) in self.scenarios.iter().enumerate().skip(1) {
            for (o, &outcome) in REPORTED.iter().enumerate() {
                for (h, &years) in horizons.iter().enumerate() {
                    let pair = paired.pair(option, o, h);
                    estimates.push(pair.estimate(
                        &scenario.id,
                        OUTCOMES[outcome].id,
                        years,
                        self.draws,
                    ));
                }
            }
        }
        let years: Vec<f64> = fan_points
            .iter()
            .map(|&m| f64::from(FIRST_YEAR) + m as f64 / 12.0)
            .collect();
        let fans = self
            .scenarios
            .iter()
            .enumerate()
            .flat_map(|(s, scenario)| {
                let (bands, years) = (&bands, &years);
                REPORTED.iter().enumerate().map(move |(o, &outcome)| Fan {
                    option: scenario.id.clone(),
                    outcome: OUTCOMES[outcome].id.to_owned(),
                    years: years.clone(),
                    bands: bands.bands(s, o),
                })
            })
            .collect();
        let assumptions = PRIORS
            .iter()
            .enumerate()
            .map(|(p, prior)| Assumption {
                symbol: prior.symbol.to_owned(),
                meaning: prior.meaning.to_owned(),
                unit: prior.unit.to_owned(),
                prior: prior.distribution.to_owned(),
                sampled: Some(parameters.summary(p)),
                sources: prior.sources.iter().map(|s| (*s).to_owned()).collect(),
                dissent: String::new(),
            })
            .chain(fixed_assumptions())
            .collect();

        let mut comparison = Comparison {
            question: words::QUESTION.to_owned(),
            findings: Vec::new(),
            warnings: words::warnings(network.is_synthetic, baseline.start, self.draws),
            model: model_card(network),
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
                .map(|&o| ReportedOutcome {
                    id: OUTCOMES[o].id.to_owned(),
                    title: OUTCOMES[o].title.to_owned(),
                    unit: OUTCOMES[o].unit.to_owned(),
                    better: OUTCOMES[o].better,
                    is_key: false,
                })
                .collect(),
            headline_years: horizons
                .iter()
                .rfind(|y| **y <= HEADLINE_YEARS)
                .or(horizons.first())
                .map_or(0.0, |y| f64::from(*y)),
            horizons_years: horizons.iter().map(|y| f64::from(*y)).collect(),
            estimates,
            fans,
            observed: vec![observed_deaths()],
            assumptions,
            sources: sources(),
            maps: Vec::new(),
            deaths_by_kind: Vec::new(),
            dyads: None,
            chains: Vec::new(),
            durability: Vec::new(),
            layers: Vec::new(),
            structures: Vec::new(),
            splits: Vec::new(),
            facts: Vec::new(),
            record: None,
        };
        comparison.findings = words::findings(&comparison);
        Ok(comparison)
    }
}

/// Calendar year of the first day of a month.
fn year(month: Month) -> f64 {
    f64::from(FIRST_YEAR) + months(FIRST, month) as f64 / 12.0
}

/// The dose in force in each month from the start of 2012.
fn policy(scenario: &Scenario, end: usize) -> Policy {
    let mut doses = vec![Dose::default(); end];
    for lever in &scenario.levers {
        let from = months(FIRST, lever.start).min(end);
        let to = months(FIRST, lever.end).min(end);
        for dose in &mut doses[from..to.max(from)] {
            match (lever.lever, lever.unit) {
                ("arrests", "share") => dose.arrests_share += lever.intensity,
                ("arrests", _) => dose.arrests_people_per_week += lever.intensity,
                // Two shares prevent one after the other: together never more than everything.
                (_, "share") => {
                    dose.prevented_share =
                        1.0 - (1.0 - dose.prevented_share) * (1.0 - lever.intensity);
                }
                (_, _) => dose.prevented_people_per_week += lever.intensity,
            }
        }
    }
    Policy { doses }
}

fn policy_option(scenario: &Scenario, is_baseline: bool) -> PolicyOption {
    PolicyOption {
        validity: String::new(),
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        description: scenario.description.clone(),
        dose: String::new(),
        cost: String::new(),
        group: String::new(),
        is_baseline,
        levers: scenario
            .levers
            .iter()
            .map(|lever| LeverUse {
                lever: lever.lever.to_owned(),
                dose: words::dose(lever.lever, lever.unit, lever.intensity),
                start: lever.start.to_string(),
                end: lever.end.to_string(),
            })
            .collect(),
    }
}

fn model_card(network: &Network) -> ModelCard {
    let model = command::Model;
    ModelCard {
        id: model.id().to_owned(),
        title: model.title().to_owned(),
        citation: model.citation().to_owned(),
        leaves_out: words::LEAVES_OUT.iter().map(|s| (*s).to_owned()).collect(),
        network: network.label.clone(),
        network_is_synthetic: network.is_synthetic,
    }
}

/// What the record says of weekly deaths, as the publication reads it.
fn observed_deaths() -> Observed {
    let deaths = Target::deaths();
    Observed {
        outcome: OUTCOMES[REPORTED[0]].id.to_owned(),
        label:
            "10 % of homicides and missing persons, a week, 2012-2021: the publication's reading \
                of the record, which the model is fitted to"
                .to_owned(),
        series: vec!["pc2023_homicides".to_owned(), "pc2023_missing".to_owned()],
        // The publication takes a year's count for the rate at the start of the year.
        points: CALIBRATION
            .iter()
            .map(|row| (row.year, deaths.at_year(row.year)))
            .collect(),
    }
}

fn fixed_assumptions() -> impl Iterator<Item = Assumption> {
    words::FIXED_ASSUMPTIONS
        .iter()
        .map(|(symbol, meaning, value, source)| Assumption {
            symbol: (*symbol).to_owned(),
            meaning: (*meaning).to_owned(),
            unit: "share".to_owned(),
            prior: (*value).to_owned(),
            sampled: None,
            sources: vec![(*source).to_owned()],
            dissent: String::new(),
        })
}

fn sources() -> Vec<Source> {
    [
        "pc2023_homicides",
        "pc2023_missing",
        "pc2023_incarcerations",
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
