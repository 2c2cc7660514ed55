"""What is read out of a plan's text, each with the line it stands on; nothing in it is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Doubt(StrEnum):
    """What a person must decide."""

    BARE = "bare"
    REACH = "reach"
    ABOUT = "about"
    SERIES = "series"
    PENDING = "pending"
    EFFORT = "effort"
    CARRIED = "carried"
    COMPONENTS = "components"
    SMALL = "small"
    LEVEL = "level"
    SEVERAL = "several"
    UPPER = "upper"
    UPPER_SUM = "upper_sum"
    FALL = "fall"
    FALL_TOO = "fall_too"
    BASE = "base"
    BASE_UNIT = "base_unit"
    EACH = "each"
    SUBJECT = "subject"
    NAMELESS = "nameless"
    LISTED = "listed"
    COMPARED = "compared"
    SHORT_NAME = "short_name"
    RESPECTIVELY = "respectively"
    LATER_YEAR = "later_year"
    PART = "part"
    STAGES = "stages"
    STAGES_LEFT = "stages_left"
    STEPS = "steps"
    RATE = "rate"
    PLAN_YEAR = "plan_year"
    PLACE = "place"
    IDS = "ids"
    OFFICE = "office"
    NO_LEAD = "no_lead"
    JOINT = "joint"
    ONE_NAMED = "one_named"
    GROUP = "group"
    NOT_MEMBER = "not_member"
    ODD_UNIT = "odd_unit"
    NUMBER = "number"
    KINDS = "kinds"
    PASSED_OVER = "passed_over"
    AUTO_NUMBERS = "auto_numbers"
    SHARED = "shared"
    INHERITED = "inherited"
    TITLE_ONLY = "title_only"
    TITLE_NUMBER = "title_number"
    EMPTY = "empty"
    SAME_UNIT = "same_unit"
    BY_SHAPE = "by_shape"
    NO_HEADINGS = "no_headings"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source that is not blank; `number` counts from 1, in Word paragraphs.

    Of a row of a table (`is_row`): `due`, the year and month in its column of deadlines, 0 where it names
    none; `is_left`: it is no item, for it sums up other rows or is part of one.
    """

    number: int
    text: str
    due: tuple[int, int] = (0, 0)
    is_left: bool = False
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Something a person must decide; `line` 0: it concerns the whole plan."""

    doubt: Doubt
    line: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Owners:
    """Who answers for a section: units as named. `kind` as in the plan file; `open`: the text ends in 等."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    kind: str = "none"
    open: bool = False
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A number of an indicator, or a part of an action, with the month by whose end it is due."""

    month: int
    told: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantified phrase. `bound` is the key of its target, `values` one number or the two of a range.

    `base`: the number that it starts from. `stages`: what it is to have reached by which month, on the way.
    """

    name: str
    wording: str
    target_text: str
    unit: str
    measure: str
    bound: str
    values: tuple[str, ...]
    line: int
    effort: bool = False
    due_month: int = 0
    components: tuple[str, ...] = ()
    series: str = ""
    opens: tuple[Open, ...] = ()
    base: str = ""
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """A phrase that says what is to be done, without a number; `due_month` 0 where none is named."""

    name: str
    wording: str
    kind: str
    line: int
    due_month: int = 0
    steps: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what was found below it; `label` is its place: 二（一）1. Tasks have no tasks."""

    title: str
    label: str
    line: int
    owners: Owners = Owners()
    indicators: tuple[Indicator, ...] = ()
    actions: tuple[Action, ...] = ()
    tasks: tuple[Section, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found in it."""
        return not (self.indicators or self.actions or any(not task.is_empty for task in self.tasks))


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was read: `units` in the order of the plan, `office` one of them or empty.

    `left` are the words that became neither an item nor something to decide.
    """

    title: str
    place: str
    year: int
    units: tuple[str, ...]
    office: str
    programmes: tuple[Section, ...]
    opens: tuple[Open, ...]
    left: tuple[Line, ...] = ()
