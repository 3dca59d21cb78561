//! Packets of an encoding that have not come, and when they are not going to.

use std::time::{Duration, Instant};

/// By now str0m has asked as often as it does: five times, 33 ms apart. On a bad radio that is two or three answers.
const ASKED: Duration = Duration::from_millis(170);
/// What has not come by now will not.
const GIVEN_UP: Duration = Duration::from_millis(550);
/// More at once are no loss, but an encoding that was away.
const MOST: u64 = 100;

/// What is missing of one encoding.
///
/// Whoever watches would find out after seconds: a browser waits long for what it misses before it wants a key frame.
#[derive(Debug, Default)]
pub(crate) struct Holes {
    next: Option<u64>,
    /// What was next before the newest came.
    before: u64,
    missing: Vec<(u64, Instant)>,
}

impl Holes {
    /// A packet came; `is_whole`: it begins a key frame, for which nothing before it is needed.
    pub(crate) fn came(&mut self, now: Instant, seq: u64, is_whole: bool) {
        let next = self.next.unwrap_or(seq);
        if seq < next {
            self.missing.retain(|(missing, _)| *missing != seq);
        } else {
            (self.before, self.next) = (next, Some(seq + 1));
            if seq - next > MOST {
                self.missing.clear();
            } else {
                self.missing.extend((next..seq).map(|missing| (missing, now)));
            }
        }
        if is_whole {
            self.missing.retain(|(missing, _)| *missing > seq);
        }
    }

    /// Of the newest, the first number behind all that came before it.
    pub(crate) fn follows(&self, seq: u64) -> Option<u64> {
        (self.next == Some(seq + 1)).then_some(self.before)
    }

    /// What is to be asked for again, and str0m does not any more.
    pub(crate) fn open(&self, now: Instant) -> impl Iterator<Item = u64> {
        let is_open = move |since: &Instant| now.saturating_duration_since(*since) >= ASKED;
        self.missing.iter().filter(move |(_, since)| is_open(since)).map(|(seq, _)| *seq)
    }

    /// Whether something was given up since this was last asked.
    pub(crate) fn gave_up(&mut self, now: Instant) -> bool {
        let before = self.missing.len();
        self.missing.retain(|(_, since)| now.saturating_duration_since(*since) < GIVEN_UP);
        self.missing.len() < before
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    fn holes(now: Instant, came: &[(u64, bool)]) -> Holes {
        let mut holes = Holes::default();
        for (seq, is_whole) in came {
            holes.came(now, *seq, *is_whole);
        }
        holes
    }

    #[test]
    fn what_does_not_come_is_given_up_once() {
        let now = Instant::now();
        let mut holes = holes(now, &[(7, false), (8, false), (10, false)]);
        assert!(!holes.gave_up(now + GIVEN_UP / 2));
        assert_eq!(holes.open(now + ASKED / 2).count(), 0);
        assert_eq!(holes.open(now + ASKED).collect::<Vec<_>>(), [9]);
        assert!(holes.gave_up(now + GIVEN_UP));
        assert!(!holes.gave_up(now + GIVEN_UP * 2));
    }

    #[test]
    fn what_comes_late_or_is_no_longer_needed_is_not() {
        let now = Instant::now();
        assert!(!holes(now, &[(7, false), (10, false), (9, false), (8, false)]).gave_up(now + GIVEN_UP), "late");
        assert!(!holes(now, &[(7, false), (10, true)]).gave_up(now + GIVEN_UP), "a key frame came behind it");
        assert!(holes(now, &[(7, false), (10, true), (12, false)]).gave_up(now + GIVEN_UP), "a part of the key frame");
        assert!(!holes(now, &[(7, false), (9_000, false)]).gave_up(now + GIVEN_UP), "it was away");
    }
}
