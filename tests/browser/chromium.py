"""Headless Chromium, driven through two pipes by its own protocol: nothing to install beside the browser.

Messages are JSON, each ended by a zero byte (`--remote-debugging-pipe`); the browser reads file
descriptor 3 and writes 4.
"""

from __future__ import annotations

import base64
import fcntl
import itertools
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60  # seconds until an answer is given up
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
# Before anything of the page runs: what the browser refuses it by the page's own policy.
_LISTEN = (
    "window.refused = [];"
    "addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective));"
)


def program() -> str | None:
    """The path of the browser on this machine, if there is one."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class Chromium:
    """A running browser with a profile of its own in a folder that is thrown away."""

    def __init__(self, path: str, folder: Path) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        # Out of the way of 3 and 4, which they become in the browser.
        reads, writes = (fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 20) for one in (theirs_in, theirs_out))
        null = os.open(os.devnull, os.O_RDWR)
        self._pid = os.posix_spawn(
            path,
            [path, *FLAGS, f"--user-data-dir={folder}"],
            dict(os.environ),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, null, 1),
                (os.POSIX_SPAWN_DUP2, null, 2),
                (os.POSIX_SPAWN_DUP2, reads, 3),
                (os.POSIX_SPAWN_DUP2, writes, 4),
            ],
            setpgroup=0,
        )
        for one in (theirs_in, theirs_out, reads, writes, null):
            os.close(one)
        self._buffer = b""
        self._numbers = itertools.count(1)
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str = "", **params: object) -> dict[str, Any]:
        """The answer to a command. RuntimeError where the browser refuses it."""
        number = next(self._numbers)
        message: dict[str, object] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        left = json.dumps(message).encode() + b"\0"
        while left:
            left = left[os.write(self._out, left) :]
        while True:
            answer = self._message()
            if answer.get("id") != number:
                self.events.append(answer)
            elif "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            else:
                return dict(answer["result"])

    def wait(self, is_it: Callable[[dict[str, Any]], bool]) -> None:
        """Until an event has come that is meant."""
        while not any(is_it(event) for event in self.events):
            self.events.append(self._message())

    def stop(self) -> None:
        """End the browser and what it has started."""
        self.call("Browser.close")
        os.close(self._out)
        for _ in range(50):
            if os.waitpid(self._pid, os.WNOHANG)[0]:
                break
            time.sleep(0.1)
        else:
            os.killpg(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._in)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._in], [], [], PATIENCE)[0]:
                raise TimeoutError("the browser does not answer")
            data = os.read(self._in, 1 << 16)
            if not data:
                raise EOFError("the browser has ended")
            self._buffer += data
        message, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(message))


class Tab:
    """A page that was opened, as wide as asked for; what it fetched, logged and was refused."""

    def __init__(
        self, browser: Chromium, url: str, *, width: int = 1280, dark: bool = False, scripts: bool = True
    ) -> None:
        self.browser, self.url = browser, url
        self.target = str(browser.call("Target.createTarget", url="about:blank")["targetId"])
        attached = browser.call("Target.attachToTarget", targetId=self.target, flatten=True)
        self.session = str(attached["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.size(width)
        self.media("screen", dark=dark)
        self.call("Page.addScriptToEvaluateOnNewDocument", source=_LISTEN)
        if not scripts:
            self.call("Emulation.setScriptExecutionDisabled", value=True)
        self.go(url)

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """The answer to a command to this page."""
        return self.browser.call(method, self.session, **params)

    def go(self, url: str) -> None:
        """Open an address and wait until it is loaded."""
        before = self._loads()
        self.call("Page.navigate", url=url)
        self.browser.wait(lambda _: self._loads() > before)

    def size(self, width: int) -> None:
        """Make the window so wide, in pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )

    def media(self, kind: str, *, dark: bool = False) -> None:
        """Show it as on that medium."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=kind, features=[scheme])

    def js(self, expression: str) -> Any:  # noqa: ANN401 - whatever the script gives
        """The value of an expression in the page. RuntimeError where it throws."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key and let it go."""
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )

    def pdf(self, width: float, height: float) -> bytes:
        """The page printed on paper of that size, in inches."""
        printed = self.call("Page.printToPDF", paperWidth=width, paperHeight=height, printBackground=True)
        return base64.b64decode(printed["data"])

    def seen(self, method: str) -> list[dict[str, Any]]:
        """What events of a kind have said so far."""
        self.js("1")  # whatever was under way comes before its answer
        return [event["params"] for event in self._mine() if event["method"] == method]

    def close(self) -> None:
        """Close the page."""
        self.browser.call("Target.closeTarget", targetId=self.target)

    def _mine(self) -> list[dict[str, Any]]:
        return [event for event in self.browser.events if event.get("sessionId") == self.session]

    def _loads(self) -> int:
        return sum(event["method"] == "Page.loadEventFired" for event in self._mine())
