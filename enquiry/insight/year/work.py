"""What was changed in a school year, thread by thread under the priorities it serves; and what was begun and stopped.

Fewer, connected: nothing is counted. A cycle serves the priority that it names, else that of the cycle it grew from.
Minutes stand beside what was found in the same cycle, since both are what a change comes to.
"""

from collections.abc import Iterable
from typing import NamedTuple

from enquiry.dates.period import Period
from enquiry.insight.balance import Balance, build_balance
from enquiry.insight.measures.series import build_measure_change, collect_series, format_change
from enquiry.model.choices import EvidenceKind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, Evidence
from enquiry.model.journal import Journal
from enquiry.model.text import fold_words
from enquiry.query.select import Selection


class CycleWork(NamedTuple):
    """What was changed in a cycle in a time, what it took of the teacher's, and what was found, in words.

    `found` is the change of each measure that has one, else the latest evidence that says which way it points; it is
    looked for where something is said of the time it took.
    """

    cycle: Cycle
    actions: tuple[Action, ...]
    took: tuple[Evidence, ...] = ()
    found: tuple[str, ...] = ()


class ThreadWork(NamedTuple):
    """The cycles of one thread in which something was changed, by number, and the cycle that the thread began with."""

    root: Cycle
    cycles: tuple[CycleWork, ...]


class PriorityWork(NamedTuple):
    """A priority with the threads that serve it; none where nothing was changed for it. `words` are empty for none.

    `number` is that of one of the journal's present priorities; 0 for one that a cycle names from before.
    """

    words: str
    number: int
    threads: tuple[ThreadWork, ...]


class YearWork(NamedTuple):
    """A time's actions by priority and thread, the loose ones last; and what was begun in it beside what stopped."""

    priorities: tuple[PriorityWork, ...]
    balance: Balance


def build_year_work(journal: Journal, selection: Selection, time: Period, *, present: bool) -> YearWork | None:
    """Return what was changed within a time by what was selected; None where nothing was changed, begun or stopped.

    `present` says that it is the year that goes on: then priorities that nothing serves yet are among them.
    """
    works = list[CycleWork]()
    for match in selection.found:
        inside = [entry for entry in match.entries if entry.happened_on in time]
        actions = tuple(entry for entry in inside if isinstance(entry, Action) and not entry.is_plan)
        took = tuple(e for e in inside if isinstance(e, Evidence) and e.evidence_kind is EvidenceKind.TIME_COST)
        if actions or took:
            found = tuple(_list_found(match.cycle, journal, time)) if took else ()
            works.append(CycleWork(match.cycle, actions, took, found))
    balance = build_balance((match.cycle for match in selection.found if match.itself), time)
    if not (works or balance.begun or balance.stopped):
        return None
    return YearWork(group_by_priority(works, journal, present=present), balance)


def group_by_priority(works: Iterable[CycleWork], journal: Journal, *, present: bool) -> tuple[PriorityWork, ...]:
    """Return work by priority and thread: the journal's priorities, then those that only cycles name, then none."""
    by_words = dict[str, tuple[str, dict[str, list[CycleWork]]]]()
    priorities = journal.settings.priorities
    for words in priorities:
        by_words[fold_words(words)] = (words, {})
    for work in works:
        words = journal.find_priority(work.cycle)
        threads = by_words.setdefault(fold_words(words), (words, {}))[1]
        *_, root = journal.iterate_ancestors(work.cycle)
        threads.setdefault(root.id, []).append(work)
    loose = by_words.pop("", None)
    groups = [*by_words.values(), *([loose] if loose else [])]
    numbers = {fold_words(words): place for place, words in enumerate(priorities, 1)}
    found = list[PriorityWork]()
    for words, threads in groups:
        if threads or present:
            ordered = ((root, sorted(works, key=lambda work: work.cycle.number)) for root, works in threads.items())
            told = tuple(ThreadWork(journal.cycles_by_id[root], tuple(works)) for root, works in ordered)
            found.append(PriorityWork(words, numbers.get(fold_words(words), 0), told))
    return tuple(found)


def _list_found(cycle: Cycle, journal: Journal, time: Period) -> list[str]:
    costs = {
        fold_words(value.measure)
        for entry, value in cycle.iterate_values()
        if entry.evidence_kind is EvidenceKind.TIME_COST
    }
    changes = [
        f"{series.name} {format_change(change)}"
        for series in collect_series(cycle, journal)
        if fold_words(series.name) not in costs
        and series.latest.on in time
        and (change := build_measure_change(series))
    ]
    pointing = [one for one in cycle.evidence if one.direction and one.happened_on in time]
    return changes or [f"{one.text} ({one.name})" for one in pointing[-1:]]
