"""The recovery sheet: the one page of paper that brings locked copies back when every machine is gone."""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import NamedTuple

from enquiry.dates.period import spell
from enquiry.insight.summary import blocks
from enquiry.insight.summary.blocks import EntryLine
from enquiry.insight.summary.value import Summary, wrap_blocks

_TITLE = "Recovery sheet of your enquiry journal"
A_ROW = 4
"""Groups in a row."""

_KEEP = (
    "With this page the locked copies of your journal can be read; without it, and without a machine that has the key, "
    "nobody can read them, you included. Keep it on paper where you keep what must not get lost, and nowhere else."
)
_OPENS = (
    "the copies in the folder that your machines share",
    "backups whose names end in .age",
)
_AGE = "age -d -i key.txt laptop.json.age > journal.json"

_ALONE = (
    "The program age (age-encryption.org) opens them too. Write the key into a file key.txt, in capitals, on one line "
    f"without spaces and without the numbers; then: {_AGE}"
)


class SheetCommands(NamedTuple):
    """What is typed on a new machine for the journal of that name, the usual one where there is none."""

    name: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The commands in their order: the name is made known first, where there is one."""
        option = f"-j {self.name} " if self.name else ""
        add = (f"enquiry journals add {self.name}",) if self.name else ()
        return (*add, f"enquiry {option}keys enter", f"enquiry {option}sync FOLDER")

    @property
    def words(self) -> str:
        """The sentence that says what they do."""
        *begin, sync = self.lines
        return f"{', and '.join(begin)} asks for the groups; then: {sync}"

    @property
    def title(self) -> str:
        """What stands at the head of the sheet."""
        return f"{_TITLE} “{self.name}”" if self.name else _TITLE


def build_recovery_sheet(groups: Sequence[str], mark: str, made: date, named: str = "") -> Summary:
    """Return the sheet of a key, given in its groups, as a document that every writer of pages can lay out.

    `mark` is what the key is called, `made` when it was made, or typed in on the machine that writes the sheet, and
    `named` the journal that it is of, unless that is the usual one.
    """
    told = SheetCommands(named)
    numbered = [f"{number}) {group}" for number, group in enumerate(groups, 1)]
    rows = [numbered[at : at + A_ROW] for at in range(0, len(groups), A_ROW)]
    ranges = [
        f"{at} to {at + A_ROW - 1}" if at + 2 < len(groups) else f"{at}" for at in range(1, len(groups) + 1, A_ROW)
    ]
    table = tuple((name, *row, *[""] * (A_ROW - len(row))) for name, row in zip(ranges, rows, strict=True))
    lines = tuple(EntryLine(None, "", words) for words in _OPENS)
    parts: tuple[blocks.AnyBlock, ...] = (
        blocks.Heading(1, told.title),
        blocks.Paragraph("made", f"{_name_key(mark, made)} {_KEEP}", bare=True),
        blocks.Heading(2, "The key"),
        blocks.Table("The key, in groups of six signs", ("Groups", "1st", "2nd", "3rd", "4th"), table),
        blocks.Heading(2, "What it opens"),
        blocks.Listing("opens", lines),
        blocks.Heading(2, "On a new machine"),
        blocks.Paragraph("here", told.words, bare=True),
        blocks.Heading(2, "Without this program"),
        blocks.Paragraph("alone", _ALONE, bare=True),
    )
    return wrap_blocks("self", told.title, made, parts, owner=True)


def _name_key(mark: str, made: date) -> str:
    return f"Key {mark}, made or typed in on {spell(made)}."


def format_recovery_sheet_lines(
    groups: Sequence[str], mark: str, made: date, named: str = "", width: int = 76
) -> Iterator[str]:
    """Yield the same sheet as lines of text of that width; the key stands on lines of its own, four groups on each."""
    told = SheetCommands(named)
    yield from (told.title, "")
    yield from wrap(f"{_name_key(mark, made)} {_KEEP}", width)
    yield from ("", "The key, in groups of six signs, four on a line:", "")
    numbered = [f"{number:>2}) {group:<6}" for number, group in enumerate(groups, 1)]
    for at in range(0, len(groups), A_ROW):
        yield f"   {'  '.join(numbered[at : at + A_ROW])}".rstrip()
    yield from ("", "What it opens:", *(f"- {words}" for words in _OPENS))
    for words in (f"On a new machine: {told.words}", f"Without this program: {_ALONE}"):
        for command in (*told.lines, _AGE):
            if len(command) < width:
                words = words.replace(command, command.replace(" ", "\xa0"))  # noqa: PLW2901 (kept whole)
        yield ""
        yield from (line.replace("\xa0", " ") for line in wrap(words, width, break_on_hyphens=False))
