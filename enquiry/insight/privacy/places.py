"""The places of texts in whatever a journal is made of: every text is found by its type, and can be replaced.

A field that is added to a class is looked at without a line here. Ids and references hold no words, and are left out.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from enquiry.model.belief import Belief
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Citation, Entry, Evidence
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.record import Record
from enquiry.model.references import list_reference_fields
from enquiry.model.settings import Settings

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)

PUBLISHED = frozenset(("authors", "title", "where", "doi", "url", "citation", "year"))
"""The fields of a reading that say what was published: the names in them are no secret."""

ANNOTATIONS = frozenset(
    ("note", "annote", "annotation", "comment", "review", "keywords", "fit", "expects", "doubt", "tried", "file")
)
"""The fields of a bibliography's item that hold words of whoever kept it."""

_BARE = frozenset(("id", "prompt", "asked"))
"""Texts that are no person's words: ids, and the words of prompts."""


class PlacedText(NamedTuple):
    """A text and where it stands.

    `of` names the record as people do (`7.4`, `7`, `n12`; empty for the journal itself), `field` its part in words.
    `published` says that it tells of a source. `record` is its lasting id, where it has one.
    """

    of: str
    field: str
    text: str
    published: bool = False
    record: str = ""


def get_own_name(item: JournalItem) -> str:
    """Return the name by which people know a cycle, an entry, a note or a belief."""
    return str(item.number) if isinstance(item, Cycle) else item.name


def iterate_journal_texts(journal: Journal, *, removed: bool = True) -> Iterator[PlacedText]:
    """Yield every text of a journal: cycles with entries, notes, beliefs, measures, gifts, what its settings hold."""
    for cycle in journal.cycles:
        if removed or not cycle.removed:
            yield from iterate_record_texts(cycle)
            for entry in cycle.entries:
                if removed or not entry.removed:
                    yield from iterate_record_texts(entry)
    for record in (*journal.lone, *journal.measures, *journal.gifts):
        if removed or not record.removed:
            yield from iterate_record_texts(record)
    yield from iterate_record_texts(journal.settings)


def iterate_record_texts(record: Record | Settings) -> Iterator[PlacedText]:
    """Yield every text of one record; those of a cycle without its entries."""
    match record:
        case Cycle() | Entry() | LooseNote() | Belief():
            of = get_own_name(record)  # type: ignore[arg-type]
        case Gift():
            of = record.name
        case Measure():
            of = f"measure “{record.name}”"
        case _:
            of = ""
    lasting = record.id if isinstance(record, Record) else ""
    is_comment = isinstance(record, Evidence) and bool(record.gift)
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if not value or (field == "name" and not isinstance(record, Measure | Settings)) or field == "entries":
            continue
        if field == "parts" and isinstance(record, Entry):
            continue  # joined they are the text
        if isinstance(record, Settings) and field == "name":
            continue  # the person's own
        if isinstance(value, Citation):
            fields = (one for one in value.fields if one.text)
            yield from (PlacedText(of, one.name, one.text, one.name not in ANNOTATIONS, lasting) for one in fields)
            continue
        for inner, text in _iterate_texts(value, type(record), field):
            label = _get_label(field) if not inner else f"{_get_label(field)} ({inner})"
            signs = (inner or field) == "by" or (field == "words_of" and is_comment)  # who put their name to it
            yield PlacedText(of, label, text, field in PUBLISHED or signs, lasting)


_get_label = cache(get_label)


def _iterate_texts(value: Any, kind: type, field: str) -> Iterator[tuple[str, str]]:
    """Yield the texts within a field's value, each with what within it they are."""
    if isinstance(value, str):
        mark = list_reference_fields(kind).get(field, "")
        if type(value) is str and field not in _BARE and mark in ("", "query"):
            yield "", value
    elif isinstance(value, tuple | list | dict):  # a value that another machine wrote is as the file holds it
        for one in value.values() if isinstance(value, dict) else value:
            yield from _iterate_texts(one, kind, field)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            for inner, text in _iterate_texts(getattr(value, name), type(value), name):
                yield inner or ("" if name == "text" else name.replace("_", " ")), text


def map_texts(value: T, convert: Callable[[str], str]) -> T:
    """Return a value with every text in it converted, at any depth; ids and references, choices and days stay.

    What did not change is the same value still.
    """
    mapped: Any = _map_any(value, convert)
    return mapped  # type: ignore[no-any-return]


def _map_any(value: Any, convert: Callable[[str], str]) -> Any:
    if type(value) is str:
        return convert(value)
    if isinstance(value, msgspec.Struct):
        return _map_struct(value, convert)
    if isinstance(value, dict):
        return {key: item if key == "id" else _map_any(item, convert) for key, item in value.items()}
    if not isinstance(value, tuple | list):
        return value
    items = [_map_any(item, convert) for item in value]
    if all(new is old for new, old in zip(items, value, strict=True)):
        return value
    return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)


def _map_struct(value: S, convert: Callable[[str], str]) -> S:
    marks, changes = list_reference_fields(type(value)), dict[str, object]()
    for name in value.__struct_fields__:
        old = getattr(value, name)
        is_name = name == "id" or (name == "name" and isinstance(value, Entry | LooseNote | Gift))
        if not old or is_name or marks.get(name, "query") != "query":
            continue
        if (new := _map_any(old, convert)) is not old and new != old:
            changes[name] = new
    return replace(value, **changes) if changes else value


def merge_alike(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts each once, whatever their capitals: two tags may have become one."""
    return tuple({text.casefold(): text for text in reversed([*texts])}.values())[::-1]
