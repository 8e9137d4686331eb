"""Pictures as SVG: drawn in shapes and words, so that they can be read in black and white.

A picture is right by itself, as a PDF and a Word file need it: every shape says its colour for white paper. Its shapes
also have a class each, by which a page with a style of its own makes them light on dark.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from enquiry.documents.text import on_one_line
from enquiry.insight.summary.blocks import Drawn, Picture

if TYPE_CHECKING:
    from enquiry.documents.charts.canvas import Canvas


def drawing(picture: Picture, key: str = "picture") -> ET.Element:
    """Return a picture as an element with its title and description; `key` keeps their ids apart in one page."""
    from enquiry.exchange.svg_series import draw_series
    from enquiry.exchange.svg_strip import draw_strip
    from enquiry.exchange.svg_timeline import draw_timeline

    draw: dict[Drawn, Callable[[Picture], Canvas]] = {
        Drawn.STRIP: draw_strip,
        Drawn.SERIES: draw_series,
        Drawn.TIMELINE: draw_timeline,
    }
    canvas = draw[picture.drawn](picture)
    return canvas.element(on_one_line(picture.caption), on_one_line(picture.alternative), key)


def svg_of(picture: Picture) -> str:
    """Return a picture as an SVG file of its own."""
    return ET.tostring(drawing(picture), encoding="unicode")
