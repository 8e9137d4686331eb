"""Readers: for whom a summary is, how far the journal opens to them, and what it tells them in which order.

A reader is data, a TOML file that a person can copy and change. `parse_reader` checks it whole, so that a summary never
fails for a reader's sake.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from string import Formatter

import msgspec

from enquiry.dates.calendar import CalendarWords
from enquiry.errors import UsageMistake
from enquiry.insight.asks import Helper
from enquiry.insight.summary.blocks import capitalise
from enquiry.model.choices import Privacy

_COPY_ONE = "Compare it with one of the readers that come with the program."


class DefaultWindow(StrEnum):
    """The time a summary tells of where none is named."""

    YEAR = "year"
    MEETING = "meeting"
    YEARS = "years"
    JOURNAL = "journal"


class SectionContent(StrEnum):
    """What a section can hold. Those in DOCUMENT_PARTS tell of the journal as a whole, all others of a cycle."""

    FACTS = "facts"
    QUESTION = "question"
    HISTORY = "history"
    ISSUE = "issue"
    WHY = "why"
    HUNCH = "hunch"
    STORY = "story"
    SETTING = "setting"
    PARTNERS = "partners"
    TARGETS = "targets"
    PRIORITY = "priority"
    INSTEAD = "instead"
    ETHICS = "ethics"
    HOURS = "hours"
    PLANS = "plans"
    VOICES = "voices"
    HELPED = "helped"
    TRIED = "tried"
    HINDERED = "hindered"
    STANDING = "standing"
    OPEN_ENDS = "open ends"
    SUCCESS = "success"
    DISAGREED = "disagreed"
    DONE = "done"
    SEEN = "seen"
    THOUGHT = "thought"
    DECISIONS = "decisions"
    REPLAY = "replay"
    NOTES = "notes"
    ASKS = "asks"
    READINGS = "readings"
    TRIED_HERE = "tried here"
    TAGGED = "tagged"
    WIDER = "wider"
    VALUES = "values"
    CHANGE = "change"
    TIMELINE = "timeline"
    EVIDENCE = "evidence"
    NEXT = "next"
    TAGS = "tags"
    STANDARDS = "standards"
    MISSING = "missing"
    YEAR = "the year"
    CHANGED_MINDS = "changed minds"
    MONTHS = "months"
    PRIORITIES = "priorities"
    THEMES = "themes"
    THREADS = "threads"
    TOUCHED = "touched"
    HELPS = "helps"
    LOOSE = "loose ends"
    OPEN = "open"
    WISH = "wish"


DOCUMENT_PARTS = frozenset(
    map(
        SectionContent,
        (
            *("the year", "changed minds", "months", "priorities", "themes", "threads"),
            *("touched", "helps", "loose ends", "open", "wish"),
        ),
    )
)
"""The parts that tell of all cycles together; they stand in a section of the document, never of a cycle."""

OWNER_PARTS = frozenset({SectionContent.MISSING, SectionContent.LOOSE})
"""The parts that speak to the one who keeps the journal, and to nobody else."""


class SectionSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is told under a heading: the parts it holds, in this order. Without a heading they follow what came before.

    `tagged` adds the lines that bear one of these tags to the part `tagged`. `most` is how many lines (or measures) a
    part tells of each cycle. `write` is what the person is to write there. `limit` is how many characters an official
    form has room for.
    """

    heading: str = ""
    holds: tuple[SectionContent, ...] = ()
    tagged: tuple[str, ...] = ()
    most: int | None = None
    write: tuple[str, ...] = ()
    limit: int | None = None


class Section(SectionSpec, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section of a document; with `each_cycle` one for every cycle, under its question.

    `asks` are questions to whoever reads it.
    """

    each_cycle: tuple[SectionSpec, ...] = ()
    asks: tuple[str, ...] = ()


class Reader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For whom a summary is. `circle` is the circle of privacy they stand in; `private` is the journal's owner.

    `names` says that the names of entries (`7.4`) stand beside their days. `asked` is what can be asked of them: what
    was asked of others is not told them. `language` names the language of headings
    and fixed words; without one they are English. `pages` is how many it keeps to and is to fill well.
    """

    name: str
    title: str
    about: str
    circle: Privacy
    window: DefaultWindow = DefaultWindow.YEAR
    years: int = 5
    names: bool = False
    asked: Helper | None = None
    language: str = ""
    pages: int | None = None
    sections: tuple[Section, ...]

    @property
    def owner(self) -> bool:
        """Whether the summary stays with the one who wrote the journal."""
        return self.circle is Privacy.PRIVATE

    @property
    def told(self) -> Iterator[SectionSpec]:
        """Everything told under a heading, in order."""
        for section in self.sections:
            yield section
            yield from section.each_cycle

    @property
    def texts(self) -> Iterator[str]:
        """The words of whoever made the reader, which stand in every document."""
        yield self.title
        for told in self.told:
            yield from (told.heading, *told.write, *getattr(told, "asks", ()))

    @property
    def parts(self) -> frozenset[SectionContent]:
        """Every part the document holds."""
        return frozenset(part for told in self.told for part in told.holds)


def extend_reader(base: dict[str, object], own: dict[str, object], source: str) -> dict[str, object]:
    """Return the table of a reader that is like `base` but for what `own` says.

    A section of its own takes the place of the one of the same heading, wherever that stands, and others come last;
    `leave_out` names headings that fall away. Raises UsageMistake for a heading in `leave_out` that `base` has not.
    """
    sections, gone = own.get("sections", []), own.get("leave_out", [])
    if not isinstance(sections, list) or not isinstance(gone, list):
        return {**base, **own}  # which the check of the whole refuses
    mine = {one["heading"]: one for one in sections if isinstance(one, dict) and isinstance(one.get("heading"), str)}
    seen = set[str]()

    def take_over(held: object) -> list[object]:
        kept = list[object]()
        for one in held if isinstance(held, list) else ():
            heading = one.get("heading") if isinstance(one, dict) else None
            seen.add(str(heading or ""))
            if isinstance(one, dict) and "each_cycle" in one:
                kept.append({**one, "each_cycle": take_over(one["each_cycle"])})
            elif heading is None or heading not in gone:
                kept.append(mine.get(heading, one) if heading else one)
        return kept

    inherited = take_over(base.get("sections"))
    if unknown := [one for one in gone if str(one) not in seen]:
        words = f"The reader {source} leaves out “{unknown[0]}”, which the reader it extends does not have."
        raise UsageMistake(words, f"Its headings are: {', '.join(sorted(filter(None, seen)))}.")
    added = [one for one in sections if not isinstance(one, dict) or one.get("heading", "") not in seen - {""}]
    told = {key: value for key, value in own.items() if key != "leave_out"}
    return {**base, **told, "sections": [*inherited, *added]}


def parse_reader(table: dict[str, object], source: str) -> Reader:
    """Return the reader that a parsed file describes.

    `source` is what to call the file in errors. Raises UsageMistake, naming the file and the place in it, for unknown
    keys and parts, words in braces that no calendar has, and parts that stand where they cannot.
    """
    try:
        reader = msgspec.convert(table, Reader)
        _validate_reader(reader)
    except (msgspec.ValidationError, ValueError) as mistake:
        told, _, place = str(mistake).replace("`", "").partition(" - at $")
        where = f" (at {place.lstrip('.')})" if place else ""
        raise UsageMistake(f"The reader {source} cannot be used: {told.rstrip('.')}{where}.", _COPY_ONE) from mistake
    return reader


def _validate_reader(reader: Reader) -> None:
    """Raise ValueError, worded for a person, for what a reader says that cannot be."""
    if not reader.sections:
        raise ValueError("it has no [[sections]]")
    counts = {"years": reader.years, "pages": 1 if reader.pages is None else reader.pages}
    if wrong := [f"{name} = {number}" for name, number in counts.items() if not 1 <= number <= 50]:
        raise ValueError(f"{wrong[0]} is not from 1 to 50")
    known = CalendarWords.__struct_fields__
    for text in reader.texts:
        for _, word, form, conversion in Formatter().parse(text):
            if word is not None and (word not in known or form or conversion):
                words = ", ".join(f"{{{name}}}" for name in known)
                raise ValueError(f"“{text}” has {{{word}}} in it; the words are {words}")
    for told in reader.told:
        _validate_section(told)
    if secret := () if reader.owner else sorted(OWNER_PARTS & reader.parts):
        raise ValueError(f"“{secret[0]}” is for your own eyes, and its circle is {reader.circle}")
    for part in (part for section in reader.sections for told in section.each_cycle for part in told.holds):
        if part in DOCUMENT_PARTS:
            raise ValueError(f"“{part}” tells of all cycles together and cannot stand in each_cycle")


def _validate_section(told: SectionSpec) -> None:
    each, asks = getattr(told, "each_cycle", ()), getattr(told, "asks", ())
    named = f"the section “{told.heading}”"
    if not (told.holds or told.write or asks or each):
        raise ValueError(f"{named} holds nothing")
    if each and (told.holds or told.write or asks):
        raise ValueError(f"{named} has each_cycle and parts of its own; give it one of them")
    if (SectionContent.TAGGED in told.holds) is not bool(told.tagged):
        raise ValueError(f"{named} needs the part “tagged” and the tags it looks for together")
    if any(number is not None and number < 1 for number in (told.most, told.limit)):
        raise ValueError(f"{named} has a most or limit below 1")


def substitute_words(text: str, words: CalendarWords) -> str:
    """Return a heading with the country's words in it, begun with a capital: `{review_meeting}` as `Appraisal`."""
    return capitalise(re.sub(r"\{(\w+)\}", lambda found: str(getattr(words, found[1])), text))
