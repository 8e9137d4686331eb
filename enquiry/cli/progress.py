"""Progress of a long piece of work, said on standard error once a run has taken a second.

At a terminal it is a line that is drawn over, and is gone with the work; with --plain a sentence now and then. Nothing
is said where standard error is no terminal, and with --quiet.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TypeVar

from enquiry.cli.session import Session
from enquiry.progress import ProgressTracker, ignore_progress

T = TypeVar("T")
Tell = Callable[[int, float], None]
"""Called with how many things are done, and in how many seconds."""

AFTER = 1.0
"""Seconds of a run before anything is shown: most work is done by then."""
PAUSE, PLAIN_PAUSE = 0.1, 10.0
"""Seconds between two words at a terminal, and between two sentences."""


@contextmanager
def track_progress(session: Session, doing: str, each: str) -> Iterator[ProgressTracker]:
    """Yield a tracker for the block: `doing` is what is done (`Writing notes`), `each` what is counted (`files`)."""
    if session.quiet or not session.stderr.isatty():
        yield ignore_progress
        return
    with ExitStack() as until_done:

        def follow(things: Collection[T], /) -> Iterable[T]:
            began = said = monotonic()
            tell: Tell | None = None
            for done, thing in enumerate(things):
                now, pause = monotonic(), PLAIN_PAUSE if session.plain and tell else PAUSE
                if done and now >= max(session.began + AFTER, said + pause):
                    tell = tell or _build_reporter(session, until_done, doing, each, len(things))
                    tell(done, now - began)
                    said = now
                yield thing

        yield follow


def _build_reporter(session: Session, until_done: ExitStack, doing: str, each: str, total: int) -> Tell:
    from enquiry.views.progress import build_progress_bar, format_progress_line

    until_done.close()  # the bar of what was followed before in this block, if any
    if session.plain:
        return lambda done, seconds: session.say(format_progress_line(doing, each, done, total, seconds))
    drawn = until_done.enter_context(build_progress_bar(session.make_console(session.stderr), doing, each, total))
    [task] = drawn.task_ids
    return lambda done, seconds: drawn.update(task, completed=done, seconds=seconds, refresh=True)
