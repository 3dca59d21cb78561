//! What one client is to be shown: its wish, its link, and what there is, turned into slots and layers.

use std::time::{Duration, Instant};

use crate::allocator::{Budget, Link, Rank, Want, allocate};
use crate::command::{Role, SlotKind};
use crate::egress::{INITIAL_BPS, Queue};
use crate::keyframes::{KeyFrames, Wanting};
use crate::layers::{self, LAYERS, Layer, Size};
use crate::members::{Key, Member, Members};
use crate::messages::{Picture, Wish};
use crate::room::Room;
use crate::slots::{Feed, Slot, Source, seat};

/// Set aside for each sound that is heard, before any picture gets anything; and for one that is sent once. With all that is around it,
/// fifty times a second.
const SOUND_BPS: u64 = 92_000;
const BARE_SOUND_BPS: u64 = 62_000;
/// The estimator is told to look for this much more than would be used, so that there is room to grow into.
const LOOK_FOR: f64 = 1.25;

/// However little a link was found to carry, this much more is looked for.
const PROBE_BPS: u64 = 200_000;

/// How often the estimator may be set right; it needs a while to find out for itself.
const REMIND_EVERY: Duration = Duration::from_secs(1);

/// For longer nothing waits on a link that is not full; and the same for one that was full just now, or loses much.
const QUEUE: Duration = Duration::from_millis(120);
const SHORT_QUEUE: Duration = Duration::from_millis(40);
const MUCH_LOSS: f32 = 0.1;
/// A link on which packets waited so lately loses by what is sent, not by its nature.
const CROWDED: Duration = Duration::from_secs(3);
/// Where so many times more is sent than the link is trusted with, pictures wait until what is on its way is through, or for so long.
const FAR_TOO_MUCH: f64 = 1.3;
const DRAINS: Duration = Duration::from_secs(1);
/// What is worth sending twice for, and when that ends: when it has been less for so long. (A packet that comes the second time was not
/// lost by anything that is reported, so losses seem to be fewer then.)
const SOME_LOSS: f32 = 0.03;
const LITTLE_LOSS: f32 = 0.02;
const LOSES: Duration = Duration::from_secs(10);
/// A link on which packets waited so lately, and that is trusted with less than this, has no room for that: a voice that comes three
/// times, and the smallest picture, take as much. (Of one on which nothing ever waited no more is known than what is sent.)
const TWICE_BPS: u64 = 300_000;
const NARROW: Duration = Duration::from_secs(30);
/// More than a bad radio loses. (A line that is held to less than sound and the smallest pictures, and queues nothing, loses up to so
/// much: each sound comes twice.)
const FULL_LOSS: f32 = 0.45;

/// What a client wants, and what its link is trusted with.
#[derive(Debug)]
pub(crate) struct View {
    wish: Option<Wish>,
    budget: Budget,
    /// To be planned anew.
    pub(crate) stale: bool,
    looking_for: u64,
    reminded: Option<Instant>,
    jam: Jam,
    /// When what is lost was last worth sending twice for.
    lost: Option<Instant>,
    /// What it is sent at most, whatever its link carries.
    most_bps: u64,
}

impl View {
    pub(crate) fn new(most_bps: u64) -> Self {
        Self {
            wish: None,
            budget: Budget::new(INITIAL_BPS),
            stale: true,
            looking_for: 0,
            reminded: None,
            jam: Jam::default(),
            lost: None,
            most_bps,
        }
    }

    /// Whether the link carried no more than was sent when it was last looked at.
    pub(crate) fn is_full(&self) -> bool {
        self.jam.full
    }

    /// Whether packets waited on it for long, then or just before.
    pub(crate) fn is_crowded(&self) -> bool {
        self.jam.crowded
    }

    /// Whether it carries little: it is trusted with no more, and packets waited on it lately.
    fn is_narrow(&self, now: Instant, estimate_bps: u64) -> bool {
        estimate_bps < TWICE_BPS && self.jam.waited.is_some_and(|at| now.saturating_duration_since(at) < NARROW)
    }

    /// Whether far more was sent than the link is trusted with, and is not through yet: it is looked at again soon.
    pub(crate) fn drains(&self) -> bool {
        self.jam.drains.is_some()
    }

    /// Whether what is lost is worth sending twice for, by the latest of it; what is lost in a jam is lost because so much is sent.
    fn loses(&mut self, now: Instant, loss: f32, is_jam: bool) -> bool {
        let until = |lost: &Instant| now.saturating_duration_since(*lost) < LOSES;
        let before = self.lost.filter(until);
        let is_much = loss > if before.is_some() { LITTLE_LOSS } else { SOME_LOSS };
        self.lost = if is_jam { None } else { is_much.then_some(now).or(before) };
        self.lost.is_some()
    }

    /// Takes a wish, unless a newer one has overtaken it.
    pub(crate) fn take_wish(&mut self, mut wish: Wish, tiles: usize) {
        if self.wish.as_ref().is_none_or(|before| before.rev <= wish.rev) {
            wish.tiles.truncate(tiles);
            self.wish = Some(wish);
            self.stale = true;
        }
    }
}

/// What is wrong with a link, if anything is.
#[derive(Debug, Default)]
struct Jam {
    /// It carries no more than is sent; that counts until hardly anything waits.
    full: bool,
    /// It is full by what it loses, while nothing waits.
    only_loses: bool,
    /// When packets were last seen to wait for long, and whether that was lately.
    waited: Option<Instant>,
    crowded: bool,
    /// Far too much is on its way, since when.
    drains: Option<Instant>,
}

impl Jam {
    fn look(&mut self, now: Instant, loss: f32, queue: &Queue) {
        let waits = queue.stands() > if self.full || loss > MUCH_LOSS { SHORT_QUEUE } else { QUEUE };
        if waits {
            self.waited = Some(now);
        }
        self.crowded = self.waited.is_some_and(|at| now.saturating_duration_since(at) < CROWDED);
        self.full = waits || loss > FULL_LOSS;
        self.only_loses = self.full && !waits;
        let is_through = queue.latest() <= SHORT_QUEUE;
        self.drains = self.drains.filter(|since| !is_through && now.saturating_duration_since(*since) < DRAINS);
    }

    /// So much is sent, and so much is the link trusted with.
    fn sends(&mut self, now: Instant, sent_bps: u64, trusted_bps: u64, queue: &Queue) {
        if sent_bps as f64 > trusted_bps as f64 * FAR_TOO_MUCH && queue.latest() > SHORT_QUEUE {
            self.drains.get_or_insert(now);
        }
    }
}

/// A picture that should be seen.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    source: Source,
    tile: Size,
    rank: Rank,
}

/// Decides what goes into each of a member's slots. Key frames to ask for are added to `ask`.
pub(crate) fn plan(
    now: Instant,
    me: Key,
    member: &mut Member,
    room: &Room,
    others: &Members,
    ask: &mut Vec<(Feed, Wanting)>,
) {
    member.view.stale = false;
    if !member.peer.is_connected() {
        return;
    }
    let mut seen = seat_sounds(me, member, room, others);
    let pictures = pictures(me, member, room, others);
    seen |= seat_pictures(member, &pictures);
    seen |= give_layers(now, member, &pictures, others, ask);
    member.outbox.slots |= seen;
    let best = member.slots.iter().filter_map(|slot| {
        slot.feed().filter(|feed| !crate::offer::is_audio_track(feed.source.role)).map(|feed| feed.layer.number())
    });
    member.peer.down.layer = best.max();
}

fn seat_sounds(me: Key, member: &mut Member, room: &Room, others: &Members) -> bool {
    let voices = |slots: &[Slot]| slots.iter().filter(|slot| slot.kind == SlotKind::Audio).count();
    let loudest = room.speakers.on_air().filter(|key| *key != me).take(voices(&member.slots));
    let mics: Vec<Source> = loudest.map(|key| Source { member: key, role: Role::Mic }).collect();
    let mut seen = seat(&mut member.slots, SlotKind::Audio, &mics);
    // The sound of the screen that is shown, else of any.
    let shown = member.slots.iter().find(|slot| slot.kind == SlotKind::Screen).and_then(|slot| slot.holds);
    let has = |key: &Key| publishes(others, Source { member: *key, role: Role::ScreenAudio });
    let source = shown.map(|source| source.member).filter(has).or_else(|| room.others(me).find(has));
    let sounds: Vec<Source> = source.map(|key| Source { member: key, role: Role::ScreenAudio }).into_iter().collect();
    seen |= seat(&mut member.slots, SlotKind::ScreenAudio, &sounds);
    for slot in &mut member.slots {
        if matches!(slot.kind, SlotKind::Audio | SlotKind::ScreenAudio) {
            slot.turn_to(Layer::LOWEST);
            slot.wanted = slot.holds.map(|_| Layer::LOWEST);
        }
    }
    seen
}

fn publishes(others: &Members, source: Source) -> bool {
    others.get(source.member).and_then(|other| other.tracks.get(source.role)).is_some_and(|track| track.published)
}

/// The pictures to show, the most important first; as many of each kind as there are slots.
fn pictures(me: Key, member: &Member, room: &Room, others: &Members) -> Vec<Wanted> {
    let mut pictures = match &member.view.wish {
        None => unwished(me, room),
        Some(wish) if wish.audio_only => Vec::new(),
        Some(wish) => wished(wish, me, room),
    };
    pictures.retain(|picture| publishes(others, picture.source));
    pictures.sort_by_key(|picture| picture.rank); // stable: as the client listed them
    let mut left =
        [SlotKind::Video, SlotKind::Screen].map(|kind| member.slots.iter().filter(|slot| slot.kind == kind).count());
    pictures.retain(|picture| {
        let left = &mut left[usize::from(picture.source.role == Role::Screen)];
        let fits = *left > 0;
        *left = left.saturating_sub(1);
        fits
    });
    pictures
}

/// Before the first wish: everyone's camera, small, and the screen.
fn unwished(me: Key, room: &Room) -> Vec<Wanted> {
    let both = |key| {
        let camera = Wanted { source: Source { member: key, role: Role::Camera }, tile: SMALL, rank: Rank::Grid };
        [camera, Wanted { source: Source { member: key, role: Role::Screen }, tile: SMALL, rank: Rank::Screen }]
    };
    room.others(me).flat_map(both).collect()
}

const SMALL: Size = Size { width: 160, height: 90 };

fn wished(wish: &Wish, me: Key, room: &Room) -> Vec<Wanted> {
    let mut pictures: Vec<Wanted> = Vec::new();
    for tile in &wish.tiles {
        let Some(key) = room.member(&tile.id).filter(|key| *key != me) else { continue };
        let role = match tile.source {
            Picture::Camera => Role::Camera,
            Picture::Screen => Role::Screen,
        };
        let rank = match tile.source {
            Picture::Screen => Rank::Screen,
            Picture::Camera if tile.pinned => Rank::Pinned,
            Picture::Camera if room.is_speaking(key) => Rank::Speaker,
            Picture::Camera => Rank::Grid,
        };
        let source = Source { member: key, role };
        match pictures.iter_mut().find(|picture| picture.source == source) {
            // Shown twice (stage and strip): the larger counts.
            Some(twice) => {
                twice.rank = twice.rank.min(rank);
                let larger = tile.size();
                if larger.height > twice.tile.height {
                    twice.tile = larger;
                }
            }
            None => pictures.push(Wanted { source, tile: tile.size(), rank }),
        }
    }
    pictures
}

fn seat_pictures(member: &mut Member, pictures: &[Wanted]) -> bool {
    let mut seen = false;
    for (kind, role) in [(SlotKind::Video, Role::Camera), (SlotKind::Screen, Role::Screen)] {
        let sources: Vec<Source> =
            pictures.iter().map(|picture| picture.source).filter(|source| source.role == role).collect();
        seen |= seat(&mut member.slots, kind, &sources);
    }
    seen
}

/// Chooses a layer for every picture under the budget, and turns the slots to what flows of it.
fn give_layers(
    now: Instant,
    member: &mut Member,
    pictures: &[Wanted],
    others: &Members,
    ask: &mut Vec<(Feed, Wanting)>,
) -> bool {
    let sounds = member.slots.iter().filter(|slot| crate::offer::is_audio_slot(slot.kind) && slot.holds.is_some());
    let set_aside = sounds.count() as u64 * if member.has_little_room() { BARE_SOUND_BPS } else { SOUND_BPS };
    let mut wants: Vec<Want> = Vec::with_capacity(pictures.len());
    let mut seats: Vec<usize> = Vec::with_capacity(pictures.len());
    for picture in pictures {
        let Some(seat) = member.slots.iter().position(|slot| slot.holds == Some(picture.source)) else { continue };
        let Some(track) = others.get(picture.source.member).and_then(|other| other.tracks.get(picture.source.role))
        else {
            continue;
        };
        let shown = member.slots[seat].feed().map(|feed| feed.layer);
        let suits = if picture.source.role == Role::Screen {
            Layer::LOWEST
        } else {
            layers::suits(picture.tile, &track.sizes(), shown)
        };
        wants.push(Want { rank: picture.rank, suits, sent: shown, costs: track.costs(now) });
        seats.push(seat);
    }
    let needed = wants.iter().map(Want::ideal_bps).sum::<u64>() + set_aside;
    let held = wants.iter().filter_map(|want| want.costs[want.sent?.index()]).sum::<u64>() + set_aside;
    let (estimate_bps, sent_bps) = (member.peer.estimate_bps(), member.peer.sent_bps(now));
    let drained = member.view.drains();
    member.view.jam.look(now, member.peer.down.loss, member.peer.queue());
    let link = Link {
        estimate_bps,
        sent_bps,
        held_bps: held,
        needed_bps: needed,
        least_bps: wants.iter().filter_map(Want::least_bps).sum::<u64>() + set_aside,
        // What waits while it drains was too much; it says nothing of less.
        is_full: member.view.is_full() && !member.view.drains(),
        only_loses: member.view.jam.only_loses,
        loss: member.peer.down.loss,
    };
    let is_jam = link.is_full || member.view.is_crowded() || member.view.is_narrow(now, estimate_bps);
    member.peer.set_lossy(member.view.loses(now, link.loss, is_jam));
    let trusted = member.view.budget.trust(now, link).min(member.view.most_bps);
    member.view.jam.sends(now, sent_bps, trusted, member.peer.queue());
    let drains = member.view.drains();
    let chosen = allocate(&wants, if drains { 0 } else { trusted.saturating_sub(set_aside) });
    let mut seen = drained && !drains;
    for ((layer, seat), picture) in chosen.into_iter().zip(&seats).zip(pictures) {
        let slot = &mut member.slots[*seat];
        slot.wanted = layer;
        let source = slot.holds.unwrap_or(picture.source);
        let track = others.get(source.member).and_then(|other| other.tracks.get(source.role));
        seen |= turn(now, slot, layer, track, ask) && !drains; // for a moment: nobody is told
    }
    let planned = seats.iter().zip(&wants).filter_map(|(seat, want)| want.costs[member.slots[*seat].wanted?.index()]);
    let planned = planned.sum::<u64>() + set_aside;
    remind(now, member, planned, trusted);
    look_for(member, needed, trusted);
    seen
}

fn turn(
    now: Instant,
    slot: &mut Slot,
    layer: Option<Layer>,
    track: Option<&crate::tracks::Track>,
    ask: &mut Vec<(Feed, Wanting)>,
) -> bool {
    let (Some(layer), Some(track)) = (layer, track) else { return slot.stop() };
    let shown = slot.feed().map(|feed| feed.layer);
    // What suits does not flow yet: the next lower will do, and what is shown stays until that flows.
    let Some(best) = track.flowing(now, layer).or(shown.filter(|shown| track.flows(now, *shown))) else {
        return false;
    };
    slot.turn_to(best);
    if let Some(next) = slot.next() {
        let is_cut_off = shown.is_some_and(|shown| !track.flows(now, shown));
        ask.push((next, if is_cut_off { KeyFrames::begin } else { KeyFrames::want }));
    }
    false
}

/// Gives the estimator back what the link was trusted with before we sent too little for it to know.
/// Its pacer would hold back what comes now.
fn remind(now: Instant, member: &mut Member, planned: u64, trusted: u64) {
    let view = &mut member.view;
    let is_full = view.is_full();
    let lately = view.reminded.is_some_and(|at| now.saturating_duration_since(at) < REMIND_EVERY);
    if planned > member.peer.estimate_bps() && trusted > member.peer.estimate_bps() && !lately && !is_full {
        view.reminded = Some(now);
        member.peer.assume_bps(trusted);
    }
}

fn look_for(member: &mut Member, needed: u64, trusted: u64) {
    // Looking for far more than the link had would drown the sound on it.
    let looking_for = ((needed as f64 * LOOK_FOR) as u64).min(trusted * 2 + PROBE_BPS);
    // The estimator starts over on each change: small ones are not worth it.
    if looking_for.abs_diff(member.view.looking_for) * 10 > member.view.looking_for {
        member.view.looking_for = looking_for;
        member.peer.want_bps(looking_for);
    }
}

const _: () = assert!(LAYERS == 3, "a camera has three encodings on the wire");

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    /// A second of packets that wait so long each, after one in which none did.
    fn queue(waits_ms: i64) -> Queue {
        let mut queue = Queue::default();
        for at in 0..100 {
            queue.came(at * 20_000, at * 20_000 + i64::from(at > 50) * waits_ms * 1_000);
        }
        queue
    }

    #[test]
    fn a_link_that_loses_by_its_nature_does_so_for_a_while_and_one_that_is_full_does_not() {
        let (mut view, now) = (View::new(1_000_000), Instant::now());
        let mut loses =
            |seconds: u64, loss: f32, is_jam: bool| view.loses(now + Duration::from_secs(seconds), loss, is_jam);
        assert!(!loses(0, 0.02, false));
        assert!(loses(1, 0.04, false));
        assert!(loses(5, 0.025, false), "less is seen while it is sent twice");
        assert!(loses(14, 0.0, false));
        assert!(!loses(15, 0.0, false));
        assert!(!loses(20, 0.3, true));
        assert!(!loses(21, 0.0, false), "what a jam lost says nothing of what comes after it");
    }

    #[test]
    fn a_link_is_narrow_that_is_trusted_with_little_since_packets_waited_on_it() {
        let (mut view, now) = (View::new(1_000_000), Instant::now());
        view.jam.look(now, 0.3, &queue(1));
        assert!(!view.is_narrow(now, 100_000), "little is sent, and nothing waits");
        view.jam.look(now, 0.3, &queue(200));
        assert!(view.is_narrow(now + NARROW / 2, 100_000));
        assert!(!view.is_narrow(now + NARROW / 2, TWICE_BPS));
        assert!(!view.is_narrow(now + NARROW, 100_000));
    }

    #[test]
    fn where_far_too_much_is_sent_pictures_wait_until_it_is_through_and_no_longer_than_a_second() {
        let (now, soon) = (Instant::now(), Duration::from_millis(300));
        for (sent_bps, waits_ms, drains) in [(200_000, 150, true), (140_000, 150, false), (200_000, 20, false)] {
            let mut jam = Jam::default();
            jam.sends(now, sent_bps, 130_000, &queue(waits_ms));
            assert_eq!(jam.drains.is_some(), drains, "{sent_bps} bit/s, {waits_ms} ms");
        }
        for (after, waits_ms, drains) in [(soon, 150, true), (soon, 20, false), (DRAINS, 150, false)] {
            let mut jam = Jam { drains: Some(now), ..Jam::default() };
            jam.look(now + after, 0.0, &queue(waits_ms));
            assert_eq!(jam.drains.is_some(), drains, "after {after:?}, {waits_ms} ms");
        }
    }

    #[test]
    fn a_link_on_which_packets_waited_is_taken_to_lose_what_is_too_much_for_some_seconds() {
        let (mut jam, now) = (Jam::default(), Instant::now());
        jam.look(now, 0.3, &queue(0));
        assert!(!jam.crowded && !jam.full, "a radio");
        jam.look(now, 0.3, &queue(150));
        assert!(jam.crowded && jam.full && !jam.only_loses);
        jam.look(now + CROWDED / 2, 0.1, &queue(0));
        assert!(jam.crowded && !jam.full);
        jam.look(now + CROWDED, 0.1, &queue(0));
        assert!(!jam.crowded);
    }
}
