//! Which bloc was present in which state, about 2000 and about 2020.
//!
//! Weights: 0 absent (not listed), 1 some, 2 strong, 3 home or dominant. Rough on purpose: the maps that exist
//! disagree, and most of the weights are read from memory of these maps, not checked page by page. The maps
//! meant are those of dominant influence in the Congressional Research Service reports RL34215 (2007) and R41576
//! (2012-2020) and in the DEA's National Drug Threat Assessments (2015-2020), and, for the years to 2010, the lists of
//! Coscia & Rios, *Knowing where and how criminal organizations operate using web content* (2012). Use a wide
//! error.
//!
//! How far maps of one year disagree: about 2020 the DEA gave Sinaloa 15 states and Jalisco 23
//! (elvallenoticias.com), the financial intelligence unit 19 and 24 (contralinea.com.mx), Lantia 28 and 31.
//!
//! What was read on a page and is kept here (tests check it):
//!
//! | when | what | read at |
//! | --- | --- | --- |
//! | 2001 | CENDRO (federal planning centre for drug control), map of August 2001: large organisations operate in all states but Aguascalientes, Hidalgo and Querétaro; Juárez has 17 states; all seven organisations (two of them Sinaloa's) meet in Mexico City | La Jornada, 5 August 2001 |
//! | 2019 | Lantia, Mapa Criminal 2019-2020: Sinaloa in 28 states, not in Jalisco, San Luis Potosí, Hidalgo, Tlaxcala; Jalisco in all states but Sinaloa; twelve states of the Zetas and their heirs and eleven of the Gulf and its factions, by name; heirs of Beltrán-Leyva in 13 | prensa-latina.cu; themazatlanpost.com; entrelineas.com.mx |
//! | 2017 | PGR (federal prosecutor): Beltrán-Leyva in Sinaloa, Baja California Sur, Sonora, Guerrero, Morelos, Aguascalientes; Jalisco's stronghold states Jalisco, Colima, Michoacán, Guanajuato, Nayarit, Guerrero, Morelos, Veracruz | noticiaspv.com.mx; froji.mx |
//! | 2014 | PGR: La Familia in Michoacán, México, Guerrero, Morelos; Tijuana in Baja California, Juárez in Chihuahua | elcronistadigital.com |
//! | 2020 | Financial intelligence unit (UIF): Santa Rosa de Lima in two states, Unión Tepito in two, Guerreros Unidos in four | contralinea.com.mx |

use super::Bloc;
use serde::Serialize;

/// Date of a map of presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// About 2000, before the large deployments and most splits.
    Around2000,
    /// About 2020.
    Around2020,
}

impl Period {
    /// Both, by date.
    pub const ALL: [Self; 2] = [Self::Around2000, Self::Around2020];
}

/// States where a bloc was present, as INEGI code and weight (1 some, 2 strong, 3 home or dominant), by code; a
/// state that is not listed has weight 0. Blocs that did not yet exist about 2000 have an empty list.
pub fn presence(period: Period, bloc: Bloc) -> &'static [(u8, u8)] {
    match period {
        Period::Around2000 => around_2000(bloc),
        Period::Around2020 => around_2020(bloc),
    }
}

/// Weight of a bloc in a state: 0 absent, 1 some, 2 strong, 3 home or dominant. `state` is the INEGI code.
pub fn weight(period: Period, bloc: Bloc, state: u8) -> u8 {
    presence(period, bloc)
        .iter()
        .find(|p| p.0 == state)
        .map_or(0, |p| p.1)
}

#[rustfmt::skip]
fn around_2000(bloc: Bloc) -> &'static [(u8, u8)] {
    match bloc {
        Bloc::Sinaloa => &[(2, 1), (3, 1), (8, 1), (9, 1), (10, 3), (14, 2), (18, 2), (25, 3), (26, 2), (32, 1)],
        // Milenio, forerunner of Jalisco.
        Bloc::Jalisco => &[(6, 1), (9, 1), (14, 2), (16, 2), (18, 1)],
        Bloc::Gulf => &[(5, 1), (7, 1), (9, 1), (19, 2), (24, 1), (27, 1), (28, 3), (30, 2)],
        // An armed wing of the Gulf until 2010; La Familia came out of the Zetas' allies in 2006.
        Bloc::Zetas | Bloc::LaFamilia | Bloc::GuerreroMichoacan | Bloc::Guanajuato => &[],
        // Part of the Sinaloa alliance until 2008, in states of its own.
        Bloc::BeltranLeyva => &[(12, 1), (15, 1), (17, 1), (25, 2), (26, 1)],
        Bloc::Juarez => &[
            (4, 1), (5, 1), (7, 1), (8, 3), (9, 1), (10, 2), (14, 1), (15, 1), (17, 1), (20, 1), (21, 1), (23, 2),
            (25, 1), (26, 2), (29, 1), (31, 1), (32, 1),
        ],
        Bloc::Tijuana => &[(2, 3), (3, 2), (7, 1), (9, 1), (14, 1), (18, 1), (20, 1), (25, 1), (26, 1)],
        Bloc::MexicoCity => &[(9, 1)],
        // The organisations of Colima, Oaxaca and Sonora, and small groups elsewhere.
        Bloc::Others => &[
            (6, 2), (7, 1), (9, 1), (11, 1), (12, 1), (14, 1), (16, 1), (20, 2), (26, 1), (30, 1),
        ],
    }
}

#[rustfmt::skip]
fn around_2020(bloc: Bloc) -> &'static [(u8, u8)] {
    match bloc {
        Bloc::Sinaloa => &[
            (1, 1), (2, 2), (3, 3), (4, 1), (5, 2), (6, 1), (7, 2), (8, 2), (9, 1), (10, 3), (11, 1), (12, 1), (15, 1),
            (16, 1), (17, 1), (18, 1), (19, 1), (20, 1), (21, 1), (22, 1), (23, 2), (25, 3), (26, 3), (27, 1), (28, 1),
            (30, 1), (31, 1), (32, 2),
        ],
        Bloc::Jalisco => &[
            (1, 1), (2, 2), (3, 1), (4, 1), (5, 1), (6, 3), (7, 1), (8, 1), (9, 2), (10, 1), (11, 2), (12, 2), (13, 2),
            (14, 3), (15, 2), (16, 2), (17, 2), (18, 3), (19, 1), (20, 1), (21, 2), (22, 2), (23, 2), (24, 1), (26, 1),
            (27, 1), (28, 1), (29, 1), (30, 3), (31, 1), (32, 2),
        ],
        Bloc::Gulf => &[
            (4, 1), (5, 1), (15, 1), (19, 1), (21, 1), (23, 1), (24, 2), (28, 3), (30, 1), (31, 1), (32, 2),
        ],
        Bloc::Zetas => &[
            (1, 1), (5, 2), (7, 1), (13, 1), (19, 2), (21, 1), (23, 1), (24, 1), (27, 1), (28, 3), (30, 2), (32, 1),
        ],
        Bloc::BeltranLeyva => &[
            (1, 1), (3, 1), (8, 1), (9, 1), (12, 2), (14, 1), (15, 1), (17, 2), (18, 1), (21, 1), (22, 1), (25, 2),
            (26, 1),
        ],
        Bloc::Juarez => &[(8, 3)],
        Bloc::Tijuana => &[(2, 2)],
        Bloc::LaFamilia => &[(12, 2), (15, 3), (16, 2), (17, 1)],
        // Guerreros Unidos, Rojos, Ardillos, Viagras, Cárteles Unidos.
        Bloc::GuerreroMichoacan => &[(12, 3), (15, 1), (16, 3), (17, 2)],
        // Santa Rosa de Lima.
        Bloc::Guanajuato => &[(11, 3), (22, 1)],
        // Unión Tepito, Tláhuac and breakaways.
        Bloc::MexicoCity => &[(9, 3), (15, 1)],
        Bloc::Others => &[(7, 1), (20, 1), (21, 1), (26, 2), (27, 1), (29, 1), (30, 1), (31, 1)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(period: Period, bloc: Bloc) -> Vec<u8> {
        presence(period, bloc).iter().map(|p| p.0).collect()
    }

    #[test]
    fn lists_are_by_code_and_weights_in_range() {
        for period in Period::ALL {
            for bloc in Bloc::ALL {
                let list = presence(period, bloc);
                assert!(list.windows(2).all(|w| w[0].0 < w[1].0), "{bloc:?}");
                assert!(
                    list.iter()
                        .all(|p| (1..=32).contains(&p.0) && (1..=3).contains(&p.1))
                );
            }
        }
    }

    #[test]
    fn about_2000_is_as_the_federal_map_of_2001() {
        let large = Bloc::ALL.into_iter().filter(|b| *b != Bloc::MexicoCity);
        let mut with: Vec<u8> = large.flat_map(|b| codes(Period::Around2000, b)).collect();
        with.sort_unstable();
        with.dedup();
        let without: Vec<u8> = (1..=32).filter(|c| !with.contains(c)).collect();
        assert_eq!(without, [1, 13, 22], "Aguascalientes, Hidalgo, Querétaro");
        assert_eq!(codes(Period::Around2000, Bloc::Juarez).len(), 17);
        for bloc in [
            Bloc::Sinaloa,
            Bloc::Jalisco,
            Bloc::Gulf,
            Bloc::Juarez,
            Bloc::Tijuana,
            Bloc::Others,
        ] {
            assert!(
                weight(Period::Around2000, bloc, 9) > 0,
                "{bloc:?} in Mexico City"
            );
        }
    }

    #[test]
    fn about_2020_is_as_the_maps_that_were_read() {
        let at = |bloc| codes(Period::Around2020, bloc);
        let absent = |bloc| -> Vec<u8> {
            (1..=32)
                .filter(|c| weight(Period::Around2020, bloc, *c) == 0)
                .collect()
        };
        assert_eq!(absent(Bloc::Sinaloa), [13, 14, 24, 29]);
        assert_eq!(absent(Bloc::Jalisco), [25]);
        assert_eq!(
            at(Bloc::Zetas),
            [1, 5, 7, 13, 19, 21, 23, 24, 27, 28, 30, 32]
        );
        assert_eq!(at(Bloc::Gulf), [4, 5, 15, 19, 21, 23, 24, 28, 30, 31, 32]);
        assert_eq!(at(Bloc::BeltranLeyva).len(), 13);
        assert_eq!(at(Bloc::LaFamilia), [12, 15, 16, 17]);
        assert_eq!(at(Bloc::GuerreroMichoacan).len(), 4);
        for state in [1, 3, 12, 17, 25, 26] {
            assert!(at(Bloc::BeltranLeyva).contains(&state), "{state}");
        }
        for state in [6, 11, 12, 14, 16, 17, 18, 30] {
            assert!(
                weight(Period::Around2020, Bloc::Jalisco, state) >= 2,
                "{state}"
            );
        }
        assert_eq!(
            (at(Bloc::Guanajuato).len(), at(Bloc::MexicoCity).len()),
            (2, 2)
        );
    }

    #[test]
    fn every_state_has_a_bloc_and_every_bloc_a_stronghold_about_2020() {
        for state in 1..=32 {
            assert!(
                Bloc::ALL
                    .iter()
                    .any(|b| weight(Period::Around2020, *b, state) > 0),
                "{state}"
            );
        }
        for bloc in Bloc::ALL {
            assert!(
                presence(Period::Around2020, bloc).iter().any(|p| p.1 >= 2),
                "{bloc:?}"
            );
        }
    }
}
