//! Attacks of armed groups on the state, February 1985 to July 2023: date, place, bloc, trigger and deaths.
//!
//! Chosen for fame and found through the press: rates of retaliation computed from them are too high for large
//! episodes and too low for small ones. Deaths: `None` where not stated, 0 where none were reported; the total is
//! there where the source gives it. Sources are named by the site where the attack was read; an empty source
//! means that no page was read for the row: check it before citing.

use super::Bloc;
use serde::Serialize;

/// What set an attack off, as reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// Operations or appointments against the group at large.
    Crackdown,
    /// A raid or warrant.
    Raid,
    /// A large seizure.
    Seizure,
    /// Capture of a leader.
    LeaderCaptured,
    /// Killing of a leader.
    LeaderKilled,
    /// Extradition of a leader.
    LeaderExtradited,
    /// Attempt to capture a leader, or rumour of it.
    LeaderPursued,
    /// Capture of a leader's family.
    FamilyCaptured,
    /// Capture of other members.
    MemberCaptured,
    /// Prison: a dispute in one, or an escape.
    Prison,
    /// To frighten government or people.
    Terror,
    /// An election.
    Political,
    /// Another trigger.
    Other,
    /// Said to have had none, for example a mistake.
    None,
    /// Not established.
    Unknown,
}

impl Trigger {
    /// Whether the state moved against a leader: captured, killed, extradited or pursued one.
    pub const fn is_leader_operation(self) -> bool {
        matches!(
            self,
            Self::LeaderCaptured
                | Self::LeaderKilled
                | Self::LeaderExtradited
                | Self::LeaderPursued
        )
    }
}

/// An attack on the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Attack {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Place.
    pub place: &'static str,
    /// INEGI codes of the states named; the first is the main one.
    pub states: &'static [u8],
    /// Bloc to which it is attributed (where two are named, the one to which the attackers belonged at the time);
    /// `None` where not established.
    pub bloc: Option<Bloc>,
    /// How.
    pub kind: &'static str,
    /// What set it off.
    pub trigger: Trigger,
    /// Dead of the security forces.
    pub deaths_security: Option<u16>,
    /// Dead civilians, officials who bore no arms among them.
    pub deaths_civilian: Option<u16>,
    /// Dead gunmen.
    pub deaths_gunmen: Option<u16>,
    /// Dead in all, where the source gives it.
    pub deaths_total: Option<u16>,
    /// Days from trigger to attack, where both are dated.
    pub lag_days: Option<u16>,
    /// Sites where it was read, separated by `; `; empty if no page was read.
    pub source: &'static str,
}

/// Dead: security, civilians, gunmen, in all.
type Dead = (Option<u16>, Option<u16>, Option<u16>, Option<u16>);

#[expect(clippy::too_many_arguments, reason = "a row of a table")]
const fn attack(
    year: u16,
    month: u8,
    place: &'static str,
    states: &'static [u8],
    bloc: Option<Bloc>,
    kind: &'static str,
    trigger: Trigger,
    dead: Dead,
    lag_days: Option<u16>,
    source: &'static str,
) -> Attack {
    Attack {
        year,
        month,
        place,
        states,
        bloc,
        kind,
        trigger,
        deaths_security: dead.0,
        deaths_civilian: dead.1,
        deaths_gunmen: dead.2,
        deaths_total: dead.3,
        lag_days,
        source,
    }
}

/// All attacks by date.
#[rustfmt::skip]
static ATTACKS: [Attack; 61] = [
    attack(1985, 2, "Guadalajara, Jalisco", &[14], Some(Bloc::Others), "abduction and killing", Trigger::Seizure, (Some(2), Some(0), Some(0), Some(2)), None, "almendron.com"),
    attack(1996, 9, "Mexico City", &[9], Some(Bloc::Tijuana), "assassination", Trigger::Crackdown, (None, Some(0), Some(0), None), None, ""),
    attack(2000, 2, "Tijuana, Baja California", &[2], Some(Bloc::Tijuana), "assassination", Trigger::Unknown, (Some(1), Some(0), Some(0), Some(1)), None, ""),
    attack(2000, 4, "Tijuana, Baja California", &[2], Some(Bloc::Tijuana), "torture killing", Trigger::Crackdown, (Some(3), Some(0), Some(0), Some(3)), None, "rave.ca"),
    attack(2005, 1, "Matamoros, Tamaulipas", &[28], Some(Bloc::Gulf), "mass killing", Trigger::Crackdown, (Some(6), Some(0), Some(0), Some(6)), None, "ttav89.com"),
    attack(2005, 6, "Nuevo Laredo, Tamaulipas", &[28], Some(Bloc::Gulf), "assassination", Trigger::Crackdown, (Some(1), Some(0), Some(0), Some(1)), Some(0), "cbsnews.com"),
    attack(2007, 2, "Acapulco, Guerrero", &[12], None, "armed assault", Trigger::Crackdown, (Some(5), Some(2), Some(0), Some(7)), Some(22), ""),
    attack(2007, 5, "Carácuaro, Michoacán", &[16], Some(Bloc::LaFamilia), "ambush", Trigger::Crackdown, (Some(5), Some(0), Some(0), Some(5)), None, ""),
    attack(2008, 5, "Sinaloa", &[25], Some(Bloc::Sinaloa), "armed assault", Trigger::Crackdown, (None, None, None, None), None, "latimes.com"),
    attack(2008, 5, "Mexico City", &[9], Some(Bloc::BeltranLeyva), "assassination", Trigger::LeaderCaptured, (Some(1), Some(0), Some(0), Some(1)), Some(108), "mapinc.org"),
    attack(2008, 5, "Culiacán, Sinaloa", &[25], Some(Bloc::BeltranLeyva), "armed resistance", Trigger::Raid, (Some(7), Some(0), Some(0), None), Some(0), ""),
    attack(2008, 9, "Morelia, Michoacán", &[16], None, "grenades", Trigger::Terror, (Some(0), Some(8), Some(0), Some(8)), None, "pgr.gob.mx"),
    attack(2008, 10, "Monterrey, Nuevo León", &[19], Some(Bloc::Gulf), "abduction and execution", Trigger::Crackdown, (Some(9), Some(0), Some(0), Some(9)), None, "usatoday30.usatoday.com"),
    attack(2008, 10, "Monterrey, Nuevo León", &[19], Some(Bloc::Gulf), "gunfire and grenade", Trigger::Crackdown, (Some(0), Some(0), Some(0), Some(0)), None, "usatoday30.usatoday.com"),
    attack(2008, 11, "Reynosa, Tamaulipas", &[28], Some(Bloc::Zetas), "rescue attempt", Trigger::LeaderCaptured, (None, None, None, None), Some(0), "banderasnews.com"),
    attack(2008, 12, "Chilpancingo, Guerrero", &[12], Some(Bloc::BeltranLeyva), "abduction and beheading", Trigger::Crackdown, (Some(8), Some(0), Some(0), None), None, ""),
    attack(2009, 2, "Cancún, Quintana Roo", &[23], Some(Bloc::Zetas), "torture killing", Trigger::Crackdown, (Some(3), Some(0), Some(0), Some(3)), None, ""),
    attack(2009, 2, "Ciudad Juárez, Chihuahua", &[8], Some(Bloc::Juarez), "serial killing threat", Trigger::Crackdown, (Some(2), Some(0), Some(0), Some(2)), None, "100vampirenovels.net"),
    attack(2009, 7, "Michoacán, eight cities (plus Guerrero, Guanajuato)", &[16, 12, 11], Some(Bloc::LaFamilia), "coordinated armed assaults", Trigger::LeaderCaptured, (Some(8), Some(0), None, None), Some(0), "kolotv.com"),
    attack(2009, 7, "La Huacana, Michoacán", &[16], Some(Bloc::LaFamilia), "abduction and killing", Trigger::LeaderCaptured, (Some(12), Some(0), Some(0), Some(12)), Some(2), "washingtonpost.com"),
    attack(2009, 12, "Paraíso, Tabasco", &[27], Some(Bloc::BeltranLeyva), "revenge massacre", Trigger::LeaderKilled, (Some(0), Some(4), Some(0), Some(4)), Some(6), "csmonitor.com"),
    attack(2010, 3, "Monterrey, Nuevo León", &[19], Some(Bloc::Zetas), "blockades", Trigger::LeaderCaptured, (None, None, None, None), None, "borderlandbeat.com"),
    attack(2010, 3, "Ciudad Juárez, Chihuahua", &[8], Some(Bloc::Juarez), "shooting", Trigger::Unknown, (Some(0), Some(3), Some(0), Some(3)), None, "repository diegovalle/Homicide-MX-Drug-War, timelines/constants.r; justiceinmexico.org"),
    attack(2010, 4, "Morelia, Michoacán", &[16], Some(Bloc::LaFamilia), "ambush with grenades", Trigger::Unknown, (Some(2), Some(2), Some(0), Some(4)), None, "ganchoblog.blogspot.com"),
    attack(2010, 6, "Zitácuaro, Michoacán", &[16], Some(Bloc::LaFamilia), "ambush", Trigger::Unknown, (Some(12), None, None, None), None, "hispanicallyspeakingnews.com"),
    attack(2010, 6, "near Ciudad Victoria, Tamaulipas", &[28], None, "ambush", Trigger::Political, (None, None, None, None), None, ""),
    attack(2010, 7, "Ciudad Juárez, Chihuahua", &[8], Some(Bloc::Juarez), "car bomb", Trigger::LeaderCaptured, (Some(2), Some(3), Some(0), Some(5)), Some(0), "rave.ca; lapoliticanewmexico.blogspot.com"),
    attack(2010, 8, "Santiago, Nuevo León", &[19], Some(Bloc::Zetas), "abduction and killing", Trigger::Crackdown, (Some(0), Some(1), Some(0), Some(1)), None, ""),
    attack(2010, 12, "Apatzingán, Morelia and 11-14 municipalities", &[16], Some(Bloc::LaFamilia), "road blockades and ambushes", Trigger::LeaderPursued, (Some(3), Some(5), Some(2), Some(10)), Some(1), "insightcrime.org; jornada.com.mx"),
    attack(2011, 2, "Guadalajara, Jalisco", &[14], Some(Bloc::Jalisco), "blockades and grenades", Trigger::Unknown, (None, None, None, None), None, "codigodelaluz.blogspot.com"),
    attack(2011, 2, "San Luis Potosí", &[24], Some(Bloc::Zetas), "ambush", Trigger::None, (Some(1), Some(0), Some(0), Some(1)), None, "latimes.com"),
    attack(2011, 5, "Tierra Caliente, Michoacán", &[16], Some(Bloc::LaFamilia), "gunfire on helicopter", Trigger::Crackdown, (Some(0), Some(0), Some(0), Some(0)), None, "search.wikileaks.org"),
    attack(2012, 3, "Guadalajara and 16 points in Jalisco", &[14], Some(Bloc::Jalisco), "blockades, 25 vehicles burned", Trigger::LeaderCaptured, (None, Some(2), Some(1), Some(3)), Some(0), "justiceinmexico.org"),
    attack(2012, 3, "Teloloapan, Guerrero", &[12], Some(Bloc::LaFamilia), "ambush", Trigger::Other, (Some(12), Some(0), Some(0), Some(12)), None, ""),
    attack(2012, 8, "Jalisco and Colima", &[14, 6], Some(Bloc::Jalisco), "blockades", Trigger::LeaderPursued, (None, None, None, None), Some(0), ""),
    attack(2013, 7, "Michoacán, six places", &[16], Some(Bloc::LaFamilia), "coordinated ambushes", Trigger::Crackdown, (Some(2), Some(0), Some(20), Some(22)), None, ""),
    attack(2013, 7, "Michoacán", &[16], Some(Bloc::LaFamilia), "ambush", Trigger::Crackdown, (Some(2), Some(0), Some(0), Some(2)), None, ""),
    attack(2015, 3, "Ocotlán, Jalisco", &[14], Some(Bloc::Jalisco), "ambush", Trigger::Crackdown, (Some(5), None, None, None), None, ""),
    attack(2015, 4, "San Sebastián del Oeste, Jalisco", &[14], Some(Bloc::Jalisco), "ambush", Trigger::LeaderKilled, (Some(15), Some(0), Some(0), Some(15)), None, "en.wikipedia.org"),
    attack(2015, 4, "Reynosa, Tamaulipas", &[28], Some(Bloc::Gulf), "blockades and shootings", Trigger::LeaderCaptured, (None, None, None, None), Some(0), ""),
    attack(2015, 5, "Villa Purificación and five states", &[14], Some(Bloc::Jalisco), "RPG shoot-down; 39 vehicles burned", Trigger::LeaderPursued, (Some(10), Some(0), Some(8), Some(18)), Some(0), "en.wikipedia.org"),
    attack(2016, 9, "Culiacán, Sinaloa", &[25], Some(Bloc::Sinaloa), "ambush to free prisoner", Trigger::MemberCaptured, (Some(5), Some(0), Some(0), Some(5)), Some(0), "versiones.com.mx"),
    attack(2017, 7, "Tláhuac, Mexico City", &[9], Some(Bloc::MexicoCity), "blockades", Trigger::LeaderKilled, (None, None, None, None), Some(0), ""),
    attack(2018, 5, "Guadalajara, Jalisco", &[14], Some(Bloc::Jalisco), "armed attack, vehicle burning", Trigger::Crackdown, (None, None, None, None), None, ""),
    attack(2019, 10, "Aguililla, Michoacán", &[16], Some(Bloc::Jalisco), "ambush", Trigger::Raid, (Some(13), Some(0), None, None), Some(0), "apnews.com"),
    attack(2019, 10, "Culiacán, Sinaloa", &[25], Some(Bloc::Sinaloa), "city siege, hostages, prison break", Trigger::LeaderCaptured, (None, None, None, Some(13)), Some(0), "washingtonpost.com"),
    attack(2019, 11, "Villa Unión, Coahuila", &[5], Some(Bloc::Zetas), "armed assault", Trigger::Terror, (None, None, None, Some(25)), None, "infobae.com"),
    attack(2020, 3, "Celaya and six municipalities, Guanajuato", &[11], Some(Bloc::Guanajuato), "blockades", Trigger::LeaderPursued, (None, None, None, None), Some(0), "thedailyusnews.com"),
    attack(2020, 6, "Colima", &[6], Some(Bloc::Jalisco), "home shooting", Trigger::LeaderExtradited, (Some(0), Some(2), Some(0), Some(2)), Some(117), "newmilfordspectrum.com"),
    attack(2020, 6, "Celaya, Guanajuato", &[11], Some(Bloc::Guanajuato), "blockades, arson", Trigger::FamilyCaptured, (None, None, None, None), Some(0), "eluniversal.com.mx"),
    attack(2020, 6, "Mexico City", &[9], Some(Bloc::Jalisco), "ambush with .50 rifle and grenades", Trigger::Crackdown, (Some(2), Some(1), Some(0), Some(3)), None, "infotel.ca"),
    attack(2020, 12, "Puerto Vallarta, Jalisco", &[14], Some(Bloc::Jalisco), "assassination", Trigger::Crackdown, (Some(0), Some(1), Some(0), Some(1)), None, ""),
    attack(2021, 3, "Coatepec Harinas, State of Mexico", &[15], Some(Bloc::LaFamilia), "ambush", Trigger::Crackdown, (Some(13), Some(0), Some(0), Some(13)), Some(2), "mexiconewsdaily.com"),
    attack(2022, 3, "Nuevo Laredo, Tamaulipas", &[28], Some(Bloc::Zetas), "38 shootings, 16 blockades", Trigger::LeaderCaptured, (None, None, None, None), Some(1), "infobae.com; newsbreak.com"),
    attack(2022, 8, "Jalisco and Guanajuato", &[14, 11], Some(Bloc::Jalisco), "arson of 25 stores, blockades", Trigger::LeaderPursued, (Some(0), Some(0), Some(1), Some(1)), Some(0), "militantwire.com"),
    attack(2022, 8, "Ciudad Juárez, Chihuahua", &[8], Some(Bloc::Others), "prison riot then city shootings", Trigger::Prison, (Some(0), Some(9), Some(2), Some(11)), Some(0), "theweek.com"),
    attack(2022, 8, "Tijuana and four cities, Baja California", &[2], Some(Bloc::Jalisco), "arson of 24 vehicles", Trigger::MemberCaptured, (Some(0), Some(0), Some(0), Some(0)), None, "theweek.com"),
    attack(2023, 1, "Ciudad Juárez, Chihuahua", &[8], Some(Bloc::Others), "armed assault and escape", Trigger::Prison, (Some(10), Some(0), Some(7), Some(17)), None, ""),
    attack(2023, 1, "Culiacán, Sinaloa", &[25], Some(Bloc::Sinaloa), "city siege, 19 blockades", Trigger::LeaderCaptured, (Some(10), Some(0), Some(19), Some(29)), Some(0), "pledgetimes.com"),
    attack(2023, 7, "Chilpancingo, Guerrero", &[12], Some(Bloc::GuerreroMichoacan), "mass protest, hostages", Trigger::LeaderCaptured, (None, None, None, None), None, ""),
    attack(2023, 7, "Tlajomulco, Jalisco", &[14], Some(Bloc::Jalisco), "roadside bombs", Trigger::Unknown, (None, None, None, Some(6)), None, ""),
];

/// Attacks on the state, by date.
pub fn attacks() -> &'static [Attack] {
    &ATTACKS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::states::by_code;

    #[test]
    fn attacks_are_in_order_and_in_range() {
        assert!(
            ATTACKS
                .windows(2)
                .all(|w| (w[0].year, w[0].month) <= (w[1].year, w[1].month))
        );
        for a in attacks() {
            assert!((1..=12).contains(&a.month) && (1985..=2024).contains(&a.year));
            assert!(
                !a.states.is_empty() && a.states.iter().all(|s| by_code(*s).is_some()),
                "{}",
                a.place
            );
            let parts = [a.deaths_security, a.deaths_civilian, a.deaths_gunmen];
            let known: u16 = parts.iter().flatten().sum();
            if let Some(total) = a.deaths_total {
                assert!(known <= total, "{} {}", a.year, a.place);
            }
        }
    }

    #[test]
    fn retaliation_is_fast_and_crackdowns_trigger_as_much_as_leader_operations() {
        // Stylised facts F7 and F8.
        let of_leaders = |a: &&Attack| a.trigger.is_leader_operation();
        assert_eq!(
            ATTACKS
                .iter()
                .filter(|a| a.trigger == Trigger::Crackdown)
                .count(),
            21
        );
        assert!((20..=23).contains(&ATTACKS.iter().filter(of_leaders).count()));
        let lags: Vec<u16> = ATTACKS
            .iter()
            .filter(of_leaders)
            .filter_map(|a| a.lag_days)
            .collect();
        let same_day = lags.iter().filter(|l| **l == 0).count();
        assert!(same_day * 2 > lags.len(), "{same_day} of {}", lags.len());
    }
}
