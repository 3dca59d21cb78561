//! Datagrams that leave in one system call: the kernel cuts them apart again (UDP generic segmentation offload).
//!
//! A frame reaches a subscriber as several packets of the same length but for the last one. One call for all of them
//! costs a third of one call each.

use std::net::{IpAddr, SocketAddr};

/// Most bytes in one call: what an IPv4 datagram can hold, headers off.
const MOST_BYTES: usize = 65_535 - 28;

/// Datagrams for one destination: all of `segment` bytes, only the last one may be shorter.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) bytes: Vec<u8>,
    pub(crate) segment: usize,
    pub(crate) count: usize,
    way: Option<Way>,
}

/// Where datagrams go, and from which address of this machine (`None`: the kernel chooses).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) destination: SocketAddr,
    pub(crate) source: Option<IpAddr>,
}

impl Run {
    /// Where it goes; `None` when it is empty.
    pub(crate) fn way(&self) -> Option<Way> {
        self.way
    }

    /// Whether a datagram may join: same way, not longer than the others, none shorter before it, room in the call.
    pub(crate) fn takes(&self, way: Way, length: usize, most_segments: usize) -> bool {
        self.count == 0
            || (self.way == Some(way)
                && length <= self.segment
                && self.bytes.len() == self.count * self.segment
                && self.count < most_segments
                && self.bytes.len() + length <= MOST_BYTES)
    }

    pub(crate) fn add(&mut self, way: Way, datagram: &[u8]) {
        if self.count == 0 {
            self.way = Some(way);
            self.segment = datagram.len();
        }
        self.bytes.extend_from_slice(datagram);
        self.count += 1;
    }

    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.count = 0;
        self.way = None;
    }

    /// The datagrams, one by one.
    pub(crate) fn datagrams(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes.chunks(self.segment.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: Way = Way { destination: SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 1), source: None };
    const BEN: Way = Way { destination: SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 2), source: None };

    fn run(lengths: &[usize]) -> Run {
        let mut run = Run::default();
        for length in lengths {
            assert!(run.takes(ANA, *length, 64), "{length} of {lengths:?}");
            run.add(ANA, &vec![1; *length]);
        }
        run
    }

    #[test]
    fn packets_of_one_frame_leave_together() {
        let run = run(&[1100, 1100, 1100, 300]);
        assert_eq!((run.count, run.segment, run.bytes.len()), (4, 1100, 3600));
        assert_eq!(run.datagrams().map(<[u8]>::len).collect::<Vec<_>>(), [1100, 1100, 1100, 300]);
    }

    #[test]
    fn nothing_follows_a_shorter_one() {
        assert!(!run(&[1100, 300]).takes(ANA, 300, 64));
    }

    #[test]
    fn a_longer_one_waits_for_the_next_call() {
        assert!(!run(&[300]).takes(ANA, 301, 64));
    }

    #[test]
    fn two_people_never_share_a_call() {
        assert!(!run(&[300]).takes(BEN, 300, 64));
        let from_elsewhere = Way { source: Some(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST)), ..ANA };
        assert!(!run(&[300]).takes(from_elsewhere, 300, 64));
    }

    #[test]
    fn a_call_holds_no_more_than_the_kernel_takes() {
        assert!(!run(&[100; 64]).takes(ANA, 100, 64));
        assert!(!run(&[1400; 46]).takes(ANA, 1400, 64));
        assert!(!run(&[100]).takes(ANA, 100, 1), "without segmentation every datagram is a call");
    }

    #[test]
    fn an_emptied_run_takes_anything() {
        let mut used = run(&[300]);
        used.clear();
        assert!(used.takes(BEN, 1400, 1));
        assert_eq!(used.way(), None);
    }
}
