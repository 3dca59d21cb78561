//! What forwarding a packet costs: `cargo run --release --example forward [subscribers]`.
//!
//! One camera, everybody watches its middle layer; subscribers send their feedback, as browsers do. Wall time of the core
//! alone, by forwarded packet; the quarter of the steps that were disturbed least counts, so that a busy machine does
//! not. Beside it, what the encryption alone costs.
#![allow(missing_docs, clippy::disallowed_methods, reason = "it measures time")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use support::World;

fn main() {
    let subscribers: u8 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100);
    for videos in [1, 9] {
        println!(
            "{:.2} us a packet: {subscribers} subscribers, {videos} video slots each",
            forward(subscribers, videos)
        );
    }
    println!("{:.2} us of it AES-128-GCM, or {:.2} us AES-256-GCM, of 1,100 bytes", gcm_128(), gcm_256());
}

fn forward(subscribers: u8, videos: usize) -> f64 {
    let mut world = World::new(1);
    for who in 0..=subscribers {
        let who = world.join_with("sala", &format!("p{who}"), videos);
        world.clients[who].camera = who == 0;
        world.clients[who].mic = None;
    }
    world.until("all can talk", |world| world.clients.iter().all(|client| client.channel.is_some()));
    for who in 1..=usize::from(subscribers) {
        world.wish(who, &[("p0", "camera", 640, true)]);
    }
    world.until("all see it", |world| (1..=usize::from(subscribers)).all(|who| world.layer(who) == Some(1)));
    world.run(Duration::from_secs(1));
    let mut costs = Vec::new();
    for _ in 0..4_000 {
        let before = world.core.stats().counters.packets_out;
        world.in_core = Duration::ZERO;
        world.step();
        world.clients.iter_mut().for_each(|client| client.got.clear());
        let copies = world.core.stats().counters.packets_out - before;
        if copies >= u64::from(subscribers) {
            costs.push(world.in_core.as_secs_f64() * 1e6 / copies as f64);
        }
    }
    costs.sort_by(f64::total_cmp);
    costs[costs.len() / 4]
}

fn per_call(mut call: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..50 {
        let begun = Instant::now();
        (0..1_000).for_each(|_| call());
        best = best.min(begun.elapsed().as_secs_f64() * 1e6 / 1_000.0);
    }
    best
}

fn gcm_128() -> f64 {
    let mut cipher = str0m::crypto::from_feature_flags().srtp_provider.aead_aes_128_gcm().create_cipher([7; 16], true);
    let (input, mut output) = ([1; 1_100], [0; 1_116]);
    per_call(|| cipher.encrypt(&[3; 12], &[2; 28], &input, &mut output).expect("encryption"))
}

fn gcm_256() -> f64 {
    let mut cipher = str0m::crypto::from_feature_flags().srtp_provider.aead_aes_256_gcm().create_cipher([7; 32], true);
    let (input, mut output) = ([1; 1_100], [0; 1_116]);
    per_call(|| cipher.encrypt(&[3; 12], &[2; 28], &input, &mut output).expect("encryption"))
}
