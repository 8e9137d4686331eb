"""The parts of an entry on a sheet: each under a heading, by which they are known again when the sheet is read."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.model.entry import Part


class Heading(NamedTuple):
    """The line above a part: a line no part has in it. `prompt` and `asked` are the part's."""

    line: str
    prompt: str
    asked: str


def headings_for(parts: Sequence[Part]) -> tuple[Heading, ...]:
    """Return a heading for each part, with as many `#` as it takes to be like no line of the words or other heading."""
    taken = {line.rstrip() for part in parts for line in part.text.split("\n")}
    made = list[Heading]()
    for part in parts:
        asked, mark = " ".join(part.asked.split()), "##"
        while (line := f"{mark} {asked}") in taken:
            mark += "#"
        taken.add(line)
        made.append(Heading(line, part.prompt, part.asked))
    return tuple(made)


def under_headings(parts: Sequence[Part], headings: Sequence[Heading]) -> str:
    """Return the words as they stand on a sheet."""
    return "\n\n".join(f"{heading.line}\n{part.text}" for heading, part in zip(headings, parts, strict=True))


def parts_under(headings: Iterable[Heading], text: str) -> tuple[Part, ...] | None:
    """Return the parts that a sheet's words come to; one without words is none. None where no heading is left.

    Raises UsageMistake for words above the first heading.
    """
    known = {heading.line: heading for heading in headings}
    above, held, parts = list[str](), list[str](), list[tuple[Heading, list[str]]]()
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
    return tuple(Part(prompt=at.prompt, asked=at.asked, text=words) for at, words in made if words.strip())
