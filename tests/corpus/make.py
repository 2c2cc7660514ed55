"""Make the files of the corpus, the same bytes each time: `python -m tests.corpus.make [FOLDER]`.

Run in the repository's folder. A file that is no longer made is removed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus import books, damaged, ledgers, olds, spellings, texts, yamls
from tests.corpus.sheets import versions

HERE = Path(__file__).resolve().parent
VERSIONS = HERE / "versions.txt"
MAKERS = (spellings, texts, yamls, books, ledgers, olds, damaged)


def files() -> dict[str, bytes]:
    """Every file of the corpus by its name."""
    made: dict[str, bytes] = {}
    for maker in MAKERS:
        for name, data in maker.files().items():
            assert name not in made, f"{name} is made twice"
            made[name] = data
    return dict(sorted(made.items()))


def main() -> None:
    """Write them; into the folder of the corpus with a note of the versions."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else HERE / "files"
    folder.mkdir(parents=True, exist_ok=True)
    made = files()
    for path in folder.iterdir():
        if path.name not in made:
            path.unlink()
    for name, data in made.items():
        (folder / name).write_bytes(data)
    if not sys.argv[1:]:
        VERSIONS.write_text(versions(), encoding="utf-8")


if __name__ == "__main__":
    main()
