"""The summary as Markdown that any CommonMark reader lays out, with people's text escaped so that it stays text."""

import re
from collections.abc import Iterator

from enquiry.dates.names import MONTHS
from enquiry.dates.period import spell, spell_period
from enquiry.insight.year import CycleSummary, Line, Summary, Values
from enquiry.model.choices import State

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$#])")
_AT_START = re.compile(r"^([-+=:]|\d+(?=[.)](?:\s|$)))")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def markdown_of(summary: Summary) -> str:
    """Return the summary as one Markdown document. The same summary gives the same bytes."""
    parts = [*_head(summary), *_strip(summary)]
    for cycle in summary.cycles:
        parts += ["", *_cycle(cycle)]
    parts += ["", *_foot(summary)]
    return "\n".join(parts).rstrip() + "\n"


def escaped(text: str) -> str:
    """Return a person's words on one line, so that Markdown shows them as they were written."""
    plain = _CONTROL.sub("\ufffd", " ".join(text.split()))
    return _AT_START.sub(_guarded, _SPECIAL.sub(r"\\\1", plain))


def _guarded(start: re.Match[str]) -> str:
    """Return the beginning of a line so that it begins no list, heading or rule."""
    return f"{start[1]}\\" if start[1].isdigit() else f"\\{start[1]}"


def _head(summary: Summary) -> Iterator[str]:
    yield f"# Enquiry summary, {escaped(summary.title)}"
    yield ""
    who = ", ".join(escaped(word) for word in (summary.name, summary.role) if word)
    yield from ((f"{who}  ",) if who else ())
    at = summary.at_the_time
    yield f"As at {spell(summary.as_at)} · {spell_period(summary.window)} · {_how_many(summary)}"
    if at.of:
        yield ""
        yield f"{at.within} of {at.of} entries were written within two weeks of the day they are about."
    if summary.chosen:
        yield ""
        yield f"Only part of the journal is here: {escaped(summary.chosen)}."
    if not summary.cycles:
        yield ""
        yield "Nothing was written in this time."


def _how_many(summary: Summary) -> str:
    cycles = len(summary.cycles)
    closed = sum(cycle.state is State.CLOSED for cycle in summary.cycles)
    return f"{cycles} enquir{'y' if cycles == 1 else 'ies'}" + (f", {closed} of them closed" if closed else "")


def _strip(summary: Summary) -> Iterator[str]:
    if not summary.entries:
        return
    months = [f"{MONTHS[month.begins.month - 1][:3]} {month.begins.year}" for month in summary.months]
    yield ""
    yield f"| {' | '.join(months)} |"
    yield f"|{' --- |' * len(months)}"
    yield f"| {' | '.join(str(month.pieces) for month in summary.months)} |"
    yield ""
    yield "Evidence, reflections and reviews by the month they are about."


def _cycle(cycle: CycleSummary) -> Iterator[str]:
    yield f"## {cycle.number}. {escaped(cycle.question)}"
    yield ""
    yield " · ".join(filter(None, (escaped(cycle.group), cycle.state.value, f"begun {spell(cycle.began_on)}")))
    for before, after in zip(cycle.versions, cycle.versions[1:], strict=False):
        because = f": {escaped(after.because)}" if after.because else ""
        yield f"\nAsked before as “{escaped(before.text)}” (refined {spell(after.on)}{because})."
    if cycle.grew_from:
        yield f"\nGrew from enquiry {cycle.grew_from}."
    for label, text in (("The worry", cycle.issue), ("The hunch", cycle.hunch)):
        if text:
            yield f"\n**{label}.** {escaped(text)}"
    if cycle.success:
        yield f"\n**What I would see if it worked.** {'; '.join(escaped(sign.rstrip('.')) for sign in cycle.success)}"
    yield from _section("What disagreed", cycle.disagreed)
    yield from _section("What was done", cycle.done)
    yield from _section("What was seen", cycle.seen)
    yield from _values(cycle.changes)
    yield from _section("What I thought", cycle.thought)
    yield from _section("Decisions", cycle.decisions)
    yield from _section("Notes", cycle.notes)
    yield from _section("Readings", cycle.readings)
    yield from _next(cycle)
    if cycle.tags:
        yield f"\nTags: {', '.join(map(escaped, cycle.tags))}"
    if cycle.standards:
        yield f"\nStandards: {', '.join(map(escaped, cycle.standards))}"


def _section(title: str, lines: tuple[Line, ...]) -> Iterator[str]:
    if lines:
        yield f"\n### {title}\n"
        yield from (f"- {_told(line)}" for line in lines)


def _told(line: Line) -> str:
    lead = f"**{escaped(line.lead)}.**" if line.lead else ""
    beside = f"({escaped(line.beside)})" if line.beside else ""
    tags = f"— {', '.join(map(escaped, line.tags))}" if line.tags else ""
    return f"{spell(line.on)}: " + " ".join(filter(None, (lead, escaped(line.text), beside, tags)))


def _values(changes: tuple[Values, ...]) -> Iterator[str]:
    if not changes:
        return
    yield "\n### Values\n"
    yield "| Measure | First | Between | Latest |"
    yield "| --- | --- | --- | --- |"
    for change in changes:
        first, *later = [f"{escaped(value)}, {spell(on)}" for on, value, _ in change.values]
        latest = later.pop() if later else "no later value"
        yield f"| {escaped(change.measure)} | {first} | {'; '.join(later)} | {latest} |"
    for one in changes:
        if one.change:
            weight = f" {escaped(one.weight)}" if one.weight else ""
            yield f"\n{escaped(one.measure)}: {escaped(one.change)}.{weight}"


def _next(cycle: CycleSummary) -> Iterator[str]:
    for question in cycle.next_questions:
        yield f"\n**Next.** {escaped(question)}"
    if cycle.next_look:
        yield f"\n**Next look.** {spell(cycle.next_look)}"


def _foot(summary: Summary) -> Iterator[str]:
    if not summary.still_open and not summary.without_entries and not summary.unfiled:
        return
    yield "## Still open"
    yield ""
    yield from (f"- Enquiry {number}: {escaped(text)}" for number, text in summary.still_open)
    quiet = " (nothing in this time)"
    yield from (f"- Enquiry {number}: {escaped(text)}{quiet}" for number, text in summary.without_entries)
    if summary.unfiled:
        yield f"- {summary.unfiled} note{'s' if summary.unfiled > 1 else ''} of this time not yet filed to an enquiry"
