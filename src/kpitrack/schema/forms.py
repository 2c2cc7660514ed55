"""The plan file's forms: what `plan/targets.yaml` may say, with a description of every key.

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

    id: Id = Field(description="Short id of the plan.")
    title: Text = Field(description="Title as published.")
    place: Text | None = Field(None, description="County, bureau or company the plan is of.")
    year: Annotated[Whole, Field(ge=1900, le=2999)] | None = Field(
        None, description="Plan year; instead of from and to."
    )
    first: Month | None = Field(None, alias="from", description="First month, YYYY-MM.")
    last: Month | None = Field(None, alias="to", description="Last month, YYYY-MM.")
    office: Text | None = Field(None, description="Lead unit that hosts the task-force office.")
    language: Literal["zh", "en"] = Field("zh", description="Language of tables and briefings.")
    timezone: Text = Field("Asia/Shanghai", description="IANA time zone of all days.")
    assumptions: Texts = Field((), description="Printed in `check -v` and in the briefing's notes.")


class ReportingForm(Form):
    """When reports are due."""

    due_day: Annotated[Whole, Field(ge=1, le=31)] = Field(
        5, description="Day of the following month by which reports for a month are due."
    )


class BandsForm(Form):
    """Where lagging ends and seriously lagging begins."""

    method: Literal["ratio", "points"] = Field("ratio", description="Share of expected, or points below it.")
    lagging: Positive = Field(Decimal("0.8"), description="0.8 with ratio; 10 with points.")

    @model_validator(mode="after")
    def _a_share_is_at_most_one(self) -> BandsForm:
        if self.method == "ratio" and self.lagging > 1:
            raise PydanticCustomError("out-of-range", "a share", {"found": str(self.lagging), "limit": "1"})
        return self


class AssessmentForm(Form):
    """The plan's settings for assessment."""

    bands: BandsForm = Field(default_factory=BandsForm, description="Bands of pace.")
    gap_points: NotNegative = Field(Decimal(5), description="Lagging up to this gap, for method gap.")
    cap: Positive = Field(Decimal(100), description="Per cent; cap used only inside averages.")
    joint_credit: Literal["full", "first", "none"] = Field(
        "full", description="How joint lead units are credited."
    )


class BriefingForm(Form):
    """How the briefing is headed, which sections it has in which order, and how it ends.

    In the texts {place}, {plan}, {year}, {month} and {span} are filled with those of the briefing.
    """

    title: Template | None = Field(None, description="Title; default: 《plan》 and the months told of.")
    number: Template | None = Field(None, description="Issue line above the title: 第{month}期.")
    to: Template | None = Field(None, description="Addressee (主送).")
    issuer: Template | None = Field(None, alias="from", description="Who signs it, under the text.")
    closing: Template | None = Field(None, description="Last sentence before the annexes: 特此通报。")
    sections: Sections = Field(
        tuple(Section), description="Sections in their order; the notes on the data always come last."
    )


class LeadUnitForm(Form):
    """An organisation."""

    id: Id = Field(description="Id used in the plan and in records.")
    name: Text = Field(description="Full name, as printed.")
    aliases: Texts = Field((), description="Other names accepted in records.")


class DutyForm(Form):
    """Keys that indicators, actions and series share: who owes the figure."""

    reported_by: Ids = Field((), description="Lead units that owe the figure; default the leads.")
    reporters: Literal["one", "sum"] = Field(
        "one", description="one: any of them discharges the duty; sum: their parts add up."
    )
    frequency: Literal["monthly", "quarterly", "half_yearly", "annual"] = Field(
        "monthly", description="In which months a report is owed."
    )
    source: Text | None = Field(None, description="Where the number comes from.")
    aliases: Texts = Field((), description="Other names accepted in records.")


class SeriesForm(DutyForm):
    """A reported figure with no target of its own, used by others."""

    id: Id = Field(description="Id, unique in the file.")
    name: Text = Field(description="Name, unique in the file.")
    unit: Text = Field(description="Unit of measure.")
    carry: Flag = Field(default=False, description="The latest value serves later months.")
    notes: Texts = Field((), description="Remarks.")


class TargetForm(Form):
    """A target: exactly one of its keys, and tolerance with about."""

    at_least: Number | None = Field(None, description="不低于, 以上, 达.")
    more_than: Number | None = Field(None, description="超过; the bound itself is not enough.")
    at_most: Number | None = Field(None, description="不高于, 以内.")
    less_than: Number | None = Field(None, description="低于; the bound itself is too much.")
    between: tuple[Number, Number] | None = Field(None, description="Both ends included.")
    about: Number | None = Field(None, description="左右; see tolerance.")
    tolerance: Tolerance | None = Field(
        None, description="Of about: 5% of the target, or a number in the unit."
    )
    equals: Number | None = Field(None, description="Short for between [n, n].")
    at_least_series: Text | None = Field(None, description="Not below this series.")
    at_most_series: Text | None = Field(None, description="Not above this series.")
    pending: Text | None = Field(None, description="Set elsewhere, not known yet: by whom.")

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

    since: Month = Field(alias="from", description="First month it is in force, YYYY-MM.")
    source: Text | None = Field(None, description="Document that revised it.")
    reason: Text | None = Field(None, description="Why.")
    unit: Text | None = Field(None, description="Unit, where it changes too.")
    schedule: ScheduleField | None = Field(None, description="Schedule, where it changes too.")
    method: MethodWord | None = Field(None, description="Method, where it changes too.")
    target_text: Text | None = Field(None, description="The target as printed.")


class BaselineForm(Form):
    """The starting value."""

    value: Number = Field(description="In the indicator's unit.")
    period: Text | None = Field(None, description="What it is of, for example 2023.")


class DeriveForm(Form):
    """How a figure is computed from two series: exactly one of ratio, difference, growth."""

    ratio: tuple[Text, Text] | None = Field(None, description="First ÷ second, times `times`.")
    difference: tuple[Text, Text] | None = Field(None, description="First − second.")
    growth: tuple[Text, Text] | None = Field(None, description="First ÷ second − 1, in per cent.")
    times: Positive | None = Field(None, description="Factor of a ratio, for example 10000.")

    @model_validator(mode="after")
    def _one_rule(self) -> DeriveForm:
        given = [key for key in ("ratio", "difference", "growth") if getattr(self, key) is not None]
        if len(given) != 1 or (self.times is not None and given != ["ratio"]):
            raise PydanticCustomError("one-derive", "exactly one", {"found": ", ".join(given)})
        return self


class ItemForm(DutyForm):
    """Keys that indicators and actions share."""

    id: Id = Field(description="Id, unique in the file.")
    name: Text = Field(description="Name, unique in the file.")
    section: Text | None = Field(None, description="Section of the plan; default the task's.")
    wording: Text | None = Field(None, description="As the plan prints it.")
    lead: Ids | None = Field(None, description="Lead units; default the task's.")
    lead_kind: Literal["single", "dual", "joint", "sole", "none"] | None = Field(
        None, description="How the leads share it; default by their number."
    )
    support: Ids | None = Field(None, description="Units that take part; default the task's.")
    support_open: Flag | None = Field(None, description="The plan's list ends in 等.")
    due: Month | None = Field(None, description="When earlier than the plan's end, YYYY-MM.")
    notes: Texts = Field((), description="Ambiguities and how they were settled.")


class IndicatorForm(ItemForm):
    """What is measured, with a unit and a target."""

    unit: Text | None = Field(None, description="Unit of measure; may be absent while the target is pending.")
    measure: Literal["cumulative", "level", "growth"] = Field(
        description="cumulative adds up over the plan; level and growth: the latest counts."
    )
    target: TargetForm = Field(description="The value aimed at.")
    target_text: Text | None = Field(None, description="The target as printed.")
    increments: Flag = Field(default=False, description="Reports are each month's own increment.")
    derive: DeriveForm | None = Field(None, description="How it is computed when not reported.")
    target_revisions: tuple[RevisionForm, ...] = Field((), description="Targets in force from a month on.")
    baseline: BaselineForm | None = Field(None, description="The starting value.")
    method: MethodWord | None = Field(None, description="How attainment is computed.")
    schedule: ScheduleField | None = Field(None, description="Where a steady path would be.")
    weight: Positive = Field(Decimal(1), description="Weight inside averages.")
    gap_points: NotNegative | None = Field(None, description="Overrides the plan's gap_points.")
    effort: Flag = Field(default=False, description="The plan says 力争 or 争取: printed, never computed.")
    components: Texts = Field((), description="What a joint total is made of (共…).")


class StepForm(Form):
    """A part of an action."""

    id: Id = Field(description="Id, unique in the action; reported as action.step.")
    name: Text = Field(description="Name.")
    due: Month | None = Field(None, description="Month by which it is to be done.")
    weight: Positive = Field(Decimal(1), description="Weight among the steps.")


class ActionForm(ItemForm):
    """A qualitative task, reported by state."""

    kind: Literal["milestone", "project", "ongoing", "coverage", "directional", "outcome"] = Field(
        description="What sort of action."
    )
    steps: tuple[StepForm, ...] = Field((), description="Its parts.")
    of: Positive | None = Field(None, description="Denominator of a coverage action.")
    unit: Text | None = Field(None, description="Unit of a value reported with it.")


class TaskForm(Form):
    """A numbered task of a programme."""

    id: Id = Field(description="Id, unique in the file.")
    title: Text = Field(description="Title as printed.")
    section: Text | None = Field(None, description="Section of the plan.")
    lead: Ids = Field((), description="Lead units; absent: shown as 未明确.")
    lead_kind: Literal["single", "dual", "joint", "sole", "none"] | None = Field(
        None, description="Default by number: none, single, joint."
    )
    support: Ids = Field((), description="Units that take part.")
    support_open: Flag = Field(default=False, description="The text ends in 等.")
    indicators: tuple[IndicatorForm, ...] = Field((), description="Its indicators.")
    actions: tuple[ActionForm, ...] = Field((), description="Its actions.")


class ProgrammeForm(Form):
    """The plan's first level of headings; holds tasks, or items itself."""

    id: Id = Field(description="Id, unique in the file.")
    title: Text = Field(description="Title as printed.")
    section: Text | None = Field(None, description="Section of the plan.")
    tasks: tuple[TaskForm, ...] = Field((), description="Its tasks.")
    indicators: tuple[IndicatorForm, ...] = Field((), description="Indicators without a task.")
    actions: tuple[ActionForm, ...] = Field((), description="Actions without a task.")


class PlanFile(Form):
    """plan/targets.yaml: the declared targets of a plan."""

    model_config = ConfigDict(title="kpitrack plan")

    version: Literal[1] = Field(alias="schema", description="Version of this format.")
    plan: PlanForm = Field(description="The plan.")
    reporting: ReportingForm = Field(default_factory=ReportingForm, description="When reports are due.")
    assessment: AssessmentForm = Field(default_factory=AssessmentForm, description="Bands, cap, credit.")
    briefing: BriefingForm = Field(default_factory=BriefingForm, description="The briefing's layout.")
    lead_units: tuple[LeadUnitForm, ...] = Field((), description="The organisations.")
    series: tuple[SeriesForm, ...] = Field((), description="Figures without a target, used by others.")
    programmes: tuple[ProgrammeForm, ...] = Field(description="The plan's tree.")

    @model_validator(mode="before")
    @classmethod
    def _known_version(cls, raw: object) -> object:
        """`schema: 1` arrives as text; any other version is from another time."""
        if isinstance(raw, dict) and raw.get("schema") == "1":
            return {**raw, "schema": 1}
        return raw
