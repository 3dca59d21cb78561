//! Synthetic participants: they offer, connect over UDP or TCP, send pictures and sound that can be recognized, and
//! report whose arrived. `tertulia doctor` and the tests of the sockets lean on them.
//!
//! Nothing here knows the server's code: only SDP, ICE, RTP and the wire.

mod link;
mod peer;
mod picture;
mod report;

pub use crate::link::Transport;
pub use crate::peer::{Peer, are_named_apart};
pub use crate::report::{Received, Report};
