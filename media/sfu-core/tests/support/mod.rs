//! A world in virtual time: one shard, its clients, and a network between them that loses, delays and squeezes by seed.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::disallowed_methods, reason = "a world needs some instant to begin with")]
#![allow(missing_docs, unreachable_pub)]

pub mod client;
pub mod vp8;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;
use sfu_core::{Certificate, Command, Config, Core, Event, Flow, LocalAddress, Output, Protocol, Role, SlotKind};

use client::{Client, Got};

pub const STEP: Duration = Duration::from_millis(1);

/// The way between a client and the server.
#[derive(Debug, Clone)]
pub struct Link {
    /// Share of datagrams lost on the way up and down.
    pub loss: (f64, f64),
    pub delay: Duration,
    /// What the way down carries; what waits longer than 300 ms is dropped.
    pub down_bps: Option<u64>,
    pub cut: bool,
    /// Every now and then nothing comes through for up to so long, and then all of it at once, as on a busy wireless
    /// network or a busy machine.
    pub stutter: Duration,
    held_until: Option<Instant>,
    free_at: Option<Instant>,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            loss: (0.0, 0.0),
            delay: Duration::from_millis(10),
            down_bps: None,
            cut: false,
            stutter: Duration::ZERO,
            held_until: None,
            free_at: None,
        }
    }
}

impl Link {
    /// When something arrives that is due then.
    fn through(&self, due: Instant) -> Instant {
        self.held_until.map_or(due, |until| until.max(due))
    }
}

pub struct World {
    pub core: Core,
    pub start: Instant,
    pub now: Instant,
    pub clients: Vec<Client>,
    pub links: Vec<Link>,
    pub events: Vec<Event>,
    /// Wall time spent inside the core.
    pub in_core: Duration,
    /// Datagrams that went out to each client.
    pub sent_down: Vec<usize>,
    /// Of those, reports that were the same to the last bit as the datagram before.
    pub twins: usize,
    server: SocketAddr,
    random: fastrand::Rng,
    up: VecDeque<(Instant, usize, Vec<u8>)>,
    down: VecDeque<(Instant, usize, Vec<u8>)>,
    last: Vec<u8>,
}

pub fn server() -> SocketAddr {
    SocketAddr::from(([192, 0, 2, 1], 3_478))
}

pub fn core(seed: u64) -> Core {
    static CERTIFICATE: OnceLock<Certificate> = OnceLock::new();
    let certificate = CERTIFICATE.get_or_init(|| Certificate::generate().expect("a certificate"));
    let addresses = [Protocol::Udp, Protocol::Tcp].map(|protocol| LocalAddress { protocol, address: server() });
    Core::new(Config::new(addresses.to_vec(), certificate.clone(), seed))
}

impl World {
    pub fn new(seed: u64) -> Self {
        // str0m draws from the generator of its thread; a test has a thread of its own.
        fastrand::seed(seed);
        let now = Instant::now();
        let mut core = core(seed);
        for room in ["sala", "patio"] {
            core.command(now, Command::OpenRoom { room: room.into() });
        }
        Self {
            core,
            start: now,
            now,
            clients: Vec::new(),
            links: Vec::new(),
            events: Vec::new(),
            in_core: Duration::ZERO,
            sent_down: Vec::new(),
            twins: 0,
            server: server(),
            random: fastrand::Rng::with_seed(seed),
            up: VecDeque::new(),
            down: VecDeque::new(),
            last: Vec::new(),
        }
    }

    /// Somebody offers a connection; it is not connected yet.
    pub fn join(&mut self, room: &str, name: &str) -> usize {
        self.join_with(room, name, 3)
    }

    pub fn join_with(&mut self, room: &str, name: &str, videos: usize) -> usize {
        self.join_as(room, name, videos, false)
    }

    /// Somebody who sends each sound with the one before, and takes others' so.
    pub fn join_repeating(&mut self, room: &str, name: &str) -> usize {
        self.join_as(room, name, 3, true)
    }

    fn join_as(&mut self, room: &str, name: &str, videos: usize, repeats: bool) -> usize {
        let number = self.clients.len() as u8 + 1;
        let (client, offer) = Client::new(self.now, room, name, number, self.server, videos, repeats);
        self.clients.push(client);
        self.links.push(Link::default());
        self.sent_down.push(0);
        self.core.command(self.now, Command::Offer(offer));
        self.settle();
        self.clients.len() - 1
    }

    /// Everybody has left, and nothing of theirs is on its way any more.
    pub fn send_home(&mut self) {
        self.clients.clear();
        self.links.clear();
        self.sent_down.clear();
        self.events.clear();
        self.up.clear();
        self.down.clear();
    }

    /// Several in one room, connected and with an open channel.
    pub fn meeting(seed: u64, names: &[&str]) -> Self {
        let mut world = Self::new(seed);
        for name in names {
            world.join("sala", name);
        }
        world.until("everybody is connected", |world| world.clients.iter().all(|client| client.channel.is_some()));
        world
    }

    pub fn restart_ice(&mut self, who: usize) {
        let offer = self.clients[who].restart();
        self.core.command(self.now, Command::Offer(offer));
        self.settle();
    }

    pub fn run(&mut self, time: Duration) {
        let end = self.now + time;
        while self.now < end {
            self.step();
        }
    }

    /// Lets time pass until something is so; ten seconds at most.
    pub fn until(&mut self, what: &str, so: impl Fn(&Self) -> bool) {
        let end = self.now + Duration::from_secs(10);
        while !so(self) {
            assert!(self.now < end, "after ten seconds it is still not so that {what}");
            self.step();
        }
    }

    pub fn step(&mut self) {
        self.now += STEP;
        for link in &mut self.links {
            if !link.stutter.is_zero() && link.held_until.is_none_or(|until| until < self.now) && self.random.u8(..) < 3
            {
                link.held_until = Some(self.now + link.stutter.mul_f64(self.random.f64()));
            }
        }
        for _ in 0..self.up.len() {
            let Some((at, who, contents)) = self.up.pop_front() else { break };
            if at > self.now {
                self.up.push_back((at, who, contents));
                continue;
            }
            let flow = Flow { protocol: Protocol::Udp, source: self.clients[who].address, destination: self.server };
            let begun = Instant::now();
            self.core.datagram(self.now, flow, &contents);
            self.in_core += begun.elapsed();
        }
        self.core.timeout(self.now);
        self.settle();
        for _ in 0..self.down.len() {
            let Some((at, who, contents)) = self.down.pop_front() else { break };
            if at > self.now {
                self.down.push_back((at, who, contents));
                continue;
            }
            self.clients[who].receive(self.now, &contents);
        }
        for who in 0..self.clients.len() {
            self.clients[who].step(self.now);
            for (_, _, contents) in std::mem::take(&mut self.clients[who].sent) {
                let link = &self.links[who];
                if !link.cut && self.random.f64() >= link.loss.0 {
                    self.up.push_back((link.through(self.now + link.delay), who, contents));
                }
            }
        }
    }

    /// A step; what a client sent in it.
    pub fn step_recording(&mut self, who: usize) -> Vec<Vec<u8>> {
        let before = self.up.len();
        self.step();
        let new = self.up.iter().skip(before.min(self.up.len())).filter(|(_, from, _)| *from == who);
        new.map(|(_, _, contents)| contents.clone()).collect()
    }

    /// Takes everything out of the core.
    pub fn settle(&mut self) {
        loop {
            let begun = Instant::now();
            let output = self.core.poll();
            self.in_core += begun.elapsed();
            let Some(output) = output else { return };
            match output {
                Output::Event(event) => self.happened(event),
                Output::Transmit(transmit) => {
                    let to = transmit.remote.address;
                    let Some(who) = self.clients.iter().position(|client| client.address == to) else { continue };
                    self.sent_down[who] += 1;
                    let contents = transmit.contents.to_vec();
                    let is_report = (64..96).contains(&(contents[1] & 0x7f)) && contents[0] >= 128;
                    self.twins += usize::from(is_report && self.last == contents);
                    self.last.clone_from(&contents);
                    if let Some(at) = self.arrival(who, contents.len()) {
                        self.down.push_back((at, who, contents));
                    }
                }
            }
        }
    }

    fn arrival(&mut self, who: usize, bytes: usize) -> Option<Instant> {
        let link = &mut self.links[who];
        if link.cut || self.random.f64() < link.loss.1 {
            return None;
        }
        let Some(bps) = link.down_bps else { return Some(link.through(self.now + link.delay)) };
        let begin = link.free_at.map_or(self.now, |free| free.max(self.now));
        if begin.saturating_duration_since(self.now) > Duration::from_millis(300) {
            return None;
        }
        let end = begin + Duration::from_secs_f64((bytes + 28) as f64 * 8.0 / bps as f64);
        link.free_at = Some(end);
        Some(link.through(end + link.delay))
    }

    fn happened(&mut self, event: Event) {
        if let Event::Answered { participant, sdp, pc, .. } = &event {
            let named = |client: &&mut Client| client.name == participant.as_str() && client.pc == pc.as_str();
            if let Some(client) = self.clients.iter_mut().find(named) {
                client.answered(self.now, sdp);
            }
        }
        self.events.push(event);
    }

    // ------------------------------------------------------------------------------------------- what a client saw

    pub fn forget(&mut self) {
        for client in &mut self.clients {
            client.got.clear();
            client.said.clear();
            client.asked = [0; 3];
        }
    }

    /// Says what is on somebody's screen: (whom, picture, width, pinned).
    pub fn wish(&mut self, who: usize, tiles: &[(&str, &str, u32, bool)]) {
        let tiles: Vec<Value> = tiles
            .iter()
            .map(|(id, source, width, pinned)| {
                serde_json::json!({"id": id, "source": source, "width": width, "height": width * 9 / 16, "pinned": pinned})
            })
            .collect();
        let wish = serde_json::json!({"type": "media-wish", "rev": 1, "tiles": tiles, "audioOnly": false});
        let now = self.now;
        self.clients[who].say(now, &wish.to_string());
    }

    pub fn in_slots(&self, who: usize, kind: SlotKind) -> impl Iterator<Item = &Got> {
        let slots = &self.clients[who].slots;
        self.clients[who].got.iter().filter(move |got| slots.get(&got.mid) == Some(&kind))
    }

    /// Camera packets that somebody got.
    pub fn pictures(&self, who: usize) -> Vec<vp8::Seen> {
        self.in_slots(who, SlotKind::Video).map(|got| vp8::read(&got.payload)).collect()
    }

    /// Whom somebody hears: the numbers of the clients.
    pub fn heard(&self, who: usize) -> Vec<u8> {
        let mut heard: Vec<u8> = self.in_slots(who, SlotKind::Audio).map(|got| got.payload[0]).collect();
        heard.sort_unstable();
        heard.dedup();
        heard
    }

    /// The newest message of a type that somebody was told.
    pub fn told(&self, who: usize, kind: &str) -> Option<&Value> {
        self.clients[who].said.iter().rev().find(|value| value["type"] == kind)
    }

    /// The newest layer of the camera that somebody gets.
    pub fn layer(&self, who: usize) -> Option<u8> {
        self.pictures(who).last().map(|seen| seen.layer)
    }

    pub fn lost(&self) -> Vec<(&str, &str)> {
        let lost = self.events.iter().filter_map(|event| match event {
            Event::Lost { participant, code, .. } => Some((participant.as_str(), code.as_str())),
            _ => None,
        });
        lost.collect()
    }

    pub fn role_mid(&self, who: usize, role: Role) -> String {
        self.clients[who].mid(role).to_string()
    }
}
