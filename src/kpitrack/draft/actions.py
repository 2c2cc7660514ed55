"""A phrase without a number → actions, where it begins with something to do; visions are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpitrack.draft.deadlines import BEFORE, due_month
from kpitrack.draft.phrases import Phrase
from kpitrack.draft.values import Action

_HOW = (
    "积极|大力|重点|全面|全力|持续|进一步|更大力度|深入|精准|加快|扎实|努力|力争|争取|常态化|探索|稳步|统筹|有序|认真|切实|充分|不断"
    "|协助|支持加快|引导和|鼓励和|继续"
)
_DO = (
    "建设|建立|建成|完善|推进|推动|支持|开展|落实|组织|培育|打造|承办|举办|创建|做实|做好|做强|提质|成立|健全|推广|强化|扩大|加大|深化"
    "|优化|实施|编制|出台|制定|引导|鼓励|申报|加强|构建|发展|搭建|设立|修订|协助|扶持|选育|改造|盘活|对接|承担|牵头|筹建|实行|培养|推行|完成|加快|取得"
)
_TO_DO = re.compile(
    rf"^(?:[一二三四五六七八九十]是要?)?(?:{BEFORE})?(?:各[^，]{{1,5}}?)?(?:{_HOW})*(?:{_DO}|在.+取得)"
)
_PURPOSE = re.compile(
    "^(?:促进|提高|提升|增强|更好|形成|为|以|围绕|聚焦|锚定|助力|降本|着力|按照|根据|通过|发挥|充分发挥|降低|营造|推动形成|不断提)"
)
_SUMMARY = re.compile("(?:能力|水平|竞争力|作用|效益|质量|含金量|附加值)$")
_ONGOING = re.compile("推进|推动|开展|落实|加强|支持|鼓励|引导|完善|健全|做实|做好|常态化|推广|协助")
_MILESTONE = re.compile("建立|成立|出台|制定|编制|承办|举办|设立|建成")
_PROJECT = re.compile("建设|打造|改造|选育|工程|项目")
_DIRECTION = re.compile("扩大|加大|提高|提升|深化|强化|优化")
_SHORTEST = 5
_LONGEST = 60


def actions_in(phrase: Phrase, line: int) -> Iterator[Action]:
    """The actions that a phrase without a number says: none in a vision, a purpose or a summary."""
    for text in _parts(phrase.parts):
        if len(text) < _SHORTEST or not _TO_DO.match(text) or _PURPOSE.match(text):
            continue
        if not _SUMMARY.search(text) or _PROJECT.search(text):
            yield Action(text[:_LONGEST], text, _kind(text), line, due_month(text))


def _parts(parts: Sequence[str]) -> list[str]:
    """The members of a list: apart where each is something to do, else as one."""
    told: list[str] = []
    for part in parts:
        if told and not _TO_DO.match(part):
            told[-1] += f"、{part}"
        else:
            told.append(part)
    return told


def _kind(text: str) -> str:
    """A first guess, by the verb."""
    for kind, pattern in (("directional", _DIRECTION), ("milestone", _MILESTONE), ("project", _PROJECT)):
        found = pattern.search(text[:8] if kind != "project" else text)
        if found:
            return kind
    return "ongoing"
