//! Offers of real browsers, recorded: Chromium 156 and Firefox ESR 153, each with the m-lines of our client.
#![allow(missing_docs)]

mod support;

use std::collections::BTreeMap;

use sfu_core::{Command, Event, Offer, Output, Role, SlotKind};

const CHROMIUM: &str = include_str!("offers/chromium-156.sdp");
const FIREFOX: &str = include_str!("offers/firefox-esr-153.sdp");

fn answer(sdp: &str) -> String {
    let mut core = support::core(51);
    #[allow(clippy::disallowed_methods, reason = "a test needs some instant to begin with")]
    let now = std::time::Instant::now();
    core.command(now, Command::OpenRoom { room: "sala".into() });
    let roles = [Role::Mic, Role::Camera, Role::Screen, Role::ScreenAudio];
    let tracks = roles.into_iter().enumerate().map(|(mid, role)| (mid.to_string(), role)).collect();
    let slots: BTreeMap<String, SlotKind> = (4..18)
        .map(|mid| {
            let kind = match mid {
                4..=6 => SlotKind::Audio,
                7..=15 => SlotKind::Video,
                16 => SlotKind::Screen,
                _ => SlotKind::ScreenAudio,
            };
            (mid.to_string(), kind)
        })
        .collect();
    let (room, participant, pc) = ("sala".into(), "ana".into(), "pc".into());
    core.command(now, Command::Offer(Offer { room, participant, pc, request: 7, sdp: sdp.into(), tracks, slots }));
    while let Some(output) = core.poll() {
        match output {
            Output::Event(Event::Answered { sdp, request: 7, .. }) => return sdp,
            Output::Event(event) => panic!("{event:?}"),
            Output::Transmit(_) => {}
        }
    }
    panic!("no answer");
}

/// The m-lines with their attributes, by mid.
fn m_lines(sdp: &str) -> BTreeMap<String, String> {
    let sections = sdp.split("\r\nm=").skip(1);
    let mid = |section: &str| section.lines().find_map(|line| line.strip_prefix("a=mid:").map(str::to_owned));
    sections.map(|section| (mid(section).expect("a mid"), section.to_owned())).collect()
}

fn assert_is_answered_in_full(offer: &str) {
    let answer = answer(offer);
    let (offered, answered) = (m_lines(offer), m_lines(&answer));
    assert_eq!(offered.keys().collect::<Vec<_>>(), answered.keys().collect::<Vec<_>>());
    assert!(answer.contains("a=ice-lite\r\n"));
    assert!(!answer.contains("a=setup:active") && !answer.contains("a=setup:actpass"), "we wait for DTLS");
    assert!(answer.contains(" udp ") && answer.contains(" tcp ") && answer.contains(" tcptype passive"));
    for (mid, line) in &answered {
        assert!(!line.contains("video 0 ") && !line.contains("audio 0 "), "{mid} was rejected");
        let number: u32 = mid.parse().expect("a number");
        match number {
            0..=3 => assert!(line.contains("a=recvonly"), "{mid}: {line}"),
            4..=17 => {
                assert!(line.contains("a=sendonly"), "{mid}: {line}");
                assert!(line.contains("a=ssrc:"), "{mid} has no source");
            }
            _ => assert!(line.starts_with("application"), "{mid}: {line}"),
        }
        if number < 18 {
            let codec = if line.starts_with("audio") { "opus/48000/2" } else { "VP8/90000" };
            assert!(line.contains(codec), "{mid}: {line}");
            assert!(line.starts_with("audio") || line.contains("rtx/90000"), "{mid} cannot send again");
            assert!(line.contains("transport-wide-cc-extensions-01") || !offered[mid].contains("transport-wide-cc"));
        }
    }
    let camera = &answered["1"];
    assert!(camera.contains("a=simulcast:recv q;h;f"), "{camera}");
    for rid in ["q", "h", "f"] {
        assert!(camera.contains(&format!("a=rid:{rid} recv")), "{camera}");
    }
    assert!(answered["0"].contains("ssrc-audio-level"));
    assert!(answer.len() < 24_000, "{} bytes", answer.len());
}

#[test]
fn chromium_is_answered_in_full() {
    assert_is_answered_in_full(CHROMIUM);
}

#[test]
fn who_can_send_sounds_with_those_before_is_asked_to() {
    let answered = m_lines(&answer(CHROMIUM));
    for mid in ["0", "4"] {
        let line = &answered[mid];
        assert!(line.starts_with("audio 9 UDP/TLS/RTP/SAVPF 63 111"), "{mid}: {line}");
        assert!(line.contains("a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n"), "{mid}: {line}");
    }
    assert!(!answer(FIREFOX).contains("red/"));
}

#[test]
fn firefox_is_answered_in_full() {
    assert!(FIREFOX.contains("a=simulcast:send q;h;f"));
    assert_is_answered_in_full(FIREFOX);
}
