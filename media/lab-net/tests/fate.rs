//! What happens to packets, in virtual time.

use std::net::Ipv4Addr;

use lab_net::control::obey;
use lab_net::network::Network;
use lab_net::path::{Micros, Packet, Path};
use lab_net::shape::{Block, Shape};

const MS: Micros = 1000;
const UDP: u8 = 17;
const TCP: u8 = 6;

/// An IPv4 packet as far as the network looks at it; `number` tells it from others.
fn packet(number: u32, bytes: usize, protocol: u8, to: [u8; 4]) -> Packet {
    let mut packet = vec![0; bytes.max(24)];
    packet[0] = 0x45;
    packet[9] = protocol;
    packet[16..20].copy_from_slice(&to);
    packet[20..24].copy_from_slice(&number.to_be_bytes());
    packet
}

fn number(packet: &Packet) -> u32 {
    u32::from_be_bytes([packet[20], packet[21], packet[22], packet[23]])
}

/// `count` packets of `bytes`, one every `every` microseconds; which arrived, and when.
fn through(path: &mut Path, count: u32, bytes: usize, every: Micros) -> Vec<(Micros, u32)> {
    let mut arrived = Vec::new();
    for index in 0..count {
        let now = Micros::from(index) * every;
        path.offer(packet(index, bytes, UDP, [10, 0, 2, 1]), now);
        while let Some((due, one)) = path.arrived(now) {
            arrived.push((due, number(&one)));
        }
    }
    while let Some((due, one)) = path.arrived(Micros::MAX) {
        arrived.push((due, number(&one)));
    }
    arrived
}

fn shaped(shape: Shape) -> Path {
    let mut path = Path::new(7);
    path.set(shape, 0);
    path
}

#[test]
fn jitter_moves_packets_within_its_reach_and_keeps_their_order() {
    let mut path = shaped(Shape { delay_ms: 50.0, jitter_ms: 15.0, ..Shape::default() });
    let arrived = through(&mut path, 500, 200, 20 * MS);

    let numbers: Vec<u32> = arrived.iter().map(|(_, number)| *number).collect();
    assert_eq!(numbers, (0..500).collect::<Vec<_>>());
    let takes: Vec<Micros> = arrived.iter().map(|(due, number)| due - Micros::from(*number) * 20 * MS).collect();
    let (least, most) = (takes.iter().min().expect("some"), takes.iter().max().expect("some"));
    assert!(*least >= 35 * MS && *most <= 65 * MS, "{least} to {most}");
    assert!(most - least > 25 * MS, "it hardly moved: {least} to {most}");
}

#[test]
fn the_share_that_is_lost_is_the_share_that_was_asked_for() {
    let mut path = shaped(Shape { loss: 0.1, ..Shape::default() });
    let arrived = through(&mut path, 20_000, 100, MS).len();
    assert!((17_800..18_200).contains(&arrived), "{arrived} of 20000 arrived, a tenth should be lost");
}

#[test]
fn losses_in_bursts_are_as_many_and_as_long_as_asked_for() {
    let mut path = shaped(Shape { loss: 0.05, burst: 4.0, ..Shape::default() });
    let arrived = through(&mut path, 40_000, 100, MS);

    let runs: Vec<u32> =
        arrived.windows(2).map(|pair| pair[1].1 - pair[0].1 - 1).filter(|missing| *missing > 0).collect();
    let (lost, mean) = (runs.iter().sum::<u32>(), f64::from(runs.iter().sum::<u32>()) / runs.len() as f64);
    assert!((1600..2400).contains(&lost), "{lost} of 40000 lost");
    assert!((3.4..4.6).contains(&mean), "a burst has {mean} packets");
}

#[test]
fn a_rate_is_kept_and_what_waits_too_long_in_front_of_it_is_dropped() {
    let mut path = shaped(Shape { rate_kbps: 1000.0, queue_ms: 100.0, ..Shape::default() });
    let arrived = through(&mut path, 2500, 1000, 4 * MS); // twice as much as fits, for ten seconds

    let bits = arrived.len() as f64 * 8000.0;
    let seconds = arrived.last().expect("some").0 as f64 / 1e6;
    assert!((bits / seconds - 1e6).abs() < 2e4, "{} bit/s", bits / seconds);
    let waited = arrived.iter().map(|(due, number)| due - Micros::from(*number) * 4 * MS).max().expect("some");
    assert!((100 * MS..=120 * MS).contains(&waited), "the longest took {waited} us");
    let report = path.report();
    assert_eq!(u64::from(2500 - arrived.len() as u32), report.overflowed);
    assert!((92..=108).contains(&report.wait_ms(0.95)), "{} ms in the queue", report.wait_ms(0.95));
}

#[test]
fn what_waits_leaves_at_the_new_rate_when_that_changes() {
    let mut path = shaped(Shape { rate_kbps: 100.0, queue_ms: 5000.0, ..Shape::default() });
    for index in 0..20 {
        path.offer(packet(index, 1000, UDP, [10, 0, 2, 1]), 0);
    }
    path.set(Shape { rate_kbps: 8000.0, ..Shape::default() }, 80 * MS);

    let mut last = 0;
    while let Some((due, _)) = path.arrived(Micros::MAX) {
        last = due;
    }
    // one at the old rate is done by 80 ms, a second has begun, 18 take a millisecond each
    assert_eq!(last, (160 + 18) * MS);
}

#[test]
fn a_blackout_swallows_all_of_it_and_no_more_than_that() {
    let mut path = shaped(Shape { delay_ms: 10.0, ..Shape::default() });
    path.offer(packet(1, 100, UDP, [10, 0, 2, 1]), 0);
    path.set(Shape { blackout: true, delay_ms: 10.0, ..Shape::default() }, MS);
    path.offer(packet(2, 100, UDP, [10, 0, 2, 1]), 2 * MS);
    path.set(Shape { delay_ms: 10.0, ..Shape::default() }, 3 * MS);
    path.offer(packet(3, 100, UDP, [10, 0, 2, 1]), 4 * MS);

    let arrived: Vec<u32> = std::iter::from_fn(|| path.arrived(Micros::MAX)).map(|(_, one)| number(&one)).collect();
    assert_eq!(arrived, [1, 3]);
    assert_eq!(path.report().blocked, 1);
}

#[test]
fn a_block_stops_one_protocol() {
    for (block, passes) in [(Block::Udp, TCP), (Block::Tcp, UDP)] {
        let mut path = shaped(Shape { block, ..Shape::default() });
        for protocol in [UDP, TCP] {
            path.offer(packet(1, 100, protocol, [10, 0, 2, 1]), 0);
        }
        let arrived: Vec<u8> = std::iter::from_fn(|| path.arrived(Micros::MAX)).map(|(_, one)| one[9]).collect();
        assert_eq!(arrived, [passes], "{block:?}");
    }
}

#[test]
fn some_are_overtaken_and_some_come_twice() {
    let shape = Shape { reorder: 0.1, reorder_ms: 30.0, duplicate: 0.1, ..Shape::default() };
    let arrived = through(&mut shaped(shape), 1000, 100, 10 * MS);

    let overtaken = arrived.windows(2).filter(|pair| pair[1].1 < pair[0].1).count();
    assert!((60..140).contains(&overtaken), "{overtaken} of 1000 were overtaken");
    assert!((1060..1140).contains(&arrived.len()), "{} arrived of 1000", arrived.len());
}

#[test]
fn the_same_seed_brings_the_same_fate_and_another_seed_another() {
    let shape = Shape { delay_ms: 15.0, jitter_ms: 10.0, loss: 0.05, duplicate: 0.01, ..Shape::default() };
    let fate = |seed| {
        let mut path = Path::new(seed);
        path.set(shape, 0);
        through(&mut path, 300, 300, 3 * MS)
    };
    assert_eq!(fate(3), fate(3));
    assert_ne!(fate(3), fate(4));
}

/// Three places with so many milliseconds on the way up and down.
fn house() -> Network {
    let mut network = Network::default();
    for (index, name) in ["ana", "bo", "server"].into_iter().enumerate() {
        network.add(name, Ipv4Addr::new(10, 0, index as u8 + 1, 0), index as u64);
    }
    network
}

#[test]
fn a_packet_goes_to_whose_address_it_bears_and_to_nobody_else() {
    let mut network = house();
    let order = r#"{"do": "shape", "place": "ana", "up": {"delay_ms": 5}}"#;
    assert_eq!(obey(&mut network, order, 0)["ok"], true);
    let order = r#"{"do": "shape", "place": "bo", "down": {"delay_ms": 7}}"#;
    assert_eq!(obey(&mut network, order, 0)["ok"], true);
    network.send(0, packet(1, 100, UDP, [10, 0, 2, 99]), 0);
    network.send(0, packet(2, 100, UDP, [10, 0, 3, 1]), 0);
    network.send(0, packet(3, 100, UDP, [192, 0, 2, 1]), 0);

    assert_eq!(network.next_event(), Some(5 * MS));
    let early: Vec<_> = network.arrived(5 * MS).into_iter().map(|(to, one)| (to, number(&one))).collect();
    assert_eq!(early, [(2, 2)]);
    assert_eq!(network.next_event(), Some(12 * MS));
    let late: Vec<_> = network.arrived(12 * MS).into_iter().map(|(to, one)| (to, number(&one))).collect();
    assert_eq!(late, [(1, 1)]);
    assert_eq!(network.next_event(), None);
    assert_eq!(network.astray, 1);
}

#[test]
fn an_order_that_makes_no_sense_is_refused_and_changes_nothing() {
    let mut network = house();
    for order in [
        "what?",
        r#"{"do": "dance"}"#,
        r#"{"do": "shape", "place": "nowhere", "up": {}}"#,
        r#"{"do": "shape", "place": "ana", "up": {"los": 0.1}}"#,
        r#"{"do": "shape", "place": "ana", "up": {"delay_ms": 9}, "down": {"loss": 10}}"#,
    ] {
        assert!(obey(&mut network, order, 0)["error"].is_string(), "{order}");
    }
    network.send(0, packet(1, 100, UDP, [10, 0, 2, 1]), 0);
    assert_eq!(network.arrived(0).len(), 1);

    let report = obey(&mut network, r#"{"do": "report"}"#, 0);
    assert_eq!(report["places"]["ana"]["up"]["offered"], 1);
    assert_eq!(report["places"]["bo"]["down"]["bytes"], 100);
}
