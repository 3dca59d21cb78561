//! One client: a str0m connection on a socket of its own, that sends one picture or takes what comes.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use mio::net::UdpSocket;
use sfu_probe::are_named_apart;
use socket2::{Domain, Socket, Type};
use str0m::change::{SdpAnswer, SdpOffer, SdpPendingOffer};
use str0m::channel::ChannelId;
use str0m::format::Codec;
use str0m::media::{Direction, MediaKind, Mid, Rid, Simulcast, SimulcastLayer};
use str0m::net::{Protocol, Receive};
use str0m::rtp::{ExtensionValues, RtpWrite};
use str0m::{Candidate, Event, Input, Output, Rtc};

use crate::orders::{Load, Sends};
use crate::payload::{self, Place, Stamp};
use crate::tally::Tally;

/// How often each subscriber reports (RFC 3550 receiver reports).
const REPORT_EVERY: Duration = Duration::from_millis(100);
const AUDIO_SLOTS: usize = 3;
const RECEIVE_BYTES: usize = 1 << 20;
const MOST_BYTES: usize = 2_000;
/// Ticks of a clock in a second: of pictures, and of sound.
const CLOCKS: (u64, u64) = (90_000, 48_000);
const LAYERS: [&str; 3] = ["q", "h", "f"];
/// As loud as somebody who speaks (RFC 6464), dBov.
const LOUD: i8 = -20;

type Failed = Box<dyn std::error::Error>;

/// What a client has just become or found.
pub(crate) enum News {
    Connected,
    Closed,
}

#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) socket: UdpSocket,
    pub(crate) asked: Instant,
    pub(crate) due: Instant,
    pub(crate) connected: bool,
    rtc: Rtc,
    here: SocketAddr,
    pending: Option<SdpPendingOffer>,
    /// The offer that was made.
    offered: String,
    sends: Sends,
    tracks: Vec<Mid>,
    slots: Vec<(Mid, &'static str)>,
    say: Option<String>,
    channel: Option<ChannelId>,
    picture: Picture,
    /// The newest packet of each publisher, and the 64 before it as bits: what came twice counts once.
    seen: HashMap<u32, (u64, u64)>,
    /// Of a packet that is to be lost; when it is whole, one is.
    owed: f64,
    buffer: Vec<u8>,
}

/// What a publisher sends.
#[derive(Debug, Default)]
struct Picture {
    number: u64,
    id: u16,
    key_wanted: bool,
}

impl Client {
    pub(crate) fn new(home: IpAddr) -> Result<Self, Failed> {
        let asked = Instant::now();
        let socket = Socket::new(Domain::IPV4, Type::DGRAM, None)?;
        socket.bind(&SocketAddr::new(home, 0).into())?;
        socket.set_recv_buffer_size(RECEIVE_BYTES)?;
        socket.set_nonblocking(true)?;
        let socket = UdpSocket::from_std(socket.into());
        let here = socket.local_addr()?;
        let mut rtc = Rtc::builder()
            .set_rtp_mode(true)
            .clear_codecs()
            .enable_opus(true)
            .enable_vp8(true)
            .set_rtcp_report_interval_video(REPORT_EVERY)
            .build(asked);
        rtc.add_local_candidate(Candidate::host(here, "udp")?);
        Ok(Self {
            socket,
            asked,
            due: asked,
            connected: false,
            rtc,
            here,
            pending: None,
            offered: String::new(),
            sends: Sends::default(),
            tracks: Vec::new(),
            slots: Vec::new(),
            say: None,
            channel: None,
            picture: Picture { key_wanted: true, ..Picture::default() },
            seen: HashMap::new(),
            owed: 0.0,
            buffer: vec![0; MOST_BYTES],
        })
    }

    /// A client that makes the offer. Without slots it sends.
    pub(crate) fn offering(
        home: IpAddr,
        slots: usize,
        sends: Sends,
        say: Option<String>,
    ) -> Result<(Self, String), Failed> {
        let mut client = Self::new(home)?;
        client.sends = sends;
        let mut changes = client.rtc.sdp_api();
        if say.is_some() {
            changes.add_channel("tertulia".to_owned());
        }
        if slots == 0 {
            let layers = LAYERS.map(SimulcastLayer::new).to_vec();
            let simulcast = (sends == Sends::Layers).then(|| Simulcast { send: layers, recv: Vec::new() });
            let kind = if sends == Sends::Sound { MediaKind::Audio } else { MediaKind::Video };
            client.tracks.push(changes.add_media(kind, Direction::SendOnly, None, None, simulcast));
        } else {
            for (kind, word, count) in [(MediaKind::Audio, "audio", AUDIO_SLOTS), (MediaKind::Video, "video", slots)] {
                for _ in 0..count {
                    client.slots.push((changes.add_media(kind, Direction::RecvOnly, None, None, None), word));
                }
            }
        }
        let (offer, pending) = changes.apply().ok_or("nothing to offer")?;
        let sdp = offer.to_sdp_string();
        if !are_named_apart(&sdp) {
            return Self::offering(home, slots, sends, say);
        }
        client.pending = Some(pending);
        client.say = say;
        client.offered.clone_from(&sdp);
        Ok((client, sdp))
    }

    /// Answers an offer, the first one or one more.
    pub(crate) fn accepted(&mut self, sdp: &str) -> Result<String, Failed> {
        let answer = self.rtc.sdp_api().accept_offer(SdpOffer::from_sdp_string(sdp)?)?.to_sdp_string();
        self.be_silent(&answer);
        Ok(answer)
    }

    /// Takes the sending halves of lines that only receive: str0m reports ten times a second of what each of them sends, nothing,
    /// and no browser does.
    fn be_silent(&mut self, sdp: &str) {
        for section in sdp.split("\r\nm=").filter(|section| section.contains("\r\na=recvonly")) {
            let Some(mid) = section.lines().find_map(|line| line.strip_prefix("a=mid:")) else { continue };
            let mut api = self.rtc.direct_api();
            while let Some(ssrc) = api.stream_tx_by_mid(Mid::from(mid.trim()), None).map(|stream| stream.ssrc()) {
                api.remove_stream_tx(ssrc);
            }
        }
    }

    pub(crate) fn answered(&mut self, sdp: &str) -> Result<(), Failed> {
        let pending = self.pending.take().ok_or("no offer in the air")?;
        self.rtc.sdp_api().accept_answer(pending, SdpAnswer::from_sdp_string(sdp)?)?;
        let offered = std::mem::take(&mut self.offered);
        self.be_silent(&offered);
        Ok(())
    }

    pub(crate) fn tracks(&self) -> BTreeMap<String, String> {
        let source = if self.sends == Sends::Sound { "mic" } else { "camera" };
        self.tracks.iter().map(|mid| (mid.to_string(), source.to_owned())).collect()
    }

    pub(crate) fn slots(&self) -> BTreeMap<String, String> {
        self.slots.iter().map(|(mid, word)| (mid.to_string(), (*word).to_owned())).collect()
    }

    fn layers(&self) -> Vec<Option<Rid>> {
        if self.sends == Sends::Layers { LAYERS.map(|rid| Some(Rid::from(rid))).to_vec() } else { vec![None] }
    }

    pub(crate) fn is_publisher(&self) -> bool {
        !self.tracks.is_empty()
    }

    /// Takes what waits in the socket.
    pub(crate) fn receive(&mut self, began: Instant, load: Load, tally: &mut Tally, news: &mut Vec<News>) {
        loop {
            let mut buffer = std::mem::take(&mut self.buffer);
            let received = self.socket.recv_from(&mut buffer);
            if let Ok((bytes, from)) = received {
                let now = Instant::now();
                let is_rtp = is_rtp(&buffer[..bytes]);
                tally.datagrams += u64::from(tally.open && is_rtp);
                if is_rtp && self.loses(load) {
                    // as if it had never come
                } else if let Ok(received) = Receive::new(Protocol::Udp, from, self.here, &buffer[..bytes]) {
                    let _ = self.rtc.handle_input(Input::Receive(now, received));
                    self.drain(now, began, load, tally, news);
                }
            }
            self.buffer = buffer;
            match received {
                Err(error) if error.kind() != io::ErrorKind::ConnectionRefused => return,
                _ => {}
            }
        }
    }

    pub(crate) fn timeout(
        &mut self,
        now: Instant,
        began: Instant,
        load: Load,
        tally: &mut Tally,
        news: &mut Vec<News>,
    ) {
        let _ = self.rtc.handle_input(Input::Timeout(now));
        self.drain(now, began, load, tally, news);
    }

    pub(crate) fn drain(&mut self, now: Instant, began: Instant, load: Load, tally: &mut Tally, news: &mut Vec<News>) {
        loop {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(due)) => {
                    self.due = due;
                    return;
                }
                Ok(Output::Transmit(transmit)) => {
                    let _ = self.socket.send_to(&transmit.contents, transmit.destination);
                }
                Ok(Output::Event(Event::RtpPacket(packet))) => match payload::read(&packet.payload, load.bytes) {
                    Some(stamp) if self.is_new(stamp) => {
                        tally.came(stamp, now.duration_since(began).as_nanos() as u64);
                    }
                    Some(_) => {}
                    // Padding, with which servers find out what a link carries, says nothing.
                    None => tally.damaged += u64::from(packet.payload.len() == load.bytes),
                },
                Ok(Output::Event(Event::Connected)) => {
                    self.connected = true;
                    news.push(News::Connected);
                }
                Ok(Output::Event(Event::ChannelOpen(id, _))) => {
                    self.channel = Some(id);
                    if let (Some(text), Some(mut channel)) = (self.say.take(), self.rtc.channel(id)) {
                        let _ = channel.write(false, text.as_bytes());
                    }
                }
                Ok(Output::Event(Event::KeyframeRequest(_))) => self.picture.key_wanted = true,
                Ok(Output::Event(Event::Closed)) | Err(_) => {
                    news.push(News::Closed);
                    self.due = now + Duration::from_secs(3_600);
                    return;
                }
                Ok(Output::Event(_)) => {}
            }
        }
    }

    fn loses(&mut self, load: Load) -> bool {
        self.owed += if self.is_publisher() { 0.0 } else { load.lose };
        let lost = self.owed >= 1.0;
        self.owed -= f64::from(u8::from(lost));
        lost
    }

    fn is_new(&mut self, stamp: Stamp) -> bool {
        let (newest, before) = self.seen.entry(stamp.publisher).or_insert((stamp.number, 0));
        if stamp.number > *newest || *before == 0 {
            let ahead = stamp.number - *newest;
            *before = before.checked_shl(ahead as u32).unwrap_or(0) | 1;
            *newest = stamp.number;
            return true;
        }
        let bit = 1u64.checked_shl((*newest - stamp.number) as u32).unwrap_or(0);
        let is_new = bit != 0 && *before & bit == 0;
        *before |= bit;
        is_new
    }

    /// Sends a frame: of each size, if there are several.
    pub(crate) fn show(&mut self, publisher: u32, began: Instant, load: Load, tally: &mut Tally, news: &mut Vec<News>) {
        let now = Instant::now();
        let is_key = std::mem::take(&mut self.picture.key_wanted);
        self.picture.id = (self.picture.id + 1) & 0x7fff;
        let is_sound = self.sends == Sends::Sound;
        let codec = if is_sound { Codec::Opus } else { Codec::Vp8 };
        let pt = self.rtc.codec_config().params().iter().find(|params| params.spec().codec == codec);
        let (Some(pt), Some(mid)) = (pt.map(str0m::format::PayloadParams::pt), self.tracks.first().copied()) else {
            return;
        };
        let clock = if is_sound { CLOCKS.1 } else { CLOCKS.0 };
        let time = now.duration_since(began).as_micros() as u64 * clock / 1_000_000;
        let first = self.picture.number;
        for (layer, rid) in self.layers().into_iter().enumerate() {
            for index in 0..load.packets_per_frame {
                let number = first + 1 + index as u64;
                let sent_ns = began.elapsed().as_nanos() as u64;
                let place = Place { picture_id: self.picture.id, starts_frame: index == 0, is_key };
                // layers have the same numbers: whichever comes, it is the packet
                let payload = payload::write(place, Stamp { publisher, number, sent_ns }, load.bytes);
                self.picture.number = number;
                if layer == 0 {
                    tally.sent(publisher, number);
                }
                let mut api = self.rtc.direct_api();
                let Some(stream) = api.stream_tx_by_mid(mid, rid) else { return };
                let mut write = RtpWrite::new(pt, number.into(), time as u32, now, payload);
                if is_sound {
                    write = write.ext_vals(ExtensionValues {
                        audio_level: Some(LOUD),
                        voice_activity: Some(true),
                        ..ExtensionValues::default()
                    });
                }
                stream.write_rtp(write.marker(is_sound || index + 1 == load.packets_per_frame).nackable(!is_sound));
            }
        }
        self.timeout(now, began, load, tally, news);
    }
}

/// RFC 5761 section 4.
fn is_rtp(datagram: &[u8]) -> bool {
    matches!(datagram, [128..192, second, ..] if !(64..96).contains(&(second & 0x7f)))
}
