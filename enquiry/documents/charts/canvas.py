"""What charts are drawn on: a canvas of a given size that takes lines, shapes and words, and gives an SVG element."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from enquiry.documents.text import LIGHT, sanitize_line

WIDTH = 640
"""How wide every chart is, in the units it is drawn in."""

EDGE = 3
"""What is left free on either side, so that a letter that stands at the very edge is not cut by whoever draws it."""

LETTER = 6.3
"""About how wide a letter of a label is."""

_FONT = "Arial, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', sans-serif"

CanvasPoint = tuple[float, float]


class SvgCanvas:
    """A canvas to draw on. Places are from the upper left; `look` names a colour of the palette."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.parts: list[ET.Element] = []

    def build_element(self, title: str, description: str, key: str) -> ET.Element:
        """Return what was drawn as one `svg` element, named and described for who cannot see it."""
        height = _format_number(self.height)
        wide = str(WIDTH + 2 * EDGE)
        size = {"viewBox": f"-{EDGE} 0 {wide} {height}", "width": wide, "height": height}
        named = {"role": "img", "aria-labelledby": f"{key}-title {key}-desc", "font-family": _FONT, "font-size": "12"}
        whole = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **named})
        for tag, words in (("title", title), ("desc", description)):
            ET.SubElement(whole, tag, id=f"{key}-{tag}").text = words
        whole.extend(self.parts)
        return whole

    def describe(self) -> dict[str, object]:
        """Return what was drawn as values that JSON can hold: the shapes with their attributes as SVG has them."""
        shapes = [{"tag": part.tag, "text": part.text, **part.attrib} for part in self.parts]
        return {"width": WIDTH + 2 * EDGE, "height": self.height, "edge": EDGE, "shapes": shapes}

    def add_text(
        self, at: CanvasPoint, text: str, look: str = "ink", anchor: str = "start", *, strong: bool = False
    ) -> None:
        """Write a label: `anchor` says which part of it stands at the place: start, middle or end."""
        fill = {"class": f"fill-{look}", "fill": getattr(LIGHT, look), "text-anchor": anchor}
        self._append("text", {"x": at[0], "y": at[1]}, fill | ({"font-weight": "bold"} if strong else {}))
        self.parts[-1].text = sanitize_line(text)

    def add_line(
        self, begin: CanvasPoint, end: CanvasPoint, look: str = "line", dashes: str = "", width: float = 1
    ) -> None:
        """Draw a straight line."""
        ends = {"x1": begin[0], "y1": begin[1], "x2": end[0], "y2": end[1]}
        dashed = {"stroke-dasharray": dashes} if dashes else {}
        self._append("line", ends, _build_stroke(look, width) | dashed)

    def add_path(self, places: Iterable[CanvasPoint], look: str = "accent", width: float = 2) -> None:
        """Draw a line from place to place."""
        self._append("polyline", {}, {"points": _format_points(places), "fill": "none"} | _build_stroke(look, width))

    def add_box(self, at: CanvasPoint, width: float, height: float, look: str = "accent") -> None:
        """Draw a filled box."""
        place, size = {"x": at[0], "y": at[1]}, {"width": _format_number(width), "height": _format_number(height)}
        self._append("rect", place, {"class": f"fill-{look}", **size, "fill": getattr(LIGHT, look)})

    def add_circle(self, at: CanvasPoint, radius: float, *, filled: bool = True) -> None:
        """Draw a disc, or with `filled=False` a ring."""
        self._append("circle", {"cx": at[0], "cy": at[1], "r": radius}, _build_shape_style(filled=filled))

    def add_polygon(self, places: Iterable[CanvasPoint], *, filled: bool = True) -> None:
        """Draw a shape by its corners, or with `filled=False` its outline."""
        self._append("polygon", {}, {"points": _format_points(places)} | _build_shape_style(filled=filled))

    def _append(self, tag: str, place: dict[str, float], more: dict[str, str]) -> None:
        self.parts.append(ET.Element(tag, {name: _format_number(value) for name, value in place.items()} | more))


def _build_stroke(look: str, width: float) -> dict[str, str]:
    return {"class": f"line-{look}", "stroke": getattr(LIGHT, look), "stroke-width": _format_number(width)}


def _build_shape_style(*, filled: bool) -> dict[str, str]:
    fill = LIGHT.accent if filled else LIGHT.paper
    return {"class": "shape" if filled else "outline", "fill": fill, "stroke": LIGHT.accent, "stroke-width": "1.8"}


def _format_points(places: Iterable[CanvasPoint]) -> str:
    return " ".join(f"{_format_number(x)},{_format_number(y)}" for x, y in places)


def _format_number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def estimate_width(label: str) -> float:
    """Return about how wide a label is."""
    return len(label) * LETTER
