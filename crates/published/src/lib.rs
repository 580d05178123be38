//! Published models of parts of the system, run exactly as published and checked against their own
//! numbers.
//!
//! Every model is a [`PublishedModel`]: it can be listed, run with other values of its symbols, and
//! checked: each [`Target`] names a quantity, what the publication says, what the authors' own code
//! gave in a reference run, and how close this implementation must come.

pub mod check;
pub mod collapse_2025;
pub mod conflict_shock_2025;
mod map;
pub mod participation_2025;
pub mod prieto_curiel_2023;

pub use check::{CheckRow, Target, Tolerance, Verdict};
use prieto_curiel_2023::network::Network;
use serde::Serialize;

/// A number that a user may set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Symbol {
    /// Symbol as in the equations and on the command line.
    pub symbol: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Published value.
    pub value: f64,
    /// Smallest accepted value.
    pub min: f64,
    /// Largest accepted value.
    pub max: f64,
    /// Meaning in plain words.
    pub meaning: &'static str,
}

/// Where a run starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    /// The model's own start (2012 for the population model).
    #[default]
    Start,
    /// The start of 2022, reached with the published values; only the population model has it.
    Year2022,
}

/// What to run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunRequest {
    /// Values that replace published ones.
    pub set: Vec<(String, f64)>,
    /// Where the run starts.
    pub from: From,
    /// Number of weeks; `None` is the publication's own length.
    pub weeks: Option<u32>,
    /// Seed, for models with chance.
    pub seed: u64,
}

/// A value of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunRow {
    /// Weeks since the start of the run.
    pub week: u32,
    /// Name of the quantity.
    pub quantity: String,
    /// Unit.
    pub unit: &'static str,
    /// Value.
    pub value: f64,
}

/// The longest run accepted, in weeks (a century of 52-week years).
pub const MAX_WEEKS: u32 = 5200;

/// Why a published model could not be run.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PublishedError {
    /// There is no such model.
    #[error("there is no published model `{id}`; {hint}")]
    UnknownModel {
        /// What was asked for.
        id: String,
        /// The nearest id and all valid ones, in words.
        hint: String,
    },
    /// There is no such symbol.
    #[error("the model has no symbol `{symbol}`; {hint}")]
    UnknownSymbol {
        /// What was asked for.
        symbol: String,
        /// The nearest symbol and all valid ones, in words.
        hint: String,
    },
    /// A value is outside its range.
    #[error("{symbol} = {value} is out of range: {min} to {max} {unit} are accepted")]
    OutOfRange {
        /// Symbol.
        symbol: &'static str,
        /// Value asked for.
        value: f64,
        /// Smallest accepted value.
        min: f64,
        /// Largest accepted value.
        max: f64,
        /// Unit.
        unit: &'static str,
    },
    /// Too many weeks.
    #[error("{weeks} weeks are too many: 1 to {MAX_WEEKS} are accepted")]
    Weeks {
        /// Weeks asked for.
        weeks: u32,
    },
    /// The model has no start in 2022.
    #[error("`{id}` has no calendar: it always starts at its own week 0, leave `--from` out")]
    NoCalendar {
        /// Model id.
        id: &'static str,
    },
    /// The model has nothing to fit.
    #[error("`{id}` was not fitted to data, there is nothing to fit")]
    NothingToFit {
        /// Model id.
        id: &'static str,
    },
    /// The equations could not be integrated.
    #[error(transparent)]
    Integration(#[from] engine::adaptive::IntegrationError),
    /// A fit failed.
    #[error(transparent)]
    Fit(#[from] prieto_curiel_2023::fit::FitError),
}

/// A published model that can be listed, run and checked.
pub trait PublishedModel: Sync {
    /// Identifier.
    fn id(&self) -> &'static str;
    /// Title.
    fn title(&self) -> &'static str;
    /// Citation of the publication and the code that the reference numbers come from.
    fn citation(&self) -> &'static str;
    /// One sentence: the question the model answers.
    fn purpose(&self) -> &'static str;
    /// Whether results depend on the conflict network.
    fn uses_network(&self) -> bool;
    /// What can be set.
    fn symbols(&self) -> &'static [Symbol];
    /// Runs the model; the request is checked.
    fn run(&self, request: &RunRequest, network: &Network) -> Result<Vec<RunRow>, PublishedError>;
    /// The quantities to reproduce.
    fn targets(&self) -> &'static [Target];
    /// Computes the quantity of a target by name and setting; `None` if there is no such quantity.
    fn quantities<'a>(&self, network: &'a Network) -> Box<dyn Quantities + 'a>;
}

/// Values of published quantities as computed here, by name.
pub trait Quantities {
    /// The value of a quantity in a setting (a time, a parameter value); `None` if unknown.
    fn value(&self, quantity: &str, setting: &str) -> Result<Option<f64>, PublishedError>;
}

/// All models, in the order of publication.
pub fn models() -> &'static [&'static dyn PublishedModel] {
    &[
        &prieto_curiel_2023::command::Model,
        &conflict_shock_2025::Model,
        &collapse_2025::Model,
        &participation_2025::Model,
    ]
}

/// The model with this id, or an error that names the nearest.
pub fn find(id: &str) -> Result<&'static dyn PublishedModel, PublishedError> {
    models()
        .iter()
        .copied()
        .find(|m| m.id() == id)
        .ok_or_else(|| PublishedError::UnknownModel {
            id: id.to_owned(),
            hint: hint(id, models().iter().map(|m| m.id())),
        })
}

/// "did you mean …" for the nearest name, and the list of valid ones.
fn hint<'a>(wrong: &str, valid: impl Iterator<Item = &'a str> + Clone) -> String {
    let all = valid.clone().collect::<Vec<_>>().join(", ");
    let nearest = valid
        .map(|name| {
            (
                strsim::jaro_winkler(&wrong.to_lowercase(), &name.to_lowercase()),
                name,
            )
        })
        .filter(|(likeness, _)| *likeness > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((_, name)) => format!("did you mean `{name}`? There are: {all}"),
        None => format!("there are: {all}"),
    }
}

/// The model's values with those of the request set, in the order of the symbols; checks range and
/// weeks.
fn checked_values(
    symbols: &'static [Symbol],
    request: &RunRequest,
) -> Result<Vec<f64>, PublishedError> {
    if let Some(weeks) = request.weeks.filter(|w| *w == 0 || *w > MAX_WEEKS) {
        return Err(PublishedError::Weeks { weeks });
    }
    let mut values: Vec<f64> = symbols.iter().map(|s| s.value).collect();
    for (name, value) in &request.set {
        let at = symbols
            .iter()
            .position(|s| s.symbol == name)
            .ok_or_else(|| PublishedError::UnknownSymbol {
                symbol: name.clone(),
                hint: hint(name, symbols.iter().map(|s| s.symbol)),
            })?;
        let Symbol {
            symbol,
            unit,
            min,
            max,
            ..
        } = symbols[at];
        if !(*value >= min && *value <= max) {
            return Err(PublishedError::OutOfRange {
                symbol,
                value: *value,
                min,
                max,
                unit,
            });
        }
        values[at] = *value;
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_get_the_nearest() {
        let message = find("prieto-curiel-2032").err().unwrap().to_string();
        assert!(
            message.contains("did you mean `prieto-curiel-2023`?"),
            "{message}"
        );
        let request = RunRequest {
            set: vec![("Rho".into(), 1.0)],
            ..RunRequest::default()
        };
        let symbols = models()[0].symbols();
        let message = checked_values(symbols, &request).unwrap_err().to_string();
        assert!(message.contains("did you mean `rho`?"), "{message}");
    }

    #[test]
    fn values_out_of_range_are_refused_with_the_range() {
        for value in [f64::NAN, -1.0, f64::INFINITY] {
            let request = RunRequest {
                set: vec![("eta".into(), value)],
                ..RunRequest::default()
            };
            let error = checked_values(models()[0].symbols(), &request).unwrap_err();
            assert!(
                matches!(error, PublishedError::OutOfRange { symbol: "eta", .. }),
                "{error}"
            );
        }
        for weeks in [0, MAX_WEEKS + 1] {
            let request = RunRequest {
                weeks: Some(weeks),
                ..RunRequest::default()
            };
            assert_eq!(
                checked_values(models()[0].symbols(), &request),
                Err(PublishedError::Weeks { weeks })
            );
        }
    }

    #[test]
    fn every_model_runs_with_its_defaults_and_all_values_are_finite() {
        let network = prieto_curiel_2023::synthetic::network();
        for model in models() {
            let rows = model
                .run(
                    &RunRequest {
                        weeks: Some(60),
                        ..RunRequest::default()
                    },
                    &network,
                )
                .unwrap();
            assert!(
                rows.iter().all(|r| r.value.is_finite() && r.week <= 60),
                "{}",
                model.id()
            );
            assert_eq!(
                rows.iter().map(|r| r.week).max(),
                Some(60),
                "{}",
                model.id()
            );
        }
    }
}
