//! What a link carries: found by delays (a queue grows), by loss that grows with what is sent, and by probes.
//!
//! What browsers use (Google congestion control, draft-ietf-rmcat-gcc-02), as far as a server needs it, with one difference: loss
//! that does not depend on what is sent is a radio's, and no reason to send less.

use std::time::{Duration, Instant};

use super::delay::{Delays, Usage};
use super::ledger::Outcome;

const LEAST_BPS: f64 = 10_000.0;
const MOST_BPS: f64 = 100_000_000.0;
/// Of what comes through, when a queue grows.
const BACK_OFF: f64 = 0.85;
/// In a second, while the limit is not near.
const GROWTH: f64 = 1.08;
/// No more than this is believed of a link beyond what went through.
const BEYOND: f64 = 1.5;
const BEYOND_BPS: f64 = 10_000.0;
/// The limit is near where it was found before, give or take so many deviations.
const DEVIATIONS: f64 = 3.0;
const REMEMBERS: f64 = 0.95;
/// Added to the round trip: how long it takes until a change shows.
const RESPONSE: Duration = Duration::from_millis(100);
/// How long a probe's word holds.
const SHOWN: Duration = Duration::from_secs(1);
const ROUND_TRIPS: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(200));

/// What goes through, over so long, at first and later.
const WINDOWS_US: (i64, i64) = (500_000, 150_000);

/// The estimate of one link.
#[derive(Debug)]
pub(crate) struct Estimate {
    bps: f64,
    delays: Delays,
    through: Through,
    /// Mean and deviation, in kbit/s, of what went through when a queue grew.
    limit: Option<(f64, f64)>,
    changed: Option<Instant>,
    holds: bool,
    loss: Loss,
    over: Option<Instant>,
    hoped: f64,
    /// When a probe found what.
    found: Option<(Instant, f64)>,
}

impl Estimate {
    pub(crate) fn new(bps: u64) -> Self {
        Self {
            bps: bps as f64,
            delays: Delays::new(),
            through: Through::default(),
            limit: None,
            changed: None,
            holds: false,
            loss: Loss::default(),
            over: None,
            hoped: 0.0,
            found: None,
        }
    }

    pub(crate) fn bps(&self) -> u64 {
        self.loss.cap.map_or(self.bps, |cap| cap.min(self.bps)) as u64
    }

    /// What the link may still carry: it was thought to carry twice that when a queue grew, and so little was sent that the queue need
    /// not have been ours.
    pub(crate) fn hoped_bps(&self) -> f64 {
        if self.hoped > self.bps { self.hoped } else { 0.0 }
    }

    /// When a queue was last seen to grow.
    pub(crate) fn over(&self) -> Option<Instant> {
        self.over
    }

    /// Begins anew from what the link is known to carry, where it is taken to carry less. `false`: only losses speak against that, and what
    /// is to be found out of those goes on.
    pub(crate) fn assume(&mut self, bps: u64) -> bool {
        let is_news = bps as f64 > self.bps;
        if is_news {
            *self = Self { loss: Loss { inherent: self.loss.inherent, ..Loss::default() }, ..Self::new(bps) };
        } else {
            self.loss.cap = self.loss.cap.map(|cap| cap.max(bps as f64));
        }
        is_news
    }

    /// A probe went through at so many bits per second: as fast as it was sent, or (`is_full`) as the link lets it.
    pub(crate) fn found(&mut self, now: Instant, bps: f64, is_full: bool) {
        self.bps = bps.max(self.through.bps().unwrap_or(0.0).min(self.bps)).clamp(LEAST_BPS, MOST_BPS);
        self.loss.found(bps, is_full);
        self.changed = Some(now);
        self.found = Some((now, self.bps));
        if is_full {
            self.hoped = 0.0;
        }
    }

    /// Takes in what a report says of one packet.
    pub(crate) fn reported(&mut self, outcome: &Outcome) {
        if let Some(came_us) = outcome.came_us {
            self.through.came(came_us, outcome.bytes);
            self.delays.came(outcome);
        }
        self.loss.reported(outcome);
    }

    /// A report is all taken in.
    pub(crate) fn settle(&mut self, now: Instant, rtt: Option<Duration>) {
        let Some(through) = self.through.bps() else { return };
        let rtt = rtt.unwrap_or(RESPONSE);
        match self.delays.usage() {
            Usage::Over => {
                self.over = Some(now);
                self.learn(through / 1e3);
                let waited = self.changed.map_or(Duration::MAX, |at| now.saturating_duration_since(at));
                if waited >= rtt.clamp(ROUND_TRIPS.0, ROUND_TRIPS.1) || through < self.bps / 2.0 {
                    if through < self.bps / 2.0 {
                        self.hoped = self.hoped.max(self.bps / 2.0);
                    }
                    self.bps = self.bps.min((through * BACK_OFF).max(self.shown(now))).max(LEAST_BPS);
                    self.changed = Some(now);
                }
                self.holds = true;
            }
            Usage::Under => self.holds = true,
            // The queue that was built up drains first.
            Usage::Normal if std::mem::take(&mut self.holds) => self.changed = Some(now),
            Usage::Normal => self.grow(now, through, rtt),
        }
        self.loss.settle(now, self.bps);
    }

    /// What a probe showed just now: the queue that it made itself says nothing against that.
    fn shown(&self, now: Instant) -> f64 {
        let lately = self.found.filter(|(at, _)| now.saturating_duration_since(*at) < SHOWN);
        lately.map_or(0.0, |(_, bps)| bps * BACK_OFF)
    }

    fn grow(&mut self, now: Instant, through: f64, rtt: Duration) {
        let since = now.saturating_duration_since(self.changed.replace(now).unwrap_or(now)).as_secs_f64().min(1.0);
        // What a radio loses would have gone through.
        let most = through / (1.0 - self.loss.inherent) * BEYOND + BEYOND_BPS;
        if self.bps >= most {
            return;
        }
        if self.limit.is_some_and(|(mean, deviation)| through / 1e3 > mean + DEVIATIONS * deviation) {
            self.limit = None;
        }
        let more = if self.is_near_limit(through / 1e3) {
            // About a packet for each response.
            let packet = (self.bps / 30.0 / (self.bps / 30.0 / 9_600.0).ceil()).max(1.0);
            (packet * since / (rtt + RESPONSE).as_secs_f64()).max(1_000.0 * since)
        } else {
            (self.bps * (GROWTH.powf(since) - 1.0)).max(1_000.0 * since)
        };
        self.bps = (self.bps + more).min(most).clamp(LEAST_BPS, MOST_BPS);
    }

    fn learn(&mut self, kbps: f64) {
        self.limit = match self.limit {
            Some((mean, deviation)) if kbps >= mean - DEVIATIONS * deviation => {
                let variance = (deviation * deviation / mean.max(1.0))
                    .mul_add(REMEMBERS, (1.0 - REMEMBERS) * (kbps - mean).powi(2) / mean.max(1.0));
                let mean = REMEMBERS * mean + (1.0 - REMEMBERS) * kbps;
                Some((mean, (variance.clamp(0.4, 2.5) * mean).sqrt()))
            }
            _ => Some((kbps, (0.4 * kbps).sqrt())),
        };
    }

    fn is_near_limit(&self, kbps: f64) -> bool {
        self.limit.is_some_and(|(mean, deviation)| (kbps - mean).abs() <= DEVIATIONS * deviation)
    }
}

/// What goes through, smoothed the more the less it differs.
#[derive(Debug, Default)]
struct Through {
    kbps: Option<f64>,
    variance: f64,
    began_us: Option<i64>,
    latest_us: i64,
    bytes: usize,
}

impl Through {
    fn bps(&self) -> Option<f64> {
        self.kbps.map(|kbps| kbps * 1e3)
    }

    fn came(&mut self, at_us: i64, bytes: usize) {
        let window_us = if self.kbps.is_none() { WINDOWS_US.0 } else { WINDOWS_US.1 };
        let began_us = *self.began_us.get_or_insert(at_us);
        if at_us < began_us || at_us - self.latest_us.max(began_us) > window_us * 4 {
            // Another clock, or a silence that says nothing of the link.
            (self.began_us, self.latest_us, self.bytes) = (Some(at_us), at_us, bytes);
            return;
        }
        self.latest_us = self.latest_us.max(at_us);
        let elapsed_us = at_us - began_us;
        if elapsed_us >= window_us {
            let sample = self.bytes as f64 * 8e3 / elapsed_us as f64;
            (self.began_us, self.bytes) = (Some(at_us), 0);
            self.take(sample);
        }
        self.bytes += bytes;
    }

    fn take(&mut self, sample: f64) {
        let Some(kbps) = self.kbps else {
            (self.kbps, self.variance) = (Some(sample), 50.0);
            return;
        };
        let doubt = (10.0 * (kbps - sample).abs() / kbps.max(1.0)).powi(2).max(0.01);
        let before = self.variance + 5.0;
        self.kbps = Some((doubt * kbps + before * sample) / (doubt + before));
        self.variance = doubt * before / (doubt + before);
    }
}

/// How often losses are looked at, and at how many packets at least.
const LOOK_US: i64 = 500_000;
const LOOK_PACKETS: u32 = 20;
/// Loss beyond what is the link's own that is a sign of too much, and such that is none.
const MUCH: f64 = 0.1;
const LITTLE: f64 = 0.02;
/// How fast what is the link's own is forgotten for what is lost now.
const FOLLOWS: f64 = 0.2;
/// Deviations that a count of few packets may be off by.
const DOUBT: f64 = 2.0;
/// So much less must have been sent before it shows whether that helps; or so much more, whether that harms: where pictures are the smallest
/// already, and each sound goes out four times, no less may be possible.
const LESS: f64 = 0.85;
const MORE: f64 = 1.3;

/// A limit that loss shows where nothing waits: the line drops what is too much.
///
/// Such a line loses less when less is sent, and more when more is; a radio loses the same share. So what is lost brings the limit down
/// until less is sent, and if that does not help, or more does not harm, that much is taken to be the link's own.
#[derive(Debug, Default)]
struct Loss {
    cap: Option<f64>,
    inherent: f64,
    began_us: Option<i64>,
    latest_us: i64,
    packets: u32,
    lost: u32,
    bytes: usize,
    /// What was sent, in bits per second, and lost when the limit was first brought down.
    cut: Option<(f64, f64)>,
    grown: Option<Instant>,
}

impl Loss {
    fn reported(&mut self, outcome: &Outcome) {
        self.began_us.get_or_insert(outcome.sent_us);
        self.latest_us = self.latest_us.max(outcome.sent_us);
        self.packets += 1;
        self.lost += u32::from(outcome.came_us.is_none());
        self.bytes += outcome.bytes;
    }

    /// A probe went through at so many bits per second, of which no more was lost than of everything else, unless it filled the link.
    fn found(&mut self, bps: f64, is_full: bool) {
        match self.cut {
            Some((sent, lost)) if !is_full && bps > sent * MORE => self.take_for_own(lost),
            _ => self.cap = self.cap.map(|cap| cap.max(bps)),
        }
    }

    /// So much is lost whatever is sent.
    fn take_for_own(&mut self, share: f64) {
        (self.inherent, self.cap, self.cut) = (share, None, None);
    }

    fn settle(&mut self, now: Instant, bps: f64) {
        let Some(began_us) = self.began_us else { return };
        let span_us = self.latest_us - began_us;
        if span_us < LOOK_US || self.packets < LOOK_PACKETS {
            return;
        }
        let share = f64::from(self.lost) / f64::from(self.packets);
        let (sent, packets) = (self.bytes as f64 * 8e6 / span_us as f64, self.packets);
        (self.began_us, self.packets, self.lost, self.bytes) = (None, 0, 0, 0);
        let since = now.saturating_duration_since(self.grown.replace(now).unwrap_or(now)).as_secs_f64().min(5.0);
        let excess = share - self.inherent;
        let doubt = DOUBT * (share * (1.0 - share) / f64::from(packets)).sqrt();
        if excess <= MUCH + doubt {
            if self.inherent > 0.0 {
                self.inherent += (share - self.inherent) * FOLLOWS;
            }
            self.cut = self.cut.filter(|_| excess > LITTLE);
            if excess <= LITTLE + doubt {
                self.cap = self.cap.map(|cap| cap * GROWTH.powf(since)).filter(|cap| *cap < bps);
            }
            return;
        }
        if let Some((sent_before, lost_before)) = self.cut
            && (sent < sent_before * LESS || sent > sent_before * MORE)
        {
            let if_full = (1.0 - sent_before * (1.0 - lost_before) / sent.max(1.0)).max(0.0);
            if (share - lost_before).abs() < (share - if_full).abs() {
                self.take_for_own(share.min(lost_before));
                return;
            }
        }
        self.cut.get_or_insert((sent, share));
        let cap = self.cap.map_or(bps, |cap| cap.min(bps)).min(sent * BEYOND);
        self.cap = Some((cap * (1.0 - excess / 2.0)).max(LEAST_BPS));
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    /// Sounds, mostly.
    const SMALL: usize = 330;

    /// Ten seconds or so over a line that carries so much, with a queue of so long, and loses so much of all; what is sent is the
    /// estimate, or less.
    fn after(seconds: u64, carries: f64, queue_us: i64, loses: f64, sends: impl Fn(f64) -> f64) -> u64 {
        after_seeded((7, 1_100), seconds, carries, queue_us, loses, sends)
    }

    fn after_seeded(
        (seed, bytes): (u64, usize),
        seconds: u64,
        carries: f64,
        queue_us: i64,
        loses: f64,
        sends: impl Fn(f64) -> f64,
    ) -> u64 {
        let (begun, mut estimate) = (Instant::now(), Estimate::new(300_000));
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut now_us, mut free_us) = (0i64, 0i64);
        let mut waiting: Vec<Outcome> = Vec::new();
        let mut report_us = 100_000;
        while now_us < seconds as i64 * 1_000_000 {
            let came_at = free_us.max(now_us) + (bytes as f64 * 8e6 / carries) as i64;
            let is_lost = came_at - now_us > queue_us || random.f64() < loses;
            if came_at - now_us <= queue_us {
                free_us = came_at;
            }
            let came_us = (!is_lost).then_some(came_at + 20_000);
            waiting.push(Outcome { sent_us: now_us, came_us, bytes, cluster: 0 });
            now_us += (bytes as f64 * 8e6 / sends(estimate.bps() as f64)) as i64;
            if now_us >= report_us {
                report_us = now_us + 100_000;
                let (ripe, rest): (Vec<_>, Vec<_>) =
                    waiting.into_iter().partition(|outcome| outcome.came_us.unwrap_or(0) < now_us - 20_000);
                waiting = rest;
                for outcome in &ripe {
                    estimate.reported(outcome);
                }
                let now = begun + Duration::from_micros(now_us as u64);
                estimate.settle(now, Some(Duration::from_millis(60)));
            }
        }
        estimate.bps()
    }

    #[test]
    fn it_finds_what_a_line_with_a_queue_carries() {
        for carries in [400_000.0, 1_000_000.0, 2_000_000.0] {
            let found = after(60, carries, 300_000, 0.0, |bps| bps) as f64;
            assert!((0.6..1.1).contains(&(found / carries)), "{found} of {carries}");
        }
    }

    #[test]
    fn it_finds_what_a_line_without_a_queue_carries() {
        let found = after(60, 1_000_000.0, 12_000, 0.0, |bps| bps) as f64;
        assert!((0.5..1.4).contains(&(found / 1e6)), "{found}");
    }

    #[test]
    fn a_radio_that_loses_a_third_whatever_is_sent_is_not_taken_for_a_full_line() {
        let found = after(40, 50_000_000.0, 300_000, 0.3, |bps| bps.min(1_000_000.0)) as f64;
        assert!(found > 900_000.0, "{found}");
    }

    #[test]
    fn a_radio_is_known_by_what_it_loses_of_more_where_no_less_can_be_sent() {
        let seconds = std::cell::Cell::new(0.0);
        let sends = |_| {
            let bps = if seconds.get() % 4.0 < 2.0 { 230_000.0 } else { 330_000.0 };
            seconds.set(seconds.get() + SMALL as f64 * 8.0 / bps);
            bps
        };
        for seed in 0..20 {
            seconds.set(0.0);
            let radio = after_seeded((seed, SMALL), 20, 50_000_000.0, 300_000, 0.3, sends);
            assert!(radio > 450_000, "seed {seed}: {radio}");
            seconds.set(0.0);
            let full = after_seeded((seed, SMALL), 20, 200_000.0, 30_000, 0.0, sends);
            assert!(full < 200_000, "seed {seed}: {full}");
        }
    }

    #[test]
    fn a_radio_is_known_by_a_probe_that_loses_no_more_than_what_is_sent() {
        let now = Instant::now();
        for (found_bps, is_full, is_radio) in
            [(600_000.0, false, true), (600_000.0, true, false), (250_000.0, false, false)]
        {
            let mut estimate = Estimate::new(1_000_000);
            for at in 0..60i64 {
                let came_us = (at % 3 > 0).then_some(at * 10_000);
                estimate.reported(&Outcome { sent_us: at * 10_000, came_us, bytes: 300, cluster: 0 });
            }
            estimate.settle(now, None);
            assert!(estimate.bps() < 400_000, "a third is lost of 240 kbit/s: {}", estimate.bps());
            assert!(!estimate.assume(390_000) && estimate.bps() >= 390_000, "what is found out goes on");
            estimate.found(now, found_bps, is_full);
            assert_eq!(estimate.loss.inherent > 0.3, is_radio, "{found_bps} {is_full}");
        }
    }

    #[test]
    fn it_believes_little_beyond_what_went_through() {
        let found = after(60, 50_000_000.0, 300_000, 0.0, |_| 400_000.0) as f64;
        assert!((400_000.0..620_000.0).contains(&found), "{found}");
    }
}
