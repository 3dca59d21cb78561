//! Sockets, threads and the clock of Tertulia's media server.
//!
//! [`Server`] is all that others see. Inside, one thread per shard ([`worker`]) carries datagrams between the kernel
//! and a [`sfu_core::Core`]:
//!
//! - `udp`, with `run`: many datagrams per system call; `tcp`, with `framer`: the same port for networks without UDP
//! - `demux`: which shard a datagram is for; `places`: public and own addresses
//! - `inbox`: how threads reach a worker; `roster`: what must be said when one breaks

mod demux;
pub mod framer;
mod inbox;
mod places;
mod roster;
mod run;
mod server;
mod stats;
mod tcp;
mod udp;
mod worker;

pub use crate::server::{Server, Settings};
pub use crate::stats::{NetCounters, Snapshot};
pub use crate::tcp::TcpLimits;
pub use crate::worker::Notice;
