//! What the flagship model accepts: a copy of its levers, places and observed outcomes.

mod levers;

use scenario::{Catalogue, FLAGSHIP_BUILT_IN, Month};

static PLACES: [&str; 33] = [
    "national",
    "Aguascalientes",
    "Baja California",
    "Baja California Sur",
    "Campeche",
    "Coahuila",
    "Colima",
    "Chiapas",
    "Chihuahua",
    "Ciudad de México",
    "Durango",
    "Guanajuato",
    "Guerrero",
    "Hidalgo",
    "Jalisco",
    "México",
    "Michoacán",
    "Morelos",
    "Nayarit",
    "Nuevo León",
    "Oaxaca",
    "Puebla",
    "Querétaro",
    "Quintana Roo",
    "San Luis Potosí",
    "Sinaloa",
    "Sonora",
    "Tabasco",
    "Tamaulipas",
    "Tlaxcala",
    "Veracruz",
    "Yucatán",
    "Zacatecas",
];

static OBSERVED: [(&str, &str); 9] = [
    ("flow", "Fentanyl that enters the United States, 2023 = 1"),
    ("seized", "Fentanyl seized on the way, 2023 = 1"),
    ("price", "Retail price of fentanyl, 2023 = 1"),
    (
        "overdose_deaths",
        "Overdose deaths from synthetic opioids in the United States, people a month",
    ),
    ("homicides", "Homicides in Mexico, people a month"),
    (
        "cooperation",
        "Cooperation between the United States and Mexico, 2023 = 1",
    ),
    (
        "us_persons_harmed",
        "US persons killed or hurt in retaliation, people a month",
    ),
    ("attacks_on_state", "Attacks on the state, attacks a month"),
    ("presence", "Territory where the state is present, share"),
];

pub static CATALOGUE: Catalogue = Catalogue {
    levers: &levers::LEVERS,
    places: &PLACES,
    first: Month::new(2000, 1),
    start: Month::new(2025, 4),
    end: Month::new(2035, 4),
    latest_end: Month::new(2045, 1),
    levers_with_mode: &[
        "strike.labs",
        "strike.infrastructure",
        "strike.leaders",
        "patrols",
    ],
    observed: &OBSERVED,
    built_in: FLAGSHIP_BUILT_IN,
};
