"""The timeline: time reads down the page like a letter, with decisions as its posts and questions as its flags."""

from collections.abc import Iterator
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelineGap, TimelineMark, TimelinePost
from enquiry.insight.words import format_count
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle
from enquiry.unsafe_chars import flatten_text
from enquiry.views.measures.charts import draw_series_list, format_series_lines
from enquiry.views.text import draw_text
from enquiry.views.theme import RenderOptions

MAX_WIDTH = 110
"""Lines longer than this are hard to read back; a wider terminal leaves the rest empty."""

DECISIONS = {decision.value for decision in Decision}
QUESTIONS = {"question", "refined"}
TURNS = {"closed", "paused", "opened again"}


def draw_timeline(timeline: Timeline, look: RenderOptions) -> RenderableType:
    """Draw the timeline: the cycles it shows, what happened term by term, and the measures."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    drawing: list[RenderableType] = [_draw_cycle_head(cycle, timeline, look) for cycle in timeline.cycles]
    for heading, marks in _group_by_heading(timeline.marks):
        drawing += ["", _rule(heading, look), _draw_mark_column(marks, look, several=len(timeline.cycles) > 1)]
    for number, series in timeline.series:
        label = [Text(f"Measures of {number}", "quiet")] if len(timeline.series) > 1 else []
        drawing += ["", *label, draw_series_list(series, look)]
    return Constrain(Group(*drawing), look.width)


def _draw_cycle_head(cycle: Cycle, timeline: Timeline, look: RenderOptions) -> RenderableType:
    number = f"{cycle.number} {look.marks.dot} "
    grid = Table.grid()
    grid.add_column(width=len(number))
    grid.add_column(width=max(10, look.width - len(number)))
    grid.add_row(Text(number, "strong"), draw_text(cycle.question, "question"))
    state = _format_state_since(cycle, timeline)
    facts = f" {look.marks.dot} ".join(filter(None, (cycle.group, ", ".join(cycle.tags), state)))
    grid.add_row("", draw_text(facts, "quiet"))
    return grid


def _format_state_since(cycle: Cycle, timeline: Timeline) -> str:
    began = spell(cycle.began_on)
    since = f"open since {began}" if cycle.state is CycleState.OPEN else f"{cycle.state}, begun {began}"
    return f"{since}, grew from {timeline.journal.get_name(cycle.grew_from)}" if cycle.grew_from else since


def _group_by_heading(marks: tuple[TimelineMark, ...]) -> Iterator[tuple[str, list[TimelineMark]]]:
    heading, group = "", list[TimelineMark]()
    for mark in marks:
        if isinstance(mark, TermHeading):
            if group:
                yield heading, group
            heading, group = mark.text, []
        else:
            group.append(mark)
    if group:
        yield heading, group


def _rule(heading: str, look: RenderOptions) -> RenderableType:
    line = look.marks.rule * max(0, look.width - len(heading) - 1)
    return Text.assemble(draw_text(heading, "strong"), " ", (line, "quiet"), no_wrap=True, overflow="crop")


def _draw_mark_column(marks: list[TimelineMark], look: RenderOptions, *, several: bool) -> RenderableType:
    if look.narrow:
        return Group(*(drawn for mark in marks for drawn in _draw_stacked_mark(mark, look, several=several)))
    table = Table.grid(padding=(0, 1))
    table.add_column(width=6, justify="right")
    if several:
        table.add_column(width=3, justify="right")
    table.add_column(width=13, no_wrap=True)
    table.add_column(width=look.width - (25 if several else 21), overflow="fold")
    for mark in marks:
        match mark:
            case TimelinePost():
                what = Text("\n").join(filter(None, (_draw_post_kind(mark, look), _draw_post_aside(mark))))
                number = (Text(str(mark.cycle), "accent"),) if several else ()
                table.add_row(Text(spell_short(mark.on), "quiet"), *number, what, _draw_post_words(mark))
            case _:
                table.add_row("", *([""] if several else []), "", draw_text(_format_passing_time(mark, look), "quiet"))
    return table


def _draw_stacked_mark(mark: TimelineMark, look: RenderOptions, *, several: bool) -> Iterator[RenderableType]:
    """Draw one mark where there is no room for columns: its day and kind, then the words beneath."""
    if not isinstance(mark, TimelinePost):
        yield draw_text("  " + _format_passing_time(mark, look), "quiet")
        return
    number = Text(f"{mark.cycle} ", "accent") if several else Text()
    yield Text.assemble(
        (spell_short(mark.on), "quiet"), "  ", number, _draw_post_kind(mark, look), _draw_post_aside(mark)
    )
    if words := _draw_post_words(mark):
        yield Padding(words, (0, 0, 0, 2))


def _draw_post_kind(post: TimelinePost, look: RenderOptions) -> Text:
    mark, style = choose_post_mark(post, look)
    if post.what in DECISIONS:
        return Text.assemble((mark, style), " ", (f" {post.what.upper()} ", "decision"))
    return Text.assemble((mark, style), " ", (post.what, style))


def choose_post_mark(post: TimelinePost, look: RenderOptions) -> tuple[str, str]:
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


def _draw_post_aside(post: TimelinePost) -> Text:
    style = "attention" if post.aside in ("disagrees", "mixed") else "quiet"
    return Text(f"  {post.aside}", style) if post.aside else Text()


def _draw_post_words(post: TimelinePost) -> Text:
    """Return a post's words: for a decision its reason first, since that is what the cycle hangs on."""
    because = f"because {post.because}" if post.because else ""
    if post.what in DECISIONS:
        lines = [draw_text(because, "strong"), draw_text(post.text)]
    else:
        lines = [draw_text(post.text, "question" if post.what in QUESTIONS else "none"), draw_text(because, "quiet")]
    return Text("\n").join(line for line in (*lines, *(draw_text(detail, "quiet") for detail in post.details)) if line)


def _format_passing_time(mark: TimelineMark, look: RenderOptions) -> str:
    match mark:
        case HolidayBand():
            edge = look.marks.band
            return f"{edge} {mark.name}, {_format_holiday_length(mark)} {edge}"
        case TimelineGap():
            weeks = format_count(mark.weeks, "quiet teaching week")
            return f"{look.marks.silence} {weeks}{', to today' if mark.to_today else ''}"
        case _:
            return ""


def _format_holiday_length(band: HolidayBand) -> str:
    """Return a holiday's length as teachers say it: five weekdays off are a week."""
    weekdays = sum((band.period.begin + timedelta(days=n)).weekday() < 5 for n in range(band.period.days))
    return format_count(round(weekdays / 5), "week") if weekdays >= 5 else format_count(weekdays, "day")


def format_timeline_lines(timeline: Timeline) -> Iterator[str]:
    """Say everything the timeline shows in plain lines, in the order of the days."""
    for cycle in timeline.cycles:
        yield f"cycle: {cycle.number}"
        yield f"question: {flatten_text(cycle.question)}"
        yield from format_cycle_facts(cycle, timeline)
    for mark in timeline.marks:
        yield ""
        yield from _plain(mark, several=len(timeline.cycles) > 1)
    for number, series in timeline.series:
        for one in series:
            yield ""
            yield f"cycle: {number}"
            yield from format_series_lines(one)


def format_cycle_facts(cycle: Cycle, timeline: Timeline) -> Iterator[str]:
    """Say in plain lines what a cycle's head tells beside its question."""
    if cycle.group:
        yield f"group: {flatten_text(cycle.group)}"
    if cycle.tags:
        yield f"tags: {', '.join(cycle.tags)}"
    yield f"state: {_format_state_since(cycle, timeline)}"


def _plain(mark: TimelineMark, *, several: bool) -> Iterator[str]:
    match mark:
        case TermHeading():
            yield f"term: {mark.text}"
        case HolidayBand():
            length = _format_holiday_length(mark)
            yield f"holiday: {mark.name}, {length}, from {mark.period.begin} to {mark.period.last}"
        case TimelineGap():
            yield f"silence: {format_count(mark.weeks, 'quiet teaching week')}{', to today' if mark.to_today else ''}"
        case TimelinePost():
            yield from format_post_lines(mark, several=several)


def format_post_lines(post: TimelinePost, *, several: bool) -> Iterator[str]:
    """Say one thing on a line in plain lines; its cycle too, where there are several."""
    yield f"day: {post.on.isoformat()}"
    if several:
        yield f"cycle: {post.cycle}"
    yield "what: " + ", ".join(word for word in (f"{post.what} {post.name}".strip(), post.aside) if word)
    yield from (f"{label}: {flatten_text(words)}" for label, words in _labelled(post) if words)


def _labelled(post: TimelinePost) -> Iterator[tuple[str, str]]:
    yield "text", post.text
    yield "because", post.because
    yield from (("detail", detail) for detail in post.details)
