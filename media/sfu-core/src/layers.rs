//! Which encoding of a track suits a tile. Pure.

/// The encodings of a camera, `q` to `f`; a screen has only the first.
pub(crate) const LAYERS: usize = 3;

/// An encoding: 0 (lowest) to 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Layer(u8);

impl Layer {
    pub(crate) const LOWEST: Self = Self(0);
    pub(crate) const ALL: [Self; LAYERS] = [Self(0), Self(1), Self(2)];

    /// By the rid of its encoding: a quarter, half or the full size. Without a rid there is only one.
    pub(crate) fn from_rid(rid: Option<&str>) -> Option<Self> {
        match rid {
            None | Some("q") => Some(Self(0)),
            Some("h") => Some(Self(1)),
            Some("f") => Some(Self(2)),
            Some(_) => None,
        }
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    pub(crate) fn number(self) -> u8 {
        self.0
    }
}

/// A picture's or a tile's size in device pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Size {
    /// What a camera is taken to send before its first key frames tell.
    pub(crate) const USUAL: [Self; LAYERS] =
        [Self { width: 320, height: 180 }, Self { width: 640, height: 360 }, Self { width: 1280, height: 720 }];

    /// By how much a picture of this size must be enlarged to fill the tile; below one if it must be shrunk.
    fn enlarged_to(self, tile: Self) -> f64 {
        let area = |size: Self| f64::from(size.width.max(1)) * f64::from(size.height.max(1));
        (area(tile) / area(self)).sqrt()
    }
}

/// A picture enlarged by this much still looks right...
const ENLARGE: f64 = 1.25;
/// ...and the one that is shown may be enlarged a little more before a better one is worth the switch...
const ENLARGE_SHOWN: f64 = 1.4;
/// ...while a smaller one must fit better than that, or a tile that breathes would switch on every breath.
const ENLARGE_BELOW: f64 = 1.1;

/// The lowest layer that looks right in the tile.
///
/// `shown`: the layer now in it; it is left only for a clear gain.
pub(crate) fn suits(tile: Size, sizes: &[Size; LAYERS], shown: Option<Layer>) -> Layer {
    let tolerance = |layer: Layer| match shown {
        Some(shown) if layer == shown => ENLARGE_SHOWN,
        Some(shown) if layer < shown => ENLARGE_BELOW,
        _ => ENLARGE,
    };
    let fits = |layer: &Layer| sizes[layer.index()].enlarged_to(tile) <= tolerance(*layer);
    Layer::ALL.into_iter().find(fits).unwrap_or(Layer(2))
}

/// The VP8 frame in an RTP payload: what follows the payload descriptor (RFC 7741 section 4.2).
pub(crate) fn vp8_frame(payload: &[u8]) -> Option<&[u8]> {
    let (required, mut rest) = payload.split_first()?;
    if required & 0x80 != 0 {
        let (extension, after) = rest.split_first()?;
        rest = after;
        if extension & 0x80 != 0 {
            let long = rest.first()? & 0x80 != 0;
            rest = rest.get(if long { 2 } else { 1 }..)?;
        }
        if extension & 0x40 != 0 {
            rest = rest.get(1..)?;
        }
        if extension & 0x30 != 0 {
            rest = rest.get(1..)?;
        }
    }
    (!rest.is_empty()).then_some(rest)
}

/// The size that a VP8 key frame declares (RFC 6386 section 9.1); `frame`: the frame itself, without payload descriptor.
pub(crate) fn key_frame_size(frame: &[u8]) -> Option<Size> {
    let [tag, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1, ..] = frame else { return None };
    if tag & 1 != 0 {
        return None;
    }
    let pixels = |low: &u8, high: &u8| u32::from(u16::from_le_bytes([*low, *high]) & 0x3fff);
    let size = Size { width: pixels(w0, w1), height: pixels(h0, h1) };
    (size.width > 0 && size.height > 0).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    #[test]
    fn a_tile_gets_the_lowest_layer_that_looks_right() {
        let suits = |width, height| suits(tile(width, height), &Size::USUAL, None).number();
        assert_eq!(suits(160, 90), 0);
        assert_eq!(suits(320, 180), 0);
        assert_eq!(suits(480, 270), 1);
        assert_eq!(suits(1280, 720), 2);
        assert_eq!(suits(3840, 2160), 2);
        assert_eq!(suits(0, 0), 0);
    }

    #[test]
    fn a_tile_that_breathes_does_not_switch() {
        for shown in Layer::ALL {
            let edge = Size::USUAL[shown.index()];
            for percent in [112, 120, 125, 130, 138] {
                let breathing = tile(edge.width * percent / 100, edge.height * percent / 100);
                assert_eq!(suits(breathing, &Size::USUAL, Some(shown)), shown, "{percent} %");
            }
        }
    }

    #[test]
    fn a_tile_that_shrinks_for_good_gets_less() {
        assert_eq!(suits(tile(320, 180), &Size::USUAL, Some(Layer(2))), Layer(0));
        assert_eq!(suits(tile(700, 394), &Size::USUAL, Some(Layer(2))), Layer(1));
    }

    #[test]
    fn the_frame_is_found_behind_any_descriptor() {
        assert_eq!(vp8_frame(&[0x10, 7]), Some(&[7][..]));
        assert_eq!(vp8_frame(&[0x90, 0x80, 0x12, 7]), Some(&[7][..]));
        assert_eq!(vp8_frame(&[0x90, 0xf0, 0x92, 0x34, 1, 2, 7]), Some(&[7][..]));
        assert_eq!(vp8_frame(&[0x90, 0x80, 0x92, 0x34]), None);
        assert_eq!(vp8_frame(&[]), None);
    }

    #[test]
    fn a_key_frame_tells_its_size() {
        let mut frame = vec![0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x41, 9];
        assert_eq!(key_frame_size(&frame), Some(tile(640, 360)));
        frame[0] |= 1; // an inter frame
        assert_eq!(key_frame_size(&frame), None);
        assert_eq!(key_frame_size(&frame[..9]), None);
    }
}
