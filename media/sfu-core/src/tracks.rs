//! What a client publishes: tracks, their encodings, and who watches each.

use std::time::{Duration, Instant};

use crate::backlog::Backlog;
use crate::command::Role;
use crate::egress::WRAPPING_BYTES;
use crate::holes::Holes;
use crate::keyframes::KeyFrames;
use crate::layers::{LAYERS, Layer, Size, key_frame_size, vp8_frame};
use crate::members::Key;
use crate::offer::is_audio_track;
use crate::peer::SentTrack;
use crate::red::Memory;

/// Without packets for this long, a track is no longer published. A still screen may send one frame a second.
const SILENT: Duration = Duration::from_secs(2);
const STILL: Duration = Duration::from_secs(5);
/// Without packets for this long, an encoding does not flow.
const DRY: Duration = Duration::from_millis(1_500);
/// It does not flow either when so many of the smallest pictures came since, and nothing of it for so many times as long as usual, and for so
/// long at least: its browser has no room for it.
const OVERTAKEN: u32 = 4;
const STOPPED: Duration = Duration::from_millis(250);
/// A browser that sets its encoders up anew begins with the largest, and sends what each begins with within such a time.
const ANEW: Duration = Duration::from_millis(100);
/// What comes closer together than this is one picture.
const PICTURE: Duration = Duration::from_millis(10);
/// An encoding that was asked for and has not come by now does not exist: too small a picture, too slow a link.
const PROMISED: Duration = Duration::from_secs(3);
/// An encoding that nobody has watched for this long is switched off.
const UNWATCHED: Duration = Duration::from_secs(5);
/// What an encoding is taken to cost before it was measured, in bits per second.
const USUAL_BPS: [u64; LAYERS] = [150_000, 500_000, 1_700_000];
const USUAL_SCREEN_BPS: u64 = 1_000_000;
/// Rates are averages over at least this long.
const WINDOW: Duration = Duration::from_millis(900);

/// A slot of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Watcher {
    pub(crate) member: Key,
    pub(crate) slot: usize,
}

/// One encoding of a track.
#[derive(Debug)]
pub(crate) struct Encoding {
    pub(crate) watchers: Vec<Watcher>,
    pub(crate) key_frames: KeyFrames,
    pub(crate) holes: Holes,
    pub(crate) backlog: Backlog,
    /// Somebody would watch it, if it flowed.
    pub(crate) wanted: bool,
    size: Option<Size>,
    last: Option<Instant>,
    /// From one picture to the next, smoothed.
    apart: Option<Duration>,
    /// Pictures of the smallest encoding since the last of this one.
    overtaken: u32,
    /// The smallest goes on without it.
    stopped: bool,
    window: (Option<Instant>, u64),
    bps: Option<u64>,
    /// What it cost when it was switched off.
    cost: Option<u64>,
    asked: bool,
    asked_at: Option<Instant>,
    unwatched: Option<Instant>,
}

impl Encoding {
    fn new() -> Self {
        Self {
            watchers: Vec::new(),
            key_frames: KeyFrames::default(),
            holes: Holes::default(),
            backlog: Backlog::default(),
            wanted: false,
            size: None,
            last: None,
            apart: None,
            overtaken: 0,
            stopped: false,
            window: (None, 0),
            bps: None,
            cost: None,
            asked: true,
            asked_at: None,
            unwatched: None,
        }
    }

    fn flows(&self, now: Instant, patience: Duration) -> bool {
        self.last.is_some_and(|last| now.saturating_duration_since(last) < patience) && !self.stopped
    }

    /// A picture of the smallest one came. Whether that shows that this one has stopped.
    fn overtake(&mut self, now: Instant) -> bool {
        self.overtaken = self.overtaken.saturating_add(1);
        let silence = self.last.map_or(Duration::ZERO, |last| now.saturating_duration_since(last));
        let is_late = self.apart.is_some_and(|apart| silence >= STOPPED.max(apart * OVERTAKEN));
        let stops = !self.stopped && self.overtaken >= OVERTAKEN && is_late;
        self.stopped |= stops;
        stops
    }

    /// A packet of it came. Whether a picture begins with it.
    fn came(&mut self, now: Instant) -> bool {
        let apart = self.last.replace(now).map(|last| now.saturating_duration_since(last));
        (self.overtaken, self.stopped) = (0, false);
        let begins = apart.is_none_or(|apart| apart >= PICTURE);
        if let Some(apart) = apart.filter(|apart| *apart >= PICTURE && *apart < DRY) {
            self.apart = Some((self.apart.unwrap_or(apart) * 7 + apart) / 8);
        }
        begins
    }

    /// Whether a subscriber may hope for it.
    fn exists(&self, now: Instant, patience: Duration) -> bool {
        self.flows(now, patience)
            || !self.asked
            || self.asked_at.is_none_or(|at| now.saturating_duration_since(at) < PROMISED)
    }

    /// What it costs, where it flows.
    fn measured(&self, now: Instant, patience: Duration) -> Option<u64> {
        self.bps.filter(|_| self.flows(now, patience))
    }

    fn measure(&mut self, now: Instant) {
        let begun = *self.window.0.get_or_insert(now);
        let elapsed = now.saturating_duration_since(begun);
        if elapsed < WINDOW {
            return;
        }
        let bps = (self.window.1 as f64 * 8.0 / elapsed.as_secs_f64()) as u64;
        self.bps = Some(self.bps.map_or(bps, |before| u64::midpoint(before, bps)));
        self.window = (Some(now), 0);
    }

    /// Whether what is asked of the publisher changed.
    fn ask(&mut self, now: Instant, patience: Duration) -> bool {
        if self.wanted {
            self.unwatched = None;
            if !self.asked {
                self.asked = true;
                self.asked_at = Some(now);
                return true;
            }
        } else if self.asked {
            let since = *self.unwatched.get_or_insert(now);
            if now.saturating_duration_since(since) >= UNWATCHED {
                self.asked = false;
                self.cost = self.measured(now, patience).or(self.cost);
                self.key_frames.forget();
                self.backlog.clear();
                return true;
            }
        }
        false
    }
}

/// What a packet changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    Nothing,
    /// The encoding began to flow, or showed another size.
    Encoding,
    /// The track began to flow.
    Track,
}

/// One track.
#[derive(Debug)]
pub(crate) struct Track {
    pub(crate) role: Role,
    encodings: [Option<Encoding>; LAYERS],
    last: Option<Instant>,
    pub(crate) published: bool,
    pub(crate) memory: Memory,
    /// Who watched an encoding that was found to have ended with the last packet.
    pub(crate) orphans: Vec<Watcher>,
}

impl Track {
    fn new(sent: &SentTrack) -> Self {
        let has = |layer: Layer| sent.layers.iter().any(|(has, _)| *has == layer).then(Encoding::new);
        Self::of(sent.role, Layer::ALL.map(has))
    }

    fn of(role: Role, encodings: [Option<Encoding>; LAYERS]) -> Self {
        Self { role, encodings, last: None, published: false, memory: Memory::default(), orphans: Vec::new() }
    }

    pub(crate) fn encoding(&mut self, layer: Layer) -> Option<&mut Encoding> {
        self.encodings[layer.index()].as_mut()
    }

    pub(crate) fn encodings(&mut self) -> impl Iterator<Item = (Layer, &mut Encoding)> {
        Layer::ALL
            .into_iter()
            .zip(&mut self.encodings)
            .filter_map(|(layer, encoding)| Some((layer, encoding.as_mut()?)))
    }

    /// A packet came; `key_frame`: the payload that begins one.
    pub(crate) fn packet(
        &mut self,
        now: Instant,
        layer: Layer,
        (seq, bytes): (u64, usize),
        key_frame: Option<&[u8]>,
    ) -> News {
        let patience = self.patience();
        let is_picture = !is_audio_track(self.role);
        self.last = Some(now);
        let was_published = std::mem::replace(&mut self.published, true);
        if !was_published {
            for encoding in self.encodings.iter_mut().flatten() {
                encoding.asked_at.get_or_insert(now);
            }
        }
        let Some(encoding) = self.encoding(layer) else { return News::Nothing };
        let flowed = encoding.flows(now, patience);
        let begins = encoding.came(now);
        if !flowed {
            // What it cost while it ran dry is not what it will cost.
            encoding.bps = None;
            encoding.window = (Some(now), 0);
        }
        encoding.window.1 += (bytes + WRAPPING_BYTES) as u64;
        if is_picture {
            encoding.holes.came(now, seq, key_frame.is_some());
        }
        let (mut resized, mut anew) = (false, false);
        if let Some(payload) = key_frame {
            encoding.key_frames.came(now);
            let size = vp8_frame(payload).and_then(key_frame_size);
            resized = size.is_some() && size != encoding.size;
            anew = resized && encoding.size.is_some() && layer == Layer::LOWEST;
            encoding.size = size.or(encoding.size);
        }
        let mut stopped = false;
        if anew {
            for larger in self.encodings.iter_mut().skip(1).flatten() {
                if larger.flows(now, patience) && !larger.key_frames.came_since(now, ANEW) {
                    larger.stopped = true;
                    stopped = true;
                    self.orphans.extend_from_slice(&larger.watchers);
                }
            }
        }
        if begins && layer == Layer::LOWEST {
            for larger in self.encodings.iter_mut().skip(1).flatten() {
                stopped |= larger.overtake(now);
            }
        }
        match (was_published, flowed && !resized && !stopped) {
            (false, _) => News::Track,
            (true, false) => News::Encoding,
            (true, true) => News::Nothing,
        }
    }

    /// Whether it stopped being published. One that we had switched off whole may be silent.
    pub(crate) fn tick(&mut self, now: Instant) -> bool {
        for encoding in self.encodings.iter_mut().flatten() {
            encoding.measure(now);
        }
        let silence = if self.role == Role::Screen { STILL } else { SILENT };
        let silent = self.last.is_none_or(|last| now.saturating_duration_since(last) >= silence);
        let recently_asked =
            |encoding: &Encoding| encoding.asked_at.is_some_and(|at| now.saturating_duration_since(at) < PROMISED);
        let excused = self.encodings.iter().flatten().all(|encoding| !encoding.asked || recently_asked(encoding));
        let ends = self.published && silent && !excused;
        self.published &= !ends;
        ends
    }

    /// What each layer costs, in bits per second; `None`: nobody can have it.
    pub(crate) fn costs(&self, now: Instant) -> [Option<u64>; LAYERS] {
        let patience = self.patience();
        Layer::ALL.map(|layer| {
            let encoding = self.encodings[layer.index()].as_ref()?;
            let usual = if self.role == Role::Screen { USUAL_SCREEN_BPS } else { USUAL_BPS[layer.index()] };
            let known = encoding.measured(now, patience).or(encoding.cost);
            encoding.exists(now, patience).then(|| known.unwrap_or(usual))
        })
    }

    pub(crate) fn sizes(&self) -> [Size; LAYERS] {
        Layer::ALL.map(|layer| {
            let known = self.encodings[layer.index()].as_ref().and_then(|encoding| encoding.size);
            known.unwrap_or(Size::USUAL[layer.index()])
        })
    }

    /// The best layer up to this one that flows now.
    pub(crate) fn flowing(&self, now: Instant, most: Layer) -> Option<Layer> {
        Layer::ALL.into_iter().rev().filter(|layer| *layer <= most).find(|layer| self.flows(now, *layer))
    }

    pub(crate) fn flows(&self, now: Instant, layer: Layer) -> bool {
        let patience = self.patience();
        self.encodings[layer.index()].as_ref().is_some_and(|encoding| encoding.flows(now, patience))
    }

    fn patience(&self) -> Duration {
        if self.role == Role::Screen { STILL } else { DRY }
    }

    /// The lowest layer is kept while any is watched: it is cheap, and the way down must be open when a link fails.
    fn ask(&mut self, now: Instant) -> bool {
        let patience = self.patience();
        let watched = self.encodings.iter().flatten().any(|encoding| encoding.wanted);
        if let Some(lowest) = &mut self.encodings[0] {
            lowest.wanted |= watched;
        }
        let mut changed = false;
        for encoding in self.encodings.iter_mut().flatten() {
            changed |= encoding.ask(now, patience);
        }
        changed
    }

    fn asked(&self) -> [bool; LAYERS] {
        Layer::ALL.map(|layer| self.encodings[layer.index()].as_ref().is_some_and(|encoding| encoding.asked))
    }
}

/// What a client publishes, by role.
#[derive(Debug)]
pub(crate) struct Tracks(Vec<Track>);

impl Tracks {
    pub(crate) fn new(sent: &[SentTrack]) -> Self {
        Self(sent.iter().map(Track::new).collect())
    }

    pub(crate) fn get(&self, role: Role) -> Option<&Track> {
        self.0.iter().find(|track| track.role == role)
    }

    pub(crate) fn get_mut(&mut self, role: Role) -> Option<&mut Track> {
        self.0.iter_mut().find(|track| track.role == role)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Track> {
        self.0.iter_mut()
    }

    /// The roles published now, in the order of the protocol.
    pub(crate) fn published(&self) -> Vec<&'static str> {
        let mut roles: Vec<Role> = self.0.iter().filter(|track| track.published).map(|track| track.role).collect();
        roles.sort_unstable();
        roles.into_iter().map(Role::as_str).collect()
    }

    /// Settles which encodings the client should send; whether that changed.
    pub(crate) fn ask(&mut self, now: Instant) -> bool {
        let mut changed = false;
        for track in &mut self.0 {
            changed |= matches!(track.role, Role::Camera | Role::Screen) && track.ask(now);
        }
        changed
    }

    /// Which encodings of the camera, and whether the screen, the client should send.
    pub(crate) fn asked(&self) -> ([bool; LAYERS], bool) {
        let asked = |role| self.get(role).map_or([true; LAYERS], Track::asked);
        (asked(Role::Camera), asked(Role::Screen)[0])
    }

    /// Nobody watches anything: the routes are about to be drawn anew.
    pub(crate) fn forget_watchers(&mut self) {
        for encoding in self.0.iter_mut().flat_map(|track| track.encodings.iter_mut().flatten()) {
            encoding.watchers.clear();
            encoding.wanted = false;
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    const MIDDLE: Layer = Layer::ALL[1];

    #[test]
    fn a_size_that_was_switched_off_is_taken_to_cost_what_it_did_when_it_was_sent() {
        let (mut now, mut seq) = (Instant::now(), 0);
        let encodings = [None, Some(Encoding::new()), None];
        let mut track = Track::of(Role::Camera, encodings);
        let mut send = |track: &mut Track, wanted: bool, lasts: Duration| {
            let end = now + lasts;
            while now < end {
                now += Duration::from_millis(100);
                seq += 1;
                track.packet(now, MIDDLE, (seq, 1_250), None);
                track.tick(now);
                track.encodings[1].as_mut().expect("an encoding").wanted = wanted;
                track.ask(now);
            }
            now
        };
        let begun = send(&mut track, true, Duration::from_millis(100));
        assert_eq!(track.costs(begun), [None, Some(USUAL_BPS[1]), None], "nothing is known yet");
        send(&mut track, true, WINDOW * 4);
        let off = send(&mut track, false, UNWATCHED * 2);
        assert_eq!(track.asked(), [false; LAYERS]);
        let cost = track.costs(off + DRY * 2)[1].expect("it may be had");
        assert!((90_000..110_000).contains(&cost), "100 kbit/s were sent, {cost} are expected");
    }

    #[test]
    fn a_size_that_stops_while_the_smallest_goes_on_does_not_flow_and_one_that_is_slow_does() {
        let (begun, frame) = (Instant::now(), Duration::from_millis(66));
        let encodings = [Some(Encoding::new()), Some(Encoding::new()), Some(Encoding::new())];
        let mut track = Track::of(Role::Camera, encodings);
        let mut news = Vec::new();
        for picture in 0..45u32 {
            let now = begun + frame * picture;
            if picture < 30 {
                track.packet(now, MIDDLE, (u64::from(picture), 800), None);
            }
            if picture % 6 == 0 {
                track.packet(now, Layer::ALL[2], (u64::from(picture), 800), None);
            }
            let told = track.packet(now, Layer::LOWEST, (u64::from(picture), 200), None);
            if told == News::Encoding && picture > 0 {
                news.push(picture);
            }
        }
        assert_eq!(news, [33], "told once, when four of the smallest came without it");
        let now = begun + frame * 45;
        assert_eq!(Layer::ALL.map(|layer| track.flows(now, layer)), [true, false, true]);
        track.packet(now, MIDDLE, (45, 800), None);
        assert!(track.flows(now, MIDDLE), "it goes on");
    }
}
