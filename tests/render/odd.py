"""A small plan with every kind of indicator, lead and report there is, and its records."""

from __future__ import annotations

from pathlib import Path

PLAN = """\
schema: 1
plan: {id: odd, title: 各类事项方案, place: 乙县, year: 2024, office: a}
assessment: {joint_credit: none, bands: {method: points, lagging: 10}, cap: 120}
lead_units:
  - {id: a, name: 甲局}
  - {id: b, name: 乙局}
  - {id: c, name: 丙局}
  - {id: d, name: 丁局}
  - {id: e, name: 戊局}
series:
  - {id: all_growth, name: 全县增速, unit: "%", reported_by: [a]}
  - {id: patents, name: 专利数, unit: 件, reported_by: [b]}
  - {id: people, name: 人口, unit: 万人, reported_by: [c], carry: true}
programmes:
  - id: goals
    title: 工作目标
    section: 一
    indicators:
      - {id: spend, name: 经费支出, unit: 万元, measure: cumulative, target: {at_most: 500}, schedule: none}
      - {id: energy, name: 单位能耗, unit: 吨, measure: level, target: {at_most: 4}, method: inverse}
      - {id: cover, name: 覆盖程度, unit: 分, measure: level, target: {at_least: 20}, method: change,
         baseline: {value: 10, period: "2023"}}
      - {id: wages, name: 工资增长, unit: "%", measure: growth, target: {at_least: 8}}
      - {id: loans, name: 贷款增长, unit: "%", measure: growth, target: {at_least_series: all_growth}}
      - {id: density, name: 专利密度, unit: 件/万人, measure: level, target: {at_least: 7}, effort: true,
         derive: {ratio: [patents, people]}}
      - {id: rnd, name: 研发增长, unit: "%", measure: growth, target: {at_least: 14}, schedule: annual}
  - id: works
    title: 重点工程
    section: 二
    tasks:
      - id: joint
        title: 并列事项
        section: 二（一）1
        lead: [a, b]
        support: [c]
        indicators:
          - {id: farms, name: 农场, unit: 家, measure: cumulative, target: {at_least: 12},
             reported_by: [a, b, c], reporters: sum}
          - {id: events, name: 活动, unit: 场, measure: cumulative, target: {at_least: 24}, increments: true,
             reported_by: [b]}
        actions:
          - {id: talks, name: 会商制度, kind: ongoing}
      - id: dual
        title: 双牵头事项
        section: 二（一）2
        lead: [b, c]
        lead_kind: dual
        support: [a, d]
        support_open: true
        indicators:
          - {id: ratio, name: 负债率, unit: "%", measure: level, target: {between: [10, 15]}}
          - {id: posts, name: 选派, unit: 名, measure: cumulative, target: {about: 65}, weight: 3}
          - {id: output, name: 产值, unit: 万元, measure: cumulative, target: {at_least: 9000},
             target_revisions: [{from: 2024-05, at_least: 0.8, unit: 亿元, source: 县政府会议, reason: 减收}]}
        actions:
          - {id: halls, name: 展厅, kind: coverage, of: 8, unit: 个}
          - id: base
            name: 基地
            kind: project
            steps: [{id: design, name: 设计}, {id: build, name: 建设, due: 2024-11, weight: 3}]
      - id: sole
        title: 独家事项
        section: 二（二）
        lead: [c]
        lead_kind: sole
        indicators:
          - {id: roads, name: 道路, unit: 公里, measure: cumulative, target: {at_least: 10},
             schedule: {2024-03: 2, 2024-08: 8}}
          - {id: credit, name: 授信, measure: cumulative, target: {pending: 市级}}
          - {id: firms, name: 企业, unit: 家, measure: cumulative, target: {at_least: 10},
             reported_by: [c, d]}
          - {id: labs, name: 实验室, unit: 家, measure: cumulative, target: {more_than: 2}, due: 2024-04}
        actions:
          - {id: rules, name: 管理办法, kind: milestone, due: 2024-03}
      - id: single
        title: 牵头事项
        section: 二（三）
        lead: [d]
        indicators:
          - {id: shops, name: 商铺, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: stalls, name: 摊位, unit: 个, measure: cumulative, target: {at_least: 30}}
          - {id: clouds, name: 上云, unit: 家, measure: cumulative, target: {at_least: 60}}
          - {id: smoke, name: 烟尘, unit: 吨, measure: level, target: {less_than: 40}}
          - {id: seats, name: 席位, unit: 个, measure: cumulative, target: {equals: 12}, due: 2024-09}
          - {id: silent, name: 从未报送, unit: 项, measure: cumulative, target: {at_least: 1}}
          - {id: wordy, name: 只报文字, unit: 项, measure: cumulative, target: {at_least: 6}}
          - {id: back, name: 回落, unit: 户, measure: level, target: {at_least: 50}, due: 2024-05,
             frequency: quarterly}
          - {id: almost, name: 差一点, unit: 件, measure: cumulative, target: {at_least: 3000}}
        actions:
          - {id: fund, name: 资金池, kind: outcome}
          - {id: list, name: 清单, kind: directional}
"""
RECORDS = """\
item,period,value,increment,reported_by,reported_on,state,progress,estimate,note,problem,next,reason,withdraw
spend,2024-05,200万元,,a,2024-06-03,,,,,,,,
spend,2024-06,260万元,,a,2024-07-03,,,,,,,,
spend,2024-12,510万元,,a,2025-01-03,,,,,,,,
energy,2024-06,5吨,,a,2024-07-03,,,,,,,,
energy,2024-12,3.9吨,,a,2025-01-03,,,,,,,,
cover,2024-05,13分,,a,2024-06-03,,,,,,,,
cover,2024-06,12.5分,,a,2024-07-03,,,,,,,,
wages,2024-05,6.5%,,a,2024-06-03,,,,,,,,
wages,2024-06,1.25%,,a,2024-07-03,,,,,,,,
wages,2024-12,8%,,a,2025-01-05,,,,,,,,
all_growth,2024-06,10.6%,,a,2024-07-03,,,,,,,,
all_growth,2024-12,9.1%,,a,2025-01-03,,,,,,,,
loans,2024-05,9%,,a,2024-06-03,,,,,,,,
loans,2024-06,12.4%,,a,2024-07-03,,,,,,,,
loans,2024-12,9%,,a,2025-01-03,,,,,,,,
patents,2024-05,340件,,b,2024-06-03,,,,,,,,
patents,2024-06,350件,,b,2024-07-09,,,,,,,,
people,2024-01,60万人,,c,2024-02-03,,,,,,,,
rnd,2024-06,9%,,a,2024-07-03,,,,,,,,
farms,2024-05,2,,a,2024-06-03,,,,,,,,
farms,2024-06,3,,a,2024-07-03,,,,,,,,
farms,2024-05,4,,b,2024-06-03,,,,,,,,
farms,2024-12,9,,b,2025-01-03,,,,,,,,
events,2024-01,,2,b,2024-02-03,,,,,,,,
events,2024-02,,2,b,2024-03-03,,,,,,,,
events,2024-04,,3,b,2024-05-03,,,,,,,,
events,2024-05,,1,b,2024-06-03,,,,,,,,
events,2024-06,,4,b,2024-07-03,,,,,,,,
ratio,2024-06,15.5%,,b,2024-07-03,,,,,,,,
ratio,2024-12,10%,,c,2025-01-03,,,,,,,,
posts,2024-05,60名,,b,2024-06-03,,,,,,,,
posts,2024-06,70名,,b,2024-07-03,,,,,,,,
output,2024-04,3200万元,,c,2024-05-03,,,,,,,,
output,2024-05,3500万元,,c,2024-06-03,,,,,,,,
output,2024-06,3650万元,,c,2024-07-03,,,,,,,,
output,2024-12,0.8亿元,,c,2025-01-03,,,,,,,,
roads,2024-04,1公里,,c,2024-05-03,,,,,,,,
roads,2024-06,1.5公里,,c,2024-07-03,,,,,,,,
credit,2024-05,300万元,,c,2024-06-03,,,,,,,,
credit,2024-06,450万元,,c,2024-07-03,,,,,,,,
firms,2024-05,4家,,c,2024-06-03,,,,,,,,
firms,2024-06,5家,,c,2024-07-03,,,,,,,,
firms,2024-06,6家,,d,2024-07-03,,,,,,,,
labs,2024-04,2家,,c,2024-05-03,,,,,,,,
labs,2024-06,3家,,c,2024-07-03,,,,,,,,
shops,2024-06,4家,,d,2024-07-02,,,,,,,,
shops,2024-06,,,d,2024-07-03,,,,,,,报错单位,true
stalls,2024-05,10个,,d,2024-06-03,,,,,,,,
stalls,2024-06,16个,,d,2024-07-03,,,true,,,,,
clouds,2024-05,24家,,d,2024-06-03,,,,,,,,
smoke,2024-06,40吨,,d,,,,,,,,,
seats,2024-06,13个,,d,2024-07-03,,,,,,,,
wordy,2024-05,2项,,d,2024-06-03,,,,,,,,
wordy,2024-06,,,d,2024-07-03,,,,正在核对,,,,
back,2024-03,52户,,d,2024-04-03,,,,,,,,
back,2024-05,51户,,d,2024-06-03,,,,,,,,
back,2024-06,49户,,d,2024-07-12,,,,,,,,
almost,2024-06,1499.9件,,d,2024-07-03,,,,,,,,
almost,2024-12,2999.9件,,d,2025-01-04,,,,,,,,
talks,2024-05,,,a,2024-06-03,in_progress,,,已会商2次,,,,
halls,2024-05,2个,,b,2024-06-03,in_progress,,,,,,,
halls,2024-06,3个,,b,2024-07-03,in_progress,,,,,,,
halls,2024-12,8个,,b,2025-01-03,,,,,,,,
base,2024-06,,,c,2024-07-03,,45,,,缺材料,备料,,
base.design,2024-06,,,c,2024-07-03,done,,,,,,,
rules,2024-02,,,c,2024-03-03,in_progress,,,,,,,
list,2024-06,,,d,2024-07-03,done,,,已印发,,,,
"""


def odd_workspace(folder: Path) -> Path:
    """The folder, filled."""
    (folder / "plan").mkdir(parents=True)
    (folder / "data" / "progress").mkdir(parents=True)
    (folder / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "data" / "progress" / "year.csv").write_text(RECORDS, encoding="utf-8")
    return folder
