//! What a client's browser is told of losses on its way up.
//!
//! Browsers take a lost packet for a sign that they send too much: of a radio that loses a third of everything Chromium makes a line of
//! 60 kbit/s. Whether it is one is seen here, by the sounds. They come every 20 ms, whatever is sent beside them: when they wait, there
//! is a queue, which a browser sees by itself and answers better than by what it loses; and when they are lost as often as pictures,
//! which are many times as large and come in bursts, it is not that there is too much (a line that drops what does not fit lets small
//! packets through). Such losses are left out of transport-wide feedback. They are asked for again all the same.

mod retell;

use std::time::{Duration, Instant};

use crate::egress::Queue;
pub(crate) use retell::retell;

/// Ticks of a sound's timestamps.
const SOUND_HZ: i64 = 48_000;
/// Sounds whose numbers are so far apart are not of one microphone.
const ELSEWHERE: u64 = 1_000;
/// Who was not heard for so long says nothing of the line.
const HEARD: Duration = Duration::from_secs(2);
/// A sound that comes so much later than at best has waited.
const WAITS: Duration = Duration::from_millis(50);
/// When none has waited for so long there is no queue any more.
const CLEARED: Duration = Duration::from_secs(1);
/// So long after a queue began to grow a browser goes by that. One that is lost for longer has company on its line that only
/// losses drive away.
const JAM: Duration = Duration::from_secs(2);
/// How often losses are looked at, and of how many packets at least.
const LOOK: Duration = Duration::from_millis(500);
const LOOK_AT: u32 = 15;
/// Less is no loss to speak of.
const LITTLE: f64 = 0.02;
/// Before it is known of what nature losses are they are left out for so long.
const DOUBT: Duration = Duration::from_secs(1);
/// Sounds are lost as often as pictures if so many times, give or take what so many of them leave in doubt.
const AS_OFTEN: f64 = 0.6;
const COUNTED: f64 = 50.0;
/// The most that is believed of a radio.
const MOST: f64 = 0.5;
/// Somewhat more than what is thought to be the line's own is left out: it comes and goes.
const AMPLE: f64 = 1.2;

/// Packets of one kind: how many there should be, and how many of them there are not.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: u32,
    lost: u32,
    /// Of the looks so far, the last counting half.
    share: f64,
}

impl Count {
    fn look(&mut self) {
        self.share = f64::midpoint(self.share, f64::from(self.lost) / f64::from(self.all.max(1)));
        (self.all, self.lost) = (0, 0);
    }
}

/// The way up of one client.
#[derive(Debug, Default)]
pub(crate) struct Ingress {
    queue: Queue,
    /// The latest sound: its number, its time in ticks that do not wrap, and when it came.
    latest: Option<(u64, i64, Instant)>,
    began: Option<Instant>,
    sounds: Count,
    pictures: Count,
    looked: Option<Instant>,
    /// What the line loses by its nature.
    own: f64,
    /// When packets were first lost again.
    loses: Option<Instant>,
    /// Since when there is a queue, and when it was last seen.
    waits: Option<(Instant, Instant)>,
    /// What is due to be left out, in packets.
    due: f64,
}

impl Ingress {
    /// A sound came: its number, unwrapped, and its timestamp.
    pub(crate) fn heard(&mut self, now: Instant, number: u64, timestamp: u32) {
        let (before, ticks, _) = self.latest.unwrap_or((number.wrapping_sub(1), i64::from(timestamp), now));
        if number.abs_diff(before) > ELSEWHERE {
            *self = Self::default();
            return;
        }
        let Some(ahead) = number.checked_sub(before).filter(|ahead| *ahead > 0) else { return }; // sent again
        let ticks = ticks + i64::from(timestamp.wrapping_sub(ticks as u32).cast_signed());
        self.latest = Some((number, ticks, now));
        self.sounds.all += ahead as u32;
        self.sounds.lost += ahead as u32 - 1;
        let came_us = now.saturating_duration_since(*self.began.get_or_insert(now)).as_micros() as i64;
        self.queue.came(ticks * 1_000_000 / SOUND_HZ, came_us);
        if self.queue.latest() > WAITS {
            self.waits = Some((self.waits.map_or(now, |(since, _)| since), now));
        } else if self.waits.is_some_and(|(_, lately)| now.saturating_duration_since(lately) > CLEARED) {
            self.waits = None;
        }
    }

    /// Feedback is about to say that so many packets of so many were lost. How many of them are to be left out.
    pub(crate) fn excuses(&mut self, now: Instant, lost: u32, all: u32) -> u32 {
        self.pictures.all += all;
        self.pictures.lost += lost;
        self.look(now);
        let is_heard = self.latest.is_some_and(|(.., came)| now.saturating_duration_since(came) < HEARD);
        if lost == 0 || !is_heard {
            return 0;
        }
        let is_new = now.saturating_duration_since(*self.loses.get_or_insert(now)) < DOUBT;
        let part = match self.waits {
            Some((since, _)) if now.saturating_duration_since(since) < JAM => 1.0,
            None if is_new => 1.0,
            _ => (self.own * AMPLE / self.pictures.share.max(LITTLE)).min(1.0),
        };
        self.due = (self.due + part * f64::from(lost)).min(f64::from(lost));
        let excused = self.due as u32;
        self.due -= f64::from(excused);
        excused
    }

    fn look(&mut self, now: Instant) {
        let since = now.saturating_duration_since(*self.looked.get_or_insert(now));
        if since < LOOK || self.pictures.all < LOOK_AT || self.sounds.all < LOOK_AT {
            return;
        }
        self.looked = Some(now);
        self.sounds.look();
        self.pictures.look();
        if self.pictures.share < LITTLE {
            self.loses = None;
        }
        if self.waits.is_none() {
            let (sounds, pictures) = (self.sounds.share, self.pictures.share);
            let doubt = (pictures * (1.0 - pictures) / COUNTED).sqrt();
            let own = if sounds + doubt >= pictures * AS_OFTEN { pictures } else { sounds.min(pictures) };
            self.own = f64::midpoint(self.own, own).min(MOST);
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    /// What share of lost pictures is left out in the last second of so many, in each of which so many pictures and sounds are lost,
    /// and sounds wait for so many ms.
    fn left_out(seconds: u64, now: impl Fn(u64) -> (f64, f64, u64)) -> f64 {
        let (begun, mut ingress) = (Instant::now(), Ingress::default());
        let mut random = fastrand::Rng::with_seed(9);
        let (mut lost, mut excused) = (0, 0);
        for sound in 0..seconds * 50 {
            let at = begun + Duration::from_millis(sound * 20);
            let (pictures, sounds, waits) = now(sound / 50);
            if random.f64() >= sounds {
                let timestamp = (u32::MAX - 9_600).wrapping_add(sound as u32 * 960);
                ingress.heard(at + Duration::from_millis(waits), 70_000 + sound, timestamp);
            }
            if sound % 5 == 4 {
                let missing = (0..20).filter(|_| random.f64() < pictures).count() as u32;
                let out = ingress.excuses(at, missing, 20);
                assert!(out <= missing);
                if sound + 50 >= seconds * 50 {
                    (lost, excused) = (lost + missing, excused + out);
                }
            }
        }
        f64::from(excused) / f64::from(lost)
    }

    #[test]
    fn what_is_lost_of_sounds_as_of_pictures_is_left_out() {
        assert!(left_out(20, |_| (0.3, 0.3, 0)) > 0.8);
        assert!(left_out(20, |_| (0.1, 0.1, 0)) > 0.8);
        let told = left_out(20, |_| (0.3, 0.02, 0));
        assert!(told < 0.3, "what does not fit is dropped: {told}");
    }

    #[test]
    fn losses_are_left_out_while_a_queue_grows_and_not_when_it_stays() {
        let jam = |second| if second < 5 { (0.0, 0.0, 0) } else { (0.3, 0.3, 150) };
        assert!(left_out(6, jam) > 0.8);
        assert!(left_out(20, jam) < 0.2);
        assert!(
            left_out(20, |second| if second < 17 { jam(second) } else { (0.3, 0.3, 0) }) > 0.5,
            "a radio after all"
        );
    }

    #[test]
    fn who_is_not_heard_is_told_everything() {
        assert!(left_out(20, |_| (0.3, 1.0, 0)) < 0.01);
        assert!(left_out(20, |second| (0.3, if second < 15 { 0.3 } else { 1.0 }, 0)) < 0.01, "no more");
    }

    #[test]
    fn another_microphone_is_heard_as_well() {
        let (now, mut ingress) = (Instant::now(), Ingress::default());
        for number in [70_000, 70_001, 300, 301, 302] {
            ingress.heard(now, number, number as u32 * 960);
        }
        assert_eq!((ingress.sounds.all, ingress.sounds.lost), (2, 0));
    }
}
