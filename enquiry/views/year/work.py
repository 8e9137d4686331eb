"""A school year's actions by thread under the priorities, and what was begun beside what was stopped."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.balance import GAVE_WAY, Balance, StoppedThing
from enquiry.insight.year.work import CycleWork, PriorityWork, ThreadWork, YearWork
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_grid, draw_text, format_field_lines, limit_width
from enquiry.views.theme import RenderOptions

_CHANGED = "What was changed"
_LOOSE, _NOTHING = "Under no priority", "nothing"
MAX_BESIDE = 110
"""How wide two columns stand beside one another at the most: further apart they are not read together."""
_BEGUN, _STOPPED = "Begun", "Stopped, or left to make room"


def draw_year_work(work: YearWork, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw each priority with its threads, what is under none last; then what was begun beside what was stopped."""
    named = any(one.words for one in work.priorities)
    if work.priorities:
        yield from ("", Text(f"{_CHANGED}, by {'priority' if named else 'thread'}", "strong"))
    for priority in work.priorities:
        if named:
            yield from ("", draw_text(_format_priority(priority), "strong"))
        if not priority.threads:
            yield Text(f"  {_NOTHING} yet", "quiet")
        for thread in priority.threads:
            yield from _draw_thread(thread, look)
    yield from draw_balance(work.balance, look)


def _format_priority(priority: PriorityWork) -> str:
    if not priority.words:
        return _LOOSE
    words = flatten_text(priority.words)
    return f"{priority.number} {words}" if priority.number else f"{words} (a priority before)"


def _draw_thread(thread: ThreadWork, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw a thread's cycles; what grew in it stands further in than the first."""
    for place, work in enumerate(thread.cycles):
        indent = "    " if place else "  "
        number = Text.assemble(indent, (f"{work.cycle.number} {look.marks.dot} ", "strong"))
        yield HangingIndent(number, draw_text(flatten_text(work.cycle.question), "question"))
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


def _list_costs(work: CycleWork) -> Iterator[tuple[str, list[str]]]:
    """Yield what the work took and what was found, each where there is something; the one stands beside the other."""
    if work.took:
        yield "took", [f"{flatten_text(entry.text)} ({entry.name})" for entry in work.took]
    if work.found:
        yield "found", [flatten_text(words) for words in work.found]


def _format_stopped(one: StoppedThing) -> str:
    how = f"gave way to {one.name}" if one.what == GAVE_WAY else f"{one.name} {one.what}"
    return f"{how}: {flatten_text(one.text)}"


def draw_balance(balance: Balance, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw both side by side, what gave way beside what it made room for; on a narrow screen as two lists."""
    way = {one.name: flatten_text(one.text) for one in balance.stopped if one.what == GAVE_WAY}
    things = [(f"{spell_short(one.on):>6}  {one.name}  {flatten_text(one.text)}", one.name) for one in balance.begun]
    rows = [(words, way.pop(name, "")) for words, name in things]
    others = [one for one in balance.stopped if one.what != GAVE_WAY or one.name in way]
    rows += [("", f"{spell_short(one.on):>6}  {_format_stopped(one)}") for one in others]
    if not rows:
        return
    yield ""
    begun, stopped = ([row[side] for row in rows if row[side]] for side in (0, 1))
    if look.narrow:
        for title, lines in ((_BEGUN, begun), (_STOPPED, stopped)):
            yield Text(title, "strong")
            yield from (HangingIndent(Text("  "), draw_text(line)) for line in lines or [_NOTHING])
        return
    heads = [(Text(_BEGUN, "strong"), Text(_STOPPED, "strong"))]
    if not (begun and stopped):
        rows = [(begun[0] if begun else _NOTHING, stopped[0] if stopped else _NOTHING), *rows[1:]]
    day = len(f"{'':>6}  ")
    drawn = [[HangingIndent(Text(cell[:day]), draw_text(cell[day:])) for cell in row] for row in rows]
    yield limit_width(draw_grid([*heads, *drawn], "fold fold"), look, MAX_BESIDE)


def format_year_work_lines(work: YearWork) -> Iterator[str]:
    """Yield the same as plain lines."""
    named = any(one.words for one in work.priorities)
    if work.priorities:
        yield from ("", f"{_CHANGED.lower()}: by {'priority' if named else 'thread'}")
    for priority in work.priorities:
        if named:
            yield from ("", f"priority: {_format_priority(priority)}")
            yield from [] if priority.threads else [f"threads: {_NOTHING} yet"]
        for thread in priority.threads:
            for one in thread.cycles:
                within = ("thread", f"begun with cycle {thread.root.number}")
                yield from format_field_lines(within, ("cycle", f"{one.cycle.number}, {one.cycle.question}"))
                for action in one.actions:
                    yield from format_field_lines(("action", f"{action.name}, {action.happened_on}, {action.text}"))
                yield from format_field_lines(*((what, "; ".join(lines)) for what, lines in _list_costs(one)))
    yield from [""] if work.balance.begun or work.balance.stopped else []
    yield from format_balance_lines(work.balance)


def format_balance_lines(balance: Balance) -> Iterator[str]:
    """Yield what was begun and what stopped as plain lines; nothing where there is neither."""
    begun = [f"{thing.name}, {thing.on}, {thing.text}" for thing in balance.begun]
    stopped = [f"{thing.on}, {_format_stopped(thing)}" for thing in balance.stopped]
    if begun or stopped:
        yield from format_field_lines(*((_BEGUN.lower(), words) for words in begun or [_NOTHING]))
        yield from format_field_lines(*((_STOPPED.lower(), words) for words in stopped or [_NOTHING]))
