"""What stands over and under bars and sparklines."""

from __future__ import annotations

STROKES: dict[str, tuple[str, str]] = {
    "col.bar": ("进度条", "bar"),
    "col.share_bar": ("达序时", "on pace"),
    "col.trend": ("走势", "trend"),
    "legend.joint": ("；", "; "),
    "legend.end": ("。", "."),
    "legend.share": ("达序时＝（已完成＋达到序时）÷可判定数", "on pace = (met + on pace) ÷ judged"),
    "legend.attainment": (
        "平均完成率括号内为“计入数/累计类指标数”",
        "mean attainment: counted of cumulative",
    ),
    "legend.reports": ("报送为“已报/应报”", "reports: received/owed"),
    "legend.trend": (
        "走势逐月一格：累计指标为对现行目标的完成率（0—100%），无完成率的为数值（0到自身最高），其余按自身最低到最高，“·”为当月无可用新数",
        "trend by month: if cumulative, attainment of today's target, 0 to 100%, without it the total, 0 to its highest; else figures from lowest to highest; · = no usable new figure",
    ),
    "legend.bar": (
        "进度条：完成率，┃ 为应达，+ 为超过100%，! 为超出上限",
        "bar: attainment, ┃ = expected by now, + = over 100%, ! = over the limit",
    ),
    "legend.months": (
        "（┃ 为该月应达，+ 为超过100%，! 为超出上限，空白为当月无可用新数）",
        "(┃ = expected, + = over 100%, ! = over the limit, blank = no usable new figure)",
    ),
    "explain.span": ("{first}至{last}", "{first} to {last}"),
}
