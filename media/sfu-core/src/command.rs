//! Orders from the server. None fails loudly: what cannot be done comes back as an [`Event`](crate::Event).

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::ids::{ParticipantId, PcId, RequestId, RoomId};

/// An order. Orders about unknown rooms and participants do nothing, and giving one twice does no harm.
#[derive(Debug, Clone)]
pub enum Command {
    /// Offers in a room that is not open are refused.
    OpenRoom {
        /// Which room.
        room: RoomId,
    },
    /// Everybody in it is disconnected, without a [`Lost`](crate::Event::Lost) each.
    CloseRoom {
        /// Which room.
        room: RoomId,
    },
    /// A client's offer: a new connection, or an ICE restart of one it has.
    Offer(Offer),
    /// A remote candidate that came after the offer. An ICE-lite server learns them from checks anyway.
    Candidate {
        /// Which room.
        room: RoomId,
        /// Whose.
        participant: ParticipantId,
        /// For which of its connections; others are ignored.
        pc: PcId,
        /// As `RTCIceCandidate.candidate` writes it.
        candidate: String,
    },
    /// The participant no longer uses the server; no [`Lost`](crate::Event::Lost) follows.
    Drop {
        /// Which room.
        room: RoomId,
        /// Who.
        participant: ParticipantId,
    },
}

/// What a client wants to send and receive; its m-lines never change after the first one.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Which room.
    pub room: RoomId,
    /// Whose.
    pub participant: ParticipantId,
    /// A name seen before: an ICE restart. A new one replaces the participant's old connection.
    pub pc: PcId,
    /// Repeated in the answer.
    pub request: RequestId,
    /// The offer.
    pub sdp: String,
    /// The m-lines it sends, by mid.
    pub tracks: BTreeMap<String, Role>,
    /// The m-lines it receives, by mid.
    pub slots: BTreeMap<String, SlotKind>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vdoc])* $variant),+
        }

        impl $name {
            /// The word used on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(word: &str) -> Result<Self, ()> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }
    };
}

words!(
    /// What a track that a client sends is.
    Role {
        /// A microphone: Opus, with RFC 6464 levels.
        Mic = "mic",
        /// A camera: VP8, up to three encodings with the rids `q`, `h`, `f`.
        Camera = "camera",
        /// A shared screen: VP8, one encoding.
        Screen = "screen",
        /// The sound of a shared screen.
        ScreenAudio = "screen-audio",
    }
);

words!(
    /// What a slot that a client receives in can show.
    SlotKind {
        /// Any microphone, the loudest first.
        Audio = "audio",
        /// A camera.
        Video = "video",
        /// A shared screen.
        Screen = "screen",
        /// The sound of the shared screen.
        ScreenAudio = "screen-audio",
    }
);
