//! One slot's numbers: sequence, timestamp and VP8 picture ids stay continuous while the source behind them changes.
//!
//! A decoder must never notice that its slot shows somebody else now, other than by the key frame it gets.

use std::time::{Duration, Instant, SystemTime};

use str0m::rtp::Vp8Descriptor;

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
    /// Nothing of its picture comes after it: the marker bit of video (RFC 7741 section 4.1); always so for sound.
    pub(crate) is_end: bool,
}

/// The numbers to send it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outgoing {
    pub(crate) seq: u64,
    pub(crate) timestamp: u32,
    /// To be written into the payload.
    pub(crate) picture: Option<Picture>,
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
    is_end: bool,
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

    /// The next packet written comes from another source (or layer): its numbers follow on from the last sent. Where
    /// that was not the end of its picture, one number stays out, for some receivers take a new timestamp without a
    /// hole before it for the end of a picture, and would show half of one.
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
        let picture = packet.vp8.as_ref().map(|vp8| Picture::renumber(vp8, &offsets));
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
                is_end: true,
            });
            let numbers = picture.unwrap_or_default();
            self.last = Some(Last {
                seq,
                timestamp,
                arrived: packet.arrived,
                captured: packet.captured,
                picture_id: numbers.id.unwrap_or(before.picture_id),
                tl0_pic_idx: numbers.tl0_pic_idx.unwrap_or(before.tl0_pic_idx),
                key_idx: numbers.key_idx.unwrap_or(before.key_idx),
                is_end: packet.is_end,
            });
        }
        Some(Outgoing { seq, timestamp, picture })
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
                last.seq + 1 + u64::from(!last.is_end),
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Picture {
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

    /// Writes them into a payload, whose descriptor has the same fields (RFC 7741 section 4.2); it stays as long as it was.
    pub(crate) fn write(self, payload: &mut [u8]) {
        const EXTENDED: u8 = 0x80;
        let (mut at, fields) = match payload {
            [first, fields, ..] if *first & EXTENDED != 0 => (2, *fields),
            _ => return,
        };
        if fields & 0x80 != 0 {
            let is_long = payload.get(at).is_some_and(|byte| byte & 0x80 != 0);
            let place = payload.get_mut(at..at + 1 + usize::from(is_long)).unwrap_or_default();
            match (self.id, &mut *place) {
                (Some(id), [high, low]) => [*high, *low] = (id | 0x8000).to_be_bytes(),
                (Some(id), [short]) => *short = (id & PICTURE_ID_SHORT) as u8,
                _ => {}
            }
            at += 1 + usize::from(is_long);
        }
        if fields & 0x40 != 0 {
            if let (Some(index), Some(place)) = (self.tl0_pic_idx, payload.get_mut(at)) {
                *place = index;
            }
            at += 1;
        }
        if fields & 0x10 != 0
            && let (Some(index), Some(place)) = (self.key_idx, payload.get_mut(at))
        {
            *place = *place & !KEY_IDX | index;
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests;
