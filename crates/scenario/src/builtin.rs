//! The scenarios that are part of the program; their files are in `scenarios/`.

/// A built-in scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// Identifier.
    pub id: &'static str,
    /// The file.
    pub text: &'static str,
}

macro_rules! built_in {
    ($folder:literal: $($id:literal),+ $(,)?) => {
        &[$(BuiltIn {
            id: $id,
            text: include_str!(concat!("../../../scenarios/", $folder, $id, ".toml")),
        }),+]
    };
}

/// Scenarios of the flagship model, in the order in which they are listed; the first is its baseline.
pub static FLAGSHIP_BUILT_IN: &[BuiltIn] = built_in!["":
    "status-quo",
    "strikes-labs-cooperative",
    "strikes-labs-unilateral",
    "strikes-labs-state",
    "strikes-infrastructure-cooperative",
    "strikes-infrastructure-unilateral",
    "strikes-leaders-cooperative",
    "strikes-leaders-unilateral",
    "cooperative-then-unilateral",
    "kingpin-campaign",
    "deploy-army",
    "us-patrols",
    "interdiction",
    "precursor-control",
    "prevention",
    "focused-deterrence",
    "treatment-naloxone",
    "non-military-portfolio",
    "history-as-it-was",
    "history-no-deployment",
    "history-no-deployment-2012",
];

/// Scenarios of the cartel population model of 2023, in the order in which they are listed; the
/// first is its baseline.
pub static POPULATION_BUILT_IN: &[BuiltIn] = built_in!["population/":
    "no-change",
    "double-arrests",
    "halve-recruitment",
    "both-published",
    "arrests-110",
    "recruitment-110",
    "both-110",
];
