//! The least that a media server could be: one AES-128-GCM for each packet, and one system call for each (or for each
//! run of a frame), at the same pace. No connections, no feedback, nobody listens to it.
//!
//! `sfu-load floor FRAMES_PER_S PUBLISHERS PACKETS_PER_FRAME BYTES PACKETS_PER_CALL PORT...`; ends with its stdin.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use quinn_udp::{Transmit, UdpSocketState};
use str0m::crypto::from_feature_flags;

type Failed = Box<dyn std::error::Error>;

const HEADER: usize = 28;
const TAG: usize = 16;

pub(crate) fn run() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(2).collect();
    let [frames_per_s, publishers, packets, bytes, per_call, ports @ ..] = &arguments[..] else {
        return Err("what is wanted is at the top of floor.rs".into());
    };
    let frames_per_s: f64 = frames_per_s.parse()?;
    let (publishers, packets): (usize, usize) = (publishers.parse()?, packets.parse()?);
    let (bytes, per_call): (usize, usize) = (bytes.parse()?, per_call.parse()?);
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    let state = UdpSocketState::new((&socket).into())?;
    let ciphers = from_feature_flags().srtp_provider.aead_aes_128_gcm();
    let mut subscribers = Vec::new();
    for (number, port) in ports.iter().enumerate() {
        let to = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse()?));
        subscribers.push((to, ciphers.create_cipher([number as u8; 16], true)));
    }
    let over = Arc::new(AtomicBool::new(false));
    let ends = Arc::clone(&over);
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        ends.store(true, Ordering::Relaxed);
    });
    let payload = vec![1; bytes];
    let segment = HEADER + bytes + TAG;
    let mut run = vec![0; segment * packets];
    let every = Duration::from_secs_f64(1.0 / frames_per_s / publishers as f64);
    let mut next = Instant::now();
    let mut number = 0u64;
    while !over.load(Ordering::Relaxed) {
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
        next += every;
        for (to, cipher) in &mut subscribers {
            for packet in run.chunks_exact_mut(segment) {
                number += 1;
                packet[4..12].copy_from_slice(&number.to_be_bytes());
                let (head, body) = packet.split_at_mut(HEADER);
                let mut iv = [0; 12];
                iv[4..].copy_from_slice(&number.to_be_bytes());
                cipher.encrypt(&iv, head, &payload, body)?;
            }
            for contents in run.chunks(segment * per_call) {
                let segment_size = (contents.len() > segment).then_some(segment);
                let transmit = Transmit { destination: *to, ecn: None, contents, segment_size, src_ip: None };
                state.try_send((&socket).into(), &transmit)?;
            }
        }
    }
    Ok(())
}
