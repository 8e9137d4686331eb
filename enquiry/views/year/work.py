"""A school year's actions by thread under the priorities, and what was begun beside what was stopped."""

from collections.abc import Iterator
from itertools import zip_longest

from rich.console import RenderableType
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.year.work import CycleWork, PriorityWork, ThreadWork, YearWork
from enquiry.model.cycle import Cycle
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_grid, draw_text, format_field_lines, limit_width
from enquiry.views.theme import RenderOptions

_TITLE, _BY_THREAD = "What was changed, by priority", "What was changed, by thread"
_LOOSE, _NOTHING = "Under no priority", "nothing yet"
MAX_BESIDE = 110
"""How wide two columns stand beside one another at the most: further apart they are not read together."""
_BEGUN, _STOPPED = "Begun", "Stopped, or left to make room"


def draw_year_work(work: YearWork, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw each priority with its threads, what is under none last; then what was begun beside what was stopped."""
    named = any(one.words for one in work.priorities)
    if work.priorities:
        yield from ("", Text(_TITLE if named else _BY_THREAD, "strong"))
    for priority in work.priorities:
        if named:
            yield from ("", draw_text(_format_priority(priority), "strong"))
        if not priority.threads:
            yield Text(f"  {_NOTHING}", "quiet")
        for thread in priority.threads:
            yield from _draw_thread(thread, look)
    yield from _draw_begun_and_stopped(work, look)


def _format_priority(priority: PriorityWork) -> str:
    if not priority.words:
        return _LOOSE
    words = flatten_text(priority.words)
    return f"{priority.number} {words}" if priority.number else f"{words} (a priority before)"


def _draw_thread(thread: ThreadWork, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw a thread's cycles; what grew in it stands further in than the first."""
    for place, work in enumerate(thread.cycles):
        indent = "    " if place else "  "
        yield HangingIndent(*_draw_cycle(work.cycle, indent, look))
        for action in work.actions:
            label = Text.assemble(
                f"{indent}  ", (f"{spell_short(action.happened_on):>6}  ", "quiet"), f"{action.name:<5}  "
            )
            words = Text(flatten_text(action.text))
            if look.wide:
                yield HangingIndent(label, words)
            else:
                yield Text.assemble(label, words, no_wrap=True, overflow="ellipsis")
        for what, lines in _list_costs(work):
            yield HangingIndent(Text(f"{indent}  {what:>6}  ", "quiet"), draw_text("; ".join(lines)))


def _draw_cycle(cycle: Cycle, indent: str, look: RenderOptions) -> tuple[Text, Text]:
    label = Text.assemble(indent, (f"{cycle.number} {look.marks.dot} ", "strong"))
    return label, draw_text(flatten_text(cycle.question), "question")


def _list_costs(work: CycleWork) -> Iterator[tuple[str, list[str]]]:
    """Yield what the work took and what was found, each where there is something; the one stands beside the other."""
    if work.took:
        yield "took", [f"{flatten_text(entry.text)} ({entry.name})" for entry in work.took]
    if work.found:
        yield "found", [flatten_text(words) for words in work.found]


def _list_begun(work: YearWork) -> list[tuple[str, str]]:
    """Return what was begun, each cycle with what was left to make room for it."""
    begun = [(f"{spell_short(one.began_on):>6}  {one.number}  {flatten_text(one.question)}", one) for one in work.begun]
    return [(words, flatten_text(cycle.instead)) for words, cycle in begun]


def _list_stopped(work: YearWork) -> list[str]:
    return [
        f"{spell_short(stop.review.happened_on):>6}  {stop.cycle.number}  {flatten_text(stop.cycle.question)}"
        + (f", because {flatten_text(stop.review.because)}" if stop.review.because else "")
        for stop in work.stopped
    ]


def _draw_begun_and_stopped(work: YearWork, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw both side by side, what was left beside the cycle that it made room for; on a narrow screen as two lists."""
    begun, stopped = _list_begun(work), _list_stopped(work)
    if not (begun or stopped):
        return
    yield ""
    if look.narrow:
        left = [words for _, words in begun if words]
        for title, lines in ((_BEGUN, [words for words, _ in begun]), (_STOPPED, [*left, *stopped])):
            yield Text(title, "strong")
            yield from (HangingIndent(Text("  "), draw_text(line)) for line in lines or [_NOTHING])
        return
    beside = [words for _, words in begun] + stopped
    first = [words for words, _ in begun] or [_NOTHING]
    shown = beside if any(beside) else [_NOTHING]
    rows = [(Text(_BEGUN, "strong"), Text(_STOPPED, "strong"))]
    rows += [(draw_text(one), draw_text(other)) for one, other in zip_longest(first, shown, fillvalue="")]
    yield limit_width(draw_grid(rows, "fold fold"), look, MAX_BESIDE)


def format_year_work_lines(work: YearWork) -> Iterator[str]:
    """Yield the same as plain lines."""
    for priority in work.priorities:
        yield from ("", f"priority: {_format_priority(priority)}")
        for thread in priority.threads:
            for one in thread.cycles:
                within = ("thread", f"begun with cycle {thread.root.number}")
                yield from format_field_lines(within, ("cycle", f"{one.cycle.number}, {one.cycle.question}"))
                for action in one.actions:
                    yield from format_field_lines(("action", f"{action.name}, {action.happened_on}, {action.text}"))
                yield from format_field_lines(*((what, "; ".join(lines)) for what, lines in _list_costs(one)))
    yield from [""] if work.begun or work.stopped else []
    for cycle in work.begun:
        yield from format_field_lines(("begun", f"{cycle.number}, {cycle.began_on}, {cycle.question}"))
        yield from format_field_lines(*[("left to make room", cycle.instead)] if cycle.instead else [])
    for stop in work.stopped:
        because = f"; because {stop.review.because}" if stop.review.because else ""
        told = f"{stop.cycle.number}, {stop.review.happened_on}, {stop.cycle.question}{because}"
        yield from format_field_lines(("stopped", told))
