//! The one loop that drains the `Rtc`, and what becomes of what comes out; and what goes out beside it.

use std::time::Instant;

use str0m::rtp::{RtpHeader, Ssrc};
use str0m::{Event, Input};

use super::{Happening, NEAR, Peer, STATS_EVERY, Sink, TURNS};
use crate::command::Role;
use crate::egress::{PAYLOAD_BYTES, Way};
use crate::error::LostCode;
use crate::event::{Output, Protocol, Remote, Transmit};
use crate::ingress;
use crate::layers::Layer;
use crate::messages;
use crate::stats::LinkStats;

/// From such a loss on the way down on, reports go out twice.
const REPORTS_TWICE: f32 = 0.03;

impl Peer {
    /// Drains the `Rtc` until it has nothing more to do before some later time.
    pub(super) fn drive(&mut self, now: Instant, sink: &mut Sink) -> Result<(), LostCode> {
        self.touched = false;
        for _ in 0..TURNS {
            match self.rtc.poll_output() {
                Ok(str0m::Output::Transmit(transmit)) => self.transmit(now, transmit, sink),
                Ok(str0m::Output::Event(event)) => self.happened(now, event, sink)?,
                Ok(str0m::Output::Timeout(deadline)) => {
                    self.deadline = deadline;
                    if !self.rtc.is_alive() {
                        return Err(LostCode::Closed);
                    }
                    if self.deadline > now + NEAR {
                        return Ok(());
                    }
                    let _ = self.rtc.handle_input(Input::Timeout(deadline.max(now)));
                }
                // str0m disconnects where there is no going on: a wrong fingerprint, a DTLS that timed out.
                Err(_) if !self.rtc.is_alive() => return Err(LostCode::Dtls),
                Err(_) => {}
            }
        }
        self.deadline = now + NEAR * 4;
        Ok(())
    }

    /// Sends what may leave of what goes to the client.
    pub(super) fn pump(&mut self, now: Instant, sink: &mut Sink) {
        let before = sink.outputs.len();
        sink.counters.bytes_out += self.egress.pump(now, self.path.filter(|_| self.connected), &mut sink.outputs);
        sink.counters.datagrams_out += (sink.outputs.len() - before) as u64;
        if self.egress.take_news() {
            sink.happenings.push(Happening::Estimated);
        }
    }

    /// Reads what the client reports of what goes to it. `false`: there is something in it for str0m, too.
    pub(super) fn reported(&mut self, now: Instant, datagram: &[u8], sink: &mut Sink) -> bool {
        let sends = |ssrc: u32| self.sources.iter().any(|(known, ..)| **known == ssrc);
        let Some(other) = self.egress.heard(now, datagram, sends, |slot| {
            sink.counters.key_frames_wanted += 1;
            sink.happenings.push(Happening::KeyFrameWanted(slot));
        }) else {
            return false;
        };
        self.heard = now;
        (self.down.loss, self.down.rtt) = (self.egress.loss(), self.egress.rtt());
        self.pump(now, sink);
        !other
    }

    fn transmit(&mut self, now: Instant, transmit: str0m::net::Transmit, sink: &mut Sink) {
        let Some(protocol) = Protocol::from_str0m(transmit.proto) else { return };
        let remote = Remote { protocol, address: transmit.destination };
        let is_stun = transmit.contents.first().is_some_and(|byte| *byte < 2);
        if !is_stun {
            let moved = self.connected && self.path.is_some_and(|path| path.remote.protocol != protocol);
            self.path = Some(Way { remote, source: transmit.source });
            if moved {
                sink.happenings.push(Happening::Connected(protocol));
            }
        }
        let (source, mut contents) = (transmit.source, transmit.contents);
        let is_report = is_rtcp(&contents);
        if is_report {
            let retold = self
                .egress
                .retell(&contents, |report| ingress::retell(report, |lost, all| self.ingress.excuses(now, lost, all)));
            contents = retold.map_or(contents, Into::into);
        }
        sink.counters.datagrams_out += 1;
        sink.counters.bytes_out += contents.len() as u64;
        if is_report && self.down.loss > REPORTS_TWICE {
            // Questions are lost as well. Who has the first takes the second for replayed.
            sink.counters.datagrams_out += 1;
            sink.counters.bytes_out += contents.len() as u64;
            let contents = contents.to_vec().into();
            sink.outputs.push_back(Output::Transmit(Transmit { remote, source, contents }));
        }
        sink.outputs.push_back(Output::Transmit(Transmit { remote, source, contents }));
    }

    fn happened(&mut self, now: Instant, event: Event, sink: &mut Sink) -> Result<(), LostCode> {
        match event {
            Event::RtpPacket(packet) => {
                if let Some((role, layer)) = self.source(&packet.header)
                    && packet.payload.len() <= PAYLOAD_BYTES
                {
                    sink.counters.packets_in += 1;
                    if role == Role::Mic {
                        self.ingress.heard(packet.timestamp, *packet.seq_no, packet.header.timestamp);
                    }
                    sink.happenings.push(Happening::Packet(role, layer, packet));
                }
            }
            Event::Connected => {
                self.connected = true;
                self.egress.connect();
                // The far end that DTLS came from; str0m has no say for it other than in what it sends.
                let protocol = self.path.map_or(Protocol::Udp, |path| path.remote.protocol);
                sink.happenings.push(Happening::Connected(protocol));
            }
            Event::ChannelOpen(id, label) if label == messages::LABEL && self.channel.is_none() => {
                self.channel = Some(id);
                sink.happenings.push(Happening::ChannelOpen);
            }
            Event::ChannelOpen(id, _) => self.rtc.direct_api().close_data_channel(id),
            Event::ChannelClose(id) if self.channel == Some(id) => self.channel = None,
            Event::ChannelData(data) if self.channel == Some(data.id) => {
                if data.data.len() > self.message_bytes || !self.messages.take(now) {
                    sink.counters.messages_ignored += 1;
                    return if self.messages.is_abused() { Err(LostCode::Abuse) } else { Ok(()) };
                }
                sink.happenings.push(Happening::Said(data.data));
            }
            Event::PeerStats(stats) => {
                let bits = |now: u64, before: u64| (now - before) * 8 / STATS_EVERY.as_secs();
                // Told of the last second alone, and of fewer packets than were sent where reports are lost, too.
                let steadied = |before: f32, now: Option<f32>| f32::midpoint(before, now.unwrap_or(0.0));
                let rtt = self.egress.rtt();
                let sent = self.egress.bytes();
                self.up = LinkStats {
                    loss: steadied(self.up.loss, stats.ingress_loss_fraction),
                    rtt,
                    bps: bits(stats.peer_bytes_rx, self.bytes.0),
                    layer: self.up.layer,
                };
                self.down =
                    LinkStats { loss: self.egress.loss(), rtt, bps: bits(sent, self.bytes.1), layer: self.down.layer };
                self.bytes = (stats.peer_bytes_rx, sent);
            }
            Event::Closed => return Err(LostCode::Closed),
            _ => {}
        }
        Ok(())
    }

    /// Which encoding a source is: str0m has learned it from the mid and rid of its first packets.
    fn source(&mut self, header: &RtpHeader) -> Option<(Role, Layer)> {
        let ssrc = header.ssrc;
        if let Some((_, role, layer)) = self.sources.iter().find(|(known, ..)| *known == ssrc) {
            return Some((*role, *layer));
        }
        let mut api = self.rtc.direct_api();
        let stream = api.stream_rx(&ssrc)?;
        let (mid, rid) = (stream.mid(), stream.rid());
        let track = self.tracks.iter().find(|track| track.mid == mid)?;
        let (layer, _) = track.layers.iter().find(|(_, known)| *known == rid)?;
        let (role, layer) = (track.role, *layer);
        let changes = header.ext_vals.transport_cc.is_some() || header.ext_vals.abs_send_time.is_some();
        if crate::offer::is_audio_track(role) && !changes {
            // Sounds have no stream for repetitions. They are sent again as they were, and only where that is to the last bit: under
            // one number AES-GCM may encrypt one packet (docs/adr/0011). Who never offered to does not.
            stream.suppress_nack(false);
            api.expect_stream_rx(ssrc, None, mid, rid); // str0m looks anew at whom it may ask
        }
        self.sources.retain(|(_, has_role, has_layer)| (*has_role, *has_layer) != (role, layer));
        self.sources.push((ssrc, role, layer));
        Some((role, layer))
    }

    /// Whether this is not one more of too many sources. Asked before decryption: str0m remembers each.
    pub(super) fn may_send(&mut self, now: Instant, datagram: &[u8]) -> bool {
        if !is_rtp(datagram) {
            return true;
        }
        let Some(ssrc) = ssrc(datagram) else { return true };
        self.sources.iter().any(|(known, ..)| *known == ssrc) || self.new_sources.take_once(now, *ssrc)
    }
}

/// Whose RTP packet it is (RFC 3550 section 5.1).
fn ssrc(packet: &[u8]) -> Option<Ssrc> {
    let source = packet.get(8..12)?.try_into().ok()?;
    Some(Ssrc::from(u32::from_be_bytes(source)))
}

/// RFC 7983 section 7, and RFC 5761 section 4 for what is RTCP.
fn is_rtp(datagram: &[u8]) -> bool {
    matches!(datagram, [128..192, second, ..] if !(64..96).contains(&(second & 0x7f)))
}

pub(super) fn is_rtcp(datagram: &[u8]) -> bool {
    matches!(datagram, [128..192, second, ..] if (64..96).contains(&(second & 0x7f)))
}
