//! The UDP side of the media port: many datagrams per system call, in and out.

use std::collections::VecDeque;
use std::io::{self, IoSliceMut};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use mio::event::Source;
use mio::{Interest, Registry, Token};
use quinn_udp::{RecvMeta, UdpSocketState};
use sfu_core::{Flow, Protocol, Transmit};

use crate::places::Places;
use crate::run::{Run, Way};
use crate::stats::NetCounters;

/// Calls' worth of datagrams taken at once; with GRO each may hold 64 of them.
const BATCH: usize = 16;
const BUFFER_BYTES: usize = 65_535;

/// What may wait for a full socket, bytes: 30 ms of a gigabit. More is lost, as it would be in any router.
const MOST_WAITING_BYTES: usize = 4 << 20;

/// What the kernel is asked to hold in each direction, bytes; it gives what `net.core.rmem_max` allows.
const KERNEL_BUFFER_BYTES: usize = 8 << 20;

/// One shard's hands on the UDP port. All shards send on the same socket; only one reads it.
#[derive(Debug)]
pub(crate) struct Udp {
    socket: mio::net::UdpSocket,
    state: UdpSocketState,
    places: Arc<Places>,
    speaks_ipv6: bool,
    reads: bool,
    watched: Option<Interest>,
    run: Run,
    waiting: VecDeque<Run>,
    waiting_bytes: usize,
    buffers: Vec<u8>,
    pub(crate) counters: NetCounters,
}

impl Udp {
    /// `reads`: whether this is the shard that reads it.
    pub(crate) fn new(socket: std::net::UdpSocket, places: Arc<Places>, reads: bool) -> io::Result<Self> {
        let state = UdpSocketState::new((&socket).into())?;
        // Refused or cut down: bursts are then lost a little earlier.
        let _ = state.set_recv_buffer_size((&socket).into(), KERNEL_BUFFER_BYTES);
        let _ = state.set_send_buffer_size((&socket).into(), KERNEL_BUFFER_BYTES);
        let speaks_ipv6 = socket.local_addr()?.is_ipv6();
        Ok(Self {
            socket: mio::net::UdpSocket::from_std(socket),
            state,
            places,
            speaks_ipv6,
            reads,
            watched: None,
            run: Run::default(),
            waiting: VecDeque::new(),
            waiting_bytes: 0,
            buffers: Vec::new(),
            counters: NetCounters::default(),
        })
    }

    /// Keeps the poll waiting for the right things: for room only while something waits for it, because a UDP socket
    /// tells of room after every datagram that leaves.
    pub(crate) fn watch(&mut self, registry: &Registry, token: Token) -> io::Result<()> {
        let reading = self.reads.then_some(Interest::READABLE);
        let writing = (!self.waiting.is_empty()).then_some(Interest::WRITABLE);
        let interest = reading.map_or(writing, |reading| Some(writing.map_or(reading, |writing| reading | writing)));
        if interest == self.watched {
            return Ok(());
        }
        match (self.watched.is_some(), interest) {
            (false, Some(interest)) => self.socket.register(registry, token, interest)?,
            (true, Some(interest)) => self.socket.reregister(registry, token, interest)?,
            (_, None) => self.socket.deregister(registry)?,
        }
        self.watched = interest;
        Ok(())
    }

    /// Hands what one system call brings to `each`. `false`: there was nothing more to read.
    pub(crate) fn receive(&mut self, mut each: impl FnMut(Flow, &[u8])) -> bool {
        self.buffers.resize(BATCH * BUFFER_BYTES, 0);
        let mut metas = [RecvMeta::default(); BATCH];
        let received = {
            let mut buffers = self.buffers.chunks_exact_mut(BUFFER_BYTES);
            let mut slices: [IoSliceMut<'_>; BATCH] =
                std::array::from_fn(|_| IoSliceMut::new(buffers.next().unwrap_or_default()));
            self.socket.try_io(|| self.state.recv((&self.socket).into(), &mut slices, &mut metas))
        };
        let count = match received {
            Ok(count) => count,
            Err(refused) if refused.kind() == io::ErrorKind::WouldBlock => return false,
            Err(_) => {
                self.counters.receive_errors += 1;
                return false;
            }
        };
        self.counters.receive_calls += 1;
        for (buffer, meta) in self.buffers.chunks_exact(BUFFER_BYTES).zip(&metas[..count]) {
            let flow = Flow {
                protocol: Protocol::Udp,
                source: SocketAddr::new(meta.addr.ip().to_canonical(), meta.addr.port()),
                destination: self.places.arrival(meta.dst_ip.as_ref().map(IpAddr::to_canonical)),
            };
            for datagram in buffer[..meta.len].chunks(meta.stride.max(1)) {
                each(flow, datagram);
            }
        }
        true
    }

    /// Sends with the others of its run: soon, at the latest at the next [`flush`](Self::flush).
    pub(crate) fn send(&mut self, transmit: &Transmit) {
        let destination = match transmit.remote.address {
            SocketAddr::V4(v4) if self.speaks_ipv6 => SocketAddr::new(v4.ip().to_ipv6_mapped().into(), v4.port()),
            address => address,
        };
        let way = Way { destination, source: self.places.departure(transmit.source) };
        if !self.run.takes(way, transmit.contents.len(), self.state.max_gso_segments()) {
            self.flush();
        }
        self.run.add(way, &transmit.contents);
    }

    /// Lets what was gathered go.
    pub(crate) fn flush(&mut self) {
        if self.run.count == 0 {
            return;
        }
        self.on_writable(); // those who wait go first
        if self.waiting.is_empty() && self.write(&self.run) {
            self.counters.send_calls += 1;
            self.run.clear();
        } else if self.waiting_bytes + self.run.bytes.len() <= MOST_WAITING_BYTES {
            self.waiting_bytes += self.run.bytes.len();
            self.waiting.push_back(std::mem::take(&mut self.run));
        } else {
            self.counters.datagrams_dropped += self.run.count as u64;
            self.run.clear();
        }
    }

    /// The socket has room again.
    pub(crate) fn on_writable(&mut self) {
        while let Some(run) = self.waiting.front() {
            if !self.write(run) {
                return;
            }
            self.counters.send_calls += 1;
            self.waiting_bytes -= run.bytes.len();
            self.waiting.pop_front();
        }
    }

    /// `false`: the socket is full. What the kernel refuses for good is gone, as if lost on the way.
    fn write(&self, run: &Run) -> bool {
        let Some(way) = run.way() else { return true };
        if run.count == 1 || self.state.max_gso_segments() > 1 {
            let segment = (run.count > 1).then_some(run.segment);
            match self.write_once(way, &run.bytes, segment) {
                Err(refused) if refused.kind() == io::ErrorKind::WouldBlock => return false,
                Err(_) if run.count > 1 => {} // a driver without segmentation: quinn-udp asks for none from now on
                Ok(()) | Err(_) => return true,
            }
        }
        for datagram in run.datagrams() {
            let _ = self.write_once(way, datagram, None);
        }
        true
    }

    fn write_once(&self, way: Way, contents: &[u8], segment_size: Option<usize>) -> io::Result<()> {
        let transmit =
            quinn_udp::Transmit { destination: way.destination, ecn: None, contents, segment_size, src_ip: way.source };
        self.socket.try_io(|| self.state.try_send((&self.socket).into(), &transmit))
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, UdpSocket};
    use std::time::{Duration, Instant};

    use sfu_core::Remote;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(10);

    fn loopback() -> UdpSocket {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        socket.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        socket
    }

    fn ours() -> (Udp, SocketAddr) {
        let socket = loopback();
        let here = socket.local_addr().expect("bound");
        let places = Places::find(here.ip(), here.port(), &[]).expect("loopback");
        (Udp::new(socket, Arc::new(places), true).expect("a socket"), here)
    }

    fn transmit(from: SocketAddr, to: &UdpSocket, length: usize) -> Transmit {
        let address = to.local_addr().expect("bound");
        let remote = Remote { protocol: Protocol::Udp, address };
        Transmit { remote, source: from, contents: vec![length as u8; length].into() }
    }

    #[test]
    fn a_frame_leaves_in_one_call_and_arrives_as_its_packets() {
        let ((mut udp, here), ana, ben) = (ours(), loopback(), loopback());
        for length in [1100, 1100, 1100, 300] {
            udp.send(&transmit(here, &ana, length));
        }
        udp.send(&transmit(here, &ben, 700));
        udp.flush();
        let mut buffer = [0; 2000];
        for length in [1100, 1100, 1100, 300] {
            assert_eq!(ana.recv_from(&mut buffer).expect("it comes"), (length, here));
            assert!(buffer[..length].iter().all(|byte| *byte == length as u8));
        }
        assert_eq!(ben.recv_from(&mut buffer).expect("it comes"), (700, here));
        let can_segment = udp.state.max_gso_segments() > 1;
        assert_eq!(udp.counters.send_calls, if can_segment { 2 } else { 5 });
    }

    #[test]
    fn a_kernel_without_segmentation_still_gets_every_packet_out() {
        let ((mut udp, here), ana) = (ours(), loopback());
        let way = Way { destination: ana.local_addr().expect("bound"), source: None };
        // More segments than any kernel takes (64): refused as a whole.
        for _ in 0..200 {
            udp.run.add(way, &[7; 100]);
        }
        udp.flush();
        let mut buffer = [0; 2000];
        for number in 0..200 {
            assert_eq!(ana.recv_from(&mut buffer).expect("it comes"), (100, here), "packet {number}");
        }
    }

    #[test]
    fn what_many_send_comes_with_where_it_came_from_and_where_to() {
        let ((mut udp, here), ana, ben) = (ours(), loopback(), loopback());
        for number in 0..40u8 {
            let sender = if number % 2 == 0 { &ana } else { &ben };
            sender.send_to(&[number; 50], here).expect("sent");
        }
        ana.send_to(&[], here).expect("an empty one is sent, too");
        let (mut heard, began) = (Vec::new(), Instant::now());
        while heard.len() < 40 {
            assert!(began.elapsed() < PATIENCE, "only {heard:?}");
            udp.receive(|flow, datagram| heard.push((flow, datagram.to_vec())));
        }
        for (flow, datagram) in heard {
            let sender = if datagram[0] % 2 == 0 { &ana } else { &ben };
            assert_eq!((flow.source, flow.destination), (sender.local_addr().expect("bound"), here));
            assert_eq!(datagram, [datagram[0]; 50]);
        }
    }
}
