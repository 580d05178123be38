//! What the width of an answer is made of: chance, parameters, rival structures.

use super::question::{Assumed, DETAIL_YEARS, KEY, REPORTED, reading};
use crate::comparison::{HangsOn, UncertaintySplit};
use crate::paired::Reading;
use crate::question::{CompareError, Question, months};
use crate::sensitivity::{Shares, hangs_on, ranks, split};
use engine::{Ensemble, Member, Observer, ObserverError};
use inference::inputs::model;
use inference::posterior::BeliefDraws;
use std::sync::atomic::AtomicBool;
use system::outcomes::OUTCOMES;

/// Draws run under two courses of chance, of those of the answer.
const PAIRED_DRAWS: u32 = 160;
/// Parameters named with each estimate.
const NAMED: usize = 3;

/// Relative differences of the key outcomes, member by member: `[option − 1][outcome]`.
pub(super) struct Differences {
    readings: Vec<Reading>,
    point: usize,
    members: Vec<Vec<Vec<f64>>>,
    parameters: Vec<Vec<f64>>,
}

impl Differences {
    /// Of the key outcomes at a point of the grid.
    pub fn new(point: usize) -> Self {
        Self {
            readings: REPORTED[..KEY].iter().map(|id| reading(*id, 0)).collect(),
            point,
            members: Vec::new(),
            parameters: Vec::new(),
        }
    }
}

impl Observer for Differences {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        let of = |r: &Reading, scenario: usize| r.of(member, scenario, self.point);
        let relative = |r: &Reading, scenario: usize| {
            let (base, level) = (of(r, 0), of(r, scenario));
            if base == 0.0 {
                level
            } else {
                (level - base) / base.abs()
            }
        };
        self.members.push(
            (1..member.scenarios())
                .map(|s| self.readings.iter().map(|r| relative(r, s)).collect())
                .collect(),
        );
        self.parameters.push(member.parameters.to_vec());
        Ok(())
    }
}

impl Question {
    /// Splits the variance of the key outcomes at the horizon of `main`, which saw the members of the answer.
    pub(super) fn splits(
        &self,
        assumed: &Assumed<'_>,
        main: &Differences,
        cancel: &AtomicBool,
    ) -> Result<Vec<UncertaintySplit>, CompareError> {
        let structures = assumed.structures(assumed.belief)?;
        let start = months(super::catalogue::FIRST, self.scenarios[0].start);
        let from = self.recorded_from();
        let mut again = Differences::new(main.point);
        let policies = self.policies();
        // Of every structure as many as its weight says, each under two courses of chance.
        for (part, range) in structures.shares(self.draws.min(PAIRED_DRAWS)) {
            let ensemble = Ensemble {
                model: &model(part.forms, from, start + 12 * usize::from(DETAIL_YEARS)),
                draws: &BeliefDraws::new(assumed.ledger, assumed.belief, part.number)?,
                scenarios: &policies,
                seed: self.seed,
                range,
                replicates: 2,
            };
            ensemble.run(cancel, &mut [&mut again])?;
        }
        let parameter_ranks: Vec<Vec<f64>> = (0..assumed.ledger.entries().len())
            .map(|k| ranks(&main.parameters.iter().map(|p| p[k]).collect::<Vec<_>>()))
            .collect();
        let replicates = self.replicates as usize;
        let groups: Vec<std::ops::Range<usize>> = structures
            .shares(self.draws)
            .into_iter()
            .map(|(_, r)| r.start as usize * replicates..r.end as usize * replicates)
            .collect();
        let mut splits = Vec::new();
        for (option, scenario) in self.scenarios.iter().enumerate().skip(1) {
            for (o, id) in REPORTED[..KEY].iter().enumerate() {
                let of = |members: &[Vec<Vec<f64>>]| -> Vec<f64> {
                    members.iter().map(|m| m[option - 1][o]).collect()
                };
                let values = of(&main.members);
                let by_structure: Vec<Vec<f64>> =
                    groups.iter().map(|g| values[g.clone()].to_vec()).collect();
                let pairs: Vec<(f64, f64)> = of(&again.members)
                    .chunks_exact(2)
                    .map(|p| (p[0], p[1]))
                    .collect();
                let Some(Shares {
                    chance,
                    structures,
                    parameters,
                }) = split(&by_structure, &pairs)
                else {
                    continue;
                };
                let hangs_on = hangs_on(assumed.ledger, &parameter_ranks, &values, NAMED);
                splits.push(UncertaintySplit {
                    option: scenario.id.clone(),
                    outcome: OUTCOMES[*id as usize].id.to_owned(),
                    horizon_years: f64::from(DETAIL_YEARS),
                    chance,
                    parameters,
                    structures,
                    // Sources stand with the assumptions of the answer.
                    hangs_on: hangs_on
                        .into_iter()
                        .map(|h| HangsOn {
                            sources: Vec::new(),
                            dissent: String::new(),
                            ..h
                        })
                        .collect(),
                });
            }
        }
        Ok(splits)
    }
}
