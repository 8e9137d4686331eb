"""The keys, in one table: what binds them, what the line at the foot names, and what `?` tells."""

from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.views.layout import HangingIndent
from enquiry.views.theme import RenderOptions


class KeyUse(NamedTuple):
    """A key as it is shown, its name for Textual, the action it leads to, and what that does, in a line.

    `foot` is the word for it at the foot of the screen, in the order of the table; nothing where it is not named there.
    """

    shown: str
    key: str
    action: str
    does: str
    foot: str = ""


WALKING = (
    KeyUse("↑ ↓", "", "", "to the row above or below; PgUp, PgDn, Home and End further", "look"),
    KeyUse("← →", "", "", "to the pane beside"),
    KeyUse("Enter", "", "", "into the row; Esc leads out again", "in"),
    KeyUse("b", "b", "back", "back to where you were before"),
    KeyUse("q", "q", "leave", "end; so does Ctrl-C", "end"),
)
LOOKING = (
    KeyUse("/", "slash", "find", "find as you type, in the language of enquiry search; Esc shows all again", "find"),
    KeyUse("y", "y", "view('year')", "the school year's enquiries side by side; < and > go to another year", "year"),
    KeyUse("p", "p", "view('pulse')", "the pulse of this enquiry", "pulse"),
    KeyUse("m", "m", "view('measures')", "its measures, with their values and charts", "measures"),
    KeyUse("t", "t", "tags", "the tags as a tree; Enter finds what bears one", "tags"),
    KeyUse("?", "question_mark", "view('keys')", "these keys", "keys"),
)
WRITING = (
    KeyUse("n", "n", "write('note')", "a note to the inbox", "note"),
    KeyUse("s", "s", "write('start')", "a new enquiry, with its question"),
    KeyUse("a", "a", "write('act')", "an action in this enquiry"),
    KeyUse("e", "e", "write('evidence')", "evidence", "evidence"),
    KeyUse("r", "r", "write('reflect')", "a reflection", "reflect"),
    KeyUse("v", "v", "write('review')", "a review"),
    KeyUse("A", "A", "write('ask')", "an ask: what would help, and of whom"),
    KeyUse("E", "E", "write('edit')", "change what the cursor is on"),
    KeyUse("M", "M", "write('move')", "move it to another enquiry, or make it another kind"),
    KeyUse("u", "u", "undo", "take back the latest step", "undo"),
    KeyUse("D", "D", "resume", "go on with the draft that was put off last"),
)
IN_A_SHEET = (
    KeyUse("Tab", "", "", "to the next field; Shift-Tab to the one before"),
    KeyUse("Ctrl-S", "ctrl+s", "save", "save", "save"),
    KeyUse("Ctrl-O", "ctrl+o", "edit", "go on in your own editor", "your editor"),
    KeyUse("Esc", "escape", "leave", "put it off: what is written waits as a draft", "put off"),
)
OTHERWISE = (
    KeyUse("< >", "less_than_sign,left_square_bracket", "turn(-1)", "an earlier or a later year"),
    KeyUse("< >", "greater_than_sign,right_square_bracket", "turn(1)", "an earlier or a later year"),
    KeyUse("Esc", "escape", "out", "out of what was opened"),
)
"""Keys that `?` tells of in another line."""

SECTIONS = (
    ("To walk", WALKING),
    ("To look", LOOKING),
    ("To write, as the commands of those names do", WRITING),
    ("In a sheet", IN_A_SHEET),
)
_MOUSE = "The mouse works too: a click puts the cursor there, another goes in, the wheel scrolls."
_LINES = "Everything here is told in lines by commands of its own: enquiry list, show, timeline, search and pulse."


def draw_keys(_look: RenderOptions) -> RenderableType:
    """Draw every key with what it does."""
    parts = list[RenderableType]()
    for heading, uses in SECTIONS:
        parts.append(Text(heading, "strong"))
        parts += [HangingIndent(Text.assemble("  ", (use.shown.ljust(8), "accent")), Text(use.does)) for use in uses]
        parts.append("")
    return Group(*parts, HangingIndent(Text(), Text(_MOUSE)), HangingIndent(Text(), Text(_LINES, "quiet")))


def draw_foot(uses: tuple[KeyUse, ...], look: RenderOptions) -> Text:
    """Draw the line at the foot: as many keys as fit, and always the one that shows them all."""
    last = ("?", "keys") if uses is not IN_A_SHEET else ("", "")
    pieces, room = [], look.width - sum(map(len, last)) - 2
    for use in (use for use in uses if use.foot and use.shown != "?"):
        if room < len(use.shown) + len(use.foot) + 3:
            break
        room -= len(use.shown) + len(use.foot) + 3
        pieces += [(use.shown, "strong"), (f" {use.foot}  ", "quiet")]
    return Text.assemble(*pieces, (last[0], "strong"), (f" {last[1]}", "quiet"))
