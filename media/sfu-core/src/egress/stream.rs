//! One stream of packets to a subscriber: its numbers, and what of it can be sent again.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::window::Window;
use super::{Ids, Kind, Packet};
use crate::meter::Meter;

/// Packets that can be sent again, and for how long.
const KEPT: (usize, Duration) = (256, Duration::from_secs(2));
/// Sender report and source description (RFC 3550 sections 6.4.1 and 6.5).
const SENDER_REPORT: [u8; 4] = [0x80, 200, 0, 6];
const SOURCE_DESCRIPTION: [u8; 2] = [0x81, 202];
const CNAME: u8 = 1;

/// How far back used numbers are known: what was lost on the way up comes half a second later, of the largest picture that is so many
/// packets. Nobody forwards a packet twice; but under one number AES-GCM may encrypt only one, so nobody has to be trusted with that.
const USED: u64 = 128;

#[derive(Debug)]
struct Kept {
    at: Instant,
    /// When it was last sent again.
    again: Option<Instant>,
    packet: Packet,
}

/// A packet that somebody misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// Its unwrapped number.
    Kept(u64),
    /// It was sent again just now.
    OnItsWay,
    /// It cannot be sent again any more.
    Gone,
    /// It never was to be sent.
    Unknown,
}

/// A stream: a source for packets and, for pictures, one for repetitions.
#[derive(Debug)]
pub(crate) struct Stream {
    pub(super) ids: Ids,
    mid: String,
    cname: String,
    ssrc: u32,
    /// Source and payload type of repetitions.
    rtx: Option<(u32, u8)>,
    clock_rate: u32,
    /// Sounds may come packed with those before them (RED).
    packs: bool,
    /// The subscriber has said that it knows the sources.
    known: (bool, bool),
    packets: u32,
    octets: u32,
    /// Packets of the last report.
    reported: u32,
    /// An RTP timestamp, and when it was.
    clock: Option<(u32, Instant)>,
    used: Option<Instant>,
    numbers: Window,
    next_rtx: u64,
    kept: VecDeque<Kept>,
    fresh: Meter,
    repeated: Meter,
}

impl Stream {
    pub(crate) fn new(
        mid: &str,
        cname: &str,
        ssrc: u32,
        rtx: Option<(u32, u8)>,
        clock_rate: u32,
        ids: Ids,
        packs: bool,
    ) -> Self {
        Self {
            ids,
            mid: mid.to_owned(),
            cname: cname.to_owned(),
            ssrc,
            rtx,
            clock_rate,
            packs,
            known: (false, false),
            packets: 0,
            octets: 0,
            reported: 0,
            clock: None,
            used: None,
            numbers: Window::new(USED),
            next_rtx: 1,
            kept: VecDeque::new(),
            fresh: Meter::default(),
            repeated: Meter::default(),
        }
    }

    pub(super) fn is_picture(&self) -> bool {
        self.clock_rate == 90_000
    }

    /// Whether its packets have to be sent twice to be there twice.
    pub(super) fn is_bare(&self) -> bool {
        self.rtx.is_none() && !self.packs
    }

    pub(super) fn is_main(&self, ssrc: u32) -> bool {
        self.ssrc == ssrc
    }

    pub(super) fn has(&self, ssrc: u32) -> bool {
        self.ssrc == ssrc || self.rtx.is_some_and(|(rtx, _)| rtx == ssrc)
    }

    pub(super) fn is_known(&mut self, ssrc: u32) {
        self.known.0 |= self.ssrc == ssrc;
        self.known.1 |= self.ssrc != ssrc;
    }

    /// Whether padding can be sent on it, and is reported on.
    pub(super) fn can_probe(&self) -> bool {
        self.rtx.is_some() && self.ids.numbers_transport()
    }

    pub(super) fn used(&self) -> Option<Instant> {
        self.used
    }

    /// Whether something was sent since the last report.
    pub(super) fn has_news(&self) -> bool {
        self.packets != self.reported
    }

    /// Payload type, source, unwrapped number, and the mid where it has to be said. `None`: it has no repetitions, or its number was used.
    pub(super) fn number(&mut self, packet: &Packet, kind: Kind) -> Option<(u8, u32, u64, Option<&str>)> {
        if kind == Kind::Fresh {
            if !self.numbers.take(packet.seq) {
                return None;
            }
            self.packets = self.packets.wrapping_add(1);
            self.octets = self.octets.wrapping_add(packet.payload.len() as u32);
            self.clock = Some((packet.timestamp, packet.arrived));
            return Some((packet.pt, self.ssrc, packet.seq, (!self.known.0).then_some(&*self.mid)));
        }
        let (ssrc, pt) = self.rtx?;
        let seq = self.next_rtx;
        self.next_rtx += 1;
        Some((pt, ssrc, seq, (!self.known.1).then_some(&*self.mid)))
    }

    /// Keeps a packet that was sent, in case it is lost.
    pub(super) fn keep(&mut self, now: Instant, packet: Packet) {
        self.used = Some(now);
        if self.rtx.is_none() {
            return;
        }
        self.fresh.add(now, packet.payload.len());
        let is_old = |kept: &Kept| now.saturating_duration_since(kept.at) > KEPT.1;
        while self.kept.len() >= KEPT.0 || self.kept.front().is_some_and(is_old) {
            self.kept.pop_front();
        }
        self.kept.push_back(Kept { at: now, again: None, packet });
    }

    /// Somebody misses a packet. `hold`: how long one that is sent again is on its way.
    pub(super) fn missing(&self, now: Instant, number: u16, hold: Duration) -> Missing {
        let age = |at: Instant| now.saturating_duration_since(at);
        let Some(oldest) = self.kept.iter().find(|kept| age(kept.at) <= KEPT.1) else { return Missing::Unknown };
        match self.kept.iter().rev().find(|kept| kept.packet.seq as u16 == number) {
            Some(kept) if age(kept.at) > KEPT.1 => Missing::Gone,
            Some(kept) if kept.again.is_some_and(|at| age(at) < hold) => Missing::OnItsWay,
            Some(kept) => Missing::Kept(kept.packet.seq),
            None if number.wrapping_sub(oldest.packet.seq as u16).cast_signed() < 0 => Missing::Gone,
            None => Missing::Unknown,
        }
    }

    /// A packet to be sent again. No more goes into that than so many times what is new.
    pub(super) fn take_again(&mut self, now: Instant, seq: u64, most: u64) -> Option<Packet> {
        if self.repeated.bps(now) > self.fresh.bps(now) * most {
            return None;
        }
        let kept = self.kept.iter_mut().rev().find(|kept| kept.packet.seq == seq)?;
        kept.again = Some(now);
        let packet = kept.packet.clone();
        self.repeated.add(now, packet.payload.len());
        Some(packet)
    }

    /// One of the latest packets that is about so large.
    pub(super) fn like(&self, size: usize) -> Option<Packet> {
        let fits = |kept: &&Kept| (size / 2..=size * 3 / 2 + 50).contains(&kept.packet.payload.len());
        self.kept.iter().rev().take(32).find(fits).map(|kept| kept.packet.clone())
    }

    /// A packet without anything in it.
    pub(super) fn empty(&self, now: Instant) -> Option<Packet> {
        let (_, pt) = self.rtx?;
        Some(Packet {
            pt,
            seq: 0,
            timestamp: self.clock.map_or(0, |(timestamp, _)| timestamp),
            marker: false,
            arrived: now,
            payload: Arc::from([]),
            picture: None,
            level: None,
            orientation: None,
        })
    }

    /// A sender report (RFC 3550 section 6.4.1), with the name that our streams share. `None`: nothing was sent since the last.
    pub(super) fn report(&mut self, now: Instant, ntp: u64) -> Option<Vec<u8>> {
        let is_old = |kept: &Kept| now.saturating_duration_since(kept.at) > KEPT.1;
        while self.kept.front().is_some_and(is_old) {
            self.kept.pop_front();
        }
        if self.kept.is_empty() {
            self.kept.shrink_to_fit();
        }
        let (timestamp, at) = self.clock.filter(|_| self.has_news())?;
        self.reported = self.packets;
        let since = now.saturating_duration_since(at).as_micros() * u128::from(self.clock_rate) / 1_000_000;
        let mut report = SENDER_REPORT.to_vec();
        report.extend(self.ssrc.to_be_bytes());
        report.extend(ntp.to_be_bytes());
        report.extend(timestamp.wrapping_add(since as u32).to_be_bytes());
        report.extend(self.packets.to_be_bytes());
        report.extend(self.octets.to_be_bytes());
        let name = &self.cname.as_bytes()[..self.cname.len().min(255)];
        let mut chunk = [&self.ssrc.to_be_bytes()[..], &[CNAME, name.len() as u8], name, &[0]].concat();
        chunk.resize(chunk.len().next_multiple_of(4), 0);
        report.extend(SOURCE_DESCRIPTION);
        report.extend(((chunk.len() / 4) as u16).to_be_bytes());
        report.extend(chunk);
        Some(report)
    }
}
