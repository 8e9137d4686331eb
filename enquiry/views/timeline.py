"""The timeline: time reads down the page like a letter, with decisions as its posts and questions as its flags."""

from collections.abc import Iterator
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short, spell
from enquiry.insight.timeline import Band, Heading, Mark, Post, Silence, Timeline
from enquiry.model.choices import Decision, State
from enquiry.model.cycle import Cycle
from enquiry.views.measures.charts import series_lines, series_view
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look
from enquiry.views.words import counted

WIDEST = 110
"""Lines longer than this are hard to read back; a wider terminal leaves the rest empty."""

DECISIONS = {decision.value for decision in Decision}
QUESTIONS = {"question", "refined"}
TURNS = {"closed", "paused", "opened again"}


def timeline_view(timeline: Timeline, look: Look) -> RenderableType:
    """Draw the timeline: the cycles it shows, what happened term by term, and the measures."""
    look = look._replace(width=min(look.width, WIDEST))
    drawing: list[RenderableType] = [_head(cycle, look) for cycle in timeline.cycles]
    for heading, marks in _by_heading(timeline.marks):
        drawing += ["", _rule(heading, look), _column(marks, look, several=len(timeline.cycles) > 1)]
    for number, series in timeline.series:
        label = [Text(f"Measures of {number}", "quiet")] if len(timeline.series) > 1 else []
        drawing += ["", *label, series_view(series, look)]
    return Constrain(Group(*drawing), look.width)


def _head(cycle: Cycle, look: Look) -> RenderableType:
    number = f"{cycle.number} {look.marks.dot} "
    grid = Table.grid()
    grid.add_column(width=len(number))
    grid.add_column(width=max(10, look.width - len(number)))
    grid.add_row(Text(number, "strong"), said(cycle.question, "question"))
    facts = f" {look.marks.dot} ".join(filter(None, (cycle.group, ", ".join(cycle.tags), _since(cycle))))
    grid.add_row("", said(facts, "quiet"))
    return grid


def _since(cycle: Cycle) -> str:
    began = spell(cycle.began_on)
    since = f"open since {began}" if cycle.state is State.OPEN else f"{cycle.state}, begun {began}"
    return f"{since}, grew from {cycle.grew_from}" if cycle.grew_from else since


def _by_heading(marks: tuple[Mark, ...]) -> Iterator[tuple[str, list[Mark]]]:
    heading, group = "", list[Mark]()
    for mark in marks:
        if isinstance(mark, Heading):
            if group:
                yield heading, group
            heading, group = mark.text, []
        else:
            group.append(mark)
    if group:
        yield heading, group


def _rule(heading: str, look: Look) -> RenderableType:
    line = look.marks.rule * max(0, look.width - len(heading) - 1)
    return Text.assemble(said(heading, "strong"), " ", (line, "quiet"), no_wrap=True, overflow="crop")


def _column(marks: list[Mark], look: Look, *, several: bool) -> RenderableType:
    if look.narrow:
        return Group(*(drawn for mark in marks for drawn in _stacked(mark, look, several=several)))
    table = Table.grid(padding=(0, 1))
    table.add_column(width=6, justify="right")
    if several:
        table.add_column(width=3, justify="right")
    table.add_column(width=13, no_wrap=True)
    table.add_column(width=look.width - (25 if several else 21), overflow="fold")
    for mark in marks:
        match mark:
            case Post():
                what = Text("\n").join(filter(None, (_what(mark, look), _aside(mark))))
                number = (Text(str(mark.cycle), "accent"),) if several else ()
                table.add_row(Text(short(mark.on), "quiet"), *number, what, _words(mark))
            case _:
                table.add_row("", *([""] if several else []), "", said(_passing(mark, look), "quiet"))
    return table


def _stacked(mark: Mark, look: Look, *, several: bool) -> Iterator[RenderableType]:
    """Draw one mark where there is no room for columns: its day and kind, then the words beneath."""
    if not isinstance(mark, Post):
        yield said("  " + _passing(mark, look), "quiet")
        return
    number = Text(f"{mark.cycle} ", "accent") if several else Text()
    yield Text.assemble((short(mark.on), "quiet"), "  ", number, _what(mark, look), _aside(mark))
    if words := _words(mark):
        yield Padding(words, (0, 0, 0, 2))


def _what(post: Post, look: Look) -> Text:
    mark, style = mark_of(post, look)
    if post.what in DECISIONS:
        return Text.assemble((mark, style), " ", (f" {post.what.upper()} ", "decision"))
    return Text.assemble((mark, style), " ", (post.what, style))


def mark_of(post: Post, look: Look) -> tuple[str, str]:
    """Return the mark of what stands on a line, and its style."""
    marks = look.marks
    if post.what in QUESTIONS:
        return marks.question, "accent"
    if post.what in DECISIONS:
        return marks.decision, "strong"
    if post.what in TURNS:
        return marks.turn, "strong"
    if post.what == "next look":
        return marks.look, "quiet"
    if post.aside in ("disagrees", "mixed"):
        return marks.other_evidence, "attention"
    return getattr(marks, post.what), "none"


def _aside(post: Post) -> Text:
    style = "attention" if post.aside in ("disagrees", "mixed") else "quiet"
    return Text(f"  {post.aside}", style) if post.aside else Text()


def _words(post: Post) -> Text:
    """Return a post's words: for a decision its reason first, since that is what the cycle hangs on."""
    because = f"because {post.because}" if post.because else ""
    if post.what in DECISIONS:
        lines = [said(because, "strong"), said(post.text)]
    else:
        lines = [said(post.text, "question" if post.what in QUESTIONS else "none"), said(because, "quiet")]
    return Text("\n").join(line for line in (*lines, *(said(detail, "quiet") for detail in post.details)) if line)


def _passing(mark: Mark, look: Look) -> str:
    match mark:
        case Band():
            edge = look.marks.band
            return f"{edge} {mark.name}, {_length(mark)} {edge}"
        case Silence():
            weeks = counted(mark.weeks, "quiet teaching week")
            return f"{look.marks.silence} {weeks}{', to today' if mark.to_today else ''}"
        case _:
            return ""


def _length(band: Band) -> str:
    """Return a holiday's length as teachers say it: five weekdays off are a week."""
    weekdays = sum((band.period.begin + timedelta(days=n)).weekday() < 5 for n in range(band.period.days))
    return counted(round(weekdays / 5), "week") if weekdays >= 5 else counted(weekdays, "day")


def timeline_lines(timeline: Timeline) -> Iterator[str]:
    """Say everything the timeline shows in plain lines, in the order of the days."""
    for cycle in timeline.cycles:
        yield f"cycle: {cycle.number}"
        yield f"question: {one_line(cycle.question)}"
        yield from facts_said(cycle)
    for mark in timeline.marks:
        yield ""
        yield from _plain(mark, several=len(timeline.cycles) > 1)
    for number, series in timeline.series:
        for one in series:
            yield ""
            yield f"cycle: {number}"
            yield from series_lines(one)


def facts_said(cycle: Cycle) -> Iterator[str]:
    """Say in plain lines what a cycle's head tells beside its question."""
    if cycle.group:
        yield f"group: {one_line(cycle.group)}"
    if cycle.tags:
        yield f"tags: {', '.join(cycle.tags)}"
    yield f"state: {_since(cycle)}"


def _plain(mark: Mark, *, several: bool) -> Iterator[str]:
    match mark:
        case Heading():
            yield f"term: {mark.text}"
        case Band():
            yield f"holiday: {mark.name}, {_length(mark)}, from {mark.period.begin} to {mark.period.last}"
        case Silence():
            yield f"silence: {counted(mark.weeks, 'quiet teaching week')}{', to today' if mark.to_today else ''}"
        case Post():
            yield from post_lines(mark, several=several)


def post_lines(post: Post, *, several: bool) -> Iterator[str]:
    """Say one thing on a line in plain lines; its cycle too, where there are several."""
    yield f"day: {post.on.isoformat()}"
    if several:
        yield f"cycle: {post.cycle}"
    yield "what: " + ", ".join(word for word in (f"{post.what} {post.name}".strip(), post.aside) if word)
    yield from (f"{label}: {one_line(words)}" for label, words in _labelled(post) if words)


def _labelled(post: Post) -> Iterator[tuple[str, str]]:
    yield "text", post.text
    yield "because", post.because
    yield from (("detail", detail) for detail in post.details)
