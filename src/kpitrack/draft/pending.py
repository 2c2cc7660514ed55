"""Targets that somebody else will set: 完成市定目标, 完成上级下达的招商引资任务, 以市林业局下达任务为准."""

from __future__ import annotations

import re

_BODY = "(?:局|委|厅|办|部门|政府|公司|银行)"
_BY = (
    "(?P<by>上级(?:主管|业务)?(?:部门|单位|党委、?政府)?|国家|(?:省|市|州|盟|区|县|旗){1,2}级?"
    f"|[^，、。完成达到实现以按照]{{0,4}}?[省市州盟区县旗]级?|[省市州盟区县旗][^，、。]{{1,8}}?{_BODY})"
)
_SETS = "(?:所)?(?:定|下达|交办|核定|确定|分解|分配|明确|要求)"
_TARGET = "(?:年度|全年)?(?:目标|任务|计划|指标)(?:任务|目标|指标|计划|数|值|要求)*(?:以上)?"
_PATTERNS = (
    re.compile(
        f"(?:全面|超额|如期|圆满)*(?:完成|达到|实现){_BY}{_SETS}的?(?P<what>[^，]{{0,20}}?)的?{_TARGET}$"
    ),
    re.compile(f"(?:完成|达到|实现)(?P<by>[省市州]{{1,2}}级?|上级)(?P<what>)的?{_TARGET}$"),
    re.compile(f"(?:以|按照|按|根据){_BY}{_SETS}的?(?P<what>)(?:{_TARGET})?(?:为准|执行|完成)$"),
    re.compile(f"(?P<what>)(?:{_TARGET})(?:由(?P<by>[^，、。]{{1,12}}?))?(?:另行?|待)(?:{_SETS}|下达)$"),
)


def set_elsewhere(text: str) -> tuple[str, str, str] | None:
    """What is counted, who sets the target, and the words that say so; None where the text does not."""
    for pattern in _PATTERNS:
        found = pattern.search(text)
        if found:
            by = found["by"] or "另定"
            whole = re.search(f"(?:上级.*|国家|级|另定|{_BODY})$", by)
            return text[: found.start()] or found["what"] or text, by if whole else f"{by}级", found[0]
    return None
