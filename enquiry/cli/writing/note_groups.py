"""Notes that belong together: offered once a month, made a cycle by a question, or let be for good.

The bare command makes the offer, so what only filing needs is loaded there.
"""

from contextlib import suppress

from enquiry.acts import Act, ActKind
from enquiry.cli.session import Session
from enquiry.errors import CannotWrite, UsageMistake
from enquiry.insight.inbox import NoteGroup, find_note_group
from enquiry.insight.status import StatusNotice
from enquiry.model.cycle import Cycle, Question
from enquiry.model.journal import Journal
from enquiry.store.remembered import OfferMemory, keep_memory, read_memory
from enquiry.words import join_words

APART = 31
"""Days that lie between one offer and the next at least."""


def list_group_offers(session: Session, journal: Journal) -> tuple[StatusNotice, ...]:
    """Return the offer of notes that belong together, at most once a month: it is made when a person has seen it."""
    memory = read_memory(OfferMemory, session.journal_file, session.places.state)
    if memory.grouped and abs((session.today - memory.grouped).days) < APART:
        return ()
    if not (group := find_note_group(journal, memory.declined)):
        return ()
    if session.stdout.isatty() and not session.json:
        with suppress(CannotWrite):  # then it is made again
            keep_memory(OfferMemory, session.journal_file, session.places.state, grouped=session.today)
    words = join_words([f"“{word}”" for word in group.words[:3]])
    names = join_words([note.name for note in group.notes[:5]])
    more = f" and {len(group.notes) - 5} more" if len(group.notes) > 5 else ""
    return (StatusNotice(f"Notes {names}{more} share {words}. A question?", Act(ActKind.GROUP_NOTES)),)


def settle_note_group(session: Session, *, decline: bool) -> None:
    """Show the notes that belong together, and ask at a terminal for the question that they ask.

    They become notes of a cycle of that question, which is the current one then; Enter, and `decline`, lets them be for
    good. Raises UsageMistake where there is nothing to decline.
    """
    from enquiry.answers.history import NoteGroupAnswer
    from enquiry.views.inbox import draw_note_group, format_note_group_lines

    journal = session.load_journal()
    path, state = session.journal_file, session.places.state
    group = find_note_group(journal, read_memory(OfferMemory, path, state).declined)
    if decline:
        if not group:
            raise UsageMistake("No notes that wait share their rarer words.", "So there is nothing to decline.")
        _decline(session, group)
        return
    session.show(group, view=draw_note_group, plain=format_note_group_lines, data=NoteGroupAnswer, journal=journal)
    if not group or session.json:
        return
    if not (session.can_ask and session.stdout.isatty()):
        session.say('To make them a cycle: enquiry start "…"; then: enquiry file NOTE -c CYCLE for each')
        session.say("To let them be for good: enquiry file --together --decline")
        return
    session.stdout.flush()
    session.tell("\nWhat question do they ask? Enter for none: then they are not offered together again.")
    line = session.read_line("> ")
    if line is None:
        return
    if question := session.clean_field(line.strip() or None, "question"):
        _open_cycle(session, group, question)
    else:
        _decline(session, group)


def _decline(session: Session, group: NoteGroup) -> None:
    """Let notes be for good: none of them is offered together with others again. Raises CannotWrite."""
    path, state = session.journal_file, session.places.state
    declined = (*read_memory(OfferMemory, path, state).declined, *(note.id for note in group.notes))
    keep_memory(OfferMemory, path, state, declined=declined)
    names = join_words([note.name for note in group.notes])
    session.say(f"{names} wait on in the inbox, and are not offered together again.")


def _open_cycle(session: Session, group: NoteGroup, question: str) -> None:
    """Open a cycle with a question, and file the notes to it, in one change."""
    from enquiry.cli.writing.entries import format_cycle_title
    from enquiry.cli.writing.inbox import FileOptions, file_note

    with session.change() as step:
        stamp = session.stamp()
        asked = (Question(text=question, on=session.today),)
        cycle = Cycle(id=stamp.id, recorded_at=stamp.at, number=step.journal.next_number, questions=asked)
        journal, names = step.journal.upsert_cycle(cycle).update_settings(current=cycle.id), list[str]()
        for note in group.notes:
            journal, entry = file_note(session, journal, journal.find_note(note.name), FileOptions(str(cycle.number)))
            names.append(entry.name)
        step.journal = journal
        step.did = f"cycle {cycle.number} opened with {join_words([note.name for note in group.notes])}"
    title = format_cycle_title(journal.cycles_by_id[cycle.id], session, "Cycle ")
    session.say(f"Cycle {title} is open, and the current one.")
    session.say(f"The notes are {join_words(names)} of it now, on their own days.")
    session.say(f'To say what you think is going on: enquiry edit {cycle.number} --hunch "…"')
