//! Everybody connected to a shard, by key.

use crate::event::Remote;
use crate::ids::{ParticipantId, PcId, RoomId};
use crate::outbox::Outbox;
use crate::peer::Peer;
use crate::slots::Slot;
use crate::tracks::Tracks;
use crate::view::View;

/// Names a member; never given out twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    index: u32,
    generation: u32,
}

/// A connection and all we know about it: what it publishes, what it is shown.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) room: RoomId,
    pub(crate) participant: ParticipantId,
    pub(crate) pc: PcId,
    pub(crate) peer: Peer,
    pub(crate) tracks: Tracks,
    pub(crate) slots: Vec<Slot>,
    pub(crate) view: View,
    pub(crate) outbox: Outbox,
    /// Far ends that are known to be this client's.
    pub(crate) remotes: Vec<Remote>,
    /// Waits to be driven at the next poll.
    pub(crate) waits: bool,
    /// The time for which the shard's clock is set for it.
    pub(crate) armed: Option<std::time::Instant>,
}

/// From such a loss on each sound is sent once more, and from such a one on with all that may be.
const SOME_LOSS: f32 = 0.02;
const MUCH_LOSS: f32 = 0.08;

/// Where a link carries less, the second copy of each sound is worth less than a picture.
const LITTLE_ROOM_BPS: u64 = 200_000;

impl Member {
    /// Whether each sound is to be sent once: as long as none is lost, and where they are lost because there are so many.
    pub(crate) fn has_little_room(&self) -> bool {
        let crowds = self.view.is_crowded() || self.peer.down.loss < SOME_LOSS;
        self.peer.estimate_bps() < LITTLE_ROOM_BPS && crowds
    }

    /// How many sounds before the newest are worth sending again: losses that are those of a full link would only grow by it.
    pub(crate) fn repeats(&self) -> usize {
        match self.peer.down.loss {
            _ if self.has_little_room() => 0,
            loss if loss > MUCH_LOSS && !self.view.is_full() => crate::red::MOST,
            loss if loss > SOME_LOSS => 1,
            _ => 0,
        }
    }
}

/// A slab of members.
#[derive(Debug, Default)]
pub(crate) struct Members {
    places: Vec<Place>,
    free: Vec<u32>,
    count: usize,
}

#[derive(Debug)]
struct Place {
    generation: u32,
    member: Option<Box<Member>>,
}

impl Members {
    pub(crate) fn insert(&mut self, member: Member) -> Key {
        self.count += 1;
        let member = Some(Box::new(member));
        if let Some(index) = self.free.pop() {
            let place = &mut self.places[index as usize];
            place.member = member;
            return Key { index, generation: place.generation };
        }
        self.places.push(Place { generation: 0, member });
        Key { index: self.places.len() as u32 - 1, generation: 0 }
    }

    pub(crate) fn get(&self, key: Key) -> Option<&Member> {
        let place = self.places.get(key.index as usize)?;
        place.member.as_deref().filter(|_| place.generation == key.generation)
    }

    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut Member> {
        let place = self.places.get_mut(key.index as usize)?;
        place.member.as_deref_mut().filter(|_| place.generation == key.generation)
    }

    pub(crate) fn remove(&mut self, key: Key) -> Option<Box<Member>> {
        let member = self.lend(key)?;
        self.count -= 1;
        self.places[key.index as usize].generation += 1;
        self.free.push(key.index);
        Some(member)
    }

    /// Takes a member out for a while, so that it and the others can be changed together; [`give_back`](Self::give_back) it.
    pub(crate) fn lend(&mut self, key: Key) -> Option<Box<Member>> {
        let place = self.places.get_mut(key.index as usize)?;
        if place.generation == key.generation { place.member.take() } else { None }
    }

    pub(crate) fn give_back(&mut self, key: Key, member: Box<Member>) {
        let place = &mut self.places[key.index as usize];
        debug_assert!(place.member.is_none() && place.generation == key.generation);
        place.member = Some(member);
    }

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Member> {
        self.places.iter().filter_map(|place| place.member.as_deref())
    }
}
