"""What leaves in a summary, what does not, and why: for the owner's eyes, before a document is handed over."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from enquiry.acts import Act
from enquiry.command_lines import format_command
from enquiry.insight.summary.disclosure import QUESTION, Disclosure, Withheld
from enquiry.insight.summary.value import PreparedSummary, Summary
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_text
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count, join_words

_INDENT = (0, 0, 0, 2)
_FIRST = ("question", "decided", "text")
_FEW = "count fewer than five people, or leave fewer of all"
_ECHO = "hold a number of evidence that is held back"

TITLES = {
    Disclosure.BY_NAME: "By name, kind and day only",
    Disclosure.HELD: "Held back",
    Disclosure.LEFT_OUT: "Not told in this document",
}


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
    looks = ((prepared.few, _FEW), (prepared.echoes, _ECHO))
    first = [f"{join_words(names)}: words that {what} go as they are." for names, what in looks if names]
    parts = [(TITLES[verdict], verdict is Disclosure.HELD, [*_list_reasons(held)]) for verdict, held in found.items()]
    parts.append(("Look at these first", True, first))
    silent = list[str]()
    for heading, acts in _group_by_heading(prepared).items():
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


def _list_reasons(held: Sequence[Withheld]) -> Iterator[str]:
    """Yield what was not told in full, gathered by its reason.

    A cycle's own words come first; then entries, cycle by cycle, three or more in a row as one stretch.
    """
    for reason, found in groupby(sorted(held, key=lambda one: one.reason), key=lambda one: one.reason):
        alike, runs = list(found), list[list[Withheld]]()
        own = [one for one in alike if one.is_own]
        whole = [str(one.cycle) for one in own if one.kind == QUESTION]
        names = [f"the words of {join_words(whole)}"] if whole else []
        names += [f"{one.kind} of {one.cycle}" for one in own if one.kind != QUESTION]
        for one in sorted((one for one in alike if not one.is_own), key=lambda one: (one.cycle, one.number)):
            if runs and (runs[-1][-1].cycle, runs[-1][-1].number) == (one.cycle, one.number - 1):
                runs[-1].append(one)
            else:
                runs.append([one])
        for run in runs:
            names += [f"{run[0].name} to {run[-1].name}"] if len(run) > 2 else [one.name for one in run]
        yield f"{join_words(names)}: {reason}."


def _group_by_heading(prepared: PreparedSummary) -> dict[str, list[Act]]:
    """Return the headings under which nothing stands, each once, with the acts that would fill it."""
    found: dict[str, list[Act]] = {}
    for heading, act in prepared.silent:
        found.setdefault(heading, []).extend([act] if act else [])
    return found


_FEWEST_SAID = 3
"""How many empty headings are said after a summary; a dry run lists them all."""


def list_closing_lines(prepared: PreparedSummary) -> Iterator[str]:
    """Yield what is said after a summary: what it left out and why, and what would fill its headings."""
    reader = prepared.summary.reader
    for verdict, title in TITLES.items():
        for words in _list_reasons([one for one in prepared.held if one.verdict is verdict]):
            yield f"{title}: {words}"
    for names, what in ((prepared.few, _FEW), (prepared.echoes, _ECHO)):
        if names:
            yield f"Read {join_words(names)} once more: words that {what} go as they are."
    by_heading = {heading: acts for heading, acts in _group_by_heading(prepared).items() if acts}
    for heading, (act, *more) in list(by_heading.items())[:_FEWEST_SAID]:
        of = f" of {format_count(len(more) + 1, 'enquiry', 'enquiries')}" if more else ""
        yield f"Nothing yet under “{heading}”{of}: {format_command(act)}"
    if len(by_heading) > _FEWEST_SAID:
        others = format_count(len(by_heading) - _FEWEST_SAID, "more empty heading")
        yield f"And {others}: enquiry summary --for {reader} --dry-run lists them."
    if words := format_withheld(prepared):
        yield words


def format_withheld(prepared: PreparedSummary) -> str:
    """Return how to let go what was held back for its privacy; nothing where nothing was."""
    held = [one for one in prepared.held if one.verdict is Disclosure.HELD and one.reason.startswith("its privacy")]
    if not held:
        return ""
    number = min(one.cycle for one in held)
    return f"To let a cycle, or all, go for once: enquiry summary --for {prepared.summary.reader} --share {number}"


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
    for names, what in ((prepared.few, _FEW), (prepared.echoes, _ECHO)):
        yield from (f"look at: {name}, its words {what}" for name in names)
    for heading, acts in _group_by_heading(prepared).items():
        for command in [f"; {format_command(act)}" for act in acts] or [""]:
            yield f"nothing under: {flatten_text(heading)}{command}"
