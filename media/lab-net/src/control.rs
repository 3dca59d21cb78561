//! What the network can be told while it runs, and what it says: one JSON object a line.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::network::Network;
use crate::path::{Micros, Path};
use crate::shape::Shape;

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
enum Command {
    /// `{"do": "shape", "place": "ana", "up": {"loss": 0.1}, "down": {}}`: from now on; a direction left out stays.
    Shape { place: String, up: Option<Shape>, down: Option<Shape> },
    /// `{"do": "report"}`: what has happened since the last one.
    Report,
}

/// Obeys a line; the answer is one, too.
pub fn obey(network: &mut Network, line: &str, now: Micros) -> Value {
    match serde_json::from_str(line).map_err(|error| error.to_string()) {
        Ok(Command::Shape { place, up, down }) => match shape(network, &place, up, down, now) {
            Ok(()) => json!({"ok": true}),
            Err(why) => json!({"error": why}),
        },
        Ok(Command::Report) => report(network),
        Err(why) => json!({"error": why}),
    }
}

fn shape(network: &mut Network, name: &str, up: Option<Shape>, down: Option<Shape>, now: Micros) -> Result<(), String> {
    for shape in up.iter().chain(&down) {
        shape.check()?;
    }
    let place = network.place(name).ok_or_else(|| format!("there is no place called {name}"))?;
    if let Some(shape) = up {
        place.up.set(shape, now);
    }
    if let Some(shape) = down {
        place.down.set(shape, now);
    }
    Ok(())
}

fn report(network: &mut Network) -> Value {
    let places = network.places.iter_mut().map(|place| {
        let both = json!({"up": figures(&mut place.up), "down": figures(&mut place.down)});
        (place.name.clone(), both)
    });
    let places: serde_json::Map<String, Value> = places.collect();
    json!({"places": places, "astray": network.astray})
}

fn figures(path: &mut Path) -> Value {
    let report = path.report();
    let mut figures = json!(report);
    figures["queue_p50_ms"] = json!(report.wait_ms(0.5));
    figures["queue_p95_ms"] = json!(report.wait_ms(0.95));
    figures["queue_max_ms"] = json!(report.wait_ms(1.0));
    figures
}
