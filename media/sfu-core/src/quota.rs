//! How often somebody may do something.

use std::time::{Duration, Instant};

/// This many times over the quota is no accident.
const ABUSE: u32 = 10;

/// So many in each period; those that were within it are free to come again.
#[derive(Debug)]
pub(crate) struct Quota {
    limit: u32,
    period: Duration,
    begun: Option<Instant>,
    taken: u32,
    seen: Vec<u32>,
}

impl Quota {
    pub(crate) fn new(limit: u32, period: Duration) -> Self {
        Self { limit, period, begun: None, taken: 0, seen: Vec::new() }
    }

    /// Takes one; `false` if there is none left in this period.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        self.turn(now);
        self.taken = self.taken.saturating_add(1);
        self.taken <= self.limit
    }

    /// Takes one for each different `id` only.
    pub(crate) fn take_once(&mut self, now: Instant, id: u32) -> bool {
        self.turn(now);
        if self.seen.contains(&id) {
            return true;
        }
        if self.seen.len() >= self.limit as usize {
            return false;
        }
        self.seen.push(id);
        true
    }

    /// Whether far more than the limit was asked for in this period.
    pub(crate) fn is_abused(&self) -> bool {
        self.taken > self.limit.saturating_mul(ABUSE)
    }

    fn turn(&mut self, now: Instant) {
        if self.begun.is_none_or(|begun| now.saturating_duration_since(begun) >= self.period) {
            self.begun = Some(now);
            self.taken = 0;
            self.seen.clear();
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_used_up_and_comes_back() {
        let (mut quota, now) = (Quota::new(2, Duration::from_secs(1)), Instant::now());
        let taken: Vec<bool> = (0..3).map(|_| quota.take(now)).collect();
        assert_eq!(taken, [true, true, false]);
        assert!(!quota.is_abused());
        assert!((0..20).all(|_| !quota.take(now)));
        assert!(quota.is_abused());
        assert!(quota.take(now + Duration::from_secs(1)));
    }

    #[test]
    fn the_same_counts_once() {
        let (mut quota, now) = (Quota::new(2, Duration::from_secs(1)), Instant::now());
        assert!((0..9).all(|_| quota.take_once(now, 7)));
        assert!(quota.take_once(now, 8));
        assert!(!quota.take_once(now, 9));
    }
}
