"""The units of measure that a plan's numbers are read with."""

from __future__ import annotations

import re

# Before any of these may stand 万 or 亿: 万人次, 亿元.
_COUNTED = (
    "人次|人年|人天|人|户次|家次|批次|车次|班次|场次|架次|项次|亩次|例次|课时|学时|件|次|户|所|座|处|辆"
    "|台（套）|台(套)|台套|台|套|只|期|批|份|篇|起|栋|幢|间|头|尾|羽|匹|张|度|宗|条|支|艘|种|类|笔|届"
    "|例|桌|株|棵|盏|口|枚|块|幅|本|册|部|门|对|组|班|队|列|趟|字|床|杆|根|眼|片|标箱|标准箱|架"
    "|家|个|项|名|场|元|美元|港元|欧元|吨|亩|米|克|升|千克|微克|毫克|公斤|斤|公里|千米|海里|公顷|平方公里|平方千米"
    "|平方米|立方米|立方|方|千瓦时|千瓦|兆瓦|千伏安|兆伏安|吨标准煤|吨标煤|平方"
)
_BARE = "个百分点|百分点|个工作日|工作日|个自然日|自然日|个月|小时|分钟|秒|天|分|%|‰"
# Behind a number in words these are more often something else: 十分, 一条心, 一类.
AMBIGUOUS = frozenset("度分头口张本部块门对组班列种类条方字片队天根")


def _pattern() -> str:
    counted = sorted(_COUNTED.split("|"), key=len, reverse=True)
    plain = sorted({*counted, *_BARE.split("|")}, key=len, reverse=True)
    large = "|".join(map(re.escape, counted))
    per = "(?:/(?:万元|亿元|万人|平方米|立方米|平方公里|千瓦时|公里|小时|[亩人户天日月年吨升]))?"
    return f"(?:(?:[百千]?[万亿]|千(?=[元人户件]))(?:{large})|{'|'.join(map(re.escape, plain))}){per}"


UNITS = _pattern()
