"""Tables for the terminal: drawn by Rich, with widths computed so that no character is lost.

Short columns first and never cut; names last, folded; no vertical rules, since terminals differ
on the width of those; below 60 columns one block per item.
"""

from __future__ import annotations

import io
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kpitrack.render.drawings import beside, placed
from kpitrack.render.views import Column, Page, View
from kpitrack.render.widths import folded

_NARROW = 60
_GAP = 2
_LEAST_NAME = 16
_NAME_SHARE = 0.4
_NAME_GROWS_TO = 115  # wider, the room is for what folds beside the names
_FOLD_MOST = 26  # twelve Chinese characters and a comma
_FOLD_LEAST = 10
_LAST_TO_GO = 76  # a column shown from here on stays as long as others can be folded
_IN_BLOCKS = frozenset({"pace", "lead", "actions"})


def draw(page: Page, *, width: int, color: bool, stroke: int = 0) -> str:
    """The page as terminal text of at most `width` columns (more only where one character needs it).

    `stroke`: how many columns a character of bars and sparklines takes; 0 for none of them.
    """
    console = Console(
        file=io.StringIO(),
        width=max(width, 1),
        height=100,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        soft_wrap=False,
    )
    for line in page.heading:
        console.print(_text(line, width, "bold"))
    for view in page.views:
        console.print()
        console.print(_text(view.caption, width, "bold"))
        shown = _draw_view(console, view, width, stroke)
        for note in (*view.legend.line(shown), *view.notes):
            console.print(_text(note, width, stroke=max(stroke, 1)))
    if page.closing:
        console.print()
    for line in page.closing:
        console.print(_text(line, width))
    file = console.file
    text = file.getvalue() if isinstance(file, io.StringIO) else ""
    return "".join(f"{line.rstrip()}\n" for line in text.split("\n")[:-1])


def _draw_view(console: Console, view: View, width: int, stroke: int) -> tuple[str, ...]:
    """Draw it as a table, or as blocks; the keys of the columns that are shown."""
    if width < _NARROW or _squeezes_names(view, width):
        return _draw_blocks(console, view, width)
    drawings, left = placed(view.drawings, width, stroke)
    columns = _fitting(view, left)
    behind = beside(drawings, len(view.rows), stroke)
    if view.under:
        _print_apart(console, view, columns, left)
    else:
        console.print(_table(view, columns, _widths(view, columns, left), behind))
    return (*(column.key for column in columns), *(drawing.key for drawing in drawings))


def _table(view: View, columns: tuple[Column, ...], widths: dict[str, int], behind: tuple[str, ...]) -> Table:
    """The columns in their widths; `behind` them what is drawn, heading first, if anything."""
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), show_edge=False, expand=False)
    for column in columns:
        table.add_column(
            _text(column.heading, widths[column.key]),
            justify="right" if column.numeric else "left",
            width=widths[column.key],
            overflow="fold",
        )
    if behind:
        table.add_column(Text(behind[0]), width=max(cell_len(line) for line in behind), no_wrap=True)
    for index, row in enumerate(view.rows):
        style = view.styles[index] if index < len(view.styles) else ""
        cells = [
            _text(row.get(column.key, ""), widths[column.key], style if place == 0 else "")
            for place, column in enumerate(columns)
        ]
        table.add_row(*cells, *(Text(line) for line in behind[index + 1 : index + 2]))
    return table


def _print_apart(console: Console, view: View, columns: tuple[Column, ...], width: int) -> None:
    """Print a table row by row, under each its lines, set in."""
    widths = _widths(view, columns, width)
    console.print(_table(replace(view, rows=()), columns, widths, ()))
    for index, row in enumerate(view.rows):
        alone = _table(replace(view, rows=(row,), styles=view.styles[index : index + 1]), columns, widths, ())
        alone.show_header = False
        console.print(alone)
        _print_under(console, view, index, width)


def _print_under(console: Console, view: View, index: int, width: int) -> None:
    for line in view.under[index] if index < len(view.under) else ():
        console.print(Text(folded(f"  {line}", width, hang=2), overflow="fold"))


def _fitting(view: View, width: int) -> tuple[Column, ...]:
    """The columns for a width: optional ones are left out until names have room."""
    columns = tuple(column for column in view.columns if column.need <= width)
    while True:
        rest = _room(view, columns, width)
        optional = [column for column in columns if column.need]
        if rest >= _LEAST_NAME or not optional:
            return columns
        dropped = max(optional, key=lambda column: column.need)
        if dropped.need <= _LAST_TO_GO and rest + _foldable(view, columns) >= _LEAST_NAME:
            return columns
        columns = tuple(column for column in columns if column is not dropped)


def _foldable(view: View, columns: tuple[Column, ...]) -> int:
    """By how much the columns before the last may still be folded."""
    return sum(max(_wanted(view, column) - _FOLD_LEAST, 0) for column in columns[:-1] if column.folds)


def _room(view: View, columns: tuple[Column, ...], width: int) -> int:
    """What is left for the last column."""
    used = sum(_wanted(view, column) + _GAP for column in columns[:-1])
    return width - used


def _widths(view: View, columns: tuple[Column, ...], width: int) -> dict[str, int]:
    """The width of each column: short ones what they need, the last the rest."""
    widths = {column.key: _wanted(view, column) for column in columns}
    last = columns[-1]
    foldable = [column for column in columns[:-1] if column.folds]
    room = width - sum(widths[column.key] + _GAP for column in columns[:-1])
    share = int(min(width, _NAME_GROWS_TO) * _NAME_SHARE)
    wanted = min(max(_LEAST_NAME, share), _longest(view, last))
    for column in foldable:
        given = max(min(widths[column.key] - _FOLD_LEAST, wanted - room), 0)
        widths[column.key] -= given
        room += given
    widths[last.key] = max(min(room, _longest(view, last)), 2)
    return widths


def _squeezes_names(view: View, width: int) -> bool:
    """Whether a table would leave the names too narrow to be read."""
    last = view.columns[-1]
    given = _widths(view, _fitting(view, width), width)[last.key]
    return given < min(_LEAST_NAME, _longest(view, last))


def _wanted(view: View, column: Column) -> int:
    longest = _longest(view, column)
    return min(longest, _FOLD_MOST) if column.folds else longest


def _longest(view: View, column: Column) -> int:
    return max([cell_len(column.heading), *(cell_len(row.get(column.key, "")) for row in view.rows)])


def _text(text: str, width: int, style: str = "", stroke: int = 1) -> Text:
    """A text folded by our rules: Rich's would let a line begin with a comma."""
    return Text(folded(text, width, hang=0, stroke=stroke), style=style, overflow="fold")


def _draw_blocks(console: Console, view: View, width: int) -> tuple[str, ...]:
    """One block per item: a heading line and `key: value` lines, folded; the keys of what is shown."""
    head = next((column for column in view.columns if column.key == view.head), view.columns[-1])
    shown = [column for column in view.columns if not column.need or column.key in _IN_BLOCKS]
    for index, row in enumerate(view.rows):
        style = view.styles[index] if index < len(view.styles) else ""
        console.print(_text(row.get(head.key, ""), width, "bold"))
        for place, column in enumerate(column for column in shown if column is not head):
            label = f"  {column.heading} "
            text = _text(f"{label}{row.get(column.key, '')}", width)
            text.stylize(style if place == 0 else "", len(label))
            console.print(text)
        _print_under(console, view, index, width)
    return tuple(column.key for column in shown)
