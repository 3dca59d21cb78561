//! Sounds that travel with those before them (RED, RFC 2198), so that one lost packet is no lost sound.
//!
//! str0m has no such codec. It is told of one that nobody sends in place of it ([`STAND_IN`]): to str0m a payload is bytes.

use str0m::format::{Codec, CodecConfig, FormatParams};
use str0m::media::Frequency;

/// As str0m has it.
pub(crate) const CODEC: Codec = Codec::CN;
/// In an SDP. No comfort noise (RFC 3389) has two channels.
const STAND_IN: &str = "CN/48000/2";
const NAME: &str = "red/48000/2";
const MORE: u8 = 0x80;
const EARLIER_HEADER: usize = 4;

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

#[cfg(test)]
mod tests {
    use super::*;

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
