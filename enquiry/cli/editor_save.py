"""A written sheet, saved: given to its command as if it had been typed, or laid over the thing it was made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand

from enquiry.cli.editing import change_thing, given_in, say_edited
from enquiry.cli.editor_forms import arguments_changed, arguments_new, sheet_of
from enquiry.cli.editor_sheet import Sheet
from enquiry.cli.mistakes import worded
from enquiry.cli.session import Session
from enquiry.errors import ChangedMeanwhile, UsageMistake
from enquiry.model.journal import Thing

WORDS = "words"
"""What stands below the ruled line, among the places of a sheet."""


class Clash(ChangedMeanwhile):
    """A thing was changed elsewhere while its sheet was open, and in the same `places`: `theirs` is what it is now."""

    def __init__(self, name: str, places: tuple[str, ...], theirs: Sheet, mine: Sheet) -> None:
        super().__init__(f"{name} was changed elsewhere while you were writing.")
        self.name = name
        self.places = places
        self.theirs = theirs
        self.mine = mine


def save_new(session: Session, command: Any, mine: Sheet) -> None:
    """Run a writing command with what stands on a new sheet. Raises what the command raises."""
    with _as_mistakes(), _called(session, command, arguments_new(command, mine)) as context:
        TyperCommand.invoke(command, context)  # not the command's own: it would go by the editor again


def save_change(session: Session, command: Any, name: str, base: Sheet, mine: Sheet) -> None:
    """Change a thing where `mine` differs from `base`, and say so. Raises Clash, and as `change_thing` does."""
    given = _given(session, command, arguments_changed(command, name, base, mine))

    def check(now: Thing) -> None:
        theirs = sheet_of(now)
        if places := clashing(base, mine, theirs):
            raise Clash(name, places, theirs, mine)
        if theirs != base:
            session.say(f"{name} was changed elsewhere meanwhile, though not where you changed it; both stand.")

    say_edited(session, change_thing(session, name, given, check), dated="on" in given)


def save_theirs(session: Session, command: Any, clash: Clash) -> None:
    """Leave a thing as it was changed elsewhere, once what was written here has had its turn: its history has both."""
    mine = _laid_over(session, command, clash.name, clash.theirs, clash.mine)
    theirs = _laid_over(session, command, clash.name, sheet_of(mine), clash.theirs)
    say_edited(session, theirs, dated=False)


def _laid_over(session: Session, command: Any, name: str, before: Sheet, after: Sheet) -> Thing:
    given = _given(session, command, arguments_changed(command, name, before, after))
    return change_thing(session, name, given)


def clashing(base: Sheet, mine: Sheet, theirs: Sheet) -> tuple[str, ...]:
    """Return the places that two sheets changed in different ways: names of fields, and WORDS.

    Tags never clash: they are put on and taken off one by one.
    """
    names = dict.fromkeys(name for sheet in (base, mine, theirs) for name, _ in sheet.fields if name != "tags")
    sides: dict[str, tuple[object, object, object]] = {WORDS: (base.text, mine.text, theirs.text)}
    sides |= {name: (base.values(name), mine.values(name), theirs.values(name)) for name in names}
    return tuple(at for at, (before, one, other) in sides.items() if one != before and other not in (before, one))


def _given(session: Session, command: Any, arguments: list[str]) -> dict[str, Any]:
    with _as_mistakes(), _called(session, command, arguments) as context:
        return given_in(context.params)


def _called(session: Session, command: Any, arguments: list[str]) -> Any:
    return command.make_context(f"enquiry {command.name}", arguments, obj=session)


@contextmanager
def _as_mistakes() -> Iterator[None]:
    """Turn what the command line's parser finds wrong with a field into a mistake like every other."""
    try:
        yield
    except typer.TyperException as mistake:
        raise UsageMistake(*worded(mistake, ())) from mistake
