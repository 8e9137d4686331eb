"""References: fields that name another record by its lasting id, found from their types, and what stood there before.

A number (`7`, `7.4`) is a name for people and may differ in another journal; an id never changes. A field refers where
its type is CycleId, EntryId, GiftId or QueryText, and nowhere else: `map_references` finds them all, nested ones too.

Files of formats 1 and 2, exports of schema version 1 and folders of layout 1 refer by number; `replace_numbers` brings
their rows up. A number that nothing has is kept as text: an id that leads nowhere, now as then.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

import msgspec
from msgspec import Meta
from msgspec.structs import replace

CycleId = Annotated[str, Meta(description="The lasting id of a cycle.", extra={"refers_to": "cycle"})]
EntryId = Annotated[str, Meta(description="The lasting id of an entry.", extra={"refers_to": "entry"})]
GiftId = Annotated[str, Meta(description="The lasting id of a gift.", extra={"refers_to": "gift"})]
QueryText = Annotated[str, Meta(description="A query; it names cycles by their ids.", extra={"refers_to": "query"})]

T = TypeVar("T")

_QUOTED = r'["“](?:\\.|[^"”\\])*["”]'
_NAMED_CYCLES = re.compile(rf'(?i)(?<![^\s()-])(?<![^\s(]-)(cycle:["“]?)([^\s()"“”]+)|{_QUOTED}')


def map_query_cycles(text: str, convert: Callable[[str], str]) -> str:
    """Return a query with each cycle named in it (`cycle:7`, `cycle:7,8`) converted; quoted text is left alone."""

    def convert_names(found: re.Match[str]) -> str:
        return found[1] + ",".join(map(convert, found[2].split(","))) if found[1] else found[0]

    return _NAMED_CYCLES.sub(convert_names, text)


def encode_query_cycles(text: str, ids: Mapping[int, str]) -> str:
    """Return a query with the cycles that it names by number (`7`, `7,8`, `7-9`) named by id; `ids` has these."""

    def convert(part: str) -> str:
        first, _, last = part.partition("-")
        if not re.fullmatch(r"\d{1,9}(?:\s*-\s*\d{1,9})?", part):
            return part
        found = (ids[number] for number in sorted(ids) if int(first) <= number <= int(last or first))
        return ",".join(found) or part

    return map_query_cycles(text, convert)


@cache
def list_reference_fields(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Return what each reference field of a class refers to (cycle, entry, gift or query), by the field's name."""
    hints = get_type_hints(kind, include_extras=True)
    marks = ((name, _find_mark(hints[name])) for name in kind.__struct_fields__)
    return {name: mark for name, mark in marks if mark}


def _find_mark(hint: Any) -> str:
    found = ((meta.extra or {}).get("refers_to", "") for meta in get_args(hint) if isinstance(meta, Meta))
    return next(filter(None, found), "") or next(filter(None, map(_find_mark, get_args(hint))), "")


def map_references(value: T, convert: Callable[[str], str]) -> T:
    """Return a value with every id in its reference fields converted, at any depth; empty ones stay as they are."""
    if isinstance(value, tuple):
        return tuple(map_references(item, convert) for item in value)  # type: ignore[return-value]
    if not isinstance(value, msgspec.Struct):
        return value
    changes: dict[str, object] = {}
    marks = list_reference_fields(type(value))
    for name in value.__struct_fields__:
        old: Any = getattr(value, name)
        if name in marks and old:
            one = partial(map_query_cycles, convert=convert) if marks[name] == "query" else convert
            changes[name] = tuple(map(one, old)) if isinstance(old, tuple) else one(old)
        elif isinstance(old, tuple | msgspec.Struct):
            changes[name] = map_references(old, convert)
    return replace(value, **changes)


def iterate_names(cycles: Iterable[Any], entries: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield the name and the id of every row of a cycle or an entry that has both."""
    for name, rows in (("number", cycles), ("name", entries)):
        for row in rows:
            if isinstance(row, dict) and name in row and isinstance(row.get("id"), str):
                yield str(row[name]), row["id"]


def replace_numbers(value: Any, ids: Mapping[str, str]) -> Any:
    """Return an older row, or a document of such rows, that refers by id; `ids` holds the ids by number and name.

    What is no row, or no number where one should stand, is left for the checks that follow.
    """
    if isinstance(value, list):
        return [replace_numbers(item, ids) for item in value]
    if not isinstance(value, dict):
        return value
    changed = dict(value)
    for name in value.keys() & {"cycle", "grew_from", "current"}:
        if type(value[name]) is int:
            changed[name] = ids.get(str(value[name]), str(value[name]))
    if isinstance(filed := value.get("filed_as"), str):
        changed["filed_as"] = ids.get(filed, filed)
    for name in value.keys() & {"settings", "cycles", "entries", "links", "inbox", "notes"}:
        changed[name] = replace_numbers(value[name], ids)
    if isinstance(queries := value.get("queries"), list):
        changed["queries"] = [
            {**query, "text": map_query_cycles(query["text"], lambda name: ids.get(name, name))}
            if isinstance(query, dict) and isinstance(query.get("text"), str)
            else query
            for query in queries
        ]
    return changed
