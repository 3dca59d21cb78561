//! The loop: orders, sockets and the clock.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use mio::net::UdpSocket;
use mio::{Events, Interest, Poll, Token, Waker};

use crate::client::{Client, News};
use crate::orders::{Load, Order, Said};
use crate::tally::{Figures, Tally};

type Failed = Box<dyn std::error::Error>;

const ORDERS: Token = Token(0);
const FIRST: usize = 1;
/// How long is waited for what is still on its way when the counting ends.
const PATIENCE: Duration = Duration::from_millis(500);

/// All clients, in one thread.
pub(crate) struct Generator {
    /// Where clients live.
    home: IpAddr,
    poll: Poll,
    orders: Receiver<String>,
    began: Instant,
    clients: Vec<(String, Client)>,
    by_token: BTreeMap<usize, Place>,
    sinks: Vec<UdpSocket>,
    tokens: usize,
    load: Load,
    sending: Option<Sending>,
    tally: Tally,
    counting: Option<Instant>,
    ending: Option<Instant>,
    turns: u64,
    over: bool,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Client(usize),
    Sink(usize),
}

/// When who sends next: publishers take turns, evenly.
#[derive(Debug)]
struct Sending {
    next: Instant,
    turn: usize,
}

impl Generator {
    pub(crate) fn new(home: IpAddr) -> Result<Self, Failed> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), ORDERS)?);
        let (tell, orders) = channel();
        std::thread::spawn(move || {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                if tell.send(line).is_err() || waker.wake().is_err() {
                    return;
                }
            }
            let _ = tell.send(r#"{"do":"quit"}"#.to_owned());
            let _ = waker.wake();
        });
        Ok(Self {
            home,
            poll,
            orders,
            began: Instant::now(),
            clients: Vec::new(),
            by_token: BTreeMap::new(),
            sinks: Vec::new(),
            tokens: FIRST,
            load: Load { frames_per_s: 1.0, packets_per_frame: 1, bytes: 1_100, lose: 0.0 },
            sending: None,
            tally: Tally::new(),
            counting: None,
            ending: None,
            turns: 0,
            over: false,
        })
    }

    pub(crate) fn run(mut self) -> Result<(), Failed> {
        let mut events = Events::with_capacity(1_024);
        while !self.over {
            let now = Instant::now();
            let pause = self.due().map(|due| due.saturating_duration_since(now));
            if self.poll.poll(&mut events, pause).is_err() {
                events.clear();
            }
            self.turns += 1;
            for event in &events {
                match self.by_token.get(&event.token().0) {
                    Some(Place::Client(at)) => self.with(*at, Client::receive),
                    Some(Place::Sink(at)) => self.sink(*at),
                    None => {}
                }
            }
            self.obey()?;
            let now = Instant::now();
            for at in 0..self.clients.len() {
                if self.clients[at].1.due <= now {
                    self.with(at, |client, began, load, tally, news| {
                        client.timeout(Instant::now(), began, load, tally, news);
                    });
                }
            }
            self.send();
            if self.ending.is_some_and(|at| at <= Instant::now()) {
                self.ending = None;
                self.tell_figures()?;
            }
        }
        Ok(())
    }

    fn due(&self) -> Option<Instant> {
        let clients = self.clients.iter().map(|(_, client)| client.due).min();
        [clients, self.sending.as_ref().map(|sending| sending.next), self.ending].into_iter().flatten().min()
    }

    fn with(&mut self, at: usize, act: impl FnOnce(&mut Client, Instant, Load, &mut Tally, &mut Vec<News>)) {
        let mut news = Vec::new();
        let (id, client) = &mut self.clients[at];
        act(client, self.began, self.load, &mut self.tally, &mut news);
        for news in news {
            let said = match news {
                News::Connected => {
                    Said::Connected { id: id.clone(), after_ms: client.asked.elapsed().as_secs_f64() * 1e3 }
                }
                News::Closed => Said::Broken { id: id.clone(), why: "closed".to_owned() },
            };
            let _ = say(&said);
        }
    }

    fn sink(&mut self, at: usize) {
        let mut buffer = [0; 2_000];
        while self.sinks[at].recv(&mut buffer).is_ok() {
            self.tally.datagrams += u64::from(self.tally.open);
        }
    }

    fn obey(&mut self) -> Result<(), Failed> {
        loop {
            let line = match self.orders.try_recv() {
                Ok(line) => line,
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => return Ok(()),
            };
            match serde_json::from_str(&line)? {
                Order::Offer { id, slots, sends, say: words } => {
                    let (client, sdp) = Client::offering(self.home, slots, sends, words)?;
                    say(&Said::Offer { id: id.clone(), sdp, tracks: client.tracks(), slots: client.slots() })?;
                    self.admit(id, client)?;
                }
                Order::Accept { id, sdp } => {
                    if let Ok(at) = self.find(&id) {
                        let sdp = self.clients[at].1.accepted(&sdp)?;
                        say(&Said::Answer { id, sdp })?;
                        continue;
                    }
                    let mut client = Client::new(self.home)?;
                    let sdp = client.accepted(&sdp)?;
                    say(&Said::Answer { id: id.clone(), sdp })?;
                    self.admit(id, client)?;
                }
                Order::Answer { id, sdp } => {
                    let at = self.find(&id)?;
                    self.clients[at].1.answered(&sdp)?;
                    self.with(at, |client, began, load, tally, news| {
                        client.timeout(Instant::now(), began, load, tally, news);
                    });
                }
                Order::Drop { id } => {
                    let at = self.find(&id)?;
                    let (_, mut client) = self.clients.remove(at);
                    self.poll.registry().deregister(&mut client.socket)?;
                    self.by_token.retain(|_, place| !matches!(place, Place::Client(of) if *of == at));
                    for place in self.by_token.values_mut() {
                        if let Place::Client(of) = place {
                            *of -= usize::from(*of > at);
                        }
                    }
                }
                Order::Sinks { count } => self.open_sinks(count)?,
                Order::Send(load) => {
                    self.load = load;
                    self.sending = Some(Sending { next: Instant::now(), turn: 0 });
                }
                Order::Begin => {
                    self.tally = Tally::new();
                    self.tally.open = true;
                    self.counting = Some(Instant::now());
                    self.turns = 0;
                }
                Order::End => {
                    self.tally.open = false;
                    self.ending = Some(Instant::now() + PATIENCE);
                }
                Order::Quit => self.over = true,
            }
        }
    }

    fn find(&self, id: &str) -> Result<usize, Failed> {
        Ok(self.clients.iter().position(|(has, _)| has == id).ok_or_else(|| format!("there is no {id}"))?)
    }

    fn admit(&mut self, id: String, mut client: Client) -> Result<(), Failed> {
        self.poll.registry().register(&mut client.socket, Token(self.tokens), Interest::READABLE)?;
        self.by_token.insert(self.tokens, Place::Client(self.clients.len()));
        self.tokens += 1;
        self.clients.push((id, client));
        Ok(())
    }

    fn open_sinks(&mut self, count: usize) -> Result<(), Failed> {
        let mut ports = Vec::new();
        for _ in 0..count {
            let mut socket = UdpSocket::bind(([127, 0, 0, 1], 0).into())?;
            ports.push(socket.local_addr()?.port());
            self.poll.registry().register(&mut socket, Token(self.tokens), Interest::READABLE)?;
            self.by_token.insert(self.tokens, Place::Sink(self.sinks.len()));
            self.tokens += 1;
            self.sinks.push(socket);
        }
        say(&Said::Sinks { ports })
    }

    /// Whoever's turn it is sends a frame. What is late is sent late, and not left out.
    fn send(&mut self) {
        let Some(sending) = &mut self.sending else { return };
        if sending.next > Instant::now() {
            return;
        }
        let publishers: Vec<usize> = (0..self.clients.len()).filter(|at| self.clients[*at].1.is_publisher()).collect();
        let Some(at) = publishers.get(sending.turn % publishers.len().max(1)) else { return };
        sending.turn += 1;
        sending.next += Duration::from_secs_f64(1.0 / self.load.frames_per_s / publishers.len() as f64);
        if self.clients[*at].1.connected {
            let publisher = *at as u32;
            self.with(*at, |client, began, load, tally, news| client.show(publisher, began, load, tally, news));
        }
    }

    fn tell_figures(&mut self) -> Result<(), Failed> {
        let sent = self.tally.sent_in_all();
        let took = self.counting.take().map_or(Duration::ZERO, |since| since.elapsed().saturating_sub(PATIENCE));
        say(&Said::Figures(Figures {
            took_s: took.as_secs_f64(),
            sent,
            came: self.tally.came,
            datagrams: self.tally.datagrams,
            damaged: self.tally.damaged,
            latency_ms: self.tally.latency_ms(),
            turns: self.turns,
        }))
    }
}

fn say(said: &Said) -> Result<(), Failed> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, said)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}
