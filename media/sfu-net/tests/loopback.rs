//! Participants who are nothing but wire meet through real sockets.

use std::net::{Ipv4Addr, UdpSocket};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use sfu_core::{Command, Event, Offer, Protocol};
use sfu_net::{Notice, Server, Settings};
use sfu_probe::{Peer, Report, Transport};

const PATIENCE: Duration = Duration::from_secs(30);

/// A server and whom it serves.
struct House {
    server: Server,
    news: Receiver<Vec<Notice>>,
    heard: Vec<Event>,
}

impl House {
    fn new(shards: u8) -> Self {
        let (owner, news) = channel();
        let settings = Settings { shards, ..Settings::new(Ipv4Addr::LOCALHOST.into(), 0) };
        Self { server: Server::start(&settings, &owner).expect("a free port"), news, heard: Vec::new() }
    }

    fn open(&self, room: &str) {
        self.server.command(Command::OpenRoom { room: room.into() });
    }

    fn enter(&mut self, room: &str, number: u32, transport: Transport) -> Peer {
        let peer = Peer::new(number, transport, 4).expect("an offer");
        let parsed = |words: &std::collections::BTreeMap<String, String>| words.clone();
        self.server.command(Command::Offer(Offer {
            room: room.into(),
            participant: number.to_string().into(),
            pc: "pc".into(),
            request: u64::from(number),
            sdp: peer.offer().to_owned(),
            tracks: parsed(peer.tracks()).into_iter().map(|(mid, word)| (mid, word.parse().expect("a role"))).collect(),
            slots: parsed(peer.slots()).into_iter().map(|(mid, word)| (mid, word.parse().expect("a kind"))).collect(),
        }));
        let request = u64::from(number);
        let answer = self.hear(|event| match event {
            Event::Answered { request: of, sdp, .. } if *of == request => Some(sdp.clone()),
            Event::Refused { code, message, .. } => panic!("refused: {code:?} {message}"),
            _ => None,
        });
        peer.answer(&answer, None);
        peer
    }

    /// What `wanted` finds in an event, once there is one.
    fn hear<T>(&mut self, wanted: impl Fn(&Event) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(found) = self.heard.iter().find_map(&wanted) {
                return found;
            }
            let left = PATIENCE.saturating_sub(began.elapsed());
            let batch = self.news.recv_timeout(left).unwrap_or_else(|_| panic!("only heard {:?}", self.heard));
            for notice in batch {
                match notice {
                    Notice::Event(event) => self.heard.push(event),
                    Notice::Broke { why, .. } => panic!("the shard broke: {why}"),
                }
            }
        }
    }
}

/// Waits until `is_so` says yes of `peer`'s report.
fn eventually(peer: &Peer, is_so: impl Fn(&Report) -> bool) {
    let began = Instant::now();
    while !is_so(&peer.report()) {
        assert!(began.elapsed() < PATIENCE, "it never came to that: {:?}", peer.report());
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn sees_and_hears(report: &Report, other: u32) -> bool {
    report.received.get(&other).is_some_and(|from| from.pictures > 10 && from.sounds > 20)
}

fn meet(shards: u8, room: &str, transports: &[Transport]) {
    let mut house = House::new(shards);
    house.open(room);
    let peers: Vec<(u32, Peer)> =
        (1..).zip(transports).map(|(number, transport)| (number, house.enter(room, number, *transport))).collect();
    for (number, peer) in &peers {
        for (other, _) in peers.iter().filter(|(other, _)| other != number) {
            eventually(peer, |report| sees_and_hears(report, *other));
        }
        let report = peer.report();
        assert_eq!(report.broken, 0, "every picture and sound is as it was sent");
        assert!(!report.received.contains_key(number), "nobody hears their own voice");
        assert!(report.messages.contains_key("slots"), "{:?}", report.messages);
    }
    for ((number, peer), transport) in peers.iter().zip(transports) {
        let wanted = if *transport == Transport::Tcp { Protocol::Tcp } else { Protocol::Udp };
        let who = number.to_string();
        house.hear(|event| match event {
            Event::Connected { participant, protocol, .. } if participant.as_str() == who => {
                assert_eq!(*protocol, wanted);
                Some(())
            }
            _ => None,
        });
        peer.close();
    }
}

#[test]
fn three_people_meet_over_udp() {
    meet(1, "den", &[Transport::Udp; 3]);
}

#[test]
fn three_people_meet_over_tcp_where_udp_is_blocked() {
    meet(1, "den", &[Transport::Tcp; 3]);
}

#[test]
fn people_with_and_without_udp_meet_in_any_shard() {
    for room in ["den", "attic"] {
        meet(3, room, &[Transport::Udp, Transport::Tcp, Transport::Udp]);
    }
}

#[test]
fn people_in_different_rooms_never_meet() {
    let mut house = House::new(1);
    house.open("den");
    house.open("attic");
    let ana = house.enter("den", 1, Transport::Udp);
    let ben = house.enter("den", 2, Transport::Udp);
    let eve = house.enter("attic", 3, Transport::Udp);
    eventually(&ana, |report| sees_and_hears(report, 2));
    eventually(&ben, |report| sees_and_hears(report, 1));
    eventually(&eve, |report| report.transport.is_some());
    assert!(eve.report().received.is_empty());
    assert!(!ana.report().received.contains_key(&3));
}

#[test]
fn who_leaves_is_missed_and_the_others_go_on() {
    let mut house = House::new(1);
    house.open("den");
    let (ana, ben) = (house.enter("den", 1, Transport::Udp), house.enter("den", 2, Transport::Tcp));
    eventually(&ana, |report| sees_and_hears(report, 2));
    ben.close();
    house.hear(|event| matches!(event, Event::Lost { participant, .. } if participant.as_str() == "2").then_some(()));
    let cleo = house.enter("den", 3, Transport::Udp);
    eventually(&cleo, |report| sees_and_hears(report, 1));
    eventually(&ana, |report| sees_and_hears(report, 3));
}

#[test]
fn hostile_datagrams_cost_nobody_anything() {
    let mut house = House::new(1);
    house.open("den");
    let (ana, ben) = (house.enter("den", 1, Transport::Udp), house.enter("den", 2, Transport::Udp));
    eventually(&ana, |report| sees_and_hears(report, 2));
    let stranger = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let before = ana.report().received[&2];
    for round in 0..2_000u32 {
        let length = (round * 7 % 1400) as usize;
        let hostile: Vec<u8> = (0..length).map(|at| (round as usize * 31 + at * at) as u8).collect();
        stranger.send_to(&hostile, ("127.0.0.1", house.server.port())).expect("sent");
    }
    eventually(&ana, |report| report.received[&2].pictures > before.pictures + 10);
    eventually(&ben, |report| sees_and_hears(report, 1));
    assert_eq!((ana.report().broken, ana.report().problem, ben.report().problem), (0, None, None));
}
