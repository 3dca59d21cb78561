//! What the generator is told, and what it says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::tally::Figures;

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Order {
    /// A new client makes an offer: to send something, or (`slots`) to receive pictures and sound.
    Offer {
        id: String,
        #[serde(default)]
        slots: usize,
        #[serde(default)]
        sends: Sends,
        /// Said on the data channel when it opens; without, there is no data channel.
        say: Option<String>,
    },
    /// A client is made an offer: a new one, or one that has answered others before.
    Accept {
        id: String,
        sdp: String,
    },
    /// The answer to what a client offered.
    Answer {
        id: String,
        sdp: String,
    },
    /// A client goes, without a word.
    Drop {
        id: String,
    },
    /// So many sockets that only count what comes.
    Sinks {
        count: usize,
    },
    /// All publishers send, from now on.
    Send(Load),
    /// Begins to count.
    Begin,
    /// Stops counting; what was sent until now is waited for a little.
    End,
    Quit,
}

/// What a publisher sends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sends {
    #[default]
    Picture,
    /// The same picture in three sizes (RFC 8853), all of them with as many packets.
    Layers,
    Sound,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Load {
    pub(crate) frames_per_s: f64,
    pub(crate) packets_per_frame: usize,
    pub(crate) bytes: usize,
    /// What part of the packets that come to subscribers is lost on the way, repetitions too; 0..1.
    #[serde(default)]
    pub(crate) lose: f64,
}

#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum Said {
    Offer {
        id: String,
        sdp: String,
        tracks: BTreeMap<String, String>,
        slots: BTreeMap<String, String>,
    },
    Answer {
        id: String,
        sdp: String,
    },
    /// ICE and DTLS are done; `after_ms`: since its description was asked for.
    Connected {
        id: String,
        after_ms: f64,
    },
    Sinks {
        ports: Vec<u16>,
    },
    Figures(Figures),
    Broken {
        id: String,
        why: String,
    },
}
