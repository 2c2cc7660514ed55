"""The numbers of headings and lists that Word draws and the text lacks: 一、 （一） 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_W}val"
_DEEPEST = 8
_LARGEST = 99
_CHINESE = re.compile("(?:chinese|japanese|taiwanese)Counting(?:Thousand)?|ideographDigital")
_ARABIC = re.compile("decimal(?:FullWidth2?|HalfWidth|Zero)?")
_CIRCLED = re.compile("decimalEnclosedCircle(?:Chinese)?")
_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of a level look: `text` with %1 for that of the first level."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbers:
    """Counts the numbered paragraphs of a document, to be asked in their order.

    `_lists` by number of the list: its abstract list, and from where a level starts anew.
    """

    _levels: dict[tuple[str, int], _Level]
    _lists: dict[str, tuple[str, dict[int, int]]]
    _styles: dict[str, tuple[str, str, str]]
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def of(self, paragraph: Element) -> str | None:
        """The number of a paragraph as drawn; empty without one, None where it cannot be told."""
        number, level = self._place(paragraph)
        if not number or number == "0":
            return ""
        kind, anew = self._lists.get(number, ("", {}))
        if (kind, level) not in self._levels:
            return None
        counts = self._counts.setdefault(kind, [0] * (_DEEPEST + 1))
        if level in anew and (number, level) not in self._begun:
            counts[level] = anew[level] - 1
        elif not counts[level]:
            counts[level] = self._levels[kind, level].start - 1
        self._begun.add((number, level))
        counts[level] += 1
        counts[level + 1 :] = [0] * (_DEEPEST - level)
        return self._drawn(kind, level, counts)

    def _drawn(self, kind: str, level: int, counts: list[int]) -> str | None:
        own = self._levels[kind, level]
        if own.form in {"bullet", "none"}:
            return ""
        text = own.text
        for place in map(int, re.findall("%([1-9])", text)):
            of = self._levels.get((kind, place - 1))
            said = _written(counts[place - 1] or of.start, of.form) if of else ""
            if not said:
                return None
            text = text.replace(f"%{place}", said)
        return text

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list of a paragraph and its level there, by itself or by its style."""
        number, level = _list_of(paragraph.find(f"{_W}pPr"))
        style = _said(paragraph, f"{_W}pPr/{_W}pStyle")
        for _ in range(len(self._styles)):
            if (number and level) or style not in self._styles:
                break
            by_style, its_level, style = self._styles[style]
            number, level = number or by_style, level or its_level
        return number, min(int(level), _DEEPEST) if level.isdecimal() else 0


def numbers_of(numbering: Element | None, styles: Element | None) -> Numbers:
    """What is said on numbers in word/numbering.xml and word/styles.xml."""
    levels: dict[tuple[str, int], _Level] = {}
    lists: dict[str, tuple[str, dict[int, int]]] = {}
    for each in numbering.iter(f"{_W}abstractNum") if numbering is not None else ():
        for level in each.iter(f"{_W}lvl"):
            depth = level.get(f"{_W}ilvl", "")
            if depth.isdecimal():
                levels[each.get(f"{_W}abstractNumId", ""), int(depth)] = _level(level)
    for each in numbering.iter(f"{_W}num") if numbering is not None else ():
        kind = _said(each, f"{_W}abstractNumId")
        lists[each.get(f"{_W}numId", "")] = (kind, dict(_starts(each)))
    named = {
        each.get(f"{_W}styleId", ""): (*_list_of(each.find(f"{_W}pPr")), _said(each, f"{_W}basedOn"))
        for each in (styles.iter(f"{_W}style") if styles is not None else ())
    }
    return Numbers(levels, lists, named)


def _starts(number: Element) -> Iterator[tuple[int, int]]:
    for each in number.iter(f"{_W}lvlOverride"):
        depth, start = each.get(f"{_W}ilvl", ""), _said(each, f"{_W}startOverride")
        if depth.isdecimal() and start.isdecimal():
            yield int(depth), int(start)


def _level(level: Element) -> _Level:
    start = _said(level, f"{_W}start")
    form = _said(level, f"{_W}numFmt") or "decimal"
    return _Level(form, _said(level, f"{_W}lvlText"), int(start) if start.isdecimal() else 1)


def _list_of(properties: Element | None) -> tuple[str, str]:
    if properties is None:
        return "", ""
    return _said(properties, f"{_W}numPr/{_W}numId"), _said(properties, f"{_W}numPr/{_W}ilvl")


def _said(holder: Element, path: str) -> str:
    found = holder.find(path)
    return "" if found is None else found.get(_VALUE, "")


def _written(number: int, form: str) -> str:
    """A number in this form; empty where the form is none that plans use."""
    if _ARABIC.fullmatch(form):
        return str(number)
    if not 0 < number <= _LARGEST:
        return ""
    if _CHINESE.fullmatch(form):
        tens, ones = divmod(number, 10)
        head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
        return f"{head}{_NUMERALS[ones] if ones else ''}"
    if _CIRCLED.fullmatch(form) and number <= 20:
        return chr(ord("①") + number - 1)
    return ""
