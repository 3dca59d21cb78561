use proptest::prelude::*;

use super::*;

const TICKS: u32 = 3_000;
const FRAME: Duration = Duration::from_micros(33_333);

fn payload(picture_id: u16, tl0: u8) -> Vec<u8> {
    let [high, low] = picture_id.to_be_bytes();
    vec![0x90, 0xe0, high | 0x80, low, tl0, 0x20, 1, 2, 3]
}

/// A publisher's encoding: frames of two packets.
#[derive(Debug, Clone)]
struct Source {
    seq: u64,
    timestamp: u32,
    picture_id: u16,
    tl0: u8,
}

impl Source {
    fn frame(&mut self, arrived: Instant) -> [(Incoming, Vec<u8>); 2] {
        self.timestamp = self.timestamp.wrapping_add(TICKS);
        self.picture_id = (self.picture_id + 1) & PICTURE_ID;
        self.tl0 = self.tl0.wrapping_add(1);
        [false, true].map(|is_end| {
            self.seq += 1;
            let payload = payload(self.picture_id, self.tl0);
            let vp8 = Vp8Descriptor::parse(&payload).ok();
            (Incoming { seq: self.seq, timestamp: self.timestamp, arrived, captured: None, vp8, is_end }, payload)
        })
    }
}

/// The picture id and TL0PICIDX as sent.
fn sent(outgoing: &Outgoing, mut payload: Vec<u8>) -> (u16, u8) {
    outgoing.picture.expect("numbers").write(&mut payload);
    let vp8 = Vp8Descriptor::parse(&payload).expect("a descriptor");
    (vp8.picture_id().expect("a picture id"), vp8.tl0_pic_idx().expect("a TL0PICIDX"))
}

fn any_source() -> impl Strategy<Value = Source> {
    (0u64..1 << 40, any::<u32>(), 0..=PICTURE_ID, any::<u8>()).prop_map(|(seq, timestamp, picture_id, tl0)| Source {
        seq,
        timestamp,
        picture_id,
        tl0,
    })
}

proptest! {
    #[test]
    fn what_goes_out_is_one_stream_whatever_comes_in(
        sources in prop::collection::vec(any_source(), 1..5),
        stays in prop::collection::vec(1usize..12, 1..12),
        start in any::<(u16, u32)>(),
    ) {
        let mut sources = sources;
        let mut rewriter = Rewriter::new(90_000, start);
        let mut now = Instant::now();
        let mut last: Option<(u64, u32)> = None;
        for (turn, frames) in stays.iter().enumerate() {
            let count = sources.len();
            rewriter.switch(false);
            for _ in 0..*frames {
                now += FRAME;
                for (index, (packet, _)) in sources[turn % count].frame(now).iter().enumerate() {
                    let out = rewriter.write(packet).expect("a packet in order");
                    if let Some((seq, timestamp)) = last {
                        prop_assert_eq!(out.seq, seq + 1);
                        let ticks = out.timestamp.wrapping_sub(timestamp);
                        let expected = if index == 0 { TICKS } else { 0 };
                        prop_assert!(ticks.abs_diff(expected) <= 1, "{} ticks", ticks);
                    }
                    last = Some((out.seq, out.timestamp));
                }
            }
        }
    }

    #[test]
    fn every_packet_has_its_own_number_in_any_order(
        source in any_source(), order in prop::collection::vec(0usize..40, 40), skipped in prop::collection::vec(0usize..40, 0..6),
    ) {
        let mut source = source;
        let now = Instant::now();
        let packets: Vec<Incoming> = (0..20).flat_map(|_| source.frame(now)).map(|(packet, _)| packet).collect();
        let mut rewriter = Rewriter::new(90_000, (0, 0));
        let mut by_number = std::collections::BTreeMap::new();
        let mut all: Vec<usize> = (0..40).collect();
        for (from, to) in order.iter().enumerate() {
            // Neighbours only: reordering on the way is by a few packets.
            let to = (*to % 4 + from).min(39);
            all.swap(from, to);
        }
        for index in all {
            let packet = &packets[index];
            if skipped.contains(&index) {
                rewriter.skip(packet.seq);
            } else if let Some(out) = rewriter.write(packet) {
                prop_assert!(by_number.insert(out.seq, packet.seq).is_none(), "a number was given twice");
            }
        }
        let came: Vec<u64> = by_number.values().copied().collect();
        let mut sorted = came.clone();
        sorted.sort_unstable();
        prop_assert_eq!(came, sorted, "the order of numbers is the order of the source");
    }

    #[test]
    fn nothing_breaks_it(
        packets in prop::collection::vec((any::<u64>(), any::<u32>(), prop::collection::vec(any::<u8>(), 0..12), 0u8..4), 0..60),
    ) {
        let mut rewriter = Rewriter::new(48_000, (u16::MAX, u32::MAX));
        let now = Instant::now();
        let mut last: Option<u64> = None;
        for (seq, timestamp, payload, what) in packets {
            let seq = seq >> 1;
            match what {
                0 => rewriter.switch(true),
                1 => rewriter.skip(seq),
                _ => {
                    let vp8 = Vp8Descriptor::parse(&payload).ok();
                    let packet = Incoming { seq, timestamp, arrived: now, captured: None, vp8, is_end: seq % 2 == 0 };
                    if let Some(out) = rewriter.write(&packet) {
                        let before = last.unwrap_or(out.seq);
                        prop_assert!(out.seq.abs_diff(before) <= 2 * JUMP, "a receiver would lose count");
                        last = Some(out.seq.max(before));
                    }
                }
            }
        }
    }
}

#[test]
fn picture_ids_follow_on_over_a_switch() {
    let mut rewriter = Rewriter::new(90_000, (0, 0));
    let now = Instant::now();
    let mut first = Source { seq: 10, timestamp: 0, picture_id: PICTURE_ID - 1, tl0: 254 };
    let mut second = Source { seq: 99, timestamp: 9, picture_id: 5, tl0: 77 };
    let mut seen = Vec::new();
    for source in [&mut first, &mut second] {
        rewriter.switch(false);
        for _ in 0..2 {
            let [(packet, payload), _] = source.frame(now);
            let out = rewriter.write(&packet).expect("a packet in order");
            seen.push(sent(&out, payload));
        }
    }
    assert_eq!(seen, [(PICTURE_ID, 255), (0, 0), (1, 1), (2, 2)]);
}

#[test]
fn what_is_older_than_the_switch_is_not_sent() {
    let mut rewriter = Rewriter::new(90_000, (0, 0));
    let now = Instant::now();
    let mut source = Source { seq: 500, timestamp: 0, picture_id: 5, tl0: 5 };
    let [(straggler, _), _] = source.frame(now);
    let [(first, _), _] = source.frame(now);
    assert!(rewriter.write(&first).is_some());
    assert!(rewriter.write(&straggler).is_none());
}

#[test]
fn a_picture_whose_end_was_lost_does_not_look_whole() {
    let mut rewriter = Rewriter::new(90_000, (0, 0));
    let now = Instant::now();
    let mut first = Source { seq: 10, timestamp: 0, picture_id: 1, tl0: 1 };
    let mut second = Source { seq: 99, timestamp: 9, picture_id: 5, tl0: 7 };
    let [(head, _), _] = first.frame(now);
    rewriter.switch(false);
    let head = rewriter.write(&head).expect("a packet");
    rewriter.switch(false);
    let [start, end] = second.frame(now).map(|(packet, _)| rewriter.write(&packet).expect("a packet"));
    assert_eq!((start.seq - head.seq, end.seq - head.seq), (2, 3), "a number is missing where the rest is");
    rewriter.switch(true);
    let [(next, _), _] = first.frame(now);
    assert_eq!(rewriter.write(&next).expect("a packet").seq, end.seq + 1, "and none behind a whole one");
}

#[test]
fn layers_of_one_camera_keep_its_clock() {
    let mut rewriter = Rewriter::new(90_000, (0, 0));
    let now = Instant::now();
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let packet = |seq, timestamp, arrived, captured| Incoming {
        seq,
        timestamp,
        arrived,
        captured: Some(captured),
        vp8: None,
        is_end: true,
    };
    let before = rewriter.write(&packet(1, 77, now, noon)).expect("a packet");
    rewriter.switch(true);
    // Captured 40 ms later, 55 ms later on the way.
    let late = packet(9_000, 12, now + Duration::from_millis(55), noon + Duration::from_millis(40));
    let after = rewriter.write(&late).expect("a packet");
    assert_eq!(after.timestamp - before.timestamp, 3_600);
    rewriter.switch(false);
    let other = packet(7, 5, now + Duration::from_millis(75), noon + Duration::from_secs(500));
    let then = rewriter.write(&other).expect("a packet");
    assert_eq!(then.timestamp - after.timestamp, 1_800, "another camera has another clock");
}

#[test]
fn numbers_are_written_where_a_descriptor_has_them_and_nowhere_else() {
    let numbers = Picture { id: Some(0x1234), tl0_pic_idx: Some(0xab), key_idx: Some(0x1f) };
    for (before, after) in [
        (vec![0x10, 1, 2, 3, 4], vec![0x10, 1, 2, 3, 4]),
        (vec![0x90, 0x80, 0x80, 0, 9, 9], vec![0x90, 0x80, 0x92, 0x34, 9, 9]),
        (vec![0x90, 0xf0, 0x05, 0, 0xe0, 9], vec![0x90, 0xf0, 0x34, 0xab, 0xff, 9]),
        (vec![0x90, 0x30, 0x40, 9], vec![0x90, 0x30, 0x5f, 9]),
        (vec![0x90, 0xf0, 0x80], vec![0x90, 0xf0, 0x80]),
    ] {
        let mut payload = before.clone();
        numbers.write(&mut payload);
        assert_eq!(payload, after, "{before:02x?}");
    }
}
