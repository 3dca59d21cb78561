//! The only thread that calls Python: it carries what happened up, in batches.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::{io, thread};

use pyo3::prelude::*;
use pyo3::types::PyList;
use sfu_net::Notice;

use crate::dicts;

/// Events in one call at most, so that the other side's loop breathes in between.
const MOST_EVENTS: usize = 512;

pub(crate) struct Bridge {
    thread: Mutex<Option<JoinHandle<()>>>,
    is_closing: Arc<AtomicBool>,
}

impl Bridge {
    /// Ends when every sender of `news` has.
    pub(crate) fn start(on_events: Py<PyAny>, news: Receiver<Vec<Notice>>) -> io::Result<Self> {
        let is_closing = Arc::new(AtomicBool::new(false));
        let closing = Arc::clone(&is_closing);
        let run = move || {
            while let Ok(first) = news.recv() {
                let mut batch = first;
                while batch.len() < MOST_EVENTS
                    && let Ok(more) = news.try_recv()
                {
                    batch.extend(more);
                }
                // None: the interpreter is ending, and nobody listens any more.
                if Python::try_attach(|py| tell(py, &on_events, &batch)).is_none() {
                    std::mem::forget(on_events); // there is no interpreter to give it back to
                    return;
                }
            }
            let _ = Python::try_attach(|py| {
                if !closing.load(Ordering::Relaxed) {
                    let stopped = dicts::stopped(py, "every thread of the media server has ended");
                    call(py, &on_events, stopped.map(|stopped| vec![stopped]));
                }
                drop(on_events);
            });
        };
        let thread = thread::Builder::new().name("sfu-bridge".into()).spawn(run)?;
        Ok(Self { thread: Mutex::new(Some(thread)), is_closing })
    }

    /// The end that comes now is wanted.
    pub(crate) fn on_close(&self) {
        self.is_closing.store(true, Ordering::Relaxed);
    }

    /// Waits for its end, unless it is the bridge itself that asks. Not to be called with the GIL held.
    pub(crate) fn join(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

fn tell(py: Python<'_>, on_events: &Py<PyAny>, batch: &[Notice]) {
    let mut events = Vec::with_capacity(batch.len());
    for notice in batch {
        match notice {
            Notice::Event(event) => match dicts::event(py, event) {
                Ok(Some(event)) => events.push(event),
                Ok(None) => {}
                Err(broken) => broken.write_unraisable(py, None),
            },
            Notice::Broke { shard, why } => log(py, &format!("media thread {} broke and starts again: {why}", shard.0)),
        }
    }
    if !events.is_empty() {
        call(py, on_events, Ok(events));
    }
}

fn call(py: Python<'_>, on_events: &Py<PyAny>, events: PyResult<Vec<Bound<'_, pyo3::types::PyDict>>>) {
    let called = events.and_then(|events| on_events.call1(py, (PyList::new(py, events)?,)));
    if let Err(raised) = called {
        raised.write_unraisable(py, Some(on_events.bind(py)));
    }
}

fn log(py: Python<'_>, message: &str) {
    let logged = py
        .import("logging")
        .and_then(|logging| logging.call_method1("getLogger", ("tertulia_sfu",)))
        .and_then(|logger| logger.call_method1("error", ("%s", message)));
    if let Err(raised) = logged {
        raised.write_unraisable(py, None);
    }
}
