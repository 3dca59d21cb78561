//! What the subscriber says of what it got, and what that changes.

use std::time::{Duration, Instant};

use super::Egress;
use super::feedback::{self, Said};
use super::stream::Missing;

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
                        match self.streams[at].missing(now, number, hold) {
                            Missing::Kept(seq) => self.send_again(at, seq, self.lossy),
                            Missing::Gone => key_frame(at),
                            Missing::OnItsWay | Missing::Unknown => {}
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

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::super::{Again, Ids, Packet, Stream};
    use super::*;

    const OURS: u32 = 7;

    /// A way out on which packets of a picture were sent, 100 ms apart.
    fn egress(begun: Instant, seqs: impl Iterator<Item = u64>) -> (Egress, Instant) {
        let mut egress = Egress::new(begun, super::super::keys::Promise::default());
        let mut stream = Stream::new("0", "us", OURS, Some((8, 97)), 90_000, Ids::default(), false);
        let mut now = begun;
        for seq in seqs {
            now += Duration::from_millis(100);
            stream.keep(now, Packet::bare(seq, now, &[1; 500]));
        }
        egress.set_streams(vec![stream]);
        egress.rtt = Some(Duration::from_millis(50));
        (egress, now)
    }

    /// Somebody misses these. How often a key frame is wanted.
    fn miss(egress: &mut Egress, now: Instant, numbers: &[u16]) -> usize {
        let report = feedback::missing(1, OURS, numbers.iter().copied()).expect("some are missing");
        let mut wanted = 0;
        egress.take(now, &report, |_| false, |_| wanted += 1);
        wanted
    }

    fn waits(egress: &Egress) -> Vec<u64> {
        egress.again.iter().map(|Again { seq, .. }| *seq).collect()
    }

    #[test]
    fn what_is_asked_for_again_before_it_leaves_is_sent_once_and_again_when_that_was_lost() {
        let (mut egress, now) = egress(Instant::now(), 65_530..65_540);
        let ms = Duration::from_millis;
        assert_eq!(miss(&mut egress, now, &[65_535, 0]), 0);
        assert_eq!(miss(&mut egress, now + ms(60), &[65_535, 0]), 0);
        assert_eq!(waits(&egress), [65_535, 65_536]);
        egress.again.clear();
        assert!(egress.streams[0].take_again(now + ms(100), 65_536, 9).is_some(), "it leaves");
        miss(&mut egress, now + ms(120), &[0]);
        assert!(waits(&egress).is_empty(), "it is on its way");
        miss(&mut egress, now + ms(150), &[0]);
        assert_eq!(waits(&egress), [65_536]);
    }

    #[test]
    fn whoever_misses_what_is_gone_needs_a_key_frame_and_of_what_never_was_nothing() {
        let (mut egress, now) = egress(Instant::now(), (70..100).filter(|seq| *seq != 90));
        assert_eq!(miss(&mut egress, now, &[75]), 1, "three seconds old");
        assert_eq!(miss(&mut egress, now, &[90]), 0, "it did not come to us: whoever sends it was asked for it");
        assert!(waits(&egress).is_empty());
    }
}
