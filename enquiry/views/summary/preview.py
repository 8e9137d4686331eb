"""What leaves in a summary, what does not, and why: for the owner's eyes, before a document is handed over."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.insight.summary.disclosure import QUESTION, Disclosure, Withheld
from enquiry.insight.summary.value import CycleSummary, PreparedSummary
from enquiry.insight.words import format_count, join_words
from enquiry.unsafe_chars import flatten_text
from enquiry.views.text import draw_one_line, draw_text
from enquiry.views.theme import RenderOptions

TITLES = {
    Disclosure.BY_NAME: "By name, kind and day only",
    Disclosure.HELD: "Held back",
    Disclosure.LEFT_OUT: "No room in this document",
}


def draw_preview(prepared: PreparedSummary, look: RenderOptions) -> RenderableType:
    """Draw what goes, what does not, where the journal is silent, and the one command that lets more go."""
    summary = prepared.summary
    drawing: list[RenderableType] = [draw_text(f"For {summary.reader}, {summary.title}", "strong"), ""]
    drawing += [Text("Goes", "strong")]
    drawing += [part for cycle in summary.cycles for part in _draw_disclosed_cycle(cycle, look)] or [
        Text("  nothing", "quiet")
    ]
    for verdict, title in TITLES.items():
        if found := [one for one in prepared.held if one.verdict is verdict]:
            drawing += ["", Text(title, "attention" if verdict is Disclosure.HELD else "strong")]
            drawing += [_indent_words(words) for words in _by_reason(found)]
    if prepared.few:
        words = f"{join_words(prepared.few)}: your own words count fewer than five learners, and go as they are."
        drawing += ["", Text("Look at these first", "attention"), _indent_words(words)]
    if prepared.silent:
        drawing += ["", Text("Nothing to tell under", "strong")]
        drawing += [_indent_words(": ".join(filter(None, silent))) for silent in prepared.silent]
    if words := format_withheld(prepared):
        drawing += ["", draw_text(words)]
    return Group(*drawing)


def _indent_words(words: str) -> RenderableType:
    return Padding(draw_text(words), (0, 0, 0, 2))


def _draw_disclosed_cycle(cycle: CycleSummary, look: RenderOptions) -> Iterator[RenderableType]:
    question = cycle.question if cycle.goes else "(its question is held back)"
    yield Padding(draw_one_line(f"{cycle.number} {question}", look, "question"), (0, 0, 0, 2))
    table = Table.grid(padding=(0, 2))
    for line in cycle.lines:
        if not line.is_name_only:
            words = draw_one_line(" ".join(filter(None, (line.lead and f"{line.lead}.", line.text))), look)
            table.add_row(line.name, Text(line.kind, "quiet"), words)
    yield Padding(table, (0, 0, 0, 4))


def _by_reason(held: Sequence[Withheld]) -> Iterator[str]:
    """Yield what was not told in full, gathered by its reason."""
    ordered = sorted(held, key=lambda one: one.reason)
    for reason, found in groupby(ordered, key=lambda one: one.reason):
        yield f"{join_words([*_name_withheld([*found])])}: {reason}."


def _name_withheld(held: Sequence[Withheld]) -> Iterator[str]:
    """Yield things by name, cycle by cycle, three or more entries in a row as one stretch."""
    yield from (f"the words of {one.cycle}" for one in held if one.kind == QUESTION)
    runs = list[list[Withheld]]()
    for one in sorted((one for one in held if one.kind != QUESTION), key=lambda one: (one.cycle, one.number)):
        if runs and (runs[-1][-1].cycle, runs[-1][-1].number) == (one.cycle, one.number - 1):
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        yield from (f"{run[0].name} to {run[-1].name}",) if len(run) > 2 else (one.name for one in run)


def format_withheld(prepared: PreparedSummary) -> str:
    """Return in a sentence what was held back for its privacy, and how to let it go; nothing where nothing was."""
    held = [one for one in prepared.held if one.verdict is Disclosure.HELD and one.reason.startswith("its privacy")]
    cycles = sorted({one.cycle for one in held})
    if not held:
        return ""
    entries = sum(one.kind != QUESTION for one in held)
    what = [format_count(entries, "entry", "entries")] if entries else []
    what += (
        [f"the words of {format_count(len(words), 'cycle')}"]
        if (words := [h for h in held if h.kind == QUESTION])
        else []
    )
    reader = prepared.summary.reader
    words_of = f"Held back, since it is not shared so wide: {join_words(what)}."
    return f"{words_of} To let a cycle go for once: enquiry summary --for {reader} --share {cycles[0]}"


# --- plain lines ------------------------------------------------------------------------------------------------------


def format_preview_lines(prepared: PreparedSummary) -> Iterator[str]:
    """Say the same in plain lines."""
    summary = prepared.summary
    yield f"reader: {summary.reader}"
    yield f"time: {flatten_text(summary.title)}"
    for cycle in summary.cycles:
        if cycle.goes:
            yield f"goes: {cycle.number} question {flatten_text(cycle.question)}"
        told = (line for line in cycle.lines if not line.is_name_only)
        yield from (
            f"goes: {line.name} {line.kind} {flatten_text(' '.join(filter(None, (line.lead, line.text))))}"
            for line in told
        )
    for one in prepared.held:
        yield f"{one.verdict}: {one.name} {one.kind}, {one.reason}"
    yield from (f"look at: {name}, its words count fewer than five learners" for name in prepared.few)
    for heading, command in prepared.silent:
        yield f"nothing under: {flatten_text(heading)}{f'; {command}' if command else ''}"
