"""`enquiry answer`: what became of something that was asked for."""

from typing import Annotated

from enquiry.cli.colleagues.asks import answer_ask
from enquiry.cli.completion import complete_open_asks
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session
from enquiry.cli.writing.options import On

Words = Annotated[
    list[str] | None,
    build_argument(
        "[NAME] [yes|partly|no] [TEXT]...",
        "The ask, such as 4.12 (the only open one if not said); how it was answered; and what came of it.",
        complete_open_asks,
    ),
]


def answer(session: Session, words: Words = None, on: On = None) -> None:
    answer_ask(session, words or [], on)
