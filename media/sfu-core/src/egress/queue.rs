//! How long packets wait on the way, as far as that is a queue that stands: what stutters is not full.

use std::time::Duration;

/// Less than this long ago nothing waited, once at least: clocks drift.
const BASE_US: i64 = 30_000_000;
/// A queue stands when nothing was faster for so long.
const STANDS_US: i64 = 250_000;

/// The least of the present and of the last span.
#[derive(Debug, Default)]
struct Least {
    began_us: i64,
    now: Option<i64>,
    before: Option<i64>,
}

impl Least {
    fn add(&mut self, at_us: i64, value: i64, span_us: i64) -> i64 {
        let elapsed_us = at_us - self.began_us;
        if self.now.is_none() || elapsed_us >= span_us {
            self.before = self.now.take().filter(|_| elapsed_us < 2 * span_us);
            self.began_us = at_us;
        }
        let least = self.now.map_or(value, |now| now.min(value));
        self.now = Some(least);
        self.before.map_or(least, |before| before.min(least))
    }
}

/// The queue on the way to one subscriber.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    base: Least,
    lately: Least,
    stands_us: i64,
    latest_us: i64,
}

impl Queue {
    /// A packet came: when it was sent, and when by the other side's clock.
    pub(crate) fn came(&mut self, sent_us: i64, came_us: i64) {
        let took = came_us - sent_us;
        let lately = self.lately.add(sent_us, took, STANDS_US);
        let base = self.base.add(sent_us, took, BASE_US);
        (self.stands_us, self.latest_us) = (lately - base, took - base);
    }

    /// How long everything waits at least.
    pub(crate) fn stands(&self) -> Duration {
        Duration::from_micros(self.stands_us.max(0) as u64)
    }

    /// How long the last packet that is known to have come had waited.
    pub(crate) fn latest(&self) -> Duration {
        Duration::from_micros(self.latest_us.max(0) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The queue that stands after two seconds of packets, fifty a second, that take so long each.
    fn stands_after(took_us: impl Fn(i64) -> i64) -> u128 {
        let mut queue = Queue::default();
        for at in 0..100 {
            queue.came(at * 20_000, at * 20_000 + 900_000_000 + took_us(at));
        }
        queue.stands().as_millis()
    }

    #[test]
    fn what_waits_for_long_stands_and_what_stutters_does_not() {
        assert_eq!(stands_after(|_| 30_000), 0);
        assert_eq!(stands_after(|at| 30_000 + i64::from(at > 50) * 150_000), 150);
        assert_eq!(stands_after(|at| 30_000 + (at % 10) * 25_000), 0);
    }
}
