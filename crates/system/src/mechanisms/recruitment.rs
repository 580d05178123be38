//! Losses are replaced: people join armed groups.
//!
//! ```text
//! proportional   r = ρ          recruits per member and week
//! off            r = 0
//! ```
//!
//! Source of the default: Prieto-Curiel, Campedelli & Hope, *Science* 381:1312-1316 (2023). Recruitment
//! driven by income and by grievance are the rival forms to come.

use crate::parameters::{Parameters, RecruitmentForm};

/// Recruits per member and week.
#[inline(always)]
pub fn hazard_per_week(form: RecruitmentForm, p: &Parameters) -> f64 {
    match form {
        RecruitmentForm::Off => 0.0,
        RecruitmentForm::Proportional => p.rho_per_week,
    }
}
