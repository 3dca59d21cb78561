//! What the subscriber says of what it got, and what that changes.

use std::time::{Duration, Instant};

use super::Egress;
use super::feedback::{self, Said};

/// A packet that was asked for again is sent again no sooner than this, if round trips are long.
const MOST_HOLD: Duration = Duration::from_millis(300);
/// How many packets, and how long, a look at losses takes.
const LOOK: (u32, Duration) = (40, Duration::from_millis(500));
/// Whose reports ours are that are not of a stream; str0m's have another source.
const ASKER: u32 = 2;

impl Egress {
    /// Reads a report. `None`: it is not for us to read. Else whether something in it is about what the subscriber itself `sends`.
    pub(crate) fn heard(
        &mut self,
        now: Instant,
        datagram: &[u8],
        sends: impl Fn(u32) -> bool,
        key_frame: impl FnMut(usize),
    ) -> Option<bool> {
        let report = self.srtp.as_mut()?.open_report(datagram)?;
        Some(self.take(now, &report, sends, key_frame))
    }

    fn take(
        &mut self,
        now: Instant,
        report: &[u8],
        sends: impl Fn(u32) -> bool,
        mut key_frame: impl FnMut(usize),
    ) -> bool {
        let mut other = false;
        let ntp = self.ntp(now);
        feedback::read(report, |said| match said {
            Said::Block(block) => {
                let ago = ((ntp >> 16) as u32).wrapping_sub(block.last_report).wrapping_sub(block.since_last_report);
                if let Some(stream) = self.streams.iter_mut().find(|stream| stream.has(block.ssrc)) {
                    stream.is_known(block.ssrc);
                    // Where there is transport-wide feedback, that says more.
                    if self.ledger.is_empty() && block.last_report != 0 && ago < 10 << 16 {
                        self.rtt = Some(Duration::from_secs_f64(f64::from(ago) / 65_536.0));
                        self.loses(f32::from(block.lost) / 256.0);
                    }
                }
            }
            Said::Missing { ssrc, first, after } => {
                let hold = self.rtt.map_or(Duration::ZERO, |rtt| rtt.mul_f64(0.8).min(MOST_HOLD));
                if let Some(at) = self.streams.iter().position(|stream| stream.is_main(ssrc)) {
                    let missing = (0..17u16).filter(|bit| *bit == 0 || after >> (bit - 1) & 1 == 1);
                    for number in missing.map(|bit| first.wrapping_add(bit)) {
                        if let Some(seq) = self.streams[at].is_missing(now, number, hold) {
                            self.again.extend(std::iter::repeat_n((at, seq), 1 + usize::from(self.lossy)));
                        }
                    }
                }
            }
            Said::KeyFrame { ssrc } => {
                if let Some(at) = self.streams.iter().position(|stream| stream.is_main(ssrc)) {
                    key_frame(at);
                }
            }
            Said::Transport(feedback) => {
                let mut latest = None;
                feedback::arrivals(feedback, |number, came_us| {
                    if let Some(outcome) = self.ledger.reported(now, number, came_us) {
                        self.estimate.reported(&outcome);
                        self.prober.reported(&outcome);
                        if let Some(came_us) = outcome.came_us {
                            self.queue.came(outcome.sent_us, came_us);
                            latest = Some(outcome.sent_us);
                        }
                    }
                });
                if let Some(sent_us) = latest {
                    let rtt = Duration::from_micros((self.ledger.micros(now) - sent_us).max(0) as u64);
                    self.rtt = Some(rtt);
                }
                let since = now.saturating_duration_since(self.looked);
                if let Some(loss) = self.ledger.loss(if since < LOOK.1 { u32::MAX } else { LOOK.0 }) {
                    self.loses(loss);
                    self.looked = now;
                }
                self.estimate.settle(now, self.rtt);
                self.settle_probe(now);
            }
            Said::Sends(ssrc) => other |= sends(ssrc),
            Said::Other => other = true,
        });
        other
    }

    fn loses(&mut self, share: f32) {
        self.loss = Some(self.loss.map_or(share, |before| f32::midpoint(before, share)));
    }

    /// What str0m is about to report of what the client sends, told otherwise. `None`: it is to be sent as it is.
    pub(crate) fn retell(&mut self, report: &[u8], change: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
        self.srtp.as_mut()?.retell(report, change)
    }

    /// Asks for packets of a source of the subscriber's own, in the order of their numbers.
    pub(crate) fn ask_again(&mut self, ssrc: u32, numbers: impl Iterator<Item = u16>) {
        self.asks.extend(feedback::missing(ASKER, ssrc, numbers));
    }

    /// The time since the connection began, in 1/2^32 s, as one may who has no calendar (RFC 3550 section 4).
    pub(super) fn ntp(&self, now: Instant) -> u64 {
        let age = now.saturating_duration_since(self.born) + Duration::from_secs(1);
        (age.as_secs() << 32) | ((u64::from(age.subsec_nanos()) << 32) / 1_000_000_000)
    }
}

/// For `sfu-fuzz`: hears a report of a hundred packets that were sent a millisecond apart.
pub(crate) fn believe(report: &[u8], now: Instant) {
    let mut egress = Egress::new(now, super::keys::Promise::default());
    for number in 0..100u32 {
        egress.prober.consider(now, 300_000, 1e6, None);
        egress.ledger.sent(now + Duration::from_millis(number.into()), 1_000, egress.prober.cluster());
        egress.prober.sent(now, 1_000);
    }
    let now = now + Duration::from_millis(200);
    egress.take(now, report, |_| true, |_| {});
    egress.prober.consider(now + Duration::from_secs(9), egress.estimate.bps(), 1e6, egress.estimate.over());
}
