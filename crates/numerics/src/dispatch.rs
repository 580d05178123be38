//! Compiles a kernel for the machine's instruction set, chosen at run time.
//!
//! A build for any x86-64 may not use AVX2 and fused multiply-add; a kernel inlined into a function
//! with these features enabled may. Kernels write fused operations as `f64::mul_add`, which is exact
//! in software too, so both paths give the same bits: only the speed differs.

/// A computation that may be compiled more than once. Mark `run` and all it calls
/// `#[inline(always)]`, or it will not use the wider instructions.
pub trait Kernel {
    /// What it returns.
    type Output;
    /// Does the work.
    fn run(self) -> Self::Output;
}

/// An instruction set that kernels are compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstructionSet {
    /// 256-bit vectors and fused multiply-add (x86-64 processors since about 2013).
    Avx2Fma,
    /// Whatever the build allows everywhere; slow where fused multiply-add is done in software.
    Portable,
}

impl InstructionSet {
    /// The best set of this machine.
    pub fn best() -> Self {
        if Self::Avx2Fma.is_available() {
            Self::Avx2Fma
        } else {
            Self::Portable
        }
    }

    /// Whether this machine has it.
    pub fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2Fma => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(not(target_arch = "x86_64"))]
            Self::Avx2Fma => false,
        }
    }
}

/// Runs a kernel compiled for an instruction set; the portable one if the machine lacks it.
#[inline]
pub fn dispatch<K: Kernel>(set: InstructionSet, kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    if set == InstructionSet::Avx2Fma && set.is_available() {
        // SAFETY: the processor has just been found to have AVX2 and FMA.
        #[allow(
            unsafe_code,
            reason = "the one place where instruction sets are chosen"
        )]
        return unsafe { run_avx2_fma(kernel) };
    }
    let _ = set;
    kernel.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn run_avx2_fma<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elementary::{exp, ln, pow};

    struct Mixed;
    impl Kernel for Mixed {
        type Output = Vec<u64>;
        #[inline(always)]
        fn run(self) -> Vec<u64> {
            (0..2000)
                .flat_map(|k| {
                    let x = f64::from(k).mul_add(0.137, 1e-3);
                    [exp(x - 130.0), ln(x), pow(x, 1.7)].map(f64::to_bits)
                })
                .collect()
        }
    }

    #[test]
    fn all_instruction_sets_give_the_same_bits() {
        assert_eq!(
            dispatch(InstructionSet::best(), Mixed),
            dispatch(InstructionSet::Portable, Mixed)
        );
    }
}
