"""Plain listings: one line per item, cells separated by tabs, every column, nothing folded."""

from __future__ import annotations

from kpitrack.render.views import Page


def listing(page: Page) -> str:
    """The page's tables as tab-separated lines with one heading line each; comments begin with #."""
    lines = [f"# {line}" for line in page.heading]
    for view in page.views:
        lines.append(f"# {view.caption}")
        lines.append("\t".join(column.heading for column in view.columns))
        lines += ["\t".join(row.get(column.key, "") for column in view.columns) for row in view.rows]
    lines += [f"# {line}" for line in page.closing]
    return "".join(f"{line}\n" for line in lines)
