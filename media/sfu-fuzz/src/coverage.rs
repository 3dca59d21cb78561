//! Which branches a run took: counters that the compiler puts there (see `instrumented-rustc`).
//!
//! Without that wrapper there are none, and fuzzing goes on blindly.

use std::slice;
use std::sync::Mutex;

/// The counters of each crate, as its start-up code reports them.
static COUNTERS: Mutex<Vec<&'static mut [u8]>> = Mutex::new(Vec::new());

/// Called once for each crate before `main` (clang's sanitizer coverage, "inline 8-bit counters").
///
/// # Safety
/// Called by the compiler's own code, with a region that lives as long as the program and that nobody else borrows.
#[unsafe(no_mangle)]
unsafe extern "C" fn __sanitizer_cov_8bit_counters_init(start: *mut u8, stop: *mut u8) {
    // SAFETY: see above; instrumented code counts up in it with plain stores, on this thread only while we look.
    let counters = unsafe { slice::from_raw_parts_mut(start, stop.offset_from_unsigned(start)) };
    if let Ok(mut all) = COUNTERS.lock() {
        all.push(counters);
    }
}

/// What all runs so far have reached.
#[derive(Debug, Default)]
pub struct Map {
    seen: Vec<u8>,
}

impl Map {
    /// How many branches there are to reach; 0: this build has no counters.
    pub fn branches() -> usize {
        COUNTERS.lock().map_or(0, |all| all.iter().map(|counters| counters.len()).sum())
    }

    /// How many were reached.
    pub fn reached(&self) -> usize {
        self.seen.iter().filter(|classes| **classes != 0).count()
    }

    /// Before a run.
    pub fn reset() {
        if let Ok(mut all) = COUNTERS.lock() {
            all.iter_mut().for_each(|counters| counters.fill(0));
        }
    }

    /// After a run: whether it took a branch that no run took, or one clearly more often.
    pub fn learn(&mut self) -> bool {
        let Ok(all) = COUNTERS.lock() else { return false };
        self.seen.resize(all.iter().map(|counters| counters.len()).sum(), 0);
        let mut is_new = false;
        let mut seen = &mut self.seen[..];
        for counters in all.iter() {
            let (of_these, others) = std::mem::take(&mut seen).split_at_mut(counters.len());
            seen = others;
            for (seen, counts) in of_these.chunks_mut(CHUNK).zip(counters.chunks(CHUNK)) {
                if counts.iter().any(|count| *count != 0) {
                    is_new |= merge(seen, counts);
                }
            }
        }
        is_new
    }
}

/// Most branches are not taken in one run, and are passed over in chunks.
const CHUNK: usize = 64;

fn merge(seen: &mut [u8], counts: &[u8]) -> bool {
    let mut is_new = false;
    for (seen, count) in seen.iter_mut().zip(counts) {
        let class = class_of(*count);
        is_new |= *seen & class != class;
        *seen |= class;
    }
    is_new
}

/// 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more: a bit each.
fn class_of(count: u8) -> u8 {
    match count {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        4..=7 => 8,
        8..=15 => 16,
        16..=31 => 32,
        32..=127 => 64,
        128.. => 128,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_often_is_something_new_but_only_when_it_is_clearly_more() {
        let classes: Vec<u8> = [0, 1, 2, 3, 5, 7, 9, 20, 100, 200].map(class_of).into();
        assert_eq!(classes, [0, 1, 2, 4, 8, 8, 16, 32, 64, 128]);
    }
}
