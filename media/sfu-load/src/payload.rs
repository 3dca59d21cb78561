//! What publishers send: VP8 as far as a server looks into it, and behind that who sent which packet, and when.

use str0m::rtp::Vp8Descriptor;

const DESCRIPTOR: usize = 6;
/// The header of a VP8 key frame (RFC 6386 section 9.1); other packets have the same room, so that all are alike.
const HEADER: usize = 10;
const MAGIC: [u8; 4] = *b"sfuL";
const STAMP: usize = 24;
const SIZE: (u16, u16) = (640, 360);

/// Who sent a packet, which one, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) publisher: u32,
    pub(crate) number: u64,
    /// Nanoseconds since the generator began.
    pub(crate) sent_ns: u64,
}

/// Where a packet is in its stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) picture_id: u16,
    pub(crate) starts_frame: bool,
    pub(crate) is_key: bool,
}

/// The payload of one packet, `bytes` long.
pub(crate) fn write(place: Place, stamp: Stamp, bytes: usize) -> Vec<u8> {
    let [high, low] = place.picture_id.to_be_bytes();
    let first = if place.starts_frame { 0x90 } else { 0x80 };
    let mut payload = vec![first, 0xe0, high | 0x80, low, place.picture_id as u8, 0];
    let mut header = [u8::from(!place.is_key), 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 0, 0];
    header[6..8].copy_from_slice(&SIZE.0.to_le_bytes());
    header[8..10].copy_from_slice(&SIZE.1.to_le_bytes());
    payload.extend(header);
    payload.extend(MAGIC);
    payload.extend(stamp.publisher.to_be_bytes());
    payload.extend(stamp.number.to_be_bytes());
    payload.extend(stamp.sent_ns.to_be_bytes());
    let filling = bytes.saturating_sub(payload.len());
    payload.extend((0..filling).map(|at| noise(stamp, at)));
    payload
}

/// What a payload says, if not a byte behind the descriptor (which servers renumber) was changed or lost.
pub(crate) fn read(payload: &[u8], bytes: usize) -> Option<Stamp> {
    Vp8Descriptor::parse(payload).ok()?;
    let stamp = payload.get(DESCRIPTOR + HEADER..DESCRIPTOR + HEADER + STAMP)?;
    let filling = &payload[DESCRIPTOR + HEADER + STAMP..];
    let long = |at: usize| stamp[at..at + 8].try_into().map(u64::from_be_bytes).ok();
    let publisher = stamp[4..8].try_into().map(u32::from_be_bytes).ok()?;
    let found = Stamp { publisher, number: long(8)?, sent_ns: long(16)? };
    let is_whole = stamp[..4] == MAGIC
        && payload.len() == bytes
        && filling.iter().enumerate().all(|(at, byte)| *byte == noise(found, at));
    is_whole.then_some(found)
}

fn noise(stamp: Stamp, at: usize) -> u8 {
    (at as u64 ^ stamp.number ^ u64::from(stamp.publisher) << 5) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: Stamp = Stamp { publisher: 3, number: 70_000, sent_ns: 5 };

    #[test]
    fn a_key_frame_is_one_for_whoever_forwards_it() {
        for (starts_frame, is_key) in [(true, true), (true, false), (false, true)] {
            let payload = write(Place { picture_id: 7, starts_frame, is_key }, STAMP, 1_100);
            let vp8 = Vp8Descriptor::parse(&payload).expect("a descriptor");
            assert_eq!(vp8.starts_keyframe(&payload), starts_frame && is_key);
            assert_eq!((payload.len(), vp8.picture_id()), (1_100, Some(7)));
        }
    }

    #[test]
    fn a_changed_or_missing_byte_is_noticed_and_a_renumbered_picture_is_not() {
        let mut whole = write(Place { picture_id: 7, starts_frame: true, is_key: false }, STAMP, 300);
        assert_eq!(read(&whole, 300), Some(STAMP));
        whole[3] = 9;
        assert_eq!(read(&whole, 300), Some(STAMP));
        assert_eq!(read(&whole[..299], 300), None);
        for at in DESCRIPTOR + HEADER..300 {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_ne!(read(&changed, 300), Some(STAMP), "byte {at}");
        }
    }
}
