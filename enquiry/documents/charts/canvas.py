"""What pictures are drawn on: a sheet of a given size that takes lines, shapes and words, and gives an SVG element."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from enquiry.documents.palette import LIGHT
from enquiry.documents.text import on_one_line

WIDTH = 640
"""How wide every picture is, in the units it is drawn in."""

LETTER = 6.3
"""About how wide a letter of a label is."""

_FONT = "Arial, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', sans-serif"

Place = tuple[float, float]


class Canvas:
    """A sheet to draw on. Places are from the upper left; `look` names a colour of the palette."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.parts: list[ET.Element] = []

    def element(self, title: str, description: str, key: str) -> ET.Element:
        """Return what was drawn as one `svg` element, named and described for who cannot see it."""
        size = {"viewBox": f"0 0 {WIDTH} {_number(self.height)}", "width": str(WIDTH), "height": _number(self.height)}
        named = {"role": "img", "aria-labelledby": f"{key}-title {key}-desc"}
        face = {"font-family": _FONT, "font-size": "12"}
        whole = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **named, **face})
        for tag, words in (("title", title), ("desc", description)):
            ET.SubElement(whole, tag, id=f"{key}-{tag}").text = words
        whole.extend(self.parts)
        return whole

    def words(self, at: Place, text: str, look: str = "ink", anchor: str = "start", *, strong: bool = False) -> None:
        """Write a label: `anchor` says which part of it stands at the place: start, middle or end."""
        part = self._part("text", at, f"fill-{look}", {"fill": getattr(LIGHT, look), "text-anchor": anchor})
        if strong:
            part.set("font-weight", "bold")
        part.text = on_one_line(text)

    def line(self, begin: Place, end: Place, look: str = "line", dashes: str = "", width: float = 1) -> None:
        """Draw a straight line."""
        ends = zip(("x1", "y1", "x2", "y2"), (*begin, *end), strict=True)
        self._stroked("line", {name: _number(value) for name, value in ends}, look, dashes, width)

    def path(self, places: Iterable[Place], look: str = "accent", width: float = 2) -> None:
        """Draw a line from place to place."""
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in places)
        self._stroked("polyline", {"points": points, "fill": "none"}, look, "", width)

    def box(self, at: Place, width: float, height: float, look: str = "accent") -> None:
        """Draw a filled box."""
        size = {"width": _number(width), "height": _number(height)}
        self._part("rect", at, f"fill-{look}", {**size, "fill": getattr(LIGHT, look)})

    def circle(self, at: Place, radius: float, *, filled: bool = True) -> None:
        """Draw a disc, or with `filled=False` a ring."""
        place = {"cx": _number(at[0]), "cy": _number(at[1]), "r": _number(radius)}
        self.parts.append(ET.Element("circle", {**place, **_shaped(filled=filled)}))

    def shape(self, places: Iterable[Place], *, filled: bool = True) -> None:
        """Draw a shape by its corners, or with `filled=False` its outline."""
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in places)
        self.parts.append(ET.Element("polygon", {"points": points, **_shaped(filled=filled)}))

    def _part(self, tag: str, at: Place, look: str, more: dict[str, str]) -> ET.Element:
        part = ET.Element(tag, {"x": _number(at[0]), "y": _number(at[1]), "class": look, **more})
        self.parts.append(part)
        return part

    def _stroked(self, tag: str, place: dict[str, str], look: str, dashes: str, width: float) -> None:
        stroke = {"class": f"line-{look}", "stroke": getattr(LIGHT, look), "stroke-width": _number(width)}
        dashed = {"stroke-dasharray": dashes} if dashes else {}
        self.parts.append(ET.Element(tag, {**place, **stroke, **dashed}))


def _shaped(*, filled: bool) -> dict[str, str]:
    fill = LIGHT.accent if filled else LIGHT.paper
    return {"class": "shape" if filled else "outline", "fill": fill, "stroke": LIGHT.accent, "stroke-width": "1.8"}


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def wide(label: str) -> float:
    """Return about how wide a label is."""
    return len(label) * LETTER
