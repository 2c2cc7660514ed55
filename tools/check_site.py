"""Looks through the built documentation site: `python3 tools/check_site.py site`. Standard library only.

Every page says its language; every link and anchor within the site leads somewhere; nothing is fetched from another
host; no list, table or fence is left as the signs it was written with. Prints what is wrong and exits with 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
NAMESPACES = "http://www.w3.org/"
UNRENDERED = re.compile(r"^(?:[-*] |1\. |\||```)", re.MULTILINE)


class SitePage(HTMLParser):
    """What a page says of itself and points to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.language = ""
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.anchors: set[str] = set()
        self.paragraphs: list[str] = []
        self._depth = {"p": 0, "code": 0}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what matters of an element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif (
            tag in FETCHED
            and given.get(FETCHED[tag])
            and given.get("rel") not in {"canonical", "next", "prev"}
        ):
            self.fetched.append(given[FETCHED[tag]])
        if tag == "p":
            self.paragraphs.append("")
        if tag in self._depth:
            self._depth[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave a paragraph or code."""
        if tag in self._depth:
            self._depth[tag] -= 1

    def handle_data(self, data: str) -> None:
        """Text of the paragraph at hand, but not of code."""
        if self._depth["p"] and not self._depth["code"]:
            self.paragraphs[-1] += data


def main(folder: str) -> int:
    """The exit code: 1 if anything is wrong."""
    root = Path(folder).resolve()
    pages = {path: SitePage(path) for path in sorted(root.rglob("*.html"))}
    found = [
        *_languages(root, pages),
        *_links(root, pages),
        *_foreign(root, pages),
        *_unrendered(root, pages),
    ]
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stdout.write(f"site: {len(pages)} pages, {len(found)} faults\n")
    return 1 if found or not pages else 0


def _languages(root: Path, pages: dict[Path, SitePage]) -> Iterator[str]:
    for path, page in pages.items():
        wanted = "zh" if path.relative_to(root).parts[0] == "zh" else "en"
        if page.language != wanted:
            yield f"{path.relative_to(root)}: html lang is {page.language!r}, not {wanted!r}"


def _links(root: Path, pages: dict[Path, SitePage]) -> Iterator[str]:
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            anchor = unquote(parts.fragment)
            if not target.is_file() or not target.is_relative_to(root):
                yield f"{path.relative_to(root)}: dead link {link}"
            elif anchor and target in pages and anchor not in pages[target].anchors | {"__skip"}:
                yield f"{path.relative_to(root)}: dead anchor {link}"


def _foreign(root: Path, pages: dict[Path, SitePage]) -> Iterator[str]:
    for path, page in pages.items():
        for address in page.fetched:
            if urlsplit(address).netloc:
                yield f"{path.relative_to(root)}: fetches {address}"
    for path in sorted([*root.rglob("*.css"), *root.rglob("*.js")]):
        text = path.read_text(encoding="utf-8")
        pattern = (
            r"url\(\s*[\"']?(https?:)?//[^)]*\)|@import[^;]*//"
            if path.suffix == ".css"
            else r"https?://[^\s\"'`]+"
        )
        for found in re.finditer(pattern, text):
            if not found[0].startswith(NAMESPACES) and not _in_comment(text, found.start()):
                yield f"{path.relative_to(root)}: names {found[0][:80]}"


def _in_comment(text: str, place: int) -> bool:
    """Whether a place of a script lies in a comment, where licences name their homes."""
    return (
        text.rfind("/*", 0, place) > text.rfind("*/", 0, place)
        or "//" in text[text.rfind("\n", 0, place) + 1 : place][:3]
    )


def _unrendered(root: Path, pages: dict[Path, SitePage]) -> Iterator[str]:
    for path, page in pages.items():
        for paragraph in page.paragraphs:
            if UNRENDERED.search(paragraph.strip()):
                yield f"{path.relative_to(root)}: not rendered: {paragraph.strip()[:60]!r}"


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
