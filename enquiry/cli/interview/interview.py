"""The interview: one prompt at a time, every line kept before the next is typed."""

from collections.abc import Sequence
from contextlib import suppress
from enum import Enum

from enquiry.cli.session import Session
from enquiry.cli.terminal import get_unfinished_line, wrap_to_terminal
from enquiry.cli.writing.drafts import DraftAutosave
from enquiry.command_lines import format_hint
from enquiry.errors import EnquiryError
from enquiry.model.prompt import Prompt

_SHOWN = 12
"""The most lines of an earlier answer that are shown again."""


class InterviewStep(Enum):
    """Where a prompt leads to."""

    ON = "on"
    BACK = "back"
    END = "end"


class Interview:
    """A conversation of prompts, whose answers grow in a draft; its kinds say what is asked and how it is read."""

    def __init__(self, session: Session, keeping: DraftAutosave) -> None:
        self.session, self.keeping, self.answers = session, keeping, keeping.answers

    def list_prompts(self) -> Sequence[Prompt]:
        """Return the prompts that follow from the answers so far."""
        raise NotImplementedError

    def validate_answer(self, prompt: Prompt, answer: str) -> str:
        """Return an answer as the prompt's field takes it. Raises EnquiryError for one that it can't take."""
        raise NotImplementedError

    def apply_answer(self, prompt: Prompt) -> None:
        """Take over what was answered, where more than the answers depends on it."""

    def run(self, at: str) -> InterviewStep:
        """Ask from the prompt named `at` on. Returns END where the end of input ended it, else ON."""
        names = [prompt.name for prompt in self.list_prompts()]
        place = names.index(at) if at in names else 0
        while place < len(prompts := self.list_prompts()):
            if (step := self._ask(prompts[place])) is InterviewStep.END:
                return step
            place = place + 1 if step is InterviewStep.ON else max(0, place - 1)
        return InterviewStep.ON

    def tell_ways(self) -> None:
        """Tell how it goes."""
        self.session.tell(wrap_to_terminal("Enter skips, < goes back, ? shows an example, Ctrl-D ends."))
        self.session.tell(wrap_to_terminal("An empty line ends an answer. Every line is kept as you go."))

    def ask_alone(self, prompt: Prompt) -> None:
        """Ask one thing, from which there is no way back."""
        while self._ask(prompt) is InterviewStep.BACK:
            pass

    def _ask(self, prompt: Prompt) -> InterviewStep:
        """Ask until there is an answer the prompt can take, or none. Whatever ends it, the lines so far are kept."""
        while True:
            self.session.tell(f"\n{wrap_to_terminal(prompt.asks)}")
            self._show_earlier(prompt)
            try:
                turn = self._read_answer(prompt)
            finally:
                self.keeping.keep(self.answers, prompt.name)
            if turn is not InterviewStep.ON or self._accept_answer(prompt):
                return turn

    def _show_earlier(self, prompt: Prompt) -> None:
        if earlier := self.answers.get(prompt.name):
            lines = earlier.split("\n")
            more = [f"… ({len(lines) - _SHOWN} lines before these)"] if len(lines) > _SHOWN else []
            self.session.tell("\n".join(f"  {line}" for line in (*more, *lines[-_SHOWN:])))
            rest = "what you type is added" if prompt.long else "what you type takes its place"
            self.session.tell(wrap_to_terminal(f"(Enter keeps it, {rest}, - takes it away.)"))

    def _read_answer(self, prompt: Prompt) -> InterviewStep:
        """Read the lines of one answer. A sign that steers the interview stands alone; a space before it makes it text.

        Only an earlier answer can be taken away: elsewhere a dash is a dash.
        """
        earlier = self.answers.get(prompt.name)
        while (line := self._read_line(prompt)) is not None:
            match line.rstrip():
                case "":
                    return InterviewStep.ON
                case "<":
                    return InterviewStep.BACK
                case "?":
                    example = f"For example: {prompt.example}" if prompt.example else ""
                    self.session.tell(wrap_to_terminal(example or "There is no example for this one."))
                    continue
                case "-" if earlier and self.answers.get(prompt.name) == earlier:
                    del self.answers[prompt.name]
                    self.keeping.keep(self.answers, prompt.name)
                    continue
            if not prompt.long:
                self.answers[prompt.name] = line.strip()
                return InterviewStep.ON
            self._take_line(prompt, line)
        self.session.tell("")
        return InterviewStep.END

    def _read_line(self, prompt: Prompt) -> str | None:
        """Return the line that is typed. One that is broken off half typed belongs to the answer."""
        try:
            return self.session.read_line("> ")
        except (KeyboardInterrupt, SystemExit):
            self._append_line(prompt, get_unfinished_line())
            with suppress(OSError):  # the window may be gone
                self.session.tell("")
            raise

    def _take_line(self, prompt: Prompt, line: str) -> None:
        """Add a line to the answer, and keep it; of fields that hold several answers each line is tried by itself."""
        if prompt.several and not self._try_answer(prompt, line):
            return
        self._append_line(prompt, line)
        kept = len(self.keeping.draft.find_answer(prompt.name))
        now = len(self.answers[prompt.name])
        if now - kept >= now // 64:  # a long paste is kept at every sixty-fourth, not at every line
            self.keeping.keep(self.answers, prompt.name)

    def _append_line(self, prompt: Prompt, line: str) -> None:
        if line:
            earlier = self.answers.get(prompt.name, "")
            self.answers[prompt.name] = f"{earlier}\n{line}" if earlier else line

    def _accept_answer(self, prompt: Prompt) -> bool:
        """Say whether the answer is one the prompt can take, as it is kept from now on; say what is wrong with it."""
        answer = self.answers.get(prompt.name, "")
        if answer and not prompt.several:
            if not (checked := self._try_answer(prompt, answer)):
                if not prompt.long:
                    del self.answers[prompt.name]
                return False
            self.answers[prompt.name] = checked
            self.keeping.keep(self.answers, prompt.name)
        self.apply_answer(prompt)
        return True

    def _try_answer(self, prompt: Prompt, answer: str) -> str:
        try:
            return self.validate_answer(prompt, answer)
        except EnquiryError as mistake:  # asked again: one slip is no reason to lose the rest
            for words in filter(None, (mistake.words, format_hint(mistake.hint))):
                self.session.tell(wrap_to_terminal(words))
            return ""
