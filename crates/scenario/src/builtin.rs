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
    ($($id:literal),+ $(,)?) => {
        &[$(BuiltIn { id: $id, text: include_str!(concat!("../../../scenarios/", $id, ".toml")) }),+]
    };
}

/// All built-in scenarios, in the order in which they are listed.
pub fn built_in() -> &'static [BuiltIn] {
    built_in![
        "no-change",
        "double-arrests",
        "halve-recruitment",
        "both-published",
        "arrests-110",
        "recruitment-110",
        "both-110",
    ]
}
