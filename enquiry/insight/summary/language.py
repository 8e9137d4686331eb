"""The language of a document: its headings, labels and other fixed words, and the names of its months.

A language is data, a TOML file that a person can copy and complete. People's own words are never translated, nor are
the sentences that the program makes; a fixed word that the file does not have stays English.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from msgspec.structs import replace

from enquiry.dates.period import spell, spell_short
from enquiry.errors import UsageMistake
from enquiry.insight.summary.blocks import AnyBlock, Chart, ChartKind, LabelledBlock, Table, capitalise


class Language(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language by its tag (BCP 47, such as `gd-GB`) with what is said in it.

    `words` has the English fixed words, whatever their capitals, and what stands for each; `uncertain` lists those that
    stay English until somebody knows better. `months` and `short_months` are all twelve, or none.
    """

    tag: str
    about: str = ""
    months: tuple[str, ...] = ()
    short_months: tuple[str, ...] = ()
    words: dict[str, str] = {}
    uncertain: tuple[str, ...] = ()

    @property
    def is_english(self) -> bool:
        """Whether its fixed words are the program's own."""
        return self.tag.partition("-")[0].casefold() == "en"

    def translate(self, words: str) -> str:
        """Return fixed words in this language, begun with a capital where they were; as they are where it has none."""
        found = self.words.get(words.casefold(), "")
        return (capitalise(found) if words[:1].isupper() else found) or words

    def is_english_here(self, words: str) -> bool:
        """Say whether fixed words stand in English in a document that is not."""
        return words.casefold() in map(str.casefold, self.uncertain)

    def spell(self, day: date) -> str:
        """Return a day in full: "8 October 2025"."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}" if self.months else spell(day)

    def spell_short(self, day: date, *, year: bool = True) -> str:
        """Return a day in short: "8 Oct 2025" or "8 Oct"."""
        if not self.short_months:
            return spell_short(day, year=year)
        return f"{day.day} {self.short_months[day.month - 1]}{f' {day.year}' if year else ''}"


ENGLISH = Language(tag="en-GB")
"""The language where a reader names none."""


def parse_language(table: dict[str, object], source: str) -> Language:
    """Return the language that a parsed file describes.

    `source` is what to call the file in errors. Raises UsageMistake for unknown keys, a tag that is none, and months
    that are not twelve.
    """
    hint = "Compare it with one of the languages that come with the program."
    try:
        found = msgspec.convert(table, Language)
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", found.tag):
            raise ValueError(f"the tag “{found.tag}” is no language, such as gd-GB")
        for name in ("months", "short_months"):
            if len(getattr(found, name)) not in (0, 12):
                raise ValueError(f"its {name} are not twelve")
    except (msgspec.ValidationError, ValueError) as mistake:
        told, _, place = str(mistake).replace("`", "").partition(" - at $")
        where = f" (at {place.lstrip('.')})" if place else ""
        raise UsageMistake(f"The language {source} cannot be used: {told.rstrip('.')}{where}.", hint) from mistake
    return replace(found, words={english.casefold(): words for english, words in found.words.items()})


def translate_blocks(blocks: Iterable[AnyBlock], language: Language) -> Iterator[AnyBlock]:
    """Yield blocks with their labels, captions and columns in a language; what people wrote stays as it is."""
    for block in blocks:
        match block:
            case LabelledBlock():
                yield replace(block, label=language.translate(block.label))
            case Table():
                yield _translate_table(block, language)
            case Chart() if block.drawn is not ChartKind.SERIES:  # which is called by the name of a measure
                numbers = _translate_table(block.numbers, language) if block.numbers else None
                yield replace(block, caption=language.translate(block.caption), numbers=numbers)
            case _:
                yield block


def _translate_table(table: Table, language: Language) -> Table:
    return replace(table, caption=language.translate(table.caption), head=tuple(map(language.translate, table.head)))
