"""`enquiry replay`: a cycle's decisions again, with what was known then, and the one question that follows."""

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from enquiry.cli.names import choose_name, resolve_cycle
from enquiry.cli.options import CycleArgument, CycleOption, build_option
from enquiry.cli.session import Session
from enquiry.cli.writing.conversation import Interview
from enquiry.cli.writing.drafts import DraftAutosave, build_draft, keep_draft
from enquiry.cli.writing.entries import add_entry
from enquiry.cli.writing.options import EntryOptions
from enquiry.errors import CannotWrite, UsageMistake
from enquiry.insight.replay.value import QUESTION_AGAIN
from enquiry.model.asking.prompt import Prompt
from enquiry.model.entry import AGAIN, AnswerPart, Reflection
from enquiry.store.remembered import OfferMemory, keep_memory, read_memory

if TYPE_CHECKING:
    from enquiry.insight.replay.value import CycleReplay

_AGAIN = Prompt(
    name=AGAIN,
    asks=f"{QUESTION_AGAIN} (Enter skips; an empty line ends it)",
    example="Yes; what I did not see then was …",
)
_EXAMPLE = "enquiry replay 4 --answer yes, but with the quiet four first"
Answered = Annotated[
    str | None,
    build_option(
        "--answer", "TEXT", "Answer without reading it again: would you decide it again? - reads standard input."
    ),
]


class ReplayInterview(Interview):
    """The one question at the end of a replay, its answer kept as it grows."""

    def list_prompts(self) -> tuple[Prompt, ...]:
        """Return the question."""
        return (_AGAIN,)

    def validate_answer(self, _prompt: Prompt, answer: str) -> str:
        """Return the answer, cleaned."""
        return self.session.clean_field(answer, "reflection")


def replay(ctx: typer.Context, named: CycleArgument = None, cycle: CycleOption = None, answer: Answered = None) -> None:
    from enquiry.answers.history import ReplayAnswer
    from enquiry.insight.replay.build import build_replay
    from enquiry.views.replay.decisions import draw_replay, format_replay_lines

    session: Session = ctx.obj
    journal, steps = session.load_history()
    found = build_replay(resolve_cycle(journal, choose_name(named, cycle)), journal, steps)
    if answer is not None:
        if not found.decisions:
            words = f"Nothing has been decided in cycle {found.cycle.number} yet, so there is nothing to decide again."
            raise UsageMistake(words, f"To think about it: enquiry reflect -c {found.cycle.number} …")
        _keep_answer(session, found, session.read_text_argument([answer], what="reflection", example=_EXAMPLE))
        return
    asks = session.can_ask and session.stdout.isatty() and not session.json and _is_open(session, found)
    session.no_pager = session.no_pager or asks  # a pager would hide the question that follows
    session.show(found, view=draw_replay, plain=format_replay_lines, data=ReplayAnswer, journal=journal)
    if asks:
        session.stdout.flush()
        _ask_again(session, found)
    elif not found.decisions:
        session.say(f"To look at it as a whole: enquiry review -c {found.cycle.number}")


def _mark_decision(found: "CycleReplay") -> str:
    """Return what stands for the cycle's last decision where it is remembered that its question was declined."""
    last = found.decisions[-1]
    return f"{found.cycle.id} {last.step or last.at.isoformat()}"


def _is_open(session: Session, found: "CycleReplay") -> bool:
    """Say whether the question is to be asked: something was decided since it was answered or passed over."""
    if session.resumed:
        return True
    if not found.decisions or any(one.recorded_at > found.decisions[-1].at for one in found.answers):
        return False
    memory = read_memory(OfferMemory, session.journal_file, session.places.state)
    return _mark_decision(found) not in memory.declined


def _ask_again(session: Session, found: "CycleReplay") -> None:
    """Ask the question, and keep its answer; where it is passed over, it is not asked again of these decisions."""
    held, session.resumed = session.resumed, None
    given = {"cycle": (str(found.cycle.number),)}
    draft = held.draft if held else build_draft(session, "replay", about=str(found.cycle.number), given=given)
    keeping = DraftAutosave(session, draft, held)
    with keep_draft(session, keeping):
        talk = ReplayInterview(session, keeping)
        talk.ask_alone(_AGAIN)
        if text := talk.answers.get(AGAIN):
            _keep_answer(session, found, text)
            return
    path, state = session.journal_file, session.places.state
    declined = read_memory(OfferMemory, path, state).declined
    with suppress(CannotWrite):  # then it is asked once more
        keep_memory(OfferMemory, path, state, declined=(*declined, _mark_decision(found)))


def _keep_answer(session: Session, found: "CycleReplay", text: str) -> None:
    """Keep an answer as a reflection of the cycle, under the question that it answers."""
    part = AnswerPart(prompt=AGAIN, asked=QUESTION_AGAIN, text=text)
    session.written = session.written._replace(parts=(part,))
    add_entry(session, EntryOptions(cycle=str(found.cycle.number), words=[text]), Reflection, example=_EXAMPLE)
