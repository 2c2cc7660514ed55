"""What may be written where an option has a few values: its id, or the word for it in either language."""

from __future__ import annotations

from collections.abc import Iterable

from kpitrack.cli.lines import columns
from kpitrack.problems import UsageError
from kpitrack.wording import CATALOGUE, Words

BETWEEN = " | "  # in a fact of an error
_KINDS = ("choice", "status", "action")


def choice(text: str | None, choices: Iterable[str], *, key: str = "bad-choice") -> str | None:
    """One of the choices, or None when nothing was said. UsageError with a suggestion otherwise."""
    known = tuple(choices)
    if text is None or text in known:
        return text
    if meant := choices_meant(text, known):
        return meant[0]
    from kpitrack.suggest import closest

    names = [*known, *(words_for(one)[0] for one in known if words_for(one))]
    raise UsageError(key, found=text, choices=BETWEEN.join(known), suggestion=closest(text, names))


def choices_meant(text: str, choices: Iterable[str]) -> list[str]:
    """The choices that a text names, by id or by word: 已完成 is of indicators and of actions."""
    from kpitrack.numeric import fold

    wanted = fold(text).casefold()
    return [one for one in choices if wanted in {fold(word).casefold() for word in (one, *words_for(one))}]


def words_for(one: str) -> tuple[str, ...]:
    """The word for a choice, Chinese and English; empty where it has none."""
    return next((CATALOGUE[key] for kind in _KINDS if (key := f"{kind}.{one}") in CATALOGUE), ())


def statuses() -> tuple[str, ...]:
    """The statuses of indicators and actions, each once, in the order of the glossary."""
    keys = (key.partition(".") for key in CATALOGUE)
    return tuple(dict.fromkeys(one for kind, _, one in keys if kind in {"status", "action"}))


def told(one: str, words: Words) -> str:
    """A choice as it is listed: in Chinese with the word for it behind."""
    known = words_for(one) if words.language == "zh" else ()
    return words("choice.one", choice=one, word=known[0]) if known else one


def listed(choices: Iterable[str], words: Words) -> str:
    """Choices in running text."""
    return joined([told(one, words) for one in choices], words)


def joined(parts: Iterable[str], words: Words) -> str:
    """A list of choices in one line."""
    return _between(words).join(parts)


def in_lines(parts: Iterable[str], words: Words, width: int) -> list[str]:
    """A list in lines of at most so many columns, none of its parts broken."""
    lines = [""]
    shown = list(parts)
    for place, one in enumerate(shown):
        piece = one + (_between(words) if place + 1 < len(shown) else "")
        if lines[-1] and columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _between(words: Words) -> str:
    return "、" if words.language == "zh" else BETWEEN
