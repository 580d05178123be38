//! What the model of the tests accepts.

use engine::describe::{DoseUnit, Lever};
use scenario::{Catalogue, Month, POPULATION_BUILT_IN};

const PEOPLE: DoseUnit = DoseUnit {
    id: "people_per_week",
    meaning: "people a week",
    min: 0.0,
    max: 2000.0,
};

static LEVERS: [Lever; 2] = [
    Lever {
        id: "arrests",
        meaning: "More members taken off the streets by arrest",
        units: &[
            DoseUnit {
                id: "share",
                meaning: "added arrests as a share of today's",
                min: 0.0,
                max: 10.0,
            },
            PEOPLE,
        ],
    },
    Lever {
        id: "recruitment",
        meaning: "Fewer people recruited",
        units: &[
            DoseUnit {
                id: "share",
                meaning: "share of recruitment prevented",
                min: 0.0,
                max: 1.0,
            },
            PEOPLE,
        ],
    },
];

pub static CATALOGUE: Catalogue = Catalogue {
    levers: &LEVERS,
    places: &["national"],
    first: Month::new(2012, 1),
    start: Month::new(2022, 1),
    end: Month::new(2032, 1),
    latest_end: Month::new(2042, 1),
    levers_with_mode: &[],
    observed: &[],
    built_in: POPULATION_BUILT_IN,
};
