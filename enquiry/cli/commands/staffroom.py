"""`enquiry staffroom`: one page of what colleagues gave, as it lies in their folder now."""

from pathlib import Path
from typing import Annotated

from enquiry.cli.completion import complete_cycles
from enquiry.cli.options import Force, HoldNames, NamesAreFine, Output, ReplaceNames, build_argument, build_option
from enquiry.cli.output import open_file
from enquiry.cli.session import Session
from enquiry.cli.staffroom.page import StaffroomFormat

Folder = Annotated[Path, build_argument("FOLDER", "The folder in which colleagues lay their gifts.")]
Own = Annotated[
    list[str] | None,
    build_option("--cycle -c", "CYCLE", "Your own enquiry, which stands first.", autocompletion=complete_cycles),
]
For = Annotated[str | None, build_option("--for", "WHAT", "meeting: with a way to talk of one enquiry in 40 minutes.")]
In = Annotated[
    StaffroomFormat | None,
    build_option("--format", "FORMAT", f"{', '.join(StaffroomFormat)}; else by the ending of FILE."),
]
Open = Annotated[bool, build_option("--open", None, "Show the file once it is written.")]


def staffroom(
    session: Session,
    folder: Folder,
    own: Own = None,
    form: For = None,
    output: Output = None,
    kind: In = None,
    force: Force = False,
    show: Open = False,
    replace_names: ReplaceNames = False,
    hold_names: HoldNames = False,
    names_are_fine: NamesAreFine = False,
) -> None:
    from enquiry.cli.privacy.leaving import NameOptions
    from enquiry.cli.staffroom import page
    from enquiry.paths import expand_path

    names = NameOptions(replace_names, hold_names, names_are_fine)
    found = page.settle_staffroom_kind(output, kind)
    said = page.StaffroomOptions(own, page.settle_staffroom_form(form), output, found, force, names)
    page.refuse_without_file(session, said, {"--force": force, "--open": show})
    room, clearance = page.read_staffroom(session, expand_path(str(folder)), said)
    written = page.hand_over_staffroom(session, room, said, clearance)
    if show and written and (kept := open_file(written, session.environ)):
        session.say(kept)
