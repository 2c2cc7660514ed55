"""The plan file's forms: what `plan/targets.yaml` may say. What keys mean stands in `wording/plan_keys.py`.

They describe the *file* (shorthands, strict keys). `plan` turns them into the domain's types;
nothing of pydantic goes further.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from kpitrack.kinds import Section
from kpitrack.schema.fields import (
    Flag,
    Id,
    Ids,
    Month,
    NotNegative,
    Number,
    Positive,
    Sections,
    Template,
    Text,
    Texts,
    Tolerance,
    Unit,
    Whole,
)

BOUND_KEYS = (
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "between",
    "about",
    "equals",
    "at_least_series",
    "at_most_series",
    "pending",
)


class Form(BaseModel):
    """Unknown keys are errors everywhere."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class PlanForm(Form):
    """What the plan is called, when it runs, and how it speaks."""

    id: Id
    title: Text
    place: Text | None = None
    year: (
        Annotated[Whole, Field(ge=1900, le=2999, json_schema_extra={"minimum": 1900, "maximum": 2999})] | None
    ) = None
    first: Month | None = Field(None, alias="from")
    last: Month | None = Field(None, alias="to")
    office: Text | None = None
    language: Literal["zh", "en"] = "zh"
    timezone: Text = "Asia/Shanghai"
    assumptions: Texts = ()


class ReportingForm(Form):
    """When reports are due."""

    due_day: Annotated[Whole, Field(ge=1, le=31, json_schema_extra={"minimum": 1, "maximum": 31})] = 5


class BandsForm(Form):
    """Where lagging ends and seriously lagging begins."""

    method: Literal["ratio", "points"] = "ratio"
    lagging: Positive = Decimal("0.8")

    @model_validator(mode="after")
    def _a_share_is_at_most_one(self) -> BandsForm:
        if self.method == "ratio" and self.lagging > 1:
            raise PydanticCustomError("out-of-range", "a share", {"found": str(self.lagging), "limit": "1"})
        return self


class AssessmentForm(Form):
    """The plan's settings for assessment."""

    bands: BandsForm = Field(default_factory=BandsForm)
    gap_points: NotNegative = Decimal(5)
    cap: Positive = Decimal(100)
    joint_credit: Literal["full", "first", "none"] = "full"


class BriefingForm(Form):
    """How the briefing is headed, which sections it has in which order, and how it ends.

    In the texts {place}, {plan}, {year}, {month} and {span} are filled with those of the briefing.
    """

    title: Template | None = None
    number: Template | None = None
    to: Template | None = None
    issuer: Template | None = Field(None, alias="from")
    closing: Template | None = None
    sections: Sections = tuple(Section)


class LeadUnitForm(Form):
    """An organisation."""

    id: Id
    name: Text
    aliases: Texts = ()


class DutyForm(Form):
    """Keys that indicators, actions and series share: who owes the figure."""

    reported_by: Ids = ()
    reporters: Literal["one", "sum"] = "one"
    frequency: Literal["monthly", "quarterly", "half_yearly", "annual"] = "monthly"
    source: Text | None = None
    aliases: Texts = ()


class SeriesForm(DutyForm):
    """A reported figure with no target of its own, used by others."""

    id: Id
    name: Text
    unit: Unit
    carry: Flag = False
    notes: Texts = ()


class TargetForm(Form):
    """A target: exactly one of its keys, and tolerance with about."""

    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None
    between: tuple[Number, Number] | None = None
    about: Number | None = None
    tolerance: Tolerance | None = None
    equals: Number | None = None
    at_least_series: Text | None = None
    at_most_series: Text | None = None
    pending: Text | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> TargetForm:
        given = [key for key in BOUND_KEYS if getattr(self, key) is not None]
        if len(given) != 1:
            variant = "" if given else "none"
            raise PydanticCustomError(
                "one-target", "exactly one", {"found": ", ".join(given), "variant": variant}
            )
        if self.tolerance is not None and given != ["about"]:
            raise PydanticCustomError("stray-tolerance", "tolerance", {"found": given[0]})
        if self.between is not None and self.between[0] > self.between[1]:
            raise PydanticCustomError("range-reversed", "range", {})
        return self


def _schedule_shape(raw: object) -> str:
    return "checkpoints" if isinstance(raw, dict) else "word"


ScheduleWord = Literal["linear", "direct", "none", "annual"]
ScheduleField = Annotated[
    Annotated[ScheduleWord, Tag("word")] | Annotated[dict[Month, Number], Tag("checkpoints")],
    Discriminator(_schedule_shape),
]
MethodWord = Literal["ratio", "change", "inverse", "gap", "met"]


class RevisionForm(TargetForm):
    """A target in force from a month on."""

    since: Month = Field(alias="from")
    source: Text | None = None
    reason: Text | None = None
    unit: Unit | None = None
    schedule: ScheduleField | None = None
    method: MethodWord | None = None
    target_text: Text | None = None


class BaselineForm(Form):
    """The starting value."""

    value: Number
    period: Text | None = None


class DeriveForm(Form):
    """How a figure is computed from two series: exactly one of ratio, difference, growth."""

    ratio: tuple[Text, Text] | None = None
    difference: tuple[Text, Text] | None = None
    growth: tuple[Text, Text] | None = None
    times: Positive | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> DeriveForm:
        given = [key for key in ("ratio", "difference", "growth") if getattr(self, key) is not None]
        if len(given) != 1 or (self.times is not None and given != ["ratio"]):
            raise PydanticCustomError("one-derive", "exactly one", {"found": ", ".join(given)})
        return self


class ItemForm(DutyForm):
    """Keys that indicators and actions share."""

    id: Id
    name: Text
    section: Text | None = None
    wording: Text | None = None
    lead: Ids | None = None
    lead_kind: Literal["single", "dual", "joint", "sole", "none"] | None = None
    support: Ids | None = None
    support_open: Flag | None = None
    due: Month | None = None
    notes: Texts = ()


class IndicatorForm(ItemForm):
    """What is measured, with a unit and a target."""

    unit: Unit | None = None
    measure: Literal["cumulative", "level", "growth"]
    target: TargetForm
    target_text: Text | None = None
    increments: Flag = False
    derive: DeriveForm | None = None
    target_revisions: tuple[RevisionForm, ...] = ()
    baseline: BaselineForm | None = None
    method: MethodWord | None = None
    schedule: ScheduleField | None = None
    weight: Positive = Decimal(1)
    gap_points: NotNegative | None = None
    effort: Flag = False
    components: Texts = ()


class StepForm(Form):
    """A part of an action."""

    id: Id
    name: Text
    due: Month | None = None
    weight: Positive = Decimal(1)


class ActionForm(ItemForm):
    """A qualitative task, reported by state."""

    kind: Literal["milestone", "project", "ongoing", "coverage", "directional", "outcome"]
    steps: tuple[StepForm, ...] = ()
    of: Positive | None = None
    unit: Unit | None = None


class TaskForm(Form):
    """A numbered task of a programme."""

    id: Id
    title: Text
    section: Text | None = None
    lead: Ids = ()
    lead_kind: Literal["single", "dual", "joint", "sole", "none"] | None = None
    support: Ids = ()
    support_open: Flag = False
    indicators: tuple[IndicatorForm, ...] = ()
    actions: tuple[ActionForm, ...] = ()


class ProgrammeForm(Form):
    """The plan's first level of headings; holds tasks, or items itself."""

    id: Id
    title: Text
    section: Text | None = None
    tasks: tuple[TaskForm, ...] = ()
    indicators: tuple[IndicatorForm, ...] = ()
    actions: tuple[ActionForm, ...] = ()


class PlanFile(Form):
    """plan/targets.yaml: the declared targets of a plan."""

    model_config = ConfigDict(title="kpitrack plan")

    version: Literal[1] = Field(alias="schema")
    plan: PlanForm
    reporting: ReportingForm = Field(default_factory=ReportingForm)
    assessment: AssessmentForm = Field(default_factory=AssessmentForm)
    briefing: BriefingForm = Field(default_factory=BriefingForm)
    lead_units: tuple[LeadUnitForm, ...] = ()
    series: tuple[SeriesForm, ...] = ()
    programmes: tuple[ProgrammeForm, ...]

    @model_validator(mode="before")
    @classmethod
    def _known_version(cls, raw: object) -> object:
        """`schema: 1` arrives as text; any other version is from another time."""
        if isinstance(raw, dict) and raw.get("schema") == "1":
            return {**raw, "schema": 1}
        return raw
