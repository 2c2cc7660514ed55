"""数据说明: how figures are judged, what they rest on, what is doubtful in them, whence they came."""

from __future__ import annotations

from collections.abc import Iterator

from kpitrack.assessment.results import ActionResult, Flag, IndicatorResult, Status
from kpitrack.kinds import BandMethod, JointCredit, LeadKind, Method, ScheduleKind
from kpitrack.numeric import plain
from kpitrack.render.briefing.corrections import corrections
from kpitrack.render.briefing.facts import Facts, item_of
from kpitrack.render.briefing.prose import reports_of
from kpitrack.render.briefing.shortcomings import lacking
from kpitrack.render.data import RULE_VERSION
from kpitrack.render.document import Block, Heading, table
from kpitrack.render.flags import doubt_key
from kpitrack.render.problems import sentence_of
from kpitrack.render.safe import one_line


def data_notes(facts: Facts) -> Iterator[Block | str]:
    """数据说明."""
    yield Heading(2, facts.say("notes"), annex=True, mark=facts.annex(facts.outline.notes))
    parts: tuple[tuple[str, Iterator[Block | str]], ...] = (
        ("rules", _rules(facts)),
        ("assumptions", _assumptions(facts)),
        ("doubts", _doubts(facts)),
        ("corrections", corrections(facts)),
        ("problems", _problems(facts)),
        ("origin", _origin(facts)),
    )
    for number, (name, blocks) in enumerate(parts, 1):
        yield facts.subpart(None, number, facts.say(f"notes.{name}"))
        yield from blocks


def _rules(facts: Facts) -> Iterator[str]:
    """The formulas and thresholds that this plan uses, in words."""
    results = facts.assessment.indicators
    methods = {result.target.method for result in results}
    kinds = {result.target.schedule.kind for result in results}
    texts = [facts.say(f"rule.method.{method.value}") for method in Method if method in methods]
    texts += [facts.say(f"rule.schedule.{kind.value}") for kind in ScheduleKind if kind in kinds]
    texts += [*_bands(facts), facts.say("rule.statuses"), facts.say("rule.share")]
    texts += [*_credit(facts), facts.say("rule.due", day=facts.assessment.plan.rules.due_day)]
    yield from facts.numbered([*texts, facts.say("rule.rounding")])


def _bands(facts: Facts) -> Iterator[str]:
    rules = facts.assessment.plan.rules
    bands = rules.bands
    is_ratio = bands.method is BandMethod.RATIO
    limit = f"{plain((bands.lagging * 100).normalize())}%" if is_ratio else plain(bands.lagging)
    yield facts.say(f"rule.bands.{bands.method.value}", limit=limit)
    results = facts.assessment.indicators
    if not any(result.target.method is Method.GAP for result in results):
        return
    own = [
        facts.say(
            "rule.gap.own.item", name=facts.name(one.indicator.id), points=plain(one.indicator.gap_points)
        )
        for one in results
        if one.indicator.gap_points is not None
    ]
    text = facts.say("rule.gap", points=plain(rules.gap_points))
    yield facts.paragraph([text, facts.say("rule.gap.own", items=facts.words.joined(own)) if own else ""])


def _credit(facts: Facts) -> Iterator[str]:
    plan = facts.assessment.plan
    yield facts.say("rule.mean", cap=plain(plan.rules.cap))
    kinds = {item_of(result).place.lead_kind for result in facts.results}
    if LeadKind.JOINT in kinds:
        yield facts.say(f"rule.joint.{JointCredit(plan.rules.joint_credit).value}")
    if LeadKind.DUAL in kinds:
        yield facts.say("rule.dual")


def _assumptions(facts: Facts) -> Iterator[str]:
    texts = [facts.sentence(one_line(text)) for text in facts.assessment.plan.assumptions]
    texts += [_revision(facts, one) for one in facts.assessment.indicators if one.indicator.revisions]
    yield from facts.numbered([text for text in texts if text] or [facts.say("notes.assumptions.none")])


def _revision(facts: Facts, result: IndicatorResult) -> str:
    """The revision of a target that is in force: since when, from what, on what grounds; or empty."""
    indicator, force = result.indicator, result.target
    if force not in indicator.revisions:
        return ""
    before = facts.show.target(indicator.in_force(force.since.shift(-1)))
    grounds = facts.clauses([one_line(force.source), one_line(force.reason)])
    return facts.say(
        "notes.revision",
        name=facts.name(indicator.id),
        month=facts.show.full_month(force.since),
        before=one_line(before),
        now=one_line(facts.show.target(force)),
        grounds=grounds or facts.say("notes.no-grounds"),
    )


def _doubts(facts: Facts) -> Iterator[str]:
    """Estimates, lacking evidence, old and incomplete figures, reports without a figure, conflicts."""
    results = facts.assessment.indicators
    estimates = [one for one in results if one.estimate or Flag.ESTIMATE in one.flags]
    kinds = (
        ("estimate-met", [one.indicator.id for one in estimates if one.status is Status.MET]),
        ("estimate", [one.indicator.id for one in estimates if one.status is not Status.MET]),
        ("no-evidence", [item_of(one).id for one in facts.results if Flag.NO_EVIDENCE in one.flags]),
        ("above-band", [one.indicator.id for one in results if Flag.ABOVE_BAND in one.flags]),
        ("no-figure", [one.indicator.id for one in results if Flag.NO_FIGURE in one.flags]),
        ("conflict", [item_of(one).id for one in facts.results if doubt_key(one) == "conflict"]),
        ("unreadable", [item_of(one).id for one in facts.results if doubt_key(one) == "unreadable"]),
    )
    texts = [
        facts.say(f"notes.{name}", n=len(items), items=facts.names(items)) for name, items in kinds if items
    ]
    stale = [_dated(facts, one) for one in facts.results if one.stale]
    if stale:
        texts.append(facts.say("notes.stale", n=len(stale), items=facts.groups(stale)))
    partial = [_lacking(facts, one) for one in results if one.incomplete]
    if partial:
        texts.append(facts.say("notes.incomplete", n=len(partial), items=facts.groups(partial)))
    if not texts:
        yield facts.say("notes.doubts.none")
    yield from facts.numbered(texts)


def _dated(facts: Facts, result: IndicatorResult | ActionResult) -> str:
    month = result.value_period
    if isinstance(result, ActionResult):
        month = max((record.period for record in reports_of(facts, result)), default=None)
    return facts.say("notes.stale.item", name=facts.name(item_of(result).id), month=facts.show.month(month))


def _lacking(facts: Facts, result: IndicatorResult) -> str:
    missing = facts.words.joined([lacking(facts, token) for token in result.incomplete])
    return facts.say("notes.incomplete.item", name=facts.name(result.indicator.id), missing=missing)


def _problems(facts: Facts) -> Iterator[Block | str]:
    problems = facts.assessment.problems
    if not problems:
        yield facts.say("notes.problems.none")
        return
    yield facts.say("notes.problems.all", n=len(problems))
    rows = [
        [
            one_line(sentence_of(problem, facts.words)),
            facts.say(f"severity.{problem.severity.value}"),
            one_line(str(problem.location)),
        ]
        for problem in problems
    ]
    yield table(facts.columns("sentence", "severity", "place"), rows)


def _origin(facts: Facts) -> Iterator[str]:
    """The hashes by which anyone can find the very plan and data again."""
    assessment = facts.assessment
    plan, data = assessment.plan.sha256, assessment.data_sha256
    yield from facts.numbered(
        [
            facts.say("notes.plan-hash", path=one_line(assessment.plan.path), full=plan),
            facts.say("notes.data-hash", full=data),
            facts.say("notes.counts", records=assessment.record_count, version=RULE_VERSION),
        ]
    )
