"""`enquiry thread`: the cycles that grew from one another."""

from enquiry.cli.names import choose_name, resolve_cycle
from enquiry.cli.options import CycleArgument, CycleOption
from enquiry.cli.session import Session


def thread(session: Session, named: CycleArgument = None, cycle: CycleOption = None) -> None:
    from enquiry.answers.history import ThreadAnswer
    from enquiry.insight.thread import build_thread
    from enquiry.views.thread import draw_thread, format_thread_lines

    journal, steps = session.load_history()
    tree = build_thread(resolve_cycle(journal, choose_name(named, cycle)), journal, steps)
    session.show(tree, view=draw_thread, plain=format_thread_lines, data=ThreadAnswer, journal=journal)
