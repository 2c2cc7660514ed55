"""What is wrong with a plan."""

from __future__ import annotations

PLAN_PROBLEMS: dict[str, tuple[str, str]] = {
    "problem.plan-span": (
        "方案应写 year，或同时写 from 与 to，且 from 不晚于 to",
        "the plan needs year, or both from and to in order",
    ),
    "hint.plan-span": ("例如 year: 2024", "for example year: 2024"),
    "problem.unknown-schema": (
        "schema 版本“{found}”不认识",
        "schema version '{found}' is not known",
    ),
    "hint.unknown-schema": (
        "本版本只认 schema: 1；新版方案请升级 kpitrack",
        "this version knows schema: 1; upgrade kpitrack for later ones",
    ),
    "problem.unknown-timezone": ("没有名为“{found}”的时区", "there is no time zone '{found}'"),
    "hint.unknown-timezone": ("例如 Asia/Shanghai", "for example Asia/Shanghai"),
    "problem.unknown-unit": ("lead_units 中没有“{found}”", "'{found}' is not among the lead_units"),
    "hint.unknown-unit": ("方案中用单位的 id", "refer to a unit by its id"),
    "problem.unknown-series": ("series 中没有“{found}”", "'{found}' is not among the series"),
    "problem.duplicate-id": (
        "id“{id}”重复，第 {first} 行已有",
        "id '{id}' again; line {first} has it",
    ),
    "hint.duplicate-id": ("id 在整个文件中不得重复", "ids are unique over the whole file"),
    "problem.duplicate-name": (
        "名称“{name}”重复，第 {first} 行已有",
        "name '{name}' again; line {first} has it",
    ),
    "hint.duplicate-name": ("名称和别名只能指一项", "a name or alias may mean one thing only"),
    "problem.one-target/none": ("target 里没有写目标", "a target needs a bound, and there is none"),
    "problem.one-target": (
        "target 里只能写一种目标（现有：{found}）",
        "a target needs exactly one bound (found: {found})",
    ),
    "hint.one-target": (
        "如 {{at_least: 2}}；可选 at_least、more_than、at_most、less_than、between、about、equals、at_least_series、at_most_series、pending",
        "for example {{at_least: 2}}; one of at_least, more_than, at_most, less_than, between, about, equals, at_least_series, at_most_series, pending",
    ),
    "problem.stray-tolerance": (
        "tolerance 只能与 about 同用，不能与 {found} 同用",
        "tolerance goes with about, not with {found}",
    ),
    "problem.range-reversed": (
        "between 的下限大于上限",
        "the lower end of between is above the upper",
    ),
    "problem.one-derive": (
        "derive 里只能写 ratio、difference、growth 中的一种；times 只用于 ratio",
        "derive needs exactly one of ratio, difference, growth; times goes with ratio",
    ),
    "problem.nobody-reports": ("没有单位负责报送这一项", "no unit owes this item's figure"),
    "hint.nobody-reports": (
        "请写 reported_by，或在 plan 中写 office",
        "name reported_by, or an office in plan",
    ),
    "problem.lead-kind": (
        "lead_kind {kind} 与牵头单位数 {count} 不符",
        "lead_kind {kind} does not fit {count} lead units",
    ),
    "hint.lead-kind": (
        "none 为 0 个，single、sole 为 1 个，dual 为 2 个，joint 为 2 个以上",
        "none: 0, single and sole: 1, dual: 2, joint: 2 or more",
    ),
    "problem.due-outside": (
        "due {due} 不在方案期 {first} 至 {last} 内",
        "due {due} is outside the plan ({first} to {last})",
    ),
    "problem.revision-outside": (
        "调整自 {since} 起，不在方案期 {first} 至 {last} 内",
        "a revision from {since} is outside the plan ({first} to {last})",
    ),
    "problem.revision-order": (
        "目标调整须按月份先后排列：{since}",
        "revisions must be in order of month: {since}",
    ),
    "problem.revision-unit": (
        "调整后的单位“{found}”与原来的“{before}”不能换算",
        "the revised unit '{found}' cannot be converted from '{before}'",
    ),
    "hint.revision-unit": (
        "请换用同类单位；口径变了的请另立一项指标",
        "use a unit of the same family; where something else is measured, make it another indicator",
    ),
    "problem.series-unit": (
        "参照数据 {series} 的单位“{found}”与“{expected}”不能换算",
        "the unit '{found}' of the series {series} cannot be converted to '{expected}'",
    ),
    "hint.series-unit": (
        "相减、求增速、作比较的数须用同类单位",
        "what is subtracted, grown or compared must be of one family of units",
    ),
    "problem.increments-need-cumulative": (
        "increments 只用于 measure: cumulative",
        "increments goes with measure: cumulative",
    ),
    "problem.sum-of-growth": (
        "增速不能相加（reporters: sum）",
        "growth rates cannot be added up (reporters: sum)",
    ),
    "problem.sum-of-states": (
        "任务的状态不能相加（reporters: sum）",
        "states of an action cannot be added up (reporters: sum)",
    ),
    "hint.sum-of-states": (
        "请去掉 reporters，或按单位列为步骤（steps）",
        "leave reporters out, or make the units' parts its steps",
    ),
    "problem.derive-increments": (
        "derive 与 increments 不能同用",
        "derive and increments do not go together",
    ),
    "problem.method-unfit/relative": (
        "相对目标只用 gap，不用 {method}",
        "a relative target goes by gap, not {method}",
    ),
    "problem.method-unfit/inverse": (
        "inverse 只用于大于 0 的上限（at_most、less_than）",
        "inverse needs an upper limit above 0 (at_most, less_than)",
    ),
    "problem.method-unfit/ratio": (
        "ratio 只用于大于 0、又不是上限的目标",
        "ratio needs a target above 0 that is not an upper limit",
    ),
    "problem.change-baseline/missing": (
        "method: change 需要 baseline",
        "method: change needs a baseline",
    ),
    "hint.change-baseline/missing": (
        "例如 baseline: {{value: 4.5, period: 2023}}",
        "for example baseline: {{value: 4.5, period: 2023}}",
    ),
    "problem.change-baseline/equal": (
        "baseline 与目标相等，无法计算变化比",
        "the baseline equals the target: there is no change to measure",
    ),
    "problem.not-prorated/linear": (
        "增速、比重、水平类和相对目标不按月折算，不能用 linear",
        "growth, share, level and relative targets are not pro-rated: linear will not do",
    ),
    "hint.not-prorated": ("请用 direct、none 或 annual", "use direct, none or annual"),
    "problem.not-prorated/checkpoints": (
        "增速和相对目标没有节点",
        "growth and relative targets have no checkpoints",
    ),
    "problem.limit-not-paced": (
        "累计上限只用 direct，不能按月折算或设节点",
        "a cumulative upper limit goes by direct, not linear or checkpoints",
    ),
    "problem.pace-needs-attainment": (
        "用 linear 或节点，算法要有完成率，{method} 没有",
        "linear and checkpoints need a method with an attainment; {method} has none",
    ),
    "hint.pace-needs-attainment": (
        "请用 ratio 或 change，或改用 direct",
        "use ratio or change, or the schedule direct",
    ),
    "problem.checkpoint-outside": (
        "节点 {period} 不在 {first} 至 {last} 内",
        "checkpoint {period} is outside {first} to {last}",
    ),
    "problem.checkpoint-falls": (
        "节点值 {value} 低于前一节点 {before}",
        "checkpoint {value} is below the one before ({before})",
    ),
    "problem.checkpoint-above-target": (
        "节点值 {value} 高于目标 {target}",
        "checkpoint {value} is above the target {target}",
    ),
}
