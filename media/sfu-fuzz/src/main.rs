//! `sfu-fuzz TARGET SECONDS [SEED]`: throws bytes at a target until it has had so much of a processor's time, or something
//! breaks. What the machine does besides makes it later, not less.
//!
//! What breaks it is written to `found/TARGET/`, stays there, and is thrown again by `cargo test` for ever.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use sfu_fuzz::clock::Spent;
use sfu_fuzz::coverage::Map;
use sfu_fuzz::mutate::mutate;
use sfu_fuzz::targets::{TARGETS, Target};

/// An input that costs so much, on the slowest of machines, hangs.
const TOO_LONG: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let target = arguments.first().and_then(|name| TARGETS.iter().find(|target| target.name == *name));
    let seconds = arguments.get(1).and_then(|seconds| seconds.parse().ok());
    let (Some(target), Some(seconds)) = (target, seconds) else {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!("usage: sfu-fuzz {} SECONDS [SEED]", names.join("|"));
        return ExitCode::from(2);
    };
    let seed = arguments.get(2).and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    fuzz(target, Duration::from_secs(seconds), seed)
}

fn fuzz(target: &Target, time: Duration, seed: u64) -> ExitCode {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut map = Map::default();
    let mut corpus: Vec<Vec<u8>> = Vec::new();
    for seed in (target.seeds)().into_iter().chain([Vec::new()]) {
        if let Err(why) = throw(target, &seed) {
            return report(target, &seed, &why, 0);
        }
        map.learn();
        corpus.push(seed);
    }
    let began = Spent::now();
    let mut runs = 0u64;
    while began.since() < time {
        let (one, other) = (&corpus[rng.usize(..corpus.len())], &corpus[rng.usize(..corpus.len())]);
        let input = mutate(one, other, &mut rng);
        runs += 1;
        if let Err(why) = throw(target, &input) {
            return report(target, &input, &why, seed);
        }
        if map.learn() {
            corpus.push(input);
        }
    }
    let (reached, branches) = (map.reached(), Map::branches());
    println!(
        "{}: {runs} runs, {} inputs kept, {reached} of {branches} branches, seed {seed}: nothing broke",
        target.name,
        corpus.len()
    );
    ExitCode::SUCCESS
}

/// Runs the target once.
fn throw(target: &Target, input: &[u8]) -> Result<(), String> {
    Map::reset();
    let began = Spent::now();
    catch_unwind(AssertUnwindSafe(|| (target.run)(input))).map_err(|_| "it panicked".to_owned())?;
    match began.since() {
        took if took > TOO_LONG => Err(format!("it took {} ms", took.as_millis())),
        _ => Ok(()),
    }
}

fn report(target: &Target, input: &[u8], why: &str, seed: u64) -> ExitCode {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("found").join(target.name);
    let name = folder.join(format!(
        "{:016x}",
        input
            .iter()
            .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| { (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3) })
    ));
    let kept = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&name, input));
    println!("{}: BROKEN: {why}; seed {seed}; input {}", target.name, name.display());
    if let Err(refused) = kept {
        println!("it could not be kept ({refused}): {input:02x?}");
    }
    ExitCode::FAILURE
}
