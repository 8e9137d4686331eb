"""A written sheet, saved: given to its command as if it had been typed, or laid over the thing it was made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from enquiry.cli.editing import change_thing, given_in, say_edited
from enquiry.cli.editor_forms import arguments_changed, arguments_new, sheet_of
from enquiry.cli.editor_sheet import Sheet
from enquiry.cli.mistakes import worded
from enquiry.cli.session import Session
from enquiry.errors import ChangedMeanwhile, UsageMistake
from enquiry.model.draft import Draft
from enquiry.model.journal import Thing


class Clash(ChangedMeanwhile):
    """A thing was changed elsewhere while its sheet was open, and in the same place: `theirs` is what it is now."""

    def __init__(self, name: str, theirs: Sheet, mine: Sheet) -> None:
        super().__init__(f"{name} was changed elsewhere while you were writing.")
        self.name = name
        self.theirs = theirs
        self.mine = mine


def save_new(session: Session, draft: Draft, mine: Sheet) -> None:
    """Run the command a new sheet was made for with what stands on it. Raises what the command raises."""
    arguments = [draft.command, *arguments_new(_command(draft.command), mine)]
    with _as_mistakes(arguments):
        _program().main(arguments, prog_name="enquiry", standalone_mode=False, obj=session)


def save_change(session: Session, name: str, base: Sheet, mine: Sheet) -> None:
    """Change a thing where `mine` differs from `base`, and say so. Raises Clash, and as `change_thing` does."""
    given = _given(name, base, mine)

    def check(now: Thing) -> None:
        theirs = sheet_of(now)
        if clashes(base, mine, theirs):
            raise Clash(name, theirs, mine)
        if theirs != base:
            session.say(f"{name} was changed elsewhere meanwhile, though not where you changed it; both stand.")

    say_edited(session, change_thing(session, name, given, check), dated="on" in given)


def save_theirs(session: Session, clash: Clash) -> None:
    """Leave a thing as it was changed elsewhere, once what was written here has had its turn: its history has both."""
    mine = sheet_of(change_thing(session, clash.name, _given(clash.name, clash.theirs, clash.mine)))
    after = change_thing(session, clash.name, _given(clash.name, mine, clash.theirs))
    say_edited(session, after, dated=False)


def clashes(base: Sheet, mine: Sheet, theirs: Sheet) -> bool:
    """Say whether two sheets changed one place in different ways. Tags never clash: they are put on and taken off."""
    names = {name for sheet in (base, mine, theirs) for name, _ in sheet.fields} - {"tags"}
    sides: list[tuple[object, object, object]] = [(base.text, mine.text, theirs.text)]
    sides += [(base.values(name), mine.values(name), theirs.values(name)) for name in names]
    return any(one != before and other not in (before, one) for before, one, other in sides)


def _given(name: str, before: Sheet, after: Sheet) -> dict[str, Any]:
    arguments = arguments_changed(_command("edit"), name, before, after)
    with _as_mistakes(arguments):
        return given_in(_command("edit").make_context("enquiry edit", arguments).params)


@contextmanager
def _as_mistakes(arguments: list[str]) -> Iterator[None]:
    """Turn what the command line's parser finds wrong with a field into a mistake like every other."""
    try:
        yield
    except typer.TyperException as mistake:
        raise UsageMistake(*worded(mistake, arguments)) from mistake


def _program() -> Any:
    from enquiry.cli.app import command

    return command()


def _command(name: str) -> Any:
    return _program().get_command(None, name)
