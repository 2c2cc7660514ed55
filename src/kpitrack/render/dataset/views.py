"""The views of the database: the questions that are asked most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name and what it selects."""

    name: str
    select: str

    @property
    def sql(self) -> str:
        """The statement that makes it."""
        return f'CREATE VIEW "{self.name}" AS\n{self.select}'


VIEWS = (
    View(
        "v_leads",
        """SELECT "item", group_concat("name", '、') AS "lead_names", count(*) AS "leads"
FROM (
  SELECT l."item", u."name"
  FROM "leads" l
  JOIN "units" u ON u."id" = l."unit"
  WHERE l."role" = 'lead'
  ORDER BY l."item", l."place"
)
GROUP BY "item\"""",
    ),
    View(
        "v_status",
        """SELECT f."indicator", f."name", p."title" AS "programme", l."lead_names",
  f."target_text", f."value", f."unit", f."value_period", f."stale", f."attainment", f."pace",
  f."status", f."previous_status", f."sample"
FROM "figures" f
JOIN "meta" m ON f."month" = m."month"
JOIN "indicators" i ON i."id" = f."indicator"
JOIN "programmes" p ON p."id" = i."programme"
LEFT JOIN "v_leads" l ON l."item" = f."indicator\"""",
    ),
    View(
        "v_behind",
        """SELECT f."indicator", f."name", l."lead_names", f."status", f."value", f."unit", f."target_text",
  f."expected", f."shortfall", f."needed_per_month", i."due", f."sample"
FROM "figures" f
JOIN "meta" m ON f."month" = m."month"
JOIN "indicators" i ON i."id" = f."indicator"
LEFT JOIN "v_leads" l ON l."item" = f."indicator"
WHERE f."status" IN ('lagging', 'seriously_lagging', 'not_met')""",
    ),
    View(
        "v_overdue",
        """SELECT s."action", s."name", l."lead_names", a."due", s."state",
  s."value_period", s."note", s."sample"
FROM "action_states" s
JOIN "meta" m ON s."month" = m."month"
JOIN "actions" a ON a."id" = s."action"
LEFT JOIN "v_leads" l ON l."item" = s."action"
WHERE s."status" = 'overdue'""",
    ),
    View(
        "v_missing",
        """SELECT d."month", d."unit", u."name" AS "unit_name", d."item", d."name", d."due", d."outcome",
  d."days_late", d."sample"
FROM "duties" d
JOIN "units" u ON u."id" = d."unit"
WHERE d."outcome" IN ('missing', 'late')""",
    ),
    View(
        "v_in_force",
        """SELECT r."item", r."kind", r."name", r."period", r."reported_by", u."name" AS "unit_name",
  r."figure", r."figure_exact", r."unit", r."state", r."estimate", r."path", r."line", r."sample"
FROM "records" r
LEFT JOIN "units" u ON u."id" = r."reported_by"
WHERE r."fate" = 'in_force'""",
    ),
    View(
        "v_corrections",
        """SELECT o."item", o."name", o."period", o."reported_by", o."figure_exact" AS "before",
  n."figure_exact" AS "after", o."fate", n."reason", n."reported_on", o."path" AS "before_path",
  o."line" AS "before_line", n."path" AS "after_path", n."line" AS "after_line", n."sample"
FROM "records" o
JOIN "records" n ON n."id" = o."replaced_by\"""",
    ),
)
