//! Transport-wide feedback, told anew without some of its losses.
//!
//! What is left out must not be told to have come: whoever sent it would forget it, and could not send it again. It is not spoken of:
//! each stretch between two such packets is a feedback of its own.

use crate::egress::feedback::{arrivals, packets};

/// Of a packet: the common header and two sources, then feedback begins, whose head is so long.
const BEGINS: usize = 12;
const HEAD: usize = 8;
/// What times are told in, us, and how many of them the reference time counts.
const TICK_US: i64 = 250;
const REFERENCE: i64 = 256;
/// Statuses in a chunk of two bits each, and how such a chunk begins.
const IN_CHUNK: usize = 7;
const TWO_BITS: u16 = 0b11 << 14;
const PADDED: u8 = 0x20;

/// Goes through a compound packet (RTCP). For each transport-wide feedback in it `excuse` says how many of its losses, of how many
/// packets in all, are to be left out. `None`: nothing changes.
pub(crate) fn retell(compound: &[u8], mut excuse: impl FnMut(u32, u32) -> u32) -> Option<Vec<u8>> {
    let mut told = Vec::with_capacity(compound.len() + 256);
    let mut changed = false;
    for packet in packets(compound) {
        let mut came = Vec::new();
        if packet.len() > BEGINS + HEAD && packet[0] & 0x1f == 15 && packet[1] == 205 {
            arrivals(&packet[BEGINS..], |number, came_us| came.push((number, came_us.map(|us| us / TICK_US))));
        }
        let lost = came.iter().filter(|(_, came)| came.is_none()).count() as u32;
        let excused = if came.is_empty() { 0 } else { excuse(lost, came.len() as u32).min(lost) };
        if excused == 0 {
            told.extend_from_slice(packet);
            continue;
        }
        changed = true;
        let mut seen = 0;
        let is_left_out = |(_, came): &(u16, Option<i64>)| {
            seen += u32::from(came.is_none());
            // Spread evenly over all that are lost.
            came.is_none() && seen * excused / lost > (seen - 1) * excused / lost
        };
        for stretch in came.split(is_left_out).filter(|stretch| !stretch.is_empty()) {
            write(packet, stretch, &mut told);
        }
    }
    changed.then_some(told)
}

/// Writes feedback with the head of `packet` (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1).
fn write(packet: &[u8], came: &[(u16, Option<i64>)], told: &mut Vec<u8>) {
    let begin = told.len();
    let first = came.iter().find_map(|(_, came)| *came).unwrap_or(0);
    let reference = first.div_euclid(REFERENCE);
    told.extend_from_slice(&packet[..BEGINS]);
    told.extend(came.first().map_or(0, |(number, _)| *number).to_be_bytes());
    told.extend((came.len() as u16).to_be_bytes());
    told.extend(&(reference as i32).to_be_bytes()[1..]);
    told.push(packet[BEGINS + HEAD - 1]);
    let mut time = reference * REFERENCE;
    let mut deltas = Vec::with_capacity(came.len() * 2);
    for statuses in came.chunks(IN_CHUNK) {
        let mut chunk = TWO_BITS;
        for (place, ticks) in statuses.iter().enumerate().filter_map(|(place, (_, came))| Some((place, (*came)?))) {
            let delta = ticks - time;
            time = ticks;
            let is_small = u8::try_from(delta).is_ok();
            if is_small {
                deltas.push(delta as u8);
            } else {
                deltas.extend((delta as i16).to_be_bytes());
            }
            chunk |= if is_small { 1 } else { 2 } << (12 - 2 * place);
        }
        told.extend(chunk.to_be_bytes());
    }
    told.extend(deltas);
    told[begin] &= !PADDED;
    let padding = (4 - (told.len() - begin) % 4) % 4;
    if padding > 0 {
        told[begin] |= PADDED;
        told.resize(told.len() + padding, 0);
        let last = told.len() - 1;
        told[last] = padding as u8;
    }
    let words = ((told.len() - begin) / 4 - 1) as u16;
    told[begin + 2..begin + 4].copy_from_slice(&words.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A time before zero, in ticks.
    const BEGAN: i64 = -16 * REFERENCE;

    /// Feedback of these arrivals between two other packets.
    fn compound(first: u16, came: &[Option<i64>]) -> Vec<u8> {
        let numbered: Vec<_> =
            came.iter().enumerate().map(|(at, came)| (first.wrapping_add(at as u16), *came)).collect();
        let mut head = vec![0x8f, 205, 0, 0, 0, 0, 0, 7, 0, 0, 0, 9];
        head.extend([0, 0, 0, 0, 0, 0, 0, 3]);
        let mut compound = vec![0x80, 201, 0, 1, 0, 0, 0, 7];
        write(&head, &numbered, &mut compound);
        compound.extend([0x81, 205, 0, 3, 0, 0, 0, 7, 0, 0, 0, 9, 0, 5, 0, 0]);
        compound
    }

    fn told(compound: &[u8]) -> Vec<(u16, Option<i64>)> {
        let mut told = Vec::new();
        for feedback in packets(compound).filter(|packet| packet[0] & 0x1f == 15) {
            arrivals(&feedback[BEGINS..], |number, came| told.push((number, came.map(|us| us / TICK_US))));
        }
        told
    }

    #[test]
    fn what_is_left_out_is_not_spoken_of() {
        let at = |ticks| Some(BEGAN + ticks);
        let before = compound(65_534, &[None, at(10), None, None, at(400), at(410), None]);
        let after = retell(&before, |lost, all| {
            assert_eq!((lost, all), (4, 7));
            2
        });
        let told = told(&after.expect("a change"));
        assert_eq!(told, [(65_534, None), (65_535, at(10)), (1, None), (2, at(400)), (3, at(410))]);
        assert_eq!(retell(&before, |_, _| 0), None);
    }

    proptest! {
        #[test]
        fn all_else_is_told_as_it_was(
            first in any::<u16>(),
            steps in prop::collection::vec(prop::option::weighted(0.7, -300i64..5_000), 1..200),
            part in 0u32..=4,
        ) {
            let mut time = BEGAN;
            let arrival = |step: &Option<i64>| step.map(|step| {
                time += step;
                time
            });
            let came: Vec<Option<i64>> = steps.iter().map(arrival).collect();
            let before = compound(first, &came);
            let mut excused = 0;
            let after = retell(&before, |lost, _| {
                excused = lost * part / 4;
                excused
            });
            prop_assert_eq!(after.is_some(), excused > 0);
            let Some(after) = after else { return Ok(()) };
            let (old, new) = (told(&before), told(&after));
            prop_assert_eq!(old.len() - new.len(), excused as usize);
            prop_assert!(new.iter().all(|status| old.contains(status)));
            prop_assert_eq!(
                old.iter().filter(|(_, came)| came.is_some()).collect::<Vec<_>>(),
                new.iter().filter(|(_, came)| came.is_some()).collect::<Vec<_>>()
            );
            let others = |compound: &[u8]| -> Vec<Vec<u8>> {
                packets(compound).filter(|packet| packet[0] & 0x1f != 15).map(<[u8]>::to_vec).collect()
            };
            prop_assert_eq!(others(&before), others(&after));
        }
    }
}
