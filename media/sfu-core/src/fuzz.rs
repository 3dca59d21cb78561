//! Doors for `sfu-fuzz`: parsers and renumbering that the public surface hides behind a handshake.

use std::sync::Arc;
use std::time::{Duration, Instant};

use str0m::rtp::Vp8Descriptor;

use crate::egress;
use crate::messages::FromClient;
use crate::red;
use crate::rewrite::{Incoming, Rewriter};

/// Reads a data channel message, and what is in it.
pub fn message(text: &[u8]) {
    if let Ok(FromClient::Wish(wish)) = serde_json::from_slice(text) {
        for tile in &wish.tiles {
            let _ = tile.size();
        }
    }
}

/// Takes a packet of repeated sounds apart, and packs what is found again: the newest is the end of each.
pub fn red(packet: &[u8]) {
    if let Some(newest) = red::newest(packet) {
        assert!(packet.ends_with(newest) && newest.len() < packet.len());
    }
    let sound = Arc::from(packet);
    let mut memory = red::Memory::default();
    for time in [u32::MAX - 900, 60, 1_020] {
        memory.hear(time, &sound, Some(packet));
    }
    let again = red::repeating(&memory.before(1_980, red::MOST), 111, packet);
    assert_eq!(red::newest(&again), Some(packet));
}

/// Reads a subscriber's report, and believes whatever it says of what came.
pub fn feedback(report: &[u8], now: Instant) {
    egress::believe(report, now);
}

/// Lets a script happen to one slot; each step is four bytes: what, how much, and the head of a VP8 payload.
///
/// Whatever happens: what is sent goes on from what was sent before, without a hole that the network did not make,
/// other than one behind a picture that never ended.
pub fn rewriter(script: &[u8], began: Instant) {
    let mut slot = Rewriter::new(90_000, (0x1234, 0x8765_4321));
    let (mut now, mut seq, mut timestamp) = (began, 70_000u64, u32::MAX - 20_000);
    let (mut is_fresh, mut top) = (true, 0); // top: the highest number that the slot was told of
    let (mut newest, mut wanted): (Option<u64>, Option<u64>) = (None, None);
    let mut is_whole = true; // the newest ended its picture
    for step in script.chunks_exact(4) {
        let amount = u64::from(step[1]);
        now += Duration::from_millis(amount / 8);
        match step[0] % 8 {
            0 => {
                slot.switch(step[1] & 1 == 0);
                (seq, timestamp) = (seq.wrapping_mul(31) % (1 << 40) + amount, timestamp.rotate_left(7));
                is_fresh = true;
                wanted = newest.map(|newest| newest + 1 + u64::from(!is_whole)); // what was lost is not missed
            }
            1 if !is_fresh => {
                slot.skip(seq);
                if top + 1 == seq {
                    top = seq;
                } else {
                    wanted = wanted.map(|next| next + 1); // behind a hole it cannot be told from a lost one
                }
                seq += 1;
            }
            2 if !is_fresh => {
                seq += amount; // lost on the way here
                wanted = wanted.map(|next| next + amount);
            }
            3 if !is_fresh => {
                let late = packet(seq.saturating_sub(amount + 1), timestamp, now, step);
                if let (Some(sent), Some(next)) = (slot.write(&late), wanted) {
                    assert!(sent.seq < next, "a late packet is sent as one: {} of {next}", sent.seq);
                    if late.seq >= top {
                        (newest, is_whole) = (Some(sent.seq), late.is_end); // it may be newer than what was lost
                        top = late.seq;
                    }
                }
            }
            _ => {
                timestamp = timestamp.wrapping_add(u32::from(step[1] & 1) * 3000);
                let fresh = packet(seq, timestamp, now, step);
                let sent = slot.write(&fresh);
                let Some(sent) = sent else { panic!("a new packet was not sent") };
                if let Some(picture) = sent.picture {
                    let mut payload = step[2..].to_vec();
                    picture.write(&mut payload);
                    assert_eq!(Vp8Descriptor::parse(&payload).is_ok(), Vp8Descriptor::parse(&step[2..]).is_ok());
                }
                assert_eq!(sent.seq, wanted.unwrap_or(sent.seq), "no hole and no repetition");
                (newest, wanted, is_whole) = (Some(sent.seq), Some(sent.seq + 1), fresh.is_end);
                (top, seq, is_fresh) = (seq, seq + 1, false);
            }
        }
    }
}

fn packet(seq: u64, timestamp: u32, arrived: Instant, payload: &[u8]) -> Incoming {
    let vp8 = Vp8Descriptor::parse(&payload[2..]).ok();
    Incoming { seq, timestamp, arrived, captured: None, vp8, is_end: payload[0] & 8 == 0 }
}
