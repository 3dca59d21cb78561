//! From an offer to an `Rtc` that takes it, and to the tracks and slots in it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use str0m::crypto::CryptoProvider;
use str0m::format::Codec;
use str0m::media::{Media, MediaKind, Mid, Pt, Rid};
use str0m::net::TcpType;
use str0m::{Candidate, IceCreds, Rtc};

use super::{ReceivedSlot, STATS_EVERY, SentTrack};
use crate::command::Offer;
use crate::config::Config;
use crate::egress::{Ids, Stream};
use crate::error::{Refusal, RefusedCode};
use crate::event::Protocol;
use crate::layers::Layer;
use crate::offer::{self, Checked, bad};
use crate::red;

pub(super) fn build(now: Instant, config: &Config, crypto: &Arc<CryptoProvider>, credentials: IceCreds) -> Rtc {
    use str0m::rtp::{Extension, ExtensionMap};
    let mut extensions = ExtensionMap::empty();
    // No absolute send time: transport-wide feedback says the same, and who offers both gets one.
    extensions.set(1, Extension::AudioLevel);
    extensions.set(3, Extension::TransportSequenceNumber);
    extensions.set(4, Extension::RtpMid);
    extensions.set(10, Extension::RtpStreamId);
    extensions.set(11, Extension::RepairedRtpStreamId);
    extensions.set(13, Extension::VideoOrientation);
    let mut builder = Rtc::builder().clear_codecs();
    red::enable(builder.codec_config());
    builder
        .set_ice_lite(true)
        .set_rtp_mode(true)
        .set_local_ice_credentials(credentials)
        .set_crypto_provider(Arc::clone(crypto))
        .set_dtls_cert(config.certificate.0.clone())
        .enable_opus(true)
        .enable_vp8(true)
        .set_extension_map(extensions)
        .set_stats_interval(Some(STATS_EVERY))
        .build(now)
}

pub(super) fn announce(rtc: &mut Rtc, config: &Config) -> Result<(), Refusal> {
    for local in &config.addresses {
        let candidate = match local.protocol {
            Protocol::Udp => Candidate::builder().udp().host(local.address).build(),
            // We listen; browsers ignore TCP candidates that do not say so (RFC 6544 section 4.5).
            Protocol::Tcp => Candidate::builder().tcp().host(local.address).tcptype(TcpType::Passive).build(),
        };
        rtc.add_local_candidate(candidate.map_err(|error| Refusal::new(RefusedCode::Internal, error))?);
    }
    Ok(())
}

pub(super) fn answer(rtc: &mut Rtc, sdp: &str) -> Result<String, Refusal> {
    let read = || {
        let sdp = red::disguised(&offer::with_one_hash(sdp));
        str0m::change::SdpOffer::from_sdp_string(&sdp).map_err(|error| bad(format!("{error}")))
    };
    // The parser and the negotiation see whatever a client writes: a panic in there costs an offer.
    catch_unwind(AssertUnwindSafe(|| {
        let answer = rtc.sdp_api().accept_offer(read()?).map_err(|error| bad(format!("{error}")))?;
        Ok(red::revealed(&answer.to_sdp_string()))
    }))
    .unwrap_or(Err(Refusal::new(RefusedCode::Internal, "the offer broke the parser")))
}

pub(super) fn tracks(rtc: &Rtc, offer: &Offer, checked: &Checked) -> Result<Vec<SentTrack>, Refusal> {
    let named = offer::in_order(&checked.mids, &offer.tracks);
    named
        .into_iter()
        .map(|(name, role)| {
            let (media, mid) = media(rtc, name, offer::is_audio_track(role))?;
            if codec(rtc, media).is_none() {
                return Err(Refusal::new(RefusedCode::Unsupported, format!("{name}: neither Opus nor VP8")));
            }
            let rids: Vec<Rid> = match media.rids_rx() {
                str0m::media::Rids::Specific(rids) => rids.clone(),
                _ => Vec::new(),
            };
            let mut layers: Vec<(Layer, Option<Rid>)> =
                rids.into_iter().filter_map(|rid| Some((Layer::from_rid(Some(&rid))?, Some(rid)))).collect();
            if layers.is_empty() {
                layers.push((Layer::LOWEST, None));
            }
            let red = payload_type(rtc, media, red::CODEC);
            Ok(SentTrack { role, layers, mid, red })
        })
        .collect()
}

pub(super) fn slots(
    rtc: &mut Rtc,
    offer: &Offer,
    checked: &Checked,
) -> Result<(Vec<ReceivedSlot>, Vec<Stream>), Refusal> {
    let named = offer::in_order(&checked.mids, &offer.slots);
    named
        .into_iter()
        .map(|(name, kind)| {
            let (media, mid) = media(rtc, name, offer::is_audio_slot(kind))?;
            let (pt, clock_rate) = codec(rtc, media)
                .ok_or_else(|| Refusal::new(RefusedCode::Unsupported, format!("{name}: neither Opus nor VP8")))?;
            let red = payload_type(rtc, media, red::CODEC);
            let repeats = rtc.codec_config().params().iter().find(|params| params.pt() == pt);
            let repeats = repeats.and_then(str0m::format::PayloadParams::resend);
            let (ids, cname) = (Ids::new(media.remote_extmap()), media.cname().to_owned());
            let mut api = rtc.direct_api();
            let stream = api.stream_tx_by_mid(mid, None).ok_or_else(|| bad(format!("{name} does not receive")))?;
            let (ssrc, rtx) = (stream.ssrc(), stream.rtx());
            let repeating = rtx.zip(repeats).map(|(ssrc, pt)| (*ssrc, *pt));
            let stream = Stream::new(name, &cname, *ssrc, repeating, clock_rate, ids, red.is_some());
            let slot = ReceivedSlot { kind, mid: name.to_owned(), clock_rate, line: mid, ssrc, rtx, pt, red };
            Ok((slot, stream))
        })
        .collect()
}

fn media<'a>(rtc: &'a Rtc, name: &str, audio: bool) -> Result<(&'a Media, Mid), Refusal> {
    let mid = Mid::from(name);
    let media = rtc.media(mid).filter(|_| *mid == *name).ok_or_else(|| bad(format!("{name:?} is no media")))?;
    if (media.kind() == MediaKind::Audio) == audio {
        Ok((media, mid))
    } else {
        Err(bad(format!("{name} is audio where video should be, or the other way round")))
    }
}

/// The payload type and clock rate of the one codec we forward on this m-line.
fn codec(rtc: &Rtc, media: &Media) -> Option<(Pt, u32)> {
    let (codec, clock_rate) =
        if media.kind() == MediaKind::Audio { (Codec::Opus, 48_000) } else { (Codec::Vp8, 90_000) };
    payload_type(rtc, media, codec).map(|pt| (pt, clock_rate))
}

/// What a codec is called on this m-line, if both sides know it.
fn payload_type(rtc: &Rtc, media: &Media, codec: Codec) -> Option<Pt> {
    let params = rtc.codec_config().params().iter();
    let mut ours = params.filter(|params| params.spec().codec == codec && media.remote_pts().contains(&params.pt()));
    ours.next().map(str0m::format::PayloadParams::pt)
}
