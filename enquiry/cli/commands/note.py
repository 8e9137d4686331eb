"""`enquiry note`: a quick line to the inbox."""

import typer

from enquiry.cli.options import On, Standards, Tags, WithPrivacy, Words
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import (
    answer_item,
    format_day_suffix,
    resolve_day,
    resolve_standards,
    say_new_journal,
    say_new_tags,
    take_record_id,
)
from enquiry.model.choices import Privacy
from enquiry.model.journal import LooseNote
from enquiry.model.tag import parse_tags


def note(
    ctx: typer.Context,
    words: Words = None,
    on: On = None,
    tag: Tags = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
) -> None:
    """Keep a quick line in the inbox, to be filed to a cycle later.

    $ enquiry note they answered more when I waited
    """
    session: Session = ctx.obj
    text = session.read_text_argument(words, what="note", example="enquiry note they answered more")
    with session.change() as step:
        journal, stamp = step.journal, session.stamp()
        kept = LooseNote(
            id=take_record_id(session, stamp),
            recorded_at=stamp.at,
            name=journal.next_note,
            text=text,
            happened_on=resolve_day(session, on, journal),
            tags=parse_tags(tag or ()),
            standards=resolve_standards(session, standard),
            privacy=privacy or Privacy.PRIVATE,
        )
        step.journal = journal.upsert_note(kept)
        step.did = f"note {kept.name} added"
    say_new_journal(session, made_new=step.made_new)
    say_new_tags(session, journal, kept.tags)
    where = f"Note {kept.name} is in the inbox{format_day_suffix(session, kept.happened_on)}."
    into = journal.current or next(iter(journal.open), None)
    said = f"{where} To a cycle: enquiry file {kept.name} -c {into.number}" if into else where
    answer_item(session, kept, step.journal, said)
