"""Breaches: values that no command would have taken. They are refused wherever something comes in from elsewhere.

The one set of rules for every door: `find_refusal` for an import, a folder, an edit that is accepted; the doctor tells
each breach of `iterate_breaches` where one was let in before there was a rule against it.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from enquiry.dates.period import EARLIEST, LATEST
from enquiry.errors import UsageMistake
from enquiry.model.checks.flaws import find_duplicate, find_flaw, quote_briefly
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Review
from enquiry.model.field import MOST, FieldType
from enquiry.model.fields import FIELDS
from enquiry.model.journal import Journal
from enquiry.model.references import list_reference_fields
from enquiry.model.settings import MOST_PRIORITIES, Settings
from enquiry.model.tag import parse_tag
from enquiry.model.text import MAX_TEXT_BYTES, MAX_TEXT_LINES

NUMBER_LIMIT = 10**12
"""Every number is smaller than this, and larger than its negative: as large as one that can be typed."""

_LIMITS = {
    field.target: (field.low, field.high) for field in FIELDS if field.type in (FieldType.NUMBER, FieldType.AMOUNT)
} | {"sd": (0, NUMBER_LIMIT), "of": (1, NUMBER_LIMIT - 1), "tally": (0, MOST)}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")


class Breach(NamedTuple):
    """A value that no command would have taken: where, by a name that people know, and what is wrong with it."""

    where: str
    words: str

    @property
    def is_item(self) -> bool:
        """Whether it is in a cycle, an entry, a note or a belief, which people name by the last word of `where`."""
        return self.where.startswith(("cycle ", "entry ", "note ", "belief-"))

    @property
    def sentence(self) -> str:
        """Both, to stand within a sentence."""
        return f"{self.where}: {self.words}"


def find_refusal(journal: Journal) -> str:
    """Return in words the first thing for which a journal is not to be taken in, or "" where there is nothing."""
    return find_flaw(journal) or next((breach.sentence for breach in iterate_breaches(journal)), "")


def iterate_breaches(journal: Journal) -> Iterator[Breach]:
    """Yield every value that no command would have taken, removed records included.

    Rule: days and moments lie from 1950 to 2100; numbers are smaller than a million millions, counts as `FIELDS` limits
    them, a spread is not negative, and a count is of one at least; a text is no longer than `model.text` has it; ids
    are letters, digits and `. _ : -`; tags are as `parse_tag` takes them; a saved query's name stands once, and in a
    review a reading; priorities are three at the most; no cycle grew from itself, in whatever steps; what went in a
    gift is in the journal.
    """
    for cycle in journal.cycles:
        yield from _check_record(f"cycle {cycle.number}", cycle)
        for entry in cycle.entries:
            yield from _check_entry(entry)
    for note in journal.inbox:
        yield from _check_record(f"note {note.name}", note)
    for belief in journal.beliefs:
        yield from _check_record(belief.name, belief)
    for measure in journal.measures:
        yield from _check_record(f"the measure {quote_briefly(measure.name)}", measure)
        if measure.lowest is not None and measure.highest is not None and measure.lowest >= measure.highest:
            yield Breach(f"the measure {quote_briefly(measure.name)}", "its range runs backwards")
    for gift in journal.gifts:
        yield from _check_record(f"gift {gift.name}", gift)
        if any(one not in journal.names for one in (*gift.cycles, *gift.entries)):
            yield Breach(f"gift {gift.name}", "something that went in it is not in the journal")
    yield from _check_settings(journal.settings)
    yield from _find_circles(journal)


def _check_entry(entry: AnyEntry) -> Iterator[Breach]:
    where = f"entry {entry.name}"
    yield from _check_record(where, entry)
    if isinstance(entry, Review) and (twice := find_duplicate("the reading", [one.reading for one in entry.tried])):
        yield Breach(where, f"it tells of {twice}")


def _check_settings(settings: Settings) -> Iterator[Breach]:
    yield from _check_record("the settings", settings)
    if (count := len(settings.priorities)) > MOST_PRIORITIES:
        yield Breach("the settings", f"{count} priorities, and {MOST_PRIORITIES} are the most")
    if twice := find_duplicate("the saved query", [query.name for query in settings.queries]):
        yield Breach("the settings", twice)


def _check_record(where: str, record: msgspec.Struct) -> Iterator[Breach]:
    for words in _check_fields(record):
        yield Breach(where, words)


def _check_fields(value: msgspec.Struct) -> Iterator[str]:
    """Yield what is wrong with the fields of a value, at any depth. A cycle's entries are records of their own."""
    marks = list_reference_fields(type(value))
    for name in value.__struct_fields__:
        field: Any = getattr(value, name)
        if name == "id" or marks.get(name) in ("cycle", "entry", "gift"):
            ids = field if isinstance(field, tuple) else (field,)
            for odd in (one for one in ids if one and not _ID.fullmatch(one)):
                yield f"the id {quote_briefly(odd)} holds more than letters, digits and . _ : -, or is too long"
        elif isinstance(field, tuple):
            for item in field if name != "entries" else ():
                if name == "tags":
                    yield from _check_tag(item)
                elif isinstance(item, msgspec.Struct):
                    yield from _check_fields(item)
                else:
                    yield from _check_plain(name, item)
        elif isinstance(field, msgspec.Struct):
            yield from _check_fields(field)
        elif field is not None:
            yield from _check_plain(name, field)


def _check_plain(name: str, value: object) -> Iterator[str]:
    match value:
        case bool():
            return
        case int() | float():
            low, high = _LIMITS.get(name, (1 - NUMBER_LIMIT, NUMBER_LIMIT - 1))
            if not low <= value <= high:
                yield f"the number {quote_briefly(value)} is not from {low:,} to {high:,}"
        case date():  # a moment too
            day = value.date() if isinstance(value, datetime) else value
            if not EARLIEST <= day <= LATEST:
                yield f"the day {day.isoformat()} is not from {EARLIEST.year} to {LATEST.year}"
        case str() if len(value) * 4 > MAX_TEXT_BYTES and len(value.encode()) > MAX_TEXT_BYTES:
            yield f"a text of more than {MAX_TEXT_BYTES:,} bytes"
        case str() if len(value) > MAX_TEXT_LINES and value.count("\n") >= MAX_TEXT_LINES:
            yield f"a text of more than {MAX_TEXT_LINES:,} lines"


def _check_tag(tag: str) -> Iterator[str]:
    try:
        parse_tag(tag)
    except UsageMistake:
        yield f"the tag {quote_briefly(tag)} is none that can be given"


def _find_circles(journal: Journal) -> Iterator[Breach]:
    """Yield each circle of cycles that grew from one another, once."""
    settled = set[str]()
    for cycle in journal.cycles:
        path = dict[str, Cycle]()
        at: Cycle | None = cycle
        while at and at.id not in settled and at.id not in path:
            path[at.id] = at
            at = journal.cycles_by_id.get(at.grew_from or "")
        if at and at.id in path:
            ids = list(path)
            numbers = [path[one].number for one in ids[ids.index(at.id) :]]
            way = " from ".join(map(str, [*numbers, numbers[0]]))
            yield Breach(f"cycle {numbers[0]}", f"it grew from itself: {way}" if len(numbers) < 9 else "from itself")
        settled.update(path)
