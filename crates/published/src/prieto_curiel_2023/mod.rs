//! The cartel population model of Prieto-Curiel, Campedelli & Hope (*Science* 381:1312-1316, 2023).
//!
//! How many members do Mexico's cartels have, and what would more arrests or less recruitment do?
//! The model infers the size of 150 groups from deaths, 2012 to 2022, and runs ten years ahead.
//!
//! | file | what |
//! | --- | --- |
//! | `equations` | the differential equations, in lanes |
//! | `network` | who fights whom, read from the authors' tables |
//! | `synthetic` | a made-up network of the same size and density |
//! | `trajectory` | single runs |
//! | `fit` | the published fit and the profile over the initial size |
//! | `reproduction` | every published quantity, by name |
//! | `targets` | what those quantities should be |
//! | `policy` | ensembles over the parameters that the record leaves open, with policies |
//! | `poisson_starts` | the authors' runs from random starts |
//! | `command` | the model as one of the published models that can be listed, run and checked |

pub mod command;
pub mod equations;
pub mod fit;
pub mod network;
mod poisson_starts;
pub mod policy;
pub mod reproduction;
pub mod synthetic;
pub mod targets;
pub mod trajectory;

/// Values of the model's five parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Values {
    /// ρ, recruits per member and week.
    pub rho: f64,
    /// η, people incapacitated a week.
    pub eta: f64,
    /// θ, 1/(person week).
    pub theta: f64,
    /// ω, 1/(person week).
    pub omega: f64,
    /// C0, members at the start of 2012, people.
    pub c0: f64,
}

impl Values {
    /// ρ, η, θ, ω, C0.
    pub fn to_array(self) -> [f64; 5] {
        [self.rho, self.eta, self.theta, self.omega, self.c0]
    }

    /// From ρ, η, θ, ω, C0.
    pub fn from_array([rho, eta, theta, omega, c0]: [f64; 5]) -> Self {
        Self {
            rho,
            eta,
            theta,
            omega,
            c0,
        }
    }
}

/// The published values (the authors' script; their fit gives C0 = 114,989.6).
pub const PUBLISHED: Values = Values {
    rho: 2.527_474e-3,
    eta: 110.0,
    theta: 1.549_231e-8,
    omega: 4.0e-8,
    c0: 115_000.0,
};

/// A year of the series that the model was fitted to, national counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalibrationYear {
    /// Calendar year.
    pub year: f64,
    /// Homicides (INEGI as used by the authors).
    pub homicides: f64,
    /// Persons reported missing, found or not.
    pub missing: f64,
    /// People sent to prison.
    pub incarcerations: f64,
}

/// The series of the publication, 2012 to 2021, from the record.
pub static CALIBRATION: std::sync::LazyLock<Vec<CalibrationYear>> =
    std::sync::LazyLock::new(|| {
        let series = |id| record::find(id).ok();
        let all = [
            series("pc2023_homicides"),
            series("pc2023_missing"),
            series("pc2023_incarcerations"),
        ];
        (2012..=2021)
            .filter_map(|year| {
                let value = |k: usize| all[k]?.value(year);
                Some(CalibrationYear {
                    year: f64::from(year),
                    homicides: value(0)?,
                    missing: value(1)?,
                    incarcerations: value(2)?,
                })
            })
            .collect()
    });
