"""Throws malformed bytes at every parser of the media server that meets the network: `fuzz.py SECONDS [SEED]`.

Each target gets so many seconds of a processor, as many targets at once as there are processors. What breaks one is kept in
`media/sfu-fuzz/found`. Without a seed each run looks elsewhere; `make test` gives one, so that what it says of a change does
not depend on chance.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import rust

MEDIA = Path(__file__).resolve().parent.parent / "media"


def build() -> str:
    """The path of the program, its own crates instrumented for coverage."""
    wrapped = {**os.environ, "RUSTC_WORKSPACE_WRAPPER": str(MEDIA / "sfu-fuzz/instrumented-rustc")}
    # of the whole workspace, as tests are: what it depends on was compiled for those, with the same features
    command = ["cargo", "build", "--workspace", "--bin", "sfu-fuzz", "--locked", "--message-format=json"]
    built = subprocess.run(command, cwd=MEDIA, env=wrapped, stdout=subprocess.PIPE, text=True, check=True)
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    return str(next(message["executable"] for message in messages if message.get("executable")))


def targets(program: str) -> list[str]:
    """As the program itself names them."""
    usage = subprocess.run([program], capture_output=True, text=True, check=False).stderr
    return usage.split()[2].split("|")


def main(seconds: str, seed: list[str]) -> int:
    if not rust.find_cargo():
        print("fuzz: there is no cargo here")
        return 1
    program = build()

    def throw(target: str) -> bool:
        done = subprocess.run([program, target, seconds, *seed], capture_output=True, text=True, check=False)
        said = done.stdout if done.returncode == 0 else done.stdout + done.stderr[-3000:]
        print(said.strip() or f"{target}: ended with {done.returncode}", flush=True)
        return done.returncode == 0

    chosen = targets(program)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sound = list(pool.map(throw, chosen))
    print(f"fuzz: {len(chosen)} looked at, {sound.count(False)} wrong")
    return 0 if all(sound) and chosen else 1


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3 or not all(argument.isdigit() for argument in sys.argv[1:]):
        sys.exit("usage: fuzz.py SECONDS [SEED]")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
