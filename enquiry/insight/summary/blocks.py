"""The blocks of a document: a writer that can lay out these few can lay out every summary.

Texts are plain words, people's and the program's alike: a writer escapes them all. Nothing in a block needs to be
worked out any more, and every number in a chart stands in a table or a sentence as well.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import msgspec

from enquiry.dates.period import spell


class ToldField(msgspec.Struct, frozen=True):
    """One thing that a document tells: which field, and in which words.

    `of` is the name of an entry (`7.4`), the number of a cycle (`7`), or empty for the journal as a whole.
    """

    of: str
    field: str
    words: str

    @property
    def label(self) -> str:
        """What people call the field, in the words that `--hold 7:asked-before` knows too."""
        return _LABELS.get(self.field, self.field).replace("_", "-")


_LABELS = {"versions": "asked-before", "next_questions": "next", "kept_back": "beside"}


class RunRole(StrEnum):
    """What a run of an entry's line is; a writer maps each role to bold, quiet, a class or a style."""

    LEAD = "lead"
    WORDS = "words"
    ASIDE = "aside"
    TAGS = "tags"


class Run(NamedTuple):
    """A stretch of an entry's line in one role; `before` and `after` are the program's own frame around the words."""

    role: RunRole
    words: str
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The words in their frame."""
        return f"{self.before}{self.words}{self.after}"


class EntryLine(msgspec.Struct, frozen=True):
    """One entry as a document tells it, or a line about the journal, which has neither day nor name.

    `lead` comes first and stands out: for a decision, what was decided and why. `beside` comes last and stands back.
    `about` names the entry it speaks of, and `spoken` says so where it does not stand beneath that.
    `written` is the day it was recorded, where that was not within two weeks. `by_name` says that the entry's words
    are kept back: `lead` says what it is, and `beside` why. `voice` says that the words are another's. `verdict` is
    what was decided, what became of a plan, or which way evidence points, as the journal has it.
    """

    on: date | None
    name: str
    text: str
    beside: str = ""
    lead: str = ""
    tags: tuple[str, ...] = ()
    kind: str = ""
    written: date | None = None
    standards: tuple[str, ...] = ()
    by_name: bool = False
    voice: bool = False
    verdict: str = ""
    about: str = ""
    spoken: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        """The line in print, but for day and name: lead, words (always there), aside and tags, where it has them."""
        runs = [Run(RunRole.LEAD, self.lead, after=".")] if self.lead else []
        runs.append(Run(RunRole.WORDS, self.text))
        written = f"written down on {spell(self.written)}" if self.written else ""
        if aside := ", ".join(filter(None, (self.beside, self.spoken, written))):
            frame = ("— ", "") if "(" in aside else ("(", ")")  # no brackets within brackets
            runs.append(Run(RunRole.ASIDE, aside, *frame))
        if self.tags:
            runs.append(Run(RunRole.TAGS, ", ".join(self.tags), "— "))
        return tuple(runs)

    def list_told_fields(self, cycle: str = "") -> Iterator[ToldField]:
        """Yield what the line tells of its entry; of the cycle of that number where it is about no entry."""
        for run in self.runs:
            field = (_FIELDS_BY_NAME if self.by_name else _FIELDS)[run.role]
            for words in self.tags if run.role is RunRole.TAGS else filter(None, (run.words,)):
                yield ToldField(self.name or cycle, field if self.name else "turns", words)


_FIELDS = {RunRole.LEAD: "decided", RunRole.WORDS: "text", RunRole.ASIDE: "beside", RunRole.TAGS: "tags"}
"""What each run tells of an entry, as tables name it."""

_FIELDS_BY_NAME = _FIELDS | {RunRole.LEAD: "name", RunRole.ASIDE: "kept_back"}
"""The same where the entry is told by its name only, in the program's own words."""


class Block(msgspec.Struct, frozen=True, tag_field="block", tag=str.lower):
    """One piece of a document, laid out beneath the one before it."""


class Heading(Block, frozen=True):
    """A heading of level 1 (the document's title, once), 2 or 3. No level is ever skipped.

    `cycle` is the number of the cycle it begins; at level 2 its text is that cycle's question, at level 3 it separates
    several cycles within a section. `disagrees` marks what did not go as expected. `limit` is how many characters an
    official form accepts beneath it.
    """

    level: int
    text: str
    cycle: int | None = None
    disagrees: bool = False
    limit: int | None = None

    @property
    def numbered(self) -> str:
        """The number that stands before its text, where one does."""
        return str(self.cycle) if self.cycle and self.level == 2 else ""


class LabelledBlock(Block, frozen=True):
    """A block with a label that says what it holds, in lower case."""

    label: str

    @property
    def title(self) -> str:
        """The label begun with a capital."""
        return capitalise(self.label)


class Paragraph(LabelledBlock, frozen=True):
    """A few sentences. The label is printed before them unless `bare`; `quiet` ones stand back.

    One with `blank` lines is the person's to write: its text is "…", and on paper so many lines are ruled in its place.
    """

    text: str
    bare: bool = False
    quiet: bool = False
    blank: int = 0


class Quotation(LabelledBlock, frozen=True):
    """Someone's own words, set apart."""

    text: str


class Listing(LabelledBlock, frozen=True):
    """Lines of one kind, in their order. `titled` where it is not alone under its heading: then the label is shown."""

    lines: tuple[EntryLine, ...]
    titled: bool = False


class Table(Block, frozen=True):
    """Figures in columns. The first column names its row; `caption` says what they are."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def filled(self) -> "Table":
        """The table without the columns that are empty in every row."""
        kept = [place for place in range(len(self.head)) if any(row[place] for row in self.rows)]
        return Table(
            self.caption,
            tuple(self.head[place] for place in kept),
            tuple(tuple(row[place] for place in kept) for row in self.rows),
        )

    def list_named_cells(self) -> Iterator[list[str]]:
        """Yield each row as it reads without columns: its first cell, then every filled one after its column's name."""
        for first, *rest in self.rows:
            yield [first, *(f"{name.lower()} {cell}" for name, cell in zip(self.head[1:], rest, strict=True) if cell)]

    def list_row_texts(self) -> list[str]:
        """Return each row as one text, its filled cells joined by spaces."""
        return [" ".join(filter(None, row)) for row in self.rows]


class ChartKind(StrEnum):
    """How a chart is drawn."""

    STRIP = "strip"
    SERIES = "series"
    TIMELINE = "timeline"


class ChartMark(msgspec.Struct, frozen=True):
    """One mark of a chart: a bar of a strip, a value of a series, an event on a timeline.

    `value` is None where there is no number, and where it is withheld: then `told` says "fewer than 5". `what` is the
    label of a strip's bar, and on a timeline the kind of event, with `told` beside it; `until` is a holiday's last day.
    """

    on: date
    told: str
    value: float | None = None
    what: str = ""
    name: str = ""
    until: date | None = None


class Chart(Block, frozen=True, tag="picture"):
    """A chart of figures: how it is drawn, its caption, and a sentence that says the same to who cannot see it.

    `numbers` are its figures as a table, to stand beside it; None where the table just above holds them. `unit` is
    what a series' values are printed with, and `better` which way is better ("up", "down" or nothing), `target` the
    value it is to reach.
    """

    drawn: ChartKind
    caption: str
    alternative: str
    marks: tuple[ChartMark, ...]
    numbers: Table | None = None
    unit: str = ""
    better: str = ""
    target: float | None = None


AnyBlock = Heading | Paragraph | Quotation | Listing | Table | Chart


def capitalise(words: str) -> str:
    """Return words begun with a capital, the rest as it is."""
    return words[:1].upper() + words[1:]
