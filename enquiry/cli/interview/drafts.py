"""What is being written, kept on the disk as it grows, until it is saved or put off."""

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

import typer
from msgspec.structs import replace

from enquiry.cli.session import InterviewResult, Session
from enquiry.errors import CannotWrite, NotFound, UsageMistake
from enquiry.insight.drafts import format_waiting_draft, select_waiting_drafts
from enquiry.model.draft import Draft, DraftAnswer
from enquiry.model.journal import Journal
from enquiry.store.drafts import OpenDraft, create_draft, discard_draft, list_drafts, open_draft

Answers = dict[str, str]
"""What was answered, by the names of the prompts."""


class DraftAutosave:
    """A draft in the making: begun with the first word, kept whole at every further one."""

    def __init__(self, session: Session, draft: Draft, held: OpenDraft | None = None) -> None:
        self.draft = draft
        self._session = session
        self._held = held
        self._refused = False

    @property
    def answers(self) -> Answers:
        """What has been answered so far, by the names of the prompts."""
        return {answer.prompt: answer.text for answer in self.draft.answers}

    def keep(self, answers: Mapping[str, str], at: str, given: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Keep what has been answered so far, the prompt that is being answered, and changed options.

        A disk that takes no more is said once; the writing goes on.
        """
        words = tuple(DraftAnswer(prompt=name, text=_repair_surrogates(text)) for name, text in answers.items() if text)
        options = dict(given) if given is not None else self.draft.given
        self.draft = replace(self.draft, answers=words, at=at, given=options)
        if (self._held and self._held.draft == self.draft) or not (words or self._held):
            return
        try:
            if self._held:
                self._held.keep(self.draft)
            else:
                self._held = create_draft(self._session.places.state, self.draft)
        except CannotWrite as fault:
            self._say_refused(fault)

    def _say_refused(self, fault: CannotWrite) -> None:
        if not self._refused:
            self._session.tell(f"What you write can't be kept as you go: {fault.words}")
            self._session.tell("You can go on; it is saved at the end.")
        self._refused = True

    def finish(self) -> None:
        """Take the draft away: it is in the journal now, or holds nothing."""
        if self._held:
            with self._held:
                try:
                    self._held.discard()
                except CannotWrite as fault:
                    self._session.tell(f"The draft {self._held.name} is done with, but still there: {fault.words}")
        self._held = None

    def put_off(self) -> None:
        """Say how to go on with what was written and is not saved; where no disk would take it, say the words."""
        with suppress(OSError):  # the window may be gone
            if self._held and (not self._refused or self._held.draft == self.draft):
                name = self._held.name
                self._session.tell(f"Kept as draft {name}. To go on with it: enquiry drafts resume {name}")
            elif self.draft.answers:
                self._session.tell("This could be kept nowhere, so here it is, to be copied:")
                self._session.tell(self.draft.words)
        if self._held:
            self._held.release_lock()


def _repair_surrogates(text: str) -> str:
    """Return text that a file can hold: bytes that are not UTF-8 come as halves of characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not text.isascii() else text


@contextmanager
def keep_draft(session: Session, keeping: DraftAutosave) -> Iterator[DraftAutosave]:
    """Give the keeping for the block: when that ends well the draft is done with, and else it stays and is spoken of.

    What is made meanwhile gets the lasting id that the draft promises.
    """
    with raise_exit_on_signals():
        session.written, ended_well = InterviewResult(id=keeping.draft.makes), False
        try:
            yield keeping
            ended_well = True
        finally:
            session.written = InterviewResult()
            if ended_well:
                keeping.finish()
            else:
                keeping.put_off()


@contextmanager
def raise_exit_on_signals() -> Iterator[None]:
    """Let a closed window and a request to end raise SystemExit within the block, so that a half-typed line is kept."""
    names = ("SIGHUP", "SIGTERM")
    before = {getattr(signal, name): signal.getsignal(getattr(signal, name)) for name in names if hasattr(signal, name)}
    usual = [number for number, handler in before.items() if handler == signal.SIG_DFL]
    for number in usual:
        signal.signal(number, _handle_signal)
    try:
        yield
    finally:
        for number in usual:
            signal.signal(number, signal.SIG_DFL)


def _handle_signal(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


# --- Drafts taken up again, or let go.


def find_draft_to_resume(session: Session, name: str | None) -> str:
    """Return the draft that is meant: the one named, else the latest of this journal.

    Raises UsageMistake where there is nobody to ask, and NotFound where none waits.
    """
    if not session.can_ask:
        hint = "To see what is in it: enquiry drafts --json"
        raise UsageMistake("A draft is gone on with at a terminal, and there is none.", hint)
    if name is not None:
        return name
    waiting = select_waiting_drafts(list_drafts(session.places.state), str(session.journal_file))
    if not waiting:
        raise NotFound("No draft of this journal waits.", "enquiry drafts lists all there are.")
    return waiting[-1].name


def resume_draft(ctx: typer.Context, name: str) -> None:
    """Run the command that a draft was begun with, with the options it was given, where the draft stopped.

    Raises UsageMistake for a draft of another journal, and what `take_up` raises.
    """
    session: Session = ctx.obj
    held = open_draft(session.places.state, name)
    with held:
        draft = held.draft
        if draft.journal != str(session.journal_file):
            hint = f"enquiry drafts resume {held.name} --journal '{draft.journal}'"
            raise UsageMistake(f"The draft {held.name} belongs to another journal, {draft.journal}.", hint)
        if already := _find_saved_record(session.load_journal_or_empty(), draft):
            held.discard()
            session.say(f"This was saved already, as {already}. The draft {held.name} is gone.")
            return
        session.resumed = held
        try:
            _run_command_again(ctx, draft, held)
        finally:
            if session.resumed:  # the command ended before it took it up
                session.tell(f"The draft {held.name} is kept as it was.")


def _find_saved_record(journal: Journal, draft: Draft) -> str:
    """Return the name of the record that came of a draft, where a program ended between saving and clearing up."""
    entries = [entry for cycle in journal.cycles for entry in cycle.entries]
    named = [*((cycle.id, str(cycle.number)) for cycle in journal.cycles)]
    named += [(one.id, one.name) for one in (*entries, *journal.inbox)]
    return next((name for lasting, name in named if draft.makes and lasting == draft.makes), "")


def _run_command_again(ctx: typer.Context, draft: Draft, held: OpenDraft) -> None:
    root: Any = ctx.find_root()
    command = root.command.get_command(root, draft.command)
    if command is None:
        hint = f"Its words are in {held.folder / 'draft.json'}."
        raise UsageMistake(f"The draft {held.name} was begun with {draft.command}, which is no command here.", hint)
    again = command.make_context(draft.command, build_draft_arguments(command, draft), parent=root)
    with again:
        command.invoke(again)


def build_draft_arguments(command: Any, draft: Draft) -> list[str]:
    """Return a draft's options and names as they would be typed."""
    options, names = list[str](), list[str]()
    for param in command.params:
        values = draft.given.get(param.name)
        if values is None:
            continue
        if param.param_type_name == "argument":
            names += values
        elif values:
            options += [f"{_find_long_flag(param)}={value}" for value in values]
        else:
            options.append(_find_long_flag(param))
    return [*options, "--", *names] if names else options


def _find_long_flag(param: Any) -> str:
    return str(next(name for name in param.opts if name.startswith("--")))


def select_drafts_to_discard(session: Session, name: str | None) -> list[str]:
    """Return the draft named, else all of this journal that nobody is writing. Raises NotFound where there is none."""
    if name is not None:
        return [name]
    found = list_drafts(session.places.state)
    if not (names := [one.name for one in select_waiting_drafts(found, str(session.journal_file))]):
        raise NotFound("No draft of this journal waits.", "enquiry drafts lists all there are.")
    return names


def discard_drafts(session: Session, names: list[str]) -> None:
    """Take drafts away for good, once that is confirmed. Raises UsageMistake where it is not."""
    known = {one.name: one for one in list_drafts(session.places.state)}
    for name in names:
        if (one := known.get(name.casefold())) is not None:
            session.tell(format_waiting_draft(one, session.today))
    if not all(name.casefold() in known for name in names):
        discard_draft(session.places.state, names[0])  # says which there are
    if not session.confirm(f"Let {' and '.join(names)} go? What is in there is nowhere else."):
        raise UsageMistake("Nothing was discarded.", "To answer yes beforehand: --yes")
    for name in names:
        discard_draft(session.places.state, name)
    session.say(f"Discarded: {', '.join(names)}.")
    if session.json:
        from enquiry.answers.history import DiscardedAnswer

        session.answer(DiscardedAnswer(tuple(names)))
