"""A workspace in which every table and column of the data set has something to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from kpitrack.cli.session import Session

PLAN = """\
schema: 1
plan: {id: small, title: 小方案, place: 南县, year: 2024, office: kegongxin}
lead_units:
  - {id: kegongxin, name: 县科工局, aliases: [科工局]}
  - {id: jingkai, name: 县经开区}
  - {id: pbc, name: 县人民银行}
series:
  - {id: loans, name: 各项贷款增速, unit: "%", reported_by: [pbc], source: 人民银行统计}
programmes:
  - id: goals
    title: 工作目标
    section: 一
    indicators:
      - {id: sme, name: 科技型企业贷款增速, unit: "%", measure: growth, target: {at_least_series: loans},
         lead: [kegongxin, jingkai]}
      - {id: pending, name: 研发投入强度, measure: level, target: {pending: 市级}}
  - id: transfer
    title: 成果转化工程
    section: 二（一）
    tasks:
      - id: capacity
        title: 提升承接能力
        section: 二（一）1
        lead: [jingkai]
        support: [kegongxin]
        indicators:
          - {id: events, name: 举办活动, unit: 场, measure: cumulative, target: {at_least: 12},
             target_revisions: [{from: 2024-06, at_least: 14, reason: 上级加码}], wording: 举办活动12场以上}
          - {id: output, name: 产值占比, unit: "%", measure: level, target: {between: [10, 15]},
             baseline: {value: 9.50, period: "2023"}, source: 统计局}
          - {id: value, name: 交易额, unit: 亿元, measure: cumulative, target: {about: 65, tolerance: 5%},
             increments: true}
          - {id: split, name: 新增企业, unit: 家, measure: cumulative, target: {at_least: 1000000000000},
             reported_by: [kegongxin, jingkai], reporters: sum}
        actions:
          - id: platform
            name: 建设平台
            kind: milestone
            due: 2024-05
            steps: [{id: site, name: 选址, due: 2024-03}, {id: open, name: 启用}]
          - {id: cover, name: 走访企业, kind: coverage, unit: 家, of: 40, source: 走访记录, wording: 走访规上}
"""

BY_HAND = """\
item,period,value,unit,increment,reported_by,reported_on,state,progress,rate,estimate,\
note,problem,next,evidence,reason,withdraw
events,2024-05,5,场,,jingkai,2024-06-03,,,41.7%,,=1+1,,,县科发5号,,
events,2024-06,7,场,2,jingkai,2024-07-03,,,,,,,,,,
events,2024-06,6,场,,jingkai,2024-07-12,,,,,,,,,剔除重复1场,
output,2024-05,11.20,%,,jingkai,2024-06-04,,,,,,,,,,
output,2024-06,16.5,%,,jingkai,2024-07-04,,,,,,,,,,
output,2024-06,,,,jingkai,2024-07-06,,,,,,,,,,true
value,2024-05,,亿元,1.25,jingkai,2024-06-03,,,,,,,,,,
value,2024-06,,亿元,2.50,jingkai,2024-07-03,,,,true,,,,,,
split,2024-06,123456789012.123456,家,,kegongxin,2024-07-03,,,,,,,,,,
sme,2024-05,8.1,%,,kegongxin,2024-06-03,,,,,,,,,,
loans,2024-05,9.0,%,,,2024-06-03,,,,,,,,,,
platform.site,2024-03,,,,jingkai,2024-04-02,done,,,,,,,,,
platform,2024-06,,,,jingkai,2024-07-03,in_progress,60,,,内部装修,资金未到位,协调资金,,,
cover,2024-06,30,家,,jingkai,2024-07-08,in_progress,,,true,,,,,,
"""

SAMPLE = """\
item,period,value,reported_on
pending,2024-05,2.1%,2024-06-01
"""

SUBMITTED = """\
指标,月份,完成值,单位,填报单位,填报日期
科技型企业贷款增速,2024-06,8.4,%,县科工局,2024-07-03
"""


@pytest.fixture
def small(
    workspace: Callable[..., Path], kpitrack: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The workspace: records typed in, sample ones, and a batch taken in on 10 July 2024."""
    root = workspace(PLAN, {"2024.csv": BY_HAND, "sample/x.csv": SAMPLE})
    (root / "in.csv").write_text(SUBMITTED, encoding="utf-8")
    monkeypatch.chdir(root)
    moment = datetime(2024, 7, 10, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    monkeypatch.setattr(Session, "now", lambda _: moment)
    assert kpitrack("ingest", "in.csv").code == 0
    return root
