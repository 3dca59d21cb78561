"""Bad networks: loss, and a connection that becomes narrow and wide again."""

from __future__ import annotations

import asyncio
import statistics
from functools import partial
from pathlib import Path

from harness.person import Person, meet
from playwright.async_api import ViewportSize

from lab.fault import SETTLE_S, CallFault, Measure, Pair
from lab.recording import Recording, now_s, recording_of
from lab.shape import HOME, RFC8867, SINGLE_FLOW, SINGLE_FLOW_S, TWO_FLOWS, TWO_FLOWS_S, Phase
from lab.stage import FPS

LASTS_S = 20


async def lose(pair: Pair, share: float) -> dict[str, float]:
    await pair.stage.net.both("ana", HOME.but(loss=share))
    await asyncio.sleep(SETTLE_S)
    began = now_s()
    await asyncio.sleep(LASTS_S)
    both = await pair.recordings(began)
    return {
        "concealed": max(each.concealed_pct() for each in both),
        "freeze": max(each.freeze_ms() for each in both),
        "frames": min(each.fps() for each in both),
    }


BARS = {10: (1.0, None, None), 20: (2.0, 500.0, None), 30: (5.0, None, 12.0)}
"""Concealed sound, %; longest freeze, ms; frames a second."""


def loss(percent: int, *, through_server: bool) -> CallFault:
    concealed, freeze, frames = BARS[percent]
    way = "through the server" if through_server else "direct"
    return CallFault(
        name=f"loss_{percent}_{'server' if through_server else 'mesh'}",
        title=f"{percent} % of packets lost each way, {way}",
        how=f"On Ana's connection, for {LASTS_S} s, each packet by itself.",
        measures={
            "concealed": Measure("sound that was made up", "%", concealed),
            "freeze": Measure("longest gap in the picture", "ms", freeze),
            "frames": Measure(f"pictures a second, of {FPS}", "fps", frames, "at least"),
        },
        run=partial(lose, share=percent / 100),
        through_server=through_server,
        remark="Each sound travels with the one before (RED, Chromium), up to four times on its way down from the server, and what is lost all the same is asked for again and waited for "
        "(docs/adr/0011-sounds-that-travel-twice.md). Firefox knows no RED and asks for no sound: what comes to it directly is lost one for one. The worse of both people is shown."
        + (
            " Of losses on the way up that are no sign of too much the browser is not told (docs/adr/0017-losses-that-are-no-sign.md): before, Chromium took its own way at 30 % for one of 60 to 110 kbit/s, and "
            "8 to 10 pictures a second came. Until 2026-11-28 a picture stood for 3 s in some runs while its sound went on (2 of 24 at 20 %, Firefox; 1 of 8 at 30 %, Chromium), and at 30 % four of eight runs with Chromium had 9.6 to 11.8 pictures a second: a key frame whose first packet came late was never whole (docs/adr/0017-losses-that-are-no-sign.md), what was asked for again waited behind its own copies, and the estimate fell to 160 kbit/s and stayed (docs/adr/0016-a-way-out-of-our-own.md). Until 2026-11-28 sounds were not said again where little was sent, which at 30 % was 12 to 19 % of the sound with Firefox."
            if through_server
            else " A pair of whom one loses more than can be mended goes through the server after two or three seconds of it: so does Firefox in all of these rows (docs/adr/0018-two-who-lose-go-through-the-server.md). What it misses is lost until it is there, a second or two later where TCP has to say it again. At 30 % it is there after 2 to 5 s, unless a handshake of DTLS stands still until it is begun anew after 8 s, which was so in one of eight calls that were looked at (docs/adr/0016-a-way-out-of-our-own.md). With Chromium, which stays direct, two round trips of asking are not always enough at 30 %, and what comes late is left out."
        ),
    )


WIDE, NARROW = HOME.but(rate_kbps=3000), HOME.but(rate_kbps=150)
WINDOW_S = 1
NOTICED_S = 2
"""By then a browser can have heard of a full queue."""


def back_s(recording: Recording, at_s: float, before: Recording) -> float:
    """Seconds after `at_s` until the picture is as high again as it mostly was before, and moves as it did, for a window."""
    height = statistics.mode(note.height for note in before.notes)
    ends = (note.at_s for note in recording.notes if note.at_s >= at_s + WINDOW_S)
    windows = ((end, recording.between(end - WINDOW_S, end)) for end in ends)
    good = (
        end - WINDOW_S - at_s
        for end, window in windows
        if window.fps() >= 0.8 * before.fps() and all(note.height >= height for note in window.notes)
    )
    return next(good, float("inf"))


async def squeeze(pair: Pair) -> dict[str, float]:
    net = pair.stage.net
    await net.both("ana", WIDE)
    await asyncio.sleep(SETTLE_S)
    wide = now_s()
    await asyncio.sleep(6)
    narrow = now_s()
    await net.both("ana", NARROW)
    await asyncio.sleep(15)
    again = now_s()
    await net.both("ana", WIDE)
    await asyncio.sleep(15)
    before, amid = await pair.recordings(wide, narrow), await pair.recordings(narrow, again)
    after = await pair.recordings(again)
    recovered = [back_s(late, again, early) for early, late in zip(before, after, strict=True)]
    return {
        "concealed": max(each.concealed_pct() for each in amid),
        "later": max(each.between(narrow + NOTICED_S, again).concealed_pct() for each in amid),
        "freeze": max(each.freeze_ms() for each in amid),
        "back": max(recovered),
    }


def squeezed(name: str, way: str, *, through_server: bool) -> CallFault:
    return CallFault(
        name=name,
        title=f"3 Mbit/s, then 150 kbit/s for 15 s, then 3 Mbit/s, {way}",
        how="On Ana's connection, both ways, with 200 ms of queue. Back: for a second as high a picture as mostly before, and four fifths of its frames.",
        through_server=through_server,
        measures={
            "concealed": Measure("sound that was made up while narrow", "%", 2),
            "later": Measure(f"the same, but for the first {NOTICED_S} s", "%"),
            "freeze": Measure("longest gap in the picture while narrow", "ms", 1000),
            "back": Measure("back after it is wide again", "s", 8),
        },
        remark="What is made up is made up in the first second or two: the queue is full within a third of it, sooner than a browser notices, and a sound that comes 200 ms later than the one before leaves that much to be filled, whether or not "
        "others are lost. The first 0.2 s cannot be had at all: eleven times as much comes as goes through, so that ten of eleven packets are dropped, sounds with the pictures, until the sender has heard of it, which is a round trip and that queue later. That alone is 2 to 3 % of fifteen seconds. Pictures become small when two reports of the other side, one a second, speak of a queue (docs/adr/0014-sound-before-pictures.md). Before that Firefox lost 20 to 42 % of its sound "
        "for as long as it was narrow. Chromium's own figure grows by 3 to 18 kbit/s each second afterwards: it is told to look again when more may go."
        + (
            " On the way down the server lets the jam drain, sends each sound once and the smallest picture beside it; before it weighed packets whole the picture was gone for 2 to 11 s."
            if through_server
            else ""
        ),
        run=squeeze,
    )


SQUEEZES = [
    squeezed("squeeze", "direct", through_server=False),
    squeezed("squeeze_server", "through the server", through_server=True),
]

# -- RFC 8867 --------------------------------------------------------------------------------------

SETTLES_S = 10
BIG: ViewportSize = {"width": 1280, "height": 720}
BIGGER: ViewportSize = {"width": 1920, "height": 1080}
"""Worth all three layers of one camera, and of two."""

FILMS_GRAIN = Path(__file__).parents[1].joinpath("grain.js").read_text()


SENT = """async () => {
  let sum = 0;
  for (const connection of __probe.peers.filter((each) => each.connectionState !== "closed"))
    for (const entry of (await connection.getStats()).values())
      if (entry.type === "outbound-rtp") sum += entry.bytesSent + entry.headerBytesSent;
  return sum;
}"""


async def sent(people: list[Person]) -> list[float]:
    return [float(await person.page.evaluate(SENT)) for person in people]


async def capacity(pair: Pair, phases: tuple[Phase, ...], lasts_s: float, senders: list[Person]) -> dict[str, float]:
    """Ana's way up is the bottleneck: what of it was used in each phase, and the smallest flow's part of an even share."""
    net = pair.stage.net
    used: list[float] = []
    waits: list[float] = []
    shares: list[float] = []
    began = now_s()
    ends = [phase.at_s for phase in phases[1:]] + [lasts_s]
    for phase, end in zip(phases, ends, strict=True):
        await net.shape("ana", up=RFC8867.but(rate_kbps=phase.rate_kbps))
        await asyncio.sleep(SETTLES_S)
        await net.report()
        settled, before = now_s(), await sent(senders)
        await asyncio.sleep(began + end - settled)
        up = (await net.report())["ana"]["up"]
        flows = [late - early for early, late in zip(before, await sent(senders), strict=True)]
        used.append(100 * up["bytes"] * 8 / 1000 / (now_s() - settled) / phase.rate_kbps)
        waits.append(up["queue_p95_ms"])
        shares.append(100 * min(flows) * len(flows) / max(sum(flows), 1))
    seen = (await recording_of(pair.bo)).between(began, now_s())
    figures = {f"used {number}": share for number, share in enumerate(used)}
    found = {"queue": max(waits), "share": min(shares), "concealed": seen.concealed_pct(), "freeze": seen.freeze_ms()}
    return figures | found


async def single_flow(pair: Pair) -> dict[str, float]:
    """Bo looks at her in a window that is worth all three layers."""
    await pair.bo.page.set_viewport_size(BIG)
    figures = await capacity(pair, SINGLE_FLOW, SINGLE_FLOW_S, [pair.ana])
    del figures["share"]
    return figures


async def two_flows(pair: Pair) -> dict[str, float]:
    """Somebody sits beside Ana, at a browser of the same place."""
    await pair.bo.page.set_viewport_size(BIGGER)
    beside = await pair.stage.invite("Cem", "chromium", FILMS_GRAIN, place="ana")
    try:
        await meet(pair.room, beside)
        await pair.bo.sees("Cem")
        return await capacity(pair, TWO_FLOWS, TWO_FLOWS_S, [pair.ana, beside])
    finally:
        await beside.context.close()


SINGLE = CallFault(
    name="rfc8867_single",
    title="Variable capacity, a single flow (RFC 8867 section 5.1)",
    how=f"On Ana's way up to the server, with the bottleneck of section 4.2; from {SETTLES_S} s after each change to the next one. Camera (720p, 15 pictures a "
    "second, with grain; up to three layers) and microphone.",
    measures={
        **{
            f"used {number}": Measure(f"of {phase.rate_kbps:,.0f} kbit/s used", "%", 85, "at least")
            for number, phase in enumerate(SINGLE_FLOW)
        },
        "queue": Measure("wait in the queue, p95 of the worst phase", "ms", 150),
        "concealed": Measure("sound that was made up", "%"),
        "freeze": Measure("longest gap in the picture", "ms"),
    },
    remark="A camera is sent in three sizes, of at most 150, 500 and 2,500 kbit/s. The grain lets an encoder use whatever there is and do with little. Until 2026-11-28 leaves fell, before that in a storm: each picture of the small sizes was larger than there was room for, however it looked, half of them were "
    "left out, and 47 to 87 % was used, with the code of 2026-11-27 before it left losses out of what Chromium is told (76, 56, 83, 70 %) as with the code after. What is missing now is how Chromium finds what a line carries: of 1,000 kbit/s its figure goes up and down between 700 and 900, at 2,500 it finds a little too much, comes down to 2,000 and "
    "grows by 25 kbit/s each second, and where 2,500 become 600 it begins again at 350 to 450. Where that figure stands because little is sent the page names a larger one (docs/adr/0014-sound-before-pictures.md). The picture stands for 1.6 to 2.5 s when a line becomes a quarter of what it was: all sizes lose two of three packets until Chromium sends less.",
    run=single_flow,
    through_server=True,
    kinds=("chromium",),
    scripts=(FILMS_GRAIN,),
)

TWO = CallFault(
    name="rfc8867_two",
    title="Variable capacity, two flows (RFC 8867 section 5.2)",
    how=f"As above, with two people at Ana's end of the line, who share it. From {SETTLES_S} s after each change to the next one.",
    measures={
        **{
            f"used {number}": Measure(f"of {phase.rate_kbps:,.0f} kbit/s used", "%")
            for number, phase in enumerate(TWO_FLOWS)
        },
        "share": Measure("the smaller flow, of an even share, in the worst phase", "%"),
        "queue": Measure("wait in the queue, p95 of the worst phase", "ms", 150),
        "concealed": Measure("sound that was made up", "%"),
        "freeze": Measure("longest gap in the picture", "ms"),
    },
    remark="Two browsers that send three sizes each, one that shows both, and the server share two cores: what is used of the wide phases is bounded by that, too.",
    run=two_flows,
    through_server=True,
    kinds=("chromium",),
    scripts=(FILMS_GRAIN,),
)

FAULTS = (
    SINGLE,
    TWO,
    *(loss(percent, through_server=False) for percent in BARS),
    *(loss(percent, through_server=True) for percent in BARS),
    *SQUEEZES,
)
