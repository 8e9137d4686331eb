"""`enquiry privacy`: what in the journal may tell of a person, and what can be done about each find."""

from typing import Annotated

from enquiry.cli.completion import complete_items
from enquiry.cli.options import DryRun, build_argument, build_option
from enquiry.cli.session import Session

Where = Annotated[str | None, build_argument("[NAME]", "A cycle, an entry or a note alone.", complete_items)]
Replace = Annotated[
    list[str] | None,
    build_option("--replace", "NAME", "Put the code in this name’s place, wherever it stands; all for every one."),
]
With = Annotated[
    str | None, build_option("--with", "CODE", "With --replace: this code, where none or several are known.")
]
Allow = Annotated[list[str] | None, build_option("--allow", "WORD", "Say no more of this word or number.")]
Disallow = Annotated[list[str] | None, build_option("--disallow", "WORD", "Speak of this word again.")]


def privacy(
    session: Session,
    name: Where = None,
    replace: Replace = None,
    code: With = None,
    allow: Allow = None,
    disallow: Disallow = None,
    dry_run: DryRun = False,
) -> None:
    from enquiry.cli.privacy.reviewing import ReplaceRequest, allow_words, replace_names, show_finds
    from enquiry.errors import UsageMistake

    changes = [flag for flag, on in (("--replace", replace), ("--allow", allow), ("--disallow", disallow)) if on]
    if len(changes) > 1:
        raise UsageMistake(f"{changes[0]} and {changes[1]} are two things.", "Give one of them at a time.")
    if beside := next((flag for flag, on in (("--with", code), ("--dry-run", dry_run)) if on and not replace), ""):
        raise UsageMistake(f"{beside} belongs to --replace, which was not given.", "enquiry privacy --replace NAME")
    if allow or disallow:
        if name:
            words = f"A word is allowed everywhere, and “{name}” was named."
            raise UsageMistake(words, "Leave the name out.")
        allow_words(session, allow or (), disallow or ())
    elif replace:
        replace_names(session, ReplaceRequest(tuple(replace), code, name, dry_run))
    else:
        show_finds(session, name)
