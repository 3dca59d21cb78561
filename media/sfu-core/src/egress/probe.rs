//! Looking for more than is sent: a few packets at a higher pace, and how fast they come.

use std::time::{Duration, Instant};

use super::ledger::Outcome;

/// How long a probe takes, and of how many packets it is at least.
const LASTS: Duration = Duration::from_millis(15);
const PACKETS: u32 = 6;
/// Smaller packets would be headers, mostly.
const LEAST_BYTES: usize = 160;
/// What is sent at once while one runs.
const STEP: Duration = Duration::from_millis(2);
/// The first looks for so many times what is known, those after it for less.
const FIRST: f64 = 3.0;
const NEXT: f64 = 2.0;
/// Not worth a probe.
const LITTLE: f64 = 1.1;
/// Reports that are not there by then were lost.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between probes that found nothing: the first time, and at most.
const PAUSES: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(5));
/// A queue that grew so lately has to drain first.
const CALM: Duration = Duration::from_secs(1);
/// So much of a probe must be reported, and so many packets come.
const REPORTED: f64 = 0.8;
const CAME: u32 = 4;
/// Came so much slower than it was sent: the link was full. What came is what it carries, and a little less is wiser.
const SLOWER: f64 = 0.9;
const WISER: f64 = 0.95;
/// More than this is not believed of any radio.
const MOST_LOSS: f64 = 0.5;
/// A probe found nearly what it looked for.
const NEARLY: f64 = 0.7;
/// Came so much faster: the network collected it, which says nothing.
const FASTER: f64 = 2.0;

/// What is known of a probe's packets.
#[derive(Debug, Clone, Copy)]
struct Span {
    first_us: i64,
    last_us: i64,
    /// Of the packet at either end.
    first_bytes: usize,
    last_bytes: usize,
    bytes: usize,
    packets: u32,
}

impl Span {
    fn add(span: &mut Option<Self>, at_us: i64, bytes: usize) {
        let span = span.get_or_insert(Self {
            first_us: at_us,
            last_us: at_us,
            first_bytes: bytes,
            last_bytes: bytes,
            bytes: 0,
            packets: 0,
        });
        if at_us < span.first_us {
            (span.first_us, span.first_bytes) = (at_us, bytes);
        }
        if at_us >= span.last_us {
            (span.last_us, span.last_bytes) = (at_us, bytes);
        }
        span.bytes += bytes;
        span.packets += 1;
    }

    fn bps(&self, without: usize) -> Option<f64> {
        let span_us = self.last_us - self.first_us;
        (span_us > 0).then(|| (self.bytes - without) as f64 * 8e6 / span_us as f64)
    }
}

#[derive(Debug)]
struct Cluster {
    number: u8,
    target_bps: f64,
    began: Instant,
    /// When to look whether more of it is due.
    step: Instant,
    bytes: usize,
    packets: u32,
    ended: Option<Instant>,
    reported: usize,
    sent: Option<Span>,
    came: Option<Span>,
}

/// Probes one link.
#[derive(Debug, Default)]
pub(crate) struct Prober {
    wanted_bps: u64,
    number: u8,
    cluster: Option<Cluster>,
    next: Option<Instant>,
    pause: Option<Duration>,
    has_found: bool,
}

impl Prober {
    /// What would be sent if the link carried it.
    pub(crate) fn want(&mut self, bps: u64) {
        self.wanted_bps = bps;
    }

    /// The link is known anew.
    pub(crate) fn forget(&mut self) {
        self.cluster = None;
    }

    /// Begins a probe if one is worth it.
    /// `hoped_bps`: what the link may carry, since it did before a queue was seen while little was sent.
    pub(crate) fn consider(&mut self, now: Instant, estimate_bps: u64, hoped_bps: f64, over: Option<Instant>) {
        let (known, wanted) = (estimate_bps as f64, hoped_bps.max(self.wanted_bps as f64));
        let is_calm = over.is_none_or(|at| now.saturating_duration_since(at) >= CALM);
        if self.cluster.is_some() || wanted < known * LITTLE || !is_calm || self.next.is_some_and(|at| now < at) {
            return;
        }
        let target = (known * if self.has_found || self.next.is_some() { NEXT } else { FIRST }).min(wanted * LITTLE);
        self.number = self.number % u8::MAX + 1;
        self.cluster = Some(Cluster {
            number: self.number,
            target_bps: target,
            began: now,
            step: now,
            bytes: 0,
            packets: 0,
            ended: None,
            reported: 0,
            sent: None,
            came: None,
        });
    }

    /// The probe that what is sent now belongs to; 0: none.
    pub(crate) fn cluster(&self) -> u8 {
        self.cluster.as_ref().filter(|cluster| cluster.ended.is_none()).map_or(0, |cluster| cluster.number)
    }

    /// How many bytes of padding are due, and how large its packets should be.
    pub(crate) fn due(&self, now: Instant) -> Option<(usize, usize)> {
        let cluster = self.cluster.as_ref().filter(|cluster| cluster.ended.is_none())?;
        let elapsed = now.saturating_duration_since(cluster.began) + STEP;
        let by_now = (cluster.target_bps * elapsed.as_secs_f64() / 8.0) as usize;
        (by_now > cluster.bytes).then(|| (by_now - cluster.bytes, cluster.whole() / PACKETS as usize))
    }

    /// Something was sent.
    pub(crate) fn sent(&mut self, now: Instant, bytes: usize) {
        let Some(cluster) = self.cluster.as_mut().filter(|cluster| cluster.ended.is_none()) else { return };
        cluster.bytes += bytes;
        cluster.packets += 1;
        if cluster.packets >= PACKETS && cluster.bytes >= cluster.whole() {
            cluster.ended = Some(now);
        }
    }

    /// Nothing can be sent to probe with.
    pub(crate) fn give_up(&mut self, now: Instant) {
        self.cluster = None;
        self.next = Some(now + PAUSES.0);
    }

    /// Takes in what a report says of one packet.
    pub(crate) fn reported(&mut self, outcome: &Outcome) {
        let Some(cluster) = self.cluster.as_mut().filter(|cluster| cluster.number == outcome.cluster) else { return };
        cluster.reported += outcome.bytes;
        Span::add(&mut cluster.sent, outcome.sent_us, outcome.bytes);
        if let Some(came_us) = outcome.came_us {
            Span::add(&mut cluster.came, came_us, outcome.bytes);
        }
    }

    /// Ends a probe that has been reported. What it found, in bits per second, and whether it filled the link.
    /// `loss`: the share that the link loses of everything by its nature.
    pub(crate) fn settle(&mut self, now: Instant, estimate_bps: u64, loss: f64) -> Option<(f64, bool)> {
        let cluster = self.cluster.as_ref()?;
        let ended = cluster.ended?;
        let is_reported = cluster.reported as f64 >= cluster.bytes as f64 * REPORTED;
        if !is_reported && now.saturating_duration_since(ended) < PATIENCE {
            return None;
        }
        let (found, target) = (cluster.found(loss), cluster.target_bps);
        self.cluster = None;
        if let Some(found) = found.filter(|found| *found > estimate_bps as f64 && *found > target * NEARLY) {
            // More where that came from?
            (self.next, self.pause, self.has_found) = (Some(now), None, true);
            return Some((found, false));
        }
        let pause = self.pause.map_or(PAUSES.0, |pause| (pause * 2).min(PAUSES.1));
        (self.next, self.pause) = (Some(now + pause), Some(pause));
        found.map(|found| (found, true))
    }

    /// What was due is sent.
    pub(crate) fn stepped(&mut self, now: Instant) {
        if let Some(cluster) = &mut self.cluster {
            cluster.step = now + STEP;
        }
    }

    /// When to look again.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.cluster.as_ref().map(|cluster| cluster.ended.map_or(cluster.step, |ended| ended + PATIENCE))
    }
}

impl Cluster {
    /// How many bytes it is made of.
    fn whole(&self) -> usize {
        ((self.target_bps * LASTS.as_secs_f64() / 8.0) as usize).max(PACKETS as usize * LEAST_BYTES)
    }

    fn found(&self, loss: f64) -> Option<f64> {
        let (sent, came) = (self.sent?, self.came?);
        if came.packets < CAME {
            return None;
        }
        let sent_bps = sent.bps(sent.last_bytes)?;
        // What is lost of a probe as of everything is not lost by what it adds.
        let came_bps = came.bps(came.first_bytes)? / (1.0 - loss.min(MOST_LOSS));
        if came_bps > sent_bps * FASTER {
            return None;
        }
        if came_bps < sent_bps * SLOWER { Some(came_bps * WISER) } else { Some(sent_bps.min(came_bps)) }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    /// Runs a probe over a line that carries so much; what it found.
    fn probe(prober: &mut Prober, now: &mut Instant, known: u64, carries: f64) -> Option<f64> {
        lossy_probe(prober, now, known, carries, (0.0, 0.0), &mut fastrand::Rng::with_seed(1)).map(|(found, _)| found)
    }

    /// So much of it is lost, and so much is known to be of everything.
    fn lossy_probe(
        prober: &mut Prober,
        now: &mut Instant,
        known: u64,
        carries: f64,
        (lost, known_loss): (f64, f64),
        random: &mut fastrand::Rng,
    ) -> Option<(f64, bool)> {
        prober.consider(*now, known, 0.0, None);
        let (mut at_us, mut free_us) = (0i64, 0i64);
        let mut outcomes = Vec::new();
        while prober.cluster() != 0 {
            let (mut due, size) = prober.due(*now).unwrap_or((0, 0));
            while due > 0 && prober.cluster() != 0 {
                let cluster = prober.cluster();
                prober.sent(*now, size);
                free_us = free_us.max(at_us) + (size as f64 * 8e6 / carries) as i64;
                let came_us = (random.f64() >= lost).then_some(free_us);
                outcomes.push(Outcome { sent_us: at_us, came_us, bytes: size, cluster });
                due = due.saturating_sub(size);
            }
            *now += STEP;
            at_us += 2_000;
        }
        for outcome in &outcomes {
            prober.reported(outcome);
        }
        *now += Duration::from_millis(50);
        prober.settle(*now, known, known_loss)
    }

    #[test]
    fn it_finds_what_there_is_and_looks_again_at_once() {
        let (mut prober, mut now) = (Prober::default(), Instant::now());
        prober.want(2_000_000);
        let first = probe(&mut prober, &mut now, 300_000, 50_000_000.0).expect("more than 300 kbit/s");
        assert!((800_000.0..1_100_000.0).contains(&first), "{first}");
        let second = probe(&mut prober, &mut now, first as u64, 50_000_000.0).expect("still more");
        assert!(second > 1_600_000.0, "{second}");
        assert_eq!(probe(&mut prober, &mut now, 2_000_000, 50_000_000.0), None, "enough");
        assert_eq!(prober.cluster(), 0);
    }

    #[test]
    fn a_full_line_is_found_full_and_left_alone_for_longer_and_longer() {
        let (mut prober, mut now) = (Prober::default(), Instant::now());
        prober.want(2_000_000);
        for pause in [2, 4, 5, 5] {
            let found = probe(&mut prober, &mut now, 300_000, 310_000.0).expect("what the line carries");
            assert!((250_000.0..=310_000.0).contains(&found), "{found}");
            now += Duration::from_millis(pause * 1_000 - 100);
            prober.consider(now, 300_000, 0.0, None);
            assert_eq!(prober.cluster(), 0, "too soon");
            now += Duration::from_millis(101);
        }
    }

    #[test]
    fn what_a_radio_loses_of_everything_is_not_taken_for_a_full_line() {
        let mut random = fastrand::Rng::with_seed(9);
        let (mut more, mut full) = (0, 0);
        for _ in 0..100 {
            let (mut prober, mut now) = (Prober::default(), Instant::now());
            prober.want(2_000_000);
            let found = lossy_probe(&mut prober, &mut now, 300_000, 50_000_000.0, (0.3, 0.3), &mut random);
            more += usize::from(found.is_some_and(|(bps, is_full)| bps > 700_000.0 && !is_full));
            full += usize::from(found.is_some_and(|(_, is_full)| is_full));
        }
        assert!(more > 70 && full < 5, "{more} of a hundred find twice as much, {full} that there is no more");
    }
}
