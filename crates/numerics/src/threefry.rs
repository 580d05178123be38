//! The counter-based generator Threefry2x64 with 20 rounds.
//!
//! A block of two random words is a function of a key and a counter: any number of a stream can be
//! had without the ones before it. Source: Salmon, Moraes, Dror & Shaw, *Parallel random numbers: as
//! easy as 1, 2, 3*, SC11 (2011).

const PARITY: u64 = 0x1bd1_1bda_a9fc_1a22;

macro_rules! four_rounds {
    ($x:ident, $y:ident, $($rotation:literal),+) => {
        $(
            $x = $x.wrapping_add($y);
            $y = $y.rotate_left($rotation) ^ $x;
        )+
    };
}

/// The block of a key and counter.
#[inline(always)]
pub fn threefry2x64(key: [u64; 2], counter: [u64; 2]) -> [u64; 2] {
    let keys = [key[0], key[1], PARITY ^ key[0] ^ key[1]];
    let mut x = counter[0].wrapping_add(keys[0]);
    let mut y = counter[1].wrapping_add(keys[1]);
    macro_rules! inject {
        ($n:literal) => {
            x = x.wrapping_add(keys[$n % 3]);
            y = y.wrapping_add(keys[($n + 1) % 3]).wrapping_add($n);
        };
    }
    four_rounds!(x, y, 16, 42, 12, 31);
    inject!(1);
    four_rounds!(x, y, 16, 32, 24, 21);
    inject!(2);
    four_rounds!(x, y, 16, 42, 12, 31);
    inject!(3);
    four_rounds!(x, y, 16, 32, 24, 21);
    inject!(4);
    four_rounds!(x, y, 16, 42, 12, 31);
    inject!(5);
    [x, y]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers published with Random123 (kat_vectors, threefry2x64, 20 rounds).
    #[test]
    fn gives_the_published_answers() {
        assert_eq!(
            threefry2x64([0; 2], [0; 2]),
            [0xc2b6_e3a8_c2c6_9865, 0x6f81_ed42_f350_084d]
        );
        assert_eq!(
            threefry2x64([u64::MAX; 2], [u64::MAX; 2]),
            [0xe02c_b7c4_d95d_277a, 0xd066_33d0_893b_8b68]
        );
        assert_eq!(
            threefry2x64(
                [0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89],
                [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344]
            ),
            [0x263c_7d30_bb0f_0af1, 0x56be_8361_d331_1526]
        );
    }
}
