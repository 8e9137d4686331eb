"""`enquiry file`: turn a note from the inbox into an entry of a cycle."""

from typing import Annotated

import typer
from msgspec.structs import replace

from enquiry.cli.options import InCycle, Tags
from enquiry.cli.session import Session
from enquiry.cli.writing import answer_entry, chosen, say_new_tags, title
from enquiry.errors import NotFound, UsageMistake
from enquiry.model.choices import Kind
from enquiry.model.entry import CLASSES
from enquiry.model.journal import LooseNote
from enquiry.model.tag import tags_from

Named = Annotated[
    str | None, typer.Argument(metavar="[NOTE]", help="A note such as n12; without it the inbox is listed.")
]
As = Annotated[Kind, typer.Option("--as", help="What kind of entry it becomes.")]


def file(ctx: typer.Context, note: Named = None, cycle: InCycle = None, kind: As = Kind.NOTE, tag: Tags = None) -> None:
    """File a note to a cycle; it keeps its own day. Without a name, list the notes that wait.

    $ enquiry file n12 -c 7 --as evidence
    """
    session: Session = ctx.obj
    if note is None:
        _list(session, cycle)
        return
    with session.change() as draft:
        journal = draft.journal
        waiting = _waiting(journal.note(note))
        into = chosen(journal, cycle)
        entry = CLASSES[kind](
            id=session.stamp().id,
            recorded_at=waiting.recorded_at,
            cycle=into.number,
            name=into.next_name,
            happened_on=waiting.happened_on,
            text=waiting.text,
            tags=tags_from((*waiting.tags, *(tag or ()))),
            standards=waiting.standards,
            privacy=waiting.privacy,
        )
        draft.journal = journal.with_entry(entry).with_note(replace(waiting, filed_as=entry.name))
        draft.did = f"note {waiting.name} filed as {entry.kind} {entry.name}"
    say_new_tags(session, journal, entry.tags)
    answer_entry(session, entry, f"Note {waiting.name} is now {entry.kind} {entry.name} of {title(into)}")


def _waiting(note: LooseNote) -> LooseNote:
    if note.filed_as:
        raise NotFound(
            f"Note {note.name} was filed already, as {note.filed_as}.", f"enquiry show {note.filed_as} shows it."
        )
    return note


def _list(session: Session, cycle: str | None) -> None:
    from enquiry.exchange.objects import note_object
    from enquiry.views.inbox import inbox_lines, inbox_view

    if cycle:
        raise UsageMistake("A cycle was named, but no note.", "Name the note too: enquiry file n12 -c 7")
    session.show(
        session.journal().waiting,
        view=inbox_view,
        plain=inbox_lines,
        data=lambda notes: {"inbox": [note_object(note) for note in notes]},
    )
