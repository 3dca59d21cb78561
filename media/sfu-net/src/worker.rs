//! One thread, one shard: waits for sockets, orders and the clock, feeds the core, and does what it says.
//!
//! The only reader of the clock, and the only place that catches whatever breaks.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use mio::{Events, Poll, Token};
use sfu_core::{Config, Core, Counters, Event, Flow, Output, Protocol, ShardId, Transmit};

use crate::demux::Demux;
use crate::inbox::{Address, Inbox, Message};
use crate::roster::Roster;
use crate::stats::{Board, NetCounters, Snapshot, sum, sum_net};
use crate::tcp::Tcp;
use crate::udp::Udp;

pub(crate) const WAKER: Token = Token(0);
const UDP: Token = Token(1);
const LISTENER: Token = Token(2);
pub(crate) const FIRST_CONNECTION: Token = Token(3);

/// System calls' worth of datagrams taken before the core has its turn.
const RECEIVES_PER_TURN: usize = 4;
/// How old a snapshot may become while anyone is connected.
pub(crate) const REFRESH: Duration = Duration::from_secs(1);

/// What a server tells its owner.
#[derive(Debug)]
pub enum Notice {
    /// From a core.
    Event(Event),
    /// A shard broke as a whole and starts again; everyone in it got a `Lost`.
    Broke {
        /// Which.
        shard: ShardId,
        /// What the panic said.
        why: String,
    },
}

/// What only the worker has that reads the sockets: shard 0.
#[derive(Debug)]
pub(crate) struct Door {
    tcp: Tcp,
    post: Post,
    has_datagrams: bool,
}

impl Door {
    /// `workers`: all of them, by shard; the own one is never written to.
    pub(crate) fn new(tcp: Tcp, workers: Vec<Address>) -> Self {
        let parcels = workers.iter().map(|_| Vec::new()).collect();
        let demux = Demux::new(workers.len() as u8);
        Self { tcp, post: Post { demux, workers, parcels, stray: 0 }, has_datagrams: false }
    }
}

/// Sorts what comes in: for this shard, for another, for nobody.
#[derive(Debug)]
struct Post {
    demux: Demux,
    workers: Vec<Address>,
    /// Datagrams of this turn for other shards.
    parcels: Vec<Vec<(Flow, Vec<u8>)>>,
    stray: u64,
}

impl Post {
    fn sort(&mut self, core: &mut Core, now: Instant, flow: Flow, datagram: &[u8]) {
        match self.demux.shard(&flow.remote(), datagram) {
            Some(ShardId(0)) => core.datagram(now, flow, datagram),
            Some(shard) => self.parcels[usize::from(shard.0)].push((flow, datagram.to_vec())),
            None => self.stray += 1,
        }
    }

    /// How many datagrams were lost because a worker is late.
    fn pass_on(&mut self) -> u64 {
        let mut lost = 0;
        for (parcel, worker) in self.parcels.iter_mut().zip(&self.workers).filter(|(parcel, _)| !parcel.is_empty()) {
            let count = parcel.len() as u64;
            if !worker.pass_on(std::mem::take(parcel)) {
                lost += count;
            }
        }
        lost
    }
}

/// One shard at work.
#[derive(Debug)]
pub(crate) struct Worker {
    pub(crate) config: Config,
    /// `None`: another shard has the door.
    pub(crate) door: Option<Door>,
    pub(crate) board: Board,
    core: Core,
    poll: Poll,
    inbox: Inbox,
    udp: Udp,
    /// Who has the door.
    doorkeeper: Address,
    owner: Sender<Vec<Notice>>,
    roster: Roster,
    notices: Vec<Notice>,
    /// What the doorkeeper is to send.
    over_tcp: Vec<Transmit>,
    /// What earlier cores of this shard counted.
    past: Counters,
    restarts: u64,
    last_look: Option<Instant>,
    is_stale: bool,
}

impl Worker {
    pub(crate) fn new(
        config: Config,
        poll: Poll,
        inbox: Inbox,
        udp: Udp,
        doorkeeper: Address,
        owner: Sender<Vec<Notice>>,
    ) -> Self {
        Self {
            core: Core::new(config.clone()),
            config,
            door: None,
            board: Board::default(),
            poll,
            inbox,
            udp,
            doorkeeper,
            owner,
            roster: Roster::default(),
            notices: Vec::new(),
            over_tcp: Vec::new(),
            past: Counters::default(),
            restarts: 0,
            last_look: None,
            is_stale: false,
        }
    }

    /// Until told to stop.
    pub(crate) fn run(mut self) {
        let mut events = Events::with_capacity(256);
        loop {
            let turns = AssertUnwindSafe(|| while self.turn(&mut events) {});
            match catch_unwind(turns) {
                Ok(()) => return,
                Err(panic) => self.start_again(&*panic),
            }
        }
    }

    pub(crate) fn register(&mut self) -> std::io::Result<()> {
        if let Some(door) = &mut self.door {
            door.tcp.register(self.poll.registry(), LISTENER)?;
        }
        self.udp.watch(self.poll.registry(), UDP)
    }

    /// `false`: told to stop.
    fn turn(&mut self, events: &mut Events) -> bool {
        let pause = self.pause(Instant::now());
        if self.poll.poll(events, pause).is_err() {
            events.clear(); // interrupted by a signal
        }
        for event in &*events {
            match (event.token(), &mut self.door) {
                (WAKER, _) => {}
                (UDP, door) => {
                    if let Some(door) = door {
                        door.has_datagrams |= event.is_readable();
                    }
                    if event.is_writable() {
                        self.udp.on_writable();
                    }
                }
                (LISTENER, Some(door)) => door.tcp.on_acceptable(),
                (token, Some(door)) => door.tcp.on_ready(
                    token,
                    event.is_readable() || event.is_read_closed() || event.is_error(),
                    event.is_writable(),
                ),
                (_, None) => {}
            }
        }
        let goes_on = self.take_messages();
        let now = self.receive();
        self.core.timeout(now);
        self.drain(now);
        self.show(now);
        goes_on
    }

    /// How long nothing need be done; `None`: until something happens.
    fn pause(&self, now: Instant) -> Option<Duration> {
        let door = self.door.as_ref();
        if door.is_some_and(|door| door.has_datagrams || door.tcp.is_busy()) {
            return Some(Duration::ZERO);
        }
        let sweep = door.and_then(|door| door.tcp.next_timeout());
        let look = self.last_look.filter(|_| self.is_stale).map(|last| last + REFRESH);
        let due = [self.core.next_timeout(), sweep, look].into_iter().flatten().min()?;
        Some(due.saturating_duration_since(now))
    }

    /// `false`: told to stop.
    fn take_messages(&mut self) -> bool {
        while let Some(message) = self.inbox.next() {
            let now = Instant::now();
            match message {
                Message::Command(command) => {
                    self.roster.on_command(&command);
                    self.core.command(now, command);
                    self.drain(now); // the next one may be about what this one did
                }
                Message::Datagrams(datagrams) => {
                    for (flow, datagram) in datagrams {
                        self.core.datagram(now, flow, &datagram);
                    }
                }
                Message::Stop => return false,
                #[cfg(test)]
                Message::Trip => panic!("tripped"),
                Message::Send(_) | Message::Bound(..) | Message::Released(..) | Message::Reborn(_) => {
                    self.mind_the_door(message, now);
                }
            }
        }
        true
    }

    fn mind_the_door(&mut self, message: Message, now: Instant) {
        let Some(door) = &mut self.door else { return };
        match message {
            Message::Send(transmits) => {
                for transmit in &transmits {
                    door.tcp.send(transmit, now);
                }
            }
            Message::Bound(remote, shard) => {
                door.post.demux.bind(remote, shard);
                door.tcp.prove(&remote);
            }
            Message::Released(remote, shard) => {
                door.post.demux.release(&remote, shard);
                door.tcp.release(&remote, now);
            }
            Message::Reborn(shard) => door.post.demux.release_all(shard),
            _ => {}
        }
    }

    /// What waits in the sockets, a bounded part of it; the time when the last of it was taken.
    fn receive(&mut self) -> Instant {
        let mut now = Instant::now();
        let Some(door) = &mut self.door else { return now };
        for _ in 0..RECEIVES_PER_TURN {
            if !door.has_datagrams {
                break;
            }
            now = Instant::now();
            let (core, post) = (&mut self.core, &mut door.post);
            door.has_datagrams = self.udp.receive(|flow, datagram| post.sort(core, now, flow, datagram));
        }
        let registry = self.poll.registry();
        door.tcp.accept(registry, now);
        door.tcp.sweep(registry, now);
        let (core, post) = (&mut self.core, &mut door.post);
        door.tcp.receive(now, |flow, datagram| post.sort(core, now, flow, datagram));
        self.udp.counters.datagrams_dropped += door.post.pass_on();
        now
    }

    /// Does all that the core says.
    fn drain(&mut self, now: Instant) {
        while let Some(output) = self.core.poll() {
            match output {
                Output::Transmit(transmit) => match (transmit.remote.protocol, &mut self.door) {
                    (Protocol::Udp, _) => self.udp.send(&transmit),
                    (Protocol::Tcp, Some(door)) => door.tcp.send(&transmit, now),
                    (Protocol::Tcp, None) => self.over_tcp.push(transmit),
                },
                Output::Event(event) => self.take_event(event, now),
            }
        }
        self.udp.flush();
        if self.udp.watch(self.poll.registry(), UDP).is_err() {
            self.udp.counters.receive_errors += 1; // what waits goes out with what comes next
        }
        if let Some(door) = &mut self.door {
            door.tcp.flush(now);
        } else if !self.over_tcp.is_empty() {
            self.doorkeeper.tell(Message::Send(std::mem::take(&mut self.over_tcp)));
        }
        if !self.notices.is_empty() {
            let _ = self.owner.send(std::mem::take(&mut self.notices)); // an owner who left needs no news
        }
    }

    fn take_event(&mut self, event: Event, now: Instant) {
        let shard = self.config.shard;
        let about_the_door = match event {
            Event::Bound { remote } => Message::Bound(remote, shard),
            Event::Released { remote } => Message::Released(remote, shard),
            event => {
                self.roster.on_event(&event);
                self.notices.push(Notice::Event(event));
                return;
            }
        };
        if self.door.is_some() {
            self.mind_the_door(about_the_door, now);
        } else {
            self.doorkeeper.tell(about_the_door);
        }
    }

    /// Refreshes the snapshot when it is old; once after the last thing that happened, and then never while idle.
    fn show(&mut self, now: Instant) {
        self.is_stale = self.last_look.is_some_and(|last| now.saturating_duration_since(last) < REFRESH);
        if self.is_stale {
            return;
        }
        self.last_look = Some(now);
        let stats = self.core.stats();
        let mut net = NetCounters { restarts: self.restarts, ..self.udp.counters };
        if let Some(door) = &self.door {
            net = sum_net(net, NetCounters { datagrams_stray: door.post.stray, ..door.tcp.counters });
        }
        self.board.put(Snapshot { core: sum(self.past, stats.counters), net, peers: stats.peers });
    }

    /// A panic got past the core's own nets: nothing of it can be trusted, so a new one takes its place.
    fn start_again(&mut self, panic: &(dyn Any + Send)) {
        let counted = self.board.look().core;
        self.past = Counters { rooms: 0, peers: 0, ..counted };
        self.restarts += 1;
        self.core = Core::new(self.config.clone());
        self.over_tcp.clear();
        if let Some(door) = &mut self.door {
            door.tcp.release_all();
            door.post.demux.release_all(self.config.shard);
        } else {
            self.doorkeeper.tell(Message::Reborn(self.config.shard));
        }
        let (events, commands) = self.roster.break_up();
        self.notices.push(Notice::Broke { shard: self.config.shard, why: said(panic) });
        self.notices.extend(events.into_iter().map(Notice::Event));
        let now = Instant::now();
        for command in commands {
            self.core.command(now, command);
        }
        self.last_look = None;
        let _ = self.owner.send(std::mem::take(&mut self.notices));
    }
}

/// What a panic says of itself.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no reason given").to_owned()
}
