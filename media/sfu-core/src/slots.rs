//! The places in which a client is shown something: who is in which, and what goes through.

use std::time::Instant;

use str0m::rtp::Vp8Descriptor;

use crate::command::{Role, SlotKind};
use crate::layers::Layer;
use crate::members::Key;
use crate::peer::ReceivedSlot;
use crate::rewrite::{Incoming, Outgoing, Rewriter};

/// A track of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Source {
    pub(crate) member: Key,
    pub(crate) role: Role,
}

/// An encoding of somebody's track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Feed {
    pub(crate) source: Source,
    pub(crate) layer: Layer,
}

/// What became of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passed {
    /// It does not go here.
    No,
    /// It would, if it began what is waited for here, or came behind that.
    Waits,
    Yes(Outgoing),
    /// It goes here, and is the first of its feed.
    First(Outgoing),
}

/// One slot.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) kind: SlotKind,
    pub(crate) mid: String,
    /// Whom it belongs to, whether or not anything flows.
    pub(crate) holds: Option<Source>,
    /// What it would show if everything flowed.
    pub(crate) wanted: Option<Layer>,
    feed: Option<Feed>,
    next: Option<Feed>,
    /// The timestamp of the feed's first packet.
    began: u32,
    rewriter: Rewriter,
}

impl Slot {
    pub(crate) fn new(received: &ReceivedSlot, start: (u16, u32)) -> Self {
        Self {
            kind: received.kind,
            mid: received.mid.clone(),
            holds: None,
            wanted: None,
            feed: None,
            next: None,
            began: 0,
            rewriter: Rewriter::new(received.clock_rate, start),
        }
    }

    pub(crate) fn feed(&self) -> Option<Feed> {
        self.feed
    }

    /// What it waits for a key frame of.
    pub(crate) fn next(&self) -> Option<Feed> {
        self.next
    }

    pub(crate) fn began(&self) -> u32 {
        self.began
    }

    /// Gives the slot to somebody, or to nobody; what it showed ends at once. Whether that is seen.
    pub(crate) fn give(&mut self, source: Option<Source>) -> bool {
        if self.holds == source {
            return false;
        }
        self.holds = source;
        self.wanted = None;
        self.stop()
    }

    /// Sends nothing until told otherwise. Whether that is seen.
    pub(crate) fn stop(&mut self) -> bool {
        self.next = None;
        self.feed.take().is_some()
    }

    /// Changes to another encoding of its source, at that one's next key frame. `true`: one has to be asked for.
    pub(crate) fn turn_to(&mut self, layer: Layer) -> bool {
        let Some(source) = self.holds else { return false };
        let feed = Feed { source, layer };
        if self.feed == Some(feed) {
            self.next = None;
            return false;
        }
        self.next.replace(feed) != Some(feed)
    }

    /// Nothing more comes of the encoding that it shows, and with the next packet begins another one of the same source. `true`: that
    /// one it does not get yet.
    pub(crate) fn fall_to(&mut self, feed: Feed) -> bool {
        let shows_another = self.feed.is_some_and(|shown| shown.source == feed.source && shown != feed);
        shows_another && self.next.replace(feed) != Some(feed)
    }

    /// A packet of an encoding this slot may be interested in.
    pub(crate) fn pass(&mut self, feed: Feed, packet: &Incoming, starts: bool) -> Passed {
        if self.feed == Some(feed) {
            return self.rewriter.write(packet).map_or(Passed::No, Passed::Yes);
        }
        if self.next != Some(feed) {
            return Passed::No;
        }
        if !starts {
            return Passed::Waits;
        }
        let same_clock = self.feed.is_some_and(|before| before.source == feed.source);
        self.rewriter.switch(same_clock);
        self.next = None;
        self.feed = Some(feed);
        match self.rewriter.write(packet) {
            Some(outgoing) => {
                self.began = outgoing.timestamp;
                Passed::First(outgoing)
            }
            None => Passed::No,
        }
    }

    /// A packet of its feed that is left out for everybody.
    pub(crate) fn skip(&mut self, feed: Feed, seq: u64) {
        if self.feed == Some(feed) {
            self.rewriter.skip(seq);
        }
    }
}

/// Gives each source one of the slots of a kind: who has one keeps it, newcomers take free ones, the rest go without.
/// Whether anything seen changed.
pub(crate) fn seat(slots: &mut [Slot], kind: SlotKind, sources: &[Source]) -> bool {
    let mut changed = false;
    for slot in slots.iter_mut().filter(|slot| slot.kind == kind) {
        if slot.holds.is_some_and(|source| !sources.contains(&source)) {
            changed |= slot.give(None);
        }
    }
    for source in sources {
        if slots.iter().any(|slot| slot.kind == kind && slot.holds == Some(*source)) {
            continue;
        }
        let free = slots.iter_mut().find(|slot| slot.kind == kind && slot.holds.is_none());
        let Some(slot) = free else { break };
        changed |= slot.give(Some(*source));
    }
    changed
}

/// What the numbers of a packet are, for whoever it goes to.
pub(crate) fn incoming(
    now: Instant,
    packet: &str0m::rtp::RtpPacket,
    clock_rate: u32,
    vp8: Option<Vp8Descriptor>,
) -> Incoming {
    let timestamp = packet.header.timestamp;
    let captured = packet.last_sender_info.and_then(|sender| {
        let ticks = timestamp.wrapping_sub(sender.rtp_time.numer() as u32).cast_signed();
        let apart = std::time::Duration::from_secs_f64(f64::from(ticks.unsigned_abs()) / f64::from(clock_rate));
        if ticks < 0 { sender.ntp_time.checked_sub(apart) } else { sender.ntp_time.checked_add(apart) }
    });
    let is_end = vp8.is_none() || packet.header.marker;
    Incoming { seq: *packet.seq_no, timestamp, arrived: now, captured, vp8, is_end }
}
