//! What can be done: the levers, with their units and ranges.

use engine::describe::{DoseUnit, Lever};

const fn unit(id: &'static str, meaning: &'static str, max: f64) -> DoseUnit {
    DoseUnit {
        id,
        meaning,
        min: 0.0,
        max,
    }
}

/// All levers.
pub static LEVERS: [Lever; 15] = [
    Lever {
        id: "strike.labs",
        meaning: "Missile or drone strikes by the United States on laboratories",
        units: &[unit("per_month", "strikes a month", 200.0)],
    },
    Lever {
        id: "strike.infrastructure",
        meaning: "Drone strikes by the United States on other infrastructure: stores, airstrips, vehicles, camps",
        units: &[unit("per_month", "strikes a month", 200.0)],
    },
    Lever {
        id: "strike.leaders",
        meaning: "Drone strikes by the United States on leaders",
        units: &[unit("per_month", "strikes a month", 50.0)],
    },
    Lever {
        id: "kingpin",
        meaning: "Mexican campaign to capture or kill leaders",
        units: &[unit(
            "per_year",
            "more top leaders removed a year than the pace of 2019-2023",
            50.0,
        )],
    },
    Lever {
        id: "deploy",
        meaning: "Mexican army, navy or National Guard deployed against cartels",
        units: &[unit(
            "ten_thousand_troops",
            "tens of thousands of troops more than in 2023",
            20.0,
        )],
    },
    Lever {
        id: "patrols",
        meaning: "US ground troops on patrol and counter-insurgency in Mexico",
        units: &[unit(
            "ten_thousand_troops",
            "tens of thousands of US troops",
            20.0,
        )],
    },
    Lever {
        id: "interdict",
        meaning: "More interdiction at the border and on routes",
        units: &[unit("doublings", "doublings of the effort of 2023", 4.0)],
    },
    Lever {
        id: "precursors",
        meaning: "Control of precursors",
        units: &[unit(
            "share",
            "share of diverted precursors that is stopped at first",
            1.0,
        )],
    },
    Lever {
        id: "recruitment",
        meaning: "Prevention that lowers recruitment",
        units: &[unit(
            "share",
            "share of those within reach who are kept from joining",
            1.0,
        )],
    },
    Lever {
        id: "deterrence",
        meaning: "Focused deterrence: enforcement conditional on violence",
        units: &[unit(
            "share",
            "share of enforcement that is conditional on violence",
            1.0,
        )],
    },
    Lever {
        id: "treatment",
        meaning: "More treatment of opioid use disorder in the United States",
        units: &[unit(
            "share",
            "share of the untreated who are brought into treatment a year",
            1.0,
        )],
    },
    Lever {
        id: "naloxone",
        meaning: "More naloxone in the United States",
        units: &[unit(
            "share",
            "share of the gap to naloxone for all who need it that is closed",
            1.0,
        )],
    },
    Lever {
        id: "withdraw.kingpin",
        meaning: "Undoes removals of leaders that history has",
        units: &[unit(
            "share",
            "share of the removals that do not happen",
            1.0,
        )],
    },
    Lever {
        id: "withdraw.deploy",
        meaning: "Undoes deployments against cartels that history has",
        units: &[unit(
            "share",
            "share of the troops that stay in barracks",
            1.0,
        )],
    },
    Lever {
        id: "withdraw.cooperation",
        meaning: "Undoes changes of the relationship that history has",
        units: &[unit(
            "share",
            "share of each change that does not happen",
            1.0,
        )],
    },
];
