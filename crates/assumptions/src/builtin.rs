//! The files that are part of the program.

/// The ledger's files by group, in the order of the model's parameters.
pub const GROUPS: [(&str, &str); 15] = [
    ("groups", include_str!("../../../assumptions/groups.toml")),
    (
        "conflict",
        include_str!("../../../assumptions/conflict.toml"),
    ),
    (
        "fragmentation",
        include_str!("../../../assumptions/fragmentation.toml"),
    ),
    (
        "retaliation",
        include_str!("../../../assumptions/retaliation.toml"),
    ),
    (
        "enforcement",
        include_str!("../../../assumptions/enforcement.toml"),
    ),
    (
        "territory",
        include_str!("../../../assumptions/territory.toml"),
    ),
    ("strikes", include_str!("../../../assumptions/strikes.toml")),
    ("supply", include_str!("../../../assumptions/supply.toml")),
    ("border", include_str!("../../../assumptions/border.toml")),
    ("market", include_str!("../../../assumptions/market.toml")),
    (
        "overdose",
        include_str!("../../../assumptions/overdose.toml"),
    ),
    (
        "relationship",
        include_str!("../../../assumptions/relationship.toml"),
    ),
    (
        "displacement",
        include_str!("../../../assumptions/displacement.toml"),
    ),
    (
        "prevention",
        include_str!("../../../assumptions/prevention.toml"),
    ),
    (
        "observation",
        include_str!("../../../assumptions/observation.toml"),
    ),
];

/// The overlays, by id.
pub const OVERLAYS: [(&str, &str); 2] = [
    (
        "proponents",
        include_str!("../../../assumptions/proponents.toml"),
    ),
    ("critics", include_str!("../../../assumptions/critics.toml")),
];
