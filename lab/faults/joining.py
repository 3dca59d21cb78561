"""Coming in while things go wrong: the server dies, both sides offer at once, the call is opened in a second tab."""

from __future__ import annotations

import asyncio
import itertools
import re

from harness.person import ELSEWHERE, MOVE

from lab.fault import CallFault, Measure, Pair
from lab.faults.outages import PICTURE, SOUND, unbroken
from lab.recording import now_s, recording_of

# -- the server dies while somebody comes in -------------------------------------------------------

_moments = itertools.cycle((0.0, 0.05, 0.12, 0.25, 0.5))
"""From the click until the server dies, seconds: before the seat, between seat and offer, in the middle of it."""

SAYS_SO = re.compile("We keep trying|Reconnecting", re.I)
"""At the door, or in a call that Ana had just come into."""


async def die_during_join(pair: Pair) -> dict[str, float]:
    server, ana, bo = pair.stage.server, pair.ana, pair.bo
    await ana.leave()
    await ana.arrive(pair.room)
    await bo.sees_tiles("Bo (you)")
    await bo.watches_tiles()
    await ana.button("Join now").click()
    await asyncio.sleep(next(_moments))
    await server.kill()
    killed = now_s()

    async def told() -> float:
        await ana.page.get_by_text(SAYS_SO).first.wait_for(timeout=60_000)
        return 1000 * (now_s() - killed)

    said = asyncio.create_task(told())
    await server.start()
    ready = now_s()
    await ana.is_in_call()
    said_ms = said.result() if said.done() else float("inf")
    said.cancel()
    await pair.sees_and_hears()
    await ana.sees_tiles("Ana (you)", "Bo")
    await bo.sees_tiles("Bo (you)", "Ana")
    seated = await recording_of(ana)
    return {
        "in": seated.phase_ms_after(ready, "live") if seated.notes[0].at_s < ready else 0.0,
        "in or told": min(said_ms, seated.phase_ms_after(killed, "live")),
        "tiles": float(await bo.most_tiles()),
    }


KILLED_DURING_JOIN = CallFault(
    name="killed_during_join",
    title="Server killed (SIGKILL) while Ana comes in",
    how="Between the click and half a second after it, another moment in each run; restarted at once. Bo is in the room already.",
    measures={
        "in or told": Measure("Ana is in, or is told that the server does not answer, after it died", "ms", 5000),
        "in": Measure("Ana is in after it is ready again", "ms", 5000),
        "tiles": Measure("tiles that Bo saw at once", "", 2),
    },
    run=die_during_join,
)

# -- both sides offer at once ----------------------------------------------------------------------

GLARES, EVERY_MS = 1000, 200

COUNTING = """(() => {
  const offered = RTCPeerConnection.prototype.setRemoteDescription;
  window.__glares = 0;
  RTCPeerConnection.prototype.setRemoteDescription = function (description) {
    if (description.type === "offer" && this.signalingState === "have-local-offer") window.__glares += 1;
    return offered.call(this, description);
  };
})();"""
"""Ana was there first: an offer that meets one of hers is a glare that was not avoided."""

BOTH_AT_ONCE = """([times, every]) => new Promise((resolve) => {
  const turn = (left) => {
    if (left === 0) return resolve();
    dispatchEvent(new Event("online")); // the network is another one: look for paths, now
    setTimeout(() => turn(left - 1), every - (Date.now() % every));
  };
  setTimeout(() => turn(times), every - (Date.now() % every));
})"""
LINES = "() => __probe.peers.filter((pc) => pc.connectionState !== 'closed').map((pc) => pc.getTransceivers().length)"


async def glare(pair: Pair) -> dict[str, float]:
    both = (pair.ana, pair.bo)
    lines = [await person.page.evaluate(LINES) for person in both]
    await pair.ana.page.evaluate("() => { __glares = 0; }")
    began = now_s()
    await asyncio.gather(*(person.page.evaluate(BOTH_AT_ONCE, [GLARES, EVERY_MS]) for person in both))
    over = now_s()
    met = await pair.ana.page.evaluate("() => __glares")
    await pair.sees_and_hears()
    after = [await person.page.evaluate(LINES) for person in both]
    gaps = await unbroken(pair, began)
    return {
        "met": float(met),
        "settled": 1000 * (now_s() - over),
        "more": float(sum(sum(now) - sum(before) for before, now in zip(lines, after, strict=True))),
        **gaps,
    }


GLARE = CallFault(
    name="glares",
    title=f"{GLARES:,} times both want new paths at once",
    how=f"Both are told every {EVERY_MS} ms, at the same moment, that their network is another one. Only one of them offers, the other asks it to: "
    "offers that met are those for which that did not hold.",
    measures={
        "met": Measure("offers that met one on its way", ""),
        "settled": Measure("both see and hear each other after the last one", "ms", 5000),
        "more": Measure("m-lines and connections more than before", "", 0),
        PICTURE: Measure(PICTURE, "ms"),
        SOUND: Measure(SOUND, "ms"),
    },
    run=glare,
    scripts=(COUNTING,),
)

# -- a second tab ----------------------------------------------------------------------------------


async def open_again(pair: Pair) -> dict[str, float]:
    ana, bo = pair.ana, pair.bo
    seat = await bo.participant_of("Ana")
    await bo.watches_tiles()
    tab = await ana.second_tab(pair.room)
    move = tab.button(MOVE)
    await move.wait_for(timeout=20_000)
    clicked = now_s()
    await move.click()
    await ana.page.get_by_text(ELSEWHERE).wait_for(timeout=20_000)
    released = 1000 * (now_s() - clicked)
    for device in ("audio", "video"):
        await ana.gave_back(device)
    await tab.sees("Bo")
    await bo.sees("Ana")
    await asyncio.sleep(1)
    seen = (await recording_of(bo)).between(clicked, now_s())
    return {
        "left": released,
        PICTURE: seen.freeze_ms(),
        SOUND: seen.silence_ms(),
        "tiles": float(await bo.most_tiles()),
        "same": float(await bo.participant_of("Ana") == seat),
    }


TWO_TABS = CallFault(
    name="two_tabs",
    title="Ana opens the meeting in a second tab, and moves the call there",
    how="From the click: until the first tab has let go, and what Bo misses of her meanwhile (another page makes another connection).",
    measures={
        "left": Measure("the first tab says so and has let go of devices", "ms", 1000),
        PICTURE: Measure(PICTURE, "ms"),
        SOUND: Measure(SOUND, "ms"),
        "tiles": Measure("tiles that Bo saw at once", "", 2),
        "same": Measure("the same participant, of 1", "", 1, "at least"),
    },
    run=open_again,
)

FAULTS = (KILLED_DURING_JOIN, GLARE, TWO_TABS)
