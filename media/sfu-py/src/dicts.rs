//! What Python gets to see, as dictionaries.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sfu_core::{Event, LinkStats, PeerStats, Protocol};
use sfu_net::Snapshot;

/// `None`: not for Python.
pub(crate) fn event<'py>(py: Python<'py>, event: &Event) -> PyResult<Option<Bound<'py, PyDict>>> {
    let dict = PyDict::new(py);
    let (kind, room, participant, pc) = match event {
        Event::Answered { room, participant, pc, request, sdp } => {
            dict.set_item("request", request)?;
            dict.set_item("sdp", sdp)?;
            ("answer", room, participant, pc)
        }
        Event::Refused { room, participant, pc, request, code, message } => {
            dict.set_item("request", request)?;
            dict.set_item("code", code.as_str())?;
            dict.set_item("message", message)?;
            ("refused", room, participant, pc)
        }
        Event::Connected { room, participant, pc, protocol } => {
            dict.set_item("transport", protocol.as_str())?;
            ("connected", room, participant, pc)
        }
        Event::Lost { room, participant, pc, code } => {
            dict.set_item("code", code.as_str())?;
            ("lost", room, participant, pc)
        }
        _ => return Ok(None),
    };
    dict.set_item("type", kind)?;
    dict.set_item("room", room.as_str())?;
    dict.set_item("participant", participant.as_str())?;
    dict.set_item("pc", pc.as_str())?;
    Ok(Some(dict))
}

pub(crate) fn stopped<'py>(py: Python<'py>, message: &str) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("type", "stopped")?;
    dict.set_item("message", message)?;
    Ok(dict)
}

/// Numbers at the top only grow; those in `now` go up and down.
pub(crate) fn stats<'py>(py: Python<'py>, all: &Snapshot) -> PyResult<Bound<'py, PyDict>> {
    let (core, net) = (&all.core, &all.net);
    let dict = PyDict::new(py);
    for (name, value) in [
        ("datagrams_in", core.datagrams_in),
        ("bytes_in", core.bytes_in),
        ("datagrams_out", core.datagrams_out),
        ("bytes_out", core.bytes_out),
        ("datagrams_refused", core.datagrams_refused),
        ("datagrams_stray", net.datagrams_stray),
        ("datagrams_dropped", net.datagrams_dropped),
        ("packets_in", core.packets_in),
        ("packets_out", core.packets_out),
        ("key_frames_wanted", core.key_frames_wanted),
        ("key_frames_asked", core.key_frames_asked),
        ("offers_answered", core.offers_answered),
        ("offers_refused", core.offers_refused),
        ("peers_connected", core.connected),
        ("peers_lost", core.lost),
        ("panics", core.panics),
        ("shards_restarted", net.restarts),
        ("messages_ignored", core.messages_ignored),
        ("receive_calls", net.receive_calls),
        ("receive_errors", net.receive_errors),
        ("send_calls", net.send_calls),
        ("tcp_accepted", net.tcp_accepted),
        ("tcp_refused", net.tcp_refused),
        ("tcp_cut", net.tcp_cut),
    ] {
        dict.set_item(name, value)?;
    }
    let count = |protocol| all.peers.iter().filter(|peer| peer.protocol == Some(protocol)).count();
    let now = PyDict::new(py);
    now.set_item("rooms", core.rooms)?;
    now.set_item("peers_udp", count(Protocol::Udp))?;
    now.set_item("peers_tcp", count(Protocol::Tcp))?;
    now.set_item("tcp_open", net.tcp_open)?;
    dict.set_item("now", now)?;
    dict.set_item("peers", all.peers.iter().map(|about| peer(py, about)).collect::<PyResult<Vec<_>>>()?)?;
    Ok(dict)
}

fn peer<'py>(py: Python<'py>, about: &PeerStats) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("room", about.room.as_str())?;
    dict.set_item("participant", about.participant.as_str())?;
    dict.set_item("pc", about.pc.as_str())?;
    dict.set_item("transport", about.protocol.map(Protocol::as_str))?;
    dict.set_item("up", link(py, &about.up)?)?;
    dict.set_item("down", link(py, &about.down)?)?;
    dict.set_item("estimate_bps", about.estimate_bps)?;
    Ok(dict)
}

fn link<'py>(py: Python<'py>, about: &LinkStats) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("loss", about.loss)?;
    dict.set_item("rtt_ms", about.rtt.map(|rtt| rtt.as_secs_f64() * 1000.0))?;
    dict.set_item("bps", about.bps)?;
    dict.set_item("layer", about.layer)?;
    Ok(dict)
}
