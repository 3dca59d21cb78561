//! Bad networks: loss, little bandwidth.
#![allow(missing_docs)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use sfu_core::{Event, SlotKind};
use support::{World, vp8};

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
fn reports_go_out_twice_where_they_are_lost() {
    let mut world = World::meeting(44, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    world.run(Duration::from_secs(3));
    assert_eq!(world.twins, 0);
    world.links[0].loss.1 = 0.2;
    world.run(Duration::from_secs(5));
    assert!(world.twins > 20, "{} in five seconds", world.twins);
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
fn a_radio_that_seemed_full_for_a_while_has_its_pictures_back_though_it_goes_on_losing_a_third() {
    for seed in [35, 36, 37] {
        let mut world = World::meeting(seed, &["ana", "leo"]);
        world.wish(0, &[("leo", "camera", 640, true)]);
        world.until("ana sees leo", |world| world.pictures(0).len() > 30);
        world.links[0].loss = (0.3, 0.3);
        world.run(Duration::from_secs(4));
        world.links[0].loss = (0.3, 0.45);
        world.run(Duration::from_secs(15));
        world.links[0].loss = (0.3, 0.3);
        world.run(Duration::from_secs(10));
        world.forget();
        world.run(Duration::from_secs(5));
        assert!(world.pictures(0).len() >= 30, "seed {seed}: {} packets of pictures in 5 s", world.pictures(0).len());
    }
}

/// Of all sounds that were meant for somebody, the share that came, whether as the newest of a packet or again in a later one.
fn share_of_sounds(world: &World, who: usize) -> f64 {
    let mut came = BTreeMap::<&str, BTreeSet<u32>>::new();
    for got in world.in_slots(who, SlotKind::Audio) {
        let sounds = came.entry(&got.mid).or_default();
        sounds.insert(got.ts);
        for header in got.payload.chunks(4).take_while(|header| header[0] == 0xef) {
            sounds.insert(got.ts - (u32::from(header[1]) << 6 | u32::from(header[2]) >> 2));
        }
    }
    let meant =
        |sounds: &BTreeSet<u32>| sounds.last().zip(sounds.first()).map_or(0, |(last, first)| (last - first) / 960 + 1);
    came.values().map(BTreeSet::len).sum::<usize>() as f64 / f64::from(came.values().map(meant).sum::<u32>())
}

#[test]
fn who_loses_much_on_the_way_down_is_sent_each_sound_several_times_packed_or_not() {
    let mut world = World::new(34);
    let (ana, eva) = (world.join_repeating("sala", "ana"), world.join("sala", "eva"));
    world.join_repeating("sala", "leo"); // sends each sound twice; tom does not
    world.join("sala", "tom");
    let hear_all = |world: &World| [ana, eva].iter().all(|who| world.in_slots(*who, SlotKind::Audio).count() > 150);
    world.until("ana and eva hear all", hear_all);
    for who in [ana, eva] {
        world.links[who].loss.1 = 0.2;
    }
    world.run(Duration::from_secs(5));
    world.forget();
    world.run(Duration::from_secs(20));
    let (ana, eva) = (share_of_sounds(&world, ana), share_of_sounds(&world, eva));
    assert!(ana > 0.99, "{ana}: twice is 0.96, four times 0.998");
    assert!(eva > 0.98, "{eva}: once is 0.8, three times 0.992");
}

#[test]
fn who_comes_over_a_line_that_loses_a_tenth_hears_nearly_everything_soon_and_for_good() {
    for seed in 60..64 {
        let mut world = World::new(seed);
        let eva = world.join("sala", "eva");
        world.links[eva].loss.1 = 0.1;
        world.join("sala", "tom");
        world.until("eva hears something", |world| world.in_slots(eva, SlotKind::Audio).count() > 0);
        world.run(Duration::from_millis(1_500));
        world.forget();
        world.run(Duration::from_secs(40));
        let heard = share_of_sounds(&world, eva);
        assert!(heard > 0.99, "{heard}: once is 0.9, three times 0.999");
    }
}

#[test]
fn whoever_loses_a_third_of_the_little_that_is_sent_hears_nearly_everything() {
    for seed in 64..67 {
        let mut world = World::new(seed);
        let eva = world.join("sala", "eva");
        world.join("sala", "tom");
        world.until("eva hears something", |world| world.in_slots(eva, SlotKind::Audio).count() > 0);
        world.links[eva].loss = (0.3, 0.3);
        world.run(Duration::from_secs(3));
        world.forget();
        world.run(Duration::from_secs(20));
        let heard = share_of_sounds(&world, eva);
        assert!(heard > 0.95, "{heard}: once is 0.7, three times 0.973");
    }
}

/// Whether the server has shaken hands with anybody.
fn is_known(world: &World) -> bool {
    world.events.iter().any(|event| matches!(event, Event::Connected { .. }))
}

#[test]
fn what_is_lost_of_a_handshake_is_said_again_soon() {
    let mut took = Duration::ZERO;
    for seed in 100..160 {
        let mut world = World::new(seed);
        let eva = world.join("sala", "eva");
        world.links[eva].loss.1 = 0.2;
        let began = world.now;
        while !is_known(&world) && world.now < began + Duration::from_secs(2) {
            world.step();
        }
        took += world.now - began;
    }
    assert!(
        took < Duration::from_secs(12),
        "sixty take {took:?}: 10 s if it is said again after a tenth of a second or two"
    );
}

#[test]
fn the_last_words_of_a_handshake_come_through_where_a_third_is_lost() {
    let mut slowest = Duration::ZERO;
    for seed in 200..260 {
        let mut world = World::new(seed);
        let eva = world.join("sala", "eva");
        world.links[eva].loss.1 = 0.3;
        world.until("the server knows her", is_known);
        let began = world.now;
        while !world.clients[eva].connected && world.now < began + Duration::from_secs(10) {
            world.step();
        }
        slowest = slowest.max(world.now - began);
    }
    assert!(slowest < Duration::from_millis(500), "{slowest:?}, of sixty: seconds if she has to ask for them");
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

#[test]
fn nobody_is_woken_for_nothing_while_pictures_wait_for_the_pacer() {
    let mut world = World::new(38);
    for name in ["ana", "leo", "eva", "bo", "mia", "tom", "ida"] {
        world.join_with("sala", name, 9);
    }
    world.until("everybody is connected", |world| world.clients.iter().all(|client| client.channel.is_some()));
    world.wish(0, &["leo", "eva", "bo", "mia", "tom", "ida"].map(|name| (name, "camera", 1_280, false)));
    world.links[0].down_bps = Some(900_000);
    let mut wakes = 0;
    for _ in 0..6_000 {
        world.step();
        let until = world.now + support::STEP;
        while let Some(at) = world.core.next_timeout().filter(|at| *at < until) {
            world.core.timeout(at);
            world.settle();
            wakes += 1;
            assert!(wakes < 30_000, "more than five in each millisecond");
        }
    }
}

/// So many packets are sent while one that was lost is sent again.
const SOON: usize = 40;

#[test]
fn a_key_frame_whose_beginning_comes_late_comes_whole() {
    let mut world = World::meeting(45, &["ana", "leo"]);
    world.wish(0, &[("leo", "camera", 1_280, true)]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    world.links[1].loss.0 = 0.3;
    world.forget();
    for _ in 0..10 {
        world.wish(0, &[("leo", "camera", 1_280, true)]);
        world.run(Duration::from_millis(1_500));
        world.wish(0, &[("leo", "camera", 640, true)]);
        world.run(Duration::from_millis(1_500));
    }
    world.links[1].loss.0 = 0.0;
    world.run(Duration::from_secs(1));
    let came: BTreeMap<u64, u8> =
        world.in_slots(0, SlotKind::Video).map(|got| (got.seq, vp8::read(&got.payload).layer)).collect();
    let layers: Vec<(u64, u8)> = came.into_iter().collect();
    let mut switches = 0;
    for (at, pair) in layers.windows(2).enumerate() {
        switches += usize::from(pair[0].1 != pair[1].1);
        // What is missing when the next size begins stays so.
        let ends_soon = layers[at..].iter().take(SOON).any(|(_, layer)| *layer != pair[0].1);
        assert!(ends_soon || pair[1].0 == pair[0].0 + 1, "nothing came between {} and {}", pair[0].0, pair[1].0);
    }
    assert!(switches > 15, "{switches} switches");
}
