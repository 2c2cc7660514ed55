"""The page (`report -o index.html`): one file for a browser, with nothing to fetch.

    Material → Page (plain values) → template → text

`view` makes the value, `template` fills it in; what the browser does with it stands in `templates`.
"""

from __future__ import annotations

from kpitrack.render.material import Material
from kpitrack.render.page.template import filled
from kpitrack.render.page.view import view


def page_html(material: Material) -> str:
    """The page of a month. The same material gives the same text."""
    return filled(view(material))
