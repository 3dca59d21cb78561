"""The server goes, the network goes, the address changes, the websocket is swallowed."""

from __future__ import annotations

import asyncio
import itertools
from functools import partial

from lab.fault import CallFault, Measure, Pair
from lab.recording import now_s, recording_of
from lab.shape import HOME

PICTURE = "longest gap in the picture"
SOUND = "longest gap in the sound"
UNBROKEN = {PICTURE: Measure(PICTURE, "ms", 500), SOUND: Measure(SOUND, "ms", 300)}
"""A gap of none. What is left for a machine that has other things to do, too."""


async def unbroken(pair: Pair, since_s: float) -> dict[str, float]:
    both = await pair.recordings(since_s)
    return {PICTURE: max(r.freeze_ms() for r in both), SOUND: max(r.silence_ms() for r in both)}


# -- the server ------------------------------------------------------------------------------------

TYPED = "typed while it was away"


async def kill_the_server(pair: Pair, down_s: float) -> dict[str, float]:
    server, ana, bo = pair.stage.server, pair.ana, pair.bo
    seats = await ana.participant_of("Bo"), await bo.participant_of("Ana")
    await server.kill()
    killed = now_s()
    await ana.notices_the_server_is_gone()
    await ana.say(TYPED)
    await asyncio.sleep(max(0, down_s - (now_s() - killed)))
    await server.start()
    ready = now_s()
    await ana.is_in_call()
    await bo.is_in_call()
    await bo.reads(TYPED)
    await ana.reads(TYPED)
    await asyncio.sleep(1)
    resumed = [(await recording_of(person)).phase_ms_after(ready, "live") for person in (ana, bo)]
    same = seats == (await ana.participant_of("Bo"), await bo.participant_of("Ana"))
    return {
        **await unbroken(pair, killed),
        "back in the room": max(resumed),
        "same people, same ids, chat once": float(same),
    }


def server_killed(down_s: int) -> CallFault:
    return CallFault(
        name=f"server_killed_{down_s}s",
        title=f"Server killed (SIGKILL), down for {down_s} s",
        how="A mesh of two. Ana types a line meanwhile. The time back is from when the server answers `/readyz`.",
        measures={
            **UNBROKEN,
            "back in the room": Measure("back in the room after it is ready", "ms", 1000),
            "same people, same ids, chat once": Measure("same people, same ids, chat once", "of 1", 1, "at least"),
        },
        run=partial(kill_the_server, down_s=down_s),
    )


# -- the network -----------------------------------------------------------------------------------


async def black_out(pair: Pair, lasts_s: float) -> dict[str, float]:
    net = pair.stage.net
    await net.both("ana", HOME.but(blackout=True))
    await asyncio.sleep(lasts_s)
    await net.both("ana", HOME)
    return await pair.back_ms(now_s())


def blackout(lasts_s: int, bar_ms: float) -> CallFault:
    return CallFault(
        name=f"blackout_{lasts_s}s",
        title=f"Nothing gets through to Ana for {lasts_s} s",
        how="A mesh of two; her way to the server is gone, too. Times are from when the network is back.",
        measures={
            "picture back": Measure("picture back", "ms", bar_ms),
            "sound back": Measure("sound back", "ms", bar_ms),
        },
        run=partial(black_out, lasts_s=lasts_s),
        remark="Media come back by themselves where the browser has not given the path up. After longer outages the room must be reached first (asked for every 1.3 s, "
        "and a WebSocket takes four round trips), then paths are looked for. Whoever is back in the room and gets no packets makes a new connection, instead of looking for paths; whoever hears something again after a silence "
        "sends a whole picture, Firefox too, and restarts nothing (docs/adr/0015-back-from-another-address.md). That is 0.1 to 0.2 s of a whole picture, which waits behind what the other browser asks for again; "
        "after 3 s of nothing that is a tenth of a second more now and then. Other runs of twenty: Chromium 256 ms, Firefox 312 ms.",
    )


_hosts = itertools.cycle(range(10, 250))


async def change_network(pair: Pair) -> dict[str, float]:
    place = pair.stage.net["ana"]
    changed = now_s()
    place.move(f"{place.subnet.rpartition('.')[0]}.{next(_hosts)}")
    await asyncio.sleep(1)  # what was on its way is not what came back
    await pair.sees_and_hears()
    await asyncio.sleep(2)
    return await unbroken(pair, changed - 0.2)


NETWORK_CHANGE = CallFault(
    name="network_change",
    title="Ana's address changes",
    how="As when a laptop goes from cable to Wi-Fi: the old address is gone at once, connections over it hang. A mesh of two.",
    measures={PICTURE: Measure(PICTURE, "ms", 1500), SOUND: Measure(SOUND, "ms", 1500)},
    run=change_network,
    remark="Bo's browser would go on sending to the old address for 2.5 s, although the new path is up and heard on: so whoever is back in the room and still hears nothing makes a new connection "
    "(docs/adr/0015-back-from-another-address.md). What is left, in one run of twenty or so, is Chromium that hears of its own new address late: its list is up to 2 s old.",
)


# -- the way to the server -------------------------------------------------------------------------


async def half_open(pair: Pair) -> dict[str, float]:
    began = now_s()
    await pair.stage.net.both("ana", HOME.but(block="tcp"))

    async def client() -> float:
        await pair.ana.notices_the_server_is_gone()
        return 1000 * (now_s() - began)

    async def server() -> float:
        away = pair.bo.page.locator("article[data-away]")
        await away.wait_for(state="attached", timeout=45_000)
        return 1000 * (now_s() - began)

    noticed = await asyncio.gather(client(), server())
    return {**await unbroken(pair, began), "client notices": noticed[0], "server notices": noticed[1]}


HALF_OPEN = CallFault(
    name="half_open",
    title="Ana's TCP hangs, UDP goes on",
    how="Nothing is closed or reset: packets of TCP are dropped both ways. Media of the mesh of two must not notice.",
    measures={
        **UNBROKEN,
        "client notices": Measure("client notices", "ms", 6000),
        "server notices": Measure("server notices, and Bo sees it", "ms", 6000),
    },
    run=half_open,
)

SWALLOWING = """
(() => {
  const Native = window.WebSocket;
  const open = new Set();
  const websockets = { swallowed: false, opened: 0, cut: () => open.forEach((each) => each.close()) };
  class Swallowed extends EventTarget {
    readyState = 0;
    send() {}
    close() {
      this.readyState = 3;
      setTimeout(() => this.onclose?.(new CloseEvent("close", { code: 1006 })));
    }
  }
  window.WebSocket = new Proxy(Native, {
    construct(target, wishes) {
      if (websockets.swallowed) return new Swallowed();
      const socket = new target(...wishes);
      open.add(socket);
      socket.addEventListener("open", () => (websockets.opened += 1));
      socket.addEventListener("close", () => open.delete(socket));
      return socket;
    },
  });
  Object.defineProperty(window, "__websockets", { value: websockets });
})();
"""
"""As a proxy that accepts a WebSocket and never says a word."""


async def block_websocket(pair: Pair) -> dict[str, float]:
    page = pair.ana.page
    await page.evaluate("() => { __websockets.swallowed = true; __websockets.cut(); }")
    began = now_s()
    await pair.ana.notices_the_server_is_gone()
    await pair.ana.is_in_call()
    polling = (await recording_of(pair.ana)).phase_ms_after(began + 0.2, "live")
    figures = await unbroken(pair, began)
    freed = now_s()
    opened = await page.evaluate("() => { __websockets.swallowed = false; return __websockets.opened; }")
    await page.wait_for_function("before => __websockets.opened > before", arg=opened, timeout=120_000)
    again = 1000 * (now_s() - freed)
    await pair.ana.say("by websocket again")
    await pair.bo.reads("by websocket again")
    return {**figures, "on polling": polling, "websocket again": again}


WEBSOCKET_BLOCKED = CallFault(
    name="websocket_blocked",
    title="WebSockets are swallowed from now on",
    how="The one that stands is cut, each new one hangs. Later they are let through again.",
    measures={
        **UNBROKEN,
        "on polling": Measure("on polling", "ms", 5000),
        "websocket again": Measure("on a WebSocket again after they are let through", "ms", 60_000),
    },
    run=block_websocket,
    scripts=(SWALLOWING,),
)

FAULTS = (
    server_killed(2),
    server_killed(10),
    server_killed(60),
    blackout(3, 300),
    blackout(8, 1000),
    blackout(20, 1500),
    blackout(60, 3000),
    NETWORK_CHANGE,
    HALF_OPEN,
    WEBSOCKET_BLOCKED,
)
