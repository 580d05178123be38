//! The 32 federal entities of Mexico, by their INEGI code: names, borders, population and homicides.

mod homicides;
mod neighbours;
mod population;

pub use homicides::{homicides, mean_homicides};
pub use neighbours::neighbours;
pub use population::{POPULATION_YEARS, population};

use crate::series::nearest;

/// A federal entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// INEGI code, 1 to 32.
    pub code: u8,
    /// Three letters, as in ISO 3166-2:MX.
    pub abbreviation: &'static str,
    /// Name.
    pub name: &'static str,
}

const fn state(code: u8, abbreviation: &'static str, name: &'static str) -> State {
    State {
        code,
        abbreviation,
        name,
    }
}

/// All entities by code.
pub static STATES: [State; 32] = [
    state(1, "AGU", "Aguascalientes"),
    state(2, "BCN", "Baja California"),
    state(3, "BCS", "Baja California Sur"),
    state(4, "CAM", "Campeche"),
    state(5, "COA", "Coahuila"),
    state(6, "COL", "Colima"),
    state(7, "CHP", "Chiapas"),
    state(8, "CHH", "Chihuahua"),
    state(9, "CMX", "Ciudad de México"),
    state(10, "DUR", "Durango"),
    state(11, "GUA", "Guanajuato"),
    state(12, "GRO", "Guerrero"),
    state(13, "HID", "Hidalgo"),
    state(14, "JAL", "Jalisco"),
    state(15, "MEX", "México"),
    state(16, "MIC", "Michoacán"),
    state(17, "MOR", "Morelos"),
    state(18, "NAY", "Nayarit"),
    state(19, "NLE", "Nuevo León"),
    state(20, "OAX", "Oaxaca"),
    state(21, "PUE", "Puebla"),
    state(22, "QUE", "Querétaro"),
    state(23, "ROO", "Quintana Roo"),
    state(24, "SLP", "San Luis Potosí"),
    state(25, "SIN", "Sinaloa"),
    state(26, "SON", "Sonora"),
    state(27, "TAB", "Tabasco"),
    state(28, "TAM", "Tamaulipas"),
    state(29, "TLA", "Tlaxcala"),
    state(30, "VER", "Veracruz"),
    state(31, "YUC", "Yucatán"),
    state(32, "ZAC", "Zacatecas"),
];

/// The entity with this code.
pub fn by_code(code: u8) -> Option<&'static State> {
    STATES.get(usize::from(code).checked_sub(1)?)
}

/// There is no entity of this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no state `{name}`{}", nearest.map(|n| format!(": did you mean `{n}`?")).unwrap_or_default())]
pub struct UnknownState {
    /// What was asked for.
    pub name: String,
    /// The most similar name, if any is similar.
    pub nearest: Option<&'static str>,
}

/// The entity with this name, whatever its case, accents and spaces; or an error that names the nearest.
pub fn find(name: &str) -> Result<&'static State, UnknownState> {
    let wanted = plain(name);
    let names: Vec<(String, &'static State)> = STATES.iter().map(|s| (plain(s.name), s)).collect();
    if let Some((_, state)) = names.iter().find(|(plain, _)| *plain == wanted) {
        return Ok(state);
    }
    let near = nearest(&wanted, names.iter().map(|(plain, _)| plain.as_str()));
    Err(UnknownState {
        name: name.to_owned(),
        nearest: near.and_then(|near| {
            let of = names.iter().find(|(plain, _)| plain == near);
            of.map(|(_, state)| state.name)
        }),
    })
}

/// Lower case, without accents, one space between words.
pub(crate) fn plain(name: &str) -> String {
    let letters: String = name
        .chars()
        .flat_map(char::to_lowercase)
        // Accents may also be written as marks of their own.
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            other => other,
        })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_positions() {
        for (k, state) in STATES.iter().enumerate() {
            assert_eq!(usize::from(state.code), k + 1);
            assert_eq!(by_code(state.code), Some(state));
        }
        assert_eq!(by_code(0), None);
        assert_eq!(by_code(33), None);
        assert_eq!(by_code(8).unwrap().name, "Chihuahua");
    }

    #[test]
    fn abbreviations_are_three_capitals_and_differ() {
        for (k, state) in STATES.iter().enumerate() {
            assert!(state.abbreviation.len() == 3);
            assert!(state.abbreviation.bytes().all(|b| b.is_ascii_uppercase()));
            assert!(
                STATES[..k]
                    .iter()
                    .all(|s| s.abbreviation != state.abbreviation)
            );
        }
        assert_eq!(STATES[24].abbreviation, "SIN");
    }

    #[test]
    fn population_is_linear_between_and_flat_outside() {
        let nation = |year| (0..32).map(|k| population(k, year)).sum::<f64>();
        // The nation of the same edition.
        for (year, persons) in [(1990.5, 84_502_988.0), (2020.5, 128_209_170.0)] {
            assert!((nation(year) - persons).abs() < 1.0, "{year}");
        }
        assert_eq!(population(0, 1980.0), population(0, 1990.5));
        assert_eq!(population(0, 2040.0), population(0, 2030.5));
        let middle = f64::midpoint(population(14, 2000.5), population(14, 2005.5));
        assert!((population(14, 2003.0) - middle).abs() < 1e-6);
        assert_eq!(population(32, 2000.0), 0.0);
        // México is the largest state.
        assert!((0..32).all(|k| population(k, 2010.0) <= population(14, 2010.0)));
    }

    #[test]
    fn homicides_add_up_to_the_nation() {
        let nation = |year| (0..32).filter_map(|k| homicides(k, year)).sum::<u32>();
        let series = crate::find("homicides_inegi_by_occurrence").unwrap();
        for year in 2000..=2022 {
            assert_eq!(Some(f64::from(nation(year))), series.value(year), "{year}");
        }
        assert_eq!(homicides(0, 1999), None);
        assert_eq!(homicides(0, 2023), None);
        assert_eq!(homicides(32, 2000), None);
    }

    #[test]
    fn means_are_over_both_ends() {
        let sum: u32 = (2000..=2003).filter_map(|y| homicides(7, y)).sum();
        assert_eq!(mean_homicides(7, 2000, 2003), Some(f64::from(sum) / 4.0));
        assert_eq!(mean_homicides(7, 1999, 2003), None);
        assert_eq!(mean_homicides(7, 2003, 2002), None);
    }

    #[test]
    fn names_are_found_whatever_the_case_and_accents() {
        for state in &STATES {
            assert_eq!(find(state.name), Ok(state));
            assert_eq!(find(&state.name.to_uppercase()), Ok(state));
            assert_eq!(find(&plain(state.name)), Ok(state));
        }
        assert_eq!(find("  nuevo   leon ").unwrap().code, 19);
        assert_eq!(find("Michoaca\u{301}n").unwrap().code, 16);
    }

    #[test]
    fn unknown_names_get_the_nearest() {
        let error = find("Chihuaha").unwrap_err();
        assert_eq!(error.nearest, Some("Chihuahua"));
        assert_eq!(
            error.to_string(),
            "there is no state `Chihuaha`: did you mean `Chihuahua`?"
        );
        assert_eq!(find("queretar").unwrap_err().nearest, Some("Querétaro"));
        assert_eq!(find("xyz").unwrap_err().nearest, None);
        assert_eq!(find("").unwrap_err().nearest, None);
    }
}
