"""What pictures are drawn on: a sheet of a given size that takes lines, shapes and words, and gives an SVG element."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from enquiry.documents.palette import LIGHT
from enquiry.documents.text import sanitize_line

WIDTH = 640
"""How wide every picture is, in the units it is drawn in."""

LETTER = 6.3
"""About how wide a letter of a label is."""

_FONT = "Arial, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', sans-serif"

CanvasPoint = tuple[float, float]


class SvgCanvas:
    """A sheet to draw on. Places are from the upper left; `look` names a colour of the palette."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.parts: list[ET.Element] = []

    def build_element(self, title: str, description: str, key: str) -> ET.Element:
        """Return what was drawn as one `svg` element, named and described for who cannot see it."""
        size = {
            "viewBox": f"0 0 {WIDTH} {_format_number(self.height)}",
            "width": str(WIDTH),
            "height": _format_number(self.height),
        }
        named = {"role": "img", "aria-labelledby": f"{key}-title {key}-desc"}
        face = {"font-family": _FONT, "font-size": "12"}
        whole = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **named, **face})
        for tag, words in (("title", title), ("desc", description)):
            ET.SubElement(whole, tag, id=f"{key}-{tag}").text = words
        whole.extend(self.parts)
        return whole

    def add_text(
        self, at: CanvasPoint, text: str, look: str = "ink", anchor: str = "start", *, strong: bool = False
    ) -> None:
        """Write a label: `anchor` says which part of it stands at the place: start, middle or end."""
        part = self._append_part("text", at, f"fill-{look}", {"fill": getattr(LIGHT, look), "text-anchor": anchor})
        if strong:
            part.set("font-weight", "bold")
        part.text = sanitize_line(text)

    def add_line(
        self, begin: CanvasPoint, end: CanvasPoint, look: str = "line", dashes: str = "", width: float = 1
    ) -> None:
        """Draw a straight line."""
        ends = zip(("x1", "y1", "x2", "y2"), (*begin, *end), strict=True)
        self._add_stroke("line", {name: _format_number(value) for name, value in ends}, look, dashes, width)

    def add_path(self, places: Iterable[CanvasPoint], look: str = "accent", width: float = 2) -> None:
        """Draw a line from place to place."""
        points = " ".join(f"{_format_number(x)},{_format_number(y)}" for x, y in places)
        self._add_stroke("polyline", {"points": points, "fill": "none"}, look, "", width)

    def add_box(self, at: CanvasPoint, width: float, height: float, look: str = "accent") -> None:
        """Draw a filled box."""
        size = {"width": _format_number(width), "height": _format_number(height)}
        self._append_part("rect", at, f"fill-{look}", {**size, "fill": getattr(LIGHT, look)})

    def add_circle(self, at: CanvasPoint, radius: float, *, filled: bool = True) -> None:
        """Draw a disc, or with `filled=False` a ring."""
        place = {"cx": _format_number(at[0]), "cy": _format_number(at[1]), "r": _format_number(radius)}
        self.parts.append(ET.Element("circle", {**place, **_style_shape(filled=filled)}))

    def add_polygon(self, places: Iterable[CanvasPoint], *, filled: bool = True) -> None:
        """Draw a shape by its corners, or with `filled=False` its outline."""
        points = " ".join(f"{_format_number(x)},{_format_number(y)}" for x, y in places)
        self.parts.append(ET.Element("polygon", {"points": points, **_style_shape(filled=filled)}))

    def _append_part(self, tag: str, at: CanvasPoint, look: str, more: dict[str, str]) -> ET.Element:
        part = ET.Element(tag, {"x": _format_number(at[0]), "y": _format_number(at[1]), "class": look, **more})
        self.parts.append(part)
        return part

    def _add_stroke(self, tag: str, place: dict[str, str], look: str, dashes: str, width: float) -> None:
        stroke = {"class": f"line-{look}", "stroke": getattr(LIGHT, look), "stroke-width": _format_number(width)}
        dashed = {"stroke-dasharray": dashes} if dashes else {}
        self.parts.append(ET.Element(tag, {**place, **stroke, **dashed}))


def _style_shape(*, filled: bool) -> dict[str, str]:
    fill = LIGHT.accent if filled else LIGHT.paper
    return {"class": "shape" if filled else "outline", "fill": fill, "stroke": LIGHT.accent, "stroke-width": "1.8"}


def _format_number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def estimate_width(label: str) -> float:
    """Return about how wide a label is."""
    return len(label) * LETTER
