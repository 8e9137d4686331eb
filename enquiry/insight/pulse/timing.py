"""When things were written down: on the day or near it, or afterwards in one sitting."""

from collections.abc import Iterable
from datetime import date

from enquiry.dates.period import short
from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import Sign, listed, names, stretch
from enquiry.insight.pulse.snapshot import pieces_of
from enquiry.insight.pulse.spread import NOTHING
from enquiry.insight.words import spelled_number
from enquiry.model.choices import State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry

NAME = "written at the time"


def written_at_the_time(cycle: Cycle, rules: Rules = USUAL) -> Sign:
    """Say whether evaluation was written down at the time.

    Rule: a piece of evidence, reflection or review is written at the time when it is recorded within 14 days of
    happening. *Written up afterwards* when more than half of them were typed on one day about more than 3 different
    days; else *at the time*, or *some later* where any took longer.
    """
    pieces = pieces_of(cycle)
    if not pieces:
        return Sign(NAME, "nothing yet", NOTHING)
    if sitting := _sitting(pieces, rules):
        return _afterwards(cycle, pieces, sitting)
    late = tuple(piece for piece in pieces if _delay(piece) > rules.at_the_time)
    if late:
        words = f"{_of(late, pieces)} written more than {rules.at_the_time} days after the day ({listed(late)})."
        return Sign(NAME, "some later", words, names(late))
    all_of = {1: "The one piece was", 2: "Both pieces were"}.get(len(pieces), f"All {spelled_number(len(pieces))} were")
    words = f"{all_of} written within {rules.at_the_time} days of the day ({stretch(pieces)})."
    return Sign(NAME, "at the time", words, names(pieces))


def _afterwards(cycle: Cycle, pieces: tuple[AnyEntry, ...], sitting: tuple[AnyEntry, ...]) -> Sign:
    about = spelled_number(len(_days(sitting)))
    typed = short(sitting[0].recorded_at.date())
    words = f"{_of(sitting, pieces)} typed on {typed} about {about} different days ({listed(sitting)})."
    act = "Write the next line on its day." if cycle.state is State.OPEN else ""
    command = f"enquiry evidence -c {cycle.number}" if act else ""
    return Sign(NAME, "written up afterwards", words, names(sitting), act, command, asks=True)


def _of(some: tuple[AnyEntry, ...], pieces: tuple[AnyEntry, ...]) -> str:
    were = "was" if len(some) == 1 else "were"
    return f"{spelled_number(len(some)).capitalize()} of {spelled_number(len(pieces))} pieces {were}"


def _delay(entry: AnyEntry) -> int:
    return (entry.recorded_at.date() - entry.happened_on).days


def _days(entries: Iterable[AnyEntry]) -> set[date]:
    return {entry.happened_on for entry in entries}


def _sitting(pieces: tuple[AnyEntry, ...], rules: Rules) -> tuple[AnyEntry, ...]:
    """Return the pieces typed on the one day that makes it written up afterwards, if there is such a day."""
    sittings: dict[date, list[AnyEntry]] = {}
    for piece in pieces:
        sittings.setdefault(piece.recorded_at.date(), []).append(piece)
    for together in sittings.values():
        if len(together) > len(pieces) * rules.sitting_share and len(_days(together)) > rules.sitting_days:
            return tuple(together)
    return ()
