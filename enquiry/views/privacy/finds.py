"""What may tell of a person: each find with its place and its remedy; who is registered; all that is kept of one."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.command_lines import format_command
from enquiry.insight.privacy.about import NOW, AboutPerson
from enquiry.insight.privacy.pupils import Pupil
from enquiry.insight.privacy.review import PlacedFind, describe_find, group_finds
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_grid, draw_text, format_fields
from enquiry.views.theme import RenderOptions
from enquiry.words import format_amount

_LONGEST_LABEL = 12
"""Columns that the place of a find takes at most, unless it is longer itself."""
_MOST_PLACES = 4


def _list_rows(found: Sequence[PlacedFind]) -> Iterator[tuple[str, str, str]]:
    """Yield each find's place, words and remedy; what may be a word is one row, wherever it stands."""
    for group in group_finds(found):
        first, held = group[0], group if group[0].find.sure else group[:1]
        for one in held:
            command = format_command(one.act) if one.act else ""
            place = one.of or one.field
            if len(group) > 1 and not first.find.sure:
                more = f" and {len(group) - _MOST_PLACES} more" if len(group) > _MOST_PLACES else ""
                place = ", ".join(each.of or each.field for each in group[:_MOST_PLACES]) + more
            yield place, describe_find(one), command


def draw_finds(found: tuple[PlacedFind, ...], look: RenderOptions) -> RenderableType:
    """Draw each find beside the place it stands in, with the command that does something about it.

    The command stands on the line of its find where there is room, else beneath it.
    """
    order = {one.of: at for at, one in enumerate(found)}
    rows = sorted(_list_rows(found), key=lambda row: order.get(row[0], 0))
    label = min(_LONGEST_LABEL, max((cell_len(of) for of, _, _ in rows), default=0)) + 2
    words = min(max((cell_len(what) for _, what, _ in rows), default=0), look.width // 2) + 2
    parts = list[RenderableType]()
    for of, what, act in rows:
        name = Text(flatten_text(of).ljust(label), "strong")
        line = Text.assemble(draw_text(what.ljust(words) if act else what), (act, "accent"))
        if not act or name.cell_len + line.cell_len <= look.width:
            parts.append(HangingIndent(name, line))
            continue
        parts.append(HangingIndent(name, draw_text(what)))
        parts.append(HangingIndent(Text(" " * label), Text(act, "accent")))
    return Group(*parts)


def format_find_lines(found: tuple[PlacedFind, ...]) -> Iterator[str]:
    """Yield the same as plain lines."""
    for one in found:
        command = format_command(one.act) if one.act else ""
        yield from format_fields(
            ("place", one.of), ("in", one.field), ("found", describe_find(one)), ("remedy", command)
        )
        yield ""


def draw_pupils(pupils: tuple[Pupil, ...], _: RenderOptions) -> RenderableType:
    """Draw each code beside the name it stands for."""
    return draw_grid(((draw_text(one.code, "strong"), draw_text(one.name)) for one in pupils), "keep fold")


def format_pupil_lines(pupils: tuple[Pupil, ...]) -> Iterator[str]:
    """Yield the same as plain lines."""
    return (f"{flatten_text(one.code)}: {flatten_text(one.name)}" for one in pupils)


def draw_about(person: AboutPerson, look: RenderOptions) -> RenderableType:
    """Draw every text that speaks of a person, whole, under its place and day."""
    named = ", ".join(dict.fromkeys((*person.codes, *person.names))) or person.asked
    parts = list[RenderableType]([draw_text(f"{named}: {format_amount(len(person.places), 'place')}", "strong")])
    for one in person.places:
        facts = (one.place, one.field, one.day.isoformat() if one.day else "", "" if one.state == NOW else one.state)
        parts += ["", draw_text(f" {look.marks.dot} ".join(filter(None, facts)), "question")]
        parts.append(Padding(draw_text(one.text), (0, 0, 0, 2)))
    if person.backups:
        parts += ["", draw_text(f"Also in the backups {', '.join(person.backups)}.", "quiet")]
    return Group(*parts)


def format_about_lines(person: AboutPerson) -> Iterator[str]:
    """Yield the same as plain lines."""
    yield from format_fields(
        ("about", person.asked), ("codes", ", ".join(person.codes)), ("names", ", ".join(person.names))
    )
    for one in person.places:
        yield ""
        yield from format_fields(
            *(
                ("place", one.place),
                ("in", one.field),
                ("day", one.day or ""),
                ("stands", one.state),
                ("text", one.text),
            )
        )
    if person.backups:
        yield ""
        yield f"backups: {', '.join(person.backups)}"
