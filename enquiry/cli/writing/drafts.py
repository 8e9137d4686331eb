"""What is being written, kept on the disk as it grows, until it is saved or put off; and drafts taken up again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import typer
from msgspec.structs import replace

from enquiry.cli.given import InterviewResult
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import get_item_name
from enquiry.errors import CannotWrite, NotFound, UsageMistake
from enquiry.insight.drafts import format_waiting_draft, select_waiting_drafts
from enquiry.model.asking.draft import Draft, DraftAnswer
from enquiry.model.journal import Journal
from enquiry.store.drafts import OpenDraft, create_draft, discard_draft, list_drafts, open_draft
from enquiry.unsafe_chars import show_on_one_line

Answers = dict[str, str]
"""What was answered, by the names of the prompts."""


def build_draft(
    session: Session, command: str, *, about: str = "", given: Mapping[str, tuple[str, ...]], **more: Any
) -> Draft:
    """Return the draft of a command that begins now; it promises the lasting id of what comes of it.

    `given` are its options as they were typed, and `about` the thing it is about, where there is one.
    """
    draft = Draft(journal=str(session.journal_file), command=command, began=session.now, about=about, given=dict(given))
    return replace(draft, **{"makes": session.stamp().id, **more})


def collect_typed_options(ctx: Any) -> dict[str, tuple[str, ...]]:
    """Return the options and names that were typed, as text, so that the command can be called again with them."""
    given = {}
    for param in ctx.command.params:
        value, source = ctx.params.get(param.name), ctx.get_parameter_source(param.name)
        if param.name == "words" or value is None or getattr(source, "name", "") != "COMMANDLINE":
            continue
        values = value if isinstance(value, list | tuple) else () if value is True else (value,)
        given[param.name] = tuple(str(one).encode("utf-8", "replace").decode() for one in values)
    return given


class DraftAutosave:
    """A draft in the making: begun with the first word, kept whole at every further one."""

    def __init__(self, session: Session, draft: Draft, held: OpenDraft | None = None) -> None:
        self.draft, self._session, self._held, self._refused = draft, session, held, False

    @property
    def answers(self) -> Answers:
        """What has been answered so far, by the names of the prompts."""
        return {answer.prompt: answer.text for answer in self.draft.answers}

    def keep(self, answers: Mapping[str, str], at: str, given: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Keep what has been answered so far, the prompt that is being answered, and changed options.

        Bytes in it that are not UTF-8 (halves of characters) are replaced, as a file can't hold them. A disk that takes
        no more is said once; the writing goes on.
        """
        whole = ((at, raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")) for at, raw in answers.items())
        words = tuple(DraftAnswer(prompt=name, text=text) for name, text in whole if text)
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
            if not self._refused:
                self._session.tell(f"What you write can't be kept as you go: {show_on_one_line(fault.words)}")
                self._session.tell("You can go on; it is saved at the end.")
            self._refused = True

    def finish(self) -> None:
        """Take the draft away: it is in the journal now, or holds nothing."""
        if self._held:
            with self._held:
                try:
                    self._held.discard()
                except CannotWrite as fault:
                    self._session.tell(
                        f"The draft {self._held.name} is done with, but still there: {show_on_one_line(fault.words)}"
                    )
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
            self._held.close()


@contextmanager
def keep_draft(session: Session, keeping: DraftAutosave) -> Iterator[None]:
    """Keep the draft for the block: when that ends well the draft is done with, and else it stays and is spoken of.

    What is made meanwhile gets the lasting id that the draft promises.
    """
    session.written, ended_well = InterviewResult(id=keeping.draft.makes), False
    try:
        yield
        ended_well = True
    finally:
        session.written = InterviewResult()
        if ended_well:
            keeping.finish()
        else:
            keeping.put_off()


# --- Drafts taken up again, or let go.


def list_waiting_names(session: Session) -> list[str]:
    """Return the drafts of this journal that nobody is writing, the latest last. Raises NotFound for none."""
    waiting = select_waiting_drafts(list_drafts(session.places.state), str(session.journal_file))
    if not waiting:
        raise NotFound("No draft of this journal waits.", "enquiry drafts lists all there are.")
    return [one.name for one in waiting]


def resume_draft(ctx: typer.Context, name: str | None) -> None:
    """Run the command that a draft (the latest where none is named) was begun with, as it was given, where it stopped.

    A draft whose record is in the journal (the program ended between saving and clearing up) is discarded. Raises
    UsageMistake where there is nobody to ask and for a draft of another journal, and what `open_draft` raises.
    """
    session: Session = ctx.obj
    if not session.can_ask:
        hint = "To see what is in it: enquiry drafts --json"
        raise UsageMistake("A draft is gone on with at a terminal, and there is none.", hint)
    held = open_draft(session.places.state, list_waiting_names(session)[-1] if name is None else name)
    with held:
        draft = held.draft
        if draft.journal != str(session.journal_file):
            hint = f"enquiry drafts resume {held.name} --journal '{draft.journal}'"
            raise UsageMistake(f"The draft {held.name} belongs to another journal, {draft.journal}.", hint)
        if saved := find_saved_record(session.load_journal_or_empty(), draft):
            held.discard()
            session.say(f"This was saved already, as {saved}. The draft {held.name} is gone.")
            return
        session.resumed = held
        try:
            root: Any = ctx.find_root()
            command = root.command.get_command(root, draft.command)
            if command is None:
                words = f"The draft {held.name} was begun with {draft.command}, which is no command here."
                raise UsageMistake(words, f"Its words are in {held.folder / 'draft.json'}.")
            with command.make_context(draft.command, build_draft_arguments(command, draft), parent=root) as again:
                command.invoke(again)
        finally:
            if session.resumed:  # the command ended before it took it up
                session.tell(f"The draft {held.name} is kept as it was.")


def find_saved_record(journal: Journal, draft: Draft) -> str:
    """Return the name of the record that a draft has become; nothing where it has not been saved."""
    records = (*journal.cycles, *(entry for cycle in journal.cycles for entry in cycle.entries), *journal.lone)
    return next((get_item_name(one) for one in records if draft.makes and one.id == draft.makes), "")


def build_draft_arguments(command: Any, draft: Draft) -> list[str]:
    """Return a draft's options and names as they would be typed."""
    options, names = list[str](), list[str]()
    for param in command.params:
        values = draft.given.get(param.name)
        if values is None:
            continue
        if param.param_type_name == "argument":
            names += values
        else:
            flag = next(name for name in param.opts if name.startswith("--"))
            options += [f"{flag}={value}" for value in values] or [flag]
    return [*options, "--", *names] if names else options


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
