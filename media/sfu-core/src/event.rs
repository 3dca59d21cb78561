//! What comes out of the core: datagrams to send, and what has happened.

use std::net::SocketAddr;

use str0m::net::DatagramSend;

use crate::error::{LostCode, RefusedCode};
use crate::ids::{ParticipantId, PcId, RequestId, RoomId};

/// How a datagram travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Protocol {
    /// Over UDP.
    Udp,
    /// Over TCP, framed by RFC 4571; the core sees frames, never the length in front.
    Tcp,
}

impl Protocol {
    /// The word used on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
        }
    }
}

/// The way a datagram came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flow {
    /// How it travelled.
    pub protocol: Protocol,
    /// Where it came from.
    pub source: SocketAddr,
    /// Where it arrived, as one of [`Config::addresses`](crate::Config::addresses): behind NAT that is the public address, not the socket's.
    pub destination: SocketAddr,
}

impl Flow {
    /// The far end.
    pub fn remote(&self) -> Remote {
        Remote { protocol: self.protocol, address: self.source }
    }
}

/// The far end of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Remote {
    /// How it is reached.
    pub protocol: Protocol,
    /// Where it is.
    pub address: SocketAddr,
}

/// A datagram to send.
#[derive(Debug)]
pub struct Transmit {
    /// To whom.
    pub remote: Remote,
    /// From which of [`Config::addresses`](crate::Config::addresses).
    pub source: SocketAddr,
    /// What; dereferences to bytes.
    pub contents: DatagramSend,
}

/// What [`Core::poll`](crate::Core::poll) hands out.
#[derive(Debug)]
pub enum Output {
    /// Send this. Those of one subscriber come one after the other, so that they can be sent together.
    Transmit(Transmit),
    /// This has happened.
    Event(Event),
}

/// What has happened. `room`, `participant` and `pc` are those of the offer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the offer; repeating that sixteen times hides the rest")]
#[non_exhaustive]
pub enum Event {
    /// An offer was taken: `sdp` is the answer.
    Answered { room: RoomId, participant: ParticipantId, pc: PcId, request: RequestId, sdp: String },
    /// An offer was refused. An older connection of this participant under another name lives on.
    Refused {
        room: RoomId,
        participant: ParticipantId,
        pc: PcId,
        request: RequestId,
        code: RefusedCode,
        /// For logs.
        message: String,
    },
    /// ICE and DTLS are done: media flows. Comes again when the transport changes.
    Connected { room: RoomId, participant: ParticipantId, pc: PcId, protocol: Protocol },
    /// The connection is gone without the server having asked for it.
    Lost { room: RoomId, participant: ParticipantId, pc: PcId, code: LostCode },
    /// A far end proved (by STUN message integrity) to belong to a peer of this shard: its datagrams come here from now on.
    Bound { remote: Remote },
    /// It no longer does. A TCP connection to it may be closed.
    Released { remote: Remote },
}
