//! Rival members who meet in a state kill each other.
//!
//! A fragment of size x in a cell with X members, in a state with T members of which E belong to
//! other blocs, loses members at the hazard
//!
//! ```text
//! θ' [ (1 + h)(X − x) + E ]         per member and week
//! mass action            θ' = θ
//! frequency-dependent    θ' = θ T_ref / T
//! off                    θ' = 0
//! ```
//!
//! h is the extra hostility between fragments of the bloc. With one fragment a bloc, one state and
//! h = 0, mass action is the conflict of the population model of 2023 for a network in which all pairs
//! fight alike. Sources: that model for mass action; McCallum, Barlow & Hone, *Trends in Ecology &
//! Evolution* 16 (2001), for the two forms of contact.

use crate::parameters::{ConflictForm, Parameters};

/// Hazard of death of a member, as a linear function of the size x of the own fragment:
/// `constant − slope · x`, per week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hazard {
    /// The hazard for a member who is alone, per week.
    pub constant: f64,
    /// How much each fellow member takes off it, per person and week.
    pub slope: f64,
}

/// The hazard in a cell: `x_cell` members in it, `in_state` in the whole state, people.
#[inline(always)]
pub fn hazard(
    form: ConflictForm,
    p: &Parameters,
    x_cell: f64,
    in_state: f64,
    hostility: f64,
) -> Hazard {
    let theta = match form {
        ConflictForm::Off => 0.0,
        ConflictForm::MassAction => p.theta_per_person_week,
        ConflictForm::FrequencyDependent if in_state > 0.0 => {
            p.theta_per_person_week * p.reference_members / in_state
        }
        ConflictForm::FrequencyDependent => 0.0,
    };
    let within = theta * (1.0 + hostility);
    Hazard {
        constant: within * x_cell + theta * (in_state - x_cell),
        slope: within,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::PARAMETERS;

    #[test]
    fn a_single_group_alone_has_nobody_to_fight() {
        for form in [ConflictForm::MassAction, ConflictForm::FrequencyDependent] {
            let h = hazard(form, &PARAMETERS, 500.0, 500.0, 0.7);
            assert_eq!(h.constant - h.slope * 500.0, 0.0);
        }
    }

    #[test]
    fn the_forms_agree_at_the_reference_and_scale_as_they_say() {
        let deaths = |form, scale: f64| {
            let x = 0.25 * scale * PARAMETERS.reference_members;
            let h = hazard(form, &PARAMETERS, x, 4.0 * x, 0.0);
            (h.constant - h.slope * x) * x
        };
        let (mass, frequency) = (ConflictForm::MassAction, ConflictForm::FrequencyDependent);
        assert!((deaths(mass, 1.0) / deaths(frequency, 1.0) - 1.0).abs() < 1e-12);
        assert!((deaths(mass, 2.0) / deaths(mass, 1.0) - 4.0).abs() < 1e-12);
        assert!((deaths(frequency, 2.0) / deaths(frequency, 1.0) - 2.0).abs() < 1e-12);
        assert_eq!(deaths(ConflictForm::Off, 1.0), 0.0);
    }

    #[test]
    fn hostility_raises_deaths_within_the_bloc_only() {
        let within =
            |h: f64| hazard(ConflictForm::MassAction, &PARAMETERS, 100.0, 100.0, h).constant;
        assert!((within(1.0) / within(0.0) - 2.0).abs() < 1e-12);
        let others = |h: f64| hazard(ConflictForm::MassAction, &PARAMETERS, 0.0, 100.0, h).constant;
        assert_eq!(others(1.0), others(0.0));
    }

    #[test]
    fn an_empty_state_is_peaceful() {
        let h = hazard(ConflictForm::FrequencyDependent, &PARAMETERS, 0.0, 0.0, 0.0);
        assert_eq!((h.constant, h.slope), (0.0, 0.0));
    }
}
