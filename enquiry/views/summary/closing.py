"""What is said once a summary was handed over: what it left out and why, and what would fill its headings.

It is words alone, and loads nothing that draws.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from enquiry.acts import Act
from enquiry.command_lines import format_command
from enquiry.insight.summary.disclosure import QUESTION, Disclosure, Withheld
from enquiry.insight.summary.value import PreparedSummary
from enquiry.words import format_count, join_words

FEW = "count fewer than five people, or leave fewer of all"
ECHO = "hold a number of evidence that is held back"
"""What is to be read once more: words of a person that do so."""

TITLES = {
    Disclosure.BY_NAME: "By name, kind and day only",
    Disclosure.HELD: "Held back",
    Disclosure.LEFT_OUT: "Not told in this document",
}


def list_reasons(held: Sequence[Withheld]) -> Iterator[str]:
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


def group_by_heading(prepared: PreparedSummary) -> dict[str, list[Act]]:
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
        for words in list_reasons([one for one in prepared.held if one.verdict is verdict]):
            yield f"{title}: {words}"
    for names, what in ((prepared.few, FEW), (prepared.echoes, ECHO)):
        if names:
            yield f"Read {join_words(names)} once more: words that {what} go as they are."
    by_heading = {heading: acts for heading, acts in group_by_heading(prepared).items() if acts}
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
