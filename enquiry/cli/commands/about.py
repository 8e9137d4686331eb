"""`enquiry about`: every place that speaks of a person, versions, notes, drafts and backups included."""

from typing import Annotated

from enquiry.cli.options import build_argument, build_option
from enquiry.cli.session import Session

Person = Annotated[
    list[str] | None, build_argument("[PERSON]...", 'A code such as "Pupil A", or a name; asked if left out.')
]
WithoutBackups = Annotated[bool, build_option("--without-backups", None, "Do not look into the backups.")]


def about(session: Session, person: Person = None, without_backups: WithoutBackups = False) -> None:
    from enquiry.answers.privacy import AboutAnswer
    from enquiry.cli.privacy.about import collect_about
    from enquiry.views.privacy.finds import draw_about, format_about_lines

    found = collect_about(session, " ".join(person or ()), backups=not without_backups)
    session.show(found, view=draw_about, plain=format_about_lines, data=AboutAnswer)
    if found.places:
        session.say("Copies outside of this program (documents handed over, e-mail, prints) are not looked into.")
    else:
        session.say(f"Nothing that is kept here speaks of “{found.asked}”.")
