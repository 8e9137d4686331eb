"""`enquiry asks`: what was asked for, open and answered."""

from typing import Annotated

from enquiry.cli.options import QueryArgument, build_option
from enquiry.cli.session import Session

Open = Annotated[bool, build_option("--open", None, "Only what has no answer yet.")]
Of = Annotated[str | None, build_option("--of", "ROLE", "Only what was asked of somebody whose role has these words.")]


def asks(session: Session, query: QueryArgument = None, only_open: Open = False, of: Of = None) -> None:
    from enquiry.answers.records import AsksAnswer
    from enquiry.cli.search.filters import load_selection
    from enquiry.insight.asks import list_asks
    from enquiry.views.colleagues.asks import draw_asks, format_asks_lines

    _, selection = load_selection(session, query)
    found = list_asks(selection, of or "", only_open=only_open)
    session.show(found, view=draw_asks, plain=format_asks_lines, data=AsksAnswer)
    if not found.open and not found.answered:
        session.say('Nothing was asked for that fits. What would help? enquiry ask "…" --of ROLE')
