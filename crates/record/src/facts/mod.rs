//! The figures, typed in, one file a subject.

use crate::series::Series;

mod cartel_model_inputs;
mod homicides;
mod population;
mod relationship;
mod state_forces;

/// All series, in the order in which they are listed.
pub(crate) static ALL: [Series; 14] = [
    homicides::HOMICIDES_INEGI,
    homicides::HOMICIDES_INEGI_BY_OCCURRENCE,
    homicides::HOMICIDES_SESNSP_CASES_OLD,
    homicides::HOMICIDES_SESNSP_CASES_NEW,
    homicides::HOMICIDES_SESNSP_VICTIMS,
    homicides::FEMICIDES_SESNSP_VICTIMS,
    homicides::HOMICIDES_AND_FEMICIDES_SESNSP_VICTIMS,
    homicides::UCDP_NONSTATE_DEATHS,
    population::POPULATION_CONAPO_2023,
    cartel_model_inputs::PC2023_HOMICIDES,
    cartel_model_inputs::PC2023_MISSING,
    cartel_model_inputs::PC2023_INCARCERATIONS,
    state_forces::ARMY_ON_PUBLIC_SECURITY,
    relationship::EXTRADITIONS_TO_US,
];
