"""The headings of a plan's text, and what stands below each: 一、 then （一） then 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kpitrack.draft.figures import WIDE
from kpitrack.draft.quantities import quantities
from kpitrack.draft.values import Line

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_QUARTERS = "[二三四]季度[^，。；]{0,6}分别|[二三四]、[三四]"  # 一、二季度分别完成
_HEADINGS = (
    (1, re.compile(rf"({_NUMERAL})、(?!{_QUARTERS})\s*(.+)")),
    (1, re.compile(rf"第({_NUMERAL})章\s*(.+)")),
    (2, re.compile(rf"[（(]({_NUMERAL})[）)]\s*、?(.+)")),
    (3, re.compile(rf"(第{_NUMERAL}条)\s*(.+)")),
    (3, re.compile(r"([0-9０-９]{1,3})\s*[.．、](?![0-9０-９])\s*(.+)")),
    (3, re.compile(r"([0-9]{1,3})[.．、]((?:20[0-9]{2}年|(?:1[0-2]|[1-9])月[底末中上下份]).+)")),
)
_ANNEX = re.compile(
    rf"(附[件表](?:[0-9０-９]{{1,2}}|{_NUMERAL})?)(?:\s*[：:、.．]\s*|\s+|(?=[0-9０-９]{{4}}年)|$)(.*)"
)
_ENCLOSED = re.compile("[（(【][^（()）【】]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)】]")
_SENTENCE = re.compile("[，,；;：:]")
_LONGEST_TITLE = 40
_PLAIN = re.compile("[^，,。；;：:、0-9（(]{4,24}")
_CLOSED = re.compile("[。；;）)]$")
_SALUTATION = re.compile("办公室$|政府$|委员会$|^附件")
_Heading = tuple[int, str, str, str]


@dataclass
class Node:
    """A heading, its number as written, the lines below it up to the next heading, and the headings below."""

    title: str
    number: str
    level: int
    line: int
    body: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def is_annex(self) -> bool:
        """Whether it is the caption of a table behind the text: 附件1."""
        return self.number.startswith("附")


def outline(lines: Sequence[Line]) -> tuple[Node, ...]:
    """The headings of the first level; what stands before the first is in one without number."""
    root = Node("", "", 0, 0)
    path = [root]
    for line, found in _with_headings(lines):
        if found is None:
            path[-1].body.append(line)
            continue
        level, number, title, rest = found
        node = Node(title, number, level, line.number)
        if rest:
            node.body.append(Line(line.number, rest))
        while path[-1].level >= level:
            path.pop()
        path[-1].children.append(node)
        path.append(node)
    return (root, *root.children)


def _with_headings(lines: Sequence[Line]) -> Iterator[tuple[Line, _Heading | None]]:
    """Each line, with what it is as a heading; the two of 附件1 and a title right above a table as one."""
    place = 0
    while place < len(lines):
        line, count = lines[place], 1
        found = _ANNEX.fullmatch(line.text) if place and not line.is_row else None
        if found and not found[2]:
            count = 2
        below = lines[place + 1 : place + count + 1]
        is_caption = (
            found and len(below) == count and [each.is_row for each in below] == [False, True][-count:]
        )
        if found and is_caption:
            title = found[2] or below[0].text
            yield line, (1, found[1].translate(WIDE), title.strip("。；; "), "")
            place += count
        else:
            yield line, _heading(line.text)
            place += 1


def outline_by_shape(lines: Sequence[Line], title: str) -> tuple[Node, ...]:
    """As `outline` where no line is numbered: a short line above a sentence is a heading.

    Where there is none, all lines below the title stand in one node that has the title of the plan.
    """
    start = next((place for place, line in enumerate(lines, 1) if line.text == title), 1)
    head, nodes = Node("", "", 0, 0, list(lines[:start])), []
    rest = lines[start:]
    for place, line in enumerate(rest):
        below = rest[place + 1].text if place + 1 < len(rest) else ""
        if _PLAIN.fullmatch(line.text) and _CLOSED.search(below) and not _SALUTATION.search(line.text):
            nodes.append(Node(line.text, "", 1, line.number))
        else:
            (nodes[-1] if nodes else head).body.append(line)
    if not nodes:
        head.body, nodes = list(lines[:1]), [Node(title, "", 1, lines[0].number, list(rest or lines))]
    return (head, *nodes)


def _heading(text: str) -> _Heading | None:
    """Level, number, title and the text behind it on the same line."""
    for level, pattern in _HEADINGS:
        found = pattern.fullmatch(text)
        if found:
            title, stop, rest = found[2].partition("。")
            if (not stop and len(title) > _LONGEST_TITLE) or (_SENTENCE.search(title) and quantities(title)):
                # No heading but a paragraph with a number.
                hidden = _ENCLOSED.sub(lambda each: "□" * len(each[0]), found[2])
                title = found[2][: len(re.split("[，,：:；;]", hidden, maxsplit=1)[0])]
                rest = found[2].removeprefix(title)
                rest = rest[1:] if rest[:1] in {"：", ":"} else found[2]
            return level, found[1], title.strip("。；; "), rest.strip()
    return None


def label(nodes: Sequence[Node]) -> str:
    """The place of a heading by those above it: 二（一）1, 附件1第2项."""
    if nodes and nodes[0].is_annex:
        return "".join((nodes[0].number, *(f"第{node.number}项" for node in nodes[1:])))
    return "".join(f"（{node.number}）" if node.level == 2 else node.number for node in nodes)


def leaves(node: Node, above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
    """Every heading without headings below it, each behind those above it."""
    path = (*above, node)
    if not node.children:
        yield path
    for child in node.children:
        yield from leaves(child, path)
