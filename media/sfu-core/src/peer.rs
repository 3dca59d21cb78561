//! One client's connection: the only file that holds a str0m `Rtc`, and the one loop that drains it.
//!
//! str0m wants every change followed by a drain to its next timeout before the next one. [`Peer::drive`] is that drain;
//! whoever changes anything here calls it, or marks the peer to be driven at the next poll. str0m has ICE, DTLS, the data channel
//! and what comes in; what goes out is [`Egress`]'s.

mod drain;
mod negotiation;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use str0m::channel::ChannelId;
use str0m::crypto::CryptoProvider;
use str0m::media::{KeyframeRequestKind, Mid, Pt, Rid};
use str0m::net::{DatagramRecv, Receive};
use str0m::rtp::{RtpPacket, Ssrc};
use str0m::{Candidate, IceCreds, Input, Rtc};

use crate::command::{Offer, Role, SlotKind};
use crate::config::Config;
use crate::demux;
use crate::egress::{self, Egress, Packet, Way};
use crate::error::{LostCode, Refusal, RefusedCode};
use crate::event::{Flow, Output, Protocol};
use crate::ingress::Ingress;
use crate::layers::Layer;
use crate::offer::{self, Checked, bad};
use crate::quota::Quota;
use crate::stats::{Counters, LinkStats};
use drain::is_rtcp;
use negotiation::{announce, answer, build, slots, tracks};

/// Timeouts this near are taken at once.
const NEAR: Duration = Duration::from_micros(250);
/// Turns of the drain before it gives way to others; a frame for one subscriber needs a few dozen.
const TURNS: usize = 2_000;
/// Silence after which the client is gone. It checks its consent every five seconds (RFC 7675).
const SILENCE: Duration = Duration::from_secs(30);
/// How long a client may take to connect.
const CONNECT: Duration = Duration::from_secs(20);
/// Sources (SSRCs) that one client may use in thirty seconds; it needs two for each of six encodings.
const SOURCES: u32 = 64;
/// The source that asks for key frames nobody needs; see [`Peer::ask_the_way`].
const NOBODY: u32 = 1;
pub(crate) const STATS_EVERY: Duration = Duration::from_secs(2);

/// What came out of a drive, other than datagrams.
#[allow(clippy::large_enum_variant, reason = "nearly all are packets, and a box for each would cost more")]
#[derive(Debug)]
pub(crate) enum Happening {
    /// A packet that this client publishes.
    Packet(Role, Layer, RtpPacket),
    /// The client cannot decode what is in this slot.
    KeyFrameWanted(usize),
    Connected(Protocol),
    ChannelOpen,
    /// A data channel message within its limits.
    Said(Vec<u8>),
    /// The estimate of the link to the client changed.
    Estimated,
}

/// Where a drive's results go.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    pub(crate) outputs: VecDeque<Output>,
    pub(crate) happenings: Vec<Happening>,
    pub(crate) counters: Counters,
}

/// What a payload holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    /// A sound, and those before it again.
    Repeating,
}

/// An m-line that the client sends.
#[derive(Debug, Clone)]
pub(crate) struct SentTrack {
    pub(crate) role: Role,
    /// The rids it may use, and whether there are any: without, it has one encoding.
    pub(crate) layers: Vec<(Layer, Option<Rid>)>,
    mid: Mid,
    /// The payload type in which each sound comes with those before it, where it may.
    red: Option<Pt>,
}

/// An m-line that the client receives.
#[derive(Debug, Clone)]
pub(crate) struct ReceivedSlot {
    pub(crate) kind: SlotKind,
    pub(crate) mid: String,
    pub(crate) clock_rate: u32,
    line: Mid,
    ssrc: Ssrc,
    rtx: Option<Ssrc>,
    pt: Pt,
    /// Where the client takes each sound with those before it.
    red: Option<Pt>,
}

/// One client's connection.
pub(crate) struct Peer {
    rtc: Rtc,
    checked: Checked,
    ufrag: String,
    tracks: Vec<SentTrack>,
    slots: Vec<ReceivedSlot>,
    /// Which encoding each source turned out to be.
    sources: Vec<(Ssrc, Role, Layer)>,
    channel: Option<ChannelId>,
    born: Instant,
    heard: Instant,
    deadline: Instant,
    /// str0m was asked for something, and has to be driven.
    touched: bool,
    connected: bool,
    path: Option<Way>,
    egress: Egress,
    ingress: Ingress,
    candidates: usize,
    messages: Quota,
    new_sources: Quota,
    offers: Quota,
    message_bytes: usize,
    pub(crate) up: LinkStats,
    pub(crate) down: LinkStats,
    bytes: (u64, u64),
    #[cfg(test)]
    pub(crate) broken: bool,
}

impl Peer {
    /// Takes an offer; the answer is in SDP.
    pub(crate) fn accept(
        now: Instant,
        config: &Config,
        crypto: &Arc<CryptoProvider>,
        credentials: IceCreds,
        offer: &Offer,
    ) -> Result<(Self, String), Refusal> {
        let checked = offer::check(offer, &config.limits)?;
        let ufrag = credentials.ufrag.clone();
        let mut rtc = build(now, config, crypto, credentials);
        announce(&mut rtc, config)?;
        let answer = answer(&mut rtc, &offer.sdp)?;
        let tracks = tracks(&rtc, offer, &checked)?;
        let (slots, streams) = slots(&mut rtc, offer, &checked)?;
        let mut egress = Egress::new(now, egress::keys::overheard());
        egress.set_streams(streams);
        let limits = &config.limits;
        let mut peer = Self {
            rtc,
            checked,
            ufrag,
            tracks,
            slots,
            sources: Vec::new(),
            channel: None,
            born: now,
            heard: now,
            deadline: now,
            touched: true,
            connected: false,
            path: None,
            egress,
            ingress: Ingress::default(),
            candidates: 0,
            messages: Quota::new(limits.messages_per_second, Duration::from_secs(1)),
            new_sources: Quota::new(SOURCES, Duration::from_secs(30)),
            offers: Quota::new(limits.offers_per_ten_seconds, Duration::from_secs(10)),
            message_bytes: limits.message_bytes,
            up: LinkStats::default(),
            down: LinkStats::default(),
            bytes: (0, 0),
            #[cfg(test)]
            broken: false,
        };
        peer.hide_streams();
        Ok((peer, answer))
    }

    /// Takes another offer of the same connection: an ICE restart, or a change of directions.
    pub(crate) fn restart(
        &mut self,
        now: Instant,
        config: &Config,
        credentials: IceCreds,
        offer: &Offer,
    ) -> Result<String, Refusal> {
        if !self.offers.take(now) {
            return Err(Refusal::new(RefusedCode::TooLarge, "too many offers"));
        }
        let checked = offer::check(offer, &config.limits)?;
        if checked.mids != self.checked.mids {
            return Err(bad("the m-lines changed"));
        }
        if checked.fingerprint != self.checked.fingerprint {
            return Err(bad("the fingerprint changed"));
        }
        self.touched = true;
        self.show_streams();
        let answer = answer(&mut self.rtc, &offer.sdp);
        self.hide_streams();
        let answer = answer?;
        let theirs = self.rtc.direct_api().local_ice_credentials();
        if theirs.ufrag == self.ufrag {
            return Ok(answer);
        }
        // str0m made up new credentials for the restart: ours name the shard, and are not guessable.
        let answer = answer
            .replace(&format!("a=ice-ufrag:{}", theirs.ufrag), &format!("a=ice-ufrag:{}", credentials.ufrag))
            .replace(&format!("a=ice-pwd:{}", theirs.pass), &format!("a=ice-pwd:{}", credentials.pass))
            .replace(&format!(" ufrag {}", theirs.ufrag), &format!(" ufrag {}", credentials.ufrag));
        self.ufrag.clone_from(&credentials.ufrag);
        self.rtc.direct_api().set_local_ice_credentials(credentials);
        self.candidates = 0;
        Ok(answer)
    }

    /// Adds a remote candidate; too many are ignored, like those that cannot be read.
    pub(crate) fn candidate(&mut self, text: &str, limit: usize) {
        if self.candidates >= limit || text.len() > 1_000 {
            return;
        }
        if let Ok(candidate) = Candidate::from_sdp_string(text) {
            self.candidates += 1;
            self.touched = true;
            self.rtc.add_remote_candidate(candidate);
        }
    }

    /// Takes in a datagram and drains what it caused. `Ok(false)`: it was not for us, or not from whom it says.
    pub(crate) fn receive(
        &mut self,
        now: Instant,
        flow: Flow,
        contents: &[u8],
        sink: &mut Sink,
    ) -> Result<bool, LostCode> {
        if !self.may_send(now, contents) {
            return Ok(false);
        }
        if is_rtcp(contents) && self.guarded(|peer| Ok(peer.reported(now, contents, sink)))? {
            return Ok(true);
        }
        let may_move = demux::nominates(contents) && self.path.is_none_or(|path| path.remote != flow.remote());
        let Ok(contents) = DatagramRecv::try_from(contents) else { return Ok(false) };
        let input = Input::Receive(
            now,
            Receive { proto: flow.protocol.into(), source: flow.source, destination: flow.destination, contents },
        );
        if !self.rtc.accepts(&input) {
            return Ok(false);
        }
        self.heard = now;
        self.guarded(|peer| {
            #[cfg(test)]
            assert!(!peer.broken, "broken on purpose");
            // A datagram that cannot be understood is its sender's problem, and may not even be from our client.
            let _ = peer.rtc.handle_input(input);
            peer.drive(now, sink)?;
            if may_move && peer.connected {
                peer.ask_the_way(now, sink)?;
            }
            Ok(())
        })?;
        Ok(true)
    }

    /// Whether non-STUN datagrams from there would be accepted: it has proved to be our client's.
    pub(crate) fn knows(&self, now: Instant, flow: &Flow) -> bool {
        // The shortest thing that str0m takes for RTP; it is asked about, never handled.
        let Ok(contents) = DatagramRecv::try_from(&[0x80, 0, 0][..]) else { return false };
        let (proto, source, destination) = (flow.protocol.into(), flow.source, flow.destination);
        self.rtc.accepts(&Input::Receive(now, Receive { proto, source, destination, contents }))
    }

    /// Lets time pass, and drains.
    pub(crate) fn advance(&mut self, now: Instant, sink: &mut Sink) -> Result<(), LostCode> {
        if now.saturating_duration_since(self.heard) > SILENCE && self.connected {
            return Err(LostCode::Vanished);
        }
        if !self.connected && now.saturating_duration_since(self.born) > CONNECT {
            return Err(LostCode::NeverConnected);
        }
        self.guarded(|peer| {
            if peer.touched || now >= peer.deadline {
                let _ = peer.rtc.handle_input(Input::Timeout(now));
                peer.drive(now, sink)?;
            }
            peer.pump(now, sink);
            Ok(())
        })
    }

    /// When [`advance`](Self::advance) wants to be called.
    pub(crate) fn deadline(&self) -> Instant {
        let patience = if self.connected { self.heard + SILENCE } else { self.born + CONNECT };
        let ours = self.egress.deadline().unwrap_or(self.deadline);
        self.deadline.min(ours).min(patience + Duration::from_millis(1))
    }

    /// Whether this is a payload type in which that track's sounds come with those before them.
    pub(crate) fn repeats(&self, role: Role, pt: Pt) -> bool {
        self.tracks.iter().any(|track| track.role == role && track.red == Some(pt))
    }

    /// Whether a slot may hold sounds together with those before them; if so, the payload type that each of them has.
    pub(crate) fn understands_repeating(&self, slot: usize) -> Option<Pt> {
        let slot = &self.slots[slot];
        slot.red.map(|_| slot.pt)
    }

    /// Puts a packet on its way in a slot; it leaves at the next [`advance`](Self::advance).
    pub(crate) fn send(&mut self, slot: usize, form: Form, packet: impl FnOnce(Pt, Form) -> Packet) {
        if !self.connected {
            return;
        }
        let ReceivedSlot { pt, red, .. } = self.slots[slot];
        let (pt, form) = match (form, red) {
            (Form::Repeating, Some(red)) => (red, Form::Repeating),
            _ => (pt, Form::Plain),
        };
        self.egress.send(slot, packet(pt, form));
    }

    /// Lets str0m know of our streams, so that its answer names them: a line without a stream would get a new one.
    fn show_streams(&mut self) {
        let mut api = self.rtc.direct_api();
        for slot in &self.slots {
            api.declare_stream_tx(slot.ssrc, slot.rtx, slot.line, None);
        }
    }

    /// Takes them back: it never sends on them, and would walk over all of them again and again.
    fn hide_streams(&mut self) {
        for slot in &self.slots {
            self.rtc.direct_api().remove_stream_tx(slot.ssrc);
        }
    }

    /// Has str0m send something, and so show where it sends to: it tells nobody when the client nominates another path
    /// (RFC 8445 section 7.3.1.5). A request for a key frame of nothing does nothing.
    fn ask_the_way(&mut self, now: Instant, sink: &mut Sink) -> Result<(), LostCode> {
        self.rtc.direct_api().send_pli_feedback(NOBODY.into(), NOBODY.into());
        let _ = self.rtc.handle_input(Input::Timeout(now));
        self.drive(now, sink)
    }

    /// Asks the client for a key frame; leaves at the next [`advance`](Self::advance).
    pub(crate) fn ask_key_frame(&mut self, role: Role, layer: Layer) {
        let Some(track) = self.tracks.iter().find(|track| track.role == role) else { return };
        let Some((_, rid)) = track.layers.iter().find(|(has, _)| *has == layer) else { return };
        let (mid, rid) = (track.mid, *rid);
        if let Some(stream) = self.rtc.direct_api().stream_rx_by_mid(mid, rid) {
            stream.request_keyframe(KeyframeRequestKind::Pli);
            self.touched = true;
        }
    }

    /// Asks the client for packets that are still missing; leaves at the next [`advance`](Self::advance).
    pub(crate) fn ask_again(&mut self, missing: &[(Role, Layer, u64)]) {
        for (ssrc, role, layer) in &self.sources {
            let of_this = missing.iter().filter(|(of, at, _)| of == role && at == layer).map(|(.., seq)| *seq as u16);
            self.egress.ask_again(**ssrc, of_this);
        }
    }

    /// Says something on the data channel; leaves at the next [`advance`](Self::advance). `false`: not now.
    pub(crate) fn say(&mut self, text: &str) -> bool {
        let Some(mut channel) = self.channel.and_then(|id| self.rtc.channel(id)) else { return false };
        self.touched = true;
        channel.write(false, text.as_bytes()).unwrap_or(false)
    }

    /// What we would like to send, so that the estimator looks for it.
    pub(crate) fn want_bps(&mut self, bps: u64) {
        self.egress.want_bps(bps);
    }

    /// Tells the client that this is the end, if it can still hear us.
    pub(crate) fn say_goodbye(&mut self, now: Instant, sink: &mut Sink) {
        let _ = self.guarded(|peer| {
            let _ = peer.rtc.close();
            peer.drive(now, sink)
        });
        sink.happenings.clear();
    }

    /// Tells the estimator what the link is known to carry.
    pub(crate) fn assume_bps(&mut self, bps: u64) {
        self.egress.assume_bps(bps);
    }

    /// What is sent to the client now.
    pub(crate) fn sent_bps(&self, now: Instant) -> u64 {
        self.egress.sent_bps(now)
    }

    /// What the link to the client is found to carry.
    pub(crate) fn estimate_bps(&self) -> u64 {
        self.egress.estimate_bps()
    }

    /// How long packets wait on the way to the client.
    pub(crate) fn queue(&self) -> &egress::Queue {
        self.egress.queue()
    }

    /// Whether what is lost on the way to the client is lost however little is sent: it is sent again more often then.
    pub(crate) fn set_lossy(&mut self, lossy: bool) {
        self.egress.set_lossy(lossy);
    }

    pub(crate) fn ufrag(&self) -> &str {
        &self.ufrag
    }

    pub(crate) fn tracks(&self) -> &[SentTrack] {
        &self.tracks
    }

    pub(crate) fn slots(&self) -> &[ReceivedSlot] {
        &self.slots
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.connected
    }

    pub(crate) fn can_talk(&self) -> bool {
        self.channel.is_some()
    }

    pub(crate) fn protocol(&self) -> Option<Protocol> {
        self.path.filter(|_| self.connected).map(|path| path.remote.protocol)
    }

    /// A panic in str0m, or here, costs this peer and nobody else.
    fn guarded<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, LostCode>) -> Result<T, LostCode> {
        catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or(Err(LostCode::Internal))
    }
}

impl std::fmt::Debug for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Peer").field("ufrag", &self.ufrag).field("connected", &self.connected).finish_non_exhaustive()
    }
}

impl From<Protocol> for str0m::net::Protocol {
    fn from(protocol: Protocol) -> Self {
        match protocol {
            Protocol::Udp => Self::Udp,
            Protocol::Tcp => Self::Tcp,
        }
    }
}

impl Protocol {
    fn from_str0m(protocol: str0m::net::Protocol) -> Option<Self> {
        match protocol {
            str0m::net::Protocol::Udp => Some(Self::Udp),
            str0m::net::Protocol::Tcp => Some(Self::Tcp),
            _ => None,
        }
    }
}
