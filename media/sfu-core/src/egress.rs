//! The way out of one connection: packets are numbered, kept for repetition, paced and encrypted here, and what the subscriber reports
//! of them is read here. str0m, which has the rest of the connection, never hears of any of it (docs/adr/0016-a-way-out-of-our-own.md).

mod delay;
mod estimate;
pub(crate) mod feedback;
mod hearing;
pub(crate) mod keys;
mod ledger;
mod packet;
mod probe;
mod queue;
mod srtp;
mod stream;
mod window;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use str0m::net::DatagramSend;

use crate::event::{Output, Remote, Transmit};
use crate::meter::Meter;
use estimate::Estimate;
pub(crate) use hearing::believe;
use keys::Promise;
use ledger::Ledger;
use packet::{HEAD_BYTES, Head, UNDER_BYTES, write_head};
pub(crate) use packet::{Ids, Packet, WRAPPING_BYTES};
use probe::Prober;
pub(crate) use queue::Queue;
use srtp::Srtp;
pub(crate) use stream::Stream;

/// Larger payloads are not forwarded: they would not fit a datagram with our header extensions.
pub(crate) const PAYLOAD_BYTES: usize = 1_350;
/// What a link is thought to carry before it was measured.
pub(crate) const INITIAL_BPS: u64 = 1_500_000;
/// How much faster than the estimate pictures leave, and what may leave at once; and the same for narrow links, whose queues are short.
const PACE: (f64, Duration) = (2.5, Duration::from_millis(40));
const NARROW_PACE: (f64, Duration) = (1.5, Duration::from_millis(20));
const NARROW_BPS: u64 = 1_000_000;
/// Nothing waits for longer than this, whatever the estimate.
const WAITS: Duration = Duration::from_millis(400);
/// By then the pacer lets one more go.
const SOON: Duration = Duration::from_micros(1);
/// Sender reports (RFC 3550 section 6.2).
const REPORT_EVERY: Duration = Duration::from_secs(1);
/// The most that a padding packet holds: its length is in one byte.
const PADDING_BYTES: usize = 224;
/// On a link that loses much: when sounds that cannot be packed with later ones are sent once more, and when pictures are.
const SOUNDS_LATER: [Duration; 2] = [Duration::from_millis(15), Duration::from_millis(35)];
const PICTURES_LATER: Duration = Duration::from_millis(10);
/// Pictures only where the link carries so many times what is sent.
const ROOM: u64 = 3;
/// How much may go into repetitions, compared with what is new.
const REPETITIONS: (u64, u64) = (1, 3);

/// Where the other side is, and which address of ours it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) remote: Remote,
    pub(crate) source: SocketAddr,
}

/// What a packet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Fresh,
    /// With RTX (RFC 4588).
    Again,
    /// Nothing but so many bytes.
    Padding(usize),
}

/// A packet of a picture to be sent again: its stream and number.
#[derive(Debug)]
struct Again {
    at: usize,
    seq: u64,
    /// And once more after that.
    twice: bool,
}

/// What is sent once more without being asked for.
#[derive(Debug)]
enum Later {
    /// A packet of a picture, as a repetition.
    Again(usize, u64),
    /// A sound, byte for byte: whoever has it drops it as replayed (RFC 3711 section 3.3.2).
    Same(DatagramSend),
}

/// The way out.
#[derive(Debug)]
pub(crate) struct Egress {
    promise: Promise,
    srtp: Option<Srtp>,
    born: Instant,
    streams: Vec<Stream>,
    /// Packets of pictures that wait for the pacer, and what they weigh.
    waiting: VecDeque<(usize, Packet)>,
    waiting_bytes: usize,
    /// Packets to be sent again, each once.
    again: VecDeque<Again>,
    /// Sent at the estimate's pace, what left is done with by then.
    busy_until: Instant,
    ledger: Ledger,
    estimate: Estimate,
    prober: Prober,
    told_bps: u64,
    next_report: Instant,
    sent: Meter,
    bytes: u64,
    rtt: Option<Duration>,
    queue: Queue,
    /// Nothing is known before the first look.
    loss: Option<f32>,
    looked: Instant,
    /// Lost packets are the link's nature: everything is sent more than once, if there is room.
    lossy: bool,
    /// Reports to be sent.
    asks: Vec<Vec<u8>>,
    /// What is sent once more, and when.
    later: VecDeque<(Instant, Later)>,
}

impl Egress {
    pub(crate) fn new(now: Instant, promise: Promise) -> Self {
        Self {
            promise,
            srtp: None,
            born: now,
            streams: Vec::new(),
            waiting: VecDeque::new(),
            waiting_bytes: 0,
            again: VecDeque::new(),
            busy_until: now,
            ledger: Ledger::new(now),
            estimate: Estimate::new(INITIAL_BPS),
            prober: Prober::default(),
            told_bps: INITIAL_BPS,
            next_report: now + REPORT_EVERY,
            sent: Meter::default(),
            bytes: 0,
            rtt: None,
            queue: Queue::default(),
            loss: None,
            looked: now,
            lossy: false,
            asks: Vec::new(),
            later: VecDeque::new(),
        }
    }

    /// One for each slot, in their order.
    pub(crate) fn set_streams(&mut self, streams: Vec<Stream>) {
        self.streams = streams;
    }

    /// DTLS is done: takes the keys.
    pub(crate) fn connect(&mut self) {
        if self.srtp.is_none() {
            self.srtp = self.promise.get().map(|keys| Srtp::new(&keys::provider(), keys));
        }
    }

    /// Puts a packet on its way in a slot; pictures leave with the next [`pump`](Self::pump).
    pub(crate) fn send(&mut self, slot: usize, packet: Packet) {
        self.waiting_bytes += packet.payload.len();
        self.waiting.push_back((slot, packet));
    }

    /// What would be sent if the link carried it.
    pub(crate) fn want_bps(&mut self, bps: u64) {
        self.prober.want(bps);
    }

    /// The link is known to carry so much.
    pub(crate) fn assume_bps(&mut self, bps: u64) {
        if self.estimate.assume(bps) {
            self.prober.forget();
        }
        self.told_bps = self.estimate.bps();
    }

    /// Whether what is lost is lost however little is sent.
    pub(crate) fn set_lossy(&mut self, lossy: bool) {
        self.lossy = lossy;
    }

    pub(crate) fn estimate_bps(&self) -> u64 {
        self.told_bps
    }

    /// With all that is around payloads, as everything that is said of the link.
    pub(crate) fn sent_bps(&self, now: Instant) -> u64 {
        self.sent.bps(now)
    }

    /// All that was sent, with headers.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn rtt(&self) -> Option<Duration> {
        self.rtt
    }

    /// How long packets wait on the way to the subscriber.
    pub(crate) fn queue(&self) -> &Queue {
        &self.queue
    }

    /// The share of packets that is lost, of the last two looks.
    pub(crate) fn loss(&self) -> f32 {
        self.loss.unwrap_or(0.0)
    }

    /// When [`pump`](Self::pump) wants to be called.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.srtp.as_ref()?;
        let queue = (!self.waiting.is_empty() || !self.again.is_empty())
            .then(|| self.busy_until.checked_sub(self.pace().1).unwrap_or(self.busy_until) + SOON);
        let report = self.streams.iter().any(Stream::has_news).then_some(self.next_report);
        let later = self.later.front().map(|(at, _)| *at);
        [queue, report, later, self.prober.deadline()].into_iter().flatten().min()
    }

    /// Whether the estimate is another than was told last; tells it.
    pub(crate) fn take_news(&mut self) -> bool {
        let bps = self.estimate.bps();
        let differs = bps.abs_diff(self.told_bps) * 20 > self.told_bps;
        if differs {
            self.told_bps = bps;
        }
        differs
    }

    /// Sends what may leave now.
    pub(crate) fn pump(&mut self, now: Instant, way: Option<Way>, outputs: &mut VecDeque<Output>) -> u64 {
        let (Some(way), true) = (way, self.srtp.is_some()) else {
            self.waiting.clear();
            self.again.clear();
            self.later.clear();
            self.asks.clear();
            (self.waiting_bytes, self.next_report) = (0, now + REPORT_EVERY);
            return 0;
        };
        let begun = self.bytes;
        for ask in std::mem::take(&mut self.asks) {
            // Twice: where packets are missing for so long, questions are lost as well.
            for _ in 0..2 {
                if let Some(contents) = self.srtp.as_mut().map(|srtp| srtp.protect_report(&ask)) {
                    self.hand_out(way, contents.into(), outputs);
                }
            }
        }
        while self.later.front().is_some_and(|(at, _)| *at <= now) {
            let Some((_, later)) = self.later.pop_front() else { break };
            match later {
                Later::Again(at, seq) => self.send_again(at, seq, false),
                Later::Same(contents) => self.hand_out(way, contents, outputs),
            }
        }
        let most = if self.lossy { REPETITIONS.1 } else { REPETITIONS.0 };
        while self.may_send(now)
            && let Some(Again { at, seq, twice }) = self.again.pop_front()
        {
            if let Some(packet) = self.streams[at].take_again(now, seq, most) {
                self.put(now, way, at, &packet, Kind::Again, outputs);
                if twice {
                    self.schedule(now + PICTURES_LATER, Later::Again(at, seq));
                }
            }
        }
        // Sounds never wait.
        let mut place = 0;
        while let Some((at, packet)) = self.waiting.get(place) {
            let (at, is_sound) = (*at, !self.streams[*at].is_picture());
            if !is_sound && !self.may_send(now) {
                place += 1;
                continue;
            }
            self.waiting_bytes = self.waiting_bytes.saturating_sub(packet.payload.len());
            if let Some((_, packet)) = self.waiting.remove(place) {
                let seq = packet.seq;
                if !self.put(now, way, at, &packet, Kind::Fresh, outputs) {
                    continue;
                }
                self.streams[at].keep(now, packet);
                if self.lossy {
                    self.repeat(now, at, seq, outputs.back());
                }
            }
        }
        self.probe(now, way, outputs);
        if now >= self.next_report {
            self.report(now, way, outputs);
        }
        self.bytes - begun
    }

    /// Puts what was just sent on the list of what is sent once more.
    fn repeat(&mut self, now: Instant, at: usize, seq: u64, sent: Option<&Output>) {
        let stream = &self.streams[at];
        if stream.is_picture() && self.estimate.bps() > self.sent.bps(now) * ROOM {
            self.schedule(now + PICTURES_LATER, Later::Again(at, seq));
        } else if let Some(Output::Transmit(sent)) = sent.filter(|_| !stream.is_picture() && stream.is_bare()) {
            for later in SOUNDS_LATER {
                self.schedule(now + later, Later::Same(sent.contents.to_vec().into()));
            }
        }
    }

    /// Puts a packet that was sent on the list of those to be sent again, unless it is there. (Where the pacer holds it back, it is asked
    /// for more than once before it leaves.)
    fn send_again(&mut self, at: usize, seq: u64, twice: bool) {
        if !self.again.iter().any(|again| (again.at, again.seq) == (at, seq)) {
            self.again.push_back(Again { at, seq, twice });
        }
    }

    fn schedule(&mut self, when: Instant, later: Later) {
        let place = self.later.iter().rposition(|(at, _)| *at <= when).map_or(0, |before| before + 1);
        self.later.insert(place, (when, later));
    }

    fn pace(&self) -> (f64, Duration) {
        let bps = self.estimate.bps();
        let (factor, burst) = if bps < NARROW_BPS { NARROW_PACE } else { PACE };
        let queue_bps = self.waiting_bytes as f64 * 8.0 / WAITS.as_secs_f64();
        ((bps as f64 * factor).max(queue_bps), burst)
    }

    fn may_send(&self, now: Instant) -> bool {
        self.busy_until.saturating_duration_since(now) < self.pace().1
    }

    fn probe(&mut self, now: Instant, way: Way, outputs: &mut VecDeque<Output>) {
        if self.ledger.is_empty() {
            return; // the first packets are no padding
        }
        self.settle_probe(now);
        self.prober.consider(now, self.estimate.bps(), self.estimate.hoped_bps(), self.estimate.over());
        while let Some((due, size)) = self.prober.due(now) {
            let Some((at, packet)) = self.padding(now, size) else {
                self.prober.give_up(now);
                return;
            };
            let kind =
                if packet.payload.is_empty() { Kind::Padding(size.clamp(16, PADDING_BYTES)) } else { Kind::Again };
            if !self.put(now, way, at, &packet, kind, outputs) || due <= size {
                break;
            }
        }
        self.prober.stepped(now);
    }

    /// Ends a probe that was reported, or never will be.
    fn settle_probe(&mut self, now: Instant) {
        let loss = if self.lossy { self.loss().into() } else { 0.0 };
        if let Some((found, is_full)) = self.prober.settle(now, self.estimate.bps(), loss) {
            self.estimate.found(now, found, is_full);
        }
    }

    /// A packet that was sent before and is about so large, since it may even be of use; or one to hang padding on.
    fn padding(&mut self, now: Instant, size: usize) -> Option<(usize, Packet)> {
        let latest = (0..self.streams.len()).filter(|at| self.streams[*at].can_probe());
        let at = latest.max_by_key(|at| self.streams[*at].used())?;
        let stream = &mut self.streams[at];
        let packet = stream.like(size).or_else(|| stream.empty(now))?;
        Some((at, packet))
    }

    /// Encrypts a packet and hands it out. `false`: it cannot be sent.
    fn put(
        &mut self,
        now: Instant,
        way: Way,
        at: usize,
        packet: &Packet,
        kind: Kind,
        outputs: &mut VecDeque<Output>,
    ) -> bool {
        let (Some(srtp), stream) = (&mut self.srtp, &mut self.streams[at]) else { return false };
        if packet.payload.len() > PAYLOAD_BYTES {
            return false;
        }
        let ids = stream.ids;
        let Some((pt, ssrc, seq, mid)) = stream.number(packet, kind) else { return false };
        let padding = if let Kind::Padding(bytes) = kind { bytes } else { 0 };
        let head = Head { pt, seq: seq as u16, ssrc, transport: self.ledger.next(), mid, padded: padding > 0 };
        let mut bytes = [0; HEAD_BYTES];
        let length = write_head(packet, head, ids, &mut bytes);
        let mut body = [0; PAYLOAD_BYTES + 2];
        let prefix = if kind == Kind::Again { 2 } else { 0 };
        body[..2].copy_from_slice(&(packet.seq as u16).to_be_bytes());
        let end = prefix + packet.payload.len();
        body[prefix..end].copy_from_slice(&packet.payload);
        if let Some(picture) = packet.picture {
            picture.write(&mut body[prefix..end]);
        }
        let body = if padding > 0 {
            body[padding - 1] = padding as u8;
            &body[..padding]
        } else {
            &body[..end]
        };
        let contents = srtp.protect(&bytes[..length], body, ssrc, seq);
        // On a narrow link a third of what sounds weigh is not sound.
        let weight = contents.len() + UNDER_BYTES;
        if ids.numbers_transport() {
            self.ledger.sent(now, weight, self.prober.cluster());
            self.prober.sent(now, weight);
        }
        self.sent.add(now, weight);
        let (rate, _) = self.pace();
        let takes = Duration::from_secs_f64(weight as f64 * 8.0 / rate.max(1.0));
        self.busy_until = (self.busy_until.max(now) + takes).min(now + WAITS);
        self.hand_out(way, contents.into(), outputs);
        true
    }

    fn hand_out(&mut self, way: Way, contents: DatagramSend, outputs: &mut VecDeque<Output>) {
        self.bytes += contents.len() as u64;
        outputs.push_back(Output::Transmit(Transmit { remote: way.remote, source: way.source, contents }));
    }

    /// Says when what was sent was captured, so that sound and picture go together.
    fn report(&mut self, now: Instant, way: Way, outputs: &mut VecDeque<Output>) {
        self.next_report = now + REPORT_EVERY;
        let ntp = self.ntp(now);
        for at in 0..self.streams.len() {
            if let (Some(srtp), Some(report)) = (&mut self.srtp, self.streams[at].report(now, ntp)) {
                let contents = srtp.protect_report(&report);
                self.hand_out(way, contents.into(), outputs);
            }
        }
    }
}
