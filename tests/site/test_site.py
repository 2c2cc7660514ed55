"""The documentation site: no page without its place, and, built, at home in a browser without a network.

KPITRACK_SITE names the folder of the built site (`.ci/run` builds it); without it and Chromium only the
first test runs.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium, Tab, program

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SITE = os.environ.get("KPITRACK_SITE", "")
RESULTS = "document.querySelectorAll('.md-search-result__item a').length"
PATIENCE = 20  # seconds until a search has found something


@pytest.mark.parametrize(
    "index", [path for path in (DOCS / "index.md", DOCS / "zh" / "index.md") if path.exists()]
)
def test_every_page_has_its_place_in_the_index(index: Path) -> None:
    text = index.read_text(encoding="utf-8")
    named = {(index.parent / name).resolve() for name in re.findall(r"\]\(([^)#\s]+\.md)\)", text)}
    chinese = index.parent.name == "zh"
    pages = {page for page in DOCS.rglob("*.md") if (DOCS / "zh" in page.parents) == chinese}
    assert pages - named - {index} == set()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if not SITE:
        pytest.skip("KPITRACK_SITE names no built site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    path = program()
    if path is None:
        pytest.fail(f"no Chromium on this machine for {address}")
    running = Chromium(path, tmp_path_factory.mktemp("profile"))
    yield running
    running.stop()


def found(tab: Tab) -> int:
    """How many results a search shows, once it shows any."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if number := int(tab.js(RESULTS)):
            return number
    return 0


@pytest.mark.parametrize(("folder", "language", "word"), [("zh/", "zh", "撤回"), ("", "en", "withdraw")])
def test_a_page_works_without_other_hosts(
    folder: str, language: str, word: str, browser: Chromium, address: str
) -> None:
    tab = Tab(browser, f"{address}/{folder}readme.html?q={word}", width=400)
    assert tab.js("document.documentElement.lang") == language
    assert found(tab) > 0
    assert tab.js("document.documentElement.scrollWidth") <= 400
    asked = {event["request"]["url"] for event in tab.seen("Network.requestWillBeSent")}
    assert {url for url in asked if not url.startswith((address, "data:", "blob:"))} == set()
    assert tab.seen("Runtime.exceptionThrown") == []
    logged = [event["entry"] for event in tab.seen("Log.entryAdded")]
    assert [entry["url"] for entry in logged if entry["level"] == "error"] == []
    other = "zh" if language == "en" else "en"
    tab.go(str(tab.js(f"document.querySelector('.md-select a[hreflang={other}]').href")))
    assert tab.js("document.documentElement.lang") == other
    assert tab.js("location.pathname").endswith("readme.html")
    tab.close()
