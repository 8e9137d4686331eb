"""Text from people as Rich text: never markup, so that brackets and colons stay what they are."""

from rich.cells import cell_len
from rich.text import Text

from enquiry.errors import ErrorSpan
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.theme import RenderOptions


def draw_text(text: str, style: str = "") -> Text:
    """Return a person's words as they wrote them, safe to print."""
    return Text(escape_unsafe(text).expandtabs(4), style=style)


def draw_one_line(text: str, look: RenderOptions, style: str = "") -> Text:
    """Return a person's words on one line that is cut with `…` where the room ends; whole where that was asked for."""
    if look.wide:
        return Text(flatten_text(text), style=style, overflow="fold")
    return Text(flatten_text(text), style=style, no_wrap=True, overflow="ellipsis")


# --- The place of a mistake: what was typed, and under it a caret where the mistake stands.


CARET_CONTEXT = 30
"""How much of a long text is shown on either side of the mistake."""


def format_caret_lines(spot: ErrorSpan) -> tuple[str, str]:
    """Return the text, or the part of it around the mistake, and a line that points to the mistake."""
    begin = max(0, spot.begin - CARET_CONTEXT) if spot.begin > 2 * CARET_CONTEXT else 0
    end = min(len(spot.text), spot.end, spot.begin + 2 * CARET_CONTEXT)
    after = end + CARET_CONTEXT
    before, wrong = (_replace_line_ends(spot.text[a:b]) for a, b in ((begin, spot.begin), (spot.begin, end)))
    rest = _replace_line_ends(spot.text[end:after])
    opening, ending = "…" if begin else "", "…" if after < len(spot.text) else ""
    carets = "^" * max(1, cell_len(wrong))
    return f"  {opening}{before}{wrong}{rest}{ending}", f"  {' ' * cell_len(opening + before)}{carets}"


def _replace_line_ends(text: str) -> str:
    """Return a text safe to print and as long in signs as it was: each line end and tab is one space."""
    return escape_unsafe("".join(" " if sign in "\n\t" else sign for sign in text))
