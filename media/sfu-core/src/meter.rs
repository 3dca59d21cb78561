//! How much goes by now.

use std::time::{Duration, Instant};

const HALF: Duration = Duration::from_millis(500);

/// Bits per second over the last half to whole second.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    begun: Option<Instant>,
    bytes: u64,
    before: u64,
}

impl Meter {
    pub(crate) fn add(&mut self, now: Instant, bytes: usize) {
        let begun = *self.begun.get_or_insert(now);
        let elapsed = now.saturating_duration_since(begun);
        if elapsed >= HALF {
            self.before = if elapsed < HALF * 2 { self.bytes } else { 0 };
            self.bytes = 0;
            self.begun = Some(now);
        }
        self.bytes += bytes as u64;
    }

    pub(crate) fn bps(&self, now: Instant) -> u64 {
        let elapsed = self.begun.map_or(HALF, |begun| now.saturating_duration_since(begun));
        if elapsed >= HALF * 2 {
            return 0;
        }
        ((self.before + self.bytes) as f64 * 8.0 / (HALF + elapsed).as_secs_f64()) as u64
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    #[test]
    fn a_steady_flow_is_measured_and_its_end_is_noticed() {
        let (mut meter, begun) = (Meter::default(), Instant::now());
        let mut now = begun;
        for _ in 0..200 {
            now += Duration::from_millis(10);
            meter.add(now, 1_250);
            if now > begun + HALF * 2 {
                assert!(meter.bps(now).abs_diff(1_000_000) < 60_000, "{}", meter.bps(now));
            }
        }
        assert_eq!(meter.bps(now + HALF * 3), 0);
    }
}
