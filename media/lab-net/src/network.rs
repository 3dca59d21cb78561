//! Places, each with a connection of its own to a middle that does nothing.

use std::net::Ipv4Addr;

use crate::path::{Micros, Packet, Path};

/// Where an IPv4 header has the destination (RFC 791 section 3.1).
const DESTINATION: std::ops::Range<usize> = 16..20;

/// A place has every address of its /24: it may change from one to another without a word to the network.
pub struct Place {
    /// What commands call it.
    pub name: String,
    subnet: [u8; 3],
    /// From the place.
    pub up: Path,
    /// To the place.
    pub down: Path,
}

/// All of it; no clock, no socket.
#[derive(Default)]
pub struct Network {
    /// In the order in which they were added.
    pub places: Vec<Place>,
    /// Packets to nowhere.
    pub astray: u64,
}

impl Network {
    /// The fate of its packets depends on `seed` and on nothing else of the network.
    pub fn add(&mut self, name: &str, subnet: Ipv4Addr, seed: u64) {
        let [a, b, c, _] = subnet.octets();
        let (up, down) = (Path::new(seed), Path::new(!seed));
        self.places.push(Place { name: name.to_owned(), subnet: [a, b, c], up, down });
    }

    /// Of that name.
    pub fn place(&mut self, name: &str) -> Option<&mut Place> {
        self.places.iter_mut().find(|place| place.name == name)
    }

    /// A packet leaves a place.
    pub fn send(&mut self, from: usize, packet: Packet, now: Micros) {
        self.places[from].up.offer(packet, now);
    }

    /// What has arrived by now, and where.
    pub fn arrived(&mut self, now: Micros) -> Vec<(usize, Packet)> {
        for (due, packet) in self.crossing(now) {
            match self.towards(&packet) {
                Some(to) => self.places[to].down.offer(packet, due),
                None => self.astray += 1,
            }
        }
        let mut landed = Vec::new();
        for (index, place) in self.places.iter_mut().enumerate() {
            while let Some((_, packet)) = place.down.arrived(now) {
                landed.push((index, packet));
            }
        }
        landed
    }

    /// When there is something to do.
    pub fn next_event(&self) -> Option<Micros> {
        self.places.iter().flat_map(|place| [place.up.next_event(), place.down.next_event()]).flatten().min()
    }

    /// What has come to the middle, in that order.
    fn crossing(&mut self, now: Micros) -> Vec<(Micros, Packet)> {
        let mut all = Vec::new();
        for place in &mut self.places {
            while let Some(one) = place.up.arrived(now) {
                all.push(one);
            }
        }
        all.sort_by_key(|(due, _)| *due);
        all
    }

    fn towards(&self, packet: &[u8]) -> Option<usize> {
        let to = packet.get(DESTINATION).filter(|_| packet[0] >> 4 == 4)?;
        self.places.iter().position(|place| to.starts_with(&place.subnet))
    }
}
