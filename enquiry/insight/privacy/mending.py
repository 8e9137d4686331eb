"""Texts mended: codes in the place of names, in a text, a record or a whole journal.

Parts stay what their text is made of, tags stand once, and what was published of a reading stays as it is.
"""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from enquiry.insight.privacy.finder import Find, NameFinder
from enquiry.insight.privacy.places import ANNOTATIONS, PUBLISHED, get_own_name, map_texts, merge_alike
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, CitedField, Entry, Evidence, Reading, join_parts
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.settings import SavedQuery

R = TypeVar("R", bound=Cycle | AnyEntry | LooseNote | Belief)


def mend_text(finder: NameFinder, text: str, choose: Callable[[Find], str | None]) -> str:
    """Return a text in which what is chosen for a find takes its place; None leaves it."""
    for find in reversed(finder.find(text)):
        if (new := choose(find)) is not None:
            text = text[: find.begin] + new + text[find.end :]
    return text


def mend_journal(
    journal: Journal, mend: Callable[[str], str], codes: Iterable[str] = (), only: Collection[str] | None = None
) -> Journal:
    """Return the journal with every text mended.

    Its owner's name stays; in a saved query a code of two words is quoted. With `only` nothing but the records of these
    names is mended, and there no name of a measure, which others share.
    """
    mender = RecordMender(mend, only)
    cycles = tuple(mender.mend_cycle(cycle) for cycle in journal.cycles)
    inbox, beliefs = (tuple(map(mender.mend_record, records)) for records in (journal.inbox, journal.beliefs))
    mended, settings = replace(journal, cycles=cycles, inbox=inbox, beliefs=beliefs), journal.settings
    if only is not None:
        return mended
    queries = tuple(_mend_query(query, mend, [code for code in codes if " " in code]) for query in settings.queries)
    settings = replace(settings, role=mend(settings.role), queries=queries)
    measures, gifts = map_texts(journal.measures, mend), map_texts(journal.gifts, mend)
    return replace(mended, measures=measures, gifts=gifts, settings=settings)


def _mend_query(query: SavedQuery, mend: Callable[[str], str], codes: Iterable[str]) -> SavedQuery:
    text, name = mend(query.text), mend(query.name)
    if text != query.text:
        for code in codes:
            text = re.sub(rf'(?<!["“]){re.escape(code)}(?!["”])', f'"{code}"', text)
    return replace(query, text=text, name=name if name == query.name else name.replace(" ", "-"))


class RecordMender(NamedTuple):
    """Mends records, or with `only` those of these names."""

    mend: Callable[[str], str]
    only: Collection[str] | None = None

    def mend_cycle(self, cycle: Cycle) -> Cycle:
        """Return a cycle and its entries mended; the same cycle where nothing is."""
        bare = replace(cycle, entries=())
        mended, entries = self.mend_record(bare), tuple(map(self.mend_record, cycle.entries))
        same = mended is bare and all(new is old for new, old in zip(entries, cycle.entries, strict=True))
        return cycle if same else replace(mended, entries=entries)

    def mend_record(self, record: R) -> R:
        """Return a record mended, without its entries; the same record where nothing is."""
        if self.only is not None and get_own_name(record) not in self.only:
            return record
        mended: Any = map_texts(record, self.mend)
        if mended is record:
            return record
        if self.only is not None and isinstance(record, Evidence):
            mended = replace(mended, values=record.values)
        if isinstance(mended, Reading):
            mended = self._restore_published(record, mended)
        if isinstance(mended, Entry) and mended.parts:
            mended = replace(mended, text=join_parts(mended.parts))
        tags = merge_alike(mended.tags)
        kept: R = replace(mended, tags=tags) if len(tags) < len(mended.tags) else mended
        return kept

    def _restore_published(self, record: Any, mended: Reading) -> Reading:
        published = {name: getattr(record, name) for name in PUBLISHED}
        if item := record.citation:
            fields = tuple(map(self._mend_field, item.fields))
            published["citation"] = replace(item, fields=fields)
        return replace(mended, **published)

    def _mend_field(self, field: CitedField) -> CitedField:
        return replace(field, text=self.mend(field.text)) if field.name in ANNOTATIONS else field
