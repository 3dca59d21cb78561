//! Who is on the air and who is speaking, by the levels that clients write into each packet (RFC 6464).
//!
//! A slot that is free is taken at once by whoever has a microphone; once all are taken, somebody who speaks takes the
//! place of somebody who does not, and of a quieter speaker only after having been clearly louder for a while.

use std::time::{Duration, Instant};

/// Louder than this begins to be speech; RFC 6464 levels are dB below overload: 0 is loudest, -127 silence.
const SPEECH: f32 = -50.0;
/// Quieter than this begins to be silence.
const SILENCE: f32 = -58.0;
/// Speech must last this long to count: a cough does not.
const ATTACK: Duration = Duration::from_millis(120);
/// Silence must last this long to count: breathing does not.
const RELEASE: Duration = Duration::from_millis(900);
/// A speaker takes another's place when louder by this much...
const LOUDER_DB: f32 = 6.0;
/// ...for this long.
const LOUDER_FOR: Duration = Duration::from_secs(1);
/// How fast the level follows a louder and a quieter sound, by packet of 20 ms.
const RISE: f32 = 0.5;
const FALL: f32 = 0.08;

/// What a packet changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    /// Who is in the slots.
    pub(crate) on_air: bool,
    /// Who is marked as speaking.
    pub(crate) speaking: bool,
}

#[derive(Debug)]
struct Mic<K> {
    key: K,
    level: f32,
    heard: Instant,
    speaking: bool,
    /// Since when the level has argued against `speaking`.
    doubt: Option<Instant>,
    /// Since when this one has been louder than the quietest on the air.
    louder: Option<Instant>,
    on_air: bool,
}

/// The microphones of a room.
#[derive(Debug)]
pub(crate) struct Speakers<K> {
    mics: Vec<Mic<K>>,
    places: usize,
}

impl<K: Copy + PartialEq> Speakers<K> {
    /// `places`: how many are on the air at once. One more than a subscriber has slots, for nobody hears herself.
    pub(crate) fn new(places: usize) -> Self {
        Self { mics: Vec::new(), places }
    }

    /// A packet came. `level` in dB below overload (0 to -127); a client that writes none is taken for half loud.
    pub(crate) fn heard(&mut self, now: Instant, key: K, level: Option<i8>, voice: Option<bool>) -> Changed {
        let level = f32::from(level.unwrap_or(-45));
        // "No voice" in a loud packet is a keyboard: it does not count as speech.
        let level = if voice == Some(false) { level.min(SILENCE) } else { level };
        let index = self.mics.iter().position(|mic| mic.key == key).unwrap_or_else(|| {
            self.mics.push(Mic {
                key,
                level: -127.0,
                heard: now,
                speaking: false,
                doubt: None,
                louder: None,
                on_air: false,
            });
            self.mics.len() - 1
        });
        let mic = &mut self.mics[index];
        mic.heard = now;
        mic.level += (level - mic.level) * if level > mic.level { RISE } else { FALL };
        Changed { speaking: mic.judge(now), on_air: self.maybe_on_air(now, index) }
    }

    /// Time passed: who sends nothing any more is silent (DTX, or gone).
    pub(crate) fn tick(&mut self, now: Instant) -> Changed {
        let mut changed = Changed::default();
        for mic in &mut self.mics {
            if now.saturating_duration_since(mic.heard) > RELEASE {
                mic.level = -127.0;
                changed.speaking |= mic.judge(now);
            }
        }
        changed
    }

    /// The microphone is gone.
    pub(crate) fn remove(&mut self, key: K) -> Changed {
        let Some(index) = self.mics.iter().position(|mic| mic.key == key) else { return Changed::default() };
        let mic = self.mics.remove(index);
        if mic.on_air {
            let loudest = self.mics.iter_mut().filter(|mic| !mic.on_air).max_by(|a, b| a.level.total_cmp(&b.level));
            if let Some(next) = loudest {
                next.on_air = true;
            }
        }
        Changed { on_air: mic.on_air, speaking: mic.speaking }
    }

    /// Who is on the air, the loudest first.
    pub(crate) fn on_air(&self) -> impl Iterator<Item = K> {
        self.loudest_first(|mic| mic.on_air)
    }

    /// Who is speaking, the loudest first.
    pub(crate) fn speaking(&self) -> impl Iterator<Item = K> {
        self.loudest_first(|mic| mic.speaking)
    }

    fn loudest_first(&self, which: impl Fn(&Mic<K>) -> bool) -> impl Iterator<Item = K> {
        let mut found: Vec<_> = self.mics.iter().filter(|mic| which(mic)).collect();
        found.sort_by(|a, b| b.speaking.cmp(&a.speaking).then(b.level.total_cmp(&a.level)));
        found.into_iter().map(|mic| mic.key).collect::<Vec<_>>().into_iter()
    }

    fn maybe_on_air(&mut self, now: Instant, index: usize) -> bool {
        if self.mics[index].on_air {
            return false;
        }
        let taken = self.mics.iter().filter(|mic| mic.on_air).count();
        if taken < self.places {
            self.mics[index].on_air = true;
            return true;
        }
        if !self.mics[index].speaking {
            return false;
        }
        let weakest = self.mics.iter().enumerate().filter(|(_, mic)| mic.on_air);
        let weakest = weakest.min_by(|(_, a), (_, b)| a.speaking.cmp(&b.speaking).then(a.level.total_cmp(&b.level)));
        let Some((weakest, _)) = weakest else { return false };
        if self.mics[weakest].speaking {
            if self.mics[index].level < self.mics[weakest].level + LOUDER_DB {
                self.mics[index].louder = None;
                return false;
            }
            let since = *self.mics[index].louder.get_or_insert(now);
            if now.saturating_duration_since(since) < LOUDER_FOR {
                return false;
            }
        }
        self.mics[weakest].on_air = false;
        self.mics[index].on_air = true;
        self.mics[index].louder = None;
        true
    }
}

impl<K> Mic<K> {
    /// Whether `speaking` changed.
    fn judge(&mut self, now: Instant) -> bool {
        let (against, patience) =
            if self.speaking { (self.level < SILENCE, RELEASE) } else { (self.level > SPEECH, ATTACK) };
        if !against {
            self.doubt = None;
            return false;
        }
        let since = *self.doubt.get_or_insert(now);
        if now.saturating_duration_since(since) < patience {
            return false;
        }
        self.doubt = None;
        self.speaking = !self.speaking;
        true
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    const PACKET: Duration = Duration::from_millis(20);

    /// Lets each microphone send at its level for a while; says what changed on the way.
    fn talk(speakers: &mut Speakers<char>, now: &mut Instant, mics: &[(char, i8)], packets: u32) -> Changed {
        let mut all = Changed::default();
        for _ in 0..packets {
            *now += PACKET;
            for (key, level) in mics {
                let changed = speakers.heard(*now, *key, Some(*level), None);
                all.on_air |= changed.on_air;
                all.speaking |= changed.speaking;
            }
            all.speaking |= speakers.tick(*now).speaking;
        }
        all
    }

    fn names(keys: impl Iterator<Item = char>) -> String {
        keys.collect()
    }

    #[test]
    fn a_free_place_is_taken_by_the_first_packet_even_of_silence() {
        let mut speakers = Speakers::new(2);
        let now = Instant::now();
        assert!(speakers.heard(now, 'a', Some(-127), None).on_air);
        assert!(speakers.heard(now, 'b', Some(-127), None).on_air);
        assert!(!speakers.heard(now, 'c', Some(-127), None).on_air);
        assert_eq!(names(speakers.on_air()), "ab");
    }

    #[test]
    fn who_speaks_takes_the_place_of_who_does_not_within_half_a_second() {
        let (mut speakers, mut now) = (Speakers::new(2), Instant::now());
        talk(&mut speakers, &mut now, &[('a', -30), ('b', -90), ('c', -90)], 50);
        talk(&mut speakers, &mut now, &[('a', -30), ('b', -90), ('c', -30)], 24);
        let on_air = names(speakers.on_air());
        assert!(on_air.contains('a') && on_air.contains('c'), "{on_air}");
        let speaking = names(speakers.speaking());
        assert!(speaking.contains('a') && speaking.contains('c') && speaking.len() == 2, "{speaking}");
    }

    #[test]
    fn a_cough_takes_no_place() {
        let (mut speakers, mut now) = (Speakers::new(1), Instant::now());
        talk(&mut speakers, &mut now, &[('a', -90), ('b', -90)], 50);
        let changed = talk(&mut speakers, &mut now, &[('a', -90), ('b', -20)], 3);
        assert_eq!(changed, Changed::default());
    }

    #[test]
    fn two_who_are_equally_loud_do_not_push_each_other_out() {
        let (mut speakers, mut now) = (Speakers::new(1), Instant::now());
        talk(&mut speakers, &mut now, &[('a', -30), ('b', -31)], 100);
        let changed = talk(&mut speakers, &mut now, &[('a', -31), ('b', -29)], 500);
        assert!(!changed.on_air);
    }

    #[test]
    fn a_pause_between_words_is_not_silence() {
        let (mut speakers, mut now) = (Speakers::new(1), Instant::now());
        talk(&mut speakers, &mut now, &[('a', -30)], 50);
        assert!(!talk(&mut speakers, &mut now, &[('a', -100)], 25).speaking);
        assert!(talk(&mut speakers, &mut now, &[('a', -100)], 100).speaking);
        assert_eq!(names(speakers.speaking()), "");
    }

    #[test]
    fn a_keyboard_is_not_speech() {
        let (mut speakers, mut now) = (Speakers::new(1), Instant::now());
        for _ in 0..100 {
            now += PACKET;
            assert!(!speakers.heard(now, 'a', Some(-20), Some(false)).speaking);
        }
    }

    #[test]
    fn who_stops_sending_stops_speaking_and_who_leaves_gives_the_place_to_the_loudest() {
        let (mut speakers, mut now) = (Speakers::new(1), Instant::now());
        talk(&mut speakers, &mut now, &[('a', -20), ('b', -90), ('c', -70)], 50);
        now += Duration::from_secs(1);
        let first = speakers.tick(now);
        let then = speakers.tick(now + RELEASE);
        assert!(first.speaking || then.speaking);
        assert!(speakers.remove('a').on_air);
        assert_eq!(speakers.on_air().count(), 1);
    }
}
