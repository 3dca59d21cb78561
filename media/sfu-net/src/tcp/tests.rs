use std::net::{Ipv4Addr, TcpListener as StdListener, TcpStream as StdStream};

use mio::{Events, Poll};

use super::*;
use crate::demux::tests::binding_request;

const DOOR: Token = Token(0);
/// Longer than anything on loopback takes, when nothing is broken.
const PATIENCE: Duration = Duration::from_secs(10);

/// The TCP side alone, with a clock that only moves when told to.
struct House {
    tcp: Tcp,
    poll: Poll,
    port: u16,
    now: Instant,
}

impl House {
    fn new(limits: TcpLimits) -> Self {
        let listener = StdListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let places = Arc::new(Places::find(Ipv4Addr::LOCALHOST.into(), port, &[]).expect("loopback"));
        let poll = Poll::new().expect("a poll");
        let mut tcp = Tcp::new(listener, places, limits, Token(1)).expect("a listener");
        tcp.register(poll.registry(), DOOR).expect("registered");
        Self { tcp, poll, port, now: Instant::now() }
    }

    fn visitor(&self) -> StdStream {
        let stream = StdStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the door is open");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// Lets things happen until `done` says so.
    fn until(&mut self, mut done: impl FnMut(&mut Tcp, &[Vec<u8>]) -> bool) {
        let (mut heard, mut events) = (Vec::new(), Events::with_capacity(16));
        let began = Instant::now();
        while !done(&mut self.tcp, &heard) {
            assert!(began.elapsed() < PATIENCE, "it never happened; heard {heard:?}");
            self.poll.poll(&mut events, Some(Duration::from_millis(20))).expect("polled");
            for event in &events {
                match event.token() {
                    DOOR => self.tcp.on_acceptable(),
                    token => self.tcp.on_ready(token, event.is_readable(), event.is_writable()),
                }
            }
            self.tcp.accept(self.poll.registry(), self.now);
            self.tcp.receive(self.now, |_, datagram| heard.push(datagram.to_vec()));
            self.tcp.flush(self.now);
        }
    }

    fn later(&mut self, by: Duration) {
        self.now += by;
        self.tcp.sweep(self.poll.registry(), self.now);
    }
}

fn say(stream: &mut StdStream, datagram: &[u8]) {
    let mut framed = Vec::new();
    assert!(frame(datagram, &mut framed));
    stream.write_all(&framed).expect("said");
}

fn to(visitor: &StdStream, bytes: usize) -> Transmit {
    let address = visitor.local_addr().expect("connected");
    Transmit {
        remote: Remote { protocol: Protocol::Tcp, address },
        source: visitor.peer_addr().expect("connected"),
        contents: vec![7; bytes].into(),
    }
}

fn is_closed(visitor: &mut StdStream) -> bool {
    !matches!(visitor.read(&mut [0; 16]), Ok(1..))
}

#[test]
fn whoever_does_not_begin_with_stun_is_cut() {
    let mut house = House::new(TcpLimits::default());
    for opening in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0x16, 3, 1, 0, 200, 1], &[0, 3, 0x80, 111, 0]] {
        let mut visitor = house.visitor();
        visitor.write_all(opening).expect("said");
        let cut = house.tcp.counters.tcp_cut;
        house.until(|tcp, heard| {
            assert!(heard.is_empty(), "nothing of it reaches anyone");
            tcp.counters.tcp_cut == cut + 1
        });
        assert!(is_closed(&mut visitor));
    }
}

#[test]
fn who_proves_nothing_in_time_is_cut_and_who_does_is_not() {
    let mut house = House::new(TcpLimits::default());
    let (mut idler, mut ana) = (house.visitor(), house.visitor());
    let request = binding_request("00abcdef:x");
    say(&mut ana, &request);
    house.until(|tcp, heard| tcp.counters.tcp_open == 2 && heard == [request.clone()]);
    house.tcp.prove(&to(&ana, 1).remote);
    house.later(TcpLimits::default().proof);
    assert_eq!((house.tcp.counters.tcp_open, house.tcp.counters.tcp_cut), (1, 1));
    assert!(is_closed(&mut idler));
    house.later(TcpLimits::default().silence);
    assert_eq!(house.tcp.counters.tcp_open, 0, "silence ends her connection, too");
}

#[test]
fn one_address_cannot_take_all_the_places() {
    let mut house = House::new(TcpLimits { connections_per_address: 2, ..TcpLimits::default() });
    let visitors = [house.visitor(), house.visitor(), house.visitor()];
    house.until(|tcp, _| tcp.counters.tcp_refused == 1);
    assert_eq!(house.tcp.counters.tcp_open, 2);
    drop(visitors);
    house.until(|tcp, _| tcp.counters.tcp_open == 0);
    let _next = house.visitor();
    house.until(|tcp, _| tcp.counters.tcp_open == 1);
}

#[test]
fn a_slow_reader_costs_a_bounded_queue_and_then_its_connection() {
    let limits = TcpLimits { waiting_bytes: 10_000, ..TcpLimits::default() };
    let mut house = House::new(limits.clone());
    let mut sleeper = house.visitor();
    say(&mut sleeper, &binding_request("00abcdef:x"));
    house.until(|_, heard| heard.len() == 1);
    let transmit = to(&sleeper, 1000);
    house.tcp.prove(&transmit.remote);
    while house.tcp.counters.datagrams_dropped < 100 {
        house.tcp.send(&transmit, house.now);
        house.tcp.flush(house.now);
    }
    let waiting: usize = house.tcp.connections.values().map(|connection| connection.waiting.capacity()).sum();
    assert!(waiting <= 4 * limits.waiting_bytes, "{waiting} bytes");
    house.later(limits.stall);
    assert_eq!((house.tcp.counters.tcp_open, house.tcp.counters.tcp_cut), (0, 1));
}

#[test]
fn what_is_sent_arrives_framed_and_the_last_word_before_the_end() {
    let mut house = House::new(TcpLimits::default());
    let mut ana = house.visitor();
    say(&mut ana, &binding_request("00abcdef:x"));
    house.until(|_, heard| heard.len() == 1);
    let transmit = to(&ana, 300);
    house.tcp.send(&transmit, house.now);
    house.tcp.release(&transmit.remote, house.now);
    let mut got = Vec::new();
    ana.read_to_end(&mut got).expect("a clean end");
    assert_eq!((got.len(), &got[..3]), (302, &[1, 44, 7][..]));
    assert_eq!(house.tcp.counters.tcp_cut, 0);
}
