//! How threads reach a worker: a queue, and a nudge that ends its wait for the sockets.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use mio::Waker;
use sfu_core::{Command, Flow, Remote, ShardId, Transmit};

/// Parcels of datagrams that may wait for one worker; a worker so late loses more, as a full socket would.
const MOST_PARCELS: usize = 256;

/// What a worker may be told.
#[derive(Debug)]
pub(crate) enum Message {
    /// Of the server.
    Command(Command),
    /// From the worker that reads the sockets: yours, I think.
    Datagrams(Vec<(Flow, Vec<u8>)>),
    /// To the worker that reads the sockets: over your TCP connections, please.
    Send(Vec<Transmit>),
    /// To the worker that reads the sockets: this far end is mine.
    Bound(Remote, ShardId),
    /// To the worker that reads the sockets: it is mine no longer.
    Released(Remote, ShardId),
    /// To the worker that reads the sockets: I have forgotten everyone.
    Reborn(ShardId),
    /// End.
    Stop,
    /// Break, to see what happens.
    #[cfg(test)]
    Trip,
}

/// Where to send a worker messages.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    queue: Sender<Message>,
    waker: Arc<Waker>,
    parcels: Arc<AtomicUsize>,
}

/// Where a worker finds them.
#[derive(Debug)]
pub(crate) struct Inbox {
    queue: Receiver<Message>,
    parcels: Arc<AtomicUsize>,
}

pub(crate) fn inbox(waker: Waker) -> (Address, Inbox) {
    let (sender, receiver) = mpsc::channel();
    let parcels = Arc::new(AtomicUsize::new(0));
    let address = Address { queue: sender, waker: Arc::new(waker), parcels: Arc::clone(&parcels) };
    (address, Inbox { queue: receiver, parcels })
}

impl Address {
    /// Never blocks. A worker that has ended hears nothing, and needs nothing.
    pub(crate) fn tell(&self, message: Message) {
        if self.queue.send(message).is_ok() {
            let _ = self.waker.wake();
        }
    }

    /// `false`: too much waits already; it is lost.
    pub(crate) fn pass_on(&self, datagrams: Vec<(Flow, Vec<u8>)>) -> bool {
        if self.parcels.load(Ordering::Relaxed) >= MOST_PARCELS {
            return false;
        }
        self.parcels.fetch_add(1, Ordering::Relaxed);
        self.tell(Message::Datagrams(datagrams));
        true
    }
}

impl Inbox {
    /// The next message, if one is there.
    pub(crate) fn next(&self) -> Option<Message> {
        let message = self.queue.try_recv().ok()?;
        if matches!(message, Message::Datagrams(_)) {
            self.parcels.fetch_sub(1, Ordering::Relaxed);
        }
        Some(message)
    }
}
