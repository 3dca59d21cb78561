//! Loads a media server and counts what comes out of it; or, as `sfu-load floor`, is the least that a server could be.
//!
//! Orders come in on stdin, one JSON object a line; what became of them goes out on stdout in the same way. It knows
//! nothing of any server: whoever drives it carries descriptions back and forth. One thread, so that it can be given
//! one core. `sfu-load ADDRESS`: clients live at that address of this machine, and not at 127.0.0.1.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

mod client;
mod floor;
mod generator;
mod orders;
mod payload;
mod tally;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    match std::env::args().nth(1).as_deref() {
        Some("floor") => floor::run(),
        Some(address) => generator::Generator::new(address.parse()?)?.run(),
        None => generator::Generator::new(std::net::Ipv4Addr::LOCALHOST.into())?.run(),
    }
}
