//! The Python module `tertulia_sfu`: its whole surface is this page, in Python's words `tertulia_sfu.pyi`.
//!
//! Python never runs per packet, and media threads never hold the GIL: orders go down a queue, events come up in
//! batches on one bridge thread.

mod bridge;
mod dicts;
mod probe;

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::mpsc::channel;

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sfu_core::{Command, Offer};
use sfu_net::{Server, Settings};

use crate::bridge::Bridge;

#[pymodule]
mod tertulia_sfu {
    #[pymodule_export]
    use super::Sfu;
    #[pymodule_export]
    use crate::probe::SyntheticPeer;
}

/// A running media server.
#[pyclass(frozen, module = "tertulia_sfu")]
struct Sfu {
    server: Server,
    bridge: Bridge,
}

#[pymethods]
impl Sfu {
    #[new]
    #[pyo3(signature = (*, on_events, host = "0.0.0.0", port = 0, public_ips = Vec::new(), shards = 1))]
    fn start(
        py: Python<'_>,
        on_events: Py<PyAny>,
        host: &str,
        port: u16,
        public_ips: Vec<String>,
        shards: u8,
    ) -> PyResult<Self> {
        let settings = Settings {
            public_ips: public_ips.iter().map(|ip| address(ip)).collect::<PyResult<_>>()?,
            shards,
            ..Settings::new(address(host)?, port)
        };
        let (owner, news) = channel();
        let server = py.detach(|| Server::start(&settings, &owner)).map_err(os_error)?;
        drop(owner); // the bridge ends with the last worker
        Ok(Self { server, bridge: Bridge::start(on_events, news).map_err(os_error)? })
    }

    #[getter]
    fn port(&self) -> u16 {
        self.server.port()
    }

    #[getter]
    fn addresses(&self) -> Vec<String> {
        self.server.addresses().iter().map(ToString::to_string).collect()
    }

    fn open_room(&self, room: String) {
        self.server.command(Command::OpenRoom { room: room.into() });
    }

    fn close_room(&self, room: String) {
        self.server.command(Command::CloseRoom { room: room.into() });
    }

    fn drop(&self, room: String, participant: String) {
        self.server.command(Command::Drop { room: room.into(), participant: participant.into() });
    }

    /// Tracks and slots of kinds that are not known are left out: a client newer than this server still gets the rest.
    fn offer(
        &self,
        room: String,
        participant: String,
        pc: String,
        request: u64,
        sdp: String,
        tracks: HashMap<String, String>,
        slots: HashMap<String, String>,
    ) {
        let (room, participant, pc) = (room.into(), participant.into(), pc.into());
        let (tracks, slots) = (known(tracks), known(slots));
        self.server.command(Command::Offer(Offer { room, participant, pc, request, sdp, tracks, slots }));
    }

    fn candidate(&self, room: String, participant: String, pc: String, candidate: String) {
        let (room, participant, pc) = (room.into(), participant.into(), pc.into());
        self.server.command(Command::Candidate { room, participant, pc, candidate });
    }

    fn stats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        dicts::stats(py, &self.server.stats())
    }

    fn close(&self, py: Python<'_>) {
        self.bridge.on_close();
        py.detach(|| {
            self.server.close();
            self.bridge.join();
        });
    }
}

fn address(text: &str) -> PyResult<IpAddr> {
    text.parse().map_err(|_| PyValueError::new_err(format!("{text:?} is not an IP address")))
}

/// With its number, so that Python makes the right kind of `OSError` of it.
fn os_error(refused: std::io::Error) -> PyErr {
    PyOSError::new_err((refused.raw_os_error(), refused.to_string()))
}

fn known<T: FromStr>(words: HashMap<String, String>) -> BTreeMap<String, T> {
    words.into_iter().filter_map(|(mid, word)| Some((mid, word.parse().ok()?))).collect()
}
