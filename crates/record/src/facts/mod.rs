//! The figures, typed in, one file a subject.

use crate::series::Series;

mod attacks_listed;
mod cartel_model_inputs;
mod homicides;
mod leaders_removed;
mod market;
mod organised_crime_killings;
mod population;
mod relationship;
mod state_forces;

/// All series, in the order in which they are listed.
pub(crate) static ALL: [Series; 27] = [
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
    relationship::EXTRADITIONS_TO_US_NATIONALS,
    leaders_removed::LEADERS_REMOVED_TOP,
    leaders_removed::LEADERS_REMOVED_LIEUTENANTS,
    attacks_listed::ATTACKS_ON_STATE_LISTED,
    organised_crime_killings::OC_KILLINGS_MOLOEZNIK,
    organised_crime_killings::OC_KILLINGS_REFORMA,
    organised_crime_killings::OC_KILLINGS_MILENIO,
    organised_crime_killings::OC_KILLINGS_PRESIDENCY,
    organised_crime_killings::OC_KILLINGS_FEDERAL,
    organised_crime_killings::OC_KILLINGS_LANTIA,
    market::US_OVERDOSE_DEATHS,
    market::US_OVERDOSE_DEATHS_SYNTHETIC_OPIOIDS,
    market::FENTANYL_SEIZURES_CBP,
];
