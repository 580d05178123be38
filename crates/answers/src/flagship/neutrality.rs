//! Do structure or priors smuggle the conclusion in? Contested claims under the open priors.
//!
//! Under the open priors both answers to every contested claim must stay possible: each probability between 0.1 and
//! 0.9. For the effect of consent, channels are switched off one at a time.

use super::catalogue::{FIRST, policy};
use super::question::reading;
use crate::comparison::Probability;
use crate::paired::{Reading, probability};
use crate::question::{CompareError, months};
use assumptions::{Belief, Ledger, LedgerDraws};
use engine::{Ensemble, Member, Observer, ObserverError};
use inference::inputs::model;
use inference::structures::Structures;
use scenario::Scenario;
use serde::Serialize;
use std::sync::atomic::AtomicBool;
use system::outcomes::Id;
use system::parameters::PARAMETERS;
use system::policy::Policy;

/// Bounds between which the probability of a contested claim must lie under the open priors.
pub const BOUNDS: (f64, f64) = (0.1, 0.9);

/// Years after the start at which claims on Mexico are judged: while the strikes of the built-in scenarios go on.
const YEARS: usize = 2;

/// A contested claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// Identifier.
    pub id: String,
    /// The claim in plain words.
    pub text: String,
    /// Its probability.
    pub probability: Probability,
    /// Whether the probability lies within [`BOUNDS`].
    pub open: bool,
}

/// What one channel of consent does to the claim that strikes with consent do better than those without.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChannelEffect {
    /// What is switched off.
    pub channel: String,
    /// Probability that consent means fewer homicides.
    pub fewer_homicides: Probability,
    /// Median difference of homicides a year, with consent minus without.
    pub homicides: f64,
    /// Median difference of the flow, with consent minus without, 2023 = 1.
    pub flow: f64,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neutrality {
    /// Draws.
    pub draws: u32,
    /// Seed.
    pub seed: u64,
    /// The claims.
    pub claims: Vec<Claim>,
    /// Consent, channel by channel; the first row has all channels on.
    pub consent: Vec<ChannelEffect>,
}

/// The scenarios that the check compares: status quo, strikes with and without consent, by class.
pub const SCENARIOS: [&str; 7] = [
    "status-quo",
    "strikes-labs-cooperative",
    "strikes-labs-unilateral",
    "strikes-infrastructure-cooperative",
    "strikes-infrastructure-unilateral",
    "strikes-leaders-cooperative",
    "strikes-leaders-unilateral",
];

/// Channels of consent: what is held at its neutral value when a channel is off.
const CHANNELS: [(&str, &[(&str, f64)]); 7] = [
    (
        "quality of targets with consent",
        &[("consent_target_quality", 0.0)],
    ),
    ("calm through consent", &[("consent_retaliation", 0.0)]),
    (
        "surveillance that needs consent",
        &[("consent_surveillance", 0.0)],
    ),
    ("intelligence lost", &[("intelligence_elasticity", 0.0)]),
    (
        "arrests and removals lost",
        &[("joint_elasticity", 0.0), ("extradition_elasticity", 0.0)],
    ),
    ("border control lost", &[("border_elasticity", 0.0)]),
    ("Mexico's own enforcement", &[("compensation", 0.0)]),
];

/// One true-or-false statement about a member.
type Statement = fn(&Values<'_>) -> bool;

/// Claims, with identifiers and texts.
const CLAIMS: [(&str, &str, Statement); 6] = [
    (
        "deaths-rise",
        "Homicides are higher under unilateral strikes on leaders, in the second year",
        |v| v.year(6, 0) > v.year(0, 0),
    ),
    (
        "deaths-rise-labs",
        "Homicides are higher under unilateral strikes on laboratories, in the second year",
        |v| v.year(2, 0) > v.year(0, 0),
    ),
    (
        "consent-better",
        "Strikes on laboratories with consent leave fewer homicides than those without, in the second year",
        |v| v.year(1, 0) < v.year(2, 0),
    ),
    (
        "flow-falls",
        "The flow of fentanyl is more than 10 % lower after 12 months of unilateral strikes on laboratories",
        |v| v.first(2, 1) < 0.9 * v.first(0, 1),
    ),
    (
        "overdoses-fall",
        "Overdose deaths are lower in the first year of unilateral strikes on laboratories",
        |v| v.first(2, 2) < v.first(0, 2),
    ),
    (
        "presence-grows",
        "The state is present on more territory under unilateral strikes on leaders, in the second year",
        |v| v.year(6, 3) > v.year(0, 3),
    ),
];

/// What claims look at: homicides, flow, overdose deaths, presence.
const LOOKED_AT: [Id; 4] = [Id::Homicides, Id::Flow, Id::OverdoseDeaths, Id::Presence];

/// The values of a member that claims look at.
struct Values<'a> {
    member: &'a Member<'a>,
    readings: [Reading; 4],
    /// Point of the grid twelve months and [`YEARS`] years after the start.
    points: [usize; 2],
}

impl Values<'_> {
    fn first(&self, scenario: usize, what: usize) -> f64 {
        self.readings[what].of(self.member, scenario, self.points[0])
    }

    fn year(&self, scenario: usize, what: usize) -> f64 {
        self.readings[what].of(self.member, scenario, self.points[1])
    }
}

/// Counts how often claims hold.
struct Counts {
    points: [usize; 2],
    held: [u32; CLAIMS.len()],
    members: u32,
    /// Differences of homicides and of the flow, with consent minus without.
    consent: Vec<(f64, f64)>,
}

impl Observer for Counts {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        let values = Values {
            member,
            readings: LOOKED_AT.map(|id| reading(id, 0)),
            points: self.points,
        };
        for (held, (_, _, statement)) in self.held.iter_mut().zip(CLAIMS) {
            *held += u32::from(statement(&values));
        }
        self.consent.push((
            values.year(1, 0) - values.year(2, 0),
            values.year(1, 1) - values.year(2, 1),
        ));
        self.members += 1;
        Ok(())
    }
}

/// Runs the check: `scenarios` are those of [`SCENARIOS`].
pub fn check(
    ledger: &Ledger,
    belief: Belief,
    asked: &[(String, String)],
    scenarios: &[Scenario],
    draws: u32,
    seed: u64,
    cancel: &AtomicBool,
) -> Result<Neutrality, CompareError> {
    let start = scenarios.first().map_or(0, |s| months(FIRST, s.start));
    let from = start.saturating_sub(12);
    let structures = Structures::new(belief, asked).map_err(CompareError::Form)?;
    let policies: Vec<Policy> = scenarios.iter().map(policy).collect();
    let run = |pinned: &[(&str, f64)]| -> Result<Counts, CompareError> {
        let mut draws_from = LedgerDraws::new(ledger, belief);
        for (symbol, value) in pinned {
            if let Some(k) = PARAMETERS.iter().position(|p| p.symbol == *symbol) {
                draws_from = draws_from.pinned(k, *value);
            }
        }
        let mut counts = Counts {
            points: [start + 12 - from, start + 12 * YEARS - from],
            held: [0; CLAIMS.len()],
            members: 0,
            consent: Vec::new(),
        };
        for (part, range) in structures.shares(draws) {
            let ensemble = Ensemble {
                model: &model(part.forms, from, start + 12 * YEARS),
                draws: &draws_from,
                scenarios: &policies,
                seed,
                range,
                replicates: 1,
            };
            ensemble.run(cancel, &mut [&mut counts])?;
        }
        Ok(counts)
    };
    let all = run(&[])?;
    let share = |count: u32| probability(f64::from(count) / f64::from(all.members), draws.into());
    let claims = CLAIMS
        .iter()
        .zip(all.held)
        .map(|((id, text, _), held)| {
            let p = share(held);
            Claim {
                id: (*id).to_owned(),
                text: (*text).to_owned(),
                probability: p,
                open: (BOUNDS.0..=BOUNDS.1).contains(&p.value),
            }
        })
        .collect();
    let effect = |channel: &str, counts: &Counts| {
        let fewer = counts.consent.iter().filter(|d| d.0 < 0.0).count() as u32;
        ChannelEffect {
            channel: channel.to_owned(),
            fewer_homicides: share(fewer),
            homicides: median(counts.consent.iter().map(|d| d.0)),
            flow: median(counts.consent.iter().map(|d| d.1)),
        }
    };
    let mut consent = vec![effect("all channels on", &all)];
    for (channel, pinned) in CHANNELS {
        consent.push(effect(&format!("without {channel}"), &run(pinned)?));
    }
    let none: Vec<(&str, f64)> = CHANNELS.iter().flat_map(|c| c.1).copied().collect();
    consent.push(effect("without any of them", &run(&none)?));
    Ok(Neutrality {
        draws,
        seed,
        claims,
        consent,
    })
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
