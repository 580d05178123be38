//! The numbers that the mechanisms need, with units.

/// How contact turns into deaths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictForm {
    /// Nobody dies in fights between fragments.
    Off,
    /// Deaths grow with the product of members that meet (default; the population model of 2023).
    MassAction,
    /// Each member meets a fixed number of others a week: deaths grow with members, not their square.
    FrequencyDependent,
}

/// How losses are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecruitmentForm {
    /// Nobody joins.
    Off,
    /// Each member brings a fixed number of recruits a week (default; the population model of 2023).
    Proportional,
}

/// Parameters of one member of an ensemble.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// ρ, recruits per member and week.
    pub rho_per_week: f64,
    /// η, people arrested a week, shared out in proportion to size.
    pub eta_people_per_week: f64,
    /// θ, deaths per pair of rival members and week.
    pub theta_per_person_week: f64,
    /// ω, departures per member of one's own fragment and week.
    pub omega_per_person_week: f64,
    /// Members in a state at which frequency-dependent deaths equal those of mass action, people.
    pub reference_members: f64,
    /// σ, hazard that a fragment splits, per week, while its bloc is stable.
    pub split_hazard_per_week: f64,
    /// μ, hazard that a fragment is absorbed by another of its bloc in its state, per week.
    pub merger_hazard_per_week: f64,
    /// What the removal of a leader adds to the instability of the bloc.
    pub instability_per_removal: f64,
    /// Time to half of the instability, weeks.
    pub instability_half_life_weeks: f64,
    /// What a split adds to the hostility within its bloc, shared by the bloc's fragments.
    pub hostility_per_split: f64,
    /// Time to half of the hostility, weeks.
    pub hostility_half_life_weeks: f64,
}

/// Which form of each mechanism is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forms {
    /// Conflict.
    pub conflict: ConflictForm,
    /// Recruitment.
    pub recruitment: RecruitmentForm,
    /// Whether fragments split and merge.
    pub fragmentation: bool,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Parameters;

    /// Values for tests: the published population model, and splits about once in three years.
    pub const PARAMETERS: Parameters = Parameters {
        rho_per_week: 2.527_474e-3,
        eta_people_per_week: 110.0,
        theta_per_person_week: 1.549_231e-8,
        omega_per_person_week: 4.0e-8,
        reference_members: 10_000.0,
        split_hazard_per_week: 0.006,
        merger_hazard_per_week: 0.003,
        instability_per_removal: 3.0,
        instability_half_life_weeks: 20.0,
        hostility_per_split: 2.0,
        hostility_half_life_weeks: 26.0,
    };
}
