//! What the sockets did, and the last look at all of it.

use std::sync::{Arc, Mutex, PoisonError};

use sfu_core::{Counters, PeerStats};

/// What one shard's sockets have done since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NetCounters {
    /// System calls that brought datagrams.
    pub receive_calls: u64,
    /// System calls that failed to bring any.
    pub receive_errors: u64,
    /// System calls that took datagrams away.
    pub send_calls: u64,
    /// Datagrams lost because a socket or a reader was too slow.
    pub datagrams_dropped: u64,
    /// Datagrams that came for nobody.
    pub datagrams_stray: u64,
    /// TCP connections open now.
    pub tcp_open: u64,
    /// TCP connections taken.
    pub tcp_accepted: u64,
    /// TCP connections refused: too many.
    pub tcp_refused: u64,
    /// TCP connections cut: too slow, too silent, or speaking something else.
    pub tcp_cut: u64,
    /// Times that a shard broke as a whole and started again.
    pub restarts: u64,
}

/// A look at the whole server, at most a second old.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Of the cores.
    pub core: Counters,
    /// Of the sockets.
    pub net: NetCounters,
    /// One entry for each connection.
    pub peers: Vec<PeerStats>,
}

impl Snapshot {
    /// Puts another shard beside this one.
    pub fn add(&mut self, other: Self) {
        self.core = sum(self.core, other.core);
        self.net = sum_net(self.net, other.net);
        self.peers.extend(other.peers);
    }
}

/// Where a worker leaves its latest snapshot.
#[derive(Debug, Clone, Default)]
pub(crate) struct Board(Arc<Mutex<Snapshot>>);

impl Board {
    pub(crate) fn put(&self, snapshot: Snapshot) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }

    pub(crate) fn look(&self) -> Snapshot {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Sums field by field; written out whole, so that a new counter cannot be forgotten.
pub(crate) fn sum(a: Counters, b: Counters) -> Counters {
    Counters {
        rooms: a.rooms + b.rooms,
        peers: a.peers + b.peers,
        datagrams_in: a.datagrams_in + b.datagrams_in,
        bytes_in: a.bytes_in + b.bytes_in,
        datagrams_out: a.datagrams_out + b.datagrams_out,
        bytes_out: a.bytes_out + b.bytes_out,
        datagrams_refused: a.datagrams_refused + b.datagrams_refused,
        packets_in: a.packets_in + b.packets_in,
        packets_out: a.packets_out + b.packets_out,
        key_frames_wanted: a.key_frames_wanted + b.key_frames_wanted,
        key_frames_asked: a.key_frames_asked + b.key_frames_asked,
        offers_answered: a.offers_answered + b.offers_answered,
        offers_refused: a.offers_refused + b.offers_refused,
        connected: a.connected + b.connected,
        lost: a.lost + b.lost,
        panics: a.panics + b.panics,
        messages_ignored: a.messages_ignored + b.messages_ignored,
    }
}

pub(crate) fn sum_net(a: NetCounters, b: NetCounters) -> NetCounters {
    NetCounters {
        receive_calls: a.receive_calls + b.receive_calls,
        receive_errors: a.receive_errors + b.receive_errors,
        send_calls: a.send_calls + b.send_calls,
        datagrams_dropped: a.datagrams_dropped + b.datagrams_dropped,
        datagrams_stray: a.datagrams_stray + b.datagrams_stray,
        tcp_open: a.tcp_open + b.tcp_open,
        tcp_accepted: a.tcp_accepted + b.tcp_accepted,
        tcp_refused: a.tcp_refused + b.tcp_refused,
        tcp_cut: a.tcp_cut + b.tcp_cut,
        restarts: a.restarts + b.restarts,
    }
}
