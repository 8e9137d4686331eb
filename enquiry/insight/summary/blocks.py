"""What a document is made of. A writer that can lay out these few blocks can lay out every summary.

Texts are plain words, people's and the program's alike: a writer escapes them all. Nothing in a block needs to be
worked out any more, and no number stands in a picture that does not stand in a table or a sentence as well.
"""

from datetime import date
from enum import StrEnum

import msgspec

from enquiry.dates.period import spell


class EntryLine(msgspec.Struct, frozen=True):
    """One entry as a document tells it, or a line about the journal, which has neither day nor name.

    `lead` comes first and stands out: for a decision, what was decided and why. `beside` comes last and stands back.
    `written` is the day it was typed, where that was not at the time.
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

    @property
    def aside(self) -> str:
        """What stands beside the words: its weight, and when it was written where that was afterwards."""
        written = f"written down on {spell(self.written)}" if self.written else ""
        return ", ".join(filter(None, (self.beside, written)))


class Block(msgspec.Struct, frozen=True, tag_field="block", tag=str.lower):
    """One piece of a document, laid out beneath the one before it."""


class Heading(Block, frozen=True):
    """A heading of level 1 (the document's title, once), 2 or 3. No level is ever skipped.

    `cycle` is the number of the enquiry it begins; at level 2 its text is that enquiry's question, at level 3 it parts
    what is told of several. `disagrees` marks what did not go as expected, and asks for attention. `limit` is how many
    characters an official form has room for beneath it.
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


class Paragraph(Block, frozen=True):
    """A few sentences. `label` says what they are; it is printed before them unless `bare`."""

    label: str
    text: str
    bare: bool = False
    quiet: bool = False


class Quotation(Block, frozen=True):
    """Someone's own words, set apart; `label` says what they are."""

    label: str
    text: str


class Listing(Block, frozen=True):
    """Lines of one kind, which `label` names, in their order. `titled` where it is not alone under its heading."""

    label: str
    lines: tuple[EntryLine, ...]
    titled: bool = False


class Table(Block, frozen=True):
    """Figures in columns. The first column names its row; `caption` says what they are."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class ChartKind(StrEnum):
    """How a picture is drawn."""

    STRIP = "strip"
    SERIES = "series"
    TIMELINE = "timeline"


class ChartMark(msgspec.Struct, frozen=True):
    """One thing in a picture: a bar of a strip, a value of a series, a thing on a timeline.

    `value` is None where there is no number, and where it is held back: then `told` says "fewer than 5". `what` is the
    label of a strip's bar, and on a timeline the kind of thing, with `told` beside it; `until` is a holiday's last day.
    """

    on: date
    told: str
    value: float | None = None
    what: str = ""
    name: str = ""
    until: date | None = None


class Chart(Block, frozen=True, tag="picture"):
    """A picture of figures: what is drawn, its caption, and a sentence that says the same to who cannot see it.

    `numbers` are its figures as a table, to stand beside it; None where the table just above holds them. `unit` is
    what a series' values are printed with, and `better` which way is better ("up", "down" or nothing).
    """

    drawn: ChartKind
    caption: str
    alternative: str
    marks: tuple[ChartMark, ...]
    numbers: Table | None = None
    unit: str = ""
    better: str = ""


AnyBlock = Heading | Paragraph | Quotation | Listing | Table | Chart
