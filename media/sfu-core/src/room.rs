//! A room: who is in it, who speaks, and the tables that all of them share.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::ids::ParticipantId;
use crate::members::{Key, Member, Members};
use crate::messages::{Link, Quality, ToClient};
use crate::peer::STATS_EVERY;
use crate::speakers::Speakers;
use crate::stats::LinkStats;

/// On the air at once: three slots each, and nobody hears herself.
const ON_AIR: usize = 4;
/// In larger rooms a member hears of the quality of those it sees only.
const QUALITY_OF: usize = 32;

/// A room.
#[derive(Debug)]
pub(crate) struct Room {
    members: BTreeMap<ParticipantId, Key>,
    /// In the order they came.
    order: Vec<Key>,
    pub(crate) speakers: Speakers<Key>,
    speaking: Vec<Key>,
    /// Some route changed.
    pub(crate) redraw: bool,
    /// Waits to be settled at the next poll.
    pub(crate) waits: bool,
    quality_at: Option<Instant>,
}

impl Room {
    pub(crate) fn new() -> Self {
        Self {
            members: BTreeMap::new(),
            order: Vec::new(),
            speakers: Speakers::new(ON_AIR),
            speaking: Vec::new(),
            redraw: false,
            waits: false,
            quality_at: None,
        }
    }

    pub(crate) fn enter(&mut self, participant: ParticipantId, key: Key) {
        self.members.insert(participant, key);
        self.order.push(key);
        self.redraw = true;
    }

    pub(crate) fn leave(&mut self, participant: &ParticipantId, key: Key) {
        if self.members.get(participant) == Some(&key) {
            self.members.remove(participant);
        }
        self.order.retain(|other| *other != key);
        self.speakers.remove(key);
        self.redraw = true;
    }

    pub(crate) fn member(&self, participant: &str) -> Option<Key> {
        self.members.get(participant).copied()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.order.iter().copied()
    }

    pub(crate) fn others(&self, me: Key) -> impl Iterator<Item = Key> + '_ {
        self.keys().filter(move |key| *key != me)
    }

    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    pub(crate) fn is_speaking(&self, key: Key) -> bool {
        self.speaking.contains(&key)
    }

    /// Takes note of who speaks now. Whether anybody is to be told.
    pub(crate) fn note_speaking(&mut self) -> bool {
        let speaking: Vec<Key> = self.speakers.speaking().collect();
        let changed = speaking.len() != self.speaking.len() || speaking.iter().any(|key| !self.speaking.contains(key));
        if changed {
            self.speaking = speaking;
        }
        changed
    }

    pub(crate) fn publishing_table(&self, members: &Members) -> String {
        let published = self.keys().filter_map(|key| {
            let member = members.get(key)?;
            let roles = member.tracks.published();
            (!roles.is_empty()).then(|| (member.participant.as_str(), roles))
        });
        ToClient::Publishing { ids: published.collect() }.to_json()
    }

    pub(crate) fn speaking_table(&self, members: &Members) -> String {
        let ids = self.speaking.iter().filter_map(|key| Some(members.get(*key)?.participant.as_str()));
        ToClient::Speaking { ids: ids.collect() }.to_json()
    }

    /// How everybody fares; in a large room, how this member and those it is shown fare.
    pub(crate) fn quality_table(&self, me: &Member, members: &Members) -> String {
        let shown = |key: &Key| me.slots.iter().any(|slot| slot.holds.is_some_and(|source| source.member == *key));
        let told = self.keys().filter(|key| self.len() <= QUALITY_OF || shown(key));
        let told = told.filter_map(|key| members.get(key)).filter(|other| other.peer.is_connected());
        let people: BTreeMap<&str, Quality> =
            told.chain([me]).map(|other| (other.participant.as_str(), quality(other))).collect();
        ToClient::Quality { people }.to_json()
    }

    /// Whether it is time to tell about quality again.
    pub(crate) fn is_quality_due(&mut self, now: Instant) -> bool {
        let due = self.quality_at.is_none_or(|at| now >= at);
        if due {
            self.quality_at = Some(now + STATS_EVERY.max(Duration::from_millis(1)));
        }
        due
    }
}

fn quality(member: &Member) -> Quality {
    let link = |stats: &LinkStats| Link {
        loss: (stats.loss * 1_000.0).round() / 1_000.0,
        rtt_ms: stats.rtt.map(|rtt| rtt.as_millis() as u32),
        bps: stats.bps,
        layer: stats.layer,
    };
    Quality { up: link(&member.peer.up), down: link(&member.peer.down) }
}
