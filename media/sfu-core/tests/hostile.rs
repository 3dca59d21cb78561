//! Hostile input costs its sender at most.
#![allow(missing_docs)]

mod support;

use std::net::SocketAddr;
use std::time::Duration;

use sfu_core::RefusedCode::{self, BadOffer, TooLarge, UnknownRoom, Unsupported};
use sfu_core::{Command, Event, Flow, Protocol, SlotKind};
use support::World;
use support::client::Client;

fn flow(source: SocketAddr) -> Flow {
    Flow { protocol: Protocol::Udp, source, destination: support::server() }
}

#[test]
fn random_datagrams_from_anywhere_change_nothing() {
    let mut world = World::meeting(31, &["ana", "leo"]);
    let mut random = fastrand::Rng::with_seed(31);
    let stranger: SocketAddr = "203.0.113.9:9999".parse().expect("an address");
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    for round in 0..20_000 {
        let length = random.usize(0..1_500);
        let mut datagram: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(length).collect();
        if let Some(first) = datagram.first_mut() {
            *first = [0, 1, 20, 22, 23, 128, 144, *first][round % 8];
        }
        // Half of them pretend to come from where leo is.
        let source = if round % 2 == 0 { stranger } else { world.clients[1].address };
        world.core.datagram(world.now, flow(source), &datagram);
        if round % 100 == 0 {
            world.step();
        }
    }
    world.forget();
    world.run(Duration::from_secs(1));
    assert_eq!(world.lost(), []);
    assert!(world.pictures(0).len() > 25 && world.pictures(1).len() > 25);
    assert!(world.core.stats().counters.datagrams_refused > 9_000);
}

#[test]
fn replayed_and_torn_datagrams_change_nothing() {
    let mut world = World::meeting(32, &["ana", "leo"]);
    world.until("ana sees leo", |world| world.pictures(0).len() > 30);
    let mut random = fastrand::Rng::with_seed(32);
    let mut recorded: Vec<Vec<u8>> = Vec::new();
    for _ in 0..500 {
        let sent = world.step_recording(1);
        recorded.extend(sent);
    }
    assert!(recorded.len() > 100);
    world.forget();
    for datagram in &recorded {
        world.core.datagram(world.now, flow(world.clients[1].address), datagram);
        let mut torn = datagram.clone();
        torn.truncate(random.usize(0..=datagram.len()));
        if !torn.is_empty() {
            let at = random.usize(0..torn.len());
            torn[at] ^= 1 << random.u8(0..8);
        }
        world.core.datagram(world.now, flow(world.clients[1].address), &torn);
        // From another address even the true one is nobody's.
        world.core.datagram(world.now, flow("203.0.113.9:9999".parse().expect("an address")), datagram);
    }
    world.run(Duration::from_secs(1));
    assert_eq!(world.lost(), []);
    let mut seqs: Vec<u64> = world.in_slots(0, SlotKind::Audio).map(|got| got.seq).collect();
    let all = seqs.len();
    seqs.sort_unstable();
    seqs.dedup();
    assert_eq!(seqs.len(), all, "nothing came twice");
    assert!(all > 40);
}

#[test]
fn offers_beyond_the_limits_are_refused_by_name_and_the_old_connection_lives_on() {
    let mut world = World::meeting(33, &["ana", "leo"]);
    let (client, good) = Client::new(world.now, "sala", "leo", 99, support::server(), 3, false);
    let mut cases = Vec::new();
    let mut offer = |room: &str, sdp: String| {
        let mut offer = good.clone();
        offer.room = room.into();
        offer.sdp = sdp;
        cases.push(offer);
    };
    offer("nowhere", good.sdp.clone());
    offer("sala", "v=0\r\nnonsense".into());
    offer("sala", String::new());
    offer("sala", good.sdp.replace("a=fingerprint:sha-256", "a=fingerprint:sha-1"));
    offer("sala", good.sdp.replace("a=setup:actpass", "a=setup:passive"));
    offer("sala", good.sdp.repeat(200));
    drop(client);
    for offer in cases {
        world.core.command(world.now, Command::Offer(offer));
    }
    world.settle();
    let codes: Vec<RefusedCode> = world
        .events
        .iter()
        .filter_map(|event| if let Event::Refused { code, .. } = event { Some(*code) } else { None })
        .collect();
    assert_eq!(codes, [UnknownRoom, BadOffer, BadOffer, Unsupported, Unsupported, TooLarge]);
    world.forget();
    world.until("leo still sees ana", |world| world.pictures(1).len() > 30);
}

#[test]
fn another_fingerprint_on_the_same_connection_is_refused() {
    let mut world = World::meeting(34, &["ana", "leo"]);
    let mut offer = world.clients[1].restart();
    let at = offer.sdp.find("a=fingerprint:sha-256 ").expect("a fingerprint") + 22;
    let old = offer.sdp[at..at + 2].to_owned();
    let line = offer.sdp[at..].lines().next().expect("a line").to_owned();
    let changed = line.replacen(&old, if old == "00" { "11" } else { "00" }, 1);
    offer.sdp = offer.sdp.replace(&line, &changed);
    world.core.command(world.now, Command::Offer(offer));
    world.settle();
    assert!(world.events.iter().any(|event| matches!(event, Event::Refused { code: RefusedCode::BadOffer, .. })));
    world.forget();
    world.until("leo still sees ana", |world| world.pictures(1).len() > 30);
}

#[test]
fn who_talks_too_much_is_ignored_and_then_cut_off() {
    let mut world = World::meeting(35, &["ana", "leo"]);
    let now = world.now;
    world.clients[1].say(now, "{]");
    world.clients[1].say(now, &format!(r#"{{"type":"media-wish","tiles":[],"x":"{}"}}"#, "x".repeat(20_000)));
    world.run(Duration::from_millis(200));
    assert_eq!(world.core.stats().counters.messages_ignored, 2);
    for _ in 0..300 {
        world.clients[1].say(now, r#"{"type":"dance"}"#);
    }
    world.run(Duration::from_secs(1));
    assert_eq!(world.lost(), [("leo", "abuse")]);
    world.forget();
    world.run(Duration::from_secs(1));
    assert!(world.clients[0].connected);
}

#[test]
fn somebody_who_never_connects_is_forgotten() {
    let mut world = World::meeting(36, &["ana"]);
    let ghost = world.join("sala", "ghost");
    world.links[ghost].cut = true;
    for _ in 0..3 {
        world.run(Duration::from_secs(8));
    }
    assert_eq!(world.lost(), [("ghost", "never_connected")]);
    assert_eq!(world.core.stats().counters.peers, 1);
}
