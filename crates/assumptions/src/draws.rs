//! Draws of all parameters.

use crate::ledger::{Belief, Ledger};
use engine::Draws;
use numerics::random::{Address, Cell};

/// Purpose of the random numbers of parameters, away from those of models.
const STREAM: u32 = 0x5052_0000;

/// Draws from the ledger under a belief.
///
/// A parameter's rank in a draw is the same under every belief and overlay, so that differences between beliefs are
/// not chance.
#[derive(Clone, Debug)]
pub struct LedgerDraws<'a> {
    ledger: &'a Ledger,
    belief: Belief,
    pinned: Vec<Option<f64>>,
}

impl<'a> LedgerDraws<'a> {
    /// Draws from the ledger.
    pub fn new(ledger: &'a Ledger, belief: Belief) -> Self {
        Self {
            ledger,
            belief,
            pinned: vec![None; ledger.entries().len()],
        }
    }

    /// Holds a parameter, by number, at a value.
    #[must_use]
    pub fn pinned(mut self, index: usize, value: f64) -> Self {
        self.pinned[index] = Some(value);
        self
    }
}

/// The rank of a parameter, by number, in a draw: uniform between 0 and 1, the same under every belief.
pub fn rank(seed: u64, draw: u32, index: usize) -> f64 {
    let address = Address {
        seed,
        draw,
        replicate: 0,
        stream: STREAM,
        step: 0,
        index: index as u32,
    };
    Cell::new(address).uniform()
}

impl Draws for LedgerDraws<'_> {
    fn fill<const L: usize>(&self, seed: u64, draws: [u32; L], parameters: &mut [[f64; L]]) {
        for (index, row) in parameters.iter_mut().enumerate() {
            let prior = self.ledger.prior(self.belief, index);
            for (value, draw) in row.iter_mut().zip(draws) {
                *value =
                    self.pinned[index].unwrap_or_else(|| prior.quantile(rank(seed, draw, index)));
            }
        }
    }
}
