//! What a shard has done so far, and how each connection is doing.

use std::time::Duration;

use crate::event::Protocol;
use crate::ids::{ParticipantId, PcId, RoomId};

/// A look at a shard.
#[derive(Debug, Clone, Default)]
pub struct Stats {
    /// Since its birth.
    pub counters: Counters,
    /// As things are now.
    pub peers: Vec<PeerStats>,
}

/// What a shard has done since its birth; numbers only grow, except `rooms` and `peers`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counters {
    /// Rooms open now.
    pub rooms: u64,
    /// Connections alive now.
    pub peers: u64,
    /// Datagrams that came in.
    pub datagrams_in: u64,
    /// Bytes that came in.
    pub bytes_in: u64,
    /// Datagrams that went out.
    pub datagrams_out: u64,
    /// Bytes that went out.
    pub bytes_out: u64,
    /// Datagrams that no peer would have.
    pub datagrams_refused: u64,
    /// RTP packets published.
    pub packets_in: u64,
    /// RTP packets forwarded, once for each subscriber; resent ones are not counted.
    pub packets_out: u64,
    /// Key frames that subscribers asked for.
    pub key_frames_wanted: u64,
    /// Key frames that publishers were asked for.
    pub key_frames_asked: u64,
    /// Offers answered.
    pub offers_answered: u64,
    /// Offers refused.
    pub offers_refused: u64,
    /// Connections that reached the connected state.
    pub connected: u64,
    /// Connections lost, whatever the reason.
    pub lost: u64,
    /// Connections lost because we broke.
    pub panics: u64,
    /// Data channel messages ignored: too large, too many or not understood.
    pub messages_ignored: u64,
}

/// How a connection is doing.
#[derive(Debug, Clone, PartialEq)]
pub struct PeerStats {
    /// In which room.
    pub room: RoomId,
    /// Whose.
    pub participant: ParticipantId,
    /// Its name.
    pub pc: PcId,
    /// `None` before it is connected.
    pub protocol: Option<Protocol>,
    /// From the participant to the server.
    pub up: LinkStats,
    /// From the server to the participant.
    pub down: LinkStats,
    /// What the link to the participant is thought to carry, in bits per second.
    pub estimate_bps: u64,
}

/// One direction of a connection, over the last two seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LinkStats {
    /// Share of packets lost, 0 to 1.
    pub loss: f32,
    /// Round trip.
    pub rtt: Option<Duration>,
    /// Bits per second, whole datagrams.
    pub bps: u64,
    /// The best camera or screen layer sent this way: 0 to 2.
    pub layer: Option<u8>,
}
