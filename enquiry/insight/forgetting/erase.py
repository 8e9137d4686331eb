"""Erasing: the rows of a journal's tables without what is to be forgotten, as they stand and as the history has them.

Rows are taken as plain values, of whatever format, so that a backup stays of the format it has. Which of their strings
are people's words follows from the types of the fields; ids, names such as 7.4, days and choices are never changed.
"""

import types
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from enquiry.insight.forgetting.words import WordPattern, unescape_json
from enquiry.insight.history.diff import RECORD_TYPES
from enquiry.insight.merging.rebase import is_forgotten_row
from enquiry.model.asking.draft import Draft, DraftAnswer
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle, Target
from enquiry.model.entry import AnswerPart, Citation, CitedField, Entry, join_parts
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.record import OtherValue
from enquiry.model.references import list_reference_fields
from enquiry.model.settings import SavedQuery, Settings, SharingChoice
from enquiry.model.step import HISTORY, RecordRow
from enquiry.model.text import fold

FORGOTTEN = "forgotten"
"""What stands for a word where brackets can't, as in the name of a measure."""

Rewrite = Callable[[str], str]


class Blank(StrEnum):
    """How much of a record is forgotten: all it said, or its words alone, so that its day, its kind and values stay."""

    WHOLE = "whole"
    WORDS = "words"


class _Role(Enum):
    """What a string is: a person's words; a name that stands alone; a tag; a query; or nothing of theirs."""

    PROSE, NAME, TAG, QUERY, FIXED = range(5)


_ROLES: dict[type, dict[str, _Role]] = {
    Entry: {"name": _Role.FIXED},
    LooseNote: {"name": _Role.FIXED},
    Gift: {"name": _Role.FIXED, "file": _Role.NAME, "reader": _Role.NAME},
    Measure: {"name": _Role.NAME, "unit": _Role.NAME},
    MeasuredValue: {"measure": _Role.NAME},
    Target: {"measure": _Role.NAME, "unit": _Role.NAME},
    SavedQuery: {"name": _Role.NAME, "text": _Role.QUERY},
    SharingChoice: {"reader": _Role.NAME, "field": _Role.FIXED},
    Settings: {"calendar": _Role.FIXED},
    AnswerPart: {"prompt": _Role.FIXED},
    Citation: {"sort": _Role.FIXED},
    CitedField: {"name": _Role.FIXED},
    DraftAnswer: {"prompt": _Role.FIXED},
    OtherValue: {"field": _Role.FIXED},
    Draft: dict.fromkeys(("journal", "command", "about", "prompts", "at", "file", "makes"), _Role.FIXED),
}
"""What the strings of a class are where they are not a person's words; `id` and references are never theirs."""


@cache
def list_text_fields(kind: type) -> dict[str, tuple[Any, _Role]]:
    """Return the type of each field of a class, and what the strings in it are."""
    roles = {name: role for one, named in _ROLES.items() if issubclass(kind, one) for name, role in named.items()}
    marks, found = list_reference_fields(kind), dict[str, tuple[Any, _Role]]()
    for name, hint in get_type_hints(kind, include_extras=True).items():
        fixed = name in {"id", "device"} or marks.get(name) in ("cycle", "entry", "gift")
        usual = _Role.TAG if name == "tags" else _Role.FIXED if fixed else _Role.PROSE
        found[name] = hint, roles.get(name, usual)
    return found


class Eraser(msgspec.Struct, frozen=True, dict=True):
    """What is to be forgotten, and what takes its place.

    `word` is looked for everywhere; `by` stands in its place, `name` where brackets can't. `items` are records by id,
    each with how much of it goes; `mark` is the text that they have afterwards, and `at` the moment, as rows hold it.
    `rows` are records as another machine left them when it forgot, by id; of a step its words alone.
    `names` are those of measures that only forgotten records have used. With `unchecks` what gifts keep to know changed
    words by goes as well.
    """

    by: str
    name: str = FORGOTTEN
    word: WordPattern | None = None
    items: Mapping[str, Blank] = {}
    mark: str = ""
    at: str = ""
    rows: Mapping[str, RecordRow | None] = {}
    names: tuple[str, ...] = ()
    unchecks: bool = False

    def may_touch(self, line: str) -> bool:
        """Say whether anything of a line may have to go; quick, and True once too often."""
        if self.word and self.word.may_stand_in(unescape_json(line)):
            return True
        if self.unchecks and '"checks"' in line:
            return True
        return "settings" in self.rows or any(one in line for one in (*self.items, *self.rows, *self.names))

    def holds_word(self, text: str) -> bool:
        """Say whether a text that is no row holds the word."""
        return bool(self.word and self.word.stands_in(unescape_json(text)))

    def tells_of(self, journal: Journal) -> Callable[[str], bool]:
        """Return what says whether a document holds the word, or a text of a record that is forgotten."""
        records = [one for cycle in journal.cycles for one in (cycle, *cycle.entries) if one.id in self.items]
        texts = {one.question if isinstance(one, Cycle) else one.text for one in records}
        texts |= {one.text for one in journal.lone if one.id in self.items}
        openings = {" ".join(text.split())[:60] for text in texts}
        return lambda text: self.holds_word(text) or any(one in " ".join(text.split()) for one in openings)

    def stands_in(self, text: str) -> bool:
        """Say whether a text that is no row holds the word, or names a record of which something is forgotten."""
        return self.holds_word(text) or any(one in text for one in (*self.items, *self.rows))

    def rewrite_text(self, text: str) -> str:
        """Return a person's text without the word."""
        if not self.word:
            return text
        return self.word.replace(text if self.word.stands_in(text) else unescape_json(text), self.by)

    def rewrite_draft(self, row: RecordRow) -> RecordRow:
        """Return a draft's row without the word."""
        changed: RecordRow = self._rewrite(row, Draft, _Role.PROSE)
        return changed

    def rewrite_row(self, table: str, row: RecordRow) -> RecordRow:
        """Return a row of a table as it is to stand, in the history too."""
        key = str(row.get("id", table))
        if table == HISTORY:
            return self._rewrite_step(row)
        if key in self.rows:
            return replace_row(row, self.rows[key])
        if key in self.items:
            return self._blank_row(table, row, self.items[key])
        changed: RecordRow = self._rewrite(row, RECORD_TYPES.get(table), _Role.PROSE)
        if changed != row and isinstance(parts := changed.get("parts"), list) and parts:
            changed["text"] = join_parts(msgspec.convert(parts, list[AnswerPart]))
        if self.unchecks and table == "gifts":
            changed = {key: value for key, value in changed.items() if key != "checks"}
        return changed

    def _rewrite_step(self, row: RecordRow) -> RecordRow:
        changed, did = dict(row), self.rewrite_text(str(row.get("did", "")))
        for name in self.names:
            did = did.replace(name, self.name)
        told = self.rows.get(str(row.get("id"))) or {}
        changed["did"] = told.get("did", did)
        for key in row.keys() & {"before", "apart"}:
            rows: Any = row[key]
            changed[key] = [[table, record, *self._rewrite_versions(table, more)] for table, record, *more in rows]
        return changed

    def _rewrite_versions(self, table: str, rows: Iterable[RecordRow | None]) -> list[RecordRow | None]:
        return [row and self.rewrite_row(table, row) for row in rows]

    def _blank_row(self, table: str, row: RecordRow, how: Blank) -> RecordRow:
        """Return a row of which only what it is, where it stands and when it was written is left.

        One that was forgotten whole before stays as it was forgotten then, on every machine.
        """
        if is_forgotten_row(row):
            return row
        words: Any = self.mark
        kept = _FRAME | (_SHELL if how is Blank.WORDS else set())
        said: dict[str, Any] = {"text": words}
        if table == "measures":
            said = {"name": self.name}
        elif field := _VERSIONED.get(table):
            versions: Any = row.get(field) or [{}]
            said = {field: [{"text": words, **{k: v for k, v in versions[0].items() if k in ("on", "at")}}]}
        if how is Blank.WHOLE:
            said["removed"] = {"at": self.at, "forgotten": True}
        left = {key: value for key, value in row.items() if key in kept} | said
        order = [one for key in (*row, *said) for one in ((key, "removed") if key == "recorded_at" else (key,))]
        return {key: left[key] for key in dict.fromkeys(order) if key in left}

    def _rewrite(self, value: Any, hint: Any, role: _Role) -> Any:
        """Return a value as it stands in a row, without the word, its type known or not."""
        if self.word is None or role is _Role.FIXED:
            return value
        kind, changed = choose_type(hint, value), value
        if isinstance(value, str):
            changed = self._rewrite_string(value, hint, role)
        elif isinstance(value, list) and role is _Role.TAG:
            changed = self._rewrite_tags(value)
        elif isinstance(value, list):
            inner = get_args(kind)[0] if get_origin(kind) in (tuple, list) else None
            changed = [self._rewrite(one, inner, role) for one in value]
        elif isinstance(value, dict):
            known = list_text_fields(kind) if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else {}
            fixed = dict.fromkeys(("id", "kind"), (None, _Role.FIXED))
            roles = {key: {**fixed, **known}.get(key, (None, role)) for key in value}
            changed = {key: self._rewrite(one, *roles[key]) for key, one in value.items()}
            changed |= self._settle(kind, value, changed)
        return changed

    def _settle(self, kind: type, value: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of a value is to be told by what else is in it: saved queries need names of their own."""
        if kind is not Settings or value.get("queries") == changed.get("queries"):
            return {}
        taken, queries = set[str](), list[dict[str, Any]]()
        for query in changed["queries"]:
            first = str(query.get("name"))
            name = next(
                one
                for one in (first, *(f"{first}-{number}" for number in range(2, len(taken) + 3)))
                if one not in taken
            )
            taken.add(name)
            queries.append({**query, "name": name})
        return {"queries": sorted(queries, key=lambda query: query["name"])}

    def _rewrite_string(self, text: str, hint: Any, role: _Role) -> str:
        if not _is_text(hint) or not self.word or not self.word.may_stand_in(text):
            return text
        if role is _Role.QUERY:
            return self.word.replace(text, self._replace_in_query)
        return self.word.replace(text, self.by if role is _Role.PROSE else self.name)

    def _replace_in_query(self, text: str, begin: int, end: int) -> str:
        alone = (not text[:begin] or text[begin - 1] in " (:-") and (not text[end:] or text[end] in " )")
        return f'"{self.by}"' if alone and self.name != FORGOTTEN and " " in self.by else self.name

    def _rewrite_tags(self, tags: Iterable[Any]) -> list[Any]:
        """Return tags without those that hold the word; a code takes its place, in a nested tag in its part alone."""
        found = dict[str, Any]()
        for tag in tags:
            changed = tag
            if isinstance(tag, str) and self.word and self.word.stands_in(tag):
                parts = [part for part in tag.split("/") if not self.word.stands_in(part)]
                coded = not self.name.startswith(FORGOTTEN)
                changed = self.word.replace(tag, self.by) if coded else "/".join(parts)
            if changed:
                found.setdefault(fold(str(changed)), changed)
        return list(found.values())


_FRAME = {
    *("id", "kind", "recorded_at", "cycle", "name", "number", "happened_on", "first", "moved", "grew_from", "filed_as"),
    *("about", "gift"),
}
"""The fields that stay of a record that is forgotten: what it is, where it stands, and when it was written."""

_VERSIONED = {"cycles": "questions", "beliefs": "versions"}
"""The tables whose records say what they say in versions, and the field that holds these."""

_SHELL = {
    *("evidence_kind", "stage", "direction", "n", "values", "planned", "done", "until", "hours"),
    *("privacy", "key", "standards", "removed"),
}
"""The fields that stay beside them where the words alone are forgotten."""


def replace_row(row: RecordRow, given: RecordRow | None) -> RecordRow:
    """Return a version of a record with what it says as another machine left it, in the place where it stood."""
    if given is None or given.get("kind") != row.get("kind"):
        given = {**dict.fromkeys(key for key in row if key in _FRAME), "text": (given or {}).get("text", "…")}
    frame = {key: row[key] for key in given if key in _FRAME and key in row}
    return {key: frame.get(key, value) for key, value in given.items() if key in frame or key not in _FRAME}


def _is_text(hint: Any) -> bool:
    """Say whether a field of this type holds words; of one whose type is not known it is taken for granted."""
    if hint is None or hint is Any:
        return True
    if get_origin(hint) is Annotated:
        return _is_text(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        return any(_is_text(one) for one in get_args(hint) if one is not type(None))
    return hint is str


def choose_type(hint: Any, value: Any) -> Any:
    """Return the one type that a value has of those that its field may have; None where that is not known."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    kinds = [one for one in get_args(hint) if one is not type(None)]
    if isinstance(value, dict):
        structs = [one for one in kinds if isinstance(one, type) and issubclass(one, msgspec.Struct)]
        named = [one for one in structs if one.__struct_config__.tag in (None, value.get("kind"))]
        return named[0] if named else structs[0] if structs else None
    return kinds[0] if len(kinds) == 1 else next((one for one in kinds if get_origin(one) in (tuple, list)), None)
