//! The media server as its owner sees it: it starts, takes orders, tells what happens, and ends.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash, Hasher};
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use mio::{Poll, Waker};
use sfu_core::{Certificate, Command, Config, Limits, LocalAddress, Protocol, RoomId, ShardId};
use socket2::{Domain, Socket, Type};

use crate::inbox::{Address, Message, inbox};
use crate::places::Places;
use crate::stats::{Board, Snapshot};
use crate::tcp::{Tcp, TcpLimits};
use crate::udp::Udp;
use crate::worker::{Door, FIRST_CONNECTION, Notice, WAKER, Worker};

/// How often a free port is looked for that is free for UDP and for TCP.
const PORT_ATTEMPTS: usize = 32;

/// How a server is to be.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen. A wildcard means every address of this machine.
    pub host: IpAddr,
    /// For UDP and TCP; 0 finds a free one.
    pub port: u16,
    /// Addresses at which others reach this machine; empty: those that `host` stands for.
    pub public_ips: Vec<IpAddr>,
    /// Threads that carry media; a room lives in one of them.
    pub shards: u8,
    /// What one client may cost.
    pub limits: Limits,
    /// What TCP connections may cost.
    pub tcp: TcpLimits,
}

impl Settings {
    /// One shard, usual limits.
    pub fn new(host: IpAddr, port: u16) -> Self {
        Self { host, port, public_ips: Vec::new(), shards: 1, limits: Limits::default(), tcp: TcpLimits::default() }
    }
}

/// A running media server. It ends with [`close`](Self::close) or when it is dropped.
///
/// One thread per shard. Shard 0 reads the UDP socket and has all TCP connections, and passes on what belongs to
/// others; every shard sends on the UDP socket itself. Sending is nearly all of the work (each packet comes in once and
/// goes out many times), so one reader is enough, and datagrams of one sender stay in order. `SO_REUSEPORT` would let
/// the kernel spread senders over shards by hash, knowing nothing of rooms: most datagrams would have to be passed on
/// all the same.
#[derive(Debug)]
pub struct Server {
    port: u16,
    addresses: Vec<SocketAddr>,
    workers: Vec<Address>,
    boards: Vec<Board>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Server {
    /// Takes the port and starts the threads. What happens is told to `owner`, in batches.
    ///
    /// # Errors
    /// The port is taken, the address is not one of this machine, or the system refuses something.
    pub fn start(settings: &Settings, owner: &Sender<Vec<Notice>>) -> io::Result<Self> {
        let (udp, listener) = bind(settings.host, settings.port)?;
        let port = udp.local_addr()?.port();
        let places = Arc::new(Places::find(settings.host, port, &settings.public_ips)?);
        let shards = settings.shards.max(1);
        let config = config(&places, settings.limits.clone())?;

        let mut inboxes = Vec::new();
        let mut workers = Vec::new();
        for _ in 0..shards {
            let poll = Poll::new()?;
            let (address, inbox) = inbox(Waker::new(poll.registry(), WAKER)?);
            inboxes.push((poll, inbox));
            workers.push(address);
        }
        let tcp = Tcp::new(listener, Arc::clone(&places), settings.tcp.clone(), FIRST_CONNECTION)?;
        let mut door = Some(Door::new(tcp, workers.clone()));

        let mut boards = Vec::new();
        let mut ready = Vec::new();
        for (shard, (poll, inbox)) in (0..shards).map(ShardId).zip(inboxes) {
            let config = Config { shard, ..config.clone() };
            let udp = Udp::new(udp.try_clone()?, Arc::clone(&places), shard.0 == 0)?;
            let mut worker = Worker::new(config, poll, inbox, udp, workers[0].clone(), owner.clone());
            worker.door = door.take();
            worker.register()?;
            boards.push(worker.board.clone());
            ready.push(worker);
        }
        let addresses = places.announced().to_vec();
        let server = Self { port, addresses, workers, boards, threads: Mutex::default() };
        for worker in ready {
            let name = format!("sfu-{}", worker.config.shard.0);
            let thread = std::thread::Builder::new().name(name).spawn(move || worker.run())?;
            server.threads().push(thread);
        }
        Ok(server)
    }

    /// The port of both UDP and TCP.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What clients are told to connect to, best first.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// Gives an order to the shard of its room. Never blocks; after [`close`](Self::close) nothing happens.
    pub fn command(&self, command: Command) {
        let shard = self.shard_of(room_of(&command));
        self.workers[shard].tell(Message::Command(command));
    }

    /// The latest look at all shards, at most a second old. Never blocks.
    pub fn stats(&self) -> Snapshot {
        let mut all = Snapshot::default();
        for board in &self.boards {
            all.add(board.look());
        }
        all
    }

    /// Ends the threads and gives the port back. Doing it twice does no harm.
    pub fn close(&self) {
        for worker in &self.workers {
            worker.tell(Message::Stop);
        }
        let threads = std::mem::take(&mut *self.threads());
        for thread in threads {
            let _ = thread.join(); // a worker catches its own panics
        }
    }

    /// Always the same one, so that there is no table to keep.
    fn shard_of(&self, room: &RoomId) -> usize {
        let mut hash = std::hash::DefaultHasher::new();
        room.hash(&mut hash);
        (hash.finish() % self.workers.len() as u64) as usize
    }

    fn threads(&self) -> std::sync::MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(crate) fn trip(&self, room: &str) {
        self.workers[self.shard_of(&room.into())].tell(Message::Trip);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close();
    }
}

fn room_of(command: &Command) -> &RoomId {
    match command {
        Command::OpenRoom { room }
        | Command::CloseRoom { room }
        | Command::Candidate { room, .. }
        | Command::Drop { room, .. } => room,
        Command::Offer(offer) => &offer.room,
    }
}

fn config(places: &Places, limits: Limits) -> io::Result<Config> {
    let certificate = Certificate::generate().ok_or_else(|| io::Error::other("no certificate could be made"))?;
    let mut addresses = Vec::new();
    for protocol in [Protocol::Udp, Protocol::Tcp] {
        addresses.extend(places.announced().iter().map(|address| LocalAddress { protocol, address: *address }));
    }
    let seed = RandomState::new().hash_one(());
    Ok(Config { limits, ..Config::new(addresses, certificate, seed) })
}

/// The same port for UDP and TCP.
fn bind(host: IpAddr, port: u16) -> io::Result<(UdpSocket, TcpListener)> {
    let mut attempt = bind_once(host, port);
    for _ in 1..PORT_ATTEMPTS {
        match &attempt {
            // Free for UDP does not mean free for TCP.
            Err(taken) if port == 0 && taken.kind() == io::ErrorKind::AddrInUse => attempt = bind_once(host, port),
            _ => break,
        }
    }
    attempt
}

fn bind_once(host: IpAddr, port: u16) -> io::Result<(UdpSocket, TcpListener)> {
    let udp = socket(host, port, Type::DGRAM)?;
    let port = udp.local_addr()?.as_socket().map_or(port, |address| address.port());
    let listener = socket(host, port, Type::STREAM)?;
    listener.listen(512)?;
    Ok((udp.into(), listener.into()))
}

fn socket(host: IpAddr, port: u16, kind: Type) -> io::Result<Socket> {
    let address = SocketAddr::new(host, port);
    let socket = Socket::new(Domain::for_address(address), kind, None)?;
    if host.is_ipv6() {
        socket.set_only_v6(!host.is_unspecified())?;
    }
    if kind == Type::STREAM && cfg!(unix) {
        socket.set_reuse_address(true)?; // connections of the process before us may still be in TIME_WAIT
    }
    socket.bind(&address.into())?;
    Ok(socket)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    use sfu_core::{Event, Offer};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(10);

    fn start(settings: &Settings) -> (Server, Receiver<Vec<Notice>>) {
        let (owner, news) = channel();
        (Server::start(settings, &owner).expect("a server on a free port"), news)
    }

    fn loopback() -> Settings {
        Settings::new(Ipv4Addr::LOCALHOST.into(), 0)
    }

    fn offer(room: &str) -> Command {
        Command::Offer(Offer {
            room: room.into(),
            participant: "ana".into(),
            pc: "a1".into(),
            request: 5,
            sdp: "nonsense".into(),
            tracks: [].into(),
            slots: [].into(),
        })
    }

    fn next(news: &Receiver<Vec<Notice>>) -> Notice {
        news.recv_timeout(PATIENCE).expect("news").swap_remove(0)
    }

    #[test]
    fn one_port_serves_udp_and_tcp_and_is_free_again_after_the_end() {
        let (server, _news) = start(&loopback());
        let port = server.port();
        assert_eq!(server.addresses(), [SocketAddr::from(([127, 0, 0, 1], port))]);
        std::net::TcpStream::connect(("127.0.0.1", port)).expect("somebody listens");
        UdpSocket::bind(("127.0.0.1", port)).expect_err("the port is taken");
        server.close();
        server.close();
        UdpSocket::bind(("127.0.0.1", port)).expect("the port is free");
    }

    #[test]
    fn a_port_taken_for_either_transport_is_refused() {
        let udp = UdpSocket::bind("127.0.0.1:0").expect("a port");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        for port in [udp.local_addr(), listener.local_addr()].map(|taken| taken.expect("bound").port()) {
            let settings = Settings::new(Ipv4Addr::LOCALHOST.into(), port);
            let refused = Server::start(&settings, &channel().0).expect_err("the port is taken");
            assert_eq!(refused.kind(), io::ErrorKind::AddrInUse);
        }
    }

    #[test]
    fn orders_reach_the_shard_of_their_room_and_what_comes_of_them_comes_back() {
        let (server, news) = start(&Settings { shards: 4, ..loopback() });
        for room in ["den", "attic", "porch", "cellar", "hall"] {
            server.command(offer(room));
            assert!(
                matches!(next(&news), Notice::Event(Event::Refused { room: at, request: 5, .. }) if at.as_str() == room)
            );
        }
        server.close();
        server.command(offer("den"));
        assert!(news.recv_timeout(PATIENCE).is_err(), "after the end nothing happens");
    }

    #[test]
    fn a_shard_that_breaks_says_so_and_goes_on() {
        let (server, news) = start(&Settings { shards: 2, ..loopback() });
        for times in 1..=2 {
            server.trip("den");
            assert!(matches!(next(&news), Notice::Broke { why, .. } if why == "tripped"));
            server.command(offer("den"));
            assert!(matches!(next(&news), Notice::Event(Event::Refused { .. })), "it works again");
            let began = Instant::now();
            while server.stats().net.restarts != times {
                assert!(began.elapsed() < PATIENCE, "it never counted: {:?}", server.stats());
                std::thread::yield_now();
            }
        }
    }
}
