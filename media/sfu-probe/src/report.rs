//! What a synthetic participant has seen.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::link::Transport;

/// What a synthetic participant has seen so far.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// How the media travels; `None`: not connected.
    pub transport: Option<Transport>,
    /// From the answer to the end of the DTLS handshake.
    pub connected_after: Option<Duration>,
    /// What arrived, by the number of its sender.
    pub received: BTreeMap<u32, Received>,
    /// Pictures or sounds that were not as they were sent.
    pub broken: u64,
    /// Data channel messages that came, by their `type`.
    pub messages: BTreeMap<String, u64>,
    /// What went wrong, in words.
    pub problem: Option<String>,
}

/// What arrived of one sender.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Received {
    /// Whole pictures, bit for bit as they were sent.
    pub pictures: u64,
    /// Pieces of sound.
    pub sounds: u64,
}
