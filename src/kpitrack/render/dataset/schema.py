"""The tables of the data set. docs/reference/export.md is made from this and from wording/dataset.py."""

from __future__ import annotations

from kpitrack.assessment.results import ActionStatus, Freshness, Punctuality, RowKind, Status
from kpitrack.kinds import (
    ActionKind,
    Bound,
    Frequency,
    LeadKind,
    Measure,
    Method,
    Reporters,
    ScheduleKind,
    State,
)
from kpitrack.problems import Severity
from kpitrack.render.dataset.tables import (
    Column,
    Empty,
    Kind,
    Measured,
    Table,
    code,
    day,
    flag,
    integer,
    link,
    many,
    month,
    number,
    quantity,
    text,
)
from kpitrack.render.fates import Fate

SCHEMA = 1
ITEM_KINDS = ("indicator", "action", "step", "series")
ROLES = ("lead", "support", "reported_by")

_PLACE = (
    link("programme", "programmes"),
    link("task", "tasks", Empty.NO_TASK),
    text("section"),
    many("lead"),
    code("lead_kind", LeadKind),
    many("support"),
    many("reported_by"),
    code("reporters", Reporters),
    code("frequency", Frequency),
    text("source", Empty.UNDECLARED),
)
_MEANS = (
    number("on_pace_share", Measured.RATIO, Empty.NONE_JUDGED),
    integer("judged", Measured.COUNT),
    number("attainment", Measured.RATIO, Empty.NONE_JUDGED),
    integer("counted", Measured.COUNT),
    integer("of", Measured.COUNT),
)
_COUNTS = (
    *(integer(status.value, Measured.COUNT) for status in Status),
    *_MEANS,
    integer("actions", Measured.COUNT),
    *(integer(f"actions_{status.value}", Measured.COUNT) for status in ActionStatus),
)
_REPORTING = tuple(
    integer(name, Measured.COUNT) for name in ("owed", "on_time", "late", "missing", "undated", "not_yet_due")
)

META = Table(
    "meta",
    (
        integer("schema"),
        integer("rule_version"),
        flag("sample"),
        text("sample_text", Empty.IS_REAL),
        text("plan"),
        text("title"),
        text("place", Empty.UNDECLARED),
        month("first_month"),
        month("last_month"),
        month(listed=True),
        day("as_of", Empty.NOT_ASKED),
        text("language"),
        text("timezone"),
        text("plan_sha256"),
        text("data_sha256"),
        integer("records", Measured.COUNT),
    ),
    ("schema",),
)
MONTHS = Table(
    "months",
    (
        month(),
        number("pace", Measured.RATIO, Empty.NEVER),
        day("reports_due"),
        *_REPORTING,
        integer("indicators", Measured.COUNT),
        *_COUNTS,
        flag("sample"),
    ),
    ("month",),
)
PROGRAMMES = Table("programmes", (text("id"), text("title"), text("section")), ("id",))
TASKS = Table("tasks", (text("id"), link("programme", "programmes"), text("title"), text("section")), ("id",))
UNITS = Table("units", (text("id"), text("name"), many("aliases"), flag("office")), ("id",))
ITEMS = Table(
    "items", (text("id"), code("kind", ITEM_KINDS), text("name"), text("unit", Empty.UNDECLARED)), ("id",)
)
INDICATORS = Table(
    "indicators",
    (
        link("id", "items"),
        text("name"),
        *_PLACE,
        code("measure", Measure),
        text("unit", Empty.UNDECLARED),
        code("target_bound", Bound),
        quantity("target_value", Empty.NO_TARGET),
        quantity("target_upper", Empty.UNDEFINED),
        quantity("target_tolerance", Empty.UNDEFINED),
        Column("target_series", empty=Empty.UNDEFINED, refers=("series", "id")),
        text("target_pending", Empty.UNDEFINED),
        text("target_text"),
        flag("target_revised"),
        code("method", Method),
        code("schedule", ScheduleKind),
        month("due"),
        quantity("baseline_value", Empty.UNDECLARED),
        text("baseline_period", Empty.UNDECLARED),
        number("weight", Measured.PLAIN, Empty.NEVER),
        flag("effort"),
        flag("increments"),
        text("wording", Empty.UNDECLARED),
    ),
    ("id",),
)
ACTIONS = Table(
    "actions",
    (
        link("id", "items"),
        text("name"),
        *_PLACE,
        code("kind", ActionKind),
        month("due", Empty.UNDECLARED),
        text("unit", Empty.UNDECLARED),
        quantity("of", Empty.UNDECLARED),
        text("wording", Empty.UNDECLARED),
    ),
    ("id",),
)
STEPS = Table(
    "steps",
    (
        link("id", "items"),
        link("action", "actions"),
        text("name"),
        month("due", Empty.UNDECLARED),
        number("weight", Measured.PLAIN, Empty.NEVER),
    ),
    ("id",),
)
SERIES = Table(
    "series",
    (
        link("id", "items"),
        text("name"),
        text("unit"),
        flag("carry"),
        many("reported_by"),
        code("frequency", Frequency),
        text("source", Empty.UNDECLARED),
    ),
    ("id",),
)
LEADS = Table(
    "leads",
    (link("item", "items"), code("role", ROLES), integer("place"), link("unit", "units")),
    ("item", "role", "unit"),
    (("unit", "role"),),
)
FIGURES = Table(
    "figures",
    (
        link("indicator", "indicators"),
        month(listed=True),
        text("name"),
        code("status", Status),
        code("previous_status", Status, Empty.FIRST_MONTH),
        quantity("value", Empty.NO_FIGURE),
        text("unit", Empty.UNDECLARED),
        month("value_period", Empty.NO_FIGURE),
        flag("stale"),
        flag("estimate"),
        code("freshness", Freshness),
        quantity("uncompared", Empty.UNDEFINED),
        text("target_text"),
        quantity("target_value", Empty.NO_TARGET),
        quantity("target_upper", Empty.UNDEFINED),
        code("method", Method),
        number("attainment", Measured.RATIO),
        flag("satisfied", Empty.UNDEFINED),
        number("expected", Measured.OWN),
        number("pace", Measured.RATIO, Empty.NEVER),
        number("pace_ratio", Measured.RATIO),
        number("pace_gap_points", Measured.PERCENTAGE_POINTS),
        number("gap", Measured.POINTS),
        number("shortfall", Measured.POINTS),
        number("remaining", Measured.OWN),
        number("needed_per_month", Measured.OWN),
        number("change", Measured.POINTS),
        flag("owed"),
        many("incomplete"),
        many("flags"),
        flag("sample"),
    ),
    ("indicator", "month"),
    (("month", "status"),),
)
ACTION_STATES = Table(
    "action_states",
    (
        link("action", "actions"),
        month(listed=True),
        text("name"),
        code("status", ActionStatus),
        code("previous_status", ActionStatus, Empty.FIRST_MONTH),
        code("state", State, Empty.NO_FIGURE),
        number("progress", Measured.PERCENT, Empty.NO_FIGURE),
        quantity("value", Empty.NO_FIGURE),
        text("unit", Empty.NO_FIGURE),
        month("value_period", Empty.NO_FIGURE),
        flag("stale"),
        number("attainment", Measured.RATIO),
        text("note", Empty.UNSAID),
        text("problem", Empty.UNSAID),
        text("next", Empty.UNSAID),
        flag("owed"),
        many("flags"),
        flag("sample"),
    ),
    ("action", "month"),
    (("month", "status"),),
)
RECORDS = Table(
    "records",
    (
        integer("id"),
        link("item", "items"),
        code("kind", ITEM_KINDS),
        text("name"),
        month("period"),
        link("reported_by", "units", Empty.UNSAID),
        day("reported_on", Empty.UNSAID),
        quantity("figure", Empty.UNSAID),
        quantity("value", Empty.UNSAID),
        quantity("increment", Empty.UNSAID),
        text("unit", Empty.UNDECLARED),
        code("state", State, Empty.UNSAID),
        number("progress", Measured.PERCENT, Empty.UNSAID),
        number("rate", Measured.PERCENT, Empty.UNSAID),
        flag("estimate"),
        text("note", Empty.UNSAID),
        text("problem", Empty.UNSAID),
        text("next", Empty.UNSAID),
        text("evidence", Empty.UNSAID),
        text("reason", Empty.UNSAID),
        flag("withdraw"),
        code("fate", Fate),
        Column("replaced_by", Kind.INTEGER, Empty.NOT_REPLACED, refers=("records", "id")),
        text("path"),
        integer("line", empty=Empty.WHOLE_FILE),
        integer("column", empty=Empty.WHOLE_FILE),
        text("batch", Empty.BY_HAND),
        text("source", Empty.BY_HAND),
        text("source_place", Empty.BY_HAND),
        text("source_sha256", Empty.BY_HAND),
        Column("ingested_at", Kind.MOMENT, Empty.BY_HAND),
        flag("sample"),
    ),
    ("id",),
    (("item", "period", "reported_by"), ("fate",), ("replaced_by",)),
)
DUTIES = Table(
    "duties",
    (
        month(listed=True),
        integer("duty"),
        link("unit", "units"),
        link("item", "items"),
        text("name"),
        day("due"),
        code("outcome", Punctuality),
        integer("days_late", Measured.DAYS, Empty.NOT_LATE),
        flag("sample"),
    ),
    ("month", "duty", "unit"),
    (("unit", "month"), ("item", "month")),
)
LEAD_UNITS = Table(
    "lead_units",
    (
        month(listed=True),
        integer("row"),
        code("kind", RowKind),
        link("unit", "units", Empty.NOBODY),
        text("name"),
        integer("led", Measured.COUNT),
        integer("supported", Measured.COUNT),
        *_COUNTS,
        integer("actions_supported", Measured.COUNT),
        *_REPORTING,
        flag("sample"),
    ),
    ("month", "row"),
    (("unit", "month"),),
)
PROBLEMS = Table(
    "problems",
    (
        integer("id"),
        text("path"),
        integer("line", empty=Empty.WHOLE_FILE),
        integer("column", empty=Empty.WHOLE_FILE),
        text("rule"),
        code("severity", Severity),
        text("message"),
        text("hint", Empty.UNDEFINED),
    ),
    ("id",),
)

# Each refers only to those before it, or to itself; `meta` to the months.
TABLES = (
    MONTHS,
    META,
    PROGRAMMES,
    TASKS,
    UNITS,
    ITEMS,
    SERIES,
    INDICATORS,
    ACTIONS,
    STEPS,
    LEADS,
    FIGURES,
    ACTION_STATES,
    RECORDS,
    DUTIES,
    LEAD_UNITS,
    PROBLEMS,
)
BY_NAME = {table.name: table for table in TABLES}
