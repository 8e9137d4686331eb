"""`enquiry remind`: the next looks as calendar events that remind."""

from pathlib import Path
from typing import Annotated

from enquiry.cli.options import Force, build_argument, build_option
from enquiry.cli.session import Session

CalendarFile = Annotated[Path | None, build_argument("[FILE]", "The file; enquiry-looks.ics if not said.")]
Show = Annotated[bool, build_option("--open", None, "Hand the file to your calendar once it is written.")]


def remind(session: Session, file: CalendarFile = None, force: Force = False, show: Show = False) -> None:
    from enquiry.cli.output import open_file
    from enquiry.cli.writing.calendar_file import write_looks

    path = file or Path("enquiry-looks.ics")
    if write_looks(session, path, force=force) and show and (kept := open_file(path, session.environ)):
        session.say(kept)
