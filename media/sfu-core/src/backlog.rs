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
    /// Somebody waits, and this is not what for. `is_newest`: none with a higher number came before it.
    pub(crate) fn keep(&mut self, numbers: Incoming, packet: Packet, is_newest: bool) {
        let seq = numbers.seq;
        let newest = self.kept.last_key_value().map(|(newest, _)| *newest);
        if newest.is_some_and(|newest| seq.abs_diff(newest) > JUMP) {
            self.kept.clear();
        }
        let is_behind = if self.kept.is_empty() { !is_newest } else { seq < self.begins };
        if is_behind {
            return;
        }
        if self.kept.is_empty() {
            self.begins = seq;
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
    use std::sync::Arc;
    use std::time::Instant;

    use super::*;

    fn backlog(came: &[(u64, bool)]) -> Backlog {
        let (mut backlog, arrived) = (Backlog::default(), Instant::now());
        for (seq, is_newest) in came {
            let numbers = Incoming { seq: *seq, timestamp: 0, arrived, captured: None, vp8: None, is_end: false };
            let packet = Packet {
                pt: 0,
                seq: *seq,
                timestamp: 0,
                marker: false,
                arrived,
                payload: Arc::from([]),
                picture: None,
                level: None,
                orientation: None,
            };
            backlog.keep(numbers, packet, *is_newest);
        }
        backlog
    }

    fn behind(backlog: &Backlog, seq: u64) -> Vec<u64> {
        backlog.behind(seq).map(|(numbers, _)| numbers.seq).collect()
    }

    #[test]
    fn all_that_came_behind_a_late_one_is_there_in_order() {
        let backlog = backlog(&[(70, true), (72, true), (75, true), (73, false)]);
        assert!(backlog.reaches(71) && backlog.reaches(70));
        assert_eq!(behind(&backlog, 71), [72, 73, 75]);
    }

    #[test]
    fn what_came_before_anybody_waited_is_not() {
        assert!(!Backlog::default().reaches(70));
        let backlog = backlog(&[(68, false), (70, true), (67, false)]);
        assert!(!backlog.reaches(69));
        assert_eq!(behind(&backlog, 66), [70]);
    }

    #[test]
    fn of_a_long_wait_the_latest_are_kept() {
        let mut long: Vec<(u64, bool)> = (1..=MOST as u64 + 9).map(|seq| (seq, true)).collect();
        assert!(!backlog(&long).reaches(9));
        assert!(backlog(&long).reaches(10));
        assert_eq!(backlog(&long).behind(10).count(), MOST - 1);
        long.push((50_000, true));
        assert_eq!(behind(&backlog(&long), 1), [50_000], "another stream");
    }
}
