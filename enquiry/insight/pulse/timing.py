"""When things were written down: on the day or near it, or afterwards in one sitting."""

from collections.abc import Iterable
from datetime import date

from enquiry.dates.period import spell_short
from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import Finding, format_entry_range, join_entry_names, list_entry_names
from enquiry.insight.pulse.snapshot import list_evaluation
from enquiry.insight.pulse.spread import NO_EVALUATION
from enquiry.insight.words import spell_number
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry

TIMELINESS = "written at the time"


def evaluate_timeliness(cycle: Cycle, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Say whether evaluation was written down at the time.

    Rule: a piece of evidence, reflection or review is written at the time when it is recorded within 14 days of
    happening. *Written up afterwards* when more than half of them were typed on one day about more than 3 different
    days; else *at the time*, or *some later* where any took longer.
    """
    pieces = list_evaluation(cycle)
    if not pieces:
        return Finding(TIMELINESS, "nothing yet", NO_EVALUATION)
    if sitting := _find_sitting(pieces, rules):
        return _afterwards(cycle, pieces, sitting)
    late = tuple(piece for piece in pieces if _delay(piece) > rules.at_the_time)
    if late:
        share, names = _format_proportion(late, pieces), join_entry_names(late)
        words = f"{share} written more than {rules.at_the_time} days after the day ({names})."
        return Finding(TIMELINESS, "some later", words, list_entry_names(late))
    all_of = {1: "The one piece was", 2: "Both pieces were"}.get(len(pieces), f"All {spell_number(len(pieces))} were")
    words = f"{all_of} written within {rules.at_the_time} days of the day ({format_entry_range(pieces)})."
    return Finding(TIMELINESS, "at the time", words, list_entry_names(pieces))


def _afterwards(cycle: Cycle, pieces: tuple[AnyEntry, ...], sitting: tuple[AnyEntry, ...]) -> Finding:
    about = spell_number(len(_collect_days(sitting)))
    typed = spell_short(sitting[0].recorded_at.date())
    share, names = _format_proportion(sitting, pieces), join_entry_names(sitting)
    words = f"{share} typed on {typed} about {about} different days ({names})."
    act = "Write the next line on its day." if cycle.state is CycleState.OPEN else ""
    command = f"enquiry evidence -c {cycle.number}" if act else ""
    return Finding(TIMELINESS, "written up afterwards", words, list_entry_names(sitting), act, command, asks=True)


def _format_proportion(some: tuple[AnyEntry, ...], pieces: tuple[AnyEntry, ...]) -> str:
    were = "was" if len(some) == 1 else "were"
    return f"{spell_number(len(some)).capitalize()} of {spell_number(len(pieces))} pieces {were}"


def _delay(entry: AnyEntry) -> int:
    return (entry.recorded_at.date() - entry.happened_on).days


def _collect_days(entries: Iterable[AnyEntry]) -> set[date]:
    return {entry.happened_on for entry in entries}


def _find_sitting(pieces: tuple[AnyEntry, ...], rules: PulseRules) -> tuple[AnyEntry, ...]:
    """Return the pieces typed on the one day that makes it written up afterwards, if there is such a day."""
    sittings: dict[date, list[AnyEntry]] = {}
    for piece in pieces:
        sittings.setdefault(piece.recorded_at.date(), []).append(piece)
    for together in sittings.values():
        if len(together) > len(pieces) * rules.sitting_share and len(_collect_days(together)) > rules.sitting_days:
            return tuple(together)
    return ()
