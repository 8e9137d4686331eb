"""Text from people as Rich text: never markup, so that brackets and colons stay what they are."""

from rich.text import Text

from enquiry.views.text import one_line, visible
from enquiry.views.theme import Look


def said(text: str, style: str = "") -> Text:
    """Return a person's words as they wrote them, safe to print."""
    return Text(visible(text).expandtabs(4), style=style)


def said_briefly(text: str, look: Look, style: str = "") -> Text:
    """Return a person's words on one line that is cut with `…` where the room ends; whole where that was asked for."""
    if look.wide:
        return Text(one_line(text), style=style, overflow="fold")
    return Text(one_line(text), style=style, no_wrap=True, overflow="ellipsis")
