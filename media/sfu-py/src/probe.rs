//! A participant made of nothing but the wire, for `tertulia doctor` and tests.

use std::collections::BTreeMap;

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sfu_probe::Peer;

use crate::address;

/// A synthetic participant.
#[pyclass(frozen, module = "tertulia_sfu")]
pub(crate) struct SyntheticPeer(Peer);

#[pymethods]
impl SyntheticPeer {
    #[new]
    #[pyo3(signature = (number, *, transport = "udp", video_slots = 4))]
    fn new(number: u32, transport: &str, video_slots: usize) -> PyResult<Self> {
        let transport = transport.parse().map_err(|()| PyValueError::new_err("transport is \"udp\" or \"tcp\""))?;
        let peer = Peer::new(number, transport, video_slots.min(16));
        Ok(Self(peer.map_err(|broken| PyRuntimeError::new_err(broken.to_string()))?))
    }

    #[getter]
    fn sdp(&self) -> &str {
        self.0.offer()
    }

    #[getter]
    fn tracks(&self) -> BTreeMap<String, String> {
        self.0.tracks().clone()
    }

    #[getter]
    fn slots(&self) -> BTreeMap<String, String> {
        self.0.slots().clone()
    }

    #[pyo3(signature = (sdp, *, at = None))]
    fn answer(&self, sdp: &str, at: Option<&str>) -> PyResult<()> {
        self.0.answer(sdp, at.map(address).transpose()?);
        Ok(())
    }

    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let report = self.0.report();
        let dict = PyDict::new(py);
        dict.set_item("transport", report.transport.map(sfu_probe::Transport::as_str))?;
        dict.set_item("connected_after_ms", report.connected_after.map(|after| after.as_secs_f64() * 1000.0))?;
        let received = PyDict::new(py);
        for (sender, from) in report.received {
            let about = PyDict::new(py);
            about.set_item("pictures", from.pictures)?;
            about.set_item("sounds", from.sounds)?;
            received.set_item(sender, about)?;
        }
        dict.set_item("received", received)?;
        dict.set_item("broken", report.broken)?;
        dict.set_item("messages", report.messages)?;
        dict.set_item("problem", report.problem)?;
        Ok(dict)
    }

    fn close(&self, py: Python<'_>) {
        py.detach(|| self.0.close());
    }
}
