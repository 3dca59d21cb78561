"""Debian's Chromium and Firefox ESR, with cameras and microphones that are real to the page and made up inside the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Playwright

Kind = Literal["chromium", "firefox", "strict-chromium", "still-chromium"]
"""`strict-chromium` asks for permission like a person's browser does; a context without a grant is refused.
`still-chromium` draws every letter and colour the same way on every machine."""

SECURE_NAME = "tertulia.test"
"""A host name that is not localhost (so http on it is no secure context) and leads to this machine."""

SWITCHED_OFF = (
    # two pages of its own that Chromium loads behind the address bar of each new window: they cost as much as one of ours
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # by Playwright: what is said last counts, so it is said again
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "DialMediaRouteProvider",
    "GlobalMediaControls",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "BlockOriginHeaderModificationOnRedirect",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "Translate",
    "AutoDeElevate",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
)

CHROMIUM_FLAGS = (
    f"--disable-features={','.join(SWITCHED_OFF)}",
    "--use-fake-device-for-media-stream",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--auto-select-desktop-capture-source=Entire screen",
    "--allow-loopback-in-peer-connection",
    f"--host-resolver-rules=MAP {SECURE_NAME} 127.0.0.1",
)

STILL_FLAGS = (
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--disable-font-subpixel-positioning",
    "--force-color-profile=srgb",
    "--disable-gpu",
    "--disable-partial-raster",
    "--disable-skia-runtime-opts",
    "--run-all-compositor-stages-before-draw",
    "--disable-checker-imaging",
    "--disable-image-animation-resync",
    "--disable-threaded-animation",
    "--disable-threaded-scrolling",
)

MORE_FLAGS: dict[Kind, tuple[str, ...]] = {"strict-chromium": (), "still-chromium": STILL_FLAGS}

FIREFOX_PREFERENCES: dict[str, str | float | bool] = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.loopback": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "media.gmp-manager.url": "",
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
}

PROBE = Path(__file__).with_name("probe.js").read_text()


class Browsers:
    """One process of each kind, started when first needed."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._running: dict[Kind, Browser] = {}

    async def get(self, kind: Kind) -> Browser:
        if kind not in self._running:
            self._running[kind] = await self._launch(kind)
        return self._running[kind]

    async def close(self) -> None:
        for browser in self._running.values():
            await browser.close()

    async def _launch(self, kind: Kind) -> Browser:
        if kind == "firefox":
            return await self._playwright.firefox.launch(
                channel="moz-firefox", executable_path="/usr/bin/firefox-esr", firefox_user_prefs=FIREFOX_PREFERENCES
            )
        more = MORE_FLAGS.get(kind, ("--use-fake-ui-for-media-stream",))
        return await self._playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*CHROMIUM_FLAGS, *more]
        )
