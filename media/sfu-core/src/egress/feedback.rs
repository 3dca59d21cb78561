//! What a subscriber reports (RTCP: RFC 3550 section 6, RFC 4585, RFC 5104, transport-wide feedback).

/// Something in a compound packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    /// A report block (RFC 3550 section 6.4.1).
    Block(Block),
    /// Packets of this source are missing: the first, and which of the sixteen after it (RFC 4585 section 6.2.1).
    Missing { ssrc: u32, first: u16, after: u16 },
    /// A picture cannot be decoded (RFC 4585 section 6.3.1, RFC 5104 section 4.3.1).
    KeyFrame { ssrc: u32 },
    /// Which packets came when; for [`arrivals`].
    Transport(&'a [u8]),
    /// The subscriber tells of what it sends itself: its source.
    Sends(u32),
    /// Not about what we send.
    Other,
}

/// How a source of ours is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) ssrc: u32,
    /// Of 256.
    pub(crate) lost: u8,
    /// The middle of the time in our last report, and how long ago that came, in 1/65,536 s.
    pub(crate) last_report: u32,
    pub(crate) since_last_report: u32,
}

const HEAD: usize = 8;
const BLOCK: usize = 24;
const SENDER_REPORT: u8 = 200;
const RECEIVER_REPORT: u8 = 201;
const TRANSPORT_FEEDBACK: u8 = 205;
const SOURCE_DESCRIPTION: u8 = 202;
const PAYLOAD_FEEDBACK: u8 = 206;
const EXTENDED_REPORT: u8 = 207;

/// The packets of a compound one, each with a whole head; what is cut off or unknown ends them.
pub(crate) fn packets(mut compound: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (head, _) = compound.split_first_chunk::<HEAD>()?;
        let length = (usize::from(u16::from_be_bytes([head[2], head[3]])) + 1) * 4;
        let (packet, rest) = compound.split_at_checked(length)?;
        compound = rest;
        (head[0] >> 6 == 2 && packet.len() >= HEAD).then_some(packet)
    })
}

/// Walks over a compound packet; what is not known is left out.
pub(crate) fn read<'a>(compound: &'a [u8], mut each: impl FnMut(Said<'a>)) {
    for packet in packets(compound) {
        let (head, rest) = packet.split_at(HEAD);
        let format = head[0] & 0x1f;
        match (head[1], format) {
            (SENDER_REPORT, count) => {
                each(Said::Sends(long(head, 4)));
                blocks(rest.get(20..).unwrap_or_default(), count, &mut each);
            }
            (RECEIVER_REPORT, count) => blocks(rest, count, &mut each),
            (TRANSPORT_FEEDBACK, 1) => {
                let Some((ssrc, entries)) = rest.split_first_chunk::<4>() else { continue };
                let ssrc = u32::from_be_bytes(*ssrc);
                for entry in entries.chunks_exact(4) {
                    let (first, after) = (word(entry, 0), word(entry, 2));
                    each(Said::Missing { ssrc, first, after });
                }
            }
            (TRANSPORT_FEEDBACK, 15) => each(Said::Transport(rest.get(4..).unwrap_or_default())),
            (PAYLOAD_FEEDBACK, 1) => {
                if let Some(ssrc) = rest.first_chunk() {
                    each(Said::KeyFrame { ssrc: u32::from_be_bytes(*ssrc) });
                }
            }
            (PAYLOAD_FEEDBACK, 4) => {
                for entry in rest.get(4..).unwrap_or_default().chunks_exact(8) {
                    each(Said::KeyFrame { ssrc: long(entry, 0) });
                }
            }
            (SOURCE_DESCRIPTION | TRANSPORT_FEEDBACK | PAYLOAD_FEEDBACK | EXTENDED_REPORT, _) => {}
            _ => each(Said::Other),
        }
    }
}

/// A report that packets of `ssrc` are missing (RFC 4585 section 6.2.1); `None`: none is.
pub(crate) fn missing(from: u32, ssrc: u32, numbers: impl Iterator<Item = u16>) -> Option<Vec<u8>> {
    let mut entries: Vec<(u16, u16)> = Vec::new();
    for number in numbers {
        let after = entries.last().map(|(first, _)| number.wrapping_sub(*first));
        match (after, entries.last_mut()) {
            (Some(0), _) => {}
            (Some(after @ 1..=16), Some((_, bits))) => *bits |= 1 << (after - 1),
            _ => entries.push((number, 0)),
        }
    }
    if entries.is_empty() {
        return None;
    }
    let mut report = vec![0x81, TRANSPORT_FEEDBACK];
    report.extend((2 + entries.len() as u16).to_be_bytes());
    report.extend(from.to_be_bytes());
    report.extend(ssrc.to_be_bytes());
    for (first, after) in entries {
        report.extend(first.to_be_bytes());
        report.extend(after.to_be_bytes());
    }
    Some(report)
}

fn blocks<'a>(bytes: &'a [u8], count: u8, each: &mut impl FnMut(Said<'a>)) {
    for block in bytes.chunks_exact(BLOCK).take(usize::from(count)) {
        each(Said::Block(Block {
            ssrc: long(block, 0),
            lost: block[4],
            last_report: long(block, 16),
            since_last_report: long(block, 20),
        }));
    }
}

fn word(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Walks over transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1): for each packet, in
/// order, its number and when it came by the subscriber's clock, in microseconds; `None`: it did not.
pub(crate) fn arrivals(feedback: &[u8], mut each: impl FnMut(u16, Option<i64>)) {
    let Some((head, rest)) = feedback.split_first_chunk::<8>() else { return };
    let (mut number, mut left) = (word(head, 0), usize::from(word(head, 2)));
    let mut time = i64::from((long(head, 4) >> 8).cast_signed() << 8 >> 8) * 64_000;
    let mut chunks = rest;
    let deltas_at = {
        let (mut left, mut at) = (left, 0);
        while left > 0 {
            let Some(chunk) = rest.get(at..at + 2) else { return };
            left -= statuses(word(chunk, 0)).0.min(left);
            at += 2;
        }
        at
    };
    let mut deltas = &rest[deltas_at..];
    while left > 0 {
        let chunk = word(chunks, 0);
        chunks = &chunks[2..];
        let (count, status) = statuses(chunk);
        for at in 0..count.min(left) {
            let came = match status.of(at) {
                1 => {
                    let Some((delta, rest)) = deltas.split_first() else { return };
                    deltas = rest;
                    Some(i64::from(*delta))
                }
                2 => {
                    let Some((delta, rest)) = deltas.split_first_chunk::<2>() else { return };
                    deltas = rest;
                    Some(i64::from(i16::from_be_bytes(*delta)))
                }
                _ => None,
            };
            if let Some(delta) = came {
                time += delta * 250;
            }
            each(number, came.map(|_| time));
            number = number.wrapping_add(1);
        }
        left -= count.min(left);
    }
}

/// The statuses in a chunk: how many, and what they are.
fn statuses(chunk: u16) -> (usize, Statuses) {
    if chunk >> 15 == 0 {
        (usize::from(chunk & 0x1fff), Statuses::Same(chunk >> 13 & 3))
    } else if chunk >> 14 & 1 == 0 {
        (14, Statuses::OneBit(chunk))
    } else {
        (7, Statuses::TwoBits(chunk))
    }
}

#[derive(Debug, Clone, Copy)]
enum Statuses {
    Same(u16),
    OneBit(u16),
    TwoBits(u16),
}

impl Statuses {
    fn of(self, at: usize) -> u16 {
        match self {
            Self::Same(status) => status,
            Self::OneBit(chunk) => chunk >> (13 - at) & 1,
            Self::TwoBits(chunk) => chunk >> (12 - 2 * at) & 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_packet_is_taken_apart() {
        let mut compound = vec![0x81, 201, 0, 7, 0, 0, 0, 1]; // RR, one block
        compound.extend([0, 0, 0, 9, 64, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4]);
        compound.extend([0x81, 205, 0, 4, 0, 0, 0, 1, 0, 0, 0, 9, 0, 5, 0x80, 1, 0, 99, 0, 0]); // NACK
        compound.extend([0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 9]); // PLI
        compound.extend([0x84, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 0]); // FIR
        compound.extend([0x80, 200, 0, 6, 0, 0, 0, 3]); // SR
        compound.extend([0; 20]);
        compound.extend([0x80, 202, 0, 1, 0, 0, 0, 1]); // SDES
        compound.extend([0x81, 203, 0, 1, 0, 0, 0, 1]); // BYE
        let mut said = Vec::new();
        read(&compound, |what| said.push(what));
        let block = Block { ssrc: 9, lost: 64, last_report: 0x102, since_last_report: 0x304 };
        let missing = |first, after| Said::Missing { ssrc: 9, first, after };
        let key = |ssrc| Said::KeyFrame { ssrc };
        assert_eq!(
            said,
            [Said::Block(block), missing(5, 0x8001), missing(99, 0), key(9), key(8), Said::Sends(3), Said::Other]
        );
    }

    #[test]
    fn what_is_missing_is_asked_for_in_few_words() {
        assert_eq!(missing(2, 9, [].into_iter()), None);
        let report = missing(2, 9, [65_535, 0, 15, 16, 900].into_iter()).expect("a report");
        let mut said = Vec::new();
        read(&report, |what| said.push(what));
        let asked = |first, after| Said::Missing { ssrc: 9, first, after };
        assert_eq!(said, [asked(65_535, 0x8001), asked(16, 0), asked(900, 0)]);
    }

    #[test]
    fn feedback_says_what_came_when() {
        let mut feedback = vec![0xff, 0xfe, 0, 20, 0, 0, 2, 7]; // from 65,534 on, 20 of them, at 128 ms
        feedback.extend([0x20, 3]); // three that came soon
        feedback.extend([0b1011_0000, 0]); // one bit each: came, came, twelve that did not
        feedback.extend([0b1110_0100, 0]); // two bits each: late, soon, not, ...
        feedback.extend([4, 8, 0, 1, 40]);
        feedback.extend(i16::to_be_bytes(-80));
        feedback.push(2);
        let mut came = Vec::new();
        arrivals(&feedback, |number, at| came.push((number, at)));
        let (numbers, times): (Vec<u16>, Vec<Option<i64>>) = came.into_iter().unzip();
        assert_eq!(numbers, (0..20).map(|at| 65_534u16.wrapping_add(at)).collect::<Vec<_>>());
        let ms = |quarters: i64| Some(128_000 + quarters * 250);
        assert_eq!(times[..6], [ms(4), ms(12), ms(12), ms(13), ms(53), None]);
        assert_eq!(times[15..], [None, None, ms(-27), ms(-25), None]);
    }
}
