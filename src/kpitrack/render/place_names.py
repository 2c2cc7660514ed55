"""The place a plan is of, as it is printed beside the plan's title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpitrack.render.safe import one_line

if TYPE_CHECKING:
    from kpitrack.model import Plan

_YEAR = re.compile("^[0-9]{4}年(?:度)?")


def place_beside(plan: Plan) -> str:
    """The place; empty where the title begins with it, also behind a year: 2025年云溪县….."""
    place, title = one_line(plan.place).strip(), one_line(plan.title).strip()
    said = place and (title.startswith(place) or _YEAR.sub("", title).startswith(place))
    return "" if said else place
