//! One shard: its rooms and peers, and what goes in and out.

use std::collections::VecDeque;
use std::time::Instant;

use crate::command::Command;
use crate::config::Config;
use crate::error::RefusedCode;
use crate::event::{Event, Flow, Output};
use crate::stats::Stats;

/// One shard. Owned by one thread; every call is short and none blocks.
#[derive(Debug)]
pub struct Core {
    config: Config,
    outputs: VecDeque<Output>,
    stats: Stats,
}

impl Core {
    /// A shard without rooms.
    pub fn new(config: Config) -> Self {
        Self { config, outputs: VecDeque::new(), stats: Stats::default() }
    }

    /// Carries out an order; what comes of it comes out of [`poll`](Self::poll).
    pub fn command(&mut self, _now: Instant, command: Command) {
        if let Command::Offer(offer) = command {
            let _ = &self.config;
            self.outputs.push_back(Output::Event(Event::Refused {
                room: offer.room,
                participant: offer.participant,
                pc: offer.pc,
                request: offer.request,
                code: RefusedCode::UnknownRoom,
                message: "no room is open here".into(),
            }));
        }
    }

    /// Takes in a datagram. What it causes is worked out at the next [`poll`](Self::poll), so that several in a row
    /// (a frame) leave together.
    pub fn datagram(&mut self, _now: Instant, _flow: Flow, contents: &[u8]) {
        self.stats.counters.datagrams_in += 1;
        self.stats.counters.bytes_in += contents.len() as u64;
        self.stats.counters.datagrams_refused += 1;
    }

    /// Lets time pass. Cheap when nothing is due.
    pub fn timeout(&mut self, _now: Instant) {}

    /// When [`timeout`](Self::timeout) wants to be called at the latest; `None`: never. Valid once [`poll`](Self::poll) has nothing more.
    pub fn next_timeout(&self) -> Option<Instant> {
        None
    }

    /// What to do next; call until `None`.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// A look at the shard; walks over all peers.
    pub fn stats(&self) -> Stats {
        self.stats.clone()
    }
}
