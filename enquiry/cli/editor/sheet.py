"""The sheet a person writes on in their editor: a few fields to fill in, a line, and below it their words.

Only the first line that is exactly the ruled one parts the two, and it stands before anything a person wrote. So the
words may begin with, or hold, whatever they like, and come back byte for byte.
"""

from collections.abc import Iterator
from typing import NamedTuple

from enquiry.cli.editor_parts import Heading
from enquiry.errors import UsageMistake

RULE = "------ your words go below this line ------"
INDENT = "    "
_TOLD = (
    "# Change what stands after the colons; lines that begin with # are left out.",
    "# All below the ruled line is kept as you write it; empty, nothing is saved.",
)

Field = tuple[str, str]


class Sheet(NamedTuple):
    """Fields by their names, each with its value as it is typed (a name may stand several times), and the words."""

    fields: tuple[Field, ...]
    text: str

    def values(self, name: str) -> tuple[str, ...]:
        """Return every value that was given to a name, without the empty ones."""
        return tuple(value for known, value in self.fields if known == name and value)


class Form(NamedTuple):
    """A sheet to be opened: what it is about, what helps with its fields, and the headings among its words."""

    about: str
    notes: dict[str, str]
    sheet: Sheet
    headings: tuple[Heading, ...] = ()


def sheet_text(form: Form) -> str:
    """Return a sheet as it is opened: what it is about, how it is filled in, and a note before each field it helps."""
    lines = [f"# {form.about}", *_TOLD]
    for name, value in form.sheet.fields:
        lines += [f"# {name}: {form.notes[name]}"] if name in form.notes else []
        lines.append(f"{name}: {value}".rstrip().replace("\n", f"\n{INDENT}"))
    return "\n".join([*lines, RULE, f"{form.sheet.text}\n"])


def words_begin_in(raw: str) -> int:
    """Return the number of the line on which the words begin, counted from 1; the first where there is no ruled one."""
    lines = raw.split("\n")
    return lines.index(RULE) + 2 if RULE in lines else 1


def sheet_from(raw: str) -> Sheet:
    """Return the sheet that was written. A field's further lines are indented; empty ones between them belong to it.

    Raises UsageMistake where the ruled line is gone, or a line above it is no field.
    """
    lines = raw.removeprefix("\ufeff").split("\n")
    ruled = next((place for place, line in enumerate(lines) if line.rstrip() == RULE), None)
    if ruled is None:
        raise UsageMistake("The ruled line between the fields and your words is gone.", f"Put it back: {RULE}")
    if lines[ruled].endswith("\r"):  # the editor writes the line ends of Windows throughout
        lines = [line.removesuffix("\r") for line in lines]
    return Sheet(tuple(_fields(lines[:ruled])), "\n".join(lines[ruled + 1 :]).rstrip("\n"))


def _fields(lines: list[str]) -> Iterator[Field]:
    name, held = "", list[str]()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        if name and (not line.strip() or line[0].isspace()):
            held.append((line.removeprefix(INDENT) if line.startswith(INDENT) else line.lstrip()).rstrip())
        elif line.strip():
            yield from _field(name, held)
            name, held = _begun(line, number)
    yield from _field(name, held)


def _begun(line: str, number: int) -> tuple[str, list[str]]:
    name, colon, first = line.partition(":")
    if not colon or not name.strip() or line[0].isspace():
        hint = "Above the ruled line stand fields, as name: value. Your words go below it."
        raise UsageMistake(f"Line {number} is no field: “{line.strip()}”.", hint)
    return name.strip().casefold(), [first.strip()]


def _field(name: str, held: list[str]) -> Iterator[Field]:
    if name:
        yield name, "\n".join(held).strip()
