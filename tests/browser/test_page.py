"""The page in a real browser: filters, order, keyboard, print, narrow screens, accessibility.

Skipped where there is no Chromium; KPITRACK_BROWSER=required makes that a failure. KPITRACK_AXE names
a file of axe-core (axe.min.js), without which the accessibility check is skipped likewise.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kpitrack.assessment.results import Assessment
from kpitrack.model import Place
from kpitrack.periods import Period
from kpitrack.render.material import Material
from kpitrack.render.page import page_html
from kpitrack.wording import LANGUAGES, Words
from kpitrack.workspace import open_workspace
from tests.browser.chromium import Chromium, Tab, program
from tests.render.hostile import hostile_workspace

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = os.environ.get("KPITRACK_BROWSER") == "required"
AXE = os.environ.get("KPITRACK_AXE", "")
ENTER, TAB = ("Enter", 13, "\r"), ("Tab", 9, "")
SHOWN = (
    "[...document.querySelectorAll('.card.{kind}')].filter((one) => one.offsetParent).map((one) => one.id)"
)

Open = Callable[..., Tab]


def absent(reason: str) -> None:
    """Skip, or fail where the browser is required."""
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    path = program()
    if path is None:
        absent("no Chromium on this machine")
        return
    running = Chromium(path, tmp_path_factory.mktemp("profile"))
    yield running
    running.stop()


@cache
def june() -> Assessment:
    return open_workspace(ROOT).assess(Period(2024, 6))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of pages: the real plan's in both languages, and one of hostile text."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = open_workspace(hostile_workspace(folder / "hostile"))
    materials = {name: Material(june(), open_workspace(ROOT).ledger(), Words(name)) for name in LANGUAGES}
    materials["hostile"] = Material(hostile.assess(Period(2024, 6)), hostile.ledger(), Words("zh"))
    for name, material in materials.items():
        (folder / f"{name}.html").write_bytes(page_html(material).encode())
    return {name: (folder / f"{name}.html").as_uri() for name in materials}


@pytest.fixture
def opened(browser: Chromium, files: dict[str, str]) -> Iterator[Open]:
    """`opened("zh", hash)`: that page in a tab, looked after: no error, no request, nothing refused."""
    tabs: list[Tab] = []

    def open_page(
        name: str, fragment: str = "", *, width: int = 1280, dark: bool = False, scripts: bool = True
    ) -> Tab:
        tab = Tab(browser, files[name] + fragment, width=width, dark=dark, scripts=scripts)
        tabs.append(tab)
        return tab

    yield open_page
    for tab in tabs:
        try:
            assert complaints(tab) == []
            asked = {sent["request"]["url"] for sent in tab.seen("Network.requestWillBeSent")}
            assert asked == {tab.url.partition("#")[0]}
        finally:
            tab.close()


def complaints(tab: Tab) -> list[object]:
    """Errors and logs of a page, and what its policy made the browser refuse."""
    found: list[object] = [
        said
        for kind in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
        for said in tab.seen(kind)
    ]
    return found + list(tab.js("window.refused") or [])


def shown(tab: Tab, kind: str) -> list[str]:
    """The items that are to be seen, in their order."""
    ids = tab.js(SHOWN.format(kind=kind))
    return [one.removeprefix("item-") for one in ids]


def choose(tab: Tab, **choices: str | bool) -> None:
    """Choose in the filters, as a person would; a box by true or false."""
    for name, value in choices.items():
        key = "checked" if isinstance(value, bool) else "value"
        tab.js(
            f"(() => {{ const field = document.getElementById('f-{name}'); field.{key} = {json.dumps(value)};"
            " field.dispatchEvent(new Event('change', { bubbles: true })); })()"
        )


def counted(tab: Tab) -> str:
    return str(tab.js("document.getElementById('shown').textContent"))


def test_everything_is_shown_at_first_in_the_plans_order(opened: Open) -> None:
    tab = opened("zh")
    assert shown(tab, "indicator") == [one.indicator.id for one in june().indicators]
    assert shown(tab, "action") == [one.action.id for one in june().actions]
    assert counted(tab) == "指标显示 26 / 26 项，任务显示 43 / 43 项"
    assert tab.js("document.getElementById('shown').getAttribute('role')") == "status"


FILTERS = (
    ("zuzhibu", "", ""),
    ("-", "", ""),
    ("", "transfer", ""),
    ("", "", "lagging"),
    ("", "", "met"),
    ("kegongxin", "", "in_progress"),
    ("kegongxin", "transfer", "in_progress"),
    ("zuzhibu", "transfer", "lagging"),
)


def test_filters_alone_and_together(opened: Open) -> None:
    tab = opened("zh")
    for unit, programme, status in FILTERS:
        choose(tab, unit=unit, programme=programme, status=status)
        indicators, actions = fitting(unit, programme, status)
        assert shown(tab, "indicator") == indicators
        assert shown(tab, "action") == actions
        assert counted(tab) == f"指标显示 {len(indicators)} / 26 项，任务显示 {len(actions)} / 43 项"
        nothing = tab.js("[...document.querySelectorAll('.none')].map((one) => !one.hidden)")
        assert nothing == [not indicators, not actions]
        choose(tab, led=True)
        indicators, actions = fitting(unit, programme, status, only_led=True)
        assert shown(tab, "indicator") == indicators
        assert shown(tab, "action") == actions
        choose(tab, led=False)
    assert (indicators, actions) == ([], [])  # the last ones fit nothing
    tab.js("document.getElementById('f-reset').click()")
    assert len(shown(tab, "indicator")) + len(shown(tab, "action")) == 69
    assert tab.js("location.hash") == ""


def test_a_unit_that_only_takes_part_finds_itself(opened: Open) -> None:
    tab = opened("zh")
    assert tab.js("document.getElementById('f-led').disabled") is True
    choose(tab, unit="renshe")
    found = (shown(tab, "indicator"), shown(tab, "action"))
    assert found == fitting("renshe", "", "")
    assert [len(part) for part in found] == [2, 9]
    marked = (
        "[...document.querySelectorAll('.card:not([hidden]) .takes')].filter((one) => !one.hidden).length"
    )
    assert tab.js(marked) == 11
    assert tab.js("document.getElementById('filtered').textContent").startswith(
        "筛选：县人力资源和社会保障局 · 含参与事项 · "
    )
    choose(tab, led=True)
    assert (shown(tab, "indicator"), shown(tab, "action")) == ([], [])
    assert tab.js("location.hash") == "#unit=renshe&led=1"
    again = opened("zh", "#unit=kegongxin&led=1")
    assert again.js("document.getElementById('f-led').checked") is True
    assert len(shown(again, "indicator")) == 22


def fitting(unit: str, programme: str, status: str, *, only_led: bool = False) -> tuple[list[str], list[str]]:
    """The indicators and actions that such filters leave; `-` is for those that nobody leads."""

    def fits(place: Place, state: str) -> bool:
        mine = (*(place.lead or ("-",)), *(() if only_led else place.support))
        shown_as = "met" if state == "done" else state
        return unit in {"", *mine} and programme in {"", place.programme} and status in {"", shown_as}

    indicators = [one.indicator for one in june().indicators if fits(one.indicator.place, one.status.value)]
    actions = [one.action for one in june().actions if fits(one.action.place, one.status.value)]
    return [one.id for one in indicators], [one.id for one in actions]


def test_the_order_of_indicators(opened: Open) -> None:
    tab = opened("zh")
    choose(tab, sort="attainment")
    rates = {one.indicator.id: one.attainment for one in june().indicators}
    order = shown(tab, "indicator")
    known = [one for one in order if rates[one] is not None]
    assert order[: len(known)] == known  # those without an attainment come last
    assert known == sorted(known, key=lambda one: (rates[one], list(rates).index(one)))
    choose(tab, sort="status")
    states = [june().indicator(one).status.value for one in shown(tab, "indicator")]
    worst = ["seriously_lagging", *["lagging"] * 5, "undetermined", "not_reported", "not_reported"]
    assert states[:9] == worst
    assert states[-3:] == ["met", "met", "met"]
    choose(tab, sort="gap")
    assert shown(tab, "indicator")[0] == "firms_on_platform"
    choose(tab, sort="plan")
    assert shown(tab, "indicator") == list(rates)


def test_what_is_chosen_stands_in_the_address_and_comes_back(opened: Open) -> None:
    tab = opened("zh")
    choose(tab, unit="kegongxin", status="lagging", sort="attainment")
    fragment = tab.js("location.hash")
    assert fragment == "#unit=kegongxin&status=lagging&sort=attainment"
    before = shown(tab, "indicator")
    assert before == [one for one in shown(tab, "indicator") if one in fitting("kegongxin", "", "lagging")[0]]
    assert len(before) == 2
    again = opened("zh", fragment)
    assert shown(again, "indicator") == before
    assert again.js("document.getElementById('f-status').value") == "lagging"
    again.js("location.hash = '#notes'")  # a link to a part does not lose what is chosen
    again.js("new Promise((done) => setTimeout(done, 50))")
    assert again.js("location.hash") == fragment
    assert shown(again, "indicator") == before


def test_an_address_that_makes_no_sense_shows_everything(opened: Open) -> None:
    tab = opened("zh", "#unit=<script>&status=constructor&sort=__proto__&x=%E0%A4%A")
    assert len(shown(tab, "indicator")) == 26


def test_a_link_to_an_item_opens_it(opened: Open) -> None:
    tab = opened("zh", "#item-tech_contract_value")
    assert tab.js("document.querySelector('#item-tech_contract_value details').open") is True
    tab.js("new Promise((done) => setTimeout(done, 50))")
    button = "document.getElementById('f-details')"
    assert tab.js(f"{button}.textContent") == "展开全部明细"  # one is open, not all
    tab.js(f"{button}.click()")
    assert tab.js(f"{button}.textContent") == "收起全部明细"


def test_by_keyboard_alone(opened: Open) -> None:
    tab = opened("zh")
    tab.press(*TAB)
    assert tab.js("document.activeElement.className") == "skip"
    assert tab.js("getComputedStyle(document.activeElement).outlineStyle") != "none"
    tab.press(*ENTER)
    tab.js("new Promise((done) => setTimeout(done, 50))")
    assert tab.js("document.activeElement.id") == "main"
    names = []
    for _ in range(7):
        tab.press(*TAB)
        names.append(tab.js("document.activeElement.id || document.activeElement.tagName"))
    assert names == ["f-unit", "f-programme", "f-status", "f-sort", "f-reset", "f-details", "SUMMARY"]
    assert tab.js("document.activeElement.parentElement.open") is False
    tab.press(*ENTER)
    assert tab.js("document.activeElement.parentElement.open") is True


def test_all_details_at_once(opened: Open) -> None:
    tab = opened("en")
    button = "document.getElementById('f-details')"
    choose(tab, status="lagging")
    tab.js(f"{button}.click()")
    assert tab.js("document.querySelectorAll('details[open]').length") == len(
        shown(tab, "indicator") + shown(tab, "action")
    )
    assert tab.js(f"{button}.textContent") == "Close all details"
    tab.js(f"{button}.click()")
    assert tab.js("document.querySelectorAll('details[open]').length") == 0


def test_a_table_that_is_cut_says_that_it_scrolls(opened: Open) -> None:
    tab = opened("zh", width=360)
    table = "document.querySelector('#units .scroll')"
    sign = f"getComputedStyle({table}, '::before').content"
    assert tab.js(f"{table}.scrollWidth > {table}.clientWidth") is True
    assert tab.js(sign) == '"左右滑动查看全表 ↔"'
    assert "linear-gradient" in tab.js(f"getComputedStyle({table}).backgroundImage")
    tab.size(1280)
    tab.js("new Promise((done) => setTimeout(done, 50))")
    assert tab.js(sign) == "none"


def test_without_script_everything_is_there(opened: Open) -> None:
    tab = opened("zh", scripts=False)
    assert len(shown(tab, "indicator")) == 26
    assert len(shown(tab, "action")) == 43
    assert tab.js("document.getElementById('filters').offsetParent") is None


def test_printed(opened: Open) -> None:
    tab = opened("zh")
    choose(tab, status="lagging")
    tab.js("document.querySelector('#item-tech_contract_value details').open = true")
    tab.media("print", dark=True)
    visible = "Boolean(document.querySelector('{}').offsetParent)"
    assert tab.js(visible.format("#filters form")) is False
    assert tab.js(visible.format(".contents")) is False
    assert tab.js(visible.format("#item-tech_contract_value .inside")) is True
    assert tab.js(visible.format(".card:not([hidden]) details:not([open])")) is False
    assert tab.js("document.getElementById('filtered').innerText") == (
        "筛选：滞后 · 指标显示 5 / 26 项，任务显示 0 / 43 项"
    )
    assert tab.js("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.js("getComputedStyle(document.querySelector('h1')).color") == "rgb(27, 34, 40)"
    tab.js("document.getElementById('f-reset').click()")
    for width, height in ((8.27, 11.69), (16.54, 11.69)):
        pages = len(re.findall(rb"/Type\s*/Page\b", tab.pdf(width, height)))
        assert 8 <= pages <= 20
    assert tab.js("getComputedStyle(document.querySelector('#trend .together')).breakInside") == "avoid"
    assert tab.js("document.querySelectorAll('#trend .together > :is(h2, svg)').length") == 2


@pytest.mark.parametrize("name", ["zh", "en", "hostile"])
def test_narrow_screens_do_not_scroll_sideways(opened: Open, name: str) -> None:
    tab = opened(name, width=360)
    tab.js("document.getElementById('f-details').click()")
    for width in (320, 360, 768, 1280):
        tab.size(width)
        assert tab.js("document.scrollingElement.scrollWidth") <= width


def test_hostile_text_does_nothing(opened: Open) -> None:
    tab = opened("hostile")
    assert tab.js("document.querySelectorAll('script, iframe, img, base, object').length") == 1
    assert tab.js("window.harm") is None
    assert tab.js("document.querySelector('h1').textContent").startswith("</title><script>harm=1</script>")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", LANGUAGES)
def test_axe_finds_nothing(opened: Open, name: str, dark: bool) -> None:
    if not AXE:
        absent("KPITRACK_AXE does not name axe-core")
    tab = opened(name, dark=dark)
    tab.js(Path(AXE).read_text(encoding="utf-8") + ";1")
    tab.js("for (const one of [...document.querySelectorAll('details')].slice(0, 2)) one.open = true")
    violations, passed = axe(tab)
    assert violations == []
    assert passed >= {"color-contrast", "heading-order", "select-name", "svg-img-alt", "td-headers-attr"}
    print(f"axe: {len(passed)} rules passed ({name}, {'dark' if dark else 'light'})")  # noqa: T201


def test_axe_finds_nothing_on_a_narrow_screen_and_would_find_an_offence(opened: Open) -> None:
    if not AXE:
        absent("KPITRACK_AXE does not name axe-core")
    tab = opened("zh", width=360)
    tab.js(Path(AXE).read_text(encoding="utf-8") + ";1")
    assert axe(tab)[0] == []
    tab.js("document.querySelector('#f-unit').labels[0].remove()")
    assert [rule for rule, _ in axe(tab)[0]] == ["select-name"]


def axe(tab: Tab) -> tuple[list[list[Any]], set[str]]:
    """What axe-core finds wrong, as [rule, places], and the rules that were kept."""
    found = tab.js(
        "axe.run(document, { resultTypes: ['violations'] }).then((all) => ({ passed: all.passes.map((one) =>"
        " one.id), violations: all.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]) }))"
    )
    return found["violations"], set(found["passed"])
