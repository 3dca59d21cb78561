//! What a stretch of network does to packets.

use serde::Deserialize;

/// One direction. Whatever is left out does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shape {
    /// Time on the way, when there is no queue.
    pub delay_ms: f64,
    /// Up to so much more or less, evenly; packets keep their order all the same.
    pub jitter_ms: f64,
    /// Share of packets that is lost.
    pub loss: f64,
    /// Mean length of a run of losses, packets; 0: each is lost by itself (Gilbert-Elliott otherwise).
    pub burst: f64,
    /// Share of packets that is held back for `reorder_ms` and overtaken by those that follow.
    pub reorder: f64,
    /// How long those are held back.
    pub reorder_ms: f64,
    /// Share of packets that arrives twice.
    pub duplicate: f64,
    /// IP bits per second, thousands; 0: no limit.
    pub rate_kbps: f64,
    /// What would wait longer than this in front of the limit is dropped.
    pub queue_ms: f64,
    /// Nothing gets in. What is on its way still arrives.
    pub blackout: bool,
    /// A protocol that is dropped without a word.
    pub block: Block,
}

/// What a middlebox lets through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// Everything passes.
    #[default]
    None,
    /// No UDP.
    Udp,
    /// No TCP.
    Tcp,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            delay_ms: 0.0,
            jitter_ms: 0.0,
            loss: 0.0,
            burst: 0.0,
            reorder: 0.0,
            reorder_ms: 20.0,
            duplicate: 0.0,
            rate_kbps: 0.0,
            queue_ms: 200.0,
            blackout: false,
            block: Block::None,
        }
    }
}

impl Shape {
    /// The reason why this is no shape.
    pub fn check(&self) -> Result<(), String> {
        let amounts = [
            ("delay_ms", self.delay_ms),
            ("jitter_ms", self.jitter_ms),
            ("burst", self.burst),
            ("reorder_ms", self.reorder_ms),
            ("rate_kbps", self.rate_kbps),
            ("queue_ms", self.queue_ms),
        ];
        if let Some((name, _)) = amounts.iter().find(|(_, amount)| !amount.is_finite() || *amount < 0.0) {
            return Err(format!("{name} must be 0 or more"));
        }
        let shares = [("loss", self.loss), ("reorder", self.reorder), ("duplicate", self.duplicate)];
        if let Some((name, _)) = shares.iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            return Err(format!("{name} is a share, 0 to 1"));
        }
        Ok(())
    }
}
