//! What was done and what followed, as dated public facts by month, bloc and state.
//!
//! | what | function |
//! | --- | --- |
//! | leaders removed, joint operations | [`removals`], [`deployments`] |
//! | phases of policy | [`regimes`], [`regime_at`] |
//! | events between Mexico and the United States | [`relationship_events`] |
//! | attacks on the state | [`attacks`] |
//! | soldiers on duty against crime | [`troops`], [`troop_counts`] |
//! | where each bloc was | [`presence`], [`weight`] |
//! | counts of groups, dated splits | [`group_counts`], [`counters`], [`splits`], [`months_to_split`] |
//!
//! Input for models that are run over the past. Counts only; the program needs no names.

mod attacks;
mod deployments;
mod groups;
mod presence;
mod regimes;
mod relationship;
mod removals;
mod troops;

pub use attacks::{Attack, Trigger, attacks};
pub use groups::{
    Counter, GroupCount, NewGroup, Split, counters, group_counts, months_to_split, splits,
};
pub use presence::{Period, presence, weight};
pub use regimes::{Code, Regime, regime_at, regimes};
pub use relationship::{RelationshipEvent, RelationshipKind, relationship_events};
pub use troops::{Troops, troop_counts, troops};

use serde::Serialize;

/// A family of armed groups with a common origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bloc {
    /// Sinaloa and its factions.
    Sinaloa,
    /// Jalisco (CJNG), its forerunner Milenio and its splits.
    Jalisco,
    /// Gulf and its factions, with the Zetas while they were its armed wing.
    Gulf,
    /// Zetas and heirs.
    Zetas,
    /// Beltrán-Leyva and heirs.
    BeltranLeyva,
    /// Juárez and its gangs.
    Juarez,
    /// Tijuana and its breakaway.
    Tijuana,
    /// La Familia, Templarios and heirs.
    LaFamilia,
    /// Local groups of Guerrero and Michoacán.
    GuerreroMichoacan,
    /// Local groups of Guanajuato.
    Guanajuato,
    /// Local groups of Mexico City.
    MexicoCity,
    /// All others, the Guadalajara organisation of the 1980s among them.
    Others,
}

impl Bloc {
    /// All blocs, in the order in which they are declared.
    pub const ALL: [Self; 12] = [
        Self::Sinaloa,
        Self::Jalisco,
        Self::Gulf,
        Self::Zetas,
        Self::BeltranLeyva,
        Self::Juarez,
        Self::Tijuana,
        Self::LaFamilia,
        Self::GuerreroMichoacan,
        Self::Guanajuato,
        Self::MexicoCity,
        Self::Others,
    ];

    /// Name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sinaloa => "Sinaloa",
            Self::Jalisco => "Jalisco",
            Self::Gulf => "Gulf",
            Self::Zetas => "Zetas and heirs",
            Self::BeltranLeyva => "Beltrán-Leyva heirs",
            Self::Juarez => "Juárez",
            Self::Tijuana => "Tijuana",
            Self::LaFamilia => "La Familia and heirs",
            Self::GuerreroMichoacan => "Guerrero-Michoacán locals",
            Self::Guanajuato => "Guanajuato locals",
            Self::MexicoCity => "Mexico City locals",
            Self::Others => "Others",
        }
    }

    /// Year in which it first was a group of its own, for those that were not about 2000. Sources: dated splits
    /// ([`splits`]) for La Familia (expelled the Zetas in 2006), Beltrán-Leyva (left Sinaloa in 2008), the Zetas (left the Gulf
    /// in 2010) and the groups of Guerrero (left Beltrán-Leyva at the end of 2010: sr490.com); Santa Rosa de Lima, 2014
    /// (eluniversal.com.mx).
    pub const fn first_year(self) -> Option<u16> {
        match self {
            Self::LaFamilia => Some(2006),
            Self::BeltranLeyva => Some(2008),
            Self::Zetas | Self::GuerreroMichoacan => Some(2010),
            Self::Guanajuato => Some(2014),
            _ => None,
        }
    }

    /// Position in [`Bloc::ALL`], 0 to 11.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Place in the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// Leader or co-leader of the group or of a named faction.
    Top,
    /// Below that.
    Lieutenant,
}

/// How a leader was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Captured, or surrendered.
    Captured,
    /// Killed by forces of the state.
    Killed,
}

/// Leaders removed by the state in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Removal {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12; 0 where only the year is known.
    pub month: u8,
    /// Bloc that lost them.
    pub bloc: Bloc,
    /// Rank.
    pub rank: Rank,
    /// Way.
    pub how: How,
    /// How many.
    pub count: u8,
    /// Sites where it was read, separated by `; `; empty if no page was read.
    pub source: &'static str,
}

/// The start of a joint operation or large deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Deployment {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Name of the operation.
    pub operation: &'static str,
    /// INEGI codes of the states; empty for the whole country.
    pub states: &'static [u8],
    /// Forces at the start, in the words of the source; empty if not stated.
    pub forces: &'static str,
    /// Where it was read; empty if no page was read.
    pub source: &'static str,
}

/// Leaders removed by the state, by date.
pub fn removals() -> &'static [Removal] {
    &removals::REMOVALS
}

/// Joint operations and large deployments, by date.
pub fn deployments() -> &'static [Deployment] {
    &deployments::DEPLOYMENTS
}

/// Leaders of a rank that the state removed in a year.
pub fn removed_in(year: u16, rank: Rank) -> u32 {
    removals()
        .iter()
        .filter(|r| r.year == year && r.rank == rank)
        .map(|r| u32::from(r.count))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::states::by_code;

    #[test]
    fn blocs_are_at_their_index() {
        for (k, bloc) in Bloc::ALL.into_iter().enumerate() {
            assert_eq!(bloc.index(), k);
        }
    }

    #[test]
    fn dates_are_in_order_and_in_range() {
        assert!(
            removals()
                .windows(2)
                .all(|w| (w[0].year, w[0].month) <= (w[1].year, w[1].month))
        );
        assert!(
            removals()
                .iter()
                .all(|r| r.month <= 12 && r.count > 0 && (1985..=2024).contains(&r.year))
        );
        assert!(
            deployments()
                .windows(2)
                .all(|w| (w[0].year, w[0].month) <= (w[1].year, w[1].month))
        );
        for d in deployments() {
            assert!((1..=12).contains(&d.month) && d.states.iter().all(|s| by_code(*s).is_some()));
        }
    }

    #[test]
    fn the_tempo_by_regime_is_as_published() {
        // Stylised fact F1, a year, all ranks and top rank: 9.5 and 3.3 in 2007-12, 8.2 and 4.5 in
        // 2013-18, 3.6 and 1.6 in 2019-23.
        for (first, last, all, top) in [
            (2007, 2012, 9.5, 3.3),
            (2013, 2018, 8.2, 4.5),
            (2019, 2023, 3.6, 1.6),
        ] {
            let years = f64::from(last - first + 1);
            let sum = |rank| (first..=last).map(|y| removed_in(y, rank)).sum::<u32>();
            let tops = f64::from(sum(Rank::Top)) / years;
            let everyone = f64::from(sum(Rank::Top) + sum(Rank::Lieutenant)) / years;
            assert!((tops - top).abs() <= 0.1, "{first}-{last}: {tops} top");
            assert!(
                (everyone - all).abs() <= 0.1,
                "{first}-{last}: {everyone} in all"
            );
        }
    }
}
