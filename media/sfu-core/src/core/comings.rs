//! Members that come, prove where they are, and go.

use std::time::Instant;

use super::{Core, REMOTES, TICK};
use crate::command::Offer;
use crate::error::LostCode;
use crate::event::{Event, Flow, Output, Remote};
use crate::ids::{ParticipantId, PcId, RoomId};
use crate::members::{Key, Member};
use crate::outbox::Outbox;
use crate::peer::Peer;
use crate::slots::Slot;
use crate::tracks::Tracks;
use crate::view::View;

impl Core {
    pub(super) fn admit(&mut self, now: Instant, offer: &Offer, peer: Peer) {
        let ufrag = peer.ufrag().to_owned();
        let slots = peer.slots().iter().map(|slot| Slot::new(slot, (self.random.u16(..), self.random.u32(..))));
        let key = self.members.insert(Member {
            room: offer.room.clone(),
            participant: offer.participant.clone(),
            pc: offer.pc.clone(),
            tracks: Tracks::new(peer.tracks()),
            slots: slots.collect(),
            view: View::new(self.config.limits.subscriber_bps),
            outbox: Outbox::default(),
            remotes: Vec::new(),
            waits: false,
            armed: None,
            peer,
        });
        self.by_ufrag.insert(ufrag, key);
        if let Some(room) = self.rooms.get_mut(&offer.room) {
            room.enter(offer.participant.clone(), key);
        }
        self.next_tick.get_or_insert(now + TICK);
        self.wait(key);
    }

    /// The far end of a flow has proved to be this member's.
    pub(super) fn bind(&mut self, now: Instant, key: Key, flow: &Flow) {
        let remote = flow.remote();
        if self.by_remote.get(&remote) == Some(&key) {
            return;
        }
        let Some(member) = self.members.get_mut(key) else { return };
        if !member.peer.knows(now, flow) {
            return;
        }
        member.remotes.push(remote);
        let oldest = (member.remotes.len() > REMOTES).then(|| member.remotes.remove(0));
        if let Some(before) = self.by_remote.insert(remote, key)
            && let Some(member) = self.members.get_mut(before)
        {
            member.remotes.retain(|other| *other != remote);
        } else {
            self.sink.outputs.push_back(Output::Event(Event::Bound { remote }));
        }
        if let Some(oldest) = oldest {
            self.release(key, oldest);
        }
    }

    pub(super) fn release(&mut self, key: Key, remote: Remote) {
        if self.by_remote.get(&remote) == Some(&key) {
            self.by_remote.remove(&remote);
            self.sink.outputs.push_back(Output::Event(Event::Released { remote }));
        }
    }

    /// Ends a connection that the server, or a newer connection, no longer wants.
    pub(super) fn dismiss(&mut self, now: Instant, key: Key) {
        if let Some(member) = self.members.get_mut(key) {
            member.peer.say_goodbye(now, &mut self.sink);
        }
        self.remove(key);
    }

    /// Ends a connection that failed.
    pub(super) fn lose(&mut self, key: Key, code: LostCode) {
        self.sink.happenings.clear();
        if let Some((room, participant, pc)) = self.remove(key) {
            self.sink.counters.lost += 1;
            self.sink.counters.panics += u64::from(code == LostCode::Internal);
            self.sink.outputs.push_back(Output::Event(Event::Lost { room, participant, pc, code }));
        }
    }

    pub(super) fn remove(&mut self, key: Key) -> Option<(RoomId, ParticipantId, PcId)> {
        let member = *self.members.remove(key)?;
        let Member { room: name, participant, pc, peer, remotes, tracks, .. } = member;
        self.by_ufrag.remove(peer.ufrag());
        for remote in remotes {
            self.release(key, remote);
        }
        // A panic may have left it in any state: dropping it must not cost the shard either.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(peer)));
        if let Some(room) = self.rooms.get_mut(&name) {
            room.leave(&participant, key);
            let spoken = room.note_speaking();
            self.settle_later(&name);
            // Of who sent nothing nobody need be told: hundreds who only watched may go at once.
            if spoken || !tracks.published().is_empty() {
                self.everybody(&name, |member| {
                    member.view.stale = true;
                    member.outbox.publishing = true;
                    member.outbox.speaking = true;
                });
            }
        }
        Some((name, participant, pc))
    }
}
