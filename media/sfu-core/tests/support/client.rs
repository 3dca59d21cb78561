//! A browser, as far as the server can tell: a second str0m with microphone, camera and slots.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::Value;
use sfu_core::{Offer, Role, SlotKind};
use str0m::change::{SdpAnswer, SdpPendingOffer};
use str0m::channel::ChannelId;
use str0m::format::{Codec, FormatParams};
use str0m::media::{Direction, Frequency, MediaKind, Mid, Rid, Simulcast, SimulcastLayer};
use str0m::net::{DatagramRecv, Protocol, Receive};
use str0m::rtp::{ExtensionValues, RtpPacket, RtpWrite};
use str0m::{Candidate, Event, Input, Output, Rtc};

use super::vp8::Encoder;

const RIDS: [&str; 3] = ["q", "h", "f"];
/// Bytes of a frame by layer, at 30 frames a second: 120, 480 and 1,440 kbit/s.
const FRAME_BYTES: [usize; 3] = [500, 2_000, 6_000];
const FRAME: Duration = Duration::from_micros(33_333);
const SOUND: Duration = Duration::from_millis(20);
/// What is kept to be sent again.
const KEPT: usize = 1_024;
const KEPT_FOR: Duration = Duration::from_secs(3);
/// str0m does not know RED either.
const STAND_IN: (Codec, &str) = (Codec::CN, "CN/48000/2");
const RED: &str = "red/48000/2";

/// What came in a slot.
#[derive(Debug, Clone)]
pub struct Got {
    pub at: Instant,
    pub mid: String,
    pub seq: u64,
    pub ts: u32,
    pub marker: bool,
    pub level: Option<i8>,
    pub payload: Vec<u8>,
}

#[allow(clippy::struct_excessive_bools, reason = "a browser has that many switches")]
pub struct Client {
    pub name: String,
    pub room: String,
    pub pc: String,
    pub number: u8,
    pub address: SocketAddr,
    pub server: SocketAddr,
    pub rtc: Rtc,
    pub tracks: BTreeMap<String, Role>,
    pub slots: BTreeMap<String, SlotKind>,
    pub request: u64,
    pub pending: Option<SdpPendingOffer>,
    pub connected: bool,
    pub closed: bool,
    pub deadline: Instant,
    pub channel: Option<ChannelId>,
    /// The level of the microphone; `None`: it sends nothing.
    pub mic: Option<i8>,
    pub repeats: bool,
    pub camera: bool,
    pub screen: bool,
    pub active: [bool; 3],
    pub encoders: [Encoder; 3],
    pub screen_encoder: Encoder,
    /// Key frames asked of each layer of the camera.
    pub asked: [usize; 3],
    pub got: Vec<Got>,
    pub said: Vec<Value>,
    next_frame: Instant,
    next_sound: Instant,
    counters: HashMap<(Mid, Option<Rid>), u64>,
    times: HashMap<(Mid, Option<Rid>), u32>,
    pub sent: Vec<(SocketAddr, Protocol, Vec<u8>)>,
}

impl Client {
    /// A client and its offer: microphone, camera and screen to send; `videos` cameras and the usual rest to receive.
    /// `repeats`: it knows RED, and sends each sound with the one before.
    pub fn new(
        now: Instant,
        room: &str,
        name: &str,
        number: u8,
        server: SocketAddr,
        videos: usize,
        repeats: bool,
    ) -> (Self, Offer) {
        let address = SocketAddr::from(([10, 0, 0, number], 5_000));
        let mut builder = Rtc::builder().set_rtp_mode(true).clear_codecs();
        if repeats {
            let (rate, format) = (Frequency::FORTY_EIGHT_KHZ, FormatParams::default());
            builder.codec_config().add_config(63.into(), None, STAND_IN.0, rate, Some(2), format);
        }
        let mut rtc = builder.enable_opus(true).enable_vp8(true).build(now);
        rtc.add_local_candidate(Candidate::host(address, "udp").expect("an address"));
        let mut changes = rtc.sdp_api();
        changes.add_channel("tertulia".into());
        let mut simulcast = Simulcast::new();
        for rid in RIDS {
            simulcast.add_send_layer(SimulcastLayer::new(rid));
        }
        let (audio, video) = (MediaKind::Audio, MediaKind::Video);
        let mut tracks = BTreeMap::new();
        for (role, kind) in
            [(Role::Mic, audio), (Role::Camera, video), (Role::Screen, video), (Role::ScreenAudio, audio)]
        {
            let layers = (role == Role::Camera).then(|| simulcast.clone());
            tracks.insert(changes.add_media(kind, Direction::SendOnly, None, None, layers).to_string(), role);
        }
        let mut slots = BTreeMap::new();
        let wanted = [(SlotKind::Audio, audio, 3), (SlotKind::Video, video, videos), (SlotKind::Screen, video, 1)];
        for (kind, media, count) in wanted.into_iter().chain([(SlotKind::ScreenAudio, audio, 1)]) {
            for _ in 0..count {
                slots.insert(changes.add_media(media, Direction::RecvOnly, None, None, None).to_string(), kind);
            }
        }
        let (sdp, pending) = changes.apply().expect("an offer");
        let encoder =
            |layer: u8| Encoder::new(number, layer, u16::from(number).wrapping_mul(1_000) + u16::from(layer) * 77);
        let client = Self {
            name: name.into(),
            room: room.into(),
            pc: format!("pc-{number}"),
            number,
            address,
            server,
            rtc,
            tracks,
            slots,
            request: 1,
            pending: Some(pending),
            connected: false,
            closed: false,
            deadline: now,
            channel: None,
            mic: Some(-40),
            repeats,
            camera: true,
            screen: false,
            active: [true; 3],
            encoders: [encoder(0), encoder(1), encoder(2)],
            screen_encoder: encoder(2),
            asked: [0; 3],
            got: Vec::new(),
            said: Vec::new(),
            next_frame: now,
            next_sound: now,
            counters: HashMap::new(),
            times: HashMap::new(),
            sent: Vec::new(),
        };
        let offer = client.offer(&sdp.to_sdp_string());
        (client, offer)
    }

    fn offer(&self, sdp: &str) -> Offer {
        Offer {
            room: self.room.as_str().into(),
            participant: self.name.as_str().into(),
            pc: self.pc.as_str().into(),
            request: self.request,
            sdp: sdp.replace(STAND_IN.1, RED),
            tracks: self.tracks.clone(),
            slots: self.slots.clone(),
        }
    }

    /// The offer of an ICE restart; local candidates are to be added anew.
    pub fn restart(&mut self) -> Offer {
        self.request += 1;
        let mut changes = self.rtc.sdp_api();
        changes.ice_restart(false);
        let (sdp, pending) = changes.apply().expect("an offer");
        self.pending = Some(pending);
        self.offer(&sdp.to_sdp_string())
    }

    pub fn answered(&mut self, now: Instant, sdp: &str) {
        let answer = SdpAnswer::from_sdp_string(&sdp.replace(RED, STAND_IN.1)).expect("an answer");
        let pending = self.pending.take().expect("an offer in the air");
        self.rtc.sdp_api().accept_answer(pending, answer).expect("a fitting answer");
        self.drain(now);
    }

    /// Takes a datagram from the server.
    pub fn receive(&mut self, now: Instant, contents: &[u8]) {
        let Ok(contents) = DatagramRecv::try_from(contents) else { return };
        let receive = Receive { proto: Protocol::Udp, source: self.server, destination: self.address, contents };
        let _ = self.rtc.handle_input(Input::Receive(now, receive));
        self.drain(now);
    }

    /// Sends what is due.
    pub fn step(&mut self, now: Instant) {
        if self.connected && now >= self.next_sound {
            self.next_sound = now + SOUND;
            if let Some(level) = self.mic {
                self.sound(now, level);
            }
        }
        if self.connected && now >= self.next_frame {
            self.next_frame = now + FRAME;
            self.frames(now);
        }
        if now >= self.deadline {
            let _ = self.rtc.handle_input(Input::Timeout(now));
            self.drain(now);
        }
    }

    pub fn mid(&self, role: Role) -> Mid {
        let (mid, _) = self.tracks.iter().find(|(_, has)| **has == role).expect("a track");
        Mid::from(mid.as_str())
    }

    fn sound(&mut self, now: Instant, level: i8) {
        let values =
            ExtensionValues { audio_level: Some(level), voice_activity: Some(level > -50), ..Default::default() };
        let mut payload = vec![self.number; 80];
        let mut codec = Codec::Opus;
        if self.repeats {
            codec = STAND_IN.0;
            payload = [&[0xef, 0x0f, 0, 80, 111][..], &[0xff; 80], &payload].concat(); // the one before, then this
        }
        self.write(now, self.mid(Role::Mic), None, codec, 960, payload, true, values);
    }

    fn frames(&mut self, now: Instant) {
        let mid = self.mid(Role::Camera);
        for layer in (0..3).rev() {
            if !self.camera || !self.active[layer] {
                continue;
            }
            let packets = self.encoders[layer].next_frame(FRAME_BYTES[layer]);
            self.frame(now, mid, Some(RIDS[layer].into()), packets);
        }
        if self.screen {
            let packets = self.screen_encoder.next_frame(3_000);
            self.frame(now, self.mid(Role::Screen), None, packets);
        }
        let _ = self.rtc.handle_input(Input::Timeout(now));
        self.drain(now);
    }

    fn frame(&mut self, now: Instant, mid: Mid, rid: Option<Rid>, packets: Vec<Vec<u8>>) {
        let last = packets.len() - 1;
        for (index, packet) in packets.into_iter().enumerate() {
            let step = if index == 0 { 3_000 } else { 0 };
            self.write(now, mid, rid, Codec::Vp8, step, packet, index == last, ExtensionValues::default());
        }
    }

    #[allow(clippy::too_many_arguments, reason = "an RTP packet has that many fields")]
    fn write(
        &mut self,
        now: Instant,
        mid: Mid,
        rid: Option<Rid>,
        codec: Codec,
        step: u32,
        payload: Vec<u8>,
        marker: bool,
        values: ExtensionValues,
    ) {
        let pt = self
            .rtc
            .codec_config()
            .params()
            .iter()
            .find(|params| params.spec().codec == codec)
            .map(str0m::format::PayloadParams::pt);
        let is_first = !self.counters.contains_key(&(mid, rid));
        let count = self.counters.entry((mid, rid)).or_insert_with(|| 100 * u64::from(self.number) + 7);
        *count += 1;
        let seq = *count;
        let clock = self.times.entry((mid, rid)).or_insert(1_000 * u32::from(self.number));
        *clock = clock.wrapping_add(step);
        let time = *clock;
        let mut api = self.rtc.direct_api();
        if let Some(stream) = api.stream_tx_by_mid(mid, rid) {
            if is_first {
                stream.set_rtx_cache(KEPT, KEPT_FOR, None); // a browser sends again however much was
            }
            let nackable = codec == Codec::Vp8;
            let write = RtpWrite::new(pt.expect("a codec"), seq.into(), time, now, payload);
            stream.write_rtp(write.marker(marker).ext_vals(values).nackable(nackable));
        }
    }

    /// Says something on the data channel.
    pub fn say(&mut self, now: Instant, text: &str) {
        let channel = self.channel.expect("an open channel");
        assert!(self.rtc.channel(channel).expect("a channel").write(false, text.as_bytes()).expect("a write"));
        self.drain(now);
    }

    pub fn drain(&mut self, now: Instant) {
        for _ in 0..5_000 {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(deadline)) => {
                    self.deadline = deadline;
                    if deadline > now + Duration::from_micros(200) {
                        return;
                    }
                    let _ = self.rtc.handle_input(Input::Timeout(deadline.max(now)));
                }
                Ok(Output::Transmit(transmit)) => {
                    self.sent.push((transmit.destination, transmit.proto, transmit.contents.to_vec()));
                }
                Ok(Output::Event(event)) => self.happened(now, event),
                Err(_) => return,
            }
        }
    }

    fn happened(&mut self, now: Instant, event: Event) {
        match event {
            Event::Connected => self.connected = true,
            Event::Closed => self.closed = true,
            Event::ChannelOpen(id, _) => self.channel = Some(id),
            Event::ChannelData(data) => {
                let value: Value = serde_json::from_slice(&data.data).expect("JSON");
                if value["type"] == "layers" {
                    for layer in 0..3 {
                        let active = value["camera"][layer] == true;
                        self.encoders[layer].key_wanted |= active && !self.active[layer];
                        self.active[layer] = active;
                    }
                }
                self.said.push(value);
            }
            Event::KeyframeRequest(request) if request.mid == self.mid(Role::Camera) => {
                let layer = RIDS.iter().position(|rid| request.rid == Some((*rid).into())).unwrap_or(0);
                self.asked[layer] += 1;
                self.encoders[layer].key_wanted = true;
            }
            Event::KeyframeRequest(_) => self.screen_encoder.key_wanted = true,
            Event::RtpPacket(packet) => self.take(now, &packet),
            _ => {}
        }
    }

    fn take(&mut self, now: Instant, packet: &RtpPacket) {
        let mut api = self.rtc.direct_api();
        let Some(stream) = api.stream_rx(&packet.header.ssrc) else { return };
        self.got.push(Got {
            at: now,
            mid: stream.mid().to_string(),
            seq: *packet.seq_no,
            ts: packet.header.timestamp,
            marker: packet.header.marker,
            level: packet.header.ext_vals.audio_level,
            payload: packet.payload.to_vec(),
        });
    }
}
