"""Drafts taken up again, or let go."""

from typing import Any

import typer

from enquiry.cli.session import Session
from enquiry.errors import NotFound, UsageMistake
from enquiry.insight.drafts import draft_said, waiting_for
from enquiry.model.draft import Draft
from enquiry.model.journal import Journal
from enquiry.store.drafts import Held, discard, drafts_in, take_up


def draft_to_resume(session: Session, name: str | None) -> str:
    """Return the draft that is meant: the one named, else the latest of this journal.

    Raises UsageMistake where there is nobody to ask, and NotFound where none waits.
    """
    if not session.can_ask:
        hint = "To see what is in it: enquiry drafts --json"
        raise UsageMistake("A draft is gone on with at a terminal, and there is none.", hint)
    if name is not None:
        return name
    waiting = waiting_for(drafts_in(session.places.state), str(session.journal_file))
    if not waiting:
        raise NotFound("No draft of this journal waits.", "enquiry drafts lists all there are.")
    return waiting[-1].name


def resume_draft(ctx: typer.Context, name: str) -> None:
    """Run the command that a draft was begun with, with the options it was given, where the draft stopped.

    Raises UsageMistake for a draft of another journal, and what `take_up` raises.
    """
    session: Session = ctx.obj
    held = take_up(session.places.state, name)
    with held:
        draft = held.draft
        if draft.journal != str(session.journal_file):
            hint = f"enquiry drafts resume {held.name} --journal '{draft.journal}'"
            raise UsageMistake(f"The draft {held.name} belongs to another journal, {draft.journal}.", hint)
        if already := _already_saved(session.journal_if_any(), draft):
            held.discard()
            session.say(f"This was saved already, as {already}. The draft {held.name} is gone.")
            return
        session.resumed = held
        try:
            _call_again(ctx, draft, held)
        finally:
            if session.resumed:  # the command ended before it took it up
                session.tell(f"The draft {held.name} is kept as it was.")


def _already_saved(journal: Journal, draft: Draft) -> str:
    """Return the name of the record that came of a draft, where a program ended between saving and clearing up."""
    entries = [entry for cycle in journal.cycles for entry in cycle.entries]
    named = [*((cycle.id, str(cycle.number)) for cycle in journal.cycles)]
    named += [(one.id, one.name) for one in (*entries, *journal.inbox)]
    return next((name for lasting, name in named if draft.makes and lasting == draft.makes), "")


def _call_again(ctx: typer.Context, draft: Draft, held: Held) -> None:
    root: Any = ctx.find_root()
    command = root.command.get_command(root, draft.command)
    if command is None:
        hint = f"Its words are in {held.folder / 'draft.json'}."
        raise UsageMistake(f"The draft {held.name} was begun with {draft.command}, which is no command here.", hint)
    again = command.make_context(draft.command, arguments(command, draft), parent=root)
    with again:
        command.invoke(again)


def arguments(command: Any, draft: Draft) -> list[str]:
    """Return a draft's options and names as they would be typed."""
    options, names = list[str](), list[str]()
    for param in command.params:
        values = draft.given.get(param.name)
        if values is None:
            continue
        if param.param_type_name == "argument":
            names += values
        elif values:
            options += [f"{_long(param)}={value}" for value in values]
        else:
            options.append(_long(param))
    return [*options, "--", *names] if names else options


def _long(param: Any) -> str:
    return str(next(name for name in param.opts if name.startswith("--")))


def names_to_discard(session: Session, name: str | None) -> list[str]:
    """Return the draft named, else all of this journal that nobody is writing. Raises NotFound where there is none."""
    if name is not None:
        return [name]
    found = drafts_in(session.places.state)
    if not (names := [one.name for one in waiting_for(found, str(session.journal_file))]):
        raise NotFound("No draft of this journal waits.", "enquiry drafts lists all there are.")
    return names


def let_go(session: Session, names: list[str]) -> None:
    """Take drafts away for good, once that is confirmed. Raises UsageMistake where it is not."""
    known = {one.name: one for one in drafts_in(session.places.state)}
    for name in names:
        if (one := known.get(name.casefold())) is not None:
            session.tell(draft_said(one, session.today))
    if not all(name.casefold() in known for name in names):
        discard(session.places.state, names[0])  # says which there are
    if not session.confirm(f"Let {' and '.join(names)} go? What is in there is nowhere else."):
        raise UsageMistake("Nothing was discarded.", "To answer yes beforehand: --yes")
    for name in names:
        discard(session.places.state, name)
    session.say(f"Discarded: {', '.join(names)}.")
    if session.json:
        session.answer({"discarded": names})
