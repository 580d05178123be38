//! Price, purity and use follow costs and stocks.
//!
//! ```text
//! stock            U' = arrivals − use,  U* half of the stock along the chain
//! price            inventory:  P = C (U*/U)^φ,  C = ((1 − s_0)/(1 − s))^a        a pass-through
//!                  Becker-Murphy-Grossman:  C = [(1 + Θ) c + Θ F]/[the same at Θ_0],  Θ = s/(1 − s)
//!                  off: P = 1
//! use              Q = P^{−e}, never more than the stock
//! purity           q = min(1, U/U*)^ψ
//! earnings         R = 1 + g (P Q − 1)           g the share of fentanyl in what groups earn
//! ```
//!
//! s the share seized, c = 1 and F = 2 unit cost and penalty as in the worked example of the model's table.
//! Sources: Becker, Murphy & Grossman, *JPE* 114:38 (2006); Reuter & Kleiman 1986 for costs that are added and
//! not multiplied (evidence ledger D04); tripled price and purity down to a fifth after a precursor shock, D05.

use crate::forms::Price;
use crate::parameters::Parameters;
use numerics::lanes::Lanes;

/// c and F of Becker, Murphy & Grossman: unit cost 1, penalty 2.
const UNIT_COST: f64 = 1.0;
const PENALTY: f64 = 2.0;
/// Prices are held within this factor: beyond it no elasticity was ever measured.
const LARGEST_PRICE: f64 = 20.0;

/// The retail market in the United States; amounts in weeks of use in 2023.
#[derive(Clone, Debug)]
pub struct Market<const L: usize> {
    /// U.
    pub stock: Lanes<L>,
    /// P, 2023 = 1.
    pub price: Lanes<L>,
    /// Q, 2023 = 1.
    pub used: Lanes<L>,
    /// q, 2023 = 1.
    pub purity: Lanes<L>,
    step_weeks: f64,
}

impl<const L: usize> Market<L> {
    /// The market of 2023.
    pub fn new(p: &Parameters<L>, step_weeks: f64) -> Self {
        Self {
            stock: p.inventory_weeks.scale(0.5),
            price: Lanes::ONE,
            used: Lanes::ONE,
            purity: Lanes::ONE,
            step_weeks,
        }
    }

    /// A step with arrivals (relative to 2023) and the share seized on the way.
    #[inline(always)]
    pub fn step(&mut self, form: Price, p: &Parameters<L>, arrivals: Lanes<L>, seized: Lanes<L>) {
        let normal = p.inventory_weeks.scale(0.5);
        self.stock = (self.stock + (arrivals - self.used).scale(self.step_weeks)).max(Lanes::ZERO);
        let full = self.stock.over_positive(normal, 1.0).clamp(1e-4, 2.0);
        let scarcity = full.ln();
        if form != Price::Off {
            let cost = cost(form, p, seized);
            let price = (cost - p.price_inventory_elasticity * scarcity).exp();
            self.price = price.clamp(1.0 / LARGEST_PRICE, LARGEST_PRICE);
        }
        let wanted = (self.price.ln() * p.demand_elasticity).scale(-1.0).exp();
        self.used = wanted.min(self.stock.scale(1.0 / self.step_weeks));
        self.purity = (scarcity.min(Lanes::ZERO) * p.purity_elasticity).exp();
    }

    /// R, earnings of the trade relative to 2023.
    #[inline(always)]
    pub fn earnings(&self, p: &Parameters<L>) -> Lanes<L> {
        Lanes::ONE + p.fentanyl_earnings_share * (self.price * self.used - Lanes::ONE)
    }
}

/// ln C: logarithm of the cost that sellers pass on, relative to 2023.
#[inline(always)]
fn cost<const L: usize>(form: Price, p: &Parameters<L>, seized: Lanes<L>) -> Lanes<L> {
    match form {
        Price::Inventory => {
            let dearer = ((Lanes::ONE - p.seizure_share) / (Lanes::ONE - seized)).ln();
            p.source_cost_pass_through * dearer
        }
        Price::BeckerMurphyGrossman => {
            let price = |s: Lanes<L>| {
                let odds = s / (Lanes::ONE - s);
                (Lanes::ONE + odds).scale(UNIT_COST) + odds.scale(PENALTY)
            };
            (price(seized) / price(p.seizure_share)).ln()
        }
        Price::Off => Lanes::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::super::relationship::{CHANNELS, Relationship};
    use super::super::supply::{Chain, Pressure};
    use super::*;
    use crate::forms::{Answer, Supply};
    use crate::parameters::tests::typical;
    use engine::Streams;
    use numerics::elementary::exp;

    const STREAMS: [Streams; 1] = [Streams {
        seed: 2,
        draw: 0,
        replicate: 0,
    }];

    /// Runs chain and market for some weeks; returns them.
    fn run(
        p: &Parameters<1>,
        supply: Supply,
        price: Price,
        weeks: usize,
        pressure: impl Fn(usize) -> (f64, f64, f64, f64),
    ) -> (Chain<1>, Market<1>) {
        let share = [0.5, 0.5];
        let mut chain = Chain::new(&share, p, 1.0);
        let mut market = Market::new(p, 1.0);
        let mut relationship = Relationship::new(Answer::Off, p, &STREAMS, 1.0);
        let one = [Lanes::ONE; CHANNELS];
        for week in 0..weeks {
            relationship.step(Answer::Off, p, Lanes::ZERO, Lanes::ZERO, &one);
            let (labs, export, interdiction, precursors) = pressure(week);
            let destroyed = [Lanes([labs]), Lanes([labs])];
            let pressure = Pressure {
                destroyed: Some(&destroyed),
                export_destroyed: Lanes([export]),
                interdiction: Lanes([interdiction]),
                precursors: Lanes([precursors]),
            };
            chain.step(supply, p, &share, pressure, &relationship, &market);
            market.step(price, p, chain.crossed, chain.seizure_share);
        }
        (chain, market)
    }

    const NOTHING: fn(usize) -> (f64, f64, f64, f64) = |_| (0.0, 0.0, 0.0, 0.0);

    #[test]
    fn undisturbed_the_market_of_2023_goes_on() {
        for price in [Price::Inventory, Price::BeckerMurphyGrossman, Price::Off] {
            let (chain, market) = run(&typical(), Supply::Rebuild, price, 500, NOTHING);
            for value in [
                chain.made,
                chain.crossed,
                chain.seized,
                market.price,
                market.used,
                market.purity,
            ] {
                assert!((value[0] - 1.0).abs() < 1e-9, "{price:?} {value:?}");
            }
        }
    }

    #[test]
    fn what_is_made_goes_into_stock_is_seized_or_used() {
        let p = typical::<1>();
        let share = [1.0];
        let mut chain = Chain::new(&share, &p, 1.0);
        let mut market = Market::new(&p, 1.0);
        let mut relationship = Relationship::new(Answer::Off, &p, &STREAMS, 1.0);
        relationship.step(
            Answer::Off,
            &p,
            Lanes::ZERO,
            Lanes::ZERO,
            &[Lanes::ONE; CHANNELS],
        );
        let through = 1.0 - p.seizure_share[0];
        for week in 0..200 {
            let before = (chain.stock[0], market.stock[0]);
            let destroyed = [Lanes([if week < 40 { 3.0 } else { 0.0 }])];
            let pressure = Pressure {
                destroyed: Some(&destroyed),
                export_destroyed: Lanes([0.01]),
                interdiction: Lanes::ONE,
                precursors: Lanes([0.3]),
            };
            chain.step(
                Supply::Rebuild,
                &p,
                &share,
                pressure,
                &relationship,
                &market,
            );
            let used = market.used[0];
            market.step(Price::Inventory, &p, chain.crossed, chain.seizure_share);
            let shipped = before.0 + chain.made[0] - chain.stock[0];
            let seized = chain.seized[0] * p.seizure_share[0];
            let crossed = (chain.crossed[0] - chain.elsewhere()[0]) * through;
            assert!((shipped - seized - crossed).abs() < 1e-9);
            let kept = (before.1 + chain.crossed[0] - used).max(0.0);
            assert!((kept - market.stock[0]).abs() < 1e-9);
        }
    }

    #[test]
    fn a_short_loss_of_laboratories_is_made_good_and_a_lasting_one_without_rebuilding_is_not() {
        let mut p = typical::<1>();
        p.capacity_slack = Lanes([1.2]);
        let shock = |week: usize| (if week < 4 { 12.0 } else { 0.0 }, 0.0, 0.0, 0.0);
        let back = run(&p, Supply::Rebuild, Price::Inventory, 400, shock);
        assert!((back.1.used[0] - 1.0).abs() < 0.01 && (back.1.price[0] - 1.0).abs() < 0.03);
        let gone = run(&p, Supply::Off, Price::Inventory, 400, |_| {
            (0.4, 0.0, 0.0, 0.0)
        });
        assert!(
            gone.0.made[0] < 0.01 && gone.1.price[0] > 1.5,
            "{:?}",
            gone.1
        );
    }

    #[test]
    fn dispersed_laboratories_are_harder_to_find_and_relocated_ones_do_not_come_back() {
        let mut p = typical::<1>();
        p.dispersal_per_loss = Lanes([3.0]);
        p.relocation_share = Lanes([0.5]);
        let steady = |_: usize| (3.0, 0.0, 0.0, 0.0);
        let rebuilt = run(&p, Supply::Rebuild, Price::Inventory, 100, steady)
            .0
            .all()[0];
        let dispersed = run(&p, Supply::Disperse, Price::Inventory, 100, steady)
            .0
            .all()[0];
        assert!(dispersed > rebuilt);
        let (chain, _) = run(&p, Supply::Relocate, Price::Inventory, 300, |w| {
            (if w < 100 { 3.0 } else { 0.0 }, 0.0, 0.0, 0.0)
        });
        assert!(chain.elsewhere()[0] > 0.05, "{}", chain.elsewhere()[0]);
    }

    #[test]
    fn becker_murphy_and_grossman_pass_on_the_whole_cost_of_seizures() {
        // Their example: c = 1, F = 2, p = 0.3 gives P = 2.285714; at p = 0 it is 1.
        let mut p = typical::<1>();
        p.seizure_share = Lanes([1e-12]);
        let c = cost(Price::BeckerMurphyGrossman, &p, Lanes([0.3]));
        assert!((exp(c[0]) - 2.285_714).abs() < 1e-6);
    }

    #[test]
    fn interdiction_raises_the_odds_and_fades_as_routes_change() {
        let mut p = typical::<1>();
        p.interdiction_effect = Lanes([0.5]);
        let early = run(&p, Supply::Rebuild, Price::Inventory, 1, |_| {
            (0.0, 0.0, 1.0, 0.0)
        })
        .0;
        let late = run(&p, Supply::Rebuild, Price::Inventory, 2000, |_| {
            (0.0, 0.0, 1.0, 0.0)
        })
        .0;
        assert!(early.seizure_share[0] > p.seizure_share[0]);
        assert!((late.seizure_share[0] - p.seizure_share[0]).abs() < 1e-6);
    }

    #[test]
    fn scarcity_raises_the_price_by_its_elasticity() {
        let p = typical::<1>();
        let mut m = Market::new(&p, 1.0);
        m.stock = p.inventory_weeks.scale(0.25);
        m.step(Price::Inventory, &p, m.used, p.seizure_share);
        assert!((m.price[0] - 2.0_f64.powf(p.price_inventory_elasticity[0])).abs() < 1e-9);
        assert!((m.purity[0] - 0.5_f64.powf(p.purity_elasticity[0])).abs() < 1e-9);
    }
}
