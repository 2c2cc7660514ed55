"""A plan document's bytes → its lines."""

from __future__ import annotations

from dataclasses import dataclass

from kpitrack.draft.values import Line
from kpitrack.problems import Location, Problem, error
from kpitrack.sources.kinds_of_file import TEXT, kind_of
from kpitrack.sources.text import decode
from kpitrack.sources.word_text import read_word_text

LARGEST = 20 << 20


@dataclass(frozen=True, slots=True)
class PlanText:
    """The lines that are not blank; `numbered` as in WordText."""

    lines: tuple[Line, ...]
    numbered: int = 0
    problems: tuple[Problem, ...] = ()


def read_plan_text(data: bytes, path: str) -> PlanText:
    """The lines of a .txt (any encoding that ingest takes) or a .docx, by its content."""
    if len(data) > LARGEST:
        return PlanText((), problems=(error(Location(path), "file-too-large", limit=f"{LARGEST >> 20} MiB"),))
    if kind_of(data) == TEXT:
        decoded = decode(data, path)
        if decoded.text is None:
            return PlanText((), problems=decoded.problems)
        return PlanText(_lines(decoded.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
    word = read_word_text(data, path)
    return PlanText(_lines(word.paragraphs), word.numbered, word.problems)


def _lines(texts: list[str] | tuple[str, ...]) -> tuple[Line, ...]:
    stripped = ((number, _stripped(text)) for number, text in enumerate(texts, 1))
    return tuple(Line(number, text) for number, text in stripped if text)


def _stripped(text: str) -> str:
    """Without the blanks around it; the cells of a row keep their places."""
    bare = text.strip().strip("\u3000\ufeff").strip()
    return text.strip(" \r\n\u3000\ufeff") if "\t" in bare else bare
