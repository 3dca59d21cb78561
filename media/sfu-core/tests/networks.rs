//! Bad networks: loss, little bandwidth.
#![allow(missing_docs)]

mod support;

use std::time::Duration;

use sfu_core::SlotKind;
use support::World;

#[test]
fn a_lossy_link_is_mended_both_ways() {
    let mut world = World::meeting(21, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    world.links[1].loss.0 = 0.05; // leo to the server
    world.links[0].loss.1 = 0.05; // the server to ana
    world.run(Duration::from_secs(1));
    world.forget();
    world.run(Duration::from_secs(10));
    world.links[0].loss.1 = 0.0;
    world.links[1].loss.0 = 0.0;
    world.run(Duration::from_secs(1));
    let mut seqs: Vec<u64> = world.in_slots(0, SlotKind::Video).map(|got| got.seq).collect();
    seqs.sort_unstable();
    seqs.dedup();
    let expected = (seqs[seqs.len() - 1] - seqs[0] + 1) as usize;
    let missing = expected - seqs.len();
    assert!(expected > 150, "{expected} packets");
    // About ten in a hundred were lost on one of the two ways.
    assert!(missing * 40 <= expected, "{missing} of {expected} are missing");
}

#[test]
fn a_radio_that_loses_nearly_a_third_keeps_its_pictures() {
    for seed in [30, 32, 33] {
        let mut world = World::meeting(seed, &["ana", "leo"]);
        world.wish(0, &[("leo", "camera", 640, true)]);
        world.until("ana sees leo", |world| world.pictures(0).len() > 30);
        world.links[0].loss = (0.3, 0.3);
        world.run(Duration::from_secs(4));
        for second in 0..15 {
            world.forget();
            world.run(Duration::from_secs(1));
            assert!(world.pictures(0).len() >= 5, "seed {seed}: nothing came in second {second}");
        }
    }
}

#[test]
fn when_the_link_shrinks_the_layer_goes_down_and_sound_stays_and_it_recovers() {
    let mut world = World::meeting(22, &["ana", "leo"]);
    world.wish(0, &[("leo", "camera", 1_280, true)]);
    world.until("ana sees leo sharp", |world| world.layer(0) == Some(2));
    world.run(Duration::from_secs(5));
    world.links[0].down_bps = Some(500_000);
    world.run(Duration::from_secs(8));
    world.forget();
    world.run(Duration::from_secs(5));
    let layers: Vec<u8> = world.pictures(0).iter().map(|seen| seen.layer).collect();
    let low = world.pictures(0).iter().filter(|seen| seen.layer == 0).count();
    assert!(!layers.contains(&2) && low * 3 > layers.len(), "{layers:?}");
    let sounds = world.in_slots(0, SlotKind::Audio).count();
    assert!(sounds >= 235, "{sounds} of 250 packets of sound came");
    world.links[0].down_bps = None;
    for _ in 0..9 {
        world.run(Duration::from_secs(10));
        if world.layer(0) > Some(0) {
            return;
        }
    }
    panic!("after a minute and a half it has not recovered");
}

#[test]
fn with_hardly_anything_left_there_is_still_sound() {
    for seed in 23..27 {
        let mut world = World::meeting(seed, &["ana", "leo", "eva"]);
        world.until("ana sees leo", |world| world.pictures(0).len() > 30);
        world.links[0].down_bps = Some(150_000);
        world.run(Duration::from_secs(10));
        let sounds = [(); 10].map(|()| {
            world.forget();
            world.run(Duration::from_secs(5)); // in some of which pictures are tried again
            world.in_slots(0, SlotKind::Audio).count()
        });
        assert!(sounds.iter().sum::<usize>() >= 4_850, "seed {seed}: {sounds:?} of 500 packets of sound came");
        assert!(sounds.iter().all(|count| *count >= 400), "seed {seed}: {sounds:?} of 500 packets of sound came");
    }
}

#[test]
fn a_link_that_stutters_but_carries_everything_keeps_all_its_pictures() {
    for (seed, stutter_ms) in [(25, 150), (26, 250)] {
        let mut world = World::meeting(seed, &["ana", "leo", "eva", "bo"]);
        world.wish(0, &[("leo", "camera", 160, false), ("eva", "camera", 160, false), ("bo", "camera", 160, false)]);
        world.until("ana sees three", |world| faces(world) == 3);
        world.links[0].stutter = Duration::from_millis(stutter_ms);
        for second in 0..15 {
            world.forget();
            world.run(Duration::from_secs(1));
            assert_eq!(faces(&world), 3, "second {second} with {stutter_ms} ms");
        }
    }
}

/// How many people the first one sees.
fn faces(world: &World) -> usize {
    let mut mids: Vec<&str> = world.in_slots(0, SlotKind::Video).map(|got| got.mid.as_str()).collect();
    mids.sort_unstable();
    mids.dedup();
    mids.len()
}
