"""What leaves in a summary, what does not, and why: for the owner's eyes, before a document is handed over."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.command_lines import format_command
from enquiry.insight.summary.disclosure import QUESTION, Disclosure, Withheld
from enquiry.insight.summary.value import PreparedSummary
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_one_line, draw_text
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count, join_words

TITLES = {
    Disclosure.BY_NAME: "By name, kind and day only",
    Disclosure.HELD: "Held back",
    Disclosure.LEFT_OUT: "No room in this document",
}


def draw_preview(prepared: PreparedSummary, look: RenderOptions) -> RenderableType:
    """Draw what goes, what does not, where the journal is silent, and the one command that lets more go."""
    summary = prepared.summary
    head = draw_text(f"For {summary.reader}, {summary.title}", "strong")
    drawing: list[RenderableType] = [head, "", Text("Goes", "strong")]
    for cycle in summary.cycles:
        question = cycle.question if cycle.goes else "(its question is held back)"
        drawing.append(Padding(draw_one_line(f"{cycle.number} {question}", look, "question"), (0, 0, 0, 2)))
        table = Table.grid(padding=(0, 2))
        for line in cycle.lines:
            if not line.is_name_only:
                told = draw_one_line(" ".join(filter(None, (line.lead and f"{line.lead}.", line.text))), look)
                table.add_row(line.name, Text(line.kind, "quiet"), told)
        drawing.append(Padding(table, (0, 0, 0, 4)))
    drawing += [] if summary.cycles else [Text("  nothing", "quiet")]
    found = {verdict: [one for one in prepared.held if one.verdict is verdict] for verdict in TITLES}
    few = f"{join_words(prepared.few)}: your own words count fewer than five learners, and go as they are."
    parts = [(TITLES[verdict], verdict is Disclosure.HELD, [*_list_reasons(held)]) for verdict, held in found.items()]
    parts.append(("Look at these first", True, [few] if prepared.few else []))
    silent = [f"{heading}: {format_command(act)}" if act else heading for heading, act in prepared.silent]
    parts.append(("Nothing to tell under", False, silent))
    for title, alarming, lines in parts:
        if lines:
            drawing += ["", Text(title, "attention" if alarming else "strong")]
            drawing += [Padding(draw_text(words), (0, 0, 0, 2)) for words in lines]
    if words := format_withheld(prepared):
        drawing += ["", draw_text(words)]
    return Group(*drawing)


def _list_reasons(held: Sequence[Withheld]) -> Iterator[str]:
    """Yield what was not told in full, gathered by its reason.

    A cycle's own words come first; then entries, cycle by cycle, three or more in a row as one stretch.
    """
    for reason, found in groupby(sorted(held, key=lambda one: one.reason), key=lambda one: one.reason):
        alike, runs = list(found), list[list[Withheld]]()
        names = [f"the words of {one.cycle}" for one in alike if one.kind == QUESTION]
        for one in sorted((one for one in alike if one.kind != QUESTION), key=lambda one: (one.cycle, one.number)):
            if runs and (runs[-1][-1].cycle, runs[-1][-1].number) == (one.cycle, one.number - 1):
                runs[-1].append(one)
            else:
                runs.append([one])
        for run in runs:
            names += [f"{run[0].name} to {run[-1].name}"] if len(run) > 2 else [one.name for one in run]
        yield f"{join_words(names)}: {reason}."


def format_withheld(prepared: PreparedSummary) -> str:
    """Return in a sentence what was held back for its privacy, and how to let it go; nothing where nothing was."""
    held = [one for one in prepared.held if one.verdict is Disclosure.HELD and one.reason.startswith("its privacy")]
    if not held:
        return ""
    words = sum(one.kind == QUESTION for one in held)
    entries = len(held) - words
    what = [format_count(entries, "entry", "entries")] if entries else []
    what += [f"the words of {format_count(words, 'cycle')}"] if words else []
    return (
        f"Held back, since it is not shared so wide: {join_words(what)}. To let a cycle go for once: "
        f"enquiry summary --for {prepared.summary.reader} --share {min(one.cycle for one in held)}"
    )


def format_preview_lines(prepared: PreparedSummary) -> Iterator[str]:
    """Say the same in plain lines."""
    summary = prepared.summary
    yield f"reader: {summary.reader}"
    yield f"time: {flatten_text(summary.title)}"
    for cycle in summary.cycles:
        if cycle.goes:
            yield f"goes: {cycle.number} question {flatten_text(cycle.question)}"
        for line in cycle.lines:
            if not line.is_name_only:
                words = flatten_text(" ".join(filter(None, (line.lead, line.text))))
                yield f"goes: {line.name} {line.kind} {words}"
    for one in prepared.held:
        yield f"{one.verdict}: {one.name} {one.kind}, {one.reason}"
    yield from (f"look at: {name}, its words count fewer than five learners" for name in prepared.few)
    for heading, act in prepared.silent:
        yield f"nothing under: {flatten_text(heading)}{f'; {format_command(act)}' if act else ''}"
