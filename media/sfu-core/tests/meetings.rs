//! What people in a meeting notice: who sees and hears whom.
#![allow(missing_docs)]

mod support;

use std::time::Duration;

use sfu_core::{Command, Event, Protocol, SlotKind};
use support::World;

#[test]
fn two_who_meet_see_and_hear_each_other() {
    let mut world = World::meeting(1, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    world.until("leo sees ana", |world| world.pictures(1).len() > 30);
    assert!(world.pictures(0).iter().all(|seen| seen.sender == 2));
    assert!(world.pictures(0)[0].key, "the first packet begins a key frame");
    assert_eq!((world.heard(0), world.heard(1)), (vec![2], vec![1]));
    assert!(world.in_slots(0, SlotKind::Audio).all(|got| got.level == Some(-40)), "levels pass through");
    let connected = |event: &&Event| matches!(event, Event::Connected { protocol: Protocol::Udp, .. });
    assert_eq!(world.events.iter().filter(connected).count(), 2);
}

#[test]
fn nothing_crosses_from_one_room_to_another() {
    let mut world = World::new(2);
    world.join("sala", "ana");
    world.join("sala", "leo");
    world.join("patio", "eva");
    world.until("ana sees leo", |world| world.pictures(0).len() > 100);
    world.run(Duration::from_secs(1));
    assert!(world.clients[2].connected);
    assert_eq!(world.clients[2].got.len(), 0);
    assert!(world.pictures(0).iter().all(|seen| seen.sender == 2));
    let publishing = world.told(2, "publishing").expect("a table");
    assert_eq!(publishing["ids"], serde_json::json!({"eva": ["mic", "camera"]}));
}

#[test]
fn the_tables_tell_who_is_where() {
    let mut world = World::meeting(3, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    let publishing = world.told(0, "publishing").expect("a table");
    assert_eq!(publishing["ids"]["leo"], serde_json::json!(["mic", "camera"]));
    let slots = world.told(0, "slots").expect("a table")["slots"].as_object().expect("slots").clone();
    assert_eq!(slots.len(), world.clients[0].slots.len(), "the table is whole");
    let first = world.in_slots(0, SlotKind::Video).next().expect("a picture");
    assert_eq!(slots[&first.mid]["id"], "leo");
    assert_eq!(slots[&first.mid]["source"], "camera");
    assert_eq!(slots[&first.mid]["layer"], 0);
    assert_eq!(slots[&first.mid]["ts"], first.ts, "the table tells the first frame");
    world.until("speech is told", |world| {
        world.told(0, "speaking").is_some_and(|table| table["ids"].as_array().is_some_and(|ids| ids.len() == 2))
    });
    world.until("quality is told", |world| {
        world.told(0, "quality").is_some_and(|table| table["people"]["leo"]["up"]["bps"].as_u64() > Some(100_000))
    });
}

#[test]
fn the_loudest_speaker_gets_a_slot() {
    let mut world = World::new(4);
    for name in ["ana", "leo", "eva", "tom", "mia", "noa"] {
        let who = world.join("sala", name);
        world.clients[who].camera = false;
        world.clients[who].mic = Some(if who < 5 { -45 } else { -90 });
    }
    world.until("ana hears three", |world| world.heard(0).len() == 3);
    world.run(Duration::from_secs(2));
    assert!(!world.heard(0).contains(&6), "noa is silent, and all slots are taken");
    assert!(!world.heard(0).contains(&1), "nobody hears herself");
    world.clients[5].mic = Some(-20);
    world.clients[1].mic = Some(-90);
    let begun = world.now;
    world.until("ana hears noa", |world| world.heard(0).contains(&6));
    let took = world.now - begun;
    assert!(took < Duration::from_millis(1_600), "{took:?}");
    world.forget();
    world.run(Duration::from_secs(1));
    assert_eq!(world.heard(0).len(), 3, "three at a time");
}

#[test]
fn who_speaks_is_heard_at_once_where_others_are_silent() {
    let mut world = World::new(5);
    for name in ["ana", "leo", "eva", "tom", "mia", "noa"] {
        let who = world.join("sala", name);
        world.clients[who].camera = false;
        world.clients[who].mic = Some(-90);
    }
    world.run(Duration::from_secs(2));
    let quiet = (1..6).find(|who| !world.heard(0).contains(&(*who as u8 + 1))).expect("somebody has no slot");
    world.clients[quiet].mic = Some(-25);
    let begun = world.now;
    world.until("she is heard", |world| world.heard(0).contains(&(quiet as u8 + 1)));
    let took = world.now - begun;
    assert!(took < Duration::from_millis(500), "{took:?}");
}

#[test]
fn a_sound_comes_with_the_one_before_to_those_who_can_tell_them_apart() {
    let mut world = World::new(11);
    let (ana, leo, eva) =
        (world.join_repeating("sala", "ana"), world.join_repeating("sala", "leo"), world.join("sala", "eva"));
    world.until("all hear two", |world| {
        [ana, leo, eva].into_iter().all(|who| world.in_slots(who, SlotKind::Audio).count() > 50)
    });
    let heard = |who| {
        let mut payloads: Vec<_> = world.in_slots(who, SlotKind::Audio).map(|got| got.payload.clone()).collect();
        payloads.sort_unstable();
        payloads.dedup();
        payloads
    };
    let alone = |number: u8| vec![number; 80];
    let repeated = |number: u8| [&[0xef, 0x0f, 0, 80, 111][..], &[0xff; 80], &alone(number)].concat();
    assert_eq!(heard(ana), [alone(3), repeated(2)]);
    assert_eq!(heard(leo), [alone(3), repeated(1)]);
    assert_eq!(heard(eva), [alone(1), alone(2)]);
}

#[test]
fn a_microphone_that_is_taken_away_gives_its_slot_to_the_next() {
    let mut world = World::new(10);
    for name in ["ana", "leo", "eva", "tom", "mia"] {
        let who = world.join("sala", name);
        world.clients[who].camera = false;
        world.clients[who].mic = Some(-90);
    }
    world.until("ana hears three", |world| world.heard(0).len() == 3);
    let spare = (1..5).find(|who| !world.heard(0).contains(&(*who as u8 + 1))).expect("somebody has no slot");
    let gone = (1..5).find(|who| *who != spare).expect("somebody has a slot");
    world.clients[gone].mic = None;
    world.until("the spare one is heard", |world| world.heard(0).contains(&(spare as u8 + 1)));
    world.run(Duration::from_millis(500));
    let slots = world.told(0, "slots").expect("a table")["slots"].to_string();
    assert!(!slots.contains(&world.clients[gone].name), "{slots}");
}

#[test]
fn a_vanished_peer_is_noticed_and_leaves_the_tables() {
    let mut world = World::meeting(6, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    world.links[1].cut = true;
    world.until("leo no longer publishes", |world| {
        world.told(0, "publishing").is_some_and(|table| table["ids"].get("leo").is_none())
    });
    assert_eq!(world.lost(), [], "a short silence is no reason to give up");
    for _ in 0..3 {
        world.run(Duration::from_secs(10));
    }
    assert_eq!(world.lost(), [("leo", "vanished")]);
    let slots = world.told(0, "slots").expect("a table")["slots"].as_object().expect("slots").clone();
    assert!(slots.values().all(serde_json::Value::is_null));
}

#[test]
fn an_ice_restart_keeps_pictures_and_sound() {
    let mut world = World::meeting(7, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    world.links[0].cut = true;
    world.run(Duration::from_secs(4));
    world.links[0].cut = false;
    // Another network: another address.
    world.clients[0].address = "10.1.0.1:6000".parse().expect("an address");
    world.restart_ice(0);
    let moved = str0m::Candidate::host(world.clients[0].address, "udp").expect("a candidate");
    world.clients[0].rtc.add_local_candidate(moved);
    world.forget();
    world.until("ana sees leo again", |world| world.pictures(0).len() > 30);
    world.until("leo sees ana again", |world| world.pictures(1).len() > 30);
    assert_eq!(world.lost(), []);
}

#[test]
fn an_ice_restart_names_the_same_sources_and_one_used_later_works() {
    let mut world = World::meeting(10, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    let named = |world: &World| -> Vec<Vec<String>> {
        let sdps = world.events.iter().filter_map(|event| match event {
            Event::Answered { participant, sdp, .. } if participant.as_str() == "ana" => Some(sdp),
            _ => None,
        });
        let sources = |sdp: &String| sdp.lines().filter(|line| line.starts_with("a=ssrc")).map(str::to_owned).collect();
        sdps.map(sources).collect()
    };
    world.restart_ice(0);
    let named = named(&world);
    assert_eq!((named.len(), &named[1]), (2, &named[0]));
    assert!(named[0].len() > world.clients[0].slots.len(), "slots that nobody uses yet are named, too");
    let again = str0m::Candidate::host(world.clients[0].address, "udp").expect("a candidate");
    world.clients[0].rtc.add_local_candidate(again);
    world.forget();
    world.join("sala", "eva");
    world.until("ana sees eva, too", |world| world.pictures(0).iter().any(|seen| seen.sender == 3));
    world.until("ana hears both", |world| world.heard(0) == [2, 3]);
}

#[test]
fn who_comes_back_with_a_new_connection_replaces_the_old_one() {
    let mut world = World::meeting(8, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    let again = world.join("sala", "leo");
    world.until("the new leo sees ana", |world| world.pictures(again).len() > 30);
    assert_eq!(world.core.stats().counters.peers, 2);
    assert!(world.clients[1].closed, "the old one was told");
    assert_eq!(world.lost(), [], "nobody was lost");
    world.forget();
    world.until("ana sees the new leo", |world| world.pictures(0).iter().any(|seen| seen.sender == 3));
}

#[test]
fn who_is_dropped_is_gone_for_the_others_at_once() {
    let mut world = World::meeting(9, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    let drop = Command::Drop { room: "sala".into(), participant: "leo".into() };
    world.core.command(world.now, drop.clone());
    world.core.command(world.now, drop);
    world.settle();
    world.until("leo is off the table", |world| {
        world.told(0, "publishing").is_some_and(|table| table["ids"].get("leo").is_none())
    });
    assert_eq!(world.lost(), []);
    assert_eq!(world.core.stats().counters.peers, 1);
}

#[test]
fn of_who_sent_nothing_nobody_is_told_that_they_go() {
    let mut world = World::meeting(25, &["ana", "leo", "eva"]);
    world.clients[1].camera = false;
    world.clients[1].mic = None;
    world.until("leo is off the table", |world| {
        world.told(0, "publishing").is_some_and(|table| table["ids"].get("leo").is_none())
    });
    let tables = |world: &World| {
        let tables = ["publishing", "speaking"]
            .map(|kind| world.clients[0].said.iter().filter(|said| said["type"] == kind).count());
        tables.iter().sum::<usize>()
    };
    let drop = |who: &str| Command::Drop { room: "sala".into(), participant: who.into() };
    world.run(Duration::from_secs(1));
    world.forget();
    world.core.command(world.now, drop("leo"));
    world.run(Duration::from_millis(100));
    assert_eq!(tables(&world), 0);
    world.core.command(world.now, drop("eva"));
    world.until("eva is off the table", |world| {
        world.told(0, "publishing").is_some_and(|table| table["ids"].get("eva").is_none())
    });
}

/// Of this process, as the system counts it.
fn resident_kib() -> i64 {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("Linux says so");
    let pages: i64 = statm.split(' ').nth(1).and_then(|field| field.parse().ok()).expect("a number of pages");
    pages * 4
}

#[test]
fn of_four_hours_of_comings_and_goings_nothing_is_left() {
    let mut world = World::new(26);
    let mut held = Vec::new();
    for minute in 0..240 {
        for name in ["ana", "leo"] {
            world.join("sala", name);
        }
        world.until("both are there", |world| world.clients.iter().all(|client| client.channel.is_some()));
        world.run(Duration::from_millis(500));
        for who in ["ana", "leo"] {
            world.core.command(world.now, Command::Drop { room: "sala".into(), participant: who.into() });
        }
        if minute % 20 == 0 {
            world.join("patio", "eva");
            world.until("eva is there", |world| world.clients[2].channel.is_some());
            world.links[2].cut = true; // without a word
            let gone = world.now + Duration::from_secs(60);
            while world.core.stats().counters.peers > 0 && world.now < gone {
                world.step();
            }
        }
        world.settle();
        world.send_home();
        world.now += Duration::from_secs(57);
        world.run(Duration::from_secs(1));
        let counters = world.core.stats().counters;
        assert_eq!((counters.rooms, counters.peers), (2, 0), "in minute {minute}");
        held.push(resident_kib());
    }
    let grown = held[239] - held[60];
    assert!(grown < 1_024, "{grown} KiB are left of three hours");
}
