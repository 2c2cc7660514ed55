"""Plan and ledger → assessment: per item, per lead unit, summary, reporting discipline."""

from __future__ import annotations

from kpitrack.assessment.actions import assess_action
from kpitrack.assessment.duties import reporting_discipline
from kpitrack.assessment.indicators import assess_indicator
from kpitrack.assessment.results import Assessment
from kpitrack.assessment.rollup import previous_tally, ranked, tally, unit_rows
from kpitrack.attainment import pace_at
from kpitrack.ledger import Ledger
from kpitrack.model import Plan
from kpitrack.periods import Period
from kpitrack.problems import Problem


def assess(  # noqa: PLR0913 - what an assessment rests on
    plan: Plan,
    ledger: Ledger,
    month: Period,
    *,
    rank: bool = False,
    data_sha256: str = "",
    problems: tuple[Problem, ...] = (),
) -> Assessment:
    """Assess a plan for a month of its span, on what the ledger knows.

    Nothing after `month` is used. Raises ValueError for a month outside the plan. The rules are
    those of docs/explanation/attainment.md.
    """
    if month not in plan.span:
        message = f"{month} lies outside the plan"
        raise ValueError(message)
    indicators = tuple(assess_indicator(plan, indicator, ledger, month) for indicator in plan.indicators)
    actions = tuple(assess_action(plan, action, ledger, month) for action in plan.actions)
    reporting = reporting_discipline(plan, ledger, month, indicators, actions)
    rows = unit_rows(plan, indicators, actions, reporting)
    return Assessment(
        plan=plan,
        month=month,
        as_of=ledger.as_of,
        pace=pace_at(plan.span, month, plan.span.last),
        sample=any(record.sample for record in ledger.in_force()),
        data_sha256=data_sha256,
        record_count=sum(len(chain.records) for chain in ledger.chains.values()),
        indicators=indicators,
        actions=actions,
        units=ranked(rows) if rank else rows,
        summary=tally(indicators, actions, plan),
        previous=previous_tally(indicators, actions, plan) if month > plan.span.first else None,
        reporting=reporting,
        corrections=tuple(change for change in ledger.corrections() if change.after.period <= month),
        problems=problems,
    )
