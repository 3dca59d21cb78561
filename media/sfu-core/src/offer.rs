//! Reads a client's offer before str0m does: everything that could cost too much, or break a promise, is found here.

use std::collections::BTreeMap;

use crate::command::{Offer, Role, SlotKind};
use crate::config::Limits;
use crate::error::{Refusal, RefusedCode};

/// An offer that keeps within its limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Checked {
    /// The `mid` of every m-line, in order: they never change while the connection lives.
    pub(crate) mids: Vec<String>,
    /// The SHA-256 fingerprint of the client's certificate: it never changes either.
    pub(crate) fingerprint: String,
}

/// Checks an offer's size, shape and promises. What only str0m can judge is left to it.
pub(crate) fn check(offer: &Offer, limits: &Limits) -> Result<Checked, Refusal> {
    if offer.sdp.len() > limits.sdp_bytes {
        return Err(too_large(format!("an offer of {} bytes, {} are allowed", offer.sdp.len(), limits.sdp_bytes)));
    }
    let mut mids = Vec::new();
    let mut ssrcs = Vec::new();
    let mut fingerprints = Vec::new();
    let (mut lines, mut candidates) = (0, 0);
    for line in offer.sdp.lines() {
        if line.starts_with("m=") {
            lines += 1;
        } else if let Some(mid) = line.strip_prefix("a=mid:") {
            mids.push(mid.trim().to_owned());
        } else if let Some(source) = line.strip_prefix("a=ssrc:") {
            let id = source.split(' ').next().unwrap_or_default();
            if !ssrcs.contains(&id) {
                ssrcs.push(id);
                at_most(ssrcs.len(), limits.ssrcs, "sources")?;
            }
        } else if let Some(fingerprint) = line.strip_prefix("a=fingerprint:") {
            fingerprints.push(fingerprint.trim().to_ascii_lowercase());
        } else if line.starts_with("a=candidate:") {
            candidates += 1;
        } else if line.trim() == "a=setup:passive" {
            return Err(Refusal::new(RefusedCode::Unsupported, "the client must be willing to begin DTLS"));
        }
    }
    at_most(lines, limits.m_lines, "m-lines")?;
    at_most(candidates, limits.candidates, "candidates")?;
    if mids.len() != lines {
        return Err(bad("every m-line needs one mid"));
    }
    check_names(offer, &mids)?;
    Ok(Checked { mids, fingerprint: one_fingerprint(fingerprints)? })
}

/// Every track and slot is an m-line, and only one of them.
fn check_names(offer: &Offer, mids: &[String]) -> Result<(), Refusal> {
    for mid in offer.tracks.keys().chain(offer.slots.keys()) {
        if !mids.contains(mid) {
            return Err(bad(format!("no m-line has the mid {mid:?}")));
        }
        if offer.tracks.contains_key(mid) && offer.slots.contains_key(mid) {
            return Err(bad(format!("the mid {mid:?} is both a track and a slot")));
        }
    }
    let mut roles: Vec<Role> = offer.tracks.values().copied().collect();
    roles.sort_unstable();
    if roles.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(bad("two tracks have the same role"));
    }
    Ok(())
}

/// A client may offer one for each hash function (RFC 8122 section 5); SHA-256 is the one we check.
fn one_fingerprint(mut fingerprints: Vec<String>) -> Result<String, Refusal> {
    if fingerprints.is_empty() {
        return Err(bad("no fingerprint"));
    }
    fingerprints.retain(|fingerprint| fingerprint.starts_with("sha-256 "));
    fingerprints.sort_unstable();
    fingerprints.dedup();
    match fingerprints.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Refusal::new(RefusedCode::Unsupported, "the fingerprint must be SHA-256")),
        _ => Err(bad("more than one fingerprint")),
    }
}

/// The offer without fingerprints of other hash functions: str0m takes the first it finds.
pub(crate) fn with_one_hash(sdp: &str) -> String {
    let ours = |line: &&str| {
        let fingerprint = line.strip_prefix("a=fingerprint:").map(str::trim_start);
        fingerprint.is_none_or(|fingerprint| fingerprint.to_ascii_lowercase().starts_with("sha-256 "))
    };
    sdp.split_inclusive('\n').filter(ours).collect()
}

/// What an m-line must carry for its role.
pub(crate) fn is_audio_track(role: Role) -> bool {
    matches!(role, Role::Mic | Role::ScreenAudio)
}

/// What an m-line must carry for its slot.
pub(crate) fn is_audio_slot(kind: SlotKind) -> bool {
    matches!(kind, SlotKind::Audio | SlotKind::ScreenAudio)
}

/// The mids in the order of the m-lines, which is the order in which slots are filled.
pub(crate) fn in_order<'a, T: Copy>(mids: &'a [String], named: &BTreeMap<String, T>) -> Vec<(&'a str, T)> {
    mids.iter().filter_map(|mid| Some((mid.as_str(), *named.get(mid)?))).collect()
}

fn at_most(count: usize, limit: usize, what: &str) -> Result<(), Refusal> {
    if count <= limit { Ok(()) } else { Err(too_large(format!("more than {limit} {what}"))) }
}

fn too_large(message: impl Into<String>) -> Refusal {
    Refusal::new(RefusedCode::TooLarge, message.into())
}

pub(crate) fn bad(message: impl Into<String>) -> Refusal {
    Refusal::new(RefusedCode::BadOffer, message.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINGERPRINT: &str = "a=fingerprint:sha-256 AA:BB\r\n";

    fn offer(sdp: &str, tracks: &[(&str, Role)], slots: &[(&str, SlotKind)]) -> Offer {
        Offer {
            room: "r".into(),
            participant: "p".into(),
            pc: "c".into(),
            request: 1,
            sdp: sdp.into(),
            tracks: tracks.iter().map(|(mid, role)| ((*mid).to_owned(), *role)).collect(),
            slots: slots.iter().map(|(mid, kind)| ((*mid).to_owned(), *kind)).collect(),
        }
    }

    fn code(sdp: &str) -> Option<RefusedCode> {
        check(&offer(sdp, &[], &[]), &Limits::default()).err().map(|refusal| refusal.code)
    }

    #[test]
    fn an_offer_within_its_limits_passes() {
        let sdp = format!("{FINGERPRINT}m=audio\r\na=mid:0\r\nm=video\r\na=mid:1\r\n{FINGERPRINT}");
        let checked = check(&offer(&sdp, &[("0", Role::Mic)], &[("1", SlotKind::Video)]), &Limits::default());
        assert_eq!(checked.map(|checked| checked.mids), Ok(vec!["0".to_owned(), "1".to_owned()]));
    }

    #[test]
    fn what_is_too_much_is_refused_by_name() {
        let much = |line: &str, count| format!("{FINGERPRINT}{}", line.repeat(count));
        assert_eq!(code(&much("m=audio\r\na=mid:0\r\n", 25)), Some(RefusedCode::TooLarge));
        assert_eq!(code(&much("a=candidate:1\r\n", 33)), Some(RefusedCode::TooLarge));
        assert_eq!(code(&" ".repeat(300_000)), Some(RefusedCode::TooLarge));
        let sources: Vec<String> = (0..65).map(|id| format!("a=ssrc:{id} cname:x")).collect();
        assert_eq!(code(&sources.join("\r\n")), Some(RefusedCode::TooLarge));
    }

    #[test]
    fn a_fingerprint_is_needed_and_only_one_is_believed() {
        assert_eq!(code(""), Some(RefusedCode::BadOffer));
        assert_eq!(code("a=fingerprint:sha-1 AA\r\n"), Some(RefusedCode::Unsupported));
        assert_eq!(code(&format!("{FINGERPRINT}a=fingerprint:sha-256 CC\r\n")), Some(RefusedCode::BadOffer));
    }

    #[test]
    fn fingerprints_of_other_hash_functions_are_let_be() {
        let offered = format!("a=fingerprint:sha-512 DD\r\n{FINGERPRINT}a=fingerprint:sha-384 EE\r\ns=-\r\n");
        assert_eq!(code(&offered), None);
        assert_eq!(with_one_hash(&offered), format!("{FINGERPRINT}s=-\r\n"));
    }

    #[test]
    fn we_never_begin_dtls() {
        assert_eq!(code(&format!("{FINGERPRINT}a=setup:passive\r\n")), Some(RefusedCode::Unsupported));
    }

    #[test]
    fn a_name_for_no_m_line_or_for_two_things_is_refused() {
        let sdp = format!("{FINGERPRINT}m=audio\r\na=mid:0\r\nm=audio\r\na=mid:1\r\n");
        for (tracks, slots) in [
            (vec![("7", Role::Mic)], vec![]),
            (vec![("0", Role::Mic)], vec![("0", SlotKind::Audio)]),
            (vec![("0", Role::Mic), ("1", Role::Mic)], vec![]),
        ] {
            assert!(check(&offer(&sdp, &tracks, &slots), &Limits::default()).is_err());
        }
    }
}
