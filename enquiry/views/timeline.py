"""The timeline: time reads down the page like a letter, with decisions as its posts and questions as its flags."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell, spell_short
from enquiry.insight.pulse.spread import QuietSpell
from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelineMark, TimelinePost
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle
from enquiry.unsafe_chars import flatten_text
from enquiry.views.drawing.columns import Column, Columns
from enquiry.views.drawing.lines import StyledWords
from enquiry.views.layout import (
    MAX_STEPS,
    STEP,
    draw_text,
    draw_words,
    format_field_lines,
    join_drawn,
    limit_width,
)
from enquiry.views.measures.sparklines import draw_series_list, format_series_lines
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count

MAX_WIDTH = 110
"""Lines longer than this are hard to read back; a wider terminal leaves the rest empty."""

DECISIONS = {decision.value for decision in Decision}
QUESTIONS = {"question", "refined"}
TURNS = {"closed", "paused", "opened again"}
_MARK_NAMES = {"next look": "look", **dict.fromkeys(TURNS, "turn")}
_MARK_NAMES |= dict.fromkeys(DECISIONS, "decision") | dict.fromkeys(QUESTIONS, "question")
_MARK_STYLES = {"question": "accent", "look": "quiet", "target": "accent", "other_evidence": "attention"}
_MARK_STYLES |= {"decision": "strong", "turn": "strong"}


def draw_timeline(timeline: Timeline, look: RenderOptions) -> RenderableType:
    """Draw the timeline: the cycles it shows, what happened term by term, and the measures."""
    look = look._replace(width=min(look.width, MAX_WIDTH))
    drawing = list[RenderableType]()
    for cycle in timeline.cycles:
        number = f"{cycle.number} {look.marks.dot} "
        grid = Columns(Column(len(number)), Column(max(10, look.width - len(number))), gap=0)
        grid.add_row(Text(number, "strong"), draw_text(cycle.question, "question"))
        facts = filter(None, (cycle.group, ", ".join(cycle.tags), _format_state_since(cycle, timeline)))
        grid.add_row("", draw_text(f" {look.marks.dot} ".join(facts), "quiet"))
        if series := dict(timeline.series).get(cycle.number):
            grid.add_row("", draw_series_list(series, look._replace(width=look.width - len(number))))
        drawing.append(grid)
    terms, several = list[tuple[str, list[TimelineMark]]]([("", [])]), len(timeline.cycles) > 1
    wide = max((len(mark.name or "1") for mark in timeline.marks if isinstance(mark, TimelinePost)), default=1)
    for mark in timeline.marks:
        terms.append((mark.text, [])) if isinstance(mark, TermHeading) else terms[-1][1].append(mark)
    for heading, marks in terms:
        line = look.marks.rule * max(0, look.width - len(heading) - 1)
        rule = Text.assemble(draw_text(heading, "strong"), " ", (line, "quiet"), no_wrap=True, overflow="crop")
        drawing += ["", rule, _draw_mark_column(marks, look, wide, several=several)] if marks else []
    return limit_width(Group(*drawing), look, MAX_WIDTH)


def _format_state_since(cycle: Cycle, timeline: Timeline) -> str:
    began = spell(cycle.began_on)
    since = f"open since {began}" if cycle.state is CycleState.OPEN else f"{cycle.state}, begun {began}"
    return f"{since}, grew from {timeline.journal.get_name(cycle.grew_from)}" if cycle.grew_from else since


def _draw_mark_column(marks: list[TimelineMark], look: RenderOptions, wide: int, *, several: bool) -> RenderableType:
    """Draw the posts of one heading: in columns, or on a narrow screen each day and kind with the words beneath.

    An entry has its number in a narrow column, `wide` enough for all; where there are several cycles, what is no entry
    has its cycle's.
    """
    columns = (Column(6, right=True), Column(wide), Column(13, keep=True), Column(look.width - 22 - wide))
    table, stacked = Columns(*columns, gap=1), list[RenderableType]()
    for mark in marks:
        if not isinstance(mark, TimelinePost):
            passing = draw_passing(mark, look)
            table.add_row("", "", "", passing)
            stacked.append(Text.assemble("  ", passing))
            continue
        day, kind, aside, words_of = draw_post(mark, look)
        number = StyledWords(mark.name, "quiet")
        if several:
            rest = StyledWords(mark.name.removeprefix(str(mark.cycle)), "quiet")
            number = join_drawn((StyledWords(str(mark.cycle), "accent"), rest), StyledWords(""))
        beside = join_drawn((aside, words_of), StyledWords(f" {look.marks.dot} ", "quiet"))
        edge = STEP * min(mark.depth, MAX_STEPS)  # what speaks of something stands further in, beneath it
        table.add_row(day, number, kind, Padding(beside, (0, 0, 0, edge)) if edge else beside)
        head = join_drawn((day, number, kind, aside), StyledWords(" "))
        stacked.append(Padding(head, (0, 0, 0, edge)) if edge else head)
        stacked += [Padding(words_of, (0, 0, 0, edge + 2))] if words_of.plain else []
    return Group(*stacked) if look.narrow else table


class DrawnPost(NamedTuple):
    """The pieces of a post as they are drawn: its day, what it is, a word more about that, and its words."""

    day: StyledWords
    kind: StyledWords
    aside: StyledWords
    words: StyledWords


def draw_post(post: TimelinePost, look: RenderOptions) -> DrawnPost:
    """Return the pieces of what stands on a line."""
    sign, style = choose_post_mark(post, look)
    what = (f" {post.what.upper()} ", "decision") if post.what in DECISIONS else (post.what, style)
    about = StyledWords(f"on {post.about}" if post.about else "", "quiet")
    aside = StyledWords(post.aside, "attention" if post.aside in ("disagrees", "mixed") else "quiet")
    by = StyledWords(flatten_text(post.by), "quiet")
    aside = join_drawn((about, aside), StyledWords(", "))
    aside = join_drawn((aside, by), StyledWords(f" {look.marks.dot} ", "quiet"))
    kind = join_drawn((StyledWords(sign, style), StyledWords(*what)), StyledWords(" "))
    return DrawnPost(StyledWords(spell_short(post.on), "quiet"), kind, aside, _draw_post_words(post))


def draw_passing(mark: TimelineMark, look: RenderOptions) -> Text:
    """Return the words of what passes between posts: a silence or a holiday."""
    if isinstance(mark, HolidayBand):
        edge = look.marks.band
        return draw_text(f"{edge} {mark.name}, {_format_holiday_length(mark)} {edge}", "quiet")
    words = f"{look.marks.silence} {_format_gap(mark)}" if isinstance(mark, QuietSpell) else ""
    return draw_text(words, "quiet")


def choose_post_mark(post: TimelinePost, look: RenderOptions) -> tuple[str, str]:
    """Return the mark of what stands on a line, and its style."""
    name = identify_post_mark(post)
    return getattr(look.marks, name), _MARK_STYLES.get(name, "none")


def identify_post_mark(post: TimelinePost) -> str:
    """Return what a post counts as, by the name of its mark."""
    if post.what in _MARK_NAMES:
        return _MARK_NAMES[post.what]
    return "other_evidence" if post.aside in ("disagrees", "mixed") else post.what


def _draw_post_words(post: TimelinePost) -> StyledWords:
    """Return a post's words: for a decision its reason first, since that is what the cycle hangs on."""
    because = f"because {post.because}" if post.because else ""
    if post.what in DECISIONS:
        lines = [draw_words(because, "strong"), draw_words(post.text)]
    else:
        lines = [draw_words(post.text, "question" if post.what in QUESTIONS else ""), draw_words(because, "quiet")]
    return join_drawn((*lines, *(draw_words(detail, "quiet") for detail in post.details)), StyledWords("\n"))


def _format_gap(gap: QuietSpell) -> str:
    return f"{gap.format_length('quiet')}{', to today' if gap.to_today else ''}"


def _format_holiday_length(band: HolidayBand) -> str:
    """Return a holiday's length as teachers say it: five weekdays off are a week."""
    weekdays = sum((band.period.begin + timedelta(days=n)).weekday() < 5 for n in range(band.period.days))
    return format_count(round(weekdays / 5), "week") if weekdays >= 5 else format_count(weekdays, "day")


def format_timeline_lines(timeline: Timeline) -> Iterator[str]:
    """Yield everything on the timeline as `label: value` lines, in the order of the days."""
    for cycle in timeline.cycles:
        yield from format_field_lines(("cycle", cycle.number), ("question", cycle.question))
        yield from format_cycle_facts(cycle, timeline)
    for mark in timeline.marks:
        yield ""
        match mark:
            case TermHeading():
                yield f"term: {mark.text}"
            case HolidayBand():
                length = _format_holiday_length(mark)
                yield f"holiday: {mark.name}, {length}, from {mark.period.begin} to {mark.period.last}"
            case QuietSpell():
                yield f"silence: {_format_gap(mark)}"
            case TimelinePost():
                yield from format_post_lines(mark, several=len(timeline.cycles) > 1)
    for number, series in timeline.series:
        for one in series:
            yield from ("", f"cycle: {number}")
            yield from format_series_lines(one)


def format_cycle_facts(cycle: Cycle, timeline: Timeline) -> Iterator[str]:
    """Yield what a cycle's head holds beside its question as `label: value` lines."""
    facts = (("group", cycle.group or None), ("tags", ", ".join(cycle.tags) or None))
    return format_field_lines(*facts, ("state", _format_state_since(cycle, timeline)))


def format_post_lines(post: TimelinePost, *, several: bool) -> Iterator[str]:
    """Yield one entry or turn as `label: value` lines; with its cycle, where there are several."""
    what = ", ".join(filter(None, (f"{post.what} {post.name}".strip(), post.aside)))
    head = (
        *(("day", post.on), ("cycle", post.cycle if several else None), ("what", what)),
        *(("on", post.about or None), ("by", post.by or None)),
    )
    words = (("text", post.text or None), ("because", post.because or None))
    return format_field_lines(*head, *words, *(("detail", detail) for detail in post.details))
