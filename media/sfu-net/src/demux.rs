//! Whose datagram is this? STUN says by its ufrag; everything else by the far end that has proved itself with STUN.
//!
//! This finds the shard only. The core finds the peer, and asks ICE whether the sender may be believed.

use std::collections::HashMap;

use sfu_core::{Remote, ShardId, is_stun, shard_of};

/// Whether anyone we know sends what begins like this: STUN, DTLS, RTP or RTCP (RFC 7983 section 7).
pub(crate) fn is_plausible(datagram: &[u8]) -> bool {
    match datagram.first() {
        Some(0..=3) => is_stun(datagram),
        Some(20..=63 | 128..=191) => datagram.len() > 2,
        _ => false,
    }
}

/// Which shard a far end belongs to. Kept by the worker that reads the sockets, told by all.
#[derive(Debug)]
pub(crate) struct Demux {
    shards: u8,
    bound: HashMap<Remote, ShardId>,
}

impl Demux {
    /// With a single shard nothing need be remembered: whatever is plausible is its own.
    pub(crate) fn new(shards: u8) -> Self {
        Self { shards, bound: HashMap::new() }
    }

    pub(crate) fn bind(&mut self, remote: Remote, shard: ShardId) {
        if self.shards > 1 {
            self.bound.insert(remote, shard);
        }
    }

    /// `shard` no longer has it; another may have it by now.
    pub(crate) fn release(&mut self, remote: &Remote, shard: ShardId) {
        if self.bound.get(remote) == Some(&shard) {
            self.bound.remove(remote);
        }
    }

    /// A shard lost its memory.
    pub(crate) fn release_all(&mut self, shard: ShardId) {
        self.bound.retain(|_, owner| *owner != shard);
    }

    /// `None`: it is nobody's, and not worth anyone's time.
    pub(crate) fn shard(&self, remote: &Remote, datagram: &[u8]) -> Option<ShardId> {
        if !is_plausible(datagram) {
            return None;
        }
        if self.shards == 1 {
            return Some(ShardId(0));
        }
        if is_stun(datagram) {
            return shard_of(datagram).filter(|shard| shard.0 < self.shards);
        }
        self.bound.get(remote).copied()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use sfu_core::Protocol;

    use super::*;

    pub(crate) fn binding_request(username: &str) -> Vec<u8> {
        let mut attributes = vec![0, 6, 0, username.len() as u8];
        attributes.extend(username.as_bytes());
        attributes.resize(attributes.len().next_multiple_of(4), 0);
        let mut datagram = vec![0, 1, 0, attributes.len() as u8, 0x21, 0x12, 0xa4, 0x42];
        datagram.extend([7; 12]);
        datagram.extend(attributes);
        datagram
    }

    fn remote(port: u16) -> Remote {
        Remote { protocol: Protocol::Udp, address: ([192, 0, 2, 1], port).into() }
    }

    const MEDIA: [u8; 12] = [0x80, 111, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];

    #[test]
    fn stun_goes_to_the_shard_its_ufrag_names() {
        let demux = Demux::new(4);
        assert_eq!(demux.shard(&remote(1), &binding_request("02abcdef:theirs")), Some(ShardId(2)));
        assert_eq!(demux.shard(&remote(1), &binding_request("04abcdef:theirs")), None, "there is no such shard");
        assert_eq!(demux.shard(&remote(1), &binding_request("nobody")), None);
    }

    #[test]
    fn media_goes_to_the_shard_where_its_sender_proved_itself() {
        let mut demux = Demux::new(4);
        assert_eq!(demux.shard(&remote(1), &MEDIA), None);
        demux.bind(remote(1), ShardId(3));
        assert_eq!(demux.shard(&remote(1), &MEDIA), Some(ShardId(3)));
        assert_eq!(demux.shard(&remote(2), &MEDIA), None);
        demux.release(&remote(1), ShardId(2));
        assert_eq!(demux.shard(&remote(1), &MEDIA), Some(ShardId(3)), "another shard cannot take it away");
        demux.release(&remote(1), ShardId(3));
        assert_eq!(demux.shard(&remote(1), &MEDIA), None);
    }

    #[test]
    fn a_shard_that_starts_again_has_nobody() {
        let mut demux = Demux::new(2);
        demux.bind(remote(1), ShardId(0));
        demux.bind(remote(2), ShardId(1));
        demux.release_all(ShardId(0));
        assert_eq!(demux.shard(&remote(1), &MEDIA), None);
        assert_eq!(demux.shard(&remote(2), &MEDIA), Some(ShardId(1)));
    }

    #[test]
    fn what_nobody_we_know_sends_is_nobodys() {
        let demux = Demux::new(1);
        for stranger in [&b""[..], b"GET / HTTP/1.1\r\n", &[0, 1, 0, 0], &[0; 20], &[0xff; 30], &[0x80]] {
            assert_eq!(demux.shard(&remote(1), stranger), None, "{stranger:?}");
        }
        for known in [&MEDIA[..], &[22, 254, 253], &binding_request("00abcdef:x")] {
            assert_eq!(demux.shard(&remote(1), known), Some(ShardId(0)), "{known:?}");
        }
    }
}
