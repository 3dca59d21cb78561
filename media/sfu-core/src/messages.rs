//! What is said over the data channel (label `tertulia`, reliable, JSON text).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::layers::{LAYERS, Size};

/// The label of the only data channel we listen to.
pub(crate) const LABEL: &str = "tertulia";

/// From client to server.
#[derive(Debug, Deserialize)]
#[serde(tag = "type")]
pub(crate) enum FromClient {
    /// What is on its screen now.
    #[serde(rename = "media-wish")]
    Wish(Wish),
    /// Something that a later client says.
    #[serde(other)]
    Unknown,
}

/// What a client shows, and how large; nothing else is sent to it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wish {
    /// Repeated wishes may only grow; an older one is ignored.
    #[serde(default)]
    pub(crate) rev: u64,
    #[serde(default)]
    pub(crate) tiles: Vec<Tile>,
    #[serde(default)]
    pub(crate) audio_only: bool,
}

/// A place on a client's screen.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Tile {
    /// Whose picture.
    pub(crate) id: String,
    pub(crate) source: Picture,
    /// In device pixels; browsers have halves of them.
    #[serde(default)]
    width: f64,
    #[serde(default)]
    height: f64,
    #[serde(default)]
    pub(crate) pinned: bool,
}

impl Tile {
    /// A float beyond `u32` saturates, which is as large as a tile gets.
    pub(crate) fn size(&self) -> Size {
        Size { width: self.width as u32, height: self.height as u32 }
    }
}

/// Which picture of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Picture {
    Camera,
    Screen,
}

/// From server to client. Each is a whole table, so that only the newest matters.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum ToClient<'a> {
    /// What each slot shows, by mid.
    Slots { rev: u64, slots: BTreeMap<&'a str, Option<Shown<'a>>> },
    /// Whose media arrives at the server.
    Publishing { ids: BTreeMap<&'a str, Vec<&'static str>> },
    /// Who is heard speaking, the loudest first.
    Speaking { ids: Vec<&'a str> },
    /// Which encodings anybody watches.
    Layers { camera: [bool; LAYERS], screen: bool },
    /// How everybody's connection is doing.
    Quality { people: BTreeMap<&'a str, Quality> },
}

impl ToClient<'_> {
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("maps with string keys and numbers are JSON")
    }
}

/// What a slot shows.
#[derive(Debug, Serialize)]
pub(crate) struct Shown<'a> {
    pub(crate) id: &'a str,
    pub(crate) source: &'static str,
    /// `None` for sound.
    pub(crate) layer: Option<u8>,
    /// The timestamp, as sent in this slot, of the source's first packet.
    pub(crate) ts: u32,
}

/// Both directions of a connection.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Quality {
    pub(crate) up: Link,
    pub(crate) down: Link,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Link {
    pub(crate) loss: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rtt_ms: Option<u32>,
    pub(crate) bps: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) layer: Option<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_read_and_its_gaps_are_filled() {
        let text = r#"{"type":"media-wish","rev":3,"tiles":[{"id":"ana","source":"camera","width":320.5,"height":1e20,"pinned":true},
            {"id":"leo","source":"screen"}],"audioOnly":false,"later":1}"#;
        let Ok(FromClient::Wish(wish)) = serde_json::from_str(text) else { panic!("not a wish") };
        assert_eq!((wish.rev, wish.tiles.len(), wish.audio_only), (3, 2, false));
        assert_eq!(wish.tiles[0].size(), Size { width: 320, height: u32::MAX });
        assert_eq!(wish.tiles[1].source, Picture::Screen);
    }

    #[test]
    fn what_later_clients_say_is_not_an_error() {
        assert!(matches!(serde_json::from_str(r#"{"type":"dance"}"#), Ok(FromClient::Unknown)));
        assert!(serde_json::from_str::<FromClient>(r#"{"type":"media-wish","tiles":7}"#).is_err());
        assert!(serde_json::from_str::<FromClient>("[").is_err());
    }

    #[test]
    fn tables_are_written_as_the_protocol_says() {
        let slots =
            BTreeMap::from([("4", None), ("5", Some(Shown { id: "ana", source: "camera", layer: Some(1), ts: 7 }))]);
        assert_eq!(
            ToClient::Slots { rev: 2, slots }.to_json(),
            r#"{"type":"slots","rev":2,"slots":{"4":null,"5":{"id":"ana","source":"camera","layer":1,"ts":7}}}"#
        );
        assert_eq!(
            ToClient::Layers { camera: [true, false, false], screen: true }.to_json(),
            r#"{"type":"layers","camera":[true,false,false],"screen":true}"#
        );
    }
}
