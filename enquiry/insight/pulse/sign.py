"""A finding: one thing the pulse says of a cycle, and how its reasons are worded."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind, NextAct
from enquiry.dates.period import spell_short
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.words import join_words

NOT_ASKED = "not asked"
"""The state of a finding that has nothing to say of this cycle, such as the gap of a closed one."""


class Finding(NamedTuple):
    """What one rule found: a word for it, the reason in a sentence, and the names of the entries it rests on.

    `next` is the smallest useful next act, or None where nothing needs doing. `asks` says that it asks for attention.
    """

    name: str
    state: str
    sentence: str
    entries: tuple[str, ...] = ()
    next: NextAct | None = None
    asks: bool = False


def suggest_act(cycle: Cycle, words: str, what: ActKind, value: str = "") -> NextAct | None:
    """Return a next act for an open cycle; None for one that is paused or closed."""
    return NextAct(words, Act(what, cycle.number, value=value)) if cycle.state is CycleState.OPEN else None


def label_entry(entry: AnyEntry) -> str:
    """Return an entry's name with its day: "8.3, 17 Sep"."""
    return f"{entry.name}, {spell_short(entry.happened_on)}"


def label_entry_bracketed(entry: AnyEntry) -> str:
    """Return an entry's name and its day, for use outside brackets: "8.3 (17 Sep)"."""
    return f"{entry.name} ({spell_short(entry.happened_on)})"


def list_entry_names(*entries: AnyEntry | None) -> tuple[str, ...]:
    """Return the names of entries, in their order; None is passed over."""
    return tuple(entry.name for entry in entries if entry)


def join_entry_names(entries: Iterable[AnyEntry]) -> str:
    """Return entries by name joined in a sentence, three or more in a row as a range: "8.4 to 8.8 and 8.10"."""
    runs = list[list[AnyEntry]]()
    for entry in sorted(entries, key=lambda entry: entry.number):
        if runs and runs[-1][-1].number == entry.number - 1:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    told = ([f"{run[0].name} to {run[-1].name}"] if len(run) > 2 else [e.name for e in run] for run in runs)
    return join_words([words for run in told for words in run])


def format_entry_range(entries: tuple[AnyEntry, ...]) -> str:
    """Return the first and the last of some entries by name: "8.3 to 8.10"."""
    return entries[0].name if len(entries) == 1 else f"{entries[0].name} to {entries[-1].name}"


def format_short_day(day: date, other: date) -> str:
    """Return a day in short, with its year where that is not the year of `other`."""
    return spell_short(day, year=day.year != other.year)
