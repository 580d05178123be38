//! Which states share a land border.
//!
//! Public geography (INEGI, Marco Geoestadístico), typed in from the map. Pairs that meet at a point or
//! little more are not counted: Coahuila and San Luis Potosí, Guanajuato and Zacatecas.

/// Codes of the neighbours of each state, in the order of codes.
#[rustfmt::skip]
static NEIGHBOURS: [&[u8]; 32] = [
    &[14, 32], // Aguascalientes
    &[3, 26], // Baja California
    &[2], // Baja California Sur
    &[23, 27, 31], // Campeche
    &[8, 10, 19, 32], // Coahuila
    &[14, 16], // Colima
    &[20, 27, 30], // Chiapas
    &[5, 10, 25, 26], // Chihuahua
    &[15, 17], // Ciudad de México
    &[5, 8, 18, 25, 32], // Durango
    &[14, 16, 22, 24], // Guanajuato
    &[15, 16, 17, 20, 21], // Guerrero
    &[15, 21, 22, 24, 29, 30], // Hidalgo
    &[1, 6, 11, 16, 18, 24, 32], // Jalisco
    &[9, 12, 13, 16, 17, 21, 22, 29], // México
    &[6, 11, 12, 14, 15, 22], // Michoacán
    &[9, 12, 15, 21], // Morelos
    &[10, 14, 25, 32], // Nayarit
    &[5, 24, 28, 32], // Nuevo León
    &[7, 12, 21, 30], // Oaxaca
    &[12, 13, 15, 17, 20, 29, 30], // Puebla
    &[11, 13, 15, 16, 24], // Querétaro
    &[4, 31], // Quintana Roo
    &[11, 13, 14, 19, 22, 28, 30, 32], // San Luis Potosí
    &[8, 10, 18, 26], // Sinaloa
    &[2, 8, 25], // Sonora
    &[4, 7, 30], // Tabasco
    &[19, 24, 30], // Tamaulipas
    &[13, 15, 21], // Tlaxcala
    &[7, 13, 20, 21, 24, 27, 28], // Veracruz
    &[4, 23], // Yucatán
    &[1, 5, 10, 14, 18, 19, 24], // Zacatecas
];

/// INEGI codes of the states with which a state shares a land border, ascending; empty for a code outside
/// 1 to 32.
pub fn neighbours(code: u8) -> &'static [u8] {
    usize::from(code)
        .checked_sub(1)
        .and_then(|k| NEIGHBOURS.get(k))
        .copied()
        .unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::neighbours;

    #[test]
    fn borders_are_shared_and_no_state_borders_itself() {
        for code in 1..=32 {
            let of = neighbours(code);
            assert!(
                of.windows(2).all(|w| w[0] < w[1]) && !of.contains(&code),
                "{code}"
            );
            for &other in of {
                assert!(neighbours(other).contains(&code), "{code} and {other}");
            }
        }
        assert!(neighbours(0).is_empty() && neighbours(33).is_empty());
    }

    #[test]
    fn every_state_can_be_reached_over_land() {
        let mut reached = vec![9];
        let mut next = 0;
        while let Some(&code) = reached.get(next) {
            for &other in neighbours(code) {
                if !reached.contains(&other) {
                    reached.push(other);
                }
            }
            next += 1;
        }
        assert_eq!(reached.len(), 32);
    }

    #[test]
    fn well_known_borders() {
        assert_eq!(
            neighbours(3),
            [2],
            "Baja California Sur: Baja California only"
        );
        assert_eq!(
            neighbours(29),
            [13, 15, 21],
            "Tlaxcala: Hidalgo, México, Puebla"
        );
        assert_eq!(neighbours(9), [15, 17], "Mexico City: México, Morelos");
        assert_eq!(neighbours(6), [14, 16], "Colima: Jalisco, Michoacán");
        assert_eq!(neighbours(31), [4, 23], "Yucatán: Campeche, Quintana Roo");
        assert_eq!(
            neighbours(25),
            [8, 10, 18, 26],
            "Sinaloa: Chihuahua, Durango, Nayarit, Sonora"
        );
        // 32 states share 67 borders.
        let ends: usize = (1..=32).map(|c| neighbours(c).len()).sum();
        assert_eq!(ends, 2 * 67);
    }
}
