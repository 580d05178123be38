//! The model as one of the published models that can be listed, run and checked.

use super::network::Network;
use super::reproduction::Reproduction;
use super::trajectory::{State, WEEKS_TO_2022, flows, run};
use super::{PUBLISHED, Values, targets};
use crate::{
    From, PublishedError, PublishedModel, Quantities, RunRequest, RunRow, Symbol, Target,
    checked_values,
};

/// The model.
#[derive(Clone, Copy, Debug)]
pub struct Model;

/// Weeks of a run if the request does not say.
const DEFAULT_WEEKS: u32 = 520;

static SYMBOLS: [Symbol; 5] = [
    Symbol {
        symbol: "rho",
        unit: "1/week",
        value: PUBLISHED.rho,
        min: 0.0,
        max: 0.02,
        meaning: "recruits per member and week",
    },
    Symbol {
        symbol: "eta",
        unit: "people/week",
        value: PUBLISHED.eta,
        min: 0.0,
        max: 5000.0,
        meaning: "members arrested a week",
    },
    Symbol {
        symbol: "theta",
        unit: "1/(person week)",
        value: PUBLISHED.theta,
        min: 0.0,
        max: 1e-6,
        meaning: "lethality of a meeting of members of rival groups",
    },
    Symbol {
        symbol: "omega",
        unit: "1/(person week)",
        value: PUBLISHED.omega,
        min: 0.0,
        max: 1e-5,
        meaning: "departures per member of one's own group",
    },
    Symbol {
        symbol: "C0",
        unit: "people",
        value: PUBLISHED.c0,
        min: 1000.0,
        max: 2_000_000.0,
        meaning: "members at the start of 2012",
    },
];

impl PublishedModel for Model {
    fn id(&self) -> &'static str {
        "prieto-curiel-2023"
    }
    fn title(&self) -> &'static str {
        "Cartel population: arrests against recruitment"
    }
    fn citation(&self) -> &'static str {
        "Prieto-Curiel, R., Campedelli, G. M., & Hope, A. (2023). Reducing cartel recruitment is the \
         only way to lower violence in Mexico. Science 381:1312-1316; reference values from a run of \
         the authors' public code (repository rafaelprietocuriel/Recruitment)"
    }
    fn purpose(&self) -> &'static str {
        "How many members do the cartels have, and what would more arrests or less recruitment change?"
    }
    fn uses_network(&self) -> bool {
        true
    }
    fn symbols(&self) -> &'static [Symbol] {
        &SYMBOLS
    }

    /// With `From::Year2022` the years 2012 to 2021 run with the published values (and the C0 that
    /// was set), the other values act from 2022 on, and weeks and accumulated deaths count from 2022.
    fn run(&self, request: &RunRequest, network: &Network) -> Result<Vec<RunRow>, PublishedError> {
        let values = checked_values(&SYMBOLS, request)?;
        let values = Values {
            rho: values[0],
            eta: values[1],
            theta: values[2],
            omega: values[3],
            c0: values[4],
        };
        let mut start = State::start_of_2012(network, values.c0);
        if request.from == From::Year2022 {
            let past = Values {
                c0: values.c0,
                ..PUBLISHED
            };
            let states = run(network, &past, &start, WEEKS_TO_2022)?;
            start = State::from_members(states[WEEKS_TO_2022 as usize].members.clone());
        }
        let states = run(
            network,
            &values,
            &start,
            request.weeks.unwrap_or(DEFAULT_WEEKS),
        )?;
        let mut rows = Vec::with_capacity(states.len() * (10 + network.groups()));
        for (week, state) in states.iter().enumerate() {
            let flows = flows(network, &values, state);
            let mut push = |quantity: String, unit, value| {
                rows.push(RunRow {
                    week: week as u32,
                    quantity,
                    unit,
                    value,
                });
            };
            for (quantity, unit, value) in [
                ("members_total", "people", state.total()),
                ("killed_per_week", "people/week", flows.killed),
                ("recruited_per_week", "people/week", flows.recruited),
                ("incapacitated_per_week", "people/week", flows.incapacitated),
                ("saturation_per_week", "people/week", flows.saturated),
                ("killed_cumulative", "people", state.killed),
                ("recruited_cumulative", "people", state.recruited),
                ("incapacitated_cumulative", "people", state.incapacitated),
                ("saturation_cumulative", "people", state.saturated),
            ] {
                push(quantity.to_owned(), unit, value);
            }
            for (id, members) in network.node_ids().iter().zip(&state.members) {
                push(format!("members_{id}"), "people", *members);
            }
        }
        Ok(rows)
    }

    fn targets(&self) -> &'static [Target] {
        &targets::TARGETS
    }

    fn quantities<'a>(&self, network: &'a Network) -> Box<dyn Quantities + 'a> {
        match Reproduction::new(network) {
            Ok(reproduction) => Box::new(reproduction),
            Err(error) => Box::new(Failed(error.into())),
        }
    }
}

/// The run on which all quantities rest failed.
struct Failed(PublishedError);

impl Quantities for Failed {
    fn value(&self, _quantity: &str, _setting: &str) -> Result<Option<f64>, PublishedError> {
        Err(self.0.clone())
    }
}
