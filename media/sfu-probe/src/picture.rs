//! Pictures and sound that can be recognized: who sent it, which one it is, and whether it is whole.

/// What the stamp of a picture or a sound says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) sender: u32,
    pub(crate) number: u32,
}

const MAGIC: [u8; 4] = *b"tert";
const STAMP_BYTES: usize = 16;
/// RFC 6386 section 9.1: a key frame's tag, start code and size. It is all that a forwarder may look at.
const KEY_FRAME: [u8; 10] = [0x10, 0, 0, 0x9d, 0x01, 0x2a, 64, 0, 64, 0];
const DELTA_FRAME: [u8; 3] = [0x11, 0, 0];

/// A VP8 frame of at least `bytes` bytes, as far as anyone looks who does not decode it.
pub(crate) fn picture(stamp: Stamp, is_key: bool, bytes: usize) -> Vec<u8> {
    let head: &[u8] = if is_key { &KEY_FRAME } else { &DELTA_FRAME };
    filled(head.to_vec(), stamp, bytes)
}

/// An Opus packet of at least `bytes` bytes, as far as anyone looks who does not decode it (RFC 6716 section 3.1).
pub(crate) fn sound(stamp: Stamp, bytes: usize) -> Vec<u8> {
    filled(vec![0xf8], stamp, bytes) // full band, 20 ms, mono, one frame
}

/// What a picture or a sound is; `None`: it is not whole, or none of ours.
pub(crate) fn recognize(media: &[u8]) -> Option<Stamp> {
    let head = match media.first()? {
        0xf8 => 1,
        tag if tag & 1 == 0 => KEY_FRAME.len(),
        _ => DELTA_FRAME.len(),
    };
    let stamped = media.get(head..)?;
    let (stamp, filling) = stamped.split_at_checked(STAMP_BYTES)?;
    let word = |at: usize| stamp[at..at + 4].try_into().map(u32::from_be_bytes).ok();
    let found = Stamp { sender: word(4)?, number: word(8)? };
    let is_whole = stamp[..4] == MAGIC
        && word(12)? as usize == filling.len()
        && filling.iter().enumerate().all(|(at, byte)| *byte == noise(found, at));
    is_whole.then_some(found)
}

fn filled(mut media: Vec<u8>, stamp: Stamp, bytes: usize) -> Vec<u8> {
    let filling = bytes.saturating_sub(media.len() + STAMP_BYTES);
    media.extend(MAGIC);
    media.extend(stamp.sender.to_be_bytes());
    media.extend(stamp.number.to_be_bytes());
    media.extend((filling as u32).to_be_bytes());
    media.extend((0..filling).map(|at| noise(stamp, at)));
    media
}

fn noise(stamp: Stamp, at: usize) -> u8 {
    let mixed = (at as u32 ^ stamp.number.wrapping_mul(0x9e37_79b9) ^ stamp.sender).wrapping_mul(0x85eb_ca6b);
    (mixed >> 24) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: Stamp = Stamp { sender: 3, number: 70_000 };

    #[test]
    fn whole_media_is_recognized() {
        for media in [picture(STAMP, true, 5000), picture(STAMP, false, 900), sound(STAMP, 80), sound(STAMP, 0)] {
            assert_eq!(recognize(&media), Some(STAMP));
        }
    }

    #[test]
    fn a_changed_or_missing_byte_is_noticed() {
        let whole = picture(STAMP, true, 300);
        for at in KEY_FRAME.len()..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_ne!(recognize(&changed), Some(STAMP), "byte {at}");
        }
        assert_eq!(recognize(&whole[..299]), None);
        assert_eq!(recognize(b""), None);
    }
}
