//! Why something was refused or lost: stable words for clients, a sentence for logs.

use std::fmt;

/// Why an offer was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusedCode {
    /// The room is not open here.
    UnknownRoom,
    /// Not an offer we can read, or one without what we need.
    BadOffer,
    /// More bytes, m-lines, sources or candidates than [`Limits`](crate::Limits) allow.
    TooLarge,
    /// The shard or the room is full.
    Full,
    /// The connection is of a kind we do not make (no common codec, DTLS the wrong way round).
    Unsupported,
    /// We broke.
    Internal,
}

impl RefusedCode {
    /// The word used on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownRoom => "unknown_room",
            Self::BadOffer => "bad_offer",
            Self::TooLarge => "too_large",
            Self::Full => "full",
            Self::Unsupported => "unsupported",
            Self::Internal => "internal",
        }
    }
}

/// Why a connection is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LostCode {
    /// It never connected.
    NeverConnected,
    /// Nothing came from it any more.
    Vanished,
    /// The client closed it.
    Closed,
    /// DTLS failed, or the certificate was not the one in the offer.
    Dtls,
    /// It sent what it must not, over and over.
    Abuse,
    /// We broke; the client may come back at once.
    Internal,
}

impl LostCode {
    /// The word used on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeverConnected => "never_connected",
            Self::Vanished => "vanished",
            Self::Closed => "closed",
            Self::Dtls => "dtls",
            Self::Abuse => "abuse",
            Self::Internal => "internal",
        }
    }
}

/// A refusal on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: RefusedCode,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(code: RefusedCode, message: impl fmt::Display) -> Self {
        Self { code, message: message.to_string() }
    }
}
