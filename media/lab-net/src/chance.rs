//! Chance that comes out the same for the same seed, whatever the machine.

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and good enough for the fate of packets.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Everything that will come of it is decided by `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 0 (included) to 1 (excluded).
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True in `share` of all cases; a share of 0 costs no draw, so that a fault can be added without changing others.
    pub fn happens(&mut self, share: f64) -> bool {
        share > 0.0 && self.unit() < share
    }

    /// Uniform between `-reach` and `reach`.
    pub fn around(&mut self, reach: f64) -> f64 {
        if reach > 0.0 { reach * (2.0 * self.unit() - 1.0) } else { 0.0 }
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
