"""The place of a mistake: what was typed, and under it a caret where the mistake stands."""

from rich.cells import cell_len

from enquiry.errors import Spot
from enquiry.views.text import visible

AROUND = 30
"""How much of a long text is shown on either side of the mistake."""


def caret_lines(spot: Spot) -> tuple[str, str]:
    """Return the text, or the part of it around the mistake, and a line that points to the mistake."""
    begin = max(0, spot.begin - AROUND) if spot.begin > 2 * AROUND else 0
    end = min(len(spot.text), spot.end, spot.begin + 2 * AROUND)
    after = end + AROUND
    before, wrong = (_line(spot.text[a:b]) for a, b in ((begin, spot.begin), (spot.begin, end)))
    rest = _line(spot.text[end:after])
    opening, ending = "…" if begin else "", "…" if after < len(spot.text) else ""
    carets = "^" * max(1, cell_len(wrong))
    return f"  {opening}{before}{wrong}{rest}{ending}", f"  {' ' * cell_len(opening + before)}{carets}"


def _line(text: str) -> str:
    """Return a text safe to print and as long in signs as it was: each line end and tab is one space."""
    return visible("".join(" " if sign in "\n\t" else sign for sign in text))
