//! Which picture reaches whom: layers, slots, key frames, and numbers that stay continuous.
#![allow(missing_docs)]

mod support;

use std::time::Duration;

use sfu_core::SlotKind;
use support::World;
use support::client::Got;
use support::vp8;

/// Everything that a decoder would stumble over in one slot.
fn assert_continuous(got: &[&Got]) {
    let mut by_seq: Vec<&&Got> = got.iter().collect();
    by_seq.sort_by_key(|got| got.seq);
    for pair in by_seq.windows(2) {
        let (before, after) = (vp8::read(&pair[0].payload), vp8::read(&pair[1].payload));
        let cut = u64::from(!pair[0].marker && pair[0].ts != pair[1].ts); // a switch in the middle of a picture
        assert_eq!(pair[1].seq, pair[0].seq + 1 + cut, "a hole in the sequence");
        let ticks = pair[1].ts.wrapping_sub(pair[0].ts);
        assert!(ticks < 180_000, "the timestamp jumped by {ticks}");
        let pictures = after.picture_id.wrapping_sub(before.picture_id) & 0x7fff;
        assert_eq!(pictures, u16::from(ticks != 0), "picture ids follow one another");
        assert_eq!(u16::from(after.tl0.wrapping_sub(before.tl0)), pictures);
        if (before.sender, before.layer) != (after.sender, after.layer) {
            assert!(after.key, "a switch without a key frame");
        }
    }
}

fn slots_of(world: &World, who: usize) -> Vec<Vec<&Got>> {
    let mids = world.clients[who].slots.iter().filter(|(_, kind)| **kind == SlotKind::Video).map(|(mid, _)| mid);
    mids.map(|mid| world.clients[who].got.iter().filter(|got| got.mid == *mid).collect()).collect()
}

#[test]
fn a_larger_tile_gets_a_better_layer_and_a_smaller_one_less() {
    let mut world = World::meeting(11, &["ana", "leo"]);
    world.until("ana sees leo small", |world| world.layer(0) == Some(0));
    world.wish(0, &[("leo", "camera", 1_280, false)]);
    world.until("ana sees leo sharp", |world| world.layer(0) == Some(2));
    world.wish(0, &[("leo", "camera", 200, false)]);
    world.until("ana sees leo small again", |world| world.layer(0) == Some(0));
    for slot in slots_of(&world, 0) {
        assert_continuous(&slot);
    }
}

#[test]
fn a_slot_that_shows_somebody_else_goes_on_without_a_seam() {
    let mut world = World::meeting(12, &["ana", "leo", "eva"]);
    world.wish(0, &[("leo", "camera", 320, false)]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 60);
    for _ in 0..3 {
        world.wish(0, &[("eva", "camera", 640, false)]);
        world.until("ana sees eva", |world| world.pictures(0).last().is_some_and(|seen| seen.sender == 3));
        world.run(Duration::from_millis(500));
        world.wish(0, &[("leo", "camera", 320, false)]);
        world.until("ana sees leo", |world| world.pictures(0).last().is_some_and(|seen| seen.sender == 2));
        world.run(Duration::from_millis(500));
    }
    for slot in slots_of(&world, 0) {
        assert_continuous(&slot);
    }
}

/// Leo's browser sets its encoders up anew, for smaller pictures and so many sizes of them.
fn shrink(world: &mut World, sizes: usize) {
    let leo = &mut world.clients[1];
    for (layer, encoder) in leo.encoders.iter_mut().enumerate() {
        leo.active[layer] = layer < sizes;
        encoder.size = (encoder.size.0 * 2 / 3, encoder.size.1 * 2 / 3);
        encoder.key_wanted = true;
    }
}

#[test]
fn whoever_watches_a_size_that_ends_sees_the_smallest_go_on_at_once() {
    for sizes in 1..=3 {
        let mut world = World::meeting(15, &["ana", "leo"]);
        world.wish(0, &[("leo", "camera", 1_280, false)]);
        world.until("ana sees leo sharp", |world| world.layer(0) == Some(2));
        world.run(Duration::from_secs(2));
        world.forget();
        shrink(&mut world, sizes);
        world.run(Duration::from_secs(1));
        let got: Vec<&Got> = slots_of(&world, 0).into_iter().flatten().collect();
        let gap = got.windows(2).map(|pair| pair[1].at - pair[0].at).max().expect("pictures");
        assert!(gap < Duration::from_millis(80), "{sizes} sizes are left, and nothing comes for {gap:?}");
        assert_continuous(&got);
        assert_eq!(world.layer(0), Some(sizes as u8 - 1), "{sizes} sizes are left");
    }
}

#[test]
fn what_is_not_wished_is_not_sent() {
    let mut world = World::meeting(13, &["ana", "leo", "eva"]);
    world.until("ana sees both", |world| world.pictures(0).iter().any(|seen| seen.sender == 3));
    world.wish(0, &[("leo", "camera", 320, false)]);
    world.run(Duration::from_secs(1));
    world.forget();
    world.run(Duration::from_secs(1));
    assert!(world.pictures(0).len() > 20);
    assert!(world.pictures(0).iter().all(|seen| seen.sender == 2));
    world.wish(0, &[]);
    world.run(Duration::from_secs(1));
    world.forget();
    world.run(Duration::from_secs(1));
    assert_eq!(world.pictures(0), []);
    assert_eq!(world.heard(0), [2, 3], "sound goes on");
}

#[test]
fn a_layer_that_nobody_watches_is_switched_off_and_comes_back_when_wished() {
    let mut world = World::meeting(14, &["ana", "leo"]);
    world.until("leo is told to rest", |world| world.clients[1].active == [true, false, false]);
    world.wish(0, &[("leo", "camera", 1_280, true)]);
    world.until("ana sees leo sharp", |world| world.layer(0) == Some(2));
    world.until("leo rests but for two", |world| world.clients[1].active == [true, false, true]);
    world.wish(0, &[]);
    world.until("leo is told to stop", |world| world.clients[1].active == [false; 3]);
    let publishing = world.told(0, "publishing").expect("a table");
    assert_eq!(publishing["ids"]["leo"], serde_json::json!(["mic", "camera"]), "he would send, if anybody looked");
    world.wish(0, &[("leo", "camera", 320, false)]);
    world.forget();
    world.until("ana sees leo again", |world| world.pictures(0).len() > 10);
}

#[test]
fn a_shared_screen_comes_in_its_own_slot() {
    let mut world = World::meeting(15, &["ana", "leo"]);
    world.clients[1].screen = true;
    world.until("ana sees the screen", |world| world.in_slots(0, SlotKind::Screen).count() > 10);
    world.wish(0, &[("leo", "screen", 1_280, false)]);
    world.run(Duration::from_secs(1));
    world.forget();
    world.run(Duration::from_secs(1));
    assert!(world.in_slots(0, SlotKind::Screen).count() > 60);
    assert_eq!(world.pictures(0), []);
    world.clients[1].screen = false;
    world.until("the screen is off the table", |world| {
        world.told(0, "publishing").is_some_and(|table| table["ids"]["leo"] == serde_json::json!(["mic", "camera"]))
    });
}

#[test]
fn a_hundred_who_need_a_key_frame_are_one_request() {
    let mut world = World::new(16);
    for who in 0..60 {
        let who = world.join_with("sala", &format!("p{who}"), 1);
        world.clients[who].camera = who == 0;
        world.clients[who].mic = None;
    }
    world.until("all see the first", |world| (1..60).all(|who| !world.pictures(who).is_empty()));
    world.run(Duration::from_secs(2));
    world.forget();
    let wanted = world.core.stats().counters.key_frames_wanted;
    for who in 1..60 {
        let mid = video_mid(&world, who);
        let mut api = world.clients[who].rtc.direct_api();
        let stream = api.stream_rx_by_mid(mid, None).expect("a stream");
        stream.request_keyframe(str0m::media::KeyframeRequestKind::Pli);
        world.clients[who].deadline = world.now;
    }
    world.run(Duration::from_secs(3));
    assert_eq!(world.core.stats().counters.key_frames_wanted - wanted, 59, "all of them asked");
    assert_eq!(world.clients[0].asked, [1, 0, 0], "the publisher was asked once");
}

fn video_mid(world: &World, who: usize) -> str0m::media::Mid {
    let (mid, _) = world.clients[who].slots.iter().find(|(_, kind)| **kind == SlotKind::Video).expect("a video slot");
    mid.as_str().into()
}

#[test]
fn what_is_lost_for_good_on_the_way_up_is_not_waited_for() {
    let mut world = World::meeting(17, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 60);
    world.run(Duration::from_secs(2));
    world.forget();
    world.links[1].loss = (0.65, 0.65);
    world.run(Duration::from_secs(15));
    let asked = world.clients[1].asked;
    assert!(asked.iter().sum::<usize>() >= 2, "{asked:?}: ana waits for what never comes");
    assert!(asked.iter().all(|asked| *asked <= 31), "{asked:?}: more than one in half a second");
}
