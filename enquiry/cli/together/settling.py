"""Settling at the command line: what stands twice is shown, a person chooses, and the choice is one step."""

from typing import Any

from enquiry.cli.names import resolve_item
from enquiry.cli.session import Session
from enquiry.errors import CannotRead, NotFound, UsageMistake
from enquiry.insight.merging.settle import join_values, list_fields_to_settle, settle_field, write_field
from enquiry.insight.merging.told import get_record_name, list_records, list_unsettled
from enquiry.model.colleagues.gift import Gift
from enquiry.model.fields import get_label
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure
from enquiry.model.record import Record
from enquiry.model.step import name_machines
from enquiry.words import join_words

Choices = dict[str, tuple[str, str]]
"""For each field what was chosen, `1`, `2`, `both`, `write` or nothing yet, and the words where they were written."""


def choose_records(journal: Journal, name: str | None) -> list[Record]:
    """Return the record of that name, or all in which something waits to be settled. Raises as names are resolved."""
    if name is None:
        return list_unsettled(journal)
    named = next((one for one in list_unsettled(journal) if get_record_name(one) == name), None)
    return [named or journal.find_measure(name) or resolve_item(journal, name)]


def settle_records(session: Session, name: str | None, keep: str | None, *, editor: bool) -> list[Record]:
    """Settle what a person chooses, each record in a step of its own, and return the records as they are then.

    Raises UsageMistake where a choice was given for more than one record, or can't be made.
    """
    journal = session.load_journal()
    found = choose_records(journal, name)
    asking = [one for one in found if one.otherwise]
    if not asking:
        session.say(f"{name} stands once; there is nothing to settle." if name else "Nothing waits to be settled.")
        return found if name else []
    if (keep or editor) and len(asking) > 1:
        names = join_words([get_record_name(one) for one in asking])
        raise UsageMistake(f"Several things wait to be settled: {names}.", "Name one: enquiry settle NAME --keep 1")
    settled = list[Record]()
    for record in asking:
        if settled and record.id not in {one.id for one in list_unsettled(session.load_journal())}:
            continue  # it went with the cycle that was settled before it
        chosen: Choices = {}
        for field in list_fields_to_settle(record):
            answer = choose_for_field(session, record, field, keep, editor=editor)
            if answer is None:
                break
            chosen[field] = answer
        if not chosen:
            break
        if taken := {field: answer for field, answer in chosen.items() if answer[0]}:
            settled.append(write_choices(session, record.id, taken))
    return settled or (found if name else [])


def choose_for_field(
    session: Session, record: Record, field: str, keep: str | None, *, editor: bool
) -> tuple[str, str] | None:
    """Return what is chosen for a field, or None for the end of input, or where nobody can be asked.

    Enter leaves the field as it is, to be settled another day.
    """
    if keep:
        settle_field(record, field, keep)
        return keep, ""
    if editor and field != "removed":
        return "write", _write_in_editor(session, record, field)
    from enquiry.views.merging import ShownField, draw_field_choices, format_field_choice_lines

    shown = ShownField(record, field, name_machines(session.load_history()[1]), session.load_journal().names)
    session.show(shown, view=draw_field_choices, plain=format_field_choice_lines)
    session.stdout.flush()
    others = len(list_fields_to_settle(record)[field])
    numbers = [str(one) for one in range(1, others + 2)]
    if not session.can_ask:
        choices = ", ".join(numbers if field == "removed" else [*numbers, "both"])
        session.say(f"Nothing was changed. To choose ({choices}): enquiry settle {get_record_name(record)} --keep 1")
        return None
    more = "" if field == "removed" else "; b: both, one below the other; e: write it anew"
    session.tell(f"Which stands? {' or '.join(numbers)}{more}; Enter leaves it.")
    while True:
        typed = session.read_line("> ")
        if typed is None:
            return None
        answer = {"b": "both", "e": "write"}.get(typed.strip().casefold(), typed.strip().casefold())
        try:
            if answer == "write" and field != "removed":
                return answer, _write_in_editor(session, record, field)
            if answer:
                settle_field(record, field, answer)
        except UsageMistake as fault:
            session.tell(fault.words)
        else:
            return answer, ""


def write_choices(session: Session, record_id: str, chosen: Choices) -> Record:
    """Settle a record in one step, and say so. Raises NotFound where it is gone meanwhile."""
    with session.change() as step:
        record = next((one for one in list_records(step.journal) if one.id == record_id), None)
        if record is None:
            raise NotFound("That is not in the journal any more.", "Nothing was changed.")
        for field, (keep, words) in chosen.items():
            if any(one.field == field for one in record.otherwise):
                record = write_field(record, field, words) if keep == "write" else settle_field(record, field, keep)
        putters = {Measure: step.journal.upsert_measure, Gift: step.journal.upsert_gift}
        put: Any = putters.get(type(record), step.journal.upsert_item)
        step.journal = put(record)
        step.did = f"{get_record_name(record)} settled"
    labels = join_words(["removal" if field == "removed" else get_label(field) for field in chosen])
    session.say(f"{get_record_name(record)} is settled: its {labels}. To take that back: enquiry undo")
    return record


def _write_in_editor(session: Session, record: Record, field: str) -> str:
    """Return the text that a person makes of all that was written, in the editor. Raises UsageMistake for none."""
    from enquiry.cli.editor.launch import find_editor, run_editor
    from enquiry.store.disk.atomic import write_file_atomically
    from enquiry.store.disk.os_errors import translate_write_errors
    from enquiry.store.disk.places import make_folder

    both = join_values(record, field, list_fields_to_settle(record)[field])
    chosen, file = find_editor(session.environ), session.places.state / "settling" / f"{record.id}.txt"
    with translate_write_errors(file):
        make_folder(file.parent)
    write_file_atomically(file, f"{both}\n".encode())
    run_editor(chosen, file, 1)
    try:
        written = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as fault:
        raise CannotRead(f"{file} can't be read: {fault.strerror}.", "Nothing was changed.") from fault
    text = session.clean_field(written.strip("\n"), get_label(field))
    if not text.strip():
        raise UsageMistake("Nothing was left in the editor.", "Nothing was changed; both still stand.")
    file.unlink(missing_ok=True)
    return text
