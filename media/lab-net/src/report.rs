//! What has happened on a path, in figures.

use serde::Serialize;

const LONGEST_MS: usize = 4096;

/// Since it was last asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Packets that came to the path.
    pub offered: u64,
    /// Those that arrived, copies included.
    pub arrived: u64,
    /// Bytes of those.
    pub bytes: u64,
    /// Lost by chance.
    pub lost: u64,
    /// Dropped because the queue was full.
    pub overflowed: u64,
    /// Dropped by a blackout or a block.
    pub blocked: u64,
    /// How many packets waited so many milliseconds in the queue; the last one stands for all that is longer.
    #[serde(skip)]
    waits: Vec<u32>,
}

impl Default for Report {
    fn default() -> Self {
        Self { offered: 0, arrived: 0, bytes: 0, lost: 0, overflowed: 0, blocked: 0, waits: vec![0; LONGEST_MS] }
    }
}

impl Report {
    /// A packet waited in the queue.
    pub fn waited(&mut self, ms: u64) {
        self.waits[(ms as usize).min(LONGEST_MS - 1)] += 1;
    }

    /// How long the share of packets that waited least did so at most; 0 when there was none.
    pub fn wait_ms(&self, share: f64) -> u64 {
        let all: u64 = self.waits.iter().map(|count| u64::from(*count)).sum();
        let wanted = (share * all as f64).ceil() as u64;
        let mut seen = 0;
        for (ms, count) in self.waits.iter().enumerate() {
            seen += u64::from(*count);
            if seen >= wanted {
                return ms as u64;
            }
        }
        LONGEST_MS as u64
    }
}
