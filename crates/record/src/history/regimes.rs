//! Policy regimes: phases of the Mexican federal policy on drugs and security, December 1988 to June 2024.
//!
//! The four codes are a judgement from public reports, each with its reason; where no page was read for a
//! phase the source says what was.

use serde::Serialize;

/// A judgement on a scale of 0 (none) to 3 (strongest of the period), with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// 0 none, 1 low, 2 middle, 3 high.
    pub level: u8,
    /// Why.
    pub why: &'static str,
}

/// A phase of policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Regime {
    /// First month, as year and month 1 to 12. A phase that begins within a month has the whole of it.
    pub start: (u16, u8),
    /// Last month, in the same way.
    pub end: (u16, u8),
    /// Whose presidency.
    pub administration: &'static str,
    /// Phase of it.
    pub phase: &'static str,
    /// Targeting of leaders.
    pub leader_targeting: Code,
    /// Deployment of the armed forces against crime.
    pub military_deployment: Code,
    /// Federal police, from 2019 the National Guard.
    pub federal_police: Code,
    /// Cooperation with the United States.
    pub cooperation: Code,
    /// Intensity of the crackdown as a whole.
    pub crackdown: Code,
    /// Sites where it was read, separated by `; `; parts without a page are the compiler's own knowledge.
    pub source: &'static str,
}

const fn code(level: u8, why: &'static str) -> Code {
    Code { level, why }
}

/// All phases, by date, without gaps.
#[rustfmt::skip]
static REGIMES: [Regime; 12] = [
    Regime {
        start: (1988, 12),
        end: (1994, 11),
        administration: "Salinas",
        phase: "whole term",
        leader_targeting: code(1, "few top arrests (1989, 1993)"),
        military_deployment: code(1, "Army mainly on eradication"),
        federal_police: code(1, "Federal Judicial Police; anti-drug institute 1993"),
        cooperation: code(1, "Northern Border Response Force 1990, but abduction dispute 1990-92 and DEA rules 1992"),
        crackdown: code(1, "selective raids"),
        source: "gao.gov; latimes.com",
    },
    Regime {
        start: (1994, 12),
        end: (2000, 11),
        administration: "Zedillo",
        phase: "whole term",
        leader_targeting: code(1, "leaders of the Gulf (1996), Colima (1998) and Tijuana (2000) organisations captured"),
        military_deployment: code(2, "generals placed in drug agencies and police; role expanded"),
        federal_police: code(2, "federal preventive police created at end of 1998"),
        cooperation: code(2, "contact group and vetted units 1996-97, offset by certification fights and Casablanca"),
        crackdown: code(1, "rise in 2000 against Tijuana"),
        source: "druglibrary.net; tni.org",
    },
    Regime {
        start: (2000, 12),
        end: (2005, 5),
        administration: "Fox",
        phase: "first phase",
        leader_targeting: code(2, "leaders of four large groups captured 2001-03"),
        military_deployment: code(1, "about 30,000 soldiers on drug duty, mostly eradication"),
        federal_police: code(2, "AFI created 2001"),
        cooperation: code(2, "arrests on US leads; extraditions rise from 12 to 34 a year"),
        crackdown: code(1, "no mass deployments"),
        source: "mapinc.org; archivos.elsiglodetorreon.com.mx; banderasnews.com",
    },
    Regime {
        start: (2005, 6),
        end: (2006, 11),
        administration: "Fox",
        phase: "México Seguro",
        leader_targeting: code(1, "few top captures (that of Aug 2006 was by the US)"),
        military_deployment: code(2, "troops to Nuevo Laredo and other cities"),
        federal_police: code(2, "AFI and PFP in the operation"),
        cooperation: code(2, "ban on life-sentence extradition lifted Nov 2005; 63 extraditions in 2006"),
        crackdown: code(2, "first joint operation with Army in cities"),
        source: "estatico.jornada.com.mx; banderasnews.com",
    },
    Regime {
        start: (2006, 12),
        end: (2008, 6),
        administration: "Calderón",
        phase: "joint operations",
        leader_targeting: code(2, "mass extradition Jan 2007; a Beltrán-Leyva leader captured Jan 2008"),
        military_deployment: code(3, "45,000 soldiers in 2007"),
        federal_police: code(2, "federal police expanded"),
        cooperation: code(3, "Mérida announced Oct 2007"),
        crackdown: code(3, "ten joint operations in 18 months"),
        source: "jornada.com.mx; everycrsreport.com",
    },
    Regime {
        start: (2008, 7),
        end: (2012, 11),
        administration: "Calderón",
        phase: "kingpin list and Navy raids",
        leader_targeting: code(3, "list of 37 (Mar 2009), 25 removed by term end"),
        military_deployment: code(3, "45,000-52,690 soldiers; Navy raids from Dec 2009"),
        federal_police: code(3, "Federal Police law 2009; took over Juárez Apr 2010"),
        cooperation: code(3, "Mérida money, intelligence sharing, 85-115 extraditions a year"),
        crackdown: code(3, "highest tempo"),
        source: "latimes.com; jornada.com.mx",
    },
    Regime {
        start: (2012, 12),
        end: (2013, 12),
        administration: "Peña Nieto",
        phase: "review and single window",
        leader_targeting: code(2, "list of 122; leaders of the Zetas and of the Gulf organisation captured in 2013"),
        military_deployment: code(2, "34,529 soldiers in 2013"),
        federal_police: code(2, "federal police under interior ministry"),
        cooperation: code(1, "all contacts through one ministry; extraditions halved"),
        crackdown: code(2, "lower profile"),
        source: "puntoporpunto.com; noticiasnayarit.com",
    },
    Regime {
        start: (2014, 1),
        end: (2016, 1),
        administration: "Peña Nieto",
        phase: "Michoacán commissioner and captures",
        leader_targeting: code(3, "leaders of Sinaloa, Juárez, Beltrán-Leyva, the Templarios and the Zetas captured or killed"),
        military_deployment: code(2, "commissioner in Michoacán, Tamaulipas plan May 2014"),
        federal_police: code(2, "Gendarmerie Aug 2014"),
        cooperation: code(2, "leader of Sinaloa captured with US help, extradition refused until 2015"),
        crackdown: code(2, "regional surges"),
        source: "hilodirecto.com.mx; latintimes.com",
    },
    Regime {
        start: (2016, 2),
        end: (2018, 11),
        administration: "Peña Nieto",
        phase: "late term",
        leader_targeting: code(2, "leaders of a Beltrán-Leyva heir, of a Sinaloa faction and of the Zetas removed"),
        military_deployment: code(3, "52,807 soldiers in 2017, 54,980 in 2018"),
        federal_police: code(2, "federal police"),
        cooperation: code(3, "leader of Sinaloa extradited Jan 2017; extraditions recover"),
        crackdown: code(2, "regional surges"),
        source: "milenio.com; puntoporpunto.com",
    },
    Regime {
        start: (2018, 12),
        end: (2020, 9),
        administration: "López Obrador",
        phase: "hugs not bullets, Guard created",
        leader_targeting: code(1, "no aim at leaders declared; a leader of a Sinaloa faction released Oct 2019, the leader of Santa Rosa de Lima captured Aug 2020"),
        military_deployment: code(3, "62,954 soldiers Apr 2019; decree of May 2020"),
        federal_police: code(3, "National Guard from mid 2019"),
        cooperation: code(2, "extraditions at 53-58; FTO listing averted Dec 2019"),
        crackdown: code(1, "policy of avoiding clashes"),
        source: "jornada.com.mx; elblogdelnarco.com; upnewsinfo.com",
    },
    Regime {
        start: (2020, 10),
        end: (2022, 6),
        administration: "López Obrador",
        phase: "freeze after the arrest of a former defence minister in the US",
        leader_targeting: code(1, "leader of the Cartel del Noreste, Mar 2022, the only top capture"),
        military_deployment: code(3, "84,847 soldiers and 33,050 marines deployed in Apr 2021"),
        federal_police: code(3, "99,608 guards deployed"),
        cooperation: code(1, "law on foreign agents Dec 2020; vetted unit closed; Bicentennial Framework Oct 2021; 37 extraditions in 2021"),
        crackdown: code(1, "policy of avoiding clashes"),
        source: "incognitapro.com; aztecreports.com; elmanana.com",
    },
    Regime {
        start: (2022, 7),
        end: (2024, 6),
        administration: "López Obrador",
        phase: "selective captures for US",
        leader_targeting: code(2, "leader of the old Guadalajara organisation and two of a Sinaloa faction captured"),
        military_deployment: code(3, "about 90,000 military and 94,000 guards"),
        federal_police: code(3, "Guard moved under Army by law Sept 2022 (struck down Apr 2023)"),
        cooperation: code(2, "extraditions 78 in 2022; two of a Sinaloa faction extradited; disputes Mar-Apr 2023"),
        crackdown: code(1, "few large raids"),
        source: "eluniversal.com.mx; mgps.com.mx; elmanana.com",
    },
];

/// All phases, by date: the first begins in December 1988, each begins in the month after the one before, the
/// last ends in June 2024, where the record ends.
pub fn regimes() -> &'static [Regime] {
    &REGIMES
}

/// The phase in force in a month (1 to 12); `None` before December 1988 and after June 2024.
pub fn regime_at(year: u16, month: u8) -> Option<&'static Regime> {
    REGIMES
        .iter()
        .find(|r| r.start <= (year, month) && (year, month) <= r.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_follow_each_other_without_gaps() {
        for pair in REGIMES.windows(2) {
            let (year, month) = pair[0].end;
            let next = if month == 12 {
                (year + 1, 1)
            } else {
                (year, month + 1)
            };
            assert_eq!(pair[1].start, next);
        }
        for r in regimes() {
            assert!(r.start <= r.end && !r.administration.is_empty() && !r.source.is_empty());
            for c in [
                r.leader_targeting,
                r.military_deployment,
                r.federal_police,
                r.cooperation,
                r.crackdown,
            ] {
                assert!(c.level <= 3 && !c.why.is_empty());
            }
        }
    }

    #[test]
    fn the_phase_of_a_month_is_found() {
        assert_eq!(regime_at(1988, 11), None);
        assert_eq!(regime_at(2024, 7), None);
        assert_eq!(regime_at(1988, 12).unwrap().administration, "Salinas");
        assert_eq!(regime_at(2006, 11).unwrap().administration, "Fox");
        assert_eq!(regime_at(2006, 12).unwrap().administration, "Calderón");
        assert_eq!(regime_at(2010, 1).unwrap().leader_targeting.level, 3);
        assert_eq!(regime_at(2020, 10).unwrap().cooperation.level, 1);
        assert_eq!(regime_at(2024, 6).unwrap().administration, "López Obrador");
    }
}
