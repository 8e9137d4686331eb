"""Whatever journal, window, day and sharing: nothing recorded later, held back or outside is in any format.

A word is planted in every text of every record, found from the types, so that a field that is added is among them. What
a record of every kind holds for the machine (`Record`'s own fields) is told nowhere.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.dates.period import Period
from enquiry.insight.history.recall import recall_journal
from enquiry.insight.summary.disclosure import DisclosureOverrides
from enquiry.insight.summary.value import PreparedSummary
from enquiry.model.choices import EntryKind, Privacy
from enquiry.model.journal import Journal
from enquiry.model.record import Record
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.summary.preview import draw_preview, format_preview_lines
from enquiry.views.theme import RenderOptions
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, render
from tests.reading_back import docx_text, pdf_text
from tests.summaries import READERS, document, prepared, reader_named

LATER, APART = "zqlater", "zqapart"
"""What stands in a part of a cycle that is dated after the day, and in the fields that are for the machine alone."""

_KEPT = {"id", "name", "cycle", "kind", "removed", "entries", "grew_from"}
"""Fields by which records are known, related or taken out of sight."""

CLOSE = {"case-pupil", "family-voice", "peer-dialogue", "peer-observation"}
"""Kinds of evidence that are told by their names only."""

FAST = [form for form in SummaryFormat if form.is_text]


def word(number: int) -> str:
    """Return a word of letters alone for a number, which is part of no other."""
    return "zq" + "".join(chr(ord("a") + int(digit)) for digit in str(number)) + "q"


def plant(value: msgspec.Struct, text: str, day: date) -> Any:
    """Return a value with a word in each of its texts, those of its parts too; a list of parts has one at least."""
    on = getattr(value, "on", None) or getattr(value, "at", None)
    on = on.date() if isinstance(on, datetime) else on
    text = LATER if on and on > day and not isinstance(value, Record) else text
    changed = dict[str, Any]()
    for name, hint in get_type_hints(type(value), include_extras=True).items():
        if name not in _KEPT:
            own = APART if name in Record.__struct_fields__ else text
            found = _plant_field(hint, getattr(value, name), own, day)
            changed |= {} if found is None else {name: found}
    return msgspec.structs.replace(value, **changed)


def _plant_field(hint: Any, now: Any, text: str, day: date) -> Any:
    """Return what is planted in a field of a type; None where it holds no text."""
    if hint is str or hint is Any:
        return text
    args = get_args(hint)
    if get_origin(hint) is tuple and args[0] is str:
        return (text,)
    if get_origin(hint) is tuple and isinstance(args[0], type) and issubclass(args[0], msgspec.Struct):
        parts = now or (_make(args[0], day),)
        return tuple(plant(part, text, day) for part in parts if part is not None)
    return None


def _make(kind: type[msgspec.Struct], day: date) -> Any:
    """Return a value of a type with something in each required field; None where it refers to another record."""
    given = {}
    for field in msgspec.structs.fields(kind):
        if field.required:
            made = _sample(get_type_hints(kind, include_extras=True)[field.name], day)
            if made is None:
                return None
            given[field.name] = made
    return kind(**given)


def _sample(hint: Any, day: date) -> Any:
    if meta := getattr(hint, "__metadata__", ()):
        refers = any(one.extra and "refers_to" in one.extra for one in meta if isinstance(one, msgspec.Meta))
        return None if refers else _sample(hint.__origin__, day)
    if get_origin(hint) in (Union, UnionType):
        return _sample(get_args(hint)[0], day)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    return {str: "x", Any: "x", date: day, datetime: NOW, int: 7, float: 7.5}.get(hint)


def told(found: PreparedSummary, forms: list[SummaryFormat]) -> Iterator[tuple[str, str]]:
    """Yield a summary in every format, and as its owner sees it before it leaves."""
    summary = found.summary
    readings = {SummaryFormat.DOCX: docx_text, SummaryFormat.PDF: pdf_text}
    for form in forms:
        data = document(summary, form)
        yield form.value, readings[form](data) if form in readings else data.decode()
    yield "terminal", render(draw_summary(summary, RenderOptions(300)), 300)
    yield "plain", "\n".join(format_summary_lines(summary))
    yield "dry run", render(draw_preview(found, RenderOptions(300)), 300)
    yield "dry run, plain", "\n".join(format_preview_lines(found))


def check(journal: Journal, window: Period, day: date, reader: str, shared: int, forms: list[SummaryFormat]) -> None:
    """Assert that of what may not be told no word is in any format, and that some of what may is."""
    words, cycles = dict[str, str](), []
    for number, cycle in enumerate(journal.cycles, 1):
        words[str(cycle.number)] = word(number)
        entries = []
        for entry in cycle.entries:
            words[entry.name] = word(100 * number + entry.number)
            privacy = Privacy.SCHOOL if entry.number % 3 == 0 else Privacy.PRIVATE
            entries.append(plant(msgspec.structs.replace(entry, privacy=privacy), words[entry.name], day))
        cycles.append(msgspec.structs.replace(plant(cycle, words[str(cycle.number)], day), entries=tuple(entries)))
    notes = tuple(plant(note, word(9000 + place), day) for place, note in enumerate(journal.inbox))
    known = recall_journal(msgspec.structs.replace(journal, cycles=tuple(cycles), inbox=notes), (), day)
    named = frozenset(c.number for c in known.kept if c.number <= shared)
    for_whom = reader_named(reader)
    sharing = DisclosureOverrides() if for_whom.owner else DisclosureOverrides(cycles=named)
    found = prepared(known, as_at=day, window=window, title="x", reader=reader, sharing=sharing)

    may = {words[str(c.number)] for c in known.kept if for_whom.owner or c.number <= shared}
    for entry in (entry for cycle in journal.kept for entry in cycle.kept):  # by a rule of its own, not the program's
        there = entry.recorded_at.date() <= day and entry.happened_on <= day and entry.happened_on in window
        close = getattr(entry, "evidence_kind", "") in CLOSE or (getattr(entry, "n", None) or 9) < 5
        goes = for_whom.owner or entry.number % 3 == 0 or (entry.cycle_number <= shared and not close)
        if there and goes:
            may.add(words[entry.name])
    closed = ({*words.values(), *(word(9000 + place) for place in range(len(notes))), LATER, APART}) - may
    for form, text in told(found, forms):
        whole = "".join(text.split()).replace("\u200b", "")  # a narrow column may part a word
        assert not [one for one in closed if one in whole], (form, reader, day)
    if for_whom.owner and found.summary.cycles:
        assert any(one.words in may for one in found.summary.told)


YEAR = Period(strategies.FIRST, strategies.FIRST + timedelta(days=400))
_KINDS = (EntryKind.EVIDENCE, EntryKind.ACTION, EntryKind.EVIDENCE, EntryKind.REFLECTION, EntryKind.REVIEW)


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    """Return two cycles in which every kind of entry that matters stands."""
    cycles = []
    for number in (1, 2):
        entries = [draw(strategies.entries(number, place, kind)) for place, kind in enumerate((*_KINDS, *_KINDS), 1)]
        recorded = draw(strategies.moments) if draw(st.booleans()) else None
        more = {"recorded_at": recorded} if recorded else {}
        cycles.append(msgspec.structs.replace(draw(strategies.cycles(number)), entries=tuple(entries), **more))
    return a_journal(*cycles, inbox=(a_note(1, happened_on=draw(strategies.days)),))


windows = st.just(YEAR) | st.tuples(strategies.days, st.integers(1, 400)).map(
    lambda drawn: Period(drawn[0], drawn[0] + timedelta(days=drawn[1]))
)
days = st.just(YEAR.last) | strategies.days
asked = (journals(), windows, days, st.sampled_from(READERS), st.sampled_from((2, 1, 0)))


@given(*asked)
def test_nothing_recorded_later_held_back_or_outside_is_in_any_format(
    journal: Journal, window: Period, day: date, reader: str, shared: int
) -> None:
    check(journal, window, max(day, window.begin), reader, shared, FAST)


@pytest.mark.long
@settings(max_examples=150)
@given(*asked)
def test_nothing_recorded_later_held_back_or_outside_is_in_word_or_pdf_either(
    journal: Journal, window: Period, day: date, reader: str, shared: int
) -> None:
    check(journal, window, max(day, window.begin), reader, shared, list(SummaryFormat))


def test_the_planted_words_are_in_every_text_of_every_record() -> None:
    """The proof would prove nothing of a field that it leaves out."""
    cycle = a_cycle()
    whole = plant(cycle, "zqword", date(2030, 1, 1))
    for name, hint in get_type_hints(type(cycle), include_extras=True).items():
        if hint is str and name not in _KEPT:
            assert getattr(whole, name) == "zqword", name
    assert whole.otherwise[0].value == APART
    assert (whole.targets[0].whom, whole.success[0].text) == ("zqword", "zqword")
