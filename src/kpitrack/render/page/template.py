"""The page's template, filled in: our own files, every text escaped, the browser told to run nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kpitrack.render.document import Block, Heading, Listing, Paragraph
from kpitrack.render.page.model import Page

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "templates"
_LONGEST = 80  # of what is printed at the head of a sheet


def filled(page: Page) -> str:
    """The page as HTML.

    Style and script stand in it and are allowed by their hashes; whatever else might get in, a browser
    neither runs nor fetches.
    """
    style, script = _own("page.css") + _sheet_head(page.label), _own("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(page=page, t=page.texts, style=style, script=script, policy=_policy(style, script))
    )


def _sheet_head(label: str) -> str:
    """The rule that prints the page's label at the head of every sheet; other signs by their codes."""
    shown = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
    safe = "".join(one if one.isalnum() else f"\\{ord(one):06x} " for one in shown)
    return f'@page {{ @top-left {{ content: "{safe}"; font-size: 8pt; color: #555; }} }}\n'


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _own(name: str) -> str:
    """A file of ours, with newlines as they are in the package."""
    return (files(__package__) / _FOLDER / name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _environment() -> Environment:
    """Knows our templates and no others; a name that is not given is an error, not an empty place."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    names = ("page.html.j2", "macros.html.j2", "cards.html.j2")
    environment = Environment(
        loader=DictLoader({name: _own(name) for name in names}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = _kind
    return environment


def _kind(block: Block) -> str:
    """What kind of block it is, for the template to choose by."""
    match block:
        case Heading():
            return "heading"
        case Paragraph():
            return "paragraph"
        case Listing():
            return "listing"
        case _:
            return "table"
