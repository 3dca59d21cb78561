//! One slot's numbers: sequence, timestamp and VP8 picture ids stay continuous while the source behind them changes.
//!
//! A decoder must never notice that its slot shows somebody else now, other than by the key frame it gets.

use std::time::{Duration, Instant, SystemTime};

use str0m::rtp::{Vp8Descriptor, Vp8Patch};

/// Picture ids have 15 bits, or 7 (RFC 7741 section 4.2).
const PICTURE_ID: u16 = 0x7fff;
const PICTURE_ID_SHORT: u16 = 0x7f;
const KEY_IDX: u8 = 0x1f;

/// How many dropped packets are remembered, so that stragglers from before them still get the right number.
const REMEMBERED_SKIPS: usize = 16;

/// A jump further than this, either way, is a source that began anew, not loss or reordering.
const JUMP: u64 = 3_000;

/// A capture clock further than this from arrival is not believed.
const CLOCK_DOUBT: Duration = Duration::from_secs(1);

/// A packet of the source, as far as numbers go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Incoming {
    /// The publisher's sequence number (RFC 3550 section 5.1), unwrapped to 64 bits.
    pub(crate) seq: u64,
    /// The publisher's timestamp.
    pub(crate) timestamp: u32,
    /// When it came.
    pub(crate) arrived: Instant,
    /// When it was captured, by the publisher's clock, as its sender reports tell.
    pub(crate) captured: Option<SystemTime>,
    /// Its VP8 descriptor, for video.
    pub(crate) vp8: Option<Vp8Descriptor>,
}

/// The numbers to send it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outgoing {
    pub(crate) seq: u64,
    pub(crate) timestamp: u32,
    pub(crate) patch: Option<Vp8Patch>,
}

/// Where the stream that the subscriber sees stands.
#[derive(Debug, Clone, Copy)]
struct Last {
    seq: u64,
    timestamp: u32,
    arrived: Instant,
    captured: Option<SystemTime>,
    picture_id: u16,
    tl0_pic_idx: u8,
    key_idx: u8,
}

/// What is added to the numbers of the present source.
#[derive(Debug, Clone, Copy)]
struct Offsets {
    /// The source's first packet; what is older belongs to the time before the switch.
    first_seq: u64,
    seq: u64,
    timestamp: u32,
    picture_id: u16,
    tl0_pic_idx: u8,
    key_idx: u8,
}

/// Renumbers one slot. Runs once per packet and subscriber; never allocates.
#[derive(Debug)]
pub(crate) struct Rewriter {
    clock_rate: u32,
    last: Option<Last>,
    offsets: Option<Offsets>,
    start: (u16, u32),
    /// The newest of the source seen, sent or not.
    newest_in: u64,
    skipped: [u64; REMEMBERED_SKIPS],
    skips: u64,
}

impl Rewriter {
    /// `start`: the first sequence number (below 2^15, RFC 3711 section 3.3.1) and timestamp to send.
    pub(crate) fn new(clock_rate: u32, start: (u16, u32)) -> Self {
        let start = (start.0 & 0x7fff, start.1);
        Self { clock_rate, last: None, offsets: None, start, newest_in: 0, skipped: [0; REMEMBERED_SKIPS], skips: 0 }
    }

    /// The next packet written comes from another source (or layer): its numbers follow on from the last sent.
    /// `same_clock`: both sources are layers of one track, so that capture times compare.
    pub(crate) fn switch(&mut self, same_clock: bool) {
        self.offsets = None;
        self.skips = 0;
        if !same_clock && let Some(last) = &mut self.last {
            last.captured = None;
        }
    }

    /// Leaves out a packet of the present source without leaving a hole in the sequence.
    pub(crate) fn skip(&mut self, seq: u64) {
        if self.offsets.is_some() && seq == self.newest_in + 1 {
            self.newest_in = seq;
            self.skipped[(self.skips % REMEMBERED_SKIPS as u64) as usize] = seq;
            self.skips += 1;
        }
    }

    /// `None` for packets older than the last switch: sending them would make the decoder travel back in time.
    pub(crate) fn write(&mut self, packet: &Incoming) -> Option<Outgoing> {
        let offsets = match self.offsets {
            Some(offsets) if packet.seq.abs_diff(self.newest_in) <= JUMP => offsets,
            _ => self.begin(packet),
        };
        if packet.seq < offsets.first_seq {
            return None;
        }
        let seq = packet.seq.wrapping_add(offsets.seq).wrapping_sub(self.skips_before(packet.seq)?);
        let timestamp = packet.timestamp.wrapping_add(offsets.timestamp);
        let mut picture = None;
        let patch = packet.vp8.as_ref().and_then(|vp8| {
            let renumbered = Picture::renumber(vp8, &offsets);
            picture = Some(renumbered);
            renumbered.patch(vp8)
        });
        if packet.seq >= self.newest_in {
            self.newest_in = packet.seq;
            let before = self.last.unwrap_or(Last {
                seq,
                timestamp,
                arrived: packet.arrived,
                captured: None,
                picture_id: 0,
                tl0_pic_idx: 0,
                key_idx: 0,
            });
            let picture = picture.unwrap_or_default();
            self.last = Some(Last {
                seq,
                timestamp,
                arrived: packet.arrived,
                captured: packet.captured,
                picture_id: picture.id.unwrap_or(before.picture_id),
                tl0_pic_idx: picture.tl0_pic_idx.unwrap_or(before.tl0_pic_idx),
                key_idx: picture.key_idx.unwrap_or(before.key_idx),
            });
        }
        Some(Outgoing { seq, timestamp, patch })
    }

    /// Takes the first packet of a new source.
    fn begin(&mut self, packet: &Incoming) -> Offsets {
        let vp8 = packet.vp8.as_ref();
        let (seq, timestamp, picture_id, tl0_pic_idx, key_idx) = match &self.last {
            None => (
                u64::from(self.start.0),
                self.start.1,
                vp8.and_then(Vp8Descriptor::picture_id).unwrap_or(0),
                vp8.and_then(Vp8Descriptor::tl0_pic_idx).unwrap_or(0),
                vp8.and_then(Vp8Descriptor::key_idx).unwrap_or(0),
            ),
            Some(last) => (
                last.seq + 1,
                last.timestamp.wrapping_add(self.ticks_since(last, packet)),
                last.picture_id.wrapping_add(1) & PICTURE_ID,
                last.tl0_pic_idx.wrapping_add(1),
                last.key_idx.wrapping_add(1) & KEY_IDX,
            ),
        };
        let offsets = Offsets {
            first_seq: packet.seq,
            seq: seq.wrapping_sub(packet.seq),
            timestamp: timestamp.wrapping_sub(packet.timestamp),
            picture_id: picture_id.wrapping_sub(vp8.and_then(Vp8Descriptor::picture_id).unwrap_or(0)) & PICTURE_ID,
            tl0_pic_idx: tl0_pic_idx.wrapping_sub(vp8.and_then(Vp8Descriptor::tl0_pic_idx).unwrap_or(0)),
            key_idx: key_idx.wrapping_sub(vp8.and_then(Vp8Descriptor::key_idx).unwrap_or(0)) & KEY_IDX,
        };
        self.offsets = Some(offsets);
        self.newest_in = packet.seq;
        self.skips = 0;
        offsets
    }

    /// The time between the last packet sent and the first of the new source, in clock ticks; at least one.
    fn ticks_since(&self, last: &Last, packet: &Incoming) -> u32 {
        let waited = packet.arrived.saturating_duration_since(last.arrived);
        let by_capture = match (last.captured, packet.captured) {
            (Some(before), Some(now)) => now.duration_since(before).ok().filter(|d| d.abs_diff(waited) < CLOCK_DOUBT),
            _ => None,
        };
        let ticks = by_capture.unwrap_or(waited).as_micros() * u128::from(self.clock_rate) / 1_000_000;
        // More than a day and a half of silence wraps: half the range is as far as a receiver can look ahead.
        (ticks.min(u128::from(u32::MAX / 4)) as u32).max(1)
    }

    /// How many skipped packets came before this one; `None` if it is one of them, or too old to say.
    fn skips_before(&self, seq: u64) -> Option<u64> {
        if self.skips == 0 {
            return Some(0);
        }
        let remembered = self.skips.min(REMEMBERED_SKIPS as u64) as usize;
        let later = &self.skipped[..remembered];
        if later.contains(&seq) {
            return None;
        }
        let after = later.iter().filter(|skipped| **skipped > seq).count();
        if after == remembered && self.skips > REMEMBERED_SKIPS as u64 {
            return None;
        }
        Some(self.skips - after as u64)
    }
}

/// The numbers of a VP8 picture as sent; `None` where the publisher's descriptor has no such field.
#[derive(Debug, Clone, Copy, Default)]
struct Picture {
    id: Option<u16>,
    tl0_pic_idx: Option<u8>,
    key_idx: Option<u8>,
}

impl Picture {
    fn renumber(vp8: &Vp8Descriptor, offsets: &Offsets) -> Self {
        Self {
            id: vp8.picture_id().map(|id| id.wrapping_add(offsets.picture_id) & PICTURE_ID),
            tl0_pic_idx: vp8.tl0_pic_idx().map(|index| index.wrapping_add(offsets.tl0_pic_idx)),
            key_idx: vp8.key_idx().map(|index| index.wrapping_add(offsets.key_idx) & KEY_IDX),
        }
    }

    /// `None`: nothing to change in this payload.
    fn patch(self, vp8: &Vp8Descriptor) -> Option<Vp8Patch> {
        let build = |id: Option<u16>| {
            let mut patch = vp8.patch();
            if let Some(id) = id {
                patch = patch.picture_id(id);
            }
            if let Some(index) = self.tl0_pic_idx {
                patch = patch.tl0_pic_idx(index);
            }
            if let Some(index) = self.key_idx {
                patch = patch.key_idx(index);
            }
            patch.build()
        };
        if self.id.is_none() && self.tl0_pic_idx.is_none() && self.key_idx.is_none() {
            return None;
        }
        // The descriptor may hold only seven bits.
        build(self.id).or_else(|_| build(self.id.map(|id| id & PICTURE_ID_SHORT))).ok()
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TICKS: u32 = 3_000;
    const FRAME: Duration = Duration::from_micros(33_333);

    fn payload(picture_id: u16, tl0: u8) -> Vec<u8> {
        let [high, low] = picture_id.to_be_bytes();
        vec![0x90, 0xe0, high | 0x80, low, tl0, 0x20, 1, 2, 3]
    }

    /// A publisher's encoding: frames of two packets.
    #[derive(Debug, Clone)]
    struct Source {
        seq: u64,
        timestamp: u32,
        picture_id: u16,
        tl0: u8,
    }

    impl Source {
        fn frame(&mut self, arrived: Instant) -> [(Incoming, Vec<u8>); 2] {
            self.timestamp = self.timestamp.wrapping_add(TICKS);
            self.picture_id = (self.picture_id + 1) & PICTURE_ID;
            self.tl0 = self.tl0.wrapping_add(1);
            [(); 2].map(|()| {
                self.seq += 1;
                let payload = payload(self.picture_id, self.tl0);
                let vp8 = Vp8Descriptor::parse(&payload).ok();
                (Incoming { seq: self.seq, timestamp: self.timestamp, arrived, captured: None, vp8 }, payload)
            })
        }
    }

    /// The picture id and TL0PICIDX as sent.
    fn patched(outgoing: &Outgoing, vp8: &Vp8Descriptor) -> (u16, u8) {
        let find = |id: u16, tl0: u8| vp8.patch().picture_id(id).tl0_pic_idx(tl0).build().ok();
        // A patch tells nobody what is in it, other than by being equal to another.
        (0..=PICTURE_ID)
            .find_map(|id| {
                let at = outgoing.patch?;
                (0..=u8::MAX).find(|tl0| find(id, *tl0) == Some(at)).map(|tl0| (id, tl0))
            })
            .expect("a patch of both")
    }

    fn any_source() -> impl Strategy<Value = Source> {
        (0u64..1 << 40, any::<u32>(), 0..=PICTURE_ID, any::<u8>())
            .prop_map(|(seq, timestamp, picture_id, tl0)| Source { seq, timestamp, picture_id, tl0 })
    }

    proptest! {
        #[test]
        fn what_goes_out_is_one_stream_whatever_comes_in(
            sources in prop::collection::vec(any_source(), 1..5),
            stays in prop::collection::vec(1usize..12, 1..12),
            start in any::<(u16, u32)>(),
        ) {
            let mut sources = sources;
            let mut rewriter = Rewriter::new(90_000, start);
            let mut now = Instant::now();
            let mut last: Option<(u64, u32)> = None;
            for (turn, frames) in stays.iter().enumerate() {
                let count = sources.len();
                rewriter.switch(false);
                for _ in 0..*frames {
                    now += FRAME;
                    for (index, (packet, _)) in sources[turn % count].frame(now).iter().enumerate() {
                        let out = rewriter.write(packet).expect("a packet in order");
                        if let Some((seq, timestamp)) = last {
                            prop_assert_eq!(out.seq, seq + 1);
                            let ticks = out.timestamp.wrapping_sub(timestamp);
                            let expected = if index == 0 { TICKS } else { 0 };
                            prop_assert!(ticks.abs_diff(expected) <= 1, "{} ticks", ticks);
                        }
                        last = Some((out.seq, out.timestamp));
                    }
                }
            }
        }

        #[test]
        fn every_packet_has_its_own_number_in_any_order(
            source in any_source(), order in prop::collection::vec(0usize..40, 40), skipped in prop::collection::vec(0usize..40, 0..6),
        ) {
            let mut source = source;
            let now = Instant::now();
            let packets: Vec<Incoming> = (0..20).flat_map(|_| source.frame(now)).map(|(packet, _)| packet).collect();
            let mut rewriter = Rewriter::new(90_000, (0, 0));
            let mut by_number = std::collections::BTreeMap::new();
            let mut all: Vec<usize> = (0..40).collect();
            for (from, to) in order.iter().enumerate() {
                // Neighbours only: reordering on the way is by a few packets.
                let to = (*to % 4 + from).min(39);
                all.swap(from, to);
            }
            for index in all {
                let packet = &packets[index];
                if skipped.contains(&index) {
                    rewriter.skip(packet.seq);
                } else if let Some(out) = rewriter.write(packet) {
                    prop_assert!(by_number.insert(out.seq, packet.seq).is_none(), "a number was given twice");
                }
            }
            let came: Vec<u64> = by_number.values().copied().collect();
            let mut sorted = came.clone();
            sorted.sort_unstable();
            prop_assert_eq!(came, sorted, "the order of numbers is the order of the source");
        }

        #[test]
        fn nothing_breaks_it(
            packets in prop::collection::vec((any::<u64>(), any::<u32>(), prop::collection::vec(any::<u8>(), 0..12), 0u8..4), 0..60),
        ) {
            let mut rewriter = Rewriter::new(48_000, (u16::MAX, u32::MAX));
            let now = Instant::now();
            let mut last: Option<u64> = None;
            for (seq, timestamp, payload, what) in packets {
                let seq = seq >> 1;
                match what {
                    0 => rewriter.switch(true),
                    1 => rewriter.skip(seq),
                    _ => {
                        let vp8 = Vp8Descriptor::parse(&payload).ok();
                        if let Some(out) = rewriter.write(&Incoming { seq, timestamp, arrived: now, captured: None, vp8 }) {
                            let before = last.unwrap_or(out.seq);
                            prop_assert!(out.seq.abs_diff(before) <= 2 * JUMP, "a receiver would lose count");
                            last = Some(out.seq.max(before));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn picture_ids_follow_on_over_a_switch() {
        let mut rewriter = Rewriter::new(90_000, (0, 0));
        let now = Instant::now();
        let mut first = Source { seq: 10, timestamp: 0, picture_id: PICTURE_ID - 1, tl0: 254 };
        let mut second = Source { seq: 99, timestamp: 9, picture_id: 5, tl0: 77 };
        let mut seen = Vec::new();
        for source in [&mut first, &mut second] {
            rewriter.switch(false);
            for _ in 0..2 {
                let [(packet, _), _] = source.frame(now);
                let out = rewriter.write(&packet).expect("a packet in order");
                seen.push(patched(&out, &packet.vp8.expect("a descriptor")));
            }
        }
        assert_eq!(seen, [(PICTURE_ID, 255), (0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn what_is_older_than_the_switch_is_not_sent() {
        let mut rewriter = Rewriter::new(90_000, (0, 0));
        let now = Instant::now();
        let mut source = Source { seq: 500, timestamp: 0, picture_id: 5, tl0: 5 };
        let [(straggler, _), _] = source.frame(now);
        let [(first, _), _] = source.frame(now);
        assert!(rewriter.write(&first).is_some());
        assert!(rewriter.write(&straggler).is_none());
    }

    #[test]
    fn layers_of_one_camera_keep_its_clock() {
        let mut rewriter = Rewriter::new(90_000, (0, 0));
        let now = Instant::now();
        let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let packet = |seq, timestamp, arrived, captured| Incoming {
            seq,
            timestamp,
            arrived,
            captured: Some(captured),
            vp8: None,
        };
        let before = rewriter.write(&packet(1, 77, now, noon)).expect("a packet");
        rewriter.switch(true);
        // Captured 40 ms later, 55 ms later on the way.
        let late = packet(9_000, 12, now + Duration::from_millis(55), noon + Duration::from_millis(40));
        let after = rewriter.write(&late).expect("a packet");
        assert_eq!(after.timestamp - before.timestamp, 3_600);
        rewriter.switch(false);
        let other = packet(7, 5, now + Duration::from_millis(75), noon + Duration::from_secs(500));
        let then = rewriter.write(&other).expect("a packet");
        assert_eq!(then.timestamp - after.timestamp, 1_800, "another camera has another clock");
    }
}
