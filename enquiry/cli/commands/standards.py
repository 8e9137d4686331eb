"""`enquiry standards`: the professional standards that can be laid beside what you write."""

from typing import Annotated

import typer

from enquiry.cli.session import Session

Sought = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WORDS]...", help="A list (gtcs), a code (gtcs:2.1), or words of a title."),
]


def standards(session: Session, words: Sought = None) -> None:
    from enquiry.answers.journal import StandardsAnswer
    from enquiry.insight.standards import build_standards_overview
    from enquiry.presets import load_standards
    from enquiry.views.standards import draw_standards, format_standards_lines

    known = load_standards(session.places.standards)
    shelf = build_standards_overview(known, session.load_journal_or_empty(), words or (), session.today)
    session.show(shelf, view=draw_standards, plain=format_standards_lines, data=StandardsAnswer)
    if not shelf.lists:
        session.say("No standard fits; enquiry standards names the lists there are.")
