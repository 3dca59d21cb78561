//! What came, and how late.

use std::collections::HashMap;

use serde::Serialize;

use crate::payload::Stamp;

/// Steps of the latency histogram, nanoseconds.
const STEP_NS: u64 = 10_000;
const STEPS: usize = 10_000;

#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    /// From the order to begin to the order to end, seconds.
    pub(crate) took_s: f64,
    /// Packets that publishers sent in that time.
    pub(crate) sent: u64,
    /// How often one of them came to a subscriber, whole, for the first time.
    pub(crate) came: u64,
    /// Datagrams of media that came at all, repetitions and padding too; all there is where sinks count.
    pub(crate) datagrams: u64,
    /// Not as they were sent.
    pub(crate) damaged: u64,
    /// From just before it was sent to just after it came: p50, p90, p99, the worst.
    pub(crate) latency_ms: [f64; 4],
    /// How often the generator slept.
    pub(crate) turns: u64,
}

/// Counts packets that were sent while it counts.
#[derive(Debug)]
pub(crate) struct Tally {
    /// First and last packet counted, by publisher.
    window: HashMap<u32, (u64, u64)>,
    pub(crate) open: bool,
    pub(crate) came: u64,
    pub(crate) datagrams: u64,
    pub(crate) damaged: u64,
    histogram: Vec<u64>,
}

impl Tally {
    pub(crate) fn new() -> Self {
        let histogram = vec![0; STEPS];
        Self { window: HashMap::new(), open: false, came: 0, datagrams: 0, damaged: 0, histogram }
    }

    /// A publisher sends this packet.
    pub(crate) fn sent(&mut self, publisher: u32, number: u64) {
        if self.open {
            self.window.entry(publisher).or_insert((number, number)).1 = number;
        }
    }

    /// A subscriber got it, for the first time.
    pub(crate) fn came(&mut self, stamp: Stamp, now_ns: u64) {
        let Some((first, last)) = self.window.get(&stamp.publisher) else { return };
        if (*first..=*last).contains(&stamp.number) {
            self.came += 1;
            let step = (now_ns.saturating_sub(stamp.sent_ns) / STEP_NS) as usize;
            self.histogram[step.min(STEPS - 1)] += 1;
        }
    }

    /// Packets sent while it counted.
    pub(crate) fn sent_in_all(&self) -> u64 {
        self.window.values().map(|(first, last)| last - first + 1).sum()
    }

    /// p50, p90, p99 and the worst, milliseconds; the upper end of the step they fall into.
    pub(crate) fn latency_ms(&self) -> [f64; 4] {
        let all: u64 = self.histogram.iter().sum();
        [0.5, 0.9, 0.99, 1.0].map(|share| {
            let rank = (all as f64 * share).ceil() as u64;
            let mut seen = 0;
            let step = self.histogram.iter().position(|count| {
                seen += count;
                seen >= rank
            });
            (step.unwrap_or(0) + 1) as f64 * STEP_NS as f64 / 1e6
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_sent_while_it_counted_is_counted() {
        let mut tally = Tally::new();
        tally.sent(1, 4);
        tally.open = true;
        (5..=8).for_each(|number| tally.sent(1, number));
        tally.open = false;
        tally.sent(1, 9);
        for number in 4..=9 {
            tally.came(Stamp { publisher: 1, number, sent_ns: 0 }, number * 100_000);
        }
        tally.came(Stamp { publisher: 2, number: 6, sent_ns: 0 }, 0);
        assert_eq!((tally.sent_in_all(), tally.came), (4, 4));
        let microseconds = tally.latency_ms().map(|ms| (ms * 1e3).round() as u64);
        assert_eq!(microseconds, [610, 810, 810, 810]);
    }
}
