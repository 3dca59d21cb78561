//! One direction of one place's connection: losses, then a queue in front of a rate, then time on the way.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::chance::Chance;
use crate::report::Report;
use crate::shape::{Block, Shape};

/// Microseconds since the network began.
pub type Micros = u64;

const UDP: u8 = 17;
const TCP: u8 = 6;
/// Where an IPv4 header has its protocol (RFC 791 section 3.1).
const PROTOCOL: usize = 9;

/// An IP packet.
pub type Packet = Vec<u8>;

/// Given the same seed and the same packets at the same times, it does the same.
pub struct Path {
    shape: Shape,
    chance: Chance,
    /// Amid a run of losses.
    is_bad: bool,
    waiting: VecDeque<(Micros, Packet)>,
    waiting_bytes: usize,
    /// When the limit is done with what it is sending.
    free_at: Micros,
    flying: BinaryHeap<Reverse<(Micros, u64, Packet)>>,
    /// When the last one that keeps the order arrives.
    last_due: Micros,
    sent: u64,
    report: Report,
}

impl Path {
    /// A path that does nothing yet.
    pub fn new(seed: u64) -> Self {
        Self {
            shape: Shape::default(),
            chance: Chance::new(seed),
            is_bad: false,
            waiting: VecDeque::new(),
            waiting_bytes: 0,
            free_at: 0,
            flying: BinaryHeap::new(),
            last_due: 0,
            sent: 0,
            report: Report::default(),
        }
    }

    /// From now on; what waits is sent at the new rate, what flies is not touched.
    pub fn set(&mut self, shape: Shape, now: Micros) {
        self.pump(now);
        self.shape = shape;
        self.is_bad = false;
        self.pump(now);
    }

    /// A packet comes in.
    pub fn offer(&mut self, packet: Packet, now: Micros) {
        self.pump(now);
        self.report.offered += 1;
        if self.is_shut(&packet) {
            self.report.blocked += 1;
        } else if self.is_lost() {
            self.report.lost += 1;
        } else if self.wait_ms(now) > self.shape.queue_ms {
            self.report.overflowed += 1;
        } else {
            self.waiting_bytes += packet.len();
            self.waiting.push_back((now, packet));
            self.pump(now);
        }
    }

    /// What has arrived by now, with when it did, in that order.
    pub fn arrived(&mut self, now: Micros) -> Option<(Micros, Packet)> {
        self.pump(now);
        if self.flying.peek().is_none_or(|Reverse((due, ..))| *due > now) {
            return None;
        }
        let Reverse((due, _, packet)) = self.flying.pop()?;
        self.report.arrived += 1;
        self.report.bytes += packet.len() as u64;
        Some((due, packet))
    }

    /// When there is something to do.
    pub fn next_event(&self) -> Option<Micros> {
        let landing = self.flying.peek().map(|Reverse((due, ..))| *due);
        let sending = (!self.waiting.is_empty()).then_some(self.free_at);
        landing.into_iter().chain(sending).min()
    }

    /// What has happened since it was last asked.
    pub fn report(&mut self) -> Report {
        std::mem::take(&mut self.report)
    }

    fn is_shut(&self, packet: &[u8]) -> bool {
        let protocol = packet.get(PROTOCOL);
        self.shape.blackout
            || match self.shape.block {
                Block::None => false,
                Block::Udp => protocol == Some(&UDP),
                Block::Tcp => protocol == Some(&TCP),
            }
    }

    /// Gilbert-Elliott with nothing lost in the good state and everything in the bad one.
    fn is_lost(&mut self) -> bool {
        let Shape { loss, burst, .. } = self.shape;
        if burst <= 1.0 || loss >= 1.0 {
            return self.chance.happens(loss);
        }
        let leave = 1.0 / burst;
        let enter = leave * loss / (1.0 - loss);
        self.is_bad = if self.is_bad { !self.chance.happens(leave) } else { self.chance.happens(enter) };
        self.is_bad
    }

    fn send_us(&self, bytes: usize) -> f64 {
        if self.shape.rate_kbps > 0.0 { bytes as f64 * 8000.0 / self.shape.rate_kbps } else { 0.0 }
    }

    fn wait_ms(&self, now: Micros) -> f64 {
        (self.free_at.saturating_sub(now) as f64 + self.send_us(self.waiting_bytes)) / 1000.0
    }

    /// Puts on the way whatever the limit has come to by now.
    fn pump(&mut self, now: Micros) {
        while self.free_at <= now {
            let Some((came, packet)) = self.waiting.pop_front() else { return };
            self.waiting_bytes -= packet.len();
            let begins = self.free_at.max(came);
            self.report.waited((begins - came) / 1000);
            self.free_at = begins + self.send_us(packet.len()).round() as Micros;
            self.fly(packet, self.free_at);
        }
    }

    fn fly(&mut self, packet: Packet, from: Micros) {
        let takes_ms = (self.shape.delay_ms + self.chance.around(self.shape.jitter_ms)).max(0.0);
        let mut due = (from + (takes_ms * 1000.0) as Micros).max(self.last_due);
        if self.chance.happens(self.shape.reorder) {
            due += (self.shape.reorder_ms * 1000.0) as Micros;
        } else {
            self.last_due = due;
        }
        if self.chance.happens(self.shape.duplicate) {
            self.push(due, packet.clone());
        }
        self.push(due, packet);
    }

    fn push(&mut self, due: Micros, packet: Packet) {
        self.sent += 1;
        self.flying.push(Reverse((due, self.sent, packet)));
    }
}
