"""Write what repeats the program: `python tools/cli_pages.py`.

- docs/reference/cli.md and docs/zh/reference/cli.md, between the marks `<!-- help: NAME -->` and
  `<!-- examples: NAME -->` and their `<!-- end -->`; what stands around them is written by hand.
- man/man1 and man/zh_CN/man1, as `man -M man kpitrack` looks for them.

A test fails when any of them is not what this would write.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from kpitrack.cli.help_page import command_tree, help_page, name_of  # noqa: E402
from kpitrack.wording import Words  # noqa: E402
from kpitrack.wording.examples import EXAMPLES  # noqa: E402
from tools.man_pages import man_pages  # noqa: E402

REFERENCES = {"en": Path("docs/reference/cli.md"), "zh": Path("docs/zh/reference/cli.md")}
_MARK = re.compile(r"(<!-- (?P<part>help|examples): (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WIDTH = 80


def pages() -> Iterator[tuple[Path, str]]:
    """Every page as it should be, by its path in the repository."""
    for language, path in REFERENCES.items():
        written = (ROOT / path).read_text(encoding="utf-8")
        yield path, _MARK.sub(partial(_filled, Words(language)), written)
    yield from man_pages()


def marks(text: str) -> list[tuple[str, str]]:
    """The marks of a page: what is to stand there, and of which command."""
    return [(found["part"], found["name"]) for found in _MARK.finditer(text)]


def _filled(words: Words, found: re.Match[str]) -> str:
    name = found["name"]
    if found["part"] == "examples":
        lines = [f"# {one.caption(words.language)}\n{one.line}\n" for one in EXAMPLES.get(name, ())]
        body = f"```sh\n{''.join(lines)}```\n"
    else:
        command, parameters = next(entry for entry in command_tree() if name_of(entry[0]) == name)
        page = help_page(command, parameters, words, _WIDTH)
        body = f"```text\n{page.split(words.form('page.help.examples'))[0].rstrip()}\n```\n"
    return f"{found[1]}{body}{found[4]}"


def main() -> None:
    """Write what is not current, and take away man pages of commands that are gone."""
    wanted = dict(pages())
    for path in [path.relative_to(ROOT) for path in (ROOT / "man").rglob("*.1")]:
        if path not in wanted:
            (ROOT / path).unlink()
            print(f"removed {path}")  # noqa: T201
    for path, text in wanted.items():
        target = ROOT / path
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path}")  # noqa: T201


if __name__ == "__main__":
    main()
