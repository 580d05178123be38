//! The 32 federal entities of Mexico, by their INEGI code.

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
}
