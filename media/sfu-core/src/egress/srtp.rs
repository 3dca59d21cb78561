//! SRTP and SRTCP (RFC 3711; RFC 7714 for AES-GCM): encryption of what we send, and of reports both ways.

use std::fmt;

use str0m::crypto::dtls::SrtpProfile;
use str0m::crypto::{
    AeadAes128GcmCipher, AeadAes256GcmCipher, Aes128CmSha1_80, Aes128CmSha1_80Cipher, CryptoProvider, Sha1HmacProvider,
};

use super::keys::Keys;
use super::window::Window;

/// What AES-GCM adds to a packet; HMAC-SHA1-80 adds ten.
const TAG_BYTES: usize = 16;
const HMAC_BYTES: usize = Aes128CmSha1_80::HMAC_TAG_LEN;
/// Behind each SRTCP packet: its index, and in the first bit whether it is encrypted.
const INDEX_BYTES: usize = 4;
const ENCRYPTED: u32 = 1 << 31;
/// The part of an RTCP packet that is never encrypted.
const RTCP_HEAD: usize = 8;
/// Sources whose reports are told from replayed ones; the oldest gives way.
const SOURCES: usize = 32;
/// How far back they are told apart.
const REPLAYS: u64 = 32;

/// Which of the session keys (RFC 3711 section 4.3.2).
#[derive(Debug, Clone, Copy)]
enum Label {
    Rtp = 0,
    Rtcp = 3,
}

/// A session key, and the salt that goes with it.
struct Session {
    cipher: Cipher,
    /// Twelve bytes for AES-GCM, fourteen for AES-CM.
    salt: [u8; 14],
}

enum Cipher {
    Gcm128(Box<dyn AeadAes128GcmCipher>),
    Gcm256(Box<dyn AeadAes256GcmCipher>),
    Cm { cipher: Box<dyn Aes128CmSha1_80Cipher>, auth: [u8; 20], hmac: &'static dyn Sha1HmacProvider },
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Session")
    }
}

/// One side's master key and salt.
#[derive(Clone, Copy)]
struct Master<'a> {
    key: &'a [u8],
    salt: &'a [u8],
}

impl Session {
    fn new(crypto: &CryptoProvider, profile: SrtpProfile, master: Master<'_>, label: Label, encrypts: bool) -> Self {
        let derive = |more: u8, length: usize| derive(crypto, master, label as u8 + more, length);
        let srtp = crypto.srtp_provider;
        let cipher = match profile {
            SrtpProfile::AEAD_AES_128_GCM => {
                Cipher::Gcm128(srtp.aead_aes_128_gcm().create_cipher(array(&derive(0, 16)), encrypts))
            }
            SrtpProfile::AEAD_AES_256_GCM => {
                Cipher::Gcm256(srtp.aead_aes_256_gcm().create_cipher(array(&derive(0, 32)), encrypts))
            }
            _ => Cipher::Cm {
                cipher: srtp.aes_128_cm_sha1_80().create_cipher(array(&derive(0, 16)), encrypts),
                auth: array(&derive(1, 20)),
                hmac: crypto.sha1_hmac_provider,
            },
        };
        Self { cipher, salt: array(&derive(2, master.salt.len())) }
    }

    /// The nonce of AES-GCM: `middle` stands in the last six bytes (RFC 7714 sections 8.1 and 9.1).
    fn nonce(&self, ssrc: u32, middle: u64) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[2..6].copy_from_slice(&ssrc.to_be_bytes());
        nonce[6..].copy_from_slice(&middle.to_be_bytes()[2..]);
        nonce.iter_mut().zip(self.salt).for_each(|(byte, salt)| *byte ^= salt);
        nonce
    }

    /// The initial counter of AES-CM (RFC 3711 section 4.1.1).
    fn counter(&self, ssrc: u32, index: u64) -> [u8; 16] {
        let mut counter = [0; 16];
        counter[4..8].copy_from_slice(&ssrc.to_be_bytes());
        counter[8..14].copy_from_slice(&index.to_be_bytes()[2..]);
        counter.iter_mut().zip(self.salt).for_each(|(byte, salt)| *byte ^= salt);
        counter
    }

    /// Seals with AES-GCM into `output`, which has room for the tag.
    fn seal(&mut self, nonce: &[u8; 12], aad: &[u8], input: &[u8], output: &mut [u8]) {
        let sealed = match &mut self.cipher {
            Cipher::Gcm128(cipher) => cipher.encrypt(nonce, aad, input, output),
            Cipher::Gcm256(cipher) => cipher.encrypt(nonce, aad, input, output),
            Cipher::Cm { .. } => Ok(()),
        };
        sealed.expect("AES-GCM takes any packet");
    }

    fn unseal(&mut self, nonce: &[u8; 12], aad: &[u8], input: &[u8], output: &mut [u8]) -> bool {
        match &mut self.cipher {
            Cipher::Gcm128(cipher) => cipher.decrypt(nonce, &[aad], input, output).is_ok(),
            Cipher::Gcm256(cipher) => cipher.decrypt(nonce, &[aad], input, output).is_ok(),
            Cipher::Cm { .. } => false,
        }
    }
}

impl Session {
    fn is_cm(&self) -> bool {
        matches!(self.cipher, Cipher::Cm { .. })
    }

    /// Encrypts a compound RTCP packet (RFC 3711 section 3.4, RFC 7714 section 9).
    fn seal_report(&mut self, report: &[u8], index: u32) -> Vec<u8> {
        let (head, body) = report.split_at(RTCP_HEAD);
        let ssrc = u32::from_be_bytes(array(&head[4..]));
        let trailer = (index | ENCRYPTED).to_be_bytes();
        let mut packet = report.to_vec();
        packet.resize(report.len() + TAG_BYTES + INDEX_BYTES, 0);
        let (nonce, counter) = (self.nonce(ssrc, u64::from(index)), self.counter(ssrc, u64::from(index)));
        if let Cipher::Cm { cipher, auth, hmac } = &mut self.cipher {
            cipher.encrypt(&counter, body, &mut packet[RTCP_HEAD..]).expect("AES-CM takes any report");
            let signed = report.len() + INDEX_BYTES;
            packet[report.len()..signed].copy_from_slice(&trailer);
            let tag = hmac.sha1_hmac(auth, &[&packet[..signed]]);
            packet[signed..signed + HMAC_BYTES].copy_from_slice(&tag[..HMAC_BYTES]);
            packet.truncate(signed + HMAC_BYTES);
        } else {
            let mut aad = [0; RTCP_HEAD + INDEX_BYTES];
            aad[..RTCP_HEAD].copy_from_slice(head);
            aad[RTCP_HEAD..].copy_from_slice(&trailer);
            self.seal(&nonce, &aad, body, &mut packet[RTCP_HEAD..report.len() + TAG_BYTES]);
            packet[report.len() + TAG_BYTES..].copy_from_slice(&trailer);
        }
        packet
    }

    /// Decrypts a compound RTCP packet. `None`: it is not what was sealed.
    fn open_report(&mut self, packet: &[u8]) -> Option<Vec<u8>> {
        let (ssrc, index) = report_of(packet, self)?;
        let trailer_at = trailer_at(packet, self.is_cm())?;
        let (head, body) = (&packet[..RTCP_HEAD], &packet[RTCP_HEAD..trailer_at]);
        let (nonce, counter) = (self.nonce(ssrc, u64::from(index)), self.counter(ssrc, u64::from(index)));
        let mut report = head.to_vec();
        if let Cipher::Cm { cipher, auth, hmac } = &mut self.cipher {
            let (signed, tag) = packet.split_at(trailer_at + INDEX_BYTES);
            let ours = hmac.sha1_hmac(auth, &[signed]);
            let differs = ours.iter().zip(tag).fold(0, |differs, (ours, theirs)| differs | (ours ^ theirs));
            if differs != 0 {
                return None;
            }
            report.resize(trailer_at, 0);
            cipher.decrypt(&counter, body, &mut report[RTCP_HEAD..]).ok()?;
        } else {
            let mut aad = [0; RTCP_HEAD + INDEX_BYTES];
            aad[..RTCP_HEAD].copy_from_slice(head);
            aad[RTCP_HEAD..].copy_from_slice(&(index | ENCRYPTED).to_be_bytes());
            report.resize(trailer_at.checked_sub(TAG_BYTES).filter(|length| *length >= RTCP_HEAD)?, 0);
            if !self.unseal(&nonce, &aad, body, &mut report[RTCP_HEAD..]) {
                return None;
            }
        }
        Some(report)
    }
}

fn trailer_at(packet: &[u8], is_cm: bool) -> Option<usize> {
    let at = packet.len().checked_sub(INDEX_BYTES + if is_cm { HMAC_BYTES } else { 0 })?;
    (at >= RTCP_HEAD).then_some(at)
}

/// Whose report an encrypted one is, and its index.
fn report_of(packet: &[u8], session: &Session) -> Option<(u32, u32)> {
    let trailer = u32::from_be_bytes(array(&packet[trailer_at(packet, session.is_cm())?..]));
    let ssrc = u32::from_be_bytes(array(&packet[4..RTCP_HEAD]));
    (trailer & ENCRYPTED != 0).then_some((ssrc, trailer & !ENCRYPTED))
}

fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut array = [0; N];
    let length = N.min(bytes.len());
    array[..length].copy_from_slice(&bytes[..length]);
    array
}

/// Key derivation with AES in counter mode, at a rate of zero (RFC 3711 section 4.3.3; RFC 7714 section 11).
fn derive(crypto: &CryptoProvider, master: Master<'_>, label: u8, length: usize) -> Vec<u8> {
    let mut block: [u8; 16] = array(master.salt);
    block[7] ^= label;
    let mut output = Vec::with_capacity(length + 16);
    let mut counter = 0u16;
    while output.len() < length {
        block[14..].copy_from_slice(&counter.to_be_bytes());
        let mut round = [0; 32];
        if master.key.len() == 32 {
            crypto.srtp_provider.srtp_aes_256_ecb_round(master.key, &block, &mut round);
        } else {
            crypto.srtp_provider.srtp_aes_128_ecb_round(master.key, &block, &mut round);
        }
        output.extend(&round[..16]);
        counter += 1;
    }
    output.truncate(length);
    output
}

/// The ciphers of a connection in which the other side is the DTLS client.
#[derive(Debug)]
pub(crate) struct Srtp {
    rtp: Session,
    reports: Session,
    theirs: Session,
    /// What is sealed with `reports`, or by somebody else with the same keys.
    sealed: Session,
    /// Of our next report.
    index: u32,
    /// Which reports of each source came already.
    seen: Vec<(u32, Window)>,
}

impl Srtp {
    pub(crate) fn new(crypto: &CryptoProvider, keys: &Keys) -> Self {
        let (key, salt) = match keys.profile {
            SrtpProfile::AEAD_AES_256_GCM => (32, 12),
            SrtpProfile::AEAD_AES_128_GCM => (16, 12),
            _ => (16, 14),
        };
        let material = &keys.material;
        let client = Master { key: &material[..key], salt: &material[2 * key..][..salt] };
        let server = Master { key: &material[key..][..key], salt: &material[2 * key + salt..][..salt] };
        let session = |master, label, encrypts| Session::new(crypto, keys.profile, master, label, encrypts);
        Self {
            rtp: session(server, Label::Rtp, true),
            reports: session(server, Label::Rtcp, true),
            theirs: session(client, Label::Rtcp, false),
            sealed: session(server, Label::Rtcp, false),
            index: 0,
            seen: Vec::new(),
        }
    }

    /// Encrypts an RTP packet. `index` is its sequence number, unwrapped: never the same twice for one `ssrc`.
    pub(crate) fn protect(&mut self, head: &[u8], payload: &[u8], ssrc: u32, index: u64) -> Vec<u8> {
        let whole = head.len() + payload.len();
        let mut packet = Vec::with_capacity(whole + TAG_BYTES);
        packet.extend_from_slice(head);
        packet.resize(whole + TAG_BYTES, 0);
        let (nonce, counter) = (self.rtp.nonce(ssrc, index), self.rtp.counter(ssrc, index));
        if let Cipher::Cm { cipher, auth, hmac } = &mut self.rtp.cipher {
            cipher.encrypt(&counter, payload, &mut packet[head.len()..]).expect("AES-CM takes any packet");
            let roc = (index >> 16) as u32;
            let tag = hmac.sha1_hmac(auth, &[&packet[..whole], &roc.to_be_bytes()]);
            packet[whole..whole + HMAC_BYTES].copy_from_slice(&tag[..HMAC_BYTES]);
            packet.truncate(whole + HMAC_BYTES);
        } else {
            self.rtp.seal(&nonce, head, payload, &mut packet[head.len()..]);
        }
        packet
    }

    /// Encrypts a compound RTCP packet. Its first source must be one that nobody else reports as under these keys.
    pub(crate) fn protect_report(&mut self, report: &[u8]) -> Vec<u8> {
        let index = self.index;
        self.index = (self.index + 1) % ENCRYPTED;
        self.reports.seal_report(report, index)
    }

    /// Changes a report that somebody sealed with our keys and has not sent; it keeps its index. `None`: it is to be sent as it is.
    pub(crate) fn retell(&mut self, packet: &[u8], change: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
        let (_, index) = report_of(packet, &self.sealed)?;
        let report = self.sealed.open_report(packet)?;
        Some(self.reports.seal_report(&change(&report)?, index))
    }

    /// Decrypts a compound RTCP packet. `None`: it is not theirs, came before, or is not encrypted.
    pub(crate) fn open_report(&mut self, packet: &[u8]) -> Option<Vec<u8>> {
        let (ssrc, index) = report_of(packet, &self.theirs)?;
        if self.is_replayed(ssrc, index) {
            return None;
        }
        let report = self.theirs.open_report(packet)?;
        self.saw(ssrc, index);
        Some(report)
    }

    /// RFC 3711 section 3.3.2.
    fn is_replayed(&self, ssrc: u32, index: u32) -> bool {
        self.seen.iter().any(|(source, window)| *source == ssrc && !window.is_free(index.into()))
    }

    fn saw(&mut self, ssrc: u32, index: u32) {
        let known = self.seen.iter().position(|(source, _)| *source == ssrc);
        let at = known.unwrap_or_else(|| {
            if self.seen.len() == SOURCES {
                self.seen.remove(0);
            }
            self.seen.push((ssrc, Window::new(REPLAYS)));
            self.seen.len() - 1
        });
        self.seen[at].1.take(index.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
    }

    /// Both sides have the same keys: what we send is what we would take.
    fn srtp(profile: SrtpProfile, key: &str, salt: &str) -> Srtp {
        let material = [bytes(key), bytes(key), bytes(salt), bytes(salt)].concat();
        Srtp::new(&str0m::crypto::from_feature_flags(), &Keys { profile, material })
    }

    /// Key, salt and packets of RFC 3711's reference implementation (libsrtp, `srtp_validate`).
    #[test]
    fn aes_cm_is_as_the_reference_has_it() {
        let profile = SrtpProfile::AES128_CM_SHA1_80;
        let mut srtp = srtp(profile, "e1f97a0d3e018be0d64fa32c06de4139", "0ec675ad498afeebb6960b3aabe6");
        let (head, payload) = (bytes("800f1234decafbadcafebabe"), [0xab; 16]);
        let packet = "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb";
        assert_eq!(srtp.protect(&head, &payload, 0xcafe_babe, 0x1234), bytes(packet));
        let report = [bytes("81c8000bcafebabe"), vec![0xab; 16]].concat();
        let _ = srtp.protect_report(&report); // the reference's first index is 1
        let sealed = srtp.protect_report(&report);
        assert_eq!(sealed, bytes("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798"));
        assert_eq!(srtp.open_report(&sealed), Some(report));
    }

    #[test]
    fn a_report_is_opened_once_and_only_as_it_was_sealed() {
        for (profile, key, salt) in [
            (SrtpProfile::AEAD_AES_128_GCM, 16, 12),
            (SrtpProfile::AEAD_AES_256_GCM, 32, 12),
            (SrtpProfile::AES128_CM_SHA1_80, 16, 14),
        ] {
            let mut srtp = srtp(profile, &"5a".repeat(key), &"c3".repeat(salt));
            let report = [bytes("81c9000700000007"), vec![9; 24]].concat();
            let sealed: Vec<Vec<u8>> = (0..40).map(|_| srtp.protect_report(&report)).collect();
            for length in 0..sealed[0].len() {
                assert_eq!(srtp.open_report(&sealed[0][..length]), None, "{profile:?}: cut to {length}");
            }
            for at in 0..sealed[0].len() {
                let mut other = sealed[0].clone();
                other[at] ^= 1;
                assert_eq!(srtp.open_report(&other), None, "{profile:?}: byte {at} changed");
            }
            for order in [1, 0, 3, 39, 2, 38, 37] {
                let is_too_old = order == 2;
                assert_eq!(srtp.open_report(&sealed[order]).is_some(), !is_too_old, "{profile:?}: {order}");
                assert_eq!(srtp.open_report(&sealed[order]), None, "{profile:?}: {order} again");
            }
        }
    }

    #[test]
    fn a_report_that_was_not_sent_yet_is_told_otherwise_under_its_own_number() {
        for (profile, key, salt) in [(SrtpProfile::AEAD_AES_128_GCM, 16, 12), (SrtpProfile::AES128_CM_SHA1_80, 16, 14)]
        {
            let (key, salt) = ("5a".repeat(key), "c3".repeat(salt));
            let (mut theirs, mut ours) = (srtp(profile, &key, &salt), srtp(profile, &key, &salt));
            let (report, other) =
                ([bytes("81c9000700000007"), vec![9; 24]].concat(), bytes("81c900020000000701020304"));
            let sealed: Vec<Vec<u8>> = (0..3).map(|_| theirs.protect_report(&report)).collect();
            assert_eq!(ours.retell(&sealed[1], |_| None), None, "{profile:?}: as it is");
            let told = ours.retell(&sealed[2], |read| {
                assert_eq!(read, report);
                Some(other.clone())
            });
            let told = told.expect("another report");
            assert_eq!(report_of(&told, &ours.reports), Some((7, 2)), "{profile:?}");
            assert_eq!(theirs.open_report(&told), Some(other));
            let mut broken = sealed[0].clone();
            broken[12] ^= 1;
            assert_eq!(ours.retell(&broken, |_| panic!("not what was sealed")), None);
        }
    }
}
