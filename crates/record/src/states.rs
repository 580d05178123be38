//! The 32 federal entities of Mexico, by their INEGI code.

use crate::series::nearest;

/// A federal entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// INEGI code, 1 to 32.
    pub code: u8,
    /// Name.
    pub name: &'static str,
}

/// All entities by code.
pub static STATES: [State; 32] = [
    State {
        code: 1,
        name: "Aguascalientes",
    },
    State {
        code: 2,
        name: "Baja California",
    },
    State {
        code: 3,
        name: "Baja California Sur",
    },
    State {
        code: 4,
        name: "Campeche",
    },
    State {
        code: 5,
        name: "Coahuila",
    },
    State {
        code: 6,
        name: "Colima",
    },
    State {
        code: 7,
        name: "Chiapas",
    },
    State {
        code: 8,
        name: "Chihuahua",
    },
    State {
        code: 9,
        name: "Ciudad de México",
    },
    State {
        code: 10,
        name: "Durango",
    },
    State {
        code: 11,
        name: "Guanajuato",
    },
    State {
        code: 12,
        name: "Guerrero",
    },
    State {
        code: 13,
        name: "Hidalgo",
    },
    State {
        code: 14,
        name: "Jalisco",
    },
    State {
        code: 15,
        name: "México",
    },
    State {
        code: 16,
        name: "Michoacán",
    },
    State {
        code: 17,
        name: "Morelos",
    },
    State {
        code: 18,
        name: "Nayarit",
    },
    State {
        code: 19,
        name: "Nuevo León",
    },
    State {
        code: 20,
        name: "Oaxaca",
    },
    State {
        code: 21,
        name: "Puebla",
    },
    State {
        code: 22,
        name: "Querétaro",
    },
    State {
        code: 23,
        name: "Quintana Roo",
    },
    State {
        code: 24,
        name: "San Luis Potosí",
    },
    State {
        code: 25,
        name: "Sinaloa",
    },
    State {
        code: 26,
        name: "Sonora",
    },
    State {
        code: 27,
        name: "Tabasco",
    },
    State {
        code: 28,
        name: "Tamaulipas",
    },
    State {
        code: 29,
        name: "Tlaxcala",
    },
    State {
        code: 30,
        name: "Veracruz",
    },
    State {
        code: 31,
        name: "Yucatán",
    },
    State {
        code: 32,
        name: "Zacatecas",
    },
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
fn plain(name: &str) -> String {
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
