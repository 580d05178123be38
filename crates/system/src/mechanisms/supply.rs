//! Laboratories are lost and rebuilt; stocks bridge weeks; supply moves elsewhere.
//!
//! Amounts in units of a week's use in 2023.
//!
//! ```text
//! laboratories        N_s' = (N*_s − N_s) ln 2/h − destroyed              N*_s = L w_s
//!                     disperse: what is found falls by e^{−d (1 − N/L)};  off: nothing is rebuilt
//! capacity            k N/L                                               k slack
//! export capacity     X' = (1 − X) ln 2/h_x − destroyed
//! made                min(wanted, capacity) (1 − π c), c precursors stopped;   wanted = use + (stock short)/8 weeks, before seizure
//! shipped             min(stock in Mexico, wanted, k X)
//! seized              share s of what is shipped:  odds(s) = odds_0 e^{i a} B^b    B the channel of border control
//! from elsewhere      f' = (f* − f) ln 2/h_f;  f* = ε ln P (P > 1) + relocated share of lost laboratories
//! ```
//!
//! a effort of interdiction in doublings, less what routes have adapted to; likewise c. Sources: stock, slack,
//! rebuilding and laboratories are essentially unknown (evidence summary, item 4); only a ninth of raided
//! laboratories were at work (C26), which means slack; shocks at a choke point were real and short (D05, D08);
//! shooting down aircraft moved the crop abroad (C30, C31); interdiction at most modest effects (D01, D02).

use super::market::Market;
use super::relationship::{Channel, Relationship};
use super::{ByState, kept};
use crate::forms::Supply as Form;
use crate::parameters::Parameters;
use numerics::lanes::Lanes;

/// Weeks over which a shortage of stock is made up.
const RESTOCK_WEEKS: f64 = 8.0;

/// The chain from laboratory to border.
#[derive(Clone, Debug)]
pub struct Chain<const L: usize> {
    /// N by state.
    pub laboratories: ByState<L>,
    /// X, export capacity, 1 undamaged.
    pub export: Lanes<L>,
    /// Stock in Mexico, weeks of use.
    pub stock: Lanes<L>,
    /// Supply from elsewhere, weeks of use a week.
    pub foreign: Lanes<L>,
    /// Made in the last step, relative to 2023.
    pub made: Lanes<L>,
    /// Crossed the border in the last step, relative to 2023.
    pub crossed: Lanes<L>,
    /// Seized in the last step, relative to 2023.
    pub seized: Lanes<L>,
    /// Share seized.
    pub seizure_share: Lanes<L>,
    relocated: Lanes<L>,
    precursors_adapted: Lanes<L>,
    routes_adapted: Lanes<L>,
    kept_damage: Lanes<L>,
    kept_export: Lanes<L>,
    kept_foreign: Lanes<L>,
    kept_precursors: Lanes<L>,
    kept_routes: Lanes<L>,
    step_weeks: f64,
}

/// What is done to the chain in a step.
#[derive(Clone, Copy, Debug)]
pub struct Pressure<'a, const L: usize> {
    /// Laboratories at work destroyed, by state, if any.
    pub destroyed: Option<&'a [Lanes<L>]>,
    /// Share of export capacity destroyed.
    pub export_destroyed: Lanes<L>,
    /// Interdiction, doublings of effort.
    pub interdiction: Lanes<L>,
    /// Share of diverted precursors stopped.
    pub precursors: Lanes<L>,
}

impl<const L: usize> Chain<L> {
    /// The chain in balance.
    pub fn new(share: &[f64], p: &Parameters<L>, step_weeks: f64) -> Self {
        Self {
            laboratories: share.iter().map(|w| p.laboratories.scale(*w)).collect(),
            export: Lanes::ONE,
            stock: p.inventory_weeks.scale(0.5),
            foreign: Lanes::ZERO,
            made: Lanes::ONE,
            crossed: Lanes::ONE,
            seized: Lanes::ONE,
            seizure_share: p.seizure_share,
            relocated: Lanes::ZERO,
            precursors_adapted: Lanes::ZERO,
            routes_adapted: Lanes::ZERO,
            kept_damage: kept(p.rebuild_half_life_weeks, step_weeks),
            kept_export: kept(p.export_recovery_half_life_weeks, step_weeks),
            kept_foreign: kept(p.relocation_half_life_weeks, step_weeks),
            kept_precursors: kept(p.precursor_adaptation_half_life_weeks, step_weeks),
            kept_routes: kept(p.route_adaptation_half_life_weeks, step_weeks),
            step_weeks,
        }
    }

    /// All laboratories at work.
    #[inline(always)]
    pub fn all(&self) -> Lanes<L> {
        self.laboratories
            .iter()
            .fold(Lanes::ZERO, |sum, n| sum + *n)
    }

    /// A step: what is made, seized and delivered.
    #[inline(always)]
    pub fn step(
        &mut self,
        form: Form,
        p: &Parameters<L>,
        share: &[f64],
        pressure: Pressure<'_, L>,
        relationship: &Relationship<L>,
        market: &Market<L>,
    ) {
        let before = self.all().over_positive(p.laboratories, 0.0);
        let lost = (Lanes::ONE - before).clamp(0.0, 1.0);
        let harder = match form {
            Form::Disperse => (p.dispersal_per_loss * lost).scale(-1.0).exp(),
            _ => Lanes::ONE,
        };
        let mut laboratories = Lanes::ZERO;
        for (state, n) in self.laboratories.iter_mut().enumerate() {
            let full = p.laboratories.scale(share[state]);
            if form != Form::Off {
                *n = full + (*n - full) * self.kept_damage;
            }
            if let Some(destroyed) = pressure.destroyed {
                *n = (*n - destroyed[state] * harder).max(Lanes::ZERO);
            }
            laboratories += *n;
        }
        let at_work = laboratories.over_positive(p.laboratories, 0.0);
        let rebuilt = if form == Form::Off {
            Lanes::ONE
        } else {
            self.kept_export
        };
        self.export = Lanes::ONE + (self.export - Lanes::ONE) * rebuilt;
        self.export = (self.export * (Lanes::ONE - pressure.export_destroyed)).clamp(0.0, 1.0);

        // Controls lose their effect as others adapt, and groups relax when they end.
        self.precursors_adapted = pressure.precursors
            + (self.precursors_adapted - pressure.precursors) * self.kept_precursors;
        let stopped = (pressure.precursors - self.precursors_adapted).clamp(0.0, 1.0);
        self.routes_adapted = pressure.interdiction
            + (self.routes_adapted - pressure.interdiction) * self.kept_routes;
        let effort = (pressure.interdiction - self.routes_adapted).max(Lanes::ZERO);

        let border = relationship.effect(Channel::Border, p.border_elasticity);
        let odds = p.seizure_share / (Lanes::ONE - p.seizure_share)
            * (p.interdiction_effect * effort).exp()
            * border;
        self.seizure_share = odds / (Lanes::ONE + odds);
        let through = Lanes::ONE - self.seizure_share;
        let usual_through = Lanes::ONE - p.seizure_share;

        if form == Form::Relocate {
            let target = p.relocation_share * (Lanes::ONE - at_work).clamp(0.0, 1.0);
            // What has moved abroad stays there.
            self.relocated = self
                .relocated
                .max(target + (self.relocated - target) * self.kept_foreign);
        }
        let attracted = p.foreign_elasticity * market.price.max(Lanes::ONE).ln();
        self.foreign = attracted + (self.foreign - attracted) * self.kept_foreign;
        let elsewhere = (self.foreign + self.relocated).max(Lanes::ZERO);

        // Amounts before seizure are in units of what is shipped in 2023.
        let half = p.inventory_weeks.scale(0.5);
        let short_there = (half - market.stock).scale(1.0 / RESTOCK_WEEKS);
        let wanted_there = (market.used + short_there - elsewhere).max(Lanes::ZERO);
        let wanted = wanted_there * usual_through / through;
        let short_here = (half - self.stock).scale(1.0 / RESTOCK_WEEKS);
        // Spare laboratories do not replace missing precursors.
        let supplied = (Lanes::ONE - p.precursor_dependence * stopped).max(Lanes::ZERO);
        let possible = p.capacity_slack * at_work;
        self.made = (wanted + short_here).max(Lanes::ZERO).min(possible) * supplied;
        let stock = self.stock + self.made.scale(self.step_weeks);
        let shipped = wanted
            .min(p.capacity_slack * self.export)
            .min(stock.scale(1.0 / self.step_weeks));
        self.stock = (stock - shipped.scale(self.step_weeks)).max(Lanes::ZERO);
        self.seized = shipped * self.seizure_share / p.seizure_share;
        self.crossed = shipped * through / usual_through + elsewhere;
    }

    /// Supply from elsewhere, relative to the flow of 2023.
    #[inline(always)]
    pub fn elsewhere(&self) -> Lanes<L> {
        (self.foreign + self.relocated).max(Lanes::ZERO)
    }
}
