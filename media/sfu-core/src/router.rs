//! From a publisher's packet to its subscribers; and, when something changed, who they are.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use str0m::media::Pt;
use str0m::rtp::{RtpPacket, Vp8Descriptor};

use crate::command::Role;
use crate::egress::Packet;
use crate::layers::Layer;
use crate::members::{Key, Member, Members};
use crate::peer::Form;
use crate::red;
use crate::rewrite::Outgoing;
use crate::room::Room;
use crate::slots::{Feed, Passed, Source, incoming};
use crate::tracks::{News, Watcher};

/// What a packet led to, other than being sent.
#[derive(Debug)]
pub(crate) struct Routed {
    pub(crate) news: News,
    /// A slot changed what it shows.
    pub(crate) switched: bool,
    pub(crate) copies: u64,
}

/// Sends a packet to everybody who watches its encoding. `from` is lent out of `members`.
pub(crate) fn forward(
    now: Instant,
    key: Key,
    from: &mut Member,
    (role, layer): (Role, Layer),
    packet: &RtpPacket,
    members: &mut Members,
    waiting: &mut VecDeque<Key>,
) -> Routed {
    let mut routed = Routed { news: News::Nothing, switched: false, copies: 0 };
    let is_video = !crate::offer::is_audio_track(role);
    let vp8 = if is_video { Vp8Descriptor::parse(&packet.payload).ok() } else { None };
    let starts = !is_video || vp8.is_some_and(|vp8| vp8.starts_keyframe(&packet.payload));
    let (form, alone) = if !is_video && from.peer.repeats(role, packet.header.payload_type) {
        (Form::Repeating, red::newest(&packet.payload).map(Arc::from))
    } else {
        (Form::Plain, Some(Arc::clone(&packet.payload)))
    };
    let Some(track) = from.tracks.get_mut(role) else { return routed };
    let time = packet.header.timestamp;
    let before = match &alone {
        Some(sound) if role == Role::Mic && !sound.is_empty() => {
            track.memory.hear(time, sound, (form == Form::Repeating).then_some(&packet.payload[..]));
            track.memory.before(time, red::MOST)
        }
        _ => Vec::new(),
    };
    let sized = (*packet.seq_no, packet.payload.len());
    routed.news = track.packet(now, layer, sized, (is_video && starts).then_some(&packet.payload[..]));
    let orphans = std::mem::take(&mut track.orphans);
    let Some(encoding) = track.encoding(layer) else { return routed };
    let feed = Feed { source: Source { member: key, role }, layer };
    for watcher in orphans {
        // All routes are drawn anew once one of them sees it.
        if members.get_mut(watcher.member).is_some_and(|member| member.slots[watcher.slot].fall_to(feed)) {
            encoding.watchers.push(watcher);
        }
    }
    let alone = alone.filter(|payload: &Arc<[u8]>| !payload.is_empty() && (!is_video || vp8.is_some()));
    let numbers = incoming(now, packet, if is_video { 90_000 } else { 48_000 }, vp8);
    let theirs = publishers(packet);
    let follows = encoding.holes.follows(numbers.seq);
    // Who began with a picture whose other packets went by would never have it whole.
    let starts = starts && (!is_video || follows.is_some() || encoding.backlog.reaches(numbers.seq));
    let mut is_waited_for = false;
    for watcher in &encoding.watchers {
        let Some(member) = members.get_mut(watcher.member) else { continue };
        let slot = &mut member.slots[watcher.slot];
        let Some(alone) = &alone else {
            slot.skip(feed, numbers.seq);
            is_waited_for |= slot.next() == Some(feed);
            continue;
        };
        let (outgoing, is_first) = match slot.pass(feed, &numbers, starts) {
            Passed::No => continue,
            Passed::Waits => {
                is_waited_for = true;
                continue;
            }
            Passed::Yes(outgoing) => (outgoing, false),
            Passed::First(outgoing) => (outgoing, true),
        };
        routed.copies += 1;
        let again = again(member, watcher.slot, form, &before, alone);
        let form = match again {
            Some(_) => Form::Repeating,
            None if member.has_little_room() => Form::Plain,
            None => form,
        };
        member.peer.send(watcher.slot, form, |pt, form| {
            let payload = if form == Form::Plain { alone } else { again.as_ref().unwrap_or(&packet.payload) };
            write(&theirs, payload, &outgoing, pt)
        });
        if is_first {
            routed.switched = true;
            member.outbox.slots = true;
            for (numbers, theirs) in encoding.backlog.behind(numbers.seq) {
                let slot = &mut member.slots[watcher.slot];
                if numbers.vp8.is_none() {
                    slot.skip(feed, numbers.seq);
                } else if let Passed::Yes(outgoing) = slot.pass(feed, numbers, false) {
                    routed.copies += 1;
                    member.peer.send(watcher.slot, form, |pt, _| write(theirs, &theirs.payload, &outgoing, pt));
                }
            }
        }
        if !std::mem::replace(&mut member.waits, true) {
            waiting.push_back(watcher.member);
        }
    }
    if is_waited_for {
        encoding.backlog.keep(numbers, theirs, follows);
    } else {
        encoding.backlog.clear();
    }
    routed
}

/// A sound with more of those before it than it came with, for a subscriber that loses some.
fn again(
    member: &Member,
    slot: usize,
    form: Form,
    before: &[(u32, Arc<[u8]>)],
    sound: &Arc<[u8]>,
) -> Option<Arc<[u8]>> {
    let worth = member.repeats().min(before.len());
    if worth <= usize::from(form == Form::Repeating) {
        return None;
    }
    let opus = member.peer.understands_repeating(slot)?;
    Some(red::repeating(&before[before.len() - worth..], *opus, sound))
}

/// The packet as it came, with the numbers of its publisher.
fn publishers(packet: &RtpPacket) -> Packet {
    let values = &packet.header.ext_vals;
    let voice = u8::from(values.voice_activity == Some(true)) << 7;
    Packet {
        pt: *packet.header.payload_type,
        seq: *packet.seq_no,
        timestamp: packet.header.timestamp,
        marker: packet.header.marker,
        arrived: packet.timestamp,
        payload: Arc::clone(&packet.payload),
        picture: None,
        level: values.audio_level.map(|level| voice | level.unsigned_abs().min(127)),
        orientation: values.video_orientation,
    }
}

/// The packet for one subscriber: its payload is shared, not copied.
fn write(theirs: &Packet, payload: &Arc<[u8]>, numbers: &Outgoing, pt: Pt) -> Packet {
    Packet {
        pt: *pt,
        seq: numbers.seq,
        timestamp: numbers.timestamp,
        payload: Arc::clone(payload),
        picture: numbers.picture,
        ..*theirs
    }
}

/// Draws all routes of a room anew from what its slots hold, and settles what publishers are asked to send.
pub(crate) fn draw(now: Instant, room: &Room, members: &mut Members) {
    for key in room.keys() {
        if let Some(member) = members.get_mut(key) {
            member.tracks.forget_watchers();
        }
    }
    for key in room.keys() {
        let Some(member) = members.lend(key) else { continue };
        for (index, slot) in member.slots.iter().enumerate() {
            let watcher = Watcher { member: key, slot: index };
            for feed in [slot.feed(), slot.next()].into_iter().flatten() {
                if let Some(encoding) = encoding(members, feed.source, feed.layer)
                    && encoding.watchers.last() != Some(&watcher)
                {
                    encoding.watchers.push(watcher);
                    encoding.wanted = true;
                }
            }
            if let (Some(source), Some(layer)) = (slot.holds, slot.wanted)
                && let Some(encoding) = encoding(members, source, layer)
            {
                encoding.wanted = true;
            }
        }
        members.give_back(key, member);
    }
    for key in room.keys() {
        if let Some(member) = members.get_mut(key) {
            member.outbox.layers |= member.tracks.ask(now);
        }
    }
}

fn encoding(members: &mut Members, source: Source, layer: Layer) -> Option<&mut crate::tracks::Encoding> {
    members.get_mut(source.member)?.tracks.get_mut(source.role)?.encoding(layer)
}
