//! One synthetic participant: it offers like a browser of ours, and then lives in a thread of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use str0m::change::{SdpAnswer, SdpPendingOffer};
use str0m::format::PayloadParams;
use str0m::media::{Direction, MediaKind, MediaTime, Mid, Rid, Simulcast, SimulcastLayer};
use str0m::net::{Protocol, Receive, TcpType};
use str0m::{Candidate, Event, Input, Output, Rtc, RtcError};

use crate::link::{Link, Transport};
use crate::picture::{Stamp, picture, recognize, sound};
use crate::report::Report;

const SOUND_EVERY: Duration = Duration::from_millis(20);
const SOUND_BYTES: usize = 80;
/// Somebody who speaks up (RFC 6464: 0 is as loud as can be).
const LOUDNESS_DBOV: i8 = -20;
const PICTURE_EVERY: Duration = Duration::from_millis(40);
/// Encodings of the camera with the bytes of their key frames; other frames have a third.
const LAYERS: [(&str, usize); 3] = [("q", 2_000), ("h", 5_000), ("f", 9_000)];
const AUDIO_SLOTS: usize = 3;

/// A synthetic participant.
#[derive(Debug)]
pub struct Peer {
    number: u32,
    transport: Transport,
    offer: String,
    tracks: BTreeMap<String, String>,
    slots: BTreeMap<String, String>,
    waiting: Mutex<Option<(Rtc, SdpPendingOffer, Media)>>,
    report: Arc<Mutex<Report>>,
    is_over: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// The m-lines that it sends on.
#[derive(Debug, Clone, Copy)]
struct Media {
    mic: Mid,
    camera: Mid,
}

impl Peer {
    /// `number` tells its pictures and sounds apart from those of others; `video_slots`: how many it can see at once.
    ///
    /// # Errors
    /// No offer could be made; this would be a bug.
    pub fn new(number: u32, transport: Transport, video_slots: usize) -> Result<Self, RtcError> {
        str0m::crypto::from_feature_flags().install_process_default();
        let mut rtc = Rtc::builder().clear_codecs().enable_opus(true).enable_vp8(true).build(Instant::now());
        let mut changes = rtc.sdp_api();
        let layers = LAYERS.iter().map(|(rid, _)| SimulcastLayer::new(rid)).collect();
        let simulcast = Simulcast { send: layers, recv: Vec::new() };
        let mic = changes.add_media(MediaKind::Audio, Direction::SendOnly, None, None, None);
        let camera = changes.add_media(MediaKind::Video, Direction::SendOnly, None, None, Some(simulcast));
        let mut slots = BTreeMap::new();
        for (kind, word, count) in [(MediaKind::Audio, "audio", AUDIO_SLOTS), (MediaKind::Video, "video", video_slots)]
        {
            for _ in 0..count {
                let mid = changes.add_media(kind, Direction::RecvOnly, None, None, None);
                slots.insert(mid.to_string(), word.to_owned());
            }
        }
        changes.add_channel("tertulia".to_owned());
        let Some((offer, pending)) = changes.apply() else { unreachable!("there is much to offer") };
        let sdp = offer.to_sdp_string();
        if !are_named_apart(&sdp) {
            return Self::new(number, transport, video_slots);
        }
        let tracks = [(mic.to_string(), "mic".to_owned()), (camera.to_string(), "camera".to_owned())].into();
        Ok(Self {
            number,
            transport,
            offer: sdp,
            tracks,
            slots,
            waiting: Mutex::new(Some((rtc, pending, Media { mic, camera }))),
            report: Arc::default(),
            is_over: Arc::default(),
            thread: Mutex::default(),
        })
    }

    /// SDP.
    pub fn offer(&self) -> &str {
        &self.offer
    }

    /// What each m-line that it sends is, by mid.
    pub fn tracks(&self) -> &BTreeMap<String, String> {
        &self.tracks
    }

    /// What each m-line that it receives may show, by mid.
    pub fn slots(&self) -> &BTreeMap<String, String> {
        &self.slots
    }

    /// Takes the server's answer and begins. What goes wrong from here on is in the [`report`](Self::report).
    ///
    /// `at`: which of the server's addresses to use; `None`: the one it likes best.
    pub fn answer(&self, sdp: &str, at: Option<IpAddr>) {
        let Some((rtc, pending, media)) = lock(&self.waiting).take() else { return };
        let report = Arc::clone(&self.report);
        let life = Life {
            rtc,
            media,
            number: self.number,
            sent: 0,
            is_key_wanted: true,
            began: Instant::now(),
            report: Arc::clone(&self.report),
            is_over: Arc::clone(&self.is_over),
        };
        let (transport, sdp) = (self.transport, sdp.to_owned());
        let run = move || {
            if let Err(problem) = life.run(transport, at, pending, &sdp) {
                lock(&report).problem = Some(problem);
            }
        };
        match std::thread::Builder::new().name(format!("probe-{}", self.number)).spawn(run) {
            Ok(thread) => *lock(&self.thread) = Some(thread),
            Err(refused) => lock(&self.report).problem = Some(refused.to_string()),
        }
    }

    /// What it has seen so far.
    pub fn report(&self) -> Report {
        lock(&self.report).clone()
    }

    /// Ends it. Doing it twice does no harm.
    pub fn close(&self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(thread) = lock(&self.thread).take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.close();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the server says it is, for one transport, best first (RFC 8839 section 5.1).
fn candidates(sdp: &str, transport: Transport) -> Vec<SocketAddr> {
    let lines = sdp.lines().filter_map(|line| line.strip_prefix("a=candidate:"));
    let mut found: Vec<(u32, SocketAddr)> = lines
        .filter_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [_, _, protocol, priority, ip, port, ..] = words[..] else { return None };
            let address = SocketAddr::new(ip.parse().ok()?, port.parse().ok()?);
            (protocol.parse() == Ok(transport)).then_some((priority.parse().ok()?, address))
        })
        .collect();
    found.sort_by_key(|(priority, _)| std::cmp::Reverse(*priority));
    found.dedup();
    found.into_iter().map(|(_, address)| address).collect()
}

/// A participant that has its answer.
#[derive(Debug)]
struct Life {
    rtc: Rtc,
    media: Media,
    number: u32,
    sent: u32,
    is_key_wanted: bool,
    began: Instant,
    report: Arc<Mutex<Report>>,
    is_over: Arc<AtomicBool>,
}

impl Life {
    fn run(
        mut self,
        transport: Transport,
        at: Option<IpAddr>,
        pending: SdpPendingOffer,
        sdp: &str,
    ) -> Result<(), String> {
        let word = transport.as_str().to_uppercase();
        let places = candidates(sdp, transport);
        let place = places.iter().find(|place| at.is_none_or(|ip| place.ip() == ip));
        let place = place.ok_or_else(|| format!("the server's answer names no such {word} address"))?;
        let mut link =
            Link::open(transport, *place).map_err(|refused| format!("no {word} connection to {place}: {refused}"))?;
        let candidate = match transport {
            Transport::Udp => Candidate::host(link.local, "udp"),
            Transport::Tcp => Candidate::builder().tcp().host(link.local).tcptype(TcpType::Active).build(),
        };
        self.rtc.add_local_candidate(candidate.map_err(|bad| bad.to_string())?);
        let answer = SdpAnswer::from_sdp_string(sdp).map_err(|bad| format!("the answer cannot be read: {bad}"))?;
        self.rtc.sdp_api().accept_answer(pending, answer).map_err(|bad| format!("the answer does not fit: {bad}"))?;
        self.live(transport, &mut link).map_err(|broken| format!("the connection broke: {broken}"))
    }

    fn live(&mut self, transport: Transport, link: &mut Link) -> io::Result<()> {
        let protocol = if transport == Transport::Udp { Protocol::Udp } else { Protocol::Tcp };
        let (mut next_sound, mut next_picture) = (self.began, self.began);
        let mut due = self.drain(transport, link)?;
        while !self.is_over.load(Ordering::Relaxed) && self.rtc.is_alive() {
            let now = Instant::now();
            if self.rtc.is_connected() && now >= next_sound {
                next_sound = now + SOUND_EVERY;
                self.speak(now).map_err(io::Error::other)?;
                due = self.drain(transport, link)?;
            }
            if self.rtc.is_connected() && now >= next_picture {
                next_picture = now + PICTURE_EVERY;
                self.show(now, transport, link)?;
                due = self.drain(transport, link)?;
            }
            let wake = if self.rtc.is_connected() { next_sound.min(next_picture) } else { now + PICTURE_EVERY };
            let input = link.receive(due.min(wake).saturating_duration_since(Instant::now()))?;
            let now = Instant::now();
            let input = match &input {
                Some(datagram) => match Receive::new(protocol, link.remote, link.local, datagram) {
                    Ok(received) => Input::Receive(now, received),
                    Err(_) => continue, // not for ICE, DTLS or SRTP
                },
                None => Input::Timeout(now),
            };
            self.rtc.handle_input(input).map_err(io::Error::other)?;
            due = self.drain(transport, link)?;
        }
        if self.is_over.load(Ordering::Relaxed) && self.rtc.close().is_ok() {
            self.drain(transport, link)?; // the server need not wait to find out
        }
        Ok(())
    }

    /// Does all that is due; when more will be.
    fn drain(&mut self, transport: Transport, link: &mut Link) -> io::Result<Instant> {
        loop {
            match self.rtc.poll_output().map_err(io::Error::other)? {
                Output::Timeout(due) => return Ok(due),
                Output::Transmit(transmit) => link.send(&transmit.contents)?,
                Output::Event(event) => self.note(transport, event),
            }
        }
    }

    fn note(&mut self, transport: Transport, event: Event) {
        let mut report = lock(&self.report);
        match event {
            Event::Connected => {
                report.transport = Some(transport);
                report.connected_after = Some(self.began.elapsed());
            }
            Event::KeyframeRequest(_) => self.is_key_wanted = true,
            Event::MediaData(media) => match recognize(&media.data) {
                Some(stamp) => {
                    let from = report.received.entry(stamp.sender).or_default();
                    if media.params.spec().codec.is_video() {
                        from.pictures += 1;
                    } else {
                        from.sounds += 1;
                    }
                }
                None => report.broken += 1,
            },
            Event::ChannelData(message) => {
                let text = String::from_utf8_lossy(&message.data).into_owned();
                if let Some((_, kind)) = text.split_once("\"type\":\"")
                    && let Some((kind, _)) = kind.split_once('"')
                {
                    *report.messages.entry(kind.to_owned()).or_default() += 1;
                }
            }
            _ => {}
        }
    }

    fn stamp(&mut self) -> Stamp {
        self.sent += 1;
        Stamp { sender: self.number, number: self.sent }
    }

    fn speak(&mut self, now: Instant) -> Result<(), RtcError> {
        let media = sound(self.stamp(), SOUND_BYTES);
        let time = MediaTime::from(now - self.began);
        let Some(writer) = self.rtc.writer(self.media.mic) else { return Ok(()) };
        let Some(pt) = writer.payload_params().next().map(PayloadParams::pt) else { return Ok(()) };
        writer.audio_level(LOUDNESS_DBOV, true).write(pt, now, time, media)
    }

    /// One picture in every encoding.
    fn show(&mut self, now: Instant, transport: Transport, link: &mut Link) -> io::Result<()> {
        let (stamp, is_key) = (self.stamp(), std::mem::take(&mut self.is_key_wanted));
        let time = MediaTime::from(now - self.began);
        for (rid, bytes) in LAYERS {
            let media = picture(stamp, is_key, if is_key { bytes } else { bytes / 3 });
            let Some(writer) = self.rtc.writer(self.media.camera) else { return Ok(()) };
            let Some(pt) = writer.payload_params().next().map(PayloadParams::pt) else { return Ok(()) };
            writer.rid(Rid::from(rid)).write(pt, now, time, media).map_err(io::Error::other)?;
            self.drain(transport, link)?;
        }
        Ok(())
    }
}

/// Whether no two m-lines have one name: str0m's names are short and random, and a server refuses an offer that has one twice.
pub fn are_named_apart(sdp: &str) -> bool {
    let mut names = BTreeSet::new();
    sdp.lines().filter_map(|line| line.strip_prefix("a=mid:")).all(|name| names.insert(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_in_which_two_lines_have_one_name_is_noticed() {
        assert!(are_named_apart("m=video 9\r\na=mid:a1\r\nm=video 9\r\na=mid:a2\r\n"));
        assert!(!are_named_apart("m=video 9\r\na=mid:a1\r\nm=video 9\r\na=mid:a1\r\n"));
    }

    #[test]
    fn the_servers_addresses_are_taken_best_first() {
        let sdp = "v=0\r\na=candidate:1 1 udp 100 192.0.2.1 7000 typ host\r\n\
            a=candidate:2 1 UDP 200 192.0.2.2 7000 typ host\r\n\
            a=candidate:3 1 tcp 300 192.0.2.3 7000 typ host tcptype passive\r\n\
            a=candidate:nonsense\r\n";
        let at = |ip: [u8; 4]| SocketAddr::from((ip, 7000));
        assert_eq!(candidates(sdp, Transport::Udp), [at([192, 0, 2, 2]), at([192, 0, 2, 1])]);
        assert_eq!(candidates(sdp, Transport::Tcp), [at([192, 0, 2, 3])]);
    }

    #[test]
    fn an_offer_names_every_line_it_sends_and_receives() {
        let peer = Peer::new(1, Transport::Udp, 2).expect("an offer");
        assert_eq!(peer.tracks().len(), 2);
        assert_eq!(peer.slots().len(), 5);
        for mid in peer.tracks().keys().chain(peer.slots().keys()) {
            assert!(peer.offer().contains(&format!("a=mid:{mid}\r\n")), "{mid}");
        }
        assert!(peer.offer().contains("a=simulcast:send q;h;f"));
    }
}
