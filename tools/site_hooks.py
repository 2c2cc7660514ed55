"""Makes one site of the pages in docs/ and those at the top of the repository, in two languages.

Called by mkdocs (see mkdocs.yml). What it adds: the navigation, from the two index pages; the pages at the top;
the language of each page, and the way to its twin; anchors as forges make them; nothing from other hosts.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
TOP = {  # pages at the top of the repository, and what they are on the site
    "README.md": "readme.md",
    "README.zh-CN.md": "zh/readme.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changes.md",
    "SECURITY.md": "project/security.md",
    "LICENSE": "project/licence.md",
}
_FENCE = re.compile(r"^(```.*?^```)$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_ENTRY = re.compile(
    r"^\*\*(?P<section>[^*]+)\*\*$|\[(?P<title>[^\]]+)\]\((?P<page>[^)#\s]+\.md)\)", re.MULTILINE
)


# A line end within a Chinese sentence, which a browser would show as a blank; never below a heading.
_FOLD = re.compile(
    r"^(?!#)(?P<line>.*[\u3001-\u9fff\uff00-\uffef])\n *(?=[\u3001-\u9fff\uff00-\uffef])", re.MULTILINE
)
_FOREIGN = re.compile(r"https://(?:unpkg\.com|api\.github\.com|bit\.ly|\$\{e\})/?")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Headings get the anchors that forges give them; the navigation comes from the index pages."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = _anchor
    config.nav = _navigation()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages at the top of the repository, and the files that pages point at."""
    for name, page in TOP.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        if name == "LICENSE":
            text = f"# Licence\n\n```text\n{text}```\n"
        files.append(File.generated(config, page, content=text))
    for path in sorted(path for path in (ROOT / "contrib").rglob("*") if path.is_file()):
        name = path.relative_to(ROOT).as_posix()
        files.append(File.generated(config, name, content=path.read_bytes()))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """The page's text with its links as the site has them, and what only the tests read taken out."""
    source = _source(page.file.src_uri)
    parts = _FENCE.split(markdown)
    if page.file.src_uri.startswith("zh/"):
        parts = [part if part.startswith("```") else _unfolded(part) for part in parts]
    return "".join(
        _fence(part) if part.startswith("```") else _LINK.sub(lambda link: _linked(link, source, page), part)
        for part in parts
    )


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Words of the theme in the page's language, and links to its twins."""
    uri = page.file.src_uri
    config.theme["language"] = "zh" if uri.startswith("zh/") else "en"
    known = {entry.src_uri for entry in config.extra["pages"]}
    english, chinese = uri.removeprefix("zh/"), f"zh/{uri.removeprefix('zh/')}"
    config.extra["alternate"] = [
        {
            "name": "中文",
            "lang": "zh",
            "link": _html(next(page for page in (chinese, "zh/index.md", "zh/readme.md") if page in known)),
        },
        {
            "name": "English",
            "lang": "en",
            "link": _html(next(page for page in (english, "index.md") if page in known)),
        },
    ]
    return context


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:  # noqa: ANN401 - jinja2's
    """Which pages there are, for the language switch."""
    config.extra["pages"] = files.documentation_pages()
    return env


def on_post_page(output: str, **_: object) -> str:
    """The twins are linked to directly; the theme would look for a sitemap of each."""
    return re.sub(r'<link rel="alternate"[^>]*>', "", output)


def on_post_build(config: MkDocsConfig) -> None:
    """Addresses of other hosts in the theme's scripts go, with what they are for: none is used here."""
    for path in Path(config.site_dir).rglob("*"):
        if path.suffix == ".map" or path.name in {"tinyseg.js", "wordcut.js"}:  # for Japanese, Thai
            path.unlink()
        elif path.suffix == ".js":
            script = path.read_text(encoding="utf-8")
            path.write_text(_FOREIGN.sub("", script), encoding="utf-8")


def _navigation() -> list[dict[str, Any]]:
    """中文 first, then English: each the sections of its index page, then what no index names."""
    parts = (("中文", "zh/", "说明", "其他"), ("English", "", "Readme", "More"))
    return [{name: [*_part(folder, readme, more)]} for name, folder, readme, more in parts]


def _part(folder: str, readme: str, more: str) -> list[dict[str, Any]]:
    index = ROOT / "docs" / folder / "index.md"
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    mine = {page for page in pages if page.startswith("zh/") == (folder == "zh/")}
    nav: list[dict[str, Any]] = []
    entries: list[Any] = nav
    left = set(mine)
    if f"{folder}index.md" in left:
        nav.append({("文档" if folder else "Documents"): f"{folder}index.md"})
        left.discard(f"{folder}index.md")
    nav.append({readme: f"{folder}readme.md"})
    text = index.read_text(encoding="utf-8") if index.exists() else ""
    for found in _ENTRY.finditer(text):
        if found["section"]:
            entries = []
            nav.append({found["section"]: entries})
        elif entries is not nav and (page := posixpath.normpath(folder + found["page"])) in left:
            entries.append({found["title"]: page})
            left.discard(page)
    if left:
        nav.append({more: sorted(left)})
    if not folder:
        nav.append({"Project": [page for page in TOP.values() if page.startswith("project/")]})
    return [entry for entry in nav if [*entry.values()] != [[]]]


def _unfolded(text: str) -> str:
    """Chinese paragraphs, each on one line."""
    while (whole := _FOLD.sub(r"\g<line>", text)) != text:
        text = whole
    return text


def _source(uri: str) -> str:
    """Where a page of the site lies in the repository."""
    return next((name for name, page in TOP.items() if page == uri), f"docs/{uri}")


def _linked(link: re.Match[str], source: str, page: Page) -> str:
    """A link of the repository as a link of the site."""
    target, _, anchor = link["target"].partition("#")
    if not target or re.match("[a-z]+:", target):
        return link[0]
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    on_site = TOP.get(wanted) or wanted.removeprefix("docs/")
    there = posixpath.relpath(on_site, posixpath.dirname(page.file.src_uri) or ".")
    return f"]({there}{'#' if anchor else ''}{anchor})"


def _fence(block: str) -> str:
    """A block of code; the file it is, where it says so, becomes its title."""
    head, _, body = block.partition("\n")
    kind, _, told = head.removeprefix("```").partition(" ")
    named = re.search(r"file=(\S+)", told)
    return f"```{kind}" + (f' title="{named[1]}"' if named else "") + f"\n{body}"


def _html(uri: str) -> str:
    return f"{uri.removesuffix('.md')}.html"


def _anchor(heading: str, separator: str) -> str:
    """The anchor of a heading as forges make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", separator)
