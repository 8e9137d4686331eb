"""The comments that came back in a gift: each with its name, what it speaks of, whose and of when, and its words."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell
from enquiry.insight.comments.beneath import arrange_beneath, get_about
from enquiry.insight.comments.take import CommentsReport
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import MAX_STEPS, STEP, draw_text, format_field_lines, limit_width
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 100


def draw_comments(report: CommentsReport, look: RenderOptions) -> RenderableType:
    """Draw the new comments, each answer beneath what it answers."""
    drawing = list[RenderableType]()
    arranged = arrange_beneath(report.taken.new, lambda one: one.entry.id, lambda one: get_about(one.entry))
    for place, (new, depth) in enumerate(arranged):
        edge = STEP * min(depth, MAX_STEPS)
        where = "in answer" if depth else f"on {new.at}"
        whose = f"{where}, {flatten_text(new.entry.words_of)}, {spell(new.entry.happened_on)}"
        head = Text.assemble((new.entry.name, "strong"), "  ", draw_text(whose, "quiet"))
        drawing += [""] if place else []
        drawing += [Padding(head, (0, 0, 0, edge)), Padding(draw_text(new.entry.text), (0, 0, 0, edge + 2))]
    return limit_width(Group(*drawing), look, MAX_WIDTH)


def format_comment_lines(report: CommentsReport) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for place, new in enumerate(report.taken.new):
        if place:
            yield ""
        entry = new.entry
        fields = (("comment", entry.name), ("on", new.at), ("whose", entry.words_of), ("day", entry.happened_on))
        yield from format_field_lines(*fields, ("source", entry.source), ("text", entry.text))
