"""Text from people as Rich text: never markup, so that brackets and colons stay what they are."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from enquiry.errors import ErrorSpan
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.theme import RenderOptions


def draw_text(text: str, style: str = "") -> Text:
    """Return a person's words as they wrote them, safe to print."""
    return Text(escape_unsafe(text).expandtabs(4), style=style)


def draw_one_line(text: str, look: RenderOptions, style: str = "") -> Text:
    """Return a person's words on one line, cut with `…` at the width; whole where that was asked for."""
    if look.wide:
        return Text(flatten_text(text), style=style, overflow="fold")
    return Text(flatten_text(text), style=style, no_wrap=True, overflow="ellipsis")


def format_fields(*fields: tuple[str, object]) -> Iterator[str]:
    """Yield labels and values as plain lines, `label: value`; a field whose value is empty or None is left out."""
    yield from (f"{label}: {flatten_text(str(value))}" for label, value in fields if value not in ("", None))


# --- The place of a mistake: what was typed, and under it a caret where the mistake stands.


CARET_CONTEXT = 30
"""How much of a long text is shown on either side of the mistake."""


def format_caret_lines(spot: ErrorSpan) -> tuple[str, str]:
    """Return the text, or the part of it around the mistake, and a line that points to the mistake."""
    begin = max(0, spot.begin - CARET_CONTEXT) if spot.begin > 2 * CARET_CONTEXT else 0
    end = min(len(spot.text), spot.end, spot.begin + 2 * CARET_CONTEXT)
    after = end + CARET_CONTEXT
    text = spot.text.replace("\n", " ").replace("\t", " ")  # each is one character, so that the caret stands right
    before, wrong, rest = map(escape_unsafe, (text[begin : spot.begin], text[spot.begin : end], text[end:after]))
    opening, ending = "…" if begin else "", "…" if after < len(spot.text) else ""
    carets = "^" * max(1, cell_len(wrong))
    return f"  {opening}{before}{wrong}{rest}{ending}", f"  {' ' * cell_len(opening + before)}{carets}"
