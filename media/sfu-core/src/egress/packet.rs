//! An RTP packet for one subscriber, and its bytes.

use std::sync::Arc;
use std::time::Instant;

use str0m::rtp::{Extension, ExtensionMap, VideoOrientation};

use crate::rewrite::Picture;

/// Below what we write: UDP and IPv4.
pub(super) const UNDER_BYTES: usize = 28;
/// What a packet weighs beside its payload, about: header and extensions, the tag of SRTP, and what is below.
pub(crate) const WRAPPING_BYTES: usize = 24 + 14 + UNDER_BYTES;
/// Room for a header with all extensions that we send.
pub(super) const HEAD_BYTES: usize = 64;
/// Ids of one-byte header extensions are below this (RFC 8285 section 4.2).
const TWO_BYTE_IDS: u8 = 15;
const PADDING: u8 = 0x20;
const EXTENDED: u8 = 0x10;

/// A packet as its publisher sent it, with the numbers of the subscriber's stream. The payload is shared by all who get it.
#[derive(Debug, Clone)]
pub(crate) struct Packet {
    pub(crate) pt: u8,
    /// Unwrapped.
    pub(crate) seq: u64,
    pub(crate) timestamp: u32,
    pub(crate) marker: bool,
    /// When the publisher's packet came: the time of `timestamp`.
    pub(crate) arrived: Instant,
    pub(crate) payload: Arc<[u8]>,
    /// Numbers to be written into the payload.
    pub(crate) picture: Option<Picture>,
    /// RFC 6464: the loudness in -dBov, with a bit for a voice.
    pub(crate) level: Option<u8>,
    pub(crate) orientation: Option<VideoOrientation>,
}

#[cfg(test)]
impl Packet {
    /// Nothing but a number and a payload.
    pub(crate) fn bare(seq: u64, arrived: Instant, payload: &[u8]) -> Self {
        let payload = Arc::from(payload);
        Self {
            pt: 96,
            seq,
            timestamp: 0,
            marker: false,
            arrived,
            payload,
            picture: None,
            level: None,
            orientation: None,
        }
    }
}

/// The ids that a subscriber gave to header extensions on an m-line.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ids {
    transport: Option<u8>,
    mid: Option<u8>,
    level: Option<u8>,
    orientation: Option<u8>,
}

impl Ids {
    pub(crate) fn new(map: &ExtensionMap) -> Self {
        let id = |extension| map.id_of(extension).filter(|id| *id < TWO_BYTE_IDS);
        Self {
            transport: id(Extension::TransportSequenceNumber),
            mid: id(Extension::RtpMid),
            level: id(Extension::AudioLevel),
            orientation: id(Extension::VideoOrientation),
        }
    }

    /// Whether packets are numbered for transport-wide feedback.
    pub(super) fn numbers_transport(self) -> bool {
        self.transport.is_some()
    }
}

/// What stands in a header beside what the packet brings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    pub(super) pt: u8,
    pub(super) seq: u16,
    pub(super) ssrc: u32,
    /// Transport-wide (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 2).
    pub(super) transport: u16,
    /// Until the subscriber has said that it knows whose `ssrc` is (RFC 9143 section 9.2).
    pub(super) mid: Option<&'a str>,
    pub(super) padded: bool,
}

/// Writes the header (RFC 3550 section 5.1, RFC 8285 section 4.2); its length.
pub(super) fn write_head(packet: &Packet, head: Head<'_>, ids: Ids, to: &mut [u8; HEAD_BYTES]) -> usize {
    let mut at = 16;
    let mut add = |id: Option<u8>, value: &[u8]| {
        let room = (1..=16).contains(&value.len()) && at + 1 + value.len() <= HEAD_BYTES;
        if let Some(id) = id.filter(|_| room) {
            to[at] = id << 4 | (value.len() - 1) as u8;
            to[at + 1..=at + value.len()].copy_from_slice(value);
            at += 1 + value.len();
        }
    };
    add(ids.transport, &head.transport.to_be_bytes());
    if let Some(level) = packet.level {
        add(ids.level, &[level]);
    }
    if let Some(orientation) = packet.orientation {
        add(ids.orientation, &[orientation as u8]);
    }
    if let Some(mid) = head.mid {
        add(ids.mid, mid.as_bytes());
    }
    let end = at.next_multiple_of(4);
    to[at..end].fill(0);
    let is_extended = end > 16;
    to[0] = 0x80 | if head.padded { PADDING } else { 0 } | if is_extended { EXTENDED } else { 0 };
    to[1] = head.pt | u8::from(packet.marker && !head.padded) << 7;
    to[2..4].copy_from_slice(&head.seq.to_be_bytes());
    to[4..8].copy_from_slice(&packet.timestamp.to_be_bytes());
    to[8..12].copy_from_slice(&head.ssrc.to_be_bytes());
    to[12..14].copy_from_slice(&[0xbe, 0xde]);
    to[14..16].copy_from_slice(&(((end - 16) / 4) as u16).to_be_bytes());
    if is_extended { end } else { 12 }
}
