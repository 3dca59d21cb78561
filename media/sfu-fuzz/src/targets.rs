//! Every parser of ours that meets the network, with something right to begin from.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use sfu_core::{Certificate, Command, Config, Core, Flow, LocalAddress, Offer, Output, Protocol, is_stun, shard_of};
use sfu_net::framer::{Framer, MAX_FRAME_BYTES, frame};
use sfu_probe::{Peer, Transport};

/// A parser. It is broken when it panics, or says something that cannot be.
#[derive(Debug)]
pub struct Target {
    /// As the command line names it.
    pub name: &'static str,
    /// Throws one input at it.
    pub run: fn(&[u8]),
    /// Inputs that are right.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "framer", run: framer, seeds: framer_seeds },
    Target { name: "stun", run: stun, seeds: || vec![binding_request("00abcdef:wxyz")] },
    Target { name: "datagram", run: datagram, seeds: datagram_seeds },
    Target { name: "offer", run: offer, seeds: || vec![peer().offer().as_bytes().to_vec()] },
    Target { name: "feedback", run: |report| sfu_core::fuzz::feedback(report, Instant::now()), seeds: feedback_seeds },
    Target { name: "message", run: sfu_core::fuzz::message, seeds: message_seeds },
    Target { name: "red", run: sfu_core::fuzz::red, seeds: || vec![vec![0xef, 0x0f, 0, 3, 111, 1, 2, 3, 4]] },
    Target { name: "rewriter", run: |script| sfu_core::fuzz::rewriter(script, Instant::now()), seeds: rewriter_seeds },
];

/// The first byte says how the rest is cut into reads.
fn framer(input: &[u8]) {
    let Some((size, stream)) = input.split_first() else { return };
    let (mut framer, mut whole, mut pieces) = (Framer::default(), Vec::new(), Vec::new());
    let at_once = framer.feed(stream, |datagram| whole.push(datagram.to_vec()));
    let mut framer = Framer::default();
    let mut outcome = Ok(());
    for piece in stream.chunks(usize::from(*size).max(1)) {
        outcome = outcome.and_then(|()| framer.feed(piece, |datagram| pieces.push(datagram.to_vec())));
    }
    assert_eq!(whole, pieces, "however it is cut");
    assert_eq!(at_once.is_ok(), outcome.is_ok());
    assert!(whole.iter().all(|datagram| (1..=MAX_FRAME_BYTES).contains(&datagram.len())));
}

fn framer_seeds() -> Vec<Vec<u8>> {
    let mut stream = vec![7];
    for length in [1, 20, 300] {
        assert!(frame(&vec![length as u8; length], &mut stream));
    }
    vec![stream]
}

/// A receiver report, what is missing, and what came when.
fn feedback_seeds() -> Vec<Vec<u8>> {
    let mut report = vec![0x81, 201, 0, 7, 0, 0, 0, 1];
    report.extend([0, 0, 0, 9, 64, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4]);
    report.extend([0x81, 205, 0, 3, 0, 0, 0, 1, 0, 0, 0, 9, 0, 5, 0x80, 1]);
    let mut transport =
        vec![0x8f, 205, 0, 8, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 19, 0, 0, 2, 7, 0x20, 3, 0xb0, 0, 0xe0, 0];
    transport.extend([4, 8, 0, 1, 40, 0xff, 0xb0, 0, 0, 0]);
    vec![report.iter().chain(&transport).copied().collect(), transport]
}

fn stun(input: &[u8]) {
    assert!(shard_of(input).is_none() || is_stun(input));
}

fn binding_request(username: &str) -> Vec<u8> {
    let mut attributes = vec![0x80, 0x22, 0, 3, b'o', b'n', b'e', 0, 0, 6, 0, username.len() as u8];
    attributes.extend(username.as_bytes());
    attributes.resize(attributes.len().next_multiple_of(4), 0);
    attributes.extend([0, 0x24, 0, 4, 0x6e, 0, 0x1e, 0xff, 0, 0x25, 0, 0]); // PRIORITY, USE-CANDIDATE
    attributes.extend([0, 8, 0, 20].into_iter().chain([9; 20])); // MESSAGE-INTEGRITY, a wrong one
    let mut datagram = vec![0, 1, 0, attributes.len() as u8, 0x21, 0x12, 0xa4, 0x42];
    datagram.extend([7; 12]);
    datagram.extend(attributes);
    datagram
}

/// A shard with one person in it, who has not connected yet: whatever comes is from somebody unknown.
struct Shard {
    core: Core,
    now: Instant,
}

const HERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 7882);
const THERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 50_000);

impl Shard {
    fn new() -> Self {
        static CERTIFICATE: OnceLock<Certificate> = OnceLock::new();
        let certificate = CERTIFICATE.get_or_init(|| Certificate::generate().expect("randomness")).clone();
        let addresses = [Protocol::Udp, Protocol::Tcp].map(|protocol| LocalAddress { protocol, address: HERE });
        let mut core = Core::new(Config::new(addresses.into(), certificate, 1));
        let now = Instant::now();
        core.command(now, Command::OpenRoom { room: "den".into() });
        Self { core, now }
    }

    fn offer(&mut self, sdp: String) {
        let (tracks, slots) = (peer().tracks(), peer().slots());
        self.core.command(
            self.now,
            Command::Offer(Offer {
                room: "den".into(),
                participant: "ana".into(),
                pc: "a1".into(),
                request: 1,
                sdp,
                tracks: tracks.iter().map(|(mid, word)| (mid.clone(), word.parse().expect("a role"))).collect(),
                slots: slots.iter().map(|(mid, word)| (mid.clone(), word.parse().expect("a kind"))).collect(),
            }),
        );
        self.settle();
    }

    fn settle(&mut self) {
        for _ in 0..10_000 {
            match self.core.poll() {
                Some(Output::Event(_) | Output::Transmit(_)) => {}
                None => return,
            }
        }
        panic!("it never has enough to say");
    }
}

fn peer() -> &'static Peer {
    static PEER: OnceLock<Peer> = OnceLock::new();
    PEER.get_or_init(|| Peer::new(1, Transport::Udp, 2).expect("an offer"))
}

fn offer(input: &[u8]) {
    let mut shard = Shard::new();
    shard.offer(String::from_utf8_lossy(input).into_owned());
    shard.core.timeout(shard.now + Duration::from_secs(60));
    shard.settle();
}

/// Several datagrams, framed, so that one may prepare what the next one breaks.
fn datagram(input: &[u8]) {
    thread_local! {
        static SHARD: std::cell::RefCell<Option<Shard>> = const { std::cell::RefCell::new(None) };
    }
    SHARD.with_borrow_mut(|kept| {
        let shard = kept.get_or_insert_with(|| {
            let mut shard = Shard::new();
            shard.offer(peer().offer().to_owned());
            shard
        });
        let mut datagrams = Vec::new();
        let _ = Framer::default().feed(input, |datagram| datagrams.push(datagram.to_vec()));
        for contents in datagrams {
            let flow = Flow { protocol: Protocol::Udp, source: THERE, destination: HERE };
            shard.core.datagram(shard.now, flow, &contents);
            shard.settle();
        }
    });
}

fn datagram_seeds() -> Vec<Vec<u8>> {
    let media = [0x90, 111, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0xbe, 0xde, 0, 1, 0x10, 0x20, 0, 0, 1, 2, 3];
    let feedback = [0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2];
    let hello = [22, 254, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0];
    let request = binding_request("00abcdef:wxyz");
    let mut stream = Vec::new();
    for datagram in [&request[..], &media, &feedback, &hello] {
        assert!(frame(datagram, &mut stream));
    }
    vec![stream]
}

fn message_seeds() -> Vec<Vec<u8>> {
    let tile = r#"{"id":"ben","source":"camera","width":640.5,"height":360,"pinned":true}"#;
    let wish = format!(r#"{{"type":"media-wish","rev":3,"tiles":[{tile},{tile}],"audioOnly":false}}"#);
    vec![wish.into_bytes(), br#"{"type":"later"}"#.to_vec()]
}

fn rewriter_seeds() -> Vec<Vec<u8>> {
    vec![(0..=255).collect(), vec![0; 64], vec![255; 64]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_once_broke_a_target_breaks_it_again() {
        for target in TARGETS {
            for seed in (target.seeds)() {
                (target.run)(&seed);
            }
            let folder = format!("{}/found/{}", env!("CARGO_MANIFEST_DIR"), target.name);
            for found in std::fs::read_dir(folder).into_iter().flatten() {
                let path = found.expect("a file").path();
                (target.run)(&std::fs::read(&path).expect("readable"));
            }
        }
    }
}
