//! How the model stood up to the record: the hindcast and the event study that ship with the program.

use crate::comparison::{EventEffect, IntervalsOf, Skill, TestedOnRecord};
use inference::forecast::Mode;
use inference::hindcast::{HORIZONS, Record, Scope};
use inference::sbc::Sbc;

/// The tests, worst first; `None` if the program ships none.
pub fn tested() -> Option<TestedOnRecord> {
    let Record { hindcast, events } =
        Record::shipped().filter(|r| !r.hindcast.scores.is_empty())?;
    let mut skills = Vec::new();
    for scope in [Scope::NationYear, Scope::StateYear] {
        for mode in [Mode::Realised, Mode::Frozen] {
            for horizon in 1..=HORIZONS {
                let (Some(skill), Some(model), Some(best)) = (
                    hindcast.skill(mode, scope, horizon),
                    hindcast.model(mode, scope, horizon),
                    hindcast.best_baseline(scope, horizon),
                ) else {
                    continue;
                };
                skills.push(Skill {
                    scope: scope.name().to_owned(),
                    mode: mode.name().to_owned(),
                    horizon_years: horizon,
                    skill,
                    crps: model.crps,
                    best: best.forecaster.clone(),
                    best_crps: best.crps,
                    coverage_90: model.coverage_90,
                });
            }
        }
    }
    skills.sort_by(|a, b| a.skill.total_cmp(&b.skill));
    let events = events
        .into_iter()
        .map(|c| {
            let (first, last) = c.observed.window;
            let place = if c.observed.next_door {
                "next door"
            } else {
                "there"
            };
            EventEffect {
                what: format!("{}, {place}, months {first} to {last}", c.event),
                observed: c.observed.value,
                error: c.observed.error,
                simulated: c.simulated,
                is_inside: c.is_inside,
                given_course: c.given_course,
            }
        })
        .collect();
    Some(TestedOnRecord {
        data: hindcast.data,
        origins: hindcast.origins,
        skills,
        events,
        intervals: intervals(),
    })
}

/// Coverage by policy effect, then the mean over parameters and the worst of them; none if the program ships none.
pub fn intervals() -> Vec<IntervalsOf> {
    let Some(sbc) = Sbc::shipped().filter(|s| !s.policies.is_empty() && !s.parameters.is_empty())
    else {
        return Vec::new();
    };
    let of = |quantity: String, (within_50, within_90), ranks: &[u32]| IntervalsOf {
        quantity,
        records: sbc.datasets,
        within_50,
        within_90,
        ranks: ranks.to_vec(),
    };
    let mut rows: Vec<IntervalsOf> = sbc
        .policies
        .iter()
        .map(|c| of(c.quantity.clone(), (c.within_50, c.within_90), &c.ranks))
        .collect();
    let mean = format!("mean of {} parameters", sbc.parameters.len());
    rows.push(of(mean, Sbc::mean(&sbc.parameters), &[]));
    let worst = sbc
        .parameters
        .iter()
        .min_by(|a, b| a.within_90.total_cmp(&b.within_90));
    if let Some(c) = worst {
        let name = format!("worst parameter: {}", c.quantity);
        rows.push(of(name, (c.within_50, c.within_90), &c.ranks));
    }
    rows
}
