//! Packets of an encoding that came while somebody waited for a key frame of it.
//!
//! The packet that begins a key frame may be lost and come again after those behind it. Without them the picture would never be whole,
//! and a browser waits three seconds for what is missing before it asks for another key frame.

use std::collections::BTreeMap;

use crate::egress::Packet;
use crate::rewrite::Incoming;

/// At most so many are kept, of one encoding: at 2.5 Mbit/s those of a second.
const MOST: usize = 256;
/// What is further behind than this is of another stream.
const JUMP: u64 = 3_000;

/// By their numbers; of those from `begins` on, all that came.
#[derive(Debug, Default)]
pub(crate) struct Backlog {
    begins: u64,
    kept: BTreeMap<u64, (Incoming, Packet)>,
}

impl Backlog {
    /// Somebody waits, and this is not what for. `follows`: none with a higher number came before it, nor with any from this on.
    pub(crate) fn keep(&mut self, numbers: Incoming, packet: Packet, follows: Option<u64>) {
        let seq = numbers.seq;
        let newest = self.kept.last_key_value().map(|(newest, _)| *newest);
        if newest.is_some_and(|newest| seq.abs_diff(newest) > JUMP) {
            self.kept.clear();
        }
        if self.kept.is_empty() {
            let Some(begins) = follows else { return };
            self.begins = begins;
        }
        if seq < self.begins {
            return;
        }
        self.kept.insert(seq, (numbers, packet));
        if self.kept.len() > MOST
            && let Some((first, _)) = self.kept.pop_first()
        {
            self.begins = first + 1;
        }
    }

    /// Whether everything that came behind this one is here.
    pub(crate) fn reaches(&self, seq: u64) -> bool {
        !self.kept.is_empty() && seq >= self.begins
    }

    /// What came behind this one, in order.
    pub(crate) fn behind(&self, seq: u64) -> impl Iterator<Item = &(Incoming, Packet)> {
        self.kept.range(seq + 1..).map(|(_, kept)| kept)
    }

    /// Nobody waits.
    pub(crate) fn clear(&mut self) {
        self.kept.clear();
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::holes::Holes;

    /// Somebody waits since so many packets came.
    fn backlog(since: usize, came: &[u64]) -> Backlog {
        let (mut backlog, mut holes, arrived) = (Backlog::default(), Holes::default(), Instant::now());
        for (at, seq) in came.iter().enumerate() {
            holes.came(arrived, *seq, false);
            if at < since {
                continue;
            }
            let numbers = Incoming { seq: *seq, timestamp: 0, arrived, captured: None, vp8: None, is_end: false };
            backlog.keep(numbers, Packet::bare(*seq, arrived, &[]), holes.follows(*seq));
        }
        backlog
    }

    fn behind(backlog: &Backlog, seq: u64) -> Vec<u64> {
        backlog.behind(seq).map(|(numbers, _)| numbers.seq).collect()
    }

    #[test]
    fn all_that_came_behind_a_late_one_is_there_in_order() {
        let backlog = backlog(1, &[69, 72, 75, 73]);
        assert!(backlog.reaches(71) && backlog.reaches(70));
        assert_eq!(behind(&backlog, 71), [72, 73, 75]);
    }

    #[test]
    fn what_came_before_anybody_waited_is_not() {
        assert!(!Backlog::default().reaches(70));
        let backlog = backlog(2, &[65, 69, 68, 70, 67]);
        assert!(!backlog.reaches(69));
        assert_eq!(behind(&backlog, 66), [70]);
    }

    #[test]
    fn of_a_long_wait_the_latest_are_kept() {
        let mut long: Vec<u64> = (1..=MOST as u64 + 9).collect();
        assert!(!backlog(0, &long).reaches(9));
        assert!(backlog(0, &long).reaches(10));
        assert_eq!(backlog(0, &long).behind(10).count(), MOST - 1);
        long.push(50_000);
        assert_eq!(behind(&backlog(0, &long), 1), [50_000], "another stream");
    }
}
