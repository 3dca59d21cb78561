//! Asks a publisher for a key frame once, not a hundred times.

use std::time::{Duration, Instant};

/// At most one request in this time for each encoding; and a key frame younger than this is what somebody lacks who watches.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether to ask the publisher: [`KeyFrames::want`] or [`KeyFrames::begin`].
pub(crate) type Wanting = fn(&mut KeyFrames, Instant) -> bool;

/// The requests for one encoding of one track.
#[derive(Debug, Default)]
pub(crate) struct KeyFrames {
    asked: Option<Instant>,
    came: Option<Instant>,
    wanted: bool,
}

impl KeyFrames {
    /// Somebody is cut off from another encoding, and sees nothing new before the next key frame. `true`: ask the publisher now.
    pub(crate) fn begin(&mut self, now: Instant) -> bool {
        self.came = None;
        self.want(now)
    }

    /// Somebody who watches needs a key frame. `true`: ask the publisher now.
    pub(crate) fn want(&mut self, now: Instant) -> bool {
        self.wanted = true;
        self.due(now)
    }

    /// Whether a request that had to wait, or that brought nothing, is to be made now.
    pub(crate) fn due(&mut self, now: Instant) -> bool {
        let lately_asked = self.asked.is_some_and(|at| now.saturating_duration_since(at) < PATIENCE);
        if !self.wanted || lately_asked || self.came_since(now, PATIENCE) {
            return false;
        }
        self.asked = Some(now);
        true
    }

    /// A key frame came: all who waited have what they need.
    pub(crate) fn came(&mut self, now: Instant) {
        self.came = Some(now);
        self.wanted = false;
    }

    /// Whether one came within such a time before `now`.
    pub(crate) fn came_since(&self, now: Instant, time: Duration) -> bool {
        self.came.is_some_and(|at| now.saturating_duration_since(at) < time)
    }

    /// Nobody waits any more.
    pub(crate) fn forget(&mut self) {
        self.wanted = false;
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests need some instant to begin with")]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_wishes_are_one_request() {
        let (mut frames, now) = (KeyFrames::default(), Instant::now());
        assert_eq!((0..100).filter(|_| frames.want(now)).count(), 1);
    }

    #[test]
    fn a_request_that_brought_nothing_is_repeated() {
        let (mut frames, now) = (KeyFrames::default(), Instant::now());
        assert!(frames.want(now));
        assert!(!frames.due(now + PATIENCE / 2));
        assert!(frames.due(now + PATIENCE));
        frames.came(now + PATIENCE);
        assert!(!frames.due(now + PATIENCE * 9));
    }

    #[test]
    fn who_is_cut_off_right_after_a_key_frame_waits_for_no_other_reason() {
        let (mut frames, now) = (KeyFrames::default(), Instant::now());
        frames.came(now);
        assert!(frames.begin(now + PATIENCE / 2));
        assert!(!frames.begin(now + PATIENCE / 2), "once for all who do");
    }

    #[test]
    fn a_wish_right_after_a_key_frame_waits_and_is_not_lost() {
        let (mut frames, now) = (KeyFrames::default(), Instant::now());
        frames.came(now);
        assert!(!frames.want(now + PATIENCE / 2));
        assert!(frames.due(now + PATIENCE));
    }
}
