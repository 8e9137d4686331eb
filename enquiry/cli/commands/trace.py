"""`enquiry trace`: how a belief came to be what it is."""

from typing import Annotated

from enquiry.cli.completion import complete_beliefs
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session

Named = Annotated[str, build_argument("BELIEF", "A belief, by its number (3) or name (belief-3).", complete_beliefs)]


def trace(session: Session, name: Named) -> None:
    from enquiry.answers.beliefs import TraceAnswer
    from enquiry.insight.beliefs.trace import build_trace
    from enquiry.views.beliefs.trace import draw_trace, format_trace_lines

    journal = session.load_journal()
    belief = journal.find_belief(f"belief-{name}" if name.isdecimal() else name)
    session.show(
        build_trace(belief, journal), view=draw_trace, plain=format_trace_lines, data=TraceAnswer, journal=journal
    )
