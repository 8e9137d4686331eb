"""`enquiry file`: turn a note from the inbox into an entry of a cycle."""

from typing import Annotated

from enquiry.cli.completion import complete_waiting_notes
from enquiry.cli.options import build_argument, build_option
from enquiry.cli.session import Session
from enquiry.cli.writing.inbox import FileOptions, move_note_to_cycle, walk_inbox
from enquiry.cli.writing.options import NOTHING_GIVEN, EntryOptions, InCycle, Tags, add_entry_options
from enquiry.errors import UsageMistake
from enquiry.model.choices import EntryKind
from enquiry.model.tag import parse_tags

_WHICH = "A note such as n12; without it the inbox is walked, or listed where there is no terminal."
Named = Annotated[str | None, build_argument("[NOTE]", _WHICH, complete_waiting_notes, show_default=True)]
As = Annotated[EntryKind | None, build_option("--as", None, "What kind of entry it becomes; note if not said.")]
_TOGETHER = "Show notes that share their rarer words over weeks, and ask for the question that they ask."
Together = Annotated[bool, build_option("--together", None, _TOGETHER)]
Decline = Annotated[bool, build_option("--decline", None, "With --together: let those notes be, for good.")]


@add_entry_options
def file(
    session: Session,
    note: Named = None,
    into: InCycle = None,
    become: As = None,
    tag: Tags = None,
    together: Together = False,
    decline: Decline = False,
    given: EntryOptions = NOTHING_GIVEN,
) -> None:
    if together or decline:
        if note is not None or into or become or tag or given.fields or not together:
            words = "--decline belongs to --together." if not together else "--together finds the notes itself."
            raise UsageMistake(words, "To let notes that belong together be: enquiry file --together --decline")
        from enquiry.cli.writing.note_groups import settle_note_group

        settle_note_group(session, decline=decline)
        return
    filing = FileOptions(into, become, parse_tags(tag or ()), given.fields)
    if note is not None:
        move_note_to_cycle(session, note, filing)
        return
    if given.fields:
        option = next(iter(given.fields)).replace("_", "-")
        raise UsageMistake(f"--{option} was given, but no note.", "Name the note too: enquiry file NOTE --as KIND")
    journal = session.load_journal()
    sees_questions = session.can_ask and session.stdout.isatty() and not session.json
    if sees_questions and journal.waiting and journal.kept:
        walk_inbox(session, journal, filing)
        return
    from enquiry.answers.records import InboxAnswer
    from enquiry.views.inbox import draw_inbox, format_inbox_lines

    for what, value in (("A cycle", filing.cycle), ("A kind", filing.kind), ("A tag", filing.tags)):
        if value:
            raise UsageMistake(f"{what} was named, but no note.", "Name the note too: enquiry file NOTE -c CYCLE")
    session.show(journal.waiting, view=draw_inbox, plain=format_inbox_lines, data=InboxAnswer, journal=journal)
