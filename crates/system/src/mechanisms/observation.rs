//! What is counted is not what happens: each publisher's figures follow from latent deaths by its own share.
//!
//! ```text
//! INEGI      o_i · homicides                     death certificates
//! SESNSP     o_s · INEGI                         victims in case files
//! UCDP       o_u · deaths in fights between groups, and all with the state
//! ```
//!
//! Sources: the definitions in the record (`aftermath evidence list`): INEGI and SESNSP differ by up to a tenth in
//! years in which both exist; UCDP codes events that reports attribute to organised groups.

use crate::parameters::Parameters;
use numerics::lanes::Lanes;

/// Observed counterparts of latent deaths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts<const L: usize> {
    /// Registered by INEGI.
    pub inegi: Lanes<L>,
    /// Counted by SESNSP.
    pub sesnsp: Lanes<L>,
    /// Coded by UCDP.
    pub ucdp: Lanes<L>,
}

/// What publishers would count.
#[inline(always)]
pub fn counts<const L: usize>(
    p: &Parameters<L>,
    homicides: Lanes<L>,
    between_groups: Lanes<L>,
    with_state: Lanes<L>,
) -> Counts<L> {
    let inegi = p.inegi_share * homicides;
    Counts {
        inegi,
        sesnsp: p.sesnsp_ratio * inegi,
        ucdp: p.ucdp_share * between_groups + with_state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;

    #[test]
    fn with_full_coverage_counts_are_what_happens() {
        let mut p = typical::<1>();
        p.inegi_share = Lanes::ONE;
        p.sesnsp_ratio = Lanes::ONE;
        p.ucdp_share = Lanes::ONE;
        let c = counts(&p, Lanes([30.0]), Lanes([10.0]), Lanes([2.0]));
        assert_eq!((c.inegi[0], c.sesnsp[0], c.ucdp[0]), (30.0, 30.0, 12.0));
    }
}
