//! VP8 as far as a server looks into it: payload descriptors, key frames and their size; the rest says who sent what.

use str0m::rtp::Vp8Descriptor;

/// A picture's size by layer.
pub const SIZES: [(u16, u16); 3] = [(320, 180), (640, 360), (1280, 720)];
const DESCRIPTOR: usize = 6;
const HEADER: usize = 10;
const STAMP: usize = 6;

/// Writes the frames of one encoding.
#[derive(Debug, Clone)]
pub struct Encoder {
    pub sender: u8,
    pub layer: u8,
    pub picture_id: u16,
    pub tl0: u8,
    pub frame: u32,
    pub key_wanted: bool,
    pub size: (u16, u16),
}

impl Encoder {
    pub fn new(sender: u8, layer: u8, picture_id: u16) -> Self {
        let size = SIZES[usize::from(layer)];
        Self { sender, layer, picture_id, tl0: picture_id as u8, frame: 0, key_wanted: true, size }
    }

    /// The packets of the next frame, `bytes` in all.
    pub fn next_frame(&mut self, bytes: usize) -> Vec<Vec<u8>> {
        let key = std::mem::take(&mut self.key_wanted);
        self.picture_id = (self.picture_id + 1) & 0x7fff;
        self.tl0 = self.tl0.wrapping_add(1);
        self.frame += 1;
        let packets = bytes.div_ceil(1_100).max(1);
        (0..packets).map(|index| self.packet(key, index == 0, (bytes / packets).max(64))).collect()
    }

    fn packet(&self, key: bool, starts: bool, bytes: usize) -> Vec<u8> {
        let [high, low] = self.picture_id.to_be_bytes();
        let mut payload = vec![if starts { 0x90 } else { 0x80 }, 0xe0, high | 0x80, low, self.tl0, 0];
        let (width, height) = self.size;
        let mut header = [u8::from(!key), 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 0, 0];
        header[6..8].copy_from_slice(&width.to_le_bytes());
        header[8..10].copy_from_slice(&height.to_le_bytes());
        payload.extend(header);
        payload.extend([self.sender, self.layer]);
        payload.extend(self.frame.to_be_bytes());
        payload.resize(bytes.max(DESCRIPTOR + HEADER + STAMP), 0xaa);
        payload
    }
}

/// What a received packet says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub sender: u8,
    pub layer: u8,
    pub frame: u32,
    pub key: bool,
    pub picture_id: u16,
    pub tl0: u8,
}

pub fn read(payload: &[u8]) -> Seen {
    let vp8 = Vp8Descriptor::parse(payload).expect("a descriptor");
    let stamp = &payload[DESCRIPTOR + HEADER..];
    Seen {
        sender: stamp[0],
        layer: stamp[1],
        frame: u32::from_be_bytes([stamp[2], stamp[3], stamp[4], stamp[5]]),
        key: vp8.starts_keyframe(payload),
        picture_id: vp8.picture_id().expect("a picture id"),
        tl0: vp8.tl0_pic_idx().expect("a TL0PICIDX"),
    }
}
