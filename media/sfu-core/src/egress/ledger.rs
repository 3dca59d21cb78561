//! What was sent when, by transport-wide number, until it was reported.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Reports of what was sent longer ago say nothing any more.
const KEPT: Duration = Duration::from_secs(2);
const MOST: usize = 4_096;

/// A packet that was sent; eight bytes, since there are thousands.
#[derive(Debug, Clone, Copy)]
struct Sent {
    /// Microseconds since the ledger began; wraps after an hour.
    at: u32,
    bytes: u16,
    cluster: u8,
    fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unknown,
    Lost,
    Came,
}

/// What became of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// When it was sent, in microseconds since the ledger began.
    pub(crate) sent_us: i64,
    /// When it came, by the other side's clock; `None`: it did not.
    pub(crate) came_us: Option<i64>,
    pub(crate) bytes: usize,
    /// The probe that it belongs to; 0: none.
    pub(crate) cluster: u8,
}

/// The book.
#[derive(Debug)]
pub(crate) struct Ledger {
    began: Instant,
    /// Of the next packet.
    next: u64,
    sent: VecDeque<Sent>,
    /// Packets that were reported on, and those of them that did not come, since last asked.
    reported: u32,
    lost: u32,
}

impl Ledger {
    pub(crate) fn new(now: Instant) -> Self {
        Self { began: now, next: 0, sent: VecDeque::new(), reported: 0, lost: 0 }
    }

    /// Nothing was sent yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.next == 0
    }

    /// The number of the packet that is sent next.
    pub(crate) fn next(&self) -> u16 {
        self.next as u16
    }

    pub(crate) fn sent(&mut self, now: Instant, bytes: usize, cluster: u8) {
        let at = self.micros(now) as u32;
        let is_old = |sent: &Sent| at.wrapping_sub(sent.at) > KEPT.as_micros() as u32;
        while self.sent.len() >= MOST || self.sent.front().is_some_and(is_old) {
            self.sent.pop_front();
        }
        self.sent.push_back(Sent { at, bytes: bytes.min(usize::from(u16::MAX)) as u16, cluster, fate: Fate::Unknown });
        self.next += 1;
    }

    /// A packet was reported on. `None`: it is not known, or nothing new was said.
    pub(crate) fn reported(&mut self, now: Instant, number: u16, came_us: Option<i64>) -> Option<Outcome> {
        let behind = u64::from((self.next as u16).wrapping_sub(number));
        let at = (self.sent.len() as u64).checked_sub(behind).filter(|_| behind > 0)?;
        let now_us = self.micros(now);
        let sent = self.sent.get_mut(at as usize)?;
        match (sent.fate, came_us) {
            (Fate::Came, _) | (Fate::Lost, None) => return None,
            (Fate::Unknown, _) => self.reported += 1,
            (Fate::Lost, Some(_)) => self.lost = self.lost.saturating_sub(1),
        }
        sent.fate = if came_us.is_some() { Fate::Came } else { Fate::Lost };
        self.lost += u32::from(came_us.is_none());
        let sent_us = now_us - i64::from((now_us as u32).wrapping_sub(sent.at));
        Some(Outcome { sent_us, came_us, bytes: usize::from(sent.bytes), cluster: sent.cluster })
    }

    /// The share that was lost since last told; `None`: fewer than so many were reported.
    pub(crate) fn loss(&mut self, least: u32) -> Option<f32> {
        if self.reported < least {
            return None;
        }
        let (reported, lost) = (std::mem::take(&mut self.reported), std::mem::take(&mut self.lost));
        Some(lost as f32 / reported as f32)
    }

    pub(crate) fn micros(&self, now: Instant) -> i64 {
        now.saturating_duration_since(self.began).as_micros() as i64
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    #[test]
    fn a_packet_is_reported_once_and_one_that_comes_late_was_not_lost() {
        let begun = Instant::now();
        let at = |ms: u64| begun + Duration::from_millis(ms);
        let mut ledger = Ledger::new(begun);
        for ms in 0..10 {
            ledger.sent(at(ms), 100, 0);
        }
        let came = ledger.reported(at(50), 3, Some(7_000)).expect("news");
        assert_eq!((came.sent_us, came.came_us, came.bytes), (3_000, Some(7_000), 100));
        assert_eq!(ledger.reported(at(50), 3, Some(7_000)), None);
        assert_eq!(ledger.reported(at(50), 4, None).expect("news").came_us, None);
        assert_eq!(ledger.reported(at(50), 10, Some(1)), None, "never sent");
        assert_eq!(ledger.loss(2), Some(0.5));
        assert!(ledger.reported(at(60), 4, Some(9_000)).is_some());
        assert_eq!(ledger.loss(1), None);
    }

    #[test]
    fn it_forgets_what_is_old_and_numbers_wrap() {
        let begun = Instant::now();
        let mut ledger = Ledger::new(begun);
        for ms in 0..70_000u64 {
            ledger.sent(begun + Duration::from_millis(ms), 100, 0);
        }
        assert!(ledger.sent.len() <= 2_001);
        let now = begun + Duration::from_millis(70_020);
        let newest = 69_999u64;
        assert_eq!(ledger.reported(now, newest as u16, Some(0)).expect("news").sent_us, 69_999_000);
        assert_eq!(ledger.reported(now, (newest - 3_000) as u16, Some(0)), None);
    }
}
