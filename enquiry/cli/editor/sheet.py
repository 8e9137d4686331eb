"""The sheet a person writes on in their editor: a few fields to fill in, a line, and below it their words.

Only the first line that is exactly the ruled one parts the two, and it stands before anything a person wrote. So the
words may begin with, or hold, whatever they like, and come back byte for byte.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.model.entry import AnswerPart

# --- The parts of an entry on a sheet: each under a heading, by which they are known again when the sheet is read.


class PartHeading(NamedTuple):
    """The line above a part: a line no part has in it. `prompt` and `asked` are the part's."""

    line: str
    prompt: str
    asked: str


def build_part_headings(parts: Sequence[AnswerPart]) -> tuple[PartHeading, ...]:
    """Return a heading for each part, with as many `#` as it takes to be like no line of the words or other heading."""
    taken = {line.rstrip() for part in parts for line in part.text.split("\n")}
    made = list[PartHeading]()
    for part in parts:
        asked, mark = " ".join(part.asked.split()), "##"
        while (line := f"{mark} {asked}") in taken:
            mark += "#"
        taken.add(line)
        made.append(PartHeading(line, part.prompt, part.asked))
    return tuple(made)


def format_sheet_parts(parts: Sequence[AnswerPart], headings: Sequence[PartHeading]) -> str:
    """Return the words as they stand on a sheet."""
    return "\n\n".join(f"{heading.line}\n{part.text}" for heading, part in zip(headings, parts, strict=True))


def parse_sheet_parts(headings: Iterable[PartHeading], text: str) -> tuple[AnswerPart, ...] | None:
    """Return the parts that a sheet's words come to; one without words is none. None where no heading is left.

    Raises UsageMistake for words above the first heading.
    """
    known = {heading.line: heading for heading in headings}
    above, held, parts = list[str](), list[str](), list[tuple[PartHeading, list[str]]]()
    for line in text.split("\n"):
        if line.rstrip() in known:
            held = []
            parts.append((known[line.rstrip()], held))
        else:
            (held if parts else above).append(line)
    if not parts:
        return None
    if "".join(above).strip():
        hint = "Put them under a heading, or take all headings away to make it one piece."
        raise UsageMistake(f"Words stand above the first heading: “{next(filter(str.strip, above)).strip()}”.", hint)
    made = ((heading, "\n".join(lines).rstrip("\n")) for heading, lines in parts)
    return tuple(AnswerPart(prompt=at.prompt, asked=at.asked, text=words) for at, words in made if words.strip())


WORDS_SEPARATOR = "------ your words go below this line ------"
INDENT = "    "
_SHEET_INSTRUCTIONS = (
    "# Change what stands after the colons; lines that begin with # are left out.",
    "# All below the ruled line is kept as you write it; empty, nothing is saved.",
)

SheetField = tuple[str, str]


class Sheet(NamedTuple):
    """Fields by their names, each with its value as it is typed (a name may stand several times), and the words."""

    fields: tuple[SheetField, ...]
    text: str

    def values(self, name: str) -> tuple[str, ...]:
        """Return every value that was given to a name, without the empty ones."""
        return tuple(value for known, value in self.fields if known == name and value)


class SheetForm(NamedTuple):
    """A sheet to be opened: what it is about, what helps with its fields, and the headings among its words."""

    about: str
    notes: dict[str, str]
    sheet: Sheet
    headings: tuple[PartHeading, ...] = ()


def format_sheet(form: SheetForm) -> str:
    """Return a sheet as it is opened: what it is about, how it is filled in, and a note before each field it helps."""
    lines = [f"# {form.about}", *_SHEET_INSTRUCTIONS]
    for name, value in form.sheet.fields:
        lines += [f"# {name}: {form.notes[name]}"] if name in form.notes else []
        lines.append(f"{name}: {value}".rstrip().replace("\n", f"\n{INDENT}"))
    return "\n".join([*lines, WORDS_SEPARATOR, f"{form.sheet.text}\n"])


def find_words_line(raw: str) -> int:
    """Return the number of the line on which the words begin, counted from 1; the first where there is no ruled one."""
    lines = raw.split("\n")
    return lines.index(WORDS_SEPARATOR) + 2 if WORDS_SEPARATOR in lines else 1


def parse_sheet(raw: str) -> Sheet:
    """Return the sheet that was written. A field's further lines are indented; empty ones between them belong to it.

    Raises UsageMistake where the ruled line is gone, or a line above it is no field.
    """
    lines = raw.removeprefix("\ufeff").split("\n")
    ruled = next((place for place, line in enumerate(lines) if line.rstrip() == WORDS_SEPARATOR), None)
    if ruled is None:
        words = "The ruled line between the fields and your words is gone."
        raise UsageMistake(words, f"Put it back: {WORDS_SEPARATOR}")
    if lines[ruled].endswith("\r"):  # the editor writes the line ends of Windows throughout
        lines = [line.removesuffix("\r") for line in lines]
    fields, held = list[tuple[str, list[str]]](), list[str]()
    for number, line in enumerate(lines[:ruled], 1):
        if line.startswith("#"):
            continue
        if fields and (not line.strip() or line[0].isspace()):
            held.append((line.removeprefix(INDENT) if line.startswith(INDENT) else line.lstrip()).rstrip())
        elif line.strip():
            name, colon, first = line.partition(":")
            if not colon or not name.strip() or line[0].isspace():
                hint = "Above the ruled line stand fields, as name: value. Your words go below it."
                raise UsageMistake(f"Line {number} is no field: “{line.strip()}”.", hint)
            held = [first.strip()]
            fields.append((name.strip().casefold(), held))
    text = "\n".join(lines[ruled + 1 :]).rstrip("\n")
    return Sheet(tuple((name, "\n".join(values).strip()) for name, values in fields), text)
