//! What a shard is told at birth.

use std::net::SocketAddr;

use crate::demux::ShardId;
use crate::event::Protocol;

/// An address that is announced to clients as a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LocalAddress {
    /// How it is reached.
    pub protocol: Protocol,
    /// As clients see it.
    pub address: SocketAddr,
}

/// The certificate that all peers of a server show; clients learn its fingerprint in the answer.
#[derive(Debug, Clone)]
pub struct Certificate(pub(crate) str0m::config::DtlsCert);

impl Certificate {
    /// A new one, self-signed, as WebRTC has it. `None` if the system has no randomness to give.
    pub fn generate() -> Option<Self> {
        str0m::crypto::from_feature_flags().dtls_provider.generate_certificate().map(Self)
    }
}

/// What a shard is told at birth.
#[derive(Debug, Clone)]
pub struct Config {
    /// Which shard this is: part of every ICE username fragment it gives out.
    pub shard: ShardId,
    /// What to announce, best first.
    pub addresses: Vec<LocalAddress>,
    /// Shared by all shards.
    pub certificate: Certificate,
    /// For everything that must differ but need not be secret. Secrets (ICE passwords, keys) come from the system.
    pub seed: u64,
    /// How much one client may cost.
    pub limits: Limits,
}

impl Config {
    /// A shard number 0 with the usual limits.
    pub fn new(addresses: Vec<LocalAddress>, certificate: Certificate, seed: u64) -> Self {
        Self { shard: ShardId(0), addresses, certificate, seed, limits: Limits::default() }
    }
}

/// How much one client may cost. What is over is refused or ignored, and never costs anybody else.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Peers in one shard.
    pub peers: usize,
    /// Peers in one room.
    pub room_peers: usize,
    /// Bytes of an offer. Chromium's, with fourteen m-lines and all its codecs, has about 60,000.
    pub sdp_bytes: usize,
    /// M-lines of an offer.
    pub m_lines: usize,
    /// `a=ssrc` sources in an offer.
    pub ssrcs: usize,
    /// Remote candidates of one connection, those inside the offer too.
    pub candidates: usize,
    /// Offers of one connection (ICE restarts) in ten seconds.
    pub offers_per_ten_seconds: u32,
    /// Bytes of one data channel message from a client.
    pub message_bytes: usize,
    /// Data channel messages from one client in a second; more are ignored, and ten times more end the connection.
    pub messages_per_second: u32,
    /// Tiles in a wish.
    pub tiles: usize,
    /// Bits per second that one subscriber is sent at most.
    pub subscriber_bps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            peers: 2_000,
            room_peers: 500,
            sdp_bytes: 256 * 1024,
            m_lines: 24,
            ssrcs: 64,
            candidates: 32,
            offers_per_ten_seconds: 10,
            message_bytes: 16 * 1024,
            messages_per_second: 20,
            tiles: 64,
            subscriber_bps: 12_000_000,
        }
    }
}
