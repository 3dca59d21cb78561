//! What members do, and what comes of it for their rooms.

use std::time::Instant;

use str0m::rtp::RtpPacket;

use super::Core;
use crate::command::Role;
use crate::event::{Event, Output};
use crate::keyframes::{KeyFrames, Wanting};
use crate::layers::Layer;
use crate::members::Key;
use crate::messages::FromClient;
use crate::peer::Happening;
use crate::router;
use crate::slots::Feed;
use crate::tracks::News;

impl Core {
    pub(super) fn after_drive(&mut self, now: Instant, key: Key) {
        let mut happenings = std::mem::take(&mut self.sink.happenings);
        for happening in happenings.drain(..) {
            self.happened(now, key, happening);
        }
        self.sink.happenings = happenings;
        self.arm(key);
    }

    pub(super) fn happened(&mut self, now: Instant, key: Key, happening: Happening) {
        match happening {
            Happening::Packet(role, layer, packet) => self.published(now, key, (role, layer), &packet),
            Happening::KeyFrameWanted(slot) => {
                let feed = self.members.get(key).and_then(|member| member.slots.get(slot)?.feed());
                if let Some(feed) = feed {
                    self.want_key_frame(now, feed, KeyFrames::want);
                }
            }
            Happening::Connected(protocol) => {
                let Some(member) = self.members.get_mut(key) else { return };
                member.view.stale = true;
                let (room, participant, pc) = (member.room.clone(), member.participant.clone(), member.pc.clone());
                self.sink.counters.connected += 1;
                self.settle_later(&room);
                self.sink.outputs.push_back(Output::Event(Event::Connected { room, participant, pc, protocol }));
            }
            Happening::ChannelOpen => {
                let Some(member) = self.members.get_mut(key) else { return };
                member.outbox.everything();
                let room = member.room.clone();
                self.settle_later(&room);
            }
            Happening::Said(text) => match serde_json::from_slice(&text) {
                Ok(FromClient::Wish(wish)) => {
                    let Some(member) = self.members.get_mut(key) else { return };
                    member.view.take_wish(wish, self.config.limits.tiles);
                    let room = member.room.clone();
                    self.settle_later(&room);
                }
                Ok(FromClient::Unknown) => {}
                Err(_) => self.sink.counters.messages_ignored += 1,
            },
            Happening::Estimated => {
                let Some(member) = self.members.get_mut(key) else { return };
                member.view.stale = true;
                let room = member.room.clone();
                self.settle_later(&room);
            }
        }
    }

    pub(super) fn published(&mut self, now: Instant, key: Key, encoding: (Role, Layer), packet: &RtpPacket) {
        let Some(mut member) = self.members.lend(key) else { return };
        let routed = router::forward(now, key, &mut member, encoding, packet, &mut self.members, &mut self.waiting);
        let name = member.room.clone();
        self.members.give_back(key, member);
        self.sink.counters.packets_out += routed.copies;
        let Some(room) = self.rooms.get_mut(&name) else { return };
        room.redraw |= routed.switched;
        let mut settle = routed.switched;
        if encoding.0 == Role::Mic {
            let levels = &packet.header.ext_vals;
            let changed = room.speakers.heard(now, key, levels.audio_level, levels.voice_activity);
            if changed.speaking && room.note_speaking() {
                self.everybody(&name, |member| member.outbox.speaking = true);
            }
            if changed.on_air || changed.speaking {
                self.everybody(&name, |member| member.view.stale = true);
            }
            settle |= changed.on_air || changed.speaking;
        }
        if routed.news != News::Nothing {
            self.everybody(&name, |member| {
                member.view.stale = true;
                member.outbox.publishing |= routed.news == News::Track;
            });
            settle = true;
        }
        if settle {
            self.settle_later(&name);
        }
    }

    pub(super) fn want_key_frame(&mut self, now: Instant, feed: Feed, wanting: Wanting) {
        let Some(member) = self.members.get_mut(feed.source.member) else { return };
        let Some(encoding) = member.tracks.get_mut(feed.source.role).and_then(|track| track.encoding(feed.layer))
        else {
            return;
        };
        if wanting(&mut encoding.key_frames, now) {
            self.ask_key_frame(feed);
        }
    }

    pub(super) fn ask_key_frame(&mut self, feed: Feed) {
        if let Some(member) = self.members.get_mut(feed.source.member) {
            member.peer.ask_key_frame(feed.source.role, feed.layer);
            self.sink.counters.key_frames_asked += 1;
            self.wait(feed.source.member);
        }
    }
}
