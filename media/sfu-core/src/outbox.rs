//! What a client has still to be told. Each message is a whole table, so that only the newest of a kind waits.

use std::collections::BTreeMap;

use crate::layers::LAYERS;
use crate::members::{Member, Members};
use crate::messages::{Shown, ToClient};

/// The tables that changed since the client heard of them.
#[allow(clippy::struct_excessive_bools, reason = "five kinds of table, each said or not")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Outbox {
    pub(crate) slots: bool,
    pub(crate) publishing: bool,
    pub(crate) speaking: bool,
    pub(crate) layers: bool,
    pub(crate) quality: bool,
    /// Of the last slots table.
    rev: u64,
}

impl Outbox {
    /// A client that has just come hears everything.
    pub(crate) fn everything(&mut self) {
        *self = Self { slots: true, publishing: true, speaking: true, layers: true, quality: false, rev: self.rev };
    }

    pub(crate) fn is_empty(self) -> bool {
        !(self.slots || self.publishing || self.speaking || self.layers || self.quality)
    }
}

/// Says one kind of table if it waits; it goes on waiting where the channel has no room.
macro_rules! deliver {
    ($member:ident, $kind:ident, $message:expr) => {
        if $member.outbox.$kind {
            $member.outbox.$kind = !$member.peer.say($message);
        }
    };
}

/// Tells a member what it has to be told. `publishing` and `speaking` are the same for the whole room.
pub(crate) fn flush(member: &mut Member, others: &Members, publishing: &str, speaking: &str, quality: &str) {
    if !member.peer.can_talk() {
        return;
    }
    deliver!(member, publishing, publishing);
    deliver!(member, speaking, speaking);
    deliver!(member, quality, quality);
    if member.outbox.layers {
        let (camera, screen): ([bool; LAYERS], bool) = member.tracks.asked();
        deliver!(member, layers, &ToClient::Layers { camera, screen }.to_json());
    }
    if member.outbox.slots {
        let rev = member.outbox.rev + 1;
        let text = slots_table(member, others, rev);
        deliver!(member, slots, &text);
        if !member.outbox.slots {
            member.outbox.rev = rev;
        }
    }
}

fn slots_table(member: &Member, others: &Members, rev: u64) -> String {
    let shown = member.slots.iter().map(|slot| {
        let shown = slot.feed().and_then(|feed| {
            let id = others.get(feed.source.member)?.participant.as_str();
            let is_video = !crate::offer::is_audio_track(feed.source.role);
            let layer = is_video.then(|| feed.layer.number());
            Some(Shown { id, source: feed.source.role.as_str(), layer, ts: slot.began() })
        });
        (slot.mid.as_str(), shown)
    });
    let slots: BTreeMap<&str, Option<Shown<'_>>> = shown.collect();
    ToClient::Slots { rev, slots }.to_json()
}
