//! Which shard, and inside it which peer, a datagram is for: by ICE username fragment for STUN, else by address.

/// A shard of a server: 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ShardId(pub u8);

/// RFC 5389 section 6: two zero bits, and the magic cookie in the fifth to eighth octet.
pub fn is_stun(datagram: &[u8]) -> bool {
    datagram.len() >= 20 && datagram[0] < 2 && datagram[4..8] == [0x21, 0x12, 0xa4, 0x42]
}

/// The shard that a STUN request names in its username; `None` for anything else.
///
/// Proves nothing about the sender: bind an address to a shard only at [`Event::Bound`](crate::Event::Bound).
pub fn shard_of(datagram: &[u8]) -> Option<ShardId> {
    let ufrag = local_ufrag(datagram)?;
    let (shard, _) = ufrag.split_at_checked(2)?;
    u8::from_str_radix(std::str::from_utf8(shard).ok()?, 16).ok().map(ShardId)
}

/// Our half of the USERNAME of a STUN request (RFC 8445 section 7.2.2: theirs after the colon).
pub(crate) fn local_ufrag(datagram: &[u8]) -> Option<&[u8]> {
    const USERNAME: u16 = 0x0006;
    let value = attribute(datagram, USERNAME)?;
    let colon = value.iter().position(|byte| *byte == b':')?;
    Some(&value[..colon])
}

/// Whether a STUN request chooses the path on which it came (RFC 8445 section 7.1.2).
pub(crate) fn nominates(datagram: &[u8]) -> bool {
    const USE_CANDIDATE: u16 = 0x0025;
    attribute(datagram, USE_CANDIDATE).is_some()
}

/// The value of an attribute of a STUN message (RFC 5389 section 15).
fn attribute(datagram: &[u8], wanted: u16) -> Option<&[u8]> {
    if !is_stun(datagram) {
        return None;
    }
    let mut attributes = &datagram[20..];
    while let Some((head, rest)) = attributes.split_first_chunk::<4>() {
        let kind = u16::from_be_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_be_bytes([head[2], head[3]]));
        let value = rest.get(..length)?;
        if kind == wanted {
            return Some(value);
        }
        attributes = rest.get(length.next_multiple_of(4)..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binding_request(username: &[u8]) -> Vec<u8> {
        let mut stun = vec![0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42];
        stun.extend([7; 12]);
        stun.extend([0x80, 0x22, 0, 3, b'a', b'b', b'c', 0]); // SOFTWARE, padded
        stun.extend([0, 6, 0, username.len() as u8]);
        stun.extend(username);
        stun.resize(stun.len().next_multiple_of(4), 0);
        stun
    }

    #[test]
    fn a_username_names_its_shard() {
        assert_eq!(shard_of(&binding_request(b"0bQxyz12:abcd")), Some(ShardId(11)));
        assert_eq!(shard_of(&binding_request(b"ffQxyz12:abcd")), Some(ShardId(255)));
    }

    #[test]
    fn what_names_no_shard_is_for_none() {
        assert_eq!(shard_of(b""), None);
        assert_eq!(shard_of(&[0x80; 40]), None);
        assert_eq!(shard_of(&binding_request(b"zzQxyz12:abcd")), None);
        assert_eq!(shard_of(&binding_request(b"nocolon")), None);
        assert_eq!(shard_of(&binding_request("é:abcd".as_bytes())), None);
        let whole = binding_request(b"0bQxyz12:abcd");
        for length in 0..whole.len() {
            let _ = shard_of(&whole[..length]); // never panics
        }
    }
}
