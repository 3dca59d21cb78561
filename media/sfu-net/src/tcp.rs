//! The TCP side of the media port, for networks that let no UDP through: ICE-TCP, where we only listen (RFC 6544).
//!
//! Anyone may connect before proving anything, so every connection is cheap, short-lived until ICE vouches for it,
//! and never read or fed without bound.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::net::{TcpListener, TcpStream};
use mio::{Interest, Registry, Token};
use sfu_core::{Flow, Protocol, Remote, Transmit, is_stun};

use crate::framer::{Framer, frame};
use crate::places::Places;
use crate::stats::NetCounters;

/// What TCP connections may cost.
#[derive(Debug, Clone)]
pub struct TcpLimits {
    /// Connections in all.
    pub connections: usize,
    /// Connections from one address; a whole office may be behind one.
    pub connections_per_address: usize,
    /// How long a new connection has to prove by STUN that it belongs to somebody.
    pub proof: Duration,
    /// How long a connection may say nothing (clients check ICE consent every few seconds, RFC 7675).
    pub silence: Duration,
    /// How long a connection may take nothing of what waits for it.
    pub stall: Duration,
    /// What waits for one slow reader, bytes. What is over is lost, so that its sound is never seconds late.
    pub waiting_bytes: usize,
}

impl Default for TcpLimits {
    fn default() -> Self {
        Self {
            connections: 4096,
            connections_per_address: 256,
            proof: Duration::from_secs(10),
            silence: Duration::from_secs(45),
            stall: Duration::from_secs(10),
            waiting_bytes: 128 * 1024,
        }
    }
}

/// Unsent bytes that the kernel may hold for one connection; the rest waits with us, where it can still be left out.
const KERNEL_UNSENT_BYTES: u32 = 16 * 1024;
/// Read from one connection before the others have their turn.
const READS_PER_TURN: usize = 4;
const READ_BYTES: usize = 64 * 1024;
/// How often deadlines are looked at.
const SWEEP: Duration = Duration::from_secs(1);

#[derive(Debug)]
struct Connection {
    stream: TcpStream,
    flow: Flow,
    framer: Framer,
    waiting: Vec<u8>,
    /// Bytes of `waiting` that are gone already.
    sent: usize,
    is_dirty: bool,
    is_readable: bool,
    is_proven: bool,
    born: Instant,
    last_heard: Instant,
    last_taken: Instant,
}

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The other side left, or the core no longer knows it.
    Closed,
    /// We had enough.
    Cut,
}

/// The listening socket and every connection made to it.
#[derive(Debug)]
pub(crate) struct Tcp {
    listener: TcpListener,
    places: Arc<Places>,
    limits: TcpLimits,
    connections: HashMap<Token, Connection>,
    by_remote: HashMap<SocketAddr, Token>,
    per_address: HashMap<IpAddr, usize>,
    first_token: usize,
    next_token: usize,
    is_acceptable: bool,
    readable: Vec<Token>,
    dirty: Vec<Token>,
    next_sweep: Option<Instant>,
    buffer: Vec<u8>,
    pub(crate) counters: NetCounters,
}

impl Tcp {
    /// Tokens from `first_token` on are for connections.
    pub(crate) fn new(
        listener: std::net::TcpListener,
        places: Arc<Places>,
        limits: TcpLimits,
        first_token: Token,
    ) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        Ok(Self {
            listener: TcpListener::from_std(listener),
            places,
            limits,
            connections: HashMap::new(),
            by_remote: HashMap::new(),
            per_address: HashMap::new(),
            first_token: first_token.0,
            next_token: first_token.0,
            is_acceptable: false,
            readable: Vec::new(),
            dirty: Vec::new(),
            next_sweep: None,
            buffer: vec![0; READ_BYTES],
            counters: NetCounters::default(),
        })
    }

    pub(crate) fn register(&mut self, registry: &Registry, token: Token) -> io::Result<()> {
        registry.register(&mut self.listener, token, Interest::READABLE)
    }

    /// Somebody waits at the door.
    pub(crate) fn on_acceptable(&mut self) {
        self.is_acceptable = true;
    }

    /// One of the connections can be read or written.
    pub(crate) fn on_ready(&mut self, token: Token, is_readable: bool, is_writable: bool) {
        let Some(connection) = self.connections.get_mut(&token) else { return };
        if is_readable && !connection.is_readable {
            connection.is_readable = true;
            self.readable.push(token);
        }
        if is_writable && !connection.waiting.is_empty() {
            mark(&mut self.dirty, token, connection);
        }
    }

    /// Whether there is something to do at once, without waiting for the sockets.
    pub(crate) fn is_busy(&self) -> bool {
        !self.readable.is_empty()
    }

    /// When [`sweep`](Self::sweep) wants to be called.
    pub(crate) fn next_timeout(&self) -> Option<Instant> {
        self.next_sweep
    }

    /// Takes in who waits at the door.
    pub(crate) fn accept(&mut self, registry: &Registry, now: Instant) {
        while self.is_acceptable {
            match self.listener.accept() {
                Ok((stream, source)) => self.admit(registry, stream, source, now),
                Err(refused) if refused.kind() == io::ErrorKind::WouldBlock => self.is_acceptable = false,
                Err(refused) if is_of_the_caller(&refused) => {}
                Err(_) => {
                    // Out of file descriptors, most likely: the next sweep tries again.
                    self.next_sweep.get_or_insert(now + SWEEP);
                    return;
                }
            }
        }
    }

    fn admit(&mut self, registry: &Registry, mut stream: TcpStream, source: SocketAddr, now: Instant) {
        let source = SocketAddr::new(source.ip().to_canonical(), source.port());
        let token = Token(self.next_token);
        let here = self.per_address.get(&source.ip()).copied().unwrap_or(0);
        if self.connections.len() >= self.limits.connections || here >= self.limits.connections_per_address {
            self.counters.tcp_refused += 1;
            return;
        }
        let Ok(arrived_at) = stream.local_addr() else { return };
        let _ = stream.set_nodelay(true);
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        let _ = socket2::SockRef::from(&stream).set_tcp_notsent_lowat(KERNEL_UNSENT_BYTES);
        if registry.register(&mut stream, token, Interest::READABLE | Interest::WRITABLE).is_err() {
            return;
        }
        self.next_token = self.next_token.checked_add(1).unwrap_or(self.first_token);
        self.counters.tcp_accepted += 1;
        self.counters.tcp_open += 1;
        *self.per_address.entry(source.ip()).or_default() += 1;
        self.by_remote.insert(source, token);
        self.next_sweep.get_or_insert(now + SWEEP);
        let destination = self.places.arrival(Some(arrived_at.ip().to_canonical()));
        let connection = Connection {
            stream,
            flow: Flow { protocol: Protocol::Tcp, source, destination },
            framer: Framer::default(),
            waiting: Vec::new(),
            sent: 0,
            is_dirty: false,
            is_readable: false,
            is_proven: false,
            born: now,
            last_heard: now,
            last_taken: now,
        };
        self.connections.insert(token, connection);
    }

    /// Hands what has come to `each`: a few reads of every connection that has something.
    pub(crate) fn receive(&mut self, now: Instant, mut each: impl FnMut(Flow, &[u8])) {
        for token in std::mem::take(&mut self.readable) {
            let Some(connection) = self.connections.get_mut(&token) else { continue };
            match connection.read(now, &mut self.buffer, &mut each) {
                Ok(true) => self.readable.push(token),
                Ok(false) => connection.is_readable = false,
                Err(end) => self.end(token, end),
            }
        }
    }

    /// Queues a datagram; [`flush`](Self::flush) lets it go.
    pub(crate) fn send(&mut self, transmit: &Transmit, now: Instant) {
        let Some(token) = self.by_remote.get(&transmit.remote.address) else { return };
        let Some(connection) = self.connections.get_mut(token) else { return };
        let unsent = connection.waiting.len() - connection.sent;
        if unsent == 0 {
            connection.last_taken = now; // the wait begins here
        }
        if unsent + transmit.contents.len() > self.limits.waiting_bytes
            || !frame(&transmit.contents, &mut connection.waiting)
        {
            self.counters.datagrams_dropped += 1;
            return;
        }
        mark(&mut self.dirty, *token, connection);
    }

    /// Writes what waits, as far as the sockets take it.
    pub(crate) fn flush(&mut self, now: Instant) {
        for token in std::mem::take(&mut self.dirty) {
            let Some(connection) = self.connections.get_mut(&token) else { continue };
            connection.is_dirty = false;
            self.counters.send_calls += 1;
            if connection.write(now).is_err() {
                self.end(token, End::Closed);
            }
        }
    }

    /// The core vouches for this far end.
    pub(crate) fn prove(&mut self, remote: &Remote) {
        if let Some(connection) = self.connection(remote) {
            connection.is_proven = true;
        }
    }

    /// The core no longer knows this far end.
    pub(crate) fn release(&mut self, remote: &Remote, now: Instant) {
        self.flush(now); // a last word, if there was one
        if remote.protocol == Protocol::Tcp
            && let Some(token) = self.by_remote.get(&remote.address)
        {
            self.end(*token, End::Closed);
        }
    }

    /// The core lost its memory.
    pub(crate) fn release_all(&mut self) {
        for token in self.connections.keys().copied().collect::<Vec<_>>() {
            self.end(token, End::Closed);
        }
    }

    fn connection(&mut self, remote: &Remote) -> Option<&mut Connection> {
        let token = self.by_remote.get(&remote.address).filter(|_| remote.protocol == Protocol::Tcp)?;
        self.connections.get_mut(token)
    }

    /// Cuts whoever is overdue.
    pub(crate) fn sweep(&mut self, registry: &Registry, now: Instant) {
        if self.next_sweep.is_none_or(|due| now < due) {
            return;
        }
        let limits = &self.limits;
        let overdue: Vec<Token> =
            self.connections.iter().filter(|(_, c)| c.is_overdue(limits, now)).map(|(token, _)| *token).collect();
        for token in overdue {
            self.end(token, End::Cut);
        }
        self.next_sweep = None;
        self.accept(registry, now);
        if !self.connections.is_empty() {
            self.next_sweep = Some(now + SWEEP);
        }
    }

    fn end(&mut self, token: Token, why: End) {
        let Some(connection) = self.connections.remove(&token) else { return };
        self.counters.tcp_open -= 1;
        self.counters.tcp_cut += u64::from(why == End::Cut);
        let source = connection.flow.source;
        if self.by_remote.get(&source) == Some(&token) {
            self.by_remote.remove(&source);
        }
        if let Some(count) = self.per_address.get_mut(&source.ip()) {
            *count -= 1;
            if *count == 0 {
                self.per_address.remove(&source.ip());
            }
        }
    }
}

fn mark(dirty: &mut Vec<Token>, token: Token, connection: &mut Connection) {
    if !connection.is_dirty {
        connection.is_dirty = true;
        dirty.push(token);
    }
}

/// Errors of `accept` that are about one caller who has gone away, not about us (accept(2)).
fn is_of_the_caller(refused: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, Interrupted};
    matches!(refused.kind(), ConnectionAborted | ConnectionReset | Interrupted)
}

impl Connection {
    /// `true`: there may be more.
    fn read(&mut self, now: Instant, buffer: &mut [u8], each: &mut impl FnMut(Flow, &[u8])) -> Result<bool, End> {
        for _ in 0..READS_PER_TURN {
            match self.stream.read(buffer) {
                Ok(0) => return Err(End::Closed),
                Ok(length) => {
                    self.last_heard = now;
                    let (flow, is_proven, mut is_alien) = (self.flow, self.is_proven, false);
                    let fed = self.framer.feed(&buffer[..length], |datagram| {
                        is_alien |= !is_proven && !is_stun(datagram);
                        if !is_alien {
                            each(flow, datagram);
                        }
                    });
                    if fed.is_err() || is_alien {
                        return Err(End::Cut);
                    }
                }
                Err(refused) if refused.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                Err(refused) if refused.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(End::Closed),
            }
        }
        Ok(true)
    }

    fn write(&mut self, now: Instant) -> io::Result<()> {
        while self.sent < self.waiting.len() {
            match self.stream.write(&self.waiting[self.sent..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(length) => {
                    self.sent += length;
                    self.last_taken = now;
                }
                Err(refused) if refused.kind() == io::ErrorKind::WouldBlock => break,
                Err(refused) if refused.kind() == io::ErrorKind::Interrupted => {}
                Err(refused) => return Err(refused),
            }
        }
        if self.sent == self.waiting.len() {
            self.waiting.clear();
            self.sent = 0;
            self.last_taken = now;
        } else if self.sent > self.waiting.len() / 2 {
            self.waiting.drain(..self.sent);
            self.sent = 0;
        }
        Ok(())
    }

    fn is_overdue(&self, limits: &TcpLimits, now: Instant) -> bool {
        let since = |then: Instant| now.saturating_duration_since(then);
        (!self.is_proven && since(self.born) >= limits.proof)
            || since(self.last_heard) >= limits.silence
            || (!self.waiting.is_empty() && since(self.last_taken) >= limits.stall)
    }
}

#[cfg(test)]
mod tests;
