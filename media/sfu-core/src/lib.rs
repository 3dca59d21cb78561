//! The rules of Tertulia's media server, without a socket, clock, thread or lock.
//!
//! [`Core`] is one shard: rooms, and in each room peers (one WebRTC connection each). Whatever happens outside comes in
//! as a [`Command`], a datagram or the passing of time, always with the time as an argument; whatever should happen
//! outside comes out of [`Core::poll`]. One loop drives it all:
//!
//! ```no_run
//! # use std::time::Instant;
//! # use sfu_core::{Core, Flow, Output};
//! # fn receive_until(_: Option<Instant>) -> Option<(Flow, Vec<u8>)> { None }
//! # fn now() -> Instant { unimplemented!() }
//! # fn run(mut core: Core) {
//! loop {
//!     while let Some((flow, contents)) = receive_until(core.next_timeout()) {
//!         core.datagram(now(), flow, &contents); // everything that waits in the socket, then
//!     }
//!     core.timeout(now());
//!     while let Some(output) = core.poll() { // one poll of it all: packets of one subscriber stay together
//!         match output {
//!             Output::Transmit(_transmit) => { /* send it */ }
//!             Output::Event(_event) => { /* tell somebody */ }
//!         }
//!     }
//! }
//! # }
//! ```
//!
//! The walk of a packet: [`core`](Core::datagram) finds the peer, `peer` decrypts, `router` names its subscribers,
//! `slots` says whether it may go there, `rewrite` renumbers it, `peer` encrypts it for each of them.

mod allocator;
mod backlog;
mod command;
mod config;
mod core;
mod demux;
mod egress;
mod error;
mod event;
#[doc(hidden)]
pub mod fuzz;
mod holes;
mod ids;
mod ingress;
mod keyframes;
mod layers;
mod members;
mod messages;
mod meter;
mod offer;
mod outbox;
mod peer;
mod quota;
mod red;
mod rewrite;
mod room;
mod router;
mod slots;
mod speakers;
mod stats;
mod tracks;
mod view;

pub use crate::command::{Command, Offer, Role, SlotKind};
pub use crate::config::{Certificate, Config, Limits, LocalAddress};
pub use crate::core::Core;
pub use crate::demux::{ShardId, is_stun, shard_of};
pub use crate::error::{LostCode, RefusedCode};
pub use crate::event::{Event, Flow, Output, Protocol, Remote, Transmit};
pub use crate::ids::{ParticipantId, PcId, RequestId, RoomId};
pub use crate::stats::{Counters, LinkStats, PeerStats, Stats};

#[cfg(test)]
extern crate self as sfu_core;

#[cfg(test)]
mod panics;
