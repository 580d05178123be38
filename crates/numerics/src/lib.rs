//! Bit-stable elementary functions, counter-based random numbers and samplers.
//!
//! Everything here gives the same bits on every machine: only `+ − × ÷`, square roots, fused
//! multiply-add and bit operations are used, in fixed order, never the platform's mathematical
//! library.
//!
//! | file | what |
//! | --- | --- |
//! | `dispatch` | compiles a loop for the machine's instruction set, chosen at run time |
//! | `lanes` | arithmetic on numbers side by side |
//! | `elementary` | `exp`, `ln`, `pow`, `ln_factorial` |
//! | `threefry` | the counter-based generator Threefry2x64-20 |
//! | `random` | the address of every random number |
//! | `sample` | normal, Poisson and binomial numbers |
//! | `spline` | natural cubic splines |
//!
//! ```
//! use numerics::random::{Address, Cell};
//! let address = Address { seed: 1, draw: 0, replicate: 0, stream: 2, step: 10, index: 0 };
//! let u = Cell::new(address).uniform();
//! assert_eq!(u, Cell::new(address).uniform(), "an address always holds the same number");
//! ```

pub mod cholesky;
pub mod dispatch;
pub mod elementary;
pub mod lanes;
pub mod random;
pub mod sample;
pub mod spline;
pub mod threefry;
