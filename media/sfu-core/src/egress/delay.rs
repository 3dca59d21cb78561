//! Whether a queue grows on the way: from how much later than the last each burst of packets comes.
//!
//! The trendline filter that browsers use too: bursts of what was sent within five milliseconds, the delays between them
//! added up and smoothed, a line through the last twenty, and a threshold that follows how much a link stutters anyway.

use std::collections::VecDeque;

use super::ledger::Outcome;

const BURST_US: i64 = 5_000;
/// A burst that the network made: packets that come together although they were sent apart.
const MOST_BURST_US: i64 = 100_000;
const WINDOW: usize = 20;
const SMOOTHING: f64 = 0.9;
const GAIN: f64 = 4.0;
/// The trend counts in full from so many bursts on.
const SURE: f64 = 60.0;
const FIRST_THRESHOLD_MS: f64 = 12.5;
const THRESHOLDS_MS: (f64, f64) = (6.0, 600.0);
/// How fast the threshold follows upwards and downwards, per millisecond.
const FOLLOWS: (f64, f64) = (0.0087, 0.039);
/// What is this far above the threshold is no stutter, and teaches it nothing.
const OUTLIER_MS: f64 = 15.0;
/// A queue must grow for so long before it counts.
const OVERUSE_MS: f64 = 10.0;
/// The other side's clock jumped.
const JUMP_US: i64 = 3_000_000;

/// What the queue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Usage {
    #[default]
    Normal,
    /// It grows.
    Over,
    /// It drains.
    Under,
}

#[derive(Debug, Clone, Copy)]
struct Burst {
    sent: (i64, i64),
    came: (i64, i64),
}

/// Follows the delays of one link.
#[derive(Debug)]
pub(crate) struct Delays {
    burst: Option<Burst>,
    last: Option<Burst>,
    /// When it came and how late by then, in milliseconds.
    line: VecDeque<(f64, f64)>,
    began_us: i64,
    count: f64,
    total_ms: f64,
    smoothed_ms: f64,
    trend: f64,
    threshold_ms: f64,
    taught_us: Option<i64>,
    over_ms: Option<f64>,
    over_count: u32,
    usage: Usage,
}

impl Delays {
    pub(crate) fn new() -> Self {
        Self {
            burst: None,
            last: None,
            line: VecDeque::with_capacity(WINDOW + 1),
            began_us: 0,
            count: 0.0,
            total_ms: 0.0,
            smoothed_ms: 0.0,
            trend: 0.0,
            threshold_ms: FIRST_THRESHOLD_MS,
            taught_us: None,
            over_ms: None,
            over_count: 0,
            usage: Usage::Normal,
        }
    }

    pub(crate) fn usage(&self) -> Usage {
        self.usage
    }

    /// Takes in a packet that came, in the order in which they were sent.
    pub(crate) fn came(&mut self, outcome: &Outcome) {
        let (Some(came), sent) = (outcome.came_us, outcome.sent_us) else { return };
        let Some(burst) = &mut self.burst else {
            self.burst = Some(Burst { sent: (sent, sent), came: (came, came) });
            return;
        };
        if (came - burst.came.1).abs() > JUMP_US {
            *self = Self { threshold_ms: self.threshold_ms, ..Self::new() };
            return;
        }
        if sent < burst.sent.0 {
            return; // overtaken
        }
        let later = (came - burst.came.1) - (sent - burst.sent.1);
        let came_together = came - burst.came.1 <= BURST_US && later < 0 && came - burst.came.0 < MOST_BURST_US;
        if sent - burst.sent.0 <= BURST_US || came_together {
            burst.sent.1 = burst.sent.1.max(sent);
            burst.came.1 = burst.came.1.max(came);
            return;
        }
        let done = std::mem::replace(burst, Burst { sent: (sent, sent), came: (came, came) });
        if let Some(last) = self.last.replace(done) {
            let sent_ms = (done.sent.1 - last.sent.1) as f64 / 1e3;
            let came_ms = (done.came.1 - last.came.1) as f64 / 1e3;
            self.add(sent_ms, came_ms, done.came.1);
        }
    }

    fn add(&mut self, sent_ms: f64, came_ms: f64, at_us: i64) {
        if self.line.is_empty() {
            self.began_us = at_us;
        }
        self.count = (self.count + 1.0).min(1_000.0);
        self.total_ms += came_ms - sent_ms;
        self.smoothed_ms = SMOOTHING * self.smoothed_ms + (1.0 - SMOOTHING) * self.total_ms;
        self.line.push_back(((at_us - self.began_us) as f64 / 1e3, self.smoothed_ms));
        if self.line.len() > WINDOW {
            self.line.pop_front();
        }
        if self.line.len() < WINDOW {
            return;
        }
        let trend = slope(&self.line).unwrap_or(self.trend);
        let seen_ms = self.count.min(SURE) * trend * GAIN;
        if seen_ms > self.threshold_ms {
            // Half of the first: it may have begun anywhere in between.
            let over_ms = self.over_ms.map_or(sent_ms / 2.0, |over| over + sent_ms);
            self.over_ms = Some(over_ms);
            self.over_count += 1;
            if over_ms > OVERUSE_MS && self.over_count > 1 && trend >= self.trend {
                (self.over_ms, self.over_count, self.usage) = (None, 0, Usage::Over);
            }
        } else {
            self.over_ms = None;
            self.over_count = 0;
            self.usage = if seen_ms < -self.threshold_ms { Usage::Under } else { Usage::Normal };
        }
        self.trend = trend;
        self.teach(seen_ms.abs(), at_us);
    }

    fn teach(&mut self, seen_ms: f64, came_us: i64) {
        let since_ms = (came_us - self.taught_us.replace(came_us).unwrap_or(came_us)) as f64 / 1e3;
        if seen_ms > self.threshold_ms + OUTLIER_MS {
            return;
        }
        let follows = if seen_ms < self.threshold_ms { FOLLOWS.1 } else { FOLLOWS.0 };
        self.threshold_ms += follows * (seen_ms - self.threshold_ms) * since_ms.clamp(0.0, 100.0);
        self.threshold_ms = self.threshold_ms.clamp(THRESHOLDS_MS.0, THRESHOLDS_MS.1);
    }
}

/// Of the line of least squares through the points.
fn slope(points: &VecDeque<(f64, f64)>) -> Option<f64> {
    let count = points.len() as f64;
    let (sum_x, sum_y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
    let (x, y) = (sum_x / count, sum_y / count);
    let over = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>();
    let under = points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>();
    (under > 0.0).then(|| over / under)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packets every ten milliseconds, each so much later than the last.
    fn usage_after(packets: i64, later_us: impl Fn(i64) -> i64) -> Usage {
        let mut delays = Delays::new();
        let mut behind_us = 0;
        for at in 0..packets {
            behind_us += later_us(at);
            let sent_us = at * 10_000;
            delays.came(&Outcome { sent_us, came_us: Some(sent_us + 20_000 + behind_us), bytes: 1_000, cluster: 0 });
        }
        delays.usage()
    }

    #[test]
    fn a_queue_that_grows_is_seen_and_one_that_drains() {
        assert_eq!(usage_after(200, |_| 0), Usage::Normal);
        assert_eq!(usage_after(200, |at| i64::from(at > 150) * 2_000), Usage::Over);
        assert_eq!(usage_after(200, |at| if at > 175 { -3_000 } else { i64::from(at > 150) * 3_000 }), Usage::Under);
    }

    #[test]
    fn stutter_around_the_same_delay_is_none() {
        let stutter = |at: i64| if at % 2 == 0 { 7_000 } else { -7_000 };
        for packets in 150..200 {
            assert_eq!(usage_after(packets, stutter), Usage::Normal);
        }
    }
}
