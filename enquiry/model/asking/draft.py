"""Drafts: what has been written and is not in the journal yet."""

import msgspec

from enquiry.model.record import Moment, Value


class DraftAnswer(Value, frozen=True, kw_only=True):
    """What was answered so far to one prompt, known by its name."""

    prompt: str
    text: str


class Draft(Value, frozen=True, kw_only=True):
    """A command that has not ended: for which journal, with which options, and every word given to it so far.

    `journal` is the real path of its file. `about` names the thing a command changes (`7.4`). `given` holds the options
    as they were typed, each by its parameter's name with its values (none for a switch), so that the command can be
    called again. `at` is the prompt that was being answered. `text` is what an editor held, `file` the name of the file
    it was given. `makes` is the lasting id of the record that comes of it: where the journal has it, the draft is done.
    """

    journal: str
    command: str
    began: Moment
    about: str = ""
    given: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    prompts: str = ""
    answers: tuple[DraftAnswer, ...] = ()
    at: str = ""
    text: str = ""
    file: str = ""
    makes: str = ""

    @property
    def words(self) -> str:
        """All that was written, by which a person recognises the draft."""
        return self.text or "\n".join(answer.text for answer in self.answers)

    @property
    def opening(self) -> str:
        """The words it begins with."""
        return self.text or next((answer.text for answer in self.answers), "")

    def find_answer(self, prompt: str) -> str:
        """Return what was answered to a prompt so far; nothing where nothing was."""
        return next((answer.text for answer in self.answers if answer.prompt == prompt), "")


class StoredDraft(Value, frozen=True, kw_only=True):
    """A draft as it lies on the disk, by the name it is called by (`d1`).

    `draft` is None for one that can't be read, and `flaw` says why. `busy` says that a running program is writing it.
    """

    name: str
    draft: Draft | None = None
    flaw: str = ""
    busy: bool = False
