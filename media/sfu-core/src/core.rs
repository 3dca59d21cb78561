//! One shard: its rooms and peers, and what goes in and out.

mod comings;
mod happenings;
mod settling;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use str0m::IceCreds;
use str0m::crypto::CryptoProvider;

use crate::command::{Command, Offer};
use crate::config::Config;
use crate::demux::{is_stun, local_ufrag};
use crate::egress;
use crate::error::{Refusal, RefusedCode};
use crate::event::{Event, Flow, Output, Remote};
use crate::ids::{ParticipantId, RoomId};
use crate::members::{Key, Members};
use crate::peer::{Peer, Sink};
use crate::room::Room;
use crate::stats::{PeerStats, Stats};

/// How often rooms are looked after when nothing happens.
const TICK: Duration = Duration::from_millis(100);
/// Every so many ticks each view is planned anew: costs change, calm ends.
const PLAN_EVERY: u64 = 5;
/// Far ends remembered for one client; the oldest gives way.
const REMOTES: usize = 8;

/// One shard. Owned by one thread; every call is short and none blocks.
#[derive(Debug)]
pub struct Core {
    config: Config,
    crypto: Arc<CryptoProvider>,
    random: fastrand::Rng,
    now: Option<Instant>,
    members: Members,
    rooms: HashMap<RoomId, Room>,
    by_ufrag: HashMap<String, Key>,
    by_remote: HashMap<Remote, Key>,
    timers: BinaryHeap<Reverse<(Instant, Key)>>,
    /// Members to be driven at the next poll.
    waiting: VecDeque<Key>,
    /// Rooms to be settled at the next poll.
    unsettled: Vec<RoomId>,
    next_tick: Option<Instant>,
    ticks: u64,
    sink: Sink,
}

impl Core {
    /// A shard without rooms.
    pub fn new(config: Config) -> Self {
        Self {
            random: fastrand::Rng::with_seed(config.seed),
            crypto: Arc::new(egress::keys::provider()),
            config,
            now: None,
            members: Members::default(),
            rooms: HashMap::new(),
            by_ufrag: HashMap::new(),
            by_remote: HashMap::new(),
            timers: BinaryHeap::new(),
            waiting: VecDeque::new(),
            unsettled: Vec::new(),
            next_tick: None,
            ticks: 0,
            sink: Sink::default(),
        }
    }

    /// Carries out an order; what comes of it comes out of [`poll`](Self::poll).
    pub fn command(&mut self, now: Instant, command: Command) {
        self.now = Some(now);
        match command {
            Command::OpenRoom { room } => {
                self.rooms.entry(room).or_insert_with(Room::new);
            }
            Command::CloseRoom { room } => {
                let keys: Vec<Key> = self.rooms.get(&room).map(|room| room.keys().collect()).unwrap_or_default();
                for key in keys {
                    self.dismiss(now, key);
                }
                self.rooms.remove(&room);
            }
            Command::Offer(offer) => self.offer(now, offer),
            Command::Candidate { room, participant, pc, candidate } => {
                if let Some(key) = self.find(&room, &participant)
                    && let Some(member) = self.members.get_mut(key)
                    && member.pc == pc
                {
                    member.peer.candidate(&candidate, self.config.limits.candidates);
                    self.wait(key);
                }
            }
            Command::Drop { room, participant } => {
                if let Some(key) = self.find(&room, &participant) {
                    self.dismiss(now, key);
                }
            }
        }
    }

    /// Takes in a datagram. What it causes is worked out at the next [`poll`](Self::poll), so that several in a row
    /// (a frame) leave together.
    pub fn datagram(&mut self, now: Instant, flow: Flow, contents: &[u8]) {
        self.now = Some(now);
        self.sink.counters.datagrams_in += 1;
        self.sink.counters.bytes_in += contents.len() as u64;
        let stun = is_stun(contents);
        let key = if stun {
            local_ufrag(contents).and_then(|ufrag| self.by_ufrag.get(std::str::from_utf8(ufrag).ok()?)).copied()
        } else {
            self.by_remote.get(&flow.remote()).copied()
        };
        let taken = key
            .and_then(|key| Some((key, self.members.get_mut(key)?.peer.receive(now, flow, contents, &mut self.sink))));
        match taken {
            Some((key, Ok(true))) => {
                if stun {
                    self.bind(now, key, &flow);
                }
                self.after_drive(now, key);
            }
            Some((key, Err(code))) => self.lose(key, code),
            Some((_, Ok(false))) | None => self.sink.counters.datagrams_refused += 1,
        }
    }

    /// Lets time pass. Cheap when nothing is due.
    pub fn timeout(&mut self, now: Instant) {
        self.now = Some(now);
        while let Some(Reverse((at, key))) = self.timers.peek().copied().filter(|Reverse((at, _))| *at <= now) {
            self.timers.pop();
            let Some(member) = self.members.get_mut(key).filter(|member| member.armed == Some(at)) else { continue };
            member.armed = None;
            if member.peer.deadline() <= now {
                self.wait(key);
            } else {
                self.arm(key);
            }
        }
        if self.next_tick.is_some_and(|at| at <= now) {
            self.next_tick = if self.members.len() == 0 { None } else { Some(now + TICK) };
            self.tick(now);
        }
    }

    /// When [`timeout`](Self::timeout) wants to be called at the latest; `None`: never. Valid once [`poll`](Self::poll) has nothing more.
    pub fn next_timeout(&self) -> Option<Instant> {
        let timer = self.timers.peek().map(|Reverse((at, _))| *at);
        [timer, self.next_tick].into_iter().flatten().min()
    }

    /// What to do next; call until `None`.
    pub fn poll(&mut self) -> Option<Output> {
        loop {
            if let Some(output) = self.sink.outputs.pop_front() {
                return Some(output);
            }
            let now = self.now?;
            if !self.settle(now) {
                return None;
            }
        }
    }

    /// A look at the shard; walks over all peers.
    pub fn stats(&self) -> Stats {
        let mut counters = self.sink.counters;
        counters.rooms = self.rooms.len() as u64;
        counters.peers = self.members.len() as u64;
        let peers = self.members.iter().map(|member| PeerStats {
            room: member.room.clone(),
            participant: member.participant.clone(),
            pc: member.pc.clone(),
            protocol: member.peer.protocol(),
            up: member.peer.up,
            down: member.peer.down,
            estimate_bps: member.peer.estimate_bps(),
        });
        Stats { counters, peers: peers.collect() }
    }

    fn offer(&mut self, now: Instant, offer: Offer) {
        let result = self.answer(now, &offer);
        let Offer { room, participant, pc, request, .. } = offer;
        let event = match result {
            Ok(sdp) => {
                self.sink.counters.offers_answered += 1;
                Event::Answered { room, participant, pc, request, sdp }
            }
            Err(Refusal { code, message }) => {
                self.sink.counters.offers_refused += 1;
                Event::Refused { room, participant, pc, request, code, message }
            }
        };
        self.sink.outputs.push_back(Output::Event(event));
    }

    fn answer(&mut self, now: Instant, offer: &Offer) -> Result<String, Refusal> {
        let Some(room) = self.rooms.get(&offer.room) else {
            return Err(Refusal::new(RefusedCode::UnknownRoom, "the room is not open here"));
        };
        let before = room.member(offer.participant.as_str());
        let is_full = self.members.len() >= self.config.limits.peers || room.len() >= self.config.limits.room_peers;
        let credentials = self.credentials()?;
        if let Some(key) = before
            && let Some(member) = self.members.get_mut(key).filter(|member| member.pc == offer.pc)
        {
            let old = member.peer.ufrag().to_owned();
            let answer = member.peer.restart(now, &self.config, credentials, offer);
            let new = member.peer.ufrag().to_owned();
            self.by_ufrag.remove(&old);
            self.by_ufrag.insert(new, key);
            self.wait(key);
            return answer;
        }
        if is_full && before.is_none() {
            return Err(Refusal::new(RefusedCode::Full, "no more room"));
        }
        let (peer, answer) = Peer::accept(now, &self.config, &self.crypto, credentials, offer)?;
        if let Some(key) = before {
            self.dismiss(now, key);
        }
        self.admit(now, offer, peer);
        Ok(answer)
    }

    /// The shard in front, so that the datagrams of a connection find it; the password is a secret.
    fn credentials(&mut self) -> Result<IceCreds, Refusal> {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| Refusal::new(RefusedCode::Internal, error))?;
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 64)]);
        let name: String = secret[..8].iter().map(letter).collect();
        let ufrag = format!("{:02x}{name}", self.config.shard.0);
        Ok(IceCreds { ufrag, pass: secret[8..].iter().map(letter).collect() })
    }

    fn find(&self, room: &RoomId, participant: &ParticipantId) -> Option<Key> {
        self.rooms.get(room)?.member(participant.as_str())
    }
}

#[cfg(test)]
impl Core {
    /// The next datagram for this participant panics.
    pub(crate) fn break_peer(&mut self, room: &str, participant: &str) {
        let key = self.rooms[&RoomId::from(room)].member(participant).expect("a member");
        self.members.get_mut(key).expect("a member").peer.broken = true;
    }
}
