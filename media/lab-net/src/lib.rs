//! A small network in user space, for machines whose kernel has no netem: delay, jitter, reordering, duplication, bursts
//! of loss, a rate with a queue, blackouts and blocked protocols, between places that are namespaces with a TUN device each.
//!
//! This crate is the whole of what happens to a packet and has no clock and no socket: given the same seed and the same
//! packets at the same times it does the same. `main.rs` brings both.

pub mod chance;
pub mod control;
pub mod network;
pub mod path;
pub mod report;
pub mod shape;
