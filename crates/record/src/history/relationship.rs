//! Events in the relationship between Mexico and the United States on drugs and security, February 1985 to May 2024.
//!
//! The severity is a judgement: 3 changed cooperation for a year or more, 2 for months, 1 for a short time. Sources
//! are named by the site where the event was read, since the addresses of many reports hold names; an empty
//! source means that no page was read for the row: check it before citing.

use serde::Serialize;

/// Kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationshipKind {
    /// Any other event, such as an agreement, an extradition or a crime.
    Event,
    /// Act or vote of the US Congress.
    UsCongress,
    /// Law of the United States.
    UsLaw,
    /// Pressure by the US executive.
    UsPressure,
    /// Covert action of the United States in Mexico.
    UsCovertAction,
    /// Arrest of a Mexican official by the United States.
    UsArrestOfOfficial,
    /// Restriction by Mexico on US agents or on extradition.
    MexicanRestriction,
}

/// An event in the relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RelationshipEvent {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12; 0 where only the year is known.
    pub month: u8,
    /// What happened.
    pub event: &'static str,
    /// Kind.
    pub kind: RelationshipKind,
    /// -3 to 3: negative hurt cooperation, positive helped it, 0 neither.
    pub severity: i8,
    /// What followed, as documented.
    pub consequence: &'static str,
    /// Sites where it was read, separated by `; `; empty if no page was read.
    pub source: &'static str,
}

const fn event(
    year: u16,
    month: u8,
    kind: RelationshipKind,
    severity: i8,
    event: &'static str,
    consequence: &'static str,
    source: &'static str,
) -> RelationshipEvent {
    RelationshipEvent {
        year,
        month,
        event,
        kind,
        severity,
        consequence,
        source,
    }
}

/// All events by date; month 0 where only the year is known.
#[rustfmt::skip]
static EVENTS: [RelationshipEvent; 81] = [
    event(1985, 2, RelationshipKind::UsPressure, -2, "US slows border crossings ('Yankee blockade') to press for arrests", "arrests in March-April 1985", "time.com"),
    event(1985, 2, RelationshipKind::Event, -3, "agent of the US Drug Enforcement Administration abducted and killed in Guadalajara", "investigation by the DEA; two leaders of the Guadalajara organisation arrested; certification law of 1986", "almendron.com; politica.expansion.mx"),
    event(1985, 4, RelationshipKind::Event, 1, "leader of the Guadalajara organisation caught in Costa Rica and returned to Mexico", "pressure eases", "almendron.com"),
    event(1986, 10, RelationshipKind::UsLaw, -1, "US law requires annual drug certification", "yearly dispute until 2001", "globalsecurity.org"),
    event(1987, 0, RelationshipKind::UsCongress, -1, "first Congress resolutions against certifying Mexico (1987, 1988)", "not passed", "globalsecurity.org"),
    event(1987, 12, RelationshipKind::Event, 1, "mutual legal assistance treaty signed", "in force 1991", ""),
    event(1989, 2, RelationshipKind::Event, 1, "bilateral anti-narcotics agreement signed", "basis for cooperation under Salinas", ""),
    event(1989, 4, RelationshipKind::Event, 1, "head of the Guadalajara organisation arrested", "US praise", "latin-american.news"),
    event(1990, 0, RelationshipKind::Event, 2, "Northern Border Response Force set up with leased US helicopters", "early seizures, later limited use", "gao.gov"),
    event(1990, 4, RelationshipKind::Event, -3, "physician wanted for the killing of 1985 abducted from Guadalajara for the DEA", "threat on 18 April to end cooperation; brief suspension", "latimes.com; foxnews.com"),
    event(1991, 11, RelationshipKind::Event, -1, "soldiers kill seven federal drug police at Tlalixcoya, seen from US Customs plane", "inquiry; some officers jailed", ""),
    event(1992, 6, RelationshipKind::Event, -3, "US Supreme Court upholds jurisdiction after abduction", "Mexico writes first rules for DEA agents in 1992", "yumpu.com"),
    event(1992, 7, RelationshipKind::MexicanRestriction, -2, "Mexico sets first written rules on DEA agents", "limits on number, arms, immunity", "yumpu.com"),
    event(1993, 0, RelationshipKind::Event, -1, "Mexico takes over cost of its anti-drug programme and declines most US aid", "US aid falls to small sums until 1995", ""),
    event(1994, 1, RelationshipKind::Event, 2, "NAFTA in force", "raises cost of rupture", ""),
    event(1994, 12, RelationshipKind::Event, 1, "helicopter lease renewed and 12 added", "interdiction resumes", "gao.gov"),
    event(1995, 1, RelationshipKind::Event, 2, "US financial rescue of the peso", "goodwill of Zedillo government", ""),
    event(1996, 1, RelationshipKind::Event, 2, "leader of the Gulf organisation sent to the US as a US citizen", "precedent for handing over leaders", "ndsn.org"),
    event(1996, 3, RelationshipKind::Event, 2, "High Level Contact Group created", "joint strategy, helicopters and training", ""),
    event(1997, 0, RelationshipKind::Event, 2, "DEA-vetted Sensitive Investigative Unit founded in Mexico", "lasted to 2021", "aztecreports.com"),
    event(1997, 2, RelationshipKind::Event, -2, "arrest of the head of the Mexican anti-drug agency announced (held since 6 February)", "certification fight; agency abolished", "tni.org"),
    event(1997, 2, RelationshipKind::Event, 1, "Clinton certifies Mexico", "House revolt", "articles.chicagotribune.com"),
    event(1997, 3, RelationshipKind::UsCongress, -2, "House votes to decertify Mexico with 90-day delay", "not enacted", "tech.mit.edu"),
    event(1997, 3, RelationshipKind::UsCongress, 1, "Senate 94-5 keeps certification and asks for report", "dispute closed", "articles.chicagotribune.com"),
    event(1997, 5, RelationshipKind::Event, 2, "Clinton-Zedillo alliance against drugs", "binational strategy 1998", ""),
    event(1997, 11, RelationshipKind::Event, 1, "extradition protocol signed", "temporary surrender allowed later", ""),
    event(1998, 3, RelationshipKind::UsCongress, -1, "Senate rejects decertification 54-45", "certification stands", "edition.cnn.com; globalsecurity.org"),
    event(1998, 5, RelationshipKind::UsCovertAction, -3, "Operation Casablanca: covert US Customs sting in Mexico", "formal protest, threats to extradite agents; worst crisis since 1990", "rave.ca; mapinc.org"),
    event(1998, 7, RelationshipKind::Event, 1, "Brownsville agreement on notice of operations", "rules of notice", ""),
    event(1999, 0, RelationshipKind::Event, -1, "Mexico returns the donated UH-1H fleet", "lower air interdiction", ""),
    event(1999, 11, RelationshipKind::Event, -2, "Gulf leader threatens DEA and FBI agents in Matamoros", "rewards and indictments; manhunt to 2003", "wikisum.wiki"),
    event(1999, 12, RelationshipKind::UsLaw, 0, "US Kingpin Designation Act", "financial sanctions list", ""),
    event(2001, 1, RelationshipKind::Event, 2, "Mexican high court allows extradition of nationals", "extraditions begin to rise", ""),
    event(2001, 5, RelationshipKind::Event, 2, "first extradition of a Mexican cartel figure (a lieutenant of the Tijuana organisation)", "precedent", "latimes.com"),
    event(2001, 10, RelationshipKind::MexicanRestriction, -2, "Mexican high court bars extradition where life sentence possible", "four-year brake", "banderasnews.com"),
    event(2002, 3, RelationshipKind::Event, 1, "Smart Border accord", "border cooperation", ""),
    event(2005, 8, RelationshipKind::Event, -1, "US closes Nuevo Laredo consulate for a week", "diplomatic strain", ""),
    event(2005, 11, RelationshipKind::Event, 2, "high court lifts life-sentence bar", "63 extraditions in 2006", "banderasnews.com"),
    event(2007, 1, RelationshipKind::Event, 3, "fifteen extradited, the leader of the Gulf organisation among them", "record year; base for Mérida", "usembassy-mexico.gov"),
    event(2007, 3, RelationshipKind::Event, 2, "Calderón asks Bush for aid against cartels", "Mérida", "everycrsreport.com"),
    event(2007, 10, RelationshipKind::Event, 3, "Mérida Initiative announced", "3.5 billion dollars FY2008-21", "Congressional Research Service, R40135"),
    event(2008, 6, RelationshipKind::Event, 3, "first Mérida funds signed", "aircraft, training", "kvia.com"),
    event(2009, 3, RelationshipKind::Event, 1, "visit of the US Secretary of State: shared responsibility", "gun and demand pledges", ""),
    event(2010, 3, RelationshipKind::Event, -1, "three linked to US consulate killed in Juárez", "cabinet-level visit; arrests", "repository diegovalle/Homicide-MX-Drug-War, timelines/constants.r"),
    event(2011, 2, RelationshipKind::Event, -1, "agent of US Immigration and Customs Enforcement killed", "cross-border raids; suspects captured in months", "latimes.com"),
    event(2011, 3, RelationshipKind::Event, -2, "Fast and Furious gun-walking revealed", "Mexican inquiry and protests", "sipseystreetirregulars.blogspot.com"),
    event(2011, 3, RelationshipKind::Event, 2, "US drones reported flying over Mexico with consent", "intelligence for raids", ""),
    event(2011, 3, RelationshipKind::Event, -2, "US ambassador resigns over leaked cables", "replaced 2011", "sipseystreetirregulars.blogspot.com"),
    event(2012, 8, RelationshipKind::Event, -2, "federal police fire on US embassy vehicle at Tres Marías", "officers jailed", ""),
    event(2013, 5, RelationshipKind::Event, -1, "single-window rule for US agencies", "fewer direct contacts; extraditions fall from 115 to 54", ""),
    event(2013, 8, RelationshipKind::Event, -2, "court frees a leader of the old Guadalajara organisation", "US protest; reward; task force", "almendron.com"),
    event(2013, 9, RelationshipKind::Event, -2, "report of NSA spying on Peña Nieto", "diplomatic protest", ""),
    event(2014, 2, RelationshipKind::Event, 2, "leader of the Sinaloa organisation captured with US support", "extradition refused by Mexico", "noticiasnayarit.com"),
    event(2015, 7, RelationshipKind::Event, -2, "leader of the Sinaloa organisation escapes", "extraditions resume", "elsoldetlaxcala.com.mx"),
    event(2015, 9, RelationshipKind::Event, 2, "thirteen extradited, leaders of the Beltrán-Leyva and Gulf organisations among them", "repair after escape", ""),
    event(2016, 1, RelationshipKind::Event, 2, "leader of the Sinaloa organisation recaptured", "extradition opened", "elsoldetlaxcala.com.mx"),
    event(2017, 1, RelationshipKind::Event, 3, "leader of the Sinaloa organisation extradited", "trial and life sentence", "kvia.com"),
    event(2017, 1, RelationshipKind::Event, -2, "Peña Nieto cancels visit over wall", "cooperation continued at working level", ""),
    event(2019, 6, RelationshipKind::Event, -1, "migration deal ends tariff threat of 30 May", "National Guard sent to borders", ""),
    event(2019, 10, RelationshipKind::Event, -1, "capture of a leader of a Sinaloa faction on US request fails", "US criticism", "washingtonpost.com"),
    event(2019, 11, RelationshipKind::Event, -2, "nine members of US-Mexican families killed in Sonora", "terror-designation threat", "sputnikglobe.com"),
    event(2019, 12, RelationshipKind::Event, 1, "US holds off terror designation at Mexico's request", "extraditions accelerate early 2020 (30 in two months)", "bdnews24.com; upnewsinfo.com"),
    event(2019, 12, RelationshipKind::Event, -1, "former Mexican security minister arrested in Dallas", "used in domestic politics", ""),
    event(2020, 10, RelationshipKind::UsArrestOfOfficial, -3, "former Mexican defence minister arrested in Los Angeles", "threat to expel DEA", "washingtonpost.com"),
    event(2020, 11, RelationshipKind::Event, 2, "US drops charges and returns the former defence minister", "crisis partly eased", "aliaslam.engineer"),
    event(2020, 12, RelationshipKind::MexicanRestriction, -3, "law on foreign agents passed 329-98", "agents must report; immunity removed; operations slow", "aliaslam.engineer"),
    event(2021, 1, RelationshipKind::Event, -2, "Mexico clears the former defence minister and publishes the US file", "US Justice protest", "washingtonpost.com"),
    event(2021, 4, RelationshipKind::MexicanRestriction, -2, "vetted SIU unit closed (revealed April 2022)", "loss of trusted partner", "aztecreports.com"),
    event(2021, 10, RelationshipKind::Event, 2, "Bicentennial Framework replaces Mérida", "public-health framing", "everycrsreport.com"),
    event(2022, 3, RelationshipKind::Event, 2, "leader of the Cartel del Noreste deported to the US two days after capture", "fast handover", "newsbreak.com"),
    event(2022, 7, RelationshipKind::Event, 2, "leader of the old Guadalajara organisation captured three days after the presidents met", "extradition blocked by courts", "idahofallz.com"),
    event(2023, 1, RelationshipKind::Event, 2, "leader of a Sinaloa faction captured before a visit of the US president", "extradited in September", "pledgetimes.com"),
    event(2023, 2, RelationshipKind::Event, -1, "former Mexican security minister convicted in New York", "political use", ""),
    event(2023, 3, RelationshipKind::Event, -2, "four US citizens abducted in Matamoros, two killed", "calls for military force", "admin.radioformula.com.mx"),
    event(2023, 3, RelationshipKind::Event, -2, "López Obrador rejects foreign forces", "no change in cooperation", "washingtontimes.com"),
    event(2023, 4, RelationshipKind::Event, -1, "indictments of the leaders of a Sinaloa faction after DEA infiltration", "protest on 17 April", "aztecreports.com"),
    event(2023, 4, RelationshipKind::Event, -2, "López Obrador denounces DEA as abusive interference", "new limits threatened", "newsrnd.com"),
    event(2023, 9, RelationshipKind::Event, 2, "leader of a Sinaloa faction extradited", "US thanks", "americanlawreporter.com"),
    event(2023, 10, RelationshipKind::Event, 1, "high-level security dialogue on fentanyl in Mexico City", "joint commitments", ""),
    event(2024, 1, RelationshipKind::Event, -2, "press reports on DEA inquiry into 2006 campaign money", "López Obrador protests", ""),
    event(2024, 5, RelationshipKind::Event, 2, "security chief of a Sinaloa faction extradited", "US thanks", "americanlawreporter.com"),
];

/// Events in the relationship, by date; those of which only the year is known come first in their year.
pub fn relationship_events() -> &'static [RelationshipEvent] {
    &EVENTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_in_order_and_in_range() {
        assert!(
            EVENTS
                .windows(2)
                .all(|w| (w[0].year, w[0].month) <= (w[1].year, w[1].month))
        );
        for e in relationship_events() {
            assert!(
                e.month <= 12 && (1985..=2024).contains(&e.year) && (-3..=3).contains(&e.severity)
            );
            assert!(!e.event.is_empty() && !e.consequence.is_empty());
        }
    }

    #[test]
    fn restrictions_and_covert_acts_hurt() {
        use RelationshipKind::{MexicanRestriction, UsArrestOfOfficial, UsCovertAction};
        let unilateral = [MexicanRestriction, UsArrestOfOfficial, UsCovertAction];
        let of: Vec<_> = EVENTS
            .iter()
            .filter(|e| unilateral.contains(&e.kind))
            .collect();
        assert!(of.len() >= 5 && of.iter().all(|e| e.severity <= -2));
        // Stylised fact F9: the three unilateral acts that brought sharp restrictions.
        for (year, month) in [(1990, 4), (1998, 5), (2020, 10)] {
            assert!(
                EVENTS
                    .iter()
                    .any(|e| (e.year, e.month, e.severity) == (year, month, -3))
            );
        }
    }
}
