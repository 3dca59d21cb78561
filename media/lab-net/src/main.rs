//! `lab-net SEED NAME=FD=SUBNET...`: carries packets between TUN devices, whose open descriptors it inherits.
//!
//! Commands come in on standard input and are answered on standard output, a line each; see `control`. It ends when the
//! input does, so that it never outlives whoever started it.

use std::fs::File;
use std::io::{BufRead, ErrorKind, Read, Write};
use std::os::fd::{AsRawFd, FromRawFd, RawFd};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use lab_net::control::obey;
use lab_net::network::Network;
use lab_net::path::Micros;
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token, Waker};

const LARGEST: usize = 65536;
const WAKE: Token = Token(usize::MAX);

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("lab-net: {why}");
            ExitCode::from(2)
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let usage = "usage: lab-net SEED NAME=FD=SUBNET...";
    let seed: u64 = arguments.next().and_then(|seed| seed.parse().ok()).ok_or(usage)?;
    let mut network = Network::default();
    let mut devices = Vec::new();
    for (index, place) in arguments.enumerate() {
        let mut parts = place.splitn(3, '=');
        let (Some(name), Some(fd), Some(subnet)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(usage.to_owned());
        };
        let subnet = subnet.parse().map_err(|_| format!("{subnet} is no address"))?;
        network.add(name, subnet, seed.wrapping_add(index as u64));
        devices.push(inherited(fd.parse().map_err(|_| usage)?));
    }
    carry(&mut network, &mut devices).map_err(|error| error.to_string())
}

#[expect(unsafe_code, reason = "nothing safe takes a descriptor by its number")]
fn inherited(fd: RawFd) -> File {
    // SAFETY: whoever started us opened it for us, and nothing else in this process knows of it.
    unsafe { File::from_raw_fd(fd) }
}

fn carry(network: &mut Network, devices: &mut [File]) -> std::io::Result<()> {
    let mut poll = Poll::new()?;
    for (index, device) in devices.iter().enumerate() {
        poll.registry().register(&mut SourceFd(&device.as_raw_fd()), Token(index), Interest::READABLE)?;
    }
    let waker = Arc::new(Waker::new(poll.registry(), WAKE)?);
    let (lines, orders) = channel();
    let kept = Arc::clone(&waker); // closed with the thread, it would take its last word along
    std::thread::spawn(move || listen(&lines, &kept));
    let began = Instant::now();
    let now = || began.elapsed().as_micros() as Micros;
    let mut events = Events::with_capacity(64);
    let mut buffer = vec![0; LARGEST];
    loop {
        let wait = network.next_event().map(|at| Duration::from_micros(at.saturating_sub(now())));
        match poll.poll(&mut events, wait) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            other => other?,
        }
        for event in events.iter().filter(|event| event.token() != WAKE) {
            let Token(from) = event.token();
            while let Ok(size) = devices[from].read(&mut buffer) {
                network.send(from, buffer[..size].to_vec(), now());
            }
        }
        if !heed(network, &orders, now()) {
            return Ok(());
        }
        for (to, packet) in network.arrived(now()) {
            // a device that is down, or whose queue is full, loses it: so do real ones
            let _ = devices[to].write(&packet);
        }
    }
}

/// Reads orders; an end of the input is an order, too.
fn listen(lines: &Sender<Option<String>>, waker: &Waker) {
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        if lines.send(Some(line)).is_err() || waker.wake().is_err() {
            return;
        }
    }
    let _ = lines.send(None);
    let _ = waker.wake();
}

/// False when there will be no more orders.
fn heed(network: &mut Network, orders: &Receiver<Option<String>>, now: Micros) -> bool {
    let mut out = std::io::stdout().lock();
    for order in orders.try_iter() {
        let Some(line) = order else { return false };
        let answer = obey(network, &line, now);
        if writeln!(out, "{answer}").and_then(|()| out.flush()).is_err() {
            return false;
        }
    }
    true
}
