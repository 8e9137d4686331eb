"""`enquiry note`: a quick line to the inbox."""

from enquiry.cli.session import Session
from enquiry.cli.writing import entries
from enquiry.cli.writing.options import EntryOptions, add_entry_options


@add_entry_options
def note(session: Session, given: EntryOptions) -> None:
    text = session.read_text_argument(given.words, what="note", example="enquiry note they answered more")
    with session.change() as step:
        journal = step.journal
        kept = entries.build_note(session, journal, given, text)
        step.journal = journal.upsert_note(kept)
        step.did = f"note {kept.name} added"
    entries.say_new_journal(session, made_new=step.made_new)
    entries.say_new_tags(session, journal, kept.tags)
    where = f"Note {kept.name} is in the inbox{entries.format_day_suffix(session, kept.happened_on)}."
    into = journal.current or next(iter(journal.open), None)
    said = f"{where} To a cycle: enquiry file {kept.name} -c {into.number}" if into else where
    entries.answer_item(session, kept, step.journal, said)
