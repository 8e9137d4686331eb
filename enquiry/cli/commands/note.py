"""`enquiry note`: a quick line to the inbox."""

import typer

from enquiry.cli.options import On, Standards, Tags, WithPrivacy, Words
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import (
    answer,
    day_said,
    happened,
    lasting_id,
    say_new_journal,
    say_new_tags,
    standards_given,
)
from enquiry.model.choices import Privacy
from enquiry.model.journal import LooseNote
from enquiry.model.tag import tags_from


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
    text = session.text(words, what="note", example="enquiry note they answered more")
    with session.change() as step:
        journal, stamp = step.journal, session.stamp()
        kept = LooseNote(
            id=lasting_id(session, stamp),
            recorded_at=stamp.at,
            name=journal.next_note,
            text=text,
            happened_on=happened(session, on, journal),
            tags=tags_from(tag or ()),
            standards=standards_given(session, standard),
            privacy=privacy or Privacy.PRIVATE,
        )
        step.journal = journal.with_note(kept)
        step.did = f"note {kept.name} added"
    say_new_journal(session, made_new=step.made_new)
    say_new_tags(session, journal, kept.tags)
    where = f"Note {kept.name} is in the inbox{day_said(session, kept.happened_on)}."
    into = journal.current or next(iter(journal.open), None)
    answer(session, kept, f"{where} To a cycle: enquiry file {kept.name} -c {into.number}" if into else where)
