//! A processor's time, which stands still while others have it, or while we are stopped.

use std::time::Duration;

/// What this thread has had of a processor, at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Spent(Duration);

impl Spent {
    /// Until now.
    pub fn now() -> Self {
        let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: it writes one timespec, and that is ours.
        let failed = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) } != 0;
        assert!(!failed, "this system has no clock for threads");
        Self(Duration::from_secs(time.tv_sec.unsigned_abs()) + Duration::from_nanos(time.tv_nsec.unsigned_abs()))
    }

    /// Since then.
    pub fn since(self) -> Duration {
        Self::now().0.saturating_sub(self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn it_goes_on_while_we_work_and_not_while_we_wait() {
        let (began, wall) = (Spent::now(), Instant::now());
        std::thread::sleep(Duration::from_millis(50));
        let waited = wall.elapsed();
        assert!(began.since() < waited / 2, "{:?} of {waited:?}", began.since());
        let worked = began.since();
        while began.since() < worked + Duration::from_millis(5) {}
    }
}
