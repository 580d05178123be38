//! What comes out: the outcomes, in the order of the series, with their units.

use engine::describe::{Better, Measure, Outcome, Places};

/// Number of an outcome in [`OUTCOMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Id {
    /// Homicides in Mexico.
    Homicides,
    /// Homicides in fights between groups.
    HomicidesBetweenGroups,
    /// Deaths in fights with the state: members, soldiers, police and bystanders.
    HomicidesWithState,
    /// Civilians killed by predation.
    HomicidesOfCivilians,
    /// Homicides without organised crime.
    HomicidesBackground,
    /// Deaths in fights between fragments of one bloc.
    DeathsWithinBlocs,
    /// Deaths in fights between different blocs.
    DeathsBetweenBlocs,
    /// Deaths in fights between two blocs or within one, by pair: see [`dyad`].
    DeathsByDyad,
    /// Civilians killed by force itself: strikes, clashes and attacks.
    CiviliansKilledByForce,
    /// Soldiers and police killed.
    SecurityDeaths,
    /// Attacks on the state.
    AttacksOnState,
    /// Members of armed groups.
    Members,
    /// Independent armed groups.
    Fragments,
    /// Concentration of members (HHI) within states.
    Concentration,
    /// Capacity to do violence: members weighted by hostility, 2000 = 1.
    CapacityForViolence,
    /// Leaders removed.
    LeadersRemoved,
    /// Territory where the state is present.
    Presence,
    /// Laboratories at work in Mexico.
    Laboratories,
    /// Fentanyl made in Mexico, 2023 = 1.
    Production,
    /// Fentanyl that enters the United States, 2023 = 1.
    Flow,
    /// Fentanyl seized on the way, 2023 = 1.
    Seized,
    /// Fentanyl from outside Mexico, share of the flow of 2023.
    ForeignSupply,
    /// Retail price of fentanyl, 2023 = 1.
    Price,
    /// Purity of fentanyl, 2023 = 1.
    Purity,
    /// Fentanyl used in the United States, 2023 = 1.
    Consumption,
    /// Overdose deaths from synthetic opioids in the United States.
    OverdoseDeaths,
    /// Cooperation between the United States and Mexico, mean of four channels, 2023 = 1.
    Cooperation,
    /// Channel: intelligence, 2023 = 1.
    ChannelIntelligence,
    /// Channel: extradition, 2023 = 1.
    ChannelExtradition,
    /// Channel: joint operations, 2023 = 1.
    ChannelJointOperations,
    /// Channel: border control, 2023 = 1.
    ChannelBorder,
    /// US persons killed or hurt in retaliation.
    UsPersonsHarmed,
    /// People displaced in Mexico.
    Displaced,
    /// Strikes carried out.
    Strikes,
    /// Members arrested.
    Arrests,
    /// People recruited.
    Recruits,
    /// Members killed.
    MembersKilled,
    /// Homicides as INEGI registers them.
    ObservedInegi,
    /// Homicide victims as SESNSP counts them.
    ObservedSesnsp,
    /// Deaths that UCDP codes as organised violence.
    ObservedUcdp,
}

impl Id {
    /// All, in order.
    pub const ALL: [Self; 40] = [
        Self::Homicides,
        Self::HomicidesBetweenGroups,
        Self::HomicidesWithState,
        Self::HomicidesOfCivilians,
        Self::HomicidesBackground,
        Self::DeathsWithinBlocs,
        Self::DeathsBetweenBlocs,
        Self::DeathsByDyad,
        Self::CiviliansKilledByForce,
        Self::SecurityDeaths,
        Self::AttacksOnState,
        Self::Members,
        Self::Fragments,
        Self::Concentration,
        Self::CapacityForViolence,
        Self::LeadersRemoved,
        Self::Presence,
        Self::Laboratories,
        Self::Production,
        Self::Flow,
        Self::Seized,
        Self::ForeignSupply,
        Self::Price,
        Self::Purity,
        Self::Consumption,
        Self::OverdoseDeaths,
        Self::Cooperation,
        Self::ChannelIntelligence,
        Self::ChannelExtradition,
        Self::ChannelJointOperations,
        Self::ChannelBorder,
        Self::UsPersonsHarmed,
        Self::Displaced,
        Self::Strikes,
        Self::Arrests,
        Self::Recruits,
        Self::MembersKilled,
        Self::ObservedInegi,
        Self::ObservedSesnsp,
        Self::ObservedUcdp,
    ];
}

/// Blocs that outcomes tell apart.
pub const BLOCS: usize = 12;
/// Pairs of blocs, each with itself among them.
pub const DYADS: usize = BLOCS * (BLOCS + 1) / 2;

/// Number of the pair of blocs `a` and `b` among the places of [`Id::DeathsByDyad`], with `a` at most `b`.
pub const fn dyad(a: usize, b: usize) -> usize {
    b * (b + 1) / 2 + a
}

/// All outcomes.
pub static OUTCOMES: [Outcome; 40] = [
    Outcome {
        id: "homicides",
        title: "Homicides in Mexico",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::All,
    },
    Outcome {
        id: "homicides_between_groups",
        title: "Homicides in fights between groups",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "homicides_with_state",
        title: "Deaths in fights with the state: members, soldiers, police and bystanders",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "homicides_of_civilians",
        title: "Civilians killed by predation",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "homicides_background",
        title: "Homicides without organised crime",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "deaths_within_blocs",
        title: "Deaths in fights between fragments of one bloc",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "deaths_between_blocs",
        title: "Deaths in fights between different blocs",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "deaths_by_dyad",
        title: "Deaths in fights by pair of blocs",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::Own(DYADS),
    },
    Outcome {
        id: "civilians_killed_by_force",
        title: "Civilians killed by force itself: strikes, clashes and attacks",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::All,
    },
    Outcome {
        id: "security_deaths",
        title: "Soldiers and police killed",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "attacks_on_state",
        title: "Attacks on the state",
        unit: "attacks a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "members",
        title: "Members of armed groups",
        unit: "people",
        better: Better::Lower,
        measure: Measure::Level,
        places: Places::All,
    },
    Outcome {
        id: "fragments",
        title: "Independent armed groups",
        unit: "groups",
        better: Better::Neither,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "concentration",
        title: "Concentration of members (HHI) within states",
        unit: "share",
        better: Better::Neither,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "capacity_for_violence",
        title: "Capacity to do violence: members weighted by hostility, 2000 = 1",
        unit: "index",
        better: Better::Lower,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "leaders_removed",
        title: "Leaders removed",
        unit: "leaders a month",
        better: Better::Neither,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "presence",
        title: "Territory where the state is present",
        unit: "share",
        better: Better::Higher,
        measure: Measure::Level,
        places: Places::All,
    },
    Outcome {
        id: "laboratories",
        title: "Laboratories at work in Mexico",
        unit: "sites",
        better: Better::Lower,
        measure: Measure::Level,
        places: Places::All,
    },
    Outcome {
        id: "production",
        title: "Fentanyl made in Mexico, 2023 = 1",
        unit: "index",
        better: Better::Lower,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "flow",
        title: "Fentanyl that enters the United States, 2023 = 1",
        unit: "index",
        better: Better::Lower,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "seized",
        title: "Fentanyl seized on the way, 2023 = 1",
        unit: "index",
        better: Better::Neither,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "foreign_supply",
        title: "Fentanyl from outside Mexico, share of the flow of 2023",
        unit: "index",
        better: Better::Neither,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "price",
        title: "Retail price of fentanyl, 2023 = 1",
        unit: "index",
        better: Better::Higher,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "purity",
        title: "Purity of fentanyl, 2023 = 1",
        unit: "index",
        better: Better::Neither,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "consumption",
        title: "Fentanyl used in the United States, 2023 = 1",
        unit: "index",
        better: Better::Lower,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "overdose_deaths",
        title: "Overdose deaths from synthetic opioids in the United States",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "cooperation",
        title: "Cooperation between the United States and Mexico, mean of four channels, 2023 = 1",
        unit: "index",
        better: Better::Higher,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "channel_intelligence",
        title: "Channel: intelligence, 2023 = 1",
        unit: "index",
        better: Better::Higher,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "channel_extradition",
        title: "Channel: extradition, 2023 = 1",
        unit: "index",
        better: Better::Higher,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "channel_joint_operations",
        title: "Channel: joint operations, 2023 = 1",
        unit: "index",
        better: Better::Higher,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "channel_border",
        title: "Channel: border control, 2023 = 1",
        unit: "index",
        better: Better::Higher,
        measure: Measure::Level,
        places: Places::First,
    },
    Outcome {
        id: "us_persons_harmed",
        title: "US persons killed or hurt in retaliation",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "displaced",
        title: "People displaced in Mexico",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::All,
    },
    Outcome {
        id: "strikes",
        title: "Strikes carried out",
        unit: "strikes a month",
        better: Better::Neither,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "arrests",
        title: "Members arrested",
        unit: "people a month",
        better: Better::Neither,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "recruits",
        title: "People recruited",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "members_killed",
        title: "Members killed",
        unit: "people a month",
        better: Better::Neither,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "observed_inegi",
        title: "Homicides as INEGI registers them",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::All,
    },
    Outcome {
        id: "observed_sesnsp",
        title: "Homicide victims as SESNSP counts them",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
    Outcome {
        id: "observed_ucdp",
        title: "Deaths that UCDP codes as organised violence",
        unit: "people a month",
        better: Better::Lower,
        measure: Measure::Flow,
        places: Places::First,
    },
];
