//! Sounds that travel with those before them (RED, RFC 2198), so that one lost packet is no lost sound.
//!
//! str0m has no such codec. It is told of one that nobody sends in place of it ([`STAND_IN`]): to str0m a payload is bytes.

use std::sync::Arc;

use str0m::format::{Codec, CodecConfig, FormatParams};
use str0m::media::Frequency;

/// As str0m has it.
pub(crate) const CODEC: Codec = Codec::CN;
/// In an SDP. No comfort noise (RFC 3389) has two channels.
const STAND_IN: &str = "CN/48000/2";
const NAME: &str = "red/48000/2";
const MORE: u8 = 0x80;
const EARLIER_HEADER: usize = 4;
/// How long ago a repeated sound may be: 14 bits of samples.
const FARTHEST: u32 = (1 << 14) - 1;
/// What it may weigh: 10 bits of bytes.
const HEAVIEST: usize = (1 << 10) - 1;
/// How many sounds before the newest are repeated at most.
pub(crate) const MOST: usize = 3;

/// Lets str0m take what [`disguised`] shows it. To be told before Opus: what is first in an answer is what a browser sends.
pub(crate) fn enable(codecs: &mut CodecConfig) {
    codecs.add_config(63.into(), None, CODEC, Frequency::FORTY_EIGHT_KHZ, Some(2), FormatParams::default());
}

/// A client's offer as str0m is to read it.
pub(crate) fn disguised(offer: &str) -> String {
    let line = |line: &str| match rtpmap(line) {
        Some((pt, codec)) if codec.eq_ignore_ascii_case(NAME) => format!("a=rtpmap:{pt} {STAND_IN}\r\n"),
        Some((_, codec)) if codec.eq_ignore_ascii_case(STAND_IN) => String::new(),
        _ => line.to_owned(),
    };
    offer.split_inclusive('\n').map(line).collect()
}

/// Our answer as the client is to read it: each m-line's RED holds its Opus.
pub(crate) fn revealed(answer: &str) -> String {
    let opus = |section: &str| {
        section.lines().filter_map(rtpmap).find(|(_, codec)| codec.starts_with("opus/")).map(|(pt, _)| pt.to_owned())
    };
    let section = |section: &str| {
        let Some(opus) = opus(section) else { return section.to_owned() };
        let line = |line: &str| match rtpmap(line) {
            Some((pt, STAND_IN)) => format!("a=rtpmap:{pt} {NAME}\r\na=fmtp:{pt} {opus}/{opus}\r\n"),
            _ => line.to_owned(),
        };
        section.split_inclusive('\n').map(line).collect()
    };
    let mut sections = answer.split("\r\nm=");
    let first = sections.next().unwrap_or_default().to_owned();
    sections.fold(first, |before, next| before + "\r\nm=" + &section(next))
}

/// Payload type and codec of a line that names one (RFC 8866 section 6.6).
fn rtpmap(line: &str) -> Option<(&str, &str)> {
    line.trim_end().strip_prefix("a=rtpmap:")?.split_once(' ')
}

/// The sound that a packet is for, without those it repeats: the last of its blocks.
pub(crate) fn newest(packet: &[u8]) -> Option<&[u8]> {
    let (mut at, mut earlier) = (0, 0);
    while packet.get(at)? & MORE != 0 {
        let header = packet.get(at..at + EARLIER_HEADER)?;
        earlier += usize::from(u16::from_be_bytes([header[2] & 0x03, header[3]]));
        at += EARLIER_HEADER;
    }
    packet.get(at + 1 + earlier..)
}

/// The latest sounds of a track, so that whoever loses many packets can be given each of them several times.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// By RTP time stamp, the latest last.
    sounds: Vec<(u32, Arc<[u8]>)>,
}

impl Memory {
    /// Keeps what a packet of this time stamp holds: its own sound, and those that it repeats (`repeating`: all of them).
    pub(crate) fn hear(&mut self, time: u32, sound: &Arc<[u8]>, repeating: Option<&[u8]>) {
        for (ago, earlier) in repeating.into_iter().flat_map(Earlier::of) {
            self.keep(time.wrapping_sub(ago), || Arc::from(earlier));
        }
        self.keep(time, || Arc::clone(sound));
    }

    fn keep(&mut self, time: u32, sound: impl FnOnce() -> Arc<[u8]>) {
        let is_near = |known: u32| known.wrapping_sub(time).cast_signed().unsigned_abs() <= FARTHEST;
        self.sounds.retain(|(known, _)| is_near(*known)); // after a pause, or a new beginning, nothing before counts
        let after = |known: u32| known.wrapping_sub(time).cast_signed() > 0;
        let at = self.sounds.iter().position(|(known, _)| *known == time || after(*known)).unwrap_or(self.sounds.len());
        if self.sounds.get(at).is_none_or(|(known, _)| *known != time) {
            self.sounds.insert(at, (time, sound()));
        }
        let surplus = self.sounds.len().saturating_sub(MOST + 1);
        self.sounds.drain(..surplus);
    }

    /// Up to `most` sounds before the one of this time stamp, the latest last, and how many samples ago each was.
    pub(crate) fn before(&self, time: u32, most: usize) -> Vec<(u32, Arc<[u8]>)> {
        let ago = |(then, sound): &(u32, Arc<[u8]>)| (time.wrapping_sub(*then), Arc::clone(sound));
        let fits = |(ago, sound): &(u32, Arc<[u8]>)| (1..=FARTHEST).contains(ago) && sound.len() <= HEAVIEST;
        let mut found: Vec<_> = self.sounds.iter().map(ago).filter(fits).collect();
        found.drain(..found.len().saturating_sub(most));
        found
    }
}

/// The sounds that a packet repeats, and how many samples ago each was.
struct Earlier<'a> {
    headers: &'a [u8],
    sounds: &'a [u8],
}

impl<'a> Earlier<'a> {
    /// Nothing where the packet is cut short.
    fn of(packet: &'a [u8]) -> Self {
        let count = packet.chunks(EARLIER_HEADER).take_while(|header| header[0] & MORE != 0).count();
        let headers = packet.get(..count * EARLIER_HEADER).unwrap_or_default();
        Self { headers, sounds: packet.get(headers.len() + 1..).unwrap_or_default() }
    }
}

impl<'a> Iterator for Earlier<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (header, headers) = self.headers.split_at_checked(EARLIER_HEADER)?;
        let ago = u32::from(u16::from_be_bytes([header[1], header[2]]) >> 2);
        let length = usize::from(u16::from_be_bytes([header[2] & 0x03, header[3]]));
        let (sound, sounds) = self.sounds.split_at_checked(length)?;
        (self.headers, self.sounds) = (headers, sounds);
        Some((ago, sound))
    }
}

/// A packet of a sound and those before it, as [`Memory::before`] has them. `opus`: the payload type of all of them.
pub(crate) fn repeating(earlier: &[(u32, Arc<[u8]>)], opus: u8, newest: &[u8]) -> Arc<[u8]> {
    let weight: usize = earlier.iter().map(|(_, sound)| EARLIER_HEADER + sound.len()).sum();
    let mut packet = Vec::with_capacity(weight + 1 + newest.len());
    for (ago, sound) in earlier {
        let place = (ago << 10) | sound.len() as u32;
        packet.extend([MORE | opus, (place >> 16) as u8, (place >> 8) as u8, place as u8]);
    }
    packet.push(opus);
    for (_, sound) in earlier {
        packet.extend_from_slice(sound);
    }
    packet.extend_from_slice(newest);
    packet.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(byte: u8) -> Arc<[u8]> {
        Arc::from([byte; 3].as_slice())
    }

    #[test]
    fn what_is_packed_again_is_found_again() {
        let mut memory = Memory::default();
        for n in 0..6_u8 {
            memory.hear((u32::MAX - 2_000).wrapping_add(u32::from(n) * 960), &sound(n), None);
        }
        let time = (u32::MAX - 2_000).wrapping_add(5 * 960);
        let earlier = memory.before(time, 3);
        assert_eq!(earlier, [(2_880, sound(2)), (1_920, sound(3)), (960, sound(4))]);
        assert_eq!(memory.before(time, 1), [(960, sound(4))]);
        let packet = repeating(&earlier, 111, &sound(5));
        assert_eq!(newest(&packet), Some(&[5, 5, 5][..]));
        let found: Vec<_> = Earlier::of(&packet).collect();
        assert_eq!(found, [(2_880, &[2, 2, 2][..]), (1_920, &[3, 3, 3]), (960, &[4, 4, 4])]);
    }

    #[test]
    fn a_sound_that_was_lost_is_remembered_from_the_packet_that_repeats_it() {
        let mut memory = Memory::default();
        memory.hear(960, &sound(1), None);
        let later = repeating(&[(960, sound(2))], 111, &sound(3));
        memory.hear(2_880, &sound(3), Some(&later));
        memory.hear(1_920, &sound(9), None); // late, and known already
        assert_eq!(memory.before(3_840, 3), [(2_880, sound(1)), (1_920, sound(2)), (960, sound(3))]);
    }

    #[test]
    fn after_a_pause_nothing_of_before_is_repeated() {
        let mut memory = Memory::default();
        memory.hear(960, &sound(1), None);
        memory.hear(960 + 2 * FARTHEST, &sound(2), None);
        assert_eq!(memory.before(1_920 + 2 * FARTHEST, 3), [(960, sound(2))]);
        memory.hear(5, &sound(3), None); // a sender that begins anew
        assert_eq!(memory.before(965, 3), [(960, sound(3))]);
    }

    #[test]
    fn nothing_is_found_in_what_is_cut_short() {
        let packet = repeating(&[(960, sound(1))], 111, &sound(2));
        for length in 0..8 {
            assert_eq!(Earlier::of(&packet[..length]).count(), 0, "{length} bytes");
        }
        assert_eq!(Earlier::of(&[0xff; 64]).count(), 0);
    }

    const EARLIER: [u8; 4] = [0xef, 0x0f, 0x00, 3]; // of type 111, 960 samples ago, three bytes

    #[test]
    fn the_newest_sound_is_behind_those_that_are_repeated() {
        let two = [&EARLIER[..], &[111], &[1, 2, 3], &[4, 5]].concat();
        let three = [&EARLIER[..], &EARLIER, &[111], &[1, 2, 3], &[4, 5, 6], &[7]].concat();
        assert_eq!(newest(&two), Some(&[4, 5][..]));
        assert_eq!(newest(&three), Some(&[7][..]));
        assert_eq!(newest(&[111, 9]), Some(&[9][..]));
    }

    #[test]
    fn what_is_cut_short_holds_none() {
        let whole = [&EARLIER[..], &[111], &[1, 2, 3]].concat();
        assert_eq!(newest(&whole), Some(&[][..]));
        for length in 0..whole.len() {
            assert_eq!(newest(&whole[..length]), None, "{length} bytes");
        }
    }

    #[test]
    fn str0m_sees_a_codec_that_it_knows_and_the_client_its_own() {
        let offer = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\na=rtpmap:63 RED/48000/2\r\na=fmtp:63 111/111\r\na=rtpmap:111 opus/48000/2\r\n";
        let shown = disguised(offer);
        assert!(shown.contains("a=rtpmap:63 CN/48000/2\r\n"), "{shown}");
        let back = revealed(&shown.replace("a=fmtp:63 111/111\r\n", ""));
        assert_eq!(back, offer.replace("RED", "red"));
    }

    #[test]
    fn nobody_gets_what_they_did_not_offer() {
        let offer =
            "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 13 111\r\na=rtpmap:13 CN/48000/2\r\na=rtpmap:111 opus/48000/2\r\n";
        assert!(!disguised(offer).contains("CN"), "{}", disguised(offer));
    }
}
