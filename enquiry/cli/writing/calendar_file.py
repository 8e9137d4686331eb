"""The looks that are ahead, as a file that a calendar opens."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.dates.period import spell
from enquiry.insight.pulse.reminders import LookReminder, list_looks_ahead
from enquiry.words import format_amount


class WrittenLooks(NamedTuple):
    """The looks that are ahead, and the file they were written to."""

    written: Path | None
    looks: tuple[LookReminder, ...]


def write_looks(session: Session, path: Path, *, force: bool) -> bool:
    """Write the looks that are ahead to a file, say which they are, and whether there was anything to write.

    A calendar file that was made here is written over; any other only with `force`.
    """
    from enquiry.answers.answer import project
    from enquiry.answers.journal import RemindersAnswer
    from enquiry.exchange.ics import is_made_here, render_next_looks
    from enquiry.store.outlet import OWN_COPY

    journal = session.load_journal()
    calendar = session.load_school_calendar(journal)
    looks = list_looks_ahead(journal.kept, calendar, session.today, session.config.pulse)
    if looks:
        with suppress(OSError):
            force = force or is_made_here(path.read_bytes())
        session.outlet.write_file(path, render_next_looks(looks, session.now), OWN_COPY, overwrite=force)
        written = format_amount(len(looks), "next look was", "next looks were")
        session.say(f"{written} written to {path}; your calendar opens it.")
        for look in looks:
            session.say(f"{spell(look.on, weekday=True)}: cycle {look.cycle.number}, {look.what}")
    else:
        session.say("No look is ahead, so no file was written.")
    if session.json:
        session.answer(project(RemindersAnswer, WrittenLooks(path if looks else None, looks)))
    return bool(looks)
