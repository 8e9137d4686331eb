"""The looks that are ahead as a file for a calendar; and how a file that was written is shown."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import typer

from enquiry.cli.session import Session
from enquiry.dates.period import spell
from enquiry.words import format_amount


def write_looks(session: Session, path: Path, *, force: bool) -> bool:
    """Write the looks that are ahead to a file, say which they are, and whether there was anything to write.

    A calendar file that was made here is written over; any other only with `force`.
    """
    from enquiry.answers.answer import project
    from enquiry.answers.journal import RemindersAnswer
    from enquiry.exchange.ics import is_made_here, render_next_looks
    from enquiry.insight.pulse.reminders import list_looks_ahead
    from enquiry.store.disk.atomic import write_file_atomically

    journal = session.load_journal()
    calendar = session.load_school_calendar(journal)
    looks = list_looks_ahead(journal.kept, calendar, session.today, session.config.pulse)
    if looks:
        with suppress(OSError):
            force = force or is_made_here(path.read_bytes())
        write_file_atomically(path, render_next_looks(looks, session.now), overwrite=force)
        written = format_amount(len(looks), "next look was", "next looks were")
        session.say(f"{written} written to {path}; your calendar opens it.")
        for look in looks:
            session.say(f"  {spell(look.on, weekday=True)}: cycle {look.cycle.number}, {look.what}")
    else:
        session.say("No look is ahead, so no file was written.")
    if session.json:
        told = {"written": path if looks else None, "looks": looks}
        session.answer(project(RemindersAnswer, None, **told))
    return bool(looks)


def show_file(session: Session, path: Path) -> None:
    """Show a file with the program the system opens it with; say so where there is none, or no screen to show it on."""
    environ = session.environ
    linux = sys.platform not in ("win32", "darwin", "cygwin")
    if linux and not any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")):
        session.say(f"There is no screen here to show {path} on; open it where there is one.")
        return
    failed = False
    if not linux:
        failed = bool(typer.launch(str(path)))
    elif opener := shutil.which("xdg-open", path=environ.get("PATH", os.defpath)):
        opening = subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        with suppress(subprocess.TimeoutExpired):  # some openers stay as long as what they show
            failed = bool(opening.wait(3))
    else:
        failed = True
    if failed:
        session.say(f"No program was found to show {path} with; open it as you open other files.")
