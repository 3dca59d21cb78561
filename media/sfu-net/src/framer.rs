//! How datagrams travel in a TCP stream: two bytes of length, then the datagram (RFC 4571 section 2).

use std::fmt;

/// Longest datagram taken from a stream, bytes. Browsers stay below 1300; str0m takes no more than this.
pub const MAX_FRAME_BYTES: usize = 2000;

const LENGTH_BYTES: usize = 2;

/// A frame announced longer than [`MAX_FRAME_BYTES`]: whoever sends it speaks something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oversized(pub usize);

impl fmt::Display for Oversized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a frame of {} bytes, more than {MAX_FRAME_BYTES}", self.0)
    }
}

impl std::error::Error for Oversized {}

/// Cuts one connection's stream into datagrams. Holds at most one unfinished frame.
#[derive(Debug, Default)]
pub struct Framer {
    unfinished: Vec<u8>,
}

impl Framer {
    /// Hands every datagram that is complete now to `each`, in order; empty ones are skipped.
    ///
    /// Datagrams that lie whole in `input` are not copied.
    ///
    /// # Errors
    /// [`Oversized`]: the stream cannot be followed any further.
    pub fn feed(&mut self, mut input: &[u8], mut each: impl FnMut(&[u8])) -> Result<(), Oversized> {
        while !self.unfinished.is_empty() && !input.is_empty() {
            let wanted = match announced(&self.unfinished)? {
                Some(length) => LENGTH_BYTES + length,
                None => LENGTH_BYTES,
            };
            let taken = input.len().min(wanted - self.unfinished.len());
            self.unfinished.extend_from_slice(&input[..taken]);
            input = &input[taken..];
            if let Some(length) = announced(&self.unfinished)?
                && self.unfinished.len() == LENGTH_BYTES + length
            {
                if length > 0 {
                    each(&self.unfinished[LENGTH_BYTES..]);
                }
                self.unfinished.clear();
            }
        }
        while let Some(length) = announced(input)? {
            let Some(datagram) = input.get(LENGTH_BYTES..LENGTH_BYTES + length) else { break };
            if length > 0 {
                each(datagram);
            }
            input = &input[LENGTH_BYTES + length..];
        }
        self.unfinished.extend_from_slice(input);
        Ok(())
    }

    /// Whether the stream stands in the middle of a frame.
    pub fn is_unfinished(&self) -> bool {
        !self.unfinished.is_empty()
    }
}

/// The length that a frame announces; `None` while it is not there yet.
fn announced(frame: &[u8]) -> Result<Option<usize>, Oversized> {
    let Some(&[high, low]) = frame.first_chunk() else { return Ok(None) };
    match usize::from(u16::from_be_bytes([high, low])) {
        length if length > MAX_FRAME_BYTES => Err(Oversized(length)),
        length => Ok(Some(length)),
    }
}

/// Appends `datagram` as a frame. `false`, and nothing appended, when it is too long for one.
#[must_use]
pub fn frame(datagram: &[u8], stream: &mut Vec<u8>) -> bool {
    let Ok(length) = u16::try_from(datagram.len()) else { return false };
    stream.extend_from_slice(&length.to_be_bytes());
    stream.extend_from_slice(datagram);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(pieces: &[&[u8]]) -> Vec<Vec<u8>> {
        let (mut framer, mut found) = (Framer::default(), Vec::new());
        for piece in pieces {
            framer.feed(piece, |datagram| found.push(datagram.to_vec())).expect("no frame is too long");
        }
        found
    }

    #[test]
    fn datagrams_come_out_whole_however_the_stream_was_cut() {
        let sent: Vec<Vec<u8>> = (1..40usize).map(|n| vec![n as u8; n * 41]).collect();
        let mut stream = Vec::new();
        for datagram in &sent {
            assert!(frame(datagram, &mut stream));
        }
        for size in [1, 2, 3, 7, 100, 1601, stream.len()] {
            assert_eq!(cut(&stream.chunks(size).collect::<Vec<_>>()), sent, "in pieces of {size}");
        }
    }

    #[test]
    fn a_frame_longer_than_any_datagram_ends_the_stream() {
        let mut framer = Framer::default();
        let too_long = u16::try_from(MAX_FRAME_BYTES + 1).expect("fits").to_be_bytes();
        assert_eq!(framer.feed(&too_long, |_| panic!("nothing is complete")), Err(Oversized(MAX_FRAME_BYTES + 1)));
        let mut framer = Framer::default();
        assert_eq!(framer.feed(&too_long[..1], |_| ()), Ok(()));
        assert_eq!(framer.feed(&too_long[1..], |_| ()), Err(Oversized(MAX_FRAME_BYTES + 1)));
    }

    #[test]
    fn an_empty_frame_is_skipped() {
        assert_eq!(cut(&[&[0, 0, 0, 1, 7, 0, 0], &[0, 0]]), [[7]]);
    }

    #[test]
    fn no_more_than_one_frame_is_ever_held() {
        let mut framer = Framer::default();
        let mut stream = Vec::new();
        assert!(frame(&[1; MAX_FRAME_BYTES], &mut stream));
        for byte in stream.iter().cycle().take(50_000) {
            framer.feed(&[*byte], |_| ()).expect("no frame is too long");
            assert!(framer.unfinished.len() < LENGTH_BYTES + MAX_FRAME_BYTES);
        }
    }

    #[test]
    fn a_datagram_too_long_for_a_frame_is_refused() {
        let mut stream = Vec::new();
        assert!(!frame(&vec![0; 65_536], &mut stream));
        assert!(stream.is_empty());
    }
}
