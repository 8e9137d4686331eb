"""Readings over the years: the same one in several cycles, and how what it would have one see turned out.

Two entries are of one reading where their DOI is the same; where one has none, where the first author's family name and
the year are, and the title too where both name one. What names no source is a reading of its own.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, TypeVar

from enquiry.dates.period import spell
from enquiry.insight.readings.authors import OTHERS, parse_authors
from enquiry.model.choices import GroupSort, Privacy, TriedVerdict
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Reading, Review, Sourced, TriedReading
from enquiry.model.journal import Journal
from enquiry.model.text import fold_words
from enquiry.unsafe_chars import flatten_text
from enquiry.words import format_count, spell_number

S = TypeVar("S", bound=Sourced)

MOST_LABELLED = 60
"""The most characters of a title or claim that stand for a reading without authors."""

VERDICT_WORDS = {one: one.value.replace("-", " ") for one in TriedVerdict} | {TriedVerdict.CANNOT_TELL: "can't tell"}
"""What each verdict is called where it is told."""

NOT_HERE = "a reading that is not here"
"""What is said of an id that leads nowhere."""

_TOLD_IN_A_ROW = VERDICT_WORDS | {TriedVerdict.CANNOT_TELL: "it couldn't be told"}
_TIMES = {1: "once", 2: "twice"}


class Trial(NamedTuple):
    """What one review said of a reading: in which cycle, of which of its entries, the verdict and why."""

    cycle: Cycle
    review: Review
    said: TriedReading

    @property
    def word(self) -> str:
        """The verdict in words."""
        return VERDICT_WORDS[self.said.verdict] if self.said.verdict else ""


class KnownReading(NamedTuple):
    """A reading with its entries in all cycles by their days, and what reviews said of it, by their days.

    Without `entries` all were removed, and only what was said of it is left. `open` are those of its entries that would
    have one see something and of which no review said anything.
    """

    label: str
    entries: tuple[Reading, ...]
    trials: tuple[Trial, ...]
    open: tuple[Reading, ...]


def label_reading(reading: Reading) -> str:
    """Return what a reading is called in a line: "Rowe 1986", "Black and Wiliam 1998", "Mercer et al. 1999".

    Without authors it is its title, else its claim, cut where that is long.
    """
    if reading.is_forgotten:
        return f"a reading that was forgotten ({reading.name})"
    names = [name.family for name in parse_authors(reading.authors)]
    if not names:
        text = flatten_text(reading.title or reading.text)
        named = f"{text[:MOST_LABELLED].rstrip()}…" if len(text) > MOST_LABELLED else text
    else:
        named = f"{names[0]} {OTHERS}" if len(names) > 2 or OTHERS in names else " and ".join(names)
    return f"{named} {reading.year}" if reading.year else named


def group_readings(readings: Iterable[S]) -> list[list[S]]:
    """Return entries that are of one reading together, in the order in which they first come; see the rule above."""
    order = list(readings)
    groups, by_doi, by_title = list[list[S]](), dict[str, list[S]](), dict[object, list[S]]()
    by_author = dict[object, dict[int, list[S]]]()  # each group once, by its place
    for one in sorted(order, key=lambda one: (not one.doi, not one.title)):  # what is certain leads what is not
        doi, title = one.doi.casefold(), fold_words(one.title).strip(" .")
        names = parse_authors(one.authors)
        # The last word of a family name stands however the name is written: "Rowe, M. B.", "Mary Budd Rowe".
        written = (fold_words(names[0].family).rpartition(" ")[2] if names else "", one.year)
        alike = by_author.get(written, {}) if all(written) else {}
        if doi:
            group = by_doi.get(doi)
        elif title:
            untitled = (found for found in alike.values() if not any(other.title for other in found))
            group = by_title.get((*written, title)) or next(untitled, None)
        else:
            group = next(iter(alike.values())) if len(alike) == 1 else None
        if group is None:
            groups.append(group := [])
        group.append(one)
        by_author.setdefault(written, {}).setdefault(id(group), group)
        by_doi |= {doi: group} if doi else {}
        by_title |= {(*written, title): by_title.get((*written, title), group)} if title else {}
    places = {id(one): place for place, one in enumerate(order)}
    for group in groups:
        group.sort(key=lambda one: places[id(one)])
    return sorted(groups, key=lambda group: places[id(group[0])])


def list_known_readings(journal: Journal, chosen: Collection[str] | None = None) -> tuple[KnownReading, ...]:
    """Return the readings of a journal in the order in which they were first read; `chosen` are ids of entries.

    A reading is told whole where one of its entries is chosen. Without `chosen` all are, and what was said of one that
    is no longer in sight is told too.
    """
    pairs = [(e, cycle) for cycle in journal.cycles for e in cycle.entries if isinstance(e, Reading)]
    shown = {entry.id for entry, cycle in pairs if not (entry.removed or cycle.removed)}
    said, known = _collect_trials(journal), list[KnownReading]()
    pairs = [(entry, cycle) for entry, cycle in pairs if entry.id in shown or entry.id in said]
    groups = group_readings(sorted((e for e, _ in pairs), key=lambda one: (one.happened_on, one.recorded_at, one.name)))
    for group in groups:
        kept = tuple(one for one in group if one.id in shown)
        trials = [trial for one in group for trial in said.pop(one.id, ())]
        if chosen is None or any(one.id in chosen for one in kept):
            looked_at = {trial.said.reading for trial in trials}
            unseen = tuple(one for one in kept if one.expects and one.id not in looked_at)
            known.append(KnownReading(label_reading((kept or group)[0]), kept, _sort_trials(trials), unseen))
    left = [trial for trials in said.values() for trial in trials]
    if left and chosen is None:
        known.append(KnownReading(NOT_HERE, (), _sort_trials(left), ()))
    return tuple(known)


def _sort_trials(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    return tuple(sorted(trials, key=lambda trial: (trial.review.happened_on, trial.review.recorded_at)))


def _collect_trials(journal: Journal) -> dict[str, list[Trial]]:
    """Return what reviews said of readings, by the id of the reading's entry; what was left open is left out."""
    found = dict[str, list[Trial]]()
    for cycle in journal.kept:
        for review in cycle.reviews:
            for said in review.tried:
                if said.verdict:
                    found.setdefault(said.reading, []).append(Trial(cycle, review, said))
    return found


def list_expectations(cycle: Cycle, *, asked: bool = True) -> tuple[Reading, ...]:
    """Return the readings a cycle rests on that would have one see something which no review of it has looked at.

    Rule: a cycle rests on the readings that stand in it. One of another cycle is looked at where a review names it
    itself. With `asked` those are among them that a review has asked about and left open; without, they are not.
    """
    told = {said.reading for review in cycle.reviews for said in review.tried if said.verdict or not asked}
    return tuple(one for one in cycle.kept if isinstance(one, Reading) and one.expects and one.id not in told)


def format_trials(known: KnownReading, journal: Journal) -> str:
    """Return how a reading turned out over the years: "tried in four classes: twice as claimed, once in part".

    Empty where nothing was said of it. What was tried with others than learners was tried in cycles.
    """
    if not known.trials:
        return ""
    cycles = {trial.cycle.id: trial.cycle for trial in known.trials}
    taught = all(journal.get_group_sort(cycle) is GroupSort.LEARNERS for cycle in cycles.values())
    where = format_count(len(cycles), "class", "classes") if taught else format_count(len(cycles), "cycle")
    counts = Counter(trial.said.verdict for trial in known.trials)
    told = [
        f"{_TIMES.get(counts[one], f'{spell_number(counts[one])} times')} {_TOLD_IN_A_ROW[one]}"
        for one in TriedVerdict
        if counts[one]
    ]
    looks = (
        f", looked at {_TIMES.get(len(known.trials), format_count(len(known.trials), 'time'))}"
        if len(known.trials) > len(cycles)
        else ""
    )
    return f"tried in {where}{looks}: {', '.join(told)}"


def iterate_said(review: Review, journal: Journal) -> Iterator[tuple[str, str]]:
    """Yield what a review says of each reading: the reading, by its label and name, and the verdict with the reason.

    What was left open says nothing. An id that leads nowhere is a reading that is not in this journal.
    """
    wanted = {said.reading for said in review.tried}
    entries = (entry for cycle in journal.cycles if wanted for entry in cycle.entries if entry.id in wanted)
    known = {entry.id: entry for entry in entries if isinstance(entry, Reading)}
    for said in review.tried:
        if said.verdict is None:
            continue
        reading, word = known.get(said.reading), VERDICT_WORDS[said.verdict]
        label = NOT_HERE
        if reading:
            gone = f", {reading.removed.word}" if reading.removed else ""
            named = f"{label_reading(reading)} ({reading.name}{gone})"
            label = label_reading(reading) if reading.is_forgotten else named
        yield label, f"{word}: {said.why}" if said.why else word


def format_shared_trials(journal: Journal) -> dict[str, str]:
    """Return how readings turned out in reviews that may be shown to somebody, by the id of the reading's entry.

    It is said in the program's own words alone: "as claimed, 12 May 2024; in part, 3 June 2025".
    """
    found = _collect_trials(journal)
    shared = {
        key: [one for one in trials if one.review.privacy is not Privacy.PRIVATE] for key, trials in found.items()
    }
    return {
        key: "; ".join(f"{one.word}, {spell(one.review.happened_on)}" for one in _sort_trials(trials))
        for key, trials in shared.items()
        if trials
    }
