//! Bytes that are nearly right.

use fastrand::Rng;

/// Longest input, bytes; twice what any datagram or frame may have.
pub const MOST_BYTES: usize = 4096;

/// Where lengths and counts go wrong.
const EDGES: [u8; 10] = [0, 1, 2, 0x0f, 0x10, 0x7f, 0x80, 0xc0, 0xfe, 0xff];

/// A few random changes, and now and then a piece of `other`.
pub fn mutate(input: &[u8], other: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=rng.usize(..6) {
        change(&mut bytes, other, rng);
    }
    bytes.truncate(MOST_BYTES);
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    if bytes.is_empty() {
        bytes.push(rng.u8(..));
        return;
    }
    let at = rng.usize(..bytes.len());
    let length = 1 + rng.usize(..bytes.len() - at).min(rng.usize(..64));
    match rng.u8(..9) {
        0 => bytes[at] ^= 1 << rng.u8(..8),
        1 => bytes[at] = EDGES[rng.usize(..EDGES.len())],
        2 => bytes[at] = bytes[at].wrapping_add(rng.u8(..)),
        3 => bytes.insert(at, rng.u8(..)),
        4 => drop(bytes.drain(at..at + length)),
        5 => bytes.truncate(at),
        6 => {
            let piece = bytes[at..at + length].to_vec();
            bytes.splice(at..at, piece);
        }
        7 if !other.is_empty() => {
            let from = rng.usize(..other.len());
            let to = (from + 1 + rng.usize(..128)).min(other.len());
            bytes.splice(at..at, other[from..to].iter().copied());
        }
        _ if at + 2 <= bytes.len() => {
            let wrong = u16::from_be_bytes([bytes[at], bytes[at + 1]]).wrapping_add(rng.u16(..16)).wrapping_sub(8);
            bytes[at..at + 2].copy_from_slice(&wrong.to_be_bytes());
        }
        _ => bytes.push(rng.u8(..)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_bytes() {
        let made = |seed| {
            let mut rng = Rng::with_seed(seed);
            (0..50).fold(b"whatever it was".to_vec(), |bytes, _| mutate(&bytes, b"another", &mut rng))
        };
        assert_eq!(made(7), made(7));
        assert_ne!(made(7), made(8));
    }
}
