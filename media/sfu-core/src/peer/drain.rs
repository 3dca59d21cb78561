//! The one loop that drains the `Rtc`, and what becomes of what comes out.

use std::time::{Duration, Instant};

use str0m::bwe::BweKind;
use str0m::rtp::Ssrc;
use str0m::{Event, Input, PacerReason, Reason};

use super::{BOOKS, Happening, NEAR, PAYLOAD_BYTES, Peer, STATS_EVERY, Sink, TURNS};
use crate::command::Role;
use crate::error::LostCode;
use crate::event::{Output, Protocol, Remote, Transmit};
use crate::layers::Layer;
use crate::messages;
use crate::stats::LinkStats;

impl Peer {
    /// Drains the `Rtc` until it has nothing more to do before some later time.
    pub(super) fn drive(&mut self, now: Instant, sink: &mut Sink) -> Result<(), LostCode> {
        for _ in 0..TURNS {
            match self.rtc.poll_output() {
                Ok(str0m::Output::Transmit(transmit)) => {
                    // The pacer lets one packet go for each round; asked for a timeout, it would say what is said here.
                    if self.transmit(now, transmit, sink) && self.unsent > 0 {
                        self.reached = self.reached.max(now) + APART;
                        let _ = self.rtc.handle_input(Input::Timeout(self.reached));
                    }
                }
                Ok(str0m::Output::Event(event)) => self.happened(now, event, sink)?,
                Ok(str0m::Output::Timeout(deadline)) => {
                    let keeps_books = self.connected && self.keeps_books();
                    self.deadline = if keeps_books { deadline.max(now + BOOKS) } else { deadline };
                    if !self.rtc.is_alive() {
                        return Err(LostCode::Closed);
                    }
                    if self.deadline > now + NEAR {
                        return Ok(());
                    }
                    self.reached = deadline.max(now);
                    let _ = self.rtc.handle_input(Input::Timeout(self.reached));
                }
                // str0m disconnects where there is no going on: a wrong fingerprint, a DTLS that timed out.
                Err(_) if !self.rtc.is_alive() => return Err(LostCode::Dtls),
                Err(_) => {}
            }
        }
        self.deadline = now + Duration::from_millis(1);
        Ok(())
    }

    /// Whether the timeout that str0m asks for would send nothing, so that it can be had with what comes next.
    ///
    /// After each packet str0m's pacer wants to be called at once, to see whether there is another: we know when there is not.
    fn keeps_books(&mut self) -> bool {
        let reason = self.rtc.last_timeout_reason();
        let is_immediate = reason == Reason::Pacer(PacerReason::Immediate);
        self.restless &= is_immediate;
        match reason {
            Reason::BweDelayControl | Reason::Pacer(PacerReason::Handle) => self.unsent == 0,
            _ => is_immediate && self.unsent == 0 && !self.restless,
        }
    }

    /// Whether it is a packet that we put on its way.
    fn transmit(&mut self, now: Instant, transmit: str0m::net::Transmit, sink: &mut Sink) -> bool {
        let Some(protocol) = Protocol::from_str0m(transmit.proto) else { return false };
        let remote = Remote { protocol, address: transmit.destination };
        let is_stun = transmit.contents.first().is_some_and(|byte| *byte < 2);
        if !is_stun && self.path != Some(remote) {
            let moved = self.connected && self.path.is_some_and(|path| path.protocol != protocol);
            self.path = Some(remote);
            if moved {
                sink.happenings.push(Happening::Connected(protocol));
            }
        }
        let mut is_ours = false;
        if is_rtp(&transmit.contents) {
            // As the estimator counts: payloads.
            self.sent.add(now, transmit.contents.len().saturating_sub(RTP_OVERHEAD));
            let source = ssrc(&transmit.contents);
            is_ours = self.slots.iter().any(|slot| Some(slot.ssrc) == source);
            self.unsent = self.unsent.saturating_sub(usize::from(is_ours));
            self.restless |= !is_ours;
        }
        sink.counters.datagrams_out += 1;
        sink.counters.bytes_out += transmit.contents.len() as u64;
        let (source, contents) = (transmit.source, transmit.contents);
        sink.outputs.push_back(Output::Transmit(Transmit { remote, source, contents }));
        is_ours
    }

    fn happened(&mut self, now: Instant, event: Event, sink: &mut Sink) -> Result<(), LostCode> {
        match event {
            Event::RtpPacket(packet) => {
                if let Some((role, layer)) = self.source(packet.header.ssrc)
                    && packet.payload.len() <= PAYLOAD_BYTES
                {
                    sink.counters.packets_in += 1;
                    sink.happenings.push(Happening::Packet(role, layer, packet));
                }
            }
            Event::KeyframeRequest(request) => {
                if let Some(slot) = self.slots.iter().position(|slot| *slot.mid == *request.mid) {
                    sink.counters.key_frames_wanted += 1;
                    sink.happenings.push(Happening::KeyFrameWanted(slot));
                }
            }
            Event::Connected => {
                self.connected = true;
                // The far end that DTLS came from; str0m has no say for it other than in what it sends.
                let protocol = self.path.map_or(Protocol::Udp, |path| path.protocol);
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
            Event::EgressBitrateEstimate(BweKind::Twcc(bitrate)) => {
                self.estimate_bps = bitrate.as_u64();
                sink.happenings.push(Happening::Estimated);
            }
            Event::PeerStats(stats) => {
                let bits = |now: u64, before: u64| (now - before) * 8 / STATS_EVERY.as_secs();
                // Told of the last second alone, and of fewer packets than were sent where reports are lost, too.
                let steadied = |before: f32, now: Option<f32>| f32::midpoint(before, now.unwrap_or(0.0));
                let rtt = stats.rtt.or(stats.selected_candidate_pair.and_then(|pair| pair.current_round_trip_time));
                self.up = LinkStats {
                    loss: steadied(self.up.loss, stats.ingress_loss_fraction),
                    rtt,
                    bps: bits(stats.peer_bytes_rx, self.bytes.0),
                    layer: self.up.layer,
                };
                self.down = LinkStats {
                    loss: steadied(self.down.loss, stats.egress_loss_fraction),
                    rtt,
                    bps: bits(stats.peer_bytes_tx, self.bytes.1),
                    layer: self.down.layer,
                };
                self.bytes = (stats.peer_bytes_rx, stats.peer_bytes_tx);
            }
            Event::Closed => return Err(LostCode::Closed),
            _ => {}
        }
        Ok(())
    }

    /// Which encoding a source is: str0m has learned it from the mid and rid of its first packets.
    fn source(&mut self, ssrc: Ssrc) -> Option<(Role, Layer)> {
        if let Some((_, role, layer)) = self.sources.iter().find(|(known, ..)| *known == ssrc) {
            return Some((*role, *layer));
        }
        let mut api = self.rtc.direct_api();
        let stream = api.stream_rx(&ssrc)?;
        let (mid, rid) = (stream.mid(), stream.rid());
        let track = self.tracks.iter().find(|track| track.mid == mid)?;
        let (layer, _) = track.layers.iter().find(|(_, known)| *known == rid)?;
        let (role, layer) = (track.role, *layer);
        self.sources.retain(|(_, has_role, has_layer)| (*has_role, *has_layer) != (role, layer));
        self.sources.push((ssrc, role, layer));
        Some((role, layer))
    }

    /// Whether this is not one more of too many sources. Asked before decryption: str0m remembers each.
    pub(super) fn may_send(&mut self, now: Instant, datagram: &[u8]) -> bool {
        if !is_rtp(datagram) {
            self.restless = true; // a report may ask for repetitions
            return true;
        }
        let Some(ssrc) = ssrc(datagram) else { return true };
        self.sources.iter().any(|(known, ..)| *known == ssrc) || self.new_sources.take_once(now, *ssrc)
    }
}

/// No two packets leave at the same time: the estimator divides by what is between them.
const APART: Duration = Duration::from_micros(1);

/// Header, our extensions and the tag of AES-GCM.
const RTP_OVERHEAD: usize = 44;

/// Whose RTP packet it is (RFC 3550 section 5.1).
fn ssrc(packet: &[u8]) -> Option<Ssrc> {
    let source = packet.get(8..12)?.try_into().ok()?;
    Some(Ssrc::from(u32::from_be_bytes(source)))
}

/// RFC 7983 section 7, and RFC 5761 section 4 for what is RTCP.
fn is_rtp(datagram: &[u8]) -> bool {
    matches!(datagram, [128..192, second, ..] if !(64..96).contains(&(second & 0x7f)))
}
