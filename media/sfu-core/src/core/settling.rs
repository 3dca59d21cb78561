//! What waits is worked off once for everybody: views, routes, tables, and the members that have something to send.

use std::cmp::Reverse;
use std::time::Instant;

use super::{Core, PLAN_EVERY};
use crate::command::Role;
use crate::ids::RoomId;
use crate::layers::Layer;
use crate::members::{Key, Member};
use crate::room::Room;
use crate::slots::{Feed, Source};
use crate::{outbox, router, view};

/// Members that are driven before what they send is handed out: the first of hundreds need not wait for the last, and what is encrypted
/// is still in the cache when it leaves.
const AT_ONCE: usize = 16;

impl Core {
    /// Works off what waits. `false`: nothing did.
    pub(super) fn settle(&mut self, now: Instant) -> bool {
        let rooms = std::mem::take(&mut self.unsettled);
        for name in &rooms {
            self.settle_room(now, name);
        }
        let count = self.waiting.len().min(AT_ONCE);
        for _ in 0..count {
            let Some(key) = self.waiting.pop_front() else { break };
            let Some(member) = self.members.get_mut(key) else { continue };
            member.waits = false;
            match member.peer.advance(now, &mut self.sink) {
                Ok(()) => self.after_drive(now, key),
                Err(code) => self.lose(key, code),
            }
        }
        !rooms.is_empty() || count > 0
    }

    /// Plans what is stale, draws the routes, and tells everybody what they have to know.
    pub(super) fn settle_room(&mut self, now: Instant, name: &RoomId) {
        let Some(mut room) = self.rooms.remove(name) else { return };
        room.waits = false;
        let mut ask = Vec::new();
        let mut redraw = std::mem::take(&mut room.redraw);
        for key in room.keys() {
            if self.members.get(key).is_none_or(|member| !member.view.stale) {
                continue;
            }
            if let Some(mut member) = self.members.lend(key) {
                let before = routes(&member);
                view::plan(now, key, &mut member, &room, &self.members, &mut ask);
                redraw |= routes(&member) != before; // most plans change none, and drawing looks at everybody
                self.members.give_back(key, member);
            }
        }
        if redraw {
            router::draw(now, &room, &mut self.members);
        }
        for (feed, wanting) in ask {
            self.want_key_frame(now, feed, wanting);
        }
        self.tell(&room);
        self.rooms.insert(name.clone(), room);
    }

    pub(super) fn tell(&mut self, room: &Room) {
        let (mut publishing, mut speaking) = (None, None);
        let told: Vec<Key> = room.keys().collect();
        for key in told {
            let Some(member) =
                self.members.get(key).filter(|member| !member.outbox.is_empty() && member.peer.can_talk())
            else {
                continue;
            };
            let quality = if member.outbox.quality { room.quality_table(member, &self.members) } else { String::new() };
            let publishing = publishing.get_or_insert_with(|| room.publishing_table(&self.members));
            let speaking = speaking.get_or_insert_with(|| room.speaking_table(&self.members));
            if let Some(mut member) = self.members.lend(key) {
                outbox::flush(&mut member, &self.members, publishing, speaking, &quality);
                self.members.give_back(key, member);
                self.wait(key);
            }
        }
    }

    pub(super) fn tick(&mut self, now: Instant) {
        self.ticks += 1;
        let plan = self.ticks.is_multiple_of(PLAN_EVERY);
        let names: Vec<RoomId> = self.rooms.keys().cloned().collect();
        for name in names {
            let Some(room) = self.rooms.get_mut(&name).filter(|room| room.len() > 0) else { continue };
            let spoken = room.speakers.tick(now).speaking && room.note_speaking();
            let quality = room.is_quality_due(now);
            room.redraw = true;
            let mut due = Vec::new();
            let mut silenced = false;
            let mut off_air = Vec::new();
            let mut asking = Vec::new();
            for key in room.keys() {
                let Some(member) = self.members.get_mut(key) else { continue };
                let mut open = Vec::new();
                for track in member.tracks.iter_mut() {
                    let role = track.role;
                    if track.tick(now) {
                        silenced = true;
                        off_air.extend((role == Role::Mic).then_some(key));
                    }
                    for (layer, encoding) in track.encodings() {
                        if !encoding.watchers.is_empty() {
                            open.extend(encoding.holes.open(now).map(|seq| (role, layer, seq)));
                        }
                        let is_broken = encoding.holes.gave_up(now) && !encoding.watchers.is_empty();
                        if (is_broken && encoding.key_frames.want(now)) || encoding.key_frames.due(now) {
                            due.push(Feed { source: Source { member: key, role }, layer });
                        }
                    }
                }
                if !open.is_empty() {
                    member.peer.ask_again(&open);
                    asking.push(key);
                }
            }
            // A microphone that sends nothing holds no place: the next who sends takes it at once.
            let went = off_air.into_iter().map(|key| room.speakers.remove(key));
            let spoken = spoken | (went.filter(|changed| changed.speaking).count() > 0 && room.note_speaking());
            for feed in due {
                self.ask_key_frame(feed);
            }
            for key in asking {
                self.wait(key);
            }
            self.everybody(&name, |member| {
                member.outbox.speaking |= spoken;
                member.outbox.publishing |= silenced;
                member.outbox.quality |= quality;
                member.view.stale |= plan || silenced || spoken || member.view.drains();
            });
        }
    }

    /// Changes something of everybody in a room, which is settled later.
    pub(super) fn everybody(&mut self, name: &RoomId, mut change: impl FnMut(&mut Member)) {
        self.settle_later(name);
        let Some(room) = self.rooms.get(name) else { return };
        for key in room.keys() {
            if let Some(member) = self.members.get_mut(key) {
                change(member);
            }
        }
    }

    pub(super) fn settle_later(&mut self, name: &RoomId) {
        if let Some(room) = self.rooms.get_mut(name)
            && !std::mem::replace(&mut room.waits, true)
        {
            self.unsettled.push(name.clone());
        }
    }

    pub(super) fn wait(&mut self, key: Key) {
        if let Some(member) = self.members.get_mut(key)
            && !std::mem::replace(&mut member.waits, true)
        {
            self.waiting.push_back(key);
        }
    }

    /// Sets the clock for a member, unless it is set for an earlier time already: then it is looked at again.
    pub(super) fn arm(&mut self, key: Key) {
        let Some(member) = self.members.get_mut(key) else { return };
        let deadline = member.peer.deadline();
        if member.armed.is_none_or(|armed| deadline < armed) {
            member.armed = Some(deadline);
            self.timers.push(Reverse((deadline, key)));
        }
    }
}

/// What a member's slots hold and wait for.
fn routes(member: &Member) -> Vec<Route> {
    member.slots.iter().map(|slot| (slot.feed(), slot.next(), slot.holds, slot.wanted)).collect()
}

type Route = (Option<Feed>, Option<Feed>, Option<Source>, Option<Layer>);
