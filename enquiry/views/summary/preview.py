"""What leaves in a summary, what does not, and why: for the owner's eyes, before a document is handed over."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from enquiry.command_lines import format_command
from enquiry.insight.summary.disclosure import Disclosure, Withheld
from enquiry.insight.summary.value import PreparedSummary, Summary
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_text
from enquiry.views.summary.closing import ECHO, FEW, TITLES, format_withheld, group_by_heading, list_reasons
from enquiry.views.theme import RenderOptions
from enquiry.words import join_words

_INDENT = (0, 0, 0, 2)
_FIRST = ("question", "decided", "text")


def draw_preview(prepared: PreparedSummary, _: RenderOptions) -> RenderableType:
    """Draw what goes, what does not, where the journal is silent, and the one command that lets more go."""
    summary = prepared.summary
    head = draw_text(f"For {summary.reader}, {summary.title}", "strong")
    drawing: list[RenderableType] = [head, "", Text("Goes", "strong")]
    alone = list(_list_rows(summary, ""))
    drawing += [Padding(draw_text(f"{of or label}: {words}"), _INDENT) for of, label, words in alone]
    for cycle in summary.cycles:
        question = cycle.question or "(its question is not told)"
        drawing.append(Padding(draw_text(f"{cycle.number} {question}", "question"), _INDENT))
        table = Table.grid(Column(no_wrap=True), Column(), Column(overflow="fold"), padding=(0, 2, 0, 0))
        before = ""
        for of, label, words in _list_rows(summary, str(cycle.number)):
            name = of if "." in of and of != before else ""
            if label != "question":
                table.add_row(name, Text(label, "quiet"), Text(flatten_text(words)))
            before = of
        drawing.append(Padding(table, (0, 0, 0, 4)))
    drawing += [] if summary.cycles or alone else [Text("  nothing", "quiet")]
    rest = list(_list_untold(prepared))
    found = {verdict: [one for one in rest if one.verdict is verdict] for verdict in TITLES}
    looks = ((prepared.few, FEW), (prepared.echoes, ECHO))
    first = [f"{join_words(names)}: words that {what} go as they are." for names, what in looks if names]
    parts = [(TITLES[verdict], verdict is Disclosure.HELD, [*list_reasons(held)]) for verdict, held in found.items()]
    parts.append(("Look at these first", True, first))
    silent = list[str]()
    for heading, acts in group_by_heading(prepared).items():
        commands = [format_command(act) for act in acts]
        silent += [f"{heading}: {commands[0]}"] if len(commands) == 1 else [heading, *(f"  {one}" for one in commands)]
    parts.append(("Nothing to tell under", False, silent))
    for title, alarming, lines in parts:
        if lines:
            drawing += ["", Text(title, "attention" if alarming else "strong")]
            drawing += [Padding(draw_text(words), _INDENT) for words in lines]
    if words := format_withheld(prepared):
        drawing += ["", draw_text(words)]
    return Group(*drawing)


def _list_rows(summary: Summary, cycle: str) -> Iterator[tuple[str, str, str]]:
    """Yield all that is told of a cycle, or of the journal as a whole: of what, which field of it, and the words.

    A cycle's own words come first, then its entries by their numbers. An entry's text is called by its kind, which is
    listed by itself where nothing else of the entry is told.
    """
    kinds = {line.name: line.kind for cycle in summary.cycles for line in cycle.lines}
    heads = [(one, one.of.partition(".")[0]) for one in summary.told]
    told = [one for one, head in heads if (head if head.isdecimal() else "") == cycle]  # a belief is of no cycle
    more = {one.of for one in told if one.field != "kind"}
    told = [one for one in told if one.field != "kind" or one.of not in more]
    for one in sorted(told, key=lambda one: (int(one.of.partition(".")[2] or 0), one.field not in _FIRST)):
        yield one.of, kinds[one.of] if one.field == "text" else one.label, one.words


def _list_untold(prepared: PreparedSummary) -> Iterator[Withheld]:
    """Yield what does not go in full, but for what has no room and yet goes in a table, which is listed as that."""
    going = {one.of for one in prepared.summary.told}
    return (one for one in prepared.held if one.verdict is not Disclosure.LEFT_OUT or one.name not in going)


def format_preview_lines(prepared: PreparedSummary) -> Iterator[str]:
    """Say the same in plain lines."""
    summary = prepared.summary
    yield f"reader: {summary.reader}"
    yield f"time: {flatten_text(summary.title)}"
    for cycle in ("", *(str(cycle.number) for cycle in summary.cycles)):
        for row in _list_rows(summary, cycle):
            yield f"goes: {flatten_text(' '.join(filter(None, row)))}"
    for one in _list_untold(prepared):
        yield f"{one.verdict}: {one.name} {one.kind}, {one.reason}"
    for names, what in ((prepared.few, FEW), (prepared.echoes, ECHO)):
        yield from (f"look at: {name}, its words {what}" for name in names)
    for heading, acts in group_by_heading(prepared).items():
        for command in [f"; {format_command(act)}" for act in acts] or [""]:
            yield f"nothing under: {flatten_text(heading)}{command}"
